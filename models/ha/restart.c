/* The restart machine (handbook 8.4): HA's restart of one VM. It runs on the master and needs no vCenter. Admission control
 * is a guard nowhere in it (HA-39); one host with enough room is (HA-37). Whose turn it is stands in order.h.
 *
 * What does need vCenter is that a VM comes to be on the list of protected VMs (HA-40): vCenter tells the master that it has
 * been powered on. Without either of them it runs unlisted, and is not restarted when its host dies. How long the master then
 * takes to write the list (HA-06) is not sourced: no time passes here.
 *
 * Facts: HA-34 HA-35 HA-36 HA-37 HA-39 HA-40 HA-43 HA-46. */

#include "models/compute/fault-tolerance.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/ha/order.h"
#include "models/ha/reach.h"
#include "models/ha/switch.h"
#include "models/ha/turns.h"
#include "models/notices.h"
#include "models/plan/versions.h"
#include "models/vcenter/availability.h"

#define AT(STATE)  (1u << RESTART_AT_##STATE)
#define ON(SIGNAL) RESTART_ON_##SIGNAL
#define GO(STATE)  RESTART_AT_##STATE
#define ANY        ((1u << RESTART_N_STATES) - 1)
#define CLUSTER    model_fleet (run)->vms[ME].cluster
#define WAITING    (AT (QUEUED) | AT (PENDING) | AT (BACKOFF) | AT (FAILED) | AT (MASKED))

/* ---- Questions ---- */

GUARD (nobody_leads, "there is no master")
{
  return model_list_owner (run, CLUSTER) == MODEL_NONE;
}

GUARD (it_comes_after_another, "it depends on a VM that is not ready")
{
  SimTime until;

  return model_restart_waits_for_vm (run, ME, &until) != MODEL_NONE;
}

GUARD (it_is_not_its_turn, "a batch before it is not ready yet")
{
  SimTime until;

  return model_restart_waits_for_batch (run, ME, &until);
}

GUARD (it_is_registered_elsewhere,
       "HA is disabled for it, its host is dead, and another can have it (6.0 on)")
{
  return model_fleet (run)->vms[ME].priority == MODEL_PRIORITY_DISABLED
         && event->arg == MODEL_LOST_WITH_ITS_HOST && STATE (VM, ME) == VM_AT_DOWN
         && !model_version_is_before (model_ha_version (run, CLUSTER), 6, 0)
         && model_place (run, ME, MODEL_FOR_RESTART).host != MODEL_NONE;
}

/* While vCenter is there it says at once that the move has been rolled back. */
GUARD (its_host_hides_it, "its disks were on the move when it died, its host lives, and vCenter is away")
{
  return event->arg != MODEL_LOST_WITH_ITS_HOST && model_ha_vm (run, ME)->masked_until > sim_now (run)
         && !model_vcenter_offers (run, CLUSTER, MODEL_FUNCTION_PROTECTION);
}

GUARD (its_host_is_dead, "its host is dead")
{
  return event->arg == MODEL_LOST_WITH_ITS_HOST;
}

GUARD (it_has_to_settle, "those after it wait until it is ready")
{
  return model_ready_condition (model_fleet (run), ME) == MODEL_READY_NONE
             ? model_ha_vm (run, ME)->holds
             : model_ha_orchestrates (run, CLUSTER) && model_ready_after (run, ME) > 0;
}

GUARD (it_is_not_down, "it is not down any more")
{
  return STATE (VM, ME) != VM_AT_DOWN;
}

GUARD (a_host_has_room, "one host has room for it")
{
  return model_place (run, ME, MODEL_FOR_RESTART).host != MODEL_NONE;
}

GUARD (hosts_are_busy, "the hosts with room have as many power-ons as they run at once")
{
  ModelPlacement placement = model_place (run, ME, MODEL_FOR_RESTART);

  return placement.host == MODEL_NONE && placement.full;
}

