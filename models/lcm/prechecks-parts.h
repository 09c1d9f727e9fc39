/* The pre-checks in parts: their table and the walk over it stand in prechecks.c, and what its rows ask in a file for what
 * is asked of the cluster and one for what is asked of a host. Only they include this header.
 *
 * A predicate gives the thing that fails it, or 0. What nobody can look at, because the scenario does not say it, is told
 * apart from what is well. */

#ifndef MODEL_PRECHECKS_PARTS_H
#define MODEL_PRECHECKS_PARTS_H

#include "models/lcm/prechecks.h"

/* clang-format off */
/* prechecks-cluster.c; `index` is the step's */
#define PRECHECKS_OF_CLUSTER(X) \
  X (too_old) X (admission_is_on) X (dpm_is_on) X (parallel_on_vsan) X (vsan_hosts_differ) \
  X (vsan_resyncs) X (drs_does_not_empty_hosts) X (cpus_differ_without_evc) \
  X (vsan_is_not_healthy) X (has_too_few_licences) X (is_newer_than_the_image)

/* prechecks-host.c; `index` is the host's */
#define PRECHECKS_OF_HOST(X) \
  X (is_listed_otherwise) X (has_a_conflicting_vib) X (boots_over_the_network) X (cannot_be_patched_live) X (cannot_suspend_to_memory) \
  X (is_not_listed_and_enforced) X (is_not_listed) X (has_an_unsupported_cpu) \
  X (boots_from_too_little) X (has_a_weak_certificate) X (boots_in_full) \
  X (carries_fault_tolerance) X (has_media) X (carries_its_vcenter) X (cannot_leave)

#define PRECHECKS_UNSEEN(X) \
  X (no_licences) X (no_cpu_models) X (no_boot_devices) X (hardware_is_not_looked_at)
/* clang-format on */

#define PRECHECK(NAME)                                                                                       \
  SimId model_precheck_##NAME (const SimRun *run G_GNUC_UNUSED, const ModelStep *step G_GNUC_UNUSED,         \
                               guint32 index G_GNUC_UNUSED, guint32 *why G_GNUC_UNUSED)
#define UNSEEN(NAME)                                                                                         \
  gboolean model_unseen_##NAME (const SimRun *run G_GNUC_UNUSED, const ModelStep *step G_GNUC_UNUSED,        \
                                guint32 step_index G_GNUC_UNUSED)

#define DECLARE(NAME) PRECHECK (NAME);
PRECHECKS_OF_CLUSTER (DECLARE)
PRECHECKS_OF_HOST (DECLARE)
#undef DECLARE
#define DECLARE(NAME) UNSEEN (NAME);
PRECHECKS_UNSEEN (DECLARE)
#undef DECLARE

/* A step is known by its number, too. */
static inline guint32
model_precheck_step (const SimRun *run, const ModelStep *step)
{
  return (guint32) (step - model_fleet (run)->steps);
}

#endif
