/* vCenter's own upgrade (handbook 4, 4.3 and 8.9): which way it may go, what its pre-checks refuse, what is not supported
 * although nothing refuses it. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_vcenter_suite (void);

#define HOSTS "clusters:\n  p:\n    vcenter: vc\n    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"

/* One vCenter, described and upgraded as said. */
static Trial *
upgrade (const char *vcenter, const char *step)
{
  Trial *trial = trial_new_from ("rollcall: 1\nvcenters: {vc: {%s}}\n" HOSTS
                                 "plan:\n  - {step: s, upgrade-vcenter: vc, %s}\n",
                                 vcenter, step);

  trial_end (trial);
  return trial;
}

/* ---- Ways that are closed ---- */

/* UPG-07: the published verdicts, and a patch whose day the scenario says. */
static void
nobody_goes_back_in_time (void)
{
  const struct {
    const char *vcenter, *step;
    gboolean allowed;
  } rows[] = {
    { "version: 6.5.2", "to: 6.7", FALSE },
    { "version: 6.5.2", "to: 6.7.1", TRUE },
    { "version: 6.0.3", "to: 6.5", FALSE },
    { "version: 6.0.3", "to: 6.5.1", TRUE },
    { "version: 6.5.2.1, released: 2018-11-29", "to: 6.7.1", FALSE },
    { "version: 6.5.2.1, released: 2018-10-16", "to: 6.7.1", TRUE }, /* of the same day */
    { "version: 6.5.2.1, released: 2018-11-29", "to: 6.7.1.9, released: 2019-01-17", TRUE },
    { "version: 6.5.2.1", "to: 6.7.1", TRUE }, /* nobody knows its day */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = upgrade (rows[i].vcenter, rows[i].step);

    CU_ASSERT_EQUAL (IS (trial, STEP, "s", DONE), rows[i].allowed);
    CU_ASSERT_EQUAL (FOUND (trial, PRECHECK_FAILED, STEP, "s"), !rows[i].allowed);
    if (!rows[i].allowed)
      CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "s")->evidence[0], MODEL_CHECK_BACK_IN_TIME);
    CU_ASSERT_EQUAL (TIMES (trial, VCENTER, UPGRADING), rows[i].allowed);
  }
}

/* A patch that has been installed decides about the next upgrade. */
static void
the_day_of_a_patch_is_remembered (void)
{
  g_autoptr (Trial) trial
      = upgrade ("version: 6.5.2", "to: 6.5.2.1, released: 2018-11-29}\n"
                                   "  - {step: next, upgrade-vcenter: vc, to: 6.7.1, after: [s]");

  CU_ASSERT_TRUE (IS (trial, STEP, "s", DONE));
  CU_ASSERT_TRUE (IS (trial, STEP, "next", FAILED));
}

/* UPG-08: each obstacle from its version on. */
static void
obstacles_are_found_by_the_pre_checks (void)
{
  const struct {
    const char *vcenter, *step;
    int obstacle;
  } rows[] = {
    { "version: 6.5, obstacles: [legacy-fault-tolerance]", "to: 6.7", MODEL_OBSTACLE_LEGACY_FT },
    { "version: 6.5, obstacles: [switch-before-6.0]", "to: 6.7", MODEL_OBSTACLE_OLD_SWITCH },
    { "version: 6.5, obstacles: [network-io-control-2]", "to: 6.7.3", MODEL_OBSTACLE_NIOC_2 },
    { "version: 6.0, obstacles: [network-io-control-2]", "to: 6.5", -1 },
    { "version: 7.0, obstacles: [i40en-and-i40enu]", "to: 7.0.2", -1 },
    { "version: 7.0, obstacles: [i40en-and-i40enu]", "to: 7.0.3", MODEL_OBSTACLE_I40EN },
    { "version: 6.7, obstacles: [sha-1-certificates]", "to: 7.0.3", -1 },
    { "version: 7.0, obstacles: [sha-1-certificates]", "to: 8.0.2", MODEL_OBSTACLE_SHA_1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = upgrade (rows[i].vcenter, rows[i].step);

    CU_ASSERT_EQUAL (IS (trial, STEP, "s", DONE), rows[i].obstacle < 0);
    if (rows[i].obstacle >= 0)
      CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "s")->evidence[0],
                       MODEL_CHECK_OBSTACLE + rows[i].obstacle);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, CONTROL_PLANE_DOWN), rows[i].obstacle < 0);
  }
}

