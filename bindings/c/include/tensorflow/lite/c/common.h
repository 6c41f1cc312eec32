// Made by bindings/c/headers.sh from ferrolite's sources; changes here are lost.
#ifndef FERROLITE_TENSORFLOW_LITE_C_COMMON_H_
#define FERROLITE_TENSORFLOW_LITE_C_COMMON_H_

// TensorFlow Lite's C API over ferrolite: arrays, names of types, quantization along an axis.

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "tensorflow/lite/c/c_api_types.h"

// The index of an operand that is absent.
#define kTfLiteOptionalTensor (-1)

// A length and as many integers behind it.
typedef struct TfLiteIntArray {
  int size;
#ifdef _MSC_VER
  int data[1];
#else
  int data[];
#endif
} TfLiteIntArray;

// A length and as many floats behind it.
typedef struct TfLiteFloatArray {
  int size;
#ifdef _MSC_VER
  float data[1];
#else
  float data[];
#endif
} TfLiteFloatArray;

// How a tensor is quantized. There is only one way here, affine; block scales of weights are not shown.
typedef enum TfLiteQuantizationType {
  kTfLiteNoQuantization = 0,
  kTfLiteAffineQuantization = 1,
  kTfLiteBlockwiseQuantization = 2,
  kTfLiteMultiAxisQuantization = 3,
} TfLiteQuantizationType;

// Where the memory of a tensor comes from.
typedef enum TfLiteAllocationType {
  kTfLiteMemNone = 0,
  kTfLiteMmapRo,
  kTfLiteArenaRw,
  kTfLiteArenaRwPersistent,
  kTfLiteDynamic,
  kTfLitePersistentRo,
  kTfLiteCustom,
  kTfLiteVariantObject,
  kTfLiteNonCpu,
} TfLiteAllocationType;

// How a tensor is quantized, and the parameters: a TfLiteAffineQuantization, or NULL.
typedef struct TfLiteQuantization {
  enum TfLiteQuantizationType type;
  void *params;
} TfLiteQuantization;

// One scale and zero point, or one of each for every index of the dimension: real = scale * (quantized - zero_point).
typedef struct TfLiteAffineQuantization {
  TfLiteFloatArray *scale;
  TfLiteIntArray *zero_point;
  int32_t quantized_dimension;
} TfLiteAffineQuantization;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The name of an element type, in capitals; "Unknown type" of a number that is none.
TFL_CAPI_EXPORT extern const char *TfLiteTypeGetName(TfLiteType type);

// The bytes that an array of so many integers takes.
TFL_CAPI_EXPORT extern size_t TfLiteIntArrayGetSizeInBytes(int size);

// A new array of so many integers, all 0; NULL when there is no memory. TfLiteIntArrayFree frees it.
TFL_CAPI_EXPORT extern TfLiteIntArray *TfLiteIntArrayCreate(int size);

// Whether two arrays are the same, element by element. NULL is the same only as NULL.
TFL_CAPI_EXPORT extern int TfLiteIntArrayEqual(const TfLiteIntArray *a, const TfLiteIntArray *b);

// Whether an array holds these numbers.
TFL_CAPI_EXPORT extern int TfLiteIntArrayEqualsArray(const TfLiteIntArray *a, int b_size, const int *b_data);

// A copy of an array; NULL of NULL.
TFL_CAPI_EXPORT extern TfLiteIntArray *TfLiteIntArrayCopy(const TfLiteIntArray *src);

// Frees an array. NULL is nothing to free.
TFL_CAPI_EXPORT extern void TfLiteIntArrayFree(TfLiteIntArray *a);

// The bytes that an array of so many floats takes.
TFL_CAPI_EXPORT extern int TfLiteFloatArrayGetSizeInBytes(int size);

// A new array of so many floats, all 0; NULL when there is no memory. TfLiteFloatArrayFree frees it.
TFL_CAPI_EXPORT extern TfLiteFloatArray *TfLiteFloatArrayCreate(int size);

// A copy of an array; NULL of NULL.
TFL_CAPI_EXPORT extern TfLiteFloatArray *TfLiteFloatArrayCopy(const TfLiteFloatArray *src);

// Frees an array. NULL is nothing to free.
TFL_CAPI_EXPORT extern void TfLiteFloatArrayFree(TfLiteFloatArray *a);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // FERROLITE_TENSORFLOW_LITE_C_COMMON_H_
