/* The engine, on two machines that have nothing to do with virtualization: doors, which fall shut, and a bell.
 *
 * What a run did is compared as a line of text, an entry each: `5 front push closed>open`. */
#include <CUnit/CUnit.h>
#include <string.h>
#include "sim/finding.h"
#include "sim/sim.h"
#include "tests/aborts.h"

void test_sim_suite (void);

enum { DOOR, BELL };
enum { CLOSED, OPEN, BROKEN };
enum { PUSH, HOLD, SHUT, MENDED, SMASH };
enum { QUIET, RINGING };
enum { RING, HUSH };
enum { DAMAGED, TRIED }; /* findings */
enum { FRONT = 1, BACK, BELL_1, HOUSE };

typedef struct {
  gint64 pushes, locked;
} Door;

#define DOOR_OF(RUN, ACTOR) ((Door *) sim_world_column ((RUN)->model, (RUN)->world, 0) + ((ACTOR) -FRONT))
#define TICKET_OF(RUN, ACTOR)                                                                                \
  ((SimTicket *) sim_world_column ((RUN)->model, (RUN)->world, 1) + ((ACTOR) -FRONT))
#define IN(STATE) (1u << (STATE))

/* clang-format off */
static const SimState door_states[] = {
  { "closed", SIM_START,  "nobody can look in" },
  { "open",   SIM_STEADY, "anybody can" },
  { "broken", SIM_FAILED, "for good or until it is mended" },
};
static const SimSignal door_signals[] = {
  { "push",   SIM_RANK_DECIDE, "somebody wants in; arg: how many ring first" },
  { "hold",   SIM_RANK_DECIDE, "somebody holds it open" },
  { "shut",   SIM_RANK_TIMER,  "its own weight has shut it" },
  { "mended", SIM_RANK_FINISH, "the joiner has finished" },
  { "smash",  SIM_RANK_FAULT,  "something hits it" },
};
static const SimState bell_states[] = {
  { "quiet",   SIM_START,   "nobody has rung" },
  { "ringing", SIM_PASSING, "somebody has" },
};
static const SimSignal bell_signals[] = {
  { "ring", SIM_RANK_DECIDE, "somebody rings; arg: how often" },
  { "hush", SIM_RANK_TIMER,  "it has rung long enough" },
};
/* clang-format on */

GUARD (is_locked, "it is locked")
{
  return DOOR_OF (run, event->to)->locked != 0;
}
GUARD (has_manners, "a visitor rings")
{
  return event->arg > 0;
}

ACTION (rattle, "count", "{a} pushes in vain", SENDS_NOTHING)
{
  sim_tell (run, ++DOOR_OF (run, event->to)->pushes, 0);
  sim_find (run, TRIED, SIM_NOTE, event->to, 0, NULL);
}

ACTION (ring, "ring the bell", NULL, SENDS ({ BELL, RING }, { DOOR, SHUT }))
{
  sim_send (run, 0, BELL_1, RING, event->arg);
  *TICKET_OF (run, event->to) = sim_send (run, 5, event->to, SHUT, 0);
}

ACTION (swing, "let it fall shut", NULL, SENDS ({ DOOR, SHUT }))
{
  *TICKET_OF (run, event->to) = sim_send (run, 5, event->to, SHUT, 0);
}

ACTION (hold, "stop its fall", NULL, SENDS_NOTHING)
{
  sim_cancel (run, TICKET_OF (run, event->to));
}

ACTION (lament, "say so", "hit by {a:name}", SENDS_NOTHING)
{
  sim_tell (run, HOUSE, 0);
  sim_find (run, DAMAGED, SIM_OUTAGE, event->to, HOUSE, (gint64[SIM_EVIDENCE_MAX]){ HOUSE, 90000 });
}

ACTION (rejoice, "say so", NULL, SENDS_NOTHING)
{
  sim_find_end (run, DAMAGED, event->to, HOUSE);
}

ACTION (fade, "fade", NULL, SENDS ({ BELL, HUSH }))
{
  sim_send (run, 2, event->to, HUSH, 0);
}

