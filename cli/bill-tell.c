/* Costs as a section of a document: tables of clusters, hosts, tiers, licences, capacity and forecasts. */

#include "cli/bill.h"

#include "sim/time.h"

/* ---- Words ---- */

static char *
cores_or_dash (const ModelCostSum *sum, gint64 cores)
{
  return sum->coreless || cores < 0 ? g_strdup ("-") : cli_count (cores);
}

static char *
unit_of (const ModelLicence *licence)
{
  ModelMetric metric = model_licences[licence->model].metric;
  const char *one = model_metric_words[metric][0];

  if (licence->terms.pack > 1)
    return g_strdup_printf ("pack of %u cores", licence->terms.pack);
  return g_strdup (one);
}

/* "350.00 USD a core and year" */
static char *
price_words (const ModelLicence *licence, gint64 count)
{
  static const char *const spans[] = { " and year", " and month", " and term" };
  g_autofree char *amount = cli_money (licence->price.minor, licence->price.currency),
                  *unit = unit_of (licence);

  g_autofree char *whole = NULL;

  if (licence->price.minor < 0)
    return g_strdup ("not said");
  if (licence->price.per != MODEL_PER_ONCE)
    return g_strdup_printf ("%s a %s%s", amount, unit, spans[licence->price.per]);
  whole = cli_money (sim_muldiv (licence->price.minor, count, 1), licence->price.currency);
  return g_strdup_printf ("%s a %s, once: %s", amount, unit, whole);
}

static char *
source_words (const ModelLicence *licence)
{
  const ModelPrice *price = &licence->price;

  if (price->minor < 0)
    return g_strdup ("a price is missing");
  return g_strdup_printf ("%s%s, %s%s", price->listed ? "list price of " : "", price->when, price->source,
                          price->from_memory ? " (nobody has sourced it)" : "");
}

/* ---- Tables ---- */

static void
row_of_sum (VizDocument *document, const char *name, const ModelCostSum *sum, const char *currency)
{
  g_autofree char *physical = cores_or_dash (sum, sum->physical), *billed = cores_or_dash (sum, sum->billed),
                  *ghosts = cores_or_dash (sum, sum->billed < 0 ? -1 : sum->billed - sum->physical),
                  *annual = cli_money_of (sum, sum->annual, currency),
                  *vm = cli_money_of (sum, model_cost_per (sum->annual, sum->vms), currency),
                  *core = cli_money_of (sum, model_cost_per (sum->annual, sum->physical), currency),
                  *reserve = cli_money_of (sum, sum->reserve, currency);

  viz_document_row (document, VIZ_PLAIN);
  viz_document_cell (document, "%s", name);
  viz_document_cell (document, "%" G_GINT64_FORMAT, sum->hosts);
  viz_document_cell (document, "%" G_GINT64_FORMAT, sum->vms);
  viz_document_cell (document, "%s", physical);
  viz_document_cell (document, "%s", billed);
  viz_document_cell (document, "%s", ghosts);
  viz_document_cell (document, "%s", annual);
  viz_document_cell (document, "%s", vm);
  viz_document_cell (document, "%s", core);
  viz_document_cell (document, "%s", reserve);
}

static void
tell_clusters (const ModelCosts *cost, const ModelFleet *fleet, VizDocument *document)
{
  viz_document_table (
      document, "clusters",
      "cluster|hosts|VMs|cores|billed|ghosts|cost a year|per VM|per core there|kept free for failures");
  for (guint32 c = 0; c < cost->n_clusters; c++)
    row_of_sum (document, fleet->clusters[c].name, &cost->clusters[c], cost->currency);
  if (cost->n_clusters > 1)
    row_of_sum (document, "all", &cost->total, cost->currency);
}

