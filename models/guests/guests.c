#include "models/guests/guests.h"

#include "models/compute/hosts.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define OLDER_THAN_ANY 1

static ModelVersion
version_of_its_host (const SimRun *run, guint32 vm)
{
  guint32 host = model_vm_state (run, vm)->host;

  return host == MODEL_NONE ? 0 : model_host_state (run, host)->version;
}

void
model_guests_start (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 vm = 0; fleet->tends_guests && vm < fleet->n_vms; vm++) {
    ModelGuestState *state = model_guest_state (run, vm);

    state->hardware = fleet->vms[vm].needs;
    if (fleet->vms[vm].tools == MODEL_TOOLS_OLD)
      state->tools = OLDER_THAN_ANY;
    else if (fleet->vms[vm].tools == MODEL_TOOLS_CURRENT)
      state->tools = version_of_its_host (run, vm);
  }
}

gboolean
model_guest_reboots (const SimRun *run, guint32 vm)
{
  return model_fleet (run)->tends_guests && STATE (GUEST, vm) == GUEST_AT_REBOOTING;
}

gboolean
model_guest_is_raised (const SimRun *run, guint32 vm)
{
  return model_fleet (run)->tends_guests && STATE (GUEST, vm) == GUEST_AT_RAISING;
}

/* Tools of an open-vm-tools package belong to its operating system, and hosts do not upgrade them. */
static gboolean
has_tools_of_its_host (const ModelVm *vm)
{
  return vm->tools != MODEL_TOOLS_NONE && vm->tools != MODEL_TOOLS_UNMANAGED && vm->vcenter == MODEL_NONE
         && !vm->node_of;
}

static gboolean
is_named (const ModelStep *step, guint32 vm)
{
  for (guint32 i = 0; i < step->n_vms; i++)
    if (step->vms[i] == vm)
      return TRUE;
  return step->n_vms == 0;
}

gboolean
model_round_takes (const SimRun *run, guint32 index, guint32 vm)
{
  const ModelStep *step = &model_fleet (run)->steps[index];
  const ModelVm *v = &model_fleet (run)->vms[vm];
  const ModelGuestState *state = model_guest_state (run, vm);
  ModelVersion host = version_of_its_host (run, vm);

  if (!is_named (step, vm))
    return FALSE;
  if (step->verb == MODEL_VERB_UPGRADE_HARDWARE)
    return v->vcenter == MODEL_NONE && !v->node_of && state->hardware < step->to;
  return has_tools_of_its_host (v) && model_vm_is_on (run, vm)
         && (!state->tools || !host || state->tools < host);
}

void
model_look_at_tools (SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  SimId thing = model_cluster_thing (run->model, index);
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0 };

  if (!model_fleet (run)->tends_guests)
    return;
  for (MODEL_EACH_VM (vm, cluster)) {
    ModelVersion tools = model_guest_state (run, vm)->tools;

    evidence[0] += tools && tools < version_of_its_host (run, vm);
    evidence[1] += tools != 0;
  }
  sim_find_end (run, MODEL_FIND_TOOLS_OLD, thing, 0);
  if (evidence[0])
    sim_find (run, MODEL_FIND_TOOLS_OLD, SIM_NOTE, thing, 0, evidence);
}