/* VC-03: the paths as they are documented. */
static void
reduced_downtime_has_its_paths (void)
{
#define V(MAJOR, MINOR, UPDATE)                                                                              \
  ((ModelVersion) (MAJOR) << 24 | (ModelVersion) (MINOR) << 16 | (ModelVersion) (UPDATE) << 8)
  const struct {
    ModelVersion from, to;
    gboolean alone, with_vcenter_ha;
  } rows[] = {
    { V (7, 0, 3), V (8, 0, 2), FALSE, FALSE }, { V (8, 0, 0), V (8, 0, 1), FALSE, FALSE },
    { V (8, 0, 0), V (8, 0, 2), TRUE, FALSE },  { V (8, 0, 1), V (8, 0, 3), TRUE, FALSE },
    { V (8, 0, 2), V (8, 0, 3), TRUE, TRUE },   { V (8, 0, 2), V (9, 0, 0), TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CU_ASSERT_EQUAL (model_version_reduced_downtime (rows[i].from, rows[i].to, FALSE), rows[i].alone);
    CU_ASSERT_EQUAL (model_version_reduced_downtime (rows[i].from, rows[i].to, TRUE),
                     rows[i].with_vcenter_ha);
  }
}

/* ---- What nothing refuses ---- */

static void
linked_vcenters_take_turns (void)
{
  const char *const rows[][2] = { { "sso", "sso" }, { "sso", "other" } };

  for (guint i = 0; i < 4; i++) {
    g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\nvcenters:\n  vc: {version: 7.0.3, sso-domain: "
                                              "%s}\n  vd: {version: 7.0.3, sso-domain: %s}\n" HOSTS
                                              "plan:\n  - {step: s, upgrade-vcenter: vc, to: 8.0.3}\n"
                                              "  - {step: later, wait: 10 min}\n"
                                              "  - {step: t, upgrade-vcenter: vd, to: 8.0.3, after: [%s]}\n",
                                              rows[i & 1][0], rows[i & 1][1], i < 2 ? "later" : "s");

    trial_end (trial);
    CU_ASSERT_EQUAL (FOUND (trial, ORDER_UNSUPPORTED, VCENTER, "vd"), i == 0);
    CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  }
}

/* UPG-01: before 7.0 U3 a vCenter manages no later update than its own, patches within one apart. */
static void
later_updates_are_not_supported (void)
{
  const struct {
    const char *vcenter, *host;
    gboolean supported;
  } rows[] = { { "7.0.1", "7.0.2", FALSE }, { "7.0.1", "7.0.1.5", TRUE }, { "7.0.2", "7.0.2", TRUE },
               { "7.0.3", "7.0.4", TRUE },  { "8.0", "8.0.3", TRUE },     { "6.7.1", "6.7.3", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
        "      h1: {cpu: 100 GHz, memory: 64 GiB, version: 6.7}\nplan:\n  - {step: s, remediate: p, to: "
        "%s}\n",
        rows[i].vcenter, rows[i].host);

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, STEP, "s", DONE));
    CU_ASSERT_EQUAL (trial_findings (trial, MODEL_FIND_ORDER_UNSUPPORTED, trial_cluster (trial, "p")),
                     !rows[i].supported);
  }
}

/* VC-01, VC-02: as documented, or as measured, which depends on what is upgraded. */
static void
an_outage_is_as_documented_or_as_measured (void)
{
  const struct {
    const char *physics, *to;
    SimTime outage;
  } rows[] = { { "", "8.0.3", 45 * SIM_MINUTE },
               { "physics: {vcenter-field-figures: true}\n", "8.0.3", 30 * SIM_MINUTE },
               { "physics: {vcenter-field-figures: true}\n", "7.0.3.5", 5 * SIM_MINUTE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\n%svcenters: {vc: {version: 7.0.3}}\n" HOSTS
                                              "plan:\n  - {step: s, upgrade-vcenter: vc, to: %s}\n",
                                              rows[i].physics, rows[i].to);

    trial_end (trial);
    CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_CONTROL_PLANE_DOWN, ANYBODY), rows[i].outage);
  }
}

