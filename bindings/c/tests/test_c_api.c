// Tests of the C API: test_c_api REPOSITORY. Prints how many checks there were; fails when one does not hold.

#include "check.h"
#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/c/c_api_experimental.h"
#include "tensorflow/lite/c/c_api_opaque.h"
#include "tensorflow/lite/c/common.h"

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
  printf("%d checks, %d failed\n", checks, failures);
  return failures > 0;
}
