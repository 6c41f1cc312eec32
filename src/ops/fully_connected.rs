//! FULLY_CONNECTED: the input as rows of `depth` elements, each multiplied with every row of the weights
//! `[units, depth]`.
//!
//! | input | weights | output | sums | rule |
//! |---|---|---|---|---|
//! | int8 | int8, int4, int2, per tensor or per unit | int8 | 32 bits, wrapping | **F** |
//! | uint8 | uint8 per tensor | uint8, int16 | 32 bits, wrapping | **F** |
//! | int16 | int8, int4, int2, per tensor or per unit | int16 | 64 bits; 32 with `quantized_bias_type` INT32 | **F** |
//! | int16 | int16, per tensor or per unit | int16 | 64 bits | **S** |
//! | uint8 | uint8 in the 4×16 shuffled format | int16, and a workspace | 32 bits, wrapping | **D** |
//! | float32 | float32 | float32 | in order, a single row in four parts | each rounded as [`Floats`](crate::Floats) says |
//! | float32 | int8, int4, int2, uint8 (read as signed bytes) | float32 | 32 bits | hybrid |
//! | float32 | int4, a float16 scale for each block along the depth | float32 | 32 bits a block | hybrid |
//!
//! Per-tensor weights of 8 bits may have a zero point; zero points of per-unit weights are ignored. Hybrid:
//! each row is quantized, symmetrically unless `asymmetric_quantize_inputs`; only there TANH and SIGN_BIT
//! are fused activations. The bias may be absent. With a depth of 0 the output is all zeros. Versions up to 14.
//!
//! With int16 and weights of at most 8 bits without a zero point vectors sum in 32 bits, where the weights and the bias of
//! every unit prove that no sum needs more: see [`word_columns`](ferrolite_kernels::requantize::word_columns). Other layers
//! of int16 take the scalar kernel.
//!
//! Where we differ: an int32 bias of int16 activations without `quantized_bias_type` is read as what it is,
//! and so is an int64 bias with int16 weights (the reference takes the other width); uint8 → int16 works
//! without bias (the reference crashes); −128 in signed hybrid weights is −128 (the reference's vector code is
//! not exact there; uint8 hybrid weights, which mean nothing but what it computes, are treated as it does).
//! Blockwise: rows are quantized asymmetrically whatever the option says and no activation is applied; `BUILTIN_REF`
//! returns zeros there, `BUILTIN_WITHOUT_DEFAULT_DELEGATES` is the oracle. Sparse weights are dense in the plan; int8
//! ones in blocks of 1×16 have rule **D**.
//!
//! Sources: `tflite/kernels/fully_connected.cc`, `internal/reference/fully_connected.h`,
//! `internal/reference/integer_ops/fully_connected.h`.

use super::support::dense::{int16_weights, rescaled, scales};
use super::support::gemm;
use super::support::linear::{
    FixedPointPlan, HybridPlan, Operands, RescaledPlan, Weights, channel_scales, check_bias, float, legacy_scale,
    multiplier, output_range, quantized_bias_type,
};
use super::support::options::activation;
use super::support::{blockwise, sparse};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType::{Float32, Int2, Int4, Int8, Int16, Int32, Int64, UInt8};
use crate::arena::{Element, Inputs, Io, Outputs, Scratch};
use crate::error::{Result, ensure, err};
use crate::model::schema::{
    ActivationFunctionType, BuiltinOperator, BuiltinOptions, FullyConnectedOptions, FullyConnectedOptionsWeightsFormat,
};
use crate::plan::{Operand, Prepare};
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::linear::{HybridInput, Rescaled};
use ferrolite_kernels::math;
use ferrolite_kernels::quant::ClampRange;
use ferrolite_kernels::reference::fully_connected as kernels;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::FullyConnected, prepare)
    .versions(14)
    .operands(2..=3, 1..=2)
    .types("int8, uint8, int16 (weights int8, int4, int2, int16), uint8 → int16, float32, hybrid");

