//! VAR_HANDLE: the number of a resource variable, by its container and name.
//!
//! Equal names give equal numbers in all subgraphs of a model; the numbers themselves are ferrolite's own. The handle is
//! known when the plan is made. Source: `tflite/kernels/var_handle.cc`.

use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::Operator;
use crate::model::schema::BuiltinOptions;
use crate::plan::Prepare;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::VarHandle, prepare).operands(0..=0, 1..=1).types("resource out");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let own = names(ctx.operator());
    let operators = ctx.model().subgraphs().iter().flat_map(|graph| &graph.operators);
    // The position of the first operator with these names, among all of the model.
    let first = operators.map(names).position(|names| names.is_some() && names == own);
    let number = first.and_then(|first| i32::try_from(first).ok());
    let number = number.ok_or_else(|| err!(BadOption, "the operator lacks its VarHandleOptions"))?;
    let output = ctx.output(0)?;
    ensure!(output.dtype == TensorType::Resource, BadType, "{output}: must be resource");
    let shape: &[usize] = if output.elements() == 1 { output.shape } else { &[] };
    ctx.set_output_shape(0, shape)?;
    ctx.set_output_value(0, number.to_ne_bytes().to_vec());
    Ok(Prepared::Nothing)
}

/// Container and name of a VAR_HANDLE's variable; absent ones are empty.
fn names(op: &Operator) -> Option<(&str, &str)> {
    match &op.options.builtin {
        Some(BuiltinOptions::VarHandleOptions(options)) => {
            Some((options.container.as_deref().unwrap_or(""), options.shared_name.as_deref().unwrap_or("")))
        }
        _ => None,
    }
}
