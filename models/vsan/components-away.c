/* What a host holds of vSAN goes away and comes back: counted out, its timer started, brought up to date by what it has
 * missed. */

#include "models/compute/hosts.h"
#include "models/rehearsal.h"
#include "models/vsan/components-parts.h"
#include "models/vsan/objects.h"
#include "models/vsan/parts.h"
#include "models/vsan/resync.h"

static guint32
cluster_of (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

/* ---- Questions ---- */

static gboolean
is_there (const SimRun *run, guint32 host)
{
  return model_host_is_up (run, host) && !model_host_in_maintenance (run, host);
}

gboolean
model_components_are_heard (const SimRun *run, guint32 host)
{
  return is_there (run, host) && !model_vsan_host_is_cut_off (run, host);
}

static gboolean
is_wanted (const SimRun *run, guint32 component)
{
  guint8 state = model_component (run, component)->state;

  return state == MODEL_IS_ACTIVE || state == MODEL_IS_STALE;
}

/* Of a host that is cut off, what the host's own part owns is none of it. */
static gboolean
is_gone (const SimRun *run, guint32 host, guint32 component)
{
  return !is_there (run, host) || model_vsan_is_cut_off (run, component);
}

GUARD_OF (COMPONENTS, is_cut_off,
          "the host is up, and another part of the network owns objects of which it holds components")
{
  return is_there (run, ME) && model_vsan_host_is_cut_off (run, ME);
}

GUARD_OF (COMPONENTS, more_of_it_is_gone, "more of what it holds is out of reach")
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (is_wanted (run, c) && is_gone (run, ME, c))
      return TRUE;
  return FALSE;
}

/* Of a host in a part of the network, what that part owns comes back to it, and the rest stays away. */
static gboolean
comes_back (const SimRun *run, guint32 component)
{
  guint8 state = model_component (run, component)->state;

  return (state == MODEL_IS_ABSENT || state == MODEL_IS_STALE) && !model_vsan_is_cut_off (run, component);
}

GUARD_OF (COMPONENTS, some_of_it_is_heard,
          "the host is up, and its own part of the network owns some of what is absent")
{
  if (!is_cut_off_test (run, event) || model_vsan_has_batch (run, ME, MODEL_BATCH_RESYNC))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (comes_back (run, c))
      return TRUE;
  return FALSE;
}

GUARD_OF (COMPONENTS, some_was_out_of_date,
          "some of it was brought up to date for its own part of the network")
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_component (run, c)->state == MODEL_IS_STALE && !is_gone (run, ME, c))
      return TRUE;
  return FALSE;
}

GUARD_OF (COMPONENTS, is_away, "the host is away, or in maintenance")
{
  return !is_there (run, ME);
}

GUARD_OF (COMPONENTS, is_back, "the host is back")
{
  return model_components_are_heard (run, ME);
}

GUARD_OF (COMPONENTS, is_back_and_has_missed, "the host is back, and has missed writes")
{
  if (!model_components_are_heard (run, ME))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_vsan_missed (run, c) > 0)
      return TRUE;
  return FALSE;
}

GUARD_OF (COMPONENTS, is_back_with_nothing, "the host is back and holds nothing")
{
  return model_components_are_heard (run, ME) && model_vsan_host (run, ME)->n == 0;
}

/* C6: the timer has not started with maintenance mode, and the host goes down now. */
GUARD_OF (COMPONENTS, the_timer_starts_now, "the host goes down, and only that starts the timer")
{
  return !model_host_is_up (run, ME) && model_vsan_host (run, ME)->repair_at == SIM_NEVER;
}

GUARD_OF (COMPONENTS, all_is_up_to_date, "all of it is up to date")
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_component (run, c)->state != MODEL_IS_ACTIVE && !model_vsan_has_source (run, c))
      return FALSE;
  return TRUE;
}

GUARD_OF (COMPONENTS, some_can_catch_up, "there is again something to bring it up to date from")
{
  if (model_vsan_has_batch (run, ME, MODEL_BATCH_RESYNC))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_component (run, c)->state != MODEL_IS_ACTIVE && model_vsan_has_source (run, c))
      return TRUE;
  return FALSE;
}

/* ---- What is done ---- */

static gint64
timer_of (const SimRun *run, const SimEvent *event)
{
  const ModelVsanState *state = model_vsan_state (run, cluster_of (run, event));
  gint64 as_said = model_fleet (run)->clusters[cluster_of (run, event)].vsan.repair_timer;
  gint64 set = sim_now (run) >= state->repair_from ? state->repair_timer : state->repair_before;

  return set ? set : as_said ? as_said : model_number (run, MODEL_VSAN_REPAIR);
}

void
model_vsan_set_repair_timer (SimRun *run, guint32 cluster, gint64 ms)
{
  ModelVsanState *state = model_vsan_state (run, cluster);

  if (sim_now (run) >= state->repair_from)
    state->repair_before = state->repair_timer;
  state->repair_timer = ms;
  state->repair_from = sim_now (run) + model_number (run, MODEL_VSAN_TIMER_SETTLES);
}

static void
start_timer (SimRun *run, const SimEvent *event)
{
  gint64 timer = timer_of (run, event);

  model_vsan_host (run, ME)->repair_at = sim_now (run) + timer;
  model_vsan_timers (run, ME)->repair = TELL_IN (timer, COMPONENTS, ME, COMPONENTS_ON_REPAIR, 0);
}

