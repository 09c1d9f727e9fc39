/* A Nutanix cluster whose guests go on writing: when the lines are crossed, who takes what is written while a node is away, and when
 * writes stop. */

#include <CUnit/CUnit.h>

#include "models/nutanix/capacity.h"
#include "models/nutanix/filling.h"
#include "tests/trial.h"

void test_physics_nutanix_filling_suite (void);

#define MIB (G_GINT64_CONSTANT (1) << 20)

/* Four nodes of 1,000 MiB, with 450 MiB each; 1 MiB of new data comes each second, and takes two. */
static Trial *
cluster (const char *of_cluster, const char *rest)
{
  return trial_new_from (
      "rollcall: 1\nphysics: {rebuild-rate: 1 MiB/s}\nclusters:\n  n:\n    platform: nutanix-ahv\n"
      "    aos: 6.5\n%s    hosts:\n"
      "      n[1-4]: {cpu: 100 GHz, memory: 256 GiB, capacity: 1000 MiB, data: 450 MiB}\n%s",
      of_cluster, rest);
}

#define WRITES "    new-data: 1 MiB/s\n"

/* Bytes and milliseconds are whole: a line is crossed within two of the one, and by what comes in them of the other. */
#define ABOUT(GIVEN, EXPECTED, MOST) ((GIVEN) >= (EXPECTED) && (GIVEN) <= (EXPECTED) + (MOST))

static gint64
held (const Trial *trial)
{
  gint64 bytes = 0;

  for (guint32 host = 0; host < trial->fleet->n_hosts; host++)
    bytes += model_store_state (trial->run, host)->holds - model_store_state (trial->run, host)->copied;
  return bytes;
}

/* N-111, N-112: Prism warns above 0.75 x 2,850 MiB, a loss cannot be rebuilt above 2,850 MiB, and at 3,800 MiB writes are refused. Each
 * is crossed by the byte after it, at 2 MiB a second. */
static void
lines_are_crossed_one_after_another (void)
{
  g_autoptr (Trial) trial = cluster (WRITES, "");

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, STORAGE_WARNING)->since, 168751);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, STORAGE_WARNING)->until, 525001);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, STORAGE_NOT_RESILIENT)->since, 525001);
  CU_ASSERT_TRUE (ABOUT (FIRST_ANY (trial, STORAGE_READ_ONLY)->since, 1000 * SIM_SECOND, 2));
  CU_ASSERT_TRUE (ABOUT (held (trial), 3800 * MIB, 2 * 2 * MIB / 1000)); /* and no more comes */
  CU_ASSERT_EQUAL (model_cluster_data (trial->run, 0)->written, held (trial) - 1800 * MIB);
  CU_ASSERT_EQUAL (model_filling_since (trial->run, 0), 0);
}

/* N-113. */
static void
reserved_room_is_kept (void)
{
  g_autoptr (Trial) trial = cluster (WRITES "    reserve-rebuild: true\n", "");

  trial_end (trial);
  CU_ASSERT_TRUE (ABOUT (FIRST_ANY (trial, STORAGE_READ_ONLY)->since, 525 * SIM_SECOND, 2));
  CU_ASSERT_TRUE (ABOUT (held (trial), 2850 * MIB, 2 * 2 * MIB / 1000));
}

/* Nothing happens in between, and yet it is known at any moment how full it is. */
static void
it_is_known_in_between (void)
{
  g_autoptr (Trial) trial = cluster (WRITES, "plan:\n  - {step: a-while, wait: 100 s}\n");

  trial_until (trial, 100 * SIM_SECOND);
  CU_ASSERT_EQUAL (held (trial), 1800 * MIB);
  CU_ASSERT_EQUAL (model_storage (trial->run, 0).used, 2000 * MIB);
}

