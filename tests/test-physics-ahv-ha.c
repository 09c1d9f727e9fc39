/* AHV's high availability: best effort by default, a guarantee that packs memory, restarts and the way back. */

#include <CUnit/CUnit.h>

#include "models/ahv/reservation.h"
#include "models/nutanix/tolerance.h"
#include "tests/trial.h"

void test_physics_ahv_ha_suite (void);

/* Three nodes of 128 GiB for guests; `keys` are the cluster's, `rest` begins with the plan or the faults. */
static Trial *
cluster (const char *keys, const char *vms, const char *rest)
{
  return trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    cvm-memory: 32 GiB\n%s"
                         "    hosts:\n      n[1-3]: {cpu: 100 GHz, memory: 160 GiB, version: 10.0}\n    vms:\n%s%s",
                         keys, vms, rest);
}

#define THREE                                                                                                \
  "      a[1-3]: {memory: 20 GiB, host: n1}\n      b[1-3]: {memory: 20 GiB, host: n2}\n"                     \
  "      c[1-3]: {memory: 20 GiB, host: n3}\n"
#define LOST "plan:\n  - {step: hours, wait: 2 h}\nfaults:\n  - {crash: n1, at: 10 min, for: 30 min}\n"

/* N-80, N-86, N-90. */
static void
vms_of_a_lost_node_are_restarted_and_go_back (void)
{
  g_autoptr (Trial) trial = cluster ("", THREE, LOST);
  SimTime again = 10 * SIM_MINUTE + trial->fleet->physics[MODEL_AHV_HA_DETECT];

  trial_until (trial, again + trial->fleet->physics[MODEL_HA_POWER_ON]);
  CU_ASSERT_TRUE (IS (trial, VM, "a1", RUNNING));
  CU_ASSERT_STRING_NOT_EQUAL (trial_host_name (trial, "a1"), "n1");
  CU_ASSERT_TRUE (IS (trial, NODE, "n1", SOURCE));
  CU_ASSERT_EQUAL (WHEN (trial, NODE, "n2", TARGET), again);
  CU_ASSERT_TRUE (IS (trial, NODE, "n2", NORMAL));
  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "a1", RESTARTING), again);
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "a1"), "n1");
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "b1"), "n2");
  CU_ASSERT_TRUE (IS (trial, NODE, "n1", NORMAL));
  CU_ASSERT_EQUAL (TIMES (trial, NODE, HEALED), 1);
  CU_ASSERT_TRUE (TIMES (trial, NODE, HEALS) >= 2);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, FAILOVER_SHORT) + FOUND_ANY (trial, HA_RESTART_FAILED), 0);
}

#define FULL                                                                                                 \
  "      big: {memory: 70 GiB, host: n1}\n      a: {memory: 30 GiB, host: n1}\n"                             \
  "      b[1-4]: {memory: 20 GiB, host: n2}\n      c[1-4]: {memory: 20 GiB, host: n3}\n"

/* N-80: what a lost node has taken with it and has found no place is what was guaranteed, so that all is not well because it is off. */
static void
a_guarantee_is_not_kept_by_what_stays_down (void)
{
  g_autoptr (Trial) trial = cluster ("    ahv-ha: guarantee\n", FULL, LOST);
  SimId subject = trial_cluster (trial, "n");

  trial_end (trial);
  CU_ASSERT_TRUE (TIMES (trial, VM, DOWN) > 0 && IS (trial, VM, "big", RUNNING));
  CU_ASSERT_EQUAL (TIMES (trial, RESERVATION, HOLDS), 0);
  CU_ASSERT_EQUAL (trial_findings (trial, MODEL_FIND_RESERVATION_SHORT, subject), 1);
  CU_ASSERT_EQUAL (trial_first (trial, MODEL_FIND_RESERVATION_SHORT, subject)->until, SIM_NEVER);
}

