#include "viz/timeline.h"

static void
clear_span (gpointer data)
{
  VizSpan *span = data;

  g_free (span->label);
  g_free (span->words);
}

static void
free_track (gpointer data)
{
  VizTrack *track = data;

  g_free (track->name);
  g_array_unref (track->spans);
  g_free (track);
}

static void
free_group (gpointer data)
{
  VizGroup *group = data;

  g_free (group->name);
  g_ptr_array_unref (group->tracks);
  g_free (group);
}

VizTimeline *
viz_timeline_new (const char *title, const char *subtitle, SimTime end)
{
  VizTimeline *timeline = g_new0 (VizTimeline, 1);

  timeline->title = g_strdup (title);
  timeline->subtitle = g_strdup (subtitle);
  timeline->end = end;
  timeline->mark = SIM_NEVER;
  timeline->groups = g_ptr_array_new_with_free_func (free_group);
  return timeline;
}

void
viz_timeline_free (VizTimeline *timeline)
{
  if (!timeline)
    return;
  g_free (timeline->title);
  g_free (timeline->subtitle);
  g_free (timeline->marked);
  g_ptr_array_unref (timeline->groups);
  g_free (timeline);
}

VizGroup *
viz_timeline_group (VizTimeline *timeline, const char *name)
{
  VizGroup *group = g_new0 (VizGroup, 1);

  group->name = g_strdup (name);
  group->tracks = g_ptr_array_new_with_free_func (free_track);
  g_ptr_array_add (timeline->groups, group);
  return group;
}

VizTrack *
viz_group_track (VizGroup *group, const char *name)
{
  VizTrack *track = g_new0 (VizTrack, 1);

  track->name = g_strdup (name);
  track->spans = g_array_new (FALSE, TRUE, sizeof (VizSpan));
  g_array_set_clear_func (track->spans, clear_span);
  g_ptr_array_add (group->tracks, track);
  return track;
}

VizSpan *
viz_track_span (VizTrack *track, SimTime from, SimTime until, SimStateKind kind, const char *label,
                const char *words)
{
  VizSpan span = { from, until, g_strdup (label), g_strdup (words), kind };

  g_array_append_val (track->spans, span);
  return &g_array_index (track->spans, VizSpan, track->spans->len - 1);
}
