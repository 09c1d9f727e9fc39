/* Datastores that a host loses while it lives: when HA answers, when it leaves the VM where it is, and what the paths find
 * when they come back. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_vmcp_suite (void);

#define LOSS (10 * SIM_MINUTE)

/* v's datastore goes from h1 at ten minutes; h2 and h3 see it, too. */
static Trial *
lose (const char *ha, const char *vm, const char *fault, const char *more)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nclusters:\n  p:\n    ha: {%s}\n    hosts:\n"
      "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0, datastores: [ds1, ds2]}\n"
      "    vms:\n      v: {memory: 1 GiB, host: h1, datastores: [ds1]%s}\n"
      "      w: {memory: 1 GiB, host: h1, datastores: [ds2]}\nfaults:\n  - {%s, at: 10 min}\n%s",
      ha, vm, fault, more);

  trial_end (trial);
  return trial;
}

#define OFF_AT(TRIAL) (WHEN (TRIAL, VM, "v", DOWN) < 0 ? -1 : WHEN (TRIAL, VM, "v", DOWN) - LOSS)

/* 140 s and 180 s; only the VM that has disks there; and only where somebody has switched it on. */
static void
all_paths_down_is_answered_late (void)
{
  g_autoptr (Trial) on = lose ("apd: conservative", "", "apd: ds1, hosts: [h1]", "");
  g_autoptr (Trial) off = lose ("pdl: restart", "", "apd: ds1, hosts: [h1]", "");
  g_autoptr (Trial) unprotected
      = lose ("apd: aggressive", ", restart-priority: disabled", "apd: ds1, hosts: [h1]", "");
  g_autoptr (Trial) unwatched
      = lose ("apd: aggressive, host-monitoring: false", "", "apd: ds1, hosts: [h1]", "");

  CU_ASSERT_EQUAL (WHEN (on, VMCP, "v", DECLARED) - LOSS, 140 * SIM_SECOND);
  CU_ASSERT_EQUAL (OFF_AT (on), 320 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (on, VM, "v", RUNNING));
  CU_ASSERT_NOT_EQUAL (model_vm_state (on->run, trial_index (on, MODEL_MACHINE_VM, "v"))->host, 0);
  CU_ASSERT_TRUE (IS (on, VMCP, "v", OK));
  CU_ASSERT_EQUAL (FOUND (on, DATASTORE_LOST, VM, "v"), 1);
  CU_ASSERT_TRUE (FIRST (on, DATASTORE_LOST, VM, "v")->until < SIM_NEVER);
  CU_ASSERT_EQUAL (FOUND (on, DATASTORE_LOST, VM, "w"), 0);
  CU_ASSERT_EQUAL (OFF_AT (off), -1);
  CU_ASSERT_EQUAL (FOUND (off, DATASTORE_LOST, VM, "v"), 1);
  CU_ASSERT_EQUAL (OFF_AT (unprotected), -1);
  CU_ASSERT_EQUAL (OFF_AT (unwatched), -1);
}

static void
old_agents_know_nothing_of_it (void)
{
  const char *const versions[] = { "5.5", "6.0" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n    "
                          "ha: {pdl: restart}\n"
                          "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 5.5}\n"
                          "    vms: {v: {memory: 1 GiB, host: h1, datastores: [ds1]}}\nfaults:\n"
                          "  - {pdl: ds1, hosts: [h1], at: 10 min}\n",
                          versions[i]);

    trial_end (trial);
    CU_ASSERT_EQUAL (OFF_AT (trial), i ? 0 : -1);
  }
}

/* A loss that is announced is answered at once. */
static void
a_permanent_loss_is_answered_at_once (void)
{
  g_autoptr (Trial) one = lose ("pdl: restart", "", "pdl: ds1, hosts: [h1]", "");
  g_autoptr (Trial) all = lose ("pdl: restart", "", "pdl: ds1", "");

  CU_ASSERT_EQUAL (OFF_AT (one), 0);
  CU_ASSERT_TRUE (IS (one, VM, "v", RUNNING));
  CU_ASSERT_EQUAL (OFF_AT (all), 0);
  CU_ASSERT_TRUE (IS (all, RESTART, "v", PENDING)); /* nobody has its datastore */
}

/* Nobody else reaches the datastore: neither response gives up a VM that runs for one that surely will not. */
static void
nobody_to_take_it_means_it_stays (void)
{
  const char *const responses[] = { "apd: conservative", "apd: aggressive" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial = lose (responses[i], "", "apd: ds1", "");

    CU_ASSERT_EQUAL (OFF_AT (trial), -1);
    CU_ASSERT_TRUE (IS (trial, VMCP, "v", DECLARED));
    CU_ASSERT_EQUAL (FOUND (trial, VM_KEPT, VM, "v"), 1);
  }
}

