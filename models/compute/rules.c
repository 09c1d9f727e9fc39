#include "models/compute/rules.h"

#include "models/vcenter/availability.h"

#include "models/compute/fault-tolerance.h"
#include "models/compute/hosts.h"
#include "models/ha/order.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"

static gboolean
contains (const guint32 *list, guint32 n, guint32 item)
{
  for (guint32 i = 0; i < n; i++)
    if (list[i] == item)
      return TRUE;
  return FALSE;
}

/* Whether a VM is to be kept away from: it runs there, or is on its way there. One that moves counts at both ends, since a
 * vMotion may break off. */
static gboolean
is_at (const SimRun *run, guint32 vm, guint32 host)
{
  const ModelVmState *v = model_vm_state (run, vm);

  if (v->anew)
    return FALSE;
  return v->target == host || (v->host == host && model_vm_is_on (run, vm));
}

/* Where a VM is to be joined: where it will be, if it is on its way; nowhere, if it is off. */
static guint32
whereabouts (const SimRun *run, guint32 vm)
{
  const ModelVmState *v = model_vm_state (run, vm);

  if (v->anew)
    return MODEL_NONE;
  if (v->target != MODEL_NONE)
    return v->target;
  return model_vm_is_on (run, vm) ? v->host : MODEL_NONE;
}

static gboolean
rule_allows (const SimRun *run, const ModelRule *rule, guint32 vm, guint32 host)
{
  switch (rule->kind) {
  case MODEL_RULE_RUN_ON:
    return contains (rule->hosts, rule->n_hosts, host);
  case MODEL_RULE_RUN_NOT_ON:
    return !contains (rule->hosts, rule->n_hosts, host);
  case MODEL_RULE_KEEP_APART:
    for (guint32 i = 0; i < rule->n_vms; i++)
      if (rule->vms[i] != vm && is_at (run, rule->vms[i], host))
        return FALSE;
    return TRUE;
  case MODEL_RULE_KEEP_TOGETHER:
    for (guint32 i = 0; i < rule->n_vms; i++) {
      guint32 other = rule->vms[i] == vm ? MODEL_NONE : whereabouts (run, rule->vms[i]);

      if (other != MODEL_NONE && other != host && !model_host_state (run, other)->emptying
          && model_host_is_up (run, other))
        return FALSE;
    }
    return TRUE;
  default:
    g_assert_not_reached ();
  }
}

gboolean
model_rule_allows (const SimRun *run, guint32 rule, guint32 vm, guint32 host)
{
  return model_vm_state (run, vm)->anew || !model_rule_state (run, rule)->on
         || rule_allows (run, &model_fleet (run)->rules[rule], vm, host);
}

static const ModelBlocker rule_blockers[] = {
  [MODEL_RULE_KEEP_APART] = MODEL_BLOCKER_RULE_KEEP_APART,
  [MODEL_RULE_KEEP_TOGETHER] = MODEL_BLOCKER_RULE_KEEP_TOGETHER,
  [MODEL_RULE_RUN_ON] = MODEL_BLOCKER_RULE_RUN_ON,
  [MODEL_RULE_RUN_NOT_ON] = MODEL_BLOCKER_RULE_RUN_NOT_ON,
};

/* Two options of HA, whose default changed with 6.5 (HA-41). It has none for VMs that are to be together. */
gboolean
model_ha_respects (const SimRun *run, const ModelRule *rule)
{
  gboolean old = model_version_is_before (model_ha_version (run, rule->cluster), 6, 5);

  if (rule->kind == MODEL_RULE_KEEP_TOGETHER)
    return FALSE;
  if (rule->kind == MODEL_RULE_KEEP_APART)
    return model_number (run, old ? MODEL_HA_RESPECT_APART_OLD : MODEL_HA_RESPECT_APART) != 0;
  return model_number (run, old ? MODEL_HA_RESPECT_HOSTS_OLD : MODEL_HA_RESPECT_HOSTS) != 0;
}

gboolean
model_ha_may_not_know (const SimRun *run, guint32 rule)
{
  const ModelRuleState *state = model_rule_state (run, rule);

  return state->by && sim_now (run) - state->since < model_number (run, MODEL_HA_YOUNG_RULE)
         && model_cluster_state (run, model_fleet (run)->rules[rule].cluster)->automation
                == MODEL_AUTOMATION_OFF;
}

/* HA ignores VM-VM rules where it is told to (HA-41), and so does a person, as far as is documented; a VM that is off
 * is apart from all others. VM-host must rules bind everybody
 * (DRS-09, DRS-10), once they are known. */
static gboolean
rule_binds (const SimRun *run, guint32 index, ModelPurpose purpose)
{
  const ModelRule *rule = &model_fleet (run)->rules[index];
  gboolean vm_vm = rule->kind == MODEL_RULE_KEEP_APART || rule->kind == MODEL_RULE_KEEP_TOGETHER;

  if (!rule->must)
    return FALSE;
  if (vm_vm && (purpose == MODEL_FOR_MOVE_BY_HAND || purpose == MODEL_FOR_REGISTRATION))
    return FALSE;
  if (vm_vm && purpose == MODEL_FOR_RESTART)
    return model_ha_respects (run, rule);
  if (purpose == MODEL_FOR_RESTART && model_ha_may_not_know (run, index))
    return FALSE;
  if (purpose == MODEL_FOR_RESTART)
    return model_vcenter_offers (run, rule->cluster, MODEL_FUNCTION_MUST_RULES);
  return TRUE;
}

