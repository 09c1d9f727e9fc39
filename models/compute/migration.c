/* The vMotion machine (handbook 8.8): one VM on its way, with its memory or its disks or both, and its waiting for that.
 * DRS chooses where to; what may begin now is arithmetic of vmotion.h, what a copy takes that of precopy.h.
 *
 * Facts: VMO-01 VMO-02 VMO-03 VMO-04 VMO-05 VMO-10 VMO-11 VMO-12 VMO-16 VMO-17. */

#include "models/compute/hosts.h"
#include "models/compute/precopy.h"
#include "models/compute/vmotion.h"
#include "models/notices.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE)   (1u << MIGRATION_AT_##STATE)
#define ON(SIGNAL)  MIGRATION_ON_##SIGNAL
#define GO(STATE)   MIGRATION_AT_##STATE
#define RESTING     (AT (IDLE) | AT (QUEUED))
#define ANY         ((1u << MIGRATION_N_STATES) - 1)
#define UNDER_WAY   (ANY & ~RESTING)
#define BEFORE_STUN (UNDER_WAY & ~AT (SWITCHING))

#define MIB (G_GINT64_CONSTANT (1) << 20)

/* ---- The pace of a copy ---- */

/* For how long the guest will be slowed down, at the present rate: every round is that share of the one before. */
static SimTime
slow_for (const SimRun *run, const ModelMigrationState *m)
{
  gint64 rest = 100000 - model_number (run, MODEL_VMOTION_SDPS_SHARE);

  return sim_muldiv (sim_muldiv (m->left, SIM_SECOND, m->rate), 100000, MAX (1, rest));
}

static void
look_whether_slowed (SimRun *run, guint32 vm)
{
  const ModelMigrationState *m = model_migration_state (run, vm);
  gint64 evidence[SIM_EVIDENCE_MAX] = { m->rate, 0 };
  gboolean slowed;

  evidence[1] = model_dirty_rate (run, vm, m->rate, &slowed);
  if (slowed)
    sim_find (run, MODEL_FIND_GUEST_SLOWED,
              slow_for (run, m) > model_number (run, MODEL_VMOTION_SLOW_LIMIT) ? SIM_RISK : SIM_NOTE,
              ACTOR (VM, vm), 0, evidence);
}

/* Gives a copy its present share of the links and the moment at which it will be through. */
static void
pace (SimRun *run, guint32 vm)
{
  ModelMigrationState *m = model_migration_state (run, vm);
  guint state = STATE (MIGRATION, vm);
  SimTime extra = state == MIGRATION_AT_SWITCHING ? model_number (run, MODEL_VMOTION_RESUME) : 0;
  SimTicket *timer = &model_vm_timers (run, vm)->migration;

  m->rate = model_copy_rate (run, vm);
  if (state == MIGRATION_AT_COPYING)
    look_whether_slowed (run, vm);
  sim_cancel (run, timer);
  *timer = TELL_IN (sim_muldiv_up (m->left, SIM_SECOND, m->rate) + extra, MIGRATION, vm,
                    state == MIGRATION_AT_DISKS       ? MIGRATION_ON_DISKS_MOVED
                    : state == MIGRATION_AT_SWITCHING ? MIGRATION_ON_SWITCHED
                                                      : MIGRATION_ON_ROUND,
                    0);
}

/* A copy has begun or ended on this host: all others there get another share. One that has sent its last byte is only being
 * resumed, which takes no longer for that. */
static void
pace_others (SimRun *run, guint32 host, guint32 except)
{
  const ModelHostState *h = model_host_state (run, host);

  for (guint i = 0; i < MODEL_VMOTION_SLOTS; i++) {
    guint32 vm = h->slots[i] - 1;

    if (h->slots[i] && vm != except && model_is_sending (run, vm)) {
      ModelMigrationState *m = model_migration_state (run, vm);
      gint64 sent = MIN (m->left, sim_muldiv (m->rate, sim_now (run) - m->since, SIM_SECOND));

      model_copy_settle (run, vm, sent);
      if (m->left > 0 || STATE (MIGRATION, vm) != MIGRATION_AT_SWITCHING)
        pace (run, vm);
    }
  }
}

