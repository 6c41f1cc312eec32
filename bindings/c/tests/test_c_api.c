// Tests of the C API: test_c_api REPOSITORY. Prints how many checks there were; fails when one does not hold.

#include "check.h"
#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/c/c_api_experimental.h"
#include "tensorflow/lite/c/c_api_opaque.h"
#include "tensorflow/lite/c/common.h"

#include <pthread.h>
#include <time.h>

static const char* repository;
static struct messages heard;

static char* path_of(const char* name) {
  static char path[1000];
  snprintf(path, sizeof path, "%s/%s", repository, name);
  return path;
}

static char* test_model(const char* name) {
  static char path[1000];
  snprintf(path, sizeof path, "%s/bindings/c/tests/models/%s.tflite", repository, name);
  return path;
}

static TfLiteInterpreterOptions* listening(void) {
  TfLiteInterpreterOptions* options = TfLiteInterpreterOptionsCreate();
  TfLiteInterpreterOptionsSetErrorReporter(options, collect, &heard);
  return options;
}

// An interpreter of a file, whose messages are heard. The options are deleted.
static TfLiteInterpreter* interpreter_with(const char* path, TfLiteInterpreterOptions* options) {
  TfLiteModel* model = TfLiteModelCreateFromFile(path);
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, options);
  TfLiteInterpreterOptionsDelete(options);
  TfLiteModelDelete(model);
  return interpreter;
}

static TfLiteInterpreter* interpreter_of(const char* path) { return interpreter_with(path, listening()); }

static void versions_and_names(void) {
  CHECK(strncmp(TfLiteVersion(), "2.", 2) == 0);
  CHECK(strstr(TfLiteVersion(), "ferrolite") != NULL);
  CHECK(strcmp(TfLiteExtensionApisVersion(), TfLiteVersion()) == 0);
  CHECK(TfLiteSchemaVersion() == 3);
  CHECK(strcmp(TfLiteTypeGetName(kTfLiteInt8), "INT8") == 0);
  CHECK(strcmp(TfLiteTypeGetName(kTfLiteNoType), "NOTYPE") == 0);
  CHECK(strcmp(TfLiteTypeGetName((TfLiteType)99), "Unknown type") == 0);
  CHECK(kTfLiteCancelled == 8 && kTfLiteUnresolvedOps == 7 && kTfLiteFloat8E5M2 == 23);
  CHECK(kTfLiteBuiltinCustom == 32 && kTfLiteBuiltinAveragePool2d == 1);
}

static void arrays(void) {
  TfLiteIntArray* one = TfLiteIntArrayCreate(3);
  CHECK(one != NULL && one->size == 3 && one->data[0] == 0 && one->data[2] == 0);
  one->data[0] = 4, one->data[1] = 5, one->data[2] = 6;
  TfLiteIntArray* two = TfLiteIntArrayCopy(one);
  CHECK(TfLiteIntArrayEqual(one, two) == 1);
  CHECK(TfLiteIntArrayEqualsArray(one, 3, (const int[]){4, 5, 6}) == 1);
  two->data[1] = 0;
  CHECK(TfLiteIntArrayEqual(one, two) == 0);
  CHECK(TfLiteIntArrayEqual(one, NULL) == 0 && TfLiteIntArrayEqual(NULL, NULL) == 1);
  CHECK(TfLiteIntArrayGetSizeInBytes(3) == 16);
  CHECK(TfLiteIntArrayCopy(NULL) == NULL && TfLiteIntArrayCreate(-1) == NULL);
  TfLiteIntArrayFree(one);
  TfLiteIntArrayFree(two);
  TfLiteIntArrayFree(NULL);
  TfLiteFloatArray* floats = TfLiteFloatArrayCreate(2);
  floats->data[1] = 1.5f;
  TfLiteFloatArray* more = TfLiteFloatArrayCopy(floats);
  CHECK(more->size == 2 && more->data[0] == 0.0f && more->data[1] == 1.5f);
  TfLiteFloatArrayFree(floats);
  TfLiteFloatArrayFree(more);
}

