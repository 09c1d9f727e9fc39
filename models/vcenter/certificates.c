#include "models/vcenter/certificates.h"

#include "models/plan/versions.h"
#include "models/rehearsal.h"
#include "models/words.h"

gboolean
model_certificate_is_refused (const SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 vcenter = fleet->clusters[fleet->hosts[host].cluster].vcenter;

  return vcenter != MODEL_NONE && model_vcenter_state (run, vcenter)->verifies
         && model_ha_host (run, host)->certificate == MODEL_CERTIFICATE_UNVERIFIED;
}

void
model_certificate_verify (SimRun *run, guint32 vcenter)
{
  const ModelFleet *fleet = model_fleet (run);

  for (MODEL_EACH (cluster, model_links (run)->clusters_of_vcenter, vcenter))
    for (MODEL_EACH_HOST (host, &fleet->clusters[*cluster]))
      if (model_ha_host (run, host)->certificate == MODEL_CERTIFICATE_UNVERIFIED)
        model_ha_host (run, host)->certificate = MODEL_CERTIFICATE_SHA256;
}

void
model_certificate_upgrade (SimRun *run, guint32 host)
{
  const ModelHostState *h = model_host_state (run, host);
  ModelVersion version = h->next_version ? h->next_version : h->version;
  guint8 *certificate = &model_ha_host (run, host)->certificate;

  if (!version || model_version_is_before (version, 6, 0))
    return;
  if (*certificate == MODEL_CERTIFICATE_UNVERIFIED)
    *certificate = MODEL_CERTIFICATE_VMCA;
  if (*certificate == MODEL_CERTIFICATE_CUSTOM_EXPIRED)
    sim_find (run, MODEL_FIND_CERTIFICATE_EXPIRED, SIM_NOTE, ACTOR (HOST, host), 0, NULL);
}
