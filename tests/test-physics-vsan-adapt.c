/* RAID-5 of the newer architecture follows the number of hosts, a day behind: VS-07. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_vsan_adapt_suite (void);

#define GIB (G_GINT64_CONSTANT (1) << 30)

static Trial *
try (guint hosts, const char *architecture, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  c:\n    vcenter: vc\n"
      "    vsan: {resync-rate: 8 Gbit/s, architecture: %s}\n    storage-policies: {five: {raid: raid-5}}\n"
      "    hosts:\n      h[1-%u]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0.1}\n    vms:\n"
      "      v[1-2]: {memory: 1 GiB, disks: 200 GiB, storage-policy: five}\n      w: {memory: 1 GiB, disks: "
      "50 GiB}\n"
      "plan:\n%s",
      architecture, hosts, rest);

  trial_end (trial);
  return trial;
}

static const SimEntry *
laying (const Trial *trial, guint n)
{
  return trial_entry (trial, MODEL_MACHINE_ADAPT, ANYBODY, ADAPT_AT_LAYING, n);
}

/* Over a weekend: 2+1 a day after the host has gone, 4+1 a day after it is back; 400 GiB take 600, and then 500. */
static void
a_weekend_in_maintenance (void)
{
  g_autoptr (Trial) trial
      = try (6, "esa",
             "  - {step: out, maintenance: h1}\n  - {step: weekend, wait: 60 h}\n"
             "  - {step: back, leave: h1, after: weekend}\n  - {step: end, wait: 48 h, after: back}\n");
  const SimFinding *narrow = trial_finding (trial, MODEL_FIND_RAID_5_ADAPTS, ANYBODY, 0),
                   *wide = trial_finding (trial, MODEL_FIND_RAID_5_ADAPTS, ANYBODY, 1);

  CU_ASSERT_EQUAL_FATAL (FOUND_ANY (trial, RAID_5_ADAPTS), 2);
  CU_ASSERT_EQUAL (laying (trial, 0)->at - WHEN (trial, COMPONENTS, "h1", ABSENT), 24 * SIM_HOUR);
  CU_ASSERT_EQUAL (narrow->evidence[0], 2); /* not the mirror */
  CU_ASSERT_TRUE (ABS (narrow->evidence[1] - 600 * GIB) < GIB);
  CU_ASSERT_EQUAL (narrow->evidence[2], 2);
  CU_ASSERT_EQUAL (narrow->evidence[3], 4);
  CU_ASSERT_EQUAL (narrow->evidence[4], 5);
  CU_ASSERT_TRUE (ABS (narrow->until - narrow->since - 644 * SIM_SECOND) < 2 * SIM_SECOND);
  CU_ASSERT_TRUE (wide->since >= 84 * SIM_HOUR && wide->since < 85 * SIM_HOUR);
  CU_ASSERT_TRUE (ABS (wide->evidence[1] - 500 * GIB) < GIB);
  CU_ASSERT_EQUAL (wide->evidence[2], 4);
}

static void
who_does_not_adapt (void)
{
  static const struct {
    guint hosts;
    const char *architecture, *plan;
  } cases[] = { { 6, "esa",
                  "  - {step: out, maintenance: h1}\n  - {step: day, wait: 23 h}\n  - {step: back, leave: "
                  "h1, after: day}\n"
                  "  - {step: end, wait: 48 h, after: back}\n" },
                { 6, "osa", "  - {step: out, maintenance: h1}\n  - {step: end, wait: 60 h}\n" },
                { 7, "esa", "  - {step: out, maintenance: h1}\n  - {step: end, wait: 60 h}\n" },
                { 5, "esa", "  - {step: out, maintenance: h1}\n  - {step: end, wait: 60 h}\n" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = try (cases[i].hosts, cases[i].architecture, cases[i].plan);

    CU_ASSERT_EQUAL (FOUND_ANY (trial, RAID_5_ADAPTS), 0);
    CU_ASSERT_TRUE (IS (trial, ADAPT, "vsan:c", SETTLED));
    CU_ASSERT_EQUAL (TIMES (trial, ADAPT, WAITING), i == 0 ? 1 : 0);
  }
}

/* It is resync, for which the gate between hosts waits; and a host that goes meanwhile begins another day. */
static void
a_run_waits_for_it (void)
{
  g_autoptr (Trial) trial
      = try (6, "esa",
             "  - {step: out, maintenance: h1}\n  - {step: day, wait: 86460 s}\n"
             "  - {step: back, leave: h1, after: day}\n"
             "  - {step: roll, remediate: c, to: 8.0.3, wait-for-resync: true, after: back}\n");
  g_autoptr (Trial) again
      = try (6, "esa",
             "  - {step: out, maintenance: h1}\n  - {step: day, wait: 86460 s}\n"
             "  - {step: back, leave: h1, after: day}\n  - {step: end, wait: 48 h, after: back}\n");

  CU_ASSERT_TRUE (FIRST_ANY (trial, RAID_5_ADAPTS)->until > 86460 * SIM_SECOND);
  CU_ASSERT_TRUE (WHEN (trial, HOST, "h2", ENTERING) >= FIRST_ANY (trial, RAID_5_ADAPTS)->until);
  CU_ASSERT_EQUAL (TIMES (again, ADAPT, LAYING), 2);
  CU_ASSERT_EQUAL (laying (again, 1)->at
                       - trial_entry (again, MODEL_MACHINE_ADAPT, ANYBODY, ADAPT_AT_WAITING, 1)->at,
                   24 * SIM_HOUR);
}

void
test_physics_vsan_adapt_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-vsan-adapt", NULL, NULL);

  CU_ADD_TEST (suite, a_weekend_in_maintenance);
  CU_ADD_TEST (suite, who_does_not_adapt);
  CU_ADD_TEST (suite, a_run_waits_for_it);
}
