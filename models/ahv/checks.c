/* See checks.h. The one pre-check that may be skipped is POWER_OFF_UVMS: whether a VM is pinned to a host that is to reboot. To skip
 * it moves nothing, so the node then hangs; `auto` has LCM power such VMs off and on again.
 *
 * Facts: N-58 N-59. */

#include "models/ahv/checks.h"

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/nutanix/cvms.h"

static void
name (ModelAhvCheck *check, ModelCheck which, SimId who)
{
  check->check = which;
  if (!check->of)
    check->of = who;
  else if (!check->second)
    check->second = who;
  else if (!check->third)
    check->third = who;
  else
    check->more++;
}

/* One operation of LCM at a time on a cluster (N-59). */
static gboolean
another_is_at_work (const SimRun *run, guint32 step)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 at_rest = 1u << STEP_AT_WAITING | 1u << STEP_AT_DONE | 1u << STEP_AT_FAILED | 1u << STEP_AT_SKIPPED;

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (s != step && model_ahv_is_lcm (fleet, s) && fleet->steps[s].index == fleet->steps[step].index
        && !(at_rest >> STATE (STEP, s) & 1))
      return TRUE;
  return FALSE;
}

static void
look_for_pinned (const SimRun *run, guint32 step, ModelAhvCheck *check)
{
  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), step))
    if (model_lcm_needs (run, step, host))
      for (MODEL_EACH_VM_ON (vm, run, host))
        if (model_ahv_fate (run, vm) == MODEL_AHV_IS_PINNED)
          name (check, MODEL_CHECK_POWER_OFF_UVMS, ACTOR (VM, vm));
}

ModelAhvCheck
model_ahv_failing_check (const SimRun *run, guint32 step)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelStep *s = &fleet->steps[step];
  const ModelCluster *cluster = &fleet->clusters[s->index];
  ModelAhvCheck check = { .check = MODEL_N_CHECKS };

  if (another_is_at_work (run, step))
    check.check = MODEL_CHECK_BUSY;
  else if (STATE (TOKEN, s->index) == TOKEN_AT_HELD)
    check.check = MODEL_CHECK_TOKEN;
  if (check.check != MODEL_N_CHECKS)
    return check;
  for (MODEL_EACH_HOST (host, cluster))
    if (model_node_is_out (run, host))
      name (&check, MODEL_CHECK_MAINTENANCE, ACTOR (HOST, host));
  if (check.check != MODEL_N_CHECKS)
    return check;
  for (MODEL_EACH_HOST (host, cluster))
    if (!model_cvm_serves (run, host))
      name (&check, MODEL_CHECK_CVM_DOWN, ACTOR (CVM, host));
  if (check.check == MODEL_N_CHECKS && !model_ahv_is_resilient (run, s->index))
    check.check = MODEL_CHECK_RESILIENCY;
  if (check.check == MODEL_N_CHECKS && s->power_off_uvms == MODEL_UVMS_NO)
    look_for_pinned (run, step, &check);
  return check;
}
