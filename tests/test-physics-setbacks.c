/* What comes between a step and what it was to do: each way in which that happens is found, with its reason. */

#include <CUnit/CUnit.h>

#include "models/words.h"
#include "tests/trial.h"

void test_physics_setbacks_suite (void);

/* One case: what the estate has besides, its plan, its faults, and what is found of whom. */
typedef struct {
  const char *name, *vcenter, *cluster, *rest;
  guint machine;
  const char *who;
  ModelSetback why;
} Case;

#define HOSTS        "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1, vibs: [lsi]}\n"
#define AT_8_0_3     "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
#define PLAN(STEPS)  "plan:\n" STEPS
#define FAULTS(WHAT) "faults:\n  - {" WHAT "}\n"
#define UPGRADE      "  - {step: s, upgrade-vcenter: vc, to: 8.0.3"
#define REMEDIATE    "  - {step: s, remediate: p, to: 8.0.3"
#define VSAN         "    vsan: {architecture: osa, resync-rate: 1 Gbit/s}\n" HOSTS
#define STRETCHED                                                                                            \
  "    vsan: {architecture: osa, resync-rate: 1 Gbit/s, witness: {name: w, version: 8.0.1}}\n    hosts:\n  " \
  "    h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1, fault-domain: a}\n      h2: {cpu: 100 GHz, "       \
  "memory: 64 GiB, version: 8.0.1, fault-domain: b}\n"
#define OLD          "8.0.1"
#define ITS(M, NAME) MODEL_MACHINE_##M, NAME
#define REDUCED      UPGRADE ", method: reduced-downtime}\n"
#define SWITCH_AT_8  "8.0.3}}\nswitches: {dvs: {vcenter: vc, version: 7.0"

static const Case cases[] = {
  { "cancelled while checked", OLD, HOSTS, PLAN (UPGRADE "}\n") FAULTS ("cancel-upgrade: vc, at: 1 min"),
    ITS (VCENTER, "vc"), MODEL_SETBACK_CANCELLED },
  { "cancelled while staged", OLD, HOSTS, PLAN (REDUCED) FAULTS ("cancel-upgrade: vc, at: 20 min"),
    ITS (VCENTER, "vc"), MODEL_SETBACK_CANCELLED },
  { "not filled", OLD, HOSTS, PLAN (REDUCED) FAULTS ("fail-staging: vc, at: 1 min"), ITS (VCENTER, "vc"),
    MODEL_SETBACK_NOT_FILLED },
  { "taken back", OLD, HOSTS, PLAN (UPGRADE "}\n") FAULTS ("fail-upgrade: vc, at: 1 min"),
    ITS (VCENTER, "vc"), MODEL_SETBACK_TAKEN_BACK },
  { "lost", OLD, HOSTS, PLAN (UPGRADE "}\n") FAULTS ("crash: vc, at: 10 min"), ITS (VCENTER, "vc"),
    MODEL_SETBACK_LOST },
  { "product", "8.0.3}}\nproducts: {n: {kind: nsx, version: 4.0", HOSTS,
    PLAN ("  - {step: s, upgrade-product: n, to: 4.2}\n") FAULTS ("fail-upgrade: n, at: 1 min"),
    ITS (PRODUCT, "n"), MODEL_SETBACK_PRODUCT },
  { "switch", SWITCH_AT_8, HOSTS,
    PLAN ("  - {step: s, upgrade-switch: dvs, to: 8.0.3}\n") FAULTS ("crash: vc, at: 1 s"),
    ITS (SWITCH, "dvs"), MODEL_SETBACK_SWITCH },
  { "witness away", "8.0.3", STRETCHED,
    PLAN ("  - {step: w, wait: 5 min}\n  - {step: s, upgrade-witness: p, to: 8.0.3, after: w}\n")
        FAULTS ("lose-witness: p, at: 1 min"),
    ITS (WITNESS, "w"), MODEL_SETBACK_WITNESS },
  { "witness lost meanwhile", "8.0.3", STRETCHED,
    PLAN ("  - {step: s, upgrade-witness: p, to: 8.0.3}\n") FAULTS ("lose-witness: p, at: 1 min"),
    ITS (WITNESS, "w"), MODEL_SETBACK_WITNESS },
  { "one vSAN host at a time", "8.0.3", VSAN,
    PLAN ("  - {step: m, maintenance: h1}\n  - {step: s, remediate: p, to: 8.0.3, hosts: [h2], "
          "after: m}\n"),
    ITS (HOST, "h2"), MODEL_SETBACK_ONE_AT_A_TIME },
  { "busy", "8.0.3", HOSTS,
    PLAN ("  - {step: s, remediate: p, to: 8.0.3, hosts: [h1]}\n  - {step: w, wait: 90 s}\n"
          "  - {step: m, maintenance: h1, after: w}\n") FAULTS ("provision: h1, at: 0 s, for: 1 h"),
    ITS (HOST, "h1"), MODEL_SETBACK_BUSY },
  { "installer", "8.0.3", HOSTS, PLAN (REMEDIATE "}\n") FAULTS ("fail-install: h2, at: 1 min"),
    ITS (HOST, "h2"), MODEL_SETBACK_INSTALLER },
  { "conflict", "8.0.3", HOSTS, PLAN (REMEDIATE ", method: baseline, conflicts: [lsi]}\n"), ITS (HOST, "h1"),
    MODEL_SETBACK_CONFLICT },
  { "live patch", "8.0.3", AT_8_0_3,
    PLAN ("  - {step: s, remediate: p, to: 8.0.3.1, live-patch: auto, impact: live-patch}\n")
        FAULTS ("fail-install: h1, at: 1 min"),
    ITS (HOST, "h1"), MODEL_SETBACK_NOT_PATCHED },
  { "check", "8.0.3", HOSTS, PLAN (REMEDIATE "}\n") FAULTS ("fail-check: h2, at: 1 min"), ITS (HOST, "h2"),
    MODEL_SETBACK_CHECK },
  { "HA agent", "8.0.3", "    ha: {}\n" HOSTS,
    PLAN ("  - {step: s, reconfigure-ha: h1}\n  - {step: m, maintenance: h1}\n"), ITS (HOST, "h1"),
    MODEL_SETBACK_HA_LEFT },
};

