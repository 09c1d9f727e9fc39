/* A Nutanix cluster when CVMs go: quorum of the ring, of Zookeeper and of the data, the token, and
 * what the upgrade's pre-checks refuse. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_nutanix_suite (void);

/* A VM on every node; `rest` begins with the plan or the faults. */
static Trial *
cluster (int nodes, const char *rest)
{
  return trial_new_from (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    cvm-memory: 32 GiB\n"
      "    hosts:\n"
      "      n[1-%d]: {cpu: 100 GHz, memory: 256 GiB, version: 7.0}\n"
      "    vms:\n      v[1-%d]: {memory: 8 GiB}\n%s",
      nodes, nodes, rest);
}

static gint32
margin_of (const Trial *trial, const char *group)
{
  return model_quorum (trial->run, trial_index (trial, MODEL_MACHINE_QUORUM, group)).margin;
}

/* ---- Losing CVMs ---- */

/* One is away for the upgrade; another one, taken down by hand at that moment, asks no token. */
static void
a_second_cvm_is_one_too_many (void)
{
  g_autoptr (Trial) trial = cluster (3, "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
                                        "faults:\n  - {cvm-down: n3, at: 22 min, for: 30 min}\n");

  trial_until (trial, 22 * SIM_MINUTE - 1);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", DOWN));
  CU_ASSERT_EQUAL (margin_of (trial, "n/metadata"), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, QUORUM_LOST) + FOUND_ANY (trial, DATA_UNAVAILABLE), 0);
  trial_until (trial, 22 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND (trial, QUORUM_LOST, QUORUM, "n/metadata"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, QUORUM_LOST, QUORUM, "n/zookeeper"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, DATA_UNAVAILABLE, QUORUM, "n/data"), 1);
  CU_ASSERT_EQUAL (margin_of (trial, "n/metadata"), -1);
  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, QUORUM_LOST, QUORUM, "n/metadata")->until,
                   WHEN (trial, CVM, "cvm:n1", SETTLING));
  CU_ASSERT_TRUE (IS (trial, QUORUM, "n/metadata", WHOLE));
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", DONE)); /* it waited, and went on */
}

/* N-41: after half an hour the ring closes without it, and can lose one again; it joins when it is back. */
static void
the_ring_closes_after_half_an_hour (void)
{
  g_autoptr (Trial) trial = cluster (4, "faults:\n  - {cvm-down: n2, at: 10 min, for: 2 h}\n");

  trial_until (trial, 40 * SIM_MINUTE - 1);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n2", DOWN));
  CU_ASSERT_EQUAL (margin_of (trial, "n/metadata"), 0);
  trial_until (trial, 40 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n2", DETACHED));
  CU_ASSERT_EQUAL (margin_of (trial, "n/metadata"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, QUORUM_AT_RISK, QUORUM, "n/metadata")->until, 40 * SIM_MINUTE);
  CU_ASSERT_EQUAL (margin_of (trial, "n/zookeeper"), 1); /* its role has moved to the fourth CVM */
  CU_ASSERT_TRUE (IS (trial, ZOOKEEPER, "zookeeper:n2", NONE));
  CU_ASSERT_TRUE (IS (trial, ZOOKEEPER, "zookeeper:n4", FOLLOWER));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n2", SERVING));
  CU_ASSERT_TRUE (IS (trial, QUORUM, "n/metadata", WHOLE));
  CU_ASSERT_TRUE (model_cvm_state (trial->run, 1)->in_ring);
}

static void
a_brief_absence_does_not_detach (void)
{
  g_autoptr (Trial) trial = cluster (4, "faults:\n  - {cvm-down: n2, at: 10 min, for: 20 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, CVM, DETACHED), 0);
}

/* Two of two: it never had a margin, so it is not at risk as it was built, and one away is one too many. */
static void
a_group_without_margin_is_not_at_risk (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-2]: {cpu: 1 GHz, memory: 1 GiB}\n"
                   "    quorum:\n      pair:\n        kind: majority\n        members:\n          - h[1-2]\n"
                   "faults:\n  - {crash: h1, at: 1 min, for: 1 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, QUORUM_AT_RISK), 0);
  CU_ASSERT_EQUAL (FOUND (trial, QUORUM_LOST, QUORUM, "pair"), 1);
  CU_ASSERT_TRUE (IS (trial, QUORUM, "pair", WHOLE));
}

/* ---- Hosts ---- */

/* A host takes its CVM and its VMs with it; both come back, the VMs by HA elsewhere. */
static void
a_host_takes_its_cvm_down (void)
{
  g_autoptr (Trial) trial = cluster (4, "faults:\n  - {crash: n1, at: 10 min, for: 10 min}\n");

  trial_until (trial, 11 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", DOWN));
  CU_ASSERT_EQUAL (margin_of (trial, "n/metadata"), 0);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", SERVING));
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 1);
}

/* N-103: in maintenance its CVM is stopped when the guests have left, and started again on the way out. */
static void
maintenance_stops_the_cvm (void)
{
  g_autoptr (Trial) trial = cluster (4, "plan:\n  - {step: in, maintenance: n2}\n"
                                        "  - {step: while, wait: 20 min, after: [in]}\n"
                                        "  - {step: out, leave: n2, after: [while]}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, CVM, "cvm:n2", DOWN),
                   WHEN (trial, HOST, "n2", MAINTENANCE) + trial->fleet->physics[MODEL_CVM_STOP]);
  CU_ASSERT_EQUAL (WHEN (trial, CVM, "cvm:n2", STARTING),
                   WHEN (trial, CVM, "cvm:n2", DOWN) + 20 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "n2", CONNECTED),
                   WHEN (trial, CVM, "cvm:n2", SERVING)); /* the CVM comes first */
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n2", SERVING));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0);
}

