/* Who looks whether settings are as declared, and puts them right: what each kind sees and when, what it waits for, what it
 * needs, how it fails, and what comes of two who do not want the same. */

#include <CUnit/CUnit.h>

#include "models/governance/governance.h"
#include "models/plan/policies.h"
#include "tests/trial.h"

void test_physics_governance_suite (void);

#define ESTATE                                                                                               \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"            \
  "      h[1-4]: {cpu: 60 GHz, memory: 256 GiB, version: 8.0.2, vmotion: 25 Gbit/s}\n"                       \
  "    vms:\n      v[1-8]: {memory: 8 GiB}\n"

#define POLICIES                                                                                             \
  "    policies:\n"                                                                                          \
  "      - {name: mtu, kind: vds, declared: '9000'}\n"                                                       \
  "      - {name: ntp, kind: host, declared: ntp1}\n"                                                        \
  "      - {name: syslog, kind: host, declared: log1, remedy: maintenance}\n"                                \
  "      - {name: numa, kind: bios, declared: 'on'}\n"                                                       \
  "      - {name: swap, kind: host, declared: 'off', advanced: true}\n"

#define DRIFT(POLICY, VALUE, AT)                                                                             \
  "  - {step: w-" POLICY ", wait: " AT "}\n  - {step: d-" POLICY ", set: {policy: " POLICY ", actual: " VALUE "}, after: [w-" POLICY "]}\n"

/* How long after a setting on h1 began to differ it was found; -1 never. */
static SimTime
found_after (const Trial *trial, const char *cell)
{
  return FOUND (trial, DRIFT_DETECTED, POLICY, cell) ? FIRST (trial, DRIFT_DETECTED, POLICY, cell)->evidence[1] : -1;
}

/* ---- What is seen, and when ---- */

static void
a_scan_finds_drift_with_its_next_look (void)
{
  g_autoptr (Trial) trial = trial_new (ESTATE POLICIES "governance:\n"
                                       "  - {name: scan, kind: scan, interval: 4 h, first: 30 min}\n"
                                       "plan:\n" DRIFT ("ntp", "x", "1 h") "  - {step: wait, wait: 9 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (found_after (trial, "ntp@h1"), 3 * SIM_HOUR + 31 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, POLICY, "ntp@h1", DRIFTED)); /* it only looks */
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DRIFT_UNDETECTED), 0);
}

static void
a_reconciler_sees_at_once_and_heals (void)
{
  g_autoptr (Trial) trial = trial_new (ESTATE POLICIES "governance:\n"
                                       "  - {name: argo, kind: gitops, kinds: [vds], remediates: true}\n"
                                       "plan:\n" DRIFT ("mtu", "'1500'", "1 h") DRIFT ("ntp", "x", "1 h"));

  trial_end (trial);
  CU_ASSERT_EQUAL (found_after (trial, "mtu@h1"), 0);
  CU_ASSERT_EQUAL (FIRST (trial, DRIFT_DETECTED, POLICY, "mtu@h1")->until, SIM_HOUR + 12 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, POLICY, "mtu@h1", IN_POLICY));
  CU_ASSERT_EQUAL (found_after (trial, "ntp@h1"), -1); /* outside of what it manages: invisible */
  CU_ASSERT_TRUE (IS (trial, POLICY, "ntp@h1", DRIFTED));
  CU_ASSERT_EQUAL (FOUND (trial, DRIFT_UNDETECTED, POLICY, "ntp@h1"), 1);
  CU_ASSERT_EQUAL (FOUND (trial, DRIFT_UNDETECTED, POLICY, "mtu@h1"), 0);
}

/* Self-heal off: it sees, and does nothing before the next commit. */
static void
without_self_heal_it_waits_for_a_commit (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE POLICIES "governance:\n  - {name: argo, kind: gitops, kinds: [vds], remediates: true, self-heal: false}\n"
                      "plan:\n" DRIFT ("mtu", "'1500'", "1 h") "  - {step: wait, wait: 3 h}\n"
                      "  - {step: push, commit: argo, after: [wait]}\n  - {step: more, wait: 1 h, after: [push]}\n");
  SimTime healed;

  trial_end (trial);
  healed = FIRST (trial, DRIFT_DETECTED, POLICY, "mtu@h1")->until;
  CU_ASSERT_EQUAL (found_after (trial, "mtu@h1"), 0);
  CU_ASSERT_TRUE (healed > 3 * SIM_HOUR && healed <= 3 * SIM_HOUR + 190 * SIM_SECOND);
}

