/* The event queue against a sorted array: long histories drawn by lot, in which both must tell the same. */
#include <CUnit/CUnit.h>

#include "sim/queue-key.h"

void test_queue_random_suite (void);

/* The oracle: every event ever born, and those pending as an array of births, the last to come first. Its comparison is
 * event.h's sentence in C and knows nothing of keys. */
typedef struct {
  SimEvent event;
  SimTicket ticket;
} Birth;

typedef struct {
  SimQueue *queue;
  guint64 state; /* of the random numbers */
  GArray *born;
  GArray *pending;
  SimTime now;
  guint wrong;
} Oracle;

static guint64
draw (Oracle *oracle, guint64 bound)
{
  guint64 z = (oracle->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (z ^ z >> 31) % bound;
}

static Birth *
birth (Oracle *oracle, guint i)
{
  return &g_array_index (oracle->born, Birth, g_array_index (oracle->pending, guint32, i));
}

static gboolean
precedes (const SimEvent *a, const SimEvent *b)
{
  if (a->at != b->at)
    return a->at < b->at;
  if (a->rank != b->rank)
    return a->rank < b->rank;
  return a->id < b->id;
}

static guint
find (Oracle *oracle, const SimEvent *event)
{
  guint low = 0, high = oracle->pending->len;

  while (low < high) {
    guint middle = (low + high) / 2;
    if (precedes (event, &birth (oracle, middle)->event))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
oracle_push (Oracle *oracle, SimTime delay)
{
  Birth new = { .event = { .at = oracle->now + delay,
                           .id = oracle->born->len + 1,
                           .cause = draw (oracle, 1000),
                           .arg = (gint64) draw (oracle, G_MAXUINT64),
                           .to = (SimId) draw (oracle, 1000),
                           .rank = (guint8) draw (oracle, 4) } };
  guint32 at = oracle->born->len;

  new.ticket = sim_queue_push (oracle->queue, &new.event);
  g_array_append_val (oracle->born, new);
  g_array_insert_val (oracle->pending, find (oracle, &new.event), at);
}

static void
oracle_next (Oracle *oracle, gboolean (*next) (SimQueue *, SimEvent *))
{
  SimEvent event;
  guint n = oracle->pending->len;
  gboolean found = next (oracle->queue, &event);

  oracle->wrong += found != (n > 0);
  if (!found || n == 0)
    return;
  oracle->wrong += memcmp (&event, &birth (oracle, n - 1)->event, sizeof event) != 0;
  if (next == sim_queue_pop) {
    oracle->now = event.at;
    g_array_set_size (oracle->pending, n - 1);
  }
}

/* Any event there ever was; one of the pending, half of the time. */
static void
oracle_cancel (Oracle *oracle)
{
  guint n = oracle->pending->len;

  if (n > 0 && draw (oracle, 2)) {
    guint i = (guint) draw (oracle, n);
    oracle->wrong += !sim_queue_cancel (oracle->queue, birth (oracle, i)->ticket);
    g_array_remove_index (oracle->pending, i);
  } else if (oracle->born->len > 0) {
    guint32 i = (guint32) draw (oracle, oracle->born->len);
    const Birth *any = &g_array_index (oracle->born, Birth, i);
    guint place = find (oracle, &any->event);
    gboolean pending = place < n && birth (oracle, place)->event.id == any->event.id;
    oracle->wrong += sim_queue_cancel (oracle->queue, any->ticket) != pending;
    if (pending)
      g_array_remove_index (oracle->pending, place);
  }
}

/* The same events, pushed by someone who never heard of what happened before. */
static SimQueue *
oracle_afresh (Oracle *oracle)
{
  SimQueue *queue = sim_queue_new ();

  for (guint i = 0; i < oracle->pending->len; i++)
    sim_queue_push (queue, &birth (oracle, i)->event);
  return queue;
}

/* Copying tells nothing to the original, whatever the copy goes through afterwards. */
static void
oracle_copy (Oracle *oracle)
{
  SimQueue *copy = sim_queue_copy (oracle->queue);
  g_autoptr (SimQueue) afresh = oracle_afresh (oracle);
  guint64 digest = sim_queue_digest (oracle->queue);
  SimQueue *left = draw (oracle, 2) ? copy : oracle->queue;
  SimEvent event, other;

  oracle->wrong += sim_queue_digest (copy) != digest || sim_queue_digest (afresh) != digest;
  oracle->queue = left == copy ? oracle->queue : copy;
  for (guint i = 0; i < 20 && sim_queue_pop (left, &event); i++)
    oracle->wrong += !sim_queue_pop (afresh, &other) || memcmp (&event, &other, sizeof event) != 0;
  oracle->wrong += sim_queue_digest (oracle->queue) != digest;
  sim_queue_free (left);
}

/* Delays of every size, so that every heap of far has its turn; some of them none. */
static SimTime
some_delay (Oracle *oracle)
{
  return (SimTime) draw (oracle, (guint64) 1 << draw (oracle, draw (oracle, 50) ? 22 : 45));
}

/* A season is so many steps in which pushes have that many chances in a hundred. */
typedef struct {
  guint steps, pushes;
} Season;

static void
oracle_live (Oracle *oracle, const Season *seasons, guint n)
{
  for (guint s = 0; s < n; s++)
    for (guint step = 0; step < seasons[s].steps; step++) {
      guint chance = (guint) draw (oracle, 100);
      if (chance < seasons[s].pushes)
        oracle_push (oracle, some_delay (oracle));
      else if (chance < 92)
        oracle_next (oracle, sim_queue_pop);
      else if (chance < 94)
        oracle_next (oracle, sim_queue_peek);
      else
        oracle_cancel (oracle);
      if (draw (oracle, 2000) == 0)
        oracle_copy (oracle);
      oracle->wrong += sim_queue_length (oracle->queue) != oracle->pending->len;
    }
}

static void
live (guint whole, guint helping, guint64 seed, const Season *seasons, guint n)
{
  Oracle oracle = { .queue = sim_queue_new_divided (whole, helping),
                    .state = seed,
                    .born = g_array_new (FALSE, FALSE, sizeof (Birth)),
                    .pending = g_array_new (FALSE, FALSE, sizeof (guint32)) };

  oracle_live (&oracle, seasons, n);
  while (oracle.pending->len > 0 && oracle.wrong == 0)
    oracle_next (&oracle, sim_queue_pop);
  oracle_next (&oracle, sim_queue_pop);
  CU_ASSERT_EQUAL (oracle.wrong, 0);
  g_array_unref (oracle.born);
  g_array_unref (oracle.pending);
  sim_queue_free (oracle.queue);
}

/* Divided sooner than a tournament shrinks, at once, and at every step. */
static void
test_random (void)
{
  static const Season seasons[]
      = { { 3000, 80 }, { 3000, 46 }, { 6000, 20 }, { 2000, 60 }, { 6000, 46 }, { 5000, 0 }, { 9000, 45 } };
  static const struct {
    guint whole, helping;
  } divisions[] = { { 1024, 300 }, { 64, 64 }, { 100, 10 }, { 0, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (divisions); i++)
    live (divisions[i].whole, divisions[i].helping, i, seasons, G_N_ELEMENTS (seasons));
}

/* Past what a queue keeps in one piece, and back. */
static void
test_large (void)
{
  static const Season seasons[] = { { 22000, 90 }, { 4000, 46 }, { 9000, 0 }, { 6000, 90 }, { 25000, 0 } };

  live (14336, 448, 5, seasons, G_N_ELEMENTS (seasons));
}

void
test_queue_random_suite (void)
{
  CU_pSuite suite = CU_add_suite ("queue at random", NULL, NULL);

  CU_add_test (suite, "any history agrees with a sorted array", test_random);
  CU_add_test (suite, "so does one that grows large and shrinks again", test_large);
}
