/* A host's reboot into what was installed: how long it takes, what hangs it, and when it comes up with the other boot bank. */

#include "models/ahv/ahv.h"
#include "models/compute/firmware.h"
#include "models/compute/host-parts.h"
#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/notices.h"
#include "models/words.h"

gboolean
model_host_will (const SimRun *run, const SimEvent *event, ModelFaultKind fault)
{
  return model_host_state (run, ME)->next_fault >> fault & 1;
}

GUARD_OF (HOST, drivers_have_changed, "a Quick Boot with other drivers than before")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->quick_boot && host->step && model_host_image (run, event)->drivers_change
         && model_number (run, MODEL_QUICK_BOOT_HANGS);
}

gboolean
model_host_may_fall_back (const SimRun *run, const SimEvent *event)
{
  return model_host_state (run, ME)->old_version && !model_fleet (run)->hosts[ME].stateless
         && !model_host_is_ahv (model_fleet (run), ME) /* the two boot banks are ESXi's */
         && model_number (run, MODEL_FIRST_BOOT_FALLS_BACK);
}

GUARD_OF (HOST, first_boot_is_interrupted, "the first boot of the new image is interrupted")
{
  return model_host_state (run, ME)->boot_breaks && model_host_may_fall_back (run, event);
}

GUARD_OF (HOST, is_on_the_old_image, "it has come up with the old image")
{
  return sim_find_is_open (run, MODEL_FIND_BOOT_FALLBACK, event->to, 0);
}

GUARD_OF (HOST, another_reboot_is_due, "this component takes another one")
{
  return model_host_state (run, ME)->reboots_left;
}

GUARD_OF (HOST, its_boot_mode_is_lost, "its firmware looks for another boot mode than it was installed for")
{
  return model_boot_trouble (run, ME) == MODEL_BOOT_MODE_LOST;
}

GUARD_OF (HOST, its_configuration_stays_sealed,
          "its TPM does not open its configuration, and nobody has the recovery key")
{
  return model_boot_trouble (run, ME) == MODEL_BOOT_SEALED;
}

GUARD_OF (HOST, boot_hangs, "the boot hangs")
{
  return model_host_will (run, event, MODEL_FAULT_HANG_BOOT);
}

void
model_host_forget_fault (SimRun *run, const SimEvent *event, ModelFaultKind fault)
{
  ModelHostState *host = model_host_state (run, ME);

  host->next_fault = (guint8) (host->next_fault & ~(1u << fault));
}

void
model_host_find_settings_lost (SimRun *run, guint32 me)
{
  ModelHostState *host = model_host_state (run, me);

  if (!host->cmos_reset)
    return;
  host->cmos_reset = FALSE;
  host->settings_lost = TRUE;
  model_notify_lifecycle (run, me, MODEL_LIFECYCLE_CMOS_RESET);
  model_look_for_undeclared (run, me);
}

static void
start_boot (SimRun *run, guint32 me)
{
  ModelHostState *host = model_host_state (run, me);
  ModelHostTimers *timers = model_host_timers (run, me);
  SimTime takes;

  if (host->component == MODEL_PART_BIOS + 1 && host->step
      && model_fleet (run)->steps[host->step - 1].resets_settings)
    host->cmos_reset = TRUE;
  host->reboots_left = (guint8) MAX (0, host->reboots_left - 1);
  model_host_find_settings_lost (run, me);
  takes = model_boot_time (run, me);
  timers->host = TELL_IN (takes, HOST, me, HOST_ON_BOOTED, 0);
  sim_cancel (run, &timers->wait);
  timers->wait = TELL_IN (model_number (run, model_host_is_ahv (model_fleet (run), me) ? MODEL_AHV_REBOOT_LIMIT
                                                                                       : MODEL_HOST_HANG_NOTICED)
                              + MAX (0, takes - model_number (run, MODEL_HOST_REBOOT)),
                          HOST, me, HOST_ON_GIVE_UP, 0);
}

ACTION_OF (HOST, reboot_again, "restart once more", "{a:component}",
           SENDS (TO (HOST, BOOTED), TO (HOST, GIVE_UP), TO (POLICY, LIFECYCLE)))
{
  sim_tell (run, model_host_state (run, ME)->component - 1, 0);
  start_boot (run, ME);
}

