/* What the licences of a scenario count and cost, as it begins. */

#include "cli/bill.h"

int
cli_cost (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = cli_prepare (options, arguments[0]);
  g_autoptr (ModelCosts) cost = NULL;
  g_autoptr (VizDocument) document = NULL;
  g_autofree char *text = NULL;

  if (!rehearsal)
    return CLI_BAD_INPUT;
  cost = model_cost_new (rehearsal->run);
  if (g_strcmp0 (options->format, "json") == 0) {
    text = cli_cost_json (cost, rehearsal->run);
    return cli_put (options, text, -1);
  }
  document = viz_document_new (rehearsal->fleet->title ? rehearsal->fleet->title : arguments[0]);
  viz_document_section (document, "cost", "");
  cli_tell_cost (cost, rehearsal->run, document);
  text = viz_document_terminal (document);
  return cli_put (options, text, -1);
}
