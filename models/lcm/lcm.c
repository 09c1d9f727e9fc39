/* See lcm.h.
 *
 * Facts: EV-06 LCM-07 LCM-18 N-104. */

#include "models/lcm/lcm.h"

#include "models/compute/hosts.h"

#define FIRST_LIVE_PATCH ((ModelVersion) (8 << 24 | 3 << 8)) /* EV-06, LCM-18: 8.0 U3 */

guint32
model_lcm_n_hosts (const ModelFleet *fleet, guint32 step)
{
  return fleet->steps[step].n_hosts ? fleet->steps[step].n_hosts
                                    : fleet->clusters[fleet->steps[step].index].n_hosts;
}

guint32
model_lcm_host (const ModelFleet *fleet, guint32 step, guint32 n)
{
  const ModelStep *s = &fleet->steps[step];

  return s->n_hosts ? s->hosts[n] : fleet->clusters[s->index].first_host + n;
}

ModelVersion
model_lcm_target (const SimRun *run, guint32 step)
{
  const ModelStep *s = &model_fleet (run)->steps[step];

  return s->verb != MODEL_VERB_UPGRADE_FIRMWARE && s->method == MODEL_METHOD_IMAGE
             ? MAX (s->to, model_cluster_state (run, s->index)->image)
             : s->to;
}

gboolean
model_lcm_is_newer (const SimRun *run, guint32 step, guint32 host)
{
  return model_fleet (run)->steps[step].verb != MODEL_VERB_UPGRADE_FIRMWARE && model_host_is_member (run, host)
         && model_host_state (run, host)->version > model_lcm_target (run, step);
}

gint64
model_lcm_install_time (const SimRun *run, guint32 host)
{
  ModelVersion staged = model_update_state (run, host)->staged;
  gint64 ahead = staged && staged == model_host_state (run, host)->next_version
                     ? model_number (run, MODEL_HOST_STAGE)
                     : 0;

  return MAX (0, model_number (run, MODEL_HOST_INSTALL) - ahead);
}

/* Of firmware on AHV no version is kept: a host has it from this step, or from one for the same components that stalled. One that
 * went to its end was another update. */
static gboolean
was_flashed (const SimRun *run, guint32 step, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelStep *this = &fleet->steps[step];

  if (fleet->clusters[this->index].platform != MODEL_NUTANIX_AHV)
    return FALSE;
  for (guint32 s = 0; s < fleet->n_steps; s++) {
    const ModelStep *other = &fleet->steps[s];

    if (other->verb != MODEL_VERB_UPGRADE_FIRMWARE || other->index != this->index || other->components != this->components
        || (s != step && STATE (AHV_ROLL, s) != AHV_ROLL_AT_STALLED))
      continue;
    for (guint32 n = 0; n < model_step_state (run, s)->next; n++)
      if (model_lcm_host (fleet, s, n) == host)
        return TRUE;
  }
  return FALSE;
}

gboolean
model_lcm_needs (const SimRun *run, guint32 step, guint32 host)
{
  const ModelStep *s = &model_fleet (run)->steps[step];

  return model_host_is_member (run, host)
         && (s->verb == MODEL_VERB_UPGRADE_FIRMWARE
             ? !was_flashed (run, step, host)
             : model_host_state (run, host)->version < model_lcm_target (run, step));
}

gboolean
model_lcm_may_ask (const SimRun *run, guint32 host)
{
  guint state = STATE (HOST, host);

  return state != HOST_AT_DOWN && state != HOST_AT_BOOTING && state != HOST_AT_UNPROVISIONED
         && model_host_is_managed (run, host);
}

guint32
model_lcm_n_asleep (const SimRun *run, guint32 step)
{
  guint32 n = 0;

  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), step))
    n += STATE (HOST, host) == HOST_AT_STANDBY && model_lcm_needs (run, step, host) ? 1 : 0;
  return n;
}

gboolean
model_lcm_is_offered (const SimRun *run, guint32 host)
{
  return STATE (HOST, host) == HOST_AT_MAINTENANCE || STATE (HOST, host) == HOST_AT_REPAIR;
}

guint32
model_lcm_n_done (const SimRun *run, guint32 step)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 done = 0;

  for (MODEL_EACH_LCM_HOST (host, fleet, step))
    done += model_host_is_member (run, host) && model_host_state (run, host)->version == model_lcm_target (run, step);
  return done;
}

