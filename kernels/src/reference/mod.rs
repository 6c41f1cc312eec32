//! One plain scalar function per kernel: the oracle for faster ones, and what an unknown CPU runs.

pub mod band;
pub mod nibbles;
pub mod pad;
pub mod strided_copy;
