#include "scenarios/import/quote.h"
#include "scenarios/import/write-parts.h"

static const char *const device_words[SCENARIO_N_DEVICES] = {
  [SCENARIO_DEVICE_CLIENT_CD] = "client-cd",
  [SCENARIO_DEVICE_HOST_CD] = "host-cd",
  [SCENARIO_DEVICE_USB] = "usb",
  [SCENARIO_DEVICE_SR_IOV] = "sr-iov",
  [SCENARIO_DEVICE_SHARED_BUS] = "shared-bus",
  [SCENARIO_DEVICE_LOCAL_DATASTORE] = "local-datastore",
  [SCENARIO_DEVICE_FAULT_TOLERANCE] = "fault-tolerance",
  [SCENARIO_DEVICE_PCI_PASSTHROUGH] = "pci-passthrough",
  [SCENARIO_DEVICE_VGPU] = "vgpu",
};

/* `all` is of hosts or of VMs, which both begin with their name. Only a rule that stands as a comment has none. */
static void
append_names (GString *out, const char *key, const GPtrArray *all)
{
  scenario_put_member (out, key);
  for (guint i = 0; i < all->len; i++) {
    g_string_append (out, i == 0 ? "[" : ", ");
    scenario_quote (out, *(char *const *) g_ptr_array_index (all, i));
  }
  g_string_append (out, all->len > 0 ? "]" : "[HOST]");
}

static void
append_texts (GString *out, const char *key, const GPtrArray *all)
{
  if (!all)
    return;
  scenario_put_member (out, key);
  for (guint i = 0; i < all->len; i++) {
    g_string_append (out, i == 0 ? "[" : ", ");
    scenario_quote (out, g_ptr_array_index (all, i));
  }
  g_string_append (out, all->len > 0 ? "]" : "[]");
}

static void
append_host (GString *out, const ScenarioInvHost *host)
{
  scenario_put_key (out, "      ", host->name);
  g_string_append (out, " {");
  if (host->sockets != SCENARIO_UNKNOWN && host->cores_per_socket != SCENARIO_UNKNOWN) {
    scenario_put_number (out, "sockets", host->sockets, "");
    scenario_put_number (out, "cores-per-socket", host->cores_per_socket, "");
    scenario_put_number (out, "clock", host->clock_mhz, "MHz");
  } else
    scenario_put_number (out, "cpu", scenario_inv_host_cpu_mhz (host), "MHz");
  scenario_put_number (out, "memory", host->memory_mib, "MiB");
  scenario_put_raw (out, "version", host->version);
  scenario_put_number (out, "vmotion", host->vmotion_mbit, "Mbit/s");
  if (host->fault_domain)
    scenario_put_word (out, "fault-domain", host->fault_domain);
  if (host->cpu_model)
    scenario_put_word (out, "cpu-model", host->cpu_model);
  scenario_put_raw (out, "state", host->maintenance ? "maintenance" : host->away);
  if (host->moid)
    scenario_put_word (out, "moid", host->moid);
  append_texts (out, "networks", host->networks);
  append_texts (out, "datastores", host->datastores);
  g_string_append_c (out, '}');
  for (guint i = 0; i < host->assumed->len; i++)
    scenario_put_remark (out, i == 0 ? "  # assumed: " : "; ", g_ptr_array_index (host->assumed, i));
  if (host->said)
    scenario_put_remark (out, "  # called ", host->said);
  if (host->remark)
    scenario_put_remark (out, "  # ", host->remark);
  g_string_append_c (out, '\n');
}

