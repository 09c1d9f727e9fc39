/* The pre-checks of vCenter's own upgrade (handbook 4.3): which way it may go, what it refuses, and what nothing refuses and nobody
 * supports. */

#include "models/vcenter/vcenter-parts.h"

#include "models/network/switches.h"
#include "models/notices.h"
#include "models/plan/versions.h"
#include "models/vcenter/vcha.h"
#include "models/words.h"

#define AT(STATE)      (1u << VCENTER_AT_##STATE)
#define BEING_UPGRADED (((1u << VCENTER_N_STATES) - 1) & ~(AT (SERVING) | AT (DOWN)))

GUARD_OF (VCENTER, there_is_no_path, "its version has no direct path to the target")
{
  ModelVersion has = model_vcenter_state (run, ME)->version, to = model_vcenter_step (run, event)->to;
  ModelVersion least = model_version_path_from (to);

  return (has && least && has < least) || (has && to < has);
}

GUARD_OF (VCENTER, it_has_it_already, "it has that version already")
{
  return model_vcenter_state (run, ME)->version == model_vcenter_step (run, event)->to;
}

GUARD_OF (VCENTER, it_goes_back_in_time, "the target came out before what it has")
{
  const ModelVcenterState *state = model_vcenter_state (run, ME);
  const ModelStep *step = model_vcenter_step (run, event);

  return model_version_is_back_in_time (state->version, state->released, step->to, step->released);
}

static guint
obstacle (const SimRun *run, const SimEvent *event)
{
  return model_version_obstacle (model_vcenter_step (run, event)->to, model_fleet (run)->vcenters[ME].obstacles | model_switch_obstacles (run, ME));
}

GUARD_OF (VCENTER, an_obstacle_forbids_it, "something of its inventory forbids it")
{
  return obstacle (run, event) < MODEL_N_OBSTACLES;
}

GUARD_OF (VCENTER, vcenter_ha_is_not_ready, "to 8.0 or later, and its vCenter HA is not healthy and enabled")
{
  return model_vcenter_step (run, event)->to >= MODEL_VERSION (8, 0, 0) && !model_vcha_is_ready (run, ME);
}

GUARD_OF (VCENTER, vcenter_ha_was_set_up_by_hand, "reduced downtime, and its vCenter HA was set up by hand")
{
  return model_fleet (run)->vcenters[ME].vcha_by_hand && model_vcenter_step (run, event)->method == MODEL_METHOD_REDUCED_DOWNTIME;
}

GUARD_OF (VCENTER, its_nodes_are_managed_apart, "to 8.0 or later, and not one vCenter manages all nodes of its vCenter HA")
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelVcenter *me = &fleet->vcenters[ME];
  gboolean apart = FALSE;

  for (guint node = 1; me->vcha && node < MODEL_VCHA_NODES; node++)
    apart |= fleet->clusters[fleet->vms[me->nodes[node]].cluster].vcenter
             != fleet->clusters[fleet->vms[me->nodes[0]].cluster].vcenter;
  return apart && model_vcenter_step (run, event)->to >= MODEL_VERSION (8, 0, 0);
}

/* UPG-09: nothing refuses it, and nobody supports it. */
static void
find_linked_in_parallel (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelVcenter *me = &fleet->vcenters[ME];

  for (guint32 v = 0; me->sso_domain && v < fleet->n_vcenters; v++) {
    gint64 evidence[SIM_EVIDENCE_MAX]
        = { model_vcenter_step (run, event)->to, ACTOR (VCENTER, v), model_vcenter_state (run, v)->version,
            MODEL_ORDER_LINKED, model_orders[MODEL_ORDER_LINKED].basis };

    if (v != ME && BEING_UPGRADED >> STATE (VCENTER, v) & 1
        && g_strcmp0 (fleet->vcenters[v].sso_domain, me->sso_domain) == 0)
      sim_find (run, MODEL_FIND_ORDER_UNSUPPORTED, SIM_RISK, event->to, ACTOR (VCENTER, v), evidence);
  }
}

ACTION_OF (VCENTER, check, "run the pre-checks", NULL, SENDS (TO (VCENTER, CHECKED)))
{
  model_vcenter_state (run, ME)->step = (guint32) event->arg + 1;
  find_linked_in_parallel (run, event);
  model_vcenter_takes (run, event, MODEL_VC_PRECHECK, VCENTER_ON_CHECKED);
}

ACTION_OF (VCENTER, refuse_path, "change nothing", "{a:version} to {b:version}", SENDS (TO (STEP, BROKEN)))
{
  ModelVersion has = model_vcenter_state (run, ME)->version, to = model_vcenter_step (run, event)->to;
  gint64 path[SIM_EVIDENCE_MAX] = { has, to, model_version_path_from (to), MODEL_WAY_DIRECT };
  gint64 refusal[SIM_EVIDENCE_MAX] = { MODEL_CHECK_VERSION_PATH };

  if (path[2] && has < path[2]) /* and not a way back */
    sim_find (run, MODEL_FIND_VERSION_UNSUPPORTED, SIM_RISK, event->to, 0, path);
  sim_find (run, MODEL_FIND_PRECHECK_FAILED, SIM_RISK, ACTOR (STEP, model_vcenter_state (run, ME)->step - 1),
            0, refusal);
  sim_tell (run, has, to);
  model_vcenter_end_step (run, event, STEP_ON_BROKEN);
}

static void
refuse (SimRun *run, const SimEvent *event, guint why)
{
  gint64 refusal[SIM_EVIDENCE_MAX] = { why };

  sim_find (run, MODEL_FIND_PRECHECK_FAILED, SIM_RISK, ACTOR (STEP, model_vcenter_state (run, ME)->step - 1),
            0, refusal);
  sim_tell (run, why, 0);
  model_vcenter_end_step (run, event, STEP_ON_BROKEN);
}

ACTION_OF (VCENTER, refuse_back_in_time, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_CHECK_BACK_IN_TIME);
}

ACTION_OF (VCENTER, refuse_obstacle, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_CHECK_OBSTACLE + obstacle (run, event));
}

ACTION_OF (VCENTER, refuse_vcenter_ha, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_CHECK_VCENTER_HA);
}

ACTION_OF (VCENTER, refuse_manual_vcenter_ha, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_CHECK_VCENTER_HA_MANUAL);
}

ACTION_OF (VCENTER, refuse_nodes_apart, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  refuse (run, event, MODEL_CHECK_VCENTER_HA_PLACES);
}

ACTION_OF (VCENTER, refuse_busy, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, model_index (run, event->from), MODEL_CHECK_BUSY);
}
