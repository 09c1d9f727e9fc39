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

const ModelRefusalRow model_refusals[MODEL_N_REFUSALS] = {
#define REFUSAL(NAME, WORDS, FIX) { WORDS, FIX },
#include "models/refusals.def"
#undef REFUSAL
};

const ModelRefusalRow model_guest_refusals[MODEL_N_GUEST_REFUSALS] = {
#define GUEST_REFUSAL(NAME, WORDS, FIX) { WORDS, FIX },
#include "models/guests/refusals.def"
#undef GUEST_REFUSAL
};

const ModelRefusalRow model_ads_excuses[MODEL_N_ADS_EXCUSES] = {
  [MODEL_ADS_NO_PLACE] = { "no other host can take a VM of it", "lower the load, add a host, or loosen what ties its VMs" },
  [MODEL_ADS_IS_OFF] = { "ADS is switched off", "switch ADS on, or move VMs by hand" },
};
