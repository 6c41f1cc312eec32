//! STABLEHLO_GATHER: a box of the operand for each index vector.
//!
//! Operands: the tensor, the index vectors (int32 or int64). Types: any of 8, 16, 32 or 64 bits. Version 1. Starts are moved
//! so that their box fits. Collapsed dimensions have boxes of one element. Source: `tflite/kernels/stablehlo_gather.cc`.

use super::support::units::{Unit, one_of, same_type, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Inputs;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::model::schema::{BuiltinOptions2, StablehloGatherOptions};
use crate::plan::{Operand, Prepare};
use alloc::vec::Vec;
use ferrolite_kernels::reference::box_copy::{BoxCopy, Side};

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::StablehloGather, prepare).operands(2..=2, 1..=1).types("any of 8, 16, 32 or 64 bits");

/// One component of the index vectors.
struct Component {
    /// The last place where the box can begin in the operand's dimension.
    last_start: usize,
    stride: usize,
}

struct Gather {
    copy: BoxCopy,
    components: Vec<Component>,
    /// Elements between the components of an index vector.
    component_stride: usize,
    /// The batch: extents and strides in the indices and in the output, outermost first.
    batch: Vec<Side>,
    wide_indices: bool,
    unit: Unit,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (operand, indices) = (ctx.input(0)?, ctx.input(1)?);
    let Some(BuiltinOptions2::StablehloGatherOptions(options)) = ctx.options_2() else {
        return Err(err!(BadOption, "the operator lacks its StablehloGatherOptions"));
    };
    same_type(&operand, &ctx.output(0)?)?;
    one_of(&indices, &[TensorType::Int32, TensorType::Int64])?;
    let unit = Unit::of(&operand)?;
    ensure!(!matches!(unit, Unit::Nibble | Unit::Sixteen), BadType, "{operand}: must be of 8, 16, 32 or 64 bits");
    let geometry = Geometry::new(&operand, &indices, options)?;
    let shape = geometry.shape()?;
    ctx.set_output_shape(0, &shape)?;
    let wide_indices = indices.dtype == TensorType::Int64;
    let gather = geometry.gather(&shape, wide_indices, unit);
    Prepared::kernel("stablehlo_gather_reference", gather.ok_or_else(|| err!(BadShape, "{operand}: too large"))?)
}

/// The options, checked.
struct Geometry<'a> {
    operand: &'a [usize],
    indices: &'a [usize],
    /// Extents of the boxes, and which of them are collapsed.
    sizes: Vec<usize>,
    collapsed: Vec<usize>,
    /// Dimensions of the output that a box takes.
    offsets: Vec<usize>,
    /// The operand's dimension of each component.
    start_map: Vec<usize>,
    vector_dimension: usize,
}

