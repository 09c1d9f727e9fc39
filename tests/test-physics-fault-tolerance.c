/* Fault Tolerance pairs: apart, moved under EVC only, one standing in for the other, and whole again where versions allow. */

#include <CUnit/CUnit.h>

#include "models/compute/fault-tolerance.h"
#include "tests/trial.h"

void test_physics_fault_tolerance_suite (void);

#define PAIR                                                                                                 \
  "    vms:\n      a: {memory: 16 GiB, memory-reservation: 16 GiB, host: h1}\n"                              \
  "      b: {memory: 16 GiB, memory-reservation: 16 GiB, host: h2, secondary-of: a}\n"

static Trial *
pair (const char *keys, const char *hosts, const char *plan)
{
  return trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n%s    hosts:\n%s%s%s",
      keys, hosts, PAIR, plan);
}

#define THREE "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n"
#define EVC   "    evc: true\n"
#define HA    "    ha: {admission-control: {policy: off}}\n"

/* DRS-13, B11: under EVC the VM leaves, for the host that its partner is not on; without EVC neither is moved. */
static void
evc_lets_drs_move_a_pair (void)
{
  static const struct {
    const char *keys, *host;
  } rows[] = { { EVC, "h1" }, { EVC, "h2" }, { "", "h1" }, { "", "h2" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *plan
        = g_strdup_printf ("plan:\n  - {step: s, maintenance: %s, enter-timeout: none}\n", rows[i].host);
    g_autoptr (Trial) trial = pair (rows[i].keys, THREE, plan);
    gboolean moves = *rows[i].keys != '\0';

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, HOST, rows[i].host, MAINTENANCE), moves);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED), moves ? 0 : 1);
    CU_ASSERT_NOT_EQUAL (trial_host_of (trial, "a"), trial_host_of (trial, "b"));
    if (!moves)
      CU_ASSERT_EQUAL (FIRST_ANY (trial, EVACUATION_BLOCKED)->evidence[0], MODEL_BLOCKER_FAULT_TOLERANCE);
  }
}

/* Two hosts: the partner is on the only other one. A person cannot put them together either. */
static void
they_are_never_on_one_host (void)
{
  g_autoptr (Trial) empty = pair (EVC, "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n",
                                  "plan:\n  - {step: s, maintenance: h1, enter-timeout: none}\n");
  g_autoptr (Trial) move = pair (EVC, THREE, "plan:\n  - {step: s, move: a, host: h2}\n");

  trial_end (empty);
  CU_ASSERT_EQUAL (FIRST (empty, EVACUATION_BLOCKED, VM, "a")->evidence[0], MODEL_BLOCKER_FT_PARTNER);
  trial_end (move);
  CU_ASSERT_EQUAL (trial_host_of (move, "a"), 0);
  CU_ASSERT_EQUAL (TIMES (move, VM, MIGRATING), 0);
}

/* The secondary goes on in the same instant; HA starts a new one on a third host. */
static void
a_secondary_stands_in (void)
{
  g_autoptr (Trial) trial = pair (HA, THREE, "faults:\n  - {crash: h1, at: 10 min}\n");

  trial_until (trial, 10 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VM, "a", RUNNING));
  CU_ASSERT_EQUAL (trial_host_of (trial, "a"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, VM_DOWN, VM, "a"), 0);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VM, "b", RUNNING));
  CU_ASSERT_EQUAL (trial_host_of (trial, "b"), 2);
  CU_ASSERT_EQUAL (FIRST (trial, VM_DOWN, VM, "b")->severity, SIM_NOTE);
  CU_ASSERT_EQUAL (FIRST (trial, FAULT_TOLERANCE_LOST, VM, "a")->since, 10 * SIM_MINUTE);
  CU_ASSERT_TRUE (FIRST (trial, FAULT_TOLERANCE_LOST, VM, "a")->until < 15 * SIM_MINUTE);
}

/* The loss of the secondary's host stops nobody; that of both hosts stops both, and both come back, apart. */
static void
losing_the_secondary_and_losing_both (void)
{
  g_autoptr (Trial) one = pair (HA, THREE, "faults:\n  - {crash: h2, at: 10 min}\n");
  g_autoptr (Trial) both = pair (HA, "      h[1-4]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n",
                                 "faults:\n  - {crash: h1, at: 10 min}\n  - {crash: h2, at: 10 min}\n");

  trial_end (one);
  CU_ASSERT_EQUAL (FOUND (one, VM_DOWN, VM, "a"), 0);
  CU_ASSERT_EQUAL (FOUND (one, FAULT_TOLERANCE_LOST, VM, "a"), 1);
  CU_ASSERT_TRUE (IS (one, VM, "b", RUNNING));
  trial_end (both);
  CU_ASSERT_EQUAL (FOUND (both, VM_DOWN, VM, "a"), 1);
  CU_ASSERT_TRUE (IS (both, VM, "a", RUNNING) && IS (both, VM, "b", RUNNING));
  CU_ASSERT_NOT_EQUAL (trial_host_of (both, "a"), trial_host_of (both, "b"));
}

