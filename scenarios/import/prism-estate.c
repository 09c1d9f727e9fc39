#include "scenarios/import/prism.h"
#include "scenarios/import/quote.h"
#include <string.h>

#define LEAST_NODES_OF_TWO 5 /* N-09 */

PrismCluster *
prism_find_cluster (const Prism *self, const char *id)
{
  return id ? g_hash_table_lookup (self->by_id[PRISM_CLUSTER], id) : NULL;
}

static gboolean
is_prism_central (const PrismCluster *cluster)
{
  return g_ptr_array_find_with_equal_func (cluster->functions, "PRISM_CENTRAL", g_str_equal, NULL);
}

/* A host may name a cluster of which there is no page. */
static PrismCluster *
ensure_cluster (Prism *self, const PrismHost *host)
{
  PrismCluster *cluster = prism_find_cluster (self, host->cluster_id);

  if (cluster || !host->cluster_id)
    return cluster;
  cluster = g_new0 (PrismCluster, 1);
  cluster->record = (PrismRecord){ host->record.item, host->cluster_id, host->cluster_name };
  cluster->functions = g_ptr_array_new ();
  cluster->hypervisors = g_ptr_array_new ();
  cluster->redundancy = cluster->tolerance = cluster->n_nodes = cluster->n_vms = SCENARIO_UNKNOWN;
  g_hash_table_insert (self->by_id[PRISM_CLUSTER], (gpointer) cluster->record.id, cluster);
  g_ptr_array_add (self->records[PRISM_CLUSTER], cluster);
  return cluster;
}

/* The language's platform of a hypervisor, or NULL when it has none. v3 says no type, and calls AHV before 10 "Nutanix". */
static const char *
platform_of (const PrismHost *host)
{
  const char *name = host->hypervisor ? host->hypervisor : "", *type = host->type ? host->type : "";

  if (g_str_equal (type, "AHV") || g_str_has_prefix (name, "AHV") || g_str_has_prefix (name, "Nutanix"))
    return "nutanix-ahv";
  if (g_str_equal (type, "ESX") || strstr (name, "ESX"))
    return "nutanix-esxi";
  return NULL;
}

/* Words for what a host is in, when that is not what it should be. */
static void
remark_on (const PrismHost *raw, ScenarioInvHost *host)
{
  g_autoptr (GString) remark = g_string_new (NULL);
  const struct {
    gboolean holds;
    const char *words, *value;
  } rows[] = {
    { raw->hypervisor && !host->version, "its version, which cannot be written as one: ", raw->hypervisor },
    { raw->cvm_maintenance == SCENARIO_YES, "its CVM is in maintenance", "" },
    { raw->degraded == SCENARIO_YES, "Prism calls it degraded", "" },
    { raw->reboot_pending == SCENARIO_YES, "a reboot of it is pending", "" },
    { g_strcmp0 (raw->connection, "DISCONNECTED") == 0, "Acropolis is not connected to it", "" },
    { raw->status && !g_str_equal (raw->status, "NORMAL"), "node status ", raw->status },
    { raw->state && !g_str_equal (raw->state, "ACROPOLIS_NORMAL") && !host->maintenance, "hypervisor state ",
      raw->state },
    { g_strcmp0 (raw->role, "STORAGE_ONLY") == 0 || g_strcmp0 (raw->role, "COMPUTE_ONLY") == 0, "host type ",
      raw->role },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].holds)
      g_string_append_printf (remark, "%s%s%s", remark->len ? "; " : "", rows[i].words, rows[i].value);
  host->remark = remark->len ? g_string_free (g_steal_pointer (&remark), FALSE) : NULL;
}

/* In maintenance by its own word, or by the hypervisor's. "Entering" is not in it yet. */
static gboolean
in_maintenance (const PrismHost *raw)
{
  g_autofree char *said = raw->maintenance ? g_ascii_strdown (raw->maintenance, -1) : NULL;

  return g_strcmp0 (raw->state, "ENTERED_MAINTENANCE_MODE") == 0
         || (said && strstr (said, "maintenance") && !strstr (said, "entering") && !strstr (said, "exiting"));
}