GUARD (it_fails, "the power-on fails")
{
  return model_vm_state (run, ME)->power_on_fails
         || !model_host_is_up (run, model_vm_state (run, ME)->target);
}

GUARD (it_fails_for_good, "the power-on fails, and it was the last attempt")
{
  return it_fails_test (run, event)
         && model_vm_state (run, ME)->attempts >= model_number (run, MODEL_HA_ATTEMPTS);
}

GUARD (it_was_the_last_attempt, "it was the last attempt")
{
  return model_vm_state (run, ME)->attempts >= model_number (run, MODEL_HA_ATTEMPTS);
}

GUARD (the_master_is_told, "it runs, vCenter is there, and so is a master to be told")
{
  guint32 cluster = CLUSTER;

  return model_vm_is_on (run, ME) && model_list_owner (run, cluster) != MODEL_NONE
         && model_vcenter_offers (run, cluster, MODEL_FUNCTION_PROTECTION);
}

GUARD (ha_is_off, "HA is off in its cluster")
{
  return !model_ha_is_on (run, CLUSTER);
}

GUARD (it_fails_and_ha_is_off, "the power-on fails, and HA is off in its cluster")
{
  return it_fails_test (run, event) && ha_is_off_test (run, event);
}

GUARD (ha_is_for_it, "HA is not disabled for it")
{
  return model_fleet (run)->vms[ME].priority != MODEL_PRIORITY_DISABLED;
}

/* ---- What is done ---- */

static void
stop_timers (SimRun *run, const SimEvent *event)
{
  sim_cancel (run, &model_vm_timers (run, ME)->restart);
  sim_cancel (run, &model_vm_timers (run, ME)->ready);
}

/* HA-35: a new failure is one of the events on which what had no room is tried again. */
ACTION (queue, "queue it", NULL, SENDS (MODEL_TURNS, MODEL_ROOM_NOTICES))
{
  stop_timers (run, event);
  model_keep_restart_books (run, event);
  model_vm_state (run, ME)->attempts = 0;
  TELL (RESTART, ME, RESTART_ON_TURN, 0);
  model_notify_room (run, CLUSTER);
}

ACTION (queue_afresh, "queue it, with a count of its own", NULL, SENDS (MODEL_TURNS))
{
  stop_timers (run, event);
  model_keep_restart_books (run, event);
  model_vm_state (run, ME)->attempts = 0;
  TELL (RESTART, ME, RESTART_ON_TURN, 0);
}

ACTION (queue_again, "queue it again", NULL, SENDS (MODEL_TURNS))
{
  model_keep_restart_books (run, event);
  TELL (RESTART, ME, RESTART_ON_TURN, 0);
}

ACTION (stay_masked, "wait for vCenter, or long enough", "{a:ms}", SENDS (TO (RESTART, UNMASK), MODEL_TURNS))
{
  SimTime wait = model_ha_vm (run, ME)->masked_until - sim_now (run);

  stop_timers (run, event);
  model_keep_restart_books (run, event);
  model_vm_timers (run, ME)->restart = TELL_IN (wait, RESTART, ME, RESTART_ON_UNMASK, 0);
  model_give_turns (run, CLUSTER);
  sim_tell (run, wait, 0);
}

ACTION (count_anew, "begin its own count", NULL, SENDS_NOTHING)
{
  model_vm_state (run, ME)->attempts = 1;
}

static void
look_again_at (SimRun *run, const SimEvent *event, SimTime until)
{
  SimTicket *timer = &model_vm_timers (run, ME)->restart;

  sim_cancel (run, timer);
  if (until != SIM_NEVER)
    *timer = TELL_IN (until - sim_now (run), RESTART, ME, RESTART_ON_TURN, 0);
}

ACTION (wait_for_batch, "wait until they are ready, or long enough", NULL, SENDS (MODEL_TURNS))
{
  SimTime until;

  model_restart_waits_for_batch (run, ME, &until);
  look_again_at (run, event, until);
}

