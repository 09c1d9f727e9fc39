/* What comes between while Nutanix nodes, their CVMs, the token and upgrades are in the middle of something. */

#include <CUnit/CUnit.h>

#include "tests/nutanix-cluster.h"

void test_physics_nutanix_meanwhile_suite (void);

#define AHV(HOSTS)                                                                                           \
  "plan:\n  - {step: up, upgrade-ahv: n, to: 10.3, hosts: [" HOSTS "], power-off-uvms: auto}\n"
#define BY_HAND(HOST) "  - {step: w, wait: 2 h}\n  - {step: m, maintenance: " HOST ", after: [w]}\n"

/* Why a step was refused; -1 it was not. */
static gint64
refused (const Trial *trial, const char *step)
{
  const SimFinding *finding = FIRST (trial, PRECHECK_FAILED, STEP, step);

  return finding->since < 0 ? -1 : finding->evidence[0];
}

/* And of whom it was that. */
static SimId
refused_for (const Trial *trial, const char *step)
{
  return (SimId) FIRST (trial, PRECHECK_FAILED, STEP, step)->evidence[1];
}

/* ---- Nodes ---- */

/* N-89: whoever refuses names the one that is away, and not the one that was to go. */
static void
the_one_that_is_away_is_named (void)
{
#define THEN(HOST) "  - {step: w, wait: 10 min}\n  - {step: a, maintenance: " HOST ", after: [w]}\n"
  g_autoptr (Trial) out = PLAN (4, "plan:\n  - {step: first, maintenance: n2}\n" THEN ("n1"));
  g_autoptr (Trial) lost = PLAN (4, "plan:\n" THEN ("n1") "faults: [{crash: n3, at: 1 min, for: 1 h}]\n");
  g_autoptr (Trial) lcm = PLAN (4, "plan:\n  - {step: w, wait: 10 min}\n"
                                   "  - {step: up, upgrade-ahv: n, to: 10.3, after: [w]}\n"
                                   "faults: [{crash: n3, at: 1 min, for: 1 h}]\n");
  g_autoptr (Trial) detached = PLAN (4, "plan:\n" THEN ("n1") "faults: [{cvm-down: n3, at: 1 min, for: 1 h}]\n");

  CU_ASSERT_EQUAL (refused (out, "a"), MODEL_CHECK_MAINTENANCE);
  CU_ASSERT_EQUAL (refused_for (out, "a"), WHO (out, HOST, "n2"));
  CU_ASSERT_EQUAL (refused (lost, "a"), MODEL_CHECK_NODE_LOST);
  CU_ASSERT_EQUAL (refused_for (lost, "a"), WHO (lost, HOST, "n3"));
  CU_ASSERT_EQUAL (refused (lcm, "up"), MODEL_CHECK_CVM_DOWN); /* and not that it is in maintenance */
  CU_ASSERT_EQUAL (refused_for (lcm, "up"), WHO (lcm, CVM, "cvm:n3"));
  CU_ASSERT_EQUAL (refused (detached, "a"), MODEL_CHECK_CVM_DOWN);
  CU_ASSERT_EQUAL (refused_for (detached, "a"), WHO (detached, CVM, "cvm:n3"));
}


/* N-89: asked for again while it goes, and when it has gone; asked back where it was never away; asked back when it has lost its power
 * meanwhile, which does not take it out of maintenance. */
static void
a_node_is_asked_at_odd_moments (void)
{
  g_autoptr (Trial) twice = PLAN (
      4, "plan:\n  - {step: a, maintenance: n1}\n  - {step: w, wait: 10 s}\n"
         "  - {step: busy, maintenance: n1, after: [w]}\n  - {step: again, maintenance: n1, after: [a]}\n"
         "  - {step: back, leave: n2}\n");
  g_autoptr (Trial) fell = PLAN (4, "plan:\n  - {step: a, maintenance: n1}\n  - {step: w, wait: 15 min}\n  - "
                                    "{step: b, leave: n1, after: [w]}\n"
                                    "faults:\n  - {crash: n1, at: 10 min, for: 2 min}\n");

  CU_ASSERT_TRUE (IS (twice, STEP, "busy", FAILED) && IS (twice, STEP, "again", DONE)
                  && IS (twice, STEP, "back", DONE));
  CU_ASSERT_EQUAL (refused (twice, "busy"), MODEL_CHECK_BUSY);
  CU_ASSERT_EQUAL (TIMES (twice, NODE, ENTERED), 1);
  CU_ASSERT_TRUE (IS (fell, STEP, "b", FAILED)); /* it was booting */
  CU_ASSERT_TRUE (WHEN (fell, NODE, "n1", STARTING) > 20 * SIM_MINUTE);
}

