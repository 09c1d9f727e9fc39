/* Admission control: which hosts count, what each policy makes of them and of what VMs claim, and what follows for those who ask.
 *
 * Facts: AC-01 AC-03 AC-04 AC-16 AC-17. */

#include "models/ha/admission.h"
#include "models/ha/switch.h"

#include "models/compute/hosts.h"
#include "models/vcenter/availability.h"
#include "models/ha/admission-sums.h"
#include "models/rehearsal.h"
#include "models/words.h"

/* ---- Which hosts count ---- */

/* AC-04. Whether a host that has failed still counts is told in two ways (C2): until it is removed, or no more. */
static gboolean
host_counts (const SimRun *run, guint32 host)
{
  guint state = STATE (HOST, host);

  return model_host_is_good (run, host)
         || (model_number (run, MODEL_AC_LOST_HOSTS) && (state == HOST_AT_DOWN || state == HOST_AT_BOOTING || state == HOST_AT_UNPROVISIONED)
             && !model_host_state (run, host)->was_in_maintenance);
}

/* ---- Failover hosts ---- */

ModelFailoverStatus
model_failover_host_status (const SimRun *run, guint32 host)
{
  if (!model_host_is_good (run, host) || !model_host_in_pool (run, host))
    return MODEL_FAILOVER_RED;
  return model_host_state (run, host)->n_vms ? MODEL_FAILOVER_YELLOW : MODEL_FAILOVER_GREEN;
}

static gboolean
by_dedicated_hosts (const ModelSums *sums, ModelAdmission *out)
{
  const ModelCluster *cluster = sums->cluster;

  for (MODEL_EACH_HOST (host, cluster))
    out->dedicated += model_fleet (sums->run)->hosts[host].dedicated ? 1 : 0;
  for (guint32 i = 0; i < out->good; i++)
    out->dedicated_ready += model_fleet (sums->run)->hosts[sums->good[i]].dedicated
                            && model_failover_host_status (sums->run, sums->good[i]) == MODEL_FAILOVER_GREEN;
  return out->dedicated_ready < out->dedicated;
}

/* ---- What VMs use, after failures (AC-17) ---- */

/* used - used * x > left, exactly. */
static gboolean
exceeds (gint64 used, gint64 tolerated, gint64 left)
{
  return (__int128) used * (100000 - tolerated) > (__int128) left * 100000;
}

/* What is left: the good hosts without the largest, or without the share that is kept free. */
static void
look_at_use (const ModelSums *sums, ModelAdmission *out)
{
  const ModelFleet *fleet = model_fleet (sums->run);
  const ModelCluster *c = sums->cluster;
  g_autofree gint64 *mhz = g_new (gint64, out->good + 1), *mib = g_new (gint64, out->good + 1);

  for (guint32 i = 0; i < out->good; i++) {
    const ModelHostState *host = model_host_state (sums->run, sums->good[i]);

    mhz[i] = model_host_cpu (fleet, sums->good[i]);
    mib[i] = model_host_memory (fleet, sums->good[i]);
    out->cpu_in_use_mhz += host->cpu_demand_mhz;
    out->memory_in_use_mib += host->memory_demand_mib;
  }
  if (c->fixed_percentage) {
    out->cpu_left_mhz = out->cpu_mhz - sim_muldiv (out->cpu_mhz, c->cpu_reserve, 100000);
    out->memory_left_mib = out->memory_mib - sim_muldiv (out->memory_mib, c->memory_reserve, 100000);
  } else {
    out->cpu_left_mhz = out->cpu_mhz - model_sum_of_greatest (mhz, out->good, out->failures);
    out->memory_left_mib = out->memory_mib - model_sum_of_greatest (mib, out->good, out->failures);
  }
  out->degraded = exceeds (out->cpu_in_use_mhz, c->performance_degradation, out->cpu_left_mhz)
                  || exceeds (out->memory_in_use_mib, c->performance_degradation, out->memory_left_mib);
}

/* ---- All together ---- */

static void
add_up (ModelSums *sums, guint32 *good, ModelAdmission *out)
{
  const SimRun *run = sums->run;
  const ModelCluster *cluster = sums->cluster;

  for (guint32 i = 0; i < cluster->n_hosts; i++) {
    guint32 host = cluster->first_host + i;

    if (host == sums->what->host_away || (sums->what->hosts_away && sums->what->hosts_away[i])
        || !host_counts (run, host))
      continue;
    good[out->good++] = host;
    out->cpu_mhz += model_host_cpu (model_fleet (run), host);
    out->memory_mib += model_host_memory (model_fleet (run), host);
  }
  out->cpu_used_mhz = sums->claims.cpu_mhz;
  out->memory_used_mib = sums->claims.memory_mib;
}

