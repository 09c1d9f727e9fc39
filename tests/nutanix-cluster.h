/* An AHV cluster as several suites write it down. */

#ifndef TESTS_NUTANIX_CLUSTER_H
#define TESTS_NUTANIX_CLUSTER_H

#include "tests/trial.h"

/* So many AHV nodes, with three VMs on the first. */
static inline Trial *
run (int nodes, const char *of_cluster, const char *of_host, const char *vms, const char *rest)
{
  Trial *trial = trial_new_from (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n%s    hosts:\n"
      "      n[1-%d]: {cpu: 100 GHz, memory: 128 GiB%s}\n    vms:\n"
      "      v[1-3]: {memory: 16 GiB, host: n1}\n%s%s",
      of_cluster, nodes, of_host, vms, rest);

  trial_end (trial);
  return trial;
}

#define PLAN(N, REST) run (N, "", "", "", REST)
#define AOS           "plan:\n  - {step: up, upgrade-aos: n, to: 6.8}\n"

#endif
