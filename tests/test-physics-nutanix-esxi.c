/* ESXi on Nutanix: a CVM on every host that neither HA nor DRS knows: N-100 to N-104. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_nutanix_esxi_suite (void);

/* What a CVM takes is nobody else's: what just fits beside it does, and a MHz or a MiB more does not (N-100). */
static void
a_cvm_leaves_the_rest (void)
{
  const struct {
    const char *reservations;
    gboolean fits;
  } cases[] = {
    { "cpu-reservation: 8 GHz, memory-reservation: 32 GiB", TRUE },
    { "cpu-reservation: 8001 MHz", FALSE },
    { "memory-reservation: 32769 MiB", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-esxi\n    aos: 6.8\n    cvm-memory: 32 GiB\n"
        "    cvm-cpu: 12 GHz\n    hosts:\n      n[1-3]: {cpu: 20 GHz, memory: 64 GiB}\n    vms:\n"
        "      v: {memory: 34 GiB, power: off, host: n1, %s}\nplan:\n  - {step: on, power-on: v, at-host: "
        "true}\n",
        cases[i].reservations);

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, STEP, "on", DONE), cases[i].fits);
  }
}

/* Four hosts with a VM each; `rest` begins with the plan. */
static Trial *
cluster (const char *rest)
{
  return trial_new_from (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-esxi\n    aos: 6.8\n    cvm-memory: 32 GiB\n"
      "    ha: {}\n    hosts:\n      n[1-4]: {cpu: 100 GHz, memory: 256 GiB, version: 7.0.3}\n    vms:\n"
      "      v[1-4]: {memory: 16 GiB}\n%s",
      rest);
}

/* N-103: by vCenter alone, when everything is whole: the CVM goes when the guests have left, and nothing is wrong. */
static void
maintenance_by_hand_stops_the_cvm (void)
{
  g_autoptr (Trial) trial
      = cluster ("plan:\n  - {step: in, maintenance: n2}\n  - {step: while, wait: 10 min, after: [in]}\n"
                 "  - {step: out, leave: n2, after: [while]}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, CVM, "cvm:n2", DOWN), WHEN (trial, HOST, "n2", MAINTENANCE));
  CU_ASSERT_TRUE (WHEN (trial, CVM, "cvm:n2", SERVING)
                  > WHEN (trial, HOST, "n2", CONNECTED)); /* the host first */
  CU_ASSERT_EQUAL (FOUND_ANY (trial, CVM_OUTSIDE_TOKEN) + FOUND_ANY (trial, QUORUM_LOST), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, GUEST_IO_ERRORS), 0);
}

/* vLCM goes on when a host is back in the pool: the CVM on it is not back, and nobody asks genesis. */
static void
a_remediation_takes_two_cvms (void)
{
  g_autoptr (Trial) trial = cluster ("plan:\n  - {step: esxi, remediate: n, to: 8.0.3}\n");
  const SimFinding *found;

  trial_end (trial);
  found = FIRST (trial, CVM_OUTSIDE_TOKEN, CVM, "cvm:n2");
  CU_ASSERT_EQUAL (FOUND (trial, CVM_OUTSIDE_TOKEN, CVM, "cvm:n1"), 0);
  CU_ASSERT_EQUAL (found->evidence[0], WHO (trial, CVM, "cvm:n1"));
  CU_ASSERT_EQUAL (found->since, WHEN (trial, HOST, "n2", MAINTENANCE));
  CU_ASSERT_EQUAL (found->until, WHEN (trial, CVM, "cvm:n2", SERVING));
  CU_ASSERT_EQUAL (FOUND (trial, DATA_UNAVAILABLE, QUORUM, "n/data"), 3);
  CU_ASSERT_TRUE (IS (trial, STEP, "esxi", DONE)); /* and vLCM has seen nothing of it */
}

/* LCM and vLCM at once: LCM holds the token and waits for CVMs; vLCM holds nothing and waits for nobody. */
static void
vlcm_does_not_wait_for_lcm (void)
{
  g_autoptr (Trial) trial
      = cluster ("plan:\n  - {step: aos, upgrade-aos: n, to: 6.10}\n  - {step: late, wait: 18 min}\n"
                 "  - {step: esxi, remediate: n, to: 8.0.3, order: [n4, n1, n2, n3], after: [late]}\n");
  SimTime back;

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, CVM_OUTSIDE_TOKEN, CVM, "cvm:n4")->evidence[0], WHO (trial, CVM, "cvm:n1"));
  CU_ASSERT_EQUAL (FIRST (trial, DATA_UNAVAILABLE, QUORUM, "n/data")->since,
                   WHEN (trial, CVM, "cvm:n1", DOWN));
  back = WHEN (trial, CVM, "cvm:n4", SERVING);
  CU_ASSERT_TRUE (WHEN (trial, CVM, "cvm:n1", SERVING) < back);
  CU_ASSERT_TRUE (WHEN (trial, CVM, "cvm:n2", STOPPING) >= back); /* the token waits until it is back */
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", DONE));
  CU_ASSERT_TRUE (IS (trial, STEP, "esxi", DONE));
}

