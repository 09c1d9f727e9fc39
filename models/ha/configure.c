#include "models/ha/configure.h"

#include "models/compute/hosts.h"
#include "models/vcenter/availability.h"
#include "models/vcenter/certificates.h"
#include "models/words.h"

static gboolean
is_reached (const SimRun *run, guint32 host)
{
  return model_host_state (run, host)->networked
         && model_vcenter_offers (run, model_fleet (run)->hosts[host].cluster, MODEL_FUNCTION_HA_CONFIG);
}

/* The pool of the agent that is being replaced has been given back: it has to be had again like any other. */
static gboolean
has_memory_for_agent (const SimRun *run, guint32 host)
{
  gint64 room = model_host_memory (model_fleet (run), host) - model_host_state (run, host)->memory_reserved_mib;

  return room >= model_number (run, MODEL_HA_AGENT_MEMORY);
}

ModelHaCause
model_ha_obstacle (const SimRun *run, guint32 host)
{
  const ModelHaHost *h = model_ha_host (run, host);

  if (!is_reached (run, host))
    return MODEL_HA_CAUSE_COMMUNICATION;
  if (h->spoilt_by)
    return h->spoilt_by;
  if (model_certificate_is_refused (run, host))
    return MODEL_HA_CAUSE_CERTIFICATE;
  if (h->reboot_pending)
    return MODEL_HA_CAUSE_REBOOT_PENDING;
  return has_memory_for_agent (run, host) ? MODEL_HA_CAUSE_NONE : MODEL_HA_CAUSE_MEMORY;
}

void
model_ha_fail (SimRun *run, guint32 host)
{
  ModelHaHost *h = model_ha_host (run, host);
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_ha_obstacle (run, host), model_host_state (run, host)->n_vms };

  sim_find_end (run, MODEL_FIND_HA_NOT_CONFIGURED, ACTOR (HOST, host), 0);
  sim_find (run, MODEL_FIND_HA_NOT_CONFIGURED, SIM_RISK, ACTOR (HOST, host), 0, evidence);
  sim_tell (run, evidence[0], 0);
  h->cause = (guint8) evidence[0];
  if (h->spoilt_by == h->cause && model_ha_causes[h->cause].ends == MODEL_HA_CAUSE_ONCE)
    h->spoilt_by = MODEL_HA_CAUSE_NONE;
}

void
model_ha_succeed (SimRun *run, guint32 host)
{
  sim_find_end (run, MODEL_FIND_HA_NOT_CONFIGURED, ACTOR (HOST, host), 0);
  model_ha_host (run, host)->cause = MODEL_HA_CAUSE_NONE;
  model_ha_host (run, host)->let_go = FALSE;
}

void
model_ha_spoil (SimRun *run, guint32 host, ModelHaCause cause, gboolean on)
{
  ModelHaHost *h = model_ha_host (run, host);

  if (cause == MODEL_HA_CAUSE_REBOOT_PENDING)
    h->reboot_pending = (guint8) on;
  else
    h->spoilt_by = (guint8) (on ? cause : MODEL_HA_CAUSE_NONE);
}
