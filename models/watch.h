/* What is looked at after every event: faults that wait for a state, and what must always hold. */

#ifndef MODEL_WATCH_H
#define MODEL_WATCH_H

#include "models/state.h"

void model_watch (SimRun *run, const SimEvent *event);

/* The running step to blame when an event has none: the one that began last; + 1, 0 none. */
gint64 model_step_now (const SimRun *run);

#endif
