/* What is done to a host in maintenance: an image installed, firmware flashed component after component, or, without
 * maintenance, a live patch. */

#include "models/compute/firmware.h"
#include "models/compute/host-parts.h"
#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/notices.h"
#include "models/words.h"

GUARD_OF (HOST, install_fails, "the installer fails")
{
  return model_host_will (run, event, MODEL_FAULT_FAIL_INSTALL);
}

GUARD_OF (HOST, a_vib_conflicts, "a VIB on it conflicts with the image")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->step && model_lcm_conflicting_vib (model_fleet (run), host->step - 1, ME);
}

GUARD_OF (HOST, it_needs_no_reboot, "what is installed needs no reboot")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->step && host->next_version
         && model_host_image (run, event)->impact == MODEL_IMPACT_MAINTENANCE;
}

GUARD_OF (HOST, it_is_firmware, "it is firmware")
{
  return model_host_state (run, ME)->lifecycle == MODEL_LIFECYCLE_FIRMWARE_UPGRADE;
}

GUARD_OF (HOST, another_component_is_left, "there is more to flash, and this takes no reboot")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->component && !host->reboots_left && host->components_left;
}

GUARD_OF (HOST, it_takes_no_reboot, "this takes no reboot")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->component && !host->reboots_left;
}

GUARD_OF (HOST, more_is_to_be_flashed, "there is more to flash")
{
  return model_host_state (run, ME)->components_left;
}

/* Flashes the next component: it has its own time and its own reboots. */
static void
flash (SimRun *run, guint32 me)
{
  ModelHostState *host = model_host_state (run, me);
  ModelPart component = model_next_part (host->components_left);

  host->component = (guint8) (component + 1);
  host->components_left &= (guint8) ~(1u << component);
  host->reboots_left = (guint8) MIN (model_number (run, model_parts[component].reboots), 100);
  model_host_timers (run, me)->host
      = TELL_IN (model_number (run, model_parts[component].flash), HOST, me, HOST_ON_INSTALLED, 0);
}

ACTION_OF (HOST, flash_next, "flash the next component", "{a:component}",
           SENDS (TO (HOST, INSTALLED), MODEL_MEMBER_NOTICES))
{
  sim_cancel (run, &model_host_timers (run, ME)->wait);
  flash (run, ME);
  sim_tell (run, model_host_state (run, ME)->component - 1, 0);
  model_notify_members_of_host (run, ME);
}

ACTION_OF (HOST, flash_first, "flash the first component", "{a:component}", SENDS (TO (HOST, INSTALLED)))
{
  ModelHostState *host = model_host_state (run, ME);

  host->requester = event->from;
  host->lifecycle = (guint8) event->arg;
  host->components_left = (guint8) model_fleet (run)->steps[host->step - 1].components;
  sim_find_end (run, MODEL_FIND_LEFT_IN_MAINTENANCE, event->to, 0);
  flash (run, ME);
  sim_tell (run, host->component - 1, 0);
}

GUARD_OF (HOST, it_is_firmware_in_parts, "it is firmware, one component after another")
{
  guint32 step = model_host_state (run, ME)->step;

  return event->arg == MODEL_LIFECYCLE_FIRMWARE_UPGRADE && step
         && model_fleet (run)->steps[step - 1].components;
}

ACTION_OF (HOST, install, "stage and install", "{a:lifecycle}", SENDS (TO (HOST, INSTALLED)))
{
  ModelHostState *host = model_host_state (run, ME);
  gboolean firmware = event->arg == MODEL_LIFECYCLE_FIRMWARE_UPGRADE;

  host->requester = event->from;
  host->lifecycle = (guint8) event->arg;
  sim_find_end (run, MODEL_FIND_LEFT_IN_MAINTENANCE, event->to, 0);
  sim_tell (run, event->arg, 0);
  host->component = host->components_left = host->reboots_left = 0;
  model_host_timers (run, ME)->host
      = TELL_IN (firmware                                           ? model_number (run, MODEL_HOST_FIRMWARE)
                 : event->arg == MODEL_LIFECYCLE_AHV_UPGRADE ? model_number (run, MODEL_AHV_INSTALL)
                                                             : model_lcm_install_time (run, ME),
                 HOST, ME, HOST_ON_INSTALLED, 0);
}

ACTION_OF (HOST, fail_install, "stay in maintenance on the old version", NULL, SENDS (ANSWERS))
{
  gboolean faulty = model_host_will (run, event, MODEL_FAULT_FAIL_INSTALL);

  model_set_back (run, event->to, faulty ? MODEL_SETBACK_INSTALLER : MODEL_SETBACK_CONFLICT);
  model_host_forget_fault (run, event, MODEL_FAULT_FAIL_INSTALL);
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION_OF (HOST, fail_patch, "go on as before", NULL, SENDS (ANSWERS, MODEL_CAPACITY_NOTICES))
{
  model_set_back (run, event->to, MODEL_SETBACK_NOT_PATCHED);
  model_host_forget_fault (run, event, MODEL_FAULT_FAIL_INSTALL);
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
  model_host_state (run, ME)->requester = 0;
  model_notify_capacity (run, model_host_cluster (run, event));
}

ACTION_OF (HOST, start_patch, "take no new VMs, patch", NULL,
           SENDS (TO (HOST, INSTALLED), MODEL_CAPACITY_NOTICES))
{
  model_host_state (run, ME)->requester = event->from;
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_LIVE_PATCH), HOST, ME, HOST_ON_INSTALLED, 0);
  model_notify_capacity (run, model_host_cluster (run, event));
}

ACTION_OF (HOST, end_patch, "take VMs again", "{a:version}", SENDS (ANSWERS, MODEL_CAPACITY_NOTICES))
{
  ModelHostState *host = model_host_state (run, ME);

  host->version = model_update_state (run, ME)->meant = host->next_version;
  host->next_version = 0;
  sim_tell (run, host->version, 0);
  model_host_answer (run, event, UPDATE_ON_FINISHED, STEP_ON_FINISHED);
  host->requester = 0;
  model_notify_capacity (run, model_host_cluster (run, event));
}

ACTION_OF (HOST, take_effect, "check it", "{a:version}", SENDS (TO (HOST, CHECKED)))
{
  ModelHostState *host = model_host_state (run, ME);

  host->version = model_update_state (run, ME)->meant = host->next_version;
  host->next_version = 0;
  sim_tell (run, host->version, 0);
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_CHECK), HOST, ME, HOST_ON_CHECKED, 0);
}

ACTION_OF (HOST, finish_in_place, "check it", NULL, SENDS (TO (HOST, CHECKED), TO (POLICY, LIFECYCLE)))
{
  model_notify_lifecycle (run, ME, model_host_state (run, ME)->lifecycle);
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_CHECK), HOST, ME, HOST_ON_CHECKED, 0);
}

ACTION_OF (HOST, report_broken, "say that it will not come", NULL, SENDS (ANSWERS))
{
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION_OF (HOST, refuse_to_patch, "say so", NULL, SENDS (TO (UPDATE, BROKEN)))
{
  model_set_back (run, event->to, MODEL_SETBACK_NOT_PATCHED);
  sim_send (run, 0, event->from, UPDATE_ON_BROKEN, ME);
}
