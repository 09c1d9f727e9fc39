/* What pre-checks ask of a cluster: whether its settings, its licences and its vSAN are as a remediation wants them. */

#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/lcm/prechecks-parts.h"
#include "models/lcm/settings.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"

PRECHECK (too_old)
{
  ModelVersion least = model_version_manages_from (model_lcm_target (run, index));

  if (!least || step->verb == MODEL_VERB_UPGRADE_FIRMWARE)
    return 0;
  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), index)) {
    ModelVersion has = model_host_state (run, host)->version;

    if (has && has < least && model_host_is_member (run, host))
      return ACTOR (HOST, host);
  }
  return 0;
}

static SimId
is_on_and_stays_on (const SimRun *run, const ModelStep *step, guint32 index, ModelSwitch which)
{
  if (step->verb == MODEL_VERB_STAGE && !model_lcm_stages_like_6_0 (run, index))
    return 0;
  return !model_switch_is_asked (step, which) && model_switch_is_on (run, index, which)
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

PRECHECK (admission_is_on)
{
  return is_on_and_stays_on (run, step, index, MODEL_SWITCH_ADMISSION_CONTROL);
}

PRECHECK (dpm_is_on)
{
  return is_on_and_stays_on (run, step, index, MODEL_SWITCH_DPM);
}

PRECHECK (parallel_on_vsan)
{
  return step->lcm.parallel && model_fleet (run)->clusters[step->index].vsan.architecture != MODEL_VSAN_NONE
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

/* An operator's rule and not vLCM's: the run goes on. What is left of a run that was stopped fails it, and rightly so. */
PRECHECK (vsan_hosts_differ)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[step->index];

  if (cluster->vsan.architecture == MODEL_VSAN_NONE)
    return 0;
  for (MODEL_EACH_HOST (host, cluster))
    if (model_host_is_member (run, host)
        && model_host_state (run, host)->version != model_host_state (run, cluster->first_host)->version)
      return ACTOR (HOST, host);
  return 0;
}

PRECHECK (vsan_resyncs)
{
  return model_fleet (run)->clusters[step->index].vsan.architecture != MODEL_VSAN_NONE
                 && model_vsan_resyncs (run, step->index)
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

PRECHECK (drs_does_not_empty_hosts)
{
  return step->lcm.power_action == MODEL_POWER_ACTION_NONE
                 && model_cluster_state (run, step->index)->automation != MODEL_AUTOMATION_FULL
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

PRECHECK (cpus_differ_without_evc)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[step->index];

  for (MODEL_EACH_HOST (host, cluster))
    if (!cluster->evc
        && g_strcmp0 (fleet->hosts[host].cpu_model, fleet->hosts[cluster->first_host].cpu_model))
      return model_cluster_thing (run->model, step->index);
  return 0;
}

PRECHECK (vsan_is_not_healthy)
{
  return model_fleet (run)->clusters[step->index].vsan.architecture != MODEL_VSAN_NONE
                 && !model_vsan_is_healthy (run, step->index)
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

gboolean
model_lcm_licences_are_short (const SimRun *run, guint32 index, guint32 with)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];
  guint32 needed = 0, a_licence = (guint32) model_number (run, MODEL_CORES_PER_LICENCE);

  for (MODEL_EACH_HOST (host, cluster)) {
    guint32 sockets = fleet->hosts[host].sockets, cores = sockets ? fleet->hosts[host].cores / sockets : 0;

    if (host == with || model_host_is_member (run, host))
      needed += sockets * ((cores + a_licence - 1) / MAX (1, a_licence));
  }
  return cluster->cpu_licences && needed > cluster->cpu_licences;
}

PRECHECK (has_too_few_licences)
{
  return model_lcm_licences_are_short (run, step->index, MODEL_NONE) ? model_cluster_thing (run->model, step->index) : 0;
}

/* Not one of those that need what the step brings, and yet all of them were to be upgraded. */
PRECHECK (is_newer_than_the_image)
{
  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), index))
    if (model_lcm_is_newer (run, index, host) && model_lcm_may_ask (run, host))
      return ACTOR (HOST, host);
  return 0;
}

/* ---- What the scenario does not say ---- */

UNSEEN (no_licences)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[step->index];

  for (MODEL_EACH_HOST (host, cluster))
    if (!model_fleet (run)->hosts[host].sockets || !model_fleet (run)->hosts[host].cores)
      return TRUE;
  return !cluster->cpu_licences;
}

UNSEEN (no_cpu_models)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[step->index];

  if (cluster->evc)
    return FALSE;
  for (MODEL_EACH_HOST (host, cluster))
    if (model_fleet (run)->hosts[host].cpu_model)
      return FALSE;
  return TRUE;
}

/* Of a vSAN cluster vLCM looks by itself; of another only when the list is enforced. */
UNSEEN (hardware_is_not_looked_at)
{
  return !step->lcm.enforce_hcl
         && model_fleet (run)->clusters[step->index].vsan.architecture == MODEL_VSAN_NONE;
}
