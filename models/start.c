/* The world in which everything begins: hosts and VMs as the scenario has them, VMs without a host placed as DRS would, HA
 * agents elected, quorum counted, the plan's start and the faults' moments pending. */

#include "models/ha/admission.h"
#include "models/ahv/reservation.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/governance/belief.h"
#include "models/governance/governance.h"
#include "models/guests/guests.h"
#include "models/nutanix/locality.h"
#include "models/nutanix/mode.h"
#include "models/plan/policies.h"
#include "models/quorum/quorum.h"
#include "models/network/switches.h"
#include "models/rehearsal.h"
#include "models/vcenter/vcls.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"
#include "models/vsan/services.h"

#include <string.h>

static void
set_state (SimRun *run, guint machine, guint32 index, guint state)
{
  run->world->block[model_actor (run, machine, index)] = (guint8) state;
}

#define SET(M, INDEX, STATE) set_state (run, MODEL_MACHINE_##M, INDEX, M##_AT_##STATE)

static void
start_hosts (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 i = 0; i < fleet->n_hosts; i++) {
    const ModelHost *host = &fleet->hosts[i];
    const ModelCluster *cluster = &fleet->clusters[host->cluster];
    ModelHostState *state = model_host_state (run, i);
    ModelCvmState *cvm = model_cvm_state (run, i);

    state->version = host->version;
    model_begin_belief (run, i);
    state->powered = host->start != MODEL_HOST_OFF && host->start != MODEL_HOST_STANDBY;
    state->networked = TRUE;
    model_ha_host (run, i)->reboot_pending = host->reboot_pending ? 1 : 0;
    model_ha_host (run, i)->certificate = (guint8) host->certificate;
    state->was_in_maintenance = host->start == MODEL_HOST_MAINTENANCE;
    cvm->down_since = SIM_NEVER;
    cvm->version = cluster->aos;
    cvm->in_ring = TRUE;
    if (host->start == MODEL_HOST_MAINTENANCE)
      SET (HOST, i, MAINTENANCE);
    else if (host->start == MODEL_HOST_DISCONNECTED)
      SET (HOST, i, DISCONNECTED);
    else if (host->start == MODEL_HOST_OFF)
      SET (HOST, i, DOWN);
    else if (host->start == MODEL_HOST_STANDBY)
      SET (HOST, i, STANDBY);
    else if (host->start == MODEL_HOST_OUTSIDE)
      SET (HOST, i, OUTSIDE);
    if (cluster->platform != MODEL_VSPHERE) {
      set_state (run, MODEL_MACHINE_CVM, i, state->powered ? CVM_AT_SERVING : CVM_AT_DOWN);
      set_state (run, MODEL_MACHINE_IO_PATH, i, state->powered ? IO_PATH_AT_LOCAL : IO_PATH_AT_IDLE);
      set_state (run, MODEL_MACHINE_STORE, i, state->powered ? STORE_AT_CURRENT : STORE_AT_STALE);
      if (host->zookeeper)
        set_state (run, MODEL_MACHINE_ZOOKEEPER, i,
                   state->powered ? ZOOKEEPER_AT_FOLLOWER : ZOOKEEPER_AT_AWAY);
      model_store_state (run, i)->holds = host->data_mib * 1024 * 1024;
      model_store_state (run, i)->offline[0] = model_store_state (run, i)->offline[1] = SIM_NEVER;
    }
    if (cluster->platform == MODEL_NUTANIX_AHV)
      set_state (run, MODEL_MACHINE_NODE, i,
                 host->start == MODEL_HOST_MAINTENANCE ? NODE_AT_ENTERED
                 : state->powered                      ? NODE_AT_NORMAL
                                                       : NODE_AT_SOURCE);
  }
}

