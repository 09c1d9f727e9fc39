/* Licences as physics: what a step changes, what an evacuation breaches, and how what is divided adds up again. */

#include "tests/trial.h"

#include <CUnit/CUnit.h>

void test_physics_licences_suite (void);

#define PRICES                                                                                               \
  "rollcall: 1\nlicensing:\n"                                                                                \
  "  vcf: {model: vcf, price: {amount: 350 USD, date: 2026-01-01, source: us}}\n"                            \
  "  vvf: {model: vvf, price: {amount: 135 USD, date: 2026-01-01, source: us}, renewed-late: true}\n"

/* ---- A step of the plan ---- */

static void
a_cluster_is_relicensed (void)
{
  g_autoptr (Trial) trial
      = trial_new (PRICES "clusters:\n  p:\n    licences: [vcf]\n    hosts:\n"
                          "      h[1-10]: {sockets: 2, cores-per-socket: 12, clock: 2 GHz, memory: 64 GiB}\n"
                          "plan:\n  - {step: w, wait: 1 h}\n  - {step: r, relicense: p, licences: [vvf], "
                          "after: [w], budget: 40000 USD}\n");
  g_autoptr (ModelCosts) before = model_cost_new (trial->run), after = NULL;
  const SimFinding *finding;

  trial_until (trial, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, LICENCE, "p", AS_IT_WAS));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, LICENCE, "p", RELICENSED));
  CU_ASSERT_TRUE (IS (trial, STEP, "r", DONE));
  after = model_cost_new (trial->run);
  CU_ASSERT_EQUAL (before->total.annual, 11200000);
  CU_ASSERT_EQUAL (after->total.annual, 4320000);
  CU_ASSERT_EQUAL (after->first_year, 5184000); /* a fifth more, L-07 */
  CU_ASSERT_EQUAL (before->total.billed, 320);
  CU_ASSERT_EQUAL (after->total.billed, 320);
  finding = trial_first (trial, MODEL_FIND_LICENCE_OVER_BUDGET, trial_cluster (trial, "p"));
  CU_ASSERT_EQUAL (finding->since, SIM_HOUR);
  CU_ASSERT_EQUAL (finding->evidence[0], 5184000);
  CU_ASSERT_EQUAL (finding->evidence[1], 4000000);
  CU_ASSERT_EQUAL (finding->evidence[2], 29600);
  CU_ASSERT_EQUAL (finding->evidence[4], 80);
}

static void
a_budget_that_suffices (void)
{
  g_autoptr (Trial) trial
      = trial_new (PRICES "clusters:\n  p:\n    licences: [vcf]\n    hosts:\n"
                          "      h[1-10]: {sockets: 2, cores-per-socket: 12, clock: 2 GHz, memory: 64 GiB}\n"
                          "plan:\n  - {step: r, relicense: p, licences: [vvf], budget: 51840 USD}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, LICENCE_OVER_BUDGET), 0);
}

static void
not_while_vcenter_is_away (void)
{
  g_autoptr (Trial) trial = trial_new (
      PRICES
      "vcenters:\n  vc: {version: 8.0.3}\nclusters:\n  p:\n    vcenter: vc\n    licences: [vcf]\n    hosts:\n"
      "      h[1-3]: {sockets: 2, cores-per-socket: 12, clock: 2 GHz, memory: 64 GiB}\n"
      "plan:\n  - {step: w, wait: 10 min}\n  - {step: r, relicense: p, licences: [vvf], after: [w]}\n"
      "faults:\n  - {crash: vc, at: 5 min, for: 20 min}\n");
  g_autoptr (ModelCosts) after = NULL;

  trial_end (trial);
  after = model_cost_new (trial->run);
  CU_ASSERT_TRUE (IS (trial, LICENCE, "p", AS_IT_WAS));
  CU_ASSERT_TRUE (IS (trial, STEP, "r", FAILED));
  CU_ASSERT_TRUE (after->licences[0].units == 96 && after->licences[1].units == 0); /* by name: vcf, vvf */
}

/* ---- An evacuation ---- */

/* Four hosts, two Windows VMs on each, licensed for two: whoever takes over one of another has three. */
static Trial *
windows (const char *licence, const char *more)
{
  return trial_new_from (
      "rollcall: 1\nlicensing: {win: {%s}}\n%sclusters:\n  p:\n    hosts:\n"
      "      h[1-4]: {sockets: 2, cores-per-socket: 16, clock: 2 GHz, memory: 64 GiB}\n    vms:\n"
      "      a[1-2]: {memory: 4 GiB, host: h1, licences: [win]}\n      b[1-2]: {memory: 4 GiB, host: h2, "
      "licences: [win]}\n"
      "      c[1-2]: {memory: 4 GiB, host: h3, licences: [win]}\n      d[1-2]: {memory: 4 GiB, host: h4, "
      "licences: [win]}\n"
      "plan:\n  - {step: m, maintenance: h1}\n  - {step: l, leave: h1, after: [m]}\n",
      licence, more);
}

static void
an_evacuation_breaches_a_licence (void)
{
  g_autoptr (Trial) trial = windows ("model: windows-standard", "");
  const SimFinding *finding;

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, GUEST_LICENCE), 2); /* one VM each to two of the others */
  finding = trial_first (trial, MODEL_FIND_GUEST_LICENCE, ANYBODY);
  CU_ASSERT_EQUAL (finding->evidence[0], 3);
  CU_ASSERT_EQUAL (finding->evidence[1], 2);
  CU_ASSERT_TRUE (finding->since > 0);
}

