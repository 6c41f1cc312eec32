//! What an operator sees while it is prepared.

use super::segment::{TensorState, Values};
use super::{Layout, Pack, PlanOptions, Threads};
use crate::arena::Constant;
use crate::error::{Result, ensure, err};
use crate::model::schema::{BuiltinOptions, BuiltinOptions2};
use crate::model::{Model, Operator, Quantization, Sparsity, Tensor};
use crate::{Error, Limits, TensorType};
use alloc::vec::Vec;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::linear::Floats;
use ferrolite_kernels::requantize::Doubling16;

/// A tensor as an operator sees it while it is prepared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operand<'a> {
    /// Index in the subgraph.
    pub(crate) index: usize,
    /// Name.
    pub(crate) name: &'a str,
    /// Element type.
    pub(crate) dtype: TensorType,
    /// Shape: for inputs the inferred one, for outputs what the file says (do not rely on it).
    pub(crate) shape: &'a [usize],
    /// Scales and zero points.
    pub(crate) quantization: Option<&'a Quantization>,
    /// Whether the tensor keeps its value from one invoke to the next.
    pub(crate) is_variable: bool,
    /// How a constant is stored that is sparse; its value is there dense.
    pub(crate) sparsity: Option<&'a Sparsity>,
}

impl<'a> Operand<'a> {
    /// Number of elements; shapes are checked against [`Limits`] when they are set, so it does not overflow.
    #[must_use]
    pub(crate) fn elements(&self) -> usize {
        self.shape.iter().product()
    }

    /// Number of dimensions.
    #[must_use]
    pub(crate) fn rank(&self) -> usize {
        self.shape.len()
    }

    /// The one scale and zero point of the tensor.
    ///
    /// # Errors
    /// `BadQuantization` unless there is exactly one scale, finite and positive, and the zero point lies in
    /// the range of the type.
    pub(crate) fn per_tensor(&self) -> Result<(f32, i32)> {
        let quantization = self.quantized()?;
        ensure!(
            quantization.scales.len() == 1,
            BadQuantization,
            "{self}: has {} scales, must have one",
            quantization.scales.len()
        );
        Ok((quantization.scale(), quantization.zero_point()))
    }

    /// Scales and zero points, checked: at least one, finite and positive, zero points in the type's range.
    ///
    /// # Errors
    /// `BadQuantization` otherwise.
    pub(crate) fn quantized(&self) -> Result<&'a Quantization> {
        let quantization = self
            .quantization
            .filter(|q| !q.scales.is_empty())
            .ok_or_else(|| err!(BadQuantization, "{self}: has no scale, but the operator needs one"))?;
        let is_bad = |scale: f32| !((scale > 0.0) & (scale < f32::INFINITY));
        if let Some(scale) = first_of(&quantization.scales, is_bad) {
            return Err(err!(BadQuantization, "{self}: scale {scale} must be finite and positive"));
        }
        let range = match self.dtype {
            TensorType::Int8 => -128..=127,
            TensorType::UInt8 => 0..=255,
            TensorType::Int16 => -32768..=32767,
            TensorType::Int4 => -8..=7,
            TensorType::UInt4 => 0..=15,
            TensorType::Int2 => -2..=1,
            _ => i32::MIN..=i32::MAX,
        };
        let is_outside = |point: i32| (point < *range.start()) | (point > *range.end());
        if let Some(point) = first_of(&quantization.zero_points, is_outside) {
            return Err(err!(BadQuantization, "{self}: zero point {point} is outside {}", self.dtype));
        }
        Ok(quantization)
    }
}

/// The first of `values` that is so. There are thousands, and hardly ever one: all are looked at, several at once.
fn first_of<T: Copy>(values: &[T], is_so: impl Fn(T) -> bool) -> Option<T> {
    let any = values.iter().fold(false, |any, &value| any | is_so(value));
    any.then(|| values.iter().copied().find(|&value| is_so(value))).flatten()
}

impl core::fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "tensor {} {:?} ({} {:?})", self.index, self.name, self.dtype, self.shape)
    }
}

