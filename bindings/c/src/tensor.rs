//! `c_api.h`: tensors.

use crate::call::{Call, Failure, Outcome, status, value};
use crate::common::{Affine, TfLiteAllocationType};
use crate::interpreter::c_string;
use crate::memory;
use crate::report::Reporter;
use crate::types::{TfLiteQuantizationParams, TfLiteStatus, TfLiteType};
use core::ffi::{c_char, c_void};
use core::fmt;
use core::ptr::{null, null_mut};
use ferrolite::{Quantization, TensorType};
use std::ffi::CString;
use std::sync::OnceLock;

/// A tensor of an interpreter, the same pointer until the interpreter is deleted; or an operand of a custom operator.
#[derive(Debug)]
pub struct TfLiteTensor {
    name: CString,
    value: Box<dyn Value>,
    /// Scales and zero points as arrays of C, once somebody has asked for them.
    affine: OnceLock<Option<Affine>>,
}

/// Where a tensor is and what it holds.
pub(crate) trait Value: fmt::Debug + Send + Sync {
    /// Who hears what goes wrong.
    fn reporter(&self) -> Reporter;
    /// Its index in its graph.
    fn index(&self) -> usize;
    /// The type of its elements.
    fn dtype(&self) -> Outcome<TensorType>;
    /// The shape it has now.
    fn shape(&self) -> Outcome<Vec<usize>>;
    /// The shape with -1 for open dimensions, where the file has one.
    fn signature(&self) -> Outcome<Option<Vec<i32>>>;
    /// The quantization of the file, which never changes.
    fn quantization(&self) -> Outcome<Option<&Quantization>>;
    /// Whether it keeps its value from run to run.
    fn is_variable(&self) -> bool;
    /// Where its memory comes from.
    fn allocation(&self) -> Outcome<TfLiteAllocationType>;
    /// The size of the value.
    fn byte_size(&self) -> Outcome<usize>;
    /// The memory of the value.
    fn data(&self) -> Outcome<*mut c_void>;
    /// Hands the value to `with`.
    fn read(&self, with: &mut dyn FnMut(&[u8]) -> Outcome<()>) -> Outcome<()>;
    /// Replaces the value.
    fn write(&self, bytes: &[u8]) -> Outcome<()>;
    /// Replaces the value by strings.
    fn write_strings(&self, texts: &[&[u8]]) -> Outcome<()>;
    /// Gives an output of a custom operator its shape.
    fn reshape(&self, shape: Vec<usize>) -> Outcome<()>;
}

/// Index, name, type and shape, for messages.
pub(crate) fn describe(index: usize, name: &str, dtype: TensorType, shape: &[usize]) -> String {
    format!("tensor {index} {name:?} ({dtype} {shape:?})")
}

/// Checks the size of what is copied.
pub(crate) fn check_size(described: impl FnOnce() -> String, expected: usize, given: usize) -> Outcome<()> {
    if expected == given {
        return Ok(());
    }
    Err(Failure::from(format!("{} has {expected} bytes, {given} were given", described())))
}

impl TfLiteTensor {
    pub(crate) fn new(name: &str, value: impl Value + 'static) -> Self {
        Self { name: c_string(name), value: Box::new(value), affine: OnceLock::new() }
    }

    pub(crate) fn reporter(&self) -> Reporter {
        self.value.reporter()
    }

    pub(crate) fn value(&self) -> &dyn Value {
        &*self.value
    }

    fn dtype(&self) -> Outcome<TfLiteType> {
        Ok(self.value.dtype()?.into())
    }

    fn rank(&self) -> Outcome<i32> {
        Ok(int(self.value.shape()?.len()))
    }

    fn dim(&self, dim_index: i32) -> Outcome<i32> {
        let shape = self.value.shape()?;
        let dim = usize::try_from(dim_index).ok().and_then(|axis| shape.get(axis));
        let none = || Failure::from(format!("there is no dimension {dim_index} in {}", self.described(&shape)));
        dim.map(|&dim| int(dim)).ok_or_else(none)
    }

    fn described(&self, shape: &[usize]) -> String {
        let dtype = self.value.dtype().unwrap_or(TensorType::UInt8);
        describe(self.value.index(), &self.name.to_string_lossy(), dtype, shape)
    }

    /// The shape with -1 for open dimensions; the shape itself where the file has none.
    pub(crate) fn signature(&self) -> Outcome<Vec<i32>> {
        match self.value.signature()? {
            Some(signature) => Ok(signature),
            None => Ok(self.value.shape()?.into_iter().map(int).collect()),
        }
    }

