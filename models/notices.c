#include "models/notices.h"

#include "models/ahv/ahv.h"
#include "models/ahv/contention.h"
#include "models/ahv/reservation.h"
#include "models/compute/hosts.h"
#include "models/compute/mixed.h"
#include "models/plan/policies.h"
#include "models/plan/resets.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vcenter/certificates.h"
#include "models/vcenter/vcls.h"
#include "models/words.h"

void
model_notify_members_of_host (SimRun *run, guint32 host)
{
  for (MODEL_EACH (group, model_links (run)->groups_of_host, host))
    TELL (QUORUM, *group, QUORUM_ON_CHANGED, 0);
  if (model_has_vsan (run, host))
    TELL (COMPONENTS, host, COMPONENTS_ON_CHANGED, 0);
}

void
model_notify_members_of_cvm (SimRun *run, guint32 host)
{
  for (MODEL_EACH (group, model_links (run)->groups_of_cvm, host))
    TELL (QUORUM, *group, QUORUM_ON_CHANGED, 0);
  TELL (RESILIENCY, model_fleet (run)->hosts[host].cluster, RESILIENCY_ON_LOOK, 0);
}

void
model_notify_members_of_vm (SimRun *run, guint32 vm)
{
  for (MODEL_EACH (group, model_links (run)->groups_of_vm, vm))
    TELL (QUORUM, *group, QUORUM_ON_CHANGED, 0);
  if (model_fleet (run)->vms[vm].node_of)
    TELL (VCHA, model_fleet (run)->vms[vm].node_of - 1, VCHA_ON_CHANGED, 0);
  for (guint32 c = 0; model_fleet (run)->has_small && c < model_fleet (run)->n_clusters; c++)
    if (model_fleet (run)->clusters[c].witness_vm == vm + 1)
      TELL (ARBITER, c, model_vm_is_on (run, vm) ? ARBITER_ON_BACK : ARBITER_ON_LOST, 0);
}

void
model_notify_dpm (SimRun *run, guint32 cluster)
{
  if (model_fleet (run)->clusters[cluster].dpm)
    TELL (DPM, cluster, DPM_ON_CAPACITY, 0);
}

void
model_notify_admission (SimRun *run, guint32 cluster)
{
  SimTicket *review = &model_host_timers (run, model_fleet (run)->clusters[cluster].first_host)->review;

  if (model_is_ahv (model_fleet (run), cluster)) {
    if (model_ahv_guarantees (model_fleet (run), cluster) && !sim_is_pending (run, *review))
      *review = TELL (RESERVATION, cluster, RESERVATION_ON_REVIEW, 0);
    return;
  }
  if (!sim_is_pending (run, *review))
    *review = TELL (ADMISSION, cluster, ADMISSION_ON_REVIEW, 0);
  model_notify_dpm (run, cluster);
}

void
model_notify_capacity (SimRun *run, guint32 cluster_index)
{
  model_look_at_hardware (run, cluster_index);
  model_notify_admission (run, cluster_index);
  if (model_is_ahv (model_fleet (run), cluster_index))
    model_ahv_has_changed (run, cluster_index);
  else
    TELL (DRS, cluster_index, DRS_ON_CAPACITY, 0);
  model_notify_vcls (run, cluster_index);
  model_notify_room (run, cluster_index);
}

void
model_notify_shortage (SimRun *run, guint32 cluster)
{
  if (model_fleet (run)->clusters[cluster].dpm)
    TELL (DPM, cluster, DPM_ON_SHORTAGE, 0);
}

void
model_notify_no_room_for (SimRun *run, guint32 vm)
{
  guint32 cluster = model_fleet (run)->vms[vm].cluster;

  if (model_fleet (run)->clusters[cluster].dpm)
    TELL (DPM, cluster, DPM_ON_SHORTAGE, vm + 1);
}

void
model_notify_room (SimRun *run, guint32 cluster_index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[cluster_index];
  SimTicket *room = &model_host_timers (run, cluster->first_host)->room;

  if (!model_ha_cluster (run, cluster_index)->pending || sim_is_pending (run, *room))
    return;
  *room = 0;
  for (MODEL_EACH_VM (vm, cluster))
    if (STATE (RESTART, vm) == RESTART_AT_PENDING) {
      SimTicket ticket = TELL (RESTART, vm, RESTART_ON_ROOM, 0);

      *room = *room ? *room : ticket;
    }
}

void
model_notify_empty (SimRun *run, guint32 host)
{
  const ModelHostState *h = model_host_state (run, host);

  if (h->emptying && h->n_vms == 0 && h->coming == 0)
    TELL (HOST, host, HOST_ON_EMPTY, 0);
  else if (h->emptying && model_host_is_ahv (model_fleet (run), host))
    TELL (NODE, host, NODE_ON_VM_LEFT, 0);
}

