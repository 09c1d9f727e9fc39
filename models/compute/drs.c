/* The DRS machine, as far as it empties hosts (handbook 2.2): which VM goes where, when both ends have a slot for it, and
 * what is in the way. What it decides it decides from the world as it is; nothing is planned ahead.
 *
 * Facts: AC-30 DRS-01 DRS-05 EV-04. */

#include "models/ha/admission.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/rehearsal.h"
#include "models/plan/versions.h"
#include "models/compute/vmotion.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE) (1u << DRS_AT_##STATE)
#define ON(SIGNAL) DRS_ON_##SIGNAL
#define GO(STATE) DRS_AT_##STATE
#define ANY (AT (READY) | AT (BLIND) | AT (OFF))

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[ME];
}

#define EACH_HOST(HOST)                                                                                                \
  guint32 HOST = cluster_of (run, event)->first_host, HOST##_end = HOST + cluster_of (run, event)->n_hosts;            \
  HOST < HOST##_end;                                                                                                   \
  HOST++

/* ---- Questions ---- */

GUARD (nobody_approves, "it only recommends")
{
  return model_cluster_state (run, ME)->automation != MODEL_AUTOMATION_FULL;
}

GUARD (it_need_not_be_emptied, "it has been lost, or the task is over")
{
  return !model_host_state (run, (guint32) event->arg)->emptying;
}

GUARD (admission_control_forbids, "admission control would be violated without it")
{
  return model_admission_holds (run, ME, (guint32) event->arg, NULL);
}

GUARD (nothing_is_stuck, "nothing is stuck")
{
  for (EACH_HOST (host))
    if (STATE (HOST, host) == HOST_AT_STUCK)
      return FALSE;
  return TRUE;
}

GUARD (it_will_look_anyway, "it will look anyway")
{
  return model_cluster_state (run, ME)->look_at > sim_now (run);
}

/* ---- What is done ---- */

#define MOVES TO (VM, MOVE), TO (VM, CANNOT_MOVE), TO (HOST, BLOCKED), TO (MIGRATION, QUEUE)

/* It waits, and is told so once for each kind of maximum: whose it is changes with every choice of a target. */
static void
queue (SimRun *run, guint32 vm, ModelLimit limit)
{
  const ModelMigrationState *m = model_migration_state (run, vm);

  if (STATE (MIGRATION, vm) != MIGRATION_AT_QUEUED || MODEL_LIMIT_KIND (m->waits) != MODEL_LIMIT_KIND (limit))
    TELL (MIGRATION, vm, MIGRATION_ON_QUEUE, limit);
}

/* Starts as many vMotions off a host as there are slots for, in the order of the VMs. */
static void
move_from (SimRun *run, guint32 host)
{
  for (MODEL_EACH_VM_ON (vm, run, host)) {
    ModelPlacement placement;
    ModelBlocker tied;

    if (STATE (VM, vm) != VM_AT_LEAVING || model_vm_state (run, vm)->target != MODEL_NONE ||
        model_migration_state (run, vm)->step) /* its disks are on the move: B06 */
      continue;
    tied = model_vm_is_tied (run, vm);
    if (tied == MODEL_BLOCKER_NONE) {
      ModelOperation operation = model_operation (run, vm);
      ModelLimit limit = model_vmotion_limit (run, vm, operation, MODEL_NONE, MODEL_NONE);

      if (limit) {
        queue (run, vm, limit);
        continue;
      }
      placement = model_place (run, vm, MODEL_FOR_EVACUATION);
      if (placement.host != MODEL_NONE) {
        limit = model_vmotion_limit (run, vm, operation, placement.host, MODEL_NONE);
        if (limit) {
          queue (run, vm, limit);
        } else {
          model_vmotion_book (run, vm, placement.host);
          TELL (VM, vm, VM_ON_MOVE, placement.host);
        }
        continue;
      }
      tied = placement.blocker;
    }
    TELL (VM, vm, VM_ON_CANNOT_MOVE, tied);
    TELL (HOST, host, HOST_ON_BLOCKED, tied);
  }
}

static void
move_on (SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying)
      move_from (run, host);
}

/* The whole host is held back, for a reason of the cluster's. */
static void
hold_back (SimRun *run, const SimEvent *event, ModelBlocker blocker)
{
  guint32 host = (guint32) event->arg;
  gint64 evidence[SIM_EVIDENCE_MAX] = { blocker, ACTOR (HOST, host), 0, 0, 0, 0 };

  model_host_state (run, host)->emptying = MODEL_TO_BE_EMPTIED;
  sim_find (run, MODEL_FIND_EVACUATION_BLOCKED, SIM_OUTAGE, model_cluster_thing (run->model, ME), ACTOR (HOST, host),
            evidence);
  sim_tell (run, ACTOR (HOST, host), blocker);
  TELL (HOST, host, HOST_ON_BLOCKED, blocker);
}

ACTION (hold_back_admission, "move nothing off it", "{a:name}: {b:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_ADMISSION_CONTROL);
}

