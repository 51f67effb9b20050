/* A library to preload (LD_PRELOAD, Linux) under which file operations and threads fail.

   FAULTS_LOG     a file that gets the name of every operation that is counted, one a line
   FAULTS_AT      the number of the operation, counted from 1, at which the fault comes
   FAULTS_MODE    kill: the process is killed before it; once: it fails; forever: it and all after it fail
   FAULTS_ERROR   the number of the error (default ENOSPC)
   FAULTS_SWAP    no: names cannot be exchanged, as on a file system without that operation
   FAULTS_THREADS so many threads can be started */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static long count;
static long threads;

#define REAL(type, name, ...) ((type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

static int fails(const char *operation) {
  const long number = __sync_add_and_fetch(&count, 1);
  const char *log = getenv("FAULTS_LOG");
  if (log != NULL) {
    const int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0666);
    syscall(SYS_write, file, operation, strlen(operation));
    syscall(SYS_write, file, "\n", 1);
    syscall(SYS_close, file);
  }
  const char *at = getenv("FAULTS_AT");
  const char *mode = getenv("FAULTS_MODE");
  if (at == NULL || mode == NULL) return 0;
  if (number != atol(at) && !(strcmp(mode, "forever") == 0 && number > atol(at))) return 0;
  if (strcmp(mode, "kill") == 0) raise(SIGKILL);
  const char *error = getenv("FAULTS_ERROR");
  errno = error != NULL ? atoi(error) : ENOSPC;
  return 1;
}

static int is_file(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

ssize_t write(int file, const void *bytes, size_t size) {
  if (file > 2 && is_file(file) && fails("write")) return -1;
  return REAL(ssize_t, write, int, const void *, size_t)(file, bytes, size);
}

int fsync(int file) {
  return fails("fsync") ? -1 : REAL(int, fsync, int)(file);
}

#define OPEN_MODE(mode) \
  va_list rest; va_start(rest, flags); const mode_t mode = va_arg(rest, mode_t); va_end(rest)

int open(const char *path, int flags, ...) {
  OPEN_MODE(mode);
  if ((flags & O_CREAT) && fails("create")) return -1;
  return REAL(int, open, const char *, int, ...)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  OPEN_MODE(mode);
  if ((flags & O_CREAT) && fails("create")) return -1;
  return REAL(int, open64, const char *, int, ...)(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
  OPEN_MODE(mode);
  if ((flags & (O_CREAT | O_DIRECTORY)) && fails(flags & O_CREAT ? "create" : "look")) return -1;
  return REAL(int, openat, int, const char *, int, ...)(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
  OPEN_MODE(mode);
  if ((flags & (O_CREAT | O_DIRECTORY)) && fails(flags & O_CREAT ? "create" : "look")) return -1;
  return REAL(int, openat64, int, const char *, int, ...)(folder, path, flags, mode);
}

int mkdir(const char *path, mode_t mode) {
  return fails("mkdir") ? -1 : REAL(int, mkdir, const char *, mode_t)(path, mode);
}

int mkdirat(int folder, const char *path, mode_t mode) {
  return fails("mkdir") ? -1 : REAL(int, mkdirat, int, const char *, mode_t)(folder, path, mode);
}

int link(const char *one, const char *other) {
  return fails("link") ? -1 : REAL(int, link, const char *, const char *)(one, other);
}

int linkat(int one_folder, const char *one, int other_folder, const char *other, int flags) {
  if (fails("link")) return -1;
  return REAL(int, linkat, int, const char *, int, const char *, int)(
      one_folder, one, other_folder, other, flags);
}

int symlinkat(const char *target, int folder, const char *path) {
  if (fails("symlink")) return -1;
  return REAL(int, symlinkat, const char *, int, const char *)(target, folder, path);
}

int unlink(const char *path) {
  return fails("unlink") ? -1 : REAL(int, unlink, const char *)(path);
}

int unlinkat(int folder, const char *path, int flags) {
  return fails("unlink") ? -1 : REAL(int, unlinkat, int, const char *, int)(folder, path, flags);
}

int rmdir(const char *path) {
  return fails("rmdir") ? -1 : REAL(int, rmdir, const char *)(path);
}

int fchmod(int file, mode_t mode) {
  return fails("chmod") ? -1 : REAL(int, fchmod, int, mode_t)(file, mode);
}

int rename(const char *one, const char *other) {
  return fails("rename") ? -1 : REAL(int, rename, const char *, const char *)(one, other);
}

int renameat(int one_folder, const char *one, int other_folder, const char *other) {
  if (fails("rename")) return -1;
  return REAL(int, renameat, int, const char *, int, const char *)(
      one_folder, one, other_folder, other);
}

int renameat2(
    int one_folder, const char *one, int other_folder, const char *other, unsigned int flags) {
  const char *swap = getenv("FAULTS_SWAP");
  if (swap != NULL && strcmp(swap, "no") == 0) {
    errno = EINVAL;
    return -1;
  }
  if (fails("exchange")) return -1;
  return REAL(int, renameat2, int, const char *, int, const char *, unsigned int)(
      one_folder, one, other_folder, other, flags);
}

int pthread_create(
    pthread_t *thread, const pthread_attr_t *attributes, void *(*work)(void *), void *argument) {
  const char *most = getenv("FAULTS_THREADS");
  if (most != NULL && __sync_add_and_fetch(&threads, 1) > atol(most)) return EAGAIN;
  return REAL(int, pthread_create, pthread_t *, const pthread_attr_t *, void *(*)(void *), void *)(
      thread, attributes, work, argument);
}
