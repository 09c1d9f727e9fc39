/* Which page an event stands on, and the pages in their order. */

#include "cli/drafts.h"
#include "cli/topics.h"

/* A page longer than this goes on on the next. PlantUML cuts a picture at 4,096 pixels, and a page of so many lines stays
 * below them. */
enum { MOST_ROWS = 45, MOST_LINES = 140 };

/* What an event's page is: a host's turn, a fault's doing, or neither, in one step. */
typedef struct {
  guint32 place; /* 0, a host + 1, or all hosts + a fault + 1 */
  guint16 step;  /* + 1; 0 is before the plan */
} Place;

typedef struct {
  const SimRun *run;
  const CliSpan *span;
  Place *places;     /* by event */
  GPtrArray *drafts; /* (element-type CliDraft), as they began */
  GHashTable *by_key;
} Maker;

/* ---- Which page ---- */

/* The step that was under way at a moment, + 1: what a fault that comes by the clock comes into. */
static guint16
step_at (const SimRun *run, SimTime at)
{
  SimTime began = -1;
  guint32 last = 0;

  for (guint32 step = 0; step < model_fleet (run)->n_steps; step++) {
    const ModelStepState *state = model_step_state (run, step);

    if (state->began <= at && state->began > began) {
      began = state->began;
      last = step + 1;
    }
  }
  return (guint16) last;
}

/* That of its cause, unless something begins here; what a turn brings about is the turn's, even when the next step has
 * begun meanwhile. */
static Place
place_of (const Maker *maker, const SimEntry *entry)
{
  const SimModel *model = maker->run->model;
  guint32 turn = cli_lane_page (maker->run, entry);

  if (turn != MODEL_NONE)
    return (Place){ turn + 1, entry->step };
  if (entry->machine == MODEL_MACHINE_FAULT)
    return (Place){ model_fleet (maker->run)->n_hosts + sim_model_index (model, entry->to) + 1,
                    step_at (maker->run, entry->at) };
  if (entry->machine == MODEL_MACHINE_STEP)
    return (Place){ 0, (guint16) (sim_model_index (model, entry->to) + 1) };
  if (entry->machine != MODEL_MACHINE_PLAN && entry->cause && maker->places[entry->cause].place)
    return maker->places[entry->cause];
  return (Place){ 0, entry->step };
}

static CliDraft *
draft_for (Maker *maker, Place place)
{
  const ModelFleet *fleet = model_fleet (maker->run);
  gint64 key = (gint64) place.step << 32 | place.place;
  CliDraft *draft = g_hash_table_lookup (maker->by_key, &key);

  if (draft)
    return draft;
  draft = cli_draft_new (place.step);
  if (place.place > fleet->n_hosts) {
    draft->fault = place.place - fleet->n_hosts - 1;
    if (fleet->faults[draft->fault].target == MODEL_TARGET_HOST)
      draft->host = fleet->faults[draft->fault].index;
  } else if (place.place) {
    draft->turn = draft->host = place.place - 1;
  } else if (place.step && fleet->steps[place.step - 1].target == MODEL_TARGET_HOST) {
    draft->host = fleet->steps[place.step - 1].index;
  }
  g_hash_table_insert (maker->by_key, g_memdup2 (&key, sizeof key), draft);
  g_ptr_array_add (maker->drafts, draft);
  return draft;
}

static void
collect (Maker *maker)
{
  const SimRun *run = maker->run;
  guint finding = 0;

  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);
    CliDraft *draft = NULL;

    maker->places[entry->event] = place_of (maker, entry);
    if (entry->at >= maker->span->from && entry->at <= maker->span->to) {
      draft = draft_for (maker, maker->places[entry->event]);
      cli_draft_add (draft, run, entry);
    }
    for (; finding < run->world->n_findings && run->world->findings[finding].event == entry->event; finding++)
      if (draft)
        cli_draft_find (draft, run, &run->world->findings[finding], entry->to);
  }
}

/* ---- What stands above a page ---- */

static char *
title_of (const ModelFleet *fleet, const CliDraft *draft)
{
  const char *step = draft->step ? fleet->steps[draft->step - 1].name : "before the plan";

  if (draft->turn != MODEL_NONE)
    return g_strdup_printf ("%u. %s: %s", draft->number, step, fleet->hosts[draft->turn].name);
  if (draft->fault != MODEL_NONE)
    return g_strdup_printf ("%u. %s: fault %s", draft->number, step, fleet->faults[draft->fault].name);
  return g_strdup_printf ("%u. %s", draft->number, step);
}

