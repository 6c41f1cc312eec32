//! Products of BATCH_MATMUL on vectors: the matrices of y are packed when the plan is made, where they are constants, or
//! before each product.

use super::gemm::kernel_name;
use super::linear::{FixedPointPlan, HybridPlan};
use super::packing::{PackedWeights, packed_weights};
use crate::arena::Io;
use crate::error::{Result, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::gemm::{Gemm, HybridInputs, Numbers, Operands, Product, RowConstants};
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::linear::HybridInput;
use ferrolite_kernels::parallel::Workers;
use ferrolite_kernels::requantize::{Bias16, Constants, Doubling16, Hybrid16};
use ferrolite_kernels::transpose::transpose;

/// Batch dimensions in front of the matrices.
pub(crate) const BATCH_DIMENSIONS: usize = 3;

/// Which matrices are multiplied.
#[derive(Clone)]
pub(crate) struct Geometry {
    pub(crate) batches: [usize; BATCH_DIMENSIONS],
    /// Matrices to step over in x and in y, 0 where they broadcast.
    pub(crate) strides: [[usize; BATCH_DIMENSIONS]; 2],
    pub(crate) rows: usize,
    pub(crate) depth: usize,
    pub(crate) columns: usize,
    /// Scratch for a matrix of x or of y that has to be transposed, so that the depth is contiguous.
    pub(crate) transposed: [Option<usize>; 2],
}

impl Geometry {
    /// The matrices of x and of y that make product `batch`.
    pub(crate) fn matrices(&self, batch: usize) -> [usize; 2] {
        let [a, b, c] = self.batches;
        let place = [batch / (b * c) % a, batch / c % b, batch % c];
        self.strides.map(|strides| strides.iter().zip(place).map(|(stride, place)| stride * place).sum())
    }
}

/// The matrices of y.
#[derive(Clone, Copy)]
pub(crate) struct Matrices {
    /// How many there are.
    pub(crate) count: usize,
    /// Whether they are `[columns, depth]`.
    pub(crate) adjoint: bool,
}

/// Products with a prepared layout of y.
struct Products {
    isa: Isa,
    geometry: Geometry,
    gemm: Gemm,
    matrices: Matrices,
    /// The matrices of y, where they are constants; else they are packed one at a time.
    packed: Option<PackedWeights>,
    arithmetic: Arithmetic,
    /// Scratch: see [`Memory`], or for floats that are quantized.
    scratch: usize,
}

enum Arithmetic {
    Float(Vec<Bias16>),
    Integers(Integers),
    /// The constants of each matrix, which is constant itself.
    Hybrid(Vec<Vec<Hybrid16>>, HybridInput),
}

struct Integers {
    product: Product,
    input_zero_point: i16,
    /// The constants of each constant matrix, or those of one that sums to zeros.
    columns: Vec<Vec<Doubling16>>,
}

/// The scratch memory of a matrix that is packed before its product.
struct Memory<'a> {
    columns: &'a mut [Doubling16],
    packed: &'a mut [u8],
    sums: &'a mut [i32],
}

impl<'a> Memory<'a> {
    /// Its bytes: columns, and what it takes to align them in whatever layout the plan has; packed weights; sums.
    fn sizes(gemm: &Gemm, columns: usize, integers: bool) -> [usize; 3] {
        let of_integers = |bytes: usize| if integers { bytes } else { 0 };
        [
            of_integers(gemm.columns_len() * size_of::<Doubling16>() + align_of::<Doubling16>()),
            gemm.packed_len(),
            of_integers(columns * size_of::<i32>()),
        ]
    }

    fn new(memory: &'a mut [u8], [columns, packed, sums]: [usize; 3]) -> Option<Self> {
        let (columns, memory) = memory.split_at_mut_checked(columns)?;
        let (packed, memory) = memory.split_at_mut_checked(packed)?;
        let sums = bytemuck::try_cast_slice_mut(memory.get_mut(..sums)?).ok()?;
        Some(Self { columns: Doubling16::in_bytes(columns), packed, sums })
    }
}

const FLOATS: [&str; 3] = ["batch_matmul_f32_avx2_6x16", "batch_matmul_f32_avx2_6x16", "batch_matmul_f32_avx512_6x64"];
const INTEGERS: [&str; 3] =
    ["batch_matmul_avx2_6x16c2", "batch_matmul_avxvnni_6x16c4", "batch_matmul_avx512vnni_6x64c4"];
