/* LCM, the life-cycle manager of Nutanix: what it asks before it begins, one thing at a time, and what it does when it is
 * interrupted. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_nutanix_lcm_suite (void);

#define HEAD "rollcall: 1\nphysics: {lcm-pre-check: 5 min, ncc-upgrade: 5 min, foundation-upgrade: 5 min}\n"
#define CLUSTER                                                                                              \
  "clusters:\n  n:\n    platform: nutanix-ahv\n    aos: %s\n%s"                                              \
  "    hosts:\n      n[1-3]: {cpu: 10 GHz, memory: 64 GiB, version: 10.0}\n"

/* N-62: five minutes each, and no CVM has stopped. */
static void
ncc_and_foundation_stop_nothing (void)
{
  g_autoptr (Trial) trial
      = trial_new_from (HEAD CLUSTER "plan:\n  - {step: ncc, upgrade-ncc: n, to: 4.6}\n"
                                     "  - {step: foundation, upgrade-foundation: n, after: [ncc]}\n",
                        "6.8", "");

  trial_end (trial);
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_OPERATION, ANYBODY, OPERATION_AT_UPGRADE, 0)->at,
                   5 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "ncc", DONE), 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "foundation", DONE), 20 * SIM_MINUTE);
  CU_ASSERT_EQUAL (TIMES (trial, CVM, STOPPING), 0);
  CU_ASSERT_EQUAL (TIMES (trial, TOKEN, HELD), 0);
}

/* N-59. */
static void
one_operation_at_a_time (void)
{
  g_autoptr (Trial) trial = trial_new_from (
      HEAD CLUSTER "    vms: {}\n  m:\n    platform: nutanix-ahv\n    aos: 6.8\n"
                   "    hosts:\n      m[1-3]: {cpu: 10 GHz, memory: 64 GiB}\n"
                   "plan:\n  - {step: aos, upgrade-aos: n, to: 7.0}\n  - {step: minute, wait: 1 min}\n"
                   "  - {step: ncc, upgrade-ncc: n, after: [minute]}\n"
                   "  - {step: stock, inventory: n, after: [minute]}\n"
                   "  - {step: other, upgrade-ncc: m, after: [minute]}\n",
      "6.8", "");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", DONE));
  CU_ASSERT_TRUE (IS (trial, STEP, "ncc", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "stock", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "other", DONE)); /* another cluster has an LCM of its own */
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "stock")->evidence[0], MODEL_CHECK_BUSY);
}

static void
no_upgrade_without_an_inventory (void)
{
  g_autoptr (Trial) trial = trial_new_from (
      HEAD CLUSTER "plan:\n  - {step: blind, upgrade-firmware: n}\n"
                   "  - {step: hour, wait: 1 h}\n  - {step: stock, inventory: n, after: [hour]}\n"
                   "  - {step: firmware, upgrade-firmware: n, after: [stock]}\n",
      "6.8", "    lcm-inventory: none\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "blind")->evidence[0], MODEL_CHECK_INVENTORY);
  CU_ASSERT_TRUE (IS (trial, STEP, "firmware", DONE));
}

/* 9.1: and not the first only. */
static void
every_failing_check_is_told (void)
{
  g_autoptr (Trial) trial = trial_new_from (
      HEAD "products:\n  pc: {kind: prism-central, version: 6.5}\n" CLUSTER
           "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\nfaults:\n  - {cvm-down: n2, at: 0 s}\n",
      "5.15", "    lcm-inventory: none\n");
  static const ModelCheck checks[] = { MODEL_CHECK_PRISM_CENTRAL, MODEL_CHECK_VERSION_PATH,
                                       MODEL_CHECK_INVENTORY, MODEL_CHECK_CVM_DOWN, MODEL_CHECK_RESILIENCY };

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND (trial, PRECHECK_FAILED, STEP, "aos"), G_N_ELEMENTS (checks));
  for (guint i = 0; i < FOUND (trial, PRECHECK_FAILED, STEP, "aos"); i++)
    CU_ASSERT_EQUAL (
        trial_finding (trial, MODEL_FIND_PRECHECK_FAILED, WHO (trial, STEP, "aos"), i)->evidence[0],
        checks[i]);
}

