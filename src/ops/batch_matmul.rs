//! BATCH_MATMUL: matrix products `x · y` over batches that broadcast. `x` is `[…, rows, depth]`, or `[…, depth, rows]`
//! with `adj_x`; `y` is `[…, depth, columns]`, or `[…, columns, depth]` with `adj_y`.
//!
//! | x | y | output | sums | rule |
//! |---|---|---|---|---|
//! | float32 | float32 | float32 | in order | each rounded as [`Floats`](crate::Floats) says |
//! | float32 | int8, one scale or one for each column | float32 | 32 bits | hybrid: each row of x quantized |
//! | int8 | int8 | int8 | 32 bits, wrapping | **D** |
//! | int8 | int8 | int32 | 32 bits, wrapping | the sums of the integers themselves, zero points ignored |
//! | int16 | int16, int8 | int16 | 64 bits | **S** |
//!
//! Integer y with several scales: no kernel of LiteRT reads them, under any resolver; all take the scale for 0, and so every
//! element of the output is its zero point. This gives the same (`gemma_k_einsum_a16w8.tflite` is such a network), and
//! multiplies nothing.
//!
//! Ranks 2 to 5. Where broadcasting or batches make the reference's hybrid kernel read the wrong scales or uninitialised
//! memory (about one case in six), this computes the definition.
//!
//! Versions up to 4. Sources: `tflite/kernels/batch_matmul.cc`, `internal/reference/batch_matmul.h`.

use super::support::batch_products::{self, BATCH_DIMENSIONS, Geometry, Matrices};
use super::support::linear::{FixedPointPlan, HybridPlan, legacy_scale, multiplier, small_zero_point};
use super::support::options::optional_options;
use super::support::recurrent::quantize_inputs;
use super::{Kernel, OpDef, Prepared};
use crate::TensorType::{Float32, Int8, Int16, Int32};
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::model::schema::{BatchMatMulOptions, BuiltinOperator};
use crate::plan::{Operand, Prepare};
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::linear::Float;
use ferrolite_kernels::quant::{ClampRange, QuantizedInteger};
use ferrolite_kernels::reference::fully_connected as kernels;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::BatchMatmul, prepare)
    .versions(4)
    .operands(2..=2, 1..=1)
    .types("float32, hybrid, int8, int8 → int32, int16 (y int16, int8)");

struct BatchMatmul {
    geometry: Geometry,
    arithmetic: Arithmetic,
}

