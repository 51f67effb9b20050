// Draws from forty thousand batches of every sampler of CBatch, and prints a hash of all bits. Tests/same-bytes.sh
// compiles it with vectors of several widths and compares what they print.
#include "cbatch.h"
#include <stdio.h>
#include <stdlib.h>

static uint64_t hash = 1469598103934665603u;

// FNV-1a, by words.
static void take(const double *numbers, int count) {
  for (int i = 0; i < count; ++i) hash = (hash ^ cbatch_to_bits(numbers[i])) * 1099511628211u;
}

int main(void) {
  static cbatch_streams streams;
  double out[CBATCH_LANES];
  srand48(5);
  for (int batch = 0; batch < 40000; ++batch) {
    streams.key[0] = (uint32_t)mrand48();
    streams.key[1] = (uint32_t)mrand48();
    streams.entity = (uint32_t)mrand48();
    streams.count = 1 + batch % CBATCH_LANES;
    for (int i = 0; i < streams.count; ++i) {
      streams.visit[i] = (uint32_t)batch % 3;
      streams.trial[i] = (uint32_t)(batch * CBATCH_LANES + i);
      streams.unit[i] = (uint32_t)mrand48();
    }
    const double a = 1 + cbatch_exp(drand48() * 12), b = 1 + cbatch_exp(drand48() * 12);
    cbatch_draw_uniform(&streams, -1, a, out), take(out, streams.count);
    cbatch_draw_triangular(&streams, 0, a, a + b, out), take(out, streams.count);
    cbatch_draw_normal(&streams, a, b, out), take(out, streams.count);
    cbatch_draw_truncated(&streams, 1, 0.5, 0.0228, 0.9999, 0, 3, out), take(out, streams.count);
    cbatch_draw_lognormal(&streams, a, drand48(), out), take(out, streams.count);
    cbatch_draw_exponential(&streams, a, out), take(out, streams.count);
    cbatch_draw_gamma(&streams, a, b, out), take(out, streams.count);
    cbatch_draw_beta(&streams, a, b, 0, 1, out), take(out, streams.count);
  }
  printf("%016llx\n", (unsigned long long)hash);
  return 0;
}