/* clang-format off */
static const SimRow door_rows[] = {
  STAY   (IN (CLOSED), PUSH, is_locked, rattle,       "{self} is locked", ""),
  ROW    (IN (CLOSED), PUSH, has_manners, OPEN, ring, "a visitor comes by {self}", ""),
  ROW    (IN (CLOSED), PUSH, ALWAYS, OPEN, swing,     "somebody comes in", ""),
  IGNORE (IN (OPEN), PUSH,                            "it is open"),
  STAY   (IN (OPEN), HOLD, ALWAYS, hold,              "somebody stands in it", ""),
  ROW    (IN (OPEN), SHUT, ALWAYS, CLOSED, NOTHING,   "it is heavy", ""),
  ROW    (IN (CLOSED) | IN (OPEN), SMASH, ALWAYS, BROKEN, lament, "a cart has run into it", ""),
  ROW    (IN (BROKEN), MENDED, ALWAYS, CLOSED, rejoice, "the joiner was there", ""),
  IGNORE (IN (CLOSED) | IN (BROKEN), HOLD,            "there is nothing to hold"),
  IGNORE (IN (CLOSED) | IN (BROKEN), SHUT,            "it cannot fall"),
  IGNORE (IN (CLOSED) | IN (OPEN), MENDED,            "it was whole"),
  IGNORE (IN (BROKEN), PUSH,                          "one may climb through"),
  IGNORE (IN (BROKEN), SMASH,                         "it is in pieces already"),
};
static const SimRow bell_rows[] = {
  ROW    (IN (QUIET), RING, ALWAYS, RINGING, fade,    "{from} is in use", ""),
  IGNORE (IN (RINGING), RING,                         "it rings already"),
  ROW    (IN (RINGING), HUSH, ALWAYS, QUIET, NOTHING, "the sound has died away", ""),
  IGNORE (IN (QUIET), HUSH,                           "it was quiet"),
};
static const SimMachine door = { "door", "a door", door_states, 3, 1, door_signals, 5, door_rows, G_N_ELEMENTS (door_rows), FALSE };
static const SimMachine bell = { "bell", "a bell", bell_states, 2, 1, bell_signals, 2, bell_rows, G_N_ELEMENTS (bell_rows), FALSE };
static const SimSend outside[] = { { DOOR, PUSH }, { DOOR, HOLD }, { DOOR, MENDED }, { DOOR, SMASH }, { SIM_SENDS_END, SIM_SENDS_END } };

static const SimFindingKind kinds[] = {
  [DAMAGED] = { "damaged", SIM_OUTAGE, "{subject} of {about} was hit by {by} for {cost:ms}", "call {by}", "", "",
                { { "by", "name" }, { "cost", "count" } } },
  [TRIED] = { "tried", SIM_NOTE, "somebody tried {subject}", "let them in", "", "", { { NULL, NULL } } },
};
/* clang-format on */

/* Braces in names are data, whatever a template would make of them. */
static const char *const names[] = { "nobody", "front", "{a}", "bell %s", "{house" };

static const char *
name_of (const SimModel *model, SimId thing)
{
  (void) model;
  return names[thing];
}

static guint64 digest (const SimRun *run);

/* What looks from the middle of events, if anything does: a fork in each. */
static GPtrArray *looks;

static void
look (SimRun *run, const SimEvent *event)
{
  SimRun *fork;

  if (!looks)
    return;
  fork = sim_run_fork (run);
  CU_ASSERT_EQUAL (digest (fork), digest (run));
  CU_ASSERT_PTR_NULL (fork->event);
  CU_ASSERT_EQUAL (sim_now (fork), event->at);
  fork->world->block[event->to] = BROKEN; /* to try something is nobody else's business */
  DOOR_OF (fork, FRONT)->pushes = 99;
  g_ptr_array_add (looks, fork);
}

/* The house: two doors, a bell, and the house itself, a thing without a machine. */
typedef struct {
  SimModel model;
  SimRun *run;
} House;

