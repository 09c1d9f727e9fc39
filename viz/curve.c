#include "viz/curve.h"

#include "viz/label.h"
#include "viz/palette.h"
#include "viz/svg.h"

#define LEFT     20
#define TOP      70
#define PANEL    130
#define GAP      46
#define MOST     1100 /* across */
#define N_PANELS 3

static void
clear_point (gpointer data)
{
  VizCurvePoint *point = data;

  g_free (point->cost_text);
  g_free (point->takes_text);
}

VizCurve *
viz_curve_new (void)
{
  VizCurve *curve = g_new0 (VizCurve, 1);

  curve->points = g_array_new (FALSE, TRUE, sizeof (VizCurvePoint));
  g_array_set_clear_func (curve->points, clear_point);
  curve->knee = G_MAXUINT;
  return curve;
}

void
viz_curve_free (VizCurve *curve)
{
  if (!curve)
    return;
  g_free (curve->title);
  g_free (curve->note);
  g_free (curve->cost_unit);
  g_free (curve->window_text);
  g_array_unref (curve->points);
  g_free (curve);
}

static void
put_text (GString *svg, guint x, guint y, const char *class, const char *text)
{
  g_string_append_printf (svg, "<text class=\"%s\" x=\"%u\" y=\"%u\">", class, x, y);
  viz_svg_words (svg, text);
  g_string_append (svg, "</text>\n");
}

static guint
width_of (const VizCurve *curve)
{
  return CLAMP (MOST / MAX (curve->points->len, 1), 74, 130);
}

static gint64
value_of (const VizCurvePoint *point, guint panel)
{
  return panel == 0 ? point->cost : panel == 1 ? point->fewest : point->takes;
}

static gint64
greatest (const VizCurve *curve, guint panel)
{
  gint64 most = panel == 2 ? curve->window : 0;

  for (guint i = 0; i < curve->points->len; i++) {
    const VizCurvePoint *point = &g_array_index (curve->points, VizCurvePoint, i);

    most = MAX (most, MAX (value_of (point, panel), panel == 1 ? point->before : 0));
  }
  return MAX (most, 1);
}

static guint
height_of (gint64 value, gint64 most)
{
  return value <= 0 ? 0 : (guint) ((double) value / (double) most * PANEL);
}

static void
put_bar (GString *svg, const VizCurve *curve, guint panel, guint index, guint base)
{
  const VizCurvePoint *point = &g_array_index (curve->points, VizCurvePoint, index);
  guint wide = width_of (curve), x = LEFT + index * wide;
  gint64 most = greatest (curve, panel), value = value_of (point, panel);
  guint height = height_of (value, most);
  g_autofree char *number
      = panel == 0          ? g_strdup (point->cost_text)
        : panel == 2        ? g_strconcat (point->takes_text, point->ends ? "" : ", and stops", NULL)
        : point->before < 0 ? g_strdup ("none asked")
        : point->before == point->fewest
            ? g_strdup_printf ("%" G_GINT64_FORMAT, point->fewest)
            : g_strdup_printf ("%" G_GINT64_FORMAT ", least %" G_GINT64_FORMAT, point->before, point->fewest);

  if (panel == 1 && point->before > point->fewest)
    g_string_append_printf (svg, "<rect class=\"outline\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"/>\n",
                            x + wide / 4, base - height_of (point->before, most), wide / 2,
                            height_of (point->before, most));
  g_string_append_printf (svg, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"/>\n",
                          panel == 2 && !point->ends ? "broken" : "bar", x + wide / 4, base - height,
                          wide / 2, height);
  put_text (svg, x + wide / 2,
            base - MAX (height, panel == 1 && point->before > 0 ? height_of (point->before, most) : 0) - 5,
            "number", number);
}

