/* vMotion's limits and its arithmetic.
 *
 * Every operation has a cost against both hosts, their networks and the datastore, and one that would exceed a maximum
 * waits; it is not refused (VMO-01). Pre-copy sends memory in rounds while the guest writes to it (VMO-12); the link of a
 * host is shared evenly among what is being copied from it and to it, and a copy runs at the lesser of its two ends.
 *
 * Facts: VMO-01 VMO-02 VMO-03 VMO-04 VMO-12 VMO-17. */

#ifndef MODEL_VMOTION_H
#define MODEL_VMOTION_H

#include "models/state.h"

typedef enum { MODEL_VMOTION, MODEL_STORAGE_VMOTION, MODEL_VMOTION_WITHOUT_SHARED_STORAGE, MODEL_PROVISIONING,
               MODEL_N_OPERATIONS } ModelOperation;

/* What one operation costs a host, its vMotion network and a datastore (VMO-02 to VMO-04). */
typedef struct {
  guint32 host, network, datastore;
} ModelCost;

extern const ModelCost model_costs[MODEL_N_OPERATIONS];

/* How many of an operation fit beside what already costs `used`, within the maxima of physics. `link_bps` is the network's
 * speed (VMO-03). */
guint32 model_operations_fit (const ModelFleet *fleet, ModelOperation operation, ModelCost used, gint64 link_bps);

/* Whether one more vMotion may begin or end on this host, and with how many at work already. */
gboolean model_host_has_slot (const SimRun *run, guint32 host);

/* Books a vMotion on both ends: slots, and room on the target; and gives them back. */
void model_vmotion_book (SimRun *run, guint32 vm, guint32 target);
void model_vmotion_unbook (SimRun *run, guint32 vm);

/* Link speed of a host for vMotion, bits a second. */
gint64 model_host_link (const ModelFleet *fleet, guint32 host);

/* Bytes a second that a copy between these hosts gets now. */
gint64 model_copy_rate (const SimRun *run, guint32 from, guint32 to);

/* Bytes a second that a VM writes; slowed down to `*slowed` when pre-copy would never end at this rate (VMO-17). */
gint64 model_dirty_rate (const SimRun *run, guint32 vm, gint64 rate, gboolean *slowed);

#endif
