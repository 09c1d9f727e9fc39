/* Agents that hear nobody: what a master makes of being left alone, what ends an isolation, and elections that are held while
 * the network falls apart or comes together. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_isolation_suite (void);

#define LOSS (10 * SIM_MINUTE)

/* Some hosts, a VM on each; the last one leads. `ha` is more of HA's settings, `rest` begins with the plan or the faults. */
static Trial *
hosts (guint n, const char *ha, const char *rest)
{
  g_autoptr (GString) vms = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (vms, "      v%u: {memory: 1 GiB, host: h%u}\n", i, i);
  return trial_new_from ("rollcall: 1\nclusters:\n  p:\n    ha: {%s}\n    hosts:\n"
                         "      h[1-%u]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n    vms:\n%s%s",
                         ha, n, vms->str, rest);
}

static guint
agents_in (const Trial *trial, guint state)
{
  guint n = 0;

  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    n += model_state (trial->run, MODEL_MACHINE_AGENT, h) == state ? 1 : 0;
  return n;
}

/* HA-18: of two hosts one dies, or its agent does, or it is cut off. The other hears nobody, whatever the reason: it pings, and
 * goes on as long as somebody answers. */
static void
a_master_left_alone_looks_for_itself (void)
{
  const char *const losses[] = { "crash", "fail-agent", "isolate" };

  for (guint i = 0; i < 3; i++) {
    g_autofree char *fault = g_strdup_printf ("faults:\n  - {%s: h1, at: 10 min, for: 30 min}\n", losses[i]);
    g_autoptr (Trial) good = hosts (2, "isolation-response: power-off", fault);
    g_autoptr (Trial) bad = hosts (2, "isolation-response: power-off, isolation-addresses: none", fault);

    trial_until (good, 20 * SIM_MINUTE);
    trial_until (bad, 20 * SIM_MINUTE);
    CU_ASSERT_TRUE (IS (good, AGENT, "h2", MASTER));
    CU_ASSERT_EQUAL (TIMES (good, AGENT, ALONE), 0);
    CU_ASSERT_EQUAL (WHEN (good, RESTART, "v1", STARTING) < 0, i == 1); /* a dead agent is no dead host */
    CU_ASSERT_EQUAL (WHEN (bad, AGENT, "h2", ALONE), LOSS);
    CU_ASSERT_EQUAL (WHEN (bad, AGENT, "h2", ISOLATED), LOSS + 5 * SIM_SECOND);
    CU_ASSERT_TRUE (IS (bad, VM, "v2", RUNNING)); /* HA-22: nobody is left who would restart it */
    CU_ASSERT_EQUAL (TIMES (bad, RESTART, STARTING), 0);
    trial_end (good);
    trial_end (bad);
    CU_ASSERT_EQUAL (agents_in (bad, AGENT_AT_MASTER), 1);
    CU_ASSERT_EQUAL (agents_in (bad, AGENT_AT_SLAVE), 1);
    CU_ASSERT_TRUE (IS (good, VM, "v1", RUNNING) && IS (good, VM, "v2", RUNNING));
    CU_ASSERT_TRUE (IS (bad, VM, "v1", RUNNING) && IS (bad, VM, "v2", RUNNING));
    CU_ASSERT_TRUE (IS (bad, ISOLATION, "v1", IDLE) && IS (bad, ISOLATION, "v2", IDLE));
  }
}

/* With a third host that is heard nobody is alone. One that enters maintenance is as silent as a dead one, whether it led or not,
 * and speaks again when it is back. */
static void
who_hears_another_does_not_ping (void)
{
  g_autoptr (Trial) third = hosts (3, "isolation-addresses: none", "faults:\n  - {crash: h1, at: 10 min}\n");
  const char *const leaves[] = { "h1", "h2" };

  trial_end (third);
  CU_ASSERT_EQUAL (TIMES (third, AGENT, ALONE), 0);
  CU_ASSERT_TRUE (IS (third, VM, "v1", RUNNING));
  for (guint i = 0; i < 2; i++) {
    g_autofree char *plan = g_strdup_printf ("plan:\n  - {step: in, maintenance: %s}\n"
                                             "  - {step: work, wait: 1 h, after: [in]}\n"
                                             "  - {step: out, leave: %s, after: [work]}\n",
                                             leaves[i], leaves[i]);
    g_autoptr (Trial) trial = hosts (2, "isolation-addresses: none, admission-control: {policy: off}", plan);

    trial_until (trial, SIM_HOUR);
    CU_ASSERT_TRUE (IS (trial, AGENT, i ? "h1" : "h2", ISOLATED));
    trial_end (trial);
    CU_ASSERT_EQUAL (agents_in (trial, AGENT_AT_MASTER), 1);
    CU_ASSERT_EQUAL (agents_in (trial, AGENT_AT_SLAVE), 1);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0);
  }
}

