//! Where numpy arrays meet the memory of tensors.
#![allow(unsafe_code)]

use crate::errors::value_error;
use numpy::npyffi::{self, NPY_ARRAY_ALIGNED, NPY_ARRAY_CARRAY, NPY_ARRAY_CARRAY_RO, npy_intp};
use numpy::{PY_ARRAY_API, PyArrayDescr, PyArrayDescrMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;
use std::ffi::{c_int, c_void};
use std::ptr::{self, NonNull};

/// A value as an array whose elements lie one after the other, in the machine's byte order; copied only if need be.
///
/// # Errors
/// What numpy raises.
pub(crate) fn dense<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyUntypedArray>> {
    let array = match value.cast::<PyUntypedArray>() {
        Ok(array) => array.clone(),
        Err(_) => value.py().import("numpy")?.call_method1("asarray", (value,))?.cast_into::<PyUntypedArray>()?,
    };
    let dtype = array.dtype();
    if array.is_c_contiguous() && dtype.is_native_byteorder() != Some(false) {
        return Ok(array);
    }
    let native = dtype.call_method1("newbyteorder", ("=",))?;
    Ok(array.call_method1("astype", (native, "C"))?.cast_into::<PyUntypedArray>()?)
}

/// Copies the elements of a [`dense`] array of plain numbers.
///
/// # Errors
/// `ValueError` when they are objects or have not as many bytes.
pub(crate) fn copy_out(array: &Bound<'_, PyUntypedArray>, into: &mut [u8]) -> PyResult<()> {
    let dtype = array.dtype();
    if dtype.has_object() || !array.is_c_contiguous() || Some(into.len()) != array.len().checked_mul(dtype.itemsize()) {
        return Err(value_error!("the array does not hold {} bytes of plain numbers", into.len()));
    }
    // SAFETY: the array is alive while `array` borrows it, and its data pointer is good for as many bytes as it has
    // elements of its type, one after the other, since it is contiguous; they are plain numbers. It may be a view of
    // the tensor's own memory, so `copy` and not `copy_nonoverlapping`.
    unsafe { ptr::copy((*array.as_array_ptr()).fields.data.cast::<u8>().cast_const(), into.as_mut_ptr(), into.len()) };
    Ok(())
}

/// A new array with a copy of `bytes`.
///
/// # Errors
/// `ValueError` when there are not as many bytes as the shape says; what numpy raises.
pub(crate) fn copied<'py>(
    dtype: Bound<'py, PyArrayDescr>,
    shape: &[usize],
    bytes: &[u8],
) -> PyResult<Bound<'py, PyAny>> {
    check(&dtype, shape, bytes.len())?;
    let array = make(dtype, shape, None, 0)?;
    // SAFETY: numpy has just allocated as many bytes as the shape and type say, which are `bytes.len()`; nobody else
    // knows the array yet.
    unsafe {
        let into = (*array.as_ptr().cast::<npyffi::PyArrayObject>()).fields.data.cast::<u8>();
        ptr::copy_nonoverlapping(bytes.as_ptr(), into, bytes.len());
    }
    Ok(array)
}

/// An array whose elements are the memory at `data`, which `owner` keeps alive.
///
/// # Errors
/// `ValueError` when the memory has not the shape's size; what numpy raises.
///
/// # Safety
/// The memory must stay where it is, initialised, as long as `owner` lives, and must be writable if `writable`.
/// Nobody may hold a Rust reference to it while Python code runs that reads or writes the array.
pub(crate) unsafe fn view<'py>(
    dtype: Bound<'py, PyArrayDescr>,
    shape: &[usize],
    data: NonNull<[u8]>,
    writable: bool,
    owner: Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    check(&dtype, shape, data.len())?;
    let py = owner.py();
    let flags = if writable { NPY_ARRAY_CARRAY } else { NPY_ARRAY_CARRAY_RO };
    // Constants lie where the file has them.
    let aligned = data.cast::<u8>().addr().get().is_multiple_of(dtype.alignment().max(1));
    let flags = if aligned { flags } else { flags & !NPY_ARRAY_ALIGNED };
    let array = make(dtype, shape, Some(data), flags)?;
    // SAFETY: `array` is an array without a base; the call takes over the reference to the owner.
    let set = unsafe { PY_ARRAY_API.PyArray_SetBaseObject(py, array.as_ptr().cast(), owner.into_ptr()) };
    if set == 0 { Ok(array) } else { Err(PyErr::fetch(py)) }
}

/// Whether memory of `bytes` bytes holds a tensor of this shape and type.
fn check(dtype: &Bound<'_, PyArrayDescr>, shape: &[usize], bytes: usize) -> PyResult<()> {
    let needed = shape.iter().try_fold(dtype.itemsize(), |size, &extent| size.checked_mul(extent));
    if needed == Some(bytes) && !dtype.has_object() {
        return Ok(());
    }
    Err(value_error!("{bytes} bytes are no array of shape {shape:?} and type {dtype}"))
}

/// A new array. Without `data` it has memory of its own, and `flags` must be 0: others would ask for Fortran order. With
/// `data` it does not keep the memory alive yet.
fn make<'py>(
    dtype: Bound<'py, PyArrayDescr>,
    shape: &[usize],
    data: Option<NonNull<[u8]>>,
    flags: c_int,
) -> PyResult<Bound<'py, PyAny>> {
    let py = dtype.py();
    let too_large = |_| PyMemoryError::new_err(format!("an array of shape {shape:?} is too large"));
    let mut extents = shape.iter().map(|&d| npy_intp::try_from(d)).collect::<Result<Vec<_>, _>>().map_err(too_large)?;
    let rank = c_int::try_from(extents.len()).map_err(too_large)?;
    let data = data.map_or(ptr::null_mut(), |data| data.cast::<c_void>().as_ptr());
    // SAFETY: the interpreter lock is held, which `py` shows; `extents` has `rank` elements; the call takes over the
    // reference to the type; without strides it computes those of C order. It returns a new reference or null.
    unsafe {
        let class = npyffi::get_type_object(py, npyffi::NpyTypes::PyArray_Type);
        let array = PY_ARRAY_API.PyArray_NewFromDescr(
            py,
            class,
            dtype.into_dtype_ptr(),
            rank,
            extents.as_mut_ptr(),
            ptr::null_mut(),
            data,
            flags,
            ptr::null_mut(),
        );
        Bound::from_owned_ptr_or_err(py, array)
    }
}
