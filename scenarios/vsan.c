/* vSAN as a scenario says it: policies by name, sites, witnesses, and then every component laid out; what vSAN itself would
 * refuse to create is refused here, where it stands in the file. */

#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#include <string.h>

/* ---- What names what ---- */

guint32
scenario_find_storage_policy (ScenarioReader *reader, const ScenarioNode *node, const char *name, guint32 cluster)
{
  const ModelFleet *fleet = reader->fleet;
  ScenarioNearest nearest = { name, NULL, 0 };

  for (guint32 i = 0; i < fleet->n_storage_policies; i++)
    if (fleet->storage_policies[i].cluster == cluster && fleet->storage_policies[i].name) {
      if (g_str_equal (fleet->storage_policies[i].name, name))
        return i;
      scenario_nearest_offer (&nearest, fleet->storage_policies[i].name);
    }
  scenario_complain_of (reader, node, scenario_nearest_advice (&nearest), "'%s' has no storage policy '%s'",
                        fleet->clusters[cluster].name, name);
  return MODEL_NONE;
}

/* A host of that fault domain; MODEL_NONE. */
static guint32
find_host_of_site (ScenarioReader *reader, const ScenarioNode *node, const ModelCluster *cluster)
{
  ScenarioNearest nearest = { node->text, NULL, 0 };

  for (MODEL_EACH_HOST (i, cluster)) {
    const ModelHost *host = &reader->fleet->hosts[i];
    if (host->fault_domain_name && g_str_equal (host->fault_domain_name, node->text))
      return i;
    if (host->fault_domain_name)
      scenario_nearest_offer (&nearest, host->fault_domain_name);
  }
  scenario_complain_of (reader, node, scenario_nearest_advice (&nearest),
                        "no host of '%s' is in fault domain '%s'", cluster->name, node->text);
  return MODEL_NONE;
}

guint32
scenario_find_site (ScenarioReader *reader, const ScenarioNode *node, guint32 cluster)
{
  const ModelCluster *c = &reader->fleet->clusters[cluster];
  guint32 host = find_host_of_site (reader, node, c);

  if (c->vsan.witness == MODEL_NONE)
    scenario_complain_of (reader, node, g_strdup ("give its vSAN a 'witness'"), "'%s' is not stretched over sites",
                          c->name);
  return host == MODEL_NONE ? 0 : model_vsan_site (reader->fleet, host);
}

/* Witnesses of one name are one witness, shared. */
static guint32
add_witness (ScenarioReader *reader, const ScenarioClusterDraft *draft, GArray *witnesses)
{
  ModelWitness witness = { model_fleet_string (reader->fleet, draft->witness_name), draft->witness_shared,
                           draft->witness_version };

  for (guint i = 0; i < witnesses->len; i++) {
    ModelWitness *other = &g_array_index (witnesses, ModelWitness, i);
    if (!g_str_equal (other->name, witness.name))
      continue;
    if (other->version != witness.version)
      scenario_complain_of (reader, draft->witness, NULL, "witness '%s' has two versions", witness.name);
    if (!other->shared || !witness.shared)
      scenario_complain_of (reader, draft->witness, g_strdup ("say 'shared: true' in each"),
                            "witness '%s' serves another cluster, too", witness.name);
    return i;
  }
  g_array_append_val (witnesses, witness);
  return witnesses->len - 1;
}

/* ---- What cannot be ---- */

/* Two sites of hosts with a fault domain each, or two nodes. */
static gboolean
check_sites (ScenarioReader *reader, const ScenarioClusterDraft *draft, const ModelCluster *cluster)
{
  const ModelFleet *fleet = reader->fleet;
  guint32 domains[2] = { MODEL_NONE, MODEL_NONE }, n = 0, named = 0;

  for (MODEL_EACH_HOST (i, cluster)) {
    guint32 domain = fleet->hosts[i].fault_domain;
    named += domain != MODEL_NONE;
    if (domain == MODEL_NONE || domain == domains[0] || domain == domains[1])
      continue;
    if (n < 2)
      domains[n] = domain;
    n++;
  }
  if ((named == 0 && cluster->n_hosts == 2) || (n == 2 && named == cluster->n_hosts))
    return TRUE;
  scenario_complain_of (reader, draft->witness,
                        g_strdup ("give each host the 'fault-domain' of its site, of which there are two"),
                        "'%s' has a witness and not two sites", cluster->name);
  return FALSE;
}