/* The agent with the best key leads (HA-04); everything else has long been settled when a rehearsal begins. */
static void
start_agents (SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];
  guint32 master = MODEL_NONE;

  for (guint32 i = cluster->first_host; cluster->ha && i < cluster->first_host + cluster->n_hosts; i++) {
    if (fleet->hosts[i].start != MODEL_HOST_CONNECTED)
      continue;
    SET (AGENT, i, SLAVE);
    if (master == MODEL_NONE || model_agent_beats (fleet, i, master))
      master = i;
  }
  if (master != MODEL_NONE) {
    SET (AGENT, master, MASTER);
    model_cluster_state (run, index)->master = master + 1;
  }
}

static void
start_vm (SimRun *run, guint32 i, guint32 host)
{
  const ModelVm *vm = &model_fleet (run)->vms[i];

  model_vm_state (run, i)->host = host;
  if (vm->power == MODEL_POWER_ON && host != MODEL_NONE) {
    SET (VM, i, RUNNING);
    model_host_add (run, host, i);
  } else {
    SET (VM, i, OFF);
    if (STATE (RESTART, i) == RESTART_AT_PROTECTED)
      SET (RESTART, i, UNLISTED);
  }
}

/* Placed VMs first, so that those without a host are placed around them. */
static void
start_vms (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 i = 0; i < fleet->n_vms; i++) {
    const ModelVm *vm = &fleet->vms[i];

    model_vm_state (run, i)->target = MODEL_NONE;
    model_vm_state (run, i)->datastores = vm->datastores;
    model_vm_state (run, i)->devices = vm->devices;
    model_vm_state (run, i)->host = MODEL_NONE;
    model_vm_state (run, i)->cpu_reservation_mhz = vm->cpu_reservation_mhz;
    model_vm_state (run, i)->memory_reservation_mib = vm->memory_reservation_mib;
    if (!fleet->clusters[vm->cluster].ha || vm->priority == MODEL_PRIORITY_DISABLED)
      SET (RESTART, i, UNPROTECTED);
    SET (VM, i, OFF);
  }
  for (guint32 i = 0; i < fleet->n_vms; i++)
    if (fleet->vms[i].host != MODEL_NONE)
      start_vm (run, i, fleet->vms[i].host);
  for (guint32 i = 0; i < fleet->n_vms; i++)
    if (fleet->vms[i].host == MODEL_NONE)
      start_vm (run, i, model_place (run, i, MODEL_FOR_POWER_ON).host);
}

/* It has been at work before the rehearsal began, and looks at once. */
static void
begin_dpm (SimRun *run, guint32 cluster)
{
  SET (DPM, cluster, READY);
  sim_run_inject (run, 0, model_actor (run, MODEL_MACHINE_DPM, cluster), DPM_ON_LOOK, 0);
}

static void
start_clusters (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const ModelCluster *cluster = &fleet->clusters[c];
    gboolean checked = cluster->ha && cluster->admission != MODEL_ADMISSION_OFF;

    model_ha_cluster (run, c)->on = cluster->ha ? 1 : 0;
    model_ha_cluster (run, c)->monitoring = cluster->host_monitoring ? 1 : 0;
    for (guint b = 0; b < MODEL_BATCHES; b++)
      model_ha_cluster (run, c)->batch_since[b] = SIM_NEVER;
    model_cluster_state (run, c)->automation = cluster->drs;
    for (guint32 vm = cluster->first_vm; cluster->vm_overrides && vm < cluster->first_vm + cluster->n_vms; vm++)
      model_cluster_state (run, c)->levels |= 1u << fleet->vms[vm].automation;
    if (cluster->drs == MODEL_AUTOMATION_OFF)
      SET (DRS, c, OFF);
    if (cluster->platform == MODEL_NUTANIX_AHV) {
      SET (ACROPOLIS, c, READY);
      SET (ADS, c, CALM);
      if (model_ahv_guarantees (fleet, c))
        SET (RESERVATION, c, HOLDS); /* or is found short as soon as the rehearsal begins */
      else
        SET (RESERVATION, c, BEST_EFFORT);
      SET (DRS, c, OFF);
    }
    if (cluster->dpm && cluster->vsan.architecture == MODEL_VSAN_NONE)
      begin_dpm (run, c);
    if (model_vcls_exists (run, c)) {
      SET (VCLS, c, HEALTHY);
      model_vcls_state (run, c)->agents = model_vcls_wanted (cluster->n_hosts);
    }
    if (!checked)
      SET (ADMISSION, c, OFF);
    else if (model_admission (run, c, MODEL_NONE, MODEL_NONE, NULL).violated)
      SET (ADMISSION, c, VIOLATED);
  }
}

