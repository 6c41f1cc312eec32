//! Which operators may round the sums of floats once instead of twice: those on which no integer depends.
//!
//! Under [`Floats::Fused`] float results may differ from the reference's in their last bits, integer results may not. A
//! tensor is *strict* if an operator that *decides* reads it: one that makes integers or booleans of floats, or jumps
//! from one float to another. What an operator reads is strict too if anything that it writes is, so the strict ones are
//! found backwards. Whatever is not known to be smooth decides.

use super::PlanOptions;
use crate::TensorType;
use crate::model::{Model, OpCode, Operator, Subgraph, Tensor, callees};
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::linear::Floats;
use ferrolite_schema::BuiltinOperator;

/// How the floats of each operator of a graph are summed.
#[derive(Default)]
pub(crate) struct Rounding {
    /// Whether they are fused, by operator; none where all are as the reference's.
    fused: Vec<bool>,
}

impl Rounding {
    /// That of the graph, as the file has it.
    pub(super) fn new(model: &Model, graph: &Subgraph, options: &PlanOptions) -> Self {
        if options.floats == Floats::AsReference {
            return Self::default();
        }
        let mut decisions = Decisions { model, options, subgraphs: vec![None; model.subgraphs().len()] };
        let decides: Vec<bool> = graph.operators.iter().map(|operator| decisions.decides(graph, operator)).collect();
        let mut strict = vec![false; graph.tensors.len()];
        let mut fused = pass(graph, &decides, &mut strict);
        // What a variable holds decides in the next run.
        let variables = || graph.tensors.iter().map(|tensor| tensor.is_variable);
        if strict.iter().zip(variables()).any(|(&strict, variable)| strict && variable) {
            strict.iter_mut().zip(variables()).for_each(|(strict, variable)| *strict |= variable);
            fused = pass(graph, &decides, &mut strict);
        }
        Self { fused }
    }

    /// Those of operator `index`.
    pub(crate) fn of(&self, index: usize) -> Floats {
        if self.fused.get(index).copied().unwrap_or(false) { Floats::Fused } else { Floats::AsReference }
    }
}

/// Walks the operators backwards, which makes what strict ones read strict; returns which are not.
fn pass(graph: &Subgraph, decides: &[bool], strict: &mut [bool]) -> Vec<bool> {
    let mut fused = vec![false; graph.operators.len()];
    for ((operator, &decides), fused) in graph.operators.iter().zip(decides).zip(&mut fused).rev() {
        let is_strict = |tensor: &usize| strict.get(*tensor).copied().unwrap_or(true);
        let is_variable = |tensor: &&usize| graph.tensors.get(**tensor).is_some_and(|tensor| tensor.is_variable);
        let updated = operator.inputs.iter().flatten().filter(is_variable);
        *fused = !decides && !operator.outputs.iter().chain(updated).any(is_strict);
        if !*fused {
            for &input in operator.inputs.iter().flatten() {
                if let Some(strict) = strict.get_mut(input) {
                    *strict = true;
                }
            }
        }
    }
    fused
}

/// Finds the operators that decide.
struct Decisions<'a> {
    model: &'a Model,
    options: &'a PlanOptions,
    /// Whether an operator of a subgraph decides, where that has been asked.
    subgraphs: Vec<Option<bool>>,
}

impl Decisions<'_> {
    fn decides(&mut self, graph: &Subgraph, operator: &Operator) -> bool {
        // Not named by the file, or nothing for a walk to follow: what is kept beyond the run.
        let tensor = |index: usize| graph.tensors.get(index);
        let inputs = || operator.inputs.iter().flatten().filter_map(|&input| tensor(input));
        if !inputs().any(is_float) {
            return false;
        }
        let mut outputs = operator.outputs.iter().filter_map(|&output| tensor(output));
        let unknown = match &operator.code {
            OpCode::Builtin(builtin) if reads_shapes_only(*builtin) => return false,
            OpCode::Builtin(builtin) => jumps(*builtin),
            OpCode::Custom(name) => self.options.custom.get(name).is_some() || !is_smooth(name),
        };
        unknown
            || operator.outputs.is_empty()
            || !outputs.all(is_float)
            || inputs().any(is_quantized)
            || callees(operator).into_iter().any(|callee| self.subgraph_decides(callee))
    }

    /// Whether one of the operators of subgraph `index` decides. Calls form no cycle.
    fn subgraph_decides(&mut self, index: i32) -> bool {
        let Some(index) = usize::try_from(index).ok().filter(|&index| index < self.subgraphs.len()) else {
            return true;
        };
        if let Some(Some(known)) = self.subgraphs.get(index) {
            return *known;
        }
        let graph = self.model.subgraphs().get(index);
        let found = graph.is_none_or(|graph| graph.operators.iter().any(|operator| self.decides(graph, operator)));
        if let Some(slot) = self.subgraphs.get_mut(index) {
            *slot = Some(found);
        }
        found
    }
}

fn is_float(tensor: &Tensor) -> bool {
    use TensorType::{BFloat16, Complex64, Complex128, Float16, Float32, Float64};
    matches!(tensor.dtype, Float32 | Float16 | BFloat16 | Float64 | Complex64 | Complex128)
}

/// Whether it holds numbers beside which floats are quantized: the weights of hybrid layers.
fn is_quantized(tensor: &Tensor) -> bool {
    use TensorType::{Int2, Int4, Int8, Int16, UInt4, UInt8};
    matches!(tensor.dtype, Int2 | Int4 | UInt4 | Int8 | UInt8 | Int16)
}

/// Operators whose results are integers, but do not depend on the floats that they read.
fn reads_shapes_only(operator: BuiltinOperator) -> bool {
    matches!(operator, BuiltinOperator::Shape | BuiltinOperator::Rank | BuiltinOperator::ZerosLike)
}

