/* The machines' vocabulary: what states each has and what may be said to it. The tables themselves stand in one file a
 * machine, under the machine's name; senders need only this.
 *
 * A state is X_AT_NAME, a signal X_ON_NAME. Each line gives the enum, the name people see, what kind it is and a sentence;
 * the same lines become the enums here and the tables in machines.c. What `arg` means is part of a signal's sentence.
 *
 * The surprising rule: one host is seven actors (itself, its turn in a remediation, its HA agent, what the master thinks of
 * it, its CVM, its path to storage) and one VM four. They are separate because in life they are separate: a host that is
 * up may have an agent that is not, and a VM that runs may be unprotected. They speak to each other by signals only. */

#ifndef MODEL_MACHINES_H
#define MODEL_MACHINES_H

#include "models/fleet.h"
#include "sim/sim.h"

/* clang-format off */

/* One line a machine: enum, name, over what it is repeated, whether the story leaves its ordinary moves out, and a sentence.
 * Actors are numbered in this order. */
#define MODEL_MACHINES(X) \
  X (PLAN,        "plan",        one,      0, "the plan as a whole: its steps, and the maintenance window") \
  X (STEP,        "step",        steps,    0, "one step of the plan") \
  X (FAULT,       "fault",       faults,   0, "something that breaks, at a moment or during a state") \
  X (VCENTER,     "vcenter",     vcenters, 0, "vCenter: whether the control plane serves, and its upgrade") \
  X (REMEDIATION, "remediation", steps,    0, "one run of vLCM over a cluster: checks, hosts in turn, restoring what it switched off") \
  X (UPDATE,      "update",      hosts,    1, "one host's turn in a remediation, with its attempts to enter maintenance") \
  X (HOST,        "host",        hosts,    0, "an ESXi host, from the scheduling pool through maintenance and upgrade and back") \
  X (DRS,         "drs",         clusters, 1, "DRS of one cluster, as far as it empties hosts") \
  X (VM,          "vm",          vms,      0, "a virtual machine: where it runs, and whether") \
  X (MIGRATION,   "vmotion",     vms,      1, "a VM's vMotion: check, pre-copy in rounds, switchover") \
  X (ADMISSION,   "admission",   clusters, 0, "HA admission control of one cluster, in vCenter") \
  X (AGENT,       "ha-agent",    hosts,    1, "a host's HA agent (FDM): election, master, slave, isolation") \
  X (DETECTOR,    "detector",    hosts,    1, "what the HA master makes of a host that has gone silent") \
  X (RESTART,     "restart",     vms,      1, "HA's restart of one VM: order, placement, attempts") \
  X (ISOLATION,   "isolation",   vms,      1, "what an isolated host does with one of its VMs") \
  X (CVM,         "cvm",         hosts,    0, "a Nutanix controller VM") \
  X (IO_PATH,     "io-path",     hosts,    1, "the way from a Nutanix host's guests to their storage") \
  X (TOKEN,       "token",       clusters, 0, "the shutdown token of a Nutanix cluster: who may take a node down") \
  X (AOS,         "aos",         steps,    0, "a rolling AOS upgrade of one cluster") \
  X (QUORUM,      "quorum",      groups,   0, "a group that needs enough of its members") \
  X (POLICY,      "policy",      cells,    0, "one policy's value in one place, declared and actual")

#define HOST_STATES(X) \
  X (CONNECTED,    "connected",    STEADY,  "in the scheduling pool: DRS may use it") \
  X (ENTERING,     "entering",     PASSING, "entering maintenance: no new VMs, the old ones are leaving") \
  X (STUCK,        "stuck",        FAILED,  "entering maintenance, and something cannot leave") \
  X (MAINTENANCE,  "maintenance",  STEADY,  "in maintenance mode: empty, out of every sum") \
  X (REMEDIATING,  "remediating",  PASSING, "the new image or firmware is being installed") \
  X (REBOOTING,    "rebooting",    PASSING, "down on purpose") \
  X (BOOT_HUNG,    "boot-hung",    FAILED,  "did not come up by itself") \
  X (RECONNECTING, "reconnecting", PASSING, "up, waiting for vCenter to connect it and bring its agents up to date") \
  X (POST_CHECK,   "post-check",   PASSING, "connected and being checked") \
  X (EXITING,      "exiting",      PASSING, "leaving maintenance mode") \
  X (HA_INIT,      "ha-init",      PASSING, "its HA agent is being configured") \
  X (REPAIR,       "repair",       FAILED,  "in maintenance and not fit to leave it") \
  X (REFUSED,      "refused",      FAILED,  "newer than its vCenter, which will not have it") \
  X (DOWN,         "down",         FAILED,  "without power") \
  X (BOOTING,      "booting",      PASSING, "coming up after a loss of power") \
  X (DISCONNECTED, "disconnected", STEADY,  "not managed: nobody asks anything of it")

