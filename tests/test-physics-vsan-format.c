/* Raising vSAN's on-disk format: metadata from format 3 on, below it host after host; and what stops it half-way. */

#include <CUnit/CUnit.h>

#include "models/vsan/moves.h"
#include "tests/trial.h"

void test_physics_vsan_format_suite (void);

/* Mirrors of 100 GiB on so many hosts; 1 GiB a second of resync. */
#define CLUSTER(KEYS, HOSTS, VMS)                                                                            \
  "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8590 Mbit/s" KEYS "}\n    hosts:\n"                 \
  "      h[1-" HOSTS "]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0.3, capacity: 2 TiB}\n"                   \
  "    vms:\n      v[1-" VMS "]: {memory: 1 GiB, disks: 100 GiB, write-rate: 1 MiB/s}\n"

#define FROM_2                 ", disk-format: 2"
#define FORMAT(KEYS)           "plan: [{step: format, upgrade-disk-format: c, disk-format: 3" KEYS "}]\n"
#define REDUCED                ", allow-reduced-redundancy: true"
#define FORMAT_OF(TRIAL, HOST) (model_vsan_host ((TRIAL)->run, HOST)->format)

/* VS-20, VS-21: not before every host is there, and on one version. */
static void
the_format_comes_last (void)
{
  g_autoptr (Trial) early = trial_new (
      CLUSTER ("", "4", "1") "plan:\n  - {step: some, remediate: c, to: 8.0.3, hosts: [h1]}\n"
                             "  - {step: format, upgrade-disk-format: c, disk-format: 20, after: some}\n");
  g_autoptr (Trial) old = trial_new (CLUSTER (
      ", disk-format: 2", "3", "1") "plan: [{step: format, upgrade-disk-format: c, disk-format: 3}]\n");
  g_autoptr (Trial) allowed = trial_new (
      CLUSTER (", disk-format: 2", "3", "1") "plan: [{step: format, upgrade-disk-format: c, disk-format: 3, "
                                             "allow-reduced-redundancy: true}]\n");

  trial_end (early);
  CU_ASSERT_EQUAL (FOUND_ANY (early, NO_WAY_BACK), 0);
  CU_ASSERT_EQUAL (FIRST (early, PRECHECK_FAILED, STEP, "format")->evidence[0], MODEL_CHECK_HOSTS_DIFFER);
  trial_end (old);
  CU_ASSERT_EQUAL (FIRST (old, PRECHECK_FAILED, STEP, "format")->evidence[0], MODEL_CHECK_VSAN_ROOM);
  trial_end (allowed);
  CU_ASSERT_EQUAL (FOUND_ANY (allowed, NO_WAY_BACK), 1);
}

/* VS-21: from format 3 on two minutes a host, and no data moves. */
static void
metadata_only_from_3 (void)
{
  g_autoptr (Trial) trial = trial_new (CLUSTER (
      ", disk-format: 15", "4", "4") "plan: [{step: format, upgrade-disk-format: c, disk-format: 20}]\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, FORMAT, "vsan:c", SETTLED), 8 * SIM_MINUTE);
  CU_ASSERT_EQUAL (TIMES (trial, DECOMMISSION, CLEARING), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, REDUNDANCY_REDUCED) + FOUND_ANY (trial, QUORUM_AT_RISK), 0);
}

/* VS-21: below it each host is emptied first, once over the network at 1 GiB a second, and nothing is ever reduced. */
static void
below_3_hosts_are_emptied (void)
{
  g_autoptr (Trial) trial = trial_new (CLUSTER (FROM_2, "5", "5") FORMAT (""));
  gint64 moved = 0;

  trial_until (trial, SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, DECOMMISSION, "h1", CLEARING));
  CU_ASSERT_TRUE (model_vsan_resyncs (trial->run, 0));
  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, DECOMMISSION, CLEARED), 5);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, REDUNDANCY_REDUCED) + FOUND_ANY (trial, QUORUM_AT_RISK), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, NO_WAY_BACK), 1);
  for (guint n = 0; n < 5; n++) {
    const SimEntry *clear
        = trial_entry (trial, MODEL_MACHINE_DECOMMISSION, ANYBODY, DECOMMISSION_AT_CLEARING, n);

    moved += clear ? clear->a >> 30 : 0;
  }
  for (guint32 host = 0; host < 5; host++)
    CU_ASSERT_EQUAL (FORMAT_OF (trial, host), 3);
  CU_ASSERT_TRUE (moved >= 1000);
  CU_ASSERT_TRUE (ABS (WHEN (trial, FORMAT, "vsan:c", SETTLED) - 10 * SIM_MINUTE - moved * SIM_SECOND)
                  < 10 * SIM_SECOND);
}

/* VS-21: three hosts have nowhere to move a copy to. With reduced redundancy each host's copies are dropped and brought back
 * in full, and the next host waits for that. */
