/* Far: a radix heap. A key lies in the heap whose number is that of the highest bit in which its time differs from the
 * base, counted from 1, and in heap 0 when none does. So a lower heap is wholly before a higher one, and a heap need only
 * be looked into when it is the lowest: then the base moves up to its earliest key, and its keys to lower heaps.
 *
 * Keys move by the heapful from one array to the end of another, which memory likes at any size. */

#ifndef SIM_QUEUE_FAR_H
#define SIM_QUEUE_FAR_H

#include "sim/queue-key.h"

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
