/* What is asked of the board, what the rehearsal says of it, and why that is believed. */

#include "cli/packet.h"
#include "cli/topics.h"

#include "config.h"

#define COUNTED(N)   (N), (N) == 1 ? "" : "s"
#define MOST_DEMANDS 6

static void
count_findings (const CliPacket *packet, guint counts[3])
{
  const SimWorld *world = packet->run->world;

  counts[SIM_NOTE] = counts[SIM_RISK] = counts[SIM_OUTAGE] = 0;
  for (guint i = 0; i < world->n_findings; i++)
    counts[world->findings[i].severity]++;
}

const char *
cli_packet_risk (const CliPacket *packet)
{
  guint counts[3];

  count_findings (packet, counts);
  return model_outcome (packet->run) != MODEL_COMPLETED || counts[SIM_OUTAGE] ? "high"
         : counts[SIM_RISK]                                                   ? "moderate"
                                                                              : "low";
}

const char *
cli_packet_impact (const CliPacket *packet)
{
  gboolean falls = FALSE, stops = FALSE;

  for (guint32 vm = 0; vm < packet->fleet->n_vms; vm++) {
    falls |= packet->fates[vm].falls > 0;
    stops |= packet->fates[vm].stops > 0;
  }
  return falls ? "high" : stops ? "moderate" : "low";
}

static void
tell_verdict (const CliPacket *packet, VizDocument *document)
{
  static const VizGrade tones[] = { VIZ_GOOD, VIZ_DOUBTFUL, VIZ_BAD };
  guint counts[3];

  count_findings (packet, counts);
  viz_document_say (document, VIZ_PARAGRAPH, tones[cli_approval (packet->run)], "%s",
                    cli_approval_words (packet->run));
  viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                    "Risk: %s. Impact: %s. Found: %u outage%s, %u risk%s, %u note%s.",
                    cli_packet_risk (packet), cli_packet_impact (packet), COUNTED (counts[SIM_OUTAGE]),
                    COUNTED (counts[SIM_RISK]), COUNTED (counts[SIM_NOTE]));
}

/* Of a kind the first is told here, and the others are counted: the remedy is the same. */
static gboolean
is_told_before (const GArray *topics, guint i)
{
  for (guint before = 0; before < i; before++)
    if (g_array_index (topics, CliTopic, before).first->kind
        == g_array_index (topics, CliTopic, i).first->kind)
      return TRUE;
  return FALSE;
}

/* The worst that was found, each with its remedy: what a board asks for before it says yes. */
static void
tell_demands (const CliPacket *packet, VizDocument *document)
{
  const SimModel *model = packet->run->model;
  g_autoptr (GArray) topics = cli_topics_of (packet->run);
  guint told = 0, more = 0;

  for (int severity = SIM_OUTAGE; severity >= SIM_RISK; severity--)
    for (guint i = 0; i < topics->len; i++) {
      const CliTopic *topic = &g_array_index (topics, CliTopic, i);
      g_autofree char *message = NULL, *fix = NULL, *others = NULL;
      guint like = 0;

      if (is_told_before (topics, i) || (int) topic->first->severity != severity)
        continue;
      if (told == MOST_DEMANDS) {
        more++;
        continue;
      }
      if (!told++)
        viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN, "Before it is approved, the worst first:");
      message = sim_finding_message (model, topic->first);
      fix = sim_finding_fix (model, topic->first);
      for (guint later = i + 1; later < topics->len; later++)
        like += g_array_index (topics, CliTopic, later).first->kind == topic->first->kind ? 1 : 0;
      others = like ? g_strdup_printf (" (and %u more like it)", like) : g_strdup ("");
      viz_document_say (document, VIZ_ITEM, VIZ_PLAIN, "%s: %s%s. To do: %s", sim_severity_names[severity],
                        message, others, fix);
    }
  if (more)
    viz_document_say (document, VIZ_ITEM, VIZ_PLAIN,
                      "and %u more kind%s of finding, under \"Risk and impact\"", COUNTED (more));
}

