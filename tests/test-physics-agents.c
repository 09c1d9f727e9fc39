/* HA agents and what they know of each other: networks that come back in time, masters that go, agents that cannot be
 * configured; and restarts that several people have a hand in. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_agents_suite (void);

/* h3 leads; a VM on each host. `more` is more of HA's settings, `rest` begins with the plan or the faults. */
static Trial *
three (const char *more, const char *rest)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nclusters:\n  p:\n    ha: {%s}\n"
                        "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n    vms:\n"
                        "      v1: {memory: 1 GiB, host: h1}\n      v2: {memory: 1 GiB, host: h2}\n"
                        "      v3: {memory: 1 GiB, host: h3}\n%s",
                        more, rest);

  trial_end (trial);
  return trial;
}

static guint
agents_in (const Trial *trial, guint state)
{
  guint n = 0;

  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    n += model_state (trial->run, MODEL_MACHINE_AGENT, h) == state ? 1 : 0;
  return n;
}

/* ---- The network comes back ---- */

/* At every stage of a slave's and of a master's isolation: nothing is powered off unless the response was due, and in the
 * end there is one master, two slaves, and nobody is missed. */
static void
isolation_ends_when_the_network_is_back (void)
{
  const struct {
    const char *host, *lasts;
    guint passed; /* the furthest that the agent came */
    gboolean responds;
  } rows[] = {
    { "h1", "5 s", AGENT_AT_SLAVE, FALSE },         { "h1", "15 s", AGENT_AT_ELECTION, FALSE },
    { "h1", "27 s", AGENT_AT_SELF_ELECTED, FALSE }, { "h1", "50 s", AGENT_AT_ISOLATED, FALSE },
    { "h1", "5 min", AGENT_AT_ISOLATED, TRUE },     { "h3", "3 s", AGENT_AT_ALONE, FALSE },
    { "h3", "20 s", AGENT_AT_ISOLATED, FALSE },     { "h3", "5 min", AGENT_AT_ISOLATED, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *faults
        = g_strdup_printf ("faults:\n  - {isolate: %s, at: 10 min, for: %s}\n", rows[i].host, rows[i].lasts);
    g_autoptr (Trial) trial = three ("isolation-response: power-off", faults);

    CU_ASSERT_TRUE (rows[i].passed == AGENT_AT_SLAVE
                    || trial_when (trial, MODEL_MACHINE_AGENT, rows[i].host, rows[i].passed) > 0);
    CU_ASSERT_EQUAL (TIMES (trial, AGENT, ISOLATED), rows[i].passed == AGENT_AT_ISOLATED ? 1 : 0);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), rows[i].responds ? 1 : 0);
    /* A slave is thought partitioned until it says otherwise; a master has said so before anybody looks. */
    CU_ASSERT_EQUAL (TIMES (trial, DETECTOR, PARTITIONED), i == 2 || i == 3 || i == 4 ? 1 : 0);
    CU_ASSERT_EQUAL (TIMES (trial, DETECTOR, ISOLATED), i == 3 || rows[i].responds ? 1 : 0);
    CU_ASSERT_EQUAL (agents_in (trial, AGENT_AT_MASTER), 1);
    CU_ASSERT_EQUAL (agents_in (trial, AGENT_AT_SLAVE), 2);
    for (guint32 n = 0; n < 3; n++) {
      CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_DETECTOR, n), DETECTOR_AT_ALIVE);
      CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_ISOLATION, n), ISOLATION_AT_IDLE);
      CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_VM, n), VM_AT_RUNNING);
    }
  }
}

/* No response is wanted, or the VM is off when it is due, or a VM of its own mind. */
static void
not_every_vm_responds (void)
{
  g_autoptr (Trial) none = three ("isolation-response: none", "faults:\n  - {isolate: h1, at: 10 min}\n");
  g_autoptr (Trial) off = three ("isolation-response: power-off",
                                 "faults:\n  - {isolate: h1, at: 10 min}\n  - {crash: v1, at: 640 s}\n");

  CU_ASSERT_TRUE (IS (none, ISOLATION, "v1", KEPT));
  CU_ASSERT_TRUE (IS (none, VM, "v1", RUNNING));
  CU_ASSERT_EQUAL (TIMES (off, ISOLATION, OFF), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (off, VM_DOWN), 1);
  CU_ASSERT_TRUE (IS (off, VM, "v1", RUNNING)); /* its list of running VMs has lost it: HA has it elsewhere */
  CU_ASSERT_NOT_EQUAL (model_vm_state (off->run, trial_index (off, MODEL_MACHINE_VM, "v1"))->host, 0);
}

/* HA-07: of a host that the master does not hear, its list of powered-on VMs is read every half a minute: at 600 s, 630 s, 660 s
 * and so on. A host that is heard tells at once. */
