/* See capacity.h.
 *
 * Facts: N-10 N-110 N-111 N-112 N-113 N-114. */

#include "models/nutanix/capacity.h"

#include "models/compute/hosts.h"
#include "models/nutanix/awareness.h"
#include "models/nutanix/filling.h"
#include "models/nutanix/mode.h"
#include "models/nutanix/stores.h"
#include "sim/time.h"

#define MIB        (G_GINT64_CONSTANT (1) << 20)
#define THOUSANDTH 100000 /* of a per cent, see fleet.h */

static gint64
share (gint64 bytes, gint64 percent)
{
  return sim_muldiv (bytes, percent, THOUSANDTH);
}

static int
by_size_down (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x < y) - (x > y);
}

/* The largest x with sum (min (size, x)) >= copies * x: domains larger than x are as good as x. */
gint64
model_storage_placeable (gint64 *sizes, guint32 n, guint32 copies)
{
  gint64 rest = 0;

  if (n < copies)
    return 0;
  qsort (sizes, n, sizeof *sizes, by_size_down);
  for (guint32 i = 0; i < n; i++)
    rest += sizes[i];
  for (guint32 larger = 0; larger < copies; larger++) {
    if (sizes[larger] <= rest / (copies - larger))
      return sim_muldiv (rest, copies, copies - larger);
    rest -= sizes[larger];
  }
  g_assert_not_reached ();
}

/* ---- The domains of a cluster ---- */

static guint32
most_copies (const ModelCluster *cluster)
{
  guint32 copies = cluster->n_containers ? 1 : cluster->replication_factor;

  for (guint32 i = 0; i < cluster->n_containers; i++)
    copies = MAX (copies, cluster->containers[i].copies);
  return copies;
}

static gint64
size_of_host (const SimRun *run, guint32 host)
{
  const ModelHost *h = &model_fleet (run)->hosts[host];
  guint32 disks = h->disks ? h->disks : (guint32) model_number (run, MODEL_CVM_DISKS);

  return model_store_state (run, host)->disks_lost ? h->capacity_mib * MIB / disks * (disks - 1)
                                                   : h->capacity_mib * MIB;
}

/* A disk that is offline is missing, though the books have it. */
static gint64
used_on_host (const SimRun *run, guint32 host)
{
  const ModelStoreState *store = model_store_state (run, host);

  return store->holds - (store->disk ? MIN (store->left + store->copied, store->holds) : 0);
}

/* The sizes of the domains: of those that serve now, or of all that anybody still depends on. (transfer full) */
static gint64 *
sizes_of_domains (const SimRun *run, guint32 index, gboolean serving, guint32 *ret_n, gint64 *ret_used)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];
  gboolean blocks = model_awareness_was_built (fleet, index);
  g_autofree guint32 *domains = g_new (guint32, cluster->n_hosts);
  gint64 *sizes = g_new0 (gint64, cluster->n_hosts);
  guint32 n = 0;

  *ret_used = model_filling_since (run, index);
  for (MODEL_EACH_HOST (host, cluster)) {
    guint32 domain = blocks ? fleet->hosts[host].fault_domain : host, i = 0;

    if (serving ? !model_cvm_serves (run, host) : STATE (STORE, host) == STORE_AT_ELSEWHERE)
      continue;
    while (i < n && domains[i] != domain)
      i++;
    domains[i] = domain;
    n = MAX (n, i + 1);
    sizes[i] += size_of_host (run, host);
    *ret_used += used_on_host (run, host);
  }
  *ret_n = n;
  return sizes;
}

/* One node that is left of two, or was all there is, keeps its copies on different disks. */
static gint64
placeable (const SimRun *run, guint32 index, gint64 *sizes, guint32 n)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  guint32 copies = most_copies (cluster), disks = model_fleet (run)->hosts[cluster->first_host].disks;

  if (n == 1 && model_is_small (model_fleet (run), index))
    return (disks ? disks : model_number (run, MODEL_CVM_DISKS)) >= copies ? sizes[0] : 0;
  return model_storage_placeable (sizes, n, copies);
}

