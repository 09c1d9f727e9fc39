/* In which order HA restarts, what waits for what and for how long, and what it registers elsewhere without starting it. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_restart_suite (void);

#define LOSS (10 * SIM_MINUTE + 18 * SIM_SECOND) /* h1 is declared dead */

/* h1 dies at ten minutes; `ha` is HA's settings, `vms` lines of VMs on whatever host. */
static Trial *
lose (const char *version, const char *ha, const char *vms, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {%s}\n"
      "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: %s}\n    vms:\n%s%sfaults:\n"
      "  - {crash: h1, at: 10 min}\n",
      version, ha, version, vms, rest);

  trial_end (trial);
  return trial;
}

#define STARTS(TRIAL, VM)                                                                                    \
  (WHEN (TRIAL, RESTART, VM, STARTING) < 0 ? -1 : WHEN (TRIAL, RESTART, VM, STARTING) - LOSS)

/* HA-30: agent VMs, secondaries of FT, then priorities; here one at a time, so that the order shows. */
static void
agents_go_first (void)
{
  g_autoptr (Trial) trial
      = lose ("8.0.3", "",
              "      a: {memory: 1 GiB, host: h1, restart-priority: highest}\n"
              "      b: {memory: 1 GiB, host: h1, role: ft-secondary}\n"
              "      c: {memory: 1 GiB, host: h1, role: agent, restart-priority: lowest}\n"
              "      d: {memory: 1 GiB, host: h1, restart-priority: low}\n",
              "physics: {ha-power-ons-per-host: 1}\n");

  CU_ASSERT_EQUAL (STARTS (trial, "c"), 0);
  CU_ASSERT_EQUAL (STARTS (trial, "b"), 30 * SIM_SECOND);
  CU_ASSERT_EQUAL (STARTS (trial, "a"), 60 * SIM_SECOND);
  CU_ASSERT_EQUAL (STARTS (trial, "d"), 90 * SIM_SECOND);
}

/* HA-31, HA-33: what a lower priority waits for, by version and ready condition. */
static void
batches_wait_for_what_is_ready (void)
{
  const struct {
    const char *version, *ha, *high;
    SimTime low; /* when it starts, from the first */
  } rows[] = {
    { "8.0.3", "", "", 0 },
    { "8.0.3", "ready-delay: 20 s", "", 20 * SIM_SECOND },
    { "8.0.3", "ready-delay: 50 s", "", 50 * SIM_SECOND }, /* longer than the power-on */
    { "8.0.3", "ready-condition: powered-on", "", 30 * SIM_SECOND },
    { "8.0.3", "ready-condition: powered-on, ready-delay: 10 s", "", 40 * SIM_SECOND },
    { "8.0.3", "ready-condition: guest-heartbeats", "", 90 * SIM_SECOND },
    { "8.0.3", "ready-condition: application-heartbeats", "", 150 * SIM_SECOND },
    { "8.0.3", "ready-condition: guest-heartbeats", ", tools: false", 600 * SIM_SECOND }, /* never ready */
    { "8.0.3", "ready-condition: guest-heartbeats, batch-timeout: 45 s", "", 45 * SIM_SECOND },
    { "8.0.3", "ready-condition: guest-heartbeats", ", ready-condition: none", 0 },
    { "6.0", "ready-condition: guest-heartbeats", "",
      30 * SIM_SECOND }, /* completed is enough, and asked for */
    { "6.5", "", "", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *vms
        = g_strdup_printf ("      high: {memory: 1 GiB, host: h1, restart-priority: high%s}\n"
                           "      low: {memory: 1 GiB, host: h1, restart-priority: low}\n",
                           rows[i].high);
    g_autoptr (Trial) trial = lose (rows[i].version, rows[i].ha, vms, "");

    CU_ASSERT_EQUAL (STARTS (trial, "high"), 0);
    CU_ASSERT_EQUAL (STARTS (trial, "low"), rows[i].low);
    CU_ASSERT_TRUE (IS (trial, VM, "low", RUNNING));
  }
}

/* An attempt that fails has ended, too: up to 6.0 the next priority goes then, from 6.5 on it waits for readiness. */
static void
failed_attempts_end_the_wait_only_before_6_5 (void)
{
  const struct {
    const char *version;
    SimTime low;
  } rows[] = { { "6.0", 30 * SIM_SECOND }, { "7.0", 600 * SIM_SECOND } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = lose (rows[i].version, "ready-condition: powered-on",
                                    "      high: {memory: 1 GiB, host: h1, restart-priority: high}\n"
                                    "      low: {memory: 1 GiB, host: h1, restart-priority: low}\n",
                                    "");
    g_autoptr (Trial) broken
        = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n"
                          "    ha: {ready-condition: powered-on}\n    hosts:\n      h[1-2]: {cpu: 100 GHz, "
                          "memory: 64 GiB}\n    vms:\n"
                          "      high: {memory: 1 GiB, host: h1, restart-priority: high}\n"
                          "      low: {memory: 1 GiB, host: h1, restart-priority: low}\n"
                          "faults:\n  - {crash: h1, at: 10 min}\n  - {fail-power-on: high, at: 0 s}\n",
                          rows[i].version);
    trial_end (broken);
    CU_ASSERT_EQUAL (STARTS (trial, "low"), 30 * SIM_SECOND);
    CU_ASSERT_EQUAL (STARTS (broken, "low"), rows[i].low);
    CU_ASSERT_TRUE (IS (broken, RESTART, "high", FAILED));
  }
}

