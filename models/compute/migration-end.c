/* A vMotion ends: on the target, or, broken, where it was; and whoever waited for its slot asks again. */

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/compute/migration-parts.h"
#include "models/compute/precopy.h"
#include "models/compute/vmotion.h"
#include "models/governance/belief.h"
#include "models/notices.h"
#include "models/words.h"

GUARD_OF (MIGRATION, it_is_the_target, "the target has died")
{
  return model_vm_state (run, ME)->target == event->arg;
}

GUARD_OF (MIGRATION, no_network_is_used, "it does not use the network")
{
  return !model_costs[model_migration_state (run, ME)->operation].network;
}

#define AFTERWARDS MODEL_SLOT_NOTICES, TO (MIGRATION, GO_AHEAD), COPIES

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
      model_notify_slot (run, c, model_vm_state (run, vm)->host);
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
    model_migration_pace_others (run, from, ME);
  if (to != MODEL_NONE)
    model_migration_pace_others (run, to, ME);
  model_notify_slot (run, model_fleet (run)->vms[ME].cluster, from);
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

ACTION_OF (MIGRATION, arrive, "resume on the target, release the source", "in {a:ms}, switchover {b:ms}",
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
ACTION_OF (MIGRATION, settle_disks, "run from there", "on {a:datastore}, in {b:ms}",
           SENDS (TO (STEP, FINISHED), TO (STEP, BROKEN), MODEL_EMPTY_NOTICES, AFTERWARDS,
                  TO (DRS, CAPACITY)))
{
  ModelMigrationState *m = model_migration_state (run, ME);
  ModelVmState *v = model_vm_state (run, ME);
  guint32 datastore = model_migration_relocation (run, ME)->datastore;

  sim_tell (run, datastore, sim_now (run) - m->began);
  v->devices &= ~(1u << MODEL_DEVICE_LOCAL_DATASTORE);
  v->datastores = G_GUINT64_CONSTANT (1) << datastore;
  end (run, event);
  end_relocation (run, event, STEP_ON_FINISHED);
  TELL (DRS, model_fleet (run)->vms[ME].cluster, DRS_ON_CAPACITY, 0);
}

static ModelBreak
why_it_breaks (const SimRun *run, const SimEvent *event)
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
  case MIGRATION_ON_CHECKED:
    return model_vm_state (run, ME)->next_fault ? MODEL_BREAK_ERROR
           : model_vmotion_is_misbelieved (run, model_vm_state (run, ME)->host, model_vm_state (run, ME)->target)
               ? MODEL_BREAK_NETWORK
               : MODEL_BREAK_INCOMPATIBLE;
  default:
    return MODEL_BREAK_ERROR;
  }
}

#define BREAKS SENDS (TO (VM, MOVE_FAILED), TO (STEP, BROKEN), MODEL_EMPTY_NOTICES, AFTERWARDS)

static void
break_it (SimRun *run, const SimEvent *event)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host), why_it_breaks (run, event) };

  model_vm_state (run, ME)->next_fault = 0;
  sim_find (run, MODEL_FIND_MIGRATION_FAILED, SIM_NOTE, ACTOR (VM, ME), 0, evidence);
  sim_find_end (run, MODEL_FIND_MIGRATION_FAILED, ACTOR (VM, ME), 0);
  TELL (VM, ME, VM_ON_MOVE_FAILED, 0); /* before DRS hears of the slot: it has to leave again */
  end (run, event);
  end_relocation (run, event, STEP_ON_BROKEN);
}

ACTION_OF (MIGRATION, break_off, "run on where it was", NULL, BREAKS)
{
  break_it (run, event);
}

ACTION_OF (MIGRATION, break_off_surprised, "run on where it was", NULL, BREAKS)
{
  guint32 from = model_vm_state (run, ME)->host, to = model_vm_state (run, ME)->target;

  break_it (run, event);
  model_find_vmotion_misbelieved (run, ME, from, to);
}

ACTION_OF (MIGRATION, resume_on_source, "resume where it was", NULL, BREAKS)
{
  break_it (run, event);
}

ACTION_OF (MIGRATION, give_up, "leave it to HA", NULL,
           SENDS (TO (STEP, BROKEN), MODEL_EMPTY_NOTICES, AFTERWARDS))
{
  end (run, event);
  end_relocation (run, event, STEP_ON_BROKEN);
}
