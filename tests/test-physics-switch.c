/* HA switched off and on again by a plan (HA-08, DR-06), and host monitoring (HA-47). */

#include <CUnit/CUnit.h>

#include "models/compute/hosts.h"
#include "models/ha/admission.h"
#include "models/ha/switch.h"
#include "models/lcm/settings.h"
#include "tests/trial.h"

void test_physics_switch_suite (void);

/* Three hosts, h3 leads; a VM on each, and one for which HA is disabled. HA goes off at 10 min and on at `on`. */
static Trial *
switched (const char *on, const char *h1, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.1}}\nclusters:\n  p:\n    vcenter: vc\n"
      "    ha: {admission-control: {policy: slot}}\n    hosts:\n"
      "      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1%s}\n"
      "      h[2-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n    vms:\n"
      "      v1: {memory: 1 GiB, host: h1}\n      v2: {memory: 1 GiB, host: h2}\n      v3: {memory: 1 GiB, host: h3}\n"
      "      w1: {memory: 1 GiB, host: h1, restart-priority: disabled}\n      off: {memory: 1 GiB, host: h1, power: off}\n"
      "plan:\n  - {step: before, wait: 10 min}\n  - {step: off-with-it, set: {cluster: p, ha: off}, after: before}\n"
      "  - {step: window, wait: %s, after: off-with-it}\n%s",
      h1, on, rest);

  trial_end (trial);
  return trial;
}

#define ON_AGAIN "  - {step: back, set: {cluster: p, ha: on}, after: window}\n  - {step: after, wait: 1 h, after: back}\n"

/* The agents go at once and without an election; a minute and a quarter after the switch there is a master, ten seconds later
 * the VMs are on its list. */
static void
protection_comes_back_with_a_master (void)
{
  g_autoptr (Trial) trial = switched ("20 min", "", ON_AGAIN);
  SimTime on = 30 * SIM_MINUTE;
  const SimFinding *off = trial_first (trial, MODEL_FIND_HA_OFF, trial_cluster (trial, "p"));
  const SimEntry *back = trial_entry (trial, MODEL_MACHINE_RESTART, WHO (trial, RESTART, "v1"), RESTART_AT_PROTECTED, 0);

  CU_ASSERT_EQUAL (off->since, 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (off->until, on + 75 * SIM_SECOND);
  CU_ASSERT_EQUAL (off->evidence[0], 3);
  CU_ASSERT_EQUAL (TIMES (trial, AGENT, ELECTION), 3); /* none when it goes off */
  CU_ASSERT_PTR_NOT_NULL (back);
  CU_ASSERT_EQUAL (back ? back->at : -1, on + 85 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h3", MASTER));
  CU_ASSERT_TRUE (IS (trial, RESTART, "w1", UNPROTECTED));
  CU_ASSERT_TRUE (IS (trial, RESTART, "off", UNLISTED));
  CU_ASSERT_TRUE (IS (trial, ADMISSION, "p", OK));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, SETTING_LEFT_OFF), 0);
  CU_ASSERT_EQUAL (trial_first (trial, MODEL_FIND_HA_CAPACITY_SHORT, trial_cluster (trial, "p"))->severity, SIM_NOTE);
}

