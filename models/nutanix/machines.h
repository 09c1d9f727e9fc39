/* Vocabulary of Nutanix: controller VMs and what runs on them, the way to storage, the shutdown token, AOS upgrades. What the columns are
 * stands in models/machines.h. */

#ifndef MODEL_NUTANIX_MACHINES_H
#define MODEL_NUTANIX_MACHINES_H

/* clang-format off */

#define MODEL_NUTANIX_MACHINES(X) \
  X (CVM, "cvm", hosts, 0, MODEL_MAY_BEGIN (CVM, SERVING) | MODEL_MAY_BEGIN (CVM, DOWN), \
     "a Nutanix controller VM") \
  X (IO_PATH, "io-path", hosts, 1, MODEL_MAY_BEGIN (IO_PATH, LOCAL) | MODEL_MAY_BEGIN (IO_PATH, IDLE), \
     "the way from a Nutanix host's guests to their storage") \
  X (LOCALITY, "locality", local_vms, 2, MODEL_MAY_BEGIN (LOCALITY, LOCAL), \
     "where a VM's data is on Nutanix, beside where the VM runs") \
  X (ZOOKEEPER, "zookeeper", cvm_hosts, 1, MODEL_MAY_BEGIN (ZOOKEEPER, FOLLOWER) | MODEL_MAY_BEGIN (ZOOKEEPER, LEADER) | MODEL_MAY_BEGIN (ZOOKEEPER, AWAY), \
     "Zookeeper on one CVM: whether it has one of the three or five roles") \
  X (STORE, "store", cvm_hosts, 1, MODEL_MAY_BEGIN (STORE, CURRENT) | MODEL_MAY_BEGIN (STORE, STALE), \
     "the copies of data on one node's disks, and how they are made anew elsewhere") \
  X (RESILIENCY, "resiliency", cvm_clusters, 0, MODEL_MAY_BEGIN (RESILIENCY, OK), \
     "how many more failures a Nutanix cluster bears, whatever limits it") \
  X (MODE, "operation-mode", small_clusters, 0, MODEL_MAY_BEGIN (MODE, NORMAL) | MODEL_MAY_BEGIN (MODE, STAND_ALONE) | MODEL_MAY_BEGIN (MODE, UNDECIDED), \
     "how a Nutanix cluster of one node or two is run: together, or by one node alone") \
  X (ARBITER, "nutanix-witness", small_clusters, 0, MODEL_MAY_BEGIN (ARBITER, ANSWERS) | MODEL_MAY_BEGIN (ARBITER, AWAY), \
     "the witness of a Nutanix cluster of two nodes") \
  X (TOKEN, "token", clusters, 0, 0, \
     "the shutdown token of a Nutanix cluster: who may take a node down") \
  X (AOS, "aos", steps, 0, 0, \
     "a rolling AOS upgrade of one cluster") \
  X (OPERATION, "operation", lcm_steps, 0, 0, \
     "what LCM does on a Nutanix cluster that takes no node down: an inventory, NCC, Foundation")

#define MODE_STATES(X) \
  X (MODE, NONE,        "none",        STEADY,  "it has three nodes or more") \
  X (MODE, NORMAL,      "normal",      STEADY,  "both nodes serve, each with a copy of all data") \
  X (MODE, ASKING,      "asking",      PASSING, "one node is silent; the other holds all I/O and asks the witness") \
  X (MODE, UNDECIDED,   "undecided",   FAILED,  "one node is silent and no witness answers: nobody serves") \
  X (MODE, STAND_ALONE, "stand-alone", PASSING, "one node serves by itself") \
  X (MODE, READ_ONLY,   "read-only",   FAILED,  "one node serves by itself, and refuses writes") \
  X (MODE, SWITCHING,   "switch-to-two-node", PASSING, "the other node is back, and gets what it has missed")

#define MODE_SIGNALS(X) \
  X (MODE, LOST,      "lost",      FAULT,  "a CVM has gone; arg: host") \
  X (MODE, DISK_LOST, "disk-lost", FAULT,  "a disk does not answer; arg: host") \
  X (MODE, BACK,      "back",      FINISH, "a CVM has its services up again; arg: host") \
  X (MODE, SYNCED,    "synced",    FINISH, "the other node has what it had missed") \
  X (MODE, DISK_BACK, "disk-back", FINISH, "the disk answers again; arg: host") \
  X (MODE, WITNESS,   "witness",   FINISH, "the witness answers again") \
  X (MODE, DECIDED,   "decided",   TIMER,  "the time is over that asking takes") \
  X (MODE, YIELD,     "yield",     DECIDE, "a CVM is about to stop on purpose; arg: host")

