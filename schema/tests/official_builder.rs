//! A model written slot by slot with the official FlatBuffers builder reads back field by field.
#![allow(clippy::unwrap_used)] // Helpers of tests are not tests to clippy.

use ferrolite_schema::{
    ActivationFunctionType, BuiltinOperator, BuiltinOptions, BuiltinOptions2Ref, BuiltinOptionsRef, FILE_IDENTIFIER,
    Model, ModelRef, Padding, ReadAsRoot, SparseIndexVectorRef, TensorType,
};
use flatbuffers::{FlatBufferBuilder, ForwardsUOffset, Push, TableUnfinishedWIPOffset, Vector, WIPOffset};

type Builder = FlatBufferBuilder<'static>;
/// An offset to any table: the builder itself does not care which.
type Table = WIPOffset<ForwardsUOffset<()>>;
type Vectors<'a, T> = WIPOffset<Vector<'a, T>>;

/// Where the field with this number has its place in a vtable.
const fn slot(field: u16) -> u16 {
    4 + 2 * field
}

/// Writes one table; `fields` fills the slots it wants.
fn table(builder: &mut Builder, fields: impl FnOnce(&mut Builder)) -> Table {
    let start: WIPOffset<TableUnfinishedWIPOffset> = builder.start_table();
    fields(builder);
    WIPOffset::new(builder.end_table(start).value())
}

fn scalar<T: Push + PartialEq>(builder: &mut Builder, field: u16, value: T) {
    builder.push_slot_always(slot(field), value);
}

fn tables(builder: &mut Builder, entries: &[Table]) -> Vectors<'static, ForwardsUOffset<()>> {
    builder.start_vector::<ForwardsUOffset<()>>(entries.len());
    for entry in entries.iter().rev() {
        builder.push(WIPOffset::<()>::new(entry.value()));
    }
    builder.end_vector(entries.len())
}

fn quantization(builder: &mut Builder) -> Table {
    let scale = builder.create_vector(&[0.5_f32, 0.25]);
    let zero_point = builder.create_vector(&[0_i64, -7]);
    table(builder, |b| {
        scalar(b, 2, scale);
        scalar(b, 3, zero_point);
        scalar(b, 6, 3_i32);
    })
}

/// Traversal order 0, 1; the second dimension compressed, with segments as bytes and indices as 16-bit words.
fn sparsity(builder: &mut Builder) -> Table {
    let traversal_order = builder.create_vector(&[0_i32, 1]);
    let dense = table(builder, |b| scalar(b, 1, 2_i32));
    let segments = builder.create_vector(&[0_u8, 1, 3]);
    let segments = table(builder, |b| scalar(b, 0, segments));
    let indices = builder.create_vector(&[4_u16, 0, 500]);
    let indices = table(builder, |b| scalar(b, 0, indices));
    let compressed = table(builder, |b| {
        scalar(b, 0, 1_i8);
        scalar(b, 2, 3_u8);
        scalar(b, 3, segments);
        scalar(b, 4, 2_u8);
        scalar(b, 5, indices);
    });
    let dim_metadata = tables(builder, &[dense, compressed]);
    table(builder, |b| {
        scalar(b, 0, traversal_order);
        scalar(b, 2, dim_metadata);
    })
}

fn tensors(builder: &mut Builder) -> [Table; 2] {
    let name = builder.create_string("image");
    let shape = builder.create_vector(&[1_i32, 4, 4, 2]);
    let shape_signature = builder.create_vector(&[-1_i32, 4, 4, 2]);
    let image = table(builder, |b| {
        scalar(b, 0, shape);
        scalar(b, 1, 9_i8);
        scalar(b, 3, name);
        scalar(b, 5, true);
        scalar(b, 7, shape_signature);
    });
    let name = builder.create_string("weights/ø");
    let shape = builder.create_vector(&[2_i32, 1, 1, 2]);
    let (quantization, sparsity) = (quantization(builder), sparsity(builder));
    let weights = table(builder, |b| {
        scalar(b, 0, shape);
        scalar(b, 1, 17_i8);
        scalar(b, 2, 1_u32);
        scalar(b, 3, name);
        scalar(b, 4, quantization);
        scalar(b, 6, sparsity);
        scalar(b, 8, true);
    });
    [image, weights]
}

