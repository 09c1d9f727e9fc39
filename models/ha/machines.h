/* Vocabulary of vSphere HA: admission control, agents, what the master sees, restarts, isolation. What the columns
 * are stands in models/machines.h. */

#ifndef MODEL_HA_MACHINES_H
#define MODEL_HA_MACHINES_H

/* clang-format off */

#define MODEL_HA_MACHINES(X) \
  X (ADMISSION, "admission", clusters, 0, MODEL_MAY_BEGIN (ADMISSION, OFF) | MODEL_MAY_BEGIN (ADMISSION, VIOLATED), \
     "HA admission control of one cluster, in vCenter") \
  X (AGENT, "ha-agent", hosts, 1, MODEL_MAY_BEGIN (AGENT, MASTER) | MODEL_MAY_BEGIN (AGENT, SLAVE), \
     "a host's HA agent (FDM): election, master, slave, isolation") \
  X (DETECTOR, "detector", hosts, 1, 0, \
     "what the HA master makes of a host that has gone silent") \
  X (RESTART, "restart", vms, 1, MODEL_MAY_BEGIN (RESTART, UNPROTECTED) | MODEL_MAY_BEGIN (RESTART, UNLISTED), \
     "HA's restart of one VM: order, placement, attempts") \
  X (ISOLATION, "isolation", vms, 1, 0, \
     "what an isolated host does with one of its VMs") \
  X (VMCP, "vmcp", vms, 1, 0, \
     "what HA does for one VM whose host has lost a datastore of it") \
  X (MONITOR, "vm-monitoring", monitored, 1, 0, \
     "the guest in one VM, and what VM monitoring does when it hangs")

#define MONITOR_STATES(X) \
  X (MONITOR, WELL,    "well",    STEADY,  "its VMware Tools send heartbeats, or nobody asks for them") \
  X (MONITOR, HUNG,    "hung",    FAILED,  "it hangs: no heartbeats; VM monitoring watches") \
  X (MONITOR, BOOTING, "booting", PASSING, "it boots, under what has hung it before or after a reset") \
  X (MONITOR, LEFT,    "left",    FAILED,  "it hangs, and nobody resets it")

#define MONITOR_SIGNALS(X) \
  X (MONITOR, HANG,    "hang",    FAULT,  "it hangs") \
  X (MONITOR, BOOTED,  "booted",  TIMER,  "it has had time to boot") \
  X (MONITOR, MISSED,  "missed",  TIMER,  "its heartbeats have been missing for long enough to look at it") \
  X (MONITOR, OVER,    "over",    DECIDE, "its VM is powered on again")

#define VMCP_STATES(X) \
  X (VMCP, OK,         "ok",         STEADY,  "its host reaches its datastores") \
  X (VMCP, PATHS_DOWN, "paths-down", PASSING, "its I/O hangs; the paths may come back") \
  X (VMCP, DECLARED,   "declared",   FAILED,  "all paths down is declared: the response is due, or has nobody to turn to") \
  X (VMCP, LEFT,       "left",       FAILED,  "without a datastore, and HA does not act on that") \
  X (VMCP, TERMINATED, "terminated", PASSING, "powered off, to be restarted where its datastores are")

#define VMCP_SIGNALS(X) \
  X (VMCP, APD,     "apd",     FAULT,  "its host loses all paths to a datastore of it") \
  X (VMCP, PDL,     "pdl",     FAULT,  "the array announces that a datastore of it is gone for good") \
  X (VMCP, BACK,    "back",    FINISH, "a datastore is back on its host") \
  X (VMCP, TIMEOUT, "timeout", TIMER,  "the paths have been down for long enough to say so") \
  X (VMCP, RESPOND, "respond", TIMER,  "the response is due") \
  X (VMCP, OVER,    "over",    DECIDE, "it runs, somewhere else or again")

#define ADMISSION_STATES(X) \
  X (ADMISSION, OK,       "ok",       STEADY,  "the tolerated failures are covered") \
  X (ADMISSION, VIOLATED, "violated", FAILED,  "the tolerated failures are not covered: no power-on is admitted") \
  X (ADMISSION, OFF,      "off",      STEADY,  "nobody checks") \
  X (ADMISSION, ABSENT,   "absent",   PASSING, "vCenter is away, so nobody checks")

#define ADMISSION_SIGNALS(X) \
  X (ADMISSION, REVIEW,       "review",       DECIDE, "hosts or VMs have come or gone") \
  X (ADMISSION, SWITCH_OFF,   "switch-off",   DECIDE, "it is switched off; arg: plan step that did") \
  X (ADMISSION, SWITCH_ON,    "switch-on",    DECIDE, "it is switched on again") \
  X (ADMISSION, VCENTER_DOWN, "vcenter-down", DECIDE, "vCenter stops serving") \
  X (ADMISSION, VCENTER_UP,   "vcenter-up",   DECIDE, "vCenter serves again")

