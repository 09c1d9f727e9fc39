/* Vocabulary of AHV: a node as Acropolis sees it, Acropolis as the one who moves VMs, and LCM's roll over the nodes of a cluster.
 * What the columns are stands in models/machines.h.
 *
 * The states of a node are those of the API (N-90), with those parts of them told apart in which somebody waits for something
 * else. RESERVING_FOR_HA_FAILOVER and RESERVED_FOR_HA_FAILOVER are not among them: they belong to the reservation of whole
 * hosts, which has gone with AOS 5.0 (N-80). Nor is ENTERING_MAINTENANCE_MODE_FROM_HA_FAILOVER, of which nothing but the name is
 * sourced: a node that is lost takes no request here. */

#ifndef MODEL_AHV_MACHINES_H
#define MODEL_AHV_MACHINES_H

/* clang-format off */

#define MODEL_AHV_MACHINES(X) \
  X (NODE, "node", ahv_hosts, 0, MODEL_MAY_BEGIN (NODE, NORMAL) | MODEL_MAY_BEGIN (NODE, ENTERED) | MODEL_MAY_BEGIN (NODE, SOURCE), \
     "an AHV host as Acropolis sees it, through maintenance and back") \
  X (ACROPOLIS, "acropolis", ahv_clusters, 1, MODEL_MAY_BEGIN (ACROPOLIS, READY), \
     "Acropolis of one AHV cluster: it moves VMs off nodes and back") \
  X (RESERVATION, "ha-reservation", ahv_clusters, 0, MODEL_MAY_BEGIN (RESERVATION, BEST_EFFORT) | MODEL_MAY_BEGIN (RESERVATION, HOLDS), \
     "what HA of an AHV cluster guarantees, if anything") \
  X (ADS, "ads", ahv_clusters, 0, MODEL_MAY_BEGIN (ADS, CALM), \
     "the Acropolis Dynamic Scheduler of one AHV cluster: it takes VMs off hosts that are too busy, or swap") \
  X (AHV_ROLL, "ahv-roll", ahv_steps, 0, 0, \
     "LCM taking the hosts of an AHV cluster down one at a time, for AHV or for firmware")

#define NODE_STATES(X) \
  X (NODE, ABSENT,    "absent",              STEADY,  "this host does not run AHV") \
  X (NODE, NORMAL,    "acropolis-normal",    STEADY,  "VMs may be placed on it") \
  X (NODE, WAITING,   "waiting",             PASSING, "to be taken down, and waits for the shutdown token") \
  X (NODE, ENTERING,  "entering-maintenance-mode", PASSING, "nothing is placed on it any more, and its VMs are leaving") \
  X (NODE, SHEDDING,  "powering-off",        PASSING, "its ordinary VMs have left; agent VMs and those with one copy of their data are powered off") \
  X (NODE, STOPPING,  "stopping-cvm",        PASSING, "empty; its CVM enters maintenance and shuts down") \
  X (NODE, ENTERED,   "entered-maintenance-mode", STEADY, "empty, and its CVM is down") \
  X (NODE, UPGRADING, "upgrading",           PASSING, "in maintenance: an image or firmware is written, and it reboots") \
  X (NODE, STARTING,  "starting-cvm",        PASSING, "up again; its CVM comes first") \
  X (NODE, RETURNING, "returning",           PASSING, "out of maintenance; its VMs come back") \
  X (NODE, HELD,      "held",                FAILED,  "in maintenance, and does not get out of it by itself; the shutdown token stays with it") \
  X (NODE, SOURCE,    "ha-failover-source",  FAILED,  "lost; its VMs are restarted on other nodes") \
  X (NODE, TARGET,    "ha-failover-target",  PASSING, "VMs of a lost node are being powered on here") \
  X (NODE, HEALED,    "ha-healing-target",   PASSING, "back; the VMs that were restarted elsewhere return to it") \
  X (NODE, HEALS,     "ha-healing-source",   PASSING, "VMs that were restarted here return to their node")

#define NODE_SIGNALS(X) \
  X (NODE, HOST_LOST,   "host-lost",   FAULT,  "its host has lost power") \
  X (NODE, VM_LEFT,     "vm-left",     FINISH, "a VM has left it, or is off") \
  X (NODE, EMPTY,       "empty",       FINISH, "no VM is left on it") \
  X (NODE, CVM_STOPPED, "cvm-stopped", FINISH, "its CVM is down") \
  X (NODE, HOST_DONE,   "host-done",   FINISH, "its host has booted what was to be installed") \
  X (NODE, HOST_BROKEN, "host-broken", FINISH, "its host cannot be finished") \
  X (NODE, CVM_SERVES,  "cvm-serves",  FINISH, "its CVM serves again") \
  X (NODE, CVM_STUCK,   "cvm-stuck",   FINISH, "its CVM does not get ready") \
  X (NODE, VM_BACK,     "vm-back",     FINISH, "a VM is back on it, or will not come; arg: VM") \
  X (NODE, VM_STARTED,  "vm-started",  FINISH, "a VM that was powered off runs again, or does not start; arg: VM") \
  X (NODE, TARGETED,    "targeted",    DECIDE, "a VM of a lost node is being powered on here") \
  X (NODE, RELIEVED,    "relieved",    DECIDE, "the last of them is") \
  X (NODE, LENDS,       "lends",       DECIDE, "a VM that was restarted here returns to its node") \
  X (NODE, LENT,        "lent",        DECIDE, "the last of them has") \
  X (NODE, HOST_BACK,   "host-back",   FINISH, "its host has power again and has booted") \
  X (NODE, PATIENCE,    "patience",    TIMER,  "whoever waits for its VMs has waited long enough") \
  X (NODE, ENTER,       "enter",       DECIDE, "somebody wants it in maintenance; arg: plan step") \
  X (NODE, CANCEL,      "cancel",      DECIDE, "somebody does not want it taken down any more") \
  X (NODE, EXIT,        "exit",        DECIDE, "somebody wants it out of maintenance; arg: plan step") \
  X (NODE, GRANTED,     "granted",     DECIDE, "it holds the shutdown token")

