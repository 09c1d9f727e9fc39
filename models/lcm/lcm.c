/* See lcm.h.
 *
 * Facts: LCM-07. */

#include "models/lcm/lcm.h"

#include "models/compute/hosts.h"

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

gboolean
model_lcm_needs (const SimRun *run, guint32 step, guint32 host)
{
  const ModelStep *s = &model_fleet (run)->steps[step];

  return s->verb == MODEL_VERB_UPGRADE_FIRMWARE || model_host_state (run, host)->version < s->to;
}

gboolean
model_lcm_may_ask (const SimRun *run, guint32 host)
{
  guint state = STATE (HOST, host);

  return state != HOST_AT_DOWN && state != HOST_AT_BOOTING && state != HOST_AT_DISCONNECTED;
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
    done += model_host_state (run, host)->version >= fleet->steps[step].to;
  return done;
}

gboolean
model_lcm_can_spare (const SimRun *run, guint32 step, guint32 spared)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->steps[step].index];
  gint64 memory = 0, cpu = 0;

  for (guint32 host = cluster->first_host; host < cluster->first_host + cluster->n_hosts; host++) {
    const ModelHostState *h = model_host_state (run, host);
    guint turn = STATE (UPDATE, host);

    memory -= h->memory_reserved_mib;
    cpu -= h->cpu_reserved_mhz;
    if (host != spared && model_host_in_pool (run, host) && turn != UPDATE_AT_ENTERING
        && turn != UPDATE_AT_RETRYING) {
      memory += model_host_memory (fleet, host);
      cpu += fleet->hosts[host].cpu_mhz;
    }
  }
  return memory >= 0 && cpu >= 0;
}