#define AGENT_STATES(X) \
  X (AGENT, INACTIVE,     "inactive",     STEADY,  "no HA on this host now: off, in maintenance, disconnected or without power") \
  X (AGENT, CONFIGURING,  "configuring",  PASSING, "vCenter installs or updates the agent") \
  X (AGENT, ERROR,        "error",        FAILED,  "could not be configured: not a good host for admission control") \
  X (AGENT, ELECTION,     "election",     PASSING, "no master is known; failures wait") \
  X (AGENT, MASTER,       "master",       STEADY,  "watches the others and restarts what they lose") \
  X (AGENT, SLAVE,        "slave",        STEADY,  "sends heartbeats to the master") \
  X (AGENT, SELF_ELECTED, "self-elected", PASSING, "has heard nobody and pings its isolation addresses") \
  X (AGENT, ALONE,        "master-alone", PASSING, "a master that hears nobody and pings its isolation addresses") \
  X (AGENT, ISOLATED,     "isolated",     FAILED,  "has declared itself isolated") \
  X (AGENT, STOPPED,      "stopped",      FAILED,  "has died, or hostd under it: its host and the VMs there run on")

#define AGENT_SIGNALS(X) \
  X (AGENT, DIE,           "die",           FAULT,  "its host loses power") \
  X (AGENT, CUT,           "cut",           FAULT,  "its host loses the management network") \
  X (AGENT, UNHEARD,       "unheard",       FAULT,  "the last of the others that it heard falls silent") \
  X (AGENT, REGROUP,       "regroup",       FAULT,  "the management network falls into parts, or is whole again") \
  X (AGENT, STOP,          "stop",          FAULT,  "it dies, or hostd without which it does nothing") \
  X (AGENT, RECOVER,       "recover",       FINISH, "hostd and the agent run again") \
  X (AGENT, HEARD,         "heard",         FINISH, "the management network is back") \
  X (AGENT, CONFIGURED,    "configured",    FINISH, "the configuration has ended") \
  X (AGENT, PINGED,        "pinged",        TIMER,  "nobody answered the pings") \
  X (AGENT, MASTER_SILENT, "master-silent", TIMER,  "nothing from a master for too long") \
  X (AGENT, BALLOT,        "ballot",        TIMER,  "the election is over") \
  X (AGENT, LISTS_FREE,    "lists-free",    TIMER,  "nobody holds the lists of protected VMs any more") \
  X (AGENT, START,         "start",         DECIDE, "vCenter wants an agent on this host") \
  X (AGENT, VCENTER_UP,    "vcenter-up",    DECIDE, "vCenter serves again, and reaches its hosts") \
  X (AGENT, LEAVE,         "leave",         DECIDE, "its host leaves the cluster's HA: maintenance or disconnection") \
  X (AGENT, DISABLE,       "disable",       DECIDE, "HA is switched off in its cluster") \
  X (AGENT, REINSTALL,     "reinstall",     DECIDE, "vCenter has been upgraded and replaces the agent") \
  X (AGENT, RECONFIGURE,   "reconfigure",   DECIDE, "somebody has HA reconfigured on its host; arg: plan step") \
  X (AGENT, RELEASE,       "release",       DECIDE, "isolated, it gives up the lists of protected VMs")

#define DETECTOR_STATES(X) \
  X (DETECTOR, ALIVE,       "alive",       STEADY,  "heartbeats arrive") \
  X (DETECTOR, SILENT,      "silent",      PASSING, "heartbeats are missing") \
  X (DETECTOR, WATCHING,    "watching",    PASSING, "the datastore heartbeats are being watched") \
  X (DETECTOR, UNREACHABLE, "unreachable", PASSING, "silent for too long; pinged") \
  X (DETECTOR, UNWATCHED,   "unwatched",   PASSING, "silent while there is no master to notice") \
  X (DETECTOR, DEAD,        "dead",        FAILED,  "declared dead: its VMs are restarted elsewhere") \
  X (DETECTOR, ISOLATED,    "isolated",    FAILED,  "alive and isolated: VMs that it powers off are restarted elsewhere") \
  X (DETECTOR, PARTITIONED, "partitioned", FAILED,  "alive and cut off: its VMs are left alone") \
  X (DETECTOR, AGENT_DOWN,  "agent-down",  FAILED,  "alive without its agent (fdmUnreachable): its VMs are left alone")

