/* The control plane: what is asked of it while it is away, of hosts that are busy, and by two people at once; and what a
 * remediation makes of several hosts at a time. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_control_suite (void);

/* Three hosts on 7.0.3 under a vCenter; `rest` begins with more of the cluster. */
static Trial *
three (const char *vcenter, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n"
      "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 7.0.3, vmotion: 10 Gbit/s}\n%s",
      vcenter, rest);

  trial_end (trial);
  return trial;
}

#define VMS "    vms:\n      v[1-6]: {memory: 4 GiB}\n"

/* ---- Asked at the wrong moment ---- */

static void
nothing_starts_without_vcenter (void)
{
  g_autoptr (Trial) trial
      = three ("8.0.3", VMS "plan:\n  - {step: minute, wait: 1 min}\n"
                            "  - {step: enter, maintenance: h1, after: [minute]}\n"
                            "  - {step: roll, remediate: p, to: 8.0.3, after: [minute]}\n"
                            "  - {step: upgrade, upgrade-vcenter: vc, to: 8.0.3, after: [minute]}\n"
                            "faults:\n  - {crash: vc, at: 1 s}\n");
  const char *const steps[] = { "enter", "roll", "upgrade" };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    CU_ASSERT_TRUE (IS (trial, STEP, steps[i], FAILED));
    CU_ASSERT_EQUAL (FOUND (trial, PRECHECK_FAILED, STEP, steps[i]), 1);
  }
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "enter")->evidence[0], MODEL_CHECK_VCENTER_DOWN);
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "roll")->evidence[0], MODEL_CHECK_VCENTER_DOWN);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, ENTERING), 0);
}

static void
one_thing_at_a_time (void)
{
  g_autoptr (Trial) rolls
      = three ("8.0.3", VMS "plan:\n  - {step: one, remediate: p, to: 8.0.3}\n"
                            "  - {step: minute, wait: 1 min}\n"
                            "  - {step: two, remediate: p, to: 8.0.3, after: [minute]}\n");
  g_autoptr (Trial) upgrades
      = three ("8.0.1", VMS "plan:\n  - {step: one, upgrade-vcenter: vc, to: 8.0.3}\n"
                            "  - {step: minute, wait: 1 min}\n"
                            "  - {step: two, upgrade-vcenter: vc, to: 8.0.2, after: [minute]}\n");

  CU_ASSERT_TRUE (IS (rolls, STEP, "one", DONE));
  CU_ASSERT_TRUE (IS (rolls, STEP, "two", FAILED));
  CU_ASSERT_EQUAL (FIRST (rolls, PRECHECK_FAILED, STEP, "two")->evidence[0], MODEL_CHECK_BUSY);
  CU_ASSERT_TRUE (IS (upgrades, STEP, "one", DONE));
  CU_ASSERT_TRUE (IS (upgrades, STEP, "two", FAILED));
  CU_ASSERT_EQUAL (FIRST (upgrades, PRECHECK_FAILED, STEP, "two")->evidence[0], MODEL_CHECK_BUSY);
}

/* In maintenance already, in the pool already (InvalidState, HST-04), on its way, away: each is answered, and nobody waits for
 * ever. */
