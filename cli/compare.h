/* Scenarios side by side: what each costs, how long its plan takes, what is found, and how close it comes to the edge.
 *
 * What is compared is a table of measures, each a number with its unit, so that a row is told, is JSON and differs by one rule.
 * The surprising rule: what differs stands first; what is alike in all is told last, and findings of which one side has none
 * count as differences like any other. */

#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include "cli/bill.h"
#include "cli/margins.h"

typedef struct {
  char *name;
  CliRehearsal *rehearsal; /* at its end */
  ModelCosts *before, *after;
  CliMargins *margins;
} CliSide;

typedef enum { CLI_COUNT, CLI_MONEY, CLI_DURATION, CLI_OUTCOME } CliMeasureUnit;

typedef struct {
  gboolean known;
  gint64 value;
} CliMeasured;

typedef struct {
  const char *key, *words;
  CliMeasureUnit unit;
  CliMeasured (*of) (const CliSide *side);
} CliMeasure;

extern const CliMeasure cli_measures[]; /* ends with a NULL key */

/* Runs a scenario to its end; NULL when its input is bad. */
CliSide *cli_side_new (const CliOptions *options, const char *what);
void cli_side_free (CliSide *side); /* NULL is fine */

/* How often a finding was made, by its kind. */
guint cli_side_findings (const CliSide *side, guint kind);

/* "112,000.00 USD", "1 h 15 min", "completed"; "-" (transfer full) */
char *cli_measured_text (const CliSide *side, const CliMeasure *measure);

/* The worst that was found, and when it first was: "outage vm-down of db01 at 0:12:00"; "-" (transfer full) */
char *cli_side_worst (const CliSide *side);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliSide, cli_side_free)

#endif
