#include "scenarios/import/prism.h"
#include <string.h>

typedef enum {
  TEXT,   /* to const char * */
  TEXTS,  /* all under a path with [], to GPtrArray */
  LIST,   /* a list as it is, to json_t *; null is none */
  ANSWER, /* true or false, to ScenarioAnswer */
  COUNT,  /* a whole number, to gint64 */
  LENGTH, /* how many a list has, to gint64 */
  BYTES,  /* to MiB */
  MIB,
  HERTZ, /* to MHz */
} Type;

typedef struct {
  PrismKind kind;
  const char *path;
  Type type;
  gsize offset;
} Field;

/* Where a record's values stand, in v4 and in v3. An item of one has none of the other's. */
/* clang-format off */
#define CLUSTER(path, type, field)   { PRISM_CLUSTER, path, type, G_STRUCT_OFFSET (PrismCluster, field) }
#define HOST(path, type, field)      { PRISM_HOST, path, type, G_STRUCT_OFFSET (PrismHost, field) }
#define VM(path, type, field)        { PRISM_VM, path, type, G_STRUCT_OFFSET (PrismVm, field) }
#define CONTAINER(path, type, field) { PRISM_CONTAINER, path, type, G_STRUCT_OFFSET (PrismContainer, field) }
#define CATEGORY(path, type, field)  { PRISM_CATEGORY, path, type, G_STRUCT_OFFSET (PrismCategory, field) }
#define POLICY(path, type, field)    { PRISM_HOST_AFFINITY, path, type, G_STRUCT_OFFSET (PrismPolicy, field) }
#define ENTITY(path, type, field)    { PRISM_ENTITY, path, type, G_STRUCT_OFFSET (PrismEntity, field) }
static const Field fields[] = {
  CLUSTER ("extId",                                                TEXT,   record.id),
  CLUSTER ("name",                                                 TEXT,   record.name),
  CLUSTER ("config.buildInfo.fullVersion",                         TEXT,   version),
  CLUSTER ("config.buildInfo.version",                             TEXT,   short_version),
  CLUSTER ("config.clusterFunction[]",                             TEXTS,  functions),
  CLUSTER ("config.hypervisorTypes[]",                             TEXTS,  hypervisors),
  CLUSTER ("config.redundancyFactor",                              COUNT,  redundancy),
  CLUSTER ("config.faultToleranceState.currentMaxFaultTolerance",  COUNT,  tolerance),
  CLUSTER ("config.faultToleranceState.domainAwarenessLevel",      TEXT,   awareness),
  CLUSTER ("config.operationMode",                                 TEXT,   mode),
  CLUSTER ("nodes.numberOfNodes",                                  COUNT,  n_nodes),
  CLUSTER ("vmCount",                                              COUNT,  n_vms),
  CLUSTER ("upgradeStatus",                                        TEXT,   upgrade),
  CLUSTER ("metadata.uuid",                                        TEXT,   record.id),
  CLUSTER ("status.name",                                          TEXT,   record.name),
  CLUSTER ("status.resources.config.build.full_version",           TEXT,   version),
  CLUSTER ("status.resources.config.build.version",                TEXT,   short_version),
  CLUSTER ("status.resources.config.service_list[]",               TEXTS,  functions),
  CLUSTER ("status.resources.nodes.hypervisor_server_list[].type", TEXTS,  hypervisors),
  CLUSTER ("status.resources.config.redundancy_factor",            COUNT,  redundancy),
  CLUSTER ("status.resources.config.domain_awareness_level",       TEXT,   awareness),
  CLUSTER ("status.resources.config.operation_mode",               TEXT,   mode),

  HOST ("extId",                              TEXT,   record.id),
  HOST ("hostName",                           TEXT,   record.name),
  HOST ("cluster.uuid",                       TEXT,   cluster_id),
  HOST ("cluster.name",                       TEXT,   cluster_name),
  HOST ("numberOfCpuSockets",                 COUNT,  sockets),
  HOST ("numberOfCpuCores",                   COUNT,  cores),
  HOST ("cpuFrequencyHz",                     HERTZ,  clock_mhz),
  HOST ("cpuCapacityHz",                      HERTZ,  cpu_mhz),
  HOST ("memorySizeBytes",                    BYTES,  memory_mib),
  HOST ("hypervisor.fullName",                TEXT,   hypervisor),
  HOST ("hypervisor.type",                    TEXT,   type),
  HOST ("hypervisor.state",                   TEXT,   state),
  HOST ("hypervisor.acropolisConnectionState", TEXT,  connection),
  HOST ("hypervisor.numberOfVms",             COUNT,  n_vms),
  HOST ("maintenanceState",                   TEXT,   maintenance),
  HOST ("nodeStatus",                         TEXT,   status),
  HOST ("hostType",                           TEXT,   role),
  HOST ("blockSerial",                        TEXT,   block),
  HOST ("controllerVm.isInMaintenanceMode",   ANSWER, cvm_maintenance),
  HOST ("isDegraded",                         ANSWER, degraded),
  HOST ("isRebootPending",                    ANSWER, reboot_pending),
  HOST ("metadata.uuid",                      TEXT,   record.id),
  HOST ("status.name",                        TEXT,   record.name),
  HOST ("status.cluster_reference.uuid",      TEXT,   cluster_id),
  HOST ("status.cluster_reference.name",      TEXT,   cluster_name),
  HOST ("status.resources.num_cpu_sockets",   COUNT,  sockets),
  HOST ("status.resources.num_cpu_cores",     COUNT,  cores),
  HOST ("status.resources.cpu_capacity_hz",   HERTZ,  cpu_mhz),
  HOST ("status.resources.memory_capacity_mib", MIB,  memory_mib),
  HOST ("status.resources.hypervisor.hypervisor_full_name", TEXT, hypervisor),
  HOST ("status.resources.hypervisor.num_vms", COUNT, n_vms),
  HOST ("status.resources.host_type",         TEXT,   role),
  HOST ("status.resources.block.block_serial_number", TEXT, block),

  VM ("extId",                                TEXT,   record.id),
  VM ("name",                                 TEXT,   record.name),
  VM ("cluster.extId",                        TEXT,   cluster_id),
  VM ("host.extId",                           TEXT,   host_id),
  VM ("powerState",                           TEXT,   power),
  VM ("numSockets",                           COUNT,  sockets),
  VM ("numCoresPerSocket",                    COUNT,  cores_per_socket),
  VM ("numThreadsPerCore",                    COUNT,  threads_per_core),
  VM ("numCpus",                              COUNT,  vcpus),
  VM ("memorySizeBytes",                      BYTES,  memory_mib),
  VM ("isAgentVm",                            ANSWER, agent),
  VM ("isLiveMigrateCapable",                 ANSWER, can_migrate),
  VM ("isCpuPassthroughEnabled",              ANSWER, cpu_passthrough),
  VM ("isMemoryOvercommitEnabled",            ANSWER, overcommit),
  VM ("gpus[].mode",                          TEXTS,  gpus),
  VM ("pcieDevices",                          LENGTH, n_pcie),
  VM ("categories[].extId",                   TEXTS,  categories),
  VM ("disks[].backingInfo.storageContainer.extId", TEXTS, containers),
  VM ("metadata.uuid",                        TEXT,   record.id),
  VM ("status.name",                          TEXT,   record.name),
  VM ("status.cluster_reference.uuid",        TEXT,   cluster_id),
  VM ("status.resources.host_reference.uuid", TEXT,   host_id),
  VM ("status.resources.host_reference.name", TEXT,   host_name),
  VM ("status.resources.power_state",         TEXT,   power),
  VM ("status.resources.num_sockets",         COUNT,  sockets),
  VM ("status.resources.num_vcpus_per_socket", COUNT, cores_per_socket),
  VM ("status.resources.num_threads_per_core", COUNT, threads_per_core),
  VM ("status.resources.memory_size_mib",     MIB,    memory_mib),
  VM ("status.resources.is_agent_vm",         ANSWER, agent),
  VM ("status.resources.enable_cpu_passthrough", ANSWER, cpu_passthrough),
  VM ("status.resources.gpu_list[].mode",     TEXTS,  gpus),
  VM ("status.resources.disk_list[].storage_config.storage_container_reference.uuid", TEXTS, containers),

  CONTAINER ("containerExtId",    TEXT,   record.id),
  CONTAINER ("name",              TEXT,   record.name),
  CONTAINER ("clusterExtId",      TEXT,   cluster_id),
  CONTAINER ("replicationFactor", COUNT,  copies),
  CONTAINER ("isInternal",        ANSWER, internal),

  CATEGORY ("extId",                TEXT, record.id),
  CATEGORY ("key",                  TEXT, record.name),
  CATEGORY ("value",                TEXT, value),
  CATEGORY ("detailedAssociations", LIST, associations),

  POLICY ("extId",                    TEXT,  record.id),
  POLICY ("name",                     TEXT,  record.name),
  POLICY ("vmCategories[].extId",     TEXTS, vm_categories),
  POLICY ("hostCategories[].extId",   TEXTS, host_categories),
  POLICY ("categories[].extId",       TEXTS, vm_categories),
  POLICY ("numVms",                   COUNT, n_vms),
  POLICY ("numHosts",                 COUNT, n_hosts),

  ENTITY ("extId",                     TEXT, record.id),
  ENTITY ("entityModel",               TEXT, record.name),
  ENTITY ("clusterExtId",              TEXT, cluster_id),
  ENTITY ("entityClass",               TEXT, class),
  ENTITY ("entityType",                TEXT, type),
  ENTITY ("entityVersion",             TEXT, version),
  ENTITY ("targetVersion",             TEXT, target),
  ENTITY ("locationInfo.locationType", TEXT, location),
  ENTITY ("availableVersions",         LIST, available),
};
/* clang-format on */

