/* Worked examples of kinds that stand alone: an election, a roll that stops, rules that hold, and a CVM's
 * absence as guests and quorum see it. */

#include "tests/examples.h"

#include <string.h>

void test_examples_others_suite (void);

/* ---- vSphere ---- */

/* The host that led until now sees more datastores than any other, and dies: the rest elect. */
static void
ha_election (JsonObject *input)
{
  JsonArray *hosts = json_object_get_array_member (input, "hosts");
  g_autoptr (GString) yaml
      = g_string_new ("rollcall: 1\nclusters:\n  p:\n    ha: {}\n    hosts:\n"
                      "      host-1: {cpu: 1 GHz, memory: 1 GiB, datastores: [d1, d2, d3, d4, d5]}\n");
  g_autoptr (Trial) trial = NULL;
  guint32 master;

  for (JSON_EACH (i, hosts)) {
    JsonObject *host = json_array_get_object_element (hosts, i);

    g_string_append_printf (yaml, "      %s: {cpu: 1 GHz, memory: 1 GiB, datastores: [d1",
                            json_text (host, "moid"));
    for (gint64 d = 2; d <= json_int (host, "datastores", 0); d++)
      g_string_append_printf (yaml, ", d%d", (int) d);
    g_string_append (yaml, "]}\n");
  }
  g_string_append (yaml, "faults:\n  - {crash: host-1, at: 1 min}\n");
  trial = trial_new (yaml->str);
  CU_ASSERT_TRUE (IS (trial, AGENT, "host-1", MASTER));
  trial_end (trial);
  master = model_cluster_state (trial->run, 0)->master;
  example_gave ("master", "\"%s\"", master ? trial->fleet->hosts[master - 1].name : "");
}

/* A VM with a device of the host keeps it from entering. */
static void
lcm_serial (JsonObject *input)
{
  JsonArray *hosts = json_object_get_array_member (input, "hosts");
  const char *pinned
      = json_array_get_string_element (json_object_get_array_member (input, "cannot_enter_mm"), 0);
  g_autoptr (GString) yaml = g_string_new ("rollcall: 1\nclusters:\n  p:\n    hosts:\n"),
                      upgraded = g_string_new (NULL), failed = g_string_new (NULL),
                      untouched = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;
  guint attempts = 0;
  SimTime waited = 0;
  const SimEntry *entry;

  for (JSON_EACH (i, hosts))
    g_string_append_printf (yaml, "      %s: {cpu: 1 GHz, memory: 64 GiB, version: 7.0}\n",
                            json_array_get_string_element (hosts, i));
  g_string_append_printf (yaml,
                          "    vms: {v: {memory: 1 GiB, host: %s, devices: [host-cd]}}\nplan:\n"
                          "  - {step: roll, remediate: p, to: 8.0, on-failure: {retry: %d, delay: %d s}}\n",
                          pinned, (int) json_int (input, "retry_count", 0),
                          (int) json_int (input, "retry_delay_s", 0));
  trial = trial_new (yaml->str);
  trial_end (trial);
  for (guint32 h = 0; h < trial->fleet->n_hosts; h++) {
    guint update = model_state (trial->run, MODEL_MACHINE_UPDATE, h);

    CU_ASSERT_EQUAL (update == UPDATE_AT_DONE,
                     model_host_state (trial->run, h)->version > trial->fleet->hosts[h].version);
    json_add (update == UPDATE_AT_DONE     ? upgraded
              : update == UPDATE_AT_FAILED ? failed
                                           : untouched,
              "\"%s\"", trial->fleet->hosts[h].name);
  }
  while (trial_entry (trial, MODEL_MACHINE_HOST, WHO (trial, HOST, pinned), HOST_AT_ENTERING, attempts))
    attempts++;
  for (guint i = 0; (entry = trial_entry (trial, MODEL_MACHINE_UPDATE, ANYBODY, UPDATE_AT_RETRYING, i)); i++)
    waited
        += trial_entry (trial, MODEL_MACHINE_UPDATE, WHO (trial, UPDATE, pinned), UPDATE_AT_ENTERING, i + 1)
               ->at
           - entry->at;
  example_gave ("upgraded", "[%s]", upgraded->str);
  example_gave ("failed", "[%s]", failed->str);
  example_gave ("untouched", "[%s]", untouched->str);
  example_gave ("enter_attempts_on_e2", "%u", attempts);
  example_gave ("waited_s", "%d", (int) (waited / SIM_SECOND));
  example_gave ("task", "\"%s\"", model_step_outcome_words[model_step_outcome (trial->run, 0)]);
}