/* Up to 6.0 each host works through what it has been given: a lower priority on another host does not wait. */
static void
hosts_work_by_themselves_before_6_5 (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 6.0}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n"
      "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 6.0}\n    vms:\n"
      "      high: {memory: 1 GiB, host: h1, restart-priority: high}\n"
      "      low[1-2]: {memory: 1 GiB, host: h1, restart-priority: low}\n"
      "    rules:\n      - {name: r, run: [high, low1], on: [h1, h2], must: true}\n"
      "      - {name: s, run: [low2], on: [h1, h3], must: true}\nfaults:\n  - {crash: h1, at: 10 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (STARTS (trial, "high"), 0);
  CU_ASSERT_EQUAL (STARTS (trial, "low1"), 30 * SIM_SECOND);
  CU_ASSERT_EQUAL (STARTS (trial, "low2"), 0);
}

/* HA-32: whatever the priorities. What depends on a VM that HA cannot start stays down, and that is found. */
static void
dependents_wait_without_a_limit (void)
{
  g_autoptr (Trial) chain = lose ("8.0.3", "ready-condition: powered-on",
                                  "      web: {memory: 1 GiB, host: h1, restart-after: [app]}\n"
                                  "      app: {memory: 1 GiB, host: h1, restart-after: [db]}\n"
                                  "      db: {memory: 1 GiB, host: h1}\n",
                                  "");
  g_autoptr (Trial) none = lose ("8.0.3", "",
                                 "      web: {memory: 1 GiB, host: h1, restart-after: [db]}\n"
                                 "      db: {memory: 1 GiB, host: h1}\n",
                                 "");
  g_autoptr (Trial) old = lose ("6.0", "",
                                "      web: {memory: 1 GiB, host: h1, restart-after: [db]}\n"
                                "      db: {memory: 1 GiB, host: h1}\n",
                                "");
  g_autoptr (Trial) mute = lose ("8.0.3", "ready-condition: guest-heartbeats",
                                 "      web: {memory: 1 GiB, host: h1, restart-after: [db]}\n"
                                 "      db: {memory: 1 GiB, host: h1, tools: false}\n",
                                 "");
  g_autoptr (Trial) lifted = lose ("8.0.3", "ready-condition: guest-heartbeats",
                                   "      web: {memory: 1 GiB, host: h1, restart-after: [db]}\n"
                                   "      db: {memory: 1 GiB, host: h1, tools: false}\n",
                                   "physics: {ha-batch-timeout-frees-dependents: true}\n");
  g_autoptr (Trial) off = lose ("8.0.3", "ready-condition: guest-heartbeats",
                                "      web: {memory: 1 GiB, host: h1, restart-after: [db]}\n"
                                "      db: {memory: 1 GiB, host: h1, power: off}\n",
                                "");

  CU_ASSERT_EQUAL (STARTS (chain, "db"), 0);
  CU_ASSERT_EQUAL (STARTS (chain, "app"), 30 * SIM_SECOND);
  CU_ASSERT_EQUAL (STARTS (chain, "web"), 60 * SIM_SECOND);
  CU_ASSERT_EQUAL (FOUND_ANY (chain, RESTART_HELD), 0);
  CU_ASSERT_EQUAL (STARTS (none, "web"), 0);
  CU_ASSERT_EQUAL (STARTS (old, "web"), 0);
  CU_ASSERT_TRUE (IS (mute, RESTART, "web", QUEUED));
  CU_ASSERT_TRUE (IS (mute, RESTART, "db", SETTLING));
  CU_ASSERT_TRUE (IS (mute, VM, "db", RUNNING));
  CU_ASSERT_EQUAL (FOUND (mute, RESTART_HELD, VM, "web"), 1);
  CU_ASSERT_EQUAL (STARTS (lifted, "web"), 600 * SIM_SECOND);
  CU_ASSERT_EQUAL (STARTS (off, "web"), 0);
}

