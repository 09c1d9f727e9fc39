#include "models/governance/belief.h"

#include "models/compute/firmware.h"
#include "models/plan/policies.h"
#include "models/words.h"

const char *const model_belief_words[MODEL_N_BELIEFS] = { "DRS moves", "vLCM changes", "LCM changes" };

#define KNOWN_NOT_TO_WORK 2 /* in vmotion_down, where 1 is a link that is down */

static const ModelPolicy *
policy_of (const SimRun *run, guint32 cell)
{
  return &model_fleet (run)->policies[model_links (run)->policy_of_cell[cell]];
}

static gboolean
lacks_vmotion (const SimRun *run, guint32 host)
{
  return model_host_lacks (run, host, 1u << MODEL_BIOS_VMOTION) != 0;
}

gboolean
model_vmotion_is_misbelieved (const SimRun *run, guint32 from, guint32 to)
{
  return (from != MODEL_NONE && lacks_vmotion (run, from)) || (to != MODEL_NONE && lacks_vmotion (run, to));
}

static void
find (SimRun *run, guint32 cell, ModelBelief who, SimId on)
{
  SimId subject = ACTOR (POLICY, cell);
  gint64 evidence[SIM_EVIDENCE_MAX] = { who, on, model_links (run)->policy_of_cell[cell], model_cell_value (run, cell) };

  sim_find (run, MODEL_FIND_ACTED_ON_BELIEF, SIM_RISK, subject, 0, evidence);
  sim_find_end (run, MODEL_FIND_ACTED_ON_BELIEF, subject, 0);
}

void
model_find_vmotion_misbelieved (SimRun *run, guint32 vm, guint32 from, guint32 to)
{
  const guint32 ends[] = { from, to };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    if (ends[i] == MODEL_NONE || !lacks_vmotion (run, ends[i]))
      continue;
    for (MODEL_EACH (cell, model_links (run)->cells_of_host, ends[i]))
      if (policy_of (run, *cell)->provides == MODEL_BIOS_VMOTION && STATE (POLICY, *cell) != POLICY_AT_IN_POLICY)
        find (run, *cell, MODEL_BELIEF_DRS_MOVES, ACTOR (VM, vm));
    if (!model_host_state (run, ends[i])->vmotion_down)
      model_host_state (run, ends[i])->vmotion_down = KNOWN_NOT_TO_WORK;
  }
}

void
model_find_host_misbelieved (SimRun *run, guint32 host, guint32 step, ModelBelief who)
{
  SimTime began = model_step_state (run, step)->began;

  for (MODEL_EACH (cell, model_links (run)->cells_of_host, host)) {
    SimTime since = model_drift_state (run, *cell)->since;

    if (since && since - 1 < MAX (began, 1))
      find (run, *cell, who, ACTOR (HOST, host));
  }
}

gboolean
model_forget_misbelief (SimRun *run, guint32 cell)
{
  guint32 host = model_cell_host (model_fleet (run), model_links (run), cell);

  if (policy_of (run, cell)->provides != MODEL_BIOS_VMOTION || host == MODEL_NONE
      || model_host_state (run, host)->vmotion_down != KNOWN_NOT_TO_WORK || lacks_vmotion (run, host))
    return FALSE;
  model_host_state (run, host)->vmotion_down = FALSE;
  return TRUE;
}