static const char *
raid_words (const ModelStoragePolicy *policy, const ModelVsan *vsan)
{
  return policy->raid == MODEL_RAID_5   ? (vsan->architecture == MODEL_VSAN_ESA ? "raid-5 of ESA" : "raid-5")
         : policy->raid == MODEL_RAID_6 ? "raid-6"
         : policy->failures == 0        ? "one copy"
         : policy->failures == 1        ? "raid-1 of one failure"
         : policy->failures == 2        ? "raid-1 of two failures"
                                        : "raid-1 of three failures";
}

/* VS-05: what vSAN would not create, since components must not meet. */
static gboolean
check_domains (ScenarioReader *reader, const ScenarioVmDraft *draft, guint32 vm, const ScenarioNode *node)
{
  const ModelFleet *fleet = reader->fleet;
  const ModelCluster *cluster = &fleet->clusters[fleet->vms[vm].cluster];
  ModelStoragePolicy policy = model_vsan_policy_of (fleet, vm);
  gboolean stretched = cluster->vsan.witness != MODEL_NONE;
  guint32 need = model_vsan_least_domains (policy.raid, policy.failures, cluster->vsan.architecture);
  guint32 first = stretched && policy.sites == MODEL_SITE_SECONDARY ? 1 : 0;
  guint32 last = stretched && policy.sites == MODEL_SITE_PREFERRED ? 0 : (guint32) stretched;

  for (guint32 site = first; site <= last; site++) {
    guint32 has = model_vsan_n_domains (fleet, fleet->vms[vm].cluster, site);
    if (has >= need)
      continue;
    scenario_complain_of (reader, node,
                          has >= 3 && !(policy.raid == MODEL_RAID_1 && policy.failures <= 1)
                              ? g_strdup ("raid-1 with 'failures-to-tolerate: 1' needs 3")
                              : NULL,
                          "'%s' is kept as %s, which needs %u hosts or fault domains%s, and '%s' has %u",
                          draft->head.at->text, raid_words (&policy, &cluster->vsan), need,
                          stretched ? " in a site" : "", cluster->name, has);
    return FALSE;
  }
  return TRUE;
}

/* ---- In the order in which the reader calls them ---- */

static void
build_cluster (ScenarioReader *reader, guint32 index, GArray *policies, GArray *witnesses)
{
  const ScenarioClusterDraft *draft = SCENARIO_DRAFT (Cluster, reader->clusters, index);
  ModelCluster *cluster = &reader->fleet->clusters[index];

  if (draft->vsan && cluster->vsan.architecture == MODEL_VSAN_NONE)
    cluster->vsan.architecture = MODEL_VSAN_OSA;
  if (draft->vsan && draft->preferred_site)
{
    const ScenarioNode *node = scenario_node_get (draft->vsan, "preferred-site");
    guint32 host = find_host_of_site (reader, node, cluster);

    cluster->vsan.preferred = host == MODEL_NONE ? MODEL_NONE : reader->fleet->hosts[host].fault_domain;
  }
  if (draft->vsan && draft->preferred_site && !draft->witness)
    scenario_complain_of (reader, scenario_node_get (draft->vsan, "preferred-site"), NULL,
                          "only a cluster with a 'witness' has sites");
  if (draft->witness && draft->witness_name && check_sites (reader, draft, cluster))
    cluster->vsan.witness = add_witness (reader, draft, witnesses);
  for (guint i = 0; i < draft->storage_policies->len; i++) {
    const ScenarioStoragePolicyDraft *policy
        = &g_array_index (draft->storage_policies, ScenarioStoragePolicyDraft, i);
    ModelStoragePolicy one = policy->policy;
    one.name = policy->head.name;
    one.cluster = index;
    g_array_append_val (policies, one);
    if (!draft->vsan)
      scenario_complain_of (reader, policy->head.at, g_strdup ("say 'vsan:'"), "'%s' has no vSAN",
                            cluster->name);
    if (!draft->witness && policy->head.node && scenario_node_get (policy->head.node, "site"))
      scenario_complain_of (reader, scenario_node_get (policy->head.node, "site"), NULL,
                            "only a cluster with a 'witness' has sites");
    if (one.raid != MODEL_RAID_1 && one.failures != MODEL_NONE
        && one.failures != (one.raid == MODEL_RAID_5 ? 1u : 2u))
      scenario_complain_of (reader, scenario_draft_value (&policy->head, "failures-to-tolerate"), NULL,
                            "%s tolerates %s", model_raid_words[one.raid],
                            one.raid == MODEL_RAID_5 ? "one failure" : "two failures");
  }
}

