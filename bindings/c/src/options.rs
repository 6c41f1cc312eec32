//! `c_api.h`: what an interpreter is made with.

use crate::call::{delete, status, value};
use crate::handles;
use crate::operator::TfLiteOperator;
use crate::raw::TfLiteOpaqueDelegate;
use crate::report::{Reporter, va_list};
use crate::types::TfLiteStatus;
use core::ffi::{c_char, c_void};
use core::ptr::null_mut;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Options of interpreters.
#[derive(Debug, Default)]
pub struct TfLiteInterpreterOptions(Mutex<Options>);

/// What the options say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// 0 and 1 for the caller's thread alone.
    pub(crate) threads: usize,
    pub(crate) reporter: Reporter,
    pub(crate) cancellation: bool,
    pub(crate) operators: Vec<Arc<TfLiteOperator>>,
    /// What was asked for that ferrolite does not have: no interpreter comes out.
    pub(crate) refused: Vec<String>,
}

impl TfLiteInterpreterOptions {
    /// The options, alone; no call of the program's happens meanwhile.
    pub(crate) fn get(&self) -> MutexGuard<'_, Options> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Changes options, or reports that there are none.
pub(crate) fn change(name: &str, options: *mut TfLiteInterpreterOptions, with: impl FnOnce(&mut Options)) {
    value(name, (), |call| {
        with(&mut call.options(options)?.get());
        Ok(())
    });
}

/// New options: one thread, messages to standard error, no cancellation.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsCreate() -> *mut TfLiteInterpreterOptions {
    value("TfLiteInterpreterOptionsCreate", null_mut(), |_| Ok(handles::give(Arc::default())))
}

/// A copy of options, to be deleted by itself.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsCopy(from: *const TfLiteInterpreterOptions) -> *mut TfLiteInterpreterOptions {
    value("TfLiteInterpreterOptionsCopy", null_mut(), |call| {
        let copy = call.options(from)?.get().clone();
        Ok(handles::give(Arc::new(TfLiteInterpreterOptions(Mutex::new(copy)))))
    })
}

/// Deletes options; interpreters made with them go on. NULL is nothing to delete.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsDelete(options: *mut TfLiteInterpreterOptions) {
    delete("TfLiteInterpreterOptionsDelete", options);
}

/// How many threads share the work of each operator, the caller's included. 0 and 1 are the caller's alone, and so is
/// -1, the library's choice. Results are the same for any number.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsSetNumThreads(options: *mut TfLiteInterpreterOptions, num_threads: i32) {
    value("TfLiteInterpreterOptionsSetNumThreads", (), |call| {
        let options = call.options(options)?;
        if num_threads < -1 {
            return Err(format!("the number of threads must be -1 or more, {num_threads} was given").into());
        }
        options.get().threads = usize::try_from(num_threads).unwrap_or(0);
        Ok(())
    });
}

/// Delegates are there to move work elsewhere, which ferrolite does not do: no interpreter can be made with these
/// options any more.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsAddDelegate(
    options: *mut TfLiteInterpreterOptions,
    delegate: *mut TfLiteOpaqueDelegate,
) {
    change("TfLiteInterpreterOptionsAddDelegate", options, |options| {
        let delegate = if delegate.is_null() { "a null pointer" } else { "a delegate" };
        options.refused.push(format!(
            "{delegate} was added as a delegate: ferrolite has no delegates, its own kernels run everything"
        ));
    });
}

/// Who is told what goes wrong: a function that takes user_data, a format and its arguments, as vprintf does. NULL
/// for standard error.
///
/// # Safety
/// `reporter` is NULL or a function that may be called with `user_data` as long as these options, their copies and the
/// interpreters made with them are there, by whichever thread calls the library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteInterpreterOptionsSetErrorReporter(
    options: *mut TfLiteInterpreterOptions,
    reporter: Option<unsafe extern "C" fn(user_data: *mut c_void, format: *const c_char, args: va_list)>,
    user_data: *mut c_void,
) {
    change("TfLiteInterpreterOptionsSetErrorReporter", options, |options| {
        options.reporter = Reporter::new(reporter, user_data);
    });
}

/// Lets models use a custom operator of the program's own. It must stay until the interpreters made with these options
/// are deleted.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsAddOperator(
    options: *mut TfLiteInterpreterOptions,
    registration: *mut TfLiteOperator,
) {
    value("TfLiteInterpreterOptionsAddOperator", (), |call| {
        let options = call.options(options)?;
        let operator = handles::find(registration)?;
        options.get().operators.push(operator);
        Ok(())
    });
}

/// Whether TfLiteInterpreterCancel works on interpreters made with these options.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsEnableCancellation(
    options: *mut TfLiteInterpreterOptions,
    enable: bool,
) -> TfLiteStatus {
    status("TfLiteInterpreterOptionsEnableCancellation", |call| {
        call.options(options)?.get().cancellation = enable;
        Ok(())
    })
}
