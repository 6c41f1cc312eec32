// What the C tests count with.
#ifndef CHECK_H_
#define CHECK_H_

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensorflow/lite/c/c_api.h"

static int checks, failures;

#define CHECK(condition)                                                        \
  do {                                                                          \
    checks++;                                                                   \
    if (!(condition)) {                                                         \
      failures++;                                                               \
      printf("%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);     \
    }                                                                           \
  } while (0)

// The last message of the library, and how many there were.
struct messages {
  int count;
  char last[1000];
};

static void collect(void* user_data, const char* format, va_list arguments) {
  struct messages* messages = user_data;
  messages->count++;
  vsnprintf(messages->last, sizeof messages->last, format, arguments);
}

// Whether a message came since the last question, with all of these texts in it.
static int said(struct messages* messages, const char* first, const char* second, const char* third) {
  int all = messages->count > 0 && strstr(messages->last, first) && strstr(messages->last, second) &&
            strstr(messages->last, third);
  if (!all) printf("the last of %d messages: %s\n", messages->count, messages->last);
  messages->count = 0;
  messages->last[0] = 0;
  return all;
}

static const char* repository = ".";
static struct messages heard;

// Files of the repository.
static inline char* path_of(const char* name) {
  static char path[1000];
  snprintf(path, sizeof path, "%s/%s", repository, name);
  return path;
}

static inline char* test_model(const char* name) {
  static char path[1000];
  snprintf(path, sizeof path, "%s/bindings/c/tests/models/%s.tflite", repository, name);
  return path;
}

// Options whose messages are heard.
static inline TfLiteInterpreterOptions* listening(void) {
  TfLiteInterpreterOptions* options = TfLiteInterpreterOptionsCreate();
  TfLiteInterpreterOptionsSetErrorReporter(options, collect, &heard);
  return options;
}

// An interpreter of a file, whose messages are heard. The options are deleted.
static inline TfLiteInterpreter* interpreter_with(const char* path, TfLiteInterpreterOptions* options) {
  TfLiteModel* model = TfLiteModelCreateFromFile(path);
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, options);
  TfLiteInterpreterOptionsDelete(options);
  TfLiteModelDelete(model);
  return interpreter;
}

static inline TfLiteInterpreter* interpreter_of(const char* path) { return interpreter_with(path, listening()); }

#endif
