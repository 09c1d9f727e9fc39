/* vSAN: what is lost when hosts go, what waits, what is rebuilt and what is moved; and its books in clusters drawn by lot. */

#include <CUnit/CUnit.h>

#include "models/lcm/prechecks.h"
#include "models/vsan/objects.h"
#include "tests/invariants.h"

void test_physics_vsan_suite (void);

/* Mirrors of 100 GiB on so many hosts; 1 GiB a second of resync. */
#define CLUSTER(KEYS, HOSTS, VMS)                                                                            \
  "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8590 Mbit/s" KEYS "}\n    hosts:\n"                 \
  "      h[1-" HOSTS "]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0.3, capacity: 2 TiB}\n"                   \
  "    vms:\n      v[1-" VMS "]: {memory: 1 GiB, disks: 100 GiB, write-rate: 1 MiB/s}\n"

static guint32
host_of (const Trial *trial, guint32 component)
{
  return model_component (trial->run, component)->host;
}

static void
inject (Trial *trial, SimTime at, guint32 host, guint signal, gint64 arg)
{
  sim_run_inject (trial->run, at, model_actor (trial->run, MODEL_MACHINE_HOST, host), signal, arg);
}

/* ---- Absence ---- */

/* VS-09: back before the timer, only what was written is copied: 25 min of 1 MiB/s at 1 GiB/s, about a second and a half. */
static void
a_short_absence_is_a_delta (void)
{
  g_autoptr (Trial) trial = trial_new (CLUSTER ("", "4", "1") "plan:\n  - {step: out, maintenance: h1}\n"
                                                              "  - {step: work, wait: 25 min, after: out}\n"
                                                              "  - {step: back, leave: h1, after: work}\n");
  SimTime stale, active;

  CU_ASSERT_EQUAL (host_of (trial, 0), 0);
  trial_end (trial);
  stale = WHEN (trial, COMPONENTS, "h1", STALE);
  active = WHEN (trial, COMPONENTS, "h1", ACTIVE);
  CU_ASSERT_TRUE (stale > 25 * SIM_MINUTE && active > stale + SIM_SECOND && active < stale + 2 * SIM_SECOND);
  CU_ASSERT_EQUAL (TIMES (trial, COMPONENTS, REBUILDING), 0);
  CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_QUORUM_AT_RISK, trial_cluster (trial, "c")),
                   active - WHEN (trial, COMPONENTS, "h1", ABSENT));
}

/* VS-09, VS-10: after the timer all of it is copied to the host that has none of it: 100 GiB, 100 s. */
static void
a_long_absence_is_rebuilt (void)
{
  g_autoptr (Trial) trial = trial_new (CLUSTER ("", "4", "1") "plan: [{step: out, maintenance: h1}]\n");
  SimTime absent, rebuilding;

  trial_end (trial);
  absent = WHEN (trial, COMPONENTS, "h1", ABSENT);
  rebuilding = WHEN (trial, COMPONENTS, "h1", REBUILDING);
  CU_ASSERT_EQUAL (rebuilding, absent + SIM_HOUR);
  CU_ASSERT_EQUAL (
      (trial_entry (trial, MODEL_MACHINE_COMPONENTS, ANYBODY, COMPONENTS_AT_ABSENT, 1)->at - rebuilding)
          / SIM_SECOND,
      100);
  CU_ASSERT_EQUAL (model_vsan_host (trial->run, 0)->n, 0);
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
}

