#include "models/words.h"

const ModelBlockerRow model_blockers[MODEL_N_BLOCKERS] = {
#define BLOCKER(NAME, CODE, FACTS, WORDS, FIX) { CODE, FACTS, WORDS, FIX },
#include "models/blockers.def"
#undef BLOCKER
};

const SimFindingKind model_findings[MODEL_N_FINDINGS] = {
#define KEY(NAME, TYPE) { NAME, TYPE },
#define FINDING(NAME, CODE, SEVERITY, FACTS, MESSAGE, FIX, MEANING, EVIDENCE)                                \
  { CODE, SIM_##SEVERITY, MESSAGE, FIX, MEANING, FACTS, { EVIDENCE } },
#include "models/findings.def"
#undef FINDING
#undef KEY
};

const ModelCheckRow model_checks[MODEL_N_CHECKS] = {
#define CHECK(NAME, CODE, WORDS, FIX) [MODEL_CHECK_##NAME] = { CODE, WORDS, FIX },
#include "models/checks.def"
#undef CHECK
#define OBSTACLE(NAME, CODE, MAJOR, MINOR, UPDATE, FACTS, WORDS, FIX)                                        \
  [MODEL_CHECK_OBSTACLE + MODEL_OBSTACLE_##NAME] = { CODE, WORDS, FIX },
#include "models/vcenter/obstacles.def"
#undef OBSTACLE
};

const ModelSetbackRow model_setbacks[MODEL_N_SETBACKS] = {
#define SETBACK(NAME, CODE, FACTS, WORDS, FIX) { CODE, FACTS, WORDS, FIX },
#include "models/setbacks.def"
#undef SETBACK
};

const ModelHaCauseRow model_ha_causes[MODEL_N_HA_CAUSES] = {
#define CAUSE(NAME, CODE, ENDS, FACTS, WORDS, FIX) { CODE, MODEL_HA_CAUSE_##ENDS, FACTS, WORDS, FIX },
#include "models/ha/causes.def"
#undef CAUSE
};

const ModelOrderRow model_orders[MODEL_N_ORDERS] = {
#define ORDER_RULE(NAME, CODE, BASIS, FACTS, WORDS, FIX) { CODE, MODEL_BASIS_##BASIS, FACTS, WORDS, FIX },
#include "models/plan/order.def"
#undef ORDER_RULE
};

const char *const model_breaks[MODEL_N_BREAKS] = {
  [MODEL_BREAK_ERROR] = "an error",
  [MODEL_BREAK_TARGET] = "its target has died",
  [MODEL_BREAK_LINK] = "the vMotion network has gone",
  [MODEL_BREAK_CANCELLED] = "somebody has cancelled it",
  [MODEL_BREAK_ROOM] = "its target had no room left when it came to reserving",
  [MODEL_BREAK_INCOMPATIBLE] = "its target is not compatible with it any more",
  [MODEL_BREAK_NETWORK] = "its network lets nothing through, though its links are up",
};

const char *const model_ways[MODEL_N_WAYS] = {
  [MODEL_WAY_DIRECT] = "a direct upgrade to",
  [MODEL_WAY_REDUCED_DOWNTIME] = "a reduced-downtime upgrade to",
  [MODEL_WAY_MANAGED] = "management by vCenter",
};

const char *const model_refusal_fixes[MODEL_N_REFUSALS] = {
  [MODEL_REFUSED_ADMISSION] = "wait until the hosts are back, or lower what admission control has to cover",
  [MODEL_REFUSED_NO_ROOM] = "make room on a host, or lower what it reserves",
  [MODEL_REFUSED_VCENTER_DOWN] = "wait until vCenter serves, or power it on at a host",
  [MODEL_REFUSED_HOST_FULL] = "move it to a host with more room first",
  [MODEL_REFUSED_POOL] = "let the pool reserve more, or make it expandable",
  [MODEL_REFUSED_PORT] = "connect it to an ephemeral port group or to a standard switch; keep one for "
                         "vCenter and what that depends on",
  [MODEL_REFUSED_UNMANAGED] = "reconnect its host first",
  [MODEL_REFUSED_BUSY] = "wait until that task is over",
  [MODEL_REFUSED_GUARANTEE] = "bring the nodes back, free memory, or set HA to best effort",
  [MODEL_REFUSED_HOST] = "see what is the matter with its host, or power it on at another one",
  [MODEL_REFUSED_SETTING]
  = "set VT-x, VT-d or SR-IOV again in the firmware of its host; see what policy-reset says",
};

const char *const model_refusals[MODEL_N_REFUSALS] = {
  [MODEL_REFUSED_ADMISSION] = "admission control would not be satisfied (InsufficientFailoverResources)",
  [MODEL_REFUSED_NO_ROOM] = "no host has room for it",
  [MODEL_REFUSED_VCENTER_DOWN] = "vCenter is out of service",
  [MODEL_REFUSED_HOST_FULL] = "its host has not got that much unreserved",
  [MODEL_REFUSED_POOL] = "its resource pool has not got that much unreserved",
  [MODEL_REFUSED_PORT] = "its port group is of static binding, and without vCenter there is no port for it",
  [MODEL_REFUSED_GUARANTEE] = "AHV HA guarantees restarts, and with it the VMs of a lost node would find no place",
  [MODEL_REFUSED_BUSY] = "its disks are being moved, or its virtual hardware raised",
  [MODEL_REFUSED_UNMANAGED] = "its host is disconnected from vCenter",
  [MODEL_REFUSED_HOST] = "its host cannot take it now",
  [MODEL_REFUSED_SETTING] = "no host with room has the firmware setting that it depends on",
};

const char *const model_guest_refusals[MODEL_N_GUEST_REFUSALS] = {
  [MODEL_GUEST_HOST_TOO_OLD] = "its host is older than that virtual hardware",
  [MODEL_GUEST_DOWN] = "it does not run",
  [MODEL_GUEST_UNMANAGED] = "its host is disconnected from vCenter",
  [MODEL_GUEST_BUSY] = "it is being moved, restarted or upgraded",
  [MODEL_GUEST_SUSPENDED] = "it is suspended, and virtual hardware is raised while a VM is powered off",
  [MODEL_GUEST_LEFT_OFF] = "its power-on was refused, and it is left off",
};

const char *const model_guest_fixes[MODEL_N_GUEST_REFUSALS] = {
  [MODEL_GUEST_HOST_TOO_OLD] = "let all hosts of the cluster come first",
  [MODEL_GUEST_DOWN] = "let it run, and give the step again",
  [MODEL_GUEST_UNMANAGED] = "reconnect its host, and give the step again",
  [MODEL_GUEST_BUSY] = "give the step again when that is over",
  [MODEL_GUEST_SUSPENDED] = "power it on, and give the step again, which shuts it down for that",
  [MODEL_GUEST_LEFT_OFF] = "see what refused it, end that, and power it on",
};
