//! What the operators share that run other subgraphs of the model.

use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::late::{Late, OwnedTensor};
use crate::plan::{Operand, Prepare};
use alloc::vec::Vec;

/// The subgraph that an option names, if it takes and gives as many tensors as the operator.
///
/// # Errors
/// `BadIndex` when there is none, `BadOperand` when the numbers differ.
pub(crate) fn callee(ctx: &Prepare<'_>, index: i32, inputs: usize, outputs: usize) -> Result<usize> {
    let subgraphs = ctx.model().subgraphs();
    let found = usize::try_from(index).ok().and_then(|index| Some((index, subgraphs.get(index)?)));
    let (index, graph) =
        found.ok_or_else(|| err!(BadIndex, "calls subgraph {index}, the model has {}", subgraphs.len()))?;
    for (what, has, wanted) in [("inputs", graph.inputs.len(), inputs), ("outputs", graph.outputs.len(), outputs)] {
        ensure!(has == wanted, BadOperand, "subgraph {index} has {has} {what}, the call needs {wanted}");
    }
    Ok(index)
}

/// An operand that holds one element of this type.
///
/// # Errors
/// `BadType` and `BadShape`.
pub(crate) fn one_element<'a>(ctx: &Prepare<'a>, position: usize, dtype: TensorType) -> Result<Operand<'a>> {
    let operand = ctx.input(position)?;
    ensure!(operand.dtype == dtype, BadType, "{operand}: must be {dtype}");
    ensure!(operand.elements() == 1, BadShape, "{operand}: must have one element");
    Ok(operand)
}

/// Copies of the inputs from `first` on.
pub(crate) fn arguments(late: &Late<'_, '_>, first: usize) -> Result<Vec<OwnedTensor>> {
    (first..late.input_count()).map(|position| Ok(OwnedTensor::of(&late.input(position)?))).collect()
}

/// Runs a subgraph on the inputs from `first` on; its outputs are the operator's.
pub(crate) fn delegate(late: &mut Late<'_, '_>, subgraph: usize, first: usize) -> Result<()> {
    let arguments = arguments(late, first)?;
    let results = late.call(subgraph, &arguments)?;
    hand_over(late, results)
}

/// Makes these tensors the operator's outputs.
pub(crate) fn hand_over(late: &mut Late<'_, '_>, tensors: Vec<OwnedTensor>) -> Result<()> {
    tensors.into_iter().enumerate().try_for_each(|(position, tensor)| late.set_output(position, tensor))
}
