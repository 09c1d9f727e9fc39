#include "scenarios/import/vsphere-plan.h"
#include "scenarios/import/import.h"
#include <string.h>

/* What a release can be reached from in one step, newest first. UPG-02 for 7.0 to 9.0; 6.7 and 6.5 as their own guides. */
typedef struct {
  const char *to, *from;
} Path;

static const Path paths[] = {
  { "9.0.0", "8.0.0" }, { "8.0.3", "6.7.0" }, { "7.0.3", "6.5.0" },
  { "6.7.0", "6.0.0" }, { "6.5.0", "5.5.0" },
};

static gboolean
is_below (const char *a, const char *b)
{
  return scenario_compare_versions (a, b) < 0;
}

/* The lowest and the highest version among hosts, and with `vcenters` also among vCenters; NULL when none. */
static void
range_of (const ScenarioInventory *inventory, gboolean vcenters, const char **low, const char **high)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();

  for (guint i = 0; i < inventory->clusters->len; i++) {
    const ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    for (guint j = 0; j < cluster->hosts->len; j++)
      g_ptr_array_add (versions, ((const ScenarioInvHost *) g_ptr_array_index (cluster->hosts, j))->version);
  }
  for (guint i = 0; vcenters && i < inventory->vcenters->len; i++)
    g_ptr_array_add (versions,
                     ((const ScenarioInvVcenter *) g_ptr_array_index (inventory->vcenters, i))->version);
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

gboolean
scenario_vsphere_target (ScenarioInventory *inventory, const char *file, const char *to, GError **error)
{
  const char *lowest, *lowest_host, *highest;
  g_autofree char *version = to ? scenario_cell_version (to) : NULL;
  const Path *path;

  range_of (inventory, TRUE, &lowest, &highest);
  range_of (inventory, FALSE, &lowest_host, &highest);
  if (to && (!version || strspn (to, "0123456789.") != strlen (to))) {
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_OPTION,
                 "%s: --to '%s': expected a version such as 8.0.3", file, to);
    return FALSE;
  }
  if (!lowest_host)
    return TRUE;
  inventory->target = g_strdup (version ? version : default_target (lowest_host, lowest));
  if (!inventory->target) {
    scenario_inventory_notice (inventory,
                               "every host is at %s or above; no newer release is known here, so the plan "
                               "is empty: say --to VERSION",
                               paths[0].to);
    return TRUE;
  }
  if (!version)
    scenario_inventory_notice (inventory,
                               "the plan upgrades to %s; the default is 8.0.3 while a host is below that, "
                               "else 9.0.0, or the newest that all can reach in one step; --to VERSION says "
                               "another",
                               inventory->target);
  path = path_to (inventory->target);
  if (path && is_below (lowest, path->from) && is_below (lowest, inventory->target))
    scenario_inventory_notice (inventory, "%s cannot be reached from %s in one step: %s or later is needed",
                               inventory->target, lowest, path->from);
  if (is_below (inventory->target, highest))
    scenario_inventory_notice (inventory, "some hosts are at %s already, above %s", highest,
                               inventory->target);
  return TRUE;
}

static gboolean
is_behind (const ScenarioInventory *inventory, const ScenarioInvCluster *cluster)
{
  for (guint i = 0; i < cluster->hosts->len; i++) {
    const ScenarioInvHost *host = g_ptr_array_index (cluster->hosts, i);
    if (inventory->target && host->version && is_below (host->version, inventory->target))
      return TRUE;
  }
  return FALSE;
}

/* The title and the story, which speak of the plan. */
static void
entitle (ScenarioInventory *inventory)
{
  ScenarioInvCount count = scenario_inventory_count (inventory);
  g_autofree char *hosts = scenario_count (count.hosts, "host"),
                  *clusters = scenario_count (inventory->clusters->len, "cluster");
  gboolean any = FALSE;

  for (guint i = 0; i < inventory->steps->len; i++)
    any |= ((const ScenarioInvStep *) g_ptr_array_index (inventory->steps, i))->name != NULL;
  inventory->title = any ? g_strdup_printf ("Upgrade %s in %s to %s", hosts, clusters, inventory->target)
                         : g_strdup_printf ("%s in %s, with nothing to upgrade", hosts, clusters);
  inventory->story = any ? "vCenter goes first where it is behind, then the clusters roll, one after another."
                     : inventory->target ? "There is nothing here that a plan could upgrade, so it is empty."
                                         : "No newer version is known here, so the plan is empty.";
  inventory->order = "The default plan: vCenter before its hosts, then one cluster after another.";
}

void
scenario_vsphere_plan (ScenarioInventory *inventory)
{
  for (guint i = 0; i < inventory->vcenters->len; i++) {
    const ScenarioInvVcenter *vcenter = g_ptr_array_index (inventory->vcenters, i);
    if (inventory->target && is_below (vcenter->version, inventory->target))
      scenario_inventory_step (inventory, "vcenter", inventory->vcenters->len > 1, "upgrade-vcenter",
                               vcenter->name, inventory->target);
    else
      scenario_inventory_step_remark (inventory, "nothing to do for vCenter %s", vcenter->name);
  }
  for (guint i = 0; i < inventory->clusters->len; i++) {
    const ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    if (is_behind (inventory, cluster) && cluster->hosts->len == 1 && cluster->lone)
      scenario_inventory_step_remark (
          inventory, "%s is a host in no cluster: nobody takes its VMs while it is upgraded, plan it by hand",
          cluster->name);
    else if (is_behind (inventory, cluster))
      scenario_inventory_step (inventory, "hosts", inventory->clusters->len > 1, "remediate", cluster->name,
                               inventory->target);
    else
      scenario_inventory_step_remark (inventory, "nothing to do for cluster %s", cluster->name);
  }
  entitle (inventory);
}
