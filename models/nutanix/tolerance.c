/* See tolerance.h.
 *
 * Facts: N-08 N-14. */

#include "models/nutanix/tolerance.h"

#include "models/ahv/reservation.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/mode.h"
#include "models/quorum/quorum.h"

/* Zookeeper and metadata are told apart, as the API's two flags do (N-14). */
static ModelBorne
borne_by (const ModelGroup *group)
{
  switch (group->kind) {
  case MODEL_QUORUM_RING:
    return MODEL_BORNE_BY_METADATA;
  case MODEL_QUORUM_COPIES:
    return group->metadata ? MODEL_BORNE_BY_METADATA : MODEL_BORNE_BY_DATA;
  case MODEL_QUORUM_VOTES_AND_DATA:
    return MODEL_BORNE_BY_DATA;
  case MODEL_QUORUM_MAJORITY:
  default:
    return MODEL_BORNE_BY_ZOOKEEPER;
  }
}

static gboolean
counts (const ModelGroup *group, guint32 cluster)
{
  return group->cluster == cluster && group->n_members && group->members[0].carrier == MODEL_CARRIER_CVM
         && !(group->kind == MODEL_QUORUM_COPIES && group->copies < 2);
}

ModelTolerance
model_tolerance (const SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);
  ModelTolerance tolerance = { .least = G_MAXINT32 };

  for (guint b = 0; b < MODEL_N_BORNE; b++)
    tolerance.of[b] = G_MAXINT32;
  for (guint32 g = 0; g < fleet->n_groups; g++)
    if (counts (&fleet->groups[g], cluster)) {
      gint32 *of = &tolerance.of[borne_by (&fleet->groups[g])];

      *of = MIN (*of, model_quorum (run, g).margin);
      tolerance.least = MIN (tolerance.least, *of);
    }
  for (guint b = 0; b < MODEL_N_BORNE; b++)
    tolerance.limits |= (guint32) (tolerance.of[b] == tolerance.least) << b;
  return tolerance;
}

/* As HA has last counted: it does so whenever nodes or VMs come or go, and packing is too dear for asking twice. */
ModelTolerance
model_tolerance_of_all (const SimRun *run, guint32 cluster)
{
  ModelTolerance tolerance = model_tolerance (run, cluster);

  if (!model_ahv_guarantees (model_fleet (run), cluster))
    return tolerance;
  tolerance.of[MODEL_BORNE_BY_HA] = STATE (RESERVATION, cluster) == RESERVATION_AT_SHORT
                                        ? 0
                                        : (gint32) model_ahv_failures (model_fleet (run), cluster);
  tolerance.least = MIN (tolerance.least, tolerance.of[MODEL_BORNE_BY_HA]);
  tolerance.limits = 0;
  for (guint b = 0; b < MODEL_N_BORNE; b++)
    tolerance.limits |= (guint32) (tolerance.of[b] == tolerance.least) << b;
  return tolerance;
}

gint64
model_tolerance_told (const SimRun *run, guint32 cluster)
{
  ModelTolerance all = model_tolerance_of_all (run, cluster);

  return (gint64) MAX (model_tolerance (run, cluster).least + 1, 0) << MODEL_TOLERANCE_STORAGE
         | (gint64) MAX (all.least + 1, 0) << MODEL_N_BORNE | all.limits;
}

gint32
model_tolerance_when_whole (const ModelFleet *fleet, guint32 index)
{
  const ModelCluster *cluster = &fleet->clusters[index];
  guint32 copies = cluster->n_containers ? 3 : cluster->replication_factor;

  for (guint32 i = 0; i < cluster->n_containers; i++)
    if (cluster->containers[i].copies > 1)
      copies = MIN (copies, cluster->containers[i].copies);
  if (model_is_one_node (fleet, index))
    return 0;
  if (model_ahv_guarantees (fleet, index))
    copies = MIN (copies, model_ahv_failures (fleet, index) + 1);
  return (gint32) MIN (cluster->fault_tolerance, copies - 1);
}

gboolean
model_may_take_down (const SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 cluster = fleet->hosts[host].cluster;

  if (!model_cvms_all_serve (run, cluster, host))
    return FALSE;
  if (model_is_one_node (fleet, cluster))
    return TRUE; /* nobody is there to take over, ever */
  for (guint32 g = 0; g < fleet->n_groups; g++) {
    const ModelGroup *group = &fleet->groups[g];
    gboolean votes = !group->roles || STATE (ZOOKEEPER, host) != ZOOKEEPER_AT_NONE;

    if (counts (group, cluster) && model_quorum (run, g).margin < (votes ? 1 : 0))
      return FALSE;
  }
  return TRUE;
}