fn convolution(builder: &mut Builder) -> Table {
    // The dilation factors are left out: their default is 1, not 0.
    let options = table(builder, |b| {
        scalar(b, 0, 1_i8);
        scalar(b, 1, 2_i32);
        scalar(b, 2, 3_i32);
        scalar(b, 3, 3_i8);
    });
    let inputs = builder.create_vector(&[0_i32, 1, -1]);
    let outputs = builder.create_vector(&[0_i32]);
    table(builder, |b| {
        scalar(b, 1, inputs);
        scalar(b, 2, outputs);
        scalar(b, 3, 1_u8);
        scalar(b, 4, options);
    })
}

fn composite(builder: &mut Builder) -> Table {
    let name = builder.create_string("odml.rms_norm");
    let options = table(builder, |b| {
        scalar(b, 0, name);
        scalar(b, 1, 1_i32);
    });
    let custom_options = builder.create_vector(&[9_u8, 8, 7]);
    table(builder, |b| {
        scalar(b, 0, 1_u32);
        scalar(b, 5, custom_options);
        scalar(b, 11, 21_u8);
        scalar(b, 12, options);
    })
}

fn subgraph(builder: &mut Builder) -> Table {
    let tensors = tensors(builder);
    let tensors = tables(builder, &tensors);
    let operators = [convolution(builder), composite(builder)];
    let operators = tables(builder, &operators);
    let inputs = builder.create_vector(&[0_i32]);
    let outputs = builder.create_vector(&[1_i32]);
    let name = builder.create_string("main");
    table(builder, |b| {
        scalar(b, 0, tensors);
        scalar(b, 1, inputs);
        scalar(b, 2, outputs);
        scalar(b, 3, operators);
        scalar(b, 4, name);
    })
}

fn signature(builder: &mut Builder) -> Table {
    let name = builder.create_string("x");
    let input = table(builder, |b| {
        scalar(b, 0, name);
        scalar(b, 1, 1_u32);
    });
    let inputs = tables(builder, &[input]);
    let key = builder.create_string("serving_default");
    table(builder, |b| {
        scalar(b, 0, inputs);
        scalar(b, 2, key);
        scalar(b, 4, 5_u32);
    })
}

fn model() -> Vec<u8> {
    let mut builder = FlatBufferBuilder::new();
    let b = &mut builder;
    let convolution_code = table(b, |b| {
        scalar(b, 0, 3_i8);
        scalar(b, 2, 5_i32);
        scalar(b, 3, 3_i32);
    });
    // A code past 127 does not fit the old field, which then holds 127.
    let composite_code = table(b, |b| {
        scalar(b, 0, 127_i8);
        scalar(b, 3, 206_i32);
    });
    let operator_codes = tables(b, &[convolution_code, composite_code]);
    let subgraph = subgraph(b);
    let subgraphs = tables(b, &[subgraph]);
    let empty = table(b, |_| {});
    let data = b.create_vector(&[1_u8, 2, 3, 4]);
    let filled = table(b, |b| scalar(b, 0, data));
    let outside = table(b, |b| {
        scalar(b, 1, 4096_u64);
        scalar(b, 2, 10_000_000_000_u64);
    });
    let buffers = tables(b, &[empty, filled, outside]);
    let name = b.create_string("min_runtime_version");
    let metadata = table(b, |b| {
        scalar(b, 0, name);
        scalar(b, 1, 2_u32);
    });
    let metadata = tables(b, &[metadata]);
    let signature = signature(b);
    let signatures = tables(b, &[signature]);
    let description = b.create_string("written by hand");
    let root = table(b, |b| {
        scalar(b, 0, 3_u32);
        scalar(b, 1, operator_codes);
        scalar(b, 2, subgraphs);
        scalar(b, 3, description);
        scalar(b, 4, buffers);
        scalar(b, 6, metadata);
        scalar(b, 7, signatures);
    });
    builder.finish(root, Some("TFL3"));
    builder.finished_data().to_vec()
}

fn owned() -> Model {
    ModelRef::read_as_root(&model()).unwrap().try_into().unwrap()
}

