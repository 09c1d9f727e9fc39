/* Rules that must hold, whoever asks and whatever DRS is set to; moves by hand; and what a VM leaves behind when it is
 * registered anew. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_rules_suite (void);

/* Three hosts, v on h1, and a rule about it; DRS at some level. */
static Trial *
try (const char *drs, const char *vm, const char *rule, const char *rest)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
                        "    ha: {admission-control: {policy: off}}\n    drs: {automation: %s}\n    hosts:\n"
                        "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n"
                        "      v: {memory: 4 GiB, host: h1%s}\n      w: {memory: 4 GiB, host: h2}\n"
                        "    rules:\n      - {name: r, %s}\n%s",
                        drs, vm, rule, rest);

  trial_end (trial);
  return trial;
}

#define MOVE_TO_H2 "plan:\n  - {step: go, move: v, host: h2}\n"

/* DRS-10: must rules between VMs and hosts bind a person, and do so when DRS is off; others do not. */
static void
must_rules_bind_a_person (void)
{
  const struct {
    const char *drs, *rule;
    const char *refused; /* by this; NULL is not */
  } cases[] = {
    { "fully-automated", "run: [v], on: [h1], must: true", "rule-forbids-host" },
    { "off", "run: [v], on: [h1], must: true", "rule-forbids-host" },
    { "off", "run: [v], not-on: [h2], must: true", "rule-forbids-host" },
    { "off", "run: [v], on: [h1], must: false", NULL },
    { "off", "keep-apart: [v, w]", NULL },
    { "off", "run: [v], on: [h1, h2], must: true", NULL },
    { "manual", "run: [v], not-on: [h3], must: true", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = try (cases[i].drs, "", cases[i].rule, MOVE_TO_H2);
    const SimFinding *finding = FIRST (trial, MOVE_REFUSED, VM, "v");

    CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "v"), cases[i].refused ? "h1" : "h2");
    CU_ASSERT_TRUE (IS (trial, STEP, "go", FAILED) == (cases[i].refused != NULL));
    CU_ASSERT_EQUAL (finding->since >= 0, cases[i].refused != NULL);
    if (cases[i].refused && finding->since >= 0) {
      CU_ASSERT_STRING_EQUAL (model_blockers[finding->evidence[0]].code, cases[i].refused);
      CU_ASSERT_EQUAL (finding->evidence[2], 1);
    }
  }
}

/* Without DRS a VM is powered on where it is registered, and a must rule may forbid just that. */
static void
must_rules_bind_a_power_on (void)
{
  const struct {
    const char *drs, *rule;
    const char *on; /* NULL is refused */
  } cases[] = {
    { "fully-automated", "run: [v], on: [h2], must: true", "h2" },
    { "partially-automated", "run: [v], on: [h2], must: true", "h2" },
    { "off", "run: [v], on: [h2], must: true", NULL },
    { "off", "run: [v], on: [h2], must: false", "h1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial
        = try (cases[i].drs, ", power: off", cases[i].rule, "plan:\n  - {step: on, power-on: v}\n");

    CU_ASSERT_EQUAL (IS (trial, VM, "v", RUNNING), cases[i].on != NULL);
    CU_ASSERT_EQUAL (FOUND (trial, POWER_ON_REFUSED, VM, "v"), cases[i].on ? 0 : 1);
    if (cases[i].on)
      CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "v"), cases[i].on);
  }
}

/* HA too, with DRS off and vCenter down. */
static void
must_rules_bind_ha (void)
{
  g_autoptr (Trial) trial = try ("off", "", "run: [v], on: [h1], must: true",
                                 "faults:\n  - {crash: vc, at: 1 min}\n  - {crash: h1, at: 2 min}\n");

  CU_ASSERT_TRUE (IS (trial, VM, "v", DOWN));
  CU_ASSERT_EQUAL (FIRST (trial, HA_RESTART_FAILED, VM, "v")->evidence[0], MODEL_BLOCKER_RULE_RUN_ON);
}

