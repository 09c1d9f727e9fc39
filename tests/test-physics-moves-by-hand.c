/* Several moves asked for by hand: they wait for slots and for one another, and end with what they wait for. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_moves_by_hand_suite (void);

/* VMO-01: more moves by hand than slots wait, and none is refused; DRS may be off. */
static void
moves_by_hand_wait_for_slots (void)
{
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;

  for (guint i = 1; i <= 6; i++)
    g_string_append_printf (plan, "  - {step: s%u, move: v%u, host: h2}\n", i, i);
  trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    drs: {automation: off}\n    hosts:\n"
                          "      h[1-2]: {cpu: 100 GHz, memory: 256 GiB, vmotion: 1 Gbit/s}\n"
                          "    vms:\n      v[1-6]: {memory: 8 GiB, host: h1}\nplan:\n%s",
                          plan->str);
  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, MOVE_REFUSED), 0);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (model_host_state (trial->run, 1)->n_vms, 6);
  CU_ASSERT_TRUE (trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_CHECKING, 4)->at > 0);
}

/* A host that dies under a move by hand, or under those that wait for a slot, leaves no step hanging. */
static void
nobody_waits_for_the_dead (void)
{
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;

  for (guint i = 1; i <= 6; i++)
    g_string_append_printf (plan, "  - {step: s%u, move: v%u, host: h2}\n", i, i);
  trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    drs: {automation: off}\n    hosts:\n"
                          "      h[1-3]: {cpu: 100 GHz, memory: 256 GiB, vmotion: 1 Gbit/s}\n"
                          "    vms:\n      v[1-6]: {memory: 8 GiB, host: h1}\n"
                          "faults:\n  - {crash: h1, at: 10 s}\nplan:\n%s",
                          plan->str);
  trial_end (trial);
  for (guint i = 0; i < 6; i++)
    CU_ASSERT_EQUAL (model_vm_state (trial->run, i)->step, 0);
  CU_ASSERT_EQUAL (model_cluster_state (trial->run, 0)->by_hand, 0);
  CU_ASSERT_TRUE (IS (trial, STEP, "s1", FAILED));
  CU_ASSERT_TRUE (IS (trial, STEP, "s6", FAILED));
}

/* DRS may take a waiting VM elsewhere first; the person's move comes after that, and only then is the step done. */
static void
drs_does_not_answer_for_a_person (void)
{
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;

  for (guint i = 1; i <= 8; i++)
    g_string_append_printf (plan, "  - {step: s%u, move: v%u, host: h2}\n", i, i);
  trial = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    drs: {threshold: 1}\n    hosts:\n"
                          "      h[1-3]: {cpu: 100 GHz, memory: 256 GiB, vmotion: 1 Gbit/s}\n"
                          "    vms:\n      v[1-8]: {memory: 8 GiB, host: h1}\n"
                          "plan:\n  - {step: w, wait: 1 s}\n  - {step: out, maintenance: h1, after: [w]}\n%s",
                          plan->str);
  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (model_cluster_state (trial->run, 0)->by_hand, 0);
  for (guint i = 1; i <= 8; i++) {
    g_autofree char *vm = g_strdup_printf ("v%u", i);

    CU_ASSERT_STRING_EQUAL (trial_host_name (trial, vm), "h2");
  }
}

/* B06: a VM makes one move at a time; its disks wait for the vMotion that was asked for in the same instant. */
static void
disks_wait_for_the_vmotion (void)
{
  const char *const plans[]
      = { "  - {step: go, move: v, host: h2}\n  - {step: disks, relocate: v, datastore: e}\n",
          "  - {step: disks, relocate: v, datastore: e}\n  - {step: go, move: v, host: h2}\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (plans); i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    drs: {threshold: 1}\n    hosts:\n"
                          "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, datastores: [d, e]}\n    vms:\n"
                          "      v: {memory: 4 GiB, host: h1, disks: 40 GiB, datastores: [d]}\nplan:\n%s",
                          plans[i]);

    trial_end (trial);
    CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
    CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "v"), "h2");
  }
}

void
test_physics_moves_by_hand_suite (void)
{
  CU_pSuite suite = CU_add_suite ("moves by hand that wait", NULL, NULL);

  CU_ADD_TEST (suite, moves_by_hand_wait_for_slots);
  CU_ADD_TEST (suite, nobody_waits_for_the_dead);
  CU_ADD_TEST (suite, drs_does_not_answer_for_a_person);
  CU_ADD_TEST (suite, disks_wait_for_the_vmotion);
}
