/* Storage policies as arithmetic, and the first placement of every component (handbook 5).
 *
 * Facts: VS-02 VS-03 VS-04 VS-05 VS-06 VS-17. */

#include "models/fleet.h"

/* RAID-1 of n failures is n + 1 copies and n witnesses of one vote each, odd as it is (VS-02). RAID-5 of OSA has four
 * segments, of which one weighs two (VS-03); RAID-6 has six, and odd totals need the same of it. ESA's RAID-5 is 2+1 up to
 * five hosts and 4+1 from six on, both odd (VS-05). */
ModelShape
model_vsan_shape (ModelRaid raid, guint32 failures, ModelVsanArchitecture architecture, guint32 domains)
{
  switch (raid) {
  case MODEL_RAID_5:
    if (architecture == MODEL_VSAN_ESA)
      return domains >= 6 ? (ModelShape){ 5, 4, 0, FALSE } : (ModelShape){ 3, 2, 0, FALSE };
    return (ModelShape){ 4, 3, 0, TRUE };
  case MODEL_RAID_6:
    return (ModelShape){ 6, 4, 0, TRUE };
  case MODEL_RAID_1:
  default:
    return (ModelShape){ failures + 1, 1, failures, FALSE };
  }
}

guint32
model_vsan_least_domains (ModelRaid raid, guint32 failures, ModelVsanArchitecture architecture)
{
  ModelShape shape = model_vsan_shape (raid, failures, architecture, 0);

  return shape.data + shape.witnesses;
}

/* A mirror's leg is the whole; a segment is its share, rounded up (VS-06). */
gint64
model_vsan_component_mib (const ModelShape *shape, gint64 mib)
{
  return (mib + shape->need - 1) / shape->need;
}

gboolean
model_vsan_is_stretched (const ModelFleet *fleet, guint32 cluster)
{
  return fleet->clusters[cluster].vsan.witness != MODEL_NONE;
}

/* Two nodes with a witness are two sites of one host each (VS-18), named or not. */
guint32
model_vsan_site (const ModelFleet *fleet, guint32 host)
{
  const ModelCluster *cluster = &fleet->clusters[fleet->hosts[host].cluster];
  guint32 first = fleet->hosts[cluster->first_host].fault_domain, domain = fleet->hosts[host].fault_domain;

  if (cluster->vsan.witness == MODEL_NONE)
    return 0;
  if (cluster->vsan.preferred != MODEL_NONE)
    return domain != cluster->vsan.preferred;
  for (guint32 i = 0; i < cluster->n_hosts; i++)
    first = MIN (first, fleet->hosts[cluster->first_host + i].fault_domain);
  return first == MODEL_NONE ? host != cluster->first_host : domain != first;
}

guint32
model_vsan_domain (const ModelFleet *fleet, guint32 host)
{
  const ModelHost *h = &fleet->hosts[host];

  return h->fault_domain == MODEL_NONE || model_vsan_is_stretched (fleet, h->cluster) ? G_MAXINT32 + host
                                                                                      : h->fault_domain;
}

guint32
model_vsan_n_domains (const ModelFleet *fleet, guint32 index, guint32 site)
{
  const ModelCluster *cluster = &fleet->clusters[index];
  guint32 n = 0;

  for (MODEL_EACH_HOST (i, cluster)) {
    gboolean counted = model_vsan_site (fleet, i) != site || fleet->hosts[i].start == MODEL_HOST_OUTSIDE;

    for (guint32 before = cluster->first_host; before < i && !counted; before++)
      counted = model_vsan_site (fleet, before) == site
                && model_vsan_domain (fleet, before) == model_vsan_domain (fleet, i);
    n += !counted;
  }
  return n;
}

ModelStoragePolicy
model_vsan_policy_of (const ModelFleet *fleet, guint32 vm)
{
  guint32 policy = fleet->vms[vm].storage_policy, cluster = fleet->vms[vm].cluster;
  ModelStoragePolicy p = { .cluster = cluster, .raid = MODEL_RAID_1, .failures = MODEL_NONE };

  if (policy != MODEL_NONE)
    p = fleet->storage_policies[policy];
  if (model_vsan_is_stretched (fleet, cluster) && fleet->clusters[cluster].n_hosts == 2
      && p.raid == MODEL_RAID_1 && p.sites == MODEL_SITE_MIRROR)
    p.failures = 0; /* mirrored over the nodes, which is all there is to mirror over (VS-18) */
  if (p.failures == MODEL_NONE)
    p.failures = p.raid == MODEL_RAID_6                                                     ? 2
                 : p.raid == MODEL_RAID_5                                                   ? 1
                 : model_vsan_is_stretched (fleet, cluster) && p.sites == MODEL_SITE_MIRROR ? 0
                                                                                            : 1;
  return p;
}

/* ---- Placement ---- */

typedef struct {
  ModelFleet *fleet;
  GArray *objects, *components;
  gint64 *used;  /* MiB, by host */
  guint32 *held; /* components, by host */
  guint32 n_domains[2];
} Layout;

static gboolean
is_emptier (const Layout *layout, guint32 a, guint32 b)
{
  return layout->used[a] != layout->used[b] ? layout->used[a] < layout->used[b]
                                            : layout->held[a] < layout->held[b];
}

