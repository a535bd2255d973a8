// The parser is libyaml's; what stands here makes it callable without its structures.
#include "yaml_events.h"
