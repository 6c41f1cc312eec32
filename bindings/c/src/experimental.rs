//! `c_api_experimental.h`: variables, and what changes how operators are found and run.

use crate::call::{Failure, status, value};
use crate::interpreter::{MAIN, TfLiteInterpreter, count, create};
use crate::model::TfLiteModel;
use crate::operator::TfLiteOperator;
use crate::options::{TfLiteInterpreterOptions, change};
use crate::raw::{TfLiteBufferHandle, TfLiteBuiltinOperator, TfLiteOpaqueDelegate};
use crate::signature::TfLiteSignatureRunner;
use crate::tensor::TfLiteTensor;
use crate::types::TfLiteStatus;
use core::ffi::{CStr, c_char, c_int, c_void};
use core::ptr::null_mut;

/// A kernel of TensorFlow Lite's own, which works on its internal structures. ferrolite has none of them.
#[derive(Debug)]
pub struct TfLiteRegistration;

/// Memory of the program's for a tensor. ferrolite keeps tensors in memory of its own.
#[derive(Debug)]
pub struct TfLiteCustomAllocation;

/// An observer of TensorFlow Lite's.
#[derive(Debug)]
pub struct TfLiteTelemetryProfilerStruct;

/// Why kernels of TensorFlow Lite's form are refused.
const KERNELS: &str = "works on TensorFlow Lite's internal structures, which ferrolite does not have: describe the \
                       operator with TfLiteOperatorCreate and TfLiteInterpreterOptionsAddOperator";

/// Sets every variable tensor to 0, of int8 to its zero point.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterResetVariableTensors(interpreter: *mut TfLiteInterpreter) -> TfLiteStatus {
    status("TfLiteInterpreterResetVariableTensors", |call| {
        call.interpreter(interpreter)?.session()?.reset_variable_tensors();
        Ok(())
    })
}

/// How many variable tensors the main graph has.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetVariableTensorCount(interpreter: *const TfLiteInterpreter) -> i32 {
    value("TfLiteInterpreterGetVariableTensorCount", 0, |call| Ok(count(&call.interpreter(interpreter)?.variables)))
}

/// A variable tensor by position; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetVariableTensor(
    interpreter: *const TfLiteInterpreter,
    variable_index: i32,
) -> *mut TfLiteTensor {
    value("TfLiteInterpreterGetVariableTensor", null_mut(), |call| {
        let interpreter = call.interpreter(interpreter)?;
        interpreter.tensor(MAIN, interpreter.variable_index(variable_index)?)
    })
}

/// A kernel of TensorFlow Lite's form cannot run here: no interpreter can be made with these options any more.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsAddBuiltinOp(
    options: *mut TfLiteInterpreterOptions,
    op: TfLiteBuiltinOperator,
    _registration: *const TfLiteRegistration,
    _min_version: i32,
    _max_version: i32,
) {
    change("TfLiteInterpreterOptionsAddBuiltinOp", options, |options| {
        options.refused.push(format!("the kernel that was added for the builtin operator {op} {KERNELS}"));
    });
}

/// A kernel of TensorFlow Lite's form cannot run here: no interpreter can be made with these options any more.
/// TfLiteInterpreterOptionsAddOperator takes custom operators.
///
/// # Safety
/// `name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteInterpreterOptionsAddCustomOp(
    options: *mut TfLiteInterpreterOptions,
    name: *const c_char,
    _registration: *const TfLiteRegistration,
    _min_version: i32,
    _max_version: i32,
) {
    change("TfLiteInterpreterOptionsAddCustomOp", options, |options| {
        // SAFETY: as this function's contract.
        let name = unsafe { crate::memory::text(name, "name") }.map(CStr::to_string_lossy).unwrap_or_default();
        options.refused.push(format!("the kernel that was added for the custom operator {name:?} {KERNELS}"));
    });
}

/// Why resolvers are refused.
fn refuse_resolver(name: &str, options: *mut TfLiteInterpreterOptions, is_given: bool) {
    change(name, options, |options| {
        if is_given {
            options.refused.push(format!("a kernel that the program's operator resolver finds {KERNELS}"));
        }
    });
}

/// Operators are found in ferrolite's own table: with functions that look elsewhere no interpreter can be made.
///
/// # Safety
/// Nothing is called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteInterpreterOptionsSetOpResolverExternal(
    options: *mut TfLiteInterpreterOptions,
    find_builtin_op: Option<
        unsafe extern "C" fn(user_data: *mut c_void, op: c_int, version: c_int) -> *const TfLiteOperator,
    >,
    find_custom_op: Option<
        unsafe extern "C" fn(user_data: *mut c_void, custom_op: *const c_char, version: c_int) -> *const TfLiteOperator,
    >,
    _op_resolver_user_data: *mut c_void,
) {
    let is_given = find_builtin_op.is_some() || find_custom_op.is_some();
    refuse_resolver("TfLiteInterpreterOptionsSetOpResolverExternal", options, is_given);
}

/// As TfLiteInterpreterOptionsSetOpResolverExternal.
///
/// # Safety
/// Nothing is called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteInterpreterOptionsSetOpResolver(
    options: *mut TfLiteInterpreterOptions,
    find_builtin_op: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            op: TfLiteBuiltinOperator,
            version: c_int,
        ) -> *const TfLiteRegistration,
    >,
    find_custom_op: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            custom_op: *const c_char,
            version: c_int,
        ) -> *const TfLiteRegistration,
    >,
    _op_resolver_user_data: *mut c_void,
) {
    let is_given = find_builtin_op.is_some() || find_custom_op.is_some();
    refuse_resolver("TfLiteInterpreterOptionsSetOpResolver", options, is_given);
}