#define PRISM_SIZE(id, type, one, telltale, v4, v3) sizeof (type),
static const gsize sizes[PRISM_N_KINDS] = { PRISM_KINDS (PRISM_SIZE) };
#undef PRISM_SIZE

/* Kinds that share a record share its fields. */
static PrismKind
fields_of (PrismKind kind)
{
  return kind == PRISM_ESXI_VM ? PRISM_VM : kind == PRISM_ANTI_AFFINITY ? PRISM_HOST_AFFINITY : kind;
}

static gboolean
expected (const ScenarioJsonItem *item, const char *path, const char *what, const json_t *value,
          GError **error)
{
  g_autofree char *plain = g_strndup (path, strcspn (path, "["));

  return scenario_json_fail (item, plain, error, "expected %s under '%s', found %s", what, path,
                             scenario_json_type (value));
}

/* Rounded to the nearest whole unit; sizes and frequencies have no sign. */
static gboolean
read_number (const ScenarioJsonItem *item, const Field *field, const json_t *value, gint64 *number,
             GError **error)
{
  static const gint64 units[] = { [COUNT] = 1, [BYTES] = 1 << 20, [MIB] = 1, [HERTZ] = 1000000 };
  double real = json_number_value (value);
  gint64 unit = units[field->type];

  if (!json_is_number (value))
    return expected (item, field->path, "a number", value, error);
  if (real < 0 || real > 1e17 || (json_is_real (value) && real != (double) (gint64) real))
    return scenario_json_fail (item, field->path, error,
                               "expected a whole number from 0 on under '%s', found %.17g", field->path,
                               real);
  *number = json_is_integer (value) ? json_integer_value (value) : (gint64) real;
  *number = *number / unit + (*number % unit * 2 >= unit);
  return TRUE;
}

