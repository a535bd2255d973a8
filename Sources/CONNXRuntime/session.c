#include "recast_onnx_runtime.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The interface is a table of functions to which releases only ever append. These are the positions
// of those that are called, in any version of the interface from 16 on.
enum {
  GET_ERROR_MESSAGE = 2,
  CREATE_ENVIRONMENT = 3,
  CREATE_SESSION = 7,
  RUN = 9,
  CREATE_SESSION_OPTIONS = 10,
  SET_INTRA_OP_THREADS = 24,
  SET_INTER_OP_THREADS = 25,
  SESSION_INPUT_COUNT = 30,
  SESSION_OUTPUT_COUNT = 31,
  SESSION_INPUT_NAME = 36,
  SESSION_OUTPUT_NAME = 37,
  CREATE_TENSOR_WITH_DATA = 49,
  IS_TENSOR = 50,
  TENSOR_DATA = 51,
  TENSOR_ELEMENT_TYPE = 60,
  DIMENSION_COUNT = 61,
  DIMENSIONS = 62,
  ELEMENT_COUNT = 64,
  TENSOR_TYPE_AND_SHAPE = 65,
  CREATE_CPU_MEMORY_INFO = 69,
  ALLOCATOR_FREE = 76,
  DEFAULT_ALLOCATOR = 78,
  RELEASE_STATUS = 93,
  RELEASE_MEMORY_INFO = 94,
  RELEASE_SESSION = 95,
  RELEASE_VALUE = 96,
  RELEASE_TENSOR_INFO = 99,
  RELEASE_SESSION_OPTIONS = 100,
};
enum { INTERFACE_VERSION = 16, MOST_VALUES = 256, MOST_AXES = 16 };

typedef void *status;
typedef void *const *table;

struct interface_base {
  table (*get)(uint32_t version);
  const char *(*version)(void);
};

struct output {
  int32_t type;
  int64_t rank;
  int64_t shape[MOST_AXES];
  int64_t byte_count;
  const uint8_t *bytes;
};

struct recast_session {
  table api;
  const char *version;
  void *session;
  void *memory;
  int64_t input_count, output_count;
  char *input_names[MOST_VALUES], *output_names[MOST_VALUES];
  void *inputs[MOST_VALUES], *outputs[MOST_VALUES];
  uint8_t *input_bytes[MOST_VALUES];
  struct output described[MOST_VALUES];
  enum recast_session_state state;
  char message[512];
};

// One environment for the process, as the library wants it; it lives as long.
static pthread_mutex_t environment_lock = PTHREAD_MUTEX_INITIALIZER;
static void *environment;

static void fail(recast_session *session, enum recast_session_state state, const char *message) {
  if (session->state != RECAST_SESSION_READY) return;
  session->state = state;
  snprintf(session->message, sizeof session->message, "%s", message ? message : "no reason given");
}

// Whether a call succeeded; else its message is kept.
static int succeeds(recast_session *session, status result) {
  if (!result) return 1;
  const char *(*message)(status) = session->api[GET_ERROR_MESSAGE];
  void (*release)(status) = session->api[RELEASE_STATUS];
  fail(session, RECAST_SESSION_REFUSED, message(result));
  release(result);
  return 0;
}

static int make_environment(recast_session *session) {
  pthread_mutex_lock(&environment_lock);
  if (!environment) {
    // Only what is fatal is logged: errors come back as values.
    status (*create)(int, const char *, void **) = session->api[CREATE_ENVIRONMENT];
    succeeds(session, create(4, "recast", &environment));
  }
  pthread_mutex_unlock(&environment_lock);
  return session->state == RECAST_SESSION_READY;
}

static int open_library(recast_session *session, const char *library) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    fail(session, RECAST_SESSION_NO_RUNTIME, dlerror());
    return 0;
  }
  const struct interface_base *(*base)(void);
  *(void **)&base = dlsym(handle, "OrtGetApiBase");
  const struct interface_base *found = base ? base() : NULL;
  session->api = found ? found->get(INTERFACE_VERSION) : NULL;
  if (!session->api) {
    fail(session, RECAST_SESSION_NO_RUNTIME, "the library is not ONNX Runtime 1.16 or newer");
    return 0;
  }
  session->version = found->version();
  return 1;
}

