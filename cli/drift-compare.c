/* One plan under three governances: nobody looks, everybody looks and touches nothing, everybody puts right what he may. */

#include "cli/entropy.h"
#include "cli/json.h"

#include <string.h>

enum { THREE = 3 };

static const struct {
  ModelGovernance governance;
  const char *name, *key;
} ways[THREE] = {
  { MODEL_GOVERNANCE_NONE, "nobody looks", "none" },
  { MODEL_GOVERNANCE_DETECT, "detect only", "detect" },
  { MODEL_GOVERNANCE_REMEDIATE, "detect and remediate", "remediate" },
};

typedef struct {
  CliRehearsal *rehearsal;
  CliDrifts *drifts;
  CliEntropy *entropy;
} Way;

/* The same stretch of time for all three: to the end of the slowest plan, and of what breaks. */
static SimTime
end_of (const Way *all)
{
  const ModelFleet *fleet = all[0].rehearsal->fleet;
  SimTime end = 1;

  for (guint i = 0; i < THREE; i++)
    end = MAX (end, model_ended_at (all[i].rehearsal->run));
  for (guint32 f = 0; f < fleet->n_faults; f++)
    end = MAX (end, fleet->faults[f].at);
  return end;
}

static guint
count_findings (const SimRun *run, ModelFinding kind)
{
  guint n = 0;

  for (guint f = 0; f < run->world->n_findings; f++)
    n += run->world->findings[f].kind == kind;
  return n;
}

/* ---- In words ---- */

static char *
hours_words (gint64 ms)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%d", ms / SIM_HOUR, (int) (ms % SIM_HOUR * 10 / SIM_HOUR));
}

static char *
count_words (gint64 n)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, n);
}

static char *
mean_words (const CliEntropy *e)
{
  return e->found ? sim_time_words (e->found_sum / e->found / SIM_SECOND * SIM_SECOND) : g_strdup ("-");
}

typedef enum { DRIFTS, FOUND, MEAN, LONGEST, OVER, LEFT, MOST, INDEX_LEFT, SETTING_HOURS, VM_HOURS, UNKNOWN_VM_HOURS,
               MET, FOUGHT, FAILED, OUTCOME, N_LINES } Line;

static const char *const labels[N_LINES] = {
  [DRIFTS] = "times that a setting drifted", [FOUND] = "  found by a governor", [MEAN] = "  found after, on average",
  [LONGEST] = "  found after, at most", [OVER] = "  put right by the end", [LEFT] = "settings that differ at the end",
  [MOST] = "entropy index, highest", [INDEX_LEFT] = "entropy index, at the end", [SETTING_HOURS] = "setting-hours",
  [VM_HOURS] = "VM-hours exposed", [UNKNOWN_VM_HOURS] = "  while nobody knew",
  [MET] = "hosts taken out in an upgrade", [FOUGHT] = "settings fought over", [FAILED] = "remediations given up",
  [OUTCOME] = "the plan",
};

/* (transfer full) */
static char *
cell (const Way *way, Line line)
{
  const CliEntropy *e = way->entropy;
  const SimRun *run = way->rehearsal->run;

  switch (line) {
  case DRIFTS:
    return count_words (e->drifts);
  case FOUND:
    return count_words (e->found);
  case MEAN:
    return mean_words (e);
  case LONGEST:
    return e->found ? sim_time_words (e->found_longest / SIM_SECOND * SIM_SECOND) : g_strdup ("-");
  case OVER:
    return count_words (e->over);
  case LEFT:
    return count_words (e->settings_left);
  case MOST:
    return count_words (e->most);
  case INDEX_LEFT:
    return count_words (e->left);
  case SETTING_HOURS:
    return hours_words (e->setting_time);
  case VM_HOURS:
    return hours_words (e->vm_time);
  case UNKNOWN_VM_HOURS:
    return hours_words (e->unknown_vm_time);
  case MET:
    return count_words (count_findings (run, MODEL_FIND_REMEDIATION_MEETS_UPGRADE));
  case FOUGHT:
    return count_words (count_findings (run, MODEL_FIND_AUTHORITIES_FIGHT));
  case FAILED:
    return count_words (count_findings (run, MODEL_FIND_REMEDIATION_FAILED));
  case OUTCOME:
    return g_strdup (model_outcome_words[model_outcome (run)]);
  case N_LINES:
  default:
    g_assert_not_reached ();
  }
}

static char *
subtitle_of (const ModelFleet *fleet, SimTime end)
{
  g_autofree char *length = sim_time_words (end / SIM_MINUTE * SIM_MINUTE);

  return g_strdup_printf ("%s; %u host%s, %u VM%s, %u policy values; %u governor%s", length, fleet->n_hosts,
                          fleet->n_hosts == 1 ? "" : "s", fleet->n_vms, fleet->n_vms == 1 ? "" : "s", fleet->n_cells,
                          fleet->n_governors, fleet->n_governors == 1 ? "" : "s");
}

