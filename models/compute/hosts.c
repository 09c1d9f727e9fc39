#include "models/compute/hosts.h"
#include "models/capacity/growth.h"
#include "models/compute/gpus.h"

#include "models/compute/registered.h"
#include "models/ha/claims.h"

#include "models/vcenter/availability.h"

/* What memory overcommit never takes from a VM. */
static gint64
kept_of (const SimRun *run, const ModelVm *vm)
{
  return sim_muldiv (vm->memory_mib, model_number (run, MODEL_AHV_OVERCOMMIT_KEEPS), 100000);
}

gint64
model_vm_memory_claim (const SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelVm *v = &fleet->vms[vm];

  return v->overhead_mib + (fleet->clusters[v->cluster].platform == MODEL_NUTANIX_AHV
                              ? (v->overcommits ? kept_of (run, v) : v->memory_mib)
                              : model_vm_state (run, vm)->memory_reservation_mib);
}

gint64
model_vm_memory_held (const SimRun *run, guint32 vm)
{
  const ModelVm *v = &model_fleet (run)->vms[vm];

  if (!v->overcommits)
    return v->overhead_mib + v->memory_mib;
  return v->overhead_mib
         + CLAMP (model_grown (run, v->cluster, v->active_memory_mib ? v->active_memory_mib : v->memory_mib),
                  kept_of (run, v), v->memory_mib);
}

gint64
model_vm_cpu_claim (const SimRun *run, guint32 vm)
{
  return model_vm_state (run, vm)->cpu_reservation_mhz;
}

gint64
model_vm_memory_demand (const SimRun *run, guint32 vm)
{
  const ModelVm *v = &model_fleet (run)->vms[vm];

  return MAX (model_grown (run, v->cluster, v->active_memory_mib ? v->active_memory_mib : v->memory_mib),
              model_vm_state (run, vm)->memory_reservation_mib);
}

gint64
model_vm_cpu_demand (const SimRun *run, guint32 vm)
{
  const ModelVm *v = &model_fleet (run)->vms[vm];

  return model_grown (run, v->cluster, v->cpu_demand_mhz);
}

gint64
model_host_memory (const ModelFleet *fleet, guint32 host)
{
  const ModelHost *h = &fleet->hosts[host];

  return MAX (0, h->memory_mib - fleet->clusters[h->cluster].cvm_memory_mib);
}

gint64
model_host_cpu (const ModelFleet *fleet, guint32 host)
{
  const ModelHost *h = &fleet->hosts[host];

  return MAX (0, h->cpu_mhz - fleet->clusters[h->cluster].cvm_cpu_mhz);
}

static void
count (SimRun *run, guint32 host, guint32 vm, gint64 sign)
{
  ModelHostState *h = model_host_state (run, host);

  if (model_fleet (run)->vms[vm].devices >> MODEL_DEVICE_VGPU & 1)
    h->vgpus = (guint32) (h->vgpus + sign);
  h->vcpus = (guint32) (h->vcpus + sign * model_fleet (run)->vms[vm].vcpus);
  h->cpu_reserved_mhz += sign * model_vm_cpu_claim (run, vm);
  h->memory_reserved_mib += sign * model_vm_memory_claim (run, vm);
  h->cpu_demand_mhz += sign * model_vm_cpu_demand (run, vm);
  h->memory_demand_mib += sign * model_vm_memory_demand (run, vm);
  h->storage_cpu_mhz += sign * model_fleet (run)->vms[vm].storage_cpu_mhz;
  h->memory_held_mib += sign * model_vm_memory_held (run, vm);
}

static void
add (SimRun *run, guint32 host, guint32 vm)
{
  ModelHostState *h = model_host_state (run, host);
  ModelVmState *v = model_vm_state (run, vm);
  guint32 *link = &h->first_vm, previous = 0;

  while (*link && *link - 1 < vm) {
    previous = *link;
    link = &model_vm_state (run, *link - 1)->next;
  }
  v->previous = previous;
  v->next = *link;
  if (*link)
    model_vm_state (run, *link - 1)->previous = vm + 1;
  *link = vm + 1;
  v->host = host;
  h->n_vms++;
  count (run, host, vm, 1);
}

void
model_host_add (SimRun *run, guint32 host, guint32 vm)
{
  add (run, host, vm);
  model_vm_state (run, vm)->card = model_gpu_take (run, host, vm);
}

void
model_host_put_back (SimRun *run, guint32 host, guint32 vm, guint8 card)
{
  add (run, host, vm);
  model_gpu_take_of (run, host, vm, card);
  model_vm_state (run, vm)->card = card;
}

