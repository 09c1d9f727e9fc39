/* Sequence diagrams as SVG.
 *
 * Everything is laid out in whole points, downwards: a row takes the height that its words need, so nothing can lie on
 * anything else. Widths of words are reckoned from columns on the wide side, for a font that is not known. */

#include "viz/palette.h"
#include "viz/sequence.h"
#include "viz/svg.h"
#include "viz/words.h"

#include <string.h>

enum {
  MARGIN = 20,
  CLOCK = 76,   /* the column of times */
  CLOCK_OF_DAYS = 112, /* where they are beyond a day */
  LANE = 158,   /* from one lane to the next */
  BEYOND = 130, /* room for words to the right of the last lane */
  LEAD = 13,    /* from line to line */
  CHIP = 17,    /* the box of a state */
  GAP = 9,      /* between rows */
  LOOP = 26,    /* how far an arrow to oneself goes out */
  PAGE_GAP = 36,
  MOST_HEAD = 4, /* lines of a lane's name */
};

#define FONT "DejaVu Sans,Verdana,sans-serif"

typedef struct {
  GString *svg;
  const VizPage *page;
  guint y, width, clock;
} Pen;

/* As many columns as surely fit into so many points, in the small size and in the bold one. */
static guint
columns_in (guint points)
{
  return points * 10 / 61;
}

static guint
lane_x (const Pen *pen, guint lane)
{
  return MARGIN + pen->clock + LANE / 2 + lane * LANE;
}

/* `face` is a class of the style sheet: title, head, words, time, lane, chip, mark. */
static void
put_text (Pen *pen, guint x, guint y, const char *face, const char *anchor, const char *text)
{
  g_string_append_printf (pen->svg, "<text class=\"%s\" x=\"%u\" y=\"%u\"%s%s%s>", face, x, y,
                          anchor ? " text-anchor=\"" : "", anchor ? anchor : "", anchor ? "\"" : "");
  viz_svg_words (pen->svg, text);
  g_string_append (pen->svg, "</text>\n");
}

/* Puts the lines of a text one below another; returns the y below. */
static guint
put_lines (Pen *pen, guint x, guint y, guint columns, const char *face, const char *anchor, const char *text)
{
  g_auto (GStrv) lines = viz_wrap (text, columns);

  for (char **line = lines; *line; line++, y += LEAD)
    put_text (pen, x, y + LEAD - 3, face, anchor, *line);
  return y;
}

static guint
height_of (const char *text, guint columns)
{
  g_auto (GStrv) lines = text ? viz_wrap (text, columns) : NULL;

  return lines ? LEAD * g_strv_length (lines) : 0;
}

/* ---- The lanes ---- */

/* A very long name is shortened, and is there as a whole for who points at it. */
static guint
lines_of_head (const char *name)
{
  return MIN (height_of (name, columns_in (LANE - 26)) / LEAD, MOST_HEAD);
}

static guint
put_lane_heads (Pen *pen, guint y)
{
  guint most = 1;

  for (guint lane = 0; lane < pen->page->lanes->len; lane++)
    most = MAX (most, lines_of_head (pen->page->lanes->pdata[lane]));
  for (guint lane = 0; lane < pen->page->lanes->len; lane++) {
    const char *name = pen->page->lanes->pdata[lane];
    g_auto (GStrv) lines = viz_wrap (name, columns_in (LANE - 26));
    guint n = lines_of_head (name), at = y + 5 + (most - n) * LEAD / 2;

    g_string_append_printf (
        pen->svg, "<g><rect class=\"head\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" rx=\"4\"/>\n",
        lane_x (pen, lane) - LANE / 2 + 7, y, LANE - 14, most * LEAD + 10);
    for (guint i = 0; i < n; i++)
      put_text (pen, lane_x (pen, lane), at + (i + 1) * LEAD - 3, "lane", "middle",
                i + 1 == MOST_HEAD && lines[n] ? "…" : lines[i]);
    if (g_strv_length (lines) > n) {
      g_string_append (pen->svg, "<title>");
      viz_svg_words (pen->svg, name);
      g_string_append (pen->svg, "</title>");
    }
    g_string_append (pen->svg, "</g>\n");
  }
  return y + most * LEAD + 10;
}

/* ---- The rows ---- */

/* A clock in whole seconds. (transfer full) */
static char *
clock_of (SimTime at)
{
  return sim_time_clock (at - at % SIM_SECOND);
}

static void
put_times (Pen *pen, const VizRow *row, guint y, SimTime *last)
{
  SimTime at = row->at / SIM_SECOND, until = row->until / SIM_SECOND;
  g_autofree char *from = clock_of (row->at), *to = clock_of (row->until),
                  *text = g_strconcat ("to ", to, NULL);

  if (at != *last)
    put_text (pen, MARGIN + pen->clock - 10, y, "time", "end", from);
  if (until > at)
    put_text (pen, MARGIN + pen->clock - 10, y + LEAD, "time soft", "end", text);
  *last = at;
}

