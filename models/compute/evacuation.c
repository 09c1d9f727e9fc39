/* Which VMs leave a host, and where they go (EV-04): where DRS would place them.
 *
 * Facts: EV-04. */

#include "models/compute/evacuation.h"

#include "models/compute/hosts.h"
#include "models/compute/vmotion.h"

ModelLimit
model_move (SimRun *run, guint32 vm, guint32 to, ModelMove why)
{
  ModelLimit limit = model_vmotion_limit (run, vm, model_operation (run, vm), to, MODEL_NONE);

  if (limit)
    return limit;
  model_vm_state (run, vm)->moves_for = (guint8) why;
  model_vmotion_book (run, vm, to);
  TELL (VM, vm, VM_ON_MOVE, to);
  return MODEL_LIMIT_NONE;
}

static gboolean
is_free (const SimRun *run, guint32 vm)
{
  return STATE (VM, vm) == VM_AT_RUNNING && model_vm_state (run, vm)->target == MODEL_NONE
         && !model_vmotion_is_under_way (run, vm)
         && model_vm_is_tied_though_approved (run, vm) == MODEL_BLOCKER_NONE;
}

gboolean
model_may_be_moved (const SimRun *run, guint32 vm)
{
  return is_free (run, vm) && model_vm_level (run, vm) == MODEL_AUTOMATION_FULL;
}

gboolean
model_may_be_recommended (const SimRun *run, guint32 vm)
{
  return is_free (run, vm) && model_vm_waits_for_approval (run, vm);
}

#define LEVEL(NAME) (1u << MODEL_AUTOMATION_##NAME)

/* The levels that there may be in a cluster, its own and those of its VMs. Without DRS none means anything. */
static guint32
levels (const SimRun *run, guint32 cluster)
{
  const ModelClusterState *state = model_cluster_state (run, cluster);

  return state->automation == MODEL_AUTOMATION_OFF ? 0 : 1u << state->automation | state->levels;
}

gboolean
model_drs_acts (const SimRun *run, guint32 cluster)
{
  return (levels (run, cluster) & LEVEL (FULL)) != 0;
}

gboolean
model_drs_recommends (const SimRun *run, guint32 cluster)
{
  return (levels (run, cluster) & (LEVEL (MANUAL) | LEVEL (PARTIAL))) != 0;
}

gboolean
model_drs_may_empty (const SimRun *run, guint32 host)
{
  guint32 cluster = model_fleet (run)->hosts[host].cluster;

  if (model_cluster_state (run, cluster)->automation == MODEL_AUTOMATION_FULL
      || model_host_state (run, host)->approved)
    return TRUE;
  if (model_drs_acts (run, cluster))
    for (MODEL_EACH_VM_ON (vm, run, host))
      if (model_vm_level (run, vm) == MODEL_AUTOMATION_FULL)
        return TRUE;
  return FALSE;
}

/* It waits, and is told so once for each kind of maximum: whose it is changes with every choice of a target. */
static void
queue (SimRun *run, guint32 vm, ModelLimit limit)
{
  const ModelMigrationState *m = model_migration_state (run, vm);

  if (limit
      && (STATE (MIGRATION, vm) != MIGRATION_AT_QUEUED
          || MODEL_LIMIT_KIND (m->waits) != MODEL_LIMIT_KIND (limit)))
    TELL (MIGRATION, vm, MIGRATION_ON_QUEUE, limit);
}

void
model_move_from (SimRun *run, guint32 host)
{
  for (MODEL_EACH_VM_ON (vm, run, host)) {
    ModelBlocker tied;

    if (STATE (VM, vm) != VM_AT_LEAVING || model_vm_state (run, vm)->target != MODEL_NONE
        || model_migration_state (run, vm)->step) /* its disks are on the move: B06 */
      continue;
    tied = model_vm_is_tied (run, vm);
    if (tied == MODEL_BLOCKER_NONE) {
      ModelLimit limit = model_vmotion_limit (run, vm, model_operation (run, vm), MODEL_NONE, MODEL_NONE);
      ModelPlacement placement = { .host = MODEL_NONE };

      if (!limit)
        placement = model_place (run, vm, MODEL_FOR_EVACUATION);
      if (placement.host != MODEL_NONE)
        limit = model_move (run, vm, placement.host, MODEL_MOVE_EVACUATE);
      queue (run, vm, limit);
      if (limit || placement.host != MODEL_NONE)
        continue;
      tied = placement.blocker;
    }
    TELL (VM, vm, VM_ON_CANNOT_MOVE, tied);
    TELL (HOST, host, HOST_ON_BLOCKED, tied);
  }
}

gboolean
model_can_move_now (const SimRun *run, guint32 vm)
{
  return STATE (VM, vm) == VM_AT_PINNED && model_vm_is_tied (run, vm) == MODEL_BLOCKER_NONE
         && model_place (run, vm, MODEL_FOR_EVACUATION).host != MODEL_NONE;
}
