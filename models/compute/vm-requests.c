/* What is asked of a VM's vCenter, or of its host: to power it on, and to reserve more for it. Each is done or refused by name. */

#include "models/ahv/reservation.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/compute/pools.h"
#include "models/compute/registered.h"
#include "models/compute/vm-parts.h"
#include "models/compute/vmotion.h"
#include "models/guests/guests.h"
#include "models/ha/admission.h"
#include "models/network/switches.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

GUARD_OF (VM, vcenter_is_away, "vCenter is away, or its host disconnected from it")
{
  guint32 host = model_vm_state (run, ME)->host;

  return !model_vcenter_offers (run, model_vm_of (run, event)->cluster, MODEL_FUNCTION_TASKS)
         || (host != MODEL_NONE && !model_host_is_managed (run, host));
}

static ModelRefusal
why_nobody_is_asked (const SimRun *run, const SimEvent *event)
{
  guint32 host = model_vm_state (run, ME)->host;

  return host != MODEL_NONE && !model_host_is_managed (run, host) ? MODEL_REFUSED_UNMANAGED : MODEL_REFUSED_VCENTER_DOWN;
}

GUARD_OF (VM, its_node_goes, "an AHV node goes into maintenance")
{
  return event->from && run->model->machine_of[event->from] == MODEL_MACHINE_NODE;
}

GUARD_OF (VM, its_disks_are_on_the_move, "its disks are being moved, or its virtual hardware raised")
{
  return model_vmotion_is_under_way (run, ME) || model_guest_is_raised (run, ME);
}

GUARD_OF (VM, admission_control_refuses, "admission control would be violated")
{
  ModelSupposition what = MODEL_AS_IT_IS;

  what.vm_on = ME;
  return model_admission_refuses (run, model_vm_of (run, event)->cluster, &what);
}

/* What it is to reserve, of CPU and memory: one of the two is new. */
static ModelSupposition
as_it_will_reserve (const SimRun *run, const SimEvent *event)
{
  const ModelStep *step = &model_fleet (run)->steps[event->arg];
  const ModelVmState *v = model_vm_state (run, ME);
  ModelSupposition what = MODEL_AS_IT_IS;

  what.vm = ME;
  what.cpu_mhz = step->set_cpu_mhz < 0 ? v->cpu_reservation_mhz : step->set_cpu_mhz;
  what.memory_mib = step->set_memory_mib < 0 ? v->memory_reservation_mib : step->set_memory_mib;
  return what;
}

static gboolean
is_raised (const SimRun *run, const ModelSupposition *what)
{
  const ModelVmState *v = model_vm_state (run, what->vm);

  return what->cpu_mhz > v->cpu_reservation_mhz || what->memory_mib > v->memory_reservation_mib;
}

GUARD_OF (VM, admission_control_refuses_more, "it is more, and admission control would be violated")
{
  ModelSupposition what = as_it_will_reserve (run, event);

  return is_raised (run, &what) && model_admission_refuses (run, model_vm_of (run, event)->cluster, &what);
}

GUARD_OF (VM, its_host_has_no_more, "it is more than its host has unreserved")
{
  ModelSupposition what = as_it_will_reserve (run, event);
  const ModelVmState *v = model_vm_state (run, ME);
  guint32 host = v->target == MODEL_NONE ? v->host : v->target;
  const ModelHostState *h = model_host_state (run, host);

  return is_raised (run, &what)
         && (h->cpu_reserved_mhz + what.cpu_mhz - v->cpu_reservation_mhz
                 > model_host_cpu (model_fleet (run), host)
             || h->memory_reserved_mib + what.memory_mib - v->memory_reservation_mib
                    > model_host_memory (model_fleet (run), host));
}

GUARD_OF (VM, the_guarantee_refuses, "HA of its AHV cluster guarantees restarts, and could not with it")
{
  guint32 cluster = model_vm_of (run, event)->cluster;

  return model_ahv_guarantees (model_fleet (run), cluster)
         && !model_ahv_reservation (run, cluster, MODEL_NONE, ME).holds;
}

GUARD_OF (VM, its_pool_refuses, "its resource pool, or the cluster, has not got what it reserves")
{
  return model_pools_refuse (run, ME);
}

