#ifndef BUILDOUT_CLONES_H
#define BUILDOUT_CLONES_H

// For __GLIBC__.
#include <stdint.h>

// Where the loader can choose, every function is there for the vectors of several processors. What it gives is
// the same to the bit. A build with CBATCH_ONE_WIDTH has the vectors of its target alone, so that a test may compare
// them.
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(CBATCH_ONE_WIDTH)
#define CLONES __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#else
#define CLONES
#endif

#endif