gboolean
model_lcm_can_spare (const SimRun *run, guint32 step, guint32 spared)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->steps[step].index];
  gint64 memory = 0, cpu = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    const ModelHostState *h = model_host_state (run, host);
    guint turn = STATE (UPDATE, host);

    memory -= h->memory_reserved_mib;
    cpu -= h->cpu_reserved_mhz;
    if (host != spared && model_host_in_pool (run, host) && turn != UPDATE_AT_ENTERING
        && turn != UPDATE_AT_RETRYING) {
      memory += model_host_memory (fleet, host);
      cpu += model_host_cpu (fleet, host);
    }
  }
  return memory >= 0 && cpu >= 0;
}

gboolean
model_lcm_goes_by_the_token (const ModelFleet *fleet, guint32 step)
{
  return fleet->steps[step].verb == MODEL_VERB_UPGRADE_FIRMWARE
         && fleet->clusters[fleet->steps[step].index].platform == MODEL_NUTANIX_ESXI;
}

gboolean
model_lcm_patches_live (const SimRun *run, guint32 step, guint32 host)
{
  const ModelLcm *lcm = &model_fleet (run)->steps[step].lcm;

  return lcm->impact == MODEL_IMPACT_LIVE_PATCH && lcm->live_patch != MODEL_LIVE_PATCH_OFF
         && model_host_state (run, host)->version >= FIRST_LIVE_PATCH;
}

gboolean
model_lcm_boots_quickly (const SimRun *run, guint32 step, guint32 host)
{
  const guint32 never
      = 1u << MODEL_HARDWARE_NO_QUICK_BOOT | 1u << MODEL_HARDWARE_TXT | 1u << MODEL_HARDWARE_OLD_DRIVERS;

  return model_fleet (run)->steps[step].quick_boot && !model_fleet (run)->hosts[host].stateless
         && !(model_fleet (run)->hosts[host].hardware & never);
}

/* The first of a host's VIBs that stands in a list. */
static const char *
vib_in (const char *const *vibs, const char *const *list)
{
  for (; vibs && list && *vibs; vibs++)
    if (g_strv_contains (list, *vibs))
      return *vibs;
  return NULL;
}

const char *
model_lcm_conflicting_vib (const ModelFleet *fleet, guint32 step, guint32 host)
{
  return vib_in (fleet->hosts[host].vibs, fleet->steps[step].lcm.conflicts);
}

const char *
model_lcm_dropped_vib (const ModelFleet *fleet, guint32 step, guint32 host)
{
  return vib_in (fleet->hosts[host].vibs, fleet->steps[step].lcm.drops);
}

gboolean
model_lcm_stops (const SimRun *run, guint32 step, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 vcenter = fleet->clusters[fleet->vms[vm].cluster].vcenter;

  return fleet->steps[step].lcm.power_action != MODEL_POWER_ACTION_NONE
         && (vcenter == MODEL_NONE || fleet->vms[vm].vcenter != vcenter);
}

gboolean
model_lcm_has_stopped (const SimRun *run, guint32 step, guint32 host, guint32 vm)
{
  const ModelVmState *v = model_vm_state (run, vm);

  return v->stopped_by == step + 1 && v->host == host && STATE (VM, vm) == VM_AT_STOPPED;
}

#define FIRST_SUSPEND_TO_MEMORY ((ModelVersion) (7 << 24 | 2 << 8)) /* LCM-01: 7.0 U2 */

gboolean
model_lcm_may_suspend_to_memory (const SimRun *run, guint32 step, guint32 host)
{
  const ModelStep *s = &model_fleet (run)->steps[step];
  ModelVersion has = model_host_state (run, host)->version;
  gboolean patch = s->verb != MODEL_VERB_REMEDIATE || !has || has >> 8 == s->to >> 8;

  return s->method != MODEL_METHOD_BASELINE && model_lcm_boots_quickly (run, step, host) && patch
         && (!has || has >= FIRST_SUSPEND_TO_MEMORY);
}

gboolean
model_lcm_stages_like_6_0 (const SimRun *run, guint32 step)
{
  const ModelStep *s = &model_fleet (run)->steps[step];
  guint32 vcenter = model_fleet (run)->clusters[s->index].vcenter;
  ModelVersion has = vcenter == MODEL_NONE ? 0 : model_vcenter_state (run, vcenter)->version;

  return s->method == MODEL_METHOD_BASELINE && has && has < MODEL_VERSION (6, 5, 0);
}
