//! Small networks, operator by operator.

use super::builder::{BufferSpec, Field, GraphSpec, INT8, ModelSpec, OpSpec, TensorSpec};
use ferrolite::Model;

/// A graph under construction: the last tensor is what the next operator reads.
pub struct Network {
    pub graph: GraphSpec,
    codes: Vec<(i32, i32)>,
    buffers: Vec<BufferSpec>,
}

impl Network {
    pub fn new(dtype: i8, shape: &[i32]) -> Self {
        let mut network = Self { graph: GraphSpec::default(), codes: vec![], buffers: vec![BufferSpec::Data(vec![])] };
        network.tensor(dtype, shape, 0, (0.05, 3));
        network.graph.inputs = vec![0];
        network
    }

    pub fn tensor(&mut self, dtype: i8, shape: &[i32], buffer: u32, (scale, zero_point): (f32, i64)) -> i32 {
        let quantized = dtype == INT8;
        self.graph.tensors.push(TensorSpec {
            dtype,
            shape: shape.to_vec(),
            buffer,
            scales: if quantized { vec![scale] } else { vec![] },
            zero_points: if quantized { vec![zero_point] } else { vec![] },
            ..TensorSpec::default()
        });
        self.graph.tensors.len() as i32 - 1
    }

    pub fn constant(&mut self, dtype: i8, shape: &[i32], bytes: Vec<u8>, quantization: (f32, i64)) -> i32 {
        self.buffers.push(BufferSpec::Data(bytes));
        let buffer = self.buffers.len() as u32 - 1;
        self.tensor(dtype, shape, buffer, quantization)
    }

    pub fn op(&mut self, code: i32, inputs: &[i32], output: i32, options: Option<(u8, Vec<Field>)>) {
        self.codes.push((code, 1));
        let code = self.codes.len() as u32 - 1;
        self.graph.ops.push(OpSpec {
            code,
            inputs: inputs.to_vec(),
            outputs: vec![output],
            options,
            ..OpSpec::default()
        });
    }

    pub fn finish(mut self, outputs: &[i32]) -> Model {
        self.graph.outputs = outputs.to_vec();
        let spec = ModelSpec {
            version: 3,
            codes: self.codes,
            custom: "",
            graphs: vec![self.graph],
            buffers: self.buffers,
            signature: None,
        };
        Model::from_bytes(spec.bytes()).expect("a sound model")
    }
}
