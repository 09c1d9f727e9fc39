/* What a remediation may do, what it is refused for, and what it leaves behind: images and baselines, sequence and parallel. */

#include <CUnit/CUnit.h>

#include "models/lcm/report.h"
#include "models/lcm/settings.h"
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

/* ---- What an image brings ---- */

#define ONE_HOST_OF(MORE)                                                                                    \
  "    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1" MORE "}\n"                           \
  "      h[2-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n" VMS

/* HST-08, DR-32: a Quick Boot with other drivers hangs; a host that cannot Quick Boot boots in full, and comes up. */
static void
quick_boot_hangs_on_new_drivers (void)
{
  g_autoptr (Trial) hangs = roll (HOSTS VMS, ", quick-boot: true, drivers-change: true", "");
  g_autoptr (Trial) same = roll (HOSTS VMS, ", quick-boot: true", "");
  g_autoptr (Trial) full = roll (HOSTS VMS, ", drivers-change: true", "");
  g_autoptr (Trial) txt
      = roll (ONE_HOST_OF (", hardware: [txt]"), ", quick-boot: true, drivers-change: true", "");

  CU_ASSERT_TRUE (IS (hangs, HOST, "h1", BOOT_HUNG));
  CU_ASSERT_TRUE (IS (hangs, STEP, "roll", FAILED));
  CU_ASSERT_EQUAL (TIMES (hangs, HOST, ENTERING), 1);
  CU_ASSERT_EQUAL (hosts_at (same, V (8, 0, 3)), 3);
  CU_ASSERT_EQUAL (hosts_at (full, V (8, 0, 3)), 3);
  CU_ASSERT_EQUAL (WHEN (txt, HOST, "h1", RECONNECTING) - WHEN (txt, HOST, "h1", REBOOTING),
                   txt->fleet->physics[MODEL_HOST_REBOOT]);
  CU_ASSERT_TRUE (IS (txt, HOST, "h2", BOOT_HUNG));
}

/* LCM-11, EV-06, LCM-18: what needs no reboot; what needs no maintenance either, where hosts are new enough for it. */
static void
patches_may_need_less_than_a_reboot (void)
{
  static const char new_hosts[]
      = "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
        "    vms:\n      v: {memory: 4 GiB, devices: [usb]}\n      w[1-6]: {memory: 4 GiB}\n";
  static const char plan[]
      = "  - {step: again, remediate: p, to: 8.0.3.1, after: [roll], impact: live-patch, live-patch: %s}\n";
  g_autofree char *automatic = g_strdup_printf (plan, "auto"), *off = g_strdup_printf (plan, "off");
  g_autoptr (Trial) quiet = roll (HOSTS VMS, ", impact: maintenance", "");
  g_autoptr (Trial) live = roll (new_hosts, "", automatic);
  g_autoptr (Trial) not_live = roll (new_hosts, "", off);
  g_autoptr (Trial) refused = roll (HOSTS VMS, ", impact: live-patch, live-patch: enforce", "");
  g_autoptr (Trial) fallen = roll (HOSTS VMS, ", impact: live-patch, live-patch: auto", "");

  CU_ASSERT_EQUAL (hosts_at (quiet, V (8, 0, 3)), 3);
  CU_ASSERT_EQUAL (TIMES (quiet, HOST, REBOOTING), 0);
  CU_ASSERT_EQUAL (TIMES (quiet, HOST, MAINTENANCE), 3);
  CU_ASSERT_EQUAL (hosts_at (live, V (8, 0, 3) + 1), 3);
  CU_ASSERT_EQUAL (TIMES (live, HOST, PARTIAL), 3);
  CU_ASSERT_EQUAL (TIMES (live, HOST, ENTERING) + TIMES (live, VM, MIGRATING), 0);
  CU_ASSERT_TRUE (WHEN (live, HOST, "h2", PARTIAL)
                  >= WHEN (live, HOST, "h1", PARTIAL) + live->fleet->physics[MODEL_HOST_LIVE_PATCH]);
  CU_ASSERT_EQUAL (TIMES (not_live, HOST, PARTIAL), 0);
  CU_ASSERT_TRUE (IS (not_live, STEP, "again", FAILED)); /* v cannot leave */
  CU_ASSERT_EQUAL (check_of (refused), MODEL_CHECK_LIVE_PATCH);
  CU_ASSERT_EQUAL (TIMES (refused, HOST, PARTIAL) + TIMES (refused, HOST, ENTERING), 0);
  CU_ASSERT_EQUAL (TIMES (fallen, HOST, REBOOTING), 3);
}

