/* The fault machine: something that breaks at a moment, or the first time that something is in a state. A fault tells the
 * machines what happens to them and knows nothing of what they make of it.
 *
 * Facts: DR-21. */

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/compute/rules.h"
#include "models/ha/configure.h"
#include "models/ha/switch.h"
#include "models/notices.h"
#include "models/plan/resets.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/parts.h"

#define AT(STATE)  (1u << FAULT_AT_##STATE)
#define ON(SIGNAL) FAULT_ON_##SIGNAL
#define GO(STATE)  FAULT_AT_##STATE

/* The network of HA's heartbeats, which is vSAN's where there is one, so that the two are lost together (HA-20, VS-23). */
static void
cut_heartbeats (SimRun *run, guint32 host, gboolean cut)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->hosts[host].cluster];

  if (model_has_vsan (run, host)) {
    model_vsan_host (run, host)->cut = (guint32) cut;
    model_vsan_regroup (run, fleet->hosts[host].cluster);
  }
  TELL (AGENT, host, cut ? AGENT_ON_CUT : AGENT_ON_HEARD, 0);
  /* It has led itself meanwhile: two masters meet. */
  for (guint32 h = cluster->first_host; !cut && h < cluster->first_host + cluster->n_hosts; h++)
    if (h != host && STATE (AGENT, host) == AGENT_AT_MASTER)
      TELL (AGENT, h, AGENT_ON_REGROUP, 0);
}

/* Its management. vCenter reaches an agent again that only it has missed. */
static void
cut_management (SimRun *run, guint32 host, gboolean cut)
{
  guint32 cluster = model_fleet (run)->hosts[host].cluster;
  gboolean apart = model_fleet (run)->clusters[cluster].vsan.own_adapters;

  model_host_state (run, host)->networked = !cut;
  if (!apart)
    cut_heartbeats (run, host, cut);
  else if (!cut && (STATE (AGENT, host) == AGENT_AT_ERROR || !model_ha_is_on (run, cluster)))
    TELL (AGENT, host, AGENT_ON_HEARD, 0);
  if (!cut && model_ha_host (run, host)->unsynced)
    TELL (AGENT, host, AGENT_ON_REINSTALL, 0);
}

static void
split_network (SimRun *run, const ModelFault *fault, gboolean split)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->hosts[fault->index].cluster];

  for (guint32 i = 0; i < fault->n_hosts; i++)
    if (split || model_ha_host (run, fault->hosts[i])->part == fault->part)
      model_ha_host (run, fault->hosts[i])->part = split ? fault->part : 0;
  if (model_has_vsan (run, fault->index))
    model_vsan_state (run, model_fleet (run)->hosts[fault->index].cluster)->witness_part
        = !split || fault->witness == MODEL_WITNESS_BOTH       ? 0
          : fault->witness == MODEL_WITNESS_WITH_THEM ? fault->part + 1
                                                      : 1;
  model_vsan_regroup (run, fleet->hosts[fault->index].cluster);
  for (MODEL_EACH_HOST (h, cluster))
    TELL (AGENT, h, AGENT_ON_REGROUP, 0);
}

/* What is on its way from there or to there breaks off; with the link back, DRS looks again at what could not move. */
static void
cut_vmotion (SimRun *run, guint32 host, gboolean cut)
{
  ModelHostState *h = model_host_state (run, host);

  h->vmotion_down = (guint8) cut;
  for (guint i = 0; i < MODEL_VMOTION_SLOTS && cut; i++)
    if (h->slots[i])
      TELL (MIGRATION, h->slots[i] - 1, MIGRATION_ON_LINK_LOST, host);
  if (!cut)
    TELL (DRS, model_fleet (run)->hosts[host].cluster, DRS_ON_CAPACITY, 0);
}

/* Who lifts it sets the boot mode right, or brings the recovery key, and resets the host; the other settings stay as they
 * are, for nobody notices them. */
