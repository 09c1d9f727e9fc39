/* Hosts that come into a cluster, leave it, or are exchanged. */

#include <CUnit/CUnit.h>
#include <string.h>

#include "tests/trial.h"

void test_physics_membership_suite (void);

#define HEAD                                                                                                 \
  "rollcall: 1\nvcenters:\n  vc: {version: 8.0.3}\nclusters:\n  p:\n    vcenter: vc\n    drs: {automation: " \
  "fully-automated}\n"
#define HA   "    ha: {admission-control: {policy: percentage, host-failures: 1}}\n"
#define NODE "{cpu: 100 GHz, memory: 100 GiB, version: 8.0.3, vmotion: 25 Gbit/s"

static gboolean
step_is (Trial *trial, const char *step, guint state)
{
  return model_state (trial->run, MODEL_MACHINE_STEP, trial_index (trial, MODEL_MACHINE_STEP, step)) == state;
}

static gint64
check_of (Trial *trial, const char *step)
{
  const SimFinding *finding = FIRST (trial, PRECHECK_FAILED, STEP, step);

  return finding->since < 0 ? -1 : finding->evidence[0];
}

/* Its VMs leave, also what is off; then it counts for nothing, and nothing comes back to it. */
static void
a_host_is_removed (void)
{
  g_autoptr (Trial) trial = trial_new (
      HEAD HA "    hosts:\n      h[1-4]: " NODE "}\n"
              "    vms:\n      v[1-8]: {memory: 8 GiB}\n      idle: {memory: 8 GiB, power: off, host: h4}\n"
              "plan:\n  - {step: out, remove-host: h4}\n  - {step: later, wait: 1 h, after: [out]}\n");
  guint32 h4 = trial_index (trial, MODEL_MACHINE_HOST, "h4");

  CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).good, 4);
  trial_end (trial);
  CU_ASSERT (step_is (trial, "out", STEP_AT_DONE));
  CU_ASSERT (IS (trial, HOST, "h4", OUTSIDE));
  CU_ASSERT_EQUAL (model_host_state (trial->run, h4)->n_vms, 0);
  CU_ASSERT_NOT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "idle"))->host, h4);
  CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).good, 3);
  CU_ASSERT_EQUAL (model_outlook (trial->run, 0).hosts, 3);
  CU_ASSERT (IS (trial, AGENT, "h4", INACTIVE));
}

/* The last by name go first, each when the one before is out; one that does not empty holds up the others. */
static void
a_cluster_is_consolidated (void)
{
  static const char estate[] = HEAD
      "    hosts:\n      h[1-5]: " NODE "}\n      h6: " NODE ", state: outside}\n"
      "    vms:\n      v[1-5]: {memory: 8 GiB}\n      card: {memory: 8 GiB, host: %s, devices: "
      "[pci-passthrough]}\n"
      "plan:\n  - {step: dense, consolidate: p to 3 hosts}\n  - {step: then, wait: 1 min, after: [dense]}\n";
  g_autoptr (Trial) well = trial_new_from (estate, "h1");
  g_autoptr (Trial) stuck = trial_new_from (estate, "h5");

  trial_end (well);
  CU_ASSERT (WHEN (well, HOST, "h5", OUTSIDE) >= 0
             && WHEN (well, HOST, "h4", OUTSIDE) > WHEN (well, HOST, "h5", OUTSIDE));
  CU_ASSERT (WHEN (well, HOST, "h4", ENTERING) >= WHEN (well, HOST, "h5", OUTSIDE));
  CU_ASSERT (IS (well, HOST, "h3", CONNECTED));
  CU_ASSERT (step_is (well, "then", STEP_AT_DONE));
  trial_end (stuck);
  CU_ASSERT (IS (stuck, HOST, "h5", STUCK));
  CU_ASSERT (IS (stuck, HOST, "h4", CONNECTED));
  CU_ASSERT (step_is (stuck, "dense/h4", STEP_AT_WAITING));
  CU_ASSERT_EQUAL (model_outcome (stuck->run), MODEL_STUCK);
}