/* What may be lost of one node is a disk. */
static void
lose_a_disk (const SimRun *run, guint32 index, gint64 *sizes)
{
  guint32 disks = model_fleet (run)->hosts[model_fleet (run)->clusters[index].first_host].disks;

  sizes[0] -= sizes[0] / (disks ? disks : model_number (run, MODEL_CVM_DISKS));
}

static gboolean
is_known (const ModelFleet *fleet, guint32 index)
{
  const ModelCluster *cluster = &fleet->clusters[index];

  for (MODEL_EACH_HOST (host, cluster))
    if (!fleet->hosts[host].capacity_mib)
      return FALSE;
  return TRUE;
}

ModelStorage
model_storage (const SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  ModelStorage storage = { .known = is_known (model_fleet (run), index) };
  g_autofree gint64 *sizes = NULL;
  guint32 n, lost;
  gint64 largest = 0;

  if (!storage.known)
    return storage;
  sizes = sizes_of_domains (run, index, FALSE, &n, &storage.used);
  lost = model_is_one_node (model_fleet (run), index) ? 0 : MIN (cluster->fault_tolerance, n);
  qsort (sizes, n, sizeof *sizes, by_size_down);
  for (guint32 i = 0; i < n; i++) {
    storage.total += sizes[i];
    largest += i < lost ? sizes[i] : 0;
  }
  storage.planning = (storage.total - largest) / 10 * 9;
  if (n == 1 && model_is_one_node (model_fleet (run), index))
    lose_a_disk (run, index, sizes);
  storage.resilient
      = share (placeable (run, index, sizes + lost, n - lost), model_number (run, MODEL_STORAGE_READ_ONLY));
  storage.warning = share (storage.resilient, model_number (run, MODEL_STORAGE_WARNING));
  return storage;
}

/* ---- Room now ---- */

/* What has been copied of a store by now and does not stand in anybody's books yet. */
static gint64
copied_by_now (const SimRun *run, guint32 host)
{
  const ModelStoreState *store = model_store_state (run, host);

  return STATE (STORE, host) != STORE_AT_REBUILDING
             ? 0
             : MIN (store->batch, sim_muldiv (store->rate, sim_now (run) - store->since, SIM_SECOND));
}

static gint64
limit_now (const SimRun *run, guint32 index, gint64 *ret_used)
{
  guint32 n;
  g_autofree gint64 *sizes = sizes_of_domains (run, index, TRUE, &n, ret_used);

  for (MODEL_EACH_HOST (host, &model_fleet (run)->clusters[index]))
    *ret_used += copied_by_now (run, host);
  return share (placeable (run, index, sizes, n), model_number (run, MODEL_STORAGE_READ_ONLY));
}

gint64
model_storage_room (const SimRun *run, guint32 index, guint32 except)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  gint64 used, room;

  if (!is_known (model_fleet (run), index))
    return G_MAXINT64;
  room = limit_now (run, index, &used);
  room -= used;
  for (MODEL_EACH_HOST (host, cluster))
    if (host != except && STATE (STORE, host) == STORE_AT_REBUILDING)
      room -= model_store_state (run, host)->batch - copied_by_now (run, host);
  return MAX (room, 0);
}

gint64
model_storage_left (const SimRun *run, guint32 index)
{
  gint64 used, limit;

  if (!is_known (model_fleet (run), index))
    return G_MAXINT64 / 2;
  limit = limit_now (run, index, &used);
  return limit - used;
}

gboolean
model_storage_is_read_only (const SimRun *run, guint32 index)
{
  ModelStorage storage = model_storage (run, index);
  gint64 used, limit;

  if (!storage.known || !storage.used)
    return FALSE;
  limit = limit_now (run, index, &used);
  return (limit && used >= limit)
         || (model_fleet (run)->clusters[index].reserves_rebuild && storage.used >= storage.resilient);
}

/* N-114, and N-10 with it: nodes >= data + 2 * parity, so that a strip can be made whole again after as many losses as it survives. */
ModelStrip
model_storage_strip (guint32 fault_tolerance, guint32 nodes)
{
  guint32 parity = fault_tolerance, data = nodes > 2 * parity ? MIN (nodes - 2 * parity, 4) : 0;

  return data >= 2 ? (ModelStrip){ data, parity } : (ModelStrip){ 0, 0 };
}
