//! FULLY_CONNECTED with int8 weights that are stored as the blocks of 1×16 that are not zero.
//!
//! The plan holds such weights dense, and zeros add nothing; but the reference has a kernel of their own for them, whose
//! rounding rule is **D** where dense layers have **F** (`numerics.md` measures both).
//!
//! Source: `PortableSparseMatrixBatchVectorMultiplyAccumulate1x16` in
//! `tflite/kernels/internal/reference/portable_tensor_utils.cc`.

use super::linear::{
    FixedPointPlan, Operands, channel_scales, check_bias, legacy_scale, multiplier, output_range, small_zero_point,
};
use crate::TensorType::{Int8, Int32};
use crate::arena::Io;
use crate::error::Result;
use crate::model::DimensionFormat;
use crate::model::schema::ActivationFunctionType;
use crate::ops::{Kernel, Prepared};
use crate::plan::Operand;
use alloc::vec::Vec;
use ferrolite_kernels::quant::ClampRange;
use ferrolite_kernels::reference::fully_connected::fully_connected_fixed_point;

/// Elements of a block, all in one row.
const BLOCK: usize = 16;

struct SparseLayer {
    depth: usize,
    plan: FixedPointPlan,
}

/// Whether weights are int8 in blocks of 1×16.
pub(crate) fn in_blocks_of_16(weights: &Operand<'_>) -> bool {
    weights.dtype == Int8
        && weights.sparsity.is_some_and(|sparsity| {
            sparsity.block_map == [1] && matches!(sparsity.dimensions.last(), Some(DimensionFormat::Dense(BLOCK)))
        })
}

/// Prepares the layer, whose output has its shape.
///
/// # Errors
/// `BadType`, `BadShape`, `BadQuantization`.
pub(crate) fn prepare(operands: &Operands<'_>, fused: ActivationFunctionType, depth: usize) -> Result<Prepared> {
    let Operands { input, weights, bias, output, channels } = operands;
    check_bias(operands, &[Int32])?;
    let ((input_scale, input_zero_point), of_output) = (input.per_tensor()?, output.per_tensor()?);
    let (quantization, scales) = channel_scales(weights, *channels)?;
    let real = |scale: &f32| match quantization.is_per_axis() {
        true => Ok(f64::from(input_scale) * f64::from(*scale) / f64::from(of_output.0)),
        false => legacy_scale(input_scale, *scale, of_output.0, bias.as_ref()),
    };
    let plan = FixedPointPlan {
        input_zero_point: small_zero_point(input_zero_point)?,
        weights_zero_point: 0,
        multipliers: scales.iter().map(|scale| multiplier(real(scale)?)).collect::<Result<Vec<_>>>()?,
        output_zero_point: of_output.1,
        range: output_range(output, of_output, fused, ClampRange::I8)?,
    };
    Prepared::kernel("fully_connected_sparse_int8_reference", SparseLayer { depth, plan })
}

impl Kernel for SparseLayer {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let parameters = self.plan.with_bias(inputs.optional(2)?);
        let (input, weights) = (inputs.get::<i8>(0)?, inputs.get::<i8>(1)?);
        fully_connected_fixed_point(self.depth, &parameters, input, weights, outputs.get::<i8>(0)?);
        Ok(())
    }
}
