#include "scenarios/groups.h"
#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#include <string.h>

#define CVM "cvm:"

static gboolean
has_cvms (const ScenarioReader *reader, guint32 cluster)
{
  return reader->fleet->clusters[cluster].platform != MODEL_VSPHERE;
}

/* What a member's name means: a host, a VM, or the CVM of a host. FALSE after a complaint. */
static gboolean
find_carrier (ScenarioReader *reader, const ScenarioNode *node, const char *name, guint32 cluster,
              ModelMember *member)
{
  gboolean cvm = g_str_has_prefix (name, CVM);
  ScenarioKind kind;

  member->index = scenario_names_resolve (reader, node, cvm ? name + strlen (CVM) : name,
                                          cvm ? SCENARIO_KIND_HOST : SCENARIO_KIND_HOST_VM, cluster, &kind);
  if (member->index == MODEL_NONE)
    return FALSE;
  if (cvm && !has_cvms (reader, reader->fleet->hosts[member->index].cluster)) {
    scenario_complain_of (reader, node, g_strdup ("only hosts of Nutanix clusters have one"),
                          "'%s' has no CVM", name + strlen (CVM));
    return FALSE;
  }
  member->carrier = cvm                        ? MODEL_CARRIER_CVM
                    : kind == SCENARIO_KIND_VM ? MODEL_CARRIER_VM
                                               : MODEL_CARRIER_HOST;
  member->name = model_fleet_string (reader->fleet, name);
  return TRUE;
}

/* Adds what one item of `members` stands for: one member, or with a range as many as it names. */
static void
add_members (ScenarioReader *reader, const ScenarioMemberDraft *draft, guint32 cluster, guint32 leg,
             GArray *members)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free), nodes = g_ptr_array_new ();
  ModelMember member
      = { .carrier = MODEL_CARRIER_OUTSIDE, .index = MODEL_NONE, .votes = draft->votes, .leg = leg };

  if (draft->outside) {
    member.name = draft->outside;
    g_array_append_val (members, member);
  } else if (draft->on && draft->on == draft->head.node)
    scenario_names_listed (reader, draft->on, names, nodes);
  else if (draft->on) {
    g_ptr_array_add (names, g_strdup (draft->on->text));
    g_ptr_array_add (nodes, (gpointer) draft->on);
  }
  for (guint i = 0; i < names->len; i++)
    if (find_carrier (reader, nodes->pdata[i], names->pdata[i], cluster, &member))
      g_array_append_val (members, member);
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const ModelMember *x = a, *y = b;
  int order = scenario_natural_compare (x->name, y->name);

  if (order)
    return order;
  if (x->leg != y->leg)
    return x->leg < y->leg ? -1 : 1;
  return x->votes < y->votes ? -1 : x->votes > y->votes;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return scenario_natural_compare (*(const char *const *) a, *(const char *const *) b);
}

/* The legs of a group: name → number + 1, in natural order. (transfer full) */
static GHashTable *
number_legs (const ScenarioGroupDraft *draft)
{
  GHashTable *numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) legs = g_ptr_array_new ();

  for (guint i = 0; i < draft->members->len; i++) {
    const char *leg = g_array_index (draft->members, ScenarioMemberDraft, i).leg;
    if (leg && g_hash_table_add (numbers, (gpointer) leg))
      g_ptr_array_add (legs, (gpointer) leg);
  }
  g_ptr_array_sort (legs, compare_texts);
  for (guint i = 0; i < legs->len; i++)
    g_hash_table_insert (numbers, legs->pdata[i], GUINT_TO_POINTER (i + 1));
  return numbers;
}

static void
check_group (ScenarioReader *reader, const ScenarioGroupDraft *draft, const ModelGroup *group, guint n_legs)
{
  guint64 votes = 0;

  for (guint32 i = 0; i < group->n_members; i++)
    votes += group->members[i].votes;
  if (draft->members->len == 0)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "members"), NULL, "'%s' has no members",
                          group->name);
  else if (votes == 0)
    scenario_complain_of (reader, draft->head.at, NULL, "the members of '%s' have no votes", group->name);
  if (group->copies > group->n_members)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "copies"), NULL,
                          "%u copies need more than %u members", group->copies, group->n_members);
  if (group->kind == MODEL_QUORUM_VOTES_AND_DATA && group->need_legs > n_legs)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "need"),
                          g_strdup ("members name theirs with 'leg'"), "%u legs are needed, and there are %u",
                          group->need_legs, n_legs);
}