static void
pace_both_ends (SimRun *run, guint32 vm)
{
  const ModelVmState *v = model_vm_state (run, vm);

  pace_others (run, v->host, vm);
  if (v->target != MODEL_NONE)
    pace_others (run, v->target, vm);
}

/* ---- Questions ---- */

static const ModelStep *
relocation_of (const SimRun *run, guint32 vm)
{
  guint32 step = model_migration_state (run, vm)->step;

  return step ? &model_fleet (run)->steps[step - 1] : NULL;
}

GUARD (breaks, "it breaks")
{
  return model_vm_state (run, ME)->next_fault;
}

/* Little enough in bytes, and to be sent within the time that the guest may stand still (VMO-11), resuming included. */
GUARD (little_is_left, "little enough is left")
{
  gint64 next = model_next_volume (run, ME), goal = model_number (run, MODEL_VMOTION_STUN_GOAL);
  gint64 resume = model_number (run, MODEL_VMOTION_RESUME);

  return next <= model_number (run, MODEL_VMOTION_STOP) * MIB
         && sim_muldiv (next, SIM_SECOND, model_migration_state (run, ME)->rate) <= (resume < goal ? goal - resume : goal);
}

GUARD (it_will_not_converge, "enough rounds were made, and this guest cannot be slowed down")
{
  return model_migration_state (run, ME)->round >= model_number (run, MODEL_VMOTION_ROUNDS)
         && !model_can_slow (run, ME);
}

GUARD (the_vm_has_gone, "the VM has gone down meanwhile")
{
  return STATE (VM, ME) != VM_AT_MIGRATING;
}

GUARD (the_target_has_gone, "the target has died meanwhile")
{
  return !model_host_is_up (run, model_vm_state (run, ME)->target);
}

GUARD (it_is_the_target, "the target has died")
{
  return model_vm_state (run, ME)->target == event->arg;
}

GUARD (the_room_has_gone, "the target has given its room away meanwhile")
{
  return model_vm_state (run, ME)->target != MODEL_NONE && !model_vmotion_can_reserve (run, ME);
}

GUARD (its_disks_go_too, "its disks are to be moved")
{
  return model_migration_state (run, ME)->operation != MODEL_VMOTION;
}

GUARD (only_its_disks_move, "only its disks move")
{
  return model_migration_state (run, ME)->operation == MODEL_STORAGE_VMOTION;
}

GUARD (the_guest_stops_for_traces, "its source is older than 7.0 and stops it to trace its pages")
{
  return model_trace_stun (run, ME) > 0;
}

GUARD (no_network_is_used, "it does not use the network")
{
  return !model_costs[model_migration_state (run, ME)->operation].network;
}

GUARD (vcenter_is_away, "vCenter is away")
{
  return !model_vcenter_offers (run, model_fleet (run)->vms[ME].cluster, MODEL_FUNCTION_TASKS);
}

GUARD (its_host_is_away, "its host is away")
{
  guint32 host = model_vm_state (run, ME)->host;

  return host == MODEL_NONE || !model_host_is_up (run, host);
}

GUARD (its_host_does_not_see_it, "its host does not see the datastore")
{
  const ModelFleet *fleet = model_fleet (run);
  guint64 seen = fleet->hosts[model_vm_state (run, ME)->host].datastores;

  return seen && !(seen >> fleet->steps[event->arg].datastore & 1);
}

GUARD (it_is_not_at_rest, "it is down, or being powered on")
{
  guint state = STATE (VM, ME);

  return state == VM_AT_DOWN || state == VM_AT_POWERING || state == VM_AT_RESTARTING;
}

GUARD (nobody_wants_its_disks_moved, "nobody wants its disks moved")
{
  return !relocation_of (run, ME);
}

/* One move of a VM at a time (B06). */
GUARD (it_is_about_to_go, "a vMotion of it is booked")
{
  return model_vm_state (run, ME)->target != MODEL_NONE && model_migration_state (run, ME)->booked;
}

GUARD (it_must_wait, "it would exceed a maximum, or vCenter is away")
{
  const ModelStep *step = relocation_of (run, ME);

  return vcenter_is_away_test (run, event)
         || model_vmotion_limit (run, ME, MODEL_STORAGE_VMOTION, MODEL_NONE, step->datastore) != 0;
}

/* ---- Waiting ---- */

