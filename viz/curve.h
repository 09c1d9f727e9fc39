/* What a cluster costs, bears and takes, by its number of hosts: three panels over one axis, and the knee through all of them.
 *
 * Nothing is said by colour alone: a number stands at every bar, what was broken off is hatched and has a word. */

#ifndef VIZ_CURVE_H
#define VIZ_CURVE_H

#include <glib.h>

typedef struct {
  guint32 hosts;
  gint64 cost; /* hundredths a year; -1 not known */
  gint64 before, fewest; /* hosts that may fail, before the plan and at its closest moment; -1 without HA */
  gint64 takes; /* ms */
  gboolean ends; /* the plan comes to its end */
  char *cost_text, *takes_text;
} VizCurvePoint;

typedef struct {
  char *title, *note; /* below it: where the price is from */
  char *cost_unit;    /* "cost a year, USD" */
  GArray *points;     /* (element-type VizCurvePoint) */
  guint knee;         /* index, or G_MAXUINT for none */
  gint64 window;      /* ms; 0 none */
  char *window_text;
} VizCurve;

VizCurve *viz_curve_new (void);
void viz_curve_free (VizCurve *curve); /* NULL is fine */
char *viz_curve_svg (const VizCurve *curve); /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VizCurve, viz_curve_free)

#endif
