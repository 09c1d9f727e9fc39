/* vCenter HA (handbook 4.2 and 8.10): one failover from healthy, none from degraded, isolation, modes, and an upgrade. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_vcha_suite (void);

/* Three nodes on three hosts; HA is off, so that what is lost stays lost. `rest` begins with the plan. */
static Trial *
nodes (const char *mode, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.2, vcha: {mode: %s, active: a, passive: b, witness: w}}}\n"
      "clusters:\n  p:\n    vcenter: vc\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: "
      "8.0.2}\n"
      "    vms:\n      a: {memory: 4 GiB, host: h1}\n      b: {memory: 4 GiB, host: h2}\n      w: {memory: 1 "
      "GiB, "
      "host: h3}\n%s",
      mode, rest);

  trial_end (trial);
  return trial;
}

#define WAIT "plan: [{step: s, wait: 2 h}]\nfaults:\n"

/* VCHA-03, VCHA-07: the API is away for two minutes, and nothing is protected any more. */
static void
a_healthy_one_fails_over_once (void)
{
  g_autoptr (Trial) trial = nodes ("enabled", WAIT "  - {crash: h1, at: 1 min}\n");

  CU_ASSERT_EQUAL (WHEN (trial, VCENTER, "vc", DOWN), SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VCENTER, "vc", SERVING), 3 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VCHA, "vc", DEGRADED));
  CU_ASSERT_EQUAL (FOUND (trial, VCENTER_HA_DEGRADED, VCENTER, "vc"), 1);
}

static void
a_degraded_one_does_not (void)
{
  g_autoptr (Trial) trial
      = nodes ("enabled", WAIT "  - {crash: h3, at: 1 min}\n  - {crash: h1, at: 9 min}\n");

  CU_ASSERT_EQUAL (WHEN (trial, VCHA, "vc", DEGRADED), SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VCENTER, "vc", DOWN), 9 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VCHA, "vc", NO_QUORUM));
  CU_ASSERT_TRUE (IS (trial, VCENTER, "vc", DOWN));
}

/* VCHA-05: neither the management network of the active node's host nor a service inside the node makes it fail over. */
static void
what_is_no_loss_of_a_node_does_not_fail_over (void)
{
  g_autoptr (Trial) network = nodes ("enabled", WAIT "  - {isolate: h1, at: 1 min}\n");
  g_autoptr (Trial) service = nodes ("enabled", WAIT "  - {crash: vc, at: 1 min, for: 30 min}\n");

  CU_ASSERT_TRUE (IS (network, VCHA, "vc", HEALTHY));
  CU_ASSERT_TRUE (IS (network, VCENTER, "vc", SERVING));
  CU_ASSERT_EQUAL (FOUND_ANY (network, VCENTER_HA_DEGRADED), 0);
  CU_ASSERT_EQUAL (TIMES (service, VCHA, FAILING_OVER), 0);
  CU_ASSERT_EQUAL (WHEN (service, VCENTER, "vc", SERVING), 31 * SIM_MINUTE + 412 * SIM_SECOND); /* its services start anew */
}

/* A witness lost while the passive node takes over leaves it without a majority. */
static void
a_failover_breaks_off (void)
{
  g_autoptr (Trial) trial
      = nodes ("enabled", WAIT "  - {crash: h1, at: 1 min}\n  - {crash: h3, at: 2 min}\n");

  CU_ASSERT_EQUAL (WHEN (trial, VCHA, "vc", NO_QUORUM), 2 * SIM_MINUTE);
  CU_ASSERT_EQUAL (TIMES (trial, VCENTER, SERVING), 0);
}

/* VCHA-04, and what nobody says of maintenance. */
static void
apart_it_serves_by_mode (void)
{
  const struct {
    const char *mode;
    gboolean serves;
  } rows[] = { { "enabled", FALSE }, { "maintenance", TRUE }, { "disabled", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = nodes (rows[i].mode, WAIT "  - {cut-vcha: vc, at: 1 min}\n");

    CU_ASSERT_TRUE (IS (trial, VCHA, "vc", ISOLATED));
    CU_ASSERT_EQUAL (IS (trial, VCENTER, "vc", SERVING), rows[i].serves);
  }
}

/* Links that come back: the services start, the nodes get in sync, and it is healthy. */
static void
it_heals (void)
{
  g_autoptr (Trial) trial = nodes ("enabled", WAIT "  - {cut-vcha: vc, at: 1 min, for: 4 min}\n");

  CU_ASSERT_EQUAL (WHEN (trial, VCHA, "vc", HEALTHY), 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VCENTER, "vc", SERVING), 5 * SIM_MINUTE + 412 * SIM_SECOND);
  CU_ASSERT_EQUAL (FIRST (trial, VCENTER_HA_DEGRADED, VCENTER, "vc")->until, 10 * SIM_MINUTE);
}

