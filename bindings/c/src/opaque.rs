//! `c_api_opaque.h`: what custom operators see, and tensors in more detail. A TfLiteOpaqueTensor is a TfLiteTensor by
//! another name: pointers to either may be cast.

use crate::call::{Failure, Outcome, status, value};
use crate::common::{TfLiteAllocationType, TfLiteIntArray, TfLiteQuantization, TfLiteQuantizationType, elements};
use crate::kernel::{TfLiteOpaqueContext, TfLiteOpaqueNode};
use crate::raw::{self, TfLiteOpaqueTensor};
use crate::report::va_list;
use crate::tensor::{self, TfLiteTensor, of};
use crate::types::{TfLiteQuantizationParams, TfLiteStatus, TfLiteType};
use crate::{handles, memory, strings};
use core::ffi::{c_char, c_int, c_void};
use core::ptr::{null, null_mut, without_provenance_mut};
use std::sync::Arc;

/// The element type; kTfLiteNoType of no tensor.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorType(opaque_tensor: *const TfLiteOpaqueTensor) -> TfLiteType {
    tensor::TfLiteTensorType(opaque_tensor)
}

/// How many dimensions there are; -1 of no tensor.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorNumDims(opaque_tensor: *const TfLiteOpaqueTensor) -> i32 {
    tensor::TfLiteTensorNumDims(opaque_tensor)
}

/// The length of a dimension; -1 when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorDim(opaque_tensor: *const TfLiteOpaqueTensor, dim_index: i32) -> i32 {
    tensor::TfLiteTensorDim(opaque_tensor, dim_index)
}

/// How many dimensions the shape signature has: the shape with -1 for open dimensions.
///
/// # Safety
/// `num_dims` is NULL or points at a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueTensorGetNumDimsSignature(
    opaque_tensor: *const TfLiteOpaqueTensor,
    num_dims: *mut i32,
) -> TfLiteStatus {
    status("TfLiteOpaqueTensorGetNumDimsSignature", |call| {
        let signature = call.tensor(opaque_tensor)?.signature()?;
        // SAFETY: as this function's contract.
        unsafe { memory::store(num_dims, tensor::int(signature.len()), "place for the number") }
    })
}

/// A dimension of the shape signature, -1 where it is open.
///
/// # Safety
/// `dim_length` is NULL or points at a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueTensorGetDimSignature(
    opaque_tensor: *const TfLiteOpaqueTensor,
    dim_index: i32,
    dim_length: *mut i32,
) -> TfLiteStatus {
    status("TfLiteOpaqueTensorGetDimSignature", |call| {
        let signature = call.tensor(opaque_tensor)?.signature()?;
        let dim = usize::try_from(dim_index).ok().and_then(|axis| signature.get(axis));
        let dim = *dim.ok_or_else(|| format!("there is no dimension {dim_index} in {signature:?}"))?;
        // SAFETY: as this function's contract.
        unsafe { memory::store(dim_length, dim, "place for the length") }
    })
}

/// 1 when the tensor keeps its value from run to run, else 0.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorIsVariable(opaque_tensor: *const TfLiteOpaqueTensor) -> c_int {
    of("TfLiteOpaqueTensorIsVariable", opaque_tensor, 0, |tensor| Ok(tensor.value().is_variable().into()))
}

/// The size of the value in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorByteSize(opaque_tensor: *const TfLiteOpaqueTensor) -> usize {
    tensor::TfLiteTensorByteSize(opaque_tensor)
}

/// The memory of the value, as TfLiteTensorData gives it. Of an operand there is some while the operator's invoke
/// function runs; while its prepare function runs, only of inputs whose values are known by then.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorData(opaque_tensor: *const TfLiteOpaqueTensor) -> *mut c_void {
    tensor::TfLiteTensorData(opaque_tensor)
}