/* NULL when it says nothing of CPU or memory that could be. (transfer full) */
static ScenarioInvHost *
read_host (const PrismHost *raw)
{
  ScenarioInvHost *host = scenario_inv_host_new (raw->record.name ? raw->record.name : raw->record.id);

  host->cores = raw->cores;
  if (raw->sockets > 0 && raw->cores % raw->sockets == 0) {
    host->sockets = raw->sockets;
    host->cores_per_socket = raw->cores / raw->sockets;
  }
  host->clock_mhz = raw->clock_mhz;
  if (raw->clock_mhz == SCENARIO_UNKNOWN && raw->cpu_mhz != SCENARIO_UNKNOWN && raw->cores > 0)
    host->clock_mhz = raw->cpu_mhz / raw->cores;
  host->memory_mib = raw->memory_mib;
  if (!scenario_inv_host_makes_sense (host)) {
    scenario_inv_host_free (host);
    return NULL;
  }
  host->version = prism_version (raw->hypervisor);
  host->maintenance = in_maintenance (raw);
  if (raw->block
      && (g_strcmp0 (raw->in->awareness, "BLOCK") == 0 || g_strcmp0 (raw->in->awareness, "RACK") == 0))
    host->fault_domain = scenario_without_controls (raw->block);
  remark_on (raw, host);
  return host;
}

/* FT from the fault tolerance state of v4, or from the redundancy factor, which is one more. */
static void
write_redundancy (const PrismCluster *raw, ScenarioInvCluster *cluster)
{
  gint64 tolerance = raw->tolerance;

  if (tolerance == SCENARIO_UNKNOWN && raw->redundancy != SCENARIO_UNKNOWN)
    tolerance = raw->redundancy - 1;
  if (tolerance == 1 || tolerance == 2)
    cluster->fault_tolerance = tolerance;
  else if (tolerance == 0 && raw->n_nodes == 1)
    ; /* of one node only disks may be lost (N-11), and it needs no saying */
  else if (tolerance != SCENARIO_UNKNOWN)
    scenario_inventory_remark (cluster->remarks,
                               "Prism says that it tolerates %" G_GINT64_FORMAT
                               " node failures, which the language cannot say: "
                               "it is taken as 1.",
                               tolerance);
}

static void
write_cluster (Prism *self, PrismCluster *raw, const char *platform)
{
  ScenarioInvCluster *cluster
      = scenario_inv_cluster_new (raw->record.name ? raw->record.name : raw->record.id);

  cluster->platform = platform;
  cluster->vcenter = SCENARIO_NO_VCENTER;
  cluster->aos = prism_version (raw->version);
  if (!cluster->aos)
    cluster->aos = prism_version (raw->short_version);
  if (!cluster->aos)
    scenario_inventory_remark (cluster->remarks, "The export names no AOS version: write aos: VERSION.");
  write_redundancy (raw, cluster);
  if (raw->awareness && !g_str_equal (raw->awareness, "NODE"))
    scenario_inventory_remark (cluster->remarks, "Domain awareness: %s.%s", raw->awareness,
                               g_str_equal (raw->awareness, "RACK")
                                   ? " Hosts bear their blocks; their racks are not in the export."
                                   : "");
  if (raw->mode && !g_str_equal (raw->mode, "NORMAL"))
    scenario_inventory_remark (cluster->remarks, "Operation mode: %s.", raw->mode);
  if (raw->upgrade && !g_str_equal (raw->upgrade, "SUCCEEDED"))
    scenario_inventory_remark (cluster->remarks, "Status of its last upgrade: %s.", raw->upgrade);
  raw->cluster = cluster;
  g_ptr_array_add (self->inventory->clusters, cluster);
}

static gboolean
prism_says (const char *text)
{
  g_autofree char *version = prism_version (text);

  return version != NULL;
}

static void
say_prism_central (const Prism *self, const PrismCluster *cluster)
{
  const char *said
      = prism_says (cluster->version) || !cluster->short_version ? cluster->version : cluster->short_version;
  g_autofree char *release = prism_release (said), *version = prism_version (said);
  const char *name = cluster->record.name ? cluster->record.name : cluster->record.id;

  if (version)
    scenario_inventory_product (self->inventory, name, "prism-central", version);
  scenario_inventory_notice (
      self->inventory,
      "Prism Central '%s' is at %s%s: it goes before its clusters, and is never below their AOS", name,
      release ? release : "an unknown version", version ? "" : ", which cannot be written as one");
}

