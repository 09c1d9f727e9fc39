#include "viz/map.h"

#include "viz/legend.h"

#define COLUMNS    30
#define FOLD_ARROW 3
#define FOLD_BOX   5

typedef struct {
  GString *dot;
  const SimModel *model;
  const VizTaken *taken; /* or NULL */
  guint32 *sent;         /* by sender × machines + receiver: the signals it may send, a bit each; owned */
} Map;

/* A bit per machine × 32 + signal is how the model keeps what a row's action may send. */
static guint32
signals_to (const guint64 *sends, guint machine)
{
  return (guint32) (sends[machine / 2] >> machine % 2 * 32);
}

static guint32 *
find_sent (const SimModel *model)
{
  guint n = model->n_machines;
  guint32 *sent = g_new0 (guint32, n * n);

  for (guint from = 0; from < n; from++)
    for (guint r = model->row_bases[from]; r < model->row_bases[from + 1]; r++)
      for (guint to = 0; to < n; to++)
        sent[from * n + to] |= signals_to (model->sends[r], to);
  return sent;
}

/* What a machine acts on although no machine sends it. */
static guint32
from_outside (const Map *map, guint to)
{
  const SimMachine *machine = map->model->machines[to];
  guint32 heard = 0, inside = 0;

  for (guint r = 0; r < machine->n_rows; r++)
    if (machine->rows[r].to != SIM_IGNORED)
      heard |= 1u << machine->rows[r].signal;
  for (guint from = 0; from < map->model->n_machines; from++)
    inside |= map->sent[from * map->model->n_machines + to];
  return heard & ~inside;
}

/* "evacuate, stay, look +2", one piece a signal, so that lines break between them. */
static void
write_signals (VizFlow *flow, const SimMachine *machine, guint32 set, guint fold, VizFace face)
{
  guint left = (guint) __builtin_popcount (set), written = 0;

  if (left == fold + 1) /* "+1" would take the place of a name */
    fold++;
  for (guint s = 0; s < machine->n_signals && written < fold; s++)
    if (set >> s & 1) {
      written++;
      viz_flow_printf (flow, face, "%s%s", machine->signals[s].name, --left && written < fold ? "," : "");
    }
  if (left)
    viz_flow_printf (flow, VIZ_PLAIN, "+%u", left);
}

static void
write_aside (const Map *map, const char *words, guint to, guint32 set)
{
  VizFlow flow;

  if (!set)
    return;
  flow = viz_flow_begin (map->dot, 8, VIZ_INK_SOFT, COLUMNS);
  viz_flow (&flow, VIZ_ITALIC, words);
  write_signals (&flow, map->model->machines[to], set, FOLD_BOX, VIZ_PLAIN);
  viz_flow_end (&flow);
}

static void
write_machine (const Map *map, guint m)
{
  const SimMachine *machine = map->model->machines[m];
  guint32 itself = map->sent[m * map->model->n_machines + m], outside = from_outside (map, m);

  g_string_append (map->dot, "  ");
  viz_dot_string (map->dot, machine->name);
  g_string_append_printf (
      map->dot, " [style=\"rounded,filled\", penwidth=1.6, fillcolor=\"%s\", color=\"%s\", tooltip=",
      viz_colour (VIZ_FILL_STEADY), viz_colour (VIZ_INK));
  viz_dot_string (map->dot, machine->summary);
  g_string_append_printf (map->dot,
                          ", label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\" "
                          "COLOR=\"%s\">",
                          viz_colour (VIZ_LINE_FAINT));
  viz_flow_line (map->dot, 16, VIZ_INK, COLUMNS, VIZ_BOLD, machine->name);
  viz_flow_line (map->dot, 9, VIZ_INK_SOFT, COLUMNS, VIZ_PLAIN, machine->summary);
  if (itself | outside)
    g_string_append (map->dot, "<HR/>");
  write_aside (map, "tells itself", m, itself);
  write_aside (map, "from outside", m, outside);
  g_string_append (map->dot, "</TABLE>>];\n");
}

/* What one machine may tell the other, with its own name before it when the other has an answer. */
static void
write_direction (const Map *map, guint from, guint to, gboolean both)
{
  guint cell = from * map->model->n_machines + to;
  guint64 sent = map->taken ? map->taken->sent[cell] : 0;
  VizFlow flow;

  if (!map->sent[cell])
    return;
  flow = viz_flow_begin (map->dot, 9, map->taken && !sent ? VIZ_INK_FAINT : VIZ_INK, COLUMNS);
  if (both)
    viz_flow_printf (&flow, VIZ_BOLD, "%s:", map->model->machines[from]->name);
  write_signals (&flow, map->model->machines[to], map->sent[cell], FOLD_ARROW, VIZ_PLAIN);
  if (sent)
    viz_flow_printf (&flow, VIZ_BOLD, "×%" G_GUINT64_FORMAT, sent);
  viz_flow_end (&flow);
}

