/* Automation that trusts: what is decided on a value that is not so, and what comes of it; and a governor that undoes what a
 * plan has done on purpose. */

#include <CUnit/CUnit.h>

#include "models/governance/belief.h"
#include "models/words.h"
#include "tests/trial.h"

void test_physics_belief_suite (void);

#define ESTATE                                                                                               \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    drs: {automation: %s}\n    hosts:\n" \
  "      h[1-3]: {cpu: 60 GHz, memory: 256 GiB, version: 8.0.2, vmotion: 25 Gbit/s}\n"                       \
  "    vms:\n      a: {memory: 8 GiB, host: h1}\n      b: {memory: 8 GiB, host: h2}\n"                       \
  "    policies:\n      - {name: mtu, kind: vds, declared: '9000', default: '1500', provides: vmotion}\n"    \
  "      - {name: boot, kind: bios, declared: uefi, default: legacy, provides: boot-mode}\n"                 \
  "      - {name: ntp, kind: host, declared: ntp1}\n"

/* One vMotion finds out; from then on the host is known, and nothing is sent there, until the setting is right again. */
static void
the_first_vmotion_finds_out (void)
{
  g_autoptr (Trial) trial = trial_new_from (ESTATE "plan:\n  - {step: w, wait: 10 min}\n"
                                                   "  - {step: one, move: a, host: h3, after: [w]}\n"
                                                   "  - {step: x, wait: 20 min}\n"
                                                   "  - {step: two, move: b, host: h3, after: [x]}\n"
                                                   "  - {step: y, wait: 30 min}\n"
                                                   "  - {step: right, set: {policy: mtu, actual: '9000'}, after: [y]}\n"
                                                   "  - {step: three, move: a, host: h3, after: [right]}\n"
                                                   "faults:\n  - {change-by-hand: mtu, value: '1500', hosts: [h3], at: 1 min}\n",
                                            "manual");
  const SimFinding *found;

  trial_end (trial);
  found = FIRST (trial, ACTED_ON_BELIEF, POLICY, "mtu@h3");
  CU_ASSERT_EQUAL (FOUND_ANY (trial, ACTED_ON_BELIEF), 1);
  CU_ASSERT_EQUAL (found->evidence[1], WHO (trial, VM, "a"));
  CU_ASSERT_TRUE (found->since >= 10 * SIM_MINUTE && found->since < 11 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND (trial, MIGRATION_FAILED, VM, "a"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, MIGRATION_FAILED, VM, "a")->evidence[1], MODEL_BREAK_NETWORK);
  CU_ASSERT_TRUE (IS (trial, STEP, "one", FAILED));
  CU_ASSERT_EQUAL (FOUND (trial, MIGRATION_FAILED, VM, "b"), 0); /* it is refused at once */
  CU_ASSERT_TRUE (IS (trial, STEP, "two", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "three", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, POLICY_INHERITED_BY_VM), 0); /* nobody runs under how VMs are moved */
}

/* A host that is emptied over such a network is not; with nothing but the setting put right it is. */
static void
an_evacuation_hangs_on_it (void)
{
  g_autoptr (Trial) left = trial_new_from (ESTATE "plan:\n  - {step: w, wait: 10 min}\n"
                                                  "  - {step: m, maintenance: h1, enter-timeout: 30 min, after: [w]}\n"
                                                  "faults:\n  - {change-by-hand: mtu, value: '1500', hosts: [h1], at: 1 min}\n",
                                           "fully-automated");
  g_autoptr (Trial) mended = trial_new_from (ESTATE "plan:\n  - {step: w, wait: 10 min}\n"
                                                    "  - {step: m, maintenance: h1, enter-timeout: 30 min, after: [w]}\n"
                                                    "faults:\n  - {change-by-hand: mtu, value: '1500', hosts: [h1], at: 1 min, for: 19 min}\n",
                                             "fully-automated");

  trial_end (left);
  CU_ASSERT_TRUE (IS (left, STEP, "m", FAILED));
  CU_ASSERT_EQUAL (FOUND (left, ACTED_ON_BELIEF, POLICY, "mtu@h1"), 1);
  CU_ASSERT_TRUE (FOUND (left, EVACUATION_BLOCKED, VM, "a") > 0);
  trial_end (mended);
  CU_ASSERT_TRUE (IS (mended, STEP, "m", DONE));
  CU_ASSERT_TRUE (WHEN (mended, HOST, "h1", MAINTENANCE) > 20 * SIM_MINUTE);
}

