//! What convolutions and fully connected layers share when they are prepared: which arithmetic their types
//! mean, and its parameters.
//!
//! Sources: `PopulateConvolutionQuantizationParams` and `GetQuantizedConvolutionMultipler` in
//! `tflite/kernels/kernel_util.cc`, and the `Prepare` of `conv.cc`, `depthwise_conv.cc`, `transpose_conv.cc`.

use crate::TensorType;
use crate::arena::Inputs;
use crate::error::{Result, ensure, err};
use crate::model::Quantization;
use crate::model::schema::{ActivationFunctionType, TensorType as SchemaType};
use crate::ops::support::options::activation;
use crate::plan::{Operand, Prepare};
use alloc::borrow::Cow;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::linear::{FixedPoint, Float, Hybrid, HybridInput, Rescaled};
use ferrolite_kernels::quant::{ClampRange, Multiplier};
use ferrolite_kernels::reference::packed::Packed;

/// The operands of a convolution.
#[derive(Clone, Copy)]
pub(crate) struct Operands<'a> {
    pub(crate) input: Operand<'a>,
    pub(crate) weights: Operand<'a>,
    pub(crate) bias: Option<Operand<'a>>,
    pub(crate) output: Operand<'a>,
    /// Output channels: the length of the bias and of per-axis scales.
    pub(crate) channels: usize,
}

/// The arithmetic of a convolution, with its parameters.
pub(crate) enum Arithmetic {
    /// `i8` with 32-bit sums.
    Int8(FixedPointPlan),
    /// `u8` with 32-bit sums.
    UInt8(FixedPointPlan),
    /// `i16` with 32-bit sums: `quantized_bias_type` INT32.
    Int16Narrow(FixedPointPlan),
    /// `i16` with 64-bit sums and a bias of 64 bits, or none.
    Int16(FixedPointPlan),
    /// `i16` with 64-bit sums and a bias of 32 bits.
    Int16Bias32(FixedPointPlan),
    /// Floats, clamped to a range.
    Float32((f32, f32)),
    /// Floats with `i8` weights.
    Hybrid(HybridPlan),
}

/// A kernel's name for reports: the operator's and the arithmetic's.
macro_rules! kernel_name {
    ($operator:literal, $arithmetic:expr) => {
        match $arithmetic {
            Arithmetic::Int8(_) => concat!($operator, "_int8_reference"),
            Arithmetic::UInt8(_) => concat!($operator, "_uint8_reference"),
            Arithmetic::Int16Narrow(_) => concat!($operator, "_int16_narrow_reference"),
            Arithmetic::Int16(_) | Arithmetic::Int16Bias32(_) => concat!($operator, "_int16_reference"),
            Arithmetic::Float32(_) => concat!($operator, "_float32_reference"),
            Arithmetic::Hybrid(_) => concat!($operator, "_hybrid_reference"),
        }
    };
}
pub(crate) use kernel_name;

/// Fixed-point parameters, all but the bias.
#[derive(Clone)]
pub(crate) struct FixedPointPlan {
    pub(crate) input_zero_point: i16,
    pub(crate) weights_zero_point: i16,
    pub(crate) multipliers: Vec<Multiplier>,
    pub(crate) output_zero_point: i32,
    pub(crate) range: ClampRange,
}

impl FixedPointPlan {
    /// The plan of a product whose columns are the channels, `times` over.
    pub(crate) fn repeated(&self, times: usize) -> Self {
        Self { multipliers: self.multipliers.repeat(times), ..*self }
    }

    /// The kernel's parameters.
    pub(crate) fn with_bias<'a, B>(&'a self, bias: Option<&'a [B]>) -> FixedPoint<'a, B> {
        FixedPoint {
            input_zero_point: self.input_zero_point,
            weights_zero_point: self.weights_zero_point,
            bias,
            multipliers: &self.multipliers,
            output_zero_point: self.output_zero_point,
            range: self.range,
        }
    }
}

/// Parameters of rule **F**, all but the bias.
pub(crate) struct RescaledPlan {
    pub(crate) input_zero_point: i16,
    pub(crate) weights_zero_point: i16,
    pub(crate) scales: Vec<f64>,
    pub(crate) output_zero_point: i32,
    pub(crate) range: ClampRange,
}