/* Batches are the moments at which hosts begin. */
static void
lcm_parallel (JsonObject *input)
{
  JsonObject *hosts = json_object_get_object_member (input, "hosts");
  JsonArray *fail = json_object_get_array_member (input, "fail_on");
  g_autoptr (GList) names = json_object_get_members (hosts);
  g_autoptr (GString) yaml = g_string_new ("rollcall: 1\nclusters:\n  p:\n    hosts:\n"),
                      upgraded = g_string_new (NULL), failed = g_string_new (NULL),
                      skipped = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;
  guint batches = 0;
  SimTime last = -1;
  const SimEntry *entry;

  for (GList *name = names; name; name = name->next)
    g_string_append_printf (yaml, "      %s: {cpu: 1 GHz, memory: 64 GiB, version: 8.0, state: %s}\n",
                            (char *) name->data, json_object_get_string_member (hosts, name->data));
  g_string_append_printf (
      yaml, "plan:\n  - {step: roll, remediate: p, to: 8.0.2, parallel: {max-hosts: %d}}\nfaults:\n",
      (int) json_int (input, "max_hosts", 0));
  for (JSON_EACH (i, fail))
    g_string_append_printf (yaml, "  - {fail-install: %s, at: 0 s}\n",
                            json_array_get_string_element (fail, i));
  trial = trial_new (yaml->str);
  trial_end (trial);
  for (guint32 h = 0; h < trial->fleet->n_hosts; h++) {
    const char *name = trial->fleet->hosts[h].name;
    guint update = model_state (trial->run, MODEL_MACHINE_UPDATE, h);

    CU_ASSERT_EQUAL (update == UPDATE_AT_DONE,
                     model_host_state (trial->run, h)->version > trial->fleet->hosts[h].version);
    if (update == UPDATE_AT_DONE)
      json_add (upgraded, "\"%s\"", name);
    else if (update == UPDATE_AT_FAILED)
      json_add (failed, "\"%s\"", name);
    if (FOUND (trial, HOST_SKIPPED, HOST, name))
      json_add (skipped, "\"%s\"", name);
  }
  for (guint i = 0; (entry = trial_entry (trial, MODEL_MACHINE_HOST, ANYBODY, HOST_AT_REMEDIATING, i)); i++) {
    batches += entry->at != last;
    last = entry->at;
  }
  example_gave ("upgraded", "[%s]", upgraded->str);
  example_gave ("failed", "[%s]", failed->str);
  example_gave ("skipped", "[%s]", skipped->str);
  example_gave ("batches", "%u", batches);
}

static void
must_rule (JsonObject *input)
{
  JsonArray *hosts = json_object_get_array_member (input, "hosts"),
            *events = json_object_get_array_member (input, "events");
  JsonObject *rule = json_object_get_object_member (input, "rule");
  JsonArray *group = json_object_get_array_member (rule, "group");
  g_autoptr (GString) yaml = g_string_new ("rollcall: 1\nclusters:\n  p:\n    ha: {}\n    hosts:\n"),
                      on = g_string_new (NULL), left = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;
  SimTime at = 0;
  gboolean outside = TRUE;

  for (JSON_EACH (i, hosts))
    g_string_append_printf (yaml, "      %s: {cpu: 1 GHz, memory: 64 GiB}\n",
                            json_array_get_string_element (hosts, i));
  for (JSON_EACH (i, group))
    json_add (on, "%s", json_array_get_string_element (group, i));
  g_string_append_printf (
      yaml,
      "    vms: {%s: {memory: 1 GiB}}\n    rules:\n      - {name: r, run: [%s], on: [%s], must: true}\n",
      json_text (rule, "vm"), json_text (rule, "vm"), on->str);
  trial = trial_new (yaml->str);
  for (JSON_EACH (i, events)) {
    g_auto (GStrv) event = g_strsplit (json_array_get_string_element (events, i), " ", 2);
    gboolean fails = g_str_equal (event[0], "fail");

    sim_run_inject (trial->run, at += SIM_HOUR, WHO (trial, HOST, event[1]),
                    fails ? HOST_ON_CRASH : HOST_ON_ENTER, SIM_NEVER);
  }
  trial_end (trial);
  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    if (model_host_in_pool (trial->run, h)) {
      json_add (left, "%s", trial->fleet->hosts[h].name);
      outside &= !model_rule_allows (trial->run, 0, 0, h);
    }
  example_gave ("v1_restarted", "%s", json_truth (TIMES (trial, RESTART, STARTING) > 0));
  example_gave ("reason", "\"only %s left and it is %s the group\"", left->str,
                outside ? "outside" : "inside");
  CU_ASSERT_EQUAL (FIRST_ANY (trial, HA_RESTART_FAILED)->evidence[0], MODEL_BLOCKER_RULE_RUN_ON);
}

