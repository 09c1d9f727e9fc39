/* Vocabulary of hosts, VMs, vMotion, and DRS. What the columns are stands in models/machines.h. */

#ifndef MODEL_COMPUTE_MACHINES_H
#define MODEL_COMPUTE_MACHINES_H

/* clang-format off */

#define MODEL_COMPUTE_MACHINES(X) \
  X (HOST, "host", hosts, 0, MODEL_MAY_BEGIN (HOST, MAINTENANCE) | MODEL_MAY_BEGIN (HOST, DISCONNECTED) | MODEL_MAY_BEGIN (HOST, DOWN) | MODEL_MAY_BEGIN (HOST, STANDBY) | MODEL_MAY_BEGIN (HOST, OUTSIDE), \
     "a host, from the scheduling pool through maintenance and upgrade and back") \
  X (DRS, "drs", clusters, 1, MODEL_MAY_BEGIN (DRS, OFF), \
     "DRS of one cluster: it empties hosts, puts rules right, balances, and makes room for restarts") \
  X (DPM, "dpm", dpm_clusters, 1, MODEL_MAY_BEGIN (DPM, READY), \
     "DPM of one cluster: it puts hosts that are not needed in standby, and wakes them when they are") \
  X (VM, "vm", vms, 0, MODEL_MAY_BEGIN (VM, OFF), \
     "a virtual machine: where it runs, and whether") \
  X (MIGRATION, "vmotion", vms, 1, 0, \
     "a VM's vMotion, with or without its disks: queue, check, pre-copy in rounds, switchover")

#define HOST_STATES(X) \
  X (HOST, CONNECTED,    "connected",    STEADY,  "in the scheduling pool: VMs may be placed on it") \
  X (HOST, ENTERING,     "entering",     PASSING, "entering maintenance: no new VMs, the old ones are leaving") \
  X (HOST, STUCK,        "stuck",        FAILED,  "entering maintenance, and something cannot leave") \
  X (HOST, MAINTENANCE,  "maintenance",  STEADY,  "in maintenance mode: empty, out of every sum") \
  X (HOST, REMEDIATING,  "remediating",  PASSING, "the new image or firmware is being installed") \
  X (HOST, PARTIAL,      "partial",      PASSING, "in partial maintenance: patched under its running VMs, and unsafe to reboot") \
  X (HOST, REBOOTING,    "rebooting",    PASSING, "down on purpose") \
  X (HOST, FALLING_BACK, "falling-back", FAILED,  "its first boot was interrupted: it boots the old image from the other bank") \
  X (HOST, BOOT_HUNG,    "boot-hung",    FAILED,  "did not come up by itself") \
  X (HOST, RECONNECTING, "reconnecting", PASSING, "up, waiting for vCenter to connect it and bring its agents up to date") \
  X (HOST, POST_CHECK,   "post-check",   PASSING, "connected and being checked") \
  X (HOST, EXITING,      "exiting",      PASSING, "leaving maintenance mode") \
  X (HOST, HA_INIT,      "ha-init",      PASSING, "its HA agent is being configured") \
  X (HOST, REPAIR,       "repair",       FAILED,  "in maintenance and not fit to leave it") \
  X (HOST, REFUSED,      "refused",      FAILED,  "newer than its vCenter, which will not have it") \
  X (HOST, DOWN,         "down",         FAILED,  "without power") \
  X (HOST, BOOTING,      "booting",      PASSING, "coming up after a loss of power") \
  X (HOST, UNPROVISIONED, "unprovisioned", FAILED, "booted over the network without its host profile: it takes no VMs until vCenter has applied that") \
  X (HOST, DISCONNECTED, "disconnected", STEADY,  "not managed: nobody asks anything of it") \
  X (HOST, CONNECTING,   "connecting",   PASSING, "vCenter takes it back: agents, licences, networks and datastores are looked at") \
  X (HOST, TO_STANDBY,   "entering-standby", PASSING, "DPM wants its power off: no new VMs, the old ones are leaving") \
  X (HOST, STANDBY,      "standby",      STEADY,  "powered off to save power, and known to vCenter, which can power it on") \
  X (HOST, WAKING,       "waking",       PASSING, "being powered on from standby") \
  X (HOST, OUTSIDE,      "outside",      STEADY,  "in no cluster: not there yet, or taken out; nobody counts on it")