impl RescaledPlan {
    /// The kernel's parameters.
    pub(crate) fn with_bias<'a, B>(&'a self, bias: Option<&'a [B]>) -> Rescaled<'a, B> {
        Rescaled {
            input_zero_point: self.input_zero_point,
            weights_zero_point: self.weights_zero_point,
            bias,
            scales: &self.scales,
            output_zero_point: self.output_zero_point,
            range: self.range,
        }
    }
}

/// Hybrid parameters, all but the bias.
#[derive(Clone)]
pub(crate) struct HybridPlan {
    pub(crate) quantize: HybridInput,
    /// See [`Hybrid::in_steps`].
    pub(crate) in_steps: bool,
    pub(crate) weights_scales: Vec<f32>,
    pub(crate) range: (f32, f32),
    /// The scratch buffer for the quantized input.
    pub(crate) scratch: usize,
}

impl HybridPlan {
    /// The kernel's parameters.
    pub(crate) fn with_bias<'a>(&'a self, bias: Option<&'a [f32]>) -> Hybrid<'a> {
        let (min, max) = self.range;
        let Self { quantize, in_steps, ref weights_scales, .. } = *self;
        Hybrid { quantize, in_steps, weights_scales, bias, min, max }
    }
}

/// A float kernel's parameters.
pub(crate) fn float<'a>((min, max): (f32, f32), bias: Option<&'a [f32]>) -> Float<'a> {
    Float { bias, min, max }
}

/// What distinguishes one kind of convolution from another.
pub(crate) struct Rules {
    pub(crate) activation: ActivationFunctionType,
    /// FLOAT32 stands for none.
    pub(crate) quantized_bias_type: SchemaType,
    /// How a hybrid input is quantized when the weights have one scale, and when they have several.
    pub(crate) hybrid: (HybridInput, HybridInput),
    /// Whether sums of a hybrid input that is quantized asymmetrically are scaled in steps.
    pub(crate) in_steps: bool,
    /// Elements of one image of the input.
    pub(crate) image: usize,
    /// Whether `i8` weights with another zero point than 0 are refused; otherwise it is ignored.
    pub(crate) refuse_zero_points: bool,
}

impl Arithmetic {
    /// Chooses the arithmetic by the operands' types and computes its parameters.
    pub(crate) fn prepare(ctx: &mut Prepare<'_>, operands: &Operands<'_>, rules: &Rules) -> Result<Self> {
        let Operands { input, weights, bias, output, .. } = operands;
        ensure!(output.dtype == input.dtype, BadType, "{output}: must have the input's type {}", input.dtype);
        let plan = |of_type| fixed_point(operands, rules, of_type);
        match (input.dtype, weights.dtype) {
            (TensorType::Int8, TensorType::Int8 | TensorType::Int4) => {
                check_bias(operands, &[TensorType::Int32])?;
                Ok(Self::Int8(plan(ClampRange::I8)?))
            }
            (TensorType::UInt8, TensorType::UInt8) => {
                check_bias(operands, &[TensorType::Int32])?;
                Ok(Self::UInt8(plan(ClampRange::U8)?))
            }
            (TensorType::Int16, TensorType::Int8 | TensorType::Int4) => {
                check_bias(operands, &[TensorType::Int32, TensorType::Int64])?;
                let bias_type = quantized_bias_type(rules.quantized_bias_type, bias.as_ref())?;
                let plan = plan(ClampRange::I16)?;
                ensure!(
                    plan.input_zero_point == 0 && plan.output_zero_point == 0,
                    BadQuantization,
                    "16-bit activations must have zero point 0"
                );
                Ok(match (bias_type, bias.map(|bias| bias.dtype)) {
                    (Some(TensorType::Int32), _) => Self::Int16Narrow(plan),
                    (_, Some(TensorType::Int32)) => Self::Int16Bias32(plan),
                    _ => Self::Int16(plan),
                })
            }
            (TensorType::Float32, TensorType::Float32) => {
                check_bias(operands, &[TensorType::Float32])?;
                Ok(Self::Float32(activation(rules.activation).float_range()))
            }
            (TensorType::Float32, TensorType::Int8 | TensorType::Int4 | TensorType::UInt8) => {
                check_bias(operands, &[TensorType::Float32])?;
                hybrid(ctx, operands, rules)
            }
            (of_input, of_weights) => {
                Err(err!(BadType, "input of type {of_input} with weights of type {of_weights} is not supported"))
            }
        }
    }
}

