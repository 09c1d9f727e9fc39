/* The VM machine: where it runs, and whether.
 *
 * Facts: AC-02. */

#include "models/ha/admission.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/compute/evacuation.h"
#include "models/compute/placement.h"
#include "models/compute/rules.h"
#include "models/compute/pools.h"
#include "models/plan/policies.h"
#include "models/rehearsal.h"
#include "models/compute/vmotion.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE) (1u << VM_AT_##STATE)
#define ON(SIGNAL) VM_ON_##SIGNAL
#define GO(STATE) VM_AT_##STATE
#define RUNS (AT (RUNNING) | AT (LEAVING) | AT (PINNED) | AT (MIGRATING))
#define ON_OR_COMING (RUNS | AT (POWERING) | AT (RESTARTING))
#define WAITS (AT (LEAVING) | AT (PINNED))
#define ANY ((1u << VM_N_STATES) - 1)

static const ModelVm *
vm_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->vms[ME];
}

/* ---- Questions ---- */

static gboolean
is_emptying (const SimRun *run, guint32 host)
{
  return host != MODEL_NONE && model_host_state (run, host)->emptying;
}

GUARD (its_host_is_emptying, "its host is emptying")
{
  return is_emptying (run, model_vm_state (run, ME)->host);
}

GUARD (its_new_host_has_died, "its new host has just died")
{
  return !model_host_state (run, (guint32) event->arg)->powered;
}

GUARD (its_new_host_is_emptying, "its new host is emptying")
{
  return is_emptying (run, (guint32) event->arg);
}

static gboolean
moves_for (const SimRun *run, const SimEvent *event, ModelMove why)
{
  return model_vm_state (run, ME)->moves_for == why && model_host_is_up (run, (guint32) event->arg);
}

GUARD (drs_evens_out, "DRS evens out, and the host is there")
{
  return moves_for (run, event, MODEL_MOVE_EVEN);
}

GUARD (drs_corrects, "DRS puts a rule right, and the host is there")
{
  return moves_for (run, event, MODEL_MOVE_CORRECT);
}

GUARD (drs_makes_room, "DRS makes room for a restart, and the host is there")
{
  return moves_for (run, event, MODEL_MOVE_MAKE_ROOM);
}

GUARD (the_target_is_there, "the chosen host is still there")
{
  return model_host_is_up (run, (guint32) event->arg);
}

GUARD (vcenter_is_away, "vCenter is away")
{
  return !model_vcenter_offers (run, vm_of (run, event)->cluster, MODEL_FUNCTION_TASKS);
}

GUARD (its_disks_are_on_the_move, "its disks are being moved")
{
  return model_vmotion_is_under_way (run, ME);
}

GUARD (admission_control_refuses, "admission control would be violated")
{
  ModelSupposition what = MODEL_AS_IT_IS;

  what.vm_on = ME;
  return model_admission_refuses (run, vm_of (run, event)->cluster, &what);
}

/* What it is to reserve, of CPU and memory: one of the two is new. */
static ModelSupposition
as_it_will_reserve (const SimRun *run, const SimEvent *event)
{
  const ModelStep *step = &model_fleet (run)->steps[event->arg];
  const ModelVmState *v = model_vm_state (run, ME);
  ModelSupposition what = MODEL_AS_IT_IS;

  what.vm = ME;
  what.cpu_mhz = step->set_cpu_mhz < 0 ? v->cpu_reservation_mhz : step->set_cpu_mhz;
  what.memory_mib = step->set_memory_mib < 0 ? v->memory_reservation_mib : step->set_memory_mib;
  return what;
}

static gboolean
is_raised (const SimRun *run, const ModelSupposition *what)
{
  const ModelVmState *v = model_vm_state (run, what->vm);

  return what->cpu_mhz > v->cpu_reservation_mhz || what->memory_mib > v->memory_reservation_mib;
}

GUARD (admission_control_refuses_more, "it is more, and admission control would be violated")
{
  ModelSupposition what = as_it_will_reserve (run, event);

  return is_raised (run, &what) && model_admission_refuses (run, vm_of (run, event)->cluster, &what);
}

