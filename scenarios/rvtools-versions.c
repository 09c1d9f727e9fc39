#include "scenarios/rvtools.h"
#include <string.h>

/* What a release can be reached from in one step, newest first. UPG-02 for 7.0 to 9.0; 6.7 and 6.5 as their own guides. */
typedef struct {
  const char *to, *from;
} Path;

static const Path paths[] = {
  { "9.0.0", "8.0.0" }, { "8.0.3", "6.7.0" }, { "7.0.3", "6.5.0" },
  { "6.7.0", "6.0.0" }, { "6.5.0", "5.5.0" },
};

#define UNKNOWN_HOST_VERSION "7.0.3"

static gboolean
is_below (const char *a, const char *b)
{
  return scenario_compare_versions (a, b) < 0;
}

static gboolean
same_vcenter (const char *a, const char *b)
{
  return !a || !b || g_str_equal (a, b);
}

/* The text under `column` in the first row that belongs to the vCenter; borrowed, or NULL. */
static const char *
first_of (const Rvtools *self, RvTab tab, RvColumn column, RvColumn uuid, RvColumn server,
          const char *vcenter)
{
  for (guint row = 0; row < rv_rows (self, tab); row++) {
    const char *key = rv_text (self, uuid, row), *text = rv_text (self, column, row);
    if (text && same_vcenter (key ? key : rv_text (self, server, row), vcenter))
      return text;
  }
  return NULL;
}

static const char *
name_of (const Rvtools *self, const char *vcenter)
{
  const char *name = first_of (self, RV_HOST, RV_HOST_SERVER, RV_HOST_VCENTER, RV_HOST_SERVER, vcenter);

  name = name ? name
              : first_of (self, RV_SOURCE, RV_SOURCE_SERVER, RV_SOURCE_VCENTER, RV_SOURCE_SERVER, vcenter);
  name = name ? name : first_of (self, RV_INFO, RV_INFO_SERVER, RV_INFO_VCENTER, RV_INFO_SERVER, vcenter);
  name = name
             ? name
             : first_of (self, RV_CLUSTER, RV_CLUSTER_SERVER, RV_CLUSTER_VCENTER, RV_CLUSTER_SERVER, vcenter);
  return name ? name : "vcenter";
}

/* The vCenter's version where a tab says it; NULL otherwise. (transfer full) */
static char *
version_of (const Rvtools *self, const char *vcenter)
{
  const struct {
    RvTab tab;
    RvColumn column, uuid, server;
  } sources[] = {
    { RV_SOURCE, RV_SOURCE_VERSION, RV_SOURCE_VCENTER, RV_SOURCE_SERVER },
    { RV_SOURCE, RV_SOURCE_NAME, RV_SOURCE_VCENTER, RV_SOURCE_SERVER },
    { RV_INFO, RV_INFO_SERVER_TYPE, RV_INFO_VCENTER, RV_INFO_SERVER },
    { RV_INFO, RV_INFO_API, RV_INFO_VCENTER, RV_INFO_SERVER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++) {
    char *version = scenario_cell_version (
        first_of (self, sources[i].tab, sources[i].column, sources[i].uuid, sources[i].server, vcenter));
    if (version)
      return version;
  }
  return NULL;
}

/* The newest version among the hosts of the vCenter's clusters; borrowed, or NULL. */
static const char *
newest_host (const Rvtools *self, const char *vcenter)
{
  const char *newest = NULL;

  for (guint i = 0; i < self->hosts->len; i++) {
    const RvHost *host = g_ptr_array_index (self->hosts, i);
    if (host->cluster && host->cluster->chosen && host->host->version
        && same_vcenter (host->cluster->vcenter, vcenter)
        && (!newest || is_below (newest, host->host->version)))
      newest = host->host->version;
  }
  return newest;
}

static ScenarioInvVcenter *
make_vcenter (const Rvtools *self, const char *key)
{
  ScenarioInvVcenter *vcenter = scenario_inv_vcenter_new (name_of (self, key));
  const char *newest = newest_host (self, key);
  g_autofree char *label = g_strndup (vcenter->name, strcspn (vcenter->name, "."));

  vcenter->version = version_of (self, key);
  if (!vcenter->version) {
    vcenter->version = g_strdup (newest ? newest : UNKNOWN_HOST_VERSION);
    vcenter->assumed = g_strdup_printf ("the export names no vCenter version; %s",
                                        newest ? "this is its newest host's" : "nor any host's");
    scenario_inventory_notice (self->inventory, "vCenter %s: its version is assumed to be %s: %s",
                               vcenter->name, vcenter->version, vcenter->assumed);
  }
  for (guint i = 0; i < self->vms->len && !vcenter->maybe_vm; i++) {
    const RvVm *raw = g_ptr_array_index (self->vms, i);
    if (raw->skip == RV_WRITE
        && (g_ascii_strcasecmp (raw->name, vcenter->name) == 0 || g_ascii_strcasecmp (raw->name, label) == 0))
      vcenter->maybe_vm = g_strdup (raw->name);
  }
  return vcenter;
}

static gboolean
is_taken (const GPtrArray *vcenters, const char *name)
{
  for (guint i = 0; i < vcenters->len; i++)
    if (g_str_equal (((const ScenarioInvVcenter *) g_ptr_array_index (vcenters, i))->name, name))
      return TRUE;
  return FALSE;
}

/* The index of the cluster's vCenter, which is made when this is its first cluster. */
static guint
vcenter_of (const Rvtools *self, GPtrArray *keys, const RvCluster *cluster)
{
  GPtrArray *vcenters = self->inventory->vcenters;
  ScenarioInvVcenter *vcenter;
  g_autofree char *plain = NULL;

  for (guint i = 0; i < keys->len; i++)
    if (same_vcenter (g_ptr_array_index (keys, i), cluster->vcenter))
      return i;
  vcenter = make_vcenter (self, cluster->vcenter);
  plain = g_strdup (vcenter->name);
  for (guint n = 2; is_taken (vcenters, vcenter->name); n++) {
    g_free (vcenter->name);
    vcenter->name = g_strdup_printf ("%s #%u", plain, n);
  }
  g_ptr_array_add (keys, (gpointer) cluster->vcenter);
  g_ptr_array_add (vcenters, vcenter);
  return vcenters->len - 1;
}

/* A host that says no version gets one that its vCenter can manage (UPG-01). */
static void
assume_host_versions (const Rvtools *self)
{
  guint assumed = 0;
  g_autofree char *count = NULL;

  for (guint i = 0; i < self->hosts->len; i++) {
    const RvHost *raw = g_ptr_array_index (self->hosts, i);
    const ScenarioInvVcenter *vcenter;
    if (raw->host->version || raw->useless || !raw->cluster || !raw->cluster->chosen)
      continue;
    vcenter = g_ptr_array_index (self->inventory->vcenters, raw->cluster->cluster->vcenter);
    raw->host->version = g_strdup (is_below (vcenter->version, UNKNOWN_HOST_VERSION) ? vcenter->version
                                                                                     : UNKNOWN_HOST_VERSION);
    g_ptr_array_add (raw->host->assumed, g_strdup ("version, the export says none"));
    assumed++;
  }
  count = scenario_count (assumed, "host");
  if (assumed > 0)
    scenario_inventory_notice (self->inventory,
                               "version not said by %s: %s is assumed, or the vCenter's when that is older",
                               count, UNKNOWN_HOST_VERSION);
}

/* The lowest and the highest version among chosen hosts, and with `vcenters` also among vCenters; NULL when none. */
static void
range_of (const Rvtools *self, gboolean vcenters, const char **low, const char **high)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();

  for (guint i = 0; i < self->hosts->len; i++) {
    const RvHost *host = g_ptr_array_index (self->hosts, i);
    if (host->cluster && host->cluster->chosen && !host->useless)
      g_ptr_array_add (versions, host->host->version);
  }
  for (guint i = 0; vcenters && i < self->inventory->vcenters->len; i++)
    g_ptr_array_add (
        versions, ((const ScenarioInvVcenter *) g_ptr_array_index (self->inventory->vcenters, i))->version);
  *low = *high = NULL;
  for (guint i = 0; i < versions->len; i++) {
    const char *version = g_ptr_array_index (versions, i);
    *low = !*low || is_below (version, *low) ? version : *low;
    *high = !*high || is_below (*high, version) ? version : *high;
  }
}

