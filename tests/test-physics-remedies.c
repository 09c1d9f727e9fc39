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

/* It boots as in an upgrade, and a boot that hangs is not waited for: what is written is written. */
static void
a_host_restarts_for_it (void)
{
  g_autoptr (Trial) trial = trial_new (ESXI "plan:\n  - {step: wait, wait: 6 h}\nfaults:\n  - {hang-boot: h2, at: 0 s}\n");

  trial_end (trial);
  CU_ASSERT_NOT_EQUAL (WHEN (trial, SETTING, "git: c1e@h1", RESTARTING), -1);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", REBOOTING), WHEN (trial, SETTING, "git: c1e@h1", RESTARTING));
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", CONNECTED));
  CU_ASSERT_TRUE (IS (trial, SETTING, "git: c1e@h1", COMPLIANT));
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", BOOT_HUNG));
  CU_ASSERT_FALSE (IS (trial, SETTING, "git: c1e@h2", RESTARTING));
  CU_ASSERT_TRUE (IS (trial, POLICY, "c1e@h2", IN_POLICY));
  CU_ASSERT_TRUE (IS (trial, HOST, "h3", CONNECTED)); /* the others have their turn */
  CU_ASSERT_TRUE (IS (trial, POLICY, "c1e@h3", IN_POLICY));
}

/* It loses power in the middle of its restart. */
static void
a_host_is_lost_in_its_restart (void)
{
  g_autoptr (Trial) trial = trial_new (ESXI "plan:\n  - {step: wait, wait: 6 h}\n"
                                            "faults:\n  - {crash: h1, during: {host: h1, state: rebooting}}\n");

  trial_end (trial);
  CU_ASSERT_FALSE (IS (trial, SETTING, "git: c1e@h1", RESTARTING));
  CU_ASSERT_TRUE (IS (trial, POLICY, "c1e@h3", IN_POLICY));
}

/* Somebody else takes it out of maintenance while the value is written: it does not restart under VMs. */
static void
a_host_that_is_on_its_way_back_does_not_restart (void)
{
  g_autoptr (Trial) trial = trial_new (ESXI "plan:\n  - {step: wait, wait: 130 s}\n  - {step: back, leave: h1, after: wait}\n"
                                            "  - {step: more, wait: 2 h, after: wait}\n");

  trial_end (trial);
  CU_ASSERT_NOT_EQUAL (WHEN (trial, SETTING, "git: c1e@h1", RESTARTING), -1);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", REBOOTING), -1);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", CONNECTED));
  CU_ASSERT_FALSE (IS (trial, SETTING, "git: c1e@h1", RESTARTING));
  CU_ASSERT_TRUE (IS (trial, HOST, "h3", CONNECTED));
  CU_ASSERT_NOT_EQUAL (WHEN (trial, HOST, "h3", REBOOTING), -1);
}

/* ---- Prism, and SDDC Manager ---- */

#define PRISM                                                                                                \
  "rollcall: 1\nproducts: {pc: {kind: prism-central, version: 2024.1}}\nclusters:\n  nx:\n    platform: nutanix-ahv\n"   \
  "    aos: 6.8.0\n    hosts:\n      n[1-4]: {cpu: 60 GHz, memory: 256 GiB}\n    vms:\n      v1: {memory: 8 GiB}\n"      \
  "    policies:\n      - {name: ntp, kind: cluster, declared: ntp1, actual: pool}\n      - {name: swap, kind: host, declared: 'on', actual: 'off'}\n" \
  "governance:\n  - {name: prism, kind: cluster-profile, remediates: true, interval: 1 h, first: 10 min, delay: 0 s, product: pc}\n"