static void
hosts_answer_whoever_asks (void)
{
  g_autoptr (Trial) trial = three ("8.0.3", "    vms: {v: {memory: 4 GiB, host: h2, devices: [usb]}}\n"
                                            "plan:\n  - {step: in, maintenance: h1}\n"
                                            "  - {step: in-again, maintenance: h1, after: [in]}\n"
                                            "  - {step: out-of-pool, leave: h3}\n"
                                            "  - {step: stuck, maintenance: h2, enter-timeout: 2 h}\n"
                                            "  - {step: minute, wait: 1 min}\n"
                                            "  - {step: busy, maintenance: h2, after: [minute]}\n"
                                            "  - {step: busy-out, leave: h2, after: [minute]}\n"
                                            "  - {step: away, maintenance: h3, after: [minute]}\n"
                                            "faults:\n  - {crash: h3, at: 30 s}\n");
  const struct {
    const char *step;
    gboolean done;
  } steps[] = { { "in", TRUE },    { "in-again", TRUE },  { "out-of-pool", FALSE }, { "stuck", FALSE },
                { "busy", FALSE }, { "busy-out", FALSE }, { "away", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    CU_ASSERT_EQUAL (IS (trial, STEP, steps[i].step, DONE), steps[i].done);
    CU_ASSERT_EQUAL (IS (trial, STEP, steps[i].step, FAILED), !steps[i].done);
  }
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", CONNECTED)); /* the time was up: what is left on it runs on */
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "stuck", FAILED), 2 * SIM_HOUR);
}

/* Power-on of what runs, of what is being powered on, and onto a host that dies meanwhile. */
static void
power_on_is_answered_too (void)
{
  g_autoptr (Trial) trial
      = three ("8.0.3", "    vms: {on: {memory: 4 GiB}, off: {memory: 4 GiB, power: off}, "
                        "lost: {memory: 4 GiB, power: off, host: h3}}\n"
                        "    rules:\n      - {name: there, run: [lost], on: [h3], must: true}\n"
                        "plan:\n  - {step: runs, power-on: on}\n  - {step: first, power-on: off}\n"
                        "  - {step: second, power-on: off}\n  - {step: third, power-on: lost}\n"
                        "faults:\n  - {crash: h3, at: 10 s}\n");

  CU_ASSERT_EQUAL (WHEN (trial, STEP, "runs", DONE), 0);
  CU_ASSERT_TRUE (IS (trial, STEP, "first", DONE));
  CU_ASSERT_TRUE (IS (trial, STEP, "second", DONE));
  CU_ASSERT_TRUE (IS (trial, STEP, "third", FAILED));
  CU_ASSERT_TRUE (IS (trial, VM, "lost", OFF));
  CU_ASSERT_EQUAL (TIMES (trial, VM, POWERING), 2);
}

/* ---- Switches while vCenter is away ---- */

/* VC-05: they are vCenter's, and nothing of them is done when it is back. */
static void
settings_are_refused_without_vcenter (void)
{
  const char *const settings[] = { "drs: off", "drs: manual", "admission-control: off" };
  g_autoptr (Trial) off
      = three ("8.0.3", "    drs: {automation: off}\n" VMS "plan:\n  - {step: minute, wait: 1 min}\n"
                        "  - {step: set, set: {cluster: p, drs: manual}, after: [minute]}\n"
                        "faults:\n  - {crash: vc, at: 1 s}\n");

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autofree char *rest
        = g_strdup_printf (VMS "plan:\n  - {step: in, maintenance: h1}\n  - {step: minute, wait: 1 min}\n"
                               "  - {step: set, set: {cluster: p, %s}, after: [minute]}\n"
                               "  - {step: on, set: {cluster: p, admission-control: on}}\n"
                               "faults:\n  - {crash: vc, at: 1 s, for: 1 h}\n",
                           settings[i]);
    g_autoptr (Trial) trial = three ("8.0.3", rest);

    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_DRS, 0), DRS_AT_READY);
    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_ADMISSION, 0), ADMISSION_AT_OK);
    CU_ASSERT_EQUAL (model_cluster_state (trial->run, 0)->automation, MODEL_AUTOMATION_FULL);
    CU_ASSERT_TRUE (IS (trial, STEP, "set", FAILED));
  }
  CU_ASSERT_TRUE (IS (off, DRS, "p", OFF) && IS (off, STEP, "set", FAILED));
}