static void
profiles_cover_settings_of_hosts (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE POLICIES "governance:\n  - {name: vcp, kind: configuration-profile, interval: 1 h, first: 30 min}\n"
                      "  - {name: old, kind: host-profile, interval: 1 h, first: 30 min}\n"
                      "plan:\n" DRIFT ("mtu", "'1500'", "10 min") DRIFT ("ntp", "x", "10 min") DRIFT ("swap", "'on'", "10 min")
                      "  - {step: wait, wait: 2 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (found_after (trial, "mtu@h1"), -1);
  CU_ASSERT_EQUAL (FOUND (trial, DRIFT_DETECTED, POLICY, "ntp@h1"), 2);  /* each of the two */
  CU_ASSERT_EQUAL (FOUND (trial, DRIFT_DETECTED, POLICY, "swap@h1"), 1); /* D-19: the older kind passes over it */
  CU_ASSERT_TRUE (IS (trial, SETTING, "old: swap@h1", COMPLIANT));
  CU_ASSERT_TRUE (IS (trial, SETTING, "vcp: swap@h1", NON_COMPLIANT));
}

/* While vCenter is away nobody knows; when it is back the next look does. */
static void
what_does_not_answer_is_unavailable (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE POLICIES "governance:\n  - {name: vcp, kind: configuration-profile, interval: 1 h, first: 30 min, in-vcenter: vc}\n"
                      "plan:\n" DRIFT ("ntp", "x", "5 min") "  - {step: wait, wait: 3 h}\n"
                      "faults:\n  - {crash: vc, at: 10 min, for: 1 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, GOVERNOR, "vcp", BLIND), 30 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, SETTING, "vcp: ntp@h1", UNAVAILABLE), 30 * SIM_MINUTE);
  CU_ASSERT_EQUAL (found_after (trial, "ntp@h1"), 86 * SIM_MINUTE);
}

static void
a_plain_plan_tells_nobody (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE POLICIES "governance:\n  - {name: ci, kind: pipeline, tool: terraform-plan, interval: 1 h, first: 30 min}\n"
                      "plan:\n" DRIFT ("ntp", "x", "5 min") "  - {step: wait, wait: 3 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND (trial, DETECTOR_TELLS_NOTHING, GOVERNOR, "ci"), 1);
  CU_ASSERT_EQUAL (found_after (trial, "ntp@h1"), -1);
  CU_ASSERT_EQUAL (FOUND (trial, DRIFT_UNDETECTED, POLICY, "ntp@h1"), 1);
}

/* ---- Putting right ---- */

/* D-17: nothing, maintenance, a restart; hosts one after another, and what asks nothing first. */
static void
a_setting_asks_of_its_host_what_it_must (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE POLICIES "governance:\n  - {name: s, kind: scan, remediates: true, interval: 4 h, first: 30 min, delay: 5 min}\n"
                      "plan:\n" DRIFT ("ntp", "x", "5 min") DRIFT ("syslog", "x", "5 min") DRIFT ("numa", "'off'", "5 min")
                      "  - {step: wait, wait: 4 h}\n");
  guint out = 0, most = 0;

  trial_end (trial);
  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (trial->run->journal, i);

    if (entry->machine == MODEL_MACHINE_HOST && entry->state_from != entry->state_to) {
      out += entry->state_to == HOST_AT_ENTERING ? 1 : 0;
      out -= entry->state_to == HOST_AT_CONNECTED ? 1 : 0;
      most = MAX (most, out);
    }
  }
  CU_ASSERT_EQUAL (most, 1);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, MAINTENANCE), 8); /* four hosts for syslog, four for numa */
  CU_ASSERT_EQUAL (FIRST (trial, DRIFT_DETECTED, POLICY, "ntp@h4")->until, 36 * SIM_MINUTE + 10 * SIM_SECOND);
  CU_ASSERT_EQUAL (TIMES (trial, HOST, REBOOTING), 4);      /* and for numa alone they restart */
  for (guint i = 0; i < trial->fleet->n_cells; i++)
    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_POLICY, i), POLICY_AT_IN_POLICY);
}

