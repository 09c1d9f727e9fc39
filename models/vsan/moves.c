/* Moving data off a host, and when vSAN does it by itself. */

#include "models/vsan/moves.h"

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

  if (has_arrived && STATE (COMPONENTS, target - 1) == COMPONENTS_AT_ACTIVE) {
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
