/* Declared against actual, over the plan. Unlike elsewhere any drift counts unless --fail-on says otherwise: whoever asks for
 * drift wants to know of all. */

#include "cli/drift.h"

#include <json-glib/json-glib.h>

#define MOST_HEIRS 100 /* VMs that one entry of the JSON names; `inherited` counts them all */

static void
put_text (JsonBuilder *builder, const char *key, const char *text)
{
  g_autofree char *safe = text ? g_utf8_make_valid (text, -1) : NULL;

  json_builder_set_member_name (builder, key);
  if (safe)
    json_builder_add_string_value (builder, safe);
  else
    json_builder_add_null_value (builder);
}

static void
put_int (JsonBuilder *builder, const char *key, gint64 value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
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

static void
put_event (JsonBuilder *builder, const char *key, const SimEntry *entry)
{
  json_builder_set_member_name (builder, key);
  if (entry)
    json_builder_add_int_value (builder, (gint64) entry->event);
  else
    json_builder_add_null_value (builder);
}

static void
put_heirs (JsonBuilder *builder, const SimRun *run, const CliDrift *drift)
{
  put_int (builder, "inherited", cli_drift_n_vms (drift));
  put_int (builder, "vm_ms", cli_drift_vm_time (drift, model_ended_at (run)));
  json_builder_set_member_name (builder, "inherited_by");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MIN (drift->heirs->len, MOST_HEIRS); i++) {
    const CliHeir *heir = &g_array_index (drift->heirs, CliHeir, i);

    json_builder_begin_object (builder);
    put_text (builder, "vm", model_fleet (run)->vms[heir->vm].name);
    put_time (builder, "since_ms", heir->since);
    put_time (builder, "until_ms", heir->until);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* `first_seen_step` is when: the step that ran then; `cause_step` is why: the one on whose behalf it happened. */
static const char *
step_at (const SimRun *run, SimTime at)
{
  const char *name = NULL;
  SimTime latest = -1;

  for (guint32 s = 0; s < model_fleet (run)->n_steps; s++) {
    const ModelStepState *state = model_step_state (run, s);

    if (state->began <= at && at <= state->ended && state->began > latest) {
      latest = state->began;
      name = model_fleet (run)->steps[s].name;
    }
  }
  return name;
}

static void
put_drift (JsonBuilder *builder, const SimRun *run, const CliDrift *drift)
{
  static const char *const phases[CLI_N_PHASES] = { "before", "during", "after" };
  g_autofree char *declared = model_declared_words (run, drift->what);
  g_autofree char *actual = model_actual_words (run, drift->what, drift->actual);
  g_autofree char *because = drift->came ? cli_drift_cause (run, drift->came) : NULL;

  json_builder_begin_object (builder);
  put_text (builder, "object", model_declared_object (run, drift->what));
  put_text (builder, "key", model_declared_key (run, drift->what));
  put_text (builder, "expected", declared);
  put_text (builder, "observed", actual);
  put_text (builder, "phase", phases[cli_drift_phase (drift)]);
  put_text (builder, "first_seen_step", drift->came ? step_at (run, drift->since) : NULL);
  put_text (builder, "cause_step",
            drift->came && drift->came->step ? model_fleet (run)->steps[drift->came->step - 1].name : NULL);
  put_text (builder, "cause", because);
  put_text (builder, "impact", model_declared_impact (run, drift->what));
  put_text (builder, "severity", sim_severity_names[cli_drift_severity (drift)]);
  put_time (builder, "since_ms", drift->since);
  put_time (builder, "until_ms", drift->until);
  put_event (builder, "event", drift->came);
  put_event (builder, "ended_by", drift->went);
  put_heirs (builder, run, drift);
  json_builder_end_object (builder);
}

char *
cli_drift_json (const SimRun *run, const CliDrifts *drifts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < drifts->all->len; i++)
    put_drift (builder, run, drifts->all->pdata[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_strconcat (text, "\n", NULL);
}

int
cli_drift (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = NULL;
  g_autoptr (CliDrifts) drifts = NULL;
  g_autofree char *text = NULL;
  SimSeverity least = options->fail_on ? options->least : SIM_NOTE;
  int status;

  if (options->compare)
    return cli_drift_compare (options, arguments[0]);
  if (g_strcmp0 (options->format, "svg") == 0) {
    cli_complain ("drift: it is the curve of --compare that is drawn");
    return CLI_USAGE;
  }
  rehearsal = cli_prepare (options, arguments[0]);
  if (!rehearsal)
    return CLI_BAD_INPUT;
  drifts = cli_drifts_of (rehearsal);
  text = g_strcmp0 (options->format, "json") == 0
             ? cli_drift_json (rehearsal->run, drifts)
             : cli_drift_text (options, rehearsal->run, drifts, arguments[0]);
  status = cli_put (options, text, -1);
  for (guint i = 0; !status && i < drifts->all->len; i++)
    if (cli_drift_severity (drifts->all->pdata[i]) >= least)
      return CLI_FINDINGS;
  return status;
}
