#include "tests/invariants.h"

#include "tests/look.h"

#include "models/ahv/ahv.h"
#include "models/ha/order.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/mode.h"
#include "models/nutanix/tolerance.h"

void
look_complain (const Look *look, const char *condition, guint machine, guint32 index)
{
  const SimModel *model = look->run->model;
  guint state = model_state (look->run, machine, index);

  for (guint i = 0; i < look->complaints->len; i++)
    if (g_str_has_prefix (look->complaints->pdata[i], condition))
      return;
  g_ptr_array_add (look->complaints,
                   g_strdup_printf ("%s: %" G_GINT64_FORMAT " ms, %s %s %s", condition, sim_now (look->run),
                                    model->machines[machine]->name,
                                    model->name (model, model_actor (look->run, machine, index)),
                                    model->machines[machine]->states[state].name));
}

gboolean
look_is_in (guint state, const guint *states)
{
  while (*states != G_MAXUINT)
    if (*states++ == state)
      return TRUE;
  return FALSE;
}

/* ---- After every event ---- */

/* The books that hosts keep about those that are coming. */
static void
look_at_ends (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;
  g_autofree guint32 *coming = g_new0 (guint32, fleet->n_hosts + 1),
                     *starting = g_new0 (guint32, fleet->n_hosts + 1);

  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    const ModelVmState *v = model_vm_state (look->run, vm);

    if (v->target != MODEL_NONE)
      coming[v->target]++;
    if (STATE_OF (RESTART, vm) == RESTART_AT_STARTING)
      starting[v->target]++;
  }
  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    const ModelHostState *h = model_host_state (look->run, host);

    MUST (coming[host] == h->coming, HOST, host);
    MUST (starting[host] == h->power_ons && h->power_ons <= fleet->physics[MODEL_HA_POWER_ONS], HOST, host);
    MUST (h->memory_reserved_mib - h->promised_mib <= model_host_memory (fleet, host), HOST, host);
    MUST (h->coming || (!h->promised_mib && !h->promised_mhz), HOST, host);
  }
}

/* The list of a host's VMs: by index, linked both ways, and as many as it says. */
static gboolean
list_is_sound (const Look *look, guint32 host)
{
  guint32 link = model_host_state (look->run, host)->first_vm, previous = 0, n = 0;

  while (link) {
    const ModelVmState *v = model_vm_state (look->run, link - 1);

    if (link <= previous || v->previous != previous || v->host != host)
      return FALSE;
    previous = link;
    link = v->next;
    n++;
  }
  return n == model_host_state (look->run, host)->n_vms;
}

/* Whoever logs in to a host powers VMs on there, whether vCenter knows of it or not. */
static guint32
powered_on_there (const Look *look, guint32 host)
{
  guint32 n = 0;

  for (guint32 vm = 0; vm < look->trial->fleet->n_vms; vm++) {
    const ModelVmState *v = model_vm_state (look->run, vm);

    n += STATE_OF (VM, vm) == VM_AT_POWERING && v->host == host && v->target == host ? 1 : 0;
  }
  return n;
}

static void
look_at_hosts (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    const ModelHostState *h = model_host_state (look->run, host);
    ModelVersion cvm = model_cvm_state (look->run, host)->version;

    MUST (list_is_sound (look, host), HOST, host);
    MUST (cvm >= look->cvms[host], CVM, host);
    look->cvms[host] = cvm;
    MUST ((h->emptying != MODEL_NOT_EMPTYING)
              == IN (STATE_OF (HOST, host), HOST_AT_ENTERING, HOST_AT_STUCK, HOST_AT_TO_STANDBY),
          HOST, host);
    for (guint32 link = model_host_is_managed (look->run, host) ? 0 : h->first_vm; link;
         link = model_vm_state (look->run, link - 1)->next)
      MUST (STATE_OF (VM, link - 1) != VM_AT_MIGRATING && STATE_OF (VM, link - 1) != VM_AT_LEAVING, VM,
            link - 1);
    MUST (model_host_is_managed (look->run, host) || h->coming == powered_on_there (look, host), HOST, host);
    MUST (STATE_OF (HOST, host) != HOST_AT_OUTSIDE || (h->n_vms == 0 && h->memory_reserved_mib == 0), HOST, host);
    MUST (h->powered == !IN (STATE_OF (HOST, host), HOST_AT_DOWN, HOST_AT_STANDBY), HOST, host);
  }
}

