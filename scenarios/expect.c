#include "scenarios/reader.h"

#include <string.h>
#include "models/words.h"

/* Everything that a finding may be about, by name. */
static GHashTable *
list_subjects (const ScenarioReader *reader)
{
  const ModelFleet *fleet = reader->fleet;
  const GPtrArray *const lists[] = { reader->vcenters, reader->clusters, reader->hosts, reader->vms,
                                     reader->rules,    reader->policies, reader->steps, reader->products, reader->switches };
  GHashTable *subjects = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++) {
      const ScenarioDraft *draft = g_ptr_array_index (lists[l], i);
      if (draft->name)
        g_hash_table_add (subjects, (gpointer) draft->name);
    }
  for (guint32 i = 0; i < fleet->n_groups; i++)
    g_hash_table_add (subjects, (gpointer) fleet->groups[i].name);
  return subjects;
}

/* A subject may also be a part of something: `cvm:esx01`, `vds-prod/teaming@esx01`. */
static gboolean
is_subject (GHashTable *subjects, const char *name)
{
  g_auto (GStrv) parts = g_strsplit_set (name, ":/@ ", -1);

  if (g_hash_table_contains (subjects, name))
    return TRUE;
  for (guint i = 0; parts[i] && parts[1]; i++)
    if (g_hash_table_contains (subjects, parts[i]))
      return TRUE;
  return FALSE;
}

