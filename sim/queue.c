#include "sim/queue.h"

#include "sim/queue-tiers.h"
#include "sim/random.h"

struct _SimQueue {
  SimEvent *events; /* in places; id is 0 in a vacant one, and cause the next vacant one */
  guint size, used; /* places there are, and places ever used */
  guint vacant;     /* the first vacant place, + 1 */
  guint length;
  guint whole, helping;
  guint stale;   /* keys of cancelled events in near and far */
  SimTime now;   /* of the last pop */
  SimTime until; /* the moment that divides near from far */
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

/* Up to 14,336 events go into a tournament of 16,384 leaves with some room, half a megabyte; of more, so many at a time that
 * it has 512 leaves and fits the first level of any cache. */
SimQueue *
sim_queue_new (void)
{
  return sim_queue_new_divided (14336, 448);
}

SimQueue *
sim_queue_copy (const SimQueue *queue)
{
  SimQueue *copy = g_memdup2 (queue, sizeof *queue);

  copy->events = g_memdup2 (queue->events, queue->used * sizeof (SimEvent));
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
  g_free (queue->events);
  g_free (queue);
}

static inline gboolean
is_pending (const SimQueue *queue, SimTicket ticket)
{
  return queue->events[ticket % SIM_KEY_PLACES].id == ticket >> SIM_KEY_PLACE_BITS;
}

static G_GNUC_NO_INLINE guint
new_place (SimQueue *queue)
{
  if (queue->used == queue->size) {
    g_assert (queue->size < SIM_KEY_PLACES);
    queue->size = MIN (MAX (64, 2 * queue->size), SIM_KEY_PLACES);
    queue->events = g_renew (SimEvent, queue->events, queue->size);
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
  queue->vacant = (guint) queue->events[place].cause;
  return place;
}

static inline void
vacate (SimQueue *queue, guint place)
{
  queue->events[place].id = 0;
  queue->events[place].cause = queue->vacant;
  queue->vacant = place + 1;
  queue->length--;
}

/* Near is full: it goes back to far, except what is earlier than anything far may hold. That is rare: only a push after a
 * peek can be earlier than what far gave last. */
static G_GNUC_NO_INLINE void
spill (SimQueue *queue)
{
  g_autofree SimKey *keys = NULL;
  guint n = sim_near_keys (&queue->near, &keys), left = 0;

  for (guint i = 0; i < n; i++)
    if (!is_pending (queue, sim_key_ticket (keys[i])))
      queue->stale--;
    else if (sim_key_time (keys[i]) < queue->far.base)
      keys[left++] = keys[i];
    else
      sim_far_add (&queue->far, keys[i]);
  sim_near_load (&queue->near, keys, left);
  queue->until = queue->far.base;
}

/* Near is empty: it takes the next helping from far. The events are fetched along, since they will be wanted soon. */
static G_GNUC_NO_INLINE gboolean
refill (SimQueue *queue)
{
  SimHeap hand = { 0 };

  if (queue->far.length == 0)
    return FALSE;
  queue->until
      = sim_far_take (&queue->far, queue->far.length > queue->whole ? queue->helping : queue->whole, &hand);
  for (guint i = 0; i < hand.length; i++) {
    const SimEvent *event = &queue->events[sim_key_place (hand.keys[i])];
    __builtin_prefetch (&event->at);
    __builtin_prefetch (&event->zero);
  }
  sim_near_load (&queue->near, hand.keys, hand.length);
  g_free (hand.keys);
  return TRUE;
}

/* Most keys are stale: they are all made anew. */
static G_GNUC_NO_INLINE void
sweep (SimQueue *queue)
{
  sim_far_clear (&queue->far);
  sim_near_load (&queue->near, NULL, 0);
  queue->far.base = queue->until = queue->now;
  queue->stale = 0;
  for (guint place = 0; place < queue->used; place++)
    if (queue->events[place].id)
      sim_far_add (&queue->far, sim_key (&queue->events[place], place));
}

SimTicket
sim_queue_push (SimQueue *queue, const SimEvent *event)
{
  g_assert (event->at >= queue->now && event->at >> SIM_KEY_TIME_BITS == 0);
  g_assert ((event->id - 1) >> SIM_KEY_BIRTH_BITS == 0); /* nor is it 0 */

  guint place = occupy (queue);
  SimKey key = sim_key (event, place);

  queue->events[place] = *event;
  if (G_UNLIKELY (event->at < queue->until && sim_near_is_full (&queue->near)))
    spill (queue);
  if (event->at < queue->until)
    sim_near_add (&queue->near, key);
  else
    sim_far_add (&queue->far, key);
  return sim_key_ticket (key);
}

gboolean
sim_queue_cancel (SimQueue *queue, SimTicket ticket)
{
  if (ticket == 0 || ticket % SIM_KEY_PLACES >= queue->used || !is_pending (queue, ticket))
    return FALSE;
  vacate (queue, ticket % SIM_KEY_PLACES);
  if (++queue->stale > queue->length + 64)
    sweep (queue);
  return TRUE;
}

gboolean
sim_queue_pop (SimQueue *queue, SimEvent *event)
{
  for (;;) {
    SimKey key = sim_near_take (&queue->near);
    if (G_UNLIKELY (sim_key_is_none (key))) {
      if (!refill (queue))
        return FALSE;
    } else if (G_LIKELY (is_pending (queue, sim_key_ticket (key)))) {
      *event = queue->events[sim_key_place (key)];
      /* The key says it as well, and need not be waited for. */
      queue->now = event->at = sim_key_time (key);
      vacate (queue, sim_key_place (key));
      return TRUE;
    } else
      queue->stale--;
  }
}

gboolean
sim_queue_peek (SimQueue *queue, SimEvent *event)
{
  for (;;) {
    SimKey key = sim_near_first (&queue->near);
    if (sim_key_is_none (key)) {
      if (!refill (queue))
        return FALSE;
    } else if (is_pending (queue, sim_key_ticket (key))) {
      *event = queue->events[sim_key_place (key)];
      return TRUE;
    } else {
      sim_near_take (&queue->near);
      queue->stale--;
    }
  }
}

guint
sim_queue_length (const SimQueue *queue)
{
  return queue->length;
}

guint64
sim_queue_digest (const SimQueue *queue)
{
  guint64 sum = 0;

  for (guint place = 0; place < queue->used; place++)
    if (queue->events[place].id)
      sum += sim_digest (0, &queue->events[place], sizeof (SimEvent));
  return sum;
}
