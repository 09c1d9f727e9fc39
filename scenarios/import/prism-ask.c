#include "scenarios/import/prism.h"

/* Which kinds of pages would have said something, and where Prism keeps them. */
static void
ask_pages (const Prism *self)
{
  static const struct {
    PrismKind kind;
    const char *ask, *line;
  } rows[] = {
    { PRISM_VM, "Which VMs are there? Pages of /api/vmm/v4.0/ahv/config/vms. In a cluster:",
      "vms: {NAME: {vcpus: 4, memory: 16 GiB}}" },
    { PRISM_CONTAINER,
      "How many copies of data are kept? Pages of /api/clustermgmt/v4.0/config/storage-containers. In a "
      "cluster, where it is not 2:",
      "replication-factor: 3" },
    { PRISM_HOST_AFFINITY,
      "Which VMs have to run on certain hosts (VM-host affinity policies)? Pages of "
      "/api/vmm/v4.0/ahv/policies/vm-host-affinity-policies. "
      "In a cluster, under rules:",
      "- {name: licence, run: [VM], on: [HOST, HOST], must: true}" },
    { PRISM_ANTI_AFFINITY,
      "Which VMs are kept apart (VM-VM anti-affinity policies)? Pages of "
      "/api/vmm/v4.0/ahv/policies/vm-anti-affinity-policies. In a "
      "cluster, under rules:",
      "- {name: apart, keep-apart: [VM, VM], must: false}" },
    { PRISM_ENTITY,
      "What does LCM have on offer: versions of AOS and AHV, firmware? Pages of "
      "/api/lifecycle/v4.0/resources/entities. In the plan:",
      "- {step: firmware, upgrade-firmware: CLUSTER, components: [bios, hba]}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (self->records[rows[i].kind]->len + (rows[i].kind == PRISM_VM ? self->records[PRISM_ESXI_VM]->len : 0)
        == 0)
      scenario_inventory_ask (self->inventory, rows[i].ask, rows[i].line);
}

/* N-11. */
static void
ask_about_few_nodes (ScenarioInventory *inventory)
{
  for (guint i = 0; i < inventory->clusters->len; i++) {
    const ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    g_autofree char *where = NULL;

    if (cluster->hosts->len == 2)
      where = g_strdup_printf (
          "Where does the witness of %s run? Prism does not say; here it is somewhere outside and answers. "
          "In the cluster, where it is a VM of this file, or there is none:",
          cluster->name);
    else if (cluster->hosts->len == 1)
      where = g_strdup_printf (
          "May LCM power off the VMs of %s, which has one node? Without its CVM they have no storage, and "
          "the pre-check refuses while they run. At the step:",
          cluster->name);
    if (where)
      scenario_inventory_ask (inventory, where,
                              cluster->hosts->len == 2 ? "witness-vm: VM, or witness: none"
                                                       : "power-off-uvms: auto");
  }
}

void
prism_ask (const Prism *self)
{
  ScenarioInventory *inventory = self->inventory;
  gboolean esxi = FALSE, cvm_away = FALSE;

  for (guint i = 0; i < inventory->clusters->len; i++)
    esxi |= g_str_equal (((const ScenarioInvCluster *) g_ptr_array_index (inventory->clusters, i))->platform,
                         "nutanix-esxi");
  for (guint i = 0; i < self->records[PRISM_HOST]->len; i++)
    cvm_away |= ((const PrismHost *) g_ptr_array_index (self->records[PRISM_HOST], i))->cvm_maintenance
                == SCENARIO_YES;
  scenario_inventory_ask (
      inventory,
      "How much memory does each CVM take? VMs cannot have it, and Prism does not say. In a cluster:",
      "cvm-memory: 32 GiB");
  ask_pages (self);
  if (esxi)
    scenario_inventory_ask (
        inventory,
        "Which vCenter manages the ESXi hosts, at which version, with which HA and DRS? At the top level and "
        "in a cluster:",
        "vcenters: {vc01: {version: 8.0.3}}, and vcenter: vc01, ha: {}, drs: {automation: fully-automated}");
  if (cvm_away)
    scenario_inventory_ask (inventory,
                            "Is the CVM in maintenance meant to be away while the plan runs? Under faults:",
                            "- {cvm-down: HOST, at: 0 min}");
  ask_about_few_nodes (inventory);
  scenario_inventory_ask (inventory,
                          "How much storage has each node, and how full is it? It decides what a rebuild "
                          "takes, and whether the cluster bears "
                          "one. Prism has it among its statistics. At the host:",
                          "capacity: 20 TiB, data: 8 TiB");
  scenario_inventory_ask (
      inventory, "Which nodes run Zookeeper? It decides which CVMs may be away together. In a cluster:",
      "zookeeper: [HOST, HOST, HOST]");
  scenario_inventory_ask (
      inventory, "How fast is the network over which VMs migrate? At the host:", "vmotion: 25 Gbit/s");
  scenario_inventory_ask (
      inventory,
      "How fast do busy VMs change their memory? It decides how long live migration takes. At the VM:",
      "dirty-rate: 80 MiB/s");
  scenario_inventory_ask (inventory, "How long is the maintenance window? At the top level:", "window: 6 h");
}