static const SimMachine *const machines[] = { &door, &bell };
static const guint counts[] = { 2, 1 };
static const SimColumn columns[] = {
  { "doors", sizeof (Door), 2, FALSE },
  { "tickets", sizeof (SimTicket), 2, TRUE },
};

static void
set_up (House *house, gboolean with_journal)
{
  *house = (House){ .model = { .machines = machines,
                               .counts = counts,
                               .n_machines = 2,
                               .n_things = HOUSE,
                               .columns = columns,
                               .n_columns = G_N_ELEMENTS (columns),
                               .kinds = kinds,
                               .n_kinds = G_N_ELEMENTS (kinds),
                               .settle = look,
                               .name = name_of } };
  sim_model_prepare (&house->model);
  house->run = sim_run_new (&house->model, sim_world_new (&house->model), with_journal);
}

static void
tear_down (House *house)
{
  sim_run_free (house->run);
  sim_model_clear (&house->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (House, tear_down)

static void
finish (SimRun *run)
{
  while (sim_run_step (run))
    ;
}

static char *
story (const SimRun *run)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);
    const SimMachine *machine = run->model->machines[entry->machine];
    g_string_append_printf (text, "%s%d %s %s %s>%s", i ? ", " : "", (int) entry->at,
                            run->model->name (run->model, entry->to), machine->signals[entry->signal].name,
                            machine->states[entry->state_from].name, machine->states[entry->state_to].name);
  }
  return g_string_free (text, FALSE);
}

#define ASSERT_STORY(RUN, TEXT)                                                                              \
  {                                                                                                          \
    g_autofree char *told = story (RUN);                                                                     \
    if (!g_str_equal (told, TEXT))                                                                           \
      g_print ("it went: %s\n    not: %s\n", told, TEXT);                                                    \
    CU_ASSERT_STRING_EQUAL (told, TEXT);                                                                     \
  }

static guint64
digest (const SimRun *run)
{
  return sim_world_digest (run->model, run->world);
}

static void
events_come_in_order (void)
{
  g_auto (House) house = { 0 };

  set_up (&house, TRUE);
  CU_ASSERT_EQUAL (sim_run_inject (house.run, 7, FRONT, PUSH, 0), 1);
  sim_run_inject (house.run, 7, FRONT, HOLD, 0);  /* born after the push */
  sim_run_inject (house.run, 7, FRONT, SMASH, 0); /* a fault goes before both */
  sim_run_inject (house.run, 7, BACK, SHUT, 0);   /* a timer before decisions, after what completes */
  sim_run_inject (house.run, 7, BACK, MENDED, 0);
  CU_ASSERT_EQUAL (sim_run_inject (house.run, 3, BACK, PUSH, 0), 6);
  finish (house.run);
  ASSERT_STORY (house.run, "3 {a} push closed>open, 7 front smash closed>broken, 7 {a} mended open>open, "
                           "7 {a} shut open>closed, 7 front push broken>broken, 7 front hold broken>broken, "
                           "8 {a} shut closed>closed");
  CU_ASSERT_EQUAL (house.run->world->handled, 7);
  CU_ASSERT_EQUAL (house.run->world->born, 7);
  CU_ASSERT_EQUAL (sim_now (house.run), 8);
  CU_ASSERT_FALSE (sim_run_step (house.run));
}

static void
rows_are_tried_in_order (void)
{
  g_auto (House) house = { 0 };

  set_up (&house, TRUE);
  DOOR_OF (house.run, BACK)->locked = 1;
  sim_run_inject (house.run, 1, FRONT, PUSH, 2); /* the second row; the bell hears of it at once */
  sim_run_inject (house.run, 2, BACK, PUSH, 2);  /* the first row holds, so the second is not asked */
  sim_run_inject (house.run, 3, BACK, PUSH, 0);
  sim_run_inject (house.run, 20, FRONT, PUSH, 0); /* neither guard holds: the third row */
  finish (house.run);
  ASSERT_STORY (house.run,
                "1 front push closed>open, 1 bell %s ring quiet>ringing, 2 {a} push closed>closed, "
                "3 bell %s hush ringing>quiet, 3 {a} push closed>closed, 6 front shut open>closed, "
                "20 front push closed>open, 25 front shut open>closed");
  CU_ASSERT_EQUAL (DOOR_OF (house.run, BACK)->pushes, 2);
  CU_ASSERT_EQUAL (house.run->taken[0], 2);
  CU_ASSERT_EQUAL (house.run->taken[1], 1);
  CU_ASSERT_EQUAL (house.run->taken[2], 1);
}

