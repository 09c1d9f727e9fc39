#include "scenarios/import/rvtools.h"
#include "scenarios/import/quote.h"
#include <string.h>

const char rv_several[] = "several";

void
rv_index (GHashTable *index, char *key, gpointer owner)
{
  gpointer other = g_hash_table_lookup (index, key);

  g_hash_table_replace (index, key, other && other != owner ? (gpointer) rv_several : owner);
}

/* Whose row it is: the vCenter's UUID, or else its server's name; NULL when the export holds neither. */
static const char *
vcenter_key (const Rvtools *self, RvColumn uuid, RvColumn server, guint row)
{
  const char *key = rv_text (self, uuid, row);

  return key ? key : rv_text (self, server, row);
}

static gboolean
agree (const char *a, const char *b)
{
  return !a || !b || g_str_equal (a, b);
}

RvCluster *
rv_find_cluster (const Rvtools *self, const char *vcenter, const char *datacenter, const char *name)
{
  for (guint i = 0; name && i < self->clusters->len; i++) {
    RvCluster *cluster = g_ptr_array_index (self->clusters, i);
    if (g_str_equal (cluster->cluster->name, name) && agree (cluster->vcenter, vcenter)
        && agree (cluster->datacenter, datacenter))
      return cluster;
  }
  return NULL;
}

/* What vCluster leaves open, the first host or VM fills in. */
RvCluster *
rv_ensure_cluster (Rvtools *self, const char *vcenter, const char *datacenter, const char *name)
{
  RvCluster *cluster = rv_find_cluster (self, vcenter, datacenter, name);

  if (!name)
    return NULL;
  if (!cluster) {
    cluster = g_new0 (RvCluster, 1);
    cluster->cluster = scenario_inv_cluster_new (name);
    cluster->said_hosts = cluster->said_cpu_mhz = cluster->said_memory_mib = SCENARIO_UNKNOWN;
    g_ptr_array_add (self->clusters, cluster);
  }
  if (!cluster->vcenter)
    cluster->vcenter = vcenter;
  if (!cluster->datacenter)
    cluster->datacenter = datacenter;
  return cluster;
}

/* The automation level in the language's words, or NULL. RVTools 3 writes the number of the enumeration's member. */
static const char *
drs_level (const char *text)
{
  static const struct {
    const char *folded, *word;
  } levels[] = {
    { "manual", "manual" },
    { "partiallyautomated", "partially-automated" },
    { "fullyautomated", "fully-automated" },
    { "0", "manual" },
    { "1", "partially-automated" },
    { "2", "fully-automated" },
  };
  g_autofree char *folded = text ? scenario_fold (text) : NULL;

  for (gsize i = 0; folded && i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (levels[i].folded, folded))
      return levels[i].word;
  return NULL;
}

static gboolean
read_drs (Rvtools *self, ScenarioInvCluster *cluster, guint row, GError **error)
{
  const char *level = rv_text (self, RV_CLUSTER_DRS_LEVEL, row);
  ScenarioAnswer enabled;

  if (!rv_answer (self, RV_CLUSTER_DRS, row, &enabled, error))
    return FALSE;
  if (level && !drs_level (level))
    return rv_fail (self, RV_CLUSTER_DRS_LEVEL, row, error,
                    "expected manual, partiallyAutomated or fullyAutomated, found '%.60s'", level);
  if (enabled == SCENARIO_NO)
    cluster->drs = "off";
  else if (enabled == SCENARIO_YES)
    cluster->drs = drs_level (level);
  if (cluster->drs && enabled == SCENARIO_YES && g_ascii_isdigit (*level))
    scenario_inventory_notice (self->inventory,
                               "cluster %s: the DRS level is the number %s, which is read as %s",
                               cluster->name, level, cluster->drs);
  return TRUE;
}

