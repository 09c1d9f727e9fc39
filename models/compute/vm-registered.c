/* A VM that is powered off is registered on another host: by DRS, or by a person. See registered.h. */

#include "models/compute/registered.h"

#include "models/compute/hosts.h"
#include "models/compute/vm-parts.h"
#include "models/compute/vmotion.h"
#include "models/ha/admission.h"
#include "models/notices.h"
#include "models/words.h"

/* ---- Questions ---- */

static gboolean
is_suspended (const SimRun *run, guint32 vm)
{
  return STATE (VM, vm) == VM_AT_OFF && model_fleet (run)->vms[vm].power == MODEL_POWER_SUSPENDED;
}

static gboolean
is_to_leave (const SimRun *run, guint32 vm, guint32 host)
{
  const ModelVmState *v = model_vm_state (run, vm);

  return v->host == host && !v->remains && STATE (VM, vm) == VM_AT_OFF && !is_suspended (run, vm);
}

static gboolean
is_emptied_of_them (const SimRun *run, guint32 host)
{
  return host != MODEL_NONE && model_host_state (run, host)->emptying
         && model_host_state (run, host)->evacuates_off;
}

#define EACH_VM(VM, HOST)                                                                                    \
  MODEL_EACH_VM (VM, &model_fleet (run)->clusters[model_fleet (run)->hosts[HOST].cluster])

gboolean
model_is_to_lose_off_vms (const SimRun *run, guint32 host)
{
  if (is_emptied_of_them (run, host))
    for (EACH_VM (vm, host))
      if (is_to_leave (run, vm, host))
        return TRUE;
  return FALSE;
}

ModelBlocker
model_against_registering (const SimRun *run, guint32 vm, guint32 to, guint32 *ret_rule)
{
  ModelPlacement place;

  if (is_suspended (run, vm))
    return MODEL_BLOCKER_SUSPENDED;
  if (model_vmotion_is_under_way (run, vm))
    return MODEL_BLOCKER_MIGRATING;
  if (model_vm_state (run, vm)->devices >> MODEL_DEVICE_LOCAL_DATASTORE & 1)
    return MODEL_BLOCKER_LOCAL_DATASTORE;
  if (to != MODEL_NONE && model_admission_keeps_free (run, to))
    return MODEL_BLOCKER_FAILOVER_HOST;
  if (to != MODEL_NONE)
    return model_host_in_pool (run, to)
               ? model_vm_against_host (run, vm, to, MODEL_FOR_REGISTRATION, ret_rule)
               : MODEL_BLOCKER_NO_HOST;
  if (model_vm_is_tied (run, vm) == MODEL_BLOCKER_VM_NOT_AUTOMATED)
    return MODEL_BLOCKER_VM_NOT_AUTOMATED;
  place = model_place (run, vm, MODEL_FOR_REGISTRATION);
  *ret_rule = place.rule;
  return place.blocker;
}

static ModelBlocker
against_leaving (const SimRun *run, const SimEvent *event)
{
  guint32 rule;

  return model_against_registering (run, ME, MODEL_NONE, &rule);
}

ModelBlocker
model_off_vm_would_hold (const SimRun *run, guint32 vm, guint32 host)
{
  guint32 rule;
  ModelBlocker blocker = is_to_leave (run, vm, host) ? model_against_registering (run, vm, MODEL_NONE, &rule)
                                                     : MODEL_BLOCKER_NONE;

  return blocker == MODEL_BLOCKER_MIGRATING
                 || (blocker == MODEL_BLOCKER_VM_NOT_AUTOMATED
                     && model_vm_waits_for_approval (run, vm))
             ? blocker
             : MODEL_BLOCKER_NONE;
}

GUARD_OF (VM, it_has_to_wait, "somebody has to approve it, or its disks are being moved")
{
  guint32 host = model_vm_state (run, ME)->host;

  return is_emptied_of_them (run, host) && model_off_vm_would_hold (run, ME, host) != MODEL_BLOCKER_NONE;
}

GUARD_OF (VM, it_may_remain, "no other host will have it, or DRS is off for it")
{
  return is_emptied_of_them (run, model_vm_state (run, ME)->host)
         && against_leaving (run, event) != MODEL_BLOCKER_NONE;
}

GUARD_OF (VM, its_host_is_emptied_of_it, "its host is emptied of powered-off VMs too")
{
  return is_emptied_of_them (run, model_vm_state (run, ME)->host);
}

GUARD_OF (VM, something_forbids_it_there, "it cannot be registered there")
{
  guint32 rule;

  return model_against_registering (run, ME, model_fleet (run)->steps[event->arg].host, &rule)
         != MODEL_BLOCKER_NONE;
}

/* ---- All of a host ---- */

