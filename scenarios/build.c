#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#include "models/plan/versions.h"

#include <string.h>

#define MOST_MHZ    G_GINT64_CONSTANT (1000000000)

/* A host's CPU: sockets × cores × clock, or the sum. */
static void
build_cpu (ScenarioReader *reader, const ScenarioHostDraft *draft, ModelHost *host)
{
  const ScenarioNode *node = draft->head.node, *cpu = scenario_node_key (node, "cpu");
  const ScenarioNode *clock = scenario_node_key (node, "clock");
  gboolean sockets = scenario_node_get (node, "sockets") != NULL;
  gboolean cores = scenario_node_get (node, "cores-per-socket") != NULL, each = draft->socket_cores != NULL;

  if (!each)
    host->cores = host->sockets * draft->cores_per_socket;
  if (each && (sockets || cores))
    scenario_complain_of (reader, draft->socket_cores, NULL,
                          "'socket-cores' stands instead of 'sockets' and 'cores-per-socket', not beside them");
  else if (sockets != cores)
    scenario_complain_of (reader, draft->head.at, NULL,
                          "'%s' needs both 'sockets' and 'cores-per-socket', or neither",
                          draft->head.at->text);
  else if (clock && !sockets && !each)
    scenario_complain_of (reader, clock, NULL,
                          "'clock' is of each core: it needs 'sockets' and 'cores-per-socket'");
  else if (clock && cpu)
    scenario_complain_of (reader, cpu, NULL, "'cpu' stands instead of 'clock', not beside it");
  else if (!clock && !cpu && node->type == SCENARIO_NODE_MAPPING)
    scenario_complain_of (reader, draft->head.at,
                          g_strdup ("'sockets', 'cores-per-socket' and 'clock', or 'cpu'"),
                          "'%s' needs its CPU", draft->head.at->text);
  else if (clock && draft->clock_mhz > MOST_MHZ / MAX (host->cores, 1))
    scenario_complain_of (reader, clock, NULL, "'%s' has more CPU than there is", draft->head.at->text);
  else if (clock)
    host->cpu_mhz = draft->clock_mhz * host->cores;
}

static void
build_hosts (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  fleet->n_hosts = reader->hosts->len;
  fleet->hosts = model_fleet_keep (fleet, g_new0 (ModelHost, fleet->n_hosts));
  for (guint i = 0; i < fleet->n_hosts; i++) {
    const ScenarioHostDraft *draft = SCENARIO_DRAFT (Host, reader->hosts, i);
    ModelHost *host = &fleet->hosts[i];
    *host = draft->host;
    host->name = draft->head.name;
    host->cluster = draft->head.cluster;
    scenario_build_sockets (reader, draft, host);
    if (!host->moid)
      host->moid = host->name;
    host->vibs = scenario_names_kept (reader, draft->vibs);
    scenario_build_gpus (reader, draft, host);
    build_cpu (reader, draft, host);
  }
  scenario_build_fault_domains (reader);
}

static void
build_vms (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  fleet->n_vms = reader->vms->len;
  fleet->vms = model_fleet_keep (fleet, g_new0 (ModelVm, fleet->n_vms));
  for (guint i = 0; i < fleet->n_vms; i++) {
    const ScenarioVmDraft *draft = SCENARIO_DRAFT (Vm, reader->vms, i);
    ModelVm *vm = &fleet->vms[i];
    *vm = draft->vm;
    vm->name = draft->head.name;
    vm->cluster = draft->head.cluster;
    if (vm->gpu_profile)
      vm->devices |= 1u << MODEL_DEVICE_VGPU;
    if (draft->host && !reader->resize_to)
      vm->host = scenario_names_resolve (reader, draft->host, draft->host->text, SCENARIO_KIND_HOST,
                                         vm->cluster, NULL);
    vm->restart_after = scenario_names_resolve_all (reader, draft->restart_after, SCENARIO_KIND_VM,
                                                    vm->cluster, TRUE, &vm->n_restart_after);
  }
  for (guint i = 0; i < fleet->n_vms; i++)
    for (guint32 k = 0; k < fleet->vms[i].n_restart_after; k++)
      fleet->vms[fleet->vms[i].restart_after[k]].before_others = TRUE;
}

