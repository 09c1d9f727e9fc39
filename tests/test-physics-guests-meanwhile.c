/* What happens to guests while a round is at them: moves, crashes, disconnected hosts, another round, a vCenter that has gone. */

#include <CUnit/CUnit.h>

#include "models/words.h"
#include "tests/trial.h"

void test_physics_guests_meanwhile_suite (void);

/* Two hosts and these VMs; `rest` is the plan and the faults. */
static Trial *
meanwhile (const char *vms, const char *rest)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
                        "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
                        "    vms:\n%s%s",
                        vms, rest);

  trial_end (trial);
  return trial;
}

/* Why a VM was left alone; -1 it was not. */
static gint64
why_not (const Trial *trial, const char *vm)
{
  const SimFinding *finding = FIRST (trial, GUEST_NOT_UPGRADED, VM, vm);

  return finding->since < 0 ? -1 : finding->evidence[0];
}

#define OLD(NAME, MORE) "      " NAME ": {memory: 4 GiB, tools: old, host: h1" MORE "}\n"

/* Moved at the moment of its turn, a VM is come back to a minute later. */
static void
a_vm_on_its_way_is_come_back_to (void)
{
  g_autoptr (Trial) trial = meanwhile (
      OLD ("busy", ""), "plan:\n  - {step: go, move: busy, host: h2}\n  - {step: tools, upgrade-tools: p}\n");

  CU_ASSERT_EQUAL (WHEN (trial, GUEST, "guest:busy", INSTALLING), SIM_MINUTE);
  CU_ASSERT_EQUAL (why_not (trial, "busy"), -1);
  CU_ASSERT_TRUE (IS (trial, STEP, "tools", DONE));
}

/* A VM that stops while Tools are installed in it, or while its guest restarts, has not got them; the others have. */
static void
a_guest_stops_in_the_middle (void)
{
  g_autoptr (Trial) trial = meanwhile (OLD ("a", "") OLD ("b", "") OLD ("c", ""),
                                       "plan:\n  - {step: tools, upgrade-tools: p, at-once: 9}\n"
                                       "faults:\n  - {crash: a, at: 1 min}\n  - {crash: b, at: 6 min}\n");

  CU_ASSERT_EQUAL (why_not (trial, "a"), MODEL_GUEST_DOWN);
  CU_ASSERT_EQUAL (why_not (trial, "b"), MODEL_GUEST_DOWN);
  CU_ASSERT_EQUAL (FIRST (trial, GUEST_NOT_UPGRADED, VM, "a")->since, 5 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FIRST (trial, GUEST_NOT_UPGRADED, VM, "b")->since, 8 * SIM_MINUTE);
  CU_ASSERT_EQUAL (why_not (trial, "c"), -1);
  CU_ASSERT_TRUE (model_guest_state (trial->run, 0)->tools < MODEL_VERSION (8, 0, 3));
  CU_ASSERT_EQUAL (model_guest_state (trial->run, 2)->tools, MODEL_VERSION (8, 0, 3));
  CU_ASSERT_TRUE (IS (trial, STEP, "tools", FAILED));
}

/* Down before its turn; on a host that vCenter does not ask (HST-01); and taken by a round already. */
static void
a_guest_that_cannot_be_tended (void)
{
  g_autoptr (Trial) trial
      = meanwhile (OLD ("gone", "") OLD ("twice", "") "      far: {memory: 4 GiB, tools: old, host: h2}\n",
                   "plan:\n  - {step: cut, disconnect: h2}\n"
                   "  - {step: tools, upgrade-tools: p, at-once: 9, after: [cut]}\n"
                   "  - {step: hardware, upgrade-hardware: p, to: 8.0.3, vms: [twice, gone], after: [cut]}\n"
                   "faults:\n  - {crash: gone, at: 0 s}\n");

  CU_ASSERT_EQUAL (why_not (trial, "gone"), MODEL_GUEST_DOWN);
  CU_ASSERT_EQUAL (why_not (trial, "far"), MODEL_GUEST_UNMANAGED);
  CU_ASSERT_EQUAL (why_not (trial, "twice"), MODEL_GUEST_BUSY);
  CU_ASSERT_EQUAL (TIMES (trial, VM, OFF), 0); /* the second round has not touched it */
  CU_ASSERT_TRUE (IS (trial, STEP, "tools", FAILED) && IS (trial, STEP, "hardware", FAILED));
}