/// The arithmetic that the types ask for.
enum Arithmetic {
    Int8(RescaledPlan),
    UInt8(RescaledPlan),
    UInt8ToInt16(RescaledPlan),
    Int16Narrow(RescaledPlan),
    /// With a bias of 64 bits, or none.
    Int16(RescaledPlan),
    Int16Bias32(RescaledPlan),
    /// Int16 weights with a bias of 64 bits, or none.
    Int16Weights(FixedPointPlan),
    Int16WeightsBias32(FixedPointPlan),
    Shuffled(FixedPointPlan),
    Float32((f32, f32)),
    Hybrid(HybridPlan, Curve),
    /// Nothing to multiply: zeros.
    Empty,
}

/// What a hybrid layer applies to its outputs besides a clamp.
#[derive(Clone, Copy, PartialEq)]
enum Curve {
    None,
    Tanh,
    SignBit,
}

struct FullyConnected {
    depth: usize,
    weights: Weights,
    arithmetic: Arithmetic,
    /// Hybrid with weights of type uint8.
    legacy: bool,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let absent = FullyConnectedOptions::default();
    let options = match ctx.options() {
        Some(BuiltinOptions::FullyConnectedOptions(options)) => &**options,
        // The reference takes a missing table for one of zeros.
        None => &absent,
        Some(_) => return Err(err!(BadOption, "the operator has the options of another one")),
    };
    let (input, weights, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    let &[units, depth] = weights.shape else {
        return Err(err!(BadShape, "{weights}: must have rank 2"));
    };
    let shape = output_shape(options.keep_num_dims, &input, units, depth)?;
    ctx.set_output_shape(0, &shape)?;
    let operands = Operands { input, weights, bias: ctx.optional_input(2)?, output, channels: units };
    let shuffled = options.weights_format == FullyConnectedOptionsWeightsFormat::Shuffled4x16Int8;
    ensure!(
        ctx.output_count() == if shuffled { 2 } else { 1 },
        BadOperand,
        "has {} outputs, must have one, or two with shuffled weights",
        ctx.output_count()
    );
    if input.dtype != Float32 || weights.dtype == Float32 {
        use ActivationFunctionType::{SignBit, Tanh};
        let fused = options.fused_activation_function;
        ensure!(!matches!(fused, Tanh | SignBit), BadOption, "fused activation {fused:?} is not supported here");
    }
    ctx.set_macs((shape.iter().product::<usize>() as u64).saturating_mul(depth as u64));
    if let Some(blockwise) = weights.quantization.and_then(|quantization| quantization.blockwise) {
        return blockwise::prepare(ctx, &operands, &blockwise);
    }
    if depth > 0 && (input.dtype, output.dtype) == (Int8, Int8) && sparse::in_blocks_of_16(&weights) {
        return sparse::prepare(&operands, options.fused_activation_function, depth);
    }
    let arithmetic = if depth == 0 && !shuffled {
        Arithmetic::Empty
    } else if shuffled {
        prepare_shuffled(ctx, &operands, options, (shape.iter().product::<usize>(), depth))?
    } else {
        choose(ctx, &operands, options, depth)?
    };
    let fast = match (&arithmetic, input.elements().checked_div(depth)) {
        (Arithmetic::Int8(plan) | Arithmetic::UInt8(plan), Some(rows)) => {
            gemm::fully_connected(ctx, plan, (rows, depth, units))?
        }
        (Arithmetic::Int16(plan) | Arithmetic::Int16Bias32(plan) | Arithmetic::Int16Narrow(plan), Some(rows)) => {
            gemm::word_fully_connected(ctx, plan, (rows, depth, units))?
        }
        (Arithmetic::Float32(range), Some(rows)) => gemm::float_fully_connected(ctx, *range, (rows, depth, units))?,
        (Arithmetic::Hybrid(plan, Curve::None), Some(rows)) if weights.dtype != UInt8 => {
            gemm::hybrid_fully_connected(ctx, plan, (rows, depth, units))?
        }
        _ => None,
    };
    if let Some(prepared) = fast {
        return Ok(prepared);
    }
    let legacy = weights.dtype == UInt8;
    let weights = Weights::prepare(ctx, 1)?;
    Prepared::kernel(arithmetic.kernel_name(), FullyConnected { depth, weights, arithmetic, legacy })
}

/// The output's shape: `[rows, units]`, or the input's with the last dimension replaced.
fn output_shape(keep: bool, input: &Operand<'_>, units: usize, depth: usize) -> Result<Vec<usize>> {
    if keep || depth == 0 {
        let Some((&last, rows)) = input.shape.split_last() else {
            return Err(err!(BadShape, "{input}: must have at least one dimension"));
        };
        ensure!(last == depth || depth == 0, BadShape, "{input}: the last dimension must be {depth}");
        return Ok(if keep { [rows, &[units]].concat() } else { vec![rows.iter().product(), units] });
    }
    ensure!(
        input.elements().is_multiple_of(depth),
        BadShape,
        "{input}: its {} elements are no multiple of the weights' depth {depth}",
        input.elements()
    );
    Ok(vec![input.elements() / depth, units])
}

fn choose(
    ctx: &mut Prepare<'_>,
    operands: &Operands<'_>,
    options: &FullyConnectedOptions,
    depth: usize,
) -> Result<Arithmetic> {
    let Operands { input, weights, bias, output, .. } = operands;
    let fused = options.fused_activation_function;
    let with_types = |types| check_bias(operands, types);
    let rescaled = |of_type| rescaled(operands, fused, of_type);
    match (input.dtype, weights.dtype, output.dtype) {
        (Int8, Int8 | Int4 | Int2, Int8) => {
            with_types(&[Int32])?;
            Ok(Arithmetic::Int8(rescaled(ClampRange::I8)?))
        }
        (UInt8, UInt8, UInt8) => {
            with_types(&[Int32])?;
            Ok(Arithmetic::UInt8(rescaled(ClampRange::U8)?))
        }
        (UInt8, UInt8, Int16) => {
            with_types(&[Int32])?;
            Ok(Arithmetic::UInt8ToInt16(rescaled(ClampRange::I16)?))
        }
        (Int16, Int8 | Int4 | Int2 | Int16, Int16) => {
            with_types(&[Int32, Int64])?;
            let bias_type = quantized_bias_type(options.quantized_bias_type, bias.as_ref())?;
            for operand in [input, output] {
                ensure!(operand.per_tensor()?.1 == 0, BadQuantization, "{operand}: must have zero point 0");
            }
            let bias32 = bias.is_some_and(|bias| bias.dtype == Int32);
            Ok(match (weights.dtype, bias_type) {
                (Int16, _) if bias32 => Arithmetic::Int16WeightsBias32(int16_weights(operands, fused)?),
                (Int16, _) => Arithmetic::Int16Weights(int16_weights(operands, fused)?),
                (_, Some(Int32)) => Arithmetic::Int16Narrow(rescaled(ClampRange::I16)?),
                _ if bias32 => Arithmetic::Int16Bias32(rescaled(ClampRange::I16)?),
                _ => Arithmetic::Int16(rescaled(ClampRange::I16)?),
            })
        }
        (Float32, Float32, Float32) => {
            with_types(&[Float32])?;
            Ok(Arithmetic::Float32(activation(fused).float_range()))
        }
        (Float32, Int8 | UInt8 | Int4 | Int2, Float32) => {
            with_types(&[Float32])?;
            hybrid(ctx, operands, options, depth)
        }
        (of_input, of_weights, of_output) => {
            Err(err!(BadType, "{of_input} with weights of {of_weights} to {of_output} is not supported"))
        }
    }
}

fn prepare_shuffled(
    ctx: &mut Prepare<'_>,
    operands: &Operands<'_>,
    options: &FullyConnectedOptions,
    (outputs, depth): (usize, usize),
) -> Result<Arithmetic> {
    let Operands { input, weights, bias, output, channels } = operands;
    let workspace = ctx.output(1)?;
    ensure!(
        (input.dtype, weights.dtype, output.dtype, workspace.dtype) == (UInt8, UInt8, Int16, UInt8),
        BadType,
        "shuffled weights need uint8 input, weights and workspace, and an int16 output"
    );
    ensure!(
        depth > 0 && depth.is_multiple_of(16) && channels.is_multiple_of(4) && *channels > 0,
        BadShape,
        "{weights}: shuffled weights are blocks of 4×16"
    );
    ensure!(
        matches!(outputs / channels, 1 | 4),
        BadShape,
        "{input}: with shuffled weights there must be 1 or 4 rows of {depth}"
    );
    check_bias(operands, &[Int32])?;
    ctx.set_output_shape(1, &[input.elements() / depth, depth])?;
    let found = scales(operands)?;
    let real = legacy_scale(found.input, found.weights[0], found.output, bias.as_ref())?;
    Ok(Arithmetic::Shuffled(FixedPointPlan {
        // The format's own: flipped sign bits stand for a zero point of 128.
        input_zero_point: 128,
        weights_zero_point: 0,
        multipliers: vec![multiplier(real)?; *channels],
        output_zero_point: 0,
        range: output_range(output, output.per_tensor()?, options.fused_activation_function, ClampRange::I16)?,
    }))
}

fn hybrid(
    ctx: &mut Prepare<'_>,
    operands: &Operands<'_>,
    options: &FullyConnectedOptions,
    depth: usize,
) -> Result<Arithmetic> {
    let fused = options.fused_activation_function;
    let weights = &operands.weights;
    let (quantization, weights_scales) = channel_scales(weights, operands.channels)?;
    if matches!(weights.dtype, Int4 | Int2) {
        let zero = quantization.zero_points.iter().all(|&point| point == 0);
        ensure!(zero, BadQuantization, "{weights}: weights of {} must have zero point 0", weights.dtype);
    }
    let (range, curve) = match fused {
        // Not even infinities are clamped here.
        ActivationFunctionType::None => ((f32::NEG_INFINITY, f32::INFINITY), Curve::None),
        ActivationFunctionType::Tanh => ((f32::NEG_INFINITY, f32::INFINITY), Curve::Tanh),
        ActivationFunctionType::SignBit => ((f32::NEG_INFINITY, f32::INFINITY), Curve::SignBit),
        clamp => (activation(clamp).float_range(), Curve::None),
    };
    let quantize = match options.asymmetric_quantize_inputs {
        true => HybridInput::Asymmetric,
        false => HybridInput::Symmetric,
    };
    let plan = HybridPlan {
        quantize,
        in_steps: false,
        weights_scales: weights_scales.into_owned(),
        range,
        scratch: ctx.scratch(depth),
    };
    Ok(Arithmetic::Hybrid(plan, curve))
}

impl Arithmetic {
    fn kernel_name(&self) -> &'static str {
        match self {
            Self::Int8(_) => "fully_connected_int8_reference",
            Self::UInt8(_) => "fully_connected_uint8_reference",
            Self::UInt8ToInt16(_) => "fully_connected_uint8_int16_reference",
            Self::Int16Narrow(_) => "fully_connected_int16_narrow_reference",
            Self::Int16(_) | Self::Int16Bias32(_) => "fully_connected_int16_reference",
            Self::Int16Weights(_) | Self::Int16WeightsBias32(_) => "fully_connected_int16_weights_reference",
            Self::Shuffled(_) => "fully_connected_shuffled_reference",
            Self::Float32(_) => "fully_connected_float32_reference",
            Self::Hybrid(..) => "fully_connected_hybrid_reference",
            Self::Empty => "fully_connected_zeros",
        }
    }
}

