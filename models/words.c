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
  [MODEL_CHECK_VERSION_PATH]
  = { "version-path", "there is no direct upgrade from its version", "go by way of a version in between" },
  [MODEL_CHECK_NEWER_THAN_VCENTER]
  = { "newer-than-vcenter", "the target is newer than its vCenter", "upgrade vCenter first" },
  [MODEL_CHECK_VCENTER_DOWN] = { "vcenter-down", "vCenter is out of service", "wait until vCenter serves" },
  [MODEL_CHECK_BUSY] = { "busy", "another operation is under way", "put one after the other" },
  [MODEL_CHECK_TOKEN]
  = { "test_check_revoke_shutdown_token", "the shutdown token is held",
      "revoke it, once the CVM that holds it is stable" },
  [MODEL_CHECK_CVM_DOWN] = { "cvm-down", "a CVM is not serving", "bring the CVM back" },
  [MODEL_CHECK_RESILIENCY]
  = { "data-resiliency", "data is under-replicated", "wait until it is whole again" },
  [MODEL_CHECK_MAINTENANCE]
  = { "test_hosts_in_maintenance_mode", "a host is in maintenance",
      "take it out of maintenance" },
  [MODEL_CHECK_BACK_IN_TIME]
  = { "back-in-time", "the target came out before what is installed", "go to a release that came out later" },
  [MODEL_CHECK_HOSTS_DIFFER] = { "hosts-differ", "its hosts are not all on one version", "put it after all hosts" },
  [MODEL_CHECK_VSAN_ROOM]
  = { "vsan-room", "a host's data has nowhere to go while it is formatted",
      "add a host or capacity, or say allow-reduced-redundancy" },
#define OBSTACLE(NAME, CODE, MAJOR, MINOR, UPDATE, FACTS, WORDS, FIX)                                        \
  [MODEL_CHECK_OBSTACLE + MODEL_OBSTACLE_##NAME] = { CODE, WORDS, FIX },
#include "models/vcenter/obstacles.def"
#undef OBSTACLE
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
  [MODEL_REFUSED_BUSY] = "wait until its disks are where they go",
};

const char *const model_refusals[MODEL_N_REFUSALS] = {
  [MODEL_REFUSED_ADMISSION] = "admission control would not be satisfied (InsufficientFailoverResources)",
  [MODEL_REFUSED_NO_ROOM] = "no host has room for it",
  [MODEL_REFUSED_VCENTER_DOWN] = "vCenter is out of service",
  [MODEL_REFUSED_HOST_FULL] = "its host has not got that much unreserved",
  [MODEL_REFUSED_BUSY] = "its disks are being moved",
};
