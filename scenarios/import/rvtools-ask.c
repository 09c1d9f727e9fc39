#include "scenarios/import/rvtools.h"
#include "scenarios/import/ask.h"

/* Where HA keeps a reserve, RVTools has its level and not its policy. */
static gboolean
has_admission (const ScenarioInventory *inventory)
{
  for (guint i = 0; i < inventory->clusters->len; i++) {
    const ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    if (cluster->ha == SCENARIO_YES && cluster->admission_control != SCENARIO_NO)
      return TRUE;
  }
  return FALSE;
}

void
rv_ask (const Rvtools *self)
{
  ScenarioInventory *inventory = self->inventory;

  scenario_ask_settings (inventory);
  if (has_admission (inventory))
    scenario_inventory_ask (inventory,
                            "Is admission control by slots, as written, or by percentage? The failover level "
                            "says nothing of it, nor of fixed percentages. In a cluster:",
                            "ha: {admission-control: {policy: percentage, cpu: 25, memory: 25}}");
  scenario_inventory_ask (inventory,
                          "Which VMs may run only on some hosts (VM-Host groups and rules: licences, "
                          "appliances)? In a cluster, under rules:",
                          "- {name: licence, run: [VM], on: [HOST, HOST], must: true}");
  scenario_inventory_ask (
      inventory, "Which VMs have a PCI passthrough device or a vGPU? They cannot be moved. At the VM:",
      "devices: [pci-passthrough]");
  scenario_ask_estate (inventory);
}
