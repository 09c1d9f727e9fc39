/* Curves: numbers against time, as steps, several in one frame and frames one below the other.
 *
 * The surprising rule: what is drawn of a moment is the highest value that it had in as much time as a dot is wide, so that
 * what lasts for seconds can be seen in a year. And no line is told from another by colour: each has a dash and a weight of its
 * own, and its name stands beside it. */

#ifndef VIZ_CURVES_H
#define VIZ_CURVES_H

#include "sim/sim.h"

/* The value from this moment on. */
typedef struct {
  SimTime at;
  gint64 value;
} VizPoint;

enum { VIZ_CURVES_MOST = 4 };

typedef struct {
  const char *title, *unit;            /* what is measured; what its numbers count */
  const char *names[VIZ_CURVES_MOST];  /* of each curve */
  const GArray *curves[VIZ_CURVES_MOST]; /* (element-type VizPoint), in order; the first is at 0 */
  guint n;
} VizFrame;

char *viz_curves_svg (const char *title, const char *subtitle, const VizFrame *frames, guint n, SimTime end); /* (transfer full) */

#endif
