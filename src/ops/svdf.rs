//! SVDF: rank-limited filters over time. Each filter multiplies the input `[batch, input]` with its feature weights
//! `[filters, input]`, remembers the last `memory` products in the state `[batch, filters × memory]`, weights them
//! with `[filters, memory]`, and adds them up over the `rank` filters of a unit.
//!
//! | input | feature weights | time weights, state | bias | rule |
//! |---|---|---|---|---|
//! | float32 | float32 | float32 | float32 | products of features as [`Floats`](crate::Floats) says, others in order |
//! | float32 | int8 (uint8 is read as signed) | int8 weights, float32 state | float32 | hybrid |
//! | int8 | int8 | int16 | int32 | **D**, 32-bit sums; the fused activation must be RELU |
//! | int8 | int8 | int8 | int32 | as int16, with the state's zero point |
//!
//! The integer activation is the output's range alone, as in the reference: RELU is expressed by the zero point.
//! The reference's Prepare accepts int8 states, but its kernel reads them as int16, past their end; the last row is
//! what TensorFlow Lite Micro, for which such files are made (`svdf_keyword_scrambled`), computes. It is known to be right where
//! products fit 8 bits: the reference's int16 layer of the same numbers gives the same outputs
//! (`integers_keep_their_state_in_either_width`).
//!
//! Versions up to 4. Sources: `tflite/kernels/svdf.cc`, `internal/reference/svdf.h`.

use super::support::linear::{multiplier, small_zero_point};
use super::support::options::{at_least_one, options};
use super::support::products::{Bias, Product};
use super::support::recurrent::{RealWeights, curve, expect_shape, quantize_inputs, scale, state, vector};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType::{Float32, Int8, Int16, Int32};
use crate::arena::{Element, Inputs, Io, Outputs, Scratch, States};
use crate::error::{Result, ensure, err};
use crate::model::schema::{ActivationFunctionType, BuiltinOperator, SvdfOptions};
use crate::plan::{Operand, Prepare};
use alloc::boxed::Box;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::linear::HybridInput;
use ferrolite_kernels::parallel::Workers;
use ferrolite_kernels::quant::{Multiplier, QuantizedInteger};
use ferrolite_kernels::recurrent::{svdf_integer, svdf_of_products};
use ferrolite_kernels::reference::recurrent::Curve;
use ferrolite_kernels::reference::svdf::{SvdfGeometry, SvdfInteger, SvdfReal, svdf_real};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Svdf, prepare)
    .versions(4)
    .operands(5..=5, 1..=1)
    .optional(&[BIAS])
    .types("float32, hybrid, int8 (state int16, int8)");

const INPUT: usize = 0;
const FEATURE: usize = 1;
const TIME: usize = 2;
const BIAS: usize = 3;
const STATE: usize = 4;

struct Svdf {
    geometry: SvdfGeometry,
    arithmetic: Arithmetic,
}

enum Arithmetic {
    Real(Box<Real>),
    State16(Integers),
    State8(Integers),
}

struct Real {
    isa: Isa,
    feature: RealWeights,
    time: RealWeights,
    quantize: Option<HybridInput>,
    curve: Curve,
    /// Those of the features, on vectors.
    product: Option<Product>,
    /// Products; what is quantized.
    scratch: [usize; 2],
}

/// What integer layers are told, all but the weights.
struct Integers {
    isa: Isa,
    input_zero_point: i16,
    to_state: Multiplier,
    state_zero_point: i16,
    to_output: Multiplier,
    output_zero_point: i32,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, SvdfOptions)?;
    let (input, feature, time) = (ctx.input(INPUT)?, ctx.input(FEATURE)?, ctx.input(TIME)?);
    let (&[batch, depth], &[filters, _], &[_, memory]) = (input.shape, feature.shape, time.shape) else {
        return Err(err!(BadShape, "{input}, {feature} and {time} must have rank 2"));
    };
    expect_shape(&feature, &[filters, depth])?;
    expect_shape(&time, &[filters, memory])?;
    let rank = at_least_one(options.rank, "rank")?;
    ensure!(filters.is_multiple_of(rank), BadShape, "{feature}: {filters} filters are no multiple of the rank {rank}");
    ensure!(memory > 0 && depth > 0 && filters > 0, BadShape, "{feature} and {time} must not be empty");
    let geometry = SvdfGeometry { input: depth, filters, rank, memory };
    let states = ctx.input(STATE)?;
    expect_shape(&states, &[batch, memory * filters])?;
    ctx.set_output_shape(0, &[batch, filters / rank])?;
    ctx.set_macs((batch as u64).saturating_mul(filters as u64).saturating_mul((depth + memory) as u64));
    let output = ctx.output(0)?;
    ensure!(output.dtype == input.dtype, BadType, "{output}: must have the input's type {}", input.dtype);
    let bias_type = if input.dtype == Float32 { Float32 } else { Int32 };
    vector(ctx, BIAS, bias_type, filters / rank)?;
    let (arithmetic, name) = match input.dtype {
        Float32 => {
            let real = real(ctx, options, &geometry, batch)?;
            let name = match (&real.product, real.quantize) {
                (None, _) => "svdf_float32_reference",
                (Some(_), None) => "svdf_float32",
                (Some(_), Some(_)) => "svdf_hybrid",
            };
            (Arithmetic::Real(Box::new(real)), name)
        }
        Int8 => (integers(ctx.isa(), options, [&input, &feature, &time, &states, &output])?, "svdf_int8"),
        _ => return Err(err!(BadType, "{input}: must be float32 or int8")),
    };
    state(ctx, STATE, states.dtype, batch * memory * filters)?;
    Prepared::kernel(name, Svdf { geometry, arithmetic })
}

