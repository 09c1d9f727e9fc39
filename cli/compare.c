#include "cli/compare.h"

#include "cli/topics.h"

#include <string.h>

/* ---- Measures ---- */

#define MEASURE(NAME) static CliMeasured NAME (const CliSide *side)

static CliMeasured
known (gint64 value)
{
  return (CliMeasured){ TRUE, value };
}

static CliMeasured
unless_negative (gint64 value)
{
  return (CliMeasured){ value >= 0, value };
}

static CliMeasured
money (const ModelCosts *cost, gint64 value)
{
  return (CliMeasured){ cost->currency && model_cost_is_complete (&cost->total) && value >= 0, value };
}

MEASURE (outcome)
{
  return known (model_outcome (side->rehearsal->run));
}

MEASURE (ends)
{
  return known (model_ended_at (side->rehearsal->run));
}

MEASURE (window)
{
  return (CliMeasured){ side->rehearsal->fleet->window > 0, side->rehearsal->fleet->window };
}

MEASURE (beyond_window)
{
  gint64 beyond = model_ended_at (side->rehearsal->run) - side->rehearsal->fleet->window;

  return (CliMeasured){ side->rehearsal->fleet->window > 0, MAX (beyond, 0) };
}

static CliMeasured
of_severity (const CliSide *side, SimSeverity severity)
{
  const SimWorld *world = side->rehearsal->run->world;
  gint64 n = 0;

  for (guint i = 0; i < world->n_findings; i++)
    n += world->findings[i].severity == severity;
  return known (n);
}

MEASURE (outages)
{
  return of_severity (side, SIM_OUTAGE);
}
MEASURE (risks)
{
  return of_severity (side, SIM_RISK);
}
MEASURE (notes)
{
  return of_severity (side, SIM_NOTE);
}
MEASURE (hosts)
{
  return known (side->after->total.hosts);
}
MEASURE (vms)
{
  return known (side->after->total.vms);
}
MEASURE (annual)
{
  return money (side->before, side->before->total.annual);
}
MEASURE (annual_after)
{
  return money (side->after, side->after->total.annual);
}
MEASURE (first_year)
{
  return money (side->after, side->after->first_year);
}
MEASURE (reserve)
{
  return money (side->after, side->after->total.reserve);
}

MEASURE (per_vm)
{
  return money (side->after, model_cost_per (side->after->total.annual, side->after->total.vms));
}

MEASURE (physical)
{
  return (CliMeasured){ !side->after->total.coreless, side->after->total.physical };
}

MEASURE (billed)
{
  return side->after->total.coreless ? (CliMeasured){ FALSE, 0 }
                                     : unless_negative (side->after->total.billed);
}

MEASURE (ghosts)
{
  const ModelCostSum *total = &side->after->total;

  return (CliMeasured){ !total->coreless && total->billed >= 0, total->billed - total->physical };
}

/* The least that a margin came to at any moment, over all clusters or groups that have one. */
static CliMeasured
fewest (const CliSide *side, CliMarginKind kind)
{
  CliMeasured least = { FALSE, 0 };

  for (guint m = 0; m < side->margins->all->len; m++) {
    const CliMargin *margin = &g_array_index (side->margins->all, CliMargin, m);

    for (guint i = 0; margin->kind == kind && i < margin->marks->len; i++) {
      const CliMark *mark = &g_array_index (margin->marks, CliMark, i);

      if (mark->known && (!least.known || mark->margin < least.value))
        least = known (mark->margin);
    }
  }
  return least;
}

MEASURE (headroom)
{
  return fewest (side, CLI_HEADROOM);
}
MEASURE (quorum)
{
  return fewest (side, CLI_QUORUM);
}
MEASURE (vsan)
{
  return fewest (side, CLI_VSAN);
}

