//! Typed inputs and outputs.

use crate::arena::{Element, Memory};
use crate::error::{Result, ensure, err};
use crate::model::{Quantization, Subgraph};
use crate::{TensorType, quantize, strings};
use alloc::vec::Vec;

/// An input or output, by position or by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector<'a> {
    /// Position in the graph's list of inputs or outputs.
    Position(usize),
    /// The tensor's name.
    Name(&'a str),
}

impl From<usize> for Selector<'_> {
    fn from(position: usize) -> Self {
        Self::Position(position)
    }
}

impl<'a> From<&'a str> for Selector<'a> {
    fn from(name: &'a str) -> Self {
        Self::Name(name)
    }
}

impl Selector<'_> {
    pub(crate) fn position(self, graph: &Subgraph, ends: &[usize], what: &str) -> Result<usize> {
        match self {
            Self::Position(position) => {
                ensure!(position < ends.len(), NotFound, "there is no {what} {position}, there are {}", ends.len());
                Ok(position)
            }
            Self::Name(name) => graph
                .position_of(ends, name)
                .ok_or_else(|| err!(NotFound, "there is no {what} {name:?}; there are: {}", graph.names_of(ends))),
        }
    }
}

/// Name, type, shape and quantization of a tensor.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TensorInfo<'a> {
    /// Index in the subgraph.
    pub index: usize,
    /// Name.
    pub name: &'a str,
    /// Element type.
    pub dtype: TensorType,
    /// Shape.
    pub shape: &'a [usize],
    /// The shape with −1 for dynamic dimensions, where the file has one.
    pub shape_signature: Option<&'a [i32]>,
    /// Scales, zero points and their axis.
    pub quantization: Option<&'a Quantization>,
}

impl TensorInfo<'_> {
    /// Number of elements.
    #[must_use]
    pub fn elements(&self) -> usize {
        self.shape.iter().product()
    }

    /// The quantization, if it has scales.
    fn scales(&self) -> Option<&Quantization> {
        self.quantization.filter(|quantization| !quantization.scales.is_empty())
    }
}

/// An input to be written to.
pub struct InputMut<'a> {
    pub(crate) info: TensorInfo<'a>,
    pub(crate) target: Target<'a>,
}

/// The memory of an input.
pub(crate) enum Target<'a> {
    /// Elements of a fixed size.
    Bytes(&'a mut [u8]),
    /// Strings: a region that is replaced as a whole.
    Strings(&'a mut Memory, usize),
}

/// The call that takes raw values of a type.
fn raw_call(dtype: TensorType) -> &'static str {
    match dtype {
        TensorType::Int8 | TensorType::Int4 | TensorType::Int2 => "write_i8",
        TensorType::UInt8 | TensorType::UInt4 => "write_u8",
        TensorType::Int16 => "write_i16",
        TensorType::UInt16 => "write_u16",
        TensorType::Int32 => "write_i32",
        TensorType::UInt32 => "write_u32",
        TensorType::Int64 => "write_i64",
        TensorType::UInt64 => "write_u64",
        TensorType::Float32 => "write_f32",
        TensorType::Float64 => "write_f64",
        TensorType::Bool => "write_bool",
        TensorType::String => "write_strings",
        _ => "bytes_mut",
    }
}

macro_rules! raw_writes {
    ($($name:ident, $t:ty, $dtype:ident;)*) => {$(
        #[doc = concat!("Writes raw values of type ", stringify!($t), ", without quantizing.")]
        ///
        /// # Errors
        /// `WrongType` or `WrongLength`, with the call to use instead.
        pub fn $name(&mut self, values: &[$t]) -> Result<()> {
            self.write_raw(TensorType::$dtype, values)
        }
    )*};
}

impl core::fmt::Debug for InputMut<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("InputMut").field("info", &self.info).finish_non_exhaustive()
    }
}

impl Target<'_> {
    fn bytes(&mut self) -> &mut [u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Strings(..) => &mut [],
        }
    }
}

