/* What comes between: hosts, nodes and sites that are lost, or asked again, while something of theirs is under way. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_meanwhile_suite (void);

/* ---- vCenter HA ---- */

/* After the upgrade of `a`, whose nodes are on three hosts, vCenter HA is deployed anew; `fault` strikes a minute into that. */
static Trial *
deploy (const char *fault)
{
  g_autoptr (Trial) first = NULL;
  const char *const text
      = "rollcall: 1\nvcenters: {vc: {version: 8.0.2, vcha: {mode: enabled, active: a, passive: b, witness: "
        "w}}}\n"
        "clusters:\n  p:\n    vcenter: vc\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: "
        "8.0.2}\n"
        "    vms:\n      a: {memory: 4 GiB, host: h1}\n      b: {memory: 4 GiB, host: h2}\n"
        "      w: {memory: 1 GiB, host: h3}\n"
        "plan:\n  - {step: up, upgrade-vcenter: vc, to: 8.0.3, method: reduced-downtime}\n  - {step: wait, "
        "wait: 4 h, after: [up]}\n%s%s";
  g_autofree char *at = NULL;
  Trial *trial;

  first = trial_new_from (text, "", "");
  trial_end (first);
  CU_ASSERT_TRUE (WHEN (first, VCHA, "vc", DEPLOYING) > 0);
  at = g_strdup_printf (", at: %" G_GINT64_FORMAT " ms}\n", WHEN (first, VCHA, "vc", DEPLOYING) + 1000);
  trial = trial_new_from (text, fault, at);
  trial_end (trial);
  return trial;
}

/* VCHA-02, VCHA-03, VCHA-04: it is deployed into what there is by then. */
static void
vcenter_ha_is_deployed_into_what_is_left (void)
{
  g_autoptr (Trial) passive = deploy ("faults:\n  - {crash: h2"), active = deploy ("faults:\n  - {crash: h1");
  g_autoptr (Trial) cut = deploy ("faults:\n  - {cut-vcha: vc");

  CU_ASSERT_TRUE (IS (passive, VCHA, "vc", DEGRADED) && IS (passive, VCENTER, "vc", SERVING));
  CU_ASSERT_TRUE (IS (active, VCHA, "vc", NO_QUORUM) && !IS (active, VCENTER, "vc", SERVING));
  CU_ASSERT_TRUE (IS (cut, VCHA, "vc", ISOLATED) && !IS (cut, VCENTER, "vc", SERVING));
}

/* ---- vSAN ---- */

#define SITES(REST)                                                                                          \
  "rollcall: 1\nvcenters: {vc: {version: 9.0.0}}\nclusters:\n  c:\n    vcenter: vc\n"                        \
  "    vsan: {resync-rate: 8 Gbit/s, witness: {name: w}}\n"                                                  \
  "    storage-policies:\n      p: {raid: raid-1, failures-to-tolerate: 1}\n    hosts:\n"                    \
  "      a[1-3]: {cpu: 80 GHz, memory: 64 GiB, fault-domain: a, version: 9.0.0}\n"                           \
  "      b[1-3]: {cpu: 80 GHz, memory: 64 GiB, fault-domain: b, version: 9.0.0}\n    vms:\n"                 \
  "      v[1-3]: {memory: 4 GiB, disks: 100 GiB, storage-policy: p, host: a1}\n" REST