static void
check_subject (ScenarioReader *reader, const ScenarioExpectDraft *draft, GHashTable *subjects)
{
  const GPtrArray *const lists[]
      = { reader->hosts, reader->vms, reader->clusters, reader->vcenters, reader->policies, reader->products, reader->switches };
  ScenarioNearest nearest = { draft->on, NULL, 0 };

  if (is_subject (subjects, draft->on))
    return;
  for (gsize l = 0; l < G_N_ELEMENTS (lists) && !scenario_diagnostics_full (&reader->diagnostics); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      if (((const ScenarioDraft *) g_ptr_array_index (lists[l], i))->name)
        scenario_nearest_offer (&nearest, ((const ScenarioDraft *) g_ptr_array_index (lists[l], i))->name);
  scenario_complain_of (reader, scenario_draft_value (&draft->head, "on"), scenario_nearest_advice (&nearest),
                        "nothing is called '%s'", draft->on);
}

static void
check_code (ScenarioReader *reader, const ScenarioExpectDraft *draft)
{
  ScenarioNearest nearest = { draft->code, NULL, 0 };
  const ScenarioNode *node = scenario_node_get (draft->head.node, draft->head.choice->key);

  for (guint i = 0; i < MODEL_N_FINDINGS; i++) {
    if (g_str_equal (model_findings[i].code, draft->code))
      return;
    scenario_nearest_offer (&nearest, model_findings[i].code);
  }
  scenario_complain_of (reader, node, scenario_nearest_advice (&nearest), "there is no finding '%s'",
                        draft->code);
}

/* A run ends in the first three words, a step in the others or stuck. */
static void
check_outcome (ScenarioReader *reader, const ScenarioExpectDraft *draft)
{
  gboolean of_step = draft->outcome >= 3, stuck = draft->outcome == 2;

  if (draft->outcome != MODEL_NONE && !stuck && of_step != (draft->step != NULL))
    scenario_complain_of (
        reader, scenario_draft_value (&draft->head, "outcome"),
        g_strdup (draft->step ? "a step is done, failed, skipped or stuck"
                              : "a run is completed, stopped or stuck; a step is named with 'step'"),
        "%s cannot be '%s'", draft->step ? "a step" : "a run", scenario_outcome_words[draft->outcome]);
}

static void
append_cost (GString *text, const ScenarioExpectation *expect, const char *money)
{
  const char *of = expect->on ? expect->on : "all clusters";

  switch (expect->kind) {
  case SCENARIO_EXPECT_BILLED_CORES:
  case SCENARIO_EXPECT_GHOST_CORES:
    g_string_append_printf (text, "%" G_GINT64_FORMAT " %s cores of %s", expect->amount,
                            expect->kind == SCENARIO_EXPECT_BILLED_CORES ? "billed" : "ghost", of);
    break;
  case SCENARIO_EXPECT_ABOVE_FORECAST:
    g_string_append_printf (text, "a bill %" G_GINT64_FORMAT " %% above its forecast by %s", expect->amount / 1000,
                            scenario_forecast_words[expect->by]);
    break;
  case SCENARIO_EXPECT_ANNUAL_COST:
  case SCENARIO_EXPECT_FIRST_YEAR:
  default:
    g_string_append_printf (text, "%s %s", money, expect->kind == SCENARIO_EXPECT_FIRST_YEAR ? "in the first year" : "a year");
    break;
  }
}

static char *
sentence (const ScenarioExpectation *expect, const char *money)
{
  GString *text = g_string_new (NULL);
  g_autofree char *time = model_unit_text (MODEL_UNIT_MS, expect->ms);

  switch (expect->kind) {
  case SCENARIO_EXPECT_FINDING:
  case SCENARIO_EXPECT_NO_FINDING:
    g_string_append_printf (text, "%sfinding %s", expect->kind == SCENARIO_EXPECT_FINDING ? "" : "no ",
                            expect->code);
    if (expect->on)
      g_string_append_printf (text, " on %s", expect->on);
    if (expect->step)
      g_string_append_printf (text, " in step %s", expect->step);
    if (expect->at_most == expect->at_least)
      g_string_append_printf (text, ", %u times", expect->at_least);
    else if (expect->at_least > 1)
      g_string_append_printf (text, ", at least %u times", expect->at_least);
    break;
  case SCENARIO_EXPECT_OUTCOME:
    g_string_append_printf (text, "outcome %s", expect->outcome);
    break;
  case SCENARIO_EXPECT_STEP_OUTCOME:
    g_string_append_printf (text, "step %s %s", expect->step, expect->outcome);
    break;
  case SCENARIO_EXPECT_ENDS_WITHIN:
    g_string_append_printf (text, "ends within %s", time);
    break;
  case SCENARIO_EXPECT_ENDS_AFTER:
    g_string_append_printf (text, "ends after %s", time);
    break;
  case SCENARIO_EXPECT_BILLED_CORES:
  case SCENARIO_EXPECT_GHOST_CORES:
  case SCENARIO_EXPECT_ANNUAL_COST:
  case SCENARIO_EXPECT_FIRST_YEAR:
  case SCENARIO_EXPECT_ABOVE_FORECAST:
    append_cost (text, expect, money);
    break;
  default:
    g_assert_not_reached ();
  }
  return g_string_free (text, FALSE);
}

static const char *
keep (ScenarioExtras *extras, const char *text)
{
  return text ? g_string_chunk_insert (extras->strings, text) : NULL;
}

static void
build_expectation (ScenarioReader *reader, ScenarioExtras *extras, const ScenarioExpectDraft *draft,
                   GHashTable *subjects)
{
  ScenarioExpectation *expect = &extras->expect[extras->n_expect];
  guint32 step = MODEL_NONE;
  gint64 amount = 0;
  const char *currency;

  if (draft->step)
    step = scenario_names_resolve (reader, draft->step, draft->step->text, SCENARIO_KIND_STEP, MODEL_NONE,
                                   NULL);
  if (draft->code)
    check_code (reader, draft);
  if (draft->on)
    check_subject (reader, draft, subjects);
  check_outcome (reader, draft);
  if (draft->money)
    scenario_read_money (reader, scenario_draft_value (&draft->head, draft->head.choice->key), draft->money, &amount, &currency);
  if (draft->at_least != MODEL_NONE && draft->count != MODEL_NONE)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "count"), NULL,
                          "'count' stands instead of 'at-least'");
  if (scenario_diagnostics_any (&reader->diagnostics) || !draft->head.choice)
    return;

  expect->kind = draft->head.choice->value;
  if (expect->kind == SCENARIO_EXPECT_OUTCOME && draft->step)
    expect->kind = SCENARIO_EXPECT_STEP_OUTCOME;
  expect->line = draft->head.node->from.line;
  expect->code = keep (extras, draft->code);
  expect->on = keep (extras, draft->on);
  expect->step = step == MODEL_NONE ? NULL : keep (extras, reader->fleet->steps[step].name);
  expect->outcome = draft->outcome == MODEL_NONE ? NULL : scenario_outcome_words[draft->outcome];
  expect->ms = draft->ms;
  expect->amount = draft->money                                              ? amount
                   : draft->head.choice->value == SCENARIO_EXPECT_ABOVE_FORECAST ? draft->percent
                                                                                 : draft->cores;
  expect->by = draft->by;
  expect->at_least = draft->count != MODEL_NONE      ? draft->count
                     : draft->at_least != MODEL_NONE ? draft->at_least
                                                     : 1;
  expect->at_most = draft->count != MODEL_NONE ? draft->count : G_MAXUINT32;
  g_autofree char *text = sentence (expect, draft->money);
  expect->text = keep (extras, text);
  extras->n_expect++;
}

ScenarioExtras *
scenario_build_expectations (ScenarioReader *reader)
{
  ScenarioExtras *extras = g_new0 (ScenarioExtras, 1);
  g_autoptr (GHashTable) subjects = list_subjects (reader);
  const GArray *drafts = reader->file.expectations;

  extras->strings = g_string_chunk_new (1024);
  extras->expect = g_new0 (ScenarioExpectation, drafts->len);
  for (guint i = 0; i < drafts->len; i++)
    build_expectation (reader, extras, &g_array_index (drafts, ScenarioExpectDraft, i), subjects);
  return extras;
}

void
scenario_extras_free (ScenarioExtras *extras)
{
  if (!extras)
    return;
  g_string_chunk_free (extras->strings);
  g_free (extras->expect);
  g_free (extras);
}
