/* LCM's pre-checks before hosts of an AHV cluster are taken down (N-57, N-58): what is the present state, nothing of what will be. */

#ifndef MODEL_AHV_CHECKS_H
#define MODEL_AHV_CHECKS_H

#include "models/state.h"
#include "models/words.h"

/* The first that fails, or MODEL_N_CHECKS; and of whom: up to three by name, and how many more. 0 is nobody. */
typedef struct {
  ModelCheck check;
  SimId of, second, third;
  guint32 more;
} ModelAhvCheck;

ModelAhvCheck model_ahv_failing_check (const SimRun *run, guint32 step);

#endif
