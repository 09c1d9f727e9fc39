/* vMotion by the handbook's table (8.8): what an operation waits for, what breaks it at each phase, what the guest feels, and
 * the moves that take disks along. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_vmotion_suite (void);

static guint32
host_of (const Trial *trial, const char *vm)
{
  return model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, vm))->host;
}

static guint32
host_named (const Trial *trial, const char *host)
{
  return trial_index (trial, MODEL_MACHINE_HOST, host);
}

/* ---- Phases ---- */

/* One second of checks, one of reserving, a minute of pre-copy, five seconds of standing still. */
#define PHASES                                                                                               \
  "rollcall: 1\nphysics: {vmotion-check: 1 s, vmotion-reserve: 1 s, vmotion-resume: 5 s}\n"                  \
  "vcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"                                     \
  "    ha: {admission-control: {policy: off}}\n    drs: {threshold: 1}\n    hosts:\n"                        \
  "      h1: {cpu: 100 GHz, memory: 256 GiB}\n      h2: {cpu: 100 GHz, memory: 200 GiB}\n"                   \
  "      h3: {cpu: 100 GHz, memory: 100 GiB}\n"                                                              \
  "    vms: {v: {memory: 64 GiB, dirty-rate: 0 MiB/s, host: h1}}\n"                                          \
  "plan:\n  - {step: out, maintenance: h1}\n"

static const struct {
  const char *at;
  guint state;
} phases[] = { { "500 ms", MIGRATION_AT_CHECKING },
               { "1500 ms", MIGRATION_AT_RESERVING },
               { "30 s", MIGRATION_AT_COPYING },
               { "65 s", MIGRATION_AT_SWITCHING } };

#define EACH_PHASE(I)                                                                                        \
  gsize I = 0;                                                                                               \
  I < G_N_ELEMENTS (phases);                                                                                 \
  I++

static Trial *
break_in (gsize phase, const char *fault)
{
  Trial *trial = trial_new_from (PHASES "faults:\n  - {%s, at: %s}\n", fault, phases[phase].at);

  trial_end (trial);
  return trial;
}

static gboolean
broke_from (const Trial *trial, guint state)
{
  const SimEntry *entry = trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_IDLE, 0);

  return entry && entry->state_from == state;
}

/* Whatever happens to the target before it has resumed there, the VM runs on where it was, and goes elsewhere. */
static void
a_target_may_die_in_any_phase (void)
{
  for (EACH_PHASE (i)) {
    g_autoptr (Trial) trial = break_in (i, "crash: h2");

    CU_ASSERT_TRUE (broke_from (trial, phases[i].state));
    CU_ASSERT_EQUAL (FOUND (trial, VM_DOWN, VM, "v"), 0);
    CU_ASSERT_EQUAL (FOUND (trial, MIGRATION_FAILED, VM, "v"), 1);
    CU_ASSERT_EQUAL (FIRST (trial, MIGRATION_FAILED, VM, "v")->evidence[1], MODEL_BREAK_TARGET);
    CU_ASSERT_EQUAL (host_of (trial, "v"), host_named (trial, "h3"));
    CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  }
}

static void
a_source_may_die_in_any_phase (void)
{
  for (EACH_PHASE (i)) {
    g_autoptr (Trial) trial = break_in (i, "crash: h1");

    CU_ASSERT_TRUE (broke_from (trial, phases[i].state));
    CU_ASSERT_EQUAL (FOUND (trial, VM_DOWN, VM, "v"), 1);
    CU_ASSERT_EQUAL (FOUND (trial, MIGRATION_FAILED, VM, "v"), 0);
    CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING)); /* HA has it */
    CU_ASSERT_TRUE (IS (trial, STEP, "out", FAILED));
  }
}