static void models(void) {
  char nothing[64] = "this is no model, but long enough to be looked at";
  CHECK(TfLiteModelCreateWithErrorReporter(NULL, 100, collect, &heard) == NULL);
  CHECK(said(&heard, "TfLiteModelCreateWithErrorReporter", "model data", "null"));
  CHECK(TfLiteModelCreateWithErrorReporter(nothing, sizeof nothing, collect, &heard) == NULL && said(&heard, "", "", ""));
  CHECK(TfLiteModelCreateWithErrorReporter(nothing, 0, collect, &heard) == NULL && said(&heard, "", "", ""));
  CHECK(TfLiteModelCreateFromFileWithErrorReporter("/no/such/100%s.tflite", collect, &heard) == NULL);
  CHECK(said(&heard, "/no/such/100%s.tflite", "", ""));
  CHECK(TfLiteModelCreateFromFileWithErrorReporter(NULL, collect, &heard) == NULL && said(&heard, "null", "", ""));
  // Without a reporter, on standard error.
  CHECK(TfLiteModelCreate(nothing, sizeof nothing) == NULL);
  CHECK(TfLiteModelCreateFromFile(repository) == NULL);
  TfLiteModelDelete(NULL);
  TfLiteModel* model = TfLiteModelCreateFromFile(path_of("models/digits_int8.tflite"));
  CHECK(model != NULL);
  TfLiteModelDelete(model);
  TfLiteModelDelete(model);
  CHECK(TfLiteInterpreterCreate(model, NULL) == NULL);
  CHECK(TfLiteInterpreterCreate(NULL, NULL) == NULL);
}

static void model_in_memory(void) {
  FILE* file = fopen(path_of("models/digits_int8.tflite"), "rb");
  static char bytes[1 << 20];
  size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;
  if (file) fclose(file);
  TfLiteModel* model = TfLiteModelCreate(bytes, size);
  CHECK(model != NULL);
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, NULL);
  TfLiteModelDelete(model);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  TfLiteInterpreterDelete(interpreter);
  // Cut off, and with a byte changed in its identifier.
  CHECK(TfLiteModelCreateWithErrorReporter(bytes, size / 2, collect, &heard) == NULL && said(&heard, "", "", ""));
  bytes[4] ^= 1;
  CHECK(TfLiteModelCreateWithErrorReporter(bytes, size, collect, &heard) == NULL && said(&heard, "", "", ""));
}

static void options(void) {
  TfLiteModel* model = TfLiteModelCreateFromFile(path_of("models/digits_int8.tflite"));
  TfLiteInterpreterOptions* first = listening();
  TfLiteInterpreterOptionsSetNumThreads(first, -2);
  CHECK(said(&heard, "threads", "-2", ""));
  TfLiteInterpreterOptionsSetNumThreads(first, 2);
  TfLiteInterpreterOptions* copy = TfLiteInterpreterOptionsCopy(first);
  CHECK(copy != NULL && copy != first);
  // A delegate spoils the copy only.
  int thing = 0;
  TfLiteInterpreterOptionsAddDelegate(copy, (TfLiteOpaqueDelegate*)&thing);
  CHECK(TfLiteInterpreterCreate(model, copy) == NULL && said(&heard, "delegate", "", ""));
  TfLiteInterpreterOptionsDelete(copy);
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, first);
  CHECK(interpreter != NULL);
  TfLiteInterpreterOptionsDelete(first);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  CHECK(TfLiteInterpreterModifyGraphWithDelegate(interpreter, (TfLiteOpaqueDelegate*)&thing) == kTfLiteDelegateError);
  CHECK(said(&heard, "delegate", "", ""));
  TfLiteInterpreterDelete(interpreter);

  TfLiteInterpreterOptions* kernels = listening();
  TfLiteInterpreterOptionsAddCustomOp(kernels, "Mine", NULL, 1, 1);
  CHECK(TfLiteInterpreterCreateWithSelectedOps(model, kernels) == NULL && said(&heard, "Mine", "TfLiteOperatorCreate", ""));
  TfLiteInterpreterOptionsDelete(kernels);
  kernels = listening();
  TfLiteInterpreterOptionsAddBuiltinOp(kernels, kTfLiteBuiltinConv2d, NULL, 1, 5);
  CHECK(TfLiteInterpreterCreate(model, kernels) == NULL && said(&heard, "builtin", "3", ""));
  TfLiteInterpreterOptionsDelete(kernels);
  kernels = listening();
  TfLiteInterpreterOptionsSetUseNNAPI(kernels, true);
  TfLiteInterpreterOptionsSetEnableDelegateFallback(kernels, true);
  interpreter = TfLiteInterpreterCreateWithSelectedOps(model, kernels);
  CHECK(interpreter != NULL && heard.count == 0);
  TfLiteInterpreterDelete(interpreter);
  TfLiteInterpreterOptionsDelete(kernels);
  // Nothing to set, nothing to copy.
  TfLiteInterpreterOptionsSetNumThreads(NULL, 1);
  CHECK(TfLiteInterpreterOptionsCopy(NULL) == NULL);
  CHECK(TfLiteInterpreterOptionsEnableCancellation(NULL, true) == kTfLiteError);
  TfLiteModelDelete(model);
}

