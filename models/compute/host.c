/* The host machine: handbook 8.6. A host's way from the pool through maintenance and upgrade and back is a chain of
 * control-plane transitions; each row is one of them, and each failure branch ends in a state that has a name.
 *
 * Facts: AC-31 B24 DR-14 DR-32 EV-01 HST-01 HST-02 HST-03 HST-04 HST-05 HST-08 LCM-14 VS-14. */

#include "models/compute/firmware.h"
#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/notices.h"
#include "models/plan/versions.h"
#include "models/vcenter/availability.h"
#include "models/vcenter/vcls.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"
#include "models/words.h"

#define AT(STATE) (1u << HOST_AT_##STATE)
#define ON(SIGNAL) HOST_ON_##SIGNAL
#define GO(STATE) HOST_AT_##STATE

#define IN_POOL (AT (CONNECTED) | AT (PARTIAL) | AT (ENTERING) | AT (STUCK) | AT (HA_INIT))
#define EMPTYING (AT (ENTERING) | AT (STUCK))
#define WITHOUT_VMS                                                                                                    \
  (AT (MAINTENANCE) | AT (REMEDIATING) | AT (REBOOTING) | AT (FALLING_BACK) | AT (BOOT_HUNG) | AT (RECONNECTING) | AT (POST_CHECK) |       \
   AT (EXITING) | AT (REPAIR) | AT (REFUSED))
#define POWERLESS (AT (DOWN) | AT (BOOTING))
#define ANY ((1u << HOST_N_STATES) - 1)

/* ---- Questions ---- */

GUARD (vcenter_serves, "vCenter serves")
{
  return model_vcenter_offers (run, model_fleet (run)->hosts[ME].cluster, MODEL_FUNCTION_TASKS);
}

GUARD (is_empty, "no running VM is on it, and vSAN lets it go")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->n_vms == 0 && host->coming == 0
         && (!model_has_vsan (run, ME) || STATE (DECOMMISSION, ME) == DECOMMISSION_AT_READY);
}

GUARD (it_is_provisioned, "it is empty, and provisioning goes on there")
{
  return is_empty_test (run, event) && model_host_state (run, ME)->provisioning;
}

GUARD (vsan_holds_it, "vSAN data on it has nowhere to go")
{
  return model_has_vsan (run, ME) && STATE (DECOMMISSION, ME) == DECOMMISSION_AT_BLOCKED;
}

/* Only who remediates is held to it; an operator may put as many hosts into maintenance as he likes (VS-14, B24). */
GUARD (another_vsan_host_is_out, "vLCM asks, and another host of the vSAN cluster is in maintenance")
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->hosts[ME].cluster];

  if (!model_has_vsan (run, ME) || !event->from || run->model->machine_of[event->from] != MODEL_MACHINE_UPDATE)
    return FALSE;
  for (MODEL_EACH_HOST (host, cluster))
    if (host != ME && model_host_in_maintenance (run, host))
      return TRUE;
  return FALSE;
}

GUARD (vsan_is_not_healthy, "vSAN's health check fails")
{
  return model_has_vsan (run, ME) && !model_vsan_is_healthy (run, model_fleet (run)->hosts[ME].cluster);
}

/* Asked when vSAN lets it go: DRS says for itself when nothing is in its way. */
GUARD (drs_holds_it, "it is vSAN that lets it go, and VMs cannot leave it")
{
  if (!event->from || run->model->machine_of[event->from] != MODEL_MACHINE_DECOMMISSION)
    return FALSE;
  if (sim_find_is_open (run, MODEL_FIND_EVACUATION_BLOCKED,
                        model_cluster_thing (run->model, model_fleet (run)->hosts[ME].cluster), event->to))
    return TRUE;
  for (MODEL_EACH_VM_ON (vm, run, ME))
    if (STATE (VM, vm) == VM_AT_PINNED)
      return TRUE;
  return FALSE;
}

GUARD (its_agent_vms_stay, "its vCLS VMs are left on it, and nobody stops them")
{
  return model_host_state (run, ME)->n_vms == 0 && model_vcls_holds (run, ME);
}

static gboolean
will (const SimRun *run, const SimEvent *event, ModelFaultKind fault)
{
  return model_host_state (run, ME)->next_fault >> fault & 1;
}

GUARD (install_fails, "the installer fails")
{
  return will (run, event, MODEL_FAULT_FAIL_INSTALL);
}

/* What the remediation brings; firmware brings no image. */
static const ModelLcm *
image_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->steps[model_host_state (run, ME)->step - 1].lcm;
}

GUARD (a_vib_conflicts, "a VIB on it conflicts with the image")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->step && model_lcm_conflicting_vib (model_fleet (run), host->step - 1, ME);
}

GUARD (it_needs_no_reboot, "what is installed needs no reboot")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->step && host->next_version && image_of (run, event)->impact == MODEL_IMPACT_MAINTENANCE;
}

GUARD (drivers_have_changed, "a Quick Boot with other drivers than before")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->quick_boot && host->step && image_of (run, event)->drivers_change &&
         model_number (run, MODEL_QUICK_BOOT_HANGS);
}

static gboolean
may_fall_back (const SimRun *run, const SimEvent *event)
{
  return model_host_state (run, ME)->old_version && model_number (run, MODEL_FIRST_BOOT_FALLS_BACK);
}

GUARD (first_boot_is_interrupted, "the first boot of the new image is interrupted")
{
  return model_host_state (run, ME)->boot_breaks && may_fall_back (run, event);
}

GUARD (a_driver_is_missing, "the image has left out a driver that it needs")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->step && host->old_version && model_lcm_dropped_vib (model_fleet (run), host->step - 1, ME);
}

GUARD (is_on_the_old_image, "it has come up with the old image")
{
  return sim_find_is_open (run, MODEL_FIND_BOOT_FALLBACK, event->to, 0);
}

GUARD (it_is_firmware, "it is firmware")
{
  return model_host_state (run, ME)->lifecycle == MODEL_LIFECYCLE_FIRMWARE_UPGRADE;
}

GUARD (another_component_is_left, "there is more to flash, and this takes no reboot")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->component && !host->reboots_left && host->components_left;
}

GUARD (it_takes_no_reboot, "this takes no reboot")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->component && !host->reboots_left;
}

GUARD (another_reboot_is_due, "this component takes another one")
{
  return model_host_state (run, ME)->reboots_left;
}

GUARD (more_is_to_be_flashed, "there is more to flash")
{
  return model_host_state (run, ME)->components_left;
}

