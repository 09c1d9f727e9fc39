#include "cli/cli.h"

/* What works while vCenter does not: the matrix that the models go by. */
static char *
availability_text (void)
{
  static const char *const words[]
      = { [MODEL_AVAILABLE_AWAY] = "-", [MODEL_AVAILABLE_WORKS] = "works", [MODEL_AVAILABLE_NONE] = "n/a" };
  GString *text = g_string_new (
      "# What works by the state of vCenter. The models go by this very table.\n#\n"
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

static void
append_bits (GString *text, guint32 bits, const char *const *words, const char *none)
{
  gboolean any = FALSE;

  for (guint i = 0; words[i]; i++)
    if (bits >> i & 1) {
      g_string_append_printf (text, "%s%s", any ? ", " : "", words[i]);
      any = TRUE;
    }
  g_string_append (text, any ? "" : none);
}

static void
append_reset (GString *text, const ModelResetRow *row)
{
  g_string_append_printf (text, "%-6s %s\n       becomes   %s\n       when      ", row->id, row->what,
                          row->to ? row->to : "what the policy has as its default");
  if (row->event)
    g_string_append (text, row->event);
  else
    append_bits (text, row->events, model_lifecycle_words, "");
  for (guint i = 0; i < G_N_ELEMENTS (row->crossed); i++) {
    g_autofree char *version = row->crossed[i] ? model_version_text (row->crossed[i]) : NULL;

    if (version)
      g_string_append_printf (text, "%s %s", i ? " or" : " from before to", version);
  }
  g_string_append (text, "\n       kept by   ");
  append_bits (text, row->keepers, model_keeper_words, "nobody");
  if (row->driver)
    g_string_append_printf (text, "\n       driven by %s", row->driver);
  else {
    g_string_append (text, "\n       driven by policies of kind ");
    append_bits (text, row->kinds, model_policy_words, "");
  }
  g_string_append_printf (text, "\n       source    %s, %s\n\n", row->source, row->basis);
}

/* What is documented to reset a setting: the table that the models go by. */
static char *
resets_text (void)
{
  GString *text = g_string_new (
      "# What is documented to put a setting back or to lose it. The models go by this very table.\n#\n"
      "# What is driven by policies happens to those that say they are `subject-to` it; the rest happens\n"
      "# by itself. Basis: S1 of the vendor, S2 of others, D derived.\n\n");

  for (const ModelResetRow *row = model_resets; row->id; row++)
    append_reset (text, row);
  return g_string_free (text, FALSE);
}

int
cli_show (const CliOptions *options, char **arguments)
{
  g_autofree char *text = options->physics        ? cli_physics (options)
                          : options->availability ? availability_text ()
                          : options->resets       ? resets_text ()
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
    cli_complain ("show takes the name of a bundled scenario, --physics, --availability, --resets, "
                  "--language or --schema; rollcall list shows the names");
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
