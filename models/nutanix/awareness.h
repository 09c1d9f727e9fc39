/* Block and rack awareness: whether copies can be kept apart by more than nodes.
 *
 * A block or rack is the `fault-domain` of its hosts. The surprising rule: it is metadata that decides. Three copies on
 * neighbours of the ring are in three blocks only when the ring can be laid out so, and for that no block may have more nodes
 * than its share (N-16): one large block among small ones is enough to lose it. */

#ifndef MODEL_AWARENESS_H
#define MODEL_AWARENESS_H

#include "models/state.h"

typedef struct {
  guint32 blocks, largest; /* how many there are, and nodes in the largest */
  guint32 rest, need;      /* nodes outside the largest: as it is, and as it must be */
  gboolean holds;
} ModelAwarenessView;

/* Of the hosts of a cluster for which `counts` says so; NULL counts all. */
ModelAwarenessView model_awareness (const ModelFleet *fleet, guint32 cluster,
                                    gboolean (*counts) (gconstpointer context, guint32 host),
                                    gconstpointer context);

/* As the cluster was built: whether it is configured and holds. */
gboolean model_awareness_was_built (const ModelFleet *fleet, guint32 cluster);

/* And now, among the members of the ring. */
ModelAwarenessView model_awareness_now (const SimRun *run, guint32 cluster);

/* N-18: what a cluster of so many nodes in so many blocks survives with so many copies of data. */
typedef struct {
  guint32 nodes, blocks;
} ModelSurvival;

ModelSurvival model_survival (guint32 copies, guint32 nodes, guint32 blocks);

/* The ring in which any `copies` neighbours are in blocks of their own, where awareness holds: hosts, n_hosts of them. */
void model_awareness_ring (const ModelFleet *fleet, guint32 cluster, guint32 *ring);

#endif
