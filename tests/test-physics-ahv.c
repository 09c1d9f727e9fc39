/* AHV: hosts taken down one at a time under the shutdown token, with what may leave them, what may not, and their CVMs. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_ahv_suite (void);

/* Four nodes, four VMs on each; `vms` adds more, `rest` begins with the plan. */
static Trial *
cluster (const char *vms, const char *rest)
{
  return trial_new_from (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    cvm-memory: 32 GiB\n"
      "    hosts:\n      n[1-4]: {cpu: 100 GHz, memory: 256 GiB, version: 10.0}\n"
      "    vms:\n      a[1-4]: {memory: 16 GiB, host: n1}\n      b[1-4]: {memory: 16 GiB, host: n2}\n"
      "      c[1-4]: {memory: 16 GiB, host: n3}\n      d[1-4]: {memory: 16 GiB, host: n4}\n%s%s",
      vms, rest);
}

#define ROLL "plan:\n  - {step: ahv, upgrade-ahv: n, to: 10.3}\n"

static gint64
number (const Trial *trial, ModelPhysics which)
{
  return trial->fleet->physics[which];
}

/* ---- A healthy roll ---- */

static void
hosts_go_one_at_a_time_and_everything_comes_back (void)
{
  g_autoptr (Trial) trial = cluster ("", ROLL);
  SimTime back, next;

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", DONE));
  CU_ASSERT_TRUE (IS (trial, TOKEN, "n", FREE));
  CU_ASSERT_EQUAL (TIMES (trial, NODE, UPGRADING), 4);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, REBOOTING), 4);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, SWITCHING), 32); /* each VM out and back */
  for (guint32 host = 0; host < 4; host++)
    CU_ASSERT_EQUAL (model_host_state (trial->run, host)->version, MODEL_VERSION (10, 3, 0));
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "a1"), "n1");
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "d4"), "n4");
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN) + FOUND_ANY (trial, QUORUM_LOST) + FOUND_ANY (trial, IO_STALL),
                   0);
  back = trial_entry (trial, MODEL_MACHINE_NODE, WHO (trial, NODE, "n1"), NODE_AT_NORMAL, 0)->at;
  next = WHEN (trial, NODE, "n2", WAITING);
  CU_ASSERT_EQUAL (next, back + number (trial, MODEL_AHV_GATE));
}

/* The CVM is the last to go and the first to come back. */
static void
the_cvm_goes_last_and_comes_first (void)
{
  g_autoptr (Trial) trial = cluster ("", ROLL);
  SimTime empty, down, up;

  trial_end (trial);
  empty = WHEN (trial, HOST, "n1", MAINTENANCE);
  down = WHEN (trial, CVM, "cvm:n1", DOWN);
  up = WHEN (trial, CVM, "cvm:n1", SERVING);
  CU_ASSERT_EQUAL (WHEN (trial, CVM, "cvm:n1", STOPPING), empty);
  CU_ASSERT_EQUAL (down, empty + number (trial, MODEL_CVM_STOP));
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "n1", REMEDIATING), down);
  CU_ASSERT_EQUAL (WHEN (trial, NODE, "n1", RETURNING), up);
  CU_ASSERT_TRUE (
      up > trial_entry (trial, MODEL_MACHINE_HOST, WHO (trial, HOST, "n1"), HOST_AT_MAINTENANCE, 1)->at);
}

/* ---- What cannot leave: N-59, N-88 ---- */

#define PINNED "      gpu: {memory: 8 GiB, host: n2, devices: [vgpu]}\n"

static void
a_pinned_vm_fails_the_pre_check (void)
{
  g_autoptr (Trial) trial = cluster (PINNED, ROLL);

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", FAILED));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, PRECHECK_FAILED)->evidence[0], MODEL_CHECK_POWER_OFF_UVMS);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, PRECHECK_FAILED)->evidence[1], WHO (trial, VM, "gpu"));
  CU_ASSERT_EQUAL (TIMES (trial, NODE, WAITING), 0);
}

static void
a_skipped_check_moves_nothing (void)
{
  g_autoptr (Trial) trial
      = cluster (PINNED, "plan:\n  - {step: ahv, upgrade-ahv: n, to: 10.3, power-off-uvms: skip}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", RUNNING));
  CU_ASSERT_TRUE (IS (trial, HOST, "n2", STUCK));
  CU_ASSERT_TRUE (IS (trial, NODE, "n2", ENTERING));
  CU_ASSERT_EQUAL (FIRST (trial, EVACUATION_BLOCKED, VM, "gpu")->evidence[0], MODEL_BLOCKER_AHV_DEVICE);
  CU_ASSERT_EQUAL (model_host_state (trial->run, 1)->n_vms, 1);
}

