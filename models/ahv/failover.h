/* AHV's restart of VMs whose node is lost (N-80, N-86): what the Acropolis machine does of it, see failover.c. */

#ifndef MODEL_FAILOVER_H
#define MODEL_FAILOVER_H

#include "models/state.h"

/* Those of a lost node, or those for which there was no room before (MODEL_NONE), the largest first. */
#define MODEL_FAILOVER_NOTICES TO (VM, RESTART), TO (ACROPOLIS, POWERED_ON), TO (NODE, TARGETED)
void model_ahv_fail_over (SimRun *run, guint32 cluster, guint32 lost);

/* A power-on has come to its end. */
#define MODEL_RESTARTED_NOTICES TO (VM, RESTARTED), TO (VM, GIVEN_UP), TO (NODE, RELIEVED), MODEL_FAILOVER_NOTICES
void model_ahv_end_restart (SimRun *run, guint32 vm);

/* Whether it went down with its node, or found no room since, and is to be restarted when there is some. */
gboolean model_ahv_awaits_restart (const SimRun *run, guint32 vm);

/* It runs, or somebody else has taken it: it waits for no restart any more. */
void model_ahv_wait_no_more (SimRun *run, guint32 vm);

#endif
