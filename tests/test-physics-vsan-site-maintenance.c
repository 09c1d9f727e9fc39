/* A whole site of a stretched cluster in maintenance, and a site taken over: VS-24. */

#include <CUnit/CUnit.h>

#include "models/vsan/objects.h"
#include "tests/trial.h"

void test_physics_vsan_site_maintenance_suite (void);

/* Two sites of three hosts, of one version, and mirrors over both and within each. VMs are on the first site. */
#define SITES(VERSION, VMS, REST)                                                                            \
  "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s, witness: {name: w}}\n"                    \
  "    storage-policies:\n      p: {raid: raid-1, failures-to-tolerate: 1}\n"                                \
  "      here: {raid: raid-1, site: preferred}\n    hosts:\n"                                                \
  "      a[1-3]: {cpu: 80 GHz, memory: 64 GiB, fault-domain: a, version: " VERSION "}\n"                     \
  "      b[1-3]: {cpu: 80 GHz, memory: 64 GiB, fault-domain: b, version: " VERSION "}\n    vms:\n" VMS REST

#define VMS "      v[1-3]: {memory: 4 GiB, disks: 100 GiB, storage-policy: p, host: a1}\n"
#define OUT "plan:\n  - {step: out, site-maintenance: c, site: a}\n"

static SimTime
when_host (const Trial *trial, guint32 host, guint machine, guint state)
{
  const SimEntry *entry = trial_entry (trial, machine, model_actor (trial->run, machine, host), state, 0);

  return entry ? entry->at : -1;
}

static guint
n_out (const Trial *trial)
{
  guint n = 0;

  for (guint32 host = 0; host < 6; host++)
    n += model_host_in_maintenance (trial->run, host) ? 1 : 0;
  return n;
}

/* Two of three hosts are empty at once, and wait for the one whose VMs have to move. */
static void
all_hosts_enter_in_one_instant (void)
{
  g_autoptr (Trial) trial = trial_new (SITES ("9.0.0", VMS,
                                              OUT "  - {step: work, wait: 20 min, after: out}\n"
                                                  "  - {step: back, leave-site: c, site: a, after: work}\n"));
  SimTime at;

  trial_until (trial, 10 * SIM_MINUTE);
  at = WHEN (trial, HOST, "a1", MAINTENANCE);
  CU_ASSERT_TRUE (at > SIM_SECOND && at == WHEN (trial, SITE, "vsan:c", OUT));
  for (guint32 host = 0; host < 3; host++) {
    CU_ASSERT_EQUAL (when_host (trial, host, MODEL_MACHINE_HOST, HOST_AT_MAINTENANCE), at);
    CU_ASSERT_EQUAL (when_host (trial, host, MODEL_MACHINE_COMPONENTS, COMPONENTS_AT_ABSENT), at);
    CU_ASSERT_EQUAL (model_vsan_host (trial->run, host)->away_since, at);
  }
  CU_ASSERT_TRUE (when_host (trial, 1, MODEL_MACHINE_DECOMMISSION, DECOMMISSION_AT_HELD) == 0);
  CU_ASSERT_EQUAL (n_out (trial), 3);
  CU_ASSERT_EQUAL (model_vsan_state (trial->run, 0)->lost, 0);
  trial_end (trial);
  CU_ASSERT_EQUAL (n_out (trial), 0);
  CU_ASSERT_TRUE (IS (trial, SITE, "vsan:c", SETTLED) && IS (trial, VSAN, "vsan:c", WHOLE));
  CU_ASSERT_TRUE (IS (trial, STEP, "back", DONE));
}

/* Nothing has moved by the time of a refusal. */
static void
what_a_site_is_refused_for (void)
{
  static const struct {
    const char *text;
    ModelCheck why;
  } cases[] = {
    { SITES ("8.0.3", VMS, OUT), MODEL_CHECK_SITE_VERSION },
    { SITES ("9.0.0", VMS,
             "plan:\n  - {step: one, maintenance: b2}\n  - {step: out, site-maintenance: c, site: a, after: "
             "one}\n"),
      MODEL_CHECK_VSAN_HOST },
    { SITES ("9.0.0", VMS,
             "plan:\n  - {step: a while, wait: 5 min}\n  - {step: out, site-maintenance: c, site: a, after: "
             "a while}\n"
             "faults: [{lose-witness: c, at: 1 min}]\n"),
      MODEL_CHECK_SITE_WITNESS },
    { SITES ("9.0.0", VMS "      x: {memory: 4 GiB, disks: 10 GiB, storage-policy: here, host: b1}\n", OUT),
      MODEL_CHECK_SITE_DATA },
    { SITES ("9.0.0", VMS,
             "plan:\n  - {step: first, site-maintenance: c, site: b}\n  - {step: out, site-maintenance: c, "
             "site: a}\n"),
      MODEL_CHECK_BUSY },
    { SITES ("9.0.0", VMS,
             "plan:\n  - {step: first, site-maintenance: c, site: b}\n"
             "  - {step: out, leave-site: c, site: a, after: first}\n"),
      MODEL_CHECK_BUSY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new (cases[i].text);

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, STEP, "out", FAILED));
    CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "out")->evidence[0], cases[i].why);
    CU_ASSERT_EQUAL (WHEN (trial, HOST, "a1", ENTERING), -1);
  }
}