ACTION (hold_back_manual, "move nothing off it", "{a:name}: {b:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_DRS_NOT_AUTOMATED);
}

ACTION (hold_back_off, "move nothing off it", "{a:name}: {b:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_DRS_OFF);
}

ACTION (hold_back_blind, "move nothing off it", "{a:name}: {b:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_VCENTER_DOWN);
}

/* VMs are told first and moved afterwards, in the same instant: GO_ON is heard after they have heard. */
ACTION (evacuate, "tell its VMs, move them as slots allow", "{a:name}, {b:vms}",
        SENDS (TO (VM, LEAVE), TO (DRS, GO_ON), TO (HOST, UNBLOCKED)))
{
  guint32 host = (guint32) event->arg;

  model_host_state (run, host)->emptying = MODEL_BEING_EMPTIED;
  sim_tell (run, ACTOR (HOST, host), model_host_state (run, host)->n_vms);
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, model_cluster_thing (run->model, ME), ACTOR (HOST, host));
  TELL (HOST, host, HOST_ON_UNBLOCKED, 0);
  for (MODEL_EACH_VM_ON (vm, run, host))
    TELL (VM, vm, VM_ON_LEAVE, 0);
  TELL (DRS, ME, DRS_ON_GO_ON, 0);
}

ACTION (let_stay, "tell its VMs", NULL, SENDS (TO (VM, STAY)))
{
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, model_cluster_thing (run->model, ME), ACTOR (HOST, event->arg));
  for (MODEL_EACH_VM_ON (vm, run, (guint32) event->arg))
    TELL (VM, vm, VM_ON_STAY, 0);
}

ACTION (move, "move what there are slots for", NULL, SENDS (MOVES))
{
  move_on (run, event);
}

/* DRS looks at intervals, not at once (DRS-05). */
ACTION (plan_to_look, "look at the next interval", NULL, SENDS (TO (DRS, LOOK)))
{
  const ModelCluster *cluster = cluster_of (run, event);
  ModelVersion vcenter = cluster->vcenter == MODEL_NONE ? 0 : model_vcenter_state (run, cluster->vcenter)->version;
  gint64 interval = MAX (
    1, model_number (run, model_version_is_before (vcenter, 7, 0) ? MODEL_DRS_INTERVAL_OLD : MODEL_DRS_INTERVAL_NEW));
  SimTime at = (sim_now (run) / interval + 1) * interval;

  model_cluster_state (run, ME)->look_at = at;
  TELL_IN (at - sim_now (run), DRS, ME, DRS_ON_LOOK, 0);
}

static gboolean
can_move_now (const SimRun *run, guint32 vm)
{
  return STATE (VM, vm) == VM_AT_PINNED && model_vm_is_tied (run, vm) == MODEL_BLOCKER_NONE &&
         model_place (run, vm, MODEL_FOR_EVACUATION).host != MODEL_NONE;
}

/* Looks again at everything that is stuck, then moves what there are slots for. */
ACTION (look, "look again at what is stuck, move what there are slots for", NULL,
        SENDS (MOVES, TO (VM, LEAVE), TO (HOST, UNBLOCKED), TO (DRS, EVACUATE), TO (DRS, GO_ON)))
{
  gboolean freed = FALSE;

  for (EACH_HOST (host)) {
    gboolean held_back = sim_find_is_open (run, MODEL_FIND_EVACUATION_BLOCKED, model_cluster_thing (run->model, ME),
                                           ACTOR (HOST, host));
    guint pinned = 0, loose = 0;

    if (STATE (HOST, host) != HOST_AT_STUCK)
      continue;
    if (held_back) {
      if (!nobody_approves_test (run, event) && !model_admission_holds (run, ME, host, NULL))
        TELL (DRS, ME, DRS_ON_EVACUATE, host);
      continue;
    }
    for (MODEL_EACH_VM_ON (vm, run, host)) {
      gboolean can = can_move_now (run, vm);

      pinned += STATE (VM, vm) == VM_AT_PINNED && !can ? 1 : 0;
      loose += can ? 1 : 0;
      if (can)
        TELL (VM, vm, VM_ON_LEAVE, 0);
    }
    freed |= loose > 0;
    if (loose > 0 && pinned == 0)
      TELL (HOST, host, HOST_ON_UNBLOCKED, 0);
  }
  if (freed)
    TELL (DRS, ME, DRS_ON_GO_ON, 0);
  move_on (run, event);
}

/* With vCenter back, everything that was being emptied is decided anew. */
ACTION (take_up_again, "decide anew about the hosts that are emptying", NULL, SENDS (TO (DRS, EVACUATE)))
{
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying)
      TELL (DRS, ME, DRS_ON_EVACUATE, host);
}

ACTION (set_automation, "decide anew about the hosts that are emptying", "{a:automation}", SENDS (TO (DRS, EVACUATE)))
{
  model_cluster_state (run, ME)->automation = (guint32) event->arg;
  sim_tell (run, event->arg, 0);
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying)
      TELL (DRS, ME, DRS_ON_EVACUATE, host);
}

