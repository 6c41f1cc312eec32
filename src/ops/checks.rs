//! What the table says of the operators of a model: counts of operands, types of outputs, operators that are not there.

use super::{OutputType, find};
use crate::TensorType;
use crate::custom::Registry;
use crate::error::{Result, ensure, err};
use crate::model::{Model, OpCode, Operator, Subgraph};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::RangeInclusive;

/// Checks how many operands there are and that only optional ones are absent. Operators that ferrolite does
/// not have pass: they are reported when a plan is made, all together.
pub(crate) fn check_operands(op: &Operator) -> Result<()> {
    let Some(def) = find(&op.code) else { return Ok(()) };
    let count = |what: &str, count: usize, range: &RangeInclusive<usize>| {
        ensure!(
            range.contains(&count),
            BadOperand,
            "has {count} {what}, must have {}",
            if range.start() == range.end() {
                format!("{}", range.start())
            } else {
                format!("{} to {}", range.start(), range.end())
            }
        );
        Ok(())
    };
    count("inputs", op.inputs.len(), &def.inputs)?;
    count("outputs", op.outputs.len(), &def.outputs)?;
    for (index, input) in op.inputs.iter().enumerate() {
        let may_be_absent = index >= *def.inputs.start() || def.optional.contains(&index);
        ensure!(input.is_some() || may_be_absent, BadOperand, "input {index} is absent, but it is required");
    }
    Ok(())
}

/// Gives outputs the types that their operators give them, whatever the file says.
pub(crate) fn settle_output_types(subgraph: &mut Subgraph) {
    for op in &subgraph.operators {
        let Some((def, &output)) = find(&op.code).zip(op.outputs.first()) else { continue };
        let first = op.inputs.first().copied().flatten().and_then(|input| subgraph.tensors.get(input));
        let dtype = match def.output_type {
            OutputType::File => None,
            OutputType::FirstInput => first.map(|input| input.dtype),
            OutputType::Float32 => Some(TensorType::Float32),
            OutputType::Int32 => Some(TensorType::Int32),
            OutputType::Bool => Some(TensorType::Bool),
            OutputType::Input(position) => {
                let input = op.inputs.get(position).copied().flatten();
                input.and_then(|input| subgraph.tensors.get(input)).map(|input| input.dtype)
            }
        };
        if let Some((output, dtype)) = subgraph.tensors.own().get_mut(output).zip(dtype) {
            output.dtype = dtype;
        }
    }
}
/// Every operator of the model that is missing here or too new, a line for each kind; custom ones that are `brought`
/// along are not.
pub(crate) fn missing(model: &Model, brought: impl Fn(&str) -> bool) -> Vec<String> {
    // In the order in which they are found; the map keeps many kinds from being compared pair by pair.
    let mut kinds: Vec<(String, usize, String)> = Vec::new();
    let mut position_of: BTreeMap<String, usize> = BTreeMap::new();
    for (index, subgraph) in model.subgraphs().iter().enumerate() {
        for op in &subgraph.operators {
            let what = match find(&op.code) {
                _ if matches!(&op.code, OpCode::Custom(name) if brought(name)) => continue,
                None => format!("{} version {}", op.code, op.version),
                Some(def) if op.version > def.max_version => {
                    format!("{} version {} (up to {} is there)", op.code, op.version, def.max_version)
                }
                Some(_) => continue,
            };
            let types: Vec<&str> = op
                .inputs
                .iter()
                .map(|input| input.and_then(|i| subgraph.tensors.get(i)).map_or("-", |tensor| tensor.dtype.name()))
                .collect();
            let what = format!("{what} on {}", types.join(", "));
            match position_of.get(&what).and_then(|&position| kinds.get_mut(position)) {
                Some((_, count, _)) => *count += 1,
                None => {
                    position_of.insert(what.clone(), kinds.len());
                    kinds.push((what, 1, format!("op {} of subgraph {index}", op.index)));
                }
            }
        }
    }
    kinds
        .into_iter()
        .map(
            |(what, count, first)| {
                if count == 1 { format!("{what}: {first}") } else { format!("{what}: {count} times, first {first}") }
            },
        )
        .collect()
}

/// The error for a model with missing operators, if any.
pub(crate) fn check_supported(model: &Model, custom: &Registry) -> Result<()> {
    let missing = missing(model, |name| custom.get(name).is_some());
    if missing.is_empty() {
        return Ok(());
    }
    Err(err!(Unsupported, "operators that ferrolite does not have: {}", missing.join("; ")))
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Options, Tensor};
    use alloc::vec;
    use ferrolite_schema::BuiltinOperator;

    fn tensor(dtype: TensorType) -> Tensor {
        Tensor {
            name: String::new(),
            dtype,
            shape: Vec::new(),
            shape_signature: None,
            quantization: None,
            is_variable: false,
            data: None,
            sparsity: None,
        }
    }

    #[test]
    fn some_operators_decide_the_type_of_their_output() {
        let operator = |index, code, inputs, output| Operator {
            index,
            code: OpCode::Builtin(code),
            version: 1,
            inputs,
            outputs: vec![output],
            intermediates: Vec::new(),
            options: Options::default(),
            rewritten: crate::plan::rewrites::Rewritten::default(),
        };
        // The file says float32 for the sum of two int8 tensors, and int8 for what DEQUANTIZE makes of it.
        let mut subgraph = Subgraph {
            name: String::new(),
            tensors: vec![tensor(TensorType::Int8), tensor(TensorType::Float32), tensor(TensorType::Int8)].into(),
            inputs: vec![0],
            outputs: vec![2],
            operators: vec![
                operator(0, BuiltinOperator::Add, vec![Some(0), Some(0)], 1),
                operator(1, BuiltinOperator::Dequantize, vec![Some(1)], 2),
            ],
        };
        settle_output_types(&mut subgraph);
        let types: Vec<TensorType> = subgraph.tensors.iter().map(|tensor| tensor.dtype).collect();
        assert_eq!(types, [TensorType::Int8, TensorType::Int8, TensorType::Float32]);
    }
}