static void
anti_affinity_evac (JsonObject *input)
{
  int n = (int) json_int (input, "hosts", 0);
  gboolean completes = FALSE;

  CU_ASSERT_EQUAL (json_int (input, "anti_affinity_vms", 0), n);
  for (int h = 1; h <= n; h++) {
    g_autoptr (GString) vms = g_string_new (NULL), names = g_string_new (NULL);
    g_autoptr (Trial) trial = NULL;

    for (int v = 1; v <= n; v++) {
      g_string_append_printf (vms, "      v%d: {memory: 1 GiB, host: h%d}\n", v, v);
      json_add (names, "v%d", v);
    }
    trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    hosts:\n      h[1-%d]: {cpu: 1 GHz, memory: 64 GiB}\n"
        "    vms:\n%s    rules:\n      - {name: apart, keep-apart: [%s]}\n"
        "plan:\n  - {step: out, maintenance: h%d}\n",
        n, vms->str, names->str, h);
    trial_end (trial);
    completes |= TIMES (trial, HOST, MAINTENANCE) > 0;
    CU_ASSERT_EQUAL (TIMES (trial, HOST, STUCK), 1);
  }
  example_gave ("enter_mm_completes", "%s", json_truth (completes));
}

/* ---- Nutanix ---- */

/* The model has CVMs start in no time here, so that services are up when the example says. */
static Trial *
cluster_that_redirects_after (JsonObject *input, int stall)
{
  int down = (int) json_int (input, "cvm_down", 0), up = (int) json_int (input, "services_up", 0);

  return trial_new_from (
      "rollcall: 1\nphysics: {cvm-services: 0 s, io-redirect: %d s, io-stall-limit: %d s, cvm-steady: %d s}\n"
      "clusters:\n  n:\n    platform: nutanix-esxi\n    aos: 6.5\n    ha: {}\n"
      "    hosts:\n      n[1-3]: {cpu: 1 GHz, memory: 64 GiB}\n    vms:\n      v[1-3]: {memory: 1 GiB}\n"
      "faults:\n  - {cvm-down: n1, at: %d s, for: %d s}\n",
      stall, (int) json_int (input, "max_stall_s", 0), (int) json_int (input, "stable_s", 0), down,
      up - down);
}

/* The last moment at which a redirect still is none of the outages: later by a second it is one. */
static SimTime
latest_legal_redirect (JsonObject *input)
{
  SimTime latest = SIM_NEVER;

  for (int stall = (int) json_int (input, "max_stall_s", 0) - 1, legal = TRUE; legal; stall++) {
    g_autoptr (Trial) trial = cluster_that_redirects_after (input, stall);

    trial_end (trial);
    legal = FIRST (trial, IO_STALL, HOST, "n1")->severity < SIM_OUTAGE;
    latest = legal ? WHEN (trial, IO_PATH, "n1", REMOTE) : latest;
  }
  return latest;
}

static void
cvm_io_path (JsonObject *input)
{
  g_autoptr (Trial) trial = cluster_that_redirects_after (input, (int) json_int (input, "stall_s", 0));
  SimTime remote, local;

  trial_end (trial);
  remote = WHEN (trial, IO_PATH, "n1", REMOTE);
  local = WHEN (trial, IO_PATH, "n1", LOCAL);
  example_gave ("stall_from", "%d", (int) (WHEN (trial, IO_PATH, "n1", STALLED) / SIM_SECOND));
  example_gave ("redirect_at", "%d", (int) (remote / SIM_SECOND));
  example_gave ("latest_legal_redirect", "%d", (int) (latest_legal_redirect (input) / SIM_SECOND));
  example_gave ("failback_at", "%d", (int) (local / SIM_SECOND));
  example_gave ("remote_path_s", "%d", (int) ((local - remote) / SIM_SECOND));
  example_gave ("ha_restarts", "%u", TIMES (trial, RESTART, STARTING));
  example_gave ("io_errors", "%u", TIMES (trial, IO_PATH, FAILED));
}

/* Memory is promised in full, so that room for it is what counts. The first host is to enter maintenance. */
static Trial *
cluster_that_empties (int hosts, int host_gb, int cvm_gb, int guest_gb)
{
  g_autofree char *cvm = cvm_gb ? g_strdup_printf ("    cvm-memory: %d GiB\n", cvm_gb) : g_strdup ("");
  g_autoptr (GString) vms = g_string_new (NULL);

  for (int h = 1; h <= hosts; h++)
    g_string_append_printf (vms, "      v%d-[1-%d]: {memory: 8 GiB, memory-reservation: 8 GiB, host: n%d}\n",
                            h, guest_gb / 8, h);
  return trial_new_from ("rollcall: 1\nclusters:\n  n:\n    platform: nutanix-esxi\n    aos: 6.8\n%s"
                         "    ha: {admission-control: {policy: off}}\n    hosts:\n"
                         "      n[1-%d]: {cpu: 100 GHz, memory: %d GiB}\n    vms:\n%s"
                         "plan:\n  - {step: in, maintenance: n1, enter-timeout: 12 h}\n",
                         cvm, hosts, host_gb, vms->str);
}

