// Quantization along an axis: scales, zero points and the axis of an input to quantize, of an output to dequantize.
// per_axis MODEL, where MODEL is bindings/c/tests/models/per_axis.tflite

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/c/c_api_opaque.h"
#include "tensorflow/lite/c/common.h"

// The parameters of a tensor, or NULL. They belong to the tensor.
static const TfLiteAffineQuantization* parameters(const TfLiteTensor* tensor) {
  TfLiteQuantization quantization = TfLiteOpaqueTensorGetQuantization((const TfLiteOpaqueTensor*)tensor);
  return quantization.type == kTfLiteAffineQuantization ? quantization.params : NULL;
}

// Which scale and zero point an element has.
static int channel(const TfLiteTensor* tensor, const TfLiteAffineQuantization* affine, int element) {
  if (affine->scale->size == 1) return 0;
  int behind = 1;
  for (int axis = affine->quantized_dimension + 1; axis < TfLiteTensorNumDims(tensor); axis++) behind *= TfLiteTensorDim(tensor, axis);
  return element / behind % affine->scale->size;
}

int main(int count, char** arguments) {
  static const float reals[6] = {1, -1.5f, 1, -1, 2, -4};
  TfLiteModel* model = TfLiteModelCreateFromFile(count > 1 ? arguments[1] : "bindings/c/tests/models/per_axis.tflite");
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, NULL);
  TfLiteModelDelete(model);
  if (interpreter == NULL || TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk) return EXIT_FAILURE;

  TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter, 0);
  const TfLiteAffineQuantization* in = parameters(input);
  if (in == NULL || TfLiteTensorByteSize(input) != 6) return EXIT_FAILURE;
  int8_t* quantized = TfLiteTensorData(input);
  for (int i = 0; i < 6; i++) {
    int c = channel(input, in, i);
    float q = roundf(reals[i] / in->scale->data[c]) + (float)in->zero_point->data[c];
    quantized[i] = (int8_t)(q < -128 ? -128 : q > 127 ? 127 : q);
  }
  if (TfLiteInterpreterInvoke(interpreter) != kTfLiteOk) return EXIT_FAILURE;

  const TfLiteTensor* output = TfLiteInterpreterGetOutputTensor(interpreter, 0);
  const TfLiteAffineQuantization* out = parameters(output);
  if (out == NULL) return EXIT_FAILURE;
  const int8_t* results = TfLiteTensorData(output);
  for (int i = 0; i < 6; i++) {
    int c = channel(output, out, i);
    printf("%g -> %d -> %d -> %g\n", reals[i], quantized[i], results[i], out->scale->data[c] * (float)(results[i] - out->zero_point->data[c]));
  }
  TfLiteInterpreterDelete(interpreter);
  return EXIT_SUCCESS;
}
