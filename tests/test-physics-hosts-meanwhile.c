/* What comes between while a host is on its way: into maintenance or standby, out of it, to vCenter. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_hosts_meanwhile_suite (void);

#define CLUSTER     "clusters:\n  p:\n    vcenter: vc\n"
#define ON_803      "vcenters: {vc: {version: 8.0.3}}\n" CLUSTER
#define BOOT(TRIAL) model_number ((TRIAL)->run, MODEL_VC_BOOT)

/* ---- Into maintenance ---- */

/* VCLS-05, B25: vCenter goes in the very moment in which the last host begins to enter maintenance. Nobody is left to stop the vCLS
 * VMs, so that it hangs until vCenter is back; nothing else keeps it. */
static void
agents_stay_on_the_last_host (void)
{
  g_autoptr (Trial) trial
      = trial_run (ON_803 "    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB}\n"
                    "      h2: {cpu: 100 GHz, memory: 64 GiB, state: maintenance}\n"
                    "plan:\n  - {step: out, maintenance: h1, enter-timeout: none}\n"
                    "faults:\n  - {crash: vc, during: {host: h1, state: entering}, for: 1 h}\n");
  const SimFinding *blocked = trial_first (trial, MODEL_FIND_EVACUATION_BLOCKED, trial_cluster (trial, "p"));

  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", STUCK), 0);
  CU_ASSERT_EQUAL (blocked->since, 0);
  CU_ASSERT_EQUAL (blocked->evidence[0], MODEL_BLOCKER_VCLS_STAYS);
  CU_ASSERT_EQUAL (blocked->until, SIM_HOUR + BOOT (trial));
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", MAINTENANCE), SIM_HOUR + BOOT (trial));
  CU_ASSERT_TRUE (IS (trial, STEP, "out", DONE));
}

/* B22: stuck for a VM, and when that is gone for what is being provisioned there. */
static void
one_obstacle_after_another (void)
{
  g_autoptr (Trial) trial
      = trial_run (ON_803 "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"
                    "    vms: {v: {memory: 8 GiB, host: h1, automation: manual}}\n"
                    "plan:\n  - {step: w, wait: 2 min}\n"
                    "  - {step: out, maintenance: h1, enter-timeout: none, after: [w]}\n"
                    "faults:\n  - {provision: h1, at: 1 min, for: 1 h}\n  - {crash: v, at: 30 min}\n");

  CU_ASSERT_EQUAL (FIRST (trial, EVACUATION_BLOCKED, VM, "v")->until, 30 * SIM_MINUTE);
  CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_EVACUATION_BLOCKED, WHO (trial, HOST, "h1")),
                   31 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", MAINTENANCE), 61 * SIM_MINUTE);
}

/* HST-03: it loses its power in the very moment in which it has entered. Its turn has failed; nothing was installed. */
static void
it_dies_before_it_is_changed (void)
{
  g_autoptr (Trial) trial
      = trial_run (ON_803 "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n"
                    "plan:\n  - {step: roll, remediate: p, to: 8.0.3}\n"
                    "faults:\n  - {crash: h1, during: {host: h1, state: maintenance}}\n");

  CU_ASSERT_TRUE (IS (trial, HOST, "h1", DOWN) && IS (trial, STEP, "roll", FAILED));
  CU_ASSERT_EQUAL (TIMES (trial, HOST, REMEDIATING), 0);
  CU_ASSERT_EQUAL (model_host_state (trial->run, 0)->version, MODEL_VERSION (8, 0, 2));
}

/* ---- Back to vCenter ---- */

/* DR-14: vCenter is back while the host is just reconnecting, and finds it without the driver that the image has dropped. */
static void
vcenter_finds_a_driver_missing (void)
{
  g_autoptr (Trial) trial
      = trial_run (ON_803 "    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2, vibs: [nic]}\n"
                    "      h2: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n"
                    "plan:\n  - {step: roll, remediate: p, to: 8.0.3, drops: [nic]}\n"
                    "faults:\n  - {crash: vc, at: 10 min, for: 18 s}\n");

  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", RECONNECTING), 17 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", REPAIR), 10 * SIM_MINUTE + 18 * SIM_SECOND + BOOT (trial));
  CU_ASSERT_EQUAL (FOUND (trial, DRIVER_MISSING, HOST, "h1"), 1);
}

/* UPG-01: a host that was upgraded while it was disconnected is newer than its vCenter, which does not take it back. */
static void
it_has_become_too_new (void)
{
  g_autoptr (Trial) trial
      = trial_run ("vcenters: {vc: {version: 8.0.3}}\n" CLUSTER "    hosts:\n"
             "      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
             "      h2: {cpu: 100 GHz, memory: 64 GiB, version: 9.0.0, state: disconnected}\n"
             "plan:\n  - {step: back, reconnect: h2}\n");

  CU_ASSERT_TRUE (IS (trial, HOST, "h2", DISCONNECTED) && IS (trial, STEP, "back", FAILED));
  CU_ASSERT_EQUAL (TIMES (trial, HOST, CONNECTING), 1);
}

/* ---- Standby ---- */

/* DRS-09: the vMotion network goes while DPM has a host emptied; it stays up. */
static void
it_stays_up_when_it_does_not_empty (void)
{
  g_autoptr (Trial) trial
      = trial_run (ON_803 "    dpm: true\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 128 GiB}\n    vms:\n"
                    "      a[1-2]: {memory: 4 GiB, host: h1}\n      b[1-2]: {memory: 4 GiB, host: h2}\n"
                    "      v: {memory: 32 GiB, host: h3}\n"
                    "plan:\n  - {step: w, wait: 1 h}\n"
                    "faults:\n  - {vmotion-link-down: h3, at: 40m10s}\n");

  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h3", TO_STANDBY), 40 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h3", CONNECTED), 40 * SIM_MINUTE + 10 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING) && IS (trial, HOST, "h3", CONNECTED));
}