ACTION (wait, "wait", "for {a:limit}", SENDS_NOTHING)
{
  model_migration_state (run, ME)->waits = (guint32) event->arg;
  sim_tell (run, event->arg, 0);
}

ACTION (stop_waiting, "forget it", NULL, SENDS_NOTHING)
{
  model_migration_state (run, ME)->waits = 0;
}

ACTION (wait_with_disks, "wait", "for {a:limit}", SENDS_NOTHING)
{
  ModelMigrationState *m = model_migration_state (run, ME);

  m->waits
      = model_vmotion_limit (run, ME, MODEL_STORAGE_VMOTION, MODEL_NONE, relocation_of (run, ME)->datastore);
  sim_tell (run, m->waits, 0);
}

/* ---- Beginning ---- */

static void
begin (SimRun *run, guint32 vm)
{
  ModelMigrationState *m = model_migration_state (run, vm);

  m->volume = m->left = m->dirtied = m->rate = 0;
  m->round = m->waits = 0;
  m->began = sim_now (run);
  m->stunned = 0;
  model_vm_timers (run, vm)->migration
      = TELL_IN (model_number (run, MODEL_VMOTION_CHECK), MIGRATION, vm, MIGRATION_ON_CHECKED, 0);
}

ACTION (check, "check compatibility", "to {a:name}", SENDS (TO (MIGRATION, CHECKED)))
{
  sim_tell (run, ACTOR (HOST, event->arg), 0);
  begin (run, ME);
}

ACTION (want_disks_moved, "see whether it can begin", NULL, SENDS (TO (MIGRATION, GO_AHEAD)))
{
  model_migration_state (run, ME)->step = (guint32) event->arg + 1;
  TELL (MIGRATION, ME, MIGRATION_ON_GO_AHEAD, 0);
}

ACTION (refuse_without_vcenter, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_VCENTER_DOWN);
}

ACTION (refuse_without_host, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_HOST_AWAY);
}

ACTION (refuse_unseen, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_DATASTORE_UNSEEN);
}

ACTION (refuse_after_all, "give up", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  ModelMigrationState *m = model_migration_state (run, ME);

  model_refuse_step (run, m->step - 1, MODEL_CHECK_VM_BUSY);
  m->step = m->waits = 0;
}

ACTION (check_disks, "check", "to {a:datastore}", SENDS (TO (MIGRATION, CHECKED)))
{
  guint32 datastore = relocation_of (run, ME)->datastore;

  sim_tell (run, datastore, 0);
  model_relocation_book (run, ME, datastore);
  begin (run, ME);
}

ACTION (reserve, "reserve on the target", NULL, SENDS (TO (MIGRATION, RESERVED)))
{
  model_vm_timers (run, ME)->migration
      = TELL_IN (model_number (run, MODEL_VMOTION_RESERVE), MIGRATION, ME, MIGRATION_ON_RESERVED, 0);
}

#define COPIES TO (MIGRATION, DISKS_MOVED), TO (MIGRATION, ROUND), TO (MIGRATION, SWITCHED)

static void
be_reserved (SimRun *run, guint32 vm)
{
  if (model_vm_state (run, vm)->target != MODEL_NONE)
    model_vmotion_reserve (run, vm);
}

static void
start_sending (SimRun *run, const SimEvent *event, gint64 volume)
{
  ModelMigrationState *m = model_migration_state (run, ME);

  be_reserved (run, ME);
  m->volume = m->left = volume;
  m->since = sim_now (run);
  pace (run, ME);
  pace_both_ends (run, ME);
  sim_tell (run, m->volume, m->rate);
}

ACTION (move_disks, "send its disks", "{a:bytes} at {b:bytes-s}", SENDS (COPIES))
{
  gint64 said = model_fleet (run)->vms[ME].disks_mib;

  start_sending (run, event, (said ? said : model_number (run, MODEL_VM_DISK)) * MIB);
}

ACTION (trace, "stop the guest while its pages are traced", "{a:ms}", SENDS (TO (MIGRATION, TRACED)))
{
  SimTime takes = model_trace_stun (run, ME);

  be_reserved (run, ME);
  sim_tell (run, takes, 0);
  model_vm_timers (run, ME)->migration = TELL_IN (takes, MIGRATION, ME, MIGRATION_ON_TRACED, 0);
}