/* A host that dies in partial maintenance takes its VMs down, as any other. */
static void
partial_maintenance_protects_nobody (void)
{
  g_autoptr (Trial) trial = roll (
      "    ha: {}\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n" VMS, "",
      "  - {step: again, remediate: p, to: 8.0.3.1, after: [roll], impact: live-patch, live-patch: auto}\n"
      "faults:\n  - {crash: h2, during: {step: again, host: h2, state: partial}, for: 20 min}\n");

  CU_ASSERT_EQUAL (FOUND (trial, HOST_LOST, HOST, "h2"), 1);
  CU_ASSERT_TRUE (FOUND_ANY (trial, VM_DOWN) > 0);
  CU_ASSERT_TRUE (IS (trial, STEP, "again", FAILED));
  CU_ASSERT_EQUAL (hosts_at (trial, V (8, 0, 3) + 1), 1);
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", CONNECTED));
}

/* DR-14: with an image the conflict is seen before anything begins; with baselines when it is installed. What the image leaves
 * out is seen by nobody. */
static void
vibs_may_conflict_or_be_dropped (void)
{
  g_autoptr (Trial) image = roll (ONE_HOST_OF (", vibs: [lsi-mr3, i40enu]"), ", conflicts: [i40enu]", "");
  g_autoptr (Trial) baseline
      = roll (ONE_HOST_OF (", vibs: [lsi-mr3, i40enu]"), ", method: baseline, conflicts: [i40enu]", "");
  g_autoptr (Trial) dropped = roll (ONE_HOST_OF (", vibs: [lsi-mr3]"), ", drops: [lsi-mr3]", "");

  CU_ASSERT_EQUAL (check_of (image), MODEL_CHECK_VIB_CONFLICT);
  CU_ASSERT_EQUAL (TIMES (image, HOST, ENTERING), 0);
  CU_ASSERT_TRUE (IS (baseline, HOST, "h1", REPAIR));
  CU_ASSERT_EQUAL (hosts_at (baseline, V (8, 0, 1)), 3);
  CU_ASSERT_TRUE (IS (dropped, HOST, "h1", REPAIR));
  CU_ASSERT_EQUAL (FOUND (dropped, DRIVER_MISSING, HOST, "h1"), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (dropped, PRECHECK_FAILED), 0);
  CU_ASSERT_EQUAL (hosts_at (dropped, V (8, 0, 3)), 1);
}

/* HST-07, DR-17: a first boot that is interrupted ends on the other boot bank, with the old image. */
static void
an_interrupted_first_boot_falls_back (void)
{
  g_autoptr (Trial) booted = roll (HOSTS VMS, "", "faults:\n  - {interrupt-boot: h2, at: 0 s}\n");
  g_autoptr (Trial) power
      = roll (HOSTS VMS, "", "faults:\n  - {crash: h2, during: {host: h2, state: rebooting}, for: 5 min}\n");
  g_autoptr (Trial) later
      = roll (HOSTS VMS, "", "faults:\n  - {crash: h2, during: {host: h2, state: exiting}, for: 5 min}\n");

  CU_ASSERT_TRUE (IS (booted, HOST, "h2", REPAIR));
  CU_ASSERT_EQUAL (FOUND (booted, BOOT_FALLBACK, HOST, "h2"), 1);
  CU_ASSERT_EQUAL (hosts_at (booted, V (8, 0, 3)), 1);
  CU_ASSERT_EQUAL (hosts_at (power, V (8, 0, 3)), 1);
  CU_ASSERT_EQUAL (FOUND (power, BOOT_FALLBACK, HOST, "h2"), 1);
  CU_ASSERT_TRUE (IS (power, HOST, "h2", MAINTENANCE));
  CU_ASSERT_EQUAL (FOUND_ANY (later, BOOT_FALLBACK), 0); /* it had booted well */
  CU_ASSERT_EQUAL (hosts_at (later, V (8, 0, 3)), 2);
}