/* VCHA-06: from, to, with or without the witness. */
static void
modes_change_where_they_may (void)
{
  const struct {
    const char *from, *to;
    gboolean degraded, allowed;
  } rows[] = { { "enabled", "maintenance", FALSE, TRUE },  { "enabled", "disabled", FALSE, TRUE },
               { "maintenance", "enabled", FALSE, TRUE },  { "maintenance", "disabled", FALSE, TRUE },
               { "disabled", "enabled", FALSE, TRUE },     { "disabled", "maintenance", FALSE, FALSE },
               { "enabled", "maintenance", TRUE, FALSE },  { "enabled", "disabled", TRUE, TRUE },
               { "maintenance", "disabled", TRUE, FALSE }, { "disabled", "enabled", TRUE, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest
        = g_strdup_printf ("plan:\n  - {step: w, wait: 5 min}\n"
                           "  - {step: s, set: {vcenter: vc, vcha: %s}, after: w}\n%s",
                           rows[i].to, rows[i].degraded ? "faults:\n  - {crash: h3, at: 1 min}\n" : "");
    g_autoptr (Trial) trial = nodes (rows[i].from, rest);

    CU_ASSERT_EQUAL (IS (trial, STEP, "s", DONE), rows[i].allowed);
    CU_ASSERT_EQUAL (FOUND (trial, PRECHECK_FAILED, STEP, "s"), rows[i].allowed ? 0 : 1);
  }
}

/* UPG-08. */
static void
an_upgrade_wants_it_healthy_and_enabled (void)
{
#define UPGRADE "  - {step: s, upgrade-vcenter: vc, to: 8.0.3, method: reduced-downtime, after: w}\n"
  g_autoptr (Trial) degraded = nodes ("enabled", "plan:\n  - {step: w, wait: 5 min}\n" UPGRADE
                                                 "faults:\n  - {crash: h3, at: 1 min}\n");
  g_autoptr (Trial) disabled = nodes ("disabled", "plan:\n  - {step: w, wait: 5 min}\n" UPGRADE);

  CU_ASSERT_TRUE (IS (degraded, STEP, "s", FAILED));
  CU_ASSERT_TRUE (IS (disabled, STEP, "s", FAILED));
  CU_ASSERT_EQUAL (FOUND (disabled, PRECHECK_FAILED, STEP, "s"), 1);
}

/* VC-04: away from staging until after the switchover, so that a node lost meanwhile is vCenter lost. */
static void
an_upgrade_undeploys_it (void)
{
  g_autoptr (Trial) trial = nodes ("enabled", "plan:\n  - {step: w, wait: 5 min}\n" UPGRADE);
  g_autoptr (Trial) lost = nodes ("enabled", "plan:\n  - {step: w, wait: 5 min}\n" UPGRADE
                                             "faults:\n  - {crash: h1, at: 30 min}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "s", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VERSION_UNSUPPORTED), 0);
  CU_ASSERT_EQUAL (WHEN (trial, VCHA, "vc", ABSENT), WHEN (trial, VCENTER, "vc", STAGING));
  CU_ASSERT_EQUAL (WHEN (trial, VCHA, "vc", DEPLOYING), WHEN (trial, VCENTER, "vc", SYNCING));
  CU_ASSERT_TRUE (IS (trial, VCHA, "vc", HEALTHY));
  CU_ASSERT_EQUAL (WHEN (lost, VCENTER, "vc", DOWN), 30 * SIM_MINUTE);
  CU_ASSERT_EQUAL (TIMES (lost, VCHA, FAILING_OVER), 0);
  CU_ASSERT_TRUE (IS (lost, VCENTER, "vc", DOWN));
}

/* VC-04: whoever cancels while the new appliance is filled has what he had: nothing was out of service, and vCenter HA is
 * set up again. So does a new appliance that cannot be filled. */
static void
what_breaks_off_in_staging_leaves_it_working (void)
{
  const char *const faults[] = { "cancel-upgrade: vc, at: 40 min", "fail-staging: vc, at: 40 min" };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *rest
        = g_strdup_printf ("plan:\n  - {step: w, wait: 5 min}\n" UPGRADE
                           "  - {step: later, wait: 4 h}\nfaults:\n  - {%s}\n  - {crash: h1, at: 3 h}\n",
                           faults[i]);
    g_autoptr (Trial) trial = nodes ("enabled", rest);

    CU_ASSERT_TRUE (IS (trial, STEP, "s", FAILED));
    CU_ASSERT_EQUAL (TIMES (trial, VCENTER, SWITCHING), 0);
    CU_ASSERT_EQUAL (WHEN (trial, VCENTER, "vc", SERVING), i == 0 ? 40 * SIM_MINUTE : 100 * SIM_MINUTE);
    CU_ASSERT_EQUAL (WHEN (trial, VCHA, "vc", HEALTHY),
                     WHEN (trial, VCENTER, "vc", SERVING) + 9 * SIM_MINUTE);
    CU_ASSERT_EQUAL (TIMES (trial, VCHA, FAILING_OVER), 1); /* it protects again */
    CU_ASSERT_EQUAL (FOUND_ANY (trial, CONTROL_PLANE_DOWN), 1);
    CU_ASSERT_EQUAL (model_vcenter_state (trial->run, 0)->version, MODEL_VERSION (8, 0, 2));
  }
}

/* After the switchover there is nothing to cancel any more, nor is there in place. */
static void
what_has_switched_over_is_not_cancelled (void)
{
  g_autoptr (Trial) trial = nodes ("enabled", "plan:\n  - {step: w, wait: 5 min}\n" UPGRADE
                                              "faults:\n  - {cancel-upgrade: vc, at: 102 min}\n");
  g_autoptr (Trial) in_place = nodes ("enabled", "plan:\n  - {step: s, upgrade-vcenter: vc, to: "
                                                 "8.0.3}\nfaults:\n  - {cancel-upgrade: vc, at: 20 min}\n");
  g_autoptr (Trial) checks = nodes (
      "enabled",
      "plan:\n  - {step: s, upgrade-vcenter: vc, to: 8.0.3}\nfaults:\n  - {cancel-upgrade: vc, at: 2 min}\n");

  CU_ASSERT_EQUAL (WHEN (trial, VCENTER, "vc", SWITCHING), 100 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, STEP, "s", DONE));
  CU_ASSERT_TRUE (IS (in_place, STEP, "s", DONE));
  CU_ASSERT_TRUE (IS (checks, STEP, "s", FAILED));
  CU_ASSERT_EQUAL (FOUND_ANY (checks, CONTROL_PLANE_DOWN), 0);
}