static void
start_vcenter (SimRun *run, guint32 index)
{
  const ModelVcenter *vcenter = &model_fleet (run)->vcenters[index];
  ModelVcenterState *state = model_vcenter_state (run, index);

  state->version = vcenter->version;
  state->released = vcenter->released;
  model_vcha_state (run, index)->mode = vcenter->vcha_mode;
  if (vcenter->vcha)
    SET (VCHA, index, HEALTHY);
}

/* Of two nodes one may be off from the beginning: then the other has gone on alone long since. */
static void
start_mode (SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  guint32 up = 0, first = MODEL_NONE;

  for (MODEL_EACH_HOST (host, cluster))
    if (model_host_state (run, host)->powered) {
      first = up++ ? first : host;
    }
  if (cluster->n_hosts == 2 && !cluster->no_witness)
    set_state (run, MODEL_MACHINE_ARBITER, index,
               !cluster->witness_vm || model_vm_is_on (run, cluster->witness_vm - 1) ? ARBITER_AT_ANSWERS
                                                                                     : ARBITER_AT_AWAY);
  if (up == 2)
    SET (MODE, index, NORMAL);
  else if (up == 1 || cluster->n_hosts == 1) {
    SET (MODE, index, STAND_ALONE);
    model_mode_state (run, index)->alone = (up ? first : cluster->first_host) + 1;
  } else
    SET (MODE, index, UNDECIDED);
}

/* The first by name with a role leads; that is our choice. */
static void
start_nutanix (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 c = 0; fleet->has_cvms && c < fleet->n_clusters; c++) {
    const ModelCluster *cluster = &fleet->clusters[c];
    gboolean leads = FALSE;

    if (cluster->platform == MODEL_VSPHERE)
      continue;
    SET (RESILIENCY, c, OK);
    if (model_is_small (fleet, c))
      start_mode (run, c);
    for (MODEL_EACH_HOST (host, cluster))
      if (!leads && STATE (ZOOKEEPER, host) == ZOOKEEPER_AT_FOLLOWER) {
        SET (ZOOKEEPER, host, LEADER);
        leads = TRUE;
      }
    sim_run_inject (run, 0, model_actor (run, MODEL_MACHINE_RESILIENCY, c), RESILIENCY_ON_LOOK, 0);
  }
}

static void
start_groups (SimRun *run)
{
  for (guint32 g = 0; g < model_fleet (run)->n_groups; g++) {
    ModelQuorum quorum = model_quorum (run, g);

    /* A group that is not whole counts itself, and says what it finds, as soon as the rehearsal begins. */
    model_group_state (run, g)->margin = quorum.up < quorum.members ? G_MININT32 : quorum.margin;
    model_group_state (run, g)->up = quorum.up;
    if (quorum.margin < 0)
      SET (QUORUM, g, LOST);
    else if (quorum.up < quorum.members)
      set_state (run, MODEL_MACHINE_QUORUM, g, quorum.margin == 0 ? QUORUM_AT_CRITICAL : QUORUM_AT_REDUCED);
  }
}

static void
start_rules (SimRun *run)
{
  for (guint32 r = 0; r < model_fleet (run)->n_rules; r++)
    model_rule_state (run, r)->on = model_rule_begins_on (model_fleet (run), r) ? 1 : 0;
}

static void
start_cells (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 cell = 0; cell < fleet->n_cells; cell++) {
    const ModelPolicy *policy = &fleet->policies[model_links (run)->policy_of_cell[cell]];

    if (!g_str_equal (policy->actual, policy->declared)) {
      model_cell_state (run, cell)->value = MODEL_CELL_ACTUAL;
      SET (POLICY, cell, DRIFTED);
    }
  }
}

