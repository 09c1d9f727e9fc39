/* VMs that a remediation powers off or suspends instead of having them moved: the order, the times, HA's silence, and who is
 * left off. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_power_actions_suite (void);

#define MINUTES(N) ((SimTime) (N) *60 * 1000)
#define NEW        ((ModelVersion) (8u << 24 | 3u << 8))

static Trial *
roll (const char *cluster, const char *step, const char *rest)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n%s"
                        "plan:\n  - {step: roll, remediate: p, to: 8.0.3, on-failure: stop%s}\n%s",
                        cluster, step, rest);

  trial_end (trial);
  return trial;
}

#define ONE_HOST                                                                                             \
  "    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n"                                   \
  "    vms:\n      v[1-3]: {memory: 4 GiB}\n"
#define TWO_HOSTS                                                                                            \
  "    ha: {admission-control: {policy: off}}\n    hosts:\n"                                                 \
  "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n"                                           \
  "    vms:\n      v1: {memory: 4 GiB, host: h1}\n      v2: {memory: 8 GiB, host: h1, devices: [usb]}\n"     \
  "      v3: {memory: 4 GiB, host: h2}\n"
#define NO_DRS  "    drs: {automation: off}\n"
#define SUSPEND ", power-action: suspend"
#define OFF     ", power-action: power-off"

static ModelVersion
version_of (const Trial *trial, const char *host)
{
  return model_host_state (trial->run, trial_index (trial, MODEL_MACHINE_HOST, host))->version;
}

/* B26: what no VM can leave is remediated all the same, when they need not leave; and else it is not. */
static void
one_host_or_no_drs_is_enough (void)
{
  static const char *const clusters[] = { ONE_HOST, NO_DRS ONE_HOST, NO_DRS TWO_HOSTS, TWO_HOSTS };
  static const char *const actions[] = { OFF, SUSPEND };

  for (gsize c = 0; c < G_N_ELEMENTS (clusters); c++) {
    g_autoptr (Trial) none = roll (clusters[c], "", "");

    CU_ASSERT_TRUE (IS (none, STEP, "roll", FAILED));
    for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
      g_autoptr (Trial) trial = roll (clusters[c], actions[i], "");

      CU_ASSERT_TRUE (IS (trial, STEP, "roll", DONE));
      CU_ASSERT_EQUAL (version_of (trial, "h1"), NEW);
      CU_ASSERT_EQUAL (TIMES (trial, VM, STOPPED), 3);
      CU_ASSERT_EQUAL (TIMES (trial, VM, MIGRATING), 0);
      CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_STOPPED), 3);
      CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0);
      CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_LEFT_OFF), 0);
      CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED), 0);
      CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING) && IS (trial, VM, "v2", RUNNING)
                      && IS (trial, VM, "v3", RUNNING));
    }
  }
}

/* A suspend takes as long as the memory takes to write, a power-off does not; a VM is down from then until it is resumed. */
static void
each_action_takes_its_time (void)
{
  g_autoptr (Trial) off = roll (TWO_HOSTS, OFF, "");
  g_autoptr (Trial) suspend = roll (TWO_HOSTS, SUSPEND, "");
  SimTime up;

  CU_ASSERT_EQUAL (WHEN (off, VM, "v2", STOPPED), MINUTES (2) + 10000);
  CU_ASSERT_EQUAL (WHEN (off, HOST, "h1", ENTERING), MINUTES (2) + 10000);
  CU_ASSERT_EQUAL (WHEN (suspend, VM, "v1", STOPPED), MINUTES (2) + 4 * 1024 * 1000 / 200);
  CU_ASSERT_EQUAL (WHEN (suspend, HOST, "h1", ENTERING), MINUTES (2) + 8 * 1024 * 1000 / 200);
  CU_ASSERT_EQUAL (WHEN (suspend, HOST, "h1", MAINTENANCE), WHEN (suspend, HOST, "h1", ENTERING));
  up = WHEN (suspend, HOST, "h1", CONNECTED) + 8 * 1024 * 1000 / 200;
  CU_ASSERT_EQUAL (trial_entry (suspend, MODEL_MACHINE_VM, WHO (suspend, VM, "v2"), VM_AT_RUNNING, 0)->at,
                   up);
  CU_ASSERT_EQUAL (WHEN (suspend, HOST, "h2", ENTERING), up + 4 * 1024 * 1000 / 200);
  CU_ASSERT_EQUAL (trial_found_for (suspend, MODEL_FIND_VM_STOPPED, WHO (suspend, VM, "v2")),
                   up - WHEN (suspend, VM, "v2", STOPPED));
}

