/* A vSAN cluster as several suites write it down. */

#ifndef TESTS_VSAN_CLUSTER_H
#define TESTS_VSAN_CLUSTER_H

#include "models/vsan/objects.h"
#include "tests/trial.h"

/* Mirrors of 100 GiB on so many hosts; 1 GiB a second of resync. */
#define CLUSTER(KEYS, HOSTS, VMS)                                                                            \
  "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 8590 Mbit/s" KEYS "}\n    hosts:\n"                 \
  "      h[1-" HOSTS "]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0.3, capacity: 2 TiB}\n"                   \
  "    vms:\n      v[1-" VMS "]: {memory: 1 GiB, disks: 100 GiB, write-rate: 1 MiB/s}\n"

static inline guint32
host_of (const Trial *trial, guint32 component)
{
  return model_component (trial->run, component)->host;
}

#endif
