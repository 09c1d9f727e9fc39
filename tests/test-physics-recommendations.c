/* Recommendations that wait: DRS says what it would do to empty a host, and a person approves it or nobody does. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_recommendations_suite (void);

/* Three hosts; v1 and v2 on h1, w on h2. */
static Trial *
try (const char *drs, const char *v1, const char *plan)
{
  Trial *trial = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
                                 "    ha: {admission-control: {policy: off}}\n    drs: {automation: %s}\n    hosts:\n"
                                 "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n"
                                 "      v1: {memory: 4 GiB, host: h1%s}\n      v2: {memory: 4 GiB, host: h1}\n"
                                 "      w: {memory: 4 GiB, host: h2}\nplan:\n%s",
                                 drs, v1, plan);

  trial_end (trial);
  return trial;
}

static const SimFinding *
first_for (const Trial *trial, const char *host)
{
  return FIRST (trial, RECOMMENDATION_WAITS, HOST, host);
}

static void
a_recommendation_waits_for_ever (void)
{
  static const char *const levels[] = { "manual", "partially-automated" };

  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++) {
    g_autoptr (Trial) trial = try (levels[i], "", "  - {step: empty, maintenance: h1}\n");
    const SimFinding *finding = first_for (trial, "h1");

    CU_ASSERT_EQUAL (FOUND (trial, RECOMMENDATION_WAITS, HOST, "h1"), 1);
    CU_ASSERT_EQUAL (finding->evidence[0], 2);
    CU_ASSERT_EQUAL (finding->evidence[1], WHO (trial, VM, "v1"));
    CU_ASSERT_EQUAL (finding->evidence[2], WHO (trial, HOST, "h3")); /* the least used */
    CU_ASSERT_EQUAL (finding->until, SIM_NEVER);
    CU_ASSERT_TRUE (IS (trial, HOST, "h1", STUCK));
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  }
}

/* What is approved is what is recommended then: the next host waits again. */
static void
approval_is_for_what_is_there (void)
{
  g_autoptr (Trial) trial = try ("manual", "",
                                 "  - {step: one, maintenance: h1}\n  - {step: morning, wait: 1 h}\n"
                                 "  - {step: yes, approve: p, after: morning}\n"
                                 "  - {step: two, maintenance: h2, after: one}\n");

  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_TRUE (WHEN (trial, HOST, "h1", MAINTENANCE) > SIM_HOUR);
  CU_ASSERT_EQUAL (first_for (trial, "h1")->until, SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, STEP, "yes", DONE));
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", STUCK));
  CU_ASSERT_EQUAL (first_for (trial, "h2")->until, SIM_NEVER);
}

/* A level of a VM's own: manual waits for a person, off is not even recommended (DRS-02). */
static void
a_vm_may_wait_alone (void)
{
  const struct {
    const char *level;
    guint waits;
    gboolean leaves;
  } cases[] = { { ", automation: manual", 1, TRUE }, { ", automation: partially-automated", 1, TRUE }, { ", automation: off", 0, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = try ("fully-automated", cases[i].level,
                                   "  - {step: one, maintenance: h1}\n  - {step: morning, wait: 1 h}\n"
                                   "  - {step: yes, approve: p, after: morning}\n");

    CU_ASSERT_EQUAL (FOUND (trial, RECOMMENDATION_WAITS, HOST, "h1"), cases[i].waits);
    CU_ASSERT_EQUAL (IS (trial, HOST, "h1", MAINTENANCE), cases[i].leaves);
    if (cases[i].waits)
      CU_ASSERT_EQUAL (first_for (trial, "h1")->until, SIM_HOUR);
  }
}

static void
approving_nothing (void)
{
  g_autoptr (Trial) nothing = try ("manual", "", "  - {step: yes, approve: p}\n");
  g_autoptr (Trial) off = try ("off", "", "  - {step: one, maintenance: h1}\n  - {step: yes, approve: p}\n");

  CU_ASSERT_TRUE (IS (nothing, STEP, "yes", DONE));
  CU_ASSERT_TRUE (IS (off, STEP, "yes", FAILED));
  CU_ASSERT_EQUAL (FOUND (off, RECOMMENDATION_WAITS, HOST, "h1"), 0);
}

void
test_physics_recommendations_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-recommendations", NULL, NULL);

  CU_ADD_TEST (suite, a_recommendation_waits_for_ever);
  CU_ADD_TEST (suite, approval_is_for_what_is_there);
  CU_ADD_TEST (suite, a_vm_may_wait_alone);
  CU_ADD_TEST (suite, approving_nothing);
}