/// Where the memory comes from: kTfLiteMmapRo of constants, kTfLiteArenaRwPersistent of variables, kTfLiteDynamic of
/// strings, kTfLiteArenaRw of all others.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorGetAllocationType(
    opaque_tensor: *const TfLiteOpaqueTensor,
) -> TfLiteAllocationType {
    let none = TfLiteAllocationType::kTfLiteMemNone;
    of("TfLiteOpaqueTensorGetAllocationType", opaque_tensor, none, |tensor| tensor.value().allocation())
}

/// The name, good until the interpreter is deleted.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorName(opaque_tensor: *const TfLiteOpaqueTensor) -> *const c_char {
    tensor::TfLiteTensorName(opaque_tensor)
}

/// How the tensor is quantized, per tensor or along an axis: kTfLiteAffineQuantization with a TfLiteAffineQuantization,
/// good until the interpreter is deleted and not to be changed; or kTfLiteNoQuantization with NULL.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorGetQuantization(opaque_tensor: *const TfLiteOpaqueTensor) -> TfLiteQuantization {
    let none = TfLiteQuantization { r#type: TfLiteQuantizationType::kTfLiteNoQuantization, params: null_mut() };
    of("TfLiteOpaqueTensorGetQuantization", opaque_tensor, none, |tensor| {
        let affine = TfLiteQuantizationType::kTfLiteAffineQuantization;
        Ok(tensor.affine()?.map_or(none, |own| TfLiteQuantization { r#type: affine, params: own.params() }))
    })
}

/// Scale and zero point; zeros unless the tensor has one of each.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorGetQuantizationParams(
    opaque_tensor: *const TfLiteOpaqueTensor,
) -> TfLiteQuantizationParams {
    tensor::TfLiteTensorQuantizationParams(opaque_tensor)
}

/// Copies a buffer into a tensor of exactly that size.
///
/// # Safety
/// `input_data` is NULL or points at `input_data_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueTensorCopyFromBuffer(
    opaque_tensor: *mut TfLiteOpaqueTensor,
    input_data: *const c_void,
    input_data_size: usize,
) -> TfLiteStatus {
    // SAFETY: as this function's contract.
    unsafe { tensor::TfLiteTensorCopyFromBuffer(opaque_tensor, input_data, input_data_size) }
}

/// Copies a tensor into a buffer of exactly its size.
///
/// # Safety
/// `output_data` is NULL or points at `output_data_size` bytes that nobody else uses meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueTensorCopyToBuffer(
    opaque_tensor: *const TfLiteOpaqueTensor,
    output_data: *mut c_void,
    output_data_size: usize,
) -> TfLiteStatus {
    // SAFETY: as this function's contract.
    unsafe { tensor::TfLiteTensorCopyToBuffer(opaque_tensor, output_data, output_data_size) }
}

/// How many strings a string tensor holds; -1 of other tensors.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueTensorGetStringCount(tensor: *const TfLiteOpaqueTensor) -> c_int {
    of("TfLiteOpaqueTensorGetStringCount", tensor, -1, |tensor| {
        let mut count = 0;
        with_strings(tensor, &mut |strings| {
            count = tensor::int(strings.len());
            Ok(())
        })?;
        Ok(count)
    })
}

/// A string of a string tensor and its length; it does not end with a NUL. It is good until the tensor is written or
/// computed anew.
///
/// # Safety
/// `str` and `len` are NULL or point at a pointer and a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueTensorGetString(
    tensor: *const TfLiteOpaqueTensor,
    index: c_int,
    str: *mut *const c_char,
    len: *mut c_int,
) -> TfLiteStatus {
    status("TfLiteOpaqueTensorGetString", |call| {
        with_strings(&*call.tensor(tensor)?, &mut |strings| {
            let string = usize::try_from(index).ok().and_then(|index| strings.get(index));
            let string = string.ok_or_else(|| format!("there is no string {index}, there are {}", strings.len()))?;
            // SAFETY: as this function's contract.
            unsafe { memory::store(len, tensor::int(string.len()), "place for the length") }?;
            // SAFETY: as this function's contract.
            unsafe { memory::store(str, string.as_ptr().cast(), "place for the string") }
        })
    })
}

