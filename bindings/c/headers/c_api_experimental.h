// TensorFlow Lite's C API over ferrolite: variables, and what changes how operators are found and run.

#include <stdint.h>

#include "tensorflow/lite/builtin_ops.h"
#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/c/common.h"

// A name for memory of a delegate's.
typedef int TfLiteBufferHandle;