/* Off on purpose: off HA's list, so that a host that dies meanwhile has none of them started elsewhere; and on it again. */
static void
ha_leaves_them_alone (void)
{
  g_autoptr (Trial) dies
      = roll (TWO_HOSTS, SUSPEND,
              "faults:\n  - {crash: h1, during: {step: roll, host: h1, state: remediating}, for: 3 h}\n");
  g_autoptr (Trial) well = roll (TWO_HOSTS, SUSPEND, "");

  CU_ASSERT_EQUAL (TIMES (dies, VM, RESTARTING), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (dies, VM_DOWN), 0);
  CU_ASSERT_TRUE (IS (dies, VM, "v1", STOPPED));
  CU_ASSERT_TRUE (IS (dies, RESTART, "v1", UNLISTED));
  CU_ASSERT_EQUAL (FOUND (dies, VM_LEFT_OFF, VM, "v1"), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (dies, VM_LEFT_OFF), 2);
  CU_ASSERT_TRUE (IS (dies, STEP, "roll", FAILED));
  CU_ASSERT_TRUE (IS (well, RESTART, "v1", PROTECTED));
  CU_ASSERT_EQUAL (TIMES (well, RESTART, UNLISTED), 3);
}

/* While it is still being suspended a VM is as on as any: its host dies with it, and HA restarts it. */
static void
a_host_may_die_meanwhile (void)
{
  g_autoptr (Trial) trial
      = roll (TWO_HOSTS, SUSPEND, "faults:\n  - {crash: h1, during: {vm: v2, state: stopping}}\n");

  CU_ASSERT_EQUAL (TIMES (trial, VM, RESTARTING), 2);
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_LEFT_OFF), 0);
}

/* DR-27: the run dies with vCenter, and nobody starts what it has stopped, be it stopped or just being stopped. */
static void
a_dead_run_leaves_them_off (void)
{
  static const char *const moments[]
      = { "during: {step: roll, host: h1, state: rebooting}", "during: {vm: v2, state: stopping}" };

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++) {
    g_autofree char *fault = g_strdup_printf ("faults:\n  - {crash: vc, %s, for: 30 min}\n", moments[i]);
    g_autoptr (Trial) trial = roll (TWO_HOSTS, SUSPEND, fault);

    CU_ASSERT_TRUE (IS (trial, VM, "v1", STOPPED));
    CU_ASSERT_TRUE (IS (trial, VM, "v2", STOPPED));
    CU_ASSERT_TRUE (IS (trial, VM, "v3", RUNNING));
    CU_ASSERT_EQUAL (FOUND (trial, VM_LEFT_OFF, VM, "v1"), 1);
    CU_ASSERT_EQUAL (FOUND (trial, VM_LEFT_OFF, VM, "v2"), 1);
  }
}

/* A person starts it after all. */
static void
a_person_may_start_one (void)
{
  g_autoptr (Trial) trial
      = roll (TWO_HOSTS, SUSPEND,
              "  - {step: soak, wait: 2 h}\n  - {step: up, power-on: v1, after: soak}\n"
              "faults:\n  - {crash: vc, during: {step: roll, host: h1, state: rebooting}, for: 30 min}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "up", DONE));
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
  CU_ASSERT_FALSE (sim_find_is_open (trial->run, MODEL_FIND_VM_LEFT_OFF, WHO (trial, VM, "v1"), 0));
  CU_ASSERT_TRUE (sim_find_is_open (trial->run, MODEL_FIND_VM_LEFT_OFF, WHO (trial, VM, "v2"), 0));
}

/* To start again is a power-on: it may fail, and admission control may refuse it. */
static void
a_start_may_fail (void)
{
  g_autoptr (Trial) fails = roll (TWO_HOSTS, OFF, "faults:\n  - {fail-power-on: v1, at: 0 s, for: 1 h}\n");
  g_autoptr (Trial) refused
      = roll ("    ha: {admission-control: {policy: slot, host-failures: 1}}\n    hosts:\n"
              "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n    vms:\n"
              "      v1: {memory: 40 GiB, memory-reservation: 40 GiB, host: h1}\n"
              "      v2: {memory: 40 GiB, memory-reservation: 40 GiB, host: h2}\n",
              SUSPEND, "");

  CU_ASSERT_TRUE (IS (fails, VM, "v1", STOPPED));
  CU_ASSERT_TRUE (IS (fails, VM, "v2", RUNNING));
  CU_ASSERT_EQUAL (FOUND_ANY (fails, VM_LEFT_OFF), 1);
  CU_ASSERT_TRUE (IS (fails, STEP, "roll", DONE));
  CU_ASSERT_EQUAL (version_of (refused, "h1"), NEW);
  CU_ASSERT_EQUAL (FOUND (refused, POWER_ON_REFUSED, VM, "v1"), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (refused, VM_LEFT_OFF), 1);
  CU_ASSERT_TRUE (IS (refused, VM, "v1", STOPPED) && IS (refused, VM, "v2", RUNNING));
}

/* What cannot enter after all has its VMs back before the run stops. */
static void
a_failed_turn_starts_them_too (void)
{
  g_autoptr (Trial) trial = roll (TWO_HOSTS, SUSPEND, "faults:\n  - {provision: h1, at: 0 s, for: 3 h}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "roll", FAILED));
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING) && IS (trial, VM, "v2", RUNNING));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_LEFT_OFF), 0);
  CU_ASSERT_TRUE (WHEN (trial, UPDATE, "h1", FAILED) > WHEN (trial, UPDATE, "h1", STARTING_VMS));
}

