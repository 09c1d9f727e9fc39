/* What comes between in the very instant in which a VM moves, arrives, is stopped, started or restarted. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_vms_meanwhile_suite (void);

#define CLUSTER "vcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
#define HOSTS   "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"

/* Nothing is booked and nothing expected on any of three hosts. */
static gboolean
nothing_is_held (const Trial *trial)
{
  for (guint32 host = 0; host < 3; host++) {
    const ModelHostState *h = model_host_state (trial->run, host);

    if (h->coming || h->promised_mib)
      return FALSE;
    for (guint slot = 0; slot < MODEL_VMOTION_SLOTS; slot++)
      if (h->slots[slot])
        return FALSE;
  }
  return TRUE;
}

/* ---- Moves ---- */

/* VMO-10: the VM, or the host that it is to go to, dies before the first check has begun. */
static void
a_move_ends_before_it_begins (void)
{
  g_autoptr (Trial) trial = trial_run (
      CLUSTER HOSTS "    vms:\n      v: {memory: 8 GiB, host: h1}\n      w: {memory: 8 GiB, host: h1}\n"
                    "plan:\n  - {step: one, move: v, host: h2}\n  - {step: two, move: w, host: h3}\n"
                    "faults:\n  - {crash: v, during: {vm: v, state: migrating}}\n"
                    "  - {crash: h3, during: {vm: w, state: migrating}}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "one", FAILED) && IS (trial, STEP, "two", FAILED));
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  CU_ASSERT_TRUE (IS (trial, VM, "v", DOWN) && IS (trial, VM, "w", RUNNING));
  CU_ASSERT_EQUAL (trial_host_of (trial, "w"), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, MIGRATION_FAILED), 1);
  CU_ASSERT_TRUE (nothing_is_held (trial));
}

/* Its disks are to be moved, and it dies in that moment; and a VM that is being powered on is moved by nobody. */
static void
it_is_not_at_rest (void)
{
  g_autoptr (Trial) dies
      = trial_run (CLUSTER "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, datastores: [d, e]}\n"
                     "    vms:\n      v: {memory: 8 GiB, host: h1, datastores: [d], disks: 10 GiB}\n"
                     "plan:\n  - {step: disks, relocate: v, datastore: e}\nfaults:\n  - {crash: v, during: "
                     "{step: disks}}\n");
  g_autoptr (Trial) comes
      = trial_run (CLUSTER HOSTS "    vms:\n      v: {memory: 8 GiB, host: h1, power: off}\n"
                           "plan:\n  - {step: on, power-on: v}\n  - {step: w, wait: 5 s}\n"
                           "  - {step: go, move: v, host: h2, after: [w]}\n");

  CU_ASSERT_TRUE (IS (dies, STEP, "disks", FAILED));
  CU_ASSERT_EQUAL (TIMES (dies, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (FOUND (comes, MOVE_REFUSED, VM, "v"), 1);
  CU_ASSERT_TRUE (IS (comes, VM, "v", RUNNING) && IS (comes, STEP, "on", DONE)
                  && IS (comes, STEP, "go", FAILED));
}

/* EV-04: it arrives where it cannot stay, is sent on, and its host dies in that moment: what was booked for the move is given back. */
static void
its_host_dies_as_it_is_sent_on (void)
{
  g_autoptr (Trial) trial
      = trial_run (CLUSTER HOSTS "    vms:\n      v[1-2]: {memory: 8 GiB, host: h1}\n"
                           "plan:\n  - {step: a, move: v1, host: h2}\n  - {step: b, move: v2, host: h2}\n"
                           "  - {step: w, wait: 5 s}\n  - {step: out, maintenance: h2, after: [w]}\n"
                           "faults:\n  - {crash: h2, during: {vm: v1, state: leaving}}\n");

  CU_ASSERT_TRUE (IS (trial, VM, "v1", DOWN) && IS (trial, VM, "v2", DOWN));
  CU_ASSERT_TRUE (IS (trial, STEP, "out", FAILED));
  CU_ASSERT_TRUE (nothing_is_held (trial));
}

/* HST-01: the target dies in the instant of the arrival, after the guest has resumed there: the VM is down with it, and HA
 * restarts it. When that is, a first run says; h3 is out of maintenance in just that millisecond, which is what the fault waits
 * for. */
static void
the_target_dies_at_the_arrival (void)
{
  const char *const text
      = "rollcall: 1\nphysics: {host-exit-maintenance: 50 ms}\n" CLUSTER
        "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"
        "      h3: {cpu: 100 GHz, memory: 64 GiB, state: maintenance}\n    vms: {v: {memory: 8 GiB, host: "
        "h1}}\n"
        "plan:\n  - {step: w, wait: %" G_GINT64_FORMAT " ms}\n  - {step: back, leave: h3, after: [w]}\n"
        "  - {step: go, move: v, host: h2}\nfaults:\n  - {crash: h2, %s}\n";
  g_autoptr (Trial) first = trial_new_from (text, (gint64) 60000, "at: 10 h");
  g_autoptr (Trial) trial = NULL;
  SimTime at;

  trial_until (first, SIM_MINUTE);
  at = trial_entry (first, MODEL_MACHINE_VM, WHO (first, VM, "v"), VM_AT_RUNNING, 0)->at;
  trial = trial_new_from (text, at - 50, "during: {host: h3, state: connected}");
  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h2", DOWN), at);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "v", DOWN), at);
  CU_ASSERT_EQUAL (FOUND (trial, VM_DOWN, VM, "v"), 1);
  CU_ASSERT_EQUAL (model_host_state (trial->run, 0)->n_vms, 0);
}

/* ---- A restart ---- */

/* HA-35: the host on which HA has powered it on dies in that instant: it is lost again, and restarted on the next one. */
static void
the_host_dies_at_the_restart (void)
{
  const char *const text
      = "rollcall: 1\n" CLUSTER "    ha: {admission-control: {policy: off}}\n    hosts:\n"
        "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n      h4: {cpu: 100 GHz, memory: 64 GiB, state: "
        "maintenance}\n"
        "    vms: {v: {memory: 8 GiB, host: h1}}\n"
        "plan:\n  - {step: w, wait: %" G_GINT64_FORMAT " ms}\n  - {step: back, leave: h4, after: [w]}\n"
        "faults:\n  - {crash: h1, at: 1 min}\n  - {crash: h%u, %s}\n";
  g_autoptr (Trial) first = trial_new_from (text, (gint64) 7200000, 2, "at: 10 h");
  g_autoptr (Trial) trial = NULL;
  SimTime at;
  guint32 host;

  trial_until (first, SIM_HOUR);
  at = trial_entry (first, MODEL_MACHINE_VM, WHO (first, VM, "v"), VM_AT_RUNNING, 0)->at;
  host = trial_host_of (first, "v");
  trial = trial_new_from (text, at - model_number (first->run, MODEL_HOST_EXIT), host + 1,
                          "during: {host: h4, state: ha-init}");
  trial_end (trial);
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_VM, WHO (trial, VM, "v"), VM_AT_DOWN, 1)->at, at);
  CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING));
  CU_ASSERT_NOT_EQUAL (trial_host_of (trial, "v"), host);
  CU_ASSERT_EQUAL (FOUND (trial, VM_DOWN, VM, "v"), 1); /* it has been down all the while */
}