static void
reset_cmos (SimRun *run, guint32 host, gboolean on)
{
  const ModelLinks *links = model_links (run);

  model_host_state (run, host)->cmos_reset = (guint8) on;
  if (on)
    return;
  for (MODEL_EACH (cell, links->cells_of_host, host))
    if (model_fleet (run)->policies[links->policy_of_cell[*cell]].provides == MODEL_BIOS_BOOT_MODE &&
        STATE (POLICY, *cell) == POLICY_AT_RESET)
      TELL (POLICY, *cell, POLICY_ON_REPAIR, 0);
  model_host_state (run, host)->settings_lost = FALSE;
  TELL (HOST, host, HOST_ON_POWERED, 0);
}

/* Some hosts, or all that see it, lose a datastore or have it back. */
static void
cut_storage (SimRun *run, const ModelFault *fault, gboolean cut)
{
  const ModelFleet *fleet = model_fleet (run);
  guint64 bit = G_GUINT64_CONSTANT (1) << fault->datastore;
  guint signal = !cut ? VMCP_ON_BACK : fault->kind == MODEL_FAULT_PDL ? VMCP_ON_PDL : VMCP_ON_APD;
  guint32 n = fault->n_hosts ? fault->n_hosts : fleet->n_hosts;

  for (guint32 i = 0; i < n; i++) {
    guint32 host = fault->n_hosts ? fault->hosts[i] : i;
    ModelHaHost *h = model_ha_host (run, host);

    h->paths_down = cut ? h->paths_down | bit : h->paths_down & ~bit;
    for (MODEL_EACH_VM_ON (vm, run, host))
      if (model_vm_state (run, vm)->datastores & bit)
        TELL (VMCP, vm, signal, 0);
  }
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    model_notify_room (run, c);
}

/* Marks a host, so that its next chance goes wrong. */
static void
mark (SimRun *run, guint32 host, ModelFaultKind kind, gboolean on)
{
  ModelHostState *h = model_host_state (run, host);

  h->next_fault = (guint8) (on ? h->next_fault | 1u << kind : h->next_fault & ~(1u << kind));
}

static void
mark_cvm (SimRun *run, guint32 host, ModelFaultKind kind, gboolean on)
{
  ModelCvmState *c = model_cvm_state (run, host);
  guint bit = (guint) kind - MODEL_FAULT_CVM_UNSTABLE;

  c->next_fault = (guint8) (on ? c->next_fault | 1u << bit : c->next_fault & ~(1u << bit));
}

static void
tell_aos (SimRun *run, guint32 cluster, guint signal)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb == MODEL_VERB_UPGRADE_AOS && fleet->steps[s].index == cluster)
      TELL (AOS, s, signal, 0);
}

/* Where it has a value of its own on each host, on those that are said. */
static void
change_by_hand (SimRun *run, const ModelFault *fault, gboolean on)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelPolicy *policy = &fleet->policies[fault->index];

  for (guint32 i = 0; i < (fault->n_hosts ? fault->n_hosts : policy->n_cells); i++) {
    guint32 cell = policy->first_cell
                   + (fault->n_hosts ? fault->hosts[i] - fleet->clusters[policy->cluster].first_host : i);

    if (on)
      TELL (POLICY, cell, POLICY_ON_SET, fleet->n_steps + fault->written);
    else
      TELL (POLICY, cell, POLICY_ON_REPAIR, 0);
  }
}

/* Whether there is something to revoke: it holds the token, and nobody holds it for its work. */
static gboolean
has_kept_the_token (const SimRun *run, guint32 host)
{
  guint32 cluster = model_fleet (run)->hosts[host].cluster;

  return model_cluster_state (run, cluster)->token_holder == host + 1
         && sim_find_is_open (run, MODEL_FIND_TOKEN_HELD, ACTOR (TOKEN, cluster), 0);
}

