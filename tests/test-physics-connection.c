/* Hosts that somebody disconnects from their vCenter and connects again (HST-01, HST-02), and hosts that a task holds in
 * maintenance (HST-04). */

#include <CUnit/CUnit.h>

#include "models/words.h"
#include "tests/trial.h"

void test_physics_connection_suite (void);

#define MINUTES(N) ((SimTime) (N) *SIM_MINUTE)

/* Three hosts with HA under a vCenter of 8.0.3, a VM on each; `more` is of the cluster, `rest` the plan and its faults. */
static Trial *
three (const char *more, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
      "    ha: {}\n%s    hosts:\n"
      "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3, sockets: 1, cores-per-socket: 64, datastores: [ds1, ds2]}\n"
      "    vms:\n      v1: {memory: 4 GiB, host: h1, datastores: [ds1]}\n      v2: {memory: 4 GiB, host: h2}\n"
      "      v3: {memory: 4 GiB, host: h3}\n      off: {memory: 4 GiB, host: h1, power: off}\n%s",
      more, rest);

  trial_end (trial);
  return trial;
}

static ModelCheck
why_refused (const Trial *trial, const char *step)
{
  return (ModelCheck) FIRST (trial, PRECHECK_FAILED, STEP, step)->evidence[0];
}

#define OFF  "plan:\n  - {step: off, disconnect: h1}\n"
#define LATE "  - {step: w, wait: 10 min, after: off}\n"

/* Its VMs run on; DRS and admission control do without it, and a remediation passes it over. */
static void
it_runs_on_unmanaged (void)
{
  g_autoptr (Trial) trial = three ("", OFF "  - {step: roll, remediate: p, to: 8.0.3.1, admission-control: disable, after: off}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "off", DONE));
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", DISCONNECTED));
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", INACTIVE));
  CU_ASSERT_EQUAL (FIRST (trial, HOST_DISCONNECTED, HOST, "h1")->until, SIM_NEVER);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_SKIPPED, HOST, "h1")->evidence[1], MODEL_CHECK_NOT_MANAGED);
  CU_ASSERT_EQUAL (model_host_state (trial->run, trial_index (trial, MODEL_MACHINE_HOST, "h2"))->version,
                   MODEL_VERSION (8, 0, 3) + 1);
}

/* Nobody moves a VM away from it or powers one on there through vCenter; at the host somebody can. */
static void
vcenter_asks_nothing_of_it (void)
{
  g_autoptr (Trial) trial = three (
      "", OFF "  - {step: move, move: v1, host: h2, after: off}\n  - {step: on, power-on: off, after: off}\n"
              "  - {step: set, set: {vm: v1, memory-reservation: 1 GiB}, after: off}\n"
              "  - {step: disks, relocate: v1, datastore: ds2, after: off}\n"
              "  - {step: w, wait: 1 min, after: off}\n  - {step: there, power-on: off, at-host: true, after: w}\n");

  CU_ASSERT_EQUAL (FIRST (trial, MOVE_REFUSED, VM, "v1")->evidence[0], MODEL_BLOCKER_DISCONNECTED);
  CU_ASSERT_EQUAL (FIRST (trial, POWER_ON_REFUSED, VM, "off")->evidence[0], MODEL_REFUSED_UNMANAGED);
  CU_ASSERT_EQUAL (FIRST (trial, RESERVATION_REFUSED, VM, "v1")->evidence[0], MODEL_REFUSED_UNMANAGED);
  CU_ASSERT_TRUE (IS (trial, STEP, "move", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "on", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "set", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "disks", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "there", DONE));
  CU_ASSERT_TRUE (IS (trial, VM, "off", RUNNING));
}

/* With its agent stopped nobody restarts its VMs when it dies; with the agent left running the master does. */
static void
ha_goes_on_only_with_its_agent (void)
{
  g_autoptr (Trial) stopped = three ("", OFF "faults:\n  - {crash: h1, at: 10 min}\n");
  g_autoptr (Trial) left
      = three ("", OFF "faults:\n  - {crash: h1, at: 10 min}\nphysics: {disconnect-stops-ha: 0}\n");

  CU_ASSERT_TRUE (IS (stopped, VM, "v1", DOWN));
  CU_ASSERT_TRUE (IS (left, VM, "v1", RUNNING));
}