/* No admission control: what does not fit is counted, and waits until its node is back. */
static void
best_effort_leaves_what_does_not_fit (void)
{
  g_autoptr (Trial) trial = cluster ("", FULL, LOST);

  trial_until (trial, 20 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VM, "big", DOWN));
  CU_ASSERT_TRUE (IS (trial, VM, "a", RUNNING));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, FAILOVER_SHORT)->evidence[0], 1);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, FAILOVER_SHORT)->evidence[1], 2);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VM, "big", RUNNING));
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "big"), "n1");
  CU_ASSERT_TRUE (FIRST_ANY (trial, FAILOVER_SHORT)->until < SIM_NEVER);
  CU_ASSERT_TRUE (IS (trial, RESERVATION, "n", BEST_EFFORT));
}

/* N-82, N-83: 96 GiB are free on the other two, and 70 on neither of them. */
static void
a_guarantee_that_does_not_pack_is_found (void)
{
  g_autoptr (Trial) trial = cluster ("    ahv-ha: guarantee\n", FULL, "");
  const SimFinding *found;

  trial_end (trial);
  found = FIRST_ANY (trial, RESERVATION_SHORT);
  CU_ASSERT_EQUAL (found->evidence[0], WHO (trial, HOST, "n1"));
  CU_ASSERT_EQUAL (found->evidence[1], 1);
  CU_ASSERT_EQUAL (found->evidence[2], 70 * 1024);
  CU_ASSERT_EQUAL (found->evidence[3], 48 * 1024);
  CU_ASSERT_FALSE (model_ahv_reservation (trial->run, 0, MODEL_NONE, MODEL_NONE).holds);
}

/* N-80: a guarantee refuses a power-on, best effort never does. */
static void
a_power_on_is_refused_under_guarantee_only (void)
{
  static const char *const modes[] = { "", "    ahv-ha: guarantee\n" };

  for (guint guaranteed = 0; guaranteed < 2; guaranteed++) {
    g_autoptr (Trial) trial = cluster (modes[guaranteed],
                                       "      a[1-2]: {memory: 30 GiB, host: n1}\n      d: {memory: 20 GiB, host: n1}\n"
                                       "      b[1-2]: {memory: 30 GiB, host: n2}\n"
                                       "      c[1-2]: {memory: 30 GiB, host: n3}\n"
                                       "      late: {memory: 68 GiB, host: n1, power: off}\n"
                                       "      agent: {memory: 65 GiB, host: n2, power: off, role: agent}\n",
                                       "plan:\n  - {step: on, power-on: late}\n");

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, VM, "late", RUNNING), !guaranteed);
    CU_ASSERT_EQUAL (FOUND (trial, POWER_ON_REFUSED, VM, "late"), guaranteed);
    if (guaranteed)
      CU_ASSERT_EQUAL (FIRST (trial, POWER_ON_REFUSED, VM, "late")->evidence[0], MODEL_REFUSED_GUARANTEE);
  }
}

/* N-81: two copies let it guarantee for one, three for two. */
static void
failures_follow_the_copies (void)
{
  g_autoptr (Trial) two = cluster ("    ahv-ha: guarantee\n", THREE, "");
  g_autoptr (Trial) three = trial_new ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n"
                                       "    fault-tolerance: 2\n    replication-factor: 3\n    ahv-ha: guarantee\n    hosts:\n"
                                       "      n[1-5]: {cpu: 100 GHz, memory: 128 GiB}\n    vms:\n"
                                       "      v[1-5]: {memory: 90 GiB}\n");

  CU_ASSERT_EQUAL (model_ahv_failures (two->fleet, 0), 1);
  CU_ASSERT_EQUAL (model_ahv_failures (three->fleet, 0), 2);
  CU_ASSERT_TRUE (model_ahv_reservation (two->run, 0, MODEL_NONE, MODEL_NONE).holds);
  CU_ASSERT_FALSE (model_ahv_reservation (three->run, 0, MODEL_NONE, MODEL_NONE).holds);
}

/* 9.4: a node does not go when the others could not hold the reservation, unless the operator accepts it. */
static void
a_guarantee_keeps_a_node_in (void)
{
  static const char *const accept[] = { "", ", break-guarantee: true" };

  for (guint accepted = 0; accepted < 2; accepted++) {
    g_autofree char *plan = g_strdup_printf ("plan:\n  - {step: s, upgrade-ahv: n, to: 10.3%s}\n", accept[accepted]);
    g_autoptr (Trial) trial = cluster ("    ahv-ha: guarantee\n", "      a[1-3]: {memory: 20 GiB, host: n1}\n"
                                       "      b[1-3]: {memory: 20 GiB, host: n2}\n      c[1-3]: {memory: 20 GiB, host: n3}\n", plan);

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, STEP, "s", DONE), accepted);
    CU_ASSERT_EQUAL (TIMES (trial, NODE, ENTERING), accepted ? 3 : 0);
    CU_ASSERT_EQUAL (FOUND (trial, PRECHECK_FAILED, STEP, "s"), !accepted);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, RESERVATION_SHORT) > 0, accepted);
  }
}