static void before_allocation(void) {
  TfLiteInterpreter* interpreter = interpreter_of(path_of("models/digits_int8.tflite"));
  TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter, 0);
  signed char pixels[64] = {0};
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteError && said(&heard, "TfLiteInterpreterInvoke", "allocate", ""));
  CHECK(TfLiteTensorCopyFromBuffer(input, pixels, 64) == kTfLiteError && said(&heard, "allocate", "image", ""));
  CHECK(TfLiteTensorCopyToBuffer(input, pixels, 64) == kTfLiteError && said(&heard, "allocate", "", ""));
  CHECK(TfLiteTensorData(input) == NULL && said(&heard, "allocate", "", ""));
  // What the file says is known.
  CHECK(TfLiteTensorType(input) == kTfLiteInt8 && TfLiteTensorNumDims(input) == 4 && TfLiteTensorByteSize(input) == 64);
  TfLiteInterpreterDelete(interpreter);
}

static void inputs_and_outputs(void) {
  TfLiteInterpreter* interpreter = interpreter_of(path_of("models/digits_int8.tflite"));
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  CHECK(TfLiteInterpreterGetInputTensorCount(interpreter) == 1 && TfLiteInterpreterGetOutputTensorCount(interpreter) == 1);
  int input_index = TfLiteInterpreterInputTensorIndices(interpreter)[0];
  int output_index = TfLiteInterpreterOutputTensorIndices(interpreter)[0];
  CHECK(TfLiteInterpreterGetInputTensorIndex(interpreter, 0) == input_index);
  CHECK(TfLiteInterpreterGetOutputTensorIndex(interpreter, 0) == output_index);
  TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter, 0);
  const TfLiteTensor* output = TfLiteInterpreterGetOutputTensor(interpreter, 0);
  CHECK(input == TfLiteInterpreterGetTensor(interpreter, input_index) && output == TfLiteInterpreterGetTensor(interpreter, output_index));
  CHECK(strcmp(TfLiteTensorName(input), "serving_default_image:0") == 0);
  CHECK(TfLiteTensorDim(input, 0) == 1 && TfLiteTensorDim(input, 1) == 8 && TfLiteTensorDim(input, 3) == 1);
  CHECK(TfLiteTensorDim(input, 4) == -1 && said(&heard, "dimension 4", "image", "[1, 8, 8, 1]"));
  CHECK(TfLiteTensorDim(input, -1) == -1 && said(&heard, "-1", "", ""));
  TfLiteQuantizationParams params = TfLiteTensorQuantizationParams(input);
  CHECK(params.scale > 0.0039f && params.scale < 0.00393f && params.zero_point == -128);
  CHECK(TfLiteTensorType(output) == kTfLiteInt8 && TfLiteTensorByteSize(output) == 10);

  signed char pixels[64], back[64], scores[10], more[11];
  for (int i = 0; i < 64; i++) pixels[i] = (signed char)(i * 3 - 100);
  CHECK(TfLiteTensorCopyFromBuffer(input, pixels, 63) == kTfLiteError);
  CHECK(said(&heard, "serving_default_image:0", "64 bytes", "63"));
  CHECK(TfLiteTensorCopyFromBuffer(input, NULL, 64) == kTfLiteError && said(&heard, "null", "", ""));
  CHECK(TfLiteTensorCopyFromBuffer(input, pixels, 64) == kTfLiteOk);
  CHECK(TfLiteTensorCopyToBuffer(input, back, 64) == kTfLiteOk && memcmp(pixels, back, 64) == 0);
  CHECK(memcmp(TfLiteTensorData(input), pixels, 64) == 0);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  CHECK(TfLiteTensorCopyToBuffer(output, more, 11) == kTfLiteError && said(&heard, "10 bytes", "11", ""));
  CHECK(TfLiteTensorCopyToBuffer(output, scores, 10) == kTfLiteOk);
  void* data = TfLiteTensorData(output);
  CHECK(memcmp(data, scores, 10) == 0);
  // In place, and the memory stays.
  memset(TfLiteTensorData(input), -128, 64);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk && TfLiteTensorData(output) == data);
  CHECK(memcmp(data, scores, 10) != 0);

  CHECK(TfLiteInterpreterGetInputTensor(interpreter, 1) == NULL && said(&heard, "no input 1", "", ""));
  CHECK(TfLiteInterpreterGetInputTensor(interpreter, -1) == NULL && said(&heard, "-1", "", ""));
  CHECK(TfLiteInterpreterGetOutputTensor(interpreter, 7) == NULL && said(&heard, "no output 7", "", ""));
  CHECK(TfLiteInterpreterGetTensor(interpreter, 100000) == NULL && said(&heard, "100000", "", ""));
  // A constant can be read, not written.
  TfLiteTensor* constant = NULL;
  for (int i = 0; constant == NULL && i < output_index; i++) {
    TfLiteTensor* tensor = TfLiteInterpreterGetTensor(interpreter, i);
    if (TfLiteOpaqueTensorGetAllocationType((TfLiteOpaqueTensor*)tensor) == kTfLiteMmapRo) constant = tensor;
  }
  CHECK(constant != NULL && TfLiteTensorData(constant) != NULL);
  size_t size = TfLiteTensorByteSize(constant);
  char* copy = malloc(size);
  CHECK(TfLiteTensorCopyToBuffer(constant, copy, size) == kTfLiteOk && memcmp(copy, TfLiteTensorData(constant), size) == 0);
  CHECK(TfLiteTensorCopyFromBuffer(constant, copy, size) == kTfLiteError && said(&heard, "constant", "", ""));
  free(copy);
  CHECK(TfLiteInterpreterEnsureTensorDataIsReadable(interpreter, output_index) == kTfLiteOk);
  CHECK(TfLiteInterpreterEnsureTensorDataIsReadable(interpreter, -5) == kTfLiteError && said(&heard, "-5", "", ""));
  CHECK(TfLiteInterpreterSetCustomAllocationForTensor(interpreter, 0, NULL, 0) == kTfLiteError && said(&heard, "memory", "", ""));
  TfLiteInterpreterDelete(interpreter);
}

