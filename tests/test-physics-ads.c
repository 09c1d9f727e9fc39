/* The Acropolis Dynamic Scheduler: contention that lasts is removed, and nothing is balanced (N-91). */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_ads_suite (void);

/* Three hosts of 100 GHz. */
static Trial *
cluster (const char *vms, const char *rest)
{
  return trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.8\n    hosts:\n"
                         "      n[1-3]: {cpu: 100 GHz, memory: 256 GiB}\n    vms:\n%s"
                         "plan:\n  - {step: hours, wait: 3 h}\n%s",
                         vms, rest);
}

#define BUSY                                                                                                 \
  "      a[1-4]: {memory: 8 GiB, host: n1, cpu-demand: 20 GHz}\n"                                            \
  "      small: {memory: 8 GiB, host: n1, cpu-demand: 12 GHz}\n"                                             \
  "      b[1-3]: {memory: 8 GiB, host: n2, cpu-demand: 25 GHz}\n"

/* 92 per cent: the least that is enough goes, at the look after a quarter of an hour, to where there is most room. */
static void
as_little_as_is_enough_goes (void)
{
  g_autoptr (Trial) trial = cluster (BUSY, "");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "small", MIGRATING), 15 * SIM_MINUTE);
  CU_ASSERT_STRING_EQUAL (trial_host_name (trial, "small"), "n3");
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 1);
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_ADS, ANYBODY, ADS_AT_CALM, 0)->at, 45 * SIM_MINUTE);
}

static void
it_does_not_balance (void)
{
  g_autoptr (Trial) trial = cluster ("      a[1-4]: {memory: 8 GiB, host: n1, cpu-demand: 21 GHz}\n", "");

  trial_end (trial); /* 84, 0 and 0 per cent */
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (TIMES (trial, ADS, WATCHING), 0);
}

static void
a_short_peak_is_left_alone (void)
{
  g_autoptr (Trial) trial = cluster (BUSY, "faults:\n  - {crash: small, at: 10 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (TIMES (trial, ADS, WATCHING), 1);
  CU_ASSERT_TRUE (IS (trial, ADS, "n", CALM));
}

/* No other host would stay below the line. */
static void
what_fits_nowhere_stays_and_is_found (void)
{
  g_autoptr (Trial) trial = cluster ("      a[1-3]: {memory: 8 GiB, host: n1, cpu-demand: 30 GHz}\n"
                                     "      b[1-3]: {memory: 8 GiB, host: n2, cpu-demand: 25 GHz}\n"
                                     "      c[1-3]: {memory: 8 GiB, host: n3, cpu-demand: 25 GHz}\n", "");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (FOUND (trial, HOST_TOO_BUSY, HOST, "n1"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_TOO_BUSY, HOST, "n1")->evidence[0], 90000);
  CU_ASSERT_EQUAL (FIRST (trial, HOST_TOO_BUSY, HOST, "n1")->since, 15 * SIM_MINUTE);
}

/* Agents and pinned VMs are none that it could move. */
static void
what_cannot_move_does_not (void)
{
  g_autoptr (Trial) trial = cluster ("      a: {memory: 8 GiB, host: n1, cpu-demand: 50 GHz, devices: [vgpu]}\n"
                                     "      b: {memory: 8 GiB, host: n1, cpu-demand: 40 GHz, role: agent}\n", "");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  CU_ASSERT_EQUAL (FOUND (trial, HOST_TOO_BUSY, HOST, "n1"), 1);
}

void
test_physics_ads_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-ads", NULL, NULL);

  CU_ADD_TEST (suite, as_little_as_is_enough_goes);
  CU_ADD_TEST (suite, it_does_not_balance);
  CU_ADD_TEST (suite, a_short_peak_is_left_alone);
  CU_ADD_TEST (suite, what_fits_nowhere_stays_and_is_found);
  CU_ADD_TEST (suite, what_cannot_move_does_not);
}