GUARD (its_boot_mode_is_lost, "its firmware looks for another boot mode than it was installed for")
{
  return model_boot_trouble (run, ME) == MODEL_BOOT_MODE_LOST;
}

GUARD (its_configuration_stays_sealed, "its TPM does not open its configuration, and nobody has the recovery key")
{
  return model_boot_trouble (run, ME) == MODEL_BOOT_SEALED;
}

GUARD (it_cannot_be_reached, "its management adapter is missing")
{
  return !model_host_state (run, ME)->networked;
}

GUARD (boot_hangs, "the boot hangs")
{
  return will (run, event, MODEL_FAULT_HANG_BOOT);
}

GUARD (check_fails, "the checks fail")
{
  return will (run, event, MODEL_FAULT_FAIL_CHECK);
}

GUARD (is_too_new, "it is newer than its vCenter, which is there to say so")
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 vcenter = fleet->clusters[fleet->hosts[ME].cluster].vcenter;

  return vcenter != MODEL_NONE && vcenter_serves_test (run, event) &&
         model_version_refuses (model_vcenter_state (run, vcenter)->version, model_host_state (run, ME)->version);
}

GUARD (ha_is_on, "HA is on in its cluster")
{
  return model_fleet (run)->clusters[model_fleet (run)->hosts[ME].cluster].ha;
}

/* Only who put a host into maintenance takes it out, and the remediation that did may be dead or have given up on it. */
GUARD (nobody_waits, "nobody waits for it any more")
{
  SimId requester = model_host_state (run, ME)->requester;

  return !requester || (run->model->machine_of[requester] == MODEL_MACHINE_UPDATE &&
                        sim_state (run, requester) != UPDATE_AT_UPDATING);
}

GUARD (its_operator_keeps_it, "an operator had put it into maintenance")
{
  SimId requester = model_host_state (run, ME)->requester;

  return requester && run->model->machine_of[requester] == MODEL_MACHINE_UPDATE && model_update_state (run, ME)->keeps;
}

GUARD (was_in_maintenance, "it was in maintenance")
{
  return model_host_state (run, ME)->was_in_maintenance;
}

/* ---- What is done ---- */

static guint32
cluster_of (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

/* Answers whoever wanted this host in maintenance or out of it: a turn in a remediation, or a plan step. */
#define ANSWERS                                                                                                        \
  TO (UPDATE, ENTERED), TO (UPDATE, NOT_ENTERED), TO (UPDATE, FINISHED), TO (UPDATE, BROKEN), TO (STEP, FINISHED),     \
    TO (STEP, BROKEN)

static void
answer (SimRun *run, const SimEvent *event, guint update_signal, guint step_signal)
{
  SimId requester = model_host_state (run, ME)->requester;

  if (!requester)
    return;
  if (run->model->machine_of[requester] == MODEL_MACHINE_UPDATE)
    sim_send (run, 0, requester, update_signal, ME);
  else
    sim_send (run, 0, requester, step_signal, ME);
}

static void
stop_emptying (SimRun *run, const SimEvent *event)
{
  ModelHostState *host = model_host_state (run, ME);

  sim_cancel (run, &model_host_timers (run, ME)->host);
  host->emptying = MODEL_NOT_EMPTYING;
  host->moves_disks = FALSE;
  sim_find_end (run, MODEL_FIND_MAINTENANCE_STUCK, event->to, 0);
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, event->to, 0); /* provisioning */
  TELL (DRS, cluster_of (run, event), DRS_ON_STAY, ME);
  if (model_has_vsan (run, ME))
    TELL (DECOMMISSION, ME, DECOMMISSION_ON_STAY, 0);
}

/* Whether the step on whose behalf it is emptied has local disks moved too (B18). */
static gboolean
moves_disks (const SimRun *run, SimId requester)
{
  guint32 index = model_index (run, requester);
  guint32 step = run->model->machine_of[requester] == MODEL_MACHINE_STEP     ? index + 1
                 : run->model->machine_of[requester] == MODEL_MACHINE_UPDATE ? model_host_state (run, index)->step
                                                                             : 0;

  return step && model_fleet (run)->steps[step - 1].moves_disks;
}

ACTION (start_entering, "block new VMs, ask DRS to empty it", NULL,
        SENDS (TO (HOST, EMPTY), TO (HOST, TIMEOUT), TO (DRS, EVACUATE), TO (DECOMMISSION, ENTER),
               TO (ADMISSION, REVIEW)))
{
  ModelHostState *host = model_host_state (run, ME);

  if (model_fleet (run)->hosts[ME].dedicated)
    model_notify_admission (run, cluster_of (run, event));
  host->requester = event->from;
  host->emptying = MODEL_TO_BE_EMPTIED;
  host->moves_disks = (guint8) moves_disks (run, event->from);
  if (event->arg != SIM_NEVER)
    model_host_timers (run, ME)->host = TELL_IN (event->arg, HOST, ME, HOST_ON_TIMEOUT, event->arg);
  if (is_empty_test (run, event))
    TELL (HOST, ME, HOST_ON_EMPTY, 0);
  else
    TELL (DRS, cluster_of (run, event), DRS_ON_EVACUATE, ME);
  if (model_has_vsan (run, ME))
    TELL (DECOMMISSION, ME, DECOMMISSION_ON_ENTER, 0);
}

ACTION (refuse_to_enter, "say so", NULL, SENDS (TO (UPDATE, NOT_ENTERED), TO (STEP, BROKEN)))
{
  if (run->model->machine_of[event->from] == MODEL_MACHINE_UPDATE)
    sim_send (run, 0, event->from, UPDATE_ON_NOT_ENTERED, ME);
  else
    model_refuse_step (run, model_index (run, event->from),
                       vcenter_serves_test (run, event) ? MODEL_CHECK_BUSY : MODEL_CHECK_VCENTER_DOWN);
}

ACTION (hang, "wait for somebody", "{a:blocker-short}", SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, ME)->n_vms };

  sim_find (run, MODEL_FIND_MAINTENANCE_STUCK, SIM_RISK, event->to, 0, evidence);
  sim_tell (run, event->arg, 0);
}

ACTION (hang_on_agents, "wait for vCenter", "{a:blocker-short}", SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { MODEL_BLOCKER_VCLS_STAYS, event->to };

  sim_find (run, MODEL_FIND_EVACUATION_BLOCKED, SIM_OUTAGE, model_cluster_thing (run->model, cluster_of (run, event)),
            event->to, evidence);
  sim_tell (run, MODEL_BLOCKER_VCLS_STAYS, 0);
}

