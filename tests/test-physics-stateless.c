/* Hosts that Auto Deploy boots over the network (VC-08): how they are upgraded, what a reboot forgets, and what vCenter has to be
 * there for. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

#include <string.h>

void test_physics_stateless_suite (void);

#define VERSION(TRIAL, HOST_NAME) \
  (model_host_state ((TRIAL)->run, trial_index (TRIAL, MODEL_MACHINE_HOST, HOST_NAME))->version)

/* Three hosts with VMs and policies as said, a fourth in a cluster of its own, and a plan. */
static Trial *
estate (const char *stateless, const char *vms, const char *rest)
{
  Trial *trial = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3%s}}\nclusters:\n"
                                 "  c:\n    vcenter: vc\n    ha: {admission-control: {policy: off}}\n    hosts:\n"
                                 "      h[1-3]: {cpu: 60 GHz, memory: 256 GiB, version: 8.0.1, stateless: %s}\n%s%s",
                                 strstr (vms, "v:") ? ", vm: v" : "", stateless, vms, rest);

  trial_end (trial);
  return trial;
}

#define VMS      "    vms: {v: {memory: 16 GiB, host: h1}, w: {memory: 16 GiB, host: h2}}\n"
#define POLICIES                                                                                             \
  "    policies:\n"                                                                                          \
  "      - {name: log, kind: host, declared: a, default: b}\n"                                               \
  "      - {name: time, kind: host, declared: a, default: b, preserved: its profile}\n"                      \
  "      - {name: port, kind: vds, declared: a, default: b}\n"

/* An image is for hosts that keep it; baselines pass such hosts over; a rule and a reboot upgrade them. */
static void
only_a_rule_upgrades_them (void)
{
  g_autoptr (Trial) image = estate ("true", VMS, "plan:\n  - {step: s, remediate: c, to: 8.0.3}\n");
  g_autoptr (Trial) baseline
      = estate ("true", VMS, "plan:\n  - {step: s, remediate: c, to: 8.0.3, method: baseline, admission-control: disable, dpm: disable}\n");
  g_autoptr (Trial) rule
      = estate ("true", VMS, "plan:\n  - {step: s, remediate: c, to: 8.0.3, method: auto-deploy}\n");

  CU_ASSERT_TRUE (IS (image, STEP, "s", FAILED));
  CU_ASSERT_EQUAL (FIRST (image, PRECHECK_FAILED, STEP, "s")->evidence[0], MODEL_CHECK_STATELESS);
  CU_ASSERT_EQUAL (TIMES (baseline, HOST, REBOOTING), 0);
  CU_ASSERT_EQUAL (VERSION (baseline, "h1"), MODEL_VERSION (8, 0, 1));
  CU_ASSERT_TRUE (IS (rule, STEP, "s", DONE));
  CU_ASSERT_EQUAL (TIMES (rule, HOST, REBOOTING), 3);
  CU_ASSERT_EQUAL (VERSION (rule, "h3"), MODEL_VERSION (8, 0, 3));
  CU_ASSERT_EQUAL (WHEN (rule, HOST, "h2", REMEDIATING), WHEN (rule, HOST, "h2", REBOOTING));
  CU_ASSERT_EQUAL (WHEN (rule, HOST, "h2", RECONNECTING) - WHEN (rule, HOST, "h2", REBOOTING),
                   rule->fleet->physics[MODEL_HOST_REBOOT] + rule->fleet->physics[MODEL_AUTO_DEPLOY_IMAGE]);
}

/* Each boot forgets what no host profile has, and nothing of the distributed switch; a host with a disk forgets nothing. */
static void
a_boot_forgets_what_no_profile_has (void)
{
  g_autoptr (Trial) stateless = estate ("true", VMS POLICIES, "plan:\n  - {step: s, remediate: c, to: 8.0.3, method: auto-deploy}\n");
  g_autoptr (Trial) stateful = estate ("false", VMS POLICIES, "plan:\n  - {step: s, remediate: c, to: 8.0.3}\n");

  CU_ASSERT_TRUE (IS (stateless, POLICY, "log@h2", RESET));
  CU_ASSERT_TRUE (IS (stateless, POLICY, "time@h2", IN_POLICY));
  CU_ASSERT_TRUE (IS (stateless, POLICY, "port@h2", IN_POLICY));
  CU_ASSERT_TRUE (IS (stateful, POLICY, "log@h2", IN_POLICY));
}

