/* A workload that grows: every VM of it uses more CPU and memory, month by month, by as much a year of what it used at the
 * beginning. What VMs reserve is a setting, and stays; so admission control hardly notices, and hosts fill.
 *
 * The surprising rule: a VM may come to use more than it has been given. Nobody lets that happen; they give it more, which is
 * the same to its host. */

#ifndef MODEL_GROWTH_H
#define MODEL_GROWTH_H

#include "models/state.h"

/* More, for what was an amount at the beginning. */
static inline gint64
model_grown (const SimRun *run, guint32 cluster, gint64 amount)
{
  guint32 growth = model_cluster_state (run, cluster)->growth;

  return growth ? sim_muldiv (amount, 100000 + growth, 100000) : amount;
}

/* Months of a step, of which the last may be short; and how much has been added when so many of them have passed, in
 * thousandths of a per cent. */
guint32 model_growth_months (const ModelStep *step);
SimTime model_growth_after (const ModelStep *step, guint32 months);
guint32 model_growth_added (const ModelStep *step, guint32 months);

/* Whether a step makes a cluster grow: the one that it names, or all whose VMs share the memory of their hosts. */
gboolean model_grows (const ModelFleet *fleet, const ModelStep *step, guint32 cluster);

#endif
