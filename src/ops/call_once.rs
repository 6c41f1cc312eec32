//! CALL_ONCE: runs a subgraph without inputs and outputs, which fills variables and tables, the first time only.
//!
//! Once for an interpreter and a subgraph, whichever operator calls it; [`reset_variables`] forgets it. Source:
//! `tflite/kernels/call_once.cc`.
//!
//! [`reset_variables`]: crate::Interpreter::reset_variables

use super::support::calls;
use super::support::options::options;
use super::{LateKernel, OpDef, Prepared};
use crate::error::Result;
use crate::late::Late;
use crate::plan::Prepare;
use crate::resources::Resources;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::CallOnce, prepare).operands(0..=0, 0..=0).types("any");

/// A prepared CALL_ONCE: the subgraph.
struct CallOnce(usize);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let index = options!(ctx, CallOnceOptions)?.init_subgraph_index;
    Prepared::late("call_once", CallOnce(calls::callee(ctx, index, 0, 0)?))
}

impl LateKernel for CallOnce {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        if !late.resources().called.contains(&self.0) {
            late.call(self.0, &[])?;
            late.resources().called.insert(self.0);
        }
        Ok(())
    }

    fn is_done(&self, resources: &Resources) -> bool {
        resources.called.contains(&self.0)
    }
}
