//! Writes models field by field with the official FlatBuffers builder, right or wrong as the test wants.

use flatbuffers::{FlatBufferBuilder, ForwardsUOffset, Push, TableUnfinishedWIPOffset, Vector, WIPOffset};

type Builder = FlatBufferBuilder<'static>;
type Offset = WIPOffset<ForwardsUOffset<()>>;
type Vectors = WIPOffset<Vector<'static, ForwardsUOffset<()>>>;

/// Element types by their number in the schema.
pub const FLOAT32: i8 = 0;
/// int32
pub const INT32: i8 = 2;
/// bool
pub const BOOL: i8 = 6;
/// uint8
pub const UINT8: i8 = 3;
/// string
pub const STRING: i8 = 5;
/// int8
pub const INT8: i8 = 9;
/// resource
pub const RESOURCE: i8 = 13;
/// variant
pub const VARIANT: i8 = 14;

/// A tensor.
#[derive(Clone, Default)]
pub struct TensorSpec {
    pub name: &'static str,
    pub dtype: i8,
    pub shape: Vec<i32>,
    pub buffer: u32,
    pub scales: Vec<f32>,
    pub zero_points: Vec<i64>,
    pub axis: i32,
    pub is_variable: bool,
    pub sparsity: Option<SparsitySpec>,
}

/// How a sparse constant is stored.
#[derive(Clone, Default)]
pub struct SparsitySpec {
    pub order: Vec<i32>,
    pub block_map: Vec<i32>,
    pub dimensions: Vec<DimensionSpec>,
}

/// A dimension of it: dense with its size, or segments and indices.
#[derive(Clone)]
pub enum DimensionSpec {
    Dense(i32),
    Compressed(Vec<i32>, Vec<i32>),
}

/// A field of an options table.
#[derive(Clone)]
pub enum Field {
    Byte(i8),
    Int(i32),
}

/// An operator.
#[derive(Clone, Default)]
pub struct OpSpec {
    pub code: u32,
    pub inputs: Vec<i32>,
    pub outputs: Vec<i32>,
    /// Number of the options' type, and the fields in order.
    pub options: Option<(u8, Vec<Field>)>,
    /// The same of the second union of options.
    pub options_2: Option<(u8, Vec<Field>)>,
    /// Offset and size of custom options outside of the FlatBuffer.
    pub large_options: Option<(u64, u64)>,
}

/// A subgraph.
#[derive(Clone, Default)]
pub struct GraphSpec {
    pub tensors: Vec<TensorSpec>,
    pub inputs: Vec<i32>,
    pub outputs: Vec<i32>,
    pub ops: Vec<OpSpec>,
}

/// Bytes in the FlatBuffer, or a place outside of it.
#[derive(Clone)]
pub enum BufferSpec {
    Data(Vec<u8>),
    Outside { offset: u64, size: u64 },
}

/// A model.
#[derive(Clone)]
pub struct ModelSpec {
    pub version: u32,
    /// Operator codes by their number, and their versions.
    pub codes: Vec<(i32, i32)>,
    /// The name of the custom operators (code 32).
    pub custom: &'static str,
    pub graphs: Vec<GraphSpec>,
    /// Buffer 0 is empty by convention.
    pub buffers: Vec<BufferSpec>,
    /// Key, subgraph, and the tensor of its one input.
    pub signature: Option<(&'static str, u32, u32)>,
}

const fn slot(field: u16) -> u16 {
    4 + 2 * field
}

fn table(builder: &mut Builder, fields: impl FnOnce(&mut Builder)) -> Offset {
    let start: WIPOffset<TableUnfinishedWIPOffset> = builder.start_table();
    fields(builder);
    WIPOffset::new(builder.end_table(start).value())
}

fn put<T: Push + PartialEq>(builder: &mut Builder, field: u16, value: T) {
    builder.push_slot_always(slot(field), value);
}

fn tables(builder: &mut Builder, entries: &[Offset]) -> Vectors {
    builder.start_vector::<ForwardsUOffset<()>>(entries.len());
    for entry in entries.iter().rev() {
        builder.push(WIPOffset::<()>::new(entry.value()));
    }
    builder.end_vector(entries.len())
}

impl TensorSpec {
    /// A tensor without a value.
    pub fn new(name: &'static str, dtype: i8, shape: &[i32]) -> Self {
        Self { name, dtype, shape: shape.to_vec(), ..Self::default() }
    }

