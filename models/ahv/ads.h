/* What ADS moves off a host that is contended, and the alerts that it raises when it can move nothing. */

#ifndef MODEL_ADS_H
#define MODEL_ADS_H

#include "models/state.h"
#include "models/words.h"

typedef struct {
  guint moved;
  gboolean waits; /* something could go, and has to wait for a slot */
} ModelRelief;

/* Moves as few VMs as bring it below the line. */
ModelRelief model_ads_relieve (SimRun *run, ModelContention kind, guint32 host);

void model_ads_alert (SimRun *run, ModelContention kind, guint32 host, ModelAdsExcuse why);

/* Ends the alerts of what a host is not contended for any more. */
void model_ads_clear (SimRun *run, guint32 host);

#endif