#define HOST_SIGNALS(X) \
  X (HOST, CRASH,      "crash",      FAULT,  "it loses power") \
  X (HOST, EMPTY,      "empty",      FINISH, "its last running VM has left") \
  X (HOST, INSTALLED,  "installed",  FINISH, "the installer has ended") \
  X (HOST, BOOTED,     "booted",     FINISH, "the time that a boot takes has passed") \
  X (HOST, CONNECT,    "connect",    FINISH, "vCenter has had time to connect it") \
  X (HOST, CHECKED,    "checked",    FINISH, "the checks have ended") \
  X (HOST, EXITED,     "exited",     FINISH, "maintenance mode has been left") \
  X (HOST, HA_READY,   "ha-ready",   FINISH, "its HA agent is configured") \
  X (HOST, HA_FAILED,  "ha-failed",  FINISH, "its HA agent cannot be configured") \
  X (HOST, POWERED,    "powered",    FINISH, "it has power again") \
  X (HOST, WOKEN,      "woken",      FINISH, "it has had time to come up from standby") \
  X (HOST, TIMEOUT,    "timeout",    TIMER,  "whoever waits for maintenance mode has waited long enough") \
  X (HOST, GIVE_UP,    "give-up",    TIMER,  "whoever waits for its boot has waited long enough") \
  X (HOST, ENTER,      "enter",      DECIDE, "somebody wants it in maintenance; arg: how long they will wait, ms") \
  X (HOST, BLOCKED,    "blocked",    DECIDE, "DRS cannot empty it") \
  X (HOST, UNBLOCKED,  "unblocked",  DECIDE, "DRS can empty it after all") \
  X (HOST, CANCEL,     "cancel",     DECIDE, "nobody wants it in maintenance any more") \
  X (HOST, RESTART,    "restart",    DECIDE, "restart, in maintenance, so that a setting takes effect") \
  X (HOST, UPDATE,     "update",     DECIDE, "install; arg: the life-cycle event that this is") \
  X (HOST, PATCH,      "patch",      DECIDE, "patch it under its running VMs") \
  X (HOST, EXIT,       "exit",       DECIDE, "somebody wants it out of maintenance; arg: how long they will wait, ms") \
  X (HOST, STAND_BY,   "stand-by",   DECIDE, "DPM wants it in standby") \
  X (HOST, WAKE,       "wake",       DECIDE, "somebody wants it out of standby") \
  X (HOST, CONFIGURED, "configured", FINISH, "the task is over that kept it in maintenance") \
  X (HOST, EXIT_TIMEOUT, "exit-timeout", TIMER, "whoever waits for it to leave maintenance has waited long enough") \
  X (HOST, DISCONNECT, "disconnect", DECIDE, "somebody disconnects it from vCenter; arg: plan step") \
  X (HOST, RECONNECT,  "reconnect",  DECIDE, "somebody connects it again; arg: plan step") \
  X (HOST, EXCHANGED,  "exchanged",  FINISH, "another machine stands in its place; arg: plan step") \
  X (HOST, REMOVE,     "remove",     DECIDE, "it is to leave its cluster for good; arg: plan step") \
  X (HOST, ADD,        "add",        DECIDE, "it is to join its cluster; arg: plan step") \
  X (HOST, VCENTER_UP, "vcenter-up", DECIDE, "vCenter serves again")

#define DRS_STATES(X) \
  X (DRS, READY, "ready", STEADY,  "vCenter serves and DRS is on") \
  X (DRS, BLIND, "blind", PASSING, "vCenter is away: nothing can be moved") \
  X (DRS, OFF,   "off",   STEADY,  "DRS is off: nothing moves by itself") \
  X (DRS, LAMED, "lamed", FAILED,  "no vCLS VM runs, and without one DRS does not")

