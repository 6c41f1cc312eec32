//! An operator's options as plain values.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use ferrolite_schema::{BuiltinOptions, BuiltinOptions2};

/// Options of one operator. Enumerations in it are valid; numbers are whatever the file says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub builtin: Option<BuiltinOptions>,
    pub builtin_2: Option<BuiltinOptions2>,
    /// The number of a VAR_HANDLE's variable: equal names, equal numbers.
    pub variable: Option<i32>,
    /// Where a custom operator's options are in the file.
    pub custom: Option<Range<usize>>,
}

impl Options {
    /// Bytes of the lists and names in the tables, as the file stores them.
    pub(super) fn list_bytes(&self) -> usize {
        fn list<T>(list: &Option<Vec<T>>) -> usize {
            list.as_ref().map_or(0, |list| size_of_val(list.as_slice()))
        }
        fn text(text: &Option<String>) -> usize {
            text.as_ref().map_or(0, String::len)
        }
        let builtin = match &self.builtin {
            Some(BuiltinOptions::ConcatEmbeddingsOptions(o)) => {
                list(&o.num_columns_per_channel) + list(&o.embedding_dim_per_channel)
            }
            Some(BuiltinOptions::ReshapeOptions(o)) => list(&o.new_shape),
            Some(BuiltinOptions::SqueezeOptions(o)) => list(&o.squeeze_dims),
            Some(BuiltinOptions::VarHandleOptions(o)) => text(&o.container) + text(&o.shared_name),
            Some(BuiltinOptions::BucketizeOptions(o)) => list(&o.boundaries),
            _ => 0,
        };
        let second = match &self.builtin_2 {
            Some(BuiltinOptions2::StablehloBroadcastInDimOptions(o)) => list(&o.broadcast_dimensions),
            Some(BuiltinOptions2::StablehloSliceOptions(o)) => {
                list(&o.start_indices) + list(&o.limit_indices) + list(&o.strides)
            }
            Some(BuiltinOptions2::StablehloConvolutionOptions(o)) => {
                let windows = list(&o.window_strides) + list(&o.padding) + list(&o.lhs_dilation);
                let more = list(&o.rhs_dilation) + list(&o.window_reversal) + list(&o.precision_config);
                let input = list(&o.input_spatial_dimensions) + list(&o.kernel_spatial_dimensions);
                windows + more + input + list(&o.output_spatial_dimensions)
            }
            Some(BuiltinOptions2::StablehloCustomCallOptions(o)) => {
                let names = text(&o.call_target_name) + text(&o.backend_config);
                names + list(&o.called_computations) + list(&o.custom_attributes)
            }
            Some(BuiltinOptions2::StablehloReduceOptions(o)) => list(&o.dimensions),
            Some(BuiltinOptions2::StablehloScatterOptions(o)) => {
                let dimensions = list(&o.update_window_dims) + list(&o.inserted_window_dims);
                dimensions + list(&o.scatter_dims_to_operand_dims)
            }
            Some(BuiltinOptions2::StablehloDynamicSliceOptions(o)) => list(&o.slice_sizes),
            Some(BuiltinOptions2::StablehloPadOptions(o)) => {
                list(&o.edge_padding_low) + list(&o.edge_padding_high) + list(&o.interior_padding)
            }
            Some(BuiltinOptions2::StablehloDotGeneralOptions(o)) => {
                let batching = list(&o.lhs_batching_dimensions) + list(&o.rhs_batching_dimensions);
                let contracting = list(&o.lhs_contracting_dimensions) + list(&o.rhs_contracting_dimensions);
                batching + contracting + list(&o.precision_config)
            }
            Some(BuiltinOptions2::StablehloReduceWindowOptions(o)) => {
                let window = list(&o.window_dimensions) + list(&o.window_strides);
                window + list(&o.base_dilations) + list(&o.window_dilations) + list(&o.padding)
            }
            Some(BuiltinOptions2::StablehloGatherOptions(o)) => {
                let dimensions = list(&o.offset_dims) + list(&o.collapsed_slice_dims);
                dimensions + list(&o.start_index_map) + list(&o.slice_sizes)
            }
            Some(BuiltinOptions2::StablehloTransposeOptions(o)) => list(&o.permutation),
            Some(BuiltinOptions2::StableHloCompositeOptions(o)) => text(&o.name) + list(&o.composite_attributes),
            Some(BuiltinOptions2::StablehloCaseOptions(o)) => list(&o.branch_subgraph_indices),
            _ => 0,
        };
        builtin + second
    }
}