static void
reduced_redundancy_is_brought_back (void)
{
  g_autoptr (Trial) trial = trial_new (CLUSTER (FROM_2, "3", "3") FORMAT (REDUCED));
  SimTime waited = -1;

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, DECOMMISSION, CLEARING), 0);
  CU_ASSERT_EQUAL (TIMES (trial, COMPONENTS, DEGRADED), 3);
  CU_ASSERT_EQUAL (TIMES (trial, FORMAT, WAITING), 3);
  CU_ASSERT_EQUAL (TIMES (trial, VSAN, LOST), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, QUORUM_AT_RISK), 3);
  waited = trial_entry (trial, MODEL_MACHINE_FORMAT, ANYBODY, FORMAT_AT_EMPTYING, 1)->at
           - trial_entry (trial, MODEL_MACHINE_FORMAT, ANYBODY, FORMAT_AT_WAITING, 0)->at;
  CU_ASSERT_TRUE (waited >= 199 * SIM_SECOND); /* two copies of 100 GiB of three */
  CU_ASSERT_TRUE (IS (trial, VSAN, "vsan:c", WHOLE));
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
}

/* What nobody else has is moved even then, or the step is refused. */
static void
nothing_is_lost_by_it (void)
{
  static const char *const capacities[] = { "2 TiB", "500 GiB" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s, disk-format: 2}\n"
        "    storage-policies: {one: {failures-to-tolerate: 0}}\n    hosts:\n"
        "      h[1-3]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0.3, capacity: %s}\n"
        "    vms:\n      v[1-3]: {memory: 1 GiB, disks: 300 GiB, storage-policy: one}\n" FORMAT (REDUCED),
        capacities[i]);

    trial_end (trial);
    CU_ASSERT_EQUAL (TIMES (trial, VSAN, LOST), 0);
    CU_ASSERT_EQUAL (model_outcome (trial->run) == MODEL_COMPLETED, i == 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, PRECHECK_FAILED), i);
  }
}

/* VS-21: a host that goes down half-way leaves two formats behind; the same step goes on where it stopped. */
static void
half_way_is_two_formats (void)
{
  g_autoptr (Trial) trial
      = trial_new (CLUSTER (FROM_2 ", repair-timer: 9 h", "5",
                            "5") "plan:\n  - {step: format, upgrade-disk-format: c, disk-format: 3}\n"
                                 "  - {step: day, wait: 3 h}\n"
                                 "  - {step: again, upgrade-disk-format: c, disk-format: 3, after: day}\n"
                                 "faults: [{crash: h5, at: 10 min, for: 1 h}]\n");
  const SimFinding *stopped;

  trial_until (trial, 2 * SIM_HOUR);
  stopped = FIRST_ANY (trial, CONVERSION_STOPPED);
  CU_ASSERT_TRUE (stopped->since >= 10 * SIM_MINUTE && stopped->since <= 12 * SIM_MINUTE);
  CU_ASSERT_TRUE (stopped->evidence[1] > 0 && stopped->evidence[1] < 5);
  CU_ASSERT_EQUAL (stopped->evidence[3], MODEL_CHECK_VSAN_HOST);
  CU_ASSERT_TRUE (FORMAT_OF (trial, 0) == 3 && FORMAT_OF (trial, 4) == 2);
  CU_ASSERT_EQUAL (model_vsan_state (trial->run, 0)->format, 2);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, NO_WAY_BACK), 1);
  CU_ASSERT_TRUE (IS (trial, DECOMMISSION, "h2", IDLE) && IS (trial, DECOMMISSION, "h3", IDLE));
  trial_end (trial);
  CU_ASSERT_EQUAL (model_vsan_state (trial->run, 0)->format, 3);
  CU_ASSERT_NOT_EQUAL (FIRST_ANY (trial, CONVERSION_STOPPED)->until, SIM_NEVER);
}

/* A host that is to enter maintenance goes first, and the format is given up. */
static void
maintenance_stops_it (void)
{
  g_autoptr (Trial) trial
      = trial_new (CLUSTER (FROM_2, "5", "5") "plan:\n  - {step: format, upgrade-disk-format: c, "
                                              "disk-format: 3}\n  - {step: first, wait: 1 min}\n"
                                              "  - {step: out, maintenance: h1, after: first}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, CONVERSION_STOPPED), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, NO_WAY_BACK), 0);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_TRUE (IS (trial, FORMAT, "vsan:c", SETTLED));
}

void
test_physics_vsan_format_suite (void)
{
  CU_pSuite suite = CU_add_suite ("the on-disk format of vSAN", NULL, NULL);

#define TEST(NAME) CU_add_test (suite, #NAME, NAME)
  TEST (the_format_comes_last);
  TEST (metadata_only_from_3);
  TEST (below_3_hosts_are_emptied);
  TEST (reduced_redundancy_is_brought_back);
  TEST (nothing_is_lost_by_it);
  TEST (half_way_is_two_formats);
  TEST (maintenance_stops_it);
#undef TEST
}
