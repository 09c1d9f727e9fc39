/* How fast the event queue is, beside the two sorted containers that GLib brings along.
 *
 * All three run one loop, inlined for each, on the same random numbers from the same seed. All three copy the 48 bytes of
 * an event in and out of a pool of their own and use a place again at once; a node of GTree and GSequence has the event
 * itself for a key, compared by event.h's order. Each is used as its manual suggests: the first node, then removal
 * by key (GTree has no other) or by iterator. A step is timed as a whole, random numbers included.
 *
 * Runs of the three take turns, so that what else the machine does falls on all alike; the median of five counts. At a
 * million pending ours does some of its work in lumps, and a run is long enough to have its share of them. */
#include "tests/bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "sim/queue.h"

#define RUNS 5

typedef guint64 Ticket; /* a SimTicket, or a pointer to what the peer calls it */

typedef struct {
  gpointer (*new) (guint n);
  void (*free) (gpointer queue);
  Ticket (*push) (gpointer queue, const SimEvent *event);
  void (*pop) (gpointer queue, SimEvent *event);
  void (*cancel) (gpointer queue, Ticket ticket);
} Peer;

/* Ours. */
static gpointer
our_new (guint n)
{
  (void) n;
  return sim_queue_new ();
}

static void
our_free (gpointer queue)
{
  sim_queue_free (queue);
}

static inline Ticket
our_push (gpointer queue, const SimEvent *event)
{
  return sim_queue_push (queue, event);
}

static inline void
our_pop (gpointer queue, SimEvent *event)
{
  g_assert (sim_queue_pop (queue, event));
}

static inline void
our_cancel (gpointer queue, Ticket ticket)
{
  g_assert (sim_queue_cancel (queue, ticket));
}

/* GLib's. */
typedef struct {
  GTree *tree;
  GSequence *sequence;
  SimEvent *events;
  SimEvent **vacant;
  guint n_vacant;
} Glib;

static gint
compare (gconstpointer one, gconstpointer other, gpointer unused)
{
  const SimEvent *a = one, *b = other;

  (void) unused;
  if (a->at != b->at)
    return a->at < b->at ? -1 : 1;
  if (a->rank != b->rank)
    return a->rank < b->rank ? -1 : 1;
  return a->id < b->id ? -1 : a->id > b->id;
}

static Glib *
glib_new (guint n)
{
  Glib *glib = g_new0 (Glib, 1);

  glib->events = g_new0 (SimEvent, n);
  glib->vacant = g_new (SimEvent *, n);
  while (glib->n_vacant < n) {
    glib->vacant[glib->n_vacant] = &glib->events[n - 1 - glib->n_vacant];
    glib->n_vacant++;
  }
  return glib;
}

static void
glib_free (gpointer queue)
{
  Glib *glib = queue;

  g_clear_pointer (&glib->tree, g_tree_destroy);
  g_clear_pointer (&glib->sequence, g_sequence_free);
  g_free (glib->events);
  g_free (glib->vacant);
  g_free (glib);
}

static gpointer
tree_new (guint n)
{
  Glib *glib = glib_new (n);

  glib->tree = g_tree_new_with_data (compare, NULL);
  return glib;
}

static inline Ticket
tree_push (gpointer queue, const SimEvent *event)
{
  Glib *glib = queue;
  SimEvent *place = glib->vacant[--glib->n_vacant];

  *place = *event;
  g_tree_insert (glib->tree, place, NULL);
  return GPOINTER_TO_SIZE (place);
}

static inline void
tree_cancel (gpointer queue, Ticket ticket)
{
  Glib *glib = queue;
  SimEvent *place = GSIZE_TO_POINTER (ticket);

  g_assert (g_tree_remove (glib->tree, place));
  glib->vacant[glib->n_vacant++] = place;
}

static inline void
tree_pop (gpointer queue, SimEvent *event)
{
  Glib *glib = queue;
  SimEvent *first = g_tree_node_key (g_tree_node_first (glib->tree));

  *event = *first;
  tree_cancel (glib, GPOINTER_TO_SIZE (first));
}

static gpointer
sequence_new (guint n)
{
  Glib *glib = glib_new (n);

  glib->sequence = g_sequence_new (NULL);
  return glib;
}

static inline Ticket
sequence_push (gpointer queue, const SimEvent *event)
{
  Glib *glib = queue;
  SimEvent *place = glib->vacant[--glib->n_vacant];

  *place = *event;
  return GPOINTER_TO_SIZE (g_sequence_insert_sorted (glib->sequence, place, compare, NULL));
}

static inline void
sequence_cancel (gpointer queue, Ticket ticket)
{
  Glib *glib = queue;
  GSequenceIter *node = GSIZE_TO_POINTER (ticket);

  glib->vacant[glib->n_vacant++] = g_sequence_get (node);
  g_sequence_remove (node);
}

static inline void
sequence_pop (gpointer queue, SimEvent *event)
{
  Glib *glib = queue;
  GSequenceIter *first = g_sequence_get_begin_iter (glib->sequence);

  *event = *(SimEvent *) g_sequence_get (first);
  sequence_cancel (glib, GPOINTER_TO_SIZE (first));
}

/* One loop for all. The event of entity i carries i as its arg. */
typedef struct {
  gpointer queue;
  Ticket *tickets; /* of each entity's event, where the loop cancels */
  guint n;
  guint64 random, born;
} Load;