GUARD (is_switched_off, "it is switched off")
{
  return event->arg == MODEL_AUTOMATION_OFF;
}

GUARD (vcenter_is_away, "vCenter is away")
{
  return !model_vcenter_offers (run, ME, MODEL_FUNCTION_DRS);
}

GUARD (was_off, "it is off")
{
  return model_cluster_state (run, ME)->automation == MODEL_AUTOMATION_OFF;
}

/* clang-format off */
const SimRow model_DRS_rows[] = {
  STAY   (ANY,        ON (EVACUATE),     it_need_not_be_emptied,    NOTHING,             "nobody wants it empty any more",                    "model"),
  STAY   (AT (READY), ON (EVACUATE),     nobody_approves,           hold_back_manual,    "recommendations wait for somebody to approve them", "DRS-01 B05"),
  STAY   (AT (READY), ON (EVACUATE),     admission_control_forbids, hold_back_admission, "HA could not cover its failures without this host", "AC-30 B07"),
  STAY   (AT (READY), ON (EVACUATE),     ALWAYS,                    evacuate,            "{from} is to be emptied",                           "EV-01 EV-04"),
  STAY   (AT (OFF),   ON (EVACUATE),     ALWAYS,                    hold_back_off,       "DRS is off",                                        "B26"),
  STAY   (AT (BLIND), ON (EVACUATE),     ALWAYS,                    hold_back_blind,     "vCenter is away",                                   "VC-05"),
  STAY   (ANY,        ON (STAY),         ALWAYS,                    let_stay,            "{from} need not be emptied any more",               "EV-01"),
  STAY   (AT (READY), ON (SLOT),         nothing_is_stuck,          move,                "a vMotion has ended",                               "VMO-01"),
  STAY   (AT (READY), ON (SLOT),         it_will_look_anyway,       move,                "a vMotion has ended",                               "VMO-01"),
  STAY   (AT (READY), ON (SLOT),         ALWAYS,                    look,                "a vMotion has ended, and something is stuck",       "VMO-01 DRS-05"),
  IGNORE (AT (OFF) | AT (BLIND), ON (SLOT), "no vMotion starts now"),
  IGNORE (AT (OFF) | AT (BLIND), ON (CAPACITY), "nothing moves now"),
  STAY   (AT (READY), ON (CAPACITY),     nothing_is_stuck,          NOTHING,             "nothing waits for it",                              "DRS-05"),
  STAY   (AT (READY), ON (CAPACITY),     it_will_look_anyway,       NOTHING,             "it will look anyway",                               "DRS-05"),
  STAY   (AT (READY), ON (CAPACITY),     ALWAYS,                    plan_to_look,        "something is stuck and something has changed",      "DRS-05"),
  STAY   (AT (READY), ON (LOOK),         ALWAYS,                    look,                "the interval has come round",                       "DRS-05"),
  IGNORE (AT (OFF) | AT (BLIND), ON (LOOK), "nothing moves now"),
  STAY   (AT (READY), ON (GO_ON),        ALWAYS,                    move,                "those concerned have been told",                    "EV-04 VMO-01"),
  IGNORE (AT (OFF) | AT (BLIND), ON (GO_ON), "nothing moves now"),
  ROW    (AT (READY), ON (VCENTER_DOWN), ALWAYS,  GO (BLIND),       NOTHING,             "it lives in vCenter, which has stopped",            "VC-05"),
  IGNORE (AT (OFF) | AT (BLIND), ON (VCENTER_DOWN), "nothing moves anyway"),
  ROW    (AT (BLIND), ON (VCENTER_UP),   was_off, GO (OFF),         NOTHING,             "vCenter is back, and DRS is off",                   "VC-05"),
  ROW    (AT (BLIND), ON (VCENTER_UP),   ALWAYS,  GO (READY),       take_up_again,       "vCenter is back",                                   "VC-05"),
  IGNORE (AT (OFF) | AT (READY), ON (VCENTER_UP), "it was there"),
  ROW    (AT (READY) | AT (OFF), ON (SWITCH), is_switched_off, GO (OFF), set_automation, "{from} switches it off",                            "DRS-01"),
  ROW    (AT (READY) | AT (OFF), ON (SWITCH), vcenter_is_away, GO (BLIND), set_automation, "{from} sets it, for when vCenter is back",        "DRS-01"),
  ROW    (AT (READY) | AT (OFF), ON (SWITCH), ALWAYS,          GO (READY), set_automation, "{from} sets it",                                  "DRS-01"),
  STAY   (AT (BLIND), ON (SWITCH),       ALWAYS,                    set_automation,      "{from} sets it, for when vCenter is back",          "DRS-01"),
};
/* clang-format on */
const guint model_DRS_n_rows = G_N_ELEMENTS (model_DRS_rows);
