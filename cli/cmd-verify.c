/* Runs scenarios and holds each against its own expect: list. */

#include "cli/bill.h"

static gboolean
is_about (const SimRun *run, const SimFinding *finding, const ScenarioExpectation *expectation)
{
  const SimModel *model = run->model;
  const char *step = finding->step ? model_fleet (run)->steps[finding->step - 1].name : NULL;

  return g_str_equal (model->kinds[finding->kind].code, expectation->code)
         && (!expectation->on || g_str_equal (model->name (model, finding->subject), expectation->on))
         && (!expectation->step || g_strcmp0 (step, expectation->step) == 0);
}

static guint
count_findings (const SimRun *run, const ScenarioExpectation *expectation)
{
  guint n = 0;

  for (guint i = 0; i < run->world->n_findings; i++)
    n += is_about (run, &run->world->findings[i], expectation) ? 1 : 0;
  return n;
}

static const char *
outcome_of_step (const SimRun *run, const char *name)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (g_str_equal (fleet->steps[s].name, name))
      return model_step_outcome_words[model_step_outcome (run, s)];
  return "unknown";
}

/* What is expected of costs is looked at when the run is over. -1 is not known: a price, or a host's cores, are missing. */
static gint64
cost_of (const SimRun *run, const ScenarioExpectation *expectation)
{
  const ModelFleet *fleet = model_fleet (run);
  g_autoptr (ModelCosts) cost = model_cost_new (run);
  const gint64 forecasts[] = { cost->forecast_cores, cost->forecast_hosts, cost->forecast_vms };
  const ModelCostSum *sum = &cost->total;
  gboolean complete = model_cost_is_complete (&cost->total);

  for (guint32 c = 0; expectation->on && c < fleet->n_clusters; c++)
    if (g_str_equal (fleet->clusters[c].name, expectation->on))
      sum = &cost->clusters[c];
  switch (expectation->kind) {
  case SCENARIO_EXPECT_BILLED_CORES:
    return sum->coreless ? -1 : sum->billed;
  case SCENARIO_EXPECT_GHOST_CORES:
    return sum->coreless || sum->billed < 0 ? -1 : sum->billed - sum->physical;
  case SCENARIO_EXPECT_ANNUAL_COST:
    return complete ? cost->total.annual : -1;
  case SCENARIO_EXPECT_FIRST_YEAR:
    return complete ? cost->first_year : -1;
  default:
    return complete && forecasts[expectation->by] > 0
               ? cli_gap_percent (forecasts[expectation->by], cost->first_year) * 1000
               : -1;
  }
}

static char *
disappointing_cost (const SimRun *run, const ScenarioExpectation *expectation)
{
  gint64 is = cost_of (run, expectation);
  g_autofree char *text = NULL;

  if (is == expectation->amount)
    return NULL;
  if (expectation->kind == SCENARIO_EXPECT_ANNUAL_COST || expectation->kind == SCENARIO_EXPECT_FIRST_YEAR)
    text = model_money_text (is, "");
  else
    text = g_strdup_printf ("%" G_GINT64_FORMAT,
                            expectation->kind == SCENARIO_EXPECT_ABOVE_FORECAST ? is / 1000 : is);
  return is < 0 ? g_strdup ("that is not known") : g_strdup_printf ("it is %s", g_strchomp (text));
}

/* What came instead, or NULL when it came as expected. (transfer full) */
static char *
disappointment (const SimRun *run, const ScenarioExpectation *expectation)
{
  guint n;

  switch (expectation->kind) {
  case SCENARIO_EXPECT_FINDING:
    n = count_findings (run, expectation);
    return n >= expectation->at_least && n <= expectation->at_most ? NULL
                                                                   : g_strdup_printf ("there are %u", n);
  case SCENARIO_EXPECT_NO_FINDING:
    n = count_findings (run, expectation);
    return n == 0 ? NULL : g_strdup_printf ("there are %u", n);
  case SCENARIO_EXPECT_OUTCOME:
    return g_str_equal (model_outcome_words[model_outcome (run)], expectation->outcome)
               ? NULL
               : g_strdup_printf ("it is %s", model_outcome_words[model_outcome (run)]);
  case SCENARIO_EXPECT_STEP_OUTCOME:
    return g_str_equal (outcome_of_step (run, expectation->step), expectation->outcome)
               ? NULL
               : g_strdup_printf ("it is %s", outcome_of_step (run, expectation->step));
  case SCENARIO_EXPECT_ENDS_WITHIN:
  case SCENARIO_EXPECT_ENDS_AFTER: {
    g_autofree char *ended = sim_time_words (model_ended_at (run));

    return (model_ended_at (run) <= expectation->ms) == (expectation->kind == SCENARIO_EXPECT_ENDS_WITHIN)
               ? NULL
               : g_strdup_printf ("it ends after %s", ended);
  }
  case SCENARIO_EXPECT_BILLED_CORES:
  case SCENARIO_EXPECT_GHOST_CORES:
  case SCENARIO_EXPECT_ANNUAL_COST:
  case SCENARIO_EXPECT_FIRST_YEAR:
  case SCENARIO_EXPECT_ABOVE_FORECAST:
    return disappointing_cost (run, expectation);
  default:
    g_assert_not_reached ();
  }
}

int
cli_verify (const CliOptions *options, char **arguments)
{
  GString *text = g_string_new (NULL);
  guint passed = 0, failed = 0;
  gboolean bad = FALSE;
  int put;

  for (; *arguments; arguments++) {
    g_autoptr (CliRehearsal) rehearsal = cli_rehearse (options, *arguments);
    g_autofree char *name = cli_safe (*arguments);
    guint unmet = 0;

    if (!rehearsal) {
      bad = TRUE;
      failed++;
      continue;
    }
    for (guint i = 0; i < rehearsal->extras->n_expect; i++) {
      const ScenarioExpectation *expectation = &rehearsal->extras->expect[i];
      g_autofree char *instead = disappointment (rehearsal->run, expectation);

      if (instead) {
        g_autofree char *expected = cli_safe (expectation->text);

        unmet++;
        g_string_append_printf (text, "%s:%u: expected %s, but %s\n", name, expectation->line, expected,
                                instead);
      }
    }
    if (rehearsal->extras->n_expect == 0) {
      unmet++;
      g_string_append_printf (text, "%s: it expects nothing: there is no expect:\n", name);
    }
    *(unmet ? &failed : &passed) += 1;
    if (!unmet && !options->quiet)
      g_string_append_printf (text, "%s: as expected\n", name);
  }
  g_string_append_printf (text, "%u passed, %u failed\n", passed, failed);
  put = cli_put (options, text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  if (put)
    return put;
  return bad ? CLI_BAD_INPUT : failed ? CLI_FINDINGS : CLI_CLEAN;
}
