#include "cli/recording-parts.h"

#include "models/plan/policies.h"

/* clang-format off */
const CliGauge cli_gauges[CLI_N_GAUGES] = {
  { MODEL_MACHINE_VCENTER, "vCenter", NULL },     { MODEL_MACHINE_ADMISSION, "HA", "covers # failures" },
  { MODEL_MACHINE_QUORUM, "quorum", "# may go" }, { MODEL_MACHINE_VSAN, "vSAN", NULL },
  { MODEL_MACHINE_TOKEN, "token", NULL },
};
/* clang-format on */

/* ---- Recording ---- */

static gint32
place_of (const SimRun *run, guint32 vm)
{
  guint32 host = model_vm_state (run, vm)->host;

  return host == MODEL_NONE ? -1 : (gint32) host;
}

/* What may change where a VM is registered: itself, its vMotion, and HA when it restarts it. */
gboolean
cli_recording_places (guint machine)
{
  return machine == MODEL_MACHINE_VM || machine == MODEL_MACHINE_MIGRATION
         || machine == MODEL_MACHINE_RESTART;
}

/* How a margin stands; NO_VALUE when there is none. */
static gint64
stand_of (const CliMargin *margin)
{
  const CliMark *mark = margin ? &g_array_index (margin->marks, CliMark, margin->marks->len - 1) : NULL;

  return !mark ? NO_VALUE : mark->known ? mark->margin : CLI_NOT_COUNTED;
}

gint64
cli_recording_margin (const CliRecording *recording, guint machine, guint32 index)
{
  const CliMargin *margin = cli_margins_find (recording->margins, machine, index);
  const CliMark *mark = margin ? &g_array_index (margin->marks, CliMark, 0) : NULL;

  return !mark ? NO_VALUE : mark->known ? mark->margin : CLI_NOT_COUNTED;
}

/* What an entry changed beside its actor's state: where a VM is, what a policy's value is, how a margin stands. */
static gint64
value_of (CliRecording *recording, const SimEntry *entry, gint32 *places, gint32 *cells)
{
  const SimRun *run = recording->run;
  guint32 i = sim_model_index (run->model, entry->to);
  const CliMargin *margin;
  gint64 before, now;

  if (cli_recording_places (entry->machine)) {
    before = places[i];
    now = places[i] = place_of (run, i);
  } else if (entry->machine == MODEL_MACHINE_POLICY) {
    before = cells[i];
    now = cells[i] = cli_recording_cell (recording, i);
  } else {
    margin = cli_margins_find (recording->margins, entry->machine, i);
    before = stand_of (margin);
    cli_margins_take (recording->margins, run, entry);
    now = stand_of (margin);
  }
  return now == before ? NO_VALUE : now;
}

int
cli_recording_string (CliRecording *recording, const char *string)
{
  gpointer number;

  if (!string || !*string)
    return -1;
  if (!g_hash_table_lookup_extended (recording->numbers, string, NULL, &number)) {
    char *own = cli_safe (string);

    g_ptr_array_add (recording->strings, own);
    number = GUINT_TO_POINTER (recording->strings->len - 1);
    g_hash_table_insert (recording->numbers, g_strdup (string), number);
  }
  return GPOINTER_TO_INT (number);
}

int
cli_recording_cell (CliRecording *recording, guint32 cell)
{
  const SimRun *run = recording->run;

  return cli_recording_string (
      recording,
      model_cell_words (model_fleet (run), model_links (run)->policy_of_cell, model_cell_value (run, cell)));
}

/* Which entries are recorded: all, unless they are too many. */
static void
choose (CliRecording *recording)
{
  const SimRun *run = recording->run;
  guint n = sim_journal_length (run->journal);
  gboolean all = n <= CLI_RECORDING_MOST;

  recording->index = g_new (gint32, run->world->born + 1);
  for (guint i = 0; i < n; i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);
    gint64 value = g_array_index (recording->values, gint64, i);

    if (all || value != NO_VALUE || cli_entry_is_told (run, entry)) {
      recording->index[entry->event] = (gint32) recording->kept->len;
      g_array_append_val (recording->kept, i);
    } else
      recording->index[entry->event] = entry->cause ? recording->index[entry->cause] : -1;
  }
}

static void
word (CliRecording *recording)
{
  const SimRun *run = recording->run;

  for (guint k = 0; k < recording->kept->len; k++) {
    const SimEntry *entry = sim_journal_get (run->journal, g_array_index (recording->kept, guint, k));
    g_autofree char *because = sim_entry_because (run->model, entry),
                    *told = sim_entry_told (run->model, entry);
    int why = cli_recording_string (recording, because), more = cli_recording_string (recording, told);

    g_array_append_val (recording->why, why);
    g_array_append_val (recording->more, more);
  }
}