ACTION (hang_on_provisioning, "wait for it", "{a:blocker-short}", SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { MODEL_BLOCKER_PROVISIONING, event->to };

  sim_find (run, MODEL_FIND_EVACUATION_BLOCKED, SIM_OUTAGE, event->to, 0, evidence);
  sim_tell (run, MODEL_BLOCKER_PROVISIONING, 0);
}

ACTION (go_on_emptying, "go on", NULL, SENDS_NOTHING)
{
  sim_find_end (run, MODEL_FIND_MAINTENANCE_STUCK, event->to, 0);
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

ACTION (give_up_entering, "let it take VMs again; those already moved stay moved", NULL,
        SENDS (TO (DRS, STAY), TO (DECOMMISSION, STAY), ANSWERS, MODEL_CAPACITY_NOTICES))
{
  if (event->signal == HOST_ON_TIMEOUT && run->entry.state_from == HOST_AT_ENTERING)
    find_too_slow (run, event);
  stop_emptying (run, event);
  answer (run, event, UPDATE_ON_NOT_ENTERED, STEP_ON_BROKEN);
  model_host_state (run, ME)->requester = 0;
  model_notify_capacity (run, cluster_of (run, event));
}

/* A CVM stops when the guests have left (N-103): asked of the host, so outside the shutdown token. */
ACTION (enter, "leave HA and every sum", NULL,
        SENDS (TO (DRS, STAY), TO (DECOMMISSION, STAY), TO (AGENT, LEAVE), TO (CVM, LOSE), MODEL_MEMBER_NOTICES, ANSWERS, MODEL_CAPACITY_NOTICES))
{
  stop_emptying (run, event);
  TELL (AGENT, ME, AGENT_ON_LEAVE, 0);
  if (STATE (CVM, ME) != CVM_AT_ABSENT)
    TELL (CVM, ME, CVM_ON_LOSE, 0);
  model_notify_members_of_host (run, ME);
  model_notify_capacity (run, cluster_of (run, event));
  answer (run, event, UPDATE_ON_ENTERED, STEP_ON_FINISHED);
}

ACTION (arrive_entered, "say that it is there already", NULL, SENDS (ANSWERS))
{
  model_host_state (run, ME)->requester = event->from;
  answer (run, event, UPDATE_ON_ENTERED, STEP_ON_FINISHED);
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
  model_host_timers (run, me)->host =
    TELL_IN (model_number (run, model_parts[component].flash), HOST, me, HOST_ON_INSTALLED, 0);
}

ACTION (flash_next, "flash the next component", "{a:component}",
        SENDS (TO (HOST, INSTALLED), MODEL_MEMBER_NOTICES))
{
  sim_cancel (run, &model_host_timers (run, ME)->wait);
  flash (run, ME);
  sim_tell (run, model_host_state (run, ME)->component - 1, 0);
  model_notify_members_of_host (run, ME);
}

ACTION (flash_first, "flash the first component", "{a:component}", SENDS (TO (HOST, INSTALLED)))
{
  ModelHostState *host = model_host_state (run, ME);

  host->requester = event->from;
  host->lifecycle = (guint8) event->arg;
  host->components_left = (guint8) model_fleet (run)->steps[host->step - 1].components;
  sim_find_end (run, MODEL_FIND_LEFT_IN_MAINTENANCE, event->to, 0);
  flash (run, ME);
  sim_tell (run, host->component - 1, 0);
}

GUARD (it_is_firmware_in_parts, "it is firmware, one component after another")
{
  guint32 step = model_host_state (run, ME)->step;

  return event->arg == MODEL_LIFECYCLE_FIRMWARE_UPGRADE && step && model_fleet (run)->steps[step - 1].components;
}

ACTION (install, "stage and install", "{a:lifecycle}", SENDS (TO (HOST, INSTALLED)))
{
  ModelHostState *host = model_host_state (run, ME);
  gboolean firmware = event->arg == MODEL_LIFECYCLE_FIRMWARE_UPGRADE;

  host->requester = event->from;
  host->lifecycle = (guint8) event->arg;
  sim_find_end (run, MODEL_FIND_LEFT_IN_MAINTENANCE, event->to, 0);
  sim_tell (run, event->arg, 0);
  host->component = host->components_left = host->reboots_left = 0;
  model_host_timers (run, ME)->host =
    TELL_IN (model_number (run, firmware ? MODEL_HOST_FIRMWARE : MODEL_HOST_INSTALL), HOST, ME, HOST_ON_INSTALLED, 0);
}

static void
forget_fault (SimRun *run, const SimEvent *event, ModelFaultKind fault)
{
  ModelHostState *host = model_host_state (run, ME);

  host->next_fault = (guint8) (host->next_fault & ~(1u << fault));
}

ACTION (fail_install, "stay in maintenance on the old version", NULL, SENDS (ANSWERS))
{
  forget_fault (run, event, MODEL_FAULT_FAIL_INSTALL);
  answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

/* What the firmware has forgotten is found when it starts: before the boot comes to its end. */
static void
find_settings_lost (SimRun *run, guint32 me)
{
  ModelHostState *host = model_host_state (run, me);

  if (!host->cmos_reset)
    return;
  host->cmos_reset = FALSE;
  host->settings_lost = TRUE;
  model_notify_lifecycle (run, me, MODEL_LIFECYCLE_CMOS_RESET);
}

static void
start_boot (SimRun *run, guint32 me)
{
  ModelHostState *host = model_host_state (run, me);
  ModelHostTimers *timers = model_host_timers (run, me);
  SimTime takes;

  if (host->component == MODEL_PART_BIOS + 1 && host->step &&
      model_fleet (run)->steps[host->step - 1].resets_settings)
    host->cmos_reset = TRUE;
  host->reboots_left = (guint8) MAX (0, host->reboots_left - 1);
  find_settings_lost (run, me);
  takes = model_boot_time (run, me);
  timers->host = TELL_IN (takes, HOST, me, HOST_ON_BOOTED, 0);
  sim_cancel (run, &timers->wait);
  timers->wait = TELL_IN (model_number (run, MODEL_HOST_HANG_NOTICED) + MAX (0, takes - model_number (run, MODEL_HOST_REBOOT)),
                          HOST, me, HOST_ON_GIVE_UP, 0);
}

ACTION (reboot_again, "restart once more", "{a:component}",
        SENDS (TO (HOST, BOOTED), TO (HOST, GIVE_UP), TO (POLICY, LIFECYCLE)))
{
  sim_tell (run, model_host_state (run, ME)->component - 1, 0);
  start_boot (run, ME);
}

ACTION (fail_patch, "go on as before", NULL, SENDS (ANSWERS, MODEL_CAPACITY_NOTICES))
{
  forget_fault (run, event, MODEL_FAULT_FAIL_INSTALL);
  answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
  model_host_state (run, ME)->requester = 0;
  model_notify_capacity (run, cluster_of (run, event));
}

ACTION (start_patch, "take no new VMs, patch", NULL, SENDS (TO (HOST, INSTALLED), MODEL_CAPACITY_NOTICES))
{
  model_host_state (run, ME)->requester = event->from;
  model_host_timers (run, ME)->host =
    TELL_IN (model_number (run, MODEL_HOST_LIVE_PATCH), HOST, ME, HOST_ON_INSTALLED, 0);
  model_notify_capacity (run, cluster_of (run, event));
}

ACTION (end_patch, "take VMs again", "{a:version}", SENDS (ANSWERS, MODEL_CAPACITY_NOTICES))
{
  ModelHostState *host = model_host_state (run, ME);

  host->version = host->next_version;
  host->next_version = 0;
  sim_tell (run, host->version, 0);
  answer (run, event, UPDATE_ON_FINISHED, STEP_ON_FINISHED);
  host->requester = 0;
  model_notify_capacity (run, cluster_of (run, event));
}

ACTION (take_effect, "check it", "{a:version}", SENDS (TO (HOST, CHECKED)))
{
  ModelHostState *host = model_host_state (run, ME);

  host->version = host->next_version;
  host->next_version = 0;
  sim_tell (run, host->version, 0);
  model_host_timers (run, ME)->host = TELL_IN (model_number (run, MODEL_HOST_CHECK), HOST, ME, HOST_ON_CHECKED, 0);
}

/* Back on the other boot bank. */
static void
fall_back (SimRun *run, const SimEvent *event)
{
  ModelHostState *host = model_host_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { host->old_version, host->version };

  sim_find (run, MODEL_FIND_BOOT_FALLBACK, SIM_RISK, event->to, 0, evidence);
  host->version = host->old_version;
  host->old_version = 0;
  host->boot_breaks = FALSE;
}

ACTION (boot_the_other_bank, "boot from the other bank", "into {a:version}", SENDS (TO (HOST, BOOTED)))
{
  fall_back (run, event);
  sim_tell (run, model_host_state (run, ME)->version, 0);
  model_host_timers (run, ME)->host = TELL_IN (model_number (run, MODEL_HOST_REBOOT), HOST, ME, HOST_ON_BOOTED, 0);
}

ACTION (miss_a_driver, "stay in maintenance, cut off", NULL, SENDS (ANSWERS))
{
  ModelHostState *host = model_host_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { (gint64) (host->step - 1) << 16 | ME };

  host->old_version = 0;
  sim_find (run, MODEL_FIND_DRIVER_MISSING, SIM_RISK, event->to, 0, evidence);
  answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION (reboot, "save the configuration and reboot", "into {a:version}",
        SENDS (TO (HOST, BOOTED), TO (HOST, GIVE_UP), TO (POLICY, LIFECYCLE), TO (POLICY, SAVED), MODEL_MEMBER_NOTICES))
{
  ModelHostState *host = model_host_state (run, ME);

  if (host->next_version) {
    host->old_version = host->version;
    host->version = host->next_version;
    sim_find_end (run, MODEL_FIND_BOOT_FALLBACK, event->to, 0);
    sim_find_end (run, MODEL_FIND_DRIVER_MISSING, event->to, 0);
  }
  host->next_version = 0;
  sim_tell (run, host->version, 0);
  model_notify_saved (run, ME);
  start_boot (run, ME);
  model_notify_members_of_host (run, ME);
}

ACTION (come_up, "tell vCenter, with what the upgrade has put back to its default", NULL,
        SENDS (TO (HOST, CONNECT), TO (POLICY, LIFECYCLE), MODEL_MEMBER_NOTICES))
{
  sim_cancel (run, &model_host_timers (run, ME)->wait);
  model_notify_lifecycle (run, ME, model_host_state (run, ME)->lifecycle);
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_REBOOT);
  model_notify_members_of_host (run, ME);
  model_host_timers (run, ME)->host =
    TELL_IN (model_number (run, MODEL_HOST_RECONNECT), HOST, ME, HOST_ON_CONNECT, 0);
}

ACTION (hang_in_boot, "wait for somebody to reset it", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };

  forget_fault (run, event, MODEL_FAULT_HANG_BOOT);
  sim_find (run, MODEL_FIND_HOST_LOST, SIM_OUTAGE, event->to, 0, evidence);
}

static void
not_boot (SimRun *run, const SimEvent *event)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_boot_trouble (run, ME) };

  sim_find (run, MODEL_FIND_HOST_DOES_NOT_BOOT, SIM_OUTAGE, event->to, 0, evidence);
  sim_tell (run, evidence[0], 0);
}

