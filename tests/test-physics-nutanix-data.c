/* A Nutanix cluster after a loss: Zookeeper's roles, the ring, what is rebuilt and what does not fit, disks, and nodes
 * that their peers do not trust. */

#include <CUnit/CUnit.h>

#include "models/nutanix/capacity.h"
#include "models/nutanix/stores.h"
#include "models/nutanix/tolerance.h"
#include "tests/trial.h"

void test_physics_nutanix_data_suite (void);

/* `of_cluster` are lines of the cluster, `of_host` what every host says further, `rest` the plan or the faults. */
static Trial *
cluster (int nodes, const char *of_cluster, const char *of_host, const char *rest)
{
  return trial_new_from (
      "rollcall: 1\nphysics: {rebuild-rate: 1 MiB/s}\nclusters:\n  n:\n    platform: nutanix-ahv\n"
      "    aos: 6.5\n%s    hosts:\n      n[1-%d]: {cpu: 100 GHz, memory: 256 GiB%s}\n%s",
      of_cluster, nodes, of_host, rest);
}

static ModelTolerance
tolerance (const Trial *trial)
{
  return model_tolerance (trial->run, 0);
}

/* ---- Zookeeper: N-02 to N-04 ---- */

static void
a_role_moves_and_does_not_come_back (void)
{
  g_autoptr (Trial) trial = cluster (4, "", "", "faults:\n  - {cvm-down: n1, at: 10 min, for: 2 h}\n");

  CU_ASSERT_TRUE (IS (trial, ZOOKEEPER, "zookeeper:n1", LEADER));
  trial_until (trial, 40 * SIM_MINUTE - 1);
  CU_ASSERT_TRUE (IS (trial, ZOOKEEPER, "zookeeper:n1", AWAY));
  CU_ASSERT_TRUE (IS (trial, ZOOKEEPER, "zookeeper:n2", LEADER));
  CU_ASSERT_EQUAL (tolerance (trial).of[MODEL_BORNE_BY_ZOOKEEPER], 0);
  trial_until (trial, 40 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, ZOOKEEPER, "zookeeper:n4", FOLLOWER));
  CU_ASSERT_EQUAL (tolerance (trial).of[MODEL_BORNE_BY_ZOOKEEPER], 1);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, ZOOKEEPER, "zookeeper:n1", NONE));
  CU_ASSERT_EQUAL (TIMES (trial, ZOOKEEPER, LEADER), 1);
}

static void
a_role_does_not_move (const char *nodes_and_version, int nodes, const char *faults)
{
  g_autoptr (Trial) trial
      = trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: %s\n"
                        "    hosts:\n      n[1-%d]: {cpu: 100 GHz, memory: 256 GiB}\nfaults:\n%s",
                        nodes_and_version, nodes, faults);

  trial_until (trial, 3 * SIM_HOUR);
  CU_ASSERT_EQUAL (TIMES (trial, ZOOKEEPER, NONE), 0);
  CU_ASSERT_TRUE (IS (trial, ZOOKEEPER, "zookeeper:n1", AWAY));
}

/* Without a spare CVM, before 4.5, and without a majority to agree on it. */
static void
roles_that_do_not_move (void)
{
  a_role_does_not_move ("6.5", 3, "  - {cvm-down: n1, at: 10 min}\n");
  a_role_does_not_move ("4.1.2", 5, "  - {cvm-down: n1, at: 10 min}\n");
  a_role_does_not_move ("6.5", 5, "  - {cvm-down: n1, at: 10 min}\n  - {cvm-down: n2, at: 10 min}\n");
}

/* Its time has come while there was no majority: it moves when there is one again. */
static void
a_role_moves_when_a_majority_is_back (void)
{
  g_autoptr (Trial) trial = cluster (
      5, "", "", "faults:\n  - {cvm-down: n1, at: 10 min}\n  - {cvm-down: n2, at: 10 min, for: 2 h}\n");
  SimTime up;

  trial_until (trial, 2 * SIM_HOUR);
  CU_ASSERT_FALSE (IS (trial, ZOOKEEPER, "zookeeper:n3", LEADER) && tolerance (trial).least >= 0);
  trial_end (trial);
  up = WHEN (trial, CVM, "cvm:n2", JOINING);
  CU_ASSERT_TRUE (up > 2 * SIM_HOUR);
  CU_ASSERT_EQUAL (WHEN (trial, ZOOKEEPER, "zookeeper:n1", NONE), up);
  CU_ASSERT_EQUAL (tolerance (trial).of[MODEL_BORNE_BY_ZOOKEEPER], 1);
}

