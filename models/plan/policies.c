#include "models/plan/policies.h"

#include "models/compute/firmware.h"
#include "models/compute/hosts.h"
#include "models/rehearsal.h"
#include "models/words.h"

gint64
model_cell_value (const SimRun *run, guint32 cell)
{
  const ModelCellState *state = model_cell_state (run, cell);

  return (gint64) cell << 34 | (gint64) state->step << 2 | state->value;
}

const char *
model_cell_words (const ModelFleet *fleet, const guint32 *policy_of_cell, gint64 value)
{
  const ModelPolicy *policy = &fleet->policies[policy_of_cell[value >> 34]];
  guint32 step = (guint32) (value >> 2);

  switch ((ModelCellValue) (value & 3)) {
  case MODEL_CELL_DECLARED:
    return policy->declared;
  case MODEL_CELL_ACTUAL:
    return policy->actual;
  case MODEL_CELL_FALLBACK:
    return policy->fallback;
  case MODEL_CELL_SET:
    return fleet->steps[step - 1].set_value;
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

  if (runs_there && STATE (POLICY, cell) != POLICY_AT_IN_POLICY) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, vm)->host), about,
                                          model_cell_value (run, cell), links->policy_of_cell[cell] };

    /* What decides only whether a VM starts concerns nobody who runs without it. */
    if (depends || !(1u << provides & (MODEL_BIOS_TO_START | 1u << MODEL_BIOS_BOOT_MODE)))
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

void
model_look_at_heirs (SimRun *run, guint32 cell)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 host = model_cell_host (fleet, model_links (run), cell);
  const ModelCluster *cluster = &fleet->clusters[fleet->policies[model_links (run)->policy_of_cell[cell]].cluster];

  if (host != MODEL_NONE) {
    for (MODEL_EACH_VM_ON (vm, run, host))
      model_inherit_policies (run, vm);
  } else {
    for (MODEL_EACH_VM (vm, cluster))
      if (model_vm_is_on (run, vm))
        model_inherit_policies (run, vm);
  }
}
