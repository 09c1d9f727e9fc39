#include "scenarios/ranges.h"
#include "scenarios/reader.h"

/* `during`: a step, or a thing and perhaps its state, or both. */
static void
build_during (ScenarioReader *reader, const ScenarioFaultDraft *draft, ModelFault *fault)
{
  const struct {
    const ScenarioNode *node;
    ScenarioKind kind;
  } whose[] = { { draft->host, SCENARIO_KIND_HOST },
                { draft->vm, SCENARIO_KIND_VM },
                { draft->vcenter, SCENARIO_KIND_VCENTER } };
  ScenarioKind kind = 0;

  if (draft->step)
    fault->step = scenario_names_resolve (reader, draft->step, draft->step->text, SCENARIO_KIND_STEP,
                                          MODEL_NONE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (whose); i++) {
    if (!whose[i].node)
      continue;
    if (fault->whose != MODEL_TARGET_NONE)
      scenario_complain_of (reader, whose[i].node, NULL, "'during' watches one thing");
    fault->whom = scenario_names_resolve (reader, whose[i].node, whose[i].node->text, whose[i].kind,
                                          MODEL_NONE, &kind);
    fault->whose = scenario_target_of (whose[i].kind);
  }
  if (!draft->step && fault->whose == MODEL_TARGET_NONE)
    scenario_complain_of (reader, draft->during, NULL,
                          "'during' needs a 'step', or a 'host', 'vm' or 'vcenter'");
  else if (fault->state && fault->whose == MODEL_TARGET_NONE)
    scenario_complain_of (reader, scenario_node_get (draft->during, "state"), NULL,
                          "'state' needs a 'host', 'vm' or 'vcenter' whose it is");
  else if (fault->whose != MODEL_TARGET_NONE && !fault->state)
    scenario_complain_of (reader, draft->during, NULL, "'during' needs the 'state' to wait for");
}

/* The hosts of a part, all of one cluster, and not the whole of it. */
static void
build_partition (ScenarioReader *reader, const ScenarioFaultDraft *draft, ModelFault *fault)
{
  const ModelFleet *fleet = reader->fleet;
  g_autoptr (GString) name = g_string_new ("partition");

  fault->kind = draft->head.choice->value;
  fault->target = MODEL_TARGET_HOST;
  fault->hosts = scenario_names_resolve_all (reader, draft->target, SCENARIO_KIND_HOST, MODEL_NONE, TRUE,
                                             &fault->n_hosts);
  for (guint32 i = 0; i < fault->n_hosts; i++) {
    const ModelHost *first = &fleet->hosts[fault->hosts[0]], *host = &fleet->hosts[fault->hosts[i]];
    if (host->cluster != first->cluster) {
      scenario_complain_of (reader, draft->target, g_strdup ("a partition is within one cluster"),
                            "'%s' and '%s' are in different clusters", first->name, host->name);
      return;
    }
    g_string_append_printf (name, " %s", host->name);
  }
  if (fault->n_hosts == 0)
    return;
  fault->index = fault->hosts[0];
  if (fault->n_hosts == fleet->clusters[fleet->hosts[fault->index].cluster].n_hosts)
    scenario_complain_of (
        reader, draft->target, g_strdup ("leave some of them out: those are the other part"),
        "these are all hosts of '%s'", fleet->clusters[fleet->hosts[fault->index].cluster].name);
  fault->name = model_fleet_string (reader->fleet, name->str);
}

/* A datastore that hosts lose: all of those that say they see it, or some. */
static void
build_loss (ScenarioReader *reader, const ScenarioFaultDraft *draft, ModelFault *fault)
{
  const ScenarioNode *node = scenario_node_get (draft->head.node, draft->head.choice->key);
  g_autofree char *name = g_strdup_printf ("%s %s", draft->head.choice->key, draft->datastore);

  fault->kind = draft->head.choice->value;
  fault->target = MODEL_TARGET_HOST;
  fault->index = 0;
  fault->name = model_fleet_string (reader->fleet, name);
  fault->datastore = scenario_find_datastore (reader, draft->datastore, node);
  fault->hosts = scenario_names_resolve_all (reader, draft->hosts, SCENARIO_KIND_HOST, MODEL_NONE, TRUE,
                                             &fault->n_hosts);
}

