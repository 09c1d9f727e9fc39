#include "sim/queue-far.h"

static inline guint
heap_of (SimTime base, SimKey key)
{
  guint64 differing = (guint64) (base ^ sim_key_time (key));

  return 63 - (guint) __builtin_clzll (differing << 1 | 1);
}

static inline void
put (SimHeap *heap, SimKey key)
{
  if (G_UNLIKELY (heap->length == heap->size)) {
    heap->size = MAX (64, 2 * heap->size);
    heap->keys = g_renew (SimKey, heap->keys, heap->size);
  }
  heap->keys[heap->length++] = key;
}

void
sim_far_copy (SimFar *far, const SimFar *from)
{
  *far = *from;
  for (guint i = 0; i < G_N_ELEMENTS (far->heaps); i++) {
    SimHeap *heap = &far->heaps[i];
    heap->keys = g_memdup2 (heap->keys, heap->length * sizeof (SimKey));
    heap->size = heap->length;
  }
}

void
sim_far_clear (SimFar *far)
{
  for (guint i = 0; i < G_N_ELEMENTS (far->heaps); i++)
    g_free (far->heaps[i].keys);
  *far = (SimFar){ 0 };
}

void
sim_far_add (SimFar *far, SimKey key)
{
  guint i = heap_of (far->base, key);

  put (&far->heaps[i], key);
  far->filled |= (guint64) 1 << i;
  far->length++;
}

/* Scatters the lowest heap over those below it. */
static void
scatter (SimFar *far, SimHeap *lowest)
{
  SimHeap heap = *lowest;
  SimKey earliest = SIM_KEY_NONE;

  *lowest = (SimHeap){ 0 };
  far->filled &= far->filled - 1;
  for (guint k = 0; k < heap.length; k++)
    earliest = MIN (earliest, heap.keys[k]);
  far->base = sim_key_time (earliest);
  for (guint k = 0; k < heap.length; k++)
    put (&far->heaps[heap_of (far->base, heap.keys[k])], heap.keys[k]);
  for (SimHeap *lower = far->heaps; lower < lowest; lower++)
    if (lower->length > 0)
      far->filled |= (guint64) 1 << (lower - far->heaps);
  g_free (heap.keys);
}

SimTime
sim_far_take (SimFar *far, guint helping, SimHeap *hand)
{
  hand->length = 0;
  while (far->filled) {
    guint i = (guint) __builtin_ctzll (far->filled);
    SimHeap *heap = &far->heaps[i];
    if (hand->length > 0 && hand->length + heap->length > helping)
      return (far->base >> (i - 1) | 1) << (i - 1);
    if (i > 0 && heap->length > helping) {
      scatter (far, heap);
      continue;
    }
    for (guint k = 0; k < heap->length; k++)
      put (hand, heap->keys[k]);
    far->length -= heap->length;
    far->filled &= far->filled - 1;
    heap->length = 0;
  }
  return SIM_NEVER;
}
