//! Each constraint of the recurrent operators, and of others that are prepared only within a graph, broken by itself: a
//! sound model runs, and each change of one thing gives a typed error.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/builder.rs"]
#[allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
mod builder;

use builder::{BOOL, FLOAT32, Field, GraphSpec, INT8, INT32, ModelSpec, OpSpec, STRING, TensorSpec};
use ferrolite::ErrorKind::{self, BadOperand, BadOption, BadQuantization, BadShape, BadType};
use ferrolite::{Interpreter, Model};

const INT16: i8 = 7;
const INT64: i8 = 4;
const UINT8: i8 = 3;
const RELU: Field = Field::Byte(1);
const TANH: Field = Field::Byte(4);

/// A model of one operator: operands (none for an absent one), outputs, the options' number and fields.
#[derive(Clone)]
struct Layer {
    code: i32,
    operands: Vec<Option<TensorSpec>>,
    outputs: Vec<TensorSpec>,
    options: (u8, Vec<Field>),
}

fn float(shape: &[i32]) -> Option<TensorSpec> {
    Some(TensorSpec::new("operand", FLOAT32, shape))
}

fn state(shape: &[i32]) -> Option<TensorSpec> {
    Some(TensorSpec { is_variable: true, ..TensorSpec::new("state", FLOAT32, shape) })
}

fn typed(dtype: i8, shape: &[i32], scale: f32, zero_point: i64) -> Option<TensorSpec> {
    Some(TensorSpec::new("operand", dtype, shape).quantized(&[scale], &[zero_point], 0))
}

impl Layer {
    fn new(code: i32, operands: Vec<Option<TensorSpec>>, options: (u8, &[Field])) -> Self {
        let outputs = vec![TensorSpec::new("output", FLOAT32, &[])];
        Self { code, operands, outputs, options: (options.0, options.1.to_vec()) }
    }

    fn outputs(self, outputs: &[i8]) -> Self {
        let outputs = outputs.iter().map(|&dtype| TensorSpec::new("output", dtype, &[])).collect();
        Self { outputs, ..self }
    }

    fn run(&self) -> ferrolite::Result<()> {
        let (mut tensors, mut inputs, mut operands) = (Vec::new(), Vec::new(), Vec::new());
        for operand in &self.operands {
            let Some(tensor) = operand else {
                operands.push(-1);
                continue;
            };
            let index = i32::try_from(tensors.len()).unwrap();
            operands.push(index);
            if !tensor.is_variable {
                inputs.push(index);
            }
            tensors.push(tensor.clone());
        }
        let first = i32::try_from(tensors.len()).unwrap();
        let outputs: Vec<i32> = (first..).take(self.outputs.len()).collect();
        tensors.extend(self.outputs.iter().cloned());
        let op = OpSpec::new(0, &operands, &outputs).options(self.options.0, &self.options.1);
        let graph = GraphSpec { tensors, inputs, outputs, ops: vec![op] };
        let model = Model::from_bytes(ModelSpec::new(&[self.code], graph, &[]).bytes())?;
        Interpreter::new(&model)?.invoke()
    }

    /// The sound model runs.
    #[track_caller]
    fn sound(self) -> Self {
        self.run().unwrap();
        self
    }

    #[track_caller]
    fn refuses(&self, expected: ErrorKind, change: impl FnOnce(&mut Self)) {
        let mut broken = self.clone();
        change(&mut broken);
        match broken.run() {
            Ok(()) => panic!("runs"),
            Err(error) => assert_eq!(error.kind(), expected, "{error}"),
        }
    }

    /// Another shape of this operand is refused.
    #[track_caller]
    fn wants_shape(&self, position: usize) {
        self.refuses(BadShape, |layer| {
            let shape = &mut layer.operands[position].as_mut().unwrap().shape;
            *shape.last_mut().unwrap() += 1;
        });
    }

    /// Another type of this operand is refused.
    #[track_caller]
    fn wants_type(&self, position: usize) {
        self.refuses(BadType, |layer| layer.operands[position].as_mut().unwrap().dtype = INT64);
    }

    /// The operand must be there.
    #[track_caller]
    fn wants(&self, position: usize) {
        self.refuses(BadOperand, |layer| layer.operands[position] = None);
    }
}

/// Batch, time, input, units.
const SIZES: [i32; 4] = [2, 3, 5, 4];

fn rnn_weights() -> Vec<Option<TensorSpec>> {
    let [batch, _, input, units] = SIZES;
    vec![float(&[units, input]), float(&[units, units]), float(&[units]), state(&[batch, units])]
}

