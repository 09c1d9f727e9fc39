#include "scenarios/import/govc.h"

/* Rules with their groups, and what single VMs and hosts are set to. */

typedef struct {
  Govc *self;
  GovcCluster *cluster;
  const VimNode *settings; /* configurationEx */
  guint gone;              /* members that were not saved */
} Reader;

typedef struct {
  ScenarioSome strange, contradictory, circular;
} Said;

static ScenarioInvVm *
vm_of (Reader *reader, const char *id)
{
  const GovcVm *raw = id ? g_hash_table_lookup (reader->self->vm_of, id) : NULL;

  reader->gone += raw ? 0 : 1;
  return raw && raw->vm && raw->on->in == reader->cluster ? raw->vm : NULL;
}

static ScenarioInvHost *
host_of (Reader *reader, const char *id)
{
  const GovcHost *raw = id ? g_hash_table_lookup (reader->self->host_of, id) : NULL;

  reader->gone += raw ? 0 : 1;
  return raw && raw->in == reader->cluster ? raw->host : NULL;
}

static void
add_once (GPtrArray *all, gpointer one)
{
  if (one && !g_ptr_array_find (all, one, NULL))
    g_ptr_array_add (all, one);
}

static void
add_vms (Reader *reader, ScenarioInvRule *rule, const VimNode *from)
{
  const VimNode *one;

  for (guint at = 0; (one = vim_next (from, "vm", &at));)
    add_once (rule->vms, vm_of (reader, one->text));
}

static void
add_hosts (Reader *reader, GPtrArray *hosts, const VimNode *from, const char *name)
{
  const VimNode *one;

  for (guint at = 0; (one = vim_next (from, name, &at));)
    add_once (hosts, host_of (reader, one->text));
}

static const VimNode *
group_of (const Reader *reader, const char *name)
{
  const VimNode *group;

  for (guint at = 0; name && (group = vim_next (reader->settings, "group", &at));)
    if (g_strcmp0 (vim_text (group, "name"), name) == 0)
      return group;
  return NULL;
}

/* The kind of a rule by its type; FALSE when the language has none like it. */
static gboolean
kind_of (const VimNode *node, ScenarioRuleKind *kind)
{
  if (g_strcmp0 (node->type, "ClusterAffinityRuleSpec") == 0)
    *kind = SCENARIO_RULE_TOGETHER;
  else if (g_strcmp0 (node->type, "ClusterAntiAffinityRuleSpec") == 0)
    *kind = SCENARIO_RULE_APART;
  else if (g_strcmp0 (node->type, "ClusterVmHostRuleInfo") == 0)
    *kind = vim_text (node, "affineHostGroupName") ? SCENARIO_RULE_ON : SCENARIO_RULE_NOT_ON;
  else
    return FALSE;
  return TRUE;
}

static void
read_rule (Reader *reader, const VimNode *node, ScenarioRuleKind kind)
{
  const VimObject *object = reader->cluster->object;
  g_autofree char *name = govc_name (node);
  ScenarioInvRule *rule = scenario_inv_rule_new (name ? name : "unnamed", kind);

  rule->enabled = govc_answer (reader->self, object, node, "enabled");
  if (kind == SCENARIO_RULE_ON || kind == SCENARIO_RULE_NOT_ON) {
    const char *hosts
        = vim_text (node, kind == SCENARIO_RULE_ON ? "affineHostGroupName" : "antiAffineHostGroupName");
    rule->must
        = govc_answer (reader->self, object, node, "mandatory") == SCENARIO_YES ? SCENARIO_YES : SCENARIO_NO;
    add_vms (reader, rule, group_of (reader, vim_text (node, "vmGroupName")));
    add_hosts (reader, rule->hosts, group_of (reader, hosts), "host");
  } else
    add_vms (reader, rule, node);
  g_ptr_array_add (reader->cluster->cluster->rules, rule);
}

/* HA restarts the VMs of one group when those of another are ready. */
static void
read_dependency (Reader *reader, const VimNode *node)
{
  const VimNode *later = group_of (reader, vim_text (node, "vmGroup")),
                *earlier = group_of (reader, vim_text (node, "dependsOnVmGroup"));
  const VimNode *one, *other;

  if (govc_answer (reader->self, reader->cluster->object, node, "enabled") == SCENARIO_NO)
    return;
  for (guint at = 0; (one = vim_next (later, "vm", &at));) {
    ScenarioInvVm *vm = vm_of (reader, one->text);
    for (guint from = 0; vm && (other = vim_next (earlier, "vm", &from));) {
      ScenarioInvVm *before = vm_of (reader, other->text);
      if (!before || before == vm)
        continue;
      vm->after = vm->after ? vm->after : g_ptr_array_new ();
      add_once (vm->after, before);
    }
  }
}

/* Its own priority where it has one; NULL is the cluster's. Medium is what the language has without a word. */
static char *
priority_of (const char *word)
{
  static const char *const words[] = { "lowest", "low", "medium", "high", "highest", "disabled", NULL };

  return word && g_strv_contains (words, word) ? g_strdup (word) : NULL;
}

static void
read_overrides (Reader *reader)
{
  const VimNode *one;

  for (guint at = 0; (one = vim_next (reader->settings, "dasVmConfig", &at));) {
    ScenarioInvVm *vm = vm_of (reader, vim_text (one, "key"));
    const char *word = vim_text (one, "dasSettings.restartPriority");
    if (!vm)
      continue;
    g_free (vm->restart_priority);
    vm->restart_priority = priority_of (word ? word : vim_text (one, "restartPriority"));
    vm->isolation = govc_isolation (vim_text (one, "dasSettings.isolationResponse"));
  }
  for (guint at = 0; (one = vim_next (reader->settings, "drsVmConfig", &at));) {
    ScenarioInvVm *vm = vm_of (reader, vim_text (one, "key"));
    if (vm)
      vm->automation = govc_answer (reader->self, reader->cluster->object, one, "enabled") == SCENARIO_NO
                           ? "off"
                           : govc_automation (vim_text (one, "behavior"));
  }
}

