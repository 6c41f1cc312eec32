//! `c_api.h`: versions and models.

use crate::call::{Outcome, delete, value};
use crate::report::{Reporter, va_list};
use crate::{handles, memory};
use core::ffi::{c_char, c_int, c_void};
use core::ptr::null_mut;
use ferrolite::Model;
use std::path::PathBuf;
use std::sync::Arc;

/// A model: a verified file or buffer.
#[derive(Debug)]
pub struct TfLiteModel {
    pub(crate) model: Model,
}

/// The version of TensorFlow Lite whose C API this is, in the form of semver 2; what stands behind the plus sign says
/// that ferrolite implements it, and ferrolite's version.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteVersion() -> *const c_char {
    concat!("2.19.0+ferrolite.", env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// The version of the interfaces for custom operators, as TfLiteVersion gives it.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteExtensionApisVersion() -> *const c_char {
    TfLiteVersion()
}

/// The version of the file format that models must have.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteSchemaVersion() -> c_int {
    3
}

/// Verifies a model in memory; NULL when it is none, with the reason on standard error.
///
/// Nothing is copied: the buffer must stay as it is until the model and all interpreters made from it are deleted.
///
/// # Safety
/// `model_data` is null or points at `model_size` bytes, which stay as said above.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteModelCreate(model_data: *const c_void, model_size: usize) -> *mut TfLiteModel {
    // SAFETY: as this function's contract.
    value("TfLiteModelCreate", null_mut(), |_| unsafe { in_memory(model_data, model_size) })
}

/// TfLiteModelCreate with a function that is told what is wrong: it takes user_data, a format and its arguments, as
/// vprintf does.
///
/// # Safety
/// As TfLiteModelCreate; `reporter` is NULL or a function that may be called with `user_data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteModelCreateWithErrorReporter(
    model_data: *const c_void,
    model_size: usize,
    reporter: Option<unsafe extern "C" fn(user_data: *mut c_void, format: *const c_char, args: va_list)>,
    user_data: *mut c_void,
) -> *mut TfLiteModel {
    value("TfLiteModelCreateWithErrorReporter", null_mut(), |call| {
        call.reporter = Reporter::new(reporter, user_data);
        // SAFETY: as this function's contract.
        unsafe { in_memory(model_data, model_size) }
    })
}

/// Maps a file and verifies it; NULL when it is no model, with the reason on standard error.
///
/// The file must not be changed or truncated until the model and all interpreters made from it are deleted.
///
/// # Safety
/// `model_path` is null or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteModelCreateFromFile(model_path: *const c_char) -> *mut TfLiteModel {
    // SAFETY: as this function's contract.
    value("TfLiteModelCreateFromFile", null_mut(), |_| unsafe { from_file(model_path) })
}

/// TfLiteModelCreateFromFile with a function that is told what is wrong.
///
/// # Safety
/// As TfLiteModelCreateFromFile; `reporter` is NULL or a function that may be called with `user_data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteModelCreateFromFileWithErrorReporter(
    model_path: *const c_char,
    reporter: Option<unsafe extern "C" fn(user_data: *mut c_void, format: *const c_char, args: va_list)>,
    user_data: *mut c_void,
) -> *mut TfLiteModel {
    value("TfLiteModelCreateFromFileWithErrorReporter", null_mut(), |call| {
        call.reporter = Reporter::new(reporter, user_data);
        // SAFETY: as this function's contract.
        unsafe { from_file(model_path) }
    })
}

/// Deletes a model; interpreters made from it go on. NULL is nothing to delete.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteModelDelete(model: *mut TfLiteModel) {
    delete("TfLiteModelDelete", model);
}

/// # Safety
/// `data` is null or points at `size` bytes, which outlive the model and never change.
unsafe fn in_memory(data: *const c_void, size: usize) -> Outcome<*mut TfLiteModel> {
    // SAFETY: as this function's contract; "outlive the model" is what `'static` stands for.
    let bytes: &'static [u8] = unsafe { memory::values(data.cast(), size, "model data") }?;
    Ok(give(Model::from_static(bytes)?))
}

/// # Safety
/// `path` is null or a C string.
unsafe fn from_file(path: *const c_char) -> Outcome<*mut TfLiteModel> {
    // SAFETY: as this function's contract.
    let path = unsafe { memory::text(path, "path of the model") }?;
    Ok(give(Model::open(path_of(path))?))
}

#[cfg(unix)]
fn path_of(path: &core::ffi::CStr) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(path.to_bytes()))
}

#[cfg(not(unix))]
fn path_of(path: &core::ffi::CStr) -> PathBuf {
    PathBuf::from(path.to_string_lossy().into_owned())
}

fn give(model: Model) -> *mut TfLiteModel {
    handles::give(Arc::new(TfLiteModel { model }))
}
