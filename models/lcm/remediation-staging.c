/* Staging: bringing to the hosts ahead of the window what is to be installed in it. No host is emptied for it. */

#include "models/lcm/remediation-parts.h"
#include "models/lcm/report.h"
#include "models/lcm/settings.h"

/* Whether what this host lacks has still to be brought to it. */
static gboolean
is_to_be_staged (const SimRun *run, const SimEvent *event, guint32 host)
{
  return model_lcm_needs (run, ME, host) && model_lcm_may_ask (run, host)
         && STATE (HOST, host) != HOST_AT_STANDBY
         && model_update_state (run, host)->staged != model_lcm_target (run, ME);
}

GUARD_OF (REMEDIATION, it_is_to_stage, "it was to stage, and nothing else")
{
  return model_remediation_step (run, event)->verb == MODEL_VERB_STAGE;
}

GUARD_OF (REMEDIATION, nothing_to_stage, "it was to stage, and every host that can be asked has it already")
{
  if (!it_is_to_stage_test (run, event))
    return FALSE;
  for (EACH_HOST (host))
    if (is_to_be_staged (run, event, host))
      return FALSE;
  return TRUE;
}

/* AC-34: in 6.0 what baselines mind is switched off before staging too, and on again after it. */
ACTION_OF (REMEDIATION, stage, "have it copied to every host that lacks it", "{a:hosts}",
           SENDS (TO (COMPLIANCE, STAGE), TO (ADMISSION, SWITCH_OFF), TO (DPM, SWITCH_OFF)))
{
  ModelStepState *state = model_step_state (run, ME);

  model_report_notes (run, ME);
  if (model_lcm_stages_like_6_0 (run, ME))
    model_settings_switch_off (run, ME);
  for (EACH_HOST (host))
    if (is_to_be_staged (run, event, host)) {
      state->busy++;
      TELL (COMPLIANCE, host, COMPLIANCE_ON_STAGE, ME);
    }
  sim_tell (run, state->busy, 0);
}

GUARD_OF (REMEDIATION, it_was_the_last_but_not_all_have_it,
          "no other host is at work, and one has not got it")
{
  const ModelStepState *state = model_step_state (run, ME);

  return state->busy <= 1 && state->failed > 0;
}

ACTION_OF (REMEDIATION, end_staging, "report", "{a} done",
           SENDS (TO (ADMISSION, SWITCH_ON), TO (DPM, SWITCH_ON), TO (STEP, FINISHED)))
{
  ModelStepState *state = model_step_state (run, ME);

  state->busy--;
  state->finished++;
  model_settings_restore (run, ME);
  sim_tell (run, state->finished, 0);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}
