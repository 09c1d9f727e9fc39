/* Governors: which values they watch, and what each wants of them. */

#include "scenarios/reader.h"

#include <stdlib.h>
#include <string.h>

static gboolean
is_profile (const ModelGovernor *governor)
{
  return governor->kind == MODEL_GOVERNOR_CONFIGURATION_PROFILE || governor->kind == MODEL_GOVERNOR_HOST_PROFILE;
}

/* D-17: profiles are of hosts. What hangs on a distributed switch, on the cluster or in firmware is none of theirs. D-06: those of
 * Prism Central are of Nutanix clusters, and neither of firmware nor of what VMs are kept apart by. Prism owns nothing else. */
static gboolean
covers (const ModelFleet *fleet, const ModelGovernor *governor, const ModelPolicy *policy)
{
  ModelPlatform platform = fleet->clusters[policy->cluster].platform;

  if (governor->kind == MODEL_GOVERNOR_CLUSTER_PROFILE)
    return platform != MODEL_VSPHERE && policy->kind == MODEL_POLICY_CLUSTER;
  if (governor->authority == MODEL_AUTHORITY_PRISM
      && (platform == MODEL_VSPHERE || (platform != MODEL_NUTANIX_AHV && policy->kind != MODEL_POLICY_CLUSTER)))
    return FALSE;
  return !is_profile (governor) || policy->kind == MODEL_POLICY_HOST;
}

static const char *
what_it_covers (const ModelGovernor *governor)
{
  return governor->kind == MODEL_GOVERNOR_CLUSTER_PROFILE     ? "they cover a Nutanix cluster's own settings: policies of kind 'cluster'"
         : governor->authority == MODEL_AUTHORITY_PRISM ? "Prism owns AHV clusters, and of others of Nutanix policies of kind 'cluster'"
                                                              : "they cover settings of hosts: policies of kind 'host'";
}

static gboolean
is_named (const char *const *names, const char *name)
{
  return names && g_strv_contains (names, name);
}

static void
offer_policies (ScenarioReader *reader, ScenarioNearest *nearest)
{
  for (guint32 p = 0; p < reader->fleet->n_policies; p++)
    if (reader->fleet->policies[p].name)
      scenario_nearest_offer (nearest, reader->fleet->policies[p].name);
}

/* Every policy that it names is one, and one that it can see. */
static void
check_names (ScenarioReader *reader, const ScenarioNode *node, const char *name, const ModelGovernor *governor)
{
  const ModelFleet *fleet = reader->fleet;
  ScenarioNearest nearest = { name, NULL, 0 };
  gboolean found = FALSE;

  for (guint32 p = 0; p < fleet->n_policies; p++) {
    if (g_strcmp0 (fleet->policies[p].name, name) != 0)
      continue;
    found = TRUE;
    if (!covers (fleet, governor, &fleet->policies[p]))
      scenario_complain_of (reader, node, g_strdup (what_it_covers (governor)),
                            "%ss do not see '%s'", model_governor_words[governor->kind], name);
  }
  offer_policies (reader, &nearest);
  if (!found)
    scenario_complain_of (reader, node, scenario_nearest_advice (&nearest), "there is no policy '%s'", name);
}

static void
check_list (ScenarioReader *reader, const ScenarioNode *list, const ModelGovernor *governor)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free), nodes = g_ptr_array_new ();

  if (list)
    scenario_names_listed (reader, list, names, nodes);
  for (guint i = 0; i < names->len; i++)
    check_names (reader, nodes->pdata[i], names->pdata[i], governor);
}

