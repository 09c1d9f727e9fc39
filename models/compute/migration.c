/* The vMotion machine (handbook 8.8): one VM on its way. Queueing for it happens before, in DRS, which starts a vMotion
 * only when both ends have a slot.
 *
 * Facts: VMO-10 VMO-11. */

#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/compute/vmotion.h"
#include "models/words.h"

#define AT(STATE) (1u << MIGRATION_AT_##STATE)
#define ON(SIGNAL) MIGRATION_ON_##SIGNAL
#define GO(STATE) MIGRATION_AT_##STATE
#define UNDER_WAY (AT (CHECKING) | AT (COPYING) | AT (SWITCHING))
#define SENDING (AT (COPYING) | AT (SWITCHING))

#define MIB (G_GINT64_CONSTANT (1) << 20)

/* ---- The arithmetic of a copy ---- */

static gboolean
is_sending (const SimRun *run, guint32 vm)
{
  return SENDING >> STATE (MIGRATION, vm) & 1;
}

/* Books what has been sent, and written to meanwhile, since we last looked. */
static void
settle (SimRun *run, guint32 vm, gint64 sent)
{
  ModelMigrationState *m = model_migration_state (run, vm);
  gboolean slowed;
  gint64 dirty = model_dirty_rate (run, vm, m->rate, &slowed);

  m->left -= sent;
  if (STATE (MIGRATION, vm) == MIGRATION_AT_COPYING) {
    m->dirtied += sim_muldiv (dirty, sent, m->rate);
    m->slowed |= slowed ? 1 : 0;
  }
  m->since = sim_now (run);
}

/* Gives a copy its present share of the links and the moment at which it will be through. */
static void
pace (SimRun *run, guint32 vm)
{
  ModelMigrationState *m = model_migration_state (run, vm);
  const ModelVmState *v = model_vm_state (run, vm);
  gboolean switching = STATE (MIGRATION, vm) == MIGRATION_AT_SWITCHING;
  SimTicket *timer = &model_vm_timers (run, vm)->migration;
  SimTime takes;

  m->rate = model_copy_rate (run, v->host, v->target);
  takes = sim_muldiv_up (m->left, SIM_SECOND, m->rate) + (switching ? model_number (run, MODEL_VMOTION_RESUME) : 0);
  sim_cancel (run, timer);
  *timer = TELL_IN (takes, MIGRATION, vm, switching ? MIGRATION_ON_SWITCHED : MIGRATION_ON_ROUND, 0);
}

/* A copy has begun or ended on this host: all others there get another share. One that has sent its last byte is only being
 * resumed, which takes no longer for that. */
static void
pace_others (SimRun *run, guint32 host, guint32 except)
{
  const ModelHostState *h = model_host_state (run, host);

  for (guint i = 0; i < MODEL_VMOTION_SLOTS; i++) {
    guint32 vm = h->slots[i] - 1;

    if (h->slots[i] && vm != except && is_sending (run, vm)) {
      ModelMigrationState *m = model_migration_state (run, vm);
      gint64 sent = MIN (m->left, sim_muldiv (m->rate, sim_now (run) - m->since, SIM_SECOND));

      settle (run, vm, sent);
      if (m->left > 0 || STATE (MIGRATION, vm) == MIGRATION_AT_COPYING)
        pace (run, vm);
    }
  }
}

/* What the next round has to send: what was written during the one that ends now, never more than all (VMO-12). */
static gint64
next_volume (const SimRun *run, guint32 vm)
{
  const ModelMigrationState *m = model_migration_state (run, vm);
  gboolean slowed;
  gint64 dirty = model_dirty_rate (run, vm, m->rate, &slowed);

  return MIN (m->dirtied + sim_muldiv (dirty, m->left, m->rate), model_fleet (run)->vms[vm].memory_mib * MIB);
}

/* ---- Questions ---- */

GUARD (breaks, "it breaks")
{
  return model_vm_state (run, ME)->next_fault;
}