ACTION (start_copy, "send all memory", "{a:bytes} at {b:bytes-s}", SENDS (COPIES))
{
  model_migration_state (run, ME)->round = 1;
  start_sending (run, event, model_fleet (run)->vms[ME].memory_mib * MIB);
}

/* ---- Pre-copy and switchover ---- */

static void
start_round (SimRun *run, const SimEvent *event)
{
  ModelMigrationState *m = model_migration_state (run, ME);

  m->volume = m->left = model_next_volume (run, ME);
  m->dirtied = 0;
  m->since = sim_now (run);
}

ACTION (copy_again, "send what was written meanwhile", "round {b}, {a:bytes}", SENDS (COPIES))
{
  ModelMigrationState *m = model_migration_state (run, ME);

  start_round (run, event);
  m->round++;
  pace (run, ME);
  sim_tell (run, m->volume, m->round);
}

ACTION (stun, "stop the guest, send the rest and the device state", "{a:bytes} after {b:rounds}",
        SENDS (COPIES))
{
  ModelMigrationState *m = model_migration_state (run, ME);

  sim_find_end (run, MODEL_FIND_GUEST_SLOWED, ACTOR (VM, ME), 0);
  start_round (run, event);
  m->stunned = sim_now (run);
  pace (run, ME);
  sim_tell (run, m->volume, m->round);
}

/* ---- The end ---- */

#define AFTERWARDS TO (DRS, SLOT), TO (MIGRATION, GO_AHEAD), COPIES

/* Those that wait to have their disks moved, with nobody but themselves to try again. */
static void
wake_relocations (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb == MODEL_VERB_RELOCATE
        && model_migration_state (run, fleet->steps[s].index)->step == s + 1)
      TELL (MIGRATION, fleet->steps[s].index, MIGRATION_ON_GO_AHEAD, 0);
}

/* Datastores and a vCenter are shared by clusters: where one of them was full, others may wait for it too. */
static void
wake_other_clusters (SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelMigrationState *m = model_migration_state (run, vm);
  guint32 own = fleet->vms[vm].cluster, vcenter = fleet->clusters[own].vcenter;
  gint64 cap = model_number (run, MODEL_VMOTION_VCENTER_MAX);
  gboolean full = cap && vcenter != MODEL_NONE && model_vcenter_state (run, vcenter)->vmotions >= cap;

  for (guint32 ds = 0; ds < fleet->n_datastores && !full && m->booked; ds++)
    full = m->touched >> ds & 1
           && *model_datastore_cost (run, ds) + model_costs[MODEL_STORAGE_VMOTION].datastore
                  > model_number (run, MODEL_VMOTION_DATASTORE_MAX);
  for (guint32 c = 0; c < fleet->n_clusters && full; c++)
    if (c != own)
      TELL (DRS, c, DRS_ON_SLOT, model_vm_state (run, vm)->host);
}

/* Both ends have a copy less. Their slots and the room on the target are given back at once when it has failed; when it
 * has succeeded, by the VM as it arrives: between the two the target would seem emptier than it is. */
static void
end (SimRun *run, const SimEvent *event)
{
  guint32 from = model_vm_state (run, ME)->host, to = model_vm_state (run, ME)->target;

  sim_cancel (run, &model_vm_timers (run, ME)->migration);
  sim_find_end (run, MODEL_FIND_GUEST_SLOWED, ACTOR (VM, ME), 0);
  wake_other_clusters (run, ME);
  if (event->signal != MIGRATION_ON_SWITCHED) {
    model_vmotion_unbook (run, ME);
    if (to != MODEL_NONE)
      model_notify_not_coming (run, to);
  }
  if (from != MODEL_NONE)
    pace_others (run, from, ME);
  if (to != MODEL_NONE)
    pace_others (run, to, ME);
  TELL (DRS, model_fleet (run)->vms[ME].cluster, DRS_ON_SLOT, from);
  wake_relocations (run);
}

