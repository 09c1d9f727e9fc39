/* AHV HA's guarantee: whether the VMs of the nodes that may be lost fit into the memory that is free on the others (N-82, N-83).
 *
 * Nutanix reserves segments as large as the biggest VM, of which small VMs may share one, and names its way of finding places for
 * them (MTHM, after Martello and Toth). What that comes to is a question of packing: every VM of the lost nodes must fit whole on
 * one node. Here each VM is packed by itself, the largest first, each where least is left over; when that finds no way, all ways
 * are tried, up to a limit, and what is not found then counts as not there. Memory alone is reserved, no CPU.
 *
 * The surprising rule: enough free memory in the sum proves nothing. */

#ifndef MODEL_RESERVATION_H
#define MODEL_RESERVATION_H

#include "models/state.h"

typedef struct {
  gboolean holds, sum_fits; /* every set of that many nodes could be lost; their memory is free elsewhere, in the sum */
  guint32 lost;             /* the node, or the first of the two, that could not be; MODEL_NONE */
  guint32 left;             /* how many of their VMs find no place, packed the largest first */
  gint64 largest_mib;       /* the largest of those */
  gint64 room_mib;          /* the most that is free on any one node then */
} ModelReservation;

/* How many nodes may be lost: what is said, or one with two copies of data and two with three (N-81). */
guint32 model_ahv_failures (const ModelFleet *fleet, guint32 cluster);

/* As things are; or with a node away, its VMs being where there was most room; or with a VM on beside the others (MODEL_NONE). */
ModelReservation model_ahv_reservation (const SimRun *run, guint32 cluster, guint32 node_away, guint32 vm_on);

/* Whether what is guaranteed holds while this VM needs its memory on another host as well, being moved there. */
gboolean model_ahv_reservation_bears (const SimRun *run, guint32 vm, guint32 host);

gboolean model_ahv_guarantees (const ModelFleet *fleet, guint32 cluster);

/* Whether items, the largest first, fit into rooms, each whole into one. `left` gets how many did not by the first way tried. */
gboolean model_ahv_pack (const gint64 *rooms, guint n_rooms, const gint64 *items, guint n_items, guint *left);

#endif
