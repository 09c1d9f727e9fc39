/* The event queue: what is still to happen, soonest first.
 *
 * The order is that of event.h: time, rank, birth. A queue is a value: sim_queue_copy gives a second queue that will say
 * the same things in the same order, and neither knows of the other afterwards.
 *
 * The surprising rule: time only moves forward, and only sim_queue_pop moves it. Pushing an event earlier than the last one
 * popped is a bug and asserts; at that same time any rank may still be pushed, and comes out in order among what is
 * pending.
 *
 * Limits, asserted: 2^24 events pending, births up to 2^40, time from 0 up to 2^55 ms.
 *
 * Pushing, popping and cancelling take some dozen nanoseconds, at a million events a hundred or two (`make bench`). What comes
 * cheapest after a pop is a push; a peek in between costs a little more. Memory is that of the most events ever pending. */

#ifndef SIM_QUEUE_H
#define SIM_QUEUE_H

#include "sim/event.h"

typedef struct _SimQueue SimQueue;

/* Names one pending event, for cancelling it. 0 names none; a ticket whose event has been popped or cancelled is stale
 * and harmless for ever. A ticket given before sim_queue_copy is good in both queues. */
typedef guint64 SimTicket;

SimQueue *sim_queue_new (void);                   /* (transfer full) */
SimQueue *sim_queue_copy (const SimQueue *queue); /* (transfer full) */
void sim_queue_free (SimQueue *queue);            /* NULL is fine */

/* Copies the event in. Its time, rank and id must be set; the id must be new. */
SimTicket sim_queue_push (SimQueue *queue, const SimEvent *event);

/* FALSE when the ticket is stale or 0. */
gboolean sim_queue_is_pending (const SimQueue *queue, SimTicket ticket);
gboolean sim_queue_cancel (SimQueue *queue, SimTicket ticket);

/* The next event, or FALSE when nothing is pending. */
gboolean sim_queue_pop (SimQueue *queue, SimEvent *event);
gboolean sim_queue_peek (SimQueue *queue, SimEvent *event);

guint sim_queue_length (const SimQueue *queue); /* pending, without the cancelled */

/* One number for the pending events as a set, every byte of each: the same whatever way the queue came to hold them. */
guint64 sim_queue_digest (const SimQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimQueue, sim_queue_free)

#endif