/* Each check by itself: what it says, and that nothing was touched. */
static void
checks_refuse_what_they_see (void)
{
  static const struct {
    const char *host, *step;
    ModelCheck check;
  } rows[] = {
    { ", hardware: [cpu-unsupported]", "", MODEL_CHECK_CPU },
    { ", hardware: [not-on-hcl]", ", enforce-hcl: true", MODEL_CHECK_HARDWARE },
    { ", boot-device: 2 GiB", "", MODEL_CHECK_BOOT_DEVICE },
    { ", certificate: sha-1", "", MODEL_CHECK_CERTIFICATE },
  };
  g_autoptr (Trial) lenient = roll (ONE_HOST_OF (", hardware: [not-on-hcl], boot-device: 4 GiB"), "", "");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *cluster
        = g_strdup_printf ("    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1%s}\n"
                           "      h[2-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n" VMS,
                           rows[i].host);
    g_autoptr (Trial) trial = roll (cluster, rows[i].step, "");

    CU_ASSERT_EQUAL (check_of (trial), rows[i].check);
    CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "roll")->evidence[1], WHO (trial, HOST, "h1"));
    CU_ASSERT_EQUAL (TIMES (trial, HOST, ENTERING), 0);
  }
  CU_ASSERT_EQUAL (hosts_at (lenient, V (8, 0, 3)), 3);
}

/* What the n-th finding of a kind says is wrong. */
static const gint64 *
noted (const Trial *trial, guint n)
{
  static const gint64 nothing[SIM_EVIDENCE_MAX] = { -1 };
  const SimFinding *finding = trial_finding (trial, MODEL_FIND_PRECHECK_NOTED, ANYBODY, n);

  return finding ? finding->evidence : nothing;
}

/* Most of what a pre-check finds stops nothing; it is said, one finding a check, with those it concerns. */
static void
checks_note_what_stops_nothing (void)
{
  g_autoptr (Trial) trial
      = roll ("    ha: {}\n" HOSTS "    vms: {a: {memory: 4 GiB, host: h1, devices: [host-cd]}, b: {memory: 4 GiB, host: h2, "
              "devices: [host-cd]}}\n",
              ", on-failure: stop, enter-timeout: 1 min", "");

  CU_ASSERT_EQUAL (FOUND (trial, PRECHECK_NOTED, STEP, "roll"), 3);
  CU_ASSERT_EQUAL (noted (trial, 0)[0], MODEL_CHECK_ADMISSION_CONTROL);
  CU_ASSERT_EQUAL (noted (trial, 1)[0], MODEL_CHECK_REMOVABLE_MEDIA);
  CU_ASSERT_EQUAL (noted (trial, 1)[1], WHO (trial, VM, "a"));
  CU_ASSERT_EQUAL (noted (trial, 1)[2], WHO (trial, VM, "b"));
  CU_ASSERT_EQUAL (noted (trial, 2)[0], MODEL_CHECK_CANNOT_LEAVE);
  CU_ASSERT_EQUAL (noted (trial, 2)[5], MODEL_BLOCKER_HOST_CD);
  CU_ASSERT_EQUAL (trial_finding (trial, MODEL_FIND_PRECHECK_NOTED, ANYBODY, 0)->severity, SIM_NOTE);
  CU_ASSERT_TRUE (IS (trial, STEP, "roll", FAILED)); /* as was noted */
}

