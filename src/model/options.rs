//! An operator's options as plain values.

use core::ops::Range;
use ferrolite_schema::{BuiltinOptions, BuiltinOptions2};

/// Options of one operator. Enumerations in it are valid; numbers are whatever the file says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub builtin: Option<BuiltinOptions>,
    pub builtin_2: Option<BuiltinOptions2>,
    /// Where a custom operator's options are in the file.
    pub custom: Option<Range<usize>>,
}
