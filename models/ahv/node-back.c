/* A node on its way back: its CVM first, then agent VMs, then those that had left; and what happens when it does not come. */

#include "models/ahv/failover.h"
#include "models/ahv/node-parts.h"
#include "models/compute/hosts.h"
#include "models/nutanix/cvms.h"
#include "models/notices.h"
#include "models/words.h"

/* ---- Questions ---- */

GUARD_OF (NODE, its_cvm_serves, "its CVM serves")
{
  return model_cvm_serves (run, ME);
}

GUARD_OF (NODE, vms_are_being_started, "VMs are being powered on")
{
  return model_ahv_host (run, ME)->starting > (event->signal == NODE_ON_VM_STARTED ? 1u : 0u);
}

GUARD_OF (NODE, vms_are_away, "VMs are to come back")
{
  return model_ahv_host (run, ME)->first_away != 0;
}

GUARD_OF (NODE, it_was_in_maintenance, "it was in maintenance when it fell")
{
  return STATE (HOST, ME) == HOST_AT_MAINTENANCE || STATE (HOST, ME) == HOST_AT_REPAIR;
}

/* ---- The CVM ---- */

static void
take_step (SimRun *run, const SimEvent *event)
{
  if (event->signal == NODE_ON_EXIT)
    model_ahv_host (run, ME)->step = (guint32) event->arg + 1;
}

ACTION_OF (NODE, start_cvm, "start its CVM", NULL, SENDS (TO (CVM, RETURN), TO (NODE, CVM_SERVES)))
{
  take_step (run, event);
  if (model_cvm_serves (run, ME))
    TELL (NODE, ME, NODE_ON_CVM_SERVES, 0);
  else
    TELL (CVM, ME, CVM_ON_RETURN, 0);
}

/* N-54: the token stays with it. */
ACTION_OF (NODE, hold, "stop here, and keep the token", NULL, SENDS (NODE_ANSWERS))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { event->to };

  sim_find (run, MODEL_FIND_TOKEN_HELD, SIM_RISK, ACTOR (TOKEN, model_node_cluster (run, event)), 0, evidence);
  model_node_answer (run, event, FALSE);
}

/* ---- Its VMs ---- */

static void
start_its_vms (SimRun *run, guint32 me)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->hosts[me].cluster];
  ModelAhvHost *node = model_ahv_host (run, me);

  node->starting = 0;
  for (MODEL_EACH_VM (vm, cluster))
    if (STATE (VM, vm) == VM_AT_STOPPED && model_vm_state (run, vm)->host == me) {
      node->starting++;
      TELL (VM, vm, VM_ON_START, model_vm_state (run, vm)->stopped_by - 1);
    }
}

ACTION_OF (NODE, come_out, "leave maintenance, power on what was powered off, call the others back", "{a:vms}",
           SENDS (TO (HOST, EXIT), TO (VM, START), TO (ACROPOLIS, BRING_BACK), TO (NODE, VM_BACK), TO (NODE, PATIENCE)))
{
  const ModelAhvHost *node = model_ahv_host (run, ME);
  gint64 patience = model_number (run, MODEL_AHV_WAIT_FOR_VMS);

  take_step (run, event);
  sim_find_end (run, MODEL_FIND_TOKEN_HELD, ACTOR (TOKEN, model_node_cluster (run, event)), 0);
  TELL (HOST, ME, HOST_ON_EXIT, 0);
  start_its_vms (run, ME);
  sim_tell (run, node->starting, 0);
  if (!node->starting)
    TELL (ACROPOLIS, model_node_cluster (run, event), ACROPOLIS_ON_BRING_BACK, ME);
  if (!node->starting && !node->first_away)
    TELL (NODE, ME, NODE_ON_VM_BACK, 0);
  if (node->step && model_node_step (run, event)->vms_patience)
    patience = model_node_step (run, event)->vms_patience;
  model_host_timers (run, ME)->update = TELL_IN (patience, NODE, ME, NODE_ON_PATIENCE, patience);
}

ACTION_OF (NODE, count_started, "wait for the others", NULL, SENDS_NOTHING)
{
  model_ahv_host (run, ME)->starting--;
}

