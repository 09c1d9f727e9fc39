#include "scenarios/import/govc.h"
#include <string.h>

/* All that is read of a save. Annotations, extraConfig, vApp properties, sessions, licences, settings and addresses are not on it. */
/* clang-format off */
static const char *const allowed[] = {
  "ServiceInstance: content.about.version content.about.apiType",
  "ComputeResource: name host.ManagedObjectReference",
  "ClusterComputeResource: name host.ManagedObjectReference "
    "summary.numHosts summary.totalCpu summary.totalMemory summary.numCpuCores summary.currentFailoverLevel summary.currentEVCModeKey "
    "configurationEx.dasConfig.enabled configurationEx.dasConfig.admissionControlEnabled configurationEx.dasConfig.failoverLevel "
    "configurationEx.dasConfig.hostMonitoring configurationEx.dasConfig.vmMonitoring configurationEx.dasConfig.vmComponentProtecting "
    "configurationEx.dasConfig.admissionControlPolicy.cpuFailoverResourcesPercent "
    "configurationEx.dasConfig.admissionControlPolicy.memoryFailoverResourcesPercent "
    "configurationEx.dasConfig.admissionControlPolicy.failoverLevel "
    "configurationEx.dasConfig.admissionControlPolicy.autoComputePercentages "
    "configurationEx.dasConfig.admissionControlPolicy.failoverHosts "
    "configurationEx.dasConfig.admissionControlPolicy.slotPolicy.cpu configurationEx.dasConfig.admissionControlPolicy.slotPolicy.memory "
    "configurationEx.dasConfig.admissionControlPolicy.resourceReductionToToleratePercent "
    "configurationEx.dasConfig.defaultVmSettings.restartPriority configurationEx.dasConfig.defaultVmSettings.isolationResponse "
    "configurationEx.dasConfig.defaultVmSettings.vmToolsMonitoringSettings.failureInterval "
    "configurationEx.dasConfig.defaultVmSettings.vmComponentProtectionSettings.vmStorageProtectionForAPD "
    "configurationEx.dasConfig.defaultVmSettings.vmComponentProtectionSettings.vmStorageProtectionForPDL "
    "configurationEx.dasConfig.defaultVmSettings.vmComponentProtectionSettings.vmReactionOnAPDCleared "
    "configurationEx.dasVmConfig.key configurationEx.dasVmConfig.restartPriority "
    "configurationEx.dasVmConfig.dasSettings.restartPriority configurationEx.dasVmConfig.dasSettings.isolationResponse "
    "configurationEx.drsConfig.enabled configurationEx.drsConfig.defaultVmBehavior configurationEx.drsConfig.vmotionRate "
    "configurationEx.drsConfig.enableVmBehaviorOverrides "
    "configurationEx.drsVmConfig.key configurationEx.drsVmConfig.enabled configurationEx.drsVmConfig.behavior "
    "configurationEx.rule.name configurationEx.rule.enabled configurationEx.rule.mandatory configurationEx.rule.vm "
    "configurationEx.rule.vmGroupName configurationEx.rule.vmGroup configurationEx.rule.dependsOnVmGroup configurationEx.rule.affineHostGroupName configurationEx.rule.antiAffineHostGroupName "
    "configurationEx.group.name configurationEx.group.vm configurationEx.group.host "
    "configurationEx.dpmConfigInfo.enabled configurationEx.dpmConfigInfo.defaultDpmBehavior configurationEx.vsanConfigInfo.enabled "
    "configurationEx.orchestration.defaultVmReadiness.readyCondition configurationEx.orchestration.defaultVmReadiness.postReadyDelay",
  "HostSystem: name parent summary.hardware.cpuModel summary.hardware.cpuMhz summary.hardware.numCpuPkgs summary.hardware.numCpuCores "
    "summary.hardware.memorySize summary.config.product.version summary.maxEVCModeKey summary.rebootRequired "
    "hardware.cpuInfo.numCpuPackages hardware.cpuInfo.numCpuCores hardware.cpuInfo.hz hardware.memorySize config.product.version "
    "config.vsanHostConfig.faultDomainInfo.name "
    "config.network.pnic.key config.network.pnic.linkSpeed.speedMb config.network.vswitch.name config.network.vswitch.pnic "
    "config.network.portgroup.spec.name config.network.portgroup.spec.vswitchName config.network.proxySwitch.dvsUuid "
    "config.network.proxySwitch.pnic config.network.vnic.key config.network.vnic.device config.network.vnic.portgroup "
    "config.network.vnic.spec.distributedVirtualPort.switchUuid "
    "config.virtualNicManagerInfo.netConfig.nicType config.virtualNicManagerInfo.netConfig.selectedVnic "
    "runtime.connectionState runtime.powerState runtime.standbyMode runtime.inMaintenanceMode "
    "datastore.ManagedObjectReference network.ManagedObjectReference",
  "VirtualMachine: name config.name config.template config.managedBy.extensionKey config.hardware.numCPU config.hardware.memoryMB "
    "config.cpuAllocation.reservation config.memoryAllocation.reservation config.memoryReservationLockedToMax "
    "config.hardware.device.backing.sharing config.hardware.device.backing.vgpu config.hardware.device.connectable.connected "
    "config.hardware.device.sharedBus config.hardware.device.use3dRenderer config.hardware.device.enable3DSupport "
    "resourceConfig.cpuAllocation.reservation resourceConfig.memoryAllocation.reservation "
    "resourcePool runtime.host runtime.powerState runtime.connectionState runtime.faultToleranceState "
    "summary.config.template summary.config.numCpu summary.config.memorySizeMB summary.runtime.host summary.runtime.powerState "
    "summary.quickStats.overallCpuUsage summary.quickStats.guestMemoryUsage summary.quickStats.consumedOverheadMemory "
    "datastore.ManagedObjectReference network.ManagedObjectReference",
  "Datastore: name summary.name summary.multipleHostAccess",
  "ResourcePool: name owner parent config.cpuAllocation.reservation config.memoryAllocation.reservation "
    "config.memoryAllocation.expandableReservation",
  "VirtualApp: name owner parent config.cpuAllocation.reservation config.memoryAllocation.reservation "
    "config.memoryAllocation.expandableReservation",
  "Network: name",
  "OpaqueNetwork: name",
  "DistributedVirtualPortgroup: name",
  NULL
};
/* clang-format on */