static guint
put_chip (Pen *pen, const VizRow *row, guint y)
{
  static const char *const kinds[] = { "start", "steady", "passing", "failed" };
  g_autofree char *cleaned = viz_clean (row->state);
  guint w = viz_columns (cleaned, cleaned + strlen (cleaned)) * 64 / 10 + 14;

  g_string_append_printf (
      pen->svg, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%d\" rx=\"%d\"/>\n",
      kinds[row->state_kind], lane_x (pen, row->to) - w / 2, y, w, CHIP, row->state_kind == SIM_FAILED ? 0 : 7);
  put_text (pen, lane_x (pen, row->to), y + 12, "chip", "middle", row->state);
  return y + CHIP;
}

static void
put_arrow_head (Pen *pen, guint x, guint y, gboolean to_the_right)
{
  g_string_append_printf (pen->svg, "<path class=\"tip\" d=\"M%u %ul%d -4v8z\"/>\n", x, y,
                          to_the_right ? -9 : 9);
}

/* Words above the line where it runs between two lanes, so that they stand between who says it and who hears it. */
static void
put_arrow (Pen *pen, const VizRow *row)
{
  guint a = lane_x (pen, row->from), b = lane_x (pen, row->to), left = MIN (a, b), right = MAX (a, b);
  guint columns = columns_in (MIN (right - left, 2 * LANE + LANE / 2) - 22), y = pen->y;

  if (row->head)
    y = put_lines (pen, (a + b) / 2, y, columns * 9 / 10, "strong", "middle", row->head);
  if (row->words)
    y = put_lines (pen, (a + b) / 2, y, columns, "words", "middle", row->words);
  y += 6;
  g_string_append_printf (pen->svg, "<path class=\"line\" d=\"M%u %uH%u\"/>\n", a, y, a < b ? b - 5 : b + 5);
  put_arrow_head (pen, a < b ? b - 1 : b + 1, y, a < b);
  pen->y = y + 4;
}

/* What one does by itself: a loop, the words beside it. */
static void
put_loop (Pen *pen, const VizRow *row)
{
  guint x = lane_x (pen, row->to), y = pen->y + 8, end = pen->y;
  guint room = MIN (pen->width - MARGIN - x - LOOP - 10, LANE + LANE / 2);

  if (row->head)
    end = put_lines (pen, x + LOOP + 8, end, columns_in (room) * 9 / 10, "strong", NULL, row->head);
  if (row->words)
    end = put_lines (pen, x + LOOP + 8, end, columns_in (room), "words", NULL, row->words);
  g_string_append_printf (pen->svg, "<path class=\"line\" d=\"M%u %uh%dv12h-%d\"/>\n", x, y, LOOP, LOOP - 5);
  put_arrow_head (pen, x + 1, y + 12, FALSE);
  pen->y = MAX (end, y + 12) + 5;
}

static void
put_note (Pen *pen, const VizRow *row)
{
  guint w = 2 * LANE - 24, x = lane_x (pen, row->to), y = pen->y, h;
  guint left = MIN (MAX (x, w / 2 + MARGIN + pen->clock) - w / 2, pen->width - MARGIN - w);

  h = height_of (row->head, columns_in (w - 20) * 9 / 10) + height_of (row->words, columns_in (w - 20)) + 10;
  g_string_append_printf (pen->svg,
                          "<rect class=\"note %s\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"/>\n",
                          sim_severity_names[row->severity], left, y, w, h);
  y = put_lines (pen, left + 10, y + 5, columns_in (w - 20) * 9 / 10,
                 row->severity == SIM_NOTE ? "strong" : "mark", NULL, row->head);
  if (row->words)
    put_lines (pen, left + 10, y, columns_in (w - 20), "words", NULL, row->words);
  pen->y += h;
}

static void
put_row (Pen *pen, const VizRow *row, SimTime *last)
{
  guint below
      = pen->y
        + (row->until / SIM_SECOND > row->at / SIM_SECOND ? 2 * LEAD : LEAD); /* two lines of times, or one */

  put_times (pen, row, pen->y + LEAD - 3, last);
  if (row->kind == VIZ_NOTE)
    put_note (pen, row);
  else if (row->from == row->to)
    put_loop (pen, row);
  else
    put_arrow (pen, row);
  if (row->state)
    pen->y = put_chip (pen, row, pen->y);
  pen->y = MAX (pen->y, below) + GAP;
}

/* ---- The page ---- */

