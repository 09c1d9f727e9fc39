/* Whose turn it is: which hosts are taken, which are passed over, how many at a time, and what is counted when one is back. */

#include "models/compute/hosts.h"
#include "models/governance/belief.h"
#include "models/lcm/prechecks.h"
#include "models/lcm/remediation-parts.h"
#include "models/lcm/report.h"
#include "models/vcenter/own.h"
#include "models/vsan/resync.h"

GUARD_OF (REMEDIATION, all_are_back, "no host is left, and none is at work")
{
  const ModelStepState *state = model_step_state (run, ME);

  return state->busy == 0 && state->next >= model_lcm_n_hosts (model_fleet (run), ME);
}

GUARD_OF (REMEDIATION, all_are_back_with_failures, "no host is left, none is at work, and one had failed")
{
  return all_are_back_test (run, event) && model_step_state (run, ME)->failed > 0;
}

GUARD_OF (REMEDIATION, it_was_the_last, "no other host is at work")
{
  return model_step_state (run, ME)->busy <= 1;
}

GUARD_OF (REMEDIATION, it_holds_the_vcenter, "its vCenter runs on that host and cannot leave it")
{
  return model_own_vcenter_is_held (run, (guint32) event->arg);
}

/* UPG-11 is the operator's rule; vLCM by itself goes on as soon as a host is back. */
GUARD_OF (REMEDIATION, vsan_resyncs, "vSAN resync is under way, and the step waits for it")
{
  const ModelStep *step = model_remediation_step (run, event);

  return step->wait_for_resync && model_remediation_cluster (run, event)->vsan.architecture != MODEL_VSAN_NONE
         && model_vsan_resyncs (run, step->index);
}

ACTION_OF (REMEDIATION, wait_for_resync, "wait for it", "{a:volume} left", SENDS_NOTHING)
{
  sim_tell (run, model_vsan_bytes_left (run, model_remediation_step (run, event)->index), 0);
  model_vsan_state (run, model_remediation_step (run, event)->index)->waiting = ME + 1;
}

/* Whether one more host is taken beside those at work. */
static gboolean
takes_another (const SimRun *run, const SimEvent *event, guint32 most)
{
  const ModelStepState *state = model_step_state (run, ME);

  return state->busy < most && state->next < model_lcm_n_hosts (model_fleet (run), ME)
         && (state->busy == 0 || model_remediation_step (run, event)->method != MODEL_METHOD_BASELINE
             || model_lcm_can_spare (run, ME, model_lcm_host (model_fleet (run), ME, state->next)));
}

/* Whether this host is taken; else it is passed over, with or without a word. `only` those in maintenance already. */
static gboolean
is_taken (SimRun *run, const SimEvent *event, guint32 host, gboolean only)
{
  ModelPrecheck failed;

  if (model_lcm_is_newer (run, ME, host) && model_lcm_may_ask (run, host))
    model_report_skipped (run, ME, host, MODEL_CHECK_NEWER);
  model_find_image_misbelieved (run, ME, host);
  if (!model_is_taken_for_old (run, ME, host) || !model_lcm_needs (run, ME, host))
    return FALSE;
  if (only && !model_lcm_is_offered (run, host)) {
    model_report_skipped (run, ME, host, MODEL_CHECK_NOT_IN_MAINTENANCE);
    return FALSE;
  }
  if (!model_lcm_may_ask (run, host)) {
    model_report_skipped (run, ME, host,
                          model_host_is_managed (run, host) ? MODEL_CHECK_NO_POWER : MODEL_CHECK_NOT_MANAGED);
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
    model_find_cluster_misbelieved (run, host, ME);
    TELL (UPDATE, host, UPDATE_ON_BEGIN, ME);
  }
  if (host != MODEL_NONE ? takes_another (run, event, most) : all_are_back_test (run, event))
    TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

#define TAKES SENDS (TO (UPDATE, BEGIN), TO (REMEDIATION, NEXT))

/* A vSAN cluster gives one host at a time, whatever was asked (LCM-07, VS-14). */
ACTION_OF (REMEDIATION, take_hosts, "take the next host", NULL, TAKES)
{
  gboolean vsan = model_remediation_cluster (run, event)->vsan.architecture != MODEL_VSAN_NONE;

  take (run, event, vsan ? 1 : MAX (1, model_remediation_step (run, event)->at_once), FALSE);
}

ACTION_OF (REMEDIATION, take_offered, "take the next hosts in maintenance, skip the others", NULL, TAKES)
{
  guint32 said = model_remediation_step (run, event)->lcm.max_hosts;

  take (run, event, said ? said : (guint32) model_number (run, MODEL_LCM_MAX_HOSTS), TRUE);
}

ACTION_OF (REMEDIATION, count_done, "count it", "{a} done", SENDS (TO (REMEDIATION, NEXT)))
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->finished++;
  sim_tell (run, state->finished, 0);
  TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

ACTION_OF (REMEDIATION, count_failed, "count it and go on", "{a} failed", SENDS (TO (REMEDIATION, NEXT)))
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->failed++;
  sim_tell (run, state->failed, 0);
  TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

ACTION_OF (REMEDIATION, note_failed, "count it and wait for the others", NULL, SENDS_NOTHING)
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->failed++;
}

ACTION_OF (REMEDIATION, note_done, "count it and wait for the others", NULL, SENDS_NOTHING)
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->finished++;
}
