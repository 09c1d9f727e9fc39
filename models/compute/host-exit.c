/* A host leaves maintenance and is in the pool again. A task that needs maintenance mode holds it there; who asked may not
 * want to wait for that. */

#include "models/compute/host-parts.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/words.h"

GUARD_OF (HOST, a_task_holds_it, "a task that needs maintenance mode runs on it")
{
  return model_host_state (run, ME)->configured;
}

GUARD_OF (HOST, its_exit_waits, "its way out waits for that")
{
  return sim_find_is_open (run, MODEL_FIND_EXIT_HELD, event->to, 0);
}

ACTION_OF (HOST, start_exit, "leave maintenance mode", NULL,
           SENDS (TO (HOST, EXITED), TO (HOST, EXIT_TIMEOUT), TO (CVM, RETURN)))
{
  if (STATE (CVM, ME) != CVM_AT_ABSENT)
    TELL (CVM, ME, CVM_ON_RETURN, 0);
  sim_cancel (run, &model_host_timers (run, ME)->wait);
  if (event->signal == HOST_ON_EXIT) {
    model_host_state (run, ME)->requester = event->from;
    if (event->arg && event->arg != SIM_NEVER)
      model_host_timers (run, ME)->wait = TELL_IN (event->arg, HOST, ME, HOST_ON_EXIT_TIMEOUT, 0);
  }
  sim_find_end (run, MODEL_FIND_LEFT_IN_MAINTENANCE, event->to, 0);
  sim_find_end (run, MODEL_FIND_VSAN_UNHEALTHY, event->to, 0);
  model_host_timers (run, ME)->host
      = TELL_IN (model_number (run, MODEL_HOST_EXIT), HOST, ME, HOST_ON_EXITED, 0);
}

ACTION_OF (HOST, stay_behind, "stay in maintenance", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, ME)->version };

  sim_find (run, MODEL_FIND_LEFT_IN_MAINTENANCE, SIM_RISK, event->to, 0, evidence);
}

ACTION_OF (HOST, stay_for_its_operator, "stay in maintenance and say so", NULL, SENDS (ANSWERS))
{
  model_host_answer (run, event, UPDATE_ON_FINISHED, STEP_ON_FINISHED);
  model_host_state (run, ME)->requester = 0;
}

ACTION_OF (HOST, refuse_to_exit, "say so", "{a:check}", SENDS (TO (STEP, BROKEN), TO (SITE, DONE), TO (SETTING, HOST_BROKEN)))
{
  if (run->model->machine_of[event->from] == MODEL_MACHINE_SITE)
    sim_send (run, 0, event->from, SITE_ON_DONE,
              ME); /* a site leaves with the hosts that are in maintenance */
  else if (run->model->machine_of[event->from] == MODEL_MACHINE_SETTING)
    sim_send (run, 0, event->from, SETTING_ON_HOST_BROKEN, ME);
  else
    model_refuse_step (run, model_index (run, event->from), MODEL_CHECK_INVALID_STATE);
}

ACTION_OF (HOST, wait_to_exit, "wait for it", NULL, SENDS_NOTHING)
{
  sim_find (run, MODEL_FIND_EXIT_HELD, SIM_RISK, event->to, 0, NULL);
}

ACTION_OF (HOST, go_on_exiting, "go on", NULL, SENDS (TO (HOST, EXITED)))
{
  sim_find_end (run, MODEL_FIND_EXIT_HELD, event->to, 0);
  TELL (HOST, ME, HOST_ON_EXITED, 0);
}

ACTION_OF (HOST, give_up_exiting, "stay in maintenance", NULL, SENDS (ANSWERS))
{
  sim_cancel (run, &model_host_timers (run, ME)->host);
  sim_find_end (run, MODEL_FIND_EXIT_HELD, event->to, 0);
  model_set_back (run, event->to, MODEL_SETBACK_EXIT);
  model_host_answer (run, event, UPDATE_ON_BROKEN, STEP_ON_BROKEN);
  model_host_state (run, ME)->requester = 0;
}

ACTION_OF (HOST, start_agent, "have its HA agent configured", NULL,
           SENDS (TO (AGENT, START), MODEL_MEMBER_NOTICES))
{
  sim_cancel (run, &model_host_timers (run, ME)->wait);
  TELL (AGENT, ME, AGENT_ON_START, 0);
  model_notify_members_of_host (run, ME);
}

void
model_host_rejoin (SimRun *run, const SimEvent *event)
{
  model_host_answer (run, event, UPDATE_ON_FINISHED, STEP_ON_FINISHED);
  model_host_state (run, ME)->requester = 0;
  model_notify_capacity (run, model_host_cluster (run, event));
}

ACTION_OF (HOST, join, "take VMs again", NULL, SENDS (ANSWERS, MODEL_CAPACITY_NOTICES))
{
  model_host_state (run, ME)->ha_error = FALSE;
  model_host_rejoin (run, event);
}

ACTION_OF (HOST, join_without_ha, "take VMs again", NULL,
           SENDS (ANSWERS, MODEL_CAPACITY_NOTICES, MODEL_MEMBER_NOTICES))
{
  sim_cancel (run, &model_host_timers (run, ME)->wait);
  model_host_rejoin (run, event);
  model_notify_members_of_host (run, ME);
}

ACTION_OF (HOST, join_in_error, "take VMs again, and count for nothing in admission control", NULL,
           SENDS (ANSWERS, MODEL_CAPACITY_NOTICES))
{
  model_host_state (run, ME)->ha_error = TRUE;
  model_host_rejoin (run, event);
}

ACTION_OF (HOST, mend_ha, "count again", NULL, SENDS (MODEL_CAPACITY_NOTICES))
{
  model_host_state (run, ME)->ha_error = FALSE;
  model_notify_capacity (run, model_host_cluster (run, event));
}

ACTION_OF (HOST, break_ha, "count for nothing in admission control", NULL, SENDS (MODEL_CAPACITY_NOTICES))
{
  model_host_state (run, ME)->ha_error = TRUE;
  model_notify_capacity (run, model_host_cluster (run, event));
}
