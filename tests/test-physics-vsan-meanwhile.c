/* What comes between while vSAN moves, rebuilds, resyncs, formats or brings a site back. */

#include <CUnit/CUnit.h>

#include "models/vsan/objects.h"
#include "tests/trial.h"

void test_physics_vsan_meanwhile_suite (void);

/* Mirrors of 100 GiB on hosts of 7.0.3; 1 GiB a second of resync, but for what `keys` say. */
static Trial *
run (const char *keys, const char *hosts, const char *vms, const char *rest)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  c:\n    vcenter: vc\n"
                        "    vsan: {resync-rate: %s}\n    hosts:\n%s    vms:\n%s%s",
                        keys, hosts, vms, rest);

  trial_end (trial);
  return trial;
}

#define RATE       "8590 Mbit/s"
#define H(N, MORE) "      " N ": {cpu: 80 GHz, memory: 64 GiB, version: 7.0.3" MORE "}\n"
#define ROOM       ", capacity: 2 TiB"
#define V(N, MORE) "      v[1-" N "]: {memory: 1 GiB, disks: 100 GiB, write-rate: 1 MiB/s" MORE "}\n"
#define EMPTY_H1   "  - {step: out, maintenance: h1, vsan-mode: full-migration, enter-timeout: none}\n"
#define CONVERT    "  - {step: f, upgrade-disk-format: c, disk-format: 5}\n"
#define BLOCKED(T) trial_finding (T, MODEL_FIND_EVACUATION_BLOCKED, WHO (T, VSAN, "vsan:c"), 0)

static guint
format_of (const Trial *trial, guint host)
{
  return model_vsan_host (trial->run, host)->format;
}

static guint
components_on (const Trial *trial, guint host)
{
  return model_vsan_host (trial->run, host)->n;
}

/* ---- A host that is emptied ---- */

/* VS-11: a host is lost to which some of it was on its way. Where others have room for that, it goes there after the rest. */
static void
a_target_is_lost (void)
{
  g_autoptr (Trial) room
      = run (RATE, H ("h[1-6]", ROOM), V ("8", ""), "plan:\n" EMPTY_H1 "faults: [{crash: h2, at: 1 min}]\n");
  g_autoptr (Trial) none = run (RATE, H ("h[1-4]", ROOM), V ("8", ""),
                                "plan:\n" EMPTY_H1 "faults: [{crash: h2, at: 1 min, for: 30 min}]\n");

  CU_ASSERT_TRUE (IS (room, HOST, "h1", MAINTENANCE) && components_on (room, 0) == 0);
  CU_ASSERT_EQUAL (TIMES (room, HOST, STUCK), 0);
  CU_ASSERT_EQUAL (BLOCKED (none)->since, WHEN (none, HOST, "h1", STUCK));
  CU_ASSERT_EQUAL (BLOCKED (none)->evidence[0], MODEL_BLOCKER_VSAN_FULL);
  CU_ASSERT_EQUAL (BLOCKED (none)->until, WHEN (none, COMPONENTS, "h2", ACTIVE)); /* back and up to date */
  CU_ASSERT_TRUE (IS (none, HOST, "h1", MAINTENANCE) && components_on (none, 0) == 0);
}

/* AC-31, B23: a VM and vSAN hold the same host; that one lets it go is not enough, whichever it is. And devices that fail and are
 * replaced elsewhere do not help it. */