/* A CVM's memory is never room for VMs. */
static void
a_cvm_needs_its_memory (void)
{
  g_autoptr (Trial) trial = cluster (3, "");

  CU_ASSERT_EQUAL (model_host_memory (trial->fleet, 0), (256 - 32) * 1024);
  CU_ASSERT_EQUAL (model_vm_memory_claim (trial->run, 0), 8 * 1024); /* AHV overcommits none */
}

/* ---- The token, and what the pre-checks refuse ---- */

static void
a_token_kept_stops_the_next_operation (void)
{
  g_autoptr (Trial) trial = cluster (3, "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
                                        "  - {step: next, upgrade-aos: n, to: 6.10, after: [aos]}\n"
                                        "faults:\n  - {keep-token: n3, at: 0 s}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", DONE));
  CU_ASSERT_TRUE (IS (trial, TOKEN, "n", HELD));
  CU_ASSERT_EQUAL (FIRST (trial, TOKEN_HELD, TOKEN, "n")->evidence[0], WHO (trial, CVM, "cvm:n3"));
  CU_ASSERT_EQUAL (FIRST (trial, TOKEN_HELD, TOKEN, "n")->until, SIM_NEVER);
  CU_ASSERT_TRUE (IS (trial, STEP, "next", FAILED));
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "next")->evidence[0], MODEL_CHECK_TOKEN);
}

static void
a_kept_token_can_be_revoked (void)
{
  g_autoptr (Trial) trial = cluster (3, "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
                                        "faults:\n  - {keep-token: n1, at: 0 s, for: 3 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, TOKEN_HELD, TOKEN, "n")->until, 3 * SIM_HOUR);
  CU_ASSERT_TRUE (WHEN (trial, CVM, "cvm:n2", DOWN) > 3 * SIM_HOUR); /* it waited for it */
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", DONE));
}

/* Whether one of the checks that a step was refused by is this one. */
static gboolean
refused_by (const Trial *trial, const char *step, guint check)
{
  const SimFinding *finding;

  for (guint i = 0; (finding = trial_finding (trial, MODEL_FIND_PRECHECK_FAILED, WHO (trial, STEP, step), i));
       i++)
    if (finding->evidence[0] == check)
      return TRUE;
  return FALSE;
}

static void
prechecks_refuse (void)
{
  const struct {
    const char *rest;
    guint check;
  } cases[] = {
    { "  - {step: aos, upgrade-aos: n, to: 6.8}\nfaults:\n  - {cvm-down: n2, at: 0 s}\n",
      MODEL_CHECK_CVM_DOWN },
    { "  - {step: other, upgrade-aos: n, to: 6.7}\n  - {step: minute, wait: 10 min}\n"
      "  - {step: aos, upgrade-aos: n, to: 6.8, after: [minute]}\n",
      MODEL_CHECK_BUSY },
    { "  - {step: aos, upgrade-aos: n, to: 6.4}\n", MODEL_CHECK_DOWNGRADE },
    { "  - {step: minute, wait: 10 min}\n  - {step: aos, upgrade-aos: n, to: 6.8, after: [minute]}\n"
      "faults:\n  - {degrade: n3, at: 1 min}\n",
      MODEL_CHECK_DEGRADED_NODE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *rest = g_strconcat ("plan:\n", cases[i].rest, NULL);
    g_autoptr (Trial) trial = cluster (4, rest);

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, STEP, "aos", FAILED));
    CU_ASSERT_TRUE (refused_by (trial, "aos", cases[i].check));
    CU_ASSERT_EQUAL (TIMES (trial, CVM, STOPPING) > 0, i == 1); /* of the other one */
  }
}