#define HOST_SIGNALS(X) \
  X (CRASH,      "crash",      FAULT,  "it loses power") \
  X (EMPTY,      "empty",      FINISH, "its last running VM has left") \
  X (INSTALLED,  "installed",  FINISH, "the installer has ended") \
  X (BOOTED,     "booted",     FINISH, "the time that a boot takes has passed") \
  X (CONNECT,    "connect",    FINISH, "vCenter has had time to connect it") \
  X (CHECKED,    "checked",    FINISH, "the checks have ended") \
  X (EXITED,     "exited",     FINISH, "maintenance mode has been left") \
  X (HA_READY,   "ha-ready",   FINISH, "its HA agent is configured") \
  X (HA_FAILED,  "ha-failed",  FINISH, "its HA agent cannot be configured") \
  X (POWERED,    "powered",    FINISH, "it has power again") \
  X (TIMEOUT,    "timeout",    TIMER,  "whoever waits for maintenance mode has waited long enough") \
  X (GIVE_UP,    "give-up",    TIMER,  "whoever waits for its boot has waited long enough") \
  X (ENTER,      "enter",      DECIDE, "somebody wants it in maintenance; arg: how long they will wait, ms") \
  X (BLOCKED,    "blocked",    DECIDE, "DRS cannot empty it") \
  X (UNBLOCKED,  "unblocked",  DECIDE, "DRS can empty it after all") \
  X (CANCEL,     "cancel",     DECIDE, "nobody wants it in maintenance any more") \
  X (UPDATE,     "update",     DECIDE, "install; arg: the life-cycle event that this is") \
  X (EXIT,       "exit",       DECIDE, "somebody wants it out of maintenance") \
  X (VCENTER_UP, "vcenter-up", DECIDE, "vCenter serves again")

#define UPDATE_STATES(X) \
  X (WAITING,  "waiting",  STEADY,  "its turn has not come") \
  X (ENTERING, "entering", PASSING, "waiting for maintenance mode") \
  X (RETRYING, "retrying", PASSING, "waiting to try maintenance mode again") \
  X (UPDATING, "updating", PASSING, "waiting for the host to come back upgraded") \
  X (DONE,     "done",     STEADY,  "upgraded and back in the pool") \
  X (FAILED,   "failed",   FAILED,  "not upgraded, or not back")

#define UPDATE_SIGNALS(X) \
  X (ENTERED,     "entered",     FINISH, "the host is in maintenance") \
  X (FINISHED,    "finished",    FINISH, "the host is back in the pool") \
  X (BROKEN,      "broken",      FINISH, "the host cannot be finished") \
  X (NOT_ENTERED, "not-entered", DECIDE, "the host could not enter maintenance") \
  X (AGAIN,       "again",       TIMER,  "the wait before the next attempt is over") \
  X (BEGIN,       "begin",       DECIDE, "its turn; arg: the plan step") \
  X (ABORT,       "abort",       DECIDE, "the remediation is dead")

#define DRS_STATES(X) \
  X (READY, "ready", STEADY,  "vCenter serves and DRS is on") \
  X (BLIND, "blind", PASSING, "vCenter is away: nothing can be moved") \
  X (OFF,   "off",   STEADY,  "DRS is off: nothing moves by itself")

#define DRS_SIGNALS(X) \
  X (SLOT,         "slot",         FINISH, "a vMotion has ended and left room for another; arg: host") \
  X (LOOK,         "look",         TIMER,  "the interval has come round") \
  X (EVACUATE,     "evacuate",     DECIDE, "empty a host; arg: host") \
  X (STAY,         "stay",         DECIDE, "a host need not be emptied any more; arg: host") \
  X (GO_ON,        "go-on",        DECIDE, "VMs have been told to leave: move what there are slots for") \
  X (CAPACITY,     "capacity",     DECIDE, "what was impossible may be possible now") \
  X (VCENTER_DOWN, "vcenter-down", DECIDE, "vCenter stops serving") \
  X (VCENTER_UP,   "vcenter-up",   DECIDE, "vCenter serves again") \
  X (SWITCH,       "switch",       DECIDE, "the automation level is set; arg: ModelAutomation")