/* The same list by itself changes nothing, says what it has not looked at, and fails when a remediation would be refused. */
static void
checks_are_made_alone (void)
{
  static const char *const hosts
      = "    hosts:\n      h1: {sockets: 2, cores-per-socket: 40, clock: 2 GHz, memory: 64 GiB, version: 8.0.1, boot-device: 8 GiB%s}\n"
        "      h2: {sockets: 2, cores-per-socket: 16, clock: 2 GHz, memory: 64 GiB, version: 8.0.1, boot-device: 8 GiB}\n"
        "    vms:\n      v[1-2]: {memory: 4 GiB}\n%splan:\n  - {step: look, pre-check: p, to: 8.0.3, enforce-hcl: true%s}\n";
  static const struct {
    const char *host, *cluster, *step;
    ModelCheck check; /* the one that is noted, or refuses */
    gboolean refuses;
  } rows[] = {
    { ", cpu-model: x", "    cpu-licences: 6\n", "", MODEL_CHECK_EVC, FALSE },
    { "", "    cpu-licences: 5\n    evc: true\n", "", MODEL_CHECK_LICENCES, FALSE },
    { "", "    cpu-licences: 6\n    evc: true\n    drs: {automation: manual}\n", "", MODEL_CHECK_DRS, FALSE },
    { "", "    cpu-licences: 6\n    evc: true\n    dpm: true\n", ", method: baseline", MODEL_CHECK_DPM, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) text = g_string_new ("rollcall: 1\nclusters:\n  p:\n");
    g_autoptr (Trial) trial = NULL;

    g_string_append_printf (text, hosts, rows[i].host, rows[i].cluster, rows[i].step);
    trial = trial_new (text->str);
    trial_end (trial);
    CU_ASSERT_EQUAL (TIMES (trial, HOST, ENTERING), 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, PRECHECK_UNSEEN), 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, PRECHECK_NOTED), rows[i].refuses ? 0 : 1);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, PRECHECK_FAILED), rows[i].refuses ? 1 : 0);
    CU_ASSERT_EQUAL ((rows[i].refuses ? FIRST_ANY (trial, PRECHECK_FAILED)->evidence : noted (trial, 0))[0],
                     rows[i].check);
    CU_ASSERT_EQUAL (IS (trial, STEP, "look", FAILED), rows[i].refuses);
  }
}

/* What the scenario does not say has not been looked at, and a host that baselines would pass over is named. */
#define UNSEEN(CHECK) (G_GINT64_CONSTANT (1) << (CHECK - MODEL_FIRST_CHECK_OF_A_SET))

static void
checks_say_what_they_have_not_seen (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n" HOSTS
                   "    vms: {v: {memory: 4 GiB, host: h2, devices: [client-cd]}}\n"
                   "plan:\n  - {step: look, pre-check: p, to: 8.0.3, method: baseline}\n");
  const gint64 unseen = UNSEEN (MODEL_CHECK_LICENCES) | UNSEEN (MODEL_CHECK_EVC)
                        | UNSEEN (MODEL_CHECK_BOOT_DEVICE)
                        | UNSEEN (MODEL_CHECK_HARDWARE);

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, PRECHECK_UNSEEN)->evidence[0], unseen);
  CU_ASSERT_EQUAL (noted (trial, 0)[0], MODEL_CHECK_REMOVABLE_MEDIA);
  CU_ASSERT_EQUAL (noted (trial, 0)[5], MODEL_WHY_PASSED_OVER);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, PRECHECK_NOTED)->severity, SIM_RISK);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HOST_SKIPPED), 0);
  CU_ASSERT_TRUE (IS (trial, STEP, "look", DONE));
}

/* ---- What hosts are to their image ---- */

