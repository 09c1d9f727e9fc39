/* Ghost cores are what is billed beyond the cores that are there (L-03): of each CPU of 8 cores 8, of 12 four, of 16 none.
 *
 * Facts: L-03 L-07. */

#include "models/cost/cost-parts.h"

#include "sim/time.h"

/* ---- What they cost ---- */

static gint64
licences_of (const ModelLicence *licence, gint64 units)
{
  return sim_muldiv_up (units, 1, MAX (licence->terms.pack, 1));
}

static gint64
hosts_of (const SimRun *run, guint32 cluster)
{
  gint64 n = 0;

  for (MODEL_EACH_HOST (host, &model_fleet (run)->clusters[cluster]))
    n += model_host_is_counted (run, host) ? 1 : 0;
  return n;
}

/* The order minimum is of an order, so of all clusters together and once (I-11), and nobody orders nothing. */
static void
price_licence (const SimRun *run, ModelCosts *cost, guint32 licence)
{
  ModelLicenceSum *sum = &cost->licences[licence];
  gint64 physical = 0, cumulated = 0, given = 0;

  for (guint32 c = 0; c < cost->n_clusters; c++) {
    const ModelBill *bill = model_cost_bill (cost, c, licence);

    sum->used |= bill->has;
    sum->units += bill->units;
    physical += bill->physical;
    sum->hosts += bill->has ? hosts_of (run, c) : 0;
    sum->vms += bill->has ? model_fleet (run)->clusters[c].n_vms : 0;
  }
  sum->ordered = sum->units ? MAX (sum->units, sum->terms.terms.order_minimum) : 0;
  sum->count = licences_of (&sum->terms, sum->ordered);
  sum->beyond = sum->terms.terms.most && sum->units > sum->terms.terms.most;
  sum->physical = model_licences[sum->terms.model].metric == MODEL_METRIC_TIB ? sum->units : physical;
  if (sum->terms.price.minor < 0)
    return;
  sum->annual = model_licence_annual (&sum->terms, sum->count);
  sum->forecast = model_licence_annual (&sum->terms, licences_of (&sum->terms, sum->physical));
  if (sum->terms.late)
    sum->late = sim_muldiv (sum->annual, model_number (run, MODEL_LICENCE_LATE), 100000);
  for (guint32 c = 0; c < cost->n_clusters && sum->units; c++) {
    ModelBill *bill = &cost->bills[c * cost->n_licences + licence];

    cumulated += bill->units;
    bill->annual = sim_muldiv (sum->annual, cumulated, sum->units) - given;
    given += bill->annual;
  }
}

/* ---- Sums ---- */

/* Whether anything that a cluster has needs to know what CPUs its hosts have. */
static gboolean
counts_cpus_of (const ModelCosts *cost, guint32 cluster)
{
  for (guint32 l = 0; l < cost->n_licences; l++)
    if (model_cost_bill (cost, cluster, l)->has
        && model_licences[cost->licences[l].terms.model].metric < MODEL_METRIC_HOST)
      return TRUE;
  return FALSE;
}

static void
sum_cluster (const SimRun *run, ModelCosts *cost, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];
  ModelCostSum *sum = &cost->clusters[index];
  guint32 by_core = model_cost_by_core (cost, index);
  gboolean counts_cpus = counts_cpus_of (cost, index);

  sum->hosts = hosts_of (run, index);
  sum->vms = cluster->n_vms;
  sum->billed = by_core == MODEL_NONE ? -1 : model_cost_bill (cost, index, by_core)->units;
  for (MODEL_EACH_HOST (host, cluster)) {
    if (!model_host_is_counted (run, host))
      continue;
    sum->physical += fleet->hosts[host].cores;
    sum->coreless += counts_cpus && !model_host_has_cores (&fleet->hosts[host]);
  }
  for (MODEL_EACH_VM (vm, cluster))
    sum->vcpus += fleet->vms[vm].vcpus;
  for (guint32 l = 0; l < cost->n_licences; l++) {
    sum->annual += model_cost_bill (cost, index, l)->annual;
    sum->unpriced += model_cost_bill (cost, index, l)->has && model_cost_bill (cost, index, l)->units
                     && cost->licences[l].terms.price.minor < 0;
  }
  sum->reserve = model_cost_reserve (cost, run, index, sum->annual);
}

static void
add_to_total (ModelCostSum *total, const ModelCostSum *sum)
{
  total->hosts += sum->hosts;
  total->vms += sum->vms;
  total->vcpus += sum->vcpus;
  total->physical += sum->physical;
  total->billed = sum->billed < 0 ? total->billed : MAX (total->billed, 0) + sum->billed;
  total->annual += sum->annual;
  total->reserve += sum->reserve;
  total->coreless += sum->coreless;
}

/* By cores all licences can be forecast; by hosts or VMs, those whose last renewal is said with the number of that time. */
static void
forecast (ModelCosts *cost)
{
  for (guint32 l = 0; l < cost->n_licences; l++) {
    const ModelLicenceSum *sum = &cost->licences[l];
    const ModelLicence *licence = &sum->terms;

    if (!sum->used || licence->price.minor < 0)
      continue;
    cost->first_year += sum->annual + sum->late;
    cost->late += sum->late;
    cost->ghosts += sum->annual - sum->forecast; /* L-03 */
    cost->forecast_cores += sum->forecast;
    if (licence->last_paid < 0 || !licence->last_hosts)
      cost->forecast_hosts = -1;
    else if (cost->forecast_hosts >= 0)
      cost->forecast_hosts += sim_muldiv (licence->last_paid, sum->hosts, licence->last_hosts);
    if (licence->last_paid < 0 || !licence->last_vms)
      cost->forecast_vms = -1;
    else if (cost->forecast_vms >= 0)
      cost->forecast_vms += sim_muldiv (licence->last_paid, sum->vms, licence->last_vms);
  }
}

ModelCosts *
model_cost_new (const SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  ModelCosts *cost = g_new0 (ModelCosts, 1);

  model_cost_list (cost, fleet);
  cost->n_clusters = fleet->n_clusters;
  cost->bills = g_new0 (ModelBill, (gsize) cost->n_clusters * cost->n_licences);
  cost->clusters = g_new0 (ModelCostSum, cost->n_clusters);
  cost->total.billed = -1;
  model_cost_count (run, cost);
  for (guint32 l = 0; l < cost->n_licences; l++) {
    price_licence (run, cost, l);
    if (cost->licences[l].used && cost->licences[l].terms.price.currency)
      cost->currency = cost->licences[l].terms.price.currency;
    cost->total.unpriced
        += cost->licences[l].used && cost->licences[l].units && cost->licences[l].terms.price.minor < 0;
  }
  for (guint32 c = 0; c < cost->n_clusters; c++) {
    sum_cluster (run, cost, c);
    add_to_total (&cost->total, &cost->clusters[c]);
  }
  forecast (cost);
  return cost;
}

void
model_cost_free (ModelCosts *cost)
{
  if (!cost)
    return;
  g_free (cost->licences);
  g_free (cost->bills);
  g_free (cost->clusters);
  g_free (cost);
}

gint64
model_cost_per (gint64 amount, gint64 n)
{
  return n > 0 ? (sim_muldiv (amount, 2, n) + 1) / 2 : -1;
}

gboolean
model_cost_is_complete (const ModelCostSum *sum)
{
  return sum->unpriced == 0 && sum->coreless == 0;
}
