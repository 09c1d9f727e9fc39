/* Powered-off VMs of a host that is emptied of them too (EV-03): who registers them elsewhere, which may remain, and what
 * waits for whom. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_registered_suite (void);

#define HOURS(N) ((SimTime) (N) *3600 * 1000)

/* Two hosts; on h1 one VM that is off. The first step puts h1 in maintenance. */
static Trial *
cluster (const char *drs, const char *vms, const char *step, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    drs: "
      "{automation: %s}\n"
      "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
      "    vms:\n      off: {memory: 60 GiB, memory-reservation: 60 GiB, host: h1, power: off}\n"
      "      on: {memory: 60 GiB, memory-reservation: 60 GiB, host: h2}\n%s"
      "plan:\n  - {step: enter, maintenance: h1%s}\n%s",
      drs, vms, step, rest);

  trial_end (trial);
  return trial;
}

#define TOO  ", evacuate-powered-off: true"
#define FULL "fully-automated"

static gboolean
is_on (const Trial *trial, const char *vm, const char *host)
{
  return model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, vm))->host
         == trial_index (trial, MODEL_MACHINE_HOST, host);
}

static ModelBlocker
blocker_of (const SimFinding *finding)
{
  return (ModelBlocker) finding->evidence[0];
}

/* DRS registers it where it would claim more than there is, for it claims nothing; without the option it stays. */
static void
drs_registers_it_elsewhere (void)
{
  g_autoptr (Trial) trial = cluster (FULL, "", TOO, "");
  g_autoptr (Trial) without = cluster (FULL, "", "", "");

  CU_ASSERT_TRUE (is_on (trial, "off", "h2"));
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, EVACUATION_BLOCKED) + FOUND_ANY (trial, VM_REMAINS), 0);
  CU_ASSERT_TRUE (is_on (without, "off", "h1"));
  CU_ASSERT_TRUE (IS (without, HOST, "h1", MAINTENANCE));
}

/* It may remain where no host is compatible or DRS is off for it; not where it only waits for somebody. */
static void
it_remains_where_it_may (void)
{
  static const struct {
    const char *vm, *rest;
    ModelBlocker blocker;
    gboolean holds;
  } rows[] = {
    { "devices: [local-datastore]", "", MODEL_BLOCKER_LOCAL_DATASTORE, FALSE },
    { "automation: off", "", MODEL_BLOCKER_VM_NOT_AUTOMATED, FALSE },
    { "automation: manual", "", MODEL_BLOCKER_VM_NOT_AUTOMATED, TRUE },
    { "cpu-demand: 0 MHz", "    rules:\n      - {name: pin, run: [x], on: [h1], must: true}\n",
      MODEL_BLOCKER_RULE_RUN_ON, FALSE },
    { "cpu-demand: 0 MHz", "    rules:\n      - {name: apart, keep-apart: [x, on], must: true}\n",
      MODEL_BLOCKER_NONE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *vms = g_strdup_printf ("      x: {memory: 4 GiB, host: h1, power: off, %s}\n%s",
                                            rows[i].vm, rows[i].rest);
    g_autoptr (Trial) trial = cluster (FULL, vms, TOO, "");
    guint kind = rows[i].holds ? MODEL_FIND_EVACUATION_BLOCKED : MODEL_FIND_VM_REMAINS;
    gboolean goes = rows[i].blocker == MODEL_BLOCKER_NONE;

    CU_ASSERT_EQUAL (trial_findings (trial, kind, WHO (trial, VM, "x")), goes ? 0 : 1);
    CU_ASSERT_TRUE (goes || blocker_of (trial_first (trial, kind, WHO (trial, VM, "x"))) == rows[i].blocker);
    CU_ASSERT_EQUAL (IS (trial, HOST, "h1", MAINTENANCE), !rows[i].holds);
    CU_ASSERT_TRUE (is_on (trial, "x", goes ? "h2" : "h1"));
    CU_ASSERT_TRUE (is_on (trial, "off", "h2"));
  }
}

static Trial *
checked (const char *told)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.3}\n"
      "    vms:\n      stays: {memory: 4 GiB, host: h1, power: off, automation: off}\n"
      "      x: {memory: 4 GiB, host: h1, power: off, automation: manual}\n"
      "plan:\n  - {step: check, pre-check: p, to: 8.0.3.1, hosts: h1%s}\n", told);

  trial_end (trial);
  return trial;
}

/* A pre-check that is told of them names what would hold the host, and only that. */
static void
a_pre_check_names_what_waits (void)
{
  g_autoptr (Trial) told = checked (TOO);
  g_autoptr (Trial) untold = checked ("");
  const SimFinding *found = FIRST (told, PRECHECK_NOTED, STEP, "check");

  CU_ASSERT_EQUAL (FOUND (told, PRECHECK_NOTED, STEP, "check"), 1);
  CU_ASSERT_EQUAL (found->evidence[0], MODEL_CHECK_CANNOT_LEAVE);
  CU_ASSERT_EQUAL (found->evidence[1], WHO (told, VM, "x"));
  CU_ASSERT_EQUAL (found->evidence[5], MODEL_BLOCKER_VM_NOT_AUTOMATED);
  CU_ASSERT_EQUAL (FOUND (untold, PRECHECK_NOTED, STEP, "check"), 0);
}

