#include "scenarios/import/fit.h"
#include "models/physics.h"
#include "scenarios/import/import-parts.h"

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

/* A VM that runs and that no host could hold. */
static gboolean
is_too_large (const ScenarioInvVm *vm, gint64 memory, gint64 threads)
{
  gint64 overhead = vm->overhead_mib == SCENARIO_UNKNOWN ? 0 : vm->overhead_mib;

  return vm->power == SCENARIO_POWER_ON && (vm->memory_mib + overhead > memory || vm->vcpus > threads);
}

static void
leave_out (ScenarioInvCluster *cluster, ScenarioInvVm *vm)
{
  for (guint i = 0; i < cluster->rules->len; i++)
    g_ptr_array_remove (((ScenarioInvRule *) g_ptr_array_index (cluster->rules, i))->vms, vm);
  for (guint i = 0; i < cluster->vms->len; i++) {
    GPtrArray *after = ((ScenarioInvVm *) g_ptr_array_index (cluster->vms, i))->after;
    if (after)
      g_ptr_array_remove (after, vm);
  }
  g_ptr_array_remove (cluster->vms, vm);
}

/* Measures that cannot be are forgotten. Returns how many. */
static guint
forget_nonsense (ScenarioInvVm *vm)
{
  gint64 *const measures[] = { &vm->memory_reservation_mib, &vm->cpu_reservation_mhz, &vm->overhead_mib,
                               &vm->cpu_demand_mhz, &vm->active_mib };
  guint forgotten = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (measures); i++)
    if (*measures[i] != SCENARIO_UNKNOWN && (*measures[i] < 0 || *measures[i] > SCENARIO_INV_MOST)) {
      *measures[i] = SCENARIO_UNKNOWN;
      forgotten++;
    }
  return forgotten;
}

static void
fit_admission (ScenarioInventory *inventory, ScenarioInvCluster *cluster)
{
  if (cluster->ha != SCENARIO_YES || cluster->host_failures < (gint64) cluster->hosts->len)
    return;
  scenario_inventory_notice (inventory,
                             "cluster %s: its failover level is %" G_GINT64_FORMAT
                             " but only %u of its hosts are written; the level is left out",
                             cluster->name, cluster->host_failures, cluster->hosts->len);
  cluster->host_failures = SCENARIO_UNKNOWN;
}

static void
fit_cluster (ScenarioInventory *inventory, ScenarioInvCluster *cluster, ScenarioSome *large)
{
  guint reserved = 0, resting = 0, nonsense = 0;
  gint64 memory, threads;

  fit_admission (inventory, cluster);
  find_largest (cluster, &memory, &threads);
  for (guint i = cluster->vms->len; i-- > 0;) {
    ScenarioInvVm *vm = g_ptr_array_index (cluster->vms, i);
    nonsense += forget_nonsense (vm);
    if (is_too_large (vm, memory, threads)) {
      scenario_some_add (large, "%s", vm->name);
      leave_out (cluster, vm);
      continue;
    }
    if (vm->memory_reservation_mib > vm->memory_mib) {
      vm->memory_reservation_mib = vm->memory_mib;
      reserved++;
    }
    if (vm->host && vm->host->maintenance && vm->power == SCENARIO_POWER_ON) {
      vm->named_host = g_strdup_printf ("%s, which is in maintenance", vm->host->name);
      vm->host = NULL;
      resting++;
    }
  }
  if (nonsense > 0)
    scenario_inventory_notice (inventory, "cluster %s: measures of VMs that cannot be, left out: %u",
                               cluster->name, nonsense);
  if (reserved > 0)
    scenario_inventory_notice (
        inventory, "cluster %s: VMs that reserve more memory than they have, cut to what they have: %u",
        cluster->name, reserved);
  if (resting > 0)
    scenario_inventory_notice (inventory,
                               "cluster %s: VMs that run on a host in maintenance, written without host: %u",
                               cluster->name, resting);
}

void
scenario_inventory_fit (ScenarioInventory *inventory)
{
  ScenarioSome large = { NULL, 0 };

  for (guint i = 0; i < inventory->clusters->len; i++)
    fit_cluster (inventory, g_ptr_array_index (inventory->clusters, i), &large);
  scenario_some_say (&large, inventory, "left out, running and larger than any host of its cluster", "VM");
}
