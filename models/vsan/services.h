/* File shares and iSCSI targets of a vSAN cluster, as far as a host serves them, see services.c. */

#ifndef MODEL_VSAN_SERVICES_H
#define MODEL_VSAN_SERVICES_H

#include "models/state.h"

/* Whether its cluster has any. */
static inline gboolean
model_vsan_has_services (const ModelFleet *fleet, guint32 host)
{
  const ModelVsan *vsan = &fleet->clusters[fleet->hosts[host].cluster].vsan;

  return vsan->file_service || vsan->iscsi_targets;
}

/* Whether the host has come or gone and what it serves has not. */
gboolean model_vsan_services_differ (const SimRun *run, guint32 host);

#endif
