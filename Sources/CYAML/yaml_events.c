// The parser is libyaml's; what stands here makes it callable without its structures.
#include "yaml_events.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct recast_yaml_reader {
  yaml_parser_t parser;
  yaml_event_t event;
  bool holds_event;
};

recast_yaml_reader *recast_yaml_open(const uint8_t *bytes, size_t byte_count) {
  recast_yaml_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  if (!yaml_parser_initialize(&reader->parser)) {
    free(reader);
    return NULL;
  }
  yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader->parser, bytes, byte_count);
  return reader;
}

void recast_yaml_close(recast_yaml_reader *reader) {
  if (reader == NULL) return;
  if (reader->holds_event) yaml_event_delete(&reader->event);
  yaml_parser_delete(&reader->parser);
  free(reader);
}

static recast_yaml_event failure(const yaml_parser_t *parser) {
  const char *problem = parser->problem != NULL ? parser->problem : "no memory is left";
  // Where bytes are no text the parser counts bytes, and its mark is where it had come to.
  yaml_mark_t mark = parser->problem_mark;
  if (parser->error == YAML_READER_ERROR) mark = parser->mark;
  return (recast_yaml_event){
    .kind = recast_yaml_failure,
    .line = mark.line + 1,
    .column = mark.column + 1,
    .text = (const uint8_t *)problem,
    .text_byte_count = strlen(problem),
  };
}

static void set_text(recast_yaml_event *result, const yaml_char_t *text, size_t byte_count) {
  result->text = text;
  result->text_byte_count = byte_count;
}

recast_yaml_event recast_yaml_next(recast_yaml_reader *reader) {
  yaml_event_t *event = &reader->event;
  do {
    if (reader->holds_event) yaml_event_delete(event);
    reader->holds_event = false;
    if (!yaml_parser_parse(&reader->parser, event)) return failure(&reader->parser);
    reader->holds_event = true;
  } while (event->type == YAML_STREAM_START_EVENT);

  recast_yaml_event result = {
    .line = event->start_mark.line + 1,
    .column = event->start_mark.column + 1,
  };
  switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
      result.kind = recast_yaml_document_start;
      break;
    case YAML_DOCUMENT_END_EVENT:
      result.kind = recast_yaml_document_end;
      break;
    case YAML_ALIAS_EVENT:
      result.kind = recast_yaml_alias;
      set_text(
        &result, event->data.alias.anchor, strlen((const char *)event->data.alias.anchor));
      break;
    case YAML_SCALAR_EVENT:
      result.kind = recast_yaml_scalar;
      set_text(&result, event->data.scalar.value, event->data.scalar.length);
      result.has_tag = event->data.scalar.tag != NULL;
      result.is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
      break;
    case YAML_SEQUENCE_START_EVENT:
      result.kind = recast_yaml_sequence_start;
      result.has_tag = event->data.sequence_start.tag != NULL;
      break;
    case YAML_SEQUENCE_END_EVENT:
      result.kind = recast_yaml_sequence_end;
      break;
    case YAML_MAPPING_START_EVENT:
      result.kind = recast_yaml_mapping_start;
      result.has_tag = event->data.mapping_start.tag != NULL;
      break;
    case YAML_MAPPING_END_EVENT:
      result.kind = recast_yaml_mapping_end;
      break;
    default:
      result.kind = recast_yaml_stream_end;
      break;
  }
  return result;
}
