// Made by bindings/c/headers.sh from ferrolite's sources; changes here are lost.
#ifndef FERROLITE_TENSORFLOW_LITE_C_C_API_EXPERIMENTAL_H_
#define FERROLITE_TENSORFLOW_LITE_C_C_API_EXPERIMENTAL_H_

// TensorFlow Lite's C API over ferrolite: variables, and what changes how operators are found and run.

#include <stdint.h>

#include "tensorflow/lite/builtin_ops.h"
#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/c/common.h"

// A name for memory of a delegate's.
typedef int TfLiteBufferHandle;

// Memory of the program's for a tensor. ferrolite keeps tensors in memory of its own.
typedef struct TfLiteCustomAllocation TfLiteCustomAllocation;

// A kernel of TensorFlow Lite's own, which works on its internal structures. ferrolite has none of them.
typedef struct TfLiteRegistration TfLiteRegistration;

// An observer of TensorFlow Lite's.
typedef struct TfLiteTelemetryProfilerStruct TfLiteTelemetryProfilerStruct;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// Sets every variable tensor to 0, of int8 to its zero point.
TFL_CAPI_EXPORT extern TfLiteStatus TfLiteInterpreterResetVariableTensors(TfLiteInterpreter *interpreter);

// How many variable tensors the main graph has.
TFL_CAPI_EXPORT extern int32_t TfLiteInterpreterGetVariableTensorCount(const TfLiteInterpreter *interpreter);

// A variable tensor by position; NULL when there is none.
TFL_CAPI_EXPORT extern
TfLiteTensor *TfLiteInterpreterGetVariableTensor(const TfLiteInterpreter *interpreter,
                                                 int32_t variable_index);

// A kernel of TensorFlow Lite's form cannot run here: no interpreter can be made with these options any more.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsAddBuiltinOp(TfLiteInterpreterOptions *options,
                                          TfLiteBuiltinOperator op,
                                          const struct TfLiteRegistration *registration,
                                          int32_t min_version,
                                          int32_t max_version);

// A kernel of TensorFlow Lite's form cannot run here: no interpreter can be made with these options any more.
// TfLiteInterpreterOptionsAddOperator takes custom operators.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsAddCustomOp(TfLiteInterpreterOptions *options,
                                         const char *name,
                                         const struct TfLiteRegistration *registration,
                                         int32_t min_version,
                                         int32_t max_version);

// Operators are found in ferrolite's own table: with functions that look elsewhere no interpreter can be made.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsSetOpResolverExternal(TfLiteInterpreterOptions *options,
                                                   const TfLiteOperator *(*find_builtin_op)(void *user_data,
                                                                                            int op,
                                                                                            int version),
                                                   const TfLiteOperator *(*find_custom_op)(void *user_data,
                                                                                           const char *custom_op,
                                                                                           int version),
                                                   void *op_resolver_user_data);

// As TfLiteInterpreterOptionsSetOpResolverExternal.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsSetOpResolver(TfLiteInterpreterOptions *options,
                                           const struct TfLiteRegistration *(*find_builtin_op)(void *user_data,
                                                                                               TfLiteBuiltinOperator op,
                                                                                               int version),
                                           const struct TfLiteRegistration *(*find_custom_op)(void *user_data,
                                                                                              const char *custom_op,
                                                                                              int version),
                                           void *op_resolver_user_data);

// An interpreter, as TfLiteInterpreterCreate makes it: all of ferrolite's operators are there in any case.
TFL_CAPI_EXPORT extern
TfLiteInterpreter *TfLiteInterpreterCreateWithSelectedOps(const TfLiteModel *model,
                                                          const TfLiteInterpreterOptions *options);

// There is no NNAPI here: whatever is asked for, ferrolite's kernels run.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsSetUseNNAPI(TfLiteInterpreterOptions *options,
                                         bool enable);

// There are no delegates to fall back from: nothing changes.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsSetEnableDelegateFallback(TfLiteInterpreterOptions *options,
                                                       bool enable);

// Nobody is told of what runs: nothing changes.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsSetTelemetryProfiler(TfLiteInterpreterOptions *options,
                                                  struct TfLiteTelemetryProfilerStruct *profiler);

// kTfLiteDelegateError: ferrolite has no delegates. The interpreter goes on as before.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteInterpreterModifyGraphWithDelegate(const TfLiteInterpreter *interpreter,
                                                      TfLiteOpaqueDelegate *delegate);

// The index of an input among all tensors; -1 when there is none.
TFL_CAPI_EXPORT extern
int32_t TfLiteInterpreterGetInputTensorIndex(const TfLiteInterpreter *interpreter,
                                             int32_t input_index);

// The index of an output among all tensors; -1 when there is none.
TFL_CAPI_EXPORT extern
int32_t TfLiteInterpreterGetOutputTensorIndex(const TfLiteInterpreter *interpreter,
                                              int32_t output_index);

// kTfLiteError: tensors live in memory of ferrolite's own, where TfLiteTensorData reaches them without a copy.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteInterpreterSetCustomAllocationForTensor(TfLiteInterpreter *interpreter,
                                                           int tensor_index,
                                                           const struct TfLiteCustomAllocation *allocation,
                                                           int64_t flags);

// kTfLiteError: handles of buffers are for delegates.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteInterpreterSetBufferHandle(TfLiteInterpreter *interpreter,
                                              TfLiteTensor *tensor,
                                              TfLiteBufferHandle buffer_handle,
                                              TfLiteOpaqueDelegate *delegate);

// kTfLiteError: handles of buffers are for delegates.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteInterpreterGetBufferHandle(TfLiteInterpreter *interpreter,
                                              int tensor_index,
                                              TfLiteBufferHandle *buffer_handle,
                                              TfLiteOpaqueDelegate **delegate);

// Outputs are always in memory: nothing changes.
TFL_CAPI_EXPORT extern
void TfLiteSetAllowBufferHandleOutput(const TfLiteInterpreter *interpreter,
                                      bool allow_buffer_handle_output);

// kTfLiteOk when a tensor can be read.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteInterpreterEnsureTensorDataIsReadable(TfLiteInterpreter *interpreter,
                                                         int tensor_index);

// As TfLiteInterpreterCancel, for runs of the signature.
TFL_CAPI_EXPORT extern TfLiteStatus TfLiteSignatureRunnerCancel(TfLiteSignatureRunner *signature_runner);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // FERROLITE_TENSORFLOW_LITE_C_C_API_EXPERIMENTAL_H_
