#include "cli/cli.h"

int
cli_run (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = cli_rehearse (options, arguments[0]);
  g_autofree char *text = NULL;
  int status;

  if (!rehearsal)
    return CLI_BAD_INPUT;
  if (g_strcmp0 (options->format, "json") == 0)
    text = cli_run_json (rehearsal->run);
  else if (g_strcmp0 (options->format, "ndjson") == 0)
    text = cli_run_ndjson (rehearsal->run);
  else
    text = cli_story (options, rehearsal->run, rehearsal->fleet->file);
  status = cli_put (options, text, -1);
  return status ? status : cli_verdict (options, rehearsal->run);
}