/* Its CVM is stopped outside the token while its VMs leave: for an upgrade it is as good as stopped; and one that is started again before
 * the node has entered maintenance serves there, so that the node can come out at once. */
static void
its_cvm_goes_first (void)
{
  g_autoptr (Trial) away = PLAN (4, AHV ("n1") "faults: [{cvm-down: n1, at: 5m20s, for: 2 min}]\n");
  g_autoptr (Trial) back = PLAN (4, "plan:\n  - {step: a, maintenance: n1}\n  - {step: w, wait: 20 min}\n  - "
                                    "{step: l, leave: n1, after: [w]}\n"
                                    "faults: [{cvm-down: n1, at: 20 s, for: 25 s}]\n");

  CU_ASSERT_TRUE (IS (away, STEP, "up", DONE));
  CU_ASSERT_EQUAL (WHEN (away, NODE, "n1", STOPPING), -1);
  CU_ASSERT_TRUE (IS (back, STEP, "l", DONE));
  CU_ASSERT_EQUAL (WHEN (back, NODE, "n1", STARTING), -1);
  CU_ASSERT_EQUAL (WHEN (back, NODE, "n1", RETURNING), 20 * SIM_MINUTE);
}

/* N-55: a CVM is down, and no node is let go. N-20: powered on in a host that is in maintenance or has no power, a CVM stays down. */
static void
a_cvm_is_down (void)
{
  g_autoptr (Trial) trial
      = PLAN (4, "plan:\n  - {step: w, wait: 2 min}\n  - {step: a, maintenance: n1, after: [w]}\n"
                 "faults: [{cvm-down: n3, at: 1 min, for: 1 h}, {cvm-down: n2, at: 90 min, for: 10 min}, "
                 "{crash: n2, at: 95 min, for: 20 min}]\n");
  g_autoptr (Trial) kept
      = PLAN (4, "plan:\n  - {step: a, maintenance: n1}\nfaults: [{cvm-down: n1, at: 20 s, for: 2 min}]\n");

  CU_ASSERT_EQUAL (refused (trial, "a"), MODEL_CHECK_CVM_DOWN);
  CU_ASSERT_EQUAL (TIMES (trial, NODE, WAITING), 0);
  CU_ASSERT_EQUAL (WHEN (trial, CVM, "cvm:n2", STARTING), WHEN (trial, HOST, "n2", CONNECTED));
  CU_ASSERT_TRUE (IS (kept, STEP, "a", DONE) && IS (kept, CVM, "cvm:n1", DETACHED));
}

/* N-59, N-86: VMs that have not come back in the time that they are given stay where they are; the node is whole without them. */
static void
patience_ends (void)
{
  g_autoptr (Trial) rolled
      = PLAN (4, "plan:\n  - {step: up, upgrade-ahv: n, to: 10.3, hosts: [n1], wait-for-vms: 10 s}\n");
  g_autoptr (Trial) lost
      = PLAN (4, "faults:\n  - {crash: n1, at: 10 min, for: 20 min}\nphysics: {ahv-wait-for-vms: 10 s}\n");

  CU_ASSERT_EQUAL (trial_entry (rolled, MODEL_MACHINE_NODE, ANYBODY, NODE_AT_NORMAL, 0)->at,
                   WHEN (rolled, NODE, "n1", RETURNING) + 10 * SIM_SECOND);
  CU_ASSERT_EQUAL (WHEN (lost, NODE, "n1", HEALED), 40 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (lost, NODE, "n1", NORMAL), 40 * SIM_MINUTE + 10 * SIM_SECOND);
}

