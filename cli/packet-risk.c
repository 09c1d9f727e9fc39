/* Risk and impact: what was found, worst first, with what to do about it; and how much could still be lost while it lasted. */

#include "cli/packet.h"
#include "cli/timeline.h"
#include "cli/topics.h"

static const char *const severity_words[] = { "note", "risk", "outage" };
static const VizGrade severity_grades[] = { VIZ_PLAIN, VIZ_DOUBTFUL, VIZ_BAD };

/* A matter in a row: its first topic, and how many more things it is about. */
static void
tell_matter (const CliPacket *packet, const GArray *topics, guint index, VizDocument *document)
{
  const SimRun *run = packet->run;
  const CliTopic *first = &g_array_index (topics, CliTopic, index);
  guint more = 0;
  g_autofree char *message = NULL, *fix = NULL, *when = NULL;

  for (guint i = 0; i < index; i++)
    if (cli_same_matter (run, &g_array_index (topics, CliTopic, i), first))
      return;
  for (guint i = index + 1; i < topics->len; i++)
    more += cli_same_matter (run, &g_array_index (topics, CliTopic, i), first) ? 1 : 0;
  message = sim_finding_message (run->model, first->first);
  fix = sim_finding_fix (run->model, first->first);
  when = cli_topic_when (run, first, TRUE);
  viz_document_row (document, severity_grades[first->first->severity]);
  viz_document_cell (document, "%s", severity_words[first->first->severity]);
  if (more)
    viz_document_cell (document, "%s; and the same of %u more", message, more);
  else
    viz_document_cell (document, "%s", message);
  viz_document_cell (document, "%s", when);
  viz_document_cell (document, "%s", fix);
  viz_document_cell (document, "%s", run->model->kinds[first->first->kind].code);
}

static void
tell_findings (const CliPacket *packet, VizDocument *document)
{
  g_autoptr (GArray) topics = cli_topics_of (packet->run);

  viz_document_say (document, VIZ_HEADING, VIZ_PLAIN, "What was found");
  if (!topics->len) {
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_GOOD, "Nothing.");
    return;
  }
  viz_document_table (document, "findings", "Severity|What was found|When|What to do|Code");
  for (int severity = SIM_OUTAGE; severity >= SIM_NOTE; severity--)
    for (guint i = 0; i < topics->len; i++)
      if ((int) g_array_index (topics, CliTopic, i).first->severity == severity)
        tell_matter (packet, topics, i, document);
}

/* ---- Margins ---- */

/* clang-format off */
static const struct {
  const char *heading, *key, *columns;
  const char *held, *lost;
} margins[CLI_N_MARGINS] = {
  { "Is one more host failure covered (N+1)?", "headroom", "During|Cluster|Failures covered before|Fewest|At the end|N+1 not held for|Not counted for",
    "N+1 is held at every moment: HA can restart the VMs of any one more host that fails.",
    "N+1 is not held all the time. While it is not, a host that fails may leave VMs that HA cannot restart." },
  { "How many members may a quorum still lose?", "quorum", "During|Group|May go before|Fewest|At the end|Not one more for|Does not work for",
    "Every quorum can spare at least one more member at every moment.",
    "There are moments when a quorum cannot spare one more member." },
  { "Does every vSAN object survive one more loss?", "vsan", "During|Cluster|Before|Worst|At the end|Not one more for|Not accessible for",
    "Every vSAN object survives at least one more loss at every moment.",
    "There are moments when vSAN objects do not survive one more loss." },
};
/* clang-format on */

static const char *
margin_name (const CliPacket *packet, const CliMargin *margin)
{
  return margin->kind == CLI_QUORUM ? packet->fleet->groups[margin->index].name
                                    : packet->fleet->clusters[margin->index].name;
}

/* (transfer full) */
static char *
margin_words (CliMarginKind kind, gboolean known, gint64 margin)
{
  static const char *const vsan[] = { "not accessible", "critical", "reduced", "whole" };

  if (!known)
    return g_strdup ("not counted");
  return kind == CLI_VSAN ? g_strdup (vsan[margin + 1]) : g_strdup_printf ("%" G_GINT64_FORMAT, margin);
}