/* LCM-11: what a check has seen of each host. */
static void
checks_see_what_hosts_are_to_the_image (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
                   "      old: {cpu: 10 GHz, memory: 64 GiB, version: 8.0.1}\n"
                   "      even: {cpu: 10 GHz, memory: 64 GiB, version: 8.0.2}\n"
                   "      new: {cpu: 10 GHz, memory: 64 GiB, version: 8.0.3}\n"
                   "      away: {cpu: 10 GHz, memory: 64 GiB, version: 8.0.1, state: off}\n"
                   "      odd: {cpu: 10 GHz, memory: 64 GiB, version: 8.0.1, vibs: [x]}\n"
                   "plan:\n  - {step: look, pre-check: p, to: 8.0.2, conflicts: [x]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, COMPLIANCE, "old", NON_COMPLIANT));
  CU_ASSERT_TRUE (IS (trial, COMPLIANCE, "even", COMPLIANT));
  CU_ASSERT_TRUE (IS (trial, COMPLIANCE, "new", INCOMPATIBLE));
  CU_ASSERT_TRUE (IS (trial, COMPLIANCE, "away", UNAVAILABLE));
  CU_ASSERT_TRUE (IS (trial, COMPLIANCE, "odd", INCOMPATIBLE));
}

/* LCM-16, LCM-11: baselines upgrade all hosts of a cluster or none; an image passes the newer one over. */
static void
a_newer_host_is_not_brought_back (void)
{
  static const char *const hosts = "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n"
                                   "      h3: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3.1}\n" VMS;
  g_autoptr (Trial) image = roll (hosts, "", "");
  g_autoptr (Trial) baseline = roll (hosts, ", method: baseline", "");
  g_autoptr (Trial) without = roll (hosts, ", method: baseline, hosts: [h1, h2]", "");

  CU_ASSERT_EQUAL (hosts_at (image, V (8, 0, 3)), 2);
  CU_ASSERT_EQUAL (FOUND (image, HOST_SKIPPED, HOST, "h3"), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (image, MIXED_VERSIONS), 1);
  CU_ASSERT_EQUAL (hosts_at (baseline, V (8, 0, 3)), 0);
  CU_ASSERT_EQUAL (check_of (baseline), MODEL_CHECK_NEWER);
  CU_ASSERT_EQUAL (FIRST (baseline, PRECHECK_FAILED, STEP, "roll")->evidence[1], WHO (baseline, HOST, "h3"));
  CU_ASSERT_EQUAL (hosts_at (without, V (8, 0, 3)), 2);
}

#define PATCHED(HOW)                                                                                         \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.3.2}}\nclusters:\n  p:\n    vcenter: vc\n%s"                      \
  "plan:\n  - {step: roll, remediate: p, to: 8.0.3.2, " HOW "}\n"
#define IN_TURN "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n" HOSTS VMS "plan:\n"

/* LCM-11, LCM-12: what is staged need not be copied in the host's turn; and what is staged of an image is of no use for the
 * next one. */
static void
staging_shortens_a_turn (void)
{
  static const char *const roll_after = "  - {step: roll, remediate: p, to: 8.0.2, after: [ahead]}\n";
  g_autoptr (Trial) staged = trial_new_from (IN_TURN "  - {step: ahead, stage: p, to: 8.0.2}\n%s", roll_after);
  g_autoptr (Trial) bare = trial_new_from (IN_TURN "  - {step: ahead, wait: 4 min}\n%s", roll_after);
  g_autoptr (Trial) lost = trial_new_from (IN_TURN "  - {step: early, stage: p, to: 8.0.2}\n"
                                                   "  - {step: ahead, set: {cluster: p, image: 8.0.3}, after: [early]}\n%s",
                                           roll_after);
  SimTime saved = staged->fleet->physics[MODEL_HOST_STAGE];

  trial_end (staged);
  trial_end (bare);
  trial_end (lost);
  CU_ASSERT_EQUAL (TIMES (staged, HOST, ENTERING), 3);
  CU_ASSERT_EQUAL (TIMES (staged, COMPLIANCE, STAGED), 3);
  CU_ASSERT_EQUAL (WHEN (bare, HOST, "h1", REBOOTING) - WHEN (staged, HOST, "h1", REBOOTING), saved);
  CU_ASSERT_EQUAL (WHEN (bare, STEP, "roll", DONE) - WHEN (staged, STEP, "roll", DONE), 3 * saved);
  CU_ASSERT_EQUAL (WHEN (lost, HOST, "h1", REBOOTING) - WHEN (lost, HOST, "h1", REMEDIATING),
                   lost->fleet->physics[MODEL_HOST_INSTALL]);
  CU_ASSERT_EQUAL (hosts_at (lost, V (8, 0, 3)), 3); /* a commit is a floor */
}

