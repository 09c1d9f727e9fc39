/* Resource pools: what they need, the colours of a cluster, and power-ons past vCenter. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_pools_suite (void);

/* What a pool needs of the root: what it reserves, and if it may take more, what its VMs and pools need. */
static void
pools_need_what_they_promise (void)
{
  const struct {
    const char *pools;
    gint64 mib;
    ModelValidity validity;
  } rows[] = {
    { "      a: {memory-reservation: 10 GiB}\n", 10, MODEL_VALID },
    { "      a: {memory-reservation: 10 GiB}\n      b: {parent: a, memory-reservation: 8 GiB}\n", 14,
      MODEL_VALID },
    { "      a: {}\n", 6, MODEL_VALID },
    { "      a: {expandable: false}\n", 0, MODEL_RED },
    { "      a: {memory-reservation: 6 GiB, expandable: false}\n", 6, MODEL_VALID },
    { "      a: {memory-reservation: 60 GiB}\n      b: {memory-reservation: 5 GiB}\n", 65, MODEL_YELLOW },
    /* Children before parents, whatever they are called. */
    { "      z: {memory-reservation: 5 GiB, parent: m}\n      m: {memory-reservation: 7 GiB, parent: a}\n"
      "      a: {memory-reservation: 1 GiB}\n",
      13, MODEL_VALID },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-2]: {cpu: 20 GHz, memory: 32 GiB}\n"
        "    pools:\n%s    vms:\n      v: {memory: 8 GiB, memory-reservation: 6 GiB, pool: a}\n"
        "      off: {memory: 8 GiB, memory-reservation: 6 GiB, pool: a, power: off}\n",
        rows[i].pools);
    ModelPools pools = model_pools (trial->run, 0, MODEL_NONE);

    CU_ASSERT_EQUAL (pools.memory_needed_mib, rows[i].mib * 1024);
    CU_ASSERT_EQUAL (pools.validity, rows[i].validity);
    CU_ASSERT_EQUAL (pools.memory_mib, 64 * 1024);
  }
}

/* DRS-14: maintenance makes it yellow and its end valid again; DRS goes on meanwhile. */
static void
a_yellow_cluster_goes_on (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n"
                   "    hosts:\n      h[1-3]: {cpu: 20 GHz, memory: 32 GiB}\n"
                   "    pools:\n      gold: {memory-reservation: 70 GiB}\n"
                   "    vms:\n      v[1-4]: {memory: 4 GiB, pool: gold}\n"
                   "plan:\n  - {step: in, maintenance: h1}\n  - {step: out, leave: h1, after: [in]}\n");
  const SimFinding *yellow;

  trial_end (trial);
  yellow = trial_first (trial, MODEL_FIND_CLUSTER_OVERCOMMITTED, trial_cluster (trial, "p"));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, CLUSTER_OVERCOMMITTED), 1);
  CU_ASSERT_EQUAL (yellow->since, WHEN (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_TRUE (yellow->until < SIM_NEVER);
  CU_ASSERT_EQUAL (yellow->evidence[1], 64 * 1024);
  CU_ASSERT_EQUAL (yellow->evidence[3], 70 * 1024);
  CU_ASSERT_TRUE (IS (trial, STEP, "in", DONE) && IS (trial, STEP, "out", DONE));
}

#define POOL_OF_TEN                                                                                          \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n"            \
  "    hosts:\n      h[1-3]: {cpu: 20 GHz, memory: 64 GiB}\n"                                                \
  "    pools:\n      small: {memory-reservation: 10 GiB, expandable: false}\n"                               \
  "    vms:\n      a: {memory: 8 GiB, memory-reservation: 6 GiB, pool: small}\n"                             \
  "      b: {memory: 8 GiB, memory-reservation: 6 GiB, pool: small, power: off, host: h2}\n"

/* vCenter keeps a tree whole; while it is there, the host is no way round it either for the colour. */
static void
vcenter_keeps_the_tree_whole (void)
{
  g_autoptr (Trial) trial = trial_new (POOL_OF_TEN "plan:\n  - {step: on, power-on: b}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "on", FAILED));
  CU_ASSERT_EQUAL (FIRST (trial, POWER_ON_REFUSED, VM, "b")->evidence[0], MODEL_REFUSED_POOL);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, CLUSTER_INVALID), 0);
}

