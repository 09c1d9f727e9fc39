/* What there is to ask of a vSAN object: how many votes it has, whether its data is there, how much more it may lose. Its
 * votes are those that its components have now (VS-16), not those of its policy. */

#include "models/vsan/objects.h"

#include "models/compute/hosts.h"
#include "models/vsan/parts.h"

#define NOBODY (MODEL_NONE - 1) /* MODEL_NONE is where the witness is */

/* What is looked at: without one host or one site, and in one part of the network where that is in parts. */
typedef struct {
  guint32 without, without_site, part;
  gboolean split;
} Look;

static gboolean
is_up (const SimRun *run, guint32 component, const Look *look)
{
  const ModelComponentPlace *place = model_component (run, component);

  return place->state == MODEL_IS_ACTIVE && place->host != look->without
         && (place->host == MODEL_NONE || model_fleet (run)->components[component].site != look->without_site)
         && (!look->split || model_vsan_part_of (run, component) == look->part);
}

/* The part with the most votes: no other can have more than half of them. */
static void
choose_part (const SimRun *run, const ModelObject *object, Look *look)
{
  guint32 end = object->first_component + object->n_components, most = 0, best = MODEL_NO_PART;

  for (guint32 c = object->first_component; c < end; c++) {
    guint32 votes = 0;

    look->part = model_vsan_part_of (run, c);
    for (guint32 other = object->first_component; other < end; other++)
      votes += is_up (run, other, look) ? model_component (run, other)->votes : 0;
    if (look->part != MODEL_NO_PART && votes > most) {
      most = votes;
      best = look->part;
    }
  }
  look->part = best;
}

/* How many components an enemy must take until the votes no longer suffice, less one: the heaviest first. Votes are small,
 * so they are counted by weight. */
static gint32
vote_margin (const SimRun *run, const ModelObject *object, const Look *look, guint32 votes_up, guint32 votes)
{
  guint32 of_weight[32] = { 0 }, left = votes_up;
  gint32 margin = -1;

  if (2 * votes_up <= votes)
    return -1;
  for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++)
    if (is_up (run, c, look))
      of_weight[MIN (model_component (run, c)->votes, 31)]++;
  for (guint32 weight = 31; weight > 0; weight--)
    for (guint32 i = 0; i < of_weight[weight]; i++) {
      margin++;
      left -= weight;
      if (2 * left <= votes)
        return margin;
    }
  return margin + 1;
}

static ModelObjectView
view (const SimRun *run, guint32 index, guint32 without, guint32 without_site)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelObject *object = &fleet->objects[index];
  ModelObjectView v = { .compliant = TRUE };
  Look look = { without, without_site, 0, model_vsan_is_split (run, fleet->vms[object->vm].cluster) };
  guint32 data[2] = { 0 };
  gint32 margin = -1;

  if (look.split)
    choose_part (run, object, &look);
  v.part = look.part;
  for (guint32 c = object->first_component; c < object->first_component + object->n_components; c++) {
    const ModelComponent *component = &fleet->components[c];

    v.votes += model_component (run, c)->votes;
    if (!is_up (run, c, &look)) {
      v.compliant = FALSE;
      continue;
    }
    v.votes_up += model_component (run, c)->votes;
    data[component->site] += component->kind == MODEL_COMPONENT_DATA;
  }
  for (guint site = 0; site < 2; site++)
    if (data[site] >= object->need)
      margin += (gint32) (data[site] - object->need) + 1;
  v.quorum = 2 * v.votes_up > v.votes;
  v.data = margin >= 0;
  v.accessible = v.quorum && v.data;
  v.margin = MIN (margin, vote_margin (run, object, &look, v.votes_up, v.votes));
  return v;
}

ModelObjectView
model_vsan_object (const SimRun *run, guint32 object)
{
  return view (run, object, NOBODY, NOBODY);
}

ModelObjectView
model_vsan_object_without (const SimRun *run, guint32 object, guint32 host)
{
  return view (run, object, host, NOBODY);
}

ModelObjectView
model_vsan_object_without_site (const SimRun *run, guint32 object, guint32 site)
{
  return view (run, object, NOBODY, site);
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
model_vsan_least_margin (const SimRun *run, gint32 *ret_margin)
{
  guint32 n = model_fleet (run)->n_objects;

  *ret_margin = G_MAXINT32;
  for (guint32 o = 0; o < n; o++)
    *ret_margin = MIN (*ret_margin, model_vsan_object (run, o).margin);
  return n > 0;
}

gboolean
model_vsan_misses_a_host (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  for (MODEL_EACH_HOST (host, c))
    if (model_host_is_member (run, host)
        && (!model_host_is_up (run, host) || model_host_in_maintenance (run, host) || model_vsan_host (run, host)->failed))
      return TRUE;
  return FALSE;
}

gboolean
model_vsan_is_healthy (const SimRun *run, guint32 cluster)
{
  const ModelVsan *vsan = &model_fleet (run)->clusters[cluster].vsan;

  return model_vsan_state (run, cluster)->lost == 0 && !model_vsan_is_split (run, cluster)
         && (vsan->witness == MODEL_NONE || STATE (WITNESS, vsan->witness) == WITNESS_AT_SERVING);
}