void
model_host_remove (SimRun *run, guint32 host, guint32 vm)
{
  ModelHostState *h = model_host_state (run, host);
  ModelVmState *v = model_vm_state (run, vm);

  g_assert (v->host == host && h->n_vms > 0);
  *(v->previous ? &model_vm_state (run, v->previous - 1)->next : &h->first_vm) = v->next;
  if (v->next)
    model_vm_state (run, v->next - 1)->previous = v->previous;
  v->next = v->previous = 0;
  h->n_vms--;
  count (run, host, vm, -1);
  model_gpu_give_back (run, host, vm, v->card);
  v->card = 0;
}

void
model_host_expect (SimRun *run, guint32 host, guint32 vm)
{
  model_host_state (run, host)->coming++;
  count (run, host, vm, 1);
  model_vm_state (run, vm)->next_card = model_gpu_take (run, host, vm);
}

void
model_host_expect_no_more (SimRun *run, guint32 host, guint32 vm)
{
  g_assert (model_host_state (run, host)->coming > 0);
  model_host_state (run, host)->coming--;
  count (run, host, vm, -1);
  model_gpu_give_back (run, host, vm, model_vm_state (run, vm)->next_card);
  model_vm_state (run, vm)->next_card = 0;
}

void
model_vm_reserve (SimRun *run, guint32 vm, gint64 cpu_mhz, gint64 memory_mib)
{
  ModelVmState *v = model_vm_state (run, vm);
  guint32 on[] = { model_vm_is_on (run, vm) ? v->host : MODEL_NONE, v->target };

  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    if (on[i] != MODEL_NONE)
      count (run, on[i], vm, -1);
  v->cpu_reservation_mhz = cpu_mhz;
  v->memory_reservation_mib = memory_mib;
  model_claims_forget (run, model_fleet (run)->vms[vm].cluster);
  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    if (on[i] != MODEL_NONE)
      count (run, on[i], vm, 1);
}

void
model_cluster_grow (SimRun *run, guint32 cluster, guint32 growth)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  for (gint64 sign = -1; sign <= 1; sign += 2) {
    for (MODEL_EACH_VM (vm, c)) {
      const ModelVmState *v = model_vm_state (run, vm);

      if (model_vm_is_on (run, vm) && v->host != MODEL_NONE)
        count (run, v->host, vm, sign);
      if (v->target != MODEL_NONE)
        count (run, v->target, vm, sign);
    }
    if (sign < 0)
      model_cluster_state (run, cluster)->growth = growth;
  }
}

/* What a host is fit for in each state; the tables of the machines say how it gets there. */
enum { UP = 1, POOL = 2, COUNTS = 4, MAINTENANCE = 8 };

static const guint8 fitness[HOST_N_STATES] = {
  [HOST_AT_CONNECTED] = UP | POOL | COUNTS,
  [HOST_AT_ENTERING] = UP | COUNTS,
  [HOST_AT_STUCK] = UP | COUNTS,
  [HOST_AT_MAINTENANCE] = UP | MAINTENANCE,
  [HOST_AT_REMEDIATING] = UP | MAINTENANCE,
  [HOST_AT_PARTIAL] = UP | COUNTS,
  [HOST_AT_REBOOTING] = MAINTENANCE,
  [HOST_AT_FALLING_BACK] = MAINTENANCE,
  [HOST_AT_BOOT_HUNG] = MAINTENANCE,
  [HOST_AT_RECONNECTING] = UP | MAINTENANCE,
  [HOST_AT_POST_CHECK] = UP | MAINTENANCE,
  [HOST_AT_EXITING] = UP | MAINTENANCE,
  [HOST_AT_HA_INIT] = UP,
  [HOST_AT_REPAIR] = UP | MAINTENANCE,
  [HOST_AT_REFUSED] = UP | MAINTENANCE,
  [HOST_AT_DOWN] = 0,
  [HOST_AT_BOOTING] = 0,
  [HOST_AT_UNPROVISIONED] = 0,
  [HOST_AT_DISCONNECTED] = UP,
  [HOST_AT_CONNECTING] = UP,
  [HOST_AT_TO_STANDBY] = UP | COUNTS,
  [HOST_AT_STANDBY] = 0,
  [HOST_AT_WAKING] = 0,
  [HOST_AT_OUTSIDE] = 0,
};

static gboolean
is_fit (const SimRun *run, guint32 host, guint8 what)
{
  return (fitness[STATE (HOST, host)] & what) != 0;
}

gboolean
model_host_is_up (const SimRun *run, guint32 host)
{
  return is_fit (run, host, UP);
}

