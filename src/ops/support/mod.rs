//! What several operators share: axes, options as checked values, operands and kernels of elementwise operators,
//! and the kernels that only move elements.

pub(crate) mod add_sub;
pub(crate) mod axis;
pub(crate) mod bands;
pub(crate) mod binary;
pub(crate) mod blockwise;
pub(crate) mod calls;
pub(crate) mod channels;
pub(crate) mod convolution;
pub(crate) mod custom_options;
pub(crate) mod depthwise;
pub(crate) mod function;
pub(crate) mod gemm;
pub(crate) mod indexed;
pub(crate) mod linear;
pub(crate) mod lstm;
pub(crate) mod lstm_basic;
mod lstm_integer;
mod lstm_integer8;
pub(crate) mod options;
pub(crate) mod pool;
pub(crate) mod records;
pub(crate) mod recurrent;
pub(crate) mod reduce;
pub(crate) mod regions;
pub(crate) mod resize;
pub(crate) mod rnn;
pub(crate) mod rows;
pub(crate) mod shapes;
pub(crate) mod sparse;
pub(crate) mod spectra;
pub(crate) mod strided;
pub(crate) mod strings;
pub(crate) mod unary;
pub(crate) mod units;
pub(crate) mod volume;
pub(crate) mod windows;
