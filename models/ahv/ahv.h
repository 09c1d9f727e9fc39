/* AHV clusters: questions about their nodes and VMs, and who is told what when VMs move there.
 *
 * An AHV host shares its body with any other: the host machine boots it, flashes it and loses its power, the vMotion machine
 * copies memory. What differs is who decides. No vCenter, no DRS and no HA agent is there; Acropolis places and moves VMs, and
 * a host is taken down under the cluster's shutdown token, with its CVM (handbook platforms 9.4). So each AHV host has a node
 * beside it, which drives it.
 *
 * The surprising rule: in maintenance the CVM is the last to go and the first to come back, and until it serves nothing else
 * may be taken down: the host's share of the storage is away for longer than its VMs are. */

#ifndef MODEL_AHV_H
#define MODEL_AHV_H

#include "models/state.h"

static inline gboolean
model_is_ahv (const ModelFleet *fleet, guint32 cluster)
{
  return fleet->clusters[cluster].platform == MODEL_NUTANIX_AHV;
}

static inline gboolean
model_host_is_ahv (const ModelFleet *fleet, guint32 host)
{
  return model_is_ahv (fleet, fleet->hosts[host].cluster);
}

/* What becomes of a VM when its node is emptied. Agents and VMs with one copy of their data go last, powered off (N-87 N-89);
 * what cannot move is powered off where LCM was told so, and otherwise holds the node (N-88 N-59). */
typedef enum { MODEL_AHV_LEAVES, MODEL_AHV_GOES_LAST, MODEL_AHV_IS_PINNED } ModelAhvFate;
ModelAhvFate model_ahv_fate (const SimRun *run, guint32 vm);

/* Whether a node is out of the cluster, or on its way out: between the grant of the token and its VMs' return. */
gboolean model_node_is_out (const SimRun *run, guint32 host);

/* The first node of a cluster beside `except` that is out; MODEL_NONE. */
guint32 model_ahv_node_out (const SimRun *run, guint32 cluster, guint32 except);

/* The first that is lost. */
guint32 model_ahv_lost (const SimRun *run, guint32 cluster);

/* Whether data is whole: every CVM serves, and every quorum group of the cluster has all of its members (N-55). */
gboolean model_ahv_is_resilient (const SimRun *run, guint32 cluster);

/* A CVM serves again: its own node, one that waits for this with the token in hand, and LCM between two hosts. */
void model_ahv_is_served_again (SimRun *run, guint32 host);
void model_ahv_may_be_resilient (SimRun *run, guint32 cluster); /* the last two of these */

/* A cluster has more or less room than before. */
void model_ahv_has_changed (SimRun *run, guint32 cluster);

/* A node is back, a CVM serves, or the I/O of a host goes by its own again: one that waits for that with the token in hand. */
#define MODEL_AHV_HOLDER_NOTICES TO (NODE, GRANTED), TO (CVM, SHUT_DOWN)
void model_ahv_let_holder_try (SimRun *run, guint32 cluster);

/* A migration has ended; VMs on an emptying host have been told to leave: whoever moves VMs in that cluster, DRS or Acropolis. */
#define MODEL_SLOT_NOTICES TO (DRS, SLOT), TO (ACROPOLIS, SLOT)
#define MODEL_GO_ON_NOTICES TO (DRS, GO_ON), TO (ACROPOLIS, GO_ON)
void model_notify_slot (SimRun *run, guint32 cluster, guint32 host);
void model_notify_go_on (SimRun *run, guint32 cluster);

/* A VM that left its node for its maintenance is back there, or is going to stay where it is. */
#define MODEL_BACK_NOTICES TO (NODE, VM_BACK), TO (NODE, LENT), TO (ADS, LOAD)
void model_ahv_is_back (SimRun *run, guint32 vm);

/* A VM sets out: off a node that is emptied, it is to come back there. And it has arrived: perhaps it has come back. */
void model_ahv_leaves (SimRun *run, guint32 vm);
void model_ahv_has_arrived (SimRun *run, guint32 vm);

/* It is to come back to the host where it is registered now, unless it was to come back to another already. */
void model_ahv_note_home (SimRun *run, guint32 vm);

/* for (MODEL_EACH_AWAY (vm, run, host)): the VMs that are to come back. The current one may leave the list. */
#define MODEL_EACH_AWAY(VM, RUN, HOST)                                                                                 \
  guint32 VM##_link = model_ahv_host (RUN, HOST)->first_away, VM = 0;                                                  \
  VM##_link && ((VM = VM##_link - 1), (VM##_link = model_ahv_vm (RUN, VM)->next), 1);

#endif
