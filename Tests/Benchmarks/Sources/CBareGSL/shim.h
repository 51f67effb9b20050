// GSL as it comes, for the loops that Buildout is measured against.
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <sys/resource.h>

static inline gsl_rng *bare_mt19937(unsigned long seed) {
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(rng, seed);
  return rng;
}

// Processor time of this process so far, in seconds: what other processes take does not count.
static inline double bare_processor_time(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         1e-6 * (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

// Peak memory of this process so far: KiB on Linux, bytes on macOS.
static inline long bare_peak_memory(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}
