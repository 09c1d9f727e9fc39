/* rollcall import FORMAT PATH… [-o FILE] [--cluster NAME]… [--map-host FROM=TO]… [--to VERSION]
 *
 * Reads a real inventory and writes it as a scenario, to FILE at once or not at all, or to standard output. Notices go to
 * standard error. Nothing is written when the input is bad (status 3) or an option makes no sense (status 2). */

#ifndef CLI_CMD_IMPORT_H
#define CLI_CMD_IMPORT_H

#include "scenarios/import/import.h"

enum { CLI_IMPORT_USAGE = 2, CLI_IMPORT_BAD_INPUT = 3 };

/* The command once its options are read; returns the exit status. `output` NULL or "-" is standard output. */
int cli_import (const char *format, const char *const *paths, const char *output, const ScenarioImportOptions *options,
                gboolean quiet);

#endif
