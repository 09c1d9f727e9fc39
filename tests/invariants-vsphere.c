/* The handbook's invariants of vSphere (8.14), by their numbers. */

#include "models/compute/fault-tolerance.h"
#include "models/compute/placement.h"
#include "models/compute/rules.h"
#include "models/compute/vmotion.h"
#include "tests/look.h"

#include "models/ha/reach.h"

struct LookVsphere {
  guint8 *vms;     /* their states as they were */
  guint8 *modes;   /* of vCenter HA, as they were */
  guint8 *outside; /* by rule and member: in a place that the rule forbids, from the beginning on */
};

static gsize
n_members (const ModelFleet *fleet)
{
  gsize n = 0;

  for (guint32 r = 0; r < fleet->n_rules; r++)
    n += fleet->rules[r].n_vms;
  return n;
}

/* 1: at most one master among agents that hear each other, once they have had time to hear. */
static void
masters_are_alone (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;
  SimEvent next;

  if (sim_queue_peek (look->run->world->queue, &next) && next.at == sim_now (look->run))
    return;
  for (guint32 host = 0; host < fleet->n_hosts; host++)
    MUST (STATE_OF (AGENT, host) != AGENT_AT_MASTER || model_master_heard (look->run, host) == MODEL_NONE,
          AGENT, host);
}

/* 2: vCenter powers nothing on that leaves the tolerated failures uncovered. Failover hosts are kept free in another way. */
static gboolean
plan_powers_on_at_host (const ModelFleet *fleet, guint32 vm)
{
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb == MODEL_VERB_POWER_ON && fleet->steps[s].at_host && fleet->steps[s].index == vm)
      return TRUE;
  return FALSE;
}

static void
power_ons_are_covered (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    guint state = STATE_OF (VM, vm);
    guint32 c = fleet->vms[vm].cluster;

    if ((state == VM_AT_POWERING || state == VM_AT_STARTING) && look->vsphere->vms[vm] != state)
      MUST (!model_admission_in_force (look->run, c)
                || fleet->clusters[c].admission == MODEL_ADMISSION_DEDICATED
                || !model_admission (look->run, c, MODEL_NONE, MODEL_NONE, NULL).violated
                || plan_powers_on_at_host (fleet, vm),
            VM, vm);
    look->vsphere->vms[vm] = (guint8) state;
  }
}

/* 3: what moves cost a host, its link and a datastore stays within their maximums, on both ends. */
static void
costs_stay_within (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;
  g_autofree guint32 *links = g_new0 (guint32, fleet->n_hosts + 1),
                     *hosts = g_new0 (guint32, fleet->n_hosts + 1),
                     *datastores = g_new0 (guint32, fleet->n_datastores + 1);

  for (guint32 vm = 0; vm < fleet->n_vms; vm++)
    if (model_vmotion_is_under_way (look->run, vm)) {
      const ModelVmState *v = model_vm_state (look->run, vm);
      const ModelMigrationState *m = model_migration_state (look->run, vm);
      const ModelCost *cost = &model_costs[m->operation];

      MUST (m->booked, VM, vm);
      MUST ((v->target == MODEL_NONE) == (m->operation == MODEL_STORAGE_VMOTION) && v->target != v->host, VM,
            vm);
      for (guint end = 0; end < (v->target == MODEL_NONE ? 1 : 2); end++) {
        hosts[end ? v->target : v->host] += cost->host;
        links[end ? v->target : v->host] += cost->network;
      }
      for (guint32 ds = 0; ds < fleet->n_datastores; ds++)
        datastores[ds] += m->touched >> ds & 1 ? cost->datastore : 0;
    }
  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    gint64 limit = fleet->physics[model_host_link (fleet, host) < G_GINT64_CONSTANT (10000000000)
                                      ? MODEL_VMOTION_SLOW_MAX
                                      : MODEL_VMOTION_FAST_MAX];

    MUST (links[host] <= limit && hosts[host] <= fleet->physics[MODEL_VMOTION_HOST_MAX], HOST, host);
  }
  for (guint32 ds = 0; ds < fleet->n_datastores; ds++)
    MUST (datastores[ds] <= fleet->physics[MODEL_VMOTION_DATASTORE_MAX], PLAN, 0);
}