/* VMO-11: the goal is less than a second, page traces of old hosts included. */
static void
look_at_stun (SimRun *run, const SimEvent *event)
{
  const ModelMigrationState *m = model_migration_state (run, ME);
  SimTime switchover = sim_now (run) - m->stunned, traces = model_trace_stun (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { MAX (switchover, traces), switchover, traces, m->volume, m->round };

  if (evidence[0] <= model_number (run, MODEL_VMOTION_STUN_GOAL))
    return;
  sim_find (run, MODEL_FIND_STUN_TOO_LONG,
            evidence[0] > model_number (run, MODEL_VMOTION_STUN_LIMIT) ? SIM_RISK : SIM_NOTE, ACTOR (VM, ME),
            0, evidence);
  sim_find_end (run, MODEL_FIND_STUN_TOO_LONG, ACTOR (VM, ME), 0);
}

ACTION (arrive, "resume on the target, release the source", "in {a:ms}, switchover {b:ms}",
        SENDS (TO (VM, ARRIVED), AFTERWARDS))
{
  guint32 target = model_vm_state (run, ME)->target;
  const ModelMigrationState *m = model_migration_state (run, ME);

  sim_tell (run, sim_now (run) - m->began, sim_now (run) - m->stunned);
  look_at_stun (run, event);
  TELL (VM, ME, VM_ON_ARRIVED,
        target); /* before DRS hears of the slot: the target is as full as it will be */
  end (run, event);
}

static void
end_relocation (SimRun *run, const SimEvent *event, guint step_signal)
{
  ModelMigrationState *m = model_migration_state (run, ME);

  if (m->operation == MODEL_STORAGE_VMOTION && m->step) {
    TELL (STEP, m->step - 1, step_signal, 0);
    m->step = 0;
  }
}

/* What was local has gone with the disks. */
ACTION (settle_disks, "run from there", "on {a:datastore}, in {b:ms}",
        SENDS (TO (STEP, FINISHED), TO (STEP, BROKEN), MODEL_EMPTY_NOTICES, AFTERWARDS, TO (DRS, CAPACITY)))
{
  ModelMigrationState *m = model_migration_state (run, ME);
  ModelVmState *v = model_vm_state (run, ME);
  guint32 datastore = relocation_of (run, ME)->datastore;

  sim_tell (run, datastore, sim_now (run) - m->began);
  v->devices &= ~(1u << MODEL_DEVICE_LOCAL_DATASTORE);
  v->datastores = G_GUINT64_CONSTANT (1) << datastore;
  end (run, event);
  end_relocation (run, event, STEP_ON_FINISHED);
  TELL (DRS, model_fleet (run)->vms[ME].cluster, DRS_ON_CAPACITY, 0);
}

static ModelBreak
why_it_breaks (const SimEvent *event)
{
  switch (event->signal) {
  case MIGRATION_ON_END_LOST:
  case MIGRATION_ON_START:
    return MODEL_BREAK_TARGET;
  case MIGRATION_ON_LINK_LOST:
    return MODEL_BREAK_LINK;
  case MIGRATION_ON_CANCEL:
    return MODEL_BREAK_CANCELLED;
  case MIGRATION_ON_RESERVED:
    return MODEL_BREAK_ROOM;
  default:
    return MODEL_BREAK_ERROR;
  }
}

#define BREAKS SENDS (TO (VM, MOVE_FAILED), TO (STEP, BROKEN), MODEL_EMPTY_NOTICES, AFTERWARDS)

static void
break_it (SimRun *run, const SimEvent *event)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host), why_it_breaks (event) };

  model_vm_state (run, ME)->next_fault = 0;
  sim_find (run, MODEL_FIND_MIGRATION_FAILED, SIM_NOTE, ACTOR (VM, ME), 0, evidence);
  sim_find_end (run, MODEL_FIND_MIGRATION_FAILED, ACTOR (VM, ME), 0);
  TELL (VM, ME, VM_ON_MOVE_FAILED, 0); /* before DRS hears of the slot: it has to leave again */
  end (run, event);
  end_relocation (run, event, STEP_ON_BROKEN);
}

ACTION (break_off, "run on where it was", NULL, BREAKS)
{
  break_it (run, event);
}

ACTION (resume_on_source, "resume where it was", NULL, BREAKS)
{
  break_it (run, event);
}

ACTION (give_up, "leave it to HA", NULL, SENDS (TO (STEP, BROKEN), MODEL_EMPTY_NOTICES, AFTERWARDS))
{
  end (run, event);
  end_relocation (run, event, STEP_ON_BROKEN);
}