/* N-87: agent VMs are powered on before others come back. With agents only, the node is whole when the last of them runs; and a VM that
 * somebody powers on elsewhere meanwhile is not waited for. */
static void
agents_come_first (void)
{
  static const char agents[] = "      g[1-2]: {memory: 2 GiB, host: n1, role: agent}\n";
  g_autoptr (Trial) only
      = trial_new ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    hosts:\n"
                   "      n[1-4]: {cpu: 100 GHz, memory: 128 GiB}\n    vms:\n"
                   "      g[1-2]: {memory: 2 GiB, host: n1, role: agent}\n" AHV ("n1"));
  g_autoptr (Trial) elsewhere
      = run (4, "", "", agents,
             AHV ("n1") "  - {step: w, wait: 33m20s}\n  - {step: on, power-on: v1, after: [w]}\n"
                        "faults: [{crash: v1, at: 30 min}]\n");
  const SimEntry *normal;

  trial_end (only);
  CU_ASSERT_EQUAL (trial_entry (only, MODEL_MACHINE_NODE, ANYBODY, NODE_AT_NORMAL, 0)->at,
                   trial_entry (only, MODEL_MACHINE_VM, WHO (only, VM, "g2"), VM_AT_RUNNING, 0)->at);
  normal = trial_entry (elsewhere, MODEL_MACHINE_NODE, WHO (elsewhere, NODE, "n1"), NODE_AT_NORMAL, 0);
  CU_ASSERT_TRUE (normal && IS (elsewhere, STEP, "up", DONE));
  CU_ASSERT_TRUE (IS (elsewhere, STEP, "on", DONE) && IS (elsewhere, VM, "v1", RUNNING));
}

/* Between two nodes of a roll somebody puts the next one into maintenance by hand, and its CVM serves there: its turn goes on from
 * that. And LCM does one thing at a time (N-59); what is on it already is done at once. */
static void
a_roll_finds_it_in_maintenance (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    hosts:\n"
      "      n[1-4]: {cpu: 100 GHz, memory: 128 GiB}\n    vms:\n      v[1-3]: {memory: 16 GiB, host: n2}\n"
      "plan:\n  - {step: up, upgrade-ahv: n, to: 10.3, hosts: [n1, n2]}\n"
      "  - {step: when, upgrade-ahv: n, to: 10.3}\n"
      "  - {step: three, upgrade-ahv: n, to: 10.3, hosts: [n1, n2], after: [up]}\n"
      "  - {step: w, wait: 36 min}\n  - {step: m, maintenance: n2, after: [w]}\n"
      "faults: [{cvm-down: n2, at: 36m20s, for: 20 s}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (refused (trial, "when"), MODEL_CHECK_BUSY);
  CU_ASSERT_TRUE (IS (trial, STEP, "up", DONE) && IS (trial, STEP, "m", DONE)
                  && IS (trial, STEP, "three", DONE));
  CU_ASSERT_EQUAL (model_host_state (trial->run, 1)->version, MODEL_VERSION (10, 3, 0));
  CU_ASSERT_EQUAL (TIMES (trial, NODE, UPGRADING), 2);
}

/* ---- The token ---- */

/* N-54: the last CVM of an upgrade keeps the token. Its own node gets it all the same; another one waits, until it is called off. One that
 * comes back from elsewhere gives nothing back; and there is nothing to revoke where nothing was kept. */
