/* Admission control's arithmetic where the worked examples leave room, and what DRS makes of the sizes of hosts. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_admission_suite (void);

/* ---- Slots ---- */

/* AC-07, AC-09: a cap lowers a slot and never raises it, and what is larger takes several. */
static void
a_cap_only_lowers_a_slot (void)
{
  const struct {
    const char *cap;
    gint64 cpu_mhz, memory_mib, slots, used;
  } rows[] = {
    { "", 4000, 4096, 3 * 5, 3 },
    { ", slot-cpu: 1 GHz", 1000, 4096, 3 * 16, 1 + 1 + 4 },
    { ", slot-memory: 1 GiB", 4000, 1024, 3 * 5, 1 + 4 + 1 },
    { ", slot-cpu: 1 GHz, slot-memory: 1 GiB", 1000, 1024, 3 * 20, 1 + 4 + 4 },
    { ", slot-cpu: 50 GHz, slot-memory: 100 GiB", 4000, 4096, 3 * 5, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: slot%s}}\n"
        "    hosts:\n      h[1-3]: {cpu: 20 GHz, memory: 64 GiB}\n    vms:\n"
        "      small: {memory: 1 GiB}\n      large: {memory: 4 GiB, memory-reservation: 4 GiB}\n"
        "      fast: {memory: 1 GiB, cpu-reservation: 4 GHz}\n",
        rows[i].cap);
    ModelAdmission a = model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL);

    CU_ASSERT_EQUAL (a.slot_cpu_mhz, rows[i].cpu_mhz);
    CU_ASSERT_EQUAL (a.slot_memory_mib, rows[i].memory_mib);
    CU_ASSERT_EQUAL (a.slots_used, rows[i].used);
    CU_ASSERT_EQUAL (a.slots, rows[i].slots);
  }
}

/* AC-10: one good host is always left over, however little is used. */
static void
the_last_host_is_no_spare (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: slot}}\n"
                   "    hosts:\n      h[1-3]: {cpu: 20 GHz, memory: 64 GiB}\n");

  CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).failover_capacity, 2);
  CU_ASSERT_EQUAL (model_admission (trial->run, 0, 0, MODEL_NONE, NULL).failover_capacity, 1);
}

/* Overhead counts for as much as a reservation, and a VM that is off for nothing; one that is to come counts already. */
static void
figures_are_reservation_and_overhead (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {}\n    hosts:\n      h[1-3]: {cpu: 20 GHz, memory: 64 GiB}\n"
      "    vms:\n      a: {memory: 4 GiB, memory-reservation: 1 GiB, overhead: 100 MiB}\n"
      "      b: {memory: 4 GiB, memory-reservation: 2 GiB, power: off}\n");
  guint32 b = trial_index (trial, MODEL_MACHINE_VM, "b");

  CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).memory_used_mib, 1124);
  CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, b, NULL).memory_used_mib, 3172);
}

/* AC-18: a lost host violates, its return heals; the finding says what is missing. */
static void
a_loss_violates_and_a_return_heals (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: slot, host-failures: 1}}\n"
      "    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 64 GiB}\n    vms: {v: {memory: 1 GiB, host: h1}}\n"
      "faults:\n  - {crash: h2, at: 1 min, for: 1 min}\n");
  const SimFinding *finding;

  trial_end (trial);
  finding = trial_first (trial, MODEL_FIND_HA_CAPACITY_SHORT, trial_cluster (trial, "p"));
  CU_ASSERT_EQUAL (finding->since, SIM_MINUTE);
  CU_ASSERT_EQUAL (finding->until, WHEN (trial, HOST, "h2", CONNECTED));
  CU_ASSERT_EQUAL (finding->evidence[0], 1);
  CU_ASSERT_EQUAL (finding->evidence[1], 0);
  CU_ASSERT_EQUAL (finding->evidence[2], 1);
}

/* ---- Where VMs go ---- */

/* Shares count, not amounts: the larger host with more on it is the emptier one. */
static void
the_emptier_host_takes_it (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    hosts:\n      h1: {cpu: 20 GHz, memory: 64 GiB}\n"
                   "      h2: {cpu: 20 GHz, memory: 32 GiB}\n      h3: {cpu: 20 GHz, memory: 256 GiB}\n"
                   "    vms:\n      v: {memory: 4 GiB, host: h1}\n      a: {memory: 8 GiB, host: h2}\n"
                   "      b: {memory: 16 GiB, host: h3}\nplan:\n  - {step: out, maintenance: h1}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "v"))->host, 2);
}

