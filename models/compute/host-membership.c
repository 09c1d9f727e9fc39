/* A host comes into a cluster, leaves it, or is exchanged for another machine under its name.
 *
 * A host leaves by way of maintenance: its VMs are moved, powered-off ones registered elsewhere, its vSAN data migrated in full
 * unless the step says otherwise, and what it keeps of the cluster's resource pools is its root pool alone (DR-05). Only then
 * does vCenter let go of it. One that is added is taken as one that is connected again: its agents are installed, its
 * licences and version looked at, HA is configured on it. It comes empty, and DRS brings VMs when it balances; vSAN has its
 * room from then on and puts nothing there by itself.
 *
 * The surprising rule: nobody asks whether the cluster can do without the host for good. Admission control and DRS are asked
 * for one night of maintenance, and after it the host is gone. */

#include "models/compute/host-parts.h"
#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/notices.h"
#include "models/plan/versions.h"
#include "models/vsan/objects.h"
#include "models/words.h"

#include <string.h>

/* The step on whose behalf it comes or goes; NULL. */
static const ModelStep *
step_of (const SimRun *run, guint32 host)
{
  SimId requester = model_host_state (run, host)->requester;

  return requester && run->model->machine_of[requester] == MODEL_MACHINE_STEP
             ? &model_fleet (run)->steps[model_index (run, requester)]
             : NULL;
}

gboolean
model_host_is_to_leave (const SimRun *run, guint32 host)
{
  const ModelStep *step = step_of (run, host);

  return step && (step->verb == MODEL_VERB_REMOVE_HOST || step->verb == MODEL_VERB_REPLACE_HOST);
}

/* ---- Out ---- */

static gboolean
holds_data (const SimRun *run, guint32 host)
{
  if (!model_has_vsan (run, host))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, host))
    if (model_component (run, c)->host == host)
      return TRUE;
  return FALSE;
}

static gboolean
has_vms (const SimRun *run, guint32 host)
{
  for (MODEL_EACH_VM (vm, &model_fleet (run)->clusters[model_fleet (run)->hosts[host].cluster]))
    if (model_vm_state (run, vm)->host == host)
      return TRUE;
  return FALSE;
}

static ModelCheck
against_leaving (const SimRun *run, const SimEvent *event)
{
  return !HOST_vcenter_serves.test (run, event) ? MODEL_CHECK_VCENTER_DOWN
         : !model_host_in_maintenance (run, ME) ? MODEL_CHECK_BUSY
         : holds_data (run, ME)                 ? MODEL_CHECK_HOLDS_DATA
         : has_vms (run, ME)                    ? MODEL_CHECK_HOLDS_VMS
                                                : MODEL_N_CHECKS;
}

GUARD_OF (HOST, it_may_leave, "it is empty, and vCenter is there to let go of it")
{
  return against_leaving (run, event) == MODEL_N_CHECKS;
}

ACTION_OF (HOST, refuse_to_leave, "keep it", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  ModelCheck check = against_leaving (run, event);

  sim_tell (run, check, 0);
  model_host_state (run, ME)->requester = 0;
  model_refuse_step (run, (guint32) event->arg, check);
}

/* Another machine takes as long to be built in as the step says. */
ACTION_OF (HOST, leave_cluster, "be out of its cluster", NULL,
           SENDS (TO (STEP, FINISHED), TO (HOST, EXCHANGED), TO (POLICY, LIFECYCLE), MODEL_MEMBER_NOTICES,
                  MODEL_CAPACITY_NOTICES))
{
  const ModelStep *step = &model_fleet (run)->steps[event->arg];
  ModelHostState *host = model_host_state (run, ME);

  sim_cancel (run, &model_host_timers (run, ME)->host);
  sim_cancel (run, &model_host_timers (run, ME)->wait);
  sim_find_end (run, MODEL_FIND_LEFT_IN_MAINTENANCE, event->to, 0);
  host->was_in_maintenance = FALSE;
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_REMOVAL);
  model_notify_members_of_host (run, ME);
  model_notify_capacity (run, model_host_cluster (run, event));
  if (step->verb == MODEL_VERB_REPLACE_HOST) {
    TELL_IN (step->duration ? step->duration : model_number (run, MODEL_HOST_EXCHANGE), HOST, ME,
             HOST_ON_EXCHANGED, event->arg);
    return;
  }
  host->requester = 0;
  TELL (STEP, event->arg, STEP_ON_FINISHED, 0);
}

