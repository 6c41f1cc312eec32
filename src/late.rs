//! What an operator sees that runs outside the planned memory: its operands by value, the subgraphs that it
//! calls, and the resources of the interpreter.

use crate::error::{Result, ensure, err};
use crate::frame::{Frame, Shared};
use crate::io::{TensorInfo, TensorView};
use crate::model::{Operator, Subgraph};
use crate::plan::Plan;
use crate::plan::segment::TensorState;
use crate::resources::Resources;
use crate::{Limits, TensorType};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

/// A tensor by value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OwnedTensor {
    pub(crate) dtype: TensorType,
    pub(crate) shape: Vec<usize>,
    /// Native-endian elements; strings as [`crate::strings`] stores them.
    pub(crate) bytes: Vec<u8>,
}

impl OwnedTensor {
    /// A copy of a tensor.
    pub(crate) fn of(view: &TensorView<'_>) -> Self {
        Self { dtype: view.info().dtype, shape: view.shape().to_vec(), bytes: view.bytes().to_vec() }
    }

    /// Becomes a copy of a tensor, in the memory that it has.
    fn set(&mut self, view: &TensorView<'_>) {
        self.dtype = view.info().dtype;
        self.shape.clear();
        self.shape.extend_from_slice(view.shape());
        self.bytes.clear();
        self.bytes.extend_from_slice(view.bytes());
    }
}

/// An operator while it runs outside the planned memory.
pub(crate) struct Late<'a, 's> {
    pub(crate) plan: &'a Plan,
    pub(crate) op: &'a Operator,
    pub(crate) frame: &'a Frame,
    pub(crate) callees: &'a mut BTreeMap<usize, Box<Frame>>,
    pub(crate) shared: &'a mut Shared<'s>,
    pub(crate) outputs: Vec<Option<OwnedTensor>>,
}

impl<'a> Late<'a, '_> {
    /// Input `position` as it is now.
    ///
    /// # Errors
    /// `BadOperand` when it is absent.
    pub(crate) fn input(&self, position: usize) -> Result<TensorView<'a>> {
        let tensor = self.op.inputs.get(position).copied().flatten();
        self.frame.tensor_at(tensor.ok_or_else(|| err!(BadOperand, "input {position} is absent"))?, None)
    }

    /// How many inputs there are.
    pub(crate) fn input_count(&self) -> usize {
        self.op.inputs.len()
    }

    /// Type of output `position`, as the file says.
    ///
    /// # Errors
    /// `BadOperand` when there is no such output.
    pub(crate) fn output_type(&self, position: usize) -> Result<TensorType> {
        let tensor = self.op.outputs.get(position).and_then(|&tensor| self.plan.subgraph().tensors.get(tensor));
        tensor.map(|tensor| tensor.dtype).ok_or_else(|| err!(BadOperand, "output {position} is missing"))
    }

    /// Tells observers how often a loop has run its body.
    pub(crate) fn set_iteration(&mut self, iteration: u64) {
        self.shared.iteration = iteration;
    }

    /// The limits of the plan.
    pub(crate) fn limits(&self) -> &'a Limits {
        &self.plan.options().limits
    }

    /// Hands over output `position`.
    ///
    /// # Errors
    /// `BadType` unless its type is the one in the file, `LimitExceeded` when it is too large.
    pub(crate) fn set_output(&mut self, position: usize, tensor: OwnedTensor) -> Result<()> {
        let dtype = self.output_type(position)?;
        ensure!(tensor.dtype == dtype, BadType, "output {position} would be {}, the file says {dtype}", tensor.dtype);
        let limits = self.limits();
        ensure!(
            tensor.shape.len() <= limits.rank,
            LimitExceeded,
            "rank {} exceeds {}",
            tensor.shape.len(),
            limits.rank
        );
        ensure!(
            tensor.bytes.len() <= limits.tensor_bytes,
            LimitExceeded,
            "output {position} has {} bytes, the limit is {}",
            tensor.bytes.len(),
            limits.tensor_bytes
        );
        if dtype != TensorType::String {
            let elements = tensor.shape.iter().try_fold(1usize, |product, &d| product.checked_mul(d));
            let bytes = elements.and_then(|elements| dtype.byte_len(elements));
            ensure!(bytes == Some(tensor.bytes.len()), Internal, "output {position} has the wrong length");
        }
        let slot = self.outputs.get_mut(position);
        *slot.ok_or_else(|| err!(Internal, "output {position} vanished"))? = Some(tensor);
        Ok(())
    }

    /// Runs a subgraph on these inputs and returns its outputs.
    ///
    /// # Errors
    /// `BadOperand` when the number or the types of the inputs do not fit; what the subgraph returns.
    pub(crate) fn call(&mut self, subgraph: usize, inputs: &[OwnedTensor]) -> Result<Vec<OwnedTensor>> {
        let (graph, frame) = self.run(subgraph, inputs, &[])?;
        graph.outputs.iter().map(|&output| Ok(OwnedTensor::of(&frame.tensor_at(output, None)?))).collect()
    }

    /// Asks a subgraph that gives one tensor; it does not get the inputs, by position, that it does not read.
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub(crate) fn ask(&mut self, subgraph: usize, inputs: &[OwnedTensor], unread: &[bool]) -> Result<OwnedTensor> {
        let unread = if self.shared.observer.is_some() { &[] } else { unread };
        let (graph, frame) = self.run(subgraph, inputs, unread)?;
        let output = graph.outputs.first().ok_or_else(|| err!(Internal, "subgraph {subgraph} gives nothing"))?;
        Ok(OwnedTensor::of(&frame.tensor_at(*output, None)?))
    }

    /// Runs a subgraph on these tensors, which become its outputs. Those that it gives back as they are, by position, stay;
    /// `again` says that it has them from the call before.
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub(crate) fn update(
        &mut self,
        subgraph: usize,
        tensors: &mut [OwnedTensor],
        (unchanged, again): (&[bool], bool),
    ) -> Result<()> {
        let (graph, frame) = self.run(subgraph, tensors, if again { unchanged } else { &[] })?;
        for (position, (tensor, &output)) in tensors.iter_mut().zip(&graph.outputs).enumerate() {
            if unchanged.get(position) != Some(&true) {
                tensor.set(&frame.tensor_at(output, None)?);
            }
        }
        Ok(())
    }

    /// Runs a subgraph on these inputs, except those, by position, that it needs not be given. A new frame gets all.
    fn run(&mut self, subgraph: usize, inputs: &[OwnedTensor], needless: &[bool]) -> Result<(&'a Subgraph, &Frame)> {
        let graph = self.plan.model().subgraphs().get(subgraph);
        let graph: &Subgraph = graph.ok_or_else(|| err!(BadIndex, "there is no subgraph {subgraph}"))?;
        check_arguments(graph, subgraph, inputs)?;
        let mut needless = needless;
        let fits = self.callees.get(&subgraph).is_some_and(|frame| frame.takes(inputs));
        if !fits {
            needless = &[];
            self.callees.remove(&subgraph);
            let shapes = inputs.iter().map(|input| Some(input.shape.clone())).collect();
            // What this graph and its other callees hold is not there for this one.
            let held: usize = self.callees.values().map(|callee| callee.len()).sum();
            let left = self.limits().arena_bytes.saturating_sub(self.frame.len().saturating_add(held));
            let frame = Frame::new(&self.plan.of_callee(self.op.index, subgraph, shapes, left)?);
            self.callees.insert(subgraph, Box::new(frame));
        }
        let frame = self.callees.get_mut(&subgraph).ok_or_else(|| err!(Internal, "a subgraph vanished"))?;
        for (position, input) in inputs.iter().enumerate() {
            if needless.get(position) != Some(&true) {
                frame.write_input(position, &input.bytes)?;
            }
        }
        frame.run(self.shared)?;
        Ok((graph, frame))
    }

    /// Variables, tables and whatever else outlives an invoke.
    pub(crate) fn resources(&mut self) -> &mut Resources {
        self.shared.resources
    }

    /// Bytes that the operator itself keeps from one invoke to the next, empty at first.
    pub(crate) fn memory(&mut self) -> &mut Vec<u8> {
        let key = (self.plan.options().subgraph, self.op.index);
        self.shared.resources.op_memory.entry(key).or_default()
    }
}

