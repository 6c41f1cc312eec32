//! What several operators share: axes, options as checked values, and the kernels that only move elements.

pub(crate) mod axis;
pub(crate) mod bands;
pub(crate) mod function;
pub(crate) mod options;
pub(crate) mod pool;
pub(crate) mod reduce;
pub(crate) mod resize;
pub(crate) mod strided;
pub(crate) mod units;
