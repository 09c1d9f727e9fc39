/* The update machine: one host's turn in a remediation (handbook 8.7, from enterHost to updateHost).
 *
 * Facts: LCM-02. */

#include "models/lcm/lcm.h"

#define AT(STATE) (1u << UPDATE_AT_##STATE)
#define ON(SIGNAL) UPDATE_ON_##SIGNAL
#define GO(STATE) UPDATE_AT_##STATE
#define ANY (AT (WAITING) | AT (ENTERING) | AT (RETRYING) | AT (UPDATING) | AT (DONE) | AT (FAILED))

static const ModelStep *
step_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->steps[model_host_state (run, ME)->step - 1];
}

static gint64
retries (const SimRun *run, const ModelStep *step)
{
  return step->retries >= 0 ? step->retries : model_number (run, MODEL_LCM_RETRIES);
}

GUARD (can_be_patched_live, "it takes a live patch")
{
  return model_lcm_patches_live (run, (guint32) event->arg, ME) && STATE (HOST, ME) == HOST_AT_CONNECTED;
}

/* One attempt, and then the retries. */
GUARD (may_try_again, "tries are left")
{
  return model_update_state (run, ME)->tries <= retries (run, step_of (run, event));
}

static void
enter (SimRun *run, const SimEvent *event)
{
  const ModelStep *step = step_of (run, event);
  gint64 patience = step->enter_timeout ? step->enter_timeout : model_number (run, MODEL_LCM_ENTER_TIMEOUT);

  model_update_state (run, ME)->tries++;
  sim_tell (run, model_update_state (run, ME)->tries, retries (run, step) + 1);
  TELL (HOST, ME, HOST_ON_ENTER, patience);
}

ACTION (begin, "ask for maintenance mode", "attempt {a} of {b}", SENDS (TO (HOST, ENTER)))
{
  ModelHostState *host = model_host_state (run, ME);
  const ModelStep *step = &model_fleet (run)->steps[event->arg];

  host->step = (guint32) event->arg + 1;
  host->quick_boot = (guint8) model_lcm_boots_quickly (run, (guint32) event->arg, ME);
  host->next_version = step->verb == MODEL_VERB_REMEDIATE ? step->to : 0;
  model_update_state (run, ME)->tries = 0;
  model_update_state (run, ME)->keeps = step->lcm.parallel && model_number (run, MODEL_LCM_KEEPS_MAINTENANCE);
  enter (run, event);
}

ACTION (patch_live, "patch it, its VMs running", NULL, SENDS (TO (HOST, PATCH)))
{
  ModelHostState *host = model_host_state (run, ME);

  host->step = (guint32) event->arg + 1;
  host->next_version = model_fleet (run)->steps[event->arg].to;
  TELL (HOST, ME, HOST_ON_PATCH, 0);
}

ACTION (try_again, "ask for maintenance mode again", "attempt {a} of {b}", SENDS (TO (HOST, ENTER)))
{
  enter (run, event);
}

ACTION (wait_to_retry, "wait", "{a:ms}", SENDS (TO (UPDATE, AGAIN)))
{
  const ModelStep *step = step_of (run, event);
  gint64 delay = step->retry_delay >= 0 ? step->retry_delay : model_number (run, MODEL_LCM_RETRY_DELAY);

  sim_tell (run, delay, 0);
  model_host_timers (run, ME)->update = TELL_IN (delay, UPDATE, ME, UPDATE_ON_AGAIN, 0);
}

ACTION (update, "install", NULL, SENDS (TO (HOST, UPDATE)))
{
  ModelLifecycle lifecycle = step_of (run, event)->verb == MODEL_VERB_UPGRADE_FIRMWARE ? MODEL_LIFECYCLE_FIRMWARE_UPGRADE
                                                                                       : MODEL_LIFECYCLE_ESXI_UPGRADE;

  TELL (HOST, ME, HOST_ON_UPDATE, lifecycle);
}

ACTION (report_done, "report", NULL, SENDS (TO (REMEDIATION, HOST_DONE)))
{
  TELL (REMEDIATION, model_host_state (run, ME)->step - 1, REMEDIATION_ON_HOST_DONE, ME);
}

ACTION (report_failed, "report", NULL, SENDS (TO (REMEDIATION, HOST_FAILED)))
{
  model_host_state (run, ME)->next_version = 0;
  TELL (REMEDIATION, model_host_state (run, ME)->step - 1, REMEDIATION_ON_HOST_FAILED, ME);
}

ACTION (abandon, "let it be", NULL, SENDS (TO (HOST, CANCEL)))
{
  sim_cancel (run, &model_host_timers (run, ME)->update);
  TELL (HOST, ME, HOST_ON_CANCEL, 0);
}

/* clang-format off */
const SimRow model_UPDATE_rows[] = {
  ROW    (AT (WAITING) | AT (DONE) | AT (FAILED), ON (BEGIN), can_be_patched_live, GO (UPDATING), patch_live, "its turn has come, and nobody has to leave it", "EV-06 LCM-18"),
  ROW    (AT (WAITING) | AT (DONE) | AT (FAILED), ON (BEGIN), ALWAYS,   GO (ENTERING), begin,         "its turn has come",                            "LCM-12"),
  IGNORE (AT (ENTERING) | AT (RETRYING) | AT (UPDATING), ON (BEGIN), "another remediation has it"),
  ROW    (AT (ENTERING),              ON (ENTERED),     ALWAYS,        GO (UPDATING), update,        "it is in maintenance",                         "LCM-12"),
  IGNORE (ANY & ~AT (ENTERING),       ON (ENTERED),     "nobody asked"),
  ROW    (AT (ENTERING),              ON (NOT_ENTERED), may_try_again, GO (RETRYING), wait_to_retry, "it could not enter maintenance",               "LCM-02"),
  ROW    (AT (ENTERING),              ON (NOT_ENTERED), ALWAYS,        GO (FAILED),   report_failed, "it could not enter maintenance and no try is left", "LCM-02 LCM-08"),
  IGNORE (ANY & ~AT (ENTERING),       ON (NOT_ENTERED), "nobody asked"),
  ROW    (AT (RETRYING),              ON (AGAIN),       ALWAYS,        GO (ENTERING), try_again,     "the wait is over",                             "LCM-02"),
  IGNORE (ANY & ~AT (RETRYING),       ON (AGAIN),       "the remediation is dead"),
  ROW    (AT (UPDATING),              ON (FINISHED),    ALWAYS,        GO (DONE),     report_done,   "it is back in the pool",                       "LCM-12"),
  IGNORE (ANY & ~AT (UPDATING),       ON (FINISHED),    "nobody asked"),
  ROW    (AT (ENTERING) | AT (UPDATING), ON (BROKEN),   ALWAYS,        GO (FAILED),   report_failed, "it cannot be finished",                        "LCM-08"),
  IGNORE (ANY & ~(AT (ENTERING) | AT (UPDATING)), ON (BROKEN), "it is known"),
  ROW    (AT (ENTERING) | AT (RETRYING), ON (ABORT),    ALWAYS,        GO (FAILED),   abandon,       "the remediation is dead",                      "DR-27"),
  ROW    (AT (UPDATING),              ON (ABORT),       ALWAYS,        GO (FAILED),   NOTHING,       "the remediation is dead",                      "DR-27"),
  IGNORE (AT (WAITING) | AT (DONE) | AT (FAILED), ON (ABORT), "it is not at work"),
};
/* clang-format on */
const guint model_UPDATE_n_rows = G_N_ELEMENTS (model_UPDATE_rows);