ACTION_OF (NODE, call_back, "call the others back", NULL, SENDS (TO (ACROPOLIS, BRING_BACK)))
{
  model_ahv_host (run, ME)->starting = 0;
  TELL (ACROPOLIS, model_node_cluster (run, event), ACROPOLIS_ON_BRING_BACK, ME);
}

#define ENDS NODE_ANSWERS, TO (TOKEN, RELEASE), MODEL_AHV_HOLDER_NOTICES, MODEL_ADMISSION_NOTICES

static void
end (SimRun *run, const SimEvent *event)
{
  model_ahv_host (run, ME)->starting = 0;
  sim_cancel (run, &model_host_timers (run, ME)->update);
  TELL (TOKEN, model_node_cluster (run, event), TOKEN_ON_RELEASE, ME);
  model_ahv_let_holder_try (run, model_node_cluster (run, event));
  model_notify_admission (run, model_node_cluster (run, event));
  model_node_answer (run, event, TRUE);
}

ACTION_OF (NODE, finish, "release the token", NULL, SENDS (ENDS))
{
  end (run, event);
}

/* They stay where they are; nothing but contention moves them later (N-91). */
ACTION_OF (NODE, wait_no_longer, "release the token", "{a:vms} not back", SENDS (ENDS, MODEL_BACK_NOTICES))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, event->arg };

  for (MODEL_EACH_AWAY (vm, run, ME)) {
    evidence[0]++;
    model_ahv_is_back (run, vm);
  }
  sim_find (run, MODEL_FIND_VMS_NOT_BACK, SIM_NOTE, ACTOR (HOST, ME), 0, evidence);
  sim_tell (run, evidence[0], 0);
  end (run, event);
}

/* ---- Losing power ---- */

ACTION_OF (NODE, fall, "be lost", NULL, SENDS (NODE_ANSWERS, TO (TOKEN, RELEASE), TO (ACROPOLIS, FAIL_OVER)))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { event->to };

  sim_cancel (run, &model_host_timers (run, ME)->update);
  model_ahv_host (run, ME)->starting = 0;
  if (run->entry.state_from == NODE_AT_WAITING)
    TELL (TOKEN, model_node_cluster (run, event), TOKEN_ON_RELEASE, ME);
  else if (model_cluster_state (run, model_node_cluster (run, event))->token_holder == ME + 1)
    sim_find (run, MODEL_FIND_TOKEN_HELD, SIM_RISK, ACTOR (TOKEN, model_node_cluster (run, event)), 0, evidence);
  model_node_answer (run, event, FALSE);
  TELL_IN (model_number (run, MODEL_AHV_HA_DETECT), ACROPOLIS, model_node_cluster (run, event), ACROPOLIS_ON_FAIL_OVER, ME);
}

/* N-86. Nobody waits for that; a VM that finds its room gone stays where it is. */
ACTION_OF (NODE, heal, "call them back", NULL, SENDS (TO (ACROPOLIS, BRING_BACK), TO (NODE, PATIENCE), MODEL_AHV_HOLDER_NOTICES))
{
  gint64 patience = model_number (run, MODEL_AHV_WAIT_FOR_VMS);

  TELL (ACROPOLIS, model_node_cluster (run, event), ACROPOLIS_ON_BRING_BACK, ME);
  model_ahv_let_holder_try (run, model_node_cluster (run, event));
  model_host_timers (run, ME)->update = TELL_IN (patience, NODE, ME, NODE_ON_PATIENCE, patience);
}

ACTION_OF (NODE, be_whole, "be as before", NULL, SENDS (MODEL_ADMISSION_NOTICES))
{
  model_notify_admission (run, model_node_cluster (run, event));
  sim_cancel (run, &model_host_timers (run, ME)->update);
}

ACTION_OF (NODE, heal_no_longer, "let the others be", NULL, SENDS (MODEL_BACK_NOTICES))
{
  for (MODEL_EACH_AWAY (vm, run, ME))
    model_ahv_is_back (run, vm);
}

ACTION_OF (NODE, be_back, "take VMs again", NULL, SENDS (MODEL_AHV_HOLDER_NOTICES))
{
  model_ahv_let_holder_try (run, model_node_cluster (run, event));
}

ACTION_OF (NODE, be_out_already, "say so", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

ACTION_OF (NODE, refuse_exit, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_BUSY);
}
