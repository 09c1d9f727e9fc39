/* A step of the plan, from its turn to its end: it tells the machine that its verb is about to begin, and waits for the answer.
 * What is changed through vCenter is refused while vCenter is away. */

#include "models/ahv/contention.h"
#include "models/capacity/growth.h"
#include "models/compute/hosts.h"
#include "models/guests/guests.h"
#include "models/plan/begin.h"
#include "models/plan/sequence.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/vsan/moves.h"

#define AT(STATE)  (1u << STEP_AT_##STATE)
#define ON(SIGNAL) STEP_ON_##SIGNAL
#define GO(STATE)  STEP_AT_##STATE

/* Every step before it says when it is over, and the one that says so is the one to name. */
GUARD (one_before_it_was_not_done, "a step before it was not done")
{
  guint state = run->model->machine_of[event->from] == MODEL_MACHINE_STEP ? sim_state (run, event->from)
                                                                          : STEP_AT_DONE;

  return state == STEP_AT_FAILED || state == STEP_AT_SKIPPED;
}

GUARD (all_before_it_are_done, "all steps before it are done")
{
  const ModelStep *step = &model_fleet (run)->steps[ME];

  for (guint32 i = 0; i < step->n_after; i++)
    if (STATE (STEP, step->after[i]) != STEP_AT_DONE)
      return FALSE;
  return TRUE;
}

GUARD (its_time_has_not_come, "it is not to begin yet")
{
  return sim_now (run) < model_fleet (run)->steps[ME].begins;
}

GUARD (the_one_before_is_not_over, "it is the same again, and the time before this one is not over")
{
  guint32 earlier = model_fleet (run)->steps[ME].earlier;
  guint state = earlier ? STATE (STEP, earlier - 1) : STEP_AT_DONE;

  return state == STEP_AT_WAITING || state == STEP_AT_RUNNING;
}

ACTION (start, "start it", "{a:step}", SENDS (MODEL_BEGINNINGS))
{
  sim_on_behalf (run, ME + 1);
  sim_tell (run, ME, 0);
  model_step_state (run, ME)->began = sim_now (run);
  model_look_at_sequence (run, ME);
  model_begin_step (run, event);
}

/* Month by month; what hosts carry too much of is found, and who adds up adds up again. */
ACTION (grow, "count anew what its VMs use", "{a:percent} more than at the beginning",
        SENDS (TO (STEP, GROW), TO (STEP, FINISHED), MODEL_CAPACITY_NOTICES))
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelStep *step = &fleet->steps[ME];
  guint32 months = (guint32) event->arg, more = model_growth_added (step, months) - model_growth_added (step, months - 1);

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    if (!model_grows (fleet, step, c))
      continue;
    model_cluster_grow (run, c, model_cluster_state (run, c)->growth + more);
    for (MODEL_EACH_HOST (host, &fleet->clusters[c])) {
      model_ahv_weigh_and_tell (run, host);
      model_look_whether_overfull (run, host);
    }
    model_notify_capacity (run, c);
    sim_tell (run, model_cluster_state (run, c)->growth, 0);
  }
  if (months == model_growth_months (step))
    TELL (STEP, ME, STEP_ON_FINISHED, 0);
  else
    TELL_IN (model_growth_after (step, months + 1) - model_growth_after (step, months), STEP, ME, STEP_ON_GROW, months + 1);
}

/* Hosts go on switching by what they were last told, and nobody tells them anything new. */
GUARD (its_switch_is_out_of_reach, "its turn has come, it changes a distributed switch, and vCenter is away")
{
  const ModelStep *step = &model_fleet (run)->steps[ME];
  const ModelPolicy *policy = &model_fleet (run)->policies[step->index];

  return step->verb == MODEL_VERB_SET && step->target == MODEL_TARGET_POLICY && (policy->kind == MODEL_POLICY_VDS || policy->kind == MODEL_POLICY_PORT_GROUP)
         && !model_vcenter_offers (run, policy->cluster, MODEL_FUNCTION_SWITCH)
         && all_before_it_are_done_test (run, event);
}

