/* Colours, each by what it says and none by what it looks like.
 *
 * Drawings are printed, photocopied and read by people who tell red from green badly, so the surprising rule is that no
 * colour says anything alone: what a colour says is said a second time by a line's weight or kind, a border's shape or a
 * word. The hues are those that the usual kinds of colour blindness keep apart (blue against orange and vermilion), the
 * fills differ in lightness as well, and every ink reads on every fill with a contrast of 4.5 or more. A test holds the
 * table to that.
 *
 * All colours are "#rrggbb" in static storage. Paper is white, also where the screen around it is dark. */

#ifndef VIZ_PALETTE_H
#define VIZ_PALETTE_H

#include <glib.h>

typedef enum {
  VIZ_PAPER,
  VIZ_PATCH, /* behind words that belong together */

  /* inks: words */
  VIZ_INK,
  VIZ_INK_SOFT,  /* the second thing to read */
  VIZ_INK_FAINT, /* what did not happen */
  VIZ_INK_ALARM, /* what went wrong */

  /* lines: arrows and borders */
  VIZ_LINE,
  VIZ_LINE_STRONG, /* what did happen */
  VIZ_LINE_FAINT,
  VIZ_LINE_HATCH, /* across what is on its way */

  /* fills, in the order of SimStateKind */
  VIZ_FILL_START,
  VIZ_FILL_STEADY,
  VIZ_FILL_PASSING,
  VIZ_FILL_FAILED,

  VIZ_N_COLOURS
} VizColour;

const char *viz_colour (VizColour colour);

#endif