static void
find_remaining (SimRun *run, guint32 vm, ModelBlocker blocker)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { blocker, ACTOR (HOST, model_vm_state (run, vm)->host) };

  sim_find (run, MODEL_FIND_VM_REMAINS, SIM_NOTE, ACTOR (VM, vm), 0, evidence);
  sim_find_end (run, MODEL_FIND_VM_REMAINS, ACTOR (VM, vm), 0);
}

void
model_begin_to_lose_off_vms (SimRun *run, guint32 host)
{
  if (!model_host_state (run, host)->evacuates_off)
    return;
  for (EACH_VM (vm, host))
    if (model_vm_state (run, vm)->host == host) {
      model_vm_state (run, vm)->remains = FALSE;
      if (is_suspended (run, vm))
        find_remaining (run, vm, MODEL_BLOCKER_SUSPENDED);
    }
}

void
model_tell_off_vms_to_leave (SimRun *run, guint32 host, gboolean held_ones)
{
  guint32 rule;

  if (is_emptied_of_them (run, host))
    for (EACH_VM (vm, host))
      if (is_to_leave (run, vm, host)
          && (!held_ones
              || (model_vm_state (run, vm)->blocker
                  && model_against_registering (run, vm, MODEL_NONE, &rule) == MODEL_BLOCKER_NONE)))
        TELL (VM, vm, VM_ON_LEAVE, 0);
}

static void
hold (SimRun *run, guint32 vm, ModelBlocker blocker)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { blocker, ACTOR (HOST, model_vm_state (run, vm)->host) };

  model_vm_state (run, vm)->blocker = (guint8) blocker;
  sim_find (run, MODEL_FIND_EVACUATION_BLOCKED, SIM_OUTAGE, ACTOR (VM, vm), 0, evidence);
}

static void
hold_no_more (SimRun *run, guint32 vm)
{
  model_vm_state (run, vm)->blocker = MODEL_BLOCKER_NONE;
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, ACTOR (VM, vm), 0);
}

void
model_hold_off_vms (SimRun *run, guint32 host)
{
  if (is_emptied_of_them (run, host))
    for (EACH_VM (vm, host))
      if (is_to_leave (run, vm, host))
        hold (run, vm, MODEL_BLOCKER_POWERED_OFF);
}

void
model_keep_off_vms (SimRun *run, guint32 host)
{
  if (model_host_state (run, host)->evacuates_off)
    for (EACH_VM (vm, host))
      if (is_to_leave (run, vm, host))
        hold_no_more (run, vm);
}

void
model_is_off_now (SimRun *run, guint32 vm)
{
  guint32 host = model_vm_state (run, vm)->host;

  if (is_emptied_of_them (run, host))
    TELL (DRS, model_fleet (run)->vms[vm].cluster, DRS_ON_EVACUATE, host);
}

void
model_is_registered_elsewhere (SimRun *run, guint32 vm, guint32 from)
{
  if (!is_emptied_of_them (run, from) || model_vm_state (run, vm)->host == from)
    return;
  hold_no_more (run, vm);
  model_notify_empty (run, from);
}

/* ---- One VM ---- */

ACTION_OF (VM, remain, "leave it registered where it is", "{a:blocker-short}", SENDS (MODEL_EMPTY_NOTICES))
{
  ModelVmState *v = model_vm_state (run, ME);
  ModelBlocker blocker = against_leaving (run, event);

  v->remains = TRUE;
  hold_no_more (run, ME);
  sim_tell (run, blocker, 0);
  find_remaining (run, ME, blocker);
  model_notify_empty (run, v->host);
}

ACTION_OF (VM, hold_its_host, "wait for somebody", "{a:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  ModelBlocker blocker = against_leaving (run, event);

  hold (run, ME, blocker);
  sim_tell (run, blocker, 0);
  TELL (HOST, model_vm_state (run, ME)->host, HOST_ON_BLOCKED, blocker);
}

static void
register_on (SimRun *run, const SimEvent *event, guint32 to)
{
  ModelVmState *v = model_vm_state (run, ME);
  guint32 from = v->host;

  v->host = to;
  sim_tell (run, ACTOR (HOST, to), 0);
  model_is_registered_elsewhere (run, ME, from);
}

ACTION_OF (VM, register_elsewhere, "register it on another host", "on {a:name}", SENDS (MODEL_EMPTY_NOTICES))
{
  register_on (run, event, model_place (run, ME, MODEL_FOR_REGISTRATION).host);
}

ACTION_OF (VM, register_by_hand, "register it there", "on {a:name}",
           SENDS (TO (STEP, FINISHED), MODEL_EMPTY_NOTICES))
{
  register_on (run, event, model_fleet (run)->steps[event->arg].host);
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}
