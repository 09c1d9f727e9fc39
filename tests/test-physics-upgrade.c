/* vLCM's remediation of a cluster and vCenter's own upgrade: what stops a run, what it leaves behind, and in what order the
 * two may come. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_upgrade_suite (void);

#define V(MAJOR, MINOR, UPDATE)                                                                              \
  ((ModelVersion) (MAJOR) << 24 | (ModelVersion) (MINOR) << 16 | (ModelVersion) (UPDATE) << 8)

/* Three hosts on 7.0.3 under a vCenter; `cluster` says more of the cluster, `rest` begins with the plan. */
static Trial *
roll (const char *vcenter, const char *cluster, const char *rest)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n%s"
                        "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 7.0.3}\n%s",
                        vcenter, cluster, rest);

  trial_end (trial);
  return trial;
}

#define VMS        "    vms:\n      v[1-6]: {memory: 4 GiB}\n"
#define HOSTS_TO_8 "plan:\n  - {step: hosts, remediate: p, to: 8.0.3}\n"

static ModelVersion
version_of (const Trial *trial, const char *host)
{
  return model_host_state (trial->run, trial_index (trial, MODEL_MACHINE_HOST, host))->version;
}

static guint
hosts_in (const Trial *trial, guint state)
{
  guint n = 0;

  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    n += model_state (trial->run, MODEL_MACHINE_HOST, h) == state ? 1 : 0;
  return n;
}

/* ---- A run that goes well ---- */

static void
hosts_are_taken_in_turn (void)
{
  g_autoptr (Trial) one = roll ("8.0.3", "    ha: {}\n" VMS, HOSTS_TO_8);
  g_autoptr (Trial) two
      = roll ("8.0.3", "    ha: {}\n" VMS,
              "plan:\n  - {step: hosts, remediate: p, to: 8.0.3, at-once: 2, quick-boot: true}\n");
  g_autoptr (Trial) some = roll (
      "8.0.3", VMS, "plan:\n  - {step: hosts, remediate: p, to: 8.0.3, hosts: [h1, h3], order: [h3]}\n");
  SimTime up = 0;

  for (guint32 h = 0; h < 3; h++) {
    const char *name = one->fleet->hosts[h].name;

    CU_ASSERT_EQUAL (version_of (one, name), V (8, 0, 3));
    CU_ASSERT_TRUE (WHEN (one, HOST, name, ENTERING) >= up); /* never two at a time */
    up = WHEN (one, HOST, name, CONNECTED);
  }
  CU_ASSERT_EQUAL (hosts_in (one, HOST_AT_CONNECTED), 3);
  CU_ASSERT_EQUAL (FOUND_ANY (one, VM_DOWN) + FOUND_ANY (one, MIXED_VERSIONS) + FOUND_ANY (one, HOST_LOST),
                   0);
  CU_ASSERT_EQUAL (model_outcome (one->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (WHEN (two, HOST, "h1", ENTERING), WHEN (two, HOST, "h2", ENTERING));
  CU_ASSERT_TRUE (WHEN (two, HOST, "h3", ENTERING) > WHEN (two, HOST, "h1", ENTERING));
  CU_ASSERT_EQUAL (WHEN (two, HOST, "h1", RECONNECTING) - WHEN (two, HOST, "h1", REBOOTING),
                   two->fleet->physics[MODEL_HOST_QUICK_BOOT]);
  CU_ASSERT_EQUAL (WHEN (one, HOST, "h1", RECONNECTING) - WHEN (one, HOST, "h1", REBOOTING),
                   one->fleet->physics[MODEL_HOST_REBOOT]);
  CU_ASSERT_TRUE (WHEN (some, HOST, "h3", ENTERING) < WHEN (some, HOST, "h1", ENTERING));
  CU_ASSERT_EQUAL (version_of (some, "h2"), V (7, 0, 3));
}

static void
a_second_run_finds_nothing_to_do (void)
{
  g_autoptr (Trial) trial = roll ("8.0.3", VMS,
                                  HOSTS_TO_8 "  - {step: again, remediate: p, to: 8.0.3, after: [hosts]}\n"
                                             "  - {step: firmware, upgrade-firmware: p, after: [again]}\n");

  CU_ASSERT_EQUAL (TIMES (trial, HOST, REBOOTING), 6); /* firmware has no version: each host gets it */
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "again", DONE) - WHEN (trial, STEP, "again", RUNNING),
                   trial->fleet->physics[MODEL_LCM_PRECHECK]);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", REMEDIATING) + trial->fleet->physics[MODEL_HOST_INSTALL],
                   WHEN (trial, HOST, "h1", REBOOTING));
}

