// Tests of the C API: custom operators, and calls from several threads. test_operators REPOSITORY, as test_c_api.

#include "check.h"
#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/c/c_api_opaque.h"
#include "tensorflow/lite/c/common.h"

#include <pthread.h>
#include <time.h>

// The custom operator "Repeat".
struct repeat {
  int made, prepared, run, freed;
  // Called from inside, which is refused.
  TfLiteInterpreter* own;
  TfLiteStatus from_inside;
};

static void* repeat_init(void* user_data, TfLiteOpaqueContext* context, const char* buffer, size_t length) {
  struct repeat* repeat = user_data;
  (void)context;
  repeat->made++;
  float* factor = malloc(sizeof *factor);
  *factor = 0;
  if (length == sizeof *factor) memcpy(factor, buffer, length);
  return factor;
}

static void repeat_free(void* user_data, TfLiteOpaqueContext* context, void* data) {
  (void)context;
  ((struct repeat*)user_data)->freed++;
  free(data);
}

static TfLiteStatus repeat_prepare(void* user_data, TfLiteOpaqueContext* context, TfLiteOpaqueNode* node) {
  ((struct repeat*)user_data)->prepared++;
  TF_LITE_OPAQUE_ENSURE_EQ(context, TfLiteOpaqueNodeNumberOfInputs(node), 2);
  const TfLiteOpaqueTensor* values = TfLiteOpaqueNodeGetInput(context, node, 0);
  const int* count = TfLiteOpaqueTensorData(TfLiteOpaqueNodeGetInput(context, node, 1));
  if (count == NULL) return kTfLiteError;
  TfLiteIntArray* shape = TfLiteIntArrayCreate(1);
  shape->data[0] = TfLiteOpaqueTensorDim(values, 0) * *count;
  return TfLiteOpaqueContextResizeTensor(context, TfLiteOpaqueNodeGetOutput(context, node, 0), shape);
}

static TfLiteStatus repeat_invoke(void* user_data, TfLiteOpaqueContext* context, TfLiteOpaqueNode* node) {
  struct repeat* repeat = user_data;
  repeat->run++;
  repeat->from_inside = TfLiteInterpreterInvoke(repeat->own);
  const TfLiteOpaqueTensor* input = TfLiteOpaqueNodeGetInput(context, node, 0);
  TfLiteOpaqueTensor* output = TfLiteOpaqueNodeGetOutput(context, node, 0);
  const float factor = *(const float*)TfLiteOpaqueNodeGetUserData(node);
  const float* values = TfLiteOpaqueTensorData(input);
  float* repeated = TfLiteOpaqueTensorData(output);
  size_t many = TfLiteOpaqueTensorByteSize(input) / sizeof *values, all = TfLiteOpaqueTensorByteSize(output) / sizeof *values;
  if (values[0] < 0) {
    TF_LITE_OPAQUE_KERNEL_LOG(context, "%s: %d values, the first negative", "Repeat", (int)many);
    return kTfLiteError;
  }
  for (size_t i = 0; i < all; i++) repeated[i] = factor * values[i % many];
  return kTfLiteOk;
}

static void custom_operators(void) {
  struct repeat repeat = {0, 0, 0, 0, NULL, kTfLiteOk};
  TfLiteOperator* repeater = TfLiteOperatorCreate(kTfLiteBuiltinCustom, "Repeat", 1, &repeat);
  CHECK(strcmp(TfLiteOperatorGetCustomName(repeater), "Repeat") == 0 && TfLiteOperatorGetVersion(repeater) == 1);
  CHECK(TfLiteOperatorGetBuiltInCode(repeater) == kTfLiteBuiltinCustom && TfLiteOperatorGetUserData(repeater) == &repeat);
  // Without the operator the interpreter is made, and cannot allocate.
  TfLiteInterpreter* interpreter = interpreter_of(test_model("repeat"));
  CHECK(interpreter != NULL && TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteUnresolvedOps && said(&heard, "Repeat", "", ""));
  TfLiteInterpreterDelete(interpreter);
  // Neither can one without a function that runs.
  TfLiteInterpreterOptions* options = listening();
  TfLiteInterpreterOptionsAddOperator(options, repeater);
  interpreter = interpreter_with(test_model("repeat"), options);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteUnresolvedOps && said(&heard, "Repeat", "invoke", ""));
  TfLiteInterpreterDelete(interpreter);

  // Nor one of another version.
  TfLiteOperator* newer = TfLiteOperatorCreate(kTfLiteBuiltinCustom, "Repeat", 2, &repeat);
  TfLiteOperatorSetInvokeWithData(newer, repeat_invoke);
  options = listening();
  TfLiteInterpreterOptionsAddOperator(options, newer);
  interpreter = interpreter_with(test_model("repeat"), options);
  TfLiteOperatorDelete(newer);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteUnresolvedOps && said(&heard, "Repeat", "version is 1", "version 2"));
  TfLiteInterpreterDelete(interpreter);

  CHECK(TfLiteOperatorSetInitWithData(repeater, repeat_init) == kTfLiteOk);
  CHECK(TfLiteOperatorSetFreeWithData(repeater, repeat_free) == kTfLiteOk);
  CHECK(TfLiteOperatorSetPrepareWithData(repeater, repeat_prepare) == kTfLiteOk);
  CHECK(TfLiteOperatorSetInvokeWithData(repeater, repeat_invoke) == kTfLiteOk);
  options = listening();
  TfLiteInterpreterOptionsAddOperator(options, repeater);
  interpreter = interpreter_with(test_model("repeat"), options);
  TfLiteOperatorDelete(repeater);
  // How often is a constant: the size of the output is known at once.
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk && repeat.made == 1 && repeat.prepared >= 1 && repeat.run == 0);
  const TfLiteTensor* output = TfLiteInterpreterGetOutputTensor(interpreter, 0);
  CHECK(TfLiteTensorDim(output, 0) == 6);
  const float values[3] = {1, 2, 3}, negative[3] = {-1, 0, 0}, twice[6] = {-10, -20, -30, -10, -20, -30};
  TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter, 0);
  TfLiteTensorCopyFromBuffer(input, values, sizeof values);
  repeat.own = interpreter;
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk && repeat.run == 1);
  CHECK(repeat.from_inside == kTfLiteError && said(&heard, "TfLiteInterpreterInvoke", "inside", ""));
  repeat.own = NULL;
  CHECK(memcmp(TfLiteTensorData(output), twice, sizeof twice) == 0);
  // Its own message, then that it failed.
  TfLiteTensorCopyFromBuffer(input, negative, sizeof negative);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteError && heard.count == 2 && said(&heard, "invoke", "Repeat", "status 1"));
  TfLiteTensorCopyFromBuffer(input, values, sizeof values);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  // How often is an input: the size is known once it is there.
  TfLiteSignatureRunner* runner = TfLiteInterpreterGetSignatureRunner(interpreter, "open");
  CHECK(TfLiteSignatureRunnerAllocateTensors(runner) == kTfLiteOk);
  TfLiteTensorCopyFromBuffer(TfLiteSignatureRunnerGetInputTensor(runner, "values"), values, sizeof values);
  output = TfLiteSignatureRunnerGetOutputTensor(runner, "out");
  for (int count = 1; count <= 3; count++) {
    TfLiteTensorCopyFromBuffer(TfLiteSignatureRunnerGetInputTensor(runner, "count"), &count, sizeof count);
    CHECK(TfLiteSignatureRunnerInvoke(runner) == kTfLiteOk && TfLiteTensorDim(output, 0) == 3 * count);
    CHECK(((const float*)TfLiteTensorData(output))[3 * count - 1] == -30);
  }
  TfLiteSignatureRunnerDelete(runner);
  TfLiteInterpreterDelete(interpreter);
  CHECK(repeat.made > 0 && repeat.freed == repeat.made);
}

