#include "models/vcenter/availability.h"

/* clang-format off */
#define WORKS MODEL_AVAILABLE_WORKS
#define AWAY  MODEL_AVAILABLE_AWAY
#define NONE  MODEL_AVAILABLE_NONE

const ModelFunctionRow model_functions[MODEL_N_FUNCTIONS] = {
#define FUNCTION(NAME, CODE, UP, DOWN, STAGING, SWITCHING, FAILOVER, FACTS, WORDS)                                     \
  { CODE, FACTS, WORDS, { UP, DOWN, STAGING, SWITCHING, FAILOVER } },
#include "models/vcenter/availability.def"
#undef FUNCTION
};

const char *const model_control_words[MODEL_N_CONTROLS] = {
  [MODEL_CONTROL_UP]        = "up",
  [MODEL_CONTROL_DOWN]      = "down",
  [MODEL_CONTROL_STAGING]   = "staging",
  [MODEL_CONTROL_SWITCHING] = "switching",
  [MODEL_CONTROL_FAILOVER]  = "failover",
};

/* An old appliance that is powered on again, and a vCenter that is lost, are as away as one that is upgraded in place. */
static const guint8 columns[VCENTER_N_STATES] = {
  [VCENTER_AT_SERVING]   = MODEL_CONTROL_UP,
  [VCENTER_AT_CHECKING]  = MODEL_CONTROL_UP,
  [VCENTER_AT_STAGING]   = MODEL_CONTROL_STAGING,
  [VCENTER_AT_UPGRADING] = MODEL_CONTROL_DOWN,
  [VCENTER_AT_SWITCHING] = MODEL_CONTROL_SWITCHING,
  [VCENTER_AT_SYNCING]   = MODEL_CONTROL_UP,
  [VCENTER_AT_REVERTING] = MODEL_CONTROL_DOWN,
  [VCENTER_AT_DOWN]      = MODEL_CONTROL_DOWN,
};
/* clang-format on */

ModelControl
model_vcenter_control (guint state)
{
  return columns[state];
}

ModelAvailable
model_vcenter_availability (const SimRun *run, guint32 vcenter, ModelFunction function)
{
  const ModelFunctionRow *functions = model_fleet (run)->functions;
  ModelControl control = model_vcenter_control (STATE (VCENTER, vcenter));

  if (control == MODEL_CONTROL_DOWN && STATE (VCHA, vcenter) == VCHA_AT_FAILING_OVER)
    control = MODEL_CONTROL_FAILOVER;
  return (functions ? functions : model_functions)[function].in[control];
}

gboolean
model_vcenter_offers (const SimRun *run, guint32 cluster, ModelFunction function)
{
  guint32 vcenter = model_fleet (run)->clusters[cluster].vcenter;

  return vcenter == MODEL_NONE || model_vcenter_availability (run, vcenter, function) == MODEL_AVAILABLE_WORKS;
}