/* VMs without a priority of their own have their cluster's. */
static void
spread_priority (Reader *reader)
{
  const char *word = vim_text (reader->settings, "dasConfig.defaultVmSettings.restartPriority");

  for (guint i = 0; i < reader->cluster->cluster->vms->len; i++) {
    ScenarioInvVm *vm = g_ptr_array_index (reader->cluster->cluster->vms, i);
    if (!vm->restart_priority)
      vm->restart_priority = priority_of (word);
    if (g_strcmp0 (vm->restart_priority, "medium") == 0)
      g_clear_pointer (&vm->restart_priority, g_free);
  }
}

static guint
rank_of (const ScenarioInvVm *vm)
{
  static const char *const words[] = { "disabled", "lowest", "low", "medium", "high", "highest" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i], vm->restart_priority) == 0)
      return i;
  return 3; /* medium */
}

/* A VM is not restarted after one of lower priority: the language refuses it, since neither could be first. */
static void
drop_contradictions (Reader *reader, ScenarioSome *contradictory)
{
  for (guint i = 0; i < reader->cluster->cluster->vms->len; i++) {
    const ScenarioInvVm *vm = g_ptr_array_index (reader->cluster->cluster->vms, i);
    for (guint j = vm->after ? vm->after->len : 0; j-- > 0;) {
      const ScenarioInvVm *before = g_ptr_array_index (vm->after, j);
      if (rank_of (before) >= rank_of (vm))
        continue;
      scenario_some_add (contradictory, "%s after %s", vm->name, before->name);
      g_ptr_array_remove_index (vm->after, j);
    }
  }
}

static gboolean
all_are_in (const GPtrArray *vms, GHashTable *set)
{
  for (guint i = 0; vms && i < vms->len; i++)
    if (!g_hash_table_contains (set, g_ptr_array_index (vms, i)))
      return FALSE;
  return TRUE;
}

/* What waits for itself through others waits for nobody: an order is peeled off from its beginning, and what is left is a circle. */
static void
drop_circles (Reader *reader, ScenarioSome *circular)
{
  const GPtrArray *vms = reader->cluster->cluster->vms;
  g_autoptr (GHashTable) ordered = g_hash_table_new (NULL, NULL);

  for (guint before = G_MAXUINT; before != g_hash_table_size (ordered);) {
    before = g_hash_table_size (ordered);
    for (guint i = 0; i < vms->len; i++)
      if (all_are_in (((const ScenarioInvVm *) g_ptr_array_index (vms, i))->after, ordered))
        g_hash_table_add (ordered, g_ptr_array_index (vms, i));
  }
  for (guint i = 0; i < vms->len; i++) {
    ScenarioInvVm *vm = g_ptr_array_index (vms, i);
    if (g_hash_table_contains (ordered, vm))
      continue;
    scenario_some_add (circular, "%s", vm->name);
    g_ptr_array_set_size (vm->after, 0);
  }
}

/* Dedicated failover hosts; without any the policy says nothing. */
static void
read_failover_hosts (Reader *reader)
{
  ScenarioInvCluster *cluster = reader->cluster->cluster;

  if (g_strcmp0 (cluster->admission.policy, "dedicated") != 0)
    return;
  add_hosts (reader, cluster->admission.hosts, vim_get (reader->settings, "dasConfig.admissionControlPolicy"),
             "failoverHosts");
  cluster->host_failures = SCENARIO_UNKNOWN;
  if (cluster->admission.hosts->len > 0)
    return;
  cluster->admission.policy = "off";
  scenario_inventory_remark (
      cluster->remarks,
      "Admission control keeps dedicated hosts, but names none that was saved; it is written as off.");
}

static void
read_cluster (Reader *reader, Said *said)
{
  const VimNode *node;
  ScenarioRuleKind kind;

  for (guint at = 0; (node = vim_next (reader->settings, "rule", &at));)
    if (g_strcmp0 (node->type, "ClusterDependencyRuleInfo") == 0)
      read_dependency (reader, node);
    else if (kind_of (node, &kind))
      read_rule (reader, node, kind);
    else
      scenario_some_add (&said->strange, "%s: %s",
                         vim_text (node, "name") ? vim_text (node, "name") : "unnamed",
                         node->type ? node->type : "of no type");
  read_overrides (reader);
  spread_priority (reader);
  drop_contradictions (reader, &said->contradictory);
  drop_circles (reader, &said->circular);
  read_failover_hosts (reader);
}

void
govc_read_rules (Govc *self)
{
  Said said = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
  guint gone = 0;

  for (guint i = 0; i < self->clusters->len; i++) {
    GovcCluster *cluster = g_ptr_array_index (self->clusters, i);
    Reader reader = { self, cluster, vim_get (cluster->at, "configurationEx"), 0 };
    if (cluster->cluster)
      read_cluster (&reader, &said);
    gone += reader.gone;
  }
  scenario_some_say (&said.strange, self->inventory, "left out, which the language does not have", "rule");
  scenario_some_say (&said.contradictory, self->inventory,
                     "dependencies left out, on VMs of lower restart priority", "VM");
  scenario_some_say (&said.circular, self->inventory, "dependencies left out, on one another in a circle",
                     "VM");
  if (gone > 0)
    scenario_inventory_notice (self->inventory,
                               "rules, groups and overrides name %u VMs and hosts that were not saved", gone);
}
