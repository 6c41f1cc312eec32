// Made by bindings/c/headers.sh from ferrolite's sources; changes here are lost.
#ifndef FERROLITE_TENSORFLOW_LITE_C_C_API_H_
#define FERROLITE_TENSORFLOW_LITE_C_C_API_H_

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

// A model: a verified file or buffer.
typedef struct TfLiteModel TfLiteModel;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The version of TensorFlow Lite whose C API this is, in the form of semver 2; what stands behind the plus sign says
// that ferrolite implements it, and ferrolite's version.
TFL_CAPI_EXPORT extern
const char *TfLiteVersion(void);

// The version of the interfaces for custom operators, as TfLiteVersion gives it.
TFL_CAPI_EXPORT extern const char *TfLiteExtensionApisVersion(void);

// The version of the file format that models must have.
TFL_CAPI_EXPORT extern int TfLiteSchemaVersion(void);

// Verifies a model in memory; NULL when it is none, with the reason on standard error.
//
// Nothing is copied: the buffer must stay as it is until the model and all interpreters made from it are deleted.
TFL_CAPI_EXPORT extern
struct TfLiteModel *TfLiteModelCreate(const void *model_data,
                                      size_t model_size);

// TfLiteModelCreate with a function that is told what is wrong: it takes user_data, a format and its arguments, as
// vprintf does.
TFL_CAPI_EXPORT extern
struct TfLiteModel *TfLiteModelCreateWithErrorReporter(const void *model_data,
                                                       size_t model_size,
                                                       void (*reporter)(void *user_data,
                                                                        const char *format,
                                                                        va_list args),
                                                       void *user_data);

// Maps a file and verifies it; NULL when it is no model, with the reason on standard error.
//
// The file must not be changed or truncated until the model and all interpreters made from it are deleted.
TFL_CAPI_EXPORT extern struct TfLiteModel *TfLiteModelCreateFromFile(const char *model_path);

// TfLiteModelCreateFromFile with a function that is told what is wrong.
TFL_CAPI_EXPORT extern
struct TfLiteModel *TfLiteModelCreateFromFileWithErrorReporter(const char *model_path,
                                                               void (*reporter)(void *user_data,
                                                                                const char *format,
                                                                                va_list args),
                                                               void *user_data);

// Deletes a model; interpreters made from it go on. NULL is nothing to delete.
TFL_CAPI_EXPORT extern void TfLiteModelDelete(struct TfLiteModel *model);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

// An asynchronous form of an operator; nothing here ever looks at one.
typedef struct TfLiteAsyncKernel TfLiteAsyncKernel;

// A custom operator: its name and the functions that make, prepare and run it.
typedef struct TfLiteOperator TfLiteOperator;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// A new description of the custom operator that models call by this name: kTfLiteBuiltinCustom, the name, its version, and a
// pointer that functions set by the calls "WithData" get. TfLiteOperatorDelete deletes it.
TFL_CAPI_EXPORT extern
struct TfLiteOperator *TfLiteOperatorCreate(TfLiteBuiltinOperator builtin_code,
                                            const char *custom_name,
                                            int version,
                                            void *user_data);

// Deletes a description. NULL is nothing to delete.
TFL_CAPI_EXPORT extern void TfLiteOperatorDelete(struct TfLiteOperator *registration);

// The operator's number, as TfLiteOperatorCreate was given it; -1 of none.
TFL_CAPI_EXPORT extern
TfLiteBuiltinOperator TfLiteOperatorGetBuiltInCode(const struct TfLiteOperator *registration);

// The operator's name, good until it is deleted.
TFL_CAPI_EXPORT extern const char *TfLiteOperatorGetCustomName(const struct TfLiteOperator *registration);

// The operator's version; -1 of none.
TFL_CAPI_EXPORT extern int TfLiteOperatorGetVersion(const struct TfLiteOperator *registration);

