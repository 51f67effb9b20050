#ifndef BUILDOUT_CEXPAT_SHIM_H
#define BUILDOUT_CEXPAT_SHIM_H

#include <expat.h>

#endif
