/* When a governor puts right what differs, what it waits for before, and what it does when that fails. */

#include "models/governance/governor-parts.h"
#include "models/governance/pace.h"
#include "models/words.h"

/* As it would see it now. */
static gboolean
would_mend (const SimRun *run, guint32 setting)
{
  return model_setting_answers (run, setting) && model_setting_differs (run, setting)
         && model_setting_may_be_mended (run, setting);
}

/* By itself, that is: a Git reconciler without self-heal waits for a commit. */
GUARD_OF (GOVERNOR, it_is_to_mend, "something differs that it puts right by itself")
{
  const ModelGovernor *governor = my_governor (run, event);

  if (!model_governor_mends (run, ME) || (is_gitops (run, event) && !governor->self_heals))
    return FALSE;
  for (MODEL_EACH_SETTING (setting, governor))
    if (would_mend (run, setting))
      return TRUE;
  return FALSE;
}

GUARD_OF (GOVERNOR, a_sync_is_due, "something differs, and it applies what is committed")
{
  const ModelGovernor *governor = my_governor (run, event);

  for (MODEL_EACH_SETTING (setting, governor))
    if (model_governor_mends (run, ME) && would_mend (run, setting))
      return TRUE;
  return FALSE;
}

GUARD_OF (GOVERNOR, it_is_to_heal, "it is not as wanted, and it puts that right by itself")
{
  return my_governor (run, event)->self_heals && model_governor_mends (run, ME)
         && would_mend (run, (guint32) event->arg);
}

GUARD_OF (GOVERNOR, nothing_is_left, "nothing is left to be put right")
{
  const ModelGovernor *governor = my_governor (run, event);

  for (MODEL_EACH_SETTING (setting, governor))
    if (model_setting_is_to_be_mended (run, setting))
      return FALSE;
  return TRUE;
}

GUARD_OF (GOVERNOR, nobody_moves_any_more, "nothing else has happened for long, and nothing will")
{
  return model_only_governors_wait (run) && model_governor_state (run, ME)->alone >= ALONE_MOST;
}

GUARD_OF (GOVERNOR, others_are_left, "others are under way or to come")
{
  const ModelGovernorState *state = model_governor_state (run, ME);
  const ModelGovernor *governor = my_governor (run, event);

  return state->left > 1 || state->next < governor->first_setting + governor->n_cells;
}

GUARD_OF (GOVERNOR, all_are_right, "all have been put right")
{
  return !event->arg && !model_governor_state (run, ME)->failed;
}

GUARD_OF (GOVERNOR, more_has_come, "others have come to differ meanwhile, and it heals by itself")
{
  return all_are_right_test (run, event) && is_gitops (run, event) && it_is_to_mend_test (run, event);
}

GUARD_OF (GOVERNOR, tries_are_left, "it may try again")
{
  return model_governor_state (run, ME)->tries < model_governor_retries (model_fleet (run), ME);
}

GUARD_OF (GOVERNOR, nobody_governs, "there is no governance in this comparison")
{
  return model_fleet (run)->governance == MODEL_GOVERNANCE_NONE;
}

/* ---- Putting right ---- */

ACTION_OF (GOVERNOR, report_and_hold, "note what it sees, wait before it puts it right", "for {a:ms}", SENDS (GOVERNOR_NOTES, TO (GOVERNOR, MEND)))
{
  ModelGovernorState *state = model_governor_state (run, ME);
  gint64 said = my_governor (run, event)->delay;
  SimTime delay = said >= 0                ? said
                  : is_gitops (run, event) ? model_self_heal_delay (model_fleet (run), state->heals++)
                                           : model_number (run, MODEL_GOVERNANCE_DELAY);

  model_governor_note (run, ME);
  state->tries = 0;
  sim_tell (run, delay, 0);
  /* At once is a moment later, when its settings know that they differ. */
  model_governor_timers (run, ME)->mend = TELL_IN (MAX (1, delay), GOVERNOR, ME, GOVERNOR_ON_MEND, 0);
}

/* D-14: the back-off grows with every self-heal of the same commit, and begins anew when it has been in sync for long. */
ACTION_OF (GOVERNOR, hold, "wait before it heals", "for {a:ms}", SENDS (GOVERNOR_NOTES, TO (GOVERNOR, MEND)))
{
  ModelGovernorState *state = model_governor_state (run, ME);
  SimTime delay;

  if (state->healed && sim_now (run) - (state->healed - 1) >= model_number (run, MODEL_SELF_HEAL_COOLDOWN))
    state->heals = 0;
  delay = model_self_heal_delay (model_fleet (run), state->heals++);
  model_governor_note (run, ME);
  state->tries = 0;
  sim_tell (run, delay, 0);
  model_governor_timers (run, ME)->mend = TELL_IN (delay, GOVERNOR, ME, GOVERNOR_ON_MEND, 0);
}

