/* What runs did with the tables: how often each row was taken, from which states, and which findings it led to.
 *
 * One value gathers any number of runs of one model. A finding belongs to the row of the event whose handling revealed
 * it, which is known from the journal; a run without a journal still counts, but marks nothing. */

#ifndef VIZ_TAKEN_H
#define VIZ_TAKEN_H

#include "sim/sim.h"

typedef struct {
  const SimModel *model; /* borrowed */
  guint64 *counts;       /* by row number, see SimModel.row_bases; owned, as all below */
  guint32 *from;         /* by row number: the states it was taken from, a bit each */
  GPtrArray **codes;     /* by row number: (element-type utf8), borrowed, each once; or NULL */
  guint32 *visited;      /* by machine: the states some actor was in, a bit each */
  guint64 *sent;         /* by sending machine × machines + receiving machine: messages handled */
} VizTaken;

VizTaken *viz_taken_new (const SimModel *model);
void viz_taken_free (VizTaken *taken); /* NULL is fine */

void viz_taken_add (VizTaken *taken, const SimRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VizTaken, viz_taken_free)

#endif
