/* In which order HA restarts: whose turn it is, and when a VM that has been restarted counts as ready (handbook 1.3).
 *
 * Agent VMs go first, then secondaries of Fault Tolerance, then the others by restart priority; what goes together is a
 * batch. Two rules say what a batch waits for, and the version of HA, which is its vCenter's, decides which one holds. Up to
 * 6.0 every host works through the power-ons that it has been given: one of a lower priority waits until those of a higher
 * one on the same host have ended, well or not (HA-33). From 6.5 on a batch waits, wherever its VMs go, until those before it
 * are ready, or until the limit is over (HA-31); and a VM waits for those on which it depends without a limit (HA-32).
 *
 * The surprising rule: by default nobody waits. The ready condition `none` is met as soon as a VM has found its host, so a
 * priority decides who is placed first when room is short, and hardly who runs first.
 *
 * Facts: HA-30 HA-31 HA-32 HA-33. */

#ifndef MODEL_ORDER_H
#define MODEL_ORDER_H

#include "models/state.h"

/* 0 goes first (HA-30). */
guint model_restart_batch (const ModelFleet *fleet, guint32 vm);

/* The version of HA in a cluster: that of the vCenter which installs its agents; 0 when none is modelled, which is new. */
ModelVersion model_ha_version (const SimRun *run, guint32 cluster);
gboolean model_ha_orchestrates (const SimRun *run, guint32 cluster);

/* When a VM counts as ready, its own settings before its cluster's; and how long after its power-on that is: SIM_NEVER when
 * its guest cannot say. */
ModelReady model_ready_condition (const ModelFleet *fleet, guint32 vm);
SimTime model_ready_after (const SimRun *run, guint32 vm);

/* Whether later batches wait for a VM that is in this state of the restart machine. */
gboolean model_restart_holds (const SimRun *run, guint32 vm, guint state);

/* A VM of another batch, or a VM on which it depends, that keeps this one waiting. For a batch `until` gets the moment at
 * which the wait is over anyhow, SIM_NEVER when nobody can tell yet. */
gboolean model_restart_waits_for_batch (const SimRun *run, guint32 vm, SimTime *until);
guint32 model_restart_waits_for_vm (const SimRun *run, guint32 vm, SimTime *until);

#endif