/* HA-43. */
static void
disabled_vms_are_registered_elsewhere (void)
{
  const char *const versions[] = { "5.5", "6.0", "8.0.3" };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autoptr (Trial) trial
        = lose (versions[i], "admission-control: {policy: off}",
                "      v: {memory: 1 GiB, host: h1, restart-priority: disabled}\n",
                "plan:\n  - {step: while, wait: 1 h}\n  - {step: on, power-on: v, after: [while]}\n");

    CU_ASSERT_EQUAL (TIMES (trial, RESTART, REREGISTERED), i ? 1 : 0);
    CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 0);
    CU_ASSERT_EQUAL (FOUND (trial, RESTART_DISABLED, VM, "v"), i ? 1 : 0);
    CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING)); /* a person has done it */
    CU_ASSERT_TRUE (IS (trial, RESTART, "v", UNPROTECTED));
    if (i)
      CU_ASSERT_TRUE (FIRST (trial, RESTART_DISABLED, VM, "v")->until < SIM_NEVER);
  }
}

/* HA-39: the very same restarts at the very same times, whatever admission control thinks. */
static void
admission_control_has_no_say (void)
{
  const char *const policies[] = { "off", "slot, host-failures: 1", "percentage, cpu: 99 %, memory: 99 %",
                                   "percentage, host-failures: 1" };

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++) {
    g_autofree char *ha = g_strdup_printf ("admission-control: {policy: %s}", policies[i]);
    g_autoptr (Trial) trial = lose ("8.0.3", ha,
                                    "      v[1-4]: {memory: 8 GiB, memory-reservation: 8 GiB, host: h1}\n"
                                    "      w[1-3]: {memory: 8 GiB, memory-reservation: 8 GiB, host: h2}\n",
                                    "");

    CU_ASSERT_EQUAL (i > 0, IS (trial, ADMISSION, "p", VIOLATED) ? 1 : 0);
    CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 4);
    CU_ASSERT_EQUAL (STARTS (trial, "v4"), 0);
  }
}

