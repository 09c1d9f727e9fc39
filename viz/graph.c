#include "viz/graph.h"

#include "viz/legend.h"

#define COLUMNS 32
#define MANY    3 /* rows from more states than this get words instead of arrows */

/* Rows that lead from the same states to the same state, drawn as one block of words. */
typedef struct {
  guint32 from;
  guint to;     /* SIM_SAME for rows that stay */
  GArray *rows; /* (element-type guint) */
} Move;

typedef struct {
  GString *dot;
  const SimMachine *machine;
  guint base;              /* number of the machine's first row */
  const VizTaken *taken;   /* or NULL */
  guint32 visited;         /* the states, a bit each; all when nothing was taken */
  const VizVisits *visits; /* by state, or NULL */
  gboolean only;           /* what was taken */
  guint page;              /* only this state and what is next to it; SIM_SAME all */
} Drawing;

static guint64
count (const Drawing *d, guint row, guint32 states)
{
  return d->taken ? viz_taken_count (d->taken, d->base + row, states) : 0;
}

static const GPtrArray *
codes (const Drawing *d, guint row, guint32 states)
{
  return count (d, row, states) ? d->taken->codes[d->base + row] : NULL;
}

static gboolean
is_many (guint32 states)
{
  return __builtin_popcount (states) > MANY;
}

/* The states that a row is drawn from; on a state's page those rows that lead from it or to it. */
static guint32
froms (const Drawing *d, guint r)
{
  guint32 from = d->machine->rows[r].from;

  if (d->page != SIM_SAME && d->machine->rows[r].to != d->page)
    from &= 1u << d->page;

  for (guint s = 0; d->only && s < d->machine->n_states; s++)
    if (!count (d, r, 1u << s))
      from &= ~(1u << s);
  return from;
}

/* The states whose arrows a row is drawn with, and those in whose boxes it stands. A row may well lead from a state to that
 * state; among many that is left to the words. */
static guint32
leaves (const Drawing *d, guint r)
{
  guint32 from = froms (d, r);
  guint to = d->machine->rows[r].to;

  if (to >= SIM_SAME)
    return 0;
  return is_many (from) ? from : from & ~(1u << to);
}

static guint32
stays (const Drawing *d, guint r)
{
  guint32 from = froms (d, r);
  guint to = d->machine->rows[r].to;

  if (to == SIM_SAME)
    return from;
  return to < SIM_SAME && !is_many (from) ? from & 1u << to : 0;
}

static void
add_move (GArray *moves, guint32 from, guint to, guint row)
{
  Move *move = NULL;

  for (guint i = 0; i < moves->len && !move; i++) {
    Move *other = &g_array_index (moves, Move, i);

    if (other->from == from && other->to == to)
      move = other;
  }
  if (!move) {
    Move fresh = { from, to, g_array_new (FALSE, FALSE, sizeof (guint)) };

    g_array_append_val (moves, fresh);
    move = &g_array_index (moves, Move, moves->len - 1);
  }
  g_array_append_val (move->rows, row);
}

/* In the order of their first rows. Rows that stay in a few states are no moves: they stand in their states' boxes. */
static GArray *
find_moves (const Drawing *d)
{
  GArray *moves = g_array_new (FALSE, FALSE, sizeof (Move));

  for (guint r = 0; r < d->machine->n_rows; r++) {
    if (leaves (d, r))
      add_move (moves, leaves (d, r), d->machine->rows[r].to, r);
    if (is_many (stays (d, r)))
      add_move (moves, stays (d, r), SIM_SAME, r);
  }
  return moves;
}

static void
free_moves (GArray *moves)
{
  for (guint i = 0; i < moves->len; i++)
    g_array_unref (g_array_index (moves, Move, i).rows);
  g_array_unref (moves);
}

