/* Worked examples of a Nutanix cluster's AOS upgrade: the shutdown token, the times of a whole roll, and a roll that
 * stalls. */

#include "tests/examples.h"

#include <string.h>

void test_examples_aos_suite (void);

/* ---- One token for whatever takes a node down ---- */

/* A pre-check of an AOS upgrade at each moment at which the example runs one. */
static Trial *
cluster_with_prechecks (JsonArray *events)
{
  g_autoptr (GString) plan = g_string_new (NULL);

  for (JSON_EACH (i, events)) {
    JsonArray *event = json_array_get_array_element (events, i);
    int at = (int) json_array_get_int_element (event, 0);

    if (g_str_equal (json_array_get_string_element (event, 1), "precheck"))
      g_string_append_printf (plan,
                              "  - {step: until%d, wait: %d s}\n"
                              "  - {step: check%d, upgrade-aos: n, to: 6.8, after: [until%d]}\n",
                              at, at, at, at);
  }
  return trial_new_from (
      "rollcall: 1\nphysics: {aos-pre-check: 0 s}\nclusters:\n  n:\n    platform: nutanix-ahv\n"
      "    aos: 6.5\n    hosts:\n      n[1-3]: {cpu: 1 GHz, memory: 64 GiB}\nplan:\n%s",
      plan->str);
}

/* An operation that is done and keeps the token sends nothing; that is what is wrong with it. */
static const struct {
  const char *event;
  guint signal;
} token_events[] = {
  { "request", TOKEN_ON_ASK },
  { "release", TOKEN_ON_RELEASE },
  { "clear", TOKEN_ON_REVOKE },
};

static void
give_prechecks (const Trial *trial)
{
  g_autoptr (GString) checks = g_string_new (NULL);
  const SimFinding *finding;

  for (guint i = 0; (finding = trial_finding (trial, MODEL_FIND_PRECHECK_FAILED, ANYBODY, i)); i++) {
    guint32 step = sim_model_index (trial->run->model, finding->subject);

    CU_ASSERT_TRUE (model_state (trial->run, MODEL_MACHINE_STEP, step) == STEP_AT_FAILED);
    json_add (checks, "[%d, \"fail\", \"%s\"]", (int) (finding->since / SIM_SECOND),
              model_checks[finding->evidence[0]].code);
  }
  example_gave ("prechecks", "[%s]", checks->str);
}

static void
shutdown_token (JsonObject *input)
{
  JsonArray *events = json_object_get_array_member (input, "events");
  g_autoptr (Trial) trial = cluster_with_prechecks (events);
  g_autoptr (GString) grants = g_string_new (NULL);

  for (JSON_EACH (i, events)) {
    JsonArray *event = json_array_get_array_element (events, i);
    const char *node = json_array_get_length (event) > 2 ? json_array_get_string_element (event, 2) : NULL;

    for (gsize k = 0; k < G_N_ELEMENTS (token_events); k++)
      if (g_str_equal (json_array_get_string_element (event, 1), token_events[k].event))
        sim_run_inject (trial->run, json_array_get_int_element (event, 0) * SIM_SECOND,
                        WHO (trial, TOKEN, "n"), token_events[k].signal,
                        node ? trial_index (trial, MODEL_MACHINE_HOST, node) : 0);
  }
  trial_end (trial);
  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (trial->run->journal, i);

    if (entry->machine == MODEL_MACHINE_CVM && entry->signal == CVM_ON_GRANTED)
      json_add (grants, "[%d, \"%s\"]", (int) (entry->at / SIM_SECOND),
                trial->run->model->name (trial->run->model, entry->to) + strlen ("cvm:"));
  }
  example_gave ("grants", "[%s]", grants->str);
  give_prechecks (trial);
}

/* ---- A whole roll ---- */

