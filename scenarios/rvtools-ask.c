#include "scenarios/rvtools.h"

/* What stands in the way of an answer, over all clusters that are written. */
typedef struct {
  gboolean ha_unsaid, ha_on, drs_unsaid, no_vmotion, no_demand;
} Gaps;

static Gaps
find_gaps (const ScenarioInventory *inventory)
{
  Gaps gaps = { FALSE, FALSE, FALSE, FALSE, TRUE };

  for (guint i = 0; i < inventory->clusters->len; i++) {
    const ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    gaps.ha_unsaid |= cluster->ha == SCENARIO_UNSAID;
    gaps.ha_on |= cluster->ha == SCENARIO_YES && cluster->admission_control != SCENARIO_NO;
    gaps.drs_unsaid |= !cluster->drs;
    for (guint j = 0; j < cluster->hosts->len; j++)
      gaps.no_vmotion |= ((const ScenarioInvHost *) g_ptr_array_index (cluster->hosts, j))->vmotion_mbit
                         == SCENARIO_UNKNOWN;
    for (guint j = 0; j < cluster->vms->len; j++)
      gaps.no_demand &= ((const ScenarioInvVm *) g_ptr_array_index (cluster->vms, j))->cpu_demand_mhz
                        == SCENARIO_UNKNOWN;
  }
  return gaps;
}

void
rv_ask (const Rvtools *self)
{
  ScenarioInventory *inventory = self->inventory;
  Gaps gaps = find_gaps (inventory);

  if (gaps.ha_unsaid)
    scenario_inventory_ask (
        inventory,
        "Is vSphere HA on, and with which admission control? Without a line it is off. In a "
        "cluster:",
        "ha: {admission-control: {policy: percentage, host-failures: 1}}");
  if (gaps.ha_on)
    scenario_inventory_ask (inventory,
                            "Is admission control by slots, as written, or by percentage? The failover level "
                            "says nothing of it, nor of fixed percentages. In a cluster:",
                            "ha: {admission-control: {policy: percentage, cpu: 25, memory: 25}}");
  if (gaps.drs_unsaid)
    scenario_inventory_ask (
        inventory, "Is DRS on, and how automatic is it? In a cluster:", "drs: {automation: fully-automated}");
  scenario_inventory_ask (inventory,
                          "Which VMs may run only on some hosts (VM-Host groups and rules: licences, "
                          "appliances)? In a cluster, under rules:",
                          "- {name: licence, run: [VM], on: [HOST, HOST], must: true}");
  scenario_inventory_ask (
      inventory, "Which VMs have a PCI passthrough device or a vGPU? They cannot be moved. At the VM:",
      "devices: [pci-passthrough]");
  if (gaps.no_vmotion)
    scenario_inventory_ask (inventory, "How fast is the vMotion network? At the host:", "vmotion: 25 Gbit/s");
  if (gaps.no_demand)
    scenario_inventory_ask (inventory, "How much CPU do the VMs use? At the VM:", "cpu-demand: 800 MHz");
  scenario_inventory_ask (
      inventory, "How fast do busy VMs change their memory? It decides how long vMotion takes. At the VM:",
      "dirty-rate: 80 MiB/s");
  for (guint i = 0; i < inventory->vcenters->len; i++) {
    const ScenarioInvVcenter *vcenter = g_ptr_array_index (inventory->vcenters, i);
    g_autofree char *ask = g_strdup_printf (
        "Which VM is the vCenter %s, if it runs in one of these clusters?%s At the vCenter:", vcenter->name,
        vcenter->maybe_vm ? " This one bears its name." : "");
    g_autofree char *line = g_strdup_printf ("vm: %s", vcenter->maybe_vm ? vcenter->maybe_vm : "VM");
    scenario_inventory_ask (inventory, ask, line);
  }
  scenario_inventory_ask (inventory,
                          "Is there vSAN? The export holds no storage policies. An object that must stay "
                          "available, in a cluster:",
                          "quorum: {OBJECT: {kind: votes-and-data, members: [{on: HOST, leg: a}, {on: HOST, "
                          "leg: b}, {on: HOST}]}}");
  scenario_inventory_ask (inventory, "How long is the maintenance window? At the top level:", "window: 6 h");
}
