/* What a remediation may do, what it switches off for its run, and what it leaves behind: images and baselines, sequence and
 * parallel. */

#include <CUnit/CUnit.h>

#include "models/lcm/settings.h"
#include "tests/lcm-cluster.h"

void test_physics_lcm_suite (void);

/* ---- Images and baselines ---- */

/* AC-34: baselines refuse a cluster whose admission control is on, unless they may switch it off; an image begins. */
static void
baselines_mind_admission_control (void)
{
  g_autoptr (Trial) image = roll ("    ha: {}\n" HOSTS VMS, "", "");
  g_autoptr (Trial) baseline = roll ("    ha: {}\n" HOSTS VMS, ", method: baseline", "");
  g_autoptr (Trial) told
      = roll ("    ha: {}\n" HOSTS VMS, ", method: baseline, admission-control: disable", "");
  g_autoptr (Trial) without = roll (HOSTS VMS, ", method: baseline", "");

  CU_ASSERT_EQUAL (hosts_at (image, V (8, 0, 3)), 3);
  CU_ASSERT_EQUAL (hosts_at (baseline, V (8, 0, 3)), 0);
  CU_ASSERT_EQUAL (TIMES (baseline, HOST, ENTERING), 0);
  CU_ASSERT_EQUAL (check_of (baseline), MODEL_CHECK_ADMISSION_CONTROL);
  CU_ASSERT_TRUE (IS (baseline, STEP, "roll", FAILED));
  CU_ASSERT_EQUAL (hosts_at (told, V (8, 0, 3)), 3);
  CU_ASSERT_TRUE (IS (told, ADMISSION, "p", OK));
  CU_ASSERT_EQUAL (hosts_at (without, V (8, 0, 3)), 3);
}

/* B11, LCM-17: with baselines such a host is passed over and the run goes on; with an image its VM pins it. */
static void
baselines_pass_hosts_over (void)
{
  static const char *const devices[] = { "fault-tolerance", "host-cd" };

  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++) {
    g_autofree char *cluster
        = g_strdup_printf (HOSTS "    vms: {v: {memory: 4 GiB, host: h2, devices: [%s]}}\n", devices[i]);
    g_autoptr (Trial) baseline = roll (cluster, ", method: baseline", "");
    g_autoptr (Trial) image = roll (cluster, "", "");

    CU_ASSERT_EQUAL (hosts_at (baseline, V (8, 0, 3)), 2);
    CU_ASSERT_EQUAL (FOUND (baseline, HOST_SKIPPED, HOST, "h2"), 1);
    CU_ASSERT_EQUAL (FOUND_ANY (baseline, EVACUATION_BLOCKED), 0);
    CU_ASSERT_EQUAL (FOUND_ANY (baseline, MIXED_VERSIONS), 1);
    CU_ASSERT_TRUE (IS (baseline, STEP, "roll", DONE));
    CU_ASSERT_EQUAL (hosts_at (image, V (8, 0, 3)), 1);
    CU_ASSERT_EQUAL (FOUND (image, HOST_SKIPPED, HOST, "h2"), 0);
    CU_ASSERT_TRUE (IS (image, STEP, "roll", FAILED));
  }
}

/* LCM-15: with an image vLCM switches DPM off and on by itself; baselines have to be told, as with admission control. A
 * cluster whose DRS is off has no DPM either. */
