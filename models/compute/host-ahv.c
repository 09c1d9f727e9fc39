/* A host that runs AHV: its node drives it (see models/ahv/ahv.h), and no vCenter has a say. It blocks new VMs, boots what was
 * installed, and says so. */

#include "models/ahv/ahv.h"
#include "models/compute/host-parts.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/words.h"

GUARD_OF (HOST, it_runs_ahv, "it runs AHV")
{
  return model_host_is_ahv (model_fleet (run), ME);
}

GUARD_OF (HOST, its_ahv_is_empty, "it runs AHV, and no VM is left on it")
{
  const ModelHostState *host = model_host_state (run, ME);

  return it_runs_ahv_test (run, event) && host->n_vms == 0 && host->coming == 0;
}

GUARD_OF (HOST, its_ahv_takes_no_reboot, "it runs AHV, and this takes no reboot")
{
  const ModelHostState *host = model_host_state (run, ME);

  return it_runs_ahv_test (run, event) && host->component && !host->reboots_left;
}

ACTION_OF (HOST, be_cordoned, "take no new VMs", NULL, SENDS (TO (HOST, EMPTY), MODEL_CAPACITY_NOTICES))
{
  ModelHostState *host = model_host_state (run, ME);

  host->requester = event->from;
  host->emptying = MODEL_BEING_EMPTIED;
  host->moves_disks = host->evacuates_off = FALSE;
  if (its_ahv_is_empty_test (run, event))
    TELL (HOST, ME, HOST_ON_EMPTY, 0);
}

ACTION_OF (HOST, be_empty, "say so", NULL, SENDS (TO (NODE, EMPTY), MODEL_MEMBER_NOTICES, MODEL_ADMISSION_NOTICES))
{
  model_host_state (run, ME)->emptying = MODEL_NOT_EMPTYING;
  sim_find_end (run, MODEL_FIND_MAINTENANCE_STUCK, event->to, 0);
  TELL (NODE, ME, NODE_ON_EMPTY, 0);
  model_notify_members_of_host (run, ME);
  model_notify_admission (run, model_host_cluster (run, event));
}

/* The policies that its life cycle resets are compared when it is up: what was set by hand on the old AHV may be gone. */
ACTION_OF (HOST, be_up_on_ahv, "compare what is set on it, say that it is up", "{a:version}",
           SENDS (ANSWERS, TO (POLICY, LIFECYCLE), MODEL_MEMBER_NOTICES))
{
  ModelHostState *host = model_host_state (run, ME);

  sim_cancel (run, &model_host_timers (run, ME)->wait);
  host->old_version = 0;
  sim_tell (run, host->version, 0);
  model_notify_lifecycle (run, ME, host->lifecycle);
  if (event->signal == HOST_ON_BOOTED)
    model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_REBOOT);
  model_notify_members_of_host (run, ME);
  model_host_answer (run, event, UPDATE_ON_FINISHED, STEP_ON_FINISHED);
}

ACTION_OF (HOST, be_placeable, "take VMs again", NULL, SENDS (MODEL_CAPACITY_NOTICES, MODEL_MEMBER_NOTICES))
{
  model_host_state (run, ME)->requester = 0;
  model_notify_capacity (run, model_host_cluster (run, event));
  model_notify_members_of_host (run, ME);
}