#define ARBITER_STATES(X) \
  X (ARBITER, NONE,    "none",    STEADY, "the cluster has no witness") \
  X (ARBITER, ANSWERS, "answers", STEADY, "both nodes reach it") \
  X (ARBITER, AWAY,    "away",    FAILED, "nobody reaches it")

#define ARBITER_SIGNALS(X) \
  X (ARBITER, LOST, "lost", FAULT,  "it is not reached any more") \
  X (ARBITER, BACK, "back", FINISH, "it is reached again")

#define TOKEN_STATES(X) \
  X (TOKEN, FREE, "free", STEADY,  "nobody holds it") \
  X (TOKEN, HELD, "held", PASSING, "one node may be down on purpose; the others wait")

#define TOKEN_SIGNALS(X) \
  X (TOKEN, RELEASE, "release", FINISH, "its holder gives it back") \
  X (TOKEN, ASK,     "ask",     DECIDE, "somebody wants to take a node down; arg: host") \
  X (TOKEN, REVOKE,  "revoke",  DECIDE, "an operator takes it from its holder")

#define CVM_STATES(X) \
  X (CVM, ABSENT,   "absent",   STEADY,  "this host has no CVM") \
  X (CVM, SERVING,  "serving",  STEADY,  "serves the I/O of its host's guests") \
  X (CVM, WAITING,  "waiting",  PASSING, "serves, and waits for the shutdown token") \
  X (CVM, STOPPING, "stopping", PASSING, "hands over its leaderships and stops its services") \
  X (CVM, DOWN,     "down",     PASSING, "not running") \
  X (CVM, STARTING, "starting", PASSING, "running, its services are starting") \
  X (CVM, JOINING,  "joining",  PASSING, "services up; steady for a while before the metadata ring takes it back") \
  X (CVM, SETTLING, "settling", PASSING, "services up, missed writes are being replayed") \
  X (CVM, DETACHED, "detached", FAILED,  "away so long that the metadata ring has closed without it") \
  X (CVM, UNSTABLE, "unstable", FAILED,  "running, and not getting ready") \
  X (CVM, DEGRADED, "degraded", FAILED,  "serves its guests' I/O; its peers trust it with nothing else until somebody marks it as fixed")

#define CVM_SIGNALS(X) \
  X (CVM, LOSE,     "lose",     FAULT,  "it stops, not on purpose") \
  X (CVM, DEGRADE,  "degrade",  FAULT,  "its peers have scored it low for a while") \
  X (CVM, STOPPED,  "stopped",  FINISH, "its services are down") \
  X (CVM, BOOTED,   "booted",   FINISH, "it runs") \
  X (CVM, SERVICES, "services", FINISH, "its services are up") \
  X (CVM, STEADY,   "steady",   FINISH, "its services have been up for a while") \
  X (CVM, SETTLED,  "settled",  FINISH, "data resiliency is restored") \
  X (CVM, RETURN,   "return",   FINISH, "it is powered on again, or repaired") \
  X (CVM, DETACH,   "detach",   TIMER,  "it has been away long enough to be taken out of the ring") \
  X (CVM, OVERDUE,  "overdue",  TIMER,  "it should have been ready by now") \
  X (CVM, MARK_FIXED, "mark-fixed", DECIDE, "an administrator marks it as fixed") \
  X (CVM, RESTART,  "restart",  DECIDE, "restart into the new version; arg: plan step") \
  X (CVM, SHUT_DOWN, "shut-down", DECIDE, "its node is taken down, and holds the shutdown token for it") \
  X (CVM, GRANTED,  "granted",  DECIDE, "it holds the shutdown token")

#define ZOOKEEPER_STATES(X) \
  X (ZOOKEEPER, NONE,     "no-role",  STEADY,  "it has no role") \
  X (ZOOKEEPER, FOLLOWER, "follower", STEADY,  "it votes") \
  X (ZOOKEEPER, LEADER,   "leader",   STEADY,  "it votes, and leads") \
  X (ZOOKEEPER, AWAY,     "away",     PASSING, "its CVM is away, and the role is still its own")

#define ZOOKEEPER_SIGNALS(X) \
  X (ZOOKEEPER, GONE,    "gone",    FAULT,  "its CVM has stopped") \
  X (ZOOKEEPER, BACK,    "back",    FINISH, "its CVM runs it again") \
  X (ZOOKEEPER, TAKE,    "take",    FINISH, "a role comes to it; arg: host that had it") \
  X (ZOOKEEPER, MIGRATE, "migrate", TIMER,  "it has been away long enough for its role to move") \
  X (ZOOKEEPER, YIELD,   "yield",   DECIDE, "its CVM is about to stop on purpose") \
  X (ZOOKEEPER, LEAD,    "lead",    DECIDE, "the others have elected it")