static void
happen (SimRun *run, const ModelFault *fault, gboolean on)
{
  guint32 index = fault->index;

  switch (fault->kind) {
  case MODEL_FAULT_CRASH:
    if (fault->target == MODEL_TARGET_HOST)
      TELL (HOST, index, on ? HOST_ON_CRASH : HOST_ON_POWERED, 0);
    else if (fault->target == MODEL_TARGET_VCENTER)
      TELL (VCENTER, index, on ? VCENTER_ON_LOST : VCENTER_ON_BACK, 0);
    else if (on)
      TELL (VM, index, VM_ON_DIE, 0);
    break;
  case MODEL_FAULT_ISOLATE:
    cut_management (run, index, on);
    if (model_fleet (run)->clusters[model_fleet (run)->hosts[index].cluster].vsan.own_adapters)
      cut_heartbeats (run, index, on);
    break;
  case MODEL_FAULT_CHANGE_NETWORK:
    cut_management (run, index, on);
    if (!on)
      sim_find (run, MODEL_FIND_HOST_OUT_OF_SYNC, SIM_RISK, ACTOR (HOST, index), 0, NULL);
    break;
  case MODEL_FAULT_HANG_BOOT:
    mark (run, index, fault->kind, on);
    if (!on)
      TELL (HOST, index, HOST_ON_POWERED, 0);
    break;
  case MODEL_FAULT_INTERRUPT_BOOT:
    model_host_state (run, index)->boot_breaks = (guint8) on;
    break;
  case MODEL_FAULT_FAIL_INSTALL:
  case MODEL_FAULT_FAIL_CHECK:
    mark (run, index, fault->kind, on);
    break;
  case MODEL_FAULT_FAIL_HA:
    model_ha_spoil (run, index, fault->cause, on);
    if (!on && STATE (AGENT, index) == AGENT_AT_ERROR) /* somebody has removed the cause, and has HA configured again */
      TELL (AGENT, index, AGENT_ON_START, 0);
    break;
  case MODEL_FAULT_FAIL_MIGRATION:
    model_vm_state (run, index)->next_fault = (guint8) on;
    break;
  case MODEL_FAULT_FAIL_POWER_ON:
    model_vm_state (run, index)->power_on_fails = (guint8) on;
    break;
  case MODEL_FAULT_FAIL_UPGRADE:
    if (fault->target == MODEL_TARGET_PRODUCT)
      model_product_state (run, index)->fails = (guint32) on;
    else
      model_vcenter_state (run, index)->fails = (guint8) on;
    break;
  case MODEL_FAULT_FAIL_STAGING:
    model_vcenter_state (run, index)->staging_fails = (guint8) on;
    break;
  case MODEL_FAULT_CANCEL_MAINTENANCE:
    if (on && model_host_is_ahv (model_fleet (run), index))
      TELL (NODE, index, NODE_ON_CANCEL, 0);
    break;
  case MODEL_FAULT_CANCEL_UPGRADE:
    if (on && fault->target == MODEL_TARGET_CLUSTER)
      tell_aos (run, index, AOS_ON_CANCEL);
    else if (on)
      TELL (VCENTER, index, VCENTER_ON_CANCEL, 0);
    break;
  case MODEL_FAULT_ABANDON_UPGRADE:
    if (on)
      tell_aos (run, index, AOS_ON_ABANDON);
    break;
  case MODEL_FAULT_CVM_DOWN:
    TELL (CVM, index, on ? CVM_ON_LOSE : CVM_ON_RETURN, 0);
    break;
  case MODEL_FAULT_CVM_UNSTABLE:
    mark_cvm (run, index, fault->kind, on);
    if (!on)
      TELL (CVM, index, CVM_ON_RETURN, 0);
    break;
  case MODEL_FAULT_DEGRADE:
    if (on)
      TELL_IN (model_number (run, MODEL_CVM_DEGRADED), CVM, index, CVM_ON_DEGRADE, 0);
    else
      TELL (CVM, index, CVM_ON_MARK_FIXED, 0);
    break;
  case MODEL_FAULT_DISK_OFFLINE:
    TELL (STORE, index, on ? STORE_ON_DISK_OFFLINE : STORE_ON_DISK_BACK, 0);
    break;
  case MODEL_FAULT_KEEP_TOKEN:
    mark_cvm (run, index, fault->kind, on);
    if (!on && has_kept_the_token (run, index))
      TELL (TOKEN, model_fleet (run)->hosts[index].cluster, TOKEN_ON_REVOKE, 0);
    break;
  case MODEL_FAULT_FAIL_DISKS:
    TELL (COMPONENTS, index, on ? COMPONENTS_ON_FAIL : COMPONENTS_ON_REPLACED, 0);
    break;
  case MODEL_FAULT_LOSE_WITNESS:
    if (model_fleet (run)->clusters[index].platform == MODEL_VSPHERE)
      TELL (WITNESS, model_fleet (run)->clusters[index].vsan.witness, on ? WITNESS_ON_LOST : WITNESS_ON_BACK, 0);
    else
      TELL (ARBITER, index, on ? ARBITER_ON_LOST : ARBITER_ON_BACK, 0);
    break;
  case MODEL_FAULT_RE_REGISTER:
    if (!on)
      break;
    model_register_anew (run, index);
    model_notify_vm_lifecycle (run, index, MODEL_LIFECYCLE_REGISTRATION);
    break;
  case MODEL_FAULT_INTERVENE:
    if (on)
      model_intervene (run, fault);
    break;
  case MODEL_FAULT_PROVISION:
    model_host_state (run, index)->provisioning = on && STATE (HOST, index) == HOST_AT_CONNECTED;
    if (!on)
      TELL (HOST, index, HOST_ON_EMPTY, 0);
    break;
  case MODEL_FAULT_CONFIGURE:
    model_host_state (run, index)->configured = on && STATE (HOST, index) == HOST_AT_MAINTENANCE;
    if (!on)
      TELL (HOST, index, HOST_ON_CONFIGURED, 0);
    break;
  case MODEL_FAULT_EDIT_POOLS:
    if (on && STATE (HOST, index) == HOST_AT_DISCONNECTED)
      model_host_state (run, index)->pools_edited = TRUE;
    break;
  case MODEL_FAULT_VMOTION_LINK_DOWN:
    cut_vmotion (run, index, on);
    break;
  case MODEL_FAULT_RESET_CMOS:
    reset_cmos (run, index, on);
    break;
  case MODEL_FAULT_LOSE_NICS:
    cut_management (run, index, on);
    cut_vmotion (run, index, on);
    break;
  case MODEL_FAULT_CANCEL_MIGRATION:
    if (on)
      TELL (MIGRATION, index, MIGRATION_ON_CANCEL, 0);
    break;
  case MODEL_FAULT_PARTITION:
    split_network (run, fault, on);
    break;
  case MODEL_FAULT_FAIL_AGENT:
    TELL (AGENT, index, on ? AGENT_ON_STOP : AGENT_ON_RECOVER, 0);
    break;
  case MODEL_FAULT_HANG_GUEST:
    model_ha_vm (run, index)->hangs_again = on && fault->lasts != SIM_NEVER;
    model_ha_vm (run, index)->does_io = on && fault->does_io;
    if (on)
      TELL (MONITOR, index, MONITOR_ON_HANG, 0);
    break;
  case MODEL_FAULT_APD:
  case MODEL_FAULT_PDL:
    cut_storage (run, fault, on);
    break;
  case MODEL_FAULT_FAIL_VCLS:
    TELL (VCLS, index, on ? VCLS_ON_LOST : VCLS_ON_RETURN, 0);
    break;
  case MODEL_FAULT_CUT_VCHA:
    TELL (VCHA, index, on ? VCHA_ON_CUT : VCHA_ON_JOINED, 0);
    break;
  case MODEL_FAULT_FAIL_WAKE:
    model_host_state (run, index)->does_not_wake = (guint8) on;
    break;
  case MODEL_FAULT_STOP_GOVERNOR:
    TELL (GOVERNOR, index, on ? GOVERNOR_ON_LOST : GOVERNOR_ON_BACK, 0);
    break;
  case MODEL_FAULT_FAIL_GOVERNOR:
    model_governor_state (run, index)->fails = (guint8) on;
    break;
  case MODEL_FAULT_CHANGE_BY_HAND:
    change_by_hand (run, fault, on);
    break;
  case MODEL_N_FAULTS:
  default:
    g_assert_not_reached ();
  }
}

