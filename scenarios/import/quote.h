/* Text from elsewhere, made safe to write down.
 *
 * Names are data. Whatever a name holds, it must not become a comment, a number, a key, a range or a second line of the
 * YAML, nor move a terminal's cursor. So a scalar is quoted unless it is plainly a word, and the surprising rule follows:
 * since the language reads a quoted name literally, "web[01-04]" is one thing of that name. */

#ifndef SCENARIO_QUOTE_H
#define SCENARIO_QUOTE_H

#include <glib.h>

/* Appends `text` as a YAML scalar on one line, quoted where it needs to be. */
void scenario_quote (GString *out, const char *text);

/* `text` for a comment, a title or a message: on one line, without control characters. (transfer full) */
char *scenario_one_line (const char *text);

/* `text` with each control character made a blank, since the language refuses them in names. (transfer full) */
char *scenario_without_controls (const char *text);

#endif
