/* Distributed switches and ports (handbook VC-07, C8, DR-19, DR-20, DR-33, UPG-08). */

#include <CUnit/CUnit.h>

#include "models/words.h"
#include "tests/trial.h"

void test_physics_switches_suite (void);

#define ESTATE                                                                                               \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\n"                                                          \
  "switches:\n"                                                                                              \
  "  dvs: {vcenter: vc, version: %s, network-io-control: %s, static: [app], ephemeral: [rescue]}\n"          \
  "clusters:\n"                                                                                              \
  "  p:\n    vcenter: vc\n    ha: {}\n    drs: {automation: %s}\n"                                           \
  "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n"                               \
  "    policies:\n"                                                                                          \
  "      - {name: shares, kind: vds, declared: a pool of its own, default: none, reset-by: "                 \
  "[nioc-upgrade]}\n"                                                                                        \
  "      - {name: teaming, kind: vds, declared: lacp, default: port id, reset-by: [switch-upgrade]}\n"       \
  "    vms:\n"                                                                                               \
  "      had: {memory: 1 GiB, host: h1, power: off, networks: [app]}\n"                                      \
  "      new: {memory: 1 GiB, host: h1, power: off, networks: [app], unbound: true}\n"                       \
  "      eph: {memory: 1 GiB, host: h1, power: off, networks: [rescue]}\n"                                   \
  "      std: {memory: 1 GiB, host: h1, power: off, networks: [vm-network]}\n"                               \
  "      on: {memory: 1 GiB, host: h2, networks: [app]}\n"                                                   \
  "      one: {memory: 1 GiB, host: h2, networks: [rescue]}\n"

static Trial *
estate (const char *version, const char *nioc, const char *drs, const char *rest)
{
  Trial *trial = trial_new_from (ESTATE "%s", version, nioc, drs, rest);

  trial_end (trial);
  return trial;
}

/* ---- The upgrade of a switch ---- */

/* DR-19: version 3 has no user-defined pools; the other policy goes with any upgrade. Every host has it at once. */
static void
network_io_control_3_forgets (void)
{
  g_autoptr (Trial) with = estate (
      "7.0", "2", "manual", "plan: [{step: s, upgrade-switch: dvs, to: 8.0, network-io-control: 3}]\n");
  g_autoptr (Trial) without
      = estate ("7.0", "2", "manual", "plan: [{step: s, upgrade-switch: dvs, to: 8.0}]\n");
  g_autoptr (Trial) three = estate (
      "7.0", "3", "manual", "plan: [{step: s, upgrade-switch: dvs, to: 8.0, network-io-control: 3}]\n");

  CU_ASSERT_EQUAL (FOUND_ANY (with, POLICY_RESET), 6);
  CU_ASSERT (IS (with, POLICY, "shares@h3", RESET));
  CU_ASSERT_EQUAL (WHEN (with, POLICY, "shares@h1", RESET), WHEN (with, POLICY, "shares@h3", RESET));
  CU_ASSERT_EQUAL (FOUND_ANY (without, POLICY_RESET), 3);
  CU_ASSERT (IS (without, POLICY, "shares@h1", IN_POLICY));
  CU_ASSERT (IS (without, POLICY, "teaming@h1", RESET));
  CU_ASSERT_EQUAL (FOUND_ANY (three, POLICY_RESET), 3);
}

