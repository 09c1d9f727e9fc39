/* What a host holds of vSAN is made anew: elsewhere, when it has been absent for too long or its devices have failed; and on
 * the host itself, when they are good again. */

#include "models/compute/hosts.h"
#include "models/rehearsal.h"
#include "models/vsan/components-parts.h"
#include "models/vsan/objects.h"
#include "models/vcenter/availability.h"
#include "models/vsan/resync.h"

static guint32
cluster_of (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

/* ---- Questions ---- */

GUARD_OF (COMPONENTS, the_original_wins, "the host is back, and its copy is preferred")
{
  return model_components_are_heard (run, ME) && !model_number (run, MODEL_VSAN_REBUILD_GOES_ON);
}

GUARD_OF (COMPONENTS, has_nothing, "it holds nothing")
{
  return model_vsan_host (run, ME)->n == 0;
}

GUARD_OF (COMPONENTS, there_is_a_spare,
          "another host or fault domain has room for some of it, and vSAN repairs without vCenter")
{
  if (!model_vcenter_offers (run, model_fleet (run)->hosts[ME].cluster, MODEL_FUNCTION_DATA_PLANE))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_vsan_can_be_rebuilt (run, c) && model_vsan_target (run, c) != MODEL_NONE)
      return TRUE;
  return FALSE;
}

GUARD_OF (COMPONENTS, its_devices_have_failed, "its devices have failed")
{
  return model_vsan_host (run, ME)->failed != 0;
}

/* What has no new copy, or has one on a host that has not stayed. */
static gboolean
is_rebuilt (const SimRun *run, guint32 component)
{
  guint32 target = model_component (run, component)->target;

  return target && STATE (COMPONENTS, target - 1) == COMPONENTS_AT_ACTIVE;
}

GUARD_OF (COMPONENTS, is_back_and_some_is_left, "the host is back, and some of it was not rebuilt")
{
  if (!model_components_are_heard (run, ME))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (!is_rebuilt (run, c))
      return TRUE;
  return FALSE;
}

/* ---- What is done ---- */

static void
find_impossible (SimRun *run, const SimEvent *event)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };

  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    evidence[0]
        += model_component (run, c)->target == 0 && model_component (run, c)->state != MODEL_IS_ACTIVE;
  if (evidence[0])
    sim_find (run, MODEL_FIND_REBUILD_IMPOSSIBLE, SIM_RISK, event->to, 0, evidence);
  else
    sim_find_end (run, MODEL_FIND_REBUILD_IMPOSSIBLE, event->to, 0);
}

ACTION_OF (COMPONENTS, rebuild, "copy it to other hosts", "{a:volume}",
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  gint64 bytes = 0;

  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_vsan_can_be_rebuilt (run, c))
      bytes = model_vsan_sum (bytes, model_vsan_book_elsewhere (run, c));
  sim_tell (run, bytes, 0);
  find_impossible (run, event);
  if (model_vsan_has_batch (run, ME, MODEL_BATCH_RESYNC)) /* of the part of the network that it is in */
    model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  model_vsan_begin_batch (run, ME, MODEL_BATCH_RESYNC, bytes);
}

ACTION_OF (COMPONENTS, stay_reduced, "say so", NULL, SENDS_NOTHING)
{
  find_impossible (run, event);
}

/* Components that were not meant for another host, or whose new host has not stayed: still to be rebuilt. */
static void
finish_moves (SimRun *run, const SimEvent *event)
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    if (model_component (run, c)->state == MODEL_IS_ACTIVE)
      continue; /* being moved away for maintenance, if at all */
    if (is_rebuilt (run, c))
      model_vsan_move (run, c);
    else
      model_vsan_unbook (run, c);
  }
}

ACTION_OF (COMPONENTS, drop_old, "drop what is left of the old copies", NULL,
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  finish_moves (run, event);
  find_impossible (run, event);
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION_OF (COMPONENTS, drop_old_and_be_active, "drop what is left of the old copies", NULL,
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  finish_moves (run, event);
  model_components_stop_timer (run, event);
  model_components_be_whole (run, event);
}

ACTION_OF (COMPONENTS, drop_old_and_resync, "drop the old copies, bring the rest up to date",
           "{a:volume} missed", SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  finish_moves (run, event);
  model_components_stop_timer (run, event);
  model_components_catch_up (run, event);
}

ACTION_OF (COMPONENTS, abandon_rebuild, "bring the original up to date instead", "{a:volume} missed",
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    model_vsan_unbook (run, c);
  model_components_stop_timer (run, event);
  model_components_catch_up (run, event);
}

ACTION_OF (COMPONENTS, degrade, "count it out, rebuild it at once", "{a:components}",
           SENDS (TO (COMPONENTS, REPAIR), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  ModelVsanHostState *h = model_vsan_host (run, ME);

  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  sim_cancel (run, &model_vsan_timers (run, ME)->repair);
  h->failed = TRUE;
  h->repair_at = sim_now (run);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    model_vsan_unbook (run, c);
    model_vsan_set (run, c, MODEL_IS_DEGRADED);
  }
  sim_tell (run, h->n, 0);
  TELL (COMPONENTS, ME, COMPONENTS_ON_REPAIR, 0);
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION_OF (COMPONENTS, mend, "use them again", NULL, SENDS_NOTHING)
{
  model_vsan_host (run, ME)->failed = FALSE;
}

ACTION_OF (COMPONENTS, mend_and_resync, "copy everything back", "{a:volume}",
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_host (run, ME)->failed = FALSE;
  model_components_stop_timer (run, event);
  model_components_catch_up (run, event);
}

/* What could leave has left; of what is still here others have copies. */
ACTION_OF (COMPONENTS, wipe, "count it out", "{a:components}",
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    model_vsan_set (run, c, MODEL_IS_DEGRADED);
  sim_tell (run, model_vsan_host (run, ME)->n, 0);
  model_vsan_notify (run, cluster_of (run, event));
}
