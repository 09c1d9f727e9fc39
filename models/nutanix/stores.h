/* Stores: what the disks of Nutanix nodes hold, and what becomes of it when a node is lost.
 *
 * Copies lie spread over all nodes, so a rebuild goes from many to many: each survivor copies its share, and two rebuilds
 * share what the survivors can do (N-44). What a scenario says of a host is all that its disks hold, whatever the containers;
 * where it says nothing, nothing is known to be rebuilt and a store is whole again only with its node.
 *
 * The surprising rule: a store that is away and rebuilt elsewhere is not missed any more, and one that is back may be more
 * than is needed: until Curator has trimmed, the same data takes room twice (N-43). All amounts are bytes. */

#ifndef MODEL_STORES_H
#define MODEL_STORES_H

#include "models/state.h"

/* Whether a host's copies are usable now; and whether anybody still depends on them. */
gboolean model_store_is_current (const SimRun *run, guint32 host);
gboolean model_store_is_missed (const SimRun *run, guint32 host);

/* What there is to copy when it is lost; 0 is "not said". */
gint64 model_store_of_disk (const SimRun *run, guint32 host);

/* Begins to copy elsewhere what is left of a store, or goes on with it at the rate that it gets now; puts down what has been
 * copied so far, and spreads it over the others; takes away there what is too much. */
#define MODEL_REBUILD_NOTICES TO (STORE, COPIED)
void model_store_go_on (SimRun *run, guint32 host);
void model_store_put_down (SimRun *run, guint32 host);
void model_store_take_stock (SimRun *run,
                             guint32 host); /* of what others have copied to it so far, now that it is lost */
void model_store_trim (SimRun *run, guint32 host);

/* Some more, or less, on each node of a cluster that serves or is about to stop, but for one, and on one more: evenly, and the last ones
 * by name take what does not divide. What they have not got cannot be taken from them, and is left. FALSE when nobody is there. */
gboolean model_store_spread (SimRun *run, guint32 cluster, guint32 except, guint32 also, gint64 *bytes);

/* Whether what is copied goes to other disks of the same node, in a cluster of one node or two. */
gboolean model_store_copies_to_itself (const SimRun *run, guint32 host);

/* Tells the other stores of the cluster that are being rebuilt, or wait for room, to reckon anew. */
#define MODEL_RESHARE_NOTICES TO (STORE, RESHARE)
void model_store_notify_others (SimRun *run, guint32 host);

#endif
