/* What comes between while data of Nutanix is copied, and while I/O waits: disks and their nodes, room that comes back, VMs that run again. */

#include <CUnit/CUnit.h>

#include "models/nutanix/locality.h"
#include "tests/nutanix-cluster.h"

void test_physics_nutanix_data_meanwhile_suite (void);

/* N-26, N-46: what a disk held is being copied, and its CVM restarts for an upgrade, or its node is lost; or the disk answers again when
 * nothing is missing any more. */
static void
a_disk_and_its_node (void)
{
  g_autoptr (Trial) restart = run (5, "    fault-tolerance: 2\n    replication-factor: 3\n", ", data: 20 TiB",
                                   "", AOS "faults: [{disk-offline: n1, at: 19 min}]\n");
  g_autoptr (Trial) lost = run (4, "", ", data: 20 TiB", "",
                                "faults: [{disk-offline: n2, at: 1 min}, {crash: n2, at: 10 min}]\n");
  g_autoptr (Trial) unsaid = PLAN (
      4, "faults: [{disk-offline: n2, at: 1 min, for: 3 h}, {cvm-down: n2, at: 10 min, for: 10 min}]\n");
  g_autoptr (Trial) late
      = run (4, "", ", data: 600 GiB", "", "faults: [{disk-offline: n2, at: 1 min, for: 3 h}]\n");

  CU_ASSERT_TRUE (IS (restart, STEP, "up", DONE) && IS (restart, STORE, "data:n1", CURRENT));
  CU_ASSERT_EQUAL (TIMES (restart, STORE, REBUILDING), 1); /* the restart has not begun it anew */
  CU_ASSERT_TRUE (IS (lost, STORE, "data:n2", ELSEWHERE));
  CU_ASSERT_TRUE (IS (unsaid, STORE, "data:n2", CURRENT));
  CU_ASSERT_EQUAL (trial_entry (unsaid, MODEL_MACHINE_STORE, ANYBODY, STORE_AT_CURRENT, 0)->at,
                   181 * SIM_MINUTE);
  CU_ASSERT_TRUE (WHEN (late, STORE, "data:n2", CURRENT) < 10 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (late, RESILIENCY, "n", OK));
}

/* N-111: two nodes are lost one after the other, and there is no room for all that the second one held; when the first is back there is some,
 * and when its surplus has been trimmed there is enough. */
static void
room_comes_back_bit_by_bit (void)
{
  g_autoptr (Trial) trial = run (5, "", ", data: 550 GiB, capacity: 800 GiB", "",
                                 "faults: [{crash: n5, at: 1 min, for: 3 h}, {crash: n2, at: 1 h}]\n");
  SimId data = WHO (trial, STORE, "data:n2");
  SimTime back = WHEN (trial, STORE, "data:n5", SURPLUS), trimmed = WHEN (trial, STORE, "data:n5", CURRENT);

  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_STORE, data, STORE_AT_REBUILDING, 1)->at, back);
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_STORE, data, STORE_AT_REBUILDING, 2)->at, trimmed);
  CU_ASSERT_EQUAL (TIMES (trial, STORE, SHORT), 2);
  CU_ASSERT_TRUE (IS (trial, STORE, "data:n2", ELSEWHERE));
}

/* N-30, N-32: a VM that had no host when the rehearsal began is at home where it runs first; one that is powered on again where it was is no
 * further from its data than before. */
static void
where_its_data_is (void)
{
  static const char head[]
      = "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    hosts:\n"
        "      n[1-3]: {cpu: 100 GHz, memory: 128 GiB}\n    vms:\n";
  g_autoptr (Trial) first = trial_new_from (
      "%s      a: {memory: 100 GiB, host: n1}\n      b: {memory: 100 GiB, host: n2}\n"
      "      c: {memory: 100 GiB, host: n3}\n      new: {memory: 100 GiB, read-working-set: 4 GiB}\n"
      "plan:\n  - {step: w, wait: 10 min}\n  - {step: on, power-on: new, after: [w]}\n"
      "  - {step: w2, wait: 25 min}\n  - {step: again, power-on: new, after: [w2]}\n"
      "faults: [{crash: a, at: 5 min}, {crash: new, at: 20 min}]\n",
      head);
  g_autoptr (Trial) moved
      = trial_new_from ("%s      a: {memory: 100 GiB, host: n1, power: off}\n"
                        "      l: {memory: 100 GiB, host: n1, read-working-set: 40 GiB, read-interval: 1 h}\n"
                        "      c: {memory: 100 GiB, host: n3}\n"
                        "plan:\n  - {step: go, move: l, host: n2}\n  - {step: on, power-on: a, after: [go]}\n"
                        "  - {step: w, wait: 25 min}\n  - {step: back, power-on: l, after: [w]}\n"
                        "faults: [{crash: l, at: 20 min}]\n",
                        head);

  trial_end (first);
  trial_end (moved);
  CU_ASSERT_EQUAL (model_locality (first->run, trial_index (first, MODEL_MACHINE_VM, "new"))->data, 0);
  CU_ASSERT_TRUE (IS (first, LOCALITY, "new", LOCAL));
  CU_ASSERT_EQUAL (FOUND_ANY (first, LOCALITY_LOST), 0);
  CU_ASSERT_EQUAL (FOUND (moved, LOCALITY_LOST, VM, "l"), 1);
  CU_ASSERT_EQUAL (model_locality (moved->run, trial_index (moved, MODEL_MACHINE_VM, "l"))->disturbed, 1);
}

/* N-25: a write needs two CVMs. All three are down, and the first that is back is alone: its own host's guests wait for a second one as the
 * others do. And where the second is back before I/O is sent elsewhere, it goes on where it was. */
static void
writes_wait_for_a_second_cvm (void)
{
  g_autoptr (Trial) alone
      = PLAN (3, "faults: [{cvm-down: n1, at: 1 min, for: 30 min}, {cvm-down: n2, at: 1 min, for: 10 min}, "
                 "{cvm-down: n3, at: 1 min, for: 40 min}]\n");
  g_autoptr (Trial) soon = PLAN (3, "physics: {cvm-services: 5 s}\nfaults: [{cvm-down: n2, at: 1 min, for: 1 "
                                    "s}, {cvm-down: n3, at: 1 min, for: 1 h}]\n");

  CU_ASSERT_TRUE (WHEN (alone, CVM, "cvm:n2", SERVING) < 20 * SIM_MINUTE);
  CU_ASSERT_EQUAL (
      trial_entry (alone, MODEL_MACHINE_IO_PATH, WHO (alone, IO_PATH, "n2"), IO_PATH_AT_LOCAL, 0)->at,
      WHEN (alone, CVM, "cvm:n1", SETTLING));
  CU_ASSERT_EQUAL (WHEN (soon, IO_PATH, "n1", REMOTE), -1);
  CU_ASSERT_TRUE (IS (soon, IO_PATH, "n1", LOCAL));
  CU_ASSERT_EQUAL (WHEN (soon, IO_PATH, "n1", STALLED), SIM_MINUTE);
}

void
test_physics_nutanix_data_meanwhile_suite (void)
{
  CU_pSuite suite = CU_add_suite ("what comes between for data and I/O on Nutanix", NULL, NULL);

  CU_ADD_TEST (suite, a_disk_and_its_node);
  CU_ADD_TEST (suite, room_comes_back_bit_by_bit);
  CU_ADD_TEST (suite, where_its_data_is);
  CU_ADD_TEST (suite, writes_wait_for_a_second_cvm);
}
