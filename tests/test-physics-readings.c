/* Where sources disagree (C1 to C9): each question is answered in one way by default and in another by a parameter, and both are
 * rehearsed. C2, C3, C6 and C8 are with their subjects: admission control, vSAN's timers, ports. */

#include <CUnit/CUnit.h>

#include "models/compute/balance.h"
#include "tests/trial.h"

void test_physics_readings_suite (void);

/* C1: 32 MHz from 5.0 on and 256 MHz before, or 256 MHz whatever the version. */
static void
what_a_vm_without_reservation_counts_as (void)
{
  const struct {
    const char *version, *physics;
    gint64 mhz;
  } rows[] = { { "4.1", "", 256 }, { "8.0.3", "", 32 }, { "8.0.3", "admission-vm-cpu: 256 MHz", 256 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {%s}\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n    "
        "ha: {}\n"
        "    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 64 GiB}\n    vms: {v: {memory: 1 GiB}}\n",
        rows[i].physics, rows[i].version);

    CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).cpu_used_mhz, rows[i].mhz);
  }
}

/* C4: who says nothing has said none, or power-off; what is said is said in either reading. */
static void
what_an_isolated_host_does_unsaid (void)
{
  const struct {
    const char *ha, *physics;
    gboolean responds;
  } rows[] = {
    { "", "", FALSE },
    { "", "isolation-powers-off-unsaid: true", TRUE },
    { "isolation-response: none", "isolation-powers-off-unsaid: true", FALSE },
    { "isolation-response: power-off", "", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nphysics: {%s}\nclusters:\n  p:\n    ha: {%s}\n    hosts:\n"
                          "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n    vms:\n      v: "
                          "{memory: 1 GiB, host: h1}\n"
                          "      own: {memory: 1 GiB, host: h1, isolation-response: none}\nfaults:\n  - "
                          "{isolate: h1, at: 10 min}\n",
                          rows[i].physics, rows[i].ha);

    trial_end (trial);
    CU_ASSERT_EQUAL (WHEN (trial, VM, "v", DOWN) > 0, rows[i].responds);
    CU_ASSERT_EQUAL (WHEN (trial, VM, "own", DOWN), -1);
  }
}

/* C5: four hosts are left, and no power-on succeeds. Each try is an attempt; or four of them, on four hosts, without a wait. */
static void
what_counts_as_an_attempt (void)
{
  for (guint all = 0; all < 2; all++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {ha-attempt-tries-all-hosts: %s, ha-power-on: 10 s}\nclusters:\n  p:\n    ha: "
        "{}\n"
        "    hosts:\n      h[1-5]: {cpu: 100 GHz, memory: 64 GiB}\n    vms: {v: {memory: 1 GiB, host: h1}}\n"
        "faults:\n  - {crash: h1, at: 10 min}\n  - {fail-power-on: v, at: 0 s}\n",
        all ? "true" : "false");
    SimTime loss = 10 * SIM_MINUTE + 18 * SIM_SECOND, tries = (all ? 4 : 1) * 10 * SIM_SECOND;

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, RESTART, "v", FAILED));
    CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 5);
    CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v", BACKOFF), loss + tries);
    CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v", FAILED), loss + 5 * tries + 30 * SIM_MINUTE);
    for (guint32 host = 0; host < 5; host++)
      CU_ASSERT_EQUAL (model_host_state (trial->run, host)->power_ons, 0);
  }
}

/* A host that a rule forbids is not tried, and what succeeds on the second is running there. */
static void
an_attempt_goes_from_host_to_host (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nphysics: {ha-attempt-tries-all-hosts: true}\nclusters:\n  p:\n    ha: {}\n"
      "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 64 GiB}\n    vms: {v: {memory: 1 GiB, host: h1}}\n"
      "    rules: [{name: r, run: [v], not-on: [h3], must: true}]\n"
      "faults:\n  - {crash: h1, at: 10 min}\n  - {fail-power-on: v, at: 0 s, for: 650 s}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING));
  CU_ASSERT_EQUAL (model_vm_state (trial->run, 0)->host, 3);
  CU_ASSERT_EQUAL (model_vm_state (trial->run, 0)->attempts, 1);
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, BACKOFF), 0);
}

/* C7: by its kind, or always before the hosts. The hosts are on 7.0.3 or on 8.0.3 when it goes to 8.0.3. */
static void
when_a_witness_is_upgraded (void)
{
  const struct {
    const char *shared, *hosts, *first;
    gboolean supported;
  } rows[] = {
    { "false", "7.0.3", "false", TRUE }, { "false", "8.0.3", "false", FALSE },
    { "true", "7.0.3", "false", FALSE }, { "true", "8.0.3", "false", TRUE },
    { "true", "7.0.3", "true", TRUE },   { "true", "8.0.3", "true", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {vsan-witness-always-first: %s}\nclusters:\n  c:\n"
        "    vsan: {resync-rate: 1 Gbit/s, witness: {name: w, shared: %s, version: 7.0.3}}\n"
        "    hosts:\n      a: {cpu: 1 GHz, memory: 1 GiB, version: %s, fault-domain: a}\n"
        "      b: {cpu: 1 GHz, memory: 1 GiB, version: %s, fault-domain: b}\n"
        "plan: [{step: w, upgrade-witness: c, to: 8.0.3}]\n",
        rows[i].first, rows[i].shared, rows[i].hosts, rows[i].hosts);

    trial_end (trial);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, ORDER_UNSUPPORTED), rows[i].supported ? 0 : 1);
  }
}

/* C9: four hosts, two of them 0.15 above and two 0.15 below their mean. 0.15 / 0.1 x 2 is three steps, 0.15 / (0.1 x 2) is one. */
static void
how_the_formula_of_drs_is_read (void)
{
  for (guint root = 0; root < 2; root++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {drs-priority-root-first: %s}\nvcenters: {vc: {version: 6.7.3}}\nclusters:\n  "
        "p:\n"
        "    vcenter: vc\n    hosts:\n      h[1-4]: {cpu: 1000 GHz, memory: 1024 GiB}\n    vms:\n"
        "      v1: {memory: 1 GiB, cpu-demand: 650 GHz, host: h1}\n      v2: {memory: 1 GiB, cpu-demand: 350 "
        "GHz, host: h2}\n"
        "      v3: {memory: 1 GiB, cpu-demand: 650 GHz, host: h3}\n      v4: {memory: 1 GiB, cpu-demand: 350 "
        "GHz, host: h4}\n",
        root ? "true" : "false");

    CU_ASSERT_EQUAL (model_balance_priority (trial->run, 0), root ? 5 : 3);
  }
}

void
test_physics_readings_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics by either reading", NULL, NULL);

  CU_ADD_TEST (suite, what_a_vm_without_reservation_counts_as);
  CU_ADD_TEST (suite, what_an_isolated_host_does_unsaid);
  CU_ADD_TEST (suite, what_counts_as_an_attempt);
  CU_ADD_TEST (suite, an_attempt_goes_from_host_to_host);
  CU_ADD_TEST (suite, when_a_witness_is_upgraded);
  CU_ADD_TEST (suite, how_the_formula_of_drs_is_read);
}
