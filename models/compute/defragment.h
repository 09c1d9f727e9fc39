/* Making room for a restart (HA-38): when no single host can take a VM that HA has to restart, and vCenter is there, DRS may
 * move others together until one host can.
 *
 * What DRS weighs there is not documented. Ours: the host that needs fewest moves, the first by name among equals; from it
 * the smallest VM that is enough by itself, else the largest and on; never more than `drs-defragment-moves`. The surprising
 * rule: no room is set aside. When the moves are done HA tries again like anybody else, and may come too late. */

#ifndef MODEL_DEFRAGMENT_H
#define MODEL_DEFRAGMENT_H

#include "models/compute/placement.h"

#define MODEL_DEFRAGMENT_MOST 8

typedef struct {
  guint32 n; /* of moves; 0: nothing helps, or what helps is on its way already */
  guint32 vms[MODEL_DEFRAGMENT_MOST], to[MODEL_DEFRAGMENT_MOST];
} ModelDefragment;

ModelDefragment model_defragment (const SimRun *run, guint32 vm);

#endif
