//! L2_NORMALIZATION: each row of the last axis over its Euclidean norm.
//!
//! Types: int8, uint8, float32. Version 2. Output scale 1/128, zero point 0 (uint8: 128); no fused activation. Rounding:
//! the inverse root in fixed point, then rule **D**; floats in float32, norms below 10^−6 count as that. Sources:
//! `tflite/kernels/l2norm.cc`, `internal/reference/l2normalization.h`,
//! `internal/reference/integer_ops/l2normalization.h`.

use super::support::binary::affine;
use super::support::options::{activation, optional_options};
use super::support::rows::{self, rows};
use super::support::units::same_type;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::quant::Activation;
use ferrolite_kernels::reference::normalization::{l2_normalize_f32, l2_normalize_quantized};

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::L2Normalization, prepare).versions(2).types("int8, uint8, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = optional_options!(ctx, L2NormOptions)?;
    let fused = options.map_or(Activation::None, |options| activation(options.fused_activation_function));
    ensure!(fused == Activation::None, BadOption, "a fused activation {fused:?} is not possible here");
    let (input, output, depth) = rows::operands(ctx)?;
    same_type(&input, &output)?;
    match input.dtype {
        TensorType::Float32 => rows("l2_normalization_float32_reference", depth, l2_normalize_f32),
        TensorType::Int8 => {
            let zero_point = zero_point(&input, &output, 0)?;
            let row = move |row: &mut [i8]| l2_normalize_quantized(row, zero_point);
            rows("l2_normalization_int8_reference", depth, row)
        }
        TensorType::UInt8 => {
            let zero_point = zero_point(&input, &output, 128)?;
            let row = move |row: &mut [u8]| l2_normalize_quantized(row, zero_point);
            rows("l2_normalization_uint8_reference", depth, row)
        }
        _ => Err(err!(BadType, "{input}: must be int8, uint8 or float32")),
    }
}

/// The input's zero point, once the output's scale is what it must be.
fn zero_point(input: &Operand<'_>, output: &Operand<'_>, middle: i32) -> Result<i32> {
    let own = affine(output)?;
    ensure!(
        own.scale == 1.0 / 128.0 && own.zero_point == middle,
        BadQuantization,
        "{output}: scale and zero point are {} and {}, must be 0.0078125 and {middle}",
        own.scale,
        own.zero_point
    );
    Ok(affine(input)?.zero_point)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(dtype: TensorType, scale: f32, zero_point: i32) -> OneOp {
        let op = OneOp::new(BuiltinOperator::L2Normalization).input(dtype, &[1, 2]).quantized(0.1, 10);
        op.output(dtype).quantized(scale, zero_point)
    }

    #[test]
    fn rows_get_length_one() {
        assert_eq!(op(TensorType::Float32, 1.0, 0).run::<f32, f32>(&[&[3.0, -4.0]]).unwrap(), [0.6, -0.8]);
        assert_eq!(op(TensorType::Int8, 1.0 / 128.0, 0).run::<i8, i8>(&[&[13, 6]]).unwrap(), [77, -102]);
        assert_eq!(op(TensorType::UInt8, 1.0 / 128.0, 128).run::<u8, u8>(&[&[13, 6]]).unwrap(), [205, 26]);
    }

    #[test]
    fn the_output_scale_is_fixed() {
        assert_eq!(op(TensorType::Int8, 1.0 / 64.0, 0).refusal(), ErrorKind::BadQuantization);
        assert_eq!(op(TensorType::UInt8, 1.0 / 128.0, 0).refusal(), ErrorKind::BadQuantization);
        assert_eq!(op(TensorType::Int16, 1.0 / 128.0, 0).refusal(), ErrorKind::BadType);
    }
}
