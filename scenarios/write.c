#include "scenarios/write.h"
#include "scenarios/quote.h"

/* libyaml takes keys of up to 1,024 characters in the short form. */
#define LONGEST_KEY 900

static const char *const device_words[SCENARIO_N_DEVICES] = {
  [SCENARIO_DEVICE_CLIENT_CD] = "client-cd",
  [SCENARIO_DEVICE_HOST_CD] = "host-cd",
  [SCENARIO_DEVICE_USB] = "usb",
  [SCENARIO_DEVICE_SR_IOV] = "sr-iov",
  [SCENARIO_DEVICE_SHARED_BUS] = "shared-bus",
  [SCENARIO_DEVICE_LOCAL_DATASTORE] = "local-datastore",
  [SCENARIO_DEVICE_FAULT_TOLERANCE] = "fault-tolerance",
};

/* A line of comment; `opening` brings the indent and the sign. */
static void
append_comment (GString *out, const char *opening, const char *text)
{
  g_autofree char *line = scenario_one_line (text);

  g_string_append_printf (out, "%s%s\n", opening, line);
}

/* A key at `indent`; what follows it goes after. */
static void
append_key (GString *out, const char *indent, const char *name)
{
  g_autoptr (GString) key = g_string_new (NULL);

  scenario_quote (key, name);
  if (key->len <= LONGEST_KEY)
    g_string_append_printf (out, "%s%s:", indent, key->str);
  else
    g_string_append_printf (out, "%s? %s\n%s:", indent, key->str, indent);
}

/* The next key of a flow mapping. */
static void
append_member (GString *out, const char *key)
{
  g_string_append_printf (out, "%s%s: ", out->str[out->len - 1] == '{' ? "" : ", ", key);
}

static void
append_word (GString *out, const char *key, const char *value)
{
  append_member (out, key);
  scenario_quote (out, value);
}

static void
append_number (GString *out, const char *key, gint64 value, const char *unit)
{
  if (value == SCENARIO_UNKNOWN)
    return;
  append_member (out, key);
  g_string_append_printf (out, "%" G_GINT64_FORMAT "%s%s", value, *unit ? " " : "", unit);
}

/* Versions and the language's own words need no quotes. */
static void
append_raw (GString *out, const char *key, const char *value)
{
  if (!value)
    return;
  append_member (out, key);
  g_string_append (out, value);
}

static void
append_remark (GString *out, const char *before, const char *text)
{
  g_autofree char *line = scenario_one_line (text);

  g_string_append_printf (out, "%s%s", before, line);
}

static void
append_host (GString *out, const ScenarioInvHost *host)
{
  append_key (out, "      ", host->name);
  g_string_append (out, " {");
  if (host->sockets != SCENARIO_UNKNOWN && host->cores_per_socket != SCENARIO_UNKNOWN) {
    append_number (out, "sockets", host->sockets, "");
    append_number (out, "cores-per-socket", host->cores_per_socket, "");
    append_number (out, "clock", host->clock_mhz, "MHz");
  } else
    append_number (out, "cpu", scenario_inv_host_cpu_mhz (host), "MHz");
  append_number (out, "memory", host->memory_mib, "MiB");
  append_raw (out, "version", host->version);
  append_number (out, "vmotion", host->vmotion_mbit, "Mbit/s");
  if (host->fault_domain)
    append_word (out, "fault-domain", host->fault_domain);
  if (host->cpu_model)
    append_word (out, "cpu-model", host->cpu_model);
  append_raw (out, "state", host->maintenance ? "maintenance" : NULL);
  g_string_append_c (out, '}');
  for (guint i = 0; i < host->assumed->len; i++)
    append_remark (out, i == 0 ? "  # assumed: " : "; ", g_ptr_array_index (host->assumed, i));
  if (host->said)
    append_remark (out, "  # called ", host->said);
  g_string_append_c (out, '\n');
}

static void
append_vm (GString *out, const ScenarioInvVm *vm)
{
  static const char *const powers[] = {
    [SCENARIO_POWER_ON] = NULL, [SCENARIO_POWER_OFF] = "off", [SCENARIO_POWER_SUSPENDED] = "suspended"
  };
  const char *separator = ", devices: [";

  append_key (out, "      ", vm->name);
  g_string_append (out, " {");
  append_number (out, "vcpus", vm->vcpus, "");
  append_number (out, "memory", vm->memory_mib, "MiB");
  if (vm->host)
    append_word (out, "host", vm->host->name);
  append_raw (out, "power", powers[vm->power]);
  append_number (out, "cpu-reservation", vm->cpu_reservation_mhz, "MHz");
  append_number (out, "memory-reservation", vm->memory_reservation_mib, "MiB");
  append_number (out, "overhead", vm->overhead_mib, "MiB");
  append_number (out, "cpu-demand", vm->cpu_demand_mhz, "MHz");
  append_number (out, "active-memory", vm->active_mib, "MiB");
  append_raw (out, "restart-priority", vm->restart_priority);
  for (guint i = 0; i < SCENARIO_N_DEVICES; i++)
    if (vm->devices & (1u << i)) {
      g_string_append_printf (out, "%s%s", separator, device_words[i]);
      separator = ", ";
    }
  g_string_append (out, vm->devices ? "]}" : "}");
  if (vm->named_host)
    append_remark (out, "  # named host: ", vm->named_host);
  if (vm->said)
    append_remark (out, "  # called ", vm->said);
  g_string_append_c (out, '\n');
}

