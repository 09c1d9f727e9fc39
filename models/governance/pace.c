#include "models/governance/pace.h"

static gboolean
is_gitops (const ModelFleet *fleet, guint32 governor)
{
  return fleet->governors[governor].kind == MODEL_GOVERNOR_GITOPS;
}

SimTime
model_governor_interval (const ModelFleet *fleet, guint32 governor)
{
  static const ModelPhysics of_kind[MODEL_N_GOVERNOR_KINDS]
      = { MODEL_SCAN_INTERVAL, MODEL_GITOPS_POLL, MODEL_PIPELINE_INTERVAL, MODEL_PROFILE_INTERVAL,
          MODEL_HOST_PROFILE_INTERVAL, MODEL_CLUSTER_PROFILE_INTERVAL };
  gint64 said = fleet->governors[governor].interval;

  return MAX (1, said ? said : fleet->physics[of_kind[fleet->governors[governor].kind]]);
}

/* base × factor to the power of n, and never more than most. */
static SimTime
back_off (gint64 base, gint64 factor, gint64 most, guint32 n)
{
  gint64 delay = MIN (base, most);

  for (guint32 i = 0; i < n && delay < most && factor > 1; i++)
    delay = delay > most / factor ? most : delay * factor;
  return delay;
}

SimTime
model_self_heal_delay (const ModelFleet *fleet, guint32 n)
{
  return back_off (fleet->physics[MODEL_SELF_HEAL_BASE], fleet->physics[MODEL_SELF_HEAL_FACTOR],
                   fleet->physics[MODEL_SELF_HEAL_CAP], n);
}

SimTime
model_governor_retry_delay (const ModelFleet *fleet, guint32 governor, guint32 n)
{
  return is_gitops (fleet, governor)
             ? back_off (fleet->physics[MODEL_SYNC_RETRY_BASE], fleet->physics[MODEL_SYNC_RETRY_FACTOR],
                         fleet->physics[MODEL_SYNC_RETRY_MAX], n)
             : fleet->physics[MODEL_GOVERNANCE_RETRY_DELAY];
}

guint32
model_governor_retries (const ModelFleet *fleet, guint32 governor)
{
  return (guint32) fleet->physics[is_gitops (fleet, governor) ? MODEL_SYNC_RETRIES : MODEL_GOVERNANCE_RETRIES];
}
