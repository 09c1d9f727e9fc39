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

char *
viz_map_dot (const SimModel *model, const VizTaken *taken)
{
  Map map = { g_string_new (NULL), model, taken, find_sent (model) };
  guint n = model->n_machines;

  viz_begin (map.dot, "rollcall");
  viz_legend (map.dot, "Who tells whom",
              "Each box is a state machine. Words on a line are the signals that one may send to the other.",
              NULL, 0, taken ? VIZ_OF_RUN_IN_TABLE : VIZ_OF_TABLE);
  for (guint m = 0; m < n; m++)
    write_machine (&map, m);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (map.sent[a * n + b] | map.sent[b * n + a])
        write_line (&map, a, b);
  g_string_append (map.dot, "}\n");
  g_free (map.sent);
  return g_string_free (map.dot, FALSE);
}
