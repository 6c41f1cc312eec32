//! VAR_HANDLE: the number of a resource variable, by its container and name.
//!
//! Equal names give equal numbers in all subgraphs of a model; the numbers themselves are ferrolite's own. The handle is
//! known when the plan is made. Source: `tflite/kernels/var_handle.cc`.

use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::Subgraph;
use crate::model::schema::BuiltinOptions;
use crate::plan::Prepare;
use alloc::collections::BTreeMap;
use alloc::string::String;
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
