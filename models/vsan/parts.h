/* Parts of a vSAN network: who owns an object when the hosts of its cluster do not hear one another (VS-01, VS-23).
 *
 * HA's heartbeats go over the vSAN network where there is one, so the faults that cut the agents off from one another cut
 * vSAN's components off as well. The part with more than half of an object's votes, and whole data, owns it; at most one
 * can. What lies in other parts is absent for it and misses what is written, until the parts are one again. Where no part
 * owns an object nothing is written, so nothing is missed either.
 *
 * The surprising rule: it is decided object by object. A host that has lost the majority of most objects may hold one of its
 * own, with failures to tolerate 0, that goes on there and nowhere else.
 *
 * The witness host of two sites is heard by both when only the link between them is cut. It then joins the preferred site. */

#ifndef MODEL_VSAN_PARTS_H
#define MODEL_VSAN_PARTS_H

#include "models/notices.h"
#include "models/vsan/resync.h"

#define MODEL_NO_PART G_MAXUINT32

/* Whether a cluster is in parts now; all below is of such a cluster, and cheap where it is not. */
gboolean model_vsan_is_split (const SimRun *run, guint32 cluster);

/* Where a host is, and a component; MODEL_NO_PART is a witness that nobody hears. */
guint32 model_vsan_part (const SimRun *run, guint32 host);
guint32 model_vsan_part_of (const SimRun *run, guint32 component);

/* Whether the owner of an object hears a host; and TRUE where there are no parts. */
gboolean model_vsan_owner_hears (const SimRun *run, guint32 object, guint32 host);

/* Whether a component is out of its object's reach: another part owns that, or it has missed what nobody can tell it now. */
gboolean model_vsan_is_cut_off (const SimRun *run, guint32 component);

/* Whether any component of a host is. */
gboolean model_vsan_host_is_cut_off (const SimRun *run, guint32 host);

/* Whether all objects of a VM are accessible from a host. */
gboolean model_vsan_serves (const SimRun *run, guint32 vm, guint32 host);

/* Whether vSAN terminates a VM where it runs: none of its objects is accessible there, and another part has all of them. */
gboolean model_vsan_is_ghost (const SimRun *run, guint32 vm);

/* HA on vSAN has no datastores to lock lists on, or to beat on (HA-06, HA-12): that a cluster has nothing but vSAN; and
 * whether the part of a host may have the lists, being the one that owns most of the objects. */
gboolean model_vsan_is_all (const ModelFleet *fleet, guint32 cluster);
gboolean model_vsan_may_hold_lists (const SimRun *run, guint32 host);

/* The network has fallen into parts, or is whole again. Every object is counted anew. */
#define MODEL_VSAN_PARTS_NOTICES TO (COMPONENTS, CHANGED), TO (VSAN, TERMINATE), MODEL_ROOM_NOTICES, MODEL_VSAN_NOTICES
void model_vsan_regroup (SimRun *run, guint32 cluster);

#endif