static void
who_has_no_authority_only_tells (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE "    policies:\n      - {name: ntp, kind: host, declared: ntp1, authority: [vcenter]}\n"
             "governance:\n  - {name: argo, kind: gitops, remediates: true}\n"
             "  - {name: vcp, kind: configuration-profile, remediates: true, interval: 1 h, first: 30 min, delay: 5 min}\n"
             "plan:\n" DRIFT ("ntp", "x", "5 min") "  - {step: wait, wait: 3 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (found_after (trial, "ntp@h1"), 0);
  CU_ASSERT_EQUAL (TIMES (trial, GOVERNOR, HOLDING), 1); /* the profile's, not the reconciler's */
  CU_ASSERT_EQUAL (FIRST (trial, DRIFT_DETECTED, POLICY, "ntp@h1")->until, 36 * SIM_MINUTE + 10 * SIM_SECOND);
}

static void
a_failed_sync_is_not_repeated_before_a_commit (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE POLICIES "governance:\n  - {name: argo, kind: gitops, kinds: [vds], remediates: true}\n"
                      "plan:\n" DRIFT ("mtu", "'1500'", "1 h") "  - {step: wait, wait: 3 h}\n"
                      "  - {step: push, commit: argo, after: [wait]}\n  - {step: more, wait: 1 h, after: [push]}\n"
                      "faults:\n  - {fail-remediation: argo, at: 0 s, for: 2 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND (trial, REMEDIATION_FAILED, GOVERNOR, "argo"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, REMEDIATION_FAILED, GOVERNOR, "argo")->evidence[0], 6);
  CU_ASSERT_EQUAL (TIMES (trial, GOVERNOR, RETRYING), 5);
  CU_ASSERT_TRUE (FIRST (trial, REMEDIATION_FAILED, GOVERNOR, "argo")->until > 3 * SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, POLICY, "mtu@h1", IN_POLICY));
}

/* The authority's own upgrade: found and put right when it is back, and not before. */
static void
an_authority_that_is_down_finds_late (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE POLICIES "governance:\n  - {name: argo, kind: gitops, kinds: [vds], remediates: true}\n"
                      "plan:\n" DRIFT ("mtu", "'1500'", "1 h") "  - {step: wait, wait: 5 h}\n"
                      "faults:\n  - {stop-governor: argo, at: 30 min, for: 2 h}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (found_after (trial, "mtu@h1"), 91 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, POLICY, "mtu@h1", IN_POLICY));
}

/* ---- Who does not want the same ---- */

#define FIGHT                                                                                                \
  "governance:\n  - {name: argo, kind: gitops, kinds: [vds], remediates: true}\n"                            \
  "  - {name: desk, kind: scan, kinds: [vds], remediates: true, interval: 1 h, first: 10 min, delay: 5 min, " \
  "declares: [{policy: mtu, value: '1500'}]}\n"

static void
two_authorities_fight (void)
{
  g_autoptr (Trial) trial = trial_new (ESTATE POLICIES FIGHT "plan:\n  - {step: wait, wait: 12 h}\n");
  const SimFinding *fight;

  trial_end (trial);
  fight = FIRST (trial, AUTHORITIES_FIGHT, POLICY, "mtu@h1");
  CU_ASSERT_EQUAL (FOUND (trial, AUTHORITIES_FIGHT, POLICY, "mtu@h1"), 1);
  CU_ASSERT_TRUE (fight->evidence[2] > 3); /* as often as it was in the end */
  CU_ASSERT_TRUE (fight->evidence[3] > 25 * SIM_MINUTE && fight->evidence[3] < 35 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, REMEDIATION_FAILED), 0); /* both succeed, again and again */
}

static void
a_plan_that_is_stuck_ends_all_the_same (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE "      tied: {memory: 8 GiB, devices: [pci-passthrough], host: h1}\n" POLICIES
             "governance:\n  - {name: argo, kind: gitops, kinds: [vds], remediates: true}\n"
             "  - {name: other, kind: gitops, kinds: [vds], remediates: true, declares: [{policy: mtu, value: '1500'}]}\n"
             "plan:\n  - {step: m, maintenance: h1, enter-timeout: none}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_STUCK);
  CU_ASSERT_TRUE (sim_now (trial->run) < 48 * SIM_HOUR);
}

/* ---- Meeting an upgrade ---- */

static void
a_remediation_meets_an_upgrade (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE POLICIES "governance:\n  - {name: vcp, kind: configuration-profile, remediates: true, interval: 1 h, "
                      "first: 20 min, delay: 5 min}\n"
                      "plan:\n" DRIFT ("syslog", "x", "5 min") "  - {step: up, remediate: p, to: 8.0.3}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (FOUND_ANY (trial, REMEDIATION_MEETS_UPGRADE) > 0);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  for (guint i = 0; i < trial->fleet->n_cells; i++)
    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_POLICY, i), POLICY_AT_IN_POLICY);
}

