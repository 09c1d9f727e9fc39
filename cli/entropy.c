#include "cli/entropy.h"

#include "models/governance/governance.h"

/* The index goes up or down by one: somebody begins or ceases to differ, or to run under what differs. */
typedef struct {
  SimTime at;
  gint64 change, unknown_change;
} Change;

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const Change *x = a, *y = b;

  return x->at < y->at ? -1 : x->at > y->at;
}

static void
add_change (GArray *changes, SimTime at, gint64 change, gint64 unknown_change)
{
  Change one = { at, change, unknown_change };

  g_array_append_val (changes, one);
}

/* ---- When each was found ---- */

/* What a cluster is set to differs seldom. */
static void
know_of_cluster (const CliDrifts *drifts, const SimFinding *finding, ModelDeclared what, SimTime *known)
{
  for (guint i = 0; i < drifts->all->len; i++) {
    const CliDrift *drift = drifts->all->pdata[i];

    if (drift->what.kind == what.kind && drift->what.index == what.index && finding->since <= drift->until
        && finding->until > drift->since)
      known[i] = MIN (known[i], MAX (finding->since, drift->since));
  }
}

/* By place among all of them: when a governor knew of it first; SIM_NEVER none did. A setting that changes from one wrong value
 * to another is known as long as the finding lasts. (transfer full) */
static SimTime *
when_known (const SimRun *run, const CliDrifts *drifts)
{
  g_autofree guint32 *last = g_new0 (guint32, model_fleet (run)->n_cells + 1); /* of a cell, + 1 */
  g_autofree guint32 *before = g_new0 (guint32, drifts->all->len + 1);         /* the one before it of its cell, + 1 */
  SimTime *known = g_new (SimTime, drifts->all->len + 1);
  ModelDeclared what;

  for (guint i = 0; i < drifts->all->len; i++) {
    const CliDrift *drift = drifts->all->pdata[i];

    known[i] = SIM_NEVER;
    if (drift->what.kind != MODEL_DECLARED_POLICY)
      continue;
    before[i] = last[drift->what.index];
    last[drift->what.index] = i + 1;
  }
  for (guint f = 0; f < run->world->n_findings; f++) {
    const SimFinding *finding = &run->world->findings[f];

    if (finding->kind != MODEL_FIND_DRIFT_DETECTED)
      continue;
    if (model_setting_of_cluster (run, (guint32) finding->evidence[3], &what)) {
      know_of_cluster (drifts, finding, what, known);
      continue;
    }
    for (guint32 i = last[sim_model_index (run->model, finding->subject)]; i; i = before[i - 1]) {
      const CliDrift *drift = drifts->all->pdata[i - 1];

      if (finding->since <= drift->until && finding->until > drift->since)
        known[i - 1] = MIN (known[i - 1], MAX (finding->since, drift->since));
    }
  }
  return known;
}

/* ---- Its integral and its curve ---- */

static gint64
length_of (SimTime from, SimTime to, SimTime end)
{
  return MAX (0, MIN (to, end) - MIN (from, end));
}

/* Something differs from one moment to another, and is known from a third on. */
static void
add_span (GArray *changes, SimTime from, SimTime to, SimTime known, SimTime end, gint64 *time, gint64 *unknown_time)
{
  SimTime until = MIN (to, known);

  if (from >= end || to <= from)
    return;
  *time += length_of (from, to, end);
  *unknown_time += length_of (from, until, end);
  add_change (changes, from, 1, 0);
  if (to <= end)
    add_change (changes, to, -1, 0);
  if (until <= from)
    return;
  add_change (changes, from, 0, 1);
  if (until <= end)
    add_change (changes, until, 0, -1);
}

static void
add_point (GArray *points, SimTime at, gint64 value)
{
  VizPoint point = { at, value };

  if (points->len && g_array_index (points, VizPoint, points->len - 1).value == value)
    return;
  if (points->len && g_array_index (points, VizPoint, points->len - 1).at == at)
    g_array_index (points, VizPoint, points->len - 1) = point;
  else
    g_array_append_val (points, point);
}

static void
draw (CliEntropy *entropy, GArray *changes)
{
  gint64 index = 0, unknown = 0;

  g_array_sort (changes, compare_changes);
  add_point (entropy->index, 0, 0);
  add_point (entropy->unknown, 0, 0);
  for (guint i = 0; i < changes->len;) {
    SimTime at = g_array_index (changes, Change, i).at;

    for (; i < changes->len && g_array_index (changes, Change, i).at == at; i++) {
      index += g_array_index (changes, Change, i).change;
      unknown += g_array_index (changes, Change, i).unknown_change;
    }
    add_point (entropy->index, at, index);
    add_point (entropy->unknown, at, unknown);
    if (index > entropy->most) {
      entropy->most = index;
      entropy->most_at = at;
    }
  }
  entropy->left = index;
}

CliEntropy *
cli_entropy_of (const SimRun *run, const CliDrifts *drifts, SimTime end)
{
  CliEntropy *entropy = g_new0 (CliEntropy, 1);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_autofree SimTime *known = when_known (run, drifts);

  entropy->index = g_array_new (FALSE, FALSE, sizeof (VizPoint));
  entropy->unknown = g_array_new (FALSE, FALSE, sizeof (VizPoint));
  for (guint i = 0; i < drifts->all->len; i++) {
    const CliDrift *drift = drifts->all->pdata[i];

    if (drift->since >= end)
      continue;
    entropy->drifts++;
    entropy->over += drift->until <= end;
    entropy->settings_left += drift->until > end;
    if (known[i] < end) {
      entropy->found++;
      entropy->found_sum += known[i] - drift->since;
      entropy->found_longest = MAX (entropy->found_longest, known[i] - drift->since);
    }
    add_span (changes, drift->since, drift->until, known[i], end, &entropy->setting_time,
              &entropy->unknown_setting_time);
    for (guint h = 0; h < drift->heirs->len; h++) {
      const CliHeir *heir = &g_array_index (drift->heirs, CliHeir, h);

      add_span (changes, heir->since, heir->until, known[i], end, &entropy->vm_time, &entropy->unknown_vm_time);
    }
  }
  draw (entropy, changes);
  return entropy;
}

void
cli_entropy_free (CliEntropy *entropy)
{
  if (!entropy)
    return;
  g_array_unref (entropy->index);
  g_array_unref (entropy->unknown);
  g_free (entropy);
}
