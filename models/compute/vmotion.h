/* What a vMotion may cost and where it waits (handbook 2.3): the operations, their costs, the maxima, and the books.
 *
 * Every operation has a cost against both hosts, their vMotion networks, every datastore concerned and, where a scenario
 * says so, the vCenter. One that would exceed any maximum waits; it is never refused (VMO-01), so an
 * evacuation takes longer for it and is not blocked (B27). The surprising rule: the
 * costs are taken before the first check, not with the first byte, so an operation that is still being looked at keeps
 * others waiting.
 *
 * Facts: B27. */

#ifndef MODEL_VMOTION_H
#define MODEL_VMOTION_H

#include "models/state.h"

typedef enum { MODEL_VMOTION, MODEL_STORAGE_VMOTION, MODEL_VMOTION_WITHOUT_SHARED_STORAGE, MODEL_PROVISIONING,
               MODEL_N_OPERATIONS } ModelOperation;

/* What one operation costs a host, its vMotion network and a datastore (VMO-02 to VMO-04). */
typedef struct {
  guint32 host, network, datastore;
} ModelCost;

extern const ModelCost model_costs[MODEL_N_OPERATIONS];

/* How many of an operation fit beside what already costs `used`, within the maxima of physics. `link_bps` is the network's
 * speed (VMO-03). */
guint32 model_operations_fit (const ModelFleet *fleet, ModelOperation operation, ModelCost used, gint64 link_bps);

/* What an operation waits for: which maximum, and of whom. A limit is one number, so that it fits into a signal: the kind
 * in the low byte, the host, datastore or vCenter above it. 0 is none. */
typedef enum { MODEL_LIMIT_NONE, MODEL_LIMIT_HOST, MODEL_LIMIT_NETWORK, MODEL_LIMIT_DATASTORE, MODEL_LIMIT_VCENTER }
  ModelLimitKind;
typedef guint32 ModelLimit;
#define MODEL_LIMIT_KIND(LIMIT) ((ModelLimitKind) ((LIMIT) & 0xff))
#define MODEL_LIMIT_OF(LIMIT) ((LIMIT) >> 8)

/* How this VM would leave its host now: with its disks, where somebody has said so and they are local (B18). */
ModelOperation model_operation (const SimRun *run, guint32 vm);

/* The first maximum that the operation would exceed now, MODEL_NONE as target leaving that end out. A Storage vMotion has
 * one end, and `datastore` is where its disks go, or MODEL_NONE. */
ModelLimit model_vmotion_limit (const SimRun *run, guint32 vm, ModelOperation operation, guint32 target, guint32 datastore);

/* Books a vMotion on both ends: costs, and room on the target; and gives back what is booked. */
void model_vmotion_book (SimRun *run, guint32 vm, guint32 target);
void model_vmotion_unbook (SimRun *run, guint32 vm);

/* The same for a Storage vMotion on the VM's own host. */
void model_relocation_book (SimRun *run, guint32 vm, guint32 datastore);

/* The target's promise becomes its reservation (VMO-10), if by now it still can; see `promised_mib` in state.h. */
gboolean model_vmotion_can_reserve (const SimRun *run, guint32 vm);
void model_vmotion_reserve (SimRun *run, guint32 vm);

/* A vMotion, or a move of its disks, is under way: anything between the first check and the last byte (B06). */
gboolean model_vmotion_is_under_way (const SimRun *run, guint32 vm);

/* Link speed of a host for vMotion, bits a second. */
gint64 model_host_link (const ModelFleet *fleet, guint32 host);

#endif