/* Rules between VMs bind DRS and HA, not a person. */
static gboolean
a_person_moves_one (const ModelFleet *fleet, const ModelRule *rule)
{
  for (guint32 s = 0; s < fleet->n_steps; s++)
    for (guint32 i = 0; fleet->steps[s].verb == MODEL_VERB_MOVE && i < rule->n_vms; i++)
      if (rule->vms[i] == fleet->steps[s].index)
        return TRUE;
  return FALSE;
}

/* And a secondary of Fault Tolerance goes on where it is, whatever rule between VMs its primary was in. */
static gboolean
one_may_be_stood_in_for (const ModelFleet *fleet, const ModelRule *rule)
{
  for (guint32 i = 0; i < rule->n_vms; i++)
    if (fleet->vms[rule->vms[i]].partner != MODEL_NONE)
      return TRUE;
  return FALSE;
}

/* HA powers one on beside another that a rule keeps apart from it, where it is not told to respect such rules (HA-41), or against
 * a rule that it does not know yet (HA-42). */
static gboolean
one_is_restarted_against_it (const Look *look, guint32 index)
{
  const ModelRule *rule = &look->trial->fleet->rules[index];

  if (rule->kind == MODEL_RULE_KEEP_APART ? model_ha_respects (look->run, rule)
                                          : !model_ha_may_not_know (look->run, index))
    return FALSE;
  for (guint32 i = 0; i < rule->n_vms; i++)
    if (STATE_OF (RESTART, rule->vms[i]) == RESTART_AT_STARTING
        || STATE_OF (VM, rule->vms[i]) == VM_AT_RESTARTING)
      return TRUE;
  return FALSE;
}

/* 4: whoever moves or starts a VM, no must rule is broken that was kept before; DRS on or off, vCenter there or not. */
static void
must_rules_hold (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;
  gsize member = 0;

  for (guint32 r = 0; r < fleet->n_rules; r++) {
    const ModelRule *rule = &fleet->rules[r];
    gboolean of_hosts = rule->kind == MODEL_RULE_RUN_ON || rule->kind == MODEL_RULE_RUN_NOT_ON;
    gboolean against_it = one_is_restarted_against_it (look, r);

    for (guint32 i = 0; i < rule->n_vms; i++, member++) {
      guint32 vm = rule->vms[i];
      const ModelVmState *v = model_vm_state (look->run, vm);

      if (!rule->must || rule->kind == MODEL_RULE_KEEP_TOGETHER
          || !(model_vm_is_on (look->run, vm) || against_it)) {
        look->vsphere->outside[member] = FALSE;
        continue;
      }
      if (!model_rule_state (look->run, r)->on || against_it) {
        look->vsphere->outside[member] = TRUE;
        continue;
      }
      if (look->vsphere->outside[member]
          && (!model_rule_allows (look->run, r, vm, v->host)
              || (v->target != MODEL_NONE && !model_rule_allows (look->run, r, vm, v->target))))
        continue;
      look->vsphere->outside[member] = FALSE;
      MUST ((!of_hosts
             && (STATE_OF (VM, vm) == VM_AT_MIGRATING || a_person_moves_one (fleet, rule)
                 || one_may_be_stood_in_for (fleet, rule)))
                || model_rule_allows (look->run, r, vm, v->host),
            VM, vm);
      MUST (!of_hosts || v->target == MODEL_NONE || model_rule_allows (look->run, r, vm, v->target), VM, vm);
    }
  }
}

/* 5: no host is in maintenance with anything powered on, or about to be, on it. */
static void
maintenance_is_empty (const Look *look)
{
  for (guint32 host = 0; host < look->trial->fleet->n_hosts; host++) {
    const ModelHostState *h = model_host_state (look->run, host);

    MUST (!model_host_in_maintenance (look->run, host) || (h->n_vms == 0 && h->coming == 0), HOST, host);
  }
}

/* Whoever puts an image on a host by hand asks nobody whether it is older, or newer than vCenter knows. */
static gboolean
is_patched_by_hand (const ModelFleet *fleet, guint32 host)
{
  for (guint32 f = 0; f < fleet->n_faults; f++)
    if (fleet->faults[f].kind == MODEL_FAULT_PATCH_BY_HAND && fleet->faults[f].index == host)
      return TRUE;
  return FALSE;
}

/* 6: no host in the pool runs a newer line than its vCenter, unless it began so; versions never go down, but for an image
 * that has not booted once (HST-07), and but for what somebody does by hand. */
