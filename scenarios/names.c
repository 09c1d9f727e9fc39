#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#include <string.h>

#define FEW 8 /* names that one can take in at a glance */

static const char *
name_of (const ScenarioDraft *draft)
{
  return draft->name ? draft->name : "";
}

static int
compare_drafts (gconstpointer a, gconstpointer b)
{
  return scenario_natural_compare (name_of (*(ScenarioDraft *const *) a),
                                   name_of (*(ScenarioDraft *const *) b));
}

/* The drafts of an array, sorted by name, behind those that the list has already. */
static void
append_sorted (GPtrArray *list, GArray *array, guint32 cluster)
{
  guint size = g_array_get_element_size (array);
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (array->len);

  for (guint i = 0; i < array->len; i++) {
    ScenarioDraft *draft = (ScenarioDraft *) (gpointer) (array->data + (gsize) i * size);
    draft->cluster = cluster;
    g_ptr_array_add (sorted, draft);
  }
  g_ptr_array_sort (sorted, compare_drafts);
  g_ptr_array_extend (list, sorted, NULL, NULL);
}

static gboolean
is_before (ScenarioMark a, ScenarioMark b)
{
  return a.line != b.line ? a.line < b.line : a.column < b.column;
}

/* Two things of one kind and name: the later one in the file is to blame. */
static void
complain_of_twins (ScenarioReader *reader, const ScenarioDraft *a, const ScenarioDraft *b, const char *what)
{
  gboolean swap = is_before (b->at->from, a->at->from);
  const ScenarioDraft *first = swap ? b : a, *second = swap ? a : b;

  scenario_complain_of (reader, second->at, g_strdup_printf ("the first is in line %u", first->at->from.line),
                        "there are two %s of the name '%s'", what, second->name);
}

static GHashTable *
make_table (ScenarioReader *reader, const GPtrArray *list, const char *what)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < list->len; i++) {
    ScenarioDraft *draft = g_ptr_array_index (list, i);
    guint before = draft->name ? GPOINTER_TO_UINT (g_hash_table_lookup (table, draft->name)) : 0;
    if (before)
      complain_of_twins (reader, g_ptr_array_index (list, before - 1), draft, what);
    else if (draft->name)
      g_hash_table_insert (table, (gpointer) draft->name, GUINT_TO_POINTER (i + 1));
  }
  return table;
}

/* Rules and policies have names within their cluster only; sorted, twins are neighbours. */
static void
check_neighbours (ScenarioReader *reader, const GPtrArray *list, const char *what)
{
  for (guint i = 1; i < list->len; i++) {
    const ScenarioDraft *a = g_ptr_array_index (list, i - 1), *b = g_ptr_array_index (list, i);
    if (a->cluster == b->cluster && a->name && b->name && g_str_equal (a->name, b->name))
      complain_of_twins (reader, a, b, what);
  }
}

static int
compare_hosts (gconstpointer a, gconstpointer b)
{
  return scenario_natural_compare (name_of (a), name_of (b));
}

/* The first hosts by name, or further ones like the last. */
static void
resize (ScenarioReader *reader, GArray *hosts)
{
  if (!reader->resize_to || hosts->len == 0)
    return;
  g_array_sort (hosts, compare_hosts);
  if (hosts->len > reader->resize_to)
    g_array_set_size (hosts, reader->resize_to);
  for (guint further = 1; hosts->len < reader->resize_to; further++) {
    ScenarioHostDraft another = g_array_index (hosts, ScenarioHostDraft, hosts->len - 1);
    g_autofree char *name = g_strdup_printf ("further%02u", further);

    another.head.name = model_fleet_string (reader->fleet, name);
    g_array_append_val (hosts, another);
  }
}

void
scenario_names_settle (ScenarioReader *reader)
{
  ScenarioFileDraft *file = &reader->file;

  append_sorted (reader->vcenters, file->vcenters, MODEL_NONE);
  append_sorted (reader->products, file->products, MODEL_NONE);
  append_sorted (reader->switches, file->switches, MODEL_NONE);
  append_sorted (reader->licences, file->licences, MODEL_NONE);
  append_sorted (reader->clusters, file->clusters, MODEL_NONE);
  append_sorted (reader->faults, file->faults, MODEL_NONE);
  append_sorted (reader->governors, file->governors, MODEL_NONE);
  for (guint32 i = 0; i < reader->clusters->len; i++) {
    ScenarioClusterDraft *draft = SCENARIO_DRAFT (Cluster, reader->clusters, i);
    resize (reader, draft->hosts);
    draft->cluster.first_host = reader->hosts->len;
    draft->cluster.n_hosts = draft->hosts->len;
    draft->cluster.first_vm = reader->vms->len;
    draft->cluster.n_vms = draft->vms->len;
    append_sorted (reader->hosts, draft->hosts, i);
    append_sorted (reader->vms, draft->vms, i);
    append_sorted (reader->rules, draft->rules, i);
    append_sorted (reader->policies, draft->policies, i);
  }
  scenario_split_consolidations (reader);
  append_sorted (reader->steps, file->steps, MODEL_NONE);
  reader->names[0] = make_table (reader, reader->hosts, "hosts");
  reader->names[1] = make_table (reader, reader->vms, "VMs");
  reader->names[2] = make_table (reader, reader->vcenters, "vCenters");
  reader->names[3] = make_table (reader, reader->clusters, "clusters");
  reader->names[4] = make_table (reader, reader->steps, "steps");
  reader->names[6] = make_table (reader, reader->products, "products");
  reader->names[7] = make_table (reader, reader->switches, "distributed switches");
  reader->names[8] = make_table (reader, reader->licences, "licences");
  reader->names[9] = make_table (reader, reader->governors, "governors");
  check_neighbours (reader, reader->rules, "rules");
  check_neighbours (reader, reader->policies, "policies");
}

