/* The remediation machine: one run of vLCM over the hosts of a cluster (handbook 8.7). It acts through vCenter, so it dies
 * with it; and whatever it switched off stays off then (DR-27).
 *
 * Facts: AC-34 B28 DR-27 LCM-08 LCM-10 LCM-12. */

#include "models/ha/admission.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/rehearsal.h"
#include "models/plan/versions.h"
#include "models/vcenter/availability.h"
#include "models/vsan/resync.h"
#include "models/words.h"

#define AT(STATE) (1u << REMEDIATION_AT_##STATE)
#define ON(SIGNAL) REMEDIATION_ON_##SIGNAL
#define GO(STATE) REMEDIATION_AT_##STATE
#define ANY (AT (IDLE) | AT (CHECKING) | AT (ROLLING) | AT (STOPPING) | AT (DONE) | AT (FAILED) | AT (ABORTED))
#define AT_WORK (AT (CHECKING) | AT (ROLLING) | AT (STOPPING))

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

static guint32
n_hosts (const SimRun *run, const SimEvent *event)
{
  const ModelStep *step = step_of (run, event);

  return step->n_hosts ? step->n_hosts : cluster_of (run, event)->n_hosts;
}

static guint32
nth_host (const SimRun *run, const SimEvent *event, guint32 n)
{
  const ModelStep *step = step_of (run, event);

  return step->n_hosts ? step->hosts[n] : cluster_of (run, event)->first_host + n;
}

/* Firmware has no version here: every host gets it. */
static gboolean
needs_work (const SimRun *run, const SimEvent *event, guint32 host)
{
  const ModelStep *step = step_of (run, event);

  return step->verb == MODEL_VERB_UPGRADE_FIRMWARE || model_host_state (run, host)->version < step->to;
}

/* LCM-15: what has no power, or is not managed, is not remediated. */
static gboolean
can_be_asked (const SimRun *run, guint32 host)
{
  guint state = STATE (HOST, host);

  return state != HOST_AT_DOWN && state != HOST_AT_BOOTING && state != HOST_AT_DISCONNECTED;
}

/* ---- Questions ---- */

GUARD (vcenter_serves, "vCenter serves")
{
  return model_vcenter_offers (run, step_of (run, event)->index, MODEL_FUNCTION_LIFECYCLE);
}

GUARD (another_is_at_work, "another remediation of the cluster is at work")
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (s != ME && fleet->steps[s].index == step_of (run, event)->index && AT_WORK >> STATE (REMEDIATION, s) & 1)
      return TRUE;
  return FALSE;
}

GUARD (nothing_to_do, "every host has it already")
{
  for (guint32 i = 0; i < n_hosts (run, event); i++)
    if (needs_work (run, event, nth_host (run, event, i)))
      return FALSE;
  return TRUE;
}

static guint32
first_too_old (const SimRun *run, const SimEvent *event)
{
  ModelVersion least = model_version_manages_from (step_of (run, event)->to);

  for (guint32 i = 0; i < n_hosts (run, event); i++) {
    guint32 host = nth_host (run, event, i);
    ModelVersion has = model_host_state (run, host)->version;

    if (least && has && has < least && step_of (run, event)->verb == MODEL_VERB_REMEDIATE)
      return host;
  }
  return MODEL_NONE;
}

GUARD (a_host_is_too_old, "a host is too old for a direct upgrade")
{
  return first_too_old (run, event) != MODEL_NONE;
}

GUARD (all_are_back, "no host is left, and none is at work")
{
  const ModelStepState *state = model_step_state (run, ME);

  return state->busy == 0 && state->next >= n_hosts (run, event);
}

GUARD (all_are_back_with_failures, "no host is left, none is at work, and one had failed")
{
  return all_are_back_test (run, event) && model_step_state (run, ME)->failed > 0;
}

GUARD (it_was_the_last, "no other host is at work")
{
  return model_step_state (run, ME)->busy <= 1;
}

