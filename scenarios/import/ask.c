#include "scenarios/import/ask.h"

/* What stands in the way of an answer, over all clusters that are written. */
typedef struct {
  gboolean ha, drs, vmotion, demand;
} Gaps;

static Gaps
find_gaps (const ScenarioInventory *inventory)
{
  Gaps gaps = { FALSE, FALSE, FALSE, TRUE };

  for (guint i = 0; i < inventory->clusters->len; i++) {
    const ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    gaps.ha |= cluster->ha == SCENARIO_UNSAID;
    gaps.drs |= !cluster->drs;
    for (guint j = 0; j < cluster->hosts->len; j++)
      gaps.vmotion |= ((const ScenarioInvHost *) g_ptr_array_index (cluster->hosts, j))->vmotion_mbit
                      == SCENARIO_UNKNOWN;
    for (guint j = 0; j < cluster->vms->len; j++)
      gaps.demand &= ((const ScenarioInvVm *) g_ptr_array_index (cluster->vms, j))->cpu_demand_mhz
                     == SCENARIO_UNKNOWN;
  }
  return gaps;
}

void
scenario_ask_settings (ScenarioInventory *inventory)
{
  Gaps gaps = find_gaps (inventory);

  if (gaps.ha)
    scenario_inventory_ask (
        inventory,
        "Is vSphere HA on, and with which admission control? Without a line it is off. In a cluster:",
        "ha: {admission-control: {policy: percentage, host-failures: 1}}");
  if (gaps.drs)
    scenario_inventory_ask (
        inventory, "Is DRS on, and how automatic is it? In a cluster:", "drs: {automation: fully-automated}");
}

static void
ask_vcenter (ScenarioInventory *inventory, const ScenarioInvVcenter *vcenter)
{
  g_autofree char *ask = g_strdup_printf (
      "Which VM is the vCenter %s, if it runs in one of these clusters?%s At the vCenter:", vcenter->name,
      vcenter->maybe_vm ? " This one bears its name." : "");
  g_autofree char *line = g_strdup_printf ("vm: %s", vcenter->maybe_vm ? vcenter->maybe_vm : "VM");

  scenario_inventory_ask (inventory, ask, line);
}

void
scenario_ask_estate (ScenarioInventory *inventory)
{
  Gaps gaps = find_gaps (inventory);

  if (gaps.vmotion)
    scenario_inventory_ask (inventory, "How fast is the vMotion network? At the host:", "vmotion: 25 Gbit/s");
  if (gaps.demand)
    scenario_inventory_ask (inventory, "How much CPU do the VMs use? At the VM:", "cpu-demand: 800 MHz");
  scenario_inventory_ask (
      inventory, "How fast do busy VMs change their memory? It decides how long vMotion takes. At the VM:",
      "dirty-rate: 80 MiB/s");
  for (guint i = 0; i < inventory->vcenters->len; i++)
    ask_vcenter (inventory, g_ptr_array_index (inventory->vcenters, i));
  scenario_inventory_ask (inventory,
                          "Is there vSAN? The export holds no storage policies. An object that must stay "
                          "available, in a cluster:",
                          "quorum: {OBJECT: {kind: votes-and-data, members: [{on: HOST, leg: a}, {on: HOST, "
                          "leg: b}, {on: HOST}]}}");
  scenario_inventory_ask (inventory, "How long is the maintenance window? At the top level:", "window: 6 h");
}
