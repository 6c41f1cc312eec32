// Made by bindings/c/headers.sh from ferrolite's sources; changes here are lost.
#ifndef FERROLITE_TENSORFLOW_LITE_C_C_API_TYPES_H_
#define FERROLITE_TENSORFLOW_LITE_C_C_API_TYPES_H_

// TensorFlow Lite's C API over ferrolite: statuses and types.

#include <stdint.h>

#if defined(TFL_STATIC_LIBRARY_BUILD) || defined(_WIN32) || !defined(__GNUC__)
#define TFL_CAPI_EXPORT
#else
#define TFL_CAPI_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A delegate of the program's. ferrolite has none: see TfLiteInterpreterOptionsAddDelegate.
typedef struct TfLiteDelegate TfLiteDelegate;
typedef TfLiteDelegate TfLiteOpaqueDelegate;

// What custom operators are called with: see c_api_opaque.h.
typedef struct TfLiteOpaqueContext TfLiteOpaqueContext;
typedef struct TfLiteOpaqueNode TfLiteOpaqueNode;
typedef struct TfLiteOpaqueTensor TfLiteOpaqueTensor;

#ifdef __cplusplus
}
#endif

// What a call came to. Calls here return kTfLiteOk, kTfLiteError, kTfLiteDelegateError, kTfLiteApplicationError,
// kTfLiteUnresolvedOps or kTfLiteCancelled; the others are there for programs that name them.
typedef enum TfLiteStatus {
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
} TfLiteStatus;

// Element types of tensors.
typedef enum TfLiteType {
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
} TfLiteType;

// Whether a dimension of a sparse tensor is stored whole or compressed.
typedef enum TfLiteDimensionType {
  kTfLiteDimDense = 0,
  kTfLiteDimSparseCSR = 1,
} TfLiteDimensionType;

// Scale and zero point of a tensor that has one of each: real = scale * (quantized - zero_point). Both are 0 when the
// tensor is not quantized, or quantized along an axis.
typedef struct TfLiteQuantizationParams {
  float scale;
  int32_t zero_point;
} TfLiteQuantizationParams;

#endif  // FERROLITE_TENSORFLOW_LITE_C_C_API_TYPES_H_