static void
auto_powers_it_off_and_on (void)
{
  g_autoptr (Trial) trial
      = cluster (PINNED, "plan:\n  - {step: ahv, upgrade-ahv: n, to: 10.3, power-off-uvms: auto}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", DONE));
  CU_ASSERT_TRUE (IS (trial, VM, "gpu", RUNNING));
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "gpu"), "n2");
  CU_ASSERT_EQUAL (FOUND (trial, VM_STOPPED, VM, "gpu"), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_LEFT_OFF) + FOUND_ANY (trial, EVACUATION_BLOCKED), 0);
}

/* N-87, N-89: they go when the others have left, and are back before the others are. */
static void
agents_go_last_and_come_first (void)
{
  g_autoptr (Trial) trial = cluster ("      agent: {memory: 2 GiB, host: n1, role: agent}\n"
                                     "      scratch: {memory: 2 GiB, host: n1, replication-factor: 1}\n",
                                     ROLL);

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", DONE));
  CU_ASSERT_EQUAL (WHEN (trial, VM, "agent", STOPPING), WHEN (trial, NODE, "n1", SHEDDING));
  CU_ASSERT_EQUAL (WHEN (trial, VM, "scratch", STOPPING), WHEN (trial, NODE, "n1", SHEDDING));
  CU_ASSERT_TRUE (WHEN (trial, NODE, "n1", SHEDDING) > WHEN (trial, NODE, "n1", ENTERING));
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_VM, WHO (trial, VM, "a1"), VM_AT_MIGRATING, 1)->at,
                   trial_entry (trial, MODEL_MACHINE_VM, WHO (trial, VM, "agent"), VM_AT_RUNNING, 0)->at);
  CU_ASSERT_EQUAL (trial_count (trial, MODEL_MACHINE_VM, VM_AT_STOPPED), 2);
}

/* ---- By hand, and firmware ---- */

static void
maintenance_holds_the_token_until_it_is_left (void)
{
  g_autoptr (Trial) trial = cluster ("", "plan:\n  - {step: in, maintenance: n1}\n"
                                         "  - {step: second, maintenance: n2, after: [in]}\n"
                                         "  - {step: out, leave: n1, after: [in]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "in", DONE));
  CU_ASSERT_TRUE (IS (trial, STEP, "second", FAILED));
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "second")->evidence[0], MODEL_CHECK_MAINTENANCE);
  CU_ASSERT_TRUE (IS (trial, STEP, "out", DONE));
  CU_ASSERT_TRUE (IS (trial, TOKEN, "n", FREE));
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "a1"), "n1");
}

/* Longer than half an hour without its CVM: the ring closes (N-41), and opens again when it is back. */
static void
firmware_reboots_more_than_once (void)
{
  g_autoptr (Trial) trial = cluster (
      "", "plan:\n  - {step: fw, upgrade-firmware: n, components: [bmc, bios, nic], hosts: [n1, n2]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "fw", DONE));
  CU_ASSERT_EQUAL (TIMES (trial, NODE, UPGRADING), 2);
  CU_ASSERT_TRUE (TIMES (trial, HOST, REBOOTING) >= 4);
  CU_ASSERT_EQUAL (TIMES (trial, REMEDIATION, CHECKING), 0);
  CU_ASSERT_TRUE (IS (trial, QUORUM, "n/metadata", WHOLE));
}

/* ---- What goes wrong ---- */

static void
a_cvm_that_does_not_come_back_keeps_the_token (void)
{
  g_autoptr (Trial) trial = cluster ("", ROLL "faults:\n  - {cvm-unstable: n2, at: 0 s}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", FAILED));
  CU_ASSERT_TRUE (IS (trial, AHV_ROLL, "n", STALLED));
  CU_ASSERT_TRUE (IS (trial, NODE, "n2", HELD));
  CU_ASSERT_TRUE (IS (trial, TOKEN, "n", HELD));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, TOKEN_HELD), 1);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, MIXED_AHV)->evidence[0], 2);
  CU_ASSERT_EQUAL (TIMES (trial, NODE, UPGRADING), 2);
}

/* N-64: 2400 s, and no roll-back; somebody resets it later, and the node comes all the way back by itself. */
static void
a_host_that_hangs_holds_the_roll (void)
{
  g_autoptr (Trial) trial = cluster ("", ROLL "faults:\n  - {hang-boot: n1, at: 0 s, for: 3 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, NODE, "n1", HELD), WHEN (trial, HOST, "n1", REBOOTING) + 2400 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", FAILED));
  CU_ASSERT_TRUE (IS (trial, NODE, "n1", NORMAL));
  CU_ASSERT_TRUE (IS (trial, TOKEN, "n", FREE));
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "a1"), "n1");
  CU_ASSERT_EQUAL (model_host_state (trial->run, 1)->version, MODEL_VERSION (10, 0, 0));
}

