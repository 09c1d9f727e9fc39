/* What HA does with what is lost, beyond the timelines of the worked examples: where it restarts, what holds it back, and
 * what it does not need. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_ha_suite (void);

#define MIN_OF(TIME) ((TIME) / SIM_MINUTE)

static const char *
where (const Trial *trial, const char *vm)
{
  guint32 host = model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, vm))->host;

  return IS (trial, VM, vm, RUNNING) ? trial->fleet->hosts[host].name : "nowhere";
}

#define RUNS_ON(TRIAL, VM, HOST) CU_ASSERT_STRING_EQUAL (where (TRIAL, VM), HOST)

/* ---- Where ---- */

/* The only host with room gets it; the next VM waits until the lost host is back. */
static void
a_restart_needs_one_host (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    ha: {}\n    drs: {automation: manual}\n    hosts:\n"
                   "      h1: {cpu: 100 GHz, memory: 64 GiB}\n"
                   "      h[2-4]: {cpu: 100 GHz, memory: 16 GiB}\n"
                   "    vms:\n"
                   "      big[1-2]: {memory: 12 GiB, memory-reservation: 12 GiB, host: h1}\n"
                   "      f2: {memory: 4 GiB, memory-reservation: 4 GiB, host: h2}\n"
                   "      f3: {memory: 8 GiB, memory-reservation: 8 GiB, host: h3}\n"
                   "      f4: {memory: 8 GiB, memory-reservation: 8 GiB, host: h4}\n"
                   "faults:\n  - {crash: h1, at: 10 min, for: 1 h}\n");

  trial_until (trial, SIM_HOUR);
  RUNS_ON (trial, "big1", "h2");
  CU_ASSERT_TRUE (IS (trial, RESTART, "big2", PENDING));
  CU_ASSERT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "big2"))->attempts, 0);
  CU_ASSERT_EQUAL (FOUND (trial, HA_RESTART_FAILED, VM, "big2"), 1);
  trial_end (trial);
  RUNS_ON (trial, "big2", "h1");
  CU_ASSERT_EQUAL (FIRST (trial, HA_RESTART_FAILED, VM, "big2")->until,
                   FIRST (trial, VM_DOWN, VM, "big2")->until);
  CU_ASSERT_EQUAL (FOUND (trial, VM_DOWN, VM, "big1"), 1);
}

/* Admission control is violated by the loss, and HA does not ask it. vCenter is away too. */
static void
a_restart_asks_nobody (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
                   "    ha: {admission-control: {policy: percentage, cpu: 90 %, memory: 90 %}}\n    hosts:\n"
                   "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
                   "    vms: {v: {memory: 16 GiB, memory-reservation: 16 GiB, host: h1}}\n"
                   "faults:\n  - {crash: vc, at: 5 min}\n  - {crash: h1, at: 10 min}\n");

  trial_until (trial, 5 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", ABSENT));
  trial_end (trial);
  RUNS_ON (trial, "v", "h2");
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v", STARTING), 10 * SIM_MINUTE + 18 * SIM_SECOND);
}

static void
dedicated_hosts_wait_for_a_loss (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: dedicated, hosts: [spare]}}\n"
      "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n      spare: {cpu: 100 GHz, memory: 64 "
      "GiB}\n"
      "    vms:\n      v[1-6]: {memory: 4 GiB}\n      w: {memory: 4 GiB, power: off}\n"
      "plan:\n  - {step: on, power-on: w}\n  - {step: out, maintenance: h1, after: [on]}\n"
      "faults:\n  - {crash: h2, at: 2 h}\n");
  guint32 spare = trial_index (trial, MODEL_MACHINE_HOST, "spare");

  CU_ASSERT_EQUAL (model_host_state (trial->run, spare)->n_vms, 0);
  trial_until (trial, SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  RUNS_ON (trial, "w", "h2");
  CU_ASSERT_EQUAL (model_host_state (trial->run, spare)->n_vms, 0);
  CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).dedicated_ready, 1);
  trial_end (trial);
  CU_ASSERT_EQUAL (model_host_state (trial->run, spare)->n_vms, 7);
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", VIOLATED)); /* what runs VMs is no spare any more */
}

/* ---- Rules ---- */

/* Only a host outside the group is left. */
static Trial *
lose_the_group (const char *must)
{
  Trial *trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    ha: {}\n"
                                 "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"
                                 "    vms: {v: {memory: 4 GiB, host: h1}}\n"
                                 "    rules:\n      - {name: licence, run: [v], on: [h1, h2], must: %s}\n"
                                 "plan:\n  - {step: out, maintenance: h2}\n"
                                 "faults:\n  - {crash: h1, at: 10 min}\n",
                                 must);

  trial_end (trial);
  return trial;
}

static void
must_rules_hold_for_ha (void)
{
  g_autoptr (Trial) must = lose_the_group ("true"), should = lose_the_group ("false");

  CU_ASSERT_TRUE (IS (must, VM, "v", DOWN));
  CU_ASSERT_TRUE (IS (must, RESTART, "v", PENDING));
  CU_ASSERT_EQUAL (FIRST_ANY (must, HA_RESTART_FAILED)->evidence[0], MODEL_BLOCKER_RULE_RUN_ON);
  CU_ASSERT_EQUAL (FOUND_ANY (must, RULE_VIOLATED), 0);
  RUNS_ON (should, "v", "h3");
  CU_ASSERT_EQUAL (FOUND (should, RULE_VIOLATED, VM, "v"), 1);
}

