// A batch of four and several outputs. outputs MODEL, where MODEL is bindings/c/tests/models/outputs.tflite

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tensorflow/lite/c/c_api.h"

int main(int count, char** arguments) {
  static const float rows[4][3] = {{-1, 0, 3.5f}, {2.5f, -2, 0}, {1, 1.25f, -4}, {0, 0, 0.25f}};
  TfLiteModel* model = TfLiteModelCreateFromFile(count > 1 ? arguments[1] : "bindings/c/tests/models/outputs.tflite");
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, NULL);
  TfLiteModelDelete(model);
  if (interpreter == NULL || TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk) return EXIT_FAILURE;

  // Written in place, without a copy.
  TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter, 0);
  if (TfLiteTensorDim(input, 0) != 4 || TfLiteTensorDim(input, 1) != 3) return EXIT_FAILURE;
  TfLiteQuantizationParams in = TfLiteTensorQuantizationParams(input);
  int8_t* quantized = TfLiteTensorData(input);
  for (int i = 0; i < 12; i++) quantized[i] = (int8_t)(roundf(rows[i / 3][i % 3] / in.scale) + (float)in.zero_point);
  if (TfLiteInterpreterInvoke(interpreter) != kTfLiteOk) return EXIT_FAILURE;

  const TfLiteTensor* odds = TfLiteInterpreterGetOutputTensor(interpreter, 0);
  const TfLiteTensor* places = TfLiteInterpreterGetOutputTensor(interpreter, 1);
  TfLiteQuantizationParams out = TfLiteTensorQuantizationParams(odds);
  const int8_t* odd = TfLiteTensorData(odds);
  const int32_t* place = TfLiteTensorData(places);
  for (int row = 0; row < TfLiteTensorDim(odds, 0); row++) {
    printf("row %d:", row);
    for (int i = 0; i < 3; i++) printf(" %.2f", out.scale * (float)(odd[3 * row + i] - out.zero_point));
    printf(", the most at %d\n", place[row]);
  }
  TfLiteInterpreterDelete(interpreter);
  return EXIT_SUCCESS;
}