#[test]
fn the_root_holds_what_was_written() {
    let bytes = model();
    assert_eq!(bytes.get(4..8), Some(&FILE_IDENTIFIER[..]));
    let model = ModelRef::read_as_root(&bytes).unwrap();
    assert_eq!(model.version().unwrap(), 3);
    assert_eq!(model.description().unwrap(), Some("written by hand"));
    assert!(model.metadata_buffer().unwrap().is_none());
    let metadata = model.metadata().unwrap().unwrap().get(0).unwrap().unwrap();
    assert_eq!((metadata.name().unwrap(), metadata.buffer().unwrap()), (Some("min_runtime_version"), 2));

    let codes = model.operator_codes().unwrap().unwrap();
    let (convolution, composite) = (codes.get(0).unwrap().unwrap(), codes.get(1).unwrap().unwrap());
    assert_eq!(convolution.builtin_code().unwrap(), BuiltinOperator::Conv2d);
    assert_eq!((convolution.deprecated_builtin_code().unwrap(), convolution.version().unwrap()), (3, 5));
    assert_eq!(composite.builtin_code().unwrap(), BuiltinOperator::StablehloComposite);
    assert_eq!((composite.deprecated_builtin_code().unwrap(), composite.version().unwrap()), (127, 1));
}

#[test]
fn buffers_are_slices_of_the_file() {
    let bytes = model();
    let model = ModelRef::read_as_root(&bytes).unwrap();
    let buffers = model.buffers().unwrap().unwrap();
    assert_eq!(buffers.len(), 3);
    assert!(buffers.get(0).unwrap().unwrap().data().unwrap().is_none());
    let data = buffers.get(1).unwrap().unwrap().data().unwrap().unwrap();
    assert_eq!(data, [1, 2, 3, 4]);
    assert!(bytes.as_ptr_range().contains(&data.as_ptr()));
    let outside = buffers.get(2).unwrap().unwrap();
    assert_eq!((outside.offset().unwrap(), outside.size().unwrap()), (4096, 10_000_000_000));
}

#[test]
fn tensors_hold_what_was_written() {
    let bytes = model();
    let subgraph = ModelRef::read_as_root(&bytes).unwrap().subgraphs().unwrap().unwrap().get(0).unwrap().unwrap();
    assert_eq!(subgraph.name().unwrap(), Some("main"));
    let tensors = subgraph.tensors().unwrap().unwrap();
    let image = tensors.get(0).unwrap().unwrap();
    assert_eq!(image.name().unwrap(), Some("image"));
    assert_eq!(image.type_().unwrap(), TensorType::Int8);
    assert_eq!(image.shape().unwrap().unwrap().to_vec::<i32>().unwrap(), [1, 4, 4, 2]);
    assert_eq!(image.shape_signature().unwrap().unwrap().to_vec::<i32>().unwrap(), [-1, 4, 4, 2]);
    assert_eq!((image.buffer().unwrap(), image.is_variable().unwrap(), image.has_rank().unwrap()), (0, true, false));
    assert!(image.quantization().unwrap().is_none());

    let weights = tensors.get(1).unwrap().unwrap();
    assert_eq!(weights.name().unwrap(), Some("weights/ø"));
    assert_eq!(weights.type_().unwrap(), TensorType::Int4);
    assert_eq!(
        (weights.buffer().unwrap(), weights.is_variable().unwrap(), weights.has_rank().unwrap()),
        (1, false, true)
    );
    let quantization = weights.quantization().unwrap().unwrap();
    assert_eq!(quantization.scale().unwrap().unwrap().to_vec::<f32>().unwrap(), [0.5, 0.25]);
    assert_eq!(quantization.zero_point().unwrap().unwrap().to_vec::<i64>().unwrap(), [0, -7]);
    assert_eq!(quantization.quantized_dimension().unwrap(), 3);
    assert!(quantization.min().unwrap().is_none());
}

