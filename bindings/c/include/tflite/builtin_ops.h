// Made by bindings/c/headers.sh; changes here are lost.
#ifndef FERROLITE_TFLITE_BUILTIN_OPS_H_
#define FERROLITE_TFLITE_BUILTIN_OPS_H_
#include "tensorflow/lite/builtin_ops.h"
#endif  // FERROLITE_TFLITE_BUILTIN_OPS_H_
