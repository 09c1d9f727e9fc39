/* An HA agent is configured, replaced, and taken away again: the part of its life that needs vCenter. */

#include "models/compute/hosts.h"
#include "models/ha/agent-parts.h"
#include "models/ha/configure.h"
#include "models/ha/lists.h"
#include "models/ha/switch.h"
#include "models/notices.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

GUARD_OF (AGENT, vcenter_serves, "vCenter serves")
{
  return model_vcenter_offers (run, model_agent_cluster (run, event), MODEL_FUNCTION_HA_CONFIG);
}

GUARD_OF (AGENT, its_host_has_no_power, "its host has no power")
{
  return !model_host_state (run, ME)->powered;
}

GUARD_OF (AGENT, it_cannot_be_configured, "it cannot be configured")
{
  return model_ha_obstacle (run, ME) != MODEL_HA_CAUSE_NONE;
}

GUARD_OF (AGENT, vcenter_did_not_reach_it,
          "vCenter serves, and not reaching it was all that stood against it")
{
  return model_ha_host (run, ME)->cause == MODEL_HA_CAUSE_COMMUNICATION && vcenter_serves_test (run, event);
}

GUARD_OF (AGENT, vcenter_does_not_reach_it, "vCenter does not reach it")
{
  return !model_host_state (run, ME)->networked || !vcenter_serves_test (run, event);
}

GUARD_OF (AGENT, it_should_be_gone, "HA has been switched off, and vCenter reaches its host at last")
{
  return !model_ha_is_on (run, model_agent_cluster (run, event))
         && !vcenter_does_not_reach_it_test (run, event);
}

GUARD_OF (AGENT, it_missed_the_sync, "its agent is that of an older vCenter, which reaches it now")
{
  return model_ha_host (run, ME)->unsynced && !vcenter_does_not_reach_it_test (run, event);
}

void
model_agent_answer (SimRun *run, const SimEvent *event, guint signal)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps && model_ha_host (run, ME)->awaited; s++)
    if (fleet->steps[s].verb == MODEL_VERB_RECONFIGURE_HA && fleet->steps[s].index == ME
        && model_step_state (run, s)->busy) {
      TELL (STEP, s, signal, 0);
      model_step_state (run, s)->busy = 0;
      model_ha_host (run, ME)->awaited--;
    }
}

void
model_agent_disappoint (SimRun *run, const SimEvent *event)
{
  if (model_ha_host (run, ME)->awaited)
    model_set_back (run, ACTOR (HOST, ME), MODEL_SETBACK_HA_LEFT);
  model_agent_answer (run, event, STEP_ON_BROKEN);
}

ACTION_OF (AGENT, refuse, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg,
                     vcenter_serves_test (run, event) ? MODEL_CHECK_HOST_AWAY : MODEL_CHECK_VCENTER_DOWN);
}

ACTION_OF (AGENT, wait_with_step, "wait for that", NULL, SENDS_NOTHING)
{
  model_step_state (run, (guint32) event->arg)->busy = 1;
  model_ha_host (run, ME)->awaited++;
}

ACTION_OF (AGENT, configure, "install or update it", NULL, SENDS (TO (AGENT, CONFIGURED)))
{
  model_ha_host (run, ME)->unsynced = FALSE;
  model_agent_set_timer (run, event, model_number (run, MODEL_FDM_CONFIGURE), AGENT_ON_CONFIGURED);
}

ACTION_OF (AGENT, fail, "report", "{a:ha-cause}",
           SENDS (TO (HOST, HA_FAILED), TO (AGENT, START), TO (STEP, BROKEN)))
{
  model_ha_fail (run, ME);
  model_agent_answer (run, event, STEP_ON_BROKEN);
  TELL (HOST, ME, HOST_ON_HA_FAILED, 0);
  if (model_number (run, MODEL_HA_CONFIGURE_RETRY))
    model_agent_set_timer (run, event, model_number (run, MODEL_HA_CONFIGURE_RETRY), AGENT_ON_START);
}

/* Until it runs again its host is not one that admission control counts on. */
ACTION_OF (AGENT, reconfigure, "replace it", NULL,
           SENDS (MODEL_RESIGNS, TO (AGENT, CONFIGURED), MODEL_ADMISSION_NOTICES))
{
  model_ha_host (run, ME)->unsynced = FALSE;
  model_resign (run, ME, WAS_MASTER, 0, 0);
  model_notify_admission (run, model_agent_cluster (run, event));
  model_agent_set_timer (run, event, model_number (run, MODEL_FDM_CONFIGURE), AGENT_ON_CONFIGURED);
}

ACTION_OF (AGENT, reconfigure_for_step, "replace it", NULL,
           SENDS (MODEL_RESIGNS, TO (AGENT, CONFIGURED), MODEL_ADMISSION_NOTICES))
{
  wait_with_step_run (run, event);
  reconfigure_run (run, event);
}

ACTION_OF (AGENT, wait_for_sync, "go on with the old agent", NULL, SENDS_NOTHING)
{
  model_ha_host (run, ME)->unsynced = TRUE;
}

ACTION_OF (AGENT, be_disabled, "stop, and be taken away", NULL,
           SENDS (MODEL_RESIGNS, TO (ISOLATION, OVER), TO (HOST, HA_READY), TO (STEP, BROKEN)))
{
  model_agent_stop_timer (run, event);
  model_agent_disappoint (run, event);
  model_ha_succeed (run, ME);
  model_resign (run, ME, WAS_MASTER, 0, 0);
  for (MODEL_EACH_VM_ON (vm, run, ME))
    if (STATE (ISOLATION, vm) != ISOLATION_AT_IDLE)
      TELL (ISOLATION, vm, ISOLATION_ON_OVER, 0);
  if (STATE (HOST, ME) == HOST_AT_HA_INIT)
    TELL (HOST, ME, HOST_ON_HA_READY, 0);
}

ACTION_OF (AGENT, be_taken_at_last, "stop, and be taken away", NULL,
           SENDS (MODEL_RESIGNS, TO (ISOLATION, OVER), TO (HOST, HA_READY), TO (DETECTOR, HEARD),
                  TO (STEP, BROKEN)))
{
  TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
  be_disabled_run (run, event);
}
