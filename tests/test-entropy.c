/* The entropy index, by the example of docs/entropy.md, and by another in which a VM moves; and three governances compared. */

#include "cli/entropy.h"

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_entropy_suite (void);

#define EXAMPLE                                                                                              \
  "rollcall: 1\nclusters:\n  p:\n    drs: {automation: off}\n    hosts:\n"                                   \
  "      h[1-2]: {cpu: 60 GHz, memory: 256 GiB, version: 8.0.2, vmotion: 25 Gbit/s}\n    vms:\n"             \
  "      a[1-3]: {memory: 8 GiB, host: h1}\n      b: {memory: 8 GiB, host: h2}\n"                            \
  "    policies:\n      - {name: mtu, kind: vds, declared: '9000'}\n"                                        \
  "      - {name: ntp, kind: host, declared: ntp1}\n"

#define SCAN "governance:\n  - {name: scan, kind: scan, interval: 8 h, first: 2h29m%s}\n"

#define CHANGES                                                                                              \
  "plan:\n  - {step: shift, wait: 4 h}\nfaults:\n"                                                           \
  "  - {change-by-hand: mtu, value: '1500', hosts: [h1], at: 1 h, for: 2 h}\n"                               \
  "  - {change-by-hand: ntp, value: pool, at: 2 h}\n"

static CliEntropy *
entropy_of (Trial *trial, SimTime end)
{
  CliRehearsal rehearsal = { trial->fleet, NULL, trial->rehearsal, trial->run };
  g_autoptr (CliDrifts) drifts = cli_drifts_of (&rehearsal);

  return cli_entropy_of (trial->run, drifts, end);
}

static gint64
value_at (const GArray *points, SimTime at)
{
  gint64 value = 0;

  for (guint i = 0; i < points->len && g_array_index (points, VizPoint, i).at <= at; i++)
    value = g_array_index (points, VizPoint, i).value;
  return value;
}

/* The area below a curve. */
static gint64
area_of (const GArray *points, SimTime end)
{
  gint64 area = 0;

  for (guint i = 0; i < points->len; i++) {
    const VizPoint *point = &g_array_index (points, VizPoint, i);
    SimTime until = i + 1 < points->len ? (point + 1)->at : end;

    area += point->value * (until - point->at);
  }
  return area;
}

static void
the_example_of_the_page (void)
{
  g_autoptr (Trial) trial = trial_new_from (EXAMPLE SCAN CHANGES, "");
  g_autoptr (CliEntropy) entropy = entropy_of (trial, 4 * SIM_HOUR);

  CU_ASSERT_EQUAL (entropy->setting_time, 6 * SIM_HOUR);
  CU_ASSERT_EQUAL (entropy->vm_time, 14 * SIM_HOUR);
  CU_ASSERT_EQUAL (entropy->unknown_vm_time, 390 * SIM_MINUTE);
  CU_ASSERT_EQUAL (entropy->unknown_setting_time, 150 * SIM_MINUTE);
  CU_ASSERT_EQUAL (value_at (entropy->index, 30 * SIM_MINUTE), 0);
  CU_ASSERT_EQUAL (value_at (entropy->index, 90 * SIM_MINUTE), 4);
  CU_ASSERT_EQUAL (value_at (entropy->index, 150 * SIM_MINUTE), 10);
  CU_ASSERT_EQUAL (value_at (entropy->index, 210 * SIM_MINUTE), 6);
  CU_ASSERT_EQUAL (value_at (entropy->unknown, 149 * SIM_MINUTE), 10);
  CU_ASSERT_EQUAL (value_at (entropy->unknown, 151 * SIM_MINUTE), 0);
  CU_ASSERT_EQUAL (entropy->most, 10);
  CU_ASSERT_EQUAL (entropy->most_at, 2 * SIM_HOUR);
  CU_ASSERT_EQUAL (entropy->left, 6);
  CU_ASSERT_EQUAL (entropy->settings_left, 2);
  CU_ASSERT_EQUAL (entropy->found, 3);
  CU_ASSERT_EQUAL (entropy->found_longest, 90 * SIM_MINUTE);
  CU_ASSERT_EQUAL (area_of (entropy->index, 4 * SIM_HOUR), entropy->setting_time + entropy->vm_time);
  CU_ASSERT_EQUAL (area_of (entropy->unknown, 4 * SIM_HOUR), entropy->unknown_setting_time + entropy->unknown_vm_time);
}

/* VMs that leave the host take their part of the index with them, and come under what is wrong where they go. */
static void
vms_that_move_change_it (void)
{
  g_autoptr (Trial) trial = trial_new (EXAMPLE "plan:\n  - {step: w, wait: 2 h}\n"
                                               "  - {step: go, move: a1, host: h2, after: [w]}\n"
                                               "  - {step: v, wait: 2 h, after: [go]}\n"
                                               "faults:\n  - {change-by-hand: mtu, value: '1500', hosts: [h1], at: 1 h}\n");
  g_autoptr (CliEntropy) entropy = entropy_of (trial, 4 * SIM_HOUR);

  CU_ASSERT_EQUAL (value_at (entropy->index, 90 * SIM_MINUTE), 4);
  CU_ASSERT_EQUAL (value_at (entropy->index, 3 * SIM_HOUR), 3);
  CU_ASSERT_EQUAL (entropy->setting_time, 3 * SIM_HOUR);
  CU_ASSERT_TRUE (entropy->vm_time > 7 * SIM_HOUR && entropy->vm_time < 7 * SIM_HOUR + SIM_MINUTE); /* it takes a moment to go */
  CU_ASSERT_EQUAL (area_of (entropy->index, 4 * SIM_HOUR), entropy->setting_time + entropy->vm_time);
  CU_ASSERT_EQUAL (entropy->unknown_vm_time, entropy->vm_time); /* nobody looks */
}

static CliEntropy *
under (ModelGovernance governance)
{
  g_autoptr (Trial) trial = trial_new_from (EXAMPLE SCAN CHANGES, ", delay: 30 min, policies: [ntp]");

  trial->fleet->governance = governance;
  sim_run_free (trial->run);
  trial->run = model_rehearsal_start (trial->rehearsal, TRUE);
  return entropy_of (trial, 4 * SIM_HOUR);
}

/* Looking changes what is known, and only putting right changes what is. */
static void
three_governances_compared (void)
{
  g_autoptr (CliEntropy) none = under (MODEL_GOVERNANCE_NONE), detect = under (MODEL_GOVERNANCE_DETECT),
                         remediate = under (MODEL_GOVERNANCE_REMEDIATE);

  CU_ASSERT_EQUAL (none->vm_time, 14 * SIM_HOUR);
  CU_ASSERT_EQUAL (none->unknown_vm_time, none->vm_time);
  CU_ASSERT_EQUAL (detect->vm_time, none->vm_time);
  CU_ASSERT_EQUAL (detect->unknown_vm_time, 6 * SIM_HOUR + 120 * SIM_MINUTE); /* it does not watch mtu */
  CU_ASSERT_EQUAL (remediate->settings_left, 0);
  CU_ASSERT_EQUAL (remediate->vm_time, 6 * SIM_HOUR + 4 * (SIM_HOUR + 10 * SIM_SECOND));
  CU_ASSERT_EQUAL (remediate->unknown_vm_time, detect->unknown_vm_time);
}

void
test_entropy_suite (void)
{
  CU_pSuite suite = CU_add_suite ("entropy", NULL, NULL);

  CU_ADD_TEST (suite, the_example_of_the_page);
  CU_ADD_TEST (suite, vms_that_move_change_it);
  CU_ADD_TEST (suite, three_governances_compared);
}
