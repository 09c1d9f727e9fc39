/* A VM that a remediation powers off or suspends instead of having it moved, and starts again when its host is back: so that
 * a cluster of one host, or one whose DRS does not empty hosts, can be remediated at all (B26).
 *
 * vCenter does it, so the VM is off on purpose and leaves the list of protected VMs: HA does not start it, whatever happens to
 * its host meanwhile. It stays registered where it is, and it is there that it is started. That is a power-on like any other:
 * admission control may refuse it. A VM suspended to memory keeps its memory on the host, and loses it when the host loses its
 * power or boots in full; to the sums it is off like the others. */

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/compute/rules.h"
#include "models/compute/vm-parts.h"
#include "models/compute/vmotion.h"
#include "models/ha/admission.h"
#include "models/network/switches.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

/* AOS on a cluster of one Nutanix node: no host is taken down, and nothing has storage meanwhile. */
static gboolean
is_for_aos (const SimRun *run, guint32 step)
{
  return model_fleet (run)->steps[step].verb == MODEL_VERB_UPGRADE_AOS;
}

static ModelPowerAction
action_of (const SimRun *run, guint32 vm)
{
  if (is_for_aos (run, model_vm_state (run, vm)->stopped_by - 1) || model_is_ahv (model_fleet (run), model_fleet (run)->vms[vm].cluster))
    return MODEL_POWER_ACTION_POWER_OFF;
  return model_fleet (run)->steps[model_vm_state (run, vm)->stopped_by - 1].lcm.power_action;
}

/* Down: the memory is written, or the power is gone. Up: it is read, or the VM boots. */
static gint64
time_of (const SimRun *run, guint32 vm, gboolean down)
{
  switch (action_of (run, vm)) {
  case MODEL_POWER_ACTION_SUSPEND:
    return sim_muldiv (model_fleet (run)->vms[vm].memory_mib << 20, 1000,
                       MAX (1, model_number (run, MODEL_VM_SUSPEND_RATE)));
  case MODEL_POWER_ACTION_SUSPEND_TO_MEMORY:
    return model_number (run, MODEL_VM_SUSPEND_TO_MEMORY);
  case MODEL_POWER_ACTION_POWER_OFF:
    return model_number (run, down ? MODEL_VM_POWER_OFF : MODEL_HA_POWER_ON);
  case MODEL_POWER_ACTION_NONE:
  default:
    g_assert_not_reached ();
  }
}

/* ---- Down ---- */

ACTION_OF (VM, begin_to_stop, "write its memory away, or cut its power", "{a:power-action}",
           SENDS (TO (VM, STOPPED)))
{
  model_vm_state (run, ME)->stopped_by = (guint32) event->arg + 1;
  sim_tell (run, action_of (run, ME), 0);
  TELL_IN (time_of (run, ME, TRUE), VM, ME, VM_ON_STOPPED, event->arg);
}

ACTION_OF (VM, not_stop, "say so", NULL, SENDS (TO (UPDATE, VM_STOPPED), TO (AOS, VM_OFF)))
{
  if (run->model->machine_of[event->from] == MODEL_MACHINE_AOS)
    sim_send (run, 0, event->from, AOS_ON_VM_OFF, ME);
  if (run->model->machine_of[event->from] != MODEL_MACHINE_UPDATE)
    return; /* an AHV node looks itself at what is left on it */
  sim_send (run, 0, event->from, UPDATE_ON_VM_STOPPED, ME);
}

static void
find_left_off (SimRun *run, const SimEvent *event)
{
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { ACTOR (STEP, model_vm_state (run, ME)->stopped_by - 1), action_of (run, ME) };

  sim_find (run, MODEL_FIND_VM_LEFT_OFF, SIM_RISK, event->to, 0, evidence);
}