/* Kept apart, each to a host of its own, as long as there is one. */
static void
kept_apart_they_find_hosts_of_their_own (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-4]: {cpu: 20 GHz, memory: 64 GiB}\n"
                   "    vms:\n      a: {memory: 4 GiB, host: h1}\n      b: {memory: 4 GiB, host: h2}\n"
                   "      c: {memory: 4 GiB, host: h3}\n      big: {memory: 32 GiB, host: h4}\n"
                   "    rules:\n      - {name: apart, keep-apart: [a, b, c]}\n"
                   "plan:\n  - {step: out, maintenance: h1}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "a"))->host, 3);
}

/* A should rule is found broken, by name, until the VM is where it should be. */
static void
a_broken_rule_is_found_until_it_is_kept (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 64 GiB}\n"
      "    vms: {v: {memory: 4 GiB, host: h1}}\n    rules:\n      - {name: near, run: [v], on: [h1]}\n"
      "plan:\n  - {step: out, maintenance: h1}\n  - {step: back, leave: h1, after: [out]}\n"
      "  - {step: other, maintenance: h2, after: [back]}\n");
  const SimFinding *finding;
  g_autofree char *message = NULL;

  trial_end (trial);
  finding = FIRST (trial, RULE_VIOLATED, VM, "v");
  CU_ASSERT_EQUAL (FOUND_ANY (trial, RULE_VIOLATED), 1);
  CU_ASSERT_EQUAL (finding->since, WHEN (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (finding->until, WHEN (trial, HOST, "h2", MAINTENANCE));
  message = sim_finding_message (trial->run->model, finding);
  CU_ASSERT_STRING_EQUAL (message, "v runs on h2 against the rule near");
}

/* AC-16: a failover host with a VM on it does not count as one; when the VM has left, it does. */
static void
a_failover_host_counts_when_it_is_empty (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: dedicated, hosts: [h3]}}\n"
      "    hosts:\n      h[1-3]: {cpu: 9 GHz, memory: 16 GiB}\n"
      "    vms:\n      v1: {memory: 1 GiB, host: h3}\n"
      "plan:\n  - {step: out, maintenance: h3}\n  - {step: back, leave: h3, after: [out]}\n");

  trial_until (trial, 0);
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", VIOLATED));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", OK));
}

/* One that is entering maintenance takes nobody, however long it takes to enter: here vSAN has to move what nobody else has. */
static void
a_failover_host_that_enters_maintenance_does_not_count (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: dedicated, hosts: [h3]}}\n"
                   "    vsan: {resync-rate: 1 Gbit/s}\n    storage-policies: {bare: {failures-to-tolerate: 0}}\n"
                   "    hosts:\n      h[1-3]: {cpu: 9 GHz, memory: 16 GiB}\n"
                   "    vms:\n      v[1-6]: {memory: 1 GiB, disks: 100 GiB, storage-policy: bare}\n"
                   "plan:\n  - {step: out, maintenance: h3}\n");
  SimTime entering;

  trial_end (trial);
  entering = WHEN (trial, HOST, "h3", ENTERING);
  CU_ASSERT_TRUE (WHEN (trial, HOST, "h3", MAINTENANCE) > entering);
  CU_ASSERT_EQUAL (WHEN (trial, ADMISSION, "p", VIOLATED), entering);
}

/* What leaves without the host entering maintenance has left too: the task is cancelled when the VM is on its way. */
static void
a_failover_host_counts_when_its_vm_has_left (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: dedicated, hosts: [h3]}}\n"
      "    hosts:\n      h[1-3]: {cpu: 9 GHz, memory: 16 GiB, vmotion: 1 Gbit/s}\n"
      "    vms:\n      v1: {memory: 8 GiB, host: h3}\n"
      "plan:\n  - {step: out, maintenance: h3, enter-timeout: 30 s}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, MAINTENANCE), 0);
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
  CU_ASSERT_NOT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "v1"))->host,
                       trial_index (trial, MODEL_MACHINE_HOST, "h3"));
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", OK));
}

void
test_physics_admission_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of admission control and placement", NULL, NULL);

  CU_ADD_TEST (suite, a_failover_host_counts_when_it_is_empty);
  CU_ADD_TEST (suite, a_failover_host_counts_when_its_vm_has_left);
  CU_ADD_TEST (suite, a_failover_host_that_enters_maintenance_does_not_count);
  CU_ADD_TEST (suite, a_cap_only_lowers_a_slot);
  CU_ADD_TEST (suite, the_last_host_is_no_spare);
  CU_ADD_TEST (suite, figures_are_reservation_and_overhead);
  CU_ADD_TEST (suite, a_loss_violates_and_a_return_heals);
  CU_ADD_TEST (suite, the_emptier_host_takes_it);
  CU_ADD_TEST (suite, kept_apart_they_find_hosts_of_their_own);
  CU_ADD_TEST (suite, a_broken_rule_is_found_until_it_is_kept);
}
