/* The implementation plan: the steps with their times, whose turn it is when, and what is left of the window. */

#include "cli/packet.h"

#include <string.h>

#define MOST_TURNS 100 /* of one step, that are told each */

static const char *
target_name (const SimRun *run, guint32 step)
{
  /* A remediation's actor bears the name of its step's target, whatever that is. */
  return run->model->name (run->model, sim_model_actor (run->model, MODEL_MACHINE_REMEDIATION, step));
}

char *
cli_packet_step_words (const CliPacket *packet, guint32 index)
{
  const ModelFleet *fleet = packet->fleet;
  const ModelStep *step = &fleet->steps[index];
  const char *what = cli_change_of (step)->what, *hole = strchr (what, '@');
  GString *text = g_string_new_len (what, hole ? hole - what : (gssize) strlen (what));

  if (step->verb == MODEL_VERB_WAIT) {
    g_autofree char *words = sim_time_words (step->duration);

    g_string_append_printf (text, " %s", words);
    return g_string_free (text, FALSE);
  }
  g_string_append_printf (text, hole ? "%s%s" : " %s%s", target_name (packet->run, index),
                          hole ? hole + 1 : "");
  if (step->verb == MODEL_VERB_SET)
    g_string_append_printf (text, ": %s %s", step->set_key, step->set_value);
  else if (step->verb == MODEL_VERB_MOVE)
    g_string_append_printf (text, " to %s", fleet->hosts[step->host].name);
  else if (step->verb == MODEL_VERB_RELOCATE)
    g_string_append_printf (text, " to %s", fleet->datastores[step->datastore]);
  else if (step->verb == MODEL_VERB_UPGRADE_FORMAT)
    g_string_append_printf (text, " to %u", step->format);
  else if (step->to) {
    g_autofree char *to = model_version_text (step->to);

    g_string_append_printf (text, " to %s", to);
  }
  return g_string_free (text, FALSE);
}

static VizGrade
grade_of_step (const SimRun *run, guint32 step)
{
  return model_step_outcome (run, step) == 0 ? VIZ_PLAIN : VIZ_BAD;
}

/* Whatever of a step's settings a board would ask about. (transfer full) */
static char *
how_of (const ModelStep *step)
{
  GString *text = g_string_new (NULL);

  if (step->verb == MODEL_VERB_UPGRADE_VCENTER || step->verb == MODEL_VERB_REMEDIATE)
    g_string_append_printf (text, ", %s", model_method_words[step->method]);
  if (step->at_once > 1)
    g_string_append_printf (text, ", %u at a time", step->at_once);
  if (step->lcm.parallel)
    g_string_append (text, ", in parallel");
  if (step->n_hosts)
    g_string_append_printf (text, ", %u host%s by name", step->n_hosts, step->n_hosts == 1 ? "" : "s");
  if (step->quick_boot)
    g_string_append (text, ", Quick Boot");
  if (step->disable_admission_control)
    g_string_append (text, ", admission control off meanwhile");
  if (step->disable_fault_tolerance)
    g_string_append (text, ", Fault Tolerance off meanwhile");
  if (step->lcm.power_action != MODEL_POWER_ACTION_NONE)
    g_string_append_printf (text, ", VMs: %s", model_power_action_words[step->lcm.power_action]);
  if (text->len)
    g_string_erase (text, 0, 2);
  return g_string_free (text, FALSE);
}

