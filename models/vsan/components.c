/* The vsan-components machine: handbook 8.11's component, for all that one host holds. Components on one host share its
 * fate, so one actor speaks for them; where they differ (one has missed writes and another has not), each has a state of
 * its own in the column.
 *
 * Facts: VS-08 VS-09 C6. */

#include "models/compute/hosts.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/parts.h"
#include "models/vsan/resync.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE)  (1u << COMPONENTS_AT_##STATE)
#define ON(SIGNAL) COMPONENTS_ON_##SIGNAL
#define GO(STATE)  COMPONENTS_AT_##STATE
#define ANY        ((1u << COMPONENTS_N_STATES) - 1)

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

static gboolean
is_heard (const SimRun *run, guint32 host)
{
  return is_there (run, host) && !model_vsan_host_is_cut_off (run, host);
}

/* Of a host that is cut off, what the host's own part owns is none of it. */
static gboolean
is_gone (const SimRun *run, guint32 host, guint32 component)
{
  return !is_there (run, host) || model_vsan_is_cut_off (run, component);
}

GUARD (is_cut_off,
       "the host is up, and another part of the network owns objects of which it holds components")
{
  return is_there (run, ME) && model_vsan_host_is_cut_off (run, ME);
}

GUARD (more_of_it_is_gone, "more of what it holds is out of reach")
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_component (run, c)->state == MODEL_IS_ACTIVE && is_gone (run, ME, c))
      return TRUE;
  return FALSE;
}

GUARD (is_away, "the host is away, or in maintenance")
{
  return !is_there (run, ME);
}

GUARD (is_back, "the host is back")
{
  return is_heard (run, ME);
}

GUARD (is_back_and_has_missed, "the host is back, and has missed writes")
{
  if (!is_heard (run, ME))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_vsan_missed (run, c) > 0)
      return TRUE;
  return FALSE;
}

GUARD (is_back_with_nothing, "the host is back and holds nothing")
{
  return is_heard (run, ME) && model_vsan_host (run, ME)->n == 0;
}

GUARD (the_original_wins, "the host is back, and its copy is preferred")
{
  return is_heard (run, ME) && !model_number (run, MODEL_VSAN_REBUILD_GOES_ON);
}

/* C6: the timer has not started with maintenance mode, and the host goes down now. */
GUARD (the_timer_starts_now, "the host goes down, and only that starts the timer")
{
  return !model_host_is_up (run, ME) && model_vsan_host (run, ME)->repair_at == SIM_NEVER;
}

GUARD (has_nothing, "it holds nothing")
{
  return model_vsan_host (run, ME)->n == 0;
}

GUARD (there_is_a_spare,
       "another host or fault domain has room for some of it, and vSAN repairs without vCenter")
{
  if (!model_vcenter_offers (run, model_fleet (run)->hosts[ME].cluster, MODEL_FUNCTION_DATA_PLANE))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_vsan_can_be_rebuilt (run, c) && model_vsan_target (run, c) != MODEL_NONE)
      return TRUE;
  return FALSE;
}

GUARD (all_is_up_to_date, "all of it is up to date")
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_component (run, c)->state != MODEL_IS_ACTIVE && !model_vsan_has_source (run, c))
      return FALSE;
  return TRUE;
}

GUARD (some_can_catch_up, "there is again something to bring it up to date from")
{
  if (model_vsan_has_batch (run, ME, MODEL_BATCH_RESYNC))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_component (run, c)->state != MODEL_IS_ACTIVE && model_vsan_has_source (run, c))
      return TRUE;
  return FALSE;
}

GUARD (its_devices_have_failed, "its devices have failed")
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

GUARD (is_back_and_some_is_left, "the host is back, and some of it was not rebuilt")
{
  if (!is_heard (run, ME))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (!is_rebuilt (run, c))
      return TRUE;
  return FALSE;
}

/* ---- What is done ---- */

static gint64
timer_of (const SimRun *run, const SimEvent *event)
{
  gint64 timer = model_fleet (run)->clusters[cluster_of (run, event)].vsan.repair_timer;

  return timer ? timer : model_number (run, MODEL_VSAN_REPAIR);
}

static void
start_timer (SimRun *run, const SimEvent *event)
{
  gint64 timer = timer_of (run, event);

  model_vsan_host (run, ME)->repair_at = sim_now (run) + timer;
  model_vsan_timers (run, ME)->repair = TELL_IN (timer, COMPONENTS, ME, COMPONENTS_ON_REPAIR, 0);
}

static void
stop_timer (SimRun *run, const SimEvent *event)
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