#define HURTS                                                                                                          \
  TO (HOST, CRASH), TO (HOST, POWERED), TO (HOST, EMPTY), TO (HOST, CONFIGURED), TO (VCENTER, LOST), TO (VCENTER, BACK), TO (VCENTER, CANCEL), TO (NODE, CANCEL), TO (VM, DIE), TO (AGENT, CUT),         \
    TO (AGENT, HEARD), TO (AGENT, REINSTALL), TO (AGENT, START), TO (AGENT, REGROUP), TO (AGENT, STOP), TO (AGENT, RECOVER), \
    TO (MONITOR, HANG), TO (VMCP, APD), TO (VMCP, PDL), TO (VMCP, BACK), MODEL_ROOM_NOTICES, TO (MIGRATION, LINK_LOST), TO (MIGRATION, CANCEL), TO (POLICY, REPAIR), TO (POLICY, LIFECYCLE), TO (POLICY, SET), TO (DRS, CAPACITY),       \
     TO (CVM, LOSE), TO (CVM, RETURN), TO (AOS, CANCEL), TO (AOS, ABANDON), TO (CVM, DEGRADE), TO (CVM, MARK_FIXED), TO (STORE, DISK_OFFLINE), TO (STORE, DISK_BACK), TO (TOKEN, REVOKE), TO (COMPONENTS, FAIL),                 \
    TO (COMPONENTS, REPLACED), TO (WITNESS, LOST), TO (WITNESS, BACK), TO (ARBITER, LOST), TO (ARBITER, BACK), TO (VCLS, LOST), TO (VCLS, RETURN),            \
    TO (GOVERNOR, LOST), TO (GOVERNOR, BACK), TO (VCHA, CUT), TO (VCHA, JOINED), MODEL_VSAN_PARTS_NOTICES

