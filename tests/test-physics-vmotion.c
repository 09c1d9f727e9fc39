/* vMotion by the handbook's table (8.8): what an operation waits for, and what breaks it at each phase. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_vmotion_suite (void);

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
    CU_ASSERT_EQUAL (trial_host_of (trial, "v"), host_named (trial, "h3"));
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
    CU_ASSERT_EQUAL (trial_host_of (target, "v"), host_named (target, "h3"));
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
    CU_ASSERT_EQUAL (trial_host_of (trial, "v"), host_named (trial, "h2"));
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
  CU_ASSERT_EQUAL (trial_host_of (trial, "w"), host_named (trial, "h2"));
  CU_ASSERT_EQUAL (trial_host_of (trial, "v"), host_named (trial, "h3"));
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
}