/* ---- What stops a run ---- */

/* One attempt and three more, five minutes apart; the first host that fails is the last one taken. */
static void
a_host_that_cannot_enter_stops_the_run (void)
{
  g_autoptr (Trial) trial
      = roll ("8.0.3", "    vms: {v: {memory: 4 GiB, host: h2, devices: [usb]}}\n",
              "plan:\n  - {step: hosts, remediate: p, to: 8.0.3, on-failure: {retry: 3, delay: 5 min}}\n");
  guint attempts = 0;
  SimTime waited = 0;
  const SimEntry *entry;

  for (guint i = 0;
       (entry = trial_entry (trial, MODEL_MACHINE_HOST, WHO (trial, HOST, "h2"), HOST_AT_ENTERING, i)); i++)
    attempts++;
  for (guint i = 0;
       (entry = trial_entry (trial, MODEL_MACHINE_UPDATE, WHO (trial, UPDATE, "h2"), UPDATE_AT_RETRYING, i));
       i++)
    waited
        += trial_entry (trial, MODEL_MACHINE_UPDATE, WHO (trial, UPDATE, "h2"), UPDATE_AT_ENTERING, i + 1)->at
           - entry->at;
  CU_ASSERT_EQUAL (attempts, 4);
  CU_ASSERT_EQUAL (waited, 15 * SIM_MINUTE);
  CU_ASSERT_EQUAL (version_of (trial, "h1"), V (8, 0, 3));
  CU_ASSERT_EQUAL (version_of (trial, "h2"), V (7, 0, 3));
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h3", ENTERING), -1);
  CU_ASSERT_EQUAL (hosts_in (trial, HOST_AT_CONNECTED), 3); /* h2 takes VMs again */
  CU_ASSERT_EQUAL (trial_first (trial, MODEL_FIND_MIXED_VERSIONS, trial_cluster (trial, "p"))->evidence[0],
                   1);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_STOPPED);
}

static void
a_host_may_break_on_the_way (void)
{
  const struct {
    const char *fault;
    guint state;
    ModelVersion version;
    guint found; /* MODEL_N_FINDINGS is none */
  } faults[] = {
    { "{fail-install: h2, at: 0 s}", HOST_AT_REPAIR, V (7, 0, 3), MODEL_N_FINDINGS },
    { "{fail-check: h2, at: 0 s}", HOST_AT_REPAIR, V (8, 0, 3), MODEL_N_FINDINGS },
    { "{hang-boot: h2, at: 0 s}", HOST_AT_BOOT_HUNG, V (8, 0, 3), MODEL_FIND_HOST_LOST },
    { "{crash: h2, during: {host: h2, state: remediating}}", HOST_AT_DOWN, V (7, 0, 3),
      MODEL_FIND_HOST_LOST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *rest = g_strdup_printf (HOSTS_TO_8 "faults:\n  - %s\n", faults[i].fault);
    g_autoptr (Trial) trial = roll ("8.0.3", "    ha: {}\n" VMS, rest);
    guint host = trial_index (trial, MODEL_MACHINE_HOST, "h2");

    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_HOST, host), faults[i].state);
    CU_ASSERT_EQUAL (version_of (trial, "h2"), faults[i].version);
    CU_ASSERT_EQUAL (WHEN (trial, HOST, "h3", ENTERING), -1);
    CU_ASSERT_TRUE (IS (trial, STEP, "hosts", FAILED));
    CU_ASSERT_EQUAL (trial_findings (trial, MODEL_FIND_MIXED_VERSIONS, trial_cluster (trial, "p")), 1);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0); /* it was empty */
    if (faults[i].found != MODEL_N_FINDINGS)
      CU_ASSERT_EQUAL (trial_findings (trial, faults[i].found, WHO (trial, HOST, "h2")), 1);
  }
}

/* A boot that somebody resets in time is only late; one that is reset too late comes up and stays in maintenance. */
static void
a_hung_boot_may_be_reset (void)
{
  g_autoptr (Trial) soon
      = roll ("8.0.3", VMS, HOSTS_TO_8 "faults:\n  - {hang-boot: h2, at: 0 s, for: 40 min}\n");
  g_autoptr (Trial) late
      = roll ("8.0.3", VMS, HOSTS_TO_8 "faults:\n  - {hang-boot: h2, at: 0 s, for: 5 h}\n");

  CU_ASSERT_TRUE (IS (soon, STEP, "hosts", DONE));
  CU_ASSERT_EQUAL (version_of (soon, "h3"), V (8, 0, 3));
  CU_ASSERT_EQUAL (FOUND (soon, HOST_LOST, HOST, "h2"), 1);
  CU_ASSERT_TRUE (IS (late, STEP, "hosts", FAILED));
  CU_ASSERT_EQUAL (WHEN (late, STEP, "hosts", FAILED),
                   WHEN (late, HOST, "h2", REBOOTING) + late->fleet->physics[MODEL_HOST_HANG_NOTICED]);
  CU_ASSERT_TRUE (IS (late, HOST, "h2", MAINTENANCE));
  CU_ASSERT_EQUAL (FOUND (late, LEFT_IN_MAINTENANCE, HOST, "h2"), 1);
}

