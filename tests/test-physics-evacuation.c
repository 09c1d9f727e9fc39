/* A host being emptied: where its VMs go, what admission control and vCenter have to say, what happens when an end of a
 * vMotion dies, and how copies share a link. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_evacuation_suite (void);

static guint32
host_named (const Trial *trial, const char *name)
{
  return trial_index (trial, MODEL_MACHINE_HOST, name);
}

/* A host dies in the very instant in which it is to be emptied: DRS hears of it when there is nothing left to empty. */
static void
it_dies_as_it_enters (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {}\n    hosts:\n      h[1-3]: {cpu: 9 GHz, memory: 16 GiB}\n"
      "    vms:\n      v[1-3]: {memory: 1 GiB, host: h1}\n"
      "plan:\n  - {step: out, maintenance: h1}\n"
      "faults:\n  - {crash: h1, during: {step: out, host: h1, state: entering}}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", ENTERING), WHEN (trial, HOST, "h1", DOWN));
  CU_ASSERT_EQUAL (model_host_state (trial->run, host_named (trial, "h1"))->emptying, MODEL_NOT_EMPTYING);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED), 0);
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
}

/* A Storage vMotion stays on its host, while vMotions from there begin and end and take their share of the link. */
static void
disks_move_beside_an_evacuation (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    hosts:\n"
                   "      h[1-2]: {cpu: 9 GHz, memory: 64 GiB, datastores: [old, new], version: 8.0.1}\n    vms:\n"
                   "      disks: {memory: 4 GiB, dirty-rate: 200 MiB/s, host: h1, disks: 40 GiB, datastores: [old]}\n"
                   "      v[1-3]: {memory: 16 GiB, host: h1}\n"
                   "plan:\n  - {step: move, relocate: disks, datastore: new}\n  - {step: out, maintenance: h1}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "move", DONE));
  CU_ASSERT_TRUE (IS (trial, STEP, "out", DONE));
}

/* ---- Admission control holds back (AC-30) ---- */

/* The cluster of the vendor's own example. Without h1, one policy is content and two are not. */
static Trial *
empty_with (const char *admission, const char *rest)
{
  return trial_new_from (
      "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: %s}\n    hosts:\n"
      "      h1: {cpu: 9000 MHz, memory: 9216 MiB}\n      h2: {cpu: 9000 MHz, memory: 6144 MiB}\n"
      "      h3: {cpu: 6000 MHz, memory: 6144 MiB}\n    vms:\n"
      "      v[1-2]: {memory: 1 GiB, memory-reservation: 1 GiB, cpu-reservation: 2 GHz}\n"
      "      v3: {memory: 2 GiB, memory-reservation: 2 GiB, cpu-reservation: 1 GHz, host: h1}\n"
      "      v[4-5]: {memory: 1 GiB, memory-reservation: 1 GiB, cpu-reservation: 1 GHz}\n"
      "      w: {memory: 1 GiB, power: off}\n"
      "plan:\n  - {step: out, maintenance: h1}\n%s",
      admission, rest);
}

static void
a_policy_decides_whether_a_host_may_leave (void)
{
  const struct {
    const char *policy;
    gboolean may;
  } policies[] = {
    { "{policy: slot, host-failures: 1}", FALSE },
    { "{policy: percentage, host-failures: 1}", FALSE },
    { "{policy: percentage, cpu: 25 %, memory: 25 %}", TRUE },
    { "{policy: off}", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (policies); i++) {
    g_autoptr (Trial) trial = empty_with (policies[i].policy, "");
    const SimFinding *finding;

    trial_end (trial);
    finding = trial_first (trial, MODEL_FIND_EVACUATION_BLOCKED, trial_cluster (trial, "p"));
    CU_ASSERT_EQUAL (IS (trial, HOST, "h1", MAINTENANCE), policies[i].may);
    CU_ASSERT_EQUAL (IS (trial, HOST, "h1", STUCK), !policies[i].may);
    CU_ASSERT_EQUAL (finding->since >= 0, !policies[i].may);
    CU_ASSERT_TRUE (policies[i].may || finding->evidence[0] == MODEL_BLOCKER_ADMISSION_CONTROL);
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING) > 0, policies[i].may);
  }
}

