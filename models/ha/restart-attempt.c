/* One power-on by HA: it is begun on a host, succeeds or fails, and how often it is tried. */

#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/ha/order.h"
#include "models/ha/restart-parts.h"
#include "models/ha/switch.h"
#include "models/notices.h"

GUARD_OF (RESTART, it_has_to_settle, "those after it wait until it is ready")
{
  return model_ready_condition (model_fleet (run), ME) == MODEL_READY_NONE
             ? model_ha_vm (run, ME)->holds
             : model_ha_orchestrates (run, CLUSTER) && model_ready_after (run, ME) > 0;
}

GUARD_OF (RESTART, it_fails, "the power-on fails")
{
  return model_vm_state (run, ME)->power_on_fails
         || !model_host_is_up (run, model_vm_state (run, ME)->target);
}

GUARD_OF (RESTART, it_fails_for_good, "the power-on fails, and it was the last attempt")
{
  return it_fails_test (run, event)
         && model_vm_state (run, ME)->attempts >= model_number (run, MODEL_HA_ATTEMPTS);
}

/* C5: round the cluster, from host to host, until the one comes with which the attempt began. */
static guint32
next_host (const SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[CLUSTER];
  guint32 host = model_vm_state (run, ME)->target, began = model_ha_vm (run, ME)->tried - 1;

  for (guint32 i = 1; i < cluster->n_hosts; i++) {
    host = host + 1 < cluster->first_host + cluster->n_hosts ? host + 1 : cluster->first_host;
    if (host == began)
      break;
    if (model_may_place (run, ME, host, MODEL_FOR_RESTART))
      return host;
  }
  return MODEL_NONE;
}

GUARD_OF (RESTART, it_fails_on_this_host, "the power-on fails, and an attempt is to try all hosts")
{
  return model_number (run, MODEL_HA_ATTEMPT_ALL_HOSTS) && it_fails_test (run, event)
         && next_host (run, event) != MODEL_NONE;
}

GUARD_OF (RESTART, it_was_the_last_attempt, "it was the last attempt")
{
  return model_vm_state (run, ME)->attempts >= model_number (run, MODEL_HA_ATTEMPTS);
}

GUARD_OF (RESTART, ha_is_off, "HA is off in its cluster")
{
  return !model_ha_is_on (run, CLUSTER);
}

GUARD_OF (RESTART, it_fails_and_ha_is_off, "the power-on fails, and HA is off in its cluster")
{
  return it_fails_test (run, event) && ha_is_off_test (run, event);
}

ACTION_OF (RESTART, count_anew, "begin its own count", NULL, SENDS_NOTHING)
{
  model_vm_state (run, ME)->attempts = 1;
}

/* Its room there is taken, and it counts among what the host starts at once. */
static void
begin_on_target (SimRun *run, const SimEvent *event)
{
  const ModelVmState *v = model_vm_state (run, ME);

  model_host_expect (run, v->target, ME);
  model_host_state (run, v->target)->power_ons++;
  model_ha_host (run, v->target)->starting[model_restart_batch (model_fleet (run), ME)]++;
  model_vm_timers (run, ME)->restart
      = TELL_IN (model_number (run, MODEL_HA_POWER_ON), RESTART, ME, RESTART_ON_STARTED, 0);
}

ACTION_OF (RESTART, start, "power it on there", "attempt {b} on {a:name}",
           SENDS (TO (VM, RESTART), TO (RESTART, STARTED), TO (RESTART, READY), MODEL_TURNS))
{
  ModelVmState *v = model_vm_state (run, ME);
  ModelVmTimers *timers = model_vm_timers (run, ME);
  SimTime ready_after = model_ready_after (run, ME);

  model_take_turn (run, event);
  model_restart_stop_timers (run, event);
  v->target = model_place (run, ME, MODEL_FOR_RESTART).host;
  v->attempts++;
  model_ha_vm (run, ME)->tried = v->target + 1;
  begin_on_target (run, event);
  sim_tell (run, ACTOR (HOST, v->target), v->attempts);
  TELL (VM, ME, VM_ON_RESTART, v->target);
  if (model_ha_vm (run, ME)->holds && model_ready_condition (model_fleet (run), ME) == MODEL_READY_NONE)
    timers->ready = TELL_IN (ready_after, RESTART, ME, RESTART_ON_READY, 0);
}

