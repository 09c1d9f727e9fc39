/* VM monitoring (HA-45): when a guest that hangs is reset, and when it is not. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_monitoring_suite (void);

#define HANGS (10 * SIM_MINUTE)

/* Two hosts under a vCenter; a VM on each. The guest of v1 hangs at ten minutes. */
static Trial *
hung (const char *monitoring, const char *v1, const char *fault, const char *rest)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.1}}\nclusters:\n  p:\n    vcenter: vc\n   "
                        " ha: {vm-monitoring: %s}\n    hosts:\n"
                        "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n    vms:\n"
                        "      v1: {memory: 1 GiB, host: h1%s}\n      v2: {memory: 1 GiB, host: h2}\n"
                        "plan: [{step: a, wait: 30 h}]\nfaults:\n  - {hang-guest: v1, at: 10 min%s}\n%s",
                        monitoring, v1, fault, rest);

  trial_end (trial);
  return trial;
}

static SimTime
reset_after (const Trial *trial)
{
  const SimFinding *found = FIRST (trial, GUEST_RESET, VM, "v1");

  return found->since < 0 ? -1 : found->since - HANGS;
}

/* The I/O interval is what lasts in all presets; with a shorter one the failure interval shows. */
static void
a_hung_guest_is_reset_when_it_does_no_io_either (void)
{
  const struct {
    const char *monitoring, *physics;
    SimTime after;
  } rows[] = {
    { "off", "", -1 },
    { "low", "", 120 },
    { "medium", "", 120 },
    { "high", "", 120 },
    { "custom", "", 120 },
    { "low", "physics: {vm-monitoring-io-interval: 10 s}\n", 120 },
    { "medium", "physics: {vm-monitoring-io-interval: 10 s}\n", 60 },
    { "high", "physics: {vm-monitoring-io-interval: 10 s}\n", 30 },
    { "custom", "physics: {vm-monitoring-io-interval: 10 s, vm-monitoring-interval: 45 s}\n", 45 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = hung (rows[i].monitoring, "", "", rows[i].physics);

    CU_ASSERT_EQUAL (reset_after (trial), rows[i].after < 0 ? -1 : rows[i].after * SIM_SECOND);
    CU_ASSERT_EQUAL (IS (trial, MONITOR, "v1", WELL), rows[i].after >= 0);
    if (rows[i].after >= 0) /* the outage ends with the first heartbeat after the reset */
      CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_GUEST_HUNG, WHO (trial, VM, "v1")),
                       (rows[i].after + 60) * SIM_SECOND);
  }
}