/* DRS is switched off under a host that is emptying, and on again; what had been told to leave leaves then. */
static void
drs_can_be_switched_under_way (void)
{
  g_autoptr (Trial) trial = three (
      "8.0.3",
      "    vms:\n      v[01-20]: {memory: 2 GiB, host: h1}\nplan:\n  - {step: in, maintenance: h1}\n"
      "  - {step: second, wait: 1 s}\n  - {step: off, set: {cluster: p, drs: off}, after: [second]}\n"
      "  - {step: hour, wait: 1 h, after: [off]}\n"
      "  - {step: on, set: {cluster: p, drs: fully-automated}, after: [hour]}\n");

  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_CHECKING, 8)->at,
                   SIM_HOUR + SIM_SECOND);
  CU_ASSERT_TRUE (WHEN (trial, HOST, "h1", MAINTENANCE) > SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, STEP, "in", DONE));
}

/* ---- Hosts and vCenter come and go ---- */

/* A VM arrives where it cannot stay and moves on; a vMotion breaks when its host need not empty any more. */
static void
plans_change_under_way (void)
{
  g_autoptr (Trial) on
      = three ("8.0.3", "    vms: {v: {memory: 32 GiB, host: h1}, w: {memory: 40 GiB, host: h3}}\n"
                        "plan:\n  - {step: in, maintenance: h1}\n  - {step: second, wait: 5 s}\n"
                        "  - {step: next, maintenance: h2, after: [second]}\n");
  g_autoptr (Trial) breaks
      = three ("8.0.3", "    vms: {v: {memory: 32 GiB, host: h1}, w: {memory: 40 GiB, host: h3}}\n"
                        "plan:\n  - {step: in, maintenance: h1, enter-timeout: 10 s}\n"
                        "faults:\n  - {crash: h2, at: 20 s}\n");

  CU_ASSERT_EQUAL (TIMES (on, MIGRATION, CHECKING), 2);
  CU_ASSERT_TRUE (IS (on, HOST, "h1", MAINTENANCE));
  CU_ASSERT_TRUE (IS (on, HOST, "h2", MAINTENANCE));
  CU_ASSERT_EQUAL (model_vm_state (on->run, trial_index (on, MODEL_MACHINE_VM, "v"))->host, 2);
  CU_ASSERT_EQUAL (FOUND_ANY (breaks, MIGRATION_FAILED), 1);
  CU_ASSERT_TRUE (IS (breaks, VM, "v", RUNNING));
  CU_ASSERT_EQUAL (model_vm_state (breaks->run, trial_index (breaks, MODEL_MACHINE_VM, "v"))->host, 0);
}

/* A host boots while vCenter is away and waits to be connected; refused, it stays so as long as vCenter is too old. */
static void
hosts_wait_for_vcenter (void)
{
  g_autoptr (Trial) waits = three ("8.0.3", "plan:\n  - {step: hosts, remediate: p, to: 8.0.3}\n"
                                            "faults:\n  - {crash: vc, at: 10 min, for: 1 h}\n");
  g_autoptr (Trial) refused = three ("7.0.3", "plan:\n  - {step: hosts, remediate: p, to: 8.0.3}\n"
                                              "faults:\n  - {crash: vc, at: 1 h, for: 1 h}\n");
  g_autoptr (Trial) both = three ("7.0.3", "plan:\n  - {step: hosts, remediate: p, to: 8.0.3}\n"
                                           "faults:\n  - {crash: vc, at: 10 min, for: 1 h}\n");

  CU_ASSERT_EQUAL (WHEN (waits, HOST, "h1", POST_CHECK), WHEN (waits, VCENTER, "vc", SERVING));
  CU_ASSERT_TRUE (IS (waits, HOST, "h1", MAINTENANCE)); /* the remediation died with vCenter */
  CU_ASSERT_EQUAL (FOUND (waits, LEFT_IN_MAINTENANCE, HOST, "h1"), 1);
  CU_ASSERT_TRUE (IS (refused, HOST, "h1", REFUSED));
  CU_ASSERT_EQUAL (FOUND (refused, ORDER_UNSUPPORTED, HOST, "h1"), 1);
  CU_ASSERT_TRUE (IS (both, HOST, "h1", REFUSED));
}

