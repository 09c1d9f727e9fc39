/* What admission control blocks, what it never blocks, and its options. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_refusals_suite (void);

/* Two hosts of ten slots, one failure tolerated, `on` VMs of one slot: ten are the most. */
static Trial *
two_hosts (guint on, const char *more)
{
  return trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
                         "    ha: {admission-control: {policy: slot, host-failures: 1}}\n"
                         "    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 40 GiB}\n    vms:\n"
                         "      v[01-%02u]: {memory: 8 GiB, memory-reservation: 4 GiB}\n"
                         "      off: {memory: 8 GiB, memory-reservation: 4 GiB, power: off}\n%s",
                         on, more);
}

static gint64
slot_of (const Trial *trial)
{
  return model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).slot_memory_mib;
}

/* ---- What it blocks (AC-02) ---- */

static void
a_power_on_too_many (void)
{
  for (guint on = 9; on <= 10; on++) {
    g_autoptr (Trial) trial = two_hosts (on, "plan:\n  - {step: up, power-on: off}\n");

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, VM, "off", RUNNING), on == 9);
    CU_ASSERT_EQUAL (IS (trial, STEP, "up", FAILED), on == 10);
    CU_ASSERT_EQUAL (FOUND (trial, POWER_ON_REFUSED, VM, "off"), on == 10);
    CU_ASSERT_EQUAL (IS (trial, ADMISSION, "p", OK), TRUE);
  }
}

/* One VM that reserves more makes every slot larger; the fault says so, and nothing changes. */
static void
a_reservation_raised (void)
{
  g_autoptr (Trial) trial
      = two_hosts (6, "plan:\n  - {step: more, set: {vm: v01, memory-reservation: 8 GiB}}\n");
  g_autofree char *message = NULL;

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "more", FAILED));
  CU_ASSERT_EQUAL (slot_of (trial), 4096);
  message = sim_finding_message (trial->run->model, FIRST (trial, RESERVATION_REFUSED, VM, "v01"));
  CU_ASSERT_STRING_EQUAL (message,
                          "the reservation of v01 is not set: admission control would not be satisfied "
                          "(InsufficientFailoverResources)");
}

/* With slots of a fixed size the same raise costs one slot more, not one more of each VM (AC-07). */
static void
a_fixed_slot_does_not_grow (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n"
      "    ha: {admission-control: {policy: slot, slot-size: fixed, slot-memory: 4 GiB, slot-cpu: 1 GHz}}\n"
      "    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 40 GiB}\n"
      "    vms:\n      v[01-06]: {memory: 8 GiB, memory-reservation: 4 GiB}\n"
      "plan:\n  - {step: more, set: {vm: v01, memory-reservation: 8 GiB}}\n");
  ModelAdmission now;

  trial_end (trial);
  now = model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL);
  CU_ASSERT_TRUE (IS (trial, STEP, "more", DONE));
  CU_ASSERT_EQUAL (now.slot_memory_mib, 4096);
  CU_ASSERT_EQUAL (now.slots_used, 7);
}

/* AC-07: 32 MHz and 100 MB, when nobody says; and a fixed slot may be larger than any VM, which a cap never makes it. */
static void
a_fixed_slot_is_what_it_is (void)
{
  const struct {
    const char *said;
    gint64 cpu_mhz, memory_mib;
  } rows[] = {
    { "slot-size: fixed", 32, 100 },
    { "slot-size: fixed, slot-memory: 16 GiB, slot-cpu: 2 GHz", 2000, 16384 },
    { "slot-size: covers-all, slot-memory: 16 GiB, slot-cpu: 2 GHz", 32, 1024 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: slot, %s}}\n"
                          "    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 64 GiB}\n"
                          "    vms:\n      v: {memory: 1 GiB, memory-reservation: 1 GiB}\n",
                          rows[i].said);
    ModelAdmission a = model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL);

    CU_ASSERT_EQUAL (a.slot_cpu_mhz, rows[i].cpu_mhz);
    CU_ASSERT_EQUAL (a.slot_memory_mib, rows[i].memory_mib);
  }
}