static void
two_hold_it (void)
{
  g_autoptr (Trial) data
      = run (RATE, H ("h[1-3]", ROOM), V ("4", "") "      m: {memory: 1 GiB, host: h1, automation: manual}\n",
             "plan:\n" EMPTY_H1 "  - {step: w, wait: 10 min}\n  - {step: a, approve: c, after: [w]}\n"
             "faults: [{fail-disks: h2, at: 20 min, for: 10 min}]\n");
  g_autoptr (Trial) vm
      = run (RATE, H ("h[1-3]", ROOM) H ("h4", ROOM ", state: maintenance"),
             V ("4", "") "      m: {memory: 1 GiB, host: h1, automation: manual}\n",
             "plan:\n" EMPTY_H1 "  - {step: w, wait: 10 min}\n  - {step: a, leave: h4, after: [w]}\n");

  CU_ASSERT_TRUE (IS (data, HOST, "h1", STUCK) && IS (data, DECOMMISSION, "h1", BLOCKED));
  CU_ASSERT_EQUAL (FIRST (data, EVACUATION_BLOCKED, VM, "m")->until, 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (BLOCKED (data)->until, SIM_NEVER);
  CU_ASSERT_TRUE (IS (vm, HOST, "h1", STUCK) && IS (vm, DECOMMISSION, "h1", READY));
  CU_ASSERT_EQUAL (BLOCKED (vm)->until, WHEN (vm, COMPONENTS, "h4", ACTIVE));
  CU_ASSERT_EQUAL (FIRST (vm, EVACUATION_BLOCKED, VM, "m")->until, SIM_NEVER);
}

/* VC-05: DRS is set in the instant in which vCenter goes: the host that was being emptied waits until it is back. */
static void
drs_is_set_as_vcenter_goes (void)
{
  g_autoptr (Trial) trial
      = run (RATE, H ("h[1-3]", ROOM), V ("2", "") "      m: {memory: 1 GiB, host: h1, automation: manual}\n",
             "plan:\n  - {step: out, maintenance: h1, enter-timeout: none}\n  - {step: w, wait: 10 min}\n"
             "  - {step: s, set: {cluster: c, drs: partially-automated}, after: [w]}\n"
             "faults: [{crash: vc, during: {step: s}, for: 1 h}, {crash: m, at: 30 min}]\n");

  CU_ASSERT_EQUAL (WHEN (trial, DRS, "c", BLIND), 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (model_cluster_state (trial->run, 0)->automation, MODEL_AUTOMATION_PARTIAL);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
}

/* ---- Devices ---- */

/* VS-08: replaced while what they held is being rebuilt, they are there for that when it is done; replaced while their host is
 * down, they count as away. */
static void
devices_are_replaced (void)
{
  g_autoptr (Trial) soon
      = run (RATE, H ("h[1-5]", ROOM), V ("8", ""), "faults: [{fail-disks: h2, at: 1 min, for: 3 min}]\n");
  g_autoptr (Trial) down
      = run (RATE, H ("h[1-3]", ROOM), V ("4", ""),
             "faults: [{fail-disks: h2, at: 1 min, for: 30 min}, {crash: h2, at: 10 min}]\n");

  CU_ASSERT_TRUE (WHEN (soon, COMPONENTS, "h2", ACTIVE) > 4 * SIM_MINUTE);
  CU_ASSERT_EQUAL (components_on (soon, 1), 0); /* it was all rebuilt elsewhere */
  CU_ASSERT_TRUE (IS (soon, VSAN, "vsan:c", WHOLE));
  CU_ASSERT_EQUAL (WHEN (down, COMPONENTS, "h2", ABSENT), 31 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (down, VSAN, "vsan:c", CRITICAL));
}

/* VS-09: there was no host to rebuild it on; when one is back, it is rebuilt there. */
static void
a_spare_comes_back (void)
{
  g_autoptr (Trial) trial
      = run (RATE, H ("h[1-4]", ROOM), V ("8", ""),
             "faults: [{crash: h4, at: 30 s, for: 20 min}, {fail-disks: h3, at: 1 min}]\n");

  CU_ASSERT_EQUAL (FIRST_ANY (trial, REBUILD_IMPOSSIBLE)->since, SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, COMPONENTS, "h3", REBUILDING), WHEN (trial, COMPONENTS, "h4", STALE));
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
  CU_ASSERT_EQUAL (components_on (trial, 2), 0);
}

/* VS-10: only a part found room when it was rebuilt; its host is back before that is done, and the rest is brought up to date
 * there. */
static void
some_was_not_rebuilt (void)
{
  g_autoptr (Trial) trial = run (RATE, H ("h[1-3]", ", capacity: 350 GiB") H ("h4", ", capacity: 450 GiB"),
                                 V ("6", ""), "faults: [{crash: h2, at: 1 min, for: 50m30s}]\n");

  CU_ASSERT_EQUAL (WHEN (trial, COMPONENTS, "h2", REBUILDING), 61 * SIM_MINUTE);
  CU_ASSERT_TRUE (WHEN (trial, COMPONENTS, "h2", STALE) > 61 * SIM_MINUTE + 30 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, COMPONENTS, "h2", ACTIVE) && IS (trial, VSAN, "vsan:c", WHOLE));
  CU_ASSERT_TRUE (components_on (trial, 1) > 0);
}