/* The task hangs; switched off, admission control lets go. Switched on again it is violated, and refuses power-ons. */
static void
switching_it_off_releases_the_host (void)
{
  g_autoptr (Trial) trial
      = empty_with ("{policy: slot, host-failures: 1}",
                    "  - {step: day, wait: 24 h}\n"
                    "  - {step: off, set: {cluster: p, admission-control: off}, after: [day]}\n"
                    "  - {step: on, set: {cluster: p, admission-control: on}, after: [out, off]}\n"
                    "  - {step: more, power-on: w, after: [on]}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, MAINTENANCE_STUCK, HOST, "h1")->until,
                   24 * SIM_HOUR + 30 * SIM_SECOND); /* DRS looks */
  CU_ASSERT_EQUAL (WHEN (trial, VM, "v3", MIGRATING), 24 * SIM_HOUR + 30 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", VIOLATED));
  CU_ASSERT_EQUAL (trial_first (trial, MODEL_FIND_HA_CAPACITY_SHORT, trial_cluster (trial, "p"))->until,
                   SIM_NEVER);
  CU_ASSERT_TRUE (IS (trial, STEP, "more", FAILED));
  CU_ASSERT_EQUAL (FIRST (trial, POWER_ON_REFUSED, VM, "w")->evidence[0], MODEL_REFUSED_ADMISSION);
}

/* ---- Power-on ---- */

static void
power_on_asks_everybody (void)
{
  const struct {
    const char *admission, *vm, *fault;
    gint refusal; /* -1 is none */
  } cases[] = {
    { "{policy: percentage, cpu: 0 %, memory: 50 %}", "memory: 16 GiB, memory-reservation: 16 GiB", "", -1 },
    { "{policy: percentage, cpu: 0 %, memory: 50 %}", "memory: 40 GiB, memory-reservation: 40 GiB", "",
      MODEL_REFUSED_ADMISSION },
    { "{policy: off}", "memory: 40 GiB, memory-reservation: 40 GiB", "", MODEL_REFUSED_NO_ROOM },
    { "{policy: off}", "memory: 1 GiB", "faults:\n  - {crash: vc, at: 1 s}\n", MODEL_REFUSED_VCENTER_DOWN },
    { "{policy: off}", "memory: 1 GiB, datastores: [b]", "", MODEL_REFUSED_NO_ROOM },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
        "    ha: {admission-control: %s}\n    hosts:\n"
        "      h[1-2]: {cpu: 100 GHz, memory: 32 GiB, datastores: [a]}\n"
        "    vms: {v: {%s, power: off}}\n"
        "plan:\n  - {step: minute, wait: 1 min}\n  - {step: on, power-on: v, after: [minute]}\n%s",
        cases[i].admission, cases[i].vm, cases[i].fault);

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, VM, "v", RUNNING), cases[i].refusal < 0);
    CU_ASSERT_EQUAL (IS (trial, STEP, "on", DONE), cases[i].refusal < 0);
    CU_ASSERT_EQUAL (FOUND (trial, POWER_ON_REFUSED, VM, "v"), cases[i].refusal < 0 ? 0 : 1);
    if (cases[i].refusal >= 0)
      CU_ASSERT_EQUAL (FIRST (trial, POWER_ON_REFUSED, VM, "v")->evidence[0], cases[i].refusal);
  }
}

/* ---- vCenter ---- */

/* What is under way arrives; nothing starts until vCenter is back; then it goes on. */
static void
vcenter_down_freezes_an_evacuation (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
      "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 256 GiB, vmotion: 1 Gbit/s}\n"
      "    vms:\n      v[01-12]: {memory: 8 GiB, host: h1}\n"
      "plan:\n  - {step: out, maintenance: h1}\nfaults:\n  - {crash: vc, at: 1 min, for: 1 h}\n");
  SimTime back;

  trial_until (trial, 59 * SIM_MINUTE);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 4);
  CU_ASSERT_EQUAL (model_host_state (trial->run, host_named (trial, "h1"))->n_vms, 8);
  CU_ASSERT_TRUE (IS (trial, DRS, "p", BLIND));
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", ENTERING));
  trial_end (trial);
  back = SIM_HOUR + SIM_MINUTE + trial->fleet->physics[MODEL_VC_BOOT];
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_CHECKING, 4)->at, back);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 12);
}

