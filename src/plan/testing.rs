//! One operator on its own, for the tests of operators' files: prepared as the planner does it, and run.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::prepare::Requests;
use super::rewrites::Rewritten;
use super::segment::{TensorState, Values};
use super::{PlanOptions, Prepare};
use crate::arena::aligned::AlignedBytes;
use crate::arena::{Constant, Constants, Element, Io, Memory, Place, Places, Regions};
use crate::error::Result;
use crate::model::schema::{BuiltinOperator, BuiltinOptions, BuiltinOptions2};
use crate::model::{Model, OpCode, Operator, Options, Quantization, Tensor};
use crate::ops::{self, Prepared};
use crate::{ErrorKind, TensorType};
use alloc::format;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;
use ferrolite_kernels::linear::Floats;
use ferrolite_kernels::parallel::Serial;

/// Any model: operators are not prepared without one.
const MODEL: &[u8] = include_bytes!("../../models/digits_int8.tflite");

/// An operator and its operands. Inputs with values are constants; those without are given values by
/// [`run`](Self::run).
pub(crate) struct OneOp {
    op: Operator,
    /// Behind the bytes of a model.
    custom_options: Vec<u8>,
    tensors: Vec<Tensor>,
    states: Vec<TensorState>,
}

/// What preparing gave.
pub(crate) struct Outcome {
    pub(crate) prepared: Prepared,
    pub(crate) shapes: Vec<Vec<usize>>,
    requests: Requests,
}

impl OneOp {
    pub(crate) fn new(code: BuiltinOperator) -> Self {
        let op = Operator {
            index: 0,
            code: OpCode::Builtin(code),
            version: 1,
            inputs: Vec::new(),
            outputs: Vec::new(),
            intermediates: Vec::new(),
            options: Options::default(),
            rewritten: Rewritten::default(),
        };
        Self { op, custom_options: Vec::new(), tensors: Vec::new(), states: Vec::new() }
    }

    pub(crate) fn custom(name: &str, options: &[u8]) -> Self {
        let mut op = Self::new(BuiltinOperator::Custom);
        op.op.code = OpCode::Custom(name.into());
        op.op.options.custom = Some(MODEL.len()..MODEL.len() + options.len());
        op.custom_options = options.to_vec();
        op
    }

    pub(crate) fn options(mut self, options: BuiltinOptions) -> Self {
        self.op.options.builtin = Some(options);
        self
    }

    pub(crate) fn options_2(mut self, options: BuiltinOptions2) -> Self {
        self.op.options.builtin_2 = Some(options);
        self
    }

    fn tensor(&mut self, dtype: TensorType, shape: &[usize], value: Option<Constant>) -> usize {
        let index = self.tensors.len();
        self.tensors.push(Tensor {
            name: format!("t{index}"),
            dtype,
            shape: shape.to_vec(),
            shape_signature: None,
            quantization: None,
            is_variable: false,
            data: None,
            sparsity: None,
        });
        self.states.push(TensorState { shape: Some(shape.into()), value, place: None });
        index
    }

    /// An input whose value only comes when the operator runs.
    pub(crate) fn input(mut self, dtype: TensorType, shape: &[usize]) -> Self {
        let index = self.tensor(dtype, shape, None);
        self.op.inputs.push(Some(index));
        self
    }

    /// An input that is known when the operator is prepared.
    pub(crate) fn constant<T: Element>(mut self, dtype: TensorType, shape: &[usize], values: &[T]) -> Self {
        let bytes = AlignedBytes::copy_of(bytemuck::cast_slice(values));
        let index = self.tensor(dtype, shape, Some(Constant::Owned(Arc::new(bytes))));
        self.op.inputs.push(Some(index));
        self
    }

    /// A constant vector of int32.
    pub(crate) fn vector(self, values: &[i32]) -> Self {
        self.constant(TensorType::Int32, &[values.len()], values)
    }

    /// An input that is not there.
    pub(crate) fn absent(mut self) -> Self {
        self.op.inputs.push(None);
        self
    }

    pub(crate) fn output(mut self, dtype: TensorType) -> Self {
        let index = self.tensor(dtype, &[], None);
        self.op.outputs.push(index);
        self
    }

    /// Gives the operand that was added last one scale and zero point.
    pub(crate) fn quantized(mut self, scale: f32, zero_point: i32) -> Self {
        self.tensors.last_mut().unwrap().quantization = Some(Quantization::per_tensor(scale, zero_point));
        self
    }

    /// Gives the operand that was added last scales and zero points along an axis.
    pub(crate) fn quantized_along(mut self, axis: usize, scales: &[f32], zero_points: &[i32]) -> Self {
        let quantization = Quantization::per_axis(scales.to_vec(), zero_points.to_vec(), axis);
        self.tensors.last_mut().unwrap().quantization = quantization;
        self
    }