/* It is in the pool again when its agents are: after the reconnect and, with HA, its agent's configuration. What was edited of
 * its pools is gone; what nobody could edit is not. */
static void
it_is_taken_back (void)
{
  g_autoptr (Trial) trial
      = three ("", OFF LATE "  - {step: on, reconnect: h1, after: w}\n"
                            "faults:\n  - {edit-pools: h1, at: 5 min}\n  - {edit-pools: h2, at: 5 min}\n");
  const gint64 *physics = trial->fleet->physics;

  CU_ASSERT_TRUE (IS (trial, STEP, "on", DONE));
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", HA_INIT), MINUTES (10) + physics[MODEL_HOST_RECONNECT]);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", CONNECTED),
                   WHEN (trial, HOST, "h1", HA_INIT) + physics[MODEL_FDM_CONFIGURE]);
  CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_HOST_DISCONNECTED, WHO (trial, HOST, "h1")),
                   MINUTES (10) + physics[MODEL_HOST_RECONNECT]);
  CU_ASSERT_EQUAL (FOUND (trial, POOLS_OVERWRITTEN, HOST, "h1"), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, POOLS_OVERWRITTEN), 1);
  CU_ASSERT_TRUE (IS (trial, RESTART, "v1", PROTECTED));
}

/* What it was in maintenance for outlasts it; and a heartbeat brings a host back that has been started anew meanwhile. */
static void
maintenance_outlasts_it (void)
{
  g_autoptr (Trial) trial
      = three ("", "plan:\n  - {step: m, maintenance: h1}\n  - {step: off, disconnect: h1, after: m}\n" LATE
                   "  - {step: on, reconnect: h1, after: w}\n");
  g_autoptr (Trial) crashed = three ("", OFF "faults:\n  - {crash: h1, at: 10 min, for: 10 min}\n");

  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_TRUE (IS (trial, STEP, "on", DONE));
  CU_ASSERT_TRUE (IS (crashed, HOST, "h1", CONNECTED));
}

/* What is disconnected before anything has begun is told, until somebody connects it. */
static void
it_may_begin_so (void)
{
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n"
      "  p: {vcenter: vc, ha: {}, hosts: {h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3, state: disconnected}, h2: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}},\n"
      "      vms: {v: {memory: 4 GiB, host: h1}}}\n"
      "plan:\n  - {step: w, wait: 10 min}\n  - {step: on, reconnect: h1, after: w}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_DISCONNECTED, HOST, "h1")->since, 0);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_DISCONNECTED, HOST, "h1")->evidence[0], 1);
  CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_HOST_DISCONNECTED, WHO (trial, HOST, "h1")),
                   MINUTES (10) + trial->fleet->physics[MODEL_HOST_RECONNECT]);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HOST_DISCONNECTED), 1);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", CONNECTED));
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", SLAVE));
}