/* N-25, N-26: while a node is away the others take what is written. It holds what it held, and that is what is rebuilt. */
static void
a_node_that_is_away_takes_nothing (void)
{
  g_autoptr (Trial) trial = cluster (WRITES, "faults:\n  - {cvm-down: n1, at: 100 s, for: 30 s}\n");

  trial_until (trial, 100 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, STORE, "data:n1", REBUILDING));
  CU_ASSERT_EQUAL (model_store_state (trial->run, 0)->left, 500 * MIB);
  trial_until (trial, WHEN (trial, CVM, "cvm:n1", SERVING) > 0 ? 0 : 552 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", SERVING));
  CU_ASSERT_EQUAL (model_store_state (trial->run, 0)->holds, 500 * MIB);
  CU_ASSERT_TRUE (model_store_state (trial->run, 1)->holds > 500 * MIB);
}

/* A rebuild and the guests fill what is left together: writes are refused sooner than by either, and the rebuild stops short. */
static void
guests_take_the_room_of_a_rebuild (void)
{
  g_autoptr (Trial) trial = cluster (WRITES, "faults:\n  - {cvm-down: n1, at: 400 s}\n");
  SimTime full;

  trial_end (trial);
  /* 2,850 MiB on three nodes; they hold 3 x 650 MiB, and take 3 of the rebuild and 2 of the guests each second: 180 s. */
  full = FIRST_ANY (trial, STORAGE_READ_ONLY)->since;
  CU_ASSERT_TRUE (ABOUT (full, 580 * SIM_SECOND, 2));
  CU_ASSERT_TRUE (ABOUT (FIRST (trial, REBUILD_SHORT, STORE, "data:n1")->since, full, 2));
}

/* N-25, N-07: guests write nothing while too few are left for it, and go on when there are enough again. */
static void
nothing_is_written_where_nobody_takes_it (void)
{
  g_autoptr (Trial) trial = cluster (
      WRITES,
      "faults:\n  - {cvm-down: n1, at: 100 s, for: 100 s}\n  - {cvm-down: n2, at: 100 s, for: 100 s}\n");
  SimTime up;

  trial_until (trial, 400 * SIM_SECOND);
  CU_ASSERT_EQUAL (model_cluster_data (trial->run, 0)->written, 200 * MIB);
  CU_ASSERT_EQUAL (model_cluster_data (trial->run, 0)->rate, 0);
  up = 200 * SIM_SECOND + trial->fleet->physics[MODEL_CVM_SERVICES] + trial->fleet->physics[MODEL_CVM_GATE];
  trial_until (trial, up + SIM_MINUTE);
  CU_ASSERT_EQUAL (model_cluster_data (trial->run, 0)->rate, 2 * MIB);
}

/* Each container's, with its own copies. */
static void
containers_fill_by_their_copies (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    "
                   "fault-tolerance: 2\n    containers:\n"
                   "      gold: {replication-factor: 3, new-data: 2 MiB/s}\n      plain: "
                   "{replication-factor: 2, new-data: 1 GiB/s}\n"
                   "    hosts:\n      n[1-5]: {cpu: 1 GHz, memory: 64 GiB, capacity: 10 TiB, data: 1 GiB}\n");

  trial_until (trial, 0);
  CU_ASSERT_EQUAL (model_cluster_data (trial->run, 0)->rate, 3 * 2 * MIB + 2 * 1024 * MIB);
}

void
test_physics_nutanix_filling_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: Nutanix clusters that fill", NULL, NULL);

  CU_ADD_TEST (suite, lines_are_crossed_one_after_another);
  CU_ADD_TEST (suite, reserved_room_is_kept);
  CU_ADD_TEST (suite, it_is_known_in_between);
  CU_ADD_TEST (suite, a_node_that_is_away_takes_nothing);
  CU_ADD_TEST (suite, guests_take_the_room_of_a_rebuild);
  CU_ADD_TEST (suite, nothing_is_written_where_nobody_takes_it);
  CU_ADD_TEST (suite, containers_fill_by_their_copies);
}
