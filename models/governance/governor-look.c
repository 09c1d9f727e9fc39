/* How a governor looks, and what it makes of what it sees. */

#include "models/governance/governor-parts.h"
#include "models/governance/pace.h"
#include "models/governance/verdicts.h"
#include "models/words.h"

GUARD_OF (GOVERNOR, nothing_answers, "it does not run, or nothing that it asks answers")
{
  const ModelGovernor *governor = my_governor (run, event);

  if (!model_governor_runs (run, ME))
    return TRUE;
  for (MODEL_EACH_SETTING (setting, governor))
    if (model_setting_answers (run, setting))
      return FALSE;
  return governor->n_cells > 0;
}

static gboolean
anything_differs (const SimRun *run, const SimEvent *event)
{
  const ModelGovernor *governor = my_governor (run, event);

  for (MODEL_EACH_SETTING (setting, governor))
    if (model_setting_answers (run, setting) && model_setting_differs (run, setting))
      return TRUE;
  return FALSE;
}

/* How its tool ends now. */
static int
status_now (const SimRun *run, const SimEvent *event)
{
  const ModelGovernor *governor = my_governor (run, event);

  return model_tool_status (governor->tool, !model_governor_runs (run, ME)       ? MODEL_RUN_BROKEN
                                            : nothing_answers_test (run, event) ? MODEL_RUN_UNANSWERED
                                            : anything_differs (run, event)     ? MODEL_RUN_DIFFERS
                                                                                : MODEL_RUN_SAME);
}

GUARD_OF (GOVERNOR, its_tool_tells_nothing, "its tool ends in one way whether something differs or not")
{
  const ModelGovernor *governor = my_governor (run, event);

  return governor->kind == MODEL_GOVERNOR_PIPELINE
         && model_tool_verdict (governor->tool, status_now (run, event)) == MODEL_TOOL_SAYS_UNKNOWN;
}

GUARD_OF (GOVERNOR, it_does_not_see_it, "what carries it does not answer now")
{
  return !model_governor_runs (run, ME) || !model_setting_answers (run, (guint32) event->arg);
}

gboolean
model_only_governors_wait (const SimRun *run)
{
  guint32 waiting = 0;

  for (guint32 g = 0; g < model_fleet (run)->n_governors; g++)
    waiting += (guint32) sim_is_pending (run, model_governor_timers (run, g)->look)
               + (guint32) sim_is_pending (run, model_governor_timers (run, g)->mend);
  for (guint32 s = 0; s < model_fleet (run)->n_settings; s++)
    waiting += STATE (SETTING, s) == SETTING_AT_CHECKING || STATE (SETTING, s) == SETTING_AT_APPLYING;
  return sim_queue_length (run->world->queue) <= waiting;
}

static guint32
count_ended (const SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 ended = 0;

  for (guint32 s = 0; s < fleet->n_steps; s++)
    ended += STATE (STEP, s) == STEP_AT_DONE || STATE (STEP, s) == STEP_AT_FAILED || STATE (STEP, s) == STEP_AT_SKIPPED;
  for (guint32 f = 0; f < fleet->n_faults; f++)
    ended += STATE (FAULT, f) == FAULT_AT_OVER;
  return ended;
}

void
model_governor_count_alone (SimRun *run, guint32 governor)
{
  ModelGovernorState *state = model_governor_state (run, governor);
  guint32 ended = count_ended (run);

  if (ended != state->ended)
    state->alone = 0;
  else if (model_only_governors_wait (run))
    state->alone++;
  state->ended = ended;
}

/* Once the plan is over it looks once more, and no further. A Git reconciler has its watches, and only asks again what has
 * not answered. */
static void
plan_next_look (SimRun *run, const SimEvent *event, gboolean needed)
{
  ModelGovernorState *state = model_governor_state (run, ME);

  model_governor_count_alone (run, ME);
  if (state->over || state->alone >= ALONE_MOST || !needed)
    return;
  state->over = STATE (PLAN, 0) == PLAN_AT_OVER;
  model_governor_timers (run, ME)->look
      = TELL_IN (model_governor_interval (model_fleet (run), ME), GOVERNOR, ME, GOVERNOR_ON_LOOK, 0);
}

static gboolean
all_answer (const SimRun *run, const SimEvent *event)
{
  const ModelGovernor *governor = my_governor (run, event);

  for (MODEL_EACH_SETTING (setting, governor))
    if (!model_setting_answers (run, setting))
      return FALSE;
  return TRUE;
}

