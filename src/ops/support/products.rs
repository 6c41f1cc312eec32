//! Products of rows of floats with constant weights of recurrent layers, on vectors: several matrices, one below the
//! other, float32 or quantized.

use super::packing::{PackedWeights, packed_together};
use super::recurrent::RealWeights;
use crate::error::{Result, err};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::gemm::{Gemm, HybridInputs, Numbers, Operands, RowConstants};
use ferrolite_kernels::linear::HybridInput;
use ferrolite_kernels::parallel::Workers;
use ferrolite_kernels::requantize::{Bias16, Hybrid16};

/// Words that the constants of a row take.
const ROW_WORDS: usize = size_of::<RowConstants>() / size_of::<i32>();

/// Everything but an output.
const ALL: (f32, f32) = (f32::NEG_INFINITY, f32::INFINITY);

/// What is added to products.
pub(crate) enum Bias {
    /// Vectors, one for each matrix: their positions; absent ones are zeros.
    Operands(Vec<usize>),
    /// Nothing, not even 0: −0 stays what it is.
    Nothing,
    /// 0.
    Zero,
}

/// Rows of `depth` floats times packed weights.
pub(crate) struct Product {
    gemm: Gemm,
    packed: PackedWeights,
    columns: Columns,
    rows: usize,
    depth: usize,
    outputs: usize,
}

enum Columns {
    Float(Vec<Bias16>),
    Hybrid(Vec<Hybrid16>, HybridInput),
}

impl Product {
    /// `rows` rows times matrices `[outputs, depth]`, whose products lie side by side, as float sums are rounded in this
    /// plan; or quantized first. `None` where the instruction set has no vectors, weights are only known at run time or not
    /// finite, and for plans that pack none.
    pub(crate) fn prepare(
        ctx: &mut Prepare<'_>,
        (rows, depth): (usize, usize),
        weights: &[RealWeights],
        bias: &Bias,
        quantize: Option<HybridInput>,
    ) -> Result<Option<Self>> {
        let (mut positions, mut scales, mut sum) = (Vec::new(), Vec::new(), Vec::new());
        for (i, matrix) in weights.iter().enumerate() {
            if matrix.is_diagonal() || matrix.is_quantized() != quantize.is_some() {
                return Ok(None);
            }
            let outputs = ctx.input(matrix.position())?.shape.first().copied().unwrap_or(0);
            positions.push(matrix.position());
            scales.extend(core::iter::repeat_n(matrix.scale().unwrap_or(1.0), outputs));
            let Some(bias) = vector(ctx, bias, i, outputs)? else { return Ok(None) };
            sum.extend_from_slice(&bias);
        }
        let (outputs, numbers) = (scales.len(), quantize.map_or(Numbers::Float(ctx.floats()), |_| Numbers::Hybrid));
        let Some(gemm) = Gemm::dense(ctx.isa(), (rows, depth, outputs), numbers) else { return Ok(None) };
        let packer = gemm.clone();
        let pack = move |weights: &[u8], packed: &mut [i8], sums: &mut [i32], workers: &dyn Workers| {
            packer.pack(weights, packed, sums, workers)
        };
        let sizes = (gemm.packed_len(), if quantize.is_some() { outputs } else { 0 });
        let packed = packed_together(ctx, &positions, gemm.layout(), sizes, pack)?;
        let Some(packed) = packed.filter(PackedWeights::are_finite) else { return Ok(None) };
        let columns = match quantize {
            None => {
                let mut columns = vec![Bias16::default(); gemm.columns_len()];
                gemm.float_columns(Some(&sum), &mut columns);
                Columns::Float(columns)
            }
            Some(how) => {
                let mut columns = vec![Hybrid16::default(); gemm.columns_len()];
                gemm.hybrid_columns(packed.sums(), &scales, Some(&sum), &mut columns);
                Columns::Hybrid(columns, how)
            }
        };
        Ok(Some(Self { gemm, packed, columns, rows, depth, outputs }))
    }

    /// Numbers of all products.
    pub(crate) fn len(&self) -> usize {
        self.rows * self.outputs
    }

    /// Numbers of the product with one row.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Words of memory that [`run`](Self::run) needs.
    pub(crate) fn words(&self) -> usize {
        match self.columns {
            Columns::Float(_) => 0,
            Columns::Hybrid(..) => self.rows * ROW_WORDS + (self.rows * self.depth).div_ceil(size_of::<i32>()),
        }
    }

    /// Multiplies the rows; `room` has at least [`words`](Self::words).
    pub(crate) fn run(&self, rows: &[f32], room: &mut [i32], output: &mut [f32], workers: &dyn Workers) -> Result<()> {
        let packed = self.packed.weights();
        match &self.columns {
            Columns::Float(columns) => {
                let (input, output) = (bytemuck::cast_slice(rows), bytemuck::cast_slice_mut(output));
                self.gemm.run_float(ALL, Operands { input, packed, columns, output }, workers);
            }
            Columns::Hybrid(columns, quantize) => {
                let (constants, bytes) = room
                    .split_at_mut_checked(self.rows * ROW_WORDS)
                    .ok_or_else(|| err!(Internal, "no room for the constants of rows"))?;
                let quantized: &mut [u8] = bytemuck::cast_slice_mut(bytes);
                let inputs = HybridInputs {
                    input: rows,
                    quantize: *quantize,
                    in_steps: false,
                    quantized,
                    rows: bytemuck::cast_slice_mut(constants),
                };
                let output = bytemuck::cast_slice_mut(output);
                self.gemm.run_hybrid(ALL, inputs, (packed, columns, output), workers);
            }
        }
        Ok(())
    }
}

/// What is added to the `outputs` products with matrix `index`; `None` where only the running graph knows it.
fn vector(ctx: &Prepare<'_>, bias: &Bias, index: usize, outputs: usize) -> Result<Option<Vec<f32>>> {
    let same = |number: f32| Ok(Some(vec![number; outputs]));
    let position = match bias {
        Bias::Nothing => return same(-0.0),
        Bias::Zero => return same(0.0),
        Bias::Operands(positions) => {
            *positions.get(index).ok_or_else(|| err!(Internal, "a matrix has no operand for its bias"))?
        }
    };
    if ctx.optional_input(position)?.is_none() {
        return same(0.0);
    }
    let bytes = ctx.constant(position)?.filter(|bytes| bytes.len() == outputs * size_of::<f32>());
    Ok(bytes.map(|bytes| bytes.chunks_exact(size_of::<f32>()).map(bytemuck::pod_read_unaligned).collect()))
}
