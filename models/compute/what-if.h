/* What if hosts were to enter maintenance now? The question that vCenter answers as ClusterEnterMaintenanceMode: which of
 * them can leave, where their VMs would go, and what keeps the others. Nothing is changed by asking (EV-05).
 *
 * A set of hosts can leave when everything holds at once: vCenter and DRS are there to move VMs, admission control is
 * satisfied without the hosts (AC-30), and each VM on them finds a host with all its claims, rules and compatibility. VMs are
 * placed one after another as DRS places them in a rehearsal, host by host and in the order of their names. So a set that is
 * told can leave, by the very moves that are told; where that order fails, a cleverer packing may exist and is not looked
 * for, here or there, since the vendor's own search is not published. `tests/what-if.py` holds the answers to rehearsals.
 *
 * A rehearsal may do otherwise in these ways, and no other is known. It asks for a host by host, as a plan's steps do, and for
 * those of a vSAN cluster an operator may ask at once, where vLCM, and so the answer, takes one (B24). Where vMotions wait for
 * slots, VMs of several hosts leave by turns, and in a cluster with hardly any room left the last may find its place taken.
 * And what comes between counts: a vMotion that breaks off, a VM that somebody powers on, a timeout, data that
 * vSAN balances, a host that DPM wakes because it is wanted. Nor has anything begun when a scenario is asked at its beginning,
 * so that a vCenter whose VM has no host still counts as serving.
 *
 * The surprising rule: with up to sixteen hosts every set is considered, so no larger one could leave in that way; with
 * more, hosts are added one by one, fewest claims first, and the answer says when a larger set cannot be ruled out.
 *
 * VMs that are powered off are not looked at: while DRS acts, they hold a host only where their own level of automation has
 * somebody approve it (EV-03), and while it does not, no host leaves by itself anyway.
 *
 * Facts: EV-05. */

#ifndef MODEL_WHAT_IF_H
#define MODEL_WHAT_IF_H

#include "models/compute/placement.h"

typedef struct {
  guint32 vm, from, to;
  guint8 card; /* of graphics, that it had, + 1; 0 none */
} ModelPlannedMove;

/* Why a host cannot leave: a VM and its blocker, or what concerns the whole host (vm is MODEL_NONE). */
typedef struct {
  guint32 vm, host;
  ModelPlacement why; /* its blocker, and what placement tells beside it */
} ModelLeaveFault;

typedef struct {
  gboolean can;
  gboolean all_tried; /* no larger set can leave */
  GArray *hosts;      /* (element-type guint32), that leave */
  GArray *moves;      /* (element-type ModelPlannedMove), in the order in which they are made */
  GArray *faults;     /* (element-type ModelLeaveFault) */
} ModelWhatIf;

/* These hosts at once: whether they can, the moves, or all that is in the way. (transfer full) */
ModelWhatIf *model_what_if (const SimRun *run, guint32 cluster, const guint32 *hosts, guint32 n_hosts);

/* The first of these hosts, in their order, that could leave by itself; MODEL_NONE. */
guint32 model_what_if_first (const SimRun *run, guint32 cluster, const guint32 *hosts, guint32 n_hosts);

/* The largest set of connected hosts that can leave at once, the first by name among equals; `faults` has what keeps every
 * other host from leaving even alone, or what keeps one more from leaving with them. (transfer full) */
ModelWhatIf *model_what_if_most (const SimRun *run, guint32 cluster);

void model_what_if_free (ModelWhatIf *what_if); /* NULL is fine */

/* A fault in words, and what to do about it. (transfer full) */
char *model_leave_fault_words (const SimRun *run, const ModelLeaveFault *fault);
char *model_leave_fault_fix (const SimRun *run, const ModelLeaveFault *fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelWhatIf, model_what_if_free)

#endif