static inline guint64
draw (guint64 *random)
{
  guint64 z = (*random += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

/* Exponential to within a few percent, an hour on average: the logarithm to base 2 of a uniform number, straight between
 * powers of two, times an hour's natural one. */
static inline SimTime
draw_delay (guint64 *random)
{
  guint64 z = draw (random) | 1;
  guint64 zeros = (guint64) __builtin_clzll (z), mantissa = z << zeros >> 43;

  return (SimTime) ((((zeros + 2) << 20) - mantissa) * 2495330 >> 20);
}

static G_ALWAYS_INLINE inline Ticket
schedule (const Peer *peer, Load *load, SimTime now, guint64 cause, gint64 entity)
{
  SimEvent event = { .at = now + draw_delay (&load->random),
                     .id = ++load->born,
                     .cause = cause,
                     .arg = entity,
                     .to = (SimId) entity,
                     .rank = load->born % 4 };

  return peer->push (load->queue, &event);
}

/* Fire one, schedule one. */
static G_ALWAYS_INLINE inline void
hold (const Peer *peer, Load *given, guint steps)
{
  Load load = *given;
  SimEvent event;

  for (guint i = 0; i < steps; i++) {
    peer->pop (load.queue, &event);
    schedule (peer, &load, event.at, event.id, event.arg);
  }
  *given = load;
}

/* Fire one, cancel another, schedule both anew. */
static G_ALWAYS_INLINE inline void
hold_and_cancel (const Peer *peer, Load *given, guint steps)
{
  Load load = *given;
  SimEvent event;

  for (guint i = 0; i < steps; i++) {
    peer->pop (load.queue, &event);
    gint64 other = (gint64) ((draw (&load.random) >> 32) * (load.n - 1) >> 32);
    other += other >= event.arg;
    peer->cancel (load.queue, load.tickets[other]);
    load.tickets[event.arg] = schedule (peer, &load, event.at, event.id, event.arg);
    load.tickets[other] = schedule (peer, &load, event.at, event.id, other);
  }
  *given = load;
}

/* Each peer's functions are known where the loops are inlined. */
#define PEER(prefix, release)                                                                                \
  static const Peer prefix##_peer = { prefix##_new, release, prefix##_push, prefix##_pop, prefix##_cancel }; \
                                                                                                             \
  static void prefix##_hold (Load *load, guint steps)                                                        \
  {                                                                                                          \
    hold (&prefix##_peer, load, steps);                                                                      \
  }                                                                                                          \
                                                                                                             \
  static void prefix##_hold_and_cancel (Load *load, guint steps)                                             \
  {                                                                                                          \
    hold_and_cancel (&prefix##_peer, load, steps);                                                           \
  }

PEER (our, our_free)
PEER (tree, glib_free)
PEER (sequence, glib_free)

enum { OURS, TREE, SEQUENCE, N_PEERS };

static const struct {
  const Peer *peer;
  void (*hold) (Load *load, guint steps);
  void (*hold_and_cancel) (Load *load, guint steps);
} peers[N_PEERS] = {
  [OURS] = { &our_peer, our_hold, our_hold_and_cancel },
  [TREE] = { &tree_peer, tree_hold, tree_hold_and_cancel },
  [SEQUENCE] = { &sequence_peer, sequence_hold, sequence_hold_and_cancel },
};

static int
compare_rates (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* One line of a table, in million steps a second. The peers are several times slower, so they get a tenth of the steps and
 * about the same time; but first all events are replaced once, because a tree is faster while memory is as new. */
static void
measure (guint n, guint our_steps, gboolean cancelling)
{
  Load loads[N_PEERS];
  double rates[N_PEERS][RUNS];

  for (guint p = 0; p < N_PEERS; p++) {
    loads[p] = (Load){ .queue = peers[p].peer->new (n), .tickets = g_new (Ticket, n), .n = n };
    for (guint i = 0; i < n; i++)
      loads[p].tickets[i] = schedule (peers[p].peer, &loads[p], 0, 0, i);
    (cancelling ? peers[p].hold_and_cancel : peers[p].hold) (&loads[p], n);
  }
  for (guint run = 0; run < RUNS; run++)
    for (guint p = 0; p < N_PEERS; p++) {
      guint steps = p == OURS ? our_steps : our_steps / 10;
      gint64 began_us = g_get_monotonic_time ();
      (cancelling ? peers[p].hold_and_cancel : peers[p].hold) (&loads[p], steps);
      rates[p][run] = (double) steps / (double) MAX (1, g_get_monotonic_time () - began_us);
    }
  printf ("%10u", n);
  for (guint p = 0; p < N_PEERS; p++) {
    qsort (rates[p], RUNS, sizeof (double), compare_rates);
    printf ("%10.2f", rates[p][RUNS / 2]);
    peers[p].peer->free (loads[p].queue);
    g_free (loads[p].tickets);
  }
  printf ("%11.1f\n", rates[OURS][RUNS / 2] / rates[TREE][RUNS / 2]);
  fflush (stdout);
}

void
bench_queue (void)
{
  static const struct {
    guint n, steps;
  } sizes[] = { { 100, 1000000 }, { 10000, 500000 }, { 1000000, 500000 } };

  for (gboolean cancelling = FALSE; cancelling <= TRUE; cancelling++) {
    printf ("%s, million steps a second, median of %d runs\n",
            cancelling ? "Event queue, fire one, cancel one, schedule two"
                       : "Event queue, fire one, schedule one",
            RUNS);
    printf ("%10s%10s%10s%10s%11s\n", "pending", "rollcall", "GTree", "GSequence", "x GTree");
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      measure (sizes[i].n, sizes[i].steps, cancelling);
    printf ("\n");
  }
}