#define ACROPOLIS_STATES(X) \
  X (ACROPOLIS, ABSENT, "absent", STEADY, "not an AHV cluster") \
  X (ACROPOLIS, READY,  "ready",  STEADY, "it moves VMs where nodes are emptied or filled again")

#define ACROPOLIS_SIGNALS(X) \
  X (ACROPOLIS, SLOT,      "slot",      FINISH, "a live migration has ended and left room for another; arg: host") \
  X (ACROPOLIS, POWERED_ON, "powered-on", FINISH, "a power-on after the loss of a node has ended; arg: VM") \
  X (ACROPOLIS, FAIL_OVER, "fail-over", TIMER,  "a node counts as lost; arg: host") \
  X (ACROPOLIS, EVACUATE,  "evacuate",  DECIDE, "empty a host; arg: host") \
  X (ACROPOLIS, STAY,      "stay",      DECIDE, "a host need not be emptied any more; arg: host") \
  X (ACROPOLIS, BRING_BACK, "bring-back", DECIDE, "a host takes VMs again: those that left it come back; arg: host") \
  X (ACROPOLIS, GO_ON,     "go-on",     DECIDE, "VMs have been told to leave: move what there are slots for") \
  X (ACROPOLIS, CAPACITY,  "capacity",  DECIDE, "what was impossible may be possible now")

#define RESERVATION_STATES(X) \
  X (RESERVATION, ABSENT,      "absent",      STEADY, "not an AHV cluster") \
  X (RESERVATION, BEST_EFFORT, "best-effort", STEADY, "the default: VMs of a lost node are restarted where there is room, and none is kept") \
  X (RESERVATION, HOLDS,       "guaranteed",  STEADY, "the VMs of any node that may be lost have a place on the others") \
  X (RESERVATION, SHORT,       "short",       FAILED, "a node could be lost whose VMs have no place on the others")

#define RESERVATION_SIGNALS(X) \
  X (RESERVATION, REVIEW, "review", DECIDE, "nodes or VMs have come or gone")

#define ADS_STATES(X) \
  X (ADS, ABSENT,   "absent",   STEADY,  "not an AHV cluster") \
  X (ADS, CALM,     "calm",     STEADY,  "no host is contended") \
  X (ADS, WATCHING, "watching", STEADY, "a host, or its Stargate, is too busy, or a host swaps; it acts when that lasts")

#define ADS_SIGNALS(X) \
  X (ADS, LOOK, "look", TIMER,  "it is time to look at the CPU of hosts and Stargates") \
  X (ADS, LOOK_AT_MEMORY, "look-at-memory", TIMER, "it is time to look whether a host swaps") \
  X (ADS, LOAD, "load", DECIDE, "a host is contended, or what could relieve it has changed; arg: host")

#define AHV_ROLL_STATES(X) \
  X (AHV_ROLL, IDLE,     "idle",      STEADY,  "not begun") \
  X (AHV_ROLL, CHECKING, "pre-check", PASSING, "LCM's pre-checks") \
  X (AHV_ROLL, ROLLING,  "upgrading", PASSING, "a host is out, the others wait") \
  X (AHV_ROLL, GATE,     "waiting",   PASSING, "between two hosts: until data is resilient and some time has passed") \
  X (AHV_ROLL, STALLED,  "stalled",   FAILED,  "a host may not be taken down, or did not come back: the others are left as they are, until LCM is begun again") \
  X (AHV_ROLL, DONE,     "succeeded", STEADY,  "every host has it") \
  X (AHV_ROLL, FAILED,   "failed",    FAILED,  "refused by the pre-checks; nothing has changed")

#define AHV_ROLL_SIGNALS(X) \
  X (AHV_ROLL, CHECKED,    "checked",    FINISH, "the pre-checks have ended") \
  X (AHV_ROLL, NODE_DONE,  "node-done",  FINISH, "a host is back; arg: host") \
  X (AHV_ROLL, NODE_STUCK, "node-stuck", FINISH, "a host cannot be finished; arg: host") \
  X (AHV_ROLL, NEXT,       "next",       TIMER,  "the wait between two hosts is over") \
  X (AHV_ROLL, BEGIN,      "begin",      DECIDE, "begin") \
  X (AHV_ROLL, RESILIENT,  "resilient",  DECIDE, "data may be resilient again")

/* clang-format on */

#endif