/* What needs a host out of the pool goes one after another, and after all that needs none. */
static void
find_next (SimRun *run, const SimEvent *event, guint32 from)
{
  ModelGovernorState *state = model_governor_state (run, ME);
  const ModelGovernor *governor = my_governor (run, event);
  guint32 end = governor->first_setting + governor->n_cells;

  for (state->next = from; state->next < end; state->next++)
    if (model_setting_impact (run, state->next) != MODEL_SETTING_NO_IMPACT
        && model_setting_is_to_be_mended (run, state->next))
      return;
}

static void
tell_next (SimRun *run, const SimEvent *event)
{
  ModelGovernorState *state = model_governor_state (run, ME);

  TELL (SETTING, state->next, SETTING_ON_APPLY, 0);
  state->left++;
  find_next (run, event, state->next + 1);
}

ACTION_OF (GOVERNOR, mend, "put right what differs", "{a:settings}", SENDS (TO (SETTING, APPLY)))
{
  ModelGovernorState *state = model_governor_state (run, ME);
  const ModelGovernor *governor = my_governor (run, event);
  guint32 n = 0;

  sim_cancel (run, &model_governor_timers (run, ME)->mend);
  model_governor_count_alone (run, ME);
  state->left = state->failed = 0;
  for (MODEL_EACH_SETTING (setting, governor)) {
    if (!model_setting_is_to_be_mended (run, setting))
      continue;
    n++;
    if (model_setting_impact (run, setting) != MODEL_SETTING_NO_IMPACT)
      continue;
    TELL (SETTING, setting, SETTING_ON_APPLY, 0);
    state->left++;
  }
  find_next (run, event, governor->first_setting);
  if (!state->left)
    tell_next (run, event);
  sim_tell (run, n, 0);
}

ACTION_OF (GOVERNOR, go_on, "go on with the next", NULL, SENDS (TO (SETTING, APPLY)))
{
  ModelGovernorState *state = model_governor_state (run, ME);

  state->left--;
  state->failed += event->arg ? 1 : 0;
  if (!state->left)
    tell_next (run, event);
}

static void
end_round (SimRun *run, guint32 me)
{
  ModelGovernorState *state = model_governor_state (run, me);

  state->tries = 0;
  state->healed = sim_now (run) + 1;
  sim_find_end (run, MODEL_FIND_REMEDIATION_FAILED, ACTOR (GOVERNOR, me), 0);
}

ACTION_OF (GOVERNOR, end, "rest", NULL, SENDS_NOTHING)
{
  end_round (run, ME);
}

ACTION_OF (GOVERNOR, hold_again, "wait before it heals again", "for {a:ms}", SENDS (GOVERNOR_NOTES, TO (GOVERNOR, MEND)))
{
  end_round (run, ME);
  hold_run (run, event);
}

ACTION_OF (GOVERNOR, retry_later, "wait, and try again", "{a:ms}, try {b:count}", SENDS (TO (GOVERNOR, MEND)))
{
  ModelGovernorState *state = model_governor_state (run, ME);
  SimTime delay = model_governor_retry_delay (model_fleet (run), ME, state->tries++);

  sim_tell (run, delay, state->tries + 1);
  model_governor_timers (run, ME)->mend = TELL_IN (delay, GOVERNOR, ME, GOVERNOR_ON_MEND, 0);
}

ACTION_OF (GOVERNOR, give_up, "leave it as it is", "{b:tries}", SENDS_NOTHING)
{
  const ModelGovernorState *state = model_governor_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { state->tries + 1 };

  sim_tell (run, 0, evidence[0]);
  sim_find (run, MODEL_FIND_REMEDIATION_FAILED, SIM_RISK, event->to, 0, evidence);
}

/* ---- Git ---- */

/* D-13: a poll every two minutes and up to a minute more, drawn; where in that interval the commit falls is drawn, too. */
ACTION_OF (GOVERNOR, await_poll, "find it with the next poll", "in {a:ms}", SENDS (TO (GOVERNOR, POLLED)))
{
  const ModelFleet *fleet = model_fleet (run);
  ModelGovernorState *state = model_governor_state (run, ME);
  guint64 jitter = (guint64) model_number (run, MODEL_GITOPS_JITTER);
  guint64 between = (guint64) model_governor_interval (fleet, ME)
                    + sim_random_below (fleet->seed, event->to, 1, state->commits, jitter + 1);
  SimTime in = 1 + (SimTime) sim_random_below (fleet->seed, event->to, 2, state->commits, between);

  state->commits++;
  sim_tell (run, in, 0);
  TELL_IN (in, GOVERNOR, ME, GOVERNOR_ON_POLLED, 0);
}

ACTION_OF (GOVERNOR, sync, "apply what is committed", "{a:settings}", SENDS (TO (SETTING, APPLY)))
{
  model_governor_state (run, ME)->heals = model_governor_state (run, ME)->tries = 0;
  mend_run (run, event);
}

ACTION_OF (GOVERNOR, be_in_sync, "begin its back-offs anew", NULL, SENDS_NOTHING)
{
  model_governor_state (run, ME)->heals = model_governor_state (run, ME)->tries = 0;
}