static void
end_attempt (SimRun *run, const SimEvent *event)
{
  guint32 host = model_vm_state (run, ME)->target;

  sim_cancel (run, &model_vm_timers (run, ME)->restart);
  model_host_state (run, host)->power_ons--;
  model_ha_host (run, host)->starting[model_restart_batch (model_fleet (run), ME)]--;
}

/* HA-35: a failed attempt is one of the events on which what had no room is tried again. */
static void
fail_attempt (SimRun *run, const SimEvent *event)
{
  ModelVmState *v = model_vm_state (run, ME);
  guint32 host = v->target;

  end_attempt (run, event);
  sim_cancel (run, &model_vm_timers (run, ME)->ready);
  model_keep_restart_books (run, event);
  model_host_expect_no_more (run, host, ME);
  v->target = MODEL_NONE;
  TELL (VM, ME, VM_ON_GIVEN_UP, 0);
  model_notify_not_coming (run, host);
  model_notify_room (run, CLUSTER);
}

ACTION_OF (RESTART, try_the_next, "power it on there", "attempt {b} on {a:name}",
           SENDS (TO (RESTART, STARTED), MODEL_EMPTY_NOTICES, MODEL_TURNS))
{
  ModelVmState *v = model_vm_state (run, ME);
  guint32 host = v->target, next = next_host (run, event);

  end_attempt (run, event);
  model_host_expect_no_more (run, host, ME);
  model_notify_not_coming (run, host);
  v->target = next;
  begin_on_target (run, event);
  sim_tell (run, ACTOR (HOST, next), v->attempts);
  model_give_turns (run, CLUSTER);
}

/* The room on the host passes to the VM as it comes up: between the two the host would seem emptier than it is. */
static void
come_through (SimRun *run, const SimEvent *event)
{
  end_attempt (run, event);
  TELL (VM, ME, VM_ON_RESTARTED, model_vm_state (run, ME)->target);
  model_give_turns (run, CLUSTER);
}

ACTION_OF (RESTART, succeed, "protect it again", NULL, SENDS (TO (VM, RESTARTED), MODEL_TURNS))
{
  sim_cancel (run, &model_vm_timers (run, ME)->ready);
  model_keep_restart_books (run, event);
  come_through (run, event);
}

ACTION_OF (RESTART, settle, "wait for its ready condition", NULL,
           SENDS (TO (VM, RESTARTED), TO (RESTART, READY), MODEL_TURNS))
{
  SimTime after = model_ready_after (run, ME);

  come_through (run, event);
  if (model_ready_condition (model_fleet (run), ME) != MODEL_READY_NONE && after != SIM_NEVER)
    model_vm_timers (run, ME)->ready = TELL_IN (after, RESTART, ME, RESTART_ON_READY, 0);
}

ACTION_OF (RESTART, be_ready, "let those after it go", NULL, SENDS (MODEL_TURNS))
{
  model_restart_hold (run, ME, FALSE);
  model_give_turns (run, CLUSTER);
}

/* HA-34: 2, 4, 8 and 16 minutes, each from the failure before. */
ACTION_OF (RESTART, back_off, "wait before the next attempt", "{a:ms}",
           SENDS (TO (VM, GIVEN_UP), TO (RESTART, AGAIN), MODEL_EMPTY_NOTICES, MODEL_ROOM_NOTICES,
                  MODEL_TURNS))
{
  gint64 wait = model_number (run, MODEL_HA_BACKOFF) << MIN (20, model_vm_state (run, ME)->attempts - 1);

  fail_attempt (run, event);
  sim_tell (run, wait, 0);
  model_vm_timers (run, ME)->restart = TELL_IN (wait, RESTART, ME, RESTART_ON_AGAIN, 0);
  model_give_turns (run, CLUSTER);
}

ACTION_OF (RESTART, give_up, "leave it to a person", NULL,
           SENDS (TO (VM, GIVEN_UP), MODEL_EMPTY_NOTICES, MODEL_ROOM_NOTICES, MODEL_TURNS))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { MODEL_BLOCKER_NONE, model_vm_state (run, ME)->attempts };

  fail_attempt (run, event);
  sim_find (run, MODEL_FIND_HA_RESTART_FAILED, SIM_OUTAGE, ACTOR (VM, ME), 0, evidence);
  model_give_turns (run, CLUSTER);
}

ACTION_OF (RESTART, abandon, "leave it down", NULL,
           SENDS (TO (VM, GIVEN_UP), MODEL_EMPTY_NOTICES, MODEL_ROOM_NOTICES))
{
  fail_attempt (run, event);
}
