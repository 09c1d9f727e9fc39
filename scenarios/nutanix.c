/* What a Nutanix cluster has of itself: containers, Zookeeper's ensemble, the ring of metadata, copies of data; and whether it
 * has enough nodes and blocks for what is asked of it.
 *
 * Facts: N-01 N-05 N-09. */

#include "scenarios/groups.h"

#include "models/nutanix/awareness.h"
#include "models/nutanix/capacity.h"
#include "models/nutanix/mode.h"
#include "scenarios/ranges.h"

#include <string.h>

/* ---- Groups ---- */

/* N-01: one CVM on every node. Legs are blocks, where they are what copies are kept apart by. */
static ModelGroup *
add_cvm_group (ScenarioReader *reader, guint32 cluster, const char *what, ModelQuorumKind kind,
               const guint32 *hosts, guint32 copies, gboolean blocks, GArray *built)
{
  ModelFleet *fleet = reader->fleet;
  guint32 n = fleet->clusters[cluster].n_hosts;
  ModelMember *members = model_fleet_keep (fleet, g_new0 (ModelMember, n));
  g_autofree char *name = g_strdup_printf ("%s/%s", fleet->clusters[cluster].name, what);
  ScenarioBuiltGroup one = { { .name = model_fleet_string (fleet, name),
                               .cluster = cluster,
                               .kind = kind,
                               .members = members,
                               .n_members = n,
                               .copies = copies,
                               .need_legs = 1 },
                             SCENARIO_DRAFT (Cluster, reader->clusters, cluster)->head.at,
                             FALSE };

  for (guint32 i = 0; i < n; i++) {
    g_autofree char *cvm = g_strconcat ("cvm:", fleet->hosts[hosts[i]].name, NULL);
    members[i] = (ModelMember){ MODEL_CARRIER_CVM, hosts[i], model_fleet_string (fleet, cvm), 1,
                                blocks ? fleet->hosts[hosts[i]].fault_domain : MODEL_NONE };
  }
  g_array_append_val (built, one);
  return &g_array_index (built, ScenarioBuiltGroup, built->len - 1).group;
}

/* N-11: it keeps no copy of anything, and its voice is what one of two nodes needs to go on. */
static void
let_witness_vote (ScenarioReader *reader, ModelGroup *group)
{
  ModelFleet *fleet = reader->fleet;
  g_autofree char *name = g_strconcat ("witness:", fleet->clusters[group->cluster].name, NULL);
  ModelMember *members = model_fleet_keep (fleet, g_new0 (ModelMember, group->n_members + 1));

  memcpy (members, group->members, group->n_members * sizeof *members);
  members[group->n_members]
      = (ModelMember){ MODEL_CARRIER_WITNESS, MODEL_NONE, model_fleet_string (fleet, name), 1, MODEL_NONE };
  group->members = members;
  group->n_members++;
}

/* Where nobody says who has them: the first by name; with blocks in which copies are kept apart, those that follow one another
 * on the ring and so are in different blocks. */
static void
give_roles (ScenarioReader *reader, const ScenarioClusterDraft *draft, const guint32 *ring, guint32 roles)
{
  guint32 n, cluster = draft->head.cluster;
  const guint32 *named
      = scenario_names_resolve_all (reader, draft->zookeeper, SCENARIO_KIND_HOST, cluster, TRUE, &n);

  if (draft->zookeeper && n != roles)
    scenario_complain_of (
        reader, draft->zookeeper,
        roles < 3 ? g_strdup_printf ("on %u %s it has %u", roles, roles == 1 ? "host" : "hosts", roles)
                  : g_strdup_printf ("with fault-tolerance %u it has %u", roles / 2, roles),
        "Zookeeper of '%s' has %u %s", draft->head.name, n, n == 1 ? "member" : "members");
  for (guint32 i = 0; i < MIN (roles, draft->zookeeper ? n : roles); i++)
    reader->fleet->hosts[draft->zookeeper ? named[i] : ring[i]].zookeeper = TRUE;
}

