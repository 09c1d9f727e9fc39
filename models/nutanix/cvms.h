/* Questions about a Nutanix cluster's CVMs.
 *
 * Facts: N-26. */

#ifndef MODEL_CVMS_H
#define MODEL_CVMS_H

#include "models/state.h"

/* Whether every CVM of a cluster serves, leaving one aside (MODEL_NONE none). Data is resilient then and only then (N-55):
 * what a CVM has missed is replayed before it counts as serving. */
gboolean model_cvms_all_serve (const SimRun *run, guint32 cluster, guint32 except);

/* What of a cluster is not whole, leaving one host's CVM aside (MODEL_NONE none): a CVM that does not serve, or a quorum group that
 * lacks a member; 0 all is. */
SimId model_cluster_is_not_whole (const SimRun *run, guint32 cluster, guint32 except);

/* Whether a CVM's services are up: it may have missed writes yet, but it takes I/O. */
gboolean model_cvm_answers (const SimRun *run, guint32 host);

/* A write is acknowledged when as many oplogs have it as there are copies, each on another CVM (N-25): whether so many CVMs
 * answer. While one node is away the others do, so what is written meanwhile has all of its copies; what was there before
 * has one less (N-26), and that is for the data group to say. */
gboolean model_oplogs_suffice (const SimRun *run, guint32 cluster);

/* Whether no host that runs has its I/O go through another one's CVM, or wait: then a CVM may go without harm to others. */
gboolean model_io_paths_are_local (const SimRun *run, guint32 cluster);

/* Why a host's guest I/O waits, as a finding tells it: one of these, shifted by MODEL_STALL_SHIFT, and the host whose CVM it is due
 * to where that is another one. */
typedef enum {
  MODEL_STALL_OWN,      /* its own CVM is silent */
  MODEL_STALL_REMOTE,   /* so is the one to which it was sent */
  MODEL_STALL_TOO_FEW,  /* its own is well, and a write finds too few */
  MODEL_STALL_PARTNER,  /* its own is well, and of two nodes the other is silent */
  MODEL_STALL_STARTING, /* it has booted, and its CVM has not */
} ModelStall;
#define MODEL_STALL_SHIFT 32

/* VMs have come to a host or left it: whether there is anybody whose data is out of reach. */
void model_look_whether_served (SimRun *run, guint32 host);

/* Something is whole again that who holds the token may wait for: a CVM that is to restart, or an ESXi host. Nodes of AHV: ahv.h. */
#define MODEL_HOLDER_NOTICES TO (CVM, GRANTED), TO (UPDATE, GRANTED)
void model_token_let_holder_try (SimRun *run, guint32 cluster);

/* Whether LCM knows what is installed on a cluster: from before the rehearsal, by an inventory, or by an AOS upgrade, which ends with
 * one. It takes none by itself unless somebody has switched that on (N-59). */
gboolean model_lcm_has_inventory (const SimRun *run, guint32 cluster);
/* Whether its services run, so that it votes in Zookeeper and, as a member, in the metadata ring. Not while its peers do not
 * trust it (N-47). */
gboolean model_cvm_votes (const SimRun *run, guint32 host);

#endif