static void after_deletion(void) {
  TfLiteInterpreter* interpreter = interpreter_of(path_of("models/digits_int8.tflite"));
  TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter, 0);
  TfLiteSignatureRunner* runner = TfLiteInterpreterGetSignatureRunner(interpreter, "serving_default");
  TfLiteInterpreterDelete(interpreter);
  TfLiteInterpreterDelete(interpreter);
  TfLiteInterpreterDelete(NULL);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteError);
  CHECK(TfLiteInterpreterGetInputTensorCount(interpreter) == 0);
  CHECK(TfLiteTensorType(input) == kTfLiteNoType && TfLiteTensorNumDims(input) == -1 && TfLiteTensorName(input) == NULL);
  CHECK(TfLiteSignatureRunnerInvoke(runner) == kTfLiteError);
  TfLiteSignatureRunnerDelete(runner);
  TfLiteSignatureRunnerDelete(runner);
  // NULL, and an object of another type.
  CHECK(TfLiteInterpreterAllocateTensors(NULL) == kTfLiteError);
  CHECK(TfLiteTensorByteSize(NULL) == 0 && TfLiteTensorData(NULL) == NULL && TfLiteTensorQuantizationParams(NULL).scale == 0);
  CHECK(TfLiteTensorCopyToBuffer(NULL, NULL, 0) == kTfLiteError);
  CHECK(TfLiteInterpreterCancel(NULL) == kTfLiteError);
  TfLiteInterpreterOptions* options = TfLiteInterpreterOptionsCreate();
  CHECK(TfLiteInterpreterInvoke((TfLiteInterpreter*)(void*)options) == kTfLiteError);
  TfLiteInterpreterOptionsDelete(options);
}

