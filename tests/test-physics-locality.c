/* Locality on Nutanix: data follows a VM that has moved, if it is read: N-30 to N-34. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_locality_suite (void);

/* Three VMs on the first of four nodes that read 6 GiB every minute, and one that says nothing; 6 GiB take about a minute to copy. */
static Trial *
cluster (const char *platform, const char *vm, const char *rest)
{
  return trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: %s\n    aos: 6.5\n%s    hosts:\n"
                         "      n[1-4]: {cpu: 100 GHz, memory: 256 GiB, version: 7.0}\n    vms:\n"
                         "      v[1-3]: {memory: 8 GiB, host: n1, read-working-set: 6 GiB%s}\n"
                         "      quiet: {memory: 8 GiB, host: n1}\n%s",
                         platform, g_str_equal (platform, "nutanix-esxi") ? "    ha: {}\n" : "", vm, rest);
}

static gint64
copied (const Trial *trial)
{
  gint64 sum = 0;

  for (guint32 vm = 0; vm < trial->fleet->n_vms; vm++)
    sum += model_locality (trial->run, vm)->copied_mib;
  return sum;
}

#define AWAY "plan:\n  - {step: away, move: v1, host: n2}\n"

/* N-31, N-32: the third read at random is the third minute's; the ownership follows after five. */
static void
data_follows_what_is_read (void)
{
  g_autoptr (Trial) trial = cluster ("nutanix-esxi", "", AWAY);
  SimTime moved, hot;

  trial_end (trial);
  moved = WHEN (trial, LOCALITY, "v1", REMOTE);
  hot = WHEN (trial, LOCALITY, "v1", COPYING);
  CU_ASSERT_EQUAL (hot, moved + 3 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, LOCALITY, "v1", LOCAL), hot + (6 * 1024 * SIM_SECOND + 99) / 100);
  CU_ASSERT_EQUAL (FIRST (trial, LOCALITY_LOST, VM, "v1")->evidence[0], WHO (trial, HOST, "n1"));
  CU_ASSERT_EQUAL (FIRST (trial, LOCALITY_LOST, VM, "v1")->evidence[1], 6 * 1024);
  CU_ASSERT_EQUAL (FIRST (trial, LOCALITY_LOST, VM, "v1")->until, WHEN (trial, LOCALITY, "v1", LOCAL));
  CU_ASSERT_EQUAL (copied (trial), 6 * 1024);
  for (guint i = 0, owned = 0; i < sim_journal_length (trial->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (trial->run->journal, i);

    if (entry->machine == MODEL_MACHINE_LOCALITY && entry->signal == LOCALITY_ON_OWNED) {
      CU_ASSERT_EQUAL (entry->at, moved + 5 * SIM_MINUTE);
      CU_ASSERT_EQUAL (++owned, 1);
    }
  }
}

/* What is read in order needs ten touches, which this VM reaches in ten minutes: too late by the window. */
static void
what_is_read_in_order_needs_more (void)
{
  g_autoptr (Trial) quick = cluster ("nutanix-esxi", ", reads-in-order: true, read-interval: 1 min", AWAY);
  g_autoptr (Trial) slow = cluster ("nutanix-esxi", ", reads-in-order: true, read-interval: 67 s", AWAY);

  trial_end (quick);
  trial_end (slow);
  CU_ASSERT_EQUAL (WHEN (quick, LOCALITY, "v1", COPYING),
                   WHEN (quick, LOCALITY, "v1", REMOTE) + 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (TIMES (slow, LOCALITY, COPYING), 0);
  CU_ASSERT_EQUAL (FIRST (slow, LOCALITY_LOST, VM, "v1")->until, SIM_NEVER);
}

/* Back before the third read: nothing was copied, and nothing has to be. */
static void
who_comes_back_at_once_finds_its_data (void)
{
  g_autoptr (Trial) trial
      = cluster ("nutanix-esxi", "", AWAY "  - {step: back, move: v1, host: n1, after: [away]}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (copied (trial), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, LOCALITY_LOST), 1);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, LOCALITY_LOST)->until, WHEN (trial, LOCALITY, "v1", LOCAL));
}

/* N-33: a host emptied and filled again: two disturbances for each of its VMs, and twice what they read is copied. */
static void
a_roll_disturbs_every_vm_twice (void)
{
  g_autoptr (Trial) trial
      = cluster ("nutanix-ahv", "", "plan:\n  - {step: ahv, upgrade-ahv: n, to: 10.0, order: [n1]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, LOCALITY_LOST), 2 * 3);
  CU_ASSERT_EQUAL (FOUND (trial, LOCALITY_LOST, VM, "quiet"), 0);
  CU_ASSERT_EQUAL (copied (trial), 2 * 3 * 6 * 1024);
  for (guint32 vm = 1; vm < 4; vm++) {
    CU_ASSERT_EQUAL (model_locality (trial->run, vm)->disturbed, 2);
    CU_ASSERT_EQUAL (model_locality (trial->run, vm)->data, 0);
  }
}

/* N-34: an AOS upgrade has I/O go round, and nothing to follow. */
static void
an_aos_upgrade_disturbs_none (void)
{
  g_autoptr (Trial) trial = cluster ("nutanix-ahv", "", "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, IO_PATH, REMOTE), 4);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, LOCALITY_LOST), 0);
  CU_ASSERT_EQUAL (copied (trial), 0);
}

/* HA starts it elsewhere: that is a move, too. While it does not run it reads nothing. */
static void
a_restart_elsewhere_is_a_move (void)
{
  g_autoptr (Trial) trial = cluster ("nutanix-esxi", "", "faults:\n  - {crash: n1, at: 10 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, LOCALITY_LOST), 3);
  CU_ASSERT_EQUAL (copied (trial), 3 * 6 * 1024);
}

void
test_physics_locality_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of locality on Nutanix", NULL, NULL);

  CU_ADD_TEST (suite, data_follows_what_is_read);
  CU_ADD_TEST (suite, what_is_read_in_order_needs_more);
  CU_ADD_TEST (suite, who_comes_back_at_once_finds_its_data);
  CU_ADD_TEST (suite, a_roll_disturbs_every_vm_twice);
  CU_ADD_TEST (suite, an_aos_upgrade_disturbs_none);
  CU_ADD_TEST (suite, a_restart_elsewhere_is_a_move);
}
