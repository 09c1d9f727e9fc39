/* A fleet made ready to run: the model that sim steps, the names of all things, the lists that the machines walk, and the
 * world in which everything begins. */

#ifndef MODEL_REHEARSAL_H
#define MODEL_REHEARSAL_H

#include "models/links.h"
#include "models/state.h"

typedef struct {
  SimModel model;          /* first, so that run->model leads here */
  const ModelFleet *fleet; /* borrowed */
  ModelLinks links;
  const char **names; /* by thing; borrowed from the fleet or from strings */
  guint counts[MODEL_N_MACHINES];
  SimColumn columns[MODEL_N_COLUMNS];
  GStringChunk *strings;
} ModelRehearsal;

/* The fleet is borrowed and must outlive the rehearsal. */
ModelRehearsal *model_rehearsal_new (const ModelFleet *fleet);
void model_rehearsal_free (ModelRehearsal *rehearsal); /* NULL is fine */

/* A run that stands before its first event: everything placed, the plan's start and the faults' moments pending. */
SimRun *model_rehearsal_start (const ModelRehearsal *rehearsal, gboolean with_journal);

/* A cluster as a thing that findings speak of. */
SimId model_cluster_thing (const SimModel *model, guint32 cluster);

/* How a run has come out. */
typedef enum { MODEL_COMPLETED, MODEL_STOPPED, MODEL_STUCK } ModelOutcome;
extern const char *const model_outcome_words[];
extern const char *const model_step_outcome_words[]; /* done, failed, skipped, stuck */

ModelOutcome model_outcome (const SimRun *run);
guint model_step_outcome (const SimRun *run, guint32 step); /* index into model_step_outcome_words */

/* The moment when the last step ended, or the last thing happened when some never did. */
SimTime model_ended_at (const SimRun *run);

static inline const ModelLinks *
model_links (const SimRun *run)
{
  return &((const ModelRehearsal *) (gconstpointer) run->model)->links;
}

/* What stands for all machines of the models, without any actors: for drawing and checking tables. */
const SimModel *model_tables (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelRehearsal, model_rehearsal_free)

#endif