/* When the remediation has died meanwhile, nobody is left to start it. */
ACTION_OF (VM, be_stopped, "give back its room, leave HA's list", "on {a:name}",
           SENDS (TO (UPDATE, VM_STOPPED), TO (VM, START), TO (RESTART, RELEASED), TO (VMCP, OVER), MODEL_ADMISSION_NOTICES,
                  MODEL_SLOT_NOTICES, TO (AOS, VM_OFF), TO (PORT, OFF), MODEL_MEMBER_NOTICES, MODEL_EMPTY_NOTICES, MOVED))
{
  ModelVmState *v = model_vm_state (run, ME);
  guint32 host = v->host;
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { ACTOR (STEP, v->stopped_by - 1), action_of (run, ME), ACTOR (HOST, host) };

  sim_tell (run, ACTOR (HOST, host), 0);
  model_vm_disappoint_mover (run, event);
  model_vm_forget_vmotion (run, event);
  model_vm_cease (run, event);
  model_notify_port (run, ME, FALSE);
  model_look_at_rules (run, ME);
  sim_find (run, MODEL_FIND_VM_STOPPED, SIM_NOTE, event->to, 0, evidence);
  TELL (RESTART, ME, RESTART_ON_RELEASED, 0);
  if (STATE (VMCP, ME) != VMCP_AT_OK)
    TELL (VMCP, ME, VMCP_ON_OVER, 0);
  model_notify_members_of_vm (run, ME);
  model_notify_empty (run, host);
  model_notify_admission (run, model_vm_of (run, event)->cluster);
  if (is_for_aos (run, (guint32) event->arg))
    TELL (AOS, event->arg, AOS_ON_VM_OFF, ME);
  else if (STATE (UPDATE, host) == UPDATE_AT_STOPPING_VMS)
    TELL (UPDATE, host, UPDATE_ON_VM_STOPPED, ME);
  else if (model_host_is_ahv (model_fleet (run), host) && !model_node_is_out (run, host))
    TELL (VM, ME, VM_ON_START, v->stopped_by - 1); /* its node is not taken down after all */
  else if (!model_host_is_ahv (model_fleet (run), host))
    find_left_off (run, event);
}

/* What was suspended to memory is nowhere else. HA does not start it: it left the list when it was suspended. */
GUARD_OF (VM, its_memory_was_there, "its memory was kept on its host")
{
  return action_of (run, ME) == MODEL_POWER_ACTION_SUSPEND_TO_MEMORY;
}

static void
lose_memory (SimRun *run, const SimEvent *event)
{
  ModelVmState *v = model_vm_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, v->host) };

  sim_tell (run, evidence[0], 0);
  v->stopped_by = 0;
  sim_find_end (run, MODEL_FIND_VM_STOPPED, event->to, 0);
  sim_find_end (run, MODEL_FIND_VM_LEFT_OFF, event->to, 0);
  sim_find (run, MODEL_FIND_VM_DOWN, SIM_OUTAGE, event->to, 0, evidence);
  model_notify_admission (run, model_vm_of (run, event)->cluster);
}

ACTION_OF (VM, lose_its_memory, "be off, as after a crash", "with {a:name}", SENDS (MODEL_ADMISSION_NOTICES))
{
  lose_memory (run, event);
}

/* ---- Up again ---- */

GUARD_OF (VM, its_own_host_cannot, "its host cannot run it")
{
  guint32 host = model_vm_state (run, ME)->host, rule;

  return !model_host_in_pool (run, host)
         || model_vm_against_host (run, ME, host, MODEL_FOR_POWER_ON, &rule) != MODEL_BLOCKER_NONE;
}

GUARD_OF (VM, it_does_not_start, "it does not start, or its host has gone")
{
  return model_vm_state (run, ME)->power_on_fails
         || !model_host_is_up (run, model_vm_state (run, ME)->target);
}

#define STARTED TO (UPDATE, VM_STARTED), TO (NODE, VM_STARTED), TO (AOS, VM_STARTED)