/// What an operator asked for beyond its outputs.
#[derive(Default)]
pub(super) struct Requests {
    pub(super) scratch: Vec<usize>,
    /// Inputs that may share their bytes with output 0.
    pub(super) in_place: Vec<usize>,
    /// Inputs that the operator updates.
    pub(super) states: Vec<usize>,
    /// (output, input) pairs of operand positions: the output is the input's bytes.
    pub(super) aliases: Vec<(usize, usize)>,
    pub(super) values: Vec<(usize, Vec<u8>)>,
    /// Bytes of packed weights, and of the constants that they come from.
    pub(super) packed: (usize, usize),
    pub(super) macs: u64,
    pub(super) work: Option<u64>,
}

/// An operator being prepared: its operands, options and values; takes output shapes and requests.
pub(crate) struct Prepare<'a> {
    pub(super) model: &'a Model,
    pub(super) tensors: &'a [Tensor],
    pub(super) op: &'a Operator,
    pub(super) states: &'a [TensorState],
    pub(super) values: Values<'a>,
    pub(super) options: &'a PlanOptions,
    pub(super) floats: Floats,
    /// Bytes of scratch memory for what can do with less, where they are known before.
    pub(super) room: Option<usize>,
    /// Shapes given to the outputs, by position.
    pub(super) shapes: Vec<Option<Vec<usize>>>,
    pub(super) requests: Requests,
    /// Tensors whose value came from the running graph, with that value.
    pub(super) reads: Vec<(usize, Vec<u8>)>,
}

