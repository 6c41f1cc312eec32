// A model with two signatures, by their names, and a batch of another size. signature MODEL, where MODEL is
// bindings/c/tests/models/signatures.tflite

#include <stdio.h>
#include <stdlib.h>

#include "tensorflow/lite/c/c_api.h"

int main(int count, char** arguments) {
  static const float left[3][2] = {{1, 2}, {3, 4}, {5, 6}}, right[3][2] = {{10, 20}, {30, 40}, {50, 60}};
  TfLiteModel* model = TfLiteModelCreateFromFile(count > 1 ? arguments[1] : "bindings/c/tests/models/signatures.tflite");
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, NULL);
  TfLiteModelDelete(model);
  if (interpreter == NULL) return EXIT_FAILURE;

  for (int i = 0; i < TfLiteInterpreterGetSignatureCount(interpreter); i++) {
    const char* key = TfLiteInterpreterGetSignatureKey(interpreter, i);
    TfLiteSignatureRunner* runner = TfLiteInterpreterGetSignatureRunner(interpreter, key);
    const int shape[2] = {3, 2};
    if (TfLiteSignatureRunnerResizeInputTensor(runner, "left", shape, 2) != kTfLiteOk ||
        TfLiteSignatureRunnerResizeInputTensor(runner, "right", shape, 2) != kTfLiteOk ||
        TfLiteSignatureRunnerAllocateTensors(runner) != kTfLiteOk) {
      return EXIT_FAILURE;
    }
    TfLiteTensorCopyFromBuffer(TfLiteSignatureRunnerGetInputTensor(runner, "left"), left, sizeof left);
    TfLiteTensorCopyFromBuffer(TfLiteSignatureRunnerGetInputTensor(runner, "right"), right, sizeof right);
    if (TfLiteSignatureRunnerInvoke(runner) != kTfLiteOk) return EXIT_FAILURE;
    const char* name = TfLiteSignatureRunnerGetOutputName(runner, 0);
    const float* result = TfLiteTensorData(TfLiteSignatureRunnerGetOutputTensor(runner, name));
    printf("%s: %s is", key, name);
    for (int k = 0; k < 6; k++) printf(" %g", result[k]);
    printf("\n");
    TfLiteSignatureRunnerDelete(runner);
  }
  TfLiteInterpreterDelete(interpreter);
  return EXIT_SUCCESS;
}
