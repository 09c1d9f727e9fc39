/* Configuring HA: what it fails for, how each cause ends, and what is not watched meanwhile (VC-11, VC-12, DR-06, DR-34). */

#include <CUnit/CUnit.h>

#include "models/compute/hosts.h"
#include "models/ha/reach.h"
#include "tests/trial.h"

void test_physics_configure_suite (void);

/* Three hosts under a vCenter, h3 leads; a VM on each. `h1` is more of that host; `rest` begins with the plan or the faults. */
static Trial *
three (const char *h1, const char *v1, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.1}}\nclusters:\n  p:\n    vcenter: vc\n"
      "    ha: {admission-control: {policy: slot}}\n    hosts:\n"
      "      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1%s}\n"
      "      h[2-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n    vms:\n"
      "      v1: {memory: 64 GiB, host: h1%s}\n      v2: {memory: 1 GiB, host: h2}\n"
      "      v3: {memory: 1 GiB, host: h3}\n%s",
      h1, v1, rest);

  trial_end (trial);
  return trial;
}

static ModelHaCause
cause (const Trial *trial, const char *host)
{
  const SimFinding *found = FIRST (trial, HA_NOT_CONFIGURED, HOST, host);

  return found->since < 0 ? MODEL_HA_CAUSE_NONE : (ModelHaCause) found->evidence[0];
}

/* ---- States of the world ---- */

/* Nothing shows until vCenter configures the host; a reboot ends it. */
static void
a_pending_reboot_shows_at_the_next_configuration (void)
{
  g_autoptr (Trial) never = three (", reboot-pending: true", "", "plan:\n  - {step: a, wait: 1 h}\n");
  g_autoptr (Trial) upgrade = three (", reboot-pending: true", "", "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n");
  g_autoptr (Trial) hosts = three (", reboot-pending: true", "",
                                   "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n"
                                   "  - {step: b, remediate: p, to: 8.0.3, admission-control: disable, after: [a]}\n");

  CU_ASSERT_EQUAL (FOUND_ANY (never, HA_NOT_CONFIGURED), 0);
  CU_ASSERT_TRUE (model_host_is_good (never->run, 0));

  CU_ASSERT_EQUAL (FOUND_ANY (upgrade, HA_NOT_CONFIGURED), 1);
  CU_ASSERT_EQUAL (cause (upgrade, "h1"), MODEL_HA_CAUSE_REBOOT_PENDING);
  CU_ASSERT_TRUE (IS (upgrade, AGENT, "h1", ERROR));
  CU_ASSERT_EQUAL (model_fdm_state (upgrade->run, 0), MODEL_SHOWN_INITIALIZATION_ERROR);
  CU_ASSERT_FALSE (model_host_is_good (upgrade->run, 0));
  CU_ASSERT_TRUE (model_host_in_pool (upgrade->run, 0));

  CU_ASSERT_TRUE (IS (hosts, STEP, "b", DONE));
  CU_ASSERT_TRUE (model_host_is_good (hosts->run, 0));
  CU_ASSERT_NOT_EQUAL (FIRST (hosts, HA_NOT_CONFIGURED, HOST, "h1")->until, SIM_NEVER);
}

/* VC-11: so many hosts at once, and the upgrade is over when the last has followed. */
static void
hosts_are_synced_in_turns (void)
{
  const struct {
    const char *physics;
    SimTime last;
  } rows[] = { { "", 60 * SIM_SECOND }, { "physics: {vcenter-host-syncs: 2}\n", 120 * SIM_SECOND }, { "physics: {vcenter-host-syncs: 1}\n", 180 * SIM_SECOND } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest = g_strconcat (rows[i].physics, "plan: [{step: a, upgrade-vcenter: vc, to: 8.0.3}]\n", NULL);
    g_autoptr (Trial) trial = three ("", "", rest);
    SimTime serves = WHEN (trial, VCENTER, "vc", SYNCING);

    CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h1", CONFIGURING), serves);
    CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h3", CONFIGURING), serves + rows[i].last - 60 * SIM_SECOND);
    CU_ASSERT_TRUE (model_step_state (trial->run, 0)->ended >= serves + rows[i].last);
    CU_ASSERT_TRUE (model_host_is_good (trial->run, 2));
  }
}

