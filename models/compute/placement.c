/* See placement.h.
 *
 * Facts: DRS-02. */

#include "models/compute/placement.h"

#include "models/ahv/ahv.h"
#include "models/compute/fault-tolerance.h"
#include "models/compute/firmware.h"
#include "models/compute/gpus.h"
#include "models/compute/hosts.h"
#include "models/compute/rules.h"
#include "models/guests/guests.h"
#include "models/ha/reach.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/parts.h"

/* What ties a VM to its host by itself, in the order of ModelDevice; the others do not, or not to every host. */
static const ModelBlocker device_blockers[MODEL_N_DEVICES] = {
  [MODEL_DEVICE_PCI_PASSTHROUGH] = MODEL_BLOCKER_PCI_PASSTHROUGH,
  [MODEL_DEVICE_SR_IOV] = MODEL_BLOCKER_SR_IOV,
  [MODEL_DEVICE_USB] = MODEL_BLOCKER_USB,
  [MODEL_DEVICE_HOST_CD] = MODEL_BLOCKER_HOST_CD,
  [MODEL_DEVICE_CLIENT_CD] = MODEL_BLOCKER_CLIENT_CD,
  [MODEL_DEVICE_LOCAL_DATASTORE] = MODEL_BLOCKER_LOCAL_DATASTORE,
  [MODEL_DEVICE_SHARED_BUS] = MODEL_BLOCKER_SHARED_BUS,
};

#define TIES_ON_AHV (1u << MODEL_DEVICE_VGPU | 1u << MODEL_DEVICE_PCI_PASSTHROUGH | 1u << MODEL_DEVICE_SR_IOV)

ModelAutomation
model_vm_level (const SimRun *run, guint32 vm)
{
  const ModelVm *its = &model_fleet (run)->vms[vm];
  ModelAutomation cluster = (ModelAutomation) model_cluster_state (run, its->cluster)->automation;

  if (model_is_ahv (model_fleet (run), its->cluster))
    return MODEL_AUTOMATION_FULL;
  if (cluster == MODEL_AUTOMATION_OFF || its->automation == MODEL_AUTOMATION_INHERIT || model_vm_state (run, vm)->anew ||
      !model_fleet (run)->clusters[its->cluster].vm_overrides)
    return cluster;
  return its->automation;
}

gboolean
model_vm_waits_for_approval (const SimRun *run, guint32 vm)
{
  ModelAutomation level = model_vm_level (run, vm);

  return level == MODEL_AUTOMATION_MANUAL || level == MODEL_AUTOMATION_PARTIAL;
}

/* For a VM whose DRS is off there is nothing to approve. */
static gboolean
is_approved (const SimRun *run, guint32 vm)
{
  guint32 host = model_vm_state (run, vm)->host;

  return host != MODEL_NONE && model_host_state (run, host)->emptying && model_host_state (run, host)->approved &&
         model_vm_waits_for_approval (run, vm);
}

ModelBlocker
model_vm_is_tied (const SimRun *run, guint32 vm)
{
  return model_vm_level (run, vm) != MODEL_AUTOMATION_FULL && !is_approved (run, vm)
           ? MODEL_BLOCKER_VM_NOT_AUTOMATED
           : model_vm_is_tied_though_approved (run, vm);
}

ModelBlocker
model_vm_is_tied_though_approved (const SimRun *run, guint32 vm)
{
  const ModelVm *its = &model_fleet (run)->vms[vm];
  ModelBlocker tied = model_vm_is_tied_down (run, vm);

  if (tied == MODEL_BLOCKER_NONE && model_vm_state (run, vm)->devices >> MODEL_DEVICE_VGPU & 1 &&
      !model_fleet (run)->clusters[its->cluster].moves_vgpus)
    return MODEL_BLOCKER_VGPU; /* a person may move it */
  return tied;
}

