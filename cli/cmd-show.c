#include "cli/cli.h"

/* What works while vCenter does not: the matrix that the models go by. */
static char *
availability_text (void)
{
  static const char *const words[]
      = { [MODEL_AVAILABLE_AWAY] = "-", [MODEL_AVAILABLE_WORKS] = "works", [MODEL_AVAILABLE_NONE] = "n/a" };
  GString *text = g_string_new ("# What works by the state of vCenter. The models go by this very table.\n#\n"
                                "# down: out of service in place, or lost. staging, switching: of a reduced-downtime upgrade.\n"
                                "# failover: of vCenter HA.\n\n");

  g_string_append_printf (text, "%-14s", "");
  for (guint c = 0; c < MODEL_N_CONTROLS; c++)
    g_string_append_printf (text, " %-9s", model_control_words[c]);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < MODEL_N_FUNCTIONS; i++) {
    g_string_append_printf (text, "%-14s", model_functions[i].code);
    for (guint c = 0; c < MODEL_N_CONTROLS; c++)
      g_string_append_printf (text, " %-9s", words[model_functions[i].in[c]]);
    g_string_append_printf (text, " %-13s %s\n", model_functions[i].facts, model_functions[i].words);
  }
  return g_string_free (text, FALSE);
}

int
cli_show (const CliOptions *options, char **arguments)
{
  g_autofree char *text = options->physics        ? cli_physics (options)
                          : options->availability ? availability_text ()
                          : options->schema       ? scenario_schema ()
                          : options->language     ? scenario_reference ()
                                                  : NULL;
  g_autoptr (GBytes) bundled = NULL;

  if (options->unsourced && !options->physics) {
    cli_complain ("--unsourced picks among the numbers of --physics");
    return CLI_USAGE;
  }
  if (g_strcmp0 (options->format, "json") == 0 && !options->physics && !options->schema) {
    cli_complain ("show has --physics and --schema as json; everything else is text");
    return CLI_USAGE;
  }
  if (text)
    return cli_put (options, text, -1);
  if (!arguments[0]) {
    cli_complain ("show takes the name of a bundled scenario, --physics, --availability, --language or --schema; rollcall list shows the names");
    return CLI_USAGE;
  }
  bundled = scenario_library_text (arguments[0]);
  if (!bundled) {
    const char *nearest = scenario_library_nearest (arguments[0]);

    if (nearest)
      cli_complain ("there is no bundled scenario '%s'; did you mean %s?", arguments[0], nearest);
    else
      cli_complain ("there is no bundled scenario '%s'; rollcall list shows them", arguments[0]);
    return CLI_USAGE;
  }
  return cli_put (options, g_bytes_get_data (bundled, NULL), (gssize) g_bytes_get_size (bundled));
}