/* VC-09: its host knows of no pools. Nobody sees it until vCenter is back, and then the cluster is red. */
static void
a_host_knows_of_no_pools (void)
{
  g_autoptr (Trial) trial
      = trial_new (POOL_OF_TEN "plan:\n  - {step: soak, wait: 2 min}\n"
                               "  - {step: asked, power-on: b, after: [soak]}\n"
                               "  - {step: soak2, wait: 2 min}\n"
                               "  - {step: on, power-on: b, at-host: true, after: [soak2]}\n"
                               "faults:\n  - {crash: vc, at: 1 min, for: 20 min}\n");
  const SimFinding *red;

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "asked", FAILED) && IS (trial, STEP, "on", DONE));
  CU_ASSERT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "b"))->host,
                   trial_index (trial, MODEL_MACHINE_HOST, "h2"));
  red = trial_first (trial, MODEL_FIND_CLUSTER_INVALID, trial_cluster (trial, "p"));
  CU_ASSERT_TRUE (red->since >= 21 * SIM_MINUTE);
  CU_ASSERT_EQUAL (red->since, WHEN (trial, ADMISSION, "p", OK));
  CU_ASSERT_EQUAL (red->until, SIM_NEVER);
}

/* VC-09: whether the tree adds up or not. It ends when the VM is off, when vCenter configures the cluster anew, or with DRS;
 * and there is nothing to be red without DRS, by vCenter, or as the other page of the manual has it. */
static void
vcenter_finds_what_was_started_past_it (void)
{
  const struct {
    const char *cluster, *rest, *physics;
    guint found;
    gboolean ends;
  } rows[] = {
    { "", "", "", 1, FALSE },
    { "", "  - {step: s, set: {cluster: p, drs: manual}, after: [late]}\n", "", 1, TRUE },
    { "", "faults: [{crash: v, at: 62 min}]\n", "", 1, TRUE },
    { "    drs: {automation: off}\n", "", "", 0, FALSE },
    { "", "", "physics: {host-power-on-makes-red: false}\n", 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\n%svcenters: {vc: {version: 8.0.1}}\nclusters:\n  p:\n    vcenter: vc\n%s"
        "    hosts:\n      h[1-3]: {cpu: 20 GHz, memory: 32 GiB}\n    vms: {v: {memory: 4 GiB, power: off, host: h1}}\n"
        "plan:\n  - {step: soak, wait: 10 min}\n  - {step: up, upgrade-vcenter: vc, to: 8.0.3}\n"
        "  - {step: on, power-on: v, at-host: true, after: [soak]}\n  - {step: late, wait: 70 min}\n%s",
        rows[i].physics, rows[i].cluster, rows[i].rest);

    trial_end (trial);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, CLUSTER_INVALID), rows[i].found);
    if (rows[i].found) {
      const SimFinding *red = trial_first (trial, MODEL_FIND_CLUSTER_INVALID, trial_cluster (trial, "p"));

      CU_ASSERT_TRUE (red->since >= WHEN (trial, VCENTER, "vc", SYNCING));
      CU_ASSERT_EQUAL (red->evidence[0], 0);
      CU_ASSERT_EQUAL (red->until < SIM_NEVER, rows[i].ends);
    }
  }
}

void
test_physics_pools_suite (void)
{
  CU_pSuite suite = CU_add_suite ("resource pools and the colours of a cluster", NULL, NULL);

  CU_ADD_TEST (suite, pools_need_what_they_promise);
  CU_ADD_TEST (suite, a_yellow_cluster_goes_on);
  CU_ADD_TEST (suite, vcenter_keeps_the_tree_whole);
  CU_ADD_TEST (suite, a_host_knows_of_no_pools);
  CU_ADD_TEST (suite, vcenter_finds_what_was_started_past_it);
}
