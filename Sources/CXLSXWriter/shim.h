#ifndef BUILDOUT_CXLSXWRITER_SHIM_H
#define BUILDOUT_CXLSXWRITER_SHIM_H

// The library writes to a path only. What is here gives a workbook's bytes instead, so that a caller
// can put them wherever it puts its other files.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

// Makes an empty file in the system's folder for temporary files, for `cxlsxwriter_close` to remove.
// Gives its path, to be freed by the caller, or NULL.
static inline char *cxlsxwriter_temporary(void) {
  const char *folder = getenv("TMPDIR");
  if (folder == NULL || *folder == 0) folder = "/tmp";
  const char *name = "/buildout-XXXXXX";
  char *path = (char *)malloc(strlen(folder) + strlen(name) + 1);
  if (path == NULL) return NULL;
  strcpy(path, folder);
  strcat(path, name);
  const int descriptor = mkstemp(path);
  if (descriptor < 0) {
    free(path);
    return NULL;
  }
  close(descriptor);
  return path;
}

// Ends a workbook that was begun at a path of `cxlsxwriter_temporary`, frees it, and reads what was
// written. `bytes` is to be freed by the caller; it is NULL when anything failed.
static inline lxw_error cxlsxwriter_close(
    lxw_workbook *workbook, const char *path, unsigned char **bytes, size_t *count) {
  *bytes = NULL;
  *count = 0;
  lxw_error problem = workbook_close(workbook);
  FILE *file = problem == LXW_NO_ERROR ? fopen(path, "rb") : NULL;
  if (file != NULL) {
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    rewind(file);
    unsigned char *read = size > 0 ? (unsigned char *)malloc((size_t)size) : NULL;
    if (read != NULL && fread(read, 1, (size_t)size, file) == (size_t)size) {
      *bytes = read;
      *count = (size_t)size;
    } else {
      free(read);
    }
    fclose(file);
  }
  unlink(path);
  if (problem == LXW_NO_ERROR && *bytes == NULL) problem = LXW_ERROR_CREATING_XLSX_FILE;
  return problem;
}

// The library says on standard error what goes wrong. Between these two calls its words are kept instead,
// where the C library lets its stream be replaced. Nobody else may be between them at the same time.
typedef struct {
  FILE *replaced;
  FILE *memory;
  char *text;
  size_t size;
} cxlsxwriter_words;

static inline cxlsxwriter_words *cxlsxwriter_listen(void) {
#if defined(__GLIBC__) || defined(__APPLE__)
  cxlsxwriter_words *words = (cxlsxwriter_words *)calloc(1, sizeof *words);
  if (words == NULL) return NULL;
  words->memory = open_memstream(&words->text, &words->size);
  if (words->memory == NULL) {
    free(words);
    return NULL;
  }
  words->replaced = stderr;
  stderr = words->memory;
  return words;
#else
  return NULL;
#endif
}

// Gives what was said, to be freed by the caller, or NULL.
static inline char *cxlsxwriter_heard(cxlsxwriter_words *words) {
  if (words == NULL) return NULL;
#if defined(__GLIBC__) || defined(__APPLE__)
  stderr = words->replaced;
#endif
  fclose(words->memory);
  char *text = words->text;
  free(words);
  return text;
}

#endif