/* 8.1: a master that hears its slaves again before it has declared itself isolated leads on, and nobody holds an election. */
static void
a_master_that_hears_again_leads_on (void)
{
  g_autoptr (Trial) trial = hosts (3, "",
                                   "faults:\n  - {isolate: h3, at: 10 min, for: 3 s}\n"
                                   "  - {crash: h1, at: 11 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h3", ALONE), LOSS);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h3", MASTER));
  CU_ASSERT_EQUAL (TIMES (trial, AGENT, ELECTION), 0);
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v1", STARTING), 11 * SIM_MINUTE + 18 * SIM_SECOND);
}

/* HA-01, HA-04: two masters, of which one has just been left alone when the parts come together again. Whoever has the better
 * key leads, and nobody holds an election. */
static void
a_lonely_master_meets_another (void)
{
  const struct {
    const char *dies, *alone;
  } rows[] = { { "h3", "h4" }, { "h1", "h2" } };

  for (guint i = 0; i < 2; i++) {
    g_autofree char *faults = g_strdup_printf (
        "faults:\n  - {partition: [h1, h2], at: 10 min, for: 603 s}\n  - {crash: %s, at: 20 min}\n",
        rows[i].dies);
    g_autoptr (Trial) trial = hosts (4, "isolation-addresses: none", faults);
    SimTime again = 20 * SIM_MINUTE + 3 * SIM_SECOND;

    trial_until (trial, 20 * SIM_MINUTE + SIM_SECOND);
    CU_ASSERT_TRUE (trial_when (trial, MODEL_MACHINE_AGENT, rows[i].alone, AGENT_AT_ALONE)
                    == 20 * SIM_MINUTE);
    trial_until (trial, again);
    CU_ASSERT_TRUE (IS (trial, AGENT, "h4", MASTER));
    CU_ASSERT_TRUE (IS (trial, AGENT, "h2", SLAVE));
    trial_end (trial);
    CU_ASSERT_EQUAL (agents_in (trial, AGENT_AT_MASTER), 1);
    CU_ASSERT_EQUAL (TIMES (trial, AGENT, ISOLATED), 0);
    for (guint v = 1; v <= 4; v++) {
      g_autofree char *vm = g_strdup_printf ("v%u", v);

      CU_ASSERT_TRUE (IS (trial, VM, vm, RUNNING));
    }
  }
}

/* The same when it was cut off itself, and the parts have come together meanwhile. */
static void
a_master_returns_to_a_better_one (void)
{
  g_autoptr (Trial) trial = hosts (4, "",
                                   "faults:\n  - {partition: [h1, h2], at: 10 min, for: 602 s}\n"
                                   "  - {isolate: h2, at: 20 min, for: 3 s}\n");

  trial_until (trial, 20 * SIM_MINUTE + 3 * SIM_SECOND);
  CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h2", ALONE), 20 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h2", SLAVE) && IS (trial, AGENT, "h4", MASTER));
  trial_end (trial);
  CU_ASSERT_EQUAL (agents_in (trial, AGENT_AT_MASTER), 1);
  CU_ASSERT_EQUAL (TIMES (trial, AGENT, ISOLATED), 0);
}

/* HA-21: a host alone in its part, whose pings nobody answers, hears election traffic again: while it pings, and after it has
 * declared itself isolated. */
