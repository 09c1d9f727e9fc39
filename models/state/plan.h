/* What changes about a step of the plan, and about what it sets: a policy of a host. */

#ifndef MODEL_STATE_PLAN_H
#define MODEL_STATE_PLAN_H

#include "models/machines.h"

typedef struct {
  SimTime began, ended; /* SIM_NEVER not yet */
  guint32 next, busy, finished, failed; /* hosts: next to take in the order, at work, done, failed */
  guint32 switched_off; /* what was on and is to be on again at the end; a bit per ModelSwitch */
  guint32 skipped;      /* hosts passed over */
  gint32 margin;        /* what any vSAN object may still lose when the step has ended */
  guint32 measured;     /* there is such an object */
  guint32 saw;          /* how its pre-checks saw the cluster, see governance/belief.c; 0 not yet */
  guint32 zero;
} ModelStepState;

typedef enum { MODEL_CELL_DECLARED, MODEL_CELL_ACTUAL, MODEL_CELL_FALLBACK, MODEL_CELL_SET, MODEL_CELL_INHERITED } ModelCellValue;

/* HST-07: what a host has in memory and what it finds when it boots are two things until the hourly save. */
typedef struct {
  guint32 value; /* ModelCellValue */
  guint32 step;  /* that set it, + 1 */
  guint32 saved, saved_step; /* the same as it stands on disk, while `changed` says that it differs */
  SimTime changed;           /* when it was last set without a clean shutdown since, + 1; 0 it is saved */
} ModelCellState;

#endif
