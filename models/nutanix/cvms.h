/* Questions about a Nutanix cluster's CVMs. */

#ifndef MODEL_CVMS_H
#define MODEL_CVMS_H

#include "models/state.h"

/* Whether every CVM of a cluster serves, leaving one aside (MODEL_NONE none). Data is resilient then and only then (N-55):
 * what a CVM has missed is replayed before it counts as serving. */
gboolean model_cvms_all_serve (const SimRun *run, guint32 cluster, guint32 except);

#endif