/* Without the witness, or without a host, or when one host does not empty in time, none enters. */
static void
all_or_none (void)
{
  static const struct {
    const char *faults;
    SimTime until;
    ModelSetback why;
  } cases[] = { { "faults: [{lose-witness: c, at: 2 s}]\n", 2, MODEL_SETBACK_SITE_NEEDED },
                { "faults: [{fail-disks: b1, at: 2 s}]\n", 2, MODEL_SETBACK_SITE_NEEDED },
                { "faults: [{crash: a2, at: 2 s}]\n", 2, MODEL_SETBACK_SITE_HOST },
                { "", 30, MODEL_SETBACK_SITE_HOST } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "%s%s",
        SITES ("9.0.0", VMS "      stays: {memory: 4 GiB, disks: 10 GiB, host: a3, automation: 'off'}\n",
               "plan:\n  - {step: out, site-maintenance: c, site: a, enter-timeout: 30 s}\n"),
        cases[i].faults);

    trial_end (trial);
    CU_ASSERT_EQUAL (WHEN (trial, STEP, "out", FAILED), cases[i].until * SIM_SECOND);
    CU_ASSERT_EQUAL (TIMES (trial, HOST, MAINTENANCE), 0);
    CU_ASSERT_EQUAL (FIRST_ANY (trial, NOT_DONE)->evidence[0], cases[i].why);
    CU_ASSERT_TRUE (IS (trial, HOST, "a1", CONNECTED) && IS (trial, DECOMMISSION, "a1", IDLE));
    CU_ASSERT_TRUE (IS (trial, SITE, "vsan:c", SETTLED));
  }
}

/* A host that has lost power meanwhile does not leave maintenance, and the step says so. */
static void
a_site_comes_back_in_part (void)
{
  g_autoptr (Trial) trial = trial_new (SITES ("9.0.0", VMS,
                                              OUT "  - {step: work, wait: 20 min, after: out}\n"
                                                  "  - {step: back, leave-site: c, site: a, after: work}\n"
                                                  "faults: [{crash: a3, at: 10 min, for: 2 h}]\n"));

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "out", DONE) && IS (trial, STEP, "back", FAILED));
  CU_ASSERT_TRUE (IS (trial, HOST, "a1", CONNECTED) && IS (trial, HOST, "a3", MAINTENANCE));
  CU_ASSERT_TRUE (IS (trial, SITE, "vsan:c", SETTLED));
}

#define LOST(WHEN_WITNESS)                                                                                   \
  "plan:\n  - {step: night, wait: 30 min}\n  - {step: over, take-over-site: c, site: b, after: night}\n"     \
  "  - {step: on, wait: 10 min, after: over}\n"                                                              \
  "faults:\n  - {crash: a1, at: 10 min}\n  - {crash: a2, at: 10 min}\n  - {crash: a3, at: 10 min}\n"         \
  "  - {lose-witness: c, at: " WHEN_WITNESS "}\n"

/* VS-16: site and witness together cost the data; VS-24: the site that is left is taken over, and has it. */
static void
a_site_is_taken_over (void)
{
  g_autoptr (Trial) trial = trial_new (SITES ("9.0.0", VMS, LOST ("10 min")));

  trial_until (trial, 29 * SIM_MINUTE);
  CU_ASSERT_EQUAL (model_vsan_state (trial->run, 0)->lost, 3);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, STEP, "over", DONE) && IS (trial, VOTES, "vsan:c", SHIFTED));
  CU_ASSERT_EQUAL (model_vsan_state (trial->run, 0)->lost, 0);
  CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_DATA_UNAVAILABLE, trial_cluster (trial, "c")),
                   20 * SIM_MINUTE);
}

/* With either of them there is nothing to take over, and older hosts cannot. */
static void
what_a_takeover_is_refused_for (void)
{
  static const struct {
    const char *text;
    ModelCheck why;
  } cases[] = {
    { SITES ("9.0.0", VMS, LOST ("50 min")), MODEL_CHECK_SITE_NOT_LOST },
    { SITES ("9.0.0", VMS,
             "plan: [{step: over, take-over-site: c, site: b}]\nfaults: [{lose-witness: c, at: 0 s}]\n"),
      MODEL_CHECK_SITE_NOT_LOST },
    { SITES ("8.0.3", VMS, LOST ("10 min")), MODEL_CHECK_SITE_VERSION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new (cases[i].text);

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, STEP, "over", FAILED));
    CU_ASSERT_EQUAL (FIRST (trial, PRECHECK_FAILED, STEP, "over")->evidence[0], cases[i].why);
  }
}

void
test_physics_vsan_site_maintenance_suite (void)
{
  CU_pSuite suite = CU_add_suite ("vSAN, whole sites", NULL, NULL);

#define TEST(NAME) CU_add_test (suite, #NAME, NAME)
  TEST (all_hosts_enter_in_one_instant);
  TEST (what_a_site_is_refused_for);
  TEST (all_or_none);
  TEST (a_site_comes_back_in_part);
  TEST (a_site_is_taken_over);
  TEST (what_a_takeover_is_refused_for);
#undef TEST
}
