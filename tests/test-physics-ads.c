/* The Acropolis Dynamic Scheduler: contention that lasts is removed, and nothing is balanced (N-91). */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_ads_suite (void);

/* Three hosts of 100 GHz, whose CVMs have 20 GHz. */
static Trial *
run (const char *of_cluster, const char *vms, const char *rest)
{
  Trial *trial = trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    cvm-cpu: 20 GHz\n%s"
                                 "    hosts:\n      n[1-3]: {cpu: 100 GHz, memory: 256 GiB}\n    vms:\n%s%s",
                                 of_cluster, vms, rest);

  trial_end (trial);
  return trial;
}

#define HOURS              "plan:\n  - {step: hours, wait: 3 h}\n"
#define CLUSTER(VMS, REST) run ("", VMS, HOURS REST)
#define ADS_OFF            "    ads: off\n"

/* ---- CPU of hosts ---- */

#define BUSY                                                                                                 \
  "      a[1-4]: {memory: 8 GiB, host: n1, cpu-demand: 20 GHz}\n"                                            \
  "      small: {memory: 8 GiB, host: n1, cpu-demand: 12 GHz}\n"                                             \
  "      b[1-3]: {memory: 8 GiB, host: n2, cpu-demand: 25 GHz}\n"

/* 92 per cent: the least that is enough goes, at the look after a quarter of an hour, to where there is most room. */
static void
as_little_as_is_enough_goes (void)
{
  g_autoptr (Trial) trial = CLUSTER (BUSY, "");

  CU_ASSERT_EQUAL (WHEN (trial, VM, "small", MIGRATING), 15 * SIM_MINUTE);
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "small"), "n3");
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 1);
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_ADS, ANYBODY, ADS_AT_CALM, 0)->at, 45 * SIM_MINUTE);
}

static void
it_does_not_balance (void)
{
  g_autoptr (Trial) trial = CLUSTER ("      a[1-4]: {memory: 8 GiB, host: n1, cpu-demand: 21 GHz}\n", "");

  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0); /* 84, 0 and 0 per cent */
  CU_ASSERT_EQUAL (TIMES (trial, ADS, WATCHING), 0);
}

static void
a_short_peak_is_left_alone (void)
{
  g_autoptr (Trial) trial = CLUSTER (BUSY, "faults:\n  - {crash: small, at: 10 min}\n");

  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (TIMES (trial, ADS, WATCHING), 1);
  CU_ASSERT_TRUE (IS (trial, ADS, "n", CALM));
}

/* No other host would stay below the line. */
static void
what_fits_nowhere_stays_and_is_found (void)
{
  g_autoptr (Trial) trial = CLUSTER ("      a[1-3]: {memory: 8 GiB, host: n1, cpu-demand: 30 GHz}\n"
                                     "      b[1-3]: {memory: 8 GiB, host: n2, cpu-demand: 25 GHz}\n"
                                     "      c[1-3]: {memory: 8 GiB, host: n3, cpu-demand: 25 GHz}\n", "");

  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (FOUND (trial, HOST_TOO_BUSY, HOST, "n1"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_TOO_BUSY, HOST, "n1")->evidence[0], 90000);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_TOO_BUSY, HOST, "n1")->evidence[1], MODEL_ADS_NO_PLACE);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_TOO_BUSY, HOST, "n1")->since, 15 * SIM_MINUTE);
}

/* Switched off it looks all the same, and tells. */
static void
switched_off_it_only_tells (void)
{
  g_autoptr (Trial) trial = run (ADS_OFF, BUSY, HOURS);

  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_TOO_BUSY, HOST, "n1")->evidence[1], MODEL_ADS_IS_OFF);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_TOO_BUSY, HOST, "n1")->since, 15 * SIM_MINUTE);
}

/* Agents, and what a device or a rule ties to its host, are none that it could move. */
static void
what_cannot_move_does_not (void)
{
  g_autoptr (Trial) trial = CLUSTER ("      a: {memory: 8 GiB, host: n1, cpu-demand: 30 GHz, devices: [vgpu]}\n"
                                     "      b: {memory: 8 GiB, host: n1, cpu-demand: 30 GHz, role: agent}\n"
                                     "      c: {memory: 8 GiB, host: n1, cpu-demand: 30 GHz}\n"
                                     "    rules:\n      - {name: c-here, run: [c], on: [n1], must: true}\n", "");

  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (FOUND (trial, HOST_TOO_BUSY, HOST, "n1"), 1);
}