/* With DRS off, or while it only recommends, the host waits for a person, and goes on in the same instant. */
static void
without_drs_it_waits_for_a_person (void)
{
  static const struct {
    const char *drs, *by;
    gboolean helps;
  } rows[] = {
    { "off", "move: off, host: h2", TRUE },
    { "manual", "move: off, host: h2", TRUE },
    { "manual", "approve: p", TRUE },
    { "off", "set: {cluster: p, drs: fully-automated}", TRUE },
    { "off", "power-on: off, at-host: true", FALSE },
    { "off", "wait: 1 min", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest
        = g_strdup_printf ("  - {step: w, wait: 1 h}\n  - {step: by, %s, after: [w]}\n", rows[i].by);
    g_autoptr (Trial) trial = cluster (rows[i].drs, "", TOO, rest);

    CU_ASSERT_EQUAL (FOUND (trial, EVACUATION_BLOCKED, VM, "off"), 1);
    CU_ASSERT_EQUAL (blocker_of (FIRST (trial, EVACUATION_BLOCKED, VM, "off")), MODEL_BLOCKER_POWERED_OFF);
    CU_ASSERT_EQUAL (FIRST (trial, EVACUATION_BLOCKED, VM, "off")->until,
                     rows[i].helps ? HOURS (1) : SIM_NEVER);
    CU_ASSERT_EQUAL (WHEN (trial, HOST, "h1", MAINTENANCE), rows[i].helps ? HOURS (1) : -1);
    CU_ASSERT_EQUAL (is_on (trial, "off", "h2"), rows[i].helps);
  }
}

/* A suspended one is left where it is, and that is told, with DRS or without. */
static void
a_suspended_one_holds_nothing (void)
{
  static const char *const levels[] = { FULL, "off" };

  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++) {
    g_autoptr (Trial) trial = cluster (levels[i], "      s: {memory: 4 GiB, host: h1, power: suspended}\n",
                                       TOO, "  - {step: by, move: off, host: h2}\n");

    CU_ASSERT_TRUE (is_on (trial, "s", "h1"));
    CU_ASSERT_EQUAL (FOUND (trial, VM_REMAINS, VM, "s"), 1);
    CU_ASSERT_EQUAL (FOUND (trial, EVACUATION_BLOCKED, VM, "s"), 0);
    CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  }
}

/* By hand: a must rule and a local disk bind a person too, room does not; and it stays in its rules (unlike DR-01). */
static void
a_person_registers_it (void)
{
  g_autoptr (Trial) ruled
      = cluster ("off", "    rules:\n      - {name: pin, run: [off], on: [h1], must: true}\n", TOO,
                 "  - {step: by, move: off, host: h2}\n");
  g_autoptr (Trial) kept
      = cluster ("off", "    rules:\n      - {name: r, run: [off], on: [h2], must: true}\n", TOO,
                 "  - {step: by, move: off, host: h2}\n");

  CU_ASSERT_TRUE (IS (ruled, STEP, "by", FAILED));
  CU_ASSERT_EQUAL (FOUND (ruled, MOVE_REFUSED, VM, "off"), 1);
  CU_ASSERT_EQUAL (blocker_of (FIRST (ruled, MOVE_REFUSED, VM, "off")), MODEL_BLOCKER_RULE_FORBIDS_HOST);
  CU_ASSERT_TRUE (is_on (ruled, "off", "h1"));
  CU_ASSERT_TRUE (IS (kept, STEP, "by", DONE));
  CU_ASSERT_TRUE (IS (kept, HOST, "h1", MAINTENANCE));
  CU_ASSERT_FALSE (model_vm_state (kept->run, trial_index (kept, MODEL_MACHINE_VM, "off"))->anew);
}

/* Whoever gives up entering takes the obstacle with him: nothing is left open. */
static void
giving_up_ends_what_was_found (void)
{
  g_autoptr (Trial) trial = cluster ("off", "", TOO ", enter-timeout: 30 min, on-failure: stop", "");

  CU_ASSERT_TRUE (IS (trial, HOST, "h1", CONNECTED));
  CU_ASSERT_EQUAL (FOUND (trial, EVACUATION_BLOCKED, VM, "off"), 1);
  CU_ASSERT_EQUAL (FIRST (trial, EVACUATION_BLOCKED, VM, "off")->until, HOURS (1) / 2);
  CU_ASSERT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "off"))->blocker,
                   MODEL_BLOCKER_NONE);
}

void
test_physics_registered_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-registered", NULL, NULL);

  CU_ADD_TEST (suite, drs_registers_it_elsewhere);
  CU_ADD_TEST (suite, it_remains_where_it_may);
  CU_ADD_TEST (suite, a_pre_check_names_what_waits);
  CU_ADD_TEST (suite, without_drs_it_waits_for_a_person);
  CU_ADD_TEST (suite, a_suspended_one_holds_nothing);
  CU_ADD_TEST (suite, a_person_registers_it);
  CU_ADD_TEST (suite, giving_up_ends_what_was_found);
}
