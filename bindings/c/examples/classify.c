// One int8 input: quantize, run, dequantize. classify MODEL
//
// A program like any other for TensorFlow Lite: nothing in it is of ferrolite.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tensorflow/lite/c/c_api.h"

// A handwritten seven, from 0 to 255.
static const unsigned char picture[64] = {
    0, 0, 64,  207, 255, 255, 255, 159,  //
    0, 0, 175, 239, 191, 207, 255, 80,   //
    0, 0, 0,   0,   0,   191, 175, 0,    //
    0, 0, 16,  0,   80,  239, 32,  0,    //
    0, 0, 223, 207, 239, 239, 96,  0,    //
    0, 0, 239, 255, 239, 143, 32,  0,    //
    0, 0, 16,  255, 112, 0,   0,   0,    //
    0, 0, 96,  223, 32,  0,   0,   0,
};

int main(int count, char** arguments) {
  TfLiteModel* model = TfLiteModelCreateFromFile(count > 1 ? arguments[1] : "models/digits_int8.tflite");
  TfLiteInterpreterOptions* options = TfLiteInterpreterOptionsCreate();
  TfLiteInterpreterOptionsSetNumThreads(options, 1);
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, options);
  // The interpreter keeps what it needs of both.
  TfLiteInterpreterOptionsDelete(options);
  TfLiteModelDelete(model);
  if (interpreter == NULL || TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk) return EXIT_FAILURE;

  TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter, 0);
  if (TfLiteTensorType(input) != kTfLiteInt8 || TfLiteTensorByteSize(input) != sizeof picture) return EXIT_FAILURE;
  TfLiteQuantizationParams in = TfLiteTensorQuantizationParams(input);
  signed char quantized[sizeof picture];
  for (size_t i = 0; i < sizeof picture; i++) {
    float real = (float)picture[i] / 255.0f;
    float q = roundf(real / in.scale) + (float)in.zero_point;
    quantized[i] = (signed char)(q < -128 ? -128 : q > 127 ? 127 : q);
  }
  if (TfLiteTensorCopyFromBuffer(input, quantized, sizeof quantized) != kTfLiteOk) return EXIT_FAILURE;
  if (TfLiteInterpreterInvoke(interpreter) != kTfLiteOk) return EXIT_FAILURE;

  const TfLiteTensor* output = TfLiteInterpreterGetOutputTensor(interpreter, 0);
  TfLiteQuantizationParams out = TfLiteTensorQuantizationParams(output);
  signed char scores[10];
  if (TfLiteTensorCopyToBuffer(output, scores, sizeof scores) != kTfLiteOk) return EXIT_FAILURE;
  int best = 0;
  for (int i = 1; i < 10; i++) {
    if (scores[i] > scores[best]) best = i;
  }
  printf("%d with %.2f\n", best, out.scale * (float)(scores[best] - out.zero_point));
  TfLiteInterpreterDelete(interpreter);
  return EXIT_SUCCESS;
}