/* N-84: the idle host holds the other of two that are to be apart; the VM goes there when no other host will do, and not before. */
static void
what_is_to_be_apart_is_kept_apart_if_it_can (void)
{
#define APART                                                                                                          \
  "      db2: {memory: 8 GiB, host: n3}\n    rules:\n      - {name: dbs, keep-apart: [db1, db2], must: false}\n"
#define DB "      db1: {memory: 8 GiB, host: n1, cpu-demand: 15 GHz}\n      a: {memory: 8 GiB, host: n1, cpu-demand: 80 GHz, role: agent}\n"
  g_autoptr (Trial) apart = CLUSTER (DB "      b: {memory: 8 GiB, host: n2, cpu-demand: 50 GHz}\n" APART, "");
  g_autoptr (Trial) together = CLUSTER (DB "      b: {memory: 8 GiB, host: n2, cpu-demand: 80 GHz}\n" APART, "");

  CU_ASSERT_STRING_EQUAL (trial_host_name (apart, "db1"), "n2");
  CU_ASSERT_STRING_EQUAL (trial_host_name (together, "db1"), "n3");
}

/* Nothing goes to a host on its way into maintenance, nor off it twice. */
static void
maintenance_goes_its_own_way (void)
{
  g_autoptr (Trial) trial = run ("", BUSY "      c: {memory: 8 GiB, host: n3}\n",
                                 "plan:\n  - {step: w, wait: 14 min}\n  - {step: out, maintenance: n3, after: [w]}\n"
                                 "  - {step: hours, wait: 3 h}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "out", DONE));
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "small"), "n1"); /* n2 would be at 87 per cent */
  CU_ASSERT_EQUAL (FOUND (trial, HOST_TOO_BUSY, HOST, "n1"), 1);
}

/* N-82: on its way it needs its memory on both hosts, and HA has to protect it on both. */
static void
a_guarantee_is_not_broken_for_it (void)
{
#define LARGE                                                                                                          \
  "      a: {memory: 100 GiB, host: n1, cpu-demand: 50 GHz}\n"                                               \
  "      b: {memory: 60 GiB, host: n1, cpu-demand: 40 GHz}\n"                                                \
  "      c: {memory: 120 GiB, host: n2}\n      d: {memory: 100 GiB, host: n3}\n"
  g_autoptr (Trial) held = run ("    ahv-ha: guarantee\n", LARGE, HOURS);
  g_autoptr (Trial) free = run ("", LARGE, HOURS);

  CU_ASSERT_EQUAL (TIMES (free, MIGRATION, CHECKING), 1);
  CU_ASSERT_TRUE (IS (held, RESERVATION, "n", HOLDS));
  CU_ASSERT_EQUAL (TIMES (held, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (FOUND (held, HOST_TOO_BUSY, HOST, "n1"), 1);
}

/* ---- CPU of Stargates ---- */

#define IO "      a[1-3]: {memory: 8 GiB, host: n1, storage-cpu: 6 GHz}\n      b: {memory: 8 GiB, host: n2, storage-cpu: 12 GHz}\n"

/* 18 GHz of 20 are 90 per cent of a CVM; of the host they are 18. */
static void
a_busy_stargate_is_relieved (void)
{
  g_autoptr (Trial) trial = CLUSTER (IO, "");

  CU_ASSERT_EQUAL (WHEN (trial, VM, "a1", MIGRATING), 15 * SIM_MINUTE);
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "a1"), "n3");
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, STARGATE_TOO_BUSY), 0);
}