ACTION (find_no_system, "wait for somebody to set it right", "{a:boot-trouble}", SENDS_NOTHING)
{
  not_boot (run, event);
}

ACTION (stop_purple, "show a purple screen", "{a:boot-trouble}", SENDS_NOTHING)
{
  not_boot (run, event);
}

ACTION (finish_in_place, "check it", NULL, SENDS (TO (HOST, CHECKED), TO (POLICY, LIFECYCLE)))
{
  model_notify_lifecycle (run, ME, model_host_state (run, ME)->lifecycle);
  model_host_timers (run, ME)->host = TELL_IN (model_number (run, MODEL_HOST_CHECK), HOST, ME, HOST_ON_CHECKED, 0);
}

ACTION (stay_unreachable, "stay in maintenance", NULL, SENDS (ANSWERS))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, ME)->version };

  sim_find (run, MODEL_FIND_HOST_UNREACHABLE, SIM_OUTAGE, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_HOST_UNREACHABLE, event->to, 0);
  answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION (report_broken, "say that it will not come", NULL, SENDS (ANSWERS))
{
  answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION (refuse_to_patch, "say so", NULL, SENDS (TO (UPDATE, BROKEN)))
{
  sim_send (run, 0, event->from, UPDATE_ON_BROKEN, ME);
}

ACTION (reset_power, "full self-test and boot", NULL, SENDS (TO (HOST, BOOTED)))
{
  sim_find_end (run, MODEL_FIND_HOST_LOST, event->to, 0);
  sim_find_end (run, MODEL_FIND_HOST_DOES_NOT_BOOT, event->to, 0);
  model_host_timers (run, ME)->host = TELL_IN (model_number (run, MODEL_HOST_REBOOT), HOST, ME, HOST_ON_BOOTED, 0);
}

/* UPG-01: of its vCenter's line, and a later update than that can manage. Nothing refuses it. */
static void
find_later_update (SimRun *run, const SimEvent *event)
{
  guint32 vcenter = model_fleet (run)->clusters[cluster_of (run, event)].vcenter;
  ModelVersion version = model_host_state (run, ME)->version;
  ModelVersion has = vcenter == MODEL_NONE ? 0 : model_vcenter_state (run, vcenter)->version;
  gint64 evidence[SIM_EVIDENCE_MAX] = { version, 0, has, MODEL_ORDER_LATER_UPDATE, MODEL_BASIS_S };

  if (!model_version_outruns (has, version))
    return;
  evidence[1] = ACTOR (VCENTER, vcenter);
  sim_find (run, MODEL_FIND_ORDER_UNSUPPORTED, SIM_RISK, model_cluster_thing (run->model, cluster_of (run, event)),
            event->to, evidence);
}

ACTION (check, "bring its agents up to date and check it", NULL, SENDS (TO (HOST, CHECKED), TO (POLICY, LIFECYCLE)))
{
  model_host_state (run, ME)->old_version = 0; /* the new image has booted, and is the one to boot from now on */
  find_later_update (run, event);
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_RECONNECT);
  model_host_timers (run, ME)->host = TELL_IN (model_number (run, MODEL_HOST_CHECK), HOST, ME, HOST_ON_CHECKED, 0);
}

