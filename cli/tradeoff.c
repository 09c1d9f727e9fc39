#include "cli/tradeoff.h"

#include "cli/json.h"

#include <stdio.h>
#include <string.h>

#define MOST_HOSTS  128
#define MOST_POINTS 32

/* ---- One point ---- */

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x > y ? -1 : x < y;
}

static gint64
memory_in_use (const SimRun *run)
{
  gint64 sum = 0;

  for (guint32 host = 0; host < model_fleet (run)->n_hosts; host++)
    sum += model_host_state (run, host)->memory_demand_mib;
  return sum;
}

/* How many of the largest hosts on which VMs may run could go before the others had less memory than is in use; -1 they have
 * less already. */
static gint64
memory_bears (const SimRun *run, gint64 in_use)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 left = 0, bears = -1;

  for (guint32 host = 0; host < model_fleet (run)->n_hosts; host++) {
    gint64 size = model_host_memory (model_fleet (run), host);

    if (!model_host_in_pool (run, host))
      continue;
    left += size;
    g_array_append_val (sizes, size);
  }
  g_array_sort (sizes, compare_sizes);
  for (guint i = 0; i < sizes->len && left >= in_use; i++) {
    bears++;
    left -= g_array_index (sizes, gint64, i);
  }
  return bears;
}

/* Of all clusters, the least that HA covers now; -1 there is no HA. */
static gint64
ha_covers (const SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  gint64 least = -1;

  for (guint32 c = 0; c < fleet->n_clusters; c++)
    if (fleet->clusters[c].ha && (least < 0 || model_admission_covers (run, c) < least))
      least = model_admission_covers (run, c);
  return least;
}

/* Both have to bear it. */
static gint64
survives (const SimRun *run, gint64 in_use)
{
  gint64 covers = ha_covers (run);

  return covers < 0 ? -1 : MAX (0, MIN (covers, memory_bears (run, in_use)));
}

/* Runs to the end; the fewest at any moment at which a host changes its state. */
static gint64
fewest_survived (SimRun *run, gint64 in_use)
{
  gint64 fewest = survives (run, in_use);

  while (sim_run_step (run))
    if ((run->entry.machine == MODEL_MACHINE_HOST || run->entry.machine == MODEL_MACHINE_ADMISSION)
        && run->entry.state_from != run->entry.state_to)
      fewest = MIN (fewest, survives (run, in_use));
  return fewest;
}

static gboolean
has_outage (const SimRun *run)
{
  for (guint i = 0; i < run->world->n_findings; i++)
    if (run->world->findings[i].severity == SIM_OUTAGE)
      return TRUE;
  return FALSE;
}

/* Whether it is as the rule for the knee has it. */
static gboolean
measure (VizCurve *curve, const CliRehearsal *rehearsal)
{
  g_autoptr (ModelCosts) cost = model_cost_new (rehearsal->run);
  gint64 in_use = memory_in_use (rehearsal->run), before = survives (rehearsal->run, in_use);
  gint64 fewest = fewest_survived (rehearsal->run, in_use);
  gint64 window = rehearsal->fleet->window;
  VizCurvePoint point
      = { .hosts = rehearsal->fleet->n_hosts,
          .cost = cost->currency && model_cost_is_complete (&cost->total) ? cost->total.annual : -1,
          .before = before,
          .fewest = fewest,
          .takes = model_ended_at (rehearsal->run),
          .ends = model_outcome (rehearsal->run) == MODEL_COMPLETED };

  point.cost_text = point.cost < 0 ? g_strdup ("not priced") : cli_count (point.cost / 100);
  point.takes_text = sim_time_words (point.takes / SIM_MINUTE * SIM_MINUTE);
  g_array_append_val (curve->points, point);
  if (!curve->title) {
    g_autofree char *asked = sim_time_words (window);

    curve->title = g_strdup (rehearsal->fleet->title ? rehearsal->fleet->title : rehearsal->fleet->file);
    curve->window = window;
    curve->window_text = window ? g_strdup_printf ("window, %s", asked) : NULL;
  }
  if (cost->currency && !curve->cost_unit) {
    GString *note = g_string_new (NULL);

    curve->cost_unit = g_strdup_printf ("licences cost a year, %s", cost->currency);
    for (guint32 l = 0; l < cost->n_licences; l++) {
      const ModelLicence *licence = &cost->licences[l].terms;
      g_autofree char *amount = cli_money (licence->price.minor, licence->price.currency);

      if (cost->licences[l].used && licence->price.minor >= 0)
        g_string_append_printf (note, "%s%s: %s, %s%s, %s", note->len ? "; " : "", licence->name, amount,
                                licence->price.listed ? "list price of " : "", licence->price.when,
                                licence->price.source);
    }
    curve->note = g_string_free (note, FALSE);
  }
  return point.ends && (!window || point.takes <= window) && !has_outage (rehearsal->run)
         && point.fewest >= 1;
}

/* ---- All ---- */

static char *
text_of (const char *what, gsize *ret_length)
{
  g_autofree char *bare
      = g_str_has_suffix (what, ".yaml") ? g_strndup (what, strlen (what) - 5) : g_strdup (what);
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;

  if (g_file_get_contents (what, &text, ret_length, NULL))
    return text;
  bytes = scenario_library_text (bare);
  *ret_length = bytes ? g_bytes_get_size (bytes) : 0;
  return bytes ? g_strndup (g_bytes_get_data (bytes, NULL), *ret_length) : NULL;
}

