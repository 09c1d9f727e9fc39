/* Rules that contradict one another. DRS would disable one of them in silence (DRS-08); here that is a mistake of the file.
 *
 * Each question is asked VM by VM through the rules that a VM is in, so the work grows with what the rules list, not with
 * pairs of rules.
 *
 * Facts: DRS-08. */

#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#define MOST_OF_A_VM 64 /* rules; each is held against each */

/* The rules of each VM: those of VM v are of[first[v]] … of[first[v + 1] - 1], in their order. */
typedef struct {
  guint32 *first, *of;
} Membership;

static Membership
list_membership (const ModelFleet *fleet)
{
  Membership m = { g_new0 (guint32, fleet->n_vms + 2), NULL };
  guint32 n = 0;

  for (guint32 r = 0; r < fleet->n_rules; r++)
    for (guint32 i = 0; i < fleet->rules[r].n_vms; i++, n++)
      m.first[fleet->rules[r].vms[i] + 2]++;
  for (guint32 v = 2; v < fleet->n_vms + 2; v++)
    m.first[v] += m.first[v - 1];
  m.of = g_new (guint32, n + 1);
  for (guint32 r = 0; r < fleet->n_rules; r++)
    for (guint32 i = 0; i < fleet->rules[r].n_vms; i++)
      m.of[m.first[fleet->rules[r].vms[i] + 1]++] = r;
  return m;
}

static void
complain_of_rules (ScenarioReader *reader, guint32 rule, guint32 other, const char *why)
{
  const ScenarioRuleDraft *draft = SCENARIO_DRAFT (Rule, reader->rules, rule);
  const ScenarioRuleDraft *against = SCENARIO_DRAFT (Rule, reader->rules, other);

  scenario_complain_of (
      reader, draft->head.at,
      g_strdup_printf ("'%s' is in line %u", against->head.name, against->head.at->from.line),
      "rule '%s' contradicts '%s': %s", draft->head.name, against->head.name, why);
}

/* Two VMs of one keep-apart rule in one keep-together rule. `seen` tells, for each keep-together rule, in which keep-apart
 * rule it was met last, and with which VM. */
static void
check_apart (ScenarioReader *reader, const Membership *m, guint32 rule, guint32 *met, guint32 *with)
{
  const ModelFleet *fleet = reader->fleet;
  const ModelRule *apart = &fleet->rules[rule];

  for (guint32 i = 0; i < apart->n_vms; i++) {
    guint32 vm = apart->vms[i];
    for (guint32 k = m->first[vm]; k < m->first[vm + 1]; k++) {
      guint32 other = m->of[k];
      if (fleet->rules[other].kind != MODEL_RULE_KEEP_TOGETHER)
        continue;
      if (met[other] == rule + 1) {
        g_autofree char *why = g_strdup_printf ("it keeps '%s' and '%s' apart, the other together",
                                                fleet->vms[with[other]].name, fleet->vms[vm].name);
        complain_of_rules (reader, rule, other, why);
        return;
      }
      met[other] = rule + 1;
      with[other] = vm;
    }
  }
}

static gboolean
is_subset (const ModelRule *small, const ModelRule *large)
{
  guint32 k = 0;

  for (guint32 i = 0; i < small->n_hosts; i++) {
    while (k < large->n_hosts && large->hosts[k] < small->hosts[i])
      k++;
    if (k == large->n_hosts || large->hosts[k] != small->hosts[i])
      return FALSE;
  }
  return TRUE;
}

/* What is left of a cluster's hosts for one VM after its must rules; `count` says how many of them leave each host in.
 * Returns the rule at which nothing was left, or MODEL_NONE. */
static guint32
intersect (const ModelFleet *fleet, const Membership *m, guint32 vm, guint32 *left, guint32 *ret_first)
{
  const ModelCluster *cluster = &fleet->clusters[fleet->vms[vm].cluster];
  guint32 rules = 0;

  *ret_first = MODEL_NONE;
  for (guint32 k = m->first[vm]; k < m->first[vm + 1]; k++) {
    const ModelRule *rule = &fleet->rules[m->of[k]];
    gboolean on = rule->kind == MODEL_RULE_RUN_ON, any = FALSE;
    if (!rule->must || (!on && rule->kind != MODEL_RULE_RUN_NOT_ON))
      continue;
    if (rules++ == 0) {
      *ret_first = m->of[k];
      for (guint32 h = 0; h < cluster->n_hosts; h++)
        left[h] = TRUE;
    }
    for (guint32 h = 0, i = 0; h < cluster->n_hosts; h++) {
      gboolean named = i < rule->n_hosts && rule->hosts[i] == cluster->first_host + h;
      i += named ? 1 : 0;
      left[h] = left[h] && named == on;
      any |= left[h] != 0;
    }
    if (!any)
      return m->of[k];
  }
  return MODEL_NONE;
}

/* `run` rules of one VM: must rules that leave no host, and one that wants what another forbids. */
static void
check_run (ScenarioReader *reader, const Membership *m, guint32 vm, guint32 *left)
{
  const ModelFleet *fleet = reader->fleet;
  guint32 first, last = intersect (fleet, m, vm, left, &first);

  if (last != MODEL_NONE && last != first) {
    g_autofree char *why = g_strdup_printf ("'%s' has no host left to run on", fleet->vms[vm].name);
    complain_of_rules (reader, last, first, why);
    return;
  }
  for (guint32 i = m->first[vm]; i < m->first[vm + 1]; i++)
    for (guint32 k = m->first[vm]; k < m->first[vm + 1]; k++) {
      const ModelRule *on = &fleet->rules[m->of[i]], *not_on = &fleet->rules[m->of[k]];
      if (on->kind != MODEL_RULE_RUN_ON || not_on->kind != MODEL_RULE_RUN_NOT_ON || on->n_hosts == 0
          || !is_subset (on, not_on))
        continue;
      g_autofree char *why
          = g_strdup_printf ("it keeps '%s' off all the hosts that the other wants", fleet->vms[vm].name);
      complain_of_rules (reader, m->of[k], m->of[i], why);
      return;
    }
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

void
scenario_check_rules (ScenarioReader *reader)
{
  const ModelFleet *fleet = reader->fleet;
  Membership m = list_membership (fleet);
  g_autofree guint32 *met = g_new0 (guint32, fleet->n_rules + 1),
                     *with = g_new0 (guint32, fleet->n_rules + 1);
  g_autofree guint32 *left = g_new0 (guint32, fleet->n_hosts + 1);

  for (guint32 r = 0; r < fleet->n_rules; r++)
    check_rule (reader, r);
  for (guint32 r = 0; r < fleet->n_rules; r++)
    if (fleet->rules[r].kind == MODEL_RULE_KEEP_APART)
      check_apart (reader, &m, r, met, with);
  for (guint32 v = 0; v < fleet->n_vms && !scenario_diagnostics_full (&reader->diagnostics); v++)
    if (m.first[v + 1] - m.first[v] > MOST_OF_A_VM)
      scenario_complain_of (reader, SCENARIO_DRAFT (Vm, reader->vms, v)->head.at,
                            g_strdup_printf ("at most %d", MOST_OF_A_VM), "'%s' is in %u rules",
                            fleet->vms[v].name, m.first[v + 1] - m.first[v]);
    else if (m.first[v + 1] - m.first[v] > 1)
      check_run (reader, &m, v, left);
  g_free (m.first);
  g_free (m.of);
}