/* It is worth saying when the other one does not come by itself. */
ACTION (wait_for_another, "wait until that one is ready", "{a:name}", SENDS (MODEL_TURNS))
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

ACTION (start, "power it on there", "attempt {b} on {a:name}",
        SENDS (TO (VM, RESTART), TO (RESTART, STARTED), TO (RESTART, READY), MODEL_TURNS))
{
  ModelVmState *v = model_vm_state (run, ME);
  ModelVmTimers *timers = model_vm_timers (run, ME);
  SimTime ready_after = model_ready_after (run, ME);

  model_take_turn (run, event);
  stop_timers (run, event);
  v->target = model_place (run, ME, MODEL_FOR_RESTART).host;
  v->attempts++;
  model_host_expect (run, v->target, ME);
  model_host_state (run, v->target)->power_ons++;
  model_ha_host (run, v->target)->starting[model_restart_batch (model_fleet (run), ME)]++;
  sim_tell (run, ACTOR (HOST, v->target), v->attempts);
  TELL (VM, ME, VM_ON_RESTART, v->target);
  timers->restart = TELL_IN (model_number (run, MODEL_HA_POWER_ON), RESTART, ME, RESTART_ON_STARTED, 0);
  if (model_ha_vm (run, ME)->holds && model_ready_condition (model_fleet (run), ME) == MODEL_READY_NONE)
    timers->ready = TELL_IN (ready_after, RESTART, ME, RESTART_ON_READY, 0);
}

ACTION (wait_for_room, "tell vCenter; it costs no attempt", "{a:blocker-short}",
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

/* The room on the host passes to the VM as it comes up: between the two the host would seem emptier than it is. */
static void
come_through (SimRun *run, const SimEvent *event)
{
  end_attempt (run, event);
  TELL (VM, ME, VM_ON_RESTARTED, model_vm_state (run, ME)->target);
  model_give_turns (run, CLUSTER);
}

ACTION (succeed, "protect it again", NULL, SENDS (TO (VM, RESTARTED), MODEL_TURNS))
{
  sim_cancel (run, &model_vm_timers (run, ME)->ready);
  model_keep_restart_books (run, event);
  come_through (run, event);
}

ACTION (settle, "wait for its ready condition", NULL,
        SENDS (TO (VM, RESTARTED), TO (RESTART, READY), MODEL_TURNS))
{
  SimTime after = model_ready_after (run, ME);

  come_through (run, event);
  if (model_ready_condition (model_fleet (run), ME) != MODEL_READY_NONE && after != SIM_NEVER)
    model_vm_timers (run, ME)->ready = TELL_IN (after, RESTART, ME, RESTART_ON_READY, 0);
}

ACTION (be_ready, "let those after it go", NULL, SENDS (MODEL_TURNS))
{
  model_restart_hold (run, ME, FALSE);
  model_give_turns (run, CLUSTER);
}

/* HA-34: 2, 4, 8 and 16 minutes, each from the failure before. */
ACTION (back_off, "wait before the next attempt", "{a:ms}",
        SENDS (TO (VM, GIVEN_UP), TO (RESTART, AGAIN), MODEL_EMPTY_NOTICES, MODEL_ROOM_NOTICES, MODEL_TURNS))
{
  gint64 wait = model_number (run, MODEL_HA_BACKOFF) << MIN (20, model_vm_state (run, ME)->attempts - 1);

  fail_attempt (run, event);
  sim_tell (run, wait, 0);
  model_vm_timers (run, ME)->restart = TELL_IN (wait, RESTART, ME, RESTART_ON_AGAIN, 0);
  model_give_turns (run, CLUSTER);
}

ACTION (give_up, "leave it to a person", NULL,
        SENDS (TO (VM, GIVEN_UP), MODEL_EMPTY_NOTICES, MODEL_ROOM_NOTICES, MODEL_TURNS))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { MODEL_BLOCKER_NONE, model_vm_state (run, ME)->attempts };

  fail_attempt (run, event);
  sim_find (run, MODEL_FIND_HA_RESTART_FAILED, SIM_OUTAGE, ACTOR (VM, ME), 0, evidence);
  model_give_turns (run, CLUSTER);
}