impl InputMut<'_> {
    /// Name, type, shape and quantization.
    #[must_use]
    pub fn info(&self) -> &TensorInfo<'_> {
        &self.info
    }

    /// Writes real values: copied into a float32 input, quantized into an integer one, per tensor or per
    /// axis, with the rules of [`quantize`].
    ///
    /// # Errors
    /// `WrongLength`; `WrongType` when the input is neither float32 nor quantized.
    pub fn write_f32(&mut self, values: &[f32]) -> Result<()> {
        self.check_length(values.len())?;
        if self.info.dtype == TensorType::Float32 {
            return self.write_raw(TensorType::Float32, values);
        }
        let (shape, dtype) = (self.info.shape, self.info.dtype);
        let Some(params) = self.info.scales() else { return Err(self.wrong_type("float32")) };
        match dtype {
            TensorType::Int8 => quantize::quantize_into::<i8>(values, params, shape, cast_mut(self.target.bytes())?),
            TensorType::UInt8 => quantize::quantize_into::<u8>(values, params, shape, cast_mut(self.target.bytes())?),
            TensorType::Int16 => quantize::quantize_into::<i16>(values, params, shape, cast_mut(self.target.bytes())?),
            TensorType::Int32 => quantize::quantize_into::<i32>(values, params, shape, cast_mut(self.target.bytes())?),
            _ => Err(self.wrong_type("float32")),
        }
    }

    /// Writes raw int8 values, without quantizing. Inputs of type int4 and int2 are packed.
    ///
    /// # Errors
    /// `WrongType` or `WrongLength`, with the call to use instead.
    pub fn write_i8(&mut self, values: &[i8]) -> Result<()> {
        match self.info.dtype {
            TensorType::Int4 | TensorType::Int2 => self.pack(bytemuck::cast_slice(values)),
            _ => self.write_raw(TensorType::Int8, values),
        }
    }

    /// Writes raw uint8 values, without quantizing. Inputs of type uint4 are packed.
    ///
    /// # Errors
    /// `WrongType` or `WrongLength`, with the call to use instead.
    pub fn write_u8(&mut self, values: &[u8]) -> Result<()> {
        match self.info.dtype {
            TensorType::UInt4 => self.pack(values),
            _ => self.write_raw(TensorType::UInt8, values),
        }
    }

    raw_writes! {
        write_i16, i16, Int16;
        write_u16, u16, UInt16;
        write_i32, i32, Int32;
        write_u32, u32, UInt32;
        write_i64, i64, Int64;
        write_u64, u64, UInt64;
        write_f64, f64, Float64;
    }

    /// Writes raw booleans.
    ///
    /// # Errors
    /// `WrongType` or `WrongLength`, with the call to use instead.
    pub fn write_bool(&mut self, values: &[bool]) -> Result<()> {
        self.write_raw(TensorType::Bool, bytemuck::cast_slice::<bool, u8>(values))
    }

    /// The input's memory as a slice, to be filled without a copy.
    ///
    /// # Errors
    /// `WrongType` when elements of `T` have another size than the input's.
    pub fn as_mut_slice<T: Element>(&mut self) -> Result<&mut [T]> {
        ensure!(
            self.info.dtype.bits() == Some(size_of::<T>() * 8),
            WrongType,
            "input {:?} is {}, its elements are not of {} bytes",
            self.info.name,
            self.info.dtype,
            size_of::<T>()
        );
        cast_mut(self.target.bytes())
    }

    /// The input's memory, native-endian, sub-byte types packed.
    #[must_use]
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        self.target.bytes()
    }

    /// Writes strings of bytes, as many as the shape has elements.
    ///
    /// # Errors
    /// `WrongType` unless the input is a string tensor, `WrongLength`.
    pub fn write_strings<S: AsRef<[u8]>>(&mut self, values: &[S]) -> Result<()> {
        self.check_length(values.len())?;
        let name = self.info.name;
        let Target::Strings(memory, region) = &mut self.target else {
            return Err(err!(WrongType, "input {name:?} is {}, not string", self.info.dtype));
        };
        memory.replace_region(*region, &strings::encode(values.iter().map(AsRef::as_ref)));
        Ok(())
    }

    fn write_raw<T: Element>(&mut self, dtype: TensorType, values: &[T]) -> Result<()> {
        if self.info.dtype != dtype {
            return Err(self.wrong_type(dtype.name()));
        }
        self.check_length(values.len())?;
        self.target.bytes().copy_from_slice(bytemuck::cast_slice(values));
        Ok(())
    }

    fn pack(&mut self, values: &[u8]) -> Result<()> {
        self.check_length(values.len())?;
        let bits = self.info.dtype.bits().unwrap_or(8);
        let mask = (1u8 << bits) - 1;
        for (into, values) in self.target.bytes().iter_mut().zip(values.chunks(8 / bits)) {
            *into = values.iter().rev().fold(0, |byte, value| (byte << bits) | (value & mask));
        }
        Ok(())
    }

    fn check_length(&self, given: usize) -> Result<()> {
        let needed = self.info.elements();
        ensure!(
            given == needed,
            WrongLength,
            "input {:?} has shape {:?}, so {needed} values, not {given}; resize_input changes the shape",
            self.info.name,
            self.info.shape
        );
        Ok(())
    }

    fn wrong_type(&self, given: &str) -> crate::Error {
        let dtype = self.info.dtype;
        let quantizes = if self.info.scales().is_some() { " or write_f32 to quantize" } else { "" };
        err!(WrongType, "input {:?} is {dtype}, not {given}: call {}{quantizes}", self.info.name, raw_call(dtype))
    }
}