/* N-71, N-72, N-74: each by itself. */
static void
versions_that_do_not_fit (void)
{
  static const struct {
    const char *has, *pc, *step;
    gint64 check; /* -1 none */
  } cases[] = {
    { "6.5", "6.5", "upgrade-aos: n, to: 6.8", MODEL_CHECK_PRISM_CENTRAL },
    { "6.5", "6.8", "upgrade-aos: n, to: 6.8", -1 },
    { "5.15", "7.0", "upgrade-aos: n, to: 6.5", MODEL_CHECK_VERSION_PATH },
    { "5.20", "7.0", "upgrade-aos: n, to: 6.5", -1 },
    { "5.15", "7.0", "upgrade-aos: n, to: 5.20", -1 },
    { "6.5", "7.0", "upgrade-aos: n, to: 6.8, direct-from: 6.7", MODEL_CHECK_VERSION_PATH },
    { "5.15", "7.0", "upgrade-aos: n, to: 6.5, direct-from: 5.10", -1 },
    { "5.16", "7.0", "upgrade-ahv: n, to: 10.3", MODEL_CHECK_AOS_FOR_AHV },
    { "5.17", "7.0", "upgrade-ahv: n, to: 10.3", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        HEAD "products:\n  pc: {kind: prism-central, version: %s}\n" CLUSTER "plan:\n  - {step: it, %s}\n",
        cases[i].pc, cases[i].has, "", cases[i].step);

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, STEP, "it", DONE), cases[i].check < 0);
    CU_ASSERT_EQUAL (FOUND (trial, PRECHECK_FAILED, STEP, "it"), cases[i].check >= 0);
    if (cases[i].check >= 0)
      CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "it")->evidence[0], cases[i].check);
  }
}

/* N-61: a CVM falls while NCC is installed; LCM goes on when it is back, and not when another one still is away. */
static void
an_interrupted_upgrade_goes_on (void)
{
  g_autoptr (Trial) trial = trial_new_from (
      HEAD CLUSTER
      "plan:\n  - {step: ncc, upgrade-ncc: n}\n"
      "faults:\n  - {cvm-down: n2, at: 7 min, for: 30 min}\n  - {cvm-down: n3, at: 8 min, for: 60 min}\n",
      "6.8", "");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, OPERATION, "n", INTERRUPTED), 10 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, STEP, "ncc", DONE));
  CU_ASSERT_TRUE (WHEN (trial, STEP, "ncc", DONE) > 68 * SIM_MINUTE);
  CU_ASSERT_EQUAL (TIMES (trial, OPERATION, UPGRADE), 2);
}

/* N-70: NCC is run before everything and after it; what waits for it waits once. */
static void
ncc_comes_twice (void)
{
  g_autoptr (Trial) trial
      = trial_new_from (HEAD CLUSTER "plan:\n  - {step: ncc, upgrade-ncc: n, to: 4.6}\n"
                                     "  - {step: aos, upgrade-aos: n, to: 7.0, after: [ncc]}\n"
                                     "  - {step: ncc-again, upgrade-ncc: n, to: 4.6, after: [aos]}\n",
                        "6.8", "");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, ORDER_UNSUPPORTED), 0);
}

/* vSphere hosts beside it have nothing to do with the order of Nutanix. */
static void
the_order_is_of_nutanix_alone (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nproducts:\n  pc: {kind: prism-central}\n"
      "clusters:\n  v:\n    hosts:\n      esx[1-3]: {cpu: 10 GHz, memory: 64 GiB, version: 8.0}\n"
      "plan:\n  - {step: hosts, remediate: v, to: 8.0.3}\n  - {step: central, upgrade-product: pc, to: 7.3, "
      "after: [hosts]}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, ORDER_UNSUPPORTED), 0);
}

void
test_physics_nutanix_lcm_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: LCM of Nutanix", NULL, NULL);

  CU_ADD_TEST (suite, ncc_and_foundation_stop_nothing);
  CU_ADD_TEST (suite, one_operation_at_a_time);
  CU_ADD_TEST (suite, no_upgrade_without_an_inventory);
  CU_ADD_TEST (suite, every_failing_check_is_told);
  CU_ADD_TEST (suite, versions_that_do_not_fit);
  CU_ADD_TEST (suite, an_interrupted_upgrade_goes_on);
  CU_ADD_TEST (suite, ncc_comes_twice);
  CU_ADD_TEST (suite, the_order_is_of_nutanix_alone);
}