/* A boot mode that somebody changed since the host last booted is found by its next boot; a run changes what it takes for the
 * declared platform, and says so of each setting that had drifted before the step, and of none that the step itself resets. */
static void
a_run_changes_what_it_takes_for_another_platform (void)
{
  g_autoptr (Trial) trial = trial_new_from (ESTATE "      - {name: syslog, kind: host, declared: log1, default: none, reset-by: [esxi-upgrade]}\n"
                                                   "plan:\n  - {step: w, wait: 1 h}\n"
                                                   "  - {step: up, remediate: p, to: 8.0.3, after: [w], on-failure: stop}\n"
                                                   "faults:\n  - {change-by-hand: boot, value: legacy, hosts: [h2], at: 1 min}\n"
                                                   "  - {change-by-hand: ntp, value: x, hosts: [h1], at: 1 min}\n",
                                            "fully-automated");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND (trial, ACTED_ON_BELIEF, POLICY, "ntp@h1"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, ACTED_ON_BELIEF, POLICY, "boot@h2"), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, ACTED_ON_BELIEF), 2);
  CU_ASSERT_EQUAL (FOUND (trial, HOST_DOES_NOT_BOOT, HOST, "h2"), 1);
  CU_ASSERT_TRUE (IS (trial, STEP, "up", FAILED));
}

static void
a_validation_stops_it (void)
{
  g_autoptr (Trial) trial = trial_new_from (ESTATE "plan:\n  - {step: w, wait: 1 h}\n  - {step: ask, validate: p, after: [w]}\n"
                                                   "  - {step: up, remediate: p, to: 8.0.3, after: [ask]}\n"
                                                   "faults:\n  - {change-by-hand: boot, value: legacy, hosts: [h2], at: 1 min}\n",
                                            "fully-automated");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "up", SKIPPED));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, ACTED_ON_BELIEF), 0);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, ENTERING), 0);
}

static void
lcm_believes_as_well (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    hosts:\n"
      "      n[1-3]: {cpu: 60 GHz, memory: 256 GiB}\n    vms:\n      v[1-3]: {memory: 8 GiB}\n"
      "    policies:\n      - {name: numa, kind: bios, declared: 'on', actual: 'off'}\n"
      "plan:\n  - {step: ahv, upgrade-ahv: n, to: 10.3}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, ACTED_ON_BELIEF), 3);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, ACTED_ON_BELIEF)->evidence[0], MODEL_BELIEF_LCM_CHANGES);
}

/* ---- What clusters are set to ---- */

#define GOVERNED(WHAT) "governance:\n  - {name: argo, kind: gitops, settings: [" WHAT "], remediates: true}\n"

static void
a_governor_undoes_what_a_plan_has_set (void)
{
  g_autoptr (Trial) drs = trial_new_from (ESTATE GOVERNED ("drs") "plan:\n  - {step: w, wait: 5 min}\n  - {step: off, set: {cluster: p, drs: manual}, after: [w]}\n"
                                                                  "  - {step: m, wait: 1 h, after: [off]}\n",
                                          "fully-automated");
  const SimFinding *found;

  trial_end (drs);
  found = trial_first (drs, MODEL_FIND_DRIFT_DETECTED, trial_cluster (drs, "p"));
  CU_ASSERT_EQUAL (found->since, 5 * SIM_MINUTE);
  CU_ASSERT_EQUAL (found->until, 312 * SIM_SECOND);
  CU_ASSERT_EQUAL (TIMES (drs, GOVERNOR, HOLDING), 1);
  CU_ASSERT_EQUAL (model_cluster_state (drs->run, 0)->automation, MODEL_AUTOMATION_FULL);
  CU_ASSERT_EQUAL (FOUND_ANY (drs, DRIFT_DETECTED), 1); /* it watches that and no policy */
}