#define VM_STATES(X) \
  X (RUNNING,    "running",    STEADY,  "powered on and served") \
  X (LEAVING,    "leaving",    PASSING, "its host is emptying and it waits for its vMotion") \
  X (PINNED,     "pinned",     FAILED,  "its host is emptying and it cannot leave") \
  X (MIGRATING,  "migrating",  PASSING, "on its way to another host") \
  X (POWERING,   "powering-on", PASSING, "being powered on") \
  X (RESTARTING, "restarting", PASSING, "being powered on by HA") \
  X (DOWN,       "down",       FAILED,  "not running, though it should") \
  X (OFF,        "off",        STEADY,  "powered off on purpose, or suspended")

#define VM_SIGNALS(X) \
  X (HOST_LOST,   "host-lost",   FAULT,  "its host has lost power") \
  X (DIE,         "die",         FAULT,  "it stops by itself, or somebody stops it") \
  X (ARRIVED,     "arrived",     FINISH, "its vMotion has ended well; arg: host") \
  X (MOVE_FAILED, "move-failed", FINISH, "its vMotion has broken") \
  X (POWERED_ON,  "powered-on",  FINISH, "the power-on has ended") \
  X (RESTARTED,   "restarted",   FINISH, "HA has it running again; arg: host") \
  X (GIVEN_UP,    "given-up",    FINISH, "this attempt of HA's has failed") \
  X (RESTART,     "restart",     FINISH, "HA has begun to power it on; arg: host") \
  X (LEAVE,       "leave",       DECIDE, "its host is emptying") \
  X (STAY,        "stay",        DECIDE, "its host need not be emptied any more") \
  X (MOVE,        "move",        DECIDE, "DRS has chosen a host for it; arg: host") \
  X (CANNOT_MOVE, "cannot-move", DECIDE, "DRS finds no host for it; arg: why") \
  X (POWER_ON,    "power-on",    DECIDE, "somebody asks vCenter to power it on; arg: plan step")

#define MIGRATION_STATES(X) \
  X (IDLE,      "idle",      STEADY,  "the VM is not moving") \
  X (CHECKING,  "checking",  PASSING, "compatibility check and reservation on the target") \
  X (COPYING,   "copying",   PASSING, "pre-copy: memory is sent while the VM writes to it") \
  X (SWITCHING, "switching", PASSING, "stunned: the last pages and the device state are sent")

#define MIGRATION_SIGNALS(X) \
  X (END_LOST,  "end-lost", FAULT,  "the host at one end has died; arg: host") \
  X (CHECKED,   "checked",  FINISH, "the check has ended") \
  X (ROUND,     "round",    FINISH, "a round of pre-copy has been sent") \
  X (SWITCHED,  "switched", FINISH, "the VM runs on the target") \
  X (START,     "start",    DECIDE, "go; arg: target host")

#define ADMISSION_STATES(X) \
  X (OK,       "ok",       STEADY,  "the tolerated failures are covered") \
  X (VIOLATED, "violated", FAILED,  "the tolerated failures are not covered: no power-on is admitted") \
  X (OFF,      "off",      STEADY,  "nobody checks") \
  X (ABSENT,   "absent",   PASSING, "vCenter is away, so nobody checks")

#define ADMISSION_SIGNALS(X) \
  X (REVIEW,       "review",       DECIDE, "hosts or VMs have come or gone") \
  X (SWITCH_OFF,   "switch-off",   DECIDE, "it is switched off; arg: plan step that did") \
  X (SWITCH_ON,    "switch-on",    DECIDE, "it is switched on again") \
  X (VCENTER_DOWN, "vcenter-down", DECIDE, "vCenter stops serving") \
  X (VCENTER_UP,   "vcenter-up",   DECIDE, "vCenter serves again")

