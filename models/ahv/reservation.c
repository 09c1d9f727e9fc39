/* See reservation.h.
 *
 * Facts: N-81 N-82 N-83. */

#include "models/ahv/reservation.h"

#include "models/ahv/ahv.h"
#include "models/ahv/failover.h"
#include "models/compute/hosts.h"

#include <stdlib.h>
#include <string.h>

#define PATIENCE 20000 /* places tried before the search is given up */

/* ---- Packing ---- */

/* The largest first, each into the room that it fills best: how many are left over. */
static guint
pack_best_fit (const gint64 *rooms, guint n_rooms, const gint64 *items, guint n_items)
{
  g_autofree gint64 *free = g_memdup2 (rooms, sizeof *rooms * n_rooms);
  guint left = 0;

  for (guint i = 0; i < n_items; i++) {
    guint best = n_rooms;

    for (guint r = 0; r < n_rooms; r++)
      if (free[r] >= items[i] && (best == n_rooms || free[r] < free[best]))
        best = r;
    if (best == n_rooms)
      left++;
    else
      free[best] -= items[i];
  }
  return left;
}

/* All ways, one item after another; rooms with as much in them as one tried before need no second try. */
static gboolean
search (gint64 *free, guint n_rooms, const gint64 *items, guint n_items, guint *tries)
{
  if (n_items == 0)
    return TRUE;
  for (guint r = 0; r < n_rooms; r++) {
    gboolean fits = free[r] >= items[0];

    for (guint earlier = 0; earlier < r && fits; earlier++)
      fits = free[earlier] != free[r];
    if (!fits || ++*tries > PATIENCE)
      continue;
    free[r] -= items[0];
    if (search (free, n_rooms, items + 1, n_items - 1, tries))
      return TRUE;
    free[r] += items[0];
  }
  return FALSE;
}

gboolean
model_ahv_pack (const gint64 *rooms, guint n_rooms, const gint64 *items, guint n_items, guint *left)
{
  g_autofree gint64 *free = g_memdup2 (rooms, sizeof *rooms * n_rooms);
  guint tries = 0;
  gint64 sum = 0;

  *left = pack_best_fit (rooms, n_rooms, items, n_items);
  if (*left == 0)
    return TRUE;
  for (guint r = 0; r < n_rooms; r++)
    sum += rooms[r];
  for (guint i = 0; i < n_items; i++)
    sum -= items[i];
  return sum >= 0 && search (free, n_rooms, items, n_items, &tries);
}

/* ---- A cluster ---- */

gboolean
model_ahv_guarantees (const ModelFleet *fleet, guint32 cluster)
{
  return model_is_ahv (fleet, cluster) && fleet->clusters[cluster].ahv_ha == MODEL_AHV_GUARANTEE;
}

guint32
model_ahv_failures (const ModelFleet *fleet, guint32 cluster)
{
  const ModelCluster *c = &fleet->clusters[cluster];

  return c->ahv_failures ? c->ahv_failures : c->replication_factor >= 3 ? 2 : 1;
}

typedef struct {
  const SimRun *run;
  const ModelCluster *cluster;
  gint64 *room; /* free on each node; -1 it counts for nothing */
  GArray **vms; /* of each node, what its VMs claim */
  ModelReservation result;
} Books;

static gint
larger_first (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? 1 : x > y ? -1 : 0;
}

/* Agents and VMs with one copy of their data are not HA's: nothing is reserved for them. */
static gboolean
is_protected (const SimRun *run, guint32 vm)
{
  return model_ahv_fate (run, vm) != MODEL_AHV_GOES_LAST;
}

static guint32
roomiest (const Books *books)
{
  guint32 best = MODEL_NONE;

  for (guint32 i = 0; i < books->cluster->n_hosts; i++)
    if (books->room[i] >= 0 && (best == MODEL_NONE || books->room[i] > books->room[best]))
      best = i;
  return best;
}

static gint64
most_room (const Books *books)
{
  guint32 i = roomiest (books);

  return i == MODEL_NONE ? 0 : books->room[i];
}

/* On that host of the cluster; past its last one, where most room is. */
static gboolean
put (Books *books, gint64 mib, guint32 where)
{
  guint32 i = where < books->cluster->n_hosts ? where : roomiest (books);

  if (i == MODEL_NONE || books->room[i] < mib)
    return FALSE;
  books->room[i] -= mib;
  g_array_append_val (books->vms[i], mib);
  return TRUE;
}