ModelAdmission
model_admission_if (const SimRun *run, guint32 cluster_index, const ModelSupposition *what,
                    gint64 *host_slots)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[cluster_index];
  g_autofree guint32 *good = g_new (guint32, cluster->n_hosts + 1);
  ModelSums sums = { run, cluster, what, good, model_claims (run, cluster_index, what) };
  ModelAdmission out = { .policy = model_ha_is_on (run, cluster_index) ? cluster->admission : MODEL_ADMISSION_OFF };
  gboolean violated[] = { FALSE, FALSE, FALSE, FALSE };

  if (!cluster->fixed_percentage && out.policy != MODEL_ADMISSION_DEDICATED)
    out.failures = cluster->host_failures ? cluster->host_failures
                                          : (guint32) model_number (run, MODEL_AC_HOST_FAILURES);
  add_up (&sums, good, &out);
  /* All three are measured, whichever is in force: a person compares them. The one in force decides. */
  violated[MODEL_ADMISSION_SLOT] = model_admission_by_slots (&sums, &out, host_slots);
  violated[MODEL_ADMISSION_PERCENTAGE] = model_admission_by_percentage (&sums, &out);
  violated[MODEL_ADMISSION_DEDICATED] = by_dedicated_hosts (&sums, &out);
  out.violated = violated[out.policy];
  look_at_use (&sums, &out);
  return out;
}

ModelAdmission
model_admission (const SimRun *run, guint32 cluster, guint32 without, guint32 with, gint64 *host_slots)
{
  ModelSupposition what = MODEL_AS_IT_IS;

  what.host_away = without;
  what.vm_on = with;
  return model_admission_if (run, cluster, &what, host_slots);
}

/* ---- What follows ---- */

gboolean
model_admission_in_force (const SimRun *run, guint32 cluster)
{
  guint state = STATE (ADMISSION, cluster);

  return state == ADMISSION_AT_OK || state == ADMISSION_AT_VIOLATED;
}

gboolean
model_admission_is_on (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  return model_ha_is_on (run, cluster) && c->admission != MODEL_ADMISSION_OFF
         && !model_cluster_state (run, cluster)->admission_off_by;
}

gboolean
model_admission_keeps_free (const SimRun *run, guint32 host)
{
  const ModelHost *h = &model_fleet (run)->hosts[host];

  return h->dedicated && model_admission_is_on (run, h->cluster);
}

/* While vCenter has its hosts follow it (VC-11) nothing is said of the cluster yet; whoever asks is answered by the hosts that
 * count at that moment. */
static gboolean
is_asked (const SimRun *run, guint32 cluster)
{
  return model_admission_in_force (run, cluster)
         || (STATE (ADMISSION, cluster) == ADMISSION_AT_ABSENT && model_admission_is_on (run, cluster)
             && model_vcenter_offers (run, cluster, MODEL_FUNCTION_ADMISSION));
}

/* Failover hosts are kept free by keeping VMs off them; of power-ons elsewhere the vendor says nothing (AC-16). */
gboolean
model_admission_refuses (const SimRun *run, guint32 cluster, const ModelSupposition *what)
{
  ModelAdmissionPolicy policy = model_fleet (run)->clusters[cluster].admission;

  if (!is_asked (run, cluster)
      || (policy == MODEL_ADMISSION_DEDICATED && !model_number (run, MODEL_AC_DEDICATED_REFUSES)))
    return FALSE;
  return model_admission_if (run, cluster, what, NULL).violated;
}

gboolean
model_admission_holds (const SimRun *run, guint32 cluster_index, guint32 host, const guint8 *hosts_away)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[cluster_index];
  g_autofree guint8 *away = g_new0 (guint8, cluster->n_hosts + 1);
  ModelSupposition what = MODEL_AS_IT_IS;

  if (!is_asked (run, cluster_index))
    return FALSE;
  /* What is broken already holds nothing back: the vendor speaks of a level that would be violated. */
  if (!model_number (run, MODEL_AC_HOLDS_VIOLATED)
      && model_admission_if (run, cluster_index, &what, NULL).violated)
    return FALSE;
  for (guint32 i = 0; i < cluster->n_hosts; i++)
    away[i] = model_host_state (run, cluster->first_host + i)->emptying == MODEL_BEING_EMPTIED
              || (hosts_away && hosts_away[i]);
  what.host_away = host;
  what.hosts_away = away;
  return model_admission_if (run, cluster_index, &what, NULL).violated;
}

guint32
model_admission_covers (const SimRun *run, guint32 cluster_index)
{
  ModelAdmission now = model_admission_if (run, cluster_index, &MODEL_AS_IT_IS, NULL);
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[cluster_index];
  g_autofree gint64 *cpu = g_new (gint64, cluster->n_hosts + 1),
                    *memory = g_new (gint64, cluster->n_hosts + 1);
  guint32 n = 0, covers = 0;

  if (now.policy == MODEL_ADMISSION_SLOT)
    return now.failover_capacity;
  if (now.policy == MODEL_ADMISSION_DEDICATED)
    return now.dedicated_ready;
  for (MODEL_EACH_HOST (host, cluster))
    if (host_counts (run, host)) {
      cpu[n] = model_host_cpu (fleet, host);
      memory[n++] = model_host_memory (fleet, host);
    }
  while (covers + 1 < n && model_sum_of_greatest (cpu, n, covers + 1) <= now.cpu_mhz - now.cpu_used_mhz
         && model_sum_of_greatest (memory, n, covers + 1) <= now.memory_mib - now.memory_used_mib)
    covers++;
  return covers;
}
