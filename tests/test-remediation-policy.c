/* Policies of remediation: a cluster's goes before its vCenter's, key by key, and a step before both (LCM-05). */

#include <CUnit/CUnit.h>

#include "models/words.h"
#include "tests/trial.h"

void test_remediation_policy_suite (void);

/* Two clusters of a vCenter; `policy` is the vCenter's, `own` that of p alone. */
static Trial *
two (const char *policy, const char *own, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3%s}}\nclusters:\n"
      "  p:\n    vcenter: vc\n%s    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
      "    vms: {v: {memory: 4 GiB, host: h1, devices: [pci-passthrough]}}\n"
      "  q:\n    vcenter: vc\n    hosts:\n      k[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n%s",
      policy, own, rest);

  trial_end (trial);
  return trial;
}

static const ModelStep *
step_of (const Trial *trial, const char *name)
{
  return &trial->fleet->steps[trial_index (trial, MODEL_MACHINE_STEP, name)];
}

#define BOTH "plan:\n  - {step: p, remediate: p, to: 8.0.3.1%s}\n  - {step: q, remediate: q, to: 8.0.3.1}\n"

/* The hosts of the cluster that says otherwise boot in full, those of the other one quickly. */
static void
a_cluster_goes_before_its_vcenter (void)
{
  g_autofree char *plan = g_strdup_printf (BOTH, "");
  g_autoptr (Trial) trial = two (", remediation: {quick-boot: true, power-action: suspend}",
                                 "    remediation: {quick-boot: false}\n", plan);
  const gint64 *physics = trial->fleet->physics;

  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h2", RECONNECTING) - WHEN (trial, HOST, "h2", REBOOTING),
                   physics[MODEL_HOST_REBOOT]);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "k2", RECONNECTING) - WHEN (trial, HOST, "k2", REBOOTING),
                   physics[MODEL_HOST_QUICK_BOOT]);
  /* and in what it leaves out it follows its vCenter: the VM that cannot move does not stop it */
  CU_ASSERT_TRUE (IS (trial, STEP, "p", DONE));
  CU_ASSERT_EQUAL (FOUND (trial, EVACUATION_BLOCKED, VM, "v"), 0);
}

static void
a_step_goes_before_both (void)
{
  g_autofree char *plan = g_strdup_printf (BOTH, ", quick-boot: true, power-action: none, on-failure: stop");
  g_autoptr (Trial) trial
      = two (", remediation: {power-action: suspend, on-failure: {retry: 5, delay: 1 min}}",
             "    remediation: {quick-boot: false, on-failure: {retry: 1}}\n", plan);

  CU_ASSERT_TRUE (IS (trial, STEP, "p", FAILED));
  CU_ASSERT_TRUE (step_of (trial, "p")->quick_boot);
  CU_ASSERT_EQUAL (step_of (trial, "p")->retries, 0);
  CU_ASSERT_EQUAL (step_of (trial, "q")->retries, 5);
  CU_ASSERT_EQUAL (step_of (trial, "q")->retry_delay, SIM_MINUTE);
  CU_ASSERT_EQUAL (step_of (trial, "q")->lcm.power_action, MODEL_POWER_ACTION_SUSPEND);
}

/* The policies are those of images; a check asks by them as well, and what is staged takes what a stage can. */
static void
steps_with_an_image_follow (void)
{
  g_autoptr (Trial) trial = two (
      ", remediation: {admission-control: disable, evacuate-powered-off: true, parallel: {max-hosts: 2}}", "",
      "plan:\n  - {step: a, remediate: q, to: 8.0.3.1, method: baseline}\n  - {step: b, pre-check: q, to: "
      "8.0.3.1, after: a}\n"
      "  - {step: c, stage: p, to: 8.0.3.1}\n");

  CU_ASSERT_FALSE (step_of (trial, "a")->disable_admission_control);
  CU_ASSERT_FALSE (step_of (trial, "a")->lcm.parallel);
  CU_ASSERT_TRUE (step_of (trial, "b")->disable_admission_control);
  CU_ASSERT_TRUE (step_of (trial, "b")->evacuates_off);
  CU_ASSERT_TRUE (step_of (trial, "b")->lcm.parallel);
  CU_ASSERT_EQUAL (step_of (trial, "b")->lcm.max_hosts, 2);
  CU_ASSERT_TRUE (step_of (trial, "c")->disable_admission_control);
  CU_ASSERT_FALSE (step_of (trial, "c")->lcm.parallel);
}

/* A vCenter's parallel remediation is not for its vSAN clusters, which are refused when they say so themselves. */
static void
parallel_passes_by_vsan (void)
{
  static const char vsan[] = "    vsan: {architecture: osa, resync-rate: 10 Gbit/s}\n",
                    plan[] = "plan: [{step: s, remediate: p, to: 8.0.3.1}]\n";
  g_autofree char *own = g_strconcat (vsan, "    remediation: {parallel: {}}\n", NULL);
  g_autoptr (Trial) by = two (", remediation: {parallel: {}, quick-boot: true}", vsan, plan);
  g_autoptr (Trial) said = two ("", own, plan);

  CU_ASSERT_FALSE (step_of (by, "s")->lcm.parallel);
  CU_ASSERT_TRUE (step_of (by, "s")->quick_boot);
  CU_ASSERT_EQUAL (FIRST (said, PRECHECK_FAILED, STEP, "s")->evidence[0], MODEL_CHECK_PARALLEL_VSAN);
}

void
test_remediation_policy_suite (void)
{
  CU_pSuite suite = CU_add_suite ("remediation-policy", NULL, NULL);

  CU_ADD_TEST (suite, a_cluster_goes_before_its_vcenter);
  CU_ADD_TEST (suite, a_step_goes_before_both);
  CU_ADD_TEST (suite, steps_with_an_image_follow);
  CU_ADD_TEST (suite, parallel_passes_by_vsan);
}
