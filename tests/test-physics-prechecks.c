/* Pre-checks of a remediation: what they refuse, what they only note, and what nobody has let them see. */

#include <CUnit/CUnit.h>

#include "models/lcm/report.h"
#include "tests/lcm-cluster.h"

void test_physics_prechecks_suite (void);

/* Each check by itself: what it says, and that nothing was touched. */
static void
checks_refuse_what_they_see (void)
{
  static const struct {
    const char *host, *step;
    ModelCheck check;
  } rows[] = {
    { ", hardware: [cpu-unsupported]", "", MODEL_CHECK_CPU },
    { ", hardware: [not-on-hcl]", ", enforce-hcl: true", MODEL_CHECK_HARDWARE },
    { ", boot-device: 2 GiB", "", MODEL_CHECK_BOOT_DEVICE },
    { ", certificate: sha-1", "", MODEL_CHECK_CERTIFICATE },
  };
  g_autoptr (Trial) lenient = roll (ONE_HOST_OF (", hardware: [not-on-hcl], boot-device: 4 GiB"), "", "");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *cluster
        = g_strdup_printf ("    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1%s}\n"
                           "      h[2-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n" VMS,
                           rows[i].host);
    g_autoptr (Trial) trial = roll (cluster, rows[i].step, "");

    CU_ASSERT_EQUAL (check_of (trial), rows[i].check);
    CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "roll")->evidence[1], WHO (trial, HOST, "h1"));
    CU_ASSERT_EQUAL (TIMES (trial, HOST, ENTERING), 0);
  }
  CU_ASSERT_EQUAL (hosts_at (lenient, V (8, 0, 3)), 3);
}

/* What the n-th finding of a kind says is wrong. */
static const gint64 *
noted (const Trial *trial, guint n)
{
  static const gint64 nothing[SIM_EVIDENCE_MAX] = { -1 };
  const SimFinding *finding = trial_finding (trial, MODEL_FIND_PRECHECK_NOTED, ANYBODY, n);

  return finding ? finding->evidence : nothing;
}

/* Most of what a pre-check finds stops nothing; it is said, one finding a check, with those it concerns. */
static void
checks_note_what_stops_nothing (void)
{
  g_autoptr (Trial) trial
      = roll ("    ha: {}\n" HOSTS "    vms: {a: {memory: 4 GiB, host: h1, devices: [host-cd]}, b: {memory: 4 GiB, host: h2, "
              "devices: [host-cd]}}\n",
              ", on-failure: stop, enter-timeout: 1 min", "");

  CU_ASSERT_EQUAL (FOUND (trial, PRECHECK_NOTED, STEP, "roll"), 3);
  CU_ASSERT_EQUAL (noted (trial, 0)[0], MODEL_CHECK_ADMISSION_CONTROL);
  CU_ASSERT_EQUAL (noted (trial, 1)[0], MODEL_CHECK_REMOVABLE_MEDIA);
  CU_ASSERT_EQUAL (noted (trial, 1)[1], WHO (trial, VM, "a"));
  CU_ASSERT_EQUAL (noted (trial, 1)[2], WHO (trial, VM, "b"));
  CU_ASSERT_EQUAL (noted (trial, 2)[0], MODEL_CHECK_CANNOT_LEAVE);
  CU_ASSERT_EQUAL (noted (trial, 2)[5], MODEL_BLOCKER_HOST_CD);
  CU_ASSERT_EQUAL (trial_finding (trial, MODEL_FIND_PRECHECK_NOTED, ANYBODY, 0)->severity, SIM_NOTE);
  CU_ASSERT_TRUE (IS (trial, STEP, "roll", FAILED)); /* as was noted */
}