#define STORE_STATES(X) \
  X (STORE, NONE,       "none",       STEADY,  "this host has no CVM") \
  X (STORE, CURRENT,    "current",    STEADY,  "its copies are current") \
  X (STORE, STALE,      "stale",      PASSING, "away: its copies miss what is written, and nobody makes others yet") \
  X (STORE, REBUILDING, "rebuilding", PASSING, "lost: the other nodes copy among themselves what it held") \
  X (STORE, SHORT,      "short",      FAILED,  "lost, and the other nodes have no room for all that it held") \
  X (STORE, ELSEWHERE,  "elsewhere",  STEADY,  "away, and nobody depends on its copies any more") \
  X (STORE, SURPLUS,    "surplus",    STEADY,  "back, with copies that have been made elsewhere meanwhile")

#define STORE_SIGNALS(X) \
  X (STORE, LOST,         "lost",         FAULT,  "its CVM has stopped; arg: 1 on purpose") \
  X (STORE, DISK_OFFLINE, "disk-offline", FAULT,  "one of its disks does not answer") \
  X (STORE, BACK,         "back",         FINISH, "its CVM serves, and what it missed has been replayed") \
  X (STORE, DISK_BACK,    "disk-back",    FINISH, "the disk answers again") \
  X (STORE, COPIED,       "copied",       FINISH, "the others have copied what there was room for") \
  X (STORE, OVERDUE,      "overdue",      TIMER,  "it was to be away for a while, and has been away too long") \
  X (STORE, SCAN,         "scan",         TIMER,  "Curator has scanned all metadata") \
  X (STORE, RESHARE,      "reshare",      DECIDE, "a node has come or gone, and its share of the work with it")

#define RESILIENCY_STATES(X) \
  X (RESILIENCY, NONE,     "none",     STEADY,  "this is no Nutanix cluster") \
  X (RESILIENCY, OK,       "ok",       STEADY,  "it bears as many failures as it was built for") \
  X (RESILIENCY, REDUCED,  "reduced",  PASSING, "it bears fewer") \
  X (RESILIENCY, CRITICAL, "critical", PASSING, "it bears none") \
  X (RESILIENCY, LOST,     "lost",     FAILED,  "too much is away already")

#define RESILIENCY_SIGNALS(X) \
  X (RESILIENCY, FULLER, "fuller", TIMER, "its guests have written so much that a line is reached") \
  X (RESILIENCY, LOOK, "look", DECIDE, "something that it follows from has changed")

#define IO_PATH_STATES(X) \
  X (IO_PATH, ABSENT,  "absent",  STEADY,  "this host's guests do not use a CVM") \
  X (IO_PATH, IDLE,    "idle",    STEADY,  "its host does not run, so nobody asks for storage there") \
  X (IO_PATH, LOCAL,   "local",   STEADY,  "through the host's own CVM") \
  X (IO_PATH, STALLED, "stalled", PASSING, "the CVM is silent and guest I/O waits") \
  X (IO_PATH, REMOTE,  "remote",  PASSING, "through another host's CVM") \
  X (IO_PATH, FAILED,  "failed",  FAILED,  "no CVM can serve: guest I/O waits until the guests' disk time-outs, and fails then")

#define IO_PATH_SIGNALS(X) \
  X (IO_PATH, CVM_SILENT, "cvm-silent", FAULT,  "a CVM has gone silent; arg: host") \
  X (IO_PATH, CVM_UP,     "cvm-up",     FINISH, "a CVM answers again; arg: host") \
  X (IO_PATH, CVM_STEADY, "cvm-steady", FINISH, "its own CVM has answered for long enough") \
  X (IO_PATH, HOST_UP,    "host-up",    FINISH, "its host runs again, its CVM is starting") \
  X (IO_PATH, REDIRECT,   "redirect",   TIMER,  "the watcher has missed enough answers, or the session is lost") \
  X (IO_PATH, TIMED_OUT,  "timed-out",  TIMER,  "guests have waited as long as they wait for a disk; arg: 1 those with Tools")

