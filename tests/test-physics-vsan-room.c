/* Room on vSAN: what a full migration needs of it, and what vSAN does by itself when it runs short. */

#include <CUnit/CUnit.h>

#include "models/vsan/moves.h"
#include "tests/trial.h"

void test_physics_vsan_room_suite (void);

#define GIB(N) ((gint64) (N) << 10)

static gint64
used (const Trial *trial, guint32 host)
{
  return model_vsan_host (trial->run, host)->used_mib;
}

/* B23 by room: there are hosts enough, and none has room for what would have to go. */
static void
full_migration_needs_room (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n"
                   "    hosts:\n      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, capacity: 1 TiB}\n"
                   "    vms:\n      v[1-4]: {memory: 1 GiB, disks: 500 GiB}\n"
                   "plan: [{step: out, maintenance: h2, vsan-mode: full-migration}]\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", STUCK));
  CU_ASSERT_EQUAL (FIRST_ANY (trial, EVACUATION_BLOCKED)->evidence[0], MODEL_BLOCKER_VSAN_FULL);
}

/* B23: what has room one by one need not have room together. Of the first host's two copies either finds a place on the one
 * host that has none of them, and then there is none for the other: nothing is moved. */
static void
room_is_taken_only_once (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    storage-policies: "
                   "{one: {failures-to-tolerate: 0}}\n"
                   "    hosts:\n      h1: {cpu: 80 GHz, memory: 64 GiB, capacity: 2 TiB}\n"
                   "      h2: {cpu: 80 GHz, memory: 64 GiB, capacity: 700 GiB}\n"
                   "    vms:\n      a: {memory: 1 GiB, disks: 600 GiB, storage-policy: one}\n      b: "
                   "{memory: 1 GiB, disks: 650 GiB, storage-policy: one}\n"
                   "      c: {memory: 1 GiB, disks: 400 GiB, storage-policy: one}\n"
                   "plan: [{step: out, maintenance: h1, vsan-mode: full-migration}]\n");
  gint64 before = used (trial, 0);

  CU_ASSERT_TRUE (before >= GIB (1000));
  trial_until (trial, SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, DECOMMISSION, "h1", BLOCKED));
  CU_ASSERT_EQUAL (used (trial, 0), before);
}

/* Three hosts of a TiB and one of four. What each holds is what is the emptiest by room in use, so the small ones fill first. */
#define UNEVEN(DISKS, KEYS)                                                                                  \
  "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8590 Mbit/s}\n    storage-policies: {one: "         \
  "{failures-to-tolerate: 0}}\n"                                                                             \
  "    hosts:\n      h[1-3]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0.2, capacity: 1 TiB}\n"               \
  "      h4: {cpu: 80 GHz, memory: 64 GiB, version: 8.0.2, capacity: 4 TiB}\n"                               \
  "    vms:\n      v[01-32]: {memory: 1 GiB, disks: " DISKS                                                  \
  ", storage-policy: one, write-rate: 0 B/s}\n" KEYS

/* VS-10: from 80 per cent on, and not a byte before; as much as is needed, at the rate of resync: 1 GiB a second. */
static void
what_is_nearly_full_is_relieved (void)
{
  g_autoptr (Trial) calm = trial_new (UNEVEN ("100 GiB", ""));
  g_autoptr (Trial) full = trial_new (UNEVEN ("103 GiB", ""));

  CU_ASSERT_EQUAL (used (calm, 0), GIB (800));
  trial_end (calm);
  CU_ASSERT_EQUAL (TIMES (calm, DECOMMISSION, BALANCING), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (calm, VSAN_DEVICE_FULL), 0);

  CU_ASSERT_EQUAL (used (full, 0), GIB (824)); /* of 819 */
  trial_until (full, 0);
  CU_ASSERT_TRUE (model_vsan_resyncs (full->run, 0));
  trial_end (full);
  for (guint32 host = 0; host < 3; host++)
    CU_ASSERT_EQUAL (used (full, host), GIB (824 - 103));
  CU_ASSERT_EQUAL (used (full, 3), GIB (824 + 3 * 103));
  CU_ASSERT_EQUAL (WHEN (full, DECOMMISSION, "h1", IDLE) / SIM_SECOND, 3 * 103 - 1); /* three share the rate */
  CU_ASSERT_FALSE (model_vsan_resyncs (full->run, 0));
  CU_ASSERT_EQUAL (trial_found_for (full, MODEL_FIND_VSAN_DEVICE_FULL, WHO (full, HOST, "h1")) / SIM_SECOND,
                   3 * 103 - 1);
}

/* VS-10, UPG-11: it is resync, so who waits for resync waits for it before the next host. */
static void
the_next_host_waits_for_it (void)
{
  static const char *const waits[] = { "true", "false" };
  SimTime entered[2];

  for (guint i = 0; i < 2; i++) {
    g_autofree char *plan = g_strdup_printf ("plan: [{step: roll, remediate: c, to: 8.0.3, hosts: [h1, h2], "
                                             "vsan-mode: full-migration, wait-for-resync: %s, "
                                             "enter-timeout: 5 h}]\n",
                                             waits[i]);
    g_autofree char *text = g_strconcat (UNEVEN ("80 GiB", ""), plan, NULL);
    g_autoptr (Trial) trial = trial_new (text);

    trial_end (trial);
    CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
    entered[i] = WHEN (trial, HOST, "h2", ENTERING)
                 - trial_entry (trial, MODEL_MACHINE_HOST, WHO (trial, HOST, "h1"), HOST_AT_CONNECTED, 0)->at;
    CU_ASSERT_TRUE (TIMES (trial, DECOMMISSION, BALANCING) > 0);
  }
  CU_ASSERT_EQUAL (entered[1], 0);
  CU_ASSERT_TRUE (entered[0] >= 0);
}

/* Nobody has room below the limit: it is found, and nothing moves. */
static void
where_all_are_full_nothing_moves (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"
                   "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, capacity: 1 TiB}\n    vms:\n      v[1-16]: "
                   "{memory: 1 GiB, disks: 110 GiB}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VSAN_DEVICE_FULL), 4);
  CU_ASSERT_EQUAL (TIMES (trial, DECOMMISSION, BALANCING), 0);
}

/* A host that is to enter maintenance while it is relieved: what was on its way is dropped, and what must go goes. */
static void
maintenance_goes_first (void)
{
  g_autoptr (Trial) trial
      = trial_new (UNEVEN ("103 GiB", "plan: [{step: out, maintenance: h1, vsan-mode: no-action}]\n"));

  trial_until (trial, SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (used (trial, 0), GIB (824));
  trial_end (trial);
  CU_ASSERT_EQUAL (used (trial, 3), GIB (824 + 2 * 103));
}

void
test_physics_vsan_room_suite (void)
{
  CU_pSuite suite = CU_add_suite ("room on vSAN", NULL, NULL);

#define TEST(NAME) CU_add_test (suite, #NAME, NAME)
  TEST (full_migration_needs_room);
  TEST (room_is_taken_only_once);
  TEST (what_is_nearly_full_is_relieved);
  TEST (the_next_host_waits_for_it);
  TEST (where_all_are_full_nothing_moves);
  TEST (maintenance_goes_first);
#undef TEST
}
