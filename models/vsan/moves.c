/* Moving data off a host, and when vSAN does it by itself. */

#include "models/vsan/moves.h"

#include "models/vsan/parts.h"

gboolean
model_vsan_is_on_its_way (const SimRun *run, guint32 component)
{
  return model_component (run, component)->target
         && model_component (run, component)->state == MODEL_IS_ACTIVE;
}

static gboolean
arrive_or_stay (SimRun *run, guint32 component, gboolean has_arrived)
{
  guint32 target = model_component (run, component)->target;

  if (has_arrived && STATE (COMPONENTS, target - 1) == COMPONENTS_AT_ACTIVE
      && model_vsan_owner_hears (run, model_fleet (run)->components[component].object, target - 1)) {
    model_vsan_move (run, component);
    return TRUE;
  }
  model_vsan_unbook (run, component);
  return FALSE;
}

void
model_vsan_finish_moves (SimRun *run, guint32 host)
{
  model_vsan_end_batch (run, host, MODEL_BATCH_MOVE);
  for (MODEL_EACH_COMPONENT_ON (c, run, host))
    if (model_vsan_is_on_its_way (run, c))
      arrive_or_stay (run, c, TRUE);
}

static gboolean
keep_what_has_arrived (SimRun *run, guint32 host)
{
  gboolean moved = FALSE;
  gint64 all = 0, sent;

  for (MODEL_EACH_COMPONENT_ON (c, run, host))
    if (model_vsan_is_on_its_way (run, c))
      all = model_vsan_sum (all, model_fleet (run)->components[c].mib << 20);
  sent = all - model_vsan_bytes_moving (run, host);
  for (MODEL_EACH_COMPONENT_ON (c, run, host)) {
    if (!model_vsan_is_on_its_way (run, c))
      continue;
    sent -= model_fleet (run)->components[c].mib << 20;
    moved |= arrive_or_stay (run, c, sent >= 0);
  }
  return moved;
}

void
model_vsan_stop_moves (SimRun *run, guint32 host)
{
  gboolean moved;

  if (!model_vsan_has_batch (run, host, MODEL_BATCH_MOVE))
    return;
  moved = keep_what_has_arrived (run, host);
  model_vsan_end_batch (run, host, MODEL_BATCH_MOVE);
  if (moved)
    model_vsan_notify (run, model_fleet (run)->hosts[host].cluster);
}

gboolean
model_vsan_is_nearly_full (const SimRun *run, guint32 host, gint64 more_mib)
{
  gint64 capacity = model_fleet (run)->hosts[host].capacity_mib;

  return capacity
         && model_vsan_host (run, host)->used_mib + more_mib
                >= capacity / 1000 * model_number (run, MODEL_VSAN_FULL) / 100;
}

gboolean
model_vsan_has_to_be_cleared (const SimRun *run, guint32 index, gboolean reduced)
{
  const ModelComponentPlace *place = model_component (run, index);

  return place->state == MODEL_IS_ACTIVE
         && !(reduced && model_vsan_target (run, index) == MODEL_NONE
              && model_vsan_object_without (run, model_fleet (run)->components[index].object, place->host)
                     .accessible);
}

gboolean
model_vsan_can_be_cleared (const SimRun *run, guint32 host, gboolean reduced)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->hosts[host].cluster];
  g_autofree gint64 *taken = g_new0 (gint64, cluster->n_hosts);

  for (MODEL_EACH_COMPONENT_ON (c, run, host)) {
    guint32 object = model_fleet (run)->components[c].object, target;

    if (!model_vsan_has_to_be_cleared (run, c, reduced))
      continue;
    target = model_vsan_target_beside (run, c, taken);
    if (target != MODEL_NONE)
      taken[target - cluster->first_host] += model_fleet (run)->components[c].mib;
    else if (!reduced || !model_vsan_object_without (run, object, host).accessible)
      return FALSE;
  }
  return TRUE;
}
