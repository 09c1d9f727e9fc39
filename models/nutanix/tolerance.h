/* What a Nutanix cluster bears: how many more failures, and what limits it.
 *
 * Prism shows data resiliency. The surprising rule: data is only one of the things that may be lost, and often not the first:
 * Zookeeper and the metadata ring have majorities of their own, each over other nodes, so what a cluster bears is the least
 * of them all (I-03). Nor is storage all there is: where HA guarantees that VMs are restarted, a node whose VMs fit nowhere else may
 * not be lost either, however whole the data is. In its default mode HA promises nothing, and nothing is counted. */

#ifndef MODEL_TOLERANCE_H
#define MODEL_TOLERANCE_H

#include "models/state.h"

typedef enum {
  MODEL_BORNE_BY_ZOOKEEPER,
  MODEL_BORNE_BY_METADATA,
  MODEL_BORNE_BY_DATA,
  MODEL_BORNE_BY_HA, /* memory on the other hosts, where AHV's HA guarantees restarts */
  MODEL_N_BORNE
} ModelBorne;

typedef struct {
  gint32 of[MODEL_N_BORNE]; /* node failures that each bears; negative: it has stopped */
  gint32 least;
  guint32 limits; /* a bit per ModelBorne that is the least */
} ModelTolerance;

ModelTolerance model_tolerance (const SimRun *run, guint32 cluster); /* of storage alone */
ModelTolerance model_tolerance_of_all (const SimRun *run, guint32 cluster);

/* When nothing is away: what it was built for (N-08), and what HA guarantees. Data with one copy is not promised to survive anything, nor
 * is one node. */
gint32 model_tolerance_when_whole (const ModelFleet *fleet, guint32 cluster);

/* Whether this node may be taken down: afterwards Zookeeper and every set of metadata have their majorities, and all data
 * has a copy (handbook platforms 9.2). */
gboolean model_may_take_down (const SimRun *run, guint32 host);

/* What the least is, what limits it, and what storage alone bears, in one number, as the journal keeps it. */
#define MODEL_TOLERANCE_STORAGE 32
gint64 model_tolerance_told (const SimRun *run, guint32 cluster);

#endif