/* The lanes run behind everything, so they are put in where the rows were to begin, once it is known how far they run. */
static void
put_page (GString *svg, const VizPage *page, guint width, guint clock, guint *y)
{
  Pen pen = { svg, page, *y, width, clock };
  GString *lines = g_string_new (NULL);
  g_auto (GStrv) title = NULL;
  SimTime last = -1;
  guint from;
  gsize behind;

  title = viz_wrap (page->title, (width - 2 * MARGIN) / 11);
  for (char **line = title; *line; line++, pen.y += 20)
    put_text (&pen, MARGIN, pen.y + 16, "title", NULL, *line);
  pen.y += 4;
  if (page->subtitle)
    pen.y = put_lines (&pen, MARGIN, pen.y, columns_in (width - 2 * MARGIN), "words", NULL, page->subtitle);
  pen.y += 10;
  from = pen.y = put_lane_heads (&pen, pen.y);
  behind = svg->len;
  pen.y += GAP + 3;
  for (guint r = 0; r < page->rows->len; r++)
    put_row (&pen, page->rows->pdata[r], &last);
  for (guint lane = 0; lane < page->lanes->len; lane++)
    g_string_append_printf (lines, "<path class=\"life\" d=\"M%u %uV%u\"/>\n", lane_x (&pen, lane), from, pen.y);
  g_string_insert_len (svg, (gssize) behind, lines->str, (gssize) lines->len);
  g_string_free (lines, TRUE);
  *y = put_lane_heads (&pen, pen.y);
}

/* (transfer full) */
static char *
style_sheet (void)
{
  GString *style = g_string_new (NULL);
  static const struct {
    const char *rule;
    VizColour colour;
  } rules[] = {
    { ".head{fill:%s;stroke:#4a5057}", VIZ_FILL_START },
    { ".life{fill:none;stroke:%s;stroke-dasharray:4 4}", VIZ_LINE_FAINT },
    { ".line{fill:none;stroke-width:1.4;stroke:%s}", VIZ_LINE_STRONG },
    { ".tip{fill:%s}", VIZ_LINE_STRONG },
    { ".start{stroke:#16191c;stroke-width:2;fill:%s}", VIZ_FILL_START },
    { ".steady{stroke:#16191c;fill:%s}", VIZ_FILL_STEADY },
    { ".passing{stroke:#16191c;stroke-dasharray:3 2;fill:%s}", VIZ_FILL_PASSING },
    { ".failed{stroke:#16191c;stroke-width:2;fill:%s}", VIZ_FILL_FAILED },
    { ".note{stroke:#4a5057;fill:%s}", VIZ_PATCH },
    { ".risk{stroke-width:1.6;stroke-dasharray:6 2;stroke:%s}", VIZ_INK_ALARM },
    { ".outage{stroke-width:2.4;stroke:%s}", VIZ_INK_ALARM },
    { "text{font-family:" FONT
      ";font-size:10px;fill:%s;paint-order:stroke;stroke:#ffffff;stroke-width:3px;stroke-linejoin:round}",
      VIZ_INK },
    { ".title{font-size:16px;font-weight:bold;fill:%s}", VIZ_INK },
    { ".lane{font-weight:bold;stroke:none;fill:%s}", VIZ_INK },
    { ".strong{font-weight:bold;fill:%s}", VIZ_INK },
    { ".mark{font-weight:bold;fill:%s}", VIZ_INK_ALARM },
    { ".words{fill:%s}", VIZ_INK_SOFT },
    { ".chip{stroke:none;fill:%s}", VIZ_INK },
    { ".time{fill:%s}", VIZ_INK },
    { ".soft{fill:%s}", VIZ_INK_FAINT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    g_auto (GStrv) parts = g_strsplit (rules[i].rule, "%s", 2);

    g_string_append_printf (style, "%s%s%s\n", parts[0], viz_colour (rules[i].colour), parts[1]);
  }
  return g_string_free (style, FALSE);
}

static guint
clock_width (const VizSequence *sequence)
{
  for (guint p = 0; p < sequence->pages->len; p++) {
    const VizPage *page = sequence->pages->pdata[p];

    for (guint r = 0; r < page->rows->len; r++)
      if (((const VizRow *) page->rows->pdata[r])->until >= SIM_DAY)
        return CLOCK_OF_DAYS;
  }
  return CLOCK;
}

char *
viz_sequence_svg (const VizSequence *sequence)
{
  GString *svg = g_string_new (NULL), *body = g_string_new (NULL);
  g_autofree char *style = style_sheet ();
  guint width = 0, y = MARGIN, clock = clock_width (sequence);

  for (guint p = 0; p < sequence->pages->len; p++) {
    const VizPage *page = sequence->pages->pdata[p];

    width = MAX (width, 2 * MARGIN + clock + MAX (page->lanes->len, 3) * LANE + BEYOND);
  }
  for (guint p = 0; p < sequence->pages->len; p++) {
    if (p) {
      y += PAGE_GAP / 2;
      g_string_append_printf (body, "<path class=\"life\" d=\"M0 %uH%u\"/>\n", y, width);
      y += PAGE_GAP / 2;
    }
    put_page (body, sequence->pages->pdata[p], width, clock, &y);
  }
  y += MARGIN;
  viz_svg_begin (svg, width, y, sequence->title, style);
  g_string_append_len (svg, body->str, (gssize) body->len);
  viz_svg_end (svg);
  g_string_free (body, TRUE);
  return g_string_free (svg, FALSE);
}
