/* A VM that HA is to restart is queued, waits for its turn and for room, and waits no more. */

#include "models/compute/fault-tolerance.h"
#include "models/compute/placement.h"
#include "models/ha/order.h"
#include "models/ha/reach.h"
#include "models/ha/restart-parts.h"
#include "models/notices.h"

GUARD_OF (RESTART, nobody_leads, "there is no master")
{
  return model_list_owner (run, CLUSTER) == MODEL_NONE;
}

GUARD_OF (RESTART, it_comes_after_another, "it depends on a VM that is not ready")
{
  SimTime until;

  return model_restart_waits_for_vm (run, ME, &until) != MODEL_NONE;
}

GUARD_OF (RESTART, it_is_not_its_turn, "a batch before it is not ready yet")
{
  SimTime until;

  return model_restart_waits_for_batch (run, ME, &until);
}

GUARD_OF (RESTART, it_is_not_down, "it is not down any more")
{
  return STATE (VM, ME) != VM_AT_DOWN;
}

GUARD_OF (RESTART, a_host_has_room, "one host has room for it")
{
  return model_place (run, ME, MODEL_FOR_RESTART).host != MODEL_NONE;
}

GUARD_OF (RESTART, hosts_are_busy, "the hosts with room have as many power-ons as they run at once")
{
  ModelPlacement placement = model_place (run, ME, MODEL_FOR_RESTART);

  return placement.host == MODEL_NONE && placement.full;
}

/* HA-35: a new failure is one of the events on which what had no room is tried again. */
ACTION_OF (RESTART, queue, "queue it", NULL, SENDS (MODEL_TURNS, MODEL_ROOM_NOTICES))
{
  model_restart_stop_timers (run, event);
  model_keep_restart_books (run, event);
  model_vm_state (run, ME)->attempts = 0;
  TELL (RESTART, ME, RESTART_ON_TURN, 0);
  model_notify_room (run, CLUSTER);
}

ACTION_OF (RESTART, queue_afresh, "queue it, with a count of its own", NULL, SENDS (MODEL_TURNS))
{
  model_restart_stop_timers (run, event);
  model_keep_restart_books (run, event);
  model_vm_state (run, ME)->attempts = 0;
  TELL (RESTART, ME, RESTART_ON_TURN, 0);
}

ACTION_OF (RESTART, queue_again, "queue it again", NULL, SENDS (MODEL_TURNS))
{
  model_keep_restart_books (run, event);
  TELL (RESTART, ME, RESTART_ON_TURN, 0);
}

static void
look_again_at (SimRun *run, const SimEvent *event, SimTime until)
{
  SimTicket *timer = &model_vm_timers (run, ME)->restart;

  sim_cancel (run, timer);
  if (until != SIM_NEVER)
    *timer = TELL_IN (until - sim_now (run), RESTART, ME, RESTART_ON_TURN, 0);
}

ACTION_OF (RESTART, wait_for_batch, "wait until they are ready, or long enough", NULL, SENDS (MODEL_TURNS))
{
  SimTime until;

  model_restart_waits_for_batch (run, ME, &until);
  look_again_at (run, event, until);
}

/* It is worth saying when the other one does not come by itself. */
ACTION_OF (RESTART, wait_for_another, "wait until that one is ready", "{a:name}", SENDS (MODEL_TURNS))
{
  SimTime until;
  guint32 other = model_restart_waits_for_vm (run, ME, &until);
  guint state = STATE (RESTART, other);
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (VM, other) };

  look_again_at (run, event, until);
  if (state == RESTART_AT_PENDING || state == RESTART_AT_FAILED || state == RESTART_AT_UNPROTECTED
      || state == RESTART_AT_REREGISTERED
      || (state == RESTART_AT_SETTLING && model_ready_after (run, other) == SIM_NEVER))
    sim_find (run, MODEL_FIND_RESTART_HELD, SIM_OUTAGE, ACTOR (VM, ME), 0, evidence);
  sim_tell (run, evidence[0], 0);
}

ACTION_OF (RESTART, wait_for_room, "tell vCenter; it costs no attempt", "{a:blocker-short}",
           SENDS (MODEL_TURNS, TO (DRS, MAKE_ROOM)))
{
  ModelPlacement placement = model_place (run, ME, MODEL_FOR_RESTART);
  gint64 evidence[SIM_EVIDENCE_MAX] = { placement.blocker, model_vm_state (run, ME)->attempts,
                                        placement.rule == MODEL_NONE ? 0 : placement.rule + 1 };

  model_take_turn (run, event);
  sim_find (run, MODEL_FIND_HA_RESTART_FAILED, model_ft_is_spare (run, ME) ? SIM_RISK : SIM_OUTAGE,
            ACTOR (VM, ME), 0, evidence);
  sim_tell (run, evidence[0], 0);
  TELL (DRS, CLUSTER, DRS_ON_MAKE_ROOM, ME);
  model_give_turns (run, CLUSTER);
}

ACTION_OF (RESTART, stop_waiting, "protect it again", NULL, SENDS (MODEL_TURNS))
{
  model_restart_stop_timers (run, event);
  model_keep_restart_books (run, event);
  model_give_turns (run, CLUSTER);
}
