/* What the files of admission control share: who counts, and each policy's own arithmetic. Nobody else needs it. */

#ifndef MODEL_ADMISSION_SUMS_H
#define MODEL_ADMISSION_SUMS_H

#include "models/ha/admission.h"

/* One cluster under one supposition. `good` are the hosts that count, `out->good` of them. */
typedef struct {
  const SimRun *run;
  const ModelCluster *cluster;
  const ModelSupposition *what;
  const guint32 *good;
} ModelSums;

/* Whether a VM counts, and for how much (AC-05). */
gboolean model_admission_counts (const ModelSums *sums, guint32 vm);
gint64 model_admission_cpu (const ModelSums *sums, guint32 vm);
gint64 model_admission_memory (const ModelSums *sums, guint32 vm);

/* for (MODEL_EACH_COUNTED (vm, sums)): the VMs that count. */
#define MODEL_EACH_COUNTED(VM, SUMS)                                                                         \
  guint32 VM = (SUMS)->cluster->first_vm;                                                                    \
  VM < (SUMS)->cluster->first_vm + (SUMS)->cluster->n_vms;                                                   \
  VM++                                                                                                                 \
  ) if (model_admission_counts (SUMS, VM)

/* What the `failures` greatest of n amounts add up to. */
gint64 model_sum_of_greatest (const gint64 *amounts, guint32 n, guint32 failures);

/* Each measures its own part of `out`, and says whether its policy is violated. */
gboolean model_admission_by_slots (const ModelSums *sums, ModelAdmission *out, gint64 *host_slots);
gboolean model_admission_by_percentage (const ModelSums *sums, ModelAdmission *out);

#endif
