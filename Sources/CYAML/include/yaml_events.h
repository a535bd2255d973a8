// The event stream of libyaml without its structures.
#ifndef RECAST_YAML_EVENTS_H
#define RECAST_YAML_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct recast_yaml_reader recast_yaml_reader;

typedef enum __attribute__((enum_extensibility(closed))) {
  recast_yaml_failure,
  recast_yaml_stream_end,
  recast_yaml_document_start,
  recast_yaml_document_end,
  recast_yaml_alias,
  recast_yaml_scalar,
  recast_yaml_sequence_start,
  recast_yaml_sequence_end,
  recast_yaml_mapping_start,
  recast_yaml_mapping_end,
} recast_yaml_event_kind;

typedef struct {
  recast_yaml_event_kind kind;
  // Where it begins, both counted from 1.
  size_t line;
  size_t column;
  // A scalar's text, an alias's name or what is wrong; valid until the next call.
  const uint8_t *text;
  size_t text_byte_count;
  bool has_tag;
  // Whether a scalar stands without quotes.
  bool is_plain;
} recast_yaml_event;

// Begins to read UTF-8 text, which has to outlive the reader; returns null without memory.
recast_yaml_reader *recast_yaml_open(const uint8_t *bytes, size_t byte_count);
// Takes the next event; after a failure or the stream's end there is none.
recast_yaml_event recast_yaml_next(recast_yaml_reader *reader);
void recast_yaml_close(recast_yaml_reader *reader);

#endif
