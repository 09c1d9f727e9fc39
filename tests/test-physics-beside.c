/* What is asked beside the point: of what is so already, of what is away, or of what is on its way elsewhere. A plan that somebody
 * repeats, or that runs into a crash, asks such things. */

#include <CUnit/CUnit.h>

#include "models/words.h"
#include "tests/trial.h"

void test_physics_beside_suite (void);

/* Three hosts, a VM on each, under a vCenter whose VM is elsewhere; `more` is of the cluster, `rest` begins with the plan. */
static Trial *
three (const char *vcenter, const char *more, const char *hosts, const char *rest)
{
  return trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: vc\n%s    hosts:\n"
      "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB%s}\n    vms:\n      v1: {memory: 4 GiB, host: h1}\n"
      "      v2: {memory: 4 GiB, host: h2}\n      v3: {memory: 4 GiB, host: h3}\n%s",
      vcenter, more, hosts, rest);
}

#define AWAY(AT) "faults:\n  - {crash: vc, at: " AT ", for: 1 h}\n"

/* ---- DRS and vCLS ---- */

/* DRS-01, VC-05: what is set while vCenter is away counts when it is back. */
static void
a_level_set_blindly_counts_later (void)
{
  const ModelAutomation levels[] = { MODEL_AUTOMATION_FULL, MODEL_AUTOMATION_OFF };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial = three ("8.0", i ? "" : "    drs: {automation: off}\n", "", AWAY ("10 min"));

    INJECT (trial, 20 * SIM_MINUTE, DRS, "p", SWITCH, levels[i]);
    trial_until (trial, SIM_HOUR);
    CU_ASSERT_TRUE (IS (trial, DRS, "p", BLIND));
    trial_end (trial);
    CU_ASSERT_TRUE (i ? IS (trial, DRS, "p", OFF) : IS (trial, DRS, "p", READY));
  }
}

/* VCLS-02, VCLS-03: DRS that is enabled in retreat mode is enabled, and does nothing. */
static void
drs_is_enabled_without_its_agents (void)
{
  g_autoptr (Trial) trial = three ("8.0", "    drs: {automation: off}\n", "",
                                   "plan:\n  - {step: retreat, set: {cluster: p, retreat-mode: on}}\n"
                                   "  - {step: wait, wait: 5 min, after: [retreat]}\n"
                                   "  - {step: drs, set: {cluster: p, drs: fully-automated}, after: [wait]}\n"
                                   "  - {step: out, maintenance: h1, after: [drs]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "drs", DONE));
  CU_ASSERT_TRUE (IS (trial, DRS, "p", LAMED));
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", STUCK));
}

#define RETREAT(NAME, WORD) "  - {step: " NAME ", set: {cluster: p, retreat-mode: " WORD "}"

/* VCLS-03: reset before they are gone, retreat mode takes them away nevertheless, and they are deployed again; reset where it was
 * never set, or asked of a vCenter that is away, it changes nothing. */
static void
retreat_mode_is_reset_at_odd_moments (void)
{
  g_autoptr (Trial) early
      = three ("8.0", "", "",
               "plan:\n" RETREAT ("on", "on") "}\n"
                                              "  - {step: wait, wait: 1 s, after: [on]}\n" RETREAT (
                                                  "off", "off") ", after: [wait]}\n");
  g_autoptr (Trial) never = three ("8.0", "", "", "plan:\n" RETREAT ("off", "off") "}\n");
  g_autoptr (Trial) old
      = three ("7.0.0", "", "",
               "plan:\n  - {step: wait, wait: 20 min}\n" RETREAT ("on", "on") ", after: [wait]}\n" RETREAT (
                   "off", "off") ", after: [on]}\n" AWAY ("10 min"));

  trial_end (early);
  trial_end (never);
  trial_end (old);
  CU_ASSERT_TRUE (IS (early, VCLS, "p", HEALTHY) && IS (early, DRS, "p", READY));
  CU_ASSERT_EQUAL (FOUND_ANY (early, RETREAT_LEFT_ON), 0);
  CU_ASSERT_TRUE (IS (never, VCLS, "p", HEALTHY) && IS (never, STEP, "off", DONE));
  CU_ASSERT_EQUAL (TIMES (never, DRS, LAMED), 0);
  CU_ASSERT_TRUE (IS (old, VCLS, "p", NONE));
  CU_ASSERT_FALSE (IS (old, STEP, "on", DONE));
}

/* VC-05: rules are vCenter's. */
static void
a_rule_is_not_edited_without_vcenter (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
      "      h[1-2]: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n      a: {memory: 4 GiB, host: h1}\n"
      "      b: {memory: 4 GiB, host: h2}\n    rules:\n      - {name: apart, keep-apart: [a, b]}\n"
      "plan:\n  - {step: wait, wait: 20 min}\n"
      "  - {step: set, set: {cluster: p, rule: apart, enabled: false}, after: [wait]}\n" AWAY ("10 min"));

  trial_end (trial);
  CU_ASSERT_FALSE (IS (trial, STEP, "set", DONE));
  CU_ASSERT_TRUE (model_rule_state (trial->run, 0)->on != 0);
}