#define LOCALITY_STATES(X) \
  X (LOCALITY, ABSENT,  "absent",  STEADY,  "nothing is said of what it reads") \
  X (LOCALITY, LOCAL,   "local",   STEADY,  "what it reads is on the host it runs on") \
  X (LOCALITY, REMOTE,  "remote",  PASSING, "it has moved away from its data, and reads it over the network") \
  X (LOCALITY, COPYING, "copying", PASSING, "what it reads is being copied to where it runs")

#define LOCALITY_SIGNALS(X) \
  X (LOCALITY, RUNS_ON, "runs-on", FINISH, "it runs on a host, come from another or powered on; arg: host") \
  X (LOCALITY, COPIED,  "copied",  FINISH, "what it reads has been copied") \
  X (LOCALITY, READ,    "read",    TIMER,  "it reads") \
  X (LOCALITY, OWNED,   "owned",   TIMER,  "its I/O has come from there for long enough for its vDisks to be owned there")

#define AOS_STATES(X) \
  X (AOS, IDLE,      "idle",        STEADY,  "not begun") \
  X (AOS, CHECKING,  "pre-upgrade", PASSING, "pre-checks") \
  X (AOS, UPLOADING, "downloading", PASSING, "the software goes to two CVMs") \
  X (AOS, STAGING,   "staging",     PASSING, "all CVMs write their passive partition, in parallel") \
  X (AOS, PENDING,   "pending",     PASSING, "staged everywhere; it waits for a CVM that is away") \
  X (AOS, CLEARING,  "powering-off-vms", PASSING, "one node: its VMs are powered off before the only CVM restarts") \
  X (AOS, ROLLING,   "upgrading",   PASSING, "CVMs restart one at a time, token in hand") \
  X (AOS, RETURNING, "powering-on-vms", PASSING, "the CVM serves again: the VMs that were powered off are powered on") \
  X (AOS, STALLED,   "stalled",     FAILED,  "a CVM did not get ready: no roll-back, mixed versions, the token stays") \
  X (AOS, DONE,      "succeeded",   STEADY,  "all CVMs run the new version") \
  X (AOS, FAILED,    "failed",      FAILED,  "refused by the pre-checks, and nothing has changed; or given up half-way") \
  X (AOS, CANCELLED, "cancelled",   STEADY,  "cancelled before any CVM has changed")

#define AOS_SIGNALS(X) \
  X (AOS, CHECKED,   "checked",   FINISH, "the pre-checks have ended") \
  X (AOS, UPLOADED,  "uploaded",  FINISH, "two CVMs have the software") \
  X (AOS, STAGED,    "staged",    FINISH, "all CVMs have staged it") \
  X (AOS, CVM_DONE,  "cvm-done",  FINISH, "a CVM serves on the new version; arg: host") \
  X (AOS, VM_OFF,    "vm-off",    FINISH, "a VM is off, or does not go off; arg: VM") \
  X (AOS, VM_STARTED, "vm-started", FINISH, "a VM that was powered off runs again, or does not start; arg: VM") \
  X (AOS, CVM_STUCK, "cvm-stuck", FINISH, "a CVM did not get ready; arg: host") \
  X (AOS, BEGIN,     "begin",     DECIDE, "begin") \
  X (AOS, CANCEL,    "cancel",    DECIDE, "an administrator cancels it") \
  X (AOS, ABANDON,   "abandon",   DECIDE, "an administrator gives up what has stalled")

#define OPERATION_STATES(X) \
  X (OPERATION, NONE,        "none",        STEADY,  "not begun") \
  X (OPERATION, INVENTORY,   "inventory",   PASSING, "LCM looks at what is installed, and what there is for it") \
  X (OPERATION, PRECHECKS,   "prechecks",   PASSING, "LCM's pre-checks") \
  X (OPERATION, UPGRADE,     "upgrade",     PASSING, "it is installed on every CVM, under running services") \
  X (OPERATION, INTERRUPTED, "interrupted", PASSING, "a CVM has not got it, and LCM goes on when that one serves again") \
  X (OPERATION, SUCCEEDED,   "succeeded",   STEADY,  "done") \
  X (OPERATION, FAILED,      "failed",      FAILED,  "refused; nothing has changed")

#define OPERATION_SIGNALS(X) \
  X (OPERATION, INVENTORIED, "inventoried", FINISH, "the inventory has been taken") \
  X (OPERATION, CHECKED,     "checked",     FINISH, "the pre-checks have ended") \
  X (OPERATION, INSTALLED,   "installed",   FINISH, "every CVM that serves has it") \
  X (OPERATION, CVM_SERVES,  "cvm-serves",  FINISH, "a CVM serves again") \
  X (OPERATION, BEGIN,       "begin",       DECIDE, "begin")

/* clang-format on */

#endif
