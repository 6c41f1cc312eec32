//! What the two resizes share: the size operand and the shapes.

use super::units::{one_of, same_type};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::reference::resize_nearest::SampleGrid;
use ferrolite_kernels::resize;
use ferrolite_kernels::view::{Nhwc, View};

/// The shapes before and after.
#[derive(Clone, Copy)]
pub(crate) struct Shapes {
    input: Nhwc,
    output: Nhwc,
}

/// Checks input 0 (rank 4) and the size operand (two int32, constant or computed); sets the output's shape.
///
/// # Errors
/// `BadShape` for another rank or for an input without pixels, `BadValue` for a size below 1, `BadType`;
/// `NotYetKnown` while the size is.
pub(crate) fn shapes(ctx: &mut Prepare<'_>) -> Result<Shapes> {
    let (input, size, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    same_type(&input, &output)?;
    one_of(&size, &[TensorType::Int32])?;
    let &[batch, height, width, channels] = input.shape else {
        return Err(err!(BadShape, "{input}: must have 4 dimensions"));
    };
    ensure!(size.shape == [2], BadShape, "{size}: must have one dimension of 2");
    let values = ctx.index_values(1)?;
    let size = |index: usize, name: &str| {
        let value = values.get(index).copied().unwrap_or_default();
        let extent = usize::try_from(value).ok().filter(|&extent| extent > 0);
        extent.ok_or_else(|| err!(BadValue, "the new {name} is {value}, must be at least 1"))
    };
    let (rows, columns) = (size(0, "height")?, size(1, "width")?);
    ensure!(
        height > 0 && width > 0 || batch == 0 || channels == 0,
        BadShape,
        "{input}: has no pixels to make {rows}×{columns} from"
    );
    ctx.set_output_shape(0, &[batch, rows, columns, channels])?;
    Ok(Shapes { input: Nhwc::new(batch, height, width, channels), output: Nhwc::new(batch, rows, columns, channels) })
}

/// A resize of elements `T`, on an instruction set and threads.
pub(crate) type Vectorized<T> = fn(resize::Machine<'_>, SampleGrid, &View<'_, T>, (&mut [T], Nhwc));

/// The kernel.
struct VectorizedResize<T> {
    isa: Isa,
    grid: SampleGrid,
    shapes: Shapes,
    run: Vectorized<T>,
}

impl<T: Element> Kernel for VectorizedResize<T> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let machine = (self.isa, io.workers());
        let (inputs, outputs, _) = io.split();
        let output: &mut [T] = outputs.get(0)?;
        if output.is_empty() {
            // Without channels there may be no pixels either to look at.
            return Ok(());
        }
        let input = View::dense(inputs.get(0)?, self.shapes.input);
        let input = input.ok_or_else(|| err!(Internal, "the input is shorter than its shape"))?;
        (self.run)(machine, self.grid, &input, (output, self.shapes.output));
        Ok(())
    }
}

/// A prepared resize.
pub(crate) fn vectorized<T: Element>(
    isa: Isa,
    name: &'static str,
    grid: SampleGrid,
    shapes: Shapes,
    run: Vectorized<T>,
) -> Result<Prepared> {
    Prepared::kernel(name, VectorizedResize { isa, grid, shapes, run })
}

#[cfg(test)]
mod tests {
    use crate::model::schema::{BuiltinOperator, BuiltinOptions, ResizeBilinearOptions, ResizeNearestNeighborOptions};
    use crate::plan::testing::OneOp;
    use crate::{ErrorKind, TensorType};
    use alloc::boxed::Box;

    fn bilinear(align_corners: bool, half_pixel_centers: bool) -> OneOp {
        let options = ResizeBilinearOptions { align_corners, half_pixel_centers };
        OneOp::new(BuiltinOperator::ResizeBilinear).options(BuiltinOptions::ResizeBilinearOptions(Box::new(options)))
    }

    fn nearest(align_corners: bool, half_pixel_centers: bool) -> OneOp {
        let options = ResizeNearestNeighborOptions { align_corners, half_pixel_centers };
        let options = BuiltinOptions::ResizeNearestNeighborOptions(Box::new(options));
        OneOp::new(BuiltinOperator::ResizeNearestNeighbor).options(options)
    }

    fn sized(op: OneOp, shape: &[usize], size: &[i32]) -> OneOp {
        op.input(TensorType::Int8, shape).vector(size).output(TensorType::Int8)
    }

    #[test]
    fn sizes_start_at_one() {
        for make in [bilinear, nearest] {
            let op = |size: &[i32]| sized(make(false, false), &[1, 2, 2, 3], size);
            assert_eq!(op(&[4, 5]).shape(), [1, 4, 5, 3]);
            for size in [[0, 4], [4, 0], [-1, 4], [4, i32::MIN]] {
                assert_eq!(op(&size).refusal(), ErrorKind::BadValue, "{size:?}");
            }
            assert_eq!(op(&[4]).refusal(), ErrorKind::BadShape);
            assert_eq!(op(&[4, 4, 4]).refusal(), ErrorKind::BadShape);
            assert_eq!(op(&[i32::MAX, i32::MAX]).refusal(), ErrorKind::LimitExceeded);
        }
    }

    #[test]
    fn shapes_and_types_are_checked() {
        for make in [bilinear, nearest] {
            assert_eq!(sized(make(false, false), &[2, 2, 3], &[4, 4]).refusal(), ErrorKind::BadShape);
            assert_eq!(sized(make(false, false), &[1, 0, 2, 3], &[4, 4]).refusal(), ErrorKind::BadShape);
            assert_eq!(sized(make(false, false), &[0, 0, 2, 3], &[4, 4]).shape(), [0, 4, 4, 3]);
            let size = make(false, false).input(TensorType::Int8, &[1, 2, 2, 3]).input(TensorType::Int64, &[2]);
            assert_eq!(size.output(TensorType::Int8).refusal(), ErrorKind::BadType);
            let size = make(false, false).input(TensorType::Int8, &[1, 2, 2, 3]).input(TensorType::Int32, &[2]);
            assert_eq!(size.output(TensorType::Int8).refusal(), ErrorKind::NotYetKnown);
            let mixed = make(false, false).input(TensorType::Int8, &[1, 2, 2, 3]).vector(&[4, 4]);
            assert_eq!(mixed.output(TensorType::Float32).refusal(), ErrorKind::BadType);
        }
        let wide = bilinear(false, false).input(TensorType::Int32, &[1, 2, 2, 3]).vector(&[4, 4]);
        assert_eq!(wide.output(TensorType::Int32).refusal(), ErrorKind::BadType);
        let packed = nearest(false, false).input(TensorType::Int4, &[1, 2, 2, 3]).vector(&[4, 4]);
        assert_eq!(packed.output(TensorType::Int4).refusal(), ErrorKind::BadType);
    }

    #[test]
    fn only_nearest_neighbour_may_have_both_grids() {
        assert_eq!(sized(bilinear(true, true), &[1, 2, 2, 3], &[4, 4]).refusal(), ErrorKind::BadOption);
        assert_eq!(sized(nearest(true, true), &[1, 2, 2, 3], &[4, 4]).shape(), [1, 4, 4, 3]);
    }

    #[test]
    fn a_row_is_stretched() {
        let op = |op| sized(op, &[1, 1, 2, 1], &[1, 4]).run::<i8, i8>(&[&[10, 20]]).unwrap();
        assert_eq!(op(bilinear(false, false)), [10, 15, 20, 20]);
        assert_eq!(op(nearest(false, false)), [10, 10, 20, 20]);
    }
}
