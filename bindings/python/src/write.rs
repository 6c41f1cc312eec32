//! Arrays into tensors.

use crate::errors::{value, value_error};
use crate::interpreter::Array;
use crate::{arrays, dtype, strings};
use ferrolite::{ErrorKind, TensorType};
use ferrolite_session::Session;
use numpy::{PyArrayDescrMethods, PyUntypedArrayMethods};
use pyo3::prelude::*;

/// Copies a dense array into a tensor.
///
/// # Errors
/// `ValueError` when the tensor cannot be written, or the array has another type or shape.
pub(crate) fn write(session: &mut Session, subgraph: usize, tensor: usize, array: &Array<'_>) -> PyResult<()> {
    let mut target = match session.write(subgraph, tensor) {
        Ok(target) => target,
        Err(error) => return Err(unwritable(session, subgraph, tensor, error)),
    };
    let info = target.info();
    let (kind, py) = (info.dtype, array.py());
    let given = array.shape();
    if given != info.shape {
        return Err(value_error!(
            "tensor {tensor} {:?} has the shape {:?}, the array has {given:?}; resize_tensor_input() changes the shape \
             of an input",
            info.name,
            info.shape
        ));
    }
    if kind == TensorType::String {
        let texts = strings::from_array(array, tensor, info.name)?;
        return target.write_strings(&texts).map_err(value);
    }
    let expected = dtype::of(py, kind)?;
    let own = array.dtype();
    if expected.has_object() || !(own.is(&expected) || own.is_equiv_to(&expected)) {
        let quantized = info.quantization.is_some_and(|params| !params.scales.is_empty());
        let hint = if quantized { "; quantize() converts real values" } else { "; astype() converts arrays" };
        return Err(value_error!(
            "tensor {tensor} {:?} is {kind}, so it takes an array of {expected}, not of {own}{hint}",
            info.name
        ));
    }
    match dtype::packed_range(kind) {
        None => arrays::copy_out(array, target.bytes_mut()),
        Some((least, greatest)) => {
            let mut bytes = vec![0; array.len()];
            arrays::copy_out(array, &mut bytes)?;
            let (least, greatest) = (i16::from(least), i16::from(greatest));
            let signed = least < 0;
            let number = |byte: u8| if signed { i16::from(byte.cast_signed()) } else { i16::from(byte) };
            if let Some(&byte) = bytes.iter().find(|&&byte| !(least..=greatest).contains(&number(byte))) {
                return Err(value_error!(
                    "tensor {tensor} {:?} is {kind}: its values are {least} to {greatest}, one given is {}",
                    info.name,
                    number(byte)
                ));
            }
            if signed {
                let numbers: Vec<i8> = bytes.iter().map(|byte| byte.cast_signed()).collect();
                target.write_i8(&numbers).map_err(value)
            } else {
                target.write_u8(&bytes).map_err(value)
            }
        }
    }
}

/// Why a tensor cannot be written, in the words of this interface.
fn unwritable(session: &Session, subgraph: usize, tensor: usize, error: ferrolite::Error) -> PyErr {
    let name = session.info(subgraph, tensor).map(|info| info.name.to_owned()).unwrap_or_default();
    match error.kind() {
        ErrorKind::NotKept if !session.is_allocated(subgraph) => {
            value_error!("tensor {tensor} {name:?} has no memory yet: call allocate_tensors() first")
        }
        ErrorKind::NotKept => value_error!(
            "tensor {tensor} {name:?} cannot be written: it is an intermediate tensor, whose memory serves others too"
        ),
        ErrorKind::WrongType => {
            value_error!("tensor {tensor} {name:?} is a constant of the model, it cannot be written")
        }
        _ => value(error),
    }
}
