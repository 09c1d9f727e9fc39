/* The update machine: one host's turn in a remediation (handbook 8.7, from enterHost to updateHost).
 *
 * Facts: LCM-02. */

#include "models/compute/hosts.h"
#include "models/governance/belief.h"
#include "models/lcm/lcm.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/tolerance.h"
#include "models/words.h"

#define AT(STATE)  (1u << UPDATE_AT_##STATE)
#define ON(SIGNAL) UPDATE_ON_##SIGNAL
#define GO(STATE)  UPDATE_AT_##STATE
#define ANY        ((1u << UPDATE_N_STATES) - 1)
#define AT_REST    (AT (WAITING) | AT (DONE) | AT (FAILED))

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

GUARD (it_goes_by_the_token, "LCM takes it down, and its CVM with it")
{
  return model_lcm_goes_by_the_token (model_fleet (run), (guint32) event->arg);
}

GUARD (something_is_not_whole, "something is not whole, or its CVM may be the one that serves another host")
{
  return !model_may_take_down (run, ME) || !model_io_paths_are_local (run, model_fleet (run)->hosts[ME].cluster);
}

static gboolean
is_of_nutanix (const SimRun *run, const SimEvent *event)
{
  guint32 step = model_host_state (run, ME)->step;

  return step && model_lcm_goes_by_the_token (model_fleet (run), step - 1);
}

GUARD (its_cvm_comes_yet, "its CVM does not serve yet")
{
  return is_of_nutanix (run, event) && !model_cvm_serves (run, ME);
}

/* One attempt, and then the retries. */
GUARD (may_try_again, "tries are left")
{
  return model_update_state (run, ME)->tries <= retries (run, step_of (run, event));
}

static guint32
stopped_by_it (const SimRun *run, const SimEvent *event)
{
  guint32 step = model_host_state (run, ME)->step - 1, n = 0;
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->hosts[ME].cluster];

  if (model_fleet (run)->steps[step].lcm.power_action != MODEL_POWER_ACTION_NONE)
    for (MODEL_EACH_VM (vm, cluster))
      n += model_lcm_has_stopped (run, step, ME, vm) ? 1 : 0;
  return n;
}

GUARD (its_vms_are_to_stop, "its VMs are to be powered off or suspended, not moved")
{
  if (STATE (HOST, ME) != HOST_AT_CONNECTED)
    return FALSE;
  for (MODEL_EACH_VM_ON (vm, run, ME))
    if (model_lcm_stops (run, (guint32) event->arg, vm))
      return TRUE;
  return FALSE;
}

GUARD (others_are_under_way, "others are under way")
{
  return model_update_state (run, ME)->left > 1;
}

GUARD (its_vms_are_to_start, "VMs of it are to be started again")
{
  return stopped_by_it (run, event) > 0;
}