/// Replaces the strings of a tensor: as many as its shape has elements, each of so many bytes.
///
/// # Safety
/// `str_array` and `str_n_len` are NULL or point at `str_array_len` strings and their lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueTensorWriteStrings(
    tensor: *mut TfLiteOpaqueTensor,
    str_array: *const *const c_char,
    str_array_len: c_int,
    str_n_len: *const c_int,
) -> TfLiteStatus {
    status("TfLiteOpaqueTensorWriteStrings", |call| {
        let tensor = call.tensor(tensor)?;
        let count = usize::try_from(str_array_len).map_err(|_| format!("{str_array_len} strings were given"))?;
        // SAFETY: as this function's contract.
        let (texts, lengths) = unsafe {
            (memory::values(str_array, count, "array of strings")?, memory::values(str_n_len, count, "lengths")?)
        };
        let strings = texts.iter().zip(lengths).map(|(&text, &length)| {
            let length = usize::try_from(length).map_err(|_| format!("a string has {length} bytes"))?;
            // SAFETY: as this function's contract.
            unsafe { memory::values(text.cast::<u8>(), length, "string") }
        });
        tensor.value().write_strings(&strings.collect::<Outcome<Vec<_>>>()?)
    })
}

/// Replaces the string of a tensor that has one.
///
/// # Safety
/// `str` is NULL or points at `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueTensorWriteString(
    tensor: *mut TfLiteOpaqueTensor,
    str: *const c_char,
    len: c_int,
) -> TfLiteStatus {
    // SAFETY: as this function's contract; one string and one length.
    unsafe { TfLiteOpaqueTensorWriteStrings(tensor, &raw const str, 1, &raw const len) }
}

/// The strings of a tensor.
fn with_strings(tensor: &TfLiteTensor, with: &mut dyn FnMut(&[&[u8]]) -> Outcome<()>) -> Outcome<()> {
    if tensor.value().dtype()? != ferrolite::TensorType::String {
        return Err(Failure::from(format!("tensor {} is not of strings", tensor.value().index())));
    }
    tensor.value().read(&mut |bytes| with(&strings::decode(bytes).unwrap_or_default()))
}

/// An input of an operator; NULL when it is absent.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueNodeGetInput(
    _opaque_context: *const TfLiteOpaqueContext,
    opaque_node: *const TfLiteOpaqueNode,
    index: c_int,
) -> *const TfLiteOpaqueTensor {
    on_node("TfLiteOpaqueNodeGetInput", opaque_node, null(), |node| {
        Ok(without_provenance_mut::<TfLiteOpaqueTensor>(at(&node.inputs, index, "input")?).cast_const())
    })
}

/// An output of an operator; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueNodeGetOutput(
    _opaque_context: *mut TfLiteOpaqueContext,
    opaque_node: *const TfLiteOpaqueNode,
    index: c_int,
) -> *mut TfLiteOpaqueTensor {
    on_node("TfLiteOpaqueNodeGetOutput", opaque_node, null_mut(), |node| {
        Ok(without_provenance_mut(at(&node.outputs, index, "output")?))
    })
}

/// How many inputs an operator has, absent ones included.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueNodeNumberOfInputs(opaque_node: *const TfLiteOpaqueNode) -> c_int {
    on_node("TfLiteOpaqueNodeNumberOfInputs", opaque_node, 0, |node| Ok(tensor::int(node.inputs.len())))
}

/// How many outputs an operator has.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueNodeNumberOfOutputs(opaque_node: *const TfLiteOpaqueNode) -> c_int {
    on_node("TfLiteOpaqueNodeNumberOfOutputs", opaque_node, 0, |node| Ok(tensor::int(node.outputs.len())))
}

/// What the operator's init function made.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueNodeGetUserData(opaque_node: *const TfLiteOpaqueNode) -> *mut c_void {
    on_node("TfLiteOpaqueNodeGetUserData", opaque_node, null_mut(), |node| Ok(node.state.0))
}

