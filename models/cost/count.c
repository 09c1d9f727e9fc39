/* Which licences a cluster has, and what it counts of each. */

#include "models/cost/cost-parts.h"

#include "sim/time.h"

#define MIB_OF_TIB (G_GINT64_CONSTANT (1) << 20)

/* ---- Which licences there are ---- */

/* What a platform is licensed by when nobody says: VMware's products are sold by core with one floor, whatever they are
 * called, and Nutanix by core without. */
static ModelLicence
assumed_vsphere (void)
{
  ModelLicence licence = model_licence_of (MODEL_LICENCE_PER_CORE);

  licence.name = "vsphere";
  licence.terms.socket_floor = model_licences[MODEL_LICENCE_VCF].terms.socket_floor;
  licence.terms.order_minimum = model_licences[MODEL_LICENCE_VCF].terms.order_minimum;
  return licence;
}

static ModelLicence
assumed_nutanix (void)
{
  ModelLicence licence = model_licence_of (MODEL_LICENCE_NCI);

  licence.name = "nutanix";
  return licence;
}

static gboolean
is_assumed_for (const ModelLicence *licence, const ModelCluster *cluster)
{
  return licence->model == MODEL_LICENCE_NCI ? cluster->platform != MODEL_VSPHERE
                                             : cluster->platform != MODEL_NUTANIX_AHV;
}

void
model_cost_list (ModelCosts *cost, const ModelFleet *fleet)
{
  cost->n_licences = fleet->n_licences + 2;
  cost->licences = g_new0 (ModelLicenceSum, cost->n_licences);
  for (guint32 l = 0; l < fleet->n_licences; l++)
    cost->licences[l].terms = fleet->licences[l];
  cost->licences[fleet->n_licences].terms = assumed_vsphere ();
  cost->licences[fleet->n_licences + 1].terms = assumed_nutanix ();
  cost->licences[fleet->n_licences].assumed = cost->licences[fleet->n_licences + 1].assumed = TRUE;
}

/* Now. What guests need is theirs, whatever their cluster is licensed by. */
static guint64
licences_now (const SimRun *run, guint32 cluster, gboolean *ret_assumed)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 by = fleet->relicenses ? model_relicensed (run, cluster)->by : 0;
  guint64 set = fleet->clusters[cluster].licences, guests = 0;

  *ret_assumed = !by && fleet->clusters[cluster].licences_assumed;
  for (guint32 l = 0; l < fleet->n_licences; l++)
    if (fleet->licences[l].of == MODEL_OF_GUEST)
      guests |= MODEL_LICENCE_BIT (l);
  return by ? (set & guests) | fleet->steps[by - 1].licences : set;
}

static gboolean
cluster_has (const SimRun *run, const ModelCosts *cost, guint32 cluster, guint32 licence)
{
  gboolean assumed;
  guint64 set = licences_now (run, cluster, &assumed);

  if (cost->licences[licence].assumed)
    return assumed && is_assumed_for (&cost->licences[licence].terms, &model_fleet (run)->clusters[cluster]);
  return set >> licence & 1;
}

/* ---- What they count ---- */

gboolean
model_host_is_counted (const SimRun *run, guint32 host)
{
  return STATE (HOST, host) != HOST_AT_OUTSIDE;
}

/* Guests' licences are of the hosts that they name, or of all. */
gboolean
model_host_has_licence (const ModelLicence *licence, guint32 host)
{
  for (guint32 i = 0; i < licence->n_hosts; i++)
    if (licence->hosts[i] == host)
      return TRUE;
  return licence->n_hosts == 0;
}

static guint32
vms_that_have (const ModelFleet *fleet, const ModelCluster *cluster, guint32 licence)
{
  guint32 n = 0;

  for (MODEL_EACH_VM (vm, cluster))
    n += fleet->vms[vm].licences >> licence & 1 ? 1 : 0;
  return n;
}

gint64
model_licence_sets (const ModelFleet *fleet, guint32 index, guint32 cluster)
{
  const ModelLicence *licence = &fleet->licences[index];
  const ModelCluster *c = &fleet->clusters[cluster];
  gint64 hosts = 0, per_host = licence->vms_per_host;

  if (!licence->terms.vms_per_set)
    return 1;
  for (MODEL_EACH_HOST (host, c))
    hosts += model_host_has_licence (licence, host) ? 1 : 0;
  if (!per_host && hosts)
    per_host = sim_muldiv_up (vms_that_have (fleet, c, index), 1, hosts);
  return MAX (1, sim_muldiv_up (per_host, 1, licence->terms.vms_per_set));
}

gint64
model_guest_licence_allows (const ModelFleet *fleet, guint32 licence, guint32 host)
{
  const ModelLicence *l = &fleet->licences[licence];

  if (!model_host_has_licence (l, host))
    return 0;
  if (l->terms.vms_per_set)
    return l->sets[fleet->hosts[host].cluster] * l->terms.vms_per_set;
  return l->vms_per_host ? (gint64) l->vms_per_host : -1;
}