static void resized(void) {
  TfLiteInterpreter* interpreter = interpreter_of(path_of("models/digits_int8.tflite"));
  signed char pixels[128], single[2][10], both[20];
  for (int i = 0; i < 128; i++) pixels[i] = (signed char)(i * 37 % 251 - 125);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  for (int i = 0; i < 2; i++) {
    TfLiteTensorCopyFromBuffer(TfLiteInterpreterGetInputTensor(interpreter, 0), pixels + 64 * i, 64);
    TfLiteInterpreterInvoke(interpreter);
    CHECK(TfLiteTensorCopyToBuffer(TfLiteInterpreterGetOutputTensor(interpreter, 0), single[i], 10) == kTfLiteOk);
  }
  TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter, 0);
  CHECK(TfLiteInterpreterResizeInputTensor(interpreter, 0, (const int[]){2, 8, 8, 1}, 4) == kTfLiteOk);
  CHECK(TfLiteTensorDim(input, 0) == 2 && TfLiteTensorByteSize(input) == 128);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteError && said(&heard, "allocate", "", ""));
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  CHECK(TfLiteTensorCopyFromBuffer(input, pixels, 128) == kTfLiteOk);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  CHECK(TfLiteTensorCopyToBuffer(TfLiteInterpreterGetOutputTensor(interpreter, 0), both, 20) == kTfLiteOk);
  CHECK(memcmp(both, single, 20) == 0);

  CHECK(TfLiteInterpreterResizeInputTensor(interpreter, 1, (const int[]){1}, 1) == kTfLiteError && said(&heard, "no input 1", "", ""));
  CHECK(TfLiteInterpreterResizeInputTensor(interpreter, 0, (const int[]){-1, 8, 8, 1}, 4) == kTfLiteError && said(&heard, "negative", "", ""));
  CHECK(TfLiteInterpreterResizeInputTensor(interpreter, 0, NULL, 4) == kTfLiteError && said(&heard, "null", "", ""));
  CHECK(TfLiteInterpreterResizeInputTensor(interpreter, 0, NULL, -4) == kTfLiteError && said(&heard, "-4", "", ""));
  // A shape that the graph cannot take is refused when it is planned; the last one that fits helps.
  CHECK(TfLiteInterpreterResizeInputTensor(interpreter, 0, (const int[]){1, 64}, 2) == kTfLiteOk);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk && said(&heard, "TfLiteInterpreterAllocateTensors", "CONV_2D", ""));
  CHECK(TfLiteInterpreterResizeInputTensor(interpreter, 0, (const int[]){0x7fffffff, 0x7fffffff, 0x7fffffff, 1}, 4) == kTfLiteOk);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk && said(&heard, "", "", ""));
  CHECK(TfLiteInterpreterResizeInputTensor(interpreter, 0, (const int[]){1, 8, 8, 1}, 4) == kTfLiteOk);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk && TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  TfLiteInterpreterDelete(interpreter);
}

static void several_outputs(void) {
  TfLiteInterpreter* interpreter = interpreter_of(test_model("outputs"));
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk && TfLiteInterpreterGetOutputTensorCount(interpreter) == 2);
  signed char* rows = TfLiteTensorData(TfLiteInterpreterGetInputTensor(interpreter, 0));
  for (int i = 0; i < 12; i++) rows[i] = (signed char)(i * 7 % 23 - 9);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  // As TensorFlow Lite computes them.
  const signed char odds[12] = {-116, -71, 31, 104, -90, 0, 90, -104, -31, 71, -113, -59};
  const int places[4] = {2, 0, 0, 0};
  CHECK(memcmp(TfLiteTensorData(TfLiteInterpreterGetOutputTensor(interpreter, 0)), odds, sizeof odds) == 0);
  CHECK(memcmp(TfLiteTensorData(TfLiteInterpreterGetOutputTensor(interpreter, 1)), places, sizeof places) == 0);
  CHECK(TfLiteTensorType(TfLiteInterpreterGetOutputTensor(interpreter, 1)) == kTfLiteInt32);
  TfLiteInterpreterDelete(interpreter);
}