static void
append_vm (GString *out, const ScenarioInvVm *vm)
{
  static const char *const powers[] = {
    [SCENARIO_POWER_ON] = NULL, [SCENARIO_POWER_OFF] = "off", [SCENARIO_POWER_SUSPENDED] = "suspended"
  };
  const char *separator = ", devices: [";

  scenario_put_key (out, "      ", vm->name);
  g_string_append (out, " {");
  scenario_put_number (out, "vcpus", vm->vcpus, "");
  scenario_put_number (out, "memory", vm->memory_mib, "MiB");
  if (vm->host)
    scenario_put_word (out, "host", vm->host->name);
  scenario_put_raw (out, "power", powers[vm->power]);
  scenario_put_number (out, "cpu-reservation", vm->cpu_reservation_mhz, "MHz");
  scenario_put_number (out, "memory-reservation", vm->memory_reservation_mib, "MiB");
  scenario_put_number (out, "overhead", vm->overhead_mib, "MiB");
  scenario_put_number (out, "cpu-demand", vm->cpu_demand_mhz, "MHz");
  scenario_put_number (out, "active-memory", vm->active_mib, "MiB");
  scenario_put_raw (out, "restart-priority", vm->restart_priority);
  scenario_put_raw (out, "tools", vm->tools);
  scenario_put_raw (out, "needs", vm->needs);
  scenario_put_raw (out, "automation", vm->automation);
  scenario_put_raw (out, "isolation-response", vm->isolation);
  if (vm->pool)
    scenario_put_word (out, "pool", vm->pool->name);
  scenario_put_raw (out, "role", vm->role);
  scenario_put_number (out, "replication-factor", vm->copies, "");
  for (guint i = 0; i < SCENARIO_N_DEVICES; i++)
    if (vm->devices & (1u << i)) {
      g_string_append_printf (out, "%s%s", separator, device_words[i]);
      separator = ", ";
    }
  g_string_append (out, vm->devices ? "]" : "");
  if (vm->gpu_profile)
    scenario_put_word (out, "gpu-profile", vm->gpu_profile);
  if (vm->after && vm->after->len > 0)
    append_names (out, "restart-after", vm->after);
  append_texts (out, "networks", vm->networks);
  append_texts (out, "datastores", vm->datastores);
  g_string_append_c (out, '}');
  if (vm->named_host)
    scenario_put_remark (out, "  # named host: ", vm->named_host);
  if (vm->said)
    scenario_put_remark (out, "  # called ", vm->said);
  if (vm->remark)
    scenario_put_remark (out, "  # ", vm->remark);
  g_string_append_c (out, '\n');
}

static void
append_pool (GString *out, const ScenarioInvPool *pool)
{
  scenario_put_key (out, "      ", pool->name);
  g_string_append (out, " {");
  scenario_put_number (out, "cpu-reservation", pool->cpu_mhz, "MHz");
  scenario_put_number (out, "memory-reservation", pool->memory_mib, "MiB");
  scenario_put_raw (out, "expandable", pool->fixed ? "false" : NULL);
  if (pool->parent)
    scenario_put_word (out, "parent", pool->parent->name);
  g_string_append (out, "}\n");
}

static void
append_rule (GString *out, const ScenarioInvRule *rule)
{
  static const char *const vms_keys[] = { "keep-together", "keep-apart", "run", "run" };
  static const char *const hosts_keys[] = { NULL, NULL, "on", "not-on" };

  if (rule->disabled)
    scenario_put_comment (out, "      # ", rule->disabled);
  g_string_append (out, rule->disabled ? "      # - {name: " : "      - {name: ");
  scenario_quote (out, rule->name);
  append_names (out, vms_keys[rule->kind], rule->vms);
  if (hosts_keys[rule->kind])
    append_names (out, hosts_keys[rule->kind], rule->hosts);
  scenario_put_raw (out, "must",
                    rule->must == SCENARIO_YES  ? "true"
                    : rule->must == SCENARIO_NO ? "false"
                                                : NULL);
  scenario_put_raw (out, "enabled", rule->enabled == SCENARIO_NO ? "false" : NULL);
  g_string_append (out, "}\n");
}

/* Admission control as the export says it whole. */
static void
append_admission (GString *out, const ScenarioInvCluster *cluster)
{
  const ScenarioInvAdmission *admission = &cluster->admission;
  gboolean is_off = g_str_equal (admission->policy, "off");

  g_string_append (out, "{");
  scenario_put_raw (out, "policy", admission->policy);
  if (!is_off && admission->cpu_percent == SCENARIO_UNKNOWN)
    scenario_put_number (out, "host-failures", cluster->host_failures, "");
  scenario_put_raw (out, "slot-size",
                    admission->slot_cpu_mhz == SCENARIO_UNKNOWN
                            && admission->slot_memory_mib == SCENARIO_UNKNOWN
                        ? NULL
                        : "fixed");
  scenario_put_number (out, "slot-cpu", admission->slot_cpu_mhz, "MHz");
  scenario_put_number (out, "slot-memory", admission->slot_memory_mib, "MiB");
  scenario_put_number (out, "cpu", admission->cpu_percent, "%");
  scenario_put_number (out, "memory", admission->memory_percent, "%");
  scenario_put_number (out, "performance-degradation", is_off ? SCENARIO_UNKNOWN : admission->degradation,
                       "%");
  if (admission->hosts->len > 0)
    append_names (out, "hosts", admission->hosts);
  g_string_append (out, "}");
}

/* HA is on or off only where somebody said so; without a word there is no key, and the notices say it. Where only a failover
 * level is known, the slot policy is the one that it surely belongs to. */
