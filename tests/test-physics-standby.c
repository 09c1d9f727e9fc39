/* Hosts in standby: who sends them there, who wakes them, and what a remediation makes of both. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_standby_suite (void);

#define MINUTES(N) ((SimTime) (N) *60 * 1000)
#define NEW        ((ModelVersion) (8u << 24 | 3u << 8))

/* Four hosts of 64 GiB on 8.0.1 under a vCenter of 8.0.3. */
static Trial *
cluster (const char *of_cluster, const char *host4, const char *vms, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n%s    hosts:\n"
      "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n"
      "      h4: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1%s}\n    vms:\n%s%s",
      of_cluster, host4, vms, rest);

  trial_end (trial);
  return trial;
}

#define ASLEEP   ", state: standby"
#define ROLL     "plan:\n  - {step: roll, remediate: p, to: 8.0.3}\n"
#define SOME     "      v[1-3]: {memory: 4 GiB}\n"
#define NO_DPM   ""
#define WITH_DPM "    dpm: true\n"
#define DPM_HA   "    dpm: true\n    ha: {admission-control: {policy: slot, host-failures: 1}}\n"
#define DPM_BARE "    dpm: true\n    ha: {admission-control: {policy: off}}\n"

static guint
count (const Trial *trial, guint state)
{
  guint n = 0;

  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    n += model_state (trial->run, MODEL_MACHINE_HOST, h) == state ? 1 : 0;
  return n;
}

static ModelVersion
version_of (const Trial *trial, const char *host)
{
  return model_host_state (trial->run, trial_index (trial, MODEL_MACHINE_HOST, host))->version;
}

/* LCM-15: hosts in standby are powered on before the first host is taken, with DPM or without. */
static void
a_remediation_wakes_hosts (void)
{
  g_autoptr (Trial) trial = cluster (NO_DPM, ASLEEP, SOME, ROLL);
  g_autoptr (Trial) with_ha = cluster ("    ha: {}\n", ASLEEP, SOME, ROLL);

  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h4", WAKING), MINUTES (2));
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h4", CONNECTED), MINUTES (12));
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", ENTERING), MINUTES (12));
  CU_ASSERT_EQUAL (version_of (trial, "h4"), NEW);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HOST_SKIPPED), 0);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (version_of (with_ha, "h4"), NEW);
  CU_ASSERT_TRUE (IS (with_ha, AGENT, "h4", SLAVE) || IS (with_ha, AGENT, "h4", MASTER));
}

/* One that does not wake stays where it is and is left out; the others go on, and it is said twice over. */
static void
one_that_does_not_wake_is_left_out (void)
{
  g_autoptr (Trial) trial = cluster (WITH_DPM, ASLEEP, SOME, ROLL "faults:\n  - {fail-wake: h4, at: 0 s}\n");
  g_autoptr (Trial) late
      = cluster (WITH_DPM, ASLEEP, SOME, ROLL "faults:\n  - {fail-wake: h4, at: 0 s, for: 10 min}\n");

  CU_ASSERT_TRUE (IS (trial, HOST, "h4", STANDBY));
  CU_ASSERT_EQUAL (FOUND (trial, WAKE_FAILED, HOST, "h4"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, WAKE_FAILED, HOST, "h4")->since, MINUTES (17));
  CU_ASSERT_EQUAL (FOUND (trial, HOST_SKIPPED, HOST, "h4"), 1);
  CU_ASSERT_EQUAL (version_of (trial, "h4"), (ModelVersion) (8u << 24 | 1u << 8));
  CU_ASSERT_EQUAL (version_of (trial, "h3"), NEW);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, MIXED_VERSIONS), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (late, WAKE_FAILED), 0);
  CU_ASSERT_EQUAL (version_of (late, "h4"), NEW);
}