static void
look_at_clusters (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const ModelCluster *cluster = &fleet->clusters[c];
    guint32 down = 0, pending = 0, queued = 0, waiting[MODEL_BATCHES] = { 0 };

    for (guint32 host = cluster->first_host; host < cluster->first_host + cluster->n_hosts; host++) {
      down += model_cvm_state (look->run, host)->step
              && IN (STATE_OF (CVM, host), CVM_AT_STOPPING, CVM_AT_DOWN, CVM_AT_STARTING, CVM_AT_SETTLING,
                     CVM_AT_UNSTABLE);
    }
    for (guint32 vm = cluster->first_vm; vm < cluster->first_vm + cluster->n_vms; vm++) {
      pending += STATE_OF (RESTART, vm) == RESTART_AT_PENDING ? 1 : 0;
      queued += STATE_OF (RESTART, vm) == RESTART_AT_QUEUED ? 1 : 0;
      waiting[model_restart_batch (fleet, vm)] += model_ha_vm (look->run, vm)->holds;
      MUST (model_ha_vm (look->run, vm)->holds <= model_restart_holds (look->run, vm, STATE_OF (RESTART, vm)),
            RESTART, vm);
    }
    MUST (down <= 1, TOKEN, c); /* of those taken down on purpose */
    MUST (pending == model_ha_cluster (look->run, c)->pending, DRS, c);
    MUST (queued == model_ha_cluster (look->run, c)->all_queued, DRS, c);
    for (guint b = 0; b < MODEL_BATCHES; b++)
      MUST (waiting[b] == model_ha_cluster (look->run, c)->waiting[b], DRS, c);
  }
}

/* ---- When a millisecond is over: findings last as long as their causes ---- */

static gboolean
is_found (const Look *look, guint kind, guint machine, guint32 index)
{
  return sim_find_is_open (look->run, kind, model_actor (look->run, machine, index), 0);
}

