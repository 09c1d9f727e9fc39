/* See outlook.h.
 *
 * Facts: Q-01 Q-02 Q-03 Q-04 Q-06. */

#include "models/capacity/outlook.h"

#include "models/ahv/ahv.h"
#include "models/ahv/reservation.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/ha/admission.h"
#include "models/ha/admission-sums.h"

gboolean
model_host_is_home (const SimRun *run, guint32 host)
{
  guint state = STATE (HOST, host);

  return model_host_in_pool (run, host) || state == HOST_AT_ENTERING || state == HOST_AT_STUCK
         || state == HOST_AT_TO_STANDBY || state == HOST_AT_PARTIAL || state == HOST_AT_HA_INIT;
}

gboolean
model_vm_moves (const SimRun *run, guint32 vm)
{
  guint32 cluster = model_fleet (run)->vms[vm].cluster;

  return !model_is_ahv (model_fleet (run), cluster) || model_ahv_fate (run, vm) != MODEL_AHV_GOES_LAST;
}

guint32
model_vm_targets (const SimRun *run, guint32 vm)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->vms[vm].cluster];
  guint32 n = 0;

  if (model_vm_is_tied (run, vm) != MODEL_BLOCKER_NONE)
    return 0;
  for (MODEL_EACH_HOST (host, cluster))
    n += model_may_place (run, vm, host, MODEL_FOR_EVACUATION) ? 1 : 0;
  return n;
}

static guint32
failures_to_bear (const SimRun *run, guint32 index)
{
  guint32 failures = model_is_ahv (model_fleet (run), index)
                         ? model_ahv_failures (model_fleet (run), index)
                         : model_admission (run, index, MODEL_NONE, MODEL_NONE, NULL).failures;

  return MAX (1, failures);
}

/* Hosts of one domain need not stand together. */
static void
add_to_domain (ModelBlast *domains, guint32 *n, const SimRun *run, guint32 host)
{
  const ModelHost *hosts = model_fleet (run)->hosts;
  const ModelHostState *state = model_host_state (run, host);
  guint32 d = 0;

  if (hosts[host].fault_domain == MODEL_NONE)
    return;
  while (d < *n && hosts[domains[d].index].fault_domain != hosts[host].fault_domain)
    d++;
  if (d == *n)
    domains[(*n)++] = (ModelBlast){ .index = host };
  domains[d].vms += state->n_vms;
  domains[d].vcpus += state->vcpus;
}

static void
keep_larger (ModelBlast *largest, ModelBlast blast)
{
  if (largest->index == MODEL_NONE || blast.vms > largest->vms
      || (blast.vms == largest->vms && blast.vcpus > largest->vcpus))
    *largest = blast;
}

static void
look_at_hosts (const SimRun *run, const ModelCluster *cluster, ModelOutlook *out)
{
  const ModelFleet *fleet = model_fleet (run);
  g_autofree gint64 *memory = g_new (gint64, cluster->n_hosts + 1);
  g_autofree ModelBlast *domains = g_new (ModelBlast, cluster->n_hosts + 1);
  gboolean cores_known = TRUE;
  guint32 n_domains = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    const ModelHostState *state = model_host_state (run, host);

    if (!model_host_is_home (run, host))
      continue;
    memory[out->hosts++] = model_host_memory (fleet, host);
    out->memory_mib += model_host_memory (fleet, host);
    out->claimed_mib += state->memory_reserved_mib;
    out->cores += fleet->hosts[host].cores;
    cores_known = cores_known && fleet->hosts[host].cores;
    keep_larger (&out->host, (ModelBlast){ host, state->n_vms, state->vcpus });
    add_to_domain (domains, &n_domains, run, host);
  }
  for (guint32 d = 0; d < n_domains; d++)
    keep_larger (&out->domain, domains[d]);
  out->cores = cores_known ? out->cores : 0;
  out->safe_mib = MAX (0, out->memory_mib - model_sum_of_greatest (memory, out->hosts, out->failures));
}

/* One on its way counts once here, though two hosts carry it. */
static void
look_at_vms (const SimRun *run, const ModelCluster *cluster, ModelOutlook *out)
{
  for (MODEL_EACH_VM (vm, cluster))
    if (model_vm_is_on (run, vm)) {
      out->vms++;
      out->vcpus += model_fleet (run)->vms[vm].vcpus;
      out->used_mib += model_vm_memory_demand (run, vm);
    }
}

ModelOutlook
model_outlook (const SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  ModelOutlook out
      = { .failures = failures_to_bear (run, index), .host.index = MODEL_NONE, .domain.index = MODEL_NONE };

  look_at_hosts (run, cluster, &out);
  look_at_vms (run, cluster, &out);
  return out;
}

ModelFlexibility
model_flexibility (const SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  ModelFlexibility out = { .vm = MODEL_NONE };

  for (MODEL_EACH_VM (vm, cluster)) {
    guint32 targets;

    if (!model_vm_is_on (run, vm) || !model_vm_moves (run, vm))
      continue;
    targets = model_vm_targets (run, vm);
    out.nowhere += targets == 0;
    out.one_only += targets == 1;
    if (out.vm == MODEL_NONE || targets < out.least) {
      out.least = targets;
      out.vm = vm;
    }
  }
  return out;
}
