/* Management networks that fall into parts, agents that die while their hosts live, and isolation addresses that tell the
 * wrong tale. */

#include <CUnit/CUnit.h>

#include "models/compute/hosts.h"
#include "models/ha/reach.h"
#include "tests/trial.h"

void test_physics_partition_suite (void);

/* Four hosts, a VM on each; h4 leads. `ha` is more of HA's settings. */
static Trial *
four (const char *ha, const char *faults)
{
  return trial_new_from (
      "rollcall: 1\nclusters:\n  p:\n    ha: {%s}\n    hosts:\n"
      "      h[1-4]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n    vms:\n"
      "      v1: {memory: 1 GiB, host: h1}\n      v2: {memory: 1 GiB, host: h2}\n"
      "      v3: {memory: 1 GiB, host: h3}\n      v4: {memory: 1 GiB, host: h4}\nfaults:\n%s",
      ha, faults);
}

static guint
masters (const Trial *trial)
{
  guint n = 0;

  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    n += model_state (trial->run, MODEL_MACHINE_AGENT, h) == AGENT_AT_MASTER ? 1 : 0;
  return n;
}

#define SHOWN(TRIAL, HOST)                                                                                   \
  model_fdm_state_words[model_fdm_state ((TRIAL)->run, trial_index (TRIAL, MODEL_MACHINE_HOST, HOST))]
#define HOST_OF(TRIAL, VM) (model_vm_state ((TRIAL)->run, trial_index (TRIAL, MODEL_MACHINE_VM, VM))->host)

/* ---- Parts ---- */

/* HA-35: what has no room in the owner's part has it when the parts are one again, and nothing else has to happen for it. */
static void
healing_makes_room (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {}\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n"
      "    vms:\n      big: {memory: 60 GiB, memory-reservation: 60 GiB, host: h3}\n"
      "      lost: {memory: 50 GiB, memory-reservation: 50 GiB, host: h1}\n"
      "faults:\n  - {partition: [h3], at: 10 min, for: 1 h}\n  - {crash: lost, at: 10 min}\n");

  trial_until (trial, 60 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, RESTART, "lost", PENDING));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VM, "lost", RUNNING));
  CU_ASSERT_TRUE (trial_found_for (trial, MODEL_FIND_VM_DOWN, WHO (trial, VM, "lost")) < 62 * SIM_MINUTE);
}

/* HA-01, HA-08: two masters, one of which holds the lists; nothing is restarted twice, nor at all; healing leaves one. */
static void
each_part_has_its_master (void)
{
  g_autoptr (Trial) trial = four ("", "  - {partition: [h1, h2], at: 10 min, for: 1 h}\n");

  trial_until (trial, 20 * SIM_MINUTE);
  CU_ASSERT_EQUAL (masters (trial), 2);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h2", MASTER));
  CU_ASSERT_TRUE (IS (trial, AGENT, "h4", MASTER));
  CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h2", MASTER), 10 * SIM_MINUTE + 25 * SIM_SECOND);
  CU_ASSERT_STRING_EQUAL (SHOWN (trial, "h1"), "networkPartitionedFromMaster");
  CU_ASSERT_STRING_EQUAL (SHOWN (trial, "h2"), "networkPartitionedFromMaster");
  CU_ASSERT_STRING_EQUAL (SHOWN (trial, "h3"), "connectedToMaster");
  CU_ASSERT_STRING_EQUAL (SHOWN (trial, "h4"), "master");
  CU_ASSERT_TRUE (IS (trial, DETECTOR, "h1", PARTITIONED));
  CU_ASSERT_EQUAL (FOUND_ANY (trial, NETWORK_PARTITIONED), 1);
  trial_end (trial);
  CU_ASSERT_EQUAL (masters (trial), 1);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h4", MASTER));
  CU_ASSERT_TRUE (IS (trial, DETECTOR, "h1", ALIVE));
  CU_ASSERT_TRUE (FIRST_ANY (trial, NETWORK_PARTITIONED)->until < SIM_NEVER);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0);
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, QUEUED), 0);
}

