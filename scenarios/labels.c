/* Labels: networks, datastores and fault domains, which are known by being said, of hosts, VMs and switches. */

#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#define MOST_LABELS 64 /* networks, and datastores, of a fleet: a bit each */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return scenario_natural_compare (*(const char *const *) a, *(const char *const *) b);
}

typedef struct {
  GHashTable *numbers; /* name → number + 1 in natural order, once settled */
  GPtrArray *names;    /* belong to the fleet */
} Labels;

static Labels
labels_new (void)
{
  return (Labels){ g_hash_table_new (g_str_hash, g_str_equal), g_ptr_array_new () };
}

static void
labels_add (ScenarioReader *reader, Labels *labels, const char *name)
{
  if (g_hash_table_contains (labels->numbers, name))
    return;
  name = model_fleet_string (reader->fleet, name);
  g_hash_table_add (labels->numbers, (gpointer) name);
  g_ptr_array_add (labels->names, (gpointer) name);
}

static void
labels_settle (Labels *labels)
{
  g_ptr_array_sort (labels->names, compare_names);
  for (guint i = 0; i < labels->names->len; i++)
    g_hash_table_insert (labels->numbers, labels->names->pdata[i], GUINT_TO_POINTER (i + 1));
}

static guint32
labels_number (const Labels *labels, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (labels->numbers, name)) - 1;
}

static void
labels_clear (Labels *labels)
{
  g_hash_table_unref (labels->numbers);
  g_ptr_array_unref (labels->names);
}

/* The labels of one node, either to be known from now on, or as a set of bits. */
static guint64
labels_of (ScenarioReader *reader, Labels *labels, const ScenarioNode *node, gboolean settled)
{
  g_autoptr (GPtrArray) names = NULL, nodes = NULL;
  guint64 set = 0;

  if (!node || (!settled && labels->names->len > MOST_LABELS))
    return 0;
  names = g_ptr_array_new_with_free_func (g_free);
  nodes = g_ptr_array_new ();
  scenario_names_listed (reader, node, names, nodes);
  for (guint i = 0; i < names->len && (settled || labels->names->len <= MOST_LABELS); i++) {
    if (settled)
      set |= G_GUINT64_CONSTANT (1) << (labels_number (labels, names->pdata[i]) & 63);
    else
      labels_add (reader, labels, names->pdata[i]);
    if (!settled && labels->names->len > MOST_LABELS)
      scenario_complain_of (reader, (const ScenarioNode *) nodes->pdata[i], NULL,
                            "'%s' is one too many: there may be %d networks and %d datastores",
                            (char *) names->pdata[i], MOST_LABELS, MOST_LABELS);
  }
  return set;
}

/* Both passes over everything that has networks or datastores. */
static void
build_labels (ScenarioReader *reader, gboolean datastores)
{
  Labels labels = labels_new ();
  ModelFleet *fleet = reader->fleet;
  guint32 *ret_n = datastores ? &fleet->n_datastores : &fleet->n_networks;

  for (int settled = 0; settled < 2; settled++) {
    for (guint i = 0; i < fleet->n_hosts; i++) {
      const ScenarioHostDraft *draft = SCENARIO_DRAFT (Host, reader->hosts, i);
      guint64 *set = datastores ? &fleet->hosts[i].datastores : &fleet->hosts[i].networks;
      *set = labels_of (reader, &labels, datastores ? draft->datastores : draft->networks, settled);
    }
    for (guint i = 0; i < fleet->n_vms; i++) {
      const ScenarioVmDraft *draft = SCENARIO_DRAFT (Vm, reader->vms, i);
      guint64 *set = datastores ? &fleet->vms[i].datastores : &fleet->vms[i].networks;
      *set = labels_of (reader, &labels, datastores ? draft->datastores : draft->networks, settled);
    }
    for (guint i = 0; !datastores && i < reader->switches->len; i++) {
      ScenarioSwitchDraft *draft = SCENARIO_DRAFT (Switch, reader->switches, i);
      draft->of.static_groups = labels_of (reader, &labels, draft->static_groups, settled);
      draft->of.ephemeral_groups = labels_of (reader, &labels, draft->ephemeral_groups, settled);
    }
    labels_settle (&labels);
  }
  *ret_n = MIN (labels.names->len, MOST_LABELS);
  *(datastores ? &fleet->datastores : &fleet->networks)
      = model_fleet_keep (fleet, g_memdup2 (labels.names->pdata, *ret_n * sizeof (gpointer)));
  labels_clear (&labels);
}

void
scenario_build_labels (ScenarioReader *reader)
{
  build_labels (reader, FALSE);
  build_labels (reader, TRUE);
}

void
scenario_build_fault_domains (ScenarioReader *reader)
{
  Labels labels = labels_new ();

  for (guint i = 0; i < reader->fleet->n_hosts; i++)
    if (reader->fleet->hosts[i].fault_domain_name)
      labels_add (reader, &labels, reader->fleet->hosts[i].fault_domain_name);
  labels_settle (&labels);
  for (guint i = 0; i < reader->fleet->n_hosts; i++)
    if (reader->fleet->hosts[i].fault_domain_name)
      reader->fleet->hosts[i].fault_domain
          = labels_number (&labels, reader->fleet->hosts[i].fault_domain_name);
  labels_clear (&labels);
}

guint32
scenario_find_datastore (ScenarioReader *reader, const char *name, const ScenarioNode *node)
{
  const ModelFleet *fleet = reader->fleet;
  ScenarioNearest nearest = { name, NULL, 0 };

  for (guint32 i = 0; name && i < fleet->n_datastores; i++) {
    if (g_str_equal (fleet->datastores[i], name))
      return i;
    scenario_nearest_offer (&nearest, fleet->datastores[i]);
  }
  if (name)
    scenario_complain_of (reader, node, scenario_nearest_advice (&nearest),
                          "no host or VM names a datastore '%s'", name);
  return MODEL_NONE;
}
