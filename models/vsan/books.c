/* The books of vSAN: what lies where, how much room it takes, and how many objects do how well. */

#include "models/compute/hosts.h"
#include "models/vsan/moves.h"
#include "models/words.h"

/* Counts an object again. One that stops keeps in mind who was up to date then; one that works again lets go of it. */
void
model_vsan_recount (SimRun *run, guint32 index)
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
  model_vsan_recount (run, object);
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

  if (model_vsan_is_nearly_full (run, host, 0))
    sim_find (run, MODEL_FIND_VSAN_DEVICE_FULL, SIM_RISK, ACTOR (HOST, host), 0, evidence);
  else
    sim_find_end (run, MODEL_FIND_VSAN_DEVICE_FULL, ACTOR (HOST, host), 0);
}

void
model_vsan_book (SimRun *run, guint32 index, guint32 host)
{
  model_component (run, index)->target = host + 1;
  model_vsan_host (run, host)->used_mib += model_fleet (run)->components[index].mib;
  model_vsan_look_at_room (run, host);
}

gint64
model_vsan_book_elsewhere (SimRun *run, guint32 component)
{
  guint32 target = model_vsan_target (run, component);

  if (target == MODEL_NONE)
    return 0;
  model_vsan_book (run, component, target);
  return model_fleet (run)->components[component].mib << 20;
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
  model_vsan_recount (run, model_fleet (run)->components[index].object); /* it may be in another part of the network now */
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
    model_component (run, c)->votes = fleet->components[c].votes;
    if (host == MODEL_NONE)
      continue;
    put_on (run, c, host);
    model_vsan_host (run, host)->used_mib += fleet->components[c].mib;
  }
}
