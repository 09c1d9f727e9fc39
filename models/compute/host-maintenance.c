/* A host's way into maintenance: who may ask, what empties it, what it hangs on, and when it gives up.
 *
 * Facts: B24 VS-14 N-103. */

#include "models/ahv/ahv.h"
#include "models/compute/host-parts.h"
#include "models/compute/hosts.h"
#include "models/compute/registered.h"
#include "models/lcm/lcm.h"
#include "models/notices.h"
#include "models/vcenter/availability.h"
#include "models/vcenter/own.h"
#include "models/vcenter/vcls.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"
#include "models/words.h"

GUARD_OF (HOST, vcenter_serves, "vCenter serves")
{
  return model_vcenter_offers (run, model_fleet (run)->hosts[ME].cluster, MODEL_FUNCTION_TASKS);
}

GUARD_OF (HOST, a_governor_asks, "a governor asks, and vCenter serves")
{
  return run->model->machine_of[event->from] == MODEL_MACHINE_SETTING && vcenter_serves_test (run, event);
}

GUARD_OF (HOST, is_empty, "no VM is on it that has to leave, and vSAN lets it go")
{
  return model_host_has_no_vms (run, ME)
         && (!model_has_vsan (run, ME) || STATE (DECOMMISSION, ME) == DECOMMISSION_AT_READY);
}

GUARD_OF (HOST, it_waits_for_its_site, "no VM is left on it, and it enters together with its site")
{
  return model_host_has_no_vms (run, ME) && !model_host_state (run, ME)->provisioning && model_has_vsan (run, ME)
         && STATE (DECOMMISSION, ME) == DECOMMISSION_AT_HELD;
}

GUARD_OF (HOST, it_is_provisioned, "it is empty, and provisioning goes on there")
{
  return is_empty_test (run, event) && model_host_state (run, ME)->provisioning;
}

GUARD_OF (HOST, vsan_holds_it, "vSAN data on it has nowhere to go")
{
  return model_has_vsan (run, ME) && STATE (DECOMMISSION, ME) == DECOMMISSION_AT_BLOCKED;
}

/* Only who remediates is held to it; an operator may put as many hosts into maintenance as he likes (VS-14, B24). */
GUARD_OF (HOST, another_vsan_host_is_out, "vLCM asks, and another host of the vSAN cluster is in maintenance")
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->hosts[ME].cluster];

  if (!model_has_vsan (run, ME) || !event->from
      || run->model->machine_of[event->from] != MODEL_MACHINE_UPDATE)
    return FALSE;
  for (MODEL_EACH_HOST (host, cluster))
    if (host != ME && model_host_in_maintenance (run, host))
      return TRUE;
  return FALSE;
}

/* Asked when vSAN lets it go: DRS says for itself when nothing is in its way. */
GUARD_OF (HOST, drs_holds_it, "it is vSAN that lets it go, and VMs cannot leave it")
{
  if (!event->from || run->model->machine_of[event->from] != MODEL_MACHINE_DECOMMISSION)
    return FALSE;
  if (sim_find_is_open (run, MODEL_FIND_EVACUATION_BLOCKED,
                        model_cluster_thing (run->model, model_fleet (run)->hosts[ME].cluster), event->to))
    return TRUE;
  for (MODEL_EACH_VM_ON (vm, run, ME))
    if (STATE (VM, vm) == VM_AT_PINNED)
      return TRUE;
  return model_is_to_lose_off_vms (run, ME);
}

GUARD_OF (HOST, its_agent_vms_stay, "its vCLS VMs are left on it, and nobody stops them")
{
  return model_host_state (run, ME)->n_vms == 0 && model_vcls_holds (run, ME);
}

void
model_host_answer (SimRun *run, const SimEvent *event, guint update_signal, guint step_signal)
{
  SimId requester = model_host_state (run, ME)->requester;

  if (!requester)
    return;
  if (run->model->machine_of[requester] == MODEL_MACHINE_UPDATE)
    sim_send (run, 0, requester, update_signal, ME);
  else if (run->model->machine_of[requester] == MODEL_MACHINE_REMEDIATION)
    sim_send (run, 0, requester,
              step_signal == STEP_ON_FINISHED ? REMEDIATION_ON_WOKEN : REMEDIATION_ON_NOT_WOKEN, ME);
  else if (run->model->machine_of[requester] == MODEL_MACHINE_SITE)
    sim_send (run, 0, requester, step_signal == STEP_ON_FINISHED ? SITE_ON_DONE : SITE_ON_FAILED, ME);
  else if (run->model->machine_of[requester] == MODEL_MACHINE_NODE)
    sim_send (run, 0, requester, step_signal == STEP_ON_FINISHED ? NODE_ON_HOST_DONE : NODE_ON_HOST_BROKEN, ME);
  else if (run->model->machine_of[requester] == MODEL_MACHINE_SETTING)
    sim_send (run, 0, requester, step_signal == STEP_ON_FINISHED ? SETTING_ON_HOST_DONE : SETTING_ON_HOST_BROKEN, ME);
  else if (run->model->machine_of[requester] == MODEL_MACHINE_STEP)
    sim_send (run, 0, requester, step_signal, ME);
}

