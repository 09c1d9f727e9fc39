/* What the licences of a scenario count and cost, as it begins, and when its plan is over. */

#include "cli/bill.h"

int
cli_cost (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = cli_prepare (options, arguments[0]);
  g_autoptr (ModelCosts) before = NULL, after = NULL;
  g_autoptr (VizDocument) document = NULL;
  g_autofree char *text = NULL;

  if (!rehearsal)
    return CLI_BAD_INPUT;
  before = model_cost_new (rehearsal->run);
  while (rehearsal->fleet->relicenses && sim_run_step (rehearsal->run))
    ; /* only what licenses a cluster anew changes what is counted */
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
