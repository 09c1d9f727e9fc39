/* An HA agent ends: with its host, or alone on a host that lives, or because its host leaves the cluster's HA. */

#include "models/compute/hosts.h"
#include "models/ha/agent-parts.h"
#include "models/ha/configure.h"
#include "models/ha/lists.h"

ACTION_OF (AGENT, die, "stop", NULL, SENDS (MODEL_RESIGNS, TO (STEP, BROKEN), FALLS_SILENT))
{
  model_agent_answer (run, event, STEP_ON_BROKEN);
  model_agent_fall_silent (run, event);
  model_agent_stop_timer (run, event);
  model_resign (run, ME, WAS_MASTER, model_number (run, MODEL_FDM_TIMEOUT),
                model_number (run, MODEL_FDM_LIST_LOCK));
}

/* Without hostd the agent does nothing, and what it was about to do is not done (HA-09). */
ACTION_OF (AGENT, stop, "fall silent", NULL,
           SENDS (MODEL_RESIGNS, TO (DETECTOR, GONE_SILENT), TO (ISOLATION, OVER), TO (ADMISSION, REVIEW),
                  FALLS_SILENT))
{
  model_agent_fall_silent (run, event);
  model_agent_stop_timer (run, event);
  model_resign (run, ME, WAS_MASTER, model_number (run, MODEL_FDM_TIMEOUT),
                model_number (run, MODEL_FDM_LIST_LOCK));
  for (MODEL_EACH_VM_ON (vm, run, ME))
    if (STATE (ISOLATION, vm) != ISOLATION_AT_IDLE)
      TELL (ISOLATION, vm, ISOLATION_ON_OVER, 0);
  TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
  TELL (ADMISSION, model_agent_cluster (run, event), ADMISSION_ON_REVIEW, 0);
}

ACTION_OF (AGENT, leave, "stop", NULL,
           SENDS (MODEL_RESIGNS, TO (ISOLATION, OVER), TO (STEP, BROKEN), FALLS_SILENT))
{
  model_agent_disappoint (run, event);
  model_agent_fall_silent (run, event);
  model_ha_succeed (run, ME);
  model_ha_host (run, ME)->let_go = !model_host_is_managed (run, ME);
  model_agent_stop_timer (run, event);
  model_resign (run, ME, WAS_MASTER, 0, 0);
}
