//! `c_api_types.h`: statuses, element types and the quantization parameters of a whole tensor.

use ferrolite::TensorType;

/// What a call came to. Calls here return kTfLiteOk, kTfLiteError, kTfLiteDelegateError, kTfLiteApplicationError,
/// kTfLiteUnresolvedOps or kTfLiteCancelled; the others are there for programs that name them.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, missing_docs, reason = "the names of the C API")]
pub enum TfLiteStatus {
    kTfLiteOk = 0,
    kTfLiteError = 1,
    kTfLiteDelegateError = 2,
    kTfLiteApplicationError = 3,
    kTfLiteDelegateDataNotFound = 4,
    kTfLiteDelegateDataWriteError = 5,
    kTfLiteDelegateDataReadError = 6,
    kTfLiteUnresolvedOps = 7,
    kTfLiteCancelled = 8,
    kTfLiteOutputShapeNotKnown = 9,
}

/// Element types of tensors.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, missing_docs, reason = "the names of the C API")]
pub enum TfLiteType {
    kTfLiteNoType = 0,
    kTfLiteFloat32 = 1,
    kTfLiteInt32 = 2,
    kTfLiteUInt8 = 3,
    kTfLiteInt64 = 4,
    kTfLiteString = 5,
    kTfLiteBool = 6,
    kTfLiteInt16 = 7,
    kTfLiteComplex64 = 8,
    kTfLiteInt8 = 9,
    kTfLiteFloat16 = 10,
    kTfLiteFloat64 = 11,
    kTfLiteComplex128 = 12,
    kTfLiteUInt64 = 13,
    kTfLiteResource = 14,
    kTfLiteVariant = 15,
    kTfLiteUInt32 = 16,
    kTfLiteUInt16 = 17,
    kTfLiteInt4 = 18,
    kTfLiteBFloat16 = 19,
    kTfLiteInt2 = 20,
    kTfLiteUInt4 = 21,
    kTfLiteFloat8E4M3FN = 22,
    kTfLiteFloat8E5M2 = 23,
}

/// Scale and zero point of a tensor that has one of each: real = scale * (quantized - zero_point). Both are 0 when the
/// tensor is not quantized, or quantized along an axis.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "said above")]
pub struct TfLiteQuantizationParams {
    pub scale: f32,
    pub zero_point: i32,
}

/// Whether a dimension of a sparse tensor is stored whole or compressed.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, missing_docs, reason = "the names of the C API")]
pub enum TfLiteDimensionType {
    kTfLiteDimDense = 0,
    kTfLiteDimSparseCSR = 1,
}

/// All element types with the names that TensorFlow Lite prints.
pub(crate) const TYPES: &[(TfLiteType, &core::ffi::CStr, Option<TensorType>)] = {
    use TensorType as T;
    use TfLiteType as C;
    &[
        (C::kTfLiteNoType, c"NOTYPE", None),
        (C::kTfLiteFloat32, c"FLOAT32", Some(T::Float32)),
        (C::kTfLiteInt32, c"INT32", Some(T::Int32)),
        (C::kTfLiteUInt8, c"UINT8", Some(T::UInt8)),
        (C::kTfLiteInt64, c"INT64", Some(T::Int64)),
        (C::kTfLiteString, c"STRING", Some(T::String)),
        (C::kTfLiteBool, c"BOOL", Some(T::Bool)),
        (C::kTfLiteInt16, c"INT16", Some(T::Int16)),
        (C::kTfLiteComplex64, c"COMPLEX64", Some(T::Complex64)),
        (C::kTfLiteInt8, c"INT8", Some(T::Int8)),
        (C::kTfLiteFloat16, c"FLOAT16", Some(T::Float16)),
        (C::kTfLiteFloat64, c"FLOAT64", Some(T::Float64)),
        (C::kTfLiteComplex128, c"COMPLEX128", Some(T::Complex128)),
        (C::kTfLiteUInt64, c"UINT64", Some(T::UInt64)),
        (C::kTfLiteResource, c"RESOURCE", Some(T::Resource)),
        (C::kTfLiteVariant, c"VARIANT", Some(T::Variant)),
        (C::kTfLiteUInt32, c"UINT32", Some(T::UInt32)),
        (C::kTfLiteUInt16, c"UINT16", Some(T::UInt16)),
        (C::kTfLiteInt4, c"INT4", Some(T::Int4)),
        (C::kTfLiteBFloat16, c"BFLOAT16", Some(T::BFloat16)),
        (C::kTfLiteInt2, c"INT2", Some(T::Int2)),
        (C::kTfLiteUInt4, c"UINT4", Some(T::UInt4)),
        (C::kTfLiteFloat8E4M3FN, c"FLOAT8_E4M3FN", Some(T::Float8E4M3Fn)),
        (C::kTfLiteFloat8E5M2, c"FLOAT8_E5M2", Some(T::Float8E5M2)),
    ]
};

impl From<TensorType> for TfLiteType {
    fn from(dtype: TensorType) -> Self {
        let known = TYPES.iter().find(|(_, _, own)| *own == Some(dtype));
        known.map_or(Self::kTfLiteNoType, |(c, _, _)| *c)
    }
}
