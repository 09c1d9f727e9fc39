/* Vocabulary of vCenter. What the columns are stands in models/machines.h. */

#ifndef MODEL_VCENTER_MACHINES_H
#define MODEL_VCENTER_MACHINES_H

/* clang-format off */

#define MODEL_VCENTER_MACHINES(X) \
  X (VCENTER, "vcenter", vcenters, 0, 0, \
     "vCenter: whether the control plane serves, and its upgrade") \
  X (VCLS, "vcls", clusters, 0, \
     MODEL_MAY_BEGIN (VCLS, HEALTHY), \
     "the agent VMs of one cluster, without one of which DRS does not run") \
  X (VCHA, "vcha", vcenters, 0, \
     MODEL_MAY_BEGIN (VCHA, HEALTHY), \
     "vCenter HA of one vCenter: an active node, a passive one that takes over from it, and a witness")

#define VCHA_STATES(X) \
  X (VCHA, ABSENT,       "absent",       STEADY,  "a vCenter without it, or undeployed for an upgrade") \
  X (VCHA, HEALTHY,      "healthy",      STEADY,  "three nodes run and are in sync") \
  X (VCHA, DEGRADED,     "degraded",     FAILED,  "a node is lost, or not in sync: nothing fails over") \
  X (VCHA, ISOLATED,     "isolated",     FAILED,  "no node hears another") \
  X (VCHA, NO_QUORUM,    "no-quorum",    FAILED,  "the active node is lost, and nothing takes over") \
  X (VCHA, FAILING_OVER, "failing-over", PASSING, "the passive node is taking over") \
  X (VCHA, DEPLOYING,    "deploying",    PASSING, "it is set up again after an upgrade")

#define VCHA_SIGNALS(X) \
  X (VCHA, CUT,      "cut",      FAULT,  "the links between its nodes are cut") \
  X (VCHA, JOINED,   "joined",   FINISH, "the links between its nodes are back") \
  X (VCHA, DEPLOYED, "deployed", FINISH, "it is set up; arg: since which change") \
  X (VCHA, IN_SYNC,  "in-sync",  FINISH, "its nodes are in sync; arg: since which change") \
  X (VCHA, TAKEN,    "taken",    FINISH, "the passive node has taken over; arg: since which change") \
  X (VCHA, CHANGED,  "changed",  DECIDE, "a node has gone or come, or hears others than before") \
  X (VCHA, UNDEPLOY, "undeploy", DECIDE, "remove it for an upgrade") \
  X (VCHA, DEPLOY,   "deploy",   DECIDE, "set it up again, if it was there") \
  X (VCHA, SET,      "set",      DECIDE, "change its mode; arg: plan step")

#define VCLS_STATES(X) \
  X (VCLS, NONE,      "none",      STEADY,  "a cluster without them: another platform, or a vCenter before 7.0 U1") \
  X (VCLS, DEPLOYING, "deploying", PASSING, "a vCenter that has them is new to the cluster: DRS is configured when they run") \
  X (VCLS, HEALTHY,   "healthy",   STEADY,  "they run, and DRS may") \
  X (VCLS, DEGRADED,  "degraded",  FAILED,  "none of them runs; DRS has not needed one yet") \
  X (VCLS, UNHEALTHY, "unhealthy", FAILED,  "none of them runs, and DRS has stopped") \
  X (VCLS, LEAVING,   "leaving",   PASSING, "retreat mode has been set or reset: the service is at it") \
  X (VCLS, RETREAT,   "retreat",   FAILED,  "retreat mode: they are gone on purpose, and DRS has stopped") \
  X (VCLS, STOPPED,   "stopped",   STEADY,  "no host is left in the pool: they have stopped by themselves")

#define VCLS_SIGNALS(X) \
  X (VCLS, LOST,       "lost",       FAULT,  "they are gone, and something keeps them from running") \
  X (VCLS, REMOVED,    "removed",    FINISH, "the service has deleted them") \
  X (VCLS, RETURN,     "return",     FINISH, "nothing keeps them from running any more") \
  X (VCLS, CYCLE,      "cycle",      TIMER,  "the service looks what there should be") \
  X (VCLS, DRS_DUE,    "drs-due",    TIMER,  "DRS is due to run") \
  X (VCLS, RETREAT,    "retreat",    DECIDE, "set retreat mode; arg: plan step") \
  X (VCLS, RESET,      "reset",      DECIDE, "reset retreat mode; arg: plan step") \
  X (VCLS, POOL,       "pool",       DECIDE, "the last host has left the pool, or the first is back") \
  X (VCLS, VCENTER_UP, "vcenter-up", DECIDE, "vCenter serves, perhaps on another version")

#define VCENTER_STATES(X) \
  X (VCENTER, SERVING,   "serving",   STEADY,  "the control plane serves") \
  X (VCENTER, CHECKING,  "checking",  PASSING, "pre-checks of an upgrade; it serves meanwhile") \
  X (VCENTER, STAGING,   "staging",   PASSING, "a new appliance is being filled; the old one serves meanwhile") \
  X (VCENTER, UPGRADING, "upgrading", PASSING, "out of service: upgraded in place") \
  X (VCENTER, SWITCHING, "switching", PASSING, "out of service: switching to the new appliance") \
  X (VCENTER, SYNCING,   "syncing",   PASSING, "serves on the new version; hosts and their HA agents follow") \
  X (VCENTER, REVERTING, "reverting", PASSING, "out of service: the old appliance is powered on again") \
  X (VCENTER, DOWN,      "down",      FAILED,  "out of service, not on purpose")

#define VCENTER_SIGNALS(X) \
  X (VCENTER, LOST,     "lost",     FAULT,  "its VM or its service is gone") \
  X (VCENTER, CHECKED,  "checked",  FINISH, "the pre-checks have ended; arg: since which turn") \
  X (VCENTER, STAGED,   "staged",   FINISH, "the new appliance is ready; arg: since which turn") \
  X (VCENTER, DONE,     "done",     FINISH, "the outage has ended; arg: since which turn") \
  X (VCENTER, SYNCED,   "synced",   FINISH, "the hosts have followed; arg: since which turn") \
  X (VCENTER, REVERTED, "reverted", FINISH, "the old appliance serves; arg: since which turn") \
  X (VCENTER, BOOTED,   "booted",   FINISH, "its services have started; arg: since which turn") \
  X (VCENTER, TAKEN_OVER, "taken-over", FINISH, "its passive node serves") \
  X (VCENTER, BACK,     "back",     DECIDE, "its VM runs again") \
  X (VCENTER, CANCEL,   "cancel",   DECIDE, "cancel the upgrade") \
  X (VCENTER, UPGRADE,  "upgrade",  DECIDE, "upgrade; arg: plan step")

/* clang-format on */

#endif