/* Two machines that speak with each other: one line between them, with a head at each end that hears something. */
static void
write_line (const Map *map, guint a, guint b)
{
  guint n = map->model->n_machines;
  gboolean down = map->sent[a * n + b] != 0, up = map->sent[b * n + a] != 0;
  const char *upper = map->model->machines[a]->name, *lower = map->model->machines[b]->name;
  g_autofree char *words = g_strdup_printf ("%s %s %s", upper,
                                            !up     ? "→"
                                            : !down ? "←"
                                                    : "↔",
                                            lower),
                  *style = NULL;

  if (map->taken) {
    gboolean sent = map->taken->sent[a * n + b] + map->taken->sent[b * n + a] > 0;

    style = g_strdup_printf ("color=\"%s\", penwidth=%s, ",
                             viz_colour (sent ? VIZ_LINE_STRONG : VIZ_LINE_FAINT), sent ? "2.4" : "0.7");
  }
  g_string_append (map->dot, "  ");
  viz_dot_string (map->dot, words);
  g_string_append_printf (map->dot,
                          " [shape=plain, label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                          "CELLPADDING=\"3\" BGCOLOR=\"%s\">",
                          viz_colour (VIZ_PATCH));
  write_direction (map, a, b, up);
  write_direction (map, b, a, down);
  g_string_append (map->dot, "</TABLE>>];\n  ");
  viz_dot_string (map->dot, upper);
  g_string_append (map->dot, " -> ");
  viz_dot_string (map->dot, words);
  g_string_append_printf (map->dot, ":n [%sdir=%s];\n  ", style ? style : "", up ? "back" : "none");
  viz_dot_string (map->dot, words);
  g_string_append (map->dot, ":s -> ");
  viz_dot_string (map->dot, lower);
  g_string_append_printf (map->dot, " [%sdir=%s];\n", style ? style : "", down ? "forward" : "none");
}

/* ---- Parts ---- */

const char **
viz_map_parts (const SimModel *model)
{
  GPtrArray *parts = g_ptr_array_new ();

  for (guint m = 0; m < model->n_machines; m++) {
    const char *part = model->parts ? model->parts[m] : NULL;

    if (part && !g_ptr_array_find_with_equal_func (parts, part, g_str_equal, NULL))
      g_ptr_array_add (parts, (gpointer) part);
  }
  g_ptr_array_add (parts, NULL);
  return (const char **) g_ptr_array_free (parts, FALSE);
}

static gboolean
is_of (const Map *map, guint m, const char *part)
{
  return map->model->parts && g_str_equal (map->model->parts[m], part);
}

/* A part as a box: its name, and those of its machines. */
static void
write_part (const Map *map, const char *part)
{
  guint left = 0;
  VizFlow flow;

  g_string_append (map->dot, "  ");
  viz_dot_string (map->dot, part);
  g_string_append_printf (map->dot,
                          " [style=\"rounded,filled\", penwidth=1.6, fillcolor=\"%s\", color=\"%s\", "
                          "label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\">",
                          viz_colour (VIZ_FILL_START), viz_colour (VIZ_INK));
  viz_flow_line (map->dot, 16, VIZ_INK, COLUMNS, VIZ_BOLD, part);
  flow = viz_flow_begin (map->dot, 9, VIZ_INK_SOFT, COLUMNS);
  for (guint m = 0; m < map->model->n_machines; m++)
    left += is_of (map, m, part) ? 1 : 0;
  for (guint m = 0; m < map->model->n_machines; m++)
    if (is_of (map, m, part))
      viz_flow_printf (&flow, VIZ_PLAIN, "%s%s", map->model->machines[m]->name, --left ? "," : "");
  viz_flow_end (&flow);
  g_string_append (map->dot, "</TABLE>>];\n");
}

/* How many kinds of signal one side may send to the other, and how many went. A side is a machine or a part. */
typedef struct {
  guint kinds;
  guint64 sent;
} Traffic;

static Traffic
traffic (const Map *map, const char *from_part, guint from, const char *to_part, guint to)
{
  guint n = map->model->n_machines;
  Traffic sum = { 0, 0 };

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      if ((from_part ? is_of (map, a, from_part) : a == from)
          && (to_part ? is_of (map, b, to_part) : b == to)) {
        sum.kinds += (guint) __builtin_popcount (map->sent[a * n + b]);
        sum.sent += map->taken ? map->taken->sent[a * n + b] : 0;
      }
  return sum;
}