static void
election_traffic_ends_isolation (void)
{
  const struct {
    const char *lasts;
    gboolean isolated;
  } rows[] = { { "27 s", FALSE }, { "50 s", TRUE } };

  for (guint i = 0; i < 2; i++) {
    g_autofree char *faults
        = g_strdup_printf ("faults:\n  - {partition: [h1], at: 10 min, for: %s}\n", rows[i].lasts);
    g_autoptr (Trial) trial = hosts (3, "isolation-response: power-off, isolation-addresses: none", faults);

    trial_end (trial);
    CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h1", SELF_ELECTED), LOSS + 25 * SIM_SECOND);
    CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h1", ISOLATED), rows[i].isolated ? LOSS + 30 * SIM_SECOND : -1);
    CU_ASSERT_TRUE (IS (trial, AGENT, "h1", SLAVE) && IS (trial, AGENT, "h3", MASTER));
    CU_ASSERT_TRUE (IS (trial, ISOLATION, "v1", IDLE));
    CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0); /* the response was not due yet */
  }
}

/* The network falls apart in the middle of an election: each part elects among those that it hears. */
static void
an_election_goes_by_who_is_heard_when_it_ends (void)
{
  g_autoptr (Trial) trial = hosts (4, "",
                                   "faults:\n  - {crash: h4, at: 10 min}\n"
                                   "  - {partition: [h1, h2], at: 615 s}\n");

  trial_until (trial, LOSS + 16 * SIM_SECOND);
  CU_ASSERT_EQUAL (agents_in (trial, AGENT_AT_ELECTION), 3);
  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h2", MASTER), LOSS + 25 * SIM_SECOND);
  CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h1", SLAVE), LOSS + 25 * SIM_SECOND);
  CU_ASSERT_TRUE (WHEN (trial, AGENT, "h3", MASTER)
                  > LOSS + 25 * SIM_SECOND); /* after a ping, for it is alone there */
}

/* HA-02: all agents die; those that come back hear no master and elect one. */
static void
agents_that_come_back_to_no_master_elect_one (void)
{
  g_autoptr (Trial) trial = hosts (2, "",
                                   "faults:\n  - {fail-agent: h1, at: 10 min, for: 1 min}\n"
                                   "  - {fail-agent: h2, at: 10 min, for: 1 min}\n");

  trial_until (trial, 10 * SIM_MINUTE + 30 * SIM_SECOND);
  CU_ASSERT_EQUAL (agents_in (trial, AGENT_AT_STOPPED), 2);
  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, AGENT, ELECTION), 2);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h2", MASTER) && IS (trial, AGENT, "h1", SLAVE));
}

/* HA-22, HA-23: when a master is there again its owner's mark shows, and what was kept for want of one is answered after all, as
 * the response says. */
static void
the_response_waits_for_an_owner (void)
{
  const struct {
    const char *response, *vm;
    SimTime takes; /* from the new master to the power-off */
  } rows[] = { { "power-off", "", 0 }, { "shutdown", "", SIM_MINUTE }, { "shutdown", ", tools: false", 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    ha: {isolation-response: %s}\n    hosts:\n"
        "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n    vms: {v1: {memory: 1 GiB, host: "
        "h1%s}}\n"
        "faults:\n  - {isolate: h1, at: 10 min}\n  - {isolate: h2, at: 10 min, for: 10 min}\n"
        "  - {isolate: h3, at: 10 min, for: 10 min}\n",
        rows[i].response, rows[i].vm);
    SimTime led;

    trial_until (trial, 20 * SIM_MINUTE);
    CU_ASSERT_TRUE (IS (trial, ISOLATION, "v1", KEPT));
    trial_end (trial);
    led = 20 * SIM_MINUTE + 15 * SIM_SECOND; /* h2 and h3 have held an election */
    CU_ASSERT_EQUAL (WHEN (trial, ISOLATION, "v1", OFF) - led, rows[i].takes);
    CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING)); /* on another host */
  }
}

/* HA-25: a response is wanted of every VM but the one with priority disabled, whichever response that is, said of the cluster or of
 * the VM itself, and whether a master owns its datastore at once or only later. */