#define FOUND_WHILE(KIND, M, INDEX, CONDITION)                                                               \
  do {                                                                                                       \
    if (is_found (look, MODEL_FIND_##KIND, MODEL_MACHINE_##M, INDEX) != ((CONDITION) ? 1 : 0))               \
      look_complain (look, #KIND " exactly while " #CONDITION, MODEL_MACHINE_##M, INDEX);                    \
  } while (0)

static void
look_at_findings (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    FOUND_WHILE (EVACUATION_BLOCKED, VM, vm,
                 STATE_OF (VM, vm) == VM_AT_PINNED
                     || (IN (STATE_OF (VM, vm), VM_AT_OFF, VM_AT_POWERING)
                         && model_vm_state (look->run, vm)->blocker));
    MUST (!is_found (look, MODEL_FIND_VM_DOWN, MODEL_MACHINE_VM, vm) || !model_vm_is_on (look->run, vm), VM,
          vm);
    MUST (is_found (look, MODEL_FIND_VM_DOWN, MODEL_MACHINE_VM, vm)
              || !IN (STATE_OF (VM, vm), VM_AT_DOWN, VM_AT_RESTARTING),
          VM, vm);
  }
  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    const ModelHostState *h = model_host_state (look->run, host);

    FOUND_WHILE (MAINTENANCE_STUCK, HOST, host, STATE_OF (HOST, host) == HOST_AT_STUCK);
    /* What is on its way counts for the room, and is not looked at before it is there. */
    MUST (!is_found (look, MODEL_FIND_PLACEMENT_DEGRADED, MODEL_MACHINE_HOST, host)
              || h->memory_demand_mib > model_host_memory (fleet, host),
          HOST, host);
    MUST (h->coming || is_found (look, MODEL_FIND_PLACEMENT_DEGRADED, MODEL_MACHINE_HOST, host)
              || is_found (look, MODEL_FIND_HOST_SWAPS, MODEL_MACHINE_HOST, host)
              || h->memory_demand_mib <= model_host_memory (fleet, host),
          HOST, host);
    MUST (!is_found (look, MODEL_FIND_HOST_SWAPS, MODEL_MACHINE_HOST, host)
              || h->memory_held_mib > model_host_memory (fleet, host),
          HOST, host);
    MUST (h->coming || !model_host_is_ahv (fleet, host) || is_found (look, MODEL_FIND_HOST_SWAPS, MODEL_MACHINE_HOST, host)
              || h->memory_held_mib <= model_host_memory (fleet, host),
          HOST, host);
    MUST (!is_found (look, MODEL_FIND_IO_STALL, MODEL_MACHINE_HOST, host)
              || STATE_OF (IO_PATH, host) == IO_PATH_AT_STALLED, /* an empty host has no guests to stall */
          HOST, host);
    MUST (!is_found (look, MODEL_FIND_HOST_DISCONNECTED, MODEL_MACHINE_HOST, host)
              || !model_host_in_pool (look->run, host),
          HOST, host);
    FOUND_WHILE (EXIT_HELD, HOST, host,
                 STATE_OF (HOST, host) == HOST_AT_EXITING && h->configured
                     && is_found (look, MODEL_FIND_EXIT_HELD, MODEL_MACHINE_HOST, host));
    FOUND_WHILE (DATA_UNAVAILABLE, HOST, host, STATE_OF (IO_PATH, host) == IO_PATH_AT_FAILED && h->n_vms > 0);
    FOUND_WHILE (ORDER_UNSUPPORTED, HOST, host, STATE_OF (HOST, host) == HOST_AT_REFUSED);
  }
  for (guint32 g = 0; g < fleet->n_groups; g++) {
    ModelQuorum q = model_quorum (look->run, g);

    FOUND_WHILE (QUORUM_LOST, QUORUM, g, !q.quorum);
    FOUND_WHILE (DATA_UNAVAILABLE, QUORUM, g, !q.data);
    FOUND_WHILE (QUORUM_AT_RISK, QUORUM, g, q.margin == 0 && q.up < q.members);
    MUST ((STATE_OF (QUORUM, g) == QUORUM_AT_LOST) == (q.margin < 0), QUORUM, g);
    MUST ((STATE_OF (QUORUM, g) == QUORUM_AT_WHOLE) == (q.margin >= 0 && q.up == q.members), QUORUM, g);
  }
  for (guint32 v = 0; v < fleet->n_vcenters; v++)
    FOUND_WHILE (CONTROL_PLANE_DOWN, VCENTER, v,
                 !IN (STATE_OF (VCENTER, v), VCENTER_AT_SERVING, VCENTER_AT_CHECKING, VCENTER_AT_STAGING,
                      VCENTER_AT_SYNCING));
  for (guint32 cell = 0; cell < fleet->n_cells; cell++)
    FOUND_WHILE (POLICY_RESET, POLICY, cell, STATE_OF (POLICY, cell) == POLICY_AT_RESET);
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    MUST (!model_admission_in_force (look->run, c)
              || (STATE_OF (ADMISSION, c) == ADMISSION_AT_VIOLATED)
                     == model_admission (look->run, c, MODEL_NONE, MODEL_NONE, NULL).violated,
          ADMISSION, c);
}

/* ---- At the end: who is on the way somewhere has to have a reason ---- */

/* Nobody has to guess why a step was not carried out: something was found on its behalf, or was the case when it ended, a note
 * at the least. */
static gboolean
is_explained (const Look *look, guint32 step)
{
  SimTime ended = model_step_state (look->run, step)->ended;

  for (guint i = 0; i < look->run->world->n_findings; i++) {
    const SimFinding *finding = &look->run->world->findings[i];

    if (finding->step == step + 1 || (finding->since <= ended && finding->until >= ended))
      return TRUE;
  }
  return FALSE;
}

static void
look_whether_it_was_told (const Look *look)
{
  for (guint32 step = 0; step < look->trial->fleet->n_steps; step++)
    MUST (STATE_OF (STEP, step) != STEP_AT_FAILED || is_explained (look, step), STEP, step);
}

static void
look_at_the_end (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    guint32 host = model_vm_state (look->run, vm)->host;
    guint drs = STATE_OF (DRS, fleet->vms[vm].cluster);

    MUST (!IN (STATE_OF (VM, vm), VM_AT_MIGRATING, VM_AT_POWERING, VM_AT_RESTARTING, VM_AT_STOPPING,
               VM_AT_STARTING),
          VM, vm);
    MUST (STATE_OF (VM, vm) != VM_AT_LEAVING || drs != DRS_AT_READY || STATE_OF (HOST, host) == HOST_AT_STUCK,
          VM, vm);
    MUST (!IN (STATE_OF (VM, vm), VM_AT_LEAVING, VM_AT_PINNED)
              || model_host_state (look->run, host)->emptying,
          VM, vm);
    MUST (!IN (STATE_OF (RESTART, vm), RESTART_AT_STARTING, RESTART_AT_MASKED), RESTART, vm);
    MUST (STATE_OF (RESTART, vm) != RESTART_AT_UNLISTED || !model_vm_is_on (look->run, vm)
              || sim_find_is_open (look->run, MODEL_FIND_VM_UNPROTECTED,
                                   model_actor (look->run, MODEL_MACHINE_VM, vm), 0),
          RESTART, vm);
    MUST (!IN (STATE_OF (RESTART, vm), RESTART_AT_QUEUED, RESTART_AT_BACKOFF)
              || !model_cluster_state (look->run, fleet->vms[vm].cluster)->master
              || sim_find_is_open (look->run, MODEL_FIND_RESTART_HELD,
                                   model_actor (look->run, MODEL_MACHINE_VM, vm), 0),
          RESTART, vm);
    MUST (!IN (STATE_OF (ISOLATION, vm), ISOLATION_AT_DECLARED, ISOLATION_AT_SHUTTING_DOWN), ISOLATION, vm);
  }
  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    guint32 c = fleet->hosts[host].cluster;
    gboolean served = model_vcenter_offers (look->run, c, MODEL_FUNCTION_TASKS);
    guint state = STATE_OF (HOST, host);

    MUST (!IN (state, HOST_AT_REMEDIATING, HOST_AT_REBOOTING, HOST_AT_POST_CHECK, HOST_AT_CONNECTING,
               HOST_AT_HA_INIT, HOST_AT_BOOTING, HOST_AT_WAKING),
          HOST, host);
    MUST (state != HOST_AT_EXITING || is_found (look, MODEL_FIND_EXIT_HELD, MODEL_MACHINE_HOST, host), HOST,
          host);
    MUST (state != HOST_AT_RECONNECTING || !served, HOST, host);
    MUST (!IN (state, HOST_AT_ENTERING, HOST_AT_TO_STANDBY) || !served, HOST, host);
    MUST (!IN (STATE_OF (AGENT, host), AGENT_AT_CONFIGURING, AGENT_AT_ELECTION, AGENT_AT_SELF_ELECTED,
               AGENT_AT_ALONE),
          AGENT, host);
    MUST (STATE_OF (AGENT, host) != AGENT_AT_SLAVE || model_cluster_state (look->run, c)->master, AGENT,
          host);
    MUST (!IN (STATE_OF (DETECTOR, host), DETECTOR_AT_SILENT, DETECTOR_AT_WATCHING, DETECTOR_AT_UNREACHABLE),
          DETECTOR, host);
    MUST (!IN (STATE_OF (CVM, host), CVM_AT_STOPPING, CVM_AT_STARTING, CVM_AT_SETTLING)
              || !model_mode_lets_serve (look->run, host),
          CVM, host);
    MUST (STATE_OF (CVM, host) != CVM_AT_WAITING
              || model_cluster_state (look->run, c)->token_holder != host + 1
              || !model_cvms_all_serve (look->run, c, host) || !model_may_take_down (look->run, host),
          CVM, host);
    MUST (STATE_OF (IO_PATH, host) != IO_PATH_AT_STALLED, IO_PATH, host);
    MUST (!IN (STATE_OF (UPDATE, host), UPDATE_AT_RETRYING), UPDATE, host);
  }
}