/* Tells a setting what is new about it. */
static void
note (SimRun *run, guint32 setting)
{
  guint state = STATE (SETTING, setting);

  if (state >= SETTING_AT_CHECKING) /* it is at work on it, and will know */
    return;
  if (!model_setting_answers (run, setting)) {
    if (state != SETTING_AT_UNAVAILABLE)
      TELL (SETTING, setting, SETTING_ON_SILENT, 0);
  } else if (model_setting_differs (run, setting)) {
    if (state != SETTING_AT_NON_COMPLIANT)
      TELL (SETTING, setting, SETTING_ON_DIFFERS, 0);
  } else if (state != SETTING_AT_COMPLIANT) {
    TELL (SETTING, setting, SETTING_ON_MATCHES, 0);
  }
}

void
model_governor_note (SimRun *run, guint32 governor)
{
  const ModelGovernor *g = &model_fleet (run)->governors[governor];

  for (MODEL_EACH_SETTING (setting, g))
    note (run, setting);
}

/* What a pipeline has to go by. */
static void
tell_status (SimRun *run, const SimEvent *event)
{
  const ModelGovernor *governor = my_governor (run, event);

  if (governor->kind == MODEL_GOVERNOR_PIPELINE)
    sim_tell (run, MODEL_TOOL_ENDED (governor->tool, status_now (run, event)), 0);
}

ACTION_OF (GOVERNOR, look, "compare", NULL, SENDS (TO (GOVERNOR, LOOK), TO (GOVERNOR, LOOKED)))
{
  plan_next_look (run, event, !is_gitops (run, event) || !all_answer (run, event));
  TELL_IN (model_number (run, MODEL_GOVERNANCE_LOOK), GOVERNOR, ME, GOVERNOR_ON_LOOKED, 0);
}

ACTION_OF (GOVERNOR, be_blind, "try again when the next look is due", "{a:tool-end}", SENDS (TO (GOVERNOR, LOOK), GOVERNOR_NOTES))
{
  tell_status (run, event);
  plan_next_look (run, event, TRUE);
  model_governor_note (run, ME);
}

ACTION_OF (GOVERNOR, wait_for_next, "leave it to the next look", NULL, SENDS (TO (GOVERNOR, LOOK)))
{
  plan_next_look (run, event, !is_gitops (run, event));
}

ACTION_OF (GOVERNOR, lose_sight, "do not know", "{a:tool-end}", SENDS (GOVERNOR_NOTES))
{
  tell_status (run, event);
  model_governor_note (run, ME);
}

ACTION_OF (GOVERNOR, tell_nothing, "know no more than before", "{a:tool-end}", SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { my_governor (run, event)->tool, status_now (run, event) };

  tell_status (run, event);
  if (!anything_differs (run, event))
    return;
  model_governor_state (run, ME)->mute = TRUE;
  sim_find (run, MODEL_FIND_DETECTOR_TELLS_NOTHING, SIM_RISK, event->to, 0, evidence);
}

ACTION_OF (GOVERNOR, report, "note what it sees", "{a:tool-end}", SENDS (GOVERNOR_NOTES))
{
  tell_status (run, event);
  model_governor_note (run, ME);
}

ACTION_OF (GOVERNOR, note_it, "note it", NULL, SENDS (GOVERNOR_NOTES))
{
  note (run, (guint32) event->arg);
}

ACTION_OF (GOVERNOR, look_again_soon, "ask again with the next refresh", NULL, SENDS (GOVERNOR_NOTES, TO (GOVERNOR, LOOK)))
{
  note (run, (guint32) event->arg);
  if (!sim_is_pending (run, model_governor_timers (run, ME)->look))
    plan_next_look (run, event, TRUE);
}

ACTION_OF (GOVERNOR, stop, "look at nothing", NULL, SENDS_NOTHING)
{
  sim_cancel (run, &model_governor_timers (run, ME)->look);
  sim_cancel (run, &model_governor_timers (run, ME)->mend);
}

ACTION_OF (GOVERNOR, come_back, "look at everything", NULL, SENDS (TO (GOVERNOR, LOOK)))
{
  TELL (GOVERNOR, ME, GOVERNOR_ON_LOOK, 0);
}
