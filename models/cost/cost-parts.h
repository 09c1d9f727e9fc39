/* What the files of cost.h have between them. */

#ifndef MODEL_COST_PARTS_H
#define MODEL_COST_PARTS_H

#include "models/cost/cost.h"

/* count.c: the licences that there are, and what every cluster counts of them. */
void model_cost_list (ModelCosts *cost, const ModelFleet *fleet);
void model_cost_count (const SimRun *run, ModelCosts *cost);

/* Guests' licences are of the hosts that they name, or of all. */
gboolean model_host_has_licence (const ModelLicence *licence, guint32 host);

/* shares.c: what of a cluster's annual sum is paid for hosts that are kept free. */
gint64 model_cost_reserve (const ModelCosts *cost, const SimRun *run, guint32 cluster, gint64 annual);

#endif
