#include "viz/curves.h"

#include "viz/palette.h"
#include "viz/svg.h"

enum { LEFT = 96, WIDTH = 900, RIGHT = 30, TOP = 70, HEIGHT = 230, GAP = 92, FOOT = 56, LEGEND = 20, TICKS_X = 12, TICKS_Y = 7 };

/* How each curve is told from the others: its dash, its weight in tenths, and whether what is below it is shaded. */
static const struct {
  const char *dash;
  guint weight;
  VizColour colour;
} pens[VIZ_CURVES_MOST] = {
  { "none", 12, VIZ_INK },
  { "7 4", 18, VIZ_INK_SOFT },
  { "none", 32, VIZ_LINE_STRONG },
  { "2 3", 18, VIZ_LINE_STRONG },
};

static void
put_words (GString *svg, guint x, guint y, const char *face, const char *words)
{
  g_string_append_printf (svg, "<text class=\"%s\" x=\"%u\" y=\"%u\">", face, x, y);
  viz_svg_words (svg, words);
  g_string_append (svg, "</text>\n");
}

/* 1, 2 or 5 times a power of ten, so that there are no more ticks than there is room for. */
static gint64
step_of (gint64 most)
{
  gint64 ten = 1;

  for (;; ten *= 10)
    for (guint i = 0; i < 3; i++) {
      gint64 step = ten * (const int[]){ 1, 2, 5 }[i];

      if (most / step < TICKS_Y)
        return step;
    }
}

static SimTime
step_of_time (SimTime end)
{
  static const guint hours[] = { 1, 2, 4, 6, 12, 24, 48, 96, 168, 336, 720 };

  for (gsize i = 0; i < G_N_ELEMENTS (hours); i++)
    if (end / (hours[i] * SIM_HOUR) <= TICKS_X)
      return hours[i] * SIM_HOUR;
  return (end / TICKS_X / (720 * SIM_HOUR) + 1) * 720 * SIM_HOUR;
}

/* Up to two days in hours; beyond, in days. */
static char *
moment_words (SimTime at, SimTime end)
{
  return g_strdup_printf ("%d", (int) (at / (end <= 48 * SIM_HOUR ? SIM_HOUR : 24 * SIM_HOUR)));
}

static gint64
most_of (const VizFrame *frame)
{
  gint64 most = 0;

  for (guint c = 0; c < frame->n; c++)
    for (guint i = 0; i < frame->curves[c]->len; i++)
      most = MAX (most, g_array_index (frame->curves[c], VizPoint, i).value);
  return most;
}

static void
put_axes (GString *svg, guint top, gint64 most, gint64 step, SimTime end)
{
  SimTime every = step_of_time (end);

  for (gint64 value = 0; value <= most; value += step) {
    g_autofree char *words = g_strdup_printf ("%" G_GINT64_FORMAT, value);
    guint y = top + HEIGHT - (guint) sim_muldiv (value, HEIGHT, most);

    g_string_append_printf (svg, "<path class=\"tick\" d=\"M%d %uH%d\"/>\n", LEFT, y, LEFT + WIDTH);
    put_words (svg, LEFT - 8, y + 4, "value", words);
  }
  for (SimTime at = 0; at <= end; at += every) {
    g_autofree char *words = moment_words (at, end);
    guint x = LEFT + (guint) sim_muldiv (at, WIDTH, end);

    g_string_append_printf (svg, "<path class=\"tick\" d=\"M%u %uv5\"/>\n", x, top + HEIGHT);
    put_words (svg, x, top + HEIGHT + 18, "time", words);
  }
  put_words (svg, LEFT + WIDTH, top + HEIGHT + 36, "value", end <= 48 * SIM_HOUR ? "hours since the beginning" : "days since the beginning");
}