static void along_an_axis(void) {
  TfLiteInterpreter* interpreter = interpreter_of(test_model("per_axis"));
  TfLiteInterpreterAllocateTensors(interpreter);
  TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter, 0);
  CHECK(TfLiteTensorQuantizationParams(input).scale == 0);
  TfLiteQuantization quantization = TfLiteOpaqueTensorGetQuantization((const TfLiteOpaqueTensor*)input);
  CHECK(quantization.type == kTfLiteAffineQuantization);
  const TfLiteAffineQuantization* affine = quantization.params;
  CHECK(affine->quantized_dimension == 1 && affine->scale->size == 3 && affine->zero_point->size == 3);
  CHECK(affine->scale->data[0] == 0.5f && affine->scale->data[1] == 0.125f && affine->scale->data[2] == 2.0f);
  CHECK(affine->zero_point->data[1] == 10 && affine->zero_point->data[2] == -28);
  CHECK(TfLiteOpaqueTensorGetQuantization((const TfLiteOpaqueTensor*)input).params == (const void*)affine);
  const signed char channels[6] = {2, -3, 18, 2, -27, -30}, expected[6] = {0, 10, -2, 2, 5, 11};
  CHECK(TfLiteTensorCopyFromBuffer(input, channels, 6) == kTfLiteOk && TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  CHECK(memcmp(TfLiteTensorData(TfLiteInterpreterGetOutputTensor(interpreter, 0)), expected, 6) == 0);
  TfLiteOpaqueTensor* reals = (TfLiteOpaqueTensor*)TfLiteInterpreterGetTensor(interpreter, 1);
  CHECK(TfLiteOpaqueTensorGetQuantization(reals).type == kTfLiteNoQuantization);
  // The memory of a tensor between two operators serves others.
  CHECK(TfLiteOpaqueTensorData(reals) == NULL && said(&heard, "memory", "", ""));
  TfLiteInterpreterDelete(interpreter);
}

