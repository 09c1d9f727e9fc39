/* Words for Graphviz: names and sentences on their way into DOT, where quotes, backslashes, angle brackets and ampersands
 * mean something, and where a line that is not broken makes a drawing as wide as the sentence. How names are made safe to
 * look at, and where lines are broken, is words.h's. */

#ifndef VIZ_LABEL_H
#define VIZ_LABEL_H

#include "viz/palette.h"

/* The font of all drawings; where it is missing, any without serifs is narrower and fits as well. */
#define VIZ_FONT "DejaVu Sans,sans-serif"

/* Appends a quoted DOT string, fit for a name or an attribute. */
void viz_dot_string (GString *dot, const char *text);

typedef enum { VIZ_PLAIN, VIZ_BOLD, VIZ_ITALIC } VizFace;

/* Fills the lines of one cell of a label from left to right. A piece that fits behind what is there stays on the line; one
 * that does not has lines of its own and is broken between words, or inside a word that is longer than a line. */
typedef struct {
  GString *dot;        /* borrowed */
  guint width, column; /* columns in all, columns filled */
  gboolean full;       /* whatever comes next begins a line */
} VizFlow;

/* A cell in a row of its own; what stands between the two is filled with viz_flow. */
VizFlow viz_flow_begin (GString *dot, guint points, VizColour ink, guint width);
void viz_flow_end (VizFlow *flow);

void viz_flow (VizFlow *flow, VizFace face, const char *piece);
void viz_flow_printf (VizFlow *flow, VizFace face, const char *format, ...) G_GNUC_PRINTF (3, 4);
void viz_flow_break (VizFlow *flow);

/* A cell that holds one piece. */
void viz_flow_line (GString *dot, guint points, VizColour ink, guint width, VizFace face, const char *piece);

#endif
