//! Quantization parameters as QUANTIZE and DEQUANTIZE read them: per tensor or along one axis.

use crate::error::{Result, ensure, err};
use crate::plan::Operand;
use alloc::vec::Vec;
use ferrolite_kernels::reference::binary::Affine;
use ferrolite_kernels::reference::quantize::ChannelLayout;

/// The scales and zero points of `operand`, laid out along `shape`. Zero points outside the type's range are taken as
/// they are, as LiteRT does: the arithmetic has room for them.
///
/// # Errors
/// `BadQuantization` unless there is one scale, or one for each index of the axis, all finite and positive.
pub(crate) fn channels(operand: &Operand<'_>, shape: &[usize]) -> Result<(ChannelLayout, Vec<Affine>)> {
    let quantization = operand
        .quantization
        .filter(|quantization| !quantization.scales.is_empty())
        .ok_or_else(|| err!(BadQuantization, "{operand}: has no scale, but the operator needs one"))?;
    let bad = quantization.scales.iter().find(|scale| !(scale.is_finite() && **scale > 0.0));
    ensure!(bad.is_none(), BadQuantization, "{operand}: scale {bad:?} must be finite and positive");
    let zero_point = |index: usize| {
        let own = quantization.zero_points.get(index).copied();
        own.unwrap_or_else(|| quantization.zero_point())
    };
    let scales = quantization.scales.iter().enumerate();
    let parameters: Vec<Affine> =
        scales.map(|(index, &scale)| Affine { scale, zero_point: zero_point(index) }).collect();
    if !quantization.is_per_axis() {
        return Ok((ChannelLayout::WHOLE, parameters));
    }
    let axis = quantization.axis;
    let extent = shape.get(axis).copied();
    ensure!(
        extent == Some(parameters.len()),
        BadQuantization,
        "{operand}: has {} scales along axis {axis} of shape {shape:?}",
        parameters.len()
    );
    let inner = shape.iter().skip(axis + 1).product();
    Ok((ChannelLayout { channels: parameters.len(), inner }, parameters))
}
