#include "cli/cli.h"

#include <string.h>

#include "viz/viz.h"

/* By --format, else by the ending of the output file, else SVG. */
static gboolean
choose_format (const CliOptions *options, VizFormat *ret_format)
{
  const char *ending = options->output ? strrchr (options->output, '.') : NULL;
  const char *name = options->format ? options->format : ending && !strchr (ending, '/') ? ending + 1 : "svg";

  if (viz_format_parse (name, ret_format))
    return TRUE;
  cli_complain ("graph: '%s' is no format to draw in; it may be svg, pdf, png or dot", name);
  return FALSE;
}

static gboolean
choose_machine (const char *name, guint *ret_machine)
{
  const char *names[MODEL_N_MACHINES + 1] = { NULL };
  const char *nearest;
  g_autofree char *known = NULL;

  for (guint m = 0; m < MODEL_N_MACHINES; m++) {
    names[m] = model_machines ()[m]->name;
    if (g_str_equal (names[m], name)) {
      *ret_machine = m;
      return TRUE;
    }
  }
  nearest = cli_nearest (name, names);
  known = g_strjoinv (", ", (char **) names);
  if (nearest)
    cli_complain ("graph: there is no machine '%s'; did you mean %s?", name, nearest);
  else
    cli_complain ("graph: there is no machine '%s'; there are %s", name, known);
  return FALSE;
}

static gboolean
choose_state (guint machine, const char *name, guint *ret_state)
{
  const SimMachine *table = model_machines ()[machine];
  g_autofree const char **names = g_new0 (const char *, table->n_states + 1);
  g_autofree char *known = NULL;

  for (guint s = 0; s < table->n_states; s++) {
    names[s] = table->states[s].name;
    if (g_str_equal (names[s], name)) {
      *ret_state = s;
      return TRUE;
    }
  }
  known = g_strjoinv (", ", (char **) names);
  cli_complain ("graph: %s has no state '%s'; there are %s", table->name, name, known);
  return FALSE;
}

static gboolean
choose_part (const char *name)
{
  g_autofree const char **parts = viz_map_parts (model_tables ());
  g_autofree char *known = g_strjoinv (", ", (char **) parts);

  if (g_strv_contains (parts, name))
    return TRUE;
  cli_complain ("graph: the platform has no part '%s'; there are %s", name, known);
  return FALSE;
}

int
cli_graph (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = NULL;
  g_autoptr (VizTaken) taken = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *dot = NULL;
  const SimModel *model = model_tables ();
  guint machine = MODEL_MACHINE_HOST, state = SIM_SAME;
  VizFormat format;

  if (!choose_format (options, &format))
    return CLI_USAGE;
  if (options->machine && !choose_machine (options->machine, &machine))
    return CLI_USAGE;
  if (options->state && !choose_state (machine, options->state, &state))
    return CLI_USAGE;
  if (options->state && (options->all || options->part || options->taken)) {
    cli_complain (
        "graph: --state draws a page of one machine's graph; it does not go with --all, --part or --taken");
    return CLI_USAGE;
  }
  if (options->part && !choose_part (options->part))
    return CLI_USAGE;
  if (!arguments[0] && !options->machine && !options->state && !options->part && !options->all) {
    cli_complain ("graph takes a scenario, --machine NAME, --part NAME or --all; see rollcall graph --help");
    return CLI_USAGE;
  }
  if (options->taken && (options->all || options->part || !arguments[0])) {
    cli_complain ("graph: --taken draws what a scenario's run took of one machine; %s",
                  arguments[0] ? "it does not go with --all or --part" : "name a scenario");
    return CLI_USAGE;
  }
  if (arguments[0]) {
    rehearsal = cli_rehearse (options, arguments[0]);
    if (!rehearsal)
      return CLI_BAD_INPUT;
    model = rehearsal->run->model;
    taken = viz_taken_new (model);
    viz_taken_add (taken, rehearsal->run);
  }
  dot = options->all || options->part ? viz_map_dot (model, options->part, taken)
        : options->taken              ? viz_graph_taken_dot (machine, taken)
        : options->state              ? viz_graph_state_dot (model, machine, state, taken)
                                      : viz_graph_dot (model, machine, taken);
  picture = viz_render (dot, format, &error);
  if (!picture) {
    cli_complain ("graph: %s", error->message);
    return CLI_BAD_INPUT;
  }
  return cli_put (options, g_bytes_get_data (picture, NULL), (gssize) g_bytes_get_size (picture));
}