static void
who_has_the_token (void)
{
  g_autoptr (Trial) own = PLAN (
      4,
      AOS BY_HAND ("n4") "faults: [{keep-token: n4, at: 1 min}, {cvm-down: n3, at: 21 min, for: 5 min}]\n");
  g_autoptr (Trial) other = PLAN (
      4,
      AOS BY_HAND (
          "n2") "faults: [{keep-token: n4, at: 1 min, for: 3 h}, {cancel-maintenance: n2, at: 150 min}]\n");
  g_autoptr (Trial) never
      = PLAN (4, "plan:\n  - {step: m, maintenance: n1}\nfaults: [{keep-token: n1, at: 0 s, for: 1 min}]\n");

  CU_ASSERT_TRUE (IS (own, STEP, "up", DONE) && IS (own, STEP, "m", DONE));
  CU_ASSERT_EQUAL (WHEN (own, NODE, "n4", ENTERING), 2 * SIM_HOUR);
  CU_ASSERT_EQUAL (WHEN (other, NODE, "n2", ENTERING), -1);
  CU_ASSERT_TRUE (IS (other, STEP, "m", FAILED) && IS (other, NODE, "n2", NORMAL));
  CU_ASSERT_EQUAL (trial_entry (other, MODEL_MACHINE_NODE, WHO (other, NODE, "n2"), NODE_AT_NORMAL, 0)->at,
                   150 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FIRST_ANY (other, TOKEN_HELD)->until, 181 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (other, TOKEN, "n", FREE));
  CU_ASSERT_EQUAL (FOUND_ANY (never, TOKEN_HELD), 0);
  CU_ASSERT_TRUE (IS (never, TOKEN, "n", HELD)); /* by the node, which is in maintenance */
}

/* N-51, N-55: the token comes to a node, or to a CVM, at a moment in which something else is away: it holds it and waits. */
static void
the_token_is_not_enough (void)
{
  static const struct {
    const char *fault;
    SimTime until; /* when what is away is back, at the earliest */
  } rows[] = { { "cvm-down: n3", 210 * SIM_MINUTE }, { "crash: n3", 210 * SIM_MINUTE } };
  g_autoptr (Trial) cvm = PLAN (
      4, AOS "faults: [{keep-token: n1, at: 1 min, for: 2 h}, {cvm-down: n3, at: 110 min, for: 1 h}]\n");
  g_autoptr (Trial) data
      = run (4, "", ", data: 20 TiB", "",
             AOS "faults: [{keep-token: n1, at: 1 min, for: 2 h}, {disk-offline: n3, at: 119 min}]\n");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest = g_strdup_printf (
        AOS BY_HAND ("n2") "faults: [{keep-token: n4, at: 1 min, for: 3 h}, {%s, at: 150 min, for: 1 h}]\n",
        rows[i].fault);
    g_autoptr (Trial) trial = PLAN (4, rest);

    CU_ASSERT_TRUE (IS (trial, STEP, "m", DONE));
    CU_ASSERT_TRUE (WHEN (trial, NODE, "n2", ENTERING) > rows[i].until);
  }
  CU_ASSERT_TRUE (WHEN (cvm, CVM, "cvm:n2", STOPPING) > 170 * SIM_MINUTE && IS (cvm, STEP, "up", DONE));
  CU_ASSERT_EQUAL (WHEN (data, CVM, "cvm:n2", STOPPING), WHEN (data, STORE, "data:n3", CURRENT));
  CU_ASSERT_TRUE (WHEN (data, CVM, "cvm:n2", STOPPING) > 121 * SIM_MINUTE);
}

/* ---- Upgrades ---- */

/* N-51, N-52: one CVM is back, and another is away still: neither an upgrade that has not begun nor one that has stalled goes on. And LCM's
 * other operations are refused while one is down (N-57). */
static void
one_is_back_and_another_is_away (void)
{
  g_autoptr (Trial) pending = PLAN (
      4, AOS "faults: [{cvm-down: n3, at: 19 min, for: 20 min}, {cvm-down: n4, at: 19 min, for: 45 min}]\n");
  g_autoptr (Trial) stalled = PLAN (
      4, AOS "faults: [{cvm-unstable: n2, at: 1 min, for: 5 h}, {cvm-down: n3, at: 110 min, for: 5 min}]\n");
  g_autoptr (Trial) other = PLAN (
      4, "plan:\n  - {step: f, upgrade-foundation: n}\nfaults: [{cvm-down: n3, at: 0 s, for: 20 min}]\n");

  CU_ASSERT_EQUAL (
      trial_entry (pending, MODEL_MACHINE_AOS, ANYBODY, AOS_AT_ROLLING, 0)->at,
      trial_entry (pending, MODEL_MACHINE_CVM, WHO (pending, CVM, "cvm:n4"), CVM_AT_SERVING, 0)->at);
  CU_ASSERT_EQUAL (TIMES (stalled, AOS, STALLED), 1);
  CU_ASSERT_TRUE (trial_entry (stalled, MODEL_MACHINE_AOS, ANYBODY, AOS_AT_ROLLING, 1)->at > 5 * SIM_HOUR);
  CU_ASSERT_EQUAL (model_cvm_state (stalled->run, 3)->version,
                   MODEL_VERSION (6, 8, 0)); /* it goes on to the end */
  CU_ASSERT_TRUE (IS (other, STEP, "f", FAILED));
  CU_ASSERT_EQUAL (refused (other, "f"), MODEL_CHECK_CVM_DOWN);
}

