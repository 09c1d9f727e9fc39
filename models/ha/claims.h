/* What the VMs of a cluster claim of admission control, added up: CPU, memory, the slot they make and the slots they take.
 *
 * The surprising rule: a VM that moves changes nothing here, nor does one that dies, for HA is about to restart it (AC-32).
 * Only who is switched on or off, whose reservation is set, and a vCenter of another version do. So the sums are kept from
 * one question to the next, and model_claims_forget is called where one of those happens. */

#ifndef MODEL_CLAIMS_H
#define MODEL_CLAIMS_H

#include "models/ha/admission.h"

/* As things are, or as `what` supposes. */
ModelClaims model_claims (const SimRun *run, guint32 cluster, const ModelSupposition *what);

void model_claims_forget (const SimRun *run, guint32 cluster);

/* Asserts that what is kept is what one gets by adding up again. For tests: it looks at every VM. */
void model_assert_claims (const SimRun *run);

#endif
