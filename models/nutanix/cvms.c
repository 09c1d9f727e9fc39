/* See cvms.h. */

#include "models/nutanix/cvms.h"

#include "models/compute/hosts.h"
#include "models/rehearsal.h"

#define AT(STATE) (1u << CVM_AT_##STATE)

gboolean
model_cvms_all_serve (const SimRun *run, guint32 cluster, guint32 except)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  for (MODEL_EACH_HOST (host, c))
    if (host != except && !model_cvm_serves (run, host))
      return FALSE;
  return TRUE;
}

SimId
model_cluster_is_not_whole (const SimRun *run, guint32 cluster, guint32 except)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *c = &fleet->clusters[cluster];

  for (MODEL_EACH_HOST (host, c))
    if (host != except && !model_cvm_serves (run, host))
      return ACTOR (CVM, host);
  for (guint32 group = 0; group < fleet->n_groups; group++)
    if (fleet->groups[group].cluster == cluster && STATE (QUORUM, group) != QUORUM_AT_WHOLE)
      return ACTOR (QUORUM, group);
  return 0;
}

gboolean
model_cvm_votes (const SimRun *run, guint32 host)
{
  return (AT (SERVING) | AT (WAITING) | AT (STOPPING) | AT (JOINING) | AT (SETTLING)) >> STATE (CVM, host)
         & 1;
}
