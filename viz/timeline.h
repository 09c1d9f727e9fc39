/* Timelines: what was in which state, from when to when.
 *
 * A timeline is groups of tracks, a track is spans that follow one another. Two kinds of span are drawn: the states of
 * something, and how much may still be lost, a number. Findings are tracks of their own, above all others, because the first
 * question is always where it hurts.
 *
 * The surprising rule is that nothing is told by colour alone: a passing state is hatched, a failed one is dark, and a steady
 * one is all but empty, so that a photocopy shows where a run was not at rest.
 *
 * Strings are data from anywhere and are made safe here. */

#ifndef VIZ_TIMELINE_H
#define VIZ_TIMELINE_H

#include "sim/sim.h"

typedef struct {
  SimTime from, until;
  char *label; /* owned */
  char *words; /* owned: what a reader who points at it is told; or NULL */
  SimStateKind kind;
} VizSpan;

typedef struct {
  char *name;
  GArray *spans; /* (element-type VizSpan), in order */
} VizTrack;

typedef struct {
  char *name;
  GPtrArray *tracks;  /* (element-type VizTrack) */
  gboolean is_states; /* spans are states, one right after another: those passed through may share a bar */
  gboolean is_findings;
} VizGroup;

typedef struct {
  char *title, *subtitle;
  SimTime end;
  SimTime mark;      /* a moment that everything is to be seen against; SIM_NEVER none */
  char *marked;      /* what it is */
  GPtrArray *groups; /* (element-type VizGroup) */
} VizTimeline;

VizTimeline *viz_timeline_new (const char *title, const char *subtitle, SimTime end);
void viz_timeline_free (VizTimeline *timeline); /* NULL is fine */

VizGroup *viz_timeline_group (VizTimeline *timeline, const char *name); /* borrowed */
VizTrack *viz_group_track (VizGroup *group, const char *name);          /* borrowed */
VizSpan *viz_track_span (VizTrack *track, SimTime from, SimTime until, SimStateKind kind, const char *label,
                         const char *words); /* borrowed until the next */

char *viz_timeline_svg (const VizTimeline *timeline); /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VizTimeline, viz_timeline_free)

#endif
