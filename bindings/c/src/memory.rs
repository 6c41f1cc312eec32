//! What programs pass by address: strings, numbers, bytes. All that follows a pointer of theirs is here.

use crate::call::{Failure, Outcome};
use crate::report::va_list;
use core::ffi::{CStr, c_char, c_int, c_void};

unsafe extern "C" {
    pub(crate) fn malloc(bytes: usize) -> *mut c_void;
    pub(crate) fn free(memory: *mut c_void);
    pub(crate) fn vsnprintf(buffer: *mut c_char, size: usize, format: *const c_char, args: va_list) -> c_int;
}

/// A C string.
///
/// # Safety
/// `text` is null, or points at a C string that nobody changes during `'a`.
pub(crate) unsafe fn text<'a>(text: *const c_char, what: &str) -> Outcome<&'a CStr> {
    if text.is_null() {
        return Err(Failure::from(format!("the {what} is a null pointer")));
    }
    // SAFETY: not null; a C string by this function's contract.
    Ok(unsafe { CStr::from_ptr(text) })
}

/// `count` values of a plain type.
///
/// # Safety
/// `values` is null, or points at `count` values that nobody changes during `'a`.
pub(crate) unsafe fn values<'a, T: Copy>(values: *const T, count: usize, what: &str) -> Outcome<&'a [T]> {
    if count == 0 {
        return Ok(&[]);
    }
    check(values, count, what)?;
    // SAFETY: not null, aligned, not larger than memory can be; readable and at rest by this function's contract.
    Ok(unsafe { core::slice::from_raw_parts(values, count) })
}

/// `count` values of a plain type, to be written.
///
/// # Safety
/// `values` is null, or points at `count` values that nobody else touches during `'a`.
pub(crate) unsafe fn values_mut<'a, T: Copy>(values: *mut T, count: usize, what: &str) -> Outcome<&'a mut [T]> {
    if count == 0 {
        return Ok(&mut []);
    }
    check(values, count, what)?;
    // SAFETY: not null, aligned, not larger than memory can be; ours alone by this function's contract.
    Ok(unsafe { core::slice::from_raw_parts_mut(values, count) })
}

/// Whether a slice may begin here, as far as the address tells.
fn check<T>(values: *const T, count: usize, what: &str) -> Outcome<()> {
    if values.is_null() {
        return Err(Failure::from(format!("the {what} is a null pointer")));
    }
    if !values.is_aligned() {
        return Err(Failure::from(format!("the {what} at {values:p} is misaligned")));
    }
    let bytes = count.checked_mul(size_of::<T>());
    if bytes.is_none_or(|bytes| bytes > isize::MAX.cast_unsigned()) {
        return Err(Failure::from(format!("the {what} cannot have {count} elements")));
    }
    Ok(())
}

/// Stores a result where the program asked for it.
///
/// # Safety
/// `place` is null, or points at a value that nobody else touches during the call.
pub(crate) unsafe fn store<T: Copy>(place: *mut T, value: T, what: &str) -> Outcome<()> {
    check(place, 1, what)?;
    // SAFETY: not null and aligned; ours alone by this function's contract.
    unsafe { place.write(value) };
    Ok(())
}
