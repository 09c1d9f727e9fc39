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

/* What a drawing shows: what can be, what can be with what runs took of it in bold, or only what they took. */
typedef enum { VIZ_OF_TABLE, VIZ_OF_RUN_IN_TABLE, VIZ_OF_RUN } VizSubject;

/* The label. `line` stands below name and summary, unless it is NULL. `kinds` are the kinds of states to explain, a bit
 * each, and with them the grammar of the words on arrows; none explains neither. `subject` decides what the weight of
 * a line means, which is explained too. */
void viz_legend (GString *dot, const char *name, const char *summary, const char *line, guint kinds,
                 VizSubject subject);

#endif
