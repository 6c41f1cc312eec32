//! The dictionaries that describe tensors, operators and signatures, with TensorFlow Lite's keys.

use crate::dtype;
use crate::errors::value_error;
use ferrolite::model::{DimensionFormat, Operator, Sparsity, Subgraph};
use ferrolite::{Model, Quantization, TensorInfo};
use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// Numbers as an int32 array.
fn integers<'py>(py: Python<'py>, numbers: impl IntoIterator<Item = usize>) -> Bound<'py, PyAny> {
    let numbers = numbers.into_iter().map(|number| i32::try_from(number).unwrap_or(i32::MAX));
    PyArray1::from_vec(py, numbers.collect()).into_any()
}

/// A tensor.
///
/// # Errors
/// `ValueError` when numpy has no such type.
pub(crate) fn tensor<'py>(
    py: Python<'py>,
    info: &TensorInfo<'_>,
    sparsity: Option<&Sparsity>,
    compress_zero_points: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let kind = dtype::class(py, info.dtype)
        .map_err(|error| value_error!("tensor {} {:?}: {}", info.index, info.name, error.value(py)))?;
    let details = PyDict::new(py);
    details.set_item("name", info.name)?;
    details.set_item("index", info.index)?;
    details.set_item("shape", integers(py, info.shape.iter().copied()))?;
    let signature = info.shape_signature.filter(|signature| !signature.is_empty());
    let signature = signature.map(|signature| PyArray1::from_slice(py, signature).into_any());
    details.set_item("shape_signature", signature.unwrap_or_else(|| integers(py, info.shape.iter().copied())))?;
    details.set_item("dtype", kind)?;
    details.set_item("quantization", one_scale(info.quantization))?;
    details.set_item("quantization_parameters", parameters(py, info.quantization, compress_zero_points)?)?;
    details.set_item("sparsity_parameters", sparse(py, sparsity)?)?;
    Ok(details)
}

/// Scale and zero point of a tensor that has one of each, else zeros.
fn one_scale(quantization: Option<&Quantization>) -> (f32, i32) {
    match quantization {
        Some(params) if params.scales.len() == 1 => (params.scale(), params.zero_point()),
        _ => (0.0, 0),
    }
}

fn parameters<'py>(
    py: Python<'py>,
    quantization: Option<&Quantization>,
    compress_zero_points: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let (scales, zero_points, axis, block_size) = match quantization {
        Some(params) => {
            let block_size = params.blockwise.map_or(0, |blockwise| blockwise.block_size);
            (params.scales.as_slice(), params.zero_points.as_slice(), params.axis, block_size)
        }
        None => (&[][..], &[][..], 0, 0),
    };
    let zero_points = match zero_points {
        [first, others @ ..] if compress_zero_points && others.iter().all(|other| other == first) => {
            std::slice::from_ref(first)
        }
        all => all,
    };
    let parameters = PyDict::new(py);
    parameters.set_item("scales", PyArray1::from_slice(py, scales))?;
    parameters.set_item("zero_points", PyArray1::from_slice(py, zero_points))?;
    parameters.set_item("quantized_dimension", axis)?;
    parameters.set_item("block_size", block_size)?;
    Ok(parameters)
}

/// How a sparse constant is stored; nothing for others.
fn sparse<'py>(py: Python<'py>, sparsity: Option<&Sparsity>) -> PyResult<Bound<'py, PyDict>> {
    let details = PyDict::new(py);
    let Some(sparsity) = sparsity else { return Ok(details) };
    details.set_item("traversal_order", integers(py, sparsity.traversal_order.iter().copied()))?;
    if !sparsity.block_map.is_empty() {
        details.set_item("block_map", integers(py, sparsity.block_map.iter().copied()))?;
    }
    let dimensions = PyList::empty(py);
    for dimension in &sparsity.dimensions {
        let metadata = PyDict::new(py);
        match dimension {
            DimensionFormat::Compressed { segments, indices } => {
                metadata.set_item("format", 1)?;
                metadata.set_item("array_segments", integers(py, segments.iter().copied()))?;
                metadata.set_item("array_indices", integers(py, indices.iter().copied()))?;
            }
            DimensionFormat::Dense(size) => {
                metadata.set_item("format", 0)?;
                metadata.set_item("dense_size", size)?;
            }
            // The enumeration is open for formats to come.
            _ => {}
        }
        dimensions.append(metadata)?;
    }
    details.set_item("dim_metadata", dimensions)?;
    Ok(details)
}

/// An operator.
pub(crate) fn operator<'py>(py: Python<'py>, graph: &Subgraph, operator: &Operator) -> PyResult<Bound<'py, PyDict>> {
    let index = |tensor: Option<usize>| tensor.and_then(|tensor| i32::try_from(tensor).ok()).unwrap_or(-1);
    let inputs: Vec<i32> = operator.inputs.iter().map(|&tensor| index(tensor)).collect();
    let outputs: Vec<i32> = operator.outputs.iter().map(|&tensor| index(Some(tensor))).collect();
    let types = |tensors: Vec<usize>| -> PyResult<Vec<Bound<'py, PyAny>>> {
        let tensors = tensors.into_iter().filter_map(|tensor| graph.tensors.get(tensor));
        tensors.map(|tensor| dtype::class(py, tensor.dtype)).collect()
    };
    let details = PyDict::new(py);
    details.set_item("index", operator.index)?;
    details.set_item("op_name", operator.code.to_string())?;
    details.set_item("inputs", PyArray1::from_vec(py, inputs))?;
    details.set_item("outputs", PyArray1::from_vec(py, outputs))?;
    details.set_item("operand_types", types(operator.inputs.iter().copied().flatten().collect())?)?;
    details.set_item("result_types", types(operator.outputs.clone())?)?;
    Ok(details)
}

/// Tensor indices of inputs and outputs by name, by the keys of the signatures.
pub(crate) fn signatures<'py>(py: Python<'py>, model: &Model) -> PyResult<Bound<'py, PyDict>> {
    let all = PyDict::new(py);
    for signature in model.signatures() {
        let names = |entries: &[(String, usize)]| -> PyResult<Bound<'py, PyDict>> {
            let names = PyDict::new(py);
            entries.iter().try_for_each(|(name, tensor)| names.set_item(name, tensor))?;
            Ok(names)
        };
        let one = PyDict::new(py);
        one.set_item("inputs", names(&signature.inputs)?)?;
        one.set_item("outputs", names(&signature.outputs)?)?;
        all.set_item(&signature.key, one)?;
    }
    Ok(all)
}
