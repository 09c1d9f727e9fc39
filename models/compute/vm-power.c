/* A VM goes down, with its host or alone, and comes up again. */

#include "models/ahv/contention.h"
#include "models/ahv/ahv.h"
#include "models/ahv/failover.h"
#include "models/compute/fault-tolerance.h"
#include "models/compute/hosts.h"
#include "models/compute/registered.h"
#include "models/compute/rules.h"
#include "models/compute/vm-parts.h"
#include "models/compute/vmotion.h"
#include "models/network/switches.h"
#include "models/notices.h"
#include "models/plan/policies.h"
#include "models/vsan/parts.h"
#include "models/words.h"

GUARD_OF (VM, its_host_is_isolated, "its host is isolated, and this is the response")
{
  return model_vm_state (run, ME)->isolated_off;
}

GUARD_OF (VM, another_part_has_its_objects, "another part of the vSAN network has its objects")
{
  return model_vsan_is_split (run, model_fleet (run)->vms[ME].cluster) && model_vsan_is_ghost (run, ME);
}

#define GOES_DOWN                                                                                            \
  TO (VCENTER, LOST), MODEL_MEMBER_NOTICES, MODEL_ADMISSION_NOTICES, MODEL_EMPTY_NOTICES, TO (RESTART, LOST), \
      MODEL_SLOT_NOTICES, TO (MIGRATION, END_LOST), TO (PORT, OFF), TO (UPDATE, VM_STOPPED), MOVED

static void
stop_running (SimRun *run, const SimEvent *event)
{
  ModelVmState *v = model_vm_state (run, ME);
  guint32 host = v->host;

  model_vm_disappoint_mover (run, event);
  model_vm_withdraw_recommendation (run, event);
  model_vm_forget_vmotion (run, event);
  if (STATE (MIGRATION, ME) == MIGRATION_AT_QUEUED)
    TELL (MIGRATION, ME, MIGRATION_ON_END_LOST, host);
  model_vm_cease (run, event);
  model_notify_port (run, ME, FALSE);
  if (run->entry.state_from == VM_AT_STOPPING)
    TELL (UPDATE, host, UPDATE_ON_VM_STOPPED, ME);
  v->stopped_by = 0;
  v->attempts = 0;
  model_ha_vm (run, ME)->masked_until = 0;
  v->blocker = MODEL_BLOCKER_NONE;
  model_look_at_rules (run, ME);
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, event->to, 0);
  model_ft_look (run, ME);
  if (model_vm_of (run, event)->vcenter != MODEL_NONE)
    TELL (VCENTER, model_vm_of (run, event)->vcenter, VCENTER_ON_LOST, 0);
  model_notify_members_of_vm (run, ME);
  model_notify_empty (run, host);
  model_notify_admission (run, model_vm_of (run, event)->cluster);
}

static void
go_down (SimRun *run, const SimEvent *event)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host) };

  stop_running (run, event);
  sim_find (run, MODEL_FIND_VM_DOWN, model_ft_is_spare (run, ME) ? SIM_NOTE : SIM_OUTAGE, event->to, 0,
            evidence);
}

/* Planned: nobody restarts it, and its room is free. */
GUARD_OF (VM, it_cannot_be_spared, "it is being moved, powered on or restarted, or those after it wait for it")
{
  guint state = STATE (VM, ME), restart = STATE (RESTART, ME);

  return state == VM_AT_MIGRATING || state == VM_AT_POWERING || state == VM_AT_RESTARTING
         || state == VM_AT_STOPPING || state == VM_AT_STARTING
         || !(restart == RESTART_AT_PROTECTED || restart == RESTART_AT_UNPROTECTED
              || restart == RESTART_AT_UNLISTED);
}

ACTION_OF (VM, keep_running, "say so", NULL, SENDS (TO (GUEST, REFUSED)))
{
  TELL (GUEST, ME, GUEST_ON_REFUSED, 0);
}

