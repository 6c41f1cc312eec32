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
use crate::plan::Prepare;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::While, prepare).operands(0..=usize::MAX, 0..=usize::MAX).types("any");

/// A prepared WHILE: the subgraphs.
struct While {
    condition: usize,
    body: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, WhileOptions)?;
    let tensors = ctx.input_count();
    ensure!(ctx.output_count() == tensors, BadOperand, "has {tensors} inputs and {} outputs", ctx.output_count());
    let condition = calls::callee(ctx, options.cond_subgraph_index, tensors, 1)?;
    let body = calls::callee(ctx, options.body_subgraph_index, tensors, tensors)?;
    ensure!(condition != body, BadOption, "condition and body are the same subgraph {body}");
    Prepared::late("while", While { condition, body })
}

/// Whether the condition holds: a bool of shape `[]` or `[1]`.
fn holds(condition: &[OwnedTensor]) -> Result<bool> {
    let Some(OwnedTensor { dtype: TensorType::Bool, shape, bytes }) = condition.first() else {
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
        while holds(&late.call(self.condition, &tensors)?)? {
            ensure!(iteration < limit, LimitExceeded, "the loop runs more than {limit} times");
            tensors = late.call(self.body, &tensors)?;
            iteration += 1;
            late.set_iteration(iteration);
        }
        calls::hand_over(late, tensors)
    }
}