// Threads.
static void* runs_for_long(void* interpreter) {
  TfLiteStatus* status = malloc(sizeof *status);
  *status = TfLiteInterpreterInvoke(interpreter);
  return status;
}

static void cancelled(void) {
  TfLiteInterpreter* interpreter = interpreter_of(test_model("loop"));
  CHECK(TfLiteInterpreterCancel(interpreter) == kTfLiteError && said(&heard, "TfLiteInterpreterOptionsEnableCancellation", "", ""));
  TfLiteInterpreterDelete(interpreter);
  TfLiteInterpreterOptions* options = listening();
  CHECK(TfLiteInterpreterOptionsEnableCancellation(options, true) == kTfLiteOk);
  interpreter = interpreter_with(test_model("loop"), options);
  TfLiteInterpreterAllocateTensors(interpreter);
  int start = 0, limit = 0x7fffffff;
  TfLiteTensorCopyFromBuffer(TfLiteInterpreterGetInputTensor(interpreter, 0), &start, sizeof start);
  TfLiteTensorCopyFromBuffer(TfLiteInterpreterGetInputTensor(interpreter, 1), &limit, sizeof limit);
  pthread_t thread;
  pthread_create(&thread, NULL, runs_for_long, interpreter);
  nanosleep(&(struct timespec){0, 100000000}, NULL);
  CHECK(TfLiteInterpreterCancel(interpreter) == kTfLiteOk);
  TfLiteStatus* status;
  pthread_join(thread, (void**)&status);
  CHECK(*status == kTfLiteCancelled && said(&heard, "cancelled", "", ""));
  free(status);
  // It concerns what ran then only.
  limit = 100;
  TfLiteTensorCopyFromBuffer(TfLiteInterpreterGetInputTensor(interpreter, 1), &limit, sizeof limit);
  CHECK(TfLiteInterpreterCancel(interpreter) == kTfLiteOk && TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  CHECK(*(const int*)TfLiteTensorData(TfLiteInterpreterGetOutputTensor(interpreter, 0)) == 100);
  TfLiteInterpreterDelete(interpreter);
}

static void* runs_often(void* interpreter) {
  int right = 0;
  for (int i = 0; i < 50; i++) {
    signed char scores[10];
    right += TfLiteInterpreterInvoke(interpreter) == kTfLiteOk &&
             TfLiteTensorCopyToBuffer(TfLiteInterpreterGetOutputTensor(interpreter, 0), scores, 10) == kTfLiteOk;
  }
  return right == 50 ? interpreter : NULL;
}

static void shared_by_threads(void) {
  TfLiteInterpreterOptions* options = listening();
  TfLiteInterpreterOptionsSetNumThreads(options, 2);
  TfLiteInterpreter* interpreter = interpreter_with(path_of("models/digits_int8.tflite"), options);
  TfLiteInterpreterAllocateTensors(interpreter);
  memset(TfLiteTensorData(TfLiteInterpreterGetInputTensor(interpreter, 0)), 1, 64);
  pthread_t threads[4];
  for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, runs_often, interpreter);
  for (int i = 0; i < 4; i++) {
    void* result;
    pthread_join(threads[i], &result);
    CHECK(result == interpreter);
  }
  TfLiteInterpreterDelete(interpreter);
}

int main(int count, char** arguments) {
  repository = count > 1 ? arguments[1] : ".";
  custom_operators();
  cancelled();
  shared_by_threads();
  printf("%d checks, %d failed\n", checks, failures);
  return failures > 0;
}