/// `quantized_bias_type` of 16-bit activations, checked against the bias. `None` is FLOAT32, the default.
pub(crate) fn quantized_bias_type(named: SchemaType, bias: Option<&Operand<'_>>) -> Result<Option<TensorType>> {
    let named = match named {
        SchemaType::Float32 => return Ok(None),
        SchemaType::Int32 => TensorType::Int32,
        SchemaType::Int64 => TensorType::Int64,
        other => return Err(err!(BadOption, "quantized_bias_type is {other:?}, must be INT32 or INT64")),
    };
    if let Some(bias) = bias {
        ensure!(bias.dtype == named, BadType, "{bias}: must have the quantized_bias_type {named}");
    }
    Ok(Some(named))
}

/// A bias has one element for each output channel, one of the types, and zero point 0 if any.
pub(crate) fn check_bias(operands: &Operands<'_>, types: &[TensorType]) -> Result<()> {
    let Operands { bias: Some(bias), channels, .. } = operands else { return Ok(()) };
    ensure!(types.contains(&bias.dtype), BadType, "{bias}: the bias must be {}", types[0]);
    ensure!(bias.elements() == *channels, BadShape, "{bias}: the bias must have {channels} elements, one a channel");
    let zero_point = bias.quantization.map_or(0, Quantization::zero_point);
    ensure!(zero_point == 0, BadQuantization, "{bias}: the bias must have zero point 0");
    Ok(())
}

/// The scales of weights, one for each output channel: a single one is repeated, whatever its axis.
pub(crate) fn channel_scales<'a>(weights: &Operand<'a>, channels: usize) -> Result<(&'a Quantization, Cow<'a, [f32]>)> {
    let quantization = weights.quantized()?;
    if let [scale] = quantization.scales[..] {
        return Ok((quantization, vec![scale; channels].into()));
    }
    let along_axis = weights.shape.get(quantization.axis).copied();
    ensure!(
        quantization.scales.len() == channels && along_axis == Some(channels),
        BadQuantization,
        "{weights}: has {} scales along axis {}, must have one or {channels}, the output channels",
        quantization.scales.len(),
        quantization.axis
    );
    Ok((quantization, Cow::Borrowed(&quantization.scales)))
}

/// The clamp of a quantized output.
pub(crate) fn output_range(
    output: &Operand<'_>,
    (scale, zero_point): (f32, i32),
    fused: ActivationFunctionType,
    of_type: ClampRange,
) -> Result<ClampRange> {
    activation(fused)
        .quantized_range(scale, zero_point, of_type)
        .ok_or_else(|| err!(BadQuantization, "{output}: the activation's bounds do not fit its scale"))
}

/// A zero point that was checked against the range of a type of at most 16 bits.
pub(crate) fn small_zero_point(zero_point: i32) -> Result<i16> {
    i16::try_from(zero_point).map_err(|_| err!(BadQuantization, "zero point {zero_point} is out of range"))
}

/// The per-tensor multiplier of the reference's legacy path: the product of the two scales in `f32`, refused
/// when the bias has quite another scale.
pub(crate) fn legacy_scale(input: f32, weights: f32, output: f32, bias: Option<&Operand<'_>>) -> Result<f64> {
    check_bias_scale(input, weights, output, bias)?;
    Ok(f64::from(input * weights) / f64::from(output))
}

/// Refuses a bias whose scale is far from `input × weights`: more than 0.02 steps of the output for each of
/// its units (`GetQuantizedConvolutionMultipler`).
pub(crate) fn check_bias_scale(input: f32, weights: f32, output: f32, bias: Option<&Operand<'_>>) -> Result<()> {
    let Some(bias) = bias else { return Ok(()) };
    let bias_scale = bias.quantization.filter(|bias| bias.scales.len() == 1).map_or(0.0, Quantization::scale);
    let product = f64::from(input) * f64::from(weights);
    let steps = (product - f64::from(bias_scale)).abs() / f64::from(output);
    ensure!(
        (0.0..=0.02).contains(&steps),
        BadQuantization,
        "{bias}: scale {bias_scale} is not the product of the input's and the weights' scales, {product}"
    );
    Ok(())
}

