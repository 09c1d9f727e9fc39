#include "models/ha/turns.h"

#include "models/ha/order.h"
#include "models/words.h"

/* While nobody has looked yet, everybody still will. */
void
model_give_turns (SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  SimTicket *first = &model_host_timers (run, c->first_host)->turn;

  if (!model_ha_cluster (run, cluster)->all_queued || sim_is_pending (run, *first))
    return;
  *first = 0;
  for (MODEL_EACH_VM (vm, c))
    if (STATE (RESTART, vm) == RESTART_AT_QUEUED) {
      SimTicket ticket = TELL (RESTART, vm, RESTART_ON_TURN, 0);

      *first = *first ? *first : ticket;
    }
}

void
model_restart_hold (SimRun *run, guint32 vm, gboolean holds)
{
  ModelHaCluster *cluster = model_ha_cluster (run, model_fleet (run)->vms[vm].cluster);
  guint batch = model_restart_batch (model_fleet (run), vm);

  if (model_ha_vm (run, vm)->holds == holds)
    return;
  model_ha_vm (run, vm)->holds = (guint8) holds;
  cluster->waiting[batch] += holds ? 1u : (guint32) -1;
  if (!cluster->waiting[batch])
    cluster->batch_since[batch] = SIM_NEVER;
}

void
model_keep_restart_books (SimRun *run, const SimEvent *event)
{
  ModelHaCluster *cluster = model_ha_cluster (run, model_fleet (run)->vms[ME].cluster);
  guint from = run->entry.state_from, to = sim_state (run, event->to);
  guint32 queued = (guint32) (to == RESTART_AT_QUEUED) - (guint32) (from == RESTART_AT_QUEUED);

  cluster->queued[model_restart_batch (model_fleet (run), ME)] += queued;
  cluster->all_queued += queued;
  cluster->pending += (guint32) (to == RESTART_AT_PENDING) - (guint32) (from == RESTART_AT_PENDING);
  model_restart_hold (run, ME, model_restart_holds (run, ME, to));
  if (from == RESTART_AT_QUEUED || to == RESTART_AT_QUEUED)
    sim_find_end (run, MODEL_FIND_RESTART_HELD, ACTOR (VM, ME), 0);
}

void
model_take_turn (SimRun *run, const SimEvent *event)
{
  const ModelVm *vm = &model_fleet (run)->vms[ME];
  ModelHaCluster *cluster = model_ha_cluster (run, vm->cluster);
  guint batch = model_restart_batch (model_fleet (run), ME);
  gboolean first = cluster->batch_since[batch] == SIM_NEVER;
  guint32 later = vm->before_others ? 1 : 0;

  if (first)
    cluster->batch_since[batch] = sim_now (run);
  model_keep_restart_books (run, event);
  for (guint b = batch + 1; b < MODEL_BATCHES; b++)
    later += cluster->queued[b];
  if (later && (first || !cluster->waiting[batch] || vm->before_others))
    model_give_turns (run, vm->cluster);
}