GUARD (its_turn_has_failed, "its turn has failed all the same")
{
  return model_update_state (run, ME)->failed != 0;
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

static void
take_turn (SimRun *run, const SimEvent *event)
{
  ModelHostState *host = model_host_state (run, ME);
  const ModelStep *step = &model_fleet (run)->steps[event->arg];

  host->step = (guint32) event->arg + 1;
  host->quick_boot = (guint8) model_lcm_boots_quickly (run, (guint32) event->arg, ME);
  host->next_version = step->verb == MODEL_VERB_REMEDIATE ? model_lcm_target (run, (guint32) event->arg) : 0;
  model_update_state (run, ME)->tries = 0;
  model_update_state (run, ME)->keeps = step->lcm.parallel && model_number (run, MODEL_LCM_KEEPS_MAINTENANCE);
  model_update_state (run, ME)->failed = model_update_state (run, ME)->left = 0;
}

ACTION (begin, "ask for maintenance mode", "attempt {a} of {b}", SENDS (TO (HOST, ENTER)))
{
  take_turn (run, event);
  enter (run, event);
}

ACTION (ask, "ask for the shutdown token", NULL, SENDS (TO (TOKEN, ASK)))
{
  take_turn (run, event);
  TELL (TOKEN, model_fleet (run)->hosts[ME].cluster, TOKEN_ON_ASK, ME);
}

ACTION (ask_again, "ask for the shutdown token", NULL, SENDS (TO (TOKEN, ASK)))
{
  TELL (TOKEN, model_fleet (run)->hosts[ME].cluster, TOKEN_ON_ASK, ME);
}

ACTION (enter_with_token, "ask for maintenance mode", "attempt {a} of {b}", SENDS (TO (HOST, ENTER)))
{
  enter (run, event);
}

ACTION (stop_vms, "power them off, or suspend them", "{a:vms}", SENDS (TO (VM, STOP)))
{
  ModelUpdateState *update = model_update_state (run, ME);

  take_turn (run, event);
  for (MODEL_EACH_VM_ON (vm, run, ME))
    if (model_lcm_stops (run, (guint32) event->arg, vm)) {
      update->left++;
      TELL (VM, vm, VM_ON_STOP, event->arg);
    }
  sim_tell (run, update->left, 0);
}

ACTION (count_one, "wait for the others", NULL, SENDS_NOTHING)
{
  model_update_state (run, ME)->left--;
}

ACTION (enter_now, "ask for maintenance mode", "attempt {a} of {b}", SENDS (TO (HOST, ENTER)))
{
  model_update_state (run, ME)->left = 0;
  enter (run, event);
}

static void
start_its_vms (SimRun *run, const SimEvent *event)
{
  guint32 step = model_host_state (run, ME)->step - 1;
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->hosts[ME].cluster];

  for (MODEL_EACH_VM (vm, cluster))
    if (model_lcm_has_stopped (run, step, ME, vm)) {
      model_update_state (run, ME)->left++;
      TELL (VM, vm, VM_ON_START, step);
    }
  sim_tell (run, model_update_state (run, ME)->left, 0);
}

ACTION (start_vms, "power them on, or resume them", "{a:vms}", SENDS (TO (VM, START)))
{
  start_its_vms (run, event);
}

ACTION (start_vms_all_the_same, "power them on, or resume them", "{a:vms}", SENDS (TO (VM, START)))
{
  model_update_state (run, ME)->failed = TRUE;
  start_its_vms (run, event);
}

/* Nobody starts them any more. */
static void
find_left_off (SimRun *run, const SimEvent *event)
{
  guint32 step = model_host_state (run, ME)->step - 1;
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->hosts[ME].cluster];
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (STEP, step), model_fleet (run)->steps[step].lcm.power_action };

  if (evidence[1] != MODEL_POWER_ACTION_NONE)
    for (MODEL_EACH_VM (vm, cluster))
      if (model_lcm_has_stopped (run, step, ME, vm))
        sim_find (run, MODEL_FIND_VM_LEFT_OFF, SIM_RISK, ACTOR (VM, vm), 0, evidence);
}

ACTION (patch_live, "patch it, its VMs running", NULL, SENDS (TO (HOST, PATCH)))
{
  ModelHostState *host = model_host_state (run, ME);

  host->step = (guint32) event->arg + 1;
  host->next_version = model_lcm_target (run, (guint32) event->arg);
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
  ModelLifecycle lifecycle = step_of (run, event)->verb == MODEL_VERB_UPGRADE_FIRMWARE
                                 ? MODEL_LIFECYCLE_FIRMWARE_UPGRADE
                                 : MODEL_LIFECYCLE_ESXI_UPGRADE;

  model_find_host_misbelieved (run, ME, model_host_state (run, ME)->step - 1, MODEL_BELIEF_VLCM_CHANGES);
  TELL (HOST, ME, HOST_ON_UPDATE, lifecycle);
}

ACTION (report_done, "report", NULL, SENDS (TO (REMEDIATION, HOST_DONE), TO (COMPLIANCE, SCAN), MODEL_INVENTORY_NOTICES))
{
  gboolean image = step_of (run, event)->verb == MODEL_VERB_REMEDIATE;

  model_update_state (run, ME)->staged = 0;
  if (image)
    model_image_is_given (run, model_host_state (run, ME)->step - 1, ME);
  if (image)
    TELL (COMPLIANCE, ME, COMPLIANCE_ON_SCAN, model_host_state (run, ME)->step - 1);
  TELL (REMEDIATION, model_host_state (run, ME)->step - 1, REMEDIATION_ON_HOST_DONE, ME);
}