/* VC-05: a cluster is set through vCenter. What is asked for meanwhile is refused and leaves everything as it was. */
static void
a_cluster_is_set_through_vcenter (void)
{
  const char *const settings[] = { "drs: manual", "admission-control: off", "host-monitoring: off", "retreat-mode: on" };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    for (int away = 0; away <= 1; away++) {
      g_autoptr (Trial) trial = trial_new_from (
          "rollcall: 1\nvcenters: {vc: {version: 8.0.1}}\nclusters:\n  p:\n    vcenter: vc\n"
          "    ha: {admission-control: {policy: slot}}\n    hosts:\n      h[1-3]: {cpu: 20 GHz, memory: 32 GiB}\n"
          "plan:\n  - {step: w, wait: 20 min}\n  - {step: s, set: {cluster: p, %s}, after: [w]}\n%s",
          settings[i], away ? "faults: [{crash: vc, at: 10 min, for: 1 h}]\n" : "");

      trial_end (trial);
      CU_ASSERT_EQUAL (IS (trial, STEP, "s", FAILED), away);
      CU_ASSERT_EQUAL (FOUND_ANY (trial, PRECHECK_FAILED), (guint) away);
      if (away) {
        CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "s")->evidence[0], MODEL_CHECK_VCENTER_DOWN);
        CU_ASSERT_EQUAL (model_cluster_state (trial->run, 0)->automation, MODEL_AUTOMATION_FULL);
        CU_ASSERT_EQUAL (model_ha_cluster (trial->run, 0)->monitoring, 1);
        CU_ASSERT_EQUAL (model_vcls_state (trial->run, 0)->retreat, 0);
        CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", OK));
      }
    }
}

/* DR-10: by what is left behind and what is crossed; it ends when the client is upgraded. */
static void
old_tls_is_cut_off_by_6_7 (void)
{
  const struct {
    const char *from, *to, *product, *rest;
    guint found;
    gboolean ends;
  } rows[] = {
    { "6.5", "6.7", "old-tls: true", "", 1, FALSE },
    { "6.5", "6.7", "old-tls: true, vcenter: vc", "", 1, FALSE },
    { "6.5", "6.7", "old-tls: true, vcenter: other", "", 0, FALSE },
    { "6.5", "6.7", "old-tls: false", "", 0, FALSE },
    { "6.0", "6.5", "old-tls: true", "", 0, FALSE },
    { "6.7", "7.0.3", "old-tls: true", "", 0, FALSE },
    { "6.5", "6.7", "old-tls: true", "  - {step: p, upgrade-product: b, to: 2.0, after: [s]}\n", 1, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: %s}, other: {version: 6.5}}\nproducts: {b: {kind: backup, version: 1.0, %s}}\n"
        "clusters: {p: {vcenter: vc, hosts: {h1: {cpu: 20 GHz, memory: 32 GiB, version: 6.0}}}}\n"
        "plan:\n  - {step: s, upgrade-vcenter: vc, to: %s}\n%s",
        rows[i].from, rows[i].product, rows[i].to, rows[i].rest);

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, STEP, "s", DONE));
    CU_ASSERT_EQUAL (FOUND_ANY (trial, TLS_CLIENT_CUT), rows[i].found);
    if (rows[i].found)
      CU_ASSERT_EQUAL (FIRST (trial, TLS_CLIENT_CUT, PRODUCT, "b")->until < SIM_NEVER, rows[i].ends);
  }
}

/* VC-10: 7 min 40 s from the failure of its host to the login page, vCenter protected by HA only; 64 hosts and 6,000 VMs, 6.0.
 *
 * In that figure, and here: that HA finds a slave's host dead, the power-on, and the start of the appliance and its services,
 * which is one parameter and is what the figure leaves for it. In it, and here not told apart: the web client, which answers later
 * than the API (VCHA-07 has up to 2 min between them), and what 6,000 VMs in the database add. Not in it: an election, when it was
 * the master's host. So the models give the figure back only if detection and power-on are as they should be. */