/// NULL: custom operators have no options of builtin operators.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueNodeGetBuiltinData(opaque_node: *const TfLiteOpaqueNode) -> *mut c_void {
    on_node("TfLiteOpaqueNodeGetBuiltinData", opaque_node, null_mut(), |_| Ok(null_mut()))
}

/// The operator's options, as the model has them.
///
/// # Safety
/// `init_data` and `size` are NULL or point at a pointer and a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueNodeGetCustomInitialData(
    opaque_node: *const TfLiteOpaqueNode,
    init_data: *mut *const c_void,
    size: *mut c_int,
) -> TfLiteStatus {
    let name = "TfLiteOpaqueNodeGetCustomInitialData";
    // SAFETY: as this function's contract.
    unsafe { give_list(name, opaque_node, init_data, size, |node| (node.options.as_ptr().cast(), node.options.len())) }
}

/// The indices of an operator's inputs in its graph, -1 where one is absent.
///
/// # Safety
/// `inputs` and `num_inputs` are NULL or point at a pointer and a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueNodeInputs(
    opaque_node: *const TfLiteOpaqueNode,
    inputs: *mut *const c_int,
    num_inputs: *mut c_int,
) -> TfLiteStatus {
    let list = |node: &TfLiteOpaqueNode| (node.input_indices.as_ptr(), node.input_indices.len());
    // SAFETY: as this function's contract.
    unsafe { give_list("TfLiteOpaqueNodeInputs", opaque_node, inputs, num_inputs, list) }
}

/// The indices of an operator's outputs in its graph.
///
/// # Safety
/// `outputs` and `num_outputs` are NULL or point at a pointer and a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueNodeOutputs(
    opaque_node: *const TfLiteOpaqueNode,
    outputs: *mut *const c_int,
    num_outputs: *mut c_int,
) -> TfLiteStatus {
    let list = |node: &TfLiteOpaqueNode| (node.output_indices.as_ptr(), node.output_indices.len());
    // SAFETY: as this function's contract.
    unsafe { give_list("TfLiteOpaqueNodeOutputs", opaque_node, outputs, num_outputs, list) }
}

/// The index of an input in the operator's graph; -1 when it is absent.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueNodeGetInputTensorIndex(
    opaque_node: *const TfLiteOpaqueNode,
    index_of_input: c_int,
) -> c_int {
    on_node("TfLiteOpaqueNodeGetInputTensorIndex", opaque_node, -1, |node| {
        at(&node.input_indices, index_of_input, "input")
    })
}

/// The index of an output in the operator's graph; -1 when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueNodeGetOutputTensorIndex(
    opaque_node: *const TfLiteOpaqueNode,
    index_of_output: c_int,
) -> c_int {
    on_node("TfLiteOpaqueNodeGetOutputTensorIndex", opaque_node, -1, |node| {
        at(&node.output_indices, index_of_output, "output")
    })
}

/// An operand of the operator by its index in the graph; NULL of other tensors.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteOpaqueContextGetOpaqueTensor(
    opaque_context: *const TfLiteOpaqueContext,
    index: c_int,
) -> *mut TfLiteOpaqueTensor {
    value("TfLiteOpaqueContextGetOpaqueTensor", null_mut(), |call| {
        let context = handles::find(opaque_context)?;
        call.reporter = context.reporter;
        let found = context.tensors.iter().find(|(own, _)| usize::try_from(index).is_ok_and(|index| *own == index));
        let none = || format!("tensor {index} is no operand of the operator");
        Ok(without_provenance_mut(found.ok_or_else(none)?.1))
    })
}