/* ---- Looking up ---- */

static const GPtrArray *
list_of (const ScenarioReader *reader, guint bit)
{
  const GPtrArray *const lists[SCENARIO_N_KINDS]
      = { reader->hosts, reader->vms, reader->vcenters, reader->clusters, reader->steps, reader->policies,
          reader->products, reader->switches, reader->licences, reader->governors };

  return lists[bit];
}

guint32
scenario_names_find (const ScenarioReader *reader, ScenarioKind kind, const char *name)
{
  GHashTable *table = reader->names[g_bit_nth_lsf (kind, -1)];

  return table ? GPOINTER_TO_UINT (g_hash_table_lookup (table, name)) - 1 : MODEL_NONE;
}

/* Where there are only a few to choose from, all of them. */
static char *
few_names (const ScenarioReader *reader, guint kinds, guint32 cluster)
{
  const char *names[FEW + 1] = { NULL };
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint bit = 0; bit < SCENARIO_N_KINDS; bit++)
    for (guint i = 0; kinds >> bit & 1 && i < list_of (reader, bit)->len; i++) {
      const ScenarioDraft *draft = g_ptr_array_index (list_of (reader, bit), i);
      if (!draft->name
          || (cluster != MODEL_NONE && draft->cluster != cluster && draft->cluster != MODEL_NONE))
        continue;
      if (n == FEW)
        return NULL;
      names[n++] = draft->name;
    }
  text = scenario_words_text (names);
  return n == 0 ? g_strdup ("there is none at all")
                : g_strdup_printf (n == 1 ? "there is %s" : "there are %s", text);
}

/* What to say about a name that is none of the kinds: a range, something else, or perhaps another one misspelt. */
static char *
unknown_advice (const ScenarioReader *reader, const ScenarioNode *node, const char *name, guint kinds,
                guint32 cluster)
{
  ScenarioNearest nearest = { name, NULL, 0 };
  char *advice;

  if (scenario_diagnostics_full (&reader->diagnostics))
    return NULL;
  if (node->plain && g_str_equal (node->text, name) && scenario_is_range (name))
    return g_strdup ("one name is wanted here, not a range");
  for (guint bit = 0; bit < SCENARIO_N_KINDS; bit++)
    for (guint i = 0; kinds >> bit & 1 && i < list_of (reader, bit)->len; i++) {
      const ScenarioDraft *draft = g_ptr_array_index (list_of (reader, bit), i);
      if (draft->name && (cluster == MODEL_NONE || draft->cluster == cluster || draft->cluster == MODEL_NONE))
        scenario_nearest_offer (&nearest, draft->name);
    }
  if (kinds == SCENARIO_KIND_STEP && scenario_find_parts (reader, name, NULL) > 0)
    return g_strdup_printf ("it is several steps: say which, like '%s'",
                            scenario_first_part (reader, name));
  advice = scenario_nearest_advice (&nearest);
  for (guint bit = 0; !advice && bit < SCENARIO_N_KINDS; bit++)
    if (scenario_names_find (reader, 1u << bit, name) != MODEL_NONE)
      advice = g_strdup_printf ("'%s' is %s", name, scenario_kinds_text (1u << bit));
  return advice ? advice : few_names (reader, kinds, cluster);
}

guint32
scenario_names_resolve (ScenarioReader *reader, const ScenarioNode *node, const char *name, guint kinds,
                        guint32 cluster, ScenarioKind *ret_kind)
{
  guint32 found = MODEL_NONE, of = MODEL_NONE;
  ScenarioKind kind = 0;

  for (guint bit = 0; bit < SCENARIO_N_KINDS; bit++) {
    guint32 index = kinds >> bit & 1 ? scenario_names_find (reader, 1u << bit, name) : MODEL_NONE;
    if (index == MODEL_NONE)
      continue;
    if (found != MODEL_NONE) {
      scenario_complain_of (reader, node, g_strdup ("rename one of them"), "'%s' is both %s and %s", name,
                            scenario_kinds_text (kind), scenario_kinds_text (1u << bit));
      return MODEL_NONE;
    }
    found = index;
    kind = 1u << bit;
    of = ((const ScenarioDraft *) g_ptr_array_index (list_of (reader, bit), index))->cluster;
  }
  if (found == MODEL_NONE)
    scenario_complain_of (reader, node, unknown_advice (reader, node, name, kinds, cluster),
                          "there is no %s '%s'", strchr (scenario_kinds_text (kinds), ' ') + 1, name);
  else if (cluster != MODEL_NONE && of != MODEL_NONE && of != cluster) {
    scenario_complain_of (reader, node, NULL, "'%s' is %s of cluster '%s', not of '%s'", name,
                          scenario_kinds_text (kind),
                          SCENARIO_DRAFT (Cluster, reader->clusters, of)->head.name,
                          SCENARIO_DRAFT (Cluster, reader->clusters, cluster)->head.name);
    return MODEL_NONE;
  }
  if (ret_kind)
    *ret_kind = kind;
  return found;
}

