/* DRS empties hosts: which it may, and what holds the others back as a whole, admission control not least (AC-30).
 *
 * Facts: AC-30. */

#include "models/compute/drs-parts.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/registered.h"
#include "models/ha/admission.h"
#include "models/rehearsal.h"
#include "models/words.h"

GUARD_OF (DRS, nobody_has_approved, "it only recommends, and nobody has approved")
{
  return !model_drs_may_empty (run, (guint32) event->arg);
}

GUARD_OF (DRS, it_need_not_be_emptied, "it has been lost, or the task is over")
{
  return !model_host_state (run, (guint32) event->arg)->emptying;
}

GUARD_OF (DRS, admission_control_forbids, "admission control would be violated without it")
{
  return model_admission_holds (run, ME, (guint32) event->arg, NULL);
}

/* The whole host is held back, for a reason of the cluster's. */
static void
hold_back (SimRun *run, const SimEvent *event, ModelBlocker blocker)
{
  guint32 host = (guint32) event->arg;
  gint64 evidence[SIM_EVIDENCE_MAX] = { blocker, ACTOR (HOST, host), 0, 0, 0, 0 };

  model_host_state (run, host)->emptying = MODEL_TO_BE_EMPTIED;
  sim_find (run, MODEL_FIND_EVACUATION_BLOCKED, SIM_OUTAGE, model_cluster_thing (run->model, ME),
            ACTOR (HOST, host), evidence);
  sim_tell (run, ACTOR (HOST, host), blocker);
  TELL (HOST, host, HOST_ON_BLOCKED, blocker);
}

/* What it would do: how many VMs would go, and where the first of them. */
static void
recommend (SimRun *run, guint32 host)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0, 0 };

  for (MODEL_EACH_VM_ON (vm, run, host)) {
    ModelPlacement to = { .host = MODEL_NONE };

    if (model_vm_waits_for_approval (run, vm)
        && model_vm_is_tied_though_approved (run, vm) == MODEL_BLOCKER_NONE)
      to = model_place (run, vm, MODEL_FOR_EVACUATION);
    if (to.host == MODEL_NONE)
      continue;
    evidence[0]++;
    evidence[1] = evidence[1] ? evidence[1] : ACTOR (VM, vm);
    evidence[2] = evidence[2] ? evidence[2] : ACTOR (HOST, to.host);
  }
  if (evidence[0])
    sim_find (run, MODEL_FIND_RECOMMENDATION_WAITS, SIM_NOTE, ACTOR (HOST, host), 0, evidence);
}

ACTION_OF (DRS, hold_back_admission, "move nothing off it", "{a:name}: {b:blocker-short}",
           SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_ADMISSION_CONTROL);
}

ACTION_OF (DRS, hold_back_manual, "move nothing off it", "{a:name}: {b:blocker-short}",
           SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_DRS_NOT_AUTOMATED);
  model_hold_off_vms (run, (guint32) event->arg);
  recommend (run, (guint32) event->arg);
}

ACTION_OF (DRS, hold_back_off, "move nothing off it", "{a:name}: {b:blocker-short}",
           SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_DRS_OFF);
  model_hold_off_vms (run, (guint32) event->arg);
}

ACTION_OF (DRS, hold_back_blind, "move nothing off it", "{a:name}: {b:blocker-short}",
           SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_VCENTER_DOWN);
}

ACTION_OF (DRS, hold_back_lamed, "move nothing off it", "{a:name}: {b:blocker-short}",
           SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_VCLS_GONE);
}

/* VMs are told first and moved afterwards, in the same instant: GO_ON is heard after they have heard. */
ACTION_OF (DRS, evacuate, "tell its VMs, move them as slots allow", "{a:name}, {b:vms}",
           SENDS (TO (VM, LEAVE), TO (DRS, GO_ON), TO (HOST, UNBLOCKED)))
{
  guint32 host = (guint32) event->arg;

  model_host_state (run, host)->emptying = MODEL_BEING_EMPTIED;
  sim_tell (run, ACTOR (HOST, host), model_host_state (run, host)->n_vms);
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, model_cluster_thing (run->model, ME), ACTOR (HOST, host));
  sim_find_end (run, MODEL_FIND_RECOMMENDATION_WAITS, ACTOR (HOST, host), 0);
  TELL (HOST, host, HOST_ON_UNBLOCKED, 0);
  for (MODEL_EACH_VM_ON (vm, run, host))
    TELL (VM, vm, VM_ON_LEAVE, 0);
  model_tell_off_vms_to_leave (run, host, FALSE);
  TELL (DRS, ME, DRS_ON_GO_ON, 0);
}

ACTION_OF (DRS, let_stay, "tell its VMs", NULL, SENDS (TO (VM, STAY)))
{
  sim_find_end (run, MODEL_FIND_RECOMMENDATION_WAITS, ACTOR (HOST, event->arg), 0);
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, model_cluster_thing (run->model, ME),
                ACTOR (HOST, event->arg));
  for (MODEL_EACH_VM_ON (vm, run, (guint32) event->arg))
    TELL (VM, vm, VM_ON_STAY, 0);
  model_keep_off_vms (run, (guint32) event->arg);
}
