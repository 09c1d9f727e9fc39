/* Whether vCenter is there for something. The answer is one table, availability.def: what works by the state of vCenter.
 *
 * The surprising rule: that vCenter is away says little by itself. HA restarts, must rules hold and data is repaired without
 * it, while nothing moves, nothing new is protected and no host can be configured. So nobody asks whether vCenter is up;
 * they ask for a function. */

#ifndef MODEL_AVAILABILITY_H
#define MODEL_AVAILABILITY_H

#include "models/state.h"

typedef enum {
#define FUNCTION(NAME, ...) MODEL_FUNCTION_##NAME,
#include "models/vcenter/availability.def"
#undef FUNCTION
  MODEL_N_FUNCTIONS
} ModelFunction;

/* The columns of the matrix. */
typedef enum {
  MODEL_CONTROL_UP,
  MODEL_CONTROL_DOWN,
  MODEL_CONTROL_STAGING,
  MODEL_CONTROL_SWITCHING,
  MODEL_CONTROL_FAILOVER,
  MODEL_N_CONTROLS
} ModelControl;

typedef enum { MODEL_AVAILABLE_AWAY, MODEL_AVAILABLE_WORKS, MODEL_AVAILABLE_NONE } ModelAvailable;

typedef struct _ModelFunctionRow {
  const char *code, *facts, *words;
  ModelAvailable in[MODEL_N_CONTROLS];
} ModelFunctionRow;

extern const ModelFunctionRow model_functions[MODEL_N_FUNCTIONS];
extern const char *const model_control_words[MODEL_N_CONTROLS];

/* The column that a vCenter's state stands in. */
ModelControl model_vcenter_control (guint state);

/* What a vCenter makes of a function now: who is asked with this is asked for vCenter's own sake, not a cluster's. */
ModelAvailable model_vcenter_availability (const SimRun *run, guint32 vcenter, ModelFunction function);

/* Whether the vCenter of a cluster offers a function now. A cluster without one lacks nothing: TRUE. */
gboolean model_vcenter_offers (const SimRun *run, guint32 cluster, ModelFunction function);

#endif