/* ---- An end dies ---- */

#define PAIR                                                                                                 \
  "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: off}}\n"                               \
  "    hosts:\n      h1: {cpu: 100 GHz, memory: 256 GiB}\n      h2: {cpu: 100 GHz, memory: 200 GiB}\n"       \
  "      h3: {cpu: 100 GHz, memory: 100 GiB}\n    vms: {v: {memory: 64 GiB, host: h1}}\n"                    \
  "plan:\n  - {step: out, maintenance: h1}\n"

static void
a_vmotion_loses_its_source (void)
{
  g_autoptr (Trial) trial = trial_new (PAIR "faults:\n  - {crash: h1, at: 30 s}\n");

  trial_until (trial, 30 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, VM, "v", DOWN));
  CU_ASSERT_TRUE (IS (trial, MIGRATION, "v", IDLE));
  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "v", MIGRATING), 0);
  CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING)); /* HA has it */
  CU_ASSERT_TRUE (IS (trial, STEP, "out", FAILED));
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", DOWN));
}

static void
a_vmotion_loses_its_target (void)
{
  g_autoptr (Trial) trial = trial_new (PAIR "faults:\n  - {crash: h2, at: 30 s}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND (trial, VM_DOWN, VM, "v"), 0);
  CU_ASSERT_EQUAL (FOUND (trial, MIGRATION_FAILED, VM, "v"), 1);
  CU_ASSERT_EQUAL (trial_host_of (trial, "v"), host_named (trial, "h3"));
  CU_ASSERT_TRUE (IS (trial, STEP, "out", DONE));
}

/* Those that have left stay where they are; those that have not are restarted. */
static void
a_host_may_die_while_it_empties (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: off}}\n"
                   "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 256 GiB, vmotion: 1 Gbit/s}\n"
                   "    vms:\n      v[01-12]: {memory: 8 GiB, dirty-rate: 0 MiB/s, host: h1}\n"
                   "plan:\n  - {step: out, maintenance: h1}\nfaults:\n  - {crash: h1, at: 6 min}\n");

  trial_until (trial, 6 * SIM_MINUTE - 1);
  CU_ASSERT_EQUAL (model_host_state (trial->run, host_named (trial, "h1"))->n_vms, 8);
  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 8);
  CU_ASSERT_EQUAL (FOUND (trial, VM_DOWN, VM, "v01"), 0);
  for (guint32 vm = 0; vm < trial->fleet->n_vms; vm++)
    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_VM, vm), VM_AT_RUNNING);
  CU_ASSERT_TRUE (IS (trial, STEP, "out", FAILED));
}

static void
a_broken_vmotion_is_tried_again (void)
{
  g_autoptr (Trial) trial = trial_new (PAIR "faults:\n  - {fail-migration: v, at: 0 s}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 2);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, COPYING), 1);
  CU_ASSERT_EQUAL (FOUND (trial, MIGRATION_FAILED, VM, "v"), 1);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
}

/* ---- Copies ---- */

/* Two at once take as long together as one after the other would, and a guest that writes too fast is slowed down. */
static void
copies_share_a_link (void)
{
  SimTime took[2];

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nphysics: {vmotion-check: 0 s, vmotion-reserve: 0 s, vmotion-resume: "
                          "0 s}\nclusters:\n  p:\n    hosts:\n"
                          "      h[1-3]: {cpu: 100 GHz, memory: 256 GiB, vmotion: 10 Gbit/s}\n    vms:\n"
                          "      v[1-%u]: {memory: 32 GiB, dirty-rate: 0 MiB/s, host: h1}\n"
                          "plan:\n  - {step: out, maintenance: h1}\n",
                          i + 1);

    trial_end (trial);
    took[i] = WHEN (trial, HOST, "h1", MAINTENANCE);
  }
  CU_ASSERT_TRUE (took[0] > 20 * SIM_SECOND);
  CU_ASSERT_TRUE (took[1] >= 2 * took[0] - 2 && took[1] <= 2 * took[0] + 2);
}