enum Arithmetic {
    Float32,
    Hybrid(HybridPlan),
    Int8(FixedPointPlan),
    Sums,
    Int16(FixedPointPlan),
    Int16Narrow(FixedPointPlan),
    /// Outputs that are this one number, whatever the operands are.
    Constant8(i8),
    Constant16(i16),
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let absent = BatchMatMulOptions::default();
    let options = optional_options!(ctx, BatchMatMulOptions)?.unwrap_or(&absent);
    let (x, y, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    let (x_matrix, x_batches) = split(&x, options.adj_x)?;
    let (y_matrix, y_batches) = split(&y, !options.adj_y)?;
    let ([rows, depth], [columns, y_depth]) = (x_matrix, y_matrix);
    ensure!(depth == y_depth, BadShape, "{x} and {y}: the depths to add up over are {depth} and {y_depth}");
    let mut batches = [1; BATCH_DIMENSIONS];
    for (batch, (&a, &b)) in batches.iter_mut().zip(x_batches.iter().zip(&y_batches)) {
        ensure!(a == b || a == 1 || b == 1, BadShape, "{x} and {y}: batches of {a} and {b} do not broadcast");
        *batch = if a == 1 { b } else { a };
    }
    let rank = x.rank().max(y.rank());
    let leading = &batches[BATCH_DIMENSIONS + 2 - rank..];
    ctx.set_output_shape(0, &[leading, &[rows, columns]].concat())?;
    let (mut arithmetic, name) = choose([&x, &y, &output], options, columns)?;
    let matrices: usize = batches.iter().product();
    ctx.set_macs(
        (matrices as u64).saturating_mul(rows as u64).saturating_mul((columns as u64).saturating_mul(depth as u64)),
    );
    let transposed = |ctx: &mut Prepare<'_>, operand: &Operand<'_>, matrix: [usize; 2], needed: bool| {
        let bytes = operand.dtype.bits().unwrap_or(0) / 8 * matrix[0] * matrix[1];
        needed.then(|| ctx.scratch(bytes))
    };
    let mut geometry = Geometry {
        batches,
        strides: [strides(x_batches), strides(y_batches)],
        rows,
        depth,
        columns,
        transposed: [transposed(ctx, &x, x_matrix, options.adj_x), None],
    };
    let of_y = Matrices { count: y_batches.iter().product(), adjoint: options.adj_y };
    let mut joined = geometry.clone();
    if y_batches == [1; BATCH_DIMENSIONS] && x_batches == batches && !options.adj_x {
        // One matrix for all: their rows are rows of one product.
        (joined.rows, joined.batches) = (rows * matrices, [1; BATCH_DIMENSIONS]);
    }
    let fast = match &arithmetic {
        Arithmetic::Float32 => batch_products::floats(ctx, joined, of_y)?,
        Arithmetic::Int8(plan) => batch_products::integers(ctx, plan, joined, of_y)?,
        Arithmetic::Hybrid(plan) => batch_products::hybrid(ctx, plan, joined, of_y)?,
        _ => None,
    };
    if let Some(prepared) = fast {
        return Ok(prepared);
    }
    if let Arithmetic::Hybrid(plan) = &mut arithmetic {
        // A row of x, and a matrix of y.
        plan.scratch = ctx.scratch(depth + if options.adj_y { 0 } else { columns * depth });
    }
    let contiguous = matches!(arithmetic, Arithmetic::Hybrid(_) | Arithmetic::Constant8(_) | Arithmetic::Constant16(_));
    geometry.transposed[1] = transposed(ctx, &y, y_matrix, !options.adj_y && !contiguous);
    Prepared::kernel(name, BatchMatmul { geometry, arithmetic })
}

/// A matrix with the depth last, and the batches in front of it, aligned at the end.
fn split(operand: &Operand<'_>, swap: bool) -> Result<([usize; 2], [usize; BATCH_DIMENSIONS])> {
    let rank = operand.rank();
    ensure!((2..=BATCH_DIMENSIONS + 2).contains(&rank), BadShape, "{operand}: must have rank 2 to 5");
    let (batches, matrix) = operand.shape.split_at(rank - 2);
    let &[first, second] = matrix else { return Err(err!(Internal, "a matrix has two dimensions")) };
    let mut aligned = [1; BATCH_DIMENSIONS];
    aligned[BATCH_DIMENSIONS - batches.len()..].copy_from_slice(batches);
    Ok((if swap { [second, first] } else { [first, second] }, aligned))
}

/// Transposes a matrix; `output` has rows of `rows` elements.
fn transpose<T: Copy>(matrix: &[T], rows: usize, columns: usize, output: &mut [T]) {
    if columns == 0 {
        return;
    }
    for (row, values) in matrix.chunks_exact(columns).enumerate() {
        for (&value, output) in values.iter().zip(output.chunks_exact_mut(rows)) {
            output[row] = value;
        }
    }
}

fn strides(batches: [usize; BATCH_DIMENSIONS]) -> [usize; BATCH_DIMENSIONS] {
    let [a, b, c] = batches;
    let unless_one = |extent: usize, stride: usize| if extent == 1 { 0 } else { stride };
    [unless_one(a, b * c), unless_one(b, c), unless_one(c, 1)]
}

fn choose(
    [x, y, output]: [&Operand<'_>; 3],
    options: &BatchMatMulOptions,
    columns: usize,
) -> Result<(Arithmetic, &'static str)> {
    Ok(match (x.dtype, y.dtype, output.dtype) {
        (Float32, Float32, Float32) => (Arithmetic::Float32, "batch_matmul_float32_reference"),
        (Float32, Int8, Float32) => {
            let plan = HybridPlan {
                quantize: quantize_inputs(options.asymmetric_quantize_inputs),
                in_steps: false,
                weights_scales: column_scales(y, columns, options.adj_y)?,
                range: (f32::NEG_INFINITY, f32::INFINITY),
                // Asked for where it is needed.
                scratch: 0,
            };
            (Arithmetic::Hybrid(plan), "batch_matmul_hybrid_reference")
        }
        (Int8, Int8, Int32) => (Arithmetic::Sums, "batch_matmul_int8_int32_reference"),
        (Int8, Int8, Int8) => {
            let plan = fixed_point([x, y, output], columns, ClampRange::I8)?;
            match is_constant(&plan) {
                true => (Arithmetic::Constant8(of_nothing(&plan)), "batch_matmul_int8_constant"),
                false => (Arithmetic::Int8(plan), "batch_matmul_int8_reference"),
            }
        }
        (Int16, Int16 | Int8, Int16) => {
            for operand in [x, y, output] {
                ensure!(operand.quantized()?.zero_point() == 0, BadQuantization, "{operand}: must have zero point 0");
            }
            let plan = fixed_point([x, y, output], columns, ClampRange::I16)?;
            match y.dtype {
                _ if is_constant(&plan) => (Arithmetic::Constant16(of_nothing(&plan)), "batch_matmul_int16_constant"),
                Int8 => (Arithmetic::Int16Narrow(plan), "batch_matmul_int16_narrow_reference"),
                _ => (Arithmetic::Int16(plan), "batch_matmul_int16_reference"),
            }
        }
        (of_x, of_y, of_output) => {
            return Err(err!(BadType, "{of_x} times {of_y} to {of_output} is not supported"));
        }
    })
}

fn fixed_point([x, y, output]: [&Operand<'_>; 3], columns: usize, range: ClampRange) -> Result<FixedPointPlan> {
    let (x_scale, x_zero) = x.per_tensor()?;
    let y_quantization = y.quantized()?;
    // The reference's scale of a tensor that has one for each index is 0.
    let y_scale = if y_quantization.scales.len() == 1 { y_quantization.scale() } else { 0.0 };
    let (output_scale, output_zero_point) = output.per_tensor()?;
    let multiplier = multiplier(legacy_scale(x_scale, y_scale, output_scale, None)?)?;
    Ok(FixedPointPlan {
        input_zero_point: small_zero_point(x_zero)?,
        weights_zero_point: small_zero_point(y_quantization.zero_point())?,
        multipliers: vec![multiplier; columns],
        output_zero_point,
        range,
    })
}

/// Whether all outputs are the zero point.
fn is_constant(plan: &FixedPointPlan) -> bool {
    plan.multipliers.iter().all(|multiplier| multiplier.mantissa == 0)
}

/// The output of a sum of nothing.
fn of_nothing<T: QuantizedInteger>(plan: &FixedPointPlan) -> T {
    T::from_clamped(plan.range.clamp(plan.output_zero_point))
}

/// The scales of y, one for each column.
fn column_scales(y: &Operand<'_>, columns: usize, adjoint: bool) -> Result<Vec<f32>> {
    let quantization = y.quantized()?;
    if let [scale] = quantization.scales[..] {
        return Ok(vec![scale; columns]);
    }
    let axis = y.rank() - if adjoint { 2 } else { 1 };
    ensure!(
        quantization.axis == axis && quantization.scales.len() == columns,
        BadQuantization,
        "{y}: scales must run along axis {axis}, the columns"
    );
    Ok(quantization.scales.clone())
}

impl Geometry {
    /// Hands `multiply` each matrix of x `[rows, depth]`, the matrix of y `[columns, depth]` that goes with it, and the
    /// place of their product, which is `of_nothing` where the depth is 0.
    fn for_each<X: Element, Y: Element, O: Element>(
        &self,
        io: &mut Io<'_>,
        of_nothing: O,
        mut multiply: impl FnMut(&[X], &[Y], &mut [O]),
    ) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        let (x, y): (&[X], &[Y]) = (inputs.get(0)?, inputs.get(1)?);
        let output: &mut [O] = outputs.get(0)?;
        let Self { rows, depth, columns, .. } = *self;
        let sizes = [rows * depth, columns * depth];
        // Which matrices lie transposed in the scratch memory.
        let mut present = [None; 2];
        if output.is_empty() {
            return Ok(());
        }
        if depth == 0 {
            output.fill(of_nothing);
            return Ok(());
        }
        for (batch, output) in output.chunks_exact_mut(rows * columns).enumerate() {
            let [x_index, y_index] = self.matrices(batch);
            let x = &x[x_index * sizes[0]..(x_index + 1) * sizes[0]];
            let y = &y[y_index * sizes[1]..(y_index + 1) * sizes[1]];
            if let Some(buffer) = self.transposed[0].filter(|_| present[0] != Some(x_index)) {
                transpose(x, depth, rows, scratch.get(buffer)?);
                present[0] = Some(x_index);
            }
            if let Some(buffer) = self.transposed[1].filter(|_| present[1] != Some(y_index)) {
                transpose(y, depth, columns, scratch.get(buffer)?);
                present[1] = Some(y_index);
            }
            match self.transposed {
                [None, None] => multiply(x, y, output),
                [Some(buffer), None] => multiply(scratch.get(buffer)?, y, output),
                [None, Some(buffer)] => multiply(x, scratch.get(buffer)?, output),
                [Some(first), Some(second)] => {
                    let (x, y) = scratch.two::<X, Y>(first, second)?;
                    multiply(x, y, output);
                }
            }
        }
        Ok(())
    }
}

fn fill<T: Element>(io: &mut Io<'_>, number: T) -> Result<()> {
    let (_, outputs, _) = io.split();
    outputs.get(0)?.fill(number);
    Ok(())
}

/// Hybrid products: the row that is being quantized shares a buffer with the matrix of y.
fn hybrid(geometry: &Geometry, plan: &HybridPlan, io: &mut Io<'_>) -> Result<()> {
    let (inputs, outputs, scratch) = io.split();
    let (x, y): (&[f32], &[i8]) = (inputs.get(0)?, inputs.get(1)?);
    let output: &mut [f32] = outputs.get(0)?;
    let Geometry { rows, depth, columns, .. } = *geometry;
    if output.is_empty() || depth == 0 {
        output.fill(0.0);
        return Ok(());
    }
    let parameters = plan.with_bias(None);
    let nothing: &mut [f32] = &mut [];
    let (x_buffer, bytes) = match geometry.transposed[0] {
        Some(buffer) => scratch.two::<f32, i8>(buffer, plan.scratch)?,
        None => (nothing, scratch.get(plan.scratch)?),
    };
    let (quantized, y_buffer) = bytes.split_at_mut(depth);
    for (batch, output) in output.chunks_exact_mut(rows * columns).enumerate() {
        let [x_index, y_index] = geometry.matrices(batch);
        let mut x = &x[x_index * rows * depth..(x_index + 1) * rows * depth];
        let mut y = &y[y_index * columns * depth..(y_index + 1) * columns * depth];
        if !x_buffer.is_empty() {
            transpose(x, depth, rows, x_buffer);
            x = x_buffer;
        }
        if !y_buffer.is_empty() {
            transpose(y, depth, columns, y_buffer);
            y = y_buffer;
        }
        kernels::fully_connected_hybrid(&parameters, x, y, output, quantized);
    }
    Ok(())
}

impl Kernel for BatchMatmul {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        use kernels::{
            fully_connected_fixed_point as narrow, fully_connected_fixed_point_wide as wide,
            fully_connected_int16_weights as widest,
        };
        let geometry = &self.geometry;
        let depth = geometry.depth;
        match &self.arithmetic {
            Arithmetic::Float32 => {
                let parameters = Float { bias: None, min: f32::NEG_INFINITY, max: f32::INFINITY };
                geometry
                    .for_each(io, 0.0, |x, y, output| kernels::fully_connected_float(depth, &parameters, x, y, output))
            }
            Arithmetic::Hybrid(plan) => hybrid(geometry, plan, io),
            Arithmetic::Sums => geometry
                .for_each(io, 0, |x: &[i8], y: &[i8], output| kernels::fully_connected_sums(depth, x, y, output)),
            Arithmetic::Int8(plan) => {
                let parameters = plan.with_bias(None);
                geometry.for_each(io, of_nothing::<i8>(plan), |x: &[i8], y: &[i8], output| {
                    narrow(depth, &parameters, x, y, output)
                })
            }
            Arithmetic::Int16(plan) => {
                let parameters = plan.with_bias::<i64>(None);
                geometry.for_each(io, 0, |x, y, output| widest(depth, &parameters, x, y, output))
            }
            Arithmetic::Int16Narrow(plan) => {
                let parameters = plan.with_bias::<i64>(None);
                geometry.for_each(io, 0, |x, y, output| wide(depth, &parameters, x, y, output))
            }
            Arithmetic::Constant8(number) => fill(io, *number),
            Arithmetic::Constant16(number) => fill(io, *number),
        }
    }
}
