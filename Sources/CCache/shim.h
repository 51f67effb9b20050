#ifndef BUILDOUT_CCACHE_SHIM_H
#define BUILDOUT_CCACHE_SHIM_H

// What Swift has no word for: asking for memory before it is needed.

#include <stddef.h>

// Asks the processor to bring some bytes into its cache; no number depends on it.
static inline void ccache_fetch(const void *from, ptrdiff_t bytes) {
  for (ptrdiff_t at = 0; at < bytes; at += 64) __builtin_prefetch((const char *)from + at, 1, 2);
}

#endif
