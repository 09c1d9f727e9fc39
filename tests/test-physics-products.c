/* Products beside vCenter and hosts, and the order in which an estate is upgraded (handbook 4.3, UPG-04 to UPG-06). */

#include <CUnit/CUnit.h>

#include "models/plan/sequence.h"
#include "models/words.h"
#include "tests/trial.h"

void test_physics_products_suite (void);

#define ESTATE                                                                                               \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.2}, vd: {version: 8.0.2}}\n"                                    \
  "clusters:\n"                                                                                              \
  "  p: {vcenter: vc, hosts: {h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}, h2: {cpu: 100 GHz, "       \
  "memory: 64 GiB, version: 8.0.2}}}\n"                                                                      \
  "  q: {vcenter: vd, hosts: {g1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}, g2: {cpu: 100 GHz, "       \
  "memory: 64 GiB, version: 8.0.2}}}\n"

static Trial *
estate (const char *products, const char *plan)
{
  Trial *trial = trial_new_from (ESTATE "products: {%s}\nplan: [%s]\n", products, plan);

  trial_end (trial);
  return trial;
}

#define NSX  "nsx: {kind: nsx, version: 4.1, vcenter: vc}"
#define SDDC "sddc: {kind: sddc-manager, version: 5.1}"
#define FIRST_HOSTS                                                                                          \
  "{step: hosts, remediate: p, to: 8.0.3}, {step: nsx, upgrade-product: nsx, to: 4.2, after: [hosts]}"

/* The finding names both steps, the column and its basis. */
static void
nsx_goes_before_the_hosts (void)
{
  g_autoptr (Trial) trial = estate (NSX, FIRST_HOSTS), vcf = estate (NSX ", " SDDC, FIRST_HOSTS);
  g_autoptr (Trial) right = estate (
      NSX,
      "{step: nsx, upgrade-product: nsx, to: 4.2}, {step: hosts, remediate: p, to: 8.0.3, after: [nsx]}");
  const SimFinding *finding = FIRST (trial, ORDER_UNSUPPORTED, STEP, "hosts");

  CU_ASSERT_EQUAL (FOUND_ANY (trial, ORDER_UNSUPPORTED), 1);
  CU_ASSERT_EQUAL (finding->since, 0);
  CU_ASSERT_EQUAL (finding->until, WHEN (trial, STEP, "nsx", DONE));
  CU_ASSERT_EQUAL (finding->evidence[1], WHO (trial, STEP, "nsx"));
  CU_ASSERT_EQUAL (finding->evidence[3], MODEL_ORDER_SEVEN_TURNED);
  CU_ASSERT_EQUAL (finding->evidence[4], MODEL_BASIS_M);
  CU_ASSERT (IS (trial, STEP, "nsx", DONE));
  CU_ASSERT_EQUAL (FIRST (vcf, ORDER_UNSUPPORTED, STEP, "hosts")->evidence[3], MODEL_ORDER_CORE_TURNED);
  CU_ASSERT_EQUAL (FIRST (vcf, ORDER_UNSUPPORTED, STEP, "hosts")->evidence[4], MODEL_BASIS_S);
  CU_ASSERT_EQUAL (FOUND_ANY (right, ORDER_UNSUPPORTED), 0);
}

/* Side by side is too early as well, and the smallest change is another one. */
static void
a_step_may_overtake_another (void)
{
  g_autoptr (Trial) trial
      = estate (NSX, "{step: hosts, remediate: p, to: 8.0.3}, {step: nsx, upgrade-product: nsx, to: 4.2}");

  CU_ASSERT_EQUAL (FIRST (trial, ORDER_UNSUPPORTED, STEP, "hosts")->evidence[3], MODEL_ORDER_SEVEN);
}

/* Nothing says that NSX must be upgraded because hosts are. */
static void
who_stays_is_in_nobodys_way (void)
{
  g_autoptr (Trial) trial = estate (NSX, "{step: hosts, remediate: p, to: 8.0.3}");

  CU_ASSERT_EQUAL (FOUND_ANY (trial, ORDER_UNSUPPORTED), 0);
}

/* NSX of one vCenter has nothing to do with hosts of another; a product that hangs on none has to do with all. */
static void
it_counts_where_it_hangs (void)
{
  g_autoptr (Trial) other
      = estate (NSX, "{step: hosts, remediate: q, to: 8.0.3}, {step: nsx, upgrade-product: nsx, to: 4.2}");
  g_autoptr (Trial) all
      = estate ("srm: {kind: site-recovery-manager, version: 8.6}",
                "{step: hosts, remediate: q, to: 8.0.3}, {step: srm, upgrade-product: srm, to: 8.8}");

  CU_ASSERT_EQUAL (FOUND_ANY (other, ORDER_UNSUPPORTED), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (all, ORDER_UNSUPPORTED), 1);
}

