/* Nutanix clusters of two nodes and of one: who may go on alone, what is brought to the other one, what an upgrade costs. */

#include <CUnit/CUnit.h>

#include "models/nutanix/capacity.h"
#include "models/nutanix/mode.h"
#include "models/nutanix/tolerance.h"
#include "tests/trial.h"

void test_physics_nutanix_two_nodes_suite (void);

/* `of_cluster` are lines of the cluster, `rest` the plan and the faults. */
static Trial *
nodes (int n, const char *platform, const char *of_cluster, const char *rest)
{
  return trial_new_from ("rollcall: 1\nphysics: {rebuild-rate: 100 MiB/s}\nclusters:\n  n:\n    platform: "
                         "nutanix-%s\n    aos: 6.5\n%s    hosts:\n"
                         "      n[1-%d]: {cpu: 100 GHz, memory: 256 GiB, capacity: 2 TiB, data: 600 GiB, "
                         "disks: 4, version: 9.0}\n"
                         "    vms:\n      a[1-2]: {memory: 8 GiB, host: n1}\n%s%s",
                         platform, of_cluster, n, n > 1 ? "      b[1-2]: {memory: 8 GiB, host: n2}\n" : "",
                         rest);
}

static gint64
gib (double amount)
{
  return (gint64) (amount * 1024) << 20;
}

/* ---- A loss ---- */

/* The other one holds all I/O, asks, stands alone, and HA starts what was lost there. */
static void
the_witness_lets_one_go_on (void)
{
  g_autoptr (Trial) trial = nodes (2, "ahv", "", "faults:\n  - {crash: n2, at: 1 h, for: 5 h}\n");
  g_autofree char *stalled = NULL;

  trial_until (trial, SIM_HOUR - 1);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", NORMAL));
  CU_ASSERT_EQUAL (model_tolerance (trial->run, 0).least, 1);
  trial_until (trial, SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", ASKING));
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", STALLED));
  stalled = sim_finding_message (trial->run->model, FIRST (trial, IO_STALL, HOST, "n1"));
  CU_ASSERT_STRING_EQUAL (stalled, "guest I/O on n1 stalls: n2 is silent, and might be going on alone");
  CU_ASSERT_EQUAL (model_store_state (trial->run, 1)->rate, 0);
  trial_until (trial, SIM_HOUR + 20 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", STAND_ALONE));
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", LOCAL));
  CU_ASSERT_EQUAL (model_tolerance (trial->run, 0).least, 0);
  trial_until (trial, SIM_HOUR + 2 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VM, "b1", RUNNING));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DATA_UNAVAILABLE), 0);
  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, QUORUM_LOST), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, GUEST_IO_ERRORS), 0);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", NORMAL));
}

/* Second copies are made on the survivor's own disks: 600 GiB at 100 MiB/s, once it stands alone. They do not make it bear the
 * loss of a node, and they go when Curator scans after the other one's return. */
static void
the_survivor_copies_to_itself (void)
{
  g_autoptr (Trial) trial = nodes (2, "ahv", "", "faults:\n  - {crash: n2, at: 1 h, for: 5 h}\n");

  trial_until (trial, 5 * SIM_HOUR);
  CU_ASSERT_EQUAL (WHEN (trial, STORE, "data:n2", ELSEWHERE), SIM_HOUR + 20 * SIM_SECOND + 6144 * SIM_SECOND);
  CU_ASSERT_EQUAL (model_store_state (trial->run, 0)->holds, gib (1200));
  CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", CRITICAL));
  trial_end (trial);
  CU_ASSERT_EQUAL (model_store_state (trial->run, 0)->holds, gib (600));
}

/* What it can hold alone: 95 % of its disks. 1 TiB on each node is too much of 2 TiB (40 % is what is advised). */
static void
too_much_for_one (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    hosts:\n"
                   "      n[1-2]: {cpu: 100 GHz, memory: 256 GiB, capacity: 2 TiB, data: 1024 GiB}\n"
                   "faults:\n  - {crash: n2, at: 1 h, for: 5 h}\n");

  trial_until (trial, 3 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, STORE, "data:n2", SHORT));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, STORAGE_READ_ONLY), 1);
}

