/* What HA admission control says of each cluster: as the scenario has it, and the worst during each step of the plan. */

#include "cli/evacuable.h"

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/nutanix-told.h"
#include "cli/over-plan.h"

/* A share of a hundred as the product shows it: truncated (AC-13). */
static void
put_percent (JsonBuilder *builder, const char *key, gint64 thousandths)
{
  cli_json_int_if (builder, key, thousandths / 1000, thousandths >= 0);
}

static const char *
host_state (const SimRun *run, guint32 host)
{
  return model_machines ()[MODEL_MACHINE_HOST]->states[model_state (run, MODEL_MACHINE_HOST, host)].name;
}

static void
put_hosts (JsonBuilder *builder, const SimRun *run, const ModelCluster *cluster, const gint64 *slots)
{
  cli_json_list (builder, "hosts");
  for (guint32 i = 0; i < cluster->n_hosts; i++) {
    guint32 host = cluster->first_host + i;

    json_builder_begin_object (builder);
    cli_json_text (builder, "name", model_fleet (run)->hosts[host].name);
    cli_json_int (builder, "slots", MAX (0, slots[i]));
    cli_json_text (builder, "state", host_state (run, host));
    cli_json_truth (builder, "counts", slots[i] >= 0);
    cli_json_int (builder, "vms", model_host_state (run, host)->n_vms);
    cli_json_int (builder, "memory_mib", model_host_memory (model_fleet (run), host));
    cli_json_int (builder, "memory_claimed_mib", model_host_state (run, host)->memory_reserved_mib);
    cli_json_int (builder, "memory_demand_mib", model_host_state (run, host)->memory_demand_mib);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
put_cluster (JsonBuilder *builder, const SimRun *run, guint32 index, gboolean with_hosts)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  g_autofree gint64 *slots = g_new (gint64, cluster->n_hosts + 1);
  ModelAdmission a = model_admission (run, index, MODEL_NONE, MODEL_NONE, slots);

  json_builder_begin_object (builder);
  cli_json_text (builder, "name", cluster->name);
  cli_json_text (builder, "policy", model_admission_words[a.policy]);
  cli_json_object (builder, "slot");
  cli_json_int (builder, "cpu_mhz", a.slot_cpu_mhz);
  cli_json_int (builder, "memory_mib", a.slot_memory_mib);
  json_builder_end_object (builder);
  cli_put_nutanix (builder, run, index);
  if (with_hosts)
    put_hosts (builder, run, cluster, slots);
  cli_json_int (builder, "good_hosts", a.good);
  cli_json_int (builder, "slots_total", a.slots);
  cli_json_int (builder, "slots_used", a.slots_used);
  cli_json_int (builder, "slots_failover", a.slots_failover);
  cli_json_int (builder, "slots_available", a.slots_available);
  cli_json_int (builder, "failover_capacity", model_admission_covers (run, index));
  put_percent (builder, "cpu_free_pct", a.cpu_free);
  put_percent (builder, "memory_free_pct", a.memory_free);
  put_percent (builder, "cpu_wanted_pct", a.cpu_wanted);
  put_percent (builder, "memory_wanted_pct", a.memory_wanted);
  cli_json_truth (builder, "violated", a.violated);
  if (with_hosts)
    cli_put_evacuable (builder, run, index);
  json_builder_end_object (builder);
}

/* The worst moment of one cluster during one step, kept as the JSON it will be. */
typedef struct {
  gboolean seen;
  guint32 covers;
  SimTime at;
  JsonNode *node;
} Worst;

static JsonNode *
cluster_node (const SimRun *run, guint32 cluster)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  put_cluster (builder, run, cluster, FALSE);
  return json_builder_get_root (builder);
}

/* Looks at one cluster, on behalf of every step that runs now. */
static void
look (const SimRun *run, guint32 cluster, Worst *worst)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 covers = model_admission_covers (run, cluster);

  for (guint32 s = 0; s < fleet->n_steps; s++) {
    Worst *w = &worst[s * fleet->n_clusters + cluster];

    if (model_state (run, MODEL_MACHINE_STEP, s) != STEP_AT_RUNNING || (w->seen && covers >= w->covers))
      continue;
    g_clear_pointer (&w->node, json_node_unref);
    *w = (Worst){ TRUE, covers, sim_now (run), cluster_node (run, cluster) };
  }
}

/* Runs to the end and keeps the worst moments, step by step and cluster by cluster. What a cluster covers changes when its
 * admission control is asked to add up again, so that is when it is looked at; and when a step begins. (transfer full) */
static Worst *
find_worst (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  Worst *worst = g_new0 (Worst, fleet->n_steps * fleet->n_clusters + 1);
  const SimEntry *entry = &run->entry;

  while (sim_run_step (run))
    if (entry->machine == MODEL_MACHINE_ADMISSION)
      look (run, model_index (run, entry->to), worst);
    else if (entry->machine == MODEL_MACHINE_STEP && entry->state_to == STEP_AT_RUNNING)
      for (guint32 c = 0; c < fleet->n_clusters; c++)
        look (run, c, worst);
  return worst;
}