/* Each member once, but for vSAN objects, which may have several components on one host. */
static void
check_twice (ScenarioReader *reader, const ScenarioGroupDraft *draft, const ModelGroup *group)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; group->kind != MODEL_QUORUM_VOTES_AND_DATA && i < group->n_members; i++)
    if (!g_hash_table_add (seen, (gpointer) group->members[i].name))
      scenario_complain_of (reader, scenario_draft_value (&draft->head, "members"), NULL,
                            "'%s' is a member of '%s' twice", group->members[i].name, group->name);
}

static void
build_group (ScenarioReader *reader, const ScenarioGroupDraft *draft, guint32 cluster, GArray *built)
{
  g_autoptr (GArray) members = g_array_new (FALSE, TRUE, sizeof (ModelMember));
  g_autoptr (GHashTable) legs = number_legs (draft);
  ScenarioBuiltGroup one = { draft->group, draft->head.at, TRUE };

  for (guint i = 0; i < draft->members->len; i++) {
    const ScenarioMemberDraft *member = &g_array_index (draft->members, ScenarioMemberDraft, i);
    guint32 leg = member->leg ? GPOINTER_TO_UINT (g_hash_table_lookup (legs, member->leg)) - 1 : MODEL_NONE;
    add_members (reader, member, cluster, leg, members);
    if (member->leg && draft->group.kind != MODEL_QUORUM_VOTES_AND_DATA)
      scenario_complain_of (reader, scenario_draft_value (&member->head, "leg"), NULL,
                            "'leg' goes with kind: votes-and-data");
  }
  if (one.group.kind != MODEL_QUORUM_RING)
    g_array_sort (members, compare_members);
  one.group.name = draft->head.name;
  one.group.cluster = cluster;
  one.group.n_members = members->len;
  one.group.members
      = model_fleet_keep (reader->fleet, g_memdup2 (members->data, members->len * sizeof (ModelMember)));
  check_group (reader, draft, &one.group, g_hash_table_size (legs));
  check_twice (reader, draft, &one.group);
  if (one.group.name)
    g_array_append_val (built, one);
}

static int
compare_built (gconstpointer a, gconstpointer b)
{
  const ScenarioBuiltGroup *x = a, *y = b;
  int order = scenario_natural_compare (x->group.name, y->group.name);

  return order ? order : x->given - y->given;
}

void
scenario_build_groups (ScenarioReader *reader)
{
  g_autoptr (GArray) built = g_array_new (FALSE, FALSE, sizeof (ScenarioBuiltGroup));
  ModelFleet *fleet = reader->fleet;
  ModelGroup *groups;

  for (guint i = 0; i < reader->file.groups->len; i++)
    build_group (reader, &g_array_index (reader->file.groups, ScenarioGroupDraft, i), MODEL_NONE, built);
  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const ScenarioClusterDraft *draft = SCENARIO_DRAFT (Cluster, reader->clusters, c);
    for (guint i = 0; i < draft->groups->len; i++)
      build_group (reader, &g_array_index (draft->groups, ScenarioGroupDraft, i), c, built);
    if (has_cvms (reader, c) && fleet->clusters[c].name)
      scenario_build_nutanix (reader, c, built);
  }
  g_array_sort (built, compare_built);
  groups = g_new0 (ModelGroup, built->len);
  for (guint i = 0; i < built->len; i++) {
    groups[i] = g_array_index (built, ScenarioBuiltGroup, i).group;
    if (i > 0 && g_str_equal (groups[i].name, groups[i - 1].name))
      scenario_complain_of (reader, g_array_index (built, ScenarioBuiltGroup, i).at,
                            g_array_index (built, ScenarioBuiltGroup, i - 1).given
                                ? NULL
                                : g_strdup ("the cluster has one of itself"),
                            "there are two quorum groups of the name '%s'", groups[i].name);
  }
  fleet->groups = model_fleet_keep (fleet, groups);
  fleet->n_groups = built->len;
}