/* N-57: everything that fails is said, with who it is about. */
static void
prechecks_say_everything (void)
{
  g_autoptr (Trial) trial
      = cluster (5, "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
                    "faults:\n  - {cvm-down: n2, at: 0 s}\n  - {cvm-down: n3, at: 0 s}\n");
  const SimFinding *down;

  trial_end (trial);
  down = FIRST (trial, PRECHECK_FAILED, STEP, "aos");
  CU_ASSERT_EQUAL (down->evidence[0], MODEL_CHECK_CVM_DOWN);
  CU_ASSERT_EQUAL (down->evidence[1], WHO (trial, CVM, "cvm:n2"));
  CU_ASSERT_EQUAL (down->evidence[2], WHO (trial, CVM, "cvm:n3"));
  CU_ASSERT_TRUE (refused_by (trial, "aos", MODEL_CHECK_RESILIENCY));
  CU_ASSERT_EQUAL (FOUND (trial, PRECHECK_FAILED, STEP, "aos"), 2);
}

/* N-71, N-74. */
static void
versions_have_to_fit (void)
{
  static const struct {
    const char *from, *to, *prism;
    guint check;
  } cases[] = {
    { "5.15", "6.5", "2024.1", MODEL_CHECK_VERSION_PATH },
    { "5.15", "5.20", "2024.1", MODEL_N_CHECKS },
    { "5.20.4", "6.5", "2024.1", MODEL_N_CHECKS },
    { "6.5", "6.8", "6.7", MODEL_CHECK_PRISM_CENTRAL },
    { "6.5", "6.8", "6.8", MODEL_N_CHECKS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nproducts:\n  pc: {kind: prism-central, version: %s}\nclusters:\n  n:\n    platform: "
        "nutanix-ahv\n"
        "    aos: %s\n    hosts:\n      n[1-3]: {cpu: 1 GHz, memory: 64 GiB}\nplan:\n"
        "  - {step: aos, upgrade-aos: n, to: %s}\n",
        g_str_has_prefix (cases[i].prism, "2024") ? "99.1" : cases[i].prism, cases[i].from, cases[i].to);

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, STEP, "aos", DONE), cases[i].check == MODEL_N_CHECKS);
    CU_ASSERT_EQUAL (refused_by (trial, "aos", cases[i].check), cases[i].check != MODEL_N_CHECKS);
  }
}

/* N-60: until the first CVM restarts. */
static void
an_upgrade_can_be_cancelled_at_first (void)
{
  for (int minute = 2; minute < 30; minute += 6) {
    g_autofree char *rest = g_strdup_printf ("plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
                                             "faults:\n  - {cancel-upgrade: n, at: %d min}\n",
                                             minute);
    g_autoptr (Trial) trial = cluster (3, rest);
    guint32 aos = trial_index (trial, MODEL_MACHINE_STEP, "aos");

    trial_end (trial);
    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_AOS, aos) == AOS_AT_CANCELLED, minute < 20);
    CU_ASSERT_EQUAL (TIMES (trial, CVM, STOPPING) == 0, minute < 20);
    CU_ASSERT_EQUAL (IS (trial, STEP, "aos", FAILED), minute < 20);
  }
}

/* N-52: given up, it stays as it is; repaired afterwards, the rest does not follow. */
static void
a_stalled_upgrade_can_be_given_up (void)
{
  g_autoptr (Trial) trial = cluster (4, "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
                                        "faults:\n  - {cvm-unstable: n2, at: 0 s, for: 10 h}\n"
                                        "  - {abandon-upgrade: n, at: 5 h}\n");
  guint32 aos = trial_index (trial, MODEL_MACHINE_STEP, "aos");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_AOS, aos), AOS_AT_FAILED);
  CU_ASSERT_EQUAL (model_cvm_state (trial->run, 1)->version, MODEL_VERSION (6, 8, 0));
  CU_ASSERT_EQUAL (model_cvm_state (trial->run, 2)->version, MODEL_VERSION (6, 5, 0));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, MIXED_VERSIONS)->until, SIM_NEVER);
  CU_ASSERT_TRUE (IS (trial, TOKEN, "n", FREE)); /* the repaired CVM gives it back */
}