#define AGENT_STATES(X) \
  X (INACTIVE,     "inactive",     STEADY,  "no HA on this host now: off, in maintenance, disconnected or without power") \
  X (CONFIGURING,  "configuring",  PASSING, "vCenter installs or updates the agent") \
  X (ERROR,        "error",        FAILED,  "could not be configured: not a good host for admission control") \
  X (ELECTION,     "election",     PASSING, "no master is known; failures wait") \
  X (MASTER,       "master",       STEADY,  "watches the others and restarts what they lose") \
  X (SLAVE,        "slave",        STEADY,  "sends heartbeats to the master") \
  X (SELF_ELECTED, "self-elected", PASSING, "has heard nobody and pings its isolation addresses") \
  X (ALONE,        "master-alone", PASSING, "a master that hears nobody and pings its isolation addresses") \
  X (ISOLATED,     "isolated",     FAILED,  "has declared itself isolated")

#define AGENT_SIGNALS(X) \
  X (DIE,           "die",           FAULT,  "its host loses power") \
  X (CUT,           "cut",           FAULT,  "its host loses the management network") \
  X (HEARD,         "heard",         FINISH, "the management network is back") \
  X (CONFIGURED,    "configured",    FINISH, "the configuration has ended") \
  X (PINGED,        "pinged",        TIMER,  "nobody answered the pings") \
  X (MASTER_SILENT, "master-silent", TIMER,  "nothing from a master for too long") \
  X (BALLOT,        "ballot",        TIMER,  "the election is over") \
  X (START,         "start",         DECIDE, "vCenter wants an agent on this host") \
  X (LEAVE,         "leave",         DECIDE, "its host leaves the cluster's HA: maintenance or disconnection") \
  X (REINSTALL,     "reinstall",     DECIDE, "vCenter has been upgraded and replaces the agent") \
  X (RELEASE,       "release",       DECIDE, "isolated, it gives up the lists of protected VMs")

#define DETECTOR_STATES(X) \
  X (ALIVE,       "alive",       STEADY,  "heartbeats arrive") \
  X (SILENT,      "silent",      PASSING, "heartbeats are missing") \
  X (WATCHING,    "watching",    PASSING, "the datastore heartbeats are being watched") \
  X (UNREACHABLE, "unreachable", PASSING, "silent for too long; pinged") \
  X (UNWATCHED,   "unwatched",   PASSING, "silent while there is no master to notice") \
  X (DEAD,        "dead",        FAILED,  "declared dead: its VMs are restarted elsewhere") \
  X (ISOLATED,    "isolated",    FAILED,  "alive and isolated: VMs that it powers off are restarted elsewhere") \
  X (PARTITIONED, "partitioned", FAILED,  "alive and cut off: its VMs are left alone")

#define DETECTOR_SIGNALS(X) \
  X (GONE_SILENT, "gone-silent", FAULT,  "heartbeats stop") \
  X (HEARD,       "heard",       FINISH, "heartbeats arrive again") \
  X (FLAGGED,     "flagged",     FINISH, "the host has written that it is isolated") \
  X (VM_OFF,      "vm-off",      FINISH, "a protected VM on it is off; arg: VM") \
  X (LOOK,        "look",        TIMER,  "time to look at the datastore heartbeats") \
  X (TIMEOUT,     "timeout",     TIMER,  "time to call it unreachable") \
  X (VERDICT,     "verdict",     TIMER,  "time to decide") \
  X (LEADERLESS,  "leaderless",  DECIDE, "the master is gone") \
  X (LED,         "led",         DECIDE, "there is a new master")

#define RESTART_STATES(X) \
  X (PROTECTED,   "protected",   STEADY,  "HA would restart it") \
  X (UNPROTECTED, "unprotected", STEADY,  "HA is off for it") \
  X (QUEUED,      "queued",      PASSING, "to be restarted, waiting for its turn") \
  X (STARTING,    "starting",    PASSING, "being powered on") \
  X (BACKOFF,     "backoff",     PASSING, "the attempt failed, waiting for the next") \
  X (PENDING,     "pending",     FAILED,  "no host has room for it") \
  X (FAILED,      "failed",      FAILED,  "all attempts have failed")

#define RESTART_SIGNALS(X) \
  X (TARGET_LOST, "target-lost", FAULT,  "the host it was being started on has died") \
  X (STARTED,     "started",     FINISH, "the power-on has ended") \
  X (AGAIN,       "again",       TIMER,  "the wait before the next attempt is over") \
  X (LOST,        "lost",        DECIDE, "the VM is off and should not be") \
  X (TURN,        "turn",        DECIDE, "its turn has perhaps come") \
  X (ROOM,        "room",        DECIDE, "what had no room may have some now") \
  X (RESTORED,    "restored",    DECIDE, "the VM runs again by other means")