/* On purpose, for the time of a restart: the lead is handed over before, and no role moves. */
static void
a_roll_hands_the_lead_over (void)
{
  g_autoptr (Trial) trial = cluster (4, "", "", "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", DONE));
  CU_ASSERT_EQUAL (TIMES (trial, ZOOKEEPER, NONE), 0);
  CU_ASSERT_EQUAL (WHEN (trial, ZOOKEEPER, "zookeeper:n2", LEADER), WHEN (trial, CVM, "cvm:n1", STOPPING));
}

static guint
leaders (const Trial *trial)
{
  guint n = 0;

  for (guint32 host = 0; host < trial->fleet->n_hosts; host++)
    n += model_state (trial->run, MODEL_MACHINE_ZOOKEEPER, host) == ZOOKEEPER_AT_LEADER ? 1 : 0;
  return n;
}

/* Of five, the leader goes together with the one that would lead after it: the three that are left elect another. */
static void
the_leader_and_the_next_go_at_once (void)
{
  g_autoptr (Trial) trial
      = cluster (7, "    fault-tolerance: 2\n    replication-factor: 3\n", "",
                 "faults:\n  - {cvm-down: n1, at: 10 min}\n  - {cvm-down: n2, at: 10 min}\n");

  trial_until (trial, 10 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, ZOOKEEPER, "zookeeper:n3", LEADER));
  CU_ASSERT_EQUAL (leaders (trial), 1);
}

/* One comes back in the very instant in which the leader goes: it finds nobody leading, and so does the one that is elected. */
static void
one_leads_and_not_two (void)
{
  g_autoptr (Trial) trial = cluster (7, "    fault-tolerance: 2\n    replication-factor: 3\n", "", "");

  INJECT (trial, SIM_MINUTE, ZOOKEEPER, "zookeeper:n5", GONE, 0);
  INJECT (trial, 2 * SIM_MINUTE, ZOOKEEPER, "zookeeper:n1", GONE, 0);
  INJECT (trial, 2 * SIM_MINUTE, ZOOKEEPER, "zookeeper:n5", BACK, 0);
  trial_until (trial, 3 * SIM_MINUTE);
  CU_ASSERT_EQUAL (leaders (trial), 1);
}

/* ---- Rebuild: N-40 to N-46 ---- */

/* N-42: the lab with seven nodes. They are lost one after another, each when the cluster bears it again, down to four. */
static void
one_node_after_another (void)
{
  g_autoptr (Trial) trial
      = cluster (7, "", ", data: 600 MiB",
                 "faults:\n  - {crash: n7, at: 0 s}\n  - {crash: n1, at: 1 h}\n  - {crash: n3, at: 2 h}\n");

  for (int lost = 1; lost <= 3; lost++) {
    trial_until (trial, (lost - 1) * SIM_HOUR + 29 * SIM_MINUTE);
    CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", CRITICAL));
    CU_ASSERT_EQUAL (tolerance (trial).of[MODEL_BORNE_BY_DATA], 1); /* rebuilt, and not enough */
    trial_until (trial, (lost - 1) * SIM_HOUR + 30 * SIM_MINUTE);
    CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", OK));
  }
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DATA_UNAVAILABLE) + FOUND_ANY (trial, QUORUM_LOST), 0);
  CU_ASSERT_EQUAL (model_store_state (trial->run, 1)->holds, 7 * 600 / 4 * (G_GINT64_CONSTANT (1) << 20));
}

/* Two at once, whose sets overlap: the ring closes without the first of them, and that one is not back. */
static void
a_ring_that_closes_says_so (void)
{
  g_autoptr (Trial) trial = cluster (7, "", "", "faults:\n  - {crash: n6, at: 0 s}\n  - {crash: n7, at: 0 s}\n");
  g_autofree char *because = NULL;
  const SimEntry *closed;

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, QUORUM, "n/metadata", WHOLE));
  closed = trial_entry (trial, MODEL_MACHINE_QUORUM, WHO (trial, QUORUM, "n/metadata"), QUORUM_AT_CRITICAL, 0);
  CU_ASSERT_EQUAL (closed->at, 30 * SIM_MINUTE);
  because = sim_entry_because (trial->run->model, closed);
  CU_ASSERT_STRING_EQUAL (because, "cvm:n6 is needed no more");
}