/* VS-10: nearly full, its host gives some away; the target is lost, and it gives as much to another one. Lost itself, it gives
 * nothing. */
static void
room_is_made_twice (void)
{
  for (guint lost = 1; lost <= 4; lost++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: " RATE "}\n    hosts:\n" H ("h[1-3]", ROOM)
            H ("x", ", capacity: 230 GiB") "    vms:\n" V ("6", "") "faults: [{crash: %s, at: 20 s}]\n",
        lost == 4   ? "x"
        : lost == 3 ? "h3"
        : lost == 2 ? "h2"
                    : "h1");

    trial_until (trial, 59 * SIM_MINUTE);
    CU_ASSERT_EQUAL (WHEN (trial, DECOMMISSION, "x", BALANCING), 0);
    CU_ASSERT_TRUE (IS (trial, DECOMMISSION, "x", IDLE));
    CU_ASSERT_EQUAL (model_vsan_host (trial->run, 3)->used_mib < 184 * 1024, lost != 4); /* 80 % */
  }
}

/* ---- A network in parts ---- */

/* VS-01, VS-23: the smaller part owns what lies wholly in it. A host there is lost on top of that, and what it held is missed
 * more; and when it is back, it catches up with what its own part has written meanwhile, while the rest of what it holds stays
 * absent. */
