#ifndef BUILDOUT_CFOLDERS_SHIM_H
#define BUILDOUT_CFOLDERS_SHIM_H

// Each system has a call that exchanges two names in one step, and Swift's view of the C library has it
// on macOS only.

#include <errno.h>
#include <stdio.h>

#ifdef __linux__
// Not in every C library, hence weak.
extern int renameat2(
    int from_folder, const char *from, int to_folder, const char *to, unsigned int flags)
    __attribute__((weak));
#endif

// Exchanges what two names stand for, in one step: nobody ever finds one of them missing. Gives 0, or -1
// and `errno`: EINVAL, ENOSYS or ENOTSUP where the system or the file system cannot do it.
static inline int cfolders_exchange(
    int one_folder, const char *one, int other_folder, const char *other) {
#if defined(__linux__)
  if (renameat2 != NULL) {
    return renameat2(one_folder, one, other_folder, other, 2 /* RENAME_EXCHANGE */);
  }
#elif defined(__APPLE__)
  return renameatx_np(one_folder, one, other_folder, other, RENAME_SWAP);
#endif
  errno = ENOSYS;
  return -1;
}

#endif
