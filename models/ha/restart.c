/* The restart machine (handbook 8.4): HA's restart of one VM. It runs on the master and needs no vCenter. Admission control
 * is a guard nowhere in it (HA-39); one host with enough room is (HA-37).
 *
 * Facts: HA-30 HA-34 HA-35 HA-36 HA-37 HA-39 HA-40 HA-43. */

#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/compute/placement.h"
#include "models/plan/versions.h"

#define AT(STATE) (1u << RESTART_AT_##STATE)
#define ON(SIGNAL) RESTART_ON_##SIGNAL
#define GO(STATE) RESTART_AT_##STATE
#define ANY ((1u << RESTART_N_STATES) - 1)

static const ModelVm *
vm_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->vms[ME];
}

static ModelClusterState *
cluster_state (const SimRun *run, const SimEvent *event)
{
  return model_cluster_state (run, vm_of (run, event)->cluster);
}

/* ---- Questions ---- */

GUARD (it_is_not_its_turn, "a higher priority is not through yet")
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[vm_of (run, event)->cluster];
  ModelVersion version = cluster->vcenter == MODEL_NONE ? 0 : model_vcenter_state (run, cluster->vcenter)->version;

  /* From 6.5 on a priority waits for the ready condition of the one before it, which by default is none (HA-31). */
  if (!model_version_is_before (version, 6, 5))
    return FALSE;
  for (guint priority = 0; priority < vm_of (run, event)->priority; priority++)
    if (cluster_state (run, event)->waiting[priority] > 0)
      return TRUE;
  return FALSE;
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
  return model_vm_state (run, ME)->power_on_fails || !model_host_is_up (run, model_vm_state (run, ME)->target);
}

GUARD (it_fails_for_good, "the power-on fails, and it was the last attempt")
{
  return it_fails_test (run, event) && model_vm_state (run, ME)->attempts >= model_number (run, MODEL_HA_ATTEMPTS);
}

GUARD (it_was_the_last_attempt, "it was the last attempt")
{
  return model_vm_state (run, ME)->attempts >= model_number (run, MODEL_HA_ATTEMPTS);
}

/* ---- What is done ---- */

/* Everybody queued looks whether the turn has come: a power-on has ended, or a priority is through. Once for all that ends in
 * one instant: while nobody has looked yet, everybody still will. */
#define TURNS TO (RESTART, TURN)

static void
give_turns (SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[vm_of (run, event)->cluster];
  const ModelClusterState *state = cluster_state (run, event);
  SimTicket *first = &model_host_timers (run, cluster->first_host)->turn;
  guint32 waiting = 0;

  for (guint priority = 0; priority < MODEL_N_PRIORITIES; priority++)
    waiting += state->waiting[priority];
  if (!waiting || sim_is_pending (run, *first))
    return;
  *first = 0;
  for (guint32 vm = cluster->first_vm; vm < cluster->first_vm + cluster->n_vms; vm++)
    if (STATE (RESTART, vm) == RESTART_AT_QUEUED) {
      SimTicket ticket = TELL (RESTART, vm, RESTART_ON_TURN, 0);

      *first = *first ? *first : ticket;
    }
}

static void
count (SimRun *run, const SimEvent *event, gboolean waits)
{
  cluster_state (run, event)->waiting[vm_of (run, event)->priority] += waits ? 1u : (guint32) -1;
}

ACTION (queue, "queue it", NULL, SENDS (TURNS))
{
  model_vm_state (run, ME)->attempts = 0;
  count (run, event, TRUE);
  TELL (RESTART, ME, RESTART_ON_TURN, 0);
}

ACTION (queue_afresh, "queue it, with a count of its own", NULL, SENDS (TURNS))
{
  if (run->entry.state_from == RESTART_AT_PENDING)
    cluster_state (run, event)->pending--;
  sim_cancel (run, &model_vm_timers (run, ME)->restart);
  model_vm_state (run, ME)->attempts = 0;
  count (run, event, TRUE);
  TELL (RESTART, ME, RESTART_ON_TURN, 0);
}

