/* Resource pools, as far as reservations go: what each pool needs, whether the tree adds up, whether the cluster carries it.
 *
 * A pool needs what it reserves; an expandable one also what its VMs and pools need beyond that, which it takes from its
 * parent. A tree is inconsistent when a pool that is not expandable has promised more than it reserves: red. It is
 * overcommitted when it adds up, and the hosts that are there have less than it needs: yellow, typically after a host is
 * lost or in maintenance. The surprising rule: how much hosts there are never makes it red, and a yellow cluster goes on
 * as before; its VMs may even have all they use (DRS-14).
 *
 * vCenter asks before it powers a VM on in a pool, so it never makes a tree red by itself. A host that is asked directly,
 * while vCenter is away, knows of no pools; and a DRS cluster in which that was done is red when vCenter is back, whether the
 * tree adds up or not, until the VM is off or somebody has vCenter configure DRS anew (VC-09).
 *
 * Facts: DRS-14. */

#ifndef MODEL_POOLS_H
#define MODEL_POOLS_H

#include "models/state.h"

typedef enum { MODEL_VALID, MODEL_YELLOW, MODEL_RED } ModelValidity;

typedef struct {
  ModelValidity validity;
  gint64 cpu_mhz, memory_mib;               /* of the hosts that are there */
  gint64 cpu_needed_mhz, memory_needed_mib; /* by the root's children */
  guint32 pool;                             /* that does not add up; MODEL_NONE */
  guint32 vm;                               /* powered on past vCenter, which makes it red by itself; MODEL_NONE */
} ModelPools;

/* Of a cluster as it is; `with` counts a VM as powered on (MODEL_NONE none). A cluster without pools is valid. */
ModelPools model_pools (const SimRun *run, guint32 cluster, guint32 with);

/* The same for the colour that vCenter shows: with VMs that were powered on past it. */
ModelPools model_colour (const SimRun *run, guint32 cluster);

/* vCenter has configured the cluster's DRS anew: what was powered on past it is known to it now. */
void model_forget_past (SimRun *run, guint32 cluster);

/* Whether vCenter refuses to power a VM on, since its pool, or the cluster under it, has not got what it reserves. */
gboolean model_pools_refuse (const SimRun *run, guint32 vm);

#endif