static void
a_disabled_vm_is_left_alone (void)
{
  const char *const later = "  - {isolate: h2, at: 10 min, for: 10 min}\n  - {isolate: h3, at: 10 min, for: 10 min}\n";
  const struct {
    const char *of_all, *of_vm, *faults;
  } rows[] = { { "power-off", "", "" }, { "shutdown", "", "" }, { "none", ", isolation-response: power-off", "" },
               { "power-off", "", later } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    ha: {isolation-response: %s}\n    hosts:\n"
        "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n    vms:\n"
        "      v: {memory: 1 GiB, host: h1%s}\n      w: {memory: 1 GiB, host: h1, restart-priority: disabled%s}\n"
        "faults:\n  - {isolate: h1, at: 10 min}\n%s",
        rows[i].of_all, rows[i].of_vm, rows[i].of_vm, rows[i].faults);

    trial_end (trial);
    CU_ASSERT_TRUE (WHEN (trial, ISOLATION, "v", OFF) > 10 * SIM_MINUTE);
    CU_ASSERT_NOT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "v"))->host, 0);
    CU_ASSERT_TRUE (IS (trial, ISOLATION, "w", KEPT));
    CU_ASSERT_TRUE (WHEN (trial, ISOLATION, "w", OFF) < 0 && WHEN (trial, ISOLATION, "w", SHUTTING_DOWN) < 0);
    CU_ASSERT_TRUE (IS (trial, VM, "w", RUNNING));
    CU_ASSERT_EQUAL (FOUND (trial, VM_DOWN, VM, "w"), 0);
    CU_ASSERT_EQUAL (model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "w"))->host, 0);
  }
}

/* HA-20: on vSAN HA's heartbeats go over vSAN's network. What takes a host's management adapters takes both with them where they
 * share the adapters, and neither where vSAN has its own: vCenter misses such a host, and nobody else does. */
static void
adapters_are_shared_or_not (void)
{
  const char *const faults[]
      = { "lose-nics: h1, at: 10 min, for: 20 min", "change-network: h1, at: 10 min, for: 20 min",
          "isolate: h1, at: 10 min, for: 20 min" };

  for (guint i = 0; i < 3; i++)
    for (guint own = 0; own < 2; own++) {
      g_autoptr (Trial) trial = trial_new_from (
          "rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  c:\n    vcenter: vc\n"
          "    vsan: {resync-rate: 8 Gbit/s, own-adapters: %s}\n    ha: {}\n    hosts:\n"
          "      h[1-3]: {cpu: 80 GHz, memory: 64 GiB, version: 8.0.2}\n    vms:\n"
          "      v: {memory: 1 GiB, disks: 100 GiB, write-rate: 1 MiB/s, host: h1}\n"
          "plan: [{step: w, wait: 2 h}]\nfaults: [{%s}]\n",
          own ? "true" : "false", faults[i]);
      gboolean cut = !own || i == 2; /* an isolated host has lost both, whatever they go over */

      trial_until (trial, 15 * SIM_MINUTE);
      CU_ASSERT_FALSE (model_host_state (trial->run, 0)->networked);
      CU_ASSERT_EQUAL (IS (trial, AGENT, "h1", ISOLATED), cut);
      CU_ASSERT_EQUAL (IS (trial, COMPONENTS, "h1", ABSENT), cut);
      CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v", STARTING) > 0, cut);
      CU_ASSERT_EQUAL (IS (trial, DETECTOR, "h1", ALIVE), !cut);
      trial_end (trial);
      CU_ASSERT_TRUE (model_host_state (trial->run, 0)->networked);
      CU_ASSERT_TRUE (IS (trial, AGENT, "h1", SLAVE));
      CU_ASSERT_TRUE (IS (trial, DETECTOR, "h1", ALIVE));
      CU_ASSERT_TRUE (IS (trial, COMPONENTS, "h1", ACTIVE));
      CU_ASSERT_TRUE (IS (trial, VM, "v", RUNNING));
      CU_ASSERT_EQUAL (TIMES (trial, COMPONENTS, ABSENT), cut ? 1 : 0);
    }
}

void
test_physics_isolation_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of isolation", NULL, NULL);

  CU_ADD_TEST (suite, a_master_left_alone_looks_for_itself);
  CU_ADD_TEST (suite, who_hears_another_does_not_ping);
  CU_ADD_TEST (suite, a_master_that_hears_again_leads_on);
  CU_ADD_TEST (suite, a_lonely_master_meets_another);
  CU_ADD_TEST (suite, a_master_returns_to_a_better_one);
  CU_ADD_TEST (suite, election_traffic_ends_isolation);
  CU_ADD_TEST (suite, an_election_goes_by_who_is_heard_when_it_ends);
  CU_ADD_TEST (suite, agents_that_come_back_to_no_master_elect_one);
  CU_ADD_TEST (suite, the_response_waits_for_an_owner);
  CU_ADD_TEST (suite, a_disabled_vm_is_left_alone);
  CU_ADD_TEST (suite, adapters_are_shared_or_not);
}
