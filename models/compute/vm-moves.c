/* A VM leaves its host because DRS or the emptying of its host wants it, waits, is pinned, and arrives. */

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/compute/rules.h"
#include "models/compute/vm-parts.h"
#include "models/compute/vmotion.h"
#include "models/notices.h"
#include "models/words.h"

GUARD_OF (VM, its_host_is_emptying, "its host is emptying")
{
  return model_vm_is_emptying (run, model_vm_state (run, ME)->host);
}

GUARD_OF (VM, its_new_host_has_died, "its new host has just died")
{
  return !model_host_state (run, (guint32) event->arg)->powered;
}

GUARD_OF (VM, its_new_host_is_emptying, "its new host is emptying")
{
  return model_vm_is_emptying (run, (guint32) event->arg);
}

gboolean
model_vm_moves_for (const SimRun *run, const SimEvent *event, ModelMove why)
{
  return model_vm_state (run, ME)->moves_for == why && model_host_is_up (run, (guint32) event->arg);
}

GUARD_OF (VM, drs_evens_out, "DRS evens out, and the host is there")
{
  return model_vm_moves_for (run, event, MODEL_MOVE_EVEN);
}

GUARD_OF (VM, drs_corrects, "DRS puts a rule right, and the host is there")
{
  return model_vm_moves_for (run, event, MODEL_MOVE_CORRECT);
}

GUARD_OF (VM, drs_makes_room, "DRS makes room for a restart, and the host is there")
{
  return model_vm_moves_for (run, event, MODEL_MOVE_MAKE_ROOM);
}

GUARD_OF (VM, acropolis_brings_it_back, "Acropolis brings it back, and its node is there")
{
  return model_vm_moves_for (run, event, MODEL_MOVE_RETURN);
}

GUARD_OF (VM, ads_relieves_its_host, "ADS relieves its host, and the other is there")
{
  return model_vm_moves_for (run, event, MODEL_MOVE_RELIEVE);
}

GUARD_OF (VM, the_target_is_there, "the chosen host is still there")
{
  return model_host_is_up (run, (guint32) event->arg);
}

/* It need not wait for a vMotion any more, or nobody is left to wait for it. */
static void
leave_queue (SimRun *run, const SimEvent *event)
{
  if (STATE (MIGRATION, ME) == MIGRATION_AT_QUEUED && !model_migration_state (run, ME)->step)
    TELL (MIGRATION, ME, MIGRATION_ON_UNQUEUE, 0);
}

static void
unpin (SimRun *run, const SimEvent *event)
{
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, event->to, 0);
  model_vm_withdraw_recommendation (run, event);
  model_vm_state (run, ME)->blocker = MODEL_BLOCKER_NONE;
}

ACTION_OF (VM, wait_for_a_slot, "wait for a vMotion", NULL, SENDS_NOTHING)
{
  unpin (run, event);
}

ACTION_OF (VM, stay, "run on", NULL, SENDS (TO (MIGRATION, UNQUEUE)))
{
  unpin (run, event);
  leave_queue (run, event);
}

void
model_vm_withdraw_recommendation (SimRun *run, const SimEvent *event)
{
  guint32 host = model_vm_state (run, ME)->host;

  if (host != MODEL_NONE)
    sim_find_end (run, MODEL_FIND_RECOMMENDATION_WAITS, ACTOR (HOST, host), event->to);
}

/* DRS recommends for a VM that has to be approved what it would do for others; not for one whose DRS is off. */
static void
recommend (SimRun *run, const SimEvent *event, guint32 to)
{
  guint32 host = model_vm_state (run, ME)->host;
  gint64 evidence[SIM_EVIDENCE_MAX] = { 1, event->to, ACTOR (HOST, to) };

  if (model_vm_waits_for_approval (run, ME))
    sim_find (run, MODEL_FIND_RECOMMENDATION_WAITS, SIM_NOTE, ACTOR (HOST, host), event->to, evidence);
}