static void
admission_control_comes_back_in_a_step (void)
{
  static const char *const yaml
      = "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
        "    ha: {admission-control: {policy: slot, host-failures: 1}}\n    hosts:\n"
        "      h[1-4]: {cpu: 80 GHz, memory: 256 GiB, version: 8.0.2, vmotion: 25 Gbit/s}\n"
        "    vms:\n      v[01-20]: {vcpus: 4, memory: 32 GiB, memory-reservation: 32 GiB}\n%s"
        "plan:\n  - {step: up, remediate: p, to: 8.0.3, admission-control: disable, on-failure: stop}\n";
  g_autoptr (Trial) alone = trial_new_from (yaml, ""), undone = trial_new_from (yaml, GOVERNED ("admission-control"));

  trial_end (alone);
  CU_ASSERT_TRUE (IS (alone, STEP, "up", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (alone, REMEDIATION_UNDOES_STEP), 0);
  trial_end (undone);
  CU_ASSERT_TRUE (IS (undone, STEP, "up", FAILED));
  CU_ASSERT_EQUAL (trial_findings (undone, MODEL_FIND_REMEDIATION_UNDOES_STEP, trial_cluster (undone, "p")), 1);
}

#define ROLL                                                                                                 \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nproducts: {sddc: {kind: sddc-manager, version: 5.1}}\nclusters:\n"  \
  "  p:\n    vcenter: vc\n    ha: {admission-control: {policy: percentage, host-failures: 1}}\n    drs: {automation: fully-automated}\n    hosts:\n"       \
  "      h[1-2]: {cpu: 60 GHz, memory: 256 GiB, version: 8.0.2, vmotion: 25 Gbit/s}\n"                       \
  "      h3: {cpu: 60 GHz, memory: 256 GiB, vmotion: 25 Gbit/s, %s}\n"                                      \
  "    vms:\n      a: {memory: 8 GiB, host: h1}\n      b: {memory: 8 GiB, host: h2}\n"

static void
expect_belief (const SimFinding *found, ModelBelief who, SimId on, gint64 believed, gint64 fact)
{
  CU_ASSERT_PTR_NOT_NULL_FATAL (found);
  CU_ASSERT_EQUAL (found->evidence[0], who);
  CU_ASSERT_EQUAL (found->evidence[1], on);
  CU_ASSERT_EQUAL (found->evidence[2], believed);
  CU_ASSERT_EQUAL (found->evidence[3], fact);
}

#define V(MINOR) MODEL_VERSION (8, 0, MINOR)

/* Rolled back by hand after the scan it is passed over, and two versions are left of a step that is done; put where it should be
 * it is passed over as well, and nothing is wrong; newer than that it is skipped, and stays so. */
static void
vlcm_goes_by_its_scan (void)
{
  static const char plan[] = ROLL "plan:\n  - {step: s, remediate: p, to: 8.0.3}\nfaults:\n  - {patch-by-hand: h3, to: %s, at: 10 min}\n";
  g_autoptr (Trial) back = trial_new_from (plan, "version: 8.0.3", "8.0.2");
  g_autoptr (Trial) there = trial_new_from (plan, "version: 8.0.2", "8.0.3");
  g_autoptr (Trial) beyond = trial_new_from (plan, "version: 8.0.2", "8.0.3.1");

  trial_end (back);
  expect_belief (FIRST (back, ACTED_ON_BELIEF, HOST, "h3"), MODEL_BELIEF_VLCM_DOES, WHO (back, STEP, "s"),
                 MODEL_BELIEF (IMAGE, V (3)), MODEL_BELIEF (IMAGE, V (2)));
  CU_ASSERT_EQUAL (FOUND_ANY (back, ACTED_ON_BELIEF), 1);
  CU_ASSERT_TRUE (IS (back, STEP, "s", DONE));
  CU_ASSERT_EQUAL (FIRST_ANY (back, MIXED_VERSIONS)->evidence[0], 2);
  CU_ASSERT_EQUAL (FIRST_ANY (back, MIXED_VERSIONS)->until, SIM_NEVER);
  trial_end (there);
  CU_ASSERT_EQUAL (FOUND_ANY (there, ACTED_ON_BELIEF), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (there, MIXED_VERSIONS), 0);
  CU_ASSERT_EQUAL (WHEN (there, UPDATE, "h3", ENTERING), -1);
  trial_end (beyond);
  CU_ASSERT_EQUAL (FIRST (beyond, HOST_SKIPPED, HOST, "h3")->evidence[1], MODEL_CHECK_NEWER);
  CU_ASSERT_EQUAL (FOUND_ANY (beyond, MIXED_VERSIONS), 1);
}

/* What is on the host is another thing than what is listed: that is drift, a validation sees it, and so does a pre-check. */
static void
sddc_manager_goes_by_its_inventory (void)
{
  g_autoptr (Trial) stale = trial_new_from (ROLL "plan:\n  - {step: s, remediate: p, to: 8.0.3, through: sddc}\n",
                                            "version: 8.0.2, last-seen: 8.0.3");
  g_autoptr (Trial) alone = trial_new_from (ROLL "plan:\n  - {step: s, remediate: p, to: 8.0.3}\n", "version: 8.0.2, last-seen: 8.0.3");
  g_autoptr (Trial) taken = trial_new_from (ROLL "plan:\n  - {step: w, wait: 25 h}\n  - {step: s, remediate: p, to: 8.0.3, through: sddc, after: [w]}\n",
                                            "version: 8.0.2, last-seen: 8.0.3");
  g_autoptr (Trial) checked = trial_new_from (ROLL "plan:\n  - {step: c, pre-check: p, to: 8.0.3, through: sddc}\n"
                                                   "  - {step: v, validate: p, after: [c]}\n"
                                                   "  - {step: s, remediate: p, to: 8.0.3, through: sddc, after: [v]}\n",
                                              "version: 8.0.2, last-seen: 8.0.3");

  trial_end (stale);
  expect_belief (FIRST (stale, ACTED_ON_BELIEF, HOST, "h3"), MODEL_BELIEF_SDDC_DOES, WHO (stale, STEP, "s"),
                 MODEL_BELIEF (IMAGE, V (3)), MODEL_BELIEF (IMAGE, V (2)));
  CU_ASSERT_TRUE (IS (stale, STEP, "s", DONE));
  CU_ASSERT_EQUAL (FIRST_ANY (stale, MIXED_VERSIONS)->until, SIM_NEVER);
  trial_end (alone);
  CU_ASSERT_EQUAL (FOUND_ANY (alone, ACTED_ON_BELIEF), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (alone, MIXED_VERSIONS), 0);
  trial_end (taken);
  CU_ASSERT_EQUAL (FOUND_ANY (taken, ACTED_ON_BELIEF), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (taken, MIXED_VERSIONS), 0);
  CU_ASSERT_TRUE (WHEN (taken, UPDATE, "h3", ENTERING) >= 25 * SIM_HOUR);
  trial_end (checked);
  CU_ASSERT_TRUE (IS (checked, STEP, "c", DONE));
  CU_ASSERT_EQUAL (FOUND (checked, PRECHECK_NOTED, STEP, "c") > 0, TRUE);
  CU_ASSERT_TRUE (IS (checked, STEP, "v", FAILED));
  CU_ASSERT_TRUE (IS (checked, STEP, "s", SKIPPED));
}

/* What its own workflow has changed it knows at once; what somebody does while it is upgraded itself it learns a day later. */
static void
sddc_manager_is_away_for_its_own_upgrade (void)
{
  g_autoptr (Trial) trial = trial_new_from (
      ROLL "plan:\n  - {step: own, upgrade-product: sddc, to: 5.2, takes: 2 h}\n"
           "  - {step: w, wait: 1 h}\n  - {step: s, remediate: p, to: 8.0.3, through: sddc, after: [w]}\n"
           "  - {step: late, wait: 60 h}\n  - {step: t, remediate: p, to: 8.0.3, through: sddc, after: [late]}\n",
      "version: 8.0.2, last-seen: 8.0.3");
  g_autoptr (Trial) over = trial_new_from (ROLL "physics: {sddc-inventory-sync: 3 h}\nplan:\n  - {step: own, upgrade-product: sddc, to: 5.2, takes: 190 min}\n"
                                                "  - {step: w, wait: 195 min}\n  - {step: s, remediate: p, to: 8.0.3, through: sddc, after: [w, own]}\n",
                                           "version: 8.0.2, last-seen: 8.0.3");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "s", FAILED));
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "s")->evidence[0], MODEL_CHECK_SDDC_MANAGER);
  CU_ASSERT_TRUE (IS (trial, STEP, "t", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, ACTED_ON_BELIEF), 0);
  trial_end (over); /* at 3:00 nobody is there to take it, at 6:00 it is too late */
  CU_ASSERT_EQUAL (FOUND (over, ACTED_ON_BELIEF, HOST, "h3"), 1);
}