static void
append_ha (GString *out, const ScenarioInvCluster *cluster)
{
  gboolean off = cluster->admission_control == SCENARIO_NO, level = cluster->host_failures > 0;

  if (cluster->ha != SCENARIO_YES)
    return;
  if (!cluster->admission.policy && !off && level)
    g_string_append_printf (
        out,
        "    # The failover level says nothing of a percentage policy: if that is what the cluster "
        "has, write {policy: percentage, host-failures: %" G_GINT64_FORMAT "}.\n",
        cluster->host_failures);
  g_string_append (out, "    ha: {");
  if (cluster->admission.policy || off || level)
    scenario_put_member (out, "admission-control");
  if (cluster->admission.policy)
    append_admission (out, cluster);
  else if (off)
    g_string_append (out, "{policy: off}");
  else if (level)
    g_string_append_printf (out, "{policy: slot, host-failures: %" G_GINT64_FORMAT "}",
                            cluster->host_failures);
  g_string_append_printf (out, "%s}", cluster->ha_more->str);
  if (!cluster->admission.policy && !off && !level)
    g_string_append (out, "  # no failover level is given: the product's own defaults");
  else if (!cluster->admission.policy && level && cluster->admission_control == SCENARIO_UNSAID)
    g_string_append (out, "  # assumed: admission control is on");
  g_string_append_c (out, '\n');
}

static guint
count_unplaced (const ScenarioInvCluster *cluster)
{
  guint unplaced = 0;

  for (guint i = 0; i < cluster->vms->len; i++)
    unplaced += ((const ScenarioInvVm *) g_ptr_array_index (cluster->vms, i))->named_host ? 1 : 0;
  return unplaced;
}

static void
append_vcenter (GString *out, const ScenarioInventory *inventory, const ScenarioInvCluster *cluster)
{
  if (cluster->vcenter == SCENARIO_NO_VCENTER)
    return;
  g_string_append (out, "    vcenter: ");
  scenario_quote (
      out, ((const ScenarioInvVcenter *) g_ptr_array_index (inventory->vcenters, cluster->vcenter))->name);
  g_string_append_c (out, '\n');
}

static void
append_nutanix (GString *out, const ScenarioInvCluster *cluster)
{
  if (cluster->aos)
    g_string_append_printf (out, "    aos: %s\n", cluster->aos);
  if (cluster->fault_tolerance != SCENARIO_UNKNOWN)
    g_string_append_printf (out, "    fault-tolerance: %" G_GINT64_FORMAT "\n", cluster->fault_tolerance);
  if (cluster->replication_factor != SCENARIO_UNKNOWN)
    g_string_append_printf (out, "    replication-factor: %" G_GINT64_FORMAT "\n",
                            cluster->replication_factor);
}

void
scenario_put_cluster (GString *out, const ScenarioInventory *inventory, const ScenarioInvCluster *cluster)
{
  guint unplaced = count_unplaced (cluster);

  scenario_put_key (out, "  ", cluster->name);
  if (cluster->said)
    scenario_put_remark (out, "  # called ", cluster->said);
  g_string_append_printf (out, "\n    platform: %s\n", cluster->platform);
  append_vcenter (out, inventory, cluster);
  append_nutanix (out, cluster);
  for (guint i = 0; i < cluster->remarks->len; i++)
    scenario_put_comment (out, "    # ", g_ptr_array_index (cluster->remarks, i));
  append_ha (out, cluster);
  if (cluster->drs)
    g_string_append_printf (out, "    drs: {automation: %s%s}\n", cluster->drs, cluster->drs_more->str);
  if (cluster->dpm)
    g_string_append (out, "    dpm: true\n");
  if (cluster->evc)
    g_string_append (out, "    evc: true\n");
  g_string_append (out, "    hosts:\n");
  for (guint i = 0; i < cluster->hosts->len; i++)
    append_host (out, g_ptr_array_index (cluster->hosts, i));
  if (cluster->vms->len > 0)
    g_string_append (out, "    vms:\n");
  if (unplaced > 0)
    g_string_append_printf (
        out,
        "      # %u of %u stand without host:, because the host they name is unknown here; "
        "they are placed as DRS would.\n",
        unplaced, cluster->vms->len);
  for (guint i = 0; i < cluster->vms->len; i++)
    append_vm (out, g_ptr_array_index (cluster->vms, i));
  for (guint i = 0; i < cluster->pools->len; i++) {
    if (i == 0)
      g_string_append (out, "    pools:\n");
    append_pool (out, g_ptr_array_index (cluster->pools, i));
  }
  for (guint i = 0; i < cluster->rules->len; i++) {
    const ScenarioInvRule *rule = g_ptr_array_index (cluster->rules, i);
    if (i == 0)
      g_string_append (out, "    rules:\n");
    append_rule (out, rule);
  }
}
