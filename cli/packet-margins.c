/* What a margin came to while a step went on. */

#include "cli/packet.h"

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