/* LCM-15: without power, or unmanaged, a host is passed over, and that is said. */
static void
hosts_without_power_are_passed_over (void)
{
  static const struct {
    const char *state;
    gint64 check;
  } rows[]
      = { { ", state: off", MODEL_CHECK_NO_POWER }, { ", state: disconnected", MODEL_CHECK_NOT_MANAGED } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = cluster (NO_DPM, rows[i].state, SOME, ROLL);

    CU_ASSERT_EQUAL (FOUND (trial, HOST_SKIPPED, HOST, "h4"), 1);
    CU_ASSERT_EQUAL (FIRST (trial, HOST_SKIPPED, HOST, "h4")->evidence[1], rows[i].check);
    CU_ASSERT_EQUAL (version_of (trial, "h3"), NEW);
    CU_ASSERT_TRUE (IS (trial, STEP, "roll", DONE));
  }
}

/* A parallel remediation takes what is in maintenance, and wakes nobody. */
static void
a_parallel_one_wakes_nobody (void)
{
  g_autoptr (Trial) trial
      = cluster (NO_DPM, ASLEEP, SOME, "plan:\n  - {step: roll, remediate: p, to: 8.0.3, parallel: {}}\n");

  CU_ASSERT_TRUE (IS (trial, HOST, "h4", STANDBY));
  CU_ASSERT_EQUAL (TIMES (trial, HOST, WAKING), 0);
  CU_ASSERT_EQUAL (FOUND (trial, HOST_SKIPPED, HOST, "h4"), 1);
}

#define OUT_AND_WAIT                                                                                         \
  "plan:\n  - {step: in, maintenance: h1}\n  - {step: out, leave: h1, after: in}\n"                          \
  "  - {step: soak, wait: 5 h, after: out}\n"

/* LCM-15, AC-35: what is not needed goes to sleep, one host after another, down to what HA and load leave. */
static void
dpm_keeps_as_many_as_are_needed (void)
{
  static const struct {
    const char *cluster, *vms;
    guint asleep;
  } rows[] = {
    { WITH_DPM, SOME, 3 }, /* 12 GiB on one host of 64 */
    { DPM_BARE, SOME, 2 }, /* HA without admission control: two */
    { DPM_HA, "      v[1-3]: {memory: 4 GiB, memory-reservation: 4 GiB}\n", 2 }, /* one failure: two */
    { WITH_DPM, "      v[1-10]: {memory: 4 GiB}\n", 2 }, /* 40 of 128 GiB, 40 of 64 would be too much */
    { NO_DPM, SOME, 0 },
    { "    dpm: true\n    drs: {automation: manual}\n", "      v1: {memory: 4 GiB, host: h4}\n", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = cluster (rows[i].cluster, "", rows[i].vms, OUT_AND_WAIT);

    CU_ASSERT_EQUAL (count (trial, HOST_AT_STANDBY), rows[i].asleep);
    CU_ASSERT_EQUAL (TIMES (trial, HOST, STANDBY), rows[i].asleep);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED), 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, HA_CAPACITY_SHORT), 0);
  }
}

/* DRS-09: a must rule, a VM that cannot leave, a failover host: those hosts stay up whatever load there is. */
static void
dpm_breaks_nothing (void)
{
  static const struct {
    const char *cluster, *vms;
  } rows[] = {
    { WITH_DPM "    rules: [{name: r, run: [v1, v2], on: [h4], must: true}]\n",
      "      v[1-3]: {memory: 4 GiB}\n" },
    { WITH_DPM, "      v1: {memory: 4 GiB, host: h4, devices: [usb]}\n      v2: {memory: 4 GiB}\n" },
    { "    dpm: true\n    ha: {admission-control: {policy: dedicated, hosts: [h4]}}\n", SOME },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = cluster (rows[i].cluster, "", rows[i].vms, OUT_AND_WAIT);

    CU_ASSERT_TRUE (IS (trial, HOST, "h4", CONNECTED));
    CU_ASSERT_EQUAL (WHEN (trial, HOST, "h4", TO_STANDBY), -1);
    CU_ASSERT_TRUE (count (trial, HOST_AT_STANDBY) > 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, RULE_VIOLATED), 0);
  }
}