static void
a_stargate_that_cannot_be_relieved (void)
{
  g_autoptr (Trial) full = CLUSTER (IO "      c: {memory: 8 GiB, host: n3, storage-cpu: 12 GHz}\n", "");
  g_autoptr (Trial) off = run (ADS_OFF, IO, HOURS);

  CU_ASSERT_EQUAL (TIMES (full, MIGRATION, CHECKING) + TIMES (off, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (FIRST (full, STARGATE_TOO_BUSY, HOST, "n1")->evidence[0], 90000);
  CU_ASSERT_EQUAL (FIRST (full, STARGATE_TOO_BUSY, HOST, "n1")->evidence[1], MODEL_ADS_NO_PLACE);
  CU_ASSERT_EQUAL (FIRST (off, STARGATE_TOO_BUSY, HOST, "n1")->evidence[1], MODEL_ADS_IS_OFF);
}

/* N-21: the I/O of n1 comes to the next CVM, which then has 18 GHz of 20 to do. The restart of an AOS upgrade is too short for that to
 * count, so that an AOS upgrade moves no VM (N-24); an outage of hours is not. */
static void
io_that_goes_round_its_own_cvm_counts_where_it_comes_to (void)
{
#define SHARED "      a: {memory: 8 GiB, host: n1, storage-cpu: 10 GHz}\n      b[1-2]: {memory: 8 GiB, host: n2, storage-cpu: 4 GHz}\n"
  g_autoptr (Trial) away = CLUSTER (SHARED, "faults: [{cvm-down: n1, at: 1 min, for: 2 h}]\n");
  g_autoptr (Trial) aos = run ("", SHARED, "plan:\n  - {step: up, upgrade-aos: n, to: 6.10}\n");

  CU_ASSERT_EQUAL (TIMES (away, MIGRATION, CHECKING), 1);
  CU_ASSERT_EQUAL (WHEN (away, VM, "b1", MIGRATING), 30 * SIM_MINUTE);
  CU_ASSERT_STRING_EQUAL (trial_host_name (away, "b1"), "n3");
  CU_ASSERT_TRUE (IS (aos, STEP, "up", DONE));
  CU_ASSERT_TRUE (TIMES (aos, ADS, WATCHING) > 0);
  CU_ASSERT_EQUAL (TIMES (aos, MIGRATION, CHECKING), 0);
}

/* ---- Memory overcommit ---- */

#define LENT                                                                                                           \
  "      a[1-4]: {memory: 80 GiB, host: n1, memory-overcommit: true, active-memory: 50 GiB}\n"               \
  "      plain: {memory: 80 GiB, host: n1, active-memory: 1 GiB}\n"

/* 4 x 50 and 80 GiB, of which the one that lends nothing keeps all, are more than 256: the host swaps. What is promised, 400 GiB, is no
 * harm by itself. */
static void
a_host_that_swaps_is_relieved_within_two_minutes (void)
{
  g_autoptr (Trial) trial = CLUSTER (LENT, "");
  g_autoptr (Trial) idle
      = CLUSTER ("      a[1-10]: {memory: 80 GiB, host: n1, memory-overcommit: true, active-memory: 20 GiB}\n", "");

  CU_ASSERT_EQUAL (FIRST (trial, HOST_SWAPS, HOST, "n1")->since, 0);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_SWAPS, HOST, "n1")->evidence[0], 280 * 1024);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "a1", MIGRATING), 2 * SIM_MINUTE);
  CU_ASSERT_TRUE (trial_found_for (trial, MODEL_FIND_HOST_SWAPS, WHO (trial, HOST, "n1")) < 4 * SIM_MINUTE);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HOST_KEEPS_SWAPPING) + FOUND_ANY (trial, PLACEMENT_DEGRADED), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (idle, HOST_SWAPS), 0); /* 800 GiB on 256 */
  CU_ASSERT_EQUAL (TIMES (idle, ADS, WATCHING), 0);
}

