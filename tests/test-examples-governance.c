/* Worked examples of those who look for drift: what tools' exit statuses say, and how soon a Git reconciler finds a commit and
 * tries again. */

#include "tests/examples.h"

#include "models/governance/verdicts.h"

void test_examples_governance_suite (void);

/* ---- Exit statuses ---- */

/* A pipeline with the tool looks once, in each of four situations: all as declared, one setting not, vCenter away, and the VM
 * that the pipeline runs in off. */
static Trial *
pipeline_in (const char *tool, ModelToolRun situation)
{
  return trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nclusters:\n  p:\n    vcenter: vc\n    hosts:\n"
                         "      h[1-2]: {cpu: 10 GHz, memory: 64 GiB, version: 8.0.2}\n"
                         "    vms:\n      runner: {memory: 4 GiB%s}\n"
                         "    policies:\n      - {name: mtu, kind: vds, declared: '9000', actual: '%s'}\n"
                         "governance:\n  - {name: ci, kind: pipeline, tool: %s, vm: runner, interval: 1 h, first: 10 min}\n"
                         "plan:\n  - {step: wait, wait: 30 min}\n%s",
                         situation == MODEL_RUN_BROKEN ? ", power: off" : "",
                         situation == MODEL_RUN_DIFFERS ? "1500" : "9000", tool,
                         situation == MODEL_RUN_UNANSWERED ? "faults:\n  - {crash: vc, at: 5 min}\n" : "");
}

/* What the pipeline told when it had looked, and what it then holds of the settings. */
static ModelToolVerdict
verdict_of (const Trial *trial, int *ret_status)
{
  *ret_status = -1;
  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (trial->run->journal, i);

    if (entry->machine == MODEL_MACHINE_GOVERNOR && entry->a && *ret_status < 0)
      *ret_status = (int) (entry->a & 0xff);
  }
  if (trial_count (trial, MODEL_MACHINE_GOVERNOR, GOVERNOR_AT_BLIND))
    return MODEL_TOOL_SAYS_ERROR;
  if (trial_count (trial, MODEL_MACHINE_SETTING, SETTING_AT_NON_COMPLIANT))
    return MODEL_TOOL_SAYS_DRIFT;
  return trial_count (trial, MODEL_MACHINE_SETTING, SETTING_AT_COMPLIANT) ? MODEL_TOOL_SAYS_IN_POLICY
                                                                          : MODEL_TOOL_SAYS_UNKNOWN;
}

static void
exit_codes (JsonObject *input)
{
  JsonArray *runs = json_object_get_array_member (input, "runs");
  g_autoptr (GString) verdicts = g_string_new (NULL);

  for (JSON_EACH (i, runs)) {
    JsonArray *run = json_array_get_array_element (runs, i);
    const char *command = json_array_get_string_element (run, 0);
    int wanted = (int) json_array_get_int_element (run, 1);
    guint tool = 0, found = 0;
    ModelToolVerdict said = MODEL_TOOL_SAYS_UNKNOWN;

    while (!g_str_equal (model_tool_commands[tool], command))
      tool++;
    for (guint situation = 0; situation < MODEL_N_RUNS; situation++) {
      g_autoptr (Trial) trial = pipeline_in (model_tool_words[tool], situation);
      ModelToolVerdict verdict;
      int status;

      trial_end (trial);
      verdict = verdict_of (trial, &status);
      if (status != wanted)
        continue;
      CU_ASSERT_TRUE (found++ == 0 || verdict == said); /* one status, one verdict, whatever the situation was */
      said = verdict;
    }
    CU_ASSERT_TRUE (found > 0);
    json_add (verdicts, "\"%s\"", model_tool_verdict_words[said]);
  }
  example_gave ("verdict", "[%s]", verdicts->str);
}

/* ---- A Git reconciler ---- */

#define ESTATE                                                                                               \
  "clusters:\n  p:\n    hosts:\n      h[1-2]: {cpu: 10 GHz, memory: 64 GiB, version: 8.0.2}\n"               \
  "    policies:\n      - {name: mtu, kind: vds, declared: '9000'}\n"                                        \
  "governance:\n  - {name: argo, kind: gitops, remediates: true}\n"

/* The waits that the reconciler was in a state, one after another. */
static void
add_waits (const Trial *trial, guint state, GString *waits, SimTime *total)
{
  SimTime since = -1;

  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (trial->run->journal, i);

    if (entry->machine != MODEL_MACHINE_GOVERNOR || entry->state_from == entry->state_to)
      continue;
    if (entry->state_to == state)
      since = entry->at;
    else if (entry->state_from == state) {
      json_add (waits, "%d", (int) ((entry->at - since) / SIM_SECOND));
      *total += entry->at - since;
    }
  }
}