    /// With the value of a buffer.
    pub fn buffer(self, buffer: u32) -> Self {
        Self { buffer, ..self }
    }

    /// With scales and zero points along an axis.
    pub fn quantized(self, scales: &[f32], zero_points: &[i64], axis: i32) -> Self {
        Self { scales: scales.to_vec(), zero_points: zero_points.to_vec(), axis, ..self }
    }

    fn write(&self, builder: &mut Builder) -> Offset {
        let name = builder.create_string(self.name);
        let shape = builder.create_vector(&self.shape);
        let quantization = (!self.scales.is_empty() || !self.zero_points.is_empty()).then(|| {
            let (scale, zero_point) = (builder.create_vector(&self.scales), builder.create_vector(&self.zero_points));
            table(builder, |b| {
                put(b, 2, scale);
                put(b, 3, zero_point);
                put(b, 6, self.axis);
            })
        });
        let sparsity = self.sparsity.as_ref().map(|sparsity| sparsity.write(builder));
        table(builder, |b| {
            put(b, 0, shape);
            put(b, 1, self.dtype);
            put(b, 2, self.buffer);
            put(b, 3, name);
            if let Some(quantization) = quantization {
                put(b, 4, quantization);
            }
            put(b, 5, self.is_variable);
            if let Some(sparsity) = sparsity {
                put(b, 6, sparsity);
            }
        })
    }
}

impl SparsitySpec {
    fn write(&self, builder: &mut Builder) -> Offset {
        let dimensions: Vec<_> = self.dimensions.iter().map(|dimension| dimension.write(builder)).collect();
        let dimensions = tables(builder, &dimensions);
        let (order, block_map) = (builder.create_vector(&self.order), builder.create_vector(&self.block_map));
        table(builder, |b| {
            put(b, 0, order);
            put(b, 1, block_map);
            put(b, 2, dimensions);
        })
    }
}

impl DimensionSpec {
    fn write(&self, builder: &mut Builder) -> Offset {
        /// Number of int32 vectors among the kinds of lists.
        const INT32_VECTOR: u8 = 1;
        match self {
            Self::Dense(size) => table(builder, |b| put(b, 1, *size)),
            Self::Compressed(segments, indices) => {
                let [segments, indices] = [segments, indices].map(|list| {
                    let list = builder.create_vector(list);
                    table(builder, |b| put(b, 0, list))
                });
                table(builder, |b| {
                    put(b, 0, 1i8);
                    put(b, 2, INT32_VECTOR);
                    put(b, 3, segments);
                    put(b, 4, INT32_VECTOR);
                    put(b, 5, indices);
                })
            }
        }
    }
}

impl OpSpec {
    /// An operator of code `code` (an index) without options.
    pub fn new(code: u32, inputs: &[i32], outputs: &[i32]) -> Self {
        Self { code, inputs: inputs.to_vec(), outputs: outputs.to_vec(), ..Self::default() }
    }

    /// With a table of options.
    pub fn options(self, number: u8, fields: &[Field]) -> Self {
        Self { options: Some((number, fields.to_vec())), ..self }
    }

