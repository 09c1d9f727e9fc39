/* Vocabulary of vSAN: what a host holds of it, emptying it, the objects of a cluster, witnesses, disk formats. What the
 * columns are stands in models/machines.h. */

#ifndef MODEL_VSAN_MACHINES_H
#define MODEL_VSAN_MACHINES_H

/* clang-format off */

#define MODEL_VSAN_MACHINES(X) \
  X (COMPONENTS, "vsan-components", vsan_hosts, 0, MODEL_MAY_BEGIN (COMPONENTS, ABSENT), \
     "what one host holds of vSAN objects: its components share its fate") \
  X (DECOMMISSION, "vsan-decommission", vsan_hosts, 1, 0, \
     "data that leaves a host: before it may be in maintenance, when its devices are nearly full, or are to be formatted") \
  X (VSAN, "vsan", vsan_clusters, 0, \
     MODEL_MAY_BEGIN (VSAN, REDUCED) | MODEL_MAY_BEGIN (VSAN, CRITICAL) | MODEL_MAY_BEGIN (VSAN, LOST), \
     "the objects of one vSAN cluster, all together") \
  X (WITNESS, "vsan-witness", witnesses, 0, 0, \
     "a witness host of stretched or two-node clusters") \
  X (FORMAT, "vsan-disk-format", vsan_clusters, 0, 0, \
     "raising the on-disk format of a cluster") \
  X (RELAYOUT, "vsan-object-format", vsan_clusters, 0, 0, \
     "laying large objects of a cluster out anew") \
  X (ADAPT, "vsan-raid-5", vsan_clusters, 1, 0, \
     "which RAID-5 the newer architecture lays a cluster's objects out as") \
  X (SERVICES, "vsan-services", vsan_hosts, 0, MODEL_MAY_BEGIN (SERVICES, SERVING) | MODEL_MAY_BEGIN (SERVICES, OUT), \
     "file shares and iSCSI targets that one host serves") \
  X (VOTES, "vsan-votes", vsan_clusters, 0, 0, \
     "who decides when a site of a stretched cluster is lost") \
  X (SITE, "vsan-site", vsan_clusters, 0, 0, \
     "a whole site of a stretched cluster in maintenance")

#define COMPONENTS_STATES(X) \
  X (COMPONENTS, ACTIVE,     "active",     STEADY,  "up to date and counted") \
  X (COMPONENTS, ABSENT,     "absent",     PASSING, "out of reach without an error: the host is in maintenance or down") \
  X (COMPONENTS, DEGRADED,   "degraded",   FAILED,  "a device has reported an error: what was on it is gone") \
  X (COMPONENTS, STALE,      "stale",      PASSING, "within reach and out of date: it counts when resync is done") \
  X (COMPONENTS, REBUILDING, "rebuilding", PASSING, "being rebuilt on other hosts")

#define COMPONENTS_SIGNALS(X) \
  X (COMPONENTS, FAIL,     "fail",     FAULT,  "its devices report an error") \
  X (COMPONENTS, WIPED,    "wiped",    DECIDE, "its devices are being formatted: what is on them is gone") \
  X (COMPONENTS, REPLACED, "replaced", FINISH, "its devices are good again, and empty") \
  X (COMPONENTS, CHANGED,  "changed",  FINISH, "the host came or went") \
  X (COMPONENTS, RESYNCED, "resynced", FINISH, "what was being resynchronised for it is done") \
  X (COMPONENTS, REPAIR,   "repair",   TIMER,  "absent for so long that it is to be rebuilt elsewhere") \
  X (COMPONENTS, AGAIN,    "again",    DECIDE, "what other hosts hold has changed")