/* The host is cut off, too, so that no master can be asked: that is where the responses differ. */
static void
not_knowing_is_enough_for_the_aggressive (void)
{
  const char *const responses[] = { "apd: conservative", "apd: aggressive" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial
        = lose (responses[i], "", "apd: ds1, hosts: [h1]", "  - {partition: [h1], at: 10 min}\n");

    CU_ASSERT_EQUAL (OFF_AT (trial), i ? 320 * SIM_SECOND : -1);
    CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING)); /* the owner's side has it, or it has stayed */
  }
}

/* The paths come back before the declaration, after it, and after it with a reset. */
static void
paths_may_come_back (void)
{
  const struct {
    const char *ha, *lasts;
    guint declared, resets;
  } rows[] = { { "apd: conservative", "2 min", 0, 0 },
               { "apd: conservative", "4 min", 1, 0 },
               { "apd: conservative, reset-on-return: true", "2 min", 0, 0 },
               { "apd: conservative, reset-on-return: true", "4 min", 1, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *fault = g_strdup_printf ("apd: ds1, hosts: [h1], for: %s", rows[i].lasts);
    g_autoptr (Trial) trial = lose (rows[i].ha, "", fault, "");

    CU_ASSERT_EQUAL (TIMES (trial, VMCP, DECLARED), rows[i].declared);
    CU_ASSERT_EQUAL (FOUND (trial, VM_RESET, VM, "v"), rows[i].resets);
    CU_ASSERT_EQUAL (OFF_AT (trial), -1);
    CU_ASSERT_TRUE (IS (trial, VMCP, "v", OK));
    CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_DATASTORE_LOST, WHO (trial, VM, "v")),
                     (i % 2 ? 4 : 2) * SIM_MINUTE);
  }
}

/* HA-47, and a VM that is down already, or goes down in the same instant: nothing is left to be answered. */
static void
some_losses_are_not_answered (void)
{
  const char *const losses[] = { "apd: ds1, hosts: [h1]", "pdl: ds1, hosts: [h1]" };
  g_autoptr (Trial) unwatched = lose ("pdl: restart, host-monitoring: false", "", "pdl: ds1, hosts: [h1]", "");
  g_autoptr (Trial) down = lose ("apd: aggressive", "", "apd: ds1, hosts: [h1]",
                                 "  - {crash: v, at: 12 min}\n  - {fail-power-on: v, at: 0 s}\n");

  CU_ASSERT_EQUAL (OFF_AT (unwatched), -1);
  CU_ASSERT_TRUE (IS (unwatched, VMCP, "v", LEFT));
  CU_ASSERT_EQUAL (FOUND (unwatched, DATASTORE_LOST, VM, "v"), 1);
  CU_ASSERT_EQUAL (OFF_AT (down), 2 * SIM_MINUTE); /* of itself, and once */
  CU_ASSERT_EQUAL (TIMES (down, VMCP, TERMINATED), 0);
  CU_ASSERT_TRUE (IS (down, VMCP, "v", OK));
  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) at_once = lose ("apd: aggressive, pdl: restart", "", losses[i], "  - {crash: v, at: 10 min}\n");

    CU_ASSERT_EQUAL (TIMES (at_once, VMCP, PATHS_DOWN) + TIMES (at_once, VMCP, TERMINATED), 0);
    CU_ASSERT_TRUE (IS (at_once, VM, "v", RUNNING)); /* where the datastore is */
    CU_ASSERT_NOT_EQUAL (model_vm_state (at_once->run, trial_index (at_once, MODEL_MACHINE_VM, "v"))->host, 0);
  }
}

/* With disks on two of them it waits for both; the clock runs from the first that went. */
static void
two_datastores_are_both_missed (void)
{
  g_autoptr (Trial) back = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {apd: conservative}\n    hosts:\n"
      "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0, datastores: [ds1, ds2]}\n"
      "    vms: {v: {memory: 1 GiB, host: h1, datastores: [ds1, ds2]}}\nfaults:\n"
      "  - {apd: ds1, hosts: [h1], at: 10 min, for: 1 min}\n  - {apd: ds2, hosts: [h1], at: 10 min, for: 10 min}\n");

  trial_until (back, 12 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (back, VMCP, "v", PATHS_DOWN));
  trial_end (back);
  CU_ASSERT_EQUAL (OFF_AT (back), 320 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (back, VM, "v", RUNNING));
}

void
test_physics_vmcp_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of VM component protection", NULL, NULL);

  CU_ADD_TEST (suite, all_paths_down_is_answered_late);
  CU_ADD_TEST (suite, old_agents_know_nothing_of_it);
  CU_ADD_TEST (suite, a_permanent_loss_is_answered_at_once);
  CU_ADD_TEST (suite, nobody_to_take_it_means_it_stays);
  CU_ADD_TEST (suite, not_knowing_is_enough_for_the_aggressive);
  CU_ADD_TEST (suite, paths_may_come_back);
  CU_ADD_TEST (suite, some_losses_are_not_answered);
  CU_ADD_TEST (suite, two_datastores_are_both_missed);
}
