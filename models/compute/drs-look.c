/* When DRS looks, and at what first. It does so at its interval, and within half a minute when hosts have come or gone (DRS-05);
 * between two such moments nothing changes that it decides by, so that is when it looks, and not every minute.
 *
 * Facts: DRS-05. */

#include "models/compute/drs-parts.h"
#include "models/compute/balance.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/registered.h"
#include "models/ha/admission.h"
#include "models/rehearsal.h"
#include "models/words.h"

GUARD_OF (DRS, nothing_is_stuck, "nothing is stuck")
{
  for (EACH_HOST (host))
    if (STATE (HOST, host) == HOST_AT_STUCK)
      return FALSE;
  return TRUE;
}

GUARD_OF (DRS, it_will_look_anyway, "it will look anyway")
{
  return model_cluster_state (run, ME)->look_at > sim_now (run);
}

GUARD_OF (DRS, somebody_waits_by_hand, "moves by hand wait")
{
  return model_cluster_state (run, ME)->by_hand > 0;
}

/* Moves by hand that waited for a slot ask again, whatever DRS is set to. */
static void
ask_again (SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = model_drs_cluster (run, event);

  for (guint32 vm = cluster->first_vm;
       vm < cluster->first_vm + cluster->n_vms && model_cluster_state (run, ME)->by_hand; vm++) {
    const ModelVmState *v = model_vm_state (run, vm);

    if (v->waits_by_hand && v->target == MODEL_NONE && !model_vmotion_is_under_way (run, vm))
      TELL (VM, vm, VM_ON_MOVE_BY_HAND, v->step - 1);
  }
}

ACTION_OF (DRS, let_ask_again, "let them ask again", NULL, SENDS (TO (VM, MOVE_BY_HAND)))
{
  ask_again (run, event);
}

static void
move_on (SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying)
      model_move_from (run, host);
}

ACTION_OF (DRS, move, "move what there are slots for", NULL,
           SENDS (MODEL_LEAVE_NOTICES, TO (VM, MOVE_BY_HAND)))
{
  move_on (run, event);
  ask_again (run, event);
  if (model_cluster_state (run, ME)->queued)
    model_drs_improve (run, event);
}

/* DRS looks at intervals, and soon after hosts have come or gone, but not at once (DRS-05). */
ACTION_OF (DRS, plan_to_look, "look soon", NULL, SENDS (TO (DRS, LOOK)))
{
  gint64 interval
      = MAX (1, model_number (run, model_balance_is_by_deviation (run, ME) ? MODEL_DRS_INTERVAL_OLD
                                                                           : MODEL_DRS_INTERVAL_NEW));
  SimTime at = MIN ((sim_now (run) / interval + 1) * interval,
                    sim_now (run) + MAX (1, model_number (run, MODEL_DRS_AFTER_EVENT)));

  model_cluster_state (run, ME)->look_at = at;
  TELL_IN (at - sim_now (run), DRS, ME, DRS_ON_LOOK, 0);
}

/* Looks again at everything that is stuck, then moves what there are slots for. */
ACTION_OF (DRS, look, "look again at what is stuck, put rules right, even out, or recommend it", NULL,
           SENDS (MODEL_LEAVE_NOTICES, TO (VM, MOVE_BY_HAND), TO (VM, LEAVE), TO (HOST, UNBLOCKED),
                  TO (DRS, EVACUATE), TO (DRS, GO_ON)))
{
  gboolean freed = FALSE;

  for (EACH_HOST (host)) {
    gboolean held_back = sim_find_is_open (run, MODEL_FIND_EVACUATION_BLOCKED,
                                           model_cluster_thing (run->model, ME), ACTOR (HOST, host));
    guint pinned = 0, loose = 0;

    if (STATE (HOST, host) != HOST_AT_STUCK)
      continue;
    if (held_back) {
      if (model_drs_may_empty (run, host) && !model_admission_holds (run, ME, host, NULL))
        TELL (DRS, ME, DRS_ON_EVACUATE, host);
      continue;
    }
    for (MODEL_EACH_VM_ON (vm, run, host)) {
      gboolean can = model_can_move_now (run, vm);

      pinned += STATE (VM, vm) == VM_AT_PINNED && !can ? 1 : 0;
      loose += can ? 1 : 0;
      if (can)
        TELL (VM, vm, VM_ON_LEAVE, 0);
    }
    model_tell_off_vms_to_leave (run, host, TRUE);
    freed |= loose > 0;
    if (loose > 0 && pinned == 0)
      TELL (HOST, host, HOST_ON_UNBLOCKED, 0);
  }
  if (freed)
    TELL (DRS, ME, DRS_ON_GO_ON, 0);
  move_on (run, event);
  ask_again (run, event);
  model_drs_improve (run, event);
  if (model_is_drs (run, event) && model_drs_recommends (run, ME) && !model_cluster_state (run, ME)->queued)
    model_drs_recommend (run, event);
}