    /// Checks the operands and prepares the operator.
    pub(crate) fn prepare(&self) -> Result<Outcome> {
        let model = Model::from_bytes([MODEL, &self.custom_options].concat()).unwrap();
        let options = PlanOptions::default();
        ops::check_operands(&self.op)?;
        let mut prepare = Prepare {
            model: &model,
            tensors: &self.tensors,
            op: &self.op,
            states: &self.states,
            values: Values::default(),
            options: &options,
            floats: Floats::default(),
            room: None,
            shapes: vec![None; self.op.outputs.len()],
            requests: Requests::default(),
            reads: Vec::new(),
        };
        let prepared = (ops::find(&self.op.code).unwrap().prepare)(&mut prepare)?;
        let Prepare { shapes, requests, .. } = prepare;
        Ok(Outcome { prepared, shapes: shapes.into_iter().map(Option::unwrap).collect(), requests })
    }

    /// The shape of output 0.
    pub(crate) fn shape(&self) -> Vec<usize> {
        self.prepare().unwrap().shapes[0].clone()
    }

    /// Why preparing fails.
    #[track_caller]
    pub(crate) fn refusal(&self) -> ErrorKind {
        match self.prepare() {
            Ok(outcome) => panic!("was prepared, with the shapes {:?}", outcome.shapes),
            Err(error) => error.kind(),
        }
    }

    /// Prepares and runs the operator; the inputs without values take `values` in order. Returns output 0.
    ///
    /// Where the output may take over an input's memory, that is done as well, and must not change anything.
    pub(crate) fn run<I: Element, O: Element>(&self, values: &[&[I]]) -> Result<Vec<O>> {
        let outcome = self.prepare()?;
        let bytes = self.run_prepared(&outcome, values, None)?;
        for &position in &outcome.requests.in_place {
            let input = self.op.inputs[position].unwrap();
            let length = |tensor: usize, shape: &[usize]| self.tensors[tensor].dtype.byte_len(shape.iter().product());
            if length(input, &self.tensors[input].shape) == length(self.op.outputs[0], &outcome.shapes[0]) {
                let again = self.run_prepared(&outcome, values, Some(position))?;
                assert_eq!(again, bytes, "in place of input {position}");
            }
        }
        Ok(bytes.chunks_exact(size_of::<O>()).map(bytemuck::pod_read_unaligned).collect())
    }

    /// Output 0 of a run; `in_place` is the input whose memory it takes over.
    fn run_prepared<I: Element>(&self, outcome: &Outcome, values: &[&[I]], in_place: Option<usize>) -> Result<Vec<u8>> {
        let Outcome { prepared, shapes, requests } = outcome;
        let mut values = values.iter().map(|values| bytemuck::cast_slice::<I, u8>(values));
        let mut memory = Memory::default();
        let mut ranges: Vec<Option<Range<usize>>> = Vec::new();
        let mut contents: Vec<(Range<usize>, Vec<u8>)> = Vec::new();
        let mut end = 0usize;
        let mut place = |bytes: usize| {
            let range = end..end + bytes;
            end = range.end.next_multiple_of(64);
            range
        };
        for input in &self.op.inputs {
            let range = input.map(|input| {
                let bytes = match &self.states[input].value {
                    Some(Constant::Owned(bytes)) => bytes.as_slice(),
                    _ => values.next().unwrap(),
                };
                contents.push((place(bytes.len()), bytes.to_vec()));
                contents.last().unwrap().0.clone()
            });
            ranges.push(range);
        }
        let mut outputs = Vec::new();
        for (position, (&output, shape)) in self.op.outputs.iter().zip(shapes).enumerate() {
            let overwritten = in_place.filter(|_| position == 0).map(|input| ranges[input].clone().unwrap());
            let bytes = self.tensors[output].dtype.byte_len(shape.iter().product()).unwrap();
            outputs.push(overwritten.unwrap_or_else(|| place(bytes)));
        }
        let scratch: Vec<Range<usize>> = requests.scratch.iter().map(|&bytes| place(bytes)).collect();
        memory.set_region(0, end);
        for (range, bytes) in &contents {
            memory.write(0, range)?.copy_from_slice(bytes);
        }
        match prepared {
            Prepared::Kernel(_, kernel) => {
                let at = |range: &Range<usize>| Place::Region { region: 0, range: range.clone() };
                let inputs = ranges.iter().map(|range| range.as_ref().map(at)).collect();
                let outputs_at = outputs.iter().map(at).collect();
                let places = Places::new(inputs, outputs_at, scratch.iter().map(at).collect(), in_place, Vec::new())?;
                let mut regions = Regions::new(&mut memory, Constants { file: &[], table: &[] }, &Serial);
                kernel.eval(&mut Io::new(&mut regions, &places))?;
                Ok(memory.read(0, &outputs[0])?.to_vec())
            }
            Prepared::Late(name, _) | Prepared::Resource(name, _) => panic!("{name} runs in an interpreter only"),
            Prepared::Nothing => Ok(match (requests.values.first(), requests.aliases.first()) {
                (Some((_, bytes)), _) => bytes.clone(),
                (None, alias) => contents[alias.unwrap().1].1.clone(),
            }),
        }
    }
}