#define DECOMMISSION_STATES(X) \
  X (DECOMMISSION, IDLE,    "idle",    STEADY,  "nobody wants the host in maintenance") \
  X (DECOMMISSION, MOVING,  "moving",  PASSING, "data is being moved to other hosts") \
  X (DECOMMISSION, BLOCKED, "blocked", FAILED,  "data has to move and there is nowhere to move it to") \
  X (DECOMMISSION, READY,   "ready",   PASSING, "nothing has to move any more") \
  X (DECOMMISSION, BALANCING, "balancing", PASSING, "its devices are nearly full, and data is being moved to emptier hosts") \
  X (DECOMMISSION, CLEARING, "clearing", PASSING, "data is being moved away, so that its devices can be formatted") \
  X (DECOMMISSION, CLEARED,  "cleared",  PASSING, "its devices are being formatted") \
  X (DECOMMISSION, HELD,     "held",     PASSING, "its host enters when the other hosts of its site do")

#define DECOMMISSION_SIGNALS(X) \
  X (DECOMMISSION, MOVED, "moved", FINISH, "what was being moved has arrived") \
  X (DECOMMISSION, ENTER, "enter", DECIDE, "its host is to enter maintenance") \
  X (DECOMMISSION, STAY,  "stay",  DECIDE, "its host is in maintenance, or need not be any more") \
  X (DECOMMISSION, CLEAR, "clear", DECIDE, "its devices are to be formatted") \
  X (DECOMMISSION, FORMATTED, "formatted", DECIDE, "its devices have been formatted, or are not going to be") \
  X (DECOMMISSION, AGAIN, "again", DECIDE, "what hosts hold has changed")

#define VSAN_STATES(X) \
  X (VSAN, WHOLE,    "whole",       STEADY,  "every object complies with its policy") \
  X (VSAN, REDUCED,  "reduced",     PASSING, "objects have fewer copies than their policy asks for; each survives a further loss") \
  X (VSAN, CRITICAL, "critical",    PASSING, "objects are accessible and survive no further loss") \
  X (VSAN, LOST,     "unavailable", FAILED,  "objects are not accessible")

#define VSAN_SIGNALS(X) \
  X (VSAN, CHANGED,   "changed",   FINISH, "components have come or gone") \
  X (VSAN, TERMINATE, "terminate", TIMER,  "VMs that have lost their objects to another part of the network have had their time")

#define WITNESS_STATES(X) \
  X (WITNESS, SERVING,   "serving",   STEADY,  "it votes") \
  X (WITNESS, UPGRADING, "upgrading", PASSING, "it is being upgraded and does not vote") \
  X (WITNESS, AWAY,      "away",      FAILED,  "it cannot be reached")

#define WITNESS_SIGNALS(X) \
  X (WITNESS, LOST,     "lost",     FAULT,  "it cannot be reached any more") \
  X (WITNESS, BACK,     "back",     FINISH, "it can be reached again") \
  X (WITNESS, UPGRADED, "upgraded", FINISH, "the upgrade has ended") \
  X (WITNESS, UPGRADE,  "upgrade",  DECIDE, "upgrade it; arg: plan step")

#define FORMAT_STATES(X) \
  X (FORMAT, SETTLED,    "settled",    STEADY,  "nobody changes it") \
  X (FORMAT, CONVERTING, "converting", PASSING, "a host gets the new format") \
  X (FORMAT, EMPTYING,   "emptying",   PASSING, "a host's devices are being emptied before they get it") \
  X (FORMAT, WAITING,    "waiting",    PASSING, "for resync, before the next host")

#define FORMAT_SIGNALS(X) \
  X (FORMAT, CONVERTED, "converted", FINISH, "a host has it") \
  X (FORMAT, EMPTIED,   "emptied",   FINISH, "what could leave a host has left it") \
  X (FORMAT, NO_ROOM,   "no-room",   FINISH, "a host cannot be emptied") \
  X (FORMAT, AGAIN,     "again",     DECIDE, "what hosts hold has changed") \
  X (FORMAT, CONVERT,   "convert",   DECIDE, "raise it; arg: plan step")