// The pointer that TfLiteOperatorCreate was given.
TFL_CAPI_EXPORT extern void *TfLiteOperatorGetUserData(const struct TfLiteOperator *registration);

// The function that makes the state of one operator from its options, which are so many bytes. Its result is what
// TfLiteOpaqueNodeGetUserData gives.
TFL_CAPI_EXPORT extern
void TfLiteOperatorSetInit(struct TfLiteOperator *registration,
                           void *(*init)(TfLiteOpaqueContext *context, const char *buffer, size_t length));

// TfLiteOperatorSetInit with a function that gets the operator's user data first.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOperatorSetInitWithData(struct TfLiteOperator *registration,
                                           void *(*init)(void *user_data,
                                                         TfLiteOpaqueContext *context,
                                                         const char *buffer,
                                                         size_t length));

// The function that ends what init made.
TFL_CAPI_EXPORT extern
void TfLiteOperatorSetFree(struct TfLiteOperator *registration,
                           void (*free)(TfLiteOpaqueContext *context, void *data));

// TfLiteOperatorSetFree with a function that gets the operator's user data first.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOperatorSetFreeWithData(struct TfLiteOperator *registration,
                                           void (*free)(void *user_data,
                                                        TfLiteOpaqueContext *context,
                                                        void *data));

// The function that checks the operands of one operator and gives its outputs their shapes. It may be called more
// than once.
TFL_CAPI_EXPORT extern
void TfLiteOperatorSetPrepare(struct TfLiteOperator *registration,
                              TfLiteStatus (*prepare)(TfLiteOpaqueContext *context, TfLiteOpaqueNode *node));

// TfLiteOperatorSetPrepare with a function that gets the operator's user data first.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOperatorSetPrepareWithData(struct TfLiteOperator *registration,
                                              TfLiteStatus (*prepare)(void *user_data,
                                                                      TfLiteOpaqueContext *context,
                                                                      TfLiteOpaqueNode *node));

// The function that computes the outputs of one operator.
TFL_CAPI_EXPORT extern
void TfLiteOperatorSetInvoke(struct TfLiteOperator *registration,
                             TfLiteStatus (*invoke)(TfLiteOpaqueContext *context, TfLiteOpaqueNode *node));

// TfLiteOperatorSetInvoke with a function that gets the operator's user data first.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOperatorSetInvokeWithData(struct TfLiteOperator *registration,
                                             TfLiteStatus (*invoke)(void *user_data,
                                                                    TfLiteOpaqueContext *context,
                                                                    TfLiteOpaqueNode *node));

// Operators do not run asynchronously here: one that has such a form is refused when tensors are allocated.
TFL_CAPI_EXPORT extern
void TfLiteOperatorSetAsyncKernel(struct TfLiteOperator *registration,
                                  struct TfLiteAsyncKernel *(*async_kernel)(TfLiteOpaqueContext *context,
                                                                            TfLiteOpaqueNode *node));

// As TfLiteOperatorSetAsyncKernel.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteOperatorSetAsyncKernelWithData(struct TfLiteOperator *registration,
                                                  struct TfLiteAsyncKernel *(*async_kernel)(void *user_data,
                                                                                            TfLiteOpaqueContext *context,
                                                                                            TfLiteOpaqueNode *node));

// Which outputs may take over the memory of inputs. It is a hint, and not taken here.
TFL_CAPI_EXPORT extern
void TfLiteOperatorSetInplaceOperator(struct TfLiteOperator *registration,
                                      uint64_t inplace_operator);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

// Options of interpreters.
typedef struct TfLiteInterpreterOptions TfLiteInterpreterOptions;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// New options: one thread, messages to standard error, no cancellation.
TFL_CAPI_EXPORT extern struct TfLiteInterpreterOptions *TfLiteInterpreterOptionsCreate(void);

