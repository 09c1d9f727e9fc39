/* The pre-checks of LCM, before AOS, AHV or anything else of a Nutanix cluster is upgraded (N-57, N-58): what is the present
 * state, nothing of what will be.
 *
 * The surprising rule: every check that fails is told, and not only the first (one thing that is wrong may fail several). But
 * LCM does one thing at a time (N-59): while it does another, it checks nothing and only says that it is busy. */

#ifndef MODEL_NUTANIX_CHECKS_H
#define MODEL_NUTANIX_CHECKS_H

#include "models/state.h"

/* Whether a step is an operation of LCM on a Nutanix cluster. */
gboolean model_is_lcm (const ModelFleet *fleet, guint32 step);

/* Whether LCM is at work on that step's cluster for another step. */
gboolean model_lcm_is_busy (const SimRun *run, guint32 step);

/* Whether the step would be refused now. */
gboolean model_lcm_refuses (const SimRun *run, guint32 step);

/* Finds all that refuses it, each check with up to three of those who fail it by name, and reports to the step. */
void model_lcm_refuse (SimRun *run, guint32 step);
#define MODEL_LCM_REFUSES TO (STEP, BROKEN)

#endif