fn check_arguments(graph: &Subgraph, subgraph: usize, inputs: &[OwnedTensor]) -> Result<()> {
    ensure!(
        graph.inputs.len() == inputs.len(),
        BadOperand,
        "subgraph {subgraph} has {} inputs, it is called with {}",
        graph.inputs.len(),
        inputs.len()
    );
    for (position, (input, &tensor)) in inputs.iter().zip(&graph.inputs).enumerate() {
        let wanted = graph.tensors.get(tensor).map(|tensor| tensor.dtype);
        ensure!(
            wanted == Some(input.dtype),
            BadType,
            "input {position} of subgraph {subgraph} is called with {}",
            input.dtype
        );
    }
    Ok(())
}

/// States of a late operator's outputs, each in a region of its own from `region` on.
pub(crate) fn output_states(outputs: &[OwnedTensor], region: usize) -> Vec<TensorState> {
    let place = |index: usize, output: &OwnedTensor| match output.dtype {
        TensorType::String => (region + index, crate::arena::WHOLE_REGION),
        _ => (region + index, 0..output.bytes.len()),
    };
    outputs
        .iter()
        .enumerate()
        .map(|(index, output)| TensorState {
            shape: Some(output.shape.as_slice().into()),
            value: None,
            place: Some(place(index, output)),
        })
        .collect()
}

/// Information on a tensor of a frame, for views.
pub(crate) fn info<'a>(graph: &'a Subgraph, state: Option<&'a TensorState>, tensor: usize) -> Result<TensorInfo<'a>> {
    let stored = graph.tensors.get(tensor).ok_or_else(|| err!(NotFound, "there is no tensor {tensor}"))?;
    Ok(TensorInfo {
        index: tensor,
        name: &stored.name,
        dtype: stored.dtype,
        shape: state.and_then(|state| state.shape.as_deref()).unwrap_or(&stored.shape),
        shape_signature: stored.shape_signature.as_deref(),
        quantization: stored.quantization.as_ref(),
    })
}

/// The outputs of a late operator, all there.
pub(crate) fn finish(outputs: Vec<Option<OwnedTensor>>) -> Result<Vec<OwnedTensor>> {
    let outputs: Option<Vec<OwnedTensor>> = outputs.into_iter().collect();
    outputs.ok_or_else(|| err!(Internal, "an output was not handed over"))
}

/// No outputs yet.
pub(crate) fn no_outputs(count: usize) -> Vec<Option<OwnedTensor>> {
    vec![None; count]
}