/* VC-11: what vCenter does not reach goes on with the old agent, isolated as it is, and is synced when it is back. */
static void
a_host_out_of_reach_is_synced_when_it_returns (void)
{
  g_autoptr (Trial) trial = three ("", "", "plan: [{step: a, upgrade-vcenter: vc, to: 8.0.3}, {step: w, wait: 3 h}]\n"
                                           "faults: [{isolate: h1, at: 10 min, for: 2 h}]\n");

  CU_ASSERT_TRUE (WHEN (trial, AGENT, "h1", ISOLATED) < WHEN (trial, VCENTER, "vc", SYNCING));
  CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h1", CONFIGURING), 130 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HA_NOT_CONFIGURED), 0);
  CU_ASSERT_TRUE (IS (trial, STEP, "a", DONE));
  CU_ASSERT_TRUE (model_host_is_good (trial->run, 0));
  CU_ASSERT_EQUAL (model_ha_host (trial->run, 0)->unsynced, 0);
}

/* VC-12, DR-07, DR-08: between the upgrades of vCenter and of ESXi a host that nobody has verified is without HA. */
static void
an_unverified_certificate_is_refused_until_esxi_is_upgraded (void)
{
  const struct {
    const char *certificate;
    gboolean refused, expired;
    ModelCertificate after;
  } rows[] = { { "", FALSE, FALSE, MODEL_CERTIFICATE_SHA256 },
               { ", certificate: unverified", TRUE, FALSE, MODEL_CERTIFICATE_VMCA },
               { ", certificate: vmca", FALSE, FALSE, MODEL_CERTIFICATE_VMCA },
               { ", certificate: custom", FALSE, FALSE, MODEL_CERTIFICATE_CUSTOM },
               { ", certificate: custom-expired", FALSE, TRUE, MODEL_CERTIFICATE_CUSTOM_EXPIRED } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) before = three (rows[i].certificate, "", "plan: [{step: a, maintenance: h1}, {step: b, leave: h1, after: a}]\n");
    g_autoptr (Trial) vcenter = three (rows[i].certificate, "", "plan: [{step: a, upgrade-vcenter: vc, to: 8.0.3}]\n");
    g_autoptr (Trial) hosts = three (rows[i].certificate, "",
                                     "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n"
                                     "  - {step: b, remediate: p, to: 8.0.3, admission-control: disable, after: [a]}\n");

    CU_ASSERT_TRUE (model_host_is_good (before->run, 0));
    CU_ASSERT_EQUAL (cause (vcenter, "h1"), rows[i].refused ? MODEL_HA_CAUSE_CERTIFICATE : MODEL_HA_CAUSE_NONE);
    CU_ASSERT_EQUAL (model_host_is_good (vcenter->run, 0), !rows[i].refused);
    CU_ASSERT_TRUE (IS (hosts, STEP, "b", DONE) && model_host_is_good (hosts->run, 0));
    CU_ASSERT_EQUAL (model_ha_host (hosts->run, 0)->certificate, rows[i].after);
    CU_ASSERT_EQUAL (FOUND_ANY (hosts, CERTIFICATE_EXPIRED), rows[i].expired);
  }
}