/* VC-08: DPM wakes a stateless host, and vCenter with its host profile is away when it has booted; it is back, and gone again
 * before the profile is applied. */
static void
a_stateless_host_wakes_without_vcenter (void)
{
  g_autoptr (Trial) trial = trial_run (
      ON_803 "    dpm: true\n    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"
             "      s1: {cpu: 100 GHz, memory: 64 GiB, state: standby, stateless: true}\n"
             "    vms:\n      v[1-2]: {memory: 60 GiB, active-memory: 60 GiB}\n"
             "plan:\n  - {step: w, wait: 2 h}\n"
             "faults:\n  - {crash: vc, at: 5 min, for: 20 min}\n  - {crash: vc, at: 32m30s, for: 20 min}\n");
  SimTime profile = model_number (trial->run, MODEL_AUTO_DEPLOY_PROFILE);

  CU_ASSERT_EQUAL (WHEN (trial, HOST, "s1", UNPROVISIONED), 10 * SIM_MINUTE);
  CU_ASSERT_TRUE (25 * SIM_MINUTE + BOOT (trial) + profile > 32 * SIM_MINUTE + 30 * SIM_SECOND);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "s1", CONNECTED),
                   52 * SIM_MINUTE + 30 * SIM_SECOND + BOOT (trial) + profile);
}

/* LCM-15: DPM and a remediation want the same host awake in the same instant: it boots once, and the remediation waits for it. */
static void
two_wake_it_at_once (void)
{
  g_autoptr (Trial) trial
      = trial_run ("physics: {remediation-pre-check: 5 min}\n" ON_803 "    dpm: true\n    hosts:\n"
             "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n"
             "      s1: {cpu: 100 GHz, memory: 64 GiB, state: standby, version: 8.0.2}\n"
             "    vms:\n      v[1-2]: {memory: 60 GiB, active-memory: 60 GiB, power: off}\n"
             "plan:\n  - {step: roll, remediate: p, to: 8.0.3}\n  - {step: x, wait: 1 min}\n"
             "  - {step: on1, power-on: v1, after: [x]}\n  - {step: on2, power-on: v2, after: [x]}\n");

  CU_ASSERT_EQUAL (TIMES (trial, HOST, WAKING), 1);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "s1", CONNECTED),
                   5 * SIM_MINUTE + model_number (trial->run, MODEL_HOST_WAKE));
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_REMEDIATION, ANYBODY, REMEDIATION_AT_ROLLING, 0)->at,
                   WHEN (trial, HOST, "s1", CONNECTED));
  CU_ASSERT_TRUE (IS (trial, STEP, "roll", DONE));
}

/* ---- A live patch ---- */

/* EV-06, VC-05: vCenter stops, or somebody puts the host into maintenance, in the instant in which it is to be patched, before
 * or after any of what is done in it: `n` settings are made first, one after another. It is patched or it is not, and that is
 * said. */
static void
a_patch_meets_something_else (void)
{
  static const char *const others[] = { "  - {step: other, maintenance: h1", "  - {step: other, wait: 1 s" };
  guint patched = 0, refused = 0;

  for (guint i = 0; i < 2; i++)
    for (guint n = 0; n <= 8; n++) {
      g_autoptr (GString) plan = g_string_new ("");
      g_autoptr (Trial) trial = NULL;

      for (guint k = 1; k <= n; k++)
        g_string_append_printf (plan,
                                "  - {step: s%u, set: {cluster: p, drs: fully-automated}, after: [%s%u]}\n",
                                k, k == 1 ? "t" : "s", k == 1 ? 0 : k - 1);
      trial = trial_new_from (
          "rollcall: 1\n" ON_803 "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
          "plan:\n  - {step: roll, remediate: p, to: 8.0.3.1, impact: live-patch, live-patch: auto}\n"
          "  - {step: t0, wait: 2 min}\n%s%s, after: [%s%u]}\n%s",
          plan->str, others[i], n ? "s" : "t", n, i ? "faults: [{crash: vc, during: {step: other}}]\n" : "");
      trial_end (trial);
      patched += model_host_state (trial->run, 0)->version == (MODEL_VERSION (8, 0, 3) | 1);
      refused += IS (trial, STEP, "roll", FAILED);
      CU_ASSERT_EQUAL (FOUND (trial, NOT_DONE, HOST, "h1") + FOUND_ANY (trial, HOST_SKIPPED) > 0,
                       model_host_state (trial->run, 0)->version != (MODEL_VERSION (8, 0, 3) | 1));
    }
  CU_ASSERT_TRUE (patched > 0 && refused > 0);
}

void
test_physics_hosts_meanwhile_suite (void)
{
  CU_pSuite suite = CU_add_suite ("what comes between while a host is on its way", NULL, NULL);

  CU_ADD_TEST (suite, agents_stay_on_the_last_host);
  CU_ADD_TEST (suite, one_obstacle_after_another);
  CU_ADD_TEST (suite, it_dies_before_it_is_changed);
  CU_ADD_TEST (suite, vcenter_finds_a_driver_missing);
  CU_ADD_TEST (suite, it_has_become_too_new);
  CU_ADD_TEST (suite, it_stays_up_when_it_does_not_empty);
  CU_ADD_TEST (suite, a_stateless_host_wakes_without_vcenter);
  CU_ADD_TEST (suite, two_wake_it_at_once);
  CU_ADD_TEST (suite, a_patch_meets_something_else);
}
