/* Policies are inherited downwards, and what is attached further down overrides them there. */

#include <CUnit/CUnit.h>

#include "models/plan/inheritance.h"
#include "models/plan/policies.h"
#include "models/words.h"
#include "tests/trial.h"

void test_physics_inheritance_suite (void);

#define ESTATE                                                                                               \
  "rollcall: 1\ntitle: t\nseed: 3\nvcenters: {vc: {version: 8.0.3}}\n"                                       \
  "switches: {dvs: {vcenter: vc, version: 7.0.0, network-io-control: 2, static: [web, db]}}\n"               \
  "clusters:\n  c:\n    vcenter: vc\n    ha: {admission-control: {policy: 'off'}}\n    drs: {automation: "   \
  "fully-automated}\n"                                                                                       \
  "    hosts:\n      h[1-3]: {cpu: 80 GHz, memory: 256 GiB, version: 8.0.2, vmotion: 25 Gbit/s}\n"           \
  "    vms:\n"                                                                                               \
  "      w: {vcpus: 2, memory: 4 GiB, networks: [web], host: h1}\n"                                          \
  "      d: {vcpus: 2, memory: 4 GiB, networks: [db], host: h1}\n"                                           \
  "      m: {vcpus: 2, memory: 4 GiB, networks: [mgmt], host: h1}\n"

static const ModelPolicy *
policy (const Trial *trial, const char *cell)
{
  return &trial->fleet->policies[model_links (trial->run)
                                     ->policy_of_cell[trial_index (trial, MODEL_MACHINE_POLICY, cell)]];
}

static const char *
value (const Trial *trial, const char *cell)
{
  guint32 index = trial_index (trial, MODEL_MACHINE_POLICY, cell);

  return model_cell_words (trial->fleet, model_links (trial->run)->policy_of_cell,
                           model_cell_value (trial->run, index));
}

static guint
heirs (const Trial *trial, const char *vm, const char *cell)
{
  guint n = 0;

  for (guint i = 0; i < trial->run->world->n_findings; i++) {
    const SimFinding *finding = &trial->run->world->findings[i];

    n += finding->kind == MODEL_FIND_POLICY_INHERITED_BY_VM && finding->subject == WHO (trial, VM, vm)
         && finding->about == WHO (trial, POLICY, cell);
  }
  return n;
}

static gboolean
governs (const Trial *trial, const char *cell, const char *vm)
{
  return model_policy_governs (trial->run, (guint32) (policy (trial, cell) - trial->fleet->policies),
                               trial_index (trial, MODEL_MACHINE_VM, vm));
}

/* The nearest one that reaches a VM governs it. */
static void
the_nearest_governs (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE "    policies:\n"
             "      - {name: teaming, kind: vds, on: dvs, declared: lacp}\n"
             "      - {name: db-teaming, kind: port-group, on: db, overrides: teaming, declared: failover}\n"
             "      - {name: d-teaming, kind: vm, on: d, overrides: db-teaming, declared: none}\n"
             "      - {name: ntp, kind: host, declared: x}\n"
             "plan: []\n");

  CU_ASSERT_TRUE (governs (trial, "teaming@h1", "w"));
  CU_ASSERT_FALSE (governs (trial, "teaming@h1", "d"));
  CU_ASSERT_FALSE (governs (trial, "teaming@h1", "m"));
  CU_ASSERT_FALSE (governs (trial, "db-teaming@h1", "d"));
  CU_ASSERT_TRUE (governs (trial, "d-teaming@d", "d"));
  CU_ASSERT_TRUE (governs (trial, "ntp@h1", "m"));
}

