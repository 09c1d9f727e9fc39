/* Which VMs HA would restart: those that vCenter has told the master of. What runs since before stays on the list, vCenter
 * or not; what is powered on at its host while vCenter is away is on it only when vCenter is back. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_protection_suite (void);

/* `b` is powered on at h2 at ten minutes; `a` has run there all the time. */
static Trial *
power_on (const char *clusters, const char *plan, const char *faults)
{
  Trial *trial = trial_new_from ("rollcall: 1\nphysics: {vcenter-boot: 5 min}\n%s"
                                 "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"
                                 "    vms:\n      a: {memory: 1 GiB, host: h2}\n"
                                 "      b: {memory: 1 GiB, host: h2, power: off}\n"
                                 "      c: {memory: 1 GiB, host: h3, power: off}\n"
                                 "plan:\n  - {step: soak, wait: 10 min}\n"
                                 "  - {step: on, power-on: b, after: [soak]%s}\n"
                                 "faults:\n%s",
                                 clusters, plan, faults);

  trial_end (trial);
  return trial;
}

#define MANAGED "vcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n"
#define AWAY    "  - {crash: vc, at: 5 min, for: 25 min}\n" /* serves from 35 min on */

/* vCenter is there: it is on the list as soon as it runs, and its host may die. */
static void
vcenter_tells_the_master (void)
{
  const char *const hows[] = { "", ", at-host: true" }, *const clusters[]
                                                        = { MANAGED, "clusters:\n  p:\n    ha: {}\n" };

  for (guint i = 0; i < 4; i++) {
    g_autoptr (Trial) trial = power_on (clusters[i / 2], hows[i % 2], "  - {crash: h2, at: 20 min}\n");

    CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_UNPROTECTED), 0);
    CU_ASSERT_TRUE (IS (trial, VM, "a", RUNNING) && IS (trial, VM, "b", RUNNING));
    CU_ASSERT_TRUE (IS (trial, RESTART, "b", PROTECTED));
    CU_ASSERT_EQUAL (TIMES (trial, VM, RESTARTING), i % 2 ? 2 : 1); /* vCenter has placed it where nobody dies */
    CU_ASSERT_TRUE (IS (trial, RESTART, "c", UNLISTED)); /* it is off, and nobody misses it */
  }
}

/* HA-40: what ran before is restarted without vCenter, and what was powered on meanwhile is not; not even when it is back. */
static void
a_vm_powered_on_meanwhile_is_not_restarted (void)
{
  g_autoptr (Trial) trial = power_on (MANAGED, ", at-host: true", AWAY "  - {crash: h2, at: 20 min}\n");
  const SimFinding *found = FIRST (trial, VM_UNPROTECTED, VM, "b");

  CU_ASSERT_TRUE (IS (trial, STEP, "on", DONE));
  CU_ASSERT_PTR_NOT_NULL_FATAL (found);
  CU_ASSERT_EQUAL (found->since, WHEN (trial, VM, "b", RUNNING));
  CU_ASSERT_EQUAL (found->until, SIM_NEVER);
  CU_ASSERT_EQUAL (FOUND (trial, VM_UNPROTECTED, VM, "a"), 0);
  CU_ASSERT_TRUE (IS (trial, VM, "a", RUNNING));
  CU_ASSERT_TRUE (IS (trial, VM, "b", DOWN) && IS (trial, RESTART, "b", UNLISTED));
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "b", QUEUED), -1);
  CU_ASSERT_EQUAL (FIRST (trial, VM_DOWN, VM, "b")->until, SIM_NEVER);
}

/* VC-05: from the moment at which vCenter serves again it is on the list. */
static void
it_is_protected_when_vcenter_is_back (void)
{
  g_autoptr (Trial) trial = power_on (MANAGED, ", at-host: true", AWAY "  - {crash: h2, at: 50 min}\n");
  const SimFinding *found = FIRST (trial, VM_UNPROTECTED, VM, "b");

  CU_ASSERT_PTR_NOT_NULL_FATAL (found);
  CU_ASSERT_EQUAL (found->until, 35 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "b", PROTECTED), 35 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VM, "b", RUNNING) && IS (trial, RESTART, "b", PROTECTED));
}

/* vCenter is back, and the master has just died: the next one is told. */
static void
there_has_to_be_a_master (void)
{
  g_autoptr (Trial) trial = power_on (MANAGED, ", at-host: true",
                                      AWAY "  - {crash: h3, at: 2095 s}\n  - {crash: h2, at: 50 min}\n");
  SimTime led = WHEN (trial, AGENT, "h2", MASTER);
  const SimFinding *found = FIRST (trial, VM_UNPROTECTED, VM, "b");

  CU_ASSERT_TRUE (led > 35 * SIM_MINUTE);
  CU_ASSERT_PTR_NOT_NULL_FATAL (found);
  CU_ASSERT_TRUE (found->until >= led && found->until < 36 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VM, "b", RUNNING));
}

/* A protected VM that dies stays on the list: whoever powers it on meanwhile, it is protected again. */
static void
it_stays_on_the_list (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nphysics: {ha-restart-attempts: 1}\n" MANAGED
      "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms: {b: {memory: 1 GiB, host: h2}}\n"
      "plan:\n  - {step: soak, wait: 20 min}\n  - {step: on, power-on: b, at-host: true, after: [soak]}\n"
      "faults:\n  - {fail-power-on: b, at: 0 s, for: 15 min}\n  - {crash: vc, at: 5 min}\n"
      "  - {crash: b, at: 10 min}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (WHEN (trial, RESTART, "b", FAILED) > 0);
  CU_ASSERT_TRUE (IS (trial, STEP, "on", DONE) && IS (trial, RESTART, "b", PROTECTED));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_UNPROTECTED), 0);
}

/* HA does nothing to a VM that it does not know: not for its datastore either. */
static void
its_datastore_is_nobodys_business (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {pdl: "
      "restart}\n"
      "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0, datastores: [ds1]}\n"
      "    vms:\n      a: {memory: 1 GiB, host: h2, datastores: [ds1]}\n"
      "      b: {memory: 1 GiB, host: h2, datastores: [ds1], power: off}\n"
      "plan:\n  - {step: soak, wait: 10 min}\n  - {step: on, power-on: b, at-host: true, after: [soak]}\n"
      "faults:\n  - {crash: vc, at: 5 min}\n  - {pdl: ds1, hosts: [h2], at: 20 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "a", DOWN), 20 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "b", DOWN), -1);
  CU_ASSERT_EQUAL (FOUND (trial, DATASTORE_LOST, VM, "b"), 1);
}

void
test_physics_protection_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of what HA protects", NULL, NULL);

  CU_ADD_TEST (suite, vcenter_tells_the_master);
  CU_ADD_TEST (suite, a_vm_powered_on_meanwhile_is_not_restarted);
  CU_ADD_TEST (suite, it_is_protected_when_vcenter_is_back);
  CU_ADD_TEST (suite, there_has_to_be_a_master);
  CU_ADD_TEST (suite, it_stays_on_the_list);
  CU_ADD_TEST (suite, its_datastore_is_nobodys_business);
}