/* The emptiest host of a site in a fault domain that the object is not in. Hosts that say no capacity are as large as any. */
static guint32
choose_host (const Layout *layout, guint32 cluster, guint32 site, guint32 from, gint64 mib)
{
  const ModelFleet *fleet = layout->fleet;
  const ModelCluster *c = &fleet->clusters[cluster];
  guint32 best = MODEL_NONE;

  for (MODEL_EACH_HOST (host, c)) {
    gint64 capacity = fleet->hosts[host].capacity_mib;
    gboolean fits
        = model_vsan_site (fleet, host) == site && fleet->hosts[host].start != MODEL_HOST_OUTSIDE && (capacity == 0 || layout->used[host] + mib <= capacity);

    if (!fits || (best != MODEL_NONE && !is_emptier (layout, host, best)))
      continue;
    for (guint i = from; i < layout->components->len && fits; i++) {
      guint32 other = g_array_index (layout->components, ModelComponent, i).host;

      fits = other == MODEL_NONE || model_vsan_domain (fleet, other) != model_vsan_domain (fleet, host);
    }
    if (fits)
      best = host;
  }
  return best;
}

static void
add_component (Layout *layout, ModelObject *object, ModelComponentKind kind, guint32 votes, guint32 site,
               gint64 mib)
{
  guint32 cluster = layout->fleet->vms[object->vm].cluster;
  ModelComponent component = { .object = layout->objects->len,
                               .votes = (guint8) votes,
                               .kind = (guint8) kind,
                               .site = (guint8) site,
                               .mib = mib };

  component.host = choose_host (layout, cluster, site, object->first_component, mib);
  if (component.host != MODEL_NONE) {
    layout->used[component.host] += mib;
    layout->held[component.host]++;
  }
  object->votes += votes;
  object->n_components++;
  g_array_append_val (layout->components, component);
}

/* The witness host weighs as much as a site, so that two of the three decide (VS-16, VS-17). */
static void
add_outside_witness (Layout *layout, ModelObject *object)
{
  guint32 votes = object->votes / 2;
  ModelComponent component = { .object = layout->objects->len,
                               .host = MODEL_NONE,
                               .votes = (guint8) votes,
                               .kind = MODEL_COMPONENT_WITNESS };

  object->votes += votes;
  object->n_components++;
  g_array_append_val (layout->components, component);
}

static void
add_object (Layout *layout, guint32 vm, gint64 mib)
{
  const ModelFleet *fleet = layout->fleet;
  const ModelCluster *cluster = &fleet->clusters[fleet->vms[vm].cluster];
  ModelStoragePolicy policy = model_vsan_policy_of (fleet, vm);
  gboolean stretched = cluster->vsan.witness != MODEL_NONE,
           mirror = stretched && policy.sites == MODEL_SITE_MIRROR;
  guint32 first_site = stretched && policy.sites == MODEL_SITE_SECONDARY;
  ModelShape shape = model_vsan_shape (policy.raid, policy.failures, cluster->vsan.architecture,
                                       layout->n_domains[first_site]);
  ModelObject object = { .vm = vm,
                         .first_component = layout->components->len,
                         .need = (guint8) shape.need,
                         .n_sites = mirror ? 2 : 1,
                         .site = (guint8) first_site,
                         .raid = (guint8) policy.raid,
                         .mib = mib };

  for (guint32 s = first_site; s < first_site + object.n_sites; s++) {
    for (guint32 i = 0; i < shape.data; i++)
      add_component (layout, &object, MODEL_COMPONENT_DATA, i == 0 && shape.first_weighs_two ? 2 : 1, s,
                     model_vsan_component_mib (&shape, mib));
    for (guint32 i = 0; i < shape.witnesses; i++)
      add_component (layout, &object, MODEL_COMPONENT_WITNESS, 1, s, 0);
  }
  if (mirror)
    add_outside_witness (layout, &object);
  g_assert (object.n_components <= MODEL_COMPONENTS_MAX);
  g_array_append_val (layout->objects, object);
}

gboolean
model_vsan_holds (const ModelFleet *fleet, guint32 vm)
{
  const ModelVm *v = &fleet->vms[vm];

  return fleet->clusters[v->cluster].vsan.architecture != MODEL_VSAN_NONE && v->disks_mib > 0
         && !v->datastores && !(v->devices >> MODEL_DEVICE_LOCAL_DATASTORE & 1);
}

/* A VM's disks are `disk_count` objects of equal size; the first takes what does not divide. */
static void
add_vm (Layout *layout, guint32 vm)
{
  const ModelVm *v = &layout->fleet->vms[vm];
  guint32 n = model_vsan_holds (layout->fleet, vm) ? MAX (1, v->disk_count) : 0;

  for (guint32 i = 0; i < n; i++)
    add_object (layout, vm, v->disks_mib / n + (i == 0 ? v->disks_mib % n : 0));
}

void
model_vsan_lay_out (ModelFleet *fleet)
{
  Layout layout = { fleet,
                    g_array_new (FALSE, TRUE, sizeof (ModelObject)),
                    g_array_new (FALSE, TRUE, sizeof (ModelComponent)),
                    g_new0 (gint64, fleet->n_hosts + 1),
                    g_new0 (guint32, fleet->n_hosts + 1),
                    { 0 } };

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const ModelCluster *cluster = &fleet->clusters[c];

    if (cluster->vsan.architecture == MODEL_VSAN_NONE)
      continue;
    fleet->has_vsan = TRUE;
    for (guint32 site = 0; site < 2; site++)
      layout.n_domains[site] = model_vsan_n_domains (fleet, c, site);
    for (MODEL_EACH_VM (vm, cluster))
      add_vm (&layout, vm);
  }
  fleet->n_objects = layout.objects->len;
  fleet->n_components = layout.components->len;
  fleet->objects = model_fleet_keep (fleet, g_array_free (layout.objects, FALSE));
  fleet->components = model_fleet_keep (fleet, g_array_free (layout.components, FALSE));
  g_free (layout.used);
  g_free (layout.held);
}
