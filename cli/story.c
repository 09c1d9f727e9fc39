/* The journal as a story: time at the left, who, from where to where, the reason in words; what is found is told where it
 * comes to light. Machines that work behind the scenes are left out unless asked for, and so are waiting rooms: a VM that
 * waits for a slot is told when it goes. */

#include "cli/cli.h"

#include <string.h>

#include "config.h"

#define NAME_WIDTH  10
#define MOVE_WIDTH  27

/* How a machine's actors are told: how deep, and what stands before the name. */
static const struct {
  guint indent;
  const char *label;
} voices[MODEL_N_MACHINES] = {
  [MODEL_MACHINE_STEP] = { 0, "step" },       [MODEL_MACHINE_REMEDIATION] = { 0, "remediation" },
  [MODEL_MACHINE_AOS] = { 0, "aos" },         [MODEL_MACHINE_TOKEN] = { 0, "token" },
  [MODEL_MACHINE_ADMISSION] = { 0, "admission" }, [MODEL_MACHINE_VM] = { 1, NULL },
  [MODEL_MACHINE_QUORUM] = { 1, "quorum" },   [MODEL_MACHINE_POLICY] = { 1, "policy" },
  [MODEL_MACHINE_FAULT] = { 0, "fault" },
  [MODEL_MACHINE_UPDATE] = { 1, "update" },   [MODEL_MACHINE_DRS] = { 1, "drs" },
  [MODEL_MACHINE_MIGRATION] = { 2, "vmotion" }, [MODEL_MACHINE_AGENT] = { 1, "ha" },
  [MODEL_MACHINE_DETECTOR] = { 1, "master sees" }, [MODEL_MACHINE_RESTART] = { 2, "restart" },
  [MODEL_MACHINE_ISOLATION] = { 2, "isolation" }, [MODEL_MACHINE_IO_PATH] = { 1, "i/o" },
};

static const char *const marks[] = { "-", "?", "!" };
static const char *const paint[] = { "\033[2m", "\033[33m", "\033[1;31m" };

typedef struct {
  const CliOptions *options;
  const SimRun *run;
  GString *text;
  guint8 *shown; /* by actor: the state last told, + 1 */
  guint finding; /* next to tell */
} Teller;

static void
begin_line (Teller *teller, SimTime at, guint indent)
{
  g_autofree char *clock = sim_time_clock (at);

  g_string_append_printf (teller->text, "%13s  %*s", clock, (int) (2 * indent), "");
}

/* Pads by characters, not bytes. */
static void
append_padded (GString *text, const char *words, guint width)
{
  glong length = g_utf8_strlen (words, -1);

  g_string_append (text, words);
  for (glong i = length; i < (glong) width; i++)
    g_string_append_c (text, ' ');
  if (length >= (glong) width)
    g_string_append_c (text, ' ');
}

static void
end_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

/* A state that is only a waiting room on the way to the next; and leaving it again for where one was. */
static gboolean
is_waiting_room (const SimEntry *entry)
{
  return entry->machine == MODEL_MACHINE_VM &&
         (entry->state_to == VM_AT_LEAVING || (entry->state_from == VM_AT_LEAVING && entry->state_to == VM_AT_RUNNING));
}

static gboolean
is_told (const Teller *teller, const SimEntry *entry)
{
  const SimModel *model = teller->run->model;

  if (!sim_entry_is_news (model, entry))
    return FALSE;
  if (!teller->shown[entry->to])
    teller->shown[entry->to] = (guint8) (entry->state_from + 1);
  if (teller->options->details)
    return TRUE;
  return !model->machines[entry->machine]->quiet && !is_waiting_room (entry) && entry->machine != MODEL_MACHINE_PLAN &&
         (entry->state_from != entry->state_to || entry->machine == MODEL_MACHINE_REMEDIATION ||
          entry->machine == MODEL_MACHINE_AOS);
}