/* ---- What comes between ---- */

#define GIT "governance:\n  - {name: argo, kind: gitops, remediates: true}\n"

/* Somebody sets it back within the two seconds; another setting drifts while the first is being written. */
static void
a_reconciler_goes_by_what_it_sees_meanwhile (void)
{
  g_autoptr (Trial) back = trial_new (
      ESTATE POLICIES GIT "plan:\n" DRIFT ("ntp", "x", "5 min")
      "  - {step: second, wait: 1 s, after: [d-ntp]}\n"
      "  - {step: undo, set: {policy: ntp, actual: ntp1}, after: [second]}\n  - {step: more, wait: 5 min, after: [undo]}\n");
  g_autoptr (Trial) more = trial_new (ESTATE POLICIES GIT "plan:\n" DRIFT ("ntp", "x", "300 s") DRIFT ("mtu", "x", "306 s")
                                      "  - {step: more, wait: 20 min}\n");

  trial_end (back);
  CU_ASSERT_EQUAL (TIMES (back, GOVERNOR, HOLDING), 1);
  CU_ASSERT_EQUAL (TIMES (back, GOVERNOR, MENDING), 0);
  trial_end (more);
  CU_ASSERT_EQUAL (TIMES (more, GOVERNOR, MENDING), 2);
  CU_ASSERT_EQUAL (FIRST (more, DRIFT_DETECTED, POLICY, "ntp@h1")->until, 312 * SIM_SECOND);
  CU_ASSERT_EQUAL (FIRST (more, DRIFT_DETECTED, POLICY, "mtu@h1")->until, (312 + 6 + 10) * SIM_SECOND + 1); /* the second back-off */
}

/* What an upgrade resets while the host is away is seen when the host is back. */
static void
what_changes_out_of_sight_is_seen_later (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE "    policies:\n      - {name: mtu, kind: vds, declared: '9000', default: '1500', reset-by: [esxi-upgrade]}\n" GIT
             "plan:\n  - {step: up, remediate: p, to: 8.0.3}\n");

  trial_end (trial);
  for (guint32 cell = 0; cell < trial->fleet->n_cells; cell++) {
    const SimFinding *found = trial_first (trial, MODEL_FIND_DRIFT_DETECTED, model_actor (trial->run, MODEL_MACHINE_POLICY, cell));

    CU_ASSERT_TRUE (found->evidence[1] > 0 && found->evidence[1] <= 3 * SIM_MINUTE);
    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_POLICY, cell), POLICY_AT_IN_POLICY);
  }
}

static void
a_look_may_be_late_or_in_vain (void)
{
  g_autoptr (Trial) late = trial_new (ESTATE POLICIES "governance:\n  - {name: s, kind: scan, interval: 40 s, first: 0 s}\n"
                                                      "plan:\n  - {step: wait, wait: 10 min}\n");
  g_autoptr (Trial) vain = trial_new (ESTATE POLICIES "governance:\n  - {name: s, kind: scan, kinds: [host], interval: 4 h, first: 10 min}\n"
                                                      "plan:\n  - {step: wait, wait: 1 h}\n"
                                                      "faults:\n  - {crash: vc, at: 630 s, for: 10 min}\n");

  trial_end (late);
  CU_ASSERT_TRUE (TIMES (late, GOVERNOR, LOOKING) >= 7 && TIMES (late, GOVERNOR, LOOKING) <= 9);
  trial_until (vain, 20 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (vain, GOVERNOR, "s", BLIND), 11 * SIM_MINUTE);
}

#define FOR_A_HOST                                                                                           \
  "governance:\n  - {name: s, kind: scan, policies: [syslog], remediates: true, interval: 4 h, first: 30 min, delay: 5 min}\n" \
  "physics: {governance-retries: 0}\n"                                                                       \
  "plan:\n" DRIFT ("syslog", "x", "5 min") "  - {step: wait, wait: 4 h}\n"

/* Refused in maintenance: the host comes back as it was. Held by a VM: it is not even tried. Lost on its way back: what is
 * written is written. */
