/* Storage after one more loss: whether what is stored could be protected again on what would be left.
 *
 * On Nutanix that is resilient capacity (N-111, Q-09). On vSAN it is what the hosts that are there have without the largest of
 * them, against all that is stored, copies that are away included: those would have to be made again. The surprising rule: room
 * that nobody misses today is what a rebuild lives on, so a datastore may be half empty and not bear a loss. */

#ifndef MODEL_CAPACITY_STORAGE_H
#define MODEL_CAPACITY_STORAGE_H

#include "models/state.h"

typedef struct {
  gboolean known;   /* there is such storage, and every host has said its capacity */
  gint64 used_mib;  /* with all copies */
  gint64 total_mib; /* of what is there */
  gint64 bears_mib; /* the most that could be stored and still be protected after the loss */
} ModelStorageRoom;

ModelStorageRoom model_storage_after_loss (const SimRun *run, guint32 cluster);

#endif
