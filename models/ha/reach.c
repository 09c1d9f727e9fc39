#include "models/ha/reach.h"

#include "models/compute/hosts.h"

#include <string.h>

const char *const model_fdm_state_words[] = {
  "unset",
  "uninitialized",
  "initializationError",
  "election",
  "master",
  "connectedToMaster",
  "networkPartitionedFromMaster",
  "networkIsolated",
  "hostDown",
  "fdmUnreachable",
  NULL,
};

gboolean
model_on_ha_network (const SimRun *run, guint32 host)
{
  return model_fleet (run)->clusters[model_fleet (run)->hosts[host].cluster].vsan.own_adapters
             ? !model_vsan_host (run, host)->cut
             : model_host_state (run, host)->networked;
}

gboolean
model_hosts_hear (const SimRun *run, guint32 a, guint32 b)
{
  return a == b
         || (model_on_ha_network (run, a) && model_on_ha_network (run, b)
             && model_ha_host (run, a)->part == model_ha_host (run, b)->part);
}

guint32
model_master_heard (const SimRun *run, guint32 host)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->hosts[host].cluster];

  for (MODEL_EACH_HOST (other, cluster))
    if (other != host && STATE (AGENT, other) == AGENT_AT_MASTER && model_hosts_hear (run, host, other))
      return other;
  return MODEL_NONE;
}

gboolean
model_peer_heard (const SimRun *run, guint32 host, guint32 other)
{
  guint state = STATE (AGENT, other);

  return other != host && model_hosts_hear (run, other, host)
         && (state == AGENT_AT_ELECTION || state == AGENT_AT_SLAVE || state == AGENT_AT_MASTER);
}

gboolean
model_agent_beats (const ModelFleet *fleet, guint32 a, guint32 b)
{
  int more
      = __builtin_popcountll (fleet->hosts[a].datastores) - __builtin_popcountll (fleet->hosts[b].datastores);

  return more != 0 ? more > 0 : strcmp (fleet->hosts[a].moid, fleet->hosts[b].moid) > 0;
}

guint32
model_list_owner (const SimRun *run, guint32 cluster)
{
  return model_cluster_state (run, cluster)->master - 1; /* 0 is nobody, and MODEL_NONE is 0 - 1 */
}

gboolean
model_owner_reaches (const SimRun *run, guint32 host)
{
  guint32 owner = model_list_owner (run, model_fleet (run)->hosts[host].cluster);

  return owner == MODEL_NONE || model_hosts_hear (run, owner, host);
}

ModelFdmState
model_fdm_state (const SimRun *run, guint32 host)
{
  guint32 owner = model_list_owner (run, model_fleet (run)->hosts[host].cluster);

  if (!model_host_state (run, host)->powered && STATE (HOST, host) == HOST_AT_DOWN)
    return MODEL_SHOWN_HOST_DOWN;
  switch (STATE (AGENT, host)) {
  case AGENT_AT_CONFIGURING:
    return MODEL_SHOWN_UNINITIALIZED;
  case AGENT_AT_ERROR:
    return MODEL_SHOWN_INITIALIZATION_ERROR;
  case AGENT_AT_ELECTION:
  case AGENT_AT_SELF_ELECTED:
    return MODEL_SHOWN_ELECTION;
  case AGENT_AT_MASTER:
  case AGENT_AT_ALONE:
    return owner == MODEL_NONE || owner == host ? MODEL_SHOWN_MASTER : MODEL_SHOWN_PARTITIONED;
  case AGENT_AT_SLAVE:
    return model_owner_reaches (run, host) ? MODEL_SHOWN_CONNECTED : MODEL_SHOWN_PARTITIONED;
  case AGENT_AT_ISOLATED:
    return MODEL_SHOWN_ISOLATED;
  case AGENT_AT_STOPPED:
    return MODEL_SHOWN_UNREACHABLE;
  default:
    return MODEL_SHOWN_UNSET;
  }
}