static void
tell_spell (const CliPacket *packet, const CliMargin *margin, const CliSpell *spell, const char *during,
            VizDocument *document)
{
  SimTime last = margin->kind == CLI_HEADROOM ? spell->unknown : spell->broken;
  g_autofree char *before = margin_words (margin->kind, spell->before_known, spell->before),
                  *fewest = margin_words (margin->kind, spell->known, spell->fewest),
                  *after = margin_words (margin->kind, spell->known, spell->after);
  g_autofree char *none = spell->none_left ? sim_time_words (spell->none_left) : g_strdup ("-"),
                  *other = last ? sim_time_words (last) : g_strdup ("-");

  viz_document_row (document, spell->known && spell->fewest < 0   ? VIZ_BAD
                              : spell->known && spell->fewest < 1 ? VIZ_DOUBTFUL
                                                                  : VIZ_PLAIN);
  viz_document_cell (document, "%s", during);
  viz_document_cell (document, "%s", margin_name (packet, margin));
  viz_document_cell (document, "%s", before);
  viz_document_cell (document, "%s", fewest);
  viz_document_cell (document, "%s", after);
  viz_document_cell (document, "%s", none);
  viz_document_cell (document, "%s", other);
}

static void
tell_margins (const CliPacket *packet, CliMarginKind kind, VizDocument *document)
{
  gboolean any = FALSE, held = TRUE;

  for (guint m = 0; m < packet->margins->all->len; m++) {
    const CliMargin *margin = &g_array_index (packet->margins->all, CliMargin, m);
    CliSpell whole = cli_packet_spell (margin, 0, packet->end);

    any |= margin->kind == kind;
    held &= margin->kind != kind || (whole.known && whole.fewest >= 1);
  }
  if (!any)
    return;
  viz_document_say (document, VIZ_HEADING, VIZ_PLAIN, "%s", margins[kind].heading);
  viz_document_say (document, VIZ_PARAGRAPH, held ? VIZ_GOOD : VIZ_DOUBTFUL, "%s",
                    held ? margins[kind].held : margins[kind].lost);
  viz_document_table (document, margins[kind].key, margins[kind].columns);
  for (guint m = 0; m < packet->margins->all->len; m++) {
    const CliMargin *margin = &g_array_index (packet->margins->all, CliMargin, m);
    CliSpell spell = cli_packet_spell (margin, 0, packet->end);

    if (margin->kind != kind)
      continue;
    tell_spell (packet, margin, &spell, "the whole run", document);
    for (guint i = 0; i < packet->order->len; i++) { /* steps that change nothing of it are left out */
      guint32 s = g_array_index (packet->order, guint32, i);
      const ModelStepState *state = model_step_state (packet->run, s);

      if (state->began == SIM_NEVER)
        continue;
      spell = cli_packet_spell (margin, state->began, MIN (state->ended, packet->end));
      if ((spell.known && spell.fewest < 1) || spell.unknown || (spell.known && spell.fewest != spell.before))
        tell_spell (packet, margin, &spell, packet->fleet->steps[s].name, document);
    }
  }
}

void
cli_packet_tell_risk (const CliPacket *packet, VizDocument *document)
{
  g_autoptr (VizTimeline) timeline = cli_timeline_of (packet->run, packet->margins);
  g_autofree char *picture = viz_timeline_svg (timeline);

  viz_document_section (document, "risk_impact_analysis", "Risk and impact");
  viz_document_say (
      document, VIZ_PARAGRAPH, VIZ_PLAIN, "Risk: %s. It is %s. Impact: %s. It is %s.",
      cli_packet_risk (packet),
      "high when an outage was found or the plan did not come to its end, moderate when a risk was found, "
      "else low",
      cli_packet_impact (packet),
      "high when a VM stops that nobody meant to stop, moderate when VMs are stopped on purpose, else low");
  tell_findings (packet, document);
  for (CliMarginKind kind = 0; kind < CLI_N_MARGINS; kind++)
    tell_margins (packet, kind, document);
  viz_document_section (document, "pictures", "The whole run on one sheet");
  viz_document_picture (document, "timeline.svg", picture,
                        "What was found, the steps, what could still be lost, and every host, against time");
  viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                    "sequence.svg shows who told whom what, turn by turn; rehearsal.html plays the run.");
}