    /// Scale and zero point, where there is one of each.
    fn quantization_params(&self) -> Outcome<TfLiteQuantizationParams> {
        let quantization = self.value.quantization()?;
        let single = quantization.filter(|own| own.scales.len() == 1 && own.zero_points.len() == 1);
        let params = single.map(|own| TfLiteQuantizationParams { scale: own.scale(), zero_point: own.zero_point() });
        Ok(params.unwrap_or_default())
    }

    /// Scales, zero points and their axis, as arrays of C that live as long as the tensor.
    pub(crate) fn affine(&self) -> Outcome<Option<&Affine>> {
        let quantization = self.value.quantization()?.filter(|own| !own.scales.is_empty());
        Ok(self.affine.get_or_init(|| quantization.map(Affine::new)).as_ref())
    }

    fn copy_to(&self, into: &mut [u8]) -> Outcome<()> {
        let shape = self.value.shape()?;
        self.value.read(&mut |bytes| {
            check_size(|| self.described(&shape), bytes.len(), into.len())?;
            into.copy_from_slice(bytes);
            Ok(())
        })
    }
}

/// A size as C has it here.
pub(crate) fn int(size: usize) -> i32 {
    i32::try_from(size).unwrap_or(i32::MAX)
}

/// Something of a tensor.
pub(crate) fn of<T>(
    name: &str,
    tensor: *const TfLiteTensor,
    otherwise: T,
    with: impl FnOnce(&TfLiteTensor) -> Outcome<T>,
) -> T {
    value(name, otherwise, |call: &mut Call| with(&*call.tensor(tensor)?))
}

/// The element type; kTfLiteNoType of no tensor.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteTensorType(tensor: *const TfLiteTensor) -> TfLiteType {
    of("TfLiteTensorType", tensor, TfLiteType::kTfLiteNoType, TfLiteTensor::dtype)
}

/// How many dimensions there are; -1 of no tensor.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteTensorNumDims(tensor: *const TfLiteTensor) -> i32 {
    of("TfLiteTensorNumDims", tensor, -1, TfLiteTensor::rank)
}

/// The length of a dimension; -1 when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteTensorDim(tensor: *const TfLiteTensor, dim_index: i32) -> i32 {
    of("TfLiteTensorDim", tensor, -1, |tensor| tensor.dim(dim_index))
}

/// The size of the value in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteTensorByteSize(tensor: *const TfLiteTensor) -> usize {
    of("TfLiteTensorByteSize", tensor, 0, |tensor| tensor.value.byte_size())
}

/// The memory of the value: to be read and, but for constants, written. NULL while there is none: before tensors are
/// allocated, for tensors whose memory serves others, and for outputs whose size only a run tells.
///
/// The pointer is good until tensors are allocated after a resize, or the interpreter is deleted; of strings and of
/// outputs whose size depends on data only until the next run or write.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteTensorData(tensor: *const TfLiteTensor) -> *mut c_void {
    of("TfLiteTensorData", tensor, null_mut(), |tensor| tensor.value.data())
}

/// The name, good until the interpreter is deleted.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteTensorName(tensor: *const TfLiteTensor) -> *const c_char {
    of("TfLiteTensorName", tensor, null(), |tensor| Ok(tensor.name.as_ptr()))
}

/// Scale and zero point; zeros unless the tensor has one of each. TfLiteOpaqueTensorGetQuantization has those along
/// an axis.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteTensorQuantizationParams(tensor: *const TfLiteTensor) -> TfLiteQuantizationParams {
    of("TfLiteTensorQuantizationParams", tensor, TfLiteQuantizationParams::default(), TfLiteTensor::quantization_params)
}

/// Copies a buffer into a tensor of exactly that size. Strings are one buffer: their count, where each begins and the
/// last ends, their bytes; any size is right for them.
///
/// # Safety
/// `input_data` is null or points at `input_data_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteTensorCopyFromBuffer(
    tensor: *mut TfLiteTensor,
    input_data: *const c_void,
    input_data_size: usize,
) -> TfLiteStatus {
    status("TfLiteTensorCopyFromBuffer", |call| {
        let tensor = call.tensor(tensor)?;
        // SAFETY: as this function's contract.
        tensor.value.write(unsafe { memory::values(input_data.cast(), input_data_size, "input data") }?)
    })
}

/// Copies a tensor into a buffer of exactly its size.
///
/// # Safety
/// `output_data` is null or points at `output_data_size` bytes that nobody else uses meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteTensorCopyToBuffer(
    output_tensor: *const TfLiteTensor,
    output_data: *mut c_void,
    output_data_size: usize,
) -> TfLiteStatus {
    status("TfLiteTensorCopyToBuffer", |call| {
        let tensor = call.tensor(output_tensor)?;
        // SAFETY: as this function's contract.
        tensor.copy_to(unsafe { memory::values_mut(output_data.cast(), output_data_size, "output data") }?)
    })
}
