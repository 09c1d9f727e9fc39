/* Platforms 11 once more: what LCM does, what HA guarantees, and what a verdict says while a step is under way. Where each of its
 * invariants that concern Nutanix is asserted:
 *
 *   I-01 token and CVMs     invariants-nutanix-data.c, nodes: invariants-ahv.c
 *   I-02 metadata sets      invariants-nutanix-data.c
 *   I-03 tolerance          of storage: invariants-nutanix-data.c, with HA's memory: here
 *   I-04 after a loss       invariants-nutanix-data.c
 *   I-05 places             CVMs: invariants-nutanix.c, agents: invariants-ahv.c, VMs: invariants.c
 *   I-06 AOS moves nothing  invariants-nutanix.c and invariants-nutanix-data.c, at the end
 *   I-07 maintenance        invariants-ahv.c, on ESXi invariants.c
 *   I-13 same bytes         test-replay.c
 *   I-14 headroom           here
 */

#include "tests/look.h"

#include "models/ahv/reservation.h"
#include "models/nutanix/mode.h"
#include "models/nutanix/tolerance.h"

/* By what works for it; a step that is refused has not begun. */
static gboolean
is_at_work (const Look *look, guint32 step)
{
  const ModelFleet *fleet = look->trial->fleet;

  if (fleet->steps[step].verb == MODEL_VERB_UPGRADE_FIRMWARE
      && !IN (STATE_OF (REMEDIATION, step), REMEDIATION_AT_IDLE, REMEDIATION_AT_DONE, REMEDIATION_AT_FAILED,
              REMEDIATION_AT_ABORTED))
    return TRUE;
  return !IN (STATE_OF (AOS, step), AOS_AT_IDLE, AOS_AT_STALLED, AOS_AT_DONE, AOS_AT_FAILED, AOS_AT_CANCELLED)
         || (fleet->has_ahv
             && !IN (STATE_OF (AHV_ROLL, step), AHV_ROLL_AT_IDLE, AHV_ROLL_AT_STALLED, AHV_ROLL_AT_DONE,
                     AHV_ROLL_AT_FAILED))
         || (fleet->has_lcm
             && !IN (STATE_OF (OPERATION, step), OPERATION_AT_NONE, OPERATION_AT_SUCCEEDED,
                     OPERATION_AT_FAILED));
}

/* N-59: one operation of LCM at a time. */
static void
look_at_lcm (const Look *look, guint32 c)
{
  const ModelFleet *fleet = look->trial->fleet;
  guint at_work = 0;

  for (guint32 s = 0; s < fleet->n_steps; s++)
    at_work += fleet->steps[s].target == MODEL_TARGET_CLUSTER && fleet->steps[s].index == c
               && is_at_work (look, s);
  MUST (at_work <= 1, TOKEN, c);
}

/* I-03: what HA is taken to hold is what it holds, packed anew. A VM on its way counts in two places, and is looked at again
 * when it has arrived. */
static void
look_at_guarantee (const Look *look, guint32 c)
{
  const ModelCluster *cluster = &look->trial->fleet->clusters[c];
  gboolean holds = model_ahv_reservation (look->run, c, MODEL_NONE, MODEL_NONE).holds;

  for (MODEL_EACH_HOST (host, cluster))
    if (model_host_state (look->run, host)->coming || model_host_state (look->run, host)->power_ons)
      return;
  MUST (holds == (STATE_OF (RESERVATION, c) == RESERVATION_AT_HOLDS), RESERVATION, c);
  MUST (holds || model_tolerance_of_all (look->run, c).least <= 0, RESILIENCY, c);
  MUST (holds || STATE_OF (RESILIENCY, c) != RESILIENCY_AT_OK || model_is_one_node (look->trial->fleet, c),
        RESILIENCY, c);
}

static gboolean
somebody_says_so (const Look *look, guint32 c)
{
  const ModelFleet *fleet = look->trial->fleet;
  static const guint kinds[]
      = { MODEL_FIND_QUORUM_AT_RISK, MODEL_FIND_QUORUM_LOST, MODEL_FIND_DATA_UNAVAILABLE };

  for (guint32 g = 0; g < fleet->n_groups; g++)
    for (gsize k = 0; fleet->groups[g].cluster == c && k < G_N_ELEMENTS (kinds); k++)
      if (sim_find_is_open (look->run, kinds[k], model_actor (look->run, MODEL_MACHINE_QUORUM, g), 0))
        return TRUE;
  return sim_find_is_open (look->run, MODEL_FIND_RESERVATION_SHORT, model_cluster_thing (look->run->model, c),
                           0);
}

/* I-14: while a cluster bears no further failure the verdict says so, whatever step brings it about. One or two nodes may have been
 * built so. */
static void
look_at_headroom (const Look *look, guint32 c)
{
  MUST (!IN (STATE_OF (RESILIENCY, c), RESILIENCY_AT_CRITICAL, RESILIENCY_AT_LOST)
            || somebody_says_so (look, c) || model_is_small (look->trial->fleet, c),
        RESILIENCY, c);
}

void
invariants_of_nutanix_lcm_by_and_by (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 c = 0; fleet->has_cvms && c < fleet->n_clusters; c++) {
    if (fleet->clusters[c].platform == MODEL_VSPHERE)
      continue;
    look_at_lcm (look, c);
    look_at_headroom (look, c);
    if (model_ahv_guarantees (fleet, c))
      look_at_guarantee (look, c);
  }
}
