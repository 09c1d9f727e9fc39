/* What is divided: a cluster's cost among its hosts and its tiers, and what of it is paid for hosts that wait for a failure. */

#include "models/cost/cost-parts.h"

#include "sim/time.h"

#include <string.h>

gint64
model_cost_billed_of_host (const ModelCosts *cost, const SimRun *run, guint32 host)
{
  const ModelHost *h = &model_fleet (run)->hosts[host];
  guint32 licence = model_cost_by_core (cost, h->cluster);

  return licence == MODEL_NONE || !model_host_has_cores (h)
             ? -1
             : model_licence_units (&cost->licences[licence].terms, h);
}

/* Of what counts no hosts each host has an equal part. */
static gint64
weight_of (const ModelLicence *licence, const ModelHost *host, gboolean is_there, gboolean is_counted)
{
  ModelMetric metric = model_licences[licence->model].metric;

  if (metric == MODEL_METRIC_VM || metric == MODEL_METRIC_TIB)
    return is_there;
  return is_there && is_counted && model_licence_knows (licence, host) ? model_licence_units (licence, host)
                                                                       : 0;
}

gint64
model_cost_of_host (const ModelCosts *cost, const SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 cluster = fleet->hosts[host].cluster;
  gint64 sum = 0;

  for (guint32 l = 0; l < cost->n_licences; l++) {
    const ModelLicence *licence = &cost->licences[l].terms;
    gint64 before = 0, mine = 0, all = 0, annual = model_cost_bill (cost, cluster, l)->annual;

    for (MODEL_EACH_HOST (h, &fleet->clusters[cluster])) {
      gint64 weight = weight_of (licence, &fleet->hosts[h], model_host_is_counted (run, h),
                                 model_host_has_licence (licence, h));

      before += h < host ? weight : 0;
      mine += h == host ? weight : 0;
      all += weight;
    }
    if (all)
      sum += sim_muldiv (annual, before + mine, all) - sim_muldiv (annual, before, all);
  }
  return sum;
}

static int
compare_amounts (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x > y ? -1 : x < y;
}

/* The most that so many hosts cost: those that may fail are the dearest, as HA reckons with the largest. */
static gint64
dearest (const ModelCosts *cost, const SimRun *run, const ModelCluster *cluster, guint32 n)
{
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 sum = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    gint64 amount = model_cost_of_host (cost, run, host);

    g_array_append_val (amounts, amount);
  }
  g_array_sort (amounts, compare_amounts);
  for (guint i = 0; i < MIN (n, amounts->len); i++)
    sum += g_array_index (amounts, gint64, i);
  return sum;
}

gint64
model_cost_reserve (const ModelCosts *cost, const SimRun *run, guint32 index, gint64 annual)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  guint32 failures = cluster->host_failures ? cluster->host_failures
                                            : (guint32) model_number (run, MODEL_AC_HOST_FAILURES);
  gint64 sum = 0;

  if (cluster->platform == MODEL_NUTANIX_AHV)
    return cluster->ahv_ha == MODEL_AHV_GUARANTEE
               ? dearest (cost, run, cluster,
                          cluster->ahv_failures ? cluster->ahv_failures : cluster->replication_factor - 1)
               : 0;
  switch (cluster->admission) {
  case MODEL_ADMISSION_DEDICATED:
    for (MODEL_EACH_HOST (host, cluster))
      sum += model_fleet (run)->hosts[host].dedicated ? model_cost_of_host (cost, run, host) : 0;
    return sum;
  case MODEL_ADMISSION_PERCENTAGE:
    if (cluster->fixed_percentage)
      return sim_muldiv (annual, MAX (cluster->cpu_reserve, cluster->memory_reserve), 100000);
    return dearest (cost, run, cluster, failures);
  case MODEL_ADMISSION_SLOT:
    return dearest (cost, run, cluster, failures);
  case MODEL_ADMISSION_OFF:
  default:
    return 0;
  }
}

/* ---- Tiers ---- */

static int
compare_tiers (gconstpointer a, gconstpointer b)
{
  const ModelTier *x = a, *y = b;

  return x->name && y->name ? strcmp (x->name, y->name) : (x->name == NULL) - (y->name == NULL);
}

static ModelTier *
tier_of (GArray *tiers, const char *name)
{
  ModelTier tier = { .name = name };

  for (guint i = 0; i < tiers->len; i++)
    if (g_strcmp0 (g_array_index (tiers, ModelTier, i).name, name) == 0)
      return &g_array_index (tiers, ModelTier, i);
  g_array_append_val (tiers, tier);
  return &g_array_index (tiers, ModelTier, tiers->len - 1);
}

/* Divides what one licence costs a cluster among the VMs that have it, by vCPUs. */
static void
divide (const ModelCosts *cost, const ModelFleet *fleet, guint32 cluster, guint32 licence, GArray *tiers)
{
  gint64 annual = model_cost_bill (cost, cluster, licence)->annual, before = 0, all = 0;
  gboolean of_guests = cost->licences[licence].terms.of == MODEL_OF_GUEST;

  for (int pass = 0; pass < 2; pass++)
    for (MODEL_EACH_VM (vm, &fleet->clusters[cluster])) {
      const ModelVm *v = &fleet->vms[vm];

      if (of_guests && !(v->licences >> licence & 1))
        continue;
      if (pass == 0)
        all += v->vcpus;
      else
        tier_of (tiers, v->tier)->annual
            += sim_muldiv (annual, before + v->vcpus, all) - sim_muldiv (annual, before, all);
      before += pass ? v->vcpus : 0;
    }
}

GArray *
model_cost_tiers (const ModelCosts *cost, const SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);
  GArray *tiers = g_array_new (FALSE, FALSE, sizeof (ModelTier));

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    if (cluster != MODEL_NONE && c != cluster)
      continue;
    for (MODEL_EACH_VM (vm, &fleet->clusters[c])) {
      ModelTier *tier = tier_of (tiers, fleet->vms[vm].tier);

      tier->vms++;
      tier->vcpus += fleet->vms[vm].vcpus;
    }
    for (guint32 l = 0; l < cost->n_licences; l++)
      if (model_cost_bill (cost, c, l)->annual)
        divide (cost, fleet, c, l, tiers);
  }
  g_array_sort (tiers, compare_tiers);
  return tiers;
}