/* HA-38: DRS is asked to make room for a VM in the instant in which HA is switched off: before or after any of what is done in
 * it, it moves nobody for a VM that waits no more. */
static void
room_for_a_vm_that_waits_no_more (void)
{
  const char *const text
      = "rollcall: 1\n" CLUSTER
        "    ha: {admission-control: {policy: off}}\n    drs: {threshold: 1}\n    hosts:\n"
        "      h[1-3]: {cpu: 100 GHz, memory: 100 GiB}\n      h4: {cpu: 100 GHz, memory: 50 GiB}\n    vms:\n"
        "      a[1-2]: {memory: 20 GiB, memory-reservation: 20 GiB, host: h1}\n"
        "      b1: {memory: 70 GiB, memory-reservation: 70 GiB, host: h2}\n"
        "      big: {memory: 90 GiB, memory-reservation: 90 GiB, host: h3}\n"
        "plan:\n  - {step: t0, wait: %" G_GINT64_FORMAT
        " ms}\n%s  - {step: off, set: {cluster: p, ha: off}, after: [t%u]}\n"
        "faults:\n  - {crash: h3, at: 1 min}\n";
  g_autoptr (Trial) first = trial_new_from (text, (gint64) 7200000, "", 0);
  SimTime at;
  guint moved = 0;

  trial_until (first, SIM_HOUR);
  at = trial_entry (first, MODEL_MACHINE_RESTART, WHO (first, RESTART, "big"), RESTART_AT_PENDING, 0)->at;
  for (guint n = 0; n <= 8; n++) {
    g_autoptr (GString) more = g_string_new ("");
    g_autoptr (Trial) trial = NULL;

    for (guint k = 1; k <= n; k++)
      g_string_append_printf (
          more, "  - {step: t%u, set: {cluster: p, drs: fully-automated}, after: [t%u]}\n", k, k - 1);
    trial = trial_new_from (text, at, more->str, n);
    trial_end (trial);
    CU_ASSERT_FALSE (IS (trial, VM, "big", RUNNING));
    moved += TIMES (trial, MIGRATION, CHECKING) > 0;
  }
  CU_ASSERT_TRUE (moved > 0 && moved < 9);
}

/* ---- Stopped for a remediation, and started again ---- */

#define ROLL "plan:\n  - {step: roll, remediate: p, to: 8.0.3, power-action: power-off, hosts: [h1]}\n"
#define TWO                                                                                                  \
  "    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n      h2: {cpu: 100 GHz, memory: "  \
  "64 GiB, version: 8.0.3}\n"                                                                                \
  "    vms:\n"