static void
a_setting_that_needs_its_host_may_fail (void)
{
  g_autoptr (Trial) refused = trial_new (ESTATE POLICIES FOR_A_HOST "faults:\n  - {fail-remediation: s, at: 0 s}\n");
  g_autoptr (Trial) held = trial_new (ESTATE "      tied: {memory: 8 GiB, devices: [pci-passthrough], host: h1}\n" POLICIES FOR_A_HOST);
  g_autoptr (Trial) lost = trial_new (ESTATE POLICIES FOR_A_HOST "faults:\n  - {crash: h1, during: {host: h1, state: exiting}}\n");
  g_autoptr (Trial) both = trial_new (ESTATE POLICIES FOR_A_HOST
                                      "faults:\n  - {fail-remediation: s, at: 0 s}\n  - {crash: h1, during: {host: h1, state: exiting}}\n");

  g_autoptr (Trial) older = trial_new (
      ESTATE "    policies:\n      - {name: syslog, kind: host, declared: log1, actual: x, remedy: maintenance}\n"
             "governance:\n  - {name: s, kind: scan, remediates: true, interval: 4 h, first: 30 min, delay: 5 min}\n"
             "physics: {governance-retries: 0}\nplan:\n  - {step: wait, wait: 4 h}\n"
             "faults:\n  - {fail-remediation: s, at: 0 s}\n  - {crash: h1, during: {host: h1, state: exiting}}\n");

  trial_end (older);
  CU_ASSERT_TRUE (IS (older, POLICY, "syslog@h1", DRIFTED)); /* as it was before, on disk too */
  CU_ASSERT_TRUE (FOUND (older, REMEDIATION_FAILED, GOVERNOR, "s") > 0);
  trial_end (refused);
  CU_ASSERT_TRUE (IS (refused, POLICY, "syslog@h1", DRIFTED));
  CU_ASSERT_TRUE (IS (refused, HOST, "h1", CONNECTED));
  CU_ASSERT_TRUE (FOUND (refused, REMEDIATION_FAILED, GOVERNOR, "s") > 0);
  trial_end (held);
  CU_ASSERT_TRUE (IS (held, POLICY, "syslog@h1", DRIFTED));
  CU_ASSERT_TRUE (IS (held, POLICY, "syslog@h2", IN_POLICY)); /* the next host has its turn all the same */
  trial_end (lost);
  CU_ASSERT_TRUE (IS (lost, POLICY, "syslog@h1", IN_POLICY));
  trial_end (both);
  CU_ASSERT_TRUE (FOUND (both, REMEDIATION_FAILED, GOVERNOR, "s") > 0);
  CU_ASSERT_TRUE (IS (both, POLICY, "syslog@h1", IN_POLICY)); /* HST-07: the change had not been saved when its host lost power */
}

static void
what_is_not_known_to_differ_is_left_alone (void)
{
  g_autoptr (Trial) trial = trial_new (ESTATE POLICIES "governance:\n  - {name: s, kind: scan, first: 4 h}\nplan:\n  - {step: w, wait: 1 h}\n");

  INJECT (trial, SIM_MINUTE, SETTING, "s: ntp@h1", APPLY, 0);
  trial_until (trial, SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, SETTING, "s: ntp@h1", UNKNOWN));
}

/* ---- Comparisons ---- */

static SimTime
drifted_for (const char *yaml, ModelGovernance governance)
{
  g_autoptr (Trial) trial = trial_new (yaml);

  sim_run_free (trial->run);
  trial->fleet->governance = governance;
  trial->run = model_rehearsal_start (trial->rehearsal, TRUE);
  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, DRIFT_DETECTED) > 0, governance != MODEL_GOVERNANCE_NONE);
  return trial_found_for (trial, MODEL_FIND_POLICY_INHERITED_BY_VM, ANYBODY);
}

static void
governance_may_be_thought_away (void)
{
  const char *yaml = ESTATE POLICIES "governance:\n  - {name: argo, kind: gitops}\n"
                                     "plan:\n" DRIFT ("ntp", "x", "5 min") "  - {step: more, wait: 1 h}\n"
                                     "  - {step: undo, set: {policy: ntp, actual: ntp1}, after: [more]}\n"
                                     "faults:\n  - {stop-governor: argo, at: 1 min, for: 1 min}\n";
  SimTime none = drifted_for (yaml, MODEL_GOVERNANCE_NONE), detect = drifted_for (yaml, MODEL_GOVERNANCE_DETECT);

  CU_ASSERT_EQUAL (none, 8 * 55 * SIM_MINUTE); /* eight VMs */
  CU_ASSERT_EQUAL (detect, none);
  CU_ASSERT_EQUAL (drifted_for (yaml, MODEL_GOVERNANCE_REMEDIATE), 8 * 12 * SIM_SECOND);
}

