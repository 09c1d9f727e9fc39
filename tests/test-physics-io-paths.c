/* The way of guest I/O when CVMs go, on ESXi and on AHV: N-20 to N-26 and table 9.3. */

#include <CUnit/CUnit.h>

#include "models/nutanix/cvms.h"
#include "tests/trial.h"

void test_physics_io_paths_suite (void);

/* A VM on every node, the first one's without Tools; two copies of everything. `rest` begins with the plan or the faults. */
static Trial *
cluster (const char *platform, int nodes, const char *rest)
{
  return trial_new_from (
      "rollcall: 1\nclusters:\n  n:\n    platform: %s\n    aos: 6.5\n"
      "%s    hosts:\n"
      "      n[1-%d]: {cpu: 100 GHz, memory: 256 GiB}\n    vms:\n"
      "      v1: {memory: 8 GiB, tools: false, host: n1}\n      v[2-%d]: {memory: 8 GiB}\n%s",
      platform, g_str_equal (platform, "nutanix-esxi") ? "    ha: {admission-control: {policy: off}}\n" : "",
      nodes, nodes, rest);
}

static gint64
number (const Trial *trial, ModelPhysics which)
{
  return trial->fleet->physics[which];
}

/* What the nth stall of a host is said to be due to. */
static gint64
why (const Trial *trial, const char *host, guint n)
{
  const SimFinding *found = trial_finding (trial, MODEL_FIND_IO_STALL, WHO (trial, HOST, host), n);

  return found ? found->evidence[1] >> MODEL_STALL_SHIFT : -1;
}

static const char *const platforms[] = { "nutanix-esxi", "nutanix-ahv" };

/* A stall, the remote path, and home again when its own CVM has been steady: the same on both, by other numbers. */
static void
io_goes_round_a_silent_cvm (void)
{
  for (guint p = 0; p < G_N_ELEMENTS (platforms); p++) {
    g_autoptr (Trial) trial = cluster (platforms[p], 3,
                                       "faults:\n  - {cvm-down: n1, at: 10 min, for: 10 min}\n"
                                       "physics: {io-session-loss: 12 s}\n");
    SimTime up, stall = p ? 12 * SIM_SECOND : 20 * SIM_SECOND;

    trial_end (trial);
    up = WHEN (trial, CVM, "cvm:n1", SETTLING);
    CU_ASSERT_EQUAL (up, 20 * SIM_MINUTE + number (trial, MODEL_CVM_SERVICES));
    CU_ASSERT_EQUAL (WHEN (trial, IO_PATH, "n1", STALLED), 10 * SIM_MINUTE);
    CU_ASSERT_EQUAL (WHEN (trial, IO_PATH, "n1", REMOTE), 10 * SIM_MINUTE + stall);
    CU_ASSERT_EQUAL (WHEN (trial, IO_PATH, "n1", LOCAL), up + number (trial, MODEL_CVM_STEADY));
    CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_IO_STALL, WHO (trial, HOST, "n1")), stall);
    CU_ASSERT_EQUAL (FIRST_ANY (trial, IO_STALL)->severity, SIM_NOTE);
    CU_ASSERT_EQUAL (
        FOUND_ANY (trial, VM_DOWN) + FOUND_ANY (trial, HOST_LOST) + FOUND_ANY (trial, GUEST_IO_ERRORS), 0);
    CU_ASSERT_EQUAL (TIMES (trial, IO_PATH, STALLED), 1);
  }
}

/* N-21: more than 30 s is an outage, and the guest that waits for no more than that sees errors first. */
static void
a_long_stall_is_an_outage (void)
{
  g_autoptr (Trial) trial = cluster ("nutanix-esxi", 3,
                                     "faults:\n  - {cvm-down: n1, at: 10 min, for: 10 min}\n"
                                     "physics: {io-redirect: 40 s}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, IO_STALL)->severity, SIM_OUTAGE);
  CU_ASSERT_EQUAL (FOUND (trial, GUEST_IO_ERRORS, VM, "v1"), 1);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, GUEST_IO_ERRORS)->since, 10 * SIM_MINUTE + 30 * SIM_SECOND);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, GUEST_IO_ERRORS), 1);
}

/* The one that serves instead goes too: another stall, another way. When fewer are left than a write needs copies, nobody's I/O
 * goes on, the one's with a CVM neither (N-25); and guests see errors when they have waited as long as each of them does. */
