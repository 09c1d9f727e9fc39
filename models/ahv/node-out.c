/* A node on its way into maintenance: who may take it down, what leaves it, what is powered off, and its CVM last. */

#include "models/ahv/node-parts.h"
#include "models/ahv/reservation.h"
#include "models/compute/hosts.h"
#include "models/governance/belief.h"
#include "models/nutanix/cvms.h"
#include "models/notices.h"
#include "models/words.h"

/* ---- Questions ---- */

GUARD_OF (NODE, another_node_is_out, "another node is in maintenance, or lost")
{
  return model_ahv_node_out (run, model_node_cluster (run, event), ME) != MODEL_NONE;
}

/* Of several the first by name. */
GUARD_OF (NODE, another_node_is_lost, "another node is lost")
{
  guint32 other = model_ahv_node_out (run, model_node_cluster (run, event), ME);

  return other != MODEL_NONE && STATE (NODE, other) == NODE_AT_SOURCE;
}

GUARD_OF (NODE, data_is_not_resilient, "a CVM is away, or data has fewer copies than it should")
{
  return !model_ahv_is_resilient (run, model_node_cluster (run, event));
}

GUARD_OF (NODE, a_host_goes_round_its_own, "the I/O of another host still goes round its own CVM")
{
  return !model_io_paths_are_local (run, model_node_cluster (run, event));
}

GUARD_OF (NODE, the_guarantee_would_break,
          "HA guarantees restarts, could not without it, and nobody has accepted that")
{
  return model_ahv_guarantees (model_fleet (run), model_node_cluster (run, event))
         && !model_fleet (run)->steps[event->arg].breaks_guarantee
         && !model_ahv_reservation (run, model_node_cluster (run, event), ME, MODEL_NONE).holds;
}

/* Of those on it: what goes last is not waited for by itself. */
static guint32
count_left (const SimRun *run, guint32 me, gboolean ordinary)
{
  guint32 n = 0;

  for (MODEL_EACH_VM_ON (vm, run, me))
    n += (model_ahv_fate (run, vm) != MODEL_AHV_GOES_LAST) == ordinary;
  return n;
}

GUARD_OF (NODE, ordinary_vms_are_left, "VMs are left that do not go last, or are on their way to it")
{
  return model_host_state (run, ME)->coming || count_left (run, ME, TRUE);
}

GUARD_OF (NODE, others_are_left, "agent VMs, or VMs with one copy of their data, are left")
{
  return count_left (run, ME, FALSE) > 0;
}

GUARD_OF (NODE, its_cvm_is_away, "its CVM is down already, and it is to be upgraded")
{
  guint cvm = STATE (CVM, ME);

  return (cvm == CVM_AT_DOWN || cvm == CVM_AT_DETACHED)
         && model_node_step (run, event)->verb != MODEL_VERB_MAINTENANCE;
}

GUARD_OF (NODE, it_only_stays_there, "it is wanted in maintenance, and no more")
{
  guint32 step = event->signal == NODE_ON_ENTER ? (guint32) event->arg + 1 : model_ahv_host (run, ME)->step;

  return model_fleet (run)->steps[step - 1].verb == MODEL_VERB_MAINTENANCE;
}

/* ---- Answers ---- */

static void
answer_step (SimRun *run, guint32 step, guint32 me, gboolean well)
{
  ModelVerb verb = model_fleet (run)->steps[step].verb;

  if (verb == MODEL_VERB_MAINTENANCE || verb == MODEL_VERB_LEAVE)
    TELL (STEP, step, well ? STEP_ON_FINISHED : STEP_ON_BROKEN, 0);
  else
    TELL (AHV_ROLL, step, well ? AHV_ROLL_ON_NODE_DONE : AHV_ROLL_ON_NODE_STUCK, me);
}

void
model_node_answer (SimRun *run, const SimEvent *event, gboolean well)
{
  guint32 *step = &model_ahv_host (run, ME)->step;

  if (*step)
    answer_step (run, *step - 1, ME, well);
  *step = 0;
}

static void
refuse (SimRun *run, const SimEvent *event, ModelCheck why, SimId what)
{
  guint32 step = (guint32) event->arg;
  gint64 evidence[SIM_EVIDENCE_MAX] = { why, what };

  sim_find (run, MODEL_FIND_PRECHECK_FAILED, SIM_RISK, ACTOR (STEP, step), 0, evidence);
  sim_tell (run, why, 0);
  answer_step (run, step, ME, FALSE);
}

ACTION_OF (NODE, refuse_unguaranteed, "refuse", "{a:check}", SENDS (NODE_ANSWERS))
{
  refuse (run, event, MODEL_CHECK_AHV_RESERVATION, ACTOR (HOST, ME));
}

ACTION_OF (NODE, refuse_second, "refuse", "{a:check}", SENDS (NODE_ANSWERS))
{
  refuse (run, event, MODEL_CHECK_MAINTENANCE,
          ACTOR (HOST, model_ahv_node_out (run, model_node_cluster (run, event), ME)));
}

ACTION_OF (NODE, refuse_after_loss, "refuse", "{a:check}", SENDS (NODE_ANSWERS))
{
  refuse (run, event, MODEL_CHECK_NODE_LOST,
          ACTOR (HOST, model_ahv_node_out (run, model_node_cluster (run, event), ME)));
}

ACTION_OF (NODE, refuse_unsafe, "refuse", "{a:check}", SENDS (NODE_ANSWERS))
{
  SimId what = model_cluster_is_not_whole (run, model_node_cluster (run, event), MODEL_NONE);
  gboolean is_group = run->model->machine_of[what] == MODEL_MACHINE_QUORUM;

  refuse (run, event, is_group ? MODEL_CHECK_RESILIENCY : MODEL_CHECK_CVM_DOWN, what);
}