#[test]
fn sparsity_holds_what_was_written() {
    let bytes = model();
    let subgraph = ModelRef::read_as_root(&bytes).unwrap().subgraphs().unwrap().unwrap().get(0).unwrap().unwrap();
    let weights = subgraph.tensors().unwrap().unwrap().get(1).unwrap().unwrap();
    let sparsity = weights.sparsity().unwrap().unwrap();
    assert_eq!(sparsity.traversal_order().unwrap().unwrap().to_vec::<i32>().unwrap(), [0, 1]);
    let dimensions = sparsity.dim_metadata().unwrap().unwrap();
    assert_eq!(dimensions.get(0).unwrap().unwrap().dense_size().unwrap(), 2);
    let compressed = dimensions.get(1).unwrap().unwrap();
    match compressed.array_segments().unwrap() {
        Some(SparseIndexVectorRef::Uint8Vector(segments)) => {
            assert_eq!(segments.values().unwrap(), Some(&[0, 1, 3][..]))
        }
        other => panic!("segments are {other:?}"),
    }
    match compressed.array_indices().unwrap() {
        Some(SparseIndexVectorRef::Uint16Vector(indices)) => {
            assert_eq!(indices.values().unwrap().unwrap().to_vec::<u16>().unwrap(), [4, 0, 500]);
        }
        other => panic!("indices are {other:?}"),
    }
}

#[test]
fn operators_hold_what_was_written() {
    let bytes = model();
    let subgraph = ModelRef::read_as_root(&bytes).unwrap().subgraphs().unwrap().unwrap().get(0).unwrap().unwrap();
    let operators = subgraph.operators().unwrap().unwrap();
    let convolution = operators.get(0).unwrap().unwrap();
    assert_eq!(convolution.opcode_index().unwrap(), 0);
    assert_eq!(convolution.inputs().unwrap().unwrap().to_vec::<i32>().unwrap(), [0, 1, -1]);
    assert_eq!(convolution.outputs().unwrap().unwrap().to_vec::<i32>().unwrap(), [0]);
    let Some(BuiltinOptionsRef::Conv2DOptions(options)) = convolution.builtin_options().unwrap() else {
        panic!("the options are another operator's");
    };
    assert_eq!(options.padding().unwrap(), Padding::Valid);
    assert_eq!((options.stride_w().unwrap(), options.stride_h().unwrap()), (2, 3));
    assert_eq!((options.dilation_w_factor().unwrap(), options.dilation_h_factor().unwrap()), (1, 1));
    assert_eq!(options.fused_activation_function().unwrap(), ActivationFunctionType::Relu6);

    let composite = operators.get(1).unwrap().unwrap();
    assert_eq!(composite.opcode_index().unwrap(), 1);
    assert_eq!(composite.custom_options().unwrap(), Some(&[9, 8, 7][..]));
    let Some(BuiltinOptions2Ref::StableHloCompositeOptions(options)) = composite.builtin_options_2().unwrap() else {
        panic!("the options are another operator's");
    };
    assert_eq!(options.name().unwrap(), Some("odml.rms_norm"));
    assert_eq!(options.decomposition_subgraph_index().unwrap(), 1);
}

#[test]
fn signatures_hold_what_was_written() {
    let model = owned();
    let [signature] = model.signature_defs.as_deref().unwrap() else { panic!("one signature was written") };
    assert_eq!(signature.signature_key.as_deref(), Some("serving_default"));
    assert_eq!(signature.subgraph_index, 5);
    let [input] = signature.inputs.as_deref().unwrap() else { panic!("one input was written") };
    assert_eq!((input.name.as_deref(), input.tensor_index), (Some("x"), 1));
    assert!(signature.outputs.is_none());
}

#[test]
fn views_turn_into_owned_values() {
    let model = owned();
    let operators = model.subgraphs.unwrap().remove(0).operators.unwrap();
    match operators[0].builtin_options.as_ref().unwrap() {
        BuiltinOptions::Conv2DOptions(options) => assert_eq!((options.stride_h, options.dilation_h_factor), (3, 1)),
        other => panic!("the options are {other:?}"),
    }
}

#[test]
fn every_truncation_is_an_error_or_a_model_and_never_a_panic() {
    let bytes = model();
    for length in 0..bytes.len() {
        let result: Result<Model, _> = ModelRef::read_as_root(&bytes[..length]).and_then(Model::try_from);
        assert!(length >= 8 || result.is_err(), "{length} bytes are a model");
    }
}