/* The owner of the lists restarts on its own side what dies on the other one. */
static void
the_owner_restarts_for_both (void)
{
  g_autoptr (Trial) trial = four ("", "  - {partition: [h1, h2], at: 10 min}\n  - {crash: v1, at: 20 min}\n"
                                      "  - {crash: h2, at: 30 min}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
  CU_ASSERT_TRUE (HOST_OF (trial, "v1") >= 2);
  CU_ASSERT_TRUE (IS (trial, VM, "v2", RUNNING));
  CU_ASSERT_TRUE (HOST_OF (trial, "v2") >= 2);
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v2", STARTING), 30 * SIM_MINUTE + 15 * SIM_SECOND);
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 2);
}

/* The owner dies with its lock: the master of the other part takes the lists, and restarts there. */
static void
lists_pass_to_the_other_part (void)
{
  g_autoptr (Trial) trial
      = four ("", "  - {partition: [h1, h2, h3], at: 10 min}\n  - {crash: h4, at: 20 min}\n");

  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h3", MASTER));
  CU_ASSERT_EQUAL (model_list_owner (trial->run, 0), 2);
  CU_ASSERT_TRUE (IS (trial, VM, "v4", RUNNING));
  CU_ASSERT_TRUE (HOST_OF (trial, "v4") < 3);
}

/* When parts meet, the better key leads, whoever held the lists before. */
static void
the_better_master_stays (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {}\n    hosts:\n      h[1-4]: {cpu: 100 GHz, memory: 64 GiB}\n"
      "plan:\n  - {step: out, maintenance: h4}\n  - {step: in, leave: h4, after: [out]}\n"
      "faults:\n  - {partition: [h4, h1], at: 10 min, for: 1 h}\n");

  trial_until (trial, 9 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h3", MASTER)); /* since h4 was away */
  trial_until (trial, SIM_HOUR);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h4", MASTER));
  CU_ASSERT_EQUAL (model_list_owner (trial->run, 0), 2);
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h4", MASTER));
  CU_ASSERT_TRUE (IS (trial, AGENT, "h3", SLAVE));
  CU_ASSERT_EQUAL (model_list_owner (trial->run, 0), 3);
  CU_ASSERT_EQUAL (masters (trial), 1);
}

/* A part of one host pings, is answered, and leads itself; nothing is isolated. */
static void
a_part_of_one_is_not_isolated (void)
{
  g_autoptr (Trial) trial
      = four ("isolation-response: power-off", "  - {partition: [h1], at: 10 min, for: 10 min}\n");

  trial_until (trial, 15 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", MASTER));
  trial_end (trial);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", SLAVE));
  CU_ASSERT_EQUAL (TIMES (trial, AGENT, ISOLATED), 0);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0);
}

/* Without datastore heartbeats, as on vSAN alone, the other part looks dead; its VMs run, so their files are locked. */
static void
without_datastores_a_part_looks_dead (void)
{
  g_autoptr (Trial) trial
      = four ("heartbeat-datastores: 0", "  - {partition: [h1, h2], at: 10 min, for: 10 min}\n");

  trial_until (trial, 15 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, DETECTOR, "h1", DEAD));
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
  trial_end (trial);
  CU_ASSERT_EQUAL (TIMES (trial, RESTART, STARTING), 0);
}

/* HA-20. */
static void
addresses_elsewhere_hide_isolation (void)
{
  g_autoptr (Trial) other = four ("isolation-response: power-off, isolation-addresses: other-network",
                                  "  - {isolate: h1, at: 10 min, for: 10 min}\n");
  g_autoptr (Trial) leader = four ("isolation-response: power-off, isolation-addresses: other-network",
                                   "  - {isolate: h4, at: 10 min, for: 10 min}\n");
  g_autoptr (Trial) none
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    ha: {isolation-addresses: none}\n    hosts:\n"
                   "      h[1-2]: {cpu: 1 GHz, memory: 1 GiB}\nfaults:\n  - {crash: h1, at: 1 min}\n");

  trial_until (other, 15 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (other, AGENT, "h1", MASTER));
  CU_ASSERT_TRUE (IS (other, DETECTOR, "h1", PARTITIONED));
  trial_end (other);
  trial_end (leader);
  trial_end (none);
  CU_ASSERT_EQUAL (FOUND_ANY (other, VM_DOWN), 0);
  CU_ASSERT_EQUAL (TIMES (other, AGENT, ISOLATED), 0);
  CU_ASSERT_EQUAL (masters (other), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (leader, VM_DOWN), 0);
  CU_ASSERT_EQUAL (masters (leader), 1);
  CU_ASSERT_TRUE (IS (leader, AGENT, "h4", MASTER));
  CU_ASSERT_EQUAL (WHEN (none, AGENT, "h2", ISOLATED), SIM_MINUTE + 5 * SIM_SECOND); /* nobody heard, and no ping answered */
}