/* AC-18: in a red cluster what runs goes on, and what is asked is refused, though there is room. */
static void
in_a_red_cluster (void)
{
  g_autoptr (Trial) trial = two_hosts (2, "plan:\n  - {step: wait, wait: 2 min}\n"
                                          "  - {step: up, power-on: off, after: [wait]}\n"
                                          "faults:\n  - {crash: h2, at: 1 min}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", VIOLATED));
  CU_ASSERT_TRUE (IS (trial, STEP, "up", FAILED));
  CU_ASSERT_TRUE (IS (trial, VM, "v01", RUNNING) && IS (trial, VM, "v02", RUNNING));
  CU_ASSERT_EQUAL (FOUND (trial, POWER_ON_REFUSED, VM, "off"), 1);
}

/* ---- What it never blocks (AC-03) ---- */

/* A raise beyond one's host is its host's to refuse, whatever admission control says. */
static void
a_host_refuses_for_itself (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    drs: {threshold: 1}\n    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 40 GiB}\n"
                   "    vms:\n      a: {memory: 40 GiB, memory-reservation: 4 GiB, host: h1}\n"
                   "      b: {memory: 40 GiB, memory-reservation: 20 GiB, host: h1}\n"
                   "plan:\n  - {step: much, set: {vm: a, memory-reservation: 24 GiB}}\n"
                   "  - {step: less, set: {vm: a, memory-reservation: 20 GiB}}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "much", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "less", DONE));
  CU_ASSERT_EQUAL (model_host_state (trial->run, 0)->memory_reserved_mib, 40 * 1024);
}

/* Lower for a VM that runs, higher for one that is off; and a reservation lowered heals. */
static void
less_and_off_are_free (void)
{
  g_autoptr (Trial) trial
      = two_hosts (10, "plan:\n  - {step: less, set: {vm: v01, memory-reservation: 0 MiB}}\n"
                       "  - {step: off, set: {vm: off, memory-reservation: 8 GiB}, after: [less]}\n"
                       "  - {step: cpu, set: {vm: v02, cpu-reservation: 32 MHz}, after: [off]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "less", DONE) && IS (trial, STEP, "off", DONE)
                  && IS (trial, STEP, "cpu", DONE));
  CU_ASSERT_EQUAL (slot_of (trial), 4096);
}

/* HA restarts all it can, though admission control is red for want of them (HA-39). */
static void
restarts_are_not_asked_for (void)
{
  g_autoptr (Trial) trial = two_hosts (10, "faults:\n  - {crash: h2, at: 1 min}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (TIMES (trial, RESTART, STARTING) > 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HA_RESTART_FAILED), 0);
  for (guint32 vm = 0; vm < trial->fleet->n_vms; vm++)
    CU_ASSERT_EQUAL (model_vm_is_on (trial->run, vm), trial->fleet->vms[vm].power == MODEL_POWER_ON);
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", VIOLATED));
}

/* A host that fails is no question to anybody: it is away, and what it ran counts on (AC-32). */
static void
a_failure_is_no_question (void)
{
  g_autoptr (Trial) trial = two_hosts (10, "faults:\n  - {crash: h2, at: 1 min}\n");
  ModelAdmission now;

  trial_until (trial, SIM_MINUTE);
  now = model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL);
  CU_ASSERT_EQUAL (now.slots, 10);
  CU_ASSERT_EQUAL (now.slots_used, 10);
}

/* ---- Who counts ---- */

/* C2: a host that has failed is out of the sums, or in them until it is removed. */
static void
a_lost_host_counts_or_not (void)
{
  for (int counts = 0; counts <= 1; counts++) {
    g_autoptr (Trial) trial = two_hosts (
        4, counts ? "physics: {admission-counts-lost-hosts: true}\nfaults:\n  - {crash: h2, at: 1 min}\n"
                  : "faults:\n  - {crash: h2, at: 1 min}\n");

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, ADMISSION, "p", VIOLATED), !counts);
    CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).good, counts ? 2 : 1);
  }
}

/* C1: what a VM without reservation counts as depends on the version. */
static void
a_vm_counts_for_more_in_4x (void)
{
  const struct {
    const char *version;
    gint64 mhz;
  } rows[] = { { "4.1", 256 }, { "5.0", 32 }, { "8.0.3", 32 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n"
        "    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 64 GiB}\n    vms: {v: {memory: 1 GiB}}\n",
        rows[i].version);

    CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).cpu_used_mhz, rows[i].mhz);
  }
}

