#include "scenarios/import/inventory.h"
#include "scenarios/import/quote.h"
#include "scenarios/ranges.h"

/* Every kind of named thing begins with its name and what the export called it, so one pass serves them all. */
typedef struct {
  char *name, *said;
} Named;

G_STATIC_ASSERT (G_STRUCT_OFFSET (ScenarioInvHost, said) == G_STRUCT_OFFSET (Named, said));
G_STATIC_ASSERT (G_STRUCT_OFFSET (ScenarioInvVm, said) == G_STRUCT_OFFSET (Named, said));
G_STATIC_ASSERT (G_STRUCT_OFFSET (ScenarioInvPool, said) == G_STRUCT_OFFSET (Named, said));
G_STATIC_ASSERT (G_STRUCT_OFFSET (ScenarioInvCluster, said) == G_STRUCT_OFFSET (Named, said));

static int
by_name (gconstpointer a, gconstpointer b)
{
  const Named *left = *(const Named *const *) a, *right = *(const Named *const *) b;

  return scenario_natural_compare (left->name, right->name);
}

/* Of VMs of one name the one with the lower id comes first, so that the order of the file does not name them. */
static int
by_name_and_id (gconstpointer a, gconstpointer b)
{
  const ScenarioInvVm *left = *(const ScenarioInvVm *const *) a, *right = *(const ScenarioInvVm *const *) b;
  int order = scenario_natural_compare (left->name, right->name);

  return order ? order : scenario_natural_compare (left->id ? left->id : "", right->id ? right->id : "");
}

/* Takes the new name, and remembers what the export said. */
static void
change_name (Named *named, char *name)
{
  if (named->said)
    g_free (named->name);
  else
    named->said = named->name;
  named->name = name;
}

/* A name is one line without control characters in the language, whatever it is elsewhere. Returns how many changed. */
static guint
make_printable (const GPtrArray *all)
{
  guint changed = 0;

  for (guint i = 0; i < all->len; i++) {
    Named *named = g_ptr_array_index (all, i);
    g_autofree char *clean = scenario_without_controls (named->name);
    if (g_str_equal (clean, named->name))
      continue;
    change_name (named, g_steal_pointer (&clean));
    changed++;
  }
  return changed;
}

/* Gives `named` a name that is not yet in `taken`: the id appended when there is one, else " #2", " #3" and so on. */
static void
rename_to_free (Named *named, const char *id, GHashTable *taken)
{
  g_autofree char *free_name = id ? g_strdup_printf ("%s (%s)", named->name, id) : NULL;

  for (guint n = 2; !free_name || g_hash_table_contains (taken, free_name); n++) {
    g_free (free_name);
    free_name = g_strdup_printf ("%s #%u", named->name, n);
  }
  change_name (named, g_steal_pointer (&free_name));
}

/* `all` is sorted; the first of a name keeps it. Returns how many were renamed. */
static guint
make_unique (GPtrArray *all, gboolean are_vms)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);
  guint renamed = 0;

  for (guint i = 0; i < all->len; i++)
    g_hash_table_add (taken, ((Named *) g_ptr_array_index (all, i))->name);
  for (guint i = 0; i < all->len; i++) {
    Named *named = g_ptr_array_index (all, i);
    if (g_hash_table_add (said, named->name))
      continue;
    rename_to_free (named, are_vms ? ((ScenarioInvVm *) (gpointer) named)->id : NULL, taken);
    g_hash_table_add (taken, named->name);
    renamed++;
  }
  return renamed;
}

/* One kind over all clusters, borrowed. */
static GPtrArray *
gather (const ScenarioInventory *inventory, gboolean vms)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < inventory->clusters->len; i++) {
    const ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    g_ptr_array_extend (all, vms ? cluster->vms : cluster->hosts, NULL, NULL);
  }
  return all;
}

static void
say_renamed (ScenarioInventory *inventory, const GPtrArray *all, guint renamed, const char *kind)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint listed = 0;

  for (guint i = 0; i < all->len && listed < 5; i++) {
    const Named *named = g_ptr_array_index (all, i);
    if (named->said)
      g_string_append_printf (list, "%s'%s'", listed++ ? ", " : "", named->name);
  }
  if (renamed > 0)
    scenario_inventory_notice (inventory,
                               "%u %s%s the name of another, which the language forbids, and got a new one: "
                               "%s%s",
                               renamed, kind, renamed == 1 ? " bears" : "s bear", list->str,
                               renamed > listed ? " and others" : "");
}

static gboolean
share_two (const ScenarioInvRule *a, const ScenarioInvRule *b)
{
  guint shared = 0;

  for (guint i = 0; i < a->vms->len; i++)
    shared += g_ptr_array_find (b->vms, g_ptr_array_index (a->vms, i), NULL) ? 1 : 0;
  return shared >= 2;
}

