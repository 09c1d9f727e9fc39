/* The lines of a story on paper: alike ones folded into one, laid out in columns.
 *
 * It is done when all lines are there, so that the columns are as wide as this run's names need and no wider. Times are
 * whole seconds; the journal in JSON has the milliseconds. */

#ifndef CLI_LINES_H
#define CLI_LINES_H

#include "cli/cli.h"

/* One line. Without a move it is a sentence that runs across the columns. */
typedef struct {
  SimTime at;
  guint indent;
  const char *label;              /* stands before the name; or NULL */
  char *name, *move, *why, *more; /* owned */
  int mark;                       /* worst severity of what is found again at this very line, + 1 */
  const SimFinding *likewise;     /* it lists things of which the same is found as before */
} CliLine;

void cli_line_free (gpointer line);

/* Lines that follow one another, of the same second, and say the same of different things become one that names them all.
 * Of what else each says, it has what they have in common: names as ranges, numbers from the least to the most. */
void cli_lines_fold (GPtrArray *lines);

void cli_lines_append (const CliOptions *options, const GPtrArray *lines, GString *text);

/* "!", with what follows it, in the colour of the severity. (transfer full) */
char *cli_mark (const CliOptions *options, SimSeverity severity, const char *rest);

#endif
