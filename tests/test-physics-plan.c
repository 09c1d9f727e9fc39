/* The plan as a graph, what breaks at a moment or during a state, and policies: declared, actual, and what an upgrade makes
 * of them. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_plan_suite (void);

#define CLUSTER                                                                                              \
  "rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 7.0.3, "  \
  "datastores: [all]}\n"                                                                                     \
  "    vms:\n      v[1-3]: {memory: 4 GiB}\n"

/* ---- Steps ---- */

static void
steps_run_as_their_graph_says (void)
{
  g_autoptr (Trial) trial = trial_new (CLUSTER "plan:\n"
                                               "  - {step: a, wait: 10 min}\n"
                                               "  - {step: b, wait: 30 min}\n"
                                               "  - {step: c, wait: 5 min, after: [a, b]}\n"
                                               "  - {step: d, wait: 5 min, after: [a]}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "a", RUNNING), 0);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "b", RUNNING), 0);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "c", RUNNING), 30 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "d", RUNNING), 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (model_ended_at (trial->run), 35 * SIM_MINUTE);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
}

/* What comes after a failure is skipped, all the way down; what does not goes on. */
static void
a_failure_skips_what_comes_after (void)
{
  g_autoptr (Trial) trial = trial_new (CLUSTER "      big: {memory: 32 GiB, power: off, datastores: [none]}\n"
                                               "plan:\n"
                                               "  - {step: bad, power-on: big}\n"
                                               "  - {step: next, wait: 5 min, after: [bad, fine]}\n"
                                               "  - {step: last, wait: 5 min, after: [next]}\n"
                                               "  - {step: fine, wait: 5 min}\n"
                                               "  - {step: apart, wait: 5 min, after: [fine]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "bad", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "next", SKIPPED));
  CU_ASSERT_TRUE (IS (trial, STEP, "last", SKIPPED));
  CU_ASSERT_TRUE (IS (trial, STEP, "apart", DONE));
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "next", RUNNING), -1);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_STOPPED);
}

static void
a_window_may_be_too_short (void)
{
  const struct {
    const char *window;
    gboolean exceeded;
  } windows[] = { { "20 min", TRUE }, { "31 min", FALSE } };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial = trial_new_from (CLUSTER "plan:\n  - {step: a, wait: 10 min}\n"
                                                      "  - {step: b, wait: 20 min, after: [a]}\nwindow: %s\n",
                                              windows[i].window);
    const SimFinding *finding;

    trial_end (trial);
    finding = FIRST_ANY (trial, WINDOW_EXCEEDED);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, WINDOW_EXCEEDED) > 0, windows[i].exceeded);
    CU_ASSERT_TRUE (!windows[i].exceeded || finding->since == 20 * SIM_MINUTE);
    CU_ASSERT_TRUE (!windows[i].exceeded || finding->until == 30 * SIM_MINUTE);
    CU_ASSERT_TRUE (!windows[i].exceeded || finding->evidence[1] == 1);
    CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  }
}

/* ---- Faults ---- */

static void
faults_come_at_a_moment_or_during_a_state (void)
{
  g_autoptr (Trial) trial
      = trial_new (CLUSTER "plan:\n  - {step: one, maintenance: h1}\n"
                           "  - {step: two, wait: 1 h, after: [one]}\n"
                           "  - {step: three, maintenance: h2, after: [two]}\n"
                           "faults:\n"
                           "  - {crash: v1, at: 90 min}\n"
                           "  - {crash: h3, during: {host: h1, state: maintenance}, for: 10 min}\n"
                           "  - {crash: v2, during: {step: two}}\n"
                           "  - {crash: v3, during: {step: three, host: h2, state: entering}}\n"
                           "  - {crash: h1, during: {step: two, host: h1, state: rebooting}}\n");
  SimTime in;

  trial_end (trial);
  in = WHEN (trial, HOST, "h1", MAINTENANCE);
  CU_ASSERT_TRUE (in > 0);
  CU_ASSERT_EQUAL (WHEN (trial, FAULT, "crash v1", ACTIVE), 90 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, FAULT, "crash h3", ACTIVE), in);
  CU_ASSERT_EQUAL (WHEN (trial, FAULT, "crash h3", OVER), in + 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h3", DOWN), in);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h3", BOOTING), in + 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, FAULT, "crash v2", ACTIVE), WHEN (trial, STEP, "two", RUNNING));
  CU_ASSERT_EQUAL (WHEN (trial, FAULT, "crash v3", ACTIVE), WHEN (trial, HOST, "h2", ENTERING));
  CU_ASSERT_EQUAL (WHEN (trial, FAULT, "crash h1", ACTIVE), -1); /* that never came */
}

