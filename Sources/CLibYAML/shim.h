#ifndef BUILDOUT_CLIBYAML_SHIM_H
#define BUILDOUT_CLIBYAML_SHIM_H

#include <yaml.h>

#endif