/* B28: where the vCenter itself cannot leave, that host fails and the others are still taken. */
static void
a_host_with_its_vcenter_is_passed_over (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3, vm: vcsa}}\nclusters:\n  p:\n    vcenter: vc\n"
      "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 7.0.3}\n"
      "    vms: {vcsa: {memory: 4 GiB, host: h2, devices: [host-cd]}}\n"
      "plan:\n  - {step: hosts, remediate: p, to: 8.0.3, on-failure: stop}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (version_of (trial, "h1"), V (8, 0, 3));
  CU_ASSERT_EQUAL (version_of (trial, "h2"), V (7, 0, 3));
  CU_ASSERT_EQUAL (version_of (trial, "h3"), V (8, 0, 3));
  CU_ASSERT_TRUE (IS (trial, STEP, "hosts", FAILED));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, MIXED_VERSIONS), 1);
}

/* ---- What it switches off ---- */

#define STRICT "    ha: {admission-control: {policy: percentage, cpu: 60 %, memory: 60 %}}\n" VMS

static void
admission_control_is_restored_or_left_off (void)
{
  const char *disable = "plan:\n  - {step: hosts, remediate: p, to: 8.0.3, admission-control: disable}\n";
  g_autofree char *dies = g_strdup_printf ("%sfaults:\n  - {crash: vc, at: 10 min, for: 1 h}\n", disable);
  g_autofree char *mended
      = g_strdup_printf ("%s  - {step: day, wait: 24 h}\n"
                         "  - {step: on, set: {cluster: p, admission-control: on}, after: [day]}\n"
                         "faults:\n  - {crash: vc, at: 10 min, for: 1 h}\n",
                         disable);
  g_autoptr (Trial) well = roll ("8.0.3", STRICT, disable), dead = roll ("8.0.3", STRICT, dies),
                    mend = roll ("8.0.3", STRICT, mended);
  SimId p = trial_cluster (dead, "p");

  CU_ASSERT_TRUE (WHEN (well, ADMISSION, "p", OFF) >= 0);
  CU_ASSERT_TRUE (IS (well, ADMISSION, "p", OK));
  CU_ASSERT_EQUAL (FOUND_ANY (well, SETTING_LEFT_OFF), 0);
  CU_ASSERT_TRUE (IS (dead, ADMISSION, "p", OFF)); /* though vCenter is back */
  CU_ASSERT_EQUAL (trial_first (dead, MODEL_FIND_SETTING_LEFT_OFF, p)->until, SIM_NEVER);
  CU_ASSERT_EQUAL (
      model_state (dead->run, MODEL_MACHINE_REMEDIATION, trial_index (dead, MODEL_MACHINE_STEP, "hosts")),
      REMEDIATION_AT_ABORTED);
  CU_ASSERT_EQUAL (trial_first (mend, MODEL_FIND_SETTING_LEFT_OFF, trial_cluster (mend, "p"))->until,
                   24 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (mend, ADMISSION, "p", OK));
}

/* ---- Order and versions ---- */

static void
a_host_newer_than_its_vcenter_is_refused (void)
{
  g_autoptr (Trial) trial
      = roll ("7.0.3", VMS,
              HOSTS_TO_8 "  - {step: day, wait: 24 h}\n"
                         "  - {step: vcenter, upgrade-vcenter: vc, to: 8.0.3, after: [day]}\n");
  const SimFinding *finding = FIRST (trial, ORDER_UNSUPPORTED, HOST, "h1");

  CU_ASSERT_TRUE (WHEN (trial, HOST, "h1", REFUSED) > 0);
  CU_ASSERT_TRUE (IS (trial, STEP, "hosts", FAILED));
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h2", ENTERING), -1);
  CU_ASSERT_EQUAL (finding->evidence[0], V (8, 0, 3));
  CU_ASSERT_EQUAL (finding->evidence[2], V (7, 0, 3));
  CU_ASSERT_EQUAL (finding->until, WHEN (trial, VCENTER, "vc", SYNCING)); /* it is accepted then */
  CU_ASSERT_FALSE (IS (trial, HOST, "h1", REFUSED));
}

