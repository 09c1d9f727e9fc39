#include "cli/timeline.h"

int
cli_timeline (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = cli_prepare (options, arguments[0]);
  g_autoptr (CliMargins) margins = NULL;
  g_autoptr (VizTimeline) timeline = NULL;
  g_autofree char *text = NULL;
  gboolean trace = options->format ? g_str_equal (options->format, "trace")
                                   : options->output && g_str_has_suffix (options->output, ".json");

  if (!rehearsal)
    return CLI_BAD_INPUT;
  margins = cli_margins_of (rehearsal);
  timeline = cli_timeline_of (rehearsal->run, margins);
  text = trace ? cli_timeline_trace (timeline) : viz_timeline_svg (timeline);
  return cli_put (options, text, -1);
}