/* Each reason for which it is not taken back, or not let go. */
static void
it_may_be_refused (void)
{
  g_autoptr (Trial) licences
      = three ("    cpu-licences: 3\n", OFF "  - {step: on, reconnect: h1, after: off}\n");
  g_autoptr (Trial) enough
      = three ("    cpu-licences: 6\n", OFF "  - {step: on, reconnect: h1, after: off}\n");
  g_autoptr (Trial) unheard = three (
      "", OFF LATE "  - {step: on, reconnect: h1, after: w}\nfaults:\n  - {isolate: h1, at: 5 min}\n");
  g_autoptr (Trial) never = three ("", "plan:\n  - {step: on, reconnect: h1}\n");
  g_autoptr (Trial) busy = three ("", "plan:\n  - {step: m, move: v2, host: h1}\n  - {step: w, wait: 2 s}\n"
                                      "  - {step: off, disconnect: h1, after: w}\n");
  g_autoptr (Trial) blind
      = three ("", "plan:\n  - {step: w, wait: 2 min}\n  - {step: off, disconnect: h1, after: w}\n"
                   "faults:\n  - {crash: vc, at: 1 min}\n");

  CU_ASSERT_EQUAL (FIRST (licences, NOT_DONE, HOST, "h1")->evidence[0], MODEL_SETBACK_LICENCES);
  CU_ASSERT_TRUE (IS (licences, HOST, "h1", DISCONNECTED));
  CU_ASSERT_TRUE (IS (enough, HOST, "h1", CONNECTED));
  CU_ASSERT_EQUAL (FIRST (unheard, NOT_DONE, HOST, "h1")->evidence[0], MODEL_SETBACK_UNREACHED);
  CU_ASSERT_TRUE (IS (unheard, STEP, "on", FAILED));
  CU_ASSERT_EQUAL (why_refused (never, "on"), MODEL_CHECK_NOT_DISCONNECTED);
  CU_ASSERT_EQUAL (why_refused (busy, "off"), MODEL_CHECK_BUSY);
  CU_ASSERT_EQUAL (why_refused (blind, "off"), MODEL_CHECK_VCENTER_DOWN);
}

/* HST-04: the exit waits as long as the task lasts; with a timeout of its own it fails; and of a host in the pool nobody can ask
 * it. A task that would begin on a host in the pool does not. */
static void
a_task_holds_it_in_maintenance (void)
{
  static const char plan[]
      = "plan:\n  - {step: off, maintenance: h1}\n" LATE "  - {step: out, leave: h1, after: w%s}\n"
        "faults:\n  - {configure: h1, at: 5 min, for: 20 min}\n  - {configure: h2, at: 5 min}\n";
  g_autofree char *patient = g_strdup_printf (plan, ""),
                  *hurried = g_strdup_printf (plan, ", exit-timeout: 5 min");
  g_autoptr (Trial) waits = three ("", patient);
  g_autoptr (Trial) gives_up = three ("", hurried);
  g_autoptr (Trial) in_pool = three ("", "plan:\n  - {step: out, leave: h1}\n");
  const gint64 *physics = waits->fleet->physics;

  CU_ASSERT_EQUAL (WHEN (waits, HOST, "h1", HA_INIT), MINUTES (25));
  CU_ASSERT_EQUAL (trial_found_for (waits, MODEL_FIND_EXIT_HELD, WHO (waits, HOST, "h1")),
                   MINUTES (25) - WHEN (waits, HOST, "h1", EXITING) - physics[MODEL_HOST_EXIT]);
  CU_ASSERT_TRUE (IS (waits, STEP, "out", DONE));
  CU_ASSERT_TRUE (IS (gives_up, STEP, "out", FAILED));
  CU_ASSERT_TRUE (IS (gives_up, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (FIRST (gives_up, NOT_DONE, HOST, "h1")->since,
                   WHEN (gives_up, HOST, "h1", EXITING) + MINUTES (5));
  CU_ASSERT_EQUAL (FIRST (gives_up, NOT_DONE, HOST, "h1")->evidence[0], MODEL_SETBACK_EXIT);
  CU_ASSERT_EQUAL (why_refused (in_pool, "out"), MODEL_CHECK_INVALID_STATE);
}

void
test_physics_connection_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-connection", NULL, NULL);

  CU_ADD_TEST (suite, it_runs_on_unmanaged);
  CU_ADD_TEST (suite, vcenter_asks_nothing_of_it);
  CU_ADD_TEST (suite, ha_goes_on_only_with_its_agent);
  CU_ADD_TEST (suite, it_is_taken_back);
  CU_ADD_TEST (suite, maintenance_outlasts_it);
  CU_ADD_TEST (suite, it_may_begin_so);
  CU_ADD_TEST (suite, it_may_be_refused);
  CU_ADD_TEST (suite, a_task_holds_it_in_maintenance);
}
