//! `common.h`: names of types, arrays with their length, quantization along an axis.

use crate::call::{Outcome, value};
use crate::memory;
use crate::raw::TfLiteType;
use crate::types::TYPES;
use core::ffi::{c_char, c_int, c_void};
use core::ptr::null_mut;
use ferrolite::Quantization;

/// A length and as many numbers behind it. The header says the same with a flexible array.
#[repr(C)]
#[derive(Debug)]
pub struct TfLiteIntArray {
    size: c_int,
}

/// A length and as many numbers behind it.
#[repr(C)]
#[derive(Debug)]
pub struct TfLiteFloatArray {
    size: c_int,
}

/// How a tensor is quantized. There is only one way here, affine; block scales of weights are not shown.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, missing_docs, reason = "the names of the C API")]
pub enum TfLiteQuantizationType {
    kTfLiteNoQuantization = 0,
    kTfLiteAffineQuantization = 1,
    kTfLiteBlockwiseQuantization = 2,
    kTfLiteMultiAxisQuantization = 3,
}

/// How a tensor is quantized, and the parameters: a TfLiteAffineQuantization, or NULL.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "said above")]
pub struct TfLiteQuantization {
    pub r#type: TfLiteQuantizationType,
    pub params: *mut c_void,
}

/// One scale and zero point, or one of each for every index of the dimension: real = scale * (quantized - zero_point).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "said above")]
pub struct TfLiteAffineQuantization {
    pub scale: *mut TfLiteFloatArray,
    pub zero_point: *mut TfLiteIntArray,
    pub quantized_dimension: i32,
}

/// Where the memory of a tensor comes from.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, missing_docs, reason = "the names of the C API")]
pub enum TfLiteAllocationType {
    kTfLiteMemNone = 0,
    kTfLiteMmapRo,
    kTfLiteArenaRw,
    kTfLiteArenaRwPersistent,
    kTfLiteDynamic,
    kTfLitePersistentRo,
    kTfLiteCustom,
    kTfLiteVariantObject,
    kTfLiteNonCpu,
}

/// Scales and zero points laid out for C, with the record that points at them.
#[derive(Debug)]
pub(crate) struct Affine {
    record: Box<TfLiteAffineQuantization>,
    /// A length and the bits of floats behind it.
    _scales: Box<[u32]>,
    /// A length and integers behind it.
    _zero_points: Box<[i32]>,
}

// SAFETY: the pointers in the record are to the boxes beside it; nothing here writes to any of them.
unsafe impl Send for Affine {}
// SAFETY: as above.
unsafe impl Sync for Affine {}

impl Affine {
    pub(crate) fn new(quantization: &Quantization) -> Self {
        let length = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let scales = quantization.scales.iter().map(|scale| scale.to_bits());
        let mut scales: Box<[u32]> =
            core::iter::once(length(quantization.scales.len()).cast_unsigned()).chain(scales).collect();
        let zero_points = quantization.zero_points.iter().copied();
        let mut zero_points: Box<[i32]> =
            core::iter::once(length(quantization.zero_points.len())).chain(zero_points).collect();
        let record = TfLiteAffineQuantization {
            scale: scales.as_mut_ptr().cast(),
            zero_point: zero_points.as_mut_ptr().cast(),
            quantized_dimension: length(quantization.axis),
        };
        Self { record: Box::new(record), _scales: scales, _zero_points: zero_points }
    }

    /// The record as C gets it, good as long as this value.
    pub(crate) fn params(&self) -> *mut c_void {
        core::ptr::from_ref(&*self.record).cast_mut().cast()
    }
}

/// The bytes of an array of four-byte elements behind its length; 0 when it cannot have that many.
fn array_bytes(size: c_int) -> usize {
    let size = usize::try_from(size).ok();
    size.and_then(|size| size.checked_add(1)?.checked_mul(4)).unwrap_or(0)
}

/// Memory for an array, its length written, its elements zero.
fn array_create(name: &str, size: c_int) -> *mut c_int {
    value(name, null_mut(), |_| {
        let bytes = array_bytes(size);
        if bytes == 0 {
            return Err(format!("an array cannot have {size} elements").into());
        }
        // SAFETY: C's allocator takes any size.
        let array: *mut c_int = unsafe { memory::malloc(bytes) }.cast();
        if array.is_null() {
            return Err(format!("there is no memory for {bytes} bytes").into());
        }
        // SAFETY: the allocator gave that many bytes, aligned for any type.
        unsafe { array.write_bytes(0, bytes / 4) };
        // SAFETY: as above; the length is the first element.
        unsafe { memory::store(array, size, "array")? };
        Ok(array)
    })
}