static void
versions_only_grow (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    guint32 vcenter = fleet->clusters[fleet->hosts[host].cluster].vcenter;
    const ModelHostState *h = model_host_state (look->run, host);
    ModelVersion version = h->version;

    if (is_patched_by_hand (fleet, host))
      continue;
    MUST (version >= look->hosts[host], HOST, host);
    look->hosts[host] = h->old_version ? h->old_version : version;
    MUST (vcenter == MODEL_NONE || !model_host_in_pool (look->run, host)
              || version == fleet->hosts[host].version
              || !model_version_refuses (model_vcenter_state (look->run, vcenter)->version, version),
          HOST, host);
  }
}

/* 8: what counts as accessible has more than half of the votes, and its data. */
static void
objects_have_votes_and_data (const Look *look)
{
  for (guint32 g = 0; g < look->trial->fleet->n_groups; g++) {
    ModelQuorum q = model_quorum (look->run, g);

    if (STATE_OF (QUORUM, g) != QUORUM_AT_LOST
        && look->trial->fleet->groups[g].kind == MODEL_QUORUM_VOTES_AND_DATA)
      MUST (2 * q.votes_up > q.votes && q.data && q.margin >= 0, QUORUM, g);
  }
}

/* DR-31: hardware is raised while a VM is off, and there is no way back; Tools are installed while it runs, or was when that
 * began. A VM that a round left off is said to be, until it runs. */
static void
guests_are_tended_one_way (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 vm = 0; fleet->tends_guests && vm < fleet->n_vms; vm++) {
    const ModelGuestState *state = model_guest_state (look->run, vm);
    guint guest = STATE_OF (GUEST, vm);

    MUST (state->hardware >= fleet->vms[vm].needs, VM, vm);
    MUST (guest != GUEST_AT_RAISING || STATE_OF (VM, vm) == VM_AT_OFF, VM, vm);
    MUST (IN (guest, GUEST_AT_SETTLED, GUEST_AT_LEFT_OFF) == (state->step == 0), VM, vm);
    MUST (!sim_find_is_open (look->run, MODEL_FIND_LEFT_OFF, model_actor (look->run, MODEL_MACHINE_VM, vm), 0)
              || !model_vm_is_on (look->run, vm),
          VM, vm);
  }
}

/* Looked at after every event, for the state in which a mode changes may be over within the same millisecond (VCHA-06). */
static void
vcenter_ha_changes_its_mode_where_it_may (const Look *look)
{
  for (guint32 v = 0; v < look->trial->fleet->n_vcenters; v++) {
    guint state = STATE_OF (VCHA, v), before = look->vsphere->modes[v],
          mode = model_vcha_state (look->run, v)->mode;

    MUST (mode == before || state == VCHA_AT_HEALTHY
              || (state == VCHA_AT_DEGRADED && before == MODEL_VCHA_ENABLED && mode == MODEL_VCHA_DISABLED),
          VCENTER, v);
    look->vsphere->modes[v] = (guint8) mode;
  }
}

void
invariants_of_vsphere (const Look *look)
{
  vcenter_ha_changes_its_mode_where_it_may (look);
  masters_are_alone (look);
  power_ons_are_covered (look);
  costs_stay_within (look);
  must_rules_hold (look);
  maintenance_is_empty (look);
  versions_only_grow (look);
  guests_are_tended_one_way (look);
}

/* The table of vCenter HA (8.10): one of two nodes is active and the witness never is; it serves only while its node runs, and
 * apart only where the mode lets it (VCHA-03, VCHA-04). */
static void
vcenter_ha_serves_as_said (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 v = 0; v < fleet->n_vcenters; v++) {
    const ModelVcenter *vcenter = &fleet->vcenters[v];
    const ModelVchaState *ha = model_vcha_state (look->run, v);
    guint state = STATE_OF (VCHA, v);
    gboolean serves = !IN (STATE_OF (VCENTER, v), VCENTER_AT_DOWN, VCENTER_AT_UPGRADING, VCENTER_AT_SWITCHING,
                           VCENTER_AT_REVERTING);

    if (!vcenter->vcha)
      continue;
    MUST (ha->active < 2, VCENTER, v);
    MUST (!serves || model_vm_is_on (look->run, vcenter->nodes[ha->active]), VCENTER, v);
    MUST (!serves || !IN (state, VCHA_AT_NO_QUORUM, VCHA_AT_FAILING_OVER), VCENTER, v);
    MUST (!serves || state != VCHA_AT_ISOLATED || ha->mode != MODEL_VCHA_ENABLED, VCENTER, v);
    MUST (!ha->stopped || STATE_OF (VCENTER, v) == VCENTER_AT_DOWN, VCENTER, v);
    MUST (sim_find_is_open (look->run, MODEL_FIND_VCENTER_HA_DEGRADED,
                            model_actor (look->run, MODEL_MACHINE_VCENTER, v), 0)
              == !IN (state, VCHA_AT_HEALTHY, VCHA_AT_FAILING_OVER),
          VCENTER, v);
  }
}

