//! One plain scalar function per kernel: the oracle for faster ones, and what an unknown CPU runs.