/* N-05, N-06, N-08. */
static void
add_groups (ScenarioReader *reader, guint32 index, const ScenarioClusterDraft *draft, GArray *built)
{
  const ModelFleet *fleet = reader->fleet;
  const ModelCluster *cluster = &fleet->clusters[index];
  gboolean blocks = model_awareness_was_built (fleet, index);
  guint32 metadata = 2 * cluster->fault_tolerance + 1, roles = MIN (metadata, cluster->n_hosts);
  ModelGroup *voters;
  g_autofree guint32 *all = g_new (guint32, cluster->n_hosts), *ring = g_new (guint32, cluster->n_hosts);

  for (guint32 i = 0; i < cluster->n_hosts; i++)
    ring[i] = all[i] = cluster->first_host + i;
  if (blocks)
    model_awareness_ring (fleet, index, ring);
  give_roles (reader, draft, ring, roles);
  voters = add_cvm_group (reader, index, "zookeeper", MODEL_QUORUM_MAJORITY, all, 0, FALSE, built);
  voters->roles = TRUE;
  if (model_is_small (fleet, index)) {
    if (cluster->n_hosts == 2 && !cluster->no_witness)
      let_witness_vote (reader, voters);
    add_cvm_group (reader, index, "metadata", MODEL_QUORUM_COPIES, all, cluster->n_hosts, FALSE, built)
        ->metadata
        = TRUE;
  } else
    add_cvm_group (reader, index, "metadata", MODEL_QUORUM_RING, ring, metadata, FALSE, built);
  for (guint32 i = 0; i < cluster->n_containers; i++)
    add_cvm_group (reader, index, cluster->containers[i].name, MODEL_QUORUM_COPIES, all,
                   MIN (cluster->containers[i].copies, cluster->n_hosts), blocks, built);
  if (!cluster->n_containers)
    add_cvm_group (reader, index, "data", MODEL_QUORUM_COPIES, all,
                   MIN (cluster->replication_factor, cluster->n_hosts), blocks, built);
}

/* ---- Containers ---- */

static int
by_name (gconstpointer a, gconstpointer b)
{
  return scenario_natural_compare (((const ModelContainer *) a)->name, ((const ModelContainer *) b)->name);
}

static void
build_containers (ScenarioReader *reader, ModelCluster *cluster, const ScenarioClusterDraft *draft)
{
  ModelContainer *containers = g_new0 (ModelContainer, draft->containers->len + 1);

  for (guint i = 0; i < draft->containers->len; i++) {
    const ScenarioContainerDraft *one = &g_array_index (draft->containers, ScenarioContainerDraft, i);
    ModelStrip strip = model_storage_strip (cluster->fault_tolerance, cluster->n_hosts);

    containers[i] = one->container;
    containers[i].name = one->head.name;
    if (!containers[i].copies)
      containers[i].copies = cluster->replication_factor;
    if (containers[i].copies > cluster->fault_tolerance + 1)
      scenario_complain_of (reader, scenario_draft_value (&one->head, "replication-factor"), NULL,
                            "replication-factor 3 needs fault-tolerance 2");
    if (containers[i].erasure_coding && containers[i].copies < 2)
      scenario_complain_of (reader, scenario_draft_value (&one->head, "erasure-coding"), NULL,
                            "erasure-coding needs replication-factor 2 or 3");
    else if (containers[i].erasure_coding && !strip.data)
      scenario_complain_of (reader, scenario_draft_value (&one->head, "erasure-coding"),
                            g_strdup_printf ("with fault-tolerance %u it needs %u", cluster->fault_tolerance,
                                             2 * cluster->fault_tolerance + 2),
                            "erasure-coding on %u hosts", cluster->n_hosts);
  }
  cluster->n_containers = draft->containers->len;
  qsort (containers, cluster->n_containers, sizeof *containers, by_name);
  cluster->containers = model_fleet_keep (reader->fleet, containers);
}

static void
place_vms (ScenarioReader *reader, const ModelCluster *cluster)
{
  for (MODEL_EACH_VM (vm, cluster)) {
    const ScenarioVmDraft *draft = SCENARIO_DRAFT (Vm, reader->vms, vm);
    ScenarioNearest nearest = { .wanted = draft->container };
    guint32 i = 0;

    while (draft->container && i < cluster->n_containers
           && !g_str_equal (cluster->containers[i].name, draft->container))
      scenario_nearest_offer (&nearest, cluster->containers[i++].name);
    if (draft->container && i == cluster->n_containers)
      scenario_complain_of (reader, scenario_draft_value (&draft->head, "container"),
                            scenario_nearest_advice (&nearest), "'%s' has no container '%s'", cluster->name,
                            draft->container);
    else if (draft->container && reader->fleet->vms[vm].copies
             && reader->fleet->vms[vm].copies != cluster->containers[i].copies)
      scenario_complain_of (reader, scenario_draft_value (&draft->head, "replication-factor"), NULL,
                            "container '%s' has replication-factor %u", draft->container,
                            cluster->containers[i].copies);
    else if (cluster->n_containers && !reader->fleet->vms[vm].copies)
      reader->fleet->vms[vm].copies = cluster->containers[i].copies;
  }
}

/* ---- A cluster ---- */