/* AC-34: VUM 6.0 switches admission control off before it stages, and wants to be asked to; later ones leave it on, and mind
 * it only when hosts are to be emptied. */
static void
staging_minds_admission_control_in_6_0 (void)
{
#define STAGED(VC, FROM, TO, MORE)                                                                           \
  trial_new ("rollcall: 1\nvcenters: {vc: {version: " VC "}}\nclusters:\n  p:\n    vcenter: vc\n"             \
             "    ha: {admission-control: {host-failures: 1}}\n"                            \
             "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: " FROM "}\n"                     \
             "plan:\n  - {step: ahead, stage: p, to: " TO ", method: baseline" MORE "}\n")
  g_autoptr (Trial) asked = STAGED ("6.0.3", "5.5.3", "6.0.3", ", admission-control: disable");
  g_autoptr (Trial) unasked = STAGED ("6.0.3", "5.5.3", "6.0.3", "");
  g_autoptr (Trial) later = STAGED ("8.0.3", "8.0.1", "8.0.3", ", admission-control: disable");
  g_autoptr (Trial) later_unasked = STAGED ("8.0.3", "8.0.1", "8.0.3", "");
#undef STAGED

  trial_end (asked);
  trial_end (unasked);
  trial_end (later);
  trial_end (later_unasked);
  CU_ASSERT_EQUAL (TIMES (asked, ADMISSION, OFF), 1);
  CU_ASSERT_FALSE (IS (asked, ADMISSION, "p", OFF));
  CU_ASSERT_EQUAL (TIMES (asked, COMPLIANCE, STAGED), 3);
  CU_ASSERT_TRUE (IS (unasked, STEP, "ahead", FAILED));
  CU_ASSERT_EQUAL (FIRST (unasked, PRECHECK_FAILED, STEP, "ahead")->evidence[0], MODEL_CHECK_ADMISSION_CONTROL);
  CU_ASSERT_EQUAL (TIMES (later, ADMISSION, OFF), 0);
  CU_ASSERT_EQUAL (TIMES (later, COMPLIANCE, STAGED), 3);
  CU_ASSERT_TRUE (IS (later_unasked, STEP, "ahead", DONE));
  CU_ASSERT_EQUAL (TIMES (later_unasked, COMPLIANCE, STAGED), 3);
}

/* Staging dies with its vCenter, and can be begun again; a host that goes meanwhile fails it, and no other. */
static void
staging_may_fail (void)
{
  g_autoptr (Trial) dead = trial_new (IN_TURN "  - {step: ahead, stage: p, to: 8.0.2}\n  - {step: pause, wait: 1 h}\n"
                                              "  - {step: again, stage: p, to: 8.0.2, after: [pause]}\n"
                                              "faults:\n  - {crash: vc, at: 150 s, for: 1 min}\n");
  g_autoptr (Trial) gone = trial_new (IN_TURN "  - {step: ahead, stage: p, to: 8.0.2}\n"
                                              "faults:\n  - {crash: h2, at: 150 s, for: 2 h}\n");

  trial_until (dead, 200000);
  CU_ASSERT_TRUE (IS (dead, STEP, "ahead", FAILED));
  CU_ASSERT_TRUE (IS (dead, COMPLIANCE, "h1", NON_COMPLIANT));
  CU_ASSERT_EQUAL (model_update_state (dead->run, 0)->staged, 0);
  trial_end (dead);
  CU_ASSERT_TRUE (IS (dead, STEP, "again", DONE));
  CU_ASSERT_EQUAL (TIMES (dead, COMPLIANCE, STAGED), 3);
  trial_end (gone);
  CU_ASSERT_TRUE (IS (gone, STEP, "ahead", FAILED));
  CU_ASSERT_TRUE (IS (gone, COMPLIANCE, "h2", UNAVAILABLE));
  CU_ASSERT_EQUAL (TIMES (gone, COMPLIANCE, STAGED), 2);
}

