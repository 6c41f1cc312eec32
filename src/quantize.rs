//! Quantization and dequantization of plain slices, per tensor and per axis. No interpreter needed.
//!
//! * Quantizing: `q = clamp(round(x / scale) + zero_point)`, division in `f32`, ties away from zero, the sum
//!   clamped to the type: what the reference's QUANTIZE does. Infinities saturate; NaN becomes the zero
//!   point, which stands for 0.
//! * Dequantizing: `x = scale × (q − zero_point)`, rounded once to `f32`.
//!
//! ```
//! use ferrolite::{Quantization, quantize};
//!
//! let params = Quantization::per_tensor(0.5, -10);
//! let q: Vec<i8> = quantize::quantize(&[0.0, 0.25, -0.25, 1e9], &params, &[4])?;
//! assert_eq!(q, [-10, -9, -11, 127]);
//! assert_eq!(quantize::dequantize(&q, &params, &[4])?, [0.0, 0.5, -0.5, 68.5]);
//!
//! // Per axis: one scale for each index of dimension 1.
//! let params = Quantization::per_axis(vec![0.5, 2.0], vec![0, 5], 1).unwrap();
//! let q: Vec<i8> = quantize::quantize(&[1.0, 2.0, 3.0, 4.0], &params, &[2, 2])?;
//! assert_eq!(q, [2, 6, 6, 7]);
//! # Ok::<(), ferrolite::Error>(())
//! ```

use crate::arena::Element;
use crate::error::{Result, ensure, err};
use crate::model::Quantization;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::quant::ClampRange;
use ferrolite_kernels::reference::binary::Affine;
use ferrolite_kernels::reference::quantize::quantize as quantize_value;

mod sealed {
    pub trait Sealed {}
}

/// Integers that stand for reals: `i8`, `u8`, `i16`, `i32`.
pub trait QuantizedInteger: Element + Into<i32> + TryFrom<i32> + sealed::Sealed {
    /// The least value.
    const MIN: Self;
    /// The greatest value.
    const MAX: Self;
}

macro_rules! quantized_integer {
    ($($t:ty),*) => {$(
        impl sealed::Sealed for $t {}
        impl QuantizedInteger for $t {
            const MIN: Self = <$t>::MIN;
            const MAX: Self = <$t>::MAX;
        }
    )*};
}
quantized_integer!(i8, u8, i16, i32);

/// Quantizes `values`, a row-major tensor of `shape`.
///
/// # Errors
/// `WrongLength` when `values` has not the shape's number of elements, `BadQuantization` when there is no
/// scale, or not one for each index of the axis.
pub fn quantize<T: QuantizedInteger>(values: &[f32], params: &Quantization, shape: &[usize]) -> Result<Vec<T>> {
    let mut quantized = vec![T::MIN; values.len()];
    quantize_into(values, params, shape, &mut quantized)?;
    Ok(quantized)
}

/// [`quantize`] into a slice of the same length.
///
/// # Errors
/// As [`quantize`].
pub fn quantize_into<T: QuantizedInteger>(
    values: &[f32],
    params: &Quantization,
    shape: &[usize],
    into: &mut [T],
) -> Result<()> {
    check_lengths(values.len(), into.len(), shape)?;
    let runs = Runs::new(params, shape)?;
    let chunks = values.chunks(runs.length).zip(into.chunks_mut(runs.length));
    for ((values, into), (scale, zero_point)) in chunks.zip(runs.parameters()) {
        for (value, into) in values.iter().zip(into) {
            *into = quantize_one(*value, scale, zero_point);
        }
    }
    Ok(())
}

/// One value; see the module's rules.
fn quantize_one<T: QuantizedInteger>(value: f32, scale: f32, zero_point: i32) -> T {
    let range = ClampRange { min: T::MIN.into(), max: T::MAX.into() };
    T::try_from(quantize_value(value, Affine { scale, zero_point }, range)).unwrap_or(T::MAX)
}

/// Dequantizes `values`, a row-major tensor of `shape`.
///
/// # Errors
/// As [`quantize`].
pub fn dequantize<T: QuantizedInteger>(values: &[T], params: &Quantization, shape: &[usize]) -> Result<Vec<f32>> {
    let mut reals = vec![0.0; values.len()];
    dequantize_into(values, params, shape, &mut reals)?;
    Ok(reals)
}