GUARD (it_holds_the_vcenter, "its vCenter runs on that host and cannot leave it")
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 vcenter = cluster_of (run, event)->vcenter;
  guint32 vm = vcenter == MODEL_NONE ? MODEL_NONE : fleet->vcenters[vcenter].vm;

  return vm != MODEL_NONE && model_vm_state (run, vm)->host == event->arg && model_vm_is_on (run, vm) &&
         (model_vm_is_tied (run, vm) != MODEL_BLOCKER_NONE ||
          model_place (run, vm, MODEL_FOR_EVACUATION).host == MODEL_NONE);
}

/* ---- What is done ---- */

/* UPG-11 is the operator's rule; vLCM by itself goes on as soon as a host is back. */
GUARD (vsan_resyncs, "vSAN resync is under way, and the step waits for it")
{
  const ModelStep *step = step_of (run, event);

  return step->wait_for_resync && cluster_of (run, event)->vsan.architecture != MODEL_VSAN_NONE
         && model_vsan_resyncs (run, step->index);
}

ACTION (wait_for_resync, "wait for it", "{a:volume} left", SENDS_NOTHING)
{
  sim_tell (run, model_vsan_bytes_left (run, step_of (run, event)->index), 0);
  model_vsan_state (run, step_of (run, event)->index)->waiting = ME + 1;
}

static void
refuse (SimRun *run, const SimEvent *event, ModelCheck check)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { check };

  sim_find (run, MODEL_FIND_PRECHECK_FAILED, SIM_RISK, ACTOR (STEP, ME), 0, evidence);
  sim_tell (run, check, 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

ACTION (refuse_without_vcenter, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_CHECK_VCENTER_DOWN);
}

ACTION (refuse_a_second, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_CHECK_BUSY);
}

ACTION (refuse_the_path, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  guint32 host = first_too_old (run, event);
  ModelVersion to = step_of (run, event)->to;
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, host)->version, to, model_version_manages_from (to) };

  sim_find (run, MODEL_FIND_VERSION_UNSUPPORTED, SIM_RISK, ACTOR (HOST, host), 0, evidence);
  refuse (run, event, MODEL_CHECK_VERSION_PATH);
}

ACTION (check, "check", NULL, SENDS (TO (REMEDIATION, CHECKED)))
{
  TELL_IN (model_number (run, MODEL_LCM_PRECHECK), REMEDIATION, ME, REMEDIATION_ON_CHECKED, 0);
}