/* Another node is lost while one is out: restarts with two nodes fewer, and the one that is out is not among the targets. Three
 * copies of everything, so that the data is there. */
static void
a_node_lost_during_maintenance_leaves_less (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    fault-tolerance: 2\n"
      "    replication-factor: 3\n    hosts:\n      n[1-5]: {cpu: 100 GHz, memory: 128 GiB, version: 10.0}\n    vms:\n"
      "      a[1-4]: {memory: 20 GiB, host: n1}\n      b[1-4]: {memory: 20 GiB, host: n2}\n"
      "      c[1-4]: {memory: 20 GiB, host: n3}\n      d[1-4]: {memory: 20 GiB, host: n4}\n"
      "      e[1-4]: {memory: 20 GiB, host: n5}\n"
      "plan:\n  - {step: s, upgrade-ahv: n, to: 10.3}\nfaults:\n  - {crash: n2, at: 20 min, for: 2 h}\n");
  guint32 vms = 0;

  trial_until (trial, 23 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, NODE, "n1", UPGRADING));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, FAILOVER_SHORT)->evidence[0], 2);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, FAILOVER_SHORT)->evidence[1], 5);
  CU_ASSERT_EQUAL (model_host_state (trial->run, 0)->n_vms, 0);
  trial_end (trial);
  for (guint32 host = 0; host < 5; host++)
    vms += model_host_state (trial->run, host)->n_vms;
  CU_ASSERT_EQUAL (vms, 20);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DATA_UNAVAILABLE), 0);
}

/* With two copies it is not: then nothing is restarted before a CVM is back. */
static void
nothing_restarts_without_its_data (void)
{
  g_autoptr (Trial) trial = cluster ("", THREE, "plan:\n  - {step: s, upgrade-ahv: n, to: 10.3, hosts: [n1]}\n"
                                                "faults:\n  - {crash: n2, at: 20 min, for: 2 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, HA_RESTART_FAILED, VM, "b1")->evidence[0], MODEL_BLOCKER_DATA_LOST);
  CU_ASSERT_TRUE (WHEN (trial, VM, "b1", RESTARTING) >= WHEN (trial, CVM, "cvm:n1", SERVING));
  CU_ASSERT_TRUE (IS (trial, VM, "b1", RUNNING));
}

/* Greedy packing fails where the search does not. */
static void
all_ways_are_tried (void)
{
  static const gint64 rooms[] = { 10, 10 }, items[] = { 5, 4, 3, 3, 3, 2 }, no_room[] = { 9, 10 };
  guint left;

  CU_ASSERT_TRUE (model_ahv_pack (rooms, 2, items, 6, &left));
  CU_ASSERT_FALSE (model_ahv_pack (no_room, 2, items, 6, &left));
  CU_ASSERT_EQUAL (left, 1);
}

/* N-84: the other way round than with DRS. */
static void
anti_affinity_is_soft_and_affinity_hard (void)
{
  g_autoptr (Trial) trial
      = cluster ("    rules:\n      - {name: apart, keep-apart: [a1, b1, c1]}\n      - {name: two, run: [a2], on: [n1, n2], must: false}\n",
                 THREE, "plan:\n  - {step: s, upgrade-ahv: n, to: 10.3, hosts: [n1]}\n");

  trial_until (trial, 8 * SIM_MINUTE);
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "a2"), "n2");
  CU_ASSERT_STRING_NOT_EQUAL (trial_host_name (trial, "a1"), "n1");
  CU_ASSERT_TRUE (FOUND_ANY (trial, RULE_VIOLATED) > 0);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "s", DONE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED), 0);
  CU_ASSERT_TRUE (FIRST_ANY (trial, RULE_VIOLATED)->until < SIM_NEVER);
}