/* VS-05: with three hosts there is none to rebuild on, and the object stays reduced. */
static void
three_hosts_have_no_spare (void)
{
  g_autoptr (Trial) trial = trial_new (CLUSTER ("", "3", "1") "plan: [{step: out, maintenance: h1}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, COMPONENTS, REBUILDING), 0);
  CU_ASSERT_EQUAL (FOUND (trial, REBUILD_IMPOSSIBLE, COMPONENTS, "h1"), 1);
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", CRITICAL));
}

/* C6: read the other way the timer starts when the host goes down, and a host that stays up in maintenance has none. */
static void
the_timer_may_start_later (void)
{
  g_autoptr (Trial) trial = trial_new ("physics: {vsan-timer-from-maintenance: false}\n" CLUSTER (
      "", "4", "1") "plan: [{step: out, maintenance: h1}]\nfaults: [{crash: h1, at: 3 h}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, COMPONENTS, "h1", REBUILDING), 4 * SIM_HOUR);
}

/* VS-08: an error is not waited for. */
static void
a_device_error_is_rebuilt_at_once (void)
{
  g_autoptr (Trial) trial
      = trial_new (CLUSTER ("", "4", "1") "faults: [{fail-disks: h1, at: 10 min, for: 1 h}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, COMPONENTS, "h1", REBUILDING), 10 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, COMPONENTS, "h1", ACTIVE));
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
}

/* Which copy wins when the original is back while it is rebuilt is a parameter. */
static void
the_original_may_win (void)
{
  static const char text[]
      = CLUSTER (", repair-timer: 10 min", "4",
                 "1") "plan:\n  - {step: out, maintenance: h1}\n  - {step: work, wait: 11 min, after: out}\n"
                      "  - {step: back, leave: h1, after: work}\n";
  g_autoptr (Trial) on = trial_new (text);
  g_autofree char *other = g_strconcat ("physics: {vsan-rebuild-goes-on: false}\n", text, NULL);
  g_autoptr (Trial) back = trial_new (other);

  trial_end (on);
  CU_ASSERT_EQUAL (model_vsan_host (on->run, 0)->n, 0);
  trial_end (back);
  CU_ASSERT_EQUAL (TIMES (back, COMPONENTS, REBUILDING), 1);
  CU_ASSERT_EQUAL (model_vsan_host (back->run, 0)->n, 1);
  CU_ASSERT_TRUE (IS (back, VSAN, "vsan:c", WHOLE));
}

/* ---- A second loss ---- */

/* While one copy is in maintenance the other one is lost. From 7.0 U1 on what was written meanwhile is elsewhere, too, so the
 * first copy can be brought up to date and serve; before, everything waits for the second host (VS-15). */
static void
what_is_written_meanwhile_is_kept (void)
{
  static const char *const versions[] = { "7.0.3", "6.7.3" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8590 Mbit/s, repair-timer: 9 h}\n    hosts:\n"
        "      h[1-5]: {cpu: 80 GHz, memory: 64 GiB, version: %s}\n"
        "    vms:\n      v: {memory: 1 GiB, disks: 100 GiB, write-rate: 1 MiB/s, host: h5}\n"
        "plan:\n  - {step: out, maintenance: h1}\n  - {step: work, wait: 40 min, after: out}\n"
        "  - {step: back, leave: h1, after: work}\nfaults: [{crash: h2, at: 30 min, for: 2 h}]\n",
        versions[i]);

    CU_ASSERT_TRUE (host_of (trial, 0) == 0 && host_of (trial, 1) == 1);
    trial_end (trial);
    CU_ASSERT_EQUAL (FIRST_ANY (trial, DATA_UNAVAILABLE)->since, 30 * SIM_MINUTE);
    if (i == 0) {
      CU_ASSERT_TRUE (FIRST_ANY (trial, DATA_UNAVAILABLE)->until < 42 * SIM_MINUTE);
    } else {
      CU_ASSERT_EQUAL (FIRST_ANY (trial, DATA_UNAVAILABLE)->until, WHEN (trial, HOST, "h2", CONNECTED));
    }
    CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
  }
}

/* Who was up to date when an object stopped has missed nothing: after a loss of all power everything is active at once. */
static void
a_loss_of_all_power_leaves_nothing_stale (void)
{
  g_autoptr (Trial) trial = trial_new (CLUSTER ("", "3", "4"));

  for (guint32 host = 0; host < 3; host++) {
    inject (trial, SIM_MINUTE, host, HOST_ON_CRASH, 0);
    inject (trial, 10 * SIM_MINUTE, host, HOST_ON_POWERED, 0);
  }
  trial_until (trial, SIM_MINUTE);
  CU_ASSERT_EQUAL (model_vsan_state (trial->run, 0)->lost, 4);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
  CU_ASSERT_TRUE (TIMES (trial, COMPONENTS, STALE) < 3);
}

/* A VM whose object is not accessible is not restarted, whatever room there is; when the object is back it is. */
static void
no_restart_without_the_disks (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    ha: {}\n    vsan: {resync-rate: 1 Gbit/s}\n"
                   "    hosts:\n      h[1-4]: {cpu: 80 GHz, memory: 64 GiB}\n"
                   "    vms:\n      v: {memory: 1 GiB, disks: 100 GiB, host: h1}\n"
                   "faults:\n  - {crash: h1, at: 1 min}\n  - {crash: h2, at: 1 min, for: 20 min}\n");

  CU_ASSERT_TRUE (host_of (trial, 0) == 0 && host_of (trial, 1) == 1);
  trial_until (trial, 20 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VM, "v", DOWN));
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", LOST));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING));
}