/* DR-04: found while DRS is off, and only of must rules between VMs and hosts. */
static void
hidden_rules_are_found (void)
{
  const struct {
    const char *drs, *rule, *plan;
    guint found;
    gboolean ends;
  } cases[] = {
    { "off", "run: [v], on: [h1], must: true", "plan:\n  - {step: w, wait: 1 min}\n", 1, FALSE },
    { "off", "run: [v], on: [h1], must: false", "plan:\n  - {step: w, wait: 1 min}\n", 0, FALSE },
    { "off", "keep-apart: [v, w]", "plan:\n  - {step: w, wait: 1 min}\n", 0, FALSE },
    { "manual", "run: [v], on: [h1], must: true",
      "plan:\n  - {step: o, set: {cluster: p, drs: off}}\n  - {step: w, wait: 1 min, after: [o]}\n"
      "  - {step: f, set: {cluster: p, drs: fully-automated}, after: [w]}\n",
      1, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = try (cases[i].drs, "", cases[i].rule, cases[i].plan);
    SimId p = trial_cluster (trial, "p");

    CU_ASSERT_EQUAL (trial_findings (trial, MODEL_FIND_RULES_OUTLIVE_DRS, p), cases[i].found);
    CU_ASSERT_TRUE (!cases[i].found
                    || (trial_first (trial, MODEL_FIND_RULES_OUTLIVE_DRS, p)->until != SIM_NEVER)
                           == cases[i].ends);
  }
}

/* A person meets what DRS meets, but for the VM's own level. */
static void
a_person_is_checked_as_drs_is (void)
{
  const struct {
    const char *vm, *rest, *refused;
  } cases[] = {
    { ", automation: off", MOVE_TO_H2, NULL },
    { ", devices: [pci-passthrough]", MOVE_TO_H2, "pci-passthrough" },
    { ", power: off", MOVE_TO_H2, NULL },
    { ", power: suspended", MOVE_TO_H2, "suspended" },
    { ", memory-reservation: 4 GiB, cpu-reservation: 1 GHz", MOVE_TO_H2, NULL },
    { "", MOVE_TO_H2 "faults:\n  - {crash: vc, at: 0 s}\n", "vcenter-down" },
    { "", "plan:\n  - {step: out, maintenance: h2}\n  - {step: go, move: v, host: h2, after: [out]}\n",
      "no-host" },
    { "", MOVE_TO_H2 "  - {step: again, move: v, host: h3}\n", "migrating" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial
        = try ("fully-automated, threshold: 1", cases[i].vm, "run: [w], on: [h1, h2, h3]", cases[i].rest);
    const SimFinding *finding = FIRST (trial, MOVE_REFUSED, VM, "v");

    CU_ASSERT_EQUAL (finding->since >= 0, cases[i].refused != NULL);
    if (cases[i].refused && finding->since >= 0)
      CU_ASSERT_STRING_EQUAL (model_blockers[finding->evidence[0]].code, cases[i].refused);
    if (!cases[i].refused)
      CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "v"), "h2");
  }
}

/* ---- Registered anew (DR-01, DRS-15) ---- */

static void
who_comes_back_is_in_no_rule (void)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial
        = try ("fully-automated, threshold: 1", ", automation: manual", "run: [v], on: [h1], must: true",
               i ? "faults:\n  - {re-register: v, at: 1 min}\n"
                   "plan:\n  - {step: w, wait: 2 min}\n  - {step: out, maintenance: h1, after: [w]}\n"
                 : "plan:\n  - {step: out, maintenance: h1}\n");

    CU_ASSERT_EQUAL (FOUND (trial, MEMBERSHIP_LOST, VM, "v"), i);
    CU_ASSERT_EQUAL (IS (trial, HOST, "h1", MAINTENANCE), i == 1);
    CU_ASSERT_EQUAL (IS (trial, VM, "v", PINNED), i == 0);
    if (i == 1)
      CU_ASSERT_EQUAL (FIRST (trial, MEMBERSHIP_LOST, VM, "v")->evidence[0], 1);
  }
}

/* The rule stays and does not know it: its companion may come where it is. */
static void
companions_forget_it (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"
                   "    vms:\n      a: {memory: 4 GiB, host: h1}\n      b: {memory: 4 GiB, host: h2}\n"
                   "    rules:\n      - {name: apart, keep-apart: [a, b]}\n"
                   "faults:\n  - {re-register: a, at: 1 min}\n"
                   "plan:\n  - {step: w, wait: 2 min}\n  - {step: out, maintenance: h2, after: [w]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", MAINTENANCE));
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "b"), "h1");
}

/* Three to be kept apart on three hosts: somebody switches the rule off for the length of the maintenance, and back on. Left
 * off it is found at the end (DR-01, B04). */
static void
a_rule_is_switched_off_for_a_while (void)
{
  static const char *const back[]
      = { "", "  - {step: out, leave: h1, after: in}\n"
              "  - {step: on, set: {cluster: p, rule: r, enabled: true}, after: out}\n" };

  for (guint i = 0; i < G_N_ELEMENTS (back); i++) {
    g_autofree char *rest
        = g_strconcat ("plan:\n  - {step: in, maintenance: h1}\n  - {step: soon, wait: 1 h}\n"
                       "  - {step: off, set: {cluster: p, rule: r, enabled: false}, after: soon}\n",
                       back[i], NULL);
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
        "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n      a1: {memory: 1 GiB, host: h1}\n"
        "      a2: {memory: 1 GiB, host: h2}\n      a3: {memory: 1 GiB, host: h3}\n"
        "    rules:\n      - {name: r, keep-apart: [a1, a2, a3]}\n%s",
        rest);

    trial_end (trial);
    CU_ASSERT_TRUE (WHEN (trial, HOST, "h1", STUCK) < SIM_HOUR);
    CU_ASSERT_TRUE (WHEN (trial, HOST, "h1", MAINTENANCE) > SIM_HOUR);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, RULE_LEFT_OFF), 1 - i);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, RULE_VIOLATED), 2 * i); /* enabled again, until DRS has put it right */
    if (i) {
      CU_ASSERT_NOT_EQUAL (FIRST_ANY (trial, RULE_VIOLATED)->until, SIM_NEVER);
      CU_ASSERT_STRING_NOT_EQUAL (trial_host_name (trial, "a1"), trial_host_name (trial, "a2"));
      CU_ASSERT_STRING_NOT_EQUAL (trial_host_name (trial, "a1"), trial_host_name (trial, "a3"));
    } else
      CU_ASSERT_EQUAL (FIRST_ANY (trial, RULE_LEFT_OFF)->evidence[1], WHO (trial, STEP, "off"));
  }
}