ACTION (stop_waiting, "protect it again", NULL, SENDS (MODEL_TURNS))
{
  stop_timers (run, event);
  model_keep_restart_books (run, event);
  model_give_turns (run, CLUSTER);
}

ACTION (release, "take it off the list of protected VMs", NULL, SENDS (MODEL_TURNS))
{
  stop_timers (run, event);
  model_keep_restart_books (run, event);
  model_give_turns (run, CLUSTER);
}

ACTION (protect, "put it on the list of protected VMs", NULL, SENDS_NOTHING)
{
  sim_find_end (run, MODEL_FIND_VM_UNPROTECTED, ACTOR (VM, ME), 0);
}

ACTION (abandon, "leave it down", NULL, SENDS (TO (VM, GIVEN_UP), MODEL_EMPTY_NOTICES, MODEL_ROOM_NOTICES))
{
  fail_attempt (run, event);
}

ACTION (forget, "protect it no more", NULL, SENDS_NOTHING)
{
  stop_timers (run, event);
  model_keep_restart_books (run, event);
  sim_find_end (run, MODEL_FIND_VM_UNPROTECTED, ACTOR (VM, ME), 0);
}

ACTION (run_unlisted, "run without protection", "on {a:name}", SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host) };

  sim_find (run, MODEL_FIND_VM_UNPROTECTED, SIM_RISK, ACTOR (VM, ME), 0, evidence);
  sim_tell (run, evidence[0], 0);
}

ACTION (register_elsewhere, "register it there, and leave it off", "on {a:name}", SENDS_NOTHING)
{
  guint32 host = model_place (run, ME, MODEL_FOR_RESTART).host;
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, host) };

  model_vm_state (run, ME)->host = host;
  sim_find (run, MODEL_FIND_RESTART_DISABLED, SIM_RISK, ACTOR (VM, ME), 0, evidence);
  sim_tell (run, evidence[0], 0);
}

ACTION (leave_it_to_itself, "leave it as it is", NULL, SENDS_NOTHING)
{
  sim_find_end (run, MODEL_FIND_RESTART_DISABLED, ACTOR (VM, ME), 0);
}