/* N-11: of two nodes only. */
static void
find_witness (ScenarioReader *reader, const ScenarioClusterDraft *draft, ModelCluster *cluster)
{
  ModelFleet *fleet = reader->fleet;
  const ScenarioNode *said
      = draft->witness_vm ? draft->witness_vm : scenario_node_get (draft->head.node, "witness");
  guint32 vm;

  if (said && cluster->n_hosts != 2) {
    scenario_complain_of (reader, said, g_strdup ("only a cluster of two has one"),
                          "Nutanix cluster '%s' has %u %s, and no witness", cluster->name, cluster->n_hosts,
                          cluster->n_hosts == 1 ? "host" : "hosts");
    return;
  }
  if (!draft->witness_vm)
    return;
  if (cluster->no_witness)
    scenario_complain_of (reader, said, NULL, "'witness: none' says that there is none");
  vm = scenario_names_resolve (reader, said, said->text, SCENARIO_KIND_VM, MODEL_NONE, NULL);
  if (vm == MODEL_NONE)
    return;
  if (&fleet->clusters[fleet->vms[vm].cluster] == cluster)
    scenario_complain_of (reader, said,
                          g_strdup ("it has to be outside, or it goes with the node that it is asked about"),
                          "'%s' runs in '%s' itself", said->text, cluster->name);
  cluster->witness_vm = vm + 1;
}

/* Where nobody knows how full the disks are nobody can say when they are full. */
static void
look_at_new_data (ScenarioReader *reader, const ScenarioClusterDraft *draft, const ModelCluster *cluster)
{
  const ScenarioNode *said = cluster->new_bytes_s ? scenario_draft_value (&draft->head, "new-data") : NULL;

  for (guint i = 0; i < draft->containers->len; i++) {
    const ScenarioContainerDraft *one = &g_array_index (draft->containers, ScenarioContainerDraft, i);

    if (one->container.new_bytes_s)
      said = scenario_draft_value (&one->head, "new-data");
    if (cluster->new_bytes_s && one->container.new_bytes_s)
      scenario_complain_of (reader, said, g_strdup ("say it of each container"), "new data of '%s' is said twice",
                            draft->head.name);
  }
  for (MODEL_EACH_HOST (host, cluster)) {
    const ModelHost *h = &reader->fleet->hosts[host];

    if (said && (!h->capacity_mib || !h->data_mib)) {
      scenario_complain_of (reader, said, g_strdup ("say 'capacity' and 'data' of each host"),
                            "nobody knows how full '%s' is", h->name);
      return;
    }
  }
}

/* N-09, and what blocks are told by. Fewer than three nodes have other ways (N-11). */
static gboolean
has_enough (ScenarioReader *reader, const ScenarioClusterDraft *draft, const ModelCluster *cluster)
{
  guint32 needs = cluster->fault_tolerance > 1 ? 2 * cluster->fault_tolerance + 1 : 1;

  if (cluster->n_hosts < needs) {
    scenario_complain_of (reader, draft->head.at,
                          g_strdup_printf ("fault-tolerance %u needs %u", cluster->fault_tolerance, needs),
                          "Nutanix cluster '%s' has %u hosts", cluster->name, cluster->n_hosts);
    return FALSE;
  }
  if (cluster->ahv_failures && cluster->ahv_failures >= cluster->replication_factor) {
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "ahv-host-failures"), NULL,
                          "storage with replication-factor %u does not survive the loss of %u hosts",
                          cluster->replication_factor, cluster->ahv_failures);
    return FALSE;
  }
  if (cluster->replication_factor == 3 && cluster->fault_tolerance == 1) {
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "replication-factor"), NULL,
                          "replication-factor 3 needs fault-tolerance 2");
    return FALSE;
  }
  for (MODEL_EACH_HOST (host, cluster)) {
    const ModelHost *h = &reader->fleet->hosts[host];
    const ScenarioDraft *head = &SCENARIO_DRAFT (Host, reader->hosts, host)->head;

    if (cluster->awareness != MODEL_AWARE_OF_NODES && h->fault_domain == MODEL_NONE) {
      scenario_complain_of (reader, scenario_draft_value (&draft->head, "awareness"),
                            g_strdup ("say 'fault-domain' of each host"), "nobody knows which %s '%s' is in",
                            model_awareness_words[cluster->awareness], h->name);
      return FALSE;
    }
    if (h->capacity_mib && h->data_mib > h->capacity_mib) {
      scenario_complain_of (reader, scenario_draft_value (head, "data"), NULL,
                            "'%s' holds more than it has room for", h->name);
      return FALSE;
    }
  }
  return TRUE;
}

void
scenario_build_nutanix (ScenarioReader *reader, guint32 index, GArray *built)
{
  const ScenarioClusterDraft *draft = SCENARIO_DRAFT (Cluster, reader->clusters, index);
  ModelCluster *cluster = &reader->fleet->clusters[index];

  reader->fleet->has_small |= model_is_small (reader->fleet, index);
  find_witness (reader, draft, cluster);
  build_containers (reader, cluster, draft);
  place_vms (reader, cluster);
  look_at_new_data (reader, draft, cluster);
  if (has_enough (reader, draft, cluster))
    add_groups (reader, index, draft, built);
}