/* The highest value within each dot, and where it was before goes on until it changes. */
static void
put_curve (GString *svg, const GArray *points, guint pen, guint top, gint64 most, SimTime end)
{
  enum { DOTS = WIDTH * 2 };
  gint64 value = 0, drawn = -1;
  guint next = 0;

  g_string_append_printf (svg, "<path class=\"curve\" stroke=\"%s\" stroke-width=\"%u.%u\" stroke-dasharray=\"%s\" d=\"",
                          viz_colour (pens[pen].colour), pens[pen].weight / 10, pens[pen].weight % 10, pens[pen].dash);
  for (guint dot = 0; dot < DOTS; dot++) {
    SimTime until = sim_muldiv (end, dot + 1, DOTS);
    gint64 highest = value;

    for (; next < points->len && g_array_index (points, VizPoint, next).at < until; next++) {
      value = g_array_index (points, VizPoint, next).value;
      highest = MAX (highest, value);
    }
    if (highest == drawn)
      continue;
    if (drawn >= 0)
      g_string_append_printf (svg, "H%u.%uV", LEFT + dot / 2, dot % 2 * 5);
    else
      g_string_append_printf (svg, "M%d ", LEFT);
    g_string_append_printf (svg, "%u", top + HEIGHT - (guint) sim_muldiv (highest, HEIGHT, most));
    drawn = highest;
  }
  g_string_append_printf (svg, "H%d\"/>\n", LEFT + WIDTH);
}

static void
put_frame (GString *svg, const VizFrame *frame, guint top, SimTime end)
{
  gint64 step = step_of (MAX (1, most_of (frame))), most = (most_of (frame) / step + 1) * step;
  guint x = LEFT;

  put_words (svg, LEFT, top - LEGEND - 14, "frame", frame->title);
  put_axes (svg, top, most, step, end);
  g_string_append_printf (svg, "<text class=\"time\" transform=\"translate(%d %u) rotate(-90)\">", LEFT - 60,
                          top + HEIGHT / 2);
  viz_svg_words (svg, frame->unit);
  g_string_append (svg, "</text>\n");
  for (guint c = 0; c < frame->n; c++)
    put_curve (svg, frame->curves[c], c, top, most, end);
  for (guint c = 0; c < frame->n; c++) {
    g_string_append_printf (
        svg, "<path class=\"curve\" stroke=\"%s\" stroke-width=\"%u.%u\" stroke-dasharray=\"%s\" d=\"M%u %uh36\"/>\n",
        viz_colour (pens[c].colour), pens[c].weight / 10, pens[c].weight % 10, pens[c].dash, x, top - LEGEND + 4);
    put_words (svg, x + 44, top - LEGEND + 8, "name", frame->names[c]);
    x += 72 + 7 * (guint) g_utf8_strlen (frame->names[c], -1);
  }
}

char *
viz_curves_svg (const char *title, const char *subtitle, const VizFrame *frames, guint n, SimTime end)
{
  g_autofree char *style = g_strdup_printf (
      "text{font-family:Helvetica,Arial,sans-serif;fill:%s}.title{font-size:18px;font-weight:bold}"
      ".subtitle{font-size:12px;fill:%s}.frame{font-size:13px;font-weight:bold}.name,.value,.time{font-size:12px}"
      ".value{text-anchor:end}.time{text-anchor:middle}.tick{stroke:%s;stroke-width:.6;fill:none}.curve{fill:none;stroke-linejoin:miter}",
      viz_colour (VIZ_INK), viz_colour (VIZ_INK_SOFT), viz_colour (VIZ_LINE_FAINT));
  guint height = TOP + n * (HEIGHT + GAP) + FOOT - 20;
  GString *svg = g_string_new (NULL);

  end = MAX (1, end);
  viz_svg_begin (svg, LEFT + WIDTH + RIGHT, height, title, style);
  put_words (svg, LEFT, 28, "title", title);
  put_words (svg, LEFT, 48, "subtitle", subtitle);
  for (guint f = 0; f < n; f++)
    put_frame (svg, &frames[f], TOP + f * (HEIGHT + GAP) + 50, end);
  viz_svg_end (svg);
  return g_string_free (svg, FALSE);
}
