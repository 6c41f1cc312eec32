// TensorFlow Lite's C API over ferrolite: statuses and types.

#include <stdint.h>

#if defined(TFL_STATIC_LIBRARY_BUILD) || defined(_WIN32) || !defined(__GNUC__)
#define TFL_CAPI_EXPORT
#else
#define TFL_CAPI_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A delegate of the program's. ferrolite has none: see TfLiteInterpreterOptionsAddDelegate.
typedef struct TfLiteDelegate TfLiteDelegate;
typedef TfLiteDelegate TfLiteOpaqueDelegate;

// What custom operators are called with: see c_api_opaque.h.
typedef struct TfLiteOpaqueContext TfLiteOpaqueContext;
typedef struct TfLiteOpaqueNode TfLiteOpaqueNode;
typedef struct TfLiteOpaqueTensor TfLiteOpaqueTensor;

#ifdef __cplusplus
}
#endif

