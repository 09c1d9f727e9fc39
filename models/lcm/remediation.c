/* The remediation machine: one run of vLCM over the hosts of a cluster (handbook 8.7). It acts through vCenter, so it dies
 * with it; and whatever it switched off stays off then (DR-27).
 *
 * Facts: AC-34 LCM-06 LCM-08 LCM-10 LCM-12. */

#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/lcm/prechecks.h"
#include "models/lcm/report.h"
#include "models/lcm/settings.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/vcenter/own.h"
#include "models/vsan/resync.h"
#include "models/words.h"

#define AT(STATE)  (1u << REMEDIATION_AT_##STATE)
#define ON(SIGNAL) REMEDIATION_ON_##SIGNAL
#define GO(STATE)  REMEDIATION_AT_##STATE
#define ANY        ((1u << REMEDIATION_N_STATES) - 1)
#define TAKING     (AT (ROLLING) | AT (PARALLEL))
#define AT_WORK    (AT (CHECKING) | AT (STAGING) | AT (WAKING) | TAKING | AT (STOPPING))

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
  return model_lcm_n_hosts (model_fleet (run), ME);
}

#define EACH_HOST(HOST) MODEL_EACH_LCM_HOST (HOST, model_fleet (run), ME)

/* ---- Questions ---- */

GUARD (vcenter_serves, "vCenter serves")
{
  return model_vcenter_offers (run, step_of (run, event)->index, MODEL_FUNCTION_LIFECYCLE);
}

GUARD (another_is_at_work, "another remediation of the cluster is at work")
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (s != ME && fleet->steps[s].index == step_of (run, event)->index
        && AT_WORK >> STATE (REMEDIATION, s) & 1)
      return TRUE;
  return FALSE;
}

GUARD (nothing_to_do, "every host has it already")
{
  for (EACH_HOST (host))
    if (model_lcm_needs (run, ME, host) || model_lcm_is_newer (run, ME, host))
      return FALSE;
  return TRUE;
}

/* Whether what this host lacks has still to be brought to it. */
static gboolean
is_to_be_staged (const SimRun *run, const SimEvent *event, guint32 host)
{
  return model_lcm_needs (run, ME, host) && model_lcm_may_ask (run, host)
         && STATE (HOST, host) != HOST_AT_STANDBY && model_update_state (run, host)->staged != model_lcm_target (run, ME);
}

GUARD (it_is_to_stage, "it was to stage, and nothing else")
{
  return step_of (run, event)->verb == MODEL_VERB_STAGE;
}

GUARD (nothing_to_stage, "it was to stage, and every host that can be asked has it already")
{
  if (!it_is_to_stage_test (run, event))
    return FALSE;
  for (EACH_HOST (host))
    if (is_to_be_staged (run, event, host))
      return FALSE;
  return TRUE;
}

GUARD (it_is_a_check, "it was to check, and nothing else")
{
  return step_of (run, event)->verb == MODEL_VERB_PRE_CHECK;
}

GUARD (a_check_refuses, "a check refuses it")
{
  ModelPrecheck failed;

  return model_precheck_first (run, ME, MODEL_VERDICT_REFUSES, &failed);
}

GUARD (it_is_parallel, "it is to take hosts in parallel")
{
  return step_of (run, event)->lcm.parallel;
}