const HYBRID: [&str; 3] =
    ["batch_matmul_hybrid_avx2_6x16c2", "batch_matmul_hybrid_avxvnni_6x16c4", "batch_matmul_hybrid_avx512vnni_6x64c4"];

/// Products of floats, where the instruction set has vectors.
pub(crate) fn floats(ctx: &mut Prepare<'_>, geometry: Geometry, matrices: Matrices) -> Result<Option<Prepared>> {
    let numbers = Numbers::Float(ctx.floats());
    let Some(gemm) = gemm(ctx, &geometry, numbers) else { return Ok(None) };
    let packed = constants(ctx, &gemm, &geometry, matrices, numbers)?;
    let columns = vec![Bias16::default(); gemm.columns_len()];
    finish(ctx, (geometry, gemm, matrices), packed, Arithmetic::Float(columns), FLOATS).map(Some)
}

/// Products of bytes by rule **D**, where instruction set and parameters allow it.
pub(crate) fn integers(
    ctx: &mut Prepare<'_>,
    plan: &FixedPointPlan,
    geometry: Geometry,
    matrices: Matrices,
) -> Result<Option<Prepared>> {
    let Some(gemm) = gemm(ctx, &geometry, Numbers::SignedPairs) else { return Ok(None) };
    let rule = plan.with_bias(None);
    let packed = constants(ctx, &gemm, &geometry, matrices, Numbers::SignedPairs)?;
    let zeros = vec![0; geometry.columns];
    let each: Vec<&[i32]> = match &packed {
        Some(packed) => packed.sums().chunks_exact(geometry.columns).collect(),
        None => vec![&zeros],
    };
    let (mut product, mut columns) = (None, Vec::new());
    for sums in each {
        let mut of_matrix = vec![Doubling16::default(); gemm.columns_len()];
        let Some(found) = gemm.columns(&rule, sums, &mut of_matrix) else { return Ok(None) };
        product = Some(found);
        columns.push(of_matrix);
    }
    let Some(product) = product else { return Ok(None) };
    let integers = Integers { product, input_zero_point: plan.input_zero_point, columns };
    finish(ctx, (geometry, gemm, matrices), packed, Arithmetic::Integers(integers), INTEGERS).map(Some)
}

/// Products of floats with constant bytes, each row of x being quantized, where the instruction set has vectors.
pub(crate) fn hybrid(
    ctx: &mut Prepare<'_>,
    plan: &HybridPlan,
    geometry: Geometry,
    matrices: Matrices,
) -> Result<Option<Prepared>> {
    let Some(gemm) = gemm(ctx, &geometry, Numbers::Hybrid) else { return Ok(None) };
    let Some(packed) = constants(ctx, &gemm, &geometry, matrices, Numbers::Hybrid)? else { return Ok(None) };
    let each = packed.sums().chunks_exact(geometry.columns).map(|sums| {
        let mut columns = vec![Hybrid16::default(); gemm.columns_len()];
        gemm.hybrid_columns(sums, &plan.weights_scales, None, &mut columns);
        columns
    });
    let arithmetic = Arithmetic::Hybrid(each.collect(), plan.quantize);
    finish(ctx, (geometry, gemm, matrices), Some(packed), arithmetic, HYBRID).map(Some)
}

fn gemm(ctx: &Prepare<'_>, geometry: &Geometry, numbers: Numbers) -> Option<Gemm> {
    Gemm::dense(ctx.isa(), (geometry.rows, geometry.depth, geometry.columns), numbers)
}

