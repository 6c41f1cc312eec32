//! STABLEHLO_COMPOSITE: an operator that comes with a subgraph that computes it.
//!
//! The subgraph is run, whatever the operator's name. Types: any. Source: `tflite/kernels/stablehlo_composite.cc`.

use super::support::calls;
use super::{LateKernel, OpDef, Prepared};
use crate::error::{Result, err};
use crate::late::Late;
use crate::model::schema::BuiltinOptions2;
use crate::plan::Prepare;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::StablehloComposite, prepare).operands(1..=usize::MAX, 0..=usize::MAX).types("any");

/// A prepared STABLEHLO_COMPOSITE: the subgraph.
struct Composite(usize);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let Some(BuiltinOptions2::StableHloCompositeOptions(options)) = ctx.options_2() else {
        return Err(err!(BadOption, "the operator lacks its StableHLOCompositeOptions"));
    };
    let subgraph = calls::callee(ctx, options.decomposition_subgraph_index, ctx.input_count(), ctx.output_count())?;
    Prepared::late("stablehlo_composite", Composite(subgraph))
}

impl LateKernel for Composite {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        calls::delegate(late, self.0, 0)
    }
}