static void signatures(void) {
  TfLiteInterpreter* interpreter = interpreter_of(test_model("signatures"));
  CHECK(TfLiteInterpreterGetSignatureCount(interpreter) == 2);
  CHECK(strcmp(TfLiteInterpreterGetSignatureKey(interpreter, 1), "mul") == 0);
  CHECK(TfLiteInterpreterGetSignatureKey(interpreter, 2) == NULL && said(&heard, "signature 2", "", ""));
  CHECK(TfLiteInterpreterGetSignatureRunner(interpreter, "div") == NULL && said(&heard, "div", "add", "mul"));
  CHECK(TfLiteInterpreterGetSignatureRunner(interpreter, NULL) == NULL && said(&heard, "null", "", ""));
  TfLiteSignatureRunner* runner = TfLiteInterpreterGetSignatureRunner(interpreter, "mul");
  CHECK(TfLiteSignatureRunnerGetInputCount(runner) == 2 && TfLiteSignatureRunnerGetOutputCount(runner) == 1);
  CHECK(strcmp(TfLiteSignatureRunnerGetInputName(runner, 0), "left") == 0);
  CHECK(strcmp(TfLiteSignatureRunnerGetInputName(runner, 1), "right") == 0);
  CHECK(strcmp(TfLiteSignatureRunnerGetOutputName(runner, 0), "result") == 0);
  CHECK(TfLiteSignatureRunnerGetInputName(runner, 2) == NULL && said(&heard, "input 2", "", ""));
  CHECK(TfLiteSignatureRunnerInvoke(runner) == kTfLiteError && said(&heard, "allocate", "", ""));
  CHECK(TfLiteSignatureRunnerResizeInputTensor(runner, "left", (const int[]){2, 2}, 2) == kTfLiteOk);
  CHECK(TfLiteSignatureRunnerResizeInputTensor(runner, "right", (const int[]){2, 2}, 2) == kTfLiteOk);
  CHECK(TfLiteSignatureRunnerResizeInputTensor(runner, "left", (const int[]){2, 3}, 2) == kTfLiteError && said(&heard, "left_in", "[-1, 2]", "[2, 3]"));
  CHECK(TfLiteSignatureRunnerAllocateTensors(runner) == kTfLiteOk);
  const float left[4] = {1, 2, 3, 4}, right[4] = {5, 6, 7, 8}, product[4] = {5, 12, 21, 32};
  CHECK(TfLiteTensorCopyFromBuffer(TfLiteSignatureRunnerGetInputTensor(runner, "left"), left, sizeof left) == kTfLiteOk);
  CHECK(TfLiteTensorCopyFromBuffer(TfLiteSignatureRunnerGetInputTensor(runner, "right"), right, sizeof right) == kTfLiteOk);
  CHECK(TfLiteSignatureRunnerGetInputTensor(runner, "up") == NULL && said(&heard, "up", "left", "right"));
  CHECK(TfLiteSignatureRunnerGetOutputTensor(runner, NULL) == NULL && said(&heard, "null", "", ""));
  CHECK(TfLiteSignatureRunnerInvoke(runner) == kTfLiteOk);
  CHECK(memcmp(TfLiteTensorData(TfLiteSignatureRunnerGetOutputTensor(runner, "result")), product, sizeof product) == 0);
  // The main graph is another one.
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteError && said(&heard, "allocate", "", ""));
  int32_t dims = 0, dim = 0;
  const TfLiteOpaqueTensor* input = (TfLiteOpaqueTensor*)TfLiteSignatureRunnerGetInputTensor(runner, "left");
  CHECK(TfLiteOpaqueTensorGetNumDimsSignature(input, &dims) == kTfLiteOk && dims == 2);
  CHECK(TfLiteOpaqueTensorGetDimSignature(input, 0, &dim) == kTfLiteOk && dim == -1);
  CHECK(TfLiteOpaqueTensorGetDimSignature(input, 2, &dim) == kTfLiteError && said(&heard, "dimension 2", "", ""));
  TfLiteSignatureRunnerDelete(runner);
  TfLiteInterpreterDelete(interpreter);
}

static void variables(void) {
  TfLiteInterpreter* interpreter = interpreter_of(test_model("state"));
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  CHECK(TfLiteInterpreterGetVariableTensorCount(interpreter) == 1);
  const float step[2] = {1, 2}, sum[2] = {3, 6}, again[2] = {11, 2};
  float state[2];
  TfLiteTensorCopyFromBuffer(TfLiteInterpreterGetInputTensor(interpreter, 0), step, sizeof step);
  for (int i = 0; i < 3; i++) TfLiteInterpreterInvoke(interpreter);
  const TfLiteTensor* output = TfLiteInterpreterGetOutputTensor(interpreter, 0);
  CHECK(memcmp(TfLiteTensorData(output), sum, sizeof sum) == 0);
  TfLiteTensor* variable = TfLiteInterpreterGetVariableTensor(interpreter, 0);
  CHECK(TfLiteOpaqueTensorIsVariable((TfLiteOpaqueTensor*)variable) == 1 && TfLiteOpaqueTensorIsVariable((const TfLiteOpaqueTensor*)output) == 0);
  CHECK(TfLiteTensorCopyToBuffer(variable, state, sizeof state) == kTfLiteOk && memcmp(state, sum, sizeof sum) == 0);
  CHECK(TfLiteInterpreterResetVariableTensors(interpreter) == kTfLiteOk);
  CHECK(TfLiteTensorCopyToBuffer(variable, state, sizeof state) == kTfLiteOk && state[0] == 0 && state[1] == 0);
  state[0] = 10;
  CHECK(TfLiteTensorCopyFromBuffer(variable, state, sizeof state) == kTfLiteOk && TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  CHECK(memcmp(TfLiteTensorData(output), again, sizeof again) == 0);
  CHECK(TfLiteInterpreterGetVariableTensor(interpreter, 1) == NULL && said(&heard, "variable tensor 1", "", ""));
  CHECK(TfLiteInterpreterResetVariableTensors(NULL) == kTfLiteError);
  TfLiteInterpreterDelete(interpreter);
}

static void sizes_that_depend_on_data(void) {
  TfLiteInterpreter* interpreter = interpreter_of(test_model("positions"));
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  const TfLiteTensor* output = TfLiteInterpreterGetOutputTensor(interpreter, 0);
  const bool flags[5] = {true, false, true, true, false};
  const int64_t places[3] = {0, 2, 3};
  TfLiteTensorCopyFromBuffer(TfLiteInterpreterGetInputTensor(interpreter, 0), flags, sizeof flags);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  CHECK(TfLiteTensorDim(output, 0) == 3 && TfLiteTensorByteSize(output) == sizeof places);
  CHECK(memcmp(TfLiteTensorData(output), places, sizeof places) == 0);
  const bool none[5] = {false};
  TfLiteTensorCopyFromBuffer(TfLiteInterpreterGetInputTensor(interpreter, 0), none, sizeof none);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk && TfLiteTensorDim(output, 0) == 0 && TfLiteTensorByteSize(output) == 0);
  CHECK(TfLiteTensorCopyToBuffer(output, NULL, 0) == kTfLiteOk);
  TfLiteInterpreterDelete(interpreter);
}