static void
answer_started (SimRun *run, const SimEvent *event)
{
  guint32 host = model_vm_state (run, ME)->host;

  if (is_for_aos (run, (guint32) event->arg))
    TELL (AOS, event->arg, AOS_ON_VM_STARTED, ME);
  else if (model_host_is_ahv (model_fleet (run), host))
    TELL (NODE, host, NODE_ON_VM_STARTED, ME);
  else
    TELL (UPDATE, host, UPDATE_ON_VM_STARTED, ME);
}

static void
refuse_to_start (SimRun *run, const SimEvent *event, ModelRefusal why)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { why };

  sim_find (run, MODEL_FIND_POWER_ON_REFUSED, SIM_RISK, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_POWER_ON_REFUSED, event->to, 0);
  sim_tell (run, why, 0);
  find_left_off (run, event);
  answer_started (run, event);
}

ACTION_OF (VM, stay_stopped_by_admission, "InsufficientFailoverResources", "{a:refusal}", SENDS (STARTED))
{
  refuse_to_start (run, event, MODEL_REFUSED_ADMISSION);
}

/* LCM and vLCM start what they have powered off on the host where it was, and nowhere else. */
static ModelRefusal
against_its_host (const SimRun *run, const SimEvent *event)
{
  guint32 host = model_vm_state (run, ME)->host, rule;
  ModelBlocker blocker = model_vm_against_host (run, ME, host, MODEL_FOR_POWER_ON, &rule);

  if (blocker == MODEL_BLOCKER_HOST_SETTING)
    return MODEL_REFUSED_SETTING;
  return model_host_in_pool (run, host) && model_blocker_is_of_room (blocker) ? MODEL_REFUSED_HOST_FULL
                                                                              : MODEL_REFUSED_HOST;
}

ACTION_OF (VM, stay_stopped, "stay off", "{a:refusal}", SENDS (STARTED))
{
  refuse_to_start (run, event, against_its_host (run, event));
}

ACTION_OF (VM, start_again, "read its memory, or boot", NULL, SENDS (TO (VM, STARTED)))
{
  ModelVmState *v = model_vm_state (run, ME);

  v->target = v->host;
  model_host_expect (run, v->target, ME);
  TELL_IN (time_of (run, ME, FALSE), VM, ME, VM_ON_STARTED, event->arg);
}

ACTION_OF (VM, be_started_already, "say so", NULL, SENDS (STARTED))
{
  answer_started (run, event);
}

static void
give_room_back (SimRun *run, const SimEvent *event)
{
  ModelVmState *v = model_vm_state (run, ME);

  model_host_expect_no_more (run, v->target, ME);
  v->target = MODEL_NONE;
}

ACTION_OF (VM, fail_to_start, "stay off", NULL, SENDS (STARTED, MODEL_EMPTY_NOTICES))
{
  guint32 host = model_vm_state (run, ME)->target;

  give_room_back (run, event);
  model_notify_not_coming (run, host);
  find_left_off (run, event);
  answer_started (run, event);
}

/* As it is being resumed there. Whoever waits for it need not. */
ACTION_OF (VM, lose_its_memory_after_all, "be off, as after a crash", "with {a:name}", SENDS (MODEL_ADMISSION_NOTICES, TO (UPDATE, VM_STARTED)))
{
  give_room_back (run, event);
  lose_memory (run, event);
  TELL (UPDATE, model_vm_state (run, ME)->host, UPDATE_ON_VM_STARTED, ME);
}

ACTION_OF (VM, run_once_more, "run", "on {a:name}", SENDS (COMES_UP, STARTED, TO (RESTART, RESTORED)))
{
  guint32 host = model_vm_state (run, ME)->target;

  give_room_back (run, event);
  sim_tell (run, ACTOR (HOST, host), 0);
  model_vm_come_up (run, event, host);
  TELL (RESTART, ME, RESTART_ON_RESTORED, 0);
  answer_started (run, event);
}
