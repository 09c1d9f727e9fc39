/* A host in standby: without power to save some, and known to vCenter, which can have it powered on again. DPM sends a host
 * there, DPM or a remediation wakes it; neither is possible while vCenter is away.
 *
 * To the sums a host in standby is not there (AC-04), and its HA agent has left as for maintenance (HA-02). How it is woken,
 * by IPMI, iLO or a magic packet, makes no difference here; that it does not wake does. */

#include "models/compute/host-parts.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/words.h"

GUARD_OF (HOST, it_does_not_wake, "nothing answers the wake-up call")
{
  return model_host_state (run, ME)->does_not_wake;
}

ACTION_OF (HOST, start_standing_by, "block new VMs, ask DRS to empty it", NULL,
           SENDS (TO (HOST, EMPTY), TO (DRS, EVACUATE)))
{
  model_host_state (run, ME)->emptying = MODEL_TO_BE_EMPTIED;
  model_host_state (run, ME)->evacuates_off = FALSE; /* powered-off VMs stay registered on it */
  if (HOST_is_empty.test (run, event))
    TELL (HOST, ME, HOST_ON_EMPTY, 0);
  else
    TELL (DRS, model_host_cluster (run, event), DRS_ON_EVACUATE, ME);
}

ACTION_OF (HOST, stay_up, "take VMs again", NULL,
           SENDS (MODEL_STAY_NOTICES, TO (DECOMMISSION, STAY), MODEL_CAPACITY_NOTICES))
{
  model_host_stop_emptying (run, event);
  model_notify_capacity (run, model_host_cluster (run, event));
}

/* A shutdown in good order: what is configured is saved (HST-07). */
ACTION_OF (HOST, stand_by, "leave HA and every sum, save the configuration, power off", NULL,
           SENDS (MODEL_STAY_NOTICES, TO (DECOMMISSION, STAY), TO (AGENT, LEAVE), TO (POLICY, SAVED),
                  MODEL_MEMBER_NOTICES, MODEL_CAPACITY_NOTICES))
{
  model_host_stop_emptying (run, event);
  model_host_state (run, ME)->powered = FALSE;
  TELL (AGENT, ME, AGENT_ON_LEAVE, 0);
  model_notify_saved (run, ME);
  model_notify_members_of_host (run, ME);
  model_notify_capacity (run, model_host_cluster (run, event));
}

ACTION_OF (HOST, wake, "power it on", NULL, SENDS (TO (HOST, WOKEN)))
{
  ModelHostState *host = model_host_state (run, ME);
  gint64 takes = model_number (run, host->does_not_wake ? MODEL_HOST_WAKE_WAIT : MODEL_HOST_WAKE);

  host->requester = event->from;
  host->powered = TRUE;
  model_host_timers (run, ME)->host = TELL_IN (takes, HOST, ME, HOST_ON_WOKEN, 0);
}

/* DPM waits for no answer; a remediation does. */
ACTION_OF (HOST, wake_for_another, "note who waits for it", NULL, SENDS_NOTHING)
{
  if (run->model->machine_of[event->from] == MODEL_MACHINE_REMEDIATION)
    model_host_state (run, ME)->requester = event->from;
}

ACTION_OF (HOST, stay_asleep, "stay in standby", NULL, SENDS (ANSWERS))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_number (run, MODEL_HOST_WAKE_WAIT) };

  model_host_state (run, ME)->powered = FALSE;
  sim_find (run, MODEL_FIND_WAKE_FAILED, SIM_RISK, event->to, 0, evidence);
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
  model_host_state (run, ME)->requester = 0;
}

static void
get_up (SimRun *run, const SimEvent *event)
{
  sim_find_end (run, MODEL_FIND_WAKE_FAILED, event->to, 0);
  sim_find_end (run, MODEL_FIND_HOST_ASLEEP, event->to, 0);
  sim_find_end (run, MODEL_FIND_LEFT_IN_STANDBY, event->to, 0);
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_REBOOT);
  model_notify_members_of_host (run, ME);
}

ACTION_OF (HOST, get_up_with_ha, "connect to vCenter, have its HA agent configured", NULL,
           SENDS (TO (AGENT, START), TO (POLICY, LIFECYCLE), MODEL_MEMBER_NOTICES))
{
  get_up (run, event);
  TELL (AGENT, ME, AGENT_ON_START, 0);
}

ACTION_OF (HOST, get_up_without_ha, "connect to vCenter", NULL,
           SENDS (ANSWERS, TO (POLICY, LIFECYCLE), MODEL_MEMBER_NOTICES, MODEL_CAPACITY_NOTICES))
{
  get_up (run, event);
  model_host_answer (run, event, UPDATE_ON_FINISHED, STEP_ON_FINISHED);
  model_host_state (run, ME)->requester = 0;
  model_notify_capacity (run, model_host_cluster (run, event));
}

ACTION_OF (HOST, refuse_asleep, "say so", NULL, SENDS (TO (UPDATE, NOT_ENTERED), TO (SITE, FAILED), TO (STEP, BROKEN)))
{
  gboolean turn = run->model->machine_of[event->from] == MODEL_MACHINE_UPDATE;
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { turn ? ACTOR (STEP, model_host_state (run, ME)->step - 1) : event->from };

  sim_find (run, MODEL_FIND_HOST_ASLEEP, SIM_RISK, event->to, 0, evidence);
  HOST_refuse_to_enter.run (run, event);
}