CliRecording *
cli_record (const CliRehearsal *rehearsal)
{
  SimRun *run = rehearsal->run;
  SimId n_actors = run->model->bases[run->model->n_machines];
  guint32 n_vms = rehearsal->fleet->n_vms;
  CliRecording *recording = g_new0 (CliRecording, 1);
  guint32 n_cells = rehearsal->fleet->n_cells;
  g_autofree gint32 *places = NULL, *cells = NULL;

  recording->rehearsal = rehearsal;
  recording->run = run;
  recording->began = g_new0 (guint8, n_actors);
  recording->place = g_new (gint32, n_vms + 1);
  recording->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  recording->kept = g_array_new (FALSE, FALSE, sizeof (guint));
  recording->why = g_array_new (FALSE, FALSE, sizeof (int));
  recording->more = g_array_new (FALSE, FALSE, sizeof (int));
  recording->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  recording->strings = g_ptr_array_new_with_free_func (g_free);
  recording->margins = cli_margins_new (run);
  for (SimId actor = 1; actor < n_actors; actor++)
    recording->began[actor] = sim_world_state (run->world, actor);
  for (guint32 vm = 0; vm < n_vms; vm++)
    recording->place[vm] = place_of (run, vm);
  recording->cell = g_new (gint32, n_cells + 1);
  for (guint32 cell = 0; cell < n_cells; cell++)
    recording->cell[cell] = cli_recording_cell (recording, cell);
  cells = g_memdup2 (recording->cell, sizeof *cells * (n_cells + 1));
  places = g_memdup2 (recording->place, sizeof *places * (n_vms + 1));
  while (sim_run_step (run))
    while (recording->values->len < sim_journal_length (run->journal)) {
      const SimEntry *entry = sim_journal_get (run->journal, recording->values->len);
      gint64 value = value_of (recording, entry, places, cells);

      g_array_append_val (recording->values, value);
    }
  choose (recording);
  word (recording);
  return recording;
}

void
cli_recording_free (CliRecording *recording)
{
  if (!recording)
    return;
  cli_margins_free (recording->margins);
  g_free (recording->began);
  g_free (recording->place);
  g_free (recording->cell);
  g_free (recording->index);
  g_array_unref (recording->values);
  g_array_unref (recording->kept);
  g_array_unref (recording->why);
  g_array_unref (recording->more);
  g_hash_table_unref (recording->numbers);
  g_ptr_array_unref (recording->strings);
  g_free (recording);
}

/* ---- Entries, in columns ---- */

typedef gint64 (*Column) (const CliRecording *recording, const SimEntry *entry, guint kept);

static gint64
at_of (const CliRecording *recording, const SimEntry *entry, guint kept)
{
  guint before = kept ? g_array_index (recording->kept, guint, kept - 1) : 0;

  return kept ? entry->at - sim_journal_get (recording->run->journal, before)->at : entry->at;
}

static gint64
event_of (const CliRecording *recording G_GNUC_UNUSED, const SimEntry *entry, guint kept G_GNUC_UNUSED)
{
  return (gint64) entry->event;
}

static gint64
cause_of (const CliRecording *recording, const SimEntry *entry, guint kept G_GNUC_UNUSED)
{
  return entry->cause ? recording->index[entry->cause] : -1;
}

/* The player counts actors from 0. */
static gint64
actor_of (const CliRecording *recording G_GNUC_UNUSED, const SimEntry *entry, guint kept G_GNUC_UNUSED)
{
  return (gint64) entry->to - 1;
}

static gint64
from_of (const CliRecording *recording G_GNUC_UNUSED, const SimEntry *entry, guint kept G_GNUC_UNUSED)
{
  return entry->state_from;
}

static gint64
to_of (const CliRecording *recording G_GNUC_UNUSED, const SimEntry *entry, guint kept G_GNUC_UNUSED)
{
  return entry->state_to;
}

static gint64
told_of (const CliRecording *recording, const SimEntry *entry, guint kept G_GNUC_UNUSED)
{
  return cli_entry_is_told (recording->run, entry);
}

static gint64
why_of (const CliRecording *recording, const SimEntry *entry G_GNUC_UNUSED, guint kept)
{
  return g_array_index (recording->why, int, kept);
}

static gint64
more_of (const CliRecording *recording, const SimEntry *entry G_GNUC_UNUSED, guint kept)
{
  return g_array_index (recording->more, int, kept);
}

static gint64
number_value_of (const CliRecording *recording, const SimEntry *entry G_GNUC_UNUSED, guint kept)
{
  return g_array_index (recording->values, gint64, g_array_index (recording->kept, guint, kept));
}

const CliMargins *
cli_recording_margins (const CliRecording *recording)
{
  return recording->margins;
}

char *
cli_recording_entries (const CliRecording *recording)
{
  static const struct {
    const char *name;
    Column column;
  } columns[] = { { "at", at_of },       { "event", event_of },
                  { "cause", cause_of }, { "actor", actor_of },
                  { "from", from_of },   { "to", to_of },
                  { "told", told_of },   { "why", why_of },
                  { "more", more_of },   { "value", number_value_of } };
  GString *json = g_string_new ("{");

  for (gsize c = 0; c < G_N_ELEMENTS (columns); c++) {
    g_string_append_printf (json, "%s\"%s\":[", c ? "," : "", columns[c].name);
    for (guint k = 0; k < recording->kept->len; k++) {
      const SimEntry *entry
          = sim_journal_get (recording->run->journal, g_array_index (recording->kept, guint, k));
      gint64 value = columns[c].column (recording, entry, k);

      if (value == NO_VALUE)
        g_string_append (json, k ? ",null" : "null");
      else
        g_string_append_printf (json, k ? ",%" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, value);
    }
    g_string_append_c (json, ']');
  }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}