/* What breaks from outside is booked on the step that is doing something then, not on one that waits. */
static void
the_step_at_work_is_blamed (void)
{
  g_autoptr (Trial) trial
      = trial_new (CLUSTER "plan:\n  - {step: roll, remediate: p, to: 8.0.3}\n  - {step: wait, wait: 5 h}\n"
                           "faults:\n  - {crash: v1, at: 1 min}\n  - {crash: v2, at: 4 h}\n"
                           "  - {crash: v3, at: 6 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, VM_DOWN, VM, "v1")->step,
                   1 + trial_index (trial, MODEL_MACHINE_STEP, "roll"));
  CU_ASSERT_EQUAL (FIRST (trial, VM_DOWN, VM, "v2")->step,
                   1 + trial_index (trial, MODEL_MACHINE_STEP, "wait"));
  CU_ASSERT_EQUAL (FIRST (trial, VM_DOWN, VM, "v3")->step, 0);
}

/* A validation counts hosts, groups, policies and admission control. */
static void
a_validation_counts_what_is_wrong (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: slot}}\n"
      "    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 64 GiB}\n    vms: {v: {memory: 1 GiB, host: h1}}\n"
      "    policies:\n      - {name: swap, kind: cluster, declared: a, actual: b}\n"
      "    quorum:\n      g:\n        kind: majority\n        members:\n          - h[1-2]\n"
      "          - {outside: witness}\n"
      "  other:\n    hosts: {o: {cpu: 1 GHz, memory: 1 GiB, state: maintenance}}\n"
      "plan:\n  - {step: before, validate: p}\n  - {step: hour, wait: 1 h}\n"
      "  - {step: after, validate: p, after: [hour]}\nfaults:\n  - {crash: h2, at: 1 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, VALIDATION_FAILED, STEP, "before")->evidence[0], 1); /* the policy */
  CU_ASSERT_EQUAL (FIRST (trial, VALIDATION_FAILED, STEP, "after")->evidence[0], 4);
}

/* ---- Policies ---- */

/* One policy on each of three hosts, and a roll over them. */
static Trial *
roll_with (const char *policy, const char *rest)
{
  Trial *trial = trial_new_from (CLUSTER "    policies:\n      - {name: teaming, %s}\n"
                                         "plan:\n  - {step: hosts, remediate: p, to: 8.0.3}\n%s",
                                 policy, rest);

  trial_end (trial);
  return trial;
}

/* The step, the host and the VMs that then run under it are named. */
static void
an_upgrade_resets_what_it_resets (void)
{
  g_autoptr (Trial) trial
      = roll_with ("kind: vds, declared: lacp, default: originating-port, reset-by: [esxi-upgrade]", "");
  const SimFinding *reset = FIRST (trial, POLICY_RESET, POLICY, "teaming@h1");

  CU_ASSERT_EQUAL (FOUND_ANY (trial, POLICY_RESET), 3);
  CU_ASSERT_EQUAL (reset->since, WHEN (trial, HOST, "h1", RECONNECTING));
  CU_ASSERT_EQUAL (reset->until, SIM_NEVER);
  CU_ASSERT_EQUAL (reset->step, 1);
  CU_ASSERT_EQUAL (reset->evidence[0], MODEL_LIFECYCLE_ESXI_UPGRADE);
  CU_ASSERT_TRUE (IS (trial, POLICY, "teaming@h1", RESET));
  CU_ASSERT_TRUE (FOUND_ANY (trial, POLICY_INHERITED_BY_VM) >= 3);
  for (guint i = 0; i < FOUND_ANY (trial, POLICY_INHERITED_BY_VM); i++) {
    const SimFinding *heir = trial_finding (trial, MODEL_FIND_POLICY_INHERITED_BY_VM, ANYBODY, i);
    guint32 host = sim_model_index (trial->run->model, (SimId) heir->evidence[0]);

    CU_ASSERT_TRUE (heir->since >= trial_first (trial, MODEL_FIND_POLICY_RESET, heir->about)->since);
    CU_ASSERT_EQUAL (heir->about, WHO (trial, POLICY, "teaming@h1") + host);
  }
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DRIFT_UNDETECTED), 3);
}

static void
some_resets_change_nothing (void)
{
  const char *const policies[] = {
    "kind: vds, declared: lacp, default: originating-port, reset-by: [esxi-upgrade], preserved: host profile",
    "kind: vds, declared: lacp, default: lacp, reset-by: [esxi-upgrade]",
    "kind: vds, declared: lacp, default: originating-port, reset-by: [firmware-upgrade, vcenter-upgrade]",
    "kind: cluster, declared: lacp, default: originating-port, reset-by: [esxi-upgrade]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (policies); i++) {
    g_autoptr (Trial) trial = roll_with (policies[i], "");

    CU_ASSERT_EQUAL (FOUND_ANY (trial, POLICY_RESET) + FOUND_ANY (trial, POLICY_INHERITED_BY_VM)
                         + FOUND_ANY (trial, DRIFT_UNDETECTED),
                     0);
    CU_ASSERT_TRUE (IS (trial, STEP, "hosts", DONE));
  }
}

