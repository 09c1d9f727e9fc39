#include "cli/timeline.h"

/* What is drawn of the machines, group by group: states, or what their margins came to. */
/* clang-format off */
static const struct {
  const char *group;
  guint machine;
  const char *margin; /* of what it is a number; NULL for states */
} shown[] = {
  { "plan",                                     MODEL_MACHINE_STEP,      NULL },
  { "vCenter",                                  MODEL_MACHINE_VCENTER,   NULL },
  { "host failures that HA covers",             MODEL_MACHINE_ADMISSION, "failure" },
  { "members that a quorum may still lose",     MODEL_MACHINE_QUORUM,    "member" },
  { "vSAN objects",                             MODEL_MACHINE_VSAN,      NULL },
  { "shutdown token",                           MODEL_MACHINE_TOKEN,     NULL },
  { "CVMs",                                     MODEL_MACHINE_CVM,       NULL },
  { "hosts",                                    MODEL_MACHINE_HOST,      NULL },
};
/* clang-format on */

/* What an actor's track is at, while the journal is gone through. */
typedef struct {
  VizTrack *track;
  SimTime since;
  const SimState *state; /* NULL until it is known */
  char *why;
} Pencil;

typedef struct {
  const SimRun *run;
  const CliMargins *margins;
  VizTimeline *timeline;
  SimTime end;
} Maker;

/* A group of those tracks; who is not among them is counted. */
static VizGroup *
begin_group (Maker *maker, gsize which, guint drawn)
{
  guint n = maker->run->model->counts[shown[which].machine];
  g_autofree char *title = drawn < n
                               ? g_strdup_printf ("%s (%u more never changed)", shown[which].group, n - drawn)
                               : g_strdup (shown[which].group);

  return viz_timeline_group (maker->timeline, title);
}

static const char *
name_of (const Maker *maker, gsize which, guint32 index)
{
  const SimModel *model = maker->run->model;

  return model->name (model, sim_model_actor (model, shown[which].machine, index));
}

/* ---- States ---- */

static void
end_span (Pencil *pencil, SimTime until, gboolean is_last)
{
  if (until > pencil->since || is_last) /* what it comes to in the end is told, though it is but a moment */
    viz_track_span (pencil->track, pencil->since, until, pencil->state->kind, pencil->state->name,
                    pencil->why);
  g_clear_pointer (&pencil->why, g_free);
  pencil->since = until;
}

static void
take_entry (Pencil *pencil, const SimRun *run, const SimEntry *entry)
{
  const SimState *states = run->model->machines[entry->machine]->states;

  if (!pencil->state)
    pencil->state = &states[entry->state_from];
  if (entry->state_from == entry->state_to)
    return;
  end_span (pencil, entry->at, FALSE);
  pencil->state = &states[entry->state_to];
  pencil->why = sim_entry_because (run->model, entry);
}

/* The actors of a machine that were in more than one state, in their order; steps as they began. */
static GArray *
find_tracks (const SimRun *run, guint machine)
{
  const SimModel *model = run->model;
  g_autofree gboolean *moves = g_new0 (gboolean, model->counts[machine] + 1);
  g_autoptr (GArray) order = machine == MODEL_MACHINE_STEP ? cli_steps_in_order (run) : NULL;
  GArray *actors = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);

    if (entry->machine == machine && entry->state_from != entry->state_to)
      moves[sim_model_index (model, entry->to)] = TRUE;
  }
  for (guint i = 0; i < model->counts[machine]; i++) {
    guint actor = order ? g_array_index (order, guint32, i) : i;

    if (moves[actor])
      g_array_append_val (actors, actor);
  }
  return actors;
}

static void
add_states (Maker *maker, gsize which)
{
  const SimRun *run = maker->run;
  guint machine = shown[which].machine, n = run->model->counts[machine];
  g_autoptr (GArray) actors = find_tracks (run, machine);
  g_autofree Pencil *pencils = g_new0 (Pencil, n + 1);
  VizGroup *group;

  if (!actors->len)
    return;
  group = begin_group (maker, which, actors->len);
  group->is_states = TRUE;
  for (guint i = 0; i < actors->len; i++) {
    guint actor = g_array_index (actors, guint, i);

    pencils[actor].track = viz_group_track (group, name_of (maker, which, actor));
  }
  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);

    if (entry->machine == machine && entry->at <= maker->end
        && pencils[sim_model_index (run->model, entry->to)].track)
      take_entry (&pencils[sim_model_index (run->model, entry->to)], run, entry);
  }
  for (guint i = 0; i < n; i++)
    if (pencils[i].track)
      end_span (&pencils[i], maker->end, TRUE);
}