/* Two VMs that fit elsewhere one by one and not both: their host is not tried, and nothing is found for an instant. */
static void
vms_of_a_host_fit_together_or_stay (void)
{
  g_autoptr (Trial) trial = cluster (WITH_DPM, "",
                                     "      v1: {memory: 4 GiB, cpu-reservation: 49 GHz, host: h1}\n"
                                     "      v[2-3]: {memory: 4 GiB, cpu-reservation: 70 GHz}\n"
                                     "      w[1-2]: {memory: 4 GiB, cpu-reservation: 40 GHz, host: h4}\n",
                                     "plan:\n  - {step: more, set: {vm: v1, cpu-reservation: 50 GHz}}\n"
                                     "  - {step: soak, wait: 5 h, after: more}\n");

  CU_ASSERT_TRUE (TIMES (trial, DPM, SLACK) > 0);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, TO_STANDBY), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED), 0);
}

/* What DPM would do from the end of the plan on is not rehearsed. */
static void
dpm_saves_nothing_after_the_plan (void)
{
  g_autoptr (Trial) trial = cluster (WITH_DPM, "", SOME, ROLL);

  CU_ASSERT_TRUE (TIMES (trial, DPM, SLACK) > 0);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, TO_STANDBY), 0);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
}

/* A host is woken for load, for a restart that has no room, for the failover level, and for an evacuation that it holds up. */
static void
dpm_wakes_what_is_needed (void)
{
  static const struct {
    const char *cluster, *vms, *rest;
  } rows[] = {
    { WITH_DPM, "      v[1-11]: {memory: 15 GiB}\n", "plan:\n  - {step: in, maintenance: h1}\n" },
    { "    dpm: true\n    ha: {admission-control: {policy: off}}\n",
      "      v[1-3]: {memory: 60 GiB, memory-reservation: 60 GiB}\n",
      "plan:\n  - {step: soak, wait: 1 h}\nfaults:\n  - {crash: h1, at: 5 min}\n" },
    { DPM_HA, "      v[1-6]: {memory: 20 GiB, memory-reservation: 20 GiB}\n",
      "plan:\n  - {step: in, maintenance: h1}\n" },
    { WITH_DPM, "      v[1-3]: {memory: 40 GiB, memory-reservation: 40 GiB}\n",
      "plan:\n  - {step: in, maintenance: h1}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = cluster (rows[i].cluster, ASLEEP, rows[i].vms, rows[i].rest);

    CU_ASSERT_EQUAL (TIMES (trial, HOST, WAKING), 1);
    CU_ASSERT_TRUE (IS (trial, HOST, "h4", CONNECTED));
    CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  }
}

/* Nobody is woken who is not needed, by a cluster without DPM, while vCenter is away, or twice when it does not wake. */
static void
dpm_wakes_nobody_else (void)
{
  static const struct {
    const char *cluster, *rest;
    guint woken;
  } rows[] = {
    { WITH_DPM, "plan:\n  - {step: soak, wait: 1 h}\n", 0 },
    { NO_DPM, "plan:\n  - {step: in, maintenance: h1, enter-timeout: 1 h}\n", 0 },
    { WITH_DPM,
      "plan:\n  - {step: in, maintenance: h1, enter-timeout: 1 h}\nfaults:\n  - {fail-wake: h4, at: 0 s}\n",
      1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial
        = cluster (rows[i].cluster, ASLEEP, "      v[1-3]: {memory: 40 GiB, memory-reservation: 40 GiB}\n",
                   rows[i].rest);

    CU_ASSERT_EQUAL (TIMES (trial, HOST, WAKING), rows[i].woken);
    CU_ASSERT_TRUE (IS (trial, HOST, "h4", STANDBY));
  }
}

#define EMPTY_H4 "    rules: [{name: r, run: [v1, v2, v3], not-on: [h4], must: true}]\n"

/* LCM-15: DPM left on sends the empty host to sleep before its turn, and the run stops there; switched off it does not. With
 * baselines it is refused before. */
static void
dpm_left_on_breaks_the_run (void)
{
  g_autoptr (Trial) left = cluster (WITH_DPM EMPTY_H4, "", SOME,
                                    "plan:\n  - {step: roll, remediate: p, to: 8.0.3, dpm: leave}\n");
  g_autoptr (Trial) off = cluster (WITH_DPM EMPTY_H4, "", SOME, ROLL);

  CU_ASSERT_TRUE (IS (left, STEP, "roll", FAILED));
  CU_ASSERT_EQUAL (FOUND (left, HOST_ASLEEP, HOST, "h4"), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (left, MIXED_VERSIONS), 1);
  CU_ASSERT_TRUE (WHEN (left, HOST, "h4", STANDBY) > WHEN (left, HOST, "h1", ENTERING));
  CU_ASSERT_TRUE (IS (off, STEP, "roll", DONE));
  CU_ASSERT_EQUAL (version_of (off, "h4"), NEW);
  CU_ASSERT_EQUAL (FOUND_ANY (off, HOST_ASLEEP), 0);
}

/* DR-27: a run that dies leaves DPM off, and those that sleep then sleep on. */
static void
a_dead_run_leaves_hosts_asleep (void)
{
  g_autoptr (Trial) trial = cluster (
      WITH_DPM, ASLEEP, SOME,
      ROLL "faults:\n  - {fail-wake: h4, at: 0 s, for: 30 min}\n  - {crash: vc, at: 20 min, for: 1 h}\n");

  CU_ASSERT_TRUE (IS (trial, HOST, "h4", STANDBY));
  CU_ASSERT_EQUAL (FOUND (trial, LEFT_IN_STANDBY, HOST, "h4"), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, SETTING_LEFT_OFF), 1);
  CU_ASSERT_TRUE (IS (trial, DPM, "p", OFF));
}

/* AC-04: in standby a host is in no sum; its HA agent has left, and its configuration is saved. */
static void
a_sleeper_counts_for_nothing (void)
{
  g_autoptr (Trial) trial = cluster (DPM_BARE, "", SOME, OUT_AND_WAIT);

  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    if (model_state (trial->run, MODEL_MACHINE_HOST, h) == HOST_AT_STANDBY) {
      CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_AGENT, h), AGENT_AT_INACTIVE);
      CU_ASSERT_EQUAL (model_host_state (trial->run, h)->n_vms, 0);
      CU_ASSERT_FALSE (model_host_state (trial->run, h)->powered);
    }
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HOST_LOST), 0);
}