/* N-11: with the witness away the one that is left serves nobody. */
static void
nobody_to_ask (const char *of_cluster, const char *fault)
{
  g_autofree char *faults = g_strdup_printf ("faults:\n%s  - {crash: n2, at: 1 h, for: 5 h}\n", fault);
  g_autoptr (Trial) trial = nodes (2, "ahv", of_cluster, faults);

  trial_until (trial, 2 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", UNDECIDED));
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", FAILED));
  CU_ASSERT_TRUE (IS (trial, VM, "b1", DOWN));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, TWO_NODES_UNDECIDED), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, GUEST_IO_ERRORS), 2);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", NORMAL));
  CU_ASSERT_TRUE (IS (trial, VM, "b1", RUNNING));
}

static void
without_a_witness (void)
{
  nobody_to_ask ("    witness: none\n", "");
  nobody_to_ask ("", "  - {lose-witness: n, at: 30 min}\n");
}

/* It is asked again when it is back. */
static void
the_witness_comes_back (void)
{
  g_autoptr (Trial) trial
      = nodes (2, "esxi", "",
               "faults:\n  - {lose-witness: n, at: 30 min, for: 2 h}\n  - {crash: n2, at: 1 h, for: 5 h}\n");

  trial_until (trial, 150 * SIM_MINUTE - 1);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", UNDECIDED));
  trial_until (trial, 150 * SIM_MINUTE + 20 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", STAND_ALONE));
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", LOCAL));
}

/* The witness alone matters to nobody, until a node goes. */
static void
the_witness_alone (void)
{
  g_autoptr (Trial) trial = nodes (2, "ahv", "", "faults:\n  - {lose-witness: n, at: 30 min, for: 2 h}\n");

  trial_until (trial, SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", NORMAL));
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", LOCAL));
  CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", CRITICAL));
  CU_ASSERT_EQUAL (model_tolerance (trial->run, 0).of[MODEL_BORNE_BY_DATA], 1);
}

/* The one that went on alone goes, too: its partner is back first, with old data, and must wait for it. */
static void
the_other_one_must_not_serve (void)
{
  g_autoptr (Trial) trial
      = nodes (2, "ahv", "",
               "faults:\n  - {cvm-down: n2, at: 1 h, for: 2 h}\n  - {cvm-down: n1, at: 2 h, for: 3 h}\n");

  trial_until (trial, 4 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", STAND_ALONE));
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n2", SETTLING));
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n2", FAILED));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", NORMAL));
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n2", SERVING));
  CU_ASSERT_TRUE (WHEN (trial, CVM, "cvm:n2", SERVING) > 5 * SIM_HOUR);
}

/* "One node and an SSD of the other": read-only, and not lost, once second copies are on its other disks. */
static void
a_disk_of_the_survivor (void)
{
  g_autoptr (Trial) trial
      = nodes (2, "ahv", "",
               "faults:\n  - {crash: n2, at: 1 h, for: 9 h}\n  - {disk-offline: n1, at: 5 h, for: 1 h}\n");
  g_autoptr (Trial) early
      = nodes (2, "ahv", "",
               "faults:\n  - {crash: n2, at: 1 h, for: 9 h}\n  - {disk-offline: n1, at: 61 min, for: 1 h}\n");

  trial_until (trial, 5 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", READ_ONLY));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, READ_ONLY_MODE), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DATA_UNAVAILABLE), 0);
  trial_until (trial, 6 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", STAND_ALONE));
  trial_until (early, 62 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (early, RESILIENCY, "n", LOST)); /* some of it had its only copy there */
}

/* ---- Upgrades ---- */

/* Each turn ends with a sync; nothing waits for a witness, and no VM moves. */
static void
aos_on_two_nodes (void)
{
  g_autoptr (Trial) trial = nodes (2, "ahv", "", "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n");
  SimTime turn = 30 * SIM_SECOND + 15 * SIM_MINUTE + 10 * SIM_MINUTE; /* stop, boot and services, sync */

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, MODE, ASKING), 0);
  CU_ASSERT_EQUAL (TIMES (trial, MODE, STAND_ALONE), 2);
  CU_ASSERT_EQUAL (TIMES (trial, MODE, SWITCHING), 2);
  CU_ASSERT_EQUAL (WHEN (trial, MODE, "n", STAND_ALONE), WHEN (trial, CVM, "cvm:n1", STOPPING));
  CU_ASSERT_EQUAL (WHEN (trial, AOS, "n", DONE) - WHEN (trial, AOS, "n", ROLLING), 2 * turn);
  CU_ASSERT_EQUAL (TIMES (trial, VM, MIGRATING), 0);
}

static void
aos_without_the_witness (void)
{
  g_autoptr (Trial) trial
      = nodes (2, "ahv", "",
               "plan:\n  - {step: w, wait: 1 h}\n  - {step: aos, upgrade-aos: n, to: 6.8, after: [w]}\n"
               "faults:\n  - {lose-witness: n, at: 0 s}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, AOS, "n", FAILED));
  CU_ASSERT_EQUAL (TIMES (trial, CVM, STOPPING), 0);
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "aos")->evidence[0], MODEL_CHECK_WITNESS);
}