static void
ha_brings_vcenter_back_in_the_published_time (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nvcenters: {vc: {version: 6.0, vm: vcsa}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n"
                   "    hosts:\n      h[1-4]: {cpu: 20 GHz, memory: 64 GiB, version: 6.0}\n"
                   "    vms: {vcsa: {memory: 16 GiB, host: h1}}\n"
                   "plan: [{step: w, wait: 30 min}]\nfaults: [{crash: h1, at: 1 min}]\n");
  SimTime lost, detected, running;

  trial_end (trial);
  lost = WHEN (trial, VCENTER, "vc", DOWN);
  detected = WHEN (trial, DETECTOR, "h1", DEAD);
  running = FIRST (trial, VM_DOWN, VM, "vcsa")->until;
  CU_ASSERT_EQUAL (lost, SIM_MINUTE);
  CU_ASSERT_EQUAL (detected - lost, 18 * SIM_SECOND);
  CU_ASSERT_EQUAL (running - detected, 30 * SIM_SECOND);
  CU_ASSERT_EQUAL (FIRST (trial, CONTROL_PLANE_DOWN, VCENTER, "vc")->until - lost, 460 * SIM_SECOND);
}

/* 8.9, UPG-03: what fails is undone by the old appliance, on the version that it has; no host has followed it. */
static void
a_failed_upgrade_brings_the_old_one_back (void)
{
  const struct {
    const char *method;
    guint from;
  } rows[] = { { "in-place", VCENTER_AT_UPGRADING }, { "reduced-downtime", VCENTER_AT_SWITCHING } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *step = g_strdup_printf ("to: 8.0.3, method: %s}\nfaults:\n  - {fail-upgrade: vc, at: 0 s", rows[i].method);
    g_autoptr (Trial) trial = upgrade ("version: 8.0.2", step);
    const SimEntry *reverts = trial_entry (trial, MODEL_MACHINE_VCENTER, ANYBODY, VCENTER_AT_REVERTING, 0);

    CU_ASSERT_PTR_NOT_NULL_FATAL (reverts);
    CU_ASSERT_EQUAL (reverts->state_from, rows[i].from);
    CU_ASSERT_TRUE (IS (trial, STEP, "s", FAILED));
    CU_ASSERT_TRUE (IS (trial, VCENTER, "vc", SERVING));
    CU_ASSERT_EQUAL (model_vcenter_state (trial->run, 0)->version, MODEL_VERSION (8, 0, 2));
    CU_ASSERT_EQUAL (TIMES (trial, VCENTER, SYNCING), 0);
    CU_ASSERT_EQUAL (FIRST (trial, CONTROL_PLANE_DOWN, VCENTER, "vc")->until,
                     WHEN (trial, VCENTER, "vc", REVERTING) + trial->fleet->physics[MODEL_VC_ROLLBACK]);
  }
}

void
test_physics_vcenter_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of vCenter", NULL, NULL);

  CU_ADD_TEST (suite, nobody_goes_back_in_time);
  CU_ADD_TEST (suite, a_failed_upgrade_brings_the_old_one_back);
  CU_ADD_TEST (suite, the_day_of_a_patch_is_remembered);
  CU_ADD_TEST (suite, obstacles_are_found_by_the_pre_checks);
  CU_ADD_TEST (suite, reduced_downtime_has_its_paths);
  CU_ADD_TEST (suite, linked_vcenters_take_turns);
  CU_ADD_TEST (suite, later_updates_are_not_supported);
  CU_ADD_TEST (suite, an_outage_is_as_documented_or_as_measured);
  CU_ADD_TEST (suite, a_cluster_is_set_through_vcenter);
  CU_ADD_TEST (suite, old_tls_is_cut_off_by_6_7);
  CU_ADD_TEST (suite, ha_brings_vcenter_back_in_the_published_time);
}