/// The matrices of y, packed one behind the other; `None` unless they are constants.
fn constants(
    ctx: &mut Prepare<'_>,
    gemm: &Gemm,
    geometry: &Geometry,
    matrices: Matrices,
    numbers: Numbers,
) -> Result<Option<PackedWeights>> {
    let Matrices { count, adjoint } = matrices;
    let columns = geometry.columns;
    if count == 0 {
        return Ok(None);
    }
    let mut layout = gemm.layout();
    layout[6] += 2 * usize::from(!adjoint);
    layout[7] = count;
    let packer = gemm.clone();
    let is_float = matches!(numbers, Numbers::Float(_));
    let pack = move |y: &[u8], packed: &mut [i8], sums: &mut [i32], workers: &dyn Workers| {
        // Without room for packed matrices they are only summed.
        let (mut packed, mut sums) =
            (packed.chunks_exact_mut(packer.packed_len().max(1)), sums.chunks_exact_mut(columns));
        for matrix in y.chunks_exact(y.len() / count) {
            let place = (packed.next().unwrap_or_default(), sums.next().unwrap_or_default());
            if is_float {
                if !place.0.is_empty() {
                    packer.pack_floats(matrix.as_chunks().0, adjoint, bytemuck::cast_slice_mut(place.0), workers);
                }
            } else if adjoint {
                packer.pack(matrix, place.0, place.1, workers);
            } else {
                packer.pack_columns(matrix, place.0, place.1, workers);
            }
        }
        true
    };
    let sums = if is_float { 0 } else { count * columns };
    packed_weights(ctx, 1, layout, (gemm.packed_len() * count, sums), pack)
}

fn finish(
    ctx: &mut Prepare<'_>,
    (geometry, gemm, matrices): (Geometry, Gemm, Matrices),
    packed: Option<PackedWeights>,
    arithmetic: Arithmetic,
    names: [&'static str; 3],
) -> Result<Prepared> {
    let of_matrix = |integers| match packed {
        Some(_) => 0,
        None => Memory::sizes(&gemm, geometry.columns, integers).iter().sum(),
    };
    let bytes = match &arithmetic {
        Arithmetic::Float(_) => of_matrix(false),
        Arithmetic::Integers(_) => of_matrix(true),
        Arithmetic::Hybrid(..) => geometry.rows * (size_of::<RowConstants>() + geometry.depth),
    };
    let (isa, scratch) = (ctx.isa(), ctx.scratch(bytes));
    let name = kernel_name(isa.level(), names);
    Prepared::kernel(name, Products { isa, geometry, gemm, matrices, packed, arithmetic, scratch })
}

impl Kernel for Products {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        let (x, y): (&[u8], &[u8]) = (inputs.get(0)?, inputs.get(1)?);
        let output: &mut [u8] = outputs.get(0)?;
        let Geometry { rows, depth, columns, transposed, .. } = self.geometry;
        // Bytes of an element of x, of y and of the output.
        let bytes = match self.arithmetic {
            Arithmetic::Float(_) => [4, 4, 4],
            Arithmetic::Integers(_) => [1, 1, 1],
            Arithmetic::Hybrid(..) => [4, 1, 4],
        };
        let sizes = [bytes[0] * rows * depth, bytes[1] * columns * depth, bytes[2] * rows * columns];
        // Which matrices lie transposed or packed in the scratch memory.
        let mut present = [None; 2];
        for (batch, output) in output.chunks_exact_mut(sizes[2].max(1)).enumerate() {
            let [x_index, y_index] = self.geometry.matrices(batch);
            let x = &x[x_index * sizes[0]..(x_index + 1) * sizes[0]];
            let (x, memory): (&[u8], &mut [u8]) = match transposed[0] {
                None => (x, scratch.get(self.scratch)?),
                Some(buffer) => {
                    let (turned, memory) = scratch.two::<u8, u8>(buffer, self.scratch)?;
                    if present[0] != Some(x_index) {
                        self.turn(x, bytes[0], turned);
                        present[0] = Some(x_index);
                    }
                    (turned, memory)
                }
            };
            if self.packed.is_none() && present[1] != Some(y_index) {
                self.pack(&y[y_index * sizes[1]..(y_index + 1) * sizes[1]], memory, workers)?;
                present[1] = Some(y_index);
            }
            self.multiply(x, y_index, (memory, output), workers)?;
        }
        Ok(())
    }
}

impl Products {
    /// Transposes a matrix of x.
    fn turn(&self, x: &[u8], bytes: usize, turned: &mut [u8]) {
        let extents = (self.geometry.depth, self.geometry.rows);
        match bytes {
            1 => transpose::<1>(self.isa, x.as_chunks().0, extents, turned.as_chunks_mut().0),
            _ => transpose::<4>(self.isa, x.as_chunks().0, extents, turned.as_chunks_mut().0),
        }
    }