GUARD (its_host_has_no_more, "it is more than its host has unreserved")
{
  ModelSupposition what = as_it_will_reserve (run, event);
  const ModelVmState *v = model_vm_state (run, ME);
  guint32 host = v->target == MODEL_NONE ? v->host : v->target;
  const ModelHostState *h = model_host_state (run, host);

  return is_raised (run, &what) &&
         (h->cpu_reserved_mhz + what.cpu_mhz - v->cpu_reservation_mhz > model_fleet (run)->hosts[host].cpu_mhz ||
          h->memory_reserved_mib + what.memory_mib - v->memory_reservation_mib >
            model_host_memory (model_fleet (run), host));
}

GUARD (its_pool_refuses, "its resource pool, or the cluster, has not got what it reserves")
{
  return model_pools_refuse (run, ME);
}

GUARD (its_host_is_asked, "its host is asked, not vCenter")
{
  return model_fleet (run)->steps[event->arg].at_host;
}

GUARD (its_host_is_asked_and_can, "its host is asked, not vCenter, and can")
{
  guint32 host = model_vm_state (run, ME)->host, rule;

  return its_host_is_asked_test (run, event) && host != MODEL_NONE && model_host_is_up (run, host) &&
         !model_host_state (run, host)->emptying &&
         model_vm_against_host (run, ME, host, MODEL_FOR_POWER_ON, &rule) == MODEL_BLOCKER_NONE;
}

GUARD (its_host_is_isolated, "its host is isolated, and this is the response")
{
  return model_vm_state (run, ME)->isolated_off;
}

GUARD (no_host_has_room, "no host can take it")
{
  return model_place (run, ME, MODEL_FOR_POWER_ON).host == MODEL_NONE;
}

/* ---- Moved by hand ---- */

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
  tied = model_vm_against_host (run, ME, host_wanted (run, event), MODEL_FOR_MOVE_BY_HAND, ret_rule);
  return tied == MODEL_BLOCKER_RULE_RUN_ON || tied == MODEL_BLOCKER_RULE_RUN_NOT_ON ? MODEL_BLOCKER_RULE_FORBIDS_HOST
                                                                                    : tied;
}

GUARD (it_is_there_already, "it is there already")
{
  return model_vm_state (run, ME)->host == host_wanted (run, event);
}

GUARD (it_is_on_its_way, "it is on its way, for just that")
{
  const ModelVmState *v = model_vm_state (run, ME);

  return v->step == event->arg + 1 && !v->waits_by_hand && v->target != MODEL_NONE;
}

GUARD (something_forbids_the_move, "something forbids it")
{
  guint32 rule = MODEL_NONE;

  return against_moving (run, event, &rule) != MODEL_BLOCKER_NONE;
}

GUARD (no_slot_is_free, "a maximum of vMotions is reached, or DRS moves it just now")
{
  return is_on_the_move (run, ME) ||
         model_vmotion_limit (run, ME, model_operation (run, ME), host_wanted (run, event), MODEL_NONE) !=
         MODEL_LIMIT_NONE;
}

GUARD (a_person_moves_it, "a person moves it, and the host is there")
{
  return moves_for (run, event, MODEL_MOVE_BY_HAND);
}

GUARD (the_host_has_gone, "the host has gone")
{
  return !model_host_is_up (run, model_vm_state (run, ME)->target);
}

/* ---- What is done ---- */

/* It begins to run on a host, and inherits what is there; it ceases to. */
static void
begin_on (SimRun *run, const SimEvent *event, guint32 host)
{
  model_host_add (run, host, ME);
  model_inherit_policies (run, ME);
  model_look_whether_overfull (run, host);
}

static void
cease (SimRun *run, const SimEvent *event)
{
  guint32 host = model_vm_state (run, ME)->host;

  model_shed_policies (run, ME);
  model_host_remove (run, host, ME);
  model_look_whether_overfull (run, host);
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
  model_vm_state (run, ME)->blocker = MODEL_BLOCKER_NONE;
}

ACTION (wait_for_a_slot, "wait for a vMotion", NULL, SENDS_NOTHING)
{
  unpin (run, event);
}

ACTION (stay, "run on", NULL, SENDS (TO (MIGRATION, UNQUEUE)))
{
  unpin (run, event);
  leave_queue (run, event);
}