/* ---- Maintenance ---- */

/* VS-12: one copy only has to be moved, at 1 GiB a second, and nothing else does. */
static void
a_single_copy_makes_it_long (void)
{
  g_autoptr (Trial) trial = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8590 Mbit/s}\n"
                                       "    storage-policies: {one: {failures-to-tolerate: 0}}\n"
                                       "    hosts:\n      h[1-4]: {cpu: 80 GHz, memory: 64 GiB}\n"
                                       "    vms:\n      a: {memory: 1 GiB, disks: 600 GiB, storage-policy: "
                                       "one}\n      b: {memory: 1 GiB, disks: 60 GiB}\n"
                                       "plan: [{step: out, maintenance: h1}]\n");

  CU_ASSERT_EQUAL (host_of (trial, 0), 0);
  trial_until (trial, 30 * SIM_MINUTE);
  CU_ASSERT_EQUAL ((WHEN (trial, HOST, "h1", MAINTENANCE) + SIM_SECOND) / SIM_MINUTE, 10);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DATA_UNAVAILABLE), 0);
  CU_ASSERT_NOT_EQUAL (host_of (trial, 0), 0);
}

/* VS-11: no data migration moves nothing, and says what that does. */
static void
no_action_loses_what_is_single (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 1 Gbit/s}\n"
                   "    storage-policies: {one: {failures-to-tolerate: 0}}\n"
                   "    hosts:\n      h[1-4]: {cpu: 80 GHz, memory: 64 GiB}\n"
                   "    vms:\n      a: {memory: 1 GiB, disks: 600 GiB, storage-policy: one}\n"
                   "plan: [{step: out, maintenance: h1, vsan-mode: no-action}]\n");

  trial_until (trial, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (WHEN (trial, HOST, "h1", MAINTENANCE) < SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DATA_UNAVAILABLE), 1);
}

/* What nobody else has cannot be rebuilt, however long its host is away and however much room there is. */
static void
a_single_copy_is_not_rebuilt (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 1 Gbit/s}\n"
                   "    storage-policies: {one: {failures-to-tolerate: 0}}\n"
                   "    hosts:\n      h[1-4]: {cpu: 80 GHz, memory: 64 GiB}\n"
                   "    vms:\n      a: {memory: 1 GiB, disks: 600 GiB, storage-policy: one}\n"
                   "plan: [{step: out, maintenance: h1, vsan-mode: no-action}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, COMPONENTS, REBUILDING), 0);
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", LOST));
}

/* VS-11: full migration leaves the host empty and every object compliant. */
static void
full_migration_leaves_nothing (void)
{
  g_autoptr (Trial) trial = trial_new (
      CLUSTER ("", "5", "6") "plan: [{step: out, maintenance: h2, vsan-mode: full-migration}]\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", MAINTENANCE));
  CU_ASSERT_EQUAL (model_vsan_host (trial->run, 1)->n, 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, QUORUM_AT_RISK), 0);
}

