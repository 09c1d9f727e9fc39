/* Which part of a vSAN network has what.
 *
 * Facts: VS-23. */

#include "models/vsan/parts.h"

#include "models/compute/hosts.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"

#define ALONE 0x40000000u /* and the host: a part of one */

gboolean
model_vsan_is_split (const SimRun *run, guint32 cluster)
{
  return model_fleet (run)->has_vsan && model_vsan_state (run, cluster)->split;
}

guint32
model_vsan_part (const SimRun *run, guint32 host)
{
  return model_vsan_host (run, host)->cut ? ALONE | host : model_ha_host (run, host)->part;
}

static guint32
cluster_of (const SimRun *run, guint32 object)
{
  const ModelFleet *fleet = model_fleet (run);

  return fleet->vms[fleet->objects[object].vm].cluster;
}

guint32
model_vsan_part_of (const SimRun *run, guint32 component)
{
  guint32 host = model_component (run, component)->host;

  return host != MODEL_NONE
             ? model_vsan_part (run, host)
             : model_vsan_state (run, cluster_of (run, model_fleet (run)->components[component].object))
                       ->witness_with
                   - 1; /* 0 is nobody, and MODEL_NO_PART is 0 - 1 */
}

/* ---- Whose an object is ---- */

static guint32
owner_of (const SimRun *run, guint32 object)
{
  ModelObjectView v = model_vsan_object (run, object);

  return v.accessible ? v.part : MODEL_NO_PART;
}

gboolean
model_vsan_owner_hears (const SimRun *run, guint32 object, guint32 host)
{
  return !model_vsan_is_split (run, cluster_of (run, object))
         || owner_of (run, object) == model_vsan_part (run, host);
}

/* What an object that nobody owns has lost since keeps its place: it missed nothing (see `last`). */
gboolean
model_vsan_is_cut_off (const SimRun *run, guint32 component)
{
  const ModelComponentPlace *place = model_component (run, component);
  guint32 object = model_fleet (run)->components[component].object, owner;

  if (!model_vsan_is_split (run, cluster_of (run, object)))
    return FALSE;
  owner = owner_of (run, object);
  return owner != MODEL_NO_PART ? model_vsan_part_of (run, component) != owner
                                : place->state != MODEL_IS_ACTIVE && !place->last;
}

gboolean
model_vsan_host_is_cut_off (const SimRun *run, guint32 host)
{
  if (model_vsan_is_split (run, model_fleet (run)->hosts[host].cluster))
    for (MODEL_EACH_COMPONENT_ON (c, run, host))
      if (model_vsan_is_cut_off (run, c))
        return TRUE;
  return FALSE;
}

gboolean
model_vsan_serves (const SimRun *run, guint32 vm, guint32 host)
{
  gboolean split = model_vsan_is_split (run, model_fleet (run)->vms[vm].cluster);

  for (MODEL_EACH (object, model_links (run)->objects_of_vm, vm))
    if (*model_object_condition (run, *object) == MODEL_IS_LOST
        || (split && owner_of (run, *object) != model_vsan_part (run, host)))
      return FALSE;
  return TRUE;
}

gboolean
model_vsan_is_ghost (const SimRun *run, guint32 vm)
{
  guint32 host = model_vm_state (run, vm)->host;
  gboolean has_any = FALSE;

  if (!model_vm_is_on (run, vm) || host == MODEL_NONE)
    return FALSE;
  for (MODEL_EACH (object, model_links (run)->objects_of_vm, vm)) {
    guint32 owner = owner_of (run, *object);

    has_any = TRUE;
    if (owner == MODEL_NO_PART || owner == model_vsan_part (run, host))
      return FALSE;
  }
  return has_any;
}

/* ---- HA ---- */

gboolean
model_vsan_is_all (const ModelFleet *fleet, guint32 cluster)
{
  const ModelCluster *c = &fleet->clusters[cluster];

  if (c->vsan.architecture == MODEL_VSAN_NONE)
    return FALSE;
  for (MODEL_EACH_HOST (host, c))
    if (fleet->hosts[host].datastores)
      return FALSE;
  return TRUE;
}

gboolean
model_vsan_may_hold_lists (const SimRun *run, guint32 host)
{
  guint32 cluster = model_fleet (run)->hosts[host].cluster;

  return !model_vsan_is_split (run, cluster) || !model_vsan_is_all (model_fleet (run), cluster)
         || !model_vsan_state (run, cluster)->main_part
         || model_vsan_state (run, cluster)->main_part == model_vsan_part (run, host) + 1;
}

/* ---- When it falls into parts ---- */

static gboolean
is_split (const SimRun *run, const ModelCluster *cluster)
{
  for (MODEL_EACH_HOST (host, cluster))
    if (model_vsan_part (run, host))
      return TRUE;
  return FALSE;
}

/* Hosts of a part that are up: those of the preferred site weigh more than all others together. */
static guint32
weight (const SimRun *run, const ModelCluster *cluster, guint32 part)
{
  guint32 sum = 0;

  for (MODEL_EACH_HOST (host, cluster))
    if (model_vsan_part (run, host) == part && model_host_is_up (run, host))
      sum += model_vsan_site (model_fleet (run), host) == 0 ? cluster->n_hosts + 1 : 1;
  return sum;
}

/* The part that the witness joins, + 1. A host without its network does not reach it. */
static guint32
find_witness (const SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  guint32 only = model_vsan_state (run, index)->witness_part, best = 0, most = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    guint32 part = model_vsan_part (run, host), has = weight (run, cluster, part);

    if (model_vsan_host (run, host)->cut || (only && part != only - 1) || has <= most)
      continue;
    best = part + 1;
    most = has;
  }
  return best;
}

/* The part that owns the most objects, + 1; of equals the first host's. */
static guint32
find_main_part (const SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];
  guint32 best = 0, most = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    guint32 part = model_vsan_part (run, host), n = 0;

    for (guint32 o = 0; o < fleet->n_objects && part + 1 != best; o++)
      n += cluster_of (run, o) == index && owner_of (run, o) == part;
    if (n > most) {
      best = part + 1;
      most = n;
    }
  }
  return best;
}

void
model_vsan_regroup (SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];
  ModelVsanState *state;

  if (cluster->vsan.architecture == MODEL_VSAN_NONE)
    return;
  state = model_vsan_state (run, index);
  state->split = is_split (run, cluster) ? 1 : 0;
  state->witness_with = state->split ? find_witness (run, index) : 0;
  for (guint32 o = 0; o < fleet->n_objects; o++)
    if (cluster_of (run, o) == index)
      model_vsan_recount (run, o);
  state->main_part = state->split ? find_main_part (run, index) : 0;
  for (MODEL_EACH_HOST (host, cluster))
    TELL (COMPONENTS, host, COMPONENTS_ON_CHANGED, 0);
  if (state->split)
    TELL_IN (model_number (run, MODEL_VSAN_GHOST), VSAN, index, VSAN_ON_TERMINATE, 0);
  else
    model_notify_room (run, index); /* for VMs whose objects were in another part */
  model_vsan_notify (run, index);
}
