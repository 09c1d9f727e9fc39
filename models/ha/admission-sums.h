/* What the files of admission control share: which hosts count, what VMs claim, and each policy's own arithmetic. Nobody else
 * needs it. */

#ifndef MODEL_ADMISSION_SUMS_H
#define MODEL_ADMISSION_SUMS_H

#include "models/ha/claims.h"

/* One cluster under one supposition. `good` are the hosts that count, `out->good` of them. */
typedef struct {
  const SimRun *run;
  const ModelCluster *cluster;
  const ModelSupposition *what;
  const guint32 *good;
  ModelClaims claims;
} ModelSums;

/* What the `failures` greatest of n amounts add up to. */
gint64 model_sum_of_greatest (const gint64 *amounts, guint32 n, guint32 failures);

/* Each measures its own part of `out`, and says whether its policy is violated. */
gboolean model_admission_by_slots (const ModelSums *sums, ModelAdmission *out, gint64 *host_slots);
gboolean model_admission_by_percentage (const ModelSums *sums, ModelAdmission *out);

#endif
