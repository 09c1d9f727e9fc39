/* The Acropolis Dynamic Scheduler (Lazan): it takes VMs off a host whose CPU has been too busy for too long (N-91).
 *
 * The surprising rule: it removes contention, it does not balance. A cluster whose hosts are all below the line is left as
 * uneven as it is, so VMs that a roll has left behind stay where they are. Only CPU that guests use is looked at here: AHV's memory
 * is not overcommitted in a rehearsal, and what a Stargate uses is not said. */

#ifndef MODEL_ADS_H
#define MODEL_ADS_H

#include "models/state.h"

/* What its guests use of a host's CPU, in thousandths of a per cent. */
gint64 model_ahv_load (const SimRun *run, guint32 host);

/* VMs have come to a host or left it: since when it is too busy. */
void model_ahv_weigh (SimRun *run, guint32 host);

/* The same, and the scheduler is told when it is. */
#define MODEL_ADS_NOTICES TO (ADS, LOAD)
void model_ahv_weigh_and_tell (SimRun *run, guint32 host);

#endif