ACTION (queue_again, "queue it again", NULL, SENDS (TURNS))
{
  count (run, event, TRUE);
  TELL (RESTART, ME, RESTART_ON_TURN, 0);
}

ACTION (find_room_again, "queue it again", NULL, SENDS (TURNS))
{
  cluster_state (run, event)->pending--;
  count (run, event, TRUE);
  TELL (RESTART, ME, RESTART_ON_TURN, 0);
}

ACTION (start, "power it on there", "attempt {b} on {a:name}", SENDS (TO (VM, RESTART), TO (RESTART, STARTED)))
{
  ModelVmState *v = model_vm_state (run, ME);

  v->target = model_place (run, ME, MODEL_FOR_RESTART).host;
  v->attempts++;
  model_host_expect (run, v->target, ME);
  model_host_state (run, v->target)->power_ons++;
  sim_tell (run, ACTOR (HOST, v->target), v->attempts);
  TELL (VM, ME, VM_ON_RESTART, v->target);
  model_vm_timers (run, ME)->restart =
    TELL_IN (model_number (run, MODEL_HA_POWER_ON), RESTART, ME, RESTART_ON_STARTED, 0);
}

ACTION (wait_for_room, "tell vCenter; it costs no attempt", "{a:blocker-short}", SENDS (TURNS, TO (DRS, MAKE_ROOM)))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_place (run, ME, MODEL_FOR_RESTART).blocker,
                                        model_vm_state (run, ME)->attempts };

  cluster_state (run, event)->pending++;
  count (run, event, FALSE);
  sim_find (run, MODEL_FIND_HA_RESTART_FAILED, SIM_OUTAGE, ACTOR (VM, ME), 0, evidence);
  sim_tell (run, evidence[0], 0);
  TELL (DRS, vm_of (run, event)->cluster, DRS_ON_MAKE_ROOM, ME);
  give_turns (run, event);
}

static void
end_attempt (SimRun *run, const SimEvent *event)
{
  sim_cancel (run, &model_vm_timers (run, ME)->restart);
  model_host_state (run, model_vm_state (run, ME)->target)->power_ons--;
  count (run, event, FALSE);
}

static void
fail_attempt (SimRun *run, const SimEvent *event)
{
  ModelVmState *v = model_vm_state (run, ME);
  guint32 host = v->target;

  end_attempt (run, event);
  model_host_expect_no_more (run, host, ME);
  v->target = MODEL_NONE;
  TELL (VM, ME, VM_ON_GIVEN_UP, 0);
  model_notify_not_coming (run, host);
}

/* The room on the host passes to the VM as it comes up: between the two the host would seem emptier than it is. */
ACTION (succeed, "protect it again", NULL, SENDS (TO (VM, RESTARTED), TURNS))
{
  end_attempt (run, event);
  TELL (VM, ME, VM_ON_RESTARTED, model_vm_state (run, ME)->target);
  give_turns (run, event);
}

/* HA-34: 2, 4, 8 and 16 minutes, each from the failure before. */
ACTION (back_off, "wait before the next attempt", "{a:ms}", SENDS (TO (VM, GIVEN_UP), TO (RESTART, AGAIN), MODEL_EMPTY_NOTICES, TURNS))
{
  gint64 wait = model_number (run, MODEL_HA_BACKOFF) << MIN (20, model_vm_state (run, ME)->attempts - 1);

  fail_attempt (run, event);
  sim_tell (run, wait, 0);
  model_vm_timers (run, ME)->restart = TELL_IN (wait, RESTART, ME, RESTART_ON_AGAIN, 0);
  give_turns (run, event);
}

ACTION (give_up, "leave it to a person", NULL, SENDS (TO (VM, GIVEN_UP), MODEL_EMPTY_NOTICES, TURNS))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { MODEL_BLOCKER_NONE, model_vm_state (run, ME)->attempts };

  fail_attempt (run, event);
  sim_find (run, MODEL_FIND_HA_RESTART_FAILED, SIM_OUTAGE, ACTOR (VM, ME), 0, evidence);
  give_turns (run, event);
}