/* I-03: storage is whole and bears a node, and the VMs of a node would fit nowhere: then the cluster bears none. Best effort
 * promises nothing, so nothing is missing. */
static void
memory_counts_where_it_is_promised (void)
{
  g_autoptr (Trial) guaranteed = cluster ("    ahv-ha: guarantee\n", FULL, "");
  g_autoptr (Trial) promised_nothing = cluster ("", FULL, "");
  ModelTolerance all;

  trial_end (guaranteed);
  trial_end (promised_nothing);
  all = model_tolerance_of_all (guaranteed->run, 0);
  CU_ASSERT_EQUAL (model_tolerance (guaranteed->run, 0).least, 1);
  CU_ASSERT_EQUAL (all.least, 0);
  CU_ASSERT_EQUAL (all.limits, 1u << MODEL_BORNE_BY_HA);
  CU_ASSERT_TRUE (IS (guaranteed, RESILIENCY, "n", CRITICAL));
  CU_ASSERT_EQUAL (model_tolerance_of_all (promised_nothing->run, 0).least, 1);
  CU_ASSERT_TRUE (IS (promised_nothing, RESILIENCY, "n", OK));
}

/* What storage bears is told beside it: while the memory that HA guarantees is what limits the cluster, a further loss of storage
 * would change nothing that anybody sees. */
static void
storage_is_told_beside_the_memory (void)
{
  g_autoptr (Trial) trial = cluster ("    ahv-ha: guarantee\n",
                                     "      a[1-6]: {memory: 16 GiB, host: n1}\n      b[1-6]: {memory: 16 GiB, host: n2}\n"
                                     "      c[1-6]: {memory: 16 GiB, host: n3}\n",
                                     "faults:\n  - {cvm-down: n3, at: 10 min, for: 5 min}\n");
  gint64 alone = G_GINT64_CONSTANT (2) << MODEL_TOLERANCE_STORAGE | 1 << MODEL_N_BORNE | 1 << MODEL_BORNE_BY_HA;
  guint told = 0;

  trial_end (trial);
  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (trial->run->journal, i);

    if (entry->machine != MODEL_MACHINE_RESILIENCY || !entry->a)
      continue;
    CU_ASSERT_EQUAL (entry->state_to, RESILIENCY_AT_CRITICAL);
    if (told == 0)
      CU_ASSERT_EQUAL (entry->a, alone);
    if (told == 1) {
      CU_ASSERT_EQUAL (entry->at, 10 * SIM_MINUTE);
      CU_ASSERT_EQUAL (entry->a >> MODEL_TOLERANCE_STORAGE, 1); /* none, + 1 */
      CU_ASSERT_EQUAL (entry->a & ((1 << MODEL_N_BORNE) - 1), (1 << MODEL_N_BORNE) - 1);
    }
    told++;
  }
  CU_ASSERT_EQUAL (told, 4); /* the memory; all of it; data yet to come; the memory again */
  CU_ASSERT_EQUAL (model_cluster_data (trial->run, 0)->told, alone);
}

void
test_physics_ahv_ha_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-ahv-ha", NULL, NULL);

  CU_ADD_TEST (suite, vms_of_a_lost_node_are_restarted_and_go_back);
  CU_ADD_TEST (suite, a_guarantee_is_not_kept_by_what_stays_down);
  CU_ADD_TEST (suite, best_effort_leaves_what_does_not_fit);
  CU_ADD_TEST (suite, a_guarantee_that_does_not_pack_is_found);
  CU_ADD_TEST (suite, a_power_on_is_refused_under_guarantee_only);
  CU_ADD_TEST (suite, failures_follow_the_copies);
  CU_ADD_TEST (suite, a_guarantee_keeps_a_node_in);
  CU_ADD_TEST (suite, a_node_lost_during_maintenance_leaves_less);
  CU_ADD_TEST (suite, nothing_restarts_without_its_data);
  CU_ADD_TEST (suite, all_ways_are_tried);
  CU_ADD_TEST (suite, memory_counts_where_it_is_promised);
  CU_ADD_TEST (suite, anti_affinity_is_soft_and_affinity_hard);
  CU_ADD_TEST (suite, storage_is_told_beside_the_memory);
}
