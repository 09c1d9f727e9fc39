/* A vMotion before its first byte: what it waits for, what refuses it, and what is checked and reserved. */

#include "models/compute/hosts.h"
#include "models/compute/migration-parts.h"
#include "models/compute/placement.h"
#include "models/compute/precopy.h"
#include "models/compute/vmotion.h"
#include "models/governance/belief.h"
#include "models/notices.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

const ModelStep *
model_migration_relocation (const SimRun *run, guint32 vm)
{
  guint32 step = model_migration_state (run, vm)->step;

  return step ? &model_fleet (run)->steps[step - 1] : NULL;
}

GUARD_OF (MIGRATION, breaks, "it breaks")
{
  return model_vm_state (run, ME)->next_fault;
}

GUARD_OF (MIGRATION, its_network_is_misbelieved, "a setting of the vMotion network is not what it is taken for")
{
  return model_costs[model_migration_state (run, ME)->operation].network
         && model_vmotion_is_misbelieved (run, model_vm_state (run, ME)->host, model_vm_state (run, ME)->target);
}

GUARD_OF (MIGRATION, the_vm_has_gone, "the VM has gone down meanwhile")
{
  return STATE (VM, ME) != VM_AT_MIGRATING;
}

GUARD_OF (MIGRATION, the_target_has_gone, "the target has died meanwhile")
{
  return !model_host_is_up (run, model_vm_state (run, ME)->target);
}

GUARD_OF (MIGRATION, the_room_has_gone, "the target has given its room away meanwhile")
{
  return model_vm_state (run, ME)->target != MODEL_NONE && !model_vmotion_can_reserve (run, ME);
}

/* Asked of the target itself, as for a move by hand: rules between VMs are DRS's and are not asked again, and room is, when it
 * comes to reserving. */
GUARD_OF (MIGRATION, it_is_not_compatible, "the target is not compatible with it any more")
{
  guint32 target = model_vm_state (run, ME)->target, rule;
  ModelBlocker blocker = target == MODEL_NONE
                             ? MODEL_BLOCKER_NONE
                             : model_vm_against_host (run, ME, target, MODEL_FOR_MOVE_BY_HAND, &rule);

  return blocker != MODEL_BLOCKER_NONE && !model_blocker_is_of_room (blocker);
}

GUARD_OF (MIGRATION, its_disks_go_too, "its disks are to be moved")
{
  return model_migration_state (run, ME)->operation != MODEL_VMOTION;
}

GUARD_OF (MIGRATION, only_its_disks_move, "only its disks move")
{
  return model_migration_state (run, ME)->operation == MODEL_STORAGE_VMOTION;
}

GUARD_OF (MIGRATION, vcenter_is_away, "vCenter is away")
{
  return !model_vcenter_offers (run, model_fleet (run)->vms[ME].cluster, MODEL_FUNCTION_TASKS);
}

GUARD_OF (MIGRATION, its_host_is_away, "its host is away, or disconnected")
{
  guint32 host = model_vm_state (run, ME)->host;

  return host == MODEL_NONE || !model_host_is_up (run, host) || !model_host_is_managed (run, host);
}

GUARD_OF (MIGRATION, its_host_does_not_see_it, "its host does not see the datastore")
{
  const ModelFleet *fleet = model_fleet (run);
  guint64 seen = fleet->hosts[model_vm_state (run, ME)->host].datastores;

  return seen && !(seen >> fleet->steps[event->arg].datastore & 1);
}

GUARD_OF (MIGRATION, it_is_not_at_rest, "it is down, or being powered on")
{
  guint state = STATE (VM, ME);

  return state == VM_AT_DOWN || state == VM_AT_POWERING || state == VM_AT_RESTARTING;
}

GUARD_OF (MIGRATION, nobody_wants_its_disks_moved, "nobody wants its disks moved")
{
  return !model_migration_relocation (run, ME);
}

/* One move of a VM at a time (B06). */
GUARD_OF (MIGRATION, it_is_about_to_go, "a vMotion of it is booked")
{
  return model_vm_state (run, ME)->target != MODEL_NONE && model_migration_state (run, ME)->booked;
}

GUARD_OF (MIGRATION, it_must_wait, "it would exceed a maximum, or vCenter is away")
{
  const ModelStep *step = model_migration_relocation (run, ME);

  return vcenter_is_away_test (run, event)
         || model_vmotion_limit (run, ME, MODEL_STORAGE_VMOTION, MODEL_NONE, step->datastore) != 0;
}

ACTION_OF (MIGRATION, wait, "wait", "for {a:limit}", SENDS_NOTHING)
{
  model_migration_state (run, ME)->waits = (guint32) event->arg;
  sim_tell (run, event->arg, 0);
}

ACTION_OF (MIGRATION, stop_waiting, "forget it", NULL, SENDS_NOTHING)
{
  model_migration_state (run, ME)->waits = 0;
}

ACTION_OF (MIGRATION, wait_with_disks, "wait", "for {a:limit}", SENDS_NOTHING)
{
  ModelMigrationState *m = model_migration_state (run, ME);

  m->waits = model_vmotion_limit (run, ME, MODEL_STORAGE_VMOTION, MODEL_NONE,
                                  model_migration_relocation (run, ME)->datastore);
  sim_tell (run, m->waits, 0);
}

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

ACTION_OF (MIGRATION, check, "check compatibility", "to {a:name}", SENDS (TO (MIGRATION, CHECKED)))
{
  sim_tell (run, ACTOR (HOST, event->arg), 0);
  begin (run, ME);
}

ACTION_OF (MIGRATION, want_disks_moved, "see whether it can begin", NULL, SENDS (TO (MIGRATION, GO_AHEAD)))
{
  model_migration_state (run, ME)->step = (guint32) event->arg + 1;
  TELL (MIGRATION, ME, MIGRATION_ON_GO_AHEAD, 0);
}

ACTION_OF (MIGRATION, refuse_without_vcenter, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_VCENTER_DOWN);
}

ACTION_OF (MIGRATION, refuse_without_host, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_HOST_AWAY);
}

ACTION_OF (MIGRATION, refuse_unseen, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_DATASTORE_UNSEEN);
}

ACTION_OF (MIGRATION, refuse_after_all, "give up", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  ModelMigrationState *m = model_migration_state (run, ME);

  model_refuse_step (run, m->step - 1, MODEL_CHECK_VM_BUSY);
  m->step = m->waits = 0;
}

ACTION_OF (MIGRATION, check_disks, "check", "to {a:datastore}", SENDS (TO (MIGRATION, CHECKED)))
{
  guint32 datastore = model_migration_relocation (run, ME)->datastore;

  sim_tell (run, datastore, 0);
  model_relocation_book (run, ME, datastore);
  begin (run, ME);
}

ACTION_OF (MIGRATION, reserve, "reserve on the target", NULL, SENDS (TO (MIGRATION, RESERVED)))
{
  model_vm_timers (run, ME)->migration
      = TELL_IN (model_number (run, MODEL_VMOTION_RESERVE), MIGRATION, ME, MIGRATION_ON_RESERVED, 0);
}