ACTION (pin, "stay", "{a:blocker-short}", SENDS (TO (MIGRATION, UNQUEUE)))
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
  sim_tell (run, event->arg, 0);
}

ACTION (go, "start the vMotion", "to {a:name}", SENDS (TO (MIGRATION, START)))
{
  unpin (run, event); /* a person may move what DRS could not */
  sim_tell (run, ACTOR (HOST, event->arg), 0);
  TELL (MIGRATION, ME, MIGRATION_ON_START, event->arg);
}

/* A vMotion that has not begun, or has just ended, does not hear of it: the slot is given back here. */
static void
forget_vmotion (SimRun *run, const SimEvent *event)
{
  guint32 target = model_vm_state (run, ME)->target;

  if (target == MODEL_NONE || model_vmotion_is_under_way (run, ME))
    return;
  model_vmotion_unbook (run, ME);
  model_notify_not_coming (run, target);
  TELL (DRS, vm_of (run, event)->cluster, DRS_ON_SLOT, model_vm_state (run, ME)->host);
}

#define MOVED TO (STEP, FINISHED), TO (STEP, BROKEN)

/* Only the move that a person asked for answers: while that one still waits for a slot, DRS may move the VM as well. */
static void
answer_mover (SimRun *run, const SimEvent *event, guint signal)
{
  ModelVmState *v = model_vm_state (run, ME);

  if (!v->step || v->waits_by_hand)
    return;
  TELL (STEP, v->step - 1, signal, 0);
  v->step = 0;
}

static void
wait_no_more (SimRun *run, const SimEvent *event)
{
  ModelVmState *v = model_vm_state (run, ME);

  if (!v->waits_by_hand)
    return;
  model_cluster_state (run, vm_of (run, event)->cluster)->by_hand--;
  v->waits_by_hand = FALSE;
  v->step = 0;
}

/* It goes down, on its way or while it waits for a slot. */
static void
disappoint_mover (SimRun *run, const SimEvent *event)
{
  ModelVmState *v = model_vm_state (run, ME);

  if (v->step)
    TELL (STEP, v->step - 1, STEP_ON_BROKEN, 0);
  wait_no_more (run, event);
  v->step = 0;
}

ACTION (stay_after_all, "run on where it was", NULL, SENDS (MOVED))
{
  answer_mover (run, event, STEP_ON_BROKEN);
}

ACTION (unbook, "give the slot back", NULL, SENDS (TO (DRS, SLOT), TO (MIGRATION, GO_AHEAD), MODEL_EMPTY_NOTICES, MOVED))
{
  answer_mover (run, event, STEP_ON_BROKEN);
  forget_vmotion (run, event);
  if (model_migration_state (run, ME)->step)
    TELL (MIGRATION, ME, MIGRATION_ON_GO_AHEAD, 0);
}

static void
arrive_on (SimRun *run, const SimEvent *event, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 from = model_vm_state (run, ME)->host;
  const ModelMigrationState *m = model_migration_state (run, ME);

  model_vmotion_unbook (run, ME);
  cease (run, event);
  begin_on (run, event, host);
  model_look_at_rules (run, ME);
  model_notify_empty (run, from);
  if (fleet->hosts[from].dedicated || fleet->hosts[host].dedicated) /* a failover host counts while nothing runs on it */
    model_notify_admission (run, vm_of (run, event)->cluster);
  sim_tell (run, ACTOR (HOST, host), sim_now (run) - m->stunned);
  if (model_vm_state (run, ME)->moves_for == MODEL_MOVE_MAKE_ROOM)
    model_notify_capacity (run, vm_of (run, event)->cluster);
  answer_mover (run, event, STEP_ON_FINISHED);
}

ACTION (arrive, "run there", "on {a:name}, switchover {b:ms}",
        SENDS (MODEL_EMPTY_NOTICES, MODEL_CAPACITY_NOTICES, MOVED))
{
  arrive_on (run, event, (guint32) event->arg);
}

ACTION (arrive_and_leave, "run there, and ask to be moved on", "on {a:name}, switchover {b:ms}",
        SENDS (MODEL_EMPTY_NOTICES, MODEL_CAPACITY_NOTICES, TO (DRS, SLOT), MOVED))
{
  arrive_on (run, event, (guint32) event->arg);
  TELL (DRS, vm_of (run, event)->cluster, DRS_ON_SLOT, event->arg);
}