gboolean
rv_read_clusters (Rvtools *self, GError **error)
{
  for (guint row = 0; row < rv_rows (self, RV_CLUSTER); row++) {
    const char *name = rv_text (self, RV_CLUSTER_NAME, row);
    const char *vcenter = vcenter_key (self, RV_CLUSTER_VCENTER, RV_CLUSTER_SERVER, row);
    RvCluster *cluster = rv_ensure_cluster (self, vcenter, NULL, name);
    if (!cluster)
      continue;
    cluster->priority = rv_text (self, RV_CLUSTER_PRIORITY, row);
    if (!rv_number (self, RV_CLUSTER_NUM_HOSTS, row, SCENARIO_UNIT_COUNT, &cluster->said_hosts, error)
        || !rv_number (self, RV_CLUSTER_CPU, row, SCENARIO_UNIT_MHZ, &cluster->said_cpu_mhz, error)
        || !rv_number (self, RV_CLUSTER_MEMORY, row, SCENARIO_UNIT_MIB, &cluster->said_memory_mib, error)
        || !rv_number (self, RV_CLUSTER_FAILOVER, row, SCENARIO_UNIT_COUNT, &cluster->cluster->host_failures,
                       error)
        || !rv_answer (self, RV_CLUSTER_HA, row, &cluster->cluster->ha, error)
        || !rv_answer (self, RV_CLUSTER_ADMISSION, row, &cluster->cluster->admission_control, error)
        || !read_drs (self, cluster->cluster, row, error))
      return FALSE;
  }
  return TRUE;
}

static gint64
positive (gint64 value)
{
  return value > 0 ? value : SCENARIO_UNKNOWN;
}

/* A host that is not connected shows zeros; they mean that nothing is known. */
static gboolean
read_host (Rvtools *self, RvHost *raw, guint row, GError **error)
{
  ScenarioInvHost *host = raw->host;
  const char *domain = rv_text (self, RV_HOST_FAULT_DOMAIN, row);
  ScenarioAnswer maintenance;
  gint64 product;

  if (!rv_number (self, RV_HOST_SOCKETS, row, SCENARIO_UNIT_COUNT, &host->sockets, error)
      || !rv_number (self, RV_HOST_PER_SOCKET, row, SCENARIO_UNIT_COUNT, &host->cores_per_socket, error)
      || !rv_number (self, RV_HOST_CORES, row, SCENARIO_UNIT_COUNT, &host->cores, error)
      || !rv_number (self, RV_HOST_SPEED, row, SCENARIO_UNIT_MHZ, &host->clock_mhz, error)
      || !rv_number (self, RV_HOST_MEMORY, row, SCENARIO_UNIT_MIB, &host->memory_mib, error)
      || !rv_number (self, RV_HOST_VMS, row, SCENARIO_UNIT_COUNT, &raw->said_vms, error)
      || !rv_number (self, RV_HOST_VCPUS, row, SCENARIO_UNIT_COUNT, &raw->said_vcpus, error)
      || !rv_number (self, RV_HOST_VRAM, row, SCENARIO_UNIT_MIB, &raw->said_vram, error)
      || !rv_answer (self, RV_HOST_MAINTENANCE, row, &maintenance, error))
    return FALSE;
  host->sockets = positive (host->sockets);
  host->cores_per_socket = positive (host->cores_per_socket);
  host->cores = positive (host->cores);
  host->clock_mhz = positive (host->clock_mhz);
  host->memory_mib = positive (host->memory_mib);
  product = host->sockets == SCENARIO_UNKNOWN || host->cores_per_socket == SCENARIO_UNKNOWN
                ? SCENARIO_UNKNOWN
                : host->sockets * host->cores_per_socket;
  if (host->cores != SCENARIO_UNKNOWN && product != SCENARIO_UNKNOWN && host->cores != product) {
    scenario_inventory_notice (self->inventory,
                               "host %s: # Cores is %" G_GINT64_FORMAT
                               " but # CPU times Cores per CPU is %" G_GINT64_FORMAT "; # Cores is used",
                               raw->name, host->cores, product);
    host->sockets = SCENARIO_UNKNOWN;
  }
  host->maintenance = maintenance == SCENARIO_YES;
  host->version = scenario_cell_version (rv_text (self, RV_HOST_VERSION, row));
  host->fault_domain = domain ? scenario_without_controls (domain) : NULL;
  return TRUE;
}

