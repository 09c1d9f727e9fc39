/* What is wrong with a file before it is YAML, and with YAML before it is a scenario; in words for people. */

#ifndef SCENARIO_TEXT_H
#define SCENARIO_TEXT_H

#include <yaml.h>
#include "scenarios/diagnostic.h"

/* Whether the text is text at all: UTF-8 without control characters. Complains when not. */
gboolean scenario_text_check (ScenarioDiagnostics *diagnostics);

/* Complains about what stopped libyaml. */
void scenario_yaml_problem (ScenarioDiagnostics *diagnostics, const yaml_parser_t *parser);

/* All of a file, or of standard input when the path is "-". NULL with the error set when it cannot be read or is larger
 * than SCENARIO_FILE_MAX. (transfer full) */
char *scenario_file_read (const char *path, gsize *ret_length, GError **error);

#endif
