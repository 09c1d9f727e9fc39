/* The vCenter that is a VM of the cluster which it upgrades: B28. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_vcenter_vm_suite (void);

#define SELF                                                                                                 \
  "clusters:\n  p:\n    vcenter: vc\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: "     \
  "8.0.2}\n"                                                                                                 \
  "    vms: {vcsa: {memory: 4 GiB, host: h2%s}, b: {memory: 4 GiB, host: h1}, w: {memory: 1 GiB, host: "     \
  "h1}}\n%s"
#define EMPTY_H2                                                                                             \
  "  - {step: s, remediate: p, to: 8.0.3, hosts: [h2, h3], enter-timeout: 30 min, on-failure: stop%s}\n"

/* B28: whatever keeps DRS from moving it, its host fails and the next one is taken; and one move by hand is what it needs. */
static void
a_vcenter_that_nobody_moves_is_passed_over (void)
{
  const struct {
    const char *vm, *rest;
    guint blocker;
    gboolean by_hand;
  } rows[] = {
    { "", "    drs: {automation: off}\nplan:\n", MODEL_BLOCKER_DRS_OFF, TRUE },
    { "", "    drs: {automation: manual}\nplan:\n", MODEL_BLOCKER_DRS_NOT_AUTOMATED, TRUE },
    { "", "faults: [{fail-vcls: p, at: 0 s}]\nplan:\n", MODEL_BLOCKER_VCLS_GONE, TRUE },
    { ", automation: manual", "plan:\n", MODEL_BLOCKER_VM_NOT_AUTOMATED, TRUE },
    { ", devices: [host-cd]", "plan:\n", MODEL_BLOCKER_HOST_CD, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3, vm: vcsa}}\n" SELF
                                              "  - {step: w, wait: 10 min}\n" EMPTY_H2,
                                              rows[i].vm, rows[i].rest, ", after: w");
    const SimFinding *finding;

    trial_end (trial);
    finding = FIRST (trial, VCENTER_IN_THE_WAY, VCENTER, "vc");
    CU_ASSERT_EQUAL (FOUND (trial, VCENTER_IN_THE_WAY, VCENTER, "vc"), 1);
    CU_ASSERT_EQUAL (finding->evidence[0], rows[i].blocker);
    CU_ASSERT_EQUAL (finding->evidence[4] == MODEL_OWN_BY_HAND, rows[i].by_hand);
    CU_ASSERT_EQUAL (finding->until - finding->since, 30 * SIM_MINUTE);
    CU_ASSERT_TRUE (IS (trial, STEP, "s", FAILED));
    CU_ASSERT_EQUAL (model_host_state (trial->run, trial_index (trial, MODEL_MACHINE_HOST, "h3"))->version,
                     MODEL_VERSION (8, 0, 3));
  }
}

/* What is said of it can be said, whatever keeps its VM: the words of some blockers name what this finding does not know. */
static void
what_keeps_it_can_be_said (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.1, vm: vcsa}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
      "      h1: {cpu: 20 GHz, memory: 64 GiB}\n      h2: {cpu: 20 GHz, memory: 32 GiB}\n    vms:\n"
      "      vcsa: {memory: 40 GiB, memory-reservation: 40 GiB, host: h1}\nplan: [{step: m, maintenance: h1}]\n");
  g_autofree char *said = NULL, *fix = NULL;

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, VCENTER_IN_THE_WAY, VCENTER, "vc")->evidence[0], MODEL_BLOCKER_MEMORY_RESERVATION);
  said = sim_finding_say (trial->run->model, FIRST (trial, VCENTER_IN_THE_WAY, VCENTER, "vc"), "{blocker:blocker-alone}");
  fix = sim_finding_fix (trial->run->model, FIRST (trial, VCENTER_IN_THE_WAY, VCENTER, "vc"));
  CU_ASSERT_STRING_EQUAL (said, "see evacuation-blocked of vcsa");
  CU_ASSERT_STRING_EQUAL (fix, "do what evacuation-blocked of vcsa says");
}

/* The same of the active node of vCenter HA; any other VM ends the run at its host. */
static void
it_is_the_node_that_serves (void)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: 8.0.3, vcha: {active: %s, passive: %s, witness: w}}}\n" SELF
            EMPTY_H2,
        i == 0 ? "vcsa" : "b", i == 0 ? "b" : "vcsa", "", "    drs: {automation: off}\nplan:\n", "");

    trial_end (trial);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, VCENTER_IN_THE_WAY), i == 0);
    CU_ASSERT_EQUAL (model_host_state (trial->run, trial_index (trial, MODEL_MACHINE_HOST, "h3"))->version
                         == MODEL_VERSION (8, 0, 3),
                     i == 0);
  }
}

/* An upgrade in place that begins while the host is emptying: the move by hand is not to be had either. */
static void
nothing_moves_it_while_it_is_away (void)
{
  g_autoptr (Trial) trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.2, vm: vcsa}}\n" SELF, "",
                        "    drs: {automation: off}\nplan:\n  - {step: m, maintenance: h2}\n  - {step: u, "
                        "upgrade-vcenter: vc, to: 8.0.3}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VCENTER_IN_THE_WAY), 1);
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", STUCK));
}

void
test_physics_vcenter_vm_suite (void)
{
  CU_pSuite suite = CU_add_suite ("the VM of a vCenter", NULL, NULL);

  CU_ADD_TEST (suite, a_vcenter_that_nobody_moves_is_passed_over);
  CU_ADD_TEST (suite, what_keeps_it_can_be_said);
  CU_ADD_TEST (suite, it_is_the_node_that_serves);
  CU_ADD_TEST (suite, nothing_moves_it_while_it_is_away);
}
