/* The AOS machine (handbook platforms 9.1): a rolling AOS upgrade of one cluster. It moves no VM and reboots no host (N-24);
 * it restarts CVMs, one at a time, each behind a resiliency gate.
 *
 * Its states are the API's, as far as a step of a plan can be in them: one that is queued or scheduled has not begun (N-60).
 *
 * Facts: N-24 N-50 N-52 N-55 N-60. */

#include "models/notices.h"
#include "models/nutanix/checks.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/mode.h"
#include "models/compute/hosts.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define AT(STATE) (1u << AOS_AT_##STATE)
#define ON(SIGNAL) AOS_ON_##SIGNAL
#define GO(STATE) AOS_AT_##STATE
#define ANY ((1u << AOS_N_STATES) - 1)
#define NOTHING_CHANGED (AT (CHECKING) | AT (UPLOADING) | AT (STAGING) | AT (PENDING))

static const ModelStep *
step_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->steps[ME];
}

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[step_of (run, event)->index];
}

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, cluster_of (run, event))

/* The next CVM in the order of the step, or of the hosts (that order is ours); MODEL_NONE when all have it. */
static guint32
next_old (const SimRun *run, const SimEvent *event)
{
  const ModelStep *step = step_of (run, event);

  for (guint32 i = 0; i < step->n_hosts; i++)
    if (model_cvm_state (run, step->hosts[i])->version < step->to)
      return step->hosts[i];
  for (EACH_HOST (host))
    if (model_cvm_state (run, host)->version < step->to)
      return host;
  return MODEL_NONE;
}

/* ---- Questions ---- */

GUARD (a_check_fails, "a pre-check fails")
{
  return model_lcm_refuses (run, ME);
}

GUARD (another_is_at_work, "LCM is at work on that cluster")
{
  return model_lcm_is_busy (run, ME);
}

GUARD (all_run_it, "every CVM runs this very version")
{
  for (EACH_HOST (host))
    if (model_cvm_state (run, host)->version != step_of (run, event)->to)
      return FALSE;
  return TRUE;
}

GUARD (all_have_it_and_serve, "every CVM has it and serves")
{
  return next_old (run, event) == MODEL_NONE && model_cvms_all_serve (run, step_of (run, event)->index, MODEL_NONE);
}

GUARD (one_is_away, "a CVM is away")
{
  return !model_cvms_all_serve (run, step_of (run, event)->index, MODEL_NONE);
}

/* ---- The VMs of one node ---- */

/* While the only CVM is away nothing has storage. What LCM was told of VMs that cannot move goes for all of them (N-59). */
static guint
n_running (const SimRun *run, const SimEvent *event)
{
  guint n = 0;

  for (MODEL_EACH_VM_ON (vm, run, cluster_of (run, event)->first_host))
    n++;
  return n;
}

static guint
n_stopped (const SimRun *run, const SimEvent *event)
{
  guint n = 0;

  for (MODEL_EACH_VM (vm, cluster_of (run, event)))
    n += STATE (VM, vm) == VM_AT_STOPPED && model_vm_state (run, vm)->stopped_by == ME + 1;
  return n;
}

GUARD (its_vms_are_to_stop, "the cluster has one node, and LCM powers its VMs off")
{
  return model_is_one_node (model_fleet (run), step_of (run, event)->index)
         && step_of (run, event)->power_off_uvms == MODEL_UVMS_AUTO && n_running (run, event) > 0;
}

GUARD (vms_are_left, "others are being powered off")
{
  return n_running (run, event) > 0;
}

GUARD (vms_are_off, "every CVM has it and serves, and VMs wait to be powered on")
{
  return all_have_it_and_serve_test (run, event) && n_stopped (run, event) > 0;
}

GUARD (others_are_off, "others are being powered on")
{
  for (MODEL_EACH_VM (vm, cluster_of (run, event)))
    if (vm != (guint32) event->arg && STATE (VM, vm) == VM_AT_STARTING)
      return TRUE;
  return FALSE;
}

ACTION (stop_vms, "power them off", "{a:vms}", SENDS (TO (VM, STOP)))
{
  sim_tell (run, n_running (run, event), 0);
  for (MODEL_EACH_VM_ON (vm, run, cluster_of (run, event)->first_host))
    TELL (VM, vm, VM_ON_STOP, ME);
}

ACTION (start_vms, "power on what was powered off", "{a:vms}", SENDS (TO (VM, START)))
{
  sim_tell (run, n_stopped (run, event), 0);
  for (MODEL_EACH_VM (vm, cluster_of (run, event)))
    if (STATE (VM, vm) == VM_AT_STOPPED && model_vm_state (run, vm)->stopped_by == ME + 1)
      TELL (VM, vm, VM_ON_START, ME);
}

