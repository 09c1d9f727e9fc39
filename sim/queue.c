#include "sim/queue.h"

#include <string.h>

#include "sim/queue-far.h"
#include "sim/queue-near.h"
#include "sim/random.h"

/* Where an event lies, in a cache line of its own. The id in a vacant place is 0. */
typedef struct {
  _Alignas(64) SimEvent event;
  guint32 leaf; /* of its key in near, or FAR */
  guint32 next; /* of the vacant places, + 1 */
} Place;

G_STATIC_ASSERT (sizeof (Place) == 64);

#define FAR G_MAXUINT32

struct _SimQueue {
  Place *places;
  guint size, used; /* places there are, and places ever used */
  guint vacant;     /* the first vacant place, + 1 */
  guint length;
  guint stale;          /* keys in far of cancelled events */
  guint whole, helping; /* up to so many keys near takes from far at once; of more, about so many */
  SimTime now;          /* of the last pop */
  SimTime until;        /* the moment that divides near from far */
  SimNear near;
  SimFar far;
};

SimQueue *
sim_queue_new_divided (guint whole, guint helping)
{
  SimQueue *queue = g_new0 (SimQueue, 1);

  queue->whole = whole;
  queue->helping = helping;
  queue->until = SIM_NEVER;
  sim_near_load (&queue->near, NULL, 0);
  return queue;
}

/* With an eighth to spare, 14,336 events fill a tournament of 16,384 leaves, which is half a megabyte and good company to the
 * events in a second-level cache; 896 fill one of 1,024, which fits the first. */
SimQueue *
sim_queue_new (void)
{
  return sim_queue_new_divided (14336, 896);
}

/* The places used, with room for so many. (transfer full) */
static Place *
copy_places (const SimQueue *queue, guint size)
{
  Place *places = g_aligned_alloc (size, sizeof (Place), _Alignof(Place));

  if (queue->used > 0)
    memcpy (places, queue->places, queue->used * sizeof (Place));
  return places;
}

SimQueue *
sim_queue_copy (const SimQueue *queue)
{
  SimQueue *copy = g_memdup2 (queue, sizeof *queue);

  copy->places = copy_places (queue, queue->used);
  copy->size = queue->used;
  sim_near_copy (&copy->near, &queue->near);
  sim_far_copy (&copy->far, &queue->far);
  return copy;
}

void
sim_queue_free (SimQueue *queue)
{
  if (!queue)
    return;
  sim_near_clear (&queue->near);
  sim_far_clear (&queue->far);
  g_aligned_free (queue->places);
  g_free (queue);
}

static inline gboolean
is_pending (const SimQueue *queue, SimTicket ticket)
{
  return queue->places[ticket % SIM_KEY_PLACES].event.id == ticket >> SIM_KEY_PLACE_BITS;
}

static G_GNUC_NO_INLINE guint
new_place (SimQueue *queue)
{
  if (queue->used == queue->size) {
    g_assert (queue->size < SIM_KEY_PLACES);
    queue->size = MIN (MAX (64, 2 * queue->size), SIM_KEY_PLACES);
    Place *places = copy_places (queue, queue->size);
    g_aligned_free (queue->places);
    queue->places = places;
  }
  return queue->used++;
}

static inline guint
occupy (SimQueue *queue)
{
  guint place = queue->vacant - 1;

  queue->length++;
  if (G_UNLIKELY (queue->vacant == 0))
    return new_place (queue);
  queue->vacant = queue->places[place].next;
  return place;
}

static inline void
vacate (SimQueue *queue, guint place)
{
  queue->places[place].event.id = 0;
  queue->places[place].next = queue->vacant;
  queue->vacant = place + 1;
  queue->length--;
}

/* What near held is forgotten; it takes these instead. */
static void
load (SimQueue *queue, const SimKey *keys, guint n)
{
  for (guint leaf = 0; leaf < n; leaf++)
    queue->places[sim_key_place (keys[leaf])].leaf = leaf;
  sim_near_load (&queue->near, keys, n);
}

static inline void
add_far (SimQueue *queue, SimKey key)
{
  queue->places[sim_key_place (key)].leaf = FAR;
  sim_far_add (&queue->far, key);
}

/* Near has too many keys for its size, or too few: they go back to far, except those earlier than anything far may hold.
 * Those are rare: only a push after a peek can be earlier than what far gave last. */
static G_GNUC_NO_INLINE void
spill (SimQueue *queue)
{
  g_autofree SimKey *keys = NULL;
  guint n = sim_near_keys (&queue->near, &keys), left = 0;

  queue->until = queue->far.base;
  for (guint i = 0; i < n; i++)
    if (sim_key_time (keys[i]) < queue->until)
      keys[left++] = keys[i];
    else
      add_far (queue, keys[i]);
  load (queue, keys, left);
}

