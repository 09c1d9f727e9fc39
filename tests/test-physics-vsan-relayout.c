/* Large vSAN objects laid out anew, once all hosts know how: VS-22. */

#include <CUnit/CUnit.h>

#include "models/vsan/objects.h"
#include "tests/trial.h"

void test_physics_vsan_relayout_suite (void);

/* VS-22: found once, when the last host has crossed to 7.0 U1. VS-10: a device nearly full is found from the beginning. */
static void
large_objects_and_full_devices (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"
      "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 6.7.3, capacity: 1 TiB}\n"
      "    vms:\n      v[1-3]: {memory: 1 GiB, disks: 500 GiB}\n      w: {memory: 1 GiB, disks: 100 GiB}\n"
      "plan: [{step: roll, remediate: c, to: 7.0.3, wait-for-resync: true}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, OBJECT_RELAYOUT), 1);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, OBJECT_RELAYOUT)->evidence[0], 3);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, VSAN_DEVICE_FULL)->since, 0);
}

/* VS-22: 600 GiB of two objects and their copies at 1 GB a second; the gate sees it, and the warning ends with it. */
static void
large_objects_laid_out_anew (void)
{
  static const char cluster[]
      = "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"
        "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0, capacity: %s}\n"
        "    vms:\n      v[1-2]: {memory: 1 GiB, disks: 300 GiB}\n      w: {memory: 1 GiB, disks: 200 GiB}\n"
        "plan:\n  - {step: early, change-object-format: c}\n"
        "  - {step: roll, remediate: c, to: 7.0.3, wait-for-resync: true}\n"
        "  - {step: a while, wait: 5 min, after: roll}\n"
        "  - {step: anew, change-object-format: c, after: a while}\n"
        "  - {step: twice, change-object-format: c, after: anew}\n";
  g_autoptr (Trial) trial = trial_new_from (cluster, "2 TiB"), full = trial_new_from (cluster, "700 GiB");
  gint64 bytes = 2 * 2 * 300 * (G_GINT64_CONSTANT (1) << 30);
  SimTime began;

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "early")->evidence[0], MODEL_CHECK_RELAYOUT_VERSION);
  CU_ASSERT_EQUAL (TIMES (trial, RELAYOUT, LAYING), 1);
  began = WHEN (trial, RELAYOUT, "vsan:c", LAYING);
  CU_ASSERT_EQUAL (WHEN (trial, RELAYOUT, "vsan:c", SETTLED) - began, sim_muldiv_up (bytes, 1000, 1000000000));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, OBJECT_RELAYOUT)->until, WHEN (trial, RELAYOUT, "vsan:c", SETTLED));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, RELAYOUT_RUNS)->evidence[1], bytes);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, RELAYOUT_RUNS)->since, began);
  trial_end (full);
  CU_ASSERT_EQUAL (TIMES (full, RELAYOUT, LAYING), 0);
  CU_ASSERT_EQUAL (FIRST (full, PRECHECK_FAILED, STEP, "anew")->evidence[0], MODEL_CHECK_RELAYOUT_ROOM);
}

/* The gate between hosts sees a relayout: the next host waits for it. */
static void
a_relayout_holds_the_next_host (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"
      "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0, capacity: 9 TiB}\n"
      "    vms:\n      v[1-2]: {memory: 1 GiB, disks: 3000 GiB}\n"
      "plan:\n  - {step: roll, remediate: c, to: 7.0.3, wait-for-resync: true}\n"
      "  - {step: anew, change-object-format: c, after: roll}\n  - {step: a while, wait: 1 min, after: roll}\n"
      "  - {step: on, remediate: c, to: 8.0, wait-for-resync: true, after: a while}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_TRUE (trial_entry (trial, MODEL_MACHINE_UPDATE, WHO (trial, UPDATE, "h2"), UPDATE_AT_ENTERING, 1)->at
                  >= WHEN (trial, RELAYOUT, "vsan:c", SETTLED));
}

/* A host that is away at the end has parts of some objects: those lie as before, the step says so, and the next one takes them
 * and no others. */
static void
what_is_not_whole_is_not_laid_out (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"
      "      h[1-6]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0}\n"
      "    vms:\n      v[1-4]: {memory: 1 GiB, disks: 300 GiB, write-rate: 0 MiB/s}\n"
      "plan:\n  - {step: roll, remediate: c, to: 7.0.3, wait-for-resync: true}\n"
      "  - {step: anew, change-object-format: c, after: roll}\n  - {step: rest, wait: 6 h, after: roll}\n"
      "  - {step: again, change-object-format: c, after: rest}\n"
      "faults:\n  - {crash: h1, during: {step: anew}, for: 2 h}\n");
  guint32 of_h1 = 0;
  gint64 bytes = 2 * 300 * (G_GINT64_CONSTANT (1) << 30);

  for (guint32 c = 0; c < trial->fleet->n_components; c++)
    of_h1 += trial->fleet->components[c].host == 0;
  CU_ASSERT_TRUE (of_h1 > 0 && of_h1 < 4);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "anew", FAILED) && IS (trial, STEP, "again", DONE));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, NOT_DONE)->evidence[0], MODEL_SETBACK_RELAYOUT);
  CU_ASSERT_EQUAL (trial_finding (trial, MODEL_FIND_RELAYOUT_RUNS, ANYBODY, 0)->evidence[1], 4 * bytes);
  CU_ASSERT_EQUAL (trial_finding (trial, MODEL_FIND_OBJECT_RELAYOUT, ANYBODY, 1)->evidence[0], of_h1);
  CU_ASSERT_EQUAL (trial_finding (trial, MODEL_FIND_RELAYOUT_RUNS, ANYBODY, 1)->evidence[1], of_h1 * bytes);
  CU_ASSERT_EQUAL (model_vsan_state (trial->run, 0)->to_lay_out, 0);
}

void
test_physics_vsan_relayout_suite (void)
{
  CU_pSuite suite = CU_add_suite ("vSAN, large objects", NULL, NULL);

#define TEST(NAME) CU_add_test (suite, #NAME, NAME)
  TEST (large_objects_and_full_devices);
  TEST (large_objects_laid_out_anew);
  TEST (a_relayout_holds_the_next_host);
  TEST (what_is_not_whole_is_not_laid_out);
#undef TEST
}