ModelBlocker
model_vm_is_tied_down (const SimRun *run, guint32 vm)
{
  const ModelVmState *state = model_vm_state (run, vm);
  guint32 devices = state->devices;

  if (state->host != MODEL_NONE && !model_host_is_managed (run, state->host))
    return MODEL_BLOCKER_DISCONNECTED;
  if (state->host != MODEL_NONE && model_host_state (run, state->host)->vmotion_down)
    return MODEL_BLOCKER_VMOTION_NETWORK;
  if (model_is_ahv (model_fleet (run), model_fleet (run)->vms[vm].cluster))
    return model_fleet (run)->vms[vm].role == MODEL_ROLE_AGENT ? MODEL_BLOCKER_AGENT_VM
           : devices & TIES_ON_AHV                             ? MODEL_BLOCKER_AHV_DEVICE
                                                               : MODEL_BLOCKER_NONE;
  if (state->host != MODEL_NONE && model_host_state (run, state->host)->moves_disks)
    devices &= ~(1u << MODEL_DEVICE_LOCAL_DATASTORE);
  for (guint d = 0; d < MODEL_N_DEVICES; d++)
    if (devices >> d & 1 && device_blockers[d] != MODEL_BLOCKER_NONE)
      return device_blockers[d];
  return model_ft_ties (run, vm);
}

/* CPU features matter to a running VM only: a restart begins anew on whatever is there (B13). */
static gboolean
cpu_differs (const ModelFleet *fleet, guint32 from, guint32 to)
{
  const char *a = fleet->hosts[from].cpu_model, *b = fleet->hosts[to].cpu_model;

  return a && b && !g_str_equal (a, b);
}

/* What a running VM needs of its target beside room (B12 B13 B15 B16). EVC levels features, and not performance counters. */
static ModelBlocker
vmotion_against (const SimRun *run, guint32 vm, guint32 from, guint32 to)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelVm *v = &fleet->vms[vm];
  const ModelHost *a = &fleet->hosts[from], *b = &fleet->hosts[to];

  if (cpu_differs (fleet, from, to)) {
    if (!fleet->clusters[v->cluster].evc)
      return MODEL_BLOCKER_CPU_FEATURES;
    if (model_vm_state (run, vm)->devices >> MODEL_DEVICE_PERFORMANCE_COUNTERS & 1)
      return MODEL_BLOCKER_PERFORMANCE_COUNTERS;
  }
  if (a->ip != MODEL_IP_ANY && b->ip != MODEL_IP_ANY && a->ip != b->ip)
    return MODEL_BLOCKER_IP_FAMILY;
  if (v->encrypted_vmotion == MODEL_ENCRYPTED_REQUIRED && !b->encrypts)
    return MODEL_BLOCKER_ENCRYPTED_VMOTION;
  return MODEL_BLOCKER_NONE;
}

