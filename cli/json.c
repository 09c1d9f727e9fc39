/* Runs as JSON: the object that DESIGN calls a contract, and the journal as one object a line. */

#include "cli/cli.h"

#include <json-glib/json-glib.h>

#include "config.h"

#define put_int(BUILDER, KEY, VALUE)                                                                                   \
  (json_builder_set_member_name (BUILDER, KEY), json_builder_add_int_value (BUILDER, VALUE))
#define put_text(BUILDER, KEY, VALUE)                                                                                  \
  (json_builder_set_member_name (BUILDER, KEY), add_text (BUILDER, VALUE))

/* JSON is UTF-8; a name that is not is written with its odd bytes made visible. */
static void
add_text (JsonBuilder *builder, const char *text)
{
  g_autofree char *safe = text && !g_utf8_validate (text, -1, NULL) ? g_utf8_make_valid (text, -1) : NULL;

  if (text)
    json_builder_add_string_value (builder, safe ? safe : text);
  else
    json_builder_add_null_value (builder);
}

static char *
generate (JsonBuilder *builder, gboolean pretty)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, pretty);
}

/* A value of evidence: amounts are numbers, with their unit in the key; everything else is words. */
static void
put_evidence (JsonBuilder *builder, const SimModel *model, const SimFinding *finding)
{
  const SimFindingKind *kind = &model->kinds[finding->kind];

  json_builder_set_member_name (builder, "evidence");
  json_builder_begin_object (builder);
  for (guint i = 0; i < SIM_EVIDENCE_MAX && kind->evidence[i].key; i++) {
    const char *type = kind->evidence[i].type;
    gint64 value = finding->evidence[i];

    if (g_str_equal (type, "count"))
      put_int (builder, kind->evidence[i].key, value);
    else if (g_str_equal (type, "ms") || g_str_equal (type, "mib")) {
      g_autofree char *key = g_strdup_printf ("%s_%s", kind->evidence[i].key, type);

      put_int (builder, key, value);
    } else if (g_str_equal (type, "yes-no")) {
      json_builder_set_member_name (builder, kind->evidence[i].key);
      json_builder_add_boolean_value (builder, value != 0);
    } else if (value == 0 && (g_str_equal (type, "name") || g_str_equal (type, "rule")))
      put_text (builder, kind->evidence[i].key, NULL);
    else {
      g_autofree char *words = sim_text_value (model, type, value);

      put_text (builder, kind->evidence[i].key, words);
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
  put_text (builder, "code", model->kinds[finding->kind].code);
  put_text (builder, "severity", sim_severity_names[finding->severity]);
  put_text (builder, "subject", model->name (model, finding->subject));
  put_text (builder, "step", finding->step ? model_fleet (run)->steps[finding->step - 1].name : NULL);
  put_int (builder, "since_ms", finding->since);
  json_builder_set_member_name (builder, "until_ms");
  if (finding->until == SIM_NEVER)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, finding->until);
  put_text (builder, "message", message);
  put_evidence (builder, model, finding);
  put_int (builder, "event", (gint64) finding->event);
  put_text (builder, "fix", fix);
  json_builder_end_object (builder);
}

static void
put_time (JsonBuilder *builder, const char *key, SimTime at)
{
  json_builder_set_member_name (builder, key);
  if (at == SIM_NEVER)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, at);
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
  put_text (builder, "rollcall", PACKAGE_VERSION);
  put_text (builder, "scenario", base);
  put_text (builder, "title", fleet->title);
  put_int (builder, "seed", (gint64) fleet->seed);
  put_text (builder, "outcome", model_outcome_words[model_outcome (run)]);
  put_int (builder, "ended_ms", model_ended_at (run));
  put_int (builder, "events", (gint64) run->world->handled);
  put_text (builder, "digest", digest);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < order->len; i++) {
    guint32 s = g_array_index (order, guint32, i);

    json_builder_begin_object (builder);
    put_text (builder, "name", fleet->steps[s].name);
    put_time (builder, "started_ms", model_step_state (run, s)->began);
    put_time (builder, "ended_ms", model_step_state (run, s)->ended);
    put_text (builder, "outcome", model_step_outcome_words[model_step_outcome (run, s)]);
    if (model_step_state (run, s)->measured)
      put_int (builder, "vsan_margin", model_step_state (run, s)->margin);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
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
  g_autofree char *text = generate (builder, TRUE);

  return g_strconcat (text, "\n", NULL);
}

static void
append_entry (GString *text, const SimRun *run, const SimEntry *entry)
{
  const SimModel *model = run->model;
  const SimMachine *machine = model->machines[entry->machine];
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *because = sim_entry_because (model, entry), *told = sim_entry_told (model, entry), *line = NULL;

  json_builder_begin_object (builder);
  put_int (builder, "event", (gint64) entry->event);
  put_int (builder, "cause", (gint64) entry->cause);
  put_int (builder, "at_ms", entry->at);
  put_text (builder, "machine", machine->name);
  put_text (builder, "name", model->name (model, entry->to));
  put_text (builder, "signal", machine->signals[entry->signal].name);
  put_text (builder, "from", machine->states[entry->state_from].name);
  put_text (builder, "to", machine->states[entry->state_to].name);
  put_text (builder, "because", because);
  put_text (builder, "told", told);
  put_text (builder, "step", entry->step ? model_fleet (run)->steps[entry->step - 1].name : NULL);
  put_text (builder, "facts", sim_entry_row (model, entry)->facts);
  json_builder_end_object (builder);
  line = generate (builder, FALSE);
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
  last = generate (builder, FALSE);
  g_string_append_printf (text, "%s\n", last);
  return g_string_free (text, FALSE);
}