/* DR-21: nobody need lift it. */
static gboolean
is_a_change (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->faults[ME].kind == MODEL_FAULT_CHANGE_NETWORK;
}

GUARD (it_is_rolled_back, "it is a change that cuts a host's management")
{
  return is_a_change (run, event);
}

ACTION (strike, "let it happen", NULL, SENDS (HURTS, TO (FAULT, LIFT)))
{
  const ModelFault *fault = &model_fleet (run)->faults[ME];

  SimTime lasts = fault->lasts == SIM_NEVER && is_a_change (run, event) ? model_number (run, MODEL_NETWORK_ROLLBACK)
                                                                        : fault->lasts;

  happen (run, fault, TRUE);
  if (lasts != SIM_NEVER)
    TELL_IN (lasts, FAULT, ME, FAULT_ON_LIFT, 0);
}

ACTION (lift, "let it be over", NULL, SENDS (HURTS))
{
  happen (run, &model_fleet (run)->faults[ME], FALSE);
}

/* clang-format off */
const SimRow model_FAULT_rows[] = {
  ROW    (AT (ARMED),  ON (STRIKE), ALWAYS, GO (ACTIVE), strike, "the scenario says so", "model"),
  IGNORE (AT (ACTIVE) | AT (OVER), ON (STRIKE), "it happens once"),
  ROW    (AT (ACTIVE), ON (LIFT),   it_is_rolled_back, GO (OVER), lift, "vCenter does not hear the host, and the change is taken back", "DR-21"),
  ROW    (AT (ACTIVE), ON (LIFT),   ALWAYS, GO (OVER),   lift,   "it has lasted as long as the scenario says", "model"),
  IGNORE (AT (ARMED) | AT (OVER),  ON (LIFT),   "it is not happening"),
};
/* clang-format on */
const guint model_FAULT_n_rows = G_N_ELEMENTS (model_FAULT_rows);