/* What a lost node has taken with it comes first: as long as that has found no place, nothing is guaranteed. */
static void
place_the_lost (Books *books)
{
  const SimRun *run = books->run;

  if (!model_ahv_host (run, books->cluster->first_host)->pending
      && model_ahv_lost (run, model_fleet (run)->hosts[books->cluster->first_host].cluster) == MODEL_NONE)
    return;
  for (MODEL_EACH_VM (vm, books->cluster)) {
    gint64 mib = model_vm_memory_claim (run, vm);

    if (!model_ahv_awaits_restart (run, vm) || put (books, mib, books->cluster->n_hosts))
      continue;
    if (books->result.holds)
      books->result = (ModelReservation){ .lost = model_vm_state (run, vm)->host,
                                          .largest_mib = mib,
                                          .room_mib = most_room (books) };
    books->result.left++;
  }
}

/* Whether these nodes, one or two, could be lost. */
static gboolean
could_lose (Books *books, guint32 one, guint32 other)
{
  guint32 n_hosts = books->cluster->n_hosts;
  g_autofree gint64 *rooms = g_new (gint64, n_hosts + 1);
  g_autoptr (GArray) items = g_array_copy (books->vms[one]);
  gint64 sum = 0, most = 0;
  guint n = 0, left;
  gboolean fits;

  if (other != one)
    g_array_append_vals (items, books->vms[other]->data, books->vms[other]->len);
  g_array_sort (items, larger_first);
  for (guint32 i = 0; i < n_hosts; i++)
    if (i != one && i != other && books->room[i] >= 0) {
      rooms[n++] = books->room[i];
      sum += books->room[i];
      most = MAX (most, books->room[i]);
    }
  for (guint i = 0; i < items->len; i++)
    sum -= g_array_index (items, gint64, i);
  fits = model_ahv_pack (rooms, n, (const gint64 *) items->data, items->len, &left);
  if (sum < 0)
    books->result.sum_fits = FALSE;
  if (fits || !books->result.holds)
    return fits;
  books->result.holds = FALSE;
  books->result.lost = books->cluster->first_host + one;
  books->result.left = left;
  books->result.room_mib = most;
  for (guint i = 0; i < items->len && !books->result.largest_mib; i++)
    if (g_array_index (items, gint64, i) > most || i == items->len - left)
      books->result.largest_mib = g_array_index (items, gint64, i);
  return FALSE;
}

/* A VM on beside the others is where most room is, unless a host is said. */
static ModelReservation
look (const SimRun *run, guint32 cluster_index, guint32 node_away, guint32 vm_on, guint32 vm_to)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[cluster_index];
  guint32 n = cluster->n_hosts, away = node_away == MODEL_NONE ? n : node_away - cluster->first_host;
  g_autofree gint64 *room = g_new (gint64, n + 1);
  g_autofree GArray **vms = g_new (GArray *, n + 1);
  Books books = { run, cluster, room, vms, { .holds = TRUE, .sum_fits = TRUE, .lost = MODEL_NONE } };
  gboolean two = model_ahv_failures (fleet, cluster_index) > 1;

  for (guint32 i = 0; i < n; i++) {
    guint32 host = cluster->first_host + i;

    vms[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
    room[i] = i != away && model_host_in_pool (run, host)
                  ? model_host_memory (fleet, host) - model_host_state (run, host)->memory_reserved_mib
                  : -1;
    for (MODEL_EACH_VM_ON (vm, run, host)) {
      gint64 mib = model_vm_memory_claim (run, vm);

      if (is_protected (run, vm))
        g_array_append_val (vms[i], mib);
    }
  }
  place_the_lost (&books);
  if (away < n) {
    g_autoptr (GArray) leaving = g_array_copy (vms[away]);

    g_array_sort (leaving, larger_first);
    g_array_set_size (vms[away], 0);
    for (guint i = 0; i < leaving->len; i++)
      if (!put (&books, g_array_index (leaving, gint64, i), n) && books.result.holds) {
        books.result.holds = FALSE;
        books.result.left = leaving->len - i;
        books.result.largest_mib = g_array_index (leaving, gint64, i);
      }
  }
  if (vm_on != MODEL_NONE && is_protected (run, vm_on))
    books.result.holds &= put (&books, model_vm_memory_claim (run, vm_on),
                               vm_to == MODEL_NONE ? n : vm_to - cluster->first_host);
  for (guint32 one = 0; one < n; one++)
    for (guint32 other = one; other < n && (other == one || two); other++)
      if ((vms[one]->len || vms[other]->len) && books.result.holds)
        could_lose (&books, one, other);
  for (guint32 i = 0; i < n; i++)
    g_array_unref (vms[i]);
  return books.result;
}

ModelReservation
model_ahv_reservation (const SimRun *run, guint32 cluster, guint32 node_away, guint32 vm_on)
{
  return look (run, cluster, node_away, vm_on, MODEL_NONE);
}

gboolean
model_ahv_reservation_bears (const SimRun *run, guint32 vm, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 cluster = fleet->hosts[host].cluster;

  return !model_ahv_guarantees (fleet, cluster) || look (run, cluster, MODEL_NONE, vm, host).holds;
}