/* N-26: an absence on purpose rebuilds nothing, unless it is long. */
static void
a_restart_rebuilds_nothing (void)
{
  g_autoptr (Trial) trial
      = cluster (4, "", ", data: 600 MiB", "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, STORE, REBUILDING), 0);
  CU_ASSERT_EQUAL (TIMES (trial, STORE, STALE), 4);
}

static void
an_absence_that_lasts_is_a_loss (void)
{
  g_autoptr (Trial) trial = cluster (4, "", ", data: 600 MiB",
                                     "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
                                     "faults:\n  - {cvm-unstable: n2, at: 0 s, for: 10 h}\n");
  SimTime down;

  trial_end (trial);
  down = WHEN (trial, CVM, "cvm:n2", DOWN);
  CU_ASSERT_EQUAL (WHEN (trial, STORE, "data:n2", REBUILDING), down + trial->fleet->physics[MODEL_CVM_LONG]);
  CU_ASSERT_EQUAL (WHEN (trial, STORE, "data:n2", SURPLUS), WHEN (trial, CVM, "cvm:n2", SERVING));
}

/* N-43: what has been made anew is too much when the node is back, until Curator has scanned. */
static void
curator_trims_later (void)
{
  g_autoptr (Trial) trial
      = cluster (4, "", ", data: 600 MiB", "faults:\n  - {cvm-down: n2, at: 0 s, for: 20 min}\n");
  const gint64 mib = G_GINT64_CONSTANT (1) << 20;
  SimTime back;

  trial_until (trial, 30 * SIM_MINUTE);
  back = WHEN (trial, CVM, "cvm:n2", SERVING);
  CU_ASSERT_TRUE (IS (trial, STORE, "data:n2", SURPLUS));
  CU_ASSERT_EQUAL (model_store_state (trial->run, 0)->holds, 800 * mib);
  CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", OK));
  trial_end (trial);
  CU_ASSERT_EQUAL (
      trial_entry (trial, MODEL_MACHINE_STORE, WHO (trial, STORE, "data:n2"), STORE_AT_CURRENT, 0)->at,
      back + trial->fleet->physics[MODEL_CURATOR_SCAN]);
  CU_ASSERT_EQUAL (model_store_state (trial->run, 0)->holds, 600 * mib);
}

/* vLCM takes one host after another, past the token, and each is rebuilt before Curator has scanned: what was made anew of the
 * first is made anew once more with the next, and some of it on the first itself. When everything is trimmed each byte is there
 * as often as before. */
static void
everything_is_trimmed_in_the_end (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-esxi\n    aos: 6.5\n    fault-tolerance: 2\n    "
      "hosts:\n"
      "      n[1-5]: {cpu: 100 GHz, memory: 256 GiB, version: 7.0.3, data: 10 GiB}\n"
      "plan:\n  - {step: hosts, remediate: n, to: 8.0.3}\nfaults:\n  - {cvm-down: n5, at: 0 s, for: 2 h}\n");
  gint64 holds = 0;

  trial_end (trial);
  CU_ASSERT_TRUE (TIMES (trial, STORE, SURPLUS) >= 5);
  for (guint32 host = 0; host < trial->fleet->n_hosts; host++) {
    CU_ASSERT_TRUE (model_state (trial->run, MODEL_MACHINE_STORE, host) == STORE_AT_CURRENT);
    CU_ASSERT_EQUAL (model_store_state (trial->run, host)->copied, 0);
    holds += model_store_state (trial->run, host)->holds;
  }
  CU_ASSERT_EQUAL (holds, 5 * 10 * (G_GINT64_CONSTANT (1) << 30));
}

/* N-44: with another node lost, fewer copy what is left, and two rebuilds share it. */
static void
two_rebuilds_share_the_survivors (void)
{
  g_autoptr (Trial) trial
      = cluster (9, "    fault-tolerance: 2\n    replication-factor: 3\n", ", data: 4800 MiB",
                 "faults:\n  - {cvm-down: n1, at: 0 s}\n  - {cvm-down: n2, at: 5 min}\n");

  trial_until (trial, 5 * SIM_MINUTE);
  CU_ASSERT_EQUAL (model_store_state (trial->run, 0)->copied, 300 * 8 * (G_GINT64_CONSTANT (1) << 20));
  trial_end (trial);
  /* 2,400 MiB of the one and 4,800 + 300 of the other, which the first had come to, at 7 MiB/s for both. */
  CU_ASSERT_EQUAL (WHEN (trial, STORE, "data:n1", ELSEWHERE) / SIM_SECOND, 300 + 2 * 2400 / 7);
  CU_ASSERT_EQUAL (WHEN (trial, STORE, "data:n2", ELSEWHERE) / SIM_SECOND, 300 + (2400 + 5100) / 7);
}

