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
  CU_ASSERT_EQUAL (WHEN (trial, VCENTER, "vc", SERVING), 12 * SIM_MINUTE);
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

void
test_physics_vcha_suite (void)
{
  CU_pSuite suite = CU_add_suite ("vCenter HA", NULL, NULL);

  CU_ADD_TEST (suite, a_healthy_one_fails_over_once);
  CU_ADD_TEST (suite, a_degraded_one_does_not);
  CU_ADD_TEST (suite, a_failover_breaks_off);
  CU_ADD_TEST (suite, apart_it_serves_by_mode);
  CU_ADD_TEST (suite, it_heals);
  CU_ADD_TEST (suite, modes_change_where_they_may);
  CU_ADD_TEST (suite, an_upgrade_wants_it_healthy_and_enabled);
  CU_ADD_TEST (suite, an_upgrade_undeploys_it);
}
