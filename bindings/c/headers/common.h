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

