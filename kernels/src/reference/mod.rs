//! One plain scalar function per kernel: the oracle for faster ones, and what an unknown CPU runs.

pub mod arg;
pub mod band;
pub mod blocks;
pub mod detection_postprocess;
pub mod gather;
pub mod nibbles;
pub mod pad;
pub mod partial_sort;
pub mod pool;
pub mod reduce;
pub mod resize_bilinear;
pub mod resize_nearest;
pub mod strided_copy;
