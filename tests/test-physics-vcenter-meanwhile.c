/* What comes between while vCenter, vCenter HA, the vCLS VMs or DPM are in the middle of something. */

#include <CUnit/CUnit.h>
#include <string.h>

#include "models/vcenter/availability.h"
#include "tests/trial.h"

void test_physics_vcenter_meanwhile_suite (void);

#define SECONDS SIM_SECOND
#define HOSTS   "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"

/* ---- vCenter ---- */

/* VC-10: HA has restarted vCenter's VM, whose services are still starting, and it dies again: they begin anew, and what the first
 * start would have ended with counts no more. */
static void
services_start_anew (void)
{
  g_autoptr (Trial) trial = trial_run (
      "vcenters: {vc: {version: 8.0.3, vm: vcsa}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n" HOSTS
      "    vms: {vcsa: {memory: 16 GiB, host: h1}}\n"
      "faults:\n  - {crash: vcsa, at: 1 min}\n  - {crash: vcsa, at: 4 min}\n");
  SimTime services = model_number (trial->run, MODEL_VC_BOOT);

  CU_ASSERT_TRUE (services > 150 * SECONDS); /* they were still starting */
  CU_ASSERT_EQUAL (FIRST (trial, CONTROL_PLANE_DOWN, VCENTER, "vc")->until,
                   4 * SIM_MINUTE + 30 * SECONDS + services);
}

/* UPG-03: it is lost while it goes back to the old appliance; what comes up in the end is the old version. */
static void
it_is_lost_on_its_way_back (void)
{
  g_autoptr (Trial) trial = trial_run (
      "vcenters: {vc: {version: 8.0.1}}\nclusters:\n  p:\n    vcenter: vc\n" HOSTS
      "plan:\n  - {step: up, upgrade-vcenter: vc, to: 8.0.3}\nfaults:\n  - {fail-upgrade: vc, at: 1 min}\n"
      "  - {crash: vc, during: {vcenter: vc, state: reverting}, for: 1 min}\n");

  CU_ASSERT_TRUE (WHEN (trial, VCENTER, "vc", REVERTING) > 0);
  CU_ASSERT_EQUAL (TIMES (trial, VCENTER, DOWN), 1);
  CU_ASSERT_TRUE (IS (trial, VCENTER, "vc", SERVING) && IS (trial, STEP, "up", FAILED));
  CU_ASSERT_EQUAL (model_vcenter_state (trial->run, 0)->version, MODEL_VERSION (8, 0, 1));
}

/* DR-27 turned round: were vLCM and its tasks to outlive vCenter's service, a remediation that is being checked would go on. */
static void
a_remediation_goes_on_where_it_can (void)
{
  for (int alone = 0; alone <= 1; alone++) {
    g_autoptr (Trial) trial
        = trial_new ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n" HOSTS
                     "plan: [{step: roll, remediate: p, to: 8.0.3}]\nfaults: [{crash: vc, at: 1 min}]\n");
    ModelFunctionRow functions[MODEL_N_FUNCTIONS];

    memcpy (functions, model_functions, sizeof functions);
    functions[MODEL_FUNCTION_LIFECYCLE].in[MODEL_CONTROL_DOWN]
        = alone ? MODEL_AVAILABLE_WORKS : MODEL_AVAILABLE_AWAY;
    trial->fleet->functions = functions;
    trial_until (trial, 90 * SECONDS);
    CU_ASSERT_EQUAL (
        sim_state (trial->run, sim_model_actor (trial->run->model, MODEL_MACHINE_REMEDIATION, 0)),
        alone ? REMEDIATION_AT_CHECKING : REMEDIATION_AT_ABORTED);
    trial->fleet->functions = NULL;
  }
}

/* ---- vCenter HA ---- */

#define VCHA                                                                                                 \
  "vcenters: {vc: {version: 8.0.3, vcha: {active: a, passive: b, witness: w}}}\nclusters:\n  p:\n    "       \
  "vcenter: vc\n    ha: {}\n" HOSTS                                                                          \
  "    vms: {a: {memory: 16 GiB, host: h1}, b: {memory: 16 GiB, host: h2}, w: {memory: 1 GiB, host: h3}}\n"

/* VCHA-04: its nodes do not hear one another, so that none may serve; that vCenter's own service is put right meanwhile does not
 * change that. */
static void
isolation_outlasts_a_repair (void)
{
  g_autoptr (Trial) trial = trial_run (
      VCHA "faults:\n  - {cut-vcha: vc, at: 1 min, for: 30 min}\n  - {crash: vc, at: 2 min, for: 1 min}\n");
  const SimFinding *down = FIRST (trial, CONTROL_PLANE_DOWN, VCENTER, "vc");

  CU_ASSERT_EQUAL (down->since, SIM_MINUTE);
  CU_ASSERT_EQUAL (down->until, 31 * SIM_MINUTE + model_number (trial->run, MODEL_VC_BOOT));
  CU_ASSERT_EQUAL (FOUND (trial, CONTROL_PLANE_DOWN, VCENTER, "vc"), 1);
}