/* Who takes a host out takes a host, who writes a cluster's settings a cluster. */
static void
check_intervention (ScenarioReader *reader, const ScenarioFaultDraft *draft, const ModelFault *fault)
{
  gboolean of_host = fault->lifecycle == MODEL_LIFECYCLE_REMOVAL || fault->lifecycle == MODEL_LIFECYCLE_PART_REPLACEMENT
                     || fault->lifecycle == MODEL_LIFECYCLE_ESXCLI_UPGRADE;
  gboolean of_cluster = fault->lifecycle == MODEL_LIFECYCLE_RECONFIGURATION || fault->lifecycle == MODEL_LIFECYCLE_REBUILD;

  if ((fault->target == MODEL_TARGET_HOST && of_cluster) || (fault->target == MODEL_TARGET_CLUSTER && of_host))
    scenario_complain_of (reader, draft->target, NULL, "'%s' is of a %s, and '%s' is none",
                          model_lifecycle_words[fault->lifecycle], of_host ? "host" : "cluster", draft->target->text);
}

/* A policy has a name within its cluster; the hosts say which where several have it. One that repeats goes round the hosts. */
static void
build_change (ScenarioReader *reader, const ScenarioFaultDraft *draft, ModelFault *fault)
{
  const ModelFleet *fleet = reader->fleet;
  const guint32 *hosts;
  guint32 n = 0;
  g_autofree char *name = NULL;

  hosts = scenario_names_resolve_all (reader, draft->hosts, SCENARIO_KIND_HOST, MODEL_NONE, TRUE, &n);
  fault->kind = draft->head.choice->value;
  fault->target = MODEL_TARGET_POLICY;
  for (guint32 i = 1; i < n; i++)
    if (fleet->hosts[hosts[i]].cluster != fleet->hosts[hosts[0]].cluster) {
      scenario_complain_of (reader, draft->hosts, g_strdup ("a policy is of one cluster"),
                            "'%s' and '%s' are in different clusters", fleet->hosts[hosts[0]].name,
                            fleet->hosts[hosts[i]].name);
      return;
    }
  fault->index = scenario_find_policy (reader, draft->target, n ? fleet->hosts[hosts[0]].cluster : MODEL_NONE);
  fault->written = draft->value ? scenario_keep_written (reader, draft->value) : 0;
  name = g_strdup_printf ("%s %s", draft->head.choice->key, draft->target->text);
  if (fault->index == MODEL_NONE || n == 0) {
    fault->name = model_fleet_string (reader->fleet, name);
    return;
  }
  if (fleet->policies[fault->index].n_cells == 1 && fleet->clusters[fleet->policies[fault->index].cluster].n_hosts > 1)
    scenario_complain_of (reader, draft->hosts, NULL, "'%s' has one value for its cluster, not one a host", draft->target->text);
  fault->hosts = draft->every ? hosts + draft->number % n : hosts;
  fault->n_hosts = draft->every ? 1 : n;
  if (fault->n_hosts == 1) {
    g_autofree char *at = g_strdup_printf ("%s@%s", name, fleet->hosts[fault->hosts[0]].name);

    fault->name = model_fleet_string (reader->fleet, at);
  } else {
    fault->name = model_fleet_string (reader->fleet, name);
  }
}

static void
check_witness (ScenarioReader *reader, const ScenarioFaultDraft *draft, const ModelCluster *cluster)
{
  if (cluster->platform == MODEL_VSPHERE && cluster->vsan.witness == MODEL_NONE)
    scenario_complain_of (reader, draft->target, NULL, "'%s' has no vSAN witness", draft->target->text);
  else if (cluster->platform != MODEL_VSPHERE && (cluster->n_hosts != 2 || cluster->no_witness))
    scenario_complain_of (reader, draft->target, NULL, "'%s' has no witness", draft->target->text);
  else if (cluster->platform != MODEL_VSPHERE && cluster->witness_vm)
    scenario_complain_of (
        reader, draft->target,
        g_strdup_printf ("say 'crash: %s'", reader->fleet->vms[cluster->witness_vm - 1].name),
        "the witness of '%s' is a VM", draft->target->text);
}