/* N-102: HA restarts the guests of a host that is lost, and no CVM: that comes back with its host. */
static void
ha_restarts_no_cvm (void)
{
  g_autoptr (Trial) trial = cluster ("faults:\n  - {crash: n1, at: 10 min, for: 30 min}\n");

  trial_until (trial, 39 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", DOWN));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", SERVING));
}

/* N-104: LCM's firmware takes the CVM down with its host, token in hand, and goes on when it serves again. */
static void
firmware_goes_by_the_token (void)
{
  g_autoptr (Trial) trial
      = cluster ("plan:\n  - {step: firmware, upgrade-firmware: n, components: [bmc, bios]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "firmware", DONE));
  CU_ASSERT_EQUAL (TIMES (trial, TOKEN, HELD), 4);
  CU_ASSERT_TRUE (IS (trial, TOKEN, "n", FREE));
  CU_ASSERT_EQUAL (TIMES (trial, UPDATE, SETTLING), 4);
  CU_ASSERT_EQUAL (WHEN (trial, CVM, "cvm:n1", DOWN), WHEN (trial, HOST, "n1", MAINTENANCE));
  CU_ASSERT_EQUAL (WHEN (trial, UPDATE, "n2", ASKING), WHEN (trial, CVM, "cvm:n1", SERVING));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, CVM_OUTSIDE_TOKEN) + FOUND_ANY (trial, QUORUM_LOST), 0);
}

/* Its pre-checks are LCM's: a CVM that is away, another operation. */
static void
firmware_is_checked_by_lcm (void)
{
  g_autoptr (Trial) away
      = cluster ("plan:\n  - {step: w, wait: 1 min}\n  - {step: firmware, upgrade-firmware: n, after: [w]}\n"
                 "faults:\n  - {cvm-down: n4, at: 0 s}\n");
  g_autoptr (Trial) busy
      = cluster ("plan:\n  - {step: aos, upgrade-aos: n, to: 6.10}\n  - {step: w, wait: 10 min}\n"
                 "  - {step: firmware, upgrade-firmware: n, after: [w]}\n");

  trial_until (away, SIM_HOUR);
  CU_ASSERT_EQUAL (FIRST (away, PRECHECK_FAILED, STEP, "firmware")->evidence[0], MODEL_CHECK_CVM_DOWN);
  CU_ASSERT_EQUAL (TIMES (away, HOST, ENTERING), 0);
  trial_end (busy);
  CU_ASSERT_EQUAL (FIRST (busy, PRECHECK_FAILED, STEP, "firmware")->evidence[0], MODEL_CHECK_BUSY);
  CU_ASSERT_TRUE (IS (busy, STEP, "aos", DONE));
}

/* A CVM is stopped by hand between two hosts: the next one holds the token, and waits. */
static void
firmware_waits_for_another_cvm (void)
{
  g_autoptr (Trial) trial
      = cluster ("plan:\n  - {step: firmware, upgrade-firmware: n}\n"
                 "faults:\n  - {cvm-down: n4, during: {host: n1, state: remediating}, for: 2 h}\n"
                                     "  - {cvm-down: n2, at: 100 min, for: 1 min}\n");

  trial_until (trial, 2 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, UPDATE, "n2", ASKING));
  CU_ASSERT_TRUE (IS (trial, TOKEN, "n", HELD));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "firmware", DONE));
}

/* It does not get ready: the token stays with it, and no other host is begun. */
static void
firmware_stops_at_a_cvm (void)
{
  g_autoptr (Trial) trial = cluster (
      "plan:\n  - {step: firmware, upgrade-firmware: n}\nfaults:\n  - {cvm-unstable: n1, at: 1 min}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "firmware", FAILED));
  CU_ASSERT_TRUE (IS (trial, UPDATE, "n1", FAILED));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, TOKEN_HELD), 1);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "n2", ENTERING), -1);
}

void
test_physics_nutanix_esxi_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of ESXi on Nutanix", NULL, NULL);

  CU_ADD_TEST (suite, a_cvm_leaves_the_rest);
  CU_ADD_TEST (suite, maintenance_by_hand_stops_the_cvm);
  CU_ADD_TEST (suite, a_remediation_takes_two_cvms);
  CU_ADD_TEST (suite, vlcm_does_not_wait_for_lcm);
  CU_ADD_TEST (suite, ha_restarts_no_cvm);
  CU_ADD_TEST (suite, firmware_goes_by_the_token);
  CU_ADD_TEST (suite, firmware_is_checked_by_lcm);
  CU_ADD_TEST (suite, firmware_waits_for_another_cvm);
  CU_ADD_TEST (suite, firmware_stops_at_a_cvm);
}