    fn memory<'a>(&self, memory: &'a mut [u8], integers: bool) -> Result<Memory<'a>> {
        let sizes = Memory::sizes(&self.gemm, self.geometry.columns, integers);
        Memory::new(memory, sizes).ok_or_else(|| err!(Internal, "no room for a packed matrix"))
    }

    /// Packs a matrix of y.
    fn pack(&self, y: &[u8], memory: &mut [u8], workers: &dyn Workers) -> Result<()> {
        match &self.arithmetic {
            Arithmetic::Hybrid(..) => return Err(err!(Internal, "the matrices of a hybrid product are constants")),
            Arithmetic::Float(_) => {
                let Memory { packed, .. } = self.memory(memory, false)?;
                self.gemm.pack_floats(y.as_chunks().0, self.matrices.adjoint, packed.as_chunks_mut().0, workers);
            }
            Arithmetic::Integers(integers) => {
                let Memory { columns: constants, packed, sums } = self.memory(memory, true)?;
                let packed = bytemuck::cast_slice_mut(packed);
                if self.matrices.adjoint {
                    self.gemm.pack(y, packed, sums, workers);
                } else {
                    self.gemm.pack_columns(y, packed, sums, workers);
                }
                let of_zeros = integers.columns.first().map_or(&[][..], |columns| columns);
                self.gemm.columns_of_sums((of_zeros, integers.input_zero_point), sums, constants);
            }
        }
        Ok(())
    }

    /// The product of a matrix of x with matrix `index` of y, which was packed.
    fn multiply(
        &self,
        x: &[u8],
        index: usize,
        (memory, output): (&mut [u8], &mut [u8]),
        workers: &dyn Workers,
    ) -> Result<()> {
        const ALL: (f32, f32) = (f32::NEG_INFINITY, f32::INFINITY);
        let missing = || err!(Internal, "a packed matrix is missing");
        let size = self.gemm.packed_len();
        let constant = self.packed.as_ref().map(|packed| packed.weights().get(index * size..(index + 1) * size));
        let constant = constant.map(|packed| packed.ok_or_else(missing)).transpose()?;
        match &self.arithmetic {
            Arithmetic::Float(columns) => {
                let packed = match constant {
                    Some(packed) => packed,
                    None => bytemuck::cast_slice(self.memory(memory, false)?.packed),
                };
                self.gemm.run_float(ALL, Operands { input: x, packed, columns, output }, workers);
            }
            Arithmetic::Integers(Integers { product, columns, .. }) => {
                let (packed, columns): (&[i8], &[Doubling16]) = match constant {
                    Some(packed) => (packed, columns.get(index).ok_or_else(missing)?),
                    None => {
                        let Memory { packed, columns, .. } = self.memory(memory, true)?;
                        (bytemuck::cast_slice(packed), columns)
                    }
                };
                self.gemm.run_fixed_point(product, Operands { input: x, packed, columns, output }, workers);
            }
            Arithmetic::Hybrid(columns, quantize) => {
                let packed = constant.ok_or_else(missing)?;
                let columns = columns.get(index).ok_or_else(missing)?;
                let misplaced = |_| err!(Internal, "a matrix is not aligned");
                let (rows, quantized) = memory
                    .split_at_mut_checked(self.geometry.rows * size_of::<RowConstants>())
                    .ok_or_else(|| err!(Internal, "no room for the constants of rows"))?;
                let rows = bytemuck::try_cast_slice_mut(rows).map_err(misplaced)?;
                let input = bytemuck::try_cast_slice(x).map_err(misplaced)?;
                let inputs = HybridInputs { input, quantize: *quantize, in_steps: false, quantized, rows };
                self.gemm.run_hybrid(ALL, inputs, (packed, columns, output), workers);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_matrix_has_room_wherever_its_memory_begins() {
        let columns = 70;
        let Some(gemm) = Gemm::dense(Isa::best(), (4, 8, columns), Numbers::SignedPairs) else { return };
        let sizes = Memory::sizes(&gemm, columns, true);
        let total: usize = sizes.iter().sum();
        let mut bytes = vec![0; total + 2 * align_of::<Doubling16>()];
        let aligned = bytes.as_ptr().align_offset(align_of::<Doubling16>());
        // Compact plans align scratch memory to 16 bytes.
        for start in (aligned..aligned + align_of::<Doubling16>()).step_by(16) {
            let memory = Memory::new(&mut bytes[start..start + total], sizes).unwrap();
            assert_eq!(memory.columns.len(), gemm.columns_len());
            assert_eq!((memory.packed.len(), memory.sums.len()), (gemm.packed_len(), columns));
        }
    }
}
