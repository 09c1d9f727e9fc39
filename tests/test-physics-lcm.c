/* What a remediation may do, what it is refused for, and what it leaves behind: images and baselines, sequence and parallel. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_lcm_suite (void);

#define V(MAJOR, MINOR, UPDATE)                                                                              \
  ((ModelVersion) (MAJOR) << 24 | (ModelVersion) (MINOR) << 16 | (ModelVersion) (UPDATE) << 8)

/* Three hosts on 8.0.1 under a vCenter of 8.0.3; `cluster` says more of the cluster, `step` of the one step, `rest` what
 * comes after it. */
static Trial *
roll (const char *cluster, const char *step, const char *rest)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n%s"
                        "plan:\n  - {step: roll, remediate: p, to: 8.0.3%s}\n%s",
                        cluster, step, rest);

  trial_end (trial);
  return trial;
}

#define HOSTS "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n"
#define VMS   "    vms:\n      v[1-6]: {memory: 4 GiB}\n"

static guint
hosts_at (const Trial *trial, ModelVersion version)
{
  guint n = 0;

  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    n += model_host_state (trial->run, h)->version == version ? 1 : 0;
  return n;
}

static ModelCheck
check_of (const Trial *trial)
{
  return (ModelCheck) FIRST (trial, PRECHECK_FAILED, STEP, "roll")->evidence[0];
}

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

void
test_physics_lcm_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of remediation", NULL, NULL);

  CU_ADD_TEST (suite, baselines_mind_admission_control);
  CU_ADD_TEST (suite, baselines_pass_hosts_over);
  CU_ADD_TEST (suite, baselines_take_as_many_as_can_be_spared);
  CU_ADD_TEST (suite, parallel_remediates_what_is_in_maintenance_only);
}