static int
by_rule (gconstpointer a, gconstpointer b)
{
  const ScenarioInvRule *left = *(const ScenarioInvRule *const *) a,
                        *right = *(const ScenarioInvRule *const *) b;
  int order = scenario_natural_compare (left->name, right->name);

  return order ? order : (int) right->kind - (int) left->kind;
}

/* A keep-apart and a keep-together rule may share a name in vCenter; the one that comes later gets a number. */
static void
make_rule_unique (const GPtrArray *rules, guint at)
{
  ScenarioInvRule *rule = g_ptr_array_index (rules, at);
  g_autofree char *plain = g_strdup (rule->name);

  for (guint i = 0, n = 2; i < rules->len; i++) {
    const ScenarioInvRule *other = g_ptr_array_index (rules, i);
    if (other == rule || (i > at && g_str_equal (rule->name, plain))
        || !g_str_equal (other->name, rule->name))
      continue;
    g_free (rule->name);
    rule->name = g_strdup_printf ("%s #%u", plain, n++);
    i = G_MAXUINT; /* begin again: the new name may be another's */
  }
}

static gboolean
names_hosts (const ScenarioInvRule *rule)
{
  return rule->kind == SCENARIO_RULE_ON || rule->kind == SCENARIO_RULE_NOT_ON;
}

/* Why a rule can say nothing here, or NULL. */
static const char *
says_nothing (const ScenarioInvRule *rule)
{
  if (!names_hosts (rule))
    return rule->vms->len < 2 ? "fewer than two of its VMs are here" : NULL;
  return rule->vms->len == 0     ? "none of its VMs is here"
         : rule->hosts->len == 0 ? "none of its hosts is here"
                                 : NULL;
}

static gboolean
contradict (const ScenarioInvRule *a, const ScenarioInvRule *b)
{
  return !names_hosts (a) && !names_hosts (b) && a->kind != b->kind && !a->disabled && !b->disabled
         && a->enabled != SCENARIO_NO && b->enabled != SCENARIO_NO && share_two (a, b);
}

static void
settle_rules (ScenarioInventory *inventory, ScenarioInvCluster *cluster)
{
  for (guint i = cluster->rules->len; i-- > 0;) {
    const ScenarioInvRule *rule = g_ptr_array_index (cluster->rules, i);
    const char *nothing = rule->disabled ? NULL : says_nothing (rule);
    if (nothing) {
      scenario_inventory_notice (inventory, "cluster %s: rule '%s' is left out: %s", cluster->name,
                                 rule->name, nothing);
      g_ptr_array_remove_index (cluster->rules, i);
    }
  }
  g_ptr_array_sort (cluster->rules, by_rule);
  for (guint i = 0; i < cluster->rules->len; i++) {
    ScenarioInvRule *rule = g_ptr_array_index (cluster->rules, i);
    make_rule_unique (cluster->rules, i);
    g_ptr_array_sort (rule->vms, by_name);
    g_ptr_array_sort (rule->hosts, by_name);
    for (guint j = 0; j < i; j++) {
      const ScenarioInvRule *other = g_ptr_array_index (cluster->rules, j);
      if (!contradict (rule, other))
        continue;
      rule->disabled = g_strdup_printf ("contradicts rule '%s'", other->name);
      scenario_inventory_notice (inventory,
                                 "cluster %s: rule '%s' contradicts rule '%s' and is written as a comment",
                                 cluster->name, rule->name, other->name);
    }
  }
}

void
scenario_inventory_settle (ScenarioInventory *inventory)
{
  g_autoptr (GPtrArray) hosts = gather (inventory, FALSE), vms = gather (inventory, TRUE);
  guint changed;

  changed = make_printable (inventory->clusters) + make_printable (hosts) + make_printable (vms);
  if (changed > 0)
    scenario_inventory_notice (inventory, "names with control characters, which are left out of them: %u",
                               changed);
  g_ptr_array_sort (inventory->clusters, by_name);
  g_ptr_array_sort (hosts, by_name);
  g_ptr_array_sort (vms, by_name_and_id);
  say_renamed (inventory, inventory->clusters, make_unique (inventory->clusters, FALSE), "cluster");
  say_renamed (inventory, hosts, make_unique (hosts, FALSE), "host");
  say_renamed (inventory, vms, make_unique (vms, TRUE), "VM");
  for (guint i = 0; i < inventory->clusters->len; i++) {
    ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    make_printable (cluster->pools);
    g_ptr_array_sort (cluster->pools, by_name);
    say_renamed (inventory, cluster->pools, make_unique (cluster->pools, FALSE), "resource pool");
    g_ptr_array_sort (cluster->hosts, by_name);
    g_ptr_array_sort (cluster->vms, by_name);
    settle_rules (inventory, cluster);
  }
}