/* B28: the vCenter that does it is not powered off by itself; it has to leave, or its host is not upgraded. */
static void
vcenter_is_not_stopped (void)
{
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3, vm: vcsa}}\nclusters:\n  p:\n    vcenter: vc\n    "
      "hosts:\n"
      "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n    vms:\n      vcsa: {memory: 16 GiB, "
      "host: h1}\n"
      "      v1: {memory: 4 GiB, host: h1}\nplan:\n  - {step: roll, remediate: p, to: 8.0.3%s}\n",
      OFF);

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND (trial, VM_STOPPED, VM, "vcsa"), 0);
  CU_ASSERT_EQUAL (FOUND (trial, VM_STOPPED, VM, "v1"), 1);
  CU_ASSERT_TRUE (TIMES (trial, VM, MIGRATING) > 0);
  CU_ASSERT_TRUE (IS (trial, STEP, "roll", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, CONTROL_PLANE_DOWN), 0);
}

/* What is suspended to memory is lost with its host's power, and in a boot in full; what is on disk is not. */
static void
memory_is_lost_with_the_power (void)
{
  static const struct {
    const char *action, *fault;
    gboolean lost;
  } rows[] = {
    { "suspend-to-memory", "crash: h1, during: {step: roll, host: h1, state: remediating}, for: 10 min",
      TRUE },
    { "suspend-to-memory", "hang-boot: h1, at: 0 s, for: 30 min", TRUE },
    { "suspend", "crash: h1, during: {step: roll, host: h1, state: remediating}, for: 10 min", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3.9}}\nclusters:\n  p:\n    vcenter: "
                          "vc\n    ha: {admission-control: {policy: off}}\n"
                          "    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3.1}\n    vms: "
                          "{v1: {memory: 4 GiB}}\n"
                          "plan:\n  - {step: roll, remediate: p, to: 8.0.3.2, quick-boot: true, "
                          "power-action: %s}\nfaults:\n  - {%s}\n",
                          rows[i].action, rows[i].fault);

    trial_end (trial);
    CU_ASSERT_EQUAL (TIMES (trial, VM, STOPPED), 1);
    CU_ASSERT_EQUAL (TIMES (trial, VM, DOWN), rows[i].lost);
    CU_ASSERT_EQUAL (TIMES (trial, VM, RESTARTING), 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), rows[i].lost);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_LEFT_OFF), rows[i].lost ? 0 : 1);
  }
}

/* Suspended to memory only where that can be: an image, Quick Boot, 7.0.2 or later, and a patch. */
static void
memory_is_kept_through_a_quick_boot (void)
{
  static const struct {
    const char *version, *hardware, *step;
    gboolean refused;
  } rows[] = {
    { "8.0.3.1", "", ", to: 8.0.3.2, quick-boot: true", FALSE },
    { "8.0.3.1", "", ", to: 8.0.3.2", TRUE },
    { "8.0.3.1", ", hardware: [no-quick-boot]", ", to: 8.0.3.2, quick-boot: true", TRUE },
    { "8.0.3.1", "", ", to: 8.0.3.2, quick-boot: true, method: baseline", TRUE },
    { "8.0.1", "", ", to: 8.0.3, quick-boot: true", TRUE },
    { "7.0.1.1", "", ", to: 7.0.1.2, quick-boot: true", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: 8.0.3.9}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
        "      h1: {cpu: 100 GHz, memory: 64 GiB, version: %s%s}\n    vms: {v1: {memory: 4 GiB}}\n"
        "plan:\n  - {step: roll, remediate: p, power-action: suspend-to-memory%s}\n",
        rows[i].version, rows[i].hardware, rows[i].step);

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, STEP, "roll", FAILED), rows[i].refused);
    CU_ASSERT_EQUAL (TIMES (trial, VM, STOPPED), rows[i].refused ? 0 : 1);
    if (rows[i].refused) {
      CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "roll")->evidence[0],
                       MODEL_CHECK_SUSPEND_TO_MEMORY);
    } else {
      CU_ASSERT_EQUAL (WHEN (trial, VM, "v1", STOPPED), MINUTES (2) + 10000);
    }
  }
}

void
test_physics_power_actions_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-power-actions", NULL, NULL);

  CU_ADD_TEST (suite, one_host_or_no_drs_is_enough);
  CU_ADD_TEST (suite, each_action_takes_its_time);
  CU_ADD_TEST (suite, ha_leaves_them_alone);
  CU_ADD_TEST (suite, a_host_may_die_meanwhile);
  CU_ADD_TEST (suite, a_dead_run_leaves_them_off);
  CU_ADD_TEST (suite, a_person_may_start_one);
  CU_ADD_TEST (suite, a_start_may_fail);
  CU_ADD_TEST (suite, a_failed_turn_starts_them_too);
  CU_ADD_TEST (suite, vcenter_is_not_stopped);
  CU_ADD_TEST (suite, memory_is_lost_with_the_power);
  CU_ADD_TEST (suite, memory_is_kept_through_a_quick_boot);
}