/* "connected, entering" or "any state but inactive", whichever is shorter. (transfer full) */
static char *
words_for (const SimMachine *machine, guint32 set)
{
  guint32 others = (guint32) ((G_GUINT64_CONSTANT (1) << machine->n_states) - 1) & ~set;
  gboolean but = __builtin_popcount (others) < __builtin_popcount (set);
  GString *words = g_string_new (but ? "any state" : NULL);
  const char *joint = but ? " but " : "";

  for (guint state = 0; state < machine->n_states; state++)
    if ((but ? others : set) >> state & 1) {
      g_string_append_printf (words, "%s%s", joint, machine->states[state].name);
      joint = ", ";
    }
  return g_string_free (words, FALSE);
}

static void
write_row (const Drawing *d, guint r, guint32 states, guint points)
{
  const SimRow *row = &d->machine->rows[r];
  const GPtrArray *found = codes (d, r, states);
  guint64 times = count (d, r, states);
  gboolean never = d->taken && !times;
  VizColour ink = found ? VIZ_INK_ALARM : never ? VIZ_INK_FAINT : VIZ_INK;
  VizFlow flow = viz_flow_begin (d->dot, points, ink, COLUMNS);

  for (guint i = 0; found && i < found->len; i++) {
    viz_flow_printf (&flow, VIZ_BOLD, "! %s", (const char *) found->pdata[i]);
    viz_flow_break (&flow);
  }
  viz_flow (&flow, never ? VIZ_PLAIN : VIZ_BOLD, d->machine->signals[row->signal].name);
  if (times)
    viz_flow_printf (&flow, VIZ_BOLD, "×%" G_GUINT64_FORMAT, times);
  if (row->guard)
    viz_flow_printf (&flow, VIZ_PLAIN, "[%s]", row->guard->words);
  if (row->action) /* the stroke stays with the first word */
    viz_flow_printf (&flow, VIZ_ITALIC, "/\u00a0%s", row->action->words);
  viz_flow_end (&flow);
}

static void
begin_table (const Drawing *d, guint padding, VizColour fill)
{
  g_string_append_printf (d->dot,
                          "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"%u\" "
                          "COLOR=\"%s\" BGCOLOR=\"%s\">",
                          padding, viz_colour (VIZ_LINE_FAINT), viz_colour (fill));
}

static void
write_stays (const Drawing *d, guint s, gboolean seen)
{
  gboolean first = TRUE;

  for (guint r = 0; r < d->machine->n_rows; r++) {
    guint32 set = stays (d, r);

    if (!(set >> s & 1) || is_many (set))
      continue;
    if (first) {
      g_string_append (d->dot, "<HR/>");
      viz_flow_line (d->dot, 8, seen ? VIZ_INK_SOFT : VIZ_INK_FAINT, COLUMNS, VIZ_PLAIN, "stays on");
    }
    first = FALSE;
    write_row (d, r, 1u << s, 8);
  }
}

/* When an actor first came, how often one did, and how long they stayed, summed. */
static void
write_visits (const Drawing *d, guint s)
{
  const VizVisits *visits = &d->visits[s];
  g_autofree char *first = sim_time_clock (visits->first - visits->first % SIM_SECOND);
  g_autofree char *total = sim_time_words (visits->total);
  VizFlow flow = viz_flow_begin (d->dot, 9, VIZ_INK, COLUMNS);

  viz_flow_printf (&flow, VIZ_PLAIN, "first %s,", first);
  viz_flow_printf (&flow, VIZ_BOLD, visits->total ? "×%" G_GUINT64_FORMAT "," : "×%" G_GUINT64_FORMAT,
                   visits->times);
  if (visits->total)
    viz_flow_printf (&flow, VIZ_PLAIN, "%s in all", total);
  viz_flow_end (&flow);
}

static void
write_state (const Drawing *d, guint s)
{
  const SimState *state = &d->machine->states[s];
  const VizKind *kind = viz_kind (state->kind);
  gboolean seen = d->visited >> s & 1;
  VizColour fill = seen ? kind->fill : VIZ_PAPER;

  g_string_append (d->dot, "  ");
  viz_dot_string (d->dot, state->name);
  g_string_append_printf (d->dot, " [%s, fillcolor=\"%s\", color=\"%s\", tooltip=", kind->node,
                          viz_colour (fill), viz_colour (seen ? VIZ_INK : VIZ_LINE_FAINT));
  viz_dot_string (d->dot, state->summary);
  g_string_append (d->dot, ", label=");
  begin_table (d, 1, fill);
  viz_flow_line (d->dot, 13, seen ? VIZ_INK : VIZ_INK_FAINT, COLUMNS, VIZ_BOLD, state->name);
  viz_flow_line (d->dot, 9, seen ? VIZ_INK_SOFT : VIZ_INK_FAINT, COLUMNS, VIZ_PLAIN, state->summary);
  if (seen && d->visits)
    write_visits (d, s);
  write_stays (d, s, seen);
  g_string_append (d->dot, "</TABLE>>];\n");
}

