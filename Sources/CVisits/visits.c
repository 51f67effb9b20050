#include "cvisits.h"

#include "clones.h"

#pragma STDC FP_CONTRACT OFF

typedef double line __attribute__((vector_size(64), aligned(8)));
typedef int64_t mask __attribute__((vector_size(64), aligned(8)));

#define LOAD(from) (*(const line *)(from))
#define STORE(to, what) (*(line *)(to) = (what))
#define BOTH(m, x) ((line)((m) & (mask)(x)))
#define CHOOSE(m, x, y) ((line)(((m) & (mask)(x)) | (~(m) & (mask)(y))))
#define LESSER(x, y) CHOOSE((y) < (x), y, x)
#define GREATER(x, y) CHOOSE((y) >= (x), y, x)
#define IS_ANY(m) (__builtin_reduce_or(m) != 0)

// Of those who are there, whom the step serves.
#define SERVE(lanes)                                                 \
  if (month->is_limited) {                                           \
    const line order = LOAD(units->orders + at);                     \
    const mask next = lanes & (order == before) & (rest > 0);        \
    rest -= BOTH(next, one);                                         \
    lanes &= (order < before) | next;                                \
  }

CLONES void cvisits_consumption(
    const cvisits_month *month, const cvisits_units *units, int32_t first, int32_t end, double *consumed) {
  const line speed = LOAD(month->lines[CVISITS_SPEED]), before = LOAD(month->lines[CVISITS_BEFORE]);
  const line one = (line){} + 1;
  line rest = LOAD(month->lines[CVISITS_REST]), sum = {};
  for (int32_t place = first; place < end; ++place) {
    const int at = place * CVISITS_LANES;
    mask lanes = LOAD(units->time + at) <= month->begin;
    SERVE(lanes)
    if (!IS_ANY(lanes)) continue;
    // All of it where there is less left than a month's work.
    const line remaining = LOAD(units->remaining + at);
    line part = LOAD(units->left + at) * (speed / GREATER(speed, remaining));
    if (month->has_lots) part *= LOAD(units->weights + at);
    sum += BOTH(lanes, part);
  }
  STORE(consumed, BOTH(speed > 0, sum));
}

CLONES int32_t cvisits_work(
    cvisits_month *month, const cvisits_units *units, int32_t first, int32_t end, cvisits_finish *finishes) {
  const line speed = LOAD(month->lines[CVISITS_SPEED]), rate = LOAD(month->lines[CVISITS_RATE]);
  const line paid = LOAD(month->lines[CVISITS_PAID]);
  const line before = LOAD(month->lines[CVISITS_BEFORE]), one = (line){} + 1;
  const mask is_worked = rate > 0, is_paid = paid > 0;
  line rest = LOAD(month->lines[CVISITS_REST]), worked = {}, quantity = {};
  int32_t count = 0;
  for (int row = 0; row < 4; ++row) STORE(month->lines[CVISITS_STARTED + row], worked);
  for (int32_t place = first; place < end; ++place) {
    const int at = place * CVISITS_LANES;
    mask lanes = LOAD(units->time + at) <= month->begin;
    SERVE(lanes)
    lanes &= is_worked;
    if (!IS_ANY(lanes)) continue;
    const line remaining = LOAD(units->remaining + at);
    // Crews that are short slow a unit down; money that is short leaves part of the work undone.
    line work = rate;
    if (month->is_short) work = CHOOSE(paid < 1, LESSER(rate, paid * LESSER(speed, remaining)), rate);
    // A finish allows 1e-9 relative: durations that add up to a month fill it.
    const mask finish = lanes & (remaining <= work * (1 + 1e-9));
    const mask goes_on = lanes & ~finish;
    STORE(units->remaining + at, remaining - BOTH(goes_on, work));
    if (month->may_begin) {
      const line waits = LOAD(units->waits + at);
      // Opening work may have nothing left to be paid for.
      const mask begins = lanes & (is_paid | finish) & (waits != CVISITS_BEGUN);
      if (IS_ANY(begins)) {
        const mask at_step = begins & (waits >= CVISITS_COUNTS_AT_STEP);
        const mask in_programme = begins & (waits >= CVISITS_COUNTS_IN_PROGRAMME);
        const line weight = LOAD(units->weights + at), all = LOAD(units->quantities + at);
        STORE(units->waits + at, BOTH(~begins, waits));
        const line counts[4] = {
            BOTH(at_step, weight), BOTH(at_step, all), BOTH(in_programme, weight), BOTH(in_programme, all)};
        for (int row = 0; row < 4; ++row) {
          STORE(month->lines[CVISITS_STARTED + row], LOAD(month->lines[CVISITS_STARTED + row]) + counts[row]);
        }
      }
    }
    if (month->accounts) {
      const line left = LOAD(units->left + at);
      const line part = CHOOSE(goes_on, left * (work / remaining), left);
      STORE(units->left + at, left - BOTH(goes_on, part));
      worked += BOTH(lanes, month->has_lots ? part * LOAD(units->weights + at) : part);
      if (month->has_cost) quantity += BOTH(lanes, part * LOAD(units->quantities + at));
    }
    if (!IS_ANY(finish)) continue;
    const line finished = month->begin + remaining / rate;
    const line end_of_month = (line){} + (month->begin + 1);
    const line time = LESSER(end_of_month, finished);
    for (int lane = 0; lane < CVISITS_LANES; ++lane) {
      finishes[count] = (cvisits_finish){place, lane, time[lane]};
      count += finish[lane] != 0;
    }
  }
  STORE(month->lines[CVISITS_WORKED], worked);
  STORE(month->lines[CVISITS_QUANTITY], quantity);
  return count;
}
