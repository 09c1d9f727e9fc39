/* What there is to ask of vSAN objects, and their books.
 *
 * Facts: VS-15 VS-22. */

#include "models/vsan/objects.h"

#include "models/compute/hosts.h"
#include "models/plan/versions.h"
#include "models/words.h"

#define LARGE_BYTES G_GINT64_CONSTANT (255000000000) /* VS-04, VS-22 */

/* ---- One object ---- */

static gboolean
is_up (const SimRun *run, guint32 component, guint32 without)
{
  const ModelComponentPlace *place = model_component (run, component);

  return place->state == MODEL_IS_ACTIVE && place->host != without;
}

/* How many components an enemy must take until the votes no longer suffice, less one: the heaviest first. Votes are small,
 * so they are counted by weight. */
static gint32
vote_margin (const SimRun *run, const ModelObject *object, guint32 without, guint32 votes_up)
{
  guint32 of_weight[32] = { 0 }, left = votes_up;
  gint32 margin = -1;

  if (2 * votes_up <= object->votes)
    return -1;
  for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++)
    if (is_up (run, c, without))
      of_weight[MIN (model_fleet (run)->components[c].votes, 31)]++;
  for (guint32 weight = 31; weight > 0; weight--)
    for (guint32 i = 0; i < of_weight[weight]; i++) {
      margin++;
      left -= weight;
      if (2 * left <= object->votes)
        return margin;
    }
  return margin + 1;
}

static ModelObjectView
view (const SimRun *run, guint32 index, guint32 without)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelObject *object = &fleet->objects[index];
  ModelObjectView v = { .votes = object->votes, .compliant = TRUE };
  guint32 data[2] = { 0 };
  gint32 margin = -1;

  for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++) {
    const ModelComponent *component = &fleet->components[c];

    if (!is_up (run, c, without)) {
      v.compliant = FALSE;
      continue;
    }
    v.votes_up += component->votes;
    data[component->site] += component->kind == MODEL_COMPONENT_DATA;
  }
  for (guint site = 0; site < 2; site++)
    if (data[site] >= object->need)
      margin += (gint32) (data[site] - object->need) + 1;
  v.quorum = 2 * v.votes_up > v.votes;
  v.data = margin >= 0;
  v.accessible = v.quorum && v.data;
  v.margin = MIN (margin, vote_margin (run, object, without, v.votes_up));
  return v;
}

ModelObjectView
model_vsan_object (const SimRun *run, guint32 object)
{
  return view (run, object, MODEL_NONE - 1);
}

ModelObjectView
model_vsan_object_without (const SimRun *run, guint32 object, guint32 host)
{
  return view (run, object, host);
}

gboolean
model_vsan_vm_is_served (const SimRun *run, guint32 vm)
{
  for (MODEL_EACH (object, model_links (run)->objects_of_vm, vm))
    if (*model_object_condition (run, *object) == MODEL_IS_LOST)
      return FALSE;
  return TRUE;
}

gboolean
model_vsan_is_healthy (const SimRun *run, guint32 cluster)
{
  const ModelVsan *vsan = &model_fleet (run)->clusters[cluster].vsan;

  return model_vsan_state (run, cluster)->lost == 0
         && (vsan->witness == MODEL_NONE || STATE (WITNESS, vsan->witness) == WITNESS_AT_SERVING);
}

/* ---- Where components may go ---- */

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

/* The emptiest host that takes data, in a domain free of the object, with room for so much. */
static guint32
emptiest (const SimRun *run, guint32 object, guint32 except, guint32 not_on, guint32 site, gint64 mib)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->vms[fleet->objects[object].vm].cluster];
  guint32 best = MODEL_NONE;

  for (MODEL_EACH_HOST (host, cluster)) {
    const ModelVsanHostState *h = model_vsan_host (run, host), *b = model_vsan_host (run, MIN (best, host));
    gint64 capacity = fleet->hosts[host].capacity_mib, used = h->used_mib;

    if (host == not_on || (best != MODEL_NONE && (used != b->used_mib ? used > b->used_mib : h->n >= b->n))
        || (capacity && used + mib > capacity) || model_vsan_site (fleet, host) != site
        || !takes_data (run, host)
        || object_is_in_domain (run, object, except, model_vsan_domain (fleet, host)))
      continue;
    best = host;
  }
  return best;
}