/* A host that comes back while vCenter is upgraded takes no VMs until vCenter serves and has given it its profile; HA's restarts
 * wait with it. One with a disk is back at once. */
static void
without_vcenter_it_takes_no_vms (void)
{
  const char *rest = "plan:\n  - {step: s, upgrade-vcenter: vc, to: 8.0.3.9}\n"
                     "faults:\n  - {crash: h1, at: 10 min, for: 1 min}\n  - {crash: h2, at: 10 min, for: 1 min}\n  - {crash: h3, at: 10 min, for: 1 min}\n";
  const char *vms = "    vms: {w: {memory: 16 GiB, host: h2}}\n";
  g_autoptr (Trial) stateless = estate ("true", vms, rest);
  g_autoptr (Trial) stateful = estate ("false", vms, rest);

  CU_ASSERT_EQUAL (TIMES (stateful, HOST, UNPROVISIONED), 0);
  CU_ASSERT_TRUE (WHEN (stateful, HOST, "h2", HA_INIT) < WHEN (stateful, VCENTER, "vc", SYNCING));
  CU_ASSERT_EQUAL (TIMES (stateless, HOST, UNPROVISIONED), 3);
  CU_ASSERT_EQUAL (WHEN (stateless, HOST, "h2", HA_INIT),
                   WHEN (stateless, VCENTER, "vc", SYNCING) + stateless->fleet->physics[MODEL_AUTO_DEPLOY_PROFILE]);
  CU_ASSERT_TRUE (IS (stateless, VM, "w", RUNNING));
  CU_ASSERT_TRUE (WHEN (stateless, VM, "w", RUNNING) > WHEN (stateless, HOST, "h2", HA_INIT));
  CU_ASSERT_EQUAL (FOUND (stateless, AUTO_DEPLOY_WAITS, HOST, "h2"), 1);
  CU_ASSERT_TRUE (FIRST (stateless, AUTO_DEPLOY_WAITS, HOST, "h2")->until < SIM_NEVER);
}

/* Its vCenter runs on such hosts: each waits for the other, until one host can boot by itself. */
static void
vcenter_on_such_hosts_waits_for_them (void)
{
  const char *rest = "plan:\n  - {step: s, wait: 4 h}\n"
                     "faults:\n  - {crash: h1, at: 10 min, for: 1 min}\n  - {crash: h2, at: 10 min, for: 1 min}\n  - {crash: h3, at: 10 min, for: 1 min}\n";
  g_autoptr (Trial) stateless = estate ("true", VMS, rest);
  g_autoptr (Trial) stateful = estate ("false", VMS, rest);

  CU_ASSERT_TRUE (IS (stateless, VM, "v", DOWN));
  CU_ASSERT_TRUE (IS (stateless, VCENTER, "vc", DOWN));
  CU_ASSERT_EQUAL (FIRST (stateless, AUTO_DEPLOY_WAITS, HOST, "h1")->evidence[1], WHO (stateless, VM, "v"));
  CU_ASSERT_TRUE (IS (stateful, VM, "v", RUNNING));
  CU_ASSERT_TRUE (IS (stateful, VCENTER, "vc", SERVING));
}

void
test_physics_stateless_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-stateless", NULL, NULL);

  CU_ADD_TEST (suite, only_a_rule_upgrades_them);
  CU_ADD_TEST (suite, a_boot_forgets_what_no_profile_has);
  CU_ADD_TEST (suite, without_vcenter_it_takes_no_vms);
  CU_ADD_TEST (suite, vcenter_on_such_hosts_waits_for_them);
}