impl<'a> Prepare<'a> {
    /// The table of options, `None` when the file has none.
    #[must_use]
    pub(crate) fn options(&self) -> Option<&'a BuiltinOptions> {
        self.op.options.builtin.as_ref()
    }

    /// The second table of options, which newer operators use.
    #[must_use]
    pub(crate) fn options_2(&self) -> Option<&'a BuiltinOptions2> {
        self.op.options.builtin_2.as_ref()
    }

    /// The options of a custom operator, empty when the file has none.
    #[must_use]
    pub(crate) fn custom_options(&self) -> &'a [u8] {
        self.op.options.custom.as_ref().map_or(&[], |range| self.model.bytes_in(range))
    }

    /// The operator as the file describes it.
    #[must_use]
    pub(crate) fn operator(&self) -> &'a Operator {
        self.op
    }

    /// The model, for operators that name other parts of it (subgraphs, variables).
    #[must_use]
    pub(crate) fn model(&self) -> &'a Model {
        self.model
    }

    /// Whether the inputs of the graph have the shapes that they have in the file.
    #[must_use]
    pub(crate) fn has_shapes_of_file(&self) -> bool {
        let graph = self.model.subgraphs().get(self.options.subgraph);
        let given = self.options.input_shapes.iter().zip(graph.map_or(&[][..], |graph| &graph.inputs));
        let mut pairs = given.map(|(shape, &input)| (shape, self.tensors.get(input)));
        pairs.all(|(shape, input)| shape.as_ref().is_none_or(|shape| input.is_some_and(|input| input.shape == *shape)))
    }

    /// The instruction set to choose kernels for.
    #[must_use]
    pub(crate) fn isa(&self) -> Isa {
        self.options.instruction_set()
    }

    /// Whether memory comes before speed.
    #[must_use]
    pub(crate) fn is_compact(&self) -> bool {
        self.options.layout == Layout::Compact
    }

    /// How sums of products of floats are rounded.
    #[must_use]
    pub(crate) fn floats(&self) -> Floats {
        self.floats
    }

    /// How many inputs there are, absent ones included.
    #[must_use]
    pub(crate) fn input_count(&self) -> usize {
        self.op.inputs.len()
    }

    /// How many outputs there are.
    #[must_use]
    pub(crate) fn output_count(&self) -> usize {
        self.op.outputs.len()
    }

    /// Input `position`.
    ///
    /// # Errors
    /// `BadOperand` when it is absent.
    pub(crate) fn input(&self, position: usize) -> Result<Operand<'a>> {
        self.optional_input(position)?.ok_or_else(|| err!(BadOperand, "input {position} is absent, but it is required"))
    }

    /// Input `position`, or `None` when it is absent.
    ///
    /// # Errors
    /// `NotYetKnown` while its shape is not known.
    pub(crate) fn optional_input(&self, position: usize) -> Result<Option<Operand<'a>>> {
        let Some(index) = self.op.inputs.get(position).copied().flatten() else { return Ok(None) };
        let (tensor, state) = self.tensor(index)?;
        let shape = state.shape.as_deref();
        let shape = shape.ok_or_else(|| err!(NotYetKnown, "the shape of tensor {index} {:?}", tensor.name))?;
        Ok(Some(Operand { shape, ..operand(index, tensor) }))
    }

    /// Output `position`: type and quantization; its shape is what the file says.
    ///
    /// # Errors
    /// `BadOperand` when there is no such output.
    pub(crate) fn output(&self, position: usize) -> Result<Operand<'a>> {
        let index = self.op.outputs.get(position).copied();
        let index = index.ok_or_else(|| err!(BadOperand, "output {position} is missing"))?;
        let (tensor, _) = self.tensor(index)?;
        Ok(operand(index, tensor))
    }

    /// How many intermediate tensors there are.
    #[must_use]
    pub(crate) fn intermediate_count(&self) -> usize {
        self.op.intermediates.len()
    }

    /// Intermediate tensor `position`, which only has a type and quantization.
    ///
    /// # Errors
    /// `BadOperand` when it is absent.
    pub(crate) fn intermediate(&self, position: usize) -> Result<Operand<'a>> {
        let index = self.op.intermediates.get(position).copied().flatten();
        let index = index.ok_or_else(|| err!(BadOperand, "intermediate tensor {position} is missing"))?;
        let (tensor, _) = self.tensor(index)?;
        Ok(operand(index, tensor))
    }

    fn tensor(&self, index: usize) -> Result<(&'a Tensor, &'a TensorState)> {
        let tensor = self.tensors.get(index).zip(self.states.get(index));
        tensor.ok_or_else(|| err!(Internal, "tensor {index} vanished"))
    }

    /// The value of input `position` as elements of type `T`.
    ///
    /// # Errors
    /// `NotYetKnown` while the graph has not computed it: return it unchanged, and the operator is prepared
    /// again once the value is there. `BadOperand` when the input is absent, `BadType` when its elements
    /// are not of the size of `T`.
    pub(crate) fn value<T: crate::arena::Element>(&mut self, position: usize) -> Result<Vec<T>> {
        let operand = self.input(position)?;
        let bytes = match self.constant_bytes(operand.index) {
            Some(bytes) => bytes,
            None => {
                let bytes =
                    self.values.bytes(operand.index).ok_or_else(|| err!(NotYetKnown, "the value of {operand}"))?;
                if !self.reads.iter().any(|(index, _)| *index == operand.index) {
                    self.reads.push((operand.index, bytes.to_vec()));
                }
                bytes
            }
        };
        if operand.dtype.bits() != Some(size_of::<T>() * 8) {
            return Err(err!(BadType, "{operand}: its elements are not of {} bytes", size_of::<T>()));
        }
        let chunks = bytes.chunks_exact(size_of::<T>().max(1));
        Ok(chunks.map(bytemuck::pod_read_unaligned).collect())
    }

    /// The value of an input of indices (axes, sizes, paddings) of type int16, int32 or int64, in `i64`. They are at
    /// most as many as dimensions or parts; for numbers that come with the data there is [`value`](Self::value).
    ///
    /// # Errors
    /// As [`value`](Self::value); `BadType` for other types, `LimitExceeded` when there are more than operands may be.
    pub(crate) fn index_values(&mut self, position: usize) -> Result<Vec<i64>> {
        let operand = self.input(position)?;
        let (count, limit) = (operand.elements(), self.options.limits.operands);
        ensure!(count <= limit, LimitExceeded, "{operand}: has {count} numbers, the limit is {limit}");
        match operand.dtype {
            TensorType::Int16 => Ok(self.value::<i16>(position)?.into_iter().map(i64::from).collect()),
            TensorType::Int32 => Ok(self.value::<i32>(position)?.into_iter().map(i64::from).collect()),
            TensorType::Int64 => self.value::<i64>(position),
            _ => Err(err!(BadType, "{operand}: must be int32 or int64")),
        }
    }

    /// The bytes of input `position` if its value is known at plan time, types of less than a byte packed.
    ///
    /// # Errors
    /// `BadOperand` when the input is absent.
    pub(crate) fn constant(&self, position: usize) -> Result<Option<&'a [u8]>> {
        Ok(self.constant_bytes(self.input(position)?.index))
    }

    /// Type and bytes of a constant that is no operand, as the scales of blocks.
    ///
    /// # Errors
    /// `BadIndex` when there is no such tensor, `BadOperand` when its value is not known.
    pub(crate) fn constant_tensor(&self, index: usize) -> Result<(TensorType, &'a [u8])> {
        let tensor = self.tensors.get(index).ok_or_else(|| err!(BadIndex, "there is no tensor {index}"))?;
        let bytes = self.constant_bytes(index);
        Ok((
            tensor.dtype,
            bytes.ok_or_else(|| err!(BadOperand, "tensor {index} {:?} must be a constant", tensor.name))?,
        ))
    }

    /// The threads of the plan.
    pub(crate) fn threads(&self) -> &'a Threads {
        &self.options.threads
    }

    /// When weights are packed.
    pub(crate) fn pack(&self) -> Pack {
        self.options.pack
    }

    /// Where the value of input `position` is, if it is known at plan time.
    ///
    /// # Errors
    /// `BadOperand` when the input is absent.
    pub(crate) fn constant_place(&self, position: usize) -> Result<Option<Constant>> {
        let index = self.input(position)?.index;
        Ok(self.states.get(index).and_then(|state| state.value.clone()))
    }

    /// Bytes of all constants in the file, and of what kernels make of those of single channels, the biases: about as much as
    /// packed weights and constants of channels take.
    pub(crate) fn bytes_of_constants(&self) -> usize {
        let constants = self.tensors.iter().filter_map(|tensor| Some((tensor, tensor.data.as_ref()?.len())));
        let of = |(tensor, bytes): (&Tensor, usize)| match (tensor.dtype, tensor.shape.len()) {
            (TensorType::Int32, 1) => bytes.saturating_mul(size_of::<Doubling16>() / (16 * 4)),
            _ => bytes,
        };
        constants.map(of).fold(0, usize::saturating_add)
    }

    /// The operator keeps so many bytes of packed weights, which come from so many of constants.
    pub(crate) fn count_packed(&mut self, bytes: usize, constants: usize) {
        let packed = self.requests.packed;
        self.requests.packed = (packed.0.saturating_add(bytes), packed.1.saturating_add(constants));
    }

    /// The bytes of a tensor whose value is known at plan time.
    fn constant_bytes(&self, index: usize) -> Option<&'a [u8]> {
        let value = self.states.get(index)?.value.as_ref()?;
        Some(value.bytes(self.model))
    }

    /// Gives output `position` its shape.
    ///
    /// # Errors
    /// `LimitExceeded` when the tensor would be larger than the limits allow, `Unsupported` when elements of
    /// its type have no fixed size.
    pub(crate) fn set_output_shape(&mut self, position: usize, shape: &[usize]) -> Result<()> {
        let operand = self.output(position)?;
        // Strings have no size of their own; only aliases of them are planned.
        let dtype = if operand.dtype == TensorType::String { TensorType::Int8 } else { operand.dtype };
        check_size(dtype, shape, &self.options.limits)
            .map_err(|error| Error::new(error.kind(), alloc::format!("output {position}: {}", error.detail())))?;
        let slot = self.shapes.get_mut(position);
        *slot.ok_or_else(|| err!(Internal, "output {position} vanished"))? = Some(shape.to_vec());
        Ok(())
    }

    /// The shape that output `position` was given; `None` before.
    pub(crate) fn output_shape(&self, position: usize) -> Option<&[usize]> {
        self.shapes.get(position)?.as_deref()
    }

    /// Asks for scratch memory; returns its index for [`Scratch::get`](crate::arena::Scratch::get). The
    /// bytes are aligned to 16 and arbitrary.
    pub(crate) fn scratch(&mut self, bytes: usize) -> usize {
        self.requests.scratch.push(bytes);
        self.requests.scratch.len() - 1
    }

    /// How many bytes of scratch memory are there for what is faster with more: none where memory comes before speed.
    #[must_use]
    pub(crate) fn scratch_room(&self) -> usize {
        let bytes = |&input: &usize| {
            let state = self.states.get(input).filter(|state| state.value.is_none())?;
            let shape = state.shape.as_deref()?;
            check_size(self.tensors.get(input)?.dtype, shape, &self.options.limits).ok()
        };
        let inputs = || self.op.inputs.iter().flatten().filter_map(bytes).fold(0, usize::saturating_add);
        if self.is_compact() { 0 } else { self.room.unwrap_or_else(|| inputs() / 2) }
    }

    /// Allows output 0 to share its bytes with input `position`, if that input is not needed afterwards. The
    /// kernel asks [`Io::in_place`](crate::arena::Io::in_place) which input was chosen, if any.
    pub(crate) fn allow_in_place(&mut self, position: usize) {
        self.requests.in_place.push(position);
    }

    /// The operator updates input `position`, a variable: the kernel gets it from
    /// [`Io::split_with_states`](crate::arena::Io::split_with_states) and not as an input.
    ///
    /// # Errors
    /// `BadOperand` unless the input is a variable.
    pub(crate) fn updates(&mut self, position: usize) -> Result<()> {
        let operand = self.input(position)?;
        ensure!(operand.is_variable, BadOperand, "{operand}: is updated, so it must be a variable");
        self.requests.states.push(position);
        Ok(())
    }

    /// Output `output` is the bytes of input `input` under another shape; nothing is copied.
    pub(crate) fn alias(&mut self, output: usize, input: usize) {
        self.requests.aliases.push((output, input));
    }

    /// The value of output `position` is known without running: native-endian bytes.
    pub(crate) fn set_output_value(&mut self, position: usize, bytes: Vec<u8>) {
        self.requests.values.push((position, bytes));
    }

    /// Multiply-accumulates of one invoke, for reports and for the limit on work.
    pub(crate) fn set_macs(&mut self, macs: u64) {
        self.requests.macs = macs;
    }

    /// Elementary operations of one invoke, where they are not about the number of elements read and
    /// written plus the multiply-accumulates.
    pub(crate) fn set_work(&mut self, work: u64) {
        self.requests.work = Some(work);
    }
}

