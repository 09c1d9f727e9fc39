/* How a cluster stands as a home for its VMs: how much is on how many hosts, how many VMs one host takes down with it, where
 * each VM could go. Questions only; nothing changes by asking. What HA admission control makes of the same cluster is
 * ha/admission.h's, and which hosts can leave it is compute/what-if.h's.
 *
 * Hosts count while VMs may run on them: those that are in maintenance, away or in standby do not. So an N+1 cluster is N+0
 * for as long as one of them is out.
 *
 * The surprising rule: memory is told twice. What VMs claim is all that a platform looks at when it places them; what they use
 * is what they need. On vSphere the first is often next to nothing, so everything "fits" and swaps.
 *
 * Units: MiB, thousandths of a per cent. */

#ifndef MODEL_OUTLOOK_H
#define MODEL_OUTLOOK_H

#include "models/state.h"

/* Something that is lost at once, a host or a fault domain, and what goes with it. */
typedef struct {
  guint32 index; /* of the host; of a host of the domain; MODEL_NONE there is none */
  guint32 vms, vcpus;
} ModelBlast;

typedef struct {
  guint32 hosts, cores; /* that VMs may run on; of those, 0 when one has not said */
  guint32 vms, vcpus;   /* powered on */
  gint64 memory_mib, claimed_mib, used_mib;
  gint64
      safe_mib; /* the most that may be in use and still fits after the failures that are to be borne; of N+1
                         that is all but one Nth (Q-01 Q-02) */
  guint32 failures;        /* how many those are; at least 1 */
  ModelBlast host, domain; /* the largest */
} ModelOutlook;

ModelOutlook model_outlook (const SimRun *run, guint32 cluster);

/* How freely VMs can be scheduled: hosts to which one could be moved now, of whichever has the fewest. Costs a look at every
 * host for every VM. */
typedef struct {
  guint32 least, vm;         /* the first VM that has so few; MODEL_NONE there are no VMs */
  guint32 nowhere, one_only; /* VMs with none; with one */
} ModelFlexibility;

ModelFlexibility model_flexibility (const SimRun *run, guint32 cluster);

/* Hosts, beside its own, to which a running VM could be moved now; 0 of one that is tied to its host. */
guint32 model_vm_targets (const SimRun *run, guint32 vm);

/* Whether VMs may run on a host now. */
gboolean model_host_is_home (const SimRun *run, guint32 host);

/* Whether a VM is one that moves: agents that stay with their host until it is empty are none. */
gboolean model_vm_moves (const SimRun *run, guint32 vm);

/* vCPUs for each core, in thousandths; 0 when cores are not said. */
static inline gint64
model_vcpu_ratio (const ModelOutlook *outlook)
{
  return outlook->cores ? (gint64) outlook->vcpus * 1000 / outlook->cores : 0;
}

/* Memory in use, of what there is, in thousandths of a per cent; -1 there is none. */
static inline gint64
model_memory_in_use (const ModelOutlook *outlook)
{
  return outlook->memory_mib ? sim_muldiv (outlook->used_mib, 100000, outlook->memory_mib) : -1;
}

#endif
