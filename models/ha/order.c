#include "models/ha/order.h"

#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/plan/versions.h"

G_STATIC_ASSERT (MODEL_BATCHES == 2 + MODEL_N_PRIORITIES);

guint
model_restart_batch (const ModelFleet *fleet, guint32 vm)
{
  const ModelVm *v = &fleet->vms[vm];

  return v->role == MODEL_ROLE_AGENT ? 0 : v->role == MODEL_ROLE_FT_SECONDARY ? 1 : 2 + v->priority;
}

ModelVersion
model_ha_version (const SimRun *run, guint32 cluster)
{
  guint32 vcenter = model_fleet (run)->clusters[cluster].vcenter;

  return vcenter == MODEL_NONE ? 0 : model_vcenter_state (run, vcenter)->version;
}

gboolean
model_ha_orchestrates (const SimRun *run, guint32 cluster)
{
  return !model_version_is_before (model_ha_version (run, cluster), 6, 5);
}

ModelReady
model_ready_condition (const ModelFleet *fleet, guint32 vm)
{
  const ModelVm *v = &fleet->vms[vm];

  return v->ready == MODEL_READY_INHERIT ? fleet->clusters[v->cluster].ready : v->ready;
}

SimTime
model_ready_after (const SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelVm *v = &fleet->vms[vm];
  ModelReady condition = model_ready_condition (fleet, vm);
  SimTime after = v->ready_delay >= 0 ? v->ready_delay : fleet->clusters[v->cluster].ready_delay;

  if (condition >= MODEL_READY_GUEST && !v->tools)
    return SIM_NEVER;
  if (condition >= MODEL_READY_GUEST)
    after += model_number (run, MODEL_GUEST_BOOT);
  if (condition == MODEL_READY_APPLICATION)
    after += model_number (run, MODEL_APPLICATION_START);
  return after;
}

/* With the condition `none` a VM that has its host is ready, after its delay; that it has none yet, or that its power-on has
 * failed, keeps nobody. */
gboolean
model_restart_holds (const SimRun *run, guint32 vm, guint state)
{
  gboolean wants = model_ready_condition (model_fleet (run), vm) != MODEL_READY_NONE;

  if (!model_ha_orchestrates (run, model_fleet (run)->vms[vm].cluster))
    return FALSE;
  switch (state) {
  case RESTART_AT_QUEUED:
    return TRUE;
  case RESTART_AT_STARTING:
    return wants || model_ready_after (run, vm) > 0;
  case RESTART_AT_SETTLING:
    return TRUE;
  case RESTART_AT_BACKOFF:
  case RESTART_AT_PENDING:
    return wants;
  default:
    return FALSE;
  }
}

static SimTime
limit_of (const SimRun *run, guint32 cluster)
{
  gint64 said = model_fleet (run)->clusters[cluster].batch_timeout;

  return said ? said : model_number (run, MODEL_HA_BATCH_TIMEOUT);
}

/* When the wait for a batch ends by itself: counted from its first turn, and never before that. */
static SimTime
ends_of (const SimRun *run, guint32 cluster, guint batch)
{
  SimTime since = model_ha_cluster (run, cluster)->batch_since[batch], limit = limit_of (run, cluster);

  return since == SIM_NEVER || limit == SIM_NEVER ? SIM_NEVER : since + limit;
}

/* Up to 6.0: by the host that would take it. */
static gboolean
its_host_is_busy_with_higher (const SimRun *run, guint32 vm)
{
  guint32 host = model_place (run, vm, MODEL_FOR_RESTART).host;

  for (guint b = 0; host != MODEL_NONE && b < model_restart_batch (model_fleet (run), vm); b++)
    if (model_ha_host (run, host)->starting[b])
      return TRUE;
  return FALSE;
}

gboolean
model_restart_waits_for_batch (const SimRun *run, guint32 vm, SimTime *until)
{
  guint32 cluster = model_fleet (run)->vms[vm].cluster;

  *until = SIM_NEVER;
  if (!model_ha_orchestrates (run, cluster))
    return its_host_is_busy_with_higher (run, vm);
  for (guint b = 0; b < model_restart_batch (model_fleet (run), vm); b++)
    if (model_ha_cluster (run, cluster)->waiting[b] && ends_of (run, cluster, b) > sim_now (run)) {
      *until = ends_of (run, cluster, b);
      return TRUE;
    }
  return FALSE;
}

/* A VM that is off on purpose, or that the master was never told of, is not in the list of those to be restarted, so nobody
 * waits for it. */
static gboolean
is_ready (const SimRun *run, guint32 vm)
{
  guint vm_state = STATE (VM, vm), state = STATE (RESTART, vm);

  if (vm_state == VM_AT_OFF || vm_state == VM_AT_POWERING || state == RESTART_AT_UNLISTED)
    return TRUE;
  if (model_vm_is_on (run, vm))
    return state != RESTART_AT_SETTLING;
  return state == RESTART_AT_STARTING && !model_ha_vm (run, vm)->holds;
}

guint32
model_restart_waits_for_vm (const SimRun *run, guint32 vm, SimTime *until)
{
  const ModelVm *v = &model_fleet (run)->vms[vm];

  *until = SIM_NEVER;
  if (!model_ha_orchestrates (run, v->cluster))
    return MODEL_NONE;
  for (guint32 i = 0; i < v->n_restart_after; i++) {
    guint32 other = v->restart_after[i];
    SimTime ends = ends_of (run, v->cluster, model_restart_batch (model_fleet (run), other));

    if (is_ready (run, other) || (model_number (run, MODEL_HA_DEPENDENCY_LIMIT) && ends <= sim_now (run)))
      continue;
    if (model_number (run, MODEL_HA_DEPENDENCY_LIMIT))
      *until = ends;
    return other;
  }
  return MODEL_NONE;
}
