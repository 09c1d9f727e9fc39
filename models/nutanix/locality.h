/* Locality: where a VM's data is beside where the VM runs. On Nutanix reads are served on the host where the VM is, as long as a
 * copy of the data is there; when the VM has moved, what it reads comes over the network until it has been copied after it.
 *
 * The surprising rule: nothing is copied for having been left behind, only for being read, and often enough: what is read too
 * seldom stays where it is for good. So a scenario says of a VM how much it reads again and again, and how often; of one that
 * says nothing, nothing is known here. */

#ifndef MODEL_LOCALITY_H
#define MODEL_LOCALITY_H

#include "models/state.h"

/* It runs on its host, whether it has just come or has been powered on there. Nothing for a VM that says nothing. */
#define MODEL_LOCALITY_NOTICES TO (LOCALITY, RUNS_ON)
void model_locality_begin (SimRun *run, guint32 vm);

/* It has stopped, or moves on: it reads nothing there any more. */
void model_locality_cease (SimRun *run, guint32 vm);

/* Before the first event: its data is where it is. */
void model_locality_start (SimRun *run);

#endif
