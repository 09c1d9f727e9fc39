#include "models/plan/happen.h"

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/compute/rules.h"
#include "models/ha/configure.h"
#include "models/ha/switch.h"
#include "models/plan/resets.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"

/* What is so while a fault lasts, or until its next chance has gone wrong. */
#define SETS(FUNCTION, STATE_OF, FIELD)                                                                      \
  static void FUNCTION (SimRun *run, const ModelFault *fault, gboolean on)                                   \
  {                                                                                                          \
    model_##STATE_OF##_state (run, fault->index)->FIELD = (guint8) on;                                       \
  }

SETS (interrupt_boot, host, boot_breaks)
SETS (fail_wake, host, does_not_wake)
SETS (fail_migration, vm, next_fault)
SETS (fail_power_on, vm, power_on_fails)
SETS (fail_staging, vcenter, staging_fails)
SETS (fail_governor, governor, fails)

/* ---- Networks and storage ---- */

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
        = !split || fault->witness == MODEL_WITNESS_BOTH ? 0
          : fault->witness == MODEL_WITNESS_WITH_THEM    ? fault->part + 1
                                                         : 1;
  model_vsan_regroup (run, fleet->hosts[fault->index].cluster);
  for (MODEL_EACH_HOST (h, cluster))
    TELL (AGENT, h, AGENT_ON_REGROUP, 0);
}

static void
isolate (SimRun *run, const ModelFault *fault, gboolean on)
{
  guint32 cluster = model_fleet (run)->hosts[fault->index].cluster;

  cut_management (run, fault->index, on);
  if (model_fleet (run)->clusters[cluster].vsan.own_adapters)
    cut_heartbeats (run, fault->index, on);
}

static void
change_network (SimRun *run, const ModelFault *fault, gboolean on)
{
  cut_management (run, fault->index, on);
  if (!on)
    sim_find (run, MODEL_FIND_HOST_OUT_OF_SYNC, SIM_RISK, ACTOR (HOST, fault->index), 0, NULL);
}

/* What is on its way from there or to there breaks off; with the link back, DRS looks again at what could not move. */
static void
cut_vmotion (SimRun *run, const ModelFault *fault, gboolean cut)
{
  guint32 host = fault->index;
  ModelHostState *h = model_host_state (run, host);

  h->vmotion_down = (guint8) cut;
  for (guint i = 0; i < MODEL_VMOTION_SLOTS && cut; i++)
    if (h->slots[i])
      TELL (MIGRATION, h->slots[i] - 1, MIGRATION_ON_LINK_LOST, host);
  if (!cut)
    TELL (DRS, model_fleet (run)->hosts[host].cluster, DRS_ON_CAPACITY, 0);
}

static void
lose_nics (SimRun *run, const ModelFault *fault, gboolean on)
{
  cut_management (run, fault->index, on);
  cut_vmotion (run, fault, on);
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

/* ---- Hosts ---- */

static void
crash (SimRun *run, const ModelFault *fault, gboolean on)
{
  if (fault->target == MODEL_TARGET_HOST)
    TELL (HOST, fault->index, on ? HOST_ON_CRASH : HOST_ON_POWERED, 0);
  else if (fault->target == MODEL_TARGET_VCENTER)
    TELL (VCENTER, fault->index, on ? VCENTER_ON_LOST : VCENTER_ON_BACK, 0);
  else if (on)
    TELL (VM, fault->index, VM_ON_DIE, 0);
}

/* Who lifts it sets the boot mode right, or brings the recovery key, and resets the host; the other settings stay as they
 * are, for nobody notices them. */
static void
reset_cmos (SimRun *run, const ModelFault *fault, gboolean on)
{
  const ModelLinks *links = model_links (run);
  guint32 host = fault->index;

  model_host_state (run, host)->cmos_reset = (guint8) on;
  if (on)
    return;
  for (MODEL_EACH (cell, links->cells_of_host, host))
    if (model_fleet (run)->policies[links->policy_of_cell[*cell]].provides == MODEL_BIOS_BOOT_MODE
        && STATE (POLICY, *cell) == POLICY_AT_RESET)
      TELL (POLICY, *cell, POLICY_ON_REPAIR, 0);
  model_host_state (run, host)->settings_lost = FALSE;
  TELL (HOST, host, HOST_ON_POWERED, 0);
}

/* Marks a host, so that its next chance goes wrong. */
static void
mark (SimRun *run, const ModelFault *fault, gboolean on)
{
  ModelHostState *h = model_host_state (run, fault->index);

  h->next_fault = (guint8) (on ? h->next_fault | 1u << fault->kind : h->next_fault & ~(1u << fault->kind));
}

static void
hang_boot (SimRun *run, const ModelFault *fault, gboolean on)
{
  mark (run, fault, on);
  if (!on)
    TELL (HOST, fault->index, HOST_ON_POWERED, 0);
}

/* With it over, somebody has removed the cause, and has HA configured again. */
static void
fail_ha (SimRun *run, const ModelFault *fault, gboolean on)
{
  model_ha_spoil (run, fault->index, fault->cause, on);
  if (!on && STATE (AGENT, fault->index) == AGENT_AT_ERROR)
    TELL (AGENT, fault->index, AGENT_ON_START, 0);
}

static void
provision (SimRun *run, const ModelFault *fault, gboolean on)
{
  model_host_state (run, fault->index)->provisioning = on && STATE (HOST, fault->index) == HOST_AT_CONNECTED;
  if (!on)
    TELL (HOST, fault->index, HOST_ON_EMPTY, 0);
}

static void
configure (SimRun *run, const ModelFault *fault, gboolean on)
{
  model_host_state (run, fault->index)->configured = on && STATE (HOST, fault->index) == HOST_AT_MAINTENANCE;
  if (!on)
    TELL (HOST, fault->index, HOST_ON_CONFIGURED, 0);
}

static void
edit_pools (SimRun *run, const ModelFault *fault, gboolean on)
{
  if (on && STATE (HOST, fault->index) == HOST_AT_DISCONNECTED)
    model_host_state (run, fault->index)->pools_edited = TRUE;
}

/* ---- Nutanix ---- */

static void
mark_cvm (SimRun *run, const ModelFault *fault, gboolean on)
{
  ModelCvmState *c = model_cvm_state (run, fault->index);
  guint bit = (guint) fault->kind - MODEL_FAULT_CVM_UNSTABLE;

  c->next_fault = (guint8) (on ? c->next_fault | 1u << bit : c->next_fault & ~(1u << bit));
}

static void
cvm_unstable (SimRun *run, const ModelFault *fault, gboolean on)
{
  mark_cvm (run, fault, on);
  if (!on)
    TELL (CVM, fault->index, CVM_ON_RETURN, 0);
}

static void
degrade (SimRun *run, const ModelFault *fault, gboolean on)
{
  if (on)
    TELL_IN (model_number (run, MODEL_CVM_DEGRADED), CVM, fault->index, CVM_ON_DEGRADE, 0);
  else
    TELL (CVM, fault->index, CVM_ON_MARK_FIXED, 0);
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
keep_token (SimRun *run, const ModelFault *fault, gboolean on)
{
  mark_cvm (run, fault, on);
  if (!on && has_kept_the_token (run, fault->index))
    TELL (TOKEN, model_fleet (run)->hosts[fault->index].cluster, TOKEN_ON_REVOKE, 0);
}

static void
cancel_maintenance (SimRun *run, const ModelFault *fault, gboolean on)
{
  if (on && model_host_is_ahv (model_fleet (run), fault->index))
    TELL (NODE, fault->index, NODE_ON_CANCEL, 0);
}

static void
tell_aos (SimRun *run, guint32 cluster, guint signal)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb == MODEL_VERB_UPGRADE_AOS && fleet->steps[s].index == cluster)
      TELL (AOS, s, signal, 0);
}