fn operand(index: usize, tensor: &Tensor) -> Operand<'_> {
    Operand {
        index,
        name: &tensor.name,
        dtype: tensor.dtype,
        shape: &tensor.shape,
        quantization: tensor.quantization.as_ref(),
        is_variable: tensor.is_variable,
        sparsity: tensor.sparsity.as_ref(),
    }
}

/// Checks a shape against the limits; returns the bytes.
pub(super) fn check_size(dtype: TensorType, shape: &[usize], limits: &Limits) -> Result<usize> {
    ensure!(shape.len() <= limits.rank, LimitExceeded, "rank {} exceeds the limit of {}", shape.len(), limits.rank);
    ensure!(dtype.bits().is_some(), Unsupported, "tensors of type {dtype} have no fixed size");
    // Products of the non-zero dimensions must be in range too: kernels multiply them in any order.
    let extent = shape.iter().filter(|&&d| d > 0).try_fold(1usize, |product, &d| product.checked_mul(d));
    let bytes = extent.and_then(|elements| dtype.byte_len(elements)).filter(|&bytes| bytes <= limits.tensor_bytes);
    let Some(bytes) = bytes else {
        return Err(err!(
            LimitExceeded,
            "shape {shape:?} of {dtype} exceeds the limit of {} bytes",
            limits.tensor_bytes
        ));
    };
    Ok(if shape.contains(&0) { 0 } else { bytes })
}