/* "HostSystem" of "0012-HostSystem-host-9.xml"; NULL when the name says nothing. (transfer full) */
static char *
type_in (const char *name)
{
  const char *begin = name + strspn (name, "0123456789");
  gsize length;

  if (begin == name || *begin != '-')
    return NULL;
  length = strcspn (++begin, "-.");
  return begin[length] == '-' ? g_strndup (begin, length) : NULL;
}

static int
by_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The XML files of the folder that may hold what is wanted, in a fixed order; those in folders below it are answers to methods. */
static GPtrArray *
list_files (Govc *self)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, &cause);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (!dir) {
    g_set_error (&self->error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FILE,
                 "%s: expected a folder that `govc object.save -d` made: %s", self->folder, cause->message);
    return NULL;
  }
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *type = type_in (name), *path = g_build_filename (self->folder, name, NULL);
    if (g_str_has_suffix (name, ".xml") && *name != '.' && (!type || vim_store_wants (self->store, type))
        && g_file_test (path, G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add (names, g_strdup (name));
  }
  g_ptr_array_sort (names, by_text);
  if (names->len > 0)
    return g_steal_pointer (&names);
  g_set_error (&self->error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FILE,
               "%s: expected files such as 0012-HostSystem-host-9.xml in this folder, found none; make it by "
               "`govc object.save -d DIR`",
               self->folder);
  return NULL;
}

gboolean
govc_read (Govc *self)
{
  g_autoptr (GPtrArray) names = NULL;

  self->store = vim_store_new (allowed);
  names = list_files (self);
  for (guint i = 0; names && i < names->len && !self->error; i++) {
    g_autofree char *path = g_build_filename (self->folder, g_ptr_array_index (names, i), NULL);
    vim_store_read (self->store, path, &self->error);
  }
  return !self->error;
}

char *
govc_name (const VimNode *at)
{
  static const struct {
    const char *escaped, *plain;
  } rows[] = { { "%2f", "/" }, { "%2F", "/" }, { "%5c", "\\" }, { "%5C", "\\" }, { "%25", "%" } };
  const char *text = vim_text (at, "name");
  GString *name = text ? g_string_new (text) : NULL;

  for (gsize i = 0; name && i < G_N_ELEMENTS (rows); i++)
    g_string_replace (name, rows[i].escaped, rows[i].plain, 0);
  return name ? g_string_free (name, FALSE) : NULL;
}

static void
fail (Govc *self, const VimObject *object, const VimNode *node, const char *path, const char *expected)
{
  const VimNode *at = vim_get (node, path);

  if (!self->error)
    g_set_error (&self->error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_DATA,
                 "%s:%u:%u: expected %s under '%s', found '%.60s'", object->file, at->line, at->column,
                 expected, path, at->text);
}

/* A saved number is a whole one, in the unit of its property: bytes become MiB, Hz become MHz where the caller asks for these. */
gint64
govc_number (Govc *self, const VimObject *object, const VimNode *node, const char *path, ScenarioUnit unit)
{
  const char *text = vim_text (node, path);
  gint64 number;

  if (!text || g_str_equal (text, "-1"))
    return SCENARIO_UNKNOWN;
  if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT64 / 2, &number, NULL)) {
    fail (self, object, node, path, "a whole number from 0 on");
    return SCENARIO_UNKNOWN;
  }
  if (unit == SCENARIO_UNIT_MIB)
    return (number + (1 << 19)) >> 20;
  return unit == SCENARIO_UNIT_MHZ ? (number + 500000) / 1000000 : number;
}

ScenarioAnswer
govc_answer (Govc *self, const VimObject *object, const VimNode *node, const char *path)
{
  const char *text = vim_text (node, path);

  if (!text)
    return SCENARIO_UNSAID;
  if (g_str_equal (text, "true") || g_str_equal (text, "1"))
    return SCENARIO_YES;
  if (!g_str_equal (text, "false") && !g_str_equal (text, "0"))
    fail (self, object, node, path, "true or false");
  return SCENARIO_NO;
}
