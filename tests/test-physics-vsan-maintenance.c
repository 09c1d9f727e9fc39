/* vSAN and hosts on their way into maintenance: what moves in which mode, what waits and what is refused. */

#include <CUnit/CUnit.h>

#include "models/lcm/prechecks.h"
#include "tests/vsan-cluster.h"

void test_physics_vsan_maintenance_suite (void);

/* ---- Maintenance ---- */

/* VS-12: one copy only has to be moved, at 1 GiB a second, and nothing else does. */
static void
a_single_copy_makes_it_long (void)
{
  g_autoptr (Trial) trial = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8590 Mbit/s}\n"
                                       "    storage-policies: {one: {failures-to-tolerate: 0}}\n"
                                       "    hosts:\n      h[1-4]: {cpu: 80 GHz, memory: 64 GiB}\n"
                                       "    vms:\n      a: {memory: 1 GiB, disks: 600 GiB, storage-policy: "
                                       "one}\n      b: {memory: 1 GiB, disks: 60 GiB}\n"
                                       "plan: [{step: out, maintenance: h1}]\n");

  CU_ASSERT_EQUAL (host_of (trial, 0), 0);
  trial_until (trial, 30 * SIM_MINUTE);
  CU_ASSERT_EQUAL ((WHEN (trial, HOST, "h1", MAINTENANCE) + SIM_SECOND) / SIM_MINUTE, 10);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DATA_UNAVAILABLE), 0);
  CU_ASSERT_NOT_EQUAL (host_of (trial, 0), 0);
}

/* VS-11: no data migration moves nothing, and says what that does. */
static void
no_action_loses_what_is_single (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 1 Gbit/s}\n"
                   "    storage-policies: {one: {failures-to-tolerate: 0}}\n"
                   "    hosts:\n      h[1-4]: {cpu: 80 GHz, memory: 64 GiB}\n"
                   "    vms:\n      a: {memory: 1 GiB, disks: 600 GiB, storage-policy: one}\n"
                   "plan: [{step: out, maintenance: h1, vsan-mode: no-action}]\n");

  trial_until (trial, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (WHEN (trial, HOST, "h1", MAINTENANCE) < SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DATA_UNAVAILABLE), 1);
}

/* What nobody else has cannot be rebuilt, however long its host is away and however much room there is. */
static void
a_single_copy_is_not_rebuilt (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 1 Gbit/s}\n"
                   "    storage-policies: {one: {failures-to-tolerate: 0}}\n"
                   "    hosts:\n      h[1-4]: {cpu: 80 GHz, memory: 64 GiB}\n"
                   "    vms:\n      a: {memory: 1 GiB, disks: 600 GiB, storage-policy: one}\n"
                   "plan: [{step: out, maintenance: h1, vsan-mode: no-action}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, COMPONENTS, REBUILDING), 0);
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", LOST));
}

/* VS-11: full migration leaves the host empty and every object compliant. */
static void
full_migration_leaves_nothing (void)
{
  g_autoptr (Trial) trial = trial_new (
      CLUSTER ("", "5", "6") "plan: [{step: out, maintenance: h2, vsan-mode: full-migration}]\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", MAINTENANCE));
  CU_ASSERT_EQUAL (model_vsan_host (trial->run, 1)->n, 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, QUORUM_AT_RISK), 0);
}

/* VS-14, 8.14.7: vLCM takes no second host, also when an operator has one out. */
static void
one_host_at_a_time (void)
{
  g_autoptr (Trial) trial
      = trial_new (CLUSTER ("", "5", "4") "plan:\n  - {step: out, maintenance: h5}\n"
                                          "  - {step: roll, remediate: c, to: 8.0.3, hosts: [h1], "
                                          "after: out, on-failure: stop, at-once: 4}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_step_outcome (trial->run, trial_index (trial, MODEL_MACHINE_STEP, "roll")), 1);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", ENTERING), -1);
}

