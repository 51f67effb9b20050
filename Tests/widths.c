// Draws from forty thousand batches of every sampler of CBatch, does twenty thousand months of work with CVisits, and
// prints a hash of all bits. Tests/same-bytes.sh compiles it with vectors of several widths and compares what they
// print.
#include "cbatch.h"
#include "cvisits.h"
#include <stdio.h>
#include <stdlib.h>

static uint64_t hash = 1469598103934665603u;

// FNV-1a, by words.
static void take(const double *numbers, int count) {
  for (int i = 0; i < count; ++i) hash = (hash ^ cbatch_to_bits(numbers[i])) * 1099511628211u;
}

static void draw(void) {
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
    out[0] = cbatch_count_below(
        streams.key[0], streams.key[1], 0, streams.trial[0], streams.entity, streams.unit[0], batch % 999, drand48());
    take(out, 1);
    cbatch_draw_uniform(&streams, -1, a, out), take(out, streams.count);
    cbatch_draw_triangular(&streams, 0, a, a + b, out), take(out, streams.count);
    cbatch_draw_normal(&streams, a, b, out), take(out, streams.count);
    cbatch_draw_truncated(&streams, 1, 0.5, 0.0228, 0.9999, 0, 3, out), take(out, streams.count);
    cbatch_draw_lognormal(&streams, a, drand48(), out), take(out, streams.count);
    cbatch_draw_exponential(&streams, a, out), take(out, streams.count);
    cbatch_draw_gamma(&streams, a, b, out), take(out, streams.count);
    cbatch_draw_beta(&streams, a, b, 0, 1, out), take(out, streams.count);
  }
}

#define PLACES 37
#define CELLS (PLACES * CVISITS_LANES)

static int is(double chance) { return drand48() < chance; }

// A month of units in every state, with means that are there or short.
static void work(void) {
  static double remaining[CELLS], left[CELLS], time[CELLS], waits[CELLS], orders[CELLS], weights[CELLS];
  static double quantities[CELLS], consumed[CVISITS_LANES];
  static cvisits_finish finishes[CELLS + 1];
  const cvisits_units units = {remaining, left, time, waits, orders, weights, quantities};
  for (int turn = 0; turn < 20000; ++turn) {
    cvisits_month month = {.begin = 4, .is_short = is(.5), .accounts = is(.7), .has_cost = is(.5),
                           .has_lots = is(.5), .is_limited = is(.5), .may_begin = is(.5)};
    for (int i = 0; i < CELLS; ++i) {
      remaining[i] = 3 * drand48();
      left[i] = drand48();
      // Not there, held for an opening month, of this month, of the next.
      time[i] = is(.2) ? INFINITY : is(.1) ? 1e300 : is(.7) ? 4 : 5;
      waits[i] = (int)(4 * drand48());
      orders[i] = (int)(9 * drand48());
      weights[i] = is(.5) ? 1 : 5 * drand48();
      quantities[i] = 9 * drand48();
    }
    for (int lane = 0; lane < CVISITS_LANES; ++lane) {
      const double speed = is(.1) ? 0 : 1.5 * drand48();
      month.lines[CVISITS_SPEED][lane] = speed;
      month.lines[CVISITS_RATE][lane] = speed * drand48();
      month.lines[CVISITS_PAID][lane] = is(.5) ? 1 : drand48();
      month.lines[CVISITS_BEFORE][lane] = (int)(9 * drand48());
      month.lines[CVISITS_REST][lane] = (int)(6 * drand48());
    }
    cvisits_consumption(&month, &units, 2, PLACES, consumed);
    const int count = cvisits_work(&month, &units, 2, PLACES, finishes);
    take(consumed, CVISITS_LANES), take(remaining, CELLS), take(left, CELLS), take(waits, CELLS);
    take(month.lines[0], CVISITS_LINES * CVISITS_LANES);
    for (int i = 0; i < count; ++i) {
      take((double[]){finishes[i].place, finishes[i].lane, finishes[i].time}, 3);
    }
  }
}

int main(void) {
  draw();
  work();
  printf("%016llx\n", (unsigned long long)hash);
  return 0;
}
