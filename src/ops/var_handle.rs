//! VAR_HANDLE: the number of a resource variable, by its container and name.
//!
//! Equal names give equal numbers in all subgraphs of a model; the numbers themselves are ferrolite's own. The handle is
//! known when the plan is made. Source: `tflite/kernels/var_handle.cc`.

use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOptions;
use crate::model::{OpCode, Operator, Subgraph, Tensor};
use crate::plan::Prepare;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::VarHandle, prepare).operands(0..=0, 1..=1).types("resource out");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let number = ctx.operator().options.variable;
    let number = number.ok_or_else(|| err!(BadOption, "the operator lacks its VarHandleOptions"))?;
    let output = ctx.output(0)?;
    ensure!(output.dtype == TensorType::Resource, BadType, "{output}: must be resource");
    let shape: &[usize] = if output.elements() == 1 { output.shape } else { &[] };
    ctx.set_output_shape(0, shape)?;
    ctx.set_output_value(0, number.to_ne_bytes().to_vec());
    Ok(Prepared::Nothing)
}

/// Numbers the variables of a model by container and name; absent names are empty.
pub(crate) fn number_variables(subgraphs: &mut [Subgraph]) {
    let mut numbers: BTreeMap<(String, String), i32> = BTreeMap::new();
    for op in subgraphs.iter_mut().flat_map(|graph| &mut graph.operators) {
        let Some(BuiltinOptions::VarHandleOptions(options)) = &op.options.builtin else { continue };
        let names = (options.container.clone().unwrap_or_default(), options.shared_name.clone().unwrap_or_default());
        let next = i32::try_from(numbers.len()).ok();
        op.options.variable = next.map(|next| *numbers.entry(names).or_insert(next));
    }
}

/// Type and number of elements of each variable, by its number, where everything that is ever assigned to it has the
/// same in the file. A handle that comes from elsewhere than a VAR_HANDLE could be any variable's.
pub(crate) fn variable_forms(subgraphs: &[Subgraph]) -> Vec<Option<(TensorType, usize)>> {
    let is = |op: &Operator, code| matches!(&op.code, OpCode::Builtin(own) if *own == code);
    let mut forms: BTreeMap<i32, Option<(TensorType, usize)>> = BTreeMap::new();
    for graph in subgraphs {
        let handles: BTreeMap<usize, i32> = graph
            .operators
            .iter()
            .filter_map(|op| {
                op.outputs.first().copied().zip(op.options.variable.filter(|_| is(op, BuiltinOperator::VarHandle)))
            })
            .collect();
        for op in graph.operators.iter().filter(|op| is(op, BuiltinOperator::AssignVariable)) {
            let [Some(handle), Some(value)] = op.inputs[..] else { return Vec::new() };
            let Some(&variable) = handles.get(&handle) else { return Vec::new() };
            let form = graph.tensors.get(value).and_then(form);
            let known = forms.entry(variable).or_insert(form);
            if *known != form {
                *known = None;
            }
        }
    }
    let count = forms.keys().last().map_or(0, |&last| usize::try_from(last).map_or(0, |last| last + 1));
    let mut list = alloc::vec![None; count];
    for (variable, form) in forms {
        if let Some(slot) = usize::try_from(variable).ok().and_then(|variable| list.get_mut(variable)) {
            *slot = form;
        }
    }
    list
}

/// Type and number of elements of a tensor whose shape the file settles.
fn form(tensor: &Tensor) -> Option<(TensorType, usize)> {
    let open = tensor.shape_signature.as_ref().is_some_and(|signature| signature.contains(&-1));
    let settled = !open && !tensor.shape.is_empty() && tensor.dtype != TensorType::String;
    let elements = tensor.shape.iter().try_fold(1usize, |product, &extent| product.checked_mul(extent))?;
    settled.then_some((tensor.dtype, elements))
}