static char *
cpus_of (const ModelHost *host)
{
  GString *text = g_string_new (NULL);

  if (!model_host_has_cores (host))
    g_string_append (text, "not said");
  else if (!host->socket_cores)
    g_string_append_printf (text, "%u × %u", host->sockets, host->cores / host->sockets);
  for (guint32 s = 0; host->socket_cores && s < host->sockets; s++)
    g_string_append_printf (text, "%s%u", s ? " + " : "", host->socket_cores[s]);
  return g_string_free (text, FALSE);
}

/* Neighbours that are alike in everything that is told. */
static void
tell_hosts (const ModelCosts *cost, const SimRun *run, VizDocument *document)
{
  const ModelFleet *fleet = model_fleet (run);

  viz_document_table (document, "hosts", "host|cluster|CPUs|cores|billed|ghosts|cost a year, each");
  for (guint32 first = 0, next; first < fleet->n_hosts; first = next) {
    const ModelHost *host = &fleet->hosts[first];
    const ModelCostSum *sum = &cost->clusters[host->cluster];
    gint64 billed = model_cost_billed_of_host (cost, run, first),
           annual = model_cost_of_host (cost, run, first);
    g_autofree char *cpus = cpus_of (host), *amount = cli_money_of (sum, annual, cost->currency);

    for (next = first + 1; next < fleet->n_hosts && fleet->hosts[next].cluster == host->cluster; next++) {
      g_autofree char *other = cpus_of (&fleet->hosts[next]);
      gint64 theirs = model_cost_of_host (cost, run, next);

      if (!g_str_equal (cpus, other) || ABS (theirs - annual) > 1) /* a cent may be left over */
        break;
    }
    viz_document_row (document, VIZ_PLAIN);
    if (next == first + 1)
      viz_document_cell (document, "%s", host->name);
    else
      viz_document_cell (document, "%s to %s", host->name, fleet->hosts[next - 1].name);
    viz_document_cell (document, "%s", fleet->clusters[host->cluster].name);
    viz_document_cell (document, "%s", cpus);
    viz_document_cell (document, host->cores ? "%u" : "-", host->cores);
    viz_document_cell (document, billed < 0 ? "-" : "%" G_GINT64_FORMAT, billed);
    viz_document_cell (document, billed < 0 ? "-" : "%" G_GINT64_FORMAT, billed - host->cores);
    viz_document_cell (document, "%s", amount);
  }
}

static void
tell_tiers (const ModelCosts *cost, const SimRun *run, VizDocument *document)
{
  const ModelFleet *fleet = model_fleet (run);
  gboolean any = FALSE;

  for (guint32 vm = 0; vm < fleet->n_vms && !any; vm++)
    any = fleet->vms[vm].tier != NULL;
  if (!any)
    return;
  viz_document_say (document, VIZ_HEADING, VIZ_PLAIN, "Tiers of workload, each with its share by vCPUs");
  viz_document_table (document, "tiers", "tier|cluster|VMs|vCPUs|cost a year|per VM");
  for (guint32 c = 0; c < cost->n_clusters; c++) {
    g_autoptr (GArray) tiers = model_cost_tiers (cost, run, c);

    for (guint t = 0; t < tiers->len; t++) {
      const ModelTier *tier = &g_array_index (tiers, ModelTier, t);
      g_autofree char *annual
          = cli_money_of (&cost->clusters[c], tier->annual, cost->currency),
          *vm = cli_money_of (&cost->clusters[c], model_cost_per (tier->annual, tier->vms), cost->currency);

      viz_document_row (document, VIZ_PLAIN);
      viz_document_cell (document, "%s", tier->name ? tier->name : "none");
      viz_document_cell (document, "%s", fleet->clusters[c].name);
      viz_document_cell (document, "%" G_GINT64_FORMAT, tier->vms);
      viz_document_cell (document, "%" G_GINT64_FORMAT, tier->vcpus);
      viz_document_cell (document, "%s", annual);
      viz_document_cell (document, "%s", vm);
    }
  }
}

