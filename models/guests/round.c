/* The round machine: one step that goes round the VMs of a cluster, so many at a time, by name. A VM that cannot be upgraded
 * does not stop the others; the step is not done then. */

#include "models/guests/guests.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE)  (1u << ROUND_AT_##STATE)
#define ON(SIGNAL) ROUND_ON_##SIGNAL
#define GO(STATE)  ROUND_AT_##STATE

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[model_fleet (run)->steps[ME].index];
}

/* The first VM from `from` on, counted within the cluster, that the round takes; MODEL_NONE. */
static guint32
next_vm (const SimRun *run, const SimEvent *event, guint32 from)
{
  const ModelCluster *cluster = cluster_of (run, event);

  for (guint32 i = from; i < cluster->n_vms; i++)
    if (model_round_takes (run, ME, cluster->first_vm + i))
      return i;
  return MODEL_NONE;
}

GUARD (vcenter_is_away, "vCenter is away")
{
  return !model_vcenter_offers (run, model_fleet (run)->steps[ME].index, MODEL_FUNCTION_TASKS);
}

GUARD (nobody_needs_it, "no VM needs it")
{
  return next_vm (run, event, 0) == MODEL_NONE;
}

GUARD (others_are_left, "others are at work, or to come")
{
  const ModelStepState *state = model_step_state (run, ME);

  return state->busy > 1 || next_vm (run, event, state->next) != MODEL_NONE;
}

GUARD (one_is_not_upgraded, "one of them is not upgraded")
{
  return model_step_state (run, ME)->failed + event->arg > 0;
}

static void
take_more (SimRun *run, const SimEvent *event)
{
  ModelStepState *state = model_step_state (run, ME);

  while (state->busy < model_fleet (run)->steps[ME].at_once) {
    guint32 vm = next_vm (run, event, state->next);

    if (vm == MODEL_NONE)
      return;
    state->next = vm + 1;
    state->busy++;
    TELL (GUEST, cluster_of (run, event)->first_vm + vm, GUEST_ON_TEND, ME);
  }
}

static void
count (SimRun *run, const SimEvent *event)
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->failed += event->arg ? 1 : 0;
  state->finished += event->arg ? 0 : 1;
}

ACTION (refuse_blind, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, ME, MODEL_CHECK_VCENTER_DOWN);
}

ACTION (report, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

ACTION (begin, "take the first", NULL, SENDS (TO (GUEST, TEND)))
{
  take_more (run, event);
}

ACTION (go_on, "take the next", NULL, SENDS (TO (GUEST, TEND)))
{
  count (run, event);
  take_more (run, event);
}

ACTION (end, "report", "{a:count} upgraded", SENDS (TO (STEP, FINISHED)))
{
  count (run, event);
  sim_tell (run, model_step_state (run, ME)->finished, 0);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

ACTION (end_short, "report", "{a:count} upgraded, {b:count} not", SENDS (TO (STEP, BROKEN)))
{
  count (run, event);
  sim_tell (run, model_step_state (run, ME)->finished, model_step_state (run, ME)->failed);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

/* clang-format off */
const SimRow model_ROUND_rows[] = {
  STAY   (AT (IDLE),    ON (BEGIN), vcenter_is_away,                 refuse_blind, "no task starts without vCenter",          "VC-05"),
  STAY   (AT (IDLE),    ON (BEGIN), nobody_needs_it,                 report,       "there is nothing to do",                  "model"),
  ROW    (AT (IDLE),    ON (BEGIN), ALWAYS,              GO (WORKING), begin,      "the plan has come to it",                 "UPG-04"),
  IGNORE (AT (WORKING), ON (BEGIN), "it has begun"),
  STAY   (AT (WORKING), ON (ENDED), others_are_left,                 go_on,        "{from} is through",                       "model"),
  ROW    (AT (WORKING), ON (ENDED), one_is_not_upgraded, GO (IDLE),  end_short,    "the last is through, and not all have it", "model"),
  ROW    (AT (WORKING), ON (ENDED), ALWAYS,              GO (IDLE),  end,          "the last is through",                     "UPG-04"),
  IGNORE (AT (IDLE),    ON (ENDED), "nothing is under way"),
};
/* clang-format on */
const guint model_ROUND_n_rows = G_N_ELEMENTS (model_ROUND_rows);