void
model_host_stop_emptying (SimRun *run, const SimEvent *event)
{
  ModelHostState *host = model_host_state (run, ME);

  sim_cancel (run, &model_host_timers (run, ME)->host);
  host->emptying = MODEL_NOT_EMPTYING;
  host->moves_disks = FALSE;
  sim_find_end (run, MODEL_FIND_MAINTENANCE_STUCK, event->to, 0);
  model_end_own_vcenter (run, ME);
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, event->to, 0); /* provisioning */
  if (model_host_is_ahv (model_fleet (run), ME))
    TELL (ACROPOLIS, model_host_cluster (run, event), ACROPOLIS_ON_STAY, ME);
  else
    TELL (DRS, model_host_cluster (run, event), DRS_ON_STAY, ME);
  if (model_has_vsan (run, ME))
    TELL (DECOMMISSION, ME, DECOMMISSION_ON_STAY, 0);
}

/* The step on whose behalf it is emptied, which may have local disks moved too (B18), and powered-off VMs; NULL. */
static const ModelStep *
step_that_asks (const SimRun *run, SimId requester)
{
  guint32 index = model_index (run, requester);
  guint32 step = run->model->machine_of[requester] == MODEL_MACHINE_STEP ? index + 1
                 : run->model->machine_of[requester] == MODEL_MACHINE_UPDATE
                     ? model_host_state (run, index)->step
                 : run->model->machine_of[requester] == MODEL_MACHINE_SITE
                     ? model_vsan_state (run, index)->site_step
                     : 0;

  return step ? &model_fleet (run)->steps[step - 1] : NULL;
}

ACTION_OF (HOST, start_entering, "block new VMs, ask DRS to empty it", NULL,
           SENDS (TO (HOST, EMPTY), TO (HOST, TIMEOUT), TO (DRS, EVACUATE), TO (DECOMMISSION, ENTER),
                  MODEL_ADMISSION_NOTICES))
{
  ModelHostState *host = model_host_state (run, ME);
  const ModelStep *step = step_that_asks (run, event->from);

  if (model_fleet (run)->hosts[ME].dedicated)
    model_notify_admission (run, model_host_cluster (run, event));
  sim_find_end (run, MODEL_FIND_NOT_DONE, event->to, 0);
  host->requester = event->from;
  host->emptying = MODEL_TO_BE_EMPTIED;
  host->approved = FALSE;
  host->moves_disks = step && step->moves_disks;
  host->evacuates_off = step && step->evacuates_off;
  model_begin_to_lose_off_vms (run, ME);
  if (event->arg != SIM_NEVER)
    model_host_timers (run, ME)->host = TELL_IN (event->arg, HOST, ME, HOST_ON_TIMEOUT, event->arg);
  if (is_empty_test (run, event))
    TELL (HOST, ME, HOST_ON_EMPTY, 0);
  else if (model_host_has_no_vms (run, ME))
    host->emptying = MODEL_BEING_EMPTIED; /* vSAN alone has a say */
  else
    TELL (DRS, model_host_cluster (run, event), DRS_ON_EVACUATE, ME);
  if (model_has_vsan (run, ME))
    TELL (DECOMMISSION, ME, DECOMMISSION_ON_ENTER, 0);
}

ACTION_OF (HOST, refuse_to_enter, "say so", NULL,
           SENDS (TO (UPDATE, NOT_ENTERED), TO (SITE, FAILED), TO (SETTING, HOST_BROKEN), TO (STEP, BROKEN)))
{
  if (run->model->machine_of[event->from] == MODEL_MACHINE_UPDATE) {
    if (STATE (HOST, ME) != HOST_AT_STANDBY) /* of which host-asleep tells */
      model_hold_up (run, event->to,
                     another_vsan_host_is_out_test (run, event) ? MODEL_SETBACK_ONE_AT_A_TIME
                                                                : MODEL_SETBACK_BUSY);
    sim_send (run, 0, event->from, UPDATE_ON_NOT_ENTERED, ME);
  } else if (run->model->machine_of[event->from] == MODEL_MACHINE_SITE)
    sim_send (run, 0, event->from, SITE_ON_FAILED, ME);
  else if (run->model->machine_of[event->from] == MODEL_MACHINE_SETTING)
    sim_send (run, 0, event->from, SETTING_ON_HOST_BROKEN, ME);
  else
    model_refuse_step (run, model_index (run, event->from),
                       vcenter_serves_test (run, event) ? MODEL_CHECK_BUSY : MODEL_CHECK_VCENTER_DOWN);
}

