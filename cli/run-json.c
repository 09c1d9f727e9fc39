/* Runs as JSON: the object that DESIGN calls a contract, and the journal as one object a line. */

#include "cli/cli.h"
#include "cli/json.h"

#include "config.h"

/* A value of evidence: amounts are numbers, with their unit in the key; everything else is words. */
static void
put_evidence (JsonBuilder *builder, const SimModel *model, const SimFinding *finding)
{
  const SimFindingKind *kind = &model->kinds[finding->kind];

  cli_json_object (builder, "evidence");
  for (guint i = 0; i < SIM_EVIDENCE_MAX && kind->evidence[i].key; i++) {
    const char *type = kind->evidence[i].type;
    gint64 value = finding->evidence[i];

    if (g_str_equal (type, "count"))
      cli_json_int (builder, kind->evidence[i].key, value);
    else if (g_str_equal (type, "ms") || g_str_equal (type, "mib")) {
      g_autofree char *key = g_strdup_printf ("%s_%s", kind->evidence[i].key, type);

      cli_json_int (builder, key, value);
    } else if (g_str_equal (type, "yes-no")) {
      cli_json_truth (builder, kind->evidence[i].key, value != 0);
    } else if (value == 0 && (g_str_equal (type, "name") || g_str_equal (type, "rule")))
      cli_json_text (builder, kind->evidence[i].key, NULL);
    else {
      g_autofree char *words = sim_text_value (model, type, value);

      cli_json_text (builder, kind->evidence[i].key, words);
    }
  }
  json_builder_end_object (builder);
}

static void
put_finding (JsonBuilder *builder, const SimRun *run, const SimFinding *finding)
{
  const SimModel *model = run->model;
  g_autofree char *message = sim_finding_message (model, finding), *fix = sim_finding_fix (model, finding);

  json_builder_begin_object (builder);
  cli_json_text (builder, "code", model->kinds[finding->kind].code);
  cli_json_text (builder, "severity", sim_severity_names[finding->severity]);
  cli_json_text (builder, "subject", model->name (model, finding->subject));
  cli_json_text (builder, "step", finding->step ? model_fleet (run)->steps[finding->step - 1].name : NULL);
  cli_json_int (builder, "since_ms", finding->since);
  cli_json_time (builder, "until_ms", finding->until);
  cli_json_text (builder, "message", message);
  put_evidence (builder, model, finding);
  cli_json_int (builder, "event", (gint64) finding->event);
  cli_json_text (builder, "fix", fix);
  json_builder_end_object (builder);
}

static JsonBuilder *
build_run (const SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  JsonBuilder *builder = json_builder_new ();
  g_autoptr (GArray) order = cli_steps_in_order (run);
  g_autofree char *base = g_path_get_basename (fleet->file);
  char digest[17];

  g_snprintf (digest, sizeof digest, "%016" G_GINT64_MODIFIER "x", sim_world_digest (run->model, run->world));
  json_builder_begin_object (builder);
  cli_json_text (builder, "rollcall", PACKAGE_VERSION);
  cli_json_text (builder, "scenario", base);
  cli_json_text (builder, "title", fleet->title);
  cli_json_int (builder, "seed", (gint64) fleet->seed);
  cli_json_text (builder, "outcome", model_outcome_words[model_outcome (run)]);
  cli_json_int (builder, "ended_ms", model_ended_at (run));
  cli_json_int (builder, "events", (gint64) run->world->handled);
  cli_json_text (builder, "digest", digest);
  cli_json_list (builder, "steps");
  for (guint i = 0; i < order->len; i++) {
    guint32 s = g_array_index (order, guint32, i);

    json_builder_begin_object (builder);
    cli_json_text (builder, "name", fleet->steps[s].name);
    cli_json_time (builder, "started_ms", model_step_state (run, s)->began);
    cli_json_time (builder, "ended_ms", model_step_state (run, s)->ended);
    cli_json_text (builder, "outcome", model_step_outcome_words[model_step_outcome (run, s)]);
    if (model_step_state (run, s)->measured)
      cli_json_int (builder, "vsan_margin", model_step_state (run, s)->margin);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  cli_json_list (builder, "findings");
  for (guint i = 0; i < run->world->n_findings; i++)
    put_finding (builder, run, &run->world->findings[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return builder;
}

char *
cli_run_json (const SimRun *run)
{
  g_autoptr (JsonBuilder) builder = build_run (run);

  return cli_json_done (builder);
}

static void
append_entry (GString *text, const SimRun *run, const SimEntry *entry)
{
  const SimModel *model = run->model;
  const SimMachine *machine = model->machines[entry->machine];
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *because = sim_entry_because (model, entry), *told = sim_entry_told (model, entry),
                  *line = NULL;

  json_builder_begin_object (builder);
  cli_json_int (builder, "event", (gint64) entry->event);
  cli_json_int (builder, "cause", (gint64) entry->cause);
  cli_json_int (builder, "at_ms", entry->at);
  cli_json_text (builder, "machine", machine->name);
  cli_json_text (builder, "name", model->name (model, entry->to));
  cli_json_text (builder, "signal", machine->signals[entry->signal].name);
  cli_json_text (builder, "from", machine->states[entry->state_from].name);
  cli_json_text (builder, "to", machine->states[entry->state_to].name);
  cli_json_text (builder, "because", because);
  cli_json_text (builder, "told", told);
  cli_json_text (builder, "step", entry->step ? model_fleet (run)->steps[entry->step - 1].name : NULL);
  cli_json_text (builder, "facts", sim_entry_row (model, entry)->facts);
  json_builder_end_object (builder);
  line = cli_json_line (builder);
  g_string_append_printf (text, "%s\n", line);
}

char *
cli_run_ndjson (const SimRun *run)
{
  GString *text = g_string_new (NULL);
  g_autoptr (JsonBuilder) builder = build_run (run);
  g_autofree char *last = NULL;

  for (guint i = 0; i < sim_journal_length (run->journal); i++)
    append_entry (text, run, sim_journal_get (run->journal, i));
  last = cli_json_line (builder);
  g_string_append_printf (text, "%s\n", last);
  return g_string_free (text, FALSE);
}