static void
build_fault (ScenarioReader *reader, const ScenarioFaultDraft *draft, ModelFault *fault)
{
  const ScenarioKey *choice = draft->head.choice;
  ScenarioKind kind = 0;

  *fault = draft->fault;
  fault->index = MODEL_NONE;
  if (choice && choice->type == SCENARIO_TYPE_NAMES && draft->target)
    build_partition (reader, draft, fault);
  else if (choice && choice->value == MODEL_FAULT_CHANGE_BY_HAND && draft->target)
    build_change (reader, draft, fault);
  else if (choice && draft->datastore)
    build_loss (reader, draft, fault);
  else if (choice && draft->target) {
    fault->kind = choice->value;
    fault->index = scenario_names_resolve (reader, draft->target, draft->target->text, choice->kinds,
                                           MODEL_NONE, &kind);
    fault->target = scenario_target_of (kind);
    g_autofree char *name = g_strdup_printf ("%s %s", choice->key, draft->target->text);
    fault->name = model_fleet_string (reader->fleet, name);
  }
  if (fault->kind == MODEL_FAULT_INTERVENE && fault->index != MODEL_NONE)
    check_intervention (reader, draft, fault);
  if (fault->kind >= MODEL_FAULT_CVM_DOWN && fault->kind <= MODEL_FAULT_DISK_OFFLINE && fault->index != MODEL_NONE
      && reader->fleet->clusters[reader->fleet->hosts[fault->index].cluster].platform == MODEL_VSPHERE)
    scenario_complain_of (reader, draft->target, g_strdup ("only hosts of Nutanix clusters have one"),
                          "'%s' has no CVM", draft->target->text);
  if (fault->kind == MODEL_FAULT_LOSE_WITNESS && fault->index != MODEL_NONE)
    check_witness (reader, draft, &reader->fleet->clusters[fault->index]);
  reader->fleet->has_hung_guests = reader->fleet->has_hung_guests || fault->kind == MODEL_FAULT_HANG_GUEST;
  if (fault->kind == MODEL_FAULT_CUT_VCHA && fault->index != MODEL_NONE
      && !reader->fleet->vcenters[fault->index].vcha)
    scenario_complain_of (reader, draft->target, g_strdup ("say 'vcha:' of it"), "'%s' has no vCenter HA",
                          draft->target->text);
  if (fault->kind == MODEL_FAULT_FAIL_DISKS && fault->index != MODEL_NONE
      && reader->fleet->clusters[reader->fleet->hosts[fault->index].cluster].vsan.architecture
             == MODEL_VSAN_NONE)
    scenario_complain_of (reader, draft->target, g_strdup ("say 'vsan:' of the cluster"),
                          "'%s' has no vSAN devices", draft->target->text);
  if (draft->during)
    build_during (reader, draft, fault);
  if (draft->head.node->type == SCENARIO_NODE_MAPPING
      && !scenario_node_get (draft->head.node, "at") == !scenario_node_get (draft->head.node, "during"))
    scenario_complain_of (reader, draft->head.at, NULL, "a fault needs either 'at' or 'during'");
}

static int
compare_faults (gconstpointer a, gconstpointer b)
{
  const ModelFault *x = a, *y = b;
  const gint64 keys[][2]
      = { { x->at, y->at },     { x->kind, y->kind },   { x->target, y->target }, { x->index, y->index },
          { x->step, y->step }, { x->whose, y->whose }, { x->whom, y->whom },     { x->lasts, y->lasts }, { x->written, y->written } };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i][0] != keys[i][1])
      return keys[i][0] < keys[i][1] ? -1 : 1;
  return g_strcmp0 (x->state, y->state) ? g_strcmp0 (x->state, y->state) : g_strcmp0 (x->name, y->name);
}

void
scenario_build_faults (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;
  g_autoptr (GArray) faults = g_array_sized_new (FALSE, TRUE, sizeof (ModelFault), reader->faults->len);

  g_array_set_size (faults, reader->faults->len);
  for (guint i = 0; i < reader->faults->len; i++)
    build_fault (reader, SCENARIO_DRAFT (Fault, reader->faults, i), &g_array_index (faults, ModelFault, i));
  scenario_settle_written (reader, faults);
  g_array_sort (faults, compare_faults);
  fleet->n_faults = faults->len;
  fleet->faults = model_fleet_keep (fleet, g_memdup2 (faults->data, faults->len * sizeof (ModelFault)));
  for (guint32 f = 0; f < fleet->n_faults; f++)
    fleet->faults[f].part = f + 1;
}