/* The node that stays is lost while the other restarts: the one that comes back waits for it. */
static void
the_one_that_stays_is_lost (void)
{
  g_autoptr (Trial) trial = nodes (
      2, "esxi", "",
      "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\nfaults:\n  - {cvm-down: n2, at: 25 min, for: 1 h}\n");

  trial_until (trial, SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", LOST));
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", FAILED));
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", SETTLING));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, AOS, "n", DONE));
}

static void
one_node (const char *uvms, gboolean done, guint stopped, guint errors)
{
  g_autofree char *plan = g_strdup_printf ("plan:\n  - {step: aos, upgrade-aos: n, to: 6.8%s}\n", uvms);
  g_autoptr (Trial) ahv = nodes (1, "ahv", "", plan), esxi = nodes (1, "esxi", "", plan);
  Trial *trials[] = { ahv, esxi };

  for (guint i = 0; i < G_N_ELEMENTS (trials); i++) {
    trial_end (trials[i]);
    CU_ASSERT_TRUE (IS (trials[i], MODE, "n", STAND_ALONE));
    CU_ASSERT_EQUAL (IS (trials[i], AOS, "n", DONE), done);
    CU_ASSERT_EQUAL (TIMES (trials[i], VM, STOPPED), stopped);
    CU_ASSERT_EQUAL (FOUND_ANY (trials[i], GUEST_IO_ERRORS), errors);
    CU_ASSERT_TRUE (IS (trials[i], VM, "a1", RUNNING) && IS (trials[i], VM, "a2", RUNNING));
  }
}

/* Its VMs have nowhere to go: refused, powered off and on again, or without storage meanwhile. */
static void
aos_on_one_node (void)
{
  one_node ("", FALSE, 0, 0);
  one_node (", power-off-uvms: auto", TRUE, 2, 0);
  one_node (", power-off-uvms: skip", TRUE, 0, 2);
}

/* When the CVM does not get ready they stay off, and somebody has to know. */
static void
one_node_that_stalls (void)
{
  g_autoptr (Trial) trial = nodes (1, "ahv", "",
                                   "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8, power-off-uvms: auto}\n"
                                   "faults:\n  - {cvm-unstable: n1, at: 1 min, for: 3 h}\n");

  trial_until (trial, 2 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, AOS, "n", STALLED));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_LEFT_OFF), 2);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VM, "a1", RUNNING));
}

static void
a_disk_of_one_node (void)
{
  g_autoptr (Trial) trial = nodes (1, "ahv", "", "faults:\n  - {disk-offline: n1, at: 1 h, for: 1 h}\n");

  trial_until (trial, SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", READ_ONLY));
  CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", OK));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DATA_UNAVAILABLE), 0);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", STAND_ALONE));
  CU_ASSERT_EQUAL (model_store_state (trial->run, 0)->holds, gib (600));
}