/* When a fault strikes and when it is over, as the run had it. */
static void
tell_faults (const CliPacket *packet, VizDocument *document)
{
  const SimRun *run = packet->run;
  gboolean first = TRUE;

  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);
    g_autofree char *at = NULL;

    if (entry->machine != MODEL_MACHINE_FAULT || entry->state_from != FAULT_AT_ARMED)
      continue;
    if (first)
      viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                        "The rehearsal lets these things go wrong, to see what comes of it. What they bring "
                        "about is among the findings:");
    first = FALSE;
    at = cli_packet_moment (entry->at);
    viz_document_say (document, VIZ_ITEM, VIZ_PLAIN, "%s at %s", run->model->name (run->model, entry->to),
                      at);
  }
  if (first)
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                      packet->fleet->n_faults
                          ? "None of the things that the scenario lets go wrong came to happen in this run."
                          : "The rehearsal lets nothing go wrong by itself: what is found comes from the "
                            "plan and the estate alone.");
}

static void
fact (VizDocument *document, const char *what, const char *is)
{
  viz_document_row (document, VIZ_PLAIN);
  viz_document_cell (document, "%s", what);
  viz_document_cell (document, "%s", is);
}

static void
tell_belief (const CliPacket *packet, VizDocument *document)
{
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, packet->fleet->seed);
  g_autofree char *events = g_strdup_printf ("%" G_GUINT64_FORMAT, packet->run->world->handled);
  const ModelFleet *fleet = packet->fleet;
  g_autofree char *vcenters
      = fleet->n_vcenters ? g_strdup_printf ("%u vCenter%s, ", COUNTED (fleet->n_vcenters)) : g_strdup ("");
  g_autofree char *size
      = g_strdup_printf ("%s%u cluster%s, %u host%s, %u VM%s", vcenters, COUNTED (fleet->n_clusters),
                         COUNTED (fleet->n_hosts), COUNTED (fleet->n_vms));

  viz_document_section (document, "justification", "Why this is believed");
  viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                    "The plan was rehearsed, event by event, against models of the platform: hosts, HA, DRS, "
                    "vMotion, vCenter, storage and quorum. A rehearsal is no promise: it is as good as the "
                    "inventory it was given and the numbers of its physics, most of which have a source, and "
                    "some of which are estimates. The same scenario gives the same result wherever it is run:");
  viz_document_say (document, VIZ_COMMAND, VIZ_PLAIN, "rollcall run %s --seed=%s",
                    packet->source ? "scenario.yaml" : "FILE", seed);
  viz_document_say (
      document, VIZ_PARAGRAPH, VIZ_PLAIN, "%s. The run has to end with the same digest.",
      packet->source ? "scenario.yaml is in this folder"
                     : "FILE is the scenario, which was read from standard input and is not in this folder");
  viz_document_table (document, "rehearsal", "What|Is");
  fact (document, "digest", packet->digest);
  fact (document, "seed", seed);
  fact (document, "made by", "rollcall " PACKAGE_VERSION);
  fact (document, "made of", packet->name);
  fact (document, "estate", size);
  fact (document, "events", events);
  tell_faults (packet, document);
}

void
cli_packet_tell_request (const CliPacket *packet, VizDocument *document)
{
  const ModelFleet *fleet = packet->fleet;
  g_autofree char *length = sim_time_words (model_ended_at (packet->run));

  viz_document_section (document, "description", "What is asked");
  tell_verdict (packet, document);
  tell_demands (packet, document);
  viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN, "%u step%s, %s in the rehearsal%s:", fleet->n_steps,
                    fleet->n_steps == 1 ? "" : "s", length, fleet->window ? "" : "; no window is given");
  for (guint i = 0; i < packet->order->len; i++) {
    g_autofree char *words = cli_packet_step_words (packet, g_array_index (packet->order, guint32, i));

    viz_document_say (document, VIZ_ITEM, VIZ_PLAIN, "%s", words);
  }
  if (fleet->story)
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN, "%s", fleet->story);
  viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                    "The rehearsal can be watched: open rehearsal.html in a browser. Times are counted from "
                    "the beginning of the plan, T+0:00:00.");
  tell_belief (packet, document);
}
