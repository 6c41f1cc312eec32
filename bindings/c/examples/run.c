// Bytes in, bytes out: run MODEL < INPUTS > OUTPUTS, all inputs and all outputs one after the other.

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tensorflow/lite/c/c_api.h"

static void report(void* user_data, const char* format, va_list arguments) {
  fprintf(stderr, "%s: ", (const char*)user_data);
  vfprintf(stderr, format, arguments);
  fprintf(stderr, "\n");
}

static int run(TfLiteInterpreter* interpreter) {
  if (TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk) return EXIT_FAILURE;
  for (int i = 0; i < TfLiteInterpreterGetInputTensorCount(interpreter); i++) {
    TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter, i);
    size_t size = TfLiteTensorByteSize(input);
    if (fread(TfLiteTensorData(input), 1, size, stdin) != size) {
      fprintf(stderr, "there are no %zu bytes for the input %s\n", size, TfLiteTensorName(input));
      return EXIT_FAILURE;
    }
  }
  if (TfLiteInterpreterInvoke(interpreter) != kTfLiteOk) return EXIT_FAILURE;
  for (int i = 0; i < TfLiteInterpreterGetOutputTensorCount(interpreter); i++) {
    const TfLiteTensor* output = TfLiteInterpreterGetOutputTensor(interpreter, i);
    fwrite(TfLiteTensorData(output), 1, TfLiteTensorByteSize(output), stdout);
  }
  return EXIT_SUCCESS;
}

int main(int count, char** arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: %s MODEL < INPUTS > OUTPUTS\n", arguments[0]);
    return EXIT_FAILURE;
  }
  TfLiteModel* model = TfLiteModelCreateFromFileWithErrorReporter(arguments[1], report, arguments[0]);
  if (model == NULL) return EXIT_FAILURE;
  TfLiteInterpreterOptions* options = TfLiteInterpreterOptionsCreate();
  TfLiteInterpreterOptionsSetErrorReporter(options, report, arguments[0]);
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, options);
  int result = interpreter == NULL ? EXIT_FAILURE : run(interpreter);
  TfLiteInterpreterDelete(interpreter);
  TfLiteInterpreterOptionsDelete(options);
  TfLiteModelDelete(model);
  return result;
}
