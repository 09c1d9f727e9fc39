#include "models/plan/policies.h"

#include "models/compute/firmware.h"
#include "models/compute/hosts.h"
#include "models/plan/inheritance.h"
#include "models/rehearsal.h"
#include "models/words.h"

gint64
model_cell_value (const SimRun *run, guint32 cell)
{
  guint32 source = model_cell_source (run, cell);
  const ModelCellState *state = model_cell_state (run, source);

  return (gint64) source << 35 | (gint64) state->step << 3 | state->value;
}

const char *
model_cell_words (const ModelFleet *fleet, const guint32 *policy_of_cell, gint64 value)
{
  const ModelPolicy *policy = &fleet->policies[policy_of_cell[value >> 35]];
  guint32 step = (guint32) (value >> 3);

  switch ((ModelCellValue) (value & 7)) {
  case MODEL_CELL_DECLARED:
    return policy->declared;
  case MODEL_CELL_ACTUAL:
    return policy->actual;
  case MODEL_CELL_FALLBACK:
    return policy->fallback;
  case MODEL_CELL_SET:
    return model_value_written (fleet, step - 1);
  case MODEL_CELL_INHERITED: /* a source has a value of its own */
  default:
    g_assert_not_reached ();
  }
}

static void
look_at_cell (SimRun *run, guint32 vm, guint32 cell, gboolean runs_there)
{
  const ModelLinks *links = model_links (run);
  SimId subject = ACTOR (VM, vm), about = ACTOR (POLICY, cell);
  guint32 provides = model_fleet (run)->policies[links->policy_of_cell[cell]].provides;
  gboolean depends = provides && model_vm_depends_on (run, vm) >> provides & 1;

  if (!model_policy_governs (run, links->policy_of_cell[cell], vm))
    return;
  if (runs_there && STATE (POLICY, cell) != POLICY_AT_IN_POLICY) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, vm)->host), about,
                                          model_cell_value (run, cell), links->policy_of_cell[cell] };

    /* What decides only whether a VM starts, or moves, concerns nobody who runs without it. */
    if (depends || !(1u << provides & (MODEL_BIOS_TO_START | 1u << MODEL_BIOS_BOOT_MODE | 1u << MODEL_BIOS_VMOTION)))
      sim_find (run, MODEL_FIND_POLICY_INHERITED_BY_VM, SIM_RISK, subject, about, evidence);
    if (depends)
      sim_find (run, MODEL_FIND_VM_DEGRADED, SIM_RISK, subject, about, evidence);
  } else {
    if (depends)
      sim_find_end (run, MODEL_FIND_VM_DEGRADED, subject, about);
    sim_find_end (run, MODEL_FIND_POLICY_INHERITED_BY_VM, subject, about);
  }
}

static void
look_at_cells (SimRun *run, guint32 vm, gboolean runs_there)
{
  const ModelLinks *links = model_links (run);
  guint32 host = model_vm_state (run, vm)->host;

  if (host != MODEL_NONE)
    for (MODEL_EACH (cell, links->cells_of_host, host))
      look_at_cell (run, vm, *cell, runs_there);
  for (MODEL_EACH (cell, links->cells_of_cluster, model_fleet (run)->vms[vm].cluster))
    look_at_cell (run, vm, *cell, runs_there);
  for (MODEL_EACH (cell, links->cells_of_vm, vm))
    look_at_cell (run, vm, *cell, runs_there);
}

void
model_inherit_policies (SimRun *run, guint32 vm)
{
  look_at_cells (run, vm, TRUE);
}

void
model_shed_policies (SimRun *run, guint32 vm)
{
  look_at_cells (run, vm, FALSE);
}

static void
for_heirs (SimRun *run, guint32 cell, gboolean runs_there)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 host = model_cell_host (fleet, model_links (run), cell),
          own = model_cell_vm (fleet, model_links (run), cell);
  const ModelCluster *cluster
      = &fleet->clusters[fleet->policies[model_links (run)->policy_of_cell[cell]].cluster];

  if (own != MODEL_NONE) {
    if (model_vm_is_on (run, own))
      look_at_cell (run, own, cell, runs_there);
  } else if (host != MODEL_NONE) {
    for (MODEL_EACH_VM_ON (vm, run, host))
      look_at_cell (run, vm, cell, runs_there);
  } else {
    for (MODEL_EACH_VM (vm, cluster))
      if (model_vm_is_on (run, vm))
        look_at_cell (run, vm, cell, runs_there);
  }
}

void
model_part_from_heirs (SimRun *run, guint32 cell)
{
  for_heirs (run, cell, FALSE);
}

void
model_look_at_heirs (SimRun *run, guint32 cell)
{
  for_heirs (run, cell, TRUE);
}

const char *
model_policy_impact (const ModelPolicy *policy)
{
  static const char *const of_settings[MODEL_N_BIOS] = {
    [MODEL_BIOS_VT_X] = "no VM is powered on there",
    [MODEL_BIOS_VT_D] = "VMs with a passthrough device are not powered on there",
    [MODEL_BIOS_SR_IOV] = "VMs with an SR-IOV device are not powered on there",
    [MODEL_BIOS_NUMA] = "VMs of the size of a NUMA node lose their locality there",
    [MODEL_BIOS_POWER_PROFILE] = "VMs there have less CPU, and later, than they are used to",
    [MODEL_BIOS_BOOT_MODE] = "the host does not boot again",
    [MODEL_BIOS_VMOTION] = "no vMotion gets through to it or from it",
  };
  static const char *const of_kinds[] = {
    [MODEL_POLICY_VDS] = "the traffic of VMs there goes by another policy",
    [MODEL_POLICY_HOST] = "what runs there runs under another setting",
    [MODEL_POLICY_BIOS] = "what runs there runs on other hardware settings",
    [MODEL_POLICY_CLUSTER] = "all of the cluster goes by another setting",
    [MODEL_POLICY_STORAGE] = "disks are kept by another policy",
    [MODEL_POLICY_PORT_GROUP] = "the traffic of VMs on its ports goes by another policy",
    [MODEL_POLICY_POOL] = "the VMs of the pool share by other rules",
    [MODEL_POLICY_VM] = "the VM is not treated as it was meant to be",
  };

  return policy->impact     ? policy->impact
         : policy->provides ? of_settings[policy->provides]
                            : of_kinds[policy->kind];
}
