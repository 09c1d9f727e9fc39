/* A remediation over several clusters of a data centre (LCM-09). */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_data_centre_suite (void);

/* Prod has a host that does not empty; dev is done all the same, in the time that it takes alone; and what comes after both is
 * skipped, for one of them was not done. */
static void
clusters_go_side_by_side (void)
{
  static const char estate[]
      = "rollcall: 1\nclusters:\n  prod:\n    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
        "    vms: {v: {memory: 4 GiB, host: h1, devices: [pci-passthrough]}}\n"
        "  dev:\n    hosts:\n      k[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\nplan:\n%s";
  g_autoptr (Trial) both
      = trial_new_from (estate, "  - {step: s, remediate: [prod, dev], to: 8.0.3.1, on-failure: stop, enter-timeout: 10 min}\n"
                                "  - {step: t, wait: 1 min, after: s}\n  - {step: u, wait: 1 min, after: s/dev}\n");
  g_autoptr (Trial) alone
      = trial_new_from (estate, "  - {step: s, remediate: [dev], to: 8.0.3.1}\n  - {step: t, wait: 1 min, after: s}\n");

  trial_end (both);
  trial_end (alone);
  CU_ASSERT_TRUE (IS (both, STEP, "s/prod", FAILED));
  CU_ASSERT_TRUE (IS (both, STEP, "s/dev", DONE));
  CU_ASSERT_TRUE (IS (both, STEP, "t", SKIPPED));
  CU_ASSERT_TRUE (IS (both, STEP, "u", DONE));
  CU_ASSERT_TRUE (IS (alone, STEP, "s", DONE));
  CU_ASSERT_EQUAL (WHEN (both, STEP, "s/dev", DONE), WHEN (alone, STEP, "s", DONE));
  CU_ASSERT_EQUAL (WHEN (both, STEP, "u", RUNNING), WHEN (both, STEP, "s/dev", DONE));
}

void
test_data_centre_suite (void)
{
  CU_pSuite suite = CU_add_suite ("data-centre", NULL, NULL);

  CU_ADD_TEST (suite, clusters_go_side_by_side);
}