static void
what_prevents_that (void)
{
  g_autoptr (Trial) stacked = windows ("model: windows-standard, vms-per-host: 3", "");
  g_autoptr (Trial) unlimited = windows ("model: windows-datacenter", "");
  g_autoptr (Trial) mobile = windows ("model: windows-standard", "physics: {guest-licences-move: true}\n");
  g_autoptr (ModelCosts) twice = model_cost_new (stacked->run);

  trial_end (stacked);
  trial_end (unlimited);
  trial_end (mobile);
  CU_ASSERT_EQUAL (FOUND_ANY (stacked, GUEST_LICENCE), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (unlimited, GUEST_LICENCE), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (mobile, GUEST_LICENCE), 0);
  CU_ASSERT_EQUAL (twice->licences[0].count,
                   2 * 4 * 16); /* 32 cores twice, in packs of 2, on each of four hosts */
}

static void
a_host_that_is_not_licensed_at_all (void)
{
  g_autoptr (Trial) trial = windows ("model: per-core, hosts: [h1, h2, h3]", "");

  CU_ASSERT_EQUAL (FOUND (trial, GUEST_LICENCE, HOST, "h4"), 0);
  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST (trial, GUEST_LICENCE, HOST, "h4")->since, 0); /* before anything has begun */
  CU_ASSERT_EQUAL (FIRST (trial, GUEST_LICENCE, HOST, "h4")->evidence[1], 0);
}

/* ---- Sums ---- */