/* VS-14: several at once are asked for, and one host after another is taken. */
static void
several_at_once_are_one_by_one (void)
{
  g_autoptr (Trial) trial = trial_new (
      CLUSTER ("", "4", "4") "plan: [{step: roll, remediate: c, to: 8.0.3, method: baseline, at-once: 3}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, MAINTENANCE), 4);
  for (guint n = 1; n < 4; n++)
    CU_ASSERT_TRUE (trial_entry (trial, MODEL_MACHINE_HOST, ANYBODY, HOST_AT_MAINTENANCE, n)->at
                    > trial_entry (trial, MODEL_MACHINE_HOST, ANYBODY, HOST_AT_EXITING, n - 1)->at);
}

/* LCM-14: with an object that is not accessible the host is upgraded, and stays in maintenance. */
static void
no_exit_from_an_unhealthy_cluster (void)
{
  g_autoptr (Trial) trial
      = trial_new (CLUSTER ("", "5", "2") "plan: [{step: roll, remediate: c, to: 8.0.3, hosts: [h5]}]\n"
                                          "faults: [{crash: h1, at: 0 s}, {crash: h2, at: 0 s}]\n");

  CU_ASSERT_TRUE (host_of (trial, 0) == 0 && host_of (trial, 1) == 1);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h5", REPAIR));
  CU_ASSERT_EQUAL (FOUND (trial, VSAN_UNHEALTHY, HOST, "h5"), 1);
}

/* ---- Before the hosts ---- */

static gboolean
is_noted (const Trial *trial, ModelCheck check)
{
  ModelPrecheck walk = { 0 };

  while (model_precheck_next (trial->run, trial_index (trial, MODEL_MACHINE_STEP, "roll"), MODEL_VERDICT_NOTED,
                              &walk))
    if (walk.check == check)
      return walk.verdict == MODEL_VERDICT_NOTED;
  return FALSE;
}

/* UPG-11: hosts on one build and no resync are what an operator looks for; vLCM itself goes on. */
static void
builds_and_resync_are_noted (void)
{
  g_autoptr (Trial) even
      = trial_new (CLUSTER ("", "4", "1") "plan: [{step: roll, remediate: c, to: 8.0.3}]\n");
  g_autoptr (Trial) busy
      = trial_new (CLUSTER ("", "4", "1") "plan:\n  - {step: some, remediate: c, to: 8.0.3, hosts: [h4]}\n"
                                          "  - {step: more, wait: 3 h}\n"
                                          "  - {step: roll, remediate: c, to: 8.0.3, after: more}\n"
                                          "faults: [{fail-disks: h1, at: 179 min 30 s, for: 10 h}]\n");

  CU_ASSERT_FALSE (is_noted (even, MODEL_CHECK_VSAN_BUILDS) || is_noted (even, MODEL_CHECK_VSAN_RESYNC));
  CU_ASSERT_EQUAL (host_of (busy, 0), 0);
  trial_until (busy, 3 * SIM_HOUR);
  CU_ASSERT_TRUE (is_noted (busy, MODEL_CHECK_VSAN_BUILDS));
  CU_ASSERT_TRUE (is_noted (busy, MODEL_CHECK_VSAN_RESYNC));
  trial_end (busy);
  CU_ASSERT_EQUAL (model_outcome (busy->run), MODEL_COMPLETED);
}

/* VS-12, HST-06: copies that stand alone have to move, at 1 GiB a second 100 s each. Four of them take longer than the five
 * minutes that the step allows. What has arrived stays there, so that the next attempt has less to do, and succeeds. */
static void
a_slow_evacuation_is_told_and_goes_on (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8590 Mbit/s}\n"
                   "    storage-policies: {alone: {failures-to-tolerate: 0}}\n    hosts:\n"
                   "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0.3, capacity: 2 TiB}\n"
                   "    vms:\n      v[01-16]: {memory: 1 GiB, disks: 100 GiB, storage-policy: alone}\n"
                   "plan:\n  - {step: roll, remediate: c, to: 8.0.4, hosts: [h1], enter-timeout: 5 min, "
                   "on-failure: {retry: 1, delay: 1 min}}\n");
  const SimFinding *slow;

  trial_end (trial);
  slow = FIRST (trial, EVACUATION_TOO_SLOW, HOST, "h1");
  CU_ASSERT_EQUAL (FOUND (trial, EVACUATION_TOO_SLOW, HOST, "h1"), 1);
  CU_ASSERT_EQUAL (slow->evidence[0], 5 * SIM_MINUTE);
  CU_ASSERT_EQUAL (slow->evidence[1], 0);
  CU_ASSERT_TRUE (slow->evidence[2] > 90 << 10 && slow->evidence[2] < 110 << 10);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", MAINTENANCE) - slow->since, SIM_MINUTE + 100 * SIM_SECOND);
}

void
test_physics_vsan_maintenance_suite (void)
{
  CU_pSuite suite = CU_add_suite ("vSAN, maintenance", NULL, NULL);

#define TEST(NAME) CU_add_test (suite, #NAME, NAME)
  TEST (a_single_copy_makes_it_long);
  TEST (no_action_loses_what_is_single);
  TEST (a_single_copy_is_not_rebuilt);
  TEST (full_migration_leaves_nothing);
  TEST (one_host_at_a_time);
  TEST (several_at_once_are_one_by_one);
  TEST (no_exit_from_an_unhealthy_cluster);
  TEST (builds_and_resync_are_noted);
  TEST (a_slow_evacuation_is_told_and_goes_on);
#undef TEST
}
