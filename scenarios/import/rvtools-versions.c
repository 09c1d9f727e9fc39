#include "scenarios/import/rvtools.h"
#include <string.h>

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

void
rv_settle_versions (Rvtools *self)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < self->clusters->len; i++) {
    RvCluster *cluster = g_ptr_array_index (self->clusters, i);
    if (cluster->chosen && cluster->n_hosts > 0)
      cluster->cluster->vcenter = vcenter_of (self, keys, cluster);
  }
  assume_host_versions (self);
}
