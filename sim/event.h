/* Events: who is told what, when, by whom, and because of which other event.
 *
 * Order. Events are handled in the order of their time; at the same millisecond in the order of their rank; at the same
 * rank in the order of their birth. Births are numbered from 1 without gaps, so no two events are equal and the order
 * among them is total: there is nothing left for a platform, a hash or a thread to decide. This comparison exists once,
 * in queue-key.h.
 *
 * Cause. Every event carries the number of the event whose handling sent it; the events that start a run carry 0. "Why?"
 * is a walk along that field. */

#ifndef SIM_EVENT_H
#define SIM_EVENT_H

#include "sim/time.h"

typedef guint32 SimId; /* an actor or another named thing; 0 is nobody */

/* Who goes first among events of one millisecond: what breaks, then what completes, then what runs out, then what is
 * decided on the strength of all that. */
typedef enum { SIM_RANK_FAULT, SIM_RANK_FINISH, SIM_RANK_TIMER, SIM_RANK_DECIDE } SimRank;

/* Forty-eight bytes without a hole, so that two equal events are equal bytes. */
typedef struct {
  SimTime at;
  guint64 id;     /* birth number, from 1 */
  guint64 cause;  /* the event whose handling sent this one; 0 at the start of a run */
  gint64 arg;     /* what the signal means by it */
  SimId to, from; /* from is 0 when the run itself speaks */
  guint16 signal; /* of the receiving actor's machine */
  guint16 step;   /* plan step on whose behalf, + 1; 0 is none; inherited from the cause */
  guint16 depth;  /* length of the chain of causes inside this one millisecond */
  guint8 rank;
  guint8 zero;
} SimEvent;

G_STATIC_ASSERT (sizeof (SimEvent) == 48);

#endif
