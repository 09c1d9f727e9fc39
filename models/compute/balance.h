/* How evenly a cluster's hosts are loaded, and the one move that would help most.
 *
 * Up to 6.7 DRS weighs the cluster: a host's load is what its VMs are entitled to, divided by its capacity; the imbalance
 * (LBM) is the standard deviation of the loads; a recommendation's priority is 6 - ceil (LBM / 0.1 x sqrt N), and it is made
 * while that is within the migration threshold (DRS-06). CPU and memory are weighed by themselves and the greater imbalance
 * counts; that is ours, as is a VM's entitlement, which is what it uses as far as the scenario says.
 *
 * From 7.0 on DRS weighs each VM on each host, by a score of which no formula is published (DRS-07). What stands here for
 * it is ours: a VM is better off on a host that is less used, CPU and memory added up, and moves when it gains enough by
 * that (`drs-gain`, halved for each notch of the threshold above 3, doubled below).
 *
 * Both stop by themselves: the former because every move makes the greater imbalance less, the latter because the fuller of
 * the two hosts is always less full afterwards. Threshold 1 never balances: mandatory moves only (DRS-03, DRS-04).
 *
 * Loads are in millionths. The surprising rule: nothing here is rounded towards a floating-point answer. LBM x sqrt N is the
 * square root of the sum of squared deviations, so the priority is found by comparing squares. */

#ifndef MODEL_BALANCE_H
#define MODEL_BALANCE_H

#include "models/state.h"

typedef struct {
  guint32 vm, to; /* MODEL_NONE: it is balanced as well as the threshold asks, or nothing can be moved */
  guint priority; /* 2 to 5 up to 6.7, where 1 is kept for what must move; 0 from 7.0 on */
} ModelRecommendation;

/* Whether the cluster's vCenter is old enough for the standard deviation. */
gboolean model_balance_is_by_deviation (const SimRun *run, guint32 cluster);

/* LBM, in millionths, with all moves that are under way done; and the priority that follows from it, from 2 to 5, or 6 when
 * nothing is out of balance at all. */
gint64 model_balance_deviation (const SimRun *run, guint32 cluster);
guint model_balance_priority (const SimRun *run, guint32 cluster);

/* The next move of a VM that may be moved, or none. */
typedef gboolean (*ModelMay) (const SimRun *run, guint32 vm);
ModelRecommendation model_balance (const SimRun *run, guint32 cluster, ModelMay may);

#endif