#define GOES_DOWN                                                                                                      \
  TO (VCENTER, LOST), MODEL_MEMBER_NOTICES, TO (ADMISSION, REVIEW), MODEL_EMPTY_NOTICES, TO (RESTART, LOST), TO (DRS, SLOT),   \
    TO (MIGRATION, END_LOST), MOVED

static void
go_down (SimRun *run, const SimEvent *event)
{
  ModelVmState *v = model_vm_state (run, ME);
  guint32 host = v->host, cluster = vm_of (run, event)->cluster;
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, host) };

  disappoint_mover (run, event);
  forget_vmotion (run, event);
  if (STATE (MIGRATION, ME) == MIGRATION_AT_QUEUED)
    TELL (MIGRATION, ME, MIGRATION_ON_END_LOST, host);
  cease (run, event);
  v->attempts = 0;
  model_look_at_rules (run, ME);
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, event->to, 0);
  sim_find (run, MODEL_FIND_VM_DOWN, SIM_OUTAGE, event->to, 0, evidence);
  if (vm_of (run, event)->vcenter != MODEL_NONE)
    TELL (VCENTER, vm_of (run, event)->vcenter, VCENTER_ON_LOST, 0);
  model_notify_members_of_vm (run, ME);
  model_notify_empty (run, host);
  model_notify_admission (run, cluster);
}

ACTION (fall, "stop", "with {a:name}", SENDS (GOES_DOWN))
{
  sim_tell (run, ACTOR (HOST, model_vm_state (run, ME)->host), 0);
  go_down (run, event);
}

/* A VM that dies on a living host: the host's own power-on list tells the master (HA-07), isolation responses included. */
ACTION (die, "stop", "on {a:name}", SENDS (GOES_DOWN, TO (DETECTOR, VM_OFF)))
{
  ModelVmState *v = model_vm_state (run, ME);

  sim_tell (run, ACTOR (HOST, v->host), 0);
  if (model_migration_state (run, ME)->booked)
    TELL (MIGRATION, ME, MIGRATION_ON_END_LOST, v->host);
  go_down (run, event);
  TELL (DETECTOR, v->host, DETECTOR_ON_VM_OFF, ME);
}

ACTION (arrive_nowhere, "stop with it", "with {a:name}", SENDS (GOES_DOWN, MODEL_CAPACITY_NOTICES))
{
  arrive_on (run, event, (guint32) event->arg);
  go_down (run, event);
}

ACTION (be_restarted, "power on", "on {a:name}", SENDS_NOTHING)
{
  sim_tell (run, ACTOR (HOST, event->arg), 0);
}

#define COMES_UP                                                                                                       \
  TO (VCENTER, BACK), MODEL_MEMBER_NOTICES, TO (ADMISSION, REVIEW), TO (VM, LEAVE), TO (DRS, GO_ON), TO (ISOLATION, OVER), TO (VMCP, OVER)

static void
come_up (SimRun *run, const SimEvent *event, guint32 host)
{
  model_vm_state (run, ME)->isolated_off = FALSE;
  if (STATE (ISOLATION, ME) == ISOLATION_AT_OFF)
    TELL (ISOLATION, ME, ISOLATION_ON_OVER, 0);
  if (STATE (VMCP, ME) != VMCP_AT_OK)
    TELL (VMCP, ME, VMCP_ON_OVER, 0);
  begin_on (run, event, host);
  model_look_at_rules (run, ME);
  sim_find_end (run, MODEL_FIND_VM_DOWN, event->to, 0);
  sim_find_end (run, MODEL_FIND_HA_RESTART_FAILED, event->to, 0);
  if (vm_of (run, event)->vcenter != MODEL_NONE)
    TELL (VCENTER, vm_of (run, event)->vcenter, VCENTER_ON_BACK, 0);
  model_notify_members_of_vm (run, ME);
  model_notify_admission (run, vm_of (run, event)->cluster);
  if (is_emptying (run, host)) {
    TELL (VM, ME, VM_ON_LEAVE, 0);
    TELL (DRS, vm_of (run, event)->cluster, DRS_ON_GO_ON, 0);
  }
}