GUARD (little_is_left, "little enough is left, or enough rounds were made")
{
  return next_volume (run, ME) <= model_number (run, MODEL_VMOTION_STOP) * MIB ||
         model_migration_state (run, ME)->round >= model_number (run, MODEL_VMOTION_ROUNDS);
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

/* ---- What is done ---- */

ACTION (check, "check compatibility, reserve on the target", "to {a:name}", SENDS (TO (MIGRATION, CHECKED)))
{
  sim_tell (run, ACTOR (HOST, event->arg), 0);
  *model_migration_state (run, ME) = (ModelMigrationState){ .began = sim_now (run) };
  model_vm_timers (run, ME)->migration =
    TELL_IN (model_number (run, MODEL_VMOTION_CHECK), MIGRATION, ME, MIGRATION_ON_CHECKED, 0);
}

#define COPIES TO (MIGRATION, ROUND), TO (MIGRATION, SWITCHED)

ACTION (start_copy, "send all memory", "{a:bytes} at {b:bytes-s}", SENDS (COPIES))
{
  ModelMigrationState *m = model_migration_state (run, ME);
  const ModelVmState *v = model_vm_state (run, ME);

  m->volume = m->left = model_fleet (run)->vms[ME].memory_mib * MIB;
  m->since = sim_now (run);
  m->round = 1;
  pace (run, ME);
  pace_others (run, v->host, ME);
  pace_others (run, v->target, ME);
  sim_tell (run, m->volume, m->rate);
}

static void
start_round (SimRun *run, const SimEvent *event)
{
  ModelMigrationState *m = model_migration_state (run, ME);

  m->volume = m->left = next_volume (run, ME);
  m->dirtied = 0;
  m->since = sim_now (run);
}

ACTION (copy_again, "send what was written meanwhile", "round {b}, {a:bytes}", SENDS (COPIES))
{
  ModelMigrationState *m = model_migration_state (run, ME);
  gboolean slowed;

  model_dirty_rate (run, ME, m->rate, &slowed);
  m->slowed |= slowed ? 1 : 0;
  start_round (run, event);
  m->round++;
  pace (run, ME);
  sim_tell (run, m->volume, m->round);
}

ACTION (stun, "stop the guest, send the rest and the device state", "{a:bytes} after {b:rounds}", SENDS (COPIES))
{
  ModelMigrationState *m = model_migration_state (run, ME);

  start_round (run, event);
  m->stunned = sim_now (run);
  pace (run, ME);
  sim_tell (run, m->volume, m->round);
}

/* Both ends have a copy less. Their slots and the room on the target are given back at once when it has failed; when it
 * has succeeded, by the VM as it arrives: between the two the target would seem emptier than it is. */
static void
end (SimRun *run, const SimEvent *event)
{
  guint32 from = model_vm_state (run, ME)->host, to = model_vm_state (run, ME)->target;

  sim_cancel (run, &model_vm_timers (run, ME)->migration);
  if (event->signal != MIGRATION_ON_SWITCHED) {
    model_vmotion_unbook (run, ME);
    model_notify_not_coming (run, to);
  }
  pace_others (run, from, ME);
  pace_others (run, to, ME);
  TELL (DRS, model_fleet (run)->vms[ME].cluster, DRS_ON_SLOT, from);
}

ACTION (arrive, "resume on the target, release the source", "in {a:ms}, switchover {b:ms}",
        SENDS (TO (VM, ARRIVED), TO (DRS, SLOT), COPIES))
{
  guint32 target = model_vm_state (run, ME)->target;
  const ModelMigrationState *m = model_migration_state (run, ME);

  sim_tell (run, sim_now (run) - m->began, sim_now (run) - m->stunned);
  if (m->slowed) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { m->round };

    sim_find (run, MODEL_FIND_GUEST_SLOWED, SIM_NOTE, ACTOR (VM, ME), 0, evidence);
    sim_find_end (run, MODEL_FIND_GUEST_SLOWED, ACTOR (VM, ME), 0);
  }
  TELL (VM, ME, VM_ON_ARRIVED, target); /* before DRS hears of the slot: the target is as full as it will be */
  end (run, event);
}

ACTION (break_off, "run on where it was", NULL, SENDS (TO (VM, MOVE_FAILED), TO (DRS, SLOT), MODEL_EMPTY_NOTICES, COPIES))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host) };

  model_vm_state (run, ME)->next_fault = 0;
  sim_find (run, MODEL_FIND_MIGRATION_FAILED, SIM_NOTE, ACTOR (VM, ME), 0, evidence);
  sim_find_end (run, MODEL_FIND_MIGRATION_FAILED, ACTOR (VM, ME), 0);
  TELL (VM, ME, VM_ON_MOVE_FAILED, 0); /* before DRS hears of the slot: it has to leave again */
  end (run, event);
}

ACTION (give_up, "leave it to HA", NULL, SENDS (TO (DRS, SLOT), MODEL_EMPTY_NOTICES, COPIES))
{
  end (run, event);
}

/* clang-format off */
const SimRow model_MIGRATION_rows[] = {
  STAY   (AT (IDLE),      ON (START),    the_vm_has_gone,                  NOTHING,    "its host has died, and it went down with it",        "model"),
  STAY   (AT (IDLE),      ON (START),    the_target_has_gone,              break_off,  "the target has died",                                "VMO-10"),
  ROW    (AT (IDLE),      ON (START),    ALWAYS,           GO (CHECKING),  check,      "DRS has chosen a host",                              "VMO-10"),
  IGNORE (UNDER_WAY,      ON (START),    "it is on its way already"),
  ROW    (AT (CHECKING),  ON (CHECKED),  breaks,           GO (IDLE),      break_off,  "it breaks off before the first byte",                "VMO-10"),
  ROW    (AT (CHECKING),  ON (CHECKED),  ALWAYS,           GO (COPYING),   start_copy, "it is compatible and there is room",                 "VMO-10 VMO-12"),
  IGNORE (AT (IDLE) | AT (COPYING) | AT (SWITCHING), ON (CHECKED), "it is over"),
  ROW    (AT (COPYING),   ON (ROUND),    little_is_left,   GO (SWITCHING), stun,       "what is left can be sent in one go",                 "VMO-11 VMO-12"),
  STAY   (AT (COPYING),   ON (ROUND),    ALWAYS,                           copy_again, "the guest has written meanwhile",                    "VMO-12 VMO-17"),
  IGNORE (AT (IDLE) | AT (CHECKING) | AT (SWITCHING), ON (ROUND), "it is over"),
  ROW    (AT (SWITCHING), ON (SWITCHED), ALWAYS,           GO (IDLE),      arrive,     "it runs on the target",                              "VMO-10"),
  IGNORE (AT (IDLE) | AT (CHECKING) | AT (COPYING), ON (SWITCHED), "it is over"),
  ROW    (UNDER_WAY,      ON (END_LOST), it_is_the_target, GO (IDLE),      break_off,  "the target has died; nothing is lost on the source", "VMO-10"),
  ROW    (UNDER_WAY,      ON (END_LOST), ALWAYS,           GO (IDLE),      give_up,    "the source has died, and the VM with it",            "model"),
  IGNORE (AT (IDLE),      ON (END_LOST), "it was not on its way"),
};
/* clang-format on */
const guint model_MIGRATION_n_rows = G_N_ELEMENTS (model_MIGRATION_rows);
