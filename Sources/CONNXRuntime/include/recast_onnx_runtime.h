// ONNX Runtime, loaded when a model has to be run; nothing of it is needed to build this.
#ifndef RECAST_ONNX_RUNTIME_H
#define RECAST_ONNX_RUNTIME_H

#include <stdint.h>

typedef struct recast_session recast_session;

// Loads the library and a model. Never NULL but without memory; ask recast_session_failed.
recast_session *recast_session_open(const char *library, const char *model);
void recast_session_close(recast_session *session);

enum recast_session_state {
  RECAST_SESSION_READY,
  // The library cannot be loaded or is too old: the machine is at fault and not the model.
  RECAST_SESSION_NO_RUNTIME,
  // The library refuses the model or a value.
  RECAST_SESSION_REFUSED,
};
enum recast_session_state recast_session_state(const recast_session *session);
// What went wrong, empty if nothing did.
const char *recast_session_message(const recast_session *session);
// The library's version.
const char *recast_session_version(const recast_session *session);

int64_t recast_session_input_count(const recast_session *session);
const char *recast_session_input_name(const recast_session *session, int64_t index);
int64_t recast_session_output_count(const recast_session *session);
const char *recast_session_output_name(const recast_session *session, int64_t index);

// Gives an input its value, of ONNX's element type; the bytes are copied.
void recast_session_set_input(
    recast_session *session, int64_t index, int32_t element_type, const int64_t *shape,
    int64_t rank, const uint8_t *bytes, int64_t byte_count);
// Runs the model once every input has a value.
void recast_session_run(recast_session *session);

// After a run: what an output is, and its bytes. The type is 0 for anything but a plain tensor.
int32_t recast_session_output_type(const recast_session *session, int64_t index);
int64_t recast_session_output_rank(const recast_session *session, int64_t index);
int64_t recast_session_output_size(const recast_session *session, int64_t index, int64_t axis);
int64_t recast_session_output_byte_count(const recast_session *session, int64_t index);
void recast_session_copy_output(const recast_session *session, int64_t index, uint8_t *bytes);

#endif