/* h1 is lost. By its keep-apart rule a would go nowhere; by the rule about its group p to h3, which has less room than h2. */
static Trial *
lose_h1 (const char *physics, const char *version, const char *rule)
{
  return trial_new_from ("rollcall: 1\nphysics: {%s}\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n"
                         "    ha: {admission-control: {policy: off}}\n    drs: {automation: manual}\n    hosts:\n"
                         "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 6.0}\n%s"
                         "    vms: {a: {memory: 4 GiB, host: h1}, b: {memory: 4 GiB, host: h2}}\n"
                         "    rules:\n      - {name: rule, %s}\nfaults:\n  - {crash: h1, at: 10 min}\n",
                         physics, version,
                         g_str_has_prefix (rule, "run") ? "      h3: {cpu: 10 GHz, memory: 8 GiB, version: 6.0}\n" : "", rule);
}

/* HA-41: two options of HA, on from 6.5 on and off before, which somebody may have set otherwise. What must hold about hosts
 * holds in all of them. */
static void
rules_steer_restarts_by_version (void)
{
#define APART "keep-apart: [a, b]"
#define HOSTS "run: [a], on: [h1, h3]"
  const struct {
    const char *physics, *version, *rule, *on;
  } rows[] = {
    { "", "6.5", APART, "nowhere" },
    { "", "6.0", APART, "h2" },
    { "ha-respect-keep-apart: false", "6.5", APART, "h2" },
    { "ha-respect-keep-apart: false", "6.0", APART, "h2" },
    { "ha-respect-keep-apart-before-6-5: true", "6.0", APART, "nowhere" },
    { "", "6.0", APART ", must: false", "h2" },
    { "", "6.5", HOSTS, "h3" },
    { "", "6.0", HOSTS, "h2" },
    { "ha-respect-host-rules: false", "6.5", HOSTS, "h2" },
    { "ha-respect-host-rules-before-6-5: true", "6.0", HOSTS, "h3" },
    { "", "6.0", HOSTS ", must: true", "h3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = lose_h1 (rows[i].physics, rows[i].version, rows[i].rule);

    trial_end (trial);
    RUNS_ON (trial, "a", rows[i].on);
  }
}

/* ---- What is not restarted, and when ---- */

static void
some_are_not_restarted (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n"
      "  watched:\n    ha: {}\n    hosts:\n      w[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"
      "    vms: {never: {memory: 1 GiB, host: w1, restart-priority: disabled}, yes: {memory: 1 GiB, host: "
      "w1}}\n"
      "  unwatched:\n    ha: {host-monitoring: false}\n    hosts:\n      u[1-2]: {cpu: 100 GHz, memory: 64 "
      "GiB}\n"
      "    vms: {no: {memory: 1 GiB, host: u1}}\n"
      "  without:\n    hosts:\n      o[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"
      "    vms: {neither: {memory: 1 GiB, host: o1}}\n"
      "faults:\n  - {crash: w1, at: 1 min}\n  - {crash: u1, at: 1 min}\n  - {crash: o1, at: 1 min}\n");

  trial_end (trial);
  RUNS_ON (trial, "yes", "w2");
  RUNS_ON (trial, "never", "nowhere");
  RUNS_ON (trial, "no", "nowhere");
  RUNS_ON (trial, "neither", "nowhere");
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HOST_LOST), 3);
}

/* Before 6.5 a priority waits until the one before it is through. */
static void
priorities_wait_before_6_5 (void)
{
  const char *const versions[] = { "6.0", "6.5" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n"
        "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 6.0}\n"
        "    vms:\n      first: {memory: 1 GiB, host: h1, restart-priority: high}\n"
        "      last: {memory: 1 GiB, host: h1, restart-priority: low}\n"
        "faults:\n  - {crash: h1, at: 1 min}\n",
        versions[i]);
    SimTime power_on = trial->fleet->physics[MODEL_HA_POWER_ON];

    trial_end (trial);
    CU_ASSERT_EQUAL (WHEN (trial, RESTART, "last", STARTING) - WHEN (trial, RESTART, "first", STARTING),
                     i ? 0 : power_on);
  }
}

static void
a_restart_may_take_no_time (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nphysics: {ha-power-on: 0 s}\nclusters:\n  p:\n    ha: {}\n"
                   "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"
                   "    vms: {v: {memory: 1 GiB, host: h1}}\nfaults:\n  - {crash: h1, at: 1 min}\n");

  trial_end (trial);
  RUNS_ON (trial, "v", "h2");
}

/* The target dies while the VM is being powered on: an attempt is used up. */
static void
a_target_may_die_too (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {}\n"
      "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"
      "    vms: {v: {memory: 1 GiB, host: h1}}\n"
      "faults:\n  - {crash: h1, at: 1 min}\n  - {crash: h2, during: {vm: v, state: restarting}}\n");

  trial_end (trial);
  RUNS_ON (trial, "v", "h3");
  CU_ASSERT_EQUAL (MIN_OF (WHEN (trial, RESTART, "v", BACKOFF)), 1);
}