/* SAME acts and stays, IGNORED stays and does nothing; both leave an entry, only one of them is news. */
static void
staying_is_not_ignoring (void)
{
  g_auto (House) house = { 0 };
  const SimEntry *entry;

  set_up (&house, TRUE);
  sim_run_inject (house.run, 1, FRONT, PUSH, 0);
  sim_run_inject (house.run, 2, FRONT, PUSH, 0); /* ignored */
  sim_run_inject (house.run, 3, FRONT, HOLD, 0); /* cancels the shutting */
  sim_run_until (house.run, 2);
  CU_ASSERT_TRUE (sim_is_pending (house.run, *TICKET_OF (house.run, FRONT)));
  CU_ASSERT_FALSE (sim_is_pending (house.run, *TICKET_OF (house.run, BACK)));
  DOOR_OF (house.run, BACK)->locked = 1;
  sim_run_inject (house.run, 4, BACK, PUSH, 0);
  finish (house.run);
  ASSERT_STORY (house.run, "1 front push closed>open, 2 front push open>open, 3 front hold open>open, "
                           "4 {a} push closed>closed");
  CU_ASSERT_EQUAL (*TICKET_OF (house.run, FRONT), 0);
  CU_ASSERT_TRUE (sim_entry_is_news (&house.model, sim_journal_get (house.run->journal, 0)));
  CU_ASSERT_FALSE (sim_entry_is_news (&house.model, sim_journal_get (house.run->journal, 1)));
  CU_ASSERT_FALSE (sim_entry_is_news (&house.model, sim_journal_get (house.run->journal, 2)));
  entry = sim_journal_get (house.run->journal, 3);
  CU_ASSERT_TRUE (sim_entry_is_news (&house.model, entry));
  {
    g_autofree char *because = sim_entry_because (&house.model, entry);
    g_autofree char *told = sim_entry_told (&house.model, entry);
    CU_ASSERT_STRING_EQUAL (because, "{a} is locked");
    CU_ASSERT_STRING_EQUAL (told, "1 pushes in vain");
  }
}

static void
events_know_their_causes (void)
{
  g_auto (House) house = { 0 };
  const SimEntry *rung, *shut;

  set_up (&house, TRUE);
  sim_run_inject (house.run, 1, BACK, PUSH, 3);
  finish (house.run);
  rung = sim_journal_find (house.run->journal, 2);
  shut = sim_journal_find (house.run->journal, 3);
  CU_ASSERT_EQUAL (sim_journal_find (house.run->journal, 1)->cause, 0);
  CU_ASSERT_EQUAL (sim_journal_find (house.run->journal, 1)->from, 0);
  CU_ASSERT_EQUAL (rung->cause, 1);
  CU_ASSERT_EQUAL (rung->from, BACK);
  CU_ASSERT_EQUAL (rung->arg, 3);
  CU_ASSERT_EQUAL (shut->at, 6);
  CU_ASSERT_EQUAL (shut->cause, 1);
  CU_ASSERT_PTR_NULL (sim_journal_find (house.run->journal, 0));
  CU_ASSERT_PTR_NULL (sim_journal_find (house.run->journal, 5));
  {
    g_autofree char *because = sim_entry_because (&house.model, rung);
    CU_ASSERT_STRING_EQUAL (because, "{a} is in use");
    CU_ASSERT_PTR_NULL (sim_entry_told (&house.model, rung));
  }
}