fn rnns() -> [Layer; 3] {
    let [batch, time, input, _] = SIZES;
    let sequence = float(&[batch, time, input]);
    let one = [vec![float(&[batch, input])], rnn_weights()].concat();
    let many = [vec![sequence.clone()], rnn_weights()].concat();
    let both = [vec![sequence], rnn_weights(), rnn_weights(), vec![None; 3]].concat();
    [
        Layer::new(24, one, (7, &[RELU])),
        Layer::new(35, many, (31, &[Field::Byte(0), RELU])),
        Layer::new(46, both, (70, &[Field::Byte(0), RELU])).outputs(&[FLOAT32, FLOAT32]),
    ]
}

#[test]
fn recurrent_layers_need_operands_that_fit() {
    for layer in rnns().map(Layer::sound) {
        for first in (1..layer.operands.len() - 3).step_by(4) {
            // Weights of the input and of the state, bias, state.
            for position in first..first + 4 {
                layer.wants_shape(position);
                layer.wants_type(position);
                layer.wants(position);
            }
            let quantized = typed(INT8, &[SIZES[3], SIZES[3]], 0.1, 0);
            layer.refuses(BadType, |layer| layer.operands[first + 1] = quantized);
            layer.refuses(BadOperand, |layer| layer.operands[first + 3].as_mut().unwrap().is_variable = false);
        }
        layer.wants_type(0);
        layer.refuses(BadShape, |layer| layer.operands[0] = float(&[5]));
        layer.refuses(BadType, |layer| layer.outputs[0].dtype = INT8);
        layer.refuses(BadOption, |layer| layer.options.0 = 8);
    }
}

#[test]
fn hybrid_weights_need_one_scale() {
    let [_, _, input, units] = SIZES;
    let mut layer = rnns()[0].clone();
    layer.operands[1] = typed(INT8, &[units, input], 0.1, 0);
    layer.operands[2] = typed(INT8, &[units, units], 0.1, 0);
    let layer = layer.sound();
    for position in [1, 2] {
        layer.refuses(BadQuantization, |layer| {
            layer.operands[position].as_mut().unwrap().scales = vec![0.1; 4];
            layer.operands[position].as_mut().unwrap().zero_points = vec![0; 4];
        });
        layer.refuses(BadQuantization, |layer| layer.operands[position].as_mut().unwrap().scales.clear());
    }
}

#[test]
fn both_directions_of_a_layer_fit_each_other() {
    let [_, layer, both] = rnns();
    assert_eq!(layer.operands.len() + 7, both.operands.len());
    // An auxiliary input without weights, with weights in one direction, with fewer rows.
    let [batch, time, input, units] = SIZES;
    both.refuses(BadOperand, |layer| layer.operands[10] = float(&[units, input]));
    both.refuses(BadOperand, |layer| {
        layer.operands[9] = float(&[batch, time, input]);
        layer.operands[10] = float(&[units, input]);
    });
    both.refuses(BadShape, |layer| {
        layer.operands[9] = float(&[batch, time + 1, input]);
        layer.operands[10] = float(&[units, input]);
        layer.operands[11] = float(&[units, input]);
    });
    both.refuses(BadOperand, |layer| layer.options.1.push(Field::Byte(1)));
}

/// Operands 1 to 17 of an LSTM with peepholes.
fn gates() -> Vec<Option<TensorSpec>> {
    let [_, _, input, cells] = SIZES;
    let mut gates = vec![float(&[cells, input]); 4];
    gates.extend(vec![float(&[cells, cells]); 4]);
    gates.extend(vec![float(&[cells]); 7]);
    gates.extend([float(&[cells, cells]), float(&[cells])]);
    gates
}

fn lstms() -> [Layer; 3] {
    let [batch, time, input, cells] = SIZES;
    let sequence = float(&[batch, time, input]);
    let batch_major = [TANH, Field::Int(0), Field::Int(0), Field::Byte(0), Field::Byte(0)];
    let states = vec![state(&[batch, cells]), state(&[batch, cells])];
    let norms = vec![float(&[cells]); 4];
    let one = [vec![float(&[batch, input])], gates(), states.clone(), norms.clone()].concat();
    let many = [vec![sequence.clone()], gates(), states.clone(), norms].concat();
    let both = [vec![sequence], gates(), gates(), states.clone(), states, vec![None; 9]].concat();
    [
        Layer::new(16, one, (14, &[TANH])),
        Layer::new(44, many, (71, &[TANH])),
        Layer::new(52, both, (69, &batch_major)).outputs(&[FLOAT32, FLOAT32]),
    ]
}