#define DRS_SIGNALS(X) \
  X (DRS, SLOT,         "slot",         FINISH, "a vMotion has ended and left room for another; arg: host") \
  X (DRS, LOOK,         "look",         TIMER,  "the interval has come round") \
  X (DRS, EVACUATE,     "evacuate",     DECIDE, "empty a host; arg: host") \
  X (DRS, STAY,         "stay",         DECIDE, "a host need not be emptied any more; arg: host") \
  X (DRS, GO_ON,        "go-on",        DECIDE, "VMs have been told to leave: move what there are slots for") \
  X (DRS, MAKE_ROOM,    "make-room",    DECIDE, "HA finds no single host for a VM; arg: VM") \
  X (DRS, CAPACITY,     "capacity",     DECIDE, "what was impossible may be possible now") \
  X (DRS, VCENTER_DOWN, "vcenter-down", DECIDE, "vCenter stops serving") \
  X (DRS, VCENTER_UP,   "vcenter-up",   DECIDE, "vCenter serves again") \
  X (DRS, SWITCH,       "switch",       DECIDE, "the automation level is set; arg: ModelAutomation") \
  X (DRS, APPROVE,      "approve",      DECIDE, "somebody applies what it recommends; arg: step") \
  X (DRS, SET_RULE,     "set-rule",     DECIDE, "somebody enables or disables a rule; arg: step") \
  X (DRS, VCLS_GONE,    "vcls-gone",    DECIDE, "no vCLS VM runs") \
  X (DRS, VCLS_BACK,    "vcls-back",    DECIDE, "a vCLS VM runs again")

#define DPM_STATES(X) \
  X (DPM, OFF,   "off",   STEADY, "no host goes into standby by itself, and none comes back") \
  X (DPM, READY, "ready", STEADY, "as many hosts are up as are needed") \
  X (DPM, SLACK, "slack", STEADY, "fewer hosts would do; it waits whether that lasts")

#define DPM_SIGNALS(X) \
  X (DPM, LONG_ENOUGH, "long-enough", TIMER,  "fewer hosts have done for as long as it waits") \
  X (DPM, LOOK,        "look",        TIMER,  "its interval has come round") \
  X (DPM, CAPACITY,    "capacity",    DECIDE, "hosts or VMs have come or gone") \
  X (DPM, SHORTAGE,    "shortage",    DECIDE, "something has no room; arg: VM whose power-on was refused for that, + 1") \
  X (DPM, SWITCH_OFF,  "switch-off",  DECIDE, "it is switched off; arg: plan step that did") \
  X (DPM, SWITCH_ON,   "switch-on",   DECIDE, "it is switched on again")

#define VM_STATES(X) \
  X (VM, RUNNING,    "running",    STEADY,  "powered on and served") \
  X (VM, LEAVING,    "leaving",    PASSING, "its host is emptying and it waits for its vMotion") \
  X (VM, PINNED,     "pinned",     FAILED,  "its host is emptying and it cannot leave") \
  X (VM, MIGRATING,  "migrating",  PASSING, "on its way to another host") \
  X (VM, POWERING,   "powering-on", PASSING, "being powered on") \
  X (VM, RESTARTING, "restarting", PASSING, "being powered on by HA") \
  X (VM, DOWN,       "down",       FAILED,  "not running, though it should") \
  X (VM, OFF,        "off",        STEADY,  "powered off on purpose, or suspended") \
  X (VM, STOPPING,   "stopping",   PASSING, "being powered off or suspended, for its host to be remediated") \
  X (VM, STOPPED,    "stopped",    STEADY,  "powered off or suspended by a remediation, which is to start it again") \
  X (VM, STARTING,   "starting",   PASSING, "being powered on or resumed by the remediation")