static char *
host_key (const char *kind, const char *vcenter, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_strjoin ("\x1f", kind, vcenter ? vcenter : "", folded, NULL);
}

/* By its full name, and by its first label when it has more than one, both within its vCenter and overall. */
static void
index_host (Rvtools *self, RvHost *host)
{
  g_autofree char *label = g_strndup (host->name, strcspn (host->name, "."));

  rv_index (self->host_keys, host_key ("full", host->vcenter, host->name), host);
  if (host->vcenter)
    rv_index (self->host_keys, host_key ("full", NULL, host->name), host);
  if (strchr (host->name, '.') && !g_hostname_is_ip_address (host->name)) {
    rv_index (self->host_keys, host_key ("label", host->vcenter, label), host);
    if (host->vcenter)
      rv_index (self->host_keys, host_key ("label", NULL, label), host);
  }
}

static RvHost *
look_up (const Rvtools *self, const char *kind, const char *vcenter, const char *name)
{
  g_autofree char *key = host_key (kind, vcenter, name);
  gpointer found = g_hash_table_lookup (self->host_keys, key);

  if (!found && vcenter) {
    g_autofree char *anywhere = host_key (kind, NULL, name);
    found = g_hash_table_lookup (self->host_keys, anywhere);
  }
  return found == (gpointer) rv_several ? NULL : found;
}

/* Names agree without case. One may lack the domain that the other has; two different domains never agree. */
RvHost *
rv_find_host (const Rvtools *self, const char *vcenter, const char *name)
{
  RvHost *found = look_up (self, "full", vcenter, name);
  g_autofree char *label = g_strndup (name, strcspn (name, "."));

  if (found || g_hostname_is_ip_address (name))
    return found;
  return strchr (name, '.') ? look_up (self, "full", vcenter, label) : look_up (self, "label", vcenter, name);
}

gboolean
rv_read_hosts (Rvtools *self, GError **error)
{
  guint nameless = 0, twice = 0;

  for (guint row = 0; row < rv_rows (self, RV_HOST); row++) {
    const char *name = rv_text (self, RV_HOST_NAME, row);
    const char *vcenter = vcenter_key (self, RV_HOST_VCENTER, RV_HOST_SERVER, row);
    g_autofree char *key = name ? host_key ("full", vcenter, name) : NULL;
    RvHost *host;
    if (!name || g_hash_table_contains (self->host_keys, key)) {
      *(name ? &twice : &nameless) += 1;
      continue;
    }
    host = g_new0 (RvHost, 1);
    host->host = scenario_inv_host_new (name);
    host->name = name;
    host->vcenter = vcenter;
    host->datacenter = rv_text (self, RV_HOST_DATACENTER, row);
    host->said_cluster = rv_text (self, RV_HOST_CLUSTER, row);
    host->evc = rv_text (self, RV_HOST_EVC, row);
    host->max_evc = rv_text (self, RV_HOST_MAX_EVC, row);
    g_ptr_array_add (self->hosts, host);
    if (!read_host (self, host, row, error))
      return FALSE;
    index_host (self, host);
    host->cluster = rv_ensure_cluster (self, vcenter, host->datacenter, host->said_cluster);
  }
  if (nameless + twice > 0)
    scenario_inventory_notice (self->inventory,
                               "vHost: left out are %u rows without a name and %u rows that repeat a host",
                               nameless, twice);
  return TRUE;
}

static gboolean
read_power (Rvtools *self, RvVm *raw, guint row, GError **error)
{
  static const char *const states[] = { "poweredon", "poweredoff", "suspended" }; /* as ScenarioPower */
  const char *text = rv_text (self, RV_INFO_POWER, row);
  g_autofree char *folded = text ? scenario_fold (text) : NULL;

  for (gsize i = 0; folded && i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (folded, states[i])) {
      raw->vm->power = (ScenarioPower) i;
      return TRUE;
    }
  return !text
         || rv_fail (self, RV_INFO_POWER, row, error,
                     "expected poweredOn, poweredOff or suspended, found '%.60s'", text);
}

