/* A cluster of two versions: which VMs its older hosts cannot run.
 *
 * A VM whose virtual hardware was upgraded runs on hosts of that version or newer only, and there is no way back (DR-31). While
 * a cluster is half upgraded such a VM has fewer hosts than it seems: those behind cannot take it, neither by vMotion (B20)
 * nor from HA. With one host left that can, it stands and falls with that host.
 *
 * Facts: DR-31. */

#ifndef MODEL_MIXED_H
#define MODEL_MIXED_H

#include "models/state.h"

/* Opens and ends what is found about the VMs of a cluster: one of its hosts has another version, has come or has gone. */
void model_look_at_hardware (SimRun *run, guint32 cluster);

/* The same of one VM, whose virtual hardware has just been raised. */
void model_look_at_hardware_of (SimRun *run, guint32 vm);

/* One more host in a list of them that a finding can carry: the first three by name, then that there are others. */
#define MODEL_HOSTS_NAMED 3
static inline gint64
model_hosts_named (gint64 list, gint64 n, guint32 host)
{
  return n < MODEL_HOSTS_NAMED ? list | (gint64) (host + 1) << (1 + 20 * n) : list | 1;
}

#endif