static gboolean
read_range (const char *text, guint *ret_from, guint *ret_to)
{
  int end = 0;

  return sscanf (text, "%3u..%3u%n", ret_from, ret_to, &end) == 2 && text[end] == '\0' && *ret_from >= 1
         && *ret_from <= *ret_to && *ret_to <= MOST_HOSTS && *ret_to - *ret_from < MOST_POINTS;
}

VizCurve *
cli_tradeoff (const CliOptions *options, const char *what, int *ret_status)
{
  g_autoptr (ModelFleet) as_it_is = NULL;
  g_autoptr (VizCurve) curve = viz_curve_new ();
  g_autofree char *text = NULL;
  guint from, to;
  gsize length;

  *ret_status = CLI_USAGE;
  if (!read_range (options->hosts, &from, &to)) {
    cli_complain ("cost: --hosts is a range of at most %d numbers up to %d, like 4..12, not '%s'",
                  MOST_POINTS, MOST_HOSTS, options->hosts);
    return NULL;
  }
  *ret_status = CLI_BAD_INPUT;
  as_it_is = cli_load (options, what, NULL);
  if (!as_it_is)
    return NULL;
  text = text_of (what, &length);
  if (as_it_is->n_clusters != 1 || !text) {
    cli_complain (text ? "cost: --hosts is for a scenario of one cluster"
                       : "cost: --hosts needs a file that can be read again");
    return NULL;
  }
  for (guint hosts = from; hosts <= to; hosts++) {
    g_autoptr (CliRehearsal) rehearsal = g_new0 (CliRehearsal, 1);
    g_autoptr (GError) error = NULL;

    rehearsal->fleet = scenario_read_resized (as_it_is->file, text, (gssize) length, hosts, &error);
    if (!rehearsal->fleet) {
      cli_report (error->message);
      cli_complain ("cost: with %u hosts it cannot be: what names a host keeps it from being left out",
                    hosts);
      return NULL;
    }
    rehearsal->fleet->seed = as_it_is->seed;
    rehearsal->rehearsal = model_rehearsal_new (rehearsal->fleet);
    rehearsal->run = model_rehearsal_start (rehearsal->rehearsal, TRUE);
    if (measure (curve, rehearsal) && curve->knee == G_MAXUINT)
      curve->knee = curve->points->len - 1;
  }
  *ret_status = CLI_CLEAN;
  return g_steal_pointer (&curve);
}

/* ---- Telling ---- */

static const char rule[]
    = "The knee is the fewest hosts with which the plan comes to its end, within its window, without an "
      "outage, and one more host may fail at every moment: HA covers it, and the others have the memory that "
      "is in use.";

char *
cli_tradeoff_text (const VizCurve *curve)
{
  g_autoptr (VizDocument) document = viz_document_new (curve->title);

  viz_document_section (document, "curve", "Cost, hosts that may fail, and time");
  viz_document_table (
      document, "curve",
      "hosts|cost a year|one host more costs|may fail before|at the closest moment|the plan takes|it is|");
  for (guint i = 0; i < curve->points->len; i++) {
    const VizCurvePoint *point = &g_array_index (curve->points, VizCurvePoint, i);
    const VizCurvePoint *next = i + 1 < curve->points->len ? point + 1 : NULL;

    viz_document_row (document, VIZ_PLAIN);
    viz_document_cell (document, "%u", point->hosts);
    viz_document_cell (document, "%s", point->cost < 0 ? "-" : point->cost_text);
    if (next && next->cost >= point->cost && point->cost >= 0) {
      g_autofree char *more = cli_count ((next->cost - point->cost) / 100);

      viz_document_cell (document, "%s", more);
    } else
      viz_document_cell (document, "-");
    viz_document_cell (document, point->before < 0 ? "-" : "%" G_GINT64_FORMAT, point->before);
    viz_document_cell (document, point->fewest < 0 ? "-" : "%" G_GINT64_FORMAT, point->fewest);
    viz_document_cell (document, "%s", point->takes_text);
    viz_document_cell (document, "%s",
                       !point->ends                                    ? "not completed"
                       : curve->window && point->takes > curve->window ? "beyond the window"
                                                                       : "completed");
    viz_document_cell (document, "%s", i == curve->knee ? "<- knee" : "");
  }
  if (curve->knee == G_MAXUINT)
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_DOUBTFUL, "There is no knee among them. %s", rule);
  else
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN, "The knee is at %u hosts. %s",
                      g_array_index (curve->points, VizCurvePoint, curve->knee).hosts, rule);
  if (curve->note)
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN, "%s. Prices: %s.", curve->cost_unit, curve->note);
  return viz_document_terminal (document);
}

char *
cli_tradeoff_json (const VizCurve *curve)
{
  const VizCurvePoint *knee
      = curve->knee == G_MAXUINT ? NULL : &g_array_index (curve->points, VizCurvePoint, curve->knee);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_list (builder, "points");
  for (guint i = 0; i < curve->points->len; i++) {
    const VizCurvePoint *point = &g_array_index (curve->points, VizCurvePoint, i);

    json_builder_begin_object (builder);
    cli_json_int (builder, "hosts", point->hosts);
    cli_json_money (builder, "annual_cost", point->cost);
    cli_json_int_if (builder, "survives_before", point->before, point->before >= 0);
    cli_json_int_if (builder, "survives_fewest", point->fewest, point->fewest >= 0);
    cli_json_int (builder, "ended_ms", point->takes);
    cli_json_truth (builder, "completed", point->ends);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  cli_json_int_if (builder, "knee", knee ? knee->hosts : 0, knee != NULL);
  cli_json_text (builder, "rule", rule);
  json_builder_end_object (builder);
  return cli_json_done_with_money (builder);
}
