#include "scenarios/rvtools.h"
#include "models/physics.h"

/* What an export may hold and the language refuses, since it cannot be: each would cost the architect the whole file. */

/* The most that any host of the cluster has; threads are unbounded where one is written as `cpu:`. */
static void
find_largest (const ScenarioInvCluster *cluster, gint64 *memory, gint64 *threads)
{
  *memory = *threads = 0;
  for (guint i = 0; i < cluster->hosts->len; i++) {
    const ScenarioInvHost *host = g_ptr_array_index (cluster->hosts, i);
    gboolean counted = host->sockets != SCENARIO_UNKNOWN && host->cores_per_socket != SCENARIO_UNKNOWN;
    gint64 cores = counted ? host->sockets * host->cores_per_socket : G_MAXINT32;
    *memory = MAX (*memory, host->memory_mib);
    *threads = MAX (*threads, cores * model_physics[MODEL_HOST_THREADS].value);
  }
}

/* A VM that runs and that no host could hold; taken out of its cluster again. */
static gboolean
is_too_large (const ScenarioInvVm *vm, gint64 memory, gint64 threads)
{
  gint64 overhead = vm->overhead_mib == SCENARIO_UNKNOWN ? 0 : vm->overhead_mib;

  return vm->power == SCENARIO_POWER_ON && (vm->memory_mib + overhead > memory || vm->vcpus > threads);
}

static void
fit_admission (const Rvtools *self, ScenarioInvCluster *cluster)
{
  if (cluster->ha != SCENARIO_YES || cluster->host_failures < (gint64) cluster->hosts->len)
    return;
  scenario_inventory_notice (self->inventory,
                             "cluster %s: its failover level is %" G_GINT64_FORMAT
                             " but only %u of its hosts are written; the level is left out",
                             cluster->name, cluster->host_failures, cluster->hosts->len);
  cluster->host_failures = SCENARIO_UNKNOWN;
}

void
rv_fit (Rvtools *self, RvCluster *cluster)
{
  gint64 memory, threads;
  guint reserved = 0, resting = 0;

  fit_admission (self, cluster->cluster);
  find_largest (cluster->cluster, &memory, &threads);
  for (guint i = 0; i < self->vms->len; i++) {
    RvVm *raw = g_ptr_array_index (self->vms, i);
    ScenarioInvVm *vm = raw->vm;
    if (raw->cluster != cluster || raw->skip != RV_WRITE)
      continue;
    if (is_too_large (vm, memory, threads)) {
      raw->skip = RV_TOO_LARGE;
      raw->vm = NULL;
      g_ptr_array_remove (cluster->cluster->vms, vm);
      continue;
    }
    if (vm->memory_reservation_mib > vm->memory_mib) {
      vm->memory_reservation_mib = vm->memory_mib;
      reserved++;
    }
    if (vm->host && vm->host->maintenance && vm->power == SCENARIO_POWER_ON) {
      vm->named_host = g_strdup_printf ("%s, which is in maintenance", raw->said_host);
      vm->host = NULL;
      resting++;
    }
  }
  if (reserved > 0)
    scenario_inventory_notice (self->inventory,
                               "cluster %s: VMs that reserve more memory than they have, cut to what they "
                               "have: %u",
                               cluster->cluster->name, reserved);
  if (resting > 0)
    scenario_inventory_notice (self->inventory,
                               "cluster %s: VMs that run on a host in maintenance, written without host: %u",
                               cluster->cluster->name, resting);
}
