//! L2_POOL_2D: the root of the mean square of each window, clamped by the fused activation. NHWC, float32. Padding is not
//! counted. Source: `tflite/kernels/pooling.cc`, `internal/reference/pooling.h`.

use super::support::pool;
use super::{OpDef, Prepared};
use crate::error::Result;
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::pool::l2_f32;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::L2Pool2d, prepare).types("float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    pool::prepare_float(ctx, ("l2_pool_2d_float32_reference", l2_f32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{BuiltinOptions, Pool2DOptions};
    use crate::plan::testing::OneOp;
    use crate::{ErrorKind, TensorType};
    use alloc::boxed::Box;

    #[test]
    fn only_floats_are_pooled() {
        let op = |dtype| {
            let options =
                Pool2DOptions { stride_w: 1, stride_h: 1, filter_width: 2, filter_height: 1, ..Default::default() };
            OneOp::new(BuiltinOperator::L2Pool2d)
                .options(BuiltinOptions::Pool2DOptions(Box::new(options)))
                .input(dtype, &[1, 1, 2, 1])
                .output(dtype)
        };
        assert_eq!(op(TensorType::Int8).refusal(), ErrorKind::BadType);
        let output = op(TensorType::Float32).run::<f32, f32>(&[&[3.0, 4.0]]).unwrap();
        assert_eq!(output[0], 12.5f32.sqrt());
    }
}
