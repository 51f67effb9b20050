#ifndef BUILDOUT_CVISITS_H
#define BUILDOUT_CVISITS_H

#include <stdint.h>

// A month's work on the units at a step, in eight trials side by side: the loops of Simulator+VisitWork, which says
// what they mean. Every trial is computed by the same operations in the same order whatever the width of the
// processor's vectors, so no product may be fused with a sum.
#pragma STDC FP_CONTRACT OFF

#define CVISITS_LANES 8

// What units at a step have, by place and trial.
typedef struct {
  double *remaining, *left, *time, *waits;
  // When they came, where that says whom a pool serves.
  const double *orders;
  const double *weights, *quantities;
} cvisits_units;

// How the start of work on one that waits counts.
#define CVISITS_BEGUN 0
#define CVISITS_COUNTS_NOWHERE 1
#define CVISITS_COUNTS_AT_STEP 2
#define CVISITS_COUNTS_IN_PROGRAMME 3

// Lines of a step's month, a number in each trial. What the step has: its speed, the speed with what crews are good
// for, and what money pays.
#define CVISITS_SPEED 0
#define CVISITS_RATE 1
#define CVISITS_PAID 2
// Of a step that serves units in the order in which they came: those who came before, and so many who came then.
#define CVISITS_BEFORE 3
#define CVISITS_REST 4
// What was done, in works and in the quantity of it.
#define CVISITS_WORKED 5
#define CVISITS_QUANTITY 6
// Units that were begun and their quantity, at the step and then in its programme.
#define CVISITS_STARTED 7
#define CVISITS_LINES 11

typedef struct {
  double lines[CVISITS_LINES][CVISITS_LANES];
  // When the month begins.
  double begin;
  int32_t is_short, accounts, has_cost, has_lots, is_limited, may_begin;
} cvisits_month;

// A unit that finishes a step in a trial.
typedef struct {
  int32_t place, lane;
  double time;
} cvisits_finish;

// How much of whole steps the month's progress of the units served would be, in each trial.
void cvisits_consumption(
    const cvisits_month *month, const cvisits_units *units, int32_t first, int32_t end, double *consumed);

// Works on units. How many finish in some trial.
int32_t cvisits_work(
    cvisits_month *month, const cvisits_units *units, int32_t first, int32_t end, cvisits_finish *finishes);

#endif
