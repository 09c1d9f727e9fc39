/* vCLS (handbook 4.1 and 8.12): agent VMs without which DRS does not run, retreat mode, and the last host of a cluster. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_vcls_suite (void);

/* Two hosts; `version` is vCenter's. `rest` begins with the plan. */
static Trial *
cluster (const char *version, const char *rest)
{
  Trial *trial = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: %s}}\nclusters:\n  p:\n    vcenter: "
                                 "vc\n    ha: {admission-control: {policy: off}}\n    hosts:\n"
                                 "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 6.7}\n    vms:\n"
                                 "      a: {memory: 4 GiB, host: h1}\n      b: {memory: 4 GiB, host: h2}\n%s",
                                 version, rest);

  trial_end (trial);
  return trial;
}

#define RETREAT "plan:\n  - {step: on, set: {cluster: p, retreat-mode: on}}\n"

/* VCLS-01, VCLS-06: by version. */
static void
they_came_with_7_0_1 (void)
{
  const struct {
    const char *version;
    guint state;
  } rows[] = { { "6.7", VCLS_AT_NONE },
               { "7.0", VCLS_AT_NONE },
               { "7.0.1", VCLS_AT_RETREAT },
               { "8.0.3", VCLS_AT_RETREAT },
               { "9.0", VCLS_AT_RETREAT } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Trial) trial = cluster (rows[i].version, RETREAT);

    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_VCLS, 0), rows[i].state);
    CU_ASSERT_TRUE (IS (trial, STEP, "on", DONE));
  }
}

/* VCLS-04: an upgrade to a vCenter that has them deploys them. */
static void
an_upgrade_brings_them (void)
{
  g_autoptr (Trial) trial = cluster ("6.7", "plan:\n  - {step: s, upgrade-vcenter: vc, to: 7.0.3}\n");

  CU_ASSERT_EQUAL (WHEN (trial, VCLS, "p", DEPLOYING), WHEN (trial, VCENTER, "vc", SYNCING));
  CU_ASSERT_EQUAL (WHEN (trial, DRS, "p", LAMED), WHEN (trial, VCENTER, "vc", SYNCING));
  CU_ASSERT_EQUAL (WHEN (trial, VCLS, "p", HEALTHY), WHEN (trial, VCENTER, "vc", SYNCING) + 30 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, DRS, "p", READY));
  CU_ASSERT_EQUAL (model_vcls_state (trial->run, 0)->agents, 3);
}

/* VCLS-04: where they cannot be deployed, DRS is not configured: no room on any host, or too small a vSAN. */
static void
without_them_drs_is_not_configured (void)
{
  const char *small = "rollcall: 1\n%svcenters: {vc: {version: 6.7}}\nclusters:\n  p:\n    vcenter: vc\n%s"
                      "    hosts:\n      h[1-%d]: {cpu: 10 GHz, memory: 32 GiB, version: 6.7%s}\n"
                      "    vms: {v: {memory: 32 GiB, memory-reservation: %s}}\n"
                      "plan: [{step: s, upgrade-vcenter: vc, to: 7.0.3}, {step: w, wait: 2 h}]\n";
  const struct {
    const char *physics, *vsan, *capacity;
    int hosts;
    const char *reserved;
    guint state;
  } rows[] = {
    { "", "", "", 1, "1 GiB", VCLS_AT_HEALTHY },
    { "", "", "", 1, "32460 MiB", VCLS_AT_DEPLOYING },
    { "physics: {vcls-memory: 1 MiB}\n", "", "", 1, "32460 MiB", VCLS_AT_HEALTHY },
    { "", "    vsan: {resync-rate: 1 Gbit/s}\n", ", capacity: 2 TiB", 1, "1 GiB", VCLS_AT_HEALTHY },
    { "physics: {vcls-fail-on-small-vsan: true}\n", "    vsan: {resync-rate: 1 Gbit/s}\n", ", capacity: 2 TiB", 1, "1 GiB", VCLS_AT_DEPLOYING },
    { "physics: {vcls-fail-on-small-vsan: true}\n", "", "", 1, "1 GiB", VCLS_AT_HEALTHY },
    { "physics: {vcls-fail-on-small-vsan: true}\n", "    vsan: {resync-rate: 1 Gbit/s}\n", ", capacity: 2 TiB", 3, "1 GiB", VCLS_AT_HEALTHY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf (small, rows[i].physics, rows[i].vsan, rows[i].hosts, rows[i].capacity, rows[i].reserved);
    g_autoptr (Trial) trial = trial_new (text);

    trial_end (trial);
    CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_VCLS, 0), rows[i].state);
    CU_ASSERT_EQUAL (IS (trial, DRS, "p", READY), rows[i].state == VCLS_AT_HEALTHY);
  }
}

/* VCLS-03: gone within a minute, DRS with them, HA not; back in the cycle after the reset. */
static void
retreat_stops_drs_and_not_ha (void)
{
  g_autoptr (Trial) trial
      = cluster ("8.0.2", RETREAT "  - {step: w, wait: 10 min, after: [on]}\n"
                                  "  - {step: in, maintenance: h1, after: [w]}\n"
                                  "  - {step: w2, wait: 10 min, after: [w]}\n"
                                  "  - {step: off, set: {cluster: p, retreat-mode: off}, after: [w2]}\n"
                                  "faults:\n  - {crash: h2, at: 5 min}\n");
  const SimFinding *held = trial_first (trial, MODEL_FIND_EVACUATION_BLOCKED, trial_cluster (trial, "p"));

  CU_ASSERT_EQUAL (WHEN (trial, VCLS, "p", RETREAT), SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, DRS, "p", LAMED), SIM_MINUTE);
  CU_ASSERT_TRUE (trial_entry (trial, MODEL_MACHINE_VM, WHO (trial, VM, "b"), VM_AT_RUNNING, 0)->at
                  < 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (held->evidence[0], MODEL_BLOCKER_VCLS_GONE);
  CU_ASSERT_EQUAL (held->since, 10 * SIM_MINUTE);
  CU_ASSERT_EQUAL (held->until, 20 * SIM_MINUTE + 30 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, HOST, "h1", MAINTENANCE));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, RETREAT_LEFT_ON), 0);
}

