#include "cli/recording.h"
#include "cli/timeline.h"
#include "viz/player.h"

int
cli_report_command (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = cli_prepare (options, arguments[0]);
  g_autoptr (CliRecording) recording = NULL;
  g_autoptr (VizTimeline) timeline = NULL;
  g_autofree char *things = NULL, *entries = NULL, *picture = NULL, *html = NULL;

  if (!rehearsal)
    return CLI_BAD_INPUT;
  recording = cli_record (rehearsal);
  things = cli_recording_things (recording);
  entries = cli_recording_entries (recording);
  timeline = cli_timeline_of (rehearsal->run);
  picture = viz_timeline_svg (timeline);
  html = viz_player_html (timeline->title, things, entries, picture);
  return cli_put (options, html, -1);
}