/* VS-14, 8.14.7: vLCM takes no second host, also when an operator has one out. */
static void
one_host_at_a_time (void)
{
  g_autoptr (Trial) trial
      = trial_new (CLUSTER ("", "5", "4") "plan:\n  - {step: out, maintenance: h5}\n"
                                          "  - {step: roll, remediate: c, to: 8.0.3, hosts: [h1], "
                                          "after: out, on-failure: stop, at-once: 4}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_step_outcome (trial->run, trial_index (trial, MODEL_MACHINE_STEP, "roll")), 1);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", ENTERING), -1);
}

/* VS-14: several at once are asked for, and one host after another is taken. */
static void
several_at_once_are_one_by_one (void)
{
  g_autoptr (Trial) trial = trial_new (
      CLUSTER ("", "4", "4") "plan: [{step: roll, remediate: c, to: 8.0.3, method: baseline, at-once: 3}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, MAINTENANCE), 4);
  for (guint n = 1; n < 4; n++)
    CU_ASSERT_TRUE (trial_entry (trial, MODEL_MACHINE_HOST, ANYBODY, HOST_AT_MAINTENANCE, n)->at
                    > trial_entry (trial, MODEL_MACHINE_HOST, ANYBODY, HOST_AT_EXITING, n - 1)->at);
}

/* LCM-14: with an object that is not accessible the host is upgraded, and stays in maintenance. */
static void
no_exit_from_an_unhealthy_cluster (void)
{
  g_autoptr (Trial) trial
      = trial_new (CLUSTER ("", "5", "2") "plan: [{step: roll, remediate: c, to: 8.0.3, hosts: [h5]}]\n"
                                          "faults: [{crash: h1, at: 0 s}, {crash: h2, at: 0 s}]\n");

  CU_ASSERT_TRUE (host_of (trial, 0) == 0 && host_of (trial, 1) == 1);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h5", REPAIR));
  CU_ASSERT_EQUAL (FOUND (trial, VSAN_UNHEALTHY, HOST, "h5"), 1);
}

/* ---- Before the hosts ---- */

static gboolean
is_noted (const Trial *trial, ModelCheck check)
{
  ModelPrecheck walk = { 0 };

  while (model_precheck_next (trial->run, trial_index (trial, MODEL_MACHINE_STEP, "roll"), MODEL_VERDICT_NOTED,
                              &walk))
    if (walk.check == check)
      return walk.verdict == MODEL_VERDICT_NOTED;
  return FALSE;
}

/* UPG-11: hosts on one build and no resync are what an operator looks for; vLCM itself goes on. */
static void
builds_and_resync_are_noted (void)
{
  g_autoptr (Trial) even
      = trial_new (CLUSTER ("", "4", "1") "plan: [{step: roll, remediate: c, to: 8.0.3}]\n");
  g_autoptr (Trial) busy
      = trial_new (CLUSTER ("", "4", "1") "plan:\n  - {step: some, remediate: c, to: 8.0.3, hosts: [h4]}\n"
                                          "  - {step: more, wait: 3 h}\n"
                                          "  - {step: roll, remediate: c, to: 8.0.3, after: more}\n"
                                          "faults: [{fail-disks: h1, at: 179 min 30 s, for: 10 h}]\n");

  CU_ASSERT_FALSE (is_noted (even, MODEL_CHECK_VSAN_BUILDS) || is_noted (even, MODEL_CHECK_VSAN_RESYNC));
  CU_ASSERT_EQUAL (host_of (busy, 0), 0);
  trial_until (busy, 3 * SIM_HOUR);
  CU_ASSERT_TRUE (is_noted (busy, MODEL_CHECK_VSAN_BUILDS));
  CU_ASSERT_TRUE (is_noted (busy, MODEL_CHECK_VSAN_RESYNC));
  trial_end (busy);
  CU_ASSERT_EQUAL (model_outcome (busy->run), MODEL_COMPLETED);
}

/* ---- After the hosts ---- */

/* VS-22: found once, when the last host has crossed to 7.0 U1. VS-10: a device nearly full is found from the beginning. */
static void
large_objects_and_full_devices (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"
      "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 6.7.3, capacity: 1 TiB}\n"
      "    vms:\n      v[1-3]: {memory: 1 GiB, disks: 500 GiB}\n      w: {memory: 1 GiB, disks: 100 GiB}\n"
      "plan: [{step: roll, remediate: c, to: 7.0.3, wait-for-resync: true}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, OBJECT_RELAYOUT), 1);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, OBJECT_RELAYOUT)->evidence[0], 3);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, VSAN_DEVICE_FULL)->since, 0);
}

/* VS-22: 600 GiB of two objects and their copies at 1 GB a second; the gate sees it, and the warning ends with it. */
static void
large_objects_laid_out_anew (void)
{
  static const char cluster[]
      = "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"
        "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0, capacity: %s}\n"
        "    vms:\n      v[1-2]: {memory: 1 GiB, disks: 300 GiB}\n      w: {memory: 1 GiB, disks: 200 GiB}\n"
        "plan:\n  - {step: early, change-object-format: c}\n"
        "  - {step: roll, remediate: c, to: 7.0.3, wait-for-resync: true}\n"
        "  - {step: a while, wait: 5 min, after: roll}\n"
        "  - {step: anew, change-object-format: c, after: a while}\n"
        "  - {step: twice, change-object-format: c, after: anew}\n";
  g_autoptr (Trial) trial = trial_new_from (cluster, "2 TiB"), full = trial_new_from (cluster, "700 GiB");
  gint64 bytes = 2 * 2 * 300 * (G_GINT64_CONSTANT (1) << 30);
  SimTime began;

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "early")->evidence[0], MODEL_CHECK_RELAYOUT_VERSION);
  CU_ASSERT_EQUAL (TIMES (trial, RELAYOUT, LAYING), 1);
  began = WHEN (trial, RELAYOUT, "vsan:c", LAYING);
  CU_ASSERT_EQUAL (WHEN (trial, RELAYOUT, "vsan:c", SETTLED) - began, sim_muldiv_up (bytes, 1000, 1000000000));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, OBJECT_RELAYOUT)->until, WHEN (trial, RELAYOUT, "vsan:c", SETTLED));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, RELAYOUT_RUNS)->evidence[1], bytes);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, RELAYOUT_RUNS)->since, began);
  trial_end (full);
  CU_ASSERT_EQUAL (TIMES (full, RELAYOUT, LAYING), 0);
  CU_ASSERT_EQUAL (FIRST (full, PRECHECK_FAILED, STEP, "anew")->evidence[0], MODEL_CHECK_RELAYOUT_ROOM);
}