static void
findings_open_once (void)
{
  g_auto (House) house = { 0 };
  const SimWorld *world;

  set_up (&house, FALSE);
  world = house.run->world;
  DOOR_OF (house.run, FRONT)->locked = 1;
  sim_run_inject (house.run, 1, FRONT, PUSH, 0);
  sim_run_inject (house.run, 2, FRONT, PUSH, 0); /* open already */
  sim_run_inject (house.run, 3, FRONT, SMASH, 0);
  sim_run_inject (house.run, 4, BACK, SMASH, 0);
  sim_run_inject (house.run, 5, FRONT, MENDED, 0);
  sim_run_inject (house.run, 6, FRONT, MENDED, 0);
  sim_run_inject (house.run, 7, FRONT, SMASH, 0); /* a second time */
  sim_run_until (house.run, 5);
  CU_ASSERT_FALSE (sim_find_is_open (house.run, DAMAGED, FRONT, HOUSE));
  CU_ASSERT_TRUE (sim_find_is_open (house.run, DAMAGED, BACK, HOUSE));
  CU_ASSERT_FALSE (sim_find_is_open (house.run, DAMAGED, BACK, 0)); /* about something else */
  CU_ASSERT_TRUE (sim_find_is_open (house.run, TRIED, FRONT, 0));
  finish (house.run);
  CU_ASSERT_EQUAL_FATAL (world->n_findings, 4);
  CU_ASSERT_EQUAL (world->findings[0].kind, TRIED);
  CU_ASSERT_EQUAL (world->findings[0].until, SIM_NEVER);
  CU_ASSERT_EQUAL (world->findings[1].since, 3);
  CU_ASSERT_EQUAL (world->findings[1].event, 3);
  CU_ASSERT_EQUAL (world->findings[1].until, 5);
  CU_ASSERT_EQUAL (world->findings[1].closed, 5);
  CU_ASSERT_EQUAL (world->findings[2].subject, BACK);
  CU_ASSERT_EQUAL (world->findings[3].subject, FRONT);
  CU_ASSERT_EQUAL (world->findings[3].until, SIM_NEVER);
  CU_ASSERT_EQUAL (world->findings[3].previous, 2); /* the one before it on the front door, + 1 */
}

static void
findings_speak (void)
{
  g_auto (House) house = { 0 };
  const SimFinding *finding;

  set_up (&house, FALSE);
  sim_run_inject (house.run, 1, BACK, SMASH, 0);
  finish (house.run);
  finding = &house.run->world->findings[0];
  {
    g_autofree char *message = sim_finding_message (&house.model, finding);
    g_autofree char *fix = sim_finding_fix (&house.model, finding);
    CU_ASSERT_STRING_EQUAL (message, "{a} of {house was hit by {house for 1 min 30 s");
    CU_ASSERT_STRING_EQUAL (fix, "call {house");
  }
  CU_ASSERT_PTR_EQUAL (sim_finding_kind (&house.model, "tried"), &kinds[TRIED]);
  CU_ASSERT_PTR_NULL (sim_finding_kind (&house.model, "trie"));
}

/* ---- Worlds are values ---- */

static void
inject_all (SimRun *run)
{
  DOOR_OF (run, BACK)->locked = 1;
  for (SimTime at = 1; at < 40; at += 3)
    sim_run_inject (run, at, at % 2 ? FRONT : BACK, at % 4 ? PUSH : HOLD, at % 5);
  sim_run_inject (run, 20, FRONT, SMASH, 0);
  sim_run_inject (run, 23, FRONT, MENDED, 0);
}

static void
a_fork_ends_as_its_origin (void)
{
  g_auto (House) house = { 0 };
  g_autoptr (GPtrArray) forks = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_run_free);

  set_up (&house, TRUE);
  inject_all (house.run);
  do
    g_ptr_array_add (forks, sim_run_fork (house.run));
  while (sim_run_step (house.run));
  CU_ASSERT_TRUE (forks->len > 20);
  for (guint i = 0; i < forks->len; i++) {
    SimRun *fork = g_ptr_array_index (forks, i);
    CU_ASSERT_TRUE (i == forks->len - 1 || digest (fork) != digest (house.run));
    finish (fork);
    CU_ASSERT_EQUAL (digest (fork), digest (house.run));
    CU_ASSERT_EQUAL (fork->world->handled, house.run->world->handled);
  }
}

