/* vSAN: what is lost when hosts go, what waits, what is rebuilt, and what more may be lost. */

#include <CUnit/CUnit.h>

#include "models/lcm/prechecks.h"
#include "tests/vsan-cluster.h"

void test_physics_vsan_suite (void);

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

/* ---- The margin ---- */

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
  TEST (the_margin_after_each_step);
#undef TEST
}