/* A primary has one secondary, and a secondary none. */
static void
build_pairs (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    const ScenarioNode *node = SCENARIO_DRAFT (Vm, reader->vms, vm)->secondary_of;
    guint32 primary = !node ? MODEL_NONE
                            : scenario_names_resolve (reader, node, node->text, SCENARIO_KIND_VM,
                                                      fleet->vms[vm].cluster, NULL);

    if (primary == MODEL_NONE)
      continue;
    if (primary == vm || fleet->vms[primary].partner != MODEL_NONE || fleet->vms[vm].partner != MODEL_NONE) {
      scenario_complain_of (reader, node, g_strdup ("a primary has one secondary, and a secondary has none"),
                            "'%s' cannot be the secondary of '%s'", fleet->vms[vm].name, fleet->vms[primary].name);
      continue;
    }
    if (fleet->vms[vm].host != MODEL_NONE && fleet->vms[vm].host == fleet->vms[primary].host
        && fleet->vms[vm].power == MODEL_POWER_ON && fleet->vms[primary].power == MODEL_POWER_ON)
      scenario_complain_of (reader, node, g_strdup ("give one of them another host, or none, and it is placed"),
                            "'%s' and its secondary '%s' run on one host, which Fault Tolerance never has",
                            fleet->vms[primary].name, fleet->vms[vm].name);
    fleet->vms[vm].partner = primary;
    fleet->vms[primary].partner = vm;
    fleet->vms[vm].role = MODEL_ROLE_FT_SECONDARY;
    fleet->vms[vm].devices |= 1u << MODEL_DEVICE_FAULT_TOLERANCE;
    fleet->vms[primary].devices |= 1u << MODEL_DEVICE_FAULT_TOLERANCE;
  }
}

/* Three different VMs that run, each a node of one vCenter. */
static void
build_nodes (ScenarioReader *reader, const ScenarioVcenterDraft *draft, guint32 index)
{
  ModelFleet *fleet = reader->fleet;
  ModelVcenter *vcenter = &fleet->vcenters[index];

  vcenter->vcha = draft->vcha != NULL;
  if (draft->vcha && draft->vm)
    scenario_complain_of (reader, draft->vm, g_strdup ("its nodes are named by 'vcha'"),
                          "'vm' and 'vcha' do not go together");
  for (guint i = 0; draft->vcha && i < MODEL_VCHA_NODES; i++) {
    const ScenarioNode *node = draft->nodes[i];
    guint32 vm = !node ? MODEL_NONE
                       : scenario_names_resolve (reader, node, node->text, SCENARIO_KIND_VM, MODEL_NONE, NULL);
    vcenter->nodes[i] = vm;
    if (vm == MODEL_NONE)
      continue;
    if (fleet->vms[vm].node_of || fleet->vms[vm].vcenter != MODEL_NONE)
      scenario_complain_of (reader, node, NULL, "'%s' is a vCenter, or a node of its vCenter HA, already",
                            node->text);
    if (fleet->vms[vm].power != MODEL_POWER_ON)
      scenario_complain_of (reader, node, NULL, "'%s' is off: vCenter HA begins with three nodes that run",
                            node->text);
    fleet->vms[vm].node_of = index + 1;
  }
}

static void
build_vcenters (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  fleet->n_vcenters = reader->vcenters->len;
  fleet->vcenters = model_fleet_keep (fleet, g_new0 (ModelVcenter, fleet->n_vcenters));
  for (guint32 i = 0; i < fleet->n_vcenters; i++) {
    const ScenarioVcenterDraft *draft = SCENARIO_DRAFT (Vcenter, reader->vcenters, i);
    ModelVcenter *vcenter = &fleet->vcenters[i];
    *vcenter = draft->vcenter;
    vcenter->name = draft->head.name;
    vcenter->vm = MODEL_NONE;
    build_nodes (reader, draft, i);
    if (draft->vm)
      vcenter->vm
          = scenario_names_resolve (reader, draft->vm, draft->vm->text, SCENARIO_KIND_VM, MODEL_NONE, NULL);
    if (vcenter->vm == MODEL_NONE)
      continue;
    if (fleet->vms[vcenter->vm].vcenter != MODEL_NONE)
      scenario_complain_of (reader, draft->vm, NULL, "another vCenter, '%s', runs in '%s'",
                            fleet->vcenters[fleet->vms[vcenter->vm].vcenter].name, draft->vm->text);
    fleet->vms[vcenter->vm].vcenter = i;
  }
}

static void
build_products (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  fleet->n_products = reader->products->len;
  fleet->products = model_fleet_keep (fleet, g_new0 (ModelProduct, fleet->n_products));
  for (guint32 i = 0; i < fleet->n_products; i++) {
    const ScenarioProductDraft *draft = SCENARIO_DRAFT (Product, reader->products, i);
    ModelProduct *product = &fleet->products[i];
    *product = draft->product;
    product->name = draft->head.name;
    if (draft->vcenter)
      product->vcenter = scenario_names_resolve (reader, draft->vcenter, draft->vcenter->text,
                                                 SCENARIO_KIND_VCENTER, MODEL_NONE, NULL);
  }
}

