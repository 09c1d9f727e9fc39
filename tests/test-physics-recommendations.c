/* Recommendations that wait: DRS says what it would do to empty a host, and a person approves it or nobody does. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_recommendations_suite (void);

/* Three hosts; v1 and v2 on h1, w on h2. */
static Trial *
try (const char *drs, const char *v1, const char *plan)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
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
  } cases[] = { { ", automation: manual", 1, TRUE },
                { ", automation: partially-automated", 1, TRUE },
                { ", automation: off", 0, FALSE } };

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

/* And the other way: what is fully automated in a cluster that only recommends goes at once, and holds the host no longer than
 * the others do (DRS-02). */
static void
a_vm_may_go_alone (void)
{
  g_autoptr (Trial) one = try ("manual", ", automation: fully-automated",
                               "  - {step: one, maintenance: h1}\n  - {step: morning, wait: 1 h}\n"
                               "  - {step: yes, approve: p, after: morning}\n");
  g_autoptr (Trial) both = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
      "    drs: {automation: partially-automated}\n    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"
      "    vms:\n      v[1-2]: {memory: 4 GiB, host: h1, automation: fully-automated}\n"
      "plan:\n  - {step: one, maintenance: h1}\n");
  g_autoptr (Trial) off = try ("off", ", automation: fully-automated", "  - {step: one, maintenance: h1}\n");

  CU_ASSERT_TRUE (WHEN (one, VM, "v1", MIGRATING) >= 0 && WHEN (one, VM, "v1", MIGRATING) < SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (one, VM, "v1", PINNED), -1);
  CU_ASSERT_TRUE (WHEN (one, VM, "v2", PINNED) >= 0 && WHEN (one, VM, "v2", MIGRATING) >= SIM_HOUR);
  CU_ASSERT_EQUAL (FIRST (one, EVACUATION_BLOCKED, VM, "v2")->evidence[0], MODEL_BLOCKER_VM_NOT_AUTOMATED);
  CU_ASSERT_EQUAL (FOUND (one, RECOMMENDATION_WAITS, HOST, "h1"), 1);
  CU_ASSERT_EQUAL (first_for (one, "h1")->evidence[1], WHO (one, VM, "v2"));
  CU_ASSERT_EQUAL (first_for (one, "h1")->until, SIM_HOUR);
  CU_ASSERT_TRUE (IS (one, HOST, "h1", MAINTENANCE));

  trial_end (both);
  CU_ASSERT_TRUE (IS (both, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (FOUND_ANY (both, EVACUATION_BLOCKED), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (both, RECOMMENDATION_WAITS), 0);

  CU_ASSERT_TRUE (IS (off, HOST, "h1", STUCK));
  CU_ASSERT_EQUAL (TIMES (off, MIGRATION, CHECKING), 0);
}

/* Three hosts, h1 coming back from maintenance; v1 should run on it, and the others are twelve on two hosts. */
static Trial *
come_back_with (const char *drs, const char *v1, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
      "    drs: {automation: %s}\n    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, state: maintenance}\n"
      "      h[2-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n      v1: {memory: 8 GiB, host: h2%s}\n"
      "      v[2-6]: {memory: 8 GiB, host: h2}\n"
      "      w[1-6]: {memory: 8 GiB, host: h3}\n    rules: [{name: home, run: [v1], on: [h1]}]\n"
      "plan:\n  - {step: soon, wait: 10 min}\n  - {step: back, leave: h1, after: soon}\n"
      "  - {step: night, wait: 8 h}\n%s",
      drs, v1, rest);

  trial_end (trial);
  return trial;
}

static Trial *
come_back (const char *drs, const char *rest)
{
  return come_back_with (drs, "", rest);
}

static guint
vms_on (const Trial *trial, const char *host)
{
  return model_host_state (trial->run, trial_index (trial, MODEL_MACHINE_HOST, host))->n_vms;
}

#define MORNING "  - {step: yes, approve: p, after: night}\n"

/* DRS-01: rules and balance wait for a person as evacuations do, and are done as he says so; automated nobody waits. */
static void
rules_and_balance_wait (void)
{
  static const char *const levels[] = { "manual", "partially-automated" };
  g_autoptr (Trial) automated = come_back ("fully-automated", MORNING);

  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++) {
    g_autoptr (Trial) never = come_back (levels[i], "");
    g_autoptr (Trial) approved = come_back (levels[i], MORNING);
    const SimFinding *finding = FIRST_ANY (approved, MOVES_RECOMMENDED);

    CU_ASSERT_EQUAL (TIMES (never, MIGRATION, CHECKING), 0);
    CU_ASSERT_EQUAL (FIRST_ANY (never, MOVES_RECOMMENDED)->until, SIM_NEVER);
    CU_ASSERT_EQUAL (vms_on (never, "h1"), 0);
    CU_ASSERT_EQUAL (FOUND_ANY (approved, MOVES_RECOMMENDED), 1);
    CU_ASSERT_EQUAL (finding->evidence[0], vms_on (approved, "h1"));
    CU_ASSERT_EQUAL (finding->evidence[1], 1); /* the rule's, which comes first */
    CU_ASSERT_EQUAL (finding->evidence[2], WHO (approved, VM, "v1"));
    CU_ASSERT_EQUAL (finding->until, 8 * SIM_HOUR);
    CU_ASSERT_EQUAL (TIMES (approved, MIGRATION, CHECKING), finding->evidence[0]);
    CU_ASSERT_EQUAL (vms_on (approved, "h1"), vms_on (automated, "h1"));
    CU_ASSERT_TRUE (vms_on (approved, "h1") > 1);
  }
  CU_ASSERT_EQUAL (FOUND_ANY (automated, MOVES_RECOMMENDED), 0);
}

