/* What the licences of a scenario count and cost, as it begins, and when its plan is over. */

#include "cli/tradeoff.h"

static int
draw_curve (const CliOptions *options, const char *what, gboolean as_picture)
{
  int status;
  g_autoptr (VizCurve) curve = cli_tradeoff (options, what, &status);
  g_autofree char *text = NULL;

  if (!curve)
    return status;
  text = as_picture                                 ? viz_curve_svg (curve)
         : g_strcmp0 (options->format, "json") == 0 ? cli_tradeoff_json (curve)
                                                    : cli_tradeoff_text (curve);
  return cli_put (options, text, -1);
}

int
cli_cost (const CliOptions *options, char **arguments)
{
  gboolean as_picture = options->format ? g_str_equal (options->format, "svg")
                                        : options->output && g_str_has_suffix (options->output, ".svg");
  g_autoptr (CliRehearsal) rehearsal = NULL;
  g_autoptr (ModelCosts) before = NULL, after = NULL;
  g_autoptr (VizDocument) document = NULL;
  g_autofree char *text = NULL;

  if (options->hosts)
    return draw_curve (options, arguments[0], as_picture);
  if (as_picture) {
    cli_complain ("cost: a picture is of several numbers of hosts: say --hosts, like 4..12");
    return CLI_USAGE;
  }
  rehearsal = cli_prepare (options, arguments[0]);
  if (!rehearsal)
    return CLI_BAD_INPUT;
  before = model_cost_new (rehearsal->run);
  while (cli_cost_may_change (rehearsal->fleet) && sim_run_step (rehearsal->run))
    ;
  after = model_cost_new (rehearsal->run);
  if (g_strcmp0 (options->format, "json") == 0) {
    text = cli_cost_json (before, after, rehearsal->run);
    return cli_put (options, text, -1);
  }
  document = viz_document_new (rehearsal->fleet->title ? rehearsal->fleet->title : arguments[0]);
  cli_tell_cost (before, after, rehearsal->run, document);
  text = viz_document_terminal (document);
  return cli_put (options, text, -1);
}