/* ---- In ---- */

GUARD_OF (HOST, it_is_out_and_vcenter_serves, "it is in no cluster, and vCenter takes it")
{
  return HOST_vcenter_serves.test (run, event);
}

/* What the other machine has; and what was set on the old one it has not. */
static void
be_another (SimRun *run, guint32 me, const ModelStep *step)
{
  ModelHostState *host = model_host_state (run, me);

  if (step->to)
    host->version = model_update_state (run, me)->meant = step->to;
  host->cmos_reset = host->settings_lost = FALSE;
  model_ha_host (run, me)->reboot_pending = FALSE;
  model_notify_lifecycle (run, me, MODEL_LIFECYCLE_HOST_REPLACED);
}

ACTION_OF (HOST, be_added, "install its agents and look at what it has", NULL,
           SENDS (TO (HOST, CONNECT), TO (POLICY, LIFECYCLE), MODEL_MEMBER_NOTICES))
{
  const ModelStep *step = &model_fleet (run)->steps[event->arg];

  model_host_state (run, ME)->requester = ACTOR (STEP, event->arg);
  model_host_state (run, ME)->powered = TRUE;
  if (event->signal == HOST_ON_EXCHANGED)
    be_another (run, ME, step);
  else
    model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_HOST_ADDED);
  model_notify_members_of_host (run, ME);
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_RECONNECT), HOST, ME, HOST_ON_CONNECT, 0);
}

ACTION_OF (HOST, refuse_to_join, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  ModelCheck check = STATE (HOST, ME) == HOST_AT_OUTSIDE ? MODEL_CHECK_VCENTER_DOWN : MODEL_CHECK_IN_CLUSTER;

  sim_tell (run, check, 0);
  model_refuse_step (run, (guint32) event->arg, check);
}

/* EVC levels the CPUs of one vendor; one of another is not let in. */
static gboolean
evc_refuses (const SimRun *run, guint32 me)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->hosts[me].cluster];
  const char *mine = fleet->hosts[me].cpu_model;

  if (!cluster->evc || !mine)
    return FALSE;
  for (MODEL_EACH_HOST (host, cluster)) {
    const char *other = fleet->hosts[host].cpu_model;

    if (host != me && other && STATE (HOST, host) != HOST_AT_OUTSIDE
        && (strcspn (mine, " ") != strcspn (other, " ") || strncmp (mine, other, strcspn (mine, " ")) != 0))
      return TRUE;
  }
  return FALSE;
}

static ModelCheck
against_joining (const SimRun *run, const SimEvent *event)
{
  return !HOST_vcenter_serves.test (run, event)        ? MODEL_CHECK_VCENTER_DOWN
         : HOST_it_cannot_be_reached.test (run, event) ? MODEL_CHECK_HOST_AWAY
         : HOST_is_too_new.test (run, event)           ? MODEL_CHECK_NEWER_THAN_VCENTER
         : HOST_licences_are_short.test (run, event)   ? MODEL_CHECK_LICENCES_SHORT
         : evc_refuses (run, ME)                       ? MODEL_CHECK_EVC_VENDOR
                                                       : MODEL_N_CHECKS;
}

GUARD_OF (HOST, it_may_not_join, "it was in no cluster, and something speaks against it")
{
  const ModelStep *step = step_of (run, ME);

  return step && (step->verb == MODEL_VERB_ADD_HOST || step->verb == MODEL_VERB_REPLACE_HOST)
         && against_joining (run, event) != MODEL_N_CHECKS;
}

ACTION_OF (HOST, stay_outside, "stay out of the cluster", "{a:check}",
           SENDS (TO (STEP, BROKEN), MODEL_MEMBER_NOTICES))
{
  guint32 step = model_index (run, model_host_state (run, ME)->requester);
  ModelCheck check = against_joining (run, event);

  model_host_state (run, ME)->requester = 0;
  model_notify_members_of_host (run, ME);
  sim_tell (run, check, 0);
  model_refuse_step (run, step, check);
}