/* A validation looks and finds; what then writes the declared value back ends it all. */
static void
drift_is_found_and_mended (void)
{
  const char *policy
      = "kind: vds, declared: lacp, actual: static, default: originating-port, reset-by: [esxi-upgrade]";
  g_autoptr (Trial) looked = roll_with (policy, "  - {step: look, validate: p, after: [hosts]}\n");
  g_autoptr (Trial) mended
      = roll_with (policy, "  - {step: mend, set: {policy: teaming, actual: lacp}, after: [hosts]}\n"
                           "  - {step: look, validate: p, after: [mend]}\n");
  SimTime end = WHEN (mended, STEP, "mend", DONE);

  CU_ASSERT_EQUAL (FOUND_ANY (looked, DRIFT_PREEXISTING), 3);
  CU_ASSERT_EQUAL (FIRST_ANY (looked, DRIFT_PREEXISTING)->since, 0);
  CU_ASSERT_TRUE (IS (looked, STEP, "look", FAILED));
  CU_ASSERT_EQUAL (FIRST (looked, VALIDATION_FAILED, STEP, "look")->evidence[0], 3);
  CU_ASSERT_EQUAL (FOUND_ANY (looked, DRIFT_UNDETECTED), 0);
  CU_ASSERT_TRUE (IS (mended, STEP, "look", DONE));
  CU_ASSERT_EQUAL (FIRST_ANY (mended, POLICY_RESET)->until, end);
  for (guint i = 0; i < FOUND_ANY (mended, POLICY_INHERITED_BY_VM); i++)
    CU_ASSERT_TRUE (trial_finding (mended, MODEL_FIND_POLICY_INHERITED_BY_VM, ANYBODY, i)->until <= end);
}

static void
other_values_drift (void)
{
  g_autoptr (Trial) trial
      = trial_new (CLUSTER "    policies:\n      - {name: swap, kind: cluster, declared: a}\n"
                           "plan:\n  - {step: set, set: {policy: swap, actual: b}}\n");
  g_autofree char *message = NULL;

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, POLICY, "swap", DRIFTED));
  message = sim_finding_message (trial->run->model, FIRST_ANY (trial, POLICY_INHERITED_BY_VM));
  CU_ASSERT_STRING_EQUAL (message, "v1 runs under swap: b, declared a");
  CU_ASSERT_EQUAL (FOUND_ANY (trial, POLICY_INHERITED_BY_VM), 3);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DRIFT_UNDETECTED), 1);
}

/* What a crash resets comes back with the host; what a vCenter upgrade resets concerns the cluster and every host. */
static void
other_events_reset_too (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.1}}\nclusters:\n  p:\n    vcenter: vc\n"
      "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 7.0.3}\n    policies:\n"
      "      - {name: bios, kind: bios, declared: a, default: b, reset-by: [crash]}\n"
      "      - {name: plugin, kind: cluster, declared: a, default: b, reset-by: [vcenter-upgrade]}\n"
      "plan:\n  - {step: vcenter, upgrade-vcenter: vc, to: 8.0.3}\n"
      "faults:\n  - {crash: h1, at: 1 min, for: 1 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, POLICY_RESET, POLICY, "bios@h1")->since,
                   WHEN (trial, HOST, "h1", CONNECTED));
  CU_ASSERT_EQUAL (FOUND (trial, POLICY_RESET, POLICY, "bios@h2"), 0);
  CU_ASSERT_EQUAL (FIRST (trial, POLICY_RESET, POLICY, "plugin")->since,
                   WHEN (trial, VCENTER, "vc", SYNCING));
}

void
test_physics_plan_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of plans and policies", NULL, NULL);

  CU_ADD_TEST (suite, steps_run_as_their_graph_says);
  CU_ADD_TEST (suite, a_failure_skips_what_comes_after);
  CU_ADD_TEST (suite, a_window_may_be_too_short);
  CU_ADD_TEST (suite, faults_come_at_a_moment_or_during_a_state);
  CU_ADD_TEST (suite, the_step_at_work_is_blamed);
  CU_ADD_TEST (suite, a_validation_counts_what_is_wrong);
  CU_ADD_TEST (suite, an_upgrade_resets_what_it_resets);
  CU_ADD_TEST (suite, some_resets_change_nothing);
  CU_ADD_TEST (suite, drift_is_found_and_mended);
  CU_ADD_TEST (suite, other_values_drift);
  CU_ADD_TEST (suite, other_events_reset_too);
}