guint32
scenario_keep_written (ScenarioReader *reader, const char *value)
{
  ModelFleet *fleet = reader->fleet;

  for (guint32 w = 0; w < fleet->n_written; w++)
    if (g_str_equal (fleet->written[w], value))
      return w;
  g_ptr_array_add (reader->written, (gpointer) value);
  fleet->written = (const char **) reader->written->pdata;
  return fleet->n_written++;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorted, so that the order of the file decides nothing. */
void
scenario_settle_written (ScenarioReader *reader, GArray *faults)
{
  ModelFleet *fleet = reader->fleet;
  g_autofree guint32 *place = g_new0 (guint32, fleet->n_written + 1);
  const char **sorted = model_fleet_keep (
      fleet, g_memdup2 (reader->written->pdata, MAX (1, reader->written->len) * sizeof (gpointer)));

  if (fleet->n_written)
    qsort (sorted, fleet->n_written, sizeof (gpointer), compare_values);
  for (guint32 old = 0; old < fleet->n_written; old++)
    while (!g_str_equal (sorted[place[old]], g_ptr_array_index (reader->written, old)))
      place[old]++;
  for (guint32 g = 0; g < fleet->n_governors; g++)
    for (guint32 c = 0; c < fleet->governors[g].n_cells; c++) {
      guint32 *written = (guint32 *) &fleet->governors[g].written[c];

      *written = *written == MODEL_NONE ? MODEL_NONE : place[*written];
    }
  for (guint f = 0; f < faults->len; f++) {
    ModelFault *fault = &g_array_index (faults, ModelFault, f);

    fault->written = fault->kind == MODEL_FAULT_CHANGE_BY_HAND && fleet->n_written ? place[fault->written] : 0;
  }
  fleet->written = sorted;
}

/* What it wants instead of what the policy declares: which of the fleet's written values; MODEL_NONE it wants that. */
static guint32
wanted (ScenarioReader *reader, const ScenarioGovernorDraft *draft, const ModelPolicy *policy)
{
  for (guint i = 0; draft->declares && i < draft->declares->len; i++) {
    const ScenarioWantDraft *want = &g_array_index (draft->declares, ScenarioWantDraft, i);

    if (want->value && g_strcmp0 (want->policy, policy->name) == 0 && !g_str_equal (want->value, policy->declared))
      return scenario_keep_written (reader, want->value);
  }
  return MODEL_NONE;
}

/* Where there is such a thing: admission control takes HA, and both take vSphere. */
static void
add_clusters (ScenarioReader *reader, const ScenarioGovernorDraft *draft, const guint32 *clusters, guint32 n_clusters,
              GArray *places, GArray *written)
{
  ModelFleet *fleet = reader->fleet;
  const guint32 none = MODEL_NONE;

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    gboolean wanted = !draft->clusters;

    for (guint32 i = 0; i < n_clusters; i++)
      wanted = wanted || clusters[i] == c;
    for (guint k = 0; k < MODEL_N_GOVERNED && wanted; k++) {
      guint32 place = model_place_of (fleet, c, k);
      gboolean is_there = fleet->clusters[c].platform != MODEL_NUTANIX_AHV
                          && (k == MODEL_GOVERNED_DRS || fleet->clusters[c].admission != MODEL_ADMISSION_OFF);

      if (!(draft->settings >> k & 1) || !is_there)
        continue;
      g_array_append_val (places, place);
      g_array_append_val (written, none);
      fleet->governs_clusters = TRUE;
    }
  }
}

static void
build_cells (ScenarioReader *reader, const ScenarioGovernorDraft *draft, ModelGovernor *governor)
{
  const ModelFleet *fleet = reader->fleet;
  const char *const *policies = scenario_names_kept (reader, draft->policies);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint32)),
                     written = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 n_clusters;
  const guint32 *clusters = scenario_names_resolve_all (reader, draft->clusters, SCENARIO_KIND_CLUSTER, MODEL_NONE,
                                                        TRUE, &n_clusters);

  for (guint32 p = 0; p < fleet->n_policies; p++) {
    const ModelPolicy *policy = &fleet->policies[p];
    gboolean in_cluster = !draft->clusters;
    guint32 want;

    for (guint32 c = 0; c < n_clusters; c++)
      in_cluster = in_cluster || clusters[c] == policy->cluster;
    if (!in_cluster || !policy->name || !policy->declared || !covers (fleet, governor, policy)
        || (draft->settings && !policies && !draft->kinds) || (policies && !is_named (policies, policy->name)) || (draft->kinds && !(draft->kinds >> policy->kind & 1)))
      continue;
    want = wanted (reader, draft, policy);
    for (guint32 cell = policy->first_cell; cell < policy->first_cell + policy->n_cells; cell++) {
      g_array_append_val (cells, cell);
      g_array_append_val (written, want);
    }
  }
  add_clusters (reader, draft, clusters, n_clusters, cells, written);
  governor->n_cells = cells->len;
  governor->cells = model_fleet_keep (reader->fleet, g_memdup2 (cells->data, cells->len * sizeof (guint32)));
  governor->written = model_fleet_keep (reader->fleet, g_memdup2 (written->data, written->len * sizeof (guint32)));
  if (!cells->len && !scenario_diagnostics_any (&reader->diagnostics))
    scenario_complain_of (reader, draft->head.at, g_strdup ("see its 'kinds', 'clusters' and 'policies'"),
                          "'%s' watches nothing", draft->head.name);
}