/* DR-28: a new secondary is not started on a host with other patches. */
static void
no_secondary_on_another_version (void)
{
  g_autoptr (Trial) trial = pair (HA,
                                  "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n"
                                  "      h3: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n",
                                  "faults:\n  - {crash: h1, at: 10 min}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VM, "a", RUNNING) && IS (trial, VM, "b", DOWN));
  CU_ASSERT_EQUAL (FIRST (trial, HA_RESTART_FAILED, VM, "b")->evidence[0], MODEL_BLOCKER_FT_VERSION);
  CU_ASSERT_EQUAL (FIRST (trial, FAULT_TOLERANCE_LOST, VM, "a")->until, SIM_NEVER);
}

/* DR-28 by pair: one pair has its two hosts upgraded and is on again; the other has not, and stays off. */
static void
it_comes_back_pair_by_pair (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
      "      h[1-4]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n    vms:\n"
      "      a: {memory: 4 GiB, host: h2}\n      b: {memory: 4 GiB, host: h3, secondary-of: a}\n"
      "      c: {memory: 4 GiB, host: h3}\n      d: {memory: 4 GiB, host: h1, secondary-of: c}\n"
      "    rules:\n      - {name: back, run: [d], on: [h1], must: false}\n"
      "plan:\n  - {step: s, remediate: p, to: 8.0.3, hosts: [h1, h4], fault-tolerance: disable}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (trial_host_of (trial, "d"), 0);
  for (guint32 vm = 0; vm < 4; vm++)
    CU_ASSERT_EQUAL (model_ft_is_on (trial->run, vm), vm < 2);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, SETTING_LEFT_OFF), 1);
  CU_ASSERT_EQUAL (FOUND (trial, SETTING_LEFT_OFF, VM, "c"), 1);
}

/* DRS-13: without EVC a primary starts where it is registered, full as that host is, and a secondary where there is room. */
static void
without_evc_only_secondaries_are_placed (void)
{
  static const char *const keys[] = { "", EVC };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint secondary = 0; secondary < 2; secondary++) {
      g_autoptr (Trial) trial = trial_new_from (
          "rollcall: 1\nclusters:\n  p:\n%s    hosts:\n%s    vms:\n"
          "      a: {memory: 16 GiB, memory-reservation: 16 GiB, power: off, host: h1}\n"
          "      b: {memory: 16 GiB, memory-reservation: 16 GiB, power: off, host: h1, secondary-of: a}\n"
          "      full: {memory: 60 GiB, memory-reservation: 60 GiB, host: h1}\n"
          "plan:\n  - {step: s, power-on: %s}\n",
          keys[i], THREE, secondary ? "b" : "a");

      trial_end (trial);
      CU_ASSERT_EQUAL (IS (trial, VM, secondary ? "b" : "a", RUNNING), secondary || i == 1);
    }
}

/* What ties a primary to hosts ties its secondary, which goes on as it: it is not placed where the primary may not be. */
static void
a_secondary_keeps_to_its_primarys_hosts (void)
{
  static const char yaml[]
      = "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
        "    ha: {admission-control: {policy: off}}\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n"
        "      a: {memory: 16 GiB, host: h1}\n      b: {memory: 16 GiB, secondary-of: a}\n      w: {memory: 16 GiB, host: h3}\n"
        "    rules: [%s]\nplan: [{step: w, wait: 1 h}]\nfaults: [{crash: h1, at: 10 min}]\n";
  g_autoptr (Trial) free = trial_new_from (yaml, ""),
                    bound = trial_new_from (yaml, "{name: r, run: [a], not-on: [h2], must: true}");

  trial_end (free);
  trial_end (bound);
  CU_ASSERT_STRING_EQUAL (free->fleet->hosts[trial_host_of (free, "a")].name, "h2"); /* the emptier one */
  CU_ASSERT_STRING_EQUAL (bound->fleet->hosts[trial_host_of (bound, "a")].name, "h3");
  CU_ASSERT_EQUAL (FOUND_ANY (bound, RULE_VIOLATED), 0);
  CU_ASSERT_FALSE (IS (bound, VM, "b", RUNNING)); /* nowhere but with its primary, or where that may not be */
}

void
test_physics_fault_tolerance_suite (void)
{
  CU_pSuite suite = CU_add_suite ("Fault Tolerance", NULL, NULL);

  CU_ADD_TEST (suite, a_secondary_keeps_to_its_primarys_hosts);
  CU_ADD_TEST (suite, evc_lets_drs_move_a_pair);
  CU_ADD_TEST (suite, they_are_never_on_one_host);
  CU_ADD_TEST (suite, a_secondary_stands_in);
  CU_ADD_TEST (suite, losing_the_secondary_and_losing_both);
  CU_ADD_TEST (suite, no_secondary_on_another_version);
  CU_ADD_TEST (suite, it_comes_back_pair_by_pair);
  CU_ADD_TEST (suite, without_evc_only_secondaries_are_placed);
}
