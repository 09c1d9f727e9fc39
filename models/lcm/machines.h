/* Vocabulary of vLCM: a remediation and each host's turn in it. What the columns are stands in models/machines.h. */

#ifndef MODEL_LCM_MACHINES_H
#define MODEL_LCM_MACHINES_H

/* clang-format off */

#define MODEL_LCM_MACHINES(X) \
  X (REMEDIATION, "remediation", steps, 0, 0, \
     "one run of vLCM over a cluster: checks, hosts in turn, restoring what it switched off") \
  X (UPDATE, "update", hosts, 1, 0, \
     "one host's turn in a remediation, with its attempts to enter maintenance") \
  X (COMPLIANCE, "compliance", hosts, 1, 0, \
     "what vLCM has last seen of a host, beside the image that it should have; and staging")

#define REMEDIATION_STATES(X) \
  X (REMEDIATION, IDLE,     "idle",      STEADY,  "not begun") \
  X (REMEDIATION, CHECKING, "checking",  PASSING, "pre-checks") \
  X (REMEDIATION, WAKING,   "waking",    PASSING, "powering on its hosts that are in standby") \
  X (REMEDIATION, STAGING,  "staging",   PASSING, "bringing to the hosts what is to be installed later") \
  X (REMEDIATION, ROLLING,  "rolling",   PASSING, "taking hosts in turn") \
  X (REMEDIATION, PARALLEL, "parallel",  PASSING, "remediating the hosts that are in maintenance already, and no others") \
  X (REMEDIATION, STOPPING, "stopping",  PASSING, "a host has failed: no new ones, those at work are awaited") \
  X (REMEDIATION, DONE,     "done",      STEADY,  "all hosts are upgraded, what was switched off is on again") \
  X (REMEDIATION, FAILED,   "failed",    FAILED,  "stopped, and what may be on again is") \
  X (REMEDIATION, ABORTED,  "aborted",   FAILED,  "died: nothing is restored")

#define REMEDIATION_SIGNALS(X) \
  X (REMEDIATION, CHECKED,      "checked",      FINISH, "the pre-checks have ended") \
  X (REMEDIATION, WOKEN,        "woken",        FINISH, "a host is out of standby; arg: host") \
  X (REMEDIATION, NOT_WOKEN,    "not-woken",    FINISH, "a host stays in standby; arg: host") \
  X (REMEDIATION, HOST_DONE,    "host-done",    FINISH, "a host is back; arg: host") \
  X (REMEDIATION, HOST_FAILED,  "host-failed",  FINISH, "a host has failed; arg: host") \
  X (REMEDIATION, BEGIN,        "begin",        DECIDE, "begin") \
  X (REMEDIATION, NEXT,         "next",         DECIDE, "take the next hosts") \
  X (REMEDIATION, VCENTER_DOWN, "vcenter-down", DECIDE, "vCenter stops serving")

#define COMPLIANCE_STATES(X) \
  X (COMPLIANCE, UNKNOWN,       "unknown",       STEADY,  "nobody has looked yet") \
  X (COMPLIANCE, COMPLIANT,     "compliant",     STEADY,  "it has the image: nothing to do, and no impact") \
  X (COMPLIANCE, NON_COMPLIANT, "non-compliant", STEADY,  "older than the image") \
  X (COMPLIANCE, STAGING,       "staging",       PASSING, "what it lacks is being copied to it, its VMs running") \
  X (COMPLIANCE, STAGED,        "staged",        STEADY,  "older than the image, and what it lacks is on it, ready to be installed") \
  X (COMPLIANCE, INCOMPATIBLE,  "incompatible",  FAILED,  "newer than the image, or in conflict with it: no remediation brings them together") \
  X (COMPLIANCE, UNAVAILABLE,   "unavailable",   FAILED,  "nobody can ask it")

#define COMPLIANCE_SIGNALS(X) \
  X (COMPLIANCE, COPIED, "copied", FINISH, "what is to be installed has been copied to it") \
  X (COMPLIANCE, SCAN,   "scan",   DECIDE, "look at it; arg: the plan step whose image it should have") \
  X (COMPLIANCE, STAGE,  "stage",  DECIDE, "copy to it what it lacks; arg: the plan step") \
  X (COMPLIANCE, ABORT,  "abort",  DECIDE, "the staging is dead; arg: the plan step") \
  X (COMPLIANCE, COMMIT, "commit", DECIDE, "another image is committed; arg: its version")

#define UPDATE_STATES(X) \
  X (UPDATE, WAITING,  "waiting",  STEADY,  "its turn has not come") \
  X (UPDATE, ASKING,   "asking",   PASSING, "LCM on Nutanix: waiting for the shutdown token, to take it down with its CVM") \
  X (UPDATE, STOPPING_VMS, "stopping-vms", PASSING, "its VMs are being powered off or suspended") \
  X (UPDATE, ENTERING, "entering", PASSING, "waiting for maintenance mode") \
  X (UPDATE, RETRYING, "retrying", PASSING, "waiting to try maintenance mode again") \
  X (UPDATE, UPDATING, "updating", PASSING, "waiting for the host to come back upgraded") \
  X (UPDATE, SETTLING, "settling", PASSING, "back in the pool; its CVM does not serve yet") \
  X (UPDATE, STARTING_VMS, "starting-vms", PASSING, "its VMs are being powered on or resumed") \
  X (UPDATE, DONE,     "done",     STEADY,  "upgraded and back in the pool") \
  X (UPDATE, FAILED,   "failed",   FAILED,  "not upgraded, or not back")

#define UPDATE_SIGNALS(X) \
  X (UPDATE, ENTERED,     "entered",     FINISH, "the host is in maintenance") \
  X (UPDATE, VM_STOPPED,  "vm-stopped",  FINISH, "a VM is off, or does not go off this way; arg: VM") \
  X (UPDATE, VM_STARTED,  "vm-started",  FINISH, "a VM runs again, or does not start; arg: VM") \
  X (UPDATE, FINISHED,    "finished",    FINISH, "the host is back in the pool") \
  X (UPDATE, BROKEN,      "broken",      FINISH, "the host cannot be finished") \
  X (UPDATE, CVM_SERVES,  "cvm-serves",  FINISH, "its CVM serves again") \
  X (UPDATE, CVM_STUCK,   "cvm-stuck",   FINISH, "its CVM does not get ready") \
  X (UPDATE, GRANTED,     "granted",     DECIDE, "it holds the shutdown token") \
  X (UPDATE, NOT_ENTERED, "not-entered", DECIDE, "the host could not enter maintenance") \
  X (UPDATE, AGAIN,       "again",       TIMER,  "the wait before the next attempt is over") \
  X (UPDATE, BEGIN,       "begin",       DECIDE, "its turn; arg: the plan step") \
  X (UPDATE, ABORT,       "abort",       DECIDE, "the remediation is dead")

/* clang-format on */

#endif