/* FALSE when the host hangs on its way. */
static gboolean
empties (int hosts, int host_gb, int cvm_gb, int guest_gb)
{
  g_autoptr (Trial) trial = cluster_that_empties (hosts, host_gb, cvm_gb, guest_gb);

  trial_end (trial);
  return IS (trial, STEP, "in", DONE);
}

/* What the hosts that are left have for VMs. */
static int
room_left (const Trial *trial)
{
  gint64 mib = 0;

  for (guint32 host = 1; host < trial->fleet->n_hosts; host++)
    mib += model_host_memory (trial->fleet, host);
  return (int) (mib / 1024);
}

static void
esxi_on_nutanix (JsonObject *input)
{
  int hosts = (int) json_int (input, "hosts", 0), host = (int) json_int (input, "host_gb", 0),
      cvm = (int) json_int (input, "cvm_gb", 0), guest = (int) json_int (input, "guest_gb_per_host", 0),
      most = 0;
  g_autoptr (Trial) trial = cluster_that_empties (hosts, host, cvm, guest),
                    naive = cluster_that_empties (hosts, host, 0, guest);
  gint64 guests = 0;

  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    guests += model_host_state (trial->run, h)->memory_demand_mib;
  while (empties (hosts, host, cvm, most + 8))
    most += 8;
  example_gave ("guest_total_gb", "%d", (int) (guests / 1024));
  example_gave ("room_with_cvm_gb", "%d", room_left (trial));
  example_gave ("room_if_cvm_ignored_gb", "%d", room_left (naive));
  example_gave ("evacuation_ok", "%s", json_truth (empties (hosts, host, cvm, guest)));
  example_gave ("naive_says_ok", "%s", json_truth (empties (hosts, host, 0, guest)));
  example_gave ("max_guest_gb_per_host", "%d", most);
}

/* The reads of one extent group, of a VM that has moved away from it. */
static void
egroup_touch (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) localised = g_string_new (NULL);

  for (JSON_EACH (i, cases)) {
    JsonObject *one = json_array_get_object_element (cases, i);
    JsonArray *reads = json_object_get_array_member (one, "reads");
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {locality-window: %d s, locality-sample: %d s, locality-random-touches: %d, "
        "locality-sequential-touches: %d}\n"
        "clusters:\n  n:\n    platform: nutanix-esxi\n    aos: 6.5\n    ha: {}\n"
        "    hosts:\n      n[1-3]: {cpu: 1 GHz, memory: 64 GiB}\n    vms:\n"
        "      v: {memory: 1 GiB, host: n1, read-working-set: 1 MiB, read-interval: 24 h, reads-in-order: "
        "%s}\n"
        "plan:\n  - {step: away, move: v, host: n2}\n",
        (int) json_int (input, "window_s", 0), (int) json_int (input, "sample_s", 0),
        (int) json_int (input, "random_touches", 0), (int) json_int (input, "seq_touches", 0),
        json_truth (g_str_equal (json_object_get_string_member (one, "mode"), "seq")));
    const SimEntry *entry;

    for (JSON_EACH (k, reads))
      INJECT (trial, SIM_HOUR + json_array_get_int_element (reads, k) * SIM_SECOND, LOCALITY, "v", READ, 0);
    trial_end (trial);
    CU_ASSERT_EQUAL (FOUND_ANY (trial, LOCALITY_LOST), 1);
    entry = trial_entry (trial, MODEL_MACHINE_LOCALITY, ANYBODY, LOCALITY_AT_COPYING, 0);
    CU_ASSERT_EQUAL (IS (trial, LOCALITY, "v", LOCAL), entry != NULL);
    if (entry)
      json_add (localised, "%d", (int) ((entry->at - SIM_HOUR) / SIM_SECOND));
    else
      json_add (localised, "%s", "null");
  }
  example_gave ("localised_at", "[%s]", localised->str);
}

void
test_examples_others_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of other kinds", NULL, NULL);

  examples_add (suite, "vsphere", "ha_election", 1, ha_election);
  examples_add (suite, "vsphere", "lcm_serial", 1, lcm_serial);
  examples_add (suite, "vsphere", "lcm_parallel", 1, lcm_parallel);
  examples_add (suite, "vsphere", "must_rule", 1, must_rule);
  examples_add (suite, "vsphere", "anti_affinity_evac", 1, anti_affinity_evac);
  examples_add (suite, "platforms", "cvm_io_path", 1, cvm_io_path);
  examples_add (suite, "platforms", "esxi_on_nutanix", 1, esxi_on_nutanix);
  examples_add (suite, "platforms", "egroup_touch", 1, egroup_touch);
}
