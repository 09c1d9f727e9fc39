/* A host's way back: vCenter finds it or refuses it, its checks pass or do not, and it leaves maintenance. */

#include "models/ha/switch.h"
#include "models/compute/host-parts.h"
#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/notices.h"
#include "models/plan/versions.h"
#include "models/vcenter/availability.h"
#include "models/vsan/objects.h"
#include "models/words.h"

GUARD_OF (HOST, vsan_is_not_healthy, "vSAN's health check fails")
{
  return model_has_vsan (run, ME) && !model_vsan_is_healthy (run, model_fleet (run)->hosts[ME].cluster);
}

GUARD_OF (HOST, a_driver_is_missing, "the image has left out a driver that it needs")
{
  const ModelHostState *host = model_host_state (run, ME);

  return host->step && host->old_version && model_lcm_dropped_vib (model_fleet (run), host->step - 1, ME);
}

GUARD_OF (HOST, it_cannot_be_reached, "its management adapter is missing")
{
  return !model_host_state (run, ME)->networked;
}

GUARD_OF (HOST, check_fails, "the checks fail")
{
  return model_host_will (run, event, MODEL_FAULT_FAIL_CHECK);
}

GUARD_OF (HOST, is_too_new, "it is newer than its vCenter, which is there to say so")
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 vcenter = fleet->clusters[fleet->hosts[ME].cluster].vcenter;

  return vcenter != MODEL_NONE && HOST_vcenter_serves.test (run, event)
         && model_version_refuses (model_vcenter_state (run, vcenter)->version,
                                   model_host_state (run, ME)->version);
}

GUARD_OF (HOST, ha_is_on, "HA is on in its cluster")
{
  return model_ha_is_on (run, model_fleet (run)->hosts[ME].cluster);
}

GUARD_OF (HOST, ha_is_off, "HA has been switched off meanwhile")
{
  return !model_ha_is_on (run, model_fleet (run)->hosts[ME].cluster);
}

/* Only who put a host into maintenance takes it out, and the remediation that did may be dead or have given up on it. */
GUARD_OF (HOST, nobody_waits, "nobody waits for it any more")
{
  SimId requester = model_host_state (run, ME)->requester;

  return !requester
         || (run->model->machine_of[requester] == MODEL_MACHINE_UPDATE
             && sim_state (run, requester) != UPDATE_AT_UPDATING);
}

GUARD_OF (HOST, its_operator_keeps_it, "an operator had put it into maintenance")
{
  SimId requester = model_host_state (run, ME)->requester;

  return requester && run->model->machine_of[requester] == MODEL_MACHINE_UPDATE
         && model_update_state (run, ME)->keeps;
}

ACTION_OF (HOST, miss_a_driver, "stay in maintenance, cut off", NULL, SENDS (ANSWERS))
{
  ModelHostState *host = model_host_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { (gint64) (host->step - 1) << 16 | ME };

  host->old_version = 0;
  sim_find (run, MODEL_FIND_DRIVER_MISSING, SIM_RISK, event->to, 0, evidence);
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION_OF (HOST, stay_unreachable, "stay in maintenance", NULL, SENDS (ANSWERS))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, ME)->version };

  sim_find (run, MODEL_FIND_HOST_UNREACHABLE, SIM_OUTAGE, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_HOST_UNREACHABLE, event->to, 0);
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

/* UPG-01: of its vCenter's line, and a later update than that can manage. Nothing refuses it. */
static void
find_later_update (SimRun *run, const SimEvent *event)
{
  guint32 vcenter = model_fleet (run)->clusters[model_host_cluster (run, event)].vcenter;
  ModelVersion version = model_host_state (run, ME)->version;
  ModelVersion has = vcenter == MODEL_NONE ? 0 : model_vcenter_state (run, vcenter)->version;
  gint64 evidence[SIM_EVIDENCE_MAX] = { version, 0, has, MODEL_ORDER_LATER_UPDATE, MODEL_BASIS_S };

  if (!model_version_outruns (has, version))
    return;
  evidence[1] = ACTOR (VCENTER, vcenter);
  sim_find (run, MODEL_FIND_ORDER_UNSUPPORTED, SIM_RISK,
            model_cluster_thing (run->model, model_host_cluster (run, event)), event->to, evidence);
}

ACTION_OF (HOST, check, "bring its agents up to date and check it", NULL,
           SENDS (TO (HOST, CHECKED), TO (POLICY, LIFECYCLE)))
{
  model_host_state (run, ME)->old_version
      = 0; /* the new image has booted, and is the one to boot from now on */
  find_later_update (run, event);
  model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_RECONNECT);
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_CHECK), HOST, ME, HOST_ON_CHECKED, 0);
}

ACTION_OF (HOST, be_refused, "stay unmanaged", "{a:version}, vCenter {b:version}", SENDS (ANSWERS))
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 vcenter = fleet->clusters[model_host_cluster (run, event)].vcenter;
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { model_host_state (run, ME)->version, ACTOR (VCENTER, vcenter),
          model_vcenter_state (run, vcenter)->version, MODEL_ORDER_NEWER_THAN_VCENTER, MODEL_BASIS_S };

  sim_find (run, MODEL_FIND_ORDER_UNSUPPORTED, SIM_OUTAGE, event->to, 0, evidence);
  sim_tell (run, evidence[0], evidence[2]);
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION_OF (HOST, be_accepted, "bring its agents up to date and check it", NULL, SENDS (TO (HOST, CHECKED)))
{
  sim_find_end (run, MODEL_FIND_ORDER_UNSUPPORTED, event->to, 0);
  model_host_state (run, ME)->requester = 0;
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_CHECK), HOST, ME, HOST_ON_CHECKED, 0);
}

ACTION_OF (HOST, fail_check, "stay in maintenance", NULL, SENDS (ANSWERS))
{
  model_set_back (run, event->to, MODEL_SETBACK_CHECK);
  model_host_forget_fault (run, event, MODEL_FAULT_FAIL_CHECK);
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}

ACTION_OF (HOST, fail_vsan_check, "stay in maintenance", NULL, SENDS (ANSWERS))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_vsan_state (run, model_host_cluster (run, event))->lost };

  sim_find (run, MODEL_FIND_VSAN_UNHEALTHY, SIM_RISK, event->to, 0, evidence);
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
}
