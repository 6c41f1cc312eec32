//! WHILE: a subgraph again and again, as long as another one says so.
//!
//! The inputs are the loop's tensors. The condition's subgraph gives one bool, the body's the tensors of the next round;
//! after the last round they are the outputs. Shapes may change from round to round. [`Limits::loop_iterations`]
//! bounds the rounds; observers see their number. Types: any. Source: `tflite/kernels/while.cc`.
//!
//! [`Limits::loop_iterations`]: crate::Limits::loop_iterations

use super::support::calls;
use super::support::options::options;
use super::{LateKernel, OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::late::{Late, OwnedTensor};
use crate::model::Subgraph;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::While, prepare).operands(0..=usize::MAX, 0..=usize::MAX).types("any");

/// A prepared WHILE: the subgraphs.
struct While {
    condition: usize,
    /// The tensors that the condition does not read.
    unread: Vec<bool>,
    body: usize,
    /// The tensors that the body leaves as they are.
    unchanged: Vec<bool>,
}

/// The inputs of a subgraph that it neither reads nor gives back.
fn unread(graph: &Subgraph) -> Vec<bool> {
    let used = |input: &usize| {
        let mut operators = graph.operators.iter();
        graph.outputs.contains(input) || operators.any(|operator| operator.inputs.contains(&Some(*input)))
    };
    graph.inputs.iter().map(|input| !used(input)).collect()
}

/// The inputs of a subgraph that are its outputs, in the same places.
fn unchanged(graph: &Subgraph) -> Vec<bool> {
    let once = |tensor: &usize| graph.inputs.iter().filter(|input| *input == tensor).count() == 1;
    graph.inputs.iter().zip(&graph.outputs).map(|(input, output)| input == output && once(input)).collect()
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, WhileOptions)?;
    let tensors = ctx.input_count();
    ensure!(ctx.output_count() == tensors, BadOperand, "has {tensors} inputs and {} outputs", ctx.output_count());
    let condition = calls::callee(ctx, options.cond_subgraph_index, tensors, 1)?;
    let body = calls::callee(ctx, options.body_subgraph_index, tensors, tensors)?;
    ensure!(condition != body, BadOption, "condition and body are the same subgraph {body}");
    let graph = |index: usize| ctx.model().subgraphs().get(index);
    let (unread, unchanged) = (graph(condition).map(unread), graph(body).map(unchanged));
    let (unread, unchanged) = (unread.unwrap_or_default(), unchanged.unwrap_or_default());
    Prepared::late("while", While { condition, unread, body, unchanged })
}

/// Whether the condition holds: a bool of shape `[]` or `[1]`.
fn holds(condition: &OwnedTensor) -> Result<bool> {
    let OwnedTensor { dtype: TensorType::Bool, shape, bytes } = condition else {
        return Err(err!(BadType, "the condition must be bool"));
    };
    ensure!(matches!(**shape, [] | [1]), BadShape, "the condition has shape {shape:?}, must have [] or [1]");
    Ok(bytes.first().is_some_and(|&byte| byte != 0))
}

impl LateKernel for While {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let limit = late.limits().loop_iterations;
        let mut tensors = calls::arguments(late, 0)?;
        let mut iteration = 0;
        late.set_iteration(iteration);
        while holds(&late.ask(self.condition, &tensors, &self.unread)?)? {
            ensure!(iteration < limit, LimitExceeded, "the loop runs more than {limit} times");
            late.update(self.body, &mut tensors, (&self.unchanged, iteration > 0))?;
            iteration += 1;
            late.set_iteration(iteration);
        }
        calls::hand_over(late, tensors)
    }
}