ACTION (be_refused, "stay unmanaged", "{a:version}, vCenter {b:version}", SENDS (ANSWERS))
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 vcenter = fleet->clusters[cluster_of (run, event)].vcenter;
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, ME)->version, ACTOR (VCENTER, vcenter),
                                        model_vcenter_state (run, vcenter)->version,
                                        MODEL_ORDER_NEWER_THAN_VCENTER, MODEL_BASIS_S };

  sim_find (run, MODEL_FIND_ORDER_UNSUPPORTED, SIM_OUTAGE, event->to, 0, evidence);
  sim_tell (run, evidence[0], evidence[2]);
  answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION (be_accepted, "bring its agents up to date and check it", NULL, SENDS (TO (HOST, CHECKED)))
{
  sim_find_end (run, MODEL_FIND_ORDER_UNSUPPORTED, event->to, 0);
  model_host_state (run, ME)->requester = 0;
  model_host_timers (run, ME)->host = TELL_IN (model_number (run, MODEL_HOST_CHECK), HOST, ME, HOST_ON_CHECKED, 0);
}

ACTION (fail_check, "stay in maintenance", NULL, SENDS (ANSWERS))
{
  forget_fault (run, event, MODEL_FAULT_FAIL_CHECK);
  answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION (fail_vsan_check, "stay in maintenance", NULL, SENDS (ANSWERS))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_vsan_state (run, cluster_of (run, event))->lost };

  sim_find (run, MODEL_FIND_VSAN_UNHEALTHY, SIM_RISK, event->to, 0, evidence);
  answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION (start_exit, "leave maintenance mode", NULL, SENDS (TO (HOST, EXITED), TO (CVM, RETURN)))
{
  if (STATE (CVM, ME) != CVM_AT_ABSENT)
    TELL (CVM, ME, CVM_ON_RETURN, 0);
  if (event->signal == HOST_ON_EXIT)
    model_host_state (run, ME)->requester = event->from;
  sim_find_end (run, MODEL_FIND_LEFT_IN_MAINTENANCE, event->to, 0);
  sim_find_end (run, MODEL_FIND_VSAN_UNHEALTHY, event->to, 0);
  model_host_timers (run, ME)->host = TELL_IN (model_number (run, MODEL_HOST_EXIT), HOST, ME, HOST_ON_EXITED, 0);
}

ACTION (stay_behind, "stay in maintenance", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, ME)->version };

  sim_find (run, MODEL_FIND_LEFT_IN_MAINTENANCE, SIM_RISK, event->to, 0, evidence);
}

ACTION (stay_for_its_operator, "stay in maintenance and say so", NULL, SENDS (ANSWERS))
{
  answer (run, event, UPDATE_ON_FINISHED, STEP_ON_FINISHED);
  model_host_state (run, ME)->requester = 0;
}

ACTION (be_out_already, "say so", NULL, SENDS (TO (STEP, FINISHED)))
{
  sim_send (run, 0, event->from, STEP_ON_FINISHED, ME);
}

ACTION (start_agent, "have its HA agent configured", NULL, SENDS (TO (AGENT, START), MODEL_MEMBER_NOTICES))
{
  TELL (AGENT, ME, AGENT_ON_START, 0);
  model_notify_members_of_host (run, ME);
}

static void
rejoin (SimRun *run, const SimEvent *event)
{
  answer (run, event, UPDATE_ON_FINISHED, STEP_ON_FINISHED);
  model_host_state (run, ME)->requester = 0;
  model_notify_capacity (run, cluster_of (run, event));
}

ACTION (join, "take VMs again", NULL, SENDS (ANSWERS, MODEL_CAPACITY_NOTICES))
{
  model_host_state (run, ME)->ha_error = FALSE;
  rejoin (run, event);
}

ACTION (join_without_ha, "take VMs again", NULL, SENDS (ANSWERS, MODEL_CAPACITY_NOTICES, MODEL_MEMBER_NOTICES))
{
  rejoin (run, event);
  model_notify_members_of_host (run, ME);
}

ACTION (join_in_error, "take VMs again, and count for nothing in admission control", NULL,
        SENDS (ANSWERS, MODEL_CAPACITY_NOTICES))
{
  model_host_state (run, ME)->ha_error = TRUE;
  rejoin (run, event);
}

ACTION (mend_ha, "count again", NULL, SENDS (MODEL_CAPACITY_NOTICES))
{
  model_host_state (run, ME)->ha_error = FALSE;
  model_notify_capacity (run, cluster_of (run, event));
}

ACTION (break_ha, "count for nothing in admission control", NULL, SENDS (MODEL_CAPACITY_NOTICES))
{
  model_host_state (run, ME)->ha_error = TRUE;
  model_notify_capacity (run, cluster_of (run, event));
}

/* ---- Losing power ---- */