/* DR-19: the switch loses its own setting, and with it every port group that has lost its override; no others do. */
static void
a_lost_override_follows_what_is_above (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE "    policies:\n"
             "      - {name: shares, kind: vds, on: dvs, declared: high, default: normal, reset-by: crash}\n"
             "      - {name: web-shares, kind: port-group, on: web, overrides: shares, declared: low, "
             "reset-by: nioc-upgrade}\n"
             "      - {name: db-shares, kind: port-group, on: db, overrides: shares, declared: highest, "
             "reset-by: nioc-upgrade, preserved: a script}\n"
             "plan:\n"
             "  - {step: nioc, upgrade-switch: dvs, to: 8.0.0, network-io-control: 3}\n"
             "faults: [{crash: h1, at: 3 h, for: 20 min}]\n");

  trial_until (trial, 2 * SIM_HOUR);
  CU_ASSERT_STRING_EQUAL (value (trial, "web-shares@h1"), "high");
  CU_ASSERT_STRING_EQUAL (value (trial, "db-shares@h1"), "highest");
  CU_ASSERT_EQUAL (heirs (trial, "w", "web-shares@h1"), 1);
  CU_ASSERT_EQUAL (heirs (trial, "d", "db-shares@h1"), 0);
  trial_end (trial);
  CU_ASSERT_STRING_EQUAL (value (trial, "web-shares@h1"), "normal");
  CU_ASSERT_STRING_EQUAL (value (trial, "web-shares@h2"), "high");
  CU_ASSERT_STRING_EQUAL (value (trial, "db-shares@h1"), "highest");
}

/* Once what it was reset to is no more, it is adrift, and no longer as the event left it. */
static void
a_reset_ends_with_the_value_that_it_left (void)
{
  g_autoptr (Trial) trial
      = trial_new (ESTATE "    policies:\n"
                          "      - {name: level, kind: cluster, declared: low}\n"
                          "      - {name: d-level, kind: vm, on: d, overrides: level, declared: high, "
                          "reset-by: registration}\n"
                          "plan:\n"
                          "  - {step: wait, wait: 1 h}\n"
                          "  - {step: raise, set: {policy: level, actual: middle}, after: wait}\n"
                          "faults: [{re-register: d, at: 10 min}]\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, POLICY, "d-level@d", DRIFTED));
  CU_ASSERT_EQUAL (FOUND (trial, POLICY_RESET, POLICY, "d-level@d"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, POLICY_RESET, POLICY, "d-level@d")->until, SIM_HOUR);
}

/* What has lost its override and inherits what happens to be declared is in policy, until what is above changes. */
static void
inheriting_the_declared_value_is_in_policy (void)
{
  g_autoptr (Trial) trial
      = trial_new (ESTATE "    policies:\n"
                          "      - {name: level, kind: cluster, declared: high}\n"
                          "      - {name: d-level, kind: vm, on: [d, w], overrides: level, declared: high, "
                          "reset-by: registration}\n"
                          "plan:\n"
                          "  - {step: wait, wait: 1 h}\n"
                          "  - {step: lower, set: {policy: level, actual: low}, after: wait}\n"
                          "faults: [{re-register: d, at: 10 min}]\n");

  trial_until (trial, 30 * SIM_MINUTE);
  CU_ASSERT_EQUAL (
      model_state (trial->run, MODEL_MACHINE_POLICY, trial_index (trial, MODEL_MACHINE_POLICY, "d-level@d")),
      POLICY_AT_IN_POLICY);
  trial_end (trial);
  CU_ASSERT_EQUAL (
      model_state (trial->run, MODEL_MACHINE_POLICY, trial_index (trial, MODEL_MACHINE_POLICY, "d-level@d")),
      POLICY_AT_DRIFTED);
  CU_ASSERT_EQUAL (
      model_state (trial->run, MODEL_MACHINE_POLICY, trial_index (trial, MODEL_MACHINE_POLICY, "d-level@w")),
      POLICY_AT_IN_POLICY);
  CU_ASSERT_STRING_EQUAL (value (trial, "d-level@d"), "low");
  CU_ASSERT_STRING_EQUAL (value (trial, "d-level@w"), "high");
  CU_ASSERT_EQUAL (heirs (trial, "d", "d-level@d"), 1);
  CU_ASSERT_EQUAL (heirs (trial, "w", "level"), 0);
  CU_ASSERT_EQUAL (heirs (trial, "m", "level"), 1);
}

/* A VM whose own setting is lost takes that of the host it runs on, and another with every vMotion. */
static void
vmotion_brings_another_value (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE
      "    policies:\n"
      "      - {name: eth, kind: host, declared: fast, actual: fast, default: slow, reset-by: crash}\n"
      "      - {name: w-eth, kind: vm, on: w, overrides: eth, declared: fast, reset-by: registration}\n"
      "plan:\n"
      "  - {step: wait, wait: 2 h}\n"
      "  - {step: move, move: w, host: h3, after: wait}\n"
      "faults: [{re-register: w, at: 10 min}, {crash: h3, at: 20 min, for: 20 min}]\n");

  trial_until (trial, 110 * SIM_MINUTE);
  CU_ASSERT_STRING_EQUAL (value (trial, "eth@h3"), "slow");
  CU_ASSERT_STRING_EQUAL (value (trial, "w-eth@w"), "fast");
  CU_ASSERT_EQUAL (heirs (trial, "w", "w-eth@w"), 0);
  trial_end (trial);
  CU_ASSERT_STRING_EQUAL (value (trial, "w-eth@w"), "slow");
  CU_ASSERT_EQUAL (heirs (trial, "w", "w-eth@w"), 1);
  CU_ASSERT_EQUAL (heirs (trial, "w", "eth@h3"), 0);
}