/* The gate between hosts sees a relayout: the next host waits for it. */
static void
a_relayout_holds_the_next_host (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"
      "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0, capacity: 9 TiB}\n"
      "    vms:\n      v[1-2]: {memory: 1 GiB, disks: 3000 GiB}\n"
      "plan:\n  - {step: roll, remediate: c, to: 7.0.3, wait-for-resync: true}\n"
      "  - {step: anew, change-object-format: c, after: roll}\n  - {step: a while, wait: 1 min, after: roll}\n"
      "  - {step: on, remediate: c, to: 8.0, wait-for-resync: true, after: a while}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_TRUE (trial_entry (trial, MODEL_MACHINE_UPDATE, WHO (trial, UPDATE, "h2"), UPDATE_AT_ENTERING, 1)->at
                  >= WHEN (trial, RELAYOUT, "vsan:c", SETTLED));
}

/* Invariant 8 of handbook 8.14: what may still be lost when a step has ended. */
static void
the_margin_after_each_step (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"
      "      h[1-3]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0}\n"
      "    vms:\n      v: {memory: 1 GiB, disks: 10 GiB}\n"
      "plan:\n  - {step: before, wait: 1 min}\n  - {step: one, maintenance: h1, after: before}\n"
      "  - {step: two, maintenance: h2, vsan-mode: no-action, after: one}\n");

  trial_until (trial, 2 * SIM_HOUR);
  for (guint32 s = 0; s < 3; s++) {
    CU_ASSERT_TRUE (model_step_state (trial->run, s)->measured == 1);
    CU_ASSERT_EQUAL (model_step_state (trial->run, s)->margin, 1 - (gint32) s);
  }
}