/* A remediation that dies lets a host that was only entering go, and takes no other. */
static void
a_dead_remediation_lets_go (void)
{
  g_autoptr (Trial) trial
      = three ("8.0.3", "    vms:\n      v[01-20]: {memory: 16 GiB, active-memory: 1 GiB, host: h1}\n"
                        "plan:\n  - {step: hosts, remediate: p, to: 8.0.3}\n"
                        "faults:\n  - {crash: vc, during: {host: h1, state: entering}, for: 1 min}\n");

  CU_ASSERT_TRUE (IS (trial, HOST, "h1", CONNECTED));
  CU_ASSERT_EQUAL (TIMES (trial, HOST, ENTERING), 1);
  CU_ASSERT_TRUE (IS (trial, UPDATE, "h1", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "hosts", FAILED));
}

/* Power is lost again while a host boots; a host in maintenance comes back into it. */
static void
hosts_keep_what_they_were (void)
{
  g_autoptr (Trial) trial = three ("8.0.3", "plan:\n  - {step: in, maintenance: h1}\n"
                                            "faults:\n  - {crash: h1, at: 10 min, for: 1 min}\n"
                                            "  - {crash: h2, at: 10 min, for: 1 min}\n"
                                            "  - {crash: h2, at: 15 min, for: 1 min}\n");

  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", CONNECTED));
  CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_HOST_LOST, WHO (trial, HOST, "h2")),
                   6 * SIM_MINUTE + trial->fleet->physics[MODEL_HOST_REBOOT]);
}

/* ---- Several at a time ---- */

/* The first failure stops the taking of hosts; those at work are awaited, however they come out. */
static void
those_at_work_are_awaited (void)
{
  const struct {
    const char *faults;
    guint finished, failed;
  } rows[] = {
    { "  - {fail-install: h1, at: 0 s}\n", 1, 1 },
    { "  - {fail-install: h1, at: 0 s}\n  - {fail-check: h2, at: 0 s}\n", 0, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest = g_strdup_printf (
        "plan:\n  - {step: hosts, remediate: p, to: 8.0.3, at-once: 2}\nfaults:\n%s", rows[i].faults);
    g_autoptr (Trial) trial = three ("8.0.3", rest);
    const ModelStepState *state = model_step_state (trial->run, 0);

    CU_ASSERT_EQUAL (state->finished, rows[i].finished);
    CU_ASSERT_EQUAL (state->failed, rows[i].failed);
    CU_ASSERT_EQUAL (WHEN (trial, HOST, "h3", ENTERING), -1);
    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_REMEDIATION, 0), REMEDIATION_AT_FAILED);
    CU_ASSERT_TRUE (WHEN (trial, STEP, "hosts", FAILED)
                    >= MAX (WHEN (trial, HOST, "h2", POST_CHECK), WHEN (trial, HOST, "h1", REPAIR)));
  }
}

void
test_physics_control_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of the control plane", NULL, NULL);

  CU_ADD_TEST (suite, nothing_starts_without_vcenter);
  CU_ADD_TEST (suite, one_thing_at_a_time);
  CU_ADD_TEST (suite, hosts_answer_whoever_asks);
  CU_ADD_TEST (suite, power_on_is_answered_too);
  CU_ADD_TEST (suite, settings_are_refused_without_vcenter);
  CU_ADD_TEST (suite, drs_can_be_switched_under_way);
  CU_ADD_TEST (suite, plans_change_under_way);
  CU_ADD_TEST (suite, hosts_wait_for_vcenter);
  CU_ADD_TEST (suite, a_dead_remediation_lets_go);
  CU_ADD_TEST (suite, hosts_keep_what_they_were);
  CU_ADD_TEST (suite, those_at_work_are_awaited);
}
