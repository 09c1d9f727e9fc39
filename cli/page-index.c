#include "cli/drafts.h"
#include "cli/topics.h"

#include "scenarios/ranges.h"

/* More turns than this, and those in which nothing was found share a row; more targets, and the rest share a lane. */
enum { MOST_TURNS = 16, MOST_TARGETS = 11 };

static const char *
target_of (const ModelFleet *fleet, const ModelStep *step)
{
  guint32 cluster = step->target == MODEL_TARGET_HOST ? fleet->hosts[step->index].cluster : step->index;

  switch (step->target) {
  case MODEL_TARGET_HOST:
  case MODEL_TARGET_CLUSTER:
    return cluster == MODEL_NONE ? fleet->hosts[step->index].name : fleet->clusters[cluster].name;
  case MODEL_TARGET_VCENTER:
    return fleet->vcenters[step->index].name;
  case MODEL_TARGET_NONE:
    return "plan";
  default:
    return "others";
  }
}

static guint
lane_of (VizPage *page, const char *name)
{
  for (guint lane = 0; lane < page->lanes->len; lane++)
    if (g_str_equal (page->lanes->pdata[lane], name) || (lane == MOST_TARGETS))
      return lane;
  g_ptr_array_add (page->lanes, g_strdup (page->lanes->len < MOST_TARGETS ? name : "others"));
  return page->lanes->len - 1;
}

/* ---- Turns ---- */

static gboolean
is_turn (const CliDraft *draft)
{
  return draft->turn != MODEL_NONE || draft->fault != MODEL_NONE;
}

static const char *
name_of (const ModelFleet *fleet, const CliDraft *draft)
{
  return draft->turn != MODEL_NONE ? fleet->hosts[draft->turn].name : fleet->faults[draft->fault].name;
}

static gboolean
is_clean (const CliDraft *draft)
{
  return draft->turn != MODEL_NONE && !draft->found[SIM_NOTE] && !draft->found[SIM_RISK]
         && !draft->found[SIM_OUTAGE];
}

/* How many from the first on share a row. */
static guint
alike (CliDraft *const *turns, guint n)
{
  guint same = 1;

  while (n > MOST_TURNS && same < n && is_clean (turns[0]) && is_clean (turns[same]))
    same++;
  return same;
}

/* "18 min", "each 18 min", "18 min to 21 min each". (transfer full) */
static char *
duration_words (CliDraft *const *turns, guint n)
{
  SimTime least = SIM_NEVER, most = 0;
  g_autofree char *a = NULL, *b = NULL;

  for (guint i = 0; i < n; i++) {
    least = MIN (least, turns[i]->until / SIM_SECOND - turns[i]->from / SIM_SECOND);
    most = MAX (most, turns[i]->until / SIM_SECOND - turns[i]->from / SIM_SECOND);
  }
  a = sim_time_words (least * SIM_SECOND);
  b = sim_time_words (most * SIM_SECOND);
  if (n == 1)
    return g_steal_pointer (&a);
  return least == most ? g_strdup_printf ("each %s", a) : g_strdup_printf ("%s to %s each", a, b);
}

static void
add_turns (const SimRun *run, VizPage *page, guint lane, CliDraft *const *turns, guint n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *found = cli_found_words (turns[0]->found), *took = duration_words (turns, n);
  VizRow *row = viz_page_row (page, VIZ_ARROW, turns[0]->from, lane, lane);
  GString *words = g_string_new (took);
  guint moves = 0;
  gint64 mib = 0;

  for (guint i = 0; i < n; i++) {
    g_ptr_array_add (names, (gpointer) name_of (model_fleet (run), turns[i]));
    moves += turns[i]->n_moves;
    mib += turns[i]->moved_mib;
    row->until = MAX (row->until, turns[i]->until);
  }
  if (moves)
    g_string_append_printf (words, ", %u VM%s moved, %" G_GINT64_FORMAT " GiB", moves, moves == 1 ? "" : "s",
                            (mib + 512) / 1024);
  if (*found)
    g_string_append_printf (words, "; %s", found);
  if (n == 1)
    g_string_append_printf (words, " (page %u)", turns[0]->number);
  else
    g_string_append_printf (words, " (pages %u to %u)", turns[0]->number, turns[n - 1]->number);
  row->head = scenario_names_text (names, CLI_MOST_NAMES);
  row->words = g_string_free (words, FALSE);
}

/* ---- Steps ---- */

static void
add_outcome (const SimRun *run, VizPage *page, guint32 step, guint lane, SimTime at)
{
  const ModelStepState *state = model_step_state (run, step);
  guint outcome = model_step_outcome (run, step), found[3] = { 0 };
  g_autofree char *words = NULL, *took = NULL;
  VizRow *row = viz_page_row (page, VIZ_ARROW, at, lane, 0);

  for (guint f = 0; f < run->world->n_findings; f++)
    if (run->world->findings[f].step == step + 1)
      found[run->world->findings[f].severity]++;
  row->state = g_strdup (model_step_outcome_words[outcome]);
  row->state_kind = outcome == 0 ? SIM_STEADY : SIM_FAILED; /* the first is "done" */
  if (state->began == SIM_NEVER || state->ended == SIM_NEVER) {
    row->head = g_strdup (model_fleet (run)->steps[step].name);
    return;
  }
  words = cli_found_words (found);
  took = cli_span_words (state->began, state->ended);
  row->words = g_strdup_printf ("%s%s%s", took, *words ? "; found: " : "", words);
}

static void
add_step (const SimRun *run, VizPage *page, const GPtrArray *drafts, guint32 step)
{
  const ModelStep *what = &model_fleet (run)->steps[step];
  const ModelStepState *state = model_step_state (run, step);
  g_autoptr (GPtrArray) turns = g_ptr_array_new ();
  guint lane;
  VizRow *row;

  if (state->began == SIM_NEVER) {
    add_outcome (run, page, step, 0, model_ended_at (run));
    return;
  }
  lane = lane_of (page, target_of (model_fleet (run), what));
  row = viz_page_row (page, VIZ_ARROW, state->began, 0, lane);
  row->head = g_strdup (what->name);
  for (guint i = 0; i < drafts->len; i++) {
    CliDraft *draft = drafts->pdata[i];

    if (draft->step != step + 1 || !draft->number)
      continue;
    if (is_turn (draft))
      g_ptr_array_add (turns, draft);
    else if (!row->words)
      row->words = g_strdup_printf ("page %u", draft->number);
  }
  for (guint i = 0, n; i < turns->len; i += n) {
    n = alike ((CliDraft **) turns->pdata + i, turns->len - i);
    add_turns (run, page, lane, (CliDraft **) turns->pdata + i, n);
  }
  if (state->ended != SIM_NEVER)
    add_outcome (run, page, step, lane, state->ended);
}

VizPage *
cli_index_page (const SimRun *run, const GPtrArray *drafts, const char *title)
{
  VizPage *page = viz_page_new (title);
  g_autoptr (GArray) order = cli_steps_in_order (run);
  SimTime end = model_ended_at (run);
  g_autofree char *clock = sim_time_clock (end - end % SIM_SECOND);

  page->subtitle = g_strdup_printf ("%s after %s", model_outcome_words[model_outcome (run)], clock);
  lane_of (page, "plan");
  for (guint i = 0; i < order->len; i++)
    add_step (run, page, drafts, g_array_index (order, guint32, i));
  return page;
}
