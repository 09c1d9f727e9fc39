/* Whose turn it is changes for others too: what a cluster counts of its restarts, and who looks again when it changes. When
 * a turn has come stands in order.h.
 *
 * The surprising rule: whoever might let another go tells everybody queued, and they find out for themselves; but once for
 * all that ends in one instant, since two thousand VMs that start at once would otherwise ask four million times.
 *
 * The functions are called by the actions of the restart machine, which list the macro among their sends. */

#ifndef MODEL_TURNS_H
#define MODEL_TURNS_H

#include "models/state.h"

/* Everybody queued looks whether the turn has come: a power-on has ended, a VM is ready, or a batch is through. */
#define MODEL_TURNS TO (RESTART, TURN)
void model_give_turns (SimRun *run, guint32 cluster);

/* Later batches wait for it, or no more. */
void model_restart_hold (SimRun *run, guint32 vm, gboolean holds);

/* What the cluster counts of the VM whose event this is: who is queued, who has no room, whom others wait for. */
void model_keep_restart_books (SimRun *run, const SimEvent *event);

/* The same when its turn has come; notes the batch's first one, and later batches look again when either changes something for
 * them. */
void model_take_turn (SimRun *run, const SimEvent *event);

#endif