static ModelBlocker
rules_of (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose, gboolean of_hosts_only,
          guint32 *ret_rule)
{
  const ModelFleet *fleet = model_fleet (run);

  for (MODEL_EACH (r, model_links (run)->rules_of_vm, vm)) {
    const ModelRule *rule = &fleet->rules[*r];

    if (of_hosts_only && (rule->kind == MODEL_RULE_KEEP_APART || rule->kind == MODEL_RULE_KEEP_TOGETHER))
      continue;
    if (rule_binds (run, *r, purpose) && !model_rule_allows (run, *r, vm, host)) {
      *ret_rule = *r;
      return rule_blockers[rule->kind];
    }
  }
  return MODEL_BLOCKER_NONE;
}

/* A secondary of Fault Tolerance may at any moment go on as its primary, so what ties that to hosts ties it as well; rules between
 * VMs are the primary's alone. Known without a source at hand. */
ModelBlocker
model_rules_against (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose, guint32 *ret_rule)
{
  ModelBlocker against = rules_of (run, vm, host, purpose, FALSE, ret_rule);

  return against == MODEL_BLOCKER_NONE && model_ft_is_secondary (run, vm)
             ? rules_of (run, model_fleet (run)->vms[vm].partner, host, purpose, TRUE, ret_rule)
             : against;
}

/* One rule outweighs all keep-together rules that a VM can be in. Whether should rules about hosts come before or after those is
 * not published; here they come before. */
guint
model_rule_weight (const ModelRule *rule)
{
  return rule->kind == MODEL_RULE_KEEP_TOGETHER ? 1 : MODEL_RULES_OF_A_VM + 1;
}

guint
model_rules_broken (const SimRun *run, guint32 vm, guint32 host)
{
  guint broken = 0;

  for (MODEL_EACH (r, model_links (run)->rules_of_vm, vm))
    if (!model_rule_allows (run, *r, vm, host))
      broken += model_rule_weight (&model_fleet (run)->rules[*r]);
  return broken;
}

static void
end_if_it_holds (SimRun *run, guint32 rule, guint32 vm)
{
  if (sim_find_is_open (run, MODEL_FIND_RULE_VIOLATED, ACTOR (VM, vm), rule + 1)
      && (!model_vm_is_on (run, vm) || model_rule_allows (run, rule, vm, model_vm_state (run, vm)->host)))
    sim_find_end (run, MODEL_FIND_RULE_VIOLATED, ACTOR (VM, vm), rule + 1);
}

void
model_look_at_rules (SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 host = model_vm_state (run, vm)->host;

  for (MODEL_EACH (r, model_links (run)->rules_of_vm, vm)) {
    const ModelRule *rule = &fleet->rules[*r];
    gint64 evidence[SIM_EVIDENCE_MAX] = { *r + 1, ACTOR (HOST, host) };

    if (model_vm_is_on (run, vm) && !model_rule_allows (run, *r, vm, host))
      sim_find (run, MODEL_FIND_RULE_VIOLATED, SIM_NOTE, ACTOR (VM, vm), *r + 1, evidence);
    for (guint32 i = 0; i < rule->n_vms; i++)
      end_if_it_holds (run, *r, rule->vms[i]);
  }
}

/* VM-host rules that must hold outlive DRS: switched off, it neither shows them nor takes them back (DRS-10, DR-04). */
void
model_look_at_hidden_rules (SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);
  gboolean off = model_cluster_state (run, cluster)->automation == MODEL_AUTOMATION_OFF;
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0 };

  for (guint32 r = 0; r < fleet->n_rules; r++)
    if (fleet->rules[r].cluster == cluster && fleet->rules[r].must && model_rule_state (run, r)->on
        && (fleet->rules[r].kind == MODEL_RULE_RUN_ON || fleet->rules[r].kind == MODEL_RULE_RUN_NOT_ON)) {
      evidence[0]++;
      evidence[1] = evidence[1] ? evidence[1] : (gint64) r + 1;
    }
  if (off && evidence[0])
    sim_find (run, MODEL_FIND_RULES_OUTLIVE_DRS, SIM_RISK, model_cluster_thing (run->model, cluster), 0,
              evidence);
  else
    sim_find_end (run, MODEL_FIND_RULES_OUTLIVE_DRS, model_cluster_thing (run->model, cluster), 0);
}

void
model_look_at_disabled_rules (SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 r = 0; r < fleet->n_rules; r++) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { (gint64) r + 1, (gint64) fleet->rules[r].disabled_by + 1 };

    if (fleet->rules[r].cluster == cluster && fleet->rules[r].disabled_by != MODEL_NONE)
      sim_find (run, MODEL_FIND_RULE_DISABLED, SIM_RISK, model_cluster_thing (run->model, cluster), r + 1,
                evidence);
  }
}

/* Groups, rules and overrides go by the VM's number in the inventory, and it has a new one (DRS-15, DR-01). */
void
model_register_anew (SimRun *run, guint32 vm)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0 };

  for (MODEL_EACH (r, model_links (run)->rules_of_vm, vm))
    if (model_rule_state (run, *r)->on) {
      evidence[0]++;
      evidence[1] = evidence[1] ? evidence[1] : (gint64) *r + 1;
    }
  model_vm_state (run, vm)->anew = TRUE;
  model_look_at_rules (run, vm);
  sim_find (run, MODEL_FIND_MEMBERSHIP_LOST, SIM_RISK, ACTOR (VM, vm), 0, evidence);
}
