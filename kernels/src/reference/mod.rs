//! One plain scalar function per kernel: the oracle for faster ones, and what an unknown CPU runs.

mod accumulate;
pub mod activation;
pub mod arg;
pub mod arithmetic;
pub mod band;
pub mod binary;
pub mod blocks;
pub mod cast;
pub mod conv;
pub mod depthwise;
pub mod detection_postprocess;
pub mod embedding;
pub mod fingerprint;
pub mod fully_connected;
pub mod gather;
pub mod gather_nd;
pub mod hybrid;
pub mod lut;
#[cfg(test)]
mod oracle;
pub mod packed;
pub mod pad;
pub mod partial_sort;
pub mod pool;
pub mod quantize;
pub mod reduce;
pub mod resize_bilinear;
pub mod resize_nearest;
pub mod sigmoid16;
pub mod softmax;
pub mod strided_copy;
pub mod transpose_conv;