static void
versions_have_paths (void)
{
  const struct {
    const char *from, *step;
    gboolean done;
    guint unsupported;
  } paths[] = {
    { "7.0.3", "upgrade-vcenter: vc, to: 8.0.3", TRUE, 0 },
    { "6.5.0", "upgrade-vcenter: vc, to: 8.0.3", FALSE, 1 },
    { "8.0.3", "upgrade-vcenter: vc, to: 7.0.3", FALSE, 0 },
    { "8.0.3", "upgrade-vcenter: vc, to: 8.0.3", TRUE, 0 },
    { "8.0.1", "upgrade-vcenter: vc, to: 8.0.3, method: reduced-downtime", TRUE, 0 },
    { "7.0.3", "upgrade-vcenter: vc, to: 8.0.3, method: reduced-downtime", TRUE,
      1 }, /* off the documented paths */
    { "9.0.0", "remediate: p, to: 9.0.0", FALSE, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *rest = g_strdup_printf ("plan:\n  - {step: s, %s}\n", paths[i].step);
    g_autoptr (Trial) trial = roll (paths[i].from, "", rest);

    CU_ASSERT_EQUAL (IS (trial, STEP, "s", DONE), paths[i].done);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, VERSION_UNSUPPORTED), paths[i].unsupported);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, PRECHECK_FAILED), paths[i].done ? 0 : 1);
  }
}

/* ---- vCenter's own upgrade ---- */

static void
vcenter_is_away_for_as_long_as_its_method_says (void)
{
  const char *const methods[] = { "in-place", "reduced-downtime" };
  const ModelPhysics outage[] = { MODEL_VC_IN_PLACE, MODEL_VC_SWITCHOVER };

  for (guint i = 0; i < 2; i++) {
    g_autofree char *rest = g_strdup_printf (
        "plan:\n  - {step: vcenter, upgrade-vcenter: vc, to: 8.0.3, method: %s}\n", methods[i]);
    g_autoptr (Trial) trial = roll ("8.0.1", "    ha: {}\n" VMS, rest);
    SimTime away = trial_found_for (trial, MODEL_FIND_CONTROL_PLANE_DOWN, WHO (trial, VCENTER, "vc"));

    CU_ASSERT_EQUAL (away, trial->fleet->physics[outage[i]]);
    CU_ASSERT_EQUAL (TIMES (trial, ADMISSION, ABSENT), 1);
    CU_ASSERT_EQUAL (TIMES (trial, AGENT, CONFIGURING), 3); /* VC-11: every agent is replaced */
    CU_ASSERT_EQUAL (model_vcenter_state (trial->run, 0)->version, V (8, 0, 3));
    CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", OK));
    CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0);
  }
}

static void
a_failed_upgrade_goes_back (void)
{
  g_autoptr (Trial) trial = roll ("7.0.3", VMS,
                                  "plan:\n  - {step: vcenter, upgrade-vcenter: vc, to: 8.0.3}\n"
                                  "  - {step: hosts, remediate: p, to: 8.0.3, after: [vcenter]}\n"
                                  "faults:\n  - {fail-upgrade: vc, at: 0 s}\n");

  CU_ASSERT_TRUE (IS (trial, VCENTER, "vc", SERVING));
  CU_ASSERT_EQUAL (model_vcenter_state (trial->run, 0)->version, V (7, 0, 3));
  CU_ASSERT_TRUE (IS (trial, STEP, "vcenter", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "hosts", SKIPPED));
  CU_ASSERT_EQUAL (TIMES (trial, HOST, ENTERING), 0);
}

void
test_physics_upgrade_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of upgrades", NULL, NULL);

  CU_ADD_TEST (suite, hosts_are_taken_in_turn);
  CU_ADD_TEST (suite, a_second_run_finds_nothing_to_do);
  CU_ADD_TEST (suite, a_host_that_cannot_enter_stops_the_run);
  CU_ADD_TEST (suite, a_host_may_break_on_the_way);
  CU_ADD_TEST (suite, a_hung_boot_may_be_reset);
  CU_ADD_TEST (suite, a_host_with_its_vcenter_is_passed_over);
  CU_ADD_TEST (suite, admission_control_is_restored_or_left_off);
  CU_ADD_TEST (suite, a_host_newer_than_its_vcenter_is_refused);
  CU_ADD_TEST (suite, versions_have_paths);
  CU_ADD_TEST (suite, vcenter_is_away_for_as_long_as_its_method_says);
  CU_ADD_TEST (suite, a_failed_upgrade_goes_back);
}