/* With vSAN the data leaves, too; with as many hosts as the policy needs it has nowhere to go, and nothing is lost. */
static void
vsan_data_leaves_first (void)
{
  static const char estate[] = HEAD
      "    vsan: {resync-rate: 25 Gbit/s}\n    hosts:\n      h[1-%d]: " NODE ", capacity: 4 TiB}\n"
      "    vms:\n      v[1-4]: {memory: 8 GiB, disks: 100 GiB}\nplan:\n  - {step: out, remove-host: h3%s}\n";
  g_autoptr (Trial) four = trial_new_from (estate, 4, "");
  g_autoptr (Trial) three = trial_new_from (estate, 3, ", enter-timeout: 30 min");
  g_autoptr (Trial) kept = trial_new_from (estate, 3, ", vsan-mode: ensure-accessibility");
  guint32 h3 = trial_index (four, MODEL_MACHINE_HOST, "h3");

  CU_ASSERT (model_vsan_host (four->run, h3)->n > 0);
  trial_end (four);
  CU_ASSERT (IS (four, HOST, "h3", OUTSIDE));
  CU_ASSERT_EQUAL (model_vsan_host (four->run, h3)->n, 0);
  CU_ASSERT_EQUAL (model_vsan_state (four->run, 0)->reduced + model_vsan_state (four->run, 0)->critical, 0);
  CU_ASSERT_EQUAL (FOUND_ANY (four, VSAN_UNHEALTHY), 0);
  trial_end (three);
  CU_ASSERT (IS (three, HOST, "h3", CONNECTED));
  CU_ASSERT (step_is (three, "out", STEP_AT_FAILED));
  trial_end (kept);
  CU_ASSERT_EQUAL (check_of (kept, "out"), MODEL_CHECK_HOLDS_DATA);
  CU_ASSERT (IS (kept, HOST, "h3", MAINTENANCE));
}

/* It is empty when it comes, HA counts it once its agent is configured, and it can take VMs. */
static void
a_host_is_added (void)
{
  g_autoptr (Trial) trial = trial_new (
      HEAD HA "    hosts:\n      h[1-2]: " NODE "}\n      h3: " NODE ", state: outside}\n"
              "    vms:\n      v[1-6]: {memory: 8 GiB}\n"
              "plan:\n  - {step: in, add-host: h3}\n  - {step: again, add-host: h3, after: [in]}\n"
              "  - {step: test, maintenance: h1, after: [in]}\n");

  CU_ASSERT (IS (trial, HOST, "h3", OUTSIDE));
  CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).good, 2);
  trial_end (trial);
  CU_ASSERT (step_is (trial, "in", STEP_AT_DONE));
  CU_ASSERT (WHEN (trial, HOST, "h3", HA_INIT) > WHEN (trial, HOST, "h3", CONNECTING));
  CU_ASSERT (IS (trial, HOST, "h3", CONNECTED));
  CU_ASSERT_EQUAL (check_of (trial, "again"), MODEL_CHECK_IN_CLUSTER);
  CU_ASSERT (
      step_is (trial, "test", STEP_AT_DONE)); /* two hosts would not have been enough for admission control */
  CU_ASSERT_EQUAL (model_admission (trial->run, 0, MODEL_NONE, MODEL_NONE, NULL).good, 2);
}

static void
what_speaks_against_joining (void)
{
  static const struct {
    const char *cluster, *host, *version, *faults;
    gint64 check; /* -1: it joins */
  } rows[] = {
    { "", "", "8.0.3", "", -1 },
    { "", "", "8.0.2", "", -1 }, /* older is not refused */
    { "", "", "9.0", "", MODEL_CHECK_NEWER_THAN_VCENTER },
    { "    cpu-licences: 6\n", ", sockets: 2, cores-per-socket: 16", "8.0.3", "", -1 },
    { "    cpu-licences: 5\n", ", sockets: 2, cores-per-socket: 16", "8.0.3", "",
      MODEL_CHECK_LICENCES_SHORT },
    { "    evc: true\n", ", cpu-model: Intel Xeon 6248", "8.0.3", "", -1 },
    { "    evc: true\n", ", cpu-model: AMD EPYC 7543", "8.0.3", "", MODEL_CHECK_EVC_VENDOR },
    { "", ", cpu-model: AMD EPYC 7543", "8.0.3", "", -1 }, /* no VM can be moved to it, and it joins */
    { "", "", "8.0.3", "faults:\n  - {crash: vc, at: 30 s}\n", MODEL_CHECK_VCENTER_DOWN },
    { "", "", "8.0.3", "faults:\n  - {crash: vc, at: 70 s}\n",
      MODEL_CHECK_VCENTER_DOWN }, /* in the middle of it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        HEAD "%s    hosts:\n      h[1-2]: {sockets: 2, cores-per-socket: 16, clock: 2.6 GHz, memory: 100 "
             "GiB, version: 8.0.3, cpu-model: Intel Xeon 6148}\n"
             "      h3: {clock: 2.6 GHz, memory: 100 GiB, version: %s, state: outside%s%s}\n"
             "plan:\n  - {step: now, wait: 1 min}\n  - {step: in, add-host: h3, after: [now]}\n%s",
        rows[i].cluster, rows[i].version,
        strstr (rows[i].host, "sockets") ? "" : ", sockets: 1, cores-per-socket: 8", rows[i].host,
        rows[i].faults);

    trial_end (trial);
    CU_ASSERT_EQUAL (check_of (trial, "in"), rows[i].check);
    CU_ASSERT_EQUAL (IS (trial, HOST, "h3", OUTSIDE), rows[i].check >= 0);
    CU_ASSERT_EQUAL (IS (trial, HOST, "h3", CONNECTED), rows[i].check < 0);
  }
}

/* What was set on the old machine is not set on the new one; what the cluster has stays. */
static void
a_host_is_replaced (void)
{
  g_autoptr (Trial) trial = trial_new (
      HEAD "    hosts:\n      h[1-3]: " NODE "}\n    vms:\n      v[1-3]: {memory: 8 GiB}\n"
           "    policies:\n      - {name: ntp, kind: host, declared: set, actual: set, default: none}\n"
           "      - {name: ha, kind: cluster, declared: set, actual: set, default: none}\n"
           "plan:\n  - {step: new, replace-host: h2, to: 8.0.2, takes: 3 h}\n");

  trial_end (trial);
  CU_ASSERT (step_is (trial, "new", STEP_AT_DONE));
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h2", CONNECTING) - WHEN (trial, HOST, "h2", OUTSIDE), 3 * 3600 * 1000);
  CU_ASSERT_EQUAL (model_host_state (trial->run, trial_index (trial, MODEL_MACHINE_HOST, "h2"))->version,
                   MODEL_VERSION (8, 0, 2));
  CU_ASSERT (IS (trial, POLICY, "ntp@h2", RESET));
  CU_ASSERT (IS (trial, POLICY, "ntp@h1", IN_POLICY));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, POLICY_RESET), 1);
}