/* A line between two boxes of which one at least is a part: numbers, for the names would be too many. */
static void
write_bundle (const Map *map, const char *a, Traffic down, const char *b, Traffic up)
{
  gboolean went = down.sent + up.sent > 0;
  g_autofree char *words = NULL;

  if (!down.kinds && !up.kinds)
    return;
  if (map->taken)
    words = down.sent && up.sent
                ? g_strdup_printf ("%" G_GUINT64_FORMAT " / %" G_GUINT64_FORMAT, down.sent, up.sent)
                : g_strdup_printf ("%" G_GUINT64_FORMAT, down.sent + up.sent);
  else
    words = down.kinds && up.kinds ? g_strdup_printf ("%u / %u", down.kinds, up.kinds)
                                   : g_strdup_printf ("%u", down.kinds + up.kinds);
  g_string_append (map->dot, "  ");
  viz_dot_string (map->dot, a);
  g_string_append (map->dot, " -> ");
  viz_dot_string (map->dot, b);
  g_string_append_printf (map->dot,
                          " [dir=%s, color=\"%s\", penwidth=%s, label=<<TABLE BORDER=\"0\" "
                          "CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\" BGCOLOR=\"%s\">",
                          !up.kinds     ? "forward"
                          : !down.kinds ? "back"
                                        : "both",
                          viz_colour (map->taken && !went ? VIZ_LINE_FAINT : VIZ_LINE),
                          map->taken && went ? "2.0" : "1.0", viz_colour (VIZ_PAPER));
  viz_flow_line (map->dot, 9, VIZ_INK, COLUMNS, VIZ_PLAIN, words);
  g_string_append (map->dot, "</TABLE>>];\n");
}

static void
write_parts (const Map *map, const char *const *parts)
{
  for (const char *const *part = parts; *part; part++)
    write_part (map, *part);
  for (const char *const *a = parts; *a; a++)
    for (const char *const *b = a + 1; *b; b++)
      write_bundle (map, *a, traffic (map, *a, 0, *b, 0), *b, traffic (map, *b, 0, *a, 0));
}

static void
write_lines (const Map *map, const char *part)
{
  guint n = map->model->n_machines;

  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if ((!part || (is_of (map, a, part) && is_of (map, b, part)))
          && (map->sent[a * n + b] | map->sent[b * n + a]))
        write_line (map, a, b);
}

/* One part's machines, and with whom else they speak. */
static void
write_one_part (const Map *map, const char *const *parts, const char *part)
{
  gboolean above = TRUE; /* the parts before this one are told of above it */

  for (guint m = 0; m < map->model->n_machines; m++)
    if (is_of (map, m, part))
      write_machine (map, m);
  write_lines (map, part);
  for (; *parts; parts++) {
    Traffic out = traffic (map, part, 0, *parts, 0), in = traffic (map, *parts, 0, part, 0);

    if (g_str_equal (*parts, part)) {
      above = FALSE;
      continue;
    }
    if (!out.kinds && !in.kinds)
      continue;
    write_part (map, *parts);
    for (guint m = 0; m < map->model->n_machines; m++) {
      const char *name = map->model->machines[m]->name;

      if (!is_of (map, m, part))
        continue;
      out = traffic (map, NULL, m, *parts, 0);
      in = traffic (map, *parts, 0, NULL, m);
      if (above)
        write_bundle (map, *parts, in, name, out);
      else
        write_bundle (map, name, out, *parts, in);
    }
  }
}

char *
viz_map_dot (const SimModel *model, const char *part, const VizTaken *taken)
{
  Map map = { g_string_new (NULL), model, taken, find_sent (model) };
  g_autofree const char **parts = viz_map_parts (model);
  g_autofree char *numbers
      = g_strdup_printf ("%s Numbers on a line are %s down / up it.",
                         part ? "The light boxes are the state machines of this part, with the signals "
                                "between them; the dark ones are other parts."
                              : "Each box is a part of the platform, with its state machines.",
                         taken ? "the messages that went" : "the kinds of signals that may go");

  viz_begin (map.dot, "rollcall");
  viz_legend (
      map.dot, part ? part : "Who tells whom",
      *parts ? numbers
             : "Each box is a state machine. Words on a line are the signals that one may send to the other.",
      NULL, 0, taken ? VIZ_OF_RUN_IN_TABLE : VIZ_OF_TABLE);
  if (part)
    write_one_part (&map, parts, part);
  else if (*parts)
    write_parts (&map, parts);
  else {
    for (guint m = 0; m < model->n_machines; m++)
      write_machine (&map, m);
    write_lines (&map, NULL);
  }
  g_string_append (map.dot, "}\n");
  g_free (map.sent);
  return g_string_free (map.dot, FALSE);
}
