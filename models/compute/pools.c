#include "models/compute/pools.h"

#include "models/compute/hosts.h"

typedef struct {
  gint64 mhz, mib;
} Claim;

static gboolean
is_on (const SimRun *run, guint32 vm)
{
  guint state = STATE (VM, vm);

  return model_vm_is_on (run, vm) || state == VM_AT_POWERING || state == VM_AT_RESTARTING;
}

/* What the powered-on VMs of each pool reserve, the root's last. */
static Claim *
claims_of_vms (const SimRun *run, const ModelCluster *cluster, guint32 with)
{
  const ModelFleet *fleet = model_fleet (run);
  Claim *claims = g_new0 (Claim, cluster->n_pools + 1);

  for (MODEL_EACH_VM (vm, cluster)) {
    guint32 pool = fleet->vms[vm].pool;
    Claim *claim = &claims[pool == MODEL_NONE ? cluster->n_pools : pool - cluster->first_pool];

    if (vm != with && !is_on (run, vm))
      continue;
    claim->mhz += model_vm_cpu_claim (run, vm);
    claim->mib += model_vm_memory_claim (run, vm);
  }
  return claims;
}

/* What a pool needs of its parent, given what its children need of it; `ret_short` when it has promised too much. */
static Claim
need_of (const ModelPool *pool, Claim children, gboolean *ret_short)
{
  Claim own = { pool->cpu_mhz, pool->memory_mib };

  *ret_short = !pool->expandable && (children.mhz > own.mhz || children.mib > own.mib);
  if (!pool->expandable)
    return own;
  return (Claim){ MAX (own.mhz, children.mhz), MAX (own.mib, children.mib) };
}

/* Hosts that take part: in the pool that DRS uses, or on their way out of it with VMs still on them. */
static void
add_hosts (const SimRun *run, const ModelCluster *cluster, ModelPools *out)
{
  const ModelFleet *fleet = model_fleet (run);

  for (MODEL_EACH_HOST (host, cluster)) {
    guint state = STATE (HOST, host);

    if (!model_host_in_pool (run, host) && state != HOST_AT_ENTERING && state != HOST_AT_STUCK)
      continue;
    out->cpu_mhz += model_host_cpu (fleet, host);
    out->memory_mib += model_host_memory (fleet, host);
  }
}

ModelPools
model_pools (const SimRun *run, guint32 index, guint32 with)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];
  ModelPools out = { .validity = MODEL_VALID, .pool = MODEL_NONE, .vm = MODEL_NONE };
  g_autofree Claim *claims = NULL;

  if (cluster->n_pools == 0)
    return out;
  claims = claims_of_vms (run, cluster, with);
  /* By depth, deepest first: fleet.h says that a pool's order is the way from the leaves to the root. */
  for (guint32 i = 0; i < cluster->n_pools; i++) {
    const ModelPool *pool = &fleet->pools[cluster->first_pool + fleet->pools[cluster->first_pool + i].turn];
    guint32 self = (guint32) (pool - fleet->pools) - cluster->first_pool;
    guint32 parent = pool->parent == MODEL_NONE ? cluster->n_pools : pool->parent - cluster->first_pool;
    gboolean is_short;
    Claim need = need_of (pool, claims[self], &is_short);

    if (is_short && out.pool == MODEL_NONE)
      out.pool = cluster->first_pool + self;
    claims[parent].mhz += need.mhz;
    claims[parent].mib += need.mib;
  }
  add_hosts (run, cluster, &out);
  out.cpu_needed_mhz = claims[cluster->n_pools].mhz;
  out.memory_needed_mib = claims[cluster->n_pools].mib;
  if (out.pool != MODEL_NONE)
    out.validity = MODEL_RED;
  else if (out.cpu_needed_mhz > out.cpu_mhz || out.memory_needed_mib > out.memory_mib)
    out.validity = MODEL_YELLOW;
  return out;
}

ModelPools
model_colour (const SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  const ModelClusterState *state = model_cluster_state (run, index);
  ModelPools out = model_pools (run, index, MODEL_NONE);

  if (!state->past_vcenter || state->automation == MODEL_AUTOMATION_OFF || out.validity == MODEL_RED
      || !model_number (run, MODEL_VC_RED_BY_HOST))
    return out;
  for (MODEL_EACH_VM (vm, cluster))
    if (model_vm_state (run, vm)->past_vcenter && is_on (run, vm)) {
      out.validity = MODEL_RED;
      out.vm = vm;
      break;
    }
  return out;
}

void
model_forget_past (SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];

  if (!model_cluster_state (run, index)->past_vcenter)
    return;
  model_cluster_state (run, index)->past_vcenter = FALSE;
  for (MODEL_EACH_VM (vm, cluster))
    model_vm_state (run, vm)->past_vcenter = FALSE;
}

gboolean
model_pools_refuse (const SimRun *run, guint32 vm)
{
  guint32 cluster = model_fleet (run)->vms[vm].cluster;
  ModelPools after = model_pools (run, cluster, vm), now;

  if (after.validity == MODEL_VALID
      || (model_vm_cpu_claim (run, vm) == 0 && model_vm_memory_claim (run, vm) == 0))
    return FALSE;
  now = model_pools (run, cluster, MODEL_NONE);
  /* What was wrong before is not this VM's doing, unless it asks for more of it. */
  return after.validity == MODEL_RED
             ? after.pool != now.pool || now.validity != MODEL_RED
             : after.cpu_needed_mhz > now.cpu_needed_mhz || after.memory_needed_mib > now.memory_needed_mib;
}