static void
what_a_host_loses_is_read_from_its_list (void)
{
  const struct {
    const char *isolated, *physics;
    SimTime restarts; /* v1, which is off 60 s after the isolation */
  } rows[] = { { "600 s", "", 660 }, { "601 s", "", 690 }, { "629 s", "", 690 }, { "601 s", "physics: {ha-poweron-read: 1 s}\n", 661 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest
        = g_strdup_printf ("%sfaults:\n  - {isolate: h1, at: %s}\n", rows[i].physics, rows[i].isolated);
    g_autoptr (Trial) trial = three ("isolation-response: power-off", rest);

    CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v1", STARTING), rows[i].restarts * SIM_SECOND);
  }
}

/* ---- Masters ---- */

/* A slave's death is half noticed when the master dies: the new one begins again. */
static void
a_new_master_begins_again (void)
{
  g_autoptr (Trial) trial = three ("", "faults:\n  - {crash: h1, at: 10 min}\n  - {crash: h3, at: 605 s}\n");

  CU_ASSERT_TRUE (IS (trial, AGENT, "h2", MASTER));
  /* h2 hears nobody any more, so it pings for 5 s before it leads. */
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v1", STARTING), 645 * SIM_SECOND);
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v3", STARTING), 645 * SIM_SECOND);
}

/* HA-34: and it counts its own attempts. */
static void
a_new_master_counts_anew (void)
{
  g_autoptr (Trial) trial
      = three ("", "faults:\n  - {fail-power-on: v1, at: 0 s}\n  - {crash: h1, at: 10 min}\n"
                   "  - {crash: h3, at: 20 min, for: 3 h}\n");
  guint attempts = 0;

  while (
      trial_entry (trial, MODEL_MACHINE_RESTART, WHO (trial, RESTART, "v1"), RESTART_AT_STARTING, attempts))
    attempts++;
  CU_ASSERT_TRUE (attempts > 5);
  CU_ASSERT_TRUE (IS (trial, RESTART, "v1", FAILED));
  CU_ASSERT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "v1"))->attempts, 5);
}

static void
maintenance_passes_the_lead_on (void)
{
  g_autoptr (Trial) trial
      = three ("admission-control: {policy: off}", "plan:\n  - {step: out, maintenance: h3}\n"
                                                   "  - {step: back, leave: h3, after: [out]}\n");

  CU_ASSERT_TRUE (IS (trial, AGENT, "h2", MASTER));
  CU_ASSERT_TRUE (IS (trial, AGENT, "h3", SLAVE)); /* whoever leads goes on leading */
  CU_ASSERT_TRUE (IS (trial, STEP, "back", DONE));
}

/* A host alone in its cluster hears nobody, finds its isolation address and leads itself. */
static void
one_host_leads_itself (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: off}}\n"
                   "    hosts: {h: {cpu: 100 GHz, memory: 64 GiB}}\n"
                   "plan:\n  - {step: out, maintenance: h}\n  - {step: back, leave: h, after: [out]}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (WHEN (trial, AGENT, "h", SELF_ELECTED) > 0);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h", MASTER));
}

/* ---- Configuring agents ---- */

/* The host takes VMs again and counts for nothing in admission control. */
static void
a_host_may_come_back_without_ha (void)
{
  g_autoptr (Trial) trial
      = three ("admission-control: {policy: slot}", "plan:\n  - {step: out, maintenance: h1}\n"
                                                    "  - {step: back, leave: h1, after: [out]}\n"
                                                    "  - {step: next, maintenance: h2, after: [back]}\n"
                                                    "faults:\n  - {fail-ha: h1, at: 0 s}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "back", DONE));
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", ERROR));
  CU_ASSERT_FALSE (model_host_is_good (trial->run, 0));
  CU_ASSERT_TRUE (model_host_in_pool (trial->run, 0));
  /* Of two good hosts neither may leave now. */
  CU_ASSERT_TRUE (IS (trial, HOST, "h2", STUCK));
  CU_ASSERT_EQUAL (
      trial_first (trial, MODEL_FIND_EVACUATION_BLOCKED, trial_cluster (trial, "p"))->evidence[0],
      MODEL_BLOCKER_ADMISSION_CONTROL);
}

/* The cause is removed, and HA configured again: then the host counts. */
static void
a_host_without_ha_may_be_mended (void)
{
  g_autoptr (Trial) trial
      = three ("admission-control: {policy: slot}", "plan:\n  - {step: out, maintenance: h1}\n"
                                                    "  - {step: back, leave: h1, after: [out]}\n"
                                                    "faults:\n  - {fail-ha: h1, at: 0 s, for: 2 h}\n");

  CU_ASSERT_TRUE (WHEN (trial, AGENT, "h1", ERROR) > 0);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", SLAVE));
  CU_ASSERT_TRUE (model_host_is_good (trial->run, 0));
}

/* HA-40: without vCenter the agent starts from what its host has stored. */
static void
an_agent_needs_no_vcenter_to_start (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n    ha: {}\n"
      "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n"
      "faults:\n  - {crash: vc, at: 1 min}\n  - {crash: h1, at: 2 min, for: 1 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, AGENT, CONFIGURING), 0);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", SLAVE));
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", CONNECTED));
}

