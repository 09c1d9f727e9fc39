/* See filling.h. */

#include "models/nutanix/filling.h"

#include "models/compute/hosts.h"
#include "models/nutanix/capacity.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/stores.h"
#include "models/nutanix/tolerance.h"
#include "sim/time.h"

/* With all copies. */
static gint64
rate_said (const ModelFleet *fleet, guint32 cluster)
{
  const ModelCluster *c = &fleet->clusters[cluster];
  gint64 rate = c->new_bytes_s * c->replication_factor;

  for (guint32 i = 0; i < c->n_containers; i++)
    rate += c->containers[i].new_bytes_s * c->containers[i].copies;
  return rate;
}

gboolean
model_fills (const ModelFleet *fleet, guint32 cluster)
{
  return rate_said (fleet, cluster) > 0;
}

gint64
model_filling_since (const SimRun *run, guint32 cluster)
{
  const ModelClusterData *data = model_cluster_data (run, cluster);

  return data->rate ? sim_muldiv (data->rate, sim_now (run) - data->since, SIM_SECOND) : 0;
}

void
model_filling_enter (SimRun *run, guint32 cluster, guint32 except, guint32 also)
{
  ModelClusterData *data = model_cluster_data (run, cluster);
  gint64 bytes = model_filling_since (run, cluster), left = bytes;

  if (bytes && model_store_spread (run, cluster, except, also, &left))
    data->written += bytes;
  data->since = sim_now (run);
}

/* Guests write as long as a write finds CVMs enough, metadata and configuration answer, and there is room. */
static gboolean
takes_writes (const SimRun *run, guint32 cluster)
{
  return model_oplogs_suffice (run, cluster) && model_tolerance (run, cluster).least >= 0
         && STATE (MODE, cluster) != MODE_AT_READ_ONLY && !model_storage_is_read_only (run, cluster);
}

/* How soon a line is crossed that is so far away, at a rate; never when it lies behind. */
static SimTime
soonest (SimTime soonest, gint64 bytes, gint64 rate)
{
  SimTime then = bytes > 0 ? MAX (sim_muldiv_up (bytes, SIM_SECOND, rate), 1) : SIM_NEVER;

  return soonest == SIM_NEVER ? then : then == SIM_NEVER ? soonest : MIN (soonest, then);
}

static SimTime
until_next_line (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  ModelStorage storage = model_storage (run, cluster);
  gint64 rate = model_cluster_data (run, cluster)->rate, rebuilt = 0;
  SimTime time = SIM_NEVER;

  for (MODEL_EACH_HOST (host, c))
    rebuilt += STATE (STORE, host) == STORE_AT_REBUILDING ? model_store_state (run, host)->rate : 0;
  time = soonest (time, storage.warning + 1 - storage.used, rate);
  time = soonest (time, storage.resilient + 1 - storage.used, rate);
  if (c->reserves_rebuild)
    time = soonest (time, storage.resilient - storage.used, rate);
  return soonest (time, model_storage_left (run, cluster), rate + rebuilt);
}

/* A rebuild has room for less, or for more, when guests no longer write. */
static void
reshare (SimRun *run, guint32 cluster)
{
  for (MODEL_EACH_HOST (host, &model_fleet (run)->clusters[cluster]))
    if (STATE (STORE, host) == STORE_AT_REBUILDING)
      TELL (STORE, host, STORE_ON_RESHARE, 0);
}

void
model_filling_go_on (SimRun *run, guint32 cluster)
{
  ModelClusterData *data = model_cluster_data (run, cluster);
  SimTicket *timer = &model_host_timers (run, model_fleet (run)->clusters[cluster].first_host)->filling;
  gint64 before = data->rate;
  SimTime time;

  if (!model_fills (model_fleet (run), cluster))
    return;
  model_filling_enter (run, cluster, MODEL_NONE, MODEL_NONE);
  data->rate = takes_writes (run, cluster) ? rate_said (model_fleet (run), cluster) : 0;
  sim_cancel (run, timer);
  if (before && !data->rate)
    reshare (run, cluster);
  time = data->rate ? until_next_line (run, cluster) : SIM_NEVER;
  if (time != SIM_NEVER)
    *timer = TELL_IN (time, RESILIENCY, cluster, RESILIENCY_ON_FULLER, 0);
}
