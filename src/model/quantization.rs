//! Scales and zero points.

use alloc::vec::Vec;

/// How integers stand for reals: `real = scale × (integer − zero_point)`, per tensor or per slice of one
/// dimension.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quantization {
    /// One scale, or one for each index of the axis.
    pub scales: Vec<f32>,
    /// As many zero points as scales.
    pub zero_points: Vec<i32>,
    /// The dimension that the scales run along; 0 when there is one scale.
    pub axis: usize,
    /// For weights in blocks: the tensor with the scales and the block's length.
    pub blockwise: Option<Blockwise>,
}

/// Scales of blocks of weights, kept in tensors of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Blockwise {
    /// Tensor index of the scales.
    pub scales: usize,
    /// Tensor index of the zero points, if there are any.
    pub zero_points: Option<usize>,
    /// Elements of a block.
    pub block_size: usize,
}

impl Quantization {
    /// Parameters of a whole tensor.
    #[must_use]
    pub fn per_tensor(scale: f32, zero_point: i32) -> Self {
        Self { scales: alloc::vec![scale], zero_points: alloc::vec![zero_point], axis: 0, blockwise: None }
    }

    /// Parameters along `axis`: one scale and one zero point for each of its indices. `None` unless there
    /// are as many of the one as of the other.
    #[must_use]
    pub fn per_axis(scales: Vec<f32>, zero_points: Vec<i32>, axis: usize) -> Option<Self> {
        (scales.len() == zero_points.len()).then_some(Self { scales, zero_points, axis, blockwise: None })
    }

    /// Whether there is one scale for each index of an axis.
    #[must_use]
    pub fn is_per_axis(&self) -> bool {
        self.scales.len() > 1
    }

    /// The first scale, the one of the tensor; 0 when there is none.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.scales.first().copied().unwrap_or(0.0)
    }

    /// The first zero point, the one of the tensor.
    #[must_use]
    pub fn zero_point(&self) -> i32 {
        self.zero_points.first().copied().unwrap_or(0)
    }
}
