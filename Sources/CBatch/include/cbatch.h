#ifndef BUILDOUT_CBATCH_H
#define BUILDOUT_CBATCH_H

// Draws of one kind for many streams side by side, and the arithmetic that a single draw shares with them.
//
// Every lane is computed by the same operations in the same order, whatever the width of the processor's vectors,
// so a draw has the same bits by itself, in a batch, and on another processor. For that, no product may be
// fused with a sum, and logarithms and exponentials are our own.
#pragma STDC FP_CONTRACT OFF

#include <math.h>
#include <stdint.h>
#include <string.h>

#define CBATCH_INLINE static inline __attribute__((always_inline))

// Streams in a batch, at most.
#define CBATCH_LANES 256

// ---------------------------------------------------------------------------------------------
// Arithmetic

CBATCH_INLINE double cbatch_from_bits(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

CBATCH_INLINE uint64_t cbatch_to_bits(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

// The natural logarithm of a normal positive number, within an ulp.
// Source: FDLIBM's e_log.c (Sun Microsystems, 1993); its reduction without a branch.
CBATCH_INLINE double cbatch_log(double x) {
  const uint64_t root = 0x3FE6A09E667F3BCDu;  // the root of a half: what is left lies around 1
  const uint64_t t = cbatch_to_bits(x) + (0x3FF0000000000000u - root);
  const double k = cbatch_from_bits((t >> 52) | 0x4330000000000000u) - (0x1p52 + 1023);
  const double f = cbatch_from_bits((t & 0x000FFFFFFFFFFFFFu) + root) - 1;
  const double s = f / (2 + f), z = s * s, w = z * z;
  const double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const double odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 +
      w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const double half = 0.5 * f * f;
  return k * 6.93147180369123816490e-01 -
         ((half - (s * (half + (even + odd)) + k * 1.90821492927058770002e-10)) - f);
}

// The exponential of a number of magnitude at most 700, within an ulp.
// Source: FDLIBM's e_exp.c (Sun Microsystems, 1993).
CBATCH_INLINE double cbatch_exp(double x) {
  const double shifted = x * 1.44269504088896338700 + 0x1.8p52;
  const double k = shifted - 0x1.8p52;
  const double high = x - k * 6.93147180369123816490e-01, low = k * 1.90821492927058770002e-10;
  const double r = high - low, z = r * r;
  const double c = r - z * (1.66666666666666019037e-01 + z * (-2.77777777770155933842e-03 +
      z * (6.61375632143793436117e-05 + z * (-1.65339022054652515390e-06 + z * 4.13813679705723846039e-08))));
  const double y = 1 - ((low - (r * c) / (2 - c)) - high);
  return y * cbatch_from_bits((cbatch_to_bits(shifted) + 1023) << 52);
}

// The standard normal quantile, in its three ranges.
// Source: M. J. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), doi:10.2307/2347330.
#define CBATCH_CENTRE 0.425

CBATCH_INLINE double cbatch_quantile_centre(double q) {
  const double r = 0.180625 - q * q;
  const double above = ((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r +
      6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r +
      1.9715909503065514427e3) * r + 1.3314166789178437745e2) * r + 3.3871328727963666080e0;
  const double below = ((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r +
      3.9307895800092710610e4) * r + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r +
      6.8718700749205790830e2) * r + 4.2313330701600911252e1) * r + 1;
  return q * (above / below);
}

// In a tail it is a function of the root of the negative logarithm of the tail's probability.
#define CBATCH_FAR 5

CBATCH_INLINE double cbatch_quantile_near(double t) {
  const double r = t - 1.6;
  return (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r +
      2.41780725177450611770e-1) * r + 1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r +
      5.76949722146069140550e0) * r + 4.63033784615654529590e0) * r + 1.42343711074968357734e0) /
      (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r +
      1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r +
      1.67638483018380384940e0) * r + 2.05319162663775882187e0) * r + 1);
}

CBATCH_INLINE double cbatch_quantile_root(double t) {
  if (t <= CBATCH_FAR) return cbatch_quantile_near(t);
  const double e = t - 5;
  return (((((((2.01033439929228813265e-7 * e + 2.71155556874348757815e-5) * e +
      1.24266094738807843860e-3) * e + 2.65321895265761230930e-2) * e + 2.96560571828504891230e-1) * e +
      1.78482653991729133580e0) * e + 5.46378491116411436990e0) * e + 6.65790464350110377720e0) /
      (((((((2.04426310338993978564e-15 * e + 1.42151175831644588870e-7) * e +
      1.84631831751005468180e-5) * e + 7.86869131145613259100e-4) * e + 1.48753612908506148525e-2) * e +
      1.36929880922735805310e-1) * e + 5.99832206555887937690e-1) * e + 1);
}

// Of the probability of the nearer tail, the magnitude.
CBATCH_INLINE double cbatch_quantile_tail(double p) { return cbatch_quantile_root(sqrt(-cbatch_log(p))); }

CBATCH_INLINE double cbatch_quantile(double u) {
  const double q = u - 0.5;
  if (fabs(q) <= CBATCH_CENTRE) return cbatch_quantile_centre(q);
  return q < 0 ? -cbatch_quantile_tail(u) : cbatch_quantile_tail(1 - u);
}

