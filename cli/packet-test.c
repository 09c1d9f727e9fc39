/* The test plan: what to look at after each step, from the kind of change, from what the estate has (HA, vSAN, policies,
 * quorum groups) and from what was found of that step in the rehearsal. */

#include "cli/packet.h"
#include "cli/topics.h"

/* The cluster that a step is about; MODEL_NONE. */
static guint32
cluster_of (const ModelFleet *fleet, const ModelStep *step)
{
  switch (step->target) {
  case MODEL_TARGET_CLUSTER:
    return step->index;
  case MODEL_TARGET_HOST:
    return fleet->hosts[step->index].cluster;
  case MODEL_TARGET_VM:
    return fleet->vms[step->index].cluster;
  default:
    return MODEL_NONE;
  }
}

static void
check (const CliPacket *packet, VizDocument *document, guint32 step, const char *what, const char *expected,
       const char *why)
{
  viz_document_row (document, VIZ_PLAIN);
  viz_document_cell (document, "%s", packet->fleet->steps[step].name);
  viz_document_cell (document, "%s", what);
  viz_document_cell (document, "%s", expected);
  viz_document_cell (document, "%s", why);
}

/* How the margin was at the end of a step, in the rehearsal, is how it has to be after it. */
static void
check_margins (const CliPacket *packet, VizDocument *document, guint32 step, guint32 cluster)
{
  SimTime ended = model_step_state (packet->run, step)->ended;

  for (guint m = 0; m < packet->margins->all->len; m++) {
    const CliMargin *margin = &g_array_index (packet->margins->all, CliMargin, m);
    CliSpell spell = cli_packet_spell (margin, ended, ended);
    g_autofree char *expected = NULL, *what = NULL;
    const char *name;

    if (margin->kind == CLI_QUORUM) {
      const ModelGroup *group = &packet->fleet->groups[margin->index];

      if (group->cluster != cluster && group->cluster != MODEL_NONE)
        continue;
      what = g_strdup_printf ("quorum of %s", group->name);
      expected = g_strdup_printf ("every member is up; %" G_GINT64_FORMAT " may go", MAX (0, spell.after));
    } else if (margin->index != cluster)
      continue;
    else if (margin->kind == CLI_HEADROOM) {
      name = packet->fleet->clusters[cluster].name;
      what = g_strdup_printf ("HA of %s", name);
      expected = g_strdup_printf ("no agent in error; at least %" G_GINT64_FORMAT " host failure%s covered%s",
                                  MAX (1, spell.after), spell.after > 1 ? "s are" : " is",
                                  spell.after < 1 ? ", which was not so in the rehearsal" : "");
    } else {
      name = packet->fleet->clusters[cluster].name;
      what = g_strdup_printf ("vSAN health of %s", name);
      expected = g_strdup ("green; no object with reduced redundancy; nothing left to resync");
    }
    if (spell.known)
      check (packet, document, step, what, expected, "it tells whether one more loss is survived");
  }
}

/* What a step may have put back to its default. */
static void
check_policies (const CliPacket *packet, VizDocument *document, guint32 step, guint32 cluster)
{
  const ModelFleet *fleet = packet->fleet;

  for (guint32 p = 0; p < fleet->n_policies; p++)
    if (fleet->policies[p].cluster == cluster && (fleet->policies[p].reset_by || fleet->policies[p].subject_to)) {
      g_autofree char *what = g_strdup_printf ("policy %s", fleet->policies[p].name);

      check (packet, document, step, what, fleet->policies[p].declared, "life-cycle events may reset it");
    }
}

/* What is wrong with the plan itself is put right before it is begun, and shows in nothing that can be looked at after it. */
static gboolean
is_of_the_plan (const SimFinding *finding)
{
  return finding->kind == MODEL_FIND_ORDER_UNSUPPORTED || finding->kind == MODEL_FIND_VERSION_UNSUPPORTED;
}

static void
check_findings (const CliPacket *packet, const GArray *topics, VizDocument *document, guint32 step)
{
  const SimRun *run = packet->run;

  for (guint i = 0; i < topics->len; i++) {
    const CliTopic *topic = &g_array_index (topics, CliTopic, i);
    gboolean told = topic->first->step != step + 1 || topic->first->severity < SIM_RISK;
    g_autofree char *message = NULL, *what = NULL;
    guint like = 0;

    for (guint before = 0; before < i && !told; before++)
      told = cli_same_matter (run, &g_array_index (topics, CliTopic, before), topic);
    if (told || is_of_the_plan (topic->first))
      continue;
    for (guint later = i + 1; later < topics->len; later++)
      like += cli_same_matter (run, &g_array_index (topics, CliTopic, later), topic) ? 1 : 0;
    message = sim_finding_message (run->model, topic->first);
    what = like ? g_strdup_printf ("found in the rehearsal: %s (and %u more like it)", message, like)
                : g_strdup_printf ("found in the rehearsal: %s", message);
    check (packet, document, step, what, "not so, or over again", run->model->kinds[topic->first->kind].code);
  }
}

void
cli_packet_tell_test (const CliPacket *packet, VizDocument *document)
{
  g_autoptr (GArray) topics = cli_topics_of (packet->run);
  guint up = 0;

  viz_document_section (document, "test_plan", "Test plan");
  viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                    "After each step, and before the next one begins. If something is not as expected: stop, "
                    "and decide whether to go on or to take the step back.");
  viz_document_table (document, "tests", "After step|Look at|Expected|Why");
  for (guint i = 0; i < packet->order->len; i++) {
    guint32 s = g_array_index (packet->order, guint32, i),
            cluster = cluster_of (packet->fleet, &packet->fleet->steps[s]);
    g_autofree char *words = cli_packet_step_words (packet, s), *done = NULL;

    done = g_strdup_printf ("is it done: %s", words);
    check (packet, document, s, done, cli_change_of (&packet->fleet->steps[s])->check,
           "it is what the step is for");
    if (model_step_state (packet->run, s)->ended != SIM_NEVER && cluster != MODEL_NONE
        && cli_change_of (&packet->fleet->steps[s])->undo != CLI_UNDO_NOTHING) {
      check_margins (packet, document, s, cluster);
      check_policies (packet, document, s, cluster);
    }
    check_findings (packet, topics, document, s);
  }
  for (guint32 vm = 0; vm < packet->fleet->n_vms; vm++)
    up += packet->fleet->vms[vm].power == MODEL_POWER_ON;
  viz_document_say (
      document, VIZ_PARAGRAPH, VIZ_PLAIN,
      "At the end: all %u VMs that are to be powered on are powered on, and the owners of those that were "
      "down, in the table of affected VMs, confirm that they work.",
      up);
}
