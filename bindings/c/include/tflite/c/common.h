// Made by bindings/c/headers.sh; changes here are lost.
#ifndef FERROLITE_TFLITE_C_COMMON_H_
#define FERROLITE_TFLITE_C_COMMON_H_
#include "tensorflow/lite/c/common.h"
#endif  // FERROLITE_TFLITE_C_COMMON_H_