static void name_values(
    recast_session *session, int count_function, int name_function, int64_t *count, char **names) {
  status (*get_count)(void *, size_t *) = session->api[count_function];
  status (*get_name)(void *, size_t, void *, char **) = session->api[name_function];
  status (*get_allocator)(void **) = session->api[DEFAULT_ALLOCATOR];
  status (*release_name)(void *, void *) = session->api[ALLOCATOR_FREE];
  size_t found = 0;
  void *allocator = NULL;
  if (!succeeds(session, get_count(session->session, &found))) return;
  if (!succeeds(session, get_allocator(&allocator))) return;
  if (found > MOST_VALUES) {
    fail(session, RECAST_SESSION_REFUSED, "the model has more than 256 inputs or outputs");
    return;
  }
  for (size_t index = 0; index < found; index++) {
    char *name = NULL;
    if (!succeeds(session, get_name(session->session, index, allocator, &name))) return;
    names[index] = strdup(name ? name : "");
    *count = (int64_t)index + 1;
    if (name) succeeds(session, release_name(allocator, name));
  }
}

static void load_model(recast_session *session, const char *model) {
  status (*create_options)(void **) = session->api[CREATE_SESSION_OPTIONS];
  status (*set_intra)(void *, int) = session->api[SET_INTRA_OP_THREADS];
  status (*set_inter)(void *, int) = session->api[SET_INTER_OP_THREADS];
  status (*create)(void *, const char *, void *, void **) = session->api[CREATE_SESSION];
  void (*release_options)(void *) = session->api[RELEASE_SESSION_OPTIONS];
  status (*create_memory)(int, int, void **) = session->api[CREATE_CPU_MEMORY_INFO];
  void *options = NULL;
  if (!succeeds(session, create_options(&options))) return;
  // Other conversions use the other processors.
  if (succeeds(session, set_intra(options, 1)) && succeeds(session, set_inter(options, 1))
      && succeeds(session, create(environment, model, options, &session->session)))
    succeeds(session, create_memory(1, 0, &session->memory));
  release_options(options);
}

recast_session *recast_session_open(const char *library, const char *model) {
  recast_session *session = calloc(1, sizeof *session);
  if (!session) return NULL;
  session->version = "";
  if (!open_library(session, library) || !make_environment(session)) return session;
  load_model(session, model);
  if (session->state != RECAST_SESSION_READY) return session;
  name_values(
      session, SESSION_INPUT_COUNT, SESSION_INPUT_NAME, &session->input_count,
      session->input_names);
  name_values(
      session, SESSION_OUTPUT_COUNT, SESSION_OUTPUT_NAME, &session->output_count,
      session->output_names);
  return session;
}

void recast_session_close(recast_session *session) {
  if (!session) return;
  for (int index = 0; index < MOST_VALUES; index++) {
    if (session->inputs[index]) ((void (*)(void *))session->api[RELEASE_VALUE])(session->inputs[index]);
    if (session->outputs[index])
      ((void (*)(void *))session->api[RELEASE_VALUE])(session->outputs[index]);
    free(session->input_bytes[index]);
    free(session->input_names[index]);
    free(session->output_names[index]);
  }
  if (session->memory) ((void (*)(void *))session->api[RELEASE_MEMORY_INFO])(session->memory);
  if (session->session) ((void (*)(void *))session->api[RELEASE_SESSION])(session->session);
  free(session);
}

void recast_session_set_input(
    recast_session *session, int64_t index, int32_t element_type, const int64_t *shape,
    int64_t rank, const uint8_t *bytes, int64_t byte_count) {
  if (session->state != RECAST_SESSION_READY) return;
  if (index < 0 || index >= session->input_count || session->inputs[index]) {
    fail(session, RECAST_SESSION_REFUSED, "an input was given twice");
    return;
  }
  session->input_bytes[index] = malloc((size_t)byte_count + 1);
  if (!session->input_bytes[index]) {
    fail(session, RECAST_SESSION_REFUSED, "there is no memory for an input");
    return;
  }
  memcpy(session->input_bytes[index], bytes, (size_t)byte_count);
  status (*create)(void *, void *, size_t, const int64_t *, size_t, int, void **) =
      session->api[CREATE_TENSOR_WITH_DATA];
  succeeds(
      session, create(
                   session->memory, session->input_bytes[index], (size_t)byte_count, shape,
                   (size_t)rank, element_type, &session->inputs[index]));
}