/* Every moment at which a CVM came into a state. */
static void
give_moments (const Trial *trial, const char *field, guint state)
{
  g_autoptr (GString) moments = g_string_new (NULL);
  const SimEntry *entry;

  for (guint i = 0; (entry = trial_entry (trial, MODEL_MACHINE_CVM, ANYBODY, state, i)); i++) {
    g_autofree char *seconds = json_seconds (entry->at);

    json_add (moments, "%s", seconds);
  }
  example_gave (field, "[%s]", moments->str);
}

/* The most CVMs that were down at one moment, as the journal goes. */
static guint
most_down (const Trial *trial)
{
  guint down = 0, most = 0;

  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (trial->run->journal, i);

    if (entry->machine == MODEL_MACHINE_CVM && entry->state_from != entry->state_to) {
      down += entry->state_to == CVM_AT_DOWN ? 1 : 0;
      down -= entry->state_from == CVM_AT_DOWN ? 1 : 0;
      most = MAX (most, down);
    }
  }
  return most;
}

/* A CVM is down for the time of its restart: it stops, and starts its services, in no time. Every node runs a VM. */
static void
aos_timeline (JsonObject *input)
{
  int nodes = (int) json_int (input, "nodes", 0);
  g_autoptr (Trial) trial = trial_new_from (
      "rollcall: 1\nphysics: {aos-pre-check: %d s, aos-upload: %d s, aos-stage: %d s, cvm-boot: %d s, "
      "cvm-resiliency-gate: %d s, cvm-stop: 0 s, cvm-services: 0 s}\nclusters:\n  n:\n"
      "    platform: nutanix-ahv\n    aos: 6.5\n    hosts:\n      n[1-%d]: {cpu: 1 GHz, memory: 64 GiB}\n"
      "    vms:\n      v[1-%d]: {memory: 4 GiB}\n"
      "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n",
      (int) json_int (input, "precheck_s", 0), (int) json_int (input, "upload_s", 0),
      (int) json_int (input, "stage_s", 0), (int) json_int (input, "cvm_restart_s", 0),
      (int) json_int (input, "gate_s", 0), nodes, nodes);
  g_autofree char *first = NULL, *done = NULL, *exposed = NULL;

  trial_end (trial);
  CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
  first = json_seconds (trial_entry (trial, MODEL_MACHINE_CVM, ANYBODY, CVM_AT_DOWN, 0)->at);
  done = json_seconds (WHEN (trial, STEP, "aos", DONE));
  /* Metadata and Zookeeper vote as soon as services are up; copies of data are whole only after the gate. */
  exposed
      = json_seconds (trial_found_for (trial, MODEL_FIND_QUORUM_AT_RISK, WHO (trial, QUORUM, "n/metadata")));
  CU_ASSERT_EQUAL (trial_found_for (trial, MODEL_FIND_QUORUM_AT_RISK, WHO (trial, QUORUM, "n/data")),
                   trial_found_for (trial, MODEL_FIND_QUORUM_AT_RISK, WHO (trial, QUORUM, "n/metadata"))
                       + nodes * json_int (input, "gate_s", 0) * SIM_SECOND);
  example_gave ("first_cvm_down", "%s", first);
  give_moments (trial, "cvm_down_at", CVM_AT_DOWN);
  give_moments (trial, "cvm_up_at", CVM_AT_SETTLING);
  example_gave ("done_at", "%s", done);
  example_did_not_give ("wrong_if_staging_serial", "%s", done);
  example_gave ("vm_migrations", "%u", TIMES (trial, MIGRATION, CHECKING));
  example_gave ("host_reboots", "%u", TIMES (trial, HOST, REBOOTING) + TIMES (trial, HOST, BOOTING));
  example_gave ("max_cvm_down", "%u", most_down (trial));
  example_gave ("ft1_exposed_s", "%s", exposed);
}

/* ---- A roll that stalls ---- */

