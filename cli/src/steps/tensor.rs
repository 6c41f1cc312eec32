//! Arrays into input tensors, and tensors into arrays.

use crate::failure::Failure;
use crate::npz::{Array, Dtype};
use ferrolite::{InputMut, TensorInfo, TensorType, TensorView};

/// The elements that a tensor's are stored as in an array; `None` for strings and handles.
fn array_type(dtype: TensorType) -> Option<Dtype> {
    Some(match dtype {
        TensorType::Bool => Dtype::Bool,
        TensorType::Int2 | TensorType::Int4 | TensorType::Int8 => Dtype::I8,
        TensorType::UInt4 | TensorType::UInt8 | TensorType::Float8E4M3Fn | TensorType::Float8E5M2 => Dtype::U8,
        TensorType::Int16 => Dtype::I16,
        TensorType::UInt16 | TensorType::BFloat16 => Dtype::U16,
        TensorType::Int32 => Dtype::I32,
        TensorType::UInt32 => Dtype::U32,
        TensorType::Int64 => Dtype::I64,
        TensorType::UInt64 => Dtype::U64,
        TensorType::Float16 => Dtype::F16,
        TensorType::Float32 => Dtype::F32,
        TensorType::Float64 => Dtype::F64,
        TensorType::Complex64 => Dtype::C64,
        TensorType::Complex128 => Dtype::C128,
        _ => return None,
    })
}

fn has_scale(info: &TensorInfo<'_>) -> bool {
    info.quantization.is_some_and(|quantization| !quantization.scales.is_empty())
}

/// Writes an array into an input of the same shape: its bytes where the types match, quantized where the array is float16
/// or float32 and the tensor is not, unless `raw`. float64 is not narrowed silently.
pub fn write(input: &mut InputMut<'_>, array: &Array, raw: bool) -> Result<(), Failure> {
    let info = *input.info();
    let (name, dtype) = (info.name, info.dtype);
    if info.shape != array.shape() {
        let message = format!("{name:?} has shape {:?}, the array {:?}", info.shape, array.shape());
        return Err(Failure::failed(message));
    }
    if let (TensorType::String, Some(strings)) = (dtype, array.strings()) {
        return Ok(input.write_strings(&strings)?);
    }
    let stored = array_type(dtype);
    if stored == Some(array.dtype()) {
        return write_raw(input, array);
    }
    let quantizable = has_scale(&info) && stored.is_some_and(|stored| !stored.is_float());
    if quantizable && matches!(array.dtype(), Dtype::F16 | Dtype::F32) {
        if raw {
            let message = format!("{name:?} is {dtype}, the array {}; without --raw it is quantized", array.dtype());
            return Err(Failure::failed(message));
        }
        return Ok(input.write_f32(&array.to_f32().unwrap_or_default())?);
    }
    let wanted = match stored {
        Some(stored) if quantizable && !raw => format!("{stored}, or float32 to be quantized"),
        Some(stored) => stored.to_string(),
        None if dtype == TensorType::String => "bytes (|S)".to_owned(),
        None => return Err(Failure::failed(format!("{name:?} is {dtype}, which no array can be written to"))),
    };
    Err(Failure::failed(format!("{name:?} is {dtype}, the array {}: it must be {wanted}", array.dtype())))
}

fn write_raw(input: &mut InputMut<'_>, array: &Array) -> Result<(), Failure> {
    let bytes = array.bytes();
    match input.info().dtype {
        TensorType::Int2 | TensorType::Int4 | TensorType::Int8 => {
            let values: Vec<i8> = bytes.iter().map(|byte| byte.cast_signed()).collect();
            input.write_i8(&values)?;
        }
        TensorType::UInt4 | TensorType::UInt8 => input.write_u8(bytes)?,
        // A byte that is neither 0 nor 1 is no boolean.
        TensorType::Bool => input.write_bool(&bytes.iter().map(|&byte| byte != 0).collect::<Vec<_>>())?,
        _ => {
            let memory = input.bytes_mut();
            if memory.len() != bytes.len() {
                let message = format!("the tensor has {} bytes, the array {}", memory.len(), bytes.len());
                return Err(Failure::failed(message));
            }
            memory.copy_from_slice(&native_order(bytes, array.dtype()));
        }
    }
    Ok(())
}

/// The elements of a tensor: in its own type, sub-byte types widened to a byte; with `dequantize` as float32 where it has a
/// scale.
pub fn read(view: &TensorView<'_>, dequantize: bool) -> Result<Array, Failure> {
    let info = view.info();
    if info.dtype == TensorType::String {
        return Array::from_strings(info.shape.to_vec(), &view.strings()?);
    }
    let Some(dtype) = array_type(info.dtype) else {
        return Err(Failure::failed(format!("{:?} is {}, which no array can hold", info.name, info.dtype)));
    };
    if dequantize && has_scale(info) && !dtype.is_float() {
        let bytes = view.to_f32()?.into_iter().flat_map(f32::to_le_bytes).collect();
        return Array::new(Dtype::F32, info.shape.to_vec(), bytes);
    }
    let bytes = match info.dtype.bits() {
        Some(2 | 4) => view.unpacked(),
        _ => native_order(view.bytes(), dtype),
    };
    Array::new(dtype, info.shape.to_vec(), bytes)
}

/// From little-endian to the machine's order, or back, which is the same.
fn native_order(bytes: &[u8], dtype: Dtype) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if cfg!(target_endian = "big") {
        let word = match dtype {
            Dtype::C64 | Dtype::C128 => dtype.size() / 2,
            _ => dtype.size(),
        };
        bytes.chunks_exact_mut(word.max(1)).for_each(<[u8]>::reverse);
    }
    bytes
}