/* With the two shares the wrong way round three hosts are too few and four too many. Whoever has been woken for that stays,
 * until none is left that may go, and the rehearsal ends. */
static void
a_host_that_was_needed_stays (void)
{
  g_autoptr (Trial) trial = cluster (WITH_DPM, "", "      v[1-4]: {memory: 32 GiB, active-memory: 25 GiB}\n",
                                     "physics: {dpm-load-low: 60 %, dpm-load-high: 50 %}\n"
                                     "faults:\n  - {crash: h1, at: 60 s, for: 60 s}\n");

  CU_ASSERT_TRUE (WHEN (trial, HOST, "h4", STANDBY) > 0);
  CU_ASSERT_EQUAL (count (trial, HOST_AT_CONNECTED), 3);
  CU_ASSERT_EQUAL (count (trial, HOST_AT_STANDBY), 1);
}

/* It looks when the rehearsal begins, and after that at its interval: not when something changes, but soon after. */
static void
dpm_looks_at_its_interval (void)
{
  g_autoptr (Trial) first = cluster (WITH_DPM, "", SOME, "plan:\n  - {step: soak, wait: 1 h}\n");
  g_autoptr (Trial) later
      = cluster (WITH_DPM, ", state: maintenance", "      v[1-8]: {memory: 9 GiB}\n",
                 "plan:\n  - {step: soak, wait: 7 min}\n  - {step: out, leave: h4, after: soak}\n"
                 "  - {step: rest, wait: 2 h, after: out}\n");

  CU_ASSERT_EQUAL (WHEN (first, DPM, "p", SLACK), 0);
  CU_ASSERT_EQUAL (WHEN (first, HOST, "h4", TO_STANDBY), MINUTES (40));
  CU_ASSERT_EQUAL (WHEN (later, HOST, "h4", CONNECTED), MINUTES (7) + 10 * 1000);
  CU_ASSERT_EQUAL (WHEN (later, DPM, "p", SLACK), MINUTES (10));
  CU_ASSERT_EQUAL (TIMES (later, HOST, STANDBY), 1);
}