/// A multiplier within what the arithmetic can shift.
pub(crate) fn multiplier(real: f64) -> Result<Multiplier> {
    let multiplier = Multiplier::from_real(real);
    ensure!(
        multiplier.is_applicable(),
        BadQuantization,
        "the scales' quotient {real} is out of range: at most 2^30 is supported"
    );
    Ok(multiplier)
}

fn fixed_point(operands: &Operands<'_>, rules: &Rules, of_type: ClampRange) -> Result<FixedPointPlan> {
    let Operands { input, weights, bias, output, channels } = operands;
    let (input_scale, input_zero_point) = input.per_tensor()?;
    let output_quantization = output.per_tensor()?;
    let (output_scale, output_zero_point) = output_quantization;
    let unsigned = input.dtype == TensorType::UInt8;
    let (quantization, scales) = channel_scales(weights, *channels)?;
    ensure!(
        !unsigned || quantization.scales.len() == 1,
        BadQuantization,
        "{weights}: uint8 weights must have one scale"
    );
    if rules.refuse_zero_points && !unsigned {
        ensure!(
            quantization.zero_points.iter().all(|&point| point == 0),
            BadQuantization,
            "{weights}: signed weights must have zero point 0"
        );
    }
    let multipliers = if unsigned {
        let real = legacy_scale(input_scale, quantization.scale(), output_scale, bias.as_ref())?;
        vec![multiplier(real)?; *channels]
    } else {
        let real = |scale: &f32| f64::from(input_scale) * f64::from(*scale) / f64::from(output_scale);
        let multipliers: Vec<Multiplier> = scales.iter().map(|scale| Multiplier::from_real(real(scale))).collect();
        // There are thousands, and hardly ever one that is refused.
        if !multipliers.iter().fold(true, |all, multiplier| all & multiplier.is_applicable()) {
            scales.iter().try_for_each(|scale| multiplier(real(scale)).map(|_| ()))?;
        }
        multipliers
    };
    Ok(FixedPointPlan {
        input_zero_point: small_zero_point(input_zero_point)?,
        weights_zero_point: if unsigned { small_zero_point(quantization.zero_point())? } else { 0 },
        multipliers,
        output_zero_point,
        range: output_range(output, output_quantization, rules.activation, of_type)?,
    })
}

fn hybrid(ctx: &mut Prepare<'_>, operands: &Operands<'_>, rules: &Rules) -> Result<Arithmetic> {
    let (_, weights_scales) = channel_scales(&operands.weights, operands.channels)?;
    let several = weights_scales.iter().any(|scale| Some(scale) != weights_scales.first());
    let quantize = if several { rules.hybrid.1 } else { rules.hybrid.0 };
    Ok(Arithmetic::Hybrid(HybridPlan {
        quantize,
        in_steps: rules.in_steps && quantize == HybridInput::Asymmetric,
        weights_scales: weights_scales.into_owned(),
        range: activation(rules.activation).float_range(),
        scratch: ctx.scratch(rules.image),
    }))
}

/// Where a kernel finds its weights.
pub(crate) enum Weights {
    /// In the operand.
    Operand(usize),
    /// Unpacked from four or two bits when the kernel was prepared.
    Unpacked(Vec<i8>),
}

impl Weights {
    /// Weights of operand `position`. Those of less than eight bits have to be constant.
    pub(crate) fn prepare(ctx: &mut Prepare<'_>, position: usize) -> Result<Self> {
        let operand = ctx.input(position)?;
        let packing = match operand.dtype {
            TensorType::Int4 => Packed::INT4,
            TensorType::Int2 => Packed::INT2,
            _ => return Ok(Self::Operand(position)),
        };
        let packed = ctx
            .constant(position)?
            .ok_or_else(|| err!(Unsupported, "{operand}: weights of {} must be constant", operand.dtype))?;
        // Two's complement of four or two bits: the cast only narrows.
        Ok(Self::Unpacked(packing.values(packed).take(operand.elements()).map(|value| value as i8).collect()))
    }

    /// The weights as signed bytes; hybrid `u8` weights are read as signed too, as the reference does.
    pub(crate) fn signed<'a>(&'a self, inputs: &Inputs<'a>) -> Result<&'a [i8]> {
        match self {
            Self::Operand(position) => inputs.get(*position),
            Self::Unpacked(weights) => Ok(weights),
        }
    }
}