/* HA-35: a VM that leaves a host, or another's failed attempt, makes HA try again what had no room; no attempt is used. */
static void
what_had_no_room_is_tried_again (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {}\n    drs: {automation: off}\n    hosts:\n      h[1-2]: {cpu: "
      "100 GHz, memory: 16 GiB}\n"
      "      h3: {cpu: 100 GHz, memory: 4 GiB}\n    vms:\n"
      "      big: {memory: 12 GiB, memory-reservation: 12 GiB, host: h1}\n"
      "      small: {memory: 2 GiB, memory-reservation: 2 GiB, host: h1, restart-priority: high}\n"
      "      f: {memory: 3 GiB, memory-reservation: 3 GiB, host: h2}\n"
      "      g: {memory: 3 GiB, memory-reservation: 3 GiB, host: h3}\n"
      "faults:\n  - {crash: h1, at: 10 min}\n  - {fail-power-on: small, at: 0 s}\n");

  trial_end (trial);
  /* `small` takes the room of `big` while it is being started, and gives it back when that fails. */
  CU_ASSERT_EQUAL (STARTS (trial, "big"), 30 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, VM, "big", RUNNING));
  CU_ASSERT_TRUE (IS (trial, VM, "small", DOWN));
}

/* HA-46: `v` dies at five minutes while its disks are on the move, and vCenter went at two, if at all. */
static void
a_storage_vmotion_hides_a_death (void)
{
  const struct {
    const char *faults;
    SimTime masked, starts; /* -1 never */
  } rows[] = {
    { "  - {crash: v, at: 5 min}\n", -1, 5 * SIM_MINUTE }, /* vCenter says at once that the move is rolled back */
    { "  - {crash: vc, at: 2 min}\n  - {crash: v, at: 5 min}\n", 5 * SIM_MINUTE, 20 * SIM_MINUTE },
    { "  - {crash: vc, at: 2 min, for: 3 min}\n  - {crash: v, at: 5 min}\n", 5 * SIM_MINUTE, 10 * SIM_MINUTE },
    { "  - {crash: vc, at: 2 min}\n  - {crash: v, at: 5 min}\n  - {crash: h1, at: 10 min}\n", 5 * SIM_MINUTE,
      10 * SIM_MINUTE + 18 * SIM_SECOND },
    { "  - {crash: vc, at: 2 min}\n  - {crash: h1, at: 5 min}\n", -1, 5 * SIM_MINUTE + 18 * SIM_SECOND },
    { "  - {crash: vc, at: 2 min}\n  - {crash: v, at: 20 min}\n", -1, 20 * SIM_MINUTE }, /* the move has ended */
    { "  - {crash: vc, at: 2 min}\n  - {crash: w, at: 5 min}\n", -1, -1 },              /* its disks rest */
    /* what hides it is on its host: a master more or less makes no difference */
    { "  - {crash: vc, at: 2 min}\n  - {crash: v, at: 5 min}\n  - {crash: h3, at: 10 min}\n", 5 * SIM_MINUTE,
      20 * SIM_MINUTE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {vcenter-boot: 5 min}\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n"
        "    vcenter: vc\n    ha: {}\n    drs: {automation: off}\n    hosts:\n"
        "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, datastores: [old, new]}\n"
        "    vms:\n      v: {memory: 1 GiB, host: h1, datastores: [old], disks: 100 GiB}\n"
        "      w: {memory: 1 GiB, host: h2, datastores: [old]}\n"
        "plan:\n  - {step: disks, relocate: v, datastore: new}\nfaults:\n%s",
        rows[i].faults);

    CU_ASSERT_TRUE (IS (trial, AGENT, "h3", MASTER));
    trial_end (trial);
    CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v", MASKED), rows[i].masked);
    CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v", STARTING), rows[i].starts);
    CU_ASSERT_EQUAL (TIMES (trial, RESTART, MASKED), rows[i].masked < 0 ? 0 : 1);
    CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING) && IS (trial, VM, "w", RUNNING));
    if (rows[i].starts < 0)
      CU_ASSERT_EQUAL (WHEN (trial, RESTART, "w", STARTING), 5 * SIM_MINUTE);
  }
}

/* HA-37: what a host runs at most is counted in VMs and in vCPUs, those on their way included; for a restart, a power-on and
 * a move alike. */
