/* The compliance machine: what vLCM has last seen of a host, beside the image that it should have (LCM-11), and what lies on
 * it ready to be installed. It is scanned when a check or a remediation begins and when it comes back from its turn.
 *
 * The surprising rule: it is what was seen, not what is. A host that is changed by hand stays compliant here until somebody
 * looks again, and what was green on Monday says nothing of Saturday.
 *
 * Facts: LCM-11. */

#include "models/lcm/lcm.h"

#define AT(STATE)  (1u << COMPLIANCE_AT_##STATE)
#define ON(SIGNAL) COMPLIANCE_ON_##SIGNAL
#define GO(STATE)  COMPLIANCE_AT_##STATE
#define ANY        ((1u << COMPLIANCE_N_STATES) - 1)

static guint32
step_of (const SimEvent *event)
{
  return (guint32) event->arg;
}

GUARD (nobody_can_ask, "nobody can ask it")
{
  return !model_lcm_may_ask (run, ME) || STATE (HOST, ME) == HOST_AT_STANDBY;
}

GUARD (it_is_newer, "it is newer than the image")
{
  return model_lcm_is_newer (run, step_of (event), ME);
}

GUARD (a_vib_conflicts, "a VIB on it conflicts with the image")
{
  return model_lcm_conflicting_vib (model_fleet (run), step_of (event), ME)
         && model_lcm_needs (run, step_of (event), ME);
}

GUARD (it_has_the_image, "it has the image")
{
  return !model_lcm_needs (run, step_of (event), ME);
}

GUARD (it_is_staged, "what it lacks is on it")
{
  return model_update_state (run, ME)->staged == model_lcm_target (run, step_of (event));
}

GUARD (it_is_another, "it is another than what was staged")
{
  return model_update_state (run, ME)->staged != (ModelVersion) event->arg;
}

GUARD (it_has_lost_power, "nobody can ask it any more")
{
  return !model_lcm_may_ask (run, ME);
}

/* What a host must do for it. */
static void
tell_impact (SimRun *run, const SimEvent *event)
{
  const ModelLcm *lcm = &model_fleet (run)->steps[step_of (event)].lcm;
  ModelImpact impact = lcm->impact;

  model_update_state (run, ME)->seen = model_host_state (run, ME)->version;
  if (impact == MODEL_IMPACT_LIVE_PATCH && !model_lcm_patches_live (run, step_of (event), ME))
    impact = MODEL_IMPACT_REBOOT;
  sim_tell (run, impact, model_lcm_target (run, step_of (event)));
}

ACTION (see_impact, "note what it takes", "{a:impact} to {b:version}", SENDS_NOTHING)
{
  tell_impact (run, event);
}

ACTION (see, "note it", NULL, SENDS_NOTHING)
{
  model_update_state (run, ME)->seen = model_host_state (run, ME)->version;
}

ACTION (know_nothing, "know nothing of it", NULL, SENDS_NOTHING)
{
  model_update_state (run, ME)->seen = 0;
}

ACTION (copy, "copy to it what it lacks", "{b:version}", SENDS (TO (COMPLIANCE, COPIED)))
{
  ModelUpdateState *update = model_update_state (run, ME);

  update->staged = 0;
  update->next = model_lcm_target (run, step_of (event));
  sim_tell (run, 0, update->next);
  model_host_timers (run, ME)->stage
      = TELL_IN (model_number (run, MODEL_HOST_STAGE), COMPLIANCE, ME, COMPLIANCE_ON_COPIED, event->arg);
}

ACTION (keep, "keep it until it is installed", "{b:version}", SENDS (TO (REMEDIATION, HOST_DONE)))
{
  ModelUpdateState *update = model_update_state (run, ME);

  update->staged = update->next;
  sim_tell (run, 0, update->staged);
  TELL (REMEDIATION, step_of (event), REMEDIATION_ON_HOST_DONE, ME);
}

ACTION (give_up, "report", NULL, SENDS (TO (REMEDIATION, HOST_FAILED)))
{
  TELL (REMEDIATION, step_of (event), REMEDIATION_ON_HOST_FAILED, ME);
}

ACTION (break_off, "leave it half copied", NULL, SENDS_NOTHING)
{
  sim_cancel (run, &model_host_timers (run, ME)->stage);
}

ACTION (forget, "forget what was staged", "{b:version}", SENDS_NOTHING)
{
  model_update_state (run, ME)->staged = 0;
  sim_tell (run, 0, event->arg);
}

/* clang-format off */
const SimRow model_COMPLIANCE_rows[] = {
  ROW    (ANY & ~AT (STAGING),     ON (SCAN),   nobody_can_ask,   GO (UNAVAILABLE),   know_nothing, "it is down, in standby, or not managed",            "LCM-11 LCM-15"),
  ROW    (ANY & ~AT (STAGING),     ON (SCAN),   it_is_newer,      GO (INCOMPATIBLE),  see,        "it is newer than the image",                       "LCM-11"),
  ROW    (ANY & ~AT (STAGING),     ON (SCAN),   a_vib_conflicts,  GO (INCOMPATIBLE),  see,        "a VIB on it conflicts with the image",             "LCM-11 DR-14"),
  ROW    (ANY & ~AT (STAGING),     ON (SCAN),   it_has_the_image, GO (COMPLIANT),     see,        "it has the image",                                 "LCM-11"),
  ROW    (ANY & ~AT (STAGING),     ON (SCAN),   it_is_staged,     GO (STAGED),        see_impact, "it is older than the image, and that is on it",    "LCM-11"),
  ROW    (ANY & ~AT (STAGING),     ON (SCAN),   ALWAYS,           GO (NON_COMPLIANT), see_impact, "it is older than the image",                       "LCM-11"),
  IGNORE (AT (STAGING),            ON (SCAN),   "it is being staged, and no other task begins meanwhile"),
  ROW    (ANY & ~AT (STAGING),     ON (STAGE),  ALWAYS,           GO (STAGING),       copy,       "it is to be there before the window",              "LCM-11 LCM-12"),
  IGNORE (AT (STAGING),            ON (STAGE),  "it is on its way"),
  ROW    (AT (STAGING),            ON (COPIED), it_has_lost_power, GO (UNAVAILABLE),  give_up,    "it has gone meanwhile",                            "LCM-11"),
  ROW    (AT (STAGING),            ON (COPIED), ALWAYS,           GO (STAGED),        keep,       "all of it is there",                               "LCM-11"),
  IGNORE (ANY & ~AT (STAGING),     ON (COPIED), "nobody waits for it"),
  ROW    (AT (STAGING),            ON (ABORT),  ALWAYS,           GO (NON_COMPLIANT), break_off,  "vCenter, which was bringing it, has stopped",       "DR-27 LCM-11"),
  IGNORE (ANY & ~AT (STAGING),     ON (ABORT),  "nothing was on its way"),
  ROW    (AT (STAGED),             ON (COMMIT), it_is_another,    GO (NON_COMPLIANT), forget,     "another image has been committed since",           "LCM-11 LCM-10"),
  IGNORE (ANY,                     ON (COMMIT), "nothing was staged; the next look will tell"),
};
/* clang-format on */
const guint model_COMPLIANCE_n_rows = G_N_ELEMENTS (model_COMPLIANCE_rows);
