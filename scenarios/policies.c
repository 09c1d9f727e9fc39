/* Policies as a scenario says them: what each is attached to, what it overrides, and how many values it has. */

#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#include "models/plan/resets.h"

#define MOST_CELLS 5000000

/* What may override what: a thing what it is below. */
static const guint32 above[MODEL_N_POLICY_KINDS] = {
  [MODEL_POLICY_HOST] = 1u << MODEL_POLICY_CLUSTER,
  [MODEL_POLICY_PORT_GROUP] = 1u << MODEL_POLICY_VDS,
  [MODEL_POLICY_STORAGE] = 1u << MODEL_POLICY_CLUSTER,
  [MODEL_POLICY_POOL] = 1u << MODEL_POLICY_CLUSTER | 1u << MODEL_POLICY_POOL,
  [MODEL_POLICY_VM] = 1u << MODEL_POLICY_CLUSTER | 1u << MODEL_POLICY_POOL | 1u << MODEL_POLICY_HOST
                      | 1u << MODEL_POLICY_VDS | 1u << MODEL_POLICY_PORT_GROUP | 1u << MODEL_POLICY_STORAGE,
};

static const char *
kind_of (const ModelPolicy *policy)
{
  return model_policy_words[policy->kind];
}

/* ---- What it is attached to ---- */

static guint64
find_networks (ScenarioReader *reader, const ScenarioNode *node, const char *name)
{
  const ModelFleet *fleet = reader->fleet;
  ScenarioNearest nearest = { name, NULL, 0 };

  for (guint32 i = 0; i < fleet->n_networks; i++) {
    if (g_str_equal (fleet->networks[i], name))
      return G_GUINT64_CONSTANT (1) << i;
    scenario_nearest_offer (&nearest, fleet->networks[i]);
  }
  scenario_complain_of (reader, node, scenario_nearest_advice (&nearest), "there is no network '%s'", name);
  return 0;
}

static guint64
find_switch (ScenarioReader *reader, const ScenarioNode *node, const char *name)
{
  const ModelFleet *fleet = reader->fleet;
  ScenarioNearest nearest = { name, NULL, 0 };

  for (guint32 i = 0; i < fleet->n_switches; i++) {
    if (g_str_equal (fleet->switches[i].name, name))
      return fleet->switches[i].static_groups | fleet->switches[i].ephemeral_groups;
    scenario_nearest_offer (&nearest, fleet->switches[i].name);
  }
  scenario_complain_of (reader, node, scenario_nearest_advice (&nearest),
                        "there is no distributed switch '%s'", name);
  return 0;
}

static void
attach_to (ScenarioReader *reader, ModelPolicy *policy, const ScenarioNode *node, const char *name)
{
  policy->where = model_fleet_string (reader->fleet, name);
  switch (policy->kind) {
  case MODEL_POLICY_VDS:
    policy->networks |= find_switch (reader, node, name);
    break;
  case MODEL_POLICY_PORT_GROUP:
    policy->networks |= find_networks (reader, node, name);
    break;
  case MODEL_POLICY_POOL:
    policy->pool = scenario_find_pool (reader, node, name, policy->cluster);
    break;
  case MODEL_POLICY_STORAGE:
    policy->storage_policy = scenario_find_storage_policy (reader, node, name, policy->cluster);
    break;
  case MODEL_POLICY_HOST:
  case MODEL_POLICY_BIOS:
  case MODEL_POLICY_CLUSTER:
  case MODEL_POLICY_VM:
  case MODEL_N_POLICY_KINDS:
  default:
    scenario_complain_of (reader, node, g_strdup ("leave 'on' out"),
                          "a policy of kind %s is of all of its cluster", kind_of (policy));
  }
}

static void
attach (ScenarioReader *reader, const ScenarioPolicyDraft *draft, ModelPolicy *policy)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free), nodes = g_ptr_array_new ();
  gboolean needs = policy->kind == MODEL_POLICY_PORT_GROUP || policy->kind == MODEL_POLICY_POOL
                   || policy->kind == MODEL_POLICY_VM;

  policy->pool = policy->storage_policy = policy->above = MODEL_NONE;
  if (needs && !draft->on)
    scenario_complain_of (reader, draft->head.at, NULL, "'%s', a policy of kind %s, needs 'on'", policy->name,
                          kind_of (policy));
  if (!draft->on)
    return;
  if (policy->kind == MODEL_POLICY_VM) {
    policy->vms = scenario_names_resolve_all (reader, draft->on, SCENARIO_KIND_VM, policy->cluster, TRUE,
                                              &policy->n_vms);
    return;
  }
  scenario_names_listed (reader, draft->on, names, nodes);
  for (guint i = 0; i < names->len; i++) {
    if (i > 0 && policy->kind != MODEL_POLICY_PORT_GROUP && policy->kind != MODEL_POLICY_VDS) {
      scenario_complain_of (reader, (const ScenarioNode *) nodes->pdata[i],
                            g_strdup ("write one policy for each"),
                            "a policy of kind %s is attached to one thing", kind_of (policy));
      return;
    }
    attach_to (reader, policy, (const ScenarioNode *) nodes->pdata[i], names->pdata[i]);
  }
}

/* ---- What it overrides ---- */

