/* Who hears whom among the HA agents of a cluster, and who of them may restart what.
 *
 * A management network can be cut in two ways: one host loses it (isolation), or it falls into parts, inside of which the
 * hosts hear one another (a partition). Every part elects a master of its own (HA-01), so that a cluster has as many masters
 * as parts.
 *
 * The surprising rule: only one of these masters restarts VMs, whatever happens in the other parts: the one that holds the
 * lock on the lists of protected VMs, which lie on shared datastores (HA-06). It is called the owner here. It sees hosts of
 * other parts by their datastore heartbeats only, and restarts what they lose on its own side.
 *
 * Facts: HA-01 HA-20. */

#ifndef MODEL_REACH_H
#define MODEL_REACH_H

#include "models/state.h"

/* HA-20 is where a host asks whether it is cut off: see isolation_addresses in fleet.h. What vCenter shows of an agent (HA-08),
 * in the words of its API; UNSET is a host on which HA is not active. */
typedef enum {
  MODEL_SHOWN_UNSET,
  MODEL_SHOWN_UNINITIALIZED,
  MODEL_SHOWN_INITIALIZATION_ERROR,
  MODEL_SHOWN_ELECTION,
  MODEL_SHOWN_MASTER,
  MODEL_SHOWN_CONNECTED,
  MODEL_SHOWN_PARTITIONED,
  MODEL_SHOWN_ISOLATED,
  MODEL_SHOWN_HOST_DOWN,
  MODEL_SHOWN_UNREACHABLE
} ModelFdmState;

extern const char *const model_fdm_state_words[];

/* Whether a host is on the network of HA's heartbeats: management, or vSAN's own where vSAN has one (HA-20). */
gboolean model_on_ha_network (const SimRun *run, guint32 host);

/* Over that network: both are on it, and in the same part of it. A host hears itself. */
gboolean model_hosts_hear (const SimRun *run, guint32 a, guint32 b);

/* The master that a host's agent hears, or MODEL_NONE. Never the host itself. */
guint32 model_master_heard (const SimRun *run, guint32 host);

/* Whether an agent hears that of another host, which takes part: in an election, or as master or slave. */
gboolean model_peer_heard (const SimRun *run, guint32 host, guint32 other);

/* The master that holds the lists, or MODEL_NONE. */
guint32 model_list_owner (const SimRun *run, guint32 cluster);

/* Whether the owner can have a VM powered on there. Without an owner nobody restarts, and any host would do. */
gboolean model_owner_reaches (const SimRun *run, guint32 host);

/* vCenter speaks with the owner, and takes its part for the cluster. */
ModelFdmState model_fdm_state (const SimRun *run, guint32 host);

#endif