/// A kernel of rule **F** with inputs `X`, weights `W`, outputs `Y` and bias `B`.
type RescaledKernel<X, W, Y, B> = fn(usize, &Rescaled<'_, B>, &[X], &[W], &mut [Y]);

impl FullyConnected {
    fn rescaled<X: Element, W, Y: Element, B: Element>(
        &self,
        kernel: RescaledKernel<X, W, Y, B>,
        plan: &RescaledPlan,
        weights: &[W],
        (inputs, outputs): (Inputs<'_>, &mut Outputs<'_>),
    ) -> Result<()> {
        kernel(self.depth, &plan.with_bias(inputs.optional(2)?), inputs.get(0)?, weights, outputs.get(0)?);
        Ok(())
    }

    fn int16_weights<B: Element + Into<i64>>(
        &self,
        plan: &FixedPointPlan,
        inputs: Inputs<'_>,
        outputs: &mut Outputs<'_>,
    ) -> Result<()> {
        let parameters = plan.with_bias::<B>(inputs.optional(2)?);
        let (input, weights, output) = (inputs.get(0)?, inputs.get(1)?, outputs.get(0)?);
        kernels::fully_connected_int16_weights(self.depth, &parameters, input, weights, output);
        Ok(())
    }

    fn shuffled(&self, plan: &FixedPointPlan, inputs: Inputs<'_>, outputs: &mut Outputs<'_>) -> Result<()> {
        let [output, workspace] = outputs.all::<u8, 2>()?;
        let output = bytemuck::try_cast_slice_mut(output).map_err(|_| err!(Internal, "output 0 is not aligned"))?;
        let parameters = plan.with_bias(inputs.optional(2)?);
        let (input, weights) = (inputs.get(0)?, inputs.get(1)?);
        kernels::fully_connected_shuffled(self.depth, &parameters, input, weights, workspace, output);
        Ok(())
    }

    fn hybrid(
        &self,
        (plan, curve): (&HybridPlan, Curve),
        (inputs, outputs): (Inputs<'_>, &mut Outputs<'_>),
        scratch: &mut Scratch<'_>,
    ) -> Result<()> {
        let parameters = plan.with_bias(inputs.optional(2)?);
        let output = outputs.get::<f32>(0)?;
        let weights = self.weights.signed(&inputs)?;
        let kernel = match self.legacy {
            true => kernels::fully_connected_hybrid_legacy,
            false => kernels::fully_connected_hybrid,
        };
        kernel(&parameters, inputs.get(0)?, weights, output, scratch.get(plan.scratch)?);
        match curve {
            Curve::None => {}
            Curve::Tanh => output.iter_mut().for_each(|x| *x = math::tanh(*x)),
            Curve::SignBit => output.iter_mut().for_each(|x| *x = f32::from(u8::from(x.is_sign_negative()))),
        }
        Ok(())
    }
}

impl Kernel for FullyConnected {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        use kernels::{fully_connected_rescaled as narrow, fully_connected_rescaled_wide as wide};
        let (inputs, outputs, scratch) = io.split();
        let signed = || self.weights.signed(&inputs);
        match &self.arithmetic {
            Arithmetic::Int8(plan) => self.rescaled(narrow::<i8, i8, i8>, plan, signed()?, (inputs, outputs)),
            Arithmetic::UInt8(plan) => self.rescaled(narrow::<u8, u8, u8>, plan, inputs.get(1)?, (inputs, outputs)),
            Arithmetic::UInt8ToInt16(plan) => {
                self.rescaled(narrow::<u8, u8, i16>, plan, inputs.get(1)?, (inputs, outputs))
            }
            Arithmetic::Int16Narrow(plan) => self.rescaled(narrow::<i16, i8, i16>, plan, signed()?, (inputs, outputs)),
            Arithmetic::Int16(plan) => self.rescaled(wide::<i64>, plan, signed()?, (inputs, outputs)),
            Arithmetic::Int16Bias32(plan) => self.rescaled(wide::<i32>, plan, signed()?, (inputs, outputs)),
            Arithmetic::Int16Weights(plan) => self.int16_weights::<i64>(plan, inputs, outputs),
            Arithmetic::Int16WeightsBias32(plan) => self.int16_weights::<i32>(plan, inputs, outputs),
            Arithmetic::Shuffled(plan) => self.shuffled(plan, inputs, outputs),
            Arithmetic::Float32(range) => {
                let parameters = float(*range, inputs.optional(2)?);
                let (input, weights, output) = (inputs.get(0)?, inputs.get(1)?, outputs.get(0)?);
                kernels::fully_connected_float(self.depth, &parameters, input, weights, output);
                Ok(())
            }
            Arithmetic::Hybrid(plan, curve) => self.hybrid((plan, *curve), (inputs, outputs), scratch),
            Arithmetic::Empty => {
                outputs.get::<u8>(0)?.fill(0);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::OneOp;
    use crate::{ErrorKind, TensorType};
    use alloc::boxed::Box;

    fn layer(change: impl FnOnce(&mut FullyConnectedOptions)) -> OneOp {
        let mut options = FullyConnectedOptions::default();
        change(&mut options);
        OneOp::new(BuiltinOperator::FullyConnected).options(BuiltinOptions::FullyConnectedOptions(Box::new(options)))
    }

    fn float(input: &[usize], weights: &[usize], keep: bool) -> OneOp {
        let values: Vec<f32> = (1..=weights.iter().product::<usize>()).map(|i| i as f32).collect();
        layer(|o| o.keep_num_dims = keep)
            .input(Float32, input)
            .constant(Float32, weights, &values)
            .absent()
            .output(Float32)
    }

    fn quantized(input: TensorType, weights: TensorType, output: TensorType) -> OneOp {
        layer(|_| {})
            .input(input, &[1, 2])
            .quantized(1.0, 0)
            .input(weights, &[1, 2])
            .quantized(1.0, 0)
            .output(output)
            .quantized(2.0, 0)
    }

    #[test]
    fn rows_are_multiplied_with_every_unit() {
        let op = float(&[2, 1, 2], &[3, 2], false);
        assert_eq!(op.shape(), [2, 3]);
        let output = op.run::<f32, f32>(&[&[1.0, 0.0, 1.0, 10.0]]).unwrap();
        assert_eq!(output, [1.0, 3.0, 5.0, 21.0, 43.0, 65.0]);
        assert_eq!(float(&[2, 1, 2], &[3, 2], true).shape(), [2, 1, 3]);
        assert_eq!(float(&[4], &[3, 2], false).shape(), [2, 3]);
    }

    #[test]
    fn ties_are_rounded_away_from_zero() {
        let op = quantized(Int8, Int8, Int8);
        for (x, expected) in [(1i8, 1i8), (-1, -1), (3, 2), (-3, -2)] {
            assert_eq!(op.run::<i8, i8>(&[&[x, 0], &[1, 1]]).unwrap(), [expected]);
        }
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        assert_eq!(float(&[1, 3], &[3, 2], false).refusal(), ErrorKind::BadShape);
        assert_eq!(float(&[2, 1], &[3, 2], true).refusal(), ErrorKind::BadShape);
        assert_eq!(float(&[], &[3, 1], true).refusal(), ErrorKind::BadShape);
        assert_eq!(float(&[1, 2], &[1, 3, 2], false).refusal(), ErrorKind::BadShape);
        let bias = layer(|_| {}).input(Float32, &[1, 2]).input(Float32, &[3, 2]).input(Float32, &[2]).output(Float32);
        assert_eq!(bias.refusal(), ErrorKind::BadShape);
    }

    #[test]
    fn a_depth_of_zero_gives_zeros_and_no_units_nothing() {
        let op = float(&[2, 0], &[3, 0], false);
        assert_eq!(op.shape(), [2, 3]);
        assert_eq!(op.run::<f32, f32>(&[&[]]).unwrap(), [0.0; 6]);
        let op = float(&[2, 4], &[0, 4], false);
        assert!(op.run::<f32, f32>(&[&[1.0; 8]]).unwrap().is_empty());
    }

    #[test]
    fn types_must_go_together() {
        for (input, weights, output) in [
            (Int8, Int8, Int16),
            (Int8, UInt8, Int8),
            (UInt8, Int8, UInt8),
            (UInt8, UInt8, Int8),
            (Int16, Int8, Int8),
            (Int8, Int16, Int8),
            (Float32, Int16, Float32),
            (Int32, Int32, Int32),
        ] {
            let refusal = quantized(input, weights, output).refusal();
            assert_eq!(refusal, ErrorKind::BadType, "{input} {weights} {output}");
        }
        assert_eq!(quantized(Int8, Int4, Int8).refusal(), ErrorKind::Unsupported);
    }

    #[test]
    fn options_of_another_format_or_activation_are_refused() {
        let tanh = layer(|o| o.fused_activation_function = ActivationFunctionType::Tanh);
        let tanh = tanh.input(Float32, &[1, 2]).input(Float32, &[1, 2]).output(Float32);
        assert_eq!(tanh.refusal(), ErrorKind::BadOption);
        let shuffled = layer(|o| o.weights_format = FullyConnectedOptionsWeightsFormat::Shuffled4x16Int8);
        let shuffled = shuffled.input(UInt8, &[1, 16]).input(UInt8, &[4, 16]).output(Int16);
        assert_eq!(shuffled.refusal(), ErrorKind::BadOperand);
        let pool = crate::model::schema::SoftmaxOptions { beta: 1.0 };
        let other = float(&[1, 2], &[3, 2], false).options(BuiltinOptions::SoftmaxOptions(Box::new(pool)));
        assert_eq!(other.refusal(), ErrorKind::BadOption);
    }

    #[test]
    fn shuffled_weights_need_whole_blocks_and_one_or_four_rows() {
        let with = |input: &[usize], weights: &[usize]| {
            layer(|o| o.weights_format = FullyConnectedOptionsWeightsFormat::Shuffled4x16Int8)
                .input(UInt8, input)
                .quantized(1.0, 128)
                .input(UInt8, weights)
                .quantized(1.0, 128)
                .output(Int16)
                .quantized(1.0, 0)
                .output(UInt8)
        };
        assert_eq!(with(&[4, 16], &[4, 16]).shape(), [4, 4]);
        assert_eq!(with(&[2, 16], &[4, 16]).refusal(), ErrorKind::BadShape);
        assert_eq!(with(&[1, 8], &[4, 8]).refusal(), ErrorKind::BadShape);
        assert_eq!(with(&[1, 16], &[2, 16]).refusal(), ErrorKind::BadShape);
        assert_eq!(with(&[1, 16], &[0, 16]).refusal(), ErrorKind::BadShape);
        assert_eq!(with(&[1, 0], &[4, 0]).refusal(), ErrorKind::BadShape);
    }

    #[test]
    fn scales_must_run_along_the_units() {
        let with = |scales: &[f32], zero_points: &[i32], axis| {
            layer(|_| {})
                .input(Int8, &[1, 2])
                .quantized(1.0, 0)
                .input(Int8, &[2, 2])
                .quantized_along(axis, scales, zero_points)
                .output(Int8)
                .quantized(1.0, 0)
        };
        assert_eq!(with(&[1.0, 2.0], &[0, 0], 0).run::<i8, i8>(&[&[1, 2], &[3, 4, 5, 6]]).unwrap(), [11, 34]);
        assert_eq!(with(&[1.0, 2.0], &[0, 0], 1).refusal(), ErrorKind::BadQuantization);
        assert_eq!(with(&[1.0; 3], &[0; 3], 0).refusal(), ErrorKind::BadQuantization);
        assert_eq!(with(&[0.0, 1.0], &[0, 0], 0).refusal(), ErrorKind::BadQuantization);
    }

    #[test]
    fn hybrid_rows_follow_their_fused_activation() {
        let with = |activation| {
            layer(|o| o.fused_activation_function = activation)
                .input(Float32, &[1, 1])
                .constant(Int8, &[1, 1], &[100i8])
                .quantized(0.01, 0)
                .output(Float32)
                .run::<f32, f32>(&[&[-3.0]])
                .unwrap()[0]
        };
        assert!((with(ActivationFunctionType::None) + 3.0).abs() < 1e-5);
        assert!((with(ActivationFunctionType::Tanh) + 0.995_054_8).abs() < 1e-5);
        assert_eq!(with(ActivationFunctionType::SignBit), 1.0);
        assert_eq!(with(ActivationFunctionType::ReluN1To1), -1.0);
    }

    #[test]
    fn missing_options_are_those_of_a_plain_layer() {
        let op = OneOp::new(BuiltinOperator::FullyConnected).input(Float32, &[1, 2]).input(Float32, &[3, 2]);
        assert_eq!(op.output(Float32).shape(), [1, 3]);
    }
}
