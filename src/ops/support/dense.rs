//! The quantization of fully connected layers: their scales, and the parameters that follow from them.
//!
//! Sources: `tflite/kernels/fully_connected.cc`, `internal/reference/integer_ops/fully_connected.h`.

use super::linear::{
    FixedPointPlan, Operands, RescaledPlan, channel_scales, check_bias_scale, legacy_scale, multiplier, output_range,
    small_zero_point,
};
use crate::TensorType::{Int2, Int4, UInt8};
use crate::error::{Result, ensure};
use crate::model::schema::ActivationFunctionType;
use alloc::vec::Vec;
use ferrolite_kernels::quant::ClampRange;

/// What every quantized layer checks: the weights' scales and, where there is one for all, the bias's.
pub(crate) struct Scales {
    pub(crate) input: f32,
    pub(crate) output: f32,
    pub(crate) weights: Vec<f32>,
    pub(crate) weights_zero_point: i16,
    per_unit: bool,
}

/// Those of a layer.
///
/// # Errors
/// `BadQuantization` for scales and zero points that a fully connected layer does not have.
pub(crate) fn scales(operands: &Operands<'_>) -> Result<Scales> {
    let Operands { input, weights, bias, output, channels } = operands;
    let (input_scale, _) = input.per_tensor()?;
    let (output_scale, _) = output.per_tensor()?;
    let (quantization, scales) = channel_scales(weights, *channels)?;
    let per_unit = quantization.is_per_axis();
    if per_unit {
        ensure!(input.dtype != UInt8, BadQuantization, "{weights}: uint8 weights must have one scale");
        ensure!(quantization.axis == 0, BadQuantization, "{weights}: scales must run along axis 0");
    } else {
        check_bias_scale(input_scale, quantization.scale(), output_scale, bias.as_ref())?;
    }
    if matches!(weights.dtype, Int4 | Int2) {
        let zero = quantization.zero_points.iter().all(|&point| point == 0);
        ensure!(zero, BadQuantization, "{weights}: weights of {} must have zero point 0", weights.dtype);
    }
    Ok(Scales {
        input: input_scale,
        output: output_scale,
        weights: scales.into_owned(),
        weights_zero_point: if per_unit { 0 } else { small_zero_point(quantization.zero_point())? },
        per_unit,
    })
}

/// The parameters of rule **F**.
///
/// # Errors
/// As [`scales`].
pub(crate) fn rescaled(
    operands: &Operands<'_>,
    fused: ActivationFunctionType,
    of_type: ClampRange,
) -> Result<RescaledPlan> {
    let found = scales(operands)?;
    let output = operands.output.per_tensor()?;
    let scale = |weights: &f32| f64::from(found.input) * f64::from(*weights) / f64::from(found.output);
    Ok(RescaledPlan {
        input_zero_point: small_zero_point(operands.input.per_tensor()?.1)?,
        weights_zero_point: found.weights_zero_point,
        scales: found.weights.iter().map(scale).collect(),
        output_zero_point: output.1,
        range: output_range(&operands.output, output, fused, of_type)?,
    })
}

/// The parameters of layers whose weights are int16.
///
/// # Errors
/// As [`scales`].
pub(crate) fn int16_weights(operands: &Operands<'_>, fused: ActivationFunctionType) -> Result<FixedPointPlan> {
    let found = scales(operands)?;
    let real = |weights: &f32| match found.per_unit {
        true => Ok(f64::from(found.input) * f64::from(*weights) / f64::from(found.output)),
        false => legacy_scale(found.input, *weights, found.output, operands.bias.as_ref()),
    };
    let output = operands.output.per_tensor()?;
    Ok(FixedPointPlan {
        input_zero_point: 0,
        weights_zero_point: found.weights_zero_point,
        multipliers: found.weights.iter().map(|weights| multiplier(real(weights)?)).collect::<Result<_>>()?,
        output_zero_point: output.1,
        range: output_range(&operands.output, output, fused, ClampRange::I16)?,
    })
}
