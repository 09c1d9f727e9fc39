#include "scenarios/import/inventory.h"
#include "scenarios/import/quote.h"

static void
free_vcenter (gpointer data)
{
  ScenarioInvVcenter *vcenter = data;

  g_free (vcenter->name);
  g_free (vcenter->version);
  g_free (vcenter->assumed);
  g_free (vcenter->maybe_vm);
  g_free (vcenter);
}

void
scenario_inv_host_free (gpointer data)
{
  ScenarioInvHost *host = data;

  g_free (host->name);
  g_free (host->said);
  g_free (host->version);
  g_free (host->fault_domain);
  g_free (host->cpu_model);
  g_free (host->remark);
  g_free (host->moid);
  g_clear_pointer (&host->networks, g_ptr_array_unref);
  g_clear_pointer (&host->datastores, g_ptr_array_unref);
  g_ptr_array_unref (host->assumed);
  g_free (host);
}

void
scenario_inv_vm_free (gpointer data)
{
  ScenarioInvVm *vm = data;

  g_free (vm->name);
  g_free (vm->said);
  g_free (vm->id);
  g_free (vm->named_host);
  g_free (vm->restart_priority);
  g_free (vm->gpu_profile);
  g_free (vm->remark);
  g_clear_pointer (&vm->after, g_ptr_array_unref);
  g_clear_pointer (&vm->networks, g_ptr_array_unref);
  g_clear_pointer (&vm->datastores, g_ptr_array_unref);
  g_free (vm);
}

void
scenario_inv_pool_free (gpointer data)
{
  ScenarioInvPool *pool = data;

  g_free (pool->name);
  g_free (pool->said);
  g_free (pool);
}

static void
free_rule (gpointer data)
{
  ScenarioInvRule *rule = data;

  g_free (rule->name);
  g_free (rule->disabled);
  g_ptr_array_unref (rule->hosts);
  g_ptr_array_unref (rule->vms);
  g_free (rule);
}

void
scenario_inv_cluster_free (gpointer data)
{
  ScenarioInvCluster *cluster = data;

  g_free (cluster->name);
  g_free (cluster->said);
  g_free (cluster->aos);
  g_string_free (cluster->ha_more, TRUE);
  g_string_free (cluster->drs_more, TRUE);
  g_ptr_array_unref (cluster->admission.hosts);
  g_ptr_array_unref (cluster->remarks);
  g_ptr_array_unref (cluster->pools);
  g_ptr_array_unref (cluster->rules);
  g_ptr_array_unref (cluster->vms);
  g_ptr_array_unref (cluster->hosts);
  g_free (cluster);
}

static void
free_step (gpointer data)
{
  ScenarioInvStep *step = data;

  g_free (step->name);
  g_free (step->subject);
  g_free (step->to);
  g_free (step->more);
  g_free (step);
}

static void
free_question (gpointer data)
{
  ScenarioInvQuestion *question = data;

  g_free (question->ask);
  g_free (question->line);
  g_free (question);
}

static void
free_product (gpointer data)
{
  ScenarioInvProduct *product = data;

  g_free (product->name);
  g_free (product->version);
  g_free (product);
}

void
scenario_inventory_product (ScenarioInventory *inventory, const char *name, const char *kind,
                            const char *version)
{
  ScenarioInvProduct *product = g_new0 (ScenarioInvProduct, 1);

  product->name = scenario_without_controls (name);
  product->kind = kind;
  product->version = g_strdup (version);
  g_ptr_array_add (inventory->products, product);
}

ScenarioInventory *
scenario_inventory_new (const char *maker, const char *source, GPtrArray *notices)
{
  ScenarioInventory *inventory = g_new0 (ScenarioInventory, 1);

  inventory->maker = maker;
  inventory->source = g_strdup (source);
  inventory->vcenters = g_ptr_array_new_with_free_func (free_vcenter);
  inventory->products = g_ptr_array_new_with_free_func (free_product);
  inventory->clusters = g_ptr_array_new_with_free_func (scenario_inv_cluster_free);
  inventory->steps = g_ptr_array_new_with_free_func (free_step);
  inventory->questions = g_ptr_array_new_with_free_func (free_question);
  inventory->notices = notices;
  return inventory;
}

void
scenario_inventory_free (ScenarioInventory *inventory)
{
  if (!inventory)
    return;
  g_free (inventory->source);
  g_free (inventory->target);
  g_free (inventory->title);
  g_ptr_array_unref (inventory->steps);
  g_ptr_array_unref (inventory->questions);
  g_ptr_array_unref (inventory->clusters);
  g_ptr_array_unref (inventory->vcenters);
  g_ptr_array_unref (inventory->products);
  g_free (inventory);
}

ScenarioInvVcenter *
scenario_inv_vcenter_new (const char *name)
{
  ScenarioInvVcenter *vcenter = g_new0 (ScenarioInvVcenter, 1);

  vcenter->name = scenario_without_controls (name);
  return vcenter;
}

ScenarioInvCluster *
scenario_inv_cluster_new (const char *name)
{
  ScenarioInvCluster *cluster = g_new0 (ScenarioInvCluster, 1);

  cluster->name = g_strdup (name);
  cluster->platform = "vsphere";
  cluster->host_failures = cluster->fault_tolerance = cluster->replication_factor = SCENARIO_UNKNOWN;
  cluster->hosts = g_ptr_array_new_with_free_func (scenario_inv_host_free);
  cluster->vms = g_ptr_array_new_with_free_func (scenario_inv_vm_free);
  cluster->rules = g_ptr_array_new_with_free_func (free_rule);
  cluster->admission = (ScenarioInvAdmission){ NULL,
                                               SCENARIO_UNKNOWN,
                                               SCENARIO_UNKNOWN,
                                               SCENARIO_UNKNOWN,
                                               SCENARIO_UNKNOWN,
                                               SCENARIO_UNKNOWN,
                                               g_ptr_array_new () };
  cluster->ha_more = g_string_new (NULL);
  cluster->drs_more = g_string_new (NULL);
  cluster->pools = g_ptr_array_new_with_free_func (scenario_inv_pool_free);
  cluster->remarks = g_ptr_array_new_with_free_func (g_free);
  return cluster;
}