/* VS-24: a site is not taken back while it is on its way, nor sent there without vCenter; one that is not out comes back at once. */
static void
a_site_is_asked_at_odd_moments (void)
{
  g_autoptr (Trial) busy = trial_new (SITES ("plan:\n  - {step: out, site-maintenance: c, site: a}\n"
                                             "  - {step: wait, wait: 1 s}\n"
                                             "  - {step: back, leave-site: c, site: a, after: [wait]}\n"));
  g_autoptr (Trial) blind = trial_new (SITES ("plan:\n  - {step: wait, wait: 20 min}\n"
                                              "  - {step: out, site-maintenance: c, site: a, after: [wait]}\n"
                                              "faults:\n  - {crash: vc, at: 10 min, for: 1 h}\n"));
  g_autoptr (Trial) in = trial_new (SITES ("plan: [{step: back, leave-site: c, site: a}]\n"));

  trial_end (busy);
  trial_end (blind);
  trial_end (in);
  CU_ASSERT_TRUE (IS (busy, SITE, "vsan:c", OUT));
  CU_ASSERT_TRUE (IS (busy, STEP, "out", DONE) && !IS (busy, STEP, "back", DONE));
  CU_ASSERT_TRUE (IS (blind, SITE, "vsan:c", SETTLED) && !IS (blind, STEP, "out", DONE));
  CU_ASSERT_EQUAL (TIMES (blind, HOST, ENTERING), 0);
  CU_ASSERT_TRUE (IS (in, SITE, "vsan:c", SETTLED));
  CU_ASSERT_EQUAL (TIMES (in, HOST, EXITING), 0);
}

/* ---- A remediation ---- */

#define ROLL(FAULTS)                                                                                         \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"            \
  "      h[1-6]: {cpu: 100 GHz, memory: 64 GiB, version: 7.0.3}\n    vms:\n      v[1-2]: {memory: 4 GiB}\n"  \
  "plan: [{step: roll, remediate: p, to: 8.0.3, method: baseline, at-once: 4, on-failure: "                  \
  "stop}]\nfaults:\n" FAULTS

/* LCM-08: of four hosts at a time one fails, or three; those that are under way are finished, and no more are begun. */
static void
those_under_way_are_finished (void)
{
  g_autoptr (Trial) one = trial_new (ROLL ("  - {fail-install: h1, at: 1 s}\n"));
  g_autoptr (Trial) three
      = trial_new (ROLL ("  - {fail-install: h1, at: 1 s}\n  - {fail-install: h2, at: 1 s}\n"
                         "  - {fail-install: h3, at: 1 s}\n"));

  trial_end (one);
  trial_end (three);
  CU_ASSERT_TRUE (IS (one, STEP, "roll", FAILED) && IS (three, STEP, "roll", FAILED));
  CU_ASSERT_EQUAL (TIMES (one, UPDATE, DONE), 3);
  CU_ASSERT_EQUAL (TIMES (three, UPDATE, DONE), 1);
  CU_ASSERT_EQUAL (TIMES (one, HOST, ENTERING), 4);
}

/* ---- A host ---- */

/* HA-08: HA is switched off while its agent is being configured on a host, which is of use then without one. */
static void
ha_goes_while_it_is_configured (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nvcenters: {vc: {version: 8.0}}\nclusters:\n  p:\n    vcenter: vc\n    ha: "
                   "{}\n    hosts:\n"
                   "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"
                   "plan:\n  - {step: in, maintenance: h1}\n  - {step: out, leave: h1, after: [in]}\n"
                   "  - {step: wait, wait: 30 s, after: [in]}\n  - {step: off, set: {cluster: p, ha: off}, "
                   "after: [wait]}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, HA_INIT), 1);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", CONNECTED) && IS (trial, AGENT, "h1", INACTIVE));
  CU_ASSERT_TRUE (IS (trial, STEP, "off", DONE) && IS (trial, STEP, "out", DONE));
  CU_ASSERT_EQUAL (model_host_state (trial->run, 0)->ha_error, 0);
}

void
test_physics_meanwhile_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of what comes between", NULL, NULL);

  CU_ADD_TEST (suite, vcenter_ha_is_deployed_into_what_is_left);
  CU_ADD_TEST (suite, a_site_is_asked_at_odd_moments);
  CU_ADD_TEST (suite, those_under_way_are_finished);
  CU_ADD_TEST (suite, ha_goes_while_it_is_configured);
}