impl<'a> Geometry<'a> {
    fn new(operand: &Operand<'a>, indices: &Operand<'a>, options: &StablehloGatherOptions) -> Result<Self> {
        let list = |list: &Option<Vec<i64>>, below: usize, name: &str| -> Result<Vec<usize>> {
            let value = |&value: &i64| usize::try_from(value).ok().filter(|&value| value < below);
            let values = list.iter().flatten().map(value).collect::<Option<Vec<usize>>>();
            let values = values.ok_or_else(|| err!(BadOption, "{name} must lie in 0..{below}"))?;
            let unique = values.iter().enumerate().all(|(at, value)| !values.iter().skip(at + 1).any(|v| v == value));
            ensure!(unique, BadOption, "{name} must not repeat a dimension");
            Ok(values)
        };
        let rank = operand.rank();
        let sizes: Option<Vec<usize>> =
            options.slice_sizes.iter().flatten().map(|&size| usize::try_from(size).ok()).collect();
        let sizes = sizes.filter(|sizes| {
            sizes.len() == rank && sizes.iter().zip(operand.shape).all(|(size, extent)| size <= extent)
        });
        let sizes = sizes.ok_or_else(|| err!(BadOption, "slice_sizes must fit into {operand}"))?;
        let collapsed = list(&options.collapsed_slice_dims, rank, "collapsed_slice_dims")?;
        ensure!(
            collapsed.iter().all(|&dim| sizes.get(dim) == Some(&1)),
            BadOption,
            "collapsed dimensions must have slices of 1"
        );
        let start_map = list(&options.start_index_map, rank, "start_index_map")?;
        let vector_dimension = usize::try_from(options.index_vector_dim).ok().filter(|&dim| dim <= indices.rank());
        let vector_dimension =
            vector_dimension.ok_or_else(|| err!(BadOption, "index_vector_dim is {}", options.index_vector_dim))?;
        let components = indices.shape.get(vector_dimension).copied().unwrap_or(1);
        ensure!(
            components == start_map.len(),
            BadOption,
            "the index vectors have {components} components, start_index_map names {}",
            start_map.len()
        );
        let batch = indices.rank() - usize::from(vector_dimension < indices.rank());
        let offsets = list(&options.offset_dims, rank - collapsed.len() + batch, "offset_dims")?;
        ensure!(offsets.is_sorted(), BadOption, "offset_dims must be sorted");
        ensure!(
            offsets.len() == rank - collapsed.len(),
            BadOption,
            "offset_dims must name the {} dimensions of a slice",
            rank - collapsed.len()
        );
        let (operand, indices) = (operand.shape, indices.shape);
        Ok(Self { operand, indices, sizes, collapsed, offsets, start_map, vector_dimension })
    }

    /// The indices' dimensions that are not the vector's: extents and strides.
    fn batch(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let strides = dense_strides(self.indices);
        let sides = self.indices.iter().copied().zip(strides).enumerate();
        sides.filter(|(dim, _)| *dim != self.vector_dimension).map(|(_, side)| side)
    }

    /// The dimensions of a slice that stay: size, and stride in the operand.
    fn slice(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let strides = dense_strides(self.operand);
        let sides = self.sizes.iter().copied().zip(strides).enumerate();
        sides.filter(|(dim, _)| !self.collapsed.contains(dim)).map(|(_, side)| side)
    }

    /// The output's shape: slices at the offset dimensions, the batch elsewhere.
    fn shape(&self) -> Result<Vec<usize>> {
        let (mut slice, mut batch) = (self.slice(), self.batch());
        let rank = self.offsets.len() + self.batch().count();
        let extent = |dim: usize| if self.offsets.contains(&dim) { slice.next() } else { batch.next() };
        let shape: Option<Vec<(usize, usize)>> = (0..rank).map(extent).collect();
        let shape = shape.ok_or_else(|| err!(BadOption, "offset_dims do not match the output"))?;
        Ok(shape.into_iter().map(|(extent, _)| extent).collect())
    }

    fn gather(&self, shape: &[usize], wide_indices: bool, unit: Unit) -> Option<Gather> {
        let mut sides = (Vec::new(), Vec::new());
        let (mut slice, mut batch) = (self.slice(), self.batch());
        for (dim, target) in dense_strides(shape).into_iter().enumerate() {
            let (side, from) =
                if self.offsets.contains(&dim) { (&mut sides.0, slice.next()?) } else { (&mut sides.1, batch.next()?) };
            side.push(Side { count: from.0, source: from.1, target });
        }
        let strides = dense_strides(self.operand);
        let component = |&dim: &usize| {
            let last_start = self.operand.get(dim)?.checked_sub(*self.sizes.get(dim)?)?;
            Some(Component { last_start, stride: *strides.get(dim)? })
        };
        Some(Gather {
            copy: BoxCopy::new(sides.0)?,
            components: self.start_map.iter().map(component).collect::<Option<_>>()?,
            component_stride: dense_strides(self.indices).get(self.vector_dimension).copied().unwrap_or(1),
            batch: sides.1,
            wide_indices,
            unit,
        })
    }
}

/// The strides of a dense tensor. Shapes are within limits, so that these fit.
fn dense_strides(shape: &[usize]) -> Vec<usize> {
    let mut strides: Vec<usize> = shape.to_vec();
    let mut stride = 1usize;
    for slot in strides.iter_mut().rev() {
        let extent = core::mem::replace(slot, stride);
        stride = stride.saturating_mul(extent);
    }
    strides
}