/* ---- Hosts ---- */

#define BACK                                                                                                 \
  "plan:\n  - {step: off, disconnect: h1}\n  - {step: again, disconnect: h1, after: [off]}\n"                \
  "  - {step: on, reconnect: h1, after: [again]}\n"

/* HST-01, HST-02: without HA a host is of use as soon as it is connected; one that has not been connected yet when vCenter goes
 * stays disconnected. Disconnecting it twice does no more than once. */
static void
a_host_is_connected_without_ha (void)
{
  g_autoptr (Trial) good = three ("8.0", "", "", BACK), bad = three ("8.0", "", "", BACK AWAY ("1 s"));

  trial_end (good);
  trial_until (bad, 30 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (good, HOST, "h1", CONNECTED) && IS (good, STEP, "again", DONE)
                  && IS (good, STEP, "on", DONE));
  CU_ASSERT_EQUAL (WHEN (good, HOST, "h1", CONNECTED) - WHEN (good, HOST, "h1", CONNECTING),
                   good->fleet->physics[MODEL_HOST_RECONNECT]);
  CU_ASSERT_EQUAL (TIMES (bad, HOST, CONNECTING), 1);
  CU_ASSERT_TRUE (IS (bad, HOST, "h1", DISCONNECTED));
  CU_ASSERT_FALSE (IS (bad, STEP, "on", DONE));
  CU_ASSERT_TRUE (IS (bad, VM, "v1", RUNNING));
}

/* ---- Moves ---- */

/* VMO-16: a move with its disks is traced when they are there, and only by a host that stops the guest for it. */
static void
disks_go_before_traces (void)
{
  const char *const versions[] = { "6.7", "7.0" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 2 "
                          "TiB, version: %s}\n    vms:\n"
                          "      v: {memory: 1 TiB, host: h1, disks: 10 GiB, devices: [local-datastore]}\n"
                          "plan:\n  - {step: out, maintenance: h1, storage-vmotion: true}\n",
                          versions[i]);

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, DISKS), 1);
    CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, TRACING), i ? 0 : 1);
    CU_ASSERT_TRUE (i || WHEN (trial, MIGRATION, "v", TRACING) > WHEN (trial, MIGRATION, "v", DISKS));
  }
}