/* AC-14: nobody says which policy, and the version does. */
static void
the_default_policy_follows_the_version (void)
{
  const struct {
    const char *version;
    ModelAdmissionPolicy policy;
  } rows[] = { { "6.0", MODEL_ADMISSION_SLOT }, { "6.5", MODEL_ADMISSION_PERCENTAGE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n"
                          "  p: {vcenter: vc, ha: {}, hosts: {h: {cpu: 1 GHz, memory: 1 GiB}}}\n",
                          rows[i].version);

    CU_ASSERT_EQUAL (trial->fleet->clusters[0].admission, rows[i].policy);
  }
}

/* AC-15: one host alone is not enough, however free it is. */
static void
one_host_is_no_percentage (void)
{
  for (int least = 1; least <= 2; least++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nphysics: {admission-percentage-hosts: %d}\nclusters:\n  p:\n"
                          "    ha: {admission-control: {policy: percentage, cpu: 10, memory: 10}}\n"
                          "    hosts: {h: {cpu: 20 GHz, memory: 64 GiB}}\n    vms: {v: {memory: 1 GiB}}\n",
                          least);

    CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).violated, least == 2);
  }
}

/* C3: of unequal hosts the largest, of each resource; or one of so many. */
static void
an_automatic_percentage_is_read_in_two_ways (void)
{
  for (int average = 0; average <= 1; average++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nphysics: {admission-average-host: %s}\nclusters:\n  p:\n    ha: {}\n"
                          "    hosts:\n      h[1-3]: {cpu: 20 GHz, memory: 64 GiB}\n      big: {cpu: 20 GHz, "
                          "memory: 256 GiB}\n",
                          average ? "true" : "false");
    ModelAdmission a = model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL);

    CU_ASSERT_EQUAL (a.cpu_wanted, 25000);
    CU_ASSERT_EQUAL (a.memory_wanted / 1000, average ? 25 : 57);
  }
}

/* AC-14, AC-32: with each host in maintenance there is more to keep free of less, until the next one would be too many. */
static void
percentages_grow_as_hosts_leave (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: percentage, host-failures: 1}}\n"
      "    hosts:\n      h[1-5]: {cpu: 100 GHz, memory: 100 GiB}\n"
      "    vms:\n      v[01-18]: {memory: 10 GiB, memory-reservation: 10 GiB}\n"
      "plan:\n  - {step: one, maintenance: h1}\n  - {step: two, maintenance: h2, after: [one]}\n"
      "  - {step: three, maintenance: h3, after: [two]}\n");

  CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).memory_wanted, 20000);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE) && IS (trial, HOST, "h2", MAINTENANCE));
  CU_ASSERT_TRUE (IS (trial, HOST, "h3", STUCK));
  CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).memory_wanted, 33333);
  CU_ASSERT_EQUAL (trial_findings (trial, MODEL_FIND_EVACUATION_BLOCKED, trial_cluster (trial, "p")), 1);
}

/* Two that leave at once are weighed together, the later one against the earlier. */
static void
hosts_that_leave_together_count_together (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: slot, host-failures: 1}}\n"
      "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 100 GiB}\n"
      "    vms:\n      v[01-20]: {memory: 10 GiB, memory-reservation: 10 GiB}\n"
      "plan:\n  - {step: one, maintenance: h1}\n  - {step: two, maintenance: h2, enter-timeout: none}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", STUCK));
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", OK));
}

/* ---- Performance after failures (AC-17) ---- */

/* It is said, and nothing is refused for it; without DRS it is not said. */
static void
degradation_warns_only (void)
{
  for (int drs = 0; drs <= 1; drs++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n"
        "    ha: {admission-control: {policy: percentage, host-failures: 1, performance-degradation: 10 "
        "%%}}\n"
        "    drs: {automation: %s}\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 25 GiB}\n"
        "    vms:\n      v[1-6]: {memory: 9 GiB}\n      more: {memory: 6 GiB, power: off}\n"
        "plan:\n  - {step: on, power-on: more}\n",
        drs ? "fully-automated" : "off");

    trial_until (trial, 1);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, PERFORMANCE_DEGRADATION), 0);
    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, STEP, "on", DONE));
    CU_ASSERT_EQUAL (trial_findings (trial, MODEL_FIND_PERFORMANCE_DEGRADATION, trial_cluster (trial, "p")),
                     drs);
    CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", OK));
  }
}

/* ---- Failover hosts (AC-16) ---- */

