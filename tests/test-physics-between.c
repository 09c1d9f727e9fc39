/* What comes in between while HA and vCenter are at work: a host that loses its power again, a vCenter that goes in the very
 * moment of a step, a network that is back before vCenter is, a switch that is thrown in the middle of a restart. */

#include <CUnit/CUnit.h>

#include "models/compute/hosts.h"
#include "tests/trial.h"

void test_physics_between_suite (void);

/* Three hosts under a vCenter, h3 leads; a VM on each. `ha` is more of HA's settings, `rest` begins with the plan or the faults. */
static Trial *
three (const char *physics, const char *ha, const char *rest)
{
  return trial_new_from (
      "rollcall: 1\nphysics: {%s}\nvcenters: {vc: {version: 8.0.1}}\nclusters:\n  p:\n    vcenter: vc\n"
      "    ha: {%s}\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n    vms:\n"
      "      v1: {memory: 1 GiB, host: h1}\n      v2: {memory: 1 GiB, host: h2}\n"
      "      v3: {memory: 8 GiB, host: h3}\n%s",
      physics, ha, rest);
}

static gboolean
all_run (const Trial *trial)
{
  return IS (trial, VM, "v1", RUNNING) && IS (trial, VM, "v2", RUNNING) && IS (trial, VM, "v3", RUNNING);
}

/* ---- Hosts ---- */

/* It boots, says so, and is without power in the same instant: nobody takes it for alive, and its agent does not start. */
static void
a_host_may_die_as_it_comes_up (void)
{
  g_autoptr (Trial) trial = three ("", "",
                                   "faults:\n  - {crash: h1, at: 10 min, for: 10 min}\n"
                                   "  - {crash: h1, during: {host: h1, state: ha-init}, for: 10 min}\n");

  trial_until (trial, 35 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", DOWN));
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", INACTIVE));
  CU_ASSERT_TRUE (IS (trial, DETECTOR, "h1", DEAD));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, DETECTOR, "h1", ALIVE));
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", SLAVE));
  CU_ASSERT_TRUE (all_run (trial));
}

/* A host that was cut off when vCenter replaced its agents is reached again, while vCenter is away, and only then is vCenter. */
static void
an_old_agent_waits_for_vcenter_too (void)
{
  g_autoptr (Trial) trial
      = three ("vcenter-boot: 5 min", "",
               "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n"
               "faults:\n  - {isolate: h1, during: {vcenter: vc, state: syncing}, for: 1 h}\n"
               "  - {crash: vc, at: 1 h, for: 2 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_ha_host (trial->run, 0)->unsynced, 0);
  CU_ASSERT_TRUE (WHEN (trial, AGENT, "h1", CONFIGURING) > 3 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", SLAVE));
}

/* Somebody asks for what somebody else has just asked for: one configuration serves both. */
static void
two_people_reconfigure_one_host (void)
{
  g_autoptr (Trial) trial = three ("", "",
                                   "plan:\n  - {step: hour, wait: 1 h}\n"
                                   "  - {step: a, reconfigure-ha: h1, after: hour}\n"
                                   "  - {step: later, wait: 20 s, after: hour}\n"
                                   "  - {step: b, reconfigure-ha: h1, after: later}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "a", DONE) && IS (trial, STEP, "b", DONE));
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "b", DONE), SIM_HOUR + SIM_MINUTE);
  CU_ASSERT_EQUAL (TIMES (trial, AGENT, CONFIGURING), 1);
}

/* ---- What the master sees ---- */

/* VC-11: the master does not watch a host whose agent could not be configured, and so misses a VM that dies there, until the
 * agent is. */
static void
nobody_watches_what_is_not_configured (void)
{
  g_autoptr (Trial) trial = three ("", "",
                                   "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n"
                                   "  - {step: night, wait: 8 h, after: [a]}\n"
                                   "faults:\n  - {fail-ha: h1, because: disk, at: 0 s, for: 6 h}\n"
                                   "  - {crash: v1, at: 4 h}\n");

  trial_until (trial, 5 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", ERROR));
  CU_ASSERT_TRUE (IS (trial, VM, "v1", DOWN));
  CU_ASSERT_TRUE (IS (trial, RESTART, "v1", PROTECTED));
  trial_end (trial);
  CU_ASSERT_TRUE (WHEN (trial, RESTART, "v1", STARTING) >= 6 * SIM_HOUR);
  CU_ASSERT_TRUE (all_run (trial));
}

/* HA-47: with host monitoring off the master sees, and restarts nothing: not what has died on a host that it has not heard for a
 * while, nor on one whose agent was down. */
static void
without_host_monitoring_nothing_is_made_up_for (void)
{
  const struct {
    const char *fault;
    guint8 suspected;
  } rows[] = { { "isolate: h1, at: 10 min, for: 5 s", DETECTOR_AT_WATCHING },
               { "fail-agent: h1, at: 10 min, for: 1 min", DETECTOR_AT_AGENT_DOWN } };

  for (guint i = 0; i < 2; i++)
    for (guint on = 0; on < 2; on++) {
      g_autofree char *ha = g_strdup_printf ("host-monitoring: %s", on ? "true" : "false");
      g_autofree char *faults
          = g_strdup_printf ("faults:\n  - {%s}\n  - {crash: v1, at: 604 s}\n", rows[i].fault);
      g_autoptr (Trial) trial = three ("", ha, faults);

      trial_end (trial);
      CU_ASSERT_TRUE (trial_when (trial, MODEL_MACHINE_DETECTOR, "h1", rows[i].suspected) >= 10 * SIM_MINUTE);
      CU_ASSERT_TRUE (IS (trial, DETECTOR, "h1", ALIVE));
      CU_ASSERT_EQUAL (IS (trial, VM, "v1", RUNNING), on);
      CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), on);
    }
}