/* ---- Lists of names ---- */

static void
add_listed (ScenarioReader *reader, const ScenarioNode *node, GPtrArray *names, GPtrArray *nodes)
{
  g_autofree char *problem = NULL;

  if (node->type != SCENARIO_NODE_SCALAR || *node->text == '\0') {
    scenario_complain_of (reader, node, NULL, "expected a name, not %s",
                          node->type == SCENARIO_NODE_SCALAR ? "nothing" : scenario_node_word (node));
    return;
  }
  if (!node->plain || !scenario_is_range (node->text))
    g_ptr_array_add (names, g_strdup (node->text));
  else if ((problem = scenario_range_expand (node->text, SCENARIO_THINGS_MAX, names)))
    scenario_complain_of (reader, node, g_strdup (problem), "'%s' is no name", node->text);
  while (nodes->len < names->len)
    g_ptr_array_add (nodes, (gpointer) node);
}

void
scenario_names_listed (ScenarioReader *reader, const ScenarioNode *node, GPtrArray *names, GPtrArray *nodes)
{
  guint n = node->type == SCENARIO_NODE_SEQUENCE ? node->n : 1;

  for (guint i = 0; i < n && reader->listed <= SCENARIO_NAMES_MAX; i++) {
    guint before = names->len;
    add_listed (reader, node->type == SCENARIO_NODE_SEQUENCE ? node->items[i] : node, names, nodes);
    reader->listed += names->len - before + 1;
  }
  if (reader->listed > SCENARIO_NAMES_MAX && !reader->too_much) {
    scenario_complain_of (reader, node, NULL, "the file lists more than %d names", SCENARIO_NAMES_MAX);
    reader->too_much = TRUE;
  }
}

static int
compare_indexes (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

const guint32 *
scenario_names_resolve_all (ScenarioReader *reader, const ScenarioNode *node, ScenarioKind kind,
                            guint32 cluster, gboolean sorted, guint32 *ret_n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free), nodes = g_ptr_array_new ();
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  if (node)
    scenario_names_listed (reader, node, names, nodes);
  for (guint i = 0; i < names->len; i++) {
    const ScenarioNode *at = g_ptr_array_index (nodes, i);
    guint32 index;

    if (kind == SCENARIO_KIND_STEP
        && scenario_names_find (reader, kind, g_ptr_array_index (names, i)) == MODEL_NONE
        && scenario_find_parts (reader, g_ptr_array_index (names, i), found) > 0)
      continue;
    index = scenario_names_resolve (reader, at, g_ptr_array_index (names, i), kind, cluster, NULL);
    if (index == MODEL_NONE)
      continue;
    if (!g_hash_table_add (seen, GUINT_TO_POINTER (index)))
      scenario_complain_of (reader, at, NULL, "'%s' is listed twice",
                            (const char *) g_ptr_array_index (names, i));
    else
      g_array_append_val (found, index);
  }
  if (sorted)
    g_array_sort (found, compare_indexes);
  *ret_n = found->len;
  return model_fleet_keep (reader->fleet, g_memdup2 (found->data, found->len * sizeof (guint32)));
}

const char *const *
scenario_names_kept (ScenarioReader *reader, const ScenarioNode *node)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free), nodes = g_ptr_array_new ();
  const char **kept;

  if (!node)
    return NULL;
  scenario_names_listed (reader, node, names, nodes);
  kept = model_fleet_keep (reader->fleet, g_new0 (const char *, names->len + 1));
  for (guint i = 0; i < names->len; i++)
    kept[i] = model_fleet_string (reader->fleet, names->pdata[i]);
  return kept;
}

ModelTarget
scenario_target_of (ScenarioKind kind)
{
  switch (kind) {
  case SCENARIO_KIND_HOST:
    return MODEL_TARGET_HOST;
  case SCENARIO_KIND_VM:
    return MODEL_TARGET_VM;
  case SCENARIO_KIND_VCENTER:
    return MODEL_TARGET_VCENTER;
  case SCENARIO_KIND_CLUSTER:
    return MODEL_TARGET_CLUSTER;
  case SCENARIO_KIND_PRODUCT:
    return MODEL_TARGET_PRODUCT;
  case SCENARIO_KIND_SWITCH:
    return MODEL_TARGET_SWITCH;
  case SCENARIO_KIND_GOVERNOR:
    return MODEL_TARGET_GOVERNOR;
  default:
    return MODEL_TARGET_NONE;
  }
}