/* A BMC restarts by itself: each node is taken down for it with its VMs and its CVM, and no host boots. */
static void
firmware_that_takes_no_reboot (void)
{
  g_autoptr (Trial) trial
      = PLAN (4, "plan:\n  - {step: up, upgrade-firmware: n, components: [bmc], hosts: [n1, n2]}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "up", DONE));
  CU_ASSERT_EQUAL (TIMES (trial, HOST, REMEDIATING), 2);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, REBOOTING), 0);
  CU_ASSERT_EQUAL (TIMES (trial, CVM, DOWN), 2);
}

/* ---- ADS ---- */

/* N-91: a host is too busy, and nothing of it can go; its VM has gone when something else is next powered on. A VM that stops as soon
 * as it runs makes nobody busy; and where no host has room, what is powered on changes nothing. */
static void
a_busy_host_comes_to_rest (void)
{
#define OFF "      off: {memory: 16 GiB, host: n2, cpu-demand: 95 GHz, power: off}\n"
#define ON  "plan:\n  - {step: w, wait: 2 h}\n  - {step: on, power-on: off, after: [w]}\n"
  g_autoptr (Trial) trial
      = run (3, "", "", "      b: {memory: 16 GiB, host: n1, cpu-demand: 95 GHz, role: agent}\n" OFF,
             ON "faults: [{crash: off, during: {vm: off, state: running}}, {crash: b, at: 1 h}]\n");
  g_autoptr (Trial) brief
      = run (3, "", "", OFF, ON "faults: [{crash: off, during: {vm: off, state: running}}]\n");
  g_autoptr (Trial) full = run (3, "", "",
                                "      b[1-2]: {memory: 16 GiB, host: n1, cpu-demand: 60 GHz}\n"
                                "      c[1-2]: {memory: 16 GiB, host: n2, cpu-demand: 60 GHz}\n"
                                "      d[1-2]: {memory: 16 GiB, host: n3, cpu-demand: 60 GHz}\n"
                                "      off: {memory: 16 GiB, host: n3, power: off}\n",
                                ON);

  CU_ASSERT_EQUAL (FOUND (trial, HOST_TOO_BUSY, HOST, "n1"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, HOST_TOO_BUSY, HOST, "n2"), 0);
  CU_ASSERT_TRUE (IS (trial, ADS, "n", CALM));
  CU_ASSERT_EQUAL (TIMES (brief, ADS, WATCHING), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (full, HOST_TOO_BUSY), 3);
  CU_ASSERT_EQUAL (TIMES (full, VM, MIGRATING), 0);
}

void
test_physics_nutanix_meanwhile_suite (void)
{
  CU_pSuite suite = CU_add_suite ("what comes between on Nutanix", NULL, NULL);

  CU_ADD_TEST (suite, the_one_that_is_away_is_named);
  CU_ADD_TEST (suite, a_node_is_asked_at_odd_moments);
  CU_ADD_TEST (suite, its_cvm_goes_first);
  CU_ADD_TEST (suite, a_cvm_is_down);
  CU_ADD_TEST (suite, patience_ends);
  CU_ADD_TEST (suite, agents_come_first);
  CU_ADD_TEST (suite, a_roll_finds_it_in_maintenance);
  CU_ADD_TEST (suite, who_has_the_token);
  CU_ADD_TEST (suite, the_token_is_not_enough);
  CU_ADD_TEST (suite, one_is_back_and_another_is_away);
  CU_ADD_TEST (suite, firmware_that_takes_no_reboot);
  CU_ADD_TEST (suite, a_busy_host_comes_to_rest);
}
