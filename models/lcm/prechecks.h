/* The pre-checks of a remediation as a table: what is looked at, of what, and what a bad answer means with an image and with
 * baselines.
 *
 * A check names what fails it: a host, a VM, the cluster. The surprising rule: most of what a pre-check finds stops
 * nothing. It is noted, the remediation begins, and hours later a host that was never going to empty ends it; while the few
 * things that do stop it differ between images and baselines. */

#ifndef MODEL_PRECHECKS_H
#define MODEL_PRECHECKS_H

#include "models/state.h"
#include "models/words.h"

/* What a failed check means, worst last: nothing; a warning; that this host is passed over; that nothing begins. */
typedef enum {
  MODEL_VERDICT_PASSED,
  MODEL_VERDICT_NOTED,
  MODEL_VERDICT_SKIPS,
  MODEL_VERDICT_REFUSES
} ModelVerdict;

/* One failed check, and where the walk has come. Begin with zeros. */
typedef struct {
  ModelCheck check;
  ModelVerdict verdict;
  guint32 host; /* of which it is said; MODEL_NONE the whole cluster */
  SimId what;   /* that fails it */
  guint32 why;  /* ModelBlocker, where it is one */
  guint row, n; /* where to go on */
} ModelPrecheck;

/* The next failed check of a step's remediation as the world is now, with this verdict or a worse one; FALSE when there is
 * none left. Check by check, and within one host by host. */
gboolean model_precheck_next (const SimRun *run, guint32 step, ModelVerdict least, ModelPrecheck *walk);

/* The first failed check with this verdict or a worse one; FALSE when there is none. */
gboolean model_precheck_first (const SimRun *run, guint32 step, ModelVerdict least,
                               ModelPrecheck *ret_failed);

/* The check for which this host is passed over; FALSE when it is not. */
gboolean model_precheck_skips (const SimRun *run, guint32 step, guint32 host, ModelPrecheck *ret_failed);

/* The checks that nobody could make, a bit each: the scenario does not say what they look at. */
gint64 model_prechecks_unseen (const SimRun *run, guint32 step);

#endif
