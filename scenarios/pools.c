/* Resource pools as a scenario says them: who is whose child, whose VM is in which, and that the tree adds up to begin with. */

#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#include <string.h>

guint32
scenario_find_pool (ScenarioReader *reader, const ScenarioNode *node, const char *name, guint32 index)
{
  const ModelFleet *fleet = reader->fleet;
  const ModelCluster *cluster = &fleet->clusters[index];
  ScenarioNearest nearest = { name, NULL, 0 };

  for (guint32 i = cluster->first_pool; i < cluster->first_pool + cluster->n_pools; i++) {
    if (!fleet->pools[i].name)
      continue;
    if (g_str_equal (fleet->pools[i].name, name))
      return i;
    scenario_nearest_offer (&nearest, fleet->pools[i].name);
  }
  scenario_complain_of (reader, node, scenario_nearest_advice (&nearest), "'%s' has no resource pool '%s'",
                        cluster->name, name);
  return MODEL_NONE;
}

static int
compare_drafts (gconstpointer a, gconstpointer b)
{
  const ScenarioPoolDraft *x = a, *y = b;

  return scenario_natural_compare (x->head.name ? x->head.name : "", y->head.name ? y->head.name : "");
}

/* How far down a pool is; more than there are pools is a circle. */
static guint32
depth_of (const ModelFleet *fleet, const ModelCluster *cluster, guint32 pool)
{
  guint32 depth = 0;

  while (fleet->pools[pool].parent != MODEL_NONE && depth <= cluster->n_pools) {
    pool = fleet->pools[pool].parent;
    depth++;
  }
  return depth;
}

/* The way from the leaves to the root, as ModelPool.turn has it. */
static void
order_pools (ScenarioReader *reader, const ModelCluster *cluster, const ScenarioClusterDraft *draft)
{
  ModelFleet *fleet = reader->fleet;
  guint32 next = 0;

  for (guint32 depth = cluster->n_pools + 1; depth > 0; depth--)
    for (guint32 i = 0; i < cluster->n_pools; i++)
      if (depth_of (fleet, cluster, cluster->first_pool + i) == depth - 1)
        fleet->pools[cluster->first_pool + next++].turn = i;
  for (guint32 i = 0; i < cluster->n_pools; i++)
    if (depth_of (fleet, cluster, cluster->first_pool + i) > cluster->n_pools) {
      const ScenarioPoolDraft *pool = &g_array_index (draft->pools, ScenarioPoolDraft, i);
      scenario_complain_of (reader, scenario_draft_value (&pool->head, "parent"), NULL,
                            "'%s' is a child of itself", fleet->pools[cluster->first_pool + i].name);
      return;
    }
}

static void
build_cluster (ScenarioReader *reader, guint32 index)
{
  const ScenarioClusterDraft *draft = SCENARIO_DRAFT (Cluster, reader->clusters, index);
  ModelFleet *fleet = reader->fleet;
  ModelCluster *cluster = &fleet->clusters[index];

  for (guint32 i = 0; i < cluster->n_pools; i++) {
    const ScenarioPoolDraft *pool = &g_array_index (draft->pools, ScenarioPoolDraft, i);
    if (pool->parent)
      fleet->pools[cluster->first_pool + i].parent
          = scenario_find_pool (reader, scenario_draft_value (&pool->head, "parent"), pool->parent, index);
  }
  order_pools (reader, cluster, draft);
  if (cluster->n_pools > 0 && cluster->drs == MODEL_AUTOMATION_OFF)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "pools"),
                          g_strdup ("say 'drs: {automation: manual}' at least"),
                          "resource pools need DRS, which is off in '%s'", cluster->name);
}

void
scenario_build_pools (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;
  g_autoptr (GArray) pools = g_array_new (FALSE, TRUE, sizeof (ModelPool));

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    ScenarioClusterDraft *draft = SCENARIO_DRAFT (Cluster, reader->clusters, c);
    g_array_sort (draft->pools, compare_drafts);
    fleet->clusters[c].first_pool = pools->len;
    fleet->clusters[c].n_pools = draft->pools->len;
    for (guint i = 0; i < draft->pools->len; i++) {
      ModelPool pool = g_array_index (draft->pools, ScenarioPoolDraft, i).pool;
      pool.name = g_array_index (draft->pools, ScenarioPoolDraft, i).head.name;
      pool.cluster = c;
      pool.parent = MODEL_NONE;
      g_array_append_val (pools, pool);
    }
  }
  fleet->n_pools = pools->len;
  fleet->pools = model_fleet_keep (fleet, g_memdup2 (pools->data, pools->len * sizeof (ModelPool)));
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    build_cluster (reader, c);
  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    const ScenarioVmDraft *draft = SCENARIO_DRAFT (Vm, reader->vms, vm);
    fleet->vms[vm].pool = MODEL_NONE;
    if (draft->pool)
      fleet->vms[vm].pool = scenario_find_pool (reader, scenario_draft_value (&draft->head, "pool"), draft->pool,
                                       fleet->vms[vm].cluster);
  }
}