static const char *
version_name (const Trial *trial, ModelVersion version, JsonObject *input)
{
  if (version == trial->fleet->clusters[0].aos)
    return json_text (input, "from");
  return version == trial->fleet->steps[trial_index (trial, MODEL_MACHINE_STEP, "aos")].to
             ? json_text (input, "to")
             : "another";
}

/* A step that waits for the roll is skipped, and one that does not is refused by its pre-check. */
static void
aos_stall (JsonObject *input)
{
  JsonArray *nodes = json_object_get_array_member (input, "nodes");
  g_autoptr (GString) hosts = g_string_new (NULL), versions = g_string_new (NULL),
                      unstable = g_string_new (NULL), back = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;
  guint32 holder;

  for (JSON_EACH (i, nodes))
    g_string_append_printf (hosts, "      %s: {cpu: 1 GHz, memory: 64 GiB}\n",
                            json_array_get_string_element (nodes, i));
  trial = trial_new_from (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    hosts:\n%s"
      "plan:\n  - {step: aos, upgrade-aos: n, to: 6.8}\n"
      "  - {step: after, upgrade-aos: n, to: 6.10, after: [aos]}\n"
      "  - {step: later, wait: 10 h}\n"
      "  - {step: anyway, upgrade-aos: n, to: 6.10, after: [later]}\n"
      "faults:\n  - {cvm-unstable: %s, at: 0 s}\n",
      hosts->str, json_text (input, "fails_on"));
  trial_end (trial);
  for (guint32 i = 0; i < trial->fleet->n_hosts; i++) {
    const char *name = trial->fleet->hosts[i].name;
    ModelVersion version = model_cvm_state (trial->run, i)->version;

    json_add (versions, "\"%s\": \"%s\"", name, version_name (trial, version, input));
    if (model_state (trial->run, MODEL_MACHINE_CVM, i) == CVM_AT_UNSTABLE)
      json_add (unstable, "\"%s\"", name);
    for (guint k = 0; k < sim_journal_length (trial->run->journal); k++) {
      const SimEntry *entry = sim_journal_get (trial->run->journal, k);

      if (entry->machine == MODEL_MACHINE_CVM && entry->signal == CVM_ON_STOPPED
          && entry->state_to == CVM_AT_DOWN && sim_model_index (trial->run->model, entry->to) == i
          && entry->b > version)
        json_add (back, "\"%s\"", name);
    }
  }
  holder = model_cluster_state (trial->run, 0)->token_holder;
  example_gave ("versions", "{%s}", versions->str);
  example_gave ("unstable", "[%s]", unstable->str);
  example_gave ("token_holder", "\"%s\"", holder ? trial->fleet->hosts[holder - 1].name : "");
  example_gave ("state", "\"%s\"",
                model_state (trial->run, MODEL_MACHINE_AOS, trial_index (trial, MODEL_MACHINE_STEP, "aos"))
                        == AOS_AT_STALLED
                    ? "STALLED"
                    : "");
  example_gave ("rolled_back", "[%s]", back->str);
  CU_ASSERT_TRUE (IS (trial, STEP, "after", SKIPPED));
  example_gave ("next_step_allowed", "%s",
                json_truth (!IS (trial, STEP, "after", SKIPPED) || !IS (trial, STEP, "anyway", FAILED)));
  CU_ASSERT_EQUAL (FOUND (trial, PRECHECK_FAILED, STEP, "anyway"), 3); /* the token, its CVM, and data */
  CU_ASSERT_EQUAL (FOUND_ANY (trial, TOKEN_HELD), 1);
  CU_ASSERT_EQUAL (FOUND_ANY (trial, MIXED_VERSIONS), 1);
}

void
test_examples_aos_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of AOS", NULL, NULL);

  examples_add (suite, "platforms", "shutdown_token", 1, shutdown_token);
  examples_add (suite, "platforms", "aos_timeline", 1, aos_timeline);
  examples_add (suite, "platforms", "aos_stall", 1, aos_stall);
}
