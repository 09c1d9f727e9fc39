#include "scenarios/import/rvtools.h"
#include <string.h>

static const RvJoin cpu_join = { RV_CPU, RV_CPU_VM, RV_CPU_HOST, RV_CPU_ID, RV_CPU_UUID, RV_CPU_VCENTER };
static const RvJoin memory_join
    = { RV_MEMORY, RV_MEMORY_VM, RV_MEMORY_HOST, RV_MEMORY_ID, RV_MEMORY_UUID, RV_MEMORY_VCENTER };
static const RvJoin disk_join
    = { RV_DISK, RV_DISK_VM, RV_DISK_HOST, RV_DISK_ID, RV_DISK_UUID, RV_DISK_VCENTER };
static const RvJoin network_join
    = { RV_NETWORK, RV_NETWORK_VM, RV_NETWORK_HOST, RV_NETWORK_ID, RV_NETWORK_UUID, RV_NETWORK_VCENTER };
static const RvJoin cd_join = { RV_CD, RV_CD_VM, RV_CD_HOST, RV_CD_ID, RV_CD_UUID, RV_CD_VCENTER };
static const RvJoin usb_join = { RV_USB, RV_USB_VM, RV_USB_HOST, RV_USB_ID, RV_USB_UUID, RV_USB_VCENTER };

/* Looks one key up; `several` becomes TRUE when it has more than one owner. */
static RvVm *
find_by (const Rvtools *self, gboolean *several, const char *kind, const char *within, const char *text)
{
  g_autofree char *key
      = text ? within ? g_strjoin ("\x1f", kind, within, text, NULL) : g_strjoin ("\x1f", kind, text, NULL)
             : NULL;
  gpointer found = key ? g_hash_table_lookup (self->vm_keys, key) : NULL;

  *several |= found == (gpointer) rv_several;
  return found == (gpointer) rv_several ? NULL : found;
}

/* The VM that a row is about: by the surest key that both tabs have. A row that only a name shared by several VMs could
 * place is given to none of them, and counted. */
RvVm *
rv_find_vm (Rvtools *self, const RvJoin *join, guint row)
{
  const char *name = rv_text (self, join->vm, row), *host = rv_text (self, join->host, row);
  const char *id = rv_text (self, join->id, row), *vcenter = rv_text (self, join->vcenter, row);
  gboolean several = FALSE;
  RvVm *vm = find_by (self, &several, "uuid", NULL, rv_text (self, join->uuid, row));

  vm = vm ? vm : find_by (self, &several, "id", vcenter ? vcenter : "", id);
  vm = vm ? vm : find_by (self, &several, "id", "", id);
  several = FALSE;
  vm = vm ? vm : find_by (self, &several, "name", NULL, name);
  if (!vm && several && host) {
    several = FALSE;
    vm = find_by (self, &several, "at", host, name);
  }
  self->joins_ambiguous += !vm && several ? 1 : 0;
  return vm;
}

/* Fills what vInfo left empty. */
static void
fill (RvVm *raw, const char **text, const char *other)
{
  if (!*text && other) {
    *text = other;
    raw->filled = TRUE;
  }
}

static void
fill_number (RvVm *raw, gint64 *value, gint64 other)
{
  if (*value == SCENARIO_UNKNOWN && other > 0) {
    *value = other;
    raw->filled = TRUE;
  }
}

static gboolean
read_cpu (Rvtools *self, GError **error)
{
  for (guint row = 0; row < rv_rows (self, RV_CPU); row++) {
    RvVm *raw = rv_find_vm (self, &cpu_join, row);
    gint64 cpus, overall, reservation;
    if (!raw)
      continue;
    if (!rv_number (self, RV_CPU_CPUS, row, SCENARIO_UNIT_COUNT, &cpus, error)
        || !rv_number (self, RV_CPU_OVERALL, row, SCENARIO_UNIT_MHZ, &overall, error)
        || !rv_number (self, RV_CPU_RESERVATION, row, SCENARIO_UNIT_MHZ, &reservation, error))
      return FALSE;
    fill_number (raw, &raw->vm->vcpus, cpus);
    fill (raw, &raw->said_cluster, rv_text (self, RV_CPU_CLUSTER, row));
    fill (raw, &raw->said_host, rv_text (self, RV_CPU_HOST, row));
    if (overall > 0 && raw->vm->power == SCENARIO_POWER_ON)
      raw->vm->cpu_demand_mhz = overall;
    if (reservation > 0)
      raw->vm->cpu_reservation_mhz = reservation;
  }
  return TRUE;
}

