/* What must hold of vSphere when a rehearsal has ended (8.14, by their numbers): nobody waits in vain, and what was set, or was a
 * member of something, is so again or is found not to be. */

#include "models/compute/fault-tolerance.h"
#include "tests/look.h"

/* 2: HA's restarts wait for room and for nothing else, admission control least of all. */
static void
restarts_wait_for_room_only (const Look *look)
{
  for (guint32 vm = 0; vm < look->trial->fleet->n_vms; vm++)
    if (STATE_OF (RESTART, vm) == RESTART_AT_PENDING) {
      ModelPlacement place = model_place (look->run, vm, MODEL_FOR_RESTART);

      MUST (place.host == MODEL_NONE
                || !model_cluster_state (look->run, look->trial->fleet->vms[vm].cluster)->master,
            RESTART, vm);
      MUST (place.blocker != MODEL_BLOCKER_ADMISSION_CONTROL, RESTART, vm);
    }
}

static gboolean
plan_sets (const ModelFleet *fleet, guint32 cluster, const char *key)
{
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb == MODEL_VERB_SET && fleet->steps[s].index == cluster
        && g_strcmp0 (fleet->steps[s].set_key, key) == 0)
      return TRUE;
  return FALSE;
}

/* A remediation that has come to a stand and waits for somebody: it would restore what it switched off. */
static gboolean
is_remediated_still (const Look *look, guint32 cluster)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].index == cluster
        && g_str_equal (model_step_outcome_words[model_step_outcome (look->run, s)], "stuck"))
      return TRUE;
  return FALSE;
}

/* 9: what a step switched off is on again, or found to be off; nothing changes that nobody set. */
static void
settings_are_as_before (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    gboolean is_off = STATE_OF (ADMISSION, c) == ADMISSION_AT_OFF,
             was_off = !fleet->clusters[c].ha || fleet->clusters[c].admission == MODEL_ADMISSION_OFF;

    MUST (is_off == was_off || plan_sets (fleet, c, "admission-control") || plan_sets (fleet, c, "ha") || is_remediated_still (look, c)
              || sim_find_is_open (look->run, MODEL_FIND_SETTING_LEFT_OFF,
                                   model_cluster_thing (look->run->model, c), 0),
          ADMISSION, c);
    MUST (model_ha_cluster (look->run, c)->on == fleet->clusters[c].ha || plan_sets (fleet, c, "ha"), ADMISSION, c);
    MUST (!model_cluster_state (look->run, c)->dpm_off_by || is_remediated_still (look, c)
              || sim_find_is_open (look->run, MODEL_FIND_SETTING_LEFT_OFF,
                                   model_cluster_thing (look->run->model, c),
                                   model_actor (look->run, MODEL_MACHINE_DRS, c)),
          DRS, c);
    for (guint32 v = fleet->clusters[c].first_vm; v < fleet->clusters[c].first_vm + fleet->clusters[c].n_vms; v++)
      MUST (!model_vm_state (look->run, v)->ft_off || is_remediated_still (look, c) || model_ft_is_secondary (look->run, v)
                || sim_find_is_open (look->run, MODEL_FIND_SETTING_LEFT_OFF,
                                     model_actor (look->run, MODEL_MACHINE_VM, v), 0),
            VM, v);
    MUST (model_cluster_state (look->run, c)->automation == fleet->clusters[c].drs
              || plan_sets (fleet, c, "drs"),
          DRS, c);
  }
}

/* 10: groups, rules and overrides are what they were, or it is found that they are not when the plan is over. */
static void
memberships_are_as_before (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 r = 0; r < fleet->n_rules; r++)
    MUST (model_rule_state (look->run, r)->on || !model_rule_begins_on (fleet, r)
              || sim_find_is_open (look->run, MODEL_FIND_RULE_LEFT_OFF,
                                   model_cluster_thing (look->run->model, fleet->rules[r].cluster), r + 1)
              || STATE_OF (PLAN, 0) != PLAN_AT_OVER,
          DRS, fleet->rules[r].cluster);
  for (guint32 vm = 0; vm < look->trial->fleet->n_vms; vm++)
    MUST (!model_vm_state (look->run, vm)->anew
              || sim_find_is_open (look->run, MODEL_FIND_MEMBERSHIP_LOST,
                                   model_actor (look->run, MODEL_MACHINE_VM, vm), 0),
          VM, vm);
}

/* Nobody is left waiting for a move by hand that nothing will answer. */
static void
moves_by_hand_are_answered (const Look *look)
{
  for (guint32 vm = 0; vm < look->trial->fleet->n_vms; vm++)
    MUST (!model_vm_state (look->run, vm)->step, VM, vm);
}

void
invariants_of_vsphere_at_the_end (const Look *look)
{
  memberships_are_as_before (look);
  moves_by_hand_are_answered (look);
  restarts_wait_for_room_only (look);
  settings_are_as_before (look);
}
