//! What operators of two operands share: broadcasting, in-place operands, and the kernel that drives a function
//! of two elements.

use super::super::{Kernel, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::plan::{Operand, Prepare};
use alloc::boxed::Box;
use ferrolite_kernels::broadcast::{self, Binary, BinaryFn, Broadcast};
use ferrolite_kernels::elementwise::{self, InPlace, Machine, Pairs};
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::quant::{Activation, ClampRange};
use ferrolite_kernels::reference::binary::Affine;

/// Two operands and their output, broadcast.
pub(crate) struct Operands<'a> {
    pub(crate) left: Operand<'a>,
    pub(crate) right: Operand<'a>,
    pub(crate) output: Operand<'a>,
    pub(crate) broadcast: Broadcast<2>,
    pub(crate) isa: Isa,
}

/// Broadcasts the operands and gives the output its shape; where all have one type, lets it take over the memory of an
/// operand that has as many elements, the right one only where `right_in_place`.
///
/// # Errors
/// `BadShape` when the shapes do not broadcast.
pub(crate) fn operands<'a>(ctx: &mut Prepare<'a>, right_in_place: bool) -> Result<Operands<'a>> {
    let (left, right, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    let broadcast = Broadcast::new([left.shape, right.shape])
        .ok_or_else(|| err!(BadShape, "shapes {:?} and {:?} do not broadcast", left.shape, right.shape))?;
    ctx.set_output_shape(0, broadcast.shape())?;
    if left.dtype == output.dtype && right.dtype == output.dtype {
        if left.elements() == broadcast.elements() {
            ctx.allow_in_place(0);
        }
        if right_in_place && right.elements() == broadcast.elements() {
            ctx.allow_in_place(1);
        }
    }
    Ok(Operands { left, right, output, broadcast, isa: ctx.isa() })
}

impl Operands<'_> {
    /// The type that both operands and the output have.
    ///
    /// # Errors
    /// `BadType` when they differ.
    pub(crate) fn common_type(&self) -> Result<TensorType> {
        let Self { left, right, output, .. } = self;
        ensure!(left.dtype == right.dtype, BadType, "{right}: must have the type of {left}");
        ensure!(left.dtype == output.dtype, BadType, "{output}: must have the inputs' type {}", left.dtype);
        Ok(left.dtype)
    }

    /// Refuses operands of different shapes, for operators that do not broadcast.
    ///
    /// # Errors
    /// `BadShape`.
    pub(crate) fn same_shape(&self) -> Result<()> {
        let Self { left, right, .. } = self;
        ensure!(left.shape == right.shape, BadShape, "{left} and {right} must have one shape");
        Ok(())
    }

    /// Scales and zero points of left, right and output.
    ///
    /// # Errors
    /// `BadQuantization` unless each has one scale.
    pub(crate) fn affine(&self) -> Result<[Affine; 3]> {
        Ok([affine(&self.left)?, affine(&self.right)?, affine(&self.output)?])
    }

    /// Whether the output has a scale: int16 tensors without one are plain numbers.
    pub(crate) fn is_quantized(&self) -> bool {
        has_scale(&self.output)
    }
}

/// Whether a tensor has a scale.
pub(crate) fn has_scale(operand: &Operand<'_>) -> bool {
    operand.quantization.is_some_and(|quantization| !quantization.scales.is_empty())
}

/// The one scale and zero point of a tensor.
///
/// # Errors
/// As [`Operand::per_tensor`].
pub(crate) fn affine(operand: &Operand<'_>) -> Result<Affine> {
    let (scale, zero_point) = operand.per_tensor()?;
    Ok(Affine { scale, zero_point })
}

/// Refuses a zero point other than 0, as the int16 kernels of the reference do.
///
/// # Errors
/// `BadQuantization`.
pub(crate) fn symmetric(operand: &Operand<'_>) -> Result<()> {
    let (_, zero_point) = operand.per_tensor()?;
    ensure!(zero_point == 0, BadQuantization, "{operand}: zero point is {zero_point}, must be 0");
    Ok(())
}

/// The clamp of a quantized output with a fused activation.
///
/// # Errors
/// `BadQuantization` when a bound does not fit 32 bits.
pub(crate) fn activation_range(
    output: &Operand<'_>,
    activation: Activation,
    of_type: ClampRange,
) -> Result<ClampRange> {
    let Affine { scale, zero_point } = affine(output)?;
    activation
        .quantized_range(scale, zero_point, of_type)
        .ok_or_else(|| err!(BadQuantization, "{output}: the activation's bounds do not fit scale {scale}"))
}

/// The error for scales whose ratio no multiplier expresses.
pub(crate) fn bad_scales() -> crate::Error {
    err!(BadQuantization, "the scales of inputs and output are too far apart")
}

/// A kernel for a function whose operands and result have one type.
pub(crate) struct SameType<F: Binary> {
    broadcast: Broadcast<2>,
    function: F,
    /// A right element that the function is not defined for: a zero divisor.
    forbidden: Option<F::Right>,
    /// The function is not defined for right elements below this one.
    least: Option<F::Right>,
}

