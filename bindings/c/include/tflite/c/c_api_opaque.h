// Made by bindings/c/headers.sh; changes here are lost.
#ifndef FERROLITE_TFLITE_C_C_API_OPAQUE_H_
#define FERROLITE_TFLITE_C_C_API_OPAQUE_H_
#include "tensorflow/lite/c/c_api_opaque.h"
#endif  // FERROLITE_TFLITE_C_C_API_OPAQUE_H_
