//! `c_api.h`: custom operators as a program describes them.

use crate::call::{delete, status, value};
use crate::handles;
use crate::interpreter::c_string;
use crate::kernel::{TfLiteOpaqueContext, TfLiteOpaqueNode};
use crate::memory;
use crate::raw::{self, TfLiteBuiltinOperator};
use crate::report::UserData;
use crate::types::TfLiteStatus;
use core::ffi::{c_char, c_int, c_void};
use core::ptr::{null, null_mut};
use std::ffi::CString;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A custom operator: its name and the functions that make, prepare and run it.
#[derive(Debug)]
pub struct TfLiteOperator {
    builtin: c_int,
    pub(crate) name: CString,
    pub(crate) version: c_int,
    pub(crate) user_data: UserData,
    functions: Mutex<Functions>,
}

/// A function that makes the state of one operator from its options.
pub(crate) type Init = unsafe extern "C" fn(*mut TfLiteOpaqueContext, *const c_char, usize) -> *mut c_void;
/// The same, called with the operator's user data.
pub(crate) type InitWithData =
    unsafe extern "C" fn(*mut c_void, *mut TfLiteOpaqueContext, *const c_char, usize) -> *mut c_void;
/// A function that ends the state of one operator.
pub(crate) type Free = unsafe extern "C" fn(*mut TfLiteOpaqueContext, *mut c_void);
/// The same, called with the operator's user data.
pub(crate) type FreeWithData = unsafe extern "C" fn(*mut c_void, *mut TfLiteOpaqueContext, *mut c_void);
/// A function that prepares or runs one operator.
pub(crate) type Run = unsafe extern "C" fn(*mut TfLiteOpaqueContext, *mut TfLiteOpaqueNode) -> raw::TfLiteStatus;
/// The same, called with the operator's user data.
pub(crate) type RunWithData =
    unsafe extern "C" fn(*mut c_void, *mut TfLiteOpaqueContext, *mut TfLiteOpaqueNode) -> raw::TfLiteStatus;

/// A function in either of its forms.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Function<Plain, WithData> {
    Plain(Plain),
    WithData(WithData),
}

/// The functions of an operator, where it has them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Functions {
    pub(crate) init: Option<Function<Init, InitWithData>>,
    pub(crate) free: Option<Function<Free, FreeWithData>>,
    pub(crate) prepare: Option<Function<Run, RunWithData>>,
    pub(crate) invoke: Option<Function<Run, RunWithData>>,
    /// Whether it is to run asynchronously, which nothing does here.
    pub(crate) is_async: bool,
}

impl TfLiteOperator {
    /// The functions, alone; none of them runs meanwhile.
    pub(crate) fn functions(&self) -> MutexGuard<'_, Functions> {
        self.functions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Changes the functions of an operator.
fn set(name: &str, registration: *mut TfLiteOperator, with: impl FnOnce(&mut Functions)) -> TfLiteStatus {
    status(name, |_| {
        with(&mut handles::find(registration)?.functions());
        Ok(())
    })
}

/// A new description of the custom operator that models call by this name: kTfLiteBuiltinCustom, the name, its version, and a
/// pointer that functions set by the calls "WithData" get. TfLiteOperatorDelete deletes it.
///
/// # Safety
/// `custom_name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorCreate(
    builtin_code: TfLiteBuiltinOperator,
    custom_name: *const c_char,
    version: c_int,
    user_data: *mut c_void,
) -> *mut TfLiteOperator {
    value("TfLiteOperatorCreate", null_mut(), |_| {
        let name = if custom_name.is_null() {
            c_string("")
        } else {
            // SAFETY: as this function's contract.
            unsafe { memory::text(custom_name, "name") }?.to_owned()
        };
        let functions = Mutex::default();
        let operator =
            TfLiteOperator { builtin: builtin_code, name, version, user_data: UserData(user_data), functions };
        Ok(handles::give(Arc::new(operator)))
    })
}

/// Deletes a description. NULL is nothing to delete.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOperatorDelete(registration: *mut TfLiteOperator) {
    delete("TfLiteOperatorDelete", registration);
}

/// The operator's number, as TfLiteOperatorCreate was given it; -1 of none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOperatorGetBuiltInCode(registration: *const TfLiteOperator) -> TfLiteBuiltinOperator {
    value("TfLiteOperatorGetBuiltInCode", -1, |_| Ok(handles::find(registration)?.builtin))
}

/// The operator's name, good until it is deleted.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOperatorGetCustomName(registration: *const TfLiteOperator) -> *const c_char {
    value("TfLiteOperatorGetCustomName", null(), |_| Ok(handles::find(registration)?.name.as_ptr()))
}

/// The operator's version; -1 of none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOperatorGetVersion(registration: *const TfLiteOperator) -> c_int {
    value("TfLiteOperatorGetVersion", -1, |_| Ok(handles::find(registration)?.version))
}

/// The pointer that TfLiteOperatorCreate was given.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOperatorGetUserData(registration: *const TfLiteOperator) -> *mut c_void {
    value("TfLiteOperatorGetUserData", null_mut(), |_| Ok(handles::find(registration)?.user_data.0))
}

