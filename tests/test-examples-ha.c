/* Worked examples of HA after a loss: who notices when, what an isolated host does, how often and how many at once a
 * restart is tried, and when a VM that has lost its datastore is given up. Times count from the loss. */

#include "tests/examples.h"

#include <string.h>

void test_examples_ha_suite (void);

#define LOSS (10 * SIM_MINUTE)

/* ---- Timelines ---- */

/* The agent whose host has the greatest name as text leads. */
static const struct {
  const char *event, *fault, *host;
} events[] = {
  { "slave_fail", "crash", "h1" },
  { "master_fail", "crash", "h3" },
  { "slave_isolated", "isolate", "h1" },
  { "master_isolated", "isolate", "h3" },
};

/* What a field of the examples is in the models: when somebody first came into a state. */
static const struct {
  const char *field;
  guint machine;
  const char *who; /* NULL is the host that is lost */
  guint state;
} moments[] = {
  { "ds_watch_from_s", MODEL_MACHINE_DETECTOR, NULL, DETECTOR_AT_WATCHING },
  { "unreachable_s", MODEL_MACHINE_DETECTOR, NULL, DETECTOR_AT_UNREACHABLE },
  { "dead_s", MODEL_MACHINE_DETECTOR, NULL, DETECTOR_AT_DEAD },
  { "election_s", MODEL_MACHINE_AGENT, "h1", AGENT_AT_ELECTION },
  { "new_master_s", MODEL_MACHINE_AGENT, "h2", AGENT_AT_MASTER },
  { "restart_s", MODEL_MACHINE_RESTART, "v", RESTART_AT_STARTING },
  { "election_state_s", MODEL_MACHINE_AGENT, NULL, AGENT_AT_ELECTION },
  { "self_master_s", MODEL_MACHINE_AGENT, NULL, AGENT_AT_SELF_ELECTED },
  { "declared_s", MODEL_MACHINE_AGENT, NULL, AGENT_AT_ISOLATED },
  { "response_s", MODEL_MACHINE_ISOLATION, "v", ISOLATION_AT_OFF },
};

static Trial *
lose (JsonObject *input, const char *fault, const char *host, const char *version)
{
  g_autoptr (GString) yaml = g_string_new ("rollcall: 1\n");
  g_autofree char *number = g_strndup (version, strcspn (version, "+"));

  if (json_object_has_member (input, "isolationPolicyDelaySec"))
    g_string_append_printf (yaml, "physics: {ha-isolation-delay: %d s}\n",
                            (int) json_int (input, "isolationPolicyDelaySec", 0));
  g_string_append (yaml, "clusters:\n  p:\n    ha: {isolation-response: power-off");
  if (json_object_has_member (input, "hb_datastores"))
    g_string_append_printf (yaml, ", heartbeat-datastores: %d", (int) json_int (input, "hb_datastores", 0));
  g_string_append_printf (yaml,
                          "}\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: %s}\n"
                          "    vms: {v: {memory: 1 GiB, host: %s}}\n"
                          "faults:\n  - {%s: %s, at: 10 min}\n",
                          number, host, fault, host);
  return trial_new (yaml->str);
}

static void
give_moments (const Trial *trial, const char *lost, GString *response)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++) {
    const char *who = moments[i].who ? moments[i].who : lost;
    SimTime at = trial_when (trial, moments[i].machine, who, moments[i].state);
    g_autofree char *seconds = json_seconds (at < 0 ? at : at - LOSS);

    if (g_str_equal (moments[i].field, "response_s"))
      json_add (response, "%s", seconds);
    else if (example_expects (moments[i].field))
      example_gave (moments[i].field, "%s", seconds);
  }
}

static void
ha_timeline (JsonObject *input)
{
  JsonNode *version = json_object_get_member (input, "version");
  gboolean several = version && JSON_NODE_HOLDS_ARRAY (version);
  guint n = several ? json_array_get_length (json_node_get_array (version)) : 1, event = 0;
  g_autoptr (GString) response = g_string_new (NULL);

  while (!g_str_equal (events[event].event, json_text (input, "event")))
    g_assert (++event < G_N_ELEMENTS (events));
  for (guint i = 0; i < n; i++) {
    const char *text = several   ? json_array_get_string_element (json_node_get_array (version), i)
                       : version ? json_node_get_string (version)
                                 : "8.0";
    g_autoptr (Trial) trial = lose (input, events[event].fault, events[event].host, text);

    CU_ASSERT_TRUE (IS (trial, AGENT, "h3", MASTER));
    trial_end (trial);
    give_moments (trial, events[event].host, response);
  }
  if (example_expects ("response_s"))
    example_gave ("response_s", several ? "[%s]" : "%s", response->str);
}

/* ---- Attempts ---- */