/// Gives an output its shape, from the prepare function. The array is freed in any case.
///
/// # Safety
/// `new_size` is NULL, or an array that TfLiteIntArrayCreate made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueContextResizeTensor(
    context: *mut TfLiteOpaqueContext,
    tensor: *mut TfLiteOpaqueTensor,
    new_size: *mut TfLiteIntArray,
) -> TfLiteStatus {
    let resized = status("TfLiteOpaqueContextResizeTensor", |call| {
        call.reporter = handles::find(context)?.reporter;
        // SAFETY: as this function's contract.
        let dims = unsafe { elements(new_size, "shape") }?;
        let shape = dims.iter().map(|&dim| usize::try_from(dim)).collect::<Result<_, _>>();
        let shape = shape.map_err(|_| format!("{dims:?} is no shape"))?;
        call.tensor(tensor)?.value().reshape(shape)
    });
    // SAFETY: as this function's contract; nobody uses the array any more.
    unsafe { crate::common::TfLiteIntArrayFree(new_size) };
    resized
}

/// The bytes of an element; 0 with kTfLiteError of types without a fixed size.
///
/// # Safety
/// `bytes` is NULL or points at a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueContextGetSizeOfType(
    context: *mut TfLiteOpaqueContext,
    r#type: raw::TfLiteType,
    bytes: *mut usize,
) -> TfLiteStatus {
    status("TfLiteOpaqueContextGetSizeOfType", |call| {
        call.reporter = handles::find(context)?.reporter;
        let known = crate::types::TYPES.iter().find(|(own, _, _)| *own as raw::TfLiteType == r#type);
        let size = known.and_then(|(_, _, dtype)| (*dtype)?.byte_len(1));
        // SAFETY: as this function's contract.
        unsafe { memory::store(bytes, size.unwrap_or(0), "place for the size") }?;
        size.map(|_| ()).ok_or_else(|| format!("elements of type {type} have no fixed size").into())
    })
}

/// Hands a message to the error reporter, formatted as vprintf does.
///
/// # Safety
/// `format` is NULL or a C string, and `vlist` has the arguments that it asks for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteOpaqueContextReportErrorVa(
    opaque_context: *mut TfLiteOpaqueContext,
    format: *const c_char,
    vlist: va_list,
) {
    value("TfLiteOpaqueContextReportErrorVa", (), |call| {
        call.reporter = handles::find(opaque_context)?.reporter;
        // SAFETY: as this function's contract.
        unsafe { memory::text(format, "format") }?;
        let mut buffer = [0u8; 1024];
        // SAFETY: the buffer has that many bytes; format and arguments fit by this function's contract.
        let length = unsafe { memory::vsnprintf(buffer.as_mut_ptr().cast(), buffer.len(), format, vlist) };
        let length = usize::try_from(length).unwrap_or(0).min(buffer.len() - 1);
        call.reporter.report(&String::from_utf8_lossy(buffer.get(..length).unwrap_or_default()));
        Ok(())
    });
}

/// Something of an operator.
fn on_node<T>(
    name: &str,
    node: *const TfLiteOpaqueNode,
    otherwise: T,
    with: impl FnOnce(&TfLiteOpaqueNode) -> Outcome<T>,
) -> T {
    value(name, otherwise, |call| {
        let node: Arc<TfLiteOpaqueNode> = handles::find(node)?;
        call.reporter = node.reporter;
        with(&node)
    })
}

fn at<T: Copy>(list: &[T], position: c_int, what: &str) -> Outcome<T> {
    let found = usize::try_from(position).ok().and_then(|position| list.get(position)).copied();
    found.ok_or_else(|| format!("there is no {what} {position}, there are {}", list.len()).into())
}

/// Stores where a list begins and how long it is.
///
/// # Safety
/// `start` and `length` are null or point at a pointer and a number.
unsafe fn give_list<T>(
    name: &str,
    node: *const TfLiteOpaqueNode,
    start: *mut *const T,
    length: *mut c_int,
    list: impl FnOnce(&TfLiteOpaqueNode) -> (*const T, usize),
) -> TfLiteStatus {
    status(name, |call| {
        let node: Arc<TfLiteOpaqueNode> = handles::find(node)?;
        call.reporter = node.reporter;
        let (own_start, own_length) = list(&node);
        // SAFETY: as this function's contract.
        unsafe { memory::store(start, own_start, "place for the list") }?;
        // SAFETY: as this function's contract.
        unsafe { memory::store(length, tensor::int(own_length), "place for the length") }
    })
}