// The bytes of one element of ONNX's types; 0 for texts and types of other sizes.
static int64_t element_byte_count(int32_t type) {
  static const int8_t counts[] = {0, 4, 1, 1, 2, 2, 4, 8, 0, 1, 2, 8, 4, 8, 8, 16, 2};
  return type > 0 && type < (int32_t)sizeof counts ? counts[type] : 0;
}

static void describe(recast_session *session, int64_t index) {
  struct output *output = &session->described[index];
  void *value = session->outputs[index];
  status (*is_tensor)(void *, int *) = session->api[IS_TENSOR];
  status (*get_info)(void *, void **) = session->api[TENSOR_TYPE_AND_SHAPE];
  status (*get_type)(void *, int *) = session->api[TENSOR_ELEMENT_TYPE];
  status (*get_rank)(void *, size_t *) = session->api[DIMENSION_COUNT];
  status (*get_shape)(void *, int64_t *, size_t) = session->api[DIMENSIONS];
  status (*get_count)(void *, size_t *) = session->api[ELEMENT_COUNT];
  status (*get_data)(void *, void **) = session->api[TENSOR_DATA];
  void (*release)(void *) = session->api[RELEASE_TENSOR_INFO];
  int tensor = 0, type = 0;
  size_t rank = 0, count = 0;
  void *info = NULL, *data = NULL;
  if (!succeeds(session, is_tensor(value, &tensor)) || !tensor) return;
  if (!succeeds(session, get_info(value, &info))) return;
  if (succeeds(session, get_type(info, &type)) && succeeds(session, get_rank(info, &rank))
      && rank <= MOST_AXES && succeeds(session, get_shape(info, output->shape, rank))
      && succeeds(session, get_count(info, &count)) && element_byte_count(type) > 0
      && succeeds(session, get_data(value, &data))) {
    output->type = type;
    output->rank = (int64_t)rank;
    output->byte_count = (int64_t)count * element_byte_count(type);
    output->bytes = data;
  }
  release(info);
}

void recast_session_run(recast_session *session) {
  if (session->state != RECAST_SESSION_READY) return;
  for (int64_t index = 0; index < session->input_count; index++) {
    if (!session->inputs[index]) fail(session, RECAST_SESSION_REFUSED, "an input has no value");
  }
  if (session->state != RECAST_SESSION_READY) return;
  status (*run)(
      void *, void *, char *const *, void *const *, size_t, char *const *, size_t, void **) =
      session->api[RUN];
  if (!succeeds(
          session, run(
                       session->session, NULL, session->input_names, session->inputs,
                       (size_t)session->input_count, session->output_names,
                       (size_t)session->output_count, session->outputs)))
    return;
  for (int64_t index = 0; index < session->output_count; index++) describe(session, index);
}

enum recast_session_state recast_session_state(const recast_session *session) {
  return session->state;
}
const char *recast_session_message(const recast_session *session) { return session->message; }
const char *recast_session_version(const recast_session *session) { return session->version; }
int64_t recast_session_input_count(const recast_session *session) { return session->input_count; }
int64_t recast_session_output_count(const recast_session *session) {
  return session->output_count;
}
const char *recast_session_input_name(const recast_session *session, int64_t index) {
  return session->input_names[index];
}
const char *recast_session_output_name(const recast_session *session, int64_t index) {
  return session->output_names[index];
}
int32_t recast_session_output_type(const recast_session *session, int64_t index) {
  return session->described[index].type;
}
int64_t recast_session_output_rank(const recast_session *session, int64_t index) {
  return session->described[index].rank;
}
int64_t recast_session_output_size(const recast_session *session, int64_t index, int64_t axis) {
  return session->described[index].shape[axis];
}
int64_t recast_session_output_byte_count(const recast_session *session, int64_t index) {
  return session->described[index].byte_count;
}
void recast_session_copy_output(const recast_session *session, int64_t index, uint8_t *bytes) {
  const struct output *output = &session->described[index];
  if (output->bytes) memcpy(bytes, output->bytes, (size_t)output->byte_count);
}