ModelBlocker
model_vm_against_host (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose, guint32 *rule)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelVm *v = &fleet->vms[vm];
  const ModelHost *h = &fleet->hosts[host];
  const ModelHostState *state = model_host_state (run, host);
  guint32 at = model_vm_state (run, vm)->host;
  gboolean runs_on = purpose == MODEL_FOR_EVACUATION || purpose == MODEL_FOR_MOVE_BY_HAND;
  ModelBlocker blocker;

  if (model_vsan_is_split (run, v->cluster) && !model_vsan_serves (run, vm, host))
    return MODEL_BLOCKER_VSAN_LOST;
  if (h->networks && v->networks & ~h->networks)
    return MODEL_BLOCKER_NETWORK;
  if (h->datastores && model_vm_state (run, vm)->datastores & ~h->datastores)
    return MODEL_BLOCKER_DATASTORE;
  if (model_vm_state (run, vm)->datastores & model_ha_host (run, host)->paths_down)
    return MODEL_BLOCKER_DATASTORE;
  if (runs_on && state->vmotion_down)
    return MODEL_BLOCKER_VMOTION_NETWORK;
  if (runs_on && at != MODEL_NONE) {
    blocker = vmotion_against (run, vm, at, host);
    if (blocker != MODEL_BLOCKER_NONE)
      return blocker;
  }
  blocker = purpose == MODEL_FOR_REGISTRATION ? MODEL_BLOCKER_NONE : model_gpu_against (run, vm, host);
  if (blocker != MODEL_BLOCKER_NONE)
    return blocker;
  if (state->version && state->version < model_hardware_of (run, vm))
    return MODEL_BLOCKER_VERSION_TOO_OLD;
  if (purpose == MODEL_FOR_REGISTRATION)
    return model_rules_against (run, vm, host, purpose, rule);
  if (model_host_lacks (run, host, model_vm_depends_on (run, vm) & MODEL_BIOS_TO_START))
    return MODEL_BLOCKER_HOST_SETTING;
  blocker = model_rules_against (run, vm, host, purpose, rule);
  if (blocker != MODEL_BLOCKER_NONE)
    return blocker;
  blocker = model_ft_against_host (run, vm, host, purpose);
  if (blocker != MODEL_BLOCKER_NONE)
    return blocker;
  if (state->n_vms + state->coming >= model_number (run, MODEL_HOST_VMS_MAX))
    return MODEL_BLOCKER_HOST_FULL;
  if (state->vcpus + v->vcpus > model_number (run, MODEL_HOST_VCPUS_MAX))
    return MODEL_BLOCKER_HOST_VCPUS;
  if (h->cores && v->vcpus > h->cores * model_number (run, MODEL_HOST_THREADS))
    return MODEL_BLOCKER_VCPUS;
  /* HA works without vCenter and sees what the host itself has reserved, not what is promised to a vMotion. */
  if (model_vm_cpu_claim (run, vm) &&
      state->cpu_reserved_mhz - (purpose == MODEL_FOR_RESTART ? state->promised_mhz : 0) + model_vm_cpu_claim (run, vm) >
        model_host_cpu (fleet, host))
    return MODEL_BLOCKER_CPU_RESERVATION;
  if (state->memory_reserved_mib - (purpose == MODEL_FOR_RESTART ? state->promised_mib : 0) +
        model_vm_memory_claim (run, vm) >
      model_host_memory (fleet, host))
    return model_host_is_ahv (fleet, host) ? MODEL_BLOCKER_AHV_MEMORY : MODEL_BLOCKER_MEMORY_RESERVATION;
  return MODEL_BLOCKER_NONE;
}

gboolean
model_blocker_is_of_room (ModelBlocker blocker)
{
  return blocker == MODEL_BLOCKER_HOST_FULL
         || blocker == MODEL_BLOCKER_CPU_RESERVATION
         || blocker == MODEL_BLOCKER_MEMORY_RESERVATION
         || blocker == MODEL_BLOCKER_AHV_MEMORY
         || blocker == MODEL_BLOCKER_GPU_FULL
         || blocker == MODEL_BLOCKER_GPU_TAKEN
         || blocker == MODEL_BLOCKER_HOST_VCPUS;
}

/* How good a host is that may take the VM; the lesser the better, field by field. */
typedef struct {
  guint broken, overfull, spare;
  gint64 used; /* millionths of its CPU and of its memory, added up, with the VM on it */
  guint32 should;
} Rank;

static Rank
rank (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelHostState *state = model_host_state (run, host);
  gint64 memory = MAX (1, model_host_memory (fleet, host)), cpu = MAX (1, model_host_cpu (fleet, host));
  gint64 memory_demand = state->memory_demand_mib + model_vm_memory_demand (run, vm);
  gint64 cpu_demand = state->cpu_demand_mhz + model_vm_cpu_demand (run, vm);
  Rank rank = { .should = MODEL_NONE };

  for (MODEL_EACH (r, model_links (run)->rules_of_vm, vm))
    if (!fleet->rules[*r].must && (purpose != MODEL_FOR_RESTART ||
                                     (model_ha_respects (run, &fleet->rules[*r]) && !model_ha_may_not_know (run, *r))) &&
        !model_rule_allows (run, *r, vm, host)) {
      rank.broken += model_rule_weight (&fleet->rules[*r]);
      rank.should = *r;
    }
  rank.overfull = memory_demand > memory || cpu_demand > cpu
                  || (model_host_is_ahv (fleet, host) && state->memory_held_mib + model_vm_memory_held (run, vm) > memory);
  /* Dedicated failover hosts are first for a restart, and for nothing else at all (AC-16). */
  rank.spare = purpose == MODEL_FOR_RESTART && !fleet->hosts[host].dedicated;
  rank.used = sim_muldiv (memory_demand, 1000000, memory) + sim_muldiv (cpu_demand, 1000000, cpu);
  return rank;
}

