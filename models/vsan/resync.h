/* Resynchronisation: bytes on their way between the hosts of a vSAN cluster.
 *
 * A host may have two batches under way: one that makes good what it has missed or lost (a delta, or a rebuild elsewhere),
 * and one that moves data away so that it may enter maintenance. The relayout of a cluster's objects, and that of
 * its RAID-5, are batches of its first host. All batches of a cluster share its `resync-rate` equally,
 * so a batch that begins slows the others down and one that ends speeds them up. What a batch is for ends as a whole when
 * its last byte has arrived. */

#ifndef MODEL_VSAN_RESYNC_H
#define MODEL_VSAN_RESYNC_H

#include "models/notices.h"

typedef enum { MODEL_BATCH_RESYNC, MODEL_BATCH_MOVE, MODEL_BATCH_RELAYOUT, MODEL_BATCH_ADAPT, MODEL_N_BATCHES } ModelBatch;

/* Whoever begins or ends a batch tells all others of the cluster how long they still have. */
#define MODEL_VSAN_RESYNC_NOTICES                                                                                      \
  TO (COMPONENTS, RESYNCED), TO (DECOMMISSION, MOVED), TO (RELAYOUT, LAID), TO (ADAPT, LAID)

/* Adds up bytes of components, as far as numbers reach. */
static inline gint64
model_vsan_sum (gint64 bytes, gint64 more)
{
  return bytes > G_MAXINT64 / 4 ? bytes : bytes + more; /* one component has at most 2^60 */
}

void model_vsan_begin_batch (SimRun *run, guint32 host, ModelBatch batch, gint64 bytes); /* 0 bytes end at once */
void model_vsan_end_batch (SimRun *run, guint32 host, ModelBatch batch); /* done, or given up; none is fine */
gboolean model_vsan_has_batch (const SimRun *run, guint32 host, ModelBatch batch);

/* Whether anything is under way in a cluster: what waits between hosts waits for this to end (UPG-11). Moves away from a
 * host count as little as the host that waits for them. */
gboolean model_vsan_resyncs (const SimRun *run, guint32 cluster);

/* What is under way for hosts that are back, or rebuilt: bytes not yet sent. */
gint64 model_vsan_bytes_left (const SimRun *run, guint32 cluster);

/* What a host has not yet moved away, of what it is moving: bytes. 0 when it moves nothing, and without vSAN. */
gint64 model_vsan_bytes_moving (const SimRun *run, guint32 host);

/* A cluster has RAID-5 objects that follow the number of its hosts, see adapt.c. */
void model_vsan_begin_to_adapt (SimRun *run, guint32 cluster);

/* Tells every host of a cluster that what hosts hold has changed, and a remediation that waits for resync when it is over. */
#define MODEL_VSAN_NOTICES                                                                                             \
  TO (COMPONENTS, AGAIN), TO (DECOMMISSION, AGAIN), TO (VSAN, CHANGED), TO (VOTES, CHANGED), TO (ADAPT, CHANGED), TO (SERVICES, CHANGED), TO (FORMAT, AGAIN), \
    TO (SITE, CHANGED), \
    TO (REMEDIATION, NEXT)
void model_vsan_notify (SimRun *run, guint32 cluster);

#endif
