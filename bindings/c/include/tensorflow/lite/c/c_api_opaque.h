// Made by bindings/c/headers.sh from ferrolite's sources; changes here are lost.
#ifndef FERROLITE_TENSORFLOW_LITE_C_C_API_OPAQUE_H_
#define FERROLITE_TENSORFLOW_LITE_C_C_API_OPAQUE_H_

// TensorFlow Lite's C API over ferrolite: what custom operators see, and tensors in more detail. A TfLiteOpaqueTensor
// is a TfLiteTensor by another name: pointers to either may be cast.

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/c/c_api_types.h"
#include "tensorflow/lite/c/common.h"

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The element type; kTfLiteNoType of no tensor.
TFL_CAPI_EXPORT extern TfLiteType TfLiteOpaqueTensorType(const TfLiteOpaqueTensor *opaque_tensor);

// How many dimensions there are; -1 of no tensor.
TFL_CAPI_EXPORT extern int32_t TfLiteOpaqueTensorNumDims(const TfLiteOpaqueTensor *opaque_tensor);

// The length of a dimension; -1 when there is none.
TFL_CAPI_EXPORT extern
int32_t TfLiteOpaqueTensorDim(const TfLiteOpaqueTensor *opaque_tensor,
                              int32_t dim_index);

// How many dimensions the shape signature has: the shape with -1 for open dimensions.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueTensorGetNumDimsSignature(const TfLiteOpaqueTensor *opaque_tensor,
                                                   int32_t *num_dims);

// A dimension of the shape signature, -1 where it is open.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueTensorGetDimSignature(const TfLiteOpaqueTensor *opaque_tensor,
                                               int32_t dim_index,
                                               int32_t *dim_length);

// 1 when the tensor keeps its value from run to run, else 0.
TFL_CAPI_EXPORT extern int TfLiteOpaqueTensorIsVariable(const TfLiteOpaqueTensor *opaque_tensor);

// The size of the value in bytes.
TFL_CAPI_EXPORT extern size_t TfLiteOpaqueTensorByteSize(const TfLiteOpaqueTensor *opaque_tensor);

// The memory of the value, as TfLiteTensorData gives it. Of an operand there is some while the operator's invoke
// function runs; while its prepare function runs, only of inputs whose values are known by then.
TFL_CAPI_EXPORT extern
void *TfLiteOpaqueTensorData(const TfLiteOpaqueTensor *opaque_tensor);

// Where the memory comes from: kTfLiteMmapRo of constants, kTfLiteArenaRwPersistent of variables, kTfLiteDynamic of
// strings, kTfLiteArenaRw of all others.
TFL_CAPI_EXPORT extern
TfLiteAllocationType TfLiteOpaqueTensorGetAllocationType(const TfLiteOpaqueTensor *opaque_tensor);

// The name, good until the interpreter is deleted.
TFL_CAPI_EXPORT extern const char *TfLiteOpaqueTensorName(const TfLiteOpaqueTensor *opaque_tensor);

// How the tensor is quantized, per tensor or along an axis: kTfLiteAffineQuantization with a TfLiteAffineQuantization,
// good until the interpreter is deleted and not to be changed; or kTfLiteNoQuantization with NULL.
TFL_CAPI_EXPORT extern
TfLiteQuantization TfLiteOpaqueTensorGetQuantization(const TfLiteOpaqueTensor *opaque_tensor);

// Scale and zero point; zeros unless the tensor has one of each.
TFL_CAPI_EXPORT extern
TfLiteQuantizationParams TfLiteOpaqueTensorGetQuantizationParams(const TfLiteOpaqueTensor *opaque_tensor);

// Copies a buffer into a tensor of exactly that size.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueTensorCopyFromBuffer(TfLiteOpaqueTensor *opaque_tensor,
                                              const void *input_data,
                                              size_t input_data_size);

// Copies a tensor into a buffer of exactly its size.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueTensorCopyToBuffer(const TfLiteOpaqueTensor *opaque_tensor,
                                            void *output_data,
                                            size_t output_data_size);

// How many strings a string tensor holds; -1 of other tensors.
TFL_CAPI_EXPORT extern int TfLiteOpaqueTensorGetStringCount(const TfLiteOpaqueTensor *tensor);

// A string of a string tensor and its length; it does not end with a NUL. It is good until the tensor is written or
// computed anew.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueTensorGetString(const TfLiteOpaqueTensor *tensor,
                                         int index,
                                         const char **str,
                                         int *len);

// Replaces the strings of a tensor: as many as its shape has elements, each of so many bytes.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueTensorWriteStrings(TfLiteOpaqueTensor *tensor,
                                            const char *const *str_array,
                                            int str_array_len,
                                            const int *str_n_len);

// Replaces the string of a tensor that has one.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueTensorWriteString(TfLiteOpaqueTensor *tensor,
                                           const char *str,
                                           int len);

// An input of an operator; NULL when it is absent.
TFL_CAPI_EXPORT extern
const TfLiteOpaqueTensor *TfLiteOpaqueNodeGetInput(const TfLiteOpaqueContext *opaque_context,
                                                   const TfLiteOpaqueNode *opaque_node,
                                                   int index);