/* N-61, N-52: begun again LCM passes over those that have it, of AHV by their version; of firmware by what the stalled step had done,
 * while one that had come to its end was another update. */
static void
a_stalled_roll_is_begun_again (void)
{
#define AGAIN(WHAT) "plan:\n  - {step: first, " WHAT "}\n  - {step: w, wait: 8 h}\n  - {step: again, " WHAT ", after: [w]}\n"
#define HANGS       "faults:\n  - {hang-boot: n2, at: 0 s, for: 3 h}\n"
#define FLASH       "upgrade-firmware: n, components: [bios]"
  g_autoptr (Trial) ahv = cluster ("", AGAIN ("upgrade-ahv: n, to: 10.3") HANGS);
  g_autoptr (Trial) flash = cluster ("", AGAIN (FLASH) HANGS);
  g_autoptr (Trial) twice = cluster ("", AGAIN (FLASH));

  trial_end (ahv);
  CU_ASSERT_TRUE (IS (ahv, STEP, "first", FAILED) && IS (ahv, STEP, "again", DONE));
  CU_ASSERT_EQUAL (TIMES (ahv, NODE, UPGRADING), 4); /* n2 came back by itself, on the new version */
  CU_ASSERT_EQUAL (trial_entry (ahv, MODEL_MACHINE_NODE, ANYBODY, NODE_AT_UPGRADING, 2)->to, WHO (ahv, NODE, "n3"));
  CU_ASSERT_EQUAL (FOUND_ANY (ahv, MIXED_AHV), 1);
  CU_ASSERT_TRUE (FIRST_ANY (ahv, MIXED_AHV)->until > 8 * SIM_HOUR);
  trial_end (flash);
  CU_ASSERT_TRUE (IS (flash, STEP, "first", FAILED) && IS (flash, STEP, "again", DONE));
  CU_ASSERT_EQUAL (TIMES (flash, NODE, UPGRADING), 5); /* n1 once, n2 twice */
  CU_ASSERT_EQUAL (trial_entry (flash, MODEL_MACHINE_NODE, ANYBODY, NODE_AT_UPGRADING, 2)->to, WHO (flash, NODE, "n2"));
  trial_end (twice);
  CU_ASSERT_EQUAL (TIMES (twice, NODE, UPGRADING), 8);
}

/* Before its CVM stops: the token is given back, an agent is powered on again, and what has left stays where it is. */
static void
a_cancelled_node_takes_vms_again (void)
{
  g_autoptr (Trial) trial
      = cluster ("      agent: {memory: 2 GiB, host: n1, role: agent}\n", ROLL
                 "faults:\n  - {cancel-maintenance: n1, at: 370 s}\n  - {cancel-maintenance: n1, at: 2 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, NODE, "n1", SHEDDING) < 370 * SIM_SECOND, TRUE);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", FAILED));
  CU_ASSERT_TRUE (IS (trial, NODE, "n1", NORMAL));
  CU_ASSERT_TRUE (IS (trial, HOST, "n1", CONNECTED));
  CU_ASSERT_TRUE (IS (trial, TOKEN, "n", FREE));
  CU_ASSERT_TRUE (IS (trial, VM, "agent", RUNNING));
  CU_ASSERT_STRING_NOT_EQUAL (trial_host_name (trial, "a1"), "n1");
  CU_ASSERT_EQUAL (FOUND (trial, NOT_DONE, HOST, "n1"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, NOT_DONE, HOST, "n1")->evidence[0], MODEL_SETBACK_TURNED_BACK);
  CU_ASSERT_EQUAL (TIMES (trial, CVM, STOPPING), 0);
}

/* There is no way back: neither for all hosts nor for those of them that have a newer version. */
static void
an_older_version_is_refused (void)
{
  g_autoptr (Trial) older = cluster ("", "plan:\n  - {step: ahv, upgrade-ahv: n, to: 9.0}\n");
  g_autoptr (Trial) same = cluster ("", "plan:\n  - {step: ahv, upgrade-ahv: n, to: 10.0}\n");
  g_autoptr (Trial) mixed
      = trial_new ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    hosts:\n"
                   "      n[1-2]: {cpu: 100 GHz, memory: 256 GiB, version: 10.0}\n"
                   "      n3: {cpu: 100 GHz, memory: 256 GiB, version: 10.3}\n"
                   "plan:\n  - {step: ahv, upgrade-ahv: n, to: 10.0.1}\n");
  const SimFinding *found;

  trial_end (older);
  found = FIRST (older, PRECHECK_FAILED, STEP, "ahv");
  CU_ASSERT_TRUE (IS (older, STEP, "ahv", FAILED));
  CU_ASSERT_EQUAL (found->evidence[0], MODEL_CHECK_DOWNGRADE);
  CU_ASSERT_EQUAL (found->evidence[1], WHO (older, HOST, "n1"));
  CU_ASSERT_EQUAL (found->evidence[4], 1); /* the fourth */
  trial_end (same);
  CU_ASSERT_TRUE (IS (same, STEP, "ahv", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (same, PRECHECK_FAILED), 0);
  trial_end (mixed);
  CU_ASSERT_TRUE (IS (mixed, STEP, "ahv", FAILED));
  CU_ASSERT_EQUAL (FIRST (mixed, PRECHECK_FAILED, STEP, "ahv")->evidence[0], MODEL_CHECK_DOWNGRADE);
  CU_ASSERT_EQUAL (FIRST (mixed, PRECHECK_FAILED, STEP, "ahv")->evidence[1], WHO (mixed, HOST, "n3"));
  CU_ASSERT_EQUAL (TIMES (older, NODE, WAITING) + TIMES (same, NODE, WAITING) + TIMES (mixed, NODE, WAITING),
                   0);
}