static void
find_left_off (SimRun *run, const SimEvent *event)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (STEP, ME), MODEL_POWER_ACTION_POWER_OFF };

  for (MODEL_EACH_VM (vm, cluster_of (run, event)))
    if (STATE (VM, vm) == VM_AT_STOPPED && model_vm_state (run, vm)->stopped_by == ME + 1)
      sim_find (run, MODEL_FIND_VM_LEFT_OFF, SIM_RISK, ACTOR (VM, vm), 0, evidence);
}

/* ---- What is done ---- */

ACTION (check, "run the pre-checks", NULL, SENDS (TO (AOS, CHECKED)))
{
  TELL_IN (model_number (run, MODEL_AOS_PRECHECK), AOS, ME, AOS_ON_CHECKED, 0);
}

ACTION (refuse, "change nothing", "{a:check-code}", SENDS (MODEL_LCM_REFUSES))
{
  model_lcm_refuse (run, ME);
}

ACTION (cancel, "leave every CVM as it is", NULL, SENDS (TO (STEP, BROKEN)))
{
  sim_find (run, MODEL_FIND_AOS_CANCELLED, SIM_NOTE, model_cluster_thing (run->model, step_of (run, event)->index), 0, NULL);
  sim_find_end (run, MODEL_FIND_AOS_CANCELLED, model_cluster_thing (run->model, step_of (run, event)->index), 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

ACTION (report_done, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

ACTION (upload, "put the software on two CVMs", NULL, SENDS (TO (AOS, UPLOADED)))
{
  TELL_IN (model_number (run, MODEL_AOS_UPLOAD), AOS, ME, AOS_ON_UPLOADED, 0);
}

ACTION (stage, "stage it on every CVM", NULL, SENDS (TO (AOS, STAGED)))
{
  TELL_IN (model_number (run, MODEL_AOS_STAGE), AOS, ME, AOS_ON_STAGED, 0);
}

ACTION (restart_next, "restart the next CVM", "{a:name}", SENDS (TO (CVM, RESTART)))
{
  guint32 host = next_old (run, event);

  sim_tell (run, ACTOR (CVM, host), 0);
  TELL (CVM, host, CVM_ON_RESTART, ME);
}

ACTION (finish, "bump the cluster's version", NULL, SENDS (TO (STEP, FINISHED)))
{
  sim_find_end (run, MODEL_FIND_MIXED_VERSIONS, model_cluster_thing (run->model, step_of (run, event)->index), 0);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

/* N-52: no roll-back; what is done stays done, and the token stays where it is. */
ACTION (stall, "stop here", "at {a:name}", SENDS (TO (STEP, BROKEN)))
{
  guint32 cluster = step_of (run, event)->index;
  gint64 held[SIM_EVIDENCE_MAX] = { ACTOR (CVM, event->arg) };
  gint64 mixed[SIM_EVIDENCE_MAX] = { 0, cluster_of (run, event)->n_hosts, step_of (run, event)->to };

  for (EACH_HOST (host))
    mixed[0] += model_cvm_state (run, host)->version >= step_of (run, event)->to;
  if (mixed[0] < mixed[1])
    sim_find (run, MODEL_FIND_MIXED_VERSIONS, SIM_RISK, model_cluster_thing (run->model, cluster), 0, mixed);
  if (model_cluster_state (run, cluster)->token_holder == (guint32) event->arg + 1)
    sim_find (run, MODEL_FIND_TOKEN_HELD, SIM_RISK, ACTOR (TOKEN, cluster), 0, held);
  find_left_off (run, event);
  sim_tell (run, ACTOR (CVM, event->arg), 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

/* clang-format off */
const SimRow model_AOS_rows[] = {
  ROW    (AT (IDLE),      ON (BEGIN),     another_is_at_work,    GO (FAILED),    refuse,       "LCM does one thing at a time on a cluster",     "N-59"),
  ROW    (AT (IDLE),      ON (BEGIN),     ALWAYS,                GO (CHECKING),  check,        "the plan has come to it",                       "N-50"),
  IGNORE (ANY & ~AT (IDLE), ON (BEGIN),   "a step begins once"),
  ROW    (AT (CHECKING),  ON (CHECKED),   all_run_it,            GO (DONE),      report_done,  "every CVM has it already",                      "N-50"),
  ROW    (AT (CHECKING),  ON (CHECKED),   a_check_fails,         GO (FAILED),    refuse,       "nothing has changed yet",                       "N-54 N-55 N-57 N-58"),
  ROW    (AT (CHECKING),  ON (CHECKED),   ALWAYS,                GO (UPLOADING), upload,       "the pre-checks pass",                           "N-50"),
  IGNORE (ANY & ~AT (CHECKING), ON (CHECKED), "it is past that"),
  ROW    (AT (UPLOADING), ON (UPLOADED),  ALWAYS,                GO (STAGING),   stage,        "two CVMs have it, so one may restart later",    "N-50"),
  IGNORE (ANY & ~AT (UPLOADING), ON (UPLOADED), "it is past that"),
  ROW    (AT (STAGING),   ON (STAGED),    one_is_away,           GO (PENDING),   NOTHING,      "all have staged it, and a CVM is away",         "N-51 N-60"),
  ROW    (AT (STAGING),   ON (STAGED),    its_vms_are_to_stop,   GO (CLEARING),  stop_vms,     "all have staged it, and no other CVM could serve its VMs", "N-11 N-59"),
  ROW    (AT (STAGING),   ON (STAGED),    ALWAYS,                GO (ROLLING),   restart_next, "all have staged it; nothing has restarted",     "N-50"),
  IGNORE (ANY & ~AT (STAGING), ON (STAGED), "it is past that"),
  STAY   (AT (PENDING),   ON (CVM_DONE),  one_is_away,                           NOTHING,      "another CVM is away still",                     "N-51"),
  ROW    (AT (PENDING),   ON (CVM_DONE),  its_vms_are_to_stop,   GO (CLEARING),  stop_vms,     "the CVM serves, and no other could serve its VMs", "N-11 N-59"),
  ROW    (AT (PENDING),   ON (CVM_DONE),  ALWAYS,                GO (ROLLING),  restart_next, "every CVM serves: it can begin",                "N-50 N-60"),
  STAY   (AT (CLEARING),  ON (VM_OFF),    vms_are_left,                          NOTHING,      "others are being powered off",                  "N-59"),
  ROW    (AT (CLEARING),  ON (VM_OFF),    ALWAYS,                GO (ROLLING),   restart_next, "its VMs are off",                               "N-11 N-59"),
  IGNORE (ANY & ~AT (CLEARING), ON (VM_OFF), "it is past that"),
  STAY   (AT (RETURNING), ON (VM_STARTED), others_are_off,                       NOTHING,      "others are being powered on",                   "N-59"),
  ROW    (AT (RETURNING), ON (VM_STARTED), ALWAYS,               GO (DONE),      finish,       "every CVM has it, and what was powered off has been powered on", "N-59"),
  IGNORE (ANY & ~AT (RETURNING), ON (VM_STARTED), "it does not wait for that"),
  ROW    (AT (ROLLING) | AT (STALLED), ON (CVM_DONE), vms_are_off, GO (RETURNING), start_vms,  "the only CVM serves on the new version",        "N-11 N-59"),
  ROW    (AT (ROLLING),   ON (CVM_DONE),  all_have_it_and_serve, GO (DONE),      finish,       "the last CVM serves on the new version",        "N-50"),
  STAY   (AT (ROLLING),   ON (CVM_DONE),  one_is_away,                           NOTHING,      "a CVM is away: the next one waits",             "N-51 N-55"),
  STAY   (AT (ROLLING),   ON (CVM_DONE),  ALWAYS,                                restart_next, "{from} serves and data is resilient",           "N-50 N-51"),
  ROW    (AT (STALLED),   ON (CVM_DONE),  all_have_it_and_serve, GO (DONE),      finish,       "it was the last one, and it is repaired",       "N-52"),
  STAY   (AT (STALLED),   ON (CVM_DONE),  one_is_away,                           NOTHING,      "a CVM is away",                                 "N-52"),
  ROW    (AT (STALLED),   ON (CVM_DONE),  ALWAYS,                GO (ROLLING),   restart_next, "{from} is repaired: the rest follows",          "N-52 N-61"),
  IGNORE (ANY & ~(AT (PENDING) | AT (ROLLING) | AT (STALLED)), ON (CVM_DONE), "it is not rolling"),
  ROW    (AT (ROLLING),   ON (CVM_STUCK), ALWAYS,                GO (STALLED),   stall,        "{from} does not get ready: there is no roll-back", "N-52 N-54 N-64"),
  IGNORE (ANY & ~AT (ROLLING), ON (CVM_STUCK), "it is not rolling"),
  ROW    (NOTHING_CHANGED, ON (CANCEL),   ALWAYS,                GO (CANCELLED), cancel,      "an administrator cancels it: no CVM has changed", "N-60"),
  IGNORE (ANY & ~NOTHING_CHANGED, ON (CANCEL), "nothing is under way, or CVMs have begun to restart"),
  ROW    (AT (STALLED),   ON (ABANDON),   ALWAYS,                GO (FAILED),   NOTHING,      "an administrator gives it up: the cluster stays on two versions", "N-52"),
  IGNORE (ANY & ~AT (STALLED), ON (ABANDON), "it has not stalled"),
};
/* clang-format on */
const guint model_AOS_n_rows = G_N_ELEMENTS (model_AOS_rows);