/* clang-format off */
const CliMeasure cli_measures[] = {
  { "outcome",             "the plan is",                              CLI_OUTCOME,  outcome },
  { "ended_ms",            "it takes",                                 CLI_DURATION, ends },
  { "window_ms",           "window",                                   CLI_DURATION, window },
  { "beyond_window_ms",    "beyond the window",                        CLI_DURATION, beyond_window },
  { "outages",             "outages",                                  CLI_COUNT,    outages },
  { "risks",               "risks",                                    CLI_COUNT,    risks },
  { "notes",               "notes",                                    CLI_COUNT,    notes },
  { "fewest_covered",      "fewest host failures that HA covers",      CLI_COUNT,    headroom },
  { "fewest_quorum",       "fewest members that a quorum may lose",    CLI_COUNT,    quorum },
  { "fewest_vsan",         "fewest losses that vSAN objects survive",  CLI_COUNT,    vsan },
  { "annual_cost",         "cost a year, before the plan",             CLI_MONEY,    annual },
  { "annual_cost_after",   "cost a year, after the plan",              CLI_MONEY,    annual_after },
  { "first_year",          "bill of the first year, after it",         CLI_MONEY,    first_year },
  { "cost_per_vm",         "cost a VM and year, after it",             CLI_MONEY,    per_vm },
  { "reserve_cost",        "of it kept free for failures",             CLI_MONEY,    reserve },
  { "hosts",               "hosts",                                    CLI_COUNT,    hosts },
  { "vms",                 "VMs",                                      CLI_COUNT,    vms },
  { "physical_cores",      "cores",                                    CLI_COUNT,    physical },
  { "billed_cores",        "billed cores",                             CLI_COUNT,    billed },
  { "ghost_cores",         "ghost cores",                              CLI_COUNT,    ghosts },
  { NULL, NULL, CLI_COUNT, NULL },
};
/* clang-format on */

/* ---- Sides ---- */

CliSide *
cli_side_new (const CliOptions *options, const char *what)
{
  CliRehearsal *rehearsal = cli_prepare (options, what);
  CliSide *side;

  if (!rehearsal)
    return NULL;
  side = g_new0 (CliSide, 1);
  side->name = g_path_get_basename (what);
  if (g_str_has_suffix (side->name, ".yaml"))
    side->name[strlen (side->name) - strlen (".yaml")] = '\0';
  side->rehearsal = rehearsal;
  side->before = model_cost_new (rehearsal->run);
  side->margins = cli_margins_of (rehearsal);
  side->after = model_cost_new (rehearsal->run);
  return side;
}

void
cli_side_free (CliSide *side)
{
  if (!side)
    return;
  cli_margins_free (side->margins);
  model_cost_free (side->before);
  model_cost_free (side->after);
  cli_rehearsal_free (side->rehearsal);
  g_free (side->name);
  g_free (side);
}

guint
cli_side_findings (const CliSide *side, guint kind)
{
  const SimWorld *world = side->rehearsal->run->world;
  guint n = 0;

  for (guint i = 0; i < world->n_findings; i++)
    n += world->findings[i].kind == kind;
  return n;
}

char *
cli_measured_text (const CliSide *side, const CliMeasure *measure)
{
  CliMeasured is = measure->of (side);

  if (!is.known)
    return g_strdup ("-");
  switch (measure->unit) {
  case CLI_MONEY:
    return cli_money (is.value, side->after->currency ? side->after->currency : side->before->currency);
  case CLI_DURATION:
    return is.value ? sim_time_words (is.value / SIM_SECOND * SIM_SECOND) : g_strdup ("0 s");
  case CLI_OUTCOME:
    return g_strdup (model_outcome_words[is.value]);
  case CLI_COUNT:
  default:
    return is.value < 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, is.value) : cli_count (is.value);
  }
}

char *
cli_side_worst (const CliSide *side)
{
  const SimRun *run = side->rehearsal->run;
  const SimFinding *worst = NULL;
  g_autofree char *when = NULL;

  for (guint i = 0; i < run->world->n_findings; i++) {
    const SimFinding *finding = &run->world->findings[i];

    if (!worst || finding->severity > worst->severity
        || (finding->severity == worst->severity && finding->since < worst->since))
      worst = finding;
  }
  if (!worst)
    return g_strdup ("-");
  when = cli_clock_of (worst->since);
  return g_strdup_printf ("%s %s of %s at %s", sim_severity_names[worst->severity],
                          run->model->kinds[worst->kind].code, run->model->name (run->model, worst->subject),
                          when);
}
