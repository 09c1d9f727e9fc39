/* The event queue: what is still to happen, soonest first.
 *
 * The order is that of event.h: time, rank, birth. A queue is a value: it holds no pointers into itself that a copy would
 * have to mend, and sim_queue_copy gives a second queue that will say the same things in the same order.
 *
 * Time only moves forward: pushing an event earlier than the last one popped is a bug and asserts. */

#ifndef SIM_QUEUE_H
#define SIM_QUEUE_H

#include "sim/event.h"

typedef struct _SimQueue SimQueue;

/* Names one pending event, for cancelling it. 0 names none; a ticket whose event has been popped or cancelled is stale
 * and harmless. Tickets stay valid across sim_queue_copy. */
typedef guint64 SimTicket;

SimQueue *sim_queue_new (void);
void sim_queue_free (SimQueue *queue); /* NULL is fine */
SimQueue *sim_queue_copy (const SimQueue *queue); /* (transfer full) */

/* Copies the event in. Its time, rank and id must be set; the id must be new. */
SimTicket sim_queue_push (SimQueue *queue, const SimEvent *event);

/* FALSE when the ticket is stale or 0. */
gboolean sim_queue_cancel (SimQueue *queue, SimTicket ticket);

/* The next event, or FALSE when nothing is pending. */
gboolean sim_queue_pop (SimQueue *queue, SimEvent *event);
gboolean sim_queue_peek (SimQueue *queue, SimEvent *event);

guint sim_queue_length (const SimQueue *queue); /* pending, without the cancelled */

/* One number for the pending events as a set: the same whatever way the queue came to hold them. */
guint64 sim_queue_digest (const SimQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimQueue, sim_queue_free)

#endif
