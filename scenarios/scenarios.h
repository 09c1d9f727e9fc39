/* The language and its reader: from a YAML file to a fleet.
 *
 * A scenario file says what there is (vcenters, clusters with hosts and VMs, rules, policies), what shall happen (plan,
 * faults, window) and what is expected of it (expect). The whole language is one table, keys.c: it reads the file, makes
 * the JSON Schema that editors use, and makes the reference page. The way of a file: yaml.c turns text into nodes with
 * their places, read.c turns nodes into drafts by the table, names.c knows who is called what, check.c looks for what
 * cannot be, build.c puts everything into the canonical order of models/fleet.h.
 *
 * Every mistake of a file is found in one pass and comes back in one GError, whose message is the text for people: for each
 * mistake `file:line:column: error: what is wrong`, the line, a caret, and what was expected or the nearest known name; at
 * most SCENARIO_MISTAKES of them, then how many more. There is no partial result: a fleet, or an error.
 *
 * The surprising rule: order in the file never changes a result. Mappings, and lists of hosts, VMs, rules, policies,
 * steps, faults and names, are sets; fleets read from two files that differ only in order are equal byte for byte
 * (scenario_dump). Two lists say an order and keep it: the members of a ring (neighbours in the list are neighbours in the
 * ring) and `order:` of a step. */

#ifndef SCENARIO_SCENARIOS_H
#define SCENARIO_SCENARIOS_H

#include <gio/gio.h>
#include "models/fleet.h"

#define SCENARIO_MISTAKES 50         /* said in full in one message */
#define SCENARIO_FILE_MAX (64 << 20) /* bytes of a file */

#define SCENARIO_ERROR (scenario_error_quark ())
GQuark scenario_error_quark (void);

typedef enum {
  SCENARIO_ERROR_FILE,    /* it cannot be read: not there, a directory, too large, no text */
  SCENARIO_ERROR_CONTENT, /* it says something that cannot be */
} ScenarioError;

/* ---- What a scenario expects of its own run ---- */

typedef enum {
  SCENARIO_EXPECT_FINDING,      /* code, perhaps on and step: at_least ≤ findings ≤ at_most */
  SCENARIO_EXPECT_NO_FINDING,   /* code, perhaps on and step: none */
  SCENARIO_EXPECT_OUTCOME,      /* of the run: completed, stopped, stuck */
  SCENARIO_EXPECT_STEP_OUTCOME, /* of `step`: done, failed, skipped, stuck */
  SCENARIO_EXPECT_ENDS_WITHIN,  /* not later than ms */
  SCENARIO_EXPECT_ENDS_AFTER,   /* later than ms */
  SCENARIO_EXPECT_BILLED_CORES, /* amount, of all clusters or of `on`, when the run is over; and so are the others of cost */
  SCENARIO_EXPECT_GHOST_CORES,
  SCENARIO_EXPECT_ANNUAL_COST,  /* hundredths */
  SCENARIO_EXPECT_FIRST_YEAR,
  SCENARIO_EXPECT_ABOVE_FORECAST /* by how many thousandths of a per cent, rounded to whole per cent, of the forecast `by` */
} ScenarioExpectKind;

/* By what a bill may be forecast: "cores", "hosts", "vms". */
extern const char *const scenario_forecast_words[];

typedef struct {
  ScenarioExpectKind kind;
  guint line;                       /* in the file, from 1 */
  const char *code, *on, *step;     /* NULL is any */
  const char *outcome;              /* a word */
  guint32 at_least, at_most;        /* of FINDING; 1 and G_MAXUINT32 unless said */
  gint64 ms;
  gint64 amount;
  guint32 by;                       /* index into scenario_forecast_words */
  const char *text;                 /* as a sentence: "finding evacuation-blocked on db01, at least 2" */
} ScenarioExpectation;

/* What a file says beside the fleet. Strings are its own. */
typedef struct {
  ScenarioExpectation *expect; /* in the order of the file */
  guint n_expect;
  GStringChunk *strings;
} ScenarioExtras;

void scenario_extras_free (ScenarioExtras *extras); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScenarioExtras, scenario_extras_free)

/* ---- Reading ---- */

/* Reads a file; "-" is standard input. fleet->file is the path as given. Returns NULL with the error set when there is any
 * mistake. `extras` may be NULL; both are (transfer full). */
ModelFleet *scenario_read_file (const char *path, ScenarioExtras **extras, GError **error);

/* The same from memory; `name` is what messages and fleet->file call it. A length of -1 is up to the NUL. */
ModelFleet *scenario_read_text (const char *name, const char *text, gssize length, ScenarioExtras **extras,
                                GError **error);

/* The same with so many hosts in each cluster: the first of those named, by name, or those and further ones like the last. VMs
 * are placed as DRS would, wherever the file has them. */
ModelFleet *scenario_read_resized (const char *name, const char *text, gssize length, guint32 hosts, GError **error);

/* All that a fleet says, as text, one thing a line, in canonical order: equal fleets give equal text. (transfer full) */
char *scenario_dump (const ModelFleet *fleet);

/* ---- What else the table makes; both (transfer full) ---- */

char *scenario_schema (void);    /* JSON Schema, draft-07, of a scenario file */
char *scenario_reference (void); /* the language on one page of Markdown */

/* ---- The bundled scenarios, a GResource under /rollcall/library that the program links in ---- */

const char *const *scenario_library_names (void);     /* sorted, ends with NULL; static */
GBytes *scenario_library_text (const char *name);     /* YAML, or NULL when there is none of this name (transfer full) */
const char *scenario_library_nearest (const char *name); /* the bundled name most like it, or NULL; static */

/* Of the scenario called `name`; NULL when there is none, or it does not say. (transfer full) */
char *scenario_library_title (const char *name);
char *scenario_library_story (const char *name);
char *scenario_library_pattern (const char *name); /* that it is one half of; NULL none */

/* Reads a bundled scenario as scenario_read_text does; it is called `NAME.yaml`. */
ModelFleet *scenario_library_read (const char *name, ScenarioExtras **extras, GError **error);

#endif