static void
step_it (gconstpointer fork)
{
  sim_run_step ((SimRun *) fork);
}

static void
push_it (gconstpointer fork)
{
  sim_run_inject ((SimRun *) fork, 100, FRONT, PUSH, 0);
}

/* A fork from the middle of an event is to look at: it is whole, its origin does not feel it, and time stands still in it. */
static void
a_fork_inside_an_event_stands_still (void)
{
  g_auto (House) house = { 0 }, other = { 0 };
  g_autoptr (GPtrArray) forks = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_run_free);
  g_autoptr (SimRun) second = NULL;

  set_up (&house, TRUE);
  set_up (&other, TRUE);
  inject_all (house.run);
  inject_all (other.run);
  looks = forks;
  finish (house.run);
  looks = NULL;
  finish (other.run);
  CU_ASSERT_TRUE_FATAL (forks->len > 20);
  CU_ASSERT_EQUAL (digest (house.run), digest (other.run));
  second = sim_run_fork (g_ptr_array_index (forks, 3));
  CU_ASSERT_TRUE (aborts (step_it, g_ptr_array_index (forks, 3), "still"));
  CU_ASSERT_TRUE (aborts (push_it, g_ptr_array_index (forks, 3), "still"));
  CU_ASSERT_TRUE (aborts (step_it, second, "still"));
  CU_ASSERT_FALSE (aborts (push_it, house.run, ""));
}

static void
the_journal_is_no_part_of_the_world (void)
{
  g_auto (House) with = { 0 }, without = { 0 };

  set_up (&with, TRUE);
  set_up (&without, FALSE);
  inject_all (with.run);
  inject_all (without.run);
  finish (with.run);
  sim_run_until (without.run, 17);
  finish (without.run);
  CU_ASSERT_PTR_NULL (without.run->journal);
  CU_ASSERT_EQUAL (digest (with.run), digest (without.run));
}

/* Every ingredient of the world shows in its digest; what is derived from them does not. */
static void
digests_tell_worlds_apart (void)
{
  g_auto (House) house = { 0 };
  g_autoptr (SimWorld) copy = NULL;
  SimWorld *world;
  guint64 before;

  set_up (&house, FALSE);
  inject_all (house.run);
  sim_run_until (house.run, 21);
  world = house.run->world;
  before = digest (house.run);
  CU_ASSERT_TRUE_FATAL (world->n_findings > 0);

#define SHOWS(CHANGE, UNDO)                                                                                  \
  CHANGE;                                                                                                    \
  CU_ASSERT_NOT_EQUAL (digest (house.run), before);                                                          \
  UNDO;                                                                                                      \
  CU_ASSERT_EQUAL (digest (house.run), before);

  for (SimId actor = FRONT; actor <= BELL_1; actor++) {
    SHOWS (world->block[actor] ^= 1, world->block[actor] ^= 1);
  }
  for (gsize byte = 0; byte < 2 * sizeof (Door); byte++) {
    guint8 *doors = sim_world_column (&house.model, world, 0);
    SHOWS (doors[byte] ^= 0x80, doors[byte] ^= 0x80);
  }
  for (gsize byte = 0; byte < world->n_findings * sizeof (SimFinding); byte++) {
    guint8 *findings = (guint8 *) world->findings;
    SHOWS (findings[byte] ^= 4, findings[byte] ^= 4);
  }
  SHOWS (world->now++, world->now--);
  SHOWS (world->born++, world->born--);
  SHOWS (world->path ^= 1, world->path ^= 1);
  SHOWS (world->n_findings--, world->n_findings++);

  *TICKET_OF (house.run, FRONT) ^= 0xff; /* a shadow */
  CU_ASSERT_EQUAL (digest (house.run), before);

  copy = sim_world_copy (world);
  CU_ASSERT_EQUAL (sim_world_digest (&house.model, copy), before);
  {
    SimEvent event;
    sim_queue_pop (copy->queue, &event);
    CU_ASSERT_NOT_EQUAL (sim_world_digest (&house.model, copy), before);
    event.arg++;
    sim_queue_push (copy->queue, &event);
    CU_ASSERT_NOT_EQUAL (sim_world_digest (&house.model, copy), before);
  }
  CU_ASSERT_EQUAL (digest (house.run), before);
}