ACTION (die, "take its VMs down with it", "{a:vms}",
        SENDS (TO (POLICY, POWER_LOST), TO (VM, HOST_LOST), TO (AGENT, DIE), TO (MIGRATION, END_LOST), TO (RESTART, TARGET_LOST), TO (CVM, LOSE),
               TO (DRS, STAY), TO (DECOMMISSION, STAY), TO (DETECTOR, GONE_SILENT), ANSWERS, MODEL_MEMBER_NOTICES, MODEL_CAPACITY_NOTICES))
{
  ModelHostState *host = model_host_state (run, ME);
  ModelHostTimers *timers = model_host_timers (run, ME);
  const ModelCluster *cluster = &model_fleet (run)->clusters[cluster_of (run, event)];
  gint64 evidence[SIM_EVIDENCE_MAX] = { host->n_vms };

  host->provisioning = FALSE;
  sim_find (run, MODEL_FIND_HOST_LOST, SIM_OUTAGE, event->to, 0, evidence);
  sim_tell (run, host->n_vms, 0);
  sim_find_end (run, MODEL_FIND_ORDER_UNSUPPORTED, event->to, 0);
  host->was_in_maintenance = run->entry.state_from != HOST_AT_HA_INIT && (WITHOUT_VMS >> run->entry.state_from & 1);
  if (run->entry.state_from == HOST_AT_REBOOTING && may_fall_back (run, event))
    fall_back (run, event);
  host->powered = FALSE;
  sim_cancel (run, &timers->host);
  sim_cancel (run, &timers->wait);
  if (host->emptying)
    stop_emptying (run, event);
  host->component = host->components_left = host->reboots_left = 0;
  model_notify_unsaved_lost (run, ME);
  sim_find_end (run, MODEL_FIND_HOST_DOES_NOT_BOOT, event->to, 0);
  TELL (AGENT, ME, AGENT_ON_DIE, 0);
  TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
  if (STATE (CVM, ME) != CVM_AT_ABSENT)
    TELL (CVM, ME, CVM_ON_LOSE, 0);
  for (guint i = 0; i < MODEL_VMOTION_SLOTS; i++)
    if (host->slots[i])
      TELL (MIGRATION, host->slots[i] - 1, MIGRATION_ON_END_LOST, ME);
  for (MODEL_EACH_VM_ON (vm, run, ME))
    TELL (VM, vm, VM_ON_HOST_LOST, 0);
  if (host->power_ons)
    for (MODEL_EACH_VM (vm, cluster))
      if (STATE (RESTART, vm) == RESTART_AT_STARTING && model_vm_state (run, vm)->target == ME)
        TELL (RESTART, vm, RESTART_ON_TARGET_LOST, 0);
  answer (run, event, run->entry.state_from == HOST_AT_CONNECTED ? UPDATE_ON_NOT_ENTERED : UPDATE_ON_BROKEN,
          STEP_ON_BROKEN);
  host->requester = 0;
  model_notify_members_of_host (run, ME);
  model_notify_capacity (run, cluster_of (run, event));
}

ACTION (die_again, "stay down", NULL, SENDS_NOTHING)
{
  model_host_state (run, ME)->powered = FALSE;
  sim_cancel (run, &model_host_timers (run, ME)->host);
}

ACTION (boot, "self-test and boot", NULL, SENDS (TO (HOST, BOOTED), TO (POLICY, LIFECYCLE)))
{
  model_host_state (run, ME)->powered = TRUE;
  find_settings_lost (run, ME);
  model_host_timers (run, ME)->host = TELL_IN (model_number (run, MODEL_HOST_REBOOT), HOST, ME, HOST_ON_BOOTED, 0);
}

#define COMES_BACK TO (POLICY, LIFECYCLE), TO (CVM, RETURN), TO (DETECTOR, HEARD), MODEL_MEMBER_NOTICES

static void
come_back (SimRun *run, const SimEvent *event)
{
  sim_find_end (run, MODEL_FIND_HOST_LOST, event->to, 0);
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_CRASH);
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_REBOOT);
  if (STATE (CVM, ME) != CVM_AT_ABSENT && !model_host_state (run, ME)->was_in_maintenance)
    TELL (CVM, ME, CVM_ON_RETURN, 0);
  model_notify_members_of_host (run, ME);
}

ACTION (return_to_maintenance, "stay in maintenance, as before", NULL, SENDS (COMES_BACK))
{
  come_back (run, event);
}

ACTION (return_to_pool, "connect to vCenter", NULL, SENDS (COMES_BACK, TO (AGENT, START)))
{
  come_back (run, event);
  TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
  TELL (AGENT, ME, AGENT_ON_START, 0);
}

ACTION (return_without_ha, "connect to vCenter", NULL, SENDS (COMES_BACK, MODEL_CAPACITY_NOTICES))
{
  come_back (run, event);
  model_notify_capacity (run, cluster_of (run, event));
}

