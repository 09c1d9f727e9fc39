/* What governance has declared and the platform really has, in one list: policies place by place, and the settings of a
 * cluster and its VMs that a life cycle switches off, like HA, admission control, DRS, or a rule.
 *
 * Declared is what the scenario says; actual is what holds now. Whoever reports drift, weighs it or puts it right goes by
 * this list, so that all of them mean the same settings.
 *
 * The surprising rule: it makes no difference here whether somebody changed a setting on purpose. A plan that switches
 * admission control off for its own length has the cluster drift for that length; what is wanted for good is declared. */

#ifndef MODEL_DECLARED_H
#define MODEL_DECLARED_H

#include "models/state.h"

typedef enum {
#define DECLARED(NAME, ...) MODEL_DECLARED_##NAME,
#include "models/plan/declared.def"
#undef DECLARED
  MODEL_N_DECLARED
} ModelDeclaredKind;

/* Of whom there is one of a kind. */
typedef enum { MODEL_OF_CELL, MODEL_OF_CLUSTER, MODEL_OF_HOST, MODEL_OF_RULE, MODEL_OF_VM } ModelDeclaredOf;

typedef struct {
  ModelDeclaredKind kind;
  guint32 index; /* of the cell, cluster, host, rule or VM */
} ModelDeclared;

/* Of one of them; those that nobody declared never differ. */
guint32 model_n_declared (const ModelFleet *fleet, ModelDeclaredKind kind);
ModelDeclaredOf model_declared_of (ModelDeclaredKind kind);

gboolean model_is_as_declared (const SimRun *run, ModelDeclared what);

/* How many settings of a cluster, its rules and VMs differ, beside its policies. */
guint32 model_n_not_as_declared (const SimRun *run, guint32 cluster);

/* The actual value as a number that is another when the value is another, and in words; and the declared one in words. */
gint64 model_actual (const SimRun *run, ModelDeclared what);
char *model_actual_words (const SimRun *run, ModelDeclared what, gint64 actual); /* (transfer full) */
char *model_declared_words (const SimRun *run, ModelDeclared what);              /* (transfer full) */

/* Whose it is: a host, a cluster or a VM; what it is called there; and what it means that it differs. */
const char *model_declared_object (const SimRun *run, ModelDeclared what);
const char *model_declared_key (const SimRun *run, ModelDeclared what);
const char *model_declared_impact (const SimRun *run, ModelDeclared what);

/* Whether the VM is one of those that have it from there. Where a VM inherits a policy is for policies.h to say. */
gboolean model_declared_reaches (const SimRun *run, ModelDeclared what, guint32 vm);

#endif