/* N-111: what the survivors have no room for keeps one copy, and they refuse writes; the node back, all is well. */
static void
a_rebuild_that_does_not_fit (void)
{
  g_autoptr (Trial) trial = cluster (4, "", ", capacity: 1000 MiB, data: 800 MiB",
                                     "faults:\n  - {cvm-down: n2, at: 10 min, for: 1 h}\n");
  const SimFinding *found;

  trial_until (trial, 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, STORAGE_NOT_RESILIENT), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, STORAGE_READ_ONLY), 0);
  trial_end (trial);
  found = FIRST (trial, REBUILD_SHORT, STORE, "data:n2");
  CU_ASSERT_EQUAL (found->since, 10 * SIM_MINUTE + 3 * 150 * SIM_SECOND / 3);
  CU_ASSERT_EQUAL (found->evidence[0], 350 * (G_GINT64_CONSTANT (1) << 20));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, STORAGE_READ_ONLY)->since, found->since);
  CU_ASSERT_EQUAL (found->until, WHEN (trial, CVM, "cvm:n2", SERVING));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, STORAGE_READ_ONLY)->until, found->until);
  CU_ASSERT_EQUAL (TIMES (trial, STORE, ELSEWHERE), 0);
}

/* N-112, N-113. */
static void
room_is_warned_of_and_reserved (void)
{
  g_autoptr (Trial) warned = cluster (4, "", ", capacity: 1000 MiB, data: 600 MiB", "");
  g_autoptr (Trial) reserved
      = cluster (4, "    reserve-rebuild: true\n", ", capacity: 1000 MiB, data: 720 MiB", "");
  g_autoptr (Trial) plenty = cluster (4, "", ", capacity: 1000 MiB, data: 500 MiB", "");

  trial_end (warned);
  trial_end (reserved);
  trial_end (plenty);
  CU_ASSERT_EQUAL (FOUND_ANY (warned, STORAGE_WARNING), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (warned, STORAGE_READ_ONLY), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (reserved, STORAGE_READ_ONLY), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (plenty, STORAGE_WARNING), 0);
}

/* N-46. */
static void
the_third_time_a_disk_stays_offline (void)
{
  g_autoptr (Trial) trial = cluster (4, "", ", data: 3600 MiB, disks: 4",
                                     "faults:\n  - {disk-offline: n1, at: 0 min, for: 1 min}\n"
                                     "  - {disk-offline: n1, at: 20 min, for: 1 min}\n"
                                     "  - {disk-offline: n1, at: 40 min, for: 1 min}\n"
                                     "  - {disk-offline: n2, at: 0 min, for: 1 min}\n"
                                     "  - {disk-offline: n2, at: 40 min, for: 1 min}\n"
                                     "  - {disk-offline: n2, at: 80 min, for: 1 min}\n");

  trial_until (trial, 30 * SIM_SECOND);
  CU_ASSERT_TRUE (
      IS (trial, RESILIENCY, "n", LOST)); /* two disks of two nodes: some data had both copies there */
  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND (trial, DISK_OFFLINE, STORE, "data:n1"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, DISK_OFFLINE, STORE, "data:n1")->since, 40 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND (trial, DISK_OFFLINE, STORE, "data:n2"), 0);
  CU_ASSERT_EQUAL (model_store_state (trial->run, 0)->disks_lost, 1);
  CU_ASSERT_EQUAL (model_store_state (trial->run, 1)->disks_lost, 0);
  CU_ASSERT_EQUAL (model_tolerance (trial->run, 0).least, 1);
}

/* Without a word on how much it holds, copies on the disk are missed until it answers again. */
static void
a_disk_that_comes_back (void)
{
  g_autoptr (Trial) trial = cluster (4, "", "", "faults:\n  - {disk-offline: n1, at: 1 min, for: 1 min}\n");

  trial_until (trial, SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", CRITICAL));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", OK));
}