/* Of rules and balance it does what it may by itself, and recommends the rest, VM by VM (DRS-02). */
static void
some_wait_and_others_do_not (void)
{
  g_autoptr (Trial) by_hand = come_back_with ("fully-automated", ", automation: manual", "");
  g_autoptr (Trial) approved
      = come_back_with ("fully-automated", ", automation: partially-automated", MORNING);
  g_autoptr (Trial) pinned = come_back_with ("fully-automated", ", automation: off", MORNING);
  g_autoptr (Trial) alone = come_back_with ("manual", ", automation: fully-automated", "");

  CU_ASSERT_TRUE (vms_on (by_hand, "h1") > 1);
  CU_ASSERT_STRING_EQUAL (trial_host_name (by_hand, "v1"), "h2");
  CU_ASSERT_EQUAL (FIRST_ANY (by_hand, MOVES_RECOMMENDED)->evidence[0], 1);
  CU_ASSERT_EQUAL (FIRST_ANY (by_hand, MOVES_RECOMMENDED)->evidence[2], WHO (by_hand, VM, "v1"));
  CU_ASSERT_EQUAL (FIRST_ANY (by_hand, MOVES_RECOMMENDED)->until, SIM_NEVER);

  CU_ASSERT_STRING_EQUAL (trial_host_name (approved, "v1"), "h1");
  CU_ASSERT_EQUAL (WHEN (approved, VM, "v1", MIGRATING), 8 * SIM_HOUR);

  CU_ASSERT_STRING_EQUAL (trial_host_name (pinned, "v1"), "h2");
  CU_ASSERT_EQUAL (FOUND_ANY (pinned, MOVES_RECOMMENDED), 0);

  CU_ASSERT_STRING_EQUAL (trial_host_name (alone, "v1"), "h1");
  CU_ASSERT_EQUAL (vms_on (alone, "h1"), 1);
  CU_ASSERT_TRUE (WHEN (alone, VM, "v1", MIGRATING) < SIM_HOUR);
  CU_ASSERT_EQUAL (FIRST_ANY (alone, MOVES_RECOMMENDED)->until, SIM_NEVER);
}

/* More moves than there are slots on a host: the rest go when there are. */
static void
what_is_approved_waits_for_slots_only (void)
{
  g_autoptr (Trial) trial = come_back ("manual", MORNING "physics: {vmotion-host-maximum: 1}\n");

  CU_ASSERT_EQUAL (vms_on (trial, "h1"), FIRST_ANY (trial, MOVES_RECOMMENDED)->evidence[0]);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, MOVES_RECOMMENDED), 1);
}

/* A list takes the place of the one before. What is not possible any more when it is approved is left undone. */
static void
a_list_takes_the_place_of_another (void)
{
  g_autoptr (Trial) replaced = come_back ("manual", "faults: [{crash: h3, at: 2 h}]\n");
  g_autoptr (Trial) stale
      = come_back ("manual", "  - {step: later, wait: 2 h}\n  - {step: yes, approve: p, after: later}\n"
                             "faults: [{crash: h1, at: 2 h}]\n");
  const SimFinding *first = FIRST_ANY (replaced, MOVES_RECOMMENDED);

  CU_ASSERT_TRUE (FOUND_ANY (replaced, MOVES_RECOMMENDED) > 1);
  CU_ASSERT_TRUE (first->until > 2 * SIM_HOUR);
  CU_ASSERT_EQUAL (first->until, trial_finding (replaced, MODEL_FIND_MOVES_RECOMMENDED, ANYBODY, 1)->since);
  CU_ASSERT_EQUAL (TIMES (stale, MIGRATION, CHECKING), 0);
  CU_ASSERT_TRUE (IS (stale, STEP, "yes", DONE));
}

/* Nobody need approve any more; or there is nobody to ask. */
static void
a_list_is_withdrawn (void)
{
  g_autoptr (Trial) automated
      = come_back ("manual", "  - {step: set, set: {cluster: p, drs: fully-automated}, after: night}\n");
  g_autoptr (Trial) off
      = come_back ("manual", "  - {step: set, set: {cluster: p, drs: off}, after: night}\n");
  g_autoptr (Trial) away = come_back ("manual", MORNING "faults: [{crash: vc, at: 7 h, for: 5 h}]\n");

  CU_ASSERT_EQUAL (FIRST_ANY (automated, MOVES_RECOMMENDED)->until, 8 * SIM_HOUR);
  CU_ASSERT_TRUE (vms_on (automated, "h1") > 1);
  CU_ASSERT_EQUAL (FIRST_ANY (off, MOVES_RECOMMENDED)->until, 8 * SIM_HOUR);
  CU_ASSERT_EQUAL (vms_on (off, "h1"), 0);
  CU_ASSERT_EQUAL (FIRST_ANY (away, MOVES_RECOMMENDED)->until, 7 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (away, STEP, "yes", FAILED));
  CU_ASSERT_EQUAL (vms_on (away, "h1"), 0);
}

void
test_physics_recommendations_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-recommendations", NULL, NULL);

  CU_ADD_TEST (suite, a_recommendation_waits_for_ever);
  CU_ADD_TEST (suite, approval_is_for_what_is_there);
  CU_ADD_TEST (suite, a_vm_may_wait_alone);
  CU_ADD_TEST (suite, a_vm_may_go_alone);
  CU_ADD_TEST (suite, approving_nothing);
  CU_ADD_TEST (suite, rules_and_balance_wait);
  CU_ADD_TEST (suite, some_wait_and_others_do_not);
  CU_ADD_TEST (suite, what_is_approved_waits_for_slots_only);
  CU_ADD_TEST (suite, a_list_takes_the_place_of_another);
  CU_ADD_TEST (suite, a_list_is_withdrawn);
}