/* DRS-08: enabled by hand, too, the older of two holds; VC-05: without vCenter nobody edits anything. */
static void
enabling_a_rule_asks_for_the_older (void)
{
  static const struct {
    const char *of_r, *of_s, *set;
    gboolean done;
    const char *host; /* of v in the end: r wants it on h1, s on h2 */
  } rows[] = {
    { "created: 2020-01-01", "created: 2021-01-01, enabled: false", "rule: s, enabled: true", FALSE, "h1" },
    { "created: 2021-01-01", "created: 2020-01-01, enabled: false", "rule: s, enabled: true", TRUE, "h2" },
    { "created: 2020-01-01, enabled: false", "created: 2021-01-01, enabled: false", "rule: s, enabled: true",
      TRUE, "h2" },
    { "created: 2020-01-01", "created: 2021-01-01", "rule: r, enabled: false", TRUE, "h1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint away = 0; away < 2; away++) {
      g_autofree char *rule = g_strdup_printf (
          "run: [v], on: [h1], must: true, %s}\n      - {name: s, run: [v], on: [h2], must: true, %s",
          rows[i].of_r, rows[i].of_s);
      g_autofree char *rest = g_strdup_printf (
          "plan:\n  - {step: soon, wait: 10 min}\n  - {step: set, set: {cluster: p, %s}, after: soon}\n%s",
          rows[i].set, away ? "faults:\n  - {crash: vc, at: 5 min, for: 1 h}\n" : "");
      g_autoptr (Trial) trial = try ("fully-automated", "", rule, rest);

      CU_ASSERT_EQUAL (IS (trial, STEP, "set", DONE), rows[i].done && !away);
      CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "v"), away ? "h1" : rows[i].host);
      if (i < 2 && !away) {
        const SimFinding *found = FIRST_ANY (trial, RULE_DISABLED);

        CU_ASSERT_EQUAL (found->evidence[0], i == 0 ? 2 : 1);
        CU_ASSERT_EQUAL (found->evidence[1], i == 0 ? 1 : 2);
        CU_ASSERT_EQUAL (FOUND_ANY (trial, RULE_LEFT_OFF), i);
      }
    }
}

/* 8.8: the target is asked when it comes to checking, and not only when it was chosen: a rule enabled meanwhile breaks the
 * vMotion off before a byte is sent, and DRS chooses again. One between VMs is DRS's, and does not. */
static void
a_vmotion_is_checked_against_its_target (void)
{
  static const struct {
    const char *rule, *host;
    guint broken;
  } rows[] = {
    { "run: [v], not-on: [h3], must: true, enabled: false", "h2", 1 },
    { "run: [v], not-on: [h3], must: false, enabled: false", "h3", 0 },
    { "run: [v], not-on: [h2], must: true, enabled: false", "h3", 0 },
    { "keep-together: [v, w], enabled: false", "h3", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial
        = try ("fully-automated", "", rows[i].rule,
               "physics: {vmotion-check: 60 s}\n"
               "plan:\n  - {step: in, maintenance: h1}\n  - {step: soon, wait: 30 s}\n"
               "  - {step: on, set: {cluster: p, rule: r, enabled: true}, after: soon}\n");

    CU_ASSERT_EQUAL (FOUND (trial, MIGRATION_FAILED, VM, "v"), rows[i].broken);
    CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
    if (rows[i].broken) {
      CU_ASSERT_EQUAL (FIRST (trial, MIGRATION_FAILED, VM, "v")->evidence[1], MODEL_BREAK_INCOMPATIBLE);
      CU_ASSERT_EQUAL (FIRST (trial, MIGRATION_FAILED, VM, "v")->since, 60 * SIM_SECOND);
    }
    if (!strstr (rows[i].rule, "together") && strstr (rows[i].rule, "must: true"))
      CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "v"), rows[i].host);
  }
}

void
test_physics_rules_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of rules", NULL, NULL);

  CU_ADD_TEST (suite, must_rules_bind_a_person);
  CU_ADD_TEST (suite, must_rules_bind_a_power_on);
  CU_ADD_TEST (suite, must_rules_bind_ha);
  CU_ADD_TEST (suite, hidden_rules_are_found);
  CU_ADD_TEST (suite, a_person_is_checked_as_drs_is);
  CU_ADD_TEST (suite, who_comes_back_is_in_no_rule);
  CU_ADD_TEST (suite, companions_forget_it);
  CU_ADD_TEST (suite, a_rule_is_switched_off_for_a_while);
  CU_ADD_TEST (suite, enabling_a_rule_asks_for_the_older);
  CU_ADD_TEST (suite, a_vmotion_is_checked_against_its_target);
}