/* clang-format off */
const SimRow model_HOST_rows[] = {
  /* Into maintenance */
  STAY   (AT (CONNECTED),            ON (ENTER),      another_vsan_host_is_out,              refuse_to_enter,    "one vSAN host at a time",                           "VS-14 B24 LCM-13"),
  ROW    (AT (CONNECTED),            ON (ENTER),      vcenter_serves,     GO (ENTERING),     start_entering,     "the plan wants it in maintenance",                  "EV-01 B24"),
  STAY   (AT (CONNECTED),            ON (ENTER),      ALWAYS,                                refuse_to_enter,    "without vCenter no task starts",                    "VC-05"),
  STAY   (AT (MAINTENANCE) | AT (REPAIR), ON (ENTER), ALWAYS,                                arrive_entered,     "it is in maintenance already",                      "HST-05"),
  STAY   (ANY & ~(AT (CONNECTED) | AT (MAINTENANCE) | AT (REPAIR)), ON (ENTER), ALWAYS,      refuse_to_enter,    "it is busy or away",                                "model"),
  ROW    (AT (ENTERING),             ON (EMPTY),      its_agent_vms_stay, GO (STUCK),        hang_on_agents,     "vCLS VMs stay on the last host: vCenter stopped before they could", "VCLS-05 B25"),
  STAY   (AT (STUCK),                ON (EMPTY),      its_agent_vms_stay,                    NOTHING,            "vCLS VMs are still on it",                          "VCLS-05 B25"),
  ROW    (AT (ENTERING),             ON (EMPTY),      it_is_provisioned, GO (STUCK),         hang_on_provisioning, "no VM is left on it, and provisioning goes on there", "B22"),
  STAY   (AT (STUCK),                ON (EMPTY),      it_is_provisioned,                     hang_on_provisioning, "no VM is left on it, and provisioning goes on there", "B22"),
  ROW    (EMPTYING,                  ON (EMPTY),      is_empty,           GO (MAINTENANCE),  enter,              "no running VM is left on it",                       "EV-01 AC-32 HA-08"),
  IGNORE (ANY,                       ON (EMPTY),      "a VM has come meanwhile, or nobody wants it empty any more"),
  ROW    (AT (ENTERING),             ON (BLOCKED),    vsan_holds_it,      GO (STUCK),        hang,               "vSAN does not let it go",                           "AC-31 B23"),
  ROW    (AT (ENTERING),             ON (BLOCKED),    ALWAYS,             GO (STUCK),        hang,               "DRS does not empty it",                             "AC-31 B01-B28"),
  IGNORE (ANY & ~AT (ENTERING),      ON (BLOCKED),    "it is stuck already, or not entering any more"),
  STAY   (AT (STUCK),                ON (UNBLOCKED),  vsan_holds_it,                         NOTHING,            "vSAN does not let it go still",                     "B23"),
  STAY   (AT (STUCK),                ON (UNBLOCKED),  drs_holds_it,                          NOTHING,            "VMs cannot leave it still",                         "AC-31"),
  ROW    (AT (STUCK),                ON (UNBLOCKED),  ALWAYS,             GO (ENTERING),     go_on_emptying,     "the obstacle is gone",                              "AC-31"),
  IGNORE (ANY & ~AT (STUCK),         ON (UNBLOCKED),  "it was not stuck"),
  ROW    (EMPTYING,                  ON (TIMEOUT),    ALWAYS,             GO (CONNECTED),    give_up_entering,   "it has not emptied in the time allowed",            "EV-01 HST-06"),
  IGNORE (ANY & ~EMPTYING,           ON (TIMEOUT),    "it has entered, or was cancelled"),
  ROW    (EMPTYING,                  ON (CANCEL),     ALWAYS,             GO (CONNECTED),    give_up_entering,   "the task was cancelled",                            "EV-01"),
  IGNORE (ANY & ~EMPTYING,           ON (CANCEL),     "there is nothing to cancel"),

  /* Upgrade */
  ROW    (AT (MAINTENANCE) | AT (REPAIR), ON (UPDATE), it_is_firmware_in_parts, GO (REMEDIATING), flash_first,    "it is empty and may be changed",                    "LCM-12"),
  ROW    (AT (MAINTENANCE) | AT (REPAIR), ON (UPDATE), ALWAYS,            GO (REMEDIATING),  install,            "it is empty and may be changed",                    "LCM-12"),
  STAY   (ANY & ~(AT (MAINTENANCE) | AT (REPAIR)), ON (UPDATE), ALWAYS,                      report_broken,      "it is not in maintenance",                          "HST-03"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  install_fails,      GO (REPAIR),       fail_install,       "a conflict or a missing dependency",                "DR-14 LCM-08"),
  STAY   (AT (REMEDIATING),          ON (INSTALLED),  another_component_is_left,             flash_next,         "it restarts by itself, and the host runs on",       "model"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  it_takes_no_reboot, GO (POST_CHECK),   finish_in_place,    "it restarts by itself, and the host runs on",       "model"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  a_vib_conflicts,    GO (REPAIR),       fail_install,       "a VIB on it conflicts with the image",              "DR-14"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  it_needs_no_reboot, GO (POST_CHECK),   take_effect,        "what is installed needs no reboot",                 "LCM-11"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  it_is_firmware,     GO (REBOOTING),    reboot,             "the firmware is flashed",                           "N-104"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  ALWAYS,             GO (REBOOTING),    reboot,             "the new image is on its boot bank",                 "HST-07 LCM-11"),
  ROW    (AT (CONNECTED),            ON (PATCH),      vcenter_serves,     GO (PARTIAL),      start_patch,        "its VMs may stay while it is patched",              "EV-06"),
  STAY   (ANY & ~AT (CONNECTED),     ON (PATCH),      ALWAYS,                                refuse_to_patch,     "it is busy or away",                                "model"),
  STAY   (AT (CONNECTED),            ON (PATCH),      ALWAYS,                                refuse_to_patch,     "without vCenter no task starts",                    "VC-05"),
  ROW    (AT (PARTIAL),              ON (INSTALLED),  install_fails,      GO (CONNECTED),    fail_patch,         "the patch cannot be applied",                       "EV-06"),
  ROW    (AT (PARTIAL),              ON (INSTALLED),  ALWAYS,             GO (CONNECTED),    end_patch,          "it is patched, and nobody has left it",             "EV-06 LCM-18"),
  IGNORE (ANY & ~(AT (REMEDIATING) | AT (PARTIAL)), ON (INSTALLED), "it has lost power meanwhile"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     first_boot_is_interrupted, GO (FALLING_BACK), boot_the_other_bank, "its first boot has been interrupted",      "HST-07 DR-17"),
  ROW    (AT (FALLING_BACK),         ON (BOOTED),     ALWAYS,             GO (RECONNECTING), come_up,            "it has booted what it ran before",                  "HST-07"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     drivers_have_changed, GO (BOOT_HUNG),  hang_in_boot,       "a Quick Boot with new drivers stops where the new system is loaded", "HST-08 DR-32"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     boot_hangs,         GO (BOOT_HUNG),    hang_in_boot,       "the boot does not come to an end",                  "HST-08 DR-32"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     its_boot_mode_is_lost, GO (BOOT_HUNG),  find_no_system,     "its firmware finds no system to boot",              "DR-18"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     its_configuration_stays_sealed, GO (BOOT_HUNG), stop_purple, "its configuration does not open",                   "DR-18"),
  STAY   (AT (REBOOTING),            ON (BOOTED),     another_reboot_is_due,                 reboot_again,       "this firmware takes another reboot",                "HST-09"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     more_is_to_be_flashed, GO (REMEDIATING), flash_next,        "it has booted, and there is more to flash",         "HST-09"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     ALWAYS,             GO (RECONNECTING), come_up,            "it has booted",                                     "HST-09"),
  IGNORE (AT (BOOT_HUNG) | (ANY & ~(AT (REBOOTING) | AT (FALLING_BACK) | AT (BOOTING) | AT (BOOT_HUNG))), ON (BOOTED), "it has lost power meanwhile"),
  STAY   (AT (BOOT_HUNG) | AT (REBOOTING) | AT (FALLING_BACK), ON (GIVE_UP), ALWAYS,                          report_broken,      "it should have been back by now",                   "HST-08 LCM-08"),
  IGNORE (ANY & ~(AT (BOOT_HUNG) | AT (REBOOTING) | AT (FALLING_BACK)), ON (GIVE_UP), "it has come back"),
  ROW    (AT (BOOT_HUNG),            ON (POWERED),    ALWAYS,             GO (REBOOTING),    reset_power,        "somebody has reset it",                             "HST-08"),
  ROW    (AT (RECONNECTING),         ON (CONNECT),    it_cannot_be_reached, GO (REPAIR),     stay_unreachable,   "it has booted without its management adapter",      "DR-14 HST-01"),
  ROW    (AT (RECONNECTING),         ON (CONNECT),    a_driver_is_missing, GO (REPAIR),      miss_a_driver,      "a network or storage driver is missing",            "DR-14"),
  ROW    (AT (RECONNECTING),         ON (CONNECT),    is_too_new,         GO (REFUSED),      be_refused,         "vCenter manages no newer host than itself",         "UPG-01"),
  ROW    (AT (RECONNECTING),         ON (CONNECT),    vcenter_serves,     GO (POST_CHECK),   check,              "its heartbeat reaches vCenter",                     "HST-02 HST-05"),
  IGNORE (ANY,                       ON (CONNECT),    "nobody is there to connect it; it waits"),
  ROW    (AT (RECONNECTING),         ON (VCENTER_UP), a_driver_is_missing, GO (REPAIR),      miss_a_driver,      "a network or storage driver is missing",            "DR-14"),
  ROW    (AT (RECONNECTING),         ON (VCENTER_UP), is_too_new,         GO (REFUSED),      be_refused,         "vCenter manages no newer host than itself",         "UPG-01"),
  ROW    (AT (RECONNECTING),         ON (VCENTER_UP), ALWAYS,             GO (POST_CHECK),   check,              "vCenter is back and finds it",                      "HST-02"),
  STAY   (AT (REFUSED),              ON (VCENTER_UP), is_too_new,                            NOTHING,            "vCenter is still too old for it",                   "UPG-01"),
  ROW    (AT (REFUSED),              ON (VCENTER_UP), ALWAYS,             GO (POST_CHECK),   be_accepted,        "vCenter is new enough for it now",                  "UPG-01"),
  IGNORE (ANY & ~(AT (RECONNECTING) | AT (REFUSED)), ON (VCENTER_UP), "it is known there"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    is_on_the_old_image, GO (REPAIR),      report_broken,      "it has not got what was installed",                 "HST-07 LCM-12"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    check_fails,        GO (REPAIR),       fail_check,         "a check fails after the upgrade",                   "LCM-14"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    vsan_is_not_healthy, GO (REPAIR),      fail_vsan_check,    "vSAN's health check fails, as it did or as it does now", "LCM-14"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    nobody_waits,       GO (MAINTENANCE),  stay_behind,        "it is well, and nobody is left to take it out",     "HST-05 DR-27"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    its_operator_keeps_it, GO (MAINTENANCE), stay_for_its_operator, "the checks pass, and whoever put it into maintenance will take it out", "LCM-06 HST-05"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    ALWAYS,             GO (EXITING),      start_exit,         "the checks pass",                                   "LCM-12"),
  IGNORE (ANY & ~AT (POST_CHECK),    ON (CHECKED),    "it has lost power meanwhile"),

  /* Out of maintenance */
  ROW    (AT (MAINTENANCE) | AT (REPAIR), ON (EXIT),  ALWAYS,             GO (EXITING),      start_exit,         "it is wanted back in the pool",                     "HST-04"),
  STAY   (AT (CONNECTED),            ON (EXIT),       ALWAYS,                                be_out_already,     "it is in the pool already",                         "HST-04"),
  STAY   (ANY & ~(AT (CONNECTED) | AT (MAINTENANCE) | AT (REPAIR)), ON (EXIT), ALWAYS,       refuse_to_enter,    "it is busy or away",                                "model"),
  ROW    (AT (EXITING),              ON (EXITED),     ha_is_on,           GO (HA_INIT),      start_agent,        "maintenance is over, HA is not ready",              "HST-04 HA-08"),
  ROW    (AT (EXITING),              ON (EXITED),     ALWAYS,             GO (CONNECTED),    join_without_ha,    "maintenance is over",                               "HST-04"),
  IGNORE (ANY & ~AT (EXITING),       ON (EXITED),     "it has lost power meanwhile"),
  ROW    (AT (HA_INIT),              ON (HA_READY),   ALWAYS,             GO (CONNECTED),    join,               "its HA agent is ready",                             "AC-04 DRS-05"),
  STAY   (AT (CONNECTED) | AT (PARTIAL) | EMPTYING, ON (HA_READY),   ALWAYS,                                mend_ha,            "its HA agent is ready",                             "VC-11"),
  IGNORE (ANY & ~IN_POOL,            ON (HA_READY),   "it has left meanwhile"),
  ROW    (AT (HA_INIT),              ON (HA_FAILED),  ALWAYS,             GO (CONNECTED),    join_in_error,      "HA cannot be configured on it",                     "VC-11 AC-04"),
  STAY   (AT (CONNECTED) | AT (PARTIAL) | EMPTYING, ON (HA_FAILED),  ALWAYS,                                break_ha,           "HA cannot be configured on it",                     "VC-11 AC-04"),
  IGNORE (ANY & ~IN_POOL,            ON (HA_FAILED),  "it has left meanwhile"),

  /* Losing power, and coming back */
  ROW    (ANY & ~POWERLESS,          ON (CRASH),      ALWAYS,             GO (DOWN),         die,                "it has lost power",                                 "HST-01"),
  ROW    (AT (BOOTING),              ON (CRASH),      ALWAYS,             GO (DOWN),         die_again,          "it has lost power again",                           "HST-01"),
  IGNORE (AT (DOWN),                 ON (CRASH),      "it has none"),
  ROW    (AT (DOWN),                 ON (POWERED),    ALWAYS,             GO (BOOTING),      boot,               "it has power again",                                "HST-01"),
  IGNORE (ANY & ~(AT (DOWN) | AT (BOOT_HUNG)), ON (POWERED), "it has power"),
  ROW    (AT (BOOTING),              ON (BOOTED),     was_in_maintenance, GO (MAINTENANCE),  return_to_maintenance, "maintenance mode outlives a reboot",             "HST-05"),
  ROW    (AT (BOOTING),              ON (BOOTED),     ha_is_on,           GO (HA_INIT),      return_to_pool,     "it has booted and its heartbeat is back",           "HST-01 HA-40"),
  ROW    (AT (BOOTING),              ON (BOOTED),     ALWAYS,             GO (CONNECTED),    return_without_ha,  "it has booted and its heartbeat is back",           "HST-01"),
};
/* clang-format on */
const guint model_HOST_n_rows = G_N_ELEMENTS (model_HOST_rows);
