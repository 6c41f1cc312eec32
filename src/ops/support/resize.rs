//! What the two resizes share: the size operand and the shapes.

use super::units::{one_of, same_type};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use ferrolite_kernels::reference::resize_nearest::SampleGrid;
use ferrolite_kernels::view::{Nhwc, View, ViewMut};

/// A resize of elements `T`.
pub(crate) type Run<T> = fn(SampleGrid, &View<'_, T>, &mut ViewMut<'_, T>);

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

/// The kernel.
struct Resize<T> {
    grid: SampleGrid,
    shapes: Shapes,
    run: Run<T>,
}

impl<T: Element> Kernel for Resize<T> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let input = View::dense(inputs.get(0)?, self.shapes.input);
        let output = ViewMut::dense(outputs.get(0)?, self.shapes.output);
        let views = input.zip(output);
        let (input, mut output) = views.ok_or_else(|| err!(Internal, "an operand is shorter than its shape"))?;
        (self.run)(self.grid, &input, &mut output);
        Ok(())
    }
}

/// A prepared resize.
pub(crate) fn kernel<T: Element>(
    name: &'static str,
    grid: SampleGrid,
    shapes: Shapes,
    run: Run<T>,
) -> Result<Prepared> {
    Prepared::kernel(name, Resize { grid, shapes, run })
}
