//! IF: one of two subgraphs, as a condition says.
//!
//! The condition is one bool; the other inputs are the arguments of both subgraphs, whose results are the outputs. Only
//! the subgraph that is taken is planned, for the shapes of the arguments, and the shapes of its results are the
//! outputs'. Types: any. Source: `tflite/kernels/if.cc`.

use super::support::calls;
use super::support::options::options;
use super::{LateKernel, OpDef, Prepared};
use crate::TensorType;
use crate::error::Result;
use crate::late::Late;
use crate::plan::Prepare;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::If, prepare).operands(1..=usize::MAX, 0..=usize::MAX).types("any");

/// A prepared IF: the subgraphs.
struct If {
    then: usize,
    otherwise: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, IfOptions)?;
    calls::one_element(ctx, 0, TensorType::Bool)?;
    let (inputs, outputs) = (ctx.input_count() - 1, ctx.output_count());
    let then = calls::callee(ctx, options.then_subgraph_index, inputs, outputs)?;
    let otherwise = calls::callee(ctx, options.else_subgraph_index, inputs, outputs)?;
    Prepared::late("if", If { then, otherwise })
}

impl LateKernel for If {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let taken = late.input(0)?.bytes().first().is_some_and(|&byte| byte != 0);
        calls::delegate(late, if taken { self.then } else { self.otherwise }, 1)
    }
}