#[test]
fn lstms_need_operands_that_fit() {
    for layer in lstms().map(Layer::sound) {
        let directions = if layer.code == 52 { 2 } else { 1 };
        for first in (0..directions).map(|direction| direction * 17) {
            for position in first + 1..first + 18 {
                layer.wants_type(position);
                layer.wants_shape(position);
            }
            // All gates but the input gate have weights and biases; peepholes are all there, or none.
            for position in [2, 3, 4, 6, 7, 8, 10, 11, 13, 14, 15].map(|position| first + position) {
                layer.wants(position);
            }
            // Without its input weights the input gate must have nothing.
            layer.wants(first + 1);
            layer.wants(first + 5);
            layer.wants(first + 12);
            // A bias without a projection.
            layer.wants(first + 16);
        }
        let first_state = directions * 17 + 1;
        for position in first_state..first_state + 2 * directions {
            layer.wants(position);
            layer.wants_type(position);
            layer.wants_shape(position);
            layer.refuses(BadOperand, |layer| layer.operands[position].as_mut().unwrap().is_variable = false);
        }
        layer.wants_type(0);
        layer.refuses(BadShape, |layer| layer.operands[0] = float(&[5]));
        layer.refuses(BadType, |layer| layer.outputs[0].dtype = INT8);
        layer.refuses(BadOption, |layer| layer.options.0 = 8);
        for clip in 1..3 {
            let negative = Field::Int((-1.0f32).to_bits().cast_signed());
            layer.refuses(BadOption, |layer| {
                layer.options.1.extend([Field::Int(0), Field::Int(0)]);
                layer.options.1[clip] = negative;
            });
        }
    }
}

#[test]
fn layer_normalisation_is_of_every_gate() {
    for layer in &lstms()[..2] {
        for position in 20..24 {
            // The forget gate's says whether the layer is normalised at all.
            if position != 21 {
                layer.wants(position);
            }
            layer.wants_shape(position);
            layer.wants_type(position);
        }
        // 21 operands are neither a layer with normalisation nor one without.
        layer.refuses(BadOperand, |layer| layer.operands.truncate(21));
    }
}

#[test]
fn integer_lstms_need_their_intermediate_tensors() {
    let [_, layer, _] = lstms();
    layer.refuses(BadOperand, |layer| {
        let [batch, time, input, cells] = SIZES;
        layer.operands[0] = typed(INT8, &[batch, time, input], 0.1, 0);
        layer.outputs[0] = typed(INT8, &[], 0.1, 0).unwrap();
        for position in 1..9 {
            let depth = if position < 5 { input } else { cells };
            layer.operands[position] = typed(INT8, &[cells, depth], 0.1, 0);
        }
        (9..12).for_each(|position| layer.operands[position] = None);
        (12..16).for_each(|position| layer.operands[position] = typed(INT32, &[cells], 0.01, 0));
        (16..18).for_each(|position| layer.operands[position] = None);
        let mut states = [typed(INT8, &[batch, cells], 0.1, 0), typed(INT16, &[batch, cells], 1.0 / 2048.0, 0)];
        states.iter_mut().flatten().for_each(|state| state.is_variable = true);
        layer.operands.splice(18..24, states);
    });
}

#[test]
fn basic_lstms_need_operands_that_fit() {
    let [batch, _, input, units] = SIZES;
    let operands = vec![
        float(&[batch, input]),
        float(&[batch, units]),
        float(&[4 * units, input + units]),
        float(&[4 * units]),
        float(&[batch, units]),
    ];
    let options = [TANH, Field::Int(0), Field::Int(0), Field::Byte(1)];
    let layer = Layer::new(16, operands, (14, &options)).outputs(&[FLOAT32; 4]).sound();
    for position in 0..5 {
        layer.wants_shape(position);
        layer.wants_type(position);
        layer.wants(position);
    }
    layer.refuses(BadOperand, |layer| layer.outputs.truncate(3));
    layer.refuses(BadType, |layer| layer.outputs[1].dtype = INT16);
}

fn svdf() -> Layer {
    let [batch, memory, input, filters] = SIZES;
    let operands = vec![
        float(&[batch, input]),
        float(&[filters, input]),
        float(&[filters, memory]),
        float(&[filters / 2]),
        state(&[batch, filters * memory]),
    ];
    Layer::new(27, operands, (6, &[Field::Int(2), RELU]))
}

#[test]
fn svdf_needs_operands_that_fit() {
    let layer = svdf().sound();
    for position in 1..5 {
        layer.wants_shape(position);
        layer.wants_type(position);
    }
    for position in [0, 1, 2, 4] {
        layer.wants(position);
    }
    layer.wants_type(0);
    for rank in [0, -1, 3] {
        let refusal = if rank == 3 { BadShape } else { BadOption };
        layer.refuses(refusal, |layer| layer.options.1[0] = Field::Int(rank));
    }
    layer.refuses(BadType, |layer| layer.outputs[0].dtype = INT8);
    layer.refuses(BadType, |layer| layer.operands[1] = typed(INT8, &[4, 5], 0.1, 0));
    layer.refuses(BadOperand, |layer| layer.operands[4].as_mut().unwrap().is_variable = false);
}

