/* Which rows of the tables were ever taken while somebody looked: by the trials of the tests and by the library.
 *
 * Each suite runs in a process of its own and writes its rows, a line each, where ROLLCALL_ROWS says; tests/rows.sh adds
 * them up when all have run. Rows that only ignore are nobody's, and what a lot drew does not count: nobody wrote down what
 * was to come of it. */

#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include "models/models.h"

/* What this run has taken counts. */
void rows_count (const SimRun *run);

/* "entering on cancel" or "running on move [its_host_is_up]", by its first state; no two rows of a machine are alike. */
void rows_append_name (GString *text, const SimMachine *machine, const SimRow *row);

/* "vm: running on move [its_host_is_up]", a line for each row that was counted, or for all of them. (transfer full) */
char *rows_counted (void);
char *rows_all (void);

#endif
