/* Batches of bytes, and the rate that they share (VS-09, VS-10; the rate is the scenario's, 8.15).
 *
 * Facts: UPG-11. */

#include "models/vsan/resync.h"
#include "models/vsan/services.h"

#include "models/rehearsal.h"
#include "models/vsan/moves.h"

#define LONGEST (36525 * 24 * SIM_HOUR) /* a hundred years are for ever, and fit on the clock */
#define MOST    (G_MAXINT64 / 4)

static const ModelCluster *
cluster_of (const SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);

  return &fleet->clusters[fleet->hosts[host].cluster];
}

gboolean
model_vsan_has_batch (const SimRun *run, guint32 host, ModelBatch batch)
{
  return sim_is_pending (run, model_vsan_timers (run, host)->batch[batch]);
}

static guint32
count_batches (const SimRun *run, const ModelCluster *cluster)
{
  guint32 n = 0;

  for (MODEL_EACH_HOST (host, cluster))
    for (guint b = 0; b < MODEL_N_BATCHES; b++)
      n += (guint32) model_vsan_has_batch (run, host, b);
  return n;
}

/* Moves that no host waits for to enter maintenance. */
static gboolean
moves_unasked (const SimRun *run, guint32 host)
{
  return STATE (DECOMMISSION, host) == DECOMMISSION_AT_BALANCING
         || STATE (DECOMMISSION, host) == DECOMMISSION_AT_CLEARING;
}

gboolean
model_vsan_resyncs (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  for (MODEL_EACH_HOST (host, c))
    if (model_vsan_has_batch (run, host, MODEL_BATCH_RESYNC)
        || model_vsan_has_batch (run, host, MODEL_BATCH_RELAYOUT)
        || model_vsan_has_batch (run, host, MODEL_BATCH_ADAPT) || moves_unasked (run, host)
        || STATE (COMPONENTS, host) == COMPONENTS_AT_STALE)
      return TRUE;
  return FALSE;
}

gint64
model_vsan_bytes_left (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  gint64 left = 0;

  for (MODEL_EACH_HOST (host, c)) {
    const ModelVsanHostState *h = model_vsan_host (run, host);

    gint64 sent = sim_muldiv (h->rate, sim_now (run) - h->since, SIM_SECOND);

    for (guint b = 0; b < MODEL_N_BATCHES; b++)
      left += b == MODEL_BATCH_MOVE ? 0 : MAX (0, h->left[b] - sent);
    if (moves_unasked (run, host))
      left += model_vsan_bytes_moving (run, host);
  }
  return left;
}

gint64
model_vsan_bytes_moving (const SimRun *run, guint32 host)
{
  const ModelVsanHostState *h;

  if (!model_fleet (run)->has_vsan || !model_vsan_has_batch (run, host, MODEL_BATCH_MOVE))
    return 0;
  h = model_vsan_host (run, host);
  return MAX (0, h->left[MODEL_BATCH_MOVE] - sim_muldiv (h->rate, sim_now (run) - h->since, SIM_SECOND));
}

/* What has been sent by now. */
static void
settle (SimRun *run, guint32 host)
{
  ModelVsanHostState *h = model_vsan_host (run, host);
  gint64 sent = sim_muldiv (h->rate, sim_now (run) - h->since, SIM_SECOND);

  for (guint b = 0; b < MODEL_N_BATCHES; b++)
    h->left[b] = MAX (0, h->left[b] - sent);
  h->since = sim_now (run);
}