static char *
physics_of (JsonObject *input)
{
  JsonObject *retry = json_object_get_object_member (input, "retry"),
             *heal = json_object_get_object_member (input, "selfheal");

  return g_strdup_printf ("physics: {gitops-poll: %d s, gitops-poll-jitter: %d s, sync-retry-base: %d s, "
                          "sync-retry-factor: %d, sync-retry-max: %d s, sync-retries: %d, self-heal-base: %d s, "
                          "self-heal-factor: %d, self-heal-cap: %d s}\n",
                          (int) json_int (input, "poll_s", 0), (int) json_int (input, "jitter_s", 0),
                          (int) json_int (retry, "base", 0), (int) json_int (retry, "factor", 0),
                          (int) json_int (retry, "max", 0), (int) json_int (retry, "limit", 0),
                          (int) json_int (heal, "base", 0), (int) json_int (heal, "factor", 0),
                          (int) json_int (heal, "cap", 0));
}

/* Every write is refused: the tries follow one another until they are used up. */
static void
give_retries (const char *physics)
{
  g_autoptr (Trial) trial = trial_new_from ("rollcall: 1\n%s" ESTATE "plan:\n"
                                            "  - {step: drift, set: {policy: mtu, actual: '1500'}}\n"
                                            "  - {step: wait, wait: 1 h, after: [drift]}\n"
                                            "faults:\n  - {fail-remediation: argo, at: 0 s}\n",
                                            physics);
  g_autoptr (GString) waits = g_string_new (NULL);
  SimTime total = 0;

  trial_end (trial);
  add_waits (trial, GOVERNOR_AT_RETRYING, waits, &total);
  CU_ASSERT_TRUE (IS (trial, GOVERNOR, "argo", GIVEN_UP));
  example_gave ("retry_delays", "[%s]", waits->str);
  example_gave ("retry_total_s", "%d", (int) (total / SIM_SECOND));
}

/* It is drifted again and again, before it has been in sync for long. */
static void
give_self_heals (const char *physics, guint n)
{
  g_autoptr (GString) plan = g_string_new ("  - {step: w0, wait: 10 min}\n"), waits = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;
  SimTime total = 0;

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (plan,
                            "  - {step: d%u, set: {policy: mtu, actual: '1500'}, after: [w%u]}\n"
                            "  - {step: w%u, wait: 320 s, after: [d%u]}\n",
                            i, i - 1, i, i);
  trial = trial_new_from ("rollcall: 1\n%s" ESTATE "plan:\n%s", physics, plan->str);
  trial_end (trial);
  add_waits (trial, GOVERNOR_AT_HOLDING, waits, &total);
  example_gave ("selfheal_delays", "[%s]", waits->str);
}

/* Of many commits, the longest that one has waited to be found: never longer than the bound, and close to it. */
static void
give_polls (const char *physics, JsonObject *input)
{
  enum { COMMITS = 3000 };
  SimTime bound = (json_int (input, "poll_s", 0) + json_int (input, "jitter_s", 0)) * SIM_SECOND, longest = 0;
  g_autoptr (GString) plan = g_string_new ("  - {step: w0, wait: 10 min}\n");
  g_autoptr (Trial) trial = NULL;
  SimTime since = 0;
  guint found = 0;

  for (guint i = 1; i <= COMMITS; i++)
    g_string_append_printf (plan, "  - {step: c%u, commit: argo, after: [w%u]}\n  - {step: w%u, wait: 5 min, after: [c%u]}\n",
                            i, i - 1, i, i);
  trial = trial_new_from ("rollcall: 1\n%s" ESTATE "plan:\n%s", physics, plan->str);
  trial_end (trial);
  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (trial->run->journal, i);

    if (entry->machine == MODEL_MACHINE_GOVERNOR && entry->signal == GOVERNOR_ON_COMMIT)
      since = entry->at;
    if (entry->machine != MODEL_MACHINE_GOVERNOR || entry->signal != GOVERNOR_ON_POLLED)
      continue;
    found++;
    CU_ASSERT_TRUE (entry->at > since && entry->at - since <= bound);
    longest = MAX (longest, entry->at - since);
  }
  CU_ASSERT_EQUAL (found, COMMITS);
  example_gave_within (3, "git_detect_max_s", "%d", (int) ((longest + SIM_SECOND - 1) / SIM_SECOND));
}

static void
argocd (JsonObject *input)
{
  g_autofree char *physics = physics_of (input);

  give_retries (physics);
  give_self_heals (physics, (guint) json_int (json_object_get_object_member (input, "selfheal"), "n", 0));
  give_polls (physics, input);
}

void
test_examples_governance_suite (void)
{
  CU_pSuite suite = CU_add_suite ("examples of governance", NULL, NULL);

  examples_add (suite, "platforms", "exit_codes", 1, exit_codes);
  examples_add (suite, "platforms", "argocd", 1, argocd);
}
