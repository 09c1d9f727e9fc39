#include "scenarios/import/govc.h"
#include "scenarios/import/quote.h"
#include <string.h>

#define UNITLESS SCENARIO_UNIT_COUNT

static GovcCluster *
add_cluster (Govc *self, const VimObject *object)
{
  GovcCluster *raw = g_new0 (GovcCluster, 1);

  raw->object = object;
  raw->at = object->properties;
  raw->alone = g_str_equal (object->type, "ComputeResource");
  g_ptr_array_add (self->clusters, raw);
  g_hash_table_insert (self->cluster_of, (gpointer) object->id, raw);
  return raw;
}

/* The number under the first of the paths that has one. */
static gint64
first_number (Govc *self, const GovcHost *raw, const char *path, const char *other, ScenarioUnit unit)
{
  gint64 number = govc_number (self, raw->object, raw->at, path, unit);

  return number == SCENARIO_UNKNOWN || number == 0 ? govc_number (self, raw->object, raw->at, other, unit)
                                                   : number;
}

/* The frequency: as it was measured, as it is sold, or as the model bears it in its name, "… @ 2.30GHz". */
static void
read_clock (Govc *self, const GovcHost *raw, ScenarioInvHost *host)
{
  const char *model = vim_text (raw->at, "summary.hardware.cpuModel"),
             *at = model ? strstr (model, "@ ") : NULL;
  double ghz = at ? g_ascii_strtod (at + 2, NULL) : 0;

  host->clock_mhz = govc_number (self, raw->object, raw->at, "hardware.cpuInfo.hz", SCENARIO_UNIT_MHZ);
  if (host->clock_mhz == SCENARIO_UNKNOWN || host->clock_mhz == 0)
    host->clock_mhz = govc_number (self, raw->object, raw->at, "summary.hardware.cpuMhz", UNITLESS);
  if (host->clock_mhz > 0 || ghz < 0.1 || ghz > 100)
    return;
  host->clock_mhz = (gint64) (ghz * 1000 + 0.5);
  g_ptr_array_add (host->assumed, g_strdup ("clock, from the name of its CPU"));
}

static void
read_state (Govc *self, const GovcHost *raw, ScenarioInvHost *host)
{
  const char *connection = vim_text (raw->at, "runtime.connectionState"),
             *power = vim_text (raw->at, "runtime.powerState");

  host->maintenance = govc_answer (self, raw->object, raw->at, "runtime.inMaintenanceMode") == SCENARIO_YES;
  if (g_strcmp0 (power, "standBy") == 0)
    host->away = "standby";
  else if (g_strcmp0 (power, "poweredOff") == 0)
    host->away = "off";
  else if (connection && !g_str_equal (connection, "connected"))
    host->away = "disconnected";
  if (govc_answer (self, raw->object, raw->at, "summary.rebootRequired") == SCENARIO_YES)
    host->remark = g_strdup ("it waits for a reboot: reboot-pending: true, if that is an update");
}

static ScenarioInvHost *
read_host (Govc *self, const GovcHost *raw)
{
  g_autofree char *name = govc_name (raw->at);
  ScenarioInvHost *host = scenario_inv_host_new (name ? name : raw->object->id);
  const char *version = vim_text (raw->at, "config.product.version"),
             *domain = vim_text (raw->at, "config.vsanHostConfig.faultDomainInfo.name"),
             *model = vim_text (raw->at, "summary.maxEVCModeKey");
  gint64 sockets
      = first_number (self, raw, "hardware.cpuInfo.numCpuPackages", "summary.hardware.numCpuPkgs", UNITLESS);

  host->cores
      = first_number (self, raw, "hardware.cpuInfo.numCpuCores", "summary.hardware.numCpuCores", UNITLESS);
  if (sockets > 0 && host->cores > 0 && host->cores % sockets == 0) {
    host->sockets = sockets;
    host->cores_per_socket = host->cores / sockets;
  }
  read_clock (self, raw, host);
  host->memory_mib
      = first_number (self, raw, "hardware.memorySize", "summary.hardware.memorySize", SCENARIO_UNIT_MIB);
  host->version
      = scenario_cell_version (version ? version : vim_text (raw->at, "summary.config.product.version"));
  host->fault_domain = domain ? scenario_without_controls (domain) : NULL;
  host->cpu_model = model ? scenario_without_controls (model) : NULL;
  host->moid = scenario_without_controls (raw->object->id);
  read_state (self, raw, host);
  return host;
}