void
model_notify_not_coming (SimRun *run, guint32 host)
{
  model_ahv_weigh (run, host);
  model_look_whether_overfull (run, host);
  model_notify_empty (run, host);
}

void
model_notify_memory_lost (SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 step = model_host_state (run, host)->step;

  if (!step || fleet->steps[step - 1].lcm.power_action != MODEL_POWER_ACTION_SUSPEND_TO_MEMORY)
    return;
  for (MODEL_EACH_VM (vm, &fleet->clusters[fleet->hosts[host].cluster]))
    if (model_vm_state (run, vm)->host == host && (STATE (VM, vm) == VM_AT_STOPPED || STATE (VM, vm) == VM_AT_STARTING))
      TELL (VM, vm, VM_ON_HOST_LOST, 0);
}

/* An upgrade's, from and to; 0 what is not one. */
typedef struct {
  ModelVersion from, to;
} Versions;

static void
notify_cells (SimRun *run, const ModelList *list, guint32 owner, ModelLifecycle lifecycle, Versions versions)
{
  const ModelLinks *links = model_links (run);

  for (MODEL_EACH (cell, *list, owner)) {
    const ModelPolicy *policy = &model_fleet (run)->policies[links->policy_of_cell[*cell]];

    guint32 reset = model_reset_of (policy, lifecycle, versions.from, versions.to);

    if (reset || policy->reset_by >> lifecycle & 1
        || (lifecycle == MODEL_LIFECYCLE_CMOS_RESET && policy->kind == MODEL_POLICY_BIOS && policy->fallback)
        || (lifecycle == MODEL_LIFECYCLE_HOST_REPLACED && model_policy_is_per_host (policy) && policy->fallback)
        || (lifecycle == MODEL_LIFECYCLE_STATELESS_BOOT && policy->kind == MODEL_POLICY_HOST && policy->fallback))
      TELL (POLICY, *cell, POLICY_ON_LIFECYCLE, MODEL_LIFECYCLE_ARG (lifecycle, reset));
  }
}

void
model_notify_lifecycle (SimRun *run, guint32 host, ModelLifecycle lifecycle)
{
  const ModelHostState *h = model_host_state (run, host);

  if (lifecycle == MODEL_LIFECYCLE_ESXI_UPGRADE)
    model_certificate_upgrade (run, host);
  if (lifecycle == MODEL_LIFECYCLE_REBOOT)
    model_ha_host (run, host)->reboot_pending = FALSE;
  notify_cells (run, &model_links (run)->cells_of_host, host, lifecycle, (Versions){ h->old_version, h->version });
  if (lifecycle == MODEL_LIFECYCLE_REBOOT && model_fleet (run)->hosts[host].stateless)
    notify_cells (run, &model_links (run)->cells_of_host, host, MODEL_LIFECYCLE_STATELESS_BOOT, (Versions){ 0, 0 });
}

void
model_notify_vm_lifecycle (SimRun *run, guint32 vm, ModelLifecycle lifecycle)
{
  notify_cells (run, &model_links (run)->cells_of_vm, vm, lifecycle, (Versions){ 0, 0 });
}

/* When the configuration was last saved by the clock. */
static SimTime
last_save (const SimRun *run)
{
  SimTime every = MAX (1, model_number (run, MODEL_CONFIG_SAVE)),
          first = model_number (run, MODEL_CONFIG_SAVE_FIRST);

  return sim_now (run) < first ? -1 : first + (sim_now (run) - first) / every * every;
}

gboolean
model_cell_is_unsaved (const SimRun *run, guint32 cell)
{
  SimTime changed = model_cell_state (run, cell)->changed;

  return changed && changed - 1 > last_save (run);
}

static void
notify_unsaved (SimRun *run, guint32 host, guint signal)
{
  for (MODEL_EACH (cell, model_links (run)->cells_of_host, host))
    if (model_cell_is_unsaved (run, *cell))
      TELL (POLICY, *cell, signal, 0);
}

void
model_notify_saved (SimRun *run, guint32 host)
{
  notify_unsaved (run, host, POLICY_ON_SAVED);
}

void
model_notify_unsaved_lost (SimRun *run, guint32 host)
{
  notify_unsaved (run, host, POLICY_ON_POWER_LOST);
}

void
model_notify_cluster_lifecycle (SimRun *run, guint32 cluster, ModelLifecycle lifecycle, ModelVersion from, ModelVersion to)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  const ModelLinks *links = model_links (run);
  Versions versions = { from, to };

  notify_cells (run, &links->cells_of_cluster, cluster, lifecycle, versions);
  for (MODEL_EACH_HOST (host, c))
    notify_cells (run, &links->cells_of_host, host, lifecycle, versions);
  for (MODEL_EACH_VM (vm, c))
    notify_cells (run, &links->cells_of_vm, vm, lifecycle, versions);
}