/* The other machine stands there, and nobody takes it. */
static void
vcenter_is_away_when_it_is_exchanged (void)
{
  g_autoptr (Trial) trial = trial_new (HEAD "    hosts:\n      h[1-3]: " NODE
                                            "}\nplan:\n  - {step: new, replace-host: h2, takes: 10 min}\n"
                                            "faults:\n  - {crash: vc, at: 5 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (check_of (trial, "new"), MODEL_CHECK_VCENTER_DOWN);
  CU_ASSERT (IS (trial, HOST, "h2", OUTSIDE));
}

/* A suspended VM is not registered elsewhere: it would leave the inventory with its host. */
static void
vms_do_not_leave_the_inventory (void)
{
  g_autoptr (Trial) trial
      = trial_new (HEAD "    hosts:\n      h[1-3]: " NODE "}\n"
                        "    vms:\n      old: {memory: 8 GiB, power: suspended, host: h3}\n"
                        "plan:\n  - {step: out, remove-host: h3}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (check_of (trial, "out"), MODEL_CHECK_HOLDS_VMS);
  CU_ASSERT (IS (trial, HOST, "h3", MAINTENANCE));
}

/* A remediation does not ask for it, nothing places VMs there, and nobody misses it. */
static void
a_host_outside_is_none_of_the_cluster (void)
{
  g_autoptr (Trial) trial = trial_new (
      HEAD HA "    vsan: {resync-rate: 25 Gbit/s}\n    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 100 GiB, "
              "version: 8.0.2, vmotion: 25 Gbit/s, capacity: 4 TiB}\n"
              "      h5: {cpu: 100 GHz, memory: 100 GiB, version: 7.0.3, capacity: 4 TiB, state: outside}\n"
              "    vms:\n      v[01-12]: {memory: 8 GiB, disks: 50 GiB}\n"
              "plan:\n  - {step: roll, remediate: p, to: 8.0.3, admission-control: disable}\n  - {step: "
              "test, validate: p, after: [roll]}\n"
              "faults:\n  - {crash: h5, at: 1 min}\n");
  guint32 h5 = trial_index (trial, MODEL_MACHINE_HOST, "h5");

  CU_ASSERT_EQUAL (model_vsan_host (trial->run, h5)->n, 0);
  trial_end (trial);
  CU_ASSERT (step_is (trial, "roll", STEP_AT_DONE));
  CU_ASSERT (step_is (trial, "test", STEP_AT_DONE));
  CU_ASSERT (IS (trial, HOST, "h5", OUTSIDE));
  CU_ASSERT_EQUAL (FOUND (trial, HOST_LOST, HOST, "h5"), 0);
  CU_ASSERT_EQUAL (model_host_state (trial->run, h5)->version, MODEL_VERSION (7, 0, 3));
}

void
test_physics_membership_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: hosts that come and go", NULL, NULL);

  CU_add_test (suite, "a host is removed", a_host_is_removed);
  CU_add_test (suite, "a cluster is consolidated", a_cluster_is_consolidated);
  CU_add_test (suite, "vSAN data leaves first", vsan_data_leaves_first);
  CU_add_test (suite, "a host is added", a_host_is_added);
  CU_add_test (suite, "what speaks against joining", what_speaks_against_joining);
  CU_add_test (suite, "a host is replaced", a_host_is_replaced);
  CU_add_test (suite, "vCenter is away when it is exchanged", vcenter_is_away_when_it_is_exchanged);
  CU_add_test (suite, "VMs do not leave the inventory", vms_do_not_leave_the_inventory);
  CU_add_test (suite, "a host outside is none of the cluster", a_host_outside_is_none_of_the_cluster);
}