/* A step is told as the plan's: what it does when it begins, how it came out when it ends. */
static void
tell_step (Teller *teller, const SimEntry *entry)
{
  const SimModel *model = teller->run->model;
  g_autofree char *told = sim_entry_told (model, entry), *because = sim_entry_because (model, entry);
  g_autofree char *name = cli_safe (model->name (model, entry->to)), *what = cli_safe (told ? told : because);
  gboolean begins = entry->state_to == STEP_AT_RUNNING;

  begin_line (teller, entry->at, 0);
  append_padded (teller->text, "plan", NAME_WIDTH);
  g_string_append_printf (teller->text, "step %s%s%s%s%s\n", name, begins ? ": " : " ",
                          begins ? "" : model->machines[entry->machine]->states[entry->state_to].name,
                          begins ? "" : entry->state_to == STEP_AT_SKIPPED ? ": " : " ", what);
}

static void
tell_entry (Teller *teller, const SimEntry *entry)
{
  const SimModel *model = teller->run->model;
  const SimMachine *machine = model->machines[entry->machine];
  const char *label = voices[entry->machine].label;
  guint8 from = (guint8) (teller->shown[entry->to] - 1);
  g_autofree char *because = sim_entry_because (model, entry), *told = sim_entry_told (model, entry);
  g_autofree char *name = cli_safe (model->name (model, entry->to));
  g_autofree char *who = label ? g_strdup_printf ("%s %s", label, name) : g_strdup (name);
  g_autofree char *move = NULL, *why = cli_safe (because), *more = told ? cli_safe (told) : NULL;
  guint indent = voices[entry->machine].indent;

  move = from == entry->state_to ? g_strdup (machine->states[from].name)
                                 : g_strdup_printf ("%s -> %s", machine->states[from].name,
                                                    machine->states[entry->state_to].name);
  teller->shown[entry->to] = (guint8) (entry->state_to + 1);
  begin_line (teller, entry->at, indent);
  append_padded (teller->text, who, NAME_WIDTH);
  append_padded (teller->text, move, MOVE_WIDTH);
  append_padded (teller->text, why, more ? 46 - 2 * indent : 0);
  if (more)
    g_string_append_printf (teller->text, " %s", more);
  end_line (teller->text);
}

static void
tell_finding (Teller *teller, const SimFinding *finding)
{
  const SimModel *model = teller->run->model;
  g_autofree char *message = sim_finding_message (model, finding), *safe = cli_safe (message);
  gboolean color = teller->options->use_color;

  begin_line (teller, finding->since, 0);
  g_string_append_printf (teller->text, "%s%s %s  %s%s  (why: event %" G_GUINT64_FORMAT ")\n",
                          color ? paint[finding->severity] : "", marks[finding->severity],
                          model->kinds[finding->kind].code, safe, color ? "\033[0m" : "", finding->event);
}

char *
cli_story (const CliOptions *options, const SimRun *run, const char *name)
{
  g_autofree guint8 *shown = g_new0 (guint8, run->model->n_things + 1);
  Teller teller = { options, run, g_string_new (NULL), shown, 0 };
  g_autofree char *base = g_path_get_basename (name), *safe = cli_safe (base), *summary = NULL;

  g_string_append_printf (teller.text, "rollcall %s  %s  seed %" G_GUINT64_FORMAT "\n", PACKAGE_VERSION, safe,
                          model_fleet (run)->seed);
  for (guint i = 0; !options->quiet && i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);

    if (is_told (&teller, entry))
      (entry->machine == MODEL_MACHINE_STEP ? tell_step : tell_entry) (&teller, entry);
    for (; teller.finding < run->world->n_findings && run->world->findings[teller.finding].event == entry->event;
         teller.finding++)
      tell_finding (&teller, &run->world->findings[teller.finding]);
  }
  summary = cli_summary (options, run);
  g_string_append (teller.text, summary);
  return g_string_free (teller.text, FALSE);
}
