#ifndef BUILDOUT_CICONV_SHIM_H
#define BUILDOUT_CICONV_SHIM_H

// Part of the C library, but for macOS, where it is linked by Package.swift.
#include <iconv.h>

#endif
