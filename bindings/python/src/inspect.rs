//! What is in a model, as dictionaries of plain Python values.

use ferrolite::Model;
use ferrolite::model::{Operator, Subgraph, Tensor};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

/// The whole model.
pub(crate) fn inspect<'py>(py: Python<'py>, model: &Model) -> PyResult<Bound<'py, PyDict>> {
    let graphs: PyResult<Vec<_>> = model.subgraphs().iter().map(|one| subgraph(py, one)).collect();
    let metadata = PyDict::new(py);
    for (name, bytes) in model.metadata() {
        metadata.set_item(name, PyBytes::new(py, bytes))?;
    }
    let details = PyDict::new(py);
    details.set_item("description", model.description())?;
    details.set_item("file_bytes", model.file_len())?;
    details.set_item("subgraphs", graphs?)?;
    details.set_item("signatures", crate::details::signatures(py, model)?)?;
    details.set_item("metadata", metadata)?;
    details.set_item("warnings", model.warnings())?;
    details.set_item("unsupported", model.unsupported())?;
    Ok(details)
}

fn subgraph<'py>(py: Python<'py>, graph: &Subgraph) -> PyResult<Bound<'py, PyDict>> {
    let tensors: PyResult<Vec<_>> = graph.tensors.iter().enumerate().map(|(i, one)| tensor(py, i, one)).collect();
    let operators: PyResult<Vec<_>> = graph.operators.iter().map(|one| operator(py, one)).collect();
    let details = PyDict::new(py);
    details.set_item("name", &graph.name)?;
    details.set_item("inputs", &graph.inputs)?;
    details.set_item("outputs", &graph.outputs)?;
    details.set_item("tensors", tensors?)?;
    details.set_item("operators", operators?)?;
    Ok(details)
}

fn tensor<'py>(py: Python<'py>, index: usize, tensor: &Tensor) -> PyResult<Bound<'py, PyDict>> {
    let details = PyDict::new(py);
    details.set_item("index", index)?;
    details.set_item("name", &tensor.name)?;
    details.set_item("type", tensor.dtype.name())?;
    details.set_item("shape", &tensor.shape)?;
    details.set_item("shape_signature", &tensor.shape_signature)?;
    details.set_item("constant", tensor.is_constant())?;
    details.set_item("variable", tensor.is_variable)?;
    if let Some(params) = tensor.quantization.as_ref().filter(|params| !params.scales.is_empty()) {
        details.set_item("scales", &params.scales)?;
        details.set_item("zero_points", &params.zero_points)?;
        details.set_item("axis", params.is_per_axis().then_some(params.axis))?;
    }
    Ok(details)
}

fn operator<'py>(py: Python<'py>, operator: &Operator) -> PyResult<Bound<'py, PyDict>> {
    let details = PyDict::new(py);
    details.set_item("index", operator.index)?;
    details.set_item("name", operator.code.to_string())?;
    details.set_item("version", operator.version)?;
    details.set_item("inputs", &operator.inputs)?;
    details.set_item("outputs", &operator.outputs)?;
    Ok(details)
}