/* A dot and an arrow to each state an actor may begin in, or did. */
static void
write_starts (const Drawing *d, guint32 starts)
{
  for (guint s = 0; s < d->machine->n_states; s++)
    if (starts >> s & 1) {
      g_autofree char *name = g_strdup_printf ("● %s", d->machine->states[s].name);

      g_string_append (d->dot, "  ");
      viz_dot_string (d->dot, name);
      g_string_append_printf (d->dot, " [shape=point, width=0.13, color=\"%s\"];\n  ", viz_colour (VIZ_INK));
      viz_dot_string (d->dot, name);
      g_string_append (d->dot, " -> ");
      viz_dot_string (d->dot, d->machine->states[s].name);
      g_string_append (d->dot, ";\n");
    }
}

/* How a move is drawn as far as it comes from `states`. What led to a finding is a double line, which Graphviz draws as
 * parallel colours; it paints a head in the first of them, and one at the wrong end in the second. */
static void
write_style (const Drawing *d, const Move *move, guint32 states, gboolean up)
{
  const char *alarm = viz_colour (VIZ_INK_ALARM), *edge = up ? "transparent:" : "",
             *other = up ? ":transparent" : "";
  gboolean taken = FALSE, found = FALSE;

  for (guint i = 0; d->taken && i < move->rows->len; i++) {
    guint row = g_array_index (move->rows, guint, i);

    taken |= count (d, row, states) > 0;
    found |= codes (d, row, states) != NULL;
  }
  if (found)
    g_string_append_printf (d->dot, "color=\"%s%s:%s:%s%s\", penwidth=1.6, ", edge, alarm,
                            viz_colour (VIZ_PAPER), alarm, other);
  else if (taken)
    g_string_append_printf (d->dot, "color=\"%s\", penwidth=2.4, ", viz_colour (VIZ_LINE_STRONG));
  else if (d->taken)
    g_string_append_printf (d->dot, "color=\"%s\", penwidth=0.7, ", viz_colour (VIZ_LINE_FAINT));
}

/* An arrow's first half, from a state into the words, or its second, from the words to the state it leads to. Lines go in
 * at the top of the words and out at the bottom, so one that leads up the page is written the other way round. */
static void
write_half (const Drawing *d, const Move *move, const char *words, guint state, gboolean second, gboolean up)
{
  const char *name = d->machine->states[state].name;
  gboolean state_first = second == up;

  g_string_append (d->dot, "  ");
  viz_dot_string (d->dot, state_first ? name : words);
  g_string_append (d->dot, state_first ? " -> " : ":s -> ");
  viz_dot_string (d->dot, state_first ? words : name);
  g_string_append (d->dot, state_first ? ":n [" : " [");
  write_style (d, move, second ? move->from : 1u << state, second && up);
  g_string_append_printf (d->dot, "dir=%s];\n", !second ? "none" : up ? "back" : "forward");
}