guint32
model_vsan_target (const SimRun *run, guint32 index)
{
  const ModelComponent *component = &model_fleet (run)->components[index];
  const ModelComponentPlace *place = model_component (run, index);

  return place->host == MODEL_NONE
             ? MODEL_NONE
             : emptiest (run, component->object, index, place->host, component->site, component->mib);
}

/* 7.0 U1 for maintenance, 7.0 U2 for losses as well; ESA 8.0 U1, for maintenance and RAID-5/6 only. */
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
  guint32 cluster = fleet->vms[object->vm].cluster, spare;

  if (component->kind == MODEL_COMPONENT_WITNESS || place->host == MODEL_NONE
      || !version_keeps_durable (run, object, place->host, planned))
    return MODEL_NONE;
  spare = emptiest (run, component->object, index, place->host, component->site, 0);
  if (spare != MODEL_NONE || model_vsan_n_domains (fleet, cluster, component->site) != 3)
    return spare;
  for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++)
    if (fleet->components[c].kind == MODEL_COMPONENT_WITNESS && model_component (run, c)->host != MODEL_NONE
        && takes_data (run, model_component (run, c)->host))
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

/* ---- Books ---- */

/* Counts an object again. One that stops keeps in mind who was up to date then; one that works again lets go of it. */
static void
recount (SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelObject *object = &fleet->objects[index];
  ModelVsanState *cluster = model_vsan_state (run, fleet->vms[object->vm].cluster);
  guint8 *condition = model_object_condition (run, index);
  ModelObjectView v = model_vsan_object (run, index);
  ModelObjectCondition now = v.compliant     ? MODEL_IS_COMPLIANT
                             : !v.accessible ? MODEL_IS_LOST
                             : v.margin == 0 ? MODEL_IS_CRITICAL
                                             : MODEL_IS_REDUCED;
  guint32 *const counts[] = { NULL, &cluster->reduced, &cluster->critical, &cluster->lost };

  if (now == *condition)
    return;
  if (*condition == MODEL_IS_LOST)
    for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++)
      model_component (run, c)->last = FALSE;
  if (counts[*condition])
    --*counts[*condition];
  if (counts[now])
    ++*counts[now];
  *condition = (guint8) now;
}

void
model_vsan_set (SimRun *run, guint32 index, ModelComponentState state)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 object = fleet->components[index].object;
  ModelComponentPlace *place = model_component (run, index);
  gboolean was_lost = *model_object_condition (run, object) == MODEL_IS_LOST,
           was_active = place->state == MODEL_IS_ACTIVE;

  if (place->state == state)
    return;
  place->state = (guint8) state;
  recount (run, object);
  if (was_active && state == MODEL_IS_ABSENT)
    place->last = was_lost || *model_object_condition (run, object) == MODEL_IS_LOST;
  else if (state == MODEL_IS_ACTIVE)
    place->last = FALSE, place->durable = 0;
}

static void
put_on (SimRun *run, guint32 index, guint32 host)
{
  ModelVsanHostState *h = model_vsan_host (run, host);
  ModelComponentPlace *place = model_component (run, index);

  place->host = host;
  place->previous = 0;
  place->next = h->first;
  if (h->first)
    model_component (run, h->first - 1)->previous = index + 1;
  h->first = index + 1;
  h->n++;
}

static void
take_off (SimRun *run, guint32 index)
{
  ModelComponentPlace *place = model_component (run, index);
  ModelVsanHostState *h = model_vsan_host (run, place->host);

  *(place->previous ? &model_component (run, place->previous - 1)->next : &h->first) = place->next;
  if (place->next)
    model_component (run, place->next - 1)->previous = place->previous;
  h->n--;
  h->used_mib -= model_fleet (run)->components[index].mib;
}