/* A host that is away from the beginning has been away for as long as anybody knows: nothing is rebuilt for it. */
static void
start_vsan (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  model_vsan_start (run);
  for (guint32 w = 0; w < fleet->n_witnesses; w++)
    model_witness_state (run, w)->version = fleet->witnesses[w].version;
  for (guint32 c = 0; fleet->has_vsan && c < fleet->n_clusters; c++) {
    const ModelCluster *cluster = &fleet->clusters[c];
    ModelVsanState *state = model_vsan_state (run, c);

    state->format = cluster->vsan.format;
    for (MODEL_EACH_HOST (host, cluster))
      model_vsan_host (run, host)->format = state->format;
    for (MODEL_EACH_HOST (host, cluster))
      state->version = host == cluster->first_host ? fleet->hosts[host].version
                                                   : MIN (state->version, fleet->hosts[host].version);
  }
  for (guint32 host = 0; host < fleet->n_hosts; host++)
    if (model_vsan_has_services (fleet, host))
      SET (SERVICES, host, SERVING);
  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    if (!model_has_vsan (run, host)
        || (fleet->hosts[host].start != MODEL_HOST_MAINTENANCE && model_host_state (run, host)->powered))
      continue;
    SET (COMPONENTS, host, ABSENT);
    if (model_vsan_has_services (fleet, host))
      SET (SERVICES, host, OUT);
    model_vsan_host (run, host)->away_since = 0;
    for (MODEL_EACH_COMPONENT_ON (c, run, host))
      model_vsan_set (run, c, MODEL_IS_ABSENT);
  }
  for (guint32 c = 0; fleet->has_vsan && c < fleet->n_clusters; c++) {
    const ModelVsanState *state = model_vsan_state (run, c);

    model_vsan_begin_to_adapt (run, c);
    set_state (run, MODEL_MACHINE_VSAN, c,
               state->lost       ? VSAN_AT_LOST
               : state->critical ? VSAN_AT_CRITICAL
               : state->reduced  ? VSAN_AT_REDUCED
                                 : VSAN_AT_WHOLE);
  }
}

static void
start_switches (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_switches; s++) {
    model_switch_state (run, s)->version = fleet->switches[s].version;
    model_switch_state (run, s)->nioc = fleet->switches[s].nioc;
  }
  for (guint32 vm = 0; fleet->n_switches && vm < fleet->n_vms; vm++)
    set_state (run, MODEL_MACHINE_PORT, vm, model_port_begins (fleet, vm));
}

SimRun *
model_rehearsal_start (const ModelRehearsal *rehearsal, gboolean with_journal)
{
  const ModelFleet *fleet = rehearsal->fleet;
  SimRun *run = sim_run_new (&rehearsal->model, sim_world_new (&rehearsal->model), with_journal);

  start_hosts (run);
  for (guint32 v = 0; v < fleet->n_vcenters; v++)
    start_vcenter (run, v);
  for (guint32 p = 0; p < fleet->n_products; p++)
    model_product_state (run, p)->version = fleet->products[p].version;
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    start_agents (run, c);
  start_rules (run);
  start_vms (run);
  model_locality_start (run);
  start_switches (run);
  model_guests_start (run);
  start_clusters (run);
  start_nutanix (run);
  start_groups (run);
  start_cells (run);
  start_vsan (run);
  model_governance_start (run);
  for (guint32 s = 0; s < fleet->n_steps; s++)
    model_step_state (run, s)->began = model_step_state (run, s)->ended = SIM_NEVER;

  sim_run_inject (run, 0, model_actor (run, MODEL_MACHINE_PLAN, 0), PLAN_ON_START, 0);
  for (guint32 f = 0; f < fleet->n_faults; f++)
    if (fleet->faults[f].at >= 0)
      sim_run_inject (run, fleet->faults[f].at, model_actor (run, MODEL_MACHINE_FAULT, f), FAULT_ON_STRIKE,
                      0);
  return run;
}