ACTION (stop_waiting, "protect it again", NULL, SENDS (TURNS))
{
  sim_cancel (run, &model_vm_timers (run, ME)->restart);
  if (run->entry.state_from == RESTART_AT_PENDING)
    cluster_state (run, event)->pending--;
  if (run->entry.state_from == RESTART_AT_QUEUED)
    count (run, event, FALSE);
  give_turns (run, event);
}

/* clang-format off */
const SimRow model_RESTART_rows[] = {
  ROW    (AT (PROTECTED),   ON (LOST),        ALWAYS,                  GO (QUEUED),    queue,           "it is off and should not be",                       "HA-30"),
  ROW    (AT (BACKOFF) | AT (PENDING), ON (LOST), ALWAYS,              GO (QUEUED),    queue_afresh,    "a new master begins its own count",                 "HA-34"),
  IGNORE (AT (UNPROTECTED), ON (LOST),        "it is registered elsewhere, not powered on (HA-43)"),
  IGNORE (AT (QUEUED) | AT (STARTING) | AT (FAILED), ON (LOST), "that is known"),
  ROW    (AT (QUEUED),      ON (TURN),        it_is_not_down,          GO (PROTECTED), stop_waiting,    "somebody powers it on",                             "HA-40"),
  STAY   (AT (QUEUED),      ON (TURN),        it_is_not_its_turn,                      NOTHING,         "a higher priority is not through yet",              "HA-33"),
  ROW    (AT (QUEUED),      ON (TURN),        a_host_has_room,         GO (STARTING),  start,           "one host has room for it",                          "HA-37 HA-39"),
  STAY   (AT (QUEUED),      ON (TURN),        hosts_are_busy,                          NOTHING,         "32 power-ons are under way on each host with room", "HA-36"),
  ROW    (AT (QUEUED),      ON (TURN),        ALWAYS,                  GO (PENDING),   wait_for_room,   "no single host can take it",                        "HA-35 HA-38"),
  IGNORE (ANY & ~AT (QUEUED), ON (TURN),      "it is not queued"),
  ROW    (AT (PENDING),     ON (ROOM),        ALWAYS,                  GO (QUEUED),    find_room_again, "hosts or VMs have come or gone",                    "HA-35"),
  IGNORE (ANY & ~AT (PENDING), ON (ROOM),     "it waits for nothing"),
  ROW    (AT (STARTING),    ON (STARTED),     it_fails_for_good,       GO (FAILED),    give_up,         "the last attempt has failed",                       "HA-34"),
  ROW    (AT (STARTING),    ON (STARTED),     it_fails,                GO (BACKOFF),   back_off,        "the power-on has failed",                           "HA-34"),
  ROW    (AT (STARTING),    ON (STARTED),     ALWAYS,                  GO (PROTECTED), succeed,         "it runs",                                           "HA-37"),
  IGNORE (ANY & ~AT (STARTING), ON (STARTED), "it is not being started"),
  ROW    (AT (STARTING),    ON (TARGET_LOST), it_was_the_last_attempt, GO (FAILED),    give_up,         "the host it was being started on has died",         "HA-34"),
  ROW    (AT (STARTING),    ON (TARGET_LOST), ALWAYS,                  GO (BACKOFF),   back_off,        "the host it was being started on has died",         "HA-34"),
  IGNORE (ANY & ~AT (STARTING), ON (TARGET_LOST), "it is not being started"),
  ROW    (AT (BACKOFF),     ON (AGAIN),       ALWAYS,                  GO (QUEUED),    queue_again,     "the wait is over",                                  "HA-34"),
  IGNORE (ANY & ~AT (BACKOFF), ON (AGAIN),    "it is not waiting"),
  ROW    (AT (QUEUED) | AT (PENDING) | AT (BACKOFF) | AT (FAILED), ON (RESTORED), ALWAYS, GO (PROTECTED), stop_waiting, "somebody has powered it on",                    "HA-40"),
  IGNORE (AT (PROTECTED) | AT (UNPROTECTED) | AT (STARTING), ON (RESTORED), "HA had nothing to do with it"),
};
/* clang-format on */
const guint model_RESTART_n_rows = G_N_ELEMENTS (model_RESTART_rows);
