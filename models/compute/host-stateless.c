/* A stateless host: Auto Deploy boots it over the network, and it keeps nothing from one boot to the next. Its image is what
 * its rule names, so it is upgraded by another rule and a reboot; its settings are what the host profile says, and all others
 * are at their defaults.
 *
 * Auto Deploy gives it an image without vCenter, but it is vCenter that has the host profile and sets up distributed switches.
 * A host that boots while vCenter is away is up and takes no VMs. So HA restarts that need it wait for vCenter; and when that
 * runs in a VM on such hosts, and all of them have lost power, each waits for the other.
 *
 * Facts: VC-08. */

#include "models/compute/host-parts.h"

#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/vcenter/availability.h"
#include "models/vcenter/own.h"
#include "models/words.h"

GUARD_OF (HOST, it_is_stateless, "it boots over the network")
{
  return model_fleet (run)->hosts[ME].stateless;
}

GUARD_OF (HOST, its_rule_is_changed, "it boots over the network, and its rule is to name another image")
{
  return model_fleet (run)->hosts[ME].stateless && event->arg == MODEL_LIFECYCLE_ESXI_UPGRADE;
}

/* VC-08: what it comes up with is half from Auto Deploy and half from vCenter. */
GUARD_OF (HOST, vcenter_provides_nothing, "it boots over the network, and vCenter has no host profile for it")
{
  return model_fleet (run)->hosts[ME].stateless
         && !model_vcenter_offers (run, model_host_cluster (run, event), MODEL_FUNCTION_AUTO_DEPLOY);
}

ACTION_OF (HOST, change_the_rule, "have its rule name the new image", "{a:version}",
           SENDS (TO (HOST, INSTALLED)))
{
  ModelHostState *host = model_host_state (run, ME);

  host->requester = event->from;
  host->lifecycle = (guint8) event->arg;
  host->component = host->components_left = host->reboots_left = 0;
  sim_find_end (run, MODEL_FIND_LEFT_IN_MAINTENANCE, event->to, 0);
  sim_tell (run, host->next_version, 0);
  model_host_timers (run, ME)->host = TELL (HOST, ME, HOST_ON_INSTALLED, 0);
}

ACTION_OF (HOST, boot_from_the_network, "reboot, and keep nothing", "into {a:version}", SENDS (REBOOTS))
{
  model_host_reboot (run, event);
}

/* Whether its vCenter is a VM that is down, and that no host of its own cluster could take: then nobody begins. */
static guint32
vcenter_that_waits (const SimRun *run, guint32 vcenter)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 vm = vcenter == MODEL_NONE ? MODEL_NONE : fleet->vcenters[vcenter].vm;

  if (vm == MODEL_NONE || model_vm_is_on (run, vm))
    return MODEL_NONE;
  for (MODEL_EACH_HOST (host, &fleet->clusters[fleet->vms[vm].cluster]))
    if (!fleet->hosts[host].stateless || model_host_in_pool (run, host))
      return MODEL_NONE;
  return vm;
}

ACTION_OF (HOST, wait_for_auto_deploy, "stay in maintenance without its host profile", NULL, SENDS (ANSWERS))
{
  guint32 vcenter = model_fleet (run)->clusters[model_host_cluster (run, event)].vcenter;
  guint32 vm = vcenter_that_waits (run, vcenter);
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { ACTOR (VCENTER, vcenter), vm == MODEL_NONE ? 0 : (gint64) ACTOR (VM, vm) };

  sim_find_end (run, MODEL_FIND_HOST_LOST, event->to, 0);
  sim_find (run, MODEL_FIND_AUTO_DEPLOY_WAITS, SIM_OUTAGE, event->to, 0, evidence);
  if (event->signal != HOST_ON_WOKEN)
    return;
  model_host_state (run, ME)->was_in_maintenance = FALSE;
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
  model_host_state (run, ME)->requester = 0;
}

ACTION_OF (HOST, take_host_profile, "apply its host profile", NULL, SENDS (TO (HOST, BOOTED)))
{
  sim_find_end (run, MODEL_FIND_AUTO_DEPLOY_WAITS, event->to, 0);
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_AUTO_DEPLOY_PROFILE), HOST, ME, HOST_ON_BOOTED, 0);
}
