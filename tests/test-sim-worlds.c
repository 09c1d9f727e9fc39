/* Worlds are values: forks, digests, and a journal that is no part of them. */
#include <CUnit/CUnit.h>
#include "tests/aborts.h"
#include "tests/doors.h"

void test_sim_worlds_suite (void);

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

  house_set_up (&house, TRUE);
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

  house_set_up (&house, TRUE);
  house_set_up (&other, TRUE);
  inject_all (house.run);
  inject_all (other.run);
  doors_looks = forks;
  finish (house.run);
  doors_looks = NULL;
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

  house_set_up (&with, TRUE);
  house_set_up (&without, FALSE);
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

  house_set_up (&house, FALSE);
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

  house_set_up (&early, FALSE);
  house_set_up (&late, FALSE);
  sim_run_inject (early.run, 1, FRONT, HOLD, 0);
  sim_run_inject (late.run, 2, FRONT, HOLD, 0);
  sim_run_inject (early.run, 9, FRONT, HOLD, 0);
  sim_run_inject (late.run, 9, FRONT, HOLD, 0);
  finish (early.run);
  finish (late.run);
  CU_ASSERT_NOT_EQUAL (early.run->world->path, late.run->world->path);
  CU_ASSERT_NOT_EQUAL (digest (early.run), digest (late.run));
}

void
test_sim_worlds_suite (void)
{
  CU_pSuite suite = CU_add_suite ("sim-worlds", NULL, NULL);

  CU_add_test (suite, "a fork ends as its origin", a_fork_ends_as_its_origin);
  CU_add_test (suite, "a fork inside an event stands still", a_fork_inside_an_event_stands_still);
  CU_add_test (suite, "the journal is no part of the world", the_journal_is_no_part_of_the_world);
  CU_add_test (suite, "digests tell worlds apart", digests_tell_worlds_apart);
  CU_add_test (suite, "digests tell paths apart", digests_tell_paths_apart);
}
