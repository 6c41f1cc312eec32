//! The element types of tensors.

use core::fmt;

/// The element type of a tensor.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TensorType {
    /// 32-bit float.
    Float32,
    /// 16-bit float.
    Float16,
    /// 64-bit float.
    Float64,
    /// 16-bit float with the exponent of a `float32`.
    BFloat16,
    /// 8-bit float, 4 exponent and 3 mantissa bits, finite.
    Float8E4M3Fn,
    /// 8-bit float, 5 exponent and 2 mantissa bits.
    Float8E5M2,
    /// Two 32-bit floats.
    Complex64,
    /// Two 64-bit floats.
    Complex128,
    /// 2-bit signed integer, four to a byte, the first in the low bits.
    Int2,
    /// 4-bit signed integer, two to a byte, the first in the low bits.
    Int4,
    /// 4-bit unsigned integer, packed as [`TensorType::Int4`].
    UInt4,
    /// 8-bit signed integer.
    Int8,
    /// 8-bit unsigned integer.
    UInt8,
    /// 16-bit signed integer.
    Int16,
    /// 16-bit unsigned integer.
    UInt16,
    /// 32-bit signed integer.
    Int32,
    /// 32-bit unsigned integer.
    UInt32,
    /// 64-bit signed integer.
    Int64,
    /// 64-bit unsigned integer.
    UInt64,
    /// A byte that is 0 or 1.
    Bool,
    /// Byte strings, of any length each.
    String,
    /// A handle of a variable or a hash table.
    Resource,
    /// A list of tensors.
    Variant,
}

impl TensorType {
    /// Bits of one element; `None` for strings and variants. A resource is a 32-bit handle.
    #[must_use]
    pub const fn bits(self) -> Option<usize> {
        Some(match self {
            Self::Int2 => 2,
            Self::Int4 | Self::UInt4 => 4,
            Self::Int8 | Self::UInt8 | Self::Bool | Self::Float8E4M3Fn | Self::Float8E5M2 => 8,
            Self::Int16 | Self::UInt16 | Self::Float16 | Self::BFloat16 => 16,
            Self::Int32 | Self::UInt32 | Self::Float32 | Self::Resource => 32,
            Self::Int64 | Self::UInt64 | Self::Float64 | Self::Complex64 => 64,
            Self::Complex128 => 128,
            Self::String | Self::Variant => return None,
        })
    }

    /// Bytes of `elements` elements, sub-byte types packed; `None` on overflow or where
    /// [`bits`](Self::bits) is.
    #[must_use]
    pub fn byte_len(self, elements: usize) -> Option<usize> {
        let bits = self.bits()?;
        if bits >= 8 { elements.checked_mul(bits / 8) } else { Some(elements.div_ceil(8 / bits)) }
    }

    /// Alignment in bytes that a tensor of this type needs in memory.
    #[must_use]
    pub fn alignment(self) -> usize {
        match self {
            Self::Complex64 => 4,
            Self::Complex128 => 8,
            _ => self.bits().map_or(1, |bits| (bits / 8).max(1)),
        }
    }

    /// The name as TensorFlow spells it: `int8`, `float32`, `string` …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Float32 => "float32",
            Self::Float16 => "float16",
            Self::Float64 => "float64",
            Self::BFloat16 => "bfloat16",
            Self::Float8E4M3Fn => "float8_e4m3fn",
            Self::Float8E5M2 => "float8_e5m2",
            Self::Complex64 => "complex64",
            Self::Complex128 => "complex128",
            Self::Int2 => "int2",
            Self::Int4 => "int4",
            Self::UInt4 => "uint4",
            Self::Int8 => "int8",
            Self::UInt8 => "uint8",
            Self::Int16 => "int16",
            Self::UInt16 => "uint16",
            Self::Int32 => "int32",
            Self::UInt32 => "uint32",
            Self::Int64 => "int64",
            Self::UInt64 => "uint64",
            Self::Bool => "bool",
            Self::String => "string",
            Self::Resource => "resource",
            Self::Variant => "variant",
        }
    }
}

impl fmt::Display for TensorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_types_round_up_to_whole_bytes() {
        assert_eq!(TensorType::Int4.byte_len(5), Some(3));
        assert_eq!(TensorType::Int2.byte_len(5), Some(2));
        assert_eq!(TensorType::Int16.byte_len(5), Some(10));
        assert_eq!(TensorType::Int64.byte_len(usize::MAX), None);
        assert_eq!(TensorType::String.byte_len(1), None);
    }
}
