/* The books of the stores, see stores.h.
 *
 * Facts: N-44 N-45. */

#include "models/nutanix/stores.h"

#include "models/compute/hosts.h"
#include "models/nutanix/capacity.h"
#include "models/nutanix/filling.h"
#include "models/nutanix/mode.h"
#include "models/nutanix/tolerance.h"
#include "sim/time.h"

#define AT(STATE) (1u << STORE_AT_##STATE)

static const ModelCluster *
cluster_of (const SimRun *run, guint32 host)
{
  return &model_fleet (run)->clusters[model_fleet (run)->hosts[host].cluster];
}

gboolean
model_store_is_current (const SimRun *run, guint32 host)
{
  return (AT (CURRENT) | AT (SURPLUS)) >> STATE (STORE, host) & 1;
}

gboolean
model_store_is_missed (const SimRun *run, guint32 host)
{
  return (AT (STALE) | AT (REBUILDING) | AT (SHORT)) >> STATE (STORE, host) & 1;
}

gint64
model_store_of_disk (const SimRun *run, guint32 host)
{
  guint32 disks = model_fleet (run)->hosts[host].disks;

  return model_store_state (run, host)->holds / (disks ? disks : model_number (run, MODEL_CVM_DISKS));
}

/* ---- Many to many ---- */

/* N-44, N-45: what every node that serves contributes, shared by all that is being rebuilt. Without its metadata or its
 * configuration a cluster does nothing. */
static gint64
rate_now (const SimRun *run, guint32 host)
{
  ModelTolerance tolerance = model_tolerance (run, model_fleet (run)->hosts[host].cluster);
  gint64 survivors = 0, rebuilds = 0;

  if (MIN (tolerance.of[MODEL_BORNE_BY_ZOOKEEPER], tolerance.of[MODEL_BORNE_BY_METADATA]) < 0
      || (model_is_small (model_fleet (run), model_fleet (run)->hosts[host].cluster)
          && !model_mode_serves (run, model_fleet (run)->hosts[host].cluster)))
    return 0;
  for (MODEL_EACH_HOST (h, cluster_of (run, host))) {
    survivors += model_cvm_serves (run, h);
    rebuilds += STATE (STORE, h) == STORE_AT_REBUILDING;
  }
  return survivors * model_number (run, MODEL_REBUILD_RATE) / MAX (rebuilds, 1);
}

void
model_store_go_on (SimRun *run, guint32 host)
{
  ModelStoreState *store = model_store_state (run, host);
  SimTicket *timer = &model_host_timers (run, host)->store;

  store->since = sim_now (run);
  store->rate = rate_now (run, host);
  store->batch = MIN (store->left, model_storage_room (run, model_fleet (run)->hosts[host].cluster, host));
  sim_cancel (run, timer);
  if (store->rate > 0)
    *timer = TELL_IN (sim_muldiv_up (store->batch, SIM_SECOND, store->rate), STORE, host, STORE_ON_COPIED, 0);
}

/* Of two nodes each keeps a copy of everything, so what a disk of one held is made anew on its other disks; and one node has
 * nobody else. */
gboolean
model_store_copies_to_itself (const SimRun *run, guint32 host)
{
  const ModelCluster *c = cluster_of (run, host);

  return model_is_small (model_fleet (run), model_fleet (run)->hosts[host].cluster)
         && (c->n_hosts == 1 || model_store_state (run, host)->disk);
}

/* One of the others that serve, or about to stop, or one that has served so far; and who is to give something has something. */
static gboolean
takes_part (const SimRun *run, guint32 except, guint32 also, guint32 h, gint64 bytes)
{
  return h != except && (model_cvm_serves (run, h) || STATE (CVM, h) == CVM_AT_STOPPING || h == also)
         && (bytes >= 0 || model_store_state (run, h)->holds > 0);
}

gboolean
model_store_spread (SimRun *run, guint32 cluster, guint32 except, guint32 also, gint64 *bytes)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  gint64 n = 0, left = *bytes;

  for (MODEL_EACH_HOST (h, c))
    n += takes_part (run, except, also, h, *bytes);
  if (!n)
    return FALSE;
  for (MODEL_EACH_HOST (h, c))
    if (takes_part (run, except, also, h, *bytes)) {
      gint64 share = MAX (left / n, -model_store_state (run, h)->holds);

      model_store_state (run, h)->holds += share;
      left -= share;
      n--;
    }
  *bytes = left;
  return TRUE;
}

static gboolean
spread (SimRun *run, guint32 host, guint32 also, gint64 *bytes)
{
  return model_store_spread (run, model_fleet (run)->hosts[host].cluster, host, also, bytes);
}

static void
put_down (SimRun *run, guint32 host, guint32 also)
{
  ModelStoreState *store = model_store_state (run, host);
  gint64 done = MIN (store->batch, sim_muldiv (store->rate, sim_now (run) - store->since, SIM_SECOND)),
         more = done;

  sim_cancel (run, &model_host_timers (run, host)->store);
  store->batch = 0;
  if (model_store_copies_to_itself (run, host))
    store->holds += done;
  else if (!spread (run, host, also, &more))
    return;
  store->left -= done;
  store->copied += done;
}

void
model_store_put_down (SimRun *run, guint32 host)
{
  put_down (run, host, MODEL_NONE);
}

void
model_store_take_stock (SimRun *run, guint32 host)
{
  model_filling_enter (run, model_fleet (run)->hosts[host].cluster, MODEL_NONE, host);
  for (MODEL_EACH_HOST (h, cluster_of (run, host)))
    if (h != host && STATE (STORE, h) == STORE_AT_REBUILDING)
      put_down (run, h, host);
}

/* Whoever has copies that are too many gives them up: the others evenly, then those that have more, and what has come back to this
 * node by way of others that were lost meanwhile is its own. */
void
model_store_trim (SimRun *run, guint32 host)
{
  gint64 left = -model_store_state (run, host)->copied;

  if (!spread (run, host, MODEL_NONE, &left))
    return;
  while (left < 0 && spread (run, host, MODEL_NONE, &left))
    continue;
  model_store_state (run, host)->holds += left;
  model_store_state (run, host)->copied = 0;
}

void
model_store_notify_others (SimRun *run, guint32 host)
{
  for (MODEL_EACH_HOST (h, cluster_of (run, host)))
    if (h != host && (AT (REBUILDING) | AT (SHORT)) >> STATE (STORE, h) & 1)
      TELL (STORE, h, STORE_ON_RESHARE, 0);
}
