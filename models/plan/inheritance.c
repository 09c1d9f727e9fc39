#include "models/plan/inheritance.h"

#include "models/rehearsal.h"

static gboolean
is_in_pool (const ModelFleet *fleet, guint32 vm, guint32 pool)
{
  for (guint32 p = fleet->vms[vm].pool; p != MODEL_NONE; p = fleet->pools[p].parent)
    if (p == pool)
      return TRUE;
  return FALSE;
}

static gboolean
is_named (const ModelPolicy *policy, guint32 vm)
{
  for (guint32 i = 0; i < policy->n_vms; i++)
    if (policy->vms[i] == vm)
      return TRUE;
  return FALSE;
}

gboolean
model_policy_reaches (const ModelFleet *fleet, guint32 index, guint32 vm)
{
  const ModelPolicy *policy = &fleet->policies[index];

  if (fleet->vms[vm].cluster != policy->cluster)
    return FALSE;
  switch (policy->kind) {
  case MODEL_POLICY_VDS:
  case MODEL_POLICY_PORT_GROUP:
    return !policy->networks || fleet->vms[vm].networks & policy->networks;
  case MODEL_POLICY_POOL:
    return is_in_pool (fleet, vm, policy->pool);
  case MODEL_POLICY_STORAGE:
    return policy->storage_policy == MODEL_NONE || fleet->vms[vm].storage_policy == policy->storage_policy;
  case MODEL_POLICY_VM:
    return is_named (policy, vm);
  case MODEL_POLICY_HOST:
  case MODEL_POLICY_BIOS:
  case MODEL_POLICY_CLUSTER:
  case MODEL_N_POLICY_KINDS:
  default:
    return TRUE;
  }
}

gboolean
model_policy_governs (const SimRun *run, guint32 policy, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);

  if (!model_policy_reaches (fleet, policy, vm))
    return FALSE;
  for (MODEL_EACH (other, model_links (run)->overriders, policy))
    if (model_policy_reaches (fleet, *other, vm))
      return FALSE;
  return TRUE;
}

guint32
model_cell_above (const SimRun *run, guint32 cell)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelLinks *links = model_links (run);
  guint32 index = fleet->policies[links->policy_of_cell[cell]].above;
  const ModelPolicy *above = index == MODEL_NONE ? NULL : &fleet->policies[index];
  guint32 host = model_cell_host (fleet, links, cell), vm = model_cell_vm (fleet, links, cell);

  if (!above)
    return MODEL_NONE;
  if (!model_policy_is_per_host (above))
    return above->first_cell;
  host = vm == MODEL_NONE ? host : model_vm_state (run, vm)->host;
  return above->first_cell + (host == MODEL_NONE ? 0 : host - fleet->clusters[above->cluster].first_host);
}

guint32
model_cell_source (const SimRun *run, guint32 cell)
{
  guint32 above;

  while (model_cell_state (run, cell)->value == MODEL_CELL_INHERITED
         && (above = model_cell_above (run, cell)) != MODEL_NONE)
    cell = above;
  return cell;
}

void
model_notify_inheritors (SimRun *run, guint32 cell)
{
  const ModelFleet *fleet = model_fleet (run);

  for (MODEL_EACH (p, model_links (run)->overriders, model_links (run)->policy_of_cell[cell])) {
    const ModelPolicy *policy = &fleet->policies[*p];

    for (guint32 c = policy->first_cell; c < policy->first_cell + policy->n_cells; c++)
      if (model_cell_state (run, c)->value == MODEL_CELL_INHERITED && model_cell_above (run, c) == cell)
        TELL (POLICY, c, POLICY_ON_PARENT, 0);
  }
}

void
model_arouse_policies_of_vm (SimRun *run, guint32 vm)
{
  for (MODEL_EACH (cell, model_links (run)->cells_of_vm, vm))
    if (model_cell_state (run, *cell)->value == MODEL_CELL_INHERITED
        && model_policy_is_per_host (
            &model_fleet (run)->policies[model_links (run)->policy_of_cell[model_cell_above (run, *cell)]]))
      sim_arouse (run, ACTOR (POLICY, *cell), POLICY_ON_PARENT, 0);
}