#define ISOLATION_STATES(X) \
  X (IDLE,          "idle",          STEADY,  "its host is not isolated") \
  X (DECLARED,      "declared",      PASSING, "its host is isolated, the response is due") \
  X (KEPT,          "kept",          STEADY,  "left running on the isolated host") \
  X (SHUTTING_DOWN, "shutting-down", PASSING, "the guest has been asked to shut down") \
  X (OFF,           "off",           PASSING, "powered off on the isolated host")

#define ISOLATION_SIGNALS(X) \
  X (GUEST_OFF, "guest-off", FINISH, "the guest has shut down") \
  X (RESPOND,   "respond",   TIMER,  "the response is due") \
  X (FORCE,     "force",     TIMER,  "the guest has had time enough") \
  X (DECLARE,   "declare",   DECIDE, "its host declares itself isolated; arg: the delay of the response, ms") \
  X (OVER,      "over",      DECIDE, "its host is isolated no more")

#define VCENTER_STATES(X) \
  X (SERVING,   "serving",   STEADY,  "the control plane serves") \
  X (CHECKING,  "checking",  PASSING, "pre-checks of an upgrade; it serves meanwhile") \
  X (STAGING,   "staging",   PASSING, "a new appliance is being filled; the old one serves meanwhile") \
  X (UPGRADING, "upgrading", PASSING, "out of service: upgraded in place") \
  X (SWITCHING, "switching", PASSING, "out of service: switching to the new appliance") \
  X (SYNCING,   "syncing",   PASSING, "serves on the new version; hosts and their HA agents follow") \
  X (REVERTING, "reverting", PASSING, "out of service: the old appliance is powered on again") \
  X (DOWN,      "down",      FAILED,  "out of service, not on purpose")

#define VCENTER_SIGNALS(X) \
  X (LOST,     "lost",     FAULT,  "its VM or its service is gone") \
  X (CHECKED,  "checked",  FINISH, "the pre-checks have ended") \
  X (STAGED,   "staged",   FINISH, "the new appliance is ready") \
  X (DONE,     "done",     FINISH, "the outage has ended") \
  X (SYNCED,   "synced",   FINISH, "the hosts have followed") \
  X (REVERTED, "reverted", FINISH, "the old appliance serves") \
  X (BOOTED,   "booted",   FINISH, "its services have started") \
  X (BACK,     "back",     DECIDE, "its VM runs again") \
  X (UPGRADE,  "upgrade",  DECIDE, "upgrade; arg: plan step")

#define REMEDIATION_STATES(X) \
  X (IDLE,     "idle",      STEADY,  "not begun") \
  X (CHECKING, "checking",  PASSING, "pre-checks") \
  X (ROLLING,  "rolling",   PASSING, "taking hosts in turn") \
  X (STOPPING, "stopping",  PASSING, "a host has failed: no new ones, those at work are awaited") \
  X (DONE,     "done",      STEADY,  "all hosts are upgraded, what was switched off is on again") \
  X (FAILED,   "failed",    FAILED,  "stopped, and what was switched off is on again") \
  X (ABORTED,  "aborted",   FAILED,  "died: nothing is restored")

#define REMEDIATION_SIGNALS(X) \
  X (CHECKED,      "checked",      FINISH, "the pre-checks have ended") \
  X (HOST_DONE,    "host-done",    FINISH, "a host is back; arg: host") \
  X (HOST_FAILED,  "host-failed",  FINISH, "a host has failed; arg: host") \
  X (BEGIN,        "begin",        DECIDE, "begin") \
  X (NEXT,         "next",         DECIDE, "take the next hosts") \
  X (VCENTER_DOWN, "vcenter-down", DECIDE, "vCenter stops serving")

#define TOKEN_STATES(X) \
  X (FREE, "free", STEADY,  "nobody holds it") \
  X (HELD, "held", PASSING, "one node may be down on purpose; the others wait")

#define TOKEN_SIGNALS(X) \
  X (RELEASE, "release", FINISH, "its holder gives it back") \
  X (ASK,     "ask",     DECIDE, "somebody wants to take a node down; arg: host") \
  X (REVOKE,  "revoke",  DECIDE, "an operator takes it from its holder")

