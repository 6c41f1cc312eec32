// What the C tests count with.
#ifndef CHECK_H_
#define CHECK_H_

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

#endif