/* HA's room for it, which is its own from now on. */
static void
take_room (SimRun *run, const SimEvent *event)
{
  model_host_expect_no_more (run, (guint32) event->arg, ME);
  model_vm_state (run, ME)->target = MODEL_NONE;
}

ACTION (run_again, "run", "on {a:name}", SENDS (COMES_UP))
{
  take_room (run, event);
  sim_tell (run, ACTOR (HOST, event->arg), 0);
  come_up (run, event, (guint32) event->arg);
}

ACTION (be_lost_again, "be restarted again", NULL, SENDS (TO (RESTART, LOST), MODEL_EMPTY_NOTICES))
{
  take_room (run, event);
  model_notify_not_coming (run, (guint32) event->arg);
  TELL (RESTART, ME, RESTART_ON_LOST, 0);
}

static void
refuse (SimRun *run, const SimEvent *event, ModelRefusal why)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { why };

  sim_find (run, MODEL_FIND_POWER_ON_REFUSED, SIM_RISK, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_POWER_ON_REFUSED, event->to, 0);
  sim_tell (run, why, 0);
  TELL (STEP, (guint32) event->arg, STEP_ON_BROKEN, 0);
}

ACTION (refuse_admission, "InsufficientFailoverResources", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_REFUSED_ADMISSION);
}

ACTION (refuse_no_room, "refuse", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event,
          model_place (run, ME, MODEL_FOR_POWER_ON).blocker == MODEL_BLOCKER_HOST_SETTING ? MODEL_REFUSED_SETTING
                                                                                          : MODEL_REFUSED_NO_ROOM);
}

ACTION (refuse_busy, "refuse", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_REFUSED_BUSY);
}

ACTION (refuse_no_vcenter, "refuse", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_REFUSED_VCENTER_DOWN);
}

static void
refuse_reservation (SimRun *run, const SimEvent *event, ModelRefusal why)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { why };

  sim_find (run, MODEL_FIND_RESERVATION_REFUSED, SIM_RISK, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_RESERVATION_REFUSED, event->to, 0);
  sim_tell (run, why, 0);
  TELL (STEP, (guint32) event->arg, STEP_ON_BROKEN, 0);
}

ACTION (refuse_more_admission, "InsufficientFailoverResources", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse_reservation (run, event, MODEL_REFUSED_ADMISSION);
}

ACTION (refuse_more_no_room, "refuse", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse_reservation (run, event, MODEL_REFUSED_HOST_FULL);
}

ACTION (refuse_more_no_vcenter, "refuse", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse_reservation (run, event, MODEL_REFUSED_VCENTER_DOWN);
}

ACTION (reserve, "promise it so much", "{a:mhz}, {b:mib}", SENDS (TO (STEP, FINISHED), MODEL_CAPACITY_NOTICES))
{
  ModelSupposition what = as_it_will_reserve (run, event);

  model_vm_reserve (run, ME, what.cpu_mhz, what.memory_mib);
  sim_tell (run, what.cpu_mhz, what.memory_mib);
  model_notify_capacity (run, vm_of (run, event)->cluster);
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

ACTION (refuse_pool, "refuse", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_REFUSED_POOL);
}

ACTION (refuse_at_host, "refuse", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_REFUSED_HOST_FULL);
}

static void
power_on_there (SimRun *run, const SimEvent *event, guint32 host)
{
  ModelVmState *v = model_vm_state (run, ME);

  v->target = host;
  model_host_expect (run, v->target, ME);
  v->attempts = (guint32) event->arg;
  sim_tell (run, ACTOR (HOST, v->target), 0);
  TELL_IN (model_number (run, MODEL_HA_POWER_ON), VM, ME, VM_ON_POWERED_ON, event->arg);
}

ACTION (power_on_at_host, "power it on", "on {a:name}", SENDS (TO (VM, POWERED_ON)))
{
  power_on_there (run, event, model_vm_state (run, ME)->host);
}

ACTION (power_on, "place it and power it on", "on {a:name}", SENDS (TO (VM, POWERED_ON)))
{
  power_on_there (run, event, model_place (run, ME, MODEL_FOR_POWER_ON).host);
}

