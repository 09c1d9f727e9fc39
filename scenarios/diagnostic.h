/* Mistakes of a file, as a person wants to read them.
 *
 *   estate.yaml:12:15: error: a VM has no key 'memmory'
 *    12 |       web01: {memmory: 16 GiB}
 *       |               ^~~~~~~
 *       = did you mean 'memory'?
 *
 * They are collected, not thrown, so that one pass shows them all; they come out by place in the file. The surprising
 * rule: after the first fifty, mistakes are only counted, and whoever complains need not find advice for them
 * (scenario_diagnostics_full), so that a file of a million mistakes is refused as fast as one with a few. */

#ifndef SCENARIO_DIAGNOSTIC_H
#define SCENARIO_DIAGNOSTIC_H

#include "scenarios/scenarios.h"

/* A place: line and column from 1, columns in characters. Line 0 is the file as a whole. */
typedef struct {
  guint line, column;
} ScenarioMark;

typedef struct {
  const char *name; /* of the file; borrowed, like the text */
  const char *text;
  gsize length;
  GArray *mistakes; /* of a private struct */
  guint more;       /* those beyond SCENARIO_MISTAKES */
} ScenarioDiagnostics;

void scenario_diagnostics_init (ScenarioDiagnostics *diagnostics, const char *name, const char *text, gsize length);
void scenario_diagnostics_clear (ScenarioDiagnostics *diagnostics);

/* One mistake, from `from` up to `to` (which may equal it). `advice` says what was expected or what to do; NULL is none
 * (transfer full). The same words at the same place count once: a range is one text for many things. */
void scenario_complain (ScenarioDiagnostics *diagnostics, ScenarioMark from, ScenarioMark to, char *advice,
                        const char *format, ...) G_GNUC_PRINTF (5, 6);

gboolean scenario_diagnostics_any (const ScenarioDiagnostics *diagnostics);
gboolean scenario_diagnostics_full (const ScenarioDiagnostics *diagnostics);

/* Sets the error to all of them. There must be one. */
void scenario_diagnostics_throw (ScenarioDiagnostics *diagnostics, GError **error);

/* The text of a place: pointer to its first byte, within the text or at its end. */
const char *scenario_diagnostics_at (const ScenarioDiagnostics *diagnostics, ScenarioMark mark);

/* The place of a byte. */
ScenarioMark scenario_diagnostics_mark (const ScenarioDiagnostics *diagnostics, gsize offset);

/* The known name nearest to a wanted one: start with { wanted }, offer each candidate, read `best` (borrowed from the
 * candidates; NULL when none is near). Letters are compared without case, two swapped neighbours count once. */
typedef struct {
  const char *wanted, *best;
  guint away;
} ScenarioNearest;

void scenario_nearest_offer (ScenarioNearest *nearest, const char *candidate);
char *scenario_nearest_advice (const ScenarioNearest *nearest); /* "did you mean 'x'?" or NULL (transfer full) */

/* "a, b or c" (transfer full) */
char *scenario_words_text (const char *const *words);

#endif