/* VS-23: a ghost that vSAN is slow to terminate: the master has long taken its host for dead, and could not start it while its
 * disks were open there. */
static void
a_ghost_is_terminated_after_the_verdict (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nphysics: {vsan-terminates-ghosts-after: 40 s}\nclusters:\n  c:\n    vsan: {resync-rate: "
      "8 Gbit/s}\n"
      "    ha: {}\n    hosts:\n      h[1-3]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0}\n    vms:\n"
      "      v: {memory: 1 GiB, disks: 100 GiB, host: h1}\n"
      "faults: [{partition: [h1], at: 10 min, for: 30 min}]\n");

  trial_until (trial, 10 * SIM_MINUTE + 39 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, DETECTOR, "h1", DEAD) && IS (trial, VM, "v", RUNNING));
  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "v", DOWN), 10 * SIM_MINUTE + 40 * SIM_SECOND);
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v", STARTING), 10 * SIM_MINUTE + 40 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING));
}

/* ---- Restarts ---- */

/* HA-34: the second attempt is under way when the master dies. The new one counts from one: its next wait is two minutes. */
static void
a_new_master_counts_what_it_finds_under_way (void)
{
  g_autoptr (Trial) trial = three ("ha-power-on: 2 min", "",
                                   "faults:\n  - {crash: h1, at: 10 min}\n"
                                   "  - {fail-power-on: v1, at: 0 s, for: 17 min}\n"
                                   "  - {crash: h3, at: 860 s}\n");
  SimTime first = 10 * SIM_MINUTE + 18 * SIM_SECOND, second = first + 4 * SIM_MINUTE;
  const SimEntry *third;

  trial_until (trial, 14 * SIM_MINUTE + 50 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, RESTART, "v1", STARTING));
  CU_ASSERT_EQUAL (model_vm_state (trial->run, 0)->attempts, 2);
  trial_until (trial,
               15 * SIM_MINUTE); /* h2 has held its election alone, and made sure that it is not isolated */
  CU_ASSERT_EQUAL (model_vm_state (trial->run, 0)->attempts, 1);
  trial_end (trial);
  third = trial_entry (trial, MODEL_MACHINE_RESTART, WHO (trial, RESTART, "v1"), RESTART_AT_STARTING, 2);
  CU_ASSERT_PTR_NOT_NULL_FATAL (third);
  CU_ASSERT_EQUAL (third->at, second + 4 * SIM_MINUTE);
  CU_ASSERT_TRUE (all_run (trial));
}

