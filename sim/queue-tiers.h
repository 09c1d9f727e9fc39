/* Inside the queue: the key that orders events, and the two structures that sort keys.
 *
 * No structure is the fastest at every size, so there are two, and a moment that divides them. What happens before that
 * moment is near: a tournament, which finds the next winner with one match a level and without a mispredicted branch.
 * What happens from it on is far: a radix heap, which throws keys together by distance and sorts nothing before its time.
 * When near is empty, the closest keys of far become the next near and the moment moves on; when near is full, it goes back
 * to far. Which of the two holds a key never shows, since what comes first is always near.
 *
 * A key stands for an event that lies elsewhere, and one comparison of 128 bits is the whole order of event.h:
 *
 *     bits 64 to 126: time, then rank      bits 24 to 63: birth      bits 0 to 23: place, where the event lies
 *
 * The lower half is also the event's ticket. A place is used again but a birth number is not, so an event that is no longer
 * in its place has made its ticket stale, and its key as well: nobody looks for the key of a cancelled event in far, it is
 * recognized when its turn comes. */

#ifndef SIM_QUEUE_TIERS_H
#define SIM_QUEUE_TIERS_H

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

/* Near: a tournament among the keys in the leaves. Every other node holds the earlier of its two children, so the first of
 * all is the winner in node 1.
 *
 * The surprising rule: taking the first leaves a hole, and no match is played again until the next one is asked for. A key
 * added meanwhile goes into the hole, so that pop and push together cost one way up the tree, not two. */
typedef struct {
  SimKey *nodes;   /* the children of i are 2i and 2i + 1; the place within a key is its leaf */
  guint32 *places; /* of the event whose key is in a leaf; from an empty leaf, the next empty one */
  gsize size;      /* leaves, a power of two: nodes[size] to nodes[2 size - 1] */
  gsize length;    /* leaves not empty, the hole among them */
  gsize empty;     /* the first empty leaf, when length < size */
  guint shift;     /* from a leaf to the sixteen nodes of one level */
  gsize few;       /* so few keys are too few for its size */
  gsize hole;      /* its node; 0 is none */
} SimNear;

/* Forgets what near held and puts these keys into the leaves from 0 on. Near must be loaded, if with nothing, before
 * anything else. */
void sim_near_load (SimNear *near, const SimKey *keys, guint n);
void sim_near_copy (SimNear *near, const SimNear *from); /* near is overwritten */
void sim_near_clear (SimNear *near);
guint sim_near_keys (const SimNear *near, SimKey **keys); /* how many; keys is (transfer full) */

guint sim_near_add (SimNear *near, SimKey key); /* must not be full; returns the leaf */
SimKey sim_near_first (SimNear *near);          /* SIM_KEY_NONE when there is none */
SimKey sim_near_take (SimNear *near);           /* the same, and its leaf becomes the hole */
void sim_near_drop (SimNear *near, guint leaf); /* this leaf becomes the hole */

/* Where the event lies that now leads the sixteenth of the tournament around this leaf, just added to. It will be wanted
 * soon, and this is the time to send for it. */
static inline guint
sim_near_leader (const SimNear *near, guint leaf)
{
  return near->places[sim_key_place (near->nodes[(near->size + leaf) >> near->shift])];
}

static inline gboolean
sim_near_is_full (const SimNear *near)
{
  return near->length == near->size && near->hole == 0;
}

/* Far: a radix heap. A key lies in the heap whose number is that of the highest bit in which its time differs from the
 * base, counted from 1, and in heap 0 when none does. So a lower heap is wholly before a higher one, and a heap need only
 * be looked into when it is the lowest: then the base moves up to its earliest key, and its keys to lower heaps. */
typedef struct {
  SimKey *keys;
  guint length, size;
} SimHeap;

typedef struct {
  SimTime base;   /* no key is earlier */
  guint64 filled; /* a bit for each heap that is not empty */
  guint length;   /* keys */
  SimHeap heaps[SIM_KEY_TIME_BITS + 1];
} SimFar;

void sim_far_copy (SimFar *far, const SimFar *from); /* far is overwritten */
void sim_far_clear (SimFar *far);
void sim_far_add (SimFar *far, SimKey key);

/* Moves the earliest keys to the hand: whole heaps, up to about `helping` keys, and more only when more fall on one
 * millisecond. Returns the moment that divides them from what stays; SIM_NEVER when nothing does. */
SimTime sim_far_take (SimFar *far, guint helping, SimHeap *hand);

#endif
