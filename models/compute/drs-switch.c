/* DRS is switched, loses its vCenter or its vCLS VMs, and has what it recommends approved. */

#include "models/compute/drs-parts.h"
#include "models/compute/pools.h"
#include "models/compute/rules.h"
#include "models/compute/registered.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/plan/versions.h"
#include "models/vcenter/availability.h"
#include "models/vcenter/vcls.h"
#include "models/words.h"

GUARD_OF (DRS, is_switched_off, "it is switched off")
{
  return event->arg == MODEL_AUTOMATION_OFF;
}

GUARD_OF (DRS, vcenter_is_away, "vCenter is away")
{
  return !model_vcenter_offers (run, ME, MODEL_FUNCTION_DRS);
}

GUARD_OF (DRS, vcenter_gives_no_help, "vCenter is away, and nobody makes room for restarts")
{
  return !model_vcenter_offers (run, ME, MODEL_FUNCTION_RESTART_HELP);
}

GUARD_OF (DRS, no_agent_runs, "no vCLS VM runs")
{
  return !model_vcls_lets_drs_run (run, ME);
}

GUARD_OF (DRS, was_off, "it is off")
{
  return model_cluster_state (run, ME)->automation == MODEL_AUTOMATION_OFF;
}

/* With vCenter back, everything that was being emptied is decided anew. */
ACTION_OF (DRS, take_up_again, "decide anew about the hosts that are emptying, look soon", NULL,
           SENDS (TO (DRS, EVACUATE), TO (DRS, CAPACITY), MODEL_DPM_NOTICES))
{
  model_drs_withdraw (run, ME);
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying)
      TELL (DRS, ME, DRS_ON_EVACUATE, host);
  TELL (DRS, ME, DRS_ON_CAPACITY, 0);
  model_notify_dpm (run, ME);
}

ACTION_OF (DRS, set_automation, "decide anew about the hosts that are emptying, look soon", "{a:automation}",
           SENDS (TO (DRS, EVACUATE), TO (DRS, CAPACITY), MODEL_DPM_NOTICES, MODEL_ADMISSION_NOTICES))
{
  if (model_cluster_state (run, ME)->past_vcenter)
    model_notify_admission (run, ME);
  model_forget_past (run, ME);
  model_drs_withdraw (run, ME);
  model_cluster_state (run, ME)->automation = (guint32) event->arg;
  model_look_at_hidden_rules (run, ME);
  sim_tell (run, event->arg, 0);
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying)
      TELL (DRS, ME, DRS_ON_EVACUATE, host);
  TELL (DRS, ME, DRS_ON_CAPACITY, 0);
  model_notify_dpm (run, ME);
}
