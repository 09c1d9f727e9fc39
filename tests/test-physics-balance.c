/* DRS between maintenances: how uneven a cluster is, which moves that is worth, rules put right afterwards. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_balance_suite (void);

static guint32
vms_on (const Trial *trial, const char *host)
{
  return model_host_state (trial->run, trial_index (trial, MODEL_MACHINE_HOST, host))->n_vms;
}

static guint32
host_named (const Trial *trial, const char *name)
{
  return trial_index (trial, MODEL_MACHINE_HOST, name);
}

/* Four hosts, of which h4 comes back from maintenance empty; twelve equal VMs on the others. */
static Trial *
refill (const char *vcenter, const char *drs, const char *vm)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n    drs: {%s}\n    hosts:\n"
      "      h[1-3]: {cpu: 100 GHz, memory: 256 GiB}\n      h4: {cpu: 100 GHz, memory: 256 GiB, state: maintenance}\n"
      "    vms:\n      a[1-4]: {memory: 32 GiB, host: h1%s}\n      b[1-4]: {memory: 32 GiB, host: h2%s}\n"
      "      c[1-4]: {memory: 32 GiB, host: h3%s}\nplan:\n  - {step: back, leave: h4}\n",
      vcenter, drs, vm, vm, vm);

  trial_end (trial);
  return trial;
}

/* Loads are 1/2, 1/2, 1/2 and 0: LBM is 0.2165, LBM x sqrt N 0.433, and 6 - 5 is clamped to 2. One move leaves 0.306, still
 * priority 2; two leave 0.177, which is 4; three leave nothing to do. */
static void
an_empty_host_is_filled_again (void)
{
  const struct {
    const char *vcenter, *drs;
    guint32 on_h4;
  } cases[] = {
    { "6.7.3", "threshold: 1", 0 },           { "6.7.3", "threshold: 2", 2 },
    { "6.7.3", "threshold: 3", 2 },           { "6.7.3", "threshold: 5", 3 },
    { "6.7.3", "vmotion-rate: 5", 0 },        { "6.7.3", "vmotion-rate: 1", 3 },
    { "8.0.3", "threshold: 1", 0 },           { "8.0.3", "threshold: 2", 0 },
    { "8.0.3", "threshold: 3", 2 },           { "8.0.3", "threshold: 5", 3 },
    { "8.0.3", "automation: manual", 0 },     { "8.0.3", "automation: partially-automated", 0 },
    { "8.0.3", "automation: off", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = refill (cases[i].vcenter, cases[i].drs, "");

    if (vms_on (trial, "h4") != cases[i].on_h4)
      g_print ("%s, %s: %u VMs on h4\n", cases[i].vcenter, cases[i].drs, vms_on (trial, "h4"));
    CU_ASSERT_EQUAL (vms_on (trial, "h4"), cases[i].on_h4);
  }
}

/* Half a minute after the event at the latest, and at the interval if that is sooner (DRS-05). */
static void
it_looks_soon (void)
{
  g_autoptr (Trial) trial = refill ("6.7.3", "threshold: 3", "");
  SimTime back = WHEN (trial, HOST, "h4", CONNECTED);

  CU_ASSERT_TRUE (back > 0);
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_CHECKING, 0)->at,
                   back + 30 * SIM_SECOND);
}

/* What must not move does not: an override, a device, a rule. */
static void
what_is_tied_stays (void)
{
  const char *const vms[] = { ", automation: manual", ", devices: [pci-passthrough]", ", datastores: [d]" };

  for (gsize i = 0; i < G_N_ELEMENTS (vms); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    hosts:\n      h1: {cpu: 100 GHz, memory: 256 GiB, datastores: [d]}\n"
        "      h2: {cpu: 100 GHz, memory: 256 GiB, datastores: [e], state: maintenance}\n"
        "    vms:\n      a[1-4]: {memory: 32 GiB, host: h1%s}\nplan:\n  - {step: back, leave: h2}\n",
        vms[i]);

    trial_end (trial);
    CU_ASSERT_EQUAL (vms_on (trial, "h2"), 0);
  }
}