/* A power-on that finds no room is refused, and a host that could take the VM is woken at once, so that it may be tried
 * again; where DPM may, and where it would help. */
static void
a_power_on_without_room_wakes_a_host (void)
{
  static const struct {
    const char *cluster, *rule;
    gboolean wakes;
  } rows[] = { { WITH_DPM, "", TRUE },
               { NO_DPM, "", FALSE },
               { WITH_DPM "    drs: {automation: manual}\n", "", FALSE },
               { WITH_DPM, "    rules: [{name: r, run: [big], not-on: [h4], must: true}]\n", FALSE },
               { DPM_HA, "", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *of_cluster = g_strconcat (rows[i].cluster, rows[i].rule, NULL);
    g_autoptr (Trial) trial
        = cluster (of_cluster, ASLEEP,
                   "      v[1-3]: {memory: 20 GiB, memory-reservation: 20 GiB}\n"
                   "      big: {memory: 50 GiB, memory-reservation: 50 GiB, power: off, host: h1}\n",
                   "plan:\n  - {step: soon, wait: 1 min}\n  - {step: first, power-on: big, after: soon}\n"
                   "  - {step: soak, wait: 30 min}\n  - {step: second, power-on: big, after: soak}\n");

    CU_ASSERT_TRUE (IS (trial, STEP, "first", FAILED));
    CU_ASSERT_EQUAL (WHEN (trial, HOST, "h4", WAKING), rows[i].wakes ? MINUTES (1) : -1);
    CU_ASSERT_EQUAL (IS (trial, STEP, "second", DONE), rows[i].wakes && i == 0);
    if (i == 0)
      CU_ASSERT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "big"))->host,
                       trial_index (trial, MODEL_MACHINE_HOST, "h4"));
  }
}

void
test_physics_standby_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-standby", NULL, NULL);

  CU_ADD_TEST (suite, a_remediation_wakes_hosts);
  CU_ADD_TEST (suite, one_that_does_not_wake_is_left_out);
  CU_ADD_TEST (suite, hosts_without_power_are_passed_over);
  CU_ADD_TEST (suite, a_parallel_one_wakes_nobody);
  CU_ADD_TEST (suite, dpm_keeps_as_many_as_are_needed);
  CU_ADD_TEST (suite, dpm_breaks_nothing);
  CU_ADD_TEST (suite, vms_of_a_host_fit_together_or_stay);
  CU_ADD_TEST (suite, dpm_saves_nothing_after_the_plan);
  CU_ADD_TEST (suite, dpm_wakes_what_is_needed);
  CU_ADD_TEST (suite, dpm_wakes_nobody_else);
  CU_ADD_TEST (suite, dpm_left_on_breaks_the_run);
  CU_ADD_TEST (suite, a_dead_run_leaves_hosts_asleep);
  CU_ADD_TEST (suite, a_sleeper_counts_for_nothing);
  CU_ADD_TEST (suite, a_host_that_was_needed_stays);
  CU_ADD_TEST (suite, dpm_looks_at_its_interval);
  CU_ADD_TEST (suite, a_power_on_without_room_wakes_a_host);
}
