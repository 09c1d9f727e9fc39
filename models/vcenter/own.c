/* Where a vCenter's own VM stands in the way of its upgrade, and how to get it out.
 *
 * Facts: B28. */

#include "models/vcenter/own.h"

#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/vcenter/vcls.h"
#include "models/words.h"

guint32
model_vcenter_vm (const SimRun *run, guint32 vcenter)
{
  const ModelVcenter *me = &model_fleet (run)->vcenters[vcenter];

  return me->vcha ? me->nodes[model_vcha_state (run, vcenter)->active] : me->vm;
}

guint32
model_own_vcenter_on (const SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 vcenter = fleet->clusters[fleet->hosts[host].cluster].vcenter;
  guint32 vm = vcenter == MODEL_NONE ? MODEL_NONE : model_vcenter_vm (run, vcenter);

  return vm != MODEL_NONE && model_vm_is_on (run, vm) && model_vm_state (run, vm)->host == host ? vm
                                                                                                : MODEL_NONE;
}

static gboolean
drs_moves_nothing (const SimRun *run, guint32 cluster)
{
  return STATE (DRS, cluster) != DRS_AT_READY;
}

gboolean
model_own_vcenter_is_held (const SimRun *run, guint32 host)
{
  guint32 vm = model_own_vcenter_on (run, host);

  return vm != MODEL_NONE
         && (model_vm_is_tied (run, vm) != MODEL_BLOCKER_NONE
             || drs_moves_nothing (run, model_fleet (run)->hosts[host].cluster)
             || model_place (run, vm, MODEL_FOR_EVACUATION).host == MODEL_NONE);
}

/* A host that is held back as a whole holds its vCenter, whatever that VM could do by itself. */
static gboolean
holds_all (guint blocker)
{
  return blocker == MODEL_BLOCKER_VCENTER_DOWN || blocker == MODEL_BLOCKER_DRS_OFF
         || blocker == MODEL_BLOCKER_DRS_NOT_AUTOMATED || blocker == MODEL_BLOCKER_VCLS_GONE;
}

void
model_find_own_vcenter (SimRun *run, guint32 host, guint blocker)
{
  guint32 vm = model_own_vcenter_on (run, host);
  guint32 cluster = model_fleet (run)->hosts[host].cluster;
  gint64 evidence[SIM_EVIDENCE_MAX] = { blocker, ACTOR (HOST, host) };

  if (vm == MODEL_NONE || !(holds_all (blocker) || STATE (VM, vm) == VM_AT_PINNED))
    return;
  evidence[2] = ACTOR (VM, vm);
  if (blocker != MODEL_BLOCKER_VCENTER_DOWN && model_vm_is_tied_down (run, vm) == MODEL_BLOCKER_NONE) {
    guint32 target = model_place (run, vm, MODEL_FOR_MOVE_BY_HAND).host;

    evidence[3] = target == MODEL_NONE ? 0 : ACTOR (HOST, target);
  }
  evidence[4] = evidence[3] ? MODEL_OWN_BY_HAND : MODEL_OWN_AS_ANY;
  sim_find (run, MODEL_FIND_VCENTER_IN_THE_WAY, SIM_RISK,
            ACTOR (VCENTER, model_fleet (run)->clusters[cluster].vcenter), ACTOR (HOST, host), evidence);
}

void
model_end_own_vcenter (SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 vcenter = fleet->clusters[fleet->hosts[host].cluster].vcenter;

  if (vcenter != MODEL_NONE)
    sim_find_end (run, MODEL_FIND_VCENTER_IN_THE_WAY, ACTOR (VCENTER, vcenter), ACTOR (HOST, host));
}
