#include "cli/sequence.h"

#include <stdio.h>
#include <string.h>

#include "scenarios/units.h"

/* A moment of a rehearsal: "1:43:15", "2 d 01:43:15", or a duration since its beginning. */
static gboolean
read_moment (const char *option, const char *text, SimTime *ret_moment)
{
  g_autofree char *problem = NULL, *advice = NULL;
  guint days = 0, hours, minutes, seconds;
  int from = 0, end = 0;

  if (!text)
    return TRUE;
  if (sscanf (text, "%6u d%n", &days, &from) != 1 || !from)
    days = 0, from = 0;
  if (sscanf (text + from, "%u:%2u:%2u%n", &hours, &minutes, &seconds, &end) == 3 && !text[from + end]
      && minutes < 60 && seconds < 60) {
    *ret_moment = days * SIM_DAY + hours * SIM_HOUR + minutes * SIM_MINUTE + seconds * SIM_SECOND
                  + (g_str_equal (option, "to") ? 999 : 0);
    return TRUE;
  }
  if (scenario_quantity_read (SCENARIO_DURATION, text, ret_moment, &problem, &advice))
    return TRUE;
  cli_complain ("sequence: --%s takes a moment of the rehearsal as its journal has it, 1:43:15, or a "
                "duration, 2h30m; not '%s'",
                option, text);
  return FALSE;
}

int
cli_sequence (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = NULL;
  g_autoptr (VizSequence) sequence = NULL;
  g_autofree char *text = NULL;
  CliSpan span = { options->step, options->host, 0, SIM_NEVER };
  const char *ending = options->output ? strrchr (options->output, '.') : NULL;
  const char *format = options->format                                                     ? options->format
                       : g_strcmp0 (ending, ".md") == 0 || g_strcmp0 (ending, ".mmd") == 0 ? "mermaid"
                       : g_strcmp0 (ending, ".puml") == 0                                  ? "plantuml"
                                                                                           : "svg";

  if (!read_moment ("from", options->from, &span.from) || !read_moment ("to", options->to, &span.to))
    return CLI_USAGE;
  rehearsal = cli_rehearse (options, arguments[0]);
  if (!rehearsal)
    return CLI_BAD_INPUT;
  sequence = cli_sequence_of (rehearsal->run, &span);
  if (!sequence->pages->len) {
    cli_complain ("sequence: nothing of that run is about %s%s%s", span.host, span.step ? " in step " : "",
                  span.step ? span.step : "");
    return CLI_USAGE;
  }
  text = g_str_equal (format, "mermaid")    ? viz_sequence_mermaid (sequence)
         : g_str_equal (format, "plantuml") ? viz_sequence_plantuml (sequence)
                                            : viz_sequence_svg (sequence);
  return cli_put (options, text, -1);
}
