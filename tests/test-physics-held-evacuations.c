/* The evacuation that hangs because admission control holds the last VM (AC-30, AC-31, AC-33), and what ends it. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_held_evacuations_suite (void);

/* Two hosts: for a day nothing fails and nothing moves, whatever little runs there. Then, one way or another, it ends. */
static Trial *
hangs (const char *timeout, const char *more)
{
  return trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n"
      "    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 64 GiB}\n"
      "    vms:\n      v: {memory: 1 GiB, host: h1}\n"
      "plan:\n  - {step: in, maintenance: h1, enter-timeout: %s}\n%s",
      timeout, more);
}

static void
it_hangs_and_does_not_fail (void)
{
  g_autoptr (Trial) trial = hangs ("none", "  - {step: day, wait: 24 h}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", STUCK));
  CU_ASSERT_TRUE (IS (trial, STEP, "in", RUNNING) && IS (trial, STEP, "day", DONE));
  CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING)); /* it is not even told to leave */
  CU_ASSERT_EQUAL (TIMES (trial, VM, LEAVING), 0);
  CU_ASSERT_EQUAL (trial_findings (trial, MODEL_FIND_EVACUATION_BLOCKED, trial_cluster (trial, "p")), 1);
}

static void
switching_it_off_releases_it (void)
{
  g_autoptr (Trial) trial
      = hangs ("none", "  - {step: hour, wait: 1 h}\n"
                       "  - {step: off, set: {cluster: p, admission-control: off}, after: [hour]}\n");
  const SimFinding *held;

  trial_end (trial);
  held = trial_first (trial, MODEL_FIND_EVACUATION_BLOCKED, trial_cluster (trial, "p"));
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  /* DRS looks at intervals, so not at once. */
  CU_ASSERT_TRUE (held->until >= SIM_HOUR && held->until <= SIM_HOUR + SIM_MINUTE);
}

static void
its_timeout_ends_it (void)
{
  g_autoptr (Trial) trial = hangs ("10 min", "");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", CONNECTED) && IS (trial, STEP, "in", FAILED));
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "in", FAILED), 10 * SIM_MINUTE);
}

static void
cancelling_ends_it (void)
{
  g_autoptr (Trial) trial = hangs ("none", "");

  INJECT (trial, 5 * SIM_MINUTE, HOST, "h1", CANCEL, 0);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", CONNECTED) && IS (trial, STEP, "in", FAILED));
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "in", FAILED), 5 * SIM_MINUTE);
}

/* The last VM may go in any way: then there is nothing left for DRS to be forbidden. */
static void
an_empty_host_is_not_held (void)
{
  g_autoptr (Trial) trial = hangs ("none", "physics: {ha-restart-attempts: 1}\n"
                                           "faults:\n  - {crash: v, at: 5 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", MAINTENANCE), 5 * SIM_MINUTE);
}

/* With a third host there is one to spare, and nothing hangs. */
static void
a_third_host_is_enough (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {}\n    hosts:\n      h[1-3]: {cpu: 20 GHz, memory: 64 GiB}\n"
      "    vms:\n      v[1-3]: {memory: 1 GiB}\nplan:\n  - {step: in, maintenance: h1}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
}

/* AC-33: what the released evacuation costs: while one of two hosts is away nothing on the other would be restarted. */
static void
one_host_protects_nobody (void)
{
  static const char yaml[]
      = "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
        "    ha: {admission-control: {policy: %s}}\n    hosts:\n      h[1-%u]: {cpu: 100 GHz, memory: 64 "
        "GiB}\n"
        "    vms:\n      v[1-4]: {memory: 4 GiB}\nplan:\n  - {step: out, maintenance: h1}\n  - {step: w, "
        "wait: 1 h}\n"
        "  - {step: back, leave: h1, after: w}\n";
  g_autoptr (Trial) two = trial_new_from (yaml, "off", 2), three = trial_new_from (yaml, "off", 3),
                    held = trial_new_from (yaml, "slot", 2);
  const SimFinding *found;

  trial_end (two);
  trial_end (three);
  trial_end (held);
  found = FIRST_ANY (two, HA_DOWN_TO_ONE);
  CU_ASSERT_EQUAL (FOUND_ANY (two, HA_DOWN_TO_ONE), 1);
  CU_ASSERT_EQUAL (found->since, WHEN (two, HOST, "h1", MAINTENANCE));
  CU_ASSERT_TRUE (found->until > SIM_HOUR && found->until < SIM_HOUR + 2 * SIM_MINUTE);
  CU_ASSERT_EQUAL (found->evidence[0], WHO (two, HOST, "h2"));
  CU_ASSERT_EQUAL (found->evidence[1], 4);
  CU_ASSERT_EQUAL (FOUND_ANY (three, HA_DOWN_TO_ONE), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (held, HA_DOWN_TO_ONE), 0); /* admission control says so itself */
}

void
test_physics_held_evacuations_suite (void)
{
  CU_pSuite suite = CU_add_suite ("evacuations that admission control holds", NULL, NULL);

  CU_ADD_TEST (suite, one_host_protects_nobody);
  CU_ADD_TEST (suite, it_hangs_and_does_not_fail);
  CU_ADD_TEST (suite, switching_it_off_releases_it);
  CU_ADD_TEST (suite, its_timeout_ends_it);
  CU_ADD_TEST (suite, cancelling_ends_it);
  CU_ADD_TEST (suite, an_empty_host_is_not_held);
  CU_ADD_TEST (suite, a_third_host_is_enough);
}