/* DR-26: the setting outlives vCenter's restart, and is found at the end. */
static void
retreat_left_on_is_found (void)
{
  g_autoptr (Trial) trial
      = cluster ("8.0.2", RETREAT "  - {step: s, upgrade-vcenter: vc, to: 8.0.3, after: [on]}\n");

  CU_ASSERT_TRUE (IS (trial, VCLS, "p", RETREAT));
  CU_ASSERT_TRUE (IS (trial, DRS, "p", LAMED));
  CU_ASSERT_EQUAL (trial_first (trial, MODEL_FIND_RETREAT_LEFT_ON, trial_cluster (trial, "p"))->until,
                   SIM_NEVER);
}

static void
retreat_needs_vcenter (void)
{
  g_autoptr (Trial) trial
      = cluster ("8.0.2", "plan:\n  - {step: w, wait: 10 min}\n"
                          "  - {step: on, set: {cluster: p, retreat-mode: on}, after: [w]}\n"
                          "faults:\n  - {crash: vc, at: 5 min}\n");

  CU_ASSERT_TRUE (IS (trial, STEP, "on", FAILED));
  CU_ASSERT_TRUE (IS (trial, VCLS, "p", HEALTHY));
}

/* VCLS-02: yellow at once, red when DRS is due; healthy again in the cycle after they can run. */
static void
without_agents_drs_stops_when_it_is_due (void)
{
  g_autoptr (Trial) trial = cluster ("8.0.2", "plan:\n  - {step: w, wait: 10 min}\n"
                                              "faults:\n  - {fail-vcls: p, at: 2 min, for: 3 min}\n");

  CU_ASSERT_EQUAL (WHEN (trial, VCLS, "p", DEGRADED), 2 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VCLS, "p", UNHEALTHY), 3 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, DRS, "p", LAMED), 3 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VCLS, "p", HEALTHY), 5 * SIM_MINUTE + 30 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, DRS, "p", READY));
}

/* A power failure takes them all; they are back soon after the first host is. */
static void
they_come_back_with_the_hosts (void)
{
  g_autoptr (Trial) trial = cluster ("8.0.2", "plan:\n  - {step: w, wait: 1 h}\n"
                                              "faults:\n  - {crash: h1, at: 5 min, for: 10 min}\n"
                                              "  - {crash: h2, at: 5 min, for: 20 min}\n"
                                              "  - {crash: h3, at: 5 min, for: 20 min}\n");

  CU_ASSERT_EQUAL (WHEN (trial, VCLS, "p", DEGRADED), 5 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VCLS, "p", UNHEALTHY), 6 * SIM_MINUTE);
  CU_ASSERT_EQUAL (WHEN (trial, VCLS, "p", HEALTHY), WHEN (trial, HOST, "h1", CONNECTED) + 30 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, DRS, "p", READY));
}

/* VCLS-05, B25: with vCenter there they stop by themselves; without it they block the last host until it is back. */
static void
the_last_host_needs_vcenter (void)
{
#define ONE                                                                                                  \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"            \
  "      h1: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n      a: {memory: 4 GiB, host: h1, devices: [usb]}\n" \
  "plan:\n  - {step: in, maintenance: h1}\n"
  g_autoptr (Trial) well = trial_new (ONE "faults:\n  - {crash: a, at: 10 min}\n");
  g_autoptr (Trial) blocked = trial_new (ONE "faults:\n  - {crash: a, at: 10 min}\n"
                                             "  - {crash: vc, at: 5 min, for: 1 h}\n");

  trial_end (well);
  CU_ASSERT_EQUAL (WHEN (well, HOST, "h1", MAINTENANCE), 10 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (well, VCLS, "p", STOPPED));
  trial_until (blocked, SIM_HOUR);
  CU_ASSERT_TRUE (IS (blocked, HOST, "h1", STUCK));
  trial_end (blocked);
  CU_ASSERT_EQUAL (WHEN (blocked, HOST, "h1", MAINTENANCE), WHEN (blocked, VCENTER, "vc", SERVING));
  CU_ASSERT_TRUE (IS (blocked, VCLS, "p", STOPPED));
}

void
test_physics_vcls_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of vCLS", NULL, NULL);

  CU_ADD_TEST (suite, they_came_with_7_0_1);
  CU_ADD_TEST (suite, an_upgrade_brings_them);
  CU_ADD_TEST (suite, without_them_drs_is_not_configured);
  CU_ADD_TEST (suite, retreat_stops_drs_and_not_ha);
  CU_ADD_TEST (suite, retreat_left_on_is_found);
  CU_ADD_TEST (suite, retreat_needs_vcenter);
  CU_ADD_TEST (suite, without_agents_drs_stops_when_it_is_due);
  CU_ADD_TEST (suite, they_come_back_with_the_hosts);
  CU_ADD_TEST (suite, the_last_host_needs_vcenter);
}
