/* Vocabulary of what is inside VMs: VMware Tools and virtual hardware. What the columns are stands in models/machines.h. */

#ifndef MODEL_GUESTS_MACHINES_H
#define MODEL_GUESTS_MACHINES_H

/* clang-format off */

#define MODEL_GUESTS_MACHINES(X) \
  X (ROUND, "round", rounds, 0, 0, \
     "one step that goes round the VMs of a cluster: Tools, or virtual hardware") \
  X (GUEST, "guest", guests, 0, 0, \
     "what is done to one VM on such a round: Tools while it runs, virtual hardware while it is off")

#define ROUND_STATES(X) \
  X (ROUND, IDLE,    "idle",    STEADY,  "not begun, or over") \
  X (ROUND, WORKING, "working", PASSING, "VMs are being upgraded, so many at a time")

#define ROUND_SIGNALS(X) \
  X (ROUND, ENDED, "ended", FINISH, "a VM is through; arg: 1 when it is not upgraded") \
  X (ROUND, BEGIN, "begin", DECIDE, "go round the VMs")

#define GUEST_STATES(X) \
  X (GUEST, SETTLED,    "settled",    STEADY,  "nothing is being done to it") \
  X (GUEST, INSTALLING, "installing", PASSING, "Tools are being installed, while it runs") \
  X (GUEST, REBOOTING,  "rebooting",  PASSING, "its guest restarts; the VM stays where it is") \
  X (GUEST, STOPPING,   "stopping",   PASSING, "its guest has been asked to shut down") \
  X (GUEST, RAISING,    "raising",    PASSING, "it is off, and its virtual hardware is being raised") \
  X (GUEST, STARTING,   "starting",   PASSING, "being powered on again") \
  X (GUEST, LEFT_OFF,   "left-off",   FAILED,  "it could not be powered on again")

#define GUEST_SIGNALS(X) \
  X (GUEST, INSTALLED, "installed", FINISH, "Tools are installed") \
  X (GUEST, REBOOTED,  "rebooted",  FINISH, "its guest is up again") \
  X (GUEST, STOPPED,   "stopped",   FINISH, "its guest has shut down") \
  X (GUEST, RAISED,    "raised",    FINISH, "its virtual hardware has been raised") \
  X (GUEST, VM_ON,     "vm-on",     FINISH, "the VM runs") \
  X (GUEST, VM_OFF,    "vm-off",    FINISH, "the VM is off") \
  X (GUEST, REFUSED,   "refused",   FINISH, "the VM cannot be powered off, or on, just now") \
  X (GUEST, TEND,      "tend",      DECIDE, "its turn has come; arg: plan step")

/* clang-format on */

#endif
