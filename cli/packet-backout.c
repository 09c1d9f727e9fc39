/* The backout plan: what of each step can be taken back, what cannot, and the last moment to turn back. */

#include "cli/packet.h"

static VizGrade
grade_of_undo (CliUndo undo)
{
  return undo == CLI_UNDO_NO ? VIZ_BAD : undo == CLI_UNDO_PARTLY ? VIZ_DOUBTFUL : VIZ_PLAIN;
}

/* The place, in the order of beginning, of the first step that is so hard to undo; G_MAXUINT none. */
static guint
first_of (const CliPacket *packet, CliUndo least)
{
  for (guint i = 0; i < packet->order->len; i++)
    if (cli_change_of (&packet->fleet->steps[g_array_index (packet->order, guint32, i)])->undo >= least)
      return i;
  return G_MAXUINT;
}

static void
tell_turning_points (const CliPacket *packet, VizDocument *document)
{
  guint never = first_of (packet, CLI_UNDO_NO), partly = first_of (packet, CLI_UNDO_PARTLY);

  if (never != G_MAXUINT) {
    guint32 s = g_array_index (packet->order, guint32, never);
    g_autofree char *words = cli_packet_step_words (packet, s),
                    *at = cli_packet_moment (model_step_state (packet->run, s)->began);

    viz_document_say (document, VIZ_PARAGRAPH, VIZ_BAD,
                      "The point of no return is step %s: %s (%s). Whoever doubts has to say so before.",
                      packet->fleet->steps[s].name, words, at);
  }
  if (partly != G_MAXUINT && partly != never) {
    guint32 s = g_array_index (packet->order, guint32, partly);
    g_autofree char *words = cli_packet_step_words (packet, s),
                    *at = cli_packet_moment (model_step_state (packet->run, s)->began);

    viz_document_say (
        document, VIZ_PARAGRAPH, VIZ_DOUBTFUL,
        "From step %s on (%s, %s) going back takes more than the same steps backwards: the table "
        "says what cannot be undone.",
        packet->fleet->steps[s].name, words, at);
  }
  if (never == G_MAXUINT && partly == G_MAXUINT)
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_GOOD, "Every step of this plan can be taken back.");
}

void
cli_packet_tell_backout (const CliPacket *packet, VizDocument *document)
{
  viz_document_section (document, "backout_plan", "Backout plan");
  tell_turning_points (packet, document);
  viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                    "The steps are taken back in this order, the last one first. VMs that were moved or "
                    "restarted on the way need no backout: they stay where they are.");
  viz_document_table (document, "backout",
                      "#|Step|What was done|Can it be undone?|How|What cannot be undone|Source");
  for (guint i = packet->order->len; i > 0; i--) {
    guint32 s = g_array_index (packet->order, guint32, i - 1);
    const CliChange *change = cli_change_of (&packet->fleet->steps[s]);
    g_autofree char *words = cli_packet_step_words (packet, s);

    viz_document_row (document, grade_of_undo (change->undo));
    viz_document_cell (document, "%u", i);
    viz_document_cell (document, "%s", packet->fleet->steps[s].name);
    viz_document_cell (document, "%s", words);
    viz_document_cell (document, "%s", cli_undo_words[change->undo]);
    viz_document_cell (document, "%s", change->how);
    viz_document_cell (document, "%s", change->limit);
    viz_document_cell (document, "%s", change->source);
  }
  viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                    "Sources are numbers of facts in the handbook of the models; \"ours\" is a reading that "
                    "has to be checked against the vendor's own guide. How long going back takes has not "
                    "been rehearsed.");
}
