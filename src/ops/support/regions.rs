//! Subgraphs that stand for a function: the regions of StableHLO operators.

use crate::error::{Result, ensure, err};
use crate::model::OpCode;
use crate::plan::Prepare;
use ferrolite_schema::BuiltinOperator;

/// The one operator of a subgraph, `None` for a subgraph without operators.
///
/// # Errors
/// `BadIndex` when there is no such subgraph, `Unsupported` when it has several operators or a custom one.
pub(crate) fn only_operator(ctx: &Prepare<'_>, subgraph: i32) -> Result<Option<BuiltinOperator>> {
    let region = usize::try_from(subgraph).ok().and_then(|index| ctx.model().subgraphs().get(index));
    let region = region.ok_or_else(|| err!(BadIndex, "there is no subgraph {subgraph}"))?;
    ensure!(region.operators.len() <= 1, Unsupported, "subgraph {subgraph} must have one operator");
    match region.operators.first().map(|operator| &operator.code) {
        None => Ok(None),
        Some(OpCode::Builtin(code)) => Ok(Some(*code)),
        Some(OpCode::Custom(name)) => Err(err!(Unsupported, "subgraph {subgraph} must not have the operator {name}")),
    }
}