/// The function that makes the state of one operator from its options, which are so many bytes. Its result is what
/// TfLiteOpaqueNodeGetUserData gives.
///
/// # Safety
/// `init` is NULL or a function that may be called so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorSetInit(
    registration: *mut TfLiteOperator,
    init: Option<
        unsafe extern "C" fn(context: *mut TfLiteOpaqueContext, buffer: *const c_char, length: usize) -> *mut c_void,
    >,
) {
    set("TfLiteOperatorSetInit", registration, |own| own.init = init.map(Function::Plain));
}

/// TfLiteOperatorSetInit with a function that gets the operator's user data first.
///
/// # Safety
/// As TfLiteOperatorSetInit.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorSetInitWithData(
    registration: *mut TfLiteOperator,
    init: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            context: *mut TfLiteOpaqueContext,
            buffer: *const c_char,
            length: usize,
        ) -> *mut c_void,
    >,
) -> TfLiteStatus {
    set("TfLiteOperatorSetInitWithData", registration, |own| own.init = init.map(Function::WithData))
}

/// The function that ends what init made.
///
/// # Safety
/// `free` is NULL or a function that may be called so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorSetFree(
    registration: *mut TfLiteOperator,
    free: Option<unsafe extern "C" fn(context: *mut TfLiteOpaqueContext, data: *mut c_void)>,
) {
    set("TfLiteOperatorSetFree", registration, |own| own.free = free.map(Function::Plain));
}

/// TfLiteOperatorSetFree with a function that gets the operator's user data first.
///
/// # Safety
/// As TfLiteOperatorSetFree.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorSetFreeWithData(
    registration: *mut TfLiteOperator,
    free: Option<unsafe extern "C" fn(user_data: *mut c_void, context: *mut TfLiteOpaqueContext, data: *mut c_void)>,
) -> TfLiteStatus {
    set("TfLiteOperatorSetFreeWithData", registration, |own| own.free = free.map(Function::WithData))
}

/// The function that checks the operands of one operator and gives its outputs their shapes. It may be called more
/// than once.
///
/// # Safety
/// `prepare` is NULL or a function that may be called so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorSetPrepare(
    registration: *mut TfLiteOperator,
    prepare: Option<
        unsafe extern "C" fn(context: *mut TfLiteOpaqueContext, node: *mut TfLiteOpaqueNode) -> raw::TfLiteStatus,
    >,
) {
    set("TfLiteOperatorSetPrepare", registration, |own| own.prepare = prepare.map(Function::Plain));
}

/// TfLiteOperatorSetPrepare with a function that gets the operator's user data first.
///
/// # Safety
/// As TfLiteOperatorSetPrepare.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorSetPrepareWithData(
    registration: *mut TfLiteOperator,
    prepare: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            context: *mut TfLiteOpaqueContext,
            node: *mut TfLiteOpaqueNode,
        ) -> raw::TfLiteStatus,
    >,
) -> TfLiteStatus {
    set("TfLiteOperatorSetPrepareWithData", registration, |own| own.prepare = prepare.map(Function::WithData))
}

/// The function that computes the outputs of one operator.
///
/// # Safety
/// `invoke` is NULL or a function that may be called so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorSetInvoke(
    registration: *mut TfLiteOperator,
    invoke: Option<
        unsafe extern "C" fn(context: *mut TfLiteOpaqueContext, node: *mut TfLiteOpaqueNode) -> raw::TfLiteStatus,
    >,
) {
    set("TfLiteOperatorSetInvoke", registration, |own| own.invoke = invoke.map(Function::Plain));
}

/// TfLiteOperatorSetInvoke with a function that gets the operator's user data first.
///
/// # Safety
/// As TfLiteOperatorSetInvoke.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorSetInvokeWithData(
    registration: *mut TfLiteOperator,
    invoke: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            context: *mut TfLiteOpaqueContext,
            node: *mut TfLiteOpaqueNode,
        ) -> raw::TfLiteStatus,
    >,
) -> TfLiteStatus {
    set("TfLiteOperatorSetInvokeWithData", registration, |own| own.invoke = invoke.map(Function::WithData))
}

/// An asynchronous form of an operator; nothing here ever looks at one.
#[derive(Debug)]
pub struct TfLiteAsyncKernel;

/// Operators do not run asynchronously here: one that has such a form is refused when tensors are allocated.
///
/// # Safety
/// Nothing is called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorSetAsyncKernel(
    registration: *mut TfLiteOperator,
    async_kernel: Option<
        unsafe extern "C" fn(context: *mut TfLiteOpaqueContext, node: *mut TfLiteOpaqueNode) -> *mut TfLiteAsyncKernel,
    >,
) {
    set("TfLiteOperatorSetAsyncKernel", registration, |own| own.is_async = async_kernel.is_some());
}

/// As TfLiteOperatorSetAsyncKernel.
///
/// # Safety
/// Nothing is called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOperatorSetAsyncKernelWithData(
    registration: *mut TfLiteOperator,
    async_kernel: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            context: *mut TfLiteOpaqueContext,
            node: *mut TfLiteOpaqueNode,
        ) -> *mut TfLiteAsyncKernel,
    >,
) -> TfLiteStatus {
    set("TfLiteOperatorSetAsyncKernelWithData", registration, |own| own.is_async = async_kernel.is_some())
}

/// Which outputs may take over the memory of inputs. It is a hint, and not taken here.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOperatorSetInplaceOperator(registration: *mut TfLiteOperator, _inplace_operator: u64) {
    set("TfLiteOperatorSetInplaceOperator", registration, |_| ());
}