static void
ha_retry (JsonObject *input)
{
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nphysics: {ha-power-on: 0 s, ha-restart-attempts: %d}\nclusters:\n  p:\n    ha: {}\n"
      "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"
      "    vms: {v: {memory: 1 GiB, host: h1}}\n"
      "faults:\n  - {crash: h1, at: 10 min}\n  - {fail-power-on: v, at: 0 s}\n",
      (int) json_int (input, "maxvmrestartcount", 0));
  g_autoptr (GString) minutes = g_string_new (NULL);
  const SimEntry *first, *attempt;

  CU_ASSERT_TRUE (json_object_get_boolean_member (input, "each_attempt_fails_instantly"));
  trial_end (trial);
  first = trial_entry (trial, MODEL_MACHINE_RESTART, ANYBODY, RESTART_AT_STARTING, 0);
  for (guint i = 0; (attempt = trial_entry (trial, MODEL_MACHINE_RESTART, ANYBODY, RESTART_AT_STARTING, i));
       i++) {
    CU_ASSERT_EQUAL ((attempt->at - first->at) % SIM_MINUTE, 0);
    json_add (minutes, "%d", (int) ((attempt->at - first->at) / SIM_MINUTE));
  }
  example_gave ("attempt_min", "[%s]", minutes->str);
  CU_ASSERT_TRUE (IS (trial, RESTART, "v", FAILED));
  CU_ASSERT_TRUE (IS (trial, VM, "v", DOWN));
  CU_ASSERT_EQUAL (FOUND (trial, HA_RESTART_FAILED, VM, "v"), 1);
}

static void
ha_parallel (JsonObject *input)
{
  int vms = (int) json_int (input, "vms", 0);
  /* One of those that start at once fails, and still makes room for the one that waits. */
  g_autoptr (Trial) trial
      = trial_new_from ("rollcall: 1\nphysics: {ha-power-ons-per-host: %d}\nclusters:\n  p:\n    ha: {}\n"
                        "    hosts:\n      lost: {cpu: 100 GHz, memory: 64 GiB}\n"
                        "      on[1-%d]: {cpu: 100 GHz, memory: 64 GiB}\n"
                        "    vms:\n      v[01-%02d]: {memory: 1 GiB, host: lost}\n"
                        "faults:\n  - {crash: lost, at: 10 min}\n  - {fail-power-on: v01, at: 0 s}\n",
                        (int) json_int (input, "limit", 0), (int) json_int (input, "survivors", 0), vms);
  guint at_once = 0, queued = 0;
  const SimEntry *first, *ended, *entry;

  trial_end (trial);
  first = trial_entry (trial, MODEL_MACHINE_RESTART, ANYBODY, RESTART_AT_STARTING, 0);
  ended = trial_entry (trial, MODEL_MACHINE_RESTART, ANYBODY, RESTART_AT_BACKOFF, 0);
  CU_ASSERT_PTR_NOT_NULL_FATAL (first);
  CU_ASSERT_PTR_NOT_NULL_FATAL (ended);
  for (int v = 1; v <= vms; v++) {
    g_autofree char *name = g_strdup_printf ("v%02d", v);

    entry = trial_entry (trial, MODEL_MACHINE_RESTART, WHO (trial, RESTART, name), RESTART_AT_STARTING, 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL (entry);
    if (entry->at == first->at)
      at_once++;
    else {
      queued++;
      CU_ASSERT_EQUAL (entry->at, ended->at);
    }
  }
  example_gave ("started_at_once", "%u", at_once);
  example_gave ("queued", "%u", queued);
}

/* ---- A datastore that goes while its host lives ---- */

/* The VM is powered off this long after its paths went, and not where they come back before that. */
static void
vmcp_apd (JsonObject *input)
{
  int timeout = (int) json_int (input, "apd_timeout_s", 0), delay = (int) json_int (input, "ha_delay_s", 0);

  for (guint back = 0; back < 2; back++) {
    g_autofree char *lasts = back ? g_strdup_printf (", for: %d s", timeout + delay - 1) : g_strdup ("");
    g_autoptr (Trial) trial
        = trial_new_from ("rollcall: 1\nphysics: {apd-timeout: %d s, vmcp-delay: %d s}\nclusters:\n  p:\n"
                          "    ha: {apd: conservative}\n    hosts:\n"
                          "      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, datastores: [ds1, ds2]}\n"
                          "    vms: {v: {memory: 1 GiB, host: h1, datastores: [ds1]}}\n"
                          "faults:\n  - {apd: ds1, hosts: [h1], at: 10 min%s}\n",
                          timeout, delay, lasts);
    SimTime off;
    g_autofree char *seconds = NULL;

    trial_end (trial);
    CU_ASSERT_EQUAL (WHEN (trial, VMCP, "v", DECLARED) - LOSS, timeout * SIM_SECOND);
    off = WHEN (trial, VM, "v", DOWN);
    seconds = json_seconds (off < 0 ? off : off - LOSS);
    if (back)
      CU_ASSERT_EQUAL (off, -1);
    if (!back)
      example_gave ("action_s", "%s", seconds);
  }
}

void
test_examples_ha_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of HA", NULL, NULL);

  examples_add (suite, "vsphere", "ha_timeline", 6, ha_timeline);
  examples_add (suite, "vsphere", "ha_retry", 1, ha_retry);
  examples_add (suite, "vsphere", "ha_parallel", 1, ha_parallel);
  examples_add (suite, "vsphere", "vmcp_apd", 1, vmcp_apd);
}
