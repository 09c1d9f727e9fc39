#include "scenarios/import/govc.h"
#include "scenarios/import/quote.h"
#include <string.h>

/* What a device's type says, and that of its backing, where this decides; NULL is any. */
static const struct {
  const char *device, *backing;
  ScenarioDevice means;
  gboolean connected; /* only while it is connected */
} rows[] = {
  { "VirtualPCIPassthrough", "VirtualPCIPassthroughVmiopBackingInfo", SCENARIO_DEVICE_VGPU, FALSE },
  { "VirtualPCIPassthrough", NULL, SCENARIO_DEVICE_PCI_PASSTHROUGH, FALSE },
  { "VirtualSriovEthernetCard", NULL, SCENARIO_DEVICE_SR_IOV, FALSE },
  { "VirtualUSB", NULL, SCENARIO_DEVICE_USB, TRUE },
  { "VirtualCdrom", "VirtualCdromRemoteAtapiBackingInfo", SCENARIO_DEVICE_CLIENT_CD, TRUE },
  { "VirtualCdrom", "VirtualCdromRemotePassthroughBackingInfo", SCENARIO_DEVICE_CLIENT_CD, TRUE },
  { "VirtualCdrom", "VirtualCdromAtapiBackingInfo", SCENARIO_DEVICE_HOST_CD, TRUE },
  { "VirtualCdrom", "VirtualCdromPassthroughBackingInfo", SCENARIO_DEVICE_HOST_CD, TRUE },
};

static gboolean
is_connected (Govc *self, const GovcVm *raw, const VimNode *device)
{
  return govc_answer (self, raw->object, device, "connectable.connected") != SCENARIO_NO;
}

/* A disk controller whose bus is shared between VMs. */
static gboolean
shares_bus (const VimNode *device)
{
  const char *sharing = vim_text (device, "sharedBus");

  return sharing && !g_str_equal (sharing, "noSharing");
}

static void
read_device (Govc *self, GovcVm *raw, const VimNode *device)
{
  const VimNode *backing = vim_get (device, "backing");

  if (shares_bus (device))
    raw->vm->devices |= 1u << SCENARIO_DEVICE_SHARED_BUS;
  for (gsize i = 0; device->type && i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (device->type, rows[i].device)
        && (!rows[i].backing || g_strcmp0 (backing ? backing->type : NULL, rows[i].backing) == 0)) {
      if (!rows[i].connected || is_connected (self, raw, device))
        raw->vm->devices |= 1u << rows[i].means;
      if (rows[i].means == SCENARIO_DEVICE_VGPU && vim_text (backing, "vgpu") && !raw->vm->gpu_profile)
        raw->vm->gpu_profile = scenario_without_controls (vim_text (backing, "vgpu"));
      return;
    }
}

void
govc_read_devices (Govc *self, GovcVm *raw)
{
  const VimNode *hardware = vim_get (raw->at, "config.hardware"), *device;
  const char *tolerance = vim_text (raw->at, "runtime.faultToleranceState");

  for (guint at = 0; (device = vim_next (hardware, "device", &at));)
    read_device (self, raw, device);
  if (tolerance && !g_str_equal (tolerance, "notConfigured"))
    raw->vm->devices |= 1u << SCENARIO_DEVICE_FAULT_TOLERANCE;
}