ACTION_OF (VM, be_shut_down, "power off", "on {a:name}",
           SENDS (GOES_DOWN, MODEL_ROOM_NOTICES, TO (RESTART, RELEASED), TO (VMCP, OVER), TO (GUEST, VM_OFF), TO (DRS, EVACUATE)))
{
  sim_tell (run, ACTOR (HOST, model_vm_state (run, ME)->host), 0);
  stop_running (run, event);
  model_is_off_now (run, ME);
  TELL (RESTART, ME, RESTART_ON_RELEASED, 0);
  if (STATE (VMCP, ME) != VMCP_AT_OK)
    TELL (VMCP, ME, VMCP_ON_OVER, 0);
  TELL (GUEST, ME, GUEST_ON_VM_OFF, 0);
  model_notify_room (run, model_vm_of (run, event)->cluster);
}

ACTION_OF (VM, fall, "stop", "with {a:name}", SENDS (GOES_DOWN))
{
  sim_tell (run, ACTOR (HOST, model_vm_state (run, ME)->host), 0);
  go_down (run, event);
}

GUARD_OF (VM, its_secondary_stands_in, "its Fault Tolerance secondary runs on another host")
{
  return model_ft_stand_in (run, ME) != MODEL_NONE;
}

/* Without a break: what goes on under its name is what ran as its secondary, which gives it its place in the same instant. */
ACTION_OF (VM, go_on_there, "go on there", "on {a:name}",
           SENDS (TO (VM, TAKE_PLACE), TO (VM, LEAVE), MODEL_GO_ON_NOTICES, MODEL_SLOT_NOTICES,
                  TO (MIGRATION, END_LOST), MODEL_ADMISSION_NOTICES, MODEL_EMPTY_NOTICES, MODEL_LOCALITY_NOTICES,
                  MOVED))
{
  guint32 from = model_vm_state (run, ME)->host, to = model_ft_stand_in (run, ME);

  model_vm_disappoint_mover (run, event);
  model_vm_withdraw_recommendation (run, event);
  model_vm_forget_vmotion (run, event);
  if (STATE (MIGRATION, ME) == MIGRATION_AT_QUEUED)
    TELL (MIGRATION, ME, MIGRATION_ON_END_LOST, from);
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, event->to, 0);
  model_vm_state (run, ME)->blocker = MODEL_BLOCKER_NONE;
  TELL (VM, model_vm_of (run, event)->partner, VM_ON_TAKE_PLACE, 0);
  model_vm_cease (run, event);
  model_vm_begin_on (run, event, to);
  model_look_at_rules (run, ME);
  sim_tell (run, ACTOR (HOST, to), 0);
  model_notify_empty (run, from);
  model_notify_admission (run, model_vm_of (run, event)->cluster);
  if (model_vm_is_emptying (run, to)) {
    TELL (VM, ME, VM_ON_LEAVE, 0);
    model_notify_go_on (run, model_vm_of (run, event)->cluster);
  }
}

/* A VM that dies on a living host: the host's own power-on list tells the master (HA-07), isolation responses included. */
ACTION_OF (VM, die, "stop", "on {a:name}", SENDS (GOES_DOWN, TO (DETECTOR, VM_OFF)))
{
  ModelVmState *v = model_vm_state (run, ME);
  const ModelMigrationState *m = model_migration_state (run, ME);
  gboolean masked = m->booked && m->operation == MODEL_STORAGE_VMOTION;

  sim_tell (run, ACTOR (HOST, v->host), 0);
  if (m->booked)
    TELL (MIGRATION, ME, MIGRATION_ON_END_LOST, v->host);
  go_down (run, event);
  if (masked)
    model_ha_vm (run, ME)->masked_until = sim_now (run) + model_number (run, MODEL_HA_STORAGE_VMOTION_MASK);
  TELL (DETECTOR, v->host, DETECTOR_ON_VM_OFF, ME);
}