static void
write_cluster (Govc *self, GovcCluster *raw)
{
  g_autofree char *name = govc_name (raw->at);

  raw->cluster = scenario_inv_cluster_new (name ? name : raw->object->id);
  raw->cluster->vcenter = SCENARIO_NO_VCENTER;
  raw->cluster->lone = raw->alone;
  if (raw->alone) {
    raw->cluster->drs = "off";
    raw->cluster->ha = SCENARIO_NO;
    scenario_inventory_remark (raw->cluster->remarks,
                               "A host that is in no cluster: it has neither HA nor DRS.");
  } else
    govc_read_settings (self, raw);
  g_ptr_array_add (self->inventory->clusters, raw->cluster);
}

/* A host by its parent, or by the list of its cluster when it says none. */
static GovcCluster *
find_cluster (const Govc *self, const GovcHost *raw)
{
  const char *parent = vim_text (raw->at, "parent");
  GovcCluster *found = parent ? g_hash_table_lookup (self->cluster_of, parent) : NULL;

  for (guint i = 0; i < self->clusters->len && !found; i++) {
    GovcCluster *cluster = g_ptr_array_index (self->clusters, i);
    const VimNode *hosts = vim_get (cluster->at, "host"), *host;
    for (guint at = 0; (host = vim_next (hosts, NULL, &at)) && !found;)
      found = g_strcmp0 (host->text, raw->object->id) == 0 ? cluster : NULL;
  }
  return found;
}

/* What clusters say of themselves, against what was read. */
static void
cross_check (Govc *self)
{
  for (guint i = 0; i < self->clusters->len; i++) {
    const GovcCluster *raw = g_ptr_array_index (self->clusters, i);
    gint64 said = raw->cluster ? govc_number (self, raw->object, raw->at, "summary.numHosts", UNITLESS)
                               : SCENARIO_UNKNOWN;
    if (said != SCENARIO_UNKNOWN && said != (gint64) raw->cluster->hosts->len)
      scenario_inventory_notice (
          self->inventory, "check: cluster %s has %" G_GINT64_FORMAT " hosts, but %u of them are written",
          raw->cluster->name, said, raw->cluster->hosts->len);
  }
}

static gboolean
choose_clusters (Govc *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->clusters->len; i++) {
    char *name = govc_name (((const GovcCluster *) g_ptr_array_index (self->clusters, i))->at);
    if (name)
      g_ptr_array_add (names, name);
  }
  return scenario_import_check_clusters (self->options, self->folder, names, &self->error);
}

static gboolean
is_chosen (const Govc *self, const GovcCluster *cluster)
{
  g_autofree char *name = govc_name (cluster->at);

  return scenario_import_wants (self->options, name ? name : "");
}

static void
place_host (Govc *self, const VimObject *object, ScenarioSome *useless, ScenarioSome *nowhere)
{
  GovcHost *raw = g_new0 (GovcHost, 1);
  ScenarioInvHost *host;

  raw->object = object;
  raw->at = object->properties;
  raw->in = find_cluster (self, raw);
  g_ptr_array_add (self->hosts, raw);
  g_hash_table_insert (self->host_of, (gpointer) object->id, raw);
  host = read_host (self, raw);
  if (!raw->in)
    scenario_some_add (nowhere, "%s", host->name);
  else if (is_chosen (self, raw->in) && !scenario_inv_host_makes_sense (host))
    scenario_some_add (useless, "%s", host->name);
  else if (is_chosen (self, raw->in)) {
    if (!raw->in->cluster)
      write_cluster (self, raw->in);
    raw->host = host;
    g_ptr_array_add (raw->in->cluster->hosts, host);
  }
  if (!raw->host)
    scenario_inv_host_free (host);
}

void
govc_place_hosts (Govc *self)
{
  ScenarioSome useless = { NULL, 0 }, nowhere = { NULL, 0 };

  for (guint i = 0; i < self->store->objects->len; i++) {
    const VimObject *object = g_ptr_array_index (self->store->objects, i);
    if (g_str_equal (object->type, "ClusterComputeResource") || g_str_equal (object->type, "ComputeResource"))
      add_cluster (self, object);
  }
  if (!choose_clusters (self))
    return;
  for (guint i = 0; i < self->store->objects->len && !self->error; i++) {
    const VimObject *object = g_ptr_array_index (self->store->objects, i);
    if (g_str_equal (object->type, "HostSystem"))
      place_host (self, object, &useless, &nowhere);
  }
  scenario_some_say (&useless, self->inventory, "left out, saying nothing of CPU or memory (not connected?)",
                     "host");
  scenario_some_say (&nowhere, self->inventory, "left out, since the cluster they are in was not saved",
                     "host");
  cross_check (self);
  if (self->inventory->clusters->len == 0 && !self->error)
    g_set_error (&self->error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_DATA,
                 "%s: expected a cluster with at least one of its hosts, found none; save all of a "
                 "datacenter, `govc object.save -d DIR /DC`",
                 self->folder);
}
