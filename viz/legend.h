/* The head of a drawing: what it shows, in words, and how to read it. It is the drawing's label and stands at its top left,
 * where it cannot disturb the layout. */

#ifndef VIZ_LEGEND_H
#define VIZ_LEGEND_H

#include "sim/machine.h"
#include "viz/label.h"

/* How a state of one kind looks: the border says it, the fill repeats it. */
typedef struct {
  const char *node;   /* attributes of the box */
  const char *sample; /* the same border, for the legend */
  const char *word;
  VizColour fill;
} VizKind;

const VizKind *viz_kind (SimStateKind kind);

/* Begins the graph, with what all drawings have in common. */
void viz_begin (GString *dot, const char *name);

/* The label: `lines`, ended by NULL, stand below name and summary; `states` adds the kinds of states and the grammar of the
 * words on arrows, `run` what weight and colour of a line say. */
void viz_legend (GString *dot, const char *name, const char *summary, const char *line, gboolean states,
                 gboolean run);

#endif