ACTION_OF (VM, arrive_nowhere, "stop with it", "with {a:name}", SENDS (GOES_DOWN, MODEL_BACK_NOTICES, MODEL_CAPACITY_NOTICES))
{
  model_vm_arrive_on (run, event, (guint32) event->arg);
  go_down (run, event);
}

ACTION_OF (VM, be_restarted, "power on", "on {a:name}", SENDS_NOTHING)
{
  model_vm_state (run, ME)->past_vcenter = FALSE;
  sim_tell (run, ACTOR (HOST, event->arg), 0);
}

void
model_vm_come_up (SimRun *run, const SimEvent *event, guint32 host)
{
  model_vm_state (run, ME)->isolated_off = FALSE;
  if (STATE (ISOLATION, ME) == ISOLATION_AT_OFF)
    TELL (ISOLATION, ME, ISOLATION_ON_OVER, 0);
  if (STATE (VMCP, ME) != VMCP_AT_OK)
    TELL (VMCP, ME, VMCP_ON_OVER, 0);
  if (model_is_ahv (model_fleet (run), model_vm_of (run, event)->cluster))
    model_ahv_wait_no_more (run, ME);
  model_ha_vm (run, ME)->up_since = sim_now (run);
  if (model_fleet (run)->has_hung_guests && (STATE (MONITOR, ME) != MONITOR_AT_WELL || model_ha_vm (run, ME)->hangs_again))
    TELL (MONITOR, ME, MONITOR_ON_OVER, 0);
  model_vm_begin_on (run, event, host);
  model_notify_port (run, ME, TRUE);
  model_look_at_rules (run, ME);
  model_ft_look (run, ME);
  model_vm_state (run, ME)->stopped_by = 0;
  sim_find_end (run, MODEL_FIND_GUEST_IO_ERRORS, event->to, 0); /* a vMotion mends nothing, a new start does */
  sim_find_end (run, MODEL_FIND_VM_STOPPED, event->to, 0);
  sim_find_end (run, MODEL_FIND_VM_LEFT_OFF, event->to, 0);
  sim_find_end (run, MODEL_FIND_VM_DOWN, event->to, 0);
  sim_find_end (run, MODEL_FIND_LEFT_OFF, event->to, 0);
  if (model_fleet (run)->tends_guests && STATE (GUEST, ME) == GUEST_AT_LEFT_OFF)
    TELL (GUEST, ME, GUEST_ON_VM_ON, 0);
  sim_find_end (run, MODEL_FIND_HA_RESTART_FAILED, event->to, 0);
  if (model_vm_of (run, event)->vcenter != MODEL_NONE)
    TELL (VCENTER, model_vm_of (run, event)->vcenter, VCENTER_ON_BACK, 0);
  model_notify_members_of_vm (run, ME);
  model_notify_admission (run, model_vm_of (run, event)->cluster);
  model_ahv_weigh_and_tell (run, host);
  if (model_vm_is_emptying (run, host)) {
    TELL (VM, ME, VM_ON_LEAVE, 0);
    model_notify_go_on (run, model_vm_of (run, event)->cluster);
  }
}

/* HA's room for it, which is its own from now on. */
static void
take_room (SimRun *run, const SimEvent *event)
{
  model_host_expect_no_more (run, (guint32) event->arg, ME);
  model_vm_state (run, ME)->target = MODEL_NONE;
}

ACTION_OF (VM, run_again, "run", "on {a:name}", SENDS (COMES_UP))
{
  take_room (run, event);
  sim_tell (run, ACTOR (HOST, event->arg), 0);
  model_vm_come_up (run, event, (guint32) event->arg);
}

ACTION_OF (VM, be_lost_again, "be restarted again", NULL, SENDS (TO (RESTART, LOST), MODEL_EMPTY_NOTICES))
{
  take_room (run, event);
  model_notify_not_coming (run, (guint32) event->arg);
  TELL (RESTART, ME, RESTART_ON_LOST, 0);
}
