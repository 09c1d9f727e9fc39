#include "cli/cli.h"

int
cli_check (const CliOptions *options, char **arguments)
{
  GString *text = g_string_new (NULL);
  int status = CLI_CLEAN, put;

  for (; *arguments; arguments++) {
    ModelFleet *fleet = cli_load (options, *arguments, NULL);
    g_autofree char *name = cli_safe (*arguments);

    if (!fleet) {
      status = CLI_BAD_INPUT;
      continue;
    }
    if (!options->quiet)
      g_string_append_printf (text, "%s: fine: %u clusters, %u hosts, %u VMs, %u steps, %u faults\n", name,
                              fleet->n_clusters, fleet->n_hosts, fleet->n_vms, fleet->n_steps, fleet->n_faults);
    model_fleet_free (fleet);
  }
  put = cli_put (options, text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  return status ? status : put;
}