/* What the profile covers is put right through Prism, and what it does not cover stays as it is. */
static void
prism_puts_right_what_it_owns (void)
{
  g_autoptr (Trial) trial = trial_new (PRISM "plan:\n  - {step: wait, wait: 3 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, POLICY, "ntp", IN_POLICY), 11 * SIM_MINUTE + 10 * SIM_SECOND + 1);
  CU_ASSERT_TRUE (IS (trial, POLICY, "swap@n1", DRIFTED));
  CU_ASSERT_EQUAL (FOUND (trial, DRIFT_DETECTED, POLICY, "swap@n1"), 0);
}

/* While Prism Central is upgraded nobody compares; while no CVM leads, nobody answers. */
static void
prism_is_away_at_times (void)
{
  g_autoptr (Trial) upgraded = trial_new (PRISM "plan:\n  - {step: own, upgrade-product: pc, to: 2024.3, takes: 90 min}\n"
                                                "  - {step: wait, wait: 4 h}\n");
  g_autoptr (Trial) led = trial_new (PRISM "plan:\n  - {step: wait, wait: 4 h}\nfaults:\n  - {cvm-down: n1, at: 630 s, for: 20 min}\n");
  g_autoptr (Trial) follower = trial_new (PRISM "plan:\n  - {step: wait, wait: 4 h}\nfaults:\n  - {cvm-down: n3, at: 630 s, for: 20 min}\n");

  trial_end (upgraded);
  CU_ASSERT_NOT_EQUAL (WHEN (upgraded, GOVERNOR, "prism", BLIND), -1);
  CU_ASSERT_EQUAL (WHEN (upgraded, POLICY, "ntp", IN_POLICY), 131 * SIM_MINUTE + 10 * SIM_SECOND + 1);
  trial_end (led);
  CU_ASSERT_EQUAL (WHEN (led, POLICY, "ntp", IN_POLICY), 71 * SIM_MINUTE + 10 * SIM_SECOND + 1);
  trial_end (follower);
  CU_ASSERT_EQUAL (WHEN (follower, POLICY, "ntp", IN_POLICY), 11 * SIM_MINUTE + 10 * SIM_SECOND + 1);
}

/* Who may: an authority that a policy does not name only looks. */
static void
sddc_manager_is_an_authority (void)
{
  static const char estate[] = "rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nproducts: {sddc: {kind: sddc-manager}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
                               "      h1: {cpu: 60 GHz, memory: 256 GiB}\n"
                               "    policies:\n      - {name: dns, kind: host, declared: a, actual: b, authority: [%s]}\n"
                               "governance:\n  - {name: vcf, kind: scan, remediates: true, interval: 1 h, first: 10 min, delay: 0 s, product: sddc}\n"
                               "plan:\n  - {step: wait, wait: 3 h}\n";
  g_autoptr (Trial) its = trial_new_from (estate, "sddc-manager");
  g_autoptr (Trial) other = trial_new_from (estate, "vcenter");

  trial_end (its);
  CU_ASSERT_TRUE (IS (its, POLICY, "dns@h1", IN_POLICY));
  trial_end (other);
  CU_ASSERT_TRUE (IS (other, POLICY, "dns@h1", DRIFTED));
  CU_ASSERT_TRUE (FOUND (other, DRIFT_DETECTED, POLICY, "dns@h1") > 0);
}

/* A script writes the cluster's settings, and nothing of them is declared: nobody could say what has changed. */
static void
nobody_declared_what_is_changed (void)
{
  static const char estate[] = "rollcall: 1\nclusters:\n  p:\n    hosts:\n      h1: {cpu: 60 GHz, memory: 256 GiB}\n"
                               "    policies:\n      - {name: das, kind: cluster, declared: a, default: b, subject-to: [%s]}\n"
                               "plan:\n  - {step: wait, wait: 3 h}\nfaults:\n  - {intervene: p, by: reconfiguration, at: 1 h}\n";
  g_autoptr (Trial) declared = trial_new_from (estate, "DR-02");
  g_autoptr (Trial) not_declared = trial_new_from (estate, "DR-23");

  trial_end (declared);
  CU_ASSERT_EQUAL (FOUND_ANY (declared, UNDECLARED_CHANGE), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (declared, POLICY_RESET), 1);
  trial_end (not_declared);
  CU_ASSERT_EQUAL (FOUND_ANY (not_declared, UNDECLARED_CHANGE), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (not_declared, POLICY_RESET), 0);
}

void
test_physics_remedies_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: remedies", NULL, NULL);

  CU_ADD_TEST (suite, no_governor_takes_a_node_of_ahv_down);
  CU_ADD_TEST (suite, without_vcenter_no_host_goes_into_maintenance);
  CU_ADD_TEST (suite, tries_in_vain_do_not_keep_a_stuck_plan_going);
  CU_ADD_TEST (suite, a_host_that_is_lost_meanwhile_is_not_waited_for);
  CU_ADD_TEST (suite, a_host_restarts_for_it);
  CU_ADD_TEST (suite, a_host_is_lost_in_its_restart);
  CU_ADD_TEST (suite, a_host_that_is_on_its_way_back_does_not_restart);
  CU_ADD_TEST (suite, prism_puts_right_what_it_owns);
  CU_ADD_TEST (suite, prism_is_away_at_times);
  CU_ADD_TEST (suite, sddc_manager_is_an_authority);
  CU_ADD_TEST (suite, nobody_declared_what_is_changed);
}
