/* Declared against actual, over the plan. Unlike elsewhere any drift counts unless --fail-on says otherwise: whoever asks for
 * drift wants to know of all. The handbook would have 2 for drift and 1 for an error; in rollcall 1 is what was found, everywhere.
 *
 * Facts: D-20. */

#include "cli/drift.h"
#include "cli/json.h"

#define MOST_HEIRS 100 /* VMs that one entry of the JSON names; `inherited` counts them all */

static void
put_heirs (JsonBuilder *builder, const SimRun *run, const CliDrift *drift)
{
  cli_json_int (builder, "inherited", cli_drift_n_vms (drift));
  cli_json_int (builder, "vm_ms", cli_drift_vm_time (drift, model_ended_at (run)));
  cli_json_list (builder, "inherited_by");
  for (guint i = 0; i < MIN (drift->heirs->len, MOST_HEIRS); i++) {
    const CliHeir *heir = &g_array_index (drift->heirs, CliHeir, i);

    json_builder_begin_object (builder);
    cli_json_text (builder, "vm", model_fleet (run)->vms[heir->vm].name);
    cli_json_time (builder, "since_ms", heir->since);
    cli_json_time (builder, "until_ms", heir->until);
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

/* D-20 in its own words, and more beside them. */
static void
put_drift (JsonBuilder *builder, const SimRun *run, const CliDrift *drift)
{
  static const char *const phases[CLI_N_PHASES] = { "before", "during", "after" };
  g_autofree char *declared = model_declared_words (run, drift->what);
  g_autofree char *actual = model_actual_words (run, drift->what, drift->actual);
  g_autofree char *because = drift->came ? cli_drift_cause (run, drift, drift->came) : NULL;

  json_builder_begin_object (builder);
  cli_json_text (builder, "object", model_declared_object (run, drift->what));
  cli_json_text (builder, "key", model_declared_key (run, drift->what));
  cli_json_text (builder, "expected", declared);
  cli_json_text (builder, "observed", actual);
  cli_json_text (builder, "phase", phases[cli_drift_phase (drift)]);
  cli_json_text (builder, "first_seen_step", drift->came ? step_at (run, drift->since) : NULL);
  cli_json_text (builder, "cause_step",
                 drift->came && drift->came->step ? model_fleet (run)->steps[drift->came->step - 1].name
                                                  : NULL);
  cli_json_text (builder, "cause", because);
  cli_json_text (builder, "impact", model_declared_impact (run, drift->what));
  cli_json_text (builder, "severity", sim_severity_names[cli_drift_severity (drift)]);
  cli_json_time (builder, "since_ms", drift->since);
  cli_json_time (builder, "until_ms", drift->until);
  cli_json_int_if (builder, "event", drift->came ? (gint64) drift->came->event : 0, drift->came != NULL);
  cli_json_int_if (builder, "ended_by", drift->went ? (gint64) drift->went->event : 0, drift->went != NULL);
  put_heirs (builder, run, drift);
  json_builder_end_object (builder);
}

char *
cli_drift_json (const SimRun *run, const CliDrifts *drifts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < drifts->all->len; i++)
    put_drift (builder, run, drifts->all->pdata[i]);
  json_builder_end_array (builder);
  return cli_json_done (builder);
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
