/* A host loses its power, with all that runs on it, and comes back. */

#include "models/ahv/ahv.h"
#include "models/compute/firmware.h"
#include "models/compute/host-parts.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/words.h"

#define AT(STATE) (1u << HOST_AT_##STATE)

#define WITHOUT_VMS                                                                                          \
  (AT (MAINTENANCE) | AT (REMEDIATING) | AT (REBOOTING) | AT (FALLING_BACK) | AT (BOOT_HUNG)                 \
   | AT (RECONNECTING) | AT (POST_CHECK) | AT (EXITING) | AT (REPAIR) | AT (REFUSED))

GUARD_OF (HOST, was_in_maintenance, "it was in maintenance")
{
  return model_host_state (run, ME)->was_in_maintenance;
}

ACTION_OF (HOST, die, "take its VMs down with it", "{a:vms}",
           SENDS (TO (POLICY, POWER_LOST), TO (VM, HOST_LOST), TO (AGENT, DIE), TO (MIGRATION, END_LOST),
                  TO (RESTART, TARGET_LOST), TO (CVM, LOSE), MODEL_STAY_NOTICES, TO (DECOMMISSION, STAY),
                  TO (DETECTOR, GONE_SILENT), TO (NODE, HOST_LOST), ANSWERS, MODEL_MEMBER_NOTICES, MODEL_CAPACITY_NOTICES))
{
  ModelHostState *host = model_host_state (run, ME);
  ModelHostTimers *timers = model_host_timers (run, ME);
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_host_cluster (run, event)];
  gint64 evidence[SIM_EVIDENCE_MAX] = { host->n_vms };

  host->provisioning = FALSE;
  sim_find (run, MODEL_FIND_HOST_LOST, SIM_OUTAGE, event->to, 0, evidence);
  sim_tell (run, host->n_vms, 0);
  sim_find_end (run, MODEL_FIND_ORDER_UNSUPPORTED, event->to, 0);
  sim_find_end (run, MODEL_FIND_EXIT_HELD, event->to, 0);
  host->configured = FALSE;
  if (!((AT (DISCONNECTED) | AT (CONNECTING)) >> run->entry.state_from & 1)) /* else as it was then */
    host->was_in_maintenance
        = run->entry.state_from != HOST_AT_HA_INIT && (WITHOUT_VMS >> run->entry.state_from & 1);
  if (run->entry.state_from == HOST_AT_REBOOTING && model_host_may_fall_back (run, event))
    model_host_fall_back (run, event);
  host->powered = FALSE;
  sim_cancel (run, &timers->host);
  sim_cancel (run, &timers->wait);
  if (host->emptying)
    model_host_stop_emptying (run, event);
  host->component = host->components_left = host->reboots_left = 0;
  model_notify_unsaved_lost (run, ME);
  sim_find_end (run, MODEL_FIND_HOST_DOES_NOT_BOOT, event->to, 0);
  TELL (AGENT, ME, AGENT_ON_DIE, 0);
  TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
  if (model_host_is_ahv (model_fleet (run), ME))
    TELL (NODE, ME, NODE_ON_HOST_LOST, 0);
  if (STATE (CVM, ME) != CVM_AT_ABSENT)
    TELL (CVM, ME, CVM_ON_LOSE, 0);
  for (guint i = 0; i < MODEL_VMOTION_SLOTS; i++)
    if (host->slots[i])
      TELL (MIGRATION, host->slots[i] - 1, MIGRATION_ON_END_LOST, ME);
  for (MODEL_EACH_VM_ON (vm, run, ME))
    TELL (VM, vm, VM_ON_HOST_LOST, 0);
  model_notify_memory_lost (run, ME);
  if (host->power_ons)
    for (MODEL_EACH_VM (vm, cluster))
      if (STATE (RESTART, vm) == RESTART_AT_STARTING && model_vm_state (run, vm)->target == ME)
        TELL (RESTART, vm, RESTART_ON_TARGET_LOST, 0);
  model_host_answer (run, event,
                     run->entry.state_from == HOST_AT_CONNECTED ? UPDATE_ON_NOT_ENTERED : UPDATE_ON_BROKEN,
                     STEP_ON_BROKEN);
  host->requester = 0;
  model_notify_members_of_host (run, ME);
  model_notify_capacity (run, model_host_cluster (run, event));
}

ACTION_OF (HOST, die_again, "stay down", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };

  sim_find_end (run, MODEL_FIND_AUTO_DEPLOY_WAITS, event->to, 0);
  sim_find (run, MODEL_FIND_HOST_LOST, SIM_OUTAGE, event->to, 0, evidence);
  model_host_state (run, ME)->powered = FALSE;
  sim_cancel (run, &model_host_timers (run, ME)->host);
}

ACTION_OF (HOST, boot, "self-test and boot", NULL, SENDS (TO (HOST, BOOTED), TO (POLICY, LIFECYCLE)))
{
  model_host_state (run, ME)->powered = TRUE;
  model_host_find_settings_lost (run, ME);
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_REBOOT) + model_image_time (run, ME), HOST, ME, HOST_ON_BOOTED, 0);
}

#define COMES_BACK TO (POLICY, LIFECYCLE), TO (CVM, RETURN), TO (NODE, HOST_BACK), TO (DETECTOR, HEARD), MODEL_MEMBER_NOTICES

static void
come_back (SimRun *run, const SimEvent *event)
{
  sim_find_end (run, MODEL_FIND_HOST_LOST, event->to, 0);
  model_host_be_managed (run, ME);
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_CRASH);
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_REBOOT);
  if (STATE (CVM, ME) != CVM_AT_ABSENT && !model_host_state (run, ME)->was_in_maintenance)
    TELL (CVM, ME, CVM_ON_RETURN, 0);
  if (model_host_is_ahv (model_fleet (run), ME))
    TELL (NODE, ME, NODE_ON_HOST_BACK, 0);
  model_notify_members_of_host (run, ME);
}

ACTION_OF (HOST, return_to_maintenance, "stay in maintenance, as before", NULL, SENDS (COMES_BACK))
{
  come_back (run, event);
}

ACTION_OF (HOST, return_to_pool, "connect to vCenter", NULL, SENDS (COMES_BACK, TO (AGENT, START)))
{
  come_back (run, event);
  TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
  TELL (AGENT, ME, AGENT_ON_START, 0);
}

ACTION_OF (HOST, return_without_ha, "connect to vCenter", NULL, SENDS (COMES_BACK, MODEL_CAPACITY_NOTICES))
{
  come_back (run, event);
  model_notify_capacity (run, model_host_cluster (run, event));
}
