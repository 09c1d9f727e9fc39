#include "models/fleet.h"

/* clang-format off */
const char *const model_ahv_ha_words[] = { "best-effort", "guarantee", NULL };
const char *const model_uvms_words[] = { "no", "skip", "auto", NULL };
const char *const model_awareness_words[] = { "node", "block", "rack", NULL };
const char *const model_platform_words[] = { "vsphere", "nutanix-ahv", "nutanix-esxi", NULL };
const char *const model_slot_size_words[] = { "covers-all", "fixed", NULL };
const char *const model_admission_words[] = { "off", "slot", "percentage", "dedicated", NULL };
const char *const model_automation_words[] = { "inherit", "off", "manual", "partially-automated", "fully-automated", NULL };
const char *const model_isolation_words[] = { "inherit", "none", "power-off", "shutdown", NULL };
const char *const model_monitoring_words[] = { "off", "low", "medium", "high", "custom", NULL };
const char *const model_apd_words[] = { "off", "conservative", "aggressive", NULL };
const char *const model_pdl_words[] = { "off", "restart", NULL };
const char *const model_addresses_words[] = { "same-network", "other-network", "none", NULL };
const char *const model_role_words[] = { "ordinary", "ft-secondary", "agent", NULL };
const char *const model_ready_words[] = { "inherit", "none", "powered-on", "guest-heartbeats", "application-heartbeats", NULL };
const char *const model_priority_words[] = { "highest", "high", "medium", "low", "lowest", "disabled", NULL };
const char *const model_power_words[] = { "on", "off", "suspended", NULL };
const char *const model_host_start_words[] = { "connected", "maintenance", "disconnected", "off", "standby", "outside", NULL };
const char *const model_device_words[] = {
  "pci-passthrough", "sr-iov", "vgpu", "usb", "host-cd", "client-cd", "local-datastore", "shared-bus", "fault-tolerance",
  "performance-counters", "usb-vmotion", "hardware-3d", NULL
};
const char *const model_rule_words[] = { "keep-apart", "keep-together", "run-on", "run-not-on", NULL };
const char *const model_policy_words[] = { "vds", "host", "bios", "cluster", "storage", "port-group", "pool", "vm", NULL };
const char *const model_lifecycle_words[] = {
  "esxi-upgrade", "vcenter-upgrade", "firmware-upgrade", "aos-upgrade", "ahv-upgrade", "reboot", "reconnect", "crash",
  "cmos-reset", "switch-upgrade", "nioc-upgrade", "stateless-boot", "registration", "host-added", "host-replaced", "removal", "reconfiguration", "rebuild", "switch-migration", "part-replacement",
  "esxcli-upgrade", NULL
};
const char *const model_keeper_words[] = { "host-profile", "configuration-profile", "desired-image", "script", NULL };
const char *const model_bios_words[] = { "nothing", "vt-x", "vt-d", "sr-iov", "numa", "power-profile", "boot-mode", "vmotion", NULL };
const char *const model_part_words[] = { "satadom", "bmc", "bios", "hba", "nic", NULL };
const char *const model_quorum_words[] = { "majority", "ring", "votes-and-data", "copies", NULL };
const char *const model_verb_words[] = {
#define VERB(NAME, WORD, ...) WORD,
#include "models/plan/verbs.def"
#undef VERB
  NULL
};
const char *const model_tools_words[] = { "false", "true", "unmanaged", "old", "current", NULL };
const char *const model_witness_side_words[] = { "both", "with-them", "with-the-others", NULL };
const char *const model_vcha_setup_words[] = { "automatic", "manual", NULL };
const char *const model_vcha_mode_words[] = { "enabled", "maintenance", "disabled", NULL };
const char *const model_method_words[] = { "in-place", "reduced-downtime", "image", "baseline", "auto-deploy", NULL };
const char *const model_fault_words[] = {
#define FAULT(NAME, WORD, ...) WORD,
#include "models/plan/faults.def"
#undef FAULT
  NULL
};
const char *const model_hardware_words[] = { "no-quick-boot", "txt", "vmklinux-drivers", "cpu-unsupported", "not-on-hcl", "no-gpu", NULL };
const char *const model_certificate_words[] = { "sha-256", "sha-1", "unverified", "vmca", "custom", "custom-expired", NULL };
const char *const model_ip_words[] = { "any", "ipv4", "ipv6", NULL };
const char *const model_encrypted_words[] = { "opportunistic", "disabled", "required", NULL };
const char *const model_impact_words[] = { "reboot", "maintenance", "live-patch", NULL };
const char *const model_power_action_words[] = { "none", "power-off", "suspend", "suspend-to-memory", NULL };
const char *const model_live_patch_words[] = { "off", "auto", "enforce", NULL };
const char *const model_obstacle_words[] = {
#define OBSTACLE(NAME, WORD, ...) WORD,
#include "models/vcenter/obstacles.def"
#undef OBSTACLE
  NULL
};
const char *const model_product_words[] = {
#define PRODUCT(NAME, WORD, ...) WORD,
#define STAGE(...)
#include "models/plan/sequence.def"
#undef PRODUCT
#undef STAGE
  NULL
};
const char *const model_ha_cause_words[] = {
#define CAUSE(NAME, WORD, ...) WORD,
#include "models/ha/causes.def"
#undef CAUSE
  NULL
};
const char *const model_vsan_words[] = { "none", "osa", "esa", NULL };
const char *const model_raid_words[] = { "raid-1", "raid-5", "raid-6", NULL };
const char *const model_sites_words[] = { "mirror", "preferred", "secondary", NULL };
const char *const model_vsan_mode_words[] = { "ensure-accessibility", "full-migration", "no-action", NULL };
/* clang-format on */

ModelFleet *
model_fleet_new (void)
{
  ModelFleet *fleet = g_new0 (ModelFleet, 1);

  for (guint i = 0; i < MODEL_N_PHYSICS; i++)
    fleet->physics[i] = model_physics[i].value;
  fleet->strings = g_string_chunk_new (4096);
  fleet->arrays = g_ptr_array_new_with_free_func (g_free);
  return fleet;
}

void
model_fleet_free (ModelFleet *fleet)
{
  if (!fleet)
    return;
  g_string_chunk_free (fleet->strings);
  g_ptr_array_unref (fleet->arrays);
  g_free (fleet);
}

gpointer
model_fleet_keep (ModelFleet *fleet, gpointer array)
{
  if (array)
    g_ptr_array_add (fleet->arrays, array);
  return array;
}

const char *
model_fleet_string (ModelFleet *fleet, const char *text)
{
  return text ? g_string_chunk_insert (fleet->strings, text) : NULL;
}
