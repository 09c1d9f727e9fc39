/* See awareness.h.
 *
 * Facts: N-16 N-18. */

#include "models/nutanix/awareness.h"

/* N-16: in FT1 three blocks and twice the largest outside of it; in FT2 five, and four times. */
static guint32
copies_of_metadata (const ModelCluster *cluster)
{
  return cluster->fault_tolerance == 2 ? 5 : 3;
}

static gboolean
is_first_of_its_block (const ModelFleet *fleet, const ModelCluster *cluster, guint32 host)
{
  for (guint32 other = cluster->first_host; other < host; other++)
    if (fleet->hosts[other].fault_domain == fleet->hosts[host].fault_domain)
      return FALSE;
  return TRUE;
}

ModelAwarenessView
model_awareness (const ModelFleet *fleet, guint32 index,
                 gboolean (*counts) (gconstpointer context, guint32 host), gconstpointer context)
{
  const ModelCluster *cluster = &fleet->clusters[index];
  ModelAwarenessView view = { 0 };
  guint32 all = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    guint32 nodes = 0;

    all += !counts || counts (context, host);
    for (guint32 other = host; other < host_end && is_first_of_its_block (fleet, cluster, host); other++)
      nodes += fleet->hosts[other].fault_domain == fleet->hosts[host].fault_domain
               && (!counts || counts (context, other));
    view.blocks += nodes > 0;
    view.largest = MAX (view.largest, nodes);
  }
  view.rest = all - view.largest;
  view.need = (copies_of_metadata (cluster) - 1) * view.largest;
  view.holds = view.blocks >= copies_of_metadata (cluster) && view.rest >= view.need;
  return view;
}

gboolean
model_awareness_was_built (const ModelFleet *fleet, guint32 cluster)
{
  return fleet->clusters[cluster].awareness != MODEL_AWARE_OF_NODES
         && model_awareness (fleet, cluster, NULL, NULL).holds;
}

static gboolean
is_in_ring (gconstpointer run, guint32 host)
{
  return model_cvm_state (run, host)->in_ring;
}

ModelAwarenessView
model_awareness_now (const SimRun *run, guint32 cluster)
{
  return model_awareness (model_fleet (run), cluster, is_in_ring, run);
}

/* N-18, greatest first. RF3 on six nodes in three blocks: a block, or two nodes. */
static const struct {
  guint32 copies, nodes, blocks;
  ModelSurvival survives;
} survivals[] = {
  { 3, 5, 5, { 2, 2 } }, { 3, 6, 3, { 2, 1 } }, { 3, 5, 1, { 2, 0 } },
  { 2, 3, 3, { 1, 1 } }, { 2, 3, 1, { 1, 0 } },
};

ModelSurvival
model_survival (guint32 copies, guint32 nodes, guint32 blocks)
{
  for (gsize i = 0; i < G_N_ELEMENTS (survivals); i++)
    if (copies >= survivals[i].copies && nodes >= survivals[i].nodes && blocks >= survivals[i].blocks)
      return survivals[i].survives;
  return (ModelSurvival){ 0, 0 };
}

/* ---- The ring ---- */

static guint32
size_of_block (const ModelFleet *fleet, const ModelCluster *cluster, guint32 host)
{
  guint32 n = 0;

  for (MODEL_EACH_HOST (other, cluster))
    n += fleet->hosts[other].fault_domain == fleet->hosts[host].fault_domain;
  return n;
}

static int
by_block (gconstpointer a, gconstpointer b, gpointer fleet_and_cluster)
{
  const ModelFleet *fleet = ((gconstpointer *) fleet_and_cluster)[0];
  const ModelCluster *cluster = ((gconstpointer *) fleet_and_cluster)[1];
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  guint32 larger = size_of_block (fleet, cluster, y), large = size_of_block (fleet, cluster, x);
  guint32 one = fleet->hosts[x].fault_domain, other = fleet->hosts[y].fault_domain;

  return larger != large ? (larger > large) - (larger < large)
         : one != other  ? (one > other) - (one < other)
                         : (x > y) - (x < y);
}

/* As many arcs as the largest block has nodes, the longer ones first; blocks, largest first, are dealt out to the arcs one
 * place after the other. So two nodes of a block stand in different arcs, and at least an arc's length apart. */
void
model_awareness_ring (const ModelFleet *fleet, guint32 index, guint32 *ring)
{
  const ModelCluster *cluster = &fleet->clusters[index];
  guint32 n = cluster->n_hosts, arcs = model_awareness (fleet, index, NULL, NULL).largest, dealt = 0;
  g_autofree guint32 *hosts = g_new (guint32, n);
  gconstpointer context[] = { fleet, cluster };

  for (guint32 i = 0; i < n; i++)
    hosts[i] = cluster->first_host + i;
  g_qsort_with_data (hosts, (gint) n, sizeof *hosts, by_block, context);
  for (guint32 place = 0; dealt < n; place++)
    for (guint32 arc = 0, begins = 0; arc < arcs && dealt < n; arc++) {
      guint32 length = n / arcs + (arc < n % arcs);

      if (place < length)
        ring[begins + place] = hosts[dealt++];
      begins += length;
    }
}