ACTION_OF (NODE, refuse_busy, "refuse", "{a:check}", SENDS (NODE_ANSWERS))
{
  refuse (run, event, MODEL_CHECK_BUSY, ACTOR (HOST, ME));
}

ACTION_OF (NODE, be_there_already, "say so", NULL, SENDS (NODE_ANSWERS))
{
  answer_step (run, (guint32) event->arg, ME, TRUE);
}

/* ---- What is done ---- */

ACTION_OF (NODE, ask, "ask for the shutdown token", NULL, SENDS (TO (TOKEN, ASK)))
{
  model_ahv_host (run, ME)->step = (guint32) event->arg + 1;
  TELL (TOKEN, model_node_cluster (run, event), TOKEN_ON_ASK, ME);
}

ACTION_OF (NODE, leave_pool, "take no more VMs, have Acropolis move those that it has", "{a:vms}",
           SENDS (TO (HOST, ENTER), TO (ACROPOLIS, EVACUATE), TO (VM, STOP), TO (NODE, VM_LEFT),
                  MODEL_ADMISSION_NOTICES))
{
  const ModelStep *step = model_node_step (run, event);

  sim_tell (run, model_host_state (run, ME)->n_vms, 0);
  TELL (HOST, ME, HOST_ON_ENTER, SIM_NEVER);
  if (step->power_off_uvms == MODEL_UVMS_AUTO)
    for (MODEL_EACH_VM_ON (vm, run, ME))
      if (model_ahv_fate (run, vm) == MODEL_AHV_IS_PINNED)
        TELL (VM, vm, VM_ON_STOP, model_ahv_host (run, ME)->step - 1);
  TELL (ACROPOLIS, model_node_cluster (run, event), ACROPOLIS_ON_EVACUATE, ME);
  TELL (NODE, ME, NODE_ON_VM_LEFT, 0);
  model_notify_admission (run, model_node_cluster (run, event));
}

ACTION_OF (NODE, shed, "power them off", "{a:vms}", SENDS (TO (VM, STAY), TO (VM, STOP)))
{
  sim_tell (run, model_host_state (run, ME)->n_vms, 0);
  for (MODEL_EACH_VM_ON (vm, run, ME)) {
    TELL (VM, vm, VM_ON_STAY, 0);
    TELL (VM, vm, VM_ON_STOP, model_ahv_host (run, ME)->step - 1);
  }
}

ACTION_OF (NODE, stop_cvm, "put its CVM into maintenance and shut it down", NULL,
           SENDS (TO (CVM, SHUT_DOWN), TO (NODE, CVM_STOPPED)))
{
  if (STATE (CVM, ME) == CVM_AT_SERVING)
    TELL (CVM, ME, CVM_ON_SHUT_DOWN, 0);
  else
    TELL (NODE, ME, NODE_ON_CVM_STOPPED, 0);
}

ACTION_OF (NODE, stay, "say that it is in maintenance", NULL, SENDS (NODE_ANSWERS))
{
  model_node_answer (run, event, TRUE);
}

static void
begin_to_install (SimRun *run, guint32 me)
{
  guint32 step = model_ahv_host (run, me)->step;
  gboolean firmware = model_fleet (run)->steps[step - 1].verb == MODEL_VERB_UPGRADE_FIRMWARE;
  ModelHostState *host = model_host_state (run, me);

  host->step = step;
  host->next_version = firmware ? 0 : model_fleet (run)->steps[step - 1].to;
  model_find_host_misbelieved (run, me, step - 1, MODEL_BELIEF_LCM_CHANGES);
  TELL (HOST, me, HOST_ON_UPDATE, firmware ? MODEL_LIFECYCLE_FIRMWARE_UPGRADE : MODEL_LIFECYCLE_AHV_UPGRADE);
}

ACTION_OF (NODE, install, "write what it is to have, and reboot", NULL, SENDS (TO (HOST, UPDATE)))
{
  begin_to_install (run, ME);
}

ACTION_OF (NODE, install_at_once, "write what it is to have, and reboot", NULL, SENDS (TO (HOST, UPDATE)))
{
  model_ahv_host (run, ME)->step = (guint32) event->arg + 1;
  begin_to_install (run, ME);
}

#define GIVES_UP NODE_ANSWERS, TO (TOKEN, RELEASE), MODEL_AHV_HOLDER_NOTICES

static void
give_up (SimRun *run, const SimEvent *event)
{
  TELL (TOKEN, model_node_cluster (run, event), TOKEN_ON_RELEASE, ME);
  model_ahv_let_holder_try (run, model_node_cluster (run, event));
  model_set_back (run, ACTOR (HOST, ME), MODEL_SETBACK_TURNED_BACK);
  model_node_answer (run, event, FALSE);
}

ACTION_OF (NODE, want_no_more, "do not wait for the token", NULL, SENDS (GIVES_UP))
{
  give_up (run, event);
}

/* What was powered off on it is powered on again; what has left comes back only if somebody or something moves it. */
ACTION_OF (NODE, turn_back, "take VMs again", NULL,
           SENDS (GIVES_UP, TO (HOST, CANCEL), TO (VM, START), MODEL_BACK_NOTICES))
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_node_cluster (run, event)];

  TELL (HOST, ME, HOST_ON_CANCEL, 0);
  for (MODEL_EACH_AWAY (vm, run, ME))
    model_ahv_is_back (run, vm);
  for (MODEL_EACH_VM (vm, cluster))
    if (STATE (VM, vm) == VM_AT_STOPPED && model_vm_state (run, vm)->host == ME)
      TELL (VM, vm, VM_ON_START, model_vm_state (run, vm)->stopped_by - 1);
  give_up (run, event);
}
