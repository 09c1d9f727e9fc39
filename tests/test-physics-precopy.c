/* What a vMotion does to its guest, by how fast memory changes, by the link and by the versions at both ends; the moves that
 * take disks along; and virtual hardware that only some hosts can run. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_precopy_suite (void);

/* ---- What the guest feels ---- */

static Trial *
move_one (const char *physics, const char *versions, const char *link, const char *vm)
{
  Trial *trial = trial_new_from ("rollcall: 1\nphysics: {%s}\nclusters:\n  p:\n    hosts:\n"
                                 "      h1: {cpu: 100 GHz, memory: 900 GiB, vmotion: %s, version: %.5s}\n"
                                 "      h2: {cpu: 100 GHz, memory: 900 GiB, vmotion: %s, version: %s}\n"
                                 "    vms: {v: {%s, host: h1}}\nplan:\n  - {step: out, maintenance: h1}\n",
                                 physics, link, versions, link, versions + 6, vm);

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  return trial;
}

#define BUSY "memory: 64 GiB, dirty-rate: 2 GiB/s"

/* Slowed down it converges and stands still for a moment only; not slowed down it stops for all of its memory. The older
 * end decides whether it can be (VMO-17). */
static void
a_busy_guest_is_slowed_or_stops (void)
{
  g_autoptr (Trial) slowed = move_one ("", "8.0.3 8.0.3", "10 Gbit/s", BUSY);
  g_autoptr (Trial) not_slowed = move_one ("vmotion-slow-guest: false", "8.0.3 8.0.3", "10 Gbit/s", BUSY);
  g_autoptr (Trial) old = move_one ("vmotion-trace-stun: 0 s", "5.0.0 4.1.0", "10 Gbit/s", BUSY);
  const SimFinding *stun = FIRST (not_slowed, STUN_TOO_LONG, VM, "v");

  CU_ASSERT_EQUAL (FOUND (slowed, GUEST_SLOWED, VM, "v"), 1);
  CU_ASSERT_EQUAL (FOUND (slowed, STUN_TOO_LONG, VM, "v"), 0);
  CU_ASSERT_EQUAL (FIRST (slowed, GUEST_SLOWED, VM, "v")->severity, SIM_NOTE);
  CU_ASSERT_TRUE (trial_found_for (slowed, MODEL_FIND_GUEST_SLOWED, WHO (slowed, VM, "v")) > 4 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND (not_slowed, GUEST_SLOWED, VM, "v"), 0);
  CU_ASSERT_EQUAL (stun->severity, SIM_RISK);
  CU_ASSERT_TRUE (stun->evidence[0] > SIM_MINUTE); /* 64 GiB in one go */
  CU_ASSERT_EQUAL (stun->evidence[4], not_slowed->fleet->physics[MODEL_VMOTION_ROUNDS]);
  CU_ASSERT_EQUAL (FOUND (old, GUEST_SLOWED, VM, "v"), 0);
  CU_ASSERT_EQUAL (FOUND (old, STUN_TOO_LONG, VM, "v"), 1);
}

/* On 1 Gbit/s a large one is slowed down for hours, and that is a risk. */
static void
a_slow_link_slows_for_hours (void)
{
  g_autoptr (Trial) trial
      = move_one ("", "8.0.3 8.0.3", "1 Gbit/s", "memory: 512 GiB, dirty-rate: 200 MiB/s");

  CU_ASSERT_EQUAL (FIRST (trial, GUEST_SLOWED, VM, "v")->severity, SIM_RISK);
  CU_ASSERT_TRUE (trial_found_for (trial, MODEL_FIND_GUEST_SLOWED, WHO (trial, VM, "v")) > 4 * SIM_HOUR);
  CU_ASSERT_EQUAL (FOUND (trial, STUN_TOO_LONG, VM, "v"), 0);
}

/* Between 80 and 100 % of the rate it converges by itself, only slowly: after as many rounds as are allowed it is helped. */
static void
slow_convergence_is_helped (void)
{
  g_autoptr (Trial) trial
      = move_one ("vmotion-rounds: 10", "8.0.3 8.0.3", "10 Gbit/s", "memory: 64 GiB, dirty-rate: 1050 MiB/s");
  SimTime began = WHEN (trial, MIGRATION, "v", COPYING);

  CU_ASSERT_EQUAL (FOUND (trial, GUEST_SLOWED, VM, "v"), 1);
  CU_ASSERT_TRUE (FIRST (trial, GUEST_SLOWED, VM, "v")->since > began + 8 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND (trial, STUN_TOO_LONG, VM, "v"), 0);
}