/* Near is empty: it takes the next helping from far, without the stale. The events have not been looked at for long, so they
 * are all sent for before the first is needed. */
static G_GNUC_NO_INLINE gboolean
refill (SimQueue *queue)
{
  SimHeap hand = { 0 };
  guint left = 0;

  if (queue->far.length == 0)
    return FALSE;
  queue->until
      = sim_far_take (&queue->far, queue->far.length > queue->whole ? queue->helping : queue->whole, &hand);
  for (guint i = 0; i < hand.length; i++)
    __builtin_prefetch (&queue->places[sim_key_place (hand.keys[i])]);
  for (guint i = 0; i < hand.length; i++)
    if (is_pending (queue, sim_key_ticket (hand.keys[i])))
      hand.keys[left++] = hand.keys[i];
  queue->stale -= hand.length - left;
  load (queue, hand.keys, left);
  g_free (hand.keys);
  return TRUE;
}

/* Most keys are stale: all are made anew. */
static G_GNUC_NO_INLINE void
sweep (SimQueue *queue)
{
  sim_far_clear (&queue->far);
  sim_near_load (&queue->near, NULL, 0);
  queue->until = queue->far.base;
  queue->stale = 0;
  for (guint place = 0; place < queue->used; place++)
    if (queue->places[place].event.id)
      add_far (queue, sim_key (&queue->places[place].event, place));
}

SimTicket
sim_queue_push (SimQueue *queue, const SimEvent *event)
{
  g_assert (event->at >= queue->now && event->at >> SIM_KEY_TIME_BITS == 0);
  g_assert ((event->id - 1) >> SIM_KEY_BIRTH_BITS == 0); /* nor is it 0 */

  guint place = occupy (queue);
  SimKey key = sim_key (event, place);

  queue->places[place].event = *event;
  if (G_UNLIKELY (event->at < queue->until && sim_near_is_full (&queue->near)))
    spill (queue);
  if (event->at < queue->until) {
    guint leaf = sim_near_add (&queue->near, key);
    queue->places[place].leaf = leaf;
    __builtin_prefetch (&queue->places[sim_near_leader (&queue->near, leaf)]);
  } else
    add_far (queue, key);
  return sim_key_ticket (key);
}

gboolean
sim_queue_is_pending (const SimQueue *queue, SimTicket ticket)
{
  return ticket >= SIM_KEY_PLACES && ticket % SIM_KEY_PLACES < queue->used && is_pending (queue, ticket);
}

gboolean
sim_queue_cancel (SimQueue *queue, SimTicket ticket)
{
  guint place = ticket % SIM_KEY_PLACES;

  if (!sim_queue_is_pending (queue, ticket))
    return FALSE;
  vacate (queue, place);
  if (queue->places[place].leaf != FAR)
    sim_near_drop (&queue->near, queue->places[place].leaf);
  else if (++queue->stale > queue->length + 64)
    sweep (queue);
  return TRUE;
}

gboolean
sim_queue_pop (SimQueue *queue, SimEvent *event)
{
  SimKey key;

  if (G_UNLIKELY (queue->near.length < queue->near.few))
    spill (queue);
  while (G_UNLIKELY (sim_key_is_none (key = sim_near_take (&queue->near))))
    if (!refill (queue))
      return FALSE;
  *event = queue->places[sim_key_place (key)].event;
  /* The key says it too, and need not be waited for. */
  queue->now = event->at = sim_key_time (key);
  vacate (queue, sim_key_place (key));
  return TRUE;
}

gboolean
sim_queue_peek (SimQueue *queue, SimEvent *event)
{
  SimKey key;

  while (sim_key_is_none (key = sim_near_first (&queue->near)))
    if (!refill (queue))
      return FALSE;
  *event = queue->places[sim_key_place (key)].event;
  return TRUE;
}

guint
sim_queue_length (const SimQueue *queue)
{
  return queue->length;
}

guint
sim_queue_keys (const SimQueue *queue)
{
  return (guint) queue->near.length - (queue->near.hole != 0) + queue->far.length;
}

guint
sim_queue_leaves (const SimQueue *queue)
{
  return (guint) queue->near.size;
}

guint64
sim_queue_digest (const SimQueue *queue)
{
  guint64 sum = 0;

  for (guint place = 0; place < queue->used; place++)
    if (queue->places[place].event.id)
      sum += sim_digest (0, &queue->places[place].event, sizeof (SimEvent));
  return sum;
}
