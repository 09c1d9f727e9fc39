#include "scenarios/import/rvtools.h"
#include "scenarios/import/fit.h"
#include "scenarios/import/quote.h"
#include <string.h>

/* The power of two GiB that holds `mib`. */
static gint64
next_power (gint64 mib)
{
  gint64 size = 1024;

  while (size < mib)
    size *= 2;
  return size;
}

/* What the VMs of a host need at least: theirs, an equal share of those without a host, and room for the largest. */
static gint64
needed_memory (const ScenarioInvCluster *cluster, const ScenarioInvHost *host)
{
  gint64 own = 0, homeless = 0, largest = 0, hosts = (gint64) cluster->hosts->len;

  for (guint i = 0; i < cluster->vms->len; i++) {
    const ScenarioInvVm *vm = g_ptr_array_index (cluster->vms, i);
    if (vm->host == host)
      own += vm->memory_mib;
    if (!vm->host)
      homeless += vm->memory_mib;
    largest = MAX (largest, vm->memory_mib);
  }
  return MAX (own + (homeless + hosts - 1) / hosts, largest);
}

/* A host must say its memory. Where the export does not, the cluster's own total is shared out; where that is missing
 * too, the rule is the one in needed_memory, which can only err on the side of too little room. */
static void
assume_memory (const Rvtools *self, const RvCluster *raw)
{
  ScenarioInvCluster *cluster = raw->cluster;
  gint64 left = raw->said_memory_mib;
  g_autofree char *count = NULL;
  guint unknown = 0;

  for (guint i = 0; i < cluster->hosts->len; i++) {
    const ScenarioInvHost *host = g_ptr_array_index (cluster->hosts, i);
    unknown += host->memory_mib == SCENARIO_UNKNOWN ? 1 : 0;
    if (left != SCENARIO_UNKNOWN && host->memory_mib != SCENARIO_UNKNOWN)
      left -= host->memory_mib;
  }
  for (guint i = 0; i < cluster->hosts->len; i++) {
    ScenarioInvHost *host = g_ptr_array_index (cluster->hosts, i);
    if (host->memory_mib != SCENARIO_UNKNOWN)
      continue;
    host->memory_mib = left > (gint64) unknown ? left / unknown : next_power (needed_memory (cluster, host));
    g_ptr_array_add (host->assumed, g_strdup (left > (gint64) unknown
                                                  ? "memory, an equal share of the cluster's TotalMemory"
                                                  : "memory, the power of two GiB that just holds its VMs"));
  }
  count = scenario_count (unknown, "host");
  if (unknown > 0)
    scenario_inventory_notice (
        self->inventory,
        "cluster %s: memory not said by %s; assumed is %s (ask for the real figure: it decides "
        "whether hosts can be emptied)",
        cluster->name, count,
        left > (gint64) unknown
            ? "an equal share of the cluster's TotalMemory"
            : "the next power of two GiB that holds the VMs of each, an equal share of those "
              "without a host, and the largest VM of the cluster");
}

/* A cluster has EVC when each of its hosts has a current mode. */
static void
settle_cpus (const Rvtools *self, const RvCluster *cluster)
{
  gboolean all = TRUE;

  for (guint i = 0; i < self->hosts->len; i++) {
    const RvHost *host = g_ptr_array_index (self->hosts, i);
    if (host->cluster != cluster || !host->taken)
      continue;
    all &= host->evc != NULL;
    host->host->cpu_model = host->max_evc ? scenario_without_controls (host->max_evc) : NULL;
  }
  cluster->cluster->evc = all;
  scenario_inv_cluster_level_cpus (cluster->cluster);
}

/* The priority in the language's words; NULL for the default, medium, and for words that are not known. */
static char *
priority (const RvVm *raw, const char *text)
{
  static const char *const words[] = { "lowest", "low", "high", "highest", "disabled" };
  g_autofree char *folded = text ? scenario_fold (text) : NULL;

  if (folded && g_str_equal (folded, "clusterrestartpriority") && raw->cluster->priority != text)
    return priority (raw, raw->cluster->priority);
  for (gsize i = 0; folded && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (folded, words[i]))
      return g_strdup (words[i]);
  return NULL;
}

/* Kinds and names stand side by side, separated by commas; a name may hold one too, then nothing tells which is whose. */
static gboolean
read_rules (const RvVm *raw)
{
  gboolean one = raw->rules && !strchr (raw->rules, ',');
  g_auto (GStrv) kinds = g_strsplit (raw->rules ? raw->rules : "", one ? "\n" : ",", -1);
  g_auto (GStrv) names = g_strsplit (raw->rule_names ? raw->rule_names : "", one ? "\n" : ",", -1);
  gboolean all = g_strv_length (kinds) == g_strv_length (names);

  for (guint i = 0; all && kinds[i]; i++) {
    g_autofree char *kind = scenario_fold (kinds[i]);
    if (strstr (kind, "host") || !strstr (kind, "affinity"))
      all = FALSE;
    else
      g_ptr_array_add (
          scenario_inv_cluster_rule (raw->cluster->cluster, g_strstrip (names[i]),
                                     strstr (kind, "anti") ? SCENARIO_RULE_APART : SCENARIO_RULE_TOGETHER)
              ->vms,
          raw->vm);
  }
  return all;
}

static void
take_vms (Rvtools *self)
{
  for (guint i = 0; i < self->vms->len; i++) {
    RvVm *raw = g_ptr_array_index (self->vms, i);
    char *text = raw->vm->restart_priority;
    if (raw->skip != RV_WRITE || !raw->cluster->chosen || raw->cluster->n_hosts == 0)
      continue;
    raw->vm->restart_priority = priority (raw, text);
    g_free (text);
    g_ptr_array_add (raw->cluster->cluster->vms, raw->vm);
    raw->taken = TRUE;
  }
}

static void
take_rules (const Rvtools *self)
{
  guint unreadable = 0;

  for (guint i = 0; i < self->vms->len; i++) {
    const RvVm *raw = g_ptr_array_index (self->vms, i);
    if (raw->taken && (raw->rules || raw->rule_names) && !read_rules (raw))
      unreadable++;
  }
  if (unreadable > 0)
    scenario_inventory_notice (
        self->inventory,
        "%u VMs have cluster rules that cannot be told apart or are no affinity rules; they are left "
        "out",
        unreadable);
}

gboolean
rv_settle (Rvtools *self, GError **error)
{
  for (guint i = 0; i < self->hosts->len; i++) {
    RvHost *host = g_ptr_array_index (self->hosts, i);
    if (host->useless || !host->cluster || !host->cluster->chosen)
      continue;
    g_ptr_array_add (host->cluster->cluster->hosts, host->host);
    host->taken = TRUE;
  }
  take_vms (self);
  for (guint i = 0; i < self->clusters->len; i++) {
    RvCluster *cluster = g_ptr_array_index (self->clusters, i);
    if (!cluster->chosen || cluster->n_hosts == 0)
      continue;
    settle_cpus (self, cluster);
    assume_memory (self, cluster);
    g_ptr_array_add (self->inventory->clusters, cluster->cluster);
    cluster->taken = TRUE;
  }
  take_rules (self);
  scenario_inventory_fit (self->inventory);
  rv_say_left_out (self);
  if (self->inventory->clusters->len == 0) {
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_DATA,
                 "%s: expected a cluster with at least one host in vHost, found none", self->book->file);
    return FALSE;
  }
  scenario_inventory_settle (self->inventory);
  return TRUE;
}