static ModelLicence
without_floors (const ModelLicence *licence)
{
  ModelLicence plain = *licence;

  plain.terms.socket_floor = plain.terms.host_floor = plain.terms.cores_per_licence = 0;
  return plain;
}

static void
count_hosts (const SimRun *run, const ModelLicence *licence, guint32 cluster, ModelBill *bill)
{
  const ModelFleet *fleet = model_fleet (run);
  gint64 sets = licence->sets ? licence->sets[cluster] : 1;
  ModelLicence plain = without_floors (licence);

  for (MODEL_EACH_HOST (host, &fleet->clusters[cluster]))
    if (model_host_is_counted (run, host) && model_host_has_licence (licence, host)
        && model_licence_knows (licence, &fleet->hosts[host])) {
      bill->units += sets * model_licence_units (licence, &fleet->hosts[host]);
      bill->physical += sets * model_licence_units (&plain, &fleet->hosts[host]);
    }
}

static void
count_one (const SimRun *run, ModelCosts *cost, guint32 cluster, guint32 licence)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *c = &fleet->clusters[cluster];
  const ModelLicence *l = &cost->licences[licence].terms;
  ModelBill *bill = &cost->bills[cluster * cost->n_licences + licence];

  if (!cluster_has (run, cost, cluster, licence))
    return;
  bill->has = TRUE;
  if (model_licences[l->model].metric == MODEL_METRIC_VM)
    bill->units = bill->physical = l->of == MODEL_OF_GUEST ? vms_that_have (fleet, c, licence) : c->n_vms;
  else if (model_licences[l->model].metric != MODEL_METRIC_TIB)
    count_hosts (run, l, cluster, bill);
}

static gint64
raw_of (const SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *c = &fleet->clusters[cluster];
  gint64 raw = 0;

  for (MODEL_EACH_HOST (host, c))
    raw += c->vsan.architecture != MODEL_VSAN_NONE && model_host_is_counted (run, host)
               ? fleet->hosts[host].capacity_mib
               : 0;
  return raw;
}

/* A cluster's licence for capacity; MODEL_NONE. */
static guint32
capacity_of (const ModelCosts *cost, guint32 cluster)
{
  for (guint32 l = 0; l < cost->n_licences; l++)
    if (model_cost_bill (cost, cluster, l)->has
        && model_licences[cost->licences[l].terms.model].metric == MODEL_METRIC_TIB)
      return l;
  return MODEL_NONE;
}

/* What capacity comes with cores is one pool of all clusters with that licence. What the pool lacks is shared by those that
 * have vSAN, as their capacity is. */
static void
count_pool (const SimRun *run, ModelCosts *cost, guint32 licence)
{
  ModelLicenceSum *pool = &cost->licences[licence];
  gint64 billed = 0, cumulated = 0, given = 0;

  for (guint32 c = 0; c < cost->n_clusters; c++) {
    billed += model_cost_bill (cost, c, licence)->units;
    pool->vsan_raw += model_cost_bill (cost, c, licence)->has ? raw_of (run, c) : 0;
  }
  pool->vsan_entitled = model_vsan_entitled (&pool->terms, billed);
  pool->vsan_to_buy = model_vsan_to_buy (&pool->terms, billed, pool->vsan_raw) / MIB_OF_TIB;
  for (guint32 c = 0; c < cost->n_clusters && pool->vsan_raw; c++) {
    guint32 capacity = capacity_of (cost, c);
    gint64 mine;

    if (!model_cost_bill (cost, c, licence)->has)
      continue;
    cumulated += raw_of (run, c);
    mine = sim_muldiv (pool->vsan_to_buy, cumulated, pool->vsan_raw) - given;
    given += mine;
    if (capacity == MODEL_NONE)
      pool->vsan_unlicensed += mine;
    else
      cost->bills[c * cost->n_licences + capacity].units += mine;
  }
}

void
model_cost_count (const SimRun *run, ModelCosts *cost)
{
  for (guint32 c = 0; c < cost->n_clusters; c++)
    for (guint32 l = 0; l < cost->n_licences; l++)
      count_one (run, cost, c, l);
  for (guint32 l = 0; l < cost->n_licences; l++)
    if (cost->licences[l].terms.terms.vsan_mib)
      count_pool (run, cost, l);
}

guint32
model_cost_by_core (const ModelCosts *cost, guint32 cluster)
{
  guint32 best = MODEL_NONE;

  for (guint32 l = 0; l < cost->n_licences; l++) {
    const ModelLicence *licence = &cost->licences[l].terms;

    if (!model_cost_bill (cost, cluster, l)->has || licence->of != MODEL_OF_PLATFORM
        || model_licences[licence->model].metric != MODEL_METRIC_CORE)
      continue;
    if (best == MODEL_NONE
        || model_cost_bill (cost, cluster, l)->units > model_cost_bill (cost, cluster, best)->units)
      best = l;
  }
  return best;
}