/* So do HA's agents, and DRS does not run: what a cluster is set to is vCenter's to change. */
GUARD (its_cluster_is_out_of_reach, "its turn has come, it sets a cluster, and vCenter is away")
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelStep *step = &fleet->steps[ME];
  guint kind = step->target == MODEL_TARGET_POLICY ? fleet->policies[step->index].kind : MODEL_N_POLICY_KINDS;
  gboolean policy = kind == MODEL_POLICY_CLUSTER || kind == MODEL_POLICY_POOL || kind == MODEL_POLICY_VM;

  return step->verb == MODEL_VERB_SET && (policy || step->target == MODEL_TARGET_CLUSTER)
         && !model_vcenter_offers (run, policy ? fleet->policies[step->index].cluster : step->index, MODEL_FUNCTION_TASKS)
         && all_before_it_are_done_test (run, event);
}

ACTION (refuse_setting, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_step_state (run, ME)->began = sim_now (run);
  model_refuse_step (run, ME, MODEL_CHECK_VCENTER_DOWN);
}

static void
tell_those_after (SimRun *run, guint32 me)
{
  for (MODEL_EACH (step, model_links (run)->steps_after, me))
    TELL (STEP, *step, STEP_ON_READY, 0);
  if (model_fleet (run)->steps[me].later)
    TELL (STEP, model_fleet (run)->steps[me].later - 1, STEP_ON_READY, 0);
}

ACTION (end, "let the steps after it know", "after {a:ms}", SENDS (TO (STEP, READY), TO (PLAN, STEP_OVER)))
{
  ModelStepState *state = model_step_state (run, ME);

  state->ended = sim_now (run);
  state->measured = model_vsan_least_margin (run, &state->margin) ? 1 : 0;
  if (!state->measured)
    state->margin = 0;
  sim_tell (run, state->began == SIM_NEVER ? 0 : state->ended - state->began, 0);
  tell_those_after (run, ME);
  if (model_fleet (run)->steps[ME].target == MODEL_TARGET_CLUSTER)
    model_look_at_tools (run, model_fleet (run)->steps[ME].index);
  if (event->signal == STEP_ON_FINISHED)
    model_end_sequence (run, ME);
  TELL (PLAN, 0, PLAN_ON_STEP_OVER, ME);
}

ACTION (skip, "let the steps after it know", NULL, SENDS (TO (STEP, READY), TO (PLAN, STEP_OVER)))
{
  tell_those_after (run, ME);
  TELL (PLAN, 0, PLAN_ON_STEP_OVER, ME);
}

/* clang-format off */
const SimRow model_STEP_rows[] = {
  ROW    (AT (WAITING), ON (READY),    one_before_it_was_not_done, GO (SKIPPED), skip,  "{from} was not done",                     "model"),
  STAY   (AT (WAITING), ON (READY),    its_time_has_not_come,      NOTHING,              "its time has not come",                   "model"),
  STAY   (AT (WAITING), ON (READY),    the_one_before_is_not_over, NOTHING,              "the time before this one is not over",    "model"),
  ROW    (AT (WAITING), ON (READY),    its_switch_is_out_of_reach, GO (RUNNING), refuse_setting, "a distributed switch is changed through vCenter, which is away", "VC-05"),
  ROW    (AT (WAITING), ON (READY),    its_cluster_is_out_of_reach, GO (RUNNING), refuse_setting, "a cluster is configured through vCenter, which is away", "VC-05"),
  ROW    (AT (WAITING), ON (READY),    all_before_it_are_done,     GO (RUNNING), start, "nothing is before it any more",           "model"),
  IGNORE (AT (WAITING), ON (READY),    "others are before it"),
  IGNORE (AT (RUNNING) | AT (DONE) | AT (FAILED) | AT (SKIPPED), ON (READY), "it is decided"),
  ROW    (AT (RUNNING), ON (FINISHED), ALWAYS,                     GO (DONE),    end,   "what it started has ended as planned",    "model"),
  IGNORE (AT (WAITING) | AT (DONE) | AT (FAILED) | AT (SKIPPED), ON (FINISHED), "it is over"),
  ROW    (AT (RUNNING), ON (BROKEN),   ALWAYS,                     GO (FAILED),  end,   "what it started has ended otherwise",     "model"),
  IGNORE (AT (WAITING) | AT (DONE) | AT (FAILED) | AT (SKIPPED), ON (BROKEN), "it is over"),
  STAY   (AT (RUNNING), ON (GROW),     ALWAYS,                                   grow,  "a month has passed, and its workload has grown", "model"),
  IGNORE (AT (WAITING) | AT (DONE) | AT (FAILED) | AT (SKIPPED), ON (GROW), "it is over"),
};
/* clang-format on */
const guint model_STEP_n_rows = G_N_ELEMENTS (model_STEP_rows);