ACTION_OF (VM, pin, "stay", "{a:blocker-short}", SENDS (TO (MIGRATION, UNQUEUE)))
{
  ModelVmState *v = model_vm_state (run, ME);
  ModelPlacement placement = model_place (run, ME, MODEL_FOR_EVACUATION);
  gboolean asks_hosts = event->arg >= MODEL_BLOCKER_NO_HOST;
  gint64 evidence[SIM_EVIDENCE_MAX] = { event->arg, ACTOR (HOST, v->host), 0, 0, 0, 0 };

  if (asks_hosts) {
    evidence[2] = placement.rule == MODEL_NONE ? 0 : placement.rule + 1;
    evidence[3] = placement.best == MODEL_NONE ? 0 : ACTOR (HOST, placement.best);
    evidence[4] = placement.room;
    evidence[5] = placement.need;
  }
  leave_queue (run, event);
  v->blocker = (guint8) event->arg;
  sim_find (run, MODEL_FIND_EVACUATION_BLOCKED, SIM_OUTAGE, event->to, 0, evidence);
  if (event->arg == MODEL_BLOCKER_VM_NOT_AUTOMATED && placement.host != MODEL_NONE)
    recommend (run, event, placement.host);
  sim_tell (run, event->arg, 0);
}

ACTION_OF (VM, go, "start the vMotion", "to {a:name}", SENDS (TO (MIGRATION, START)))
{
  model_ahv_leaves (run, ME);
  unpin (run, event); /* a person may move what DRS could not */
  sim_tell (run, ACTOR (HOST, event->arg), 0);
  TELL (MIGRATION, ME, MIGRATION_ON_START, event->arg);
}

void
model_vm_forget_vmotion (SimRun *run, const SimEvent *event)
{
  guint32 target = model_vm_state (run, ME)->target;

  if (target == MODEL_NONE || model_vmotion_is_under_way (run, ME))
    return;
  model_vmotion_unbook (run, ME);
  model_notify_not_coming (run, target);
  model_notify_slot (run, model_vm_of (run, event)->cluster, model_vm_state (run, ME)->host);
}

void
model_vm_answer_mover (SimRun *run, const SimEvent *event, guint signal)
{
  ModelVmState *v = model_vm_state (run, ME);

  if (!v->step || v->waits_by_hand)
    return;
  TELL (STEP, v->step - 1, signal, 0);
  v->step = 0;
}

ACTION_OF (VM, stay_after_all, "run on where it was", NULL, SENDS (MOVED))
{
  model_vm_answer_mover (run, event, STEP_ON_BROKEN);
}

ACTION_OF (VM, unbook, "give the slot back", NULL,
           SENDS (MODEL_SLOT_NOTICES, TO (MIGRATION, GO_AHEAD), MODEL_EMPTY_NOTICES, MOVED))
{
  model_vm_answer_mover (run, event, STEP_ON_BROKEN);
  model_vm_forget_vmotion (run, event);
  if (model_migration_state (run, ME)->step)
    TELL (MIGRATION, ME, MIGRATION_ON_GO_AHEAD, 0);
}

void
model_vm_arrive_on (SimRun *run, const SimEvent *event, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 from = model_vm_state (run, ME)->host;
  const ModelMigrationState *m = model_migration_state (run, ME);

  model_vmotion_unbook (run, ME);
  model_vm_cease (run, event);
  model_vm_begin_on (run, event, host);
  model_look_at_rules (run, ME);
  model_notify_empty (run, from);
  if (fleet->hosts[from].dedicated
      || fleet->hosts[host].dedicated) /* a failover host counts while nothing runs on it */
    model_notify_admission (run, model_vm_of (run, event)->cluster);
  sim_tell (run, ACTOR (HOST, host), sim_now (run) - m->stunned);
  if (model_vm_state (run, ME)->moves_for == MODEL_MOVE_MAKE_ROOM)
    model_notify_capacity (run, model_vm_of (run, event)->cluster);
  model_vm_answer_mover (run, event, STEP_ON_FINISHED);
  model_ahv_has_arrived (run, ME);
}

ACTION_OF (VM, arrive, "run there", "on {a:name}, switchover {b:ms}",
           SENDS (MODEL_EMPTY_NOTICES, MODEL_CAPACITY_NOTICES, MODEL_BACK_NOTICES, MODEL_LOCALITY_NOTICES, MOVED))
{
  model_vm_arrive_on (run, event, (guint32) event->arg);
}

ACTION_OF (VM, arrive_and_leave, "run there, and ask to be moved on", "on {a:name}, switchover {b:ms}",
           SENDS (MODEL_EMPTY_NOTICES, MODEL_CAPACITY_NOTICES, MODEL_SLOT_NOTICES, MODEL_BACK_NOTICES, MODEL_LOCALITY_NOTICES, MOVED))
{
  model_vm_arrive_on (run, event, (guint32) event->arg);
  model_notify_slot (run, model_vm_of (run, event)->cluster, (guint32) event->arg);
}