static gboolean
is_better (const Rank *a, const Rank *b)
{
  if (a->spare != b->spare)
    return a->spare < b->spare;
  if (a->broken != b->broken)
    return a->broken < b->broken;
  if (a->overfull != b->overfull)
    return a->overfull < b->overfull;
  return a->used < b->used;
}

static gboolean
is_candidate (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose)
{
  const ModelFleet *fleet = model_fleet (run);

  if (!model_host_in_pool (run, host) ||
      ((purpose == MODEL_FOR_EVACUATION || purpose == MODEL_FOR_REGISTRATION) && host == model_vm_state (run, vm)->host))
    return FALSE;
  if (fleet->hosts[host].dedicated && purpose != MODEL_FOR_RESTART)
    return FALSE;
  /* Without DRS nobody places a VM: it is powered on where it is registered. */
  if (purpose == MODEL_FOR_POWER_ON && model_vm_state (run, vm)->host != MODEL_NONE &&
      (model_cluster_state (run, fleet->vms[vm].cluster)->automation == MODEL_AUTOMATION_OFF ||
       model_ft_starts_at_home (run, vm)) &&
      fleet->clusters[fleet->vms[vm].cluster].platform != MODEL_NUTANIX_AHV)
    return host == model_vm_state (run, vm)->host;
  if (model_is_ahv (fleet, fleet->vms[vm].cluster))
    return TRUE; /* no agent of vSphere HA has a say */
  return purpose != MODEL_FOR_RESTART || (model_host_is_good (run, host) && model_owner_reaches (run, host));
}

gboolean
model_may_place (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose)
{
  guint32 rule;

  return is_candidate (run, vm, host, purpose) && model_vm_against_host (run, vm, host, purpose, &rule) == MODEL_BLOCKER_NONE &&
         (purpose != MODEL_FOR_RESTART ||
          model_host_state (run, host)->power_ons < model_number (run, MODEL_HA_POWER_ONS));
}

ModelPlacement
model_place (const SimRun *run, guint32 vm, ModelPurpose purpose)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->vms[vm].cluster];
  ModelPlacement placement = { .host = MODEL_NONE, .rule = MODEL_NONE, .best = MODEL_NONE, .blocker = MODEL_BLOCKER_NO_HOST };
  Rank best = { 0 };

  if (purpose != MODEL_FOR_EVACUATION && !model_vsan_vm_is_served (run, vm)) {
    placement.blocker = MODEL_BLOCKER_VSAN_LOST;
    return placement;
  }
  if (cluster->n_hosts == 1 && purpose == MODEL_FOR_EVACUATION)
    placement.blocker = MODEL_BLOCKER_ONLY_HOST;
  for (MODEL_EACH_HOST (host, cluster)) {
    const ModelHostState *state = model_host_state (run, host);
    guint32 rule = MODEL_NONE;
    ModelBlocker blocker;
    Rank this;

    if (!is_candidate (run, vm, host, purpose))
      continue;
    blocker = model_vm_against_host (run, vm, host, purpose, &rule);
    if (blocker == MODEL_BLOCKER_MEMORY_RESERVATION || blocker == MODEL_BLOCKER_AHV_MEMORY
        || blocker == MODEL_BLOCKER_CPU_RESERVATION) {
      gint64 room = MAX (0, model_host_memory (fleet, host) - state->memory_reserved_mib);

      if (placement.best == MODEL_NONE || room > placement.room) {
        placement.best = host;
        placement.room = room;
        placement.need = model_vm_memory_claim (run, vm);
      }
    }
    if (blocker != MODEL_BLOCKER_NONE) {
      if (placement.host == MODEL_NONE && blocker > placement.blocker) {
        placement.blocker = blocker;
        placement.rule = rule;
      }
      continue;
    }
    if (purpose == MODEL_FOR_RESTART && state->power_ons >= model_number (run, MODEL_HA_POWER_ONS)) {
      placement.full = TRUE;
      continue;
    }
    this = rank (run, vm, host, purpose);
    if (placement.host == MODEL_NONE || is_better (&this, &best)) {
      placement.host = host;
      placement.rule = this.should;
      best = this;
    }
  }
  if (placement.host != MODEL_NONE)
    placement.blocker = MODEL_BLOCKER_NONE;
  return placement;
}
