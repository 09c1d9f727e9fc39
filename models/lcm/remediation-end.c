/* How a remediation ends: well, with failures, stopped, or dead with its vCenter; and what is on again then. */

#include "models/lcm/remediation-parts.h"
#include "models/lcm/report.h"
#include "models/lcm/settings.h"

ACTION_OF (REMEDIATION, finish, "switch on what was switched off", "{a} done{b:switched-on}",
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

ACTION_OF (REMEDIATION, finish_with_failures, "switch on what was switched off", "{a} done, {b} failed",
           SENDS (TO (ADMISSION, SWITCH_ON), TO (DPM, SWITCH_ON), TO (STEP, BROKEN)))
{
  end_badly (run, event);
}

ACTION_OF (REMEDIATION, stop, "switch on what was switched off", "{a} done, {b} failed",
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

ACTION_OF (REMEDIATION, die, "leave everything as it is", "{a} done",
           SENDS (TO (UPDATE, ABORT), TO (COMPLIANCE, ABORT), TO (STEP, BROKEN)))
{
  for (EACH_HOST (host))
    if (model_host_state (run, host)->step == ME + 1)
      TELL (UPDATE, host, UPDATE_ON_ABORT, 0);
  if (run->entry.state_from == REMEDIATION_AT_STAGING)
    for (EACH_HOST (host))
      TELL (COMPLIANCE, host, COMPLIANCE_ON_ABORT, ME);
  model_settings_leave_off (run, ME);
  model_report_mixed (run, ME);
  sim_tell (run, model_step_state (run, ME)->finished, 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}