GUARD_OF (VM, its_host_is_asked, "its host is asked, which needs no vCenter")
{
  return model_fleet (run)->steps[event->arg].at_host
         && model_vcenter_offers (run, model_vm_of (run, event)->cluster, MODEL_FUNCTION_HOST_LOGIN);
}

GUARD_OF (VM, its_port_is_out_of_reach, "its host is asked, and its port would have to come from vCenter")
{
  return its_host_is_asked_test (run, event) && model_port_is_out_of_reach (run, ME);
}

GUARD_OF (VM, its_host_is_asked_and_can, "its host is asked, not vCenter, and can")
{
  guint32 host = model_vm_state (run, ME)->host, rule;

  return its_host_is_asked_test (run, event) && host != MODEL_NONE && model_host_is_up (run, host)
         && !model_host_state (run, host)->emptying && !model_host_in_maintenance (run, host) /* which no VM is powered on in */
         && model_vm_against_host (run, ME, host, MODEL_FOR_POWER_ON, &rule) == MODEL_BLOCKER_NONE;
}

GUARD_OF (VM, no_host_has_room, "no host can take it")
{
  return model_place (run, ME, MODEL_FOR_POWER_ON).host == MODEL_NONE;
}

GUARD_OF (VM, the_host_has_gone, "the host has gone")
{
  return !model_host_is_up (run, model_vm_state (run, ME)->target);
}

void
model_vm_answer_power_on (SimRun *run, const SimEvent *event, gboolean on)
{
  if (model_fleet (run)->steps[event->arg].verb == MODEL_VERB_UPGRADE_HARDWARE)
    TELL (GUEST, ME, on ? GUEST_ON_VM_ON : GUEST_ON_REFUSED, 0);
  else
    TELL (STEP, (guint32) event->arg, on ? STEP_ON_FINISHED : STEP_ON_BROKEN, 0);
}

static void
refuse (SimRun *run, const SimEvent *event, ModelRefusal why)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { why };

  sim_find (run, MODEL_FIND_POWER_ON_REFUSED, SIM_RISK, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_POWER_ON_REFUSED, event->to, 0);
  sim_tell (run, why, 0);
  model_vm_answer_power_on (run, event, FALSE);
}

/* Nobody powers it on again by himself when DPM has had a host woken for it. */
ACTION_OF (VM, refuse_admission, "InsufficientFailoverResources", "{a:refusal}",
           SENDS (ANSWERED, MODEL_SHORTAGE_NOTICES))
{
  refuse (run, event, MODEL_REFUSED_ADMISSION);
  model_notify_no_room_for (run, ME);
}

ACTION_OF (VM, refuse_no_room, "refuse", "{a:refusal}", SENDS (ANSWERED, MODEL_SHORTAGE_NOTICES))
{
  refuse (run, event,
          model_place (run, ME, MODEL_FOR_POWER_ON).blocker == MODEL_BLOCKER_HOST_SETTING
              ? MODEL_REFUSED_SETTING
              : MODEL_REFUSED_NO_ROOM);
  model_notify_no_room_for (run, ME);
}

ACTION_OF (VM, refuse_unguaranteed, "refuse", "{a:refusal}", SENDS (ANSWERED))
{
  refuse (run, event, MODEL_REFUSED_GUARANTEE);
}

ACTION_OF (VM, refuse_no_port, "refuse", "{a:refusal}", SENDS (ANSWERED))
{
  refuse (run, event, MODEL_REFUSED_PORT);
}

ACTION_OF (VM, refuse_busy, "refuse", "{a:refusal}", SENDS (ANSWERED))
{
  refuse (run, event, MODEL_REFUSED_BUSY);
}

ACTION_OF (VM, refuse_no_vcenter, "refuse", "{a:refusal}", SENDS (ANSWERED))
{
  refuse (run, event, why_nobody_is_asked (run, event));
}

static void
refuse_reservation (SimRun *run, const SimEvent *event, ModelRefusal why)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { why };

  sim_find (run, MODEL_FIND_RESERVATION_REFUSED, SIM_RISK, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_RESERVATION_REFUSED, event->to, 0);
  sim_tell (run, why, 0);
  TELL (STEP, (guint32) event->arg, STEP_ON_BROKEN, 0);
}