/* ---- By lot ---- */

typedef struct {
  guint64 seed, n;
  GString *yaml;
} Lot;

static guint
draw (Lot *lot, guint bound)
{
  return (guint) sim_random_below (lot->seed, 2, 1, lot->n++, bound);
}

#define SAY(...) g_string_append_printf (lot->yaml, __VA_ARGS__)

static void
say_cluster (Lot *lot, guint hosts, gboolean stretched)
{
  static const char *const raids[]
      = { "raid-1", "raid-1, failures-to-tolerate: 0", "raid-1, failures-to-tolerate: 1" };

  SAY ("rollcall: 1\nclusters:\n  c:\n    ha: {}\n    vsan: {architecture: %s, resync-rate: %u Mbit/s, "
       "repair-timer: %u min, disk-format: %u%s}\n",
       draw (lot, 2) ? "osa" : "esa", 200 + draw (lot, 4000), 20 + draw (lot, 80), 2 + draw (lot, 3),
       stretched ? ", witness: {name: w, version: 7.0.3}" : "");
  SAY ("    storage-policies:\n      p: {raid: %s}\n      q: {raid: %s}\n    hosts:\n", raids[draw (lot, 3)],
       hosts >= 6 && !stretched && draw (lot, 2) ? "raid-6"
       : hosts >= 4 && !stretched                ? "raid-5"
                                                 : raids[draw (lot, 2)]);
  for (guint h = 1; h <= hosts; h++)
    SAY ("      h%u: {cpu: 100 GHz, memory: 128 GiB, version: 7.0.%u, capacity: %u TiB%s}\n", h,
         draw (lot, 3), 2 + draw (lot, 2),
         !stretched ? ""
         : h % 2    ? ", fault-domain: a"
                    : ", fault-domain: b");
  SAY ("    vms:\n");
  for (guint v = 1; v <= 6; v++)
    SAY ("      v%u: {memory: 4 GiB, disks: %u GiB, disk-count: %u, write-rate: %u MiB/s, storage-policy: "
         "%s%s}\n",
         v, 20 + draw (lot, 200), 1 + draw (lot, 3), draw (lot, 20), draw (lot, 2) ? "p" : "q",
         draw (lot, 6) ? "" : ", power: off");
}

static void
say_plan (Lot *lot, guint hosts, gboolean stretched)
{
  static const char *const modes[] = { "ensure-accessibility", "full-migration", "no-action" };
  static const char *const faults[] = { "crash", "crash", "crash", "fail-disks", "hang-boot", "isolate" };

  SAY ("plan:\n  - {step: roll, remediate: c, to: 8.0.3, vsan-mode: %s, wait-for-resync: %s, at-once: 2}\n",
       modes[draw (lot, 3)], draw (lot, 2) ? "true" : "false");
  SAY ("  - {step: first, wait: %u min}\n  - {step: out, maintenance: h%u, vsan-mode: %s, enter-timeout: 3 "
       "h, after: first}\n"
       "  - {step: back, leave: h%u, after: out}\n",
       1 + draw (lot, 200), 1 + draw (lot, hosts), modes[draw (lot, 3)], 1 + draw (lot, hosts));
  SAY ("  - {step: format, upgrade-disk-format: c, disk-format: 20, after: %s, allow-reduced-redundancy: "
       "%s}\nfaults:\n",
       draw (lot, 2) ? "roll" : "first", draw (lot, 2) ? "true" : "false");
  for (guint f = 0; f < 1 + draw (lot, 6); f++) {
    if (stretched && draw (lot, 4) == 0)
      SAY ("  - {lose-witness: c");
    else
      SAY ("  - {%s: h%u", faults[draw (lot, G_N_ELEMENTS (faults))], 1 + draw (lot, hosts));
    SAY (", at: %u s, for: %u min}\n", draw (lot, 4 * 3600), 1 + draw (lot, 180));
  }
}