/* A pool's setting reaches the pools below it, and theirs override it. */
static void
pools_inherit_from_pools (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\ntitle: t\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  c:\n    vcenter: vc\n    drs: "
      "{automation: manual}\n"
      "    hosts:\n      h[1-2]: {cpu: 80 GHz, memory: 256 GiB, version: 8.0.2}\n"
      "    pools: {top: {}, sub: {parent: top}, other: {}}\n"
      "    vms:\n      a: {vcpus: 2, memory: 4 GiB, pool: top}\n      b: {vcpus: 2, memory: 4 GiB, pool: "
      "sub}\n      z: {vcpus: 2, memory: 4 GiB, pool: other}\n"
      "    policies:\n      - {name: limit, kind: pool, on: top, declared: none, actual: 4 GHz}\n"
      "      - {name: sub-limit, kind: pool, on: sub, overrides: limit, declared: 8 GHz}\n"
      "plan: []\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (heirs (trial, "a", "limit"), 1);
  CU_ASSERT_EQUAL (heirs (trial, "b", "limit"), 0);
  CU_ASSERT_EQUAL (heirs (trial, "z", "limit"), 0);
}

/* While a VM stays, its host's value goes from one wrong one to another: it has run under both. */
static void
each_value_is_found_by_itself (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE
      "    policies: [{name: ntp, kind: host, declared: x, actual: y}]\n"
      "plan:\n  - {step: wait, wait: 1 h}\n  - {step: worse, set: {policy: ntp, actual: z}, after: wait}\n"
      "  - {step: same, set: {policy: ntp, actual: x}, after: worse}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (heirs (trial, "w", "ntp@h1"), 2);
  CU_ASSERT_FALSE (sim_find_is_open (trial->run, MODEL_FIND_POLICY_INHERITED_BY_VM, WHO (trial, VM, "w"),
                                     WHO (trial, POLICY, "ntp@h1")));
}

void
test_physics_inheritance_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: inheritance of policies", NULL, NULL);

  CU_ADD_TEST (suite, the_nearest_governs);
  CU_ADD_TEST (suite, a_lost_override_follows_what_is_above);
  CU_ADD_TEST (suite, a_reset_ends_with_the_value_that_it_left);
  CU_ADD_TEST (suite, inheriting_the_declared_value_is_in_policy);
  CU_ADD_TEST (suite, vmotion_brings_another_value);
  CU_ADD_TEST (suite, pools_inherit_from_pools);
  CU_ADD_TEST (suite, each_value_is_found_by_itself);
}