static void
post (SimRun *run, guint32 host, ModelBatch batch, gint64 bytes)
{
  ModelVsanHostState *h = model_vsan_host (run, host);
  SimTime needs = h->rate ? MIN (LONGEST, sim_muldiv_up (bytes, SIM_SECOND, h->rate)) : 0;

  h->left[batch] = bytes;
  model_vsan_timers (run, host)->batch[batch]
      = batch == MODEL_BATCH_RESYNC ? TELL_IN (needs, COMPONENTS, host, COMPONENTS_ON_RESYNCED, 0)
        : batch == MODEL_BATCH_MOVE
            ? TELL_IN (needs, DECOMMISSION, host, DECOMMISSION_ON_MOVED, 0)
        : batch == MODEL_BATCH_RELAYOUT
            ? TELL_IN (needs, RELAYOUT, model_fleet (run)->hosts[host].cluster, RELAYOUT_ON_LAID, 0)
            : TELL_IN (needs, ADAPT, model_fleet (run)->hosts[host].cluster, ADAPT_ON_LAID, 0);
}

/* Everybody's share, when there is one batch more or less. */
static void
share (SimRun *run, const ModelCluster *cluster, guint32 n)
{
  gint64 rate = n ? MAX (1, cluster->vsan.resync_bps / 8 / n) : 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    ModelVsanHostState *h = model_vsan_host (run, host);

    settle (run, host);
    h->rate = rate;
    for (guint b = 0; b < MODEL_N_BATCHES; b++)
      if (model_vsan_has_batch (run, host, b)) {
        sim_cancel (run, &model_vsan_timers (run, host)->batch[b]);
        post (run, host, b, h->left[b]);
      }
  }
}

void
model_vsan_begin_batch (SimRun *run, guint32 host, ModelBatch batch, gint64 bytes)
{
  const ModelCluster *cluster = cluster_of (run, host);

  g_assert (!model_vsan_has_batch (run, host, batch));
  bytes = MIN (bytes, MOST);
  if (bytes == 0)
    model_vsan_host (run, host)->left[batch] = 0;
  else
    share (run, cluster, count_batches (run, cluster) + 1);
  post (run, host, batch, bytes);
}

void
model_vsan_end_batch (SimRun *run, guint32 host, ModelBatch batch)
{
  const ModelCluster *cluster = cluster_of (run, host);

  sim_cancel (run, &model_vsan_timers (run, host)->batch[batch]);
  model_vsan_host (run, host)->left[batch] = 0;
  share (run, cluster, count_batches (run, cluster));
}

void
model_vsan_notify (SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];
  ModelVsanState *state = model_vsan_state (run, index);

  TELL (VSAN, index, VSAN_ON_CHANGED, 0);
  if (STATE (FORMAT, index) != FORMAT_AT_SETTLED)
    TELL (FORMAT, index, FORMAT_ON_AGAIN, 0);
  if (cluster->vsan.witness != MODEL_NONE)
    TELL (VOTES, index, VOTES_ON_CHANGED, 0);
  if (state->stripes)
    TELL (ADAPT, index, ADAPT_ON_CHANGED, 0);
  if (STATE (SITE, index) == SITE_AT_EMPTYING)
    TELL (SITE, index, SITE_ON_CHANGED, 0);
  if (state->waiting && !model_vsan_resyncs (run, index)) {
    TELL (REMEDIATION, state->waiting - 1, REMEDIATION_ON_NEXT, 0);
    state->waiting = 0;
  }
  for (MODEL_EACH_HOST (host, cluster)) {
    guint of_host = STATE (COMPONENTS, host);

    if (model_vsan_services_differ (run, host))
      TELL (SERVICES, host, SERVICES_ON_CHANGED, 0);
    if (of_host == COMPONENTS_AT_STALE || of_host == COMPONENTS_AT_DEGRADED
        || (of_host == COMPONENTS_AT_ABSENT && model_vsan_host (run, host)->repair_at <= sim_now (run)))
      TELL (COMPONENTS, host, COMPONENTS_ON_AGAIN, 0);
    if (STATE (DECOMMISSION, host) != DECOMMISSION_AT_IDLE || model_vsan_is_nearly_full (run, host, 0))
      TELL (DECOMMISSION, host, DECOMMISSION_ON_AGAIN, 0);
  }
}
