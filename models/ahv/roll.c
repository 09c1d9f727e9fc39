/* The ahv-roll machine: LCM takes the hosts of an AHV cluster down one after another, for AHV or for firmware. Pre-checks first;
 * between two hosts it waits until data is resilient again, and for some time in any case (N-56, N-89).
 *
 * The surprising rule: one that has stalled does not go on by itself when its host is repaired, as an AOS upgrade does. LCM goes by
 * what its inventory says of each host, so that begun again it takes those that have not got it (N-61). */

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/notices.h"
#include "models/nutanix/checks.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define AT(STATE)  (1u << AHV_ROLL_AT_##STATE)
#define ON(SIGNAL) AHV_ROLL_ON_##SIGNAL
#define GO(STATE)  AHV_ROLL_AT_##STATE
#define ANY        ((1u << AHV_ROLL_N_STATES) - 1)

static guint32
cluster_of (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->steps[ME].index;
}

static gboolean
is_done (const SimRun *run, guint32 step, guint32 n)
{
  const ModelStep *s = &model_fleet (run)->steps[step];
  guint32 host = model_lcm_host (model_fleet (run), step, n);

  return s->verb == MODEL_VERB_UPGRADE_FIRMWARE ? !model_lcm_needs (run, step, host)
                                                : model_host_state (run, host)->version >= s->to;
}

/* The next host in the order of the step that has not got it; MODEL_NONE when all have. */
static guint32
next_host (const SimRun *run, guint32 step, guint32 except)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 n = 0; n < model_lcm_n_hosts (fleet, step); n++)
    if (model_lcm_host (fleet, step, n) != except && !is_done (run, step, n))
      return n;
  return MODEL_NONE;
}

GUARD (another_is_at_work, "LCM is at work on that cluster")
{
  return model_lcm_is_busy (run, ME);
}

/* A newer one is no reason to be done: the pre-checks refuse to go back. */
GUARD (all_run_it, "every host has this very version, or the firmware")
{
  const ModelStep *step = &model_fleet (run)->steps[ME];

  if (step->verb == MODEL_VERB_UPGRADE_FIRMWARE)
    return next_host (run, ME, MODEL_NONE) == MODEL_NONE;
  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), ME))
    if (model_host_state (run, host)->version != step->to)
      return FALSE;
  return TRUE;
}

/* The one that is back is not counted yet. */
GUARD (it_was_the_last, "it was the last one")
{
  return next_host (run, ME, (guint32) event->arg) == MODEL_NONE;
}

GUARD (a_check_fails, "a pre-check fails")
{
  return model_lcm_refuses (run, ME);
}

GUARD (it_waits_on, "data is not resilient")
{
  return !model_ahv_is_resilient (run, cluster_of (run, event));
}

GUARD (some_time_has_not_passed, "the wait between two hosts is not over")
{
  return model_step_state (run, ME)->busy != 0;
}

/* N-56. */
static void
find_too_soon (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++) {
    SimTime ended = model_step_state (run, s)->ended;
    gint64 evidence[SIM_EVIDENCE_MAX]
        = { sim_now (run) - ended, ACTOR (STEP, s), model_number (run, MODEL_AHV_AFTER_AOS) };

    if (fleet->steps[s].verb == MODEL_VERB_UPGRADE_AOS && fleet->steps[s].index == cluster_of (run, event)
        && STATE (STEP, s) == STEP_AT_DONE && ended != SIM_NEVER && evidence[0] < evidence[2])
      sim_find (run, MODEL_FIND_HYPERVISOR_TOO_SOON, SIM_NOTE, ACTOR (STEP, ME), 0, evidence);
  }
}

ACTION (check, "run the pre-checks", NULL, SENDS (TO (AHV_ROLL, CHECKED)))
{
  find_too_soon (run, event);
  TELL_IN (model_number (run, MODEL_AHV_PRECHECK), AHV_ROLL, ME, AHV_ROLL_ON_CHECKED, 0);
}

ACTION (refuse, "change nothing", "{a:check-code}", SENDS (MODEL_LCM_REFUSES))
{
  model_lcm_refuse (run, ME);
}

