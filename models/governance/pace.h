/* How often a governor looks, and how long it waits before it puts things right. The figures of Argo CD are its documented
 * ones (D-13, D-14, D-15); for the others the scenario speaks, or a default of ours. */

#ifndef MODEL_GOVERNANCE_PACE_H
#define MODEL_GOVERNANCE_PACE_H

#include "models/state.h"

SimTime model_governor_interval (const ModelFleet *fleet, guint32 governor);

/* Before the n-th self-heal in a row, from 0: 2 s, then three times as long each, at most 300 s (D-14). */
SimTime model_self_heal_delay (const ModelFleet *fleet, guint32 n);

/* Before the n-th retry of what has failed, from 0: for gitops 5 s, twice as long each, at most 3 min (D-15). */
SimTime model_governor_retry_delay (const ModelFleet *fleet, guint32 governor, guint32 n);
guint32 model_governor_retries (const ModelFleet *fleet, guint32 governor);

#endif