/* B01: a person may ask for what cannot be, or is so already. */
static void
moves_to_nowhere_are_answered (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, "
                   "datastores: [ds1]}\n"
                   "      h2: {cpu: 100 GHz, memory: 64 GiB, datastores: [ds1, ds2]}\n    vms:\n"
                   "      v: {memory: 4 GiB, host: h1, disks: 10 GiB, datastores: [ds1]}\n"
                   "plan:\n  - {step: there, move: v, host: h1}\n  - {step: unseen, relocate: v, datastore: "
                   "ds2, after: [there]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "there", DONE));
  CU_ASSERT_FALSE (IS (trial, STEP, "unseen", DONE));
  CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "unseen")->evidence[0], MODEL_CHECK_DATASTORE_UNSEEN);
  CU_ASSERT_EQUAL (TIMES (trial, MIGRATION, CHECKING), 0);
}

/* ---- Remediation and vSAN ---- */

/* LCM-10, LCM-11: what is staged already is not staged again; a host that is lost while it is staged fails the step. */
static void
staging_meets_what_is_there (void)
{
  const char *const ha = "";
  g_autoptr (Trial) twice = three (
      "8.0.2", ha, ", version: 8.0.1",
      "plan:\n  - {step: one, stage: p, to: 8.0.2}\n  - {step: two, stage: p, to: 8.0.2, after: [one]}\n");
  g_autoptr (Trial) lost = three ("8.0.2", ha, ", version: 8.0.1",
                                  "plan:\n  - {step: one, stage: p, to: 8.0.2}\n"
                                  "");

  trial_end (twice);
  INJECT (lost, WHEN (twice, COMPLIANCE, "h3", STAGING) + SIM_SECOND, HOST, "h3", CRASH, 0);
  trial_end (lost);
  CU_ASSERT_TRUE (IS (twice, STEP, "two", DONE));
  CU_ASSERT_EQUAL (TIMES (twice, COMPLIANCE, STAGING), 3);
  CU_ASSERT_TRUE (IS (lost, STEP, "one", FAILED));
}

#define VSAN(HOSTS, REST)                                                                                    \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nclusters:\n  p:\n    vcenter: vc\n    vsan: "              \
  "{resync-rate: 8 Gbit/s, disk-format: 17}\n"                                                                 \
  "    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2}\n" HOSTS                         \
  "    vms: {v: {memory: 4 GiB, host: h1, disks: 10 GiB}}\n" REST

/* VS-21: a format is raised once, and with every host there. */
static void
a_format_is_raised_once (void)
{
  g_autoptr (Trial) twice
      = trial_new (VSAN ("", "plan:\n  - {step: one, upgrade-disk-format: p, disk-format: 19}\n"
                             "  - {step: two, upgrade-disk-format: p, disk-format: 19, after: [one]}\n"));
  g_autoptr (Trial) missing
      = trial_new (VSAN ("      h5: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.2, state: maintenance}\n",
                         "plan:\n  - {step: one, upgrade-disk-format: p, disk-format: 19}\n"));

  trial_end (twice);
  trial_end (missing);
  CU_ASSERT_TRUE (IS (twice, STEP, "one", DONE));
  CU_ASSERT_EQUAL (TIMES (twice, FORMAT, CONVERTING), 1);
  CU_ASSERT_FALSE (IS (missing, STEP, "one", DONE));
  CU_ASSERT_EQUAL (TIMES (missing, FORMAT, CONVERTING), 0);
}

void
test_physics_beside_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of what is asked beside the point", NULL, NULL);

  CU_ADD_TEST (suite, a_level_set_blindly_counts_later);
  CU_ADD_TEST (suite, drs_is_enabled_without_its_agents);
  CU_ADD_TEST (suite, retreat_mode_is_reset_at_odd_moments);
  CU_ADD_TEST (suite, a_rule_is_not_edited_without_vcenter);
  CU_ADD_TEST (suite, a_host_is_connected_without_ha);
  CU_ADD_TEST (suite, disks_go_before_traces);
  CU_ADD_TEST (suite, moves_to_nowhere_are_answered);
  CU_ADD_TEST (suite, staging_meets_what_is_there);
  CU_ADD_TEST (suite, a_format_is_raised_once);
}
