/* How fast the engine is with everything that it does for an event: dispatch by table, a guard that fails and a row that
 * applies, an action with a declared send, the conclusions drawn after it, the journal and the digest of the path.
 *
 * The model is hold, as for queues: each of N balls is caught and thrown again, so that N events are always pending. Beside
 * it stands GTree doing nothing but hold, the loop that an engine on GLib alone would have at its heart. */
#include <stdio.h>
#include <time.h>
#include "sim/sim.h"
#include "tests/bench.h"

#define ROUNDS 5       /* the best of so many is told: what disturbs a run only makes it slower */
#define DELAYS 65536   /* drawn beforehand, the same for both */
#define MEAN   1000000 /* ms; wide enough that ties are rare */

static gint64 delays[DELAYS];

/* Exponential with the mean, by adding up geometric halves: -log2 of a uniform number is its leading zeros and a rest. */
static void
draw_delays (void)
{
  for (guint i = 0; i < DELAYS; i++) {
    guint64 u = sim_random (1, 0, 0, i) | 1;
    guint zeros = (guint) __builtin_clzll (u);
    guint64 rest = (u << zeros) - (G_GUINT64_CONSTANT (1) << 63); /* of 2^63 */
    /* log2 (1 + x) is about x; 0.69 turns it into a natural one. */
    delays[i] = (gint64) ((unsigned __int128) MEAN * 69 / 100
                              * (((guint64) zeros + 1) * ((guint64) 1 << 32) - (rest >> 31))
                          >> 32);
  }
}

/* Processor time, so that what else the machine does counts for little. */
static gint64
now_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* ---- The engine ---- */

typedef struct {
  gint64 catches;
} Ball;

enum { FLYING, SPINNING };
enum { CATCH };

#define BALL_OF(RUN, EVENT) ((Ball *) sim_world_column ((RUN)->model, (RUN)->world, 0) + ((EVENT)->to - 1))

static const SimState states[] = {
  { "flying", SIM_START, "as it was thrown" },
  { "spinning", SIM_STEADY, "with some spin" },
};
static const SimSignal signals[] = { { "catch", SIM_RANK_FINISH, "it comes down" } };

GUARD (is_tired, "a million catches")
{
  return BALL_OF (run, event)->catches >= G_MAXINT32;
}

ACTION (throw_again, "throw it again", NULL, SENDS ({ 0, CATCH }))
{
  BALL_OF (run, event)->catches++;
  sim_send (run, delays[event->id % DELAYS], event->to, CATCH, 0);
}

static const SimRow rows[] = {
  { 1u << FLYING | 1u << SPINNING, CATCH, SIM_SAME, &is_tired, NULL, "the juggler is tired", "" },
  { 1u << FLYING, CATCH, SPINNING, NULL, &throw_again, "it comes down", "" },
  { 1u << SPINNING, CATCH, FLYING, NULL, &throw_again, "it comes down spinning", "" },
};
static const SimMachine ball
    = { "ball", "a ball", states, 2, 1, signals, 1, rows, G_N_ELEMENTS (rows), FALSE };

static const char *
name_of (const SimModel *model, SimId thing)
{
  (void) model;
  (void) thing;
  return "ball";
}

static void
settle (SimRun *run, const SimEvent *event)
{
  g_assert (BALL_OF (run, event)->catches > 0);
}

/* Million events a second with so many balls in the air. */
static double
juggle (guint balls, guint events)
{
  static const SimMachine *const machines[] = { &ball };
  const SimColumn column = { "balls", sizeof (Ball), balls, FALSE };
  SimModel model = { .machines = machines,
                     .counts = &balls,
                     .n_machines = 1,
                     .n_things = balls,
                     .columns = &column,
                     .n_columns = 1,
                     .name = name_of,
                     .settle = settle };
  SimRun *run;
  gint64 began, took;

  sim_model_prepare (&model);
  run = sim_run_new (&model, sim_world_new (&model), TRUE);
  for (SimId i = 1; i <= balls; i++)
    sim_run_inject (run, delays[i % DELAYS], i, CATCH, 0);
  began = now_us ();
  for (guint i = 0; i < events; i++)
    sim_run_step (run);
  g_assert (sim_world_digest (&model, run->world) != 0 && sim_journal_length (run->journal) == events);
  took = now_us () - began;
  sim_run_free (run);
  sim_model_clear (&model);
  return (double) events / (double) took;
}

/* ---- GTree ---- */

typedef struct {
  SimTime at;
  guint64 id;
} Key;

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Key *x = a, *y = b;

  (void) data;
  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

static double
hold_in_tree (guint balls, guint events)
{
  g_autoptr (GTree) tree = g_tree_new_full (compare, NULL, NULL, NULL);
  g_autofree Key *keys = g_new (Key, balls);
  guint64 born = 0;
  gint64 began;

  for (guint i = 0; i < balls; i++) {
    born++;
    keys[i] = (Key){ delays[born % DELAYS], born };
    g_tree_insert (tree, &keys[i], &keys[i]);
  }
  began = now_us ();
  for (guint i = 0; i < events; i++) {
    Key *key = g_tree_node_key (g_tree_node_first (tree));
    g_tree_remove (tree, key);
    *key = (Key){ key->at + delays[key->id % DELAYS], ++born };
    g_tree_insert (tree, key, key);
  }
  return (double) events / (double) (now_us () - began);
}

static double
best_of (double (*measure) (guint balls, guint events), guint balls, guint events)
{
  double best = 0;

  for (guint round = 0; round < ROUNDS; round++) {
    double speed = measure (balls, events);
    best = MAX (best, speed);
  }
  return best;
}

void
bench_engine (void)
{
  static const guint sizes[] = { 100, 10000 };

  draw_delays ();
  printf ("engine: hold model, million events a second of processor time\n"
          "        (an event is dispatch, a guard, an action with a send, the journal and the digest)\n"
          "  pending    engine     GTree, bare    engine / GTree\n");
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    double engine = best_of (juggle, sizes[i], 2000000), tree = best_of (hold_in_tree, sizes[i], 1000000);
    printf ("  %7u    %6.2f     %6.2f          %.2f\n", sizes[i], engine, tree, engine / tree);
    fflush (stdout);
  }
}