static void
io_fails_when_too_few_serve (void)
{
  g_autoptr (Trial) trial = cluster ("nutanix-esxi", 4,
                                     "faults:\n  - {cvm-down: n1, at: 10 min, for: 2 h}\n"
                                     "  - {cvm-down: n2, at: 20 min, for: 2 h}\n"
                                     "  - {cvm-down: n3, at: 30 min, for: 30 min}\n");
  SimTime up;

  trial_until (trial, 25 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", REMOTE));
  CU_ASSERT_EQUAL (model_cvm_state (trial->run, 0)->remote, 3);
  CU_ASSERT_EQUAL (TIMES (trial, IO_PATH, STALLED), 3);
  CU_ASSERT_EQUAL (TIMES (trial, IO_PATH, FAILED), 0);
  trial_until (trial, 30 * SIM_MINUTE + 29 * SIM_SECOND);
  CU_ASSERT_EQUAL (TIMES (trial, IO_PATH, FAILED), 4);
  CU_ASSERT_EQUAL (why (trial, "n4", 0), MODEL_STALL_TOO_FEW);
  CU_ASSERT_EQUAL (why (trial, "n3", 0), MODEL_STALL_OWN);
  CU_ASSERT_EQUAL (why (trial, "n1", 0), MODEL_STALL_OWN);
  CU_ASSERT_EQUAL (why (trial, "n1", 1), MODEL_STALL_REMOTE); /* sent to the second, which goes too */
  CU_ASSERT_EQUAL (FOUND (trial, DATA_UNAVAILABLE, HOST, "n4"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, DATA_UNAVAILABLE, HOST, "n4")->evidence[0], 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, GUEST_IO_ERRORS), 0);
  trial_until (trial, 32 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND (trial, GUEST_IO_ERRORS, VM, "v1"), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, GUEST_IO_ERRORS), 1);
  trial_until (trial, 33 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, GUEST_IO_ERRORS), 4);
  trial_end (trial);
  up = WHEN (trial, CVM, "cvm:n3", SETTLING);
  CU_ASSERT_EQUAL (FIRST (trial, DATA_UNAVAILABLE, HOST, "n4")->until, up); /* two answer */
  CU_ASSERT_EQUAL (FIRST (trial, DATA_UNAVAILABLE, HOST, "n1")->until, up);
  CU_ASSERT_EQUAL (FIRST (trial, DATA_UNAVAILABLE, HOST, "n3")->until,
                   up); /* by the other one's, until its own is steady */
  for (guint32 host = 0; host < 4; host++)
    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_IO_PATH, host), IO_PATH_AT_LOCAL);
  CU_ASSERT_EQUAL (FIRST (trial, GUEST_IO_ERRORS, VM, "v1")->until, SIM_NEVER); /* nobody has restarted it */
}

/* N-26: what was written before has one copy while a CVM is away; that what is written meanwhile has two is no help. */
static void
a_second_loss_takes_old_data (void)
{
  g_autoptr (Trial) trial = cluster ("nutanix-esxi", 5,
                                     "faults:\n  - {cvm-down: n1, at: 10 min, for: 20 min}\n"
                                     "  - {crash: n2, at: 15 min}\n");

  trial_until (trial, 14 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND (trial, QUORUM_AT_RISK, QUORUM, "n/data"), 1);
  trial_until (trial, 16 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND (trial, DATA_UNAVAILABLE, QUORUM, "n/data"), 1);
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n3", LOCAL)); /* new writes find their two oplogs */
}