static void
put_steps (JsonBuilder *builder, SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  g_autofree Worst *worst = find_worst (run);

  cli_json_list (builder, "steps");
  for (guint32 s = 0; s < fleet->n_steps; s++) {
    json_builder_begin_object (builder);
    cli_json_text (builder, "name", fleet->steps[s].name);
    cli_json_list (builder, "worst");
    for (guint32 c = 0; c < fleet->n_clusters; c++) {
      Worst *w = &worst[s * fleet->n_clusters + c];

      if (!w->seen)
        continue;
      json_builder_begin_object (builder);
      cli_json_int (builder, "at_ms", w->at);
      json_builder_set_member_name (builder, "cluster");
      json_builder_add_value (builder, w->node);
      json_builder_end_object (builder);
    }
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static char *
capacity_json (SimRun *run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_list (builder, "clusters");
  for (guint32 c = 0; c < model_fleet (run)->n_clusters; c++)
    put_cluster (builder, run, c, TRUE);
  json_builder_end_array (builder);
  put_steps (builder, run);
  json_builder_end_object (builder);
  return cli_json_done (builder);
}

/* ---- As a table ---- */

static const char *const colours[] = { "green", "yellow", "red" };

static void
tell_cluster (GString *text, const SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];
  g_autofree gint64 *slots = g_new (gint64, cluster->n_hosts + 1);
  ModelAdmission a = model_admission (run, index, MODEL_NONE, MODEL_NONE, slots);
  g_autofree char *name = cli_safe (cluster->name);
  guint32 covers = model_admission_covers (run, index);
  gboolean by_slots = a.policy == MODEL_ADMISSION_SLOT;

  g_string_append_printf (text, "%s: admission control %s%s\n", name, model_admission_words[a.policy],
                          a.violated ? ", violated" : "");
  g_string_append_printf (text, "  %u of %u hosts count; %u host %s covered\n", a.good, cluster->n_hosts, covers,
                          covers == 1 ? "failure is" : "failures are");
  cli_tell_nutanix (text, run, index);
  if (by_slots)
    g_string_append_printf (text, "  slot %" G_GINT64_FORMAT " MHz, %" G_GINT64_FORMAT " MiB: %" G_GINT64_FORMAT
                                " in all, %" G_GINT64_FORMAT " used, %" G_GINT64_FORMAT " for failover, %" G_GINT64_FORMAT
                                " available\n",
                          a.slot_cpu_mhz, a.slot_memory_mib, a.slots, a.slots_used, a.slots_failover, a.slots_available);
  if (a.cpu_free >= 0)
    g_string_append_printf (text, "  free CPU %" G_GINT64_FORMAT " %%, memory %" G_GINT64_FORMAT " %%", a.cpu_free / 1000,
                            a.memory_free / 1000);
  if (a.cpu_free >= 0 && a.policy == MODEL_ADMISSION_PERCENTAGE)
    g_string_append_printf (text, "; to be kept free %" G_GINT64_FORMAT " %% and %" G_GINT64_FORMAT " %%",
                            a.cpu_wanted / 1000, a.memory_wanted / 1000);
  g_string_append (text, a.cpu_free >= 0 ? "\n" : "");
  g_string_append_printf (text, "  %-24s %-13s %6s %5s %14s %14s\n", "host", "state", by_slots ? "slots" : "", "VMs", "claimed MiB",
                          "of MiB");
  for (guint32 i = 0; i < cluster->n_hosts; i++) {
    guint32 host = cluster->first_host + i;
    g_autofree char *host_name = cli_safe (fleet->hosts[host].name);
    g_autofree char *n = !by_slots ? g_strdup ("") : slots[i] < 0 ? g_strdup ("-") : g_strdup_printf ("%" G_GINT64_FORMAT, slots[i]);

    g_string_append_printf (text, "  %-24s %-13s %6s %5u %14" G_GINT64_FORMAT " %14" G_GINT64_FORMAT "%s%s\n", host_name,
                            host_state (run, host), n, model_host_state (run, host)->n_vms,
                            model_host_state (run, host)->memory_reserved_mib, model_host_memory (fleet, host),
                            fleet->hosts[host].dedicated ? "  failover host, " : "",
                            fleet->hosts[host].dedicated ? colours[model_failover_host_status (run, host)] : "");
  }
  cli_tell_evacuable (text, run, index);
}

static void
tell_steps (GString *text, SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 n = fleet->n_steps * fleet->n_clusters;
  g_autofree Worst *worst = find_worst (run);

  g_string_append (text, "\nfewest host failures covered during each step\n");
  for (guint32 i = 0; i < n; i++) {
    g_autofree char *clock = sim_time_clock (worst[i].at);
    g_autofree char *step = cli_safe (fleet->steps[i / fleet->n_clusters].name);
    g_autofree char *cluster = cli_safe (fleet->clusters[i % fleet->n_clusters].name);

    if (worst[i].seen)
      g_string_append_printf (text, "  %-20s %-20s %u at %s\n", step, cluster, worst[i].covers, clock);
    g_clear_pointer (&worst[i].node, json_node_unref);
  }
}

int
cli_capacity (const CliOptions *options, char **arguments)
{
  g_autoptr (CliRehearsal) rehearsal = cli_prepare (options, arguments[0]);
  g_autofree char *text = NULL;

  if (!rehearsal)
    return CLI_BAD_INPUT;
  if (options->over_plan) {
    g_autoptr (CliOverPlan) plan = cli_over_plan (rehearsal->run);

    text = (g_strcmp0 (options->format, "json") == 0 ? cli_over_plan_json : cli_over_plan_text) (rehearsal->run, plan);
  } else if (g_strcmp0 (options->format, "json") == 0) {
    text = capacity_json (rehearsal->run);
  } else {
    GString *table = g_string_new (NULL);

    for (guint32 c = 0; c < rehearsal->fleet->n_clusters; c++)
      tell_cluster (table, rehearsal->run, c);
    if (rehearsal->fleet->n_steps > 0)
      tell_steps (table, rehearsal->run);
    text = g_string_free (table, FALSE);
  }
  return cli_put (options, text, -1);
}
