#ifdef __cplusplus
extern "C" {
#endif

// Hands a message to the error reporter, formatted as printf does.
static inline void TfLiteOpaqueContextReportError(struct TfLiteOpaqueContext* opaque_context, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  TfLiteOpaqueContextReportErrorVa(opaque_context, format, arguments);
  va_end(arguments);
}

#ifdef __cplusplus
}
#endif

// For prepare and invoke functions of custom operators: report a message; or report what does not hold and return.
#ifndef TF_LITE_OPAQUE_KERNEL_LOG
#define TF_LITE_OPAQUE_KERNEL_LOG(opaque_context, ...) TfLiteOpaqueContextReportError((opaque_context), __VA_ARGS__)
#endif
#ifndef TF_LITE_OPAQUE_ENSURE
#define TF_LITE_OPAQUE_ENSURE(opaque_context, condition)                                                 \
  do {                                                                                                   \
    if (!(condition)) {                                                                                  \
      TfLiteOpaqueContextReportError((opaque_context), "%s:%d: %s does not hold", __FILE__, __LINE__, #condition); \
      return kTfLiteError;                                                                               \
    }                                                                                                    \
  } while (0)
#endif
#ifndef TF_LITE_OPAQUE_ENSURE_EQ
#define TF_LITE_OPAQUE_ENSURE_EQ(opaque_context, a, b) TF_LITE_OPAQUE_ENSURE(opaque_context, (a) == (b))
#endif
#ifndef TF_LITE_OPAQUE_ENSURE_TYPES_EQ
#define TF_LITE_OPAQUE_ENSURE_TYPES_EQ(opaque_context, a, b) TF_LITE_OPAQUE_ENSURE(opaque_context, (a) == (b))
#endif