/* DRS-02: overrides count only where the cluster lets them. */
static void
overrides_may_be_off (void)
{
  g_autoptr (Trial) trial = refill ("8.0.3", "vm-overrides: false", ", automation: manual");

  CU_ASSERT_EQUAL (vms_on (trial, "h4"), 2);
}

/* More moves than slots: those that wait go on as slots come free, without another look. */
static void
moves_wait_for_slots (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    drs: {threshold: 5}\n    hosts:\n"
                   "      h1: {cpu: 100 GHz, memory: 256 GiB, vmotion: 1 Gbit/s}\n"
                   "      h2: {cpu: 100 GHz, memory: 256 GiB, vmotion: 1 Gbit/s, state: maintenance}\n"
                   "    vms:\n      a[01-20]: {memory: 8 GiB, dirty-rate: 0 MiB/s, host: h1}\n"
                   "plan:\n  - {step: back, leave: h2}\n");
  SimTime first;

  trial_end (trial);
  first = trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_CHECKING, 0)->at;
  CU_ASSERT_EQUAL (trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_CHECKING, 3)->at, first);
  CU_ASSERT_TRUE (trial_entry (trial, MODEL_MACHINE_MIGRATION, ANYBODY, MIGRATION_AT_CHECKING, 4)->at > first);
  CU_ASSERT_TRUE (vms_on (trial, "h2") >= 8);
}

/* CPU and memory are weighed by themselves up to 6.7: CPU that is uneven moves VMs though memory is even. */
static void
cpu_counts_too (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nvcenters: {vc: {version: 6.5}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
                   "      h[1-2]: {cpu: 100 GHz, memory: 256 GiB}\n"
                   "      h3: {cpu: 100 GHz, memory: 1 GiB, state: maintenance}\n    vms:\n"
                   "      a[1-4]: {memory: 8 GiB, cpu-demand: 20 GHz, host: h1}\n"
                   "      b[1-4]: {memory: 8 GiB, cpu-demand: 1 GHz, host: h2}\n"
                   "plan:\n  - {step: back, leave: h3}\n");

  CU_ASSERT_EQUAL (model_balance_deviation (trial->run, 0), 380000);
  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 2); /* a third would make it worse, and h3 has no memory */
  CU_ASSERT_EQUAL (vms_on (trial, "h2"), 6);
}

/* ---- Rules put right afterwards (DRS-11) ---- */

static void
should_rules_are_put_right (void)
{
  const char *const levels[] = { "fully-automated", "partially-automated" };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    drs: {automation: fully-automated, threshold: 1}\n    hosts:\n"
        "      h[1-3]: {cpu: 100 GHz, memory: 256 GiB}\n    vms: {v: {memory: 16 GiB, host: h1}}\n"
        "    rules:\n      - {name: near, run: [v], on: [h1]}\n"
        "plan:\n  - {step: out, maintenance: h1}\n  - {step: level, set: {cluster: p, drs: %s}, after: [out]}\n"
        "  - {step: back, leave: h1, after: [level]}\n",
        levels[i]);
    const SimFinding *finding;

    trial_end (trial);
    finding = FIRST (trial, RULE_VIOLATED, VM, "v");
    CU_ASSERT_TRUE (finding->since > 0);
    CU_ASSERT_EQUAL (finding->until == SIM_NEVER, i == 1);
    CU_ASSERT_EQUAL (trial_host_of (trial, "v") == host_named (trial, "h1"), i == 0);
    CU_ASSERT_TRUE (i == 1 || finding->until <= WHEN (trial, HOST, "h1", CONNECTED) + SIM_MINUTE);
  }
}