/* A Fault Tolerance pair is on two hosts, and it is found when only one of them runs. */
static void
pairs_are_apart (const Look *look)
{
  for (guint32 vm = 0; vm < look->trial->fleet->n_vms; vm++) {
    guint32 partner = look->trial->fleet->vms[vm].partner;

    if (partner == MODEL_NONE || !model_vm_is_on (look->run, vm))
      continue;
    MUST (!model_vm_is_on (look->run, partner)
              || model_vm_state (look->run, vm)->host != model_vm_state (look->run, partner)->host,
          VM, vm);
    MUST (!sim_find_is_open (look->run, MODEL_FIND_FAULT_TOLERANCE_LOST,
                             model_actor (look->run, MODEL_MACHINE_VM, vm), 0)
              || !model_vm_is_on (look->run, partner),
          VM, vm);
  }
}

/* DRS-01, DRS-02: what is recommended is to be done with VMs for which DRS runs and does not act by itself, whether their cluster
 * says so or they do; it is counted, and is found to wait until somebody has approved all of it. One that has a new number in
 * the inventory has lost its level, and stays on the list until there is another. */
static void
recommendations_wait (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const ModelClusterState *cluster = model_cluster_state (look->run, c);
    guint32 n = 0, waiting = 0;

    for (MODEL_EACH_VM (vm, &fleet->clusters[c])) {
      const ModelVmState *v = model_vm_state (look->run, vm);

      n += v->recommended ? 1 : 0;
      waiting += v->recommended && !v->is_approved ? 1 : 0;
      MUST (v->recommended || (!v->is_approved && !v->recommended_for), VM, vm);
      MUST (!v->recommended || v->anew || model_vm_waits_for_approval (look->run, vm), VM, vm);
    }
    MUST (n == cluster->recommended, DRS, c);
    MUST (n == 0 || STATE_OF (DRS, c) == DRS_AT_READY, DRS, c);
    MUST ((waiting > 0)
              == sim_find_is_open (look->run, MODEL_FIND_MOVES_RECOMMENDED,
                                   model_cluster_thing (look->run->model, c), 0),
          DRS, c);
  }
}

void
invariants_of_vsphere_by_and_by (const Look *look)
{
  pairs_are_apart (look);
  recommendations_wait (look);
  vcenter_ha_serves_as_said (look);
  objects_have_votes_and_data (look);
}

/* ---- What is remembered from event to event ---- */

LookVsphere *
look_vsphere_new (const Trial *trial)
{
  const ModelFleet *fleet = trial->fleet;
  LookVsphere *look = g_new (LookVsphere, 1);
  gsize member = 0;

  look->vms = g_new (guint8, fleet->n_vms + 1);
  look->outside = g_new0 (guint8, n_members (fleet) + 1);
  look->modes = g_new0 (guint8, fleet->n_vcenters + 1);
  for (guint32 v = 0; v < fleet->n_vcenters; v++)
    look->modes[v] = (guint8) model_vcha_state (trial->run, v)->mode;
  for (guint32 vm = 0; vm < fleet->n_vms; vm++)
    look->vms[vm] = (guint8) model_state (trial->run, MODEL_MACHINE_VM, vm);
  for (guint32 r = 0; r < fleet->n_rules; r++)
    for (guint32 i = 0; i < fleet->rules[r].n_vms; i++, member++) {
      guint32 host = model_vm_state (trial->run, fleet->rules[r].vms[i])->host;

      look->outside[member]
          = host != MODEL_NONE && !model_rule_allows (trial->run, r, fleet->rules[r].vms[i], host);
    }
  return look;
}

void
look_vsphere_free (LookVsphere *look)
{
  g_free (look->vms);
  g_free (look->outside);
  g_free (look->modes);
  g_free (look);
}
