/* Which VMs HA would restart: who is on the list of protected VMs and who is not, whose death is hidden from the master, and what
 * becomes of those that HA is disabled for. */

#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/ha/order.h"
#include "models/ha/reach.h"
#include "models/ha/restart-parts.h"
#include "models/notices.h"
#include "models/plan/versions.h"
#include "models/vcenter/availability.h"

GUARD_OF (RESTART, it_is_registered_elsewhere,
          "HA is disabled for it, its host is dead, and another can have it (6.0 on)")
{
  return model_fleet (run)->vms[ME].priority == MODEL_PRIORITY_DISABLED
         && event->arg == MODEL_LOST_WITH_ITS_HOST && STATE (VM, ME) == VM_AT_DOWN
         && !model_version_is_before (model_ha_version (run, CLUSTER), 6, 0)
         && model_place (run, ME, MODEL_FOR_RESTART).host != MODEL_NONE;
}

/* While vCenter is there it says at once that the move has been rolled back. */
GUARD_OF (RESTART, its_host_hides_it,
          "its disks were on the move when it died, its host lives, and vCenter is away")
{
  return event->arg != MODEL_LOST_WITH_ITS_HOST && model_ha_vm (run, ME)->masked_until > sim_now (run)
         && !model_vcenter_offers (run, CLUSTER, MODEL_FUNCTION_PROTECTION);
}

GUARD_OF (RESTART, its_host_is_dead, "its host is dead")
{
  return event->arg == MODEL_LOST_WITH_ITS_HOST;
}

GUARD_OF (RESTART, the_master_is_told, "it runs, vCenter is there, and so is a master to be told")
{
  guint32 cluster = CLUSTER;

  return model_vm_is_on (run, ME) && model_list_owner (run, cluster) != MODEL_NONE
         && model_vcenter_offers (run, cluster, MODEL_FUNCTION_PROTECTION);
}

GUARD_OF (RESTART, ha_is_for_it, "HA is not disabled for it")
{
  return model_fleet (run)->vms[ME].priority != MODEL_PRIORITY_DISABLED;
}

ACTION_OF (RESTART, stay_masked, "wait for vCenter, or long enough", "{a:ms}",
           SENDS (TO (RESTART, UNMASK), MODEL_TURNS))
{
  SimTime wait = model_ha_vm (run, ME)->masked_until - sim_now (run);

  model_restart_stop_timers (run, event);
  model_keep_restart_books (run, event);
  model_vm_timers (run, ME)->restart = TELL_IN (wait, RESTART, ME, RESTART_ON_UNMASK, 0);
  model_give_turns (run, CLUSTER);
  sim_tell (run, wait, 0);
}

ACTION_OF (RESTART, release, "take it off the list of protected VMs", NULL, SENDS (MODEL_TURNS))
{
  model_restart_stop_timers (run, event);
  model_keep_restart_books (run, event);
  model_give_turns (run, CLUSTER);
}

GUARD_OF (RESTART, it_leaves_room, "it leaves room on a living host, and others find none")
{
  guint32 host = model_vm_state (run, ME)->host;

  return host != MODEL_NONE && model_host_is_up (run, host) && model_ha_cluster (run, CLUSTER)->pending;
}

ACTION_OF (RESTART, offer_its_room, "have those look again", NULL, SENDS (MODEL_ROOM_NOTICES))
{
  model_notify_room (run, CLUSTER);
}

ACTION_OF (RESTART, protect, "put it on the list of protected VMs", NULL, SENDS_NOTHING)
{
  sim_find_end (run, MODEL_FIND_VM_UNPROTECTED, ACTOR (VM, ME), 0);
}

ACTION_OF (RESTART, forget, "protect it no more", NULL, SENDS_NOTHING)
{
  model_restart_stop_timers (run, event);
  model_keep_restart_books (run, event);
  sim_find_end (run, MODEL_FIND_VM_UNPROTECTED, ACTOR (VM, ME), 0);
}

ACTION_OF (RESTART, run_unlisted, "run without protection", "on {a:name}", SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host) };

  sim_find (run, MODEL_FIND_VM_UNPROTECTED, SIM_RISK, ACTOR (VM, ME), 0, evidence);
  sim_tell (run, evidence[0], 0);
}

ACTION_OF (RESTART, register_elsewhere, "register it there, and leave it off", "on {a:name}", SENDS_NOTHING)
{
  guint32 host = model_place (run, ME, MODEL_FOR_RESTART).host;
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, host) };

  model_vm_state (run, ME)->host = host;
  sim_find (run, MODEL_FIND_RESTART_DISABLED, SIM_RISK, ACTOR (VM, ME), 0, evidence);
  sim_tell (run, evidence[0], 0);
}

ACTION_OF (RESTART, leave_it_to_itself, "leave it as it is", NULL, SENDS_NOTHING)
{
  sim_find_end (run, MODEL_FIND_RESTART_DISABLED, ACTOR (VM, ME), 0);
}