/* VCHA-02: the passive node comes back and falls again before it is in sync: the time until it is counts from the last return. */
static void
sync_begins_anew (void)
{
  g_autoptr (Trial) trial = trial_run (VCHA "faults:\n  - {crash: b, at: 1 min}\n  - {crash: b, at: 4 min}\n");

  CU_ASSERT_EQUAL (WHEN (trial, VCHA, "vc", HEALTHY),
                   4 * SIM_MINUTE + 30 * SECONDS + model_number (trial->run, MODEL_VCHA_SYNC));
  CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_VCENTER_HA_DEGRADED, WHO (trial, VCENTER, "vc")),
                   WHEN (trial, VCHA, "vc", HEALTHY) - SIM_MINUTE);
}

/* VCHA-06: the mode that it has is a setting that is made at once, also while a node is lost. */
static void
the_mode_it_has_may_always_be_set (void)
{
  g_autoptr (Trial) trial = trial_run (VCHA "plan:\n  - {step: w, wait: 70 s}\n"
                                      "  - {step: same, set: {vcenter: vc, vcha: enabled}, after: [w]}\n"
                                      "  - {step: other, set: {vcenter: vc, vcha: maintenance}, after: [w]}\n"
                                      "faults:\n  - {crash: b, at: 1 min}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "same", DONE) && IS (trial, STEP, "other", FAILED));
}

/* ---- vCLS ---- */

/* VCLS-03: set twice, the second time while they are being removed; and something breaks them while they are away, so that
 * the reset alone does not bring them back. */
static void
retreat_is_set_twice (void)
{
  g_autoptr (Trial) trial
      = trial_run ("vcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n" HOSTS
             "plan:\n  - {step: on, set: {cluster: p, retreat-mode: on}}\n  - {step: w, wait: 10 s}\n"
             "  - {step: again, set: {cluster: p, retreat-mode: on}, after: [w]}\n  - {step: w2, wait: 1 h}\n"
             "  - {step: reset, set: {cluster: p, retreat-mode: off}, after: [w2]}\n"
             "faults:\n  - {fail-vcls: p, at: 30 min, for: 90 min}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "again", DONE) && IS (trial, STEP, "reset", DONE));
  CU_ASSERT_EQUAL (TIMES (trial, VCLS, RETREAT), 1);
  CU_ASSERT_EQUAL (WHEN (trial, VCLS, "p", HEALTHY),
                   2 * SIM_HOUR + model_number (trial->run, MODEL_VCLS_CYCLE));
  CU_ASSERT_EQUAL (WHEN (trial, DRS, "p", READY), WHEN (trial, VCLS, "p", HEALTHY));
}

/* VCLS-04: of a cluster that was all in maintenance the one host comes back that is too small for them. */
static void
the_first_host_back_is_too_small (void)
{
  g_autoptr (Trial) trial
      = trial_run ("vcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
             "      h1: {cpu: 100 GHz, memory: 64 GiB}\n      h2: {cpu: 100 MHz, memory: 64 GiB}\n"
             "plan:\n  - {step: a, maintenance: h1}\n  - {step: b, maintenance: h2, after: [a]}\n"
             "  - {step: c, leave: h2, after: [b]}\n  - {step: d, wait: 10 min}\n  - {step: e, leave: h1, "
             "after: [d]}\n");

  CU_ASSERT_EQUAL (TIMES (trial, VCLS, STOPPED), 1);
  CU_ASSERT_TRUE (WHEN (trial, VCLS, "p", DEGRADED) == WHEN (trial, STEP, "c", DONE));
  CU_ASSERT_TRUE (WHEN (trial, DRS, "p", LAMED) > 0);
  CU_ASSERT_TRUE (IS (trial, VCLS, "p", HEALTHY)
                  && IS (trial, DRS, "p", READY)); /* with the other one they run */
}

/* ---- DPM ---- */

#define DPM(MORE, VMS)                                                                                       \
  "vcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    dpm: true\n" MORE HOSTS           \
  "    vms:\n"                                                                                               \
  "      v[1-4]: {memory: 4 GiB, host: h1}\n" VMS

/* Fewer hosts would do, and before that has lasted, VMs are powered on that need them all. */
static void
load_comes_back_in_time (void)
{
  g_autoptr (Trial) trial = trial_run (DPM ("", "      big[1-2]: {memory: 60 GiB, active-memory: 50 GiB, power: "
                                          "off, host: h2}\n") "plan:\n  - {step: t, wait: 20 min}\n  - "
                                                              "{step: one, power-on: big1, after: [t]}\n"
                                                              "  - {step: two, power-on: big2, after: [t]}\n "
                                                              " - {step: w, wait: 3 h}\n");

  CU_ASSERT_EQUAL (WHEN (trial, DPM, "p", READY), 25 * SIM_MINUTE); /* when its interval had come round */
  CU_ASSERT_EQUAL (TIMES (trial, HOST, STANDBY), 0);
}

/* Nor does it act when DRS has been set to recommend only, or when a host is just on its way back; later it does. */
static void
others_come_first (void)
{
  g_autoptr (Trial) manual = trial_run (
      DPM ("", "") "plan:\n  - {step: t, wait: 20 min}\n"
                   "  - {step: m, set: {cluster: p, drs: manual}, after: [t]}\n  - {step: w, wait: 3 h}\n");
  g_autoptr (Trial) one = trial_run (DPM (
      "    ha: {}\n", "") "plan:\n  - {step: w, wait: 3 h}\nfaults: [{crash: h3, at: 1 min, for: 28m30s}]\n");

  CU_ASSERT_EQUAL (TIMES (manual, HOST, STANDBY), 0);
  CU_ASSERT_EQUAL (WHEN (one, HOST, "h3", HA_INIT), 39 * SIM_MINUTE + 30 * SECONDS);
  CU_ASSERT_EQUAL (trial_entry (one, MODEL_MACHINE_DPM, ANYBODY, DPM_AT_READY, 0)->at, 40 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (one, HOST, "h3", TO_STANDBY), 85 * SIM_MINUTE);
}

/* In a vSAN cluster it is off, so a remediation does not switch it off either, nor on. */
static void
vsan_hosts_stay_up (void)
{
  g_autoptr (Trial) trial
      = trial_run ("vcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    dpm: true\n"
             "    vsan: {resync-rate: 8 Gbit/s}\n" HOSTS
             "plan:\n  - {step: roll, remediate: p, to: 8.0.3}\n  - {step: x, wait: 8 h}\n");

  CU_ASSERT_TRUE (IS (trial, DPM, "p", OFF));
  CU_ASSERT_EQUAL (TIMES (trial, HOST, STANDBY), 0);
  CU_ASSERT_EQUAL (
      model_step_state (trial->run, trial_index (trial, MODEL_MACHINE_STEP, "roll"))->switched_off, 0);
}

/* LCM-15: two hosts in standby are woken for a remediation, and neither wakes: the others are remediated all the same. */
static void
none_of_the_sleepers_wakes (void)
{
  g_autoptr (Trial) trial
      = trial_run ("vcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    dpm: true\n    hosts:\n"
             "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n"
             "      s[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2, state: standby}\n"
             "plan:\n  - {step: roll, remediate: p, to: 8.0.3}\n"
             "faults:\n  - {fail-wake: s1, at: 0 s}\n  - {fail-wake: s2, at: 0 s}\n");

  CU_ASSERT_EQUAL (FOUND (trial, HOST_SKIPPED, HOST, "s1") + FOUND (trial, HOST_SKIPPED, HOST, "s2"), 2);
  CU_ASSERT_EQUAL (TIMES (trial, UPDATE, DONE), 2);
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_REMEDIATION, ANYBODY, REMEDIATION_AT_ROLLING, 0)->at,
                   17 * SIM_MINUTE);
}