// A copy of options, to be deleted by itself.
TFL_CAPI_EXPORT extern
struct TfLiteInterpreterOptions *TfLiteInterpreterOptionsCopy(const struct TfLiteInterpreterOptions *from);

// Deletes options; interpreters made with them go on. NULL is nothing to delete.
TFL_CAPI_EXPORT extern void TfLiteInterpreterOptionsDelete(struct TfLiteInterpreterOptions *options);

// How many threads share the work of each operator, the caller's included. 0 and 1 are the caller's alone, and so is
// -1, the library's choice. Results are the same for any number.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsSetNumThreads(struct TfLiteInterpreterOptions *options,
                                           int32_t num_threads);

// Delegates are there to move work elsewhere, which ferrolite does not do: no interpreter can be made with these
// options any more.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsAddDelegate(struct TfLiteInterpreterOptions *options,
                                         TfLiteOpaqueDelegate *delegate);

// Who is told what goes wrong: a function that takes user_data, a format and its arguments, as vprintf does. NULL
// for standard error.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsSetErrorReporter(struct TfLiteInterpreterOptions *options,
                                              void (*reporter)(void *user_data,
                                                               const char *format,
                                                               va_list args),
                                              void *user_data);

// Lets models use a custom operator of the program's own. It must stay until the interpreters made with these options
// are deleted.
TFL_CAPI_EXPORT extern
void TfLiteInterpreterOptionsAddOperator(struct TfLiteInterpreterOptions *options,
                                         TfLiteOperator *registration);

// Whether TfLiteInterpreterCancel works on interpreters made with these options.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteInterpreterOptionsEnableCancellation(struct TfLiteInterpreterOptions *options,
                                                        bool enable);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

// A tensor of an interpreter, the same pointer until the interpreter is deleted; or an operand of a custom operator.
typedef struct TfLiteTensor TfLiteTensor;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The element type; kTfLiteNoType of no tensor.
TFL_CAPI_EXPORT extern TfLiteType TfLiteTensorType(const struct TfLiteTensor *tensor);

// How many dimensions there are; -1 of no tensor.
TFL_CAPI_EXPORT extern int32_t TfLiteTensorNumDims(const struct TfLiteTensor *tensor);

// The length of a dimension; -1 when there is none.
TFL_CAPI_EXPORT extern int32_t TfLiteTensorDim(const struct TfLiteTensor *tensor, int32_t dim_index);

// The size of the value in bytes.
TFL_CAPI_EXPORT extern size_t TfLiteTensorByteSize(const struct TfLiteTensor *tensor);

// The memory of the value: to be read and, but for constants, written. NULL while there is none: before tensors are
// allocated, for tensors whose memory serves others, and for outputs whose size only a run tells.
//
// The pointer is good until tensors are allocated after a resize, or the interpreter is deleted; of strings and of
// outputs whose size depends on data only until the next run or write.
TFL_CAPI_EXPORT extern
void *TfLiteTensorData(const struct TfLiteTensor *tensor);

// The name, good until the interpreter is deleted.
TFL_CAPI_EXPORT extern const char *TfLiteTensorName(const struct TfLiteTensor *tensor);

// Scale and zero point; zeros unless the tensor has one of each. TfLiteOpaqueTensorGetQuantization has those along
// an axis.
TFL_CAPI_EXPORT extern
TfLiteQuantizationParams TfLiteTensorQuantizationParams(const struct TfLiteTensor *tensor);

// Copies a buffer into a tensor of exactly that size. Strings are one buffer: their count, where each begins and the
// last ends, their bytes; any size is right for them.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteTensorCopyFromBuffer(struct TfLiteTensor *tensor,
                                        const void *input_data,
                                        size_t input_data_size);

// Copies a tensor into a buffer of exactly its size.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteTensorCopyToBuffer(const struct TfLiteTensor *output_tensor,
                                      void *output_data,
                                      size_t output_data_size);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