static const Path *
path_to (const char *to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    if (strncmp (paths[i].to, to, strcspn (to, ".") + 2) == 0)
      return &paths[i];
  return NULL;
}

/* Without --to: 8.0.3 while any host is below it, then 9.0.0; where a version is too old for one step, the newest release
 * that every host and vCenter can reach in one. */
static const char *
default_target (const char *lowest_host, const char *lowest)
{
  if (!is_below (lowest_host, paths[0].to))
    return NULL;
  if (!is_below (lowest_host, paths[1].to))
    return paths[0].to;
  for (gsize i = 1; i < G_N_ELEMENTS (paths); i++)
    if (!is_below (lowest, paths[i].from) && is_below (lowest_host, paths[i].to))
      return paths[i].to;
  return paths[1].to;
}

static gboolean
choose_target (const Rvtools *self, GError **error)
{
  const char *to = self->options->to_version, *lowest, *lowest_host, *highest;
  g_autofree char *version = to ? scenario_cell_version (to) : NULL;
  const Path *path;

  range_of (self, TRUE, &lowest, &highest);
  range_of (self, FALSE, &lowest_host, &highest);
  if (to && (!version || strspn (to, "0123456789.") != strlen (to))) {
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_OPTION,
                 "%s: --to '%s': expected a version such as 8.0.3", self->book->file, to);
    return FALSE;
  }
  if (!lowest_host)
    return TRUE;
  self->inventory->target = g_strdup (version ? version : default_target (lowest_host, lowest));
  if (!self->inventory->target) {
    scenario_inventory_notice (self->inventory,
                               "every host is at %s or above; no newer release is known here, so the plan "
                               "is empty: say --to VERSION",
                               paths[0].to);
    return TRUE;
  }
  if (!version)
    scenario_inventory_notice (self->inventory,
                               "the plan upgrades to %s; the default is 8.0.3 while a host is below that, "
                               "else 9.0.0, or the newest that all "
                               "can reach in one step; --to VERSION says another",
                               self->inventory->target);
  path = path_to (self->inventory->target);
  if (path && is_below (lowest, path->from) && is_below (lowest, self->inventory->target))
    scenario_inventory_notice (self->inventory,
                               "%s cannot be reached from %s in one step: %s or later is needed",
                               self->inventory->target, lowest, path->from);
  if (is_below (self->inventory->target, highest))
    scenario_inventory_notice (self->inventory, "some hosts are at %s already, above %s", highest,
                               self->inventory->target);
  return TRUE;
}

gboolean
rv_settle_versions (Rvtools *self, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < self->clusters->len; i++) {
    RvCluster *cluster = g_ptr_array_index (self->clusters, i);
    if (cluster->chosen && cluster->n_hosts > 0)
      cluster->cluster->vcenter = vcenter_of (self, keys, cluster);
  }
  assume_host_versions (self);
  return choose_target (self, error);
}