#define RELAYOUT_STATES(X) \
  X (RELAYOUT, SETTLED, "settled",    STEADY,  "objects lie as they lie") \
  X (RELAYOUT, LAYING,  "laying-out", PASSING, "large objects are being laid out anew")

#define RELAYOUT_SIGNALS(X) \
  X (RELAYOUT, LAID,    "laid",    FINISH, "all of them lie anew") \
  X (RELAYOUT, LAY_OUT, "lay-out", DECIDE, "lay them out anew; arg: plan step")

#define SERVICES_STATES(X) \
  X (SERVICES, NONE,    "none",    STEADY,  "vSAN serves nothing but disks here") \
  X (SERVICES, SERVING, "serving", STEADY,  "its file service VM runs, and it owns its share of targets") \
  X (SERVICES, MOVING,  "moving",  PASSING, "what it has served goes to other hosts, and its users wait") \
  X (SERVICES, OUT,     "out",     PASSING, "its host is away, and others serve")

#define SERVICES_SIGNALS(X) \
  X (SERVICES, MOVED,   "moved",   FINISH, "what it has served is with others; arg: all of it, or which") \
  X (SERVICES, CHANGED, "changed", FINISH, "the host came or went")

#define ADAPT_STATES(X) \
  X (ADAPT, SETTLED, "settled",    STEADY,  "RAID-5 lies as it should on so many hosts, or there is none") \
  X (ADAPT, WAITING, "waiting",    PASSING, "so many hosts have come or gone that the other layout fits, and may yet return") \
  X (ADAPT, LAYING,  "laying-out", PASSING, "every RAID-5 object is being written anew")

#define ADAPT_SIGNALS(X) \
  X (ADAPT, LAID,    "laid",    FINISH, "all of it is written") \
  X (ADAPT, CHANGED, "changed", FINISH, "components have come or gone") \
  X (ADAPT, DUE,     "due",     TIMER,  "it has been so for a day")

#define VOTES_STATES(X) \
  X (VOTES, SETTLED,   "settled",   STEADY,  "votes are as the policies say") \
  X (VOTES, WAITING,   "waiting",   PASSING, "a site is lost, and its votes count still") \
  X (VOTES, SHIFTED,   "shifted",   PASSING, "the site that is left outvotes the witness and the lost site")

#define VOTES_SIGNALS(X) \
  X (VOTES, CHANGED,  "changed",  FINISH, "components have come or gone, or the witness has") \
  X (VOTES, REASSIGN, "reassign", TIMER,  "votes are weighed anew") \
  X (VOTES, TAKE_OVER, "take-over", DECIDE, "the site that is left is to decide alone; arg: plan step")

#define SITE_STATES(X) \
  X (SITE, SETTLED,  "settled",        STEADY,  "no site is in maintenance as a whole") \
  X (SITE, EMPTYING, "emptying",       PASSING, "VMs leave the hosts of a site") \
  X (SITE, ENTERING, "entering",       PASSING, "its hosts are empty, and enter maintenance together") \
  X (SITE, OUT,      "in-maintenance", PASSING, "a site is in maintenance") \
  X (SITE, LEAVING,  "leaving",        PASSING, "its hosts leave maintenance")

#define SITE_SIGNALS(X) \
  X (SITE, EMPTIED, "emptied", FINISH, "a host of it has no VM left") \
  X (SITE, DONE,    "done",    FINISH, "a host of it is where it should be; arg: host") \
  X (SITE, FAILED,  "failed",  FINISH, "a host of it does not get there; arg: host") \
  X (SITE, CHANGED, "changed", FINISH, "components have come or gone, or the witness has") \
  X (SITE, ENTER,   "enter",   DECIDE, "put a site into maintenance; arg: plan step") \
  X (SITE, LEAVE,   "leave",   DECIDE, "take it out again; arg: plan step")

/* clang-format on */

#endif
