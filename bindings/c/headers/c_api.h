// TensorFlow Lite's C API over ferrolite: models, interpreters, tensors, signatures, custom operators.
//
// Every function may be called with NULL, with pointers to what was deleted, out of order and with wrong sizes: it then
// gives a status other than kTfLiteOk, NULL, 0 or -1, and says why to the error reporter, or on standard error. Tensors
// are opaque: what TensorFlow Lite has in the fields of TfLiteTensor is here behind functions.

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "tensorflow/lite/builtin_ops.h"
#include "tensorflow/lite/c/c_api_types.h"