ACTION_OF (HOST, say_that_it_is_empty, "say so", NULL, SENDS (TO (SITE, EMPTIED)))
{
  TELL (SITE, model_host_cluster (run, event), SITE_ON_EMPTIED, ME);
}

ACTION_OF (HOST, hang, "wait for somebody", "{a:blocker-short}", SENDS (MODEL_SHORTAGE_NOTICES))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, ME)->n_vms };

  sim_find (run, MODEL_FIND_MAINTENANCE_STUCK, SIM_RISK, event->to, 0, evidence);
  model_find_own_vcenter (run, ME, (guint) event->arg);
  sim_tell (run, event->arg, 0);
  model_notify_shortage (run, model_host_cluster (run, event));
}

ACTION_OF (HOST, hang_on_agents, "wait for vCenter", "{a:blocker-short}", SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { MODEL_BLOCKER_VCLS_STAYS, event->to };

  sim_find (run, MODEL_FIND_EVACUATION_BLOCKED, SIM_OUTAGE,
            model_cluster_thing (run->model, model_host_cluster (run, event)), event->to, evidence);
  sim_tell (run, MODEL_BLOCKER_VCLS_STAYS, 0);
}

ACTION_OF (HOST, hang_on_provisioning, "wait for it", "{a:blocker-short}", SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { MODEL_BLOCKER_PROVISIONING, event->to };

  sim_find (run, MODEL_FIND_EVACUATION_BLOCKED, SIM_OUTAGE, event->to, 0, evidence);
  sim_tell (run, MODEL_BLOCKER_PROVISIONING, 0);
}

ACTION_OF (HOST, go_on_emptying, "go on", NULL, SENDS_NOTHING)
{
  sim_find_end (run, MODEL_FIND_MAINTENANCE_STUCK, event->to, 0);
  model_end_own_vcenter (run, ME);
}

/* What was stuck has been found by what kept it. What was only slow is found now. */
static void
find_too_slow (SimRun *run, const SimEvent *event)
{
  gint64 gib = (model_vsan_bytes_moving (run, ME) + (1 << 30) - 1) >> 30;
  gint64 evidence[SIM_EVIDENCE_MAX] = { event->arg, model_host_state (run, ME)->n_vms, gib << 10 };

  sim_find (run, MODEL_FIND_EVACUATION_TOO_SLOW, SIM_RISK, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_EVACUATION_TOO_SLOW, event->to, 0);
}

ACTION_OF (HOST, give_up_entering, "let it take VMs again; those already moved stay moved", NULL,
           SENDS (MODEL_STAY_NOTICES, TO (DECOMMISSION, STAY), ANSWERS, MODEL_CAPACITY_NOTICES))
{
  if (event->signal == HOST_ON_TIMEOUT && run->entry.state_from == HOST_AT_ENTERING)
    find_too_slow (run, event);
  model_host_stop_emptying (run, event);
  model_host_answer (run, event, UPDATE_ON_NOT_ENTERED, STEP_ON_BROKEN);
  model_host_state (run, ME)->requester = 0;
  model_notify_capacity (run, model_host_cluster (run, event));
}

/* Maintenance is what was wanted, or only the way out of the cluster. */
static void
answer_entered (SimRun *run, const SimEvent *event)
{
  if (model_host_is_to_leave (run, ME))
    TELL (HOST, ME, HOST_ON_REMOVE, model_index (run, model_host_state (run, ME)->requester));
  else
    model_host_answer (run, event, UPDATE_ON_ENTERED, STEP_ON_FINISHED);
}

/* A CVM stops when the guests have left (N-103): asked of the host, so outside the shutdown token. */
ACTION_OF (HOST, enter, "leave HA and every sum", NULL,
           SENDS (MODEL_STAY_NOTICES, TO (DECOMMISSION, STAY), TO (AGENT, LEAVE), TO (CVM, LOSE),
                  MODEL_MEMBER_NOTICES, TO (HOST, REMOVE), ANSWERS, MODEL_CAPACITY_NOTICES))
{
  model_host_stop_emptying (run, event);
  TELL (AGENT, ME, AGENT_ON_LEAVE, 0);
  if (STATE (CVM, ME) != CVM_AT_ABSENT)
    TELL (CVM, ME, CVM_ON_LOSE, 0);
  model_notify_members_of_host (run, ME);
  model_notify_capacity (run, model_host_cluster (run, event));
  answer_entered (run, event);
}

ACTION_OF (HOST, arrive_entered, "say that it is there already", NULL, SENDS (TO (HOST, REMOVE), ANSWERS))
{
  sim_find_end (run, MODEL_FIND_NOT_DONE, event->to, 0);
  model_host_state (run, ME)->requester = event->from;
  answer_entered (run, event);
}