void
model_components_stop_timer (SimRun *run, const SimEvent *event)
{
  sim_cancel (run, &model_vsan_timers (run, ME)->repair);
  model_vsan_host (run, ME)->repair_at = SIM_NEVER;
  sim_find_end (run, MODEL_FIND_REBUILD_IMPOSSIBLE, event->to, 0);
}

/* A planned absence is known beforehand, so the host for what is written meanwhile is chosen before it begins. */
static guint32
count_out (SimRun *run, const SimEvent *event, gboolean planned)
{
  ModelVsanHostState *h = model_vsan_host (run, ME);
  guint32 n = 0;

  if (h->away_since == SIM_NEVER)
    h->away_since = sim_now (run);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    guint32 durable;

    if (!is_gone (run, ME, c))
      continue;
    durable = model_component (run, c)->state == MODEL_IS_ACTIVE ? model_vsan_durable_host (run, c, planned)
                                                                 : MODEL_NONE;
    n++;
    model_vsan_unbook (run, c);
    if (durable != MODEL_NONE)
      model_component (run, c)->durable = durable + 1;
    if (model_component (run, c)->state != MODEL_IS_DEGRADED)
      model_vsan_set (run, c, MODEL_IS_ABSENT);
  }
  return n;
}

ACTION_OF (COMPONENTS, lose, "count it out, start the repair timer", "{a:components}",
           SENDS (TO (COMPONENTS, REPAIR), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  gboolean planned = model_host_in_maintenance (run, ME);

  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  sim_tell (run, count_out (run, event, planned), 0);
  if (!planned || model_number (run, MODEL_VSAN_TIMER_AT_ENTRY))
    start_timer (run, event);
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION_OF (COMPONENTS, lose_more, "count that out, too", "{a:components}",
           SENDS (TO (COMPONENTS, REPAIR), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  if (STATE (COMPONENTS, ME) == COMPONENTS_AT_ABSENT && model_vsan_has_batch (run, ME, MODEL_BATCH_RESYNC))
    model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  sim_tell (run, count_out (run, event, model_host_in_maintenance (run, ME)), 0);
  if (model_vsan_host (run, ME)->repair_at == SIM_NEVER && !model_host_in_maintenance (run, ME))
    start_timer (run, event);
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION_OF (COMPONENTS, start_late, "start the repair timer", NULL, SENDS (TO (COMPONENTS, REPAIR)))
{
  start_timer (run, event);
}

/* Everything that has a source is on its way in one batch; what has none stays as it is. */
void
model_components_catch_up (SimRun *run, const SimEvent *event)
{
  gint64 bytes = 0;

  if (model_vsan_has_batch (run, ME, MODEL_BATCH_RESYNC)) /* of the part of the network that it was in */
    model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    gint64 missed = model_vsan_missed (run, c);

    if (model_component (run, c)->state == MODEL_IS_ACTIVE)
      continue;
    if (missed == 0)
      model_vsan_set (run, c, MODEL_IS_ACTIVE);
    else if (model_component (run, c)->state != MODEL_IS_DEGRADED)
      model_vsan_set (run, c, MODEL_IS_STALE);
    if (missed && model_vsan_has_source (run, c))
      bytes = model_vsan_sum (bytes, missed);
  }
  sim_tell (run, bytes, 0);
  model_vsan_begin_batch (run, ME, MODEL_BATCH_RESYNC, bytes);
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION_OF (COMPONENTS, resync, "bring it up to date", "{a:volume} missed",
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_components_stop_timer (run, event);
  model_components_catch_up (run, event);
}

void
model_components_be_whole (SimRun *run, const SimEvent *event)
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    model_vsan_set (run, c, MODEL_IS_ACTIVE);
  model_vsan_host (run, ME)->away_since = SIM_NEVER;
  model_vsan_look_at_layout (run, cluster_of (run, event));
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION_OF (COMPONENTS, be_active, "count it again", NULL,
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_components_stop_timer (run, event);
  model_components_be_whole (run, event);
}

ACTION_OF (COMPONENTS, be_up_to_date, "count it again", NULL,
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_components_be_whole (run, event);
}

ACTION_OF (COMPONENTS, be_partly_up_to_date, "count what is", NULL,
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_vsan_has_source (run, c))
      model_vsan_set (run, c, MODEL_IS_ACTIVE);
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION_OF (COMPONENTS, take_some_back, "bring that up to date", "{a:volume} missed",
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  gint64 bytes = 0;

  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    gint64 missed = comes_back (run, c) ? model_vsan_missed (run, c) : 0;

    if (!comes_back (run, c))
      continue;
    if (missed && model_vsan_has_source (run, c))
      bytes = model_vsan_sum (bytes, missed);
    model_vsan_set (run, c, missed ? MODEL_IS_STALE : MODEL_IS_ACTIVE);
  }
  sim_tell (run, bytes, 0);
  if (bytes)
    model_vsan_begin_batch (run, ME, MODEL_BATCH_RESYNC, bytes);
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION_OF (COMPONENTS, count_some_again, "count that again", NULL,
           SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_component (run, c)->state == MODEL_IS_STALE && !is_gone (run, ME, c)
        && model_vsan_has_source (run, c))
      model_vsan_set (run, c, MODEL_IS_ACTIVE);
  model_vsan_notify (run, cluster_of (run, event));
}
