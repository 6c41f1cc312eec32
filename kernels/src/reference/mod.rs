//! One plain scalar function per kernel: the oracle for faster ones, and what an unknown CPU runs.

mod accumulate;
pub mod arg;
pub mod band;
pub mod blocks;
pub mod conv;
pub mod depthwise;
pub mod detection_postprocess;
pub mod fully_connected;
pub mod gather;
pub mod hybrid;
pub mod nibbles;
#[cfg(test)]
mod oracle;
pub mod pad;
pub mod partial_sort;
pub mod pool;
pub mod reduce;
pub mod resize_bilinear;
pub mod resize_nearest;
pub mod strided_copy;
pub mod transpose_conv;
