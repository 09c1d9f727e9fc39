/* Rules that say nothing, and rules that contradict one another without a date that says which of them holds. */

#include "models/compute/conflicts.h"
#include "scenarios/ranges.h"
#include "scenarios/reader.h"

/* Undated, neither of two can be said to hold. */
static void
complain_of_conflict (ScenarioReader *reader, const ModelConflict *conflict)
{
  const ModelFleet *fleet = reader->fleet;
  const ScenarioRuleDraft *draft = SCENARIO_DRAFT (Rule, reader->rules, conflict->rule);
  const ScenarioRuleDraft *older = SCENARIO_DRAFT (Rule, reader->rules, conflict->older);
  const char *vm = fleet->vms[conflict->vm].name;
  g_autofree char *why = NULL;

  switch (conflict->kind) {
  case MODEL_CONFLICT_APART:
    why = g_strdup_printf ("one keeps '%s' and '%s' apart, the other together", vm,
                           fleet->vms[conflict->with].name);
    break;
  case MODEL_CONFLICT_ON:
    why = g_strdup_printf ("one keeps '%s' off all the hosts that the other wants", vm);
    break;
  case MODEL_CONFLICT_NO_HOST:
  default:
    why = g_strdup_printf ("'%s' has no host left to run on", vm);
  }
  scenario_complain_of (
      reader, draft->head.at,
      g_strdup_printf ("'%s' is in line %u; the older one would hold, so say when both were `created`",
                       older->head.name, older->head.at->from.line),
      "rule '%s' contradicts '%s': %s", draft->head.name, older->head.name, why);
}

/* How many things a list names, as far as one can see; a range is many. */
static guint
count_listed (const ScenarioNode *node)
{
  guint n = 0;

  for (guint i = 0; node && node->type == SCENARIO_NODE_SEQUENCE && i < node->n; i++)
    n += node->items[i]->type == SCENARIO_NODE_SCALAR && node->items[i]->plain
                 && scenario_is_range (node->items[i]->text)
             ? 2
             : 1;
  return node && node->type == SCENARIO_NODE_SCALAR ? 1 : n;
}

static void
check_rule (ScenarioReader *reader, guint32 index)
{
  const ScenarioRuleDraft *draft = SCENARIO_DRAFT (Rule, reader->rules, index);
  const ModelRule *rule = &reader->fleet->rules[index];
  const ModelCluster *cluster = &reader->fleet->clusters[rule->cluster];
  gboolean run = rule->kind == MODEL_RULE_RUN_ON || rule->kind == MODEL_RULE_RUN_NOT_ON;

  const ScenarioNode *hosts = draft->on ? draft->on : draft->not_on;
  gboolean on = scenario_node_get (draft->head.node, "on") != NULL;
  gboolean not_on = scenario_node_get (draft->head.node, "not-on") != NULL;

  if (!draft->vms)
    return;
  if (run && on == not_on)
    scenario_complain_of (reader, draft->head.at, NULL, "'run' needs either 'on' or 'not-on'");
  else if (count_listed (draft->vms) < (run ? 1 : 2))
    scenario_complain_of (reader, draft->vms, NULL, run ? "'%s' needs a VM" : "'%s' needs two VMs or more",
                          draft->head.choice->key);
  else if (run && hosts && count_listed (hosts) == 0)
    scenario_complain_of (reader, hosts, NULL, "'%s' needs a host", on ? "on" : "not-on");
  else if (rule->kind == MODEL_RULE_RUN_NOT_ON && rule->must && rule->n_hosts == cluster->n_hosts)
    scenario_complain_of (reader, hosts, NULL, "rule '%s' leaves its VMs no host of '%s'", draft->head.name,
                          cluster->name);
}

/* Each rule of a VM is held against each. */
static gboolean
vms_are_in_too_many (ScenarioReader *reader)
{
  const ModelFleet *fleet = reader->fleet;
  g_autofree guint32 *of = g_new0 (guint32, fleet->n_vms + 1);
  gboolean too_many = FALSE;

  for (guint32 r = 0; r < fleet->n_rules; r++)
    for (guint32 i = 0; i < fleet->rules[r].n_vms; i++)
      of[fleet->rules[r].vms[i]]++;
  for (guint32 v = 0; v < fleet->n_vms && !scenario_diagnostics_full (&reader->diagnostics); v++)
    if (of[v] > MODEL_RULES_OF_A_VM) {
      scenario_complain_of (reader, SCENARIO_DRAFT (Vm, reader->vms, v)->head.at,
                            g_strdup_printf ("at most %d", MODEL_RULES_OF_A_VM), "'%s' is in %u rules",
                            fleet->vms[v].name, of[v]);
      too_many = TRUE;
    }
  return too_many;
}

void
scenario_check_rules (ScenarioReader *reader)
{
  g_autoptr (GArray) conflicts = NULL;

  for (guint32 r = 0; r < reader->fleet->n_rules; r++)
    check_rule (reader, r);
  if (vms_are_in_too_many (reader))
    return;
  conflicts = model_rules_settle (reader->fleet);
  for (guint i = 0; i < conflicts->len; i++)
    if (g_array_index (conflicts, ModelConflict, i).undated)
      complain_of_conflict (reader, &g_array_index (conflicts, ModelConflict, i));
}