GUARD (hosts_are_asleep, "hosts of it are in standby")
{
  return model_lcm_n_asleep (run, ME) > 0;
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
  return model_own_vcenter_is_held (run, (guint32) event->arg);
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
  model_report_refused (run, ME, check, 0);
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

ACTION (refuse_by_checks, "refuse, with all that speaks against it", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_report_notes (run, ME);
  if (step_of (run, event)->verb == MODEL_VERB_PRE_CHECK)
    model_report_unseen (run, ME);
  sim_tell (run, model_report_refusals (run, ME), 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

ACTION (check, "check", NULL, SENDS (TO (REMEDIATION, CHECKED), TO (COMPLIANCE, SCAN)))
{
  if (step_of (run, event)->verb != MODEL_VERB_UPGRADE_FIRMWARE)
    for (EACH_HOST (host))
      TELL (COMPLIANCE, host, COMPLIANCE_ON_SCAN, ME);
  TELL_IN (model_number (run, MODEL_LCM_PRECHECK), REMEDIATION, ME, REMEDIATION_ON_CHECKED, 0);
}

ACTION (report_checks, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  model_report_notes (run, ME);
  model_report_unseen (run, ME);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

ACTION (report_compliant, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

/* AC-34: with baselines what they mind is switched off before staging too, and on again after it. */
ACTION (stage, "have it copied to every host that lacks it", "{a:hosts}",
        SENDS (TO (COMPLIANCE, STAGE), TO (ADMISSION, SWITCH_OFF), TO (DPM, SWITCH_OFF)))
{
  ModelStepState *state = model_step_state (run, ME);

  model_report_notes (run, ME);
  if (step_of (run, event)->method == MODEL_METHOD_BASELINE)
    model_settings_switch_off (run, ME);
  for (EACH_HOST (host))
    if (is_to_be_staged (run, event, host)) {
      state->busy++;
      TELL (COMPLIANCE, host, COMPLIANCE_ON_STAGE, ME);
    }
  sim_tell (run, state->busy, 0);
}

ACTION (end_staging, "report", "{a} done", SENDS (TO (ADMISSION, SWITCH_ON), TO (DPM, SWITCH_ON), TO (STEP, FINISHED)))
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->finished++;
  model_settings_restore (run, ME);
  sim_tell (run, state->finished, 0);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

#define PREPARES SENDS (TO (ADMISSION, SWITCH_OFF), TO (DPM, SWITCH_OFF), TO (REMEDIATION, NEXT))

static void
begin_rolling (SimRun *run, const SimEvent *event, guint32 hosts)
{
  model_report_notes (run, ME);
  sim_tell (run, hosts, model_settings_switch_off (run, ME));
  TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

ACTION (prepare, "switch off what is in its way, take the first host", "{a:hosts}{b:switched-off}", PREPARES)
{
  begin_rolling (run, event, n_hosts (run, event));
}

/* DPM is off by now, so that nobody puts back to sleep what is woken. */
ACTION (prepare_and_wake, "switch off what is in its way, wake the hosts in standby", "{a:hosts} in standby{b:switched-off}",
        SENDS (TO (ADMISSION, SWITCH_OFF), TO (DPM, SWITCH_OFF), TO (HOST, WAKE)))
{
  model_report_notes (run, ME);
  sim_tell (run, model_lcm_n_asleep (run, ME), model_settings_switch_off (run, ME));
  for (EACH_HOST (host))
    if (STATE (HOST, host) == HOST_AT_STANDBY && model_lcm_needs (run, ME, host)) {
      model_step_state (run, ME)->busy++;
      TELL (HOST, host, HOST_ON_WAKE, 0);
    }
}

ACTION (await_the_others, "wait for the others", NULL, SENDS_NOTHING)
{
  model_step_state (run, ME)->busy--;
}

ACTION (begin_awake, "take the first host", NULL, SENDS (TO (REMEDIATION, NEXT)))
{
  model_step_state (run, ME)->busy--;
  TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

ACTION (prepare_in_parallel, "switch off what is in its way, take the hosts in maintenance",
        "{a:hosts} in maintenance{b:switched-off}", PREPARES)
{
  guint32 offered = 0;

  for (EACH_HOST (host))
    offered += model_lcm_is_offered (run, host) ? 1 : 0;
  begin_rolling (run, event, offered);
}

/* Whether one more host is taken beside those at work. */
static gboolean
takes_another (const SimRun *run, const SimEvent *event, guint32 most)
{
  const ModelStepState *state = model_step_state (run, ME);

  return state->busy < most && state->next < n_hosts (run, event)
         && (state->busy == 0 || step_of (run, event)->method != MODEL_METHOD_BASELINE
             || model_lcm_can_spare (run, ME, model_lcm_host (model_fleet (run), ME, state->next)));
}

/* Whether this host is taken; else it is passed over, with or without a word. `only` those in maintenance already. */
static gboolean
is_taken (SimRun *run, const SimEvent *event, guint32 host, gboolean only)
{
  ModelPrecheck failed;

  if (model_lcm_is_newer (run, ME, host) && model_lcm_may_ask (run, host))
    model_report_skipped (run, ME, host, MODEL_CHECK_NEWER);
  if (!model_lcm_needs (run, ME, host))
    return FALSE;
  if (only && !model_lcm_is_offered (run, host)) {
    model_report_skipped (run, ME, host, MODEL_CHECK_NOT_IN_MAINTENANCE);
    return FALSE;
  }
  if (!model_lcm_may_ask (run, host)) {
    model_report_skipped (run, ME, host, STATE (HOST, host) == HOST_AT_DISCONNECTED ? MODEL_CHECK_NOT_MANAGED : MODEL_CHECK_NO_POWER);
    return FALSE;
  }
  if (sim_find_is_open (run, MODEL_FIND_WAKE_FAILED, ACTOR (HOST, host), 0)) {
    model_report_skipped (run, ME, host, MODEL_CHECK_STANDBY);
    return FALSE;
  }
  if (model_precheck_skips (run, ME, host, &failed)) {
    model_report_skipped (run, ME, host, failed.check);
    return FALSE;
  }
  return TRUE;
}

/* Takes one more host and looks again when its turn has begun, until `most` are at work: what can be spared depends on who
 * is (LCM-07). */
static void
take (SimRun *run, const SimEvent *event, guint32 most, gboolean only)
{
  ModelStepState *state = model_step_state (run, ME);
  guint32 host = MODEL_NONE;

  while (host == MODEL_NONE && takes_another (run, event, most)) {
    guint32 next = model_lcm_host (model_fleet (run), ME, state->next++);

    if (is_taken (run, event, next, only))
      host = next;
  }
  if (host != MODEL_NONE) {
    state->busy++;
    TELL (UPDATE, host, UPDATE_ON_BEGIN, ME);
  }
  if (host != MODEL_NONE ? takes_another (run, event, most) : all_are_back_test (run, event))
    TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

#define TAKES SENDS (TO (UPDATE, BEGIN), TO (REMEDIATION, NEXT))

/* A vSAN cluster gives one host at a time, whatever was asked (LCM-07, VS-14). */
ACTION (take_hosts, "take the next host", NULL, TAKES)
{
  gboolean vsan = cluster_of (run, event)->vsan.architecture != MODEL_VSAN_NONE;

  take (run, event, vsan ? 1 : MAX (1, step_of (run, event)->at_once), FALSE);
}

ACTION (take_offered, "take the next hosts in maintenance, skip the others", NULL, TAKES)
{
  guint32 said = step_of (run, event)->lcm.max_hosts;

  take (run, event, said ? said : (guint32) model_number (run, MODEL_LCM_MAX_HOSTS), TRUE);
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

ACTION (finish, "switch on what was switched off", "{a} done{b:switched-on}",
        SENDS (TO (ADMISSION, SWITCH_ON), TO (DPM, SWITCH_ON), TO (STEP, FINISHED)))
{
  const ModelStepState *state = model_step_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { state->skipped }, on = model_settings_restore (run, ME);

  model_report_mixed (run, ME);
  if (state->finished == 0 && state->skipped > 0)
    sim_find (run, MODEL_FIND_NOTHING_REMEDIATED, SIM_RISK, ACTOR (STEP, ME), 0, evidence);
  sim_tell (run, state->finished, on);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

static void
end_badly (SimRun *run, const SimEvent *event)
{
  model_settings_restore (run, ME);
  model_report_mixed (run, ME);
  sim_tell (run, model_step_state (run, ME)->finished, model_step_state (run, ME)->failed);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

ACTION (finish_with_failures, "switch on what was switched off", "{a} done, {b} failed",
        SENDS (TO (ADMISSION, SWITCH_ON), TO (DPM, SWITCH_ON), TO (STEP, BROKEN)))
{
  end_badly (run, event);
}

ACTION (stop, "switch on what was switched off", "{a} done, {b} failed",
        SENDS (TO (ADMISSION, SWITCH_ON), TO (DPM, SWITCH_ON), TO (STEP, BROKEN)))
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
  for (EACH_HOST (host))
    if (model_host_state (run, host)->step == ME + 1)
      TELL (UPDATE, host, UPDATE_ON_ABORT, 0);
  model_settings_leave_off (run, ME);
  model_report_mixed (run, ME);
  sim_tell (run, model_step_state (run, ME)->finished, 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

/* clang-format off */
const SimRow model_REMEDIATION_rows[] = {
  ROW    (AT (IDLE),             ON (BEGIN),        another_is_at_work, GO (FAILED),   refuse_a_second,  "one at a time and cluster",                        "LCM-10"),
  ROW    (AT (IDLE),             ON (BEGIN),        vcenter_serves,     GO (CHECKING), check,            "the plan has come to it",                          "LCM-12"),
  ROW    (AT (IDLE),             ON (BEGIN),        ALWAYS,             GO (FAILED),   refuse_without_vcenter, "it lives in vCenter, which is away",         "VC-05"),
  IGNORE (ANY & ~AT (IDLE),      ON (BEGIN),        "a step begins once"),
  ROW    (AT (CHECKING),         ON (CHECKED),      nothing_to_do,      GO (DONE),     report_compliant, "every host has it already",                        "LCM-10"),
  ROW    (AT (CHECKING),         ON (CHECKED),      a_check_refuses,    GO (FAILED),   refuse_by_checks, "what has to be right before anything begins is not", "LCM-16 UPG-02 AC-34"),
  ROW    (AT (CHECKING),         ON (CHECKED),      it_is_a_check,      GO (DONE),     report_checks,    "nothing would keep a remediation from beginning now", "LCM-12"),
  ROW    (AT (CHECKING),         ON (CHECKED),      nothing_to_stage,   GO (DONE),     report_compliant, "what the hosts lack is on them already",           "LCM-10 LCM-11"),
  ROW    (AT (CHECKING),         ON (CHECKED),      it_is_to_stage,     GO (STAGING),  stage,            "the pre-checks pass",                              "LCM-11 LCM-12 AC-34"),
  ROW    (AT (STAGING),          ON (HOST_DONE),    it_was_the_last,    GO (DONE),     end_staging,      "{from} has it, the last of them",                  "LCM-11"),
  STAY   (AT (STAGING),          ON (HOST_DONE),    ALWAYS,                            note_done,        "{from} has it",                                    "LCM-11"),
  ROW    (AT (CHECKING),         ON (CHECKED),      it_is_parallel,     GO (PARALLEL), prepare_in_parallel, "the pre-checks pass",                           "LCM-06 LCM-15 AC-34"),
  ROW    (AT (CHECKING),         ON (CHECKED),      hosts_are_asleep,   GO (WAKING),   prepare_and_wake, "it powers on hosts in standby first", "LCM-15 AC-34"),
  ROW    (AT (CHECKING),         ON (CHECKED),      ALWAYS,             GO (ROLLING),  prepare,          "the pre-checks pass",                              "LCM-12 LCM-15 AC-34"),
  IGNORE (ANY & ~AT (CHECKING),  ON (CHECKED),      "it is dead"),
  ROW    (AT (WAKING),           ON (WOKEN),        it_was_the_last,    GO (ROLLING),  begin_awake,      "{from} is awake",                                  "LCM-15"),
  STAY   (AT (WAKING),           ON (WOKEN),        ALWAYS,                            await_the_others, "{from} is awake, and others are not yet",          "LCM-15"),
  IGNORE (ANY & ~AT (WAKING),    ON (WOKEN),        "it is dead"),
  ROW    (AT (WAKING),           ON (NOT_WOKEN),    it_was_the_last,    GO (ROLLING),  begin_awake,      "{from} does not wake, and is left out",            "LCM-15"),
  STAY   (AT (WAKING),           ON (NOT_WOKEN),    ALWAYS,                            await_the_others, "{from} does not wake, and is left out",            "LCM-15"),
  IGNORE (ANY & ~AT (WAKING),    ON (NOT_WOKEN),    "it is dead"),
  ROW    (TAKING,                ON (NEXT),         all_are_back_with_failures, GO (FAILED), finish_with_failures, "every host has had its turn, not every one with success", "B28"),
  ROW    (TAKING,                ON (NEXT),         all_are_back,       GO (DONE),     finish,           "every host has had its turn",                      "LCM-12 DR-28"),
  STAY   (AT (ROLLING),          ON (NEXT),         vsan_resyncs,                      wait_for_resync,  "vSAN resync is under way",                         "UPG-11"),
  STAY   (AT (ROLLING),          ON (NEXT),         ALWAYS,                            take_hosts,       "there are hosts left",                             "LCM-08 LCM-12"),
  STAY   (AT (PARALLEL),         ON (NEXT),         ALWAYS,                            take_offered,     "there are hosts left",                             "LCM-06"),
  IGNORE (ANY & ~TAKING,         ON (NEXT),         "no new ones are taken"),
  STAY   (TAKING,                ON (HOST_DONE),    ALWAYS,                            count_done,       "{from} is back",                                   "LCM-12"),
  ROW    (AT (STOPPING),         ON (HOST_DONE),    it_was_the_last,    GO (FAILED),   stop,             "the last one at work is back",                     "LCM-08"),
  STAY   (AT (STOPPING),         ON (HOST_DONE),    ALWAYS,                            note_done,        "{from} is back",                                   "LCM-08"),
  IGNORE (ANY & ~(TAKING | AT (STOPPING) | AT (STAGING)), ON (HOST_DONE), "it is dead"),
  STAY   (AT (PARALLEL),         ON (HOST_FAILED),  ALWAYS,                            count_failed,     "{from} has failed, which stops none of the others", "LCM-06"),
  STAY   (AT (ROLLING),          ON (HOST_FAILED),  it_holds_the_vcenter,              count_failed,     "its vCenter cannot leave {from}: that host fails, the run goes on", "B28"),
  ROW    (AT (ROLLING),          ON (HOST_FAILED),  it_was_the_last,    GO (FAILED),   stop,             "it stops at its first failure, {from}", "LCM-08"),
  ROW    (AT (ROLLING),          ON (HOST_FAILED),  ALWAYS,             GO (STOPPING), note_failed,      "{from} has failed; the others at work are awaited", "LCM-08"),
  ROW    (AT (STOPPING),         ON (HOST_FAILED),  it_was_the_last,    GO (FAILED),   stop,             "the last one at work has failed too",              "LCM-08"),
  STAY   (AT (STOPPING),         ON (HOST_FAILED),  ALWAYS,                            note_failed,      "{from} has failed too",                            "LCM-08"),
  IGNORE (ANY & ~(TAKING | AT (STOPPING)), ON (HOST_FAILED), "it is dead"),
  STAY   (AT_WORK,               ON (VCENTER_DOWN), vcenter_serves,                        NOTHING,          "it goes on without the rest of vCenter",           "VC-05"),
  ROW    (AT_WORK,               ON (VCENTER_DOWN), ALWAYS,             GO (ABORTED),  die,              "it lives in vCenter, which has stopped",           "DR-27"),
  IGNORE (ANY & ~AT_WORK,        ON (VCENTER_DOWN), "it is not at work"),
};
/* clang-format on */
const guint model_REMEDIATION_n_rows = G_N_ELEMENTS (model_REMEDIATION_rows);