/* DR-31: asked to shut down, a guest dies, or its VM is sent elsewhere; neither is raised then. */
static void
hardware_is_not_raised_under_a_vm_that_goes (void)
{
  g_autoptr (Trial) trial
      = meanwhile (OLD ("dies", "") OLD ("goes", ""),
                   "plan:\n  - {step: up, upgrade-hardware: p, to: 8.0.3, at-once: 9}\n"
                   "  - {step: wait, wait: 55 s}\n  - {step: go, move: goes, host: h2, after: [wait]}\n"
                   "faults:\n  - {crash: dies, at: 20 s}\n");

  CU_ASSERT_EQUAL (why_not (trial, "dies"), MODEL_GUEST_DOWN);
  CU_ASSERT_EQUAL (why_not (trial, "goes"), MODEL_GUEST_BUSY);
  CU_ASSERT_TRUE (IS (trial, VM, "goes", RUNNING));
  CU_ASSERT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "goes"))->host, 1);
  CU_ASSERT_EQUAL (model_guest_state (trial->run, 0)->hardware | model_guest_state (trial->run, 1)->hardware,
                   0);
  CU_ASSERT_EQUAL (TIMES (trial, GUEST, RAISING), 0);
}

/* Its power-on fails after its hardware has been raised: it stays off, and no round takes it until somebody has powered it on. */
static void
a_vm_left_off_is_waited_for (void)
{
  g_autoptr (Trial) trial = meanwhile (
      OLD (
          "v",
          ", memory-reservation: 4 GiB") "      big: {memory: 62 GiB, memory-reservation: 62 GiB, host: h2}\n"
                                         "      more: {memory: 62 GiB, memory-reservation: 62 GiB, host: h1, "
                                         "power: off}\n",
      "plan:\n  - {step: up, upgrade-hardware: p, to: 8.0.3, vms: [v]}\n  - {step: wait, wait: 65 s}\n"
      "  - {step: more, power-on: more, after: [wait]}\n  - {step: later, wait: 10 min}\n"
      "  - {step: tools, upgrade-hardware: p, to: 9.0, vms: [v], after: [later]}\n"
      "  - {step: out, wait: 20 min}\n  - {step: on, power-on: v, after: [out]}\n"
      "faults:\n  - {crash: more, at: 15 min}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "up", FAILED));
  CU_ASSERT_EQUAL (FIRST (trial, LEFT_OFF, VM, "v")->since, 90 * SIM_SECOND);
  CU_ASSERT_EQUAL (FIRST (trial, LEFT_OFF, VM, "v")->until, 20 * SIM_MINUTE + 30 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, STEP, "tools", FAILED));
  CU_ASSERT_EQUAL (trial_finding (trial, MODEL_FIND_GUEST_NOT_UPGRADED, WHO (trial, VM, "v"), 1)->evidence[0],
                   MODEL_GUEST_DOWN);
  CU_ASSERT_TRUE (IS (trial, STEP, "on", DONE) && IS (trial, GUEST, "guest:v", SETTLED));
}

/* Nothing to do is done at once; and without vCenter nothing is (VC-05). */
static void
a_round_that_does_not_begin (void)
{
  g_autoptr (Trial) idle
      = meanwhile ("      v: {memory: 4 GiB, tools: current}\n", "plan:\n  - {step: t, upgrade-tools: p}\n");
  g_autoptr (Trial) blind = meanwhile (
      OLD ("v", ""), "plan:\n  - {step: w, wait: 1 min}\n  - {step: t, upgrade-tools: p, after: [w]}\n"
                     "faults:\n  - {crash: vc, at: 30 s}\n");

  CU_ASSERT_TRUE (IS (idle, STEP, "t", DONE));
  CU_ASSERT_EQUAL (WHEN (idle, STEP, "t", DONE), 0);
  CU_ASSERT_TRUE (IS (blind, STEP, "t", FAILED));
  CU_ASSERT_EQUAL (TIMES (blind, GUEST, INSTALLING), 0);
}

void
test_physics_guests_meanwhile_suite (void)
{
  CU_pSuite suite = CU_add_suite ("what happens to guests while a round is at them", NULL, NULL);

  CU_ADD_TEST (suite, a_vm_on_its_way_is_come_back_to);
  CU_ADD_TEST (suite, a_guest_stops_in_the_middle);
  CU_ADD_TEST (suite, a_guest_that_cannot_be_tended);
  CU_ADD_TEST (suite, hardware_is_not_raised_under_a_vm_that_goes);
  CU_ADD_TEST (suite, a_vm_left_off_is_waited_for);
  CU_ADD_TEST (suite, a_round_that_does_not_begin);
}