fn real(ctx: &mut Prepare<'_>, options: &SvdfOptions, geometry: &SvdfGeometry, batch: usize) -> Result<Real> {
    let SvdfGeometry { input, filters, memory, .. } = *geometry;
    let feature = RealWeights::prepare(ctx, FEATURE, &[filters, input])?;
    let time = RealWeights::prepare(ctx, TIME, &[filters, memory])?;
    let states = ctx.input(STATE)?;
    ensure!(states.dtype == Float32, BadType, "{states}: must be float32");
    ensure!(
        feature.is_quantized() == time.is_quantized(),
        BadType,
        "the weights of features and of time must both be float32, or both int8"
    );
    let quantize = feature.is_quantized().then(|| quantize_inputs(options.asymmetric_quantize_inputs));
    let product = Product::prepare(ctx, (batch, input), &[feature], &Bias::Zero, quantize)?;
    let bytes = product.as_ref().map_or(input, |product| product.words() * size_of::<i32>());
    let scratch = [ctx.scratch(batch.max(1) * filters * size_of::<f32>()), ctx.scratch(bytes)];
    let curve = curve(options.fused_activation_function);
    Ok(Real { isa: ctx.isa(), feature, time, quantize, curve, product, scratch })
}

fn integers(isa: Isa, options: &SvdfOptions, operands: [&Operand<'_>; 5]) -> Result<Arithmetic> {
    let [input, feature, time, states, output] = operands;
    ensure!(feature.dtype == Int8, BadType, "{feature}: must be int8");
    ensure!(
        time.dtype == states.dtype && matches!(time.dtype, Int8 | Int16),
        BadType,
        "{time} and {states} must both be int16, or both int8"
    );
    ensure!(
        options.fused_activation_function == ActivationFunctionType::Relu,
        BadOption,
        "the fused activation of an integer layer must be RELU"
    );
    let (input_scale, input_zero_point) = input.per_tensor()?;
    let (output_scale, output_zero_point) = output.per_tensor()?;
    let (state_scale, state_zero_point) = states.per_tensor()?;
    // The reference computes these in f32.
    let to_state = input_scale * scale(feature)? / state_scale;
    let to_output = state_scale * scale(time)? / output_scale;
    let wide = time.dtype == Int16;
    let plan = Integers {
        isa,
        input_zero_point: small_zero_point(input_zero_point)?,
        to_state: multiplier(to_state.into())?,
        state_zero_point: if wide { 0 } else { small_zero_point(state_zero_point)? },
        to_output: multiplier(to_output.into())?,
        output_zero_point,
    };
    Ok(if wide { Arithmetic::State16(plan) } else { Arithmetic::State8(plan) })
}

impl Integers {
    fn eval<S: Element + QuantizedInteger + Into<i16>>(
        &self,
        geometry: &SvdfGeometry,
        inputs: Inputs<'_>,
        outputs: &mut Outputs<'_>,
        states: &mut States<'_>,
    ) -> Result<()> {
        let parameters = SvdfInteger::<S> {
            input_zero_point: self.input_zero_point,
            feature: inputs.get(FEATURE)?,
            to_state: self.to_state,
            state_zero_point: self.state_zero_point,
            time: inputs.get(TIME)?,
            bias: inputs.optional(BIAS)?,
            to_output: self.to_output,
            output_zero_point: self.output_zero_point,
        };
        let written = (states.get(STATE)?, outputs.get(0)?);
        svdf_integer(self.isa, geometry, &parameters, inputs.get(INPUT)?, written);
        Ok(())
    }
}

impl Real {
    fn eval(
        &self,
        (geometry, workers): (&SvdfGeometry, &dyn Workers),
        inputs: Inputs<'_>,
        outputs: &mut Outputs<'_>,
        scratch: &mut Scratch<'_>,
        states: &mut States<'_>,
    ) -> Result<()> {
        let parameters = SvdfReal {
            feature: self.feature.get(&inputs)?,
            quantize: self.quantize,
            time: self.time.get(&inputs)?,
            bias: inputs.optional(BIAS)?,
            curve: self.curve,
        };
        let (input, state, output): (&[f32], &mut [f32], _) = (inputs.get(INPUT)?, states.get(STATE)?, outputs.get(0)?);
        let [products, room] = self.scratch;
        match &self.product {
            Some(product) => {
                let (products, room) = scratch.two(products, room)?;
                product.run(input, room, products, workers)?;
                svdf_of_products(self.isa, geometry, &parameters, products, (state, output));
            }
            None => {
                let (products, quantized) = scratch.two::<f32, i8>(products, room)?;
                let products = &mut products[..geometry.filters];
                svdf_real(geometry, &parameters, input, state, output, (products, quantized));
            }
        }
        Ok(())
    }
}

impl Kernel for Svdf {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch, states) = io.split_with_states();
        match &self.arithmetic {
            Arithmetic::State16(plan) => plan.eval::<i16>(&self.geometry, inputs, outputs, states),
            Arithmetic::State8(plan) => plan.eval::<i8>(&self.geometry, inputs, outputs, states),
            Arithmetic::Real(plan) => plan.eval((&self.geometry, workers), inputs, outputs, scratch, states),
        }
    }
}