/* A host that is patched live is not emptied, so nobody asks whether it could be. */
static void
a_live_patch_asks_nobody_to_leave (void)
{
  static const char *const held = "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
                                  "    vms: {v: {memory: 4 GiB, host: h1, devices: [usb]}}\n";
  g_autoptr (Trial) live = trial_new_from (PATCHED ("impact: live-patch, live-patch: auto"), held);
  g_autoptr (Trial) full = trial_new_from (PATCHED ("impact: reboot"), held);

  trial_end (live);
  trial_end (full);
  CU_ASSERT_EQUAL (FOUND_ANY (live, PRECHECK_NOTED), 0);
  CU_ASSERT_EQUAL (FIRST_ANY (full, PRECHECK_NOTED)->evidence[0], MODEL_CHECK_CANNOT_LEAVE);
}

/* LCM-10: a newer image committed meanwhile is what the later hosts get; and there is one task of a cluster at a time. */
static void
a_commit_is_a_floor (void)
{
  g_autoptr (Trial) trial
      = trial_new (IN_TURN "  - {step: roll, remediate: p, to: 8.0.2}\n  - {step: pause, wait: 10 min}\n"
                           "  - {step: commit, set: {cluster: p, image: 8.0.3}, after: [pause]}\n"
                           "  - {step: look, pre-check: p, to: 8.0.3, after: [pause]}\n"
                           "  - {step: ahead, stage: p, to: 8.0.3, after: [pause]}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (hosts_at (trial, V (8, 0, 2)), 1);
  CU_ASSERT_EQUAL (hosts_at (trial, V (8, 0, 3)), 2);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, MIXED_VERSIONS)->evidence[0], 2);
  CU_ASSERT_TRUE (IS (trial, STEP, "roll", DONE));
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "look")->evidence[0], MODEL_CHECK_BUSY);
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "ahead")->evidence[0], MODEL_CHECK_BUSY);
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
  CU_ADD_TEST (suite, quick_boot_hangs_on_new_drivers);
  CU_ADD_TEST (suite, patches_may_need_less_than_a_reboot);
  CU_ADD_TEST (suite, partial_maintenance_protects_nobody);
  CU_ADD_TEST (suite, vibs_may_conflict_or_be_dropped);
  CU_ADD_TEST (suite, an_interrupted_first_boot_falls_back);
  CU_ADD_TEST (suite, checks_refuse_what_they_see);
  CU_ADD_TEST (suite, checks_see_what_hosts_are_to_the_image);
  CU_ADD_TEST (suite, a_newer_host_is_not_brought_back);
  CU_ADD_TEST (suite, staging_shortens_a_turn);
  CU_ADD_TEST (suite, staging_minds_admission_control_in_6_0);
  CU_ADD_TEST (suite, staging_may_fail);
  CU_ADD_TEST (suite, a_live_patch_asks_nobody_to_leave);
  CU_ADD_TEST (suite, a_commit_is_a_floor);
  CU_ADD_TEST (suite, media_are_away_for_the_run);
  CU_ADD_TEST (suite, checks_note_what_stops_nothing);
  CU_ADD_TEST (suite, checks_are_made_alone);
  CU_ADD_TEST (suite, checks_say_what_they_have_not_seen);
}
