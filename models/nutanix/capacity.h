/* How much a Nutanix cluster can hold. All amounts are bytes, of disks: with all copies.
 *
 * The surprising rule: room is what can be placed, not what is free. Copies need domains of their own (nodes, or blocks where
 * awareness holds), so in a cluster of uneven domains part of the large ones cannot be used at all (N-111). */

#ifndef MODEL_CAPACITY_H
#define MODEL_CAPACITY_H

#include "models/state.h"

/* What can be placed on domains of these sizes with so many copies. Sorts the sizes, largest first. */
gint64 model_storage_placeable (gint64 *sizes, guint32 n, guint32 copies);

typedef struct {
  gboolean known; /* every host has said its capacity */
  gint64 total;   /* of all domains that are there */
  gint64 used;    /* and on them */
  gint64
      resilient; /* what still has room after the loss of the largest domains that are to be survived (N-111) */
  gint64 warning;  /* N-112 */
  gint64 planning; /* N-110, the old rule */
} ModelStorage;

ModelStorage model_storage (const SimRun *run, guint32 cluster);

/* What may still be copied to the nodes that serve before writes are refused, beside what is being copied already for others
 * than this host; G_MAXINT64 where capacity is not said. */
gint64 model_storage_room (const SimRun *run, guint32 cluster, guint32 except);

/* How far the nodes that serve are from the share at which writes are refused, with what is being rebuilt on them by now; negative
 * when they are beyond it, G_MAXINT64 / 2 where capacity is not said. */
gint64 model_storage_left (const SimRun *run, guint32 cluster);

/* Writes are refused: at 95 % of what there is, or at the resilient capacity where room for a rebuild is reserved (N-113). */
gboolean model_storage_is_read_only (const SimRun *run, guint32 cluster);

/* N-114: data and parity of an erasure-coded strip; 0 and 0 is none: plain copies. */
typedef struct {
  guint32 data, parity;
} ModelStrip;

ModelStrip model_storage_strip (guint32 fault_tolerance, guint32 nodes);

#endif
