/* A VM that a person moves: what must rules and its ties forbid to a person too, and what it merely waits for. One that is
 * powered off is registered there, see registered.h. */

#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/compute/registered.h"
#include "models/compute/rules.h"
#include "models/compute/vm-parts.h"
#include "models/compute/vmotion.h"
#include "models/ha/admission.h"
#include "models/notices.h"
#include "models/words.h"

static guint32
host_wanted (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->steps[event->arg].host;
}

static gboolean
is_on_the_move (const SimRun *run, guint32 vm)
{
  return model_vm_state (run, vm)->target != MODEL_NONE || model_vmotion_is_under_way (run, vm);
}

/* What stands against it, but for slots: those it waits for. */
static ModelBlocker
against_moving (const SimRun *run, const SimEvent *event, guint32 *ret_rule)
{
  const ModelVmState *v = model_vm_state (run, ME);
  ModelBlocker tied;

  if (v->step ? v->step != event->arg + 1 : is_on_the_move (run, ME))
    return MODEL_BLOCKER_MIGRATING;
  tied = model_vm_is_tied_down (run, ME);
  if (tied != MODEL_BLOCKER_NONE)
    return tied;
  if (!model_host_in_pool (run, host_wanted (run, event)))
    return MODEL_BLOCKER_NO_HOST;
  if (model_admission_keeps_free (run, host_wanted (run, event)))
    return MODEL_BLOCKER_FAILOVER_HOST;
  tied = model_vm_against_host (run, ME, host_wanted (run, event), MODEL_FOR_MOVE_BY_HAND, ret_rule);
  return tied == MODEL_BLOCKER_RULE_RUN_ON || tied == MODEL_BLOCKER_RULE_RUN_NOT_ON
             ? MODEL_BLOCKER_RULE_FORBIDS_HOST
             : tied;
}

GUARD_OF (VM, it_is_there_already, "it is there already")
{
  return model_vm_state (run, ME)->host == host_wanted (run, event);
}

GUARD_OF (VM, it_is_on_its_way, "it is on its way, for just that")
{
  const ModelVmState *v = model_vm_state (run, ME);

  return v->step == event->arg + 1 && !v->waits_by_hand && v->target != MODEL_NONE;
}

GUARD_OF (VM, something_forbids_the_move, "something forbids it")
{
  guint32 rule = MODEL_NONE;

  return against_moving (run, event, &rule) != MODEL_BLOCKER_NONE;
}

GUARD_OF (VM, no_slot_is_free, "a maximum of vMotions is reached, or DRS moves it just now")
{
  return is_on_the_move (run, ME)
         || model_vmotion_limit (run, ME, model_operation (run, ME), host_wanted (run, event), MODEL_NONE)
                != MODEL_LIMIT_NONE;
}

GUARD_OF (VM, a_person_moves_it, "a person moves it, and the host is there")
{
  return model_vm_moves_for (run, event, MODEL_MOVE_BY_HAND);
}

void
model_vm_wait_no_more (SimRun *run, const SimEvent *event)
{
  ModelVmState *v = model_vm_state (run, ME);

  if (!v->waits_by_hand)
    return;
  model_cluster_state (run, model_vm_of (run, event)->cluster)->by_hand--;
  v->waits_by_hand = FALSE;
  v->step = 0;
}

void
model_vm_disappoint_mover (SimRun *run, const SimEvent *event)
{
  ModelVmState *v = model_vm_state (run, ME);

  if (v->step)
    TELL (STEP, v->step - 1, STEP_ON_BROKEN, 0);
  model_vm_wait_no_more (run, event);
  v->step = 0;
}

static void
refuse_to_move (SimRun *run, const SimEvent *event, ModelBlocker blocker, guint32 rule)
{
  ModelVmState *v = model_vm_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { blocker, v->host == MODEL_NONE ? 0 : ACTOR (HOST, v->host), rule == MODEL_NONE ? 0 : rule + 1,
          ACTOR (HOST, host_wanted (run, event)) };

  if (v->step == event->arg + 1)
    model_vm_wait_no_more (run, event);
  sim_find (run, MODEL_FIND_MOVE_REFUSED, SIM_RISK, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_MOVE_REFUSED, event->to, 0);
  sim_tell (run, blocker, 0);
  TELL (STEP, (guint32) event->arg, STEP_ON_BROKEN, 0);
}

ACTION_OF (VM, be_there_already, "say so", NULL, SENDS (TO (STEP, FINISHED)))
{
  if (model_vm_state (run, ME)->step == event->arg + 1)
    model_vm_wait_no_more (run, event);
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

ACTION_OF (VM, refuse_move, "refuse", "{a:blocker-short}", SENDS (TO (STEP, BROKEN)))
{
  guint32 rule = MODEL_NONE;
  ModelBlocker blocker = against_moving (run, event, &rule);

  refuse_to_move (run, event, blocker, rule);
}

ACTION_OF (VM, refuse_move_blind, "refuse", "{a:blocker-short}", SENDS (TO (STEP, BROKEN)))
{
  guint32 host = model_vm_state (run, ME)->host;
  gboolean unmanaged = host != MODEL_NONE && !model_host_is_managed (run, host);

  refuse_to_move (run, event, unmanaged ? MODEL_BLOCKER_DISCONNECTED : MODEL_BLOCKER_VCENTER_DOWN, MODEL_NONE);
}

ACTION_OF (VM, refuse_move_off, "refuse", "{a:blocker-short}", SENDS (TO (STEP, BROKEN)))
{
  refuse_to_move (run, event, MODEL_BLOCKER_NOT_RUNNING, MODEL_NONE);
}

ACTION_OF (VM, refuse_registering, "refuse", "{a:blocker-short}", SENDS (TO (STEP, BROKEN)))
{
  guint32 rule = MODEL_NONE;
  ModelBlocker blocker = model_against_registering (run, ME, host_wanted (run, event), &rule);

  refuse_to_move (run, event, rule == MODEL_NONE ? blocker : MODEL_BLOCKER_RULE_FORBIDS_HOST, rule);
}

/* It asks again whenever a vMotion of its cluster has ended. */
ACTION_OF (VM, wait_by_hand, "wait for a slot", NULL, SENDS_NOTHING)
{
  ModelVmState *v = model_vm_state (run, ME);

  if (!v->waits_by_hand)
    model_cluster_state (run, model_vm_of (run, event)->cluster)->by_hand++;
  v->waits_by_hand = TRUE;
  v->step = (guint32) event->arg + 1;
}

ACTION_OF (VM, set_off, "book it", "to {a:name}", SENDS (MODEL_MOVE_NOTICES))
{
  ModelVmState *v = model_vm_state (run, ME);

  model_vm_wait_no_more (run, event);
  v->step = (guint32) event->arg + 1;
  sim_tell (run, ACTOR (HOST, host_wanted (run, event)), 0);
  model_move (run, ME, host_wanted (run, event), MODEL_MOVE_BY_HAND);
}