/* The same list by itself changes nothing, says what it has not looked at, and fails when a remediation would be refused. */
static void
checks_are_made_alone (void)
{
  static const char *const hosts
      = "    hosts:\n      h1: {sockets: 2, cores-per-socket: 40, clock: 2 GHz, memory: 64 GiB, version: 8.0.1, boot-device: 8 GiB%s}\n"
        "      h2: {sockets: 2, cores-per-socket: 16, clock: 2 GHz, memory: 64 GiB, version: 8.0.1, boot-device: 8 GiB}\n"
        "    vms:\n      v[1-2]: {memory: 4 GiB}\n%splan:\n  - {step: look, pre-check: p, to: 8.0.3, enforce-hcl: true%s}\n";
  static const struct {
    const char *host, *cluster, *step;
    ModelCheck check; /* the one that is noted, or refuses */
    gboolean refuses;
  } rows[] = {
    { ", cpu-model: x", "    cpu-licences: 6\n", "", MODEL_CHECK_EVC, FALSE },
    { "", "    cpu-licences: 5\n    evc: true\n", "", MODEL_CHECK_LICENCES, FALSE },
    { "", "    cpu-licences: 6\n    evc: true\n    drs: {automation: manual}\n", "", MODEL_CHECK_DRS, FALSE },
    { "", "    cpu-licences: 6\n    evc: true\n    dpm: true\n", ", method: baseline", MODEL_CHECK_DPM, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) text = g_string_new ("rollcall: 1\nclusters:\n  p:\n");
    g_autoptr (Trial) trial = NULL;

    g_string_append_printf (text, hosts, rows[i].host, rows[i].cluster, rows[i].step);
    trial = trial_new (text->str);
    trial_end (trial);
    CU_ASSERT_EQUAL (TIMES (trial, HOST, ENTERING), 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, PRECHECK_UNSEEN), 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, PRECHECK_NOTED), rows[i].refuses ? 0 : 1);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, PRECHECK_FAILED), rows[i].refuses ? 1 : 0);
    CU_ASSERT_EQUAL ((rows[i].refuses ? FIRST_ANY (trial, PRECHECK_FAILED)->evidence : noted (trial, 0))[0],
                     rows[i].check);
    CU_ASSERT_EQUAL (IS (trial, STEP, "look", FAILED), rows[i].refuses);
  }
}

/* What the scenario does not say has not been looked at, and a host that baselines would pass over is named. */
#define UNSEEN(CHECK) (G_GINT64_CONSTANT (1) << (CHECK - MODEL_FIRST_CHECK_OF_A_SET))

static void
checks_say_what_they_have_not_seen (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n" HOSTS
                   "    vms: {v: {memory: 4 GiB, host: h2, devices: [client-cd]}}\n"
                   "plan:\n  - {step: look, pre-check: p, to: 8.0.3, method: baseline}\n");
  const gint64 unseen = UNSEEN (MODEL_CHECK_LICENCES) | UNSEEN (MODEL_CHECK_EVC)
                        | UNSEEN (MODEL_CHECK_BOOT_DEVICE)
                        | UNSEEN (MODEL_CHECK_HARDWARE);

  trial_end (trial);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, PRECHECK_UNSEEN)->evidence[0], unseen);
  CU_ASSERT_EQUAL (noted (trial, 0)[0], MODEL_CHECK_REMOVABLE_MEDIA);
  CU_ASSERT_EQUAL (noted (trial, 0)[5], MODEL_WHY_PASSED_OVER);
  CU_ASSERT_EQUAL (FIRST_ANY (trial, PRECHECK_NOTED)->severity, SIM_RISK);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, HOST_SKIPPED), 0);
  CU_ASSERT_TRUE (IS (trial, STEP, "look", DONE));
}

void
test_physics_prechecks_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of pre-checks", NULL, NULL);

  CU_ADD_TEST (suite, checks_refuse_what_they_see);
  CU_ADD_TEST (suite, checks_note_what_stops_nothing);
  CU_ADD_TEST (suite, checks_are_made_alone);
  CU_ADD_TEST (suite, checks_say_what_they_have_not_seen);
}
