/* A vMotion under way: disks, page traces, rounds of pre-copy and the switchover, at the share of the links that it has.
 *
 * Facts: VMO-11. */

#include "models/compute/hosts.h"
#include "models/compute/migration-parts.h"
#include "models/compute/precopy.h"
#include "models/compute/vmotion.h"
#include "models/words.h"

#define MIB (G_GINT64_CONSTANT (1) << 20)

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
void
model_migration_pace_others (SimRun *run, guint32 host, guint32 except)
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

  model_migration_pace_others (run, v->host, vm);
  if (v->target != MODEL_NONE)
    model_migration_pace_others (run, v->target, vm);
}

/* Little enough in bytes, and to be sent within the time that the guest may stand still (VMO-11), resuming included. */
GUARD_OF (MIGRATION, little_is_left, "little enough is left")
{
  gint64 next = model_next_volume (run, ME), goal = model_number (run, MODEL_VMOTION_STUN_GOAL);
  gint64 resume = model_number (run, MODEL_VMOTION_RESUME);

  return next <= model_number (run, MODEL_VMOTION_STOP) * MIB
         && sim_muldiv (next, SIM_SECOND, model_migration_state (run, ME)->rate)
                <= (resume < goal ? goal - resume : goal);
}

GUARD_OF (MIGRATION, it_will_not_converge, "enough rounds were made, and this guest cannot be slowed down")
{
  return model_migration_state (run, ME)->round >= model_number (run, MODEL_VMOTION_ROUNDS)
         && !model_can_slow (run, ME);
}

GUARD_OF (MIGRATION, the_guest_stops_for_traces,
          "its source is older than 7.0 and stops it to trace its pages")
{
  return model_trace_stun (run, ME) > 0;
}

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

ACTION_OF (MIGRATION, move_disks, "send its disks", "{a:bytes} at {b:bytes-s}", SENDS (COPIES))
{
  gint64 said = model_fleet (run)->vms[ME].disks_mib;

  start_sending (run, event, (said ? said : model_number (run, MODEL_VM_DISK)) * MIB);
}

ACTION_OF (MIGRATION, trace, "stop the guest while its pages are traced", "{a:ms}",
           SENDS (TO (MIGRATION, TRACED)))
{
  SimTime takes = model_trace_stun (run, ME);

  be_reserved (run, ME);
  sim_tell (run, takes, 0);
  model_vm_timers (run, ME)->migration = TELL_IN (takes, MIGRATION, ME, MIGRATION_ON_TRACED, 0);
}

ACTION_OF (MIGRATION, start_copy, "send all memory", "{a:bytes} at {b:bytes-s}", SENDS (COPIES))
{
  model_migration_state (run, ME)->round = 1;
  start_sending (run, event, model_fleet (run)->vms[ME].memory_mib * MIB);
}

static void
start_round (SimRun *run, const SimEvent *event)
{
  ModelMigrationState *m = model_migration_state (run, ME);

  m->volume = m->left = model_next_volume (run, ME);
  m->dirtied = 0;
  m->since = sim_now (run);
}

ACTION_OF (MIGRATION, copy_again, "send what was written meanwhile", "round {b}, {a:bytes}", SENDS (COPIES))
{
  ModelMigrationState *m = model_migration_state (run, ME);

  start_round (run, event);
  m->round++;
  pace (run, ME);
  sim_tell (run, m->volume, m->round);
}

ACTION_OF (MIGRATION, stun, "stop the guest, send the rest and the device state",
           "{a:bytes} after {b:rounds}", SENDS (COPIES))
{
  ModelMigrationState *m = model_migration_state (run, ME);

  sim_find_end (run, MODEL_FIND_GUEST_SLOWED, ACTOR (VM, ME), 0);
  start_round (run, event);
  m->stunned = sim_now (run);
  pace (run, ME);
  sim_tell (run, m->volume, m->round);
}
