/* DRS rules that contradict one another: the older one holds, and the newer one is disabled (DRS-08, DRS-12).
 *
 * Two rules contradict each other when one keeps VMs apart that the other keeps together; when one keeps a VM off all hosts
 * that the other wants it on; and, whatever their number, when must rules together leave a VM no host. Otherwise must rules
 * of a VM intersect. Nothing is sourced about more than two: here rules are taken from the oldest on, and one that contradicts
 * those enabled before it is disabled as a whole, for all its VMs.
 *
 * The surprising rule: without their dates nobody can say which one holds, so `undated` is for the reader to complain of.
 *
 * Facts: DRS-08 DRS-12. */

#ifndef MODEL_CONFLICTS_H
#define MODEL_CONFLICTS_H

#include "models/state.h"

typedef enum { MODEL_CONFLICT_APART, MODEL_CONFLICT_ON, MODEL_CONFLICT_NO_HOST } ModelConflictKind;

typedef struct {
  guint32 rule, older; /* which is disabled, and by which */
  ModelConflictKind kind;
  guint32 vm, with; /* about these; with is MODEL_NONE but for APART */
  gboolean undated; /* neither is older, as far as is said */
} ModelConflict;

/* Sets which rules are disabled by which, and returns why. VMs in too many rules make it slow. (transfer full)
 * (element-type ModelConflict) */
GArray *model_rules_settle (ModelFleet *fleet);

/* What there would be, were this rule enabled beside those that are now. (transfer full) (element-type ModelConflict) */
GArray *model_rules_settle_with (const SimRun *run, guint32 rule);

#endif