/// Operators that make whole numbers of floats, as floats.
fn jumps(operator: BuiltinOperator) -> bool {
    use BuiltinOperator as Op;
    matches!(operator, Op::Round | Op::Floor | Op::Ceil | Op::Sign | Op::FloorDiv | Op::FloorMod | Op::FakeQuant)
}

/// Our custom operators that neither make integers of floats nor jump. (The places that MaxPoolingWithArgmax2D finds are
/// floats for its counterpart alone, and LiteRT finds them with fused sums too: there is no reference kernel.)
fn is_smooth(custom: &str) -> bool {
    matches!(
        custom,
        "Convolution2DTransposeBias" | "MaxPoolingWithArgmax2D" | "MaxUnpooling2D" | "aeq.hadamard_rotation"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Options;
    use crate::plan::rewrites::Rewritten;
    use BuiltinOperator as Op;
    use TensorType::{Bool, Float32, Int8, Int32};
    use alloc::format;

    /// Which operators of a graph are fused; operators as code, inputs and outputs.
    fn fused(types: &[TensorType], variables: &[usize], operators: &[(Op, &[usize], &[usize])]) -> Vec<bool> {
        let tensors = types.iter().enumerate().map(|(index, &dtype)| Tensor {
            name: format!("t{index}"),
            dtype,
            shape: vec![1],
            shape_signature: None,
            quantization: None,
            is_variable: variables.contains(&index),
            data: None,
            sparsity: None,
        });
        let operators = operators.iter().enumerate().map(|(index, &(code, inputs, outputs))| Operator {
            index,
            code: OpCode::Builtin(code),
            version: 1,
            inputs: inputs.iter().copied().map(Some).collect(),
            outputs: outputs.to_vec(),
            intermediates: Vec::new(),
            options: Options::default(),
            rewritten: Rewritten::default(),
        });
        let graph = Subgraph {
            name: "main".into(),
            tensors: tensors.collect(),
            inputs: vec![0],
            outputs: vec![],
            operators: operators.collect(),
        };
        let model = Model::from_bytes(include_bytes!("../../models/digits_int8.tflite").to_vec()).unwrap();
        let rounding = |options| Rounding::new(&model, &graph, &options);
        let found = rounding(PlanOptions::default());
        let exact = rounding(PlanOptions::default().floats(Floats::AsReference));
        let all = 0..graph.operators.len();
        assert!(all.clone().all(|index| exact.of(index) == Floats::AsReference));
        all.map(|index| found.of(index) == Floats::Fused).collect()
    }

    #[test]
    fn floats_that_stay_floats_are_fused() {
        let network = [(Op::Conv2d, &[0, 1][..], &[2][..]), (Op::Relu, &[2], &[3]), (Op::Softmax, &[3], &[4])];
        assert_eq!(fused(&[Float32; 5], &[], &network), [true; 3]);
    }

    #[test]
    fn what_an_integer_depends_on_is_not() {
        for (decides, output) in
            [(Op::Quantize, Int8), (Op::ArgMax, Int32), (Op::Greater, Bool), (Op::Cast, Int32), (Op::Round, Float32)]
        {
            let types = [Float32, Float32, Float32, Float32, output, Float32];
            // Two layers before the decision, one beside it.
            let network = [
                (Op::Conv2d, &[0, 1][..], &[2][..]),
                (Op::FullyConnected, &[2, 1], &[3]),
                (decides, &[3], &[4]),
                (Op::Conv2d, &[0, 1], &[5]),
            ];
            assert_eq!(fused(&types, &[], &network), [false, false, false, true], "{decides:?}");
        }
    }

    #[test]
    fn what_hybrid_layers_quantize_is_not_but_what_they_give_is() {
        let types = [Float32, Float32, Float32, Int8, Float32, Float32];
        let network = [
            (Op::Conv2d, &[0, 1][..], &[2][..]),
            (Op::FullyConnected, &[2, 3], &[4]),
            (Op::FullyConnected, &[4, 1], &[5]),
        ];
        assert_eq!(fused(&types, &[], &network), [false, false, true]);
        // The other way round: an integer of integers says nothing of floats.
        let types = [Float32, Float32, Float32, Int8, Int32];
        let network = [(Op::Conv2d, &[0, 1][..], &[2][..]), (Op::Cast, &[3], &[4]), (Op::Reshape, &[2, 4], &[1])];
        assert_eq!(fused(&types, &[], &network), [true; 3]);
    }

    #[test]
    fn shapes_of_floats_are_no_decisions() {
        let network = [(Op::Conv2d, &[0, 1][..], &[2][..]), (Op::Shape, &[2], &[3])];
        assert!(fused(&[Float32, Float32, Float32, Int32], &[], &network)[0]);
    }

    #[test]
    fn a_state_that_decides_later_is_not_fused() {
        let network = [
            (Op::UnidirectionalSequenceLstm, &[0, 1, 3][..], &[2][..]),
            (Op::Quantize, &[3], &[4]),
            (Op::FullyConnected, &[2, 1], &[5]),
        ];
        let types = [Float32, Float32, Float32, Float32, Int8, Float32];
        assert_eq!(fused(&types, &[3], &network), [false, false, true]);
        // Read before it is written: what the next run decides.
        let network = [network[1], network[0], network[2]];
        assert_eq!(fused(&types, &[3], &network), [false, false, true]);
    }

    #[test]
    fn what_is_kept_beyond_the_run_is_not_fused() {
        let network = [(Op::Conv2d, &[0, 1][..], &[2][..]), (Op::AssignVariable, &[3, 2], &[])];
        assert_eq!(fused(&[Float32, Float32, Float32, Int32], &[], &network), [false, false]);
    }
}