/* What was begun before it broke off does not end what was begun after: staging takes its time anew. */
static void
a_second_attempt_takes_its_own_time (void)
{
  g_autoptr (Trial) trial = nodes (
      "enabled", "plan:\n  - {step: s, upgrade-vcenter: vc, to: 8.0.3, method: reduced-downtime}\n"
                 "  - {step: w, wait: 60 min}\n"
                 "  - {step: t, upgrade-vcenter: vc, to: 8.0.3, method: reduced-downtime, after: w}\n"
                 "faults:\n  - {cancel-upgrade: vc, at: 40 min}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "s", FAILED));
  CU_ASSERT_EQUAL (WHEN (trial, VCENTER, "vc", SWITCHING), 155 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, STEP, "t", DONE));
}

/* VC-04: while one upgrades it, another one is sent away, in staging as well. */
static void
one_upgrades_at_a_time (void)
{
  g_autoptr (Trial) trial = nodes (
      "enabled", "plan:\n  - {step: s, upgrade-vcenter: vc, to: 8.0.3, method: reduced-downtime}\n"
                 "  - {step: w, wait: 30 min}\n  - {step: t, upgrade-vcenter: vc, to: 8.0.3, after: w}\n"
                 "  - {step: m, set: {vcenter: vc, vcha: maintenance}, after: w}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "s", DONE));
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "t")->evidence[0], MODEL_CHECK_BUSY);
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "m")->evidence[0], MODEL_CHECK_VCENTER_HA_MODE);
}

/* VC-03, UPG-08: what was cloned by hand is not for reduced downtime; in place it stays away until somebody clones it again. */
static void
by_hand_it_goes_in_place_only (void)
{
  const char *const methods[] = { "in-place", "reduced-downtime" };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++) {
    g_autofree char *rest
        = g_strdup_printf ("plan:\n  - {step: s, upgrade-vcenter: vc, to: 8.0.3, method: %s}\n", methods[i]);
    g_autoptr (Trial) trial = nodes ("enabled, setup: manual", rest);

    CU_ASSERT_EQUAL (IS (trial, STEP, "s", DONE), i == 0);
    CU_ASSERT_EQUAL (IS (trial, VCHA, "vc", ABSENT), i == 0);
    CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_VCENTER_HA_DEGRADED, ANYBODY) > 0, i == 0);
    if (i == 1)
      CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "s")->evidence[0], MODEL_CHECK_VCENTER_HA_MANUAL);
  }
}