#define CVM_STATES(X) \
  X (ABSENT,   "absent",   STEADY,  "this host has no CVM") \
  X (SERVING,  "serving",  STEADY,  "serves the I/O of its host's guests") \
  X (WAITING,  "waiting",  PASSING, "serves, and waits for the shutdown token") \
  X (STOPPING, "stopping", PASSING, "hands over its leaderships and stops its services") \
  X (DOWN,     "down",     PASSING, "not running") \
  X (STARTING, "starting", PASSING, "running, its services are starting") \
  X (SETTLING, "settling", PASSING, "services up, missed writes are being replayed") \
  X (DETACHED, "detached", FAILED,  "away so long that the metadata ring has closed without it") \
  X (UNSTABLE, "unstable", FAILED,  "running, and not getting ready")

#define CVM_SIGNALS(X) \
  X (LOSE,     "lose",     FAULT,  "it stops, not on purpose") \
  X (STOPPED,  "stopped",  FINISH, "its services are down") \
  X (BOOTED,   "booted",   FINISH, "it runs") \
  X (SERVICES, "services", FINISH, "its services are up") \
  X (SETTLED,  "settled",  FINISH, "data resiliency is restored") \
  X (RETURN,   "return",   FINISH, "it is powered on again, or repaired") \
  X (DETACH,   "detach",   TIMER,  "it has been away long enough to be taken out of the ring") \
  X (OVERDUE,  "overdue",  TIMER,  "it should have been ready by now") \
  X (RESTART,  "restart",  DECIDE, "restart into the new version; arg: plan step") \
  X (GRANTED,  "granted",  DECIDE, "it holds the shutdown token")

#define IO_PATH_STATES(X) \
  X (ABSENT,  "absent",  STEADY,  "this host's guests do not use a CVM") \
  X (LOCAL,   "local",   STEADY,  "through the host's own CVM") \
  X (STALLED, "stalled", PASSING, "the CVM is silent and guest I/O waits") \
  X (REMOTE,  "remote",  PASSING, "through another host's CVM") \
  X (FAILED,  "failed",  FAILED,  "no CVM can serve: guest I/O fails")

#define IO_PATH_SIGNALS(X) \
  X (CVM_SILENT, "cvm-silent", FAULT,  "the CVM in use has gone silent; arg: host") \
  X (CVM_STEADY, "cvm-steady", FINISH, "the local CVM has been steady long enough") \
  X (REDIRECT,   "redirect",   TIMER,  "the watcher has missed enough answers") \
  X (CVM_UP,     "cvm-up",     DECIDE, "a CVM serves again; arg: host")

#define AOS_STATES(X) \
  X (IDLE,      "idle",        STEADY,  "not begun") \
  X (CHECKING,  "pre-upgrade", PASSING, "pre-checks") \
  X (UPLOADING, "downloading", PASSING, "the software goes to two CVMs") \
  X (STAGING,   "staging",     PASSING, "all CVMs write their passive partition, in parallel") \
  X (ROLLING,   "upgrading",   PASSING, "CVMs restart one at a time, token in hand") \
  X (STALLED,   "stalled",     FAILED,  "a CVM did not get ready: no roll-back, mixed versions, the token stays") \
  X (DONE,      "succeeded",   STEADY,  "all CVMs run the new version") \
  X (FAILED,    "failed",      FAILED,  "refused by the pre-checks; nothing has changed")

#define AOS_SIGNALS(X) \
  X (CHECKED,   "checked",   FINISH, "the pre-checks have ended") \
  X (UPLOADED,  "uploaded",  FINISH, "two CVMs have the software") \
  X (STAGED,    "staged",    FINISH, "all CVMs have staged it") \
  X (CVM_DONE,  "cvm-done",  FINISH, "a CVM serves on the new version; arg: host") \
  X (CVM_STUCK, "cvm-stuck", FINISH, "a CVM did not get ready; arg: host") \
  X (BEGIN,     "begin",     DECIDE, "begin")

#define QUORUM_STATES(X) \
  X (WHOLE,    "whole",    STEADY,  "every member is up") \
  X (REDUCED,  "reduced",  PASSING, "members are missing; more may be lost") \
  X (CRITICAL, "critical", PASSING, "it works; not one more may be lost") \
  X (LOST,     "lost",     FAILED,  "it does not work")

#define QUORUM_SIGNALS(X) \
  X (CHANGED, "changed", FINISH, "a member came or went")

