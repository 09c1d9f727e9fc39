/* What a remedy asks of its host, and that it may not have it. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_remedies_suite (void);

#define FIRMWARE                                                                                             \
  "    policies:\n      - {name: c1e, kind: bios, declared: 'on', actual: 'off', remedy: reboot}\n"          \
  "governance:\n  - {name: git, kind: gitops, remediates: true}\n"

/* N-53: nothing takes a node of AHV down but with the shutdown token, for which no governor asks. */
static void
no_governor_takes_a_node_of_ahv_down (void)
{
  g_autoptr (Trial) trial = trial_new ("rollcall: 1\nclusters:\n  nx:\n    platform: nutanix-ahv\n    aos: 6.8.0\n    hosts:\n"
                                       "      n[1-3]: {cpu: 60 GHz, memory: 256 GiB}\n"
                                       "    vms:\n      v1: {memory: 8 GiB}\n" FIRMWARE
                                       "plan:\n  - {step: wait, wait: 6 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "n1", ENTERING), -1);
  CU_ASSERT_TRUE (IS (trial, POLICY, "c1e@n1", DRIFTED));
  CU_ASSERT_TRUE (IS (trial, SETTING, "git: c1e@n1", NON_COMPLIANT));
  CU_ASSERT_TRUE (FOUND (trial, REMEDIATION_FAILED, GOVERNOR, "git") > 0);
}

#define ESXI                                                                                                 \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"            \
  "      h[1-3]: {cpu: 60 GHz, memory: 256 GiB, version: 8.0.2, vmotion: 25 Gbit/s}\n"                       \
  "    vms:\n      v1: {memory: 8 GiB}\n" FIRMWARE

/* Firmware answers whoever reads it; but maintenance is a task of vCenter. */
static void
without_vcenter_no_host_goes_into_maintenance (void)
{
  g_autoptr (Trial) trial = trial_new (ESXI "plan:\n  - {step: wait, wait: 30 min}\n"
                                            "faults:\n  - {crash: vc, at: 0 s}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, SETTING, "git: c1e@h1", NON_COMPLIANT));
  CU_ASSERT_EQUAL (WHEN (trial, SETTING, "git: c1e@h1", ENTERING), -1);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", ENTERING), -1);
}

/* It is lost in maintenance, and cannot come out of it when the time is over: that it refuses is an answer too. */
static void
a_host_that_is_lost_meanwhile_is_not_waited_for (void)
{
  g_autoptr (Trial) trial = trial_new (ESXI "plan:\n  - {step: wait, wait: 2 h}\n"
                                            "faults:\n  - {crash: h1, during: {host: h1, state: maintenance}}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", DOWN));
  CU_ASSERT_NOT_EQUAL (WHEN (trial, SETTING, "git: c1e@h1", LEAVING), -1);
  CU_ASSERT_FALSE (IS (trial, SETTING, "git: c1e@h1", LEAVING));
  CU_ASSERT_TRUE (IS (trial, SETTING, "git: c1e@h3", COMPLIANT)); /* the others have their turn */
}

/* The plan waits for ever for a host that does not empty, and a scan for another: each try moves VMs about and is in vain. */
static void
tries_in_vain_do_not_keep_a_stuck_plan_going (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
      "      h[1-3]: {cpu: 60 GHz, memory: 256 GiB, version: 8.0.2, vmotion: 25 Gbit/s}\n    vms:\n"
      "      v[1-6]: {memory: 8 GiB}\n"
      "      tied1: {memory: 8 GiB, devices: [pci-passthrough], host: h1}\n"
      "      tied2: {memory: 8 GiB, devices: [pci-passthrough], host: h2}\n"
      "    policies:\n      - {name: c1e, kind: bios, declared: 'on', actual: 'off', remedy: reboot}\n"
      "governance:\n  - {name: scan, kind: scan, remediates: true, interval: 8 h}\n"
      "plan:\n  - {step: m, maintenance: h1, enter-timeout: none}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_STUCK);
  CU_ASSERT_TRUE (FOUND (trial, REMEDIATION_FAILED, GOVERNOR, "scan") > 0);
  CU_ASSERT_TRUE (sim_now (trial->run) < 10 * SIM_DAY);
}

void
test_physics_remedies_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: remedies", NULL, NULL);

  CU_ADD_TEST (suite, no_governor_takes_a_node_of_ahv_down);
  CU_ADD_TEST (suite, without_vcenter_no_host_goes_into_maintenance);
  CU_ADD_TEST (suite, tries_in_vain_do_not_keep_a_stuck_plan_going);
  CU_ADD_TEST (suite, a_host_that_is_lost_meanwhile_is_not_waited_for);
}