// An interpreter of a model.
//
// Calls from several threads at once are carried out one after the other. Memory that TfLiteTensorData gave is the
// program's own business: no thread may use it while another one invokes, allocates or copies.
typedef struct TfLiteInterpreter TfLiteInterpreter;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// An interpreter of a model; NULL when there can be none, with the reason to the error reporter. Options may be NULL.
// Model and options may be deleted any time after. Tensors must be allocated before they are used.
TFL_CAPI_EXPORT extern
struct TfLiteInterpreter *TfLiteInterpreterCreate(const TfLiteModel *model,
                                                  const TfLiteInterpreterOptions *optional_options);

// Deletes an interpreter and its tensors. NULL is nothing to delete.
TFL_CAPI_EXPORT extern void TfLiteInterpreterDelete(struct TfLiteInterpreter *interpreter);

// How many inputs the model has.
TFL_CAPI_EXPORT extern
int32_t TfLiteInterpreterGetInputTensorCount(const struct TfLiteInterpreter *interpreter);

// The indices of the inputs among all tensors, as many as there are inputs; good until the interpreter is deleted.
TFL_CAPI_EXPORT extern
const int *TfLiteInterpreterInputTensorIndices(const struct TfLiteInterpreter *interpreter);

// An input by position; NULL when there is none.
TFL_CAPI_EXPORT extern
TfLiteTensor *TfLiteInterpreterGetInputTensor(const struct TfLiteInterpreter *interpreter,
                                              int32_t input_index);

// Gives an input another shape. Tensors must be allocated before anything else is done with them.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteInterpreterResizeInputTensor(struct TfLiteInterpreter *interpreter,
                                                int32_t input_index,
                                                const int *input_dims,
                                                int32_t input_dims_size);

// Plans the graph for the shapes of the inputs and allocates its memory: once after the interpreter was made, and
// again after inputs were resized. Pointers from TfLiteTensorData are void then.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteInterpreterAllocateTensors(struct TfLiteInterpreter *interpreter);

// Runs the graph once. kTfLiteCancelled when it was cancelled, kTfLiteError when it failed; outputs hold nothing of
// use then.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteInterpreterInvoke(struct TfLiteInterpreter *interpreter);

// How many outputs the model has.
TFL_CAPI_EXPORT extern
int32_t TfLiteInterpreterGetOutputTensorCount(const struct TfLiteInterpreter *interpreter);

// The indices of the outputs among all tensors, as many as there are outputs; good until the interpreter is deleted.
TFL_CAPI_EXPORT extern
const int *TfLiteInterpreterOutputTensorIndices(const struct TfLiteInterpreter *interpreter);

// An output by position; NULL when there is none. Its shape may be known only after a run.
TFL_CAPI_EXPORT extern
const TfLiteTensor *TfLiteInterpreterGetOutputTensor(const struct TfLiteInterpreter *interpreter,
                                                     int32_t output_index);

// Any tensor of the main graph by its index; NULL when there is none. Of tensors that are neither inputs, outputs,
// constants nor variables there is no data: their memory serves others.
TFL_CAPI_EXPORT extern
TfLiteTensor *TfLiteInterpreterGetTensor(const struct TfLiteInterpreter *interpreter,
                                         int index);

// Ends a run that another thread has begun, before its next operator: it returns kTfLiteCancelled. Runs that begin
// later are not concerned. kTfLiteError unless the options enabled it.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteInterpreterCancel(const struct TfLiteInterpreter *interpreter);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

// A signature of an interpreter's model: inputs and outputs by the names that it gives them.
//
// It shares tensors with the interpreter, and once that is deleted it can only be deleted too.
typedef struct TfLiteSignatureRunner TfLiteSignatureRunner;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// How many signatures the model has.
TFL_CAPI_EXPORT extern int32_t TfLiteInterpreterGetSignatureCount(const TfLiteInterpreter *interpreter);