/* Somebody compares the thumbprints: before vCenter's upgrade nothing shows; after it HA is configured when that is asked for. */
static void
verified_by_hand_it_is_accepted (void)
{
  const struct {
    const char *plan;
    gboolean failed, good;
  } rows[] = { { "plan:\n  - {step: a, verify-certificates: vc}\n  - {step: b, upgrade-vcenter: vc, to: 8.0.3, after: [a]}\n", FALSE, TRUE },
               { "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n  - {step: b, verify-certificates: vc, after: [a]}\n", TRUE, FALSE },
               { "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n  - {step: v, verify-certificates: vc, after: [a]}\n"
                 "  - {step: b, reconfigure-ha: h1, after: [v]}\n", TRUE, TRUE } };
  g_autoptr (Trial) away = three (", certificate: unverified", "",
                                  "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n"
                                  "  - {step: w, wait: 10 min}\n  - {step: b, verify-certificates: vc, after: [w]}\n");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = three (", certificate: unverified", "", rows[i].plan);

    CU_ASSERT_TRUE (IS (trial, STEP, "b", DONE));
    CU_ASSERT_EQUAL (FOUND_ANY (trial, HA_NOT_CONFIGURED), rows[i].failed);
    CU_ASSERT_EQUAL (model_host_is_good (trial->run, 0), rows[i].good);
  }
  CU_ASSERT_TRUE (IS (away, STEP, "b", FAILED));
  CU_ASSERT_EQUAL (model_ha_host (away->run, 0)->certificate, MODEL_CERTIFICATE_UNVERIFIED);
}

/* VC-11: what HA covers is added up when all hosts have followed their vCenter, and not while their agents are replaced. */
static void
nothing_is_added_up_while_hosts_follow (void)
{
  g_autoptr (Trial) trial = three ("", "", "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n");

  CU_ASSERT_EQUAL (FOUND_ANY (trial, HA_CAPACITY_SHORT), 0);
  CU_ASSERT_EQUAL (TIMES (trial, ADMISSION, ABSENT), 1);
  CU_ASSERT_EQUAL (TIMES (trial, ADMISSION, OK), 1);
  CU_ASSERT_TRUE (WHEN (trial, ADMISSION, "p", OK) > WHEN (trial, VCENTER, "vc", SYNCING) + trial->fleet->physics[MODEL_FDM_CONFIGURE]);
}

/* The pool of the agent is asked for when it is configured, of what no VM has reserved. */
static void
the_agent_needs_unreserved_memory (void)
{
  const struct {
    const char *reservation;
    ModelHaCause cause;
  } rows[] = { { ", memory-reservation: 65436 MiB", MODEL_HA_CAUSE_NONE },
               { ", memory-reservation: 65437 MiB", MODEL_HA_CAUSE_MEMORY } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial
        = three ("", rows[i].reservation, "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n");

    CU_ASSERT_EQUAL (cause (trial, "h1"), rows[i].cause);
    CU_ASSERT_EQUAL (cause (trial, "h2"), MODEL_HA_CAUSE_NONE);
  }
}

/* Cut off while it is being configured: not until vCenter reaches it again, and then by itself. The same without vCenter. */
static void
a_host_that_is_not_reached_is_configured_later (void)
{
  g_autoptr (Trial) cut = three ("", "", "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n"
                                         "faults:\n  - {isolate: h1, at: 3010 s, for: 10 min}\n");
  g_autoptr (Trial) gone = three ("", "", "plan:\n  - {step: a, maintenance: h1}\n  - {step: b, leave: h1, after: [a]}\n"
                                          "faults:\n  - {crash: vc, at: 100 s, for: 10 min}\n");

  CU_ASSERT_EQUAL (cause (cut, "h1"), MODEL_HA_CAUSE_COMMUNICATION);
  CU_ASSERT_EQUAL (FIRST (cut, HA_NOT_CONFIGURED, HOST, "h1")->until, 3010 * SIM_SECOND + 11 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (cut, AGENT, "h1", SLAVE));

  CU_ASSERT_EQUAL (cause (gone, "h1"), MODEL_HA_CAUSE_COMMUNICATION);
  CU_ASSERT_TRUE (IS (gone, AGENT, "h1", SLAVE));
  CU_ASSERT_TRUE (model_host_is_good (gone->run, 0));
}

/* ---- Reconfigure for HA ---- */

#define RECONFIGURE(HOST) "plan:\n  - {step: hour, wait: 1 h}\n  - {step: a, reconfigure-ha: " HOST ", after: hour}\n"

