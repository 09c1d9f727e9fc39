/* The bars of a timeline's track: where each stands, and which words have room in it or beside it.
 *
 * A label that has no room in its bar is looked after in this order: a bar may take the labels of several states that were
 * passed through one after another; what stands alone may have its label beside it; a number stands without its unit; a name
 * is shortened, visibly. Only then is there none, and whoever points at the bar is told all the same. The surprising rule is
 * that whoever comes back to a state says after how long, "after 23 min: connected", for that is what is asked of hosts.
 *
 * Lengths are tenths of a point, reckoned on the wide side, because the fonts of whoever looks are not known. */

#ifndef VIZ_BARS_H
#define VIZ_BARS_H

#include "viz/timeline.h"

typedef struct {
  guint first, n;    /* the spans it is made of */
  guint from, until; /* from the left edge of all bars */
  char *label;       /* owned: what stands in it; or NULL */
  char *beside;      /* owned: what stands beside it; or NULL */
  gboolean to_the_left;
} VizBar;

/* Words may stand beyond the end as far as this. */
enum { VIZ_BARS_BEYOND = 700 };

/* `together` where spans may share a bar. (transfer full) (element-type VizBar) */
GArray *viz_bars_of (const VizTrack *track, gboolean together, SimTime end, guint width);

/* How much room a label needs, in the size that stands in bars. */
guint viz_label_width (const char *label);

/* As much of a text as has room, ending in "…" when it is not all; NULL when that would say nothing. (transfer full) */
char *viz_label_in (const char *text, guint width);

#endif
