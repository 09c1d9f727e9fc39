/* Rules that contradict one another: the older one holds, whatever stands first in the file. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_conflicts_suite (void);

/* Three hosts, v and w on h1, u on h2, and h1 is to be emptied. */
static Trial *
try (const char *rules)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: off}}\n    hosts:\n"
      "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n"
      "      v: {memory: 4 GiB, host: h1}\n      w: {memory: 4 GiB, host: h1}\n"
      "      u: {memory: 4 GiB, host: h2}\n    rules:\n%s"
      "plan:\n  - {step: empty, maintenance: h1}\n",
      rules);

  trial_end (trial);
  return trial;
}

/* The name of the one rule that is disabled, and by which; NULL when none is. */
static const char *
disabled (const Trial *trial, const char **ret_older)
{
  const SimFinding *finding = FIRST_ANY (trial, RULE_DISABLED);

  *ret_older = NULL;
  if (finding->since < 0)
    return NULL;
  *ret_older = trial->fleet->rules[finding->evidence[1] - 1].name;
  return trial->fleet->rules[finding->evidence[0] - 1].name;
}

static void
the_older_one_holds (void)
{
  const struct {
    const char *rules;
    const char *disabled, *older; /* NULL: both hold */
    const char *v;                /* where it ends */
  } cases[] = {
    /* must rules that leave no host */
    { "      - {name: a, run: [v], on: [h2], must: true, created: 2023-01-01}\n"
      "      - {name: b, run: [v], on: [h3], must: true, created: 2024-01-01}\n",
      "b", "a", "h2" },
    { "      - {name: a, run: [v], on: [h2], must: true, created: 2024-01-01}\n"
      "      - {name: b, run: [v], on: [h3], must: true, created: 2023-01-01}\n",
      "a", "b", "h3" },
    /* must rules intersect as long as a host is left */
    { "      - {name: a, run: [v], on: [h2, h3], must: true, created: 2024-01-01}\n"
      "      - {name: b, run: [v], on: [h3], must: true, created: 2023-01-01}\n",
      NULL, NULL, "h3" },
    /* three, of which no two are without a host: the youngest goes */
    { "      - {name: a, run: [v], on: [h1, h2], must: true, created: 2021-01-01}\n"
      "      - {name: b, run: [v], on: [h2, h3], must: true, created: 2022-01-01}\n"
      "      - {name: c, run: [v], on: [h1, h3], must: true, created: 2023-01-01}\n",
      "c", "a", "h2" },
    /* a should rule and what forbids all of it */
    { "      - {name: a, run: [v], on: [h3], created: 2023-01-01}\n"
      "      - {name: b, run: [v], not-on: [h3], must: true, created: 2024-01-01}\n",
      "b", "a", "h3" },
    /* one that is switched off contradicts nobody */
    { "      - {name: a, run: [v], on: [h2], must: true, enabled: false}\n"
      "      - {name: b, run: [v], on: [h3], must: true}\n",
      NULL, NULL, "h3" },
    /* one that is disabled disables nobody */
    { "      - {name: a, run: [v], on: [h2], must: true, created: 2021-01-01}\n"
      "      - {name: b, run: [v, w], on: [h3], must: true, created: 2022-01-01}\n"
      "      - {name: c, run: [w], on: [h2], must: true, created: 2023-01-01}\n",
      "b", "a", "h2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = try (cases[i].rules);
    const char *older, *newer = disabled (trial, &older);

    CU_ASSERT_EQUAL (FOUND_ANY (trial, RULE_DISABLED), cases[i].disabled ? 1 : 0);
    CU_ASSERT_EQUAL (g_strcmp0 (newer, cases[i].disabled), 0);
    CU_ASSERT_EQUAL (g_strcmp0 (older, cases[i].older), 0);
    CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "v"), cases[i].v);
    CU_ASSERT_EQUAL (FOUND (trial, EVACUATION_BLOCKED, VM, "v"), 0);
  }
}

/* Kept together, v and w cannot be parted and go to one host; kept apart by the older rule, they go to two. */
static void
apart_or_together (void)
{
  for (int apart_is_older = 0; apart_is_older <= 1; apart_is_older++) {
    g_autofree char *rules = g_strdup_printf (
        "      - {name: apart, keep-apart: [u, v, w], must: false, created: %d-01-01}\n"
        "      - {name: together, keep-together: [v, w], must: false, created: 2022-01-01}\n",
        apart_is_older ? 2021 : 2023);
    g_autoptr (Trial) trial = try (rules);
    const char *older, *newer = disabled (trial, &older);

    CU_ASSERT_EQUAL (g_strcmp0 (newer, apart_is_older ? "together" : "apart"), 0);
    CU_ASSERT_EQUAL (g_strcmp0 (older, apart_is_older ? "apart" : "together"), 0);
    CU_ASSERT_EQUAL (g_str_equal (trial_host_name (trial, "v"), trial_host_name (trial, "w")), !apart_is_older);
  }
}

/* v is to be with t, which is on h2, and apart from u, s and r. On h2 it would break the latter; on h3 the three former. Being
 * apart weighs more than being together with however many (DRS-12). */
static void
apart_weighs_more_than_together (void)
{
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: off}}\n    hosts:\n"
      "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n"
      "      v: {memory: 4 GiB, host: h1}\n      a[1-3]: {memory: 1 GiB, host: h2}\n"
      "      b: {memory: 1 GiB, host: h2}\n    rules:\n"
      "      - {name: t1, keep-together: [v, a1], must: false}\n"
      "      - {name: t2, keep-together: [v, a2], must: false}\n"
      "      - {name: t3, keep-together: [v, a3], must: false}\n"
      "      - {name: x, keep-apart: [v, b], must: false}\n"
      "plan:\n  - {step: empty, maintenance: h1}\n");

  trial_end (trial);
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "v"), "h3");
}

void
test_physics_conflicts_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-conflicts", NULL, NULL);

  CU_ADD_TEST (suite, the_older_one_holds);
  CU_ADD_TEST (suite, apart_or_together);
  CU_ADD_TEST (suite, apart_weighs_more_than_together);
}