/* Nobody resets a guest that still reads and writes, that has no Tools to miss, or whose host has no agent. */
static void
it_is_not_reset (void)
{
  const struct {
    const char *v1, *fault, *rest;
  } rows[] = {
    { "", ", does-io: true", "" },
    { ", tools: false", "", "" },
    { "", "", "  - {fail-agent: h1, at: 9 min, for: 1 h}\n" },
    { "", "", "  - {crash: v1, at: 11 min}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = hung ("high", rows[i].v1, rows[i].fault, rows[i].rest);

    CU_ASSERT_EQUAL (reset_after (trial), -1);
    CU_ASSERT_EQUAL (FOUND (trial, GUEST_HUNG, VM, "v1"), 1);
  }
}

/* Neither vCenter nor host monitoring has to do with it (VC-06). */
static void
it_goes_on_without_vcenter (void)
{
  g_autoptr (Trial) away = hung ("high", "", "", "  - {crash: vc, at: 5 min}\n");
  g_autoptr (Trial) unlisted = hung ("high", "", "", "  - {isolate: h1, at: 5 min}\n");

  CU_ASSERT_EQUAL (reset_after (away), 120 * SIM_SECOND);
  CU_ASSERT_EQUAL (reset_after (unlisted), 120 * SIM_SECOND);
}

/* What hangs it again after every boot uses up the resets; the window lets them begin anew, and without one it is over for good. */
static void
resets_are_counted_in_a_window (void)
{
  const struct {
    const char *monitoring, *physics;
    guint resets;
  } rows[] = {
    { "custom", "", 3 },
    { "custom", "physics: {vm-monitoring-resets: 1}\n", 1 },
    { "low", "", 4 },    /* the fourth after seven days, and it has not to hang again */
    { "medium", "", 7 }, /* after 24 h, and after 48 h */
    { "custom", "physics: {vm-monitoring-window: 10 h}\n", 10 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = hung (rows[i].monitoring, "", ", for: 29 h", rows[i].physics);

    CU_ASSERT_EQUAL (FOUND (trial, GUEST_RESET, VM, "v1"), rows[i].resets);
  }
}

/* After a reset it is left alone for a while: the next one comes when that, and the failure interval, are over. */
static void
a_vm_that_has_just_started_is_left_alone (void)
{
  g_autoptr (Trial) trial = hung ("high", "", ", for: 1 h", "physics: {vm-monitoring-io-interval: 1 s}\n");
  const SimFinding *second = trial_finding (trial, MODEL_FIND_GUEST_RESET, WHO (trial, VM, "v1"), 1);

  CU_ASSERT_EQUAL (reset_after (trial), 30 * SIM_SECOND);
  CU_ASSERT_PTR_NOT_NULL (second);
  CU_ASSERT_EQUAL (second ? second->since - HANGS : -1, (30 + 120 + 30) * SIM_SECOND);
}

/* A VM whose host dies is restarted, and boots into whatever hung it. */
static void
a_restart_by_ha_is_a_boot_too (void)
{
  g_autoptr (Trial) once = hung ("off", "", "", "  - {crash: h1, at: 20 min}\n");
  g_autoptr (Trial) again = hung ("off", "", ", for: 1 h", "  - {crash: h1, at: 20 min}\n");

  CU_ASSERT_TRUE (IS (once, VM, "v1", RUNNING));
  CU_ASSERT_TRUE (IS (once, MONITOR, "v1", WELL));
  CU_ASSERT_EQUAL (FOUND (once, GUEST_HUNG, VM, "v1"), 1);
  CU_ASSERT_EQUAL (FOUND (again, GUEST_HUNG, VM, "v1"), 2);
}

/* A VM that is off cannot hang, one that goes down hangs no more, and with HA off nobody resets it. */
static void
what_comes_before_the_reset (void)
{
  g_autoptr (Trial) off = hung ("high", ", power: off", "", "");
  g_autoptr (Trial) down = hung ("high", ", restart-priority: disabled", "", "  - {crash: v1, at: 11 min}\n");
  g_autoptr (Trial) booting = hung ("high", ", restart-priority: disabled", "", "  - {crash: v1, at: 750 s}\n");
  g_autoptr (Trial) switched = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {vm-monitoring: high}\n    hosts:\n"
      "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n    vms:\n      v1: {memory: 1 GiB, host: h1}\n"
      "plan:\n  - {step: w, wait: 11 min}\n  - {step: off, set: {cluster: p, ha: off}, after: [w]}\n"
      "  - {step: x, wait: 1 h, after: [off]}\nfaults:\n  - {hang-guest: v1, at: 10 min}\n");

  trial_end (switched);
  CU_ASSERT_EQUAL (FOUND (off, GUEST_HUNG, VM, "v1"), 0);
  CU_ASSERT_EQUAL (TIMES (off, MONITOR, HUNG), 0);
  CU_ASSERT_EQUAL (reset_after (down), -1);
  CU_ASSERT_TRUE (IS (down, MONITOR, "v1", WELL));
  CU_ASSERT_EQUAL (reset_after (booting), 120 * SIM_SECOND); /* and dies as it boots */
  CU_ASSERT_TRUE (IS (booting, MONITOR, "v1", WELL));
  CU_ASSERT_EQUAL (reset_after (switched), -1);
  CU_ASSERT_TRUE (IS (switched, MONITOR, "v1", LEFT));
}

void
test_physics_monitoring_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of VM monitoring", NULL, NULL);

  CU_ADD_TEST (suite, a_hung_guest_is_reset_when_it_does_no_io_either);
  CU_ADD_TEST (suite, it_is_not_reset);
  CU_ADD_TEST (suite, it_goes_on_without_vcenter);
  CU_ADD_TEST (suite, resets_are_counted_in_a_window);
  CU_ADD_TEST (suite, a_vm_that_has_just_started_is_left_alone);
  CU_ADD_TEST (suite, a_restart_by_ha_is_a_boot_too);
  CU_ADD_TEST (suite, what_comes_before_the_reset);
}