ACTION (report_compliant, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

ACTION (prepare, "switch off what is in its way, take the first host", "{a:hosts}",
        SENDS (TO (ADMISSION, SWITCH_OFF), TO (REMEDIATION, NEXT)))
{
  const ModelStep *step = step_of (run, event);

  sim_tell (run, n_hosts (run, event), 0);
  if (step->disable_admission_control && model_admission_is_on (run, step->index)) {
    model_step_state (run, ME)->admission_was_on = TRUE;
    TELL (ADMISSION, step->index, ADMISSION_ON_SWITCH_OFF, ME);
  }
  TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

ACTION (take_hosts, "take the next host", NULL, SENDS (TO (UPDATE, BEGIN), TO (REMEDIATION, NEXT)))
{
  const ModelStep *step = step_of (run, event);
  ModelStepState *state = model_step_state (run, ME);
  gboolean took = FALSE;

  while (state->busy < MAX (1, step->at_once) && state->next < n_hosts (run, event)) {
    guint32 host = nth_host (run, event, state->next++);

    if (!needs_work (run, event, host) || !can_be_asked (run, host))
      continue;
    state->busy++;
    took = TRUE;
    TELL (UPDATE, host, UPDATE_ON_BEGIN, ME);
  }
  if (!took && all_are_back_test (run, event))
    TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

ACTION (count_done, "count it", "{a} done", SENDS (TO (REMEDIATION, NEXT)))
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->finished++;
  sim_tell (run, state->finished, 0);
  TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

ACTION (count_failed, "count it and go on", "{a} failed", SENDS (TO (REMEDIATION, NEXT)))
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->failed++;
  sim_tell (run, state->failed, 0);
  TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

ACTION (note_failed, "count it and wait for the others", NULL, SENDS_NOTHING)
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->failed++;
}

ACTION (note_done, "count it and wait for the others", NULL, SENDS_NOTHING)
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->finished++;
}

static void
restore (SimRun *run, const SimEvent *event)
{
  if (model_step_state (run, ME)->admission_was_on)
    TELL (ADMISSION, step_of (run, event)->index, ADMISSION_ON_SWITCH_ON, 0);
}

/* Some hosts have it and some have not: that is how the cluster will run until somebody goes on. */
static void
find_mixed (SimRun *run, const SimEvent *event)
{
  const ModelStep *step = step_of (run, event);
  guint32 all = n_hosts (run, event), done = 0;
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, all, step->to };

  if (step->verb != MODEL_VERB_REMEDIATE)
    return;
  for (guint32 i = 0; i < all; i++)
    done += model_host_state (run, nth_host (run, event, i))->version >= step->to;
  evidence[0] = done;
  if (done > 0 && done < all)
    sim_find (run, MODEL_FIND_MIXED_VERSIONS, SIM_RISK, model_cluster_thing (run->model, step->index), 0, evidence);
  else
    sim_find_end (run, MODEL_FIND_MIXED_VERSIONS, model_cluster_thing (run->model, step->index), 0);
}