guint
invariants_hold (Trial *trial, GPtrArray *complaints)
{
  const ModelFleet *fleet = trial->fleet;
  g_autofree ModelVersion *hosts = g_new0 (ModelVersion, fleet->n_hosts + 1);
  g_autofree ModelVersion *cvms = g_new0 (ModelVersion, fleet->n_hosts + 1);
  const Look look = { trial, trial->run, complaints, hosts, cvms, look_vsphere_new (trial) };
  SimEvent next;
  gboolean more;

  while (sim_run_step (trial->run)) {
    look_at_ends (&look);
    look_at_hosts (&look);
    look_at_clusters (&look);
    invariants_of_ahv (&look);
    invariants_of_vsan (&look);
    invariants_of_vsphere (&look);
    invariants_of_nutanix_data (&look);
    more = sim_queue_peek (trial->run->world->queue, &next);
    if (!more || next.at > sim_now (trial->run)) {
      look_at_findings (&look);
      invariants_of_ahv_by_and_by (&look);
      invariants_of_vsan_by_and_by (&look);
      invariants_of_nutanix_by_and_by (&look);
      invariants_of_vsphere_by_and_by (&look);
      invariants_of_nutanix_data_by_and_by (&look);
      invariants_of_nutanix_lcm_by_and_by (&look);
      model_assert_sums (trial->run);
      model_assert_claims (trial->run);
    }
  }
  look_at_the_end (&look);
  look_whether_it_was_told (&look);
  invariants_of_vsphere_at_the_end (&look);
  invariants_of_nutanix_at_the_end (&look);
  invariants_of_nutanix_data_at_the_end (&look);
  look_vsphere_free (look.vsphere);
  return complaints->len;
}