ACTION (report_done, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

static void
take (SimRun *run, const SimEvent *event)
{
  guint32 n = next_host (run, ME, MODEL_NONE), host = model_lcm_host (model_fleet (run), ME, n);

  model_step_state (run, ME)->busy = 0;
  sim_tell (run, ACTOR (HOST, host), 0);
  TELL (NODE, host, NODE_ON_ENTER, ME);
}

ACTION (take_first, "take the first host", "{a:name}", SENDS (TO (NODE, ENTER)))
{
  take (run, event);
}

ACTION (take_next, "take the next host", "{a:name}", SENDS (TO (NODE, ENTER)))
{
  take (run, event);
}

static void
count (SimRun *run, const SimEvent *event)
{
  ModelStepState *state = model_step_state (run, ME);

  state->finished++;
  while (model_lcm_host (model_fleet (run), ME, state->next) != event->arg)
    state->next++; /* past those that had it before */
  state->next++;
}

ACTION (finish, "report", "{a:hosts}", SENDS (TO (STEP, FINISHED)))
{
  count (run, event);
  sim_find_end (run, MODEL_FIND_MIXED_AHV, model_cluster_thing (run->model, cluster_of (run, event)), 0);
  sim_tell (run, model_step_state (run, ME)->finished, 0);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

ACTION (wait, "wait before the next one", "{a:ms}", SENDS (TO (AHV_ROLL, NEXT)))
{
  gint64 gate = model_number (run, MODEL_AHV_GATE);

  count (run, event);
  model_step_state (run, ME)->busy = 1;
  sim_tell (run, gate, 0);
  TELL_IN (gate, AHV_ROLL, ME, AHV_ROLL_ON_NEXT, 0);
}

ACTION (wait_for_data, "wait until it is", NULL, SENDS_NOTHING)
{
  model_step_state (run, ME)->busy = 0;
}

/* Nothing is rolled back: hosts that have it keep it. */
ACTION (stall, "stop here", "at {a:name}", SENDS (TO (STEP, BROKEN)))
{
  ModelStepState *state = model_step_state (run, ME);
  gint64 mixed[SIM_EVIDENCE_MAX]
      = { 0, model_lcm_n_hosts (model_fleet (run), ME), model_fleet (run)->steps[ME].to };

  for (guint32 n = 0; n < mixed[1]; n++)
    mixed[0] += is_done (run, ME, n);
  state->failed++;
  if (mixed[2] && mixed[0] > 0 && mixed[0] < mixed[1])
    sim_find (run, MODEL_FIND_MIXED_AHV, SIM_RISK, model_cluster_thing (run->model, cluster_of (run, event)),
              0, mixed);
  sim_tell (run, ACTOR (HOST, event->arg), 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

/* clang-format off */
const SimRow model_AHV_ROLL_rows[] = {
  ROW    (AT (IDLE),     ON (BEGIN),      another_is_at_work, GO (FAILED), refuse,     "LCM does one thing at a time on a cluster",     "N-59"),
  ROW    (AT (IDLE),     ON (BEGIN),      ALWAYS,         GO (CHECKING), check,         "the plan has come to it",                       "N-57"),
  IGNORE (ANY & ~AT (IDLE), ON (BEGIN),   "a step begins once"),
  ROW    (AT (CHECKING), ON (CHECKED),    all_run_it,     GO (DONE),     report_done,   "every host has it already",                     "N-50"),
  ROW    (AT (CHECKING), ON (CHECKED),    a_check_fails,  GO (FAILED),   refuse,        "nothing has changed yet",                       "N-54 N-55 N-57 N-58 N-59"),
  ROW    (AT (CHECKING), ON (CHECKED),    ALWAYS,         GO (ROLLING),  take_first,    "the pre-checks pass",                           "N-89"),
  IGNORE (ANY & ~AT (CHECKING), ON (CHECKED), "it is past that"),
  ROW    (AT (ROLLING),  ON (NODE_DONE),  it_was_the_last, GO (DONE),    finish,        "{from} is back, and every host has it",         "N-89"),
  ROW    (AT (ROLLING),  ON (NODE_DONE),  ALWAYS,         GO (GATE),     wait,          "{from} is back; others have not got it",        "N-56 N-89"),
  IGNORE (ANY & ~AT (ROLLING), ON (NODE_DONE), "it is over"),
  ROW    (AT (ROLLING),  ON (NODE_STUCK), ALWAYS,         GO (STALLED),  stall,         "{from} may not be taken down, or does not come back",                     "N-52 N-54 N-64"),
  IGNORE (ANY & ~AT (ROLLING), ON (NODE_STUCK), "it is over"),
  STAY   (AT (GATE),     ON (NEXT),       it_waits_on,                   wait_for_data, "the time is over, and data is not resilient",   "N-55 N-56"),
  ROW    (AT (GATE),     ON (NEXT),       ALWAYS,         GO (ROLLING),  take_next,     "the time is over, and data is resilient",       "N-56 N-89"),
  IGNORE (ANY & ~AT (GATE), ON (NEXT),    "it is over"),
  STAY   (AT (GATE),     ON (RESILIENT),  some_time_has_not_passed,      NOTHING,       "it waits for the time to pass",                 "N-56"),
  STAY   (AT (GATE),     ON (RESILIENT),  it_waits_on,                   NOTHING,       "data is not resilient still",                   "N-55"),
  ROW    (AT (GATE),     ON (RESILIENT),  ALWAYS,         GO (ROLLING),  take_next,     "data is resilient again",                       "N-56"),
  IGNORE (ANY & ~AT (GATE), ON (RESILIENT), "it does not wait for that"),
};
/* clang-format on */
const guint model_AHV_ROLL_n_rows = G_N_ELEMENTS (model_AHV_ROLL_rows);