static gboolean
read_vm (Rvtools *self, RvVm *raw, guint row, GError **error)
{
  const char *connection = rv_text (self, RV_INFO_CONNECTION, row), *ft = rv_text (self, RV_INFO_FT, row);
  ScenarioInvVm *vm = raw->vm;
  ScenarioAnswer template, placeholder;

  if (!read_power (self, raw, row, error) || !rv_answer (self, RV_INFO_TEMPLATE, row, &template, error)
      || !rv_answer (self, RV_INFO_PLACEHOLDER, row, &placeholder, error)
      || !rv_number (self, RV_INFO_CPUS, row, SCENARIO_UNIT_COUNT, &vm->vcpus, error)
      || !rv_number (self, RV_INFO_MEMORY, row, SCENARIO_UNIT_MIB, &vm->memory_mib, error)
      || !rv_number (self, RV_INFO_ACTIVE, row, SCENARIO_UNIT_MIB, &vm->active_mib, error))
    return FALSE;
  vm->vcpus = positive (vm->vcpus);
  vm->memory_mib = positive (vm->memory_mib);
  vm->active_mib = positive (vm->active_mib);
  vm->id = g_strdup (rv_text (self, RV_INFO_ID, row));
  vm->restart_priority = g_strdup (rv_text (self, RV_INFO_PRIORITY, row));
  if (ft && g_ascii_strcasecmp (ft, "notConfigured") != 0 && !g_str_equal (ft, "-"))
    vm->devices |= 1u << SCENARIO_DEVICE_FAULT_TOLERANCE;
  if (connection
      && (g_ascii_strcasecmp (connection, "orphaned") == 0
          || g_ascii_strcasecmp (connection, "invalid") == 0))
    raw->skip = RV_ORPHANED;
  if (placeholder == SCENARIO_YES)
    raw->skip = RV_PLACEHOLDER;
  if (template == SCENARIO_YES)
    raw->skip = RV_TEMPLATE;
  return TRUE;
}

/* A VM is known by the platform's ids and by its name; a tab may have any of them. */
static void
index_vm (Rvtools *self, RvVm *raw, guint row)
{
  const char *uuid = rv_text (self, RV_INFO_UUID, row), *host = raw->said_host ? raw->said_host : "";

  if (uuid)
    rv_index (self->vm_keys, g_strjoin ("\x1f", "uuid", uuid, NULL), raw);
  if (raw->vm->id) {
    rv_index (self->vm_keys, g_strjoin ("\x1f", "id", raw->vcenter ? raw->vcenter : "", raw->vm->id, NULL),
              raw);
    if (raw->vcenter)
      rv_index (self->vm_keys, g_strjoin ("\x1f", "id", "", raw->vm->id, NULL), raw);
  }
  rv_index (self->vm_keys, g_strjoin ("\x1f", "name", raw->name, NULL), raw);
  rv_index (self->vm_keys, g_strjoin ("\x1f", "at", host, raw->name, NULL), raw);
}

gboolean
rv_read_vms (Rvtools *self, GError **error)
{
  guint nameless = 0;

  for (guint row = 0; row < rv_rows (self, RV_INFO); row++) {
    const char *name = rv_text (self, RV_INFO_VM, row);
    RvVm *raw;
    if (!name) {
      nameless++;
      continue;
    }
    raw = g_new0 (RvVm, 1);
    raw->vm = scenario_inv_vm_new (name);
    raw->name = name;
    raw->vcenter = vcenter_key (self, RV_INFO_VCENTER, RV_INFO_SERVER, row);
    raw->datacenter = rv_text (self, RV_INFO_DATACENTER, row);
    raw->said_cluster = rv_text (self, RV_INFO_CLUSTER, row);
    raw->said_host = rv_text (self, RV_INFO_HOST, row);
    raw->rules = rv_text (self, RV_INFO_RULES, row);
    raw->rule_names = rv_text (self, RV_INFO_RULE_NAMES, row);
    g_ptr_array_add (self->vms, raw);
    if (!read_vm (self, raw, row, error))
      return FALSE;
    index_vm (self, raw, row);
  }
  if (nameless > 0)
    scenario_inventory_notice (self->inventory, "vInfo: %u rows without a VM name are left out", nameless);
  return TRUE;
}
