/* How a remediation begins: what keeps it from beginning, what it checks, switches off and wakes. */

#include "models/compute/hosts.h"
#include "models/governance/belief.h"
#include "models/lcm/prechecks.h"
#include "models/lcm/remediation-parts.h"
#include "models/lcm/report.h"
#include "models/lcm/settings.h"
#include "models/nutanix/checks.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

GUARD_OF (REMEDIATION, vcenter_serves, "vCenter serves")
{
  return model_vcenter_offers (run, model_remediation_step (run, event)->index, MODEL_FUNCTION_LIFECYCLE);
}

GUARD_OF (REMEDIATION, lcm_is_busy, "it is LCM on Nutanix, and LCM is at work on that cluster")
{
  return model_lcm_goes_by_the_token (model_fleet (run), ME) && model_lcm_is_busy (run, ME);
}

GUARD_OF (REMEDIATION, lcm_refuses, "it is LCM on Nutanix, and one of its pre-checks fails")
{
  return model_lcm_goes_by_the_token (model_fleet (run), ME) && model_lcm_refuses (run, ME);
}

ACTION_OF (REMEDIATION, refuse_by_lcm, "change nothing", "{a:check-code}", SENDS (MODEL_LCM_REFUSES))
{
  model_lcm_refuse (run, ME);
}

GUARD_OF (REMEDIATION, its_manager_is_away, "it is a workflow of SDDC Manager, which is being upgraded itself")
{
  return model_sddc_is_away (run, ME);
}

ACTION_OF (REMEDIATION, refuse_without_manager, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_report_refused (run, ME, MODEL_CHECK_SDDC_MANAGER, 0);
  sim_tell (run, MODEL_CHECK_SDDC_MANAGER, 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

GUARD_OF (REMEDIATION, another_is_at_work, "another remediation of the cluster is at work")
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (s != ME && fleet->steps[s].index == model_remediation_step (run, event)->index
        && REMEDIATION_AT_WORK >> STATE (REMEDIATION, s) & 1)
      return TRUE;
  return FALSE;
}

GUARD_OF (REMEDIATION, it_is_a_check, "it was to check, and nothing else")
{
  return model_remediation_step (run, event)->verb == MODEL_VERB_PRE_CHECK;
}

/* As far as anybody knows. Who only checks looks at what SDDC Manager passes over, too. */
GUARD_OF (REMEDIATION, nothing_to_do, "every host has it already")
{
  for (EACH_HOST (host))
    if (model_is_taken_for_old (run, ME, host) || model_lcm_is_newer (run, ME, host)
        || (it_is_a_check_test (run, event) && model_lcm_needs (run, ME, host)))
      return FALSE;
  return TRUE;
}

GUARD_OF (REMEDIATION, a_check_refuses, "a check refuses it")
{
  ModelPrecheck failed;

  return model_precheck_first (run, ME, MODEL_VERDICT_REFUSES, &failed);
}

GUARD_OF (REMEDIATION, it_is_parallel, "it is to take hosts in parallel")
{
  return model_remediation_step (run, event)->lcm.parallel;
}

GUARD_OF (REMEDIATION, hosts_are_asleep, "hosts of it are in standby")
{
  return model_lcm_n_asleep (run, ME) > 0;
}

static void
refuse (SimRun *run, const SimEvent *event, ModelCheck check)
{
  model_report_refused (run, ME, check, 0);
  sim_tell (run, check, 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

ACTION_OF (REMEDIATION, refuse_without_vcenter, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_CHECK_VCENTER_DOWN);
}

ACTION_OF (REMEDIATION, refuse_a_second, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_CHECK_BUSY);
}

ACTION_OF (REMEDIATION, refuse_by_checks, "refuse, with all that speaks against it", "{a:check}",
           SENDS (TO (STEP, BROKEN)))
{
  model_report_notes (run, ME);
  if (model_remediation_step (run, event)->verb == MODEL_VERB_PRE_CHECK)
    model_report_unseen (run, ME);
  sim_tell (run, model_report_refusals (run, ME), 0);
  TELL (STEP, ME, STEP_ON_BROKEN, 0);
}

ACTION_OF (REMEDIATION, check, "check", NULL, SENDS (TO (REMEDIATION, CHECKED), TO (COMPLIANCE, SCAN)))
{
  if (model_remediation_step (run, event)->verb != MODEL_VERB_UPGRADE_FIRMWARE)
    for (EACH_HOST (host))
      if (model_host_is_member (run, host))
        TELL (COMPLIANCE, host, COMPLIANCE_ON_SCAN, ME);
  TELL_IN (model_number (run, MODEL_LCM_PRECHECK), REMEDIATION, ME, REMEDIATION_ON_CHECKED, 0);
}

ACTION_OF (REMEDIATION, report_checks, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  model_report_notes (run, ME);
  model_report_unseen (run, ME);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

ACTION_OF (REMEDIATION, report_compliant, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  if (model_remediation_step (run, event)->verb == MODEL_VERB_REMEDIATE)
    for (EACH_HOST (host))
      model_find_image_misbelieved (run, ME, host);
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

ACTION_OF (REMEDIATION, prepare, "switch off what is in its way, take the first host",
           "{a:hosts}{b:switched-off}", PREPARES)
{
  guint32 hosts = 0;

  for (EACH_HOST (host))
    hosts += model_host_is_member (run, host) ? 1 : 0;
  begin_rolling (run, event, hosts);
}

/* DPM is off by now, so that nobody puts back to sleep what is woken. */
ACTION_OF (REMEDIATION, prepare_and_wake, "switch off what is in its way, wake the hosts in standby",
           "{a:hosts} in standby{b:switched-off}",
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

ACTION_OF (REMEDIATION, await_the_others, "wait for the others", NULL, SENDS_NOTHING)
{
  model_step_state (run, ME)->busy--;
}

ACTION_OF (REMEDIATION, begin_awake, "take the first host", NULL, SENDS (TO (REMEDIATION, NEXT)))
{
  model_step_state (run, ME)->busy--;
  TELL (REMEDIATION, ME, REMEDIATION_ON_NEXT, 0);
}

ACTION_OF (REMEDIATION, prepare_in_parallel, "switch off what is in its way, take the hosts in maintenance",
           "{a:hosts} in maintenance{b:switched-off}", PREPARES)
{
  guint32 offered = 0;

  for (EACH_HOST (host))
    offered += model_lcm_is_offered (run, host) ? 1 : 0;
  begin_rolling (run, event, offered);
}