static void
check_kind (ScenarioReader *reader, const ScenarioGovernorDraft *draft, const ModelGovernor *governor)
{
  const ScenarioNode *tool = scenario_node_get (draft->head.node, "tool"),
                     *heals = scenario_node_get (draft->head.node, "self-heal"),
                     *interval = scenario_node_get (draft->head.node, "interval");

  if (draft->settings && is_profile (governor))
    scenario_complain_of (reader, scenario_node_get (draft->head.node, "settings"), NULL,
                          "%ss cover settings of hosts, not of clusters", model_governor_words[governor->kind]);
  if (tool && governor->kind != MODEL_GOVERNOR_PIPELINE)
    scenario_complain_of (reader, tool, NULL, "'tool' goes with kind 'pipeline'");
  if (heals && governor->kind != MODEL_GOVERNOR_GITOPS)
    scenario_complain_of (reader, heals, NULL, "'self-heal' goes with kind 'gitops'");
  if (interval && governor->kind == MODEL_GOVERNOR_GITOPS)
    scenario_complain_of (reader, interval, g_strdup ("override 'gitops-poll' under 'physics'"),
                          "a Git reconciler watches, and polls as often as all of them do");
  if (governor->kind == MODEL_GOVERNOR_GITOPS && governor->self_heals && !governor->remediates && heals)
    scenario_complain_of (reader, heals, g_strdup ("say 'remediates: true'"), "it heals nothing, since it only looks");
}

static void
build_governor (ScenarioReader *reader, const ScenarioGovernorDraft *draft, ModelGovernor *governor)
{
  static const ModelAuthority of_kind[MODEL_N_GOVERNOR_KINDS]
      = { MODEL_AUTHORITY_OPERATOR, MODEL_AUTHORITY_GITOPS, MODEL_AUTHORITY_OPERATOR, MODEL_AUTHORITY_VCENTER,
          MODEL_AUTHORITY_VCENTER, MODEL_AUTHORITY_PRISM };

  *governor = draft->governor;
  governor->name = draft->head.name;
  governor->vcenter = governor->vm = governor->product = MODEL_NONE;
  if (draft->product)
    governor->product = scenario_names_resolve (reader, draft->product, draft->product->text, SCENARIO_KIND_PRODUCT,
                                                MODEL_NONE, NULL);
  if (governor->authority == MODEL_NONE)
    governor->authority = governor->product != MODEL_NONE
                                  && reader->fleet->products[governor->product].kind == MODEL_STAGE_SDDC_MANAGER
                              ? MODEL_AUTHORITY_SDDC_MANAGER
                              : of_kind[governor->kind];
  if (draft->vm)
    governor->vm = scenario_names_resolve (reader, draft->vm, draft->vm->text, SCENARIO_KIND_VM, MODEL_NONE, NULL);
  if (draft->vcenter)
    governor->vcenter = scenario_names_resolve (reader, draft->vcenter, draft->vcenter->text, SCENARIO_KIND_VCENTER,
                                                MODEL_NONE, NULL);
  check_kind (reader, draft, governor);
  check_list (reader, draft->policies, governor);
  for (guint i = 0; draft->declares && i < draft->declares->len; i++) {
    const ScenarioWantDraft *want = &g_array_index (draft->declares, ScenarioWantDraft, i);

    if (want->policy)
      check_names (reader, scenario_draft_value (&want->head, "policy"), want->policy, governor);
  }
  build_cells (reader, draft, governor);
  governor->first_setting = reader->fleet->n_settings;
  reader->fleet->n_settings += governor->n_cells;
}

void
scenario_build_governance (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  fleet->n_governors = reader->governors->len;
  fleet->governors = model_fleet_keep (fleet, g_new0 (ModelGovernor, fleet->n_governors));
  for (guint32 i = 0; i < fleet->n_governors; i++)
    build_governor (reader, SCENARIO_DRAFT (Governor, reader->governors, i), &fleet->governors[i]);
}