static void
a_failover_host_has_three_colours (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: dedicated, hosts: [spare]}}\n"
      "    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 64 GiB}\n      spare: {cpu: 20 GHz, memory: 64 GiB}\n"
      "    vms: {v: {memory: 1 GiB, host: h1}, off: {memory: 1 GiB, power: off}}\n"
      "plan:\n  - {step: soak, wait: 10 min}\n  - {step: on, power-on: off, after: [soak]}\n"
      "  - {step: in, maintenance: spare, after: [on]}\n"
      "faults:\n  - {crash: h1, at: 1 min}\n");
  guint32 spare = trial_index (trial, MODEL_MACHINE_HOST, "spare");

  CU_ASSERT_EQUAL (model_failover_host_status (trial->run, spare), MODEL_FAILOVER_GREEN);
  trial_until (trial, 9 * SIM_MINUTE);
  CU_ASSERT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "v"))->host, spare);
  CU_ASSERT_EQUAL (model_failover_host_status (trial->run, spare), MODEL_FAILOVER_YELLOW);
  trial_end (trial);
  /* Power-ons elsewhere go on; the failover host empties as any other. */
  CU_ASSERT_TRUE (IS (trial, VM, "off", RUNNING));
  CU_ASSERT_TRUE (IS (trial, HOST, "spare", MAINTENANCE));
  CU_ASSERT_EQUAL (model_failover_host_status (trial->run, spare), MODEL_FAILOVER_RED);
}

/* Nobody but HA puts a VM on one, running or not, while the policy is in force. */
static void
a_failover_host_is_kept_free (void)
{
  static const char yaml[]
      = "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: dedicated, hosts: [spare]}}\n"
        "    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 64 GiB}\n      spare: {cpu: 20 GHz, memory: 64 GiB}\n"
        "    vms: {v: {memory: 1 GiB, host: h1}, off: {memory: 1 GiB, power: off, host: h1}}\n"
        "plan:\n%s  - {step: move, move: v, host: spare%s}\n  - {step: cold, move: off, host: spare%s}\n";
  g_autoptr (Trial) kept = trial_new_from (yaml, "", "", ""),
                    free = trial_new_from (yaml, "  - {step: set, set: {cluster: p, admission-control: off}}\n",
                                           ", after: set", ", after: set");

  trial_end (kept);
  trial_end (free);
  CU_ASSERT_TRUE (IS (kept, STEP, "move", FAILED) && IS (kept, STEP, "cold", FAILED));
  CU_ASSERT_EQUAL (FIRST (kept, MOVE_REFUSED, VM, "v")->evidence[0], MODEL_BLOCKER_FAILOVER_HOST);
  CU_ASSERT_EQUAL (FIRST (kept, MOVE_REFUSED, VM, "off")->evidence[0], MODEL_BLOCKER_FAILOVER_HOST);
  CU_ASSERT_TRUE (IS (free, STEP, "move", DONE) && IS (free, STEP, "cold", DONE));
}

void
test_physics_refusals_suite (void)
{
  CU_pSuite suite = CU_add_suite ("what admission control blocks, and what it does not", NULL, NULL);

  CU_ADD_TEST (suite, a_failover_host_is_kept_free);
  CU_ADD_TEST (suite, a_power_on_too_many);
  CU_ADD_TEST (suite, a_reservation_raised);
  CU_ADD_TEST (suite, a_fixed_slot_does_not_grow);
  CU_ADD_TEST (suite, a_fixed_slot_is_what_it_is);
  CU_ADD_TEST (suite, in_a_red_cluster);
  CU_ADD_TEST (suite, a_host_refuses_for_itself);
  CU_ADD_TEST (suite, less_and_off_are_free);
  CU_ADD_TEST (suite, restarts_are_not_asked_for);
  CU_ADD_TEST (suite, a_failure_is_no_question);
  CU_ADD_TEST (suite, a_lost_host_counts_or_not);
  CU_ADD_TEST (suite, a_vm_counts_for_more_in_4x);
  CU_ADD_TEST (suite, the_default_policy_follows_the_version);
  CU_ADD_TEST (suite, one_host_is_no_percentage);
  CU_ADD_TEST (suite, an_automatic_percentage_is_read_in_two_ways);
  CU_ADD_TEST (suite, percentages_grow_as_hosts_leave);
  CU_ADD_TEST (suite, hosts_that_leave_together_count_together);
  CU_ADD_TEST (suite, degradation_warns_only);
  CU_ADD_TEST (suite, a_failover_host_has_three_colours);
}