/* ---- Containers ---- */

/* N-08: FT2 with data that bears one loss only; and data with one copy promises nothing. */
static void
containers_bear_what_they_can (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n"
                   "    fault-tolerance: 2\n    containers:\n      gold: {replication-factor: 3}\n"
                   "      scratch: {replication-factor: 1}\n      plain: {}\n    hosts:\n"
                   "      n[1-5]: {cpu: 1 GHz, memory: 64 GiB}\n    vms:\n"
                   "      a: {memory: 1 GiB, container: scratch}\n"
                   "      b: {memory: 1 GiB, container: gold}\n"
                   "faults:\n  - {cvm-down: n5, at: 1 min}\n");

  CU_ASSERT_EQUAL (tolerance (trial).least, 1);
  CU_ASSERT_EQUAL (tolerance (trial).of[MODEL_BORNE_BY_ZOOKEEPER], 2);
  CU_ASSERT_EQUAL (trial->fleet->vms[0].copies, 1);
  CU_ASSERT_EQUAL (trial->fleet->vms[1].copies, 3);
  trial_until (trial, 2 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, QUORUM, "n/gold", REDUCED));
  CU_ASSERT_TRUE (IS (trial, QUORUM, "n/plain", CRITICAL));
  CU_ASSERT_TRUE (IS (trial, QUORUM, "n/scratch", LOST));
  CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", CRITICAL));
}

/* ---- Degraded: N-47 ---- */

static void
a_degraded_node_waits_for_somebody (void)
{
  g_autoptr (Trial) trial = cluster (4, "", "",
                                     "plan:\n  - {step: later, wait: 20 min}\n"
                                     "  - {step: aos, upgrade-aos: n, to: 6.8, after: [later]}\n"
                                     "faults:\n  - {degrade: n1, at: 10 min, for: 2 h}\n");

  trial_until (trial, SIM_HOUR);
  CU_ASSERT_EQUAL (WHEN (trial, CVM, "cvm:n1", DEGRADED), 15 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, NODE_DEGRADED), 1);
  CU_ASSERT_FALSE (IS (trial, ZOOKEEPER, "zookeeper:n1", LEADER));
  CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", CRITICAL));         /* it counts as lost for headroom */
  CU_ASSERT_EQUAL (tolerance (trial).of[MODEL_BORNE_BY_DATA], 1); /* and its data is there */
  CU_ASSERT_TRUE (IS (trial, IO_PATH, "n1", LOCAL));
  CU_ASSERT_TRUE (IS (trial, STEP, "aos", FAILED));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, CVM, "cvm:n1", SERVING));
  CU_ASSERT_TRUE (IS (trial, RESILIENCY, "n", OK));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, NODE_DEGRADED)->until, 130 * SIM_MINUTE);
}

void
test_physics_nutanix_data_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of data on Nutanix clusters", NULL, NULL);

  CU_ADD_TEST (suite, a_role_moves_and_does_not_come_back);
  CU_ADD_TEST (suite, roles_that_do_not_move);
  CU_ADD_TEST (suite, a_role_moves_when_a_majority_is_back);
  CU_ADD_TEST (suite, a_roll_hands_the_lead_over);
  CU_ADD_TEST (suite, the_leader_and_the_next_go_at_once);
  CU_ADD_TEST (suite, one_leads_and_not_two);
  CU_ADD_TEST (suite, one_node_after_another);
  CU_ADD_TEST (suite, a_ring_that_closes_says_so);
  CU_ADD_TEST (suite, a_restart_rebuilds_nothing);
  CU_ADD_TEST (suite, an_absence_that_lasts_is_a_loss);
  CU_ADD_TEST (suite, curator_trims_later);
  CU_ADD_TEST (suite, everything_is_trimmed_in_the_end);
  CU_ADD_TEST (suite, two_rebuilds_share_the_survivors);
  CU_ADD_TEST (suite, a_rebuild_that_does_not_fit);
  CU_ADD_TEST (suite, room_is_warned_of_and_reserved);
  CU_ADD_TEST (suite, the_third_time_a_disk_stays_offline);
  CU_ADD_TEST (suite, a_disk_that_comes_back);
  CU_ADD_TEST (suite, containers_bear_what_they_can);
  CU_ADD_TEST (suite, a_degraded_node_waits_for_somebody);
}