#define POLICY_STATES(X) \
  X (IN_POLICY, "in-policy", STEADY,  "the actual value is the declared one") \
  X (DRIFTED,   "drifted",   FAILED,  "the actual value is not the declared one") \
  X (RESET,     "reset",     FAILED,  "a life-cycle event has put back the platform's default")

#define POLICY_SIGNALS(X) \
  X (LIFECYCLE, "lifecycle", FINISH, "something happened to what carries it; arg: ModelLifecycle") \
  X (SET,       "set",       FINISH, "somebody has set it; arg: plan step")

#define PLAN_STATES(X) \
  X (READY,   "ready",   STEADY,  "not begun") \
  X (ROLLING, "rolling", PASSING, "steps are running or waiting") \
  X (LATE,    "late",    FAILED,  "the maintenance window is over and steps are running or waiting") \
  X (OVER,    "over",    STEADY,  "every step has ended")

#define PLAN_SIGNALS(X) \
  X (STEP_OVER,  "step-over",  FINISH, "a step has ended") \
  X (WINDOW_END, "window-end", TIMER,  "the maintenance window ends") \
  X (START,      "start",      DECIDE, "the rehearsal begins")

#define STEP_STATES(X) \
  X (WAITING, "waiting", STEADY,  "for the steps that it comes after") \
  X (RUNNING, "running", PASSING, "under way") \
  X (DONE,    "done",    STEADY,  "has ended as planned") \
  X (FAILED,  "failed",  FAILED,  "has ended otherwise") \
  X (SKIPPED, "skipped", FAILED,  "was not begun: a step before it was not done")

#define STEP_SIGNALS(X) \
  X (FINISHED, "finished", FINISH, "what it started has ended as planned") \
  X (BROKEN,   "broken",   FINISH, "what it started has ended otherwise") \
  X (READY,    "ready",    DECIDE, "it may perhaps begin")

#define FAULT_STATES(X) \
  X (ARMED,  "armed",  STEADY,  "has not happened") \
  X (ACTIVE, "active", FAILED,  "has happened, and lasts") \
  X (OVER,   "over",   STEADY,  "is over")

#define FAULT_SIGNALS(X) \
  X (STRIKE, "strike", FAULT,  "it happens") \
  X (LIFT,   "lift",   FINISH, "it is over")

/* clang-format on */

#define MODEL_STATE_ENUM(M, NAME) M##_AT_##NAME,
#define MODEL_SIGNAL_ENUM(M, NAME) M##_ON_##NAME,