/* ---- Again and again ---- */

static void
steps_and_faults_repeat (void)
{
  g_autoptr (Trial) trial = trial_new (
      ESTATE POLICIES "plan:\n"
      "  - {step: patch, remediate: p, to: 8.0.2.1, repeat: {every: 30 d, times: 3, from: 1 d}}\n"
      "  - {step: look, validate: p, after: [patch], repeat: {every: 30 d, times: 3}}\n"
      "  - {step: last, wait: 1 min, after: [patch]}\n"
      "faults:\n  - change-by-hand: ntp\n    value: x\n    hosts: h[1-2]\n    at: 2 d\n    every: 10 d\n    times: 3\n    for: 1 d\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "patch/1", RUNNING), 24 * SIM_HOUR);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "patch/3", RUNNING), 61 * 24 * SIM_HOUR);
  CU_ASSERT_TRUE (WHEN (trial, STEP, "look/1", RUNNING) < 2 * 24 * SIM_HOUR); /* after patch/1, not after all */
  CU_ASSERT_TRUE (WHEN (trial, STEP, "look/2", RUNNING) > 31 * 24 * SIM_HOUR);
  CU_ASSERT_TRUE (WHEN (trial, STEP, "last", RUNNING) > 61 * 24 * SIM_HOUR);
  CU_ASSERT_EQUAL (model_host_state (trial->run, 0)->version, MODEL_VERSION (8, 0, 2) + 3);
  CU_ASSERT_EQUAL (TIMES (trial, POLICY, DRIFTED), 3);
  CU_ASSERT_EQUAL (WHEN (trial, POLICY, "ntp@h1", DRIFTED), 48 * SIM_HOUR);
  CU_ASSERT_EQUAL (WHEN (trial, POLICY, "ntp@h2", DRIFTED), 12 * 24 * SIM_HOUR); /* the next host's turn */
  CU_ASSERT_EQUAL (WHEN (trial, POLICY, "ntp@h1", IN_POLICY), 72 * SIM_HOUR);
  CU_ASSERT_EQUAL (WHEN (trial, POLICY, "ntp@h3", DRIFTED), -1);
}

static void
a_late_one_makes_the_next_wait (void)
{
  g_autoptr (Trial) trial = trial_new (ESTATE "plan:\n  - {step: w, wait: 3 h, repeat: {every: 1 h, times: 2}}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "w/1", RUNNING), 0);
  CU_ASSERT_EQUAL (WHEN (trial, STEP, "w/2", RUNNING), 3 * SIM_HOUR);
}

void
test_physics_governance_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: governance", NULL, NULL);

  CU_ADD_TEST (suite, a_scan_finds_drift_with_its_next_look);
  CU_ADD_TEST (suite, a_reconciler_sees_at_once_and_heals);
  CU_ADD_TEST (suite, without_self_heal_it_waits_for_a_commit);
  CU_ADD_TEST (suite, profiles_cover_settings_of_hosts);
  CU_ADD_TEST (suite, what_does_not_answer_is_unavailable);
  CU_ADD_TEST (suite, a_plain_plan_tells_nobody);
  CU_ADD_TEST (suite, a_setting_asks_of_its_host_what_it_must);
  CU_ADD_TEST (suite, who_has_no_authority_only_tells);
  CU_ADD_TEST (suite, a_failed_sync_is_not_repeated_before_a_commit);
  CU_ADD_TEST (suite, an_authority_that_is_down_finds_late);
  CU_ADD_TEST (suite, two_authorities_fight);
  CU_ADD_TEST (suite, a_plan_that_is_stuck_ends_all_the_same);
  CU_ADD_TEST (suite, a_remediation_meets_an_upgrade);
  CU_ADD_TEST (suite, a_reconciler_goes_by_what_it_sees_meanwhile);
  CU_ADD_TEST (suite, what_changes_out_of_sight_is_seen_later);
  CU_ADD_TEST (suite, a_look_may_be_late_or_in_vain);
  CU_ADD_TEST (suite, a_setting_that_needs_its_host_may_fail);
  CU_ADD_TEST (suite, what_is_not_known_to_differ_is_left_alone);
  CU_ADD_TEST (suite, governance_may_be_thought_away);
  CU_ADD_TEST (suite, steps_and_faults_repeat);
  CU_ADD_TEST (suite, a_late_one_makes_the_next_wait);
}
