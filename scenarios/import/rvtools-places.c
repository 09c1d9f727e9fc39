#include "scenarios/import/rvtools.h"
#include "scenarios/import/import-parts.h"
#include <string.h>

/* One --map-host, and how many VMs it helped. */
typedef struct {
  char *from, *to;
  guint used;
} Mapping;

static void
free_mapping (gpointer data)
{
  Mapping *mapping = data;

  g_free (mapping->from);
  g_free (mapping->to);
  g_free (mapping);
}

static GPtrArray *
read_mappings (const Rvtools *self, GError **error)
{
  g_autoptr (GPtrArray) mappings = g_ptr_array_new_with_free_func (free_mapping);

  for (const char *const *at = self->options->map_hosts; at && *at; at++) {
    const char *equals = strchr (*at, '=');
    Mapping *mapping;
    if (!equals || equals == *at) {
      g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_OPTION,
                   "%s: --map-host '%s': expected FROM=TO, as in bovm=vm", self->book->file, *at);
      return NULL;
    }
    mapping = g_new0 (Mapping, 1);
    mapping->from = g_strndup (*at, (gsize) (equals - *at));
    mapping->to = g_strdup (equals + 1);
    g_ptr_array_add (mappings, mapping);
  }
  return g_steal_pointer (&mappings);
}

/* `name` with the prefix `from` made `to`, without regard to case; NULL when it does not begin so. (transfer full) */
static char *
with_prefix (const char *name, const char *from, const char *to)
{
  gsize length = strlen (from);

  return g_ascii_strncasecmp (name, from, length) == 0 ? g_strconcat (to, name + length, NULL) : NULL;
}

/* A mapping helps only a name that is unknown as it stands: some of the hosts may bear the old prefix rightly. */
static RvHost *
resolve (const Rvtools *self, const RvVm *raw, GPtrArray *mappings)
{
  RvHost *host = raw->said_host ? rv_find_host (self, raw->vcenter, raw->said_host) : NULL;

  for (guint i = 0; raw->said_host && !host && i < mappings->len; i++) {
    Mapping *mapping = g_ptr_array_index (mappings, i);
    g_autofree char *name = with_prefix (raw->said_host, mapping->from, mapping->to);
    host = name ? rv_find_host (self, raw->vcenter, name) : NULL;
    mapping->used += host ? 1 : 0;
  }
  return host;
}

static gboolean
find_hosts (Rvtools *self, GError **error)
{
  g_autoptr (GPtrArray) mappings = read_mappings (self, error);

  if (!mappings)
    return FALSE;
  for (guint i = 0; i < self->vms->len; i++) {
    RvVm *raw = g_ptr_array_index (self->vms, i);
    raw->on = resolve (self, raw, mappings);
  }
  for (guint i = 0; i < mappings->len; i++) {
    const Mapping *mapping = g_ptr_array_index (mappings, i);
    scenario_inventory_notice (self->inventory, "--map-host %s=%s finds the host of %u %s", mapping->from,
                               mapping->to, mapping->used, mapping->used == 1 ? "VM" : "VMs");
  }
  return TRUE;
}

/* A host that names no cluster takes the one that all of its VMs name, or the only one there is. */
static void
find_clusters_of_hosts (Rvtools *self)
{
  g_autoptr (GHashTable) disputed = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) first = g_string_new (NULL);
  guint taken = 0;
  gboolean has_column = self->columns[RV_HOST_CLUSTER] >= 0;

  for (guint i = 0; i < self->vms->len; i++) {
    RvVm *raw = g_ptr_array_index (self->vms, i);
    RvCluster *cluster = rv_ensure_cluster (self, raw->vcenter, raw->datacenter, raw->said_cluster);
    if (!cluster || !raw->on || raw->on->said_cluster)
      continue;
    if (raw->on->cluster && raw->on->cluster != cluster)
      g_hash_table_add (disputed, raw->on);
    raw->on->cluster = cluster;
  }
  for (guint i = 0; i < self->hosts->len; i++) {
    RvHost *host = g_ptr_array_index (self->hosts, i);
    if (g_hash_table_contains (disputed, host)) {
      host->cluster = NULL;
      scenario_inventory_notice (self->inventory, "host %s names no cluster, and its VMs name several",
                                 host->name);
    } else if (!host->cluster && !has_column && self->clusters->len == 1)
      host->cluster = g_ptr_array_index (self->clusters, 0);
    if (host->cluster && !host->said_cluster && taken++ < 5)
      g_string_append_printf (first, "%s%s", first->len ? ", " : "", host->name);
  }
  if (taken > 0)
    scenario_inventory_notice (self->inventory,
                               "hosts that name no cluster take the one that their VMs name: %s%s",
                               first->str, taken > 5 ? " and others" : "");
}

static gboolean
choose (Rvtools *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->clusters->len; i++) {
    RvCluster *cluster = g_ptr_array_index (self->clusters, i);
    cluster->chosen = scenario_import_wants (self->options, cluster->cluster->name);
    g_ptr_array_add (names, cluster->cluster->name);
  }
  return scenario_import_check_clusters (self->options, self->book->file, names, error);
}

static void
place_vm (RvVm *raw, RvCluster *named)
{
  raw->cluster = raw->on && raw->on->cluster ? raw->on->cluster : raw->on && !raw->on->useless ? NULL : named;
  if (raw->on && raw->on->useless)
    raw->on = NULL;
  if (!raw->on)
    raw->vm->named_host = g_strdup (raw->said_host);
  if (raw->skip == RV_WRITE && !raw->cluster)
    raw->skip = RV_NOWHERE;
  if (raw->skip == RV_WRITE
      && (raw->vm->vcpus == SCENARIO_UNKNOWN || raw->vm->memory_mib == SCENARIO_UNKNOWN))
    raw->skip = RV_SIZELESS;
  if (raw->on)
    raw->vm->host = raw->on->host;
}