static guint32
find_above (ScenarioReader *reader, const ScenarioNode *node, const ModelPolicy *policy, const char *name)
{
  const ModelFleet *fleet = reader->fleet;
  ScenarioNearest nearest = { name, NULL, 0 };

  for (guint32 i = 0; i < fleet->n_policies; i++)
    if (fleet->policies[i].cluster == policy->cluster && fleet->policies[i].name
        && &fleet->policies[i] != policy) {
      if (g_str_equal (fleet->policies[i].name, name))
        return i;
      scenario_nearest_offer (&nearest, fleet->policies[i].name);
    }
  scenario_complain_of (reader, node, scenario_nearest_advice (&nearest), "'%s' has no other policy '%s'",
                        fleet->clusters[policy->cluster].name, name);
  return MODEL_NONE;
}

/* Only pools are below things of their own kind; anywhere else kinds alone rule a circle out. */
static gboolean
is_circle (const ModelFleet *fleet, guint32 policy)
{
  guint32 steps = 0;

  for (guint32 p = fleet->policies[policy].above; p != MODEL_NONE && steps <= fleet->n_policies; steps++)
    p = fleet->policies[p].above;
  return steps > fleet->n_policies;
}

static void
override (ScenarioReader *reader, const ScenarioPolicyDraft *draft, ModelPolicy *policy)
{
  const ScenarioNode *node = draft->overrides ? scenario_draft_value (&draft->head, "overrides") : NULL;
  guint32 index = node ? find_above (reader, node, policy, draft->overrides) : MODEL_NONE;

  if (index == MODEL_NONE)
    return;
  if (!(above[policy->kind] >> reader->fleet->policies[index].kind & 1)) {
    scenario_complain_of (reader, node, NULL, "a policy of kind %s is not below one of kind %s",
                          kind_of (policy), kind_of (&reader->fleet->policies[index]));
    return;
  }
  policy->above = index;
  if (is_circle (reader->fleet, (guint32) (policy - reader->fleet->policies))) {
    scenario_complain_of (reader, node, NULL, "'%s' overrides itself in the end", policy->name);
    policy->above = MODEL_NONE;
  }
}

/* ---- All of them ---- */

/* What is attached to hosts has a value on each of them, what is attached to VMs one on each, whatever else has one. */
static guint32
count_cells (const ModelFleet *fleet, const ModelPolicy *policy)
{
  switch (policy->kind) {
  case MODEL_POLICY_VDS:
  case MODEL_POLICY_HOST:
  case MODEL_POLICY_BIOS:
  case MODEL_POLICY_PORT_GROUP:
    return fleet->clusters[policy->cluster].n_hosts;
  case MODEL_POLICY_VM:
    return policy->n_vms;
  case MODEL_POLICY_CLUSTER:
  case MODEL_POLICY_STORAGE:
  case MODEL_POLICY_POOL:
  case MODEL_N_POLICY_KINDS:
  default:
    return 1;
  }
}

/* What it is subject to has to be of its kind, and says what is left unless the policy does. */
static void
subject (ScenarioReader *reader, const ScenarioPolicyDraft *draft, ModelPolicy *policy)
{
  for (guint32 i = 0; policy->subject_to >> i; i++) {
    const ModelResetRow *row = policy->subject_to >> i & 1 ? model_reset (i) : NULL;

    if (row && !(row->kinds >> policy->kind & 1))
      scenario_complain_of (reader, scenario_draft_value (&draft->head, "subject-to"),
                            g_strdup ("`rollcall show --resets` says of which"),
                            "%s does not happen to a policy of kind %s", row->id, kind_of (policy));
    if (row && !policy->fallback)
      policy->fallback = row->to;
  }
}

static void
build_policy (ScenarioReader *reader, const ScenarioPolicyDraft *draft, ModelPolicy *policy)
{
  *policy = draft->policy;
  policy->name = draft->head.name;
  policy->cluster = draft->head.cluster;
  if (!policy->actual)
    policy->actual = policy->declared;
  attach (reader, draft, policy);
  subject (reader, draft, policy);
}

void
scenario_build_policies (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  fleet->n_policies = reader->policies->len;
  fleet->policies = model_fleet_keep (fleet, g_new0 (ModelPolicy, fleet->n_policies));
  for (guint i = 0; i < fleet->n_policies; i++)
    build_policy (reader, SCENARIO_DRAFT (Policy, reader->policies, i), &fleet->policies[i]);
  for (guint i = 0; i < fleet->n_policies; i++) {
    const ScenarioPolicyDraft *draft = SCENARIO_DRAFT (Policy, reader->policies, i);
    ModelPolicy *policy = &fleet->policies[i];

    override (reader, draft, policy);
    policy->first_cell = fleet->n_cells;
    policy->n_cells = count_cells (fleet, policy);
    if (policy->n_cells > MOST_CELLS - MIN (fleet->n_cells, MOST_CELLS)) {
      scenario_complain_of (reader, draft->head.at, NULL, "more than %d values of policies on hosts",
                            MOST_CELLS);
      return;
    }
    fleet->n_cells += policy->n_cells;
    if ((policy->reset_by || policy->subject_to) && !policy->fallback && policy->above == MODEL_NONE)
      scenario_complain_of (reader, draft->head.at, g_strdup ("say what a reset leaves"),
                            "'%s' needs 'default'", policy->name ? policy->name : "a policy");
  }
}