static void
tell_licence (const ModelLicenceSum *sum, VizDocument *document)
{
  const ModelLicence *licence = &sum->terms;
  g_autofree char *price = price_words (licence, sum->count), *source = source_words (licence),
                  *annual = cli_money (licence->price.minor < 0 ? -1 : sum->annual, licence->price.currency);
  const char *const *words = model_metric_words[model_licences[licence->model].metric];

  viz_document_row (document, licence->price.minor < 0 || sum->beyond ? VIZ_DOUBTFUL : VIZ_PLAIN);
  viz_document_cell (document, "%s", licence->name);
  viz_document_cell (document, "%s",
                     sum->assumed ? "not said; as VMware and Nutanix sell by core"
                                  : model_licences[licence->model].title);
  viz_document_cell (document, "%" G_GINT64_FORMAT " %s", sum->units, words[sum->units == 1 ? 0 : 1]);
  if (sum->beyond)
    viz_document_cell (document, "%u at most", licence->terms.most);
  else if (licence->terms.pack > 1)
    viz_document_cell (document, "%" G_GINT64_FORMAT " packs of %u", sum->count, licence->terms.pack);
  else
    viz_document_cell (document, "%" G_GINT64_FORMAT, sum->ordered);
  viz_document_cell (document, "%s", price);
  viz_document_cell (document, "%s", source);
  viz_document_cell (document, "%s", annual);
}

static void
tell_licences (const ModelCosts *cost, VizDocument *document)
{
  viz_document_say (document, VIZ_HEADING, VIZ_PLAIN, "Licences, and where their prices are from");
  viz_document_table (document, "licences",
                      "licence|what it is|counts|ordered|price|date and source|cost a year");
  for (guint32 l = 0; l < cost->n_licences; l++)
    if (cost->licences[l].used && (cost->licences[l].units || cost->licences[l].terms.price.minor >= 0))
      tell_licence (&cost->licences[l], document);
}

/* Capacity comes with billed cores, ghosts included (L-10). */
static void
tell_vsan (const ModelCosts *cost, VizDocument *document)
{
  gboolean begun = FALSE;

  for (guint32 l = 0; l < cost->n_licences; l++) {
    const ModelLicenceSum *sum = &cost->licences[l];
    g_autofree char *entitled = model_unit_text (MODEL_UNIT_MIB, sum->vsan_entitled),
                    *raw = model_unit_text (MODEL_UNIT_MIB, sum->vsan_raw);

    if (!sum->vsan_raw)
      continue;
    if (!begun) {
      viz_document_say (document, VIZ_HEADING, VIZ_PLAIN,
                        "vSAN capacity that comes with the cores, in one pool");
      viz_document_table (document, "vsan",
                          "licence|comes with it|raw capacity|to buy|to spare|of no licence");
      begun = TRUE;
    }
    viz_document_row (document, sum->vsan_unlicensed ? VIZ_DOUBTFUL : VIZ_PLAIN);
    viz_document_cell (document, "%s", sum->terms.name);
    viz_document_cell (document, "%s", entitled);
    viz_document_cell (document, "%s", raw);
    viz_document_cell (document, "%" G_GINT64_FORMAT " TiB", sum->vsan_to_buy);
    viz_document_cell (document, "%" G_GINT64_FORMAT " TiB",
                       model_vsan_slack (sum->vsan_entitled, sum->vsan_raw));
    viz_document_cell (document, "%" G_GINT64_FORMAT " TiB", sum->vsan_unlicensed);
  }
}

static void
tell_forecast (VizDocument *document, const char *by, gint64 forecast, gint64 bill, const char *currency)
{
  g_autofree char *was = cli_money (forecast, currency), *is = cli_money (bill, currency),
                  *gap = cli_gap (forecast, bill);

  if (forecast < 0)
    return;
  viz_document_row (document, bill > forecast ? VIZ_DOUBTFUL : VIZ_PLAIN);
  viz_document_cell (document, "%s", by);
  viz_document_cell (document, "%s", was);
  viz_document_cell (document, "%s", is);
  viz_document_cell (document, "%s", gap);
}