ACTION (be_on, "run", "on {a:name}", SENDS (COMES_UP, TO (STEP, FINISHED), TO (RESTART, RESTORED)))
{
  ModelVmState *v = model_vm_state (run, ME);
  guint32 host = v->target;

  model_host_expect_no_more (run, host, ME);
  v->target = MODEL_NONE;
  v->attempts = 0;
  sim_tell (run, ACTOR (HOST, host), 0);
  come_up (run, event, host);
  TELL (RESTART, ME, RESTART_ON_RESTORED, 0);
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

ACTION (be_refused_after_all, "give up", "{a:refusal}", SENDS (TO (STEP, BROKEN), MODEL_EMPTY_NOTICES))
{
  ModelVmState *v = model_vm_state (run, ME);

  model_host_expect_no_more (run, v->target, ME);
  model_notify_not_coming (run, v->target);
  v->target = MODEL_NONE;
  refuse (run, event, MODEL_REFUSED_NO_ROOM);
}

ACTION (be_on_already, "say so", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

static void
refuse_to_move (SimRun *run, const SimEvent *event, ModelBlocker blocker, guint32 rule)
{
  ModelVmState *v = model_vm_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { blocker, v->host == MODEL_NONE ? 0 : ACTOR (HOST, v->host),
                                        rule == MODEL_NONE ? 0 : rule + 1, ACTOR (HOST, host_wanted (run, event)) };

  if (v->step == event->arg + 1)
    wait_no_more (run, event);
  sim_find (run, MODEL_FIND_MOVE_REFUSED, SIM_RISK, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_MOVE_REFUSED, event->to, 0);
  sim_tell (run, blocker, 0);
  TELL (STEP, (guint32) event->arg, STEP_ON_BROKEN, 0);
}

ACTION (be_there_already, "say so", NULL, SENDS (TO (STEP, FINISHED)))
{
  if (model_vm_state (run, ME)->step == event->arg + 1)
    wait_no_more (run, event);
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

ACTION (refuse_move, "refuse", "{a:blocker-short}", SENDS (TO (STEP, BROKEN)))
{
  guint32 rule = MODEL_NONE;
  ModelBlocker blocker = against_moving (run, event, &rule);

  refuse_to_move (run, event, blocker, rule);
}

ACTION (refuse_move_blind, "refuse", "{a:blocker-short}", SENDS (TO (STEP, BROKEN)))
{
  refuse_to_move (run, event, MODEL_BLOCKER_VCENTER_DOWN, MODEL_NONE);
}

ACTION (refuse_move_off, "refuse", "{a:blocker-short}", SENDS (TO (STEP, BROKEN)))
{
  refuse_to_move (run, event, MODEL_BLOCKER_NOT_RUNNING, MODEL_NONE);
}

/* It asks again whenever a vMotion of its cluster has ended. */
ACTION (wait_by_hand, "wait for a slot", NULL, SENDS_NOTHING)
{
  ModelVmState *v = model_vm_state (run, ME);

  if (!v->waits_by_hand)
    model_cluster_state (run, vm_of (run, event)->cluster)->by_hand++;
  v->waits_by_hand = TRUE;
  v->step = (guint32) event->arg + 1;
}

ACTION (set_off, "book it", "to {a:name}", SENDS (MODEL_MOVE_NOTICES))
{
  ModelVmState *v = model_vm_state (run, ME);

  wait_no_more (run, event);
  v->step = (guint32) event->arg + 1;
  sim_tell (run, ACTOR (HOST, host_wanted (run, event)), 0);
  model_move (run, ME, host_wanted (run, event), MODEL_MOVE_BY_HAND);
}

/* clang-format off */
const SimRow model_VM_rows[] = {
  /* Leaving a host */
  ROW    (AT (RUNNING) | AT (PINNED), ON (LEAVE), ALWAYS,              GO (LEAVING),    wait_for_a_slot, "its host is emptying",                           "EV-01"),
  IGNORE (ANY & ~(AT (RUNNING) | AT (PINNED)), ON (LEAVE), "it is leaving already, or not running"),
  ROW    (WAITS,         ON (STAY),        ALWAYS,                     GO (RUNNING),    stay,         "its host need not be emptied any more",          "EV-01"),
  IGNORE (ANY & ~WAITS,  ON (STAY),        "it is not waiting to leave"),
  ROW    (WAITS,         ON (MOVE),        the_target_is_there,        GO (MIGRATING),  go,           "its host is emptying",                           "EV-04 VMO-10"),
  ROW    (AT (RUNNING),  ON (MOVE),        drs_evens_out,              GO (MIGRATING),  go,           "DRS finds it better there",                      "DRS-06 DRS-07"),
  ROW    (AT (RUNNING),  ON (MOVE),        a_person_moves_it,          GO (MIGRATING),  go,           "a person wants it there",                        "VMO-10"),
  ROW    (AT (RUNNING),  ON (MOVE),        drs_makes_room,             GO (MIGRATING),  go,           "HA needs its room for another VM",               "HA-38"),
  ROW    (AT (RUNNING),  ON (MOVE),        drs_corrects,               GO (MIGRATING),  go,           "a rule wants it there",                          "DRS-11"),
  STAY   (ANY,           ON (MOVE),        ALWAYS,                                      unbook,       "one of the two is not there any more",           "model"),
  ROW    (AT (LEAVING),  ON (CANNOT_MOVE), ALWAYS,                     GO (PINNED),     pin,          "no host will take it",                           "B01-B28"),
  IGNORE (ANY & ~AT (LEAVING), ON (CANNOT_MOVE), "it is not waiting to leave"),
  ROW    (AT (MIGRATING), ON (ARRIVED),    its_new_host_has_died,      GO (DOWN),       arrive_nowhere, "it arrived on a host that has just died",      "HST-01"),
  ROW    (AT (MIGRATING), ON (ARRIVED),    its_new_host_is_emptying,   GO (LEAVING),    arrive_and_leave, "it arrived where it cannot stay",             "EV-04"),
  ROW    (AT (MIGRATING), ON (ARRIVED),    ALWAYS,                     GO (RUNNING),    arrive,       "it arrived",                                     "VMO-10"),
  IGNORE (ANY & ~AT (MIGRATING), ON (ARRIVED), "it is down"),
  ROW    (AT (MIGRATING), ON (MOVE_FAILED), its_host_is_emptying,      GO (LEAVING),    stay_after_all, "the vMotion broke off, it still has to leave",   "VMO-10"),
  ROW    (AT (MIGRATING), ON (MOVE_FAILED), ALWAYS,                    GO (RUNNING),    stay_after_all, "the vMotion broke off",                          "VMO-10"),
  IGNORE (ANY & ~AT (MIGRATING), ON (MOVE_FAILED), "it is down"),

  /* By hand */
  STAY   (ANY & ~AT (MIGRATING), ON (MOVE_BY_HAND), it_is_there_already,                be_there_already, "it is there",                                 "model"),
  STAY   (ANY,           ON (MOVE_BY_HAND), it_is_on_its_way,                           NOTHING,      "it has been asked twice in one instant",         "model"),
  STAY   (ANY,           ON (MOVE_BY_HAND), vcenter_is_away,                            refuse_move_blind, "no vMotion starts without vCenter",         "VC-05"),
  STAY   (ANY & ~RUNS,   ON (MOVE_BY_HAND), ALWAYS,                                     refuse_move_off, "it does not run",                             "model"),
  STAY   (RUNS,          ON (MOVE_BY_HAND), something_forbids_the_move,                 refuse_move,  "must rules bind a person too",                   "DRS-10 B04 B06"),
  STAY   (RUNS,          ON (MOVE_BY_HAND), no_slot_is_free,                            wait_by_hand, "it is queued, not refused",                      "VMO-01"),
  STAY   (RUNS,          ON (MOVE_BY_HAND), ALWAYS,                                     set_off,      "{from} asks for it",                             "VMO-10"),

  /* Going down */
  ROW    (RUNS,          ON (HOST_LOST),   ALWAYS,                     GO (DOWN),       fall,         "its host has lost power",                        "HST-01"),
  IGNORE (ANY & ~RUNS,   ON (HOST_LOST),   "it was not running there"),
  ROW    (RUNS,          ON (DIE),         its_host_is_isolated,       GO (DOWN),       die,          "its host is isolated: the response stops it",    "HA-17 HA-22"),
  ROW    (RUNS,          ON (DIE),         ALWAYS,                     GO (DOWN),       die,          "something stops it on a living host",            "HA-07"),
  IGNORE (ANY & ~RUNS,   ON (DIE),         "it was not running"),

  /* Coming up */
  ROW    (AT (DOWN),     ON (RESTART),     ALWAYS,                     GO (RESTARTING), be_restarted, "HA has found a host for it",                     "HA-37"),
  IGNORE (ANY & ~AT (DOWN), ON (RESTART),  "it is not down"),
  ROW    (AT (RESTARTING), ON (RESTARTED), its_new_host_has_died,      GO (DOWN),       be_lost_again, "the host has just died",                         "HA-35"),
  ROW    (AT (RESTARTING), ON (RESTARTED), ALWAYS,                     GO (RUNNING),    run_again,    "HA has powered it on",                           "HA-37"),
  IGNORE (ANY & ~AT (RESTARTING), ON (RESTARTED), "nobody was restarting it"),
  ROW    (AT (RESTARTING), ON (GIVEN_UP),  ALWAYS,                     GO (DOWN),       NOTHING,      "this attempt has failed",                        "HA-34"),
  IGNORE (ANY & ~AT (RESTARTING), ON (GIVEN_UP), "nobody was restarting it"),

  /* Asked of vCenter */
  STAY   (ANY,           ON (RESERVE),     vcenter_is_away,                             refuse_more_no_vcenter, "no task starts without vCenter",             "VC-05"),
  STAY   (ON_OR_COMING,  ON (RESERVE),     admission_control_refuses_more,              refuse_more_admission, "the tolerated failures would not be covered", "AC-02"),
  STAY   (ON_OR_COMING,  ON (RESERVE),     its_host_has_no_more,                        refuse_more_no_room, "a reservation is backed by its host",           "B02"),
  STAY   (ANY,           ON (RESERVE),     ALWAYS,                                      reserve,      "{from} sets it",                                 "AC-02 AC-03"),
  ROW    (AT (OFF) | AT (DOWN), ON (POWER_ON), its_host_is_asked_and_can, GO (POWERING),   power_on_at_host, "its host does it, and asks nobody",           "VC-06 VC-09"),
  STAY   (AT (OFF) | AT (DOWN), ON (POWER_ON), its_host_is_asked,                       refuse_at_host, "its host cannot run it",                       "B02"),
  STAY   (AT (OFF) | AT (DOWN), ON (POWER_ON), vcenter_is_away,                         refuse_no_vcenter, "no task starts without vCenter",            "VC-05"),
  STAY   (AT (OFF) | AT (DOWN), ON (POWER_ON), its_disks_are_on_the_move,               refuse_busy,   "its disks are being moved",                      "model"),
  STAY   (AT (OFF) | AT (DOWN), ON (POWER_ON), admission_control_refuses,               refuse_admission,  "the tolerated failures would not be covered", "AC-02"),
  STAY   (AT (OFF) | AT (DOWN), ON (POWER_ON), its_pool_refuses,                        refuse_pool,  "a pool promises what it has",                    "DRS-14"),
  STAY   (AT (OFF) | AT (DOWN), ON (POWER_ON), no_host_has_room,                        refuse_no_room, "no host can take it",                          "DRS-01"),
  ROW    (AT (OFF) | AT (DOWN), ON (POWER_ON), ALWAYS,                 GO (POWERING),   power_on,     "{from} asks for it",                             "AC-02 DRS-01"),
  STAY   (RUNS,          ON (POWER_ON),    ALWAYS,                                      be_on_already, "it runs",                                       "model"),
  STAY   (AT (POWERING) | AT (RESTARTING), ON (POWER_ON), ALWAYS,                       be_on_already, "it is being powered on",                        "model"),
  ROW    (AT (POWERING), ON (POWERED_ON),  the_host_has_gone,          GO (OFF),        be_refused_after_all, "the host it was being powered on has gone", "model"),
  ROW    (AT (POWERING), ON (POWERED_ON),  ALWAYS,                     GO (RUNNING),    be_on,        "it has been powered on",                         "DRS-01"),
  IGNORE (ANY & ~AT (POWERING), ON (POWERED_ON), "nobody was powering it on"),
};
/* clang-format on */
const guint model_VM_n_rows = G_N_ELEMENTS (model_VM_rows);