/* The two sequences differ: HCX and NSX go together before 9, and HCX first from there on. */
static void
nine_has_a_column_of_its_own (void)
{
  const char *hcx = "hcx: {kind: hcx, version: 4.8}, " NSX;
  const char *plan = "{step: nsx, upgrade-product: nsx, to: 4.2}, {step: hcx, upgrade-product: hcx, to: 4.9, "
                     "after: [nsx]}, "
                     "{step: vc, upgrade-vcenter: vc, to: %s, after: [hcx]}";
  g_autofree char *to_eight = g_strdup_printf (plan, "8.0.3"), *to_nine = g_strdup_printf (plan, "9.0");
  g_autoptr (Trial) eight = estate (hcx, to_eight), nine = estate (hcx, to_nine);

  CU_ASSERT_EQUAL (FOUND_ANY (eight, ORDER_UNSUPPORTED), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (nine, ORDER_UNSUPPORTED), 1);
  CU_ASSERT_EQUAL (FIRST (nine, ORDER_UNSUPPORTED, STEP, "nsx")->evidence[3], MODEL_ORDER_NINE_TURNED);
}

/* From 7 by way of 8 to 9: the second hop of NSX need not be done before the first of vCenter. */
static void
hop_by_hop (void)
{
  const char *plan = "{step: nsx1, upgrade-product: nsx, to: 4.2}, {step: vc1, upgrade-vcenter: vc, to: "
                     "8.0.3, after: [nsx1]}, "
                     "{step: nsx2, upgrade-product: nsx, to: 9.0, after: [%s]}, {step: vc2, upgrade-vcenter: "
                     "vc, to: 9.0, after: [%s]}";
  g_autofree char *right = g_strdup_printf (plan, "vc1", "nsx2"),
                  *wrong = g_strdup_printf (plan, "vc2", "vc1");
  g_autoptr (Trial) good = estate (NSX, right), bad = estate (NSX, wrong);

  CU_ASSERT_EQUAL (FOUND_ANY (good, ORDER_UNSUPPORTED), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (bad, ORDER_UNSUPPORTED), 1);
  CU_ASSERT_EQUAL (FOUND (bad, ORDER_UNSUPPORTED, STEP, "vc2"), 1);
}

/* What there is of each machine's rows: time, failure, the way back, twice at once. */
static void
a_product_takes_its_time (void)
{
  g_autoptr (Trial) said = estate (NSX, "{step: s, upgrade-product: nsx, to: 4.2, takes: 90 min}, "
                                        "{step: t, upgrade-product: nsx, to: 4.2, after: [s]}, "
                                        "{step: u, upgrade-product: nsx, to: 4.1, after: [t]}");
  g_autoptr (Trial) twice
      = estate (NSX, "{step: s, upgrade-product: nsx, to: 4.2}, {step: t, upgrade-product: nsx, to: 4.2.1}");
  g_autoptr (Trial) fails
      = trial_new (ESTATE "products: {" NSX "}\nplan:\n  - {step: s, upgrade-product: nsx, to: 4.2}\n"
                          "  - {step: t, wait: 5 h}\n"
                          "  - {step: u, upgrade-product: nsx, to: 4.2, after: [t]}\n"
                          "faults:\n  - {fail-upgrade: nsx, at: 1 min}\n");

  trial_end (fails);
  CU_ASSERT_EQUAL (WHEN (said, STEP, "s", DONE), 90 * 60000);
  CU_ASSERT_EQUAL (WHEN (said, STEP, "t", DONE), 90 * 60000);
  CU_ASSERT (IS (said, STEP, "u", FAILED));
  CU_ASSERT_EQUAL (FIRST (said, PRECHECK_FAILED, STEP, "u")->evidence[0], MODEL_CHECK_DOWNGRADE);
  CU_ASSERT_EQUAL (WHEN (twice, STEP, "s", DONE), model_fleet (twice->run)->physics[MODEL_PRODUCT_UPGRADE]);
  CU_ASSERT_EQUAL (FIRST (twice, PRECHECK_FAILED, STEP, "t")->evidence[0], MODEL_CHECK_BUSY);
  CU_ASSERT (IS (fails, STEP, "s", FAILED));
  CU_ASSERT (IS (fails, STEP, "u", DONE)); /* the fault strikes once */
}

void
test_physics_products_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: products", NULL, NULL);

  CU_ADD_TEST (suite, nsx_goes_before_the_hosts);
  CU_ADD_TEST (suite, a_step_may_overtake_another);
  CU_ADD_TEST (suite, who_stays_is_in_nobodys_way);
  CU_ADD_TEST (suite, it_counts_where_it_hangs);
  CU_ADD_TEST (suite, nine_has_a_column_of_its_own);
  CU_ADD_TEST (suite, hop_by_hop);
  CU_ADD_TEST (suite, a_product_takes_its_time);
}