gboolean
model_host_in_pool (const SimRun *run, guint32 host)
{
  return is_fit (run, host, POOL);
}

gboolean
model_host_has_no_vms (const SimRun *run, guint32 host)
{
  const ModelHostState *h = model_host_state (run, host);

  return h->n_vms == 0 && h->coming == 0 && !model_is_to_lose_off_vms (run, host);
}

gboolean
model_host_is_managed (const SimRun *run, guint32 host)
{
  return STATE (HOST, host) != HOST_AT_DISCONNECTED && STATE (HOST, host) != HOST_AT_CONNECTING
         && STATE (HOST, host) != HOST_AT_OUTSIDE;
}

gboolean
model_host_is_member (const SimRun *run, guint32 host)
{
  return STATE (HOST, host) != HOST_AT_OUTSIDE;
}

gboolean
model_host_in_maintenance (const SimRun *run, guint32 host)
{
  return is_fit (run, host, MAINTENANCE);
}

gboolean
model_host_is_good (const SimRun *run, guint32 host)
{
  guint agent = STATE (AGENT, host);

  return is_fit (run, host, COUNTS) && !model_host_state (run, host)->ha_error &&
         agent != AGENT_AT_INACTIVE && agent != AGENT_AT_CONFIGURING && agent != AGENT_AT_ERROR &&
         agent != AGENT_AT_ISOLATED && agent != AGENT_AT_STOPPED;
}

gboolean
model_vm_is_on (const SimRun *run, guint32 vm)
{
  guint state = STATE (VM, vm);

  return state == VM_AT_RUNNING || state == VM_AT_LEAVING || state == VM_AT_PINNED || state == VM_AT_MIGRATING
         || state == VM_AT_STOPPING;
}

gboolean
model_cvm_serves (const SimRun *run, guint32 host)
{
  guint state = STATE (CVM, host);

  return state == CVM_AT_SERVING || state == CVM_AT_WAITING;
}

void
model_assert_sums (const SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  g_autofree gint64 *memory = g_new0 (gint64, fleet->n_hosts + 1), *held = g_new0 (gint64, fleet->n_hosts + 1);
  g_autofree guint32 *vgpus = g_new0 (guint32, fleet->n_hosts + 1), *vcpus = g_new0 (guint32, fleet->n_hosts + 1);
  g_autofree guint32 *on_cards = g_new0 (guint32, (fleet->n_hosts + 1) * MODEL_GPUS);
  g_autofree guint32 *vms = g_new0 (guint32, fleet->n_hosts + 1), *by_hand = g_new0 (guint32, fleet->n_clusters + 1);

  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    const ModelVmState *v = model_vm_state (run, vm);

    if (model_vm_is_on (run, vm)) {
      memory[v->host] += model_vm_memory_claim (run, vm);
      held[v->host] += model_vm_memory_held (run, vm);
      vms[v->host]++;
      vgpus[v->host] += v->devices >> MODEL_DEVICE_VGPU & 1;
      vcpus[v->host] += fleet->vms[vm].vcpus;
    }
    if (v->target != MODEL_NONE) {
      memory[v->target] += model_vm_memory_claim (run, vm);
      held[v->target] += model_vm_memory_held (run, vm);
      vgpus[v->target] += v->devices >> MODEL_DEVICE_VGPU & 1;
      vcpus[v->target] += fleet->vms[vm].vcpus;
    }
    if (v->card)
      on_cards[v->host * MODEL_GPUS + v->card - 1]++;
    if (v->next_card)
      on_cards[v->target * MODEL_GPUS + v->next_card - 1]++;
    by_hand[fleet->vms[vm].cluster] += v->waits_by_hand;
    g_assert (!v->waits_by_hand || (v->step && model_vm_is_on (run, vm)));
  }
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    g_assert (model_cluster_state (run, c)->by_hand == by_hand[c]);
  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    g_assert (model_host_state (run, host)->memory_reserved_mib == memory[host]);
    g_assert (model_host_state (run, host)->memory_held_mib == held[host]);
    g_assert (model_host_state (run, host)->n_vms == vms[host]);
    g_assert (model_host_state (run, host)->vgpus == vgpus[host]);
    g_assert (model_host_state (run, host)->vcpus == vcpus[host]);
    for (guint card = 0; card < MODEL_GPUS; card++) {
      const ModelGpu *gpu = &model_host_state (run, host)->gpus[card];

      g_assert (gpu->vms == on_cards[host * MODEL_GPUS + card] && gpu->used <= 1000000);
      g_assert (gpu->vms || (!gpu->used && !gpu->profile));
    }
  }
}
