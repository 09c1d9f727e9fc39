#include "scenarios/import/prism.h"

/* Policies speak of categories, so they hold in every cluster of this Prism Central: each makes a rule in each cluster where it
 * has VMs. VM-host affinity is hard and VM-VM anti-affinity soft (N-84). */

static gboolean
shares (const GPtrArray *a, const GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    if (g_ptr_array_find_with_equal_func ((GPtrArray *) b, g_ptr_array_index (a, i), g_str_equal, NULL))
      return TRUE;
  return FALSE;
}

/* Whether one of the categories lists this host among what it is attached to. */
static gboolean
bears (const Prism *self, const GPtrArray *categories, const char *host)
{
  for (guint i = 0; i < categories->len; i++) {
    const PrismCategory *category
        = g_hash_table_lookup (self->by_id[PRISM_CATEGORY], g_ptr_array_index (categories, i));
    const json_t *all = category ? category->associations : NULL;
    for (gsize j = 0; j < json_array_size (all); j++) {
      const json_t *id = scenario_json_get (json_array_get (all, j), "resourceId");
      if (g_strcmp0 (json_string_value (id), host) == 0)
        return TRUE;
    }
  }
  return FALSE;
}

static ScenarioInvRule *
rule_of (const PrismPolicy *policy, ScenarioRuleKind kind, ScenarioInvCluster *cluster)
{
  const char *name = policy->record.name ? policy->record.name : policy->record.id;
  ScenarioInvRule *rule = scenario_inv_cluster_rule (cluster, name, kind);

  rule->must = kind == SCENARIO_RULE_ON ? SCENARIO_YES : SCENARIO_NO;
  return rule;
}

/* Returns how many VMs the policy has in all clusters that are written. */
static gint64
take_vms (const Prism *self, const PrismPolicy *policy, ScenarioRuleKind kind)
{
  gint64 found = 0;

  for (guint i = 0; i < self->records[PRISM_VM]->len; i++) {
    const PrismVm *vm = g_ptr_array_index (self->records[PRISM_VM], i);
    if (!vm->vm || !shares (vm->categories, policy->vm_categories))
      continue;
    g_ptr_array_add (rule_of (policy, kind, vm->in->cluster)->vms, vm->vm);
    found++;
  }
  return found;
}

static void
ask_hosts (const Prism *self, const PrismPolicy *policy)
{
  const char *name = policy->record.name ? policy->record.name : policy->record.id;
  g_autofree char *ask = g_strdup_printf (
      "On which hosts do the VMs of the VM-host affinity policy '%s' have to run? Hosts do not "
      "say their categories; /api/prism/v4.0/config/categories?$expand=detailedAssociations "
      "does. Under rules:",
      name);

  scenario_inventory_ask (self->inventory, ask, "on: [HOST, HOST]");
}

/* A rule without its hosts stands as a comment, to be completed. */
static void
take_hosts (const Prism *self, const PrismPolicy *policy)
{
  gboolean incomplete = FALSE;

  for (guint i = 0; i < self->records[PRISM_CLUSTER]->len; i++) {
    const PrismCluster *cluster = g_ptr_array_index (self->records[PRISM_CLUSTER], i);
    const char *name = policy->record.name ? policy->record.name : policy->record.id;
    for (guint j = 0; cluster->cluster && j < cluster->cluster->rules->len; j++) {
      ScenarioInvRule *rule = g_ptr_array_index (cluster->cluster->rules, j);
      if (rule->kind != SCENARIO_RULE_ON || !g_str_equal (rule->name, name) || rule->hosts->len > 0)
        continue;
      for (guint k = 0; k < self->records[PRISM_HOST]->len; k++) {
        const PrismHost *host = g_ptr_array_index (self->records[PRISM_HOST], k);
        if (host->host && host->in == cluster && bears (self, policy->host_categories, host->record.id))
          g_ptr_array_add (rule->hosts, host->host);
      }
      if (rule->hosts->len > 0)
        continue;
      rule->disabled = g_strdup ("the export does not say which hosts bear the policy's categories");
      incomplete = TRUE;
    }
  }
  if (incomplete)
    ask_hosts (self, policy);
}

void
prism_make_rules (Prism *self)
{
  ScenarioSome differ = { NULL, 0 };

  for (guint kind = PRISM_HOST_AFFINITY; kind <= PRISM_ANTI_AFFINITY; kind++)
    for (guint i = 0; i < self->records[kind]->len; i++) {
      const PrismPolicy *policy = g_ptr_array_index (self->records[kind], i);
      gint64 found
          = take_vms (self, policy, kind == PRISM_HOST_AFFINITY ? SCENARIO_RULE_ON : SCENARIO_RULE_APART);
      if (kind == PRISM_HOST_AFFINITY)
        take_hosts (self, policy);
      if (policy->n_vms != SCENARIO_UNKNOWN && policy->n_vms != found)
        scenario_some_add (&differ, "%s says %" G_GINT64_FORMAT ", found %" G_GINT64_FORMAT,
                           policy->record.name ? policy->record.name : policy->record.id, policy->n_vms,
                           found);
    }
  scenario_some_say (&differ, self->inventory,
                     "check: policies whose number of VMs is not what was found here", "policy");
}