/* B06: what is on the move when its host's turn comes is not stopped, and leaves the other way. */
static void
what_moves_is_not_stopped (void)
{
  g_autoptr (Trial) trial
      = trial_run (CLUSTER TWO "      v: {memory: 8 GiB, host: h1}\n      m: {memory: 8 GiB, host: h1}\n" ROLL
                         "  - {step: w, wait: 1m59s}\n  - {step: go, move: m, host: h2, after: [w]}\n");

  CU_ASSERT_EQUAL (TIMES (trial, VM, STOPPED), 1);
  CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING) && trial_host_of (trial, "v") == 0);
  CU_ASSERT_EQUAL (trial_host_of (trial, "m"), 1);
  CU_ASSERT_TRUE (IS (trial, STEP, "roll", DONE));
}

/* Its turn has come, and one of its VMs dies while another is just being stopped: nobody waits for that one. */
static void
what_is_down_is_not_stopped (void)
{
  g_autoptr (Trial) trial = trial_run (CLUSTER TWO "      v[1-2]: {memory: 8 GiB, host: h1}\n" ROLL
                                             "faults:\n  - {crash: v2, during: {vm: v1, state: stopping}}\n");

  CU_ASSERT_EQUAL (TIMES (trial, VM, STOPPED), 1);
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING) && IS (trial, VM, "v2", DOWN));
  CU_ASSERT_TRUE (IS (trial, STEP, "roll", DONE));
}

/* B02: while it was off, another VM of its host was promised more: there is not enough left for it when the host is through. */
static void
its_host_has_not_got_it_any_more (void)
{
  g_autoptr (Trial) trial = trial_run (
      CLUSTER TWO
      "      a: {memory: 40 GiB, memory-reservation: 10 GiB, host: h1}\n"
      "      b: {memory: 40 GiB, memory-reservation: 40 GiB, host: h1}\n" ROLL
      "  - {step: w, wait: 5 min}\n  - {step: more, set: {vm: a, memory-reservation: 30 GiB}, after: [w]}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "more", DONE));
  CU_ASSERT_TRUE (IS (trial, VM, "a", RUNNING) && IS (trial, VM, "b", STOPPED));
  CU_ASSERT_EQUAL (FOUND (trial, VM_LEFT_OFF, VM, "b"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, POWER_ON_REFUSED, VM, "b"), 1);
}

/* LCM-01: the host loses its power as the first of its suspended VMs is resumed. Those whose memory it kept are down; nobody
 * goes on resuming them. */
static void
the_memory_goes_as_they_are_resumed (void)
{
  g_autoptr (Trial) trial
      = trial_run (CLUSTER TWO "      v[1-2]: {memory: 8 GiB, host: h1}\n"
                         "plan:\n  - {step: roll, remediate: p, to: 8.0.2.1, power-action: "
                         "suspend-to-memory, quick-boot: true, hosts: [h1]}\n"
                         "faults:\n  - {crash: h1, during: {vm: v1, state: starting}}\n");

  CU_ASSERT_TRUE (WHEN (trial, VM, "v1", STARTING) > 0);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "v2", STARTING), -1);
  CU_ASSERT_TRUE (IS (trial, VM, "v2", DOWN));
  CU_ASSERT_EQUAL (FIRST (trial, VM_DOWN, VM, "v2")->since, WHEN (trial, VM, "v1", STARTING));
  CU_ASSERT_TRUE (IS (trial, VM, "v1", DOWN));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_LEFT_OFF), 0);
}

/* A host in maintenance powers nothing on, also when it is asked past vCenter. */
static void
a_host_in_maintenance_powers_nothing_on (void)
{
  for (int out = 0; out <= 1; out++) {
    g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\n" CLUSTER HOSTS
                                              "    vms: {v: {memory: 8 GiB, host: h1, power: off}}\n"
                                              "plan:\n  - {step: in, maintenance: %s}\n"
                                              "  - {step: on, power-on: v, at-host: true, after: [in]}\n",
                                              out ? "h2" : "h1");

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, STEP, "on", DONE), out);
    CU_ASSERT_EQUAL (IS (trial, VM, "v", RUNNING), out);
    CU_ASSERT_EQUAL (FOUND (trial, POWER_ON_REFUSED, VM, "v"), !out);
  }
}

void
test_physics_vms_meanwhile_suite (void)
{
  CU_pSuite suite = CU_add_suite ("what comes between while a VM is on its way", NULL, NULL);

  CU_ADD_TEST (suite, a_move_ends_before_it_begins);
  CU_ADD_TEST (suite, it_is_not_at_rest);
  CU_ADD_TEST (suite, its_host_dies_as_it_is_sent_on);
  CU_ADD_TEST (suite, the_target_dies_at_the_arrival);
  CU_ADD_TEST (suite, the_host_dies_at_the_restart);
  CU_ADD_TEST (suite, room_for_a_vm_that_waits_no_more);
  CU_ADD_TEST (suite, what_moves_is_not_stopped);
  CU_ADD_TEST (suite, what_is_down_is_not_stopped);
  CU_ADD_TEST (suite, its_host_has_not_got_it_any_more);
  CU_ADD_TEST (suite, the_memory_goes_as_they_are_resumed);
  CU_ADD_TEST (suite, a_host_in_maintenance_powers_nothing_on);
}