/* N-54: where its CVM is down the token stays with it; a host that has not even entered gives it back. */
static void
leave_token (SimRun *run, const SimEvent *event)
{
  guint32 cluster = model_fleet (run)->hosts[ME].cluster;
  gint64 evidence[SIM_EVIDENCE_MAX] = { is_of_nutanix (run, event) ? ACTOR (CVM, ME) : 0 };

  if (!evidence[0])
    return;
  if (model_cvm_serves (run, ME) || model_cluster_state (run, cluster)->token_holder != ME + 1)
    TELL (TOKEN, cluster, TOKEN_ON_RELEASE, ME);
  else
    sim_find (run, MODEL_FIND_TOKEN_HELD, SIM_RISK, ACTOR (TOKEN, cluster), 0, evidence);
}

ACTION (report_failed, "report", NULL, SENDS (TO (REMEDIATION, HOST_FAILED), TO (TOKEN, RELEASE)))
{
  leave_token (run, event);
  model_host_state (run, ME)->next_version = 0;
  find_left_off (run, event);
  TELL (REMEDIATION, model_host_state (run, ME)->step - 1, REMEDIATION_ON_HOST_FAILED, ME);
}

ACTION (abandon, "let it be", NULL, SENDS (TO (HOST, CANCEL), TO (TOKEN, RELEASE)))
{
  leave_token (run, event);
  sim_cancel (run, &model_host_timers (run, ME)->update);
  find_left_off (run, event);
  TELL (HOST, ME, HOST_ON_CANCEL, 0);
}

ACTION (leave_it, "leave them as they are", NULL, SENDS_NOTHING)
{
  find_left_off (run, event);
}

