// TensorFlow Lite's C API over ferrolite: what custom operators see, and tensors in more detail. A TfLiteOpaqueTensor
// is a TfLiteTensor by another name: pointers to either may be cast.

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/c/c_api_types.h"
#include "tensorflow/lite/c/common.h"

