/* Policies: declared is not actual. A policy lives in cells, one for each host of its cluster or one for the cluster, and
 * what runs there inherits the cell's actual value. Life-cycle events reset it, unless something preserves it. */

#ifndef MODEL_POLICIES_H
#define MODEL_POLICIES_H

#include "models/state.h"

/* The value that somebody writes: a step of the plan by its index, and after those what faults and governors write. */
static inline const char *
model_value_written (const ModelFleet *fleet, guint32 by)
{
  return by < fleet->n_steps ? fleet->steps[by].set_value : fleet->written[by - fleet->n_steps];
}

/* A cell's present value packed for a finding, and its words. */
gint64 model_cell_value (const SimRun *run, guint32 cell);
const char *model_cell_words (const ModelFleet *fleet, const guint32 *policy_of_cell, gint64 value);

/* What it means that it is not as declared: as the scenario has it, or as its kind and what it provides have it. */
const char *model_policy_impact (const ModelPolicy *policy);

/* HST-07: it was set after its host last saved its configuration. */
gboolean model_cell_is_unsaved (const SimRun *run, guint32 cell);

/* Opens and ends what is found about the policies that a VM inherits: it has begun to run on its host, or it stops. */
void model_inherit_policies (SimRun *run, guint32 vm);
void model_shed_policies (SimRun *run, guint32 vm);

/* The cell's value is about to change, or has changed: for everything that runs under it. */
void model_part_from_heirs (SimRun *run, guint32 cell);
void model_look_at_heirs (SimRun *run, guint32 cell);

#endif
