#include "models/compute/fault-tolerance.h"

#include "models/compute/hosts.h"

static guint32
partner_of (const SimRun *run, guint32 vm)
{
  return model_fleet (run)->vms[vm].partner;
}

gboolean
model_ft_is_on (const SimRun *run, guint32 vm)
{
  const ModelVmState *v = model_vm_state (run, vm);

  return v->devices >> MODEL_DEVICE_FAULT_TOLERANCE & 1 && !v->ft_off;
}

gboolean
model_ft_is_secondary (const SimRun *run, guint32 vm)
{
  return partner_of (run, vm) != MODEL_NONE && model_fleet (run)->vms[vm].role == MODEL_ROLE_FT_SECONDARY;
}

ModelBlocker
model_ft_ties (const SimRun *run, guint32 vm)
{
  return model_ft_is_on (run, vm) && !model_fleet (run)->clusters[model_fleet (run)->vms[vm].cluster].evc
             ? MODEL_BLOCKER_FAULT_TOLERANCE
             : MODEL_BLOCKER_NONE;
}

ModelBlocker
model_ft_against_host (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose)
{
  guint32 partner = partner_of (run, vm);
  const ModelVmState *p;

  if (partner == MODEL_NONE)
    return MODEL_BLOCKER_NONE;
  p = model_vm_state (run, partner);
  if (p->target == host || (p->host == host && model_vm_is_on (run, partner)))
    return MODEL_BLOCKER_FT_PARTNER;
  if ((purpose == MODEL_FOR_RESTART || purpose == MODEL_FOR_POWER_ON) && model_ft_is_secondary (run, vm)
      && model_ft_is_on (run, vm) && model_vm_is_on (run, partner)
      && model_host_state (run, host)->version != model_host_state (run, p->host)->version)
    return MODEL_BLOCKER_FT_VERSION;
  return MODEL_BLOCKER_NONE;
}

gboolean
model_ft_starts_at_home (const SimRun *run, guint32 vm)
{
  return model_ft_ties (run, vm) != MODEL_BLOCKER_NONE
         && model_fleet (run)->vms[vm].role != MODEL_ROLE_FT_SECONDARY;
}

guint32
model_ft_stand_in (const SimRun *run, guint32 vm)
{
  guint32 partner = partner_of (run, vm), host;
  guint state;

  if (partner == MODEL_NONE || model_ft_is_secondary (run, vm) || !model_ft_is_on (run, vm))
    return MODEL_NONE;
  state = STATE (VM, partner);
  host = model_vm_state (run, partner)->host;
  return (state == VM_AT_RUNNING || state == VM_AT_LEAVING || state == VM_AT_PINNED)
                 && model_host_is_up (run, host) && model_host_state (run, host)->powered
             ? host
             : MODEL_NONE;
}

/* All hosts that a secondary may be on. */
static gboolean
pool_has_one_version (const SimRun *run, guint32 cluster)
{
  ModelVersion first = 0;

  for (MODEL_EACH_HOST (host, &model_fleet (run)->clusters[cluster])) {
    ModelVersion version = model_host_state (run, host)->version;

    if (!model_host_in_pool (run, host))
      continue;
    if (first && version != first)
      return FALSE;
    first = version;
  }
  return TRUE;
}

gboolean
model_ft_may_be_on (const SimRun *run, guint32 vm)
{
  guint32 partner = partner_of (run, vm);
  guint32 a = model_vm_state (run, vm)->host, b;

  if (partner == MODEL_NONE)
    return pool_has_one_version (run, model_fleet (run)->vms[vm].cluster);
  b = model_vm_state (run, partner)->host;
  return a != MODEL_NONE && b != MODEL_NONE
         && model_host_state (run, a)->version == model_host_state (run, b)->version;
}

void
model_ft_turn (SimRun *run, guint32 vm, gboolean on)
{
  model_vm_state (run, vm)->ft_off = on ? 0 : 1;
  model_ft_look (run, vm);
}

gboolean
model_ft_is_spare (const SimRun *run, guint32 vm)
{
  return model_ft_is_secondary (run, vm) && model_ft_is_on (run, vm)
         && model_vm_is_on (run, partner_of (run, vm));
}

void
model_ft_look (SimRun *run, guint32 vm)
{
  guint32 partner = partner_of (run, vm), primary = model_ft_is_secondary (run, vm) ? partner : vm;
  guint32 secondary = primary == vm ? partner : vm;
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };

  if (partner == MODEL_NONE)
    return;
  evidence[0] = ACTOR (VM, secondary);
  if (model_ft_is_on (run, primary) && model_vm_is_on (run, primary) && !model_vm_is_on (run, secondary))
    sim_find (run, MODEL_FIND_FAULT_TOLERANCE_LOST, SIM_RISK, ACTOR (VM, primary), 0, evidence);
  else
    sim_find_end (run, MODEL_FIND_FAULT_TOLERANCE_LOST, ACTOR (VM, primary), 0);
}