/* It ends what failed once; of the master it costs an election. */
static void
reconfiguring_takes_a_configuration (void)
{
  g_autoptr (Trial) slave = three ("", "", RECONFIGURE ("h1")), master = three ("", "", RECONFIGURE ("h3"));
  g_autoptr (Trial) mended = three ("", "", "plan:\n  - {step: vc, upgrade-vcenter: vc, to: 8.0.3}\n"
                                            "  - {step: a, reconfigure-ha: h1, after: vc}\n"
                                            "faults:\n  - {fail-ha: h1, because: timeout, at: 0 s}\n");

  CU_ASSERT_TRUE (IS (slave, STEP, "a", DONE));
  CU_ASSERT_EQUAL (WHEN (slave, STEP, "a", DONE), SIM_HOUR + SIM_MINUTE);
  CU_ASSERT_EQUAL (TIMES (slave, AGENT, ELECTION), 0);
  CU_ASSERT_TRUE (IS (slave, AGENT, "h1", SLAVE));
  CU_ASSERT_TRUE (IS (master, STEP, "a", DONE));
  CU_ASSERT_TRUE (TIMES (master, AGENT, ELECTION) >= 2);
  CU_ASSERT_TRUE (IS (master, AGENT, "h2", MASTER));
  CU_ASSERT_TRUE (IS (mended, STEP, "a", DONE));
  CU_ASSERT_EQUAL (cause (mended, "h1"), MODEL_HA_CAUSE_TIMEOUT);
  CU_ASSERT_TRUE (model_host_is_good (mended->run, 0));
}

/* What still stands against it fails the step; without vCenter, or cut off from it, nobody configures anything. */
static void
reconfiguring_may_fail (void)
{
  static const char *const faults[] = { "fail-ha: h1, because: disk, at: 0 s", "crash: vc, at: 30 min",
                                        "isolate: h1, at: 30 min", "crash: h1, at: 3610 s", "fail-agent: h1, at: 30 min" };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *rest = g_strdup_printf (RECONFIGURE ("h1") "faults:\n  - {%s}\n", faults[i]);
    g_autoptr (Trial) trial = three ("", "", rest);

    CU_ASSERT_TRUE (IS (trial, STEP, "a", FAILED));
    CU_ASSERT_EQUAL (TIMES (trial, AGENT, ERROR), i == 0);
  }
}

/* ---- What a scenario says ---- */

/* A time-out is of one configuration, a full disk of all of them until somebody frees space. */
static void
causes_end_in_their_own_ways (void)
{
  const struct {
    const char *because, *lasts;
    ModelHaCause cause;
    gboolean well_after_reboot, well_at_the_end;
  } rows[] = {
    { "unknown", "", MODEL_HA_CAUSE_UNKNOWN, TRUE, TRUE },
    { "timeout", "", MODEL_HA_CAUSE_TIMEOUT, TRUE, TRUE },
    { "communication", "", MODEL_HA_CAUSE_COMMUNICATION, TRUE, TRUE },
    { "disk", "", MODEL_HA_CAUSE_DISK, FALSE, FALSE },
    { "disk", ", for: 5 h", MODEL_HA_CAUSE_DISK, FALSE, TRUE },
    { "certificate", "", MODEL_HA_CAUSE_CERTIFICATE, FALSE, FALSE },
    { "thumbprint", ", for: 5 h", MODEL_HA_CAUSE_THUMBPRINT, FALSE, TRUE },
    { "reboot-pending", "", MODEL_HA_CAUSE_REBOOT_PENDING, TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest = g_strdup_printf (
        "plan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n"
        "  - {step: b, remediate: p, to: 8.0.3, admission-control: disable, after: [a]}\n"
        "faults:\n  - {fail-ha: h1, because: %s, at: 0 s%s}\n",
        rows[i].because, rows[i].lasts);
    g_autoptr (Trial) trial = three ("", "", rest);

    CU_ASSERT_EQUAL (cause (trial, "h1"), rows[i].cause);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, HA_NOT_CONFIGURED), rows[i].well_after_reboot ? 1 : 2);
    CU_ASSERT_EQUAL (IS (trial, AGENT, "h1", ERROR), !rows[i].well_at_the_end);
    CU_ASSERT_EQUAL (model_host_is_good (trial->run, 0), rows[i].well_at_the_end);
  }
}

