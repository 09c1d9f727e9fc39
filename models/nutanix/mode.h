/* Nutanix clusters of one node or two, and the mode they are in (N-11, N-15).
 *
 * Two nodes keep two copies of all data, one on each, and four of metadata, two on each. When one falls silent the other cannot
 * know whether it is dead or goes on alone itself; the witness, outside, says who may. Then it stands alone, and makes second
 * copies among its own disks. When its partner is back what was written meanwhile is brought to it before both count again. One
 * node by itself is stand-alone from the beginning: its copies lie on different disks.
 *
 * The surprising rule: it is the same on purpose. In an upgrade of two nodes the one that stays is told before the other one stops,
 * so nothing pauses; but each of the two turns costs a way to stand-alone and a sync on the way back, and until that has ended the
 * cluster bears nothing more. */

#ifndef MODEL_NUTANIX_MODE_H
#define MODEL_NUTANIX_MODE_H

#include "models/state.h"

/* Whether a Nutanix cluster has fewer nodes than metadata has copies elsewhere; only then it has a mode. */
static inline gboolean
model_is_small (const ModelFleet *fleet, guint32 cluster)
{
  return fleet->clusters[cluster].platform != MODEL_VSPHERE && fleet->clusters[cluster].n_hosts < 3;
}

static inline gboolean
model_is_one_node (const ModelFleet *fleet, guint32 cluster)
{
  return fleet->clusters[cluster].platform != MODEL_VSPHERE && fleet->clusters[cluster].n_hosts == 1;
}

/* Of a small cluster: whether it serves I/O at all. Not while one of two nodes does not know yet whether it may, or must not. */
gboolean model_mode_serves (const SimRun *run, guint32 cluster);

/* Whether a host's CVM may take I/O: not one of two that has missed what the other wrote alone. */
gboolean model_mode_lets_serve (const SimRun *run, guint32 host);

/* Of two nodes: whether both count. */
gboolean model_mode_is_normal (const SimRun *run, guint32 cluster);

/* Whether a witness answers, where a cluster has one. */
gboolean model_witness_answers (const SimRun *run, guint32 cluster);

/* What a group of a small cluster bears while one node goes on alone: nothing more, whoever else votes. */
gint32 model_mode_margin (const SimRun *run, const ModelGroup *group, gint32 margin);

#endif