static void
append_rule (GString *out, const ScenarioInvRule *rule)
{
  const char *separator = rule->apart ? ", keep-apart: [" : ", keep-together: [";

  if (rule->disabled)
    append_comment (out, "      # ", rule->disabled);
  g_string_append (out, rule->disabled ? "      # - {name: " : "      - {name: ");
  scenario_quote (out, rule->name);
  for (guint i = 0; i < rule->vms->len; i++) {
    g_string_append (out, separator);
    scenario_quote (out, ((const ScenarioInvVm *) g_ptr_array_index (rule->vms, i))->name);
    separator = ", ";
  }
  g_string_append (out, "]}\n");
}

/* HA is on or off only where somebody said so; without a word there is no key, and the notices say it. */
static void
append_ha (GString *out, const ScenarioInvCluster *cluster)
{
  if (cluster->ha != SCENARIO_YES)
    return;
  if (cluster->admission_control == SCENARIO_NO)
    g_string_append (out, "    ha: {admission-control: {policy: off}}\n");
  else if (cluster->host_failures > 0)
    g_string_append_printf (
        out,
        "    # The failover level says nothing of a percentage policy: if that is what the cluster "
        "has, write {policy: percentage, host-failures: %" G_GINT64_FORMAT "}.\n"
        "    ha: {admission-control: {policy: slot, host-failures: %" G_GINT64_FORMAT "}}%s\n",
        cluster->host_failures, cluster->host_failures,
        cluster->admission_control == SCENARIO_UNSAID ? "  # assumed: admission control is on" : "");
  else
    g_string_append (out, "    ha: {}  # no failover level is given: the product's own defaults\n");
}

static guint
count_unplaced (const ScenarioInvCluster *cluster)
{
  guint unplaced = 0;

  for (guint i = 0; i < cluster->vms->len; i++)
    unplaced += ((const ScenarioInvVm *) g_ptr_array_index (cluster->vms, i))->host ? 0 : 1;
  return unplaced;
}

static void
append_cluster (GString *out, const ScenarioInventory *inventory, const ScenarioInvCluster *cluster)
{
  const ScenarioInvVcenter *vcenter = g_ptr_array_index (inventory->vcenters, cluster->vcenter);
  guint unplaced = count_unplaced (cluster);

  append_key (out, "  ", cluster->name);
  if (cluster->said)
    append_remark (out, "  # called ", cluster->said);
  g_string_append_printf (out, "\n    platform: %s\n    vcenter: ", cluster->platform);
  scenario_quote (out, vcenter->name);
  g_string_append_c (out, '\n');
  append_ha (out, cluster);
  if (cluster->drs)
    g_string_append_printf (out, "    drs: {automation: %s}\n", cluster->drs);
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
  for (guint i = 0; i < cluster->rules->len; i++) {
    const ScenarioInvRule *rule = g_ptr_array_index (cluster->rules, i);
    if (i == 0)
      g_string_append (out, "    rules:\n");
    append_rule (out, rule);
  }
}

static gboolean
is_behind (const ScenarioInventory *inventory, const ScenarioInvCluster *cluster)
{
  for (guint i = 0; i < cluster->hosts->len; i++) {
    const ScenarioInvHost *host = g_ptr_array_index (cluster->hosts, i);
    if (inventory->target && host->version
        && scenario_compare_versions (host->version, inventory->target) < 0)
      return TRUE;
  }
  return FALSE;
}

/* One step: what is upgraded, to what, after the step before. It is called `kind`, with the name when there are several
 * of its kind. `last` becomes this step's name. */
static void
append_step (GString *out, const char *kind, const GPtrArray *all, const char *verb, const char *name,
             const char *target, char **last)
{
  g_autofree char *step = all->len == 1 ? g_strdup (kind) : g_strconcat (kind, "-", name, NULL);

  g_string_append (out, "  - {step: ");
  scenario_quote (out, step);
  g_string_append_printf (out, ", %s: ", verb);
  scenario_quote (out, name);
  g_string_append_printf (out, ", to: %s", target);
  if (*last) {
    g_string_append (out, ", after: [");
    scenario_quote (out, *last);
    g_string_append_c (out, ']');
  }
  g_string_append (out, "}\n");
  g_free (*last);
  *last = g_steal_pointer (&step);
}