void
model_notify_vcenter_down (SimRun *run, guint32 vcenter)
{
  const ModelFleet *fleet = model_fleet (run);

  for (MODEL_EACH (cluster, model_links (run)->clusters_of_vcenter, vcenter)) {
    TELL (DRS, *cluster, DRS_ON_VCENTER_DOWN, 0);
    TELL (ADMISSION, *cluster, ADMISSION_ON_VCENTER_DOWN, 0);
    for (guint32 step = 0; step < fleet->n_steps; step++)
      if (fleet->steps[step].target == MODEL_TARGET_CLUSTER && fleet->steps[step].index == *cluster)
        TELL (REMEDIATION, step, REMEDIATION_ON_VCENTER_DOWN, 0);
  }
}

void
model_notify_vcenter_up (SimRun *run, guint32 vcenter)
{
  const ModelFleet *fleet = model_fleet (run);

  for (MODEL_EACH (cluster, model_links (run)->clusters_of_vcenter, vcenter)) {
    const ModelCluster *c = &fleet->clusters[*cluster];

    TELL (ADMISSION, *cluster, ADMISSION_ON_VCENTER_UP, 0);
    TELL (DRS, *cluster, DRS_ON_VCENTER_UP, 0);
    model_notify_vcls_of_vcenter (run, *cluster);
    model_notify_room (run, *cluster);
    for (MODEL_EACH_VM (vm, c))
      if ((STATE (RESTART, vm) == RESTART_AT_UNLISTED && model_vm_is_on (run, vm)) || STATE (RESTART, vm) == RESTART_AT_MASKED)
        TELL (RESTART, vm, RESTART_ON_VCENTER_UP, 0);
    for (guint32 vm = c->first_vm; fleet->n_switches && vm < c->first_vm + c->n_vms; vm++)
      if (STATE (PORT, vm) == PORT_AT_EPHEMERAL)
        TELL (PORT, vm, PORT_ON_SYNC, 0);
    for (MODEL_EACH_HOST (host, c))
      if (STATE (AGENT, host) == AGENT_AT_ERROR || model_ha_host (run, host)->unsynced
          || (!model_ha_cluster (run, *cluster)->on && STATE (AGENT, host) != AGENT_AT_INACTIVE))
        TELL (AGENT, host, AGENT_ON_VCENTER_UP, 0);
    for (MODEL_EACH_HOST (host, c))
      if (STATE (HOST, host) == HOST_AT_RECONNECTING || STATE (HOST, host) == HOST_AT_REFUSED
          || STATE (HOST, host) == HOST_AT_UNPROVISIONED)
        TELL (HOST, host, HOST_ON_VCENTER_UP, 0);
  }
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb == MODEL_VERB_RELOCATE
        && model_migration_state (run, fleet->steps[s].index)->step == s + 1)
      TELL (MIGRATION, fleet->steps[s].index, MIGRATION_ON_GO_AHEAD, 0);
}

void
model_look_whether_overfull (SimRun *run, guint32 host)
{
  const ModelHostState *h = model_host_state (run, host);
  gint64 evidence[SIM_EVIDENCE_MAX] = { h->memory_demand_mib, model_host_memory (model_fleet (run), host) };
  gboolean swaps = model_host_is_ahv (model_fleet (run), host) && h->memory_held_mib > evidence[1]; /* says so itself */

  if (h->memory_demand_mib > evidence[1] && !swaps)
    sim_find (run, MODEL_FIND_PLACEMENT_DEGRADED, SIM_RISK, ACTOR (HOST, host), 0, evidence);
  else
    sim_find_end (run, MODEL_FIND_PLACEMENT_DEGRADED, ACTOR (HOST, host), 0);
}

void
model_hold_up (SimRun *run, SimId subject, ModelSetback why)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { why };

  sim_find (run, MODEL_FIND_NOT_DONE, SIM_RISK, subject, 0, evidence);
}

void
model_set_back (SimRun *run, SimId subject, ModelSetback why)
{
  model_hold_up (run, subject, why);
  sim_find_end (run, MODEL_FIND_NOT_DONE, subject, 0);
}

void
model_refuse_step (SimRun *run, guint32 step, ModelCheck why)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { why };

  sim_find (run, MODEL_FIND_PRECHECK_FAILED, SIM_RISK, ACTOR (STEP, step), 0, evidence);
  sim_tell (run, why, 0);
  TELL (STEP, step, STEP_ON_BROKEN, 0);
}