/* ---- What is counted from the beginning ---- */

/* A group that is not whole when the rehearsal begins says nothing until it gets worse; and HST-07: a setting of a host that was
 * not saved is as it was saved after its host has lost power: as declared, here. */
static void
it_was_so_from_the_beginning (void)
{
  g_autoptr (Trial) trial = trial_run (
      "vcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
      "      h[1-4]: {cpu: 100 GHz, memory: 64 GiB}\n      h5: {cpu: 100 GHz, memory: 64 GiB, state: off}\n"
      "    policies:\n      - {name: mtu, kind: host, declared: a, default: b, reset-by: [esxi-upgrade]}\n"
      "    quorum:\n      db: {kind: majority, members: [h1, h2, h3, h4, h5]}\n"
      "plan:\n  - {step: w, wait: 10 min}\n  - {step: s, set: {policy: mtu, actual: c}, after: [w]}\n"
      "faults:\n  - {crash: h1, at: 20 min, for: 10 min}\n");

  CU_ASSERT_EQUAL (FIRST (trial, QUORUM_AT_RISK, QUORUM, "db")->since, 20 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND (trial, SETTING_LOST, POLICY, "mtu@h1"), 1);
  CU_ASSERT_TRUE (IS (trial, POLICY, "mtu@h1", IN_POLICY) && IS (trial, POLICY, "mtu@h2", DRIFTED));
}

void
test_physics_vcenter_meanwhile_suite (void)
{
  CU_pSuite suite
      = CU_add_suite ("what comes between while vCenter is in the middle of something", NULL, NULL);

  CU_ADD_TEST (suite, services_start_anew);
  CU_ADD_TEST (suite, it_is_lost_on_its_way_back);
  CU_ADD_TEST (suite, a_remediation_goes_on_where_it_can);
  CU_ADD_TEST (suite, isolation_outlasts_a_repair);
  CU_ADD_TEST (suite, sync_begins_anew);
  CU_ADD_TEST (suite, the_mode_it_has_may_always_be_set);
  CU_ADD_TEST (suite, retreat_is_set_twice);
  CU_ADD_TEST (suite, the_first_host_back_is_too_small);
  CU_ADD_TEST (suite, load_comes_back_in_time);
  CU_ADD_TEST (suite, others_come_first);
  CU_ADD_TEST (suite, vsan_hosts_stay_up);
  CU_ADD_TEST (suite, none_of_the_sleepers_wakes);
  CU_ADD_TEST (suite, it_was_so_from_the_beginning);
}
