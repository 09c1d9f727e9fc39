/* Costs as JSON: amounts are numbers of the currency beside them, null where a price or a host's cores are missing. */

#include "cli/bill.h"
#include "cli/json.h"

static void
put_money (JsonBuilder *builder, const char *key, gint64 minor, gboolean known)
{
  cli_json_money (builder, key, known ? minor : -1);
}

static void
put_per (JsonBuilder *builder, const char *key, gint64 minor, gint64 n, gboolean known)
{
  put_money (builder, key, model_cost_per (minor, n), known);
}

static void
put_tiers (JsonBuilder *builder, const ModelCosts *cost, const SimRun *run, guint32 cluster, gboolean known)
{
  g_autoptr (GArray) tiers = model_cost_tiers (cost, run, cluster);

  cli_json_list (builder, "tiers");
  for (guint t = 0; t < tiers->len; t++) {
    const ModelTier *tier = &g_array_index (tiers, ModelTier, t);

    json_builder_begin_object (builder);
    cli_json_text (builder, "name", tier->name);
    cli_json_int (builder, "vms", tier->vms);
    cli_json_int (builder, "vcpus", tier->vcpus);
    put_money (builder, "annual_cost", tier->annual, known);
    put_per (builder, "cost_per_vm", tier->annual, tier->vms, known);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* What a cluster and the whole have alike. */
static void
put_sum (JsonBuilder *builder, const ModelCosts *cost, const SimRun *run, const ModelCostSum *sum,
         guint32 cluster)
{
  gboolean cores = sum->coreless == 0, known = model_cost_is_complete (sum) && cost->currency;

  cli_json_int (builder, "hosts", sum->hosts);
  cli_json_int (builder, "vms", sum->vms);
  cli_json_int_if (builder, "physical_cores", sum->physical, cores);
  cli_json_int_if (builder, "billed_cores", sum->billed, cores && sum->billed >= 0);
  cli_json_int_if (builder, "ghost_cores", sum->billed - sum->physical, cores && sum->billed >= 0);
  put_money (builder, "annual_cost", sum->annual, known);
  cli_json_text (builder, "currency", cost->currency);
  put_per (builder, "cost_per_vm", sum->annual, sum->vms, known);
  put_per (builder, "cost_per_core", sum->annual, sum->physical, known);
  put_money (builder, "reserve_cost", sum->reserve, known);
  put_tiers (builder, cost, run, cluster, known);
}

static void
put_hosts (JsonBuilder *builder, const ModelCosts *cost, const SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);

  cli_json_list (builder, "by_host");
  for (MODEL_EACH_HOST (host, &fleet->clusters[cluster])) {
    gint64 billed = model_cost_billed_of_host (cost, run, host);

    json_builder_begin_object (builder);
    cli_json_text (builder, "name", fleet->hosts[host].name);
    cli_json_int_if (builder, "physical_cores", fleet->hosts[host].cores, fleet->hosts[host].cores > 0);
    cli_json_int_if (builder, "billed_cores", billed, billed >= 0);
    cli_json_int_if (builder, "ghost_cores", billed - fleet->hosts[host].cores, billed >= 0);
    put_money (builder, "annual_cost", model_cost_of_host (cost, run, host),
               model_cost_is_complete (&cost->clusters[cluster]) && cost->currency);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
put_price (JsonBuilder *builder, const ModelPrice *price)
{
  if (price->minor < 0) {
    cli_json_text (builder, "price", NULL);
    return;
  }
  cli_json_object (builder, "price");
  cli_json_money (builder, "amount", price->minor);
  cli_json_text (builder, "currency", price->currency);
  cli_json_text (builder, "per", model_per_words[price->per]);
  cli_json_text (builder, "date", price->when);
  cli_json_text (builder, "source", price->source);
  cli_json_truth (builder, "list", price->listed);
  json_builder_end_object (builder);
}

static void
put_licences (JsonBuilder *builder, const ModelCosts *cost)
{
  cli_json_list (builder, "licences");
  for (guint32 l = 0; l < cost->n_licences; l++) {
    const ModelLicenceSum *sum = &cost->licences[l];
    gboolean priced = sum->terms.price.minor >= 0;

    if (!sum->used || (sum->assumed && !sum->units))
      continue;
    json_builder_begin_object (builder);
    cli_json_text (builder, "name", sum->terms.name);
    cli_json_text (builder, "model", model_licence_words[sum->terms.model]);
    cli_json_text (builder, "metric", model_metric_words[model_licences[sum->terms.model].metric][1]);
    cli_json_int (builder, "counted", sum->units);
    cli_json_int (builder, "ordered", sum->ordered);
    cli_json_int (builder, "licences", sum->count);
    put_price (builder, &sum->terms.price);
    put_money (builder, "annual_cost", sum->annual, priced);
    put_money (builder, "ghost_cost", sum->annual - sum->forecast, priced);
    put_money (builder, "late_renewal", sum->late, priced);
    if (sum->vsan_raw) {
      cli_json_int (builder, "vsan_entitled_mib", sum->vsan_entitled);
      cli_json_int (builder, "vsan_raw_mib", sum->vsan_raw);
      cli_json_int (builder, "vsan_to_buy_tib", sum->vsan_to_buy);
      cli_json_int (builder, "vsan_unlicensed_tib", sum->vsan_unlicensed);
    }
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
put_forecast (JsonBuilder *builder, const char *by, gint64 forecast, gint64 bill)
{
  if (forecast < 0)
    return;
  json_builder_begin_object (builder);
  cli_json_text (builder, "by", by);
  cli_json_money (builder, "forecast", forecast);
  cli_json_money (builder, "bill", bill);
  cli_json_int_if (builder, "gap_pct", forecast ? cli_gap_percent (forecast, bill) : 0, forecast > 0);
  json_builder_end_object (builder);
}

static void
put_forecasts (JsonBuilder *builder, const ModelCosts *cost)
{
  cli_json_list (builder, "forecasts");
  if (model_cost_is_complete (&cost->total) && cost->currency) {
    put_forecast (builder, "cores", cost->forecast_cores, cost->first_year);
    put_forecast (builder, "hosts", cost->forecast_hosts, cost->first_year);
    put_forecast (builder, "vms", cost->forecast_vms, cost->first_year);
  }
  json_builder_end_array (builder);
}

static void
put_missing (JsonBuilder *builder, const ModelCosts *cost, const ModelFleet *fleet)
{
  cli_json_list (builder, "missing_prices");
  for (guint32 l = 0; l < cost->n_licences; l++)
    if (cost->licences[l].used && cost->licences[l].units && cost->licences[l].terms.price.minor < 0)
      json_builder_add_string_value (builder, cost->licences[l].terms.name);
  json_builder_end_array (builder);
  cli_json_list (builder, "hosts_without_cores");
  for (guint32 host = 0; host < fleet->n_hosts; host++)
    if (!model_host_has_cores (&fleet->hosts[host]))
      json_builder_add_string_value (builder, fleet->hosts[host].name);
  json_builder_end_array (builder);
}

static void
put_costs (JsonBuilder *builder, const ModelCosts *cost, const SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  cli_json_list (builder, "clusters");
  for (guint32 c = 0; c < cost->n_clusters; c++) {
    json_builder_begin_object (builder);
    cli_json_text (builder, "name", fleet->clusters[c].name);
    put_sum (builder, cost, run, &cost->clusters[c], c);
    put_hosts (builder, cost, run, c);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  cli_json_object (builder, "total");
  cli_json_text (builder, "name", "total");
  put_sum (builder, cost, run, &cost->total, MODEL_NONE);
  json_builder_end_object (builder);
  put_licences (builder, cost);
  put_forecasts (builder, cost);
  put_missing (builder, cost, fleet);
}

char *
cli_cost_json (const ModelCosts *before, const ModelCosts *after, const SimRun *run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  put_costs (builder, before, run);
  if (cli_cost_may_change (model_fleet (run))) {
    cli_json_object (builder, "after_plan");
    put_costs (builder, after, run);
    json_builder_end_object (builder);
  }
  json_builder_end_object (builder);
  return cli_json_done_with_money (builder);
}