static void
tell_forecasts (const ModelCosts *cost, VizDocument *document)
{
  if (!model_cost_is_complete (&cost->total) || !cost->currency)
    return;
  viz_document_say (document, VIZ_HEADING, VIZ_PLAIN, "What a forecast would have said of the first year");
  viz_document_table (document, "forecasts", "forecast by|forecast|bill|bill above forecast");
  tell_forecast (document, "cores that are there", cost->forecast_cores, cost->first_year, cost->currency);
  tell_forecast (document, "hosts, from the last renewal", cost->forecast_hosts, cost->first_year,
                 cost->currency);
  tell_forecast (document, "VMs, from the last renewal", cost->forecast_vms, cost->first_year,
                 cost->currency);
  if (cost->late) {
    g_autofree char *late = cli_money (cost->late, cost->currency);

    viz_document_say (document, VIZ_PARAGRAPH, VIZ_DOUBTFUL,
                      "Of the bill of the first year %s are for renewing late.", late);
  }
}

/* What the plan makes of it, cluster by cluster. */
static void
tell_change (const ModelCosts *before, const ModelCosts *after, const ModelFleet *fleet,
             VizDocument *document)
{
  viz_document_say (document, VIZ_HEADING, VIZ_PLAIN, "When the plan is over");
  viz_document_table (document, "change",
                      "cluster|billed before|billed after|cost a year before|cost a year after");
  for (guint32 c = 0; c <= after->n_clusters; c++) {
    const ModelCostSum *was = c < after->n_clusters ? &before->clusters[c] : &before->total;
    const ModelCostSum *is = c < after->n_clusters ? &after->clusters[c] : &after->total;
    g_autofree char *billed = cores_or_dash (was, was->billed),
                    *billed_after = cores_or_dash (is, is->billed),
                    *cost = cli_money_of (was, was->annual, before->currency),
                    *cost_after = cli_money_of (is, is->annual, after->currency);

    if (c == after->n_clusters && c == 1)
      continue;
    viz_document_row (document, VIZ_PLAIN);
    viz_document_cell (document, "%s", c < after->n_clusters ? fleet->clusters[c].name : "all");
    viz_document_cell (document, "%s", billed);
    viz_document_cell (document, "%s", billed_after);
    viz_document_cell (document, "%s", cost);
    viz_document_cell (document, "%s", cost_after);
  }
  tell_licences (after, document);
  tell_vsan (after, document);
  tell_forecasts (after, document);
}

/* Which licences are used, and what they come to. */
static gboolean
differ (const ModelCosts *before, const ModelCosts *after)
{
  for (guint32 l = 0; l < after->n_licences; l++)
    if (before->licences[l].used != after->licences[l].used
        || before->licences[l].units != after->licences[l].units)
      return TRUE;
  return FALSE;
}

gboolean
cli_cost_is_told (const ModelCosts *cost, const ModelFleet *fleet)
{
  return fleet->n_licences > 0 || (cost->total.coreless == 0 && cost->total.billed > cost->total.physical);
}

void
cli_tell_cost (const ModelCosts *before, const ModelCosts *after, const SimRun *run, VizDocument *document)
{
  g_autofree char *sentence = cli_cost_sentence (before);

  viz_document_section (document, "cost", "Cost of licences");
  viz_document_say (document, VIZ_PARAGRAPH,
                    model_cost_is_complete (&before->total) ? VIZ_PLAIN : VIZ_DOUBTFUL, "%s", sentence);
  tell_clusters (before, model_fleet (run), document);
  viz_document_say (document, VIZ_HEADING, VIZ_PLAIN, "Hosts");
  tell_hosts (before, run, document);
  tell_tiers (before, run, document);
  tell_licences (before, document);
  tell_vsan (before, document);
  tell_forecasts (before, document);
  if (differ (before, after))
    tell_change (before, after, model_fleet (run), document);
}
