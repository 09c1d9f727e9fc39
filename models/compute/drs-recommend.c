/* What DRS recommends for VMs for which it is not fully automated, their cluster or they themselves (DRS-01, DRS-02): at each
 * look the moves that it would make to put rules right and to even out, one list for the one before, thought out on top of what
 * it does by itself. They wait for a person. Nothing expires by the clock: a list stands until DRS
 * looks again, and what of it cannot be done any more when somebody approves it is left undone.
 *
 * A list is thought out by making its moves in the books of the hosts, each on top of those before it, and by taking them all
 * back at the end: no VM and nobody else has heard of any of them.
 *
 * Facts: DRS-01. */

#include "models/compute/balance.h"
#include "models/compute/drs-parts.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/rules.h"
#include "models/notices.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"
#include "models/words.h"

typedef struct {
  guint32 vm, from, to, why;
  guint8 card;
} Supposed;

static void
suppose (SimRun *run, GArray *list, guint32 vm, guint32 to, ModelMove why)
{
  Supposed move = { vm, model_vm_state (run, vm)->host, to, why, model_vm_state (run, vm)->card };

  model_host_remove (run, move.from, vm);
  model_host_add (run, to, vm);
  g_array_append_val (list, move);
}

static void
take_back (SimRun *run, const GArray *list)
{
  for (guint i = list->len; i > 0; i--) {
    const Supposed *move = &g_array_index (list, Supposed, i - 1);

    model_host_remove (run, move->to, move->vm);
    model_host_put_back (run, move->from, move->vm, move->card);
  }
}

/* (transfer full) (element-type Supposed) */
static GArray *
think (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Supposed));
  ModelRecommendation next;

  for (guint32 r = 0; r < fleet->n_rules; r++)
    for (guint32 i = 0; i < fleet->rules[r].n_vms && fleet->rules[r].cluster == ME; i++) {
      guint32 vm = fleet->rules[r].vms[i],
              to = model_may_be_recommended (run, vm) ? model_drs_correction (run, r, vm) : MODEL_NONE;

      if (to != MODEL_NONE)
        suppose (run, list, vm, to, MODEL_MOVE_CORRECT);
    }
  while ((next = model_balance (run, ME, model_may_be_recommended)).vm != MODEL_NONE)
    suppose (run, list, next.vm, next.to, MODEL_MOVE_EVEN);
  take_back (run, list);
  return list;
}

static void
forget (SimRun *run, guint32 vm)
{
  ModelVmState *v = model_vm_state (run, vm);

  if (v->recommended)
    model_cluster_state (run, model_fleet (run)->vms[vm].cluster)->recommended--;
  v->recommended = 0;
  v->recommended_for = 0;
  v->is_approved = FALSE;
}

static void
note (SimRun *run, const Supposed *move)
{
  ModelVmState *v = model_vm_state (run, move->vm);

  if (!v->recommended)
    model_cluster_state (run, model_fleet (run)->vms[move->vm].cluster)->recommended++;
  else if (v->recommended_for == MODEL_MOVE_CORRECT)
    return; /* the list would even out what it has just put right: once is enough */
  v->recommended = move->to + 1;
  v->recommended_for = (guint8) move->why;
}

void
model_drs_withdraw (SimRun *run, guint32 cluster)
{
  for (MODEL_EACH_VM (vm, &model_fleet (run)->clusters[cluster]))
    if (model_cluster_state (run, cluster)->recommended)
      forget (run, vm);
  sim_find_end (run, MODEL_FIND_MOVES_RECOMMENDED, model_cluster_thing (run->model, cluster), 0);
}

static gboolean
is_the_same (const SimRun *run, guint32 cluster, const GArray *list)
{
  guint32 same = 0;

  for (guint i = 0; i < list->len; i++) {
    const Supposed *move = &g_array_index (list, Supposed, i);

    same += model_vm_state (run, move->vm)->recommended == move->to + 1 ? 1 : 0;
  }
  return same == list->len && same == model_cluster_state (run, cluster)->recommended;
}

void
model_drs_recommend (SimRun *run, const SimEvent *event)
{
  g_autoptr (GArray) list = think (run, event);
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0, 0, 0 };

  if (is_the_same (run, ME, list))
    return;
  model_drs_withdraw (run, ME);
  for (guint i = 0; i < list->len; i++)
    note (run, &g_array_index (list, Supposed, i));
  for (guint i = 0; i < list->len; i++)
    evidence[1] += g_array_index (list, Supposed, i).why == MODEL_MOVE_CORRECT ? 1 : 0;
  if (list->len == 0)
    return;
  evidence[0] = model_cluster_state (run, ME)->recommended;
  evidence[2] = ACTOR (VM, g_array_index (list, Supposed, 0).vm);
  evidence[3] = ACTOR (HOST, g_array_index (list, Supposed, 0).to);
  sim_find (run, MODEL_FIND_MOVES_RECOMMENDED, SIM_NOTE, model_cluster_thing (run->model, ME), 0, evidence);
}

/* What could be moved when it was recommended may not be any more. */
static gboolean
still_holds (const SimRun *run, guint32 vm)
{
  const ModelVmState *v = model_vm_state (run, vm);
  guint32 to = v->recommended - 1, rule;

  return model_may_be_recommended (run, vm) && to != v->host && model_host_in_pool (run, to)
         && model_vm_against_host (run, vm, to, MODEL_FOR_EVACUATION, &rule) == MODEL_BLOCKER_NONE;
}

gboolean
model_drs_move_approved (SimRun *run, const SimEvent *event)
{
  gboolean waits = FALSE;

  for (MODEL_EACH_VM (vm, model_drs_cluster (run, event))) {
    const ModelVmState *v = model_vm_state (run, vm);

    if (model_cluster_state (run, ME)->recommended == 0)
      break;
    if (!v->is_approved)
      continue;
    if (still_holds (run, vm) && model_move (run, vm, v->recommended - 1, (ModelMove) v->recommended_for))
      waits = TRUE;
    else
      forget (run, vm);
  }
  return waits;
}

ACTION_OF (DRS, apply, "make the moves that it recommends, decide anew about the hosts that are emptying",
           "{a:vms}", SENDS (MODEL_MOVE_NOTICES, TO (DRS, EVACUATE), TO (DRS, CAPACITY), TO (STEP, FINISHED)))
{
  ModelClusterState *cluster = model_cluster_state (run, ME);

  sim_tell (run, cluster->recommended, 0);
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying) {
      model_host_state (run, host)->approved = TRUE;
      TELL (DRS, ME, DRS_ON_EVACUATE, host);
    }
  if (cluster->recommended) {
    for (MODEL_EACH_VM (vm, model_drs_cluster (run, event)))
      model_vm_state (run, vm)->is_approved = model_vm_state (run, vm)->recommended ? 1 : 0;
    sim_find_end (run, MODEL_FIND_MOVES_RECOMMENDED, model_cluster_thing (run->model, ME), 0);
    cluster->queued = model_drs_move_approved (run, event) ? 1 : 0;
    TELL (DRS, ME, DRS_ON_CAPACITY, 0);
  }
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

ACTION_OF (DRS, refuse_to_apply, "say so", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_DRS_STILL);
}

/* A list lives in vCenter, and goes with it. */
ACTION_OF (DRS, forget_recommendations, "forget what it recommends", NULL, SENDS_NOTHING)
{
  model_drs_withdraw (run, ME);
}