static void
a_busy_guest_is_slowed_down (void)
{
  g_autoptr (Trial) trial = trial_new ("rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-2]: {cpu: 100 "
                                       "GHz, memory: 256 GiB, vmotion: 10 Gbit/s}\n"
                                       "    vms:\n      v: {memory: 32 GiB, dirty-rate: 2 GiB/s, host: h1}\n"
                                       "      w: {memory: 32 GiB, dirty-rate: 100 MiB/s, host: h1}\n"
                                       "plan:\n  - {step: out, maintenance: h1}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (FOUND (trial, GUEST_SLOWED, VM, "v"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, GUEST_SLOWED, VM, "w"), 0);
}

/* ---- Where they go ---- */

/* Claims decide what is possible, use what is good: the host that is allowed them all ends up with more than it has. */
static void
claims_allow_what_use_does_not (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    drs: {threshold: 1}\n"
                   "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n"
                   "    vms:\n      v[1-6]: {memory: 16 GiB, memory-reservation: 8 GiB}\n"
                   "plan:\n  - {step: out, maintenance: h1}\n  - {step: back, leave: h1, after: [out]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (WHEN (trial, HOST, "h1", MAINTENANCE) > 0);
  CU_ASSERT_EQUAL (FOUND (trial, PLACEMENT_DEGRADED, HOST, "h2"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, PLACEMENT_DEGRADED, HOST, "h2")->evidence[0],
                   6 * 16 * 1024); /* those on their way too */
  CU_ASSERT_EQUAL (FIRST (trial, PLACEMENT_DEGRADED, HOST, "h2")->until, SIM_NEVER);
  CU_ASSERT_EQUAL (FOUND (trial, PLACEMENT_DEGRADED, HOST, "h1"), 0);
}

/* A should rule is broken when nothing better is left, and only then. */
static void
should_rules_give_way (void)
{
  const char *const states[] = { "connected", "maintenance" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB}\n"
        "      h2: {cpu: 100 GHz, memory: 64 GiB, state: %s}\n      h3: {cpu: 100 GHz, memory: 512 GiB}\n"
        "    vms: {v: {memory: 16 GiB, host: h1}}\n"
        "    rules:\n      - {name: near, run: [v], on: [h1, h2]}\n"
        "plan:\n  - {step: out, maintenance: h1}\n",
        states[i]);

    trial_end (trial);
    CU_ASSERT_EQUAL (trial_host_of (trial, "v"), host_named (trial, i ? "h3" : "h2"));
    CU_ASSERT_EQUAL (FOUND (trial, RULE_VIOLATED, VM, "v"), i);
  }
}

void
test_physics_evacuation_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of evacuation", NULL, NULL);

  CU_ADD_TEST (suite, disks_move_beside_an_evacuation);
  CU_ADD_TEST (suite, it_dies_as_it_enters);
  CU_ADD_TEST (suite, a_policy_decides_whether_a_host_may_leave);
  CU_ADD_TEST (suite, switching_it_off_releases_the_host);
  CU_ADD_TEST (suite, power_on_asks_everybody);
  CU_ADD_TEST (suite, vcenter_down_freezes_an_evacuation);
  CU_ADD_TEST (suite, a_vmotion_loses_its_source);
  CU_ADD_TEST (suite, a_vmotion_loses_its_target);
  CU_ADD_TEST (suite, a_host_may_die_while_it_empties);
  CU_ADD_TEST (suite, a_broken_vmotion_is_tried_again);
  CU_ADD_TEST (suite, copies_share_a_link);
  CU_ADD_TEST (suite, a_busy_guest_is_slowed_down);
  CU_ADD_TEST (suite, claims_allow_what_use_does_not);
  CU_ADD_TEST (suite, should_rules_give_way);
}