/* The source stops the guest for its traces, each GiB costs; the target's version has no part in it (VMO-16). */
static void
old_hosts_stop_a_guest_for_traces (void)
{
  g_autoptr (Trial) old = move_one ("", "6.7.0 8.0.3", "10 Gbit/s", "memory: 512 GiB");
  g_autoptr (Trial) small = move_one ("", "6.7.0 8.0.3", "10 Gbit/s", "memory: 8 GiB");
  g_autoptr (Trial) new = move_one ("", "7.0.0 6.7.0", "10 Gbit/s", "memory: 512 GiB");

  CU_ASSERT_EQUAL (WHEN (old, MIGRATION, "v", COPYING) - WHEN (old, MIGRATION, "v", TRACING),
                   512 * old->fleet->physics[MODEL_VMOTION_TRACE_STUN]);
  CU_ASSERT_EQUAL (FIRST (old, STUN_TOO_LONG, VM, "v")->evidence[2], 12800);
  CU_ASSERT_TRUE (TIMES (small, MIGRATION, TRACING) == 1 && FOUND (small, STUN_TOO_LONG, VM, "v") == 0);
  CU_ASSERT_EQUAL (TIMES (new, MIGRATION, TRACING), 0);
}

/* One stream carries what one stream carries, until both ends are new enough for several (VMO-06). */
static void
fast_links_take_new_hosts (void)
{
  const struct {
    const char *versions, *link;
    gint64 rate; /* bytes a second */
  } cases[] = {
    { "7.0.2 7.0.3", "100 Gbit/s", 11250000000 }, { "7.0.1 7.0.3", "100 Gbit/s", 1875000000 },
    { "7.0.3 7.0.1", "25 Gbit/s", 1875000000 },   { "7.0.2 7.0.2", "25 Gbit/s", 2812500000 },
    { "6.7.0 6.7.0", "10 Gbit/s", 1125000000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = move_one ("", cases[i].versions, cases[i].link, "memory: 64 GiB");

    CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_COPYING, 0)->b,
                     cases[i].rate);
  }
}

/* ---- Disks ---- */