static void
abandon_upgrade (SimRun *run, const ModelFault *fault, gboolean on)
{
  if (on)
    tell_aos (run, fault->index, AOS_ON_ABANDON);
}

/* ---- Others ---- */

static void
cancel_upgrade (SimRun *run, const ModelFault *fault, gboolean on)
{
  if (on && fault->target == MODEL_TARGET_CLUSTER)
    tell_aos (run, fault->index, AOS_ON_CANCEL);
  else if (on)
    TELL (VCENTER, fault->index, VCENTER_ON_CANCEL, 0);
}

static void
fail_upgrade (SimRun *run, const ModelFault *fault, gboolean on)
{
  if (fault->target == MODEL_TARGET_PRODUCT)
    model_product_state (run, fault->index)->fails = (guint32) on;
  else
    model_vcenter_state (run, fault->index)->fails = (guint8) on;
}

static void
lose_witness (SimRun *run, const ModelFault *fault, gboolean on)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[fault->index];

  if (cluster->platform == MODEL_VSPHERE)
    TELL (WITNESS, cluster->vsan.witness, on ? WITNESS_ON_LOST : WITNESS_ON_BACK, 0);
  else
    TELL (ARBITER, fault->index, on ? ARBITER_ON_LOST : ARBITER_ON_BACK, 0);
}

static void
hang_guest (SimRun *run, const ModelFault *fault, gboolean on)
{
  model_ha_vm (run, fault->index)->hangs_again = on && fault->lasts != SIM_NEVER;
  model_ha_vm (run, fault->index)->does_io = on && fault->does_io;
  if (on)
    TELL (MONITOR, fault->index, MONITOR_ON_HANG, 0);
}

static void
re_register (SimRun *run, const ModelFault *fault, gboolean on)
{
  if (!on)
    return;
  model_register_anew (run, fault->index);
  model_notify_vm_lifecycle (run, fault->index, MODEL_LIFECYCLE_REGISTRATION);
}

static void
intervene (SimRun *run, const ModelFault *fault, gboolean on)
{
  if (on)
    model_intervene (run, fault);
}

static void
patch_by_hand (SimRun *run, const ModelFault *fault, gboolean on)
{
  if (on)
    model_change_image_by_hand (run, fault->index, fault->to);
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

/* ---- Each fault ---- */

/* clang-format off */
static const struct {
  void (*by) (SimRun *run, const ModelFault *fault, gboolean on); /* or NULL */
  guint machine, begun, over;
  gboolean ends;
} happens[MODEL_N_FAULTS] = {
#define TELLS(M, BEGUN, OVER) NULL, MODEL_MACHINE_##M, M##_ON_##BEGUN, M##_ON_##OVER, TRUE
#define ONCE(M, BEGUN)        NULL, MODEL_MACHINE_##M, M##_ON_##BEGUN, 0, FALSE
#define BY(FUNCTION)          FUNCTION, 0, 0, 0, FALSE
#define FAULT(NAME, WORD, HAPPENS) { HAPPENS },
#include "models/plan/faults.def"
#undef FAULT
};
/* clang-format on */

void
model_happen (SimRun *run, const ModelFault *fault, gboolean on)
{
  guint kind = fault->kind;

  if (happens[kind].by)
    happens[kind].by (run, fault, on);
  else if (on || happens[kind].ends)
    sim_send (run, 0, model_actor (run, happens[kind].machine, fault->index),
              on ? happens[kind].begun : happens[kind].over, 0);
}