/* The step fails, once and of that thing alone something is found, in that moment and for that reason. */
static void
each_has_its_reason (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *c = &cases[i];
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n%s%s", c->vcenter,
        c->cluster, c->rest);
    gboolean held = c->why == MODEL_SETBACK_BUSY || c->why == MODEL_SETBACK_ONE_AT_A_TIME;
    const SimFinding *finding;

    trial_end (trial);
    finding = trial_first (trial, MODEL_FIND_NOT_DONE, trial_actor (trial, c->machine, c->who));
    if (FOUND_ANY (trial, NOT_DONE) != 1)
      g_printerr ("%s: ", c->name);
    CU_ASSERT_TRUE (IS (trial, STEP, "s", FAILED));
    CU_ASSERT_EQUAL (FOUND_ANY (trial, NOT_DONE), 1);
    CU_ASSERT_EQUAL (finding->evidence[0], c->why);
    CU_ASSERT_EQUAL (finding->until, held ? SIM_NEVER : finding->since);
  }
}

/* What is found otherwise is not found twice: a host that has lost its power, one that VMs cannot leave, one asleep. */
static void
what_is_told_already_is_not_told_again (void)
{
  static const char *const others[] = {
    "    vms: {v: {memory: 4 GiB, host: h1, devices: [host-cd]}}\nplan:\n  - {step: s, remediate: p, to: "
    "8.0.3}\n",
    "plan:\n  - {step: s, remediate: p, to: 8.0.3}\n" FAULTS ("crash: h1, at: 15 min"),
    "plan:\n  - {step: s, remediate: p, to: 8.0.3}\n" FAULTS ("hang-boot: h1, at: 1 min"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
                          "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n%s",
                          others[i]);

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, STEP, "s", FAILED));
    CU_ASSERT_EQUAL (FOUND_ANY (trial, NOT_DONE), 0);
    CU_ASSERT_TRUE (trial->run->world->n_findings > 0);
  }
}

/* Retreat mode is vCenter's to set: without it the step is refused, and says so. */
static void
retreat_mode_wants_vcenter (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
                   "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"
                   "plan:\n  - {step: w, wait: 5 min}\n  - {step: s, set: {cluster: p, retreat-mode: on}, after: w}\n"
                   "faults:\n  - {crash: vc, at: 1 min}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "s", FAILED));
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "s")->evidence[0], MODEL_CHECK_VCENTER_DOWN);
}

void
test_physics_setbacks_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-setbacks", NULL, NULL);

  CU_ADD_TEST (suite, each_has_its_reason);
  CU_ADD_TEST (suite, what_is_told_already_is_not_told_again);
  CU_ADD_TEST (suite, retreat_mode_wants_vcenter);
}