/* ---- Margins ---- */

/* Worth a track: it changed, or was such from the beginning that nothing more might be lost. */
static gboolean
is_worth_it (const CliMargin *margin)
{
  return margin && (margin->marks->len > 1 || g_array_index (margin->marks, CliMark, 0).margin < 1);
}

static void
add_marks (const Maker *maker, VizTrack *track, const CliMargin *margin, const char *unit)
{
  for (guint i = 0; i < margin->marks->len; i++) {
    const CliMark *mark = &g_array_index (margin->marks, CliMark, i);
    SimTime from = MAX (mark->at, 0), until = i + 1 < margin->marks->len ? mark[1].at : maker->end;
    SimStateKind kind = !mark->known || mark->margin == 0 ? SIM_PASSING
                        : mark->margin < 0                ? SIM_FAILED
                                                          : SIM_STEADY;
    g_autofree char *number
        = g_strdup_printf (mark->margin < 0 ? "%" G_GINT64_FORMAT " %s%s, lost" : "%" G_GINT64_FORMAT " %s%s",
                           mark->margin, unit, ABS (mark->margin) == 1 ? "" : "s");

    until = MIN (until, maker->end);
    if (until > from)
      viz_track_span (track, from, until, kind, mark->known ? number : "not counted", NULL);
  }
}

static void
add_margins (Maker *maker, gsize which)
{
  guint n = maker->run->model->counts[shown[which].machine], drawn = 0;
  VizGroup *group = NULL;

  for (guint32 i = 0; i < n; i++)
    drawn += is_worth_it (cli_margins_find (maker->margins, shown[which].machine, i)) ? 1 : 0;
  for (guint32 i = 0; drawn && i < n; i++) {
    const CliMargin *margin = cli_margins_find (maker->margins, shown[which].machine, i);

    if (!is_worth_it (margin))
      continue;
    if (!group)
      group = begin_group (maker, which, drawn);
    add_marks (maker, viz_group_track (group, name_of (maker, which, i)), margin, shown[which].margin);
  }
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

/* Of whom it was found: "web01", "web01 and 16 more", "hosts, 3 times". (transfer full) */
static char *
label_of (const SimModel *model, const SimFinding *const *found, guint n)
{
  const char *name = model->name (model, found[0]->subject);
  guint others = 0;

  for (guint i = 1; i < n; i++)
    others += found[i]->subject != found[0]->subject ? 1 : 0;
  return others  ? g_strdup_printf ("%s and %u more", name, n - 1)
         : n > 1 ? g_strdup_printf ("%s, %u times", name, n)
                 : g_strdup (name);
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
    label = label_of (run->model, (const SimFinding *const *) found->pdata + i, n);
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
  group->is_findings = TRUE;
  for (guint i = 0; i < kinds->len; i++)
    add_kind (maker, group, g_array_index (kinds, guint, i), worst[g_array_index (kinds, guint, i)]);
}

VizTimeline *
cli_timeline_of (const SimRun *run, const CliMargins *margins)
{
  const ModelFleet *fleet = model_fleet (run);
  SimTime end = model_ended_at (run);
  g_autofree char *clock = sim_time_clock (end - end % SIM_SECOND);
  g_autofree char *subtitle
      = g_strdup_printf ("%s after %s", model_outcome_words[model_outcome (run)], clock);
  Maker maker = { run, margins, NULL, cli_last_told (run) };

  maker.timeline = viz_timeline_new (fleet->title ? fleet->title : fleet->file, subtitle, maker.end);
  if ((maker.end - end) * 50 > maker.end) { /* what goes on afterwards can be seen */
    maker.timeline->mark = end;
    maker.timeline->marked = g_strdup_printf ("the plan is over, %s", clock);
  }
  add_findings (&maker);
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    if (shown[i].margin)
      add_margins (&maker, i);
    else
      add_states (&maker, i);
  return maker.timeline;
}