/* Back on the other boot bank. */
void
model_host_fall_back (SimRun *run, const SimEvent *event)
{
  ModelHostState *host = model_host_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { host->old_version, host->version };

  sim_find (run, MODEL_FIND_BOOT_FALLBACK, SIM_RISK, event->to, 0, evidence);
  host->version = host->old_version;
  host->old_version = 0;
  host->boot_breaks = FALSE;
}

ACTION_OF (HOST, boot_the_other_bank, "boot from the other bank", "into {a:version}",
           SENDS (TO (HOST, BOOTED), MODEL_MEMORY_NOTICES))
{
  model_host_fall_back (run, event);
  model_notify_memory_lost (run, ME);
  sim_tell (run, model_host_state (run, ME)->version, 0);
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_REBOOT), HOST, ME, HOST_ON_BOOTED, 0);
}

void
model_host_reboot (SimRun *run, const SimEvent *event)
{
  ModelHostState *host = model_host_state (run, ME);

  if (host->next_version) {
    host->old_version = host->version;
    host->version = model_update_state (run, ME)->meant = host->next_version;
    sim_find_end (run, MODEL_FIND_BOOT_FALLBACK, event->to, 0);
    sim_find_end (run, MODEL_FIND_DRIVER_MISSING, event->to, 0);
  }
  host->next_version = 0;
  sim_tell (run, host->version, 0);
  model_notify_saved (run, ME);
  start_boot (run, ME);
  model_notify_members_of_host (run, ME);
}

ACTION_OF (HOST, reboot, "save the configuration and reboot", "into {a:version}", SENDS (REBOOTS))
{
  model_host_reboot (run, event);
}

/* Nothing is installed: what it boots into, and what it is about, is what it was. */
ACTION_OF (HOST, restart_for_a_setting, "save the configuration and reboot", NULL, SENDS (REBOOTS))
{
  ModelHostState *host = model_host_state (run, ME);

  host->requester = event->from;
  host->lifecycle = MODEL_LIFECYCLE_REBOOT;
  host->step = 0;
  host->component = 0;
  model_host_reboot (run, event);
}

/* What it boots into has not changed. */
ACTION_OF (HOST, reboot_flashed, "save the configuration and reboot", NULL, SENDS (REBOOTS))
{
  model_host_reboot (run, event);
}

ACTION_OF (HOST, come_up, "tell vCenter, with what the upgrade has put back to its default", NULL,
           SENDS (TO (HOST, CONNECT), TO (POLICY, LIFECYCLE), MODEL_MEMBER_NOTICES))
{
  sim_cancel (run, &model_host_timers (run, ME)->wait);
  model_notify_lifecycle (run, ME, model_host_state (run, ME)->lifecycle);
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_REBOOT);
  model_notify_members_of_host (run, ME);
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_RECONNECT), HOST, ME, HOST_ON_CONNECT, 0);
}

ACTION_OF (HOST, hang_in_boot, "wait for somebody to reset it", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };

  model_host_forget_fault (run, event, MODEL_FAULT_HANG_BOOT);
  sim_find (run, MODEL_FIND_HOST_LOST, SIM_OUTAGE, event->to, 0, evidence);
}

static void
not_boot (SimRun *run, const SimEvent *event)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_boot_trouble (run, ME) };

  sim_find (run, MODEL_FIND_HOST_DOES_NOT_BOOT, SIM_OUTAGE, event->to, 0, evidence);
  sim_tell (run, evidence[0], 0);
}

ACTION_OF (HOST, find_no_system, "wait for somebody to set it right", "{a:boot-trouble}", SENDS_NOTHING)
{
  not_boot (run, event);
}

ACTION_OF (HOST, stop_purple, "show a purple screen", "{a:boot-trouble}", SENDS_NOTHING)
{
  not_boot (run, event);
}

ACTION_OF (HOST, reset_power, "full self-test and boot", NULL,
           SENDS (TO (HOST, BOOTED), MODEL_MEMORY_NOTICES))
{
  model_notify_memory_lost (run, ME);
  sim_find_end (run, MODEL_FIND_HOST_LOST, event->to, 0);
  sim_find_end (run, MODEL_FIND_HOST_DOES_NOT_BOOT, event->to, 0);
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_REBOOT), HOST, ME, HOST_ON_BOOTED, 0);
}