/* What each refusal and ending is. */
static void
a_switch_is_upgraded_or_not (void)
{
  g_autoptr (Trial) good = estate ("7.0", "3", "manual",
                                   "plan:\n  - {step: s, upgrade-switch: dvs, to: 8.0, takes: 5 min}\n"
                                   "  - {step: t, upgrade-switch: dvs, to: 8.0, after: s}\n"
                                   "  - {step: u, upgrade-switch: dvs, to: 7.0, after: t}\n"
                                   "  - {step: v, upgrade-switch: dvs, to: 8.0.1}\n");
  g_autoptr (Trial) blind
      = estate ("7.0", "3", "manual",
                "plan: [{step: s, upgrade-switch: dvs, to: 8.0}]\nfaults: [{crash: vc, at: 0 s}]\n");
  g_autoptr (Trial) cut
      = estate ("7.0", "3", "manual",
                "plan: [{step: s, upgrade-switch: dvs, to: 8.0}]\nfaults: [{crash: vc, at: 1 min}]\n");

  CU_ASSERT_EQUAL (WHEN (good, STEP, "s", DONE), 5 * 60000);
  CU_ASSERT_EQUAL (WHEN (good, STEP, "t", DONE), 5 * 60000);
  CU_ASSERT_EQUAL (FIRST (good, PRECHECK_FAILED, STEP, "u")->evidence[0], MODEL_CHECK_DOWNGRADE);
  CU_ASSERT_EQUAL (FIRST (good, PRECHECK_FAILED, STEP, "v")->evidence[0], MODEL_CHECK_BUSY);
  CU_ASSERT_EQUAL (FIRST (blind, PRECHECK_FAILED, STEP, "s")->evidence[0], MODEL_CHECK_VCENTER_DOWN);
  CU_ASSERT (IS (cut, STEP, "s", FAILED));
  CU_ASSERT_EQUAL (WHEN (cut, STEP, "s", FAILED), 120000);
  CU_ASSERT_EQUAL (FOUND_ANY (cut, POLICY_RESET), 0);
}

/* DR-20: DRS manual meanwhile, for this step from 6.5 to 6.6 only; and set back. */
static void
drs_is_manual_meanwhile (void)
{
  const char *plan = "plan: [{step: s, upgrade-switch: dvs, to: 6.6}]\n";
  g_autoptr (Trial) automatic = estate ("6.5", "3", "fully-automated", plan),
                    manual = estate ("6.5", "3", "manual", plan);
  g_autoptr (Trial) later
      = estate ("6.6", "3", "fully-automated", "plan: [{step: s, upgrade-switch: dvs, to: 7.0}]\n");
  g_autoptr (Trial) left = estate ("6.5", "3", "fully-automated",
                                   "plan:\n  - {step: m, set: {cluster: p, drs: manual}}\n"
                                   "  - {step: s, upgrade-switch: dvs, to: 6.6, after: m}\n");
  g_autoptr (Trial) back = estate ("6.5", "3", "fully-automated",
                                   "plan:\n  - {step: m, set: {cluster: p, drs: manual}}\n"
                                   "  - {step: s, upgrade-switch: dvs, to: 6.6, after: m}\n"
                                   "  - {step: b, set: {cluster: p, drs: fully-automated}, after: s}\n");
  const SimFinding *finding = FIRST_ANY (automatic, DRS_DURING_SWITCH);

  CU_ASSERT_EQUAL (finding->subject, trial_cluster (automatic, "p"));
  CU_ASSERT_EQUAL (finding->until - finding->since, 120000);
  CU_ASSERT_EQUAL (FOUND_ANY (automatic, DRS_LEFT_MANUAL), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (manual, DRS_DURING_SWITCH), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (manual, DRS_LEFT_MANUAL), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (later, DRS_DURING_SWITCH), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (left, DRS_DURING_SWITCH), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (left, DRS_LEFT_MANUAL), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (back, DRS_LEFT_MANUAL), 0);
}

