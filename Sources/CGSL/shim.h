#ifndef BUILDOUT_CGSL_SHIM_H
#define BUILDOUT_CGSL_SHIM_H

// The whole of GSL that the project may see. Everything here is static: a system library is headers
// only, so each Swift module that inlines these gets a copy of its own.

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <gsl/gsl_vector.h>

// libm by names of our own: importing Glibc or Darwin for six functions would tie Sampling to them.
static inline double cgsl_exp(double x) { return exp(x); }
static inline double cgsl_log(double x) { return log(x); }
static inline double cgsl_log1p(double x) { return log1p(x); }
static inline double cgsl_expm1(double x) { return expm1(x); }
static inline double cgsl_pow(double x, double y) { return pow(x, y); }

// ---------------------------------------------------------------------------------------------
// Philox4x32-10: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as
// easy as 1, 2, 3", SC11 (2011), doi:10.1145/2063384.2063405.

// Left to itself, the compiler calls these for every word, at a third of a gamma draw's cost.
#define CGSL_HOT static inline __attribute__((always_inline))

// A stream is 2^20 blocks of four words; what is above these bits in the first counter word names
// the stream.
#define CGSL_PHILOX_BLOCK_BITS 20

typedef struct {
  uint32_t counter[4];  // the next block; the low bits of counter[0] are its index in the stream
  uint32_t key[2];
  uint32_t used;        // words of `output` already handed out; 4 when the next call must refill
  uint32_t block;       // index of the next block, to notice the stream's end
  uint32_t output[4];
  uint32_t seed;        // the upper half, which the upper half of an entity's name is mixed into
} cgsl_philox;

CGSL_HOT void cgsl_philox_block(
    const uint32_t *counter, uint32_t k0, uint32_t k1, uint32_t *output) {
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; ++round) {
    const uint64_t p0 = (uint64_t)0xD2511F53u * c0;
    const uint64_t p1 = (uint64_t)0xCD9E8D57u * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  output[0] = c0;
  output[1] = c1;
  output[2] = c2;
  output[3] = c3;
}

// A stream that ran on would enter the next visit's; stopping is the only honest answer.
CGSL_HOT void cgsl_philox_refill(cgsl_philox *state) {
  if (__builtin_expect(state->block >> CGSL_PHILOX_BLOCK_BITS, 0)) __builtin_trap();
  cgsl_philox_block(state->counter, state->key[0], state->key[1], state->output);
  state->block += 1;
  state->counter[0] += 1;
  state->used = 0;
}

CGSL_HOT uint32_t cgsl_philox_next(cgsl_philox *state) {
  if (state->used == 4) cgsl_philox_refill(state);
  return state->output[state->used++];
}

CGSL_HOT double cgsl_philox_uniform(cgsl_philox *state) {
  return cgsl_philox_next(state) * 0x1p-32;
}

// Nothing is generated here: a stream that is selected and not read costs five stores.
CGSL_HOT void cgsl_philox_select(
    cgsl_philox *state, uint32_t c0, uint32_t c1, uint64_t entity, uint32_t c3) {
  state->key[1] = state->seed ^ (uint32_t)(entity >> 32);
  state->counter[0] = c0;
  state->counter[1] = c1;
  state->counter[2] = (uint32_t)entity;
  state->counter[3] = c3;
  state->used = 4;
  state->block = 0;
}

// The same where the stream's first block is known.
CGSL_HOT void cgsl_philox_begin(
    cgsl_philox *state, uint32_t c0, uint32_t c1, uint64_t entity, uint32_t c3, const uint32_t *first) {
  cgsl_philox_select(state, c0 + 1, c1, entity, c3);
  memcpy(state->output, first, sizeof state->output);
  state->used = 0;
  state->block = 1;
}

static inline void cgsl_philox_seed(cgsl_philox *state, uint64_t seed) {
  state->key[0] = (uint32_t)seed;
  state->seed = (uint32_t)(seed >> 32);
  cgsl_philox_select(state, 0, 0, 0, 0);
}

// The same generator as GSL's samplers call it.
static void cgsl_philox_gsl_set(void *state, unsigned long seed) {
  cgsl_philox_seed((cgsl_philox *)state, seed);
}

static unsigned long cgsl_philox_gsl_get(void *state) {
  return cgsl_philox_next((cgsl_philox *)state);
}

static double cgsl_philox_gsl_get_double(void *state) {
  return cgsl_philox_uniform((cgsl_philox *)state);
}

static const gsl_rng_type cgsl_philox_gsl_type = {
  "philox4x32-10",
  0xFFFFFFFFul,
  0,
  sizeof(cgsl_philox),
  cgsl_philox_gsl_set,
  cgsl_philox_gsl_get,
  cgsl_philox_gsl_get_double,
};

static inline gsl_rng *cgsl_philox_alloc(void) { return gsl_rng_alloc(&cgsl_philox_gsl_type); }

static inline cgsl_philox *cgsl_philox_state(const gsl_rng *rng) {
  return (cgsl_philox *)rng->state;
}

// GSL's generators are C globals, which Swift 6 refuses; kept for comparing against.
static inline const gsl_rng_type *cgsl_rng_mt19937(void) { return gsl_rng_mt19937; }

#endif
