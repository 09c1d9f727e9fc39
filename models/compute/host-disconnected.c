/* A host that somebody disconnects from its vCenter, and connects again. It runs on with its VMs; vCenter expects no heartbeat
 * from it, moves nothing there and counts it in no sum. Connecting it again is much like adding it: agents are brought up to
 * date, licences looked at, and what somebody edited of its resource pools meanwhile is overwritten.
 *
 * That HA's agent stops for that time is our assumption, and a parameter. */

#include "models/ahv/ahv.h"
#include "models/compute/host-parts.h"
#include "models/compute/hosts.h"
#include "models/compute/vmotion.h"
#include "models/lcm/lcm.h"
#include "models/notices.h"
#include "models/words.h"

GUARD_OF (HOST, vms_are_on_the_move, "VMs are on their way to it, or from it")
{
  const ModelHostState *host = model_host_state (run, ME);

  if (host->coming || host->power_ons)
    return TRUE;
  for (guint i = 0; i < MODEL_VMOTION_SLOTS; i++)
    if (host->slots[i])
      return TRUE;
  for (MODEL_EACH_VM_ON (vm, run, ME))
    if (model_vm_state (run, vm)->target != MODEL_NONE || model_vmotion_is_under_way (run, vm))
      return TRUE;
  return FALSE;
}

GUARD_OF (HOST, vcenter_is_away, "vCenter is away")
{
  return !HOST_vcenter_serves.test (run, event);
}

GUARD_OF (HOST, licences_are_short, "its cluster has too few CPU licences")
{
  return model_lcm_licences_are_short (run, model_fleet (run)->hosts[ME].cluster, ME);
}

ACTION_OF (HOST, refuse_to_disconnect, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg,
                     HOST_vcenter_serves.test (run, event) ? MODEL_CHECK_BUSY : MODEL_CHECK_VCENTER_DOWN);
}

ACTION_OF (HOST, refuse_to_connect, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg,
                     HOST_vcenter_serves.test (run, event) ? MODEL_CHECK_NOT_DISCONNECTED
                                                           : MODEL_CHECK_VCENTER_DOWN);
}

static void
find_disconnected (SimRun *run, guint32 host)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, host)->n_vms };

  sim_find (run, MODEL_FIND_HOST_DISCONNECTED, SIM_RISK, ACTOR (HOST, host), 0, evidence);
}

void
model_look_whether_disconnected (SimRun *run, guint32 host)
{
  if (STATE (HOST, host) == HOST_AT_DISCONNECTED && !model_host_is_ahv (model_fleet (run), host))
    find_disconnected (run, host);
}

ACTION_OF (HOST, be_disconnected, "run on without it", "{a:vms}",
           SENDS (TO (AGENT, LEAVE), TO (STEP, FINISHED), MODEL_CAPACITY_NOTICES))
{
  ModelHostState *host = model_host_state (run, ME);

  host->was_in_maintenance = run->entry.state_from == HOST_AT_MAINTENANCE;
  sim_find_end (run, MODEL_FIND_LEFT_IN_MAINTENANCE, event->to, 0);
  find_disconnected (run, ME);
  sim_tell (run, host->n_vms, 0);
  if (model_number (run, MODEL_DISCONNECT_STOPS_HA))
    TELL (AGENT, ME, AGENT_ON_LEAVE, 0);
  TELL (STEP, event->arg, STEP_ON_FINISHED, 0);
  model_notify_capacity (run, model_host_cluster (run, event));
}

ACTION_OF (HOST, be_disconnected_already, "say so", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, event->arg, STEP_ON_FINISHED, 0);
}

ACTION_OF (HOST, attach, "bring its agents up to date", NULL, SENDS (TO (HOST, CONNECT)))
{
  model_host_state (run, ME)->requester = event->from;
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_RECONNECT), HOST, ME, HOST_ON_CONNECT, 0);
}

ACTION_OF (HOST, stay_unmanaged, "stay disconnected", NULL, SENDS (ANSWERS))
{
  gboolean reached = model_host_state (run, ME)->networked && HOST_vcenter_serves.test (run, event);

  model_set_back (run, event->to, reached ? MODEL_SETBACK_LICENCES : MODEL_SETBACK_UNREACHED);
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
  model_host_state (run, ME)->requester = 0;
}

ACTION_OF (HOST, stay_too_new, "stay disconnected", "{a:version}, vCenter {b:version}", SENDS (ANSWERS))
{
  HOST_be_refused.run (run, event);
  sim_find_end (run, MODEL_FIND_ORDER_UNSUPPORTED, event->to, 0);
  model_host_state (run, ME)->requester = 0;
}

void
model_host_be_managed (SimRun *run, guint32 host)
{
  ModelHostState *state = model_host_state (run, host);

  sim_find_end (run, MODEL_FIND_HOST_DISCONNECTED, ACTOR (HOST, host), 0);
  if (state->pools_edited) {
    sim_find (run, MODEL_FIND_POOLS_OVERWRITTEN, SIM_NOTE, ACTOR (HOST, host), 0, NULL);
    sim_find_end (run, MODEL_FIND_POOLS_OVERWRITTEN, ACTOR (HOST, host), 0);
  }
  state->pools_edited = FALSE;
}

static void
be_connected (SimRun *run, const SimEvent *event)
{
  model_host_be_managed (run, ME);
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_RECONNECT);
}

ACTION_OF (HOST, return_connected, "stay in maintenance", NULL, SENDS (ANSWERS, TO (POLICY, LIFECYCLE)))
{
  be_connected (run, event);
  model_host_answer (run, event, UPDATE_ON_FINISHED, STEP_ON_FINISHED);
  model_host_state (run, ME)->requester = 0;
}

ACTION_OF (HOST, rejoin_with_ha, "have its HA agent configured", NULL,
           SENDS (TO (POLICY, LIFECYCLE), TO (AGENT, START), TO (HOST, HA_READY)))
{
  be_connected (run, event);
  if (STATE (AGENT, ME) == AGENT_AT_INACTIVE || STATE (AGENT, ME) == AGENT_AT_ERROR)
    TELL (AGENT, ME, AGENT_ON_START, 0);
  else
    TELL (HOST, ME, HOST_ON_HA_READY, 0); /* it has gone on by itself */
}

ACTION_OF (HOST, rejoin_without_ha, "take VMs again", NULL,
           SENDS (TO (POLICY, LIFECYCLE), ANSWERS, MODEL_CAPACITY_NOTICES))
{
  be_connected (run, event);
  model_host_rejoin (run, event);
}