void
model_vsan_look_at_room (SimRun *run, guint32 host)
{
  gint64 capacity = model_fleet (run)->hosts[host].capacity_mib, used = model_vsan_host (run, host)->used_mib;
  gint64 evidence[SIM_EVIDENCE_MAX] = { used, capacity };

  if (capacity && used > capacity / 1000 * model_number (run, MODEL_VSAN_FULL) / 100)
    sim_find (run, MODEL_FIND_VSAN_DEVICE_FULL, SIM_RISK, ACTOR (HOST, host), 0, evidence);
  else
    sim_find_end (run, MODEL_FIND_VSAN_DEVICE_FULL, ACTOR (HOST, host), 0);
}

/* VS-22: the cluster's last host has come from 7.0 or older to 7.0 U1 or newer, and large objects lie as they lay. */
void
model_vsan_look_at_layout (SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *c = &fleet->clusters[cluster];
  ModelVsanState *state = model_vsan_state (run, cluster);
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };

  if (state->version == 0 || state->version >= MODEL_VERSION (7, 0, 1))
    return;
  for (MODEL_EACH_HOST (host, c))
    if (model_host_state (run, host)->version < MODEL_VERSION (7, 0, 1))
      return;
  state->version = MODEL_VERSION (7, 0, 1);
  for (guint32 o = 0; o < fleet->n_objects; o++)
    evidence[0]
        += fleet->vms[fleet->objects[o].vm].cluster == cluster && fleet->objects[o].mib << 20 > LARGE_BYTES;
  if (evidence[0])
    sim_find (run, MODEL_FIND_OBJECT_RELAYOUT, SIM_NOTE, model_cluster_thing (run->model, cluster), 0,
              evidence);
}

void
model_vsan_book (SimRun *run, guint32 index, guint32 host)
{
  model_component (run, index)->target = host + 1;
  model_vsan_host (run, host)->used_mib += model_fleet (run)->components[index].mib;
  model_vsan_look_at_room (run, host);
}

void
model_vsan_unbook (SimRun *run, guint32 index)
{
  ModelComponentPlace *place = model_component (run, index);

  if (!place->target)
    return;
  model_vsan_host (run, place->target - 1)->used_mib -= model_fleet (run)->components[index].mib;
  model_vsan_look_at_room (run, place->target - 1);
  place->target = 0;
}

/* It is whole on its target now, and what is left on the old host is dropped. */
void
model_vsan_move (SimRun *run, guint32 index)
{
  ModelComponentPlace *place = model_component (run, index);
  guint32 target = place->target - 1, from = place->host;

  take_off (run, index);
  model_vsan_look_at_room (run, from);
  place->target = 0;
  put_on (run, index, target);
  model_vsan_set (run, index, MODEL_IS_ACTIVE);
}

void
model_vsan_witness_changed (SimRun *run, guint32 witness)
{
  const ModelFleet *fleet = model_fleet (run);
  gboolean serves = STATE (WITNESS, witness) == WITNESS_AT_SERVING;

  for (guint32 c = 0; c < fleet->n_components; c++)
    if (fleet->components[c].host == MODEL_NONE
        && fleet->clusters[fleet->vms[fleet->objects[fleet->components[c].object].vm].cluster].vsan.witness
               == witness)
      model_vsan_set (run, c, serves ? MODEL_IS_ACTIVE : MODEL_IS_ABSENT);
}

void
model_vsan_start (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 host = 0; fleet->has_vsan && host < fleet->n_hosts; host++) {
    ModelVsanHostState *h = model_vsan_host (run, host);

    h->away_since = h->repair_at = SIM_NEVER;
  }
  for (guint32 c = 0; c < fleet->n_components; c++) {
    guint32 host = fleet->components[c].host;

    model_component (run, c)->host = host;
    if (host == MODEL_NONE)
      continue;
    put_on (run, c, host);
    model_vsan_host (run, host)->used_mib += fleet->components[c].mib;
  }
}
