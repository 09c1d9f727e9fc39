#include "viz/taken.h"

VizTaken *
viz_taken_new (const SimModel *model)
{
  VizTaken *taken = g_new (VizTaken, 1);
  guint rows = model->row_bases[model->n_machines];

  taken->model = model;
  taken->counts = g_new0 (guint64, rows * VIZ_STATES);
  taken->codes = g_new0 (GPtrArray *, rows);
  taken->visited = g_new0 (guint32, model->n_machines);
  taken->began = g_new0 (guint32, model->n_machines);
  taken->visits = g_new0 (VizVisits, model->n_machines * VIZ_STATES);
  taken->sent = g_new0 (guint64, model->n_machines * model->n_machines);
  return taken;
}

void
viz_taken_free (VizTaken *taken)
{
  if (!taken)
    return;
  for (guint r = 0; r < taken->model->row_bases[taken->model->n_machines]; r++)
    g_clear_pointer (&taken->codes[r], g_ptr_array_unref);
  g_free (taken->counts);
  g_free (taken->codes);
  g_free (taken->visited);
  g_free (taken->began);
  g_free (taken->visits);
  g_free (taken->sent);
  g_free (taken);
}

static void
add_entry (VizTaken *taken, const SimEntry *entry)
{
  const SimModel *model = taken->model;

  taken->counts[(model->row_bases[entry->machine] + entry->row) * VIZ_STATES + entry->state_from]++;
  if (entry->from)
    taken->sent[model->machine_of[entry->from] * model->n_machines + entry->machine]++;
}

static void
add_visit (VizTaken *taken, guint machine, guint state, SimTime from, SimTime to)
{
  VizVisits *visits = &taken->visits[machine * VIZ_STATES + state];

  taken->visited[machine] |= 1u << state;
  visits->first = visits->times ? MIN (visits->first, from) : from;
  visits->total += to - from;
  visits->times++;
}

/* An actor that the journal does not name was all the time where it is in the end. */
static void
add_visits (VizTaken *taken, const SimRun *run)
{
  const SimModel *model = taken->model;
  SimId n_actors = model->bases[model->n_machines];
  g_autofree SimTime *since = g_new0 (SimTime, n_actors);
  g_autofree gboolean *moved = g_new0 (gboolean, n_actors);

  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);

    if (!moved[entry->to])
      taken->began[entry->machine] |= 1u << entry->state_from;
    moved[entry->to] = TRUE;
    if (entry->state_from == entry->state_to)
      continue;
    add_visit (taken, entry->machine, entry->state_from, since[entry->to], entry->at);
    since[entry->to] = entry->at;
  }
  for (SimId actor = 1; actor < n_actors; actor++) {
    guint machine = model->machine_of[actor], state = sim_world_state (run->world, actor);

    if (!moved[actor])
      taken->began[machine] |= 1u << state;
    add_visit (taken, machine, state, since[actor], run->world->now);
  }
}

static void
add_code (VizTaken *taken, const SimEntry *entry, const char *code)
{
  GPtrArray **codes = &taken->codes[taken->model->row_bases[entry->machine] + entry->row];

  if (!*codes)
    *codes = g_ptr_array_new ();
  if (!g_ptr_array_find_with_equal_func (*codes, code, g_str_equal, NULL))
    g_ptr_array_add (*codes, (gpointer) (gsize) code);
}

/* Where each event's entry stands, found with one pass over the journal: by number of event, + 1. (transfer full) */
static guint *
index_events (const SimRun *run)
{
  guint *at = g_new0 (guint, run->world->born + 1);

  for (guint i = 0; i < sim_journal_length (run->journal); i++)
    at[sim_journal_get (run->journal, i)->event] = i + 1;
  return at;
}

void
viz_taken_add (VizTaken *taken, const SimRun *run)
{
  const SimModel *model = taken->model;
  g_autofree guint *at = NULL;

  g_assert (run->model == model && run->journal);
  add_visits (taken, run);
  for (guint i = 0; i < sim_journal_length (run->journal); i++)
    add_entry (taken, sim_journal_get (run->journal, i));
  at = index_events (run);
  for (guint f = 0; f < run->world->n_findings; f++) {
    const SimFinding *finding = &run->world->findings[f];

    if (at[finding->event])
      add_code (taken, sim_journal_get (run->journal, at[finding->event] - 1),
                model->kinds[finding->kind].code);
  }
}

guint64
viz_taken_count (const VizTaken *taken, guint row, guint32 states)
{
  guint64 sum = 0;

  for (guint state = 0; state < VIZ_STATES; state++)
    if (states >> state & 1)
      sum += taken->counts[row * VIZ_STATES + state];
  return sum;
}