/* Whoever is lost meanwhile stays down, also when HA is back: it is on nobody's list. */
static void
what_is_lost_meanwhile_stays_down (void)
{
  const struct {
    const char *at;
    gboolean runs;
  } rows[] = { { "5 min", TRUE }, { "15 min", FALSE }, { "1824 s", FALSE }, { "40 min", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest = g_strdup_printf (ON_AGAIN "faults:\n  - {crash: h1, at: %s}\n", rows[i].at);
    g_autoptr (Trial) trial = switched ("20 min", "", rest);

    CU_ASSERT_EQUAL (IS (trial, VM, "v1", RUNNING), rows[i].runs);
  }
}

/* Restarts that are under way when it goes off come to their end, and nothing follows. */
static void
a_restart_under_way_ends (void)
{
  static const char *const late = "faults:\n  - {crash: h1, at: 573 s}\n"; /* HA powers on from 591 s to 621 s */
  g_autofree char *failing = g_strconcat (late, "  - {fail-power-on: v1, at: 0 s, for: 1 h}\n", NULL);
  g_autoptr (Trial) well = switched ("20 min", "", late), ill = switched ("20 min", "", failing);

  CU_ASSERT_TRUE (IS (well, VM, "v1", RUNNING));
  CU_ASSERT_TRUE (IS (well, RESTART, "v1", UNPROTECTED));
  CU_ASSERT_TRUE (IS (ill, VM, "v1", DOWN));
  CU_ASSERT_TRUE (IS (ill, RESTART, "v1", UNPROTECTED));
}

/* Admission control is off with HA, whoever switches it meanwhile, and comes back with it. */
static void
admission_control_goes_with_it (void)
{
  g_autoptr (Trial) left = switched ("20 min", "", "");
  g_autoptr (Trial) meanwhile
      = switched ("20 min", "", "  - {step: ac, set: {cluster: p, admission-control: off}, after: off-with-it}\n"
                                "  - {step: ac-on, set: {cluster: p, admission-control: on}, after: ac}\n" ON_AGAIN);

  CU_ASSERT_TRUE (IS (left, ADMISSION, "p", OFF));
  CU_ASSERT_FALSE (model_admission_in_force (left->run, 0));
  CU_ASSERT_TRUE (IS (meanwhile, ADMISSION, "p", OK));
}

/* What nobody switches on again is said at the end; once each. */
static void
what_is_left_off_is_said (void)
{
  g_autoptr (Trial) ha = switched ("20 min", "", "");
  g_autoptr (Trial) monitoring
      = switched ("1 min", "", "  - {step: quiet, set: {cluster: p, host-monitoring: off}, after: window}\n" ON_AGAIN);
  const SimFinding *first = trial_first (ha, MODEL_FIND_SETTING_LEFT_OFF, trial_cluster (ha, "p")),
                   *second = trial_first (monitoring, MODEL_FIND_SETTING_LEFT_OFF, trial_cluster (monitoring, "p"));

  CU_ASSERT_EQUAL (FOUND_ANY (ha, SETTING_LEFT_OFF), 1);
  CU_ASSERT_STRING_EQUAL (model_switch_words[first->evidence[1]], "vSphere HA");
  CU_ASSERT_FALSE (model_ha_is_on (ha->run, 0));
  CU_ASSERT_EQUAL (FOUND_ANY (monitoring, SETTING_LEFT_OFF), 1);
  CU_ASSERT_STRING_EQUAL (model_switch_words[second->evidence[1]], "host monitoring");
}

/* The switch configures every host anew, and finds what has been there all along; without vCenter nobody can switch. */
static void
switching_on_may_fail (void)
{
  g_autoptr (Trial) pending = switched ("20 min", ", reboot-pending: true", ON_AGAIN);
  g_autoptr (Trial) away = switched ("20 min", "", ON_AGAIN "faults:\n  - {crash: vc, at: 20 min, for: 1 h}\n");

  CU_ASSERT_EQUAL (FOUND_ANY (pending, HA_NOT_CONFIGURED), 1);
  CU_ASSERT_FALSE (model_host_is_good (pending->run, 0));
  CU_ASSERT_TRUE (IS (away, STEP, "back", FAILED));
  CU_ASSERT_FALSE (model_ha_is_on (away->run, 0));
}

/* What vCenter does not reach it cannot take: an isolated host keeps its agent until it is heard again, by vCenter too. */
static void
an_unreachable_host_keeps_its_agent (void)
{
  g_autoptr (Trial) cut = switched ("20 min", "", "faults:\n  - {isolate: h1, at: 9 min, for: 11 min}\n");
  g_autoptr (Trial) away = switched ("1 h", "", "faults:\n  - {isolate: h1, at: 9 min, for: 11 min}\n"
                                               "  - {crash: vc, at: 15 min, for: 15 min}\n");
  g_autoptr (Trial) again = switched ("5 min", "", ON_AGAIN "faults:\n  - {isolate: h1, at: 9 min, for: 11 min}\n");

  CU_ASSERT_EQUAL (WHEN (cut, AGENT, "h2", INACTIVE), 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (cut, AGENT, "h1", INACTIVE), 20 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (cut, DETECTOR, "h1", ALIVE));
  CU_ASSERT_TRUE (WHEN (away, AGENT, "h1", INACTIVE) > 30 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (away, AGENT, "h1", INACTIVE), WHEN (away, VCENTER, "vc", SERVING));
  CU_ASSERT_EQUAL (WHEN (again, AGENT, "h1", INACTIVE), -1);
  CU_ASSERT_TRUE (IS (again, AGENT, "h1", SLAVE));
}

/* Admission control that a plan leaves off is said at the end, also when HA was off as it was switched. */
static void
admission_control_left_off_is_said (void)
{
  const struct {
    const char *plan;
    guint left;
    gboolean runs;
  } rows[] = {
    { "  - {step: ac, set: {cluster: p, admission-control: off}, after: off-with-it}\n" ON_AGAIN, 1, FALSE },
    { ON_AGAIN "  - {step: ac, set: {cluster: p, admission-control: off}, after: after}\n", 1, FALSE },
    { ON_AGAIN "  - {step: ac, set: {cluster: p, admission-control: off}, after: after}\n"
               "  - {step: on, set: {cluster: p, admission-control: on}, after: ac}\n", 0, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = switched ("20 min", "", rows[i].plan);
    const SimFinding *left = trial_first (trial, MODEL_FIND_SETTING_LEFT_OFF, trial_cluster (trial, "p"));

    CU_ASSERT_EQUAL (FOUND_ANY (trial, SETTING_LEFT_OFF), rows[i].left);
    CU_ASSERT_EQUAL (model_admission_in_force (trial->run, 0), rows[i].runs);
    if (rows[i].left && left->since >= 0)
      CU_ASSERT_STRING_EQUAL (model_switch_words[left->evidence[1]], "admission control");
  }
}

/* The settings of a cluster are vCenter's: without it nobody changes them. */
static void
no_setting_changes_without_vcenter (void)
{
  static const char *const keys[] = { "ha", "host-monitoring", "admission-control", "drs" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *rest = g_strdup_printf (ON_AGAIN "  - {step: more, set: {cluster: p, %s: %s}, after: after}\n"
                                                      "faults:\n  - {crash: vc, at: 1 h, for: 2 h}\n",
                                             keys[i], g_str_equal (keys[i], "drs") ? "manual" : "off");
    g_autoptr (Trial) trial = switched ("20 min", "", rest);

    CU_ASSERT_TRUE (IS (trial, STEP, "more", FAILED));
    CU_ASSERT_EQUAL (FOUND_ANY (trial, SETTING_LEFT_OFF), 0);
    CU_ASSERT_TRUE (model_ha_cluster (trial->run, 0)->monitoring);
  }
}

void
test_physics_switch_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of HA switched off and on", NULL, NULL);

  CU_ADD_TEST (suite, protection_comes_back_with_a_master);
  CU_ADD_TEST (suite, what_is_lost_meanwhile_stays_down);
  CU_ADD_TEST (suite, a_restart_under_way_ends);
  CU_ADD_TEST (suite, admission_control_goes_with_it);
  CU_ADD_TEST (suite, what_is_left_off_is_said);
  CU_ADD_TEST (suite, switching_on_may_fail);
  CU_ADD_TEST (suite, an_unreachable_host_keeps_its_agent);
  CU_ADD_TEST (suite, admission_control_left_off_is_said);
  CU_ADD_TEST (suite, no_setting_changes_without_vcenter);
}