#[test]
fn integer_svdf_has_types_and_an_activation_of_its_own() {
    let [batch, memory, input, filters] = SIZES;
    let mut layer = svdf();
    layer.operands = vec![
        typed(INT8, &[batch, input], 0.1, 3),
        typed(INT8, &[filters, input], 0.1, 0),
        typed(INT16, &[filters, memory], 0.01, 0),
        typed(INT32, &[filters / 2], 0.001, 0),
        typed(INT16, &[batch, filters * memory], 0.1, 0),
    ];
    layer.operands[4].as_mut().unwrap().is_variable = true;
    layer.outputs[0] = typed(INT8, &[], 0.1, -128).unwrap();
    let layer = layer.sound();
    layer.refuses(BadOption, |layer| layer.options.1[1] = Field::Byte(0));
    layer.refuses(BadType, |layer| layer.operands[2].as_mut().unwrap().dtype = INT8);
    layer.refuses(BadType, |layer| layer.operands[1].as_mut().unwrap().dtype = UINT8);
    layer.refuses(BadType, |layer| layer.operands[3].as_mut().unwrap().dtype = FLOAT32);
    layer.refuses(BadQuantization, |layer| layer.operands[0].as_mut().unwrap().scales.clear());
}

#[test]
fn batch_matmul_multiplies_what_fits() {
    let layer = Layer::new(126, vec![float(&[2, 3, 5]), float(&[2, 5, 4])], (101, &[])).sound();
    layer.refuses(BadShape, |layer| layer.operands[1] = float(&[2, 4, 4]));
    layer.refuses(BadShape, |layer| layer.operands[1] = float(&[3, 5, 4]));
    layer.refuses(BadShape, |layer| layer.operands[0] = float(&[5]));
    layer.refuses(BadShape, |layer| layer.operands[0] = float(&[1, 1, 1, 1, 3, 5]));
    layer.wants_type(1);
    layer.refuses(BadType, |layer| layer.outputs[0].dtype = INT32);
    layer.refuses(BadOption, |layer| layer.options.0 = 8);
}

#[test]
fn lookups_need_keys_and_rows() {
    let keys = || Some(TensorSpec::new("keys", INT32, &[3]));
    let layer = Layer::new(10, vec![keys(), keys(), float(&[3, 2])], (0, &[])).outputs(&[FLOAT32, UINT8]).sound();
    layer.wants_type(0);
    layer.wants_type(1);
    layer.refuses(BadShape, |layer| layer.operands[2] = float(&[4, 2]));
    layer.refuses(BadType, |layer| layer.outputs[1].dtype = INT8);
    layer.refuses(BadType, |layer| layer.outputs[0].dtype = INT8);

    let operands = vec![float(&[3, 2]), Some(TensorSpec::new("items", INT32, &[5])), float(&[5])];
    let layer = Layer::new(15, operands, (4, &[Field::Byte(2)])).outputs(&[INT32]).sound();
    layer.wants_type(0);
    layer.wants_type(2);
    layer.wants_shape(2);
    layer.refuses(BadShape, |layer| layer.operands[0] = float(&[3, 33]));
    layer.refuses(BadType, |layer| layer.operands[1].as_mut().unwrap().dtype = STRING);
    layer.refuses(BadOption, |layer| layer.options.1[0] = Field::Byte(0));
}

#[test]
fn what_unique_and_where_take() {
    let layer = Layer::new(103, vec![float(&[7])], (80, &[Field::Byte(2)])).outputs(&[FLOAT32, INT32]).sound();
    layer.refuses(BadShape, |layer| layer.operands[0] = float(&[7, 1]));
    layer.refuses(BadType, |layer| layer.operands[0].as_mut().unwrap().dtype = BOOL);
    layer.refuses(BadType, |layer| layer.outputs[0].dtype = INT8);

    let layer = Layer::new(109, vec![float(&[7])], (85, &[])).outputs(&[INT64]).sound();
    layer.refuses(BadType, |layer| layer.operands[0].as_mut().unwrap().dtype = STRING);
    layer.refuses(BadType, |layer| layer.outputs[0].dtype = FLOAT32);
}

#[test]
fn handles_are_resources() {
    let layer = Layer::new(142, Vec::new(), (111, &[])).outputs(&[INT32]);
    layer.refuses(BadType, |_| {});
    for (code, operands) in [(143, 1), (144, 2), (138, 3), (137, 3), (139, 1)] {
        let layer = Layer::new(code, vec![float(&[1]); operands], (0, &[]));
        let outputs: &[i8] = if matches!(code, 144 | 138) { &[] } else { &[FLOAT32] };
        layer.outputs(outputs).refuses(BadType, |_| {});
    }
}