static void
dpm_is_off_for_the_run (void)
{
  const char *dpm = "    dpm: true\n" HOSTS VMS;
  g_autoptr (Trial) image = roll (dpm, "", "");
  g_autoptr (Trial) baseline = roll (dpm, ", method: baseline", "");
  g_autoptr (Trial) told = roll (dpm, ", method: baseline, dpm: disable", "");
  g_autoptr (Trial) dead = roll (dpm, "", "faults:\n  - {crash: vc, at: 10 min, for: 1 h}\n");
  g_autoptr (Trial) manual
      = roll ("    drs: {automation: off}\n    dpm: true\n" HOSTS, ", method: baseline", "");

  CU_ASSERT_EQUAL (hosts_at (image, V (8, 0, 3)), 3);
  CU_ASSERT_EQUAL (model_cluster_state (image->run, 0)->dpm_off_by, 0);
  CU_ASSERT_EQUAL (FOUND_ANY (image, SETTING_LEFT_OFF), 0);
  CU_ASSERT_EQUAL (check_of (baseline), MODEL_CHECK_DPM);
  CU_ASSERT_EQUAL (TIMES (baseline, HOST, ENTERING), 0);
  CU_ASSERT_EQUAL (hosts_at (told, V (8, 0, 3)), 3);
  CU_ASSERT_EQUAL (FOUND_ANY (told, SETTING_LEFT_OFF), 0);
  CU_ASSERT_EQUAL (model_cluster_state (dead->run, 0)->dpm_off_by, 1);
  CU_ASSERT_EQUAL (FOUND_ANY (dead, SETTING_LEFT_OFF), 1);
  CU_ASSERT_EQUAL (trial_first (dead, MODEL_FIND_SETTING_LEFT_OFF, trial_cluster (dead, "p"))->evidence[1],
                   MODEL_SWITCH_DPM);
  CU_ASSERT_EQUAL (FOUND_ANY (manual, PRECHECK_FAILED), 0);
}

#define WITH_FT HOSTS "    vms: {v: {memory: 4 GiB, host: h1, devices: [fault-tolerance]}}\n"

/* B11, DR-28: without Fault Tolerance its VM moves like any other, and at the end it is on again: all hosts have one version. */
static void
fault_tolerance_is_off_for_the_run (void)
{
  static const char *const methods[] = { "", ", method: baseline" };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++) {
    g_autofree char *step = g_strdup_printf ("%s, fault-tolerance: disable", methods[i]);
    g_autoptr (Trial) trial = roll (WITH_FT, step, "");

    CU_ASSERT_EQUAL (hosts_at (trial, V (8, 0, 3)), 3);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, HOST_SKIPPED), 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED), 0);
    CU_ASSERT_TRUE (TIMES (trial, VM, MIGRATING) > 0);
    CU_ASSERT_EQUAL (model_vm_state (trial->run, 0)->ft_off, 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, SETTING_LEFT_OFF), 0);
  }
}