static void
a_host_runs_so_many_vcpus (void)
{
  const struct {
    const char *physics;
    ModelBlocker blocker;
  } rows[] = { { "host-vcpus-maximum: 8", MODEL_BLOCKER_NONE },
               { "host-vcpus-maximum: 7", MODEL_BLOCKER_HOST_VCPUS },
               { "host-vms-maximum: 3", MODEL_BLOCKER_HOST_FULL } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) lost = trial_new_from ("rollcall: 1\nphysics: {%s}\nclusters:\n  p:\n    ha: {}\n    hosts:\n"
                                             "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n"
                                             "      v[1-2]: {vcpus: 2, memory: 1 GiB, host: h1}\n"
                                             "      w[1-2]: {vcpus: 2, memory: 1 GiB, host: h2}\n"
                                             "faults:\n  - {crash: h1, at: 10 min}\n",
                                             rows[i].physics);
    g_autoptr (Trial) asked = trial_new_from (
        "rollcall: 1\nphysics: {%s}\nclusters:\n  p:\n    ha: {admission-control: {policy: off}}\n    hosts:\n"
        "      h1: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n      v[1-3]: {vcpus: 2, memory: 1 GiB, host: h1}\n"
        "      w: {vcpus: 2, memory: 1 GiB, host: h1, power: off}\nplan:\n  - {step: on, power-on: w}\n",
        rows[i].physics);

    trial_end (lost);
    trial_end (asked);
    if (rows[i].blocker == MODEL_BLOCKER_NONE) {
      CU_ASSERT_TRUE (IS (lost, VM, "v1", RUNNING) && IS (lost, VM, "v2", RUNNING));
      CU_ASSERT_TRUE (IS (asked, VM, "w", RUNNING));
      continue;
    }
    CU_ASSERT_TRUE (IS (lost, VM, "v1", RUNNING) && IS (lost, RESTART, "v2", PENDING));
    CU_ASSERT_EQUAL (FIRST (lost, HA_RESTART_FAILED, VM, "v2")->evidence[0], rows[i].blocker);
    CU_ASSERT_TRUE (IS (asked, VM, "w", OFF));
    CU_ASSERT_EQUAL (FOUND (asked, POWER_ON_REFUSED, VM, "w"), 1);
  }
}

/* HA-04: with as many datastores each, the id decides as text: host-99 is greater than host-100. */
static void
ids_are_compared_as_text (void)
{
  g_autoptr (Trial) ids
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    ha: {}\n    hosts:\n"
                   "      a: {cpu: 1 GHz, memory: 1 GiB, moid: host-99, datastores: [d1, d2, d3, d4]}\n"
                   "      b: {cpu: 1 GHz, memory: 1 GiB, moid: host-100, datastores: [d1, d2, d3, d4]}\n"
                   "      c: {cpu: 1 GHz, memory: 1 GiB, moid: host-12, datastores: [d1, d2, d3]}\n"
                   "faults:\n  - {crash: a, at: 1 min}\n");

  CU_ASSERT_TRUE (IS (ids, AGENT, "a", MASTER));
  trial_end (ids);
  CU_ASSERT_TRUE (IS (ids, AGENT, "b", MASTER));
}

void
test_physics_restart_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of HA restarts", NULL, NULL);

  CU_ADD_TEST (suite, agents_go_first);
  CU_ADD_TEST (suite, batches_wait_for_what_is_ready);
  CU_ADD_TEST (suite, failed_attempts_end_the_wait_only_before_6_5);
  CU_ADD_TEST (suite, hosts_work_by_themselves_before_6_5);
  CU_ADD_TEST (suite, dependents_wait_without_a_limit);
  CU_ADD_TEST (suite, disabled_vms_are_registered_elsewhere);
  CU_ADD_TEST (suite, admission_control_has_no_say);
  CU_ADD_TEST (suite, what_had_no_room_is_tried_again);
  CU_ADD_TEST (suite, a_storage_vmotion_hides_a_death);
  CU_ADD_TEST (suite, a_host_runs_so_many_vcpus);
  CU_ADD_TEST (suite, ids_are_compared_as_text);
}