static void
parts_add_up (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nlicensing:\n  l: {model: per-core, order-minimum: 101, price: {amount: "
                   "33.33 USD, date: 2026-01-01, source: us}}\n"
                   "clusters:\n  a:\n    hosts:\n      a1: {sockets: 1, cores-per-socket: 7, clock: 2 GHz, "
                   "memory: 64 GiB}\n"
                   "      a2: {sockets: 1, cores-per-socket: 11, clock: 2 GHz, memory: 64 GiB}\n"
                   "    vms:\n      x[1-3]: {memory: 1 GiB, vcpus: 3, tier: t1}\n      y[1-4]: {memory: 1 "
                   "GiB, tier: t2}\n      z: {memory: 1 GiB}\n"
                   "  b:\n    hosts: {b1: {sockets: 1, cores-per-socket: 5, clock: 2 GHz, memory: 64 GiB}}\n "
                   "   vms: {u: {memory: 1 GiB}}\n");
  g_autoptr (ModelCosts) cost = model_cost_new (trial->run);
  g_autoptr (GArray) tiers = model_cost_tiers (cost, trial->run, 0);
  gint64 hosts = 0, of_tiers = 0;

  CU_ASSERT_EQUAL (cost->total.annual, 336633);
  CU_ASSERT_EQUAL (cost->clusters[0].annual + cost->clusters[1].annual, 336633);
  for (guint32 host = 0; host < 3; host++)
    hosts += model_cost_of_host (cost, trial->run, host);
  CU_ASSERT_EQUAL (hosts, 336633);
  for (guint t = 0; t < tiers->len; t++)
    of_tiers += g_array_index (tiers, ModelTier, t).annual;
  CU_ASSERT_EQUAL (tiers->len, 3);
  CU_ASSERT_PTR_NULL (g_array_index (tiers, ModelTier, 2).name);
  CU_ASSERT_EQUAL (of_tiers, cost->clusters[0].annual);
}

static void
nothing_is_invented (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  a:\n    hosts:\n"
      "      a1: {sockets: 2, cores-per-socket: 8, clock: 2 GHz, memory: 64 GiB}\n"
      "  b:\n    hosts: {b1: {cpu: 9 GHz, memory: 64 GiB}}\n"
      "  n:\n    platform: nutanix-ahv\n    aos: 6.5\n"
      "    hosts:\n      n[1-3]: {sockets: 2, cores-per-socket: 8, clock: 2 GHz, memory: 64 GiB}\n");
  g_autoptr (ModelCosts) cost = model_cost_new (trial->run);

  CU_ASSERT_EQUAL (cost->clusters[0].billed, 32);
  CU_ASSERT_EQUAL (cost->clusters[0].coreless, 0);
  CU_ASSERT_EQUAL (cost->clusters[0].unpriced, 1);
  CU_ASSERT_EQUAL (cost->clusters[1].coreless, 1);
  CU_ASSERT_EQUAL (cost->clusters[2].billed, 48); /* without a floor, L-16 */
  CU_ASSERT_FALSE (model_cost_is_complete (&cost->total));
  CU_ASSERT_PTR_NULL (cost->currency);
}

/* What waits for failures: as many of the dearest hosts as HA is to bear, the failover hosts, a share. */
static void
hosts_that_wait (void)
{
  static const struct {
    const char *ha;
    gint64 reserve;
  } rows[] = {
    { "admission-control: {policy: slot, host-failures: 1}", 320000 },
    { "admission-control: {policy: percentage, host-failures: 2}", 480000 },
    { "admission-control: {policy: dedicated, hosts: [h1]}", 160000 },
    { "admission-control: {policy: percentage, cpu: 25 %, memory: 50 %}", 400000 },
    { "admission-control: {policy: off}", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = NULL;
    g_autoptr (ModelCosts) cost = NULL;

    trial = trial_new_from ("rollcall: 1\nlicensing: {l: {model: per-core, price: {amount: 100 USD, date: "
                            "2026-01-01, source: us}}}\n"
                            "clusters:\n  a:\n    ha: {%s}\n    hosts:\n"
                            "      h[1-3]: {sockets: 1, cores-per-socket: 16, clock: 2 GHz, memory: 64 GiB}\n"
                            "      h4: {sockets: 2, cores-per-socket: 16, clock: 2 GHz, memory: 64 GiB}\n",
                            rows[i].ha);
    cost = model_cost_new (trial->run);
    CU_ASSERT_EQUAL (cost->total.annual, 800000);
    CU_ASSERT_EQUAL (cost->total.reserve, rows[i].reserve);
  }
}

void
test_physics_licences_suite (void)
{
  CU_pSuite suite = CU_add_suite ("licences", NULL, NULL);

  CU_add_test (suite, "a step licenses a cluster otherwise, and its bill is above its budget",
               a_cluster_is_relicensed);
  CU_add_test (suite, "a budget that suffices", a_budget_that_suffices);
  CU_add_test (suite, "nothing is relicensed while vCenter is away", not_while_vcenter_is_away);
  CU_add_test (suite, "an evacuation breaches a licence (L-13)", an_evacuation_breaches_a_licence);
  CU_add_test (suite, "what prevents that", what_prevents_that);
  CU_add_test (suite, "a host that is not licensed at all", a_host_that_is_not_licensed_at_all);
  CU_add_test (suite, "what is divided adds up to the cent", parts_add_up);
  CU_add_test (suite, "no price and no cores are invented", nothing_is_invented);
  CU_add_test (suite, "what is paid for hosts that wait for a failure", hosts_that_wait);
}