/* clang-format off */
const SimRow model_RESTART_rows[] = {
  ROW    (AT (PROTECTED) | AT (SETTLING), ON (LOST), its_host_hides_it, GO (MASKED),   stay_masked,     "its disks were on the move, and nobody says that this has ended", "HA-46"),
  ROW    (AT (MASKED),      ON (LOST),        its_host_is_dead,        GO (QUEUED),    queue,           "the host that has hidden it is dead",               "HA-46"),
  ROW    (AT (MASKED),      ON (UNMASK),      ALWAYS,                  GO (QUEUED),    queue,           "its host has hidden it for as long as it does",     "HA-46"),
  ROW    (AT (MASKED),      ON (VCENTER_UP),  ALWAYS,                  GO (QUEUED),    queue,           "vCenter is back and says that the move has ended",  "HA-46"),
  IGNORE (ANY & ~AT (MASKED), ON (UNMASK),    "nobody hides it"),
  ROW    (AT (PROTECTED) | AT (SETTLING), ON (LOST), ALWAYS,           GO (QUEUED),    queue,           "it is off and should not be",                       "HA-30"),
  ROW    (AT (UNPROTECTED) | AT (REREGISTERED), ON (LOST), it_is_registered_elsewhere, GO (REREGISTERED), register_elsewhere, "HA is disabled for it",           "HA-43"),
  IGNORE (AT (UNPROTECTED) | AT (REREGISTERED), ON (LOST), "HA is off for it"),
  STAY   (AT (UNLISTED),    ON (LOST),        ALWAYS,                                  NOTHING,         "it is not on the list of protected VMs",            "HA-06 HA-40"),
  IGNORE (WAITING | AT (STARTING), ON (LOST), "that is known"),
  ROW    (AT (BACKOFF) | AT (PENDING) | AT (FAILED) | AT (QUEUED), ON (ADOPTED), ALWAYS, GO (QUEUED), queue_afresh, "a new master begins its own count",    "HA-34"),
  STAY   (AT (STARTING),    ON (ADOPTED),     ALWAYS,                                  count_anew,      "a new master begins its own count",                 "HA-34"),
  ROW    (AT (UNLISTED),    ON (ADOPTED),     the_master_is_told,      GO (PROTECTED), protect,         "vCenter tells the new master that it runs",         "HA-40"),
  IGNORE (AT (PROTECTED) | AT (UNPROTECTED) | AT (UNLISTED) | AT (REREGISTERED) | AT (SETTLING) | AT (MASKED), ON (ADOPTED), "it runs, as far as the master knows, or is none of HA's business"),
  ROW    (AT (QUEUED),      ON (TURN),        it_is_not_down,          GO (PROTECTED), stop_waiting,    "somebody powers it on",                             "HA-40"),
  STAY   (AT (QUEUED),      ON (TURN),        nobody_leads,                            NOTHING,         "there is no master to start it",                    "HA-03"),
  STAY   (AT (QUEUED),      ON (TURN),        it_comes_after_another,                  wait_for_another, "it depends on another that is not ready",          "HA-32"),
  STAY   (AT (QUEUED),      ON (TURN),        it_is_not_its_turn,                      wait_for_batch,  "those before it are not through yet",               "HA-31 HA-33"),
  ROW    (AT (QUEUED),      ON (TURN),        a_host_has_room,         GO (STARTING),  start,           "one host has room for it",                          "HA-37 HA-39"),
  STAY   (AT (QUEUED),      ON (TURN),        hosts_are_busy,                          NOTHING,         "32 power-ons are under way on each host with room", "HA-36"),
  ROW    (AT (QUEUED),      ON (TURN),        ALWAYS,                  GO (PENDING),   wait_for_room,   "no single host can take it",                        "HA-35 HA-38"),
  IGNORE (ANY & ~AT (QUEUED), ON (TURN),      "it is not queued"),
  ROW    (AT (PENDING),     ON (ROOM),        ALWAYS,                  GO (QUEUED),    queue_again,     "hosts or VMs have come or gone",                    "HA-35"),
  IGNORE (ANY & ~AT (PENDING), ON (ROOM),     "it waits for nothing"),
  ROW    (AT (STARTING),    ON (STARTED),     it_fails_and_ha_is_off,  GO (UNPROTECTED), abandon,       "the power-on has failed, and HA is off by now",     "HA-08"),
  ROW    (AT (STARTING),    ON (STARTED),     ha_is_off,               GO (UNPROTECTED), succeed,       "it runs, and HA is off by now",                     "HA-08"),
  ROW    (AT (STARTING),    ON (STARTED),     it_fails_for_good,       GO (FAILED),    give_up,         "the last attempt has failed",                       "HA-34"),
  ROW    (AT (STARTING),    ON (STARTED),     it_fails,                GO (BACKOFF),   back_off,        "the power-on has failed",                           "HA-34"),
  ROW    (AT (STARTING),    ON (STARTED),     it_has_to_settle,        GO (SETTLING),  settle,          "it runs, and is not ready yet",                     "HA-31"),
  ROW    (AT (STARTING),    ON (STARTED),     ALWAYS,                  GO (PROTECTED), succeed,         "it runs",                                           "HA-37"),
  IGNORE (ANY & ~AT (STARTING), ON (STARTED), "it is not being started"),
  ROW    (AT (SETTLING),    ON (READY),       ALWAYS,                  GO (PROTECTED), be_ready,        "its ready condition is met",                        "HA-31"),
  STAY   (AT (STARTING),    ON (READY),       ALWAYS,                                  be_ready,        "it has its host, and the delay is over",            "HA-31"),
  IGNORE (ANY & ~(AT (SETTLING) | AT (STARTING)), ON (READY), "nobody waits for it"),
  ROW    (AT (STARTING),    ON (TARGET_LOST), ha_is_off,               GO (UNPROTECTED), abandon,       "the host it was being started on has died, and HA is off by now", "HA-08"),
  ROW    (AT (STARTING),    ON (TARGET_LOST), it_was_the_last_attempt, GO (FAILED),    give_up,         "the host it was being started on has died",         "HA-34"),
  ROW    (AT (STARTING),    ON (TARGET_LOST), ALWAYS,                  GO (BACKOFF),   back_off,        "the host it was being started on has died",         "HA-34"),
  IGNORE (ANY & ~AT (STARTING), ON (TARGET_LOST), "it is not being started"),
  ROW    (AT (BACKOFF),     ON (AGAIN),       ALWAYS,                  GO (QUEUED),    queue_again,     "the wait is over",                                  "HA-34"),
  IGNORE (ANY & ~AT (BACKOFF), ON (AGAIN),    "it is not waiting"),
  ROW    (AT (PROTECTED) | AT (SETTLING), ON (RELEASED), ALWAYS,       GO (UNLISTED),  release,         "vCenter takes it off the list: it is off on purpose", "HA-07 B26"),
  IGNORE (ANY & ~(AT (PROTECTED) | AT (SETTLING)), ON (RELEASED), "it is not on the list"),
  ROW    (WAITING,          ON (RESTORED),    ALWAYS,                  GO (PROTECTED), stop_waiting,    "somebody has powered it on",                        "HA-40"),
  ROW    (AT (REREGISTERED), ON (RESTORED),   ALWAYS,                  GO (UNPROTECTED), leave_it_to_itself, "somebody has powered it on",                   "HA-43"),
  ROW    (AT (UNLISTED),    ON (RESTORED),    the_master_is_told,      GO (PROTECTED), protect,         "vCenter tells the master that it runs",             "HA-40 VC-05"),
  STAY   (AT (UNLISTED),    ON (RESTORED),    ALWAYS,                                  run_unlisted,    "nobody tells the master that it runs",              "HA-40 VC-05"),
  IGNORE (AT (PROTECTED) | AT (UNPROTECTED) | AT (STARTING) | AT (SETTLING), ON (RESTORED), "HA had nothing to do with it"),
  ROW    (AT (UNLISTED),    ON (VCENTER_UP),  the_master_is_told,      GO (PROTECTED), protect,         "vCenter is back and tells the master that it runs", "HA-40 VC-05"),
  ROW    (ANY & ~(AT (STARTING) | AT (UNPROTECTED) | AT (REREGISTERED)), ON (HA_OFF), ALWAYS, GO (UNPROTECTED), forget, "HA is switched off",                       "HA-08 DR-06"),
  IGNORE (AT (STARTING) | AT (UNPROTECTED) | AT (REREGISTERED), ON (HA_OFF), "its power-on goes on, or HA had nothing to do with it"),
  ROW    (AT (UNPROTECTED), ON (HA_ON),       ha_is_for_it,            GO (UNLISTED),  NOTHING,         "HA is on again, and no master has it on its list yet", "HA-06 HA-40"),
  IGNORE (ANY,              ON (HA_ON),       "HA is disabled for it, or its power-on has never ended"),
  IGNORE (ANY & ~AT (MASKED), ON (VCENTER_UP), "it is on the list, or off, or there is no master to be told"),
};
/* clang-format on */
const guint model_RESTART_n_rows = G_N_ELEMENTS (model_RESTART_rows);
