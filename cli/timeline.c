#include "cli/timeline.h"

/* What is drawn of the machines, group by group. A margin is how much may still be lost: what its machine's action tells
 * second (admission control: failures covered; a quorum group: members that may go). */
/* clang-format off */
static const struct {
  const char *group;
  guint machine;
  gboolean margin;
} shown[] = {
  { "plan",                                     MODEL_MACHINE_STEP,      FALSE },
  { "vCenter",                                  MODEL_MACHINE_VCENTER,   FALSE },
  { "host failures that HA covers",             MODEL_MACHINE_ADMISSION, TRUE },
  { "members that a quorum may still lose",     MODEL_MACHINE_QUORUM,    TRUE },
  { "vSAN objects",                             MODEL_MACHINE_VSAN,      FALSE },
  { "shutdown token",                           MODEL_MACHINE_TOKEN,     FALSE },
  { "CVMs",                                     MODEL_MACHINE_CVM,       FALSE },
  { "hosts",                                    MODEL_MACHINE_HOST,      FALSE },
};
/* clang-format on */

/* What an actor's track is at, while the journal is gone through. */
typedef struct {
  VizTrack *track;
  SimTime since;
  SimStateKind kind;
  const char *state; /* of the tables */
  gint64 margin;     /* G_MININT64 when there is none */
  char *why;
} Pencil;

typedef struct {
  const SimRun *run;
  VizTimeline *timeline;
  SimTime end;
} Maker;

static void
end_span (Pencil *pencil, SimTime until)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, pencil->margin);

  if (until > pencil->since)
    viz_track_span (pencil->track, pencil->since, until, pencil->kind,
                    pencil->margin != G_MININT64 ? number : pencil->state, pencil->why);
  g_clear_pointer (&pencil->why, g_free);
  pencil->since = until;
}

/* How bad it is that no more than so much may be lost. */
static SimStateKind
kind_of_margin (gint64 margin)
{
  return margin < 0 ? SIM_FAILED : margin == 0 ? SIM_PASSING : SIM_STEADY;
}

/* Whether a margin is known: neither admission control that is off nor one whose vCenter is away tells any. */
static gboolean
has_margin (const SimEntry *entry)
{
  return entry->machine != MODEL_MACHINE_ADMISSION
         || (entry->state_to != ADMISSION_AT_OFF && entry->state_to != ADMISSION_AT_ABSENT);
}

static gboolean
is_news (const SimRun *run, const SimEntry *entry, gboolean margin)
{
  const SimAction *action = sim_entry_row (run->model, entry)->action;

  return entry->state_from != entry->state_to || (margin && has_margin (entry) && action && action->tells);
}

static void
take_entry (Pencil *pencil, const SimRun *run, const SimEntry *entry, gboolean margin)
{
  const SimState *states = run->model->machines[entry->machine]->states;

  if (!pencil->state) { /* as it was from the beginning, before anybody counted */
    pencil->state = states[entry->state_from].name;
    pencil->kind = states[entry->state_from].kind;
    pencil->margin = G_MININT64;
  }
  if (!is_news (run, entry, margin) || (entry->state_from == entry->state_to && entry->b == pencil->margin))
    return;
  end_span (pencil, entry->at);
  pencil->state = states[entry->state_to].name;
  pencil->margin = margin && has_margin (entry) ? entry->b : G_MININT64;
  pencil->kind
      = pencil->margin != G_MININT64 ? kind_of_margin (pencil->margin) : states[entry->state_to].kind;
  pencil->why = sim_entry_because (run->model, entry);
}

/* The actors of a machine that have a track, in their order: all of which there is news; steps as they began. */
static GArray *
find_tracks (const SimRun *run, guint machine, gboolean margin)
{
  const SimModel *model = run->model;
  g_autofree gboolean *has_news = g_new0 (gboolean, model->counts[machine] + 1);
  g_autoptr (GArray) order = machine == MODEL_MACHINE_STEP ? cli_steps_in_order (run) : NULL;
  GArray *actors = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);

    if (entry->machine == machine && is_news (run, entry, margin))
      has_news[sim_model_index (model, entry->to)] = TRUE;
  }
  for (guint i = 0; i < model->counts[machine]; i++) {
    guint actor = order ? g_array_index (order, guint32, i) : i;

    if (has_news[actor])
      g_array_append_val (actors, actor);
  }
  return actors;
}

