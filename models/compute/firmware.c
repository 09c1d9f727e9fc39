#include "models/compute/firmware.h"

#include "models/rehearsal.h"
#include "models/words.h"

/* clang-format off */
const ModelPartRow model_parts[MODEL_N_PARTS] = {
  [MODEL_PART_SATADOM] = { MODEL_FIRMWARE_SATADOM, MODEL_FIRMWARE_SATADOM_REBOOTS, TRUE },
  [MODEL_PART_BMC]  = { MODEL_FIRMWARE_BMC,  MODEL_FIRMWARE_BMC_REBOOTS,  FALSE },
  [MODEL_PART_BIOS] = { MODEL_FIRMWARE_BIOS, MODEL_FIRMWARE_BIOS_REBOOTS, TRUE },
  [MODEL_PART_HBA]  = { MODEL_FIRMWARE_HBA,  MODEL_FIRMWARE_HBA_REBOOTS,  FALSE },
  [MODEL_PART_NIC]  = { MODEL_FIRMWARE_NIC,  MODEL_FIRMWARE_NIC_REBOOTS,  TRUE },
};
/* clang-format on */

ModelPart
model_next_part (guint32 left)
{
  guint c = 0;

  g_assert (left);
  while (!(left >> c & 1))
    c++;
  return c;
}

SimTime
model_image_time (const SimRun *run, guint32 host)
{
  return model_fleet (run)->hosts[host].stateless ? model_number (run, MODEL_AUTO_DEPLOY_IMAGE) : 0;
}

SimTime
model_boot_time (const SimRun *run, guint32 host)
{
  const ModelHostState *h = model_host_state (run, host);
  gboolean cold = h->component && model_parts[h->component - 1].power_cycle;
  SimTime boot = model_number (run, h->quick_boot ? MODEL_HOST_QUICK_BOOT
                                    : cold        ? MODEL_HOST_POWER_CYCLE
                                                  : MODEL_HOST_REBOOT)
                 + model_image_time (run, host);

  /* Somebody types the recovery key. */
  return h->settings_lost && model_fleet (run)->hosts[host].sealed
                 && model_fleet (run)->hosts[host].recovery_key
             ? boot + model_number (run, MODEL_HOST_RECOVERY_KEY)
             : boot;
}

guint32
model_vm_depends_on (const SimRun *run, guint32 vm)
{
  guint32 devices = model_vm_state (run, vm)->devices, needs = model_fleet (run)->vms[vm].depends_on;

  needs |= 1u << MODEL_BIOS_VT_X;
  if (devices & (1u << MODEL_DEVICE_PCI_PASSTHROUGH | 1u << MODEL_DEVICE_SR_IOV))
    needs |= 1u << MODEL_BIOS_VT_D;
  if (devices >> MODEL_DEVICE_SR_IOV & 1)
    needs |= 1u << MODEL_BIOS_SR_IOV;
  return needs;
}

guint32
model_host_lacks (const SimRun *run, guint32 host, guint32 settings)
{
  const ModelLinks *links = model_links (run);
  guint32 lacks = 0;

  for (MODEL_EACH (cell, links->cells_of_host, host)) {
    guint32 provides = model_fleet (run)->policies[links->policy_of_cell[*cell]].provides;

    if (provides && STATE (POLICY, *cell) != POLICY_AT_IN_POLICY)
      lacks |= 1u << provides;
  }
  return lacks & settings;
}

/* What the policies of a host say anything of. */
static guint32
declared_on (const SimRun *run, guint32 host)
{
  const ModelLinks *links = model_links (run);
  guint32 declared = 1u << MODEL_BIOS_NONE | 1u << MODEL_BIOS_VT_X;

  for (MODEL_EACH (cell, links->cells_of_host, host))
    declared |= 1u << model_fleet (run)->policies[links->policy_of_cell[*cell]].provides;
  return declared;
}

void
model_look_for_undeclared (SimRun *run, guint32 host)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->hosts[host].cluster];
  guint32 declared = declared_on (run, host);

  for (guint32 setting = 0; setting < MODEL_N_BIOS; setting++) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { setting, 0, 0 };

    for (MODEL_EACH_VM (vm, cluster))
      if (!(declared >> setting & 1) && model_vm_depends_on (run, vm) >> setting & 1) {
        evidence[1]++;
        evidence[2] = evidence[2] ? evidence[2] : ACTOR (VM, vm);
      }
    if (evidence[1])
      sim_find (run, MODEL_FIND_UNDECLARED_SETTING, SIM_NOTE, ACTOR (HOST, host), (gint64) setting + 1,
                evidence);
  }
}

/* A boot mode that was another one from the beginning is the one that the host was installed for. */
ModelBootTrouble
model_boot_trouble (const SimRun *run, guint32 host)
{
  const ModelLinks *links = model_links (run);
  const ModelHost *h = &model_fleet (run)->hosts[host];

  for (MODEL_EACH (cell, links->cells_of_host, host))
    if (model_fleet (run)->policies[links->policy_of_cell[*cell]].provides == MODEL_BIOS_BOOT_MODE
        && (STATE (POLICY, *cell) == POLICY_AT_RESET
            || (STATE (POLICY, *cell) == POLICY_AT_DRIFTED && model_cell_state (run, *cell)->value == MODEL_CELL_SET)))
      return MODEL_BOOT_MODE_LOST;
  return model_host_state (run, host)->settings_lost && h->sealed && !h->recovery_key ? MODEL_BOOT_SEALED
                                                                                      : MODEL_BOOTS;
}