/* clang-format off */
const SimRow model_UPDATE_rows[] = {
  ROW    (AT_REST, ON (BEGIN), it_goes_by_the_token, GO (ASKING), ask, "its turn has come, and its CVM goes down with it", "N-53 N-104"),
  STAY   (AT (ASKING),                ON (GRANTED),     something_is_not_whole,      NOTHING,       "it holds the token, and something is not whole yet", "N-51 N-55"),
  ROW    (AT (ASKING),                ON (GRANTED),     ALWAYS,        GO (ENTERING), enter_with_token, "it holds the token",                      "N-53 N-104"),
  IGNORE (ANY & ~AT (ASKING),         ON (GRANTED),     "it does not wait for it"),
  ROW    (AT_REST, ON (BEGIN), can_be_patched_live, GO (UPDATING), patch_live, "its turn has come, and nobody has to leave it", "EV-06 LCM-18"),
  ROW    (AT_REST,                    ON (BEGIN),       its_vms_are_to_stop, GO (STOPPING_VMS), stop_vms, "its turn has come, and its VMs are not moved", "LCM-01 LCM-12 B26"),
  ROW    (AT_REST, ON (BEGIN), ALWAYS,   GO (ENTERING), begin,         "its turn has come",                            "LCM-12"),
  IGNORE (ANY & ~AT_REST,             ON (BEGIN),       "another remediation has it"),
  STAY   (AT (STOPPING_VMS),          ON (VM_STOPPED),  others_are_under_way,        count_one,     "{from} is out of the way, others are not yet", "LCM-12"),
  ROW    (AT (STOPPING_VMS),          ON (VM_STOPPED),  ALWAYS,        GO (ENTERING), enter_now,     "its VMs are out of the way",                   "LCM-12"),
  IGNORE (ANY & ~AT (STOPPING_VMS),   ON (VM_STOPPED),  "the remediation is dead"),
  ROW    (AT (ENTERING),              ON (ENTERED),     ALWAYS,        GO (UPDATING), update,        "it is in maintenance",                         "LCM-12"),
  IGNORE (ANY & ~AT (ENTERING),       ON (ENTERED),     "nobody asked"),
  ROW    (AT (ENTERING),              ON (NOT_ENTERED), may_try_again, GO (RETRYING), wait_to_retry, "it could not enter maintenance",               "LCM-02"),
  ROW    (AT (ENTERING),              ON (NOT_ENTERED), its_vms_are_to_start, GO (STARTING_VMS), start_vms_all_the_same, "it could not enter maintenance and no try is left: its VMs are wanted back", "LCM-02"),
  ROW    (AT (ENTERING),              ON (NOT_ENTERED), ALWAYS,        GO (FAILED),   report_failed, "it could not enter maintenance and no try is left", "LCM-02 LCM-08"),
  IGNORE (ANY & ~AT (ENTERING),       ON (NOT_ENTERED), "nobody asked"),
  ROW    (AT (RETRYING),              ON (AGAIN),       ALWAYS,        GO (ENTERING), try_again,     "the wait is over",                             "LCM-02"),
  IGNORE (ANY & ~AT (RETRYING),       ON (AGAIN),       "the remediation is dead"),
  ROW    (AT (UPDATING),              ON (FINISHED),    its_vms_are_to_start, GO (STARTING_VMS), start_vms, "it is back in the pool",                 "LCM-01"),
  STAY   (AT (STARTING_VMS),          ON (VM_STARTED),  others_are_under_way,        count_one,     "{from} is through, others are not yet",        "LCM-01"),
  ROW    (AT (STARTING_VMS),          ON (VM_STARTED),  its_turn_has_failed, GO (FAILED), report_failed, "its VMs have been started, and it is not upgraded", "LCM-02 LCM-08"),
  ROW    (AT (STARTING_VMS),          ON (VM_STARTED),  ALWAYS,        GO (DONE),     report_done,   "its VMs have been started",                    "LCM-01"),
  IGNORE (ANY & ~AT (STARTING_VMS),   ON (VM_STARTED),  "the remediation is dead"),
  ROW    (AT (UPDATING),              ON (FINISHED),    its_cvm_comes_yet, GO (SETTLING), NOTHING,   "it is back in the pool, and its CVM comes yet", "N-104"),
  ROW    (AT (SETTLING),              ON (CVM_SERVES),  ALWAYS,        GO (DONE),     report_done,   "its CVM serves again",                         "N-104"),
  STAY   (AT (ASKING),                ON (CVM_SERVES),  ALWAYS,                       ask_again,     "its CVM was away meanwhile, and has given the token back", "N-53"),
  IGNORE (ANY & ~(AT (SETTLING) | AT (ASKING)), ON (CVM_SERVES), "it does not wait for that"),
  ROW    (AT (SETTLING),              ON (CVM_STUCK),   ALWAYS,        GO (FAILED),   report_failed, "its CVM does not get ready",                   "N-54 N-64"),
  IGNORE (ANY & ~AT (SETTLING),       ON (CVM_STUCK),   "it does not wait for that"),
  ROW    (AT (UPDATING),              ON (FINISHED),    ALWAYS,        GO (DONE),     report_done,   "it is back in the pool",                       "LCM-12"),
  IGNORE (ANY & ~AT (UPDATING),       ON (FINISHED),    "nobody asked"),
  ROW    (AT (ENTERING) | AT (UPDATING), ON (BROKEN),   ALWAYS,        GO (FAILED),   report_failed, "it cannot be finished",                        "LCM-08"),
  IGNORE (ANY & ~(AT (ENTERING) | AT (UPDATING)), ON (BROKEN), "it is known"),
  ROW    (AT (ASKING) | AT (ENTERING) | AT (RETRYING), ON (ABORT), ALWAYS,        GO (FAILED),   abandon,       "the remediation is dead",                      "DR-27"),
  ROW    (AT (UPDATING) | AT (SETTLING) | AT (STOPPING_VMS) | AT (STARTING_VMS), ON (ABORT), ALWAYS, GO (FAILED), leave_it, "the remediation is dead",                      "DR-27"),
  IGNORE (AT_REST, ON (ABORT), "it is not at work"),
};
/* clang-format on */
const guint model_UPDATE_n_rows = G_N_ELEMENTS (model_UPDATE_rows);
