#ifndef BUILDOUT_CZLIB_SHIM_H
#define BUILDOUT_CZLIB_SHIM_H

#include <zlib.h>

#endif