static gboolean
read_memory (Rvtools *self, GError **error)
{
  for (guint row = 0; row < rv_rows (self, RV_MEMORY); row++) {
    RvVm *raw = rv_find_vm (self, &memory_join, row);
    gint64 size, reservation, overhead, active;
    ScenarioAnswer locked;
    if (!raw)
      continue;
    if (!rv_number (self, RV_MEMORY_SIZE, row, SCENARIO_UNIT_MIB, &size, error)
        || !rv_number (self, RV_MEMORY_RESERVATION, row, SCENARIO_UNIT_MIB, &reservation, error)
        || !rv_number (self, RV_MEMORY_OVERHEAD, row, SCENARIO_UNIT_MIB, &overhead, error)
        || !rv_number (self, RV_MEMORY_ACTIVE, row, SCENARIO_UNIT_MIB, &active, error)
        || !rv_answer (self, RV_MEMORY_LOCKED, row, &locked, error))
      return FALSE;
    fill_number (raw, &raw->vm->memory_mib, size);
    fill (raw, &raw->said_cluster, rv_text (self, RV_MEMORY_CLUSTER, row));
    fill (raw, &raw->said_host, rv_text (self, RV_MEMORY_HOST, row));
    if (locked == SCENARIO_YES)
      reservation = raw->vm->memory_mib;
    if (reservation > 0)
      raw->vm->memory_reservation_mib = reservation;
    if (overhead > 0)
      raw->vm->overhead_mib = overhead;
    if (active > 0)
      raw->vm->active_mib = active;
  }
  return TRUE;
}

/* Names of datastores that only one host has. (element-type utf8) borrowed. */
static gboolean
read_local_datastores (Rvtools *self, GHashTable *local, GError **error)
{
  for (guint row = 0; row < rv_rows (self, RV_DATASTORE); row++) {
    const char *name = rv_text (self, RV_DATASTORE_NAME, row);
    gint64 hosts;
    if (!rv_number (self, RV_DATASTORE_N_HOSTS, row, SCENARIO_UNIT_COUNT, &hosts, error))
      return FALSE;
    if (name && hosts == 1)
      g_hash_table_add (local, (gpointer) name);
  }
  return TRUE;
}

/* "[datastore] folder/file" on a datastore of one host. */
static gboolean
is_local (const char *path, GHashTable *local)
{
  const char *end = path && *path == '[' ? strchr (path, ']') : NULL;
  g_autofree char *name = end ? g_strndup (path + 1, (gsize) (end - path - 1)) : NULL;

  return name && g_hash_table_contains (local, name);
}

static void
mark (RvVm *raw, ScenarioDevice device)
{
  raw->vm->devices |= 1u << device;
}

static void
read_disks (Rvtools *self, GHashTable *local)
{
  for (guint row = 0; row < rv_rows (self, RV_INFO); row++) {
    static const RvJoin info_join
        = { RV_INFO, RV_INFO_VM, RV_INFO_HOST, RV_INFO_ID, RV_INFO_UUID, RV_INFO_VCENTER };
    RvVm *raw = is_local (rv_text (self, RV_INFO_PATH, row), local) ? rv_find_vm (self, &info_join, row) : NULL;
    if (raw)
      mark (raw, SCENARIO_DEVICE_LOCAL_DATASTORE);
  }
  for (guint row = 0; row < rv_rows (self, RV_DISK); row++) {
    const char *bus = rv_text (self, RV_DISK_SHARED_BUS, row);
    gboolean here = is_local (rv_text (self, RV_DISK_PATH, row), local);
    gboolean shared = bus && g_ascii_strncasecmp (bus, "physical", strlen ("physical")) == 0;
    RvVm *raw = here || shared ? rv_find_vm (self, &disk_join, row) : NULL;
    if (raw && here)
      mark (raw, SCENARIO_DEVICE_LOCAL_DATASTORE);
    if (raw && shared)
      mark (raw, SCENARIO_DEVICE_SHARED_BUS);
  }
}

