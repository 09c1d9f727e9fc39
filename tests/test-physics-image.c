/* What an image brings to its hosts, what they are to it, and how it is staged. */

#include <CUnit/CUnit.h>

#include "tests/lcm-cluster.h"

void test_physics_image_suite (void);

/* ---- What an image brings ---- */

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

void
test_physics_image_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of images", NULL, NULL);

  CU_ADD_TEST (suite, quick_boot_hangs_on_new_drivers);
  CU_ADD_TEST (suite, patches_may_need_less_than_a_reboot);
  CU_ADD_TEST (suite, partial_maintenance_protects_nobody);
  CU_ADD_TEST (suite, vibs_may_conflict_or_be_dropped);
  CU_ADD_TEST (suite, an_interrupted_first_boot_falls_back);
  CU_ADD_TEST (suite, checks_see_what_hosts_are_to_the_image);
  CU_ADD_TEST (suite, a_newer_host_is_not_brought_back);
  CU_ADD_TEST (suite, staging_shortens_a_turn);
  CU_ADD_TEST (suite, staging_minds_admission_control_in_6_0);
  CU_ADD_TEST (suite, staging_may_fail);
  CU_ADD_TEST (suite, a_live_patch_asks_nobody_to_leave);
  CU_ADD_TEST (suite, a_commit_is_a_floor);
}