static void
add_group (Maker *maker, gsize which)
{
  const SimRun *run = maker->run;
  const SimModel *model = run->model;
  guint machine = shown[which].machine, n = model->counts[machine];
  g_autoptr (GArray) actors = find_tracks (run, machine, shown[which].margin);
  g_autofree Pencil *pencils = g_new0 (Pencil, n + 1);
  g_autofree char *title
      = actors->len < n ? g_strdup_printf ("%s (%u more never changed)", shown[which].group, n - actors->len)
                        : g_strdup (shown[which].group);
  VizGroup *group;

  if (!actors->len)
    return;
  group = viz_timeline_group (maker->timeline, title);
  for (guint i = 0; i < actors->len; i++) {
    guint actor = g_array_index (actors, guint, i);

    pencils[actor].track
        = viz_group_track (group, model->name (model, sim_model_actor (model, machine, actor)));
  }
  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);

    if (entry->machine == machine && entry->at <= maker->end
        && pencils[sim_model_index (model, entry->to)].track)
      take_entry (&pencils[sim_model_index (model, entry->to)], run, entry, shown[which].margin);
  }
  for (guint i = 0; i < n; i++)
    if (pencils[i].track)
      end_span (&pencils[i], maker->end);
}

/* ---- What was found ---- */

static int
by_severity (gconstpointer a, gconstpointer b, gpointer worst_of)
{
  const SimSeverity *worst = worst_of;
  guint x = *(const guint *) a, y = *(const guint *) b;

  return worst[x] != worst[y] ? (int) worst[y] - (int) worst[x] : (int) x - (int) y;
}

static int
by_since (gconstpointer a, gconstpointer b)
{
  const SimFinding *x = *(const SimFinding *const *) a, *y = *(const SimFinding *const *) b;

  return x->since != y->since ? (x->since > y->since) - (x->since < y->since)
                              : (x->event > y->event) - (x->event < y->event);
}

/* Findings of one kind on one track; those that overlap are one span that counts them. */
static void
add_kind (Maker *maker, VizGroup *group, guint kind, SimSeverity worst)
{
  static const SimStateKind kinds[] = { SIM_STEADY, SIM_PASSING, SIM_FAILED };
  const SimRun *run = maker->run;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *name = NULL;
  VizTrack *track;

  for (guint f = 0; f < run->world->n_findings; f++)
    if (run->world->findings[f].kind == kind)
      g_ptr_array_add (found, &run->world->findings[f]);
  g_ptr_array_sort (found, by_since);
  name = g_strdup_printf (found->len > 1 ? "%s %s (%u)" : "%s %s",
                          worst == SIM_OUTAGE ? "!"
                          : worst == SIM_RISK ? "?"
                                              : "-",
                          run->model->kinds[kind].code, found->len);
  track = viz_group_track (group, name);
  for (guint i = 0, n; i < found->len; i += n) {
    const SimFinding *first = found->pdata[i];
    SimTime until = first->until == SIM_NEVER ? maker->end : first->until;
    g_autofree char *words = sim_finding_message (run->model, first), *label = NULL;

    for (n = 1; i + n < found->len && ((SimFinding *) found->pdata[i + n])->since <= until; n++) {
      const SimFinding *next = found->pdata[i + n];

      until = MAX (until, next->until == SIM_NEVER ? maker->end : next->until);
    }
    label = n > 1 ? g_strdup_printf ("%s and %u more", run->model->name (run->model, first->subject), n - 1)
                  : g_strdup (run->model->name (run->model, first->subject));
    viz_track_span (track, first->since, MIN (until, maker->end), kinds[first->severity], label, words);
  }
}

static void
add_findings (Maker *maker)
{
  const SimRun *run = maker->run;
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree SimSeverity *worst = g_new0 (SimSeverity, run->model->n_kinds);
  g_autofree gboolean *is_found = g_new0 (gboolean, run->model->n_kinds);
  VizGroup *group;

  for (guint f = 0; f < run->world->n_findings; f++) {
    const SimFinding *finding = &run->world->findings[f];

    is_found[finding->kind] = TRUE;
    worst[finding->kind] = MAX (worst[finding->kind], finding->severity);
  }
  for (guint kind = 0; kind < run->model->n_kinds; kind++)
    if (is_found[kind])
      g_array_append_val (kinds, kind);
  if (!kinds->len)
    return;
  g_array_sort_with_data (kinds, by_severity, worst);
  group = viz_timeline_group (maker->timeline, "found: ! outage, ? risk, - note");
  for (guint i = 0; i < kinds->len; i++)
    add_kind (maker, group, g_array_index (kinds, guint, i), worst[g_array_index (kinds, guint, i)]);
}

VizTimeline *
cli_timeline_of (const SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  SimTime end = model_ended_at (run);
  g_autofree char *clock = sim_time_clock (end - end % SIM_SECOND);
  g_autofree char *subtitle
      = g_strdup_printf ("%s after %s", model_outcome_words[model_outcome (run)], clock);
  Maker maker = { run, NULL, cli_last_told (run) };

  maker.timeline = viz_timeline_new (fleet->title ? fleet->title : fleet->file, subtitle, maker.end);
  add_findings (&maker);
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    add_group (&maker, i);
  return maker.timeline;
}