/* Somebody sets DRS to manual in the middle of a roll whose pre-checks have seen it automatic, and the next host does not empty. */
static void
a_roll_goes_by_what_its_pre_checks_saw (void)
{
  g_autoptr (Trial) trial = trial_new_from (ROLL "plan:\n  - {step: s, remediate: p, to: 8.0.3}\n  - {step: w, wait: 10 min}\n"
                                                 "  - {step: off, set: {cluster: p, drs: manual}, after: [w]}\n",
                                            "version: 8.0.2");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, ACTED_ON_BELIEF), 1);
  expect_belief (FIRST_ANY (trial, ACTED_ON_BELIEF), MODEL_BELIEF_VLCM_TAKES, WHO (trial, HOST, "h2"),
                 MODEL_BELIEF (DRS, MODEL_AUTOMATION_FULL), MODEL_BELIEF (DRS, MODEL_AUTOMATION_MANUAL));
  CU_ASSERT_TRUE (IS (trial, STEP, "s", FAILED));
}

/* What a step before has set for it is undone in the middle of it; a step that does not come after that minds nothing. */
static void
drs_comes_back_in_a_step (void)
{
  static const char plan[] = ESTATE "governance:\n  - {name: argo, kind: gitops, settings: [drs], remediates: true}\n"
                                    "plan:\n  - {step: off, set: {cluster: p, drs: manual}}\n"
                                    "  - {step: check, pre-check: p, to: 8.0.3, after: [%s]}\n  - {step: w, wait: 1 min}\n";
  g_autoptr (Trial) undone = trial_new_from (plan, "fully-automated", "off");
  g_autoptr (Trial) apart = trial_new_from (plan, "fully-automated", "w");

  trial_end (undone);
  CU_ASSERT_EQUAL (trial_findings (undone, MODEL_FIND_REMEDIATION_UNDOES_STEP, trial_cluster (undone, "p")), 1);
  trial_end (apart);
  CU_ASSERT_EQUAL (FOUND_ANY (apart, REMEDIATION_UNDOES_STEP), 0);
}

void
test_physics_belief_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: belief", NULL, NULL);

  CU_ADD_TEST (suite, the_first_vmotion_finds_out);
  CU_ADD_TEST (suite, an_evacuation_hangs_on_it);
  CU_ADD_TEST (suite, a_run_changes_what_it_takes_for_another_platform);
  CU_ADD_TEST (suite, a_validation_stops_it);
  CU_ADD_TEST (suite, lcm_believes_as_well);
  CU_ADD_TEST (suite, a_governor_undoes_what_a_plan_has_set);
  CU_ADD_TEST (suite, admission_control_comes_back_in_a_step);
  CU_ADD_TEST (suite, drs_comes_back_in_a_step);
  CU_ADD_TEST (suite, vlcm_goes_by_its_scan);
  CU_ADD_TEST (suite, sddc_manager_goes_by_its_inventory);
  CU_ADD_TEST (suite, sddc_manager_is_away_for_its_own_upgrade);
  CU_ADD_TEST (suite, a_roll_goes_by_what_its_pre_checks_saw);
}
