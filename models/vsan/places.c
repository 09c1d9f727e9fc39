/* Where a component may go, what is written while it is away, and how much of it that is.
 *
 * Facts: VS-15. */

#include "models/compute/hosts.h"
#include "models/plan/versions.h"
#include "models/vsan/moves.h"
#include "models/vsan/parts.h"

/* ---- Where it may go ---- */

static gboolean
object_is_in_domain (const SimRun *run, guint32 index, guint32 except, guint32 domain)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelObject *object = &fleet->objects[index];

  for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++) {
    const ModelComponentPlace *place = model_component (run, c);

    if (place->host != MODEL_NONE && c != except && model_vsan_domain (fleet, place->host) == domain)
      return TRUE;
    if (place->target && c != except && model_vsan_domain (fleet, place->target - 1) == domain)
      return TRUE;
  }
  return FALSE;
}

/* Whether a host can take data now. */
static gboolean
takes_data (const SimRun *run, guint32 host)
{
  return STATE (COMPONENTS, host) == COMPONENTS_AT_ACTIVE
         && STATE (DECOMMISSION, host) == DECOMMISSION_AT_IDLE && !model_vsan_host (run, host)->failed
         && model_host_is_up (run, host) && !model_host_in_maintenance (run, host);
}

/* What is looked for: room for a component of an object, in a domain free of the object. */
typedef struct {
  guint32 object, except; /* `except` is not in anybody's way */
  guint32 not_on, site;
  gint64 mib;
  const gint64
      *more; /* MiB that hosts are to take beside what they have, by their place in the cluster; or NULL */
  gboolean stays_empty; /* the host must not become nearly full by it */
} Wanted;

static gboolean
has_room (const SimRun *run, const Wanted *wanted, guint32 host, gint64 more)
{
  gint64 capacity = model_fleet (run)->hosts[host].capacity_mib;

  return capacity == 0
         || (model_vsan_host (run, host)->used_mib + more + wanted->mib <= capacity
             && !(wanted->stays_empty && model_vsan_is_nearly_full (run, host, more + wanted->mib)));
}

/* The emptiest host that takes data and has room. */
static guint32
emptiest (const SimRun *run, const Wanted *wanted)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->vms[fleet->objects[wanted->object].vm].cluster];
  guint32 best = MODEL_NONE, held = 0;
  gint64 least = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    const ModelVsanHostState *h = model_vsan_host (run, host);
    gint64 more = wanted->more ? wanted->more[host - cluster->first_host] : 0, used = h->used_mib + more;

    if (host == wanted->not_on || (best != MODEL_NONE && (used != least ? used > least : h->n >= held))
        || !has_room (run, wanted, host, more) || model_vsan_site (fleet, host) != wanted->site
        || !takes_data (run, host) || !model_vsan_owner_hears (run, wanted->object, host)
        || object_is_in_domain (run, wanted->object, wanted->except, model_vsan_domain (fleet, host)))
      continue;
    best = host;
    least = used;
    held = h->n;
  }
  return best;
}

static guint32
find_target (const SimRun *run, guint32 index, const gint64 *more, gboolean stays_empty)
{
  const ModelComponent *component = &model_fleet (run)->components[index];
  guint32 host = model_component (run, index)->host;
  const Wanted wanted
      = { component->object, index, host, component->site, component->mib, more, stays_empty };

  return host == MODEL_NONE ? MODEL_NONE : emptiest (run, &wanted);
}

guint32
model_vsan_target (const SimRun *run, guint32 index)
{
  return find_target (run, index, NULL, FALSE);
}

guint32
model_vsan_target_beside (const SimRun *run, guint32 index, const gint64 *more)
{
  return find_target (run, index, more, FALSE);
}

guint32
model_vsan_emptier_host (const SimRun *run, guint32 index)
{
  return model_component (run, index)->state == MODEL_IS_ACTIVE && model_fleet (run)->components[index].mib
             ? find_target (run, index, NULL, TRUE)
             : MODEL_NONE;
}

/* VS-15: 7.0 U1 for maintenance, 7.0 U2 for losses as well; ESA 8.0 U1, for maintenance and RAID-5/6 only. */
static gboolean
version_keeps_durable (const SimRun *run, const ModelObject *object, guint32 host, gboolean planned)
{
  const ModelFleet *fleet = model_fleet (run);
  gboolean esa = fleet->clusters[fleet->hosts[host].cluster].vsan.architecture == MODEL_VSAN_ESA;
  ModelVersion version = model_host_state (run, host)->version;

  if (esa)
    return planned && object->raid != MODEL_RAID_1 && version >= MODEL_VERSION (8, 0, 1);
  return version >= MODEL_VERSION (7, 0, planned ? 1 : 2);
}

guint32
model_vsan_durable_host (const SimRun *run, guint32 index, gboolean planned)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelComponent *component = &fleet->components[index];
  const ModelObject *object = &fleet->objects[component->object];
  const ModelComponentPlace *place = model_component (run, index);
  const Wanted wanted
      = { .object = component->object, .except = index, .not_on = place->host, .site = component->site };
  guint32 cluster = fleet->vms[object->vm].cluster, spare;

  if (component->kind == MODEL_COMPONENT_WITNESS || place->host == MODEL_NONE
      || !version_keeps_durable (run, object, place->host, planned))
    return MODEL_NONE;
  spare = emptiest (run, &wanted);
  if (spare != MODEL_NONE || model_vsan_n_domains (fleet, cluster, component->site) != 3)
    return spare;
  for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++)
    if (fleet->components[c].kind == MODEL_COMPONENT_WITNESS && model_component (run, c)->host != MODEL_NONE
        && takes_data (run, model_component (run, c)->host)
        && model_vsan_owner_hears (run, component->object, model_component (run, c)->host))
      return model_component (run, c)->host;
  return MODEL_NONE;
}

/* ---- What is missed while away ---- */

gboolean
model_vsan_has_source (const SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelComponentPlace *place = model_component (run, index);

  if (fleet->components[index].kind == MODEL_COMPONENT_WITNESS || place->last)
    return TRUE;
  if (place->durable && STATE (COMPONENTS, place->durable - 1) == COMPONENTS_AT_ACTIVE)
    return TRUE;
  return model_vsan_object (run, fleet->components[index].object).data;
}

gboolean
model_vsan_can_be_rebuilt (const SimRun *run, guint32 index)
{
  return model_component (run, index)->state != MODEL_IS_ACTIVE
         && *model_object_condition (run, model_fleet (run)->components[index].object) != MODEL_IS_LOST;
}

gint64
model_vsan_missed (const SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelComponent *component = &fleet->components[index];
  const ModelObject *object = &fleet->objects[component->object];
  const ModelVm *vm = &fleet->vms[object->vm];
  const ModelComponentPlace *place = model_component (run, index);
  gint64 all = component->mib << 20, rate = vm->write_bytes_s, since, share;

  if (place->state == MODEL_IS_DEGRADED)
    return all;
  if (component->kind == MODEL_COMPONENT_WITNESS || place->last || !model_vm_is_on (run, object->vm)
      || place->host == MODEL_NONE)
    return 0;
  since = model_vsan_host (run, place->host)->away_since;
  if (since == SIM_NEVER)
    return 0;
  if (rate == G_MAXINT64)
    rate = model_number (run, MODEL_VSAN_WRITE_RATE);
  share = (rate + MAX (1, vm->disk_count) - 1) / MAX (1, vm->disk_count) / object->need;
  return MIN (all, sim_muldiv (share, sim_now (run) - since, SIM_SECOND));
}