/// [`dequantize`] into a slice of the same length.
///
/// # Errors
/// As [`quantize`].
pub fn dequantize_into<T: QuantizedInteger>(
    values: &[T],
    params: &Quantization,
    shape: &[usize],
    into: &mut [f32],
) -> Result<()> {
    check_lengths(values.len(), into.len(), shape)?;
    let runs = Runs::new(params, shape)?;
    let chunks = values.chunks(runs.length).zip(into.chunks_mut(runs.length));
    for ((values, into), (scale, zero_point)) in chunks.zip(runs.parameters()) {
        for (value, into) in values.iter().zip(into) {
            let steps = i64::from((*value).into()) - i64::from(zero_point);
            *into = (f64::from(scale) * steps as f64) as f32;
        }
    }
    Ok(())
}

fn check_lengths(values: usize, into: usize, shape: &[usize]) -> Result<()> {
    let elements = shape.iter().try_fold(1usize, |product, &d| product.checked_mul(d));
    ensure!(elements == Some(values), WrongLength, "{values} values for shape {shape:?}");
    ensure!(into == values, WrongLength, "room for {into} values, there are {values}");
    Ok(())
}

/// A tensor cut into runs that share one scale.
struct Runs<'a> {
    params: &'a Quantization,
    length: usize,
}

impl<'a> Runs<'a> {
    fn new(params: &'a Quantization, shape: &[usize]) -> Result<Self> {
        let Quantization { scales, zero_points, axis, .. } = params;
        ensure!(!scales.is_empty(), BadQuantization, "there is no scale");
        ensure!(
            zero_points.len() == scales.len(),
            BadQuantization,
            "{} scales but {} zero points",
            scales.len(),
            zero_points.len()
        );
        if scales.len() == 1 {
            return Ok(Self { params, length: shape.iter().product::<usize>().max(1) });
        }
        let extent = shape.get(*axis).ok_or_else(|| err!(BadQuantization, "axis {axis} is outside {shape:?}"))?;
        ensure!(
            *extent == scales.len(),
            BadQuantization,
            "{} scales for axis {axis} of shape {shape:?}, which has {extent} indices",
            scales.len()
        );
        let length = shape.iter().skip(axis + 1).product::<usize>().max(1);
        Ok(Self { params, length })
    }

    /// Scale and zero point of each run, in order.
    fn parameters(&self) -> impl Iterator<Item = (f32, i32)> + use<'a> {
        let Quantization { scales, zero_points, .. } = self.params;
        scales.iter().copied().zip(zero_points.iter().copied()).cycle()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use proptest::prelude::*;

    #[test]
    fn undefined_and_infinite_values_have_a_meaning() {
        let params = Quantization::per_tensor(0.1, 3);
        let q: Vec<i8> = quantize(&[f32::NAN, f32::INFINITY, f32::NEG_INFINITY], &params, &[3]).unwrap();
        assert_eq!(q, [3, 127, -128]);
        let q: Vec<i32> = quantize(&[f32::INFINITY, -1e30], &params, &[2]).unwrap();
        assert_eq!(q, [i32::MAX, i32::MIN + 3]);
    }

    #[test]
    fn wrong_lengths_are_refused() {
        let params = Quantization::per_tensor(0.1, 3);
        let error = quantize::<i8>(&[1.0; 3], &params, &[2, 2]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WrongLength);
        let params = Quantization::per_axis(vec![0.1; 3], vec![0; 3], 1).unwrap();
        let error = quantize::<i8>(&[1.0; 4], &params, &[2, 2]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadQuantization);
    }

    #[test]
    fn empty_tensors_are_quantized_to_nothing() {
        let params = Quantization::per_axis(vec![0.1; 3], vec![0; 3], 1).unwrap();
        assert_eq!(quantize::<i8>(&[], &params, &[0, 3]).unwrap(), Vec::<i8>::new());
    }

    proptest! {
        #[test]
        fn what_was_dequantized_quantizes_back(
            scales in proptest::collection::vec(1e-6f32..1e6, 3),
            points in proptest::collection::vec(-128i32..128, 3),
            values in proptest::collection::vec(any::<i8>(), 12),
        ) {
            let params = Quantization::per_axis(scales, points, 1).unwrap();
            let reals = dequantize(&values, &params, &[2, 3, 2]).unwrap();
            prop_assert_eq!(quantize::<i8>(&reals, &params, &[2, 3, 2]).unwrap(), values);
        }
    }
}
