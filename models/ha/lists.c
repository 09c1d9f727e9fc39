/* Facts: HA-06. */

#include "models/ha/lists.h"

#include "models/compute/hosts.h"
#include "models/ha/reach.h"
#include "models/ha/switch.h"
#include "models/rehearsal.h"
#include "models/words.h"

static guint32
cluster_of (const SimRun *run, guint32 host)
{
  return model_fleet (run)->hosts[host].cluster;
}

#define EACH_PEER(OTHER) MODEL_EACH_HOST (OTHER, &model_fleet (run)->clusters[cluster_of (run, host)])

gboolean
model_owns_lists (const SimRun *run, guint32 host)
{
  return model_list_owner (run, cluster_of (run, host)) == host;
}

static void
end_parts (SimRun *run, guint32 host)
{
  sim_find_end (run, MODEL_FIND_NETWORK_PARTITIONED, model_cluster_thing (run->model, cluster_of (run, host)),
                ACTOR (HOST, host));
}

/* Another part's master leads in name only from now on. */
static void
find_part (SimRun *run, guint32 host, guint32 other)
{
  SimId subject = model_cluster_thing (run->model, cluster_of (run, host));
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, other), ACTOR (HOST, host) };

  if (!sim_find_is_open (run, MODEL_FIND_NETWORK_PARTITIONED, subject, ACTOR (HOST, other)))
    sim_find (run, MODEL_FIND_NETWORK_PARTITIONED, SIM_RISK, subject, ACTOR (HOST, other), evidence);
}

void
model_take_lists (SimRun *run, guint32 host)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[cluster_of (run, host)];

  model_cluster_state (run, cluster_of (run, host))->master = host + 1;
  if (model_ha_is_on (run, cluster_of (run, host)))
    sim_find_end (run, MODEL_FIND_HA_OFF, model_cluster_thing (run->model, cluster_of (run, host)), 0);
  end_parts (run, host);
  for (EACH_PEER (other)) {
    gboolean active = MODEL_AGENT_RUNS >> STATE (AGENT, other) & 1,
             heard = model_hosts_hear (run, host, other);

    if (active && heard
        && (STATE (DETECTOR, other) == DETECTOR_AT_PARTITIONED
            || (other == host && STATE (DETECTOR, other) != DETECTOR_AT_ALIVE)))
      TELL (DETECTOR, other, DETECTOR_ON_HEARD, 0);
    else if (active && !heard && STATE (DETECTOR, other) == DETECTOR_AT_ALIVE)
      TELL (DETECTOR, other, DETECTOR_ON_GONE_SILENT, 0);
    TELL (DETECTOR, other, DETECTOR_ON_LED, 0);
    if (STATE (AGENT, other) == AGENT_AT_MASTER && !heard)
      find_part (run, host, other);
    if (STATE (AGENT, other) == AGENT_AT_ISOLATED)
      for (MODEL_EACH_VM_ON (vm, run, other))
        if (STATE (ISOLATION, vm) == ISOLATION_AT_KEPT)
          TELL (ISOLATION, vm, ISOLATION_ON_OWNED, 0);
  }
  for (MODEL_EACH_VM (vm, cluster))
    if (STATE (RESTART, vm) == RESTART_AT_UNLISTED
            ? model_vm_is_on (run, vm)
            : STATE (RESTART, vm) != RESTART_AT_PROTECTED && STATE (RESTART, vm) != RESTART_AT_UNPROTECTED)
      TELL_IN (model_number (run, MODEL_FDM_NEW_MASTER), RESTART, vm, RESTART_ON_ADOPTED, 0);
}

void
model_desert (SimRun *run, guint32 host, SimTime delay)
{
  for (EACH_PEER (other)) {
    if (model_owns_lists (run, host))
      TELL (DETECTOR, other, DETECTOR_ON_LEADERLESS, 0);
    if (other != host && STATE (AGENT, other) == AGENT_AT_SLAVE
        && model_master_heard (run, other) == MODEL_NONE)
      TELL_IN (delay, AGENT, other, AGENT_ON_MASTER_SILENT, 0);
  }
}

void
model_release_lists (SimRun *run, guint32 host, SimTime delay)
{
  if (!model_owns_lists (run, host))
    return;
  model_cluster_state (run, cluster_of (run, host))->master = 0;
  for (EACH_PEER (other))
    if (other != host && STATE (AGENT, other) == AGENT_AT_MASTER)
      TELL_IN (delay, AGENT, other, AGENT_ON_LISTS_FREE, 0);
}

void
model_resign (SimRun *run, guint32 host, gboolean was_master, SimTime delay, SimTime lock)
{
  end_parts (run, host);
  if (!model_owns_lists (run, host) && !was_master)
    return;
  model_desert (run, host, delay);
  model_release_lists (run, host, lock);
}