static void
a_host_falls_in_its_part (void)
{
  g_autoptr (Trial) lost = run (
      RATE, H ("h[1-4]", ROOM), V ("8", ""),
      "faults:\n  - {partition: [h1, h2], at: 1 min, for: 1 h}\n  - {crash: h1, at: 10 min, for: 20 min}\n");
  g_autoptr (Trial) back = run (RATE, H ("h[1-5]", ROOM), V ("16", ""),
                                "faults:\n  - {partition: [h1, h2, h3], at: 1 min, for: 3 h}\n"
                                "  - {crash: h1, at: 10 min, for: 10 min}\n");

  CU_ASSERT_EQUAL (FIRST_ANY (lost, DATA_UNAVAILABLE)->since, 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FIRST_ANY (lost, DATA_UNAVAILABLE)->until, 40 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (lost, COMPONENTS, "h1", ACTIVE), 61 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (back, DATA_UNAVAILABLE), 1);
  CU_ASSERT_EQUAL (FIRST_ANY (back, DATA_UNAVAILABLE)->until, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (WHEN (back, COMPONENTS, "h1", STALE) == 181 * SIM_MINUTE
                  && IS (back, VSAN, "vsan:c", WHOLE));
}

/* ---- A new disk format ---- */

/* VS-21: asked twice; a host is lost while another is emptied, or the one that is emptied itself; and one is sent into
 * maintenance before its turn. Each time it stops, says after how many hosts, and what was done stays done. */
static void
a_conversion_is_disturbed (void)
{
  static const struct {
    const char *rest;
    guint done;
  } rows[] = {
    { "  - {step: w, wait: 1 s}\n  - {step: f2, upgrade-disk-format: c, disk-format: 5, after: [w]}\nfaults: "
      "[{crash: h5, at: 30 s}]\n",
      0 },
    { "faults: [{crash: h1, at: 30 s}]\n", 0 },
    { "  - {step: w, wait: 5 min}\n  - {step: m, maintenance: h2, vsan-mode: full-migration, after: [w]}\n",
      1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest = g_strconcat ("plan:\n" CONVERT, rows[i].rest, NULL);
    g_autoptr (Trial) trial = run (RATE ", disk-format: 2", H ("h[1-6]", ROOM), V ("6", ""), rest);

    CU_ASSERT_TRUE (IS (trial, STEP, "f", FAILED) && IS (trial, FORMAT, "vsan:c", SETTLED));
    CU_ASSERT_EQUAL (FOUND_ANY (trial, CONVERSION_STOPPED), 1);
    CU_ASSERT_EQUAL (FIRST_ANY (trial, CONVERSION_STOPPED)->evidence[1], rows[i].done);
    CU_ASSERT_EQUAL (format_of (trial, 0), rows[i].done ? 5 : 2);
    CU_ASSERT_EQUAL (format_of (trial, 1), 2);
    CU_ASSERT_TRUE (IS (trial, DECOMMISSION, "h1", IDLE));
    if (i == 0)
      CU_ASSERT_TRUE (IS (trial, STEP, "f2", FAILED));
    if (i == 2)
      CU_ASSERT_TRUE (IS (trial, STEP, "m", DONE));
  }
}

/* A host that is emptied for it is given more by one that is nearly full: that leaves again before it is formatted. */
static void
more_comes_while_it_is_emptied (void)
{
  g_autoptr (Trial) trial = run (RATE ", disk-format: 2", H ("h[1-5]", "") H ("x", ", capacity: 330 GiB"),
                                 V ("9", ""), "plan:\n" CONVERT);

  CU_ASSERT_TRUE (IS (trial, STEP, "f", DONE));
  for (guint host = 0; host < 6; host++)
    CU_ASSERT_EQUAL (format_of (trial, host), 5);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, QUORUM_AT_RISK), 0);
}

/* From format 3 on nothing moves; but the next host waits until resync that is under way for another reason is over. */
static void
a_conversion_waits_for_resync (void)
{
  g_autoptr (Trial) trial = run (
      "100 Mbit/s, disk-format: 3", H ("h[1-4]", ROOM), V ("4", ""),
      "plan:\n  - {step: w, wait: 71m5s}\n  - {step: f, upgrade-disk-format: c, disk-format: 5, after: [w]}\n"
      "faults: [{crash: h2, at: 1 min, for: 1 h}]\nphysics: {vsan-repair-timer: 5 h}\n");
  SimTime whole = WHEN (trial, COMPONENTS, "h2", ACTIVE), one = model_number (trial->run, MODEL_VSAN_FORMAT);

  CU_ASSERT_TRUE (whole > 71 * SIM_MINUTE + 5 * SIM_SECOND + one);
  CU_ASSERT_EQUAL (WHEN (trial, FORMAT, "vsan:c", WAITING), 71 * SIM_MINUTE + 5 * SIM_SECOND + one);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "f", DONE), whole + 3 * one);
  CU_ASSERT_EQUAL (TIMES (trial, DECOMMISSION, CLEARING), 0);
}

/* VS-22: laid out anew, and asked for again while that goes on. */
static void
a_relayout_is_asked_twice (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"
                   "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0, capacity: 2 TiB}\n"
                   "    vms:\n      v[1-2]: {memory: 1 GiB, disks: 300 GiB}\n"
                   "plan:\n  - {step: roll, remediate: c, to: 7.0.3}\n  - {step: one, change-object-format: "
                   "c, after: roll}\n"
                   "  - {step: two, change-object-format: c, after: roll}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, RELAYOUT, LAYING), 1);
  CU_ASSERT_EQUAL (IS (trial, STEP, "one", DONE) + IS (trial, STEP, "two", DONE), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, PRECHECK_FAILED), 1);
}