/// An interpreter, as TfLiteInterpreterCreate makes it: all of ferrolite's operators are there in any case.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterCreateWithSelectedOps(
    model: *const TfLiteModel,
    options: *const TfLiteInterpreterOptions,
) -> *mut TfLiteInterpreter {
    create("TfLiteInterpreterCreateWithSelectedOps", model, options)
}

/// There is no NNAPI here: whatever is asked for, ferrolite's kernels run.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsSetUseNNAPI(options: *mut TfLiteInterpreterOptions, _enable: bool) {
    change("TfLiteInterpreterOptionsSetUseNNAPI", options, |_| ());
}

/// There are no delegates to fall back from: nothing changes.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsSetEnableDelegateFallback(
    options: *mut TfLiteInterpreterOptions,
    _enable: bool,
) {
    change("TfLiteInterpreterOptionsSetEnableDelegateFallback", options, |_| ());
}

/// Nobody is told of what runs: nothing changes.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOptionsSetTelemetryProfiler(
    options: *mut TfLiteInterpreterOptions,
    _profiler: *mut TfLiteTelemetryProfilerStruct,
) {
    change("TfLiteInterpreterOptionsSetTelemetryProfiler", options, |_| ());
}

/// kTfLiteDelegateError: ferrolite has no delegates. The interpreter goes on as before.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterModifyGraphWithDelegate(
    interpreter: *const TfLiteInterpreter,
    _delegate: *mut TfLiteOpaqueDelegate,
) -> TfLiteStatus {
    status("TfLiteInterpreterModifyGraphWithDelegate", |call| {
        call.interpreter(interpreter)?;
        Err(Failure::new(
            TfLiteStatus::kTfLiteDelegateError,
            "ferrolite has no delegates, its own kernels run everything",
        ))
    })
}

/// The index of an input among all tensors; -1 when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetInputTensorIndex(interpreter: *const TfLiteInterpreter, input_index: i32) -> i32 {
    value("TfLiteInterpreterGetInputTensorIndex", -1, |call| {
        Ok(crate::tensor::int(call.interpreter(interpreter)?.input_index(input_index)?))
    })
}

/// The index of an output among all tensors; -1 when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetOutputTensorIndex(
    interpreter: *const TfLiteInterpreter,
    output_index: i32,
) -> i32 {
    value("TfLiteInterpreterGetOutputTensorIndex", -1, |call| {
        Ok(crate::tensor::int(call.interpreter(interpreter)?.output_index(output_index)?))
    })
}

/// kTfLiteError: tensors live in memory of ferrolite's own, where TfLiteTensorData reaches them without a copy.
///
/// # Safety
/// Nothing is followed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteInterpreterSetCustomAllocationForTensor(
    interpreter: *mut TfLiteInterpreter,
    _tensor_index: c_int,
    _allocation: *const TfLiteCustomAllocation,
    _flags: i64,
) -> TfLiteStatus {
    status("TfLiteInterpreterSetCustomAllocationForTensor", |call| {
        call.interpreter(interpreter)?;
        Err("tensors live in memory of ferrolite's own: TfLiteTensorData gives it".into())
    })
}

/// kTfLiteError: handles of buffers are for delegates.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterSetBufferHandle(
    interpreter: *mut TfLiteInterpreter,
    _tensor: *mut TfLiteTensor,
    _buffer_handle: TfLiteBufferHandle,
    _delegate: *mut TfLiteOpaqueDelegate,
) -> TfLiteStatus {
    status("TfLiteInterpreterSetBufferHandle", |call| {
        call.interpreter(interpreter)?;
        Err("handles of buffers are for delegates, which ferrolite does not have".into())
    })
}

/// kTfLiteError: handles of buffers are for delegates.
///
/// # Safety
/// Nothing is followed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteInterpreterGetBufferHandle(
    interpreter: *mut TfLiteInterpreter,
    _tensor_index: c_int,
    _buffer_handle: *mut TfLiteBufferHandle,
    _delegate: *mut *mut TfLiteOpaqueDelegate,
) -> TfLiteStatus {
    status("TfLiteInterpreterGetBufferHandle", |call| {
        call.interpreter(interpreter)?;
        Err("handles of buffers are for delegates, which ferrolite does not have".into())
    })
}

/// Outputs are always in memory: nothing changes.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteSetAllowBufferHandleOutput(
    interpreter: *const TfLiteInterpreter,
    _allow_buffer_handle_output: bool,
) {
    value("TfLiteSetAllowBufferHandleOutput", (), |call| call.interpreter(interpreter).map(|_| ()));
}

/// kTfLiteOk when a tensor can be read.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterEnsureTensorDataIsReadable(
    interpreter: *mut TfLiteInterpreter,
    tensor_index: c_int,
) -> TfLiteStatus {
    status("TfLiteInterpreterEnsureTensorDataIsReadable", |call| {
        let interpreter = call.interpreter(interpreter)?;
        let index = usize::try_from(tensor_index).map_err(|_| format!("there is no tensor {tensor_index}"))?;
        interpreter.session()?.read(MAIN, index)?;
        Ok(())
    })
}

/// As TfLiteInterpreterCancel, for runs of the signature.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteSignatureRunnerCancel(signature_runner: *mut TfLiteSignatureRunner) -> TfLiteStatus {
    status("TfLiteSignatureRunnerCancel", |call| call.runner(signature_runner)?.1.cancel())
}