/* Somebody powers on by hand what waits for its batch: HA finds it being powered on when its turn has come, and lets it be. */
static void
a_person_is_faster_than_its_batch (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.1}}\nclusters:\n  p:\n    vcenter: vc\n"
      "    ha: {ready-condition: guest-heartbeats, admission-control: {policy: off}}\n    hosts:\n"
      "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n    vms:\n"
      "      mute: {memory: 1 GiB, host: h1, restart-priority: high, tools: false}\n"
      "      late: {memory: 1 GiB, host: h1, restart-priority: low}\n"
      "plan:\n  - {step: w, wait: 20 min}\n  - {step: on, power-on: late, after: [w]}\n"
      "faults:\n  - {crash: h1, at: 10 min}\n");

  trial_until (trial, 20 * SIM_MINUTE + SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, RESTART, "late", QUEUED) && IS (trial, VM, "late", POWERING));
  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "late", PROTECTED), 20 * SIM_MINUTE + 18 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, VM, "late", RUNNING));
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "late", STARTING), -1);
}

/* HA is switched off while a VM is being powered on, and the host dies on which it was: nobody tries again. */
static void
a_restart_ends_with_ha (void)
{
  g_autoptr (Trial) trial
      = three ("ha-power-on: 5 min", "",
               "plan:\n  - {step: w, wait: 11 min}\n  - {step: off, set: {cluster: p, ha: off}, after: [w]}\n"
               "  - {step: wait, wait: 1 h, after: [off]}\n"
               "faults:\n  - {crash: h1, at: 10 min}\n  - {crash: h2, at: 12 min}\n");

  trial_until (trial, 11 * SIM_MINUTE + SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, RESTART, "v1", STARTING));
  CU_ASSERT_EQUAL (model_vm_state (trial->run, 0)->target, 1);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, RESTART, "v1", UNPROTECTED));
  CU_ASSERT_TRUE (IS (trial, VM, "v1", DOWN));
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 1);
}

/* ---- Admission control ---- */

/* A step sets something in vCenter, and vCenter goes before admission control has heard of it. */
static void
vcenter_goes_with_the_step (void)
{
  g_autoptr (Trial) ha
      = three ("vcenter-boot: 5 min", "",
               "plan:\n  - {step: off, set: {cluster: p, ha: off}}\n  - {step: w, wait: 2 h}\n"
               "faults:\n  - {crash: vc, during: {step: off}, for: 1 h}\n");
  g_autoptr (Trial) on = three ("vcenter-boot: 5 min", "",
                                "plan:\n  - {step: off, set: {cluster: p, admission-control: off}}\n"
                                "  - {step: on, set: {cluster: p, admission-control: on}, after: [off]}\n"
                                "  - {step: w, wait: 2 h}\n"
                                "faults:\n  - {crash: vc, during: {step: on}, for: 1 h}\n");

  trial_until (ha, 30 * SIM_MINUTE);
  trial_until (on, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (ha, ADMISSION, "p", ABSENT));
  CU_ASSERT_TRUE (IS (on, ADMISSION, "p", ABSENT));
  trial_end (ha);
  trial_end (on);
  CU_ASSERT_TRUE (IS (ha, ADMISSION, "p", OFF));
  CU_ASSERT_TRUE (IS (on, ADMISSION, "p", OK));
}

/* Agents that take no time are there when admission control looks: it is not violated for a moment. */
static void
agents_that_take_no_time (void)
{
  g_autoptr (Trial) trial = three ("ha-configure: 0 s", "",
                                   "plan:\n  - {step: off, set: {cluster: p, ha: off}}\n"
                                   "  - {step: w, wait: 1 h, after: [off]}\n"
                                   "  - {step: on, set: {cluster: p, ha: on}, after: [w]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", OK));
  CU_ASSERT_EQUAL (TIMES (trial, ADMISSION, VIOLATED), 0);
  CU_ASSERT_EQUAL (TIMES (trial, ADMISSION, OFF), 1);
}

void
test_physics_between_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of what comes in between", NULL, NULL);

  CU_ADD_TEST (suite, a_host_may_die_as_it_comes_up);
  CU_ADD_TEST (suite, an_old_agent_waits_for_vcenter_too);
  CU_ADD_TEST (suite, two_people_reconfigure_one_host);
  CU_ADD_TEST (suite, nobody_watches_what_is_not_configured);
  CU_ADD_TEST (suite, without_host_monitoring_nothing_is_made_up_for);
  CU_ADD_TEST (suite, a_ghost_is_terminated_after_the_verdict);
  CU_ADD_TEST (suite, a_new_master_counts_what_it_finds_under_way);
  CU_ADD_TEST (suite, a_person_is_faster_than_its_batch);
  CU_ADD_TEST (suite, a_restart_ends_with_ha);
  CU_ADD_TEST (suite, vcenter_goes_with_the_step);
  CU_ADD_TEST (suite, agents_that_take_no_time);
}