/// The elements of an array.
///
/// # Safety
/// `array` is null, or one that the functions here made and nobody changes during `'a`.
pub(crate) unsafe fn elements<'a, A>(array: *const A, what: &str) -> Outcome<&'a [c_int]> {
    // SAFETY: as this function's contract; the length comes first.
    let size = unsafe { memory::values(array.cast::<c_int>(), 1, what) }?;
    let size = size.first().and_then(|&size| usize::try_from(size).ok());
    let size = size.ok_or_else(|| format!("the {what} has a negative length"))?;
    // SAFETY: as above; so many elements are behind the length.
    let whole = unsafe { memory::values(array.cast::<c_int>(), size + 1, what) }?;
    Ok(whole.get(1..).unwrap_or_default())
}

/// The name of an element type, in capitals; "Unknown type" of a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteTypeGetName(r#type: TfLiteType) -> *const c_char {
    let known = TYPES.iter().find(|(own, _, _)| *own as TfLiteType == r#type);
    known.map_or(c"Unknown type", |(_, name, _)| name).as_ptr()
}

/// The bytes that an array of so many integers takes.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteIntArrayGetSizeInBytes(size: c_int) -> usize {
    array_bytes(size)
}

/// A new array of so many integers, all 0; NULL when there is no memory. TfLiteIntArrayFree frees it.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteIntArrayCreate(size: c_int) -> *mut TfLiteIntArray {
    array_create("TfLiteIntArrayCreate", size).cast()
}

/// Whether two arrays are the same, element by element. NULL is the same only as NULL.
///
/// # Safety
/// The arrays are NULL or arrays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteIntArrayEqual(a: *const TfLiteIntArray, b: *const TfLiteIntArray) -> c_int {
    if a.is_null() || b.is_null() {
        return (a == b).into();
    }
    value("TfLiteIntArrayEqual", 0, |_| {
        // SAFETY: as this function's contract.
        let (a, b) = unsafe { (elements(a, "array")?, elements(b, "array")?) };
        Ok((a == b).into())
    })
}

/// Whether an array holds these numbers.
///
/// # Safety
/// `a` is NULL or an array, `b_data` is NULL or points at `b_size` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteIntArrayEqualsArray(
    a: *const TfLiteIntArray,
    b_size: c_int,
    b_data: *const c_int,
) -> c_int {
    if a.is_null() {
        return (b_size == 0).into();
    }
    value("TfLiteIntArrayEqualsArray", 0, |_| {
        let count = usize::try_from(b_size).map_err(|_| format!("the array has {b_size} elements"))?;
        // SAFETY: as this function's contract.
        let (a, b) = unsafe { (elements(a, "array")?, memory::values(b_data, count, "numbers")?) };
        Ok((a == b).into())
    })
}

/// A copy of an array; NULL of NULL.
///
/// # Safety
/// `src` is NULL or an array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteIntArrayCopy(src: *const TfLiteIntArray) -> *mut TfLiteIntArray {
    // SAFETY: as this function's contract.
    unsafe { array_copy("TfLiteIntArrayCopy", src.cast()) }.cast()
}

/// Frees an array. NULL is nothing to free.
///
/// # Safety
/// `a` is NULL, or an array that these functions made and that was not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteIntArrayFree(a: *mut TfLiteIntArray) {
    // SAFETY: arrays come from `malloc`, and `free` takes NULL.
    unsafe { memory::free(a.cast()) };
}

/// The bytes that an array of so many floats takes.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteFloatArrayGetSizeInBytes(size: c_int) -> c_int {
    c_int::try_from(array_bytes(size)).unwrap_or(0)
}

/// A new array of so many floats, all 0; NULL when there is no memory. TfLiteFloatArrayFree frees it.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteFloatArrayCreate(size: c_int) -> *mut TfLiteFloatArray {
    array_create("TfLiteFloatArrayCreate", size).cast()
}

/// A copy of an array; NULL of NULL.
///
/// # Safety
/// `src` is NULL or an array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteFloatArrayCopy(src: *const TfLiteFloatArray) -> *mut TfLiteFloatArray {
    // SAFETY: as this function's contract.
    unsafe { array_copy("TfLiteFloatArrayCopy", src.cast()) }.cast()
}

/// Frees an array. NULL is nothing to free.
///
/// # Safety
/// `a` is NULL, or an array that these functions made and that was not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteFloatArrayFree(a: *mut TfLiteFloatArray) {
    // SAFETY: arrays come from `malloc`, and `free` takes NULL.
    unsafe { memory::free(a.cast()) };
}

/// # Safety
/// `src` is null or an array.
unsafe fn array_copy(name: &str, src: *const c_int) -> *mut c_int {
    if src.is_null() {
        return null_mut();
    }
    value(name, null_mut(), |_| {
        // SAFETY: as this function's contract.
        let from = unsafe { elements(src, "array") }?;
        let size = c_int::try_from(from.len()).map_err(|_| "the array is too long")?;
        let copy = array_create(name, size);
        if copy.is_null() {
            return Ok(copy);
        }
        // SAFETY: `array_create` gave room for that many elements behind the length.
        let into = unsafe { memory::values_mut(copy.add(1), from.len(), "copy") }?;
        into.copy_from_slice(from);
        Ok(copy)
    })
}
