#include "cli/margins.h"

/* Whose events a margin of each kind goes by: it changes when its machine is asked to add up again. */
static const guint machines[CLI_N_MARGINS] = {
  [CLI_HEADROOM] = MODEL_MACHINE_ADMISSION,
  [CLI_QUORUM] = MODEL_MACHINE_QUORUM,
  [CLI_VSAN] = MODEL_MACHINE_VSAN,
};

static gboolean
margin_of (const SimRun *run, CliMarginKind kind, guint32 index, gint64 *ret_margin)
{
  guint state;

  switch (kind) {
  case CLI_HEADROOM:
    *ret_margin = model_admission_covers (run, index);
    return model_state (run, MODEL_MACHINE_ADMISSION, index) != ADMISSION_AT_ABSENT;
  case CLI_QUORUM:
    *ret_margin = model_quorum (run, index).margin;
    return TRUE;
  case CLI_VSAN:
  case CLI_N_MARGINS:
    break;
  }
  state = model_state (run, MODEL_MACHINE_VSAN, index);
  *ret_margin = state == VSAN_AT_LOST ? -1 : state == VSAN_AT_CRITICAL ? 0 : state == VSAN_AT_REDUCED ? 1 : 2;
  return TRUE;
}

static void
mark (const SimRun *run, CliMargin *margin)
{
  CliMark now = { sim_now (run), 0, FALSE }, *before;

  now.known = margin_of (run, margin->kind, margin->index, &now.margin);
  before = margin->marks->len ? &g_array_index (margin->marks, CliMark, margin->marks->len - 1) : NULL;
  if (before && before->known == now.known && (!now.known || before->margin == now.margin))
    return;
  if (before && before->at == now.at) /* only what it comes to in a moment counts */
    *before = now;
  else
    g_array_append_val (margin->marks, now);
}

static void
add_margin (CliMargins *margins, const SimRun *run, CliMarginKind kind, guint32 index)
{
  CliMargin margin = { kind, index, g_array_new (FALSE, FALSE, sizeof (CliMark)) };

  mark (run, &margin);
  g_array_index (margin.marks, CliMark, 0).at = -1; /* before anything happens */
  g_array_append_val (margins->all, margin);
}

/* Only what can be lost has a margin: HA where it is on, vSAN where there is any. */
CliMargins *
cli_margins_new (const SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  CliMargins *margins = g_new (CliMargins, 1);

  margins->all = g_array_new (FALSE, FALSE, sizeof (CliMargin));
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    if (fleet->clusters[c].ha)
      add_margin (margins, run, CLI_HEADROOM, c);
  for (guint32 q = 0; q < fleet->n_groups; q++)
    add_margin (margins, run, CLI_QUORUM, q);
  for (guint32 c = 0; fleet->has_vsan && c < fleet->n_clusters; c++)
    if (fleet->clusters[c].vsan.architecture != MODEL_VSAN_NONE)
      add_margin (margins, run, CLI_VSAN, c);
  return margins;
}

void
cli_margins_free (CliMargins *margins)
{
  if (!margins)
    return;
  for (guint m = 0; m < margins->all->len; m++)
    g_array_unref (g_array_index (margins->all, CliMargin, m).marks);
  g_array_unref (margins->all);
  g_free (margins);
}

const CliMargin *
cli_margins_find (const CliMargins *margins, guint machine, guint32 index)
{
  for (guint m = 0; m < margins->all->len; m++) {
    const CliMargin *margin = &g_array_index (margins->all, CliMargin, m);

    if (machines[margin->kind] == machine && margin->index == index)
      return margin;
  }
  return NULL;
}

void
cli_margins_take (CliMargins *margins, const SimRun *run, const SimEntry *entry)
{
  CliMargin *margin;

  if (entry->machine != MODEL_MACHINE_ADMISSION && entry->machine != MODEL_MACHINE_QUORUM
      && entry->machine != MODEL_MACHINE_VSAN)
    return;
  margin = (CliMargin *) cli_margins_find (margins, entry->machine, sim_model_index (run->model, entry->to));
  if (margin)
    mark (run, margin);
}

CliMargins *
cli_margins_of (const CliRehearsal *rehearsal)
{
  SimRun *run = rehearsal->run;
  CliMargins *margins = cli_margins_new (run);
  guint taken = 0;

  while (sim_run_step (run))
    for (; taken < sim_journal_length (run->journal); taken++)
      cli_margins_take (margins, run, sim_journal_get (run->journal, taken));
  return margins;
}