/* The network of the target: another target. That of the source: nobody leaves before it is back. */
static void
a_vmotion_network_may_go_in_any_phase (void)
{
  for (EACH_PHASE (i)) {
    g_autoptr (Trial) target = break_in (i, "vmotion-link-down: h2, for: 2 h");
    g_autoptr (Trial) source = break_in (i, "vmotion-link-down: h1, for: 2 h");

    CU_ASSERT_TRUE (broke_from (target, phases[i].state));
    CU_ASSERT_EQUAL (FIRST (target, MIGRATION_FAILED, VM, "v")->evidence[1], MODEL_BREAK_LINK);
    CU_ASSERT_EQUAL (host_of (target, "v"), host_named (target, "h3"));
    CU_ASSERT_TRUE (WHEN (target, HOST, "h1", MAINTENANCE) < SIM_HOUR);
    CU_ASSERT_TRUE (broke_from (source, phases[i].state));
    CU_ASSERT_EQUAL (FIRST (source, EVACUATION_BLOCKED, VM, "v")->evidence[0], MODEL_BLOCKER_VMOTION_NETWORK);
    CU_ASSERT_TRUE (WHEN (source, HOST, "h1", MAINTENANCE) > 2 * SIM_HOUR);
    CU_ASSERT_EQUAL (FOUND (source, VM_DOWN, VM, "v"), 0);
  }
}

/* Until the guest has stopped; then it is too late. */
static void
a_vmotion_may_be_cancelled (void)
{
  for (EACH_PHASE (i)) {
    g_autoptr (Trial) trial = break_in (i, "cancel-migration: v");
    gboolean early = phases[i].state != MIGRATION_AT_SWITCHING;

    CU_ASSERT_EQUAL (FOUND (trial, MIGRATION_FAILED, VM, "v"), early ? 1 : 0);
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), early ? 2 : 1); /* its host is still to be emptied */
    CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  }
}

/* The hosts finish it among themselves. */
static void
a_vmotion_outlives_its_vcenter (void)
{
  for (EACH_PHASE (i)) {
    g_autoptr (Trial) trial = break_in (i, "crash: vc, for: 1 h");

    CU_ASSERT_EQUAL (FOUND (trial, MIGRATION_FAILED, VM, "v"), 0);
    CU_ASSERT_EQUAL (host_of (trial, "v"), host_named (trial, "h2"));
    CU_ASSERT_TRUE (WHEN (trial, MIGRATION, "v", IDLE) < 2 * SIM_MINUTE);
  }
}

/* HA restarts w where vCenter has promised room to v, which has not reserved it yet: HA does not ask vCenter. */
static void
a_target_may_have_given_its_room_away (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nphysics: {vmotion-check: 2 min}\nclusters:\n  p:\n"
                   "    ha: {admission-control: {policy: off}}\n    hosts:\n"
                   "      h1: {cpu: 100 GHz, memory: 100 GiB, datastores: [a]}\n"
                   "      h2: {cpu: 100 GHz, memory: 100 GiB, datastores: [a, d]}\n"
                   "      h3: {cpu: 100 GHz, memory: 70 GiB, datastores: [a]}\n"
                   "      h4: {cpu: 100 GHz, memory: 100 GiB, datastores: [d]}\n    vms:\n"
                   "      v: {memory: 60 GiB, memory-reservation: 60 GiB, host: h1, datastores: [a]}\n"
                   "      w: {memory: 50 GiB, memory-reservation: 50 GiB, host: h4, datastores: [d]}\n"
                   "plan:\n  - {step: out, maintenance: h1}\nfaults:\n  - {crash: h4, at: 1 s}\n");
  const SimEntry *first;

  trial_end (trial);
  first = trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_CHECKING, 0);
  CU_ASSERT_EQUAL (model_index (trial->run, (SimId) first->a), host_named (trial, "h2"));
  CU_ASSERT_EQUAL (FOUND (trial, MIGRATION_FAILED, VM, "v"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, MIGRATION_FAILED, VM, "v")->evidence[1], MODEL_BREAK_ROOM);
  CU_ASSERT_TRUE (broke_from (trial, MIGRATION_AT_RESERVING));
  CU_ASSERT_EQUAL (host_of (trial, "w"), host_named (trial, "h2"));
  CU_ASSERT_EQUAL (host_of (trial, "v"), host_named (trial, "h3"));
  CU_ASSERT_EQUAL (model_host_state (trial->run, host_named (trial, "h2"))->promised_mib, 0);
}

/* ---- The queue ---- */