#define VM_SIGNALS(X) \
  X (VM, HOST_LOST,   "host-lost",   FAULT,  "its host has lost power") \
  X (VM, TAKE_PLACE,  "take-place",  FAULT,  "the primary goes on where this secondary ran") \
  X (VM, DIE,         "die",         FAULT,  "it stops by itself, or somebody stops it") \
  X (VM, ARRIVED,     "arrived",     FINISH, "its vMotion has ended well; arg: host") \
  X (VM, MOVE_FAILED, "move-failed", FINISH, "its vMotion has broken") \
  X (VM, STOPPED,     "stopped",     FINISH, "it is off, or suspended; arg: plan step") \
  X (VM, STARTED,     "started",     FINISH, "it has been powered on, or resumed; arg: plan step") \
  X (VM, POWERED_ON,  "powered-on",  FINISH, "the power-on has ended") \
  X (VM, RESTARTED,   "restarted",   FINISH, "HA has it running again; arg: host") \
  X (VM, GIVEN_UP,    "given-up",    FINISH, "this attempt of HA's has failed") \
  X (VM, RESTART,     "restart",     FINISH, "HA has begun to power it on; arg: host") \
  X (VM, LEAVE,       "leave",       DECIDE, "its host is emptying") \
  X (VM, STAY,        "stay",        DECIDE, "its host need not be emptied any more") \
  X (VM, MOVE,        "move",        DECIDE, "DRS has chosen a host for it; arg: host") \
  X (VM, CANNOT_MOVE, "cannot-move", DECIDE, "DRS finds no host for it; arg: why") \
  X (VM, RESERVE,     "reserve",     DECIDE, "somebody sets what it reserves; arg: plan step") \
  X (VM, MOVE_BY_HAND, "move-by-hand", DECIDE, "somebody asks vCenter to move it to another host; arg: plan step") \
  X (VM, STOP,        "stop",        DECIDE, "a remediation wants it out of the way; arg: plan step") \
  X (VM, START,       "start",       DECIDE, "the remediation is through with its host; arg: plan step") \
  X (VM, SHUT_DOWN,   "shut-down",   DECIDE, "it is powered off on purpose, to be powered on again") \
  X (VM, POWER_ON,    "power-on",    DECIDE, "somebody asks vCenter to power it on; arg: plan step")

#define MIGRATION_STATES(X) \
  X (MIGRATION, IDLE,      "idle",      STEADY,  "the VM is not moving") \
  X (MIGRATION, QUEUED,    "queued",    PASSING, "waiting: it would exceed what a host, a network, a datastore or vCenter bears at once") \
  X (MIGRATION, CHECKING,  "checking",  PASSING, "compatibility check; its costs are taken") \
  X (MIGRATION, RESERVING, "reserving", PASSING, "the target admits its reservation and overhead, or not") \
  X (MIGRATION, DISKS,     "disks",     PASSING, "its disks are being sent") \
  X (MIGRATION, TRACING,   "tracing",   PASSING, "stopped by a host older than 7.0 while page traces are installed") \
  X (MIGRATION, COPYING,   "copying",   PASSING, "pre-copy: memory is sent while the VM writes to it") \
  X (MIGRATION, SWITCHING, "switching", PASSING, "stunned: the last pages and the device state are sent")

#define MIGRATION_SIGNALS(X) \
  X (MIGRATION, END_LOST,    "end-lost",    FAULT,  "the host at one end has died; arg: host") \
  X (MIGRATION, LINK_LOST,   "link-lost",   FAULT,  "the vMotion network at one end has gone; arg: host") \
  X (MIGRATION, CHECKED,     "checked",     FINISH, "the check has ended") \
  X (MIGRATION, RESERVED,    "reserved",    FINISH, "the target has been asked to reserve") \
  X (MIGRATION, DISKS_MOVED, "disks-moved", FINISH, "its disks have been sent") \
  X (MIGRATION, TRACED,      "traced",      FINISH, "page traces are installed") \
  X (MIGRATION, ROUND,       "round",       FINISH, "a round of pre-copy has been sent") \
  X (MIGRATION, SWITCHED,    "switched",    FINISH, "the VM runs on the target") \
  X (MIGRATION, START,       "start",       DECIDE, "go; arg: target host") \
  X (MIGRATION, QUEUE,       "queue",       DECIDE, "it has to wait; arg: ModelLimit") \
  X (MIGRATION, UNQUEUE,     "unqueue",     DECIDE, "it need not wait any more") \
  X (MIGRATION, CANCEL,      "cancel",      DECIDE, "somebody cancels the task") \
  X (MIGRATION, RELOCATE,    "relocate",    DECIDE, "move its disks; arg: plan step") \
  X (MIGRATION, GO_AHEAD,    "go-ahead",    DECIDE, "what its disks wait for may be there now")

/* clang-format on */

#endif
