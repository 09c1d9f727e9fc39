/* The VMs that the plan touches: by owner and tier, those that are down by name, and all of them in a table of their own. */

#include "cli/packet.h"

#include <string.h>

#define MOST_NAMED 60 /* VMs that were down, told by name */

/* Whose VMs, of which tier. */
typedef struct {
  const char *owner, *tier; /* "" is not said */
  guint vms, moved, restarted, stopped, fell, still_down;
  SimTime longest, all;
} Group;

static const char *
said (const char *word)
{
  return word ? word : "";
}

static int
by_owner_and_tier (gconstpointer a, gconstpointer b)
{
  const Group *x = a, *y = b;
  int owner = strcmp (x->owner, y->owner);

  /* Who is not named stands last. */
  if (!*x->owner != !*y->owner)
    return *x->owner ? -1 : 1;
  return owner ? owner : strcmp (x->tier, y->tier);
}

static Group *
group_of (GArray *groups, const ModelVm *vm)
{
  Group *group;

  for (guint i = 0; i < groups->len; i++) {
    group = &g_array_index (groups, Group, i);
    if (g_str_equal (group->owner, said (vm->owner)) && g_str_equal (group->tier, said (vm->tier)))
      return group;
  }
  g_array_set_size (groups, groups->len + 1);
  group = &g_array_index (groups, Group, groups->len - 1);
  group->owner = said (vm->owner);
  group->tier = said (vm->tier);
  return group;
}

static GArray *
group_all (const CliPacket *packet)
{
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (Group));

  for (guint32 vm = 0; vm < packet->fleet->n_vms; vm++) {
    const CliFate *fate = &packet->fates[vm];
    Group *group = group_of (groups, &packet->fleet->vms[vm]);

    group->vms++;
    group->moved += fate->moves > 0;
    group->restarted += fate->restarts > 0;
    group->stopped += fate->stops > 0;
    group->fell += fate->falls > 0;
    group->still_down += fate->ends_down ? 1 : 0;
    group->longest = MAX (group->longest, fate->down);
    group->all += fate->down;
  }
  g_array_sort (groups, by_owner_and_tier);
  return groups;
}

static void
count_cell (VizDocument *document, guint n)
{
  viz_document_cell (document, n ? "%u" : "-", n);
}

static void
time_cell (VizDocument *document, SimTime time)
{
  g_autofree char *words = sim_time_words (time);

  viz_document_cell (document, "%s", time ? words : "-");
}

static void
tell_groups (const CliPacket *packet, VizDocument *document)
{
  g_autoptr (GArray) groups = group_all (packet);

  viz_document_table (
      document, "affected_vms",
      "Owner|Tier|VMs|Moved|Restarted by HA|Stopped on purpose|Failed|Down longest|Down in all|Still down");
  for (guint i = 0; i < groups->len; i++) {
    const Group *group = &g_array_index (groups, Group, i);

    viz_document_row (document, group->fell ? VIZ_BAD : group->stopped ? VIZ_DOUBTFUL : VIZ_PLAIN);
    viz_document_cell (document, "%s", *group->owner ? group->owner : "not said");
    viz_document_cell (document, "%s", *group->tier ? group->tier : "not said");
    viz_document_cell (document, "%u", group->vms);
    count_cell (document, group->moved);
    count_cell (document, group->restarted);
    count_cell (document, group->stopped);
    count_cell (document, group->fell);
    time_cell (document, group->longest);
    time_cell (document, group->all);
    count_cell (document, group->still_down);
  }
}

static int
by_down (gconstpointer a, gconstpointer b, gpointer data)
{
  const CliPacket *packet = data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return packet->fates[x].down != packet->fates[y].down
             ? (packet->fates[y].down > packet->fates[x].down)
                   - (packet->fates[y].down < packet->fates[x].down)
             : (x > y) - (x < y);
}