#define DETECTOR_SIGNALS(X) \
  X (DETECTOR, GONE_SILENT, "gone-silent", FAULT,  "heartbeats stop") \
  X (DETECTOR, HEARD,       "heard",       FINISH, "heartbeats arrive again") \
  X (DETECTOR, PONG,        "pong",        FINISH, "it answers pings") \
  X (DETECTOR, FLAGGED,     "flagged",     FINISH, "the host has written that it is isolated") \
  X (DETECTOR, VM_OFF,      "vm-off",      FINISH, "a protected VM on it is off; arg: VM") \
  X (DETECTOR, LOOK,        "look",        TIMER,  "time to look at the datastore heartbeats") \
  X (DETECTOR, TIMEOUT,     "timeout",     TIMER,  "time to call it unreachable") \
  X (DETECTOR, VERDICT,     "verdict",     TIMER,  "time to decide") \
  X (DETECTOR, LEADERLESS,  "leaderless",  DECIDE, "the master is gone") \
  X (DETECTOR, LED,         "led",         DECIDE, "there is a new master")

#define RESTART_STATES(X) \
  X (RESTART, PROTECTED,   "protected",   STEADY,  "HA would restart it") \
  X (RESTART, UNPROTECTED, "unprotected", STEADY,  "HA is off for it") \
  X (RESTART, UNLISTED,    "unlisted",    STEADY,  "not on the list of protected VMs: it is off, or nobody has told the master that it runs") \
  X (RESTART, QUEUED,      "queued",      PASSING, "to be restarted, waiting for its turn") \
  X (RESTART, STARTING,    "starting",    PASSING, "being powered on") \
  X (RESTART, SETTLING,    "settling",    PASSING, "running, and those after it wait until it is ready") \
  X (RESTART, BACKOFF,     "backoff",     PASSING, "the attempt failed, waiting for the next") \
  X (RESTART, PENDING,     "pending",     FAILED,  "no host has room for it") \
  X (RESTART, FAILED,      "failed",      FAILED,  "all attempts have failed") \
  X (RESTART, MASKED,      "masked",      FAILED,  "died while its disks were on the move: its host hides that until vCenter speaks, or for long enough") \
  X (RESTART, REREGISTERED, "re-registered", FAILED, "registered on another host and left off: HA is disabled for it")

#define RESTART_SIGNALS(X) \
  X (RESTART, TARGET_LOST, "target-lost", FAULT,  "the host it was being started on has died") \
  X (RESTART, STARTED,     "started",     FINISH, "the power-on has ended") \
  X (RESTART, READY,       "ready",       TIMER,  "its ready condition is met, or the delay is over") \
  X (RESTART, AGAIN,       "again",       TIMER,  "the wait before the next attempt is over") \
  X (RESTART, UNMASK,      "unmask",      TIMER,  "its host has hidden for long enough that it has died") \
  X (RESTART, LOST,        "lost",        DECIDE, "the VM is off and should not be; arg: 1 when its host is dead") \
  X (RESTART, ADOPTED,     "adopted",     DECIDE, "a new master has read the lists") \
  X (RESTART, TURN,        "turn",        DECIDE, "its turn has perhaps come") \
  X (RESTART, ROOM,        "room",        DECIDE, "what had no room may have some now") \
  X (RESTART, RELEASED,    "released",    DECIDE, "vCenter powers the VM off, or suspends it: it is off on purpose") \
  X (RESTART, RESTORED,    "restored",    DECIDE, "the VM runs, or runs again, by other means") \
  X (RESTART, HA_OFF,      "ha-off",      DECIDE, "HA is switched off in its cluster") \
  X (RESTART, HA_ON,       "ha-on",       DECIDE, "HA is switched on in its cluster") \
  X (RESTART, VCENTER_UP,  "vcenter-up",  DECIDE, "vCenter serves again, and speaks with the master")

#define ISOLATION_STATES(X) \
  X (ISOLATION, IDLE,          "idle",          STEADY,  "its host is not isolated") \
  X (ISOLATION, DECLARED,      "declared",      PASSING, "its host is isolated, the response is due") \
  X (ISOLATION, KEPT,          "kept",          STEADY,  "left running on the isolated host") \
  X (ISOLATION, SHUTTING_DOWN, "shutting-down", PASSING, "the guest has been asked to shut down") \
  X (ISOLATION, OFF,           "off",           PASSING, "powered off on the isolated host")

#define ISOLATION_SIGNALS(X) \
  X (ISOLATION, GUEST_OFF, "guest-off", FINISH, "the guest has shut down") \
  X (ISOLATION, RESPOND,   "respond",   TIMER,  "the response is due") \
  X (ISOLATION, FORCE,     "force",     TIMER,  "the guest has had time enough") \
  X (ISOLATION, DECLARE,   "declare",   DECIDE, "its host declares itself isolated; arg: the delay of the response, ms") \
  X (ISOLATION, OWNED,     "owned",     DECIDE, "a master holds the lists of protected VMs now") \
  X (ISOLATION, OVER,      "over",      DECIDE, "its host is isolated no more")

/* clang-format on */

/* What LOST says: with its host, or alone on a host that lives. */
enum { MODEL_LOST_ALONE, MODEL_LOST_WITH_ITS_HOST };

#endif