ACTION_OF (VM, refuse_more_admission, "InsufficientFailoverResources", "{a:refusal}",
           SENDS (TO (STEP, BROKEN)))
{
  refuse_reservation (run, event, MODEL_REFUSED_ADMISSION);
}

ACTION_OF (VM, refuse_more_no_room, "refuse", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse_reservation (run, event, MODEL_REFUSED_HOST_FULL);
}

ACTION_OF (VM, refuse_more_no_vcenter, "refuse", "{a:refusal}", SENDS (TO (STEP, BROKEN)))
{
  refuse_reservation (run, event, why_nobody_is_asked (run, event));
}

ACTION_OF (VM, reserve, "promise it so much", "{a:mhz}, {b:mib}",
           SENDS (TO (STEP, FINISHED), MODEL_CAPACITY_NOTICES))
{
  ModelSupposition what = as_it_will_reserve (run, event);

  model_vm_reserve (run, ME, what.cpu_mhz, what.memory_mib);
  sim_tell (run, what.cpu_mhz, what.memory_mib);
  model_notify_capacity (run, model_vm_of (run, event)->cluster);
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

ACTION_OF (VM, refuse_pool, "refuse", "{a:refusal}", SENDS (ANSWERED))
{
  refuse (run, event, MODEL_REFUSED_POOL);
}

ACTION_OF (VM, refuse_at_host, "refuse", "{a:refusal}", SENDS (ANSWERED))
{
  refuse (run, event, MODEL_REFUSED_HOST_FULL);
}

static void
power_on_there (SimRun *run, const SimEvent *event, guint32 host)
{
  ModelVmState *v = model_vm_state (run, ME);

  v->target = host;
  model_host_expect (run, v->target, ME);
  v->attempts = (guint32) event->arg;
  sim_tell (run, ACTOR (HOST, v->target), 0);
  TELL_IN (model_number (run, MODEL_HA_POWER_ON), VM, ME, VM_ON_POWERED_ON, event->arg);
}

/* Admission control is not asked, and sees at once what the VM has taken. */
ACTION_OF (VM, power_on_at_host, "power it on", "on {a:name}", SENDS (TO (VM, POWERED_ON), MODEL_ADMISSION_NOTICES))
{
  guint32 cluster = model_vm_of (run, event)->cluster;

  if (!model_vcenter_offers (run, cluster, MODEL_FUNCTION_ADMISSION)) {
    model_vm_state (run, ME)->past_vcenter = TRUE;
    model_cluster_state (run, cluster)->past_vcenter = TRUE;
  }
  power_on_there (run, event, model_vm_state (run, ME)->host);
  model_notify_admission (run, cluster);
}

ACTION_OF (VM, power_on, "place it and power it on", "on {a:name}", SENDS (TO (VM, POWERED_ON)))
{
  model_vm_state (run, ME)->past_vcenter = FALSE;
  power_on_there (run, event, model_place (run, ME, MODEL_FOR_POWER_ON).host);
}

ACTION_OF (VM, be_on, "run", "on {a:name}", SENDS (COMES_UP, ANSWERED, TO (RESTART, RESTORED), MODEL_EMPTY_NOTICES))
{
  ModelVmState *v = model_vm_state (run, ME);
  guint32 host = v->target, was_on = v->host;

  model_host_expect_no_more (run, host, ME);
  v->target = MODEL_NONE;
  v->attempts = 0;
  sim_tell (run, ACTOR (HOST, host), 0);
  model_vm_come_up (run, event, host);
  model_is_registered_elsewhere (run, ME, was_on);
  TELL (RESTART, ME, RESTART_ON_RESTORED, 0);
  model_vm_answer_power_on (run, event, TRUE);
}

ACTION_OF (VM, be_refused_after_all, "give up", "{a:refusal}",
           SENDS (ANSWERED, TO (DRS, EVACUATE), MODEL_EMPTY_NOTICES))
{
  ModelVmState *v = model_vm_state (run, ME);

  model_host_expect_no_more (run, v->target, ME);
  model_notify_not_coming (run, v->target);
  v->target = MODEL_NONE;
  model_is_off_now (run, ME);
  refuse (run, event, MODEL_REFUSED_NO_ROOM);
}

ACTION_OF (VM, be_on_already, "say so", NULL, SENDS (ANSWERED))
{
  model_vm_answer_power_on (run, event, TRUE);
}