static void
tell_down (const CliPacket *packet, VizDocument *document)
{
  g_autoptr (GArray) down = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 vm = 0; vm < packet->fleet->n_vms; vm++)
    if (packet->fates[vm].falls || packet->fates[vm].stops)
      g_array_append_val (down, vm);
  if (!down->len) {
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_GOOD, "No VM is down at any moment.");
    return;
  }
  g_array_sort_with_data (down, by_down, (gpointer) packet);
  viz_document_say (document, VIZ_HEADING, VIZ_PLAIN, "VMs that were down, the longest first");
  viz_document_table (document, "down_vms",
                      "VM|Owner|Tier|Failed|Stopped on purpose|Restarted by HA|Down|At the end");
  for (guint i = 0; i < MIN (down->len, MOST_NAMED); i++) {
    guint32 vm = g_array_index (down, guint32, i);
    const CliFate *fate = &packet->fates[vm];

    viz_document_row (document, fate->ends_down || fate->falls ? VIZ_BAD : VIZ_DOUBTFUL);
    viz_document_cell (document, "%s", packet->fleet->vms[vm].name);
    viz_document_cell (document, "%s", said (packet->fleet->vms[vm].owner));
    viz_document_cell (document, "%s", said (packet->fleet->vms[vm].tier));
    count_cell (document, fate->falls);
    count_cell (document, fate->stops);
    count_cell (document, fate->restarts);
    time_cell (document, fate->down);
    viz_document_cell (document, fate->ends_down ? "still down" : "up");
  }
  if (down->len > MOST_NAMED)
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN, "And %u more, which are in affected-vms.csv.",
                      down->len - MOST_NAMED);
}

void
cli_packet_tell_vms (const CliPacket *packet, VizDocument *document)
{
  guint affected = 0, moved = 0;
  SimTime pause = 0;
  gboolean owners = FALSE;
  g_autofree char *longest = NULL;

  for (guint32 vm = 0; vm < packet->fleet->n_vms; vm++) {
    affected += cli_fate_is_affected (&packet->fates[vm]) ? 1 : 0;
    moved += packet->fates[vm].moves > 0;
    pause = MAX (pause, packet->fates[vm].pause);
    owners |= packet->fleet->vms[vm].owner != NULL;
  }
  longest = sim_time_words (pause);
  viz_document_section (document, "affected_vms", "Affected VMs");
  viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN,
                    "%u of %u VMs are affected; %u are moved to another host while they run%s%s%s. All of "
                    "them are in affected-vms.csv.",
                    affected, packet->fleet->n_vms, moved, pause ? ", with a pause of at most " : "",
                    pause ? longest : "", pause ? " each time" : "");
  if (!owners && packet->fleet->n_vms)
    viz_document_say (document, VIZ_PARAGRAPH, VIZ_DOUBTFUL,
                      "The inventory names no owner of any VM, so who has to be told is not known here.");
  tell_groups (packet, document);
  tell_down (packet, document);
}

/* ---- As a table for a spreadsheet ---- */

/* A field is quoted, and one that a spreadsheet would take for a formula begins with an apostrophe, which it does not show. */
static void
put_field (GString *csv, const char *text, char ends)
{
  g_autofree char *safe = cli_safe (text);

  g_string_append_c (csv, '"');
  if (*safe && strchr ("=+-@", *safe))
    g_string_append_c (csv, '\'');
  for (const char *p = safe; *p; p++) {
    if (*p == '"')
      g_string_append_c (csv, '"');
    g_string_append_c (csv, *p);
  }
  g_string_append_c (csv, '"');
  g_string_append_c (csv, ends);
}

char *
cli_packet_vms_csv (const CliPacket *packet)
{
  const ModelFleet *fleet = packet->fleet;
  GString *csv = g_string_new ("vm,owner,tier,cluster,moves,moving_ms,longest_pause_ms,restarts_by_ha,"
                               "failures,stops_on_purpose,down_ms,at_the_end\n");

  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    const CliFate *fate = &packet->fates[vm];
    guint32 cluster = fleet->vms[vm].cluster;

    if (!cli_fate_is_affected (fate))
      continue;
    put_field (csv, fleet->vms[vm].name, ',');
    put_field (csv, said (fleet->vms[vm].owner), ',');
    put_field (csv, said (fleet->vms[vm].tier), ',');
    put_field (csv, cluster == MODEL_NONE ? "" : fleet->clusters[cluster].name, ',');
    g_string_append_printf (csv,
                            "%u,%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",%u,%u,%u,%" G_GINT64_FORMAT ",%s\n",
                            fate->moves, fate->moving, fate->pause, fate->restarts, fate->falls, fate->stops,
                            fate->down, fate->ends_down ? "down" : "up");
  }
  return g_string_free (csv, FALSE);
}