    fn write(&self, builder: &mut Builder) -> Offset {
        let (inputs, outputs) = (builder.create_vector(&self.inputs), builder.create_vector(&self.outputs));
        let mut written = |options: &Option<(u8, Vec<Field>)>| {
            options.as_ref().map(|(number, fields)| (*number, write_options(builder, fields)))
        };
        let (options, options_2) = (written(&self.options), written(&self.options_2));
        table(builder, |b| {
            put(b, 0, self.code);
            put(b, 1, inputs);
            put(b, 2, outputs);
            if let Some((number, options)) = options {
                put(b, 3, number);
                put(b, 4, options);
            }
            if let Some((offset, size)) = self.large_options {
                put(b, 9, offset);
                put(b, 10, size);
            }
            if let Some((number, options)) = options_2 {
                put(b, 11, number);
                put(b, 12, options);
            }
        })
    }
}

fn write_options(builder: &mut Builder, fields: &[Field]) -> Offset {
    table(builder, |b| {
        for (index, field) in (0..).zip(fields) {
            match field {
                Field::Byte(value) => put(b, index, *value),
                Field::Int(value) => put(b, index, *value),
            }
        }
    })
}

impl GraphSpec {
    fn write(&self, builder: &mut Builder) -> Offset {
        let tensors: Vec<_> = self.tensors.iter().map(|tensor| tensor.write(builder)).collect();
        let tensors = tables(builder, &tensors);
        let ops: Vec<_> = self.ops.iter().map(|op| op.write(builder)).collect();
        let ops = tables(builder, &ops);
        let (inputs, outputs) = (builder.create_vector(&self.inputs), builder.create_vector(&self.outputs));
        table(builder, |b| {
            put(b, 0, tensors);
            put(b, 1, inputs);
            put(b, 2, outputs);
            put(b, 3, ops);
        })
    }
}

impl ModelSpec {
    /// A model of one graph with these operator codes; buffers from 1 on hold `data`.
    pub fn new(codes: &[i32], graph: GraphSpec, data: &[Vec<u8>]) -> Self {
        let mut buffers = vec![BufferSpec::Data(Vec::new())];
        buffers.extend(data.iter().cloned().map(BufferSpec::Data));
        let codes = codes.iter().map(|&code| (code, 1)).collect();
        Self { version: 3, codes, custom: "", graphs: vec![graph], buffers, signature: None }
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut builder = FlatBufferBuilder::new();
        let b = &mut builder;
        let codes: Vec<_> = self
            .codes
            .iter()
            .map(|&(code, version)| {
                let custom = (code == 32).then(|| b.create_string(self.custom));
                table(b, |b| {
                    if let Some(custom) = custom {
                        put(b, 1, custom);
                    }
                    put(b, 0, i8::try_from(code.min(127)).unwrap());
                    put(b, 2, version);
                    put(b, 3, code);
                })
            })
            .collect();
        let codes = tables(b, &codes);
        let graphs: Vec<_> = self.graphs.iter().map(|graph| graph.write(b)).collect();
        let graphs = tables(b, &graphs);
        let buffers: Vec<_> = self
            .buffers
            .iter()
            .map(|buffer| match buffer {
                BufferSpec::Data(data) if data.is_empty() => table(b, |_| {}),
                BufferSpec::Data(data) => {
                    let data = b.create_vector(data);
                    table(b, |b| put(b, 0, data))
                }
                &BufferSpec::Outside { offset, size } => table(b, |b| {
                    put(b, 1, offset);
                    put(b, 2, size);
                }),
            })
            .collect();
        let buffers = tables(b, &buffers);
        let signatures = self.signature.map(|(key, subgraph, tensor)| {
            let name = b.create_string("x");
            let input = table(b, |b| {
                put(b, 0, name);
                put(b, 1, tensor);
            });
            let inputs = tables(b, &[input]);
            let key = b.create_string(key);
            let signature = table(b, |b| {
                put(b, 0, inputs);
                put(b, 2, key);
                put(b, 4, subgraph);
            });
            tables(b, &[signature])
        });
        let root = table(b, |b| {
            put(b, 0, self.version);
            put(b, 1, codes);
            put(b, 2, graphs);
            put(b, 4, buffers);
            if let Some(signatures) = signatures {
                put(b, 7, signatures);
            }
        });
        builder.finish(root, Some("TFL3"));
        builder.finished_data().to_vec()
    }
}

/// int32 values as a buffer's bytes.
pub fn ints(values: &[i32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}
