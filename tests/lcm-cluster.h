/* A cluster of three that is remediated, as several suites write it down. */

#ifndef TESTS_LCM_CLUSTER_H
#define TESTS_LCM_CLUSTER_H

#include "tests/trial.h"

#define V(MAJOR, MINOR, UPDATE)                                                                              \
  ((ModelVersion) (MAJOR) << 24 | (ModelVersion) (MINOR) << 16 | (ModelVersion) (UPDATE) << 8)

/* Three hosts on 8.0.1 under a vCenter of 8.0.3; `cluster` says more of the cluster, `step` of the one step, `rest` what
 * comes after it. */
static inline Trial *
roll (const char *cluster, const char *step, const char *rest)
{
  Trial *trial
      = trial_new_from ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n%s"
                        "plan:\n  - {step: roll, remediate: p, to: 8.0.3%s}\n%s",
                        cluster, step, rest);

  trial_end (trial);
  return trial;
}

#define HOSTS "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n"
#define VMS   "    vms:\n      v[1-6]: {memory: 4 GiB}\n"
#define ONE_HOST_OF(MORE)                                                                                    \
  "    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1" MORE "}\n"                           \
  "      h[2-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n" VMS

static inline guint
hosts_at (const Trial *trial, ModelVersion version)
{
  guint n = 0;

  for (guint32 h = 0; h < trial->fleet->n_hosts; h++)
    n += model_host_state (trial->run, h)->version == version ? 1 : 0;
  return n;
}

static inline ModelCheck
check_of (const Trial *trial)
{
  return (ModelCheck) FIRST (trial, PRECHECK_FAILED, STEP, "roll")->evidence[0];
}

#endif