/* VMs that HA had to restart on one host, against a rule, are parted when there is a second one. */
static void
vms_are_parted_again (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nphysics: {ha-respect-keep-apart: false}\nclusters:\n  p:\n    ha: {admission-control: {policy: off}}\n"
      "    drs: {threshold: 1}\n    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 256 GiB}\n    vms:\n"
      "      a: {memory: 16 GiB, host: h1}\n      b: {memory: 16 GiB, host: h2}\n"
      "    rules:\n      - {name: apart, keep-apart: [a, b]}\n"
      "faults:\n  - {crash: h2, at: 1 min, for: 1 h}\n");
  SimTime parted;

  trial_until (trial, SIM_HOUR);
  CU_ASSERT_EQUAL (trial_host_of (trial, "b"), host_named (trial, "h1"));
  CU_ASSERT_EQUAL (FOUND (trial, RULE_VIOLATED, VM, "b"), 1);
  trial_end (trial);
  parted = FIRST (trial, RULE_VIOLATED, VM, "b")->until;
  CU_ASSERT_NOT_EQUAL (trial_host_of (trial, "a"), trial_host_of (trial, "b"));
  CU_ASSERT_TRUE (parted > WHEN (trial, HOST, "h2", HA_INIT) && parted < 2 * SIM_HOUR);
}

/* ---- Room for a restart (HA-38) ---- */

/* big fits on no single host when h3 has died; it would on h1, if both VMs there went to h2 and to h4. */
#define FRAGMENTED(DRS, FAULTS)                                                                              \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"                        \
  "    ha: {admission-control: {policy: off}}\n    drs: {threshold: 1" DRS "}\n    hosts:\n"                 \
  "      h[1-3]: {cpu: 100 GHz, memory: 100 GiB}\n      h4: {cpu: 100 GHz, memory: 50 GiB}\n    vms:\n"      \
  "      a[1-2]: {memory: 20 GiB, memory-reservation: 20 GiB, host: h1}\n"                                   \
  "      b1: {memory: 70 GiB, memory-reservation: 70 GiB, host: h2}\n"                                       \
  "      big: {memory: 90 GiB, memory-reservation: 90 GiB, host: h3}\nfaults:\n" FAULTS

static void
drs_makes_room_while_vcenter_is_there (void)
{
  const struct {
    const char *yaml;
    gboolean restarted;
    guint moves;
  } cases[] = {
    { FRAGMENTED ("", "  - {crash: h3, at: 1 min}\n"), TRUE, 2 },
    { FRAGMENTED (", automation: manual", "  - {crash: h3, at: 1 min}\n"), FALSE, 0 },
    { FRAGMENTED (", automation: off", "  - {crash: h3, at: 1 min}\n"), FALSE, 0 },
    { FRAGMENTED ("", "  - {crash: vc, at: 30 s}\n  - {crash: h3, at: 1 min}\n"), FALSE, 0 },
    { FRAGMENTED ("", "  - {crash: vc, at: 30 s, for: 1 h}\n  - {crash: h3, at: 1 min}\n"), TRUE, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new (cases[i].yaml);

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, VM, "big", RUNNING), cases[i].restarted);
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), cases[i].moves);
    CU_ASSERT_EQUAL (FOUND (trial, HA_RESTART_FAILED, VM, "big"), 1);
    CU_ASSERT_EQUAL (FIRST (trial, HA_RESTART_FAILED, VM, "big")->until == SIM_NEVER, !cases[i].restarted);
  }
}

/* More moves than it is worth, or nowhere to go: nobody is moved for nothing. */
static void
it_moves_nothing_in_vain (void)
{
  const char *const changes[] = { "physics: {drs-defragment-moves: 1}\n", "physics: {drs-defragment-moves: 0}\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autofree char *yaml = g_strconcat (FRAGMENTED ("", "  - {crash: h3, at: 1 min}\n"), changes[i], NULL);
    g_autoptr (Trial) trial = trial_new (yaml);

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, VM, "big", DOWN));
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
  }
}

void
test_physics_balance_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of balance", NULL, NULL);

  CU_ADD_TEST (suite, an_empty_host_is_filled_again);
  CU_ADD_TEST (suite, it_looks_soon);
  CU_ADD_TEST (suite, what_is_tied_stays);
  CU_ADD_TEST (suite, overrides_may_be_off);
  CU_ADD_TEST (suite, moves_wait_for_slots);
  CU_ADD_TEST (suite, cpu_counts_too);
  CU_ADD_TEST (suite, should_rules_are_put_right);
  CU_ADD_TEST (suite, vms_are_parted_again);
  CU_ADD_TEST (suite, drs_makes_room_while_vcenter_is_there);
  CU_ADD_TEST (suite, it_moves_nothing_in_vain);
}