/* What the first that has to wait waits for, and how many do not have to. */
static void
the_queue_says_what_for (void)
{
  const struct {
    const char *physics, *link;
    ModelLimitKind kind;
    guint under_way;
  } cases[] = {
    { "", "10 Gbit/s", MODEL_LIMIT_NETWORK, 8 },
    { "", "1 Gbit/s", MODEL_LIMIT_NETWORK, 4 },
    { "", "100 Gbit/s", MODEL_LIMIT_NETWORK, 8 },
    { "vmotion-host-maximum: 3", "10 Gbit/s", MODEL_LIMIT_HOST, 3 },
    { "vmotion-datastore-maximum: 5", "10 Gbit/s", MODEL_LIMIT_DATASTORE, 5 },
    { "vmotion-vcenter-maximum: 2", "10 Gbit/s", MODEL_LIMIT_VCENTER, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {%s}\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
        "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 256 GiB, vmotion: %s, datastores: [ds]}\n"
        "    vms:\n      v[01-12]: {memory: 4 GiB, host: h1, datastores: [ds]}\n"
        "plan:\n  - {step: out, maintenance: h1}\n",
        cases[i].physics, cases[i].link);
    const SimEntry *first;
    guint under_way = 0;

    trial_until (trial, 0);
    for (guint32 vm = 0; vm < trial->fleet->n_vms; vm++)
      under_way += model_vmotion_is_under_way (trial->run, vm) ? 1 : 0;
    CU_ASSERT_EQUAL (under_way, cases[i].under_way);
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, QUEUED), 12 - cases[i].under_way);
    first = trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_QUEUED, 0);
    CU_ASSERT_EQUAL (MODEL_LIMIT_KIND ((ModelLimit) first->a), cases[i].kind);
    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 12); /* nobody is refused */
  }
}

/* Two clusters, one vCenter, one datastore: whoever waits for what the other holds goes on when that is given back. */
static void
clusters_wait_for_one_another (void)
{
  const char *const physics[] = { "vmotion-vcenter-maximum: 1", "vmotion-datastore-maximum: 1" };

  for (gsize i = 0; i < G_N_ELEMENTS (physics); i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nphysics: {%s}\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n"
                          "  p:\n    vcenter: vc\n    hosts: {p1: {cpu: 100 GHz, memory: 64 GiB}, p2: {cpu: "
                          "100 GHz, memory: 64 GiB}}\n"
                          "    vms: {a: {memory: 8 GiB, host: p1, datastores: [ds]}}\n"
                          "  q:\n    vcenter: vc\n    hosts: {q1: {cpu: 100 GHz, memory: 64 GiB}, q2: {cpu: "
                          "100 GHz, memory: 64 GiB}}\n"
                          "    vms: {b: {memory: 8 GiB, host: q1, datastores: [ds]}}\n"
                          "plan:\n  - {step: p-out, maintenance: p1}\n  - {step: q-out, maintenance: q1}\n",
                          physics[i]);

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, HOST, "p1", MAINTENANCE) && IS (trial, HOST, "q1", MAINTENANCE));
    CU_ASSERT_EQUAL (WHEN (trial, MIGRATION, "b", CHECKING), WHEN (trial, MIGRATION, "a", IDLE));
  }
}

/* A host that is not to be emptied after all has nobody waiting. */
static void
who_need_not_go_leaves_the_queue (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    drs: {threshold: 1}\n    hosts:\n"
                   "      h[1-3]: {cpu: 100 GHz, memory: 256 GiB, vmotion: 1 Gbit/s}\n"
                   "    vms:\n      v[01-12]: {memory: 16 GiB, host: h1}\n"
                   "plan:\n  - {step: out, maintenance: h1, enter-timeout: 2 min, on-failure: stop}\n");

  trial_until (trial, 2 * SIM_MINUTE + 1);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", CONNECTED));
  for (guint32 vm = 0; vm < trial->fleet->n_vms; vm++)
    CU_ASSERT_NOT_EQUAL (model_state (trial->run, MODEL_MACHINE_MIGRATION, vm), MIGRATION_AT_QUEUED);
  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 4); /* what was under way arrives */
}

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
test_physics_vmotion_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of vMotion", NULL, NULL);

  CU_ADD_TEST (suite, a_target_may_die_in_any_phase);
  CU_ADD_TEST (suite, a_source_may_die_in_any_phase);
  CU_ADD_TEST (suite, a_vmotion_network_may_go_in_any_phase);
  CU_ADD_TEST (suite, a_vmotion_may_be_cancelled);
  CU_ADD_TEST (suite, a_vmotion_outlives_its_vcenter);
  CU_ADD_TEST (suite, a_target_may_have_given_its_room_away);
  CU_ADD_TEST (suite, the_queue_says_what_for);
  CU_ADD_TEST (suite, clusters_wait_for_one_another);
  CU_ADD_TEST (suite, who_need_not_go_leaves_the_queue);
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