/* UPG-08: all three nodes in one inventory. */
static void
its_nodes_are_in_one_inventory (void)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters:\n  vc: {version: 8.0.2, vcha: {active: a, passive: b, witness: w}}\n"
        "  vd: {version: 8.0.2}\nclusters:\n"
        "  p: {vcenter: vc, hosts: {h1: {cpu: 9 GHz, memory: 64 GiB}}, vms: {a: {memory: 1 GiB}, b: {memory: "
        "1 GiB}}}\n"
        "  q: {vcenter: %s, hosts: {h2: {cpu: 9 GHz, memory: 64 GiB}}, vms: {w: {memory: 1 GiB}}}\n"
        "plan:\n  - {step: s, upgrade-vcenter: vc, to: 8.0.3}\n",
        i == 0 ? "vc" : "vd");

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, STEP, "s", DONE), i == 0);
    if (i == 1)
      CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "s")->evidence[0], MODEL_CHECK_VCENTER_HA_PLACES);
  }
}

/* In place it is removed, too, unless the scenario says otherwise: then its nodes go on failing over. */
static void
in_place_it_is_removed (void)
{
  for (guint i = 0; i < 2; i++) {
    g_autofree char *rest = g_strdup_printf ("physics: {vcenter-ha-removed-in-place: %s}\n"
                                             "plan:\n  - {step: s, upgrade-vcenter: vc, to: 8.0.3}\n",
                                             i == 0 ? "true" : "false");
    g_autoptr (Trial) trial = nodes ("enabled", rest);

    CU_ASSERT_EQUAL (TIMES (trial, VCHA, ABSENT), i == 0);
    CU_ASSERT_EQUAL (TIMES (trial, VCHA, DEPLOYING), i == 0);
    CU_ASSERT_TRUE (IS (trial, VCHA, "vc", HEALTHY));
  }
}

/* A finding says how many nodes are there: with the next one lost it is another finding. */
static void
each_loss_is_told (void)
{
  g_autoptr (Trial) trial
      = nodes ("enabled", WAIT "  - {crash: h3, at: 1 min}\n  - {crash: h2, at: 9 min}\n");

  CU_ASSERT_EQUAL (FOUND (trial, VCENTER_HA_DEGRADED, VCENTER, "vc"), 2);
  CU_ASSERT_EQUAL (FIRST (trial, VCENTER_HA_DEGRADED, VCENTER, "vc")->evidence[0], 2);
  CU_ASSERT_EQUAL (FIRST (trial, VCENTER_HA_DEGRADED, VCENTER, "vc")->until, 9 * SIM_MINUTE);
  CU_ASSERT_EQUAL (
      trial_finding (trial, MODEL_FIND_VCENTER_HA_DEGRADED, WHO (trial, VCENTER, "vc"), 1)->evidence[0], 1);
}

void
test_physics_vcha_suite (void)
{
  CU_pSuite suite = CU_add_suite ("vCenter HA", NULL, NULL);

  CU_ADD_TEST (suite, a_healthy_one_fails_over_once);
  CU_ADD_TEST (suite, a_degraded_one_does_not);
  CU_ADD_TEST (suite, what_is_no_loss_of_a_node_does_not_fail_over);
  CU_ADD_TEST (suite, a_failover_breaks_off);
  CU_ADD_TEST (suite, apart_it_serves_by_mode);
  CU_ADD_TEST (suite, it_heals);
  CU_ADD_TEST (suite, modes_change_where_they_may);
  CU_ADD_TEST (suite, an_upgrade_wants_it_healthy_and_enabled);
  CU_ADD_TEST (suite, an_upgrade_undeploys_it);
  CU_ADD_TEST (suite, what_breaks_off_in_staging_leaves_it_working);
  CU_ADD_TEST (suite, what_has_switched_over_is_not_cancelled);
  CU_ADD_TEST (suite, a_second_attempt_takes_its_own_time);
  CU_ADD_TEST (suite, one_upgrades_at_a_time);
  CU_ADD_TEST (suite, by_hand_it_goes_in_place_only);
  CU_ADD_TEST (suite, its_nodes_are_in_one_inventory);
  CU_ADD_TEST (suite, in_place_it_is_removed);
  CU_ADD_TEST (suite, each_loss_is_told);
}
