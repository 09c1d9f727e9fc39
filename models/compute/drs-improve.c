/* What DRS does that need not be: it puts rules right, makes room for restarts, and balances, in that order. What waits for a
 * slot is decided anew when there is one.
 *
 * Facts: DRS-11. */

#include "models/compute/drs-parts.h"
#include "models/compute/balance.h"
#include "models/compute/defragment.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/rules.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

GUARD_OF (DRS, nobody_approves, "it only recommends")
{
  return !model_drs_acts (run, ME);
}

/* VMs that a rule wants elsewhere (DRS-11). TRUE when one waits for a slot. */
static gboolean
correct (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);
  gboolean waits = FALSE;

  for (guint32 r = 0; r < fleet->n_rules; r++)
    for (guint32 i = 0; i < fleet->rules[r].n_vms && fleet->rules[r].cluster == ME; i++) {
      guint32 vm = fleet->rules[r].vms[i],
              to = model_may_be_moved (run, vm) ? model_drs_correction (run, r, vm) : MODEL_NONE;

      if (to != MODEL_NONE)
        waits |= model_move (run, vm, to, MODEL_MOVE_CORRECT) != MODEL_LIMIT_NONE;
    }
  return waits;
}

/* TRUE when the next move waits for a slot; those after it wait behind it. */
static gboolean
even_out (SimRun *run, const SimEvent *event)
{
  ModelRecommendation next;

  while ((next = model_balance (run, ME, model_may_be_moved)).vm != MODEL_NONE)
    if (model_move (run, next.vm, next.to, MODEL_MOVE_EVEN))
      return TRUE;
  return FALSE;
}

/* Moves that leave one host with room for a VM that HA cannot restart (HA-38). TRUE when one waits for a slot. */
static gboolean
make_room_for (SimRun *run, guint32 vm)
{
  ModelDefragment moves = model_defragment (run, vm);
  gboolean waits = FALSE;

  if (!model_vcenter_offers (run, model_fleet (run)->vms[vm].cluster, MODEL_FUNCTION_RESTART_HELP))
    return FALSE;
  for (guint32 i = 0; i < moves.n; i++)
    waits |= model_move (run, moves.vms[i], moves.to[i], MODEL_MOVE_MAKE_ROOM) != MODEL_LIMIT_NONE;
  return waits;
}

static gboolean
make_room (SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = model_drs_cluster (run, event);
  gboolean waits = FALSE;

  for (guint32 vm = cluster->first_vm;
       vm < cluster->first_vm + cluster->n_vms && model_ha_cluster (run, ME)->pending; vm++)
    if (STATE (RESTART, vm) == RESTART_AT_PENDING)
      waits |= make_room_for (run, vm);
  return waits;
}

static gboolean
is_making_room (const SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host))
    for (MODEL_EACH_VM_ON (vm, run, host))
      if (model_vm_state (run, vm)->target != MODEL_NONE
          && model_vm_state (run, vm)->moves_for == MODEL_MOVE_MAKE_ROOM)
        return TRUE;
  return FALSE;
}

void
model_drs_improve (SimRun *run, const SimEvent *event)
{
  gboolean waits;

  if (!model_is_drs (run, event))
    return;
  waits = model_drs_move_approved (run, event);
  if (model_drs_acts (run, ME)) {
    waits |= make_room (run, event);
    waits |= correct (run, event);
    if (!is_making_room (run, event)) /* else it would fill the host again */
      waits |= even_out (run, event);
  }
  model_cluster_state (run, ME)->queued = waits ? 1 : 0;
}

GUARD_OF (DRS, it_is_not_pending, "it is not waiting any more")
{
  return STATE (RESTART, event->arg) != RESTART_AT_PENDING;
}

ACTION_OF (DRS, move_together, "move others together", "{a:name}",
           SENDS (MODEL_MOVE_NOTICES, MODEL_SHORTAGE_NOTICES))
{
  sim_tell (run, ACTOR (VM, event->arg), 0);
  if (make_room_for (run, (guint32) event->arg))
    model_cluster_state (run, ME)->queued = TRUE;
  model_notify_shortage (run, ME);
}
