//! What several operators share: options as checked values.

pub(crate) mod options;