static void
write_move (const Drawing *d, const Move *move)
{
  gboolean many = is_many (move->from), stay = move->to == SIM_SAME, taken = !d->taken;
  g_autofree char *from = words_for (d->machine, move->from);
  g_autofree char *words
      = g_strdup_printf ("%s → %s", from, stay ? "itself" : d->machine->states[move->to].name);

  for (guint i = 0; i < move->rows->len; i++)
    taken |= count (d, g_array_index (move->rows, guint, i), move->from) > 0;
  g_string_append (d->dot, "  ");
  viz_dot_string (d->dot, words);
  g_string_append_printf (d->dot, " [shape=plain, label=");
  begin_table (d, 3, VIZ_PATCH);
  if (many) {
    VizFlow flow = viz_flow_begin (d->dot, 8, taken ? VIZ_INK_SOFT : VIZ_INK_FAINT, COLUMNS);

    viz_flow_printf (&flow, VIZ_PLAIN, stay ? "in %s stays on" : "from %s", from);
    viz_flow_end (&flow);
  }
  for (guint i = 0; i < move->rows->len; i++)
    write_row (d, g_array_index (move->rows, guint, i), move->from, 9);
  g_string_append (d->dot, "</TABLE>>];\n");

  for (guint s = 0; !many && s < d->machine->n_states; s++)
    if (move->from >> s & 1)
      write_half (d, move, words, s, FALSE, s > move->to);
  if (!stay)
    write_half (d, move, words, move->to, TRUE, !many && move->from >> move->to << move->to == move->from);
}

/* The states that stand in the drawing, a bit each. */
static guint32
find_drawn (const Drawing *d, const GArray *moves)
{
  guint32 drawn = 0;

  if (d->page == SIM_SAME)
    return d->only ? d->visited : G_MAXUINT32;
  for (guint i = 0; i < moves->len; i++) {
    const Move *move = &g_array_index (moves, Move, i);

    drawn |= is_many (move->from) ? 0 : move->from;
    drawn |= move->to < SIM_SAME ? 1u << move->to : 0;
  }
  return drawn | 1u << d->page;
}

static char *
draw (const SimModel *model, guint machine, const VizTaken *taken, gboolean only, guint page)
{
  Drawing d = { .dot = g_string_new (NULL),
                .machine = model->machines[machine],
                .base = model->row_bases[machine],
                .taken = taken,
                .visited = taken ? taken->visited[machine] : G_MAXUINT32,
                .visits = taken ? &taken->visits[machine * VIZ_STATES] : NULL,
                .only = only,
                .page = page };
  GArray *moves = find_moves (&d);
  guint32 shown = find_drawn (&d, moves);
  g_autofree char *line = NULL;
  guint kinds = 0;

  for (guint s = 0; s < d.machine->n_states; s++)
    if (shown >> s & 1)
      kinds |= 1u << d.machine->states[s].kind;
  if (page != SIM_SAME)
    line = g_strdup_printf ("only %s, what leads to it and where it leads", d.machine->states[page].name);
  else if (taken) {
    guint drawn = 0, rows = 0;

    for (guint r = 0; r < d.machine->n_rows; r++)
      if (d.machine->rows[r].to != SIM_IGNORED) {
        drawn++;
        rows += count (&d, r, G_MAXUINT32) > 0;
      }
    line = g_strdup_printf (only ? "%u of its %u rows were taken, and are drawn" : "%u of %u rows taken",
                            rows, drawn);
  }
  viz_begin (d.dot, d.machine->name);
  viz_legend (d.dot, d.machine->name, d.machine->summary, line, kinds,
              only    ? VIZ_OF_RUN
              : taken ? VIZ_OF_RUN_IN_TABLE
                      : VIZ_OF_TABLE);
  for (guint s = 0; s < d.machine->n_states; s++)
    if (shown >> s & 1)
      write_state (&d, s);
  write_starts (&d, (only ? taken->began[machine] : d.machine->starts | 1) & (page == SIM_SAME ? shown : 1u << page));
  for (guint i = 0; i < moves->len; i++)
    write_move (&d, &g_array_index (moves, Move, i));
  g_string_append (d.dot, "}\n");
  free_moves (moves);
  return g_string_free (d.dot, FALSE);
}

char *
viz_graph_dot (const SimModel *model, guint machine, const VizTaken *taken)
{
  return draw (model, machine, taken, FALSE, SIM_SAME);
}

char *
viz_graph_state_dot (const SimModel *model, guint machine, guint state, const VizTaken *taken)
{
  return draw (model, machine, taken, FALSE, state);
}

char *
viz_graph_taken_dot (guint machine, const VizTaken *taken)
{
  return draw (taken->model, machine, taken, TRUE, SIM_SAME);
}
