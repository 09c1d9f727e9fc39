#include "cli/bill.h"
#include "cli/packet.h"
#include "cli/recording.h"
#include "cli/timeline.h"
#include "viz/player.h"

/* What is read below the player, as a section of HTML; NULL when licences are nothing to speak of. (transfer full) */
static char *
costs_of (const CliRehearsal *rehearsal, const ModelCosts *before)
{
  g_autoptr (ModelCosts) after = model_cost_new (rehearsal->run);
  g_autoptr (VizDocument) document = viz_document_new ("");

  if (!cli_cost_is_told (before, rehearsal->fleet))
    return NULL;
  cli_tell_cost (before, after, rehearsal->run, document);
  return viz_section_html (document->sections->pdata[0]);
}

/* The player's page of what stands before its first event. (transfer full) */
static char *
player_of (const CliRehearsal *rehearsal)
{
  g_autoptr (ModelCosts) before = model_cost_new (rehearsal->run);
  g_autoptr (CliRecording) recording = cli_record (rehearsal);
  g_autofree char *things = cli_recording_things (recording), *entries = cli_recording_entries (recording);
  g_autoptr (VizTimeline) timeline = cli_timeline_of (rehearsal->run, cli_recording_margins (recording));
  g_autofree char *picture = viz_timeline_svg (timeline), *costs = NULL;

  costs = costs_of (rehearsal, before);
  return viz_player_html (timeline->title, things, entries, picture, costs);
}

/* The run is gone through twice, once for the player and once for the packet: it is the same both times. */
static int
write_packet (const CliOptions *options, CliRehearsal *rehearsal)
{
  g_autofree char *player = player_of (rehearsal);
  g_autoptr (CliPacket) packet = NULL;

  sim_run_free (rehearsal->run);
  rehearsal->run = model_rehearsal_start (rehearsal->rehearsal, TRUE);
  packet = cli_packet_new (rehearsal);
  return cli_packet_write (packet, options->packet, player);
}

int
cli_report_command (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = NULL;
  g_autofree char *html = NULL;

  if (options->packet && options->output) {
    cli_complain ("report: a packet is a folder and is named by --packet alone, without --output");
    return CLI_USAGE;
  }
  rehearsal = cli_prepare (options, arguments[0]);
  if (!rehearsal)
    return CLI_BAD_INPUT;
  if (options->packet)
    return write_packet (options, rehearsal);
  html = player_of (rehearsal);
  return cli_put (options, html, -1);
}