impl Gather {
    /// The operand's first element of the box whose index vector begins at `at`.
    fn start(&self, inputs: &Inputs<'_>, at: usize) -> Result<usize> {
        let mut start = 0;
        for (position, component) in self.components.iter().enumerate() {
            let position = at + position * self.component_stride;
            let index = if self.wide_indices {
                inputs.get::<i64>(1)?.get(position).copied()
            } else {
                inputs.get::<i32>(1)?.get(position).copied().map(i64::from)
            };
            let index = index.ok_or_else(|| err!(Internal, "index {position} is missing"))?;
            let index = usize::try_from(index.max(0)).unwrap_or(usize::MAX);
            start += index.min(component.last_start) * component.stride;
        }
        Ok(start)
    }
}

impl Kernel for Gather {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let vectors: usize = self.batch.iter().map(|side| side.count).product();
        if self.copy.is_empty() {
            return Ok(());
        }
        for vector in 0..vectors {
            let (mut rest, mut at, mut target) = (vector, 0, 0);
            for side in self.batch.iter().rev() {
                at += rest % side.count * side.source;
                target += rest % side.count * side.target;
                rest /= side.count;
            }
            let start = self.start(&inputs, at)?;
            with_unit!(self.unit, T => self.copy.copy::<T>(inputs.get(0)?, start, outputs.get(0)?, target));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;
    use alloc::vec;

    fn options() -> StablehloGatherOptions {
        StablehloGatherOptions {
            offset_dims: Some(vec![1]),
            collapsed_slice_dims: Some(vec![0]),
            start_index_map: Some(vec![0, 1]),
            index_vector_dim: 1,
            slice_sizes: Some(vec![1, 2]),
            indices_are_sorted: false,
        }
    }

    fn op(options: StablehloGatherOptions, indices: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::StablehloGather)
            .options_2(BuiltinOptions2::StablehloGatherOptions(Box::new(options)))
            .input(TensorType::Int16, &[2, 3])
            .constant(TensorType::Int32, &[indices.len() / 2, 2], indices)
            .output(TensorType::Int16)
    }

    #[test]
    fn boxes_are_moved_into_the_operand() {
        let input: &[i16] = &[1, 2, 3, 4, 5, 6];
        let rows = op(options(), &[0, 1, 1, 9, -5, 0]).run::<i16, i16>(&[input]).unwrap();
        assert_eq!(rows, [2, 3, 5, 6, 1, 2]);
        let columns = StablehloGatherOptions { offset_dims: Some(vec![0]), ..options() };
        let columns = op(columns, &[0, 1, 1, 1]);
        assert_eq!(columns.run::<i16, i16>(&[input]).unwrap(), [2, 5, 3, 6]);
        assert_eq!(columns.shape(), [2, 2]);
    }

    #[test]
    fn options_are_checked() {
        let refusal = |change: fn(&mut StablehloGatherOptions)| {
            let mut options = options();
            change(&mut options);
            op(options, &[0, 1]).refusal()
        };
        assert_eq!(refusal(|options| options.slice_sizes = Some(vec![1, 4])), ErrorKind::BadOption);
        assert_eq!(refusal(|options| options.slice_sizes = Some(vec![1])), ErrorKind::BadOption);
        assert_eq!(refusal(|options| options.collapsed_slice_dims = Some(vec![1])), ErrorKind::BadOption);
        assert_eq!(refusal(|options| options.start_index_map = Some(vec![0])), ErrorKind::BadOption);
        assert_eq!(refusal(|options| options.start_index_map = Some(vec![0, 0])), ErrorKind::BadOption);
        assert_eq!(refusal(|options| options.index_vector_dim = 3), ErrorKind::BadOption);
        assert_eq!(refusal(|options| options.offset_dims = Some(vec![2])), ErrorKind::BadOption);
        assert_eq!(refusal(|options| options.offset_dims = Some(vec![-1])), ErrorKind::BadOption);
        assert_eq!(refusal(|options| options.offset_dims = None), ErrorKind::BadOption);
    }
}