static void
read_adapters (Rvtools *self)
{
  for (guint row = 0; row < rv_rows (self, RV_NETWORK); row++) {
    const char *adapter = rv_text (self, RV_NETWORK_ADAPTER, row);
    g_autofree char *folded = adapter ? scenario_fold (adapter) : NULL;
    RvVm *raw = folded && strstr (folded, "sriov") ? rv_find_vm (self, &network_join, row) : NULL;
    if (raw)
      mark (raw, SCENARIO_DEVICE_SR_IOV);
  }
}

/* A CD that is connected ties a VM to a client or to its host, or to the datastore of its image when that is local. */
static gboolean
read_cds (Rvtools *self, GHashTable *local, GError **error)
{
  for (guint row = 0; row < rv_rows (self, RV_CD); row++) {
    const char *type = rv_text (self, RV_CD_TYPE, row);
    g_autofree char *folded = type ? scenario_fold (type) : NULL;
    const char *image = type ? strchr (type, '[') : NULL;
    ScenarioAnswer connected;
    RvVm *raw;
    if (!rv_answer (self, RV_CD_CONNECTED, row, &connected, error))
      return FALSE;
    raw = connected == SCENARIO_YES && folded ? rv_find_vm (self, &cd_join, row) : NULL;
    if (raw && image && is_local (image, local))
      mark (raw, SCENARIO_DEVICE_LOCAL_DATASTORE);
    else if (raw && !image && (strstr (folded, "client") || strstr (folded, "remote")))
      mark (raw, SCENARIO_DEVICE_CLIENT_CD);
    else if (raw && !image
             && (strstr (folded, "host") || strstr (folded, "passthrough") || strstr (folded, "passthru")))
      mark (raw, SCENARIO_DEVICE_HOST_CD);
  }
  return TRUE;
}

static gboolean
read_usb (Rvtools *self, GError **error)
{
  for (guint row = 0; row < rv_rows (self, RV_USB); row++) {
    const char *type = rv_text (self, RV_USB_TYPE, row);
    g_autofree char *folded = type ? scenario_fold (type) : NULL;
    ScenarioAnswer connected;
    RvVm *raw;
    if (!rv_answer (self, RV_USB_CONNECTED, row, &connected, error))
      return FALSE;
    raw = connected == SCENARIO_YES && !(folded && strstr (folded, "controller"))
              ? rv_find_vm (self, &usb_join, row)
              : NULL;
    if (raw)
      mark (raw, SCENARIO_DEVICE_USB);
  }
  return TRUE;
}

gboolean
rv_read_details (Rvtools *self, GError **error)
{
  g_autoptr (GHashTable) local = g_hash_table_new (g_str_hash, g_str_equal);
  guint filled = 0;

  if (!read_cpu (self, error) || !read_memory (self, error) || !read_local_datastores (self, local, error))
    return FALSE;
  read_disks (self, local);
  read_adapters (self);
  if (!read_cds (self, local, error) || !read_usb (self, error))
    return FALSE;
  for (guint i = 0; i < self->vms->len; i++)
    filled += ((const RvVm *) g_ptr_array_index (self->vms, i))->filled ? 1 : 0;
  if (filled > 0)
    scenario_inventory_notice (self->inventory,
                               "%u %s cells empty in vInfo that were taken from vCPU and vMemory", filled,
                               filled == 1 ? "VM has" : "VMs have");
  if (self->joins_ambiguous > 0)
    scenario_inventory_notice (
        self->inventory,
        "%u rows of other tabs name a VM only by a name that several VMs bear, and are not used",
        self->joins_ambiguous);
  return TRUE;
}