static void
build_vm (ScenarioReader *reader, guint32 index)
{
  const ScenarioVmDraft *draft = SCENARIO_DRAFT (Vm, reader->vms, index);
  ModelVm *vm = &reader->fleet->vms[index];
  const ModelCluster *cluster = &reader->fleet->clusters[vm->cluster];

  if (draft->container && cluster->platform == MODEL_VSPHERE)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "container"), NULL,
                          "'%s' is no Nutanix cluster, so it has no containers", cluster->name);
  if (draft->storage_policy && cluster->vsan.architecture == MODEL_VSAN_NONE)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "storage-policy"),
                          g_strdup ("say 'vsan:' of the cluster"), "'%s' has no vSAN", cluster->name);
  else if (draft->storage_policy)
    vm->storage_policy = scenario_find_storage_policy (reader, scenario_draft_value (&draft->head, "storage-policy"),
                                              draft->storage_policy, vm->cluster);
}

/* Everything was looked up and nothing is wrong so far: lays the components out, and sees whether each found a place. */
static void
lay_out (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;
  g_autoptr (GHashTable) checked = g_hash_table_new (NULL, NULL); /* nodes, since a range is one */

  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    const ScenarioVmDraft *draft = SCENARIO_DRAFT (Vm, reader->vms, vm);
    if (model_vsan_holds (fleet, vm) && g_hash_table_add (checked, (gpointer) draft->head.node))
      check_domains (reader, draft, vm,
                     scenario_draft_value (&draft->head, draft->storage_policy ? "storage-policy" : "disks"));
  }
  if (scenario_diagnostics_any (&reader->diagnostics))
    return;
  model_vsan_lay_out (fleet);
  for (guint32 i = 0; i < fleet->n_components; i++) {
    const ModelComponent *component = &fleet->components[i];
    const ModelVm *vm = &fleet->vms[fleet->objects[component->object].vm];
    gboolean outside = component->kind == MODEL_COMPONENT_WITNESS
                       && fleet->objects[component->object].first_component
                                  + fleet->objects[component->object].n_components
                              == i + 1
                       && fleet->objects[component->object].n_sites == 2;
    if (component->host != MODEL_NONE || outside)
      continue;
    scenario_complain_of (
        reader,
        scenario_draft_value (&SCENARIO_DRAFT (Vm, reader->vms, fleet->objects[component->object].vm)->head,
                              "disks"),
        g_strdup ("give the hosts more 'capacity', or the VMs less 'disks'"),
        "the disks of '%s' find no room in '%s'", vm->name, fleet->clusters[vm->cluster].name);
    return;
  }
}

static int
compare_policies (gconstpointer a, gconstpointer b)
{
  const ModelStoragePolicy *x = a, *y = b;

  return x->cluster != y->cluster ? (x->cluster < y->cluster ? -1 : 1) : g_strcmp0 (x->name, y->name);
}

void
scenario_build_vsan (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;
  g_autoptr (GArray) policies = g_array_new (FALSE, TRUE, sizeof (ModelStoragePolicy));
  g_autoptr (GArray) witnesses = g_array_new (FALSE, TRUE, sizeof (ModelWitness));

  for (guint32 c = 0; c < fleet->n_clusters; c++)
    build_cluster (reader, c, policies, witnesses);
  g_array_sort (policies, compare_policies);
  fleet->n_storage_policies = policies->len;
  fleet->storage_policies
      = model_fleet_keep (fleet, g_memdup2 (policies->data, policies->len * sizeof (ModelStoragePolicy)));
  fleet->n_witnesses = witnesses->len;
  fleet->witnesses
      = model_fleet_keep (fleet, g_memdup2 (witnesses->data, witnesses->len * sizeof (ModelWitness)));
  for (guint32 h = 0; h < fleet->n_hosts; h++) {
    const ScenarioHostDraft *draft = SCENARIO_DRAFT (Host, reader->hosts, h);
    const ModelCluster *cluster = &fleet->clusters[fleet->hosts[h].cluster];
    gboolean vsphere = cluster->platform == MODEL_VSPHERE;

    if (fleet->hosts[h].capacity_mib && vsphere && cluster->vsan.architecture == MODEL_VSAN_NONE)
      scenario_complain_of (reader, scenario_draft_value (&draft->head, "capacity"), NULL, "'%s' has no vSAN",
                            cluster->name);
    if ((fleet->hosts[h].data_mib || fleet->hosts[h].disks) && vsphere)
      scenario_complain_of (reader, scenario_draft_value (&draft->head, fleet->hosts[h].data_mib ? "data" : "disks"),
                            NULL, "'%s' is no Nutanix cluster: its hosts have no CVM", cluster->name);
  }
  for (guint32 vm = 0; vm < fleet->n_vms; vm++)
    build_vm (reader, vm);
  if (!scenario_diagnostics_any (&reader->diagnostics))
    lay_out (reader);
}