// The key of a signature, good until the interpreter is deleted; NULL when there is none.
TFL_CAPI_EXPORT extern
const char *TfLiteInterpreterGetSignatureKey(const TfLiteInterpreter *interpreter,
                                             int32_t signature_index);

// A new runner of a signature; NULL when the model has none of that key. It is to be deleted before the interpreter.
TFL_CAPI_EXPORT extern
struct TfLiteSignatureRunner *TfLiteInterpreterGetSignatureRunner(const TfLiteInterpreter *interpreter,
                                                                  const char *signature_key);

// How many inputs the signature has.
TFL_CAPI_EXPORT extern
size_t TfLiteSignatureRunnerGetInputCount(const struct TfLiteSignatureRunner *signature_runner);

// The name of an input, in the order of the names; good until the runner is deleted. NULL when there is none.
TFL_CAPI_EXPORT extern
const char *TfLiteSignatureRunnerGetInputName(const struct TfLiteSignatureRunner *signature_runner,
                                              int32_t input_index);

// Gives an input another shape, where the model leaves dimensions open: those that are -1 in its shape signature.
// Tensors must be allocated before anything else is done with them.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteSignatureRunnerResizeInputTensor(struct TfLiteSignatureRunner *signature_runner,
                                                    const char *input_name,
                                                    const int *input_dims,
                                                    int32_t input_dims_size);

// As TfLiteInterpreterAllocateTensors, for the graph of the signature.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteSignatureRunnerAllocateTensors(struct TfLiteSignatureRunner *signature_runner);

// The input of that name, good until the interpreter is deleted; NULL when there is none.
TFL_CAPI_EXPORT extern
TfLiteTensor *TfLiteSignatureRunnerGetInputTensor(struct TfLiteSignatureRunner *signature_runner,
                                                  const char *input_name);

// As TfLiteInterpreterInvoke, for the graph of the signature.
TFL_CAPI_EXPORT extern
TfLiteStatus TfLiteSignatureRunnerInvoke(struct TfLiteSignatureRunner *signature_runner);

// How many outputs the signature has.
TFL_CAPI_EXPORT extern
size_t TfLiteSignatureRunnerGetOutputCount(const struct TfLiteSignatureRunner *signature_runner);

// The name of an output, in the order of the names; good until the runner is deleted. NULL when there is none.
TFL_CAPI_EXPORT extern
const char *TfLiteSignatureRunnerGetOutputName(const struct TfLiteSignatureRunner *signature_runner,
                                               int32_t output_index);

// The output of that name, good until the interpreter is deleted; NULL when there is none.
TFL_CAPI_EXPORT extern
const TfLiteTensor *TfLiteSignatureRunnerGetOutputTensor(const struct TfLiteSignatureRunner *signature_runner,
                                                         const char *output_name);

// Deletes a runner. NULL is nothing to delete.
TFL_CAPI_EXPORT extern void TfLiteSignatureRunnerDelete(struct TfLiteSignatureRunner *signature_runner);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

// The name that custom operators had before.
typedef TfLiteOperator TfLiteRegistrationExternal;
#define TfLiteRegistrationExternalCreate TfLiteOperatorCreate
#define TfLiteRegistrationExternalDelete TfLiteOperatorDelete
#define TfLiteRegistrationExternalGetBuiltInCode TfLiteOperatorGetBuiltInCode
#define TfLiteRegistrationExternalGetCustomName TfLiteOperatorGetCustomName
#define TfLiteRegistrationExternalGetVersion TfLiteOperatorGetVersion
#define TfLiteRegistrationExternalSetInit TfLiteOperatorSetInit
#define TfLiteRegistrationExternalSetFree TfLiteOperatorSetFree
#define TfLiteRegistrationExternalSetPrepare TfLiteOperatorSetPrepare
#define TfLiteRegistrationExternalSetInvoke TfLiteOperatorSetInvoke

#endif  // FERROLITE_TENSORFLOW_LITE_C_C_API_H_