/* AC-14: by percentage from 6.5 on, by slots before. */
static ModelAdmissionPolicy
default_policy (const ModelFleet *fleet, const ModelCluster *cluster)
{
  ModelVersion version = cluster->vcenter == MODEL_NONE ? 0 : fleet->vcenters[cluster->vcenter].version;

  if (!cluster->ha)
    return MODEL_ADMISSION_OFF;
  return model_version_is_before (version, 6, 5) ? MODEL_ADMISSION_SLOT : MODEL_ADMISSION_PERCENTAGE;
}

static void
build_clusters (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  fleet->n_clusters = reader->clusters->len;
  fleet->clusters = model_fleet_keep (fleet, g_new0 (ModelCluster, fleet->n_clusters));
  for (guint32 i = 0; i < fleet->n_clusters; i++) {
    const ScenarioClusterDraft *draft = SCENARIO_DRAFT (Cluster, reader->clusters, i);
    ModelCluster *cluster = &fleet->clusters[i];
    const guint32 *dedicated;
    guint32 n;

    *cluster = draft->cluster;
    cluster->name = draft->head.name;
    cluster->ha = draft->ha != NULL;
    if (!cluster->ha)
      cluster->admission = MODEL_ADMISSION_OFF;
    fleet->has_dpm = fleet->has_dpm || cluster->dpm;
    fleet->has_ahv = fleet->has_ahv || cluster->platform == MODEL_NUTANIX_AHV;
    fleet->has_cvms = fleet->has_cvms || cluster->platform != MODEL_VSPHERE;
    if (draft->vmotion_rate)
      cluster->drs_threshold = 6 - draft->vmotion_rate;
    if (draft->vmotion_rate && scenario_node_get (draft->drs, "threshold"))
      scenario_complain_of (reader, scenario_node_get (draft->drs, "vmotion-rate"), NULL,
                            "'vmotion-rate' stands instead of 'threshold', not beside it");
    cluster->fixed_percentage
        = scenario_node_get (draft->admission, "cpu") || scenario_node_get (draft->admission, "memory");
    if (draft->vcenter)
      cluster->vcenter = scenario_names_resolve (reader, draft->vcenter, draft->vcenter->text,
                                                 SCENARIO_KIND_VCENTER, MODEL_NONE, NULL);
    if (!scenario_node_key (draft->admission, "policy") && !cluster->fixed_percentage)
      cluster->admission = default_policy (fleet, cluster);
    dedicated = scenario_names_resolve_all (reader, draft->dedicated, SCENARIO_KIND_HOST, i, TRUE, &n);
    for (guint32 k = 0; k < n; k++)
      fleet->hosts[dedicated[k]].dedicated = TRUE;
  }
}

static void
build_rules (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  fleet->n_rules = reader->rules->len;
  fleet->rules = model_fleet_keep (fleet, g_new0 (ModelRule, fleet->n_rules));
  for (guint i = 0; i < fleet->n_rules; i++) {
    const ScenarioRuleDraft *draft = SCENARIO_DRAFT (Rule, reader->rules, i);
    ModelRule *rule = &fleet->rules[i];
    *rule = draft->rule;
    rule->name = draft->head.name;
    rule->cluster = draft->head.cluster;
    rule->kind = draft->not_on ? MODEL_RULE_RUN_NOT_ON : draft->head.choice ? draft->head.choice->value : 0;
    if (rule->must < 0)
      rule->must = rule->kind == MODEL_RULE_KEEP_APART || rule->kind == MODEL_RULE_KEEP_TOGETHER;
    /* On AHV it is the other way round: affinity to hosts is hard, and anti-affinity between VMs soft (N-84). */
    if (fleet->clusters[rule->cluster].platform == MODEL_NUTANIX_AHV)
      rule->must = rule->kind == MODEL_RULE_RUN_ON || rule->kind == MODEL_RULE_RUN_NOT_ON;
    rule->vms = scenario_names_resolve_all (reader, draft->vms, SCENARIO_KIND_VM, rule->cluster, TRUE,
                                            &rule->n_vms);
    rule->hosts = scenario_names_resolve_all (reader, draft->not_on ? draft->not_on : draft->on,
                                              SCENARIO_KIND_HOST, rule->cluster, TRUE, &rule->n_hosts);
  }
}

void
scenario_build_inventory (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  fleet->title = reader->file.title;
  fleet->story
      = reader->file.story ? model_fleet_string (fleet, g_strchomp ((char *) reader->file.story)) : NULL;
  fleet->seed = reader->file.seed;
  fleet->window = reader->file.window;
  scenario_build_licences (reader);
  build_hosts (reader);
  build_vms (reader);
  build_pairs (reader);
  build_vcenters (reader);
  build_products (reader);
  build_clusters (reader);
  build_rules (reader);
  scenario_build_labels (reader);
}