/* DR-28: hosts on two versions, because the run stopped, was for some hosts only, or died (DR-27): it stays off, of each VM. */
static void
fault_tolerance_stays_off_on_two_versions (void)
{
  static const struct {
    const char *step, *rest;
  } rows[] = {
    { "", "faults:\n  - {fail-install: h2, at: 0 s}\n" },
    { ", hosts: [h1, h2]", "" },
    { "", "faults:\n  - {crash: vc, at: 10 min, for: 1 h}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *step = g_strdup_printf ("%s, fault-tolerance: disable", rows[i].step);
    g_autoptr (Trial) trial = roll (WITH_FT, step, rows[i].rest);
    const SimFinding *found = FIRST (trial, SETTING_LEFT_OFF, VM, "v");

    CU_ASSERT_EQUAL (FOUND_ANY (trial, SETTING_LEFT_OFF), 1);
    CU_ASSERT_EQUAL (found->evidence[1], MODEL_SWITCH_FAULT_TOLERANCE);
    CU_ASSERT_EQUAL (found->until, SIM_NEVER);
    CU_ASSERT_EQUAL (model_vm_state (trial->run, 0)->ft_off, 1);
  }
}

/* LCM-07: of three hosts wanted at a time, as many go as the others can carry: with 160 GiB claimed, one host of 64 GiB may be
 * spared and not two. */
static void
baselines_take_as_many_as_can_be_spared (void)
{
  const char *cluster = "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n"
                        "    vms:\n      v[1-10]: {memory: 16 GiB, memory-reservation: %s}\n";
  g_autofree char *full = g_strdup_printf (cluster, "16 GiB"), *easy = g_strdup_printf (cluster, "1 GiB");
  g_autoptr (Trial) tight = roll (full, ", method: baseline, at-once: 3", "");
  g_autoptr (Trial) roomy = roll (easy, ", method: baseline, at-once: 3", "");

  CU_ASSERT_EQUAL (hosts_at (tight, V (8, 0, 3)), 4);
  CU_ASSERT_TRUE (WHEN (tight, HOST, "h2", ENTERING) > WHEN (tight, HOST, "h1", REBOOTING));
  CU_ASSERT_EQUAL (WHEN (roomy, HOST, "h3", ENTERING), WHEN (roomy, HOST, "h1", ENTERING));
  CU_ASSERT_TRUE (WHEN (roomy, HOST, "h4", ENTERING) > WHEN (roomy, HOST, "h1", REBOOTING));
}

/* ---- In parallel ---- */

/* LCM-06: nobody has put a host into maintenance, so none is remediated, and the run ends well. */
static void
parallel_remediates_what_is_in_maintenance_only (void)
{
  g_autoptr (Trial) none = roll (HOSTS VMS, ", parallel: {}", "");
  g_autoptr (Trial) one
      = roll ("    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1, state: maintenance}\n"
              "      h[2-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n" VMS,
              ", parallel: {}", "");

  CU_ASSERT_EQUAL (hosts_at (none, V (8, 0, 3)), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (none, HOST_SKIPPED), 3);
  CU_ASSERT_EQUAL (FIRST (none, NOTHING_REMEDIATED, STEP, "roll")->evidence[0], 3);
  CU_ASSERT_TRUE (IS (none, STEP, "roll", DONE));
  CU_ASSERT_EQUAL (TIMES (none, HOST, ENTERING), 0);
  CU_ASSERT_EQUAL (hosts_at (one, V (8, 0, 3)), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (one, NOTHING_REMEDIATED), 0);
  CU_ASSERT_TRUE (IS (one, HOST, "h1", MAINTENANCE)); /* its operator's affair */
  CU_ASSERT_EQUAL (FOUND_ANY (one, LEFT_IN_MAINTENANCE), 0);
}

/* LCM-17: media are taken away for the run and given back, also when it fails; when it dies they stay away. */
static void
media_are_away_for_the_run (void)
{
  static const char *const cluster = HOSTS "    vms: {v: {memory: 4 GiB, host: h2, devices: [host-cd, client-cd]}}\n";
  g_autoptr (Trial) well = roll (cluster, ", removable-media: disconnect", "");
  g_autoptr (Trial) baseline = roll (cluster, ", removable-media: disconnect, method: baseline", "");
  g_autoptr (Trial) failed = roll (cluster, ", removable-media: disconnect", "faults:\n  - {fail-install: h2, at: 0 s}\n");
  g_autoptr (Trial) dead = roll (cluster, ", removable-media: disconnect", "faults:\n  - {crash: vc, at: 10 min, for: 1 h}\n");
  const guint32 media = 1u << MODEL_DEVICE_HOST_CD | 1u << MODEL_DEVICE_CLIENT_CD;

  CU_ASSERT_EQUAL (hosts_at (well, V (8, 0, 3)), 3);
  CU_ASSERT_EQUAL (hosts_at (baseline, V (8, 0, 3)), 3);
  CU_ASSERT_EQUAL (FOUND_ANY (baseline, HOST_SKIPPED), 0);
  CU_ASSERT_EQUAL (model_vm_state (well->run, 0)->devices, media);
  CU_ASSERT_TRUE (IS (failed, STEP, "roll", FAILED));
  CU_ASSERT_EQUAL (model_vm_state (failed->run, 0)->devices, media);
  CU_ASSERT_EQUAL (FOUND_ANY (failed, SETTING_LEFT_OFF), 0);
  CU_ASSERT_EQUAL (model_vm_state (dead->run, 0)->devices, 0);
  CU_ASSERT_EQUAL (FIRST_ANY (dead, SETTING_LEFT_OFF)->evidence[1], MODEL_SWITCH_MEDIA);
}

void
test_physics_lcm_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of remediation", NULL, NULL);

  CU_ADD_TEST (suite, baselines_mind_admission_control);
  CU_ADD_TEST (suite, baselines_pass_hosts_over);
  CU_ADD_TEST (suite, dpm_is_off_for_the_run);
  CU_ADD_TEST (suite, fault_tolerance_is_off_for_the_run);
  CU_ADD_TEST (suite, fault_tolerance_stays_off_on_two_versions);
  CU_ADD_TEST (suite, baselines_take_as_many_as_can_be_spared);
  CU_ADD_TEST (suite, parallel_remediates_what_is_in_maintenance_only);
  CU_ADD_TEST (suite, media_are_away_for_the_run);
}