/* (transfer full) */
static char *
after_of (const CliPacket *packet, const ModelStep *step)
{
  GString *text = g_string_new (NULL);

  for (guint32 i = 0; i < step->n_after; i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", packet->fleet->steps[step->after[i]].name);
  return g_string_free (text, FALSE);
}

static void
tell_steps (const CliPacket *packet, VizDocument *document)
{
  viz_document_table (document, "steps",
                      "#|Step|What is done|How|Who|After|Begins|Ends|Lasts|In the rehearsal");
  for (guint i = 0; i < packet->order->len; i++) {
    guint32 s = g_array_index (packet->order, guint32, i);
    const ModelStep *step = &packet->fleet->steps[s];
    const ModelStepState *state = model_step_state (packet->run, s);
    g_autofree char *what = cli_packet_step_words (packet, s), *how = how_of (step),
                    *after = after_of (packet, step);
    g_autofree char *began = cli_packet_moment (state->began), *ended = cli_packet_moment (state->ended);
    g_autofree char *lasted
        = state->began == SIM_NEVER ? g_strdup ("") : cli_packet_duration (state->began, state->ended);

    viz_document_row (document, grade_of_step (packet->run, s));
    viz_document_cell (document, "%u", i + 1);
    viz_document_cell (document, "%s", step->name);
    viz_document_cell (document, "%s", what);
    viz_document_cell (document, "%s", how);
    viz_document_cell (document, "%s", cli_change_of (step)->who);
    viz_document_cell (document, "%s", after);
    viz_document_cell (document, "%s", state->began == SIM_NEVER ? "not reached" : began);
    viz_document_cell (document, "%s",
                       state->began == SIM_NEVER   ? ""
                       : state->ended == SIM_NEVER ? "never"
                                                   : ended);
    viz_document_cell (document, "%s", lasted);
    viz_document_cell (document, "%s", model_step_outcome_words[model_step_outcome (packet->run, s)]);
  }
}

static void
tell_turn (const CliPacket *packet, VizDocument *document, const CliTurn *turn)
{
  const SimModel *model = packet->run->model;
  const SimMachine *machine = model->machines[model->machine_of[turn->actor]];
  const SimState *ends = &machine->states[turn->ends];
  g_autofree char *from = cli_packet_moment (turn->from), *until = cli_packet_moment (turn->until);
  g_autofree char *lasts = cli_packet_duration (turn->from, turn->until),
                  *version = turn->version ? model_version_text (turn->version) : NULL;

  viz_document_row (document, ends->kind == SIM_FAILED ? VIZ_BAD : VIZ_PLAIN);
  viz_document_cell (document, "%s", model->name (model, turn->actor));
  viz_document_cell (document, "%s", machine->name);
  viz_document_cell (document, "%s", from);
  viz_document_cell (document, "%s", until);
  viz_document_cell (document, "%s", lasts);
  viz_document_cell (document, "%u", turn->moved);
  viz_document_cell (document, "%s%s%s", ends->name, version ? ", on " : "", version ? version : "");
}

/* Whose turn it is when, step by step. */
static void
tell_turns (const CliPacket *packet, VizDocument *document)
{
  for (guint i = 0; i < packet->order->len; i++) {
    guint32 s = g_array_index (packet->order, guint32, i);
    guint n = 0;

    for (guint t = 0; t < packet->turns->len; t++) {
      const CliTurn *turn = &g_array_index (packet->turns, CliTurn, t);

      if (turn->step != s || n++ >= MOST_TURNS)
        continue;
      if (n == 1) {
        viz_document_say (document, VIZ_HEADING, VIZ_PLAIN, "Turns in step %s", packet->fleet->steps[s].name);
        viz_document_table (document, "turns",
                            "Host or CVM|Kind|Out of service from|Until|Lasts|VMs moved off|How it ends");
      }
      tell_turn (packet, document, turn);
    }
    if (n > MOST_TURNS)
      viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                        "And %u more, which timeline.svg and rehearsal.html show.", n - MOST_TURNS);
  }
}

static void
tell_schedule (const CliPacket *packet, VizDocument *document)
{
  SimTime ended = model_ended_at (packet->run), window = packet->fleet->window;
  g_autofree char *end = cli_packet_moment (ended), *length = sim_time_words (ended),
                  *given = sim_time_words (window);
  g_autofree char *slack = sim_time_words (window > ended ? window - ended : ended - window);
  g_autofree char *closes = cli_packet_moment (window);

  viz_document_section (document, "schedule", "Schedule");
  if (!window) {
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_DOUBTFUL,
                      "The plan takes %s, from T+0:00:00 to %s. The scenario gives no window, so whether "
                      "that fits is not known.",
                      length, end);
    return;
  }
  if (model_outcome (packet->run) != MODEL_COMPLETED)
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_BAD,
                      "The window is %s, until %s. The plan did not come to its end: it was over at %s, and "
                      "there is no slack to speak of.",
                      given, closes, end);
  else if (ended <= window)
    viz_document_say (document, VIZ_PARAGRAPH, ended + window / 10 <= window ? VIZ_GOOD : VIZ_DOUBTFUL,
                      "The plan takes %s, from T+0:00:00 to %s. The window is %s, until %s: %s are left.",
                      length, end, given, closes, slack);
  else
    viz_document_say (
        document, VIZ_PARAGRAPH, VIZ_BAD,
        "The plan takes %s, from T+0:00:00 to %s. The window is %s, until %s: it is exceeded by %s.", length,
        end, given, closes, slack);
}

void
cli_packet_tell_plan (const CliPacket *packet, VizDocument *document)
{
  tell_schedule (packet, document);
  viz_document_section (document, "implementation_plan", "Implementation plan");
  tell_steps (packet, document);
  tell_turns (packet, document);
}