/* clang-format off */
const SimRow model_MIGRATION_rows[] = {
  /* Queued: it costs something, and all that it costs must be there (VMO-01) */
  ROW    (RESTING,        ON (QUEUE),    ALWAYS,                     GO (QUEUED),    wait,        "it would exceed a maximum",                          "VMO-01 VMO-05"),
  IGNORE (UNDER_WAY,      ON (QUEUE),    "it is on its way already"),
  ROW    (AT (QUEUED),    ON (UNQUEUE),  ALWAYS,                     GO (IDLE),      stop_waiting, "it need not go, or cannot",                         "VMO-01"),
  IGNORE (ANY & ~AT (QUEUED), ON (UNQUEUE), "it does not wait"),
  ROW    (RESTING,        ON (START),    the_vm_has_gone,            GO (IDLE),      stop_waiting, "its host has died, and it went down with it",       "model"),
  ROW    (RESTING,        ON (START),    the_target_has_gone,        GO (IDLE),      break_off,   "the target has died",                                "VMO-10"),
  ROW    (RESTING,        ON (START),    ALWAYS,                     GO (CHECKING),  check,       "DRS has chosen a host, and no maximum is exceeded",  "VMO-01 VMO-10"),
  IGNORE (UNDER_WAY,      ON (START),    "it is on its way already"),

  /* Storage vMotion that a plan asks for */
  STAY   (ANY,            ON (RELOCATE), vcenter_is_away,                            refuse_without_vcenter, "no task starts without vCenter",                     "VC-05"),
  STAY   (ANY,            ON (RELOCATE), its_host_is_away,                           refuse_without_host, "nobody is there to move its disks",                  "model"),
  STAY   (ANY,            ON (RELOCATE), its_host_does_not_see_it,                   refuse_unseen, "its host does not see that datastore",               "B01"),
  STAY   (ANY,            ON (RELOCATE), ALWAYS,                                     want_disks_moved, "{from} wants its disks elsewhere",              "VMO-01"),
  STAY   (RESTING,        ON (GO_AHEAD), nobody_wants_its_disks_moved,               NOTHING,     "nobody wants its disks moved any more",              "model"),
  STAY   (RESTING,        ON (GO_AHEAD), it_is_about_to_go,                          NOTHING,     "it asks again after that vMotion",                   "B06"),
  ROW    (RESTING,        ON (GO_AHEAD), it_is_not_at_rest,          GO (IDLE),      refuse_after_all, "it is down, or being powered on",               "model"),
  ROW    (RESTING,        ON (GO_AHEAD), it_must_wait,               GO (QUEUED),    wait_with_disks, "it would exceed a maximum",                      "VMO-01 VMO-04"),
  ROW    (RESTING,        ON (GO_AHEAD), ALWAYS,                     GO (CHECKING),  check_disks, "no maximum is exceeded",                             "VMO-01 VMO-04"),
  IGNORE (UNDER_WAY,      ON (GO_AHEAD), "another move of it is under way; it asks again after that"),

  /* Checking, reserving */
  ROW    (AT (CHECKING),  ON (CHECKED),  breaks,                     GO (IDLE),      break_off,   "it breaks off before the first byte",                "VMO-10"),
  ROW    (AT (CHECKING),  ON (CHECKED),  ALWAYS,                     GO (RESERVING), reserve,     "it is compatible",                                   "VMO-10"),
  IGNORE (ANY & ~AT (CHECKING), ON (CHECKED), "it is over"),
  ROW    (AT (RESERVING), ON (RESERVED), the_room_has_gone,          GO (IDLE),      break_off,   "the target cannot admit its reservation any more",   "VMO-10 B02"),
  ROW    (AT (RESERVING), ON (RESERVED), only_its_disks_move,        GO (DISKS),     move_disks,  "it stays where it runs, its disks go",               "VMO-02 VMO-04"),
  ROW    (AT (RESERVING), ON (RESERVED), its_disks_go_too,           GO (DISKS),     move_disks,  "its disks go first",                                 "VMO-02 B18"),
  ROW    (AT (RESERVING), ON (RESERVED), the_guest_stops_for_traces, GO (TRACING),   trace,       "its source is older than 7.0",                       "VMO-16"),
  ROW    (AT (RESERVING), ON (RESERVED), ALWAYS,                     GO (COPYING),   start_copy,  "it is compatible and there is room",                 "VMO-10 VMO-12"),
  IGNORE (ANY & ~AT (RESERVING), ON (RESERVED), "it is over"),

  /* Disks and memory */
  ROW    (AT (DISKS),     ON (DISKS_MOVED), only_its_disks_move,     GO (IDLE),      settle_disks, "its disks are there",                               "VMO-04"),
  ROW    (AT (DISKS),     ON (DISKS_MOVED), the_guest_stops_for_traces, GO (TRACING), trace,      "its disks are there; its source is older than 7.0",  "VMO-16"),
  ROW    (AT (DISKS),     ON (DISKS_MOVED), ALWAYS,                  GO (COPYING),   start_copy,  "its disks are there, memory follows",                "VMO-02 VMO-12"),
  IGNORE (ANY & ~AT (DISKS), ON (DISKS_MOVED), "it is over"),
  ROW    (AT (TRACING),   ON (TRACED),   ALWAYS,                     GO (COPYING),   start_copy,  "its pages are traced",                               "VMO-12 VMO-16"),
  IGNORE (ANY & ~AT (TRACING), ON (TRACED), "it is over"),
  ROW    (AT (COPYING),   ON (ROUND),    little_is_left,             GO (SWITCHING), stun,        "what is left can be sent in one go",                 "VMO-11 VMO-12"),
  ROW    (AT (COPYING),   ON (ROUND),    it_will_not_converge,       GO (SWITCHING), stun,        "it will not converge, and the guest is not slowed",  "VMO-12"),
  STAY   (AT (COPYING),   ON (ROUND),    ALWAYS,                                     copy_again,  "the guest has written meanwhile",                    "VMO-12 VMO-17"),
  IGNORE (ANY & ~AT (COPYING), ON (ROUND), "it is over"),
  ROW    (AT (SWITCHING), ON (SWITCHED), vcenter_is_away,            GO (IDLE),      arrive,      "it runs on the target, and vCenter learns of it when it is back", "VMO-10"),
  ROW    (AT (SWITCHING), ON (SWITCHED), ALWAYS,                     GO (IDLE),      arrive,      "it runs on the target",                              "VMO-10 VMO-11"),
  IGNORE (ANY & ~AT (SWITCHING), ON (SWITCHED), "it is over"),

  /* What goes wrong before it has resumed on the target leaves it on the source (VMO-10) */
  ROW    (BEFORE_STUN,    ON (END_LOST), it_is_the_target,           GO (IDLE),      break_off,   "the target has died; nothing is lost on the source", "VMO-10"),
  ROW    (AT (SWITCHING), ON (END_LOST), it_is_the_target,           GO (IDLE),      resume_on_source, "the target has died before it resumed there",   "VMO-10"),
  ROW    (UNDER_WAY,      ON (END_LOST), ALWAYS,                     GO (IDLE),      give_up,     "the source has died, and the VM with it",            "model"),
  ROW    (AT (QUEUED),    ON (END_LOST), ALWAYS,                     GO (IDLE),      give_up,     "the source has died, and the VM with it",            "model"),
  IGNORE (AT (IDLE),      ON (END_LOST), "it was not on its way"),
  STAY   (UNDER_WAY,      ON (LINK_LOST), no_network_is_used,                        NOTHING,     "its disks stay on their host's storage network",     "VMO-03"),
  ROW    (BEFORE_STUN,    ON (LINK_LOST), ALWAYS,                    GO (IDLE),      break_off,   "the vMotion network has gone",                       "VMO-10 B21"),
  ROW    (AT (SWITCHING), ON (LINK_LOST), ALWAYS,                    GO (IDLE),      resume_on_source, "the vMotion network has gone before it resumed there", "VMO-10 B21"),
  IGNORE (RESTING,        ON (LINK_LOST), "it is not on its way"),
  ROW    (BEFORE_STUN,    ON (CANCEL),   ALWAYS,                     GO (IDLE),      break_off,   "somebody cancels it",                                "VMO-10"),
  IGNORE (AT (SWITCHING), ON (CANCEL),   "it is too late: the guest has stopped, and resumes on the target in a moment"),
  IGNORE (RESTING,        ON (CANCEL),   "there is nothing to cancel"),
};
/* clang-format on */
const guint model_MIGRATION_n_rows = G_N_ELEMENTS (model_MIGRATION_rows);
