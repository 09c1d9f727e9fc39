/* A trial: a scenario written down in a test, read as any other, and rehearsed.
 *
 * What a test says of it stands in the language, so that a test needs no fleet of its own making; what it asks, it asks
 * by machine and name. The surprising rule: a scenario that does not read ends the whole suite, since a test of something
 * else would then pass or fail for no reason of its own. */

#ifndef TESTS_TRIAL_H
#define TESTS_TRIAL_H

#include "models/models.h"

typedef struct {
  ModelFleet *fleet;
  ModelRehearsal *rehearsal;
  SimRun *run; /* with a journal */
  gboolean drawn; /* by lot: the rows it takes are nobody's, see rows.h */
} Trial;

/* Before its first event. (transfer full) */
Trial *trial_new (const char *yaml);
Trial *trial_new_from (const char *format, ...) G_GNUC_PRINTF (1, 2);
void trial_free (Trial *trial);

/* Handles all events, or those up to a moment; and adds up the books. */
void trial_end (Trial *trial);
void trial_until (Trial *trial, SimTime until);

/* At its end, of a scenario without its first line. (transfer full) */
Trial *trial_run (const char *yaml);

/* The actor or thing of this name: in one machine, a cluster as findings speak of it. */
SimId trial_actor (const Trial *trial, guint machine, const char *name);
guint32 trial_index (const Trial *trial, guint machine, const char *name);
SimId trial_cluster (const Trial *trial, const char *name);

/* Where a VM is registered now. */
guint32 trial_host_of (const Trial *trial, const char *vm);
const char *trial_host_name (const Trial *trial, const char *vm);

#define ANYBODY 0 /* as an actor or a subject */

/* The n-th entry, from 0, in which somebody came into a state from another one; NULL. */
const SimEntry *trial_entry (const Trial *trial, guint machine, SimId who, guint state, guint n);

/* When it first came into the state; -1 never. */
SimTime trial_when (const Trial *trial, guint machine, const char *name, guint state);

/* How often anybody came into it. */
guint trial_count (const Trial *trial, guint machine, guint state);

/* The n-th finding of a kind and a subject, from 0; NULL. How many there are. */
const SimFinding *trial_finding (const Trial *trial, guint kind, SimId subject, guint n);
guint trial_findings (const Trial *trial, guint kind, SimId subject);

/* The first one; when there is none, one since -1, so that a test goes on and fails. */
const SimFinding *trial_first (const Trial *trial, guint kind, SimId subject);

/* For how long it was so, all findings together. */
SimTime trial_found_for (const Trial *trial, guint kind, SimId subject);

#define WHO(TRIAL, M, NAME)         trial_actor (TRIAL, MODEL_MACHINE_##M, NAME)
#define WHEN(TRIAL, M, NAME, STATE) trial_when (TRIAL, MODEL_MACHINE_##M, NAME, M##_AT_##STATE)
#define TIMES(TRIAL, M, STATE)      trial_count (TRIAL, MODEL_MACHINE_##M, M##_AT_##STATE)
#define IS(TRIAL, M, NAME, STATE)   (sim_state ((TRIAL)->run, WHO (TRIAL, M, NAME)) == M##_AT_##STATE)
#define FOUND(TRIAL, KIND, M, NAME) trial_findings (TRIAL, MODEL_FIND_##KIND, WHO (TRIAL, M, NAME))
#define FIRST(TRIAL, KIND, M, NAME) trial_first (TRIAL, MODEL_FIND_##KIND, WHO (TRIAL, M, NAME))
#define FIRST_ANY(TRIAL, KIND)      trial_first (TRIAL, MODEL_FIND_##KIND, ANYBODY)
#define FOUND_ANY(TRIAL, KIND)      trial_findings (TRIAL, MODEL_FIND_##KIND, ANYBODY)

/* What comes from outside. */
#define INJECT(TRIAL, AT, M, NAME, SIGNAL, ARG)                                                              \
  sim_run_inject ((TRIAL)->run, AT, WHO (TRIAL, M, NAME), M##_ON_##SIGNAL, ARG)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trial, trial_free)

#endif