/* "gpus[].mode": the list before the brackets, and the key within each of its items, or the items themselves. */
static gboolean
read_texts (const ScenarioJsonItem *item, const Field *field, GPtrArray **texts, GError **error)
{
  const char *brackets = strstr (field->path, "[]");
  g_autofree char *before = g_strndup (field->path, (gsize) (brackets - field->path));
  const char *within = brackets[2] == '.' ? brackets + 3 : NULL;
  const json_t *list = scenario_json_get (item->value, before);

  if (list && !json_is_array (list))
    return expected (item, before, "a list", list, error);
  for (gsize i = 0; i < json_array_size (list); i++) {
    const json_t *one = json_array_get (list, i), *value = within ? scenario_json_get (one, within) : one;
    if (value && !json_is_string (value))
      return expected (item, before, "text", value, error);
    if (value)
      g_ptr_array_add (*texts, (gpointer) json_string_value (value));
  }
  return TRUE;
}

static gboolean
read_field (const ScenarioJsonItem *item, const Field *field, gpointer at, GError **error)
{
  json_t *value;

  if (field->type == TEXTS)
    return read_texts (item, field, at, error);
  value = scenario_json_get (item->value, field->path);
  if (!value)
    return TRUE;
  switch (field->type) {
  case TEXT:
    if (!json_is_string (value))
      return expected (item, field->path, "text", value, error);
    *(const char **) at = *json_string_value (value) ? json_string_value (value) : NULL;
    return TRUE;
  case LIST:
  case LENGTH:
    if (!json_is_array (value))
      return expected (item, field->path, "a list", value, error);
    if (field->type == LIST)
      *(json_t **) at = value;
    else
      *(gint64 *) at = (gint64) json_array_size (value);
    return TRUE;
  case ANSWER:
    if (!json_is_boolean (value))
      return expected (item, field->path, "true or false", value, error);
    *(ScenarioAnswer *) at = json_is_true (value) ? SCENARIO_YES : SCENARIO_NO;
    return TRUE;
  default:
    return read_number (item, field, value, at, error);
  }
}

/* Numbers begin as unknown, lists as empty. */
static void
begin (PrismRecord *record, const Field *field)
{
  gpointer at = G_STRUCT_MEMBER_P (record, field->offset);

  if (field->type == TEXTS && !*(GPtrArray **) at)
    *(GPtrArray **) at = g_ptr_array_new ();
  else if (field->type == COUNT || field->type >= LENGTH)
    *(gint64 *) at = SCENARIO_UNKNOWN;
}

PrismRecord *
prism_read_record (PrismKind kind, const ScenarioJsonItem *item, GError **error)
{
  PrismRecord *record = g_malloc0 (sizes[kind]);
  gboolean fine = TRUE;

  record->item = *item;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].kind == fields_of (kind))
      begin (record, &fields[i]);
  for (gsize i = 0; fine && i < G_N_ELEMENTS (fields); i++)
    if (fields[i].kind == fields_of (kind))
      fine = read_field (item, &fields[i], G_STRUCT_MEMBER_P (record, fields[i].offset), error);
  if (fine && !record->id)
    fine = scenario_json_fail (item, NULL, error,
                               "expected an id ('extId' of v4, 'metadata.uuid' of v3) in this %s",
                               prism_names[kind]);
  if (!fine)
    prism_record_free (kind, g_steal_pointer (&record));
  return record;
}

void
prism_record_free (PrismKind kind, PrismRecord *record)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].kind == fields_of (kind) && fields[i].type == TEXTS)
      g_clear_pointer ((GPtrArray **) G_STRUCT_MEMBER_P (record, fields[i].offset), g_ptr_array_unref);
  g_free (record);
}