// ---------------------------------------------------------------------------------------------
// Uniform numbers from words of a stream

// A multiple of 2^-32 in [0, 1).
CBATCH_INLINE double cbatch_uniform(uint32_t word) { return word * 0x1p-32; }

// Of one word, in (0, 1).
CBATCH_INLINE double cbatch_open(uint32_t word) { return (word + 0.5) * 0x1p-32; }

// Of two words, an odd multiple of 2^-53.
CBATCH_INLINE double cbatch_fine(uint32_t first, uint32_t second) {
  return (first + (second >> 12) * 0x1p-20 + 0x1p-21) * 0x1p-32;
}

// ---------------------------------------------------------------------------------------------
// Gamma distributions of a shape of at least 1, by a normal number and a uniform one.
// Source: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables" (2000),
// doi:10.1145/358407.358414.

// Whether it is taken by the squeeze, which is nearly always.
CBATCH_INLINE int cbatch_gamma_squeeze(double x, double t, double u) {
  const double y = x * x;
  return (t > 0) & (u < 1 - 0.0331 * y * y);
}

CBATCH_INLINE int cbatch_gamma_accept(double x, double t, double u, double d) {
  if (cbatch_gamma_squeeze(x, t, u)) return 1;
  if (!(t > 0)) return 0;
  const double v = t * t * t;
  return cbatch_log(u) < 0.5 * x * x + d * (1 - v + cbatch_log(v));
}

// One attempt, which reads three words: 1 and a value of scale 1, or 0.
// With c = 1 / sqrt(9 * d), d = shape - 1 / 3.
CBATCH_INLINE int cbatch_gamma_try(
    uint32_t w0, uint32_t w1, uint32_t w2, double d, double c, double *value) {
  const double x = cbatch_quantile(cbatch_fine(w0, w1)), t = 1 + c * x;
  *value = d * (t * t * t);
  return cbatch_gamma_accept(x, t, cbatch_open(w2), d);
}

// One attempt at a beta value, which reads four words: two gamma values, taken or left together.
CBATCH_INLINE int cbatch_beta_try(
    uint32_t w0, uint32_t w1, uint32_t w2, uint32_t w3, double d1, double c1, double d2, double c2,
    double *value) {
  const double x1 = cbatch_quantile(cbatch_open(w0)), t1 = 1 + c1 * x1;
  const double x2 = cbatch_quantile(cbatch_open(w1)), t2 = 1 + c2 * x2;
  const double g1 = d1 * (t1 * t1 * t1), g2 = d2 * (t2 * t2 * t2);
  *value = g1 / (g1 + g2);
  return cbatch_gamma_accept(x1, t1, cbatch_open(w2), d1) &&
         cbatch_gamma_accept(x2, t2, cbatch_open(w3), d2);
}

// A normal number beyond no limit.
CBATCH_INLINE double cbatch_truncated(double z, double mean, double sd, double lower, double upper) {
  const double x = mean + sd * z, high = x < upper ? x : upper;
  return high > lower ? high : lower;
}

CBATCH_INLINE double cbatch_triangular(double u, double min, double mode, double max) {
  const double width = max - min;
  const double left = min + sqrt(u * width * (mode - min));
  const double right = max - sqrt((1 - u) * width * (max - mode));
  return u * width < mode - min ? left : right;
}

// ---------------------------------------------------------------------------------------------
// Batches

// Streams of one entity, each by its counter words 0, 1 and 3; see Sampling's StreamKey.
typedef struct {
  uint32_t key[2];
  uint32_t entity;
  int count;
  uint32_t visit[CBATCH_LANES];
  uint32_t trial[CBATCH_LANES];
  uint32_t unit[CBATCH_LANES];
} cbatch_streams;

// The first words of each stream.
void cbatch_words(const cbatch_streams *streams, uint32_t words[4][CBATCH_LANES]);

// The first four words of each stream, stream by stream.
void cbatch_first_words(const cbatch_streams *streams, uint32_t *words);

// How many of the first so many numbers of a stream, of two words of a key and four of a counter, are below a bound.
int cbatch_count_below(
    uint32_t k0, uint32_t k1, uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, int numbers,
    double bound);

// One draw from the beginning of each stream.
void cbatch_draw_uniform(const cbatch_streams *streams, double min, double max, double *out);
void cbatch_draw_triangular(const cbatch_streams *streams, double min, double mode, double max, double *out);
void cbatch_draw_normal(const cbatch_streams *streams, double mean, double sd, double *out);
void cbatch_draw_truncated(
    const cbatch_streams *streams, double mean, double sd, double from, double to, double lower,
    double upper, double *out);
void cbatch_draw_lognormal(const cbatch_streams *streams, double median, double sigma, double *out);
void cbatch_draw_exponential(const cbatch_streams *streams, double mean, double *out);
void cbatch_draw_gamma(const cbatch_streams *streams, double shape, double scale, double *out);
void cbatch_draw_beta(
    const cbatch_streams *streams, double alpha, double beta, double min, double max, double *out);

#endif