static char *
text_of (const Way *all, SimTime end)
{
  const ModelFleet *fleet = all[0].rehearsal->fleet;
  g_autofree char *subtitle = subtitle_of (fleet, end), *title = fleet->title ? cli_safe (fleet->title) : NULL;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s%s%s\n\n  %-34s", title ? title : "", title ? "\n" : "", subtitle, "");
  for (guint i = 0; i < THREE; i++)
    g_string_append_printf (text, "%22s", ways[i].name);
  g_string_append_c (text, '\n');
  for (guint line = 0; line < N_LINES; line++) {
    g_string_append_printf (text, "  %-34s", labels[line]);
    for (guint i = 0; i < THREE; i++) {
      g_autofree char *words = cell (&all[i], line);

      g_string_append_printf (text, "%22s", words);
    }
    g_string_append_c (text, '\n');
  }
  g_string_append (text, "\nThe entropy index is 1 for each declared setting whose actual value differs, and 1 for each VM that\n"
                         "runs under it; setting-hours and VM-hours are how long. docs/entropy.md reckons one by hand.\n");
  if (fleet->n_governors == 0)
    g_string_append (text, "The scenario has no `governance`, so all three are the same.\n");
  return g_string_free (text, FALSE);
}

/* ---- As a picture, and as data ---- */

static gboolean
is_same (const GArray *a, const GArray *b)
{
  return a->len == b->len && memcmp (a->data, b->data, a->len * sizeof (VizPoint)) == 0;
}

static char *
svg_of (const Way *all, SimTime end)
{
  const ModelFleet *fleet = all[0].rehearsal->fleet;
  g_autofree char *subtitle = subtitle_of (fleet, end);
  VizFrame frames[2] = { { .title = "Entropy index: settings that differ, and VMs that run under them", .unit = "settings + VMs", .n = THREE },
                         { .title = "Of that, what nobody knows of", .unit = "settings + VMs", .n = THREE } };

  for (guint i = 0; i < THREE; i++) {
    frames[0].names[i] = i == 1 && is_same (all[0].entropy->index, all[1].entropy->index)
                             ? "detect only (lies on \"nobody looks\")"
                             : ways[i].name;
    frames[1].names[i] = i == 2 && is_same (all[1].entropy->unknown, all[2].entropy->unknown)
                             ? "detect and remediate (lies on \"detect only\")"
                             : ways[i].name;
    frames[0].curves[i] = all[i].entropy->index;
    frames[1].curves[i] = all[i].entropy->unknown;
  }
  return viz_curves_svg (fleet->title ? fleet->title : "Determinism decay", subtitle, frames, 2, end);
}

static void
put_curve (JsonBuilder *builder, const char *key, const GArray *points)
{
  cli_json_list (builder, key);
  for (guint i = 0; i < points->len; i++) {
    json_builder_begin_array (builder);
    json_builder_add_int_value (builder, g_array_index (points, VizPoint, i).at);
    json_builder_add_int_value (builder, g_array_index (points, VizPoint, i).value);
    json_builder_end_array (builder);
  }
  json_builder_end_array (builder);
}

static char *
json_of (const Way *all, SimTime end)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_int (builder, "end_ms", end);
  cli_json_list (builder, "governances");
  for (guint i = 0; i < THREE; i++) {
    const CliEntropy *e = all[i].entropy;

    json_builder_begin_object (builder);
    cli_json_text (builder, "governance", ways[i].key);
    cli_json_text (builder, "outcome", model_outcome_words[model_outcome (all[i].rehearsal->run)]);
    cli_json_int (builder, "drifts", e->drifts);
    cli_json_int (builder, "found", e->found);
    cli_json_int (builder, "found_longest_ms", e->found_longest);
    cli_json_int (builder, "over", e->over);
    cli_json_int (builder, "settings_left", e->settings_left);
    cli_json_int (builder, "index_most", e->most);
    cli_json_int (builder, "index_most_at_ms", e->most_at);
    cli_json_int (builder, "index_left", e->left);
    cli_json_int (builder, "setting_ms", e->setting_time);
    cli_json_int (builder, "vm_ms", e->vm_time);
    cli_json_int (builder, "unknown_setting_ms", e->unknown_setting_time);
    cli_json_int (builder, "unknown_vm_ms", e->unknown_vm_time);
    put_curve (builder, "index", e->index);
    put_curve (builder, "unknown", e->unknown);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return cli_json_done (builder);
}

/* ---- All of it ---- */

static gboolean
rehearse (const CliOptions *options, const char *what, ModelGovernance governance, Way *way)
{
  way->rehearsal = cli_prepare_under (options, what, governance);
  if (way->rehearsal)
    way->drifts = cli_drifts_of (way->rehearsal);
  return way->rehearsal != NULL;
}

int
cli_drift_compare (const CliOptions *options, const char *what)
{
  Way all[THREE] = { 0 };
  gboolean svg = options->format ? g_str_equal (options->format, "svg")
                                 : options->output && g_str_has_suffix (options->output, ".svg");
  int status = CLI_BAD_INPUT;

  if (rehearse (options, what, ways[0].governance, &all[0]) && rehearse (options, what, ways[1].governance, &all[1])
      && rehearse (options, what, ways[2].governance, &all[2])) {
    SimTime end = end_of (all);
    g_autofree char *text = NULL;

    for (guint i = 0; i < THREE; i++)
      all[i].entropy = cli_entropy_of (all[i].rehearsal->run, all[i].drifts, end);
    text = svg                                           ? svg_of (all, end)
           : g_strcmp0 (options->format, "json") == 0 ? json_of (all, end)
                                                         : text_of (all, end);
    status = cli_put (options, text, -1);
    if (!status && all[2].entropy->settings_left)
      status = CLI_FINDINGS;
  }
  for (guint i = 0; i < THREE; i++) {
    cli_entropy_free (all[i].entropy);
    cli_drifts_free (all[i].drifts);
    cli_rehearsal_free (all[i].rehearsal);
  }
  return status;
}