/* It goes again before it was steady: nothing has gone back to it, and nothing goes until it is steady for good. */
static void
an_unsteady_cvm_gets_nothing_back (void)
{
  g_autoptr (Trial) trial = cluster ("nutanix-esxi", 4,
                                     "faults:\n  - {cvm-down: n1, at: 10 min, for: 10 min}\n"
                                     "  - {cvm-down: n1, at: 1510 s, for: 10 min}\n");

  trial_until (trial, 1505 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", SETTLING));
  trial_until (trial, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", REMOTE));
  CU_ASSERT_EQUAL (TIMES (trial, IO_PATH, STALLED), 1);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", LOCAL));
  CU_ASSERT_EQUAL (TIMES (trial, IO_PATH, LOCAL), 1);
}

/* It goes again when I/O has gone back to it, its missed writes not yet replayed: that is another stall. */
static void
a_relapse_is_another_stall (void)
{
  g_autoptr (Trial) trial = cluster ("nutanix-ahv", 4,
                                     "faults:\n  - {cvm-down: n1, at: 10 min, for: 10 min}\n"
                                     "  - {cvm-down: n1, at: 1560 s, for: 10 min}\n");

  trial_until (trial, 1559 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", SETTLING));
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", LOCAL));
  trial_until (trial, 1561 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", STALLED));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", LOCAL));
}

/* Table 9.3: the next CVM may be the one that serves a host whose own is back and not steady yet. */
static void
the_next_cvm_waits_for_paths_to_be_local (void)
{
  g_autoptr (Trial) trial = cluster ("nutanix-ahv", 3,
                                     "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
                                     "physics: {cvm-resiliency-gate: 0 s, cvm-steady: 45 s}\n");
  SimTime served;

  trial_end (trial);
  served = WHEN (trial, CVM, "cvm:n1", SETTLING);
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_TOKEN, ANYBODY, TOKEN_AT_HELD, 1)->at, served);
  CU_ASSERT_EQUAL (WHEN (trial, CVM, "cvm:n2", STOPPING), served + 45 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", DONE));
}

/* A host without power asks for nothing; when it runs again and its CVM not yet, it asks another one. */
static void
a_dead_host_asks_for_nothing (void)
{
  g_autoptr (Trial) trial
      = cluster ("nutanix-esxi", 4, "faults:\n  - {crash: n1, at: 10 min, for: 10 min}\n");
  SimTime booted;

  trial_until (trial, 15 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", IDLE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, IO_STALL), 0);
  trial_end (trial);
  booted = WHEN (trial, CVM, "cvm:n1", STARTING);
  CU_ASSERT_EQUAL (WHEN (trial, IO_PATH, "n1", STALLED), booted);
  CU_ASSERT_EQUAL (WHEN (trial, IO_PATH, "n1", REMOTE), booted + number (trial, MODEL_IO_REDIRECT));
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", LOCAL));
}

/* Of three CVMs two are away: writes find too few everywhere, and it is missed where guests are, from when they are there. */
static void
without_guests_nobody_misses_it (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    hosts:\n      n[1-3]: {cpu: 100 GHz, memory: 256 GiB}\n"
      "    vms:\n      v1: {memory: 8 GiB, host: n1}\n      late: {memory: 8 GiB, host: n2, power: off}\n"
      "plan:\n  - {step: w, wait: 30 min}\n  - {step: on, power-on: late, after: [w]}\n"
      "faults:\n  - {cvm-down: n2, at: 10 min, for: 2 h}\n  - {cvm-down: n3, at: 20 min, for: 2 h}\n");
  SimTime failed = 20 * SIM_MINUTE + number (trial, MODEL_IO_SESSION_LOSS);

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, IO_PATH, "n3", FAILED), failed);
  CU_ASSERT_EQUAL (FOUND (trial, DATA_UNAVAILABLE, HOST, "n3"), 0);
  CU_ASSERT_EQUAL (FIRST (trial, DATA_UNAVAILABLE, HOST, "n1")->since, failed);
  CU_ASSERT_EQUAL (WHEN (trial, IO_PATH, "n2", FAILED), failed);
  CU_ASSERT_EQUAL (FIRST (trial, DATA_UNAVAILABLE, HOST, "n2")->since, WHEN (trial, VM, "late", RUNNING));
}

void
test_physics_io_paths_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of the way to Nutanix storage", NULL, NULL);

  CU_ADD_TEST (suite, io_goes_round_a_silent_cvm);
  CU_ADD_TEST (suite, a_long_stall_is_an_outage);
  CU_ADD_TEST (suite, io_fails_when_too_few_serve);
  CU_ADD_TEST (suite, a_second_loss_takes_old_data);
  CU_ADD_TEST (suite, an_unsteady_cvm_gets_nothing_back);
  CU_ADD_TEST (suite, a_relapse_is_another_stall);
  CU_ADD_TEST (suite, the_next_cvm_waits_for_paths_to_be_local);
  CU_ADD_TEST (suite, a_dead_host_asks_for_nothing);
  CU_ADD_TEST (suite, without_guests_nobody_misses_it);
}
