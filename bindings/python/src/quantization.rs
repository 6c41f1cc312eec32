//! Real values to integers and back, as a tensor asks for.

use crate::arrays;
use crate::dtype;
use crate::errors::{value, value_error};
use ferrolite::quantize::{self, QuantizedInteger};
use ferrolite::{Quantization, TensorInfo, TensorType};
use numpy::{PyArray1, PyArrayDescrMethods, PyArrayMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::prelude::*;

/// Scales and zero points of a tensor, checked against the shape of what is given.
fn parameters<'a>(info: &TensorInfo<'a>, shape: &[usize]) -> PyResult<&'a Quantization> {
    let TensorInfo { index, name, dtype, .. } = *info;
    let params = info.quantization.filter(|params| !params.scales.is_empty());
    let params = params.ok_or_else(|| value_error!("tensor {index} {name:?} is {dtype} without a scale"))?;
    let extent = shape.get(params.axis).copied();
    if params.is_per_axis() && (shape.len() != info.shape.len() || extent != Some(params.scales.len())) {
        return Err(value_error!(
            "tensor {index} {name:?} has {} scales along axis {} of the shape {:?}, the array has the shape {shape:?}",
            params.scales.len(),
            params.axis,
            info.shape
        ));
    }
    Ok(params)
}

fn wrong_type(info: &TensorInfo<'_>) -> PyErr {
    let TensorInfo { index, name, dtype, .. } = *info;
    value_error!("tensor {index} {name:?} is {dtype}: only int2 to int32, uint4 and uint8 are quantized")
}

/// An array as float32 elements, or as elements of another type.
fn elements<'py>(values: &Bound<'py, PyAny>, kind: &str) -> PyResult<Bound<'py, PyUntypedArray>> {
    let numpy = values.py().import("numpy")?;
    arrays::dense(&numpy.call_method1("asarray", (values, kind))?)
}

/// Elements of a dense array.
fn numbers<T: numpy::Element + Copy>(array: &Bound<'_, PyUntypedArray>) -> PyResult<Vec<T>> {
    let flat = array.call_method1("reshape", (-1,))?.cast_into::<PyArray1<T>>()?;
    Ok(flat.readonly().as_slice()?.to_vec())
}

/// Integers of a tensor for real values, an array of the same shape.
pub(crate) fn quantize<'py>(info: &TensorInfo<'_>, values: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let array = elements(values, "float32")?;
    let shape = array.shape();
    let params = parameters(info, shape)?;
    let reals = numbers::<f32>(&array)?;
    match info.dtype {
        TensorType::Int8 | TensorType::Int4 | TensorType::Int2 => {
            let mut integers: Vec<i8> = quantize::quantize(&reals, params, shape).map_err(value)?;
            if let Some((least, greatest)) = dtype::packed_range(info.dtype) {
                integers.iter_mut().for_each(|integer| *integer = (*integer).clamp(least, greatest));
            }
            shaped(array.py(), integers, shape)
        }
        TensorType::UInt8 | TensorType::UInt4 => {
            let greatest = if info.dtype == TensorType::UInt4 { 15 } else { u8::MAX };
            let integers: Vec<u8> = quantize::quantize(&reals, params, shape).map_err(value)?;
            shaped(array.py(), integers.into_iter().map(|integer| integer.min(greatest)).collect(), shape)
        }
        TensorType::Int16 => {
            shaped(array.py(), quantize::quantize::<i16>(&reals, params, shape).map_err(value)?, shape)
        }
        TensorType::Int32 => {
            shaped(array.py(), quantize::quantize::<i32>(&reals, params, shape).map_err(value)?, shape)
        }
        _ => Err(wrong_type(info)),
    }
}

/// Real values for integers of a tensor, an array of the same shape.
pub(crate) fn dequantize<'py>(info: &TensorInfo<'_>, values: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let array = arrays::dense(values)?;
    let params = parameters(info, array.shape())?;
    match info.dtype {
        TensorType::Int8 | TensorType::Int4 | TensorType::Int2 => reals::<i8>(info, params, &array),
        TensorType::UInt8 | TensorType::UInt4 => reals::<u8>(info, params, &array),
        TensorType::Int16 => reals::<i16>(info, params, &array),
        TensorType::Int32 => reals::<i32>(info, params, &array),
        _ => Err(wrong_type(info)),
    }
}

fn reals<'py, T: QuantizedInteger + numpy::Element>(
    info: &TensorInfo<'_>,
    params: &Quantization,
    array: &Bound<'py, PyUntypedArray>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = array.py();
    let expected = numpy::dtype::<T>(py);
    if !array.dtype().is_equiv_to(&expected) {
        return Err(value_error!(
            "tensor {} {:?} is {}, so its values are an array of {expected}, not of {}",
            info.index,
            info.name,
            info.dtype,
            array.dtype()
        ));
    }
    let shape = array.shape();
    let reals = quantize::dequantize::<T>(&numbers::<T>(array)?, params, shape).map_err(value)?;
    shaped(py, reals, shape)
}

fn shaped<'py, T: numpy::Element>(py: Python<'py>, numbers: Vec<T>, shape: &[usize]) -> PyResult<Bound<'py, PyAny>> {
    Ok(PyArray1::from_vec(py, numbers).reshape(shape.to_vec())?.into_any())
}