/* The same rows at other times, or other rows at the same time, are another path. */
static void
digests_tell_paths_apart (void)
{
  g_auto (House) early = { 0 }, late = { 0 };

  set_up (&early, FALSE);
  set_up (&late, FALSE);
  sim_run_inject (early.run, 1, FRONT, HOLD, 0);
  sim_run_inject (late.run, 2, FRONT, HOLD, 0);
  sim_run_inject (early.run, 9, FRONT, HOLD, 0);
  sim_run_inject (late.run, 9, FRONT, HOLD, 0);
  finish (early.run);
  finish (late.run);
  CU_ASSERT_NOT_EQUAL (early.run->world->path, late.run->world->path);
  CU_ASSERT_NOT_EQUAL (digest (early.run), digest (late.run));
}

static void
the_table_is_sound (void)
{
  g_auto (House) house = { 0 };
  g_autoptr (GPtrArray) complaints = NULL;

  set_up (&house, FALSE);
  complaints = sim_model_check (&house.model, outside);
  for (guint i = 0; i < complaints->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (complaints, i));
  CU_ASSERT_EQUAL (complaints->len, 0);
}

static void
inject_into_the_past (gconstpointer data)
{
  House house;

  set_up (&house, FALSE);
  sim_run_inject (house.run, 5, FRONT, PUSH, 0);
  sim_run_step (house.run);
  sim_run_inject (house.run, *(const SimTime *) data, FRONT, PUSH, 0);
}

static void
inject_to (gconstpointer data)
{
  House house;

  set_up (&house, FALSE);
  sim_run_inject (house.run, 5, *(const SimId *) data, HUSH, 0);
}

static void
mistakes_abort (void)
{
  const SimTime past = 4, present = 5, never = SIM_NEVER;
  const SimId nobody = 0, house = HOUSE, beyond = 1u << 31;

  CU_ASSERT_TRUE (aborts (inject_into_the_past, &past, "at >= "));
  CU_ASSERT_FALSE (aborts (inject_into_the_past, &present, ""));
  CU_ASSERT_TRUE (aborts (inject_into_the_past, &never, "at < SIM_NEVER"));
  CU_ASSERT_TRUE (aborts (inject_to, &nobody, "actor > 0"));
  CU_ASSERT_TRUE (aborts (inject_to, &house, "actor > 0"));
  CU_ASSERT_TRUE (aborts (inject_to, &beyond, "actor > 0"));
}

void
test_sim_suite (void)
{
  CU_pSuite suite = CU_add_suite ("sim", NULL, NULL);

  CU_add_test (suite, "events come by time, rank and birth", events_come_in_order);
  CU_add_test (suite, "rows are tried in the order of the table", rows_are_tried_in_order);
  CU_add_test (suite, "staying is not ignoring", staying_is_not_ignoring);
  CU_add_test (suite, "events know their causes", events_know_their_causes);
  CU_add_test (suite, "a finding opens once, ends, and may come again", findings_open_once);
  CU_add_test (suite, "findings say what their template says, names as they are", findings_speak);
  CU_add_test (suite, "a fork ends as its origin", a_fork_ends_as_its_origin);
  CU_add_test (suite, "a fork inside an event stands still", a_fork_inside_an_event_stands_still);
  CU_add_test (suite, "the journal is no part of the world", the_journal_is_no_part_of_the_world);
  CU_add_test (suite, "digests tell worlds apart", digests_tell_worlds_apart);
  CU_add_test (suite, "digests tell paths apart", digests_tell_paths_apart);
  CU_add_test (suite, "the table of this test is sound", the_table_is_sound);
  CU_add_test (suite, "mistakes of a model abort", mistakes_abort);
}
