/* Why? A walk along the causes, from the first to the one asked about; or what a finding code means. */

#include "cli/cli.h"

#include <string.h>

/* ---- Codes ---- */

static void
append_wrapped (GString *text, const char *prefix, const char *sentence)
{
  g_auto (GStrv) words = g_strsplit (sentence, " ", -1);
  gsize width = 0;

  for (char **word = words; *word; word++) {
    if (width == 0 || width + 1 + strlen (*word) > 90) {
      g_string_append_printf (text, "%s%s%s", width ? "\n" : "", prefix, *word);
      width = strlen (*word);
    } else {
      g_string_append_printf (text, " %s", *word);
      width += 1 + strlen (*word);
    }
  }
  g_string_append_c (text, '\n');
}

static int
explain_code (const CliOptions *options, const char *code)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *codes[MODEL_N_FINDINGS + 1] = { NULL };

  for (guint i = 0; i < MODEL_N_FINDINGS; i++) {
    const SimFindingKind *kind = &model_findings[i];

    codes[i] = kind->code;
    if (!g_str_equal (kind->code, code))
      continue;
    g_string_append_printf (text, "%s (%s)\n\n", kind->code, sim_severity_names[kind->severity]);
    append_wrapped (text, "  ", kind->meaning);
    g_string_append (text, "\n  it says:  ");
    g_string_append_printf (text, "%s\n  to do:    %s\n", kind->message, kind->fix);
    if (*kind->facts)
      g_string_append_printf (text, "  facts:    %s\n", kind->facts);
    if (i == MODEL_FIND_EVACUATION_BLOCKED) {
      g_string_append (text, "\n  what can block, and what to do about it:\n");
      for (guint b = 1; b < MODEL_N_BLOCKERS; b++)
        g_string_append_printf (text, "    %-20s %s\n    %-20s   do: %s\n", model_blockers[b].code, model_blockers[b].words,
                                model_blockers[b].facts, model_blockers[b].fix);
    }
    return cli_put (options, text->str, (gssize) text->len);
  }
  {
    const char *nearest = cli_nearest (code, codes);

    if (nearest)
      cli_complain ("explain: there is no finding code '%s'; did you mean %s?", code, nearest);
    else
      cli_complain ("explain: there is no finding code '%s'", code);
  }
  return CLI_USAGE;
}

/* ---- Chains ---- */

static const SimFinding *
find_finding (const SimRun *run, const char *code)
{
  for (guint i = 0; i < run->world->n_findings; i++)
    if (g_str_equal (run->model->kinds[run->world->findings[i].kind].code, code))
      return &run->world->findings[i];
  return NULL;
}

/* The last move of whatever bears that name. */
static const SimEntry *
find_name (const SimRun *run, const char *name)
{
  for (guint i = sim_journal_length (run->journal); i > 0; i--) {
    const SimEntry *entry = sim_journal_get (run->journal, i - 1);

    if (entry->state_from != entry->state_to && g_str_equal (run->model->name (run->model, entry->to), name))
      return entry;
  }
  return NULL;
}

static const SimEntry *
find_what (const SimRun *run, const char *what, const SimFinding **ret_finding)
{
  guint64 number;

  if (g_ascii_string_to_unsigned (what, 10, 1, G_MAXUINT64, &number, NULL))
    return sim_journal_find (run->journal, number);
  *ret_finding = find_finding (run, what);
  return *ret_finding ? sim_journal_find (run->journal, (*ret_finding)->event) : find_name (run, what);
}

static void
tell_link (GString *text, const SimRun *run, const SimEntry *entry)
{
  const SimModel *model = run->model;
  const SimMachine *machine = model->machines[entry->machine];
  const SimRow *row = sim_entry_row (model, entry);
  g_autofree char *clock = sim_time_clock (entry->at), *because = sim_entry_because (model, entry);
  g_autofree char *told = sim_entry_told (model, entry), *name = cli_safe (model->name (model, entry->to));
  g_autofree char *why = cli_safe (because), *more = told ? cli_safe (told) : NULL;

  g_string_append_printf (text, "%7" G_GUINT64_FORMAT "  %11s  %s %s: ", entry->event, clock, machine->name, name);
  if (entry->state_from != entry->state_to)
    g_string_append_printf (text, "%s -> %s", machine->states[entry->state_from].name, machine->states[entry->state_to].name);
  else
    g_string_append_printf (text, "%s, told %s", machine->states[entry->state_from].name,
                            machine->signals[entry->signal].name);
  g_string_append_printf (text, "\n%22s%s%s%s%s%s%s\n", "", why, more ? " (" : "", more ? more : "", more ? ")" : "",
                          *row->facts ? "   " : "", row->facts);
}

static int
explain_run (const CliOptions *options, const SimRun *run, const char *what)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  const SimFinding *finding = NULL;
  const SimEntry *entry = find_what (run, what, &finding);

  if (!entry) {
    cli_complain ("explain: nothing in this run is called '%s': give the number of an event, a finding code that was found, "
                  "or the name of something that moved", what);
    return CLI_USAGE;
  }
  for (; entry; entry = entry->cause ? sim_journal_find (run->journal, entry->cause) : NULL)
    g_ptr_array_add (chain, (gpointer) entry);
  for (guint i = chain->len; i > 0; i--)
    tell_link (text, run, g_ptr_array_index (chain, i - 1));
  for (guint i = 0; i < run->world->n_findings; i++) {
    const SimFinding *found = &run->world->findings[i];

    if (finding ? found == finding : found->event == ((const SimEntry *) g_ptr_array_index (chain, 0))->event) {
      g_autofree char *message = sim_finding_message (run->model, found), *fix = sim_finding_fix (run->model, found);
      g_autofree char *safe = cli_safe (message), *todo = cli_safe (fix);

      g_string_append_printf (text, "\nfound: %s (%s)\n       %s\n   do: %s\n", run->model->kinds[found->kind].code,
                              sim_severity_names[found->severity], safe, todo);
    }
  }
  return cli_put (options, text->str, (gssize) text->len);
}

int
cli_explain (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = NULL;

  if (!arguments[1])
    return explain_code (options, arguments[0]);
  rehearsal = cli_rehearse (options, arguments[0]);
  return rehearsal ? explain_run (options, rehearsal->run, arguments[1]) : CLI_BAD_INPUT;
}