static void
fit_clusters (Prism *self)
{
  for (guint i = 0; i < self->records[PRISM_CLUSTER]->len; i++) {
    PrismCluster *raw = g_ptr_array_index (self->records[PRISM_CLUSTER], i);
    if (raw->cluster && raw->cluster->fault_tolerance == 2 && raw->cluster->hosts->len < LEAST_NODES_OF_TWO) {
      scenario_inventory_remark (
          raw->cluster->remarks,
          "Prism says that it tolerates 2 node failures, which needs 5 nodes; %u of its hosts are written.",
          raw->cluster->hosts->len);
      raw->cluster->fault_tolerance = 1;
    }
  }
}

/* What the clusters say of themselves, against what was read. */
static void
cross_check (const Prism *self)
{
  for (guint i = 0; i < self->records[PRISM_CLUSTER]->len; i++) {
    const PrismCluster *raw = g_ptr_array_index (self->records[PRISM_CLUSTER], i);
    if (raw->cluster && raw->n_nodes != SCENARIO_UNKNOWN && raw->n_nodes != (gint64) raw->cluster->hosts->len)
      scenario_inventory_notice (self->inventory,
                                 "check: cluster %s has %" G_GINT64_FORMAT
                                 " nodes, but %u of its hosts are written",
                                 raw->record.name, raw->n_nodes, raw->cluster->hosts->len);
  }
}

static gboolean
choose_clusters (Prism *self, GError **error)
{
  const ScenarioJsonFile *first = g_ptr_array_index (self->files, 0);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->records[PRISM_CLUSTER]->len; i++) {
    const PrismCluster *raw = g_ptr_array_index (self->records[PRISM_CLUSTER], i);
    if (raw->record.name && !is_prism_central (raw))
      g_ptr_array_add (names, (gpointer) raw->record.name);
  }
  return scenario_import_check_clusters (self->options, first->name, names, error);
}

static gboolean
is_chosen (const Prism *self, const PrismCluster *cluster)
{
  return cluster && !is_prism_central (cluster)
         && scenario_import_wants (self->options, cluster->record.name ? cluster->record.name : "");
}

gboolean
prism_place_hosts (Prism *self, GError **error)
{
  ScenarioSome useless = { NULL, 0 }, strange = { NULL, 0 }, alone = { NULL, 0 };
  const GPtrArray *hosts = self->records[PRISM_HOST], *clusters = self->records[PRISM_CLUSTER];

  for (guint i = 0; i < hosts->len; i++) {
    PrismHost *host = g_ptr_array_index (hosts, i);
    host->in = ensure_cluster (self, host);
  }
  if (!choose_clusters (self, error))
    return FALSE;
  for (guint i = 0; i < clusters->len; i++)
    if (is_prism_central (g_ptr_array_index (clusters, i)))
      say_prism_central (self, g_ptr_array_index (clusters, i));
  for (guint i = 0; i < hosts->len; i++) {
    PrismHost *host = g_ptr_array_index (hosts, i);
    const char *platform = platform_of (host),
               *name = host->record.name ? host->record.name : host->record.id;
    if (!host->in)
      scenario_some_add (&alone, "%s", name);
    if (!is_chosen (self, host->in))
      continue;
    if (!platform || (host->in->cluster && !g_str_equal (platform, host->in->cluster->platform))) {
      scenario_some_add (&strange, "%s: %s", name,
                         host->hypervisor ? host->hypervisor
                         : host->type     ? host->type
                                          : "not said");
      continue;
    }
    host->host = read_host (host);
    if (!host->host) {
      scenario_some_add (&useless, "%s", name);
      continue;
    }
    if (!host->in->cluster)
      write_cluster (self, host->in, platform);
    g_ptr_array_add (host->in->cluster->hosts, host->host);
  }
  scenario_some_say (&alone, self->inventory, "left out, in no cluster", "host");
  scenario_some_say (&useless, self->inventory, "left out, saying nothing of CPU or memory", "host");
  scenario_some_say (&strange, self->inventory,
                     "left out, of another hypervisor than AHV or ESXi, or than its cluster", "host");
  cross_check (self);
  fit_clusters (self);
  if (self->inventory->clusters->len > 0)
    return TRUE;
  g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_DATA,
               "%s: expected hosts of a cluster of three nodes or more on AHV or ESXi, found none; fetch "
               "/api/clustermgmt/v4.0/config/hosts and name its "
               "pages too",
               ((const ScenarioJsonFile *) g_ptr_array_index (self->files, 0))->name);
  return FALSE;
}