#define NEEDING                                                                                              \
  "      gpu: {memory: 8 GiB, devices: [pci-passthrough], host: n1}\n"                                       \
  "      vf: {memory: 8 GiB, devices: [sr-iov], power: off, host: n2}\n"                                     \
  "      wide: {memory: 8 GiB, depends-on: [numa], host: n1}\n"
#define SETTINGS                                                                                             \
  "    policies:\n"                                                                                          \
  "      - {name: vt-d, kind: bios, provides: vt-d, declared: on, default: off}\n"                           \
  "      - {name: sriov, kind: bios, provides: sr-iov, declared: on, default: off}\n"                        \
  "      - {name: interleaving, kind: bios, provides: numa, declared: off, default: on}\n"
#define BIOS "  - {step: fw, upgrade-firmware: n, components: [bios], power-off-uvms: auto%s}\n"

/* WE-31 on AHV: LCM powers the VM with a device off, and the node that comes back without VT-d cannot have it again. What only runs
 * worse runs. With its settings kept nothing of that happens. */
static void
a_bios_that_forgets_its_settings (void)
{
  for (guint resets = 0; resets <= 1; resets++) {
    g_autofree char *rest
        = g_strdup_printf (SETTINGS "plan:\n" BIOS "  - {step: vf-on, power-on: vf, after: [fw]}\n",
                           resets ? ", resets-settings: true" : "");
    g_autoptr (Trial) trial = cluster (NEEDING, rest);

    trial_end (trial);
    CU_ASSERT_EQUAL (TIMES (trial, HOST, REBOOTING) >= 4, TRUE);
    CU_ASSERT_EQUAL (IS (trial, VM, "gpu", RUNNING), !resets);
    CU_ASSERT_EQUAL (IS (trial, VM, "vf", RUNNING), !resets);
    CU_ASSERT_EQUAL (FOUND (trial, POWER_ON_REFUSED, VM, "gpu"), resets);
    if (resets)
      CU_ASSERT_EQUAL (FIRST (trial, POWER_ON_REFUSED, VM, "gpu")->evidence[0], MODEL_REFUSED_SETTING);
    CU_ASSERT_EQUAL (FOUND (trial, POWER_ON_REFUSED, VM, "vf"), resets);
    CU_ASSERT_TRUE (IS (trial, VM, "wide", RUNNING));
    CU_ASSERT_EQUAL (FOUND (trial, VM_DEGRADED, VM, "wide") > 0, resets);
    CU_ASSERT_EQUAL (FOUND (trial, VM_DEGRADED, VM, "b1"), 0);
    CU_ASSERT_EQUAL (FOUND (trial, POLICY_RESET, POLICY, "vt-d@n1"), resets);
  }
}

void
test_physics_ahv_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-ahv", NULL, NULL);

  CU_ADD_TEST (suite, hosts_go_one_at_a_time_and_everything_comes_back);
  CU_ADD_TEST (suite, the_cvm_goes_last_and_comes_first);
  CU_ADD_TEST (suite, a_pinned_vm_fails_the_pre_check);
  CU_ADD_TEST (suite, a_skipped_check_moves_nothing);
  CU_ADD_TEST (suite, auto_powers_it_off_and_on);
  CU_ADD_TEST (suite, agents_go_last_and_come_first);
  CU_ADD_TEST (suite, maintenance_holds_the_token_until_it_is_left);
  CU_ADD_TEST (suite, firmware_reboots_more_than_once);
  CU_ADD_TEST (suite, a_cvm_that_does_not_come_back_keeps_the_token);
  CU_ADD_TEST (suite, a_host_that_hangs_holds_the_roll);
  CU_ADD_TEST (suite, a_stalled_roll_is_begun_again);
  CU_ADD_TEST (suite, a_cancelled_node_takes_vms_again);
  CU_ADD_TEST (suite, an_older_version_is_refused);
  CU_ADD_TEST (suite, a_bios_that_forgets_its_settings);
}
