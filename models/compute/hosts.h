/* What a host carries, and what it is fit for: questions over the world that several machines ask, and the only functions
 * that move a VM from one host's books to another's.
 *
 * Facts: EV-02 N-100. */

#ifndef MODEL_HOSTS_H
#define MODEL_HOSTS_H

#include "models/state.h"

/* What a VM claims of its host: reservation plus overhead where memory may be overcommitted (vSphere, AC-05), all of it
 * where it may not (AHV). MiB; and MHz. A reservation may change during a run. */
gint64 model_vm_memory_claim (const SimRun *run, guint32 vm);
gint64 model_vm_cpu_claim (const SimRun *run, guint32 vm);

/* What it uses, as far as the scenario says: active memory, else all of its memory; CPU demand, else nothing. */
gint64 model_vm_memory_demand (const SimRun *run, guint32 vm);
gint64 model_vm_cpu_demand (const SimRun *run, guint32 vm);

/* What a host has for guests: its memory and its CPU without its CVM's (N-100). */
gint64 model_host_memory (const ModelFleet *fleet, guint32 host);
gint64 model_host_cpu (const ModelFleet *fleet, guint32 host);

/* On AHV: what a VM keeps of a host's memory for itself. With memory overcommit that is what it uses, else all that it has. */
gint64 model_vm_memory_held (const SimRun *run, guint32 vm);

/* Powered on here; not any more. */
void model_host_add (SimRun *run, guint32 host, guint32 vm);
void model_host_remove (SimRun *run, guint32 host, guint32 vm);

/* As it was before a move that was only tried: on the graphics card that it had, + 1; 0 none. */
void model_host_put_back (SimRun *run, guint32 host, guint32 vm, guint8 card);

/* On its way here: its claims count already; not any more. */
void model_host_expect (SimRun *run, guint32 host, guint32 vm);
void model_host_expect_no_more (SimRun *run, guint32 host, guint32 vm);

/* Its VMs use so much more than at the beginning, thousandths of a per cent, in the books of every host that carries them. */
void model_cluster_grow (SimRun *run, guint32 cluster, guint32 growth);

/* Sets what it reserves, in the books of every host that carries it. */
void model_vm_reserve (SimRun *run, guint32 vm, gint64 cpu_mhz, gint64 memory_mib);

/* for (MODEL_EACH_VM_ON (vm, run, host)): the VMs powered on there, by index. The list must not change meanwhile, except
 * that the current one may leave. */
#define MODEL_EACH_VM_ON(VM, RUN, HOST)                                                                                \
  guint32 VM##_link = model_host_state (RUN, HOST)->first_vm, VM = 0;                                                  \
  VM##_link && ((VM = VM##_link - 1), (VM##_link = model_vm_state (RUN, VM)->next), 1);

gboolean model_host_is_up (const SimRun *run, guint32 host);        /* has power and has booted */
gboolean model_host_in_pool (const SimRun *run, guint32 host);      /* DRS may place VMs on it */
gboolean model_host_has_no_vms (const SimRun *run, guint32 host);   /* none that would have to leave, none coming */
gboolean model_host_is_managed (const SimRun *run, guint32 host);   /* not disconnected by somebody */
gboolean model_host_is_member (const SimRun *run, guint32 host);    /* of its cluster, and not outside still or by now */
gboolean model_host_is_to_leave (const SimRun *run, guint32 host);  /* it, for good: whoever empties it wants that */
gboolean model_host_is_good (const SimRun *run, guint32 host);      /* admission control counts it, AC-04 */
gboolean model_host_in_maintenance (const SimRun *run, guint32 host); /* between entered and left, not before: EV-02 */
gboolean model_vm_is_on (const SimRun *run, guint32 vm);            /* running, whatever else it is doing */
gboolean model_cvm_serves (const SimRun *run, guint32 host);

/* Whether host a's HA agent wins an election against b's (HA-04): most connected datastores, then the greatest id compared
 * as text. A host's name stands for its id when the scenario does not give one. */
gboolean model_agent_beats (const ModelFleet *fleet, guint32 a, guint32 b);

/* A host that begins disconnected is told at the beginning. */
void model_look_whether_disconnected (SimRun *run, guint32 host);

/* Adds up every host's books again and asserts that they are right. Costs a pass over all VMs. */
void model_assert_sums (const SimRun *run);

#endif