/* ---- Agents ---- */

/* The verdict fdmUnreachable: nothing is restarted, whoever dies there goes unnoticed until the agent is back. */
static void
a_dead_agent_is_no_dead_host (void)
{
  g_autoptr (Trial) trial
      = four ("admission-control: {policy: slot}", "  - {fail-agent: h1, at: 10 min, for: 30 min}\n"
                                                   "  - {crash: v1, at: 20 min}\n");

  trial_until (trial, 15 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, DETECTOR, "h1", AGENT_DOWN));
  CU_ASSERT_STRING_EQUAL (SHOWN (trial, "h1"), "fdmUnreachable");
  CU_ASSERT_FALSE (model_host_is_good (trial->run, 0));
  CU_ASSERT_EQUAL (FOUND (trial, HA_AGENT_UNREACHABLE, HOST, "h1"), 1);
  trial_until (trial, 35 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VM, "v1", DOWN));
  CU_ASSERT_TRUE (IS (trial, RESTART, "v1", PROTECTED)); /* as far as HA knows */
  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v1", STARTING), 40 * SIM_MINUTE);
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
  CU_ASSERT_TRUE (IS (trial, AGENT, "h1", SLAVE));
  CU_ASSERT_TRUE (FIRST (trial, HA_AGENT_UNREACHABLE, HOST, "h1")->until < SIM_NEVER);
}

/* And when the host dies later, that is noticed by the pings. */
static void
a_host_may_die_after_its_agent (void)
{
  g_autoptr (Trial) trial = four ("", "  - {fail-agent: h1, at: 10 min}\n  - {crash: h1, at: 20 min}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v1", STARTING), 20 * SIM_MINUTE + 15 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, VM, "v1", RUNNING));
}

/* HA-02: a master whose hostd is restarted is elected no more while it is away. */
static void
a_master_without_agent_is_replaced (void)
{
  g_autoptr (Trial) trial
      = four ("", "  - {fail-agent: h4, at: 10 min, for: 10 min}\n  - {crash: h1, at: 605 s}\n");

  trial_end (trial);
  CU_ASSERT_EQUAL (WHEN (trial, AGENT, "h3", MASTER), 10 * SIM_MINUTE + 25 * SIM_SECOND);
  CU_ASSERT_EQUAL (WHEN (trial, RESTART, "v1", STARTING), 10 * SIM_MINUTE + 35 * SIM_SECOND);
  CU_ASSERT_TRUE (IS (trial, AGENT, "h4", SLAVE));
  CU_ASSERT_TRUE (IS (trial, DETECTOR, "h4", ALIVE));
  CU_ASSERT_TRUE (IS (trial, VM, "v4", RUNNING));
}

/* ---- Settings and responses ---- */

/* HA-47: toggled by the plan, without an election. */
static void
monitoring_is_a_switch (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    ha: {isolation-response: power-off}\n    hosts:\n"
      "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n    vms:\n      v1: {memory: 1 GiB, host: "
      "h1}\n"
      "plan:\n  - {step: off, set: {cluster: p, host-monitoring: off}}\n  - {step: work, wait: 1 h, after: "
      "[off]}\n"
      "  - {step: on, set: {cluster: p, host-monitoring: on}, after: [work]}\n"
      "faults:\n  - {isolate: h1, at: 10 min, for: 10 min}\n  - {isolate: h1, at: 2 h, for: 10 min}\n");

  trial_until (trial, SIM_HOUR + SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 0);
  CU_ASSERT_TRUE (WHEN (trial, AGENT, "h1", ISOLATED) > 0);
  trial_end (trial);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, VM_DOWN), 1);
  CU_ASSERT_EQUAL (WHEN (trial, VM, "v1", DOWN), 2 * SIM_HOUR + SIM_MINUTE);
}

