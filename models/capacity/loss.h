/* One more failure: what if a host were lost now? It is not calculated, it is done: in a copy of the run the host loses its
 * power, and what the platform does about that is left to the machines, with everything else that is under way at the time.
 *
 * Beside it stands the sum test that people make on paper: whether what the lost VMs claim is free on the other hosts, added
 * up. The surprising rule: it may be content where the packing is not, since every VM must fit whole on one host. */

#ifndef MODEL_LOSS_H
#define MODEL_LOSS_H

#include "models/capacity/outlook.h"
#include "models/compute/placement.h"

typedef struct {
  guint32 host;
  guint32 vms;         /* that it takes down */
  guint32 unprotected; /* of those: that nobody restarts, on purpose or because HA is off */
  guint32
      left;   /* that should be restarted and do not run when all is decided, or after `loss-restart-wait` */
  guint32 vm; /* the largest of those; MODEL_NONE */
  ModelPlacement why; /* and what keeps it down; no blocker: nothing but time */

  gboolean sum_fits;         /* memory and CPU that they claim are free elsewhere */
  gint64 need_mib, room_mib; /* memory, of that; the most of it on any one host: */
  gint64 largest_room_mib;

  ModelOutlook after;
  gint64 used_mib;  /* then, by all VMs, also those that do not run */
  guint32 overfull; /* a host whose VMs use more memory than it has; MODEL_NONE */
  guint32 covers;   /* host failures that HA covers then */
  guint32 group;    /* a quorum that is lost by it; MODEL_NONE */
  guint32 objects;  /* of vSAN that are lost by it */
} ModelLoss;

ModelLoss model_loss (const SimRun *run, guint32 host);

/* Whether a is worse than b. */
gboolean model_loss_is_worse (const ModelLoss *a, const ModelLoss *b);

#endif
