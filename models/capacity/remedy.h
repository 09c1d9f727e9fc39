/* The smallest change after which hosts of a cluster can be emptied again, one at a time: a VM moved to another host, a VM that
 * reserves less, or hosts that come back.
 *
 * Each is applied in a copy of the run, and the question is asked again: what is told has been tried. The surprising rule: it is
 * seldom the VM in the way that has to move. Room in small pieces is made whole by moving a small VM off the host that comes
 * nearest.
 *
 * Moves come first: one, of as little memory as will do, or else a few small VMs off the host that comes nearest; then what one
 * VM would have to give up, in whole GiB; then how many of the hosts that are outside would have to be in the cluster. */

#ifndef MODEL_REMEDY_H
#define MODEL_REMEDY_H

#include "models/compute/what-if.h"

#define MODEL_REMEDY_MOVES 4 /* at most */

typedef enum { MODEL_REMEDY_MOVE, MODEL_REMEDY_SHRINK, MODEL_REMEDY_HOSTS } ModelRemedyKind;

typedef struct {
  ModelRemedyKind kind;
  guint32 vm;          /* that moves first, or reserves less; MODEL_NONE */
  guint32 moves, from; /* how many move, all off that host */
  guint32 vms[MODEL_REMEDY_MOVES], to[MODEL_REMEDY_MOVES];
  gint64 mib;          /* what it would reserve then, */
  gint64 less_mib;     /* and how much less that is */
  guint32 hosts, host; /* how many come in, and the first of them */
} ModelRemedy;

/* Those of the hosts (a byte for each of the cluster, not 0 is wanted) that cannot be emptied alone now, the first by name
 * first, with what is in the way. (transfer full) (element-type ModelLeaveFault) */
GArray *model_held_hosts (const SimRun *run, guint32 cluster, const guint8 *wanted);

/* What lets all of the wanted hosts be emptied, at most one of each kind. (transfer full) (element-type ModelRemedy) */
GArray *model_remedies (const SimRun *run, guint32 cluster, const guint8 *wanted);

#endif