/* ---- Sites ---- */

#define SITES                                                                                                \
  "rollcall: 1\nvcenters: {vc: {version: 9.0.0}}\nclusters:\n  c:\n    vcenter: vc\n"                        \
  "    vsan: {resync-rate: 8 Gbit/s, witness: {name: w}}\n"                                                  \
  "    storage-policies:\n      p: {raid: raid-1, failures-to-tolerate: 1}\n    hosts:\n"                    \
  "      a[1-3]: {cpu: 80 GHz, memory: 64 GiB, fault-domain: a, version: 9.0.0}\n"                           \
  "      b[1-3]: {cpu: 80 GHz, memory: 64 GiB, fault-domain: b, version: 9.0.0}\n    vms:\n"                 \
  "      v[1-3]: {memory: 4 GiB, disks: 100 GiB, storage-policy: p, host: b1}\n"

/* VS-24: a site is taken back; a task holds one of its hosts in maintenance, and that loses its power before it is over. */
static void
the_last_of_a_site_does_not_come (void)
{
  g_autoptr (Trial) trial
      = trial_new (SITES "plan:\n  - {step: out, site-maintenance: c, site: a}\n  - {step: w, wait: 30 min}\n"
                         "  - {step: back, leave-site: c, site: a, after: [w, out]}\n"
                         "faults:\n  - {configure: a3, at: 20 min, for: 1 h}\n  - {crash: a3, at: 40 min}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "a1", CONNECTED) && IS (trial, HOST, "a2", CONNECTED)
                  && IS (trial, HOST, "a3", DOWN));
  CU_ASSERT_TRUE (IS (trial, SITE, "vsan:c", SETTLED) && IS (trial, STEP, "back", FAILED));
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_STEP, WHO (trial, STEP, "back"), STEP_AT_FAILED, 0)->at,
                   40 * SIM_MINUTE);
}

/* VS-16: votes are shifted some minutes after a site is lost, and not at all when the other one is lost as well by then. */
static void
the_other_site_is_lost_too (void)
{
  g_autoptr (Trial) trial = trial_new (
      SITES "faults:\n  - {crash: a1, at: 1 min}\n  - {crash: a2, at: 1 min}\n  - {crash: a3, at: 1 min}\n"
            "  - {crash: b1, at: 3 min}\n  - {crash: b2, at: 3 min}\n  - {crash: b3, at: 3 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, VOTES, "vsan:c", WAITING), SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VOTES, "vsan:c", SETTLED), 3 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VOTES_REASSIGNED), 0);
}

void
test_physics_vsan_meanwhile_suite (void)
{
  CU_pSuite suite = CU_add_suite ("what comes between while vSAN is at work", NULL, NULL);

  CU_ADD_TEST (suite, a_target_is_lost);
  CU_ADD_TEST (suite, two_hold_it);
  CU_ADD_TEST (suite, drs_is_set_as_vcenter_goes);
  CU_ADD_TEST (suite, devices_are_replaced);
  CU_ADD_TEST (suite, a_spare_comes_back);
  CU_ADD_TEST (suite, some_was_not_rebuilt);
  CU_ADD_TEST (suite, room_is_made_twice);
  CU_ADD_TEST (suite, a_host_falls_in_its_part);
  CU_ADD_TEST (suite, a_conversion_is_disturbed);
  CU_ADD_TEST (suite, more_comes_while_it_is_emptied);
  CU_ADD_TEST (suite, a_conversion_waits_for_resync);
  CU_ADD_TEST (suite, a_relayout_is_asked_twice);
  CU_ADD_TEST (suite, the_last_of_a_site_does_not_come);
  CU_ADD_TEST (suite, the_other_site_is_lost_too);
}