/* A CVM that goes while the others stage: the first restart waits for it. */
static void
it_is_pending_while_a_cvm_is_away (void)
{
  g_autoptr (Trial) trial = cluster (4, "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8, order: [n3]}\n"
                                        "faults:\n  - {cvm-down: n1, at: 15 min, for: 30 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, AOS, PENDING), 1);
  CU_ASSERT_TRUE (WHEN (trial, CVM, "cvm:n3", STOPPING) > WHEN (trial, CVM, "cvm:n1", SETTLING));
  CU_ASSERT_TRUE (WHEN (trial, CVM, "cvm:n3", STOPPING) < WHEN (trial, CVM, "cvm:n1", STOPPING));
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", DONE));
}

/* A CVM that does not get ready stalls the roll; repaired, it lets the rest follow. */
static void
a_repaired_cvm_lets_the_rest_follow (void)
{
  g_autoptr (Trial) trial = cluster (4, "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
                                        "faults:\n  - {cvm-unstable: n2, at: 0 s, for: 10 h}\n");

  trial_until (trial, 9 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n2", UNSTABLE));
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", FAILED));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, MIXED_VERSIONS), 1);
  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, AOS, DONE), 1);
  for (guint32 host = 0; host < 4; host++)
    CU_ASSERT_EQUAL (model_cvm_state (trial->run, host)->version, 6u << 24 | 8u << 16);
  CU_ASSERT_NOT_EQUAL (FIRST_ANY (trial, MIXED_VERSIONS)->until, SIM_NEVER);
  CU_ASSERT_TRUE (IS (trial, TOKEN, "n", FREE));
}

/* The last one that does not get ready leaves nothing to follow: repaired, it ends the upgrade. */
static void
the_last_cvm_ends_the_upgrade (void)
{
  g_autoptr (Trial) trial = cluster (3, "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
                                        "  - {step: later, wait: 12 h}\n"
                                        "  - {step: again, upgrade-aos: n, to: 6.8, after: [later]}\n"
                                        "faults:\n  - {cvm-unstable: n3, at: 0 s, for: 10 h}\n");
  guint32 aos = trial_index (trial, MODEL_MACHINE_STEP, "aos");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", FAILED)); /* nobody waited so long */
  CU_ASSERT_EQUAL (FOUND_ANY (trial, MIXED_VERSIONS), 0);
  CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_AOS, aos), AOS_AT_DONE);
  CU_ASSERT_TRUE (IS (trial, STEP, "again", DONE)); /* every CVM has it already */
  CU_ASSERT_EQUAL (TIMES (trial, CVM, STOPPING), 3);
}

void
test_physics_nutanix_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of Nutanix clusters", NULL, NULL);

  CU_ADD_TEST (suite, a_second_cvm_is_one_too_many);
  CU_ADD_TEST (suite, the_ring_closes_after_half_an_hour);
  CU_ADD_TEST (suite, a_brief_absence_does_not_detach);
  CU_ADD_TEST (suite, a_group_without_margin_is_not_at_risk);
  CU_ADD_TEST (suite, a_host_takes_its_cvm_down);
  CU_ADD_TEST (suite, maintenance_stops_the_cvm);
  CU_ADD_TEST (suite, a_cvm_needs_its_memory);
  CU_ADD_TEST (suite, a_token_kept_stops_the_next_operation);
  CU_ADD_TEST (suite, a_kept_token_can_be_revoked);
  CU_ADD_TEST (suite, prechecks_refuse);
  CU_ADD_TEST (suite, prechecks_say_everything);
  CU_ADD_TEST (suite, versions_have_to_fit);
  CU_ADD_TEST (suite, an_upgrade_can_be_cancelled_at_first);
  CU_ADD_TEST (suite, a_stalled_upgrade_can_be_given_up);
  CU_ADD_TEST (suite, it_is_pending_while_a_cvm_is_away);
  CU_ADD_TEST (suite, a_repaired_cvm_lets_the_rest_follow);
  CU_ADD_TEST (suite, the_last_cvm_ends_the_upgrade);
}
