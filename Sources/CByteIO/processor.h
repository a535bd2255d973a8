// Which loops the processor at hand can run beside the portable ones.
#ifndef RECAST_PROCESSOR_H
#define RECAST_PROCESSOR_H

#include "recast_byteio.h"

// Whether tests want the portable loops.
extern _Atomic int recast_only_portable;

#if defined(__x86_64__)
#define RECAST_X86 1
#include <immintrin.h>

#define RECAST_HAS(FEATURE)                                                                        \
  (!recast_only_portable && (__builtin_cpu_init(), __builtin_cpu_supports(FEATURE)))
#endif

#endif