/* The preprocessor has no nested lists, so each machine passes its own prefix. */
#define MODEL_DECLARE(M)                                                                                               \
  enum { M##_STATES (M##_STATE_ENUM) M##_N_STATES };                                                                   \
  enum { M##_SIGNALS (M##_SIGNAL_ENUM) M##_N_SIGNALS };                                                                \
  extern const SimRow model_##M##_rows[];                                                                              \
  extern const guint model_##M##_n_rows;

/* clang-format off */
#define PLAN_STATE_ENUM(N, ...)         MODEL_STATE_ENUM (PLAN, N)
#define STEP_STATE_ENUM(N, ...)         MODEL_STATE_ENUM (STEP, N)
#define FAULT_STATE_ENUM(N, ...)        MODEL_STATE_ENUM (FAULT, N)
#define VCENTER_STATE_ENUM(N, ...)      MODEL_STATE_ENUM (VCENTER, N)
#define REMEDIATION_STATE_ENUM(N, ...)  MODEL_STATE_ENUM (REMEDIATION, N)
#define UPDATE_STATE_ENUM(N, ...)       MODEL_STATE_ENUM (UPDATE, N)
#define HOST_STATE_ENUM(N, ...)         MODEL_STATE_ENUM (HOST, N)
#define DRS_STATE_ENUM(N, ...)          MODEL_STATE_ENUM (DRS, N)
#define VM_STATE_ENUM(N, ...)           MODEL_STATE_ENUM (VM, N)
#define MIGRATION_STATE_ENUM(N, ...)    MODEL_STATE_ENUM (MIGRATION, N)
#define ADMISSION_STATE_ENUM(N, ...)    MODEL_STATE_ENUM (ADMISSION, N)
#define AGENT_STATE_ENUM(N, ...)        MODEL_STATE_ENUM (AGENT, N)
#define DETECTOR_STATE_ENUM(N, ...)     MODEL_STATE_ENUM (DETECTOR, N)
#define RESTART_STATE_ENUM(N, ...)      MODEL_STATE_ENUM (RESTART, N)
#define ISOLATION_STATE_ENUM(N, ...)    MODEL_STATE_ENUM (ISOLATION, N)
#define CVM_STATE_ENUM(N, ...)          MODEL_STATE_ENUM (CVM, N)
#define IO_PATH_STATE_ENUM(N, ...)      MODEL_STATE_ENUM (IO_PATH, N)
#define TOKEN_STATE_ENUM(N, ...)        MODEL_STATE_ENUM (TOKEN, N)
#define AOS_STATE_ENUM(N, ...)          MODEL_STATE_ENUM (AOS, N)
#define QUORUM_STATE_ENUM(N, ...)       MODEL_STATE_ENUM (QUORUM, N)
#define POLICY_STATE_ENUM(N, ...)       MODEL_STATE_ENUM (POLICY, N)
#define PLAN_SIGNAL_ENUM(N, ...)        MODEL_SIGNAL_ENUM (PLAN, N)
#define STEP_SIGNAL_ENUM(N, ...)        MODEL_SIGNAL_ENUM (STEP, N)
#define FAULT_SIGNAL_ENUM(N, ...)       MODEL_SIGNAL_ENUM (FAULT, N)
#define VCENTER_SIGNAL_ENUM(N, ...)     MODEL_SIGNAL_ENUM (VCENTER, N)
#define REMEDIATION_SIGNAL_ENUM(N, ...) MODEL_SIGNAL_ENUM (REMEDIATION, N)
#define UPDATE_SIGNAL_ENUM(N, ...)      MODEL_SIGNAL_ENUM (UPDATE, N)
#define HOST_SIGNAL_ENUM(N, ...)        MODEL_SIGNAL_ENUM (HOST, N)
#define DRS_SIGNAL_ENUM(N, ...)         MODEL_SIGNAL_ENUM (DRS, N)
#define VM_SIGNAL_ENUM(N, ...)          MODEL_SIGNAL_ENUM (VM, N)
#define MIGRATION_SIGNAL_ENUM(N, ...)   MODEL_SIGNAL_ENUM (MIGRATION, N)
#define ADMISSION_SIGNAL_ENUM(N, ...)   MODEL_SIGNAL_ENUM (ADMISSION, N)
#define AGENT_SIGNAL_ENUM(N, ...)       MODEL_SIGNAL_ENUM (AGENT, N)
#define DETECTOR_SIGNAL_ENUM(N, ...)    MODEL_SIGNAL_ENUM (DETECTOR, N)
#define RESTART_SIGNAL_ENUM(N, ...)     MODEL_SIGNAL_ENUM (RESTART, N)
#define ISOLATION_SIGNAL_ENUM(N, ...)   MODEL_SIGNAL_ENUM (ISOLATION, N)
#define CVM_SIGNAL_ENUM(N, ...)         MODEL_SIGNAL_ENUM (CVM, N)
#define IO_PATH_SIGNAL_ENUM(N, ...)     MODEL_SIGNAL_ENUM (IO_PATH, N)
#define TOKEN_SIGNAL_ENUM(N, ...)       MODEL_SIGNAL_ENUM (TOKEN, N)
#define AOS_SIGNAL_ENUM(N, ...)         MODEL_SIGNAL_ENUM (AOS, N)
#define QUORUM_SIGNAL_ENUM(N, ...)      MODEL_SIGNAL_ENUM (QUORUM, N)
#define POLICY_SIGNAL_ENUM(N, ...)      MODEL_SIGNAL_ENUM (POLICY, N)
/* clang-format on */

#define MODEL_MACHINE_ENUM(M, ...) MODEL_MACHINE_##M,
enum { MODEL_MACHINES (MODEL_MACHINE_ENUM) MODEL_N_MACHINES };

#define MODEL_MACHINE_DECLARE(M, ...) MODEL_DECLARE (M)
MODEL_MACHINES (MODEL_MACHINE_DECLARE)

/* All of them, in the order of MODEL_MACHINES. */
const SimMachine *const *model_machines (void);

/* The states of a host, a VM, a vCenter, by name, ends with NULL: what `during: {state: …}` may say. NULL for targets that
 * have none. */
const char *const *model_state_names (ModelTarget target);

/* What the world outside sends, for sim_model_check. */
extern const SimSend model_outside[];

#endif