/* UPG-08 finds them on the switch itself, until it is upgraded; UPG-04 does not mind that it then goes first. */
static void
old_switches_keep_vcenter_back (void)
{
  const char *text
      = "rollcall: 1\nvcenters: {vc: {version: 6.5.0}}\n"
        "switches: {dvs: {vcenter: vc, version: %s, network-io-control: %s}}\n"
        "clusters: {p: {vcenter: vc, hosts: {h1: {cpu: 10 GHz, memory: 8 GiB, version: 6.5.0}}}}\n"
        "plan: [%s{step: vc, upgrade-vcenter: vc, to: 6.7.1%s}]\n";
  g_autoptr (Trial) old = trial_new_from (text, "5.5", "3", "", ""),
                    nioc = trial_new_from (text, "6.0", "2", "", "");
  g_autoptr (Trial) good = trial_new_from (text, "6.0", "3", "", "");
  g_autoptr (Trial) first = trial_new_from (
      text, "5.5", "2", "{step: dvs, upgrade-switch: dvs, to: 6.5, network-io-control: 3}, ", ", after: dvs");

  trial_end (old);
  trial_end (nioc);
  trial_end (good);
  trial_end (first);
  CU_ASSERT_EQUAL (FIRST (old, PRECHECK_FAILED, STEP, "vc")->evidence[0],
                   MODEL_CHECK_OBSTACLE + MODEL_OBSTACLE_OLD_SWITCH);
  CU_ASSERT_EQUAL (FIRST (nioc, PRECHECK_FAILED, STEP, "vc")->evidence[0],
                   MODEL_CHECK_OBSTACLE + MODEL_OBSTACLE_NIOC_2);
  CU_ASSERT (IS (good, STEP, "vc", DONE));
  CU_ASSERT (IS (first, STEP, "vc", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (first, ORDER_UNSUPPORTED), 0);
}

/* A switch newer than its hosts comes after them. */
static void
hosts_go_before_their_switch (void)
{
  g_autoptr (Trial) wrong = estate ("7.0", "3", "fully-automated",
                                    "plan:\n  - {step: s, upgrade-switch: dvs, to: 8.0.3}\n"
                                    "  - {step: h, remediate: p, to: 8.0.3, after: s}\n");

  CU_ASSERT_EQUAL (FIRST (wrong, ORDER_UNSUPPORTED, STEP, "s")->evidence[3], MODEL_ORDER_BASE_TURNED);
}

/* ---- Ports ---- */

#define ALL_AT_HOST                                                                                          \
  "plan: [{step: w, wait: 1 min}, {step: had, power-on: had, at-host: true, after: w}, "                     \
  "{step: new, power-on: new, at-host: true, after: w}, {step: eph, power-on: eph, at-host: true, after: "   \
  "w}, "                                                                                                     \
  "{step: std, power-on: std, at-host: true, after: w}]\n"

/* VC-07 and C8: without vCenter a port that one has, an ephemeral one, and a standard switch. */
static void
only_a_new_static_port_needs_vcenter (void)
{
  g_autoptr (Trial) away = estate ("8.0", "3", "manual", ALL_AT_HOST "faults: [{crash: vc, at: 0 s}]\n");
  g_autoptr (Trial) there = estate ("8.0", "3", "manual", ALL_AT_HOST);
  g_autoptr (Trial) strict = estate ("8.0", "3", "manual",
                                     ALL_AT_HOST "faults: [{crash: vc, at: 0 s}]\n"
                                                 "physics: {bound-port-powers-on-without-vcenter: false}\n");

  CU_ASSERT (IS (away, VM, "had", RUNNING));
  CU_ASSERT (IS (away, VM, "new", OFF));
  CU_ASSERT (IS (away, VM, "eph", RUNNING));
  CU_ASSERT (IS (away, VM, "std", RUNNING));
  CU_ASSERT_EQUAL (FIRST (away, POWER_ON_REFUSED, VM, "new")->evidence[0], MODEL_REFUSED_PORT);
  CU_ASSERT (IS (away, PORT, "new", UNBOUND));
  CU_ASSERT (IS (there, VM, "new", RUNNING));
  CU_ASSERT (IS (there, PORT, "new", BOUND));
  CU_ASSERT (IS (strict, VM, "had", OFF));
  CU_ASSERT (IS (strict, VM, "eph", RUNNING));
  CU_ASSERT (IS (strict, VM, "std", RUNNING));
}

/* Either reading of C8 lets HA restart what has a port, on another host. */
static void
ha_takes_the_port_along (void)
{
  g_autoptr (Trial) trial = estate ("8.0", "3", "manual",
                                    "plan: []\nfaults: [{crash: vc, at: 0 s}, {crash: h2, at: 1 min}]\n"
                                    "physics: {bound-port-powers-on-without-vcenter: false}\n");

  CU_ASSERT (IS (trial, VM, "on", RUNNING));
  CU_ASSERT (IS (trial, PORT, "on", BOUND));
  CU_ASSERT (IS (trial, VM, "one", RUNNING));
  CU_ASSERT (IS (trial, PORT, "one", EPHEMERAL));
}

/* DR-33: within the parameter on either side of vCenter's return, and not beyond it. */
static void
an_ephemeral_port_may_lose_the_race (void)
{
  const struct {
    const char *wait;
    gboolean lost;
  } rows[]
      = { { "377 s", FALSE }, { "387 s", TRUE }, { "452 s", TRUE }, { "492 s", TRUE }, { "512 s", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    /* vCenter is lost at once, its service starts a minute later, and it serves at 7:52; a power-on takes half a minute. */
    g_autofree char *rest
        = g_strdup_printf ("plan: [{step: w, wait: %s}, {step: s, power-on: eph, at-host: true, after: w}]\n"
                           "faults: [{crash: vc, at: 0 s, for: 1 min}]\n",
                           rows[i].wait);
    g_autoptr (Trial) trial = estate ("8.0", "3", "manual", rest);

    CU_ASSERT (IS (trial, VM, "eph", RUNNING));
    CU_ASSERT_EQUAL (FOUND (trial, VM_DISCONNECTED, VM, "eph"), rows[i].lost);
    CU_ASSERT_EQUAL (IS (trial, PORT, "eph", DISCONNECTED), rows[i].lost);
    CU_ASSERT_EQUAL (FOUND (trial, VM_DISCONNECTED, VM, "one"), 0); /* it was not powered on just then */
  }
}

/* It ends with the VM, and the next power-on makes a new port. */
static void
off_and_on_again_helps (void)
{
  g_autoptr (Trial) trial
      = estate ("8.0", "3", "manual",
                "plan: [{step: w, wait: 460 s}, {step: s, power-on: eph, at-host: true, after: w}]\n"
                "faults: [{crash: vc, at: 0 s, for: 1 min}, {crash: eph, at: 1 h}]\n");
  const SimFinding *finding = FIRST (trial, VM_DISCONNECTED, VM, "eph");

  CU_ASSERT_EQUAL (finding->until, 3600000);
  CU_ASSERT (IS (trial, VM, "eph", RUNNING)); /* HA has restarted it */
  CU_ASSERT (IS (trial, PORT, "eph", EPHEMERAL));
}

/* DR-21: rolled back after half a minute, before HA has waited for its response to isolation; later it may be too late. */
static void
a_change_that_cuts_is_rolled_back (void)
{
  const char *text = "rollcall: 1\nclusters:\n  p:\n    ha: {isolation-response: power-off}\n"
                     "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"
                     "    vms: {v: {memory: 1 GiB, host: h3}}\nplan: []\nfaults: [{change-network: h3, at: 1 min%s}]\n";
  g_autoptr (Trial) soon = trial_new_from (text, ""), late = trial_new_from (text, ", for: 2 min");

  trial_end (soon);
  trial_end (late);
  CU_ASSERT_EQUAL (WHEN (soon, FAULT, "change-network h3", OVER), 90000);
  CU_ASSERT_EQUAL (FIRST (soon, HOST_OUT_OF_SYNC, HOST, "h3")->since, 90000);
  CU_ASSERT_EQUAL (FOUND_ANY (soon, VM_DOWN), 0);
  CU_ASSERT (IS (soon, VM, "v", RUNNING));
  CU_ASSERT_EQUAL (FIRST (late, HOST_OUT_OF_SYNC, HOST, "h3")->since, 180000);
  CU_ASSERT_EQUAL (FOUND_ANY (late, VM_DOWN), 1);
}

void
test_physics_switches_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: distributed switches", NULL, NULL);

  CU_ADD_TEST (suite, network_io_control_3_forgets);
  CU_ADD_TEST (suite, a_switch_is_upgraded_or_not);
  CU_ADD_TEST (suite, drs_is_manual_meanwhile);
  CU_ADD_TEST (suite, old_switches_keep_vcenter_back);
  CU_ADD_TEST (suite, hosts_go_before_their_switch);
  CU_ADD_TEST (suite, only_a_new_static_port_needs_vcenter);
  CU_ADD_TEST (suite, ha_takes_the_port_along);
  CU_ADD_TEST (suite, an_ephemeral_port_may_lose_the_race);
  CU_ADD_TEST (suite, off_and_on_again_helps);
  CU_ADD_TEST (suite, a_change_that_cuts_is_rolled_back);
}