/* By default a person has to reconfigure the host; a parameter lets vCenter try again. */
static void
vcenter_may_try_again (void)
{
  const struct {
    const char *physics;
    gboolean mended;
  } rows[] = { { "", FALSE }, { "physics: {ha-configure-retry: 10 min}\n", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest
        = g_strdup_printf ("%splan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n  - {step: b, wait: 1 h, after: [a]}\n"
                           "faults:\n  - {fail-ha: h1, because: timeout, at: 0 s}\n",
                           rows[i].physics);
    g_autoptr (Trial) trial = three ("", "", rest);

    CU_ASSERT_EQUAL (IS (trial, AGENT, "h1", SLAVE), rows[i].mended);
    if (rows[i].mended)
      CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_HA_NOT_CONFIGURED, WHO (trial, HOST, "h1")), 11 * SIM_MINUTE);
  }
}

/* ---- What it means ---- */

/* Nobody watches the host: lost, its VMs stay down, whoever leads, until its agent runs at last; or as the parameter has it. */
static void
nobody_watches_a_host_without_its_agent (void)
{
  const struct {
    const char *physics, *lasts;
    SimTime least, most; /* v1 is up again */
  } rows[] = {
    { "", "90 min", 3 * 60 * SIM_MINUTE, 185 * SIM_MINUTE }, /* the disk has room again at 3 h */
    { "", "9 h", 620 * SIM_MINUTE, 640 * SIM_MINUTE },
    { "physics: {ha-watches-unconfigured: true}\n", "9 h", 80 * SIM_MINUTE, 82 * SIM_MINUTE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest = g_strdup_printf (
        "%splan:\n  - {step: a, upgrade-vcenter: vc, to: 8.0.3}\n  - {step: b, wait: 1 h, after: [a]}\n"
        "faults:\n  - {fail-ha: h1, because: disk, at: 0 s, for: 3 h}\n"
        "  - {crash: h1, at: 80 min, for: %s}\n  - {crash: h3, at: 85 min, for: 10 min}\n",
        rows[i].physics, rows[i].lasts);
    g_autoptr (Trial) trial = three ("", "", rest);
    SimTime up = FIRST (trial, VM_DOWN, VM, "v1")->until;

    CU_ASSERT_EQUAL (cause (trial, "h1"), MODEL_HA_CAUSE_DISK);
    CU_ASSERT_TRUE (up >= rows[i].least && up <= rows[i].most);
    CU_ASSERT_TRUE (FIRST (trial, VM_DOWN, VM, "v3")->until < 90 * SIM_MINUTE); /* the host that led was watched */
  }
}

void
test_physics_configure_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of configuring HA", NULL, NULL);

  CU_ADD_TEST (suite, a_pending_reboot_shows_at_the_next_configuration);
  CU_ADD_TEST (suite, the_agent_needs_unreserved_memory);
  CU_ADD_TEST (suite, hosts_are_synced_in_turns);
  CU_ADD_TEST (suite, a_host_out_of_reach_is_synced_when_it_returns);
  CU_ADD_TEST (suite, an_unverified_certificate_is_refused_until_esxi_is_upgraded);
  CU_ADD_TEST (suite, verified_by_hand_it_is_accepted);
  CU_ADD_TEST (suite, nothing_is_added_up_while_hosts_follow);
  CU_ADD_TEST (suite, reconfiguring_takes_a_configuration);
  CU_ADD_TEST (suite, reconfiguring_may_fail);
  CU_ADD_TEST (suite, a_host_that_is_not_reached_is_configured_later);
  CU_ADD_TEST (suite, causes_end_in_their_own_ways);
  CU_ADD_TEST (suite, vcenter_may_try_again);
  CU_ADD_TEST (suite, nobody_watches_a_host_without_its_agent);
}