/* HA-23: without Tools nobody in the guest can be asked. */
static void
without_tools_it_is_powered_off_at_once (void)
{
  const char *const tools[] = { "true", "false" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    ha: {isolation-response: shutdown}\n    hosts:\n"
        "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0}\n"
        "    vms: {v1: {memory: 1 GiB, host: h1, tools: %s}}\nfaults:\n  - {isolate: h1, at: 10 min}\n",
        tools[i]);

    trial_end (trial);
    CU_ASSERT_EQUAL (WHEN (trial, VM, "v1", DOWN), (i ? 11 : 12) * SIM_MINUTE);
  }
}

/* HA-22: a cluster that is isolated as a whole keeps its VMs, those whose datastore cannot be read excepted; and when some
 * hosts are back, and one of them owns the lists, the responses that were kept back are made. */
static void
responses_wait_for_an_owner (void)
{
  const char *const common
      = "rollcall: 1\nclusters:\n  p:\n    ha: {isolation-response: power-off}\n    hosts:\n"
        "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0, datastores: [d]}\n    vms:\n"
        "      v1: {memory: 1 GiB, host: h1, datastores: [d]}\n      v2: {memory: 1 GiB, host: h2, "
        "datastores: [d]}\n"
        "faults:\n  - {isolate: h1, at: 10 min}\n";
  g_autoptr (Trial) all
      = trial_new_from ("%s  - {isolate: h2, at: 10 min}\n  - {isolate: h3, at: 10 min}\n", common);
  g_autoptr (Trial) blind = trial_new_from ("%s  - {isolate: h2, at: 10 min}\n  - {isolate: h3, at: 10 "
                                            "min}\n  - {apd: d, hosts: [h1], at: 9 min}\n",
                                            common);
  g_autoptr (Trial) back = trial_new_from (
      "%s  - {isolate: h2, at: 10 min, for: 1 h}\n  - {isolate: h3, at: 10 min, for: 1 h}\n", common);

  trial_end (all);
  trial_end (blind);
  trial_end (back);
  CU_ASSERT_EQUAL (FOUND_ANY (all, VM_DOWN), 0);
  CU_ASSERT_EQUAL (FOUND (blind, VM_DOWN, VM, "v1"), 1);
  CU_ASSERT_EQUAL (FOUND (blind, VM_DOWN, VM, "v2"), 0);
  CU_ASSERT_EQUAL (FOUND (back, VM_DOWN, VM, "v1"), 1);
  CU_ASSERT_TRUE (WHEN (back, VM, "v1", DOWN) > SIM_HOUR);
  CU_ASSERT_TRUE (IS (back, VM, "v1", RUNNING));
  CU_ASSERT_EQUAL (FOUND (back, VM_DOWN, VM, "v2"), 0);
}

void
test_physics_partition_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of HA partitions", NULL, NULL);

  CU_ADD_TEST (suite, healing_makes_room);
  CU_ADD_TEST (suite, each_part_has_its_master);
  CU_ADD_TEST (suite, the_owner_restarts_for_both);
  CU_ADD_TEST (suite, lists_pass_to_the_other_part);
  CU_ADD_TEST (suite, the_better_master_stays);
  CU_ADD_TEST (suite, a_part_of_one_is_not_isolated);
  CU_ADD_TEST (suite, without_datastores_a_part_looks_dead);
  CU_ADD_TEST (suite, addresses_elsewhere_hide_isolation);
  CU_ADD_TEST (suite, a_dead_agent_is_no_dead_host);
  CU_ADD_TEST (suite, a_host_may_die_after_its_agent);
  CU_ADD_TEST (suite, a_master_without_agent_is_replaced);
  CU_ADD_TEST (suite, monitoring_is_a_switch);
  CU_ADD_TEST (suite, without_tools_it_is_powered_off_at_once);
  CU_ADD_TEST (suite, responses_wait_for_an_owner);
}
