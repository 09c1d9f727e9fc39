/* Vocabulary of vCenter. What the columns are stands in models/machines.h. */

#ifndef MODEL_VCENTER_MACHINES_H
#define MODEL_VCENTER_MACHINES_H

/* clang-format off */

#define MODEL_VCENTER_MACHINES(X) \
  X (VCENTER, "vcenter", vcenters, 0, 0, \
     "vCenter: whether the control plane serves, and its upgrade")

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
  X (VCENTER, CHECKED,  "checked",  FINISH, "the pre-checks have ended") \
  X (VCENTER, STAGED,   "staged",   FINISH, "the new appliance is ready") \
  X (VCENTER, DONE,     "done",     FINISH, "the outage has ended") \
  X (VCENTER, SYNCED,   "synced",   FINISH, "the hosts have followed") \
  X (VCENTER, REVERTED, "reverted", FINISH, "the old appliance serves") \
  X (VCENTER, BOOTED,   "booted",   FINISH, "its services have started") \
  X (VCENTER, BACK,     "back",     DECIDE, "its VM runs again") \
  X (VCENTER, UPGRADE,  "upgrade",  DECIDE, "upgrade; arg: plan step")

/* clang-format on */

#endif
