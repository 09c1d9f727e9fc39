/* A page of a sequence diagram while it is being written: whose turn it is, its rows so far, and what is still being gathered
 * into one row.
 *
 * Until it is ended its rows say lanes as CliLane, because only then is it known which lanes have any. */

#ifndef CLI_DRAFTS_H
#define CLI_DRAFTS_H

#include "cli/sequence.h"

/* What many VMs did, as one row, until something else happens to the host. A vMotion is one from its start to its arrival. */
typedef struct {
  guint32 what; /* the same for all that go into it */
  gboolean is_move, is_ahv;
  VizRow *row;
  GPtrArray *names, *hosts; /* borrowed; owned */
  gint64 mib;
  char *because;
} CliBucket;

/* Rows that follow one another and say the same of different things are one, which names them all. */
typedef struct {
  VizRow *row; /* NULL when there is none */
  gint64 what;
  GPtrArray *names; /* borrowed */
} CliAlike;

typedef struct {
  guint step;    /* + 1; 0 before the plan */
  guint32 turn;  /* the host whose turn it is; MODEL_NONE none */
  guint32 fault; /* whose doing it is; MODEL_NONE none */
  guint32 host;  /* the one that has a lane of its own; MODEL_NONE none */
  VizPage *page;
  SimTime from, until;
  GPtrArray *names[CLI_N_LANES]; /* borrowed, each once; or NULL */
  GPtrArray *open, *buckets;     /* (element-type CliBucket): those that may still grow; all */
  CliAlike entry, finding;       /* the last row of each kind, as long as nothing else has come after it */
  guint found[3];                /* by severity */
  guint n_moves;
  gint64 moved_mib;
  guint number; /* of its first page, once that is known; 0 when it is left out */
} CliDraft;

CliDraft *cli_draft_new (guint step);
void cli_draft_free (CliDraft *draft);

void cli_draft_add (CliDraft *draft, const SimRun *run, const SimEntry *entry);

/* What is found of something that is no actor, a cluster or a policy, is noted at `where` it came to light. */
void cli_draft_find (CliDraft *draft, const SimRun *run, const SimFinding *finding, SimId where);

/* All is there: gathered rows get their words, and the page its lanes. */
void cli_draft_end (CliDraft *draft);

/* The first page: steps, turns and faults, what was found, and where to read on. (transfer full) */
VizPage *cli_index_page (const SimRun *run, const GPtrArray *drafts, const char *title);

/* A list of names longer than this is cut. */
enum { CLI_MOST_NAMES = 44 };

#endif
