//! Exact quantized and float neural-network kernels.
//!
//! Views of memory in and out: this crate knows no model, no graph and no file, allocates nothing and
//! needs neither `std` nor `alloc`. Shapes, multipliers and tables are computed once, when a plan is
//! prepared; the functions here only read them.
//!
//! * [`isa`]: which instruction sets the CPU has, and code compiled for each.
//! * [`parallel`]: splitting work among threads.
//! * [`requantize`]: exact requantization of vectors, and when it applies.
//! * [`gemm`]: int8 matrix products: convolutions and fully connected layers.
//! * [`elementwise`]: functions of one and of two elements, vectorized and shared among threads.
//! * [`table`]: look-up in tables of bytes.
//! * [`sums`], [`products`]: quantized ADD, SUB and MUL; [`linear_pairs`], [`scaling`]: the formulas behind them.
//! * [`depthwise`]: depthwise convolutions.
//! * [`blockwise`]: fully connected layers with scales for blocks of weights; [`quantize_inputs`]: what hybrid layers do first.
//! * [`pool`], [`argmax_pool`], [`reductions`], [`softmax`], [`resize`]: those, vectorized.
//! * [`float_functions`], [`fused_functions`], [`double_functions`]: functions of float tensors, and of gates.
//! * [`transpose`]: strided copies, matrices of bytes.
//! * [`broadcast`]: the one description of loops over several operands.
//! * [`quant`]: the fixed-point arithmetic, the heart of bit-exactness.
//! * [`padding`]: window sizes and padding of convolutions and pools.
//! * [`reduce_axes`]: the one driver of reductions.
//! * [`linear`]: what convolutions and fully connected layers are told.
//! * [`fixed_point`]: exponential, logarithm, reciprocal and inverse square root in fixed point.
//! * [`fixed_point16`]: logistic and hyperbolic tangent in 16 bits.
//! * [`half`]: the two 16-bit float formats.
//! * [`math`]: float functions that give the same bits on every target.
//! * [`view`]: checked NHWC views.
//! * [`reference`](mod@reference): one plain scalar function per kernel, the oracle of every faster one.
#![cfg_attr(not(any(test, feature = "std")), no_std)]
#![cfg_attr(
    not(target_arch = "x86_64"),
    allow(
        dead_code,
        unreachable_code,
        unused_imports,
        unused_variables,
        reason = "kernels on vectors, which others lack"
    )
)]

pub mod ahead;
mod amx;
pub mod arg;
pub mod argmax_pool;
pub mod blockwise;
pub mod broadcast;
pub mod depthwise;
pub mod double_functions;
mod doubling;
pub mod elementwise;
pub mod fft;
pub mod fixed_point;
pub mod fixed_point16;
pub mod float_functions;
pub mod float_scaling;
pub mod fused_functions;
pub mod gemm;
pub mod half;
pub mod isa;
pub mod linear;
pub mod linear_pairs;
pub mod math;
pub mod pad;
pub mod padding;
pub mod parallel;
pub mod pool;
pub mod products;
pub mod quant;
pub mod quantize_floats;
pub mod quantize_inputs;
pub mod random;
pub mod recurrent;
pub mod reduce_axes;
pub mod reductions;
pub mod reference;
pub mod requantize;
pub mod resize;
pub mod scaling;
mod simd;
pub mod softmax;
mod stack;
pub mod sums;
pub mod table;
#[cfg(test)]
mod testing;
pub mod transpose;
mod vector;
pub mod view;