/* ---- VMs that die on a living host, and people who power them on ---- */

static void
a_vm_may_die_alone (void)
{
  g_autoptr (Trial) watched = three ("", "faults:\n  - {crash: v1, at: 10 min}\n");
  g_autoptr (Trial) unwatched = three ("host-monitoring: false", "faults:\n  - {crash: v1, at: 10 min}\n");

  CU_ASSERT_TRUE (IS (watched, VM, "v1", RUNNING));
  CU_ASSERT_EQUAL (trial_found_for (watched, MODEL_FIND_VM_DOWN, WHO (watched, VM, "v1")),
                   watched->fleet->physics[MODEL_HA_POWER_ON]);
  CU_ASSERT_TRUE (IS (unwatched, VM, "v1", DOWN));
}

/* HA has given up, or waits for its next attempt, and somebody powers the VM on: HA protects it again. */
static void
somebody_else_may_power_it_on (void)
{
  const struct {
    const char *attempts, *wait;
    guint state; /* of HA's restart, before */
  } rows[] = { { "1", "1 h", RESTART_AT_FAILED }, { "5", "16 min", RESTART_AT_BACKOFF } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rest = g_strdup_printf (
        "physics: {ha-restart-attempts: %s}\nplan:\n  - {step: while, wait: %s}\n  - {step: on, power-on: "
        "v1, after: [while]}\n"
        "  - {step: twice, power-on: v1, after: [on]}\n"
        "faults:\n  - {crash: v1, at: 10 min}\n  - {fail-power-on: v1, at: 0 s, for: 12 min}\n",
        rows[i].attempts, rows[i].wait);
    g_autoptr (Trial) trial = three ("", rest);
    const SimEntry *on
        = trial_entry (trial, MODEL_MACHINE_RESTART, WHO (trial, RESTART, "v1"), RESTART_AT_PROTECTED, 0);

    CU_ASSERT_TRUE (i == 1 || (on && on->state_from == rows[i].state && on->signal == RESTART_ON_RESTORED));
    CU_ASSERT_TRUE (IS (trial, RESTART, "v1", PROTECTED));
    CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
    CU_ASSERT_TRUE (IS (trial, STEP, "on", DONE));
    CU_ASSERT_TRUE (IS (trial, STEP, "twice", DONE)); /* it runs: nothing to do */
    CU_ASSERT_TRUE (FIRST (trial, VM_DOWN, VM, "v1")->until < SIM_NEVER);
  }
}

/* The whole cluster loses power for a while: whoever leads first reads who was protected. */
static void
everybody_comes_back (void)
{
  g_autoptr (Trial) trial
      = three ("", "faults:\n  - {crash: h1, at: 10 min, for: 1 h}\n  - {crash: h2, at: 10 min, for: 1 h}\n"
                   "  - {crash: h3, at: 10 min, for: 1 h}\n");

  CU_ASSERT_EQUAL (agents_in (trial, AGENT_AT_MASTER), 1);
  for (guint32 vm = 0; vm < 3; vm++)
    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_VM, vm), VM_AT_RUNNING);
}

/* The last attempt may fail with its target, too. */
static void
the_last_target_may_die (void)
{
  g_autoptr (Trial) trial
      = three ("", "physics: {ha-restart-attempts: 1}\nfaults:\n  - {crash: h1, at: 10 min}\n"
                   "  - {crash: h2, during: {vm: v1, state: restarting}}\n"
                   "  - {crash: h3, during: {vm: v1, state: restarting}, for: 10 min}\n");

  CU_ASSERT_TRUE (WHEN (trial, RESTART, "v1", FAILED) > 0);
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING)); /* h3 came back, leads, and counts anew */
  CU_ASSERT_TRUE (IS (trial, VM, "v3", RUNNING));
}

void
test_physics_agents_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of HA agents", NULL, NULL);

  CU_ADD_TEST (suite, isolation_ends_when_the_network_is_back);
  CU_ADD_TEST (suite, not_every_vm_responds);
  CU_ADD_TEST (suite, what_a_host_loses_is_read_from_its_list);
  CU_ADD_TEST (suite, a_new_master_begins_again);
  CU_ADD_TEST (suite, a_new_master_counts_anew);
  CU_ADD_TEST (suite, maintenance_passes_the_lead_on);
  CU_ADD_TEST (suite, one_host_leads_itself);
  CU_ADD_TEST (suite, a_host_may_come_back_without_ha);
  CU_ADD_TEST (suite, a_host_without_ha_may_be_mended);
  CU_ADD_TEST (suite, an_agent_needs_no_vcenter_to_start);
  CU_ADD_TEST (suite, a_vm_may_die_alone);
  CU_ADD_TEST (suite, somebody_else_may_power_it_on);
  CU_ADD_TEST (suite, everybody_comes_back);
  CU_ADD_TEST (suite, the_last_target_may_die);
}
