/* Inside the queue: how it is divided, and the key that orders events.
 *
 * No structure is the fastest at every size, so there are two, and a moment that divides them. What happens before that
 * moment is near (queue-near.h): a tournament, which finds the next winner with one match a level and without a mispredicted
 * branch. What happens from it on is far (queue-far.h): a radix heap, which throws keys together by distance and sorts
 * nothing before its time. When near is empty, the closest keys of far become the next near and the moment moves on; when
 * near is full, it goes back to far. Which of the two holds a key never shows, since what comes first is always near.
 *
 * A key stands for an event that lies elsewhere, and one comparison of 128 bits is the whole order of event.h:
 *
 *     bits 64 to 126: time, then rank      bits 24 to 63: birth      bits 0 to 23: place, where the event lies
 *
 * The lower half is also the event's ticket. A place is used again but a birth number is not, so an event that is no longer
 * in its place has made its ticket stale, and its key as well: nobody looks for the key of a cancelled event in far, it is
 * recognized when its turn comes. */

#ifndef SIM_QUEUE_KEY_H
#define SIM_QUEUE_KEY_H

#include "sim/queue.h"

typedef unsigned __int128 SimKey;

#define SIM_KEY_PLACE_BITS 24
#define SIM_KEY_BIRTH_BITS 40
#define SIM_KEY_RANK_BITS  8
#define SIM_KEY_TIME_BITS  55

#define SIM_KEY_PLACES (1u << SIM_KEY_PLACE_BITS)
#define SIM_KEY_NONE   (~(SimKey) 0) /* no event: later than all */

static inline SimKey
sim_key (const SimEvent *event, guint place)
{
  guint64 when = (guint64) event->at << SIM_KEY_RANK_BITS | event->rank;

  return (SimKey) when << 64 | event->id << SIM_KEY_PLACE_BITS | place;
}

static inline gboolean
sim_key_is_none (SimKey key)
{
  return key >> 127 != 0;
}

static inline SimTime
sim_key_time (SimKey key)
{
  return (SimTime) (key >> (64 + SIM_KEY_RANK_BITS));
}

static inline SimTicket
sim_key_ticket (SimKey key)
{
  return (SimTicket) key;
}

static inline guint
sim_key_place (SimKey key)
{
  return (guint) key % SIM_KEY_PLACES;
}

static inline SimKey
sim_key_with_place (SimKey key, guint place)
{
  return key ^ (sim_key_place (key) ^ place);
}

/* For tests, since none of this may show. A queue that divides when it holds more than `whole` events, and then gives near
 * about `helping` at a time (transfer full); how many keys it holds, stale ones included; how many leaves near has. */
SimQueue *sim_queue_new_divided (guint whole, guint helping);
guint sim_queue_keys (const SimQueue *queue);
guint sim_queue_leaves (const SimQueue *queue);

#endif
