/* Findings in words. What a finding is, and how it comes to be, stands in world.h and run.h; this is for whoever reads
 * them. */

#ifndef SIM_FINDING_H
#define SIM_FINDING_H

#include "sim/run.h"

char *sim_finding_message (const SimModel *model, const SimFinding *finding); /* (transfer full) */
char *sim_finding_fix (const SimModel *model, const SimFinding *finding);     /* (transfer full) */

/* Any sentence with holes for a finding's subject and evidence. (transfer full) */
char *sim_finding_say (const SimModel *model, const SimFinding *finding, const char *sentence);

/* The kind with this code, or NULL. */
const SimFindingKind *sim_finding_kind (const SimModel *model, const char *code);

#endif