static void
append_plan (GString *out, const ScenarioInventory *inventory)
{
  g_autoptr (GString) steps = g_string_new (NULL);
  g_autofree char *last = NULL;

  for (guint i = 0; i < inventory->vcenters->len; i++) {
    const ScenarioInvVcenter *vcenter = g_ptr_array_index (inventory->vcenters, i);
    if (inventory->target && scenario_compare_versions (vcenter->version, inventory->target) < 0)
      append_step (steps, "vcenter", inventory->vcenters, "upgrade-vcenter", vcenter->name, inventory->target,
                   &last);
    else
      append_comment (steps, "  # nothing to do for vCenter ", vcenter->name);
  }
  for (guint i = 0; i < inventory->clusters->len; i++) {
    const ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    if (is_behind (inventory, cluster))
      append_step (steps, "hosts", inventory->clusters, "remediate", cluster->name, inventory->target, &last);
    else
      append_comment (steps, "  # nothing to do for cluster ", cluster->name);
  }
  g_string_append_printf (
      out, "\n# The default plan: vCenter before its hosts, then one cluster after another.\n%s%s",
      last ? "plan:\n" : "plan: []\n", steps->str);
}

/* What stands above the YAML: origin, notices, questions. */
static void
append_head (GString *out, const ScenarioInventory *inventory, const char *counts)
{
  g_autofree char *origin
      = g_strdup_printf ("Made by `%s` from %s: %s.", inventory->maker, inventory->source, counts);

  append_comment (out, "# ", origin);
  if (inventory->notices->len > 0)
    g_string_append (out, "#\n# Notices of the import:\n");
  for (guint i = 0; i < inventory->notices->len; i++)
    append_comment (out, "# - ", g_ptr_array_index (inventory->notices, i));
  if (inventory->questions->len > 0)
    g_string_append (
        out, "#\n# What this export could not say, as questions to the architect. Each comes with the line "
             "that would answer it:\n");
  for (guint i = 0; i < inventory->questions->len; i++) {
    const ScenarioInvQuestion *question = g_ptr_array_index (inventory->questions, i);
    append_comment (out, "# - ", question->ask);
    append_comment (out, "#     ", question->line);
  }
}

static char *
count_all (const ScenarioInventory *inventory, char **n_hosts, char **n_clusters)
{
  guint hosts = 0, vms = 0, on = 0;
  g_autofree char *n_vms = NULL;

  for (guint i = 0; i < inventory->clusters->len; i++) {
    const ScenarioInvCluster *cluster = g_ptr_array_index (inventory->clusters, i);
    hosts += cluster->hosts->len;
    vms += cluster->vms->len;
    for (guint j = 0; j < cluster->vms->len; j++)
      on += ((const ScenarioInvVm *) g_ptr_array_index (cluster->vms, j))->power == SCENARIO_POWER_ON ? 1 : 0;
  }
  *n_clusters = scenario_count (inventory->clusters->len, "cluster");
  *n_hosts = scenario_count (hosts, "host");
  n_vms = scenario_count (vms, "VM");
  return g_strdup_printf ("%s, %s, %s (%u powered on)", *n_clusters, *n_hosts, n_vms, on);
}

static void
append_story (GString *out, const ScenarioInventory *inventory, const char *counts, const char *n_hosts,
              const char *n_clusters)
{
  g_autofree char *source = scenario_one_line (inventory->source);
  g_autofree char *title
      = inventory->target ? g_strdup_printf ("Upgrade %s in %s to %s", n_hosts, n_clusters, inventory->target)
                          : g_strdup_printf ("%s in %s, with nothing to upgrade", n_hosts, n_clusters);

  g_string_append_printf (
      out, "\nrollcall: 1\ntitle: %s\nstory: >\n  The estate as %s shows it: %s.\n  %s\n", title, source,
      counts,
      inventory->target ? "vCenter goes first where it is behind, then the clusters roll, one after another."
                        : "No newer version is known here, so the plan is empty.");
}

static void
append_vcenters (GString *out, const ScenarioInventory *inventory)
{
  g_string_append (out, "\nvcenters:\n");
  for (guint i = 0; i < inventory->vcenters->len; i++) {
    const ScenarioInvVcenter *vcenter = g_ptr_array_index (inventory->vcenters, i);
    append_key (out, "  ", vcenter->name);
    g_string_append_printf (out, " {version: %s}", vcenter->version);
    if (vcenter->assumed)
      append_remark (out, "  # assumed: ", vcenter->assumed);
    g_string_append_c (out, '\n');
  }
}

char *
scenario_write (const ScenarioInventory *inventory)
{
  GString *out = g_string_new (NULL);
  g_autofree char *n_hosts = NULL, *n_clusters = NULL, *counts = count_all (inventory, &n_hosts, &n_clusters);

  append_head (out, inventory, counts);
  append_story (out, inventory, counts, n_hosts, n_clusters);
  append_vcenters (out, inventory);
  g_string_append (out, "\nclusters:\n");
  for (guint i = 0; i < inventory->clusters->len; i++)
    append_cluster (out, inventory, g_ptr_array_index (inventory->clusters, i));
  append_plan (out, inventory);
  return g_string_free (out, FALSE);
}
