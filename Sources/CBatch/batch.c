#include "cbatch.h"
#include "clones.h"

#pragma STDC FP_CONTRACT OFF

#define N CBATCH_LANES

// Philox4x32-10, as in CGSL's shim. Each word stands in the low half of 64 bits, which is what a multiplication reads;
// what is above does not matter.
#define LOW 0xFFFFFFFFu

CBATCH_INLINE void block(
    uint64_t c0, uint64_t c1, uint64_t c2, uint64_t c3, uint32_t k0, uint32_t k1, uint64_t out[4]) {
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; ++round) {
    const uint64_t p0 = 0xD2511F53u * (c0 & LOW);
    const uint64_t p1 = 0xCD9E8D57u * (c2 & LOW);
    c0 = (p1 >> 32) ^ c1 ^ k0;
    c1 = p1;
    c2 = (p0 >> 32) ^ c3 ^ k1;
    c3 = p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

// The streams side by side.
CLONES void cbatch_words(const cbatch_streams *streams, uint32_t words[4][N]) {
  const int count = streams->count;
  const uint32_t k0 = streams->key[0], k1 = streams->key[1];
  for (int i = 0; i < count; ++i) {
    uint64_t out[4];
    block(streams->visit[i], streams->trial[i], streams->entity, streams->unit[i], k0, k1, out);
    for (int k = 0; k < 4; ++k) words[k][i] = (uint32_t)out[k];
  }
}

CLONES void cbatch_first_words(const cbatch_streams *streams, uint32_t *words) {
  uint32_t columns[4][N];
  cbatch_words(streams, columns);
  for (int i = 0; i < streams->count; ++i) {
    for (int k = 0; k < 4; ++k) words[4 * i + k] = columns[k][i];
  }
}

// The blocks of a stream side by side.
CLONES int cbatch_count_below(
    uint32_t k0, uint32_t k1, uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, int numbers,
    double bound) {
  // A number is a word's 2^-32-fold: it is below the bound where the word is below this.
  const double scaled = bound * 0x1p32;
  const uint64_t limit = (uint64_t)scaled + ((double)(uint64_t)scaled < scaled);
  const int blocks = numbers / 4;
  uint64_t below = 0, out[4];
  for (int i = 0; i < blocks; ++i) {
    block(c0 + (uint64_t)i, c1, c2, c3, k0, k1, out);
    for (int k = 0; k < 4; ++k) below += (out[k] & LOW) < limit;
  }
  block(c0 + (uint64_t)blocks, c1, c2, c3, k0, k1, out);
  for (int k = 0; k < numbers % 4; ++k) below += (out[k] & LOW) < limit;
  return (int)below;
}

// By itself, so that the far tail is not worked out for lanes that are nowhere near it.
__attribute__((noinline)) static double either_tail(double t) { return cbatch_quantile_root(t); }

// Replaces uniform numbers by their normal quantiles: the middle all together, then the tails among themselves.
CLONES static void quantiles(double *restrict u, int count) {
  double central[N], tail[N];
  uint16_t place[N];
  int tails = 0;
  for (int i = 0; i < count; ++i) central[i] = cbatch_quantile_centre(u[i] - 0.5);
  for (int i = 0; i < count; ++i) {
    place[tails] = (uint16_t)i;
    tails += fabs(u[i] - 0.5) > CBATCH_CENTRE;
  }
  for (int i = 0; i < tails; ++i) tail[i] = u[place[i]] < 0.5 ? u[place[i]] : 1 - u[place[i]];
  int far = 0;
  for (int i = 0; i < tails; ++i) {
    tail[i] = sqrt(-cbatch_log(tail[i]));
    far |= tail[i] > CBATCH_FAR;
  }
  if (far) {
    for (int i = 0; i < tails; ++i) tail[i] = either_tail(tail[i]);
  } else {
    for (int i = 0; i < tails; ++i) tail[i] = cbatch_quantile_near(tail[i]);
  }
  for (int i = 0; i < tails; ++i) central[place[i]] = u[place[i]] < 0.5 ? -tail[i] : tail[i];
  for (int i = 0; i < count; ++i) u[i] = central[i];
}

CLONES static void normals(const cbatch_streams *streams, uint32_t words[4][N], double *out) {
  cbatch_words(streams, words);
  for (int i = 0; i < streams->count; ++i) out[i] = cbatch_fine(words[0][i], words[1][i]);
  quantiles(out, streams->count);
}

CLONES void cbatch_draw_uniform(const cbatch_streams *streams, double min, double max, double *out) {
  uint32_t words[4][N];
  cbatch_words(streams, words);
  for (int i = 0; i < streams->count; ++i) out[i] = min + (max - min) * cbatch_uniform(words[0][i]);
}

CLONES void cbatch_draw_triangular(
    const cbatch_streams *streams, double min, double mode, double max, double *out) {
  uint32_t words[4][N];
  cbatch_words(streams, words);
  for (int i = 0; i < streams->count; ++i) {
    out[i] = cbatch_triangular(cbatch_uniform(words[0][i]), min, mode, max);
  }
}

CLONES void cbatch_draw_normal(const cbatch_streams *streams, double mean, double sd, double *out) {
  uint32_t words[4][N];
  normals(streams, words, out);
  for (int i = 0; i < streams->count; ++i) out[i] = mean + sd * out[i];
}

CLONES void cbatch_draw_truncated(
    const cbatch_streams *streams, double mean, double sd, double from, double to, double lower,
    double upper, double *out) {
  uint32_t words[4][N];
  cbatch_words(streams, words);
  for (int i = 0; i < streams->count; ++i) {
    out[i] = from + cbatch_fine(words[0][i], words[1][i]) * (to - from);
  }
  quantiles(out, streams->count);
  for (int i = 0; i < streams->count; ++i) out[i] = cbatch_truncated(out[i], mean, sd, lower, upper);
}

CLONES void cbatch_draw_lognormal(
    const cbatch_streams *streams, double median, double sigma, double *out) {
  uint32_t words[4][N];
  normals(streams, words, out);
  for (int i = 0; i < streams->count; ++i) out[i] = median * cbatch_exp(sigma * out[i]);
}

CLONES void cbatch_draw_exponential(const cbatch_streams *streams, double mean, double *out) {
  uint32_t words[4][N];
  cbatch_words(streams, words);
  for (int i = 0; i < streams->count; ++i) {
    out[i] = -mean * cbatch_log(1 - cbatch_fine(words[0][i], words[1][i]));
  }
}

// Takes over the streams in which an attempt failed, at their next block, and where their draws stand: at first each at
// its own place.
static void retry(
    const cbatch_streams *streams, cbatch_streams *left, uint16_t *place, const uint8_t *failed) {
  const int isFirst = streams != left;
  int count = 0;
  for (int i = 0; i < streams->count; ++i) {
    left->visit[count] = streams->visit[i] + 1;
    left->trial[count] = streams->trial[i];
    left->unit[count] = streams->unit[i];
    place[count] = isFirst ? (uint16_t)i : place[i];
    count += failed[i];
  }
  left->key[0] = streams->key[0];
  left->key[1] = streams->key[1];
  left->entity = streams->entity;
  left->count = count;
}

// By itself, as few are left open.
__attribute__((noinline)) static int accept(double x, double c, uint32_t word, double d) {
  return cbatch_gamma_accept(x, 1 + c * x, cbatch_open(word), d);
}

// Which attempts failed, and how many the squeeze left open.
CLONES static int judge(
    const double *restrict x, const uint32_t *restrict w, int count, double d, double c,
    double *restrict value, uint8_t *restrict failed) {
  uint16_t place[N];
  int open = 0;
  for (int i = 0; i < count; ++i) {
    const double t = 1 + c * x[i];
    value[i] = d * (t * t * t);
    failed[i] = (uint8_t)!cbatch_gamma_squeeze(x[i], t, cbatch_open(w[i]));
  }
  for (int i = 0; i < count; ++i) {
    place[open] = (uint16_t)i;
    open += failed[i];
  }
  for (int k = 0; k < open; ++k) {
    const int i = place[k];
    failed[i] = (uint8_t)!accept(x[i], c, w[i], d);
  }
  return open;
}

CLONES void cbatch_draw_gamma(const cbatch_streams *streams, double shape, double scale, double *out) {
  const double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
  uint32_t words[4][N];
  double x[N], value[N];
  uint8_t failed[N];
  normals(streams, words, x);
  const int count = streams->count;
  const int open = judge(x, words[2], count, d, c, value, failed);
  for (int i = 0; i < count; ++i) out[i] = value[i] * scale;
  if (open == 0) return;
  cbatch_streams left;
  uint16_t place[N];
  for (retry(streams, &left, place, failed); left.count > 0; retry(&left, &left, place, failed)) {
    normals(&left, words, x);
    judge(x, words[2], left.count, d, c, value, failed);
    for (int i = 0; i < left.count; ++i) out[place[i]] = value[i] * scale;
  }
}

CLONES static void beta_try(
    const cbatch_streams *streams, const double d[2], const double c[2], double *restrict value,
    uint8_t *restrict failed) {
  uint32_t words[4][N];
  double x[N], gamma[2][N];
  uint8_t fails[2][N];
  const int count = streams->count;
  cbatch_words(streams, words);
  for (int k = 0; k < 2; ++k) {
    for (int i = 0; i < count; ++i) x[i] = cbatch_open(words[k][i]);
    quantiles(x, count);
    judge(x, words[2 + k], count, d[k], c[k], gamma[k], fails[k]);
  }
  for (int i = 0; i < count; ++i) {
    value[i] = gamma[0][i] / (gamma[0][i] + gamma[1][i]);
    failed[i] = fails[0][i] | fails[1][i];
  }
}

CLONES void cbatch_draw_beta(
    const cbatch_streams *streams, double alpha, double beta, double min, double max, double *out) {
  const double d[2] = {alpha - 1.0 / 3, beta - 1.0 / 3};
  const double c[2] = {1 / sqrt(9 * d[0]), 1 / sqrt(9 * d[1])};
  const double width = max - min;
  double value[N];
  uint8_t failed[N];
  const int count = streams->count;
  beta_try(streams, d, c, value, failed);
  for (int i = 0; i < count; ++i) out[i] = min + width * value[i];
  cbatch_streams left;
  uint16_t place[N];
  for (retry(streams, &left, place, failed); left.count > 0; retry(&left, &left, place, failed)) {
    beta_try(&left, d, c, value, failed);
    for (int i = 0; i < left.count; ++i) out[place[i]] = min + width * value[i];
  }
}
