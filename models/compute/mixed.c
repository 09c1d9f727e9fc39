#include "models/compute/mixed.h"

#include "models/compute/hosts.h"
#include "models/guests/guests.h"
#include "models/words.h"

void
model_look_at_hardware_of (SimRun *run, guint32 vm)
{
  ModelVersion needs = model_hardware_of (run, vm);
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->vms[vm].cluster];
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0, needs };

  for (MODEL_EACH_HOST (host, cluster)) {
    ModelVersion version = model_host_state (run, host)->version;

    if (!model_host_in_pool (run, host))
      continue;
    evidence[1]++;
    if (version && version < needs)
      continue;
    evidence[3] = model_hosts_named (evidence[3], evidence[0]++, host);
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
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];

  for (MODEL_EACH_VM (vm, cluster))
    if (model_hardware_of (run, vm))
      model_look_at_hardware_of (run, vm);
}