static void
put_panel (GString *svg, const VizCurve *curve, guint panel)
{
  static const char *const heads[N_PANELS] = {
    NULL,
    "hosts that may fail, by HA and by memory in use: outlined before the plan, filled at its closest moment",
    "the plan takes"
  };
  guint base = TOP + 30 + panel * (PANEL + GAP) + PANEL;

  put_text (svg, LEFT, base - PANEL - 22, "head", panel == 0 ? curve->cost_unit : heads[panel]);
  for (guint i = 0; i < curve->points->len; i++)
    put_bar (svg, curve, panel, i, base);
  g_string_append_printf (svg, "<path class=\"axis\" d=\"M%d %uH%u\"/>\n", LEFT, base,
                          LEFT + curve->points->len * width_of (curve));
  if (panel == 2 && curve->window) {
    guint y = base - height_of (curve->window, greatest (curve, 2));

    g_string_append_printf (svg, "<path class=\"window\" d=\"M%d %uH%u\"/>\n", LEFT, y,
                            LEFT + curve->points->len * width_of (curve));
    put_text (svg, LEFT + curve->points->len * width_of (curve) + 4, y + 4, "side", curve->window_text);
  }
}

char *
viz_curve_svg (const VizCurve *curve)
{
  GString *svg = g_string_new (NULL);
  guint wide = width_of (curve), base = TOP + 30 + N_PANELS * (PANEL + GAP) - GAP;
  guint width = MAX (LEFT + curve->points->len * wide + 130, 720), height = base + 60;
  g_autofree char *style = g_strdup_printf (
      "text{font-family:%s;font-size:12px;fill:%s}.title{font-size:17px;font-weight:bold}.head{font-weight:"
      "bold}"
      ".soft,.side{fill:%s}.number,.tick{text-anchor:middle;font-size:11px}"
      ".bar{fill:%s;stroke:%s}.outline{fill:none;stroke:%s;stroke-dasharray:3 "
      "2}.broken{fill:%s;stroke:%s;stroke-width:2}"
      ".axis{stroke:%s}.window{stroke:%s;stroke-dasharray:6 3}.knee{fill:%s;stroke:%s}",
      VIZ_FONT, viz_colour (VIZ_INK), viz_colour (VIZ_INK_SOFT), viz_colour (VIZ_FILL_STEADY),
      viz_colour (VIZ_LINE_STRONG), viz_colour (VIZ_LINE_STRONG), viz_colour (VIZ_FILL_PASSING),
      viz_colour (VIZ_INK_ALARM), viz_colour (VIZ_LINE), viz_colour (VIZ_INK_ALARM), viz_colour (VIZ_PATCH),
      viz_colour (VIZ_LINE_STRONG));

  viz_svg_begin (svg, width, height, curve->title, style);
  if (curve->knee != G_MAXUINT) {
    /* One frame a panel, so that no line goes through their headings. */
    for (guint panel = 0; panel < N_PANELS; panel++) {
      guint top = TOP + 30 + panel * (PANEL + GAP) - 16;

      g_string_append_printf (svg, "<rect class=\"knee\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"/>\n",
                              LEFT + curve->knee * wide + 2, top, wide - 4,
                              PANEL + 16 + (panel + 1 == N_PANELS ? 24 : 0));
    }
    put_text (svg, LEFT + curve->knee * wide + wide / 2, base + 36, "number", "knee");
  }
  put_text (svg, LEFT, 28, "title", curve->title);
  put_text (svg, LEFT, 48, "soft", curve->note);
  for (guint panel = 0; panel < N_PANELS; panel++)
    put_panel (svg, curve, panel);
  for (guint i = 0; i < curve->points->len; i++) {
    guint32 hosts = g_array_index (curve->points, VizCurvePoint, i).hosts;
    g_autofree char *text = g_strdup_printf (hosts == 1 ? "%u host" : "%u hosts", hosts);

    put_text (svg, LEFT + i * wide + wide / 2, base + 18, "tick", text);
  }
  viz_svg_end (svg);
  return g_string_free (svg, FALSE);
}
