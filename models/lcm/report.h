/* What a remediation says of itself as findings: what its pre-checks note and refuse, whom it passes over, and how many
 * versions it leaves behind.
 *
 * The surprising rule: one finding a check, not one a host. What fails a check on sixty hosts is one thing to put right, and
 * a change board reads a list of sixty as no list at all. The first few are named, the others counted. */

#ifndef MODEL_REPORT_H
#define MODEL_REPORT_H

#include "models/lcm/prechecks.h"

/* Beside a blocker, why a check is told: a remediation would pass these hosts over. */
enum { MODEL_WHY_PASSED_OVER = MODEL_N_BLOCKERS };

/* All that its pre-checks have noted and that stops nothing, one finding a check. */
void model_report_notes (SimRun *run, guint32 step);

/* All that refuses it, one finding a check; gives the first. */
ModelCheck model_report_refusals (SimRun *run, guint32 step);

/* What could not be looked at, for the scenario does not say it. */
void model_report_unseen (SimRun *run, guint32 step);

void model_report_refused (SimRun *run, guint32 step, ModelCheck why, SimId what);
void model_report_skipped (SimRun *run, guint32 step, guint32 host, ModelCheck why);

/* Opens or ends that the hosts of a step are on different versions: how the cluster will run until somebody goes on. */
void model_report_mixed (SimRun *run, guint32 step);

#endif