fn cast_mut<T: Element>(bytes: &mut [u8]) -> Result<&mut [T]> {
    bytemuck::try_cast_slice_mut(bytes).map_err(|error| err!(Internal, "an input is misaligned: {error}"))
}

/// A tensor that can be read.
#[derive(Clone, Copy, Debug)]
pub struct TensorView<'a> {
    pub(crate) info: TensorInfo<'a>,
    pub(crate) bytes: &'a [u8],
}

impl<'a> TensorView<'a> {
    /// Name, type, shape and quantization.
    #[must_use]
    pub fn info(&self) -> &TensorInfo<'a> {
        &self.info
    }

    /// Shape.
    #[must_use]
    pub fn shape(&self) -> &'a [usize] {
        self.info.shape
    }

    /// The memory, native-endian, sub-byte types packed.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The elements, without a copy.
    ///
    /// # Errors
    /// `WrongType` when elements of `T` have another size than the tensor's.
    pub fn as_slice<T: Element>(&self) -> Result<&'a [T]> {
        ensure!(
            self.info.dtype.bits() == Some(size_of::<T>() * 8),
            WrongType,
            "tensor {:?} is {}, its elements are not of {} bytes",
            self.info.name,
            self.info.dtype,
            size_of::<T>()
        );
        bytemuck::try_cast_slice(self.bytes).map_err(|error| err!(Internal, "a tensor is misaligned: {error}"))
    }

    /// The strings of a string tensor.
    ///
    /// # Errors
    /// `WrongType` unless it is one.
    pub fn strings(&self) -> Result<Vec<&'a [u8]>> {
        ensure!(
            self.info.dtype == TensorType::String,
            WrongType,
            "tensor {:?} is {}, not string",
            self.info.name,
            self.info.dtype
        );
        strings::decode(self.bytes)
    }

    /// The elements of a sub-byte tensor, one to a byte: int4 and int2 sign-extended.
    #[must_use]
    pub fn unpacked(&self) -> Vec<u8> {
        let bits = self.info.dtype.bits().unwrap_or(8).clamp(1, 8);
        let per_byte = 8 / bits;
        let signed = matches!(self.info.dtype, TensorType::Int4 | TensorType::Int2);
        let value = |index: usize| {
            let byte = self.bytes.get(index / per_byte).copied().unwrap_or(0);
            let shifted = byte >> (bits * (index % per_byte));
            let up = 8 - bits;
            if signed { ((shifted << up).cast_signed() >> up).cast_unsigned() } else { (shifted << up) >> up }
        };
        (0..self.info.elements()).map(value).collect()
    }

    /// Real values: a float32 tensor's own, a quantized one's dequantized per tensor or per axis.
    ///
    /// # Errors
    /// `WrongType` when the tensor is neither float32 nor quantized.
    pub fn to_f32(&self) -> Result<Vec<f32>> {
        let (dtype, shape) = (self.info.dtype, self.info.shape);
        match (dtype, self.info.scales()) {
            (TensorType::Float32, _) => Ok(self.as_slice::<f32>()?.to_vec()),
            (TensorType::Int8, Some(params)) => quantize::dequantize::<i8>(self.as_slice()?, params, shape),
            (TensorType::UInt8, Some(params)) => quantize::dequantize::<u8>(self.as_slice()?, params, shape),
            (TensorType::Int16, Some(params)) => quantize::dequantize::<i16>(self.as_slice()?, params, shape),
            (TensorType::Int32, Some(params)) => quantize::dequantize::<i32>(self.as_slice()?, params, shape),
            _ => Err(err!(
                WrongType,
                "tensor {:?} is {dtype} without a scale: read its elements with as_slice",
                self.info.name
            )),
        }
    }
}
