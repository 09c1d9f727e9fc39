/* File shares and iSCSI targets on vSAN while hosts are upgraded: VS-13. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_vsan_services_suite (void);

static Trial *
try (const char *services, const char *plan)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  c:\n    vcenter: vc\n"
                        "    vsan: {resync-rate: 8 Gbit/s%s}\n    hosts:\n      h[1-3]: {cpu: 80 GHz, "
                        "memory: 64 GiB, version: 8.0.1}\n"
                        "    vms: {v: {memory: 1 GiB, disks: 20 GiB}}\n%s",
                        services, plan);

  trial_end (trial);
  return trial;
}

static SimTime
found_for (const Trial *trial, guint kind, const char *host)
{
  return trial_found_for (trial, kind, WHO (trial, SERVICES, host));
}

#define ROLL "plan: [{step: roll, remediate: c, to: 8.0.3, wait-for-resync: true}]\n"

/* Every host of a roll: users wait once, nothing holds the host up, and it serves again. */
static void
each_host_makes_them_wait (void)
{
  g_autoptr (Trial) both = try (", file-service: true, iscsi-targets: true", ROLL), plain = try ("", ROLL),
                    targets = try (", iscsi-targets: true", ROLL);

  CU_ASSERT_EQUAL (model_outcome (both->run), MODEL_COMPLETED);
  CU_ASSERT_EQUAL (FOUND_ANY (both, FILE_SHARES_MOVE), 3);
  CU_ASSERT_EQUAL (FOUND_ANY (both, ISCSI_TARGETS_MOVE), 3);
  CU_ASSERT_EQUAL (found_for (both, MODEL_FIND_FILE_SHARES_MOVE, "h2"), SIM_MINUTE);
  CU_ASSERT_EQUAL (found_for (both, MODEL_FIND_ISCSI_TARGETS_MOVE, "h2"), 10 * SIM_SECOND);
  CU_ASSERT_EQUAL (FOUND_ANY (both, EVACUATION_BLOCKED) + FOUND_ANY (both, VSAN_SERVICES_DOWN), 0);
  for (guint i = 1; i <= 3; i++) {
    g_autofree char *host = g_strdup_printf ("h%u", i);

    CU_ASSERT_TRUE (IS (both, SERVICES, host, SERVING));
    CU_ASSERT_TRUE (IS (plain, SERVICES, host, NONE));
  }
  CU_ASSERT_EQUAL (TIMES (both, SERVICES, MOVING), 3);
  CU_ASSERT_EQUAL (FOUND_ANY (plain, FILE_SHARES_MOVE) + FOUND_ANY (plain, ISCSI_TARGETS_MOVE), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (targets, FILE_SHARES_MOVE), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (targets, ISCSI_TARGETS_MOVE), 3);
}

/* With every host gone nobody serves; the first one back does. One that is back at once takes them back. */
static void
nobody_is_left (void)
{
  g_autoptr (Trial) gone
      = try (", file-service: true",
             "plan: [{step: night, wait: 4 h}]\nfaults:\n  - {crash: h1, at: 1 h, for: 2 h}\n"
             "  - {crash: h2, at: 1 h, for: 1 h}\n  - {crash: h3, at: 3690 s, for: 2 h}\n");
  g_autoptr (Trial) quick = try (", file-service: true",
                                 "physics: {vsan-file-moves: 1 h}\n"
                                 "plan: [{step: night, wait: 4 h}]\nfaults: [{crash: h1, at: 1 h, for: 1 min}]\n");
  const SimFinding *down = FIRST_ANY (gone, VSAN_SERVICES_DOWN);

  CU_ASSERT_EQUAL (FOUND_ANY (gone, VSAN_SERVICES_DOWN), 1);
  CU_ASSERT_EQUAL (down->since, 3750 * SIM_SECOND); /* when the last of them could go nowhere */
  CU_ASSERT_TRUE (down->until > 2 * SIM_HOUR && down->until < 3 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (gone, SERVICES, "h3", SERVING));

  CU_ASSERT_EQUAL (TIMES (quick, SERVICES, OUT), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (quick, FILE_SHARES_MOVE), 1);
  CU_ASSERT_TRUE (IS (quick, SERVICES, "h1", SERVING));
}

void
test_physics_vsan_services_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-vsan-services", NULL, NULL);

  CU_ADD_TEST (suite, each_host_makes_them_wait);
  CU_ADD_TEST (suite, nobody_is_left);
}
