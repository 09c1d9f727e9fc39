/* The documented resets: what event puts which setting back to what, and who keeps it; resets.def has them. A policy that says
 * what it is `subject-to` is reset by that row, in its versions; what else resets it, it says by `reset-by`.
 *
 * The surprising rule: who looks after a setting does not always keep it. A configuration profile brings a host's own settings
 * back and leaves its distributed switches alone; each row says who helps there. */

#ifndef MODEL_RESETS_H
#define MODEL_RESETS_H

#include "models/state.h"

/* Those that policies are subject to, then all. */
typedef enum {
#define RESET(NAME, ...) MODEL_RESET_##NAME,
#define DRIVEN(...)
#include "models/plan/resets.def"
#undef RESET
#undef DRIVEN
  MODEL_N_RESETS
} ModelReset;

typedef struct {
  const char *id, *basis, *source;
  const char *event, *what, *to; /* `event` is a driven one's; `to` NULL is as the policy has it */
  const char *driver;            /* machines and findings that drive it; NULL the policies */
  guint32 events, kinds;         /* a bit per ModelLifecycle, per ModelPolicyKind; 0 of driven ones */
  guint32 keepers;               /* a bit per ModelKeeper */
  ModelVersion crossed[2];       /* what an upgrade must cross; 0 any does */
  ModelReset number;             /* of those that policies are subject to */
} ModelResetRow;

extern const ModelResetRow model_resets[];    /* by id, all; ends with a NULL id */
extern const char *const model_reset_words[]; /* ids by ModelReset, ends with NULL */

const ModelResetRow *model_reset (ModelReset number);

/* Which row resets the policy on this event, + 1; 0 none does. Versions are those that an upgrade goes from and to; 0 it is none. */
guint32 model_reset_of (const ModelPolicy *policy, ModelLifecycle lifecycle, ModelVersion from,
                        ModelVersion to);

/* What the event's number is told by: the event, and the row + 1 that it came by. */
#define MODEL_LIFECYCLE_ARG(LIFECYCLE, ROW) ((gint64) (LIFECYCLE) | (gint64) (ROW) << 8)
#define MODEL_LIFECYCLE_OF(ARG)             ((ModelLifecycle) ((ARG) &0xff))
#define MODEL_RESET_OF(ARG)                 ((guint32) ((ARG) >> 8))

/* What somebody does by hand, of a fault. */
void model_intervene (SimRun *run, const ModelFault *fault);

/* The first of those who look after the policy that brings it back, + 1; 0 none of them does. */
guint32 model_kept_by (const ModelPolicy *policy, guint32 reset);

#endif