/* Without the option a VM on a local datastore stays; with it, it takes its disks along, two at a time (VMO-02, B18). */
static void
local_disks_leave_with_their_vm (void)
{
  g_autoptr (Trial) stays = NULL, goes = NULL;
  const char *options[] = { "", ", storage-vmotion: true" };
  Trial **trials[] = { &stays, &goes };

  for (guint i = 0; i < 2; i++) {
    *trials[i] = trial_new_from (
        "rollcall: 1\nphysics: {storage-vmotion-rate: 100 MiB/s}\nclusters:\n  p:\n    hosts:\n"
        "      h[1-3]: {cpu: 100 GHz, memory: 256 GiB, vmotion: 25 Gbit/s}\n    vms:\n"
        "      l[1-3]: {memory: 4 GiB, disks: 200 GiB, devices: [local-datastore], host: h1}\n"
        "plan:\n  - {step: out, maintenance: h1%s}\n",
        options[i]);
    trial_end (*trials[i]);
  }
  CU_ASSERT_TRUE (IS (stays, HOST, "h1", STUCK) && IS (stays, VM, "l1", PINNED));
  CU_ASSERT_TRUE (IS (goes, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (TIMES (goes, MIGRATION, DISKS), 3);
  CU_ASSERT_EQUAL (trial_entry (goes, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_QUEUED, 0)->at, 0);
  CU_ASSERT_EQUAL (
      MODEL_LIMIT_KIND (
          (ModelLimit) trial_entry (goes, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_QUEUED, 0)->a),
      MODEL_LIMIT_HOST);
  CU_ASSERT_EQUAL (WHEN (goes, MIGRATION, "l1", COPYING) - WHEN (goes, MIGRATION, "l1", DISKS),
                   2048 * SIM_SECOND);
  CU_ASSERT_TRUE (WHEN (goes, HOST, "h1", MAINTENANCE) > 2 * 2048 * SIM_SECOND);
}

#define ISLAND                                                                                               \
  "rollcall: 1\nphysics: {storage-vmotion-rate: 100 MiB/s}\nvcenters: {vc: {version: 8.0.3}}\n"              \
  "clusters:\n  p:\n    vcenter: vc\n    hosts:\n"                                                           \
  "      h1: {cpu: 100 GHz, memory: 256 GiB, datastores: [local1, san]}\n"                                   \
  "      h[2-3]: {cpu: 100 GHz, memory: 256 GiB, datastores: [san]}\n    vms:\n"                             \
  "      l: {memory: 4 GiB, disks: 100 GiB, datastores: [local1], host: h1}\n"

/* A datastore that only its host sees pins it; Storage vMotion in time sets it free, and DRS notices by itself. */
static void
a_relocated_vm_can_leave (void)
{
  g_autoptr (Trial) before = trial_new (ISLAND "plan:\n  - {step: disks, relocate: l, datastore: san}\n"
                                               "  - {step: out, maintenance: h1, after: [disks]}\n");
  g_autoptr (Trial) after
      = trial_new (ISLAND "plan:\n  - {step: out, maintenance: h1}\n  - {step: think, wait: 10 min}\n"
                          "  - {step: disks, relocate: l, datastore: san, after: [think]}\n");

  trial_end (before);
  CU_ASSERT_EQUAL (FOUND (before, EVACUATION_BLOCKED, VM, "l"), 0);
  CU_ASSERT_EQUAL (WHEN (before, STEP, "disks", DONE), 2000 + 1024 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (before, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (TIMES (before, MIGRATION, SWITCHING), 1);
  trial_end (after);
  CU_ASSERT_EQUAL (FIRST (after, EVACUATION_BLOCKED, VM, "l")->evidence[0], MODEL_BLOCKER_DATASTORE);
  CU_ASSERT_TRUE (IS (after, HOST, "h1", MAINTENANCE));
}

static void
a_relocation_may_fail (void)
{
  const struct {
    const char *plan, *fault;
    gboolean finished;
  } cases[] = {
    { "relocate: l, datastore: local1", "crash: vc, at: 5 min", TRUE },
    { "relocate: l, datastore: san", "crash: vc, at: 0 s", FALSE },
    { "relocate: l, datastore: san", "crash: h1, at: 5 min", FALSE },
    { "relocate: l, datastore: san", "crash: l, at: 5 min", FALSE },
    { "relocate: l, datastore: san", "cancel-migration: l, at: 5 min", FALSE },
    { "relocate: l, datastore: san", "vmotion-link-down: h1, at: 5 min", TRUE }, /* it does not need it */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial
        = trial_new_from (ISLAND "plan:\n  - {step: moment, wait: 1 s}\n"
                                 "  - {step: disks, %s, after: [moment]}\nfaults:\n  - {%s}\n",
                          cases[i].plan, cases[i].fault);

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, STEP, "disks", DONE), cases[i].finished);
    CU_ASSERT_EQUAL (IS (trial, STEP, "disks", FAILED), !cases[i].finished);
  }
}

/* ---- Two versions ---- */

/* New virtual hardware on the first host that could run it: that host cannot be emptied before a second one has followed,
 * and when it dies nobody restarts the VM (DR-31). */
static void
new_hardware_pins_until_others_follow (void)
{
#define HALF                                                                                                 \
  "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: off}}\n    hosts:\n"                   \
  "      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"                                               \
  "      h[2-3]: {cpu: 100 GHz, memory: 64 GiB, version: 7.0.3}\n"                                           \
  "    vms: {v: {memory: 4 GiB, needs: 8.0, host: h1}, w: {memory: 4 GiB, needs: 7.0}}\n"
  g_autoptr (Trial) stuck = trial_new (HALF "plan:\n  - {step: out, maintenance: h1}\n");
  g_autoptr (Trial) dies
      = trial_new (HALF "plan: [{step: day, wait: 1 d}]\nfaults:\n  - {crash: h1, at: 1 h}\n");
  g_autoptr (Trial) rolled = trial_new (HALF "plan:\n  - {step: hosts, remediate: p, to: 8.0.3}\n");

  trial_end (stuck);
  CU_ASSERT_EQUAL (FIRST (stuck, EVACUATION_BLOCKED, VM, "v")->evidence[0], MODEL_BLOCKER_VERSION_TOO_OLD);
  CU_ASSERT_EQUAL (FIRST (stuck, HARDWARE_TOO_NEW, VM, "v")->severity, SIM_RISK);
  CU_ASSERT_EQUAL (FOUND (stuck, HARDWARE_TOO_NEW, VM, "w"), 0);
  trial_end (dies);
  CU_ASSERT_EQUAL (FIRST (dies, HA_RESTART_FAILED, VM, "v")->evidence[0], MODEL_BLOCKER_VERSION_TOO_OLD);
  trial_end (rolled);
  CU_ASSERT_EQUAL (FIRST (rolled, HARDWARE_TOO_NEW, VM, "v")->evidence[0], 1);
  CU_ASSERT_TRUE (FIRST (rolled, HARDWARE_TOO_NEW, VM, "v")->until < SIM_NEVER);
}

void
test_physics_precopy_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of pre-copy", NULL, NULL);

  CU_ADD_TEST (suite, a_busy_guest_is_slowed_or_stops);
  CU_ADD_TEST (suite, a_slow_link_slows_for_hours);
  CU_ADD_TEST (suite, slow_convergence_is_helped);
  CU_ADD_TEST (suite, old_hosts_stop_a_guest_for_traces);
  CU_ADD_TEST (suite, fast_links_take_new_hosts);
  CU_ADD_TEST (suite, local_disks_leave_with_their_vm);
  CU_ADD_TEST (suite, a_relocated_vm_can_leave);
  CU_ADD_TEST (suite, a_relocation_may_fail);
  CU_ADD_TEST (suite, new_hardware_pins_until_others_follow);
}