/* AHV on one node powers its VMs off, too, and its CVM with it. */
static void
ahv_on_one_node (void)
{
  g_autoptr (Trial) trial
      = nodes (1, "ahv", "", "plan:\n  - {step: ahv, upgrade-ahv: n, to: 10.3, power-off-uvms: auto}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "ahv", DONE));
  CU_ASSERT_EQUAL (TIMES (trial, VM, STOPPED), 2);
  CU_ASSERT_TRUE (IS (trial, VM, "a1", RUNNING));
}

/* A node's CVM does not go while the other one is away: here it was lost after the token had been given. */
static void
a_cvm_waits_for_the_other (void)
{
  g_autoptr (Trial) trial
      = nodes (2, "ahv", "",
               "plan:\n  - {step: out, maintenance: n1}\n"
               "faults:\n  - {cvm-down: n2, during: {host: n1, state: maintenance}, for: 1 h}\n");

  trial_until (trial, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, NODE, "n1", STOPPING));
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", SERVING));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, NODE, "n1", ENTERED));
}

/* Both at once: nobody asks anybody, and the witness's return changes nothing until one of them is back. */
static void
both_at_once (void)
{
  g_autoptr (Trial) trial
      = nodes (2, "ahv", "",
               "faults:\n  - {crash: n1, at: 1 h, for: 3 h}\n  - {crash: n2, at: 1 h, for: 5 h}\n"
               "  - {lose-witness: n, at: 30 min, for: 2 h}\n");

  trial_until (trial, 3 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", UNDECIDED));
  trial_until (trial, 5 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", STAND_ALONE));
  CU_ASSERT_TRUE (IS (trial, VM, "a1", RUNNING));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", NORMAL));
}

/* One is back before the witness has answered for the other. */
static void
one_back_while_it_asks (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nphysics: {two-node-decision: 30 min}\nclusters:\n  n:\n    platform: nutanix-ahv\n    "
      "aos: 6.5\n"
      "    hosts:\n      n[1-2]: {cpu: 100 GHz, memory: 256 GiB}\n"
      "faults:\n  - {cvm-down: n1, at: 1 h, for: 1 min}\n  - {cvm-down: n2, at: 1 h, for: 5 h}\n");

  trial_until (trial, 80 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", ASKING));
  trial_until (trial, 90 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, MODE, "n", STAND_ALONE));
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", LOCAL));
}

/* A disk of the node that is about to stop is nothing to the one that stays. */
static void
a_disk_of_the_one_that_goes (void)
{
  g_autoptr (Trial) trial = nodes (2, "ahv", "",
                                   "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\nfaults:\n  - "
                                   "{disk-offline: n1, at: 1210 s, for: 2 h}\n");

  trial_until (trial, 1220 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", STOPPING));
  CU_ASSERT_TRUE (IS (trial, MODE, "n", STAND_ALONE));
}

/* While a host's I/O goes round its own CVM no node enters maintenance, and none that is empty stops its CVM. */
static void
nodes_wait_for_paths (void)
{
  g_autoptr (Trial) enters = trial_new (
      "rollcall: 1\nphysics: {cvm-steady: 20 min}\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: "
      "6.5\n    hosts:\n"
      "      n[1-3]: {cpu: 100 GHz, memory: 256 GiB}\n    vms:\n      a1: {memory: 8 GiB, host: n1}\n"
      "plan:\n  - {step: w, wait: 20 min}\n  - {step: out, maintenance: n1, after: [w]}\n"
      "faults:\n  - {cvm-down: n2, at: 0 s, for: 10 min}\n");
  g_autoptr (Trial) stops = trial_new (
      "rollcall: 1\nphysics: {cvm-steady: 2 h}\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n   "
      " hosts:\n"
      "      n[1-3]: {cpu: 100 GHz, memory: 256 GiB, vmotion: 1 Gbit/s}\n"
      "    vms:\n      a1: {memory: 120 GiB, host: n1}\nplan:\n  - {step: out, maintenance: n1}\n"
      "faults:\n  - {cvm-down: n2, at: 1 min, for: 1 min}\n");

  trial_until (enters, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (enters, CVM, "cvm:n2", SERVING));
  CU_ASSERT_TRUE (IS (enters, IO_PATH, "n2", REMOTE));
  CU_ASSERT_TRUE (IS (enters, NODE, "n1", WAITING));
  trial_end (enters);
  CU_ASSERT_TRUE (IS (enters, NODE, "n1", ENTERED));
  trial_until (stops, SIM_HOUR);
  CU_ASSERT_TRUE (IS (stops, CVM, "cvm:n2", SERVING));
  CU_ASSERT_TRUE (IS (stops, NODE, "n1", STOPPING));
  CU_ASSERT_TRUE (IS (stops, CVM, "cvm:n1", SERVING));
  trial_end (stops);
  CU_ASSERT_TRUE (IS (stops, NODE, "n1", ENTERED));
}

/* Resilient capacity: of two nodes what one holds alone, of one what it holds without a disk. */
static void
capacity_of_few (void)
{
  g_autoptr (Trial) two = nodes (2, "ahv", "", ""), one = nodes (1, "ahv", "", "");

  CU_ASSERT_EQUAL (model_storage (two->run, 0).resilient, sim_muldiv (gib (2048), 95, 100));
  CU_ASSERT_EQUAL (model_storage (one->run, 0).resilient, sim_muldiv (gib (1536), 95, 100));
}

/* Marked as fixed while the other one goes on alone, it serves when it has what was written meanwhile, and its copies count then. */
static void
a_node_marked_as_fixed_catches_up_first (void)
{
  g_autoptr (Trial) trial = nodes (2, "ahv", "", "faults:\n  - {degrade: n2, at: 54 min, for: 34 min}\n  - {crash: n1, at: 1 h, for: 10 min}\n");
  SimTime fixed, serves;

  trial_end (trial);
  fixed = 88 * SIM_MINUTE;
  serves = FIRST (trial, NODE_DEGRADED, CVM, "cvm:n2")->until;
  CU_ASSERT_EQUAL (serves, fixed);
  CU_ASSERT_NOT_EQUAL (WHEN (trial, CVM, "cvm:n2", SETTLING), -1);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n2", SERVING));
  CU_ASSERT_TRUE (IS (trial, MODE, "n", NORMAL));
  CU_ASSERT_TRUE (WHEN (trial, CVM, "cvm:n2", SETTLING) >= fixed);
}

void
test_physics_nutanix_two_nodes_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-nutanix-two-nodes", NULL, NULL);

  CU_ADD_TEST (suite, the_witness_lets_one_go_on);
  CU_ADD_TEST (suite, a_node_marked_as_fixed_catches_up_first);
  CU_ADD_TEST (suite, the_survivor_copies_to_itself);
  CU_ADD_TEST (suite, too_much_for_one);
  CU_ADD_TEST (suite, without_a_witness);
  CU_ADD_TEST (suite, the_witness_comes_back);
  CU_ADD_TEST (suite, the_witness_alone);
  CU_ADD_TEST (suite, the_other_one_must_not_serve);
  CU_ADD_TEST (suite, a_disk_of_the_survivor);
  CU_ADD_TEST (suite, aos_on_two_nodes);
  CU_ADD_TEST (suite, aos_without_the_witness);
  CU_ADD_TEST (suite, the_one_that_stays_is_lost);
  CU_ADD_TEST (suite, aos_on_one_node);
  CU_ADD_TEST (suite, one_node_that_stalls);
  CU_ADD_TEST (suite, a_disk_of_one_node);
  CU_ADD_TEST (suite, ahv_on_one_node);
  CU_ADD_TEST (suite, a_cvm_waits_for_the_other);
  CU_ADD_TEST (suite, both_at_once);
  CU_ADD_TEST (suite, one_back_while_it_asks);
  CU_ADD_TEST (suite, a_disk_of_the_one_that_goes);
  CU_ADD_TEST (suite, nodes_wait_for_paths);
  CU_ADD_TEST (suite, capacity_of_few);
}