ACTION (finish, "switch on what was switched off", "{a} done", SENDS (TO (ADMISSION, SWITCH_ON), TO (STEP, FINISHED)))
{
  restore (run, event);
  find_mixed (run, event);
  sim_tell (run, model_step_state (run, ME)->finished, 0);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

static void
end_badly (SimRun *run, const SimEvent *event)
{
  restore (run, event);
  find_mixed (run, event);
  sim_tell (run, model_step_state (run, ME)->finished, model_step_state (run, ME)->failed);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

ACTION (finish_with_failures, "switch on what was switched off", "{a} done, {b} failed",
        SENDS (TO (ADMISSION, SWITCH_ON), TO (STEP, BROKEN)))
{
  end_badly (run, event);
}

ACTION (stop, "switch on what was switched off", "{a} done, {b} failed",
        SENDS (TO (ADMISSION, SWITCH_ON), TO (STEP, BROKEN)))
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  if (event->signal == REMEDIATION_ON_HOST_FAILED)
    state->failed++;
  else
    state->finished++;
  end_badly (run, event);
}

ACTION (die, "leave everything as it is", "{a} done", SENDS (TO (UPDATE, ABORT), TO (STEP, BROKEN)))
{
  const ModelStep *step = step_of (run, event);
  const ModelStepState *state = model_step_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (STEP, ME) };

  for (guint32 i = 0; i < n_hosts (run, event); i++) {
    guint32 host = nth_host (run, event, i);

    if (model_host_state (run, host)->step == ME + 1)
      TELL (UPDATE, host, UPDATE_ON_ABORT, 0);
  }
  if (state->admission_was_on)
    sim_find (run, MODEL_FIND_SETTING_LEFT_OFF, SIM_RISK, model_cluster_thing (run->model, step->index), 0, evidence);
  find_mixed (run, event);
  sim_tell (run, state->finished, 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

/* clang-format off */
const SimRow model_REMEDIATION_rows[] = {
  ROW    (AT (IDLE),             ON (BEGIN),        another_is_at_work, GO (FAILED),   refuse_a_second,  "one at a time and cluster",                        "LCM-10"),
  ROW    (AT (IDLE),             ON (BEGIN),        vcenter_serves,     GO (CHECKING), check,            "the plan has come to it",                          "LCM-12"),
  ROW    (AT (IDLE),             ON (BEGIN),        ALWAYS,             GO (FAILED),   refuse_without_vcenter, "it lives in vCenter, which is away",         "VC-05"),
  IGNORE (ANY & ~AT (IDLE),      ON (BEGIN),        "a step begins once"),
  ROW    (AT (CHECKING),         ON (CHECKED),      nothing_to_do,      GO (DONE),     report_compliant, "every host has it already",                        "LCM-10"),
  ROW    (AT (CHECKING),         ON (CHECKED),      a_host_is_too_old,  GO (FAILED),   refuse_the_path,  "all hosts must be able to take it, or none is touched", "LCM-16 UPG-02"),
  ROW    (AT (CHECKING),         ON (CHECKED),      ALWAYS,             GO (ROLLING),  prepare,          "the pre-checks pass",                              "LCM-12 LCM-15 AC-34"),
  IGNORE (ANY & ~AT (CHECKING),  ON (CHECKED),      "it is dead"),
  ROW    (AT (ROLLING),          ON (NEXT),         all_are_back_with_failures, GO (FAILED), finish_with_failures, "every host has had its turn, not every one with success", "B28"),
  ROW    (AT (ROLLING),          ON (NEXT),         all_are_back,       GO (DONE),     finish,           "every host has had its turn",                      "LCM-12"),
  STAY   (AT (ROLLING),          ON (NEXT),         vsan_resyncs,                      wait_for_resync,  "vSAN resync is under way",                         "UPG-11"),
  STAY   (AT (ROLLING),          ON (NEXT),         ALWAYS,                            take_hosts,       "there are hosts left",                             "LCM-08 LCM-12"),
  IGNORE (ANY & ~AT (ROLLING),   ON (NEXT),         "no new ones are taken"),
  STAY   (AT (ROLLING),          ON (HOST_DONE),    ALWAYS,                            count_done,       "{from} is back",                                   "LCM-12"),
  ROW    (AT (STOPPING),         ON (HOST_DONE),    it_was_the_last,    GO (FAILED),   stop,             "the last one at work is back",                     "LCM-08"),
  STAY   (AT (STOPPING),         ON (HOST_DONE),    ALWAYS,                            note_done,        "{from} is back",                                   "LCM-08"),
  IGNORE (ANY & ~(AT (ROLLING) | AT (STOPPING)), ON (HOST_DONE), "it is dead"),
  STAY   (AT (ROLLING),          ON (HOST_FAILED),  it_holds_the_vcenter,              count_failed,     "its vCenter cannot leave {from}: that host fails, the run goes on", "B28"),
  ROW    (AT (ROLLING),          ON (HOST_FAILED),  it_was_the_last,    GO (FAILED),   stop,             "it stops at its first failure, {from}", "LCM-08"),
  ROW    (AT (ROLLING),          ON (HOST_FAILED),  ALWAYS,             GO (STOPPING), note_failed,      "{from} has failed; the others at work are awaited", "LCM-08"),
  ROW    (AT (STOPPING),         ON (HOST_FAILED),  it_was_the_last,    GO (FAILED),   stop,             "the last one at work has failed too",              "LCM-08"),
  STAY   (AT (STOPPING),         ON (HOST_FAILED),  ALWAYS,                            note_failed,      "{from} has failed too",                            "LCM-08"),
  IGNORE (ANY & ~(AT (ROLLING) | AT (STOPPING)), ON (HOST_FAILED), "it is dead"),
  ROW    (AT_WORK,               ON (VCENTER_DOWN), ALWAYS,             GO (ABORTED),  die,              "it lives in vCenter, which has stopped",           "DR-27"),
  IGNORE (ANY & ~AT_WORK,        ON (VCENTER_DOWN), "it is not at work"),
};
/* clang-format on */
const guint model_REMEDIATION_n_rows = G_N_ELEMENTS (model_REMEDIATION_rows);
