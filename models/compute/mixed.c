#include "models/compute/mixed.h"

#include "models/compute/hosts.h"
#include "models/words.h"

static void
look_at (SimRun *run, const ModelCluster *cluster, guint32 vm)
{
  const ModelVm *v = &model_fleet (run)->vms[vm];
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0, v->needs };

  for (MODEL_EACH_HOST (host, cluster)) {
    ModelVersion version = model_host_state (run, host)->version;

    if (!model_host_in_pool (run, host))
      continue;
    evidence[0] += !version || version >= v->needs;
    evidence[1]++;
  }
  if (evidence[0] < evidence[1])
    sim_find (run, MODEL_FIND_HARDWARE_TOO_NEW, evidence[0] < 2 ? SIM_RISK : SIM_NOTE, ACTOR (VM, vm), 0,
              evidence);
  else
    sim_find_end (run, MODEL_FIND_HARDWARE_TOO_NEW, ACTOR (VM, vm), 0);
}

void
model_look_at_hardware (SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];

  for (MODEL_EACH_VM (vm, cluster))
    if (fleet->vms[vm].needs)
      look_at (run, cluster, vm);
}