impl<T: Element + PartialOrd, F: Binary<Left = T, Right = T, Out = T> + Send + Sync + 'static> SameType<F> {
    /// The kernel, prepared.
    pub(crate) fn prepared(name: &'static str, broadcast: Broadcast<2>, function: F) -> Result<Prepared> {
        Ok(Prepared::Kernel(name, Box::new(Self { broadcast, function, forbidden: None, least: None })))
    }

    /// The kernel, prepared; it refuses right elements equal to `zero`, so the right operand must not be
    /// overwritten.
    pub(crate) fn with_divisor(name: &'static str, broadcast: Broadcast<2>, function: F, zero: T) -> Result<Prepared> {
        Ok(Prepared::Kernel(name, Box::new(Self { broadcast, function, forbidden: Some(zero), least: None })))
    }

    /// The kernel, prepared; it refuses right elements below `least`, so the right operand must not be overwritten.
    pub(crate) fn with_least(name: &'static str, broadcast: Broadcast<2>, function: F, least: T) -> Result<Prepared> {
        Ok(Prepared::Kernel(name, Box::new(Self { broadcast, function, forbidden: None, least: Some(least) })))
    }
}

impl<T: Element + PartialOrd, F: Binary<Left = T, Right = T, Out = T> + Send + Sync> Kernel for SameType<F> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let in_place = io.in_place();
        let (inputs, outputs, _) = io.split();
        let out: &mut [T] = outputs.get(0)?;
        if let Some(zero) = self.forbidden {
            let zero = inputs.get::<T>(1)?.iter().position(|&right| right == zero);
            ensure!(zero.is_none(), BadValue, "the divisor is 0 at element {}", zero.unwrap_or_default());
        }
        if let Some(least) = self.least {
            let below = inputs.get::<T>(1)?.iter().position(|&right| right < least);
            ensure!(
                below.is_none(),
                BadValue,
                "element {} of the second operand is too small",
                below.unwrap_or_default()
            );
        }
        match in_place {
            None => broadcast::binary(&self.broadcast, &self.function, inputs.get(0)?, inputs.get(1)?, out),
            Some(0) => broadcast::binary_in_place_left(&self.broadcast, &self.function, out, inputs.get(1)?),
            Some(_) => broadcast::binary_in_place_right(&self.broadcast, &self.function, inputs.get(0)?, out),
        }
        Ok(())
    }
}

/// The kernel of a function within a type, from a closure, prepared.
pub(crate) fn same_type<T: Element + PartialOrd>(
    name: &'static str,
    broadcast: Broadcast<2>,
    function: impl Fn(T, T) -> T + Send + Sync + 'static,
) -> Result<Prepared> {
    SameType::prepared(name, broadcast, BinaryFn::new(function))
}

/// A kernel for a function whose operands and result have one type, compiled for the plan's instruction set and split
/// among its threads.
struct Vectorized<F> {
    isa: Isa,
    broadcast: Broadcast<2>,
    function: F,
}

/// Elements below which a thread of its own does not pay, for functions of a few instructions.
const GRAIN: usize = 1 << 13;

/// The kernel, prepared.
pub(crate) fn vectorized<T, F>(isa: Isa, name: &'static str, broadcast: Broadcast<2>, function: F) -> Result<Prepared>
where
    T: Element + Send + Sync,
    F: Pairs<Left = T, Right = T, Out = T> + Send + Sync + 'static,
{
    Ok(Prepared::Kernel(name, Box::new(Vectorized { isa, broadcast, function })))
}

impl<T, F> Kernel for Vectorized<F>
where
    T: Element + Send + Sync,
    F: Pairs<Left = T, Right = T, Out = T> + Send + Sync,
{
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let machine = Machine { isa: self.isa, workers: io.workers(), grain: GRAIN };
        let in_place = io.in_place();
        let (inputs, outputs, _) = io.split();
        let out: &mut [T] = outputs.get(0)?;
        match in_place {
            None => {
                let operands = (inputs.get(0)?, inputs.get(1)?);
                elementwise::binary(machine, &self.broadcast, &self.function, operands, out);
            }
            Some(0) => {
                let other = (InPlace::Left, inputs.get(1)?);
                elementwise::binary_in_place(machine, &self.broadcast, &self.function, other, out);
            }
            Some(_) => {
                let other = (InPlace::Right, inputs.get(0)?);
                elementwise::binary_in_place(machine, &self.broadcast, &self.function, other, out);
            }
        }
        Ok(())
    }
}

/// A kernel for a function of other types than its result's. Not in place.
pub(crate) struct MixedTypes<F> {
    pub(crate) isa: Isa,
    pub(crate) broadcast: Broadcast<2>,
    pub(crate) function: F,
}

impl<F> Kernel for MixedTypes<F>
where
    F: Pairs<Left: Element + Sync, Right: Element + Sync, Out: Element + Send> + Send + Sync,
{
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let machine = Machine { isa: self.isa, workers: io.workers(), grain: GRAIN };
        let (inputs, outputs, _) = io.split();
        let operands = (inputs.get(0)?, inputs.get(1)?);
        elementwise::binary(machine, &self.broadcast, &self.function, operands, outputs.get(0)?);
        Ok(())
    }
}