static void
a_host_that_swaps_and_cannot_be_relieved (void)
{
  g_autoptr (Trial) full = CLUSTER (LENT "      b: {memory: 230 GiB, host: n2}\n      c: {memory: 230 GiB, host: n3}\n", "");
  g_autoptr (Trial) off = run (ADS_OFF, LENT, HOURS);

  CU_ASSERT_EQUAL (TIMES (full, MIGRATION, CHECKING) + TIMES (off, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (FIRST (full, HOST_KEEPS_SWAPPING, HOST, "n1")->since, 2 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FIRST (full, HOST_KEEPS_SWAPPING, HOST, "n1")->evidence[1], MODEL_ADS_NO_PLACE);
  CU_ASSERT_EQUAL (FIRST (off, HOST_KEEPS_SWAPPING, HOST, "n1")->evidence[1], MODEL_ADS_IS_OFF);
}

/* It is looked at in its time, while something else goes on elsewhere: by then it has passed. */
static void
a_host_that_swapped_for_a_minute (void)
{
  g_autoptr (Trial) trial
      = CLUSTER ("      hot[1-3]: {memory: 8 GiB, host: n1, cpu-demand: 30 GHz}\n"
                 "      lent[1-4]: {memory: 80 GiB, host: n2, memory-overcommit: true, active-memory: 70 GiB}\n",
                 "faults: [{crash: lent1, at: 1 min}]\n");

  CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_HOST_SWAPS, WHO (trial, HOST, "n2")), SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HOST_KEEPS_SWAPPING), 0);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 1); /* for the CPU of n1 */
  CU_ASSERT_EQUAL (WHEN (trial, VM, "hot1", MIGRATING), 15 * SIM_MINUTE);
}

/* Where a VM is placed it needs a quarter of its memory, so a node can be emptied into hosts that then swap; when it is back they do
 * not. Without overcommit it could not be emptied at all. */
static void
a_roll_lets_hosts_swap (void)
{
#define THREE(OVERCOMMIT) "      a[1-3]: {memory: 90 GiB, host: n1" OVERCOMMIT "}\n      b[1-3]: {memory: 80 GiB, host: n2" OVERCOMMIT "}\n" \
  "      c[1-3]: {memory: 80 GiB, host: n3" OVERCOMMIT "}\n"
#define LENDS ", memory-overcommit: true, active-memory: 70 GiB"
#define ROLL  "plan:\n  - {step: up, upgrade-ahv: n, to: 10.3, hosts: [n1]}\n"
  g_autoptr (Trial) lent = run ("", THREE (LENDS), ROLL);
  g_autoptr (Trial) kept = run ("", "      a[1-2]: {memory: 90 GiB, host: n1}\n      b[1-3]: {memory: 80 GiB, host: n2}\n"
                                    "      c[1-3]: {memory: 80 GiB, host: n3}\n", ROLL);

  CU_ASSERT_TRUE (IS (lent, STEP, "up", DONE));
  CU_ASSERT_TRUE (FOUND (lent, HOST_SWAPS, HOST, "n2") > 0 && FOUND (lent, HOST_SWAPS, HOST, "n3") > 0);
  CU_ASSERT_TRUE (FOUND_ANY (lent, HOST_KEEPS_SWAPPING) > 0);
  CU_ASSERT_FALSE (sim_find_is_open (lent->run, MODEL_FIND_HOST_SWAPS, WHO (lent, HOST, "n2"), 0));
  CU_ASSERT_STRING_EQUAL (trial_host_name (lent, "a1"), "n1");
  CU_ASSERT_FALSE (IS (kept, STEP, "up", DONE));
}

void
test_physics_ads_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-ads", NULL, NULL);

  CU_ADD_TEST (suite, as_little_as_is_enough_goes);
  CU_ADD_TEST (suite, it_does_not_balance);
  CU_ADD_TEST (suite, a_short_peak_is_left_alone);
  CU_ADD_TEST (suite, what_fits_nowhere_stays_and_is_found);
  CU_ADD_TEST (suite, switched_off_it_only_tells);
  CU_ADD_TEST (suite, what_cannot_move_does_not);
  CU_ADD_TEST (suite, what_is_to_be_apart_is_kept_apart_if_it_can);
  CU_ADD_TEST (suite, maintenance_goes_its_own_way);
  CU_ADD_TEST (suite, a_guarantee_is_not_broken_for_it);
  CU_ADD_TEST (suite, a_busy_stargate_is_relieved);
  CU_ADD_TEST (suite, a_stargate_that_cannot_be_relieved);
  CU_ADD_TEST (suite, io_that_goes_round_its_own_cvm_counts_where_it_comes_to);
  CU_ADD_TEST (suite, a_host_that_swaps_is_relieved_within_two_minutes);
  CU_ADD_TEST (suite, a_host_that_swaps_and_cannot_be_relieved);
  CU_ADD_TEST (suite, a_host_that_swapped_for_a_minute);
  CU_ADD_TEST (suite, a_roll_lets_hosts_swap);
}
