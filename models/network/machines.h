/* Vocabulary of distributed switches. What the columns are stands in models/machines.h. */

#ifndef MODEL_NETWORK_MACHINES_H
#define MODEL_NETWORK_MACHINES_H

/* clang-format off */

#define MODEL_NETWORK_MACHINES(X) \
  X (SWITCH, "switch", switches, 0, 0, \
     "a distributed switch and its upgrade, which touches all of its hosts at once") \
  X (PORT, "port", switched_vms, 1, \
     MODEL_MAY_BEGIN (PORT, BOUND) | MODEL_MAY_BEGIN (PORT, UNBOUND) | MODEL_MAY_BEGIN (PORT, EPHEMERAL), \
     "what a VM has of distributed switches: a port that is its own, one that its host makes, or none yet")

#define SWITCH_STATES(X) \
  X (SWITCH, CURRENT,   "current",   STEADY,  "on the version it has") \
  X (SWITCH, UPGRADING, "upgrading", PASSING, "being upgraded, on all of its hosts at once")

#define SWITCH_SIGNALS(X) \
  X (SWITCH, UPGRADED, "upgraded", FINISH, "its upgrade has ended") \
  X (SWITCH, UPGRADE,  "upgrade",  DECIDE, "upgrade; arg: plan step")

#define PORT_STATES(X) \
  X (PORT, NONE,         "none",         STEADY, "on no port group of a distributed switch") \
  X (PORT, BOUND,        "bound",        STEADY, "it has a port of its own, wherever it runs") \
  X (PORT, UNBOUND,      "unbound",      STEADY, "connected to a port group of static binding, and vCenter has given it no port yet") \
  X (PORT, EPHEMERAL,    "ephemeral",    STEADY, "its host makes its port whenever it is powered on") \
  X (PORT, DISCONNECTED, "disconnected", FAILED, "it runs, and its adapter is left disconnected")

#define PORT_SIGNALS(X) \
  X (PORT, OFF,     "off",     FAULT,  "its VM has stopped") \
  X (PORT, POWERED, "powered", FINISH, "its VM has been powered on") \
  X (PORT, SYNC,    "sync",    DECIDE, "vCenter serves again, and syncs the hosts")

/* clang-format on */

#endif