/* ---- Isolation ---- */

static Trial *
isolate (const char *hosts, const char *lasts)
{
  g_autoptr (GString) faults = g_string_new (NULL);
  g_auto (GStrv) names = g_strsplit (hosts, " ", -1);
  Trial *trial;

  for (guint i = 0; names[i]; i++)
    g_string_append_printf (faults, "  - {isolate: %s, at: 1 min%s}\n", names[i], lasts);
  trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    ha: {isolation-response: power-off}\n"
                          "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n"
                          "    vms:\n      v[1-3]: {memory: 1 GiB}\nfaults:\n%s",
                          faults->str);
  trial_end (trial);
  return trial;
}

static void
isolation_moves_only_what_somebody_takes (void)
{
  g_autoptr (Trial) one = isolate ("h1", ""), all = isolate ("h1 h2 h3", ""),
                    brief = isolate ("h1", ", for: 25 s");

  CU_ASSERT_TRUE (IS (one, DETECTOR, "h1", ISOLATED));
  CU_ASSERT_STRING_NOT_EQUAL (where (one, "v1"), "h1");
  CU_ASSERT_TRUE (IS (one, VM, "v1", RUNNING));
  CU_ASSERT_EQUAL (TIMES (all, ISOLATION, OFF), 0); /* HA-22: nobody would restart them */
  CU_ASSERT_EQUAL (TIMES (all, ISOLATION, KEPT), 3);
  RUNS_ON (all, "v1", "h1");
  CU_ASSERT_EQUAL (TIMES (brief, AGENT, ISOLATED), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (brief, VM_DOWN), 0);
}

/* A guest that takes its time is shut down, one that takes too long is powered off. */
static void
shutting_down_has_a_limit (void)
{
  const struct {
    const char *guest;
    SimTime takes;
  } rows[] = { { "40 s", 40 * SIM_SECOND }, { "10 min", 5 * SIM_MINUTE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {guest-shutdown: %s}\nclusters:\n  p:\n    ha: {isolation-response: "
        "shutdown}\n"
        "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms: {v: {memory: 1 GiB, host: h1}}\n"
        "faults:\n  - {isolate: h1, at: 1 min}\n",
        rows[i].guest);

    trial_end (trial);
    CU_ASSERT_EQUAL (WHEN (trial, ISOLATION, "v", OFF) - WHEN (trial, ISOLATION, "v", SHUTTING_DOWN),
                     rows[i].takes);
    RUNS_ON (trial, "v", "h2");
  }
}

/* HA-42: with DRS off HA may not know a rule that has just been set. The emptiest host is the one that the rule forbids. */
static void
a_young_rule_may_not_hold (void)
{
  static const struct {
    const char *drs, *crash, *physics, *host;
  } rows[] = { { "off", "12 min", "", "h3" },
               { "off", "16 min", "", "h2" },
               { "fully-automated", "12 min", "", "h2" },
               { "off", "12 min", "physics: {ha-learns-rules-after: 1 min}\n", "h2" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\n%svcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    drs: {automation: %s}\n"
        "    ha: {admission-control: {policy: off}}\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n"
        "      v: {memory: 4 GiB, host: h1}\n      w: {memory: 4 GiB, host: h2}\n"
        "    rules: [{name: r, run: [v], not-on: [h3], must: true, enabled: false}]\n"
        "plan:\n  - {step: soon, wait: 10 min}\n  - {step: set, set: {cluster: p, rule: r, enabled: true}, after: soon}\n"
        "faults: [{crash: h1, at: %s}]\n",
        rows[i].physics, rows[i].drs, rows[i].crash);
    guint32 host;

    trial_end (trial);
    host = model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "v"))->host;
    CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING));
    CU_ASSERT_STRING_EQUAL (trial->fleet->hosts[host].name, rows[i].host);
    CU_ASSERT_EQUAL (FOUND (trial, RULE_VIOLATED, VM, "v"), i == 0 ? 1 : 0);
  }
}

void
test_physics_ha_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of HA", NULL, NULL);

  CU_ADD_TEST (suite, a_young_rule_may_not_hold);
  CU_ADD_TEST (suite, a_restart_needs_one_host);
  CU_ADD_TEST (suite, a_restart_asks_nobody);
  CU_ADD_TEST (suite, dedicated_hosts_wait_for_a_loss);
  CU_ADD_TEST (suite, must_rules_hold_for_ha);
  CU_ADD_TEST (suite, rules_steer_restarts_by_version);
  CU_ADD_TEST (suite, some_are_not_restarted);
  CU_ADD_TEST (suite, priorities_wait_before_6_5);
  CU_ADD_TEST (suite, a_restart_may_take_no_time);
  CU_ADD_TEST (suite, a_target_may_die_too);
  CU_ADD_TEST (suite, isolation_moves_only_what_somebody_takes);
  CU_ADD_TEST (suite, shutting_down_has_a_limit);
}
