/* Vocabulary of licences. What the columns are stands in models/machines.h. */

#ifndef MODEL_COST_MACHINES_H
#define MODEL_COST_MACHINES_H

/* clang-format off */

#define MODEL_COST_MACHINES(X) \
  X (LICENCE, "licence", relicensed_clusters, 0, 0, \
     "what a cluster is licensed by: as it was when the rehearsal began, until a step of the plan changes it")

#define LICENCE_STATES(X) \
  X (LICENCE, AS_IT_WAS,  "as-it-was",  STEADY, "by what the scenario says of the cluster") \
  X (LICENCE, RELICENSED, "relicensed", STEADY, "by what a step of the plan says")

#define LICENCE_SIGNALS(X) \
  X (LICENCE, RELICENSE, "relicense", DECIDE, "license the cluster otherwise, or renew it; arg: plan step")

/* clang-format on */

#endif
