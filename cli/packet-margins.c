/* How much could still be lost at every moment of a run: host failures that HA covers, members of a quorum, copies on vSAN. */

#include "cli/packet.h"

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
add_margin (CliPacket *packet, const SimRun *run, CliMarginKind kind, guint32 index)
{
  CliMargin margin = { kind, index, g_array_new (FALSE, FALSE, sizeof (CliMark)) };

  mark (run, &margin);
  g_array_index (margin.marks, CliMark, 0).at = -1; /* before anything happens */
  g_array_append_val (packet->margins, margin);
}

/* Only what can be lost has a margin: HA where it is on, vSAN where there is any. */
void
cli_packet_add_margins (CliPacket *packet, const SimRun *run)
{
  const ModelFleet *fleet = packet->fleet;

  for (guint32 c = 0; c < fleet->n_clusters; c++)
    if (fleet->clusters[c].ha)
      add_margin (packet, run, CLI_HEADROOM, c);
  for (guint32 q = 0; q < fleet->n_groups; q++)
    add_margin (packet, run, CLI_QUORUM, q);
  for (guint32 c = 0; fleet->has_vsan && c < fleet->n_clusters; c++)
    if (fleet->clusters[c].vsan.architecture != MODEL_VSAN_NONE)
      add_margin (packet, run, CLI_VSAN, c);
}

/* What a margin is changes when its machine is asked to add up again, so that is when it is looked at. */
void
cli_packet_take_margins (const CliPacket *packet, const SimRun *run, guint machine, guint32 index)
{
  static const guint machines[] = { MODEL_MACHINE_ADMISSION, MODEL_MACHINE_QUORUM, MODEL_MACHINE_VSAN };

  for (guint m = 0; m < packet->margins->len; m++) {
    CliMargin *margin = &g_array_index (packet->margins, CliMargin, m);

    if (machines[margin->kind] == machine && margin->index == index)
      mark (run, margin);
  }
}

CliSpell
cli_packet_spell (const CliMargin *margin, SimTime from, SimTime until)
{
  CliSpell spell = { 0 };

  for (guint i = 0; i < margin->marks->len; i++) {
    const CliMark *now = &g_array_index (margin->marks, CliMark, i);
    SimTime next = i + 1 < margin->marks->len ? now[1].at : SIM_NEVER;
    SimTime overlap = MIN (next, until) - MAX (now->at, from);

    if (now->at < from) {
      spell.before = now->margin;
      spell.before_known = now->known;
    }
    if (now->at > until || next <= from)
      continue;
    if (!now->known) {
      spell.unknown += overlap;
      continue;
    }
    if (!spell.known)
      spell.fewest = now->margin;
    spell.known = TRUE;
    spell.fewest = MIN (spell.fewest, now->margin);
    spell.after = now->margin;
    spell.none_left += now->margin < 1 ? overlap : 0;
    spell.broken += now->margin < 0 ? overlap : 0;
  }
  return spell;
}