ACTION (lose, "count it out, start the repair timer", "{a:components}",
        SENDS (TO (COMPONENTS, REPAIR), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  gboolean planned = model_host_in_maintenance (run, ME);

  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  sim_tell (run, count_out (run, event, planned), 0);
  if (!planned || model_number (run, MODEL_VSAN_TIMER_AT_ENTRY))
    start_timer (run, event);
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION (lose_more, "count that out, too", "{a:components}",
        SENDS (TO (COMPONENTS, REPAIR), MODEL_VSAN_NOTICES))
{
  sim_tell (run, count_out (run, event, model_host_in_maintenance (run, ME)), 0);
  if (model_vsan_host (run, ME)->repair_at == SIM_NEVER && !model_host_in_maintenance (run, ME))
    start_timer (run, event);
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION (start_late, "start the repair timer", NULL, SENDS (TO (COMPONENTS, REPAIR)))
{
  start_timer (run, event);
}

/* Everything that has a source is on its way in one batch; what has none stays as it is. */
static void
catch_up (SimRun *run, const SimEvent *event)
{
  gint64 bytes = 0;

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

ACTION (resync, "bring it up to date", "{a:volume} missed",
        SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  stop_timer (run, event);
  catch_up (run, event);
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

static void
be_whole (SimRun *run, const SimEvent *event)
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    model_vsan_set (run, c, MODEL_IS_ACTIVE);
  model_vsan_host (run, ME)->away_since = SIM_NEVER;
  model_vsan_look_at_layout (run, cluster_of (run, event));
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION (be_active, "count it again", NULL, SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  stop_timer (run, event);
  be_whole (run, event);
}

ACTION (be_up_to_date, "count it again", NULL, SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  be_whole (run, event);
}

ACTION (be_partly_up_to_date, "count what is", NULL, SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_vsan_has_source (run, c))
      model_vsan_set (run, c, MODEL_IS_ACTIVE);
  model_vsan_notify (run, cluster_of (run, event));
}

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

ACTION (rebuild, "copy it to other hosts", "{a:volume}",
        SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  gint64 bytes = 0;

  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    guint32 target = model_vsan_can_be_rebuilt (run, c) ? model_vsan_target (run, c) : MODEL_NONE;

    if (target == MODEL_NONE)
      continue;
    model_vsan_book (run, c, target);
    bytes = model_vsan_sum (bytes, model_fleet (run)->components[c].mib << 20);
  }
  sim_tell (run, bytes, 0);
  find_impossible (run, event);
  model_vsan_begin_batch (run, ME, MODEL_BATCH_RESYNC, bytes);
}

ACTION (stay_reduced, "say so", NULL, SENDS_NOTHING)
{
  find_impossible (run, event);
}

ACTION (drop_old, "drop what is left of the old copies", NULL,
        SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  finish_moves (run, event);
  find_impossible (run, event);
  model_vsan_notify (run, cluster_of (run, event));
}

ACTION (drop_old_and_be_active, "drop what is left of the old copies", NULL,
        SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  finish_moves (run, event);
  stop_timer (run, event);
  be_whole (run, event);
}

ACTION (drop_old_and_resync, "drop the old copies, bring the rest up to date", "{a:volume} missed",
        SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  finish_moves (run, event);
  stop_timer (run, event);
  catch_up (run, event);
}

ACTION (abandon_rebuild, "bring the original up to date instead", "{a:volume} missed",
        SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_RESYNC);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    model_vsan_unbook (run, c);
  stop_timer (run, event);
  catch_up (run, event);
}

ACTION (degrade, "count it out, rebuild it at once", "{a:components}",
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

ACTION (mend, "use them again", NULL, SENDS_NOTHING)
{
  model_vsan_host (run, ME)->failed = FALSE;
}

ACTION (mend_and_resync, "copy everything back", "{a:volume}",
        SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_host (run, ME)->failed = FALSE;
  stop_timer (run, event);
  catch_up (run, event);
}

/* What could leave has left; of what is still here others have copies. */
ACTION (wipe, "count it out", "{a:components}", SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    model_vsan_set (run, c, MODEL_IS_DEGRADED);
  sim_tell (run, model_vsan_host (run, ME)->n, 0);
  model_vsan_notify (run, cluster_of (run, event));
}

/* clang-format off */
const SimRow model_COMPONENTS_rows[] = {
  /* Away, and back */
  ROW    (AT (ACTIVE) | AT (STALE), ON (CHANGED),  is_cut_off,             GO (ABSENT),     lose,          "another part of the network has the majority of votes", "VS-01 VS-23"),
  STAY   (AT (ABSENT) | AT (REBUILDING), ON (CHANGED), more_of_it_is_gone,                  lose_more,     "more of it is out of reach now",                     "VS-08"),
  ROW    (AT (ACTIVE) | AT (STALE), ON (CHANGED),  is_away,                GO (ABSENT),     lose,          "its host is in maintenance, or down",                "VS-08 VS-09 C6"),
  ROW    (AT (ABSENT),              ON (CHANGED),  is_back_and_has_missed, GO (STALE),      resync,        "its host is back, and has missed writes",            "VS-08 VS-09 VS-15"),
  ROW    (AT (ABSENT),              ON (CHANGED),  is_back_with_nothing,   GO (ACTIVE),     be_active,     "its host is back; nothing of it is there any more",   "VS-10"),
  ROW    (AT (ABSENT),              ON (CHANGED),  is_back,                GO (ACTIVE),     be_active,     "its host is back, and nothing was written meanwhile", "VS-09"),
  STAY   (AT (ABSENT),              ON (CHANGED),  the_timer_starts_now,                    start_late,    "its host goes down",                                 "C6"),
  ROW    (AT (REBUILDING),          ON (CHANGED),  the_original_wins,      GO (STALE),      abandon_rebuild, "its host is back before the copies are done",      "8.11"),
  IGNORE (ANY,                      ON (CHANGED),  "that makes no difference to what it holds"),
  ROW    (AT (STALE),               ON (RESYNCED), all_is_up_to_date,      GO (ACTIVE),     be_up_to_date, "resync is done",                                     "VS-08 VS-10"),
  STAY   (AT (STALE),               ON (RESYNCED), ALWAYS,                                  be_partly_up_to_date, "of some there is no better copy to take it from", "VS-08"),
  STAY   (AT (STALE),               ON (AGAIN),    some_can_catch_up,                       resync,        "there is a better copy again",                       "VS-08"),

  /* Away for too long, or broken */
  IGNORE (ANY & ~(AT (ABSENT) | AT (DEGRADED)), ON (REPAIR), "it is back, or being rebuilt"),
  STAY   (AT (ABSENT) | AT (DEGRADED), ON (REPAIR), has_nothing,                            NOTHING,       "there is nothing to rebuild",                        "VS-09"),
  ROW    (AT (ABSENT),              ON (REPAIR),   there_is_a_spare,       GO (REBUILDING), rebuild,       "it has been absent for too long",                    "VS-09 VS-10"),
  ROW    (AT (DEGRADED),            ON (REPAIR),   there_is_a_spare,       GO (REBUILDING), rebuild,       "what is degraded does not come back",                "VS-08"),
  STAY   (AT (ABSENT) | AT (DEGRADED), ON (REPAIR), ALWAYS,                                 stay_reduced,  "no host or fault domain is left to rebuild it on",   "VS-05"),
  ROW    (AT (ABSENT) | AT (DEGRADED), ON (AGAIN), there_is_a_spare,       GO (REBUILDING), rebuild,       "there is a host to rebuild it on now",               "VS-09"),
  IGNORE (ANY,                      ON (AGAIN),    "that does not help it"),
  ROW    (AT (REBUILDING),          ON (RESYNCED), its_devices_have_failed, GO (DEGRADED),  drop_old,      "the new copies are complete",                        "VS-10"),
  ROW    (AT (REBUILDING),          ON (RESYNCED), is_back_and_some_is_left, GO (STALE),    drop_old_and_resync, "the new copies are complete",                  "VS-10"),
  ROW    (AT (REBUILDING),          ON (RESYNCED), is_back,                GO (ACTIVE),     drop_old_and_be_active, "the new copies are complete",               "VS-10"),
  ROW    (AT (REBUILDING),          ON (RESYNCED), ALWAYS,                 GO (ABSENT),     drop_old,      "the new copies are complete",                        "VS-10"),
  IGNORE (AT (ACTIVE) | AT (ABSENT) | AT (DEGRADED), ON (RESYNCED), "that was given up"),
  IGNORE (AT (DEGRADED),            ON (FAIL),     "they have failed already"),
  ROW    (ANY & ~AT (DEGRADED),     ON (FAIL),     ALWAYS,                 GO (DEGRADED),   degrade,       "its devices report an error",                        "VS-08"),
  ROW    (AT (ACTIVE),              ON (WIPED),    ALWAYS,                 GO (DEGRADED),   wipe,          "its devices are being formatted",                    "VS-21"),
  IGNORE (ANY & ~AT (ACTIVE),       ON (WIPED),    "it does not count as it is"),
  ROW    (AT (DEGRADED),            ON (REPLACED), is_back,                GO (STALE),      mend_and_resync, "its devices are good again, and empty",                   "VS-08"),
  ROW    (AT (DEGRADED),            ON (REPLACED), ALWAYS,                 GO (ABSENT),     mend,          "its devices are good again, and empty",                     "VS-08"),
  STAY   (ANY & ~AT (DEGRADED),     ON (REPLACED), ALWAYS,                                  mend,          "its devices are good again, and empty",                     "VS-08"),
};
/* clang-format on */
const guint model_COMPONENTS_n_rows = G_N_ELEMENTS (model_COMPONENTS_rows);
