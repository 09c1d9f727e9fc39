/* The arithmetic of a copy (handbook 2.4): what pre-copy sends while the guest writes, and how fast.
 *
 * Pre-copy sends memory in rounds while the guest writes to it (VMO-12); the link of a host is shared evenly among what is
 * being copied from it and to it, and a copy runs at the lesser of its two ends. The surprising rule: what the older of the
 * two ends cannot do is not done. Slowing the guest (VMO-17) and filling a fast link with several streams (VMO-06) take
 * both ends; only page traces are the source's own affair (VMO-16).
 *
 * Facts: VMO-06. */

#ifndef MODEL_PRECOPY_H
#define MODEL_PRECOPY_H

#include "models/state.h"

/* Bytes a second that a copy of this VM gets now: of its memory, or of its disks. */
gint64 model_copy_rate (const SimRun *run, guint32 vm);

/* Bytes a second that the guest writes, and whether that is after slowing it down. */
gint64 model_dirty_rate (const SimRun *run, guint32 vm, gint64 rate, gboolean *slowed);

/* What the next round has to send: what was written during the one that ends now, never more than all (VMO-12). */
gint64 model_next_volume (const SimRun *run, guint32 vm);

/* Whether the guest can be slowed down between these ends (VMO-17). */
gboolean model_can_slow (const SimRun *run, guint32 vm);

/* How long the guest stands still while its source installs page traces; 0 from 7.0 on (VMO-16). */
SimTime model_trace_stun (const SimRun *run, guint32 vm);

/* What is being sent gets a new share; `state` SENDING or not decides who takes part. See migration.c. */
gboolean model_is_sending (const SimRun *run, guint32 vm);

/* Books what has been sent, and written to meanwhile, since we last looked. */
void model_copy_settle (SimRun *run, guint32 vm, gint64 sent);

#endif
