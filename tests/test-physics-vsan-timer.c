/* vSAN components that are away: the repair timer set by hand, what is kept elsewhere meanwhile, and what need not be copied. */

#include <CUnit/CUnit.h>

#include "models/vsan/objects.h"
#include "tests/trial.h"

void test_physics_vsan_timer_suite (void);

#define FOUR(VM)                                                                                             \
  "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n"                            \
  "      h[1-4]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0.2}\n    vms:\n"                                  \
  "      v: {memory: 1 GiB, disks: 100 GiB, host: h4" VM "}\n"

/* VS-09: raised, it counts after three minutes. A host that goes before is repaired by the old one. */
static void
a_timer_that_is_raised_settles (void)
{
  static const struct {
    const char *wait;
    gint64 timer;
  } cases[] = { { "2 min", 60 }, { "3 min", 240 }, { "10 min", 240 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial
        = trial_new_from (FOUR ("") "plan:\n  - {step: longer, set: {cluster: c, repair-timer: 4 h}}\n"
                                    "  - {step: wait, wait: %s, after: longer}\n"
                                    "  - {step: out, maintenance: h1, after: wait}\n",
                          cases[i].wait);

    trial_end (trial);
    CU_ASSERT_EQUAL (WHEN (trial, COMPONENTS, "h1", REBUILDING) - WHEN (trial, COMPONENTS, "h1", ABSENT),
                     cases[i].timer * SIM_MINUTE);
  }
}

/* Handbook 8.11: what nobody has written to is counted again at once. */
static void
nothing_written_is_nothing_copied (void)
{
  static const char *const writes[] = { ", write-rate: 0 MiB/s", ", power: off", ", write-rate: 1 MiB/s" };

  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        FOUR ("%s") "plan:\n  - {step: out, maintenance: h1}\n  - {step: w, wait: 30 min, after: out}\n"
                    "  - {step: back, leave: h1, after: w}\n",
        writes[i]);

    CU_ASSERT_EQUAL (model_component (trial->run, 0)->host, 0);
    trial_end (trial);
    CU_ASSERT_EQUAL (TIMES (trial, COMPONENTS, STALE), i == 2);
    CU_ASSERT_TRUE (IS (trial, COMPONENTS, "h1", ACTIVE) && IS (trial, VSAN, "vsan:c", WHOLE));
  }
}

/* VS-15, row by row: who keeps what is written while a host is away, and where. */
static void
who_keeps_what_is_written (void)
{
  static const struct {
    const char *hosts, *architecture, *version, *policy;
    gboolean planned, lost;
  } cases[] = {
    { "4", "osa", "7.0", "raid: raid-1", FALSE, FALSE },
    { "4", "osa", "7.0.1", "raid: raid-1", TRUE, FALSE },
    { "4", "osa", "7.0.2", "raid: raid-1", TRUE, TRUE },
    { "3", "osa", "7.0.2", "raid: raid-1", TRUE, TRUE },   /* beside the witness */
    { "6", "osa", "8.0.2", "raid: raid-6", FALSE, FALSE }, /* no fault domain to spare */
    { "7", "osa", "8.0.2", "raid: raid-6", TRUE, TRUE },
    { "6", "esa", "8.0", "raid: raid-5", FALSE, FALSE },
    { "6", "esa", "8.0.1", "raid: raid-5", TRUE, FALSE },
    { "6", "esa", "8.0.1", "raid: raid-1", FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s, architecture: %s}\n"
        "    storage-policies: {p: {%s}}\n    hosts:\n"
        "      h[1-%s]: {cpu: 80 GHz, memory: 64 GiB, version: %s}\n"
        "    vms:\n      v: {memory: 1 GiB, disks: 100 GiB, storage-policy: p}\n",
        cases[i].architecture, cases[i].policy, cases[i].hosts, cases[i].version);
    guint32 planned = model_vsan_durable_host (trial->run, 0, TRUE);

    CU_ASSERT_EQUAL (planned != MODEL_NONE, cases[i].planned);
    CU_ASSERT_EQUAL (model_vsan_durable_host (trial->run, 0, FALSE) != MODEL_NONE, cases[i].lost);
    CU_ASSERT_NOT_EQUAL (planned, model_component (trial->run, 0)->host);
    if (g_str_equal (cases[i].hosts, "3"))
      CU_ASSERT_EQUAL (planned, trial->fleet->components[2].host);
  }
}

/* VS-11, VS-18: two nodes take ensure-accessibility, and nothing else that keeps data; without their witness not even that. */
static void
two_nodes_take_one_mode (void)
{
  static const struct {
    const char *mode, *faults;
    guint state;
  } cases[] = { { "ensure-accessibility", "", HOST_AT_MAINTENANCE },
                { "full-migration", "", HOST_AT_STUCK },
                { "ensure-accessibility", "faults: [{lose-witness: c, at: 1 min}]\n", HOST_AT_STUCK },
                { "no-action", "faults: [{lose-witness: c, at: 1 min}]\n", HOST_AT_MAINTENANCE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8 Gbit/s, witness: {name: w}}\n    hosts:\n"
        "      h[1-2]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0.2}\n    vms:\n"
        "      v: {memory: 1 GiB, disks: 100 GiB, host: h2}\nplan:\n  - {step: w, wait: 5 min}\n"
        "  - {step: out, maintenance: h1, vsan-mode: %s, after: w}\n%s",
        cases[i].mode, cases[i].faults);

    trial_end (trial);
    CU_ASSERT_EQUAL (sim_state (trial->run, WHO (trial, HOST, "h1")), cases[i].state);
    CU_ASSERT_EQUAL (model_vsan_state (trial->run, 0)->lost, i == 3);
  }
}

void
test_physics_vsan_timer_suite (void)
{
  CU_pSuite suite = CU_add_suite ("vSAN, what is away", NULL, NULL);

#define TEST(NAME) CU_add_test (suite, #NAME, NAME)
  TEST (a_timer_that_is_raised_settles);
  TEST (nothing_written_is_nothing_copied);
  TEST (who_keeps_what_is_written);
  TEST (two_nodes_take_one_mode);
#undef TEST
}