static char *
subtitle_of (const CliDraft *draft)
{
  g_autofree char *from = sim_time_clock (draft->from - draft->from % SIM_SECOND);
  g_autofree char *until = sim_time_clock (draft->until - draft->until % SIM_SECOND);
  g_autofree char *took = cli_span_words (draft->from, draft->until), *found = cli_found_words (draft->found);
  const char *joint = *found ? "; found: " : "";

  if (draft->until / SIM_SECOND == draft->from / SIM_SECOND)
    return g_strdup_printf ("%s%s%s", from, joint, found);
  return g_strdup_printf ("%s to %s, %s%s%s", from, until, took, joint, found);
}

/* ---- All of it ---- */

static gboolean
is_wanted (const Maker *maker, const CliDraft *draft)
{
  const ModelFleet *fleet = model_fleet (maker->run);
  const CliSpan *span = maker->span;

  if (!draft->page->rows->len)
    return FALSE;
  if (span->step && (!draft->step || !g_str_equal (fleet->steps[draft->step - 1].name, span->step)))
    return FALSE;
  return !span->host
         || (draft->host != MODEL_NONE && g_str_equal (fleet->hosts[draft->host].name, span->host));
}

/* How many rows go onto the page that begins with row `from`. */
static guint
rows_of_page (const VizPage *whole, guint from)
{
  guint n = 0, lines = 0;

  for (; from + n < whole->rows->len && n < MOST_ROWS; n++) {
    lines += viz_row_lines (whole->rows->pdata[from + n]);
    if (n && lines > MOST_LINES)
      break;
  }
  return n;
}

static guint
pages_of (const VizPage *whole)
{
  guint n = 0;

  for (guint from = 0; from < whole->rows->len; from += rows_of_page (whole, from))
    n++;
  return n;
}

/* A page that may be too long, as as many as its rows need, which go over to them. */
static void
add_pages (VizSequence *sequence, VizPage *whole, const char *title, const char *subtitle)
{
  guint n = pages_of (whole), from = 0;

  for (guint k = 0; k < n; k++) {
    g_autofree char *part = n > 1 ? g_strdup_printf ("%s (%u of %u)", title, k + 1, n) : NULL;
    VizPage *page = viz_page_new (part ? part : title);
    guint until = from + rows_of_page (whole, from);

    page->subtitle = g_strdup (subtitle);
    for (guint lane = 0; lane < whole->lanes->len; lane++)
      g_ptr_array_add (page->lanes, g_strdup (whole->lanes->pdata[lane]));
    for (; from < until; from++)
      g_ptr_array_add (page->rows, whole->rows->pdata[from]);
    g_ptr_array_add (sequence->pages, page);
  }
  for (guint r = 0; r < whole->rows->len; r++)
    whole->rows->pdata[r] = NULL;
}

/* The index says on which page each turn is, and how many pages it takes itself shows only when it is there. */
static void
add_index (const SimRun *run, VizSequence *sequence, const GPtrArray *drafts)
{
  VizPage *index = cli_index_page (run, drafts, sequence->title);
  guint more = pages_of (index) - 1;

  if (more) {
    viz_page_free (index);
    for (guint i = 0; i < drafts->len; i++)
      if (((CliDraft *) drafts->pdata[i])->number)
        ((CliDraft *) drafts->pdata[i])->number += more;
    index = cli_index_page (run, drafts, sequence->title);
  }
  add_pages (sequence, index, index->title, index->subtitle);
  viz_page_free (index);
}

VizSequence *
cli_sequence_of (const SimRun *run, const CliSpan *span)
{
  const ModelFleet *fleet = model_fleet (run);
  VizSequence *sequence = viz_sequence_new (fleet->title ? fleet->title : fleet->file);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) cli_draft_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree Place *places = g_new0 (Place, run->world->born + 1);
  Maker maker = { run, span, places, drafts, by_key };
  guint number = span->host ? 1 : 2; /* the index is the first; who asks for one host needs none */

  collect (&maker);
  for (guint i = 0; i < drafts->len; i++) {
    CliDraft *draft = drafts->pdata[i];

    if (!is_wanted (&maker, draft))
      continue;
    cli_draft_end (draft);
    draft->number = number;
    number += pages_of (draft->page);
  }
  if (!span->host)
    add_index (run, sequence, drafts);
  for (guint i = 0; i < drafts->len; i++) {
    CliDraft *draft = drafts->pdata[i];
    g_autofree char *title = draft->number ? title_of (fleet, draft) : NULL,
                    *subtitle = draft->number ? subtitle_of (draft) : NULL;

    if (draft->number)
      add_pages (sequence, draft->page, title, subtitle);
  }
  return sequence;
}
