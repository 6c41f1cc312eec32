//! Operators that move or compare strings, by the kernels for numbers.
//!
//! The strings of an operator's inputs are numbered, equal strings alike. The operator is prepared and run on the numbers,
//! as int32, and its outputs are turned back. No operator has code of its own for strings, and its geometry, axes and
//! comparisons are those of every other type.

use crate::TensorType;
use crate::arena::Constant;
use crate::arena::aligned::AlignedBytes;
use crate::error::{Result, ensure, err};
use crate::late::{Late, OwnedTensor};
use crate::model::{OpCode, Operator, Subgraph, Tensor};
use crate::ops::{LateKernel, Prepared};
use crate::plan::Prepare;
use crate::plan::segment::TensorState;
use crate::strings;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

/// The operators that LiteRT runs on strings by moving or comparing them.
const OPERATORS: [BuiltinOperator; 9] = [
    BuiltinOperator::Equal,
    BuiltinOperator::Fill,
    BuiltinOperator::Gather,
    BuiltinOperator::GatherNd,
    BuiltinOperator::HashtableLookup,
    BuiltinOperator::NotEqual,
    BuiltinOperator::Slice,
    BuiltinOperator::StridedSlice,
    BuiltinOperator::Tile,
];

/// One operator, alone in a graph, with int32 in place of strings.
struct OnNumbers {
    graph: Subgraph,
}

/// The operator on numbers in place of strings, if it is one that moves or compares them and has strings to move.
pub(crate) fn on_numbers(ctx: &Prepare<'_>) -> Result<Option<Prepared>> {
    let op = ctx.operator();
    let moves = matches!(&op.code, OpCode::Builtin(code) if OPERATORS.contains(code));
    if !moves {
        return Ok(None);
    }
    let mut has_strings = false;
    let mut tensors = Vec::new();
    let mut numbered = |dtype: TensorType, shape: &[usize]| {
        has_strings |= dtype == TensorType::String;
        let dtype = if dtype == TensorType::String { TensorType::Int32 } else { dtype };
        tensors.push(plain(dtype, shape));
        tensors.len() - 1
    };
    let mut inputs = Vec::with_capacity(op.inputs.len());
    for position in 0..op.inputs.len() {
        let input = ctx.optional_input(position)?;
        inputs.push(input.map(|input| numbered(input.dtype, input.shape)));
    }
    let mut outputs = Vec::with_capacity(op.outputs.len());
    for position in 0..op.outputs.len() {
        let output = ctx.output(position)?;
        outputs.push(numbered(output.dtype, output.shape));
    }
    if !has_strings {
        return Ok(None);
    }
    let op = Operator {
        index: 0,
        code: op.code.clone(),
        version: op.version,
        inputs,
        outputs: outputs.clone(),
        intermediates: Vec::new(),
        options: op.options.clone(),
        rewritten: crate::plan::rewrites::Rewritten::default(),
    };
    let graph =
        Subgraph { name: String::new(), tensors: tensors.into(), inputs: Vec::new(), outputs, operators: vec![op] };
    Ok(Some(Prepared::late("on_numbered_strings", OnNumbers { graph })?))
}

fn plain(dtype: TensorType, shape: &[usize]) -> Tensor {
    Tensor {
        name: String::new(),
        dtype,
        shape: shape.to_vec(),
        shape_signature: None,
        quantization: None,
        is_variable: false,
        data: None,
        sparsity: None,
    }
}

/// Strings by number, the empty one first: kernels write 0 where there is nothing.
struct Numbers<'s> {
    strings: Vec<&'s [u8]>,
    numbers: BTreeMap<&'s [u8], i32>,
}

impl<'s> Numbers<'s> {
    fn new() -> Self {
        Self { strings: vec![b""], numbers: BTreeMap::from([(&b""[..], 0)]) }
    }

    fn number(&mut self, string: &'s [u8]) -> Result<i32> {
        if let Some(&number) = self.numbers.get(string) {
            return Ok(number);
        }
        let number = i32::try_from(self.strings.len()).map_err(|_| err!(LimitExceeded, "too many strings"))?;
        self.numbers.insert(string, number);
        self.strings.push(string);
        Ok(number)
    }

    fn string(&self, number: i32) -> Result<&'s [u8]> {
        let string = usize::try_from(number).ok().and_then(|number| self.strings.get(number));
        // Numbers that no string has come from an operand of numbers: the operator would mix types.
        string.copied().ok_or_else(|| err!(BadType, "the output holds strings, but {number} is computed from numbers"))
    }
}

impl LateKernel for OnNumbers {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let Some(op) = self.graph.operators.first() else { return Err(err!(Internal, "the operator vanished")) };
        let mut numbers = Numbers::new();
        let mut states = vec![TensorState::default(); self.graph.tensors.len()];
        for (position, tensor) in op.inputs.iter().enumerate() {
            let Some(state) = tensor.and_then(|tensor| states.get_mut(tensor)) else { continue };
            let view = late.input(position)?;
            let bytes = if view.info().dtype == TensorType::String {
                let strings = view.strings()?;
                let elements = view.info().elements();
                ensure!(strings.len() == elements, BadBuffer, "{} strings in a tensor of {elements}", strings.len());
                let numbers = strings.into_iter().map(|string| numbers.number(string)).collect::<Result<Vec<i32>>>()?;
                AlignedBytes::copy_of(bytemuck::cast_slice(&numbers))
            } else {
                AlignedBytes::copy_of(view.bytes())
            };
            state.shape = Some(view.shape().into());
            state.value = Some(Constant::Owned(Arc::new(bytes)));
        }
        let states = late.plan.fold_alone(&self.graph, states)?;
        for (position, &tensor) in op.outputs.iter().enumerate() {
            let state = states.get(tensor).and_then(|state| Some((state.shape.as_ref()?, state.value.as_ref()?)));
            let (shape, value) = state.ok_or_else(|| err!(Internal, "output {position} was not computed"))?;
            let bytes = value.bytes(late.plan.model());
            let dtype = late.output_type(position)?;
            let bytes = if dtype == TensorType::String {
                // A reference to each string is kept until all are written.
                let (count, limit) = (bytes.len() / 4, late.limits().tensor_bytes);
                let references = count.checked_mul(size_of::<&[u8]>()).filter(|&bytes| bytes <= limit);
                ensure!(references.is_some(), LimitExceeded, "{count} strings are more than {limit} bytes may hold");
                let found = bytes.chunks_exact(4).map(|number| numbers.string(bytemuck::pod_read_unaligned(number)));
                strings::encode_within(&found.collect::<Result<Vec<_>>>()?, late.limits().tensor_bytes)?
            } else {
                bytes.to_vec()
            };
            late.set_output(position, OwnedTensor { dtype, shape: shape.to_vec(), bytes })?;
        }
        Ok(())
    }
}