/* VS-12, HST-06: copies that stand alone have to move, at 1 GiB a second 100 s each. Four of them take longer than the five
 * minutes that the step allows. What has arrived stays there, so that the next attempt has less to do, and succeeds. */
static void
a_slow_evacuation_is_told_and_goes_on (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8590 Mbit/s}\n"
                   "    storage-policies: {alone: {failures-to-tolerate: 0}}\n    hosts:\n"
                   "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0.3, capacity: 2 TiB}\n"
                   "    vms:\n      v[01-16]: {memory: 1 GiB, disks: 100 GiB, storage-policy: alone}\n"
                   "plan:\n  - {step: roll, remediate: c, to: 8.0.4, hosts: [h1], enter-timeout: 5 min, "
                   "on-failure: {retry: 1, delay: 1 min}}\n");
  const SimFinding *slow;

  trial_end (trial);
  slow = FIRST (trial, EVACUATION_TOO_SLOW, HOST, "h1");
  CU_ASSERT_EQUAL (FOUND (trial, EVACUATION_TOO_SLOW, HOST, "h1"), 1);
  CU_ASSERT_EQUAL (slow->evidence[0], 5 * SIM_MINUTE);
  CU_ASSERT_EQUAL (slow->evidence[1], 0);
  CU_ASSERT_TRUE (slow->evidence[2] > 90 << 10 && slow->evidence[2] < 110 << 10);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", MAINTENANCE) - slow->since, SIM_MINUTE + 100 * SIM_SECOND);
}

static void
books_are_right_whatever_happens (void)
{
  for (guint64 seed = 1; seed <= 150; seed++) {
    g_autoptr (GString) yaml = g_string_new (NULL);
    g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (Trial) trial = NULL;
    Lot it = { seed, 0, yaml }, *lot = &it;
    gboolean stretched = draw (lot, 3) == 0;
    guint hosts = stretched ? 6 : 3 + draw (lot, 5);

    say_cluster (lot, hosts, stretched);
    say_plan (lot, hosts, stretched);
    trial = trial_new (yaml->str);
    if (invariants_hold (trial, complaints) == 0)
      continue;
    CU_FAIL ("invariants");
    for (guint i = 0; i < complaints->len; i++)
      g_print ("vsan %u: %s\n", (guint) seed, (const char *) complaints->pdata[i]);
    if (g_getenv ("ROLLCALL_SHOW"))
      g_print ("%s", yaml->str);
  }
}

void
test_physics_vsan_suite (void)
{
  CU_pSuite suite = CU_add_suite ("vSAN", NULL, NULL);

#define TEST(NAME) CU_add_test (suite, #NAME, NAME)
  TEST (a_short_absence_is_a_delta);
  TEST (a_long_absence_is_rebuilt);
  TEST (three_hosts_have_no_spare);
  TEST (the_timer_may_start_later);
  TEST (a_device_error_is_rebuilt_at_once);
  TEST (the_original_may_win);
  TEST (what_is_written_meanwhile_is_kept);
  TEST (a_loss_of_all_power_leaves_nothing_stale);
  TEST (no_restart_without_the_disks);
  TEST (a_single_copy_makes_it_long);
  TEST (no_action_loses_what_is_single);
  TEST (a_single_copy_is_not_rebuilt);
  TEST (full_migration_leaves_nothing);
  TEST (one_host_at_a_time);
  TEST (several_at_once_are_one_by_one);
  TEST (no_exit_from_an_unhealthy_cluster);
  TEST (builds_and_resync_are_noted);
  TEST (large_objects_and_full_devices);
  TEST (large_objects_laid_out_anew);
  TEST (a_relayout_holds_the_next_host);
  TEST (the_margin_after_each_step);
  TEST (a_slow_evacuation_is_told_and_goes_on);
  TEST (books_are_right_whatever_happens);
#undef TEST
}
