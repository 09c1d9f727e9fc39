/* See contention.h. */

#include "models/ahv/contention.h"

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/words.h"

guint32
model_stargate_of (const SimRun *run, guint32 host)
{
  switch (STATE (IO_PATH, host)) {
  case IO_PATH_AT_LOCAL:
    return host;
  case IO_PATH_AT_REMOTE:
    return model_cvm_state (run, host)->remote - 1;
  default:
    return MODEL_NONE;
  }
}

/* What the guests of all hosts that come to this one's Stargate ask of it. */
static gint64
asked_of_stargate (const SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->hosts[host].cluster];
  gint64 mhz = 0;

  if (fleet->has_storage_cpu)
    for (MODEL_EACH_HOST (other, cluster))
      if (model_stargate_of (run, other) == host)
        mhz += model_host_state (run, other)->storage_cpu_mhz;
  return mhz;
}

gint64
model_contended_use (const SimRun *run, ModelContention kind, guint32 host)
{
  switch (kind) {
  case MODEL_CONTENTION_CPU:
    return model_host_state (run, host)->cpu_demand_mhz + asked_of_stargate (run, host);
  case MODEL_CONTENTION_STORAGE:
    return asked_of_stargate (run, host);
  default:
    return model_host_state (run, host)->memory_held_mib;
  }
}

gint64
model_contended_whole (const SimRun *run, ModelContention kind, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelHost *h = &fleet->hosts[host];

  switch (kind) {
  case MODEL_CONTENTION_CPU:
    return h->cpu_mhz;
  case MODEL_CONTENTION_STORAGE:
    return fleet->clusters[h->cluster].cvm_cpu_mhz;
  default:
    return model_host_memory (fleet, host);
  }
}

gint64
model_contention_line (const SimRun *run, ModelContention kind, guint32 host)
{
  gint64 whole = model_contended_whole (run, kind, host);

  switch (kind) {
  case MODEL_CONTENTION_CPU:
    return whole * model_number (run, MODEL_ADS_CPU) / 100000;
  case MODEL_CONTENTION_STORAGE:
    return whole * model_number (run, MODEL_ADS_STARGATE) / 100000;
  default:
    return whole;
  }
}

gint64
model_contended_share (const SimRun *run, ModelContention kind, guint32 host)
{
  gint64 whole = model_contended_whole (run, kind, host);

  return whole ? sim_muldiv (model_contended_use (run, kind, host), 100000, whole) : 0;
}

gint64
model_contended_by (const SimRun *run, ModelContention kind, guint32 vm)
{
  switch (kind) {
  case MODEL_CONTENTION_CPU:
    return model_vm_cpu_demand (run, vm);
  case MODEL_CONTENTION_STORAGE:
    return model_fleet (run)->vms[vm].storage_cpu_mhz;
  default:
    return model_vm_memory_held (run, vm);
  }
}

/* Of what is not said there is no contention. */
static gboolean
is_contended (const SimRun *run, ModelContention kind, guint32 host, gint64 more)
{
  return model_contended_whole (run, kind, host)
         && model_contended_use (run, kind, host) + more > model_contention_line (run, kind, host);
}

gboolean
model_would_contend (const SimRun *run, guint32 vm, guint32 host)
{
  guint32 stargate = model_stargate_of (run, host);
  gint64 storage = model_contended_by (run, MODEL_CONTENTION_STORAGE, vm);

  return stargate == MODEL_NONE
         || is_contended (run, MODEL_CONTENTION_CPU, host,
                          model_contended_by (run, MODEL_CONTENTION_CPU, vm)
                              + (stargate == host ? storage : 0))
         || is_contended (run, MODEL_CONTENTION_STORAGE, stargate, storage)
         || is_contended (run, MODEL_CONTENTION_MEMORY, host,
                          model_contended_by (run, MODEL_CONTENTION_MEMORY, vm));
}

/* ---- Since when ---- */

static void
weigh (SimRun *run, guint32 host)
{
  SimTime *since = model_ahv_host (run, host)->contended;

  for (guint kind = 0; kind < MODEL_N_CONTENTIONS; kind++)
    if (!is_contended (run, kind, host, 0))
      since[kind] = 0;
    else if (!since[kind])
      since[kind] = sim_now (run) + 1;
  if (since[MODEL_CONTENTION_MEMORY]) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { model_contended_use (run, MODEL_CONTENTION_MEMORY, host),
                                          model_contended_whole (run, MODEL_CONTENTION_MEMORY, host) };

    sim_find (run, MODEL_FIND_HOST_SWAPS, SIM_NOTE, ACTOR (HOST, host), 0, evidence);
  } else
    sim_find_end (run, MODEL_FIND_HOST_SWAPS, ACTOR (HOST, host), 0);
}

void
model_ahv_weigh (SimRun *run, guint32 host)
{
  guint32 stargate;

  if (!model_host_is_ahv (model_fleet (run), host))
    return;
  weigh (run, host);
  stargate = model_fleet (run)->has_storage_cpu ? model_stargate_of (run, host) : host;
  if (stargate != MODEL_NONE && stargate != host)
    weigh (run, stargate);
}

gboolean
model_ahv_contends (const SimRun *run, guint32 host)
{
  const SimTime *since = model_ahv_host (run, host)->contended;

  for (guint kind = 0; kind < MODEL_N_CONTENTIONS; kind++)
    if (since[kind])
      return TRUE;
  return FALSE;
}

void
model_ahv_weigh_and_tell (SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 stargate;

  model_ahv_weigh (run, host);
  if (!model_host_is_ahv (fleet, host))
    return;
  stargate = fleet->has_storage_cpu ? model_stargate_of (run, host) : host;
  if (model_ahv_contends (run, host) || (stargate != MODEL_NONE && model_ahv_contends (run, stargate)))
    TELL (ADS, fleet->hosts[host].cluster, ADS_ON_LOAD, host);
}

void
model_ahv_path_has_changed (SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *c = &fleet->clusters[cluster];
  gboolean contended = FALSE;

  if (!fleet->has_storage_cpu || !model_is_ahv (fleet, cluster))
    return;
  for (MODEL_EACH_HOST (host, c)) {
    weigh (run, host);
    contended |= model_ahv_contends (run, host);
  }
  if (contended || STATE (ADS, cluster) == ADS_AT_WATCHING)
    TELL (ADS, cluster, ADS_ON_LOAD, c->first_host);
}
