//! STABLEHLO_CASE: one of several subgraphs, by its index.
//!
//! The first input is the index, one int32; where there is no such branch the last one is taken. The other inputs are
//! the arguments, the results the outputs. Types: any. Source: `tflite/kernels/stablehlo_case.cc`, which demands of every
//! subgraph of the model but the main one that it could be a branch; here only the branches are checked.

use super::support::calls;
use super::{LateKernel, OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::late::Late;
use crate::model::schema::BuiltinOptions2;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::StablehloCase, prepare).operands(1..=usize::MAX, 0..=usize::MAX).types("any");

/// A prepared STABLEHLO_CASE: the subgraphs, at least one.
struct Case(Vec<usize>);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let Some(BuiltinOptions2::StablehloCaseOptions(options)) = ctx.options_2() else {
        return Err(err!(BadOption, "the operator lacks its StablehloCaseOptions"));
    };
    calls::one_element(ctx, 0, TensorType::Int32)?;
    let (inputs, outputs) = (ctx.input_count() - 1, ctx.output_count());
    let branches = options.branch_subgraph_indices.as_deref().unwrap_or_default();
    ensure!(!branches.is_empty(), BadOption, "there are no branches");
    let branches = branches.iter().map(|&branch| calls::callee(ctx, branch, inputs, outputs)).collect::<Result<_>>()?;
    Prepared::late("stablehlo_case", Case(branches))
}

impl LateKernel for Case {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let index = late.input(0)?.as_slice::<i32>()?.first().and_then(|&index| usize::try_from(index).ok());
        let branch = index.and_then(|index| self.0.get(index)).or(self.0.last());
        let branch = *branch.ok_or_else(|| err!(Internal, "the branches vanished"))?;
        calls::delegate(late, branch, 1)
    }
}