gboolean
rv_place (Rvtools *self, GError **error)
{
  for (guint i = 0; i < self->hosts->len; i++) {
    RvHost *host = g_ptr_array_index (self->hosts, i);
    host->useless = scenario_inv_host_cpu_mhz (host->host) == SCENARIO_UNKNOWN;
  }
  if (!find_hosts (self, error))
    return FALSE;
  find_clusters_of_hosts (self);
  for (guint i = 0; i < self->hosts->len; i++) {
    const RvHost *host = g_ptr_array_index (self->hosts, i);
    if (host->cluster && !host->useless)
      host->cluster->n_hosts++;
  }
  for (guint i = 0; i < self->vms->len; i++) {
    RvVm *raw = g_ptr_array_index (self->vms, i);
    place_vm (raw, rv_find_cluster (self, raw->vcenter, raw->datacenter, raw->said_cluster));
  }
  return choose (self, error);
}

gboolean
rv_is_considered (const Rvtools *self, const RvVm *raw)
{
  gboolean all = !self->options->clusters || !*self->options->clusters;

  return all || (raw->cluster && raw->cluster->chosen);
}

/* What a host's name begins with, up to its first digit: what differs when somebody renamed hosts. (transfer full) */
static char *
prefix_of (const char *name)
{
  return g_ascii_strdown (name, g_hostname_is_ip_address (name) ? 0 : (gssize) strcspn (name, "0123456789."));
}

static void
count_name (GHashTable *counts, const char *name)
{
  g_hash_table_insert (counts, g_strdup (name),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) + 1));
}

static int
by_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The keys in order. (element-type utf8) borrowed from the table. */
static GPtrArray *
sorted_keys (GHashTable *table)
{
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (table, NULL);
  GPtrArray *sorted = g_ptr_array_new ();

  for (gpointer *key = keys; *key; key++)
    g_ptr_array_add (sorted, *key);
  g_ptr_array_sort (sorted, by_text);
  return sorted;
}

/* The host prefix that would help most of the VMs whose host begins with `from`. Only one that is the other with
 * something before it is worth proposing; any other pair would be a guess. */
static guint
best_prefix (const Rvtools *self, const char *from, const GPtrArray *candidates, GHashTable *unknown,
             const char **best)
{
  g_autoptr (GPtrArray) names = sorted_keys (unknown);
  guint most = 0;

  for (guint i = 0; i < candidates->len; i++) {
    const char *to = g_ptr_array_index (candidates, i);
    guint helped = 0;
    if (!g_str_has_suffix (from, to) && !g_str_has_suffix (to, from))
      continue;
    for (guint j = 0; j < names->len; j++) {
      const char *name = g_ptr_array_index (names, j);
      g_autofree char *prefix = prefix_of (name);
      g_autofree char *mapped = g_str_equal (prefix, from) ? with_prefix (name, from, to) : NULL;
      if (mapped && rv_find_host (self, NULL, mapped))
        helped += GPOINTER_TO_UINT (g_hash_table_lookup (unknown, name));
    }
    if (helped > most) {
      most = helped;
      *best = to;
    }
  }
  return most;
}

static char *
describe_prefixes (const Rvtools *self, GHashTable *unknown, char **hint)
{
  g_autoptr (GHashTable) theirs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) ours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) names = sorted_keys (unknown), from = NULL, to = NULL;
  g_autoptr (GString) list = g_string_new (NULL), hints = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++) {
    g_autofree char *prefix = prefix_of (g_ptr_array_index (names, i));
    count_name (theirs, prefix);
  }
  for (guint i = 0; i < self->hosts->len; i++) {
    g_autofree char *prefix = prefix_of (((const RvHost *) g_ptr_array_index (self->hosts, i))->name);
    if (*prefix)
      count_name (ours, prefix);
  }
  from = sorted_keys (theirs);
  to = sorted_keys (ours);
  for (guint i = 0; i < from->len && i < 8; i++) {
    const char *prefix = g_ptr_array_index (from, i), *best = NULL;
    guint helped = *prefix && to->len <= 100 ? best_prefix (self, prefix, to, unknown, &best) : 0;
    g_string_append_printf (list, "%s%s", i ? ", " : "", *prefix ? prefix : "a number");
    if (helped > 0)
      g_string_append_printf (hints, "%s--map-host %s=%s finds %u", hints->len ? ", " : "", prefix, best,
                              helped);
  }
  if (from->len > 8)
    g_string_append_printf (list, " and %u more", from->len - 8);
  *hint = g_strdup (hints->str);
  return g_strdup (list->str);
}

void
rv_say_unplaced (const Rvtools *self)
{
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *prefixes = NULL, *hint = NULL;
  guint all = 0, unplaced = 0, silent = 0;

  for (guint i = 0; i < self->vms->len; i++) {
    const RvVm *raw = g_ptr_array_index (self->vms, i);
    if (!rv_is_considered (self, raw))
      continue;
    all++;
    if (!raw->on && raw->said_host) {
      unplaced++;
      count_name (unknown, raw->said_host);
    } else if (!raw->on)
      silent++;
  }
  if (silent > 0)
    scenario_inventory_notice (self->inventory, "%u of %u VMs name no host", silent, all);
  if (unplaced == 0)
    return;
  prefixes = describe_prefixes (self, unknown, &hint);
  scenario_inventory_notice (
      self->inventory,
      "%u of %u VMs name a host that is not in vHost (templates counted); these names begin with: "
      "%s; the VMs stay in their clusters without a host, to be placed as DRS would%s%s",
      unplaced, all, prefixes, *hint ? "; if only the names differ: " : "", hint);
}