static void strings(void) {
  TfLiteInterpreter* interpreter = interpreter_of(test_model("words"));
  TfLiteInterpreterAllocateTensors(interpreter);
  TfLiteOpaqueTensor* input = (TfLiteOpaqueTensor*)TfLiteInterpreterGetInputTensor(interpreter, 0);
  const TfLiteOpaqueTensor* output = (const TfLiteOpaqueTensor*)TfLiteInterpreterGetOutputTensor(interpreter, 0);
  const char* words[3] = {"ab", "", "cde"};
  const int lengths[3] = {2, 0, 3};
  const char* word = NULL;
  int length = 0;
  CHECK(TfLiteOpaqueTensorType(input) == kTfLiteString);
  CHECK(TfLiteOpaqueTensorWriteStrings(input, words, 3, lengths) == kTfLiteOk);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk && TfLiteOpaqueTensorGetStringCount(output) == 2);
  CHECK(TfLiteOpaqueTensorGetString(output, 0, &word, &length) == kTfLiteOk && length == 3 && memcmp(word, "cde", 3) == 0);
  CHECK(TfLiteOpaqueTensorGetString(output, 1, &word, &length) == kTfLiteOk && length == 2 && memcmp(word, "ab", 2) == 0);
  CHECK(TfLiteOpaqueTensorGetString(output, 2, &word, &length) == kTfLiteError && said(&heard, "string 2", "2", ""));
  CHECK(TfLiteOpaqueTensorWriteStrings(input, words, 2, lengths) == kTfLiteError && said(&heard, "words", "3", "2"));
  // One buffer of a count, offsets and bytes, as tensors of strings are copied; and one that is not.
  size_t size = TfLiteOpaqueTensorByteSize(output);
  char* whole = malloc(size);
  CHECK(size == 21 && TfLiteOpaqueTensorCopyToBuffer(output, whole, size) == kTfLiteOk && memcmp(whole + 16, "cdeab", 5) == 0);
  CHECK(TfLiteOpaqueTensorCopyFromBuffer(input, whole, size) == kTfLiteError && said(&heard, "words", "3", "2"));
  CHECK(TfLiteOpaqueTensorCopyFromBuffer(input, "no strings", 10) == kTfLiteError && said(&heard, "words", "strings", ""));
  free(whole);
  TfLiteInterpreterDelete(interpreter);
}

// The custom operator "Repeat".
struct repeat {
  int made, prepared, run, freed;
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
  ((struct repeat*)user_data)->run++;
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
  struct repeat repeat = {0, 0, 0, 0};
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
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk && repeat.run == 1);
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
  versions_and_names();
  arrays();
  models();
  model_in_memory();
  options();
  before_allocation();
  inputs_and_outputs();
  after_deletion();
  resized();
  several_outputs();
  along_an_axis();
  signatures();
  variables();
  sizes_that_depend_on_data();
  strings();
  custom_operators();
  cancelled();
  shared_by_threads();
  printf("%d checks, %d failed\n", checks, failures);
  return failures > 0;
}
