/* What runs did with the tables: how often each row was taken in which state, which findings it led to, and how long
 * actors were in each state.
 *
 * One value gathers any number of runs of one model. All of it is read from their journals, so a run must have kept one. A
 * finding belongs to the row of the event whose handling revealed it. */

#ifndef VIZ_TAKEN_H
#define VIZ_TAKEN_H

#include "sim/sim.h"

#define VIZ_STATES 32 /* as many as a machine has at most */

/* The visits of all actors of a machine to one of its states. An actor's first state counts as a visit of its own. */
typedef struct {
  guint64 times;
  SimTime first; /* when an actor came there first; of several runs the earliest */
  SimTime total; /* summed over the actors */
} VizVisits;

typedef struct {
  const SimModel *model; /* borrowed */
  guint64 *counts;   /* by row number (see SimModel.row_bases) × VIZ_STATES + state; owned, as all below */
  GPtrArray **codes; /* by row number: (element-type utf8), borrowed, each once; or NULL */
  guint32 *visited;  /* by machine: the states some actor was in, a bit each */
  guint32 *began;    /* by machine: the states some actor began in */
  VizVisits *visits; /* by machine × VIZ_STATES + state */
  guint64 *sent;     /* by sending machine × machines + receiving machine: messages handled */
} VizTaken;

VizTaken *viz_taken_new (const SimModel *model);
void viz_taken_free (VizTaken *taken); /* NULL is fine */

void viz_taken_add (VizTaken *taken, const SimRun *run);

/* How often the row with this number was taken in these states, a bit each. */
guint64 viz_taken_count (const VizTaken *taken, guint row, guint32 states);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VizTaken, viz_taken_free)

#endif
