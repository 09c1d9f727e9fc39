#include "models/capacity/growth.h"

#define YEAR  (G_GINT64_CONSTANT (365) * 24 * 3600 * 1000) /* ms */
#define MONTH (YEAR / 12)

guint32
model_growth_months (const ModelStep *step)
{
  return (guint32) ((step->duration + MONTH - 1) / MONTH);
}

SimTime
model_growth_after (const ModelStep *step, guint32 months)
{
  return MIN (step->duration, months * MONTH);
}

guint32
model_growth_added (const ModelStep *step, guint32 months)
{
  return (guint32) sim_muldiv (step->growth, model_growth_after (step, months), YEAR);
}

gboolean
model_grows (const ModelFleet *fleet, const ModelStep *step, guint32 cluster)
{
  return step->target == MODEL_TARGET_CLUSTER ? step->index == cluster
                                              : fleet->clusters[cluster].platform != MODEL_NUTANIX_AHV;
}