ScenarioInvHost *
scenario_inv_host_new (const char *name)
{
  ScenarioInvHost *host = g_new0 (ScenarioInvHost, 1);

  host->name = g_strdup (name);
  host->sockets = host->cores_per_socket = host->cores = SCENARIO_UNKNOWN;
  host->clock_mhz = host->memory_mib = host->vmotion_mbit = SCENARIO_UNKNOWN;
  host->assumed = g_ptr_array_new_with_free_func (g_free);
  return host;
}

ScenarioInvVm *
scenario_inv_vm_new (const char *name)
{
  ScenarioInvVm *vm = g_new0 (ScenarioInvVm, 1);

  vm->name = g_strdup (name);
  vm->vcpus = vm->memory_mib = vm->memory_reservation_mib = vm->cpu_reservation_mhz = SCENARIO_UNKNOWN;
  vm->overhead_mib = vm->cpu_demand_mhz = vm->active_mib = vm->copies = SCENARIO_UNKNOWN;
  return vm;
}

ScenarioInvPool *
scenario_inv_pool_new (const char *name)
{
  ScenarioInvPool *pool = g_new0 (ScenarioInvPool, 1);

  pool->name = g_strdup (name);
  pool->cpu_mhz = pool->memory_mib = SCENARIO_UNKNOWN;
  return pool;
}

ScenarioInvRule *
scenario_inv_rule_new (const char *name, ScenarioRuleKind kind)
{
  ScenarioInvRule *rule = g_new0 (ScenarioInvRule, 1);

  rule->name = scenario_without_controls (name);
  rule->kind = kind;
  rule->vms = g_ptr_array_new ();
  rule->hosts = g_ptr_array_new ();
  return rule;
}

ScenarioInvRule *
scenario_inv_cluster_rule (ScenarioInvCluster *cluster, const char *name, ScenarioRuleKind kind)
{
  ScenarioInvRule *rule;

  for (guint i = 0; i < cluster->rules->len; i++) {
    rule = g_ptr_array_index (cluster->rules, i);
    if (rule->kind == kind && g_str_equal (rule->name, name))
      return rule;
  }
  rule = scenario_inv_rule_new (name, kind);
  g_ptr_array_add (cluster->rules, rule);
  return rule;
}

ScenarioInvCount
scenario_inventory_count (const ScenarioInventory *inventory)
{
  ScenarioInvCount count = { 0, 0, 0 };

  for (guint i = 0; i < inventory->clusters->len; i++) {
    const ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    count.hosts += cluster->hosts->len;
    count.vms += cluster->vms->len;
    for (guint j = 0; j < cluster->vms->len; j++)
      count.on += ((const ScenarioInvVm *) g_ptr_array_index (cluster->vms, j))->power == SCENARIO_POWER_ON;
  }
  return count;
}

void
scenario_inv_cluster_level_cpus (ScenarioInvCluster *cluster)
{
  const char *one = NULL;
  gboolean differ = FALSE;

  for (guint i = 0; i < cluster->hosts->len; i++) {
    const ScenarioInvHost *host = g_ptr_array_index (cluster->hosts, i);
    differ |= one && host->cpu_model && !g_str_equal (one, host->cpu_model);
    one = host->cpu_model ? host->cpu_model : one;
  }
  for (guint i = 0; i < cluster->hosts->len && !differ; i++)
    g_clear_pointer (&((ScenarioInvHost *) g_ptr_array_index (cluster->hosts, i))->cpu_model, g_free);
}

static gboolean
is_within (gint64 number, gint64 most)
{
  return number >= 1 && number <= most;
}

gboolean
scenario_inv_host_makes_sense (ScenarioInvHost *host)
{
  if (!is_within (host->sockets, 1024) || !is_within (host->cores_per_socket, 1024))
    host->sockets = host->cores_per_socket = SCENARIO_UNKNOWN;
  else if (host->cores == SCENARIO_UNKNOWN)
    host->cores = host->sockets * host->cores_per_socket;
  return is_within (host->cores, 1 << 16) && is_within (host->clock_mhz, 100000)
         && is_within (host->memory_mib, SCENARIO_INV_MOST);
}

gboolean
scenario_inv_vm_makes_sense (const ScenarioInvVm *vm)
{
  return is_within (vm->vcpus, 4096) && is_within (vm->memory_mib, SCENARIO_INV_MOST);
}

gint64
scenario_inv_host_cpu_mhz (const ScenarioInvHost *host)
{
  gint64 cores = host->cores;

  if (host->sockets != SCENARIO_UNKNOWN && host->cores_per_socket != SCENARIO_UNKNOWN)
    cores = host->sockets * host->cores_per_socket;
  return cores == SCENARIO_UNKNOWN || host->clock_mhz == SCENARIO_UNKNOWN ? SCENARIO_UNKNOWN
                                                                          : cores * host->clock_mhz;
}

char *
scenario_count (guint n, const char *one)
{
  return g_strdup_printf ("%u %s%s", n, one, n == 1 ? "" : "s");
}