// An output of an operator; NULL when there is none.
TFL_CAPI_EXPORT extern
TfLiteOpaqueTensor *TfLiteOpaqueNodeGetOutput(TfLiteOpaqueContext *opaque_context,
                                              const TfLiteOpaqueNode *opaque_node,
                                              int index);

// How many inputs an operator has, absent ones included.
TFL_CAPI_EXPORT extern int TfLiteOpaqueNodeNumberOfInputs(const TfLiteOpaqueNode *opaque_node);

// How many outputs an operator has.
TFL_CAPI_EXPORT extern int TfLiteOpaqueNodeNumberOfOutputs(const TfLiteOpaqueNode *opaque_node);

// What the operator's init function made.
TFL_CAPI_EXPORT extern void *TfLiteOpaqueNodeGetUserData(const TfLiteOpaqueNode *opaque_node);

// NULL: custom operators have no options of builtin operators.
TFL_CAPI_EXPORT extern void *TfLiteOpaqueNodeGetBuiltinData(const TfLiteOpaqueNode *opaque_node);

// The operator's options, as the model has them.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueNodeGetCustomInitialData(const TfLiteOpaqueNode *opaque_node,
                                                  const void **init_data,
                                                  int *size);

// The indices of an operator's inputs in its graph, -1 where one is absent.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueNodeInputs(const TfLiteOpaqueNode *opaque_node,
                                    const int **inputs,
                                    int *num_inputs);

// The indices of an operator's outputs in its graph.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueNodeOutputs(const TfLiteOpaqueNode *opaque_node,
                                     const int **outputs,
                                     int *num_outputs);

// The index of an input in the operator's graph; -1 when it is absent.
TFL_CAPI_EXPORT extern
int TfLiteOpaqueNodeGetInputTensorIndex(const TfLiteOpaqueNode *opaque_node,
                                        int index_of_input);

// The index of an output in the operator's graph; -1 when there is none.
TFL_CAPI_EXPORT extern
int TfLiteOpaqueNodeGetOutputTensorIndex(const TfLiteOpaqueNode *opaque_node,
                                         int index_of_output);

// An operand of the operator by its index in the graph; NULL of other tensors.
TFL_CAPI_EXPORT extern
TfLiteOpaqueTensor *TfLiteOpaqueContextGetOpaqueTensor(const TfLiteOpaqueContext *opaque_context,
                                                       int index);

// Gives an output its shape, from the prepare function. The array is freed in any case.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueContextResizeTensor(TfLiteOpaqueContext *context,
                                             TfLiteOpaqueTensor *tensor,
                                             TfLiteIntArray *new_size);

// The bytes of an element; 0 with kTfLiteError of types without a fixed size.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOpaqueContextGetSizeOfType(TfLiteOpaqueContext *context,
                                              TfLiteType type,
                                              size_t *bytes);

// Hands a message to the error reporter, formatted as vprintf does.
TFL_CAPI_EXPORT extern
void TfLiteOpaqueContextReportErrorVa(TfLiteOpaqueContext *opaque_context,
                                      const char *format,
                                      va_list vlist);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#ifdef __cplusplus
extern "C" {
#endif

// Hands a message to the error reporter, formatted as printf does.
static inline void TfLiteOpaqueContextReportError(struct TfLiteOpaqueContext* opaque_context, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  TfLiteOpaqueContextReportErrorVa(opaque_context, format, arguments);
  va_end(arguments);
}

#ifdef __cplusplus
}
#endif

// For prepare and invoke functions of custom operators: report a message; or report what does not hold and return.
#ifndef TF_LITE_OPAQUE_KERNEL_LOG
#define TF_LITE_OPAQUE_KERNEL_LOG(opaque_context, ...) TfLiteOpaqueContextReportError((opaque_context), __VA_ARGS__)
#endif
#ifndef TF_LITE_OPAQUE_ENSURE
#define TF_LITE_OPAQUE_ENSURE(opaque_context, condition)                                                 \
  do {                                                                                                   \
    if (!(condition)) {                                                                                  \
      TfLiteOpaqueContextReportError((opaque_context), "%s:%d: %s does not hold", __FILE__, __LINE__, #condition); \
      return kTfLiteError;                                                                               \
    }                                                                                                    \
  } while (0)
#endif
#ifndef TF_LITE_OPAQUE_ENSURE_EQ
#define TF_LITE_OPAQUE_ENSURE_EQ(opaque_context, a, b) TF_LITE_OPAQUE_ENSURE(opaque_context, (a) == (b))
#endif
#ifndef TF_LITE_OPAQUE_ENSURE_TYPES_EQ
#define TF_LITE_OPAQUE_ENSURE_TYPES_EQ(opaque_context, a, b) TF_LITE_OPAQUE_ENSURE(opaque_context, (a) == (b))
#endif

#endif  // FERROLITE_TENSORFLOW_LITE_C_C_API_OPAQUE_H_
